//! Planning backwards: the latest start that still meets a day.
//!
//! In: a network whose goal has to be finished by a day, the calendar, the profile and the basis; the start, when it is
//! already fixed. Out: the last start day that meets it with its dates and those of the day after, which does not; how
//! late each step can be; and for a fixed start what is to spare, or which steps would have to shrink
//! ([`super::shrink`]).
//!
//! A later start never finishes earlier, so the days that meet it are the days up to the answer: it is found by
//! halving, and proved by its neighbour. Every day is a candidate, a rest day too. O(log days) schedules. No words here.

use crate::calendar::{Calendar, Counting, Day, Told};
use crate::network::{Basis, Network};
use crate::schedule::deadline::{Bound, bounds};
use crate::schedule::{Float, OutOfCalendar, Run, Schedule, schedule, told_between};

use super::shrink::{Shrink, shrink};

/// What is asked.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::{calendar::Counting, network::Basis, study::plan::{Asked, backwards}};
/// let (counting, basis) = (Counting::Practice, Basis::Likely);
/// let by = day("2023-07-06");
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis, by, fixed: None };
/// // As offices print notices: posted on Friday 2 June until the 22nd, and ten working days from the 25th.
/// assert_eq!(backwards(&asked).unwrap().latest.unwrap().start.value, day("2023-06-02"));
/// ```
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
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::{calendar::Counting, network::Basis, study::plan::Asked};
    /// let known = Calendar::new(Some(day("2023-06-01")), &[]); // and so nothing of 2024
    /// let (counting, basis, by) = (Counting::Statutory, Basis::Likely, day("2023-12-29"));
    /// let asked = Asked { network: &network, calendar: &known, counting, basis, by, fixed: None };
    /// assert!(!asked.is_provisional(day("2023-11-01")));
    /// assert!(Asked { by: day("2024-01-05"), ..asked }.is_provisional(day("2023-11-01")));
    /// ```
    pub fn is_provisional(&self, start: Day) -> bool {
        self.calendar.touches_provisional(start.min(self.by), self.by)
    }

    /// Whether it has begun: a finish is given.
    fn has_begun(&self) -> bool {
        self.network.steps().iter().any(|step| step.anchor.finished.is_some())
    }
}

/// The plan made backwards.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::{calendar::Counting, network::Basis, study::plan::{Asked, backwards}};
/// let (counting, basis, by) = (Counting::Statutory, Basis::Likely, day("2023-07-07"));
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis, by, fixed: None };
/// let plan = backwards(&asked).unwrap();
/// assert!(plan.latest.is_some() && plan.never.is_none() && plan.fixed.is_none());
/// assert_eq!(plan.bounds.len(), network.steps().len());
/// ```
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
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::{calendar::Counting, network::Basis, study::plan::{Asked, backwards}};
/// let (counting, basis, by) = (Counting::Statutory, Basis::Likely, day("2023-07-07"));
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis, by, fixed: None };
/// let latest = backwards(&asked).unwrap().latest.unwrap();
/// // Announced on Friday 2 June the period ends on 25 June; on the next office day, Monday the 5th, on the 26th.
/// assert_eq!(latest.start, Told::sure(day("2023-06-02")));
/// assert_eq!(latest.day_after, Some(Told::sure(day("2023-07-10"))));
/// ```
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
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::{calendar::Counting, network::Basis, study::plan::{Asked, backwards}};
/// let (counting, basis, fixed) = (Counting::Statutory, Basis::Likely, Some(day("2023-06-01")));
/// let by = day("2023-07-10");
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis, by, fixed };
/// // The contract is signed on Friday 7 July: Monday is one working day more.
/// let fixed = backwards(&asked).unwrap().fixed.unwrap();
/// assert_eq!(fixed.spare, Told::sure(Float { working: 1, natural: 3 }));
/// ```
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
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::{calendar::Counting, network::Basis, study::plan::{Asked, backwards}};
    /// let (counting, basis, by) = (Counting::Statutory, Basis::Likely, day("2023-07-07"));
    /// let asked = Asked { network: &network, calendar: &calendar, counting, basis, by, fixed: None };
    /// let start = |asked: Asked<'_>| backwards(&asked).unwrap().shown().unwrap().run.start;
    /// assert_eq!(start(asked), day("2023-06-02")); // the latest that meets the day
    /// assert_eq!(start(Asked { fixed: Some(day("2023-06-01")), ..asked }), day("2023-06-01"));
    /// ```
    pub fn shown(&self) -> Option<&Schedule> {
        let latest = self.latest.as_ref().map(|latest| &latest.dates);
        self.fixed.as_ref().map(|fixed| &fixed.dates).or(latest).or(self.never.as_ref())
    }
}

impl Fixed {
    /// Whether it meets the day.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::{calendar::Counting, network::Basis, study::plan::{Asked, backwards}};
    /// let (counting, basis, fixed) = (Counting::Statutory, Basis::Likely, Some(day("2023-06-01")));
    /// let meets = |by: &str| {
    ///     let by = day(by);
    ///     let asked = Asked { network: &network, calendar: &calendar, counting, basis, by, fixed };
    ///     backwards(&asked).unwrap().fixed.unwrap().is_met()
    /// };
    /// assert!(meets("2023-07-07") && !meets("2023-07-06"));
    /// ```
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
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::{calendar::Counting, network::Basis, study::plan::{Asked, latest_start}};
/// let (counting, basis, by) = (Counting::Statutory, Basis::Likely, day("2023-07-07"));
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis, by, fixed: None };
/// let found = latest_start(&asked).unwrap();
/// assert_eq!(found.run.start, day("2023-06-02"));
/// // Ten working days and 21 natural ones do not fit into the calendar's first week.
/// assert!(latest_start(&Asked { by: day("2002-01-07"), ..asked }).is_none());
/// ```
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
