//! 程序中止: what the procedure that takes over makes of it.
//!
//! In: the case that was suspended, its dates, the day, the procedure that takes over. Out: that procedure's dates from
//! the day on, with the finished steps that both share kept (that it is this procedure is our inference,
//! and the file that names it says so). What stands, stopped, or never starts was worked out before
//! ([`fates`]). Nothing is loaded here.
//!
//! The project goes with it: its estimates, its days not to begin before, and the facts that both procedures know. Of a
//! step that runs in several rounds only the last counts as finished: what failed and was not done again before the day
//! is not kept. Reworks asked for do not go with it: what fails after the day nobody said.

use std::collections::HashMap;

use crate::calendar::{Calendar, Day, Moment};
use crate::network::{AbortRule, Case, CompileError, Done, Network, StepIx, compile};
use crate::schedule::abort::{Fate, fates};
use crate::schedule::given::{Given, GivenMistake, keep};
use crate::schedule::{OutOfCalendar, Run, Schedule, schedule};
use crate::workflow::{Requirement, Value, Workflow};

/// The first rule by which a fact suspends the procedure when it comes true, or takes the value that the rule names,
/// the other facts being what they are; `None` when it does not.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// use permits::study::abort::clause;
/// // Section 六: a builder that withdraws suspends the procedure; trees to be felled do not.
/// let rule = clause(&network, "builder-withdraws").unwrap();
/// assert_eq!(rule.fallback.as_ref().unwrap().name, "conventional");
/// assert!(clause(&network, "trees").is_none());
/// ```
pub fn clause<'a>(network: &'a Network, fact: &str) -> Option<&'a AbortRule> {
    let suspends = |all: &Vec<Requirement>| {
        let (of_it, others): (Vec<_>, Vec<_>) = all.iter().partition(|said| said.fact.as_str() == fact);
        let can_come = |said: &&Requirement| said.values.iter().any(|value| *value != Value::Bool(false));
        !of_it.is_empty()
            && of_it.iter().all(can_come)
            && others.iter().all(|said| said.holds(&network.facts))
    };
    network.aborts.iter().find(|abort| abort.when.any.iter().any(suspends))
}

/// Why the procedure that takes over has no dates.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// use permits::{network::CompileError, study::abort::{AbortError, takes_over}};
/// // What takes over would have to reach a goal that it does not know.
/// let mut fallback = conventional;
/// fallback.goal = "acceptance".into();
/// let error = takes_over(&case, &network, &dates, &fallback, &calendar, day("2023-09-20")).unwrap_err();
/// assert_eq!(error, AbortError::Compile(CompileError::UnknownGoal("acceptance".into())));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AbortError {
    /// It makes no network under these facts.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// What is finished cannot be kept in it.
    #[error(transparent)]
    Keep(#[from] GivenMistake),
    /// Its dates leave the calendar.
    #[error(transparent)]
    Calendar(#[from] OutOfCalendar),
}

/// The dates of the procedure that takes over.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// use permits::study::abort::takes_over;
/// let next = takes_over(&case, &network, &dates, &conventional, &calendar, day("2023-09-20")).unwrap();
/// // The parcel had been announced on 11 September, and stays so.
/// let announced = next.network.find("land-announcement").unwrap();
/// assert_eq!(next.schedule.dates(announced).finish().to_string(), "2023-09-11 in-hours");
/// ```
#[derive(Debug, Clone)]
pub struct TakesOver {
    /// Its network; the finished steps stand on their days.
    pub network: Network,
    /// Its dates from the day of the suspension.
    pub schedule: Schedule,
}

impl TakesOver {
    /// When its goal finishes.
    ///
    /// ```
    #[doc = include_str!("../set_up/building.md")]
    /// use permits::study::abort::takes_over;
    /// let next = takes_over(&case, &network, &dates, &conventional, &calendar, day("2023-09-20")).unwrap();
    /// assert_eq!(next.finish(), next.schedule.finish(&next.network));
    /// assert!(next.finish() > dates.finish(&network), "the window that stopped begins again");
    /// ```
    pub fn finish(&self) -> Moment {
        self.schedule.finish(&self.network)
    }
}

/// The dates of `fallback` from `day` on. `network` and `dates` are those of `case`, which was suspended.
///
/// # Errors
/// [`AbortError`]: the fallback makes no network under the facts that both share, or leaves the calendar.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// use permits::study::abort::takes_over;
/// // Suspended on Wednesday 20 September, while the announcement ran. It runs anew: to 11 October; the bidding
/// // takes the 12th, 13th, 16th to 20th, 23rd to 25th.
/// let next = takes_over(&case, &network, &dates, &conventional, &calendar, day("2023-09-20")).unwrap();
/// let deal = next.network.deal().unwrap();
/// assert_eq!(next.schedule.dates(deal).finish().to_string(), "2023-10-25 in-hours");
/// ```
pub fn takes_over(
    case: &Case<'_>,
    network: &Network,
    dates: &Schedule,
    fallback: &Workflow,
    calendar: &Calendar,
    day: Day,
) -> Result<TakesOver, AbortError> {
    let mut facts = fallback.default_facts();
    for (fact, value) in &case.facts.0 {
        if fallback.fact(fact.as_str()).is_some_and(|known| known.domain.contains(value)) {
            facts.0.insert(fact.clone(), value.clone());
        }
    }
    let finished = finished(case.workflow, network, dates, day);
    let case = Case { workflow: fallback, facts, reworks: Vec::new(), goal: None, ..case.clone() };
    let whole = compile(&case)?;
    let kept = whole.positions().filter(|ix| whole.step(*ix).is_present()).filter_map(|ix| {
        let (step, first) = (&whole.step(ix).id, &fallback.steps[whole.step(ix).file_order].id);
        // A round that was not needed before is not needed now.
        let day = finished.get(step.as_str()).or_else(|| finished.get(first.as_str()))?;
        Some(Given { step: step.clone(), finished: *day })
    });
    let kept: Vec<Given> = kept.collect();
    let run = Run { start: day, ..dates.run };
    let left = keep(&whole, &kept, calendar, &run)?;
    let schedule = schedule(&left, calendar, &run)?;
    Ok(TakesOver { network: left, schedule })
}

/// The steps of the suspended procedure that are finished for good, in their last round, with the day. A step that was
/// taken as done finished on the last day it can have.
fn finished<'a>(
    workflow: &'a Workflow,
    network: &'a Network,
    dates: &Schedule,
    day: Day,
) -> HashMap<&'a str, Day> {
    let fates = fates(network, dates, day);
    let mut last: Vec<Option<StepIx>> = vec![None; workflow.steps.len()];
    for ix in network.positions() {
        let (step, so_far) = (network.step(ix), &mut last[network.step(ix).file_order]);
        if so_far.is_none_or(|so_far| network.step(so_far).round < step.round) {
            *so_far = Some(ix);
        }
    }
    let stands = |ix: StepIx| network.step(ix).is_present() && fates[ix.index()] == Fate::Stands;
    let for_good = |ix: &StepIx| last[network.step(*ix).file_order].is_some_and(stands) && stands(*ix);
    let planned = network.positions().filter(for_good);
    let planned = planned.map(|ix| (network.step(ix).id.as_str(), dates.dates(ix).finish().day()));
    let all_rounds = |done: &&Done| done.by <= day && last[done.file_order].is_none_or(stands);
    let done = network.done.iter().filter(all_rounds).map(|done| (done.step.as_str(), done.by));
    planned.chain(done).collect()
}
