//! The merged files are checked as a whole and become the model.
//!
//! Names are looked up (`names`), steps are held against their kinds (`steps`), links against each other (`links`);
//! `against` holds assumption sets and projects against a finished workflow, `records` what a project records.

mod against;
mod links;
mod logic;
mod names;
mod records;
mod steps;

pub use against::{check_against, check_assumptions, check_project};

use super::codes;
use super::draft::{
    AbortDraft, CautionDraft, ExampleDraft, FactDraft, MeasureDraft, PromiseDraft, ReworkDraft, ScopeDraft,
};
use super::keys::FileKind;
use super::library::{Around, NamedFile, Which};
use super::merge::Merged;
use super::model::{
    Abort, Actor, Caution, Condition, Domain, Example, Fact, Lane, Measure, Promise, Rework, Scope, Source,
    StepId, Value, Workflow,
};
use super::syntax::{Placed, mistake};
use super::value::{Mistakes, shown};
use crate::diagnostic::Text;

use logic::Logic;
use names::Names;

/// Checks the merged files. `None` when no model can be made of them; then a mistake says why.
pub(super) fn workflow(merged: Merged, around: &Around<'_>, mistakes: &mut Mistakes) -> Option<Workflow> {
    let names = Names::of(&merged);
    let steps = steps::check(&merged.steps, &names, mistakes);
    let logic = Logic::new(merged.facts.iter().map(|fact| (fact.id.value.clone(), fact.domain.clone())));
    for (step, draft) in steps.iter().zip(&merged.steps) {
        if let Some(when) = draft.when.as_ref().filter(|_| !logic.can_hold(&step.when)) {
            mistakes.push(never_present(step.id.as_str(), &when.span));
        }
    }
    if let Some(goal) = &merged.goal {
        names.step(goal, mistakes);
    }
    let network = links::Network::of(&steps, &merged.at);
    let order = links::cycles(&network, &steps, &logic, mistakes);
    if let Some(order) = order {
        links::last_links(&steps, &merged.steps, &logic, mistakes);
        links::branches(&network, &order, &steps, &logic, mistakes);
    }
    let sources = merged.sources.iter().map(|source| Source {
        id: source.id.clone(),
        number: source.number.clone(),
        title: source.title.clone().unwrap_or_else(|| Text::same(source.id.as_str())),
        level: source.level.clone(),
        issued: source.issued,
        in_force: source.in_force.unwrap_or_default(),
        cite: names.cite(source.cite.iter().flatten(), mistakes),
        articles: source.articles.clone(),
    });
    let sources = sources.collect();
    let facts = merged.facts.iter().map(|draft| fact(draft, &names, mistakes)).collect();
    let promises = merged.promises.iter().map(|draft| promise(draft, &names, mistakes)).collect();
    let scopes = merged.scopes.iter().map(|draft| scope(draft, &names, mistakes)).collect();
    let aborts = merged.aborts.iter().map(|draft| abort(draft, &names, around, mistakes)).collect();
    let mut effort = links::MOST_VISITS;
    let reworks =
        merged.reworks.iter().map(|draft| rework(draft, &names, &network, &mut effort, mistakes)).collect();
    let cautions = merged.cautions.iter().map(|draft| caution(draft, &names, mistakes)).collect();
    let measures = merged.measures.iter().map(|draft| measure(draft, &names, mistakes)).collect();
    let examples = merged.examples.iter().map(|draft| example(draft, &names, around, mistakes)).collect();
    let name = |id: &str, name: &Option<Text>| name.clone().unwrap_or_else(|| Text::same(id));
    Some(Workflow {
        goal: merged.goal.clone()?.value,
        id: merged.id,
        version: merged.version,
        title: merged.title,
        start: merged.start,
        note: merged.note,
        includes: merged.includes,
        sources,
        actors: merged
            .actors
            .iter()
            .map(|(id, words)| Actor {
                id: id.clone(),
                name: name(id.as_str(), words),
                is_applicant: merged.applicants.contains(id),
            })
            .collect(),
        lanes: merged
            .lanes
            .iter()
            .map(|(id, words)| Lane { id: id.clone(), name: name(id.as_str(), words) })
            .collect(),
        facts,
        steps,
        promises,
        scopes,
        aborts,
        reworks,
        cautions,
        measures,
        examples,
    })
}

fn never_present(step: &str, when: &crate::diagnostic::Span) -> crate::diagnostic::Diagnostic {
    let step = shown(step);
    mistake(
        codes::NEVER_PRESENT,
        format!("步骤 `{step}` 永远不会出现"),
        format!("step `{step}` can never be present"),
    )
    .at(when.clone(), Text::new("这个条件不可能成立", "this condition can never hold"))
    .help(Text::new("放宽条件,或删去这个步骤", "loosen the condition, or remove the step"))
}

fn fact(draft: &FactDraft, names: &Names<'_>, mistakes: &mut Mistakes) -> Fact {
    // A file without a default has been refused; the value here is never seen.
    let default = draft.default.as_ref().map(|default| default.value.clone());
    let default = default.unwrap_or_else(|| match &draft.domain {
        Domain::Bool => Value::Bool(false),
        Domain::Choice(words) => Value::Choice(words.first().cloned().unwrap_or_default()),
        Domain::Count => Value::Count(0),
    });
    Fact {
        id: draft.id.value.clone(),
        role: draft.role,
        domain: draft.domain.clone(),
        default,
        label: draft.label.clone().unwrap_or_else(|| Text::same(draft.id.value.as_str())),
        cite: names.cite(draft.cite.iter().flatten(), mistakes),
        why: draft.why.clone(),
    }
}

