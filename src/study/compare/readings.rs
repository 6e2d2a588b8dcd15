//! Which readings matter, and by how many days.
//!
//! In: a scenario. Out: the finish when one doubtful sentence is read another way, for each sentence and each other way,
//! and when the days are counted by the other profile; those that move the finish most come first. A schedule each.

use std::borrow::Cow;

use crate::calendar::{Counting, Day, Told};
use crate::network::{FactId, Network, Value, compile};
use crate::schedule::{Run, Schedule};
use crate::workflow::{Domain, Fact, FactRole};

use super::{Scenario, dates};

/// What is turned round.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// use permits::study::compare::readings::{Turned, outcomes};
/// // No sentence of this procedure is read in two ways: only the profile can be turned.
/// let outcomes = outcomes(&scenarios[0]);
/// assert_eq!(outcomes.len(), 1);
/// assert_eq!(outcomes[0].turned, Turned::Counting(Counting::Practice));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turned {
    /// The counting profile is this one instead.
    Counting(Counting),
    /// A sentence is read another way.
    Reading {
        /// The reading.
        reading: FactId,
        /// How it is read in the scenario.
        is: Value,
        /// How it is read instead.
        instead: Value,
    },
}

/// What becomes of the finish.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// use permits::{calendar::Told, study::compare::readings::outcomes};
/// let practice = &outcomes(&scenarios[0])[0];
/// assert_eq!(practice.finish, Some(Told::sure(day("2023-07-06"))));
/// assert_eq!(practice.days, Some(Told::sure(-1)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What is turned round.
    pub turned: Turned,
    /// The finish day then; `None` when there is no plan.
    pub finish: Option<Told<Day>>,
    /// By how many natural days it is later than in the scenario; negative when earlier.
    pub days: Option<Told<i32>>,
}

/// The ways a reading can be taken besides this one: all other words of a choice, the other of true and false, the
/// neighbours of a number.
fn ways(fact: &Fact, is: &Value) -> Vec<Value> {
    match (&fact.domain, is) {
        (Domain::Bool, Value::Bool(is)) => vec![Value::Bool(!is)],
        (Domain::Choice(words), _) => {
            words.iter().map(|word| Value::Choice(word.clone())).filter(|value| value != is).collect()
        }
        (Domain::Count, Value::Count(is)) => {
            let below = is.checked_sub(1).map(Value::Count);
            below.into_iter().chain(is.checked_add(1).map(Value::Count)).collect()
        }
        _ => Vec::new(),
    }
}

fn with(scenario: &Scenario<'_>, turned: &[(FactId, Value)]) -> Option<(Network, Schedule)> {
    let mut case = scenario.case.clone();
    for (fact, value) in turned {
        case.facts.0.insert(fact.clone(), value.clone());
    }
    dates(Cow::Owned(compile(&case).ok()?), scenario.given, scenario.calendar, &scenario.dates.run)
}

fn readings<'a>(scenario: &'a Scenario<'_>) -> impl Iterator<Item = (&'a Fact, &'a Value)> {
    let readings = scenario.case.workflow.facts.iter().filter(|fact| fact.role == FactRole::Reading);
    readings.filter_map(|fact| Some((fact, scenario.case.facts.0.get(&fact.id)?)))
}

/// The scenario with every reading taken the other way, the first of several; `None` when it has no readings, or when
/// that makes no plan.
pub(super) fn all_turned(scenario: &Scenario<'_>) -> Option<(Network, Schedule)> {
    let turned: Vec<(FactId, Value)> = readings(scenario)
        .filter_map(|(fact, is)| Some((fact.id.clone(), ways(fact, is).into_iter().next()?)))
        .collect();
    if turned.is_empty() { None } else { with(scenario, &turned) }
}

/// Turns the profile and every reading round, one at a time.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// use permits::{calendar::Told, study::compare::readings::outcomes};
/// // Turned round, each of the two profiles becomes the other.
/// let days = scenarios.each_ref().map(|scenario| outcomes(scenario)[0].days);
/// assert_eq!(days, [Some(Told::sure(-1)), Some(Told::sure(1))]);
/// ```
pub fn outcomes(scenario: &Scenario<'_>) -> Vec<Outcome> {
    let now = scenario.dates.finish_day(scenario.network);
    let outcome = |turned: Turned, finish: Option<Told<Day>>| Outcome {
        turned,
        finish,
        days: finish.map(|finish| Told {
            value: finish.value.days_since(now.value),
            provisional: finish.provisional || now.provisional,
        }),
    };
    let counting = scenario.dates.run.counting.other();
    let run = Run { counting, ..scenario.dates.run };
    let counted = dates(scenario.ungiven(), scenario.given, scenario.calendar, &run);
    let counted = counted.map(|(network, dates)| dates.finish_day(&network));
    let mut outcomes = vec![outcome(Turned::Counting(counting), counted)];
    for (fact, is) in readings(scenario) {
        for instead in ways(fact, is) {
            let found = with(scenario, &[(fact.id.clone(), instead.clone())]);
            let finish = found.map(|(network, dates)| dates.finish_day(&network));
            let turned = Turned::Reading { reading: fact.id.clone(), is: is.clone(), instead };
            outcomes.push(outcome(turned, finish));
        }
    }
    // What makes no plan at all matters most.
    outcomes.sort_by_key(|outcome| std::cmp::Reverse(outcome.days.map_or(i32::MAX, |days| days.value.abs())));
    outcomes
}
