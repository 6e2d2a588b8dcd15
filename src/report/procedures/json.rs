//! Procedures as JSON: `permits.workflows/1` for the list, `permits.workflow/1` for one of them.
//!
//! In: workflows and assumption sets as they were loaded. Out: one document with everything the page says, in both
//! languages, words of the files unchanged. A condition is a list of alternatives, each a list of facts with the
//! values that will do; `null` where none is written. The pages for people are `procedures`.
//!
//! One file: its rows mirror the schema in its order.

use std::fmt::Display;

use serde::Serialize;

use crate::calendar::{Cadence, FirstDay, Roll, Weekday};
use crate::diagnostic::Text;
use crate::workflow::{
    ArticleEffect, Assumptions, Citation, Condition, Domain, Estimate, Fact, FactRole, InForce, Link,
    LinkEnd, Requirement, Round, Source, Stated, Step, Workflow,
};

use super::super::json::{to_text, value_json};

/// The version of the list.
pub const LIST_SCHEMA: &str = "permits.workflows/1";
/// The version of one procedure.
pub const SCHEMA: &str = "permits.workflow/1";

#[derive(Serialize)]
struct ListDocument<'a> {
    schema: &'static str,
    workflows: Vec<Head<'a>>,
    assumptions: Vec<SetRow<'a>>,
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    version: &'a str,
    title: Words<'a>,
    start: Words<'a>,
    goal: &'a str,
    steps: usize,
    in_force: Vec<SourceForce<'a>>,
}

#[derive(Serialize)]
struct SourceForce<'a> {
    source: &'a str,
    #[serde(flatten)]
    days: Force,
}

#[derive(Serialize)]
struct SetRow<'a> {
    id: &'a str,
    title: Words<'a>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    id: &'a str,
    version: &'a str,
    title: Words<'a>,
    start: Words<'a>,
    goal: &'a str,
    note: Option<Words<'a>>,
    includes: &'a [String],
    sources: Vec<SourceRow<'a>>,
    actors: Vec<Named<'a>>,
    lanes: Vec<Named<'a>>,
    steps: Vec<StepRow<'a>>,
    facts: Vec<FactRow<'a>>,
    readings: Vec<FactRow<'a>>,
    promises: Vec<PromiseRow<'a>>,
    scopes: Vec<ScopeRow<'a>>,
    aborts: Vec<AbortRow<'a>>,
    reworks: Vec<ReworkRow<'a>>,
    cautions: Vec<CautionRow<'a>>,
    measures: Vec<MeasureRow<'a>>,
    examples: Vec<ExampleRow<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    zh: &'a str,
    en: &'a str,
}

/// First and last day, both included; `null` is open.
#[derive(Serialize)]
struct Force {
    from: Option<String>,
    until: Option<String>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: Words<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    applicant: Option<bool>,
}

#[derive(Serialize)]
struct MeasureRow<'a> {
    id: &'a str,
    name: Words<'a>,
    steps: Vec<&'a str>,
}

#[derive(Serialize)]
struct SourceRow<'a> {
    id: &'a str,
    number: Option<&'a str>,
    title: Words<'a>,
    level: Option<&'a str>,
    issued: Option<String>,
    in_force: Force,
    cite: Vec<String>,
    articles: Vec<ArticleRow<'a>>,
}

#[derive(Serialize)]
struct ArticleRow<'a> {
    id: &'a str,
    effect: &'static str,
    gist: Words<'a>,
}

#[derive(Serialize)]
struct RequirementRow<'a> {
    fact: &'a str,
    values: Vec<serde_json::Value>,
}

type When<'a> = Option<Vec<Vec<RequirementRow<'a>>>>;

#[derive(Serialize)]
struct StepRow<'a> {
    id: &'a str,
    name: Words<'a>,
    kind: &'static str,
    actor: Option<&'a str>,
    parties: Vec<&'a str>,
    lane: Option<&'a str>,
    after: Vec<LinkRow<'a>>,
    limit: Option<String>,
    estimate: Option<EstimateRow>,
    cadence: Option<CadenceRow>,
    first_day: Option<&'static str>,
    roll: Option<&'static str>,
    when: When<'a>,
    cite: Vec<String>,
    note: Option<Words<'a>>,
}

#[derive(Serialize)]
struct LinkRow<'a> {
    step: &'a str,
    from: &'static str,
    lag: Option<String>,
    round: &'static str,
    inferred: bool,
    when: When<'a>,
}

#[derive(Serialize)]
struct EstimateRow {
    min: String,
    likely: String,
    max: String,
}

#[derive(Serialize)]
pub(in crate::report) struct CadenceRow {
    weekday: &'static str,
    every: u32,
    anchor: Option<String>,
}

