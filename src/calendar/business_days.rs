//! Our calendar for programs that speak `bdays`.
//!
//! In: any date that crate can ask about. Out: whether it is a holiday and whether it is a business day, make-up
//! weekend days included. `bdays` counts by walking, and its `advance_bdays` first rolls a rest day forward and is one
//! day late from there; nothing of ours counts with it.

use bdays::HolidayCalendar;
use chrono::{Datelike, NaiveDate};

use super::{Calendar, Day};

impl<T: Datelike + Copy + PartialOrd> HolidayCalendar<T> for Calendar {
    /// Whether the date is a weekday off. Outside 2002–2100 no holiday is known, so none is named.
    fn is_holiday(&self, date: T) -> bool {
        match day(date) {
            Some(day) => !self.works(day) && !day.weekday().is_weekend(),
            None => false,
        }
    }

    /// Whether the date is a working day; a make-up Sunday is. Outside 2002–2100 the weekday alone decides: a bare
    /// `false` would send `to_bday` into an endless search.
    fn is_bday(&self, date: T) -> bool {
        match day(date) {
            Some(day) => self.works(day),
            None => bdays::is_weekday(date),
        }
    }
}

fn day<T: Datelike>(date: T) -> Option<Day> {
    Day::from_date(NaiveDate::from_num_days_from_ce_opt(date.num_days_from_ce())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bdays_sees_our_working_days() {
        let calendar = Calendar::official();
        for day in Day::FIRST.to(Day::LAST) {
            assert_eq!(calendar.is_bday(day.date()), calendar.works(day), "{day}");
            let rest = !calendar.works(day) && !day.weekday().is_weekend();
            assert_eq!(calendar.is_holiday(day.date()), rest, "{day}");
        }
    }

    // From a working day the crate's own counting agrees with the law's; from a rest day it is one day late, which is
    // why it is not used.
    #[test]
    fn its_own_counting_is_late_from_a_rest_day() {
        let calendar = Calendar::official();
        let thursday = NaiveDate::from_ymd_opt(2023, 6, 1).unwrap();
        assert_eq!(calendar.advance_bdays(thursday, 5), NaiveDate::from_ymd_opt(2023, 6, 8).unwrap());
        let saturday: Day = "2023-06-03".parse().unwrap();
        assert_eq!(calendar.workday_after(saturday, 1).unwrap().to_string(), "2023-06-05");
        assert_eq!(calendar.advance_bdays(saturday.date(), 1), NaiveDate::from_ymd_opt(2023, 6, 6).unwrap());
    }

    #[test]
    fn dates_outside_the_calendar_are_answered_by_their_weekday() {
        let calendar = Calendar::official();
        let new_year = NaiveDate::from_ymd_opt(2150, 1, 1).unwrap(); // a Thursday
        assert!(calendar.is_bday(new_year) && !calendar.is_holiday(new_year));
    }
}
