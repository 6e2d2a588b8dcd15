//! Assumption sets and projects are held against a finished workflow.

use crate::diagnostic::{Diagnostic, Span, Text, nearest};

use super::super::codes;
use super::super::draft::unknown_value;
use super::super::model::{
    Assumptions, Domain, FactId, Kind, Places, Project, Step, StepAssumption, StepId, Workflow,
};
use super::super::syntax::{Placed, mistake};
use super::super::value::{Mistakes, meant, shown};
use super::records::records;
use super::steps::not_for_kind;

/// What in an assumption set does not fit a workflow: an estimate on a step whose kind takes none, a cadence on a step
/// that is no meeting, replies to what is no consultation, an unknown party, a chance of a fact that is no bool. A step
/// or fact that the workflow does not have is no mistake.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::{check_against, parse_assumptions};
/// // A notice runs exactly its limit and takes no estimate.
/// let text = "format = 1\n[assumptions]\nid = \"mine\"\n[step.announcement-window]\nestimate = \"20d\"\n";
/// let (mine, _) = parse_assumptions("mine.toml", text, &mut sources).unwrap();
/// assert_eq!(check_against(&workflow, &mine)[0].code, "field-not-for-kind");
/// assert!(check_against(&workflow, &floor).is_empty());
/// ```
pub fn check_against(workflow: &Workflow, assumptions: &Assumptions) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    let steps = Steps::of(workflow);
    for (id, assumption, _) in &assumptions.steps {
        if let Some(step) = steps.get(id) {
            fits(step, assumption, &format!("step.{id}"), &assumptions.places, &mut mistakes);
        }
    }
    for (id, _) in &assumptions.chances {
        let not_bool = workflow.fact(id.as_str()).filter(|fact| fact.domain != Domain::Bool);
        if let Some(place) = assumptions.places.get(&format!("fact.{id}")).filter(|_| not_bool.is_some()) {
            let fact = shown(id.as_str());
            mistakes.push(
                mistake(
                    codes::FIELD_NOT_FOR_KIND,
                    format!("`{fact}` 不是 bool,没有 `chance`"),
                    format!("fact `{fact}` is no bool and takes no `chance`"),
                )
                .at(place.clone(), Text::new("不知哪个值有此概率", "the chance of which value?"))
                .help(Text::new("只给 bool 事实写 `chance`", "give a `chance` to a bool only")),
            );
        }
    }
    mistakes
}

/// What in an assumption set does not fit one of the workflows, and the names that neither they nor those `beside` it
/// have: the check of a set by itself, against every workflow known. It need not fit what is beside it, where a name may
/// mean another kind of step.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::{check_assumptions, parse_assumptions};
/// let text = "format = 1\n[assumptions]\nid = \"mine\"\n[step.land-contrakt]\nestimate = \"5wd\"\n";
/// let (mine, _) = parse_assumptions("mine.toml", text, &mut sources).unwrap();
/// assert_eq!(check_assumptions(&[workflow], &[], &mine)[0].code, "unknown-step-anywhere");
/// ```
pub fn check_assumptions(
    workflows: &[Workflow],
    beside: &[Workflow],
    assumptions: &Assumptions,
) -> Vec<Diagnostic> {
    let mut mistakes: Vec<Diagnostic> = Vec::new();
    for workflow in workflows {
        for problem in check_against(workflow, assumptions) {
            if !mistakes.contains(&problem) {
                mistakes.push(problem);
            }
        }
    }
    let workflows = || workflows.iter().chain(beside);
    let known: Vec<Steps<'_>> = workflows().map(Steps::of).collect();
    for (id, _, span) in &assumptions.steps {
        if known.iter().any(|steps| steps.get(id).is_some()) {
            continue;
        }
        let all = workflows().flat_map(|workflow| &workflow.steps).map(|step| step.id.as_str());
        let near = guess(&mistakes, id.as_str(), all);
        mistakes.push(
            mistake(
                codes::UNKNOWN_STEP_ANYWHERE,
                format!("已知的工作流都没有步骤 `{}`", shown(id.as_str())),
                format!("no known workflow has a step `{}`", shown(id.as_str())),
            )
            .at(span.clone(), meant(near))
            .help(Text::new("核对名称,或删去它", "check the name, or remove it")),
        );
    }
    for (fact, _) in &assumptions.chances {
        if workflows().any(|workflow| workflow.fact(fact.as_str()).is_some()) {
            continue;
        }
        let Some(span) = assumptions.places.get(&format!("fact.{fact}")) else { continue };
        let all = workflows().flat_map(|workflow| &workflow.facts).map(|fact| fact.id.as_str());
        let near = guess(&mistakes, fact.as_str(), all);
        mistakes.push(
            mistake(
                codes::UNKNOWN_FACT_ANYWHERE,
                format!("已知的工作流都没有事实 `{}`", shown(fact.as_str())),
                format!("no known workflow has a fact `{}`", shown(fact.as_str())),
            )
            .at(span.clone(), meant(near))
            .help(Text::new("核对名称,或删去它", "check the name, or remove it")),
        );
    }
    in_file_order(&mut mistakes);
    mistakes
}

