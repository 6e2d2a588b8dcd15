//! Planning backwards: the latest start that still meets a day.
//!
//! In: a network whose goal has to be finished by a day, the calendar, the profile and the basis; the start, when it is
//! already fixed. Out: the last start day that meets it with its dates and those of the day after, which does not; how
//! late each step can be; and for a fixed start what is to spare, or which steps would have to shrink ([`super::shrink`]).
//!
//! A later start never finishes earlier, so the days that meet it are the days up to the answer: it is found by
//! halving, and proved by its neighbour. Every day is a candidate, a rest day too. O(log days) schedules. No words here.

use crate::calendar::{Calendar, Counting, Day, Told};
use crate::network::{Basis, Network};
use crate::schedule::deadline::{Bound, bounds};
use crate::schedule::{Float, OutOfCalendar, Run, Schedule, schedule, told_between};

use super::shrink::{Shrink, shrink};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The graph; its goal is what has to be finished.
    pub network: &'a Network,
    /// The calendar.
    pub calendar: &'a Calendar,
    /// The counting profile.
    pub counting: Counting,
    /// Which lengths are used.
    pub basis: Basis,
    /// The last day on which the goal may be finished.
    pub by: Day,
    /// The start, when it is already fixed; that of a network with given finishes is.
    pub fixed: Option<Day>,
}

impl Asked<'_> {
    fn run(&self, start: Day) -> Run {
        Run { start, counting: self.counting, basis: self.basis }
    }

    /// The dates from a start, when they meet the day and stay inside the calendar.
    fn meeting(&self, start: Day) -> Option<Schedule> {
        let dates = schedule(self.network, self.calendar, &self.run(start)).ok()?;
        (dates.finish(self.network).day() <= self.by).then_some(dates)
    }

    /// Whether days that no published notice covers lie between a start and the day that has to be met.
    pub fn is_provisional(&self, start: Day) -> bool {
        self.calendar.touches_provisional(start.min(self.by), self.by)
    }

    /// Whether it has begun: a finish is given.
    fn has_begun(&self) -> bool {
        self.network.steps().iter().any(|step| step.anchor.finished.is_some())
    }
}

/// The plan made backwards.
#[derive(Debug, Clone)]
pub struct Backwards {
    /// The latest start that meets the day, with its dates; `None` when no start does, or what has happened fixes the
    /// start.
    pub latest: Option<LatestStart>,
    /// The dates from the first day of the calendar, when even they do not meet it: a day that the project gives is
    /// then too late.
    pub never: Option<Schedule>,
    /// How late each step can be, by position.
    pub bounds: Vec<Bound>,
    /// What becomes of the fixed start.
    pub fixed: Option<Fixed>,
}

/// The latest start.
#[derive(Debug, Clone)]
pub struct LatestStart {
    /// Its dates; the start is in their run. Where it was found by counting over days of no published notice, all of
    /// them carry that.
    pub dates: Schedule,
    /// The start, with its caveat.
    pub start: Told<Day>,
    /// The goal's finish from the day after; `None` when its dates leave the calendar.
    pub day_after: Option<Told<Day>>,
}

/// A start that is already fixed.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// Its dates.
    pub dates: Schedule,
    /// The days from the goal's finish to the day asked for: negative when it is missed.
    pub spare: Told<Float>,
    /// Which steps would have to shrink; `None` when it is met.
    pub shrink: Option<Shrink>,
}

impl Backwards {
    /// The dates to show: from the fixed start, else from the latest, else from the first day of the calendar.
    pub fn shown(&self) -> Option<&Schedule> {
        let latest = self.latest.as_ref().map(|latest| &latest.dates);
        self.fixed.as_ref().map(|fixed| &fixed.dates).or(latest).or(self.never.as_ref())
    }
}

impl Fixed {
    /// Whether it meets the day.
    pub fn is_met(&self) -> bool {
        self.shrink.is_none()
    }
}