#[derive(Serialize)]
struct FactRow<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    domain: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<&'a [String]>,
    default: serde_json::Value,
    label: Words<'a>,
    cite: Vec<String>,
    why: Option<Words<'a>>,
}

#[derive(Serialize)]
struct PromiseRow<'a> {
    id: &'a str,
    name: Option<Words<'a>>,
    from: &'a str,
    to: &'a str,
    within: String,
    cite: Vec<String>,
}

#[derive(Serialize)]
struct ScopeRow<'a> {
    require: When<'a>,
    say: Words<'a>,
    cite: Vec<String>,
}

#[derive(Serialize)]
struct AbortRow<'a> {
    when: When<'a>,
    fallback: Option<&'a str>,
    say: Option<Words<'a>>,
    cite: Vec<String>,
}

#[derive(Serialize)]
struct ReworkRow<'a> {
    id: &'a str,
    at: &'a str,
    back_to: &'a str,
    when: When<'a>,
    max: u32,
    note: Option<Words<'a>>,
    cite: Vec<String>,
}

#[derive(Serialize)]
struct CautionRow<'a> {
    id: &'a str,
    when: When<'a>,
    step: Option<&'a str>,
    since: Option<String>,
    until: Option<String>,
    say: Words<'a>,
    cite: Vec<String>,
}

#[derive(Serialize)]
struct ExampleRow<'a> {
    start: String,
    assumptions: &'a str,
    counting: &'static str,
    basis: &'static str,
    set: Vec<SettingRow<'a>>,
    expect: Vec<ExpectRow<'a>>,
    why: Option<Words<'a>>,
}

#[derive(Serialize)]
struct SettingRow<'a> {
    fact: &'a str,
    value: serde_json::Value,
}

#[derive(Serialize)]
struct ExpectRow<'a> {
    step: &'a str,
    finish: String,
}

/// The list as JSON, indented, ended by a newline.
///
/// ```
/// use permits::report::procedures;
/// # use permits::diagnostic::Sources;
/// # use permits::workflow::{Library, Which, load_workflow};
/// # let (library, which) = (Library::built_in(), Which::typed("land-supply"));
/// # let (workflow, _) = load_workflow(&library, &which, &mut Sources::default()).unwrap();
/// let document: serde_json::Value = serde_json::from_str(&procedures::list_json(&[&workflow], &[])).unwrap();
/// let supply = &document["workflows"][0];
/// assert_eq!((&supply["id"], &supply["steps"]), (&"land-supply".into(), &7.into()));
/// ```
pub fn list_json(workflows: &[&Workflow], sets: &[&Assumptions]) -> String {
    to_text(&ListDocument {
        schema: LIST_SCHEMA,
        workflows: workflows.iter().map(|workflow| head(workflow)).collect(),
        assumptions: sets.iter().map(|set| SetRow { id: &set.id, title: words(&set.title) }).collect(),
    })
}

