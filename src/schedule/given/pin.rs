//! What follows from given finishes.
//!
//! In: a network, the finishes that are known, its plan. Out: the network that is left. What follows from a known finish
//! goes back along the links, each by its end:
//!
//! - what a finished step waited for by a finish link had finished; it is *done* and falls away with its links;
//! - what it waited for by a start link had only *begun*: it stays, runs its own length, and its trigger is not after
//!   the day by which it must have begun;
//! - what has begun had got all that it waits for, so the two rules go on from there.
//!
//! Nobody said when the other dates were, so they are taken from the plan, that is from the dates of the whole network
//! without given finishes, as far as the given ones allow:
//!
//! - a given step that was planned to finish on its day began as planned; any other as late as its length allows, and so
//!   by when the steps before it had begun, lags included;
//! - a done step finished as planned, but not after the day that proves it; what waits for it is not triggered before.
//!
//! So a plan whose own finishes are given stays as it is. Whether two given finishes contradict each other is judged by
//! their days alone, since lengths may be assumptions.
//!
//! A given step stays without links into it, for what waits for its finish or for its beginning. A day is given, so
//! whether it ended in hours or at 24:00 is told by what it is: a milestone behind a window that may have run out at
//! 24:00 stands there too, since taking it to be earlier would let what relies on the window happen a day too soon. A
//! milestone that has begun is done, and so is an absent step, since both hand their trigger on.

use crate::calendar::{Calendar, Counted, Counting, Day, EndedBy, Length, Moment, Rule};
use crate::network::{
    Anchor, Basis, Done, Finished, Kind, LinkEnd, Network, NetworkLink, NetworkStep, StepIx, order,
};

use super::super::{Dated, Run, forward};
use super::{Given, GivenMistake};

/// What lengths are counted by that say when a given step began.
#[derive(Clone, Copy)]
pub(super) struct CountedBy<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) run: &'a Run,
}

/// The network that is left when these steps finished on these days; whatever must have finished before is done.
pub(super) fn pin(
    network: &Network,
    given: &[Given],
    counted_by: CountedBy<'_>,
    planned: &[Dated],
) -> Result<Network, GivenMistake> {
    let given = positions(network, given)?;
    let known = Known::from(network, &given, counted_by, planned)?;
    let goal = network.goal();
    if let (None, Some((_, after))) = (given[goal.index()], known.finished_by[goal.index()]) {
        return Err(GivenMistake::GoalIsDone(network.step(after).id.clone()));
    }
    Ok(left(network, &known, counted_by, planned, None))
}

/// The network in which these finished steps stand on their days and nothing follows from them; nothing else is
/// triggered before the run's start.
pub(super) fn keep(
    network: &Network,
    finished: &[Given],
    counted_by: CountedBy<'_>,
) -> Result<Network, GivenMistake> {
    let given = positions(network, finished)?;
    let known = Known::of_themselves(network, &given, counted_by);
    Ok(left(network, &known, counted_by, &[], Some(Moment::in_hours(counted_by.run.start))))
}

/// The day each step is given for, by position.
fn positions(network: &Network, given: &[Given]) -> Result<Vec<Option<Day>>, GivenMistake> {
    let mut days = vec![None; network.steps().len()];
    for Given { step, finished } in given {
        let ix = network.find(step.as_str()).ok_or_else(|| GivenMistake::UnknownStep(step.clone()))?;
        if !network.step(ix).is_present() {
            return Err(GivenMistake::AbsentStep(step.clone()));
        }
        if days[ix.index()].replace(*finished).is_some() {
            return Err(GivenMistake::Twice(step.clone()));
        }
    }
    Ok(days)
}

/// What given finishes say of the steps, by position.
struct Known {
    /// The day by which each must have finished, and the given step that says so.
    finished_by: Vec<Option<(Day, StepIx)>>,
    /// The moment by which each must have begun.
    begun_by: Vec<Option<Moment>>,
    /// The given ones.
    given: Vec<Option<Finished>>,
}

impl Known {
    fn nothing(network: &Network) -> Known {
        let size = network.steps().len();
        Known { finished_by: vec![None; size], begun_by: vec![None; size], given: vec![None; size] }
    }

    /// The given finishes themselves, nothing following from them.
    fn of_themselves(network: &Network, given: &[Option<Day>], counted_by: CountedBy<'_>) -> Known {
        let mut known = Known::nothing(network);
        for ix in network.positions() {
            if let Some(day) = given[ix.index()] {
                let trigger = latest_trigger(network, ix, Moment::end_of_day(day), counted_by);
                known.given[ix.index()] = Some(finished(network, ix, day, trigger, None, counted_by));
            }
        }
        known
    }

