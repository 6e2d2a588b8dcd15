//! Every start day of a range.
//!
//! In: a [`Sweep`] with the [`Plan`] of its first row, for the names. Out: a page ([`table`]), a document ([`json()`]), rows
//! for a spreadsheet ([`csv`](super::csv::sweep)) or a calendar of the days it takes ([`heat`]).

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
