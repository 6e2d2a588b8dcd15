//! Why this date: a step of a plan, explained.
//!
//! In: a plan, one of its steps and the answers of [`study::earlier`](crate::study::earlier). Out: a page or a document:
//! one sentence for a letter, the rule and where its number comes from, what set the trigger, the day ledger, why it is
//! not earlier, and on request the chain of drivers back to the start. The files: `sentence` and `grounds` (the letter),
//! `rule` (kind, length, articles in labelled fields), `ledger` (why a day counts), `runs` (the ledger in few lines),
//! `provenance` and `citing` (where a number comes from), `inside` (the holidays inside), `not_earlier`, `chain`,
//! `page` and `json` (the whole), `promise` (a promise explained the same way), `not_there` (steps without dates of
//! their own, and promises that a suspension leaves untested), [`codes`] (what the code of a diagnostic or a warning
//! means).
//!
//! Everything here words what the schedule recorded. No date is made here.
//!
//! ```
//! use permits::report::explain::{self, Explained, Subject};
//! use permits::study::earlier::earlier;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
//! let ix = network.find("announcement-window").unwrap();
//! let (subject, earlier) = (Subject { plan: &plan, project: None, ix }, earlier(&network, &calendar, &dates, ix));
//! let page = explain::page(&Explained { subject, earlier: &earlier, chain: false }, Lang::En);
//! // The 21st day is Duanwu: the reason for the later day is on the page.
//! assert!(page.contains("2023-06-22") && page.contains("2023-06-25"));
//! ```

mod chain;
mod citing;
pub mod codes;
mod grounds;
mod inside;
mod json;
mod ledger;
mod not_earlier;
mod not_there;
mod page;
mod promise;
mod provenance;
mod rule;
mod runs;
mod sentence;

use crate::diagnostic::{Lang, Text};
use crate::network::StepIx;
use crate::study::earlier::Earlier;
use crate::workflow::Project;

use super::plan::Plan;

pub use json::json;
pub use not_there::{
    absent, absent_json, done, done_json, never_starts, never_starts_json, untested, untested_json,
};
pub use page::page;
pub use promise::{promise, promise_json};

pub(super) use not_there::absent_words;
pub(super) use page::{arrival_words, holder, suspended, told_moment};
pub(super) use promise::letter as promise_letter;
pub(super) use provenance::of_length;
pub(super) use rule::{confidence_words, fields};
pub(super) use runs::{Run, runs};

/// The version of the document.
pub const SCHEMA: &str = "permits.explain/1";

/// A present step of a plan.
///
/// ```
/// use permits::report::explain::{Subject, letter};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let at = |id| Subject { plan: &plan, project: None, ix: network.find(id).unwrap() };
/// assert_ne!(letter(&at("land-announcement")), letter(&at("announcement-window")));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The plan.
    pub plan: &'a Plan<'a>,
    /// The project file, which may have the last word on a length.
    pub project: Option<&'a Project>,
    /// The step.
    pub ix: StepIx,
}

/// A step with what was asked about it.
///
/// ```
/// use permits::report::explain::{self, Explained, Subject};
/// use permits::study::earlier::earlier;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let ix = network.find("land-contract").unwrap();
/// let (subject, earlier) = (Subject { plan: &plan, project: None, ix }, earlier(&network, &calendar, &dates, ix));
/// let page = |chain| explain::page(&Explained { subject, earlier: &earlier, chain }, Lang::En);
/// // The chain leads back to the first step.
/// assert!(page(true).contains("supply-opinion-letter") && !page(false).contains("supply-opinion-letter"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Explained<'a> {
    /// The step.
    pub subject: Subject<'a>,
    /// Why it is not earlier.
    pub earlier: &'a Earlier,
    /// Whether the chain of drivers is shown, back to the start.
    pub chain: bool,
}

impl<'a> Subject<'a> {
    /// Another step of the same plan.
    fn at(&self, ix: StepIx) -> Subject<'a> {
        Subject { ix, ..*self }
    }

    /// What was counted.
    fn count(&self) -> ledger::Count<'a> {
        let dated = self.plan.schedule.dates(self.ix);
        ledger::Count {
            calendar: self.plan.calendar,
            rule: dated.timed.rule,
            trigger: dated.trigger,
            counted: dated.counted,
            stopped: self.plan.stopped(self.ix),
        }
    }
}

/// One sentence for a letter: what began when, which day is the last and why, under what; of a step that a suspension
/// stopped, or keeps from starting, only that.
///
/// ```
/// use permits::report::explain::{Subject, letter};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let ix = network.find("announcement-window").unwrap();
/// let letter = letter(&Subject { plan: &plan, project: None, ix });
/// assert!(letter.zh.contains("公告期") && letter.en.contains("2023-06-25"));
/// ```
pub fn letter(subject: &Subject<'_>) -> Text {
    let words = |lang| unglued(&sentence::letter(subject, lang));
    Text::new(words(Lang::Zh), words(Lang::En))
}

/// The words without the marks that a page's wrapping needs.
fn unglued(words: &str) -> String {
    words.replace(super::prose::GLUE, " ")
}