    /// One walk against the links. O(steps + links).
    fn from(
        network: &Network,
        given: &[Option<Day>],
        counted_by: CountedBy<'_>,
        planned: &[Dated],
    ) -> Result<Known, GivenMistake> {
        let mut known = Known::nothing(network);
        // The moment by which each must have finished, and the day by which each must have begun, with its source.
        let mut ended_by: Vec<Option<Moment>> = vec![None; network.steps().len()];
        let mut begun_on: Vec<Option<(Day, StepIx)>> = vec![None; network.steps().len()];
        for ix in network.positions().rev() {
            let (step, at) = (network.step(ix), ix.index());
            let ends_as_it_begins = !step.is_present() || step.timing.kind == Kind::Milestone;
            if ends_as_it_begins && begun_on[at].is_some() {
                known.finished_by[at] = earlier(known.finished_by[at], begun_on[at]);
                ended_by[at] = ended_by[at].into_iter().chain(known.begun_by[at]).min();
            }
            if let Some(day) = given[at] {
                if let Some((_, later)) = known.finished_by[at].filter(|(latest, _)| day > *latest) {
                    let (earlier, later) = (step.id.clone(), network.step(later).id.clone());
                    return Err(GivenMistake::OutOfOrder { earlier, later });
                }
                known.finished_by[at] = Some((day, ix));
                ended_by[at] = Some(Moment::end_of_day(day));
            }
            let Some(by) = earlier(known.finished_by[at], begun_on[at]) else { continue };
            let mut latest = ended_by[at].map(|by| latest_trigger(network, ix, by, counted_by));
            if let (Some(day), Some(late)) = (given[at], latest) {
                let Dated { trigger, counted: Counted { begins, finish, .. }, .. } = planned[at];
                known.given[at] = Some(if finish.day() == day {
                    latest = Some(trigger);
                    Finished { began: begins, finish }
                } else {
                    latest = Some(Moment::in_hours(late.day()));
                    finished(network, ix, day, late, known.begun_by[at], counted_by)
                });
            }
            let Some(trigger) = latest.into_iter().chain(known.begun_by[at]).min() else { continue };
            for link in network.links_into(ix).map(|link| &network.links()[link]) {
                let from = link.from.index();
                let before = counted_by.calendar.latest_before_shift(trigger, link.lag).unwrap_or(trigger);
                match link.end {
                    LinkEnd::Finish => {
                        known.finished_by[from] = earlier(known.finished_by[from], Some(by));
                        ended_by[from] = ended_by[from].into_iter().chain([before]).min();
                    }
                    LinkEnd::Start => {
                        begun_on[from] = earlier(begun_on[from], Some(by));
                        known.begun_by[from] = known.begun_by[from].into_iter().chain([before]).min();
                    }
                }
            }
        }
        Ok(known)
    }
}

/// The latest trigger of a step that finished by then; then itself where no trigger gives that.
fn latest_trigger(network: &Network, ix: StepIx, by: Moment, counted_by: CountedBy<'_>) -> Moment {
    let (rule, first) = (forward::timed(network.step(ix), counted_by.run).rule, Moment::in_hours(Day::FIRST));
    let Ok(Counted { finish, .. }) = counted_by.calendar.count(&rule, first) else { return by };
    let trigger = counted_by.calendar.latest_trigger(&rule, first, finish, by, |_| true);
    let in_time = counted_by.calendar.count(&rule, trigger).is_ok_and(|counted| counted.finish <= by);
    if in_time { trigger } else { by }
}

/// A given step: `latest` is the latest trigger from which it ends on the day. A notice expired at the end of it, and
/// so did a consultation that silence ended; a milestone is told apart by what it waits for.
fn finished(
    network: &Network,
    ix: StepIx,
    day: Day,
    latest: Moment,
    begun_by: Option<Moment>,
    counted_by: CountedBy<'_>,
) -> Finished {
    let (rule, during) = (forward::timed(network.step(ix), counted_by.run).rule, Moment::in_hours(day));
    let silent = |counted: Counted| counted.ended_by == EndedBy::Silence && counted.finish.day() <= day;
    let expires = match rule {
        Rule::Notice { .. } => true,
        Rule::Consultation { .. } => counted_by.calendar.count(&rule, latest).is_ok_and(silent),
        _ => false,
    };
    let trigger = begun_by.map_or(latest, |by| latest.min(by));
    let trigger = Moment::in_hours(trigger.day()).min(during);
    let began =
        counted_by.calendar.count(&rule, trigger).map_or(trigger, |counted| counted.begins).min(during);
    Finished { began, finish: if expires { Moment::end_of_day(day) } else { during } }
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
        expiry[ix.index()] = network.links_into(ix).map(|link| &network.links()[link]).any(|link| {
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
    known: &Known,
    counted_by: CountedBy<'_>,
    planned: &[Dated],
    floor: Option<Moment>,
) -> Network {
    let given = &known.given;
    let by_expiry = triggered_by_expiry(network, counted_by.run.basis);
    let is_done = |ix: StepIx| given[ix.index()].is_none() && known.finished_by[ix.index()].is_some();
    // Without the links that fell away other steps are ready first, so the order is made anew.
    let left: Vec<StepIx> = network.positions().filter(|ix| !is_done(*ix)).collect();
    let mut at_left = vec![None; network.steps().len()];
    for (position, ix) in left.iter().enumerate() {
        at_left[ix.index()] = Some(position);
    }
    let is_given = |ix: StepIx| given[ix.index()].is_some();
    let waits_for = |ix: StepIx| {
        let links = network.links_into(ix).filter(|_| !is_given(ix)).map(|link| network.links()[link].from);
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
        let mut finished = given[ix.index()];
        let as_planned = planned.get(ix.index()).map(Dated::finish);
        let may_expire = by_expiry[ix.index()] && step.timing.kind == Kind::Milestone;
        if let Some(finished) =
            finished.as_mut().filter(|finished| may_expire && as_planned != Some(finished.finish))
        {
            finished.finish = Moment::end_of_day(finished.finish.day());
        }
        // What a done step hands on, now that its link is gone.
        let done =
            network.links_into(ix).map(|link| &network.links()[link]).filter(|link| is_done(link.from));
        let handed_on = done.filter_map(|link| {
            let Counted { begins, finish, .. } = planned.get(link.from.index())?.counted;
            let (by, _) = known.finished_by[link.from.index()]?;
            let moment = if link.end == LinkEnd::Finish { finish } else { begins };
            counted_by.calendar.shift(Moment::new(moment.day().min(by), moment.at()), link.lag).ok()
        });
        let handed_on = handed_on.max();
        step.lost_its_links &= finished.is_none();
        step.anchor = Anchor {
            not_before: step.anchor.not_before.max(floor).max(handed_on).filter(|_| finished.is_none()),
            begun_by: known.begun_by[ix.index()],
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
