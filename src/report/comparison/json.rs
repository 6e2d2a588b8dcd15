//! A comparison as JSON: `permits.compare/1`.
//!
//! In: a [`Compared`]. Out: one document. `differences` numbers, for each scenario but the first, in what it differs
//! from the first; the causes under `moved` and the effects name them by these numbers. The names are a contract:
//! fields may be added, never changed.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::study::compare::differences::{Change, Difference};
use crate::study::compare::readings::{Outcome, Turned};
use crate::study::compare::{Effect, Moved, Pair, Rest, Span};

use super::super::json::{
    Days, MomentRow, PromiseRow, WarningRow, days, moment, promise_row, rests_on_word, to_text, value_json,
    warning_row,
};
use super::odds::{OddsRow, row};
use super::words::{Names, difference};
use super::{Compared, Side};

/// The version of the document.
pub const SCHEMA: &str = "permits.compare/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    scenarios: Vec<ScenarioRow<'a>>,
    moved: Vec<MovedRow<'a>>,
    against_first: Vec<PairRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readings: Vec<ReadingsRow<'a>>,
}

#[derive(Serialize)]
struct ScenarioRow<'a> {
    name: &'a str,
    workflow: &'a str,
    version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<&'a str>,
    start: String,
    counting: &'static str,
    basis: &'static str,
    assumptions: &'a str,
    known_as_of: Option<String>,
    calendar_files: &'a [String],
    facts: BTreeMap<&'a str, serde_json::Value>,
    goal: &'a str,
    finish: String,
    finish_provisional: bool,
    natural_days: i32,
    working_days: i32,
    critical_path: Vec<&'a str>,
    promises: Vec<PromiseRow<'a>>,
    span: Option<SpanRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk: Option<OddsRow>,
    warnings: Vec<WarningRow<'a>>,
}

#[derive(Serialize)]
struct SpanRow {
    from: String,
    to: String,
    days: Days,
    rests_on: Vec<ShareRow>,
    /// Of these days so many go when every doubtful sentence is read the other way.
    hang_on_readings: Option<i32>,
    provisional: bool,
}

#[derive(Serialize)]
struct ShareRow {
    rests_on: &'static str,
    natural: i32,
}

#[derive(Serialize)]
struct MovedRow<'a> {
    step: &'a str,
    dates: Vec<Option<MomentRow>>,
    why: Vec<WhyRow<'a>>,
}

#[derive(Serialize)]
struct WhyRow<'a> {
    scenario: &'a str,
    days: i32,
    causes: Vec<CauseRow>,
    together: i32,
    provisional: bool,
}

#[derive(Serialize)]
struct CauseRow {
    difference: usize,
    days: i32,
}

#[derive(Serialize)]
struct PairRow<'a> {
    scenario: &'a str,
    computed: bool,
    finish: RestRow,
    span: Option<RestRow>,
    differences: Vec<DifferenceRow>,
}

#[derive(Serialize)]
struct RestRow {
    days: i32,
    together: i32,
    left_in_turn: i32,
    provisional: bool,
}

#[derive(Serialize)]
struct DifferenceRow {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    words: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    days: Vec<String>,
    finish: EffectRow,
    span: EffectRow,
}

#[derive(Serialize)]
struct Words {
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct EffectRow {
    alone: Option<i32>,
    in_turn: Option<i32>,
    added: Option<i32>,
    provisional: bool,
}

#[derive(Serialize)]
struct ReadingsRow<'a> {
    scenario: &'a str,
    turned: Vec<TurnedRow<'a>>,
}

#[derive(Serialize)]
struct TurnedRow<'a> {
    what: &'a str,
    is: serde_json::Value,
    instead: serde_json::Value,
    finish: Option<String>,
    finish_provisional: Option<bool>,
    days: Option<i32>,
}

