//! Counting: what a rule of law makes of a trigger.
//!
//! In: a calendar, a [`Rule`], the moment of the trigger. Out: [`Counted`], the finish **and its reason** (the day
//! the step began, the day the length printed, whether it rolled, what ended it). This is the one counting function
//! of the program: the schedule, the explanations and `calendar add` all call it. Which rule a step has is not
//! decided here, and nothing here knows about other steps.
//!
//! # The rules
//!
//! The *office day* of a trigger is the first working day from its day if the trigger is in-hours, and from the next
//! day if it is an expiry at 24:00.
//!
//! | rule | begins | finishes |
//! |---|---|---|
//! | [`Rule::Milestone`] | the trigger | the trigger |
//! | [`Rule::Act`] | office day | office day, in-hours |
//! | [`Rule::Review`] | office day, not counted | the n-th day after it, in-hours |
//! | [`Rule::Work`] | the trigger, its day not counted | the n-th day after it, in-hours |
//! | [`Rule::Notice`] | office day, counted or not | the n-th day, end-of-day |
//! | [`Rule::Consultation`] | office day, not counted | the last reply in-hours, or silence at the end of the due day |
//! | [`Rule::Meeting`] | office day | the first sitting on or after it |

use super::Calendar;
use super::day::{Day, Moment};
use super::length::Length;
use super::ranks::CalendarRange;
use super::rule::{Cadence, Counted, EndedBy, FirstDay, Roll, Rule};

impl Calendar {
    /// Counts: what `rule` makes of the trigger.
    ///
    /// A later trigger never gives an earlier finish.
    ///
    /// # Errors
    /// [`CalendarRange`] when the count leaves 2002–2100.
    ///
    /// ```
    /// use permits::calendar::{Calendar, FirstDay, Length, Moment, Roll, Rule};
    /// let calendar = Calendar::official();
    /// let posted = Moment::in_hours("2023-06-09".parse().unwrap());
    /// let publicity =
    ///     Rule::Notice { length: Length::Natural(30), first_day: FirstDay::Excluded, roll: Roll::NextWorkingDay };
    /// let counted = calendar.count(&publicity, posted).unwrap();
    /// assert_eq!(counted.printed.to_string(), "2023-07-09"); // a Sunday
    /// assert_eq!(counted.finish.to_string(), "2023-07-10 end-of-day");
    /// ```
    #[inline]
    pub fn count(&self, rule: &Rule, trigger: Moment) -> Result<Counted, CalendarRange> {
        let in_hours = |begins: Moment, printed: Day, last: Day| Counted {
            begins,
            printed,
            finish: Moment::in_hours(last),
            ended_by: EndedBy::Itself,
        };
        Ok(match *rule {
            Rule::Milestone => Counted {
                begins: trigger,
                printed: trigger.day(),
                finish: trigger,
                ended_by: EndedBy::Itself,
            },
            Rule::Act => {
                let office = self.office_day(trigger)?;
                in_hours(Moment::in_hours(office), office, office)
            }
            Rule::Review { length, roll } => {
                let office = self.office_day(trigger)?;
                let (printed, last) = self.run(office, length, roll)?;
                in_hours(Moment::in_hours(office), printed, last)
            }
            Rule::Work { length, roll } => {
                let (printed, last) = self.run(trigger.day(), length, roll)?;
                in_hours(trigger, printed, last)
            }
            Rule::Notice { length, first_day, roll } => {
                let office = self.office_day(trigger)?;
                let (printed, last) = match first_day {
                    FirstDay::Excluded => self.run(office, length, roll)?,
                    FirstDay::Included => self.run_from(office, length, roll)?,
                };
                let finish = Moment::end_of_day(last);
                Counted { begins: Moment::in_hours(office), printed, finish, ended_by: EndedBy::Itself }
            }
            Rule::Consultation { reply, due, roll } => {
                let office = self.office_day(trigger)?;
                let begins = Moment::in_hours(office);
                let replied = reply.map(|length| self.run(office, length, roll)).transpose();
                let due = due.map(|length| self.run(office, length, roll)).transpose()?;
                match (replied, due) {
                    (Ok(Some((printed, last))), due) if due.is_none_or(|(_, due)| last <= due) => {
                        Counted { begins, printed, finish: Moment::in_hours(last), ended_by: EndedBy::Reply }
                    }
                    // A reply that never comes within the calendar is silence too.
                    (_, Some((printed, due))) => Counted {
                        begins,
                        printed,
                        finish: Moment::end_of_day(due),
                        ended_by: EndedBy::Silence,
                    },
                    (Err(range), None) => return Err(range),
                    (Ok(_), None) => in_hours(begins, office, office),
                }
            }
            Rule::Meeting { cadence } => {
                let office = self.office_day(trigger)?;
                let (rhythm, sitting) = match cadence {
                    None => (office, office),
                    Some(cadence) => self.sitting_from(&cadence, office)?,
                };
                in_hours(Moment::in_hours(office), rhythm, sitting)
            }
        })
    }

