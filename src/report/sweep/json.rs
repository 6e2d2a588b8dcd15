//! Every start day of a range as JSON: `permits.sweep/1`.
//!
//! In: a [`Swept`]. Out: one document, keys in a fixed order. Margins are working days, negative where a promise is
//! missed.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::calendar::Told;
use crate::network::PromiseId;
use crate::study::sweep::{Row, Window};

use super::super::json::to_text;
use super::Swept;

/// The version of the document.
pub const SCHEMA: &str = "permits.sweep/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    workflow: &'a str,
    goal: &'a str,
    every: &'static str,
    counting: &'static str,
    basis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    odds: Option<OddsJson>,
    rows: Vec<RowJson<'a>>,
    best: Option<Extreme>,
    worst: Option<Extreme>,
    flips: Vec<Flip<'a>>,
    holidays: Vec<Holiday<'a>>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    start: String,
    finish: String,
    finish_provisional: bool,
    natural_days: i32,
    working_days: i32,
    critical_path: Vec<&'a str>,
    margins: Margins<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantiles: Option<QuantilesJson>,
}

/// How the quantiles of the rows were found.
#[derive(Serialize)]
struct OddsJson {
    method: &'static str,
    too_costly: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    samples: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    rows: usize,
}

#[derive(Serialize)]
struct QuantilesJson {
    p50: String,
    p80: String,
    p95: String,
    p80_natural_days: i32,
    provisional: bool,
}

/// The margins by promise.
struct Margins<'a>(&'a [PromiseId], &'a [Told<i32>]);

impl Serialize for Margins<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, margin) in self.0.iter().zip(self.1) {
            map.serialize_entry(id.as_str(), &margin.value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Extreme {
    natural_days: i32,
    windows: Vec<WindowJson>,
}

#[derive(Serialize)]
struct WindowJson {
    first: String,
    last: String,
    days: usize,
}

#[derive(Serialize)]
struct Flip<'a> {
    start: String,
    comes_in: Vec<&'a str>,
    goes_out: Vec<&'a str>,
}

#[derive(Serialize)]
struct Holiday<'a> {
    name: &'a str,
    notice: i32,
    provisional: bool,
    starts: usize,
    most: i32,
    least: i32,
    together: i32,
}

/// The document, indented, ended by a newline.
///
/// ```
/// use permits::report::sweep;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let last = Day::new(2023, 6, 6).unwrap();
#[doc = include_str!("../set_up/swept.txt")]
/// let document: serde_json::Value = serde_json::from_str(&sweep::json(&view)).unwrap();
/// // 36 days from Thursday 1 June, 35 from the Friday: the contract comes on the same day.
/// let days = [0, 1].map(|row| document["rows"][row]["natural_days"].as_i64());
/// assert_eq!(days, [Some(36), Some(35)]);
/// ```
pub fn json(view: &Swept<'_>) -> String {
    let (plan, sweep) = (&view.plan, view.sweep);
    let extreme = |(natural_days, windows): (i32, Vec<Window>)| Extreme {
        natural_days,
        windows: windows.into_iter().map(window).collect(),
    };
    let flips = sweep.flips().map(|(start, from, to)| {
        let (before, after) = (view.path(from), view.path(to));
        Flip {
            start: start.to_string(),
            comes_in: without(&after, &before),
            goes_out: without(&before, &after),
        }
    });
    let holidays = view.holidays.iter().map(|cost| Holiday {
        name: &cost.name,
        notice: cost.notice,
        provisional: cost.provisional,
        starts: cost.starts,
        most: cost.most,
        least: cost.least,
        together: cost.together,
    });
    to_text(&Document {
        schema: SCHEMA,
        workflow: &plan.workflow.id,
        goal: plan.node(plan.network.goal()).id.as_str(),
        every: view.every.as_str(),
        counting: plan.schedule.run.counting.as_str(),
        basis: plan.schedule.run.basis.as_str(),
        odds: view.odds.map(|odds| OddsJson {
            method: if odds.sampled.is_some() { "sample" } else { "exact" },
            too_costly: odds.too_costly,
            samples: odds.sampled.map(|(trials, _)| trials),
            seed: odds.sampled.map(|(_, seed)| seed),
            rows: odds.quantiles.len(),
        }),
        rows: sweep.rows.iter().enumerate().map(|(at, one)| row(view, at, one)).collect(),
        best: sweep.windows(|a, b| a < b).map(extreme),
        worst: sweep.windows(|a, b| a > b).map(extreme),
        flips: flips.collect(),
        holidays: holidays.collect(),
    })
}

/// Those of the first that are not among the second.
fn without<'a>(these: &[&'a str], others: &[&str]) -> Vec<&'a str> {
    these.iter().copied().filter(|id| !others.contains(id)).collect()
}

fn row<'a>(view: &Swept<'a>, at: usize, row: &'a Row) -> RowJson<'a> {
    RowJson {
        start: row.start.to_string(),
        finish: row.finish.value.to_string(),
        finish_provisional: row.finish.provisional,
        natural_days: row.takes.natural,
        working_days: row.takes.working,
        critical_path: view.path(row.path),
        margins: Margins(&view.sweep.promises, &row.margins),
        quantiles: view.quantiles(at).map(|[p50, p80, p95]| QuantilesJson {
            p50: p50.value.to_string(),
            p80: p80.value.to_string(),
            p95: p95.value.to_string(),
            p80_natural_days: p80.value.days_since(row.start),
            provisional: p95.provisional,
        }),
    }
}

fn window(window: Window) -> WindowJson {
    WindowJson { first: window.first.to_string(), last: window.last.to_string(), days: window.days }
}
