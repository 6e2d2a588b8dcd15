//! A schedule as JSON: `permits.schedule/1`.
//!
//! In: a [`Plan`]. Out: one document, keys in a fixed order. The names and their meanings are a contract with other
//! programs; fields may be added, never changed.
//!
//! ```
//! use permits::report::json;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! assert!(json::schedule(&plan, Lang::Zh).starts_with(&format!("{{\n  \"schema\": \"{}\"", json::SCHEMA)));
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::calendar::{At, Moment, Told};
use crate::diagnostic::{Lang, Text};
use crate::network::{Confidence, Network, Origin, Presence, StepIx, Value};
use crate::schedule::abort::Fate;
use crate::schedule::{Drivers, Float, PromiseResult, RestsOn, Warning};

use super::plan::Plan;

/// The version of the document.
pub const SCHEMA: &str = "permits.schedule/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    workflow: WorkflowRef<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<&'a str>,
    start: String,
    counting: &'static str,
    basis: &'static str,
    assumptions: &'a str,
    calendar: CalendarRef<'a>,
    facts: BTreeMap<&'a str, serde_json::Value>,
    goal: &'a str,
    finish: Option<String>,
    finish_provisional: bool,
    natural_days: Option<i32>,
    working_days: Option<i32>,
    other_counting: Other,
    critical_path: Vec<&'a str>,
    rests_on: Vec<Share>,
    steps: Vec<StepRow<'a>>,
    absent: Vec<AbsentRow<'a>>,
    done: Vec<&'a str>,
    promises: Vec<PromiseRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    abort: Option<AbortRow<'a>>,
    warnings: Vec<WarningRow<'a>>,
}

#[derive(Serialize)]
struct WorkflowRef<'a> {
    id: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct CalendarRef<'a> {
    notices_through: Option<i32>,
    known_as_of: Option<String>,
    files: &'a [String],
}

#[derive(Serialize)]
struct Other {
    counting: &'static str,
    finish: Option<String>,
    provisional: bool,
}

#[derive(Serialize)]
struct Share {
    rests_on: &'static str,
    #[serde(flatten)]
    days: Days,
}

#[derive(Serialize)]
pub(super) struct Days {
    working: i32,
    natural: i32,
}

#[derive(Serialize)]
pub(super) struct MomentRow {
    date: String,
    at: &'static str,
    provisional: bool,
}

#[derive(Serialize)]
pub(super) struct FloatRow {
    working: i32,
    natural: i32,
    provisional: bool,
}

#[derive(Serialize)]
struct StepRow<'a> {
    id: &'a str,
    name: OwnedWords,
    kind: &'static str,
    actor: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parties: Vec<&'a str>,
    lane: Option<&'a str>,
    trigger: Option<MomentRow>,
    begins: Option<MomentRow>,
    finish: Option<MomentRow>,
    latest_trigger: Option<MomentRow>,
    latest_finish: Option<MomentRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise_due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise_due_provisional: Option<bool>,
    length: Option<String>,
    origin: Option<&'static str>,
    confidence: Option<&'static str>,
    total_float: Option<FloatRow>,
    free_float: Option<FloatRow>,
    drag: Option<i32>,
    drag_provisional: bool,
    critical: bool,
    drivers: Names<'a>,
    provisional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fate: Option<&'static str>,
    cite: Vec<String>,
}

/// The names of steps, written from a list that many rows share.
struct Names<'a> {
    network: &'a Network,
    steps: Arc<[StepIx]>,
}

impl Serialize for Names<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.steps.iter().map(|ix| self.network.step(*ix).id.as_str()))
    }
}

#[derive(Serialize)]
struct OwnedWords {
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct AbsentRow<'a> {
    id: &'a str,
    because: BTreeMap<&'a str, serde_json::Value>,
}

#[derive(Serialize)]
pub(super) struct PromiseRow<'a> {
    id: &'a str,
    from: &'a str,
    to: &'a str,
    within: String,
    due: String,
    due_provisional: bool,
    actual: String,
    actual_provisional: bool,
    met: bool,
    margin: i32,
    margin_provisional: bool,
}

