//! Every start day of a range.
//!
//! In: a [`Sweep`] with the [`Plan`] of its first row, for the names. Out: a page ([`table`]), a document ([`json()`]), rows
//! for a spreadsheet ([`csv`](super::csv::sweep)) or a calendar of the days it takes ([`heat`]).

pub mod heat;
mod json;
mod table;

pub use json::{SCHEMA, json};
pub use table::table;

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
}

impl<'a> Swept<'a> {
    /// The ids of the steps of a path.
    pub(super) fn path(&self, path: usize) -> Vec<&'a str> {
        let steps = self.sweep.paths[path].iter();
        steps.map(|ix| self.plan.network.step(*ix).id.as_str()).collect()
    }
}