    /// The day an office first deals with what the trigger brings: the first working day from its day, or from the
    /// next day when the trigger is an expiry at 24:00.
    ///
    /// # Errors
    /// [`CalendarRange`] when there is none before 2101.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Moment};
    /// let calendar = Calendar::official();
    /// let friday = "2023-06-02".parse().unwrap();
    /// // What comes in on the Friday is dealt with on it; what expires at its end, on Monday.
    /// assert_eq!(calendar.office_day(Moment::in_hours(friday)).unwrap(), friday);
    /// assert_eq!(calendar.office_day(Moment::end_of_day(friday)).unwrap().to_string(), "2023-06-05");
    /// ```
    #[inline]
    pub fn office_day(&self, trigger: Moment) -> Result<Day, CalendarRange> {
        match trigger.at() {
            super::At::InHours => self.first_workday_from(trigger.day()),
            // The same day in hours is over: the first working day strictly after it.
            super::At::EndOfDay => self.workday_after(trigger.day(), 1),
        }
    }

    /// The last day of a length counted from the day after `day`: as printed, and after the roll.
    ///
    /// # Errors
    /// [`CalendarRange`] when the count leaves 2002–2100.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Length, Roll};
    /// let posted = "2023-06-01".parse().unwrap();
    /// let (printed, last) =
    ///     Calendar::official().run(posted, Length::Natural(21), Roll::NextWorkingDay).unwrap();
    /// assert_eq!(printed.to_string(), "2023-06-22"); // Duanwu
    /// assert_eq!(last.to_string(), "2023-06-25"); // the make-up Sunday
    /// ```
    #[inline]
    pub fn run(&self, day: Day, length: Length, roll: Roll) -> Result<(Day, Day), CalendarRange> {
        match length {
            Length::Working(0) | Length::Natural(0) => Ok((day, day)),
            Length::Working(n) => self.workday_after(day, n).map(|last| (last, last)),
            Length::Natural(n) => self.roll(day.plus(i64::from(n)).ok_or(CalendarRange)?, roll),
        }
    }

    /// The same with `day`, a working day, as day 1.
    #[inline]
    fn run_from(&self, day: Day, length: Length, roll: Roll) -> Result<(Day, Day), CalendarRange> {
        match length {
            Length::Working(0 | 1) | Length::Natural(0) => Ok((day, day)),
            Length::Working(n) => self.workday_after(day, n - 1).map(|last| (last, last)),
            Length::Natural(n) => self.roll(day.plus(i64::from(n) - 1).ok_or(CalendarRange)?, roll),
        }
    }

    #[inline]
    fn roll(&self, printed: Day, roll: Roll) -> Result<(Day, Day), CalendarRange> {
        match roll {
            Roll::Keep => Ok((printed, printed)),
            Roll::NextWorkingDay => self.first_workday_from(printed).map(|last| (printed, last)),
        }
    }

    /// The first sitting on or after `office`, which is a working day, O(1): the day the rhythm has, and the day it is
    /// held.
    fn sitting_from(&self, cadence: &Cadence, office: Day) -> Result<(Day, Day), CalendarRange> {
        // A sitting of the rhythm ends up on or after the office day exactly when it falls after the last working
        // day before it: everything between is rest, and moves forward.
        let earliest = self.last_workday_before(office).map_or(0, |day| i64::from(day.index()) + 1);
        let (one, period) = (cadence.one_sitting(), i64::from(cadence.every) * 7);
        let sitting = one + (earliest - one).div_euclid(period) * period;
        let sitting = if sitting < earliest { sitting + period } else { sitting };
        let rhythm = Day::from_index(sitting).ok_or(CalendarRange)?;
        Ok((rhythm, self.first_workday_from(rhythm)?))
    }

