//! What becomes of the goal when one step hands on other moments than it does.
//!
//! In: a schedule, a step, the moments. Out: the goal's finish: a forward pass over what follows the step, in which only
//! what moves is counted again. O(steps + links) in the worst case.

use crate::calendar::{Calendar, Moment, Rule};
use crate::network::{LinkEnd, Network, StepIx};

use super::Schedule;

/// What a step hands to those that follow.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::shift::{HandsOn, goal_when};
/// let (begins, finish) = (Moment::in_hours(day("2023-07-07")), Moment::in_hours(day("2023-07-10")));
/// let contract = HandsOn { begins, finish };
/// assert_eq!(goal_when(&network, &calendar, &dates, network.goal(), contract), finish);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandsOn {
    /// When it finishes.
    pub finish: Moment,
    /// When it begins.
    pub begins: Moment,
}

/// The goal's finish when a step hands on these moments, everything else being as it is. Where a count leaves the
/// calendar the last moment inside stands.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::shift::{HandsOn, goal_when};
/// // The announcement period ends on Monday 26 June instead of Sunday the 25th.
/// let begins = dates.dates(step("announcement-window")).counted.begins;
/// let late = HandsOn { begins, finish: Moment::end_of_day(day("2023-06-26")) };
/// let finish = goal_when(&network, &calendar, &dates, step("announcement-window"), late);
/// assert_eq!(finish.to_string(), "2023-07-10 in-hours");
/// ```
pub fn goal_when(
    network: &Network,
    calendar: &Calendar,
    schedule: &Schedule,
    ix: StepIx,
    hands_on: HandsOn,
) -> Moment {
    let goal = network.goal();
    if ix == goal {
        return hands_on.finish;
    }
    // Only what moves is kept.
    let mut moved: Vec<Option<HandsOn>> = vec![None; network.steps().len()];
    moved[ix.index()] = Some(hands_on);
    let start = Moment::in_hours(schedule.run.start);
    for at in network.positions().skip(ix.index() + 1).take_while(|at| *at <= goal) {
        let links = || network.links_into(at).map(|link| &network.links()[link]);
        // What is recorded to have begun does not begin again.
        if schedule.dates(at).has_begun() || !links().any(|link| moved[link.from.index()].is_some()) {
            continue;
        }
        let mut trigger = None;
        for link in links() {
            let HandsOn { finish, begins } = moved[link.from.index()].unwrap_or_else(|| {
                let counted = schedule.dates(link.from).counted;
                HandsOn { finish: counted.finish, begins: counted.begins }
            });
            let moment = if link.end == LinkEnd::Finish { finish } else { begins };
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
            moved[at.index()] = Some(HandsOn { finish: counted.finish, begins: counted.begins });
        }
    }
    moved[goal.index()].map_or(schedule.dates(goal).finish(), |hands_on| hands_on.finish)
}
