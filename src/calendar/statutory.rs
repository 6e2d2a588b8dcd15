//! What the law alone says of a year whose notice is not published: the statutory holidays.
//!
//! In: a year, the statutory list that was law on a day, the festival dates 2000–2100. Out: the days off that follow
//! from it. No make-up weekends are guessed.
//!
//! The lists (全国年节及纪念日放假办法, by the day each version was promulgated):
//!
//! | law from | days | what changed |
//! |---|---|---|
//! | – | 10 | 1 Jan; 1st–3rd of the first lunar month; 1–3 May; 1–3 Oct |
//! | 2007-12-14 | 11 | New Year's Eve and the 1st–2nd; Qingming; 1 May; Duanwu; Zhongqiu |
//! | 2013-12-11 | 11 | the 1st–3rd again |
//! | 2024-11-10 | 13 | New Year's Eve to the 3rd; 1–2 May |
//!
//! The design names the last three only; a run that asks what was known before 2007-12-14 gets the list of ten days
//! that the data file names for the years to 2007, since Qingming, Duanwu and Zhongqiu were working days then.

use super::day::Day;
use super::notices::{Exception, ExceptionKind, SaidBy};

const FESTIVALS: &str = include_str!("data/cn_festivals.csv");

/// A version of the statutory list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StatutoryList {
    TenDays,
    ElevenDaysWithEve,
    ElevenDays,
    ThirteenDays,
}

impl StatutoryList {
    /// The list that was law on a day; the list of 2024 when no day is asked for.
    pub(super) fn law_on(day: Option<Day>) -> StatutoryList {
        let from = |year, month, date| Day::new(year, month, date);
        match day {
            None => StatutoryList::ThirteenDays,
            day if day >= from(2024, 11, 10) => StatutoryList::ThirteenDays,
            day if day >= from(2013, 12, 11) => StatutoryList::ElevenDays,
            day if day >= from(2007, 12, 14) => StatutoryList::ElevenDaysWithEve,
            _ => StatutoryList::TenDays,
        }
    }

    /// The statutory holidays of a year in date order; the same day twice when two holidays fall on it.
    pub(super) fn holidays(self, year: i32) -> Vec<(Day, &'static str)> {
        let Some([spring, qingming, duanwu, zhongqiu]) = festivals(year) else { return Vec::new() };
        let mut holidays: Vec<(Option<Day>, &'static str)> = vec![(Day::new(year, 1, 1), "元旦")];
        let (from_new_year, may) = match self {
            StatutoryList::TenDays => (0..3, 1..=3),
            StatutoryList::ElevenDaysWithEve => (-1..2, 1..=1),
            StatutoryList::ElevenDays => (0..3, 1..=1),
            StatutoryList::ThirteenDays => (-1..3, 1..=2),
        };
        holidays.extend(from_new_year.map(|days| (spring.plus(days), "春节")));
        holidays.extend(may.map(|date| (Day::new(year, 5, date), "劳动节")));
        holidays.extend((1..=3).map(|date| (Day::new(year, 10, date), "国庆节")));
        if self != StatutoryList::TenDays {
            holidays.extend([
                (Some(qingming), "清明节"),
                (Some(duanwu), "端午节"),
                (Some(zhongqiu), "中秋节"),
            ]);
        }
        let mut holidays: Vec<_> =
            holidays.into_iter().filter_map(|(day, name)| Some((day?, name))).collect();
        holidays.sort_by_key(|(day, _)| *day);
        holidays
    }

    /// The weekdays off in a year without a notice: the statutory holidays, and for each that falls on a weekend or
    /// on another one, the next day that would otherwise be worked.
    pub(super) fn project(self, year: i32) -> Vec<Exception> {
        let holidays = self.holidays(year);
        let mut off: Vec<(Day, &'static str, bool)> = Vec::new();
        let mut owed = Vec::new();
        for (day, name) in holidays {
            if day.weekday().is_weekend() || off.iter().any(|(taken, ..)| *taken == day) {
                owed.push((day, name));
            } else {
                off.push((day, name, true));
            }
        }
        for (day, name) in owed {
            let would_be_worked =
                |day: &Day| !day.weekday().is_weekend() && !off.iter().any(|(taken, ..)| taken == day);
            if let Some(made_good) = day.to(Day::LAST).skip(1).find(would_be_worked) {
                off.push((made_good, name, false));
            }
        }
        off.sort_by_key(|(day, ..)| *day);
        off.into_iter()
            .map(|(day, name, statutory)| Exception {
                day,
                kind: ExceptionKind::Off,
                name: name.to_string(),
                statutory,
                notice: year,
                said_by: SaidBy::Projection,
            })
            .collect()
    }
}

/// Spring Festival, Qingming, Duanwu and Zhongqiu of a year.
fn festivals(year: i32) -> Option<[Day; 4]> {
    // One row a year, so the year is looked up by its text rather than by reading the whole table.
    let row = rows_of_year(year)?;
    let mut days = row.split(',').skip(1).map(|field| field.parse().ok());
    Some([days.next()??, days.next()??, days.next()??, days.next()??])
}

fn rows_of_year(year: i32) -> Option<&'static str> {
    let start = FESTIVALS.find(&format!("\n{year},"))? + 1;
    FESTIVALS[start..].lines().next()
}

#[cfg(test)]
mod tests {
    use super::super::notices::rows;
    use super::*;

