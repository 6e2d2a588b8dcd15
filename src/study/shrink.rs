//! Which steps would have to shrink for a fixed start to meet a day, and by how much.
//!
//! In: the dates of a start that is too late, and how late each step could be. Out: the steps that are too late; for
//! each whose time can be shorter how long it may take at most when nothing else changes; and when no single one is
//! enough, how far several shrink together. Every number is found by scheduling forward with the shorter length, never
//! by subtraction. No words here.
//!
//! What can shrink is work, review and consultation: a limit is the most they may take, an estimate is somebody's
//! guess. A notice or a listing runs exactly its length, an act and a meeting wait for an office day or a sitting, and
//! a given finish stands.
//!
//! Together means: every step whose length is an assumption gives up the same share of it, the smallest share that is
//! enough (whole days, rounded in favour of the day asked for, one day at least being kept); where assumptions alone are
//! not enough, the lengths of regulation, law and promise give up the same share too; only where that is not enough
//! either may steps take no time at all. Then what was given up without need is handed back, the firmest lengths first.
//! After that no cut can be a day smaller.
//!
//! A consultation that silence ends, at 24:00 of its last day, can be shorter in another way: every party replies. A
//! reply on that same day is already half a day sooner, so its cut can be to the very number of days it has.

use crate::calendar::{Calendar, Day, EndedBy, Length, Moment};
use crate::network::{Basis, Estimate, Estimated, Kind, LinkEnd, Network, Origin, StepIx};
use crate::schedule::deadline::Bound;
use crate::schedule::{Run, Schedule, schedule};

/// The most that is tried, as steps that can shrink times steps of the network: each is scheduled some twenty times.
pub const MOST: usize = 500_000;

/// One step that could take less time.
///
/// ```
#[doc = include_str!("../set_up/two_tasks.md")]
/// use permits::study::shrink::shrink;
/// // By Monday 12 June: a working day less. Either task alone can give it up.
/// let by = day("2023-06-12");
/// let bounds = bounds(&network, &calendar, &run, by);
/// let alone = &shrink(&network, &calendar, &dates, &bounds, by).alone[0];
/// assert_eq!((alone.length, alone.enough), (Length::Working(3), Some(Length::Working(2))));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alone {
    /// The step.
    pub step: StepIx,
    /// What it takes now.
    pub length: Length,
    /// Where that comes from.
    pub origin: Origin,
    /// The most it may take when nothing else changes; `None` when even no time at all is not enough.
    pub enough: Option<Length>,
    /// Whether it is now ended by silence, so that it can only be shorter when every party replies in that time.
    pub by_reply: bool,
    /// The goal's finish if it took no time.
    pub at_best: Moment,
}

/// One step's part of a common cut.
///
/// ```
#[doc = include_str!("../set_up/two_tasks.md")]
/// use permits::study::shrink::{Cut, Together, shrink};
/// let by = day("2023-06-07");
/// let bounds = bounds(&network, &calendar, &run, by);
/// let Together::Cuts(cuts, _) = shrink(&network, &calendar, &dates, &bounds, by).together else { panic!() };
/// let (from, to) = (Length::Working(3), Length::Working(1));
/// assert_eq!(cuts[0], Cut { step: step("draw"), from, to, by_reply: false });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The step.
    pub step: StepIx,
    /// What it takes now.
    pub from: Length,
    /// What it may take at most.
    pub to: Length,
    /// Whether it is now ended by silence, so that every party has to reply in that time.
    pub by_reply: bool,
}

/// How several steps shrink together.
///
/// ```
#[doc = include_str!("../set_up/two_tasks.md")]
/// use permits::study::shrink::{Together, shrink};
/// let together = |by: &str| {
///     let bounds = bounds(&network, &calendar, &run, day(by));
///     shrink(&network, &calendar, &dates, &bounds, day(by)).together
/// };
/// assert_eq!(together("2023-06-12"), Together::NotNeeded); // one of the two is enough
/// assert!(matches!(together("2023-06-07"), Together::Cuts(..))); // a day each
/// assert!(matches!(together("2023-06-02"), Together::NotEnough(_))); // before the start
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Together {
    /// One step alone is enough.
    NotNeeded,
    /// So far, and the goal's finish then.
    Cuts(Vec<Cut>, Moment),
    /// Not even if all of them took no time: the goal's finish then.
    NotEnough(Moment),
    /// It would be more than [`MOST`].
    NotComputed,
}

