//! A schedule, or a sweep, as CSV: a header and a row a step, or a start day, UTF-8 without a byte order mark.
//!
//! In: a [`Plan`]. Out: the rows. A text that a spreadsheet would take for a formula is kept a text by an apostrophe.
//! The csv crate quotes, and is named only here.
//!
//! ```
//! use permits::report::csv;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let csv = csv::schedule(&plan);
//! let contract = csv.lines().last().unwrap();
//! assert!(contract.starts_with("land-contract,签订出让(租赁)合同,land contract,"));
//! ```

use crate::calendar::{At, Moment, Told};
use crate::diagnostic::plain;
use crate::network::{Origin, StepIx};
use crate::schedule::abort::Fate;

use super::odds::{Assessed, rounded};
use super::plan::Plan;
use super::sweep::Swept;

const COLUMNS: [&str; 31] = [
    "id",
    "name_zh",
    "name_en",
    "kind",
    "actor",
    "lane",
    "trigger",
    "trigger_at",
    "finish",
    "finish_at",
    "latest_trigger",
    "latest_finish",
    "promise_due",
    "length",
    "origin",
    "total_float_working",
    "total_float_natural",
    "free_float_working",
    "free_float_natural",
    "drag",
    "critical",
    "provisional",
    "cite",
    "fate",
    "trigger_provisional",
    "latest_trigger_provisional",
    "latest_finish_provisional",
    "promise_due_provisional",
    "total_float_provisional",
    "free_float_provisional",
    "drag_provisional",
];

