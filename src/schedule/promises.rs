//! Promises: limits between two steps' finishes, tested, never added (semantics §6).
//!
//! In: the dates. Out: for each promise its due day, whether it is met, and by how many working days.

use crate::calendar::{Calendar, Day};
use crate::network::{Network, PromiseId, StepIx};

use super::{Dated, Leaves, OutOfCalendar};

/// A promise, tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseResult {
    /// Its name.
    pub id: PromiseId,
    /// The step whose finish day starts the clock.
    pub from: StepIx,
    /// The step that has to be finished.
    pub to: StepIx,
    /// Working days.
    pub within: u32,
    /// The last day on which it is met.
    pub due: Day,
    /// The finish day of `to`.
    pub actual: Day,
    /// Working days in (actual, due]: how much is to spare, negative when it is missed.
    pub margin: i32,
}

impl PromiseResult {
    /// Whether it is met.
    pub fn met(&self) -> bool {
        self.actual <= self.due
    }
}

pub(super) fn test(
    network: &Network,
    calendar: &Calendar,
    steps: &[Dated],
) -> Result<Vec<PromiseResult>, OutOfCalendar> {
    let mut results = Vec::with_capacity(network.promises.len());
    for promise in &network.promises {
        let starts = steps[promise.from.index()].finish();
        let actual = steps[promise.to.index()].finish().day();
        let due = match promise.within {
            0 => starts.day(),
            n => {
                let from = || network.step(promise.from).id.clone();
                let leaves = |_| OutOfCalendar(Leaves::Due(promise.id.clone(), from(), starts));
                calendar.workday_after(starts.day(), n).map_err(leaves)?
            }
        };
        results.push(PromiseResult {
            id: promise.id.clone(),
            from: promise.from,
            to: promise.to,
            within: promise.within,
            due,
            actual,
            margin: calendar.workdays_between(actual, due),
        });
    }
    Ok(results)
}