/// One procedure as JSON, indented, ended by a newline.
///
/// ```
/// use permits::report::procedures;
/// # use permits::diagnostic::Sources;
/// # use permits::workflow::{Library, Which, load_workflow};
/// # let (library, which) = (Library::built_in(), Which::typed("land-supply"));
/// # let (workflow, _) = load_workflow(&library, &which, &mut Sources::default()).unwrap();
/// let document: serde_json::Value = serde_json::from_str(&procedures::json(&workflow)).unwrap();
/// assert_eq!((&document["id"], &document["goal"]), (&"land-supply".into(), &"land-contract".into()));
/// ```
pub fn json(workflow: &Workflow) -> String {
    let facts = |role: FactRole| {
        workflow.facts.iter().filter(|fact| fact.role == role).map(fact_row).collect::<Vec<_>>()
    };
    to_text(&Document {
        schema: SCHEMA,
        id: &workflow.id,
        version: &workflow.version,
        title: words(&workflow.title),
        start: words(&workflow.start),
        goal: workflow.goal.as_str(),
        note: workflow.note.as_ref().map(words),
        includes: &workflow.includes,
        sources: workflow.sources.iter().map(source_row).collect(),
        actors: workflow
            .actors
            .iter()
            .map(|actor| Named {
                id: actor.id.as_str(),
                name: words(&actor.name),
                applicant: actor.is_applicant.then_some(true),
            })
            .collect(),
        lanes: workflow
            .lanes
            .iter()
            .map(|lane| Named { id: lane.id.as_str(), name: words(&lane.name), applicant: None })
            .collect(),
        steps: workflow.steps.iter().map(step_row).collect(),
        facts: facts(FactRole::Fact),
        readings: facts(FactRole::Reading),
        promises: workflow
            .promises
            .iter()
            .map(|promise| PromiseRow {
                id: promise.id.as_str(),
                name: promise.name.as_ref().map(words),
                from: promise.from.as_str(),
                to: promise.to.as_str(),
                within: format!("{}wd", promise.within),
                cite: cites(&promise.cite),
            })
            .collect(),
        scopes: workflow
            .scopes
            .iter()
            .map(|scope| ScopeRow {
                require: when(&scope.require),
                say: words(&scope.say),
                cite: cites(&scope.cite),
            })
            .collect(),
        aborts: workflow
            .aborts
            .iter()
            .map(|abort| AbortRow {
                when: when(&abort.when),
                fallback: abort.fallback.as_ref().map(|fallback| fallback.name.as_str()),
                say: abort.say.as_ref().map(words),
                cite: cites(&abort.cite),
            })
            .collect(),
        reworks: workflow
            .reworks
            .iter()
            .map(|rework| ReworkRow {
                id: rework.id.as_str(),
                at: rework.at.as_str(),
                back_to: rework.back_to.as_str(),
                when: rework.when.as_ref().and_then(when),
                max: rework.max,
                note: rework.note.as_ref().map(words),
                cite: cites(&rework.cite),
            })
            .collect(),
        measures: workflow
            .measures
            .iter()
            .map(|measure| MeasureRow {
                id: &measure.id,
                name: words(&measure.name),
                steps: measure.steps.iter().map(|step| step.as_str()).collect(),
            })
            .collect(),
        cautions: workflow
            .cautions
            .iter()
            .map(|caution| CautionRow {
                id: &caution.id,
                when: when(&caution.when),
                step: caution.step.as_ref().map(|step| step.as_str()),
                since: text(caution.since),
                until: text(caution.until),
                say: words(&caution.say),
                cite: cites(&caution.cite),
            })
            .collect(),
        examples: workflow
            .examples
            .iter()
            .map(|example| ExampleRow {
                start: example.start.to_string(),
                assumptions: &example.assumptions.name,
                counting: example.counting.as_str(),
                basis: example.basis.as_str(),
                set: example
                    .set
                    .iter()
                    .map(|(fact, value)| SettingRow { fact: fact.as_str(), value: value_json(value) })
                    .collect(),
                expect: example
                    .expect
                    .iter()
                    .map(|(step, day, _)| ExpectRow { step: step.as_str(), finish: day.to_string() })
                    .collect(),
                why: example.why.as_ref().map(words),
            })
            .collect(),
    })
}

fn head(workflow: &Workflow) -> Head<'_> {
    let in_force = workflow
        .sources
        .iter()
        .filter(|source| source.in_force != InForce::default())
        .map(|source| SourceForce { source: source.id.as_str(), days: force(source.in_force) })
        .collect();
    Head {
        id: &workflow.id,
        version: &workflow.version,
        title: words(&workflow.title),
        start: words(&workflow.start),
        goal: workflow.goal.as_str(),
        steps: workflow.steps.len(),
        in_force,
    }
}

fn words(text: &Text) -> Words<'_> {
    Words { zh: &text.zh, en: &text.en }
}

/// A day as written in files, year first.
fn text(day: Option<impl Display>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn cites(cites: &[Citation]) -> Vec<String> {
    cites.iter().map(ToString::to_string).collect()
}

fn force(in_force: InForce) -> Force {
    Force { from: text(in_force.from), until: text(in_force.until) }
}

fn when(condition: &Condition) -> When<'_> {
    if condition.is_always() {
        return None;
    }
    Some(condition.any.iter().map(|all| all.iter().map(requirement_row).collect()).collect())
}

fn requirement_row(requirement: &Requirement) -> RequirementRow<'_> {
    RequirementRow {
        fact: requirement.fact.as_str(),
        values: requirement.values.iter().map(value_json).collect(),
    }
}

fn source_row(source: &Source) -> SourceRow<'_> {
    SourceRow {
        id: source.id.as_str(),
        number: source.number.as_deref(),
        title: words(&source.title),
        level: source.level.as_deref(),
        issued: text(source.issued),
        in_force: force(source.in_force),
        cite: cites(&source.cite),
        articles: source
            .articles
            .iter()
            .map(|article| ArticleRow {
                id: &article.id,
                effect: match article.effect {
                    ArticleEffect::Time => "time",
                    ArticleEffect::None => "none",
                },
                gist: words(&article.gist),
            })
            .collect(),
    }
}