#[derive(Serialize)]
struct AbortRow<'a> {
    fact: &'a str,
    date: String,
    cite: Vec<String>,
    fallback: Option<&'a str>,
    fallback_finish: Option<String>,
    fallback_finish_provisional: Option<bool>,
}

#[derive(Serialize)]
pub(super) struct WarningRow<'a> {
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cite: Vec<String>,
}

/// The document, indented, ended by a newline. Messages are in `lang`; everything else is in both languages or none.
///
/// ```
/// use permits::report::json;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let document: serde_json::Value = serde_json::from_str(&json::schedule(&plan, Lang::En)).unwrap();
/// assert_eq!(document["finish"], "2023-07-07");
/// assert_eq!(document["steps"].as_array().unwrap().len(), 7);
/// ```
pub fn schedule(plan: &Plan<'_>, lang: Lang) -> String {
    let (network, schedule) = (plan.network, plan.schedule);
    let id = |ix: StepIx| network.step(ix).id.as_str();
    let finish = plan.finish();
    let otherwise = plan.otherwise.filter(|_| finish.is_some());
    let rests_on = schedule.rests_on(network, plan.calendar);
    let mut drivers = Drivers::new(network, schedule);
    let document = Document {
        schema: SCHEMA,
        workflow: WorkflowRef { id: &plan.workflow.id, version: &plan.workflow.version },
        project: plan.project,
        start: schedule.run.start.to_string(),
        counting: schedule.run.counting.as_str(),
        basis: schedule.run.basis.as_str(),
        assumptions: &plan.assumptions.id,
        calendar: CalendarRef {
            notices_through: plan.calendar.last_published_year(),
            known_as_of: plan.calendar.as_of().map(|day| day.to_string()),
            files: plan.calendar.overlays(),
        },
        facts: network.facts.0.iter().map(|(fact, value)| (fact.as_str(), value_json(value))).collect(),
        goal: id(network.goal()),
        finish: finish.map(|day| day.value.to_string()),
        finish_provisional: finish.is_some_and(|day| day.provisional),
        natural_days: finish.map(|_| schedule.duration.natural),
        working_days: finish.map(|_| schedule.duration.working),
        other_counting: Other {
            counting: schedule.run.counting.other().as_str(),
            finish: otherwise.map(|day| day.value.to_string()),
            provisional: otherwise.is_some_and(|day| day.provisional),
        },
        // What a suspension keeps from being reached, nothing is critical for.
        critical_path: schedule.critical_path.iter().filter(|_| finish.is_some()).map(|ix| id(*ix)).collect(),
        rests_on: rests_on
            .iter()
            .filter(|_| finish.is_some())
            .map(|share| Share { rests_on: rests_on_word(share.rests_on), days: days(share.days) })
            .collect(),
        steps: plan.listed().into_iter().map(|ix| step_row(plan, ix, &mut drivers)).collect(),
        absent: network
            .steps()
            .iter()
            .filter_map(|step| match &step.presence {
                Presence::Present => None,
                Presence::Absent(because) => Some(AbsentRow {
                    id: step.id.as_str(),
                    because: because.iter().map(|(fact, value)| (fact.as_str(), value_json(value))).collect(),
                }),
            })
            .collect(),
        done: network.done.iter().map(|done| done.step.as_str()).collect(),
        promises: plan.promises().map(|promise| promise_row(plan, promise)).collect(),
        abort: plan.suspension.map(|suspension| AbortRow {
            fact: suspension.fact,
            date: suspension.day.to_string(),
            cite: suspension.clause.cite.iter().map(ToString::to_string).collect(),
            fallback: suspension.fallback.map(|(workflow, _)| workflow.id.as_str()),
            fallback_finish: suspension.fallback.map(|(_, day)| day.value.to_string()),
            fallback_finish_provisional: suspension.fallback.map(|(_, day)| day.provisional),
        }),
        warnings: plan.warnings().map(|warning| warning_row(plan, warning, lang)).collect(),
    };
    to_text(&document)
}

