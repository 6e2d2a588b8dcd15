//! The other scenario with some of its differences undone.
//!
//! In: two scenarios, their differences, and which of them are undone. Out: the other scenario's network and dates with
//! those things as in the first. With all of them undone the steps that both have get the dates of the first.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::calendar::Day;
use crate::network::{Network, StepId, Waits, Way, compile, mixed};
use crate::schedule::Schedule;

use super::differences::{Difference, base};
use super::{Scenario, dates};

/// Two scenarios and in what they differ.
pub(super) struct Undoing<'a> {
    first: &'a Scenario<'a>,
    other: &'a Scenario<'a>,
    differences: &'a [Difference],
}

impl<'a> Undoing<'a> {
    pub fn new(first: &'a Scenario<'a>, other: &'a Scenario<'a>, differences: &'a [Difference]) -> Self {
        Undoing { first, other, differences }
    }

    /// The other scenario with these differences undone; `None` when that makes no plan.
    pub fn with(&self, undone: &[bool]) -> Option<(Network, Schedule)> {
        let mut run = self.other.dates.run;
        let mut days: Vec<Day> = Vec::new();
        let mut case = None;
        let mut goal = None;
        let mut ways: HashMap<&str, Way> = HashMap::new();
        // How many measures a step is of, and how many of them are undone.
        let mut measures: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (difference, &undone) in self.differences.iter().zip(undone) {
            if let Difference::Measure { steps, .. } = difference {
                for step in steps {
                    let (all, some) = measures.entry(step.as_str()).or_default();
                    *all += 1;
                    *some += usize::from(undone);
                }
            }
            if !undone {
                continue;
            }
            match difference {
                Difference::Start(first, _) => run.start = *first,
                Difference::Counting(first, _) => run.counting = *first,
                Difference::Basis(first, _) => run.basis = *first,
                Difference::Holiday { days: of, .. } => days.extend(of.iter().map(|(day, _)| *day)),
                Difference::Fact { fact, first, .. } => {
                    let case = case.get_or_insert_with(|| self.other.case.clone());
                    case.facts.0.insert(fact.clone(), first.clone());
                }
                Difference::Length { step, .. } => ways.entry(step.as_str()).or_default().others_time = true,
                Difference::NotBefore { step, .. } => {
                    ways.entry(step.as_str()).or_default().others_not_before = true;
                }
                Difference::Step { step, .. } => {
                    ways.entry(step.as_str()).or_default().waits = Waits::Other;
                }
                Difference::Goal(first, _) => goal = Some(first),
                // A promise moves no step.
                Difference::Measure { .. } | Difference::Promise { .. } => {}
            }
        }
        for (step, (all, some)) in measures {
            // A step that needs two measures waits in both ways while only one of them is undone.
            let waits = match some {
                0 => continue,
                some if some == all => Waits::Other,
                _ => Waits::Both,
            };
            ways.entry(step).or_default().waits = waits;
        }
        let own = match case {
            Some(case) => Cow::Owned(compile(&case).ok()?),
            None => self.other.ungiven(),
        };
        let way = |id: &StepId| ways.get(base(id)).copied().unwrap_or_default();
        let network = match ways.is_empty() {
            true => own,
            false => Cow::Owned(mixed(&own, &self.first.ungiven(), way).ok()?),
        };
        let network = match goal {
            None => network,
            Some(goal) => {
                let goal = network.find_last(base(goal)).filter(|ix| network.step(*ix).is_present())?;
                Cow::Owned(network.with_goal(goal))
            }
        };
        match days.is_empty() {
            true => dates(network, self.other.given, self.other.calendar, &run),
            false => {
                let calendar = self.other.calendar.with_days_of(self.first.calendar, &days);
                dates(network, self.other.given, &calendar, &run)
            }
        }
    }
}
