//! Steps whose finish is given: “announced on 03-10, when can we build?”
//!
//! In: a network and the finishes that are known. Out: the network that is left. What follows from a known finish goes
//! back along the links, each by its end:
//!
//! - what a finished step waited for by a finish link had finished; it is *done* and falls away with its links;
//! - what it waited for by a start link had only *begun*: it stays, runs its own length, and its trigger is not after
//!   the day by which it must have begun;
//! - what has begun had got all that it waits for, so the two rules go on from there.
//!
//! A given step stays without links into it, for what waits for its finish or for its beginning (which the schedule
//! takes to be as late as its length allows). A day is given, so whether it ended in hours or at 24:00 is told by what
//! it is: a milestone behind a window that may have run out at 24:00 stands there too, since taking it to be earlier
//! would let what relies on the window happen a day too soon. A step all of whose links led from done steps is triggered by the run's
//! start. A milestone that has begun is done, and so is an absent step, since both hand their trigger on.

use crate::calendar::{Counting, Day, Length, Moment, Rule};
use crate::workflow::{Basis, Kind, LinkEnd, StepId, Text};

use super::order::order;
use super::{Anchor, Done, Network, NetworkLink, NetworkStep, StepIx};

/// A step that finished on a known day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The step.
    pub step: StepId,
    /// The day it finished.
    pub finished: Day,
}

/// Why finishes cannot be given so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum PinError {
    /// There is no such step.
    UnknownStep(StepId),
    /// The step does not happen under these facts.
    AbsentStep(StepId),
    /// One of them must have finished before the other, but is said to finish later.
    OutOfOrder {
        /// The step that leads to the other.
        earlier: StepId,
        /// The other.
        later: StepId,
    },
    /// The goal leads to a given step, so nothing is left to plan.
    GoalIsDone(StepId),
    /// A step is given twice.
    Twice(StepId),
}

impl PinError {
    /// The error in words.
    pub fn text(&self) -> Text {
        match self {
            PinError::UnknownStep(step) => {
                Text::new(format!("没有事项 `{step}`"), format!("no step is called `{step}`"))
            }
            PinError::AbsentStep(step) => Text::new(
                format!("在所设事实下没有事项 `{step}`"),
                format!("`{step}` does not happen under these facts"),
            ),
            PinError::OutOfOrder { earlier, later } => Text::new(
                format!("`{earlier}` 在 `{later}` 之前,不能晚于它完成"),
                format!("`{earlier}` leads to `{later}`, so it cannot finish after it"),
            ),
            PinError::GoalIsDone(step) => Text::new(
                format!("终点在 `{step}` 之前,已视为办结,无可安排"),
                format!("the goal leads to `{step}`, so it is taken as done and nothing is left to plan"),
            ),
            PinError::Twice(step) => {
                Text::new(format!("`{step}` 给了两次"), format!("`{step}` is given twice"))
            }
        }
    }
}

/// The network that is left when these steps finished on these days; whatever must have finished before is done.
///
/// # Errors
/// [`PinError`]: a step that is unknown, absent, given twice, or later than one that it leads to; a goal that is done.
pub fn pin(network: &Network, given: &[Given], basis: Basis) -> Result<Network, PinError> {
    let given = positions(network, given)?;
    let known = Known::from(network, &given)?;
    let goal = network.goal();
    if let (None, Some((_, after))) = (given[goal.index()], known.finished_by[goal.index()]) {
        return Err(PinError::GoalIsDone(network.step(after).id.clone()));
    }
    Ok(left(network, &given, &known, basis, None))
}

/// The network when it takes over from another procedure on a day: the finished steps that both share stand on their
/// days, and everything else, also what leads to them here, is still to be done, not before that day.
///
/// # Errors
/// [`PinError`]: a step that is unknown, absent, or given twice.
pub fn keep(network: &Network, finished: &[Given], basis: Basis, from: Day) -> Result<Network, PinError> {
    let given = positions(network, finished)?;
    Ok(left(network, &given, &Known::nothing(network), basis, Some(Moment::in_hours(from))))
}

/// The day each step is given for, by position.
fn positions(network: &Network, given: &[Given]) -> Result<Vec<Option<Day>>, PinError> {
    let mut days = vec![None; network.steps().len()];
    for Given { step, finished } in given {
        let ix = network.find(step.as_str()).ok_or_else(|| PinError::UnknownStep(step.clone()))?;
        if !network.step(ix).is_present() {
            return Err(PinError::AbsentStep(step.clone()));
        }
        if days[ix.index()].replace(*finished).is_some() {
            return Err(PinError::Twice(step.clone()));
        }
    }
    Ok(days)
}

/// What given finishes say of the other steps, by position: the day by which each must have finished or begun, and the
/// given step that says so.
struct Known {
    finished_by: Vec<Option<(Day, StepIx)>>,
    begun_by: Vec<Option<(Day, StepIx)>>,
}

impl Known {
    fn nothing(network: &Network) -> Known {
        let nothing = vec![None; network.steps().len()];
        Known { finished_by: nothing.clone(), begun_by: nothing }
    }