/// Plans backwards.
///
/// # Errors
/// [`OutOfCalendar`]: the dates from the fixed start leave the calendar, or those from every start.
///
/// ```
/// use permits::calendar::{Calendar, Counting, Length};
/// use permits::network::{Basis, Kind, Network, NetworkStep, StepIx, Timing};
/// use permits::study::plan::{Asked, backwards};
/// let mut task = Timing::new(Kind::Task);
/// task.limit = Some(Length::Working(3));
/// let network = Network::new(vec![NetworkStep::new("draw", task)], Vec::new(), StepIx::new(0)).unwrap();
/// let calendar = Calendar::official();
/// let (counting, basis) = (Counting::default(), Basis::default());
/// let by = "2023-06-28".parse().unwrap();
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis, by, fixed: None };
/// // 26, 27, 28 June count; the day before is the make-up Sunday 25 June.
/// let latest = backwards(&asked).unwrap().latest.unwrap();
/// assert_eq!(latest.dates.run.start.to_string(), "2023-06-25");
/// assert_eq!(latest.day_after.unwrap().value.to_string(), "2023-06-29");
/// ```
pub fn backwards(asked: &Asked<'_>) -> Result<Backwards, OutOfCalendar> {
    let found = if asked.has_begun() { None } else { latest_start(asked) };
    let never = match found {
        Some(_) => None,
        None if asked.has_begun() => None,
        None => Some(schedule(asked.network, asked.calendar, &asked.run(Day::FIRST))?),
    };
    let latest = found.map(|dates| {
        let start = Told { value: dates.run.start, provisional: asked.is_provisional(dates.run.start) };
        let next = start.value.plus(1);
        let next = next.and_then(|next| schedule(asked.network, asked.calendar, &asked.run(next)).ok());
        let day_after = next.map(|dates| dates.finish_day(asked.network));
        match start.provisional {
            false => LatestStart { dates, start, day_after },
            true => {
                let day_after = day_after.map(|day| Told { provisional: true, ..day });
                LatestStart { dates: dates.from_provisional_start(), start, day_after }
            }
        }
    });
    let bounds = bounds(asked.network, asked.calendar, &asked.run(asked.by), asked.by);
    let fixed = asked.fixed.map(|start| fixed(asked, start, &bounds)).transpose()?;
    Ok(Backwards { latest, never, bounds, fixed })
}

/// The dates from the last start that meets the day; `None` when none does.
pub fn latest_start(asked: &Asked<'_>) -> Option<Schedule> {
    // The goal is not finished before the start.
    let last = asked.by;
    if let Some(dates) = asked.meeting(last) {
        return Some(dates);
    }
    // Backwards in growing strides to a day that meets it, then by halves to the last one.
    let (mut bad, mut stride) = (last, 1);
    let (mut good, mut dates) = loop {
        let day = bad.plus(-stride).unwrap_or(Day::FIRST);
        if let Some(dates) = asked.meeting(day) {
            break (day, dates);
        }
        if day == Day::FIRST {
            return None;
        }
        (bad, stride) = (day, stride * 2);
    };
    while bad.days_since(good) > 1 {
        let Some(middle) = good.plus(i64::from(bad.days_since(good) / 2)) else { break };
        match asked.meeting(middle) {
            Some(found) => (good, dates) = (middle, found),
            None => bad = middle,
        }
    }
    Some(dates)
}

fn fixed(asked: &Asked<'_>, start: Day, bounds: &[Bound]) -> Result<Fixed, OutOfCalendar> {
    let dates = schedule(asked.network, asked.calendar, &asked.run(start))?;
    let finish = dates.finish_day(asked.network);
    let spare = told_between(asked.calendar, finish, Told::sure(asked.by));
    let shrink =
        (finish.value > asked.by).then(|| shrink(asked.network, asked.calendar, &dates, bounds, asked.by));
    Ok(Fixed { dates, spare, shrink })
}