/// The document, indented, ended by a newline. Warnings are in `lang`; everything else is in both languages or none.
///
/// ```
/// use permits::report::comparison;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/compared.txt")]
/// let document: serde_json::Value = serde_json::from_str(&comparison::json(&view, Lang::En)).unwrap();
/// assert_eq!(document["schema"], comparison::SCHEMA);
/// assert_eq!(document["scenarios"].as_array().unwrap().len(), 2);
/// ```
pub fn json(view: &Compared<'_>, lang: Lang) -> String {
    let spans = &view.comparison.spans;
    let document = Document {
        schema: SCHEMA,
        from: view.between.from,
        to: view.between.to,
        scenarios: view
            .sides
            .iter()
            .zip(spans)
            .enumerate()
            .map(|(at, (side, span))| ScenarioRow {
                risk: row(view, at),
                ..scenario_row(side, span.as_ref(), lang)
            })
            .collect(),
        moved: moved_rows(view),
        against_first: (1..)
            .zip(&view.comparison.pairs)
            .map(|(other, pair)| pair_row(view, other, pair))
            .collect(),
        readings: view
            .sides
            .iter()
            .zip(view.outcomes)
            .map(|(side, outcomes)| ReadingsRow {
                scenario: side.scenario.name,
                turned: outcomes.iter().map(turned_row).collect(),
            })
            .collect(),
    };
    to_text(&document)
}

fn scenario_row<'a>(side: &Side<'a>, span: Option<&Span>, lang: Lang) -> ScenarioRow<'a> {
    let (scenario, plan) = (side.scenario, side.plan());
    let (network, dates) = (scenario.network, scenario.dates);
    let id = |ix: StepIx| network.step(ix).id.as_str();
    let goal = network.goal();
    ScenarioRow {
        name: scenario.name,
        workflow: &scenario.case.workflow.id,
        version: &scenario.case.workflow.version,
        project: plan.project,
        start: dates.run.start.to_string(),
        counting: dates.run.counting.as_str(),
        basis: dates.run.basis.as_str(),
        assumptions: &scenario.case.assumptions.id,
        known_as_of: scenario.calendar.as_of().map(|day| day.to_string()),
        calendar_files: scenario.calendar.overlays(),
        facts: scenario.case.facts.0.iter().map(|(fact, value)| (fact.as_str(), value_json(value))).collect(),
        goal: id(goal),
        finish: dates.finish(network).day().to_string(),
        finish_provisional: dates.dates(goal).provisional,
        natural_days: dates.duration.natural,
        working_days: dates.duration.working,
        critical_path: dates.critical_path.iter().map(|ix| id(*ix)).collect(),
        promises: dates.promises.iter().map(|promise| promise_row(&plan, promise)).collect(),
        span: span.map(|span| SpanRow {
            from: span.from.to_string(),
            to: span.to.to_string(),
            days: days(span.days),
            rests_on: span
                .shares
                .iter()
                .map(|(rests_on, natural)| ShareRow { rests_on: rests_on_word(*rests_on), natural: *natural })
                .collect(),
            hang_on_readings: span.readings,
            provisional: span.provisional,
        }),
        risk: None,
        warnings: plan.warnings().map(|warning| warning_row(&plan, warning, lang)).collect(),
    }
}

/// The steps that moved in any scenario, in the order of the first.
fn moved_rows<'a>(view: &Compared<'a>) -> Vec<MovedRow<'a>> {
    let Some(first) = view.sides.first() else { return Vec::new() };
    let mut of: BTreeMap<StepIx, Vec<(&'a str, &Moved)>> = BTreeMap::new();
    for (side, pair) in view.sides[1..].iter().zip(&view.comparison.pairs) {
        for moved in &pair.moved {
            of.entry(moved.first).or_default().push((side.scenario.name, moved));
        }
    }
    let at: Vec<HashMap<&str, StepIx>> = view.sides.iter().map(Side::last_rounds).collect();
    let date = |side: &Side<'_>, at: &HashMap<&str, StepIx>, id: &str| {
        at.get(id).map(|ix| moment(side.scenario.dates.dates(*ix).told_finish()))
    };
    let row = |(ix, moved): (StepIx, Vec<(&'a str, &Moved)>)| {
        let id = first.plan().step(ix).id.as_str();
        MovedRow {
            step: id,
            dates: view.sides.iter().zip(&at).map(|(side, at)| date(side, at, id)).collect(),
            why: moved
                .into_iter()
                .map(|(scenario, moved)| WhyRow {
                    scenario,
                    days: moved.days,
                    causes: moved
                        .because
                        .iter()
                        .map(|(difference, days)| CauseRow { difference: *difference, days: *days })
                        .collect(),
                    together: moved.together,
                    provisional: moved.provisional,
                })
                .collect(),
        }
    };
    of.into_iter().map(row).collect()
}