/// What in a project does not fit its workflow: unknown steps and facts, values that a fact cannot have, lengths on
/// kinds that take none, promises that say nothing.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::{check_project, parse_project};
/// let text = "format = 1\n[project]\nname = \"x\"\nworkflow = \"land-supply\"\n[set]\nno-bids = true\n";
/// let (project, _) = parse_project("x.toml", text, &mut sources).unwrap();
/// assert_eq!(check_project(&workflow, &project)[0].code, "unknown-fact"); // it is `no-bid`
/// ```
pub fn check_project(workflow: &Workflow, project: &Project) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    let steps = Steps::of(workflow);
    let places = &project.places;
    for (fact, value) in &project.set {
        let (Some(name), Some(place)) =
            (places.get(&format!("set.{fact}")), places.get(&format!("set.{fact}=")))
        else {
            continue;
        };
        match workflow.fact(fact.as_str()) {
            None => {
                let near =
                    guess(&mistakes, fact.as_str(), workflow.facts.iter().map(|fact| fact.id.as_str()));
                mistakes.push(unknown_fact(workflow, fact, name, near));
            }
            Some(known) if !known.domain.contains(value) => {
                let name = Placed::new(fact.as_str(), name.clone());
                let value = Placed::new(value.clone(), place.clone());
                mistakes.push(unknown_value(&name, &known.domain, &value));
            }
            Some(_) => {}
        }
    }
    for (id, step) in &project.steps {
        let path = format!("step.{id}");
        match steps.get(id) {
            Some(known) => fits(known, &step.assumption, &path, places, &mut mistakes),
            None => steps.unknown(id, places.get(&path), &mut mistakes),
        }
    }
    records(&steps, project, &mut mistakes);
    for promise in &project.promises {
        let place = |end: &str| places.get(&format!("promise.{}.{end}", promise.id));
        for (id, end) in [(&promise.from, "from"), (&promise.to, "to")] {
            if steps.get(id).is_none() {
                steps.unknown(id, place(end), &mut mistakes);
            }
        }
        if let (Some(from), Some(to)) = (place("from"), place("to")) {
            let from = Placed::new(promise.from.clone(), from.clone());
            let to = Placed::new(promise.to.clone(), to.clone());
            super::same_step(promise.id.as_str(), &from, &to, &mut mistakes);
        }
        for (cite, at) in promise.cite.iter().zip(0..) {
            let Some(place) = place(&format!("cite.{at}")) else { continue };
            mistakes.extend(unknown_citation(workflow, cite, place));
        }
    }
    in_file_order(&mut mistakes);
    mistakes
}

/// What was probably meant. Nobody reads the hundredth suggestion, and comparing names takes time.
fn guess<'a>(told: &Mistakes, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if told.len() < 100 { nearest(typed, known) } else { None }
}

fn in_file_order(mistakes: &mut [Diagnostic]) {
    mistakes
        .sort_by_key(|mistake| mistake.labels.first().map(|label| (label.span.file, label.span.range.start)));
}

/// The steps of a workflow by name.
pub(super) struct Steps<'a> {
    workflow: &'a Workflow,
    at: std::collections::HashMap<&'a str, &'a Step>,
}