/// What would have to shrink.
///
/// ```
#[doc = include_str!("../set_up/two_tasks.md")]
/// use permits::study::shrink::shrink;
/// let by = day("2023-06-12");
/// let bounds = bounds(&network, &calendar, &run, by);
/// let shrink = shrink(&network, &calendar, &dates, &bounds, by);
/// assert_eq!(shrink.late, [step("draw"), step("check")]);
/// assert!(!shrink.provisional);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shrink {
    /// The steps that are too late, in topological order.
    pub late: Vec<StepIx>,
    /// Those that can shrink, in topological order; empty when that is more than [`MOST`].
    pub alone: Vec<Alone>,
    /// How several shrink together.
    pub together: Together,
    /// Whether these numbers were found over days that no published notice covers.
    pub provisional: bool,
}

/// One step that can shrink.
#[derive(Clone, Copy)]
struct Can {
    step: StepIx,
    length: Length,
    origin: Origin,
    by_reply: bool,
}

/// Asks what would have to shrink for the goal to be finished by `by`; `dates` finish it later.
///
/// ```
#[doc = include_str!("../set_up/two_tasks.md")]
/// use permits::study::shrink::{Together, shrink};
/// let by = day("2023-06-07");
/// let bounds = bounds(&network, &calendar, &run, by);
/// // Neither task can be short enough alone: the other still takes three days. A day each is.
/// let shrink = shrink(&network, &calendar, &dates, &bounds, by);
/// assert!(shrink.alone.iter().all(|alone| alone.enough.is_none()));
/// let Together::Cuts(_, finish) = shrink.together else { panic!() };
/// assert_eq!(finish.to_string(), "2023-06-07 in-hours");
/// ```
pub fn shrink(network: &Network, calendar: &Calendar, dates: &Schedule, bounds: &[Bound], by: Day) -> Shrink {
    let too_late =
        |ix: &StepIx| network.step(*ix).is_present() && bounds[ix.index()].is_exceeded(dates.dates(*ix));
    let late: Vec<StepIx> = network.positions().filter(too_late).collect();
    let try_out = TryOut { network, calendar, run: &dates.run, by };
    // Every cut is tried between the start and the finish.
    let finish = dates.finish_day(network);
    let provisional = finish.provisional || calendar.touches_provisional(dates.run.start, finish.value);
    let can: Vec<Can> = late.iter().filter_map(|ix| shrinkable(network, dates, *ix)).collect();
    if can.len() * network.steps().len() > MOST {
        return Shrink { late, alone: Vec::new(), together: Together::NotComputed, provisional };
    }
    let alone: Vec<Alone> = can
        .iter()
        .map(|&Can { step, length, origin, by_reply }| {
            let at_best = try_out.finish(&[(step, length.with_number(0))]).unwrap_or(dates.finish(network));
            let longest = try_out.longest(step, length);
            Alone { step, length, origin, enough: longest, by_reply, at_best }
        })
        .collect();
    let together = match alone.iter().any(|alone| alone.enough.is_some()) {
        true => Together::NotNeeded,
        false => {
            let assumed: Vec<Can> =
                can.iter().copied().filter(|can| can.origin == Origin::Assumption).collect();
            // No step is abolished while days can be saved elsewhere.
            let mut together = try_out.together(&assumed, 1);
            for least in [1, 0] {
                if matches!(together, Together::NotEnough(_)) {
                    together = try_out.together(&can, least);
                }
            }
            together
        }
    };
    Shrink { late, alone, together, provisional }
}

/// The length a step takes and where it comes from, when it can be shorter.
fn shrinkable(network: &Network, dates: &Schedule, ix: StepIx) -> Option<Can> {
    let step = network.step(ix);
    let kind = matches!(step.timing.kind, Kind::Review | Kind::Task | Kind::Consultation);
    // Where only its beginning is waited for, its length does not matter; another link may still wait for its finish.
    let waited_for = ix == network.goal() || network.out_of(ix).any(|link| link.end == LinkEnd::Finish);
    match dates.length(network, ix) {
        (Some(length), Some(origin)) if kind && waited_for && step.anchor.finished.is_none() => {
            let by_reply = dates.dates(ix).counted.ended_by == EndedBy::Silence;
            (!length.is_zero()).then_some(Can { step: ix, length, origin, by_reply })
        }
        _ => None,
    }
}

