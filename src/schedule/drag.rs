//! Drag: what a critical step costs.
//!
//! In: a schedule. Out: for each critical step the working days by which the goal's finish day moves earlier if that
//! step were a milestone. Each answer is a forward pass over what follows the step, so it is computed on request, and
//! not at all above [`MOST`] critical steps.

use crate::calendar::{Calendar, Moment, Rule, Told};
use crate::network::{LinkEnd, Network, StepIx};

use super::Schedule;

/// The most critical steps whose drag is computed.
pub const MOST: usize = 1_000;

/// The drag of every critical step by position, `None` for the others; `None` altogether above [`MOST`] of them.
pub fn drags(network: &Network, calendar: &Calendar, schedule: &Schedule) -> Option<Vec<Option<Told<i32>>>> {
    let critical = schedule.steps.iter().filter(|dated| dated.critical).count();
    if critical > MOST {
        return None;
    }
    let drag = |ix: StepIx| schedule.dates(ix).critical.then(|| drag(network, calendar, schedule, ix));
    Some(network.positions().map(drag).collect())
}

/// The drag of one critical step, in working days, never negative. Between the step's trigger and the goal's finish the
/// critical path leaves out no day, so the drag rests on a provisional day only where the finish does.
pub fn drag(network: &Network, calendar: &Calendar, schedule: &Schedule, ix: StepIx) -> Told<i32> {
    let provisional = schedule.dates(network.goal()).provisional;
    Told { value: working_days(network, calendar, schedule, ix), provisional }
}

fn working_days(network: &Network, calendar: &Calendar, schedule: &Schedule, ix: StepIx) -> i32 {
    let goal = network.goal();
    // What a step hands to those that follow: its finish and its beginning. Only those that move are kept.
    let mut moved: Vec<Option<(Moment, Moment)>> = vec![None; network.steps().len()];
    if network.step(ix).anchor.finished.is_some() {
        // What is done is done.
        return 0;
    }
    let trigger = schedule.dates(ix).trigger;
    moved[ix.index()] = Some((trigger, trigger));
    let start = Moment::in_hours(schedule.run.start);
    for at in network.positions().skip(ix.index() + 1).take_while(|at| *at <= goal) {
        let links = || network.into(at).map(|link| &network.links()[link]);
        if !links().any(|link| moved[link.from.index()].is_some()) {
            continue;
        }
        let mut trigger = None;
        for link in links() {
            let (finish, begins) = moved[link.from.index()].unwrap_or_else(|| {
                let counted = schedule.dates(link.from).counted;
                (counted.finish, counted.begins)
            });
            let moment = if link.end == LinkEnd::Finish { finish } else { begins };
            // Everything is earlier than in the schedule, which is inside the calendar.
            trigger = trigger.max(calendar.shift(moment, link.lag).ok());
        }
        let anchor = &network.step(at).anchor;
        let trigger = anchor.hold(trigger.unwrap_or(start), start);
        let dated = schedule.dates(at);
        if trigger == dated.trigger {
            continue;
        }
        let rule = if network.step(at).is_present() { dated.timed.rule } else { Rule::Milestone };
        let Ok(counted) = calendar.count(&rule, trigger) else { continue };
        if (counted.finish, counted.begins) != (dated.counted.finish, dated.counted.begins) {
            moved[at.index()] = Some((counted.finish, counted.begins));
        }
    }
    let actual = schedule.dates(goal).finish().day();
    let earlier = moved[goal.index()].map_or(actual, |(finish, _)| finish.day());
    calendar.workdays_between(earlier, actual)
}