impl<'a> Steps<'a> {
    fn of(workflow: &'a Workflow) -> Self {
        Steps { workflow, at: workflow.steps.iter().map(|step| (step.id.as_str(), step)).collect() }
    }

    pub(super) fn get(&self, id: &StepId) -> Option<&'a Step> {
        self.at.get(id.as_str()).copied()
    }

    pub(super) fn unknown(&self, id: &StepId, place: Option<&Span>, mistakes: &mut Mistakes) {
        let Some(place) = place else { return };
        let near = guess(mistakes, id.as_str(), self.workflow.steps.iter().map(|step| step.id.as_str()));
        let (step, workflow) = (shown(id.as_str()), shown(&self.workflow.id));
        mistakes.push(
            mistake(
                codes::UNKNOWN_STEP,
                format!("工作流 `{workflow}` 没有步骤 `{step}`"),
                format!("workflow `{workflow}` has no step `{step}`"),
            )
            .at(place.clone(), meant(near))
            .help(Text::new("写这个工作流中的步骤", "name a step of the workflow")),
        );
    }
}

fn fits(step: &Step, assumption: &StepAssumption, path: &str, places: &Places, mistakes: &mut Mistakes) {
    let place = |key: &str| places.get(&format!("{path}.{key}"));
    let given = [
        ("estimate", assumption.estimate.is_some()),
        ("cadence", assumption.cadence.is_some()),
        ("reply", assumption.reply.is_some()),
        ("party", !assumption.party.is_empty()),
    ];
    for (key, _) in given.iter().filter(|(_, is_given)| *is_given) {
        mistakes.extend(place(key).and_then(|place| not_for_kind(step.id.as_str(), key, step.kind, place)));
    }
    if step.kind != Kind::Consultation {
        return;
    }
    for (party, _) in assumption.party.iter().filter(|(party, _)| !step.parties.contains(party)) {
        let Some(place) = place(&format!("party.{party}")) else { continue };
        let near = nearest(party.as_str(), step.parties.iter().map(|party| party.as_str()));
        let (party, id) = (shown(party.as_str()), shown(step.id.as_str()));
        mistakes.push(
            mistake(
                codes::UNKNOWN_ACTOR,
                format!("步骤 `{id}` 没有征求 `{party}` 的意见"),
                format!("step `{id}` does not ask `{party}`"),
            )
            .at(place.clone(), meant(near))
            .help(Text::new("写这一步的 `parties` 之一", "name one of the step's `parties`")),
        );
    }
}

fn unknown_fact(workflow: &Workflow, fact: &FactId, place: &Span, near: Option<&str>) -> Diagnostic {
    let (id, workflow) = (shown(fact.as_str()), shown(&workflow.id));
    mistake(
        codes::UNKNOWN_FACT,
        format!("工作流 `{workflow}` 没有事实或读法 `{id}`"),
        format!("workflow `{workflow}` has no fact or reading `{id}`"),
    )
    .at(place.clone(), meant(near))
    .help(Text::new("写这个工作流中的事实或读法", "name a fact or reading of the workflow"))
}

fn unknown_citation(
    workflow: &Workflow,
    cite: &super::super::model::Citation,
    place: &Span,
) -> Option<Diagnostic> {
    let name = shown(&cite.to_string());
    let (code, near) = match workflow.source(cite.source.as_str()) {
        None => {
            let known = workflow.sources.iter().map(|source| source.id.as_str());
            (codes::UNKNOWN_SOURCE, nearest(cite.source.as_str(), known))
        }
        Some(source) => {
            let mut known = source.articles.iter().map(|article| article.id.as_str());
            if cite.article.is_empty()
                || source.articles.is_empty()
                || known.any(|known| known == cite.article)
            {
                return None;
            }
            (
                codes::UNKNOWN_ARTICLE,
                nearest(&cite.article, source.articles.iter().map(|article| article.id.as_str())),
            )
        }
    };
    Some(
        mistake(code, format!("工作流没有出处 `{name}`"), format!("the workflow does not know `{name}`"))
            .at(place.clone(), meant(near))
            .help(Text::new("引用工作流声明的文件", "cite a document that the workflow declares")),
    )
}
