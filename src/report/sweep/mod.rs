//! Every start day of a range.
//!
//! In: a [`Sweep`] with the [`Plan`] of its first row, for the names. Out: a page ([`table`]), a document ([`json()`]),
//! rows for a spreadsheet ([`csv`](super::csv::sweep)) or a calendar of the days it takes ([`heat`]).
//!
//! ```
//! use permits::report::sweep;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
//! let last = Day::new(2023, 6, 6).unwrap();
#![doc = include_str!("../set_up/swept.txt")]
//! // From Thursday 1 and from Friday 2 June the notice ends on the make-up Sunday after Duanwu.
//! let days: Vec<String> = view.sweep.rows.iter().map(|row| row.finish.value.to_string()).collect();
//! assert_eq!(days, ["2023-07-07", "2023-07-07", "2023-07-10", "2023-07-11"]);
//! assert!(sweep::table(&view, Lang::En).contains("4 start days"));
//! ```

pub mod heat;
mod json;
mod table;

pub use json::{SCHEMA, json};
pub use table::table;

use crate::calendar::{Day, Told};
use crate::risk::Quantiles;
use crate::study::sweep::{Every, HolidayCost, Sweep};

use super::plan::Plan;

/// A sweep and what it was made from.
///
/// ```
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let last = Day::new(2023, 6, 6).unwrap();
#[doc = include_str!("../set_up/swept.txt")]
/// // The plan is that of the first row.
/// assert_eq!(view.plan.schedule.run.start, view.sweep.rows[0].start);
/// assert_eq!(view.sweep.rows.len(), 4);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Swept<'a> {
    /// The plan from the first start day.
    pub plan: Plan<'a>,
    /// The rows; there is at least one.
    pub sweep: &'a Sweep,
    /// Which days were asked for.
    pub every: Every,
    /// What each holiday costs, the dearest first.
    pub holidays: &'a [HolidayCost],
    /// The odds of each row, when they were asked for.
    pub odds: Option<StartOdds<'a>>,
}

/// The odds of the rows.
///
/// ```
/// use permits::report::{csv, sweep::StartOdds};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let last = Day::new(2023, 6, 6).unwrap();
#[doc = include_str!("../set_up/swept.txt")]
/// // As if each were certain: the three days of a row are the planned one.
/// let quantiles: Vec<[Day; 3]> = found.rows.iter().map(|row| [row.finish.value; 3]).collect();
/// let odds = Some(StartOdds { quantiles: &quantiles, sampled: None, too_costly: false });
/// let rows = csv::sweep(&Swept { odds, ..view });
/// assert!(rows.lines().next().unwrap().ends_with("p50,p80,p95,p95_provisional"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct StartOdds<'a> {
    /// For each row, in their order, P50, P80 and P95; fewer when somebody stopped it.
    pub quantiles: &'a [Quantiles],
    /// The trials of each and their seed; `None` where they are exact.
    pub sampled: Option<(u64, u64)>,
    /// Whether they are sampled because the exact ones would have cost too much.
    pub too_costly: bool,
}

impl<'a> Swept<'a> {
    /// The P50, P80 and P95 of a row, each with the caveat of the days it is counted through.
    pub(super) fn quantiles(&self, row: usize) -> Option<[Told<Day>; 3]> {
        let quantiles = self.odds?.quantiles.get(row)?;
        let start = self.sweep.rows[row].start;
        let provisional = |day| self.plan.calendar.touches_provisional(start, day);
        Some(quantiles.map(|day| Told { value: day, provisional: provisional(day) }))
    }

    /// The ids of the steps of a path.
    pub(super) fn path(&self, path: usize) -> Vec<&'a str> {
        let steps = self.sweep.paths[path].iter();
        steps.map(|ix| self.plan.network.step(*ix).id.as_str()).collect()
    }
}
