//! Backward: the latest dates that delay nothing, and the floats.
//!
//! In: the dates of the forward pass. Out: for each step that leads to the goal its latest trigger and finish, and for
//! every step its floats. The inverse of a rule is never written down: it is searched near the actual
//! trigger by asking the rule itself, so the two directions cannot disagree. O(steps + links) with a short search each.
//!
//! A latest date is provisional when any of the days between it and what it is counted back from is, or that itself.
//!
//! A step whose finish is given, or recorded, is done: it has no latest dates and no floats. One that has begun has a
//! latest finish, and its trigger is what it was.

use crate::calendar::{Calendar, Counted, Day, Moment, Told};
use crate::network::{LinkEnd, Network, NetworkLink, StepIx};

use super::{Dated, Float, Latest, told_between};

pub(super) fn backward(network: &Network, calendar: &Calendar, steps: &mut [Dated]) {
    let goal = network.goal();
    for ix in network.positions().rev() {
        if network.step(ix).anchor.finished.is_some() || steps[ix.index()].is_done() {
            continue;
        }
        let latest_trigger = |link: &NetworkLink| steps[link.to.index()].latest.map(|latest| latest.trigger);
        let latest = latest(network, calendar, steps, ix, latest_trigger, ix == goal);
        let actual_trigger = |link: &NetworkLink| Some(steps[link.to.index()].told_trigger());
        let free = if ix == goal {
            Some(Told::sure(Float { working: 0, natural: 0 }))
        } else {
            let freely = latest_freely(network, calendar, steps, ix, latest, actual_trigger);
            freely.map(|latest| float(calendar, &steps[ix.index()], latest))
        };
        let dated = &mut steps[ix.index()];
        dated.latest = latest;
        dated.total_float = latest.map(|latest| float(calendar, dated, latest));
        // A step whose only links towards the goal leave from its beginning, and that has others elsewhere, takes its
        // latest finish from different links in the two cases: free float is then held to the total float.
        let leaves_from = |end: LinkEnd| network.out_of(ix).any(|link| link.end == end);
        let both_ends = leaves_from(LinkEnd::Start) && leaves_from(LinkEnd::Finish);
        dated.free_float = match (free, dated.total_float.filter(|_| both_ends)) {
            (Some(free), Some(total)) => Some(least(free, total)),
            (free, _) => free,
        };
    }
}

/// The latest dates when nothing that follows may be triggered after its actual trigger. Where that constrains the
/// step exactly as the latest dates do, the search is not made twice.
fn latest_freely(
    network: &Network,
    calendar: &Calendar,
    steps: &[Dated],
    ix: StepIx,
    latest_dates: Option<Latest>,
    actual_trigger: impl Fn(&NetworkLink) -> Option<Told<Moment>>,
) -> Option<Latest> {
    let same = |link: &NetworkLink| {
        let to = &steps[link.to.index()];
        to.latest.is_some_and(|latest| latest.trigger == to.told_trigger())
    };
    if latest_dates.is_some() && network.out_of(ix).all(same) {
        return latest_dates;
    }
    latest(network, calendar, steps, ix, actual_trigger, false)
}

/// The latest dates of a step, given the latest trigger of each step that follows it by a link; a link whose successor
/// has none does not constrain. `None` when nothing constrains.
fn latest(
    network: &Network,
    calendar: &Calendar,
    steps: &[Dated],
    ix: StepIx,
    trigger_of: impl Fn(&NetworkLink) -> Option<Told<Moment>>,
    is_goal: bool,
) -> Option<Latest> {
    let dated = &steps[ix.index()];
    let mut finish: Option<Moment> = is_goal.then_some(dated.finish());
    let mut begins: Option<Moment> = None;
    let mut provisional = is_goal && dated.provisional;
    for link in network.out_of(ix) {
        let Some(trigger) = trigger_of(link) else { continue };
        // Where a given finish puts the successor earlier than its links would, the lag may lead back out of the calendar:
        // then nothing is to spare.
        let moment = calendar.latest_before_shift(trigger.value, link.lag).unwrap_or(match link.end {
            LinkEnd::Finish => dated.finish(),
            LinkEnd::Start => Moment::in_hours(Day::FIRST),
        });
        provisional |= trigger.provisional || touches(calendar, moment, trigger.value);
        let earliest = match link.end {
            LinkEnd::Finish => &mut finish,
            LinkEnd::Start => &mut begins,
        };
        *earliest = Some(earliest.map_or(moment, |so_far| so_far.min(moment)));
    }
    if dated.has_begun() {
        let trigger = dated.told_trigger();
        return finish.map(|value| Latest { trigger, finish: Told { value, provisional } });
    }
    let rule = &dated.timed.rule;
    let limit = match (finish, begins) {
        (None, None) => return None,
        (Some(finish), _) => finish,
        (None, Some(_)) => Moment::end_of_day(Day::LAST),
    };
    let begins_in_time = |counted: &Counted| begins.is_none_or(|begins| counted.begins <= begins);
    let trigger = calendar.latest_trigger(rule, dated.trigger, dated.finish(), limit, begins_in_time);
    let counted_on = finish.is_none();
    let finish = finish.or_else(|| calendar.count(rule, trigger).ok().map(|counted| counted.finish))?;
    Some(told_latest(calendar, Found { trigger, finish, counted_on, begins }, provisional))
}

/// The latest dates of a step as they were found.
pub(super) struct Found {
    /// The latest trigger.
    pub(super) trigger: Moment,
    /// The latest finish.
    pub(super) finish: Moment,
    /// Whether nothing holds the finish, so that it was counted on from the trigger.
    pub(super) counted_on: bool,
    /// The latest beginning, where a link holds it.
    pub(super) begins: Option<Moment>,
}

/// The latest dates with their caveat; `provisional` is whether what they were counted back from has it.
#[inline]
pub(super) fn told_latest(calendar: &Calendar, found: Found, provisional: bool) -> Latest {
    let Found { trigger, finish, counted_on, begins } = found;
    let runs_through = provisional || touches(calendar, trigger, finish);
    match counted_on {
        // The trigger is counted back from the finish, or, where nothing holds the finish, from the beginning that it
        // has to make, and the finish forward from there.
        false => Latest {
            trigger: Told { value: trigger, provisional: runs_through },
            finish: Told { value: finish, provisional },
        },
        true => {
            let begun_by = begins.map_or(trigger, |begins| begins.max(trigger));
            Latest {
                trigger: Told {
                    value: trigger,
                    provisional: provisional || touches(calendar, trigger, begun_by),
                },
                finish: Told { value: finish, provisional: runs_through },
            }
        }
    }
}

pub(super) fn touches(calendar: &Calendar, a: Moment, b: Moment) -> bool {
    calendar.touches_provisional(a.day().min(b.day()), a.day().max(b.day()))
}

pub(super) fn float(calendar: &Calendar, dated: &Dated, latest: Latest) -> Told<Float> {
    let day = |told: Told<Moment>| told.map(|moment| moment.day());
    if dated.has_begun() {
        return told_between(calendar, day(dated.told_finish()), day(latest.finish));
    }
    let before = told_between(calendar, day(dated.told_trigger()), day(latest.trigger));
    let after = told_between(calendar, day(dated.told_finish()), day(latest.finish));
    least(before, after)
}

/// The smaller, unit by unit; which it is rests on both.
fn least(a: Told<Float>, b: Told<Float>) -> Told<Float> {
    let value = Float {
        working: a.value.working.min(b.value.working),
        natural: a.value.natural.min(b.value.natural),
    };
    Told { value, provisional: a.provisional || b.provisional }
}
