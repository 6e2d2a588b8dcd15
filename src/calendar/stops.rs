//! A clock that stands: 补正, 特别程序.
//!
//! In: the intervals in which a clock stood, a rule, a trigger. Out: the same rule, lengthened by the days of its own
//! unit that fell into them, and what it counts to. The union of the intervals is taken, so that a day on which two
//! things stopped the clock is left out once.
//!
//! Like every period here an interval begins on the day after the event that opens it (民法典 201): the clock stops on
//! the day `from`, which still counts, and runs on from the day `to`, of which the days that count again are those after
//! it. So the days in (from, to] are left out. A period whose last day is not a working day and that would roll into a
//! standing clock ends on the first working day after it.
//!
//! There is no second way of counting here: a standing clock makes the length longer, and [`Calendar::count`] counts it.

use super::day::{Day, Moment};
use super::length::Length;
use super::ranks::CalendarRange;
use super::rule::{Counted, Roll, Rule};
use super::{Calendar, FirstDay};

/// The days on which a clock stands.
///
/// ```
/// use permits::calendar::Stops;
/// let day = |text: &str| text.parse().unwrap();
/// // The papers were asked for on 20 May and came on the 30th; the clock stands on the days after the 20th.
/// let stops = Stops::union([(day("2023-05-20"), day("2023-05-30"))]);
/// assert!(!stops.is_empty() && Stops::default().is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stops {
    /// (from, to], apart from each other, in order.
    intervals: Vec<(Day, Day)>,
}

impl Stops {
    /// The union of intervals (from, to]; those that end before they begin are empty.
    ///
    /// ```
    /// use permits::calendar::{Length, Stops, Calendar};
    /// let day = |text: &str| text.parse().unwrap();
    /// let stops = Stops::union([(day("2023-05-20"), day("2023-05-30")), (day("2023-05-25"), day("2023-06-03"))]);
    /// let days = stops.days_in(&Calendar::official(), day("2023-05-15"), day("2023-07-31"), Length::Natural(0));
    /// assert_eq!(days, 14);
    /// ```
    pub fn union(intervals: impl IntoIterator<Item = (Day, Day)>) -> Stops {
        let mut sorted: Vec<(Day, Day)> = intervals.into_iter().filter(|(from, to)| from < to).collect();
        sorted.sort_unstable();
        let mut union: Vec<(Day, Day)> = Vec::with_capacity(sorted.len());
        for (from, to) in sorted {
            match union.last_mut() {
                Some((_, last)) if from <= *last => *last = to.max(*last),
                _ => union.push((from, to)),
            }
        }
        Stops { intervals: union }
    }

    /// Whether no clock stands on any day.
    ///
    /// ```
    /// use permits::calendar::Stops;
    /// let day: permits::calendar::Day = "2023-05-20".parse().unwrap();
    /// assert!(Stops::union([(day, day)]).is_empty(), "what comes on the same day stops nothing");
    /// ```
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    /// The intervals (from, to], apart from each other, in order.
    ///
    /// ```
    /// use permits::calendar::Stops;
    /// let day = |text: &str| text.parse().unwrap();
    /// let stops = Stops::union([(day("2023-05-20"), day("2023-05-30")), (day("2023-05-25"), day("2023-06-03"))]);
    /// assert_eq!(stops.intervals(), [(day("2023-05-20"), day("2023-06-03"))]);
    /// ```
    pub fn intervals(&self) -> &[(Day, Day)] {
        &self.intervals
    }

    /// How many of the days in (first, last] the clock stands, in the unit of a length. O(intervals).
    ///
    /// ```
    /// use permits::calendar::{Calendar, Length, Stops};
    /// let day = |text: &str| text.parse().unwrap();
    /// // Duanwu 2023: of the days after the 21st up to the 25th only the Sunday is worked.
    /// let stops = Stops::union([(day("2023-06-21"), day("2023-06-25"))]);
    /// let (first, last) = (day("2023-06-01"), day("2023-06-30"));
    /// let days = |unit| stops.days_in(&Calendar::official(), first, last, unit);
    /// assert_eq!((days(Length::Natural(0)), days(Length::Working(0))), (4, 1));
    /// ```
    pub fn days_in(&self, calendar: &Calendar, first: Day, last: Day, unit: Length) -> u32 {
        let days = self.intervals.iter().map(|&(from, to)| {
            let (from, to) = (from.max(first), to.min(last));
            let days = match unit {
                _ if to <= from => 0,
                Length::Working(_) => calendar.workdays_between(from, to),
                Length::Natural(_) => to.days_since(from),
            };
            days.unsigned_abs()
        });
        days.sum()
    }

