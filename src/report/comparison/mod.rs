//! Scenarios side by side.
//!
//! In: the scenarios with their dates, and what the study found. Out: a page in a terminal ([`table`]), a Markdown page
//! ([`markdown`]), a document ([`json`]), or a picture ([`drawing`]). The two pages are made of the same blocks (`page`),
//! whose words stand in `words`. No date is made here.
//!
//! ```
//! use permits::report::comparison;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
#![doc = include_str!("../set_up/compared.txt")]
//! // By practice the notice keeps the day it prints: the contract is a day earlier than by the Civil Code.
//! let document: serde_json::Value = serde_json::from_str(&comparison::json(&view, Lang::En)).unwrap();
//! let finishes = [0, 1].map(|at| document["scenarios"][at]["finish"].as_str().unwrap().to_string());
//! assert_eq!(finishes, ["2023-07-07", "2023-07-06"]);
//! ```

pub mod drawing;
mod json;
mod odds;
mod page;
mod render;
mod words;

pub use json::{SCHEMA, json};
pub use render::{markdown, table};

use std::collections::HashMap;

use crate::network::StepIx;
use crate::risk::{Counts, Odds};
use crate::schedule::Warning;
use crate::study::compare::differences::Difference;
use crate::study::compare::readings::Outcome;
use crate::study::compare::{Between, Comparison, Pair, Scenario, last_rounds};

use super::plan::{Filter, Plan};

/// One of the scenarios.
///
/// ```
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/compared.txt")]
/// assert_eq!(view.sides.iter().map(|side| side.scenario.name).collect::<Vec<_>>(), ["statutory", "practice"]);
/// assert!(view.sides.iter().all(|side| side.notes.is_empty()));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The scenario with its dates.
    pub scenario: &'a Scenario<'a>,
    /// Warnings beside the schedule's own.
    pub notes: &'a [Warning],
}

/// Scenarios and what was found of them.
///
/// ```
/// use permits::report::comparison;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/compared.txt")]
/// let [zh, en] = [Lang::Zh, Lang::En].map(|lang| comparison::markdown(&view, lang));
/// assert!(zh.starts_with("# 方案比较\n") && en.starts_with("# Scenarios compared\n"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// The scenarios; the first is what the others are held against.
    pub sides: &'a [Side<'a>],
    /// The two ends of the time of interest.
    pub between: Between<'a>,
    /// What was found.
    pub comparison: &'a Comparison,
    /// What becomes of each scenario when its readings are turned round; empty when that was not asked for.
    pub outcomes: &'a [Vec<Outcome>],
    /// The odds of the scenarios under the same draws, when they were asked for.
    pub odds: Option<SideOdds<'a>>,
}

/// The odds of scenarios.
///
/// ```
/// use permits::report::comparison::{self, SideOdds};
/// use permits::risk::Counts;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
#[doc = include_str!("../set_up/compared.txt")]
/// // Two scenarios with the same odds: in no trial is the other one later.
/// let (of, later) = ([found.clone(), found], [Counts::from_first(0, vec![256])]);
/// let odds = Some(SideOdds { of: &of, later: &later, seed: 1 });
/// let page = |odds| comparison::table(&Compared { odds, ..view }, Lang::En);
/// assert!(page(odds).len() > page(None).len());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct SideOdds<'a> {
    /// Of each scenario.
    pub of: &'a [Odds],
    /// For each scenario but the first: in how many trials it is how many natural days later than the first.
    pub later: &'a [Counts],
    /// The seed.
    pub seed: u64,
}

/// Every step is shown.
static EVERYTHING: Filter = Filter { critical: false, lanes: Vec::new(), actors: Vec::new() };

impl<'a> Side<'a> {
    /// The scenario's plan, for what all renderings of a schedule share.
    fn plan(&self) -> Plan<'a> {
        let scenario = self.scenario;
        Plan {
            workflow: scenario.case.workflow,
            assumptions: scenario.case.assumptions,
            project: scenario.case.project.map(|project| project.name.as_str()),
            network: scenario.network,
            calendar: scenario.calendar,
            schedule: scenario.dates,
            otherwise: None,
            drags: None,
            notes: self.notes,
            suspension: None,
            shown: &EVERYTHING,
        }
    }
}

impl<'a> Side<'a> {
    /// The steps that happen by their names in the file, each in its last round: by that it is compared.
    fn last_rounds(&self) -> HashMap<&'a str, StepIx> {
        last_rounds(self.scenario.network)
    }

    /// The facts and readings that are not what the procedure takes by default: `trees=true`.
    fn set(&self) -> Vec<String> {
        let case = &self.scenario.case;
        let set = case.workflow.facts.iter().filter_map(|fact| {
            let value = case.facts.0.get(&fact.id)?;
            (*value != fact.default).then(|| value.of(&fact.id))
        });
        set.collect()
    }
}

impl Compared<'_> {
    /// Whether the time of interest is another than that from the start to the goal.
    fn has_ends(&self) -> bool {
        self.between.from.is_some() || self.between.to.is_some()
    }

    /// Whether the time of interest is told beside the finish: when it is another one, or when the starts differ, so that
    /// a finish later by as much is no longer way.
    fn tells_span(&self, pair: &Pair) -> bool {
        self.has_ends() || pair.causes.iter().any(|cause| matches!(cause.what, Difference::Start(..)))
    }
}

/// The letter that stands for a scenario in tables: A, B, …, Z, AA, AB, …
fn letter(at: usize) -> String {
    let mut left = at + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_behind_z() {
        let letters: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letter).to_vec();
        assert_eq!(letters, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
