//! Many projects as JSON: `permits.portfolio/1`.
//!
//! In: a [`Portfolio`]. Out: one document, keys in a fixed order. A project that cannot be used has its file only.

use serde::Serialize;

use crate::schedule::State;
use crate::study::portfolio::{DueRow, Known, Portfolio};

use super::super::json::to_text;

/// The version of the document.
pub const SCHEMA: &str = "permits.portfolio/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    as_of: String,
    until: String,
    projects: Vec<ProjectRow<'a>>,
}

#[derive(Serialize)]
struct ProjectRow<'a> {
    file: &'a str,
    #[serde(flatten)]
    known: Option<KnownRow<'a>>,
}

#[derive(Serialize)]
struct KnownRow<'a> {
    name: &'a str,
    workflow: &'a str,
    has_records: bool,
    planned_finish: String,
    planned_provisional: bool,
    forecast_finish: String,
    forecast_provisional: bool,
    delay: i32,
    steps: usize,
    done: usize,
    running: usize,
    paused: usize,
    overdue: usize,
    waiting: usize,
    past_limits: usize,
    bad_promises: &'a [String],
    due: Vec<DueJson<'a>>,
}

#[derive(Serialize)]
struct DueJson<'a> {
    day: String,
    provisional: bool,
    actor: Option<&'a str>,
    step: &'a str,
    state: &'static str,
    is_limit: bool,
}

/// The document, indented, ended by a newline.
///
/// ```
/// use permits::report::portfolio;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
#[doc = include_str!("../set_up/portfolio.txt")]
/// let document: serde_json::Value = serde_json::from_str(&portfolio::json(&portfolio)).unwrap();
/// assert_eq!((&document["as_of"], &document["projects"][0]["delay"]), (&"2023-06-09".into(), &4.into()));
/// ```
pub fn json(portfolio: &Portfolio) -> String {
    let projects =
        portfolio.rows.iter().map(|row| ProjectRow { file: &row.file, known: row.known.as_ref().map(known) });
    to_text(&Document {
        schema: SCHEMA,
        as_of: portfolio.as_of.to_string(),
        until: portfolio.until.to_string(),
        projects: projects.collect(),
    })
}

fn known(known: &Known) -> KnownRow<'_> {
    KnownRow {
        name: &known.name,
        workflow: &known.workflow,
        has_records: known.has_records,
        planned_finish: known.planned.value.to_string(),
        planned_provisional: known.planned.provisional,
        forecast_finish: known.forecast.value.to_string(),
        forecast_provisional: known.forecast.provisional,
        delay: known.late,
        steps: known.steps(),
        done: known.count(State::Done),
        running: known.count(State::Running),
        paused: known.count(State::Paused),
        overdue: known.count(State::Overdue),
        waiting: known.count(State::Waiting),
        past_limits: known.past_limits,
        bad_promises: &known.bad_promises,
        due: known.due.iter().map(due).collect(),
    }
}

fn due(due: &DueRow) -> DueJson<'_> {
    DueJson {
        day: due.day.value.to_string(),
        provisional: due.day.provisional,
        actor: due.actor.as_ref().map(|(id, _)| id.as_str()),
        step: &due.step,
        state: due.state.as_str(),
        is_limit: due.is_limit,
    }
}