fn pair_row<'a>(view: &Compared<'a>, other: usize, pair: &Pair) -> PairRow<'a> {
    let rest = |rest: Rest| RestRow {
        days: rest.all,
        together: rest.together,
        left_in_turn: rest.in_turn,
        provisional: rest.provisional,
    };
    let effect = |effect: Effect| EffectRow {
        alone: effect.alone,
        in_turn: effect.in_turn,
        added: effect.added,
        provisional: effect.provisional,
    };
    let names = Names::of(view, other);
    let rows = pair.causes.iter().map(|cause| {
        let (kind, id) = kind(&cause.what);
        DifferenceRow {
            kind,
            id,
            words: Words {
                zh: difference(&names, &cause.what, Lang::Zh),
                en: difference(&names, &cause.what, Lang::En),
            },
            steps: match &cause.what {
                Difference::Measure { steps, .. } => steps.iter().map(|step| step.to_string()).collect(),
                _ => Vec::new(),
            },
            days: match &cause.what {
                Difference::Holiday { days, .. } => days.iter().map(|(day, _)| day.to_string()).collect(),
                _ => Vec::new(),
            },
            finish: effect(cause.finish),
            span: effect(cause.span),
        }
    });
    PairRow {
        scenario: view.sides[other].scenario.name,
        computed: pair.computed,
        finish: rest(pair.finish),
        span: pair.span.map(rest),
        differences: rows.collect(),
    }
}

/// The word for a difference, and what it is about.
fn kind(what: &Difference) -> (&'static str, Option<String>) {
    match what {
        Difference::Start(..) => ("start", None),
        Difference::Holiday { name, notice, .. } => {
            ("holiday", Some(format!("{name} {notice}").trim().into()))
        }
        Difference::Counting(..) => ("counting", None),
        Difference::Basis(..) => ("basis", None),
        Difference::Fact { fact, role, .. } => {
            let kind = match role {
                crate::workflow::FactRole::Fact => "fact",
                crate::workflow::FactRole::Reading => "reading",
            };
            (kind, Some(fact.to_string()))
        }
        Difference::Length { step, .. } => ("length", Some(step.to_string())),
        Difference::NotBefore { step, .. } => ("not-before", Some(step.to_string())),
        Difference::Measure { id, .. } => ("measure", Some(id.clone())),
        Difference::Step { step, change } => {
            let kind = match change {
                Change::OnlyInFirst => "step-only-in-first",
                Change::OnlyInOther => "step-only-in-other",
                Change::WaitsForElse { .. } => "step-waits-for-else",
            };
            (kind, Some(step.to_string()))
        }
        Difference::Promise { id, .. } => ("promise", Some(id.clone())),
        Difference::Goal(..) => ("goal", None),
    }
}

fn turned_row(outcome: &Outcome) -> TurnedRow<'_> {
    let (what, is, instead) = match &outcome.turned {
        Turned::Counting(instead) => ("counting", instead.other().as_str().into(), instead.as_str().into()),
        Turned::Reading { reading, is, instead } => (reading.as_str(), value_json(is), value_json(instead)),
    };
    TurnedRow {
        what,
        is,
        instead,
        finish: outcome.finish.map(|finish| finish.value.to_string()),
        finish_provisional: outcome.finish.map(|finish| finish.provisional),
        days: outcome.days.map(|days| days.value),
    }
}
