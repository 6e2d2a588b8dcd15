//! Files become one: includes first, each laid over what came before.
//!
//! A step keeps its first place; fields that a later file gives win; `after` lists unite, a link to the same step
//! replacing the earlier one in place. `drop` takes included steps away before the file's own steps come.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::diagnostic::{Span, Text};

use super::codes;
use super::draft::{
    AbortDraft, CautionDraft, ExampleDraft, FactDraft, MeasureDraft, PromiseDraft, ReworkDraft, ScopeDraft,
    SourceDraft, StepDraft, WorkflowDraft,
};
use super::model::{ActorId, Domain, LaneId, StepId};
use super::syntax::{Placed, mistake};
use super::value::{LinkDraft, Mistakes, shown};

/// All files of a workflow in one, still as written.
pub(super) struct Merged {
    pub id: String,
    pub version: String,
    pub title: Text,
    pub start: Text,
    pub goal: Option<Placed<StepId>>,
    pub note: Option<Text>,
    pub includes: Vec<String>,
    pub sources: Vec<SourceDraft>,
    pub actors: Vec<(ActorId, Option<Text>)>,
    pub applicants: Vec<ActorId>,
    pub lanes: Vec<(LaneId, Option<Text>)>,
    pub facts: Vec<FactDraft>,
    pub steps: Vec<StepDraft>,
    /// Where a step is in `steps`.
    pub at: HashMap<StepId, usize>,
    /// Where steps were dropped.
    pub dropped: HashMap<StepId, Span>,
    pub promises: Vec<PromiseDraft>,
    pub scopes: Vec<ScopeDraft>,
    pub aborts: Vec<AbortDraft>,
    pub reworks: Vec<ReworkDraft>,
    pub cautions: Vec<CautionDraft>,
    pub measures: Vec<MeasureDraft>,
    pub examples: Vec<ExampleDraft>,
}

/// Merges files in the order they apply, the including file last. `None` when there is none.
pub(super) fn merge(files: Vec<WorkflowDraft>, mistakes: &mut Mistakes) -> Option<Merged> {
    let mut files = files.into_iter();
    let mut merged = start(files.next()?, mistakes);
    for file in files {
        apply(&mut merged, file, mistakes);
    }
    Some(merged)
}

fn start(mut file: WorkflowDraft, mistakes: &mut Mistakes) -> Merged {
    let mut merged = Merged {
        id: String::new(),
        version: String::new(),
        title: Text::default(),
        start: Text::default(),
        goal: None,
        note: None,
        includes: Vec::new(),
        sources: Vec::new(),
        actors: Vec::new(),
        applicants: Vec::new(),
        lanes: Vec::new(),
        facts: Vec::new(),
        steps: Vec::new(),
        at: HashMap::new(),
        dropped: HashMap::new(),
        promises: Vec::new(),
        scopes: Vec::new(),
        aborts: Vec::new(),
        reworks: Vec::new(),
        cautions: Vec::new(),
        measures: Vec::new(),
        examples: Vec::new(),
    };
    merged.id = std::mem::take(&mut file.id.value);
    apply_body(&mut merged, file, mistakes);
    merged
}

fn apply(merged: &mut Merged, mut file: WorkflowDraft, mistakes: &mut Mistakes) {
    let included = std::mem::replace(&mut merged.id, std::mem::take(&mut file.id.value));
    merged.includes.push(included);
    apply_body(merged, file, mistakes);
}