    /// One walk against the links. O(steps + links).
    fn from(network: &Network, given: &[Option<Day>]) -> Result<Known, PinError> {
        let mut known = Known::nothing(network);
        for ix in network.positions().rev() {
            let (step, at) = (network.step(ix), ix.index());
            let ends_as_it_begins = !step.is_present() || step.timing.kind == Kind::Milestone;
            if ends_as_it_begins {
                known.finished_by[at] = earlier(known.finished_by[at], known.begun_by[at]);
            }
            if let Some(day) = given[at] {
                if let Some((_, later)) = known.finished_by[at].filter(|(latest, _)| day > *latest) {
                    let (earlier, later) = (step.id.clone(), network.step(later).id.clone());
                    return Err(PinError::OutOfOrder { earlier, later });
                }
                known.finished_by[at] = Some((day, ix));
            }
            let Some(by) = earlier(known.finished_by[at], known.begun_by[at]) else { continue };
            for link in network.into(ix).map(|link| &network.links()[link]) {
                let from = match link.end {
                    LinkEnd::Finish => &mut known.finished_by[link.from.index()],
                    LinkEnd::Start => &mut known.begun_by[link.from.index()],
                };
                *from = earlier(*from, Some(by));
            }
        }
        Ok(known)
    }
}

/// The earlier of two days with their sources; the first at a tie.
fn earlier(a: Option<(Day, StepIx)>, b: Option<(Day, StepIx)>) -> Option<(Day, StepIx)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// For each step whether its trigger may be an expiry at 24:00, as far as its kinds and lengths tell. O(steps + links).
fn triggered_by_expiry(network: &Network, basis: Basis) -> Vec<bool> {
    let mut expiry = vec![false; network.steps().len()];
    for ix in network.positions() {
        expiry[ix.index()] = network.into(ix).map(|link| &network.links()[link]).any(|link| {
            let (from, hands_on) = (network.step(link.from), expiry[link.from.index()]);
            // The profile decides which day it is, not when in the day.
            let rule = from.timing.timed(Counting::default(), basis).rule;
            let expires = match (&rule, link.end) {
                _ if !from.is_present() => hands_on,
                (Rule::Milestone, _) | (Rule::Work { .. }, LinkEnd::Start) => hands_on,
                (_, LinkEnd::Start) => false,
                (Rule::Notice { .. }, _) => true,
                (Rule::Consultation { reply, due, .. }, _) => may_fall_silent(*reply, *due),
                _ => false,
            };
            expires && !matches!(link.lag, Length::Working(1..))
        });
    }
    expiry
}

/// Whether silence may end a consultation; where the units differ the days would have to be counted.
fn may_fall_silent(reply: Option<Length>, due: Option<Length>) -> bool {
    match (reply, due) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(reply), Some(due)) => !reply.same_unit(due) || reply.number() > due.number(),
    }
}

/// The network without the steps that are done, the given ones standing on their days, nothing else before `floor`.
fn left(
    network: &Network,
    given: &[Option<Day>],
    known: &Known,
    basis: Basis,
    floor: Option<Moment>,
) -> Network {
    let by_expiry = triggered_by_expiry(network, basis);
    let is_done = |ix: StepIx| given[ix.index()].is_none() && known.finished_by[ix.index()].is_some();
    // Without the links that fell away other steps are ready first, so the order is made anew.
    let left: Vec<StepIx> = network.positions().filter(|ix| !is_done(*ix)).collect();
    let mut at_left = vec![None; network.steps().len()];
    for (position, ix) in left.iter().enumerate() {
        at_left[ix.index()] = Some(position);
    }
    let is_given = |ix: StepIx| given[ix.index()].is_some();
    let waits_for = |ix: StepIx| {
        let links = network.into(ix).filter(|_| !is_given(ix)).map(|link| network.links()[link].from);
        links.filter_map(|from| at_left[from.index()]).collect::<Vec<usize>>()
    };
    let waiting: Vec<Vec<usize>> = left.iter().map(|ix| waits_for(*ix)).collect();
    let in_file = |position: usize| {
        let step = network.step(left[position]);
        (step.file_order, step.round)
    };
    let sorted = match order(&waiting, in_file) {
        Ok(sorted) => sorted,
        Err(cycle) => unreachable!("leaving links out makes no cycle, so not {cycle:?}"),
    };
    let mut position_of = vec![None; network.steps().len()];
    let mut steps = Vec::with_capacity(left.len());
    for ix in sorted.into_iter().map(|position| left[position]) {
        let mut step = network.step(ix).clone();
        let expires = match step.timing.kind {
            Kind::Notice => true,
            Kind::Milestone => by_expiry[ix.index()],
            _ => false,
        };
        let stands = |day| if expires { Moment::end_of_day(day) } else { Moment::in_hours(day) };
        let finished = given[ix.index()].map(stands);
        step.lost_its_links &= finished.is_none();
        step.anchor = Anchor {
            not_before: step.anchor.not_before.max(floor).filter(|_| finished.is_none()),
            begun_by: known.begun_by[ix.index()].map(|(day, _)| Moment::in_hours(day)),
            finished,
        };
        position_of[ix.index()] = Some(StepIx::new(steps.len()));
        steps.push(step);
    }
    let map = |ix: StepIx| position_of[ix.index()];
    let links = network.links().iter().filter(|link| !is_given(link.to)).filter_map(|link| {
        let (from, to) = (map(link.from)?, map(link.to)?);
        Some(NetworkLink { from, to, ..*link })
    });
    let links = links.collect();
    let Some(goal) = map(network.goal()) else { unreachable!("the goal is not done, so it is kept") };
    let mut left = match Network::new(steps, links, goal) {
        Ok(left) => left,
        Err(link) => unreachable!("the steps are in topological order, so {link:?} leads forward"),
    };
    left.carry_rules(network, map);
    let done = network.positions().filter(|ix| is_done(*ix) && network.step(*ix).is_present());
    let done = done.filter_map(|ix| {
        let (by, _) = known.finished_by[ix.index()]?;
        let NetworkStep { id, file_order, .. } = network.step(ix);
        Some(Done { step: id.clone(), file_order: *file_order, by })
    });
    left.done = done.collect();
    left
}
