//! Drag: what a critical step costs.
//!
//! In: a schedule. Out: for each critical step the working days by which the goal's finish day moves earlier if that
//! step were a milestone. Each answer is a forward pass over what follows the step, so it is computed on request, and
//! not at all above [`MOST`] critical steps.

use crate::calendar::{Calendar, Told};
use crate::network::{Network, StepIx};

use super::Schedule;
use super::shift::{HandsOn, goal_when};

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
    if network.step(ix).anchor.finished.is_some() {
        // What is done is done.
        return 0;
    }
    let trigger = schedule.dates(ix).trigger;
    let earlier = goal_when(network, calendar, schedule, ix, HandsOn { finish: trigger, begins: trigger });
    calendar.workdays_between(earlier.day(), schedule.finish(network).day())
}