fn apply_body(merged: &mut Merged, file: WorkflowDraft, mistakes: &mut Mistakes) {
    merged.version = file.version;
    merged.title = file.title;
    merged.start = file.start;
    merged.goal = file.goal;
    merged.note = file.note;
    merged.examples = file.examples;
    drop_steps(merged, &file.drop, mistakes);
    merge_sources(&mut merged.sources, file.sources);
    merge_names(&mut merged.actors, file.actors);
    merged.applicants.extend(file.applicants);
    merge_names(&mut merged.lanes, file.lanes);
    merge_facts(&mut merged.facts, file.facts, mistakes);
    // A name twice in one file has been reported; the first one stands.
    let mut own = HashSet::new();
    for step in file.steps {
        if own.insert(step.id.value.clone()) {
            merge_step(merged, step);
        }
    }
    replace_by_id(&mut merged.promises, file.promises, |promise| promise.id.value.as_str());
    replace_by_id(&mut merged.reworks, file.reworks, |rework| rework.id.value.as_str());
    replace_by_id(&mut merged.cautions, file.cautions, |caution| caution.id.value.as_str());
    merge_measures(&mut merged.measures, file.measures);
    merged.scopes.extend(file.scopes);
    merged.aborts.extend(file.aborts);
}

fn drop_steps(merged: &mut Merged, drops: &[Placed<StepId>], mistakes: &mut Mistakes) {
    if drops.is_empty() {
        return;
    }
    let mut gone: HashMap<StepId, Span> = HashMap::new();
    for step in drops {
        if merged.at.contains_key(&step.value) {
            gone.insert(step.value.clone(), step.span.clone());
        } else {
            let name = shown(step.value.as_str());
            let known = merged.steps.iter().map(|step| step.id.value.as_str());
            let near = crate::diagnostic::nearest(step.value.as_str(), known);
            mistakes.push(
                mistake(
                    codes::UNKNOWN_STEP,
                    format!("`drop` 去掉一个没有的步骤 `{name}`"),
                    format!("`drop` names an unknown step `{name}`"),
                )
                .at(step.span.clone(), super::value::meant(near))
                .help(Text::new("写被包含文件中的步骤", "name a step of an included file")),
            );
        }
    }
    let falls = |step: &StepId| gone.contains_key(step);
    merged.steps.retain(|step| !falls(&step.id.value));
    for step in &mut merged.steps {
        if let Some(lost) = step.after.iter().find_map(|link| gone.get(&link.link.step)) {
            step.lost_link = Some(lost.clone());
            step.after.retain(|link| !gone.contains_key(&link.link.step));
        }
    }
    merged.at = merged.steps.iter().zip(0..).map(|(step, at)| (step.id.value.clone(), at)).collect();
    // What an included file says of a step that falls away falls away with it.
    merged.promises.retain(|promise| !falls(&promise.from.value) && !falls(&promise.to.value));
    merged.reworks.retain(|rework| !falls(&rework.at.value) && !falls(&rework.back_to.value));
    merged.cautions.retain(|caution| !caution.step.as_ref().is_some_and(|step| falls(&step.value)));
    for measure in &mut merged.measures {
        measure.steps.retain(|step| !falls(&step.value));
    }
    merged.dropped.extend(gone);
}

fn merge_step(merged: &mut Merged, step: StepDraft) {
    merged.dropped.remove(&step.id.value);
    let Some(&at) = merged.at.get(&step.id.value) else {
        merged.at.insert(step.id.value.clone(), merged.steps.len());
        merged.steps.push(step);
        return;
    };
    let known = &mut merged.steps[at];
    given(&mut known.name, step.name);
    given(&mut known.kind, step.kind);
    given(&mut known.actor, step.actor);
    given(&mut known.parties, step.parties);
    given(&mut known.lane, step.lane);
    given(&mut known.limit, step.limit);
    given(&mut known.estimate, step.estimate);
    given(&mut known.cadence, step.cadence);
    given(&mut known.first_day, step.first_day);
    given(&mut known.roll, step.roll);
    given(&mut known.when, step.when);
    given(&mut known.cite, step.cite);
    given(&mut known.note, step.note);
    known.unreadable.extend(step.unreadable);
    unite(&mut known.after, step.after);
}

/// A link to the same step replaces the earlier one in place; the others are added.
fn unite(known: &mut Vec<LinkDraft>, more: Vec<LinkDraft>) {
    let places = places(known, |link| link.link.step.clone());
    for link in more {
        match places.get(&link.link.step) {
            Some(&at) => known[at] = link,
            None => known.push(link),
        }
    }
}