    /// A moment shifted by the lag of a link: natural days move the day and keep the position, working days give the
    /// n-th working day after it, in-hours; `0wd` shifts nothing.
    ///
    /// # Errors
    /// [`CalendarRange`] when the count leaves 2002–2100.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Length, Moment};
    /// let calendar = Calendar::official();
    /// let eve = Moment::end_of_day("2023-06-21".parse().unwrap());
    /// let after = |lag: Length| calendar.shift(eve, lag).unwrap().to_string();
    /// assert_eq!(after(Length::Natural(1)), "2023-06-22 end-of-day");
    /// assert_eq!(after(Length::Working(1)), "2023-06-25 in-hours");
    /// assert_eq!(after(Length::Working(0)), "2023-06-21 end-of-day");
    /// ```
    #[inline]
    pub fn shift(&self, moment: Moment, lag: Length) -> Result<Moment, CalendarRange> {
        match lag {
            Length::Working(0) | Length::Natural(0) => Ok(moment),
            Length::Working(n) => self.workday_after(moment.day(), n).map(Moment::in_hours),
            Length::Natural(n) => {
                let day = moment.day().plus(i64::from(n)).ok_or(CalendarRange)?;
                Ok(Moment::new(day, moment.at()))
            }
        }
    }

    /// The latest moment that, shifted by the lag, is not after `limit`; `None` when even the first day would be.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Length, Moment};
    /// let calendar = Calendar::official();
    /// let monday = Moment::in_hours("2023-06-26".parse().unwrap());
    /// // One working day after the make-up Sunday, whenever on it, is Monday in hours.
    /// let latest = calendar.latest_before_shift(monday, Length::Working(1)).unwrap();
    /// assert_eq!(latest.to_string(), "2023-06-25 end-of-day");
    /// assert_eq!(calendar.shift(latest, Length::Working(1)).unwrap(), monday);
    /// ```
    #[inline]
    pub fn latest_before_shift(&self, limit: Moment, lag: Length) -> Option<Moment> {
        match lag {
            Length::Working(0) | Length::Natural(0) => Some(limit),
            // Whatever the position was, working days give in-hours: the whole last day will do.
            Length::Working(n) => self.latest_day_with_after(limit.day(), n).map(Moment::end_of_day),
            Length::Natural(n) => Some(Moment::new(limit.day().plus(-i64::from(n))?, limit.at())),
        }
    }

    /// The latest trigger whose finish under `rule` is not after `limit`, found near the trigger `from`, whose `finish`
    /// is known and in time. The search asks [`Calendar::count`] itself, so it cannot disagree with it; it
    /// takes O(log of the distance) questions, few of them because the first guess allows for the slack.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Length, Moment, Roll, Rule};
    /// let calendar = Calendar::official();
    /// let review = Rule::Review { length: Length::Working(5), roll: Roll::NextWorkingDay };
    /// let from = Moment::in_hours("2023-06-01".parse().unwrap());
    /// let finish = calendar.count(&review, from).unwrap().finish;
    /// let limit = Moment::end_of_day("2023-06-30".parse().unwrap());
    /// // 26 to 30 June are five working days, and the Sunday before them was one too.
    /// let latest = calendar.latest_trigger(&review, from, finish, limit, |_| true);
    /// assert_eq!(latest.to_string(), "2023-06-25 in-hours");
    /// ```
    pub fn latest_trigger(
        &self,
        rule: &Rule,
        from: Moment,
        finish: Moment,
        limit: Moment,
        also: impl Fn(&Counted) -> bool,
    ) -> Moment {
        let in_time = |trigger: Moment| {
            self.count(rule, trigger).is_ok_and(|counted| counted.finish <= limit && also(&counted))
        };
        let slack = i64::from(limit.ordinal()) - i64::from(finish.ordinal());
        let at = |ordinal: i64| Moment::from_ordinal_clamped(ordinal);
        let start = i64::from(from.ordinal());
        let last = i64::from(Moment::end_of_day(Day::LAST).ordinal());
        // `good` is in time, `bad` is too late (or past the calendar).
        let (mut good, mut bad) = (start, last + 1);
        let guess = (start + slack.max(0)).min(last);
        let mut stride = 2;
        if in_time(at(guess)) {
            good = guess;
            while good + stride < bad {
                if in_time(at(good + stride)) {
                    good += stride;
                    stride *= 2;
                } else {
                    bad = good + stride;
                    break;
                }
            }
        } else {
            bad = guess;
            while bad - stride > good {
                if in_time(at(bad - stride)) {
                    good = bad - stride;
                    break;
                }
                bad -= stride;
                stride *= 2;
            }
        }
        while bad - good > 1 {
            let middle = good + (bad - good) / 2;
            if in_time(at(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        at(good)
    }
}
