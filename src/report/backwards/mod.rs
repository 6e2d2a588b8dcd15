//! A plan made backwards: the latest start that meets a day.
//!
//! In: what was asked, the answer, and the [`Plan`] of the dates to show. Out: a page ([`table`]) or a document
//! ([`json`]). No date is made here.

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
