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
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::drag::drags;
/// let drags = drags(&network, &calendar, &dates).unwrap();
/// let of = |id: &str| drags[step(id).index()].unwrap().value;
/// // Without the announcement period the ten working days end on 15 June: 15 working days before 7 July.
/// assert_eq!((of("announcement-window"), of("land-announcement")), (15, 0));
/// ```
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
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::drag::drag;
/// // Without the bidding the deal is confirmed on Monday 26 June, nine working days before 7 July.
/// let bidding = drag(&network, &calendar, &dates, step("bidding-window"));
/// assert_eq!(bidding, Told::sure(9));
/// ```
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
