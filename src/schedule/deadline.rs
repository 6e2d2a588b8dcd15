//! How late each step can be when the goal has to be finished by a day.
//!
//! In: a network, a profile and a basis, the day. Out: for each step its latest dates, whether or not any start meets
//! the day; no start and no actual date is asked for. They are the latest dates of the backward pass
//! with the day's end in place of the goal's finish, and carry the same caveat: a plan meets the day exactly when no step
//! is triggered after its latest trigger. O(steps + links) with a short search each.

use crate::calendar::{Calendar, Counted, Day, Moment, Told};
use crate::network::{LinkEnd, Network, StepIx};

use super::backward::{Found, float, told_latest, touches};
use super::{Dated, Float, Latest, Run, forward};

/// How late a step can be.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// use permits::schedule::deadline::{Bound, bounds};
/// let bounds = bounds(&network, &calendar, &run, day("2023-10-19"));
/// // Nothing that has to be in time waits for the supervision of the works.
/// assert_eq!(bounds[step("site-supervision").index()], Bound::Free);
/// assert!(bounds[step("bidding-window").index()].latest().is_some());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// As late as one likes: nothing that has to be in time waits for it, or its finish is given.
    Free,
    /// Not later than this.
    Latest(Latest),
    /// It would have to be triggered before the calendar begins.
    BeforeCalendar,
}

impl Bound {
    /// The latest dates, where there are any.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::schedule::deadline::{Bound, bounds};
    /// let bounds = bounds(&network, &calendar, &run, day("2023-07-07"));
    /// // To have the contract on 7 July the parcel has to be announced on 2 June.
    /// let window = bounds[step("announcement-window").index()].latest().unwrap();
    /// assert_eq!(window.trigger.value.to_string(), "2023-06-02 in-hours");
    /// assert_eq!(Bound::BeforeCalendar.latest(), None);
    /// ```
    pub fn latest(self) -> Option<Latest> {
        match self {
            Bound::Latest(latest) => Some(latest),
            Bound::Free | Bound::BeforeCalendar => None,
        }
    }

    /// Whether these dates are too late.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::schedule::deadline::bounds;
    /// let by_then = bounds(&network, &calendar, &run, day("2023-07-07"));
    /// let window = step("announcement-window");
    /// assert!(!by_then[window.index()].is_exceeded(dates.dates(window)));
    /// let later = schedule(&network, &calendar, &Run::from(day("2023-06-05"))).unwrap();
    /// assert!(by_then[window.index()].is_exceeded(later.dates(window)));
    /// ```
    pub fn is_exceeded(self, dated: &Dated) -> bool {
        match self {
            Bound::Free => false,
            Bound::Latest(latest) => {
                dated.trigger > latest.trigger.value || dated.finish() > latest.finish.value
            }
            Bound::BeforeCalendar => true,
        }
    }
}

impl Dated {
    /// How much later the step could be, measured as the total float is; negative where it is too late.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::schedule::deadline::bounds;
    /// let posted = step("land-announcement");
    /// let latest = bounds(&network, &calendar, &run, day("2023-07-07"))[posted.index()].latest().unwrap();
    /// // The parcel may be announced on Friday 2 June; on Monday the 5th it is too late.
    /// let float = |from: &str| {
    ///     let dates = schedule(&network, &calendar, &Run::from(day(from))).unwrap();
    ///     dates.dates(posted).float_to(&calendar, latest).value
    /// };
    /// assert_eq!(float("2023-06-01"), Float { working: 1, natural: 1 });
    /// assert_eq!(float("2023-06-05"), Float { working: -1, natural: -3 });
    /// ```
    pub fn float_to(&self, calendar: &Calendar, latest: Latest) -> Told<Float> {
        float(calendar, self, latest)
    }
}

/// How late each step can be, by position, when the goal has to be finished by the end of `by`. The run's start is not
/// asked for.
///
/// ```
/// use permits::calendar::{Calendar, Length};
/// use permits::network::{Kind, Network, NetworkStep, StepIx, Timing};
/// use permits::schedule::{Run, deadline};
/// let mut consult = Timing::new(Kind::Consultation);
/// consult.limit = Some(Length::Working(5));
/// let network = Network::new(vec![NetworkStep::new("consult", consult)], Vec::new(), StepIx::new(0)).unwrap();
/// let run = Run::from("2023-06-01".parse().unwrap());
/// let bounds = deadline::bounds(&network, &Calendar::official(), &run, "2023-06-28".parse().unwrap());
/// // The replies are due on 28 June: 21, the make-up Sunday 25, 26, 27, 28. Pushed on the 20th, a Tuesday.
/// let latest = bounds[0].latest().unwrap();
/// assert_eq!(latest.trigger.value.to_string(), "2023-06-20 in-hours");
/// ```
pub fn bounds(network: &Network, calendar: &Calendar, run: &Run, by: Day) -> Vec<Bound> {
    let goal = network.goal();
    let mut bounds = vec![Bound::Free; network.steps().len()];
    for ix in network.positions().rev().filter(|ix| *ix <= goal) {
        if network.step(ix).anchor.finished.is_none() {
            bounds[ix.index()] = bound(network, calendar, run, &bounds, ix, (ix == goal).then_some(by));
        }
    }
    bounds
}

fn bound(
    network: &Network,
    calendar: &Calendar,
    run: &Run,
    bounds: &[Bound],
    ix: StepIx,
    by: Option<Day>,
) -> Bound {
    let mut finish = by.map(Moment::end_of_day);
    let mut begins: Option<Moment> = None;
    let mut provisional = false;
    for link in network.out_of(ix) {
        let trigger = match bounds[link.to.index()] {
            Bound::Free => continue,
            Bound::Latest(latest) => latest.trigger,
            Bound::BeforeCalendar => return Bound::BeforeCalendar,
        };
        let Some(moment) = calendar.latest_before_shift(trigger.value, link.lag) else {
            return Bound::BeforeCalendar;
        };
        provisional |= trigger.provisional || touches(calendar, moment, trigger.value);
        let earliest = match link.end {
            LinkEnd::Finish => &mut finish,
            LinkEnd::Start => &mut begins,
        };
        *earliest = Some(earliest.map_or(moment, |so_far| so_far.min(moment)));
    }
    let limit = match (finish, begins) {
        (None, None) => return Bound::Free,
        (Some(finish), _) => finish,
        (None, Some(_)) => Moment::end_of_day(Day::LAST),
    };
    let rule = forward::timed(network.step(ix), run).rule;
    let begins_in_time = |counted: &Counted| begins.is_none_or(|begins| counted.begins <= begins);
    let in_time = |counted: &Counted| counted.finish <= limit && begins_in_time(counted);
    let first = Moment::in_hours(Day::FIRST);
    let Some(earliest) = calendar.count(&rule, first).ok().filter(in_time) else {
        return Bound::BeforeCalendar;
    };
    let trigger = calendar.latest_trigger(&rule, first, earliest.finish, limit, begins_in_time);
    let counted = calendar.count(&rule, trigger).ok().map(|counted| counted.finish);
    match finish.or(counted) {
        Some(value) => {
            let found = Found { trigger, finish: value, counted_on: finish.is_none(), begins };
            Bound::Latest(told_latest(calendar, found, provisional))
        }
        None => Bound::BeforeCalendar,
    }
}
