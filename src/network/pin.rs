//! Steps whose finish is given: “announced on 03-10, when can we build?”
//!
//! In: a network and the finishes that are known. Out: the network that is left: the given steps stand at their
//! moments, whatever leads to them is taken as done and falls away with its links. A step all of whose links led from
//! done steps is triggered by the run's start.

use crate::calendar::{Day, Moment};
use crate::workflow::{Basis, Kind, StepId};

use super::order::order;
use super::{Anchor, Network, NetworkLink, StepIx};

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
pub enum PinError {
    /// There is no such step.
    #[error("no step is called `{0}`")]
    UnknownStep(StepId),
    /// The step does not happen under these facts.
    #[error("`{0}` does not happen under these facts")]
    AbsentStep(StepId),
    /// One of them leads to the other, but is said to finish later.
    #[error("`{earlier}` leads to `{later}`, so it cannot finish after it")]
    OutOfOrder {
        /// The step that leads to the other.
        earlier: StepId,
        /// The other.
        later: StepId,
    },
    /// The goal leads to a given step, so nothing is left to plan.
    #[error("the goal is taken as done: it leads to `{0}`")]
    GoalIsDone(StepId),
    /// A step is given twice.
    #[error("`{0}` is given twice")]
    Twice(StepId),
}

/// The network that is left when these steps finished on these days; whatever leads to them is taken as done.
///
/// A notice, and a consultation that runs to its limit under the basis, expire at the end of the given day; everything
/// else was done during it.
///
/// # Errors
/// [`PinError`]: a step that is unknown, absent, given twice, or later than one it leads to; a goal that is done.
pub fn pin(network: &Network, given: &[Given], basis: Basis) -> Result<Network, PinError> {
    let moments = moments(network, given, basis)?;
    let mut done = vec![false; network.steps().len()];
    for &(ix, moment) in &moments {
        for (position, leads) in network.leading_to(ix).into_iter().enumerate() {
            let at = StepIx::new(position);
            if !leads || at == ix {
                continue;
            }
            let given = moment_of(&moments, at);
            if given.is_some_and(|earlier| earlier > moment) {
                let (earlier, later) = (network.step(at).id.clone(), network.step(ix).id.clone());
                return Err(PinError::OutOfOrder { earlier, later });
            }
            // A given step keeps its place even when it leads to another given one.
            done[position] = given.is_none();
        }
    }
    let goal = network.goal();
    if done[goal.index()] {
        let after = moments.iter().find(|(ix, _)| network.leading_to(*ix)[goal.index()]);
        let step = after.map_or(goal, |(ix, _)| *ix);
        return Err(PinError::GoalIsDone(network.step(step).id.clone()));
    }
    Ok(left(network, &moments, &done, None))
}

/// The network when it takes over from another procedure on a day: the finished steps that both share stand at their
/// moments, and everything else, also what leads to them here, is still to be done, not before that day.
///
/// # Errors
/// [`PinError`]: a step that is unknown, absent, or given twice.
pub fn keep(network: &Network, finished: &[Given], basis: Basis, from: Day) -> Result<Network, PinError> {
    let moments = moments(network, finished, basis)?;
    Ok(left(network, &moments, &vec![false; network.steps().len()], Some(from)))
}

/// When each given step finished.
fn moments(network: &Network, given: &[Given], basis: Basis) -> Result<Vec<(StepIx, Moment)>, PinError> {
    let mut moments: Vec<(StepIx, Moment)> = Vec::with_capacity(given.len());
    for Given { step, finished } in given {
        let ix = network.find(step.as_str()).ok_or_else(|| PinError::UnknownStep(step.clone()))?;
        if !network.step(ix).is_present() {
            return Err(PinError::AbsentStep(step.clone()));
        }
        if moment_of(&moments, ix).is_some() {
            return Err(PinError::Twice(step.clone()));
        }
        let timing = &network.step(ix).timing;
        let expires = match timing.kind {
            Kind::Notice => true,
            Kind::Consultation => {
                timing.limit.is_some() && (timing.estimate.is_none() || basis == Basis::Statutory)
            }
            _ => false,
        };
        let moment = if expires { Moment::end_of_day(*finished) } else { Moment::in_hours(*finished) };
        moments.push((ix, moment));
    }
    Ok(moments)
}

fn moment_of(moments: &[(StepIx, Moment)], ix: StepIx) -> Option<Moment> {
    moments.iter().find(|(given, _)| *given == ix).map(|(_, moment)| *moment)
}

/// The network without the steps that are done, the given ones standing at their moments.
fn left(network: &Network, moments: &[(StepIx, Moment)], done: &[bool], floor: Option<Day>) -> Network {
    let moment_of = |ix: StepIx| moment_of(moments, ix);
    let is_given = |ix: StepIx| moment_of(ix).is_some();
    let kept = |ix: StepIx| !done[ix.index()];
    // Without the links that fell away other steps are ready first, so the order is made anew.
    let left: Vec<StepIx> = network.positions().filter(|ix| kept(*ix)).collect();
    let mut at_left = vec![None; network.steps().len()];
    for (position, ix) in left.iter().enumerate() {
        at_left[ix.index()] = Some(position);
    }
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
        step.lost_its_links &= !is_given(ix);
        step.anchor = match (moment_of(ix), step.anchor, floor.map(Moment::in_hours)) {
            (Some(moment), ..) => Anchor::Given(moment),
            (None, anchor, None) => anchor,
            (None, Anchor::NotBefore(moment), Some(floor)) => Anchor::NotBefore(moment.max(floor)),
            (None, _, Some(floor)) => Anchor::NotBefore(floor),
        };
        position_of[ix.index()] = Some(StepIx::new(steps.len()));
        steps.push(step);
    }
    let links = network.links().iter().filter(|link| !is_given(link.to)).filter_map(|link| {
        let (from, to) = (position_of[link.from.index()]?, position_of[link.to.index()]?);
        Some(NetworkLink { from, to, ..*link })
    });
    let links = links.collect();
    let map = |ix: StepIx| position_of[ix.index()];
    let Some(goal) = map(network.goal()) else { unreachable!("the goal is not done, so it is kept") };
    let mut left = match Network::new(steps, links, goal) {
        Ok(left) => left,
        Err(link) => unreachable!("the steps are in topological order, so {link:?} leads forward"),
    };
    left.facts = network.facts.clone();
    left.breaches = network.breaches.clone();
    left.aborts = network.aborts.clone();
    left.forces = network.forces.clone();
    let promises = network.promises.iter().filter_map(|promise| {
        Some(super::PromiseRule { from: map(promise.from)?, to: map(promise.to)?, ..promise.clone() })
    });
    left.promises = promises.collect();
    let cautions = network.cautions.iter().filter_map(|caution| {
        let step = match caution.step {
            Some(step) => Some(map(step)?),
            None => None,
        };
        Some(super::CautionRule { step, ..caution.clone() })
    });
    left.cautions = cautions.collect();
    let gone = network.positions().filter(|ix| !kept(*ix) && network.step(*ix).is_present());
    left.done = gone.map(|ix| network.step(ix).id.clone()).collect();
    left
}
