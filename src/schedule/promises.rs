//! Promises: limits between two steps' finishes, tested, never added.
//!
//! In: the dates. Out: for each promise its due day, whether it is met, and by how many working days.

use crate::calendar::{Calendar, Day, Told};
use crate::network::{Network, PromiseId, StepIx};

use super::{Dated, Leaves, OutOfCalendar, told_between};

/// A promise, tested.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// let permit = dates.promises.iter().find(|promise| promise.id.as_str() == "permit-in-ten").unwrap();
/// // The deal is confirmed on 19 October; with no time for anything else the permit is there on the same day.
/// assert_eq!((permit.due.value, permit.actual.value), (day("2023-11-02"), day("2023-10-19")));
/// assert_eq!(permit.margin, Told::sure(10));
/// ```
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
    pub due: Told<Day>,
    /// The finish day of `to`.
    pub actual: Told<Day>,
    /// Working days in (actual, due]: how much is to spare, negative when it is missed.
    pub margin: Told<i32>,
}

impl PromiseResult {
    /// Whether it is met.
    ///
    /// ```
    #[doc = include_str!("../set_up/building.md")]
    /// assert!(dates.promises.iter().all(|promise| promise.met() == (promise.margin.value >= 0)));
    /// ```
    pub fn met(&self) -> bool {
        self.actual.value <= self.due.value
    }
}

pub(super) fn test(
    network: &Network,
    calendar: &Calendar,
    steps: &[Dated],
) -> Result<Vec<PromiseResult>, OutOfCalendar> {
    let mut results = Vec::with_capacity(network.promises.len());
    for promise in &network.promises {
        let from = &steps[promise.from.index()];
        let starts = from.finish();
        let actual = steps[promise.to.index()].told_finish().map(|finish| finish.day());
        let due = match promise.within {
            0 => starts.day(),
            n => {
                let step = || network.step(promise.from).id.clone();
                let leaves = |_| OutOfCalendar(Leaves::Due(promise.id.clone(), step(), starts));
                calendar.workday_after(starts.day(), n).map_err(leaves)?
            }
        };
        let provisional = from.provisional || calendar.touches_provisional(starts.day(), due);
        let due = Told { value: due, provisional };
        results.push(PromiseResult {
            id: promise.id.clone(),
            from: promise.from,
            to: promise.to,
            within: promise.within,
            due,
            actual,
            margin: told_between(calendar, actual, due).map(|spare| spare.working),
        });
    }
    Ok(results)
}
