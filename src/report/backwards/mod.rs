//! A plan made backwards: the latest start that meets a day.
//!
//! In: what was asked, the answer, and the [`Plan`] of the dates to show. Out: a page ([`table`]) or a document
//! ([`json`]). No date is made here.
//!
//! ```
//! use permits::report::backwards;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
#![doc = include_str!("../set_up/backward.txt")]
//! // The contract by 7 July 2023. From 2 June 21 natural days end on a rest day too, Friday 23 June, and roll to
//! // Sunday 25 June, which is worked; from Monday 5 June they end on the 26th.
//! assert!(backwards::table(&view, Lang::En).contains("The latest start is 2023-06-02 Fri"));
//! ```

mod json;
mod sentences;
mod table;

pub use json::{SCHEMA, json};
pub use table::table;

use crate::network::PromiseId;
use crate::schedule::{PromiseResult, Schedule};
use crate::study::plan::{Asked, Backwards};

use super::plan::Plan;

/// A plan made backwards and what it was made from.
///
/// ```
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/backward.txt")]
/// // The dates shown are those from the latest start, and they meet the day.
/// assert_eq!(view.plan.schedule.run.start, Day::new(2023, 6, 2).unwrap());
/// assert!(view.plan.finish().unwrap().value <= view.asked.by);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Backward<'a> {
    /// The dates to show, those of [`Backwards::shown`], with the network, the files and the notes.
    pub plan: Plan<'a>,
    /// What was asked.
    pub asked: Asked<'a>,
    /// The answer.
    pub answer: &'a Backwards,
    /// The promise whose end has to be finished by the day, when one was named.
    pub promise: Option<&'a PromiseId>,
}

impl<'a> Backward<'a> {
    /// The promise that was named, tested on these dates.
    fn promised(&self, dates: &'a Schedule) -> Option<&'a PromiseResult> {
        let named = self.promise?;
        dates.promises.iter().find(|promise| promise.id == *named)
    }
}
