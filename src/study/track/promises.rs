//! How a promise stands on a day, and by whom its days were spent.
//!
//! In: the forecast. Out: for each promise whether it is kept, broken or at risk, and the steps that its days went to:
//! along the chain of first drivers that leads to its end, which cuts the time since its clock began into stretches
//! without gaps. A stretch is its step's from the moment that what it waits for is there, whether or not it began then;
//! the days on which its clock stood are told apart.

use crate::calendar::{Calendar, Day, Length};
use crate::network::StepIx;
use crate::schedule::{Float, PromiseResult, State, between};

use super::Tracked;

/// How a promise stands.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// use permits::{network::Said, study::track::{Outlook, track}};
/// // Nothing has happened yet, and every promise would be kept.
/// let said = vec![Said::default(); network.steps().len()];
/// let tracked = track(&network, &calendar, &run, &said, run.start).unwrap();
/// let mut outlooks = tracked.forecast.promises.iter().map(|promise| tracked.outlook(promise));
/// assert!(outlooks.all(|outlook| outlook == Outlook::NotBegun));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outlook {
    /// Its step was finished in time.
    Kept,
    /// Its step was finished too late, or is not finished and the due day has passed.
    Broken,
    /// Its clock runs, or will, and the forecast is too late.
    AtRisk,
    /// Its clock runs, and the forecast is in time.
    OnCourse,
    /// Its clock has not begun, and the forecast is in time.
    NotBegun,
}

impl Outlook {
    /// The word in outputs.
    ///
    /// ```
    /// use permits::study::track::Outlook;
    /// assert_eq!([Outlook::AtRisk, Outlook::OnCourse].map(Outlook::as_str), ["at-risk", "on-course"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Outlook::Kept => "kept",
            Outlook::Broken => "broken",
            Outlook::AtRisk => "at-risk",
            Outlook::OnCourse => "on-course",
            Outlook::NotBegun => "not-begun",
        }
    }

    /// Whether somebody should look at it.
    ///
    /// ```
    /// use permits::study::track::Outlook;
    /// assert!(Outlook::Broken.is_bad() && Outlook::AtRisk.is_bad() && !Outlook::Kept.is_bad());
    /// ```
    pub fn is_bad(self) -> bool {
        matches!(self, Outlook::Broken | Outlook::AtRisk)
    }
}

/// The days of a promise that went to one step.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// use permits::{network::Said, study::track::track};
/// let mut said = vec![Said::default(); network.steps().len()];
/// said[step("deal-confirmation").index()].finished = Some(day("2023-10-19"));
/// let tracked = track(&network, &calendar, &run, &said, day("2023-10-26")).unwrap();
/// let permit = tracked.forecast.promises.iter().find(|promise| promise.id.as_str() == "permit-in-ten");
/// let spent = tracked.spent(&calendar, permit.unwrap());
/// assert!(spent.iter().all(|spent| spent.stopped == Float { working: 0, natural: 0 }), "no clock stood");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// The step; `None` for the lag of a link.
    pub step: Option<StepIx>,
    /// The days on which its clock ran, or it lay there.
    pub days: Float,
    /// The days on which its clock stood.
    pub stopped: Float,
}

impl Tracked {
    /// How a promise of the forecast stands.
    ///
    /// ```
    #[doc = include_str!("../../set_up/building.md")]
    /// use permits::{network::Said, study::track::{Outlook, track}};
    /// let mut said = vec![Said::default(); network.steps().len()];
    /// said[step("deal-confirmation").index()].finished = Some(day("2023-10-19"));
    /// let outlook = |as_of: &str| {
    ///     let tracked = track(&network, &calendar, &run, &said, day(as_of)).unwrap();
    ///     let permit = tracked.forecast.promises.iter().find(|promise| promise.id.as_str() == "permit-in-ten");
    ///     tracked.outlook(permit.unwrap())
    /// };
    /// // Ten working days from 19 October end on 2 November.
    /// assert_eq!(outlook("2023-11-02"), Outlook::OnCourse);
    /// assert_eq!(outlook("2023-11-03"), Outlook::Broken);
    /// ```
    pub fn outlook(&self, promise: &PromiseResult) -> Outlook {
        let (begun, ended) = (self.state(promise.from), self.state(promise.to));
        match (begun, ended, promise.met()) {
            (_, State::Done, true) => Outlook::Kept,
            (_, State::Done, false) => Outlook::Broken,
            (State::Done, _, _) if promise.due.value < self.as_of => Outlook::Broken,
            (_, _, false) => Outlook::AtRisk,
            (State::Done, _, true) => Outlook::OnCourse,
            (_, _, true) => Outlook::NotBegun,
        }
    }

    /// By whom the days of a promise were spent, from the finish that began its clock (excluded) to its end or the day
    /// asked for (included), in the order in which they passed; nothing when its clock has not begun.
    ///
    /// ```
    #[doc = include_str!("../../set_up/building.md")]
    /// use permits::{network::Said, study::track::track};
    /// let mut said = vec![Said::default(); network.steps().len()];
    /// said[step("deal-confirmation").index()].finished = Some(day("2023-10-19"));
    /// let tracked = track(&network, &calendar, &run, &said, day("2023-10-26")).unwrap();
    /// let permit = tracked.forecast.promises.iter().find(|promise| promise.id.as_str() == "permit-in-ten");
    /// // A week has gone by since the deal; every day of it is somebody's.
    /// let spent = tracked.spent(&calendar, permit.unwrap());
    /// assert_eq!(spent.iter().map(|spent| spent.days.natural).sum::<i32>(), 7);
    /// ```
    pub fn spent(&self, calendar: &Calendar, promise: &PromiseResult) -> Vec<Spent> {
        if self.state(promise.from) != State::Done {
            return Vec::new();
        }
        let first = self.forecast.dates(promise.from).finish().day();
        let last = match self.state(promise.to) {
            State::Done => promise.actual.value,
            _ => self.as_of,
        };
        let mut spent: Vec<Spent> = Vec::new();
        let mut add = |step: Option<StepIx>, from: Day, to: Day| {
            let (from, to) = (from.max(first), to.min(last));
            if from >= to {
                return;
            }
            let all = between(calendar, from, to);
            let stopped = step.map_or(NO_DAYS, |step| self.stopped(calendar, step, from, to));
            let days =
                Float { working: all.working - stopped.working, natural: all.natural - stopped.natural };
            spent.push(Spent { step, days, stopped });
        };
        let mut reached = first;
        for stretch in self.forecast.stretches_to(&self.network, promise.to) {
            // A step that could have begun and has not has had the days since then.
            let ready = self.forecast.progress(stretch.step).and_then(|progress| progress.ready_since);
            let from = ready.map_or(stretch.from, |ready| ready.min(stretch.from));
            add(None, reached, from);
            add(Some(stretch.step), from.max(reached), stretch.to);
            reached = reached.max(stretch.to);
        }
        spent
    }

    /// The days in (from, to] on which a step's clock stood.
    fn stopped(&self, calendar: &Calendar, step: StepIx, from: Day, to: Day) -> Float {
        let Some(record) = &self.network.step(step).record else { return NO_DAYS };
        let days = |unit: Length| record.stops.days_in(calendar, from, to, unit).cast_signed();
        Float { working: days(Length::Working(0)), natural: days(Length::Natural(0)) }
    }
}

const NO_DAYS: Float = Float { working: 0, natural: 0 };