    fn days(list: StatutoryList, year: i32) -> Vec<String> {
        list.project(year).iter().map(|exception| exception.day.to_string()[5..].to_string()).collect()
    }

    #[test]
    fn every_year_of_the_festival_table_is_read() {
        assert_eq!(rows(FESTIVALS).count(), 101);
        for year in 2002..=2100 {
            assert!(festivals(year).is_some(), "{year}");
        }
    }

    #[test]
    fn the_lists_have_as_many_days_as_their_names_say() {
        for year in 2002..=2100 {
            for (list, count) in [
                (StatutoryList::TenDays, 10),
                (StatutoryList::ElevenDaysWithEve, 11),
                (StatutoryList::ElevenDays, 11),
                (StatutoryList::ThirteenDays, 13),
            ] {
                assert_eq!(list.holidays(year).len(), count);
                assert_eq!(list.project(year).len(), count, "every day is made good in {year}");
            }
        }
    }

    // By hand from the festival dates: 2027-02-06 is a Saturday, so New Year's Eve is Friday 5 February; the 1st and
    // 2nd fall on the weekend and are made good on Tuesday 9 and Wednesday 10, Monday 8 being the 3rd. 1 and 2 May
    // are a weekend: Monday 3, Tuesday 4. 2 and 3 October are a weekend: Monday 4, Tuesday 5.
    #[test]
    fn weekends_are_made_good_on_the_next_day_that_would_be_worked() {
        assert_eq!(
            days(StatutoryList::ThirteenDays, 2027),
            [
                "01-01", "02-05", "02-08", "02-09", "02-10", "04-05", "05-03", "05-04", "06-09", "09-15",
                "10-01", "10-04", "10-05"
            ]
        );
    }

    // Zhongqiu 2028 is 3 October, a Tuesday: doubled, so made good. 1 October is a Sunday. Wednesday 4 is made good
    // for the Sunday, Thursday 5 for the doubled day.
    #[test]
    fn two_holidays_on_one_day_make_two_days_off() {
        let off = days(StatutoryList::ThirteenDays, 2028);
        assert_eq!(off[off.len() - 4..], ["10-02", "10-03", "10-04", "10-05"]);
    }

    #[test]
    fn the_list_is_the_law_of_the_day() {
        let law = |day: &str| StatutoryList::law_on(day.parse().ok());
        assert_eq!(law("2007-12-13"), StatutoryList::TenDays);
        assert_eq!(law("2007-12-14"), StatutoryList::ElevenDaysWithEve);
        assert_eq!(law("2013-12-10"), StatutoryList::ElevenDaysWithEve);
        assert_eq!(law("2013-12-11"), StatutoryList::ElevenDays);
        assert_eq!(law("2024-11-09"), StatutoryList::ElevenDays);
        assert_eq!(law("2024-11-10"), StatutoryList::ThirteenDays);
        assert_eq!(StatutoryList::law_on(None), StatutoryList::ThirteenDays);
    }
}
