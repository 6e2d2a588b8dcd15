//! A ledger by runs: consecutive days of which the same is said.
//!
//! In: a step of a plan. Out: a few lines where the ledger has one a day, for pages that show many steps at once. Every
//! day of the ledger is in one run, and the numbers of a run are consecutive; what is said is the ledger's.

use crate::calendar::Day;
use crate::diagnostic::{Lang, Text};

use super::ledger::{Count, why};
use super::{Subject, unglued};

/// Consecutive days of which the same is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Run {
    /// The first.
    pub(in crate::report) first: Day,
    /// The last.
    pub(in crate::report) last: Day,
    /// The numbers of the first and of the last in the length; `None` when they are not counted.
    pub(in crate::report) counts: Option<(u32, u32)>,
    /// Why they are counted or not.
    pub(in crate::report) why: Text,
    /// Whether no published notice covers them.
    pub(in crate::report) provisional: bool,
}

/// The days of a step, by runs; none when its finish is given.
pub(in crate::report) fn runs(subject: &Subject<'_>) -> Vec<Run> {
    if subject.plan.is_given(subject.ix) { Vec::new() } else { by_runs(&subject.count()) }
}

/// The days of a count, by runs.
pub(super) fn by_runs(count: &Count<'_>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for line in count.days() {
        let words = |lang| unglued(&why(count, &line, lang));
        let why = Text::new(words(Lang::Zh), words(Lang::En));
        let provisional = count.calendar.is_provisional(line.day);
        match runs.last_mut().filter(|run| {
            run.why == why && run.provisional == provisional && run.counts.is_some() == line.counts.is_some()
        }) {
            Some(run) => {
                run.last = line.day;
                run.counts = run.counts.zip(line.counts).map(|((first, _), number)| (first, number));
            }
            None => runs.push(Run {
                first: line.day,
                last: line.day,
                counts: line.counts.map(|number| (number, number)),
                why,
                provisional,
            }),
        }
    }
    runs
}