    /// The interval in which the clock stands on a day.
    fn around(&self, day: Day) -> Option<(Day, Day)> {
        self.intervals.iter().copied().find(|(from, to)| (*from < day) && (day <= *to))
    }
}

impl Calendar {
    /// Counts with a clock that stands: the rule as it was lengthened, and what it makes of the trigger.
    ///
    /// # Errors
    /// [`CalendarRange`] when the count leaves 2002–2100.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Length, Moment, Roll, Rule, Stops};
    /// let day = |text: &str| text.parse().unwrap();
    /// let stops = Stops::union([(day("2023-05-20"), day("2023-05-30")), (day("2023-05-25"), day("2023-06-03"))]);
    /// let sixty = Rule::Review { length: Length::Natural(60), roll: Roll::NextWorkingDay };
    /// let trigger = Moment::in_hours(day("2023-05-15"));
    /// let (_, counted) = Calendar::official().count_stopped(&sixty, trigger, &stops).unwrap();
    /// // Without the 14 days it would be 14 July.
    /// assert_eq!(counted.finish.to_string(), "2023-07-28 in-hours");
    /// ```
    pub fn count_stopped(
        &self,
        rule: &Rule,
        trigger: Moment,
        stops: &Stops,
    ) -> Result<(Rule, Counted), CalendarRange> {
        let rule = if stops.is_empty() { *rule } else { self.lengthened(rule, trigger, stops)? };
        Ok((rule, self.count(&rule, trigger)?))
    }

    fn lengthened(&self, rule: &Rule, trigger: Moment, stops: &Stops) -> Result<Rule, CalendarRange> {
        Ok(match *rule {
            Rule::Milestone | Rule::Act | Rule::Meeting { .. } => *rule,
            Rule::Review { length, roll } => {
                let length = self.longer(self.office_day(trigger)?, length, roll, stops)?;
                Rule::Review { length, roll }
            }
            Rule::Work { length, roll } => {
                Rule::Work { length: self.longer(trigger.day(), length, roll, stops)?, roll }
            }
            Rule::Notice { length, first_day, roll } => {
                let office = self.office_day(trigger)?;
                // Where the day of posting is day 1 it is as if posted the day before, the first day excluded.
                let base = match first_day {
                    FirstDay::Excluded => office,
                    FirstDay::Included => office.plus(-1).ok_or(CalendarRange)?,
                };
                Rule::Notice { length: self.longer(base, length, roll, stops)?, first_day, roll }
            }
            Rule::Consultation { reply, due, roll } => {
                let office = self.office_day(trigger)?;
                let longer = |length| self.longer(office, length, roll, stops);
                let (reply, due) = (reply.map(longer).transpose()?, due.map(longer).transpose()?);
                Rule::Consultation { reply, due, roll }
            }
        })
    }

    /// The length that, counted from the day after `base`, leaves `length` days on which the clock runs.
    fn longer(&self, base: Day, length: Length, roll: Roll, stops: &Stops) -> Result<Length, CalendarRange> {
        if length.is_zero() {
            return Ok(length);
        }
        let days = |number: u32| length.with_number(number);
        let unit_days = |from: Day, to: Day| match length {
            Length::Working(_) => self.workdays_between(from, to),
            Length::Natural(_) => to.days_since(from),
        };
        let unit_days = |from: Day, to: Day| unit_days(from, to).unsigned_abs();
        // From interval to interval: what is left when one begins is counted on from its end.
        let (mut left, mut at) = (length.number(), base);
        for &(from, to) in stops.intervals.iter().filter(|(_, to)| *to > base) {
            let before = if from > at { unit_days(at, from) } else { 0 };
            if left <= before {
                break;
            }
            (left, at) = (left - before, to);
        }
        let (printed, _) = self.run(at, days(left), Roll::Keep)?;
        let mut number = unit_days(base, printed);
        // The last day rests, and the working day it moves to finds the clock standing.
        loop {
            let (printed, last) = self.run(base, days(number), roll)?;
            match stops.around(last) {
                Some((_, to)) if last > printed => {
                    number = u32::try_from(to.days_since(base)).map_err(|_| CalendarRange)? + 1;
                }
                _ => return Ok(days(number)),
            }
        }
    }
}