fn promise(draft: &PromiseDraft, names: &Names<'_>, mistakes: &mut Mistakes) -> Promise {
    names.step(&draft.from, mistakes);
    names.step(&draft.to, mistakes);
    same_step(draft.id.value.as_str(), &draft.from, &draft.to, mistakes);
    Promise {
        id: draft.id.value.clone(),
        name: draft.name.clone(),
        from: draft.from.value.clone(),
        to: draft.to.value.clone(),
        within: draft.within,
        cite: names.cite(&draft.cite, mistakes),
        span: draft.span.clone(),
    }
}

/// A promise between a step and itself says nothing.
fn same_step(promise: &str, from: &Placed<StepId>, to: &Placed<StepId>, mistakes: &mut Mistakes) {
    if from.value == to.value {
        let promise = shown(promise);
        mistakes.push(
            mistake(
                codes::PROMISE_SAME_STEP,
                format!("限时 `{promise}` 的两端是同一步骤"),
                format!("promise `{promise}` is from a step to itself"),
            )
            .at(to.span.clone(), Text::new("与 `from` 相同", "the same as `from`"))
            .at(from.span.clone(), Text::new("起点", "the clock starts here"))
            .help(Text::new("写两个不同的步骤", "name two different steps")),
        );
    }
}

fn scope(draft: &ScopeDraft, names: &Names<'_>, mistakes: &mut Mistakes) -> Scope {
    Scope {
        require: names.condition(&draft.require, mistakes),
        say: draft.say.clone(),
        cite: names.cite(&draft.cite, mistakes),
    }
}

fn abort(draft: &AbortDraft, names: &Names<'_>, around: &Around<'_>, mistakes: &mut Mistakes) -> Abort {
    let fallback = draft.fallback.as_ref().map(|name| around.named(FileKind::Workflow, name, mistakes));
    Abort {
        when: names.condition(&draft.when, mistakes),
        fallback,
        say: draft.say.clone(),
        cite: names.cite(&draft.cite, mistakes),
    }
}

fn rework(
    draft: &ReworkDraft,
    names: &Names<'_>,
    network: &links::Network,
    effort: &mut usize,
    mistakes: &mut Mistakes,
) -> Rework {
    let at = names.step(&draft.at, mistakes);
    let back_to = names.step(&draft.back_to, mistakes);
    if let (Some(at), Some(back_to)) = (at, back_to)
        && !network.leads(back_to, at, effort)
    {
        let (at, back_to) = (shown(draft.at.value.as_str()), shown(draft.back_to.value.as_str()));
        mistakes.push(
            mistake(
                codes::REWORK_NO_PATH,
                format!("从 `{back_to}` 走不到 `{at}`"),
                format!("no path leads from `{back_to}` to `{at}`"),
            )
            .at(draft.back_to.span.clone(), Text::new("从这里走不到", "does not lead there"))
            .at(draft.at.span.clone(), Text::new("这一步", "to this step"))
            .help(Text::new("写 `at` 之前的步骤", "name a step that comes before `at`")),
        );
    }
    Rework {
        id: draft.id.value.clone(),
        at: draft.at.value.clone(),
        back_to: draft.back_to.value.clone(),
        when: draft.when.as_ref().map(|when| names.condition(when, mistakes)),
        max: draft.max,
        note: draft.note.clone(),
        cite: names.cite(&draft.cite, mistakes),
    }
}

fn caution(draft: &CautionDraft, names: &Names<'_>, mistakes: &mut Mistakes) -> Caution {
    if let Some(step) = &draft.step {
        names.step(step, mistakes);
    }
    Caution {
        id: draft.id.value.clone(),
        when: draft.when.as_ref().map_or_else(Condition::always, |when| names.condition(when, mistakes)),
        step: draft.step.as_ref().map(|step| step.value.clone()),
        since: draft.since,
        until: draft.until,
        say: draft.say.clone(),
        cite: names.cite(&draft.cite, mistakes),
    }
}

fn measure(draft: &MeasureDraft, names: &Names<'_>, mistakes: &mut Mistakes) -> Measure {
    let mut steps: Vec<StepId> = Vec::new();
    for step in &draft.steps {
        names.step(step, mistakes);
        if !steps.contains(&step.value) {
            steps.push(step.value.clone());
        }
    }
    let name = draft.name.clone().unwrap_or_else(|| Text::same(draft.id.as_str()));
    Measure { id: draft.id.clone(), name, steps }
}

fn example(draft: &ExampleDraft, names: &Names<'_>, around: &Around<'_>, mistakes: &mut Mistakes) -> Example {
    let assumptions = match &draft.assumptions {
        Some(name) => around.named(FileKind::Assumptions, name, mistakes),
        None => NamedFile { name: "floor".into(), which: Which::BuiltIn("floor".into()), place: None },
    };
    for (fact, value) in &draft.set {
        names.value(fact, value, mistakes);
    }
    for (step, _) in &draft.expect {
        names.step(step, mistakes);
    }
    Example {
        start: draft.start,
        assumptions,
        counting: draft.counting,
        basis: draft.basis,
        set: draft.set.iter().map(|(fact, value)| (fact.value.clone(), value.value.clone())).collect(),
        expect: draft
            .expect
            .iter()
            .map(|(step, day)| (step.value.clone(), *day, step.span.clone()))
            .collect(),
        why: draft.why.clone(),
        span: draft.span.clone(),
    }
}
