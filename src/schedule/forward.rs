//! Forward: triggers and finishes.
//!
//! In: the network's steps in topological order with their rules. Out: for each its trigger (the latest of what it
//! waits for), its finish with the reason, and which links set the trigger. O(steps + links).

use crate::calendar::{Calendar, Length, Moment, Rule};
use crate::network::{Anchor, LinkEnd, Network, NetworkLink, NetworkStep, Timed};

use super::{Dated, OutOfCalendar, Run};

/// The rule of a step for a run; an absent step hands its trigger on, as a milestone does, and a step whose finish is
/// given stands at its moment.
#[inline]
fn timed(step: &NetworkStep, run: &Run) -> Timed {
    if matches!(step.anchor, Anchor::Given(_)) || !step.is_present() {
        return Timed { rule: Rule::Milestone, length: None, origin: None, by_limit: None };
    }
    step.timing.timed(run.counting, run.basis)
}

/// The moment a link gives its successor.
#[inline]
pub(super) fn arrives(
    calendar: &Calendar,
    steps: &[Dated],
    link: &NetworkLink,
) -> Result<Moment, OutsideCalendar> {
    let from = &steps[link.from.index()];
    let moment = match link.end {
        LinkEnd::Finish => from.counted.finish,
        LinkEnd::Start => from.counted.begins,
    };
    match link.lag {
        Length::Working(0) => Ok(moment),
        lag => calendar.shift(moment, lag).map_err(|_| OutsideCalendar),
    }
}

/// The shift of a lag left the calendar.
#[derive(Debug)]
pub(super) struct OutsideCalendar;

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
        let leaves = |from: Moment| OutOfCalendar { step: step.id.clone(), from };
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
        let raised = match step.anchor {
            Anchor::Start => false,
            Anchor::NotBefore(moment) => {
                let raised = moment > trigger;
                trigger = trigger.max(moment);
                raised
            }
            Anchor::Given(moment) => {
                trigger = moment;
                true
            }
        };
        if !raised {
            for (slot, link) in driving[incoming].iter_mut().zip(links) {
                *slot = arrives(calendar, steps, link).is_ok_and(|arrival| arrival == trigger);
            }
        }
        let timed = timed(step, run);
        let counted = calendar.count(&timed.rule, trigger).map_err(|_| leaves(trigger))?;
        let begins_provisional =
            provisional || calendar.touches_provisional(trigger.day(), counted.begins.day());
        provisional |= calendar.touches_provisional(trigger.day(), counted.finish.day());
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
        });
    }
    Ok(())
}