/// The plan, and the day it has to meet.
struct TryOut<'a> {
    network: &'a Network,
    calendar: &'a Calendar,
    run: &'a Run,
    by: Day,
}

impl TryOut<'_> {
    /// The goal's finish with these lengths; `None` when the dates leave the calendar.
    fn finish(&self, lengths: &[(StepIx, Length)]) -> Option<Moment> {
        let statutory = self.run.basis == Basis::Statutory;
        let network = self.network.with_steps(lengths.iter().map(|(ix, _)| *ix), |at, step| {
            let length = &lengths[at].1;
            let origin = step.timing.estimate.map_or(Origin::Assumption, |estimated| estimated.origin);
            step.timing.estimate = Some(Estimated::new(Estimate::exactly(*length), origin));
            // The statutory basis looks at the limit first.
            if statutory && step.timing.limit.is_some() {
                step.timing.limit = Some(*length);
            }
        });
        schedule(&network, self.calendar, self.run).ok().map(|dates| dates.finish(&network))
    }

    fn in_time(&self, lengths: &[(StepIx, Length)]) -> bool {
        self.finish(lengths).is_some_and(|finish| finish.day() <= self.by)
    }

    /// The longest this step alone may take, up to `length`; `None` when even no time is too much.
    fn longest(&self, step: StepIx, length: Length) -> Option<Length> {
        let in_time = |number: u32| self.in_time(&[(step, length.with_number(number))]);
        // A natural day that is not rolled can end before the office day on which no time at all would be done.
        let shortest = (0..=1).find(|number| in_time(*number))?;
        last_holding(shortest, length.number(), in_time).map(|number| length.with_number(number))
    }

    /// The common cut of these steps, each keeping at least so many days.
    fn together(&self, can: &[Can], least: u32) -> Together {
        const WHOLE: u32 = 1_000;
        let keeping = |share: u32| -> Vec<(StepIx, Length)> {
            let kept = |length: Length| u64::from(length.number()) * u64::from(share) / u64::from(WHOLE);
            let cut = |can: &Can| {
                let kept = u32::try_from(kept(can.length)).unwrap_or(0).max(least).min(can.length.number());
                (can.step, can.length.with_number(kept))
            };
            can.iter().map(cut).collect()
        };
        let Some(share) = last_holding(0, WHOLE, |share| self.in_time(&keeping(share))) else {
            let finish = self.finish(&keeping(0));
            return Together::NotEnough(finish.unwrap_or(Moment::end_of_day(Day::LAST)));
        };
        // What is `None` is left as it is now.
        let mut lengths: Vec<Option<(StepIx, Length)>> = keeping(share).into_iter().map(Some).collect();
        let mut back: Vec<usize> = (0..can.len()).collect();
        back.sort_by_key(|&at| (can[at].origin, at));
        for at in back {
            let Can { step, length, .. } = can[at];
            let with = |cut: Option<(StepIx, Length)>| {
                let others = lengths.iter().enumerate().filter(|(other, _)| *other != at);
                let others = others.filter_map(|(_, cut)| *cut);
                self.in_time(&others.chain(cut).collect::<Vec<_>>())
            };
            let kept = lengths[at].map_or(0, |(_, kept)| kept.number());
            lengths[at] = match with(None) {
                true => None,
                false => last_holding(kept, length.number(), |number| {
                    with(Some((step, length.with_number(number))))
                })
                .map(|number| (step, length.with_number(number))),
            };
        }
        let left: Vec<(StepIx, Length)> = lengths.iter().filter_map(|cut| *cut).collect();
        let finish = self.finish(&left).unwrap_or(Moment::end_of_day(self.by));
        let cuts = can.iter().zip(&lengths).filter_map(|(can, cut)| {
            let (step, to) = (*cut)?;
            Some(Cut { step, from: can.length, to, by_reply: can.by_reply })
        });
        Together::Cuts(cuts.collect(), finish)
    }
}

/// The last number from `first` to `last` for which `holds`, which holds up to some number; `None` when for none.
fn last_holding(first: u32, last: u32, holds: impl Fn(u32) -> bool) -> Option<u32> {
    if !holds(first) {
        return None;
    }
    if holds(last) {
        return Some(last);
    }
    let (mut good, mut bad) = (first, last);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if holds(middle) { good = middle } else { bad = middle }
    }
    Some(good)
}