/// Any document of ours as text: indented, ended by a newline.
pub(super) fn to_text(document: &impl Serialize) -> String {
    // The documents are plain structs with text keys, which serde_json always writes.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

fn step_row<'a>(plan: &Plan<'a>, ix: StepIx, drivers: &mut Drivers<'_>) -> StepRow<'a> {
    let (step, node, dated) = (plan.step(ix), plan.node(ix), plan.schedule.dates(ix));
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let Text { zh, en } = plan.name(ix);
    let (due, drag) = (plan.promised_by(ix), plan.drags.and_then(|drags| drags[ix.index()]));
    let begun = Told { value: dated.counted.begins, provisional: dated.begins_provisional };
    // What a suspension keeps from happening has no date, and nothing follows from it.
    let (begins, finishes, reached) = (plan.begins(ix), plan.finishes(ix), plan.finish().is_some());
    let latest = dated.latest.filter(|_| reached);
    let drag = drag.filter(|_| reached);
    StepRow {
        id: node.id.as_str(),
        name: OwnedWords { zh, en },
        kind: step.kind.as_str(),
        actor: step.actor.as_ref().map(|actor| actor.as_str()),
        parties: step.parties.iter().map(|party| party.as_str()).collect(),
        lane: step.lane.as_ref().map(|lane| lane.as_str()),
        trigger: begins.then(|| moment(dated.told_trigger())),
        begins: begins.then(|| moment(begun)),
        finish: finishes.then(|| moment(dated.told_finish())),
        latest_trigger: latest.map(|latest| moment(latest.trigger)),
        latest_finish: latest.map(|latest| moment(latest.finish)),
        promise_due: due.map(|due| due.value.to_string()),
        promise_due_provisional: due.map(|due| due.provisional),
        length: length.map(|length| length.to_string()),
        origin: origin.map(Origin::as_str),
        confidence: plan.schedule.confidence(plan.network, ix).map(Confidence::as_str),
        total_float: dated.total_float.filter(|_| reached).map(float),
        free_float: dated.free_float.filter(|_| reached).map(float),
        drag: drag.map(|drag| drag.value),
        drag_provisional: drag.is_some_and(|drag| drag.provisional),
        critical: plan.is_critical(ix),
        drivers: Names { network: plan.network, steps: drivers.of(ix) },
        provisional: dated.provisional,
        given: plan.is_given(ix).then_some(true),
        fate: plan.fate(ix).map(Fate::as_str),
        cite: step.cite.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn promise_row<'a>(plan: &Plan<'a>, promise: &'a PromiseResult) -> PromiseRow<'a> {
    PromiseRow {
        id: promise.id.as_str(),
        from: plan.node(promise.from).id.as_str(),
        to: plan.node(promise.to).id.as_str(),
        within: format!("{}wd", promise.within),
        due: promise.due.value.to_string(),
        due_provisional: promise.due.provisional,
        actual: promise.actual.value.to_string(),
        actual_provisional: promise.actual.provisional,
        met: promise.met(),
        margin: promise.margin.value,
        margin_provisional: promise.margin.provisional,
    }
}

pub(super) fn warning_row<'a>(plan: &Plan<'a>, warning: &'a Warning, lang: Lang) -> WarningRow<'a> {
    WarningRow {
        code: warning.code.as_str(),
        message: warning.message.get(lang),
        steps: warning.steps.iter().map(|ix| plan.node(*ix).id.as_str()).collect(),
        cite: warning.cite.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn rests_on_word(rests_on: RestsOn) -> &'static str {
    match rests_on {
        RestsOn::Length(origin) => origin.as_str(),
        RestsOn::Waiting => "waiting",
        RestsOn::GivenDay => "given-day",
    }
}

pub(super) fn days(days: Float) -> Days {
    Days { working: days.working, natural: days.natural }
}

pub(super) fn float(float: Told<Float>) -> FloatRow {
    let Float { working, natural } = float.value;
    FloatRow { working, natural, provisional: float.provisional }
}

pub(super) fn moment(moment: Told<Moment>) -> MomentRow {
    let at = match moment.value.at() {
        At::InHours => "in-hours",
        At::EndOfDay => "end-of-day",
    };
    MomentRow { date: moment.value.day().to_string(), at, provisional: moment.provisional }
}

pub(super) fn value_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Choice(value) => value.as_str().into(),
        Value::Count(value) => (*value).into(),
    }
}
