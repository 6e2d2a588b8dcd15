//! Forward: triggers and finishes.
//!
//! In: the network's steps in topological order with their rules. Out: for each its trigger (the latest of what it
//! waits for), its finish with the reason, and which links set the trigger. O(steps + links).

use crate::calendar::{Calendar, CalendarRange, Counted, Day, EndedBy, Length, Moment, Rule};
use crate::network::{Finished, LinkEnd, Network, NetworkLink, NetworkStep, Timed};

use super::progress::{Known, Waited, known};
use super::{Dated, Leaves, OutOfCalendar, Progress, Run, State};

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
    progress: &mut Vec<Progress>,
) -> Result<(), OutOfCalendar> {
    let start = Moment::in_hours(run.start);
    for (position, step) in network.steps().iter().enumerate() {
        let ix = crate::network::StepIx::new(position);
        let leaves = |from: Moment| OutOfCalendar(Leaves::Step(step.id.clone(), from));
        let incoming = network.links_into(ix);
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
        if let Some(record) = &step.record {
            let waited = Waited { trigger: held, arrival: trigger, is_there: are_there(steps, links) };
            let timed = timed(step, run);
            let known = known(calendar, step, record, &timed, waited).map_err(|_| leaves(trigger))?;
            let dated = from_record(calendar, timed, &known, provisional);
            // What brought a step that has begun is known, also where it was not taken up at once; and so is what brought
            // one that could have begun.
            let is_ready = known.progress.ready_since == Some(trigger.day());
            if dated.has_begun() || known.trigger == trigger || is_ready {
                mark_driving(&mut driving[incoming], links, trigger, |link| arrives(calendar, steps, link));
            }
            steps.push(dated);
            progress.push(known.progress);
            continue;
        }
        if held == trigger && step.anchor.finished.is_none() {
            mark_driving(&mut driving[incoming], links, trigger, |link| arrives(calendar, steps, link));
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
            state: None,
        });
    }
    Ok(())
}

/// Marks the links that give the trigger.
fn mark_driving(
    driving: &mut [bool],
    links: &[NetworkLink],
    trigger: Moment,
    arrives: impl Fn(&NetworkLink) -> Result<Moment, CalendarRange>,
) {
    for (slot, link) in driving.iter_mut().zip(links) {
        *slot = arrives(link).is_ok_and(|arrival| arrival == trigger);
    }
}

/// Whether everything that these links lead from has happened, each by its end.
fn are_there(steps: &[Dated], links: &[NetworkLink]) -> bool {
    links.iter().all(|link| {
        let from = &steps[link.from.index()];
        match link.end {
            LinkEnd::Finish => from.is_done(),
            LinkEnd::Start => from.has_begun(),
        }
    })
}

/// The dates of a step with a record; `waits_provisional` is whether what it waits for rests on a provisional day. What
/// has happened rests on nothing but its day.
fn from_record(calendar: &Calendar, timed: Timed, known: &Known, waits_provisional: bool) -> Dated {
    let (trigger, begins, finish) = (known.trigger, known.counted.begins, known.counted.finish);
    let touches = |first: Day, last: Day| calendar.touches_provisional(first.min(last), last.max(first));
    let waits = waits_provisional && known.progress.state == State::Waiting;
    Dated {
        trigger,
        counted: known.counted,
        timed: Timed { rule: known.rule, ..timed },
        latest: None,
        total_float: None,
        free_float: None,
        critical: false,
        provisional: waits || touches(known.counted_from, finish.day()),
        begins_provisional: waits || touches(begins.day(), begins.day()),
        trigger_provisional: waits || touches(trigger.day(), trigger.day()),
        state: Some(known.progress.state),
    }
}