fn step_row(step: &Step) -> StepRow<'_> {
    StepRow {
        id: step.id.as_str(),
        name: words(&step.name),
        kind: step.kind.as_str(),
        actor: step.actor.as_ref().map(|actor| actor.as_str()),
        parties: step.parties.iter().map(|party| party.as_str()).collect(),
        lane: step.lane.as_ref().map(|lane| lane.as_str()),
        after: step.after.iter().map(link_row).collect(),
        limit: step.limit.map(|limit| limit.to_string()),
        estimate: step.estimate.map(|Estimate { min, likely, max }| EstimateRow {
            min: min.to_string(),
            likely: likely.to_string(),
            max: max.to_string(),
        }),
        cadence: step.cadence.as_ref().map(cadence_row),
        first_day: step.first_day.map(|first| match first {
            FirstDay::Included => "included",
            FirstDay::Excluded => "excluded",
        }),
        roll: step.roll.map(|roll| match roll {
            Roll::Keep => "keep",
            Roll::NextWorkingDay => "next-working-day",
        }),
        when: when(&step.when),
        cite: cites(&step.cite),
        note: step.note.as_ref().map(words),
    }
}

fn link_row(link: &Link) -> LinkRow<'_> {
    LinkRow {
        step: link.step.as_str(),
        from: match link.from {
            LinkEnd::Finish => "finish",
            LinkEnd::Start => "start",
        },
        lag: link.lag.map(|lag| lag.to_string()),
        round: match link.round {
            Round::Last => "last",
            Round::First => "first",
        },
        inferred: link.stated == Stated::Inferred,
        when: when(&link.when),
    }
}

pub(in crate::report) fn cadence_row(cadence: &Cadence) -> CadenceRow {
    let anchor = text(cadence.anchor());
    CadenceRow { weekday: weekday_word(cadence.weekday()), every: cadence.every(), anchor }
}

fn fact_row(fact: &Fact) -> FactRow<'_> {
    let (domain, choices) = match &fact.domain {
        Domain::Bool => ("bool", None),
        Domain::Choice(choices) => ("choice", Some(choices.as_slice())),
        Domain::Count => ("count", None),
    };
    FactRow {
        id: fact.id.as_str(),
        domain,
        choices,
        default: value_json(&fact.default),
        label: words(&fact.label),
        cite: cites(&fact.cite),
        why: fact.why.as_ref().map(words),
    }
}

/// A weekday as in workflow files.
pub(in crate::report) fn weekday_word(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::workflow::{Library, Which, load_workflow};

    fn load(id: &str) -> Workflow {
        load_workflow(&Library::built_in(), &Which::typed(id), &mut Sources::default()).unwrap().0
    }

    #[test]
    fn a_step_is_told_whole() {
        let document: serde_json::Value = serde_json::from_str(&json(&load("design-scheme-supply"))).unwrap();
        assert_eq!(document["schema"], SCHEMA);
        let call =
            document["steps"].as_array().unwrap().iter().find(|step| step["id"] == "design-call").unwrap();
        assert_eq!(call["limit"], "7d");
        assert_eq!(call["cite"].to_string(), r#"["b 7","b 8"]"#);
        assert_eq!(
            call["after"].to_string(),
            r#"[{"step":"plan-publicity","from":"start","lag":null,"round":"first","inferred":false,"when":null}]"#
        );
        let permit =
            document["steps"].as_array().unwrap().iter().find(|step| step["id"] == "own-design").unwrap();
        assert_eq!(
            permit["when"].to_string(),
            r#"[[{"fact":"commitment-b-signed","values":[false]}],[{"fact":"major-deviation","values":[true]}],[{"fact":"passing-designs","values":["none"]}]]"#
        );
    }

    #[test]
    fn every_part_of_every_shipped_procedure_is_there() {
        for built_in in Library::built_in().workflows() {
            let workflow = load(built_in.id);
            let document: serde_json::Value = serde_json::from_str(&json(&workflow)).unwrap();
            let count = |part: &str| document[part].as_array().unwrap().len();
            assert_eq!(count("steps"), workflow.steps.len());
            assert_eq!(count("facts") + count("readings"), workflow.facts.len());
            assert_eq!(count("sources"), workflow.sources.len());
            assert_eq!(count("actors"), workflow.actors.len());
            assert_eq!(count("promises"), workflow.promises.len());
            assert_eq!(count("scopes"), workflow.scopes.len());
            assert_eq!(count("aborts"), workflow.aborts.len());
            assert_eq!(count("reworks"), workflow.reworks.len());
            assert_eq!(count("measures"), workflow.measures.len());
            assert_eq!(count("cautions"), workflow.cautions.len());
            assert_eq!(count("examples"), workflow.examples.len());
        }
    }

    #[test]
    fn the_list_names_the_ends_and_the_days_in_force() {
        let document: serde_json::Value =
            serde_json::from_str(&list_json(&[&load("full-path")], &[&Assumptions::default()])).unwrap();
        let path = &document["workflows"][0];
        assert_eq!(path["goal"], "actual-start");
        assert_eq!(
            path["in_force"].to_string(),
            r#"[{"source":"a","from":"2023-04-27","until":"2026-04-27"},{"source":"b","from":"2023-05-19","until":null}]"#
        );
        assert_eq!(document["assumptions"].as_array().unwrap().len(), 1);
    }
}
