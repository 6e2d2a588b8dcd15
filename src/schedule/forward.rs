//! Forward: triggers and finishes.
//!
//! In: the network's steps in topological order with their rules. Out: for each its trigger (the latest of what it
//! waits for), its finish with the reason, and which links set the trigger. O(steps + links).

use crate::calendar::{Calendar, CalendarRange, Counted, Day, EndedBy, Length, Moment, Rule};
use crate::network::{Finished, LinkEnd, Network, NetworkLink, NetworkStep, Timed};

use super::{Dated, Leaves, OutOfCalendar, Run};

/// The rule of a step for a run; an absent step hands its trigger on, as a milestone does.
#[inline]
pub(super) fn timed(step: &NetworkStep, run: &Run) -> Timed {
    if !step.is_present() {
        return STANDS;
    }
    step.timing.timed(run.counting, run.basis)
}

/// What takes no time of its own.
const STANDS: Timed =
    Timed { rule: Rule::Milestone, length: None, origin: None, confidence: None, by_limit: None };

/// The moment a link gives its successor.
#[inline]
pub(super) fn arrives(
    calendar: &Calendar,
    steps: &[Dated],
    link: &NetworkLink,
) -> Result<Moment, CalendarRange> {
    let from = &steps[link.from.index()];
    let moment = match link.end {
        LinkEnd::Finish => from.counted.finish,
        LinkEnd::Start => from.counted.begins,
    };
    match link.lag {
        Length::Working(0) => Ok(moment),
        lag => calendar.shift(moment, lag),
    }
}

pub(super) fn forward(
    network: &Network,
    calendar: &Calendar,
    run: &Run,
    steps: &mut Vec<Dated>,
    driving: &mut [bool],
) -> Result<(), OutOfCalendar> {
    let start = Moment::in_hours(run.start);
    for (position, step) in network.steps().iter().enumerate() {
        let ix = crate::network::StepIx::new(position);
        let leaves = |from: Moment| OutOfCalendar(Leaves::Step(step.id.clone(), from));
        let incoming = network.into(ix);
        let links = &network.links()[incoming.clone()];
        let mut trigger = start;
        let mut provisional = false;
        if !links.is_empty() {
            let mut latest: Option<Moment> = None;
            for link in links {
                let from = &steps[link.from.index()];
                let arrival = arrives(calendar, steps, link).map_err(|_| leaves(from.counted.finish))?;
                let (moment, rests_on_provisional) = match link.end {
                    LinkEnd::Finish => (from.counted.finish, from.provisional),
                    LinkEnd::Start => (from.counted.begins, from.begins_provisional),
                };
                provisional |= rests_on_provisional;
                if link.lag != Length::Working(0) {
                    let leaves_on = moment.day();
                    provisional |= calendar.touches_provisional(leaves_on, arrival.day());
                }
                latest = latest.max(Some(arrival));
            }
            trigger = latest.unwrap_or(start);
        }
        let held = step.anchor.hold(trigger, start);
        if held == trigger && step.anchor.finished.is_none() {
            for (slot, link) in driving[incoming].iter_mut().zip(links) {
                *slot = arrives(calendar, steps, link).is_ok_and(|arrival| arrival == trigger);
            }
        }
        let trigger = held;
        let mut timed = timed(step, run);
        let counted = match step.anchor.finished {
            Some(Finished { began, finish }) => {
                timed = STANDS;
                Counted { begins: began, printed: finish.day(), finish, ended_by: EndedBy::Itself }
            }
            None => calendar.count(&timed.rule, trigger).map_err(|_| leaves(trigger))?,
        };
        let touches = |first: Day, last: Day| calendar.touches_provisional(first, last);
        let (trigger_provisional, begins_provisional);
        match step.anchor.finished {
            // How long it took was counted back from the day given.
            Some(Finished { began, finish }) => {
                begins_provisional = touches(began.day(), finish.day());
                (trigger_provisional, provisional) =
                    (begins_provisional, touches(finish.day(), finish.day()));
            }
            None => {
                trigger_provisional = provisional || touches(trigger.day(), trigger.day());
                begins_provisional = provisional || touches(trigger.day(), counted.begins.day());
                provisional |= touches(trigger.day(), counted.finish.day());
            }
        }
        steps.push(Dated {
            trigger,
            counted,
            timed,
            latest: None,
            total_float: None,
            free_float: None,
            critical: false,
            provisional,
            begins_provisional,
            trigger_provisional,
        });
    }
    Ok(())
}