/// The header and the listed steps.
///
/// ```
/// use permits::report::csv;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// // A header, and a line a step.
/// assert_eq!(csv::schedule(&plan).lines().count(), 1 + plan.listed().len());
/// ```
pub fn schedule(plan: &Plan<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every row has as many fields as the header.
    let _ = writer.write_record(COLUMNS);
    for ix in plan.listed() {
        let _ = writer.write_record(row(plan, ix).iter().map(|field| inert(&plain(field))));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The header and a row a day on which the goal can be reached, with its probability and that of it or an earlier day.
///
/// ```
/// use permits::report::csv;
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("set_up/plan.txt")]
#[doc = include_str!("set_up/assessed.txt")]
/// let rows = csv::odds(&view);
/// assert!(rows.starts_with("date,probability,by_then,provisional\n"));
/// // The goal is reached by the last day in every case.
/// assert_eq!(rows.lines().last().unwrap().split(',').nth(2), Some("1"));
/// ```
pub fn odds(view: &Assessed<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let _ = writer.write_record(["date", "probability", "by_then", "provisional"]);
    let finish = &view.odds.finish;
    for &(day, probability) in finish.days() {
        let numbers = [probability, finish.by(day)].map(|number| rounded(number, 12).to_string());
        let [probability, by] = numbers;
        let _ =
            writer.write_record([day.to_string(), probability, by, view.told(day).provisional.to_string()]);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The header and a row a start day of a sweep.
///
/// ```
/// use permits::report::csv;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let last = Day::new(2023, 6, 6).unwrap();
#[doc = include_str!("set_up/swept.txt")]
/// // The working days from Thursday 1 to Tuesday 6 June.
/// let starts = csv::sweep(&view).lines().skip(1).map(|row| row[..10].to_string()).collect::<Vec<_>>();
/// assert_eq!(starts, ["2023-06-01", "2023-06-02", "2023-06-05", "2023-06-06"]);
/// ```
pub fn sweep(view: &Swept<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = ["start", "finish", "finish_provisional", "natural_days", "working_days", "critical_path"];
    let margins = view.sweep.promises.iter().map(|id| format!("margin_{id}"));
    let quantiles = ["p50", "p80", "p95", "p95_provisional"]
        .map(str::to_string)
        .into_iter()
        .filter(|_| view.odds.is_some());
    let _ = writer.write_record(columns.map(str::to_string).into_iter().chain(margins).chain(quantiles));
    for (at, row) in view.sweep.rows.iter().enumerate() {
        let fields = [
            row.start.to_string(),
            row.finish.value.to_string(),
            row.finish.provisional.to_string(),
            row.takes.natural.to_string(),
            row.takes.working.to_string(),
            view.path(row.path).join(" "),
        ];
        let margins = row.margins.iter().map(|margin| margin.value.to_string());
        // A run that was stopped has none for its last rows.
        let quantiles = view.quantiles(at).map(|days| {
            let [p50, p80, p95] = days.map(|day| day.value.to_string());
            [p50, p80, p95, days[2].provisional.to_string()]
        });
        let quantiles = quantiles.unwrap_or_default().into_iter().filter(|_| view.odds.is_some());
        let _ = writer.write_record(fields.into_iter().chain(margins).chain(quantiles));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn row(plan: &Plan<'_>, ix: StepIx) -> [String; 31] {
    let (step, dated) = (plan.step(ix), plan.schedule.dates(ix));
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let name = plan.name(ix);
    let text = |value: Option<&str>| value.unwrap_or_default().to_string();
    let number = |value: Option<i32>| value.map(|value| value.to_string()).unwrap_or_default();
    let latest =
        |told: Option<Told<Moment>>| told.map(|told| told.value.day().to_string()).unwrap_or_default();
    // What a suspension keeps from happening has no date, and nothing follows from it.
    let reached = plan.finish().is_some();
    let date = |happens: bool, moment: Moment| match happens {
        true => [moment.day().to_string(), at(moment)],
        false => [String::new(), String::new()],
    };
    let [trigger, trigger_at] = date(plan.begins(ix), dated.trigger);
    let [finish, finish_at] = date(plan.finishes(ix), dated.finish());
    let dates = dated.latest.filter(|_| reached);
    let (total, free) = (dated.total_float.filter(|_| reached), dated.free_float.filter(|_| reached));
    let drag = plan.drags.and_then(|drags| drags[ix.index()]).filter(|_| reached);
    let due = plan.promised_by(ix);
    let cite: Vec<String> = step.cite.iter().map(ToString::to_string).collect();
    [
        plan.node(ix).id.to_string(),
        name.zh,
        name.en,
        step.kind.as_str().to_string(),
        text(step.actor.as_ref().map(|actor| actor.as_str())),
        text(step.lane.as_ref().map(|lane| lane.as_str())),
        trigger,
        trigger_at,
        finish,
        finish_at,
        latest(dates.map(|latest| latest.trigger)),
        latest(dates.map(|latest| latest.finish)),
        due.map(|due| due.value.to_string()).unwrap_or_default(),
        length.map(|length| length.to_string()).unwrap_or_default(),
        text(origin.map(Origin::as_str)),
        number(total.map(|float| float.value.working)),
        number(total.map(|float| float.value.natural)),
        number(free.map(|float| float.value.working)),
        number(free.map(|float| float.value.natural)),
        number(drag.map(|drag| drag.value)),
        plan.is_critical(ix).to_string(),
        dated.provisional.to_string(),
        cite.join("; "),
        text(plan.fate(ix).map(Fate::as_str)),
        dated.trigger_provisional.to_string(),
        caveat(dates.map(|latest| latest.trigger)),
        caveat(dates.map(|latest| latest.finish)),
        caveat(due),
        caveat(total),
        caveat(free),
        caveat(drag),
    ]
}

/// Whether a value is provisional; nothing where there is none.
fn caveat<T>(told: Option<Told<T>>) -> String {
    told.map(|told| told.provisional.to_string()).unwrap_or_default()
}

fn at(moment: Moment) -> String {
    match moment.at() {
        At::InHours => "in-hours",
        At::EndOfDay => "end-of-day",
    }
    .to_string()
}

/// The text, made a text for spreadsheets too.
fn inert(field: &str) -> String {
    match field.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{field}"),
        _ => field.to_string(),
    }
}