/// What a later file gives wins.
fn given<T>(known: &mut Option<T>, later: Option<T>) {
    if later.is_some() {
        *known = later;
    }
}

fn merge_sources(known: &mut Vec<SourceDraft>, more: Vec<SourceDraft>) {
    let places = places(known, |source| source.id.clone());
    for source in more {
        let Some(&at) = places.get(&source.id) else {
            known.push(source);
            continue;
        };
        let earlier = &mut known[at];
        given(&mut earlier.number, source.number);
        given(&mut earlier.title, source.title);
        given(&mut earlier.level, source.level);
        given(&mut earlier.issued, source.issued);
        given(&mut earlier.in_force, source.in_force);
        given(&mut earlier.cite, source.cite);
        replace_by_id(&mut earlier.articles, source.articles, |article| article.id.as_str());
    }
}

fn merge_names<T: Clone + Eq + Hash>(known: &mut Vec<(T, Option<Text>)>, more: Vec<(T, Option<Text>)>) {
    let places = places(known, |(id, _)| id.clone());
    for (id, name) in more {
        match places.get(&id) {
            Some(&at) => given(&mut known[at].1, name),
            None => known.push((id, name)),
        }
    }
}

/// The steps of a measure unite; a later name wins.
fn merge_measures(known: &mut Vec<MeasureDraft>, more: Vec<MeasureDraft>) {
    let places = places(known, |measure| measure.id.clone());
    for measure in more {
        match places.get(&measure.id) {
            Some(&at) => {
                given(&mut known[at].name, measure.name);
                known[at].steps.extend(measure.steps);
            }
            None => known.push(measure),
        }
    }
}

fn merge_facts(known: &mut Vec<FactDraft>, more: Vec<FactDraft>, mistakes: &mut Mistakes) {
    let places = places(known, |fact| fact.id.value.clone());
    // A fact and a reading of one name in one file have been reported; the first one stands.
    let mut own = HashSet::new();
    for fact in more {
        if !own.insert(fact.id.value.clone()) {
            continue;
        }
        let Some(&at) = places.get(&fact.id.value) else {
            known.push(fact);
            continue;
        };
        let earlier = &mut known[at];
        if earlier.role != fact.role || !same_domain(&earlier.domain, &fact.domain) {
            let name = shown(fact.id.value.as_str());
            mistakes.push(
                mistake(
                    codes::CONFLICTING_FACT,
                    format!("`{name}` 与先前声明的类型不同"),
                    format!("`{name}` is declared again with another type"),
                )
                .at(fact.id.span, Text::new("此处不同", "declared differently here"))
                .at(earlier.id.span.clone(), Text::new("先前的声明", "declared first here"))
                .help(Text::new("保持类型和可选值一致,或改名", "keep its type and choices, or rename it")),
            );
            continue;
        }
        given(&mut earlier.default, fact.default);
        given(&mut earlier.label, fact.label);
        given(&mut earlier.cite, fact.cite);
        given(&mut earlier.why, fact.why);
    }
}

/// Where each thing is. What one file declares is declared once, so these places do not change while it is applied.
fn places<T, K: Eq + Hash>(known: &[T], id: impl Fn(&T) -> K) -> HashMap<K, usize> {
    known.iter().zip(0..).map(|(known, at)| (id(known), at)).collect()
}

fn same_domain(a: &Domain, b: &Domain) -> bool {
    match (a, b) {
        (Domain::Choice(a), Domain::Choice(b)) => a.len() == b.len() && a.iter().all(|word| b.contains(word)),
        (a, b) => a == b,
    }
}

/// A later one of the same name replaces the earlier one in place.
fn replace_by_id<T>(known: &mut Vec<T>, more: Vec<T>, id: impl Fn(&T) -> &str) {
    let places = places(known, |known| id(known).to_string());
    for item in more {
        match places.get(id(&item)) {
            Some(&at) => known[at] = item,
            None => known.push(item),
        }
    }
}
