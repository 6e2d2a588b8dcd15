//! # Days are counted
//!
//! In: the State Council's holiday notices, as they were known on a day, and a user's own calendar files. Out: for a
//! trigger and a rule of law, the day **and the reason**.
//!
//! A *day* is a civil date in Beijing; there is no clock and no time zone here. A *working day* (工作日) is a Monday
//! to Friday that is not a day off, or a weekend day that the year's notice makes a working day (调休上班日). A year
//! without a published notice is *provisional*: its statutory holidays are known from the law, its shifts are not, and
//! everything that touches it says so. The calendar answers for 2002-01-01 to 2100-12-31; a count that leaves it is
//! [`CalendarRange`], never a guess.
//!
//! What is deliberately not here: steps, links, who acts, which rule a step has. Nothing here reads a file or a clock.

mod business_days;
mod count;
mod day;
mod ledger;
mod length;
mod notices;
mod overlay;
mod ranks;
mod statutory;
mod stops;
mod told;

pub use count::{Cadence, Counted, Counting, EndedBy, FirstDay, Roll, Rule};
pub use day::{At, CivilDate, Day, Moment, ParseDayError, Weekday, parse_year};
pub use ledger::{DayKind, LedgerDay, Part};
pub use length::{Length, ParseLengthError};
pub use notices::{Certainty, Exception, ExceptionKind, SaidBy};
pub use overlay::{CODES, Overlay};
pub use ranks::CalendarRange;
pub use stops::Stops;
pub use told::Told;

use notices::belongs_elsewhere;
use ranks::Ranks;
use statutory::StatutoryList;

/// Which days are worked, from 2002-01-01 to 2100-12-31.
///
/// ```
/// use permits::calendar::Calendar;
/// let calendar = Calendar::official();
/// let sunday = "2023-06-25".parse().unwrap();
/// assert!(calendar.works(sunday), "a make-up day for Duanwu");
/// let n = calendar.workday_after("2023-06-19".parse().unwrap(), 5).unwrap();
/// assert_eq!(n.to_string(), "2023-06-27");
/// ```
#[derive(Debug, Clone)]
pub struct Calendar {
    ranks: Ranks,
    exceptions: Vec<Exception>,
    /// How many provisional days lie before each day.
    provisional_before: Vec<u16>,
    as_of: Option<Day>,
    overlays: Vec<String>,
}

impl Calendar {
    /// The official calendar with everything that is published.
    pub fn official() -> Calendar {
        Calendar::new(None, &[])
    }

    /// The official calendar as it was known on `as_of` (with everything that is published when absent), with the
    /// user's files laid over it, later files winning.
    pub fn new(as_of: Option<Day>, overlays: &[Overlay]) -> Calendar {
        let published = |year: i32| {
            let complete = overlays.iter().any(|overlay| overlay.complete_years().contains(&year));
            let notice = || {
                let (day, _) = notices::published(year);
                as_of.is_none_or(|as_of| day <= as_of.date())
            };
            complete || (notices::YEARS.contains(&year) && notice())
        };
        let list = StatutoryList::law_on(as_of);
        let mut exceptions = notices::known(as_of);
        let mut provisional_years = Vec::new();
        for year in Day::FIRST.year()..=Day::LAST.year() {
            if !published(year) {
                provisional_years.push(year);
                exceptions.extend(list.project(year));
            }
        }
        let mut elsewhere: Vec<(Day, i32)> = belongs_elsewhere().collect();
        for overlay in overlays {
            for &year in overlay.complete_years() {
                exceptions.retain(|exception| exception.notice != year);
            }
            for said in overlay.exceptions() {
                exceptions.retain(|exception| exception.day != said.day);
                exceptions.push(said.clone());
                if said.notice != said.day.year() {
                    elsewhere.retain(|(day, _)| *day != said.day);
                    elsewhere.push((said.day, said.notice));
                }
            }
        }
        exceptions.sort_by_key(|exception| exception.day);

        let mut provisional = vec![false; usize::from(day::DAYS)];
        for &year in &provisional_years {
            let (Some(first), Some(last)) = (Day::new(year, 1, 1), Day::new(year, 12, 31)) else { continue };
            provisional[usize::from(first.index())..=usize::from(last.index())].fill(true);
        }
        for (day, year) in elsewhere {
            provisional[usize::from(day.index())] = provisional_years.contains(&year);
        }
        let mut provisional_before = Vec::with_capacity(provisional.len() + 1);
        let mut count = 0;
        for is_provisional in provisional {
            provisional_before.push(count);
            count += u16::from(is_provisional);
        }
        provisional_before.push(count);

        let ranks = ranks(&exceptions);
        let overlays = overlays.iter().map(|overlay| overlay.name().to_string()).collect();
        Calendar { ranks, exceptions, provisional_before, as_of, overlays }
    }

    /// The same calendar without one holiday of one year's notice: its days off and its make-up days are what their
    /// weekdays say, for asking what it costs. What is provisional stays so. O(days).
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let calendar = Calendar::official().without_holiday("端午节", 2023);
    /// let (thursday, sunday) = ("2023-06-22".parse().unwrap(), "2023-06-25".parse().unwrap());
    /// assert!(calendar.works(thursday) && !calendar.works(sunday));
    /// ```
    pub fn without_holiday(&self, name: &str, notice: i32) -> Calendar {
        let of_it = |exception: &Exception| exception.name == name && exception.notice == notice;
        let exceptions: Vec<Exception> =
            self.exceptions.iter().filter(|exception| !of_it(exception)).cloned().collect();
        Calendar { ranks: ranks(&exceptions), exceptions, ..self.clone() }
    }

    /// The holidays that have a day off or a make-up day among these days: the name, the year of the notice, and the first
    /// and the last of all its days. In the order of their first days.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let (first, last) = ("2023-06-20".parse().unwrap(), "2023-06-30".parse().unwrap());
    /// let holidays = Calendar::official().holidays_between(first, last);
    /// let (name, notice, first, last) = &holidays[0];
    /// assert_eq!((name.as_str(), *notice), ("端午节", 2023));
    /// assert_eq!((first.to_string(), last.to_string()), ("2023-06-22".into(), "2023-06-25".into()));
    /// ```
    pub fn holidays_between(&self, first: Day, last: Day) -> Vec<(String, i32, Day, Day)> {
        let mut holidays: Vec<(String, i32, Day, Day)> = Vec::new();
        for exception in self.exceptions.iter().filter(|exception| !exception.name.is_empty()) {
            let known = holidays
                .iter_mut()
                .rev()
                .take(40)
                .find(|(name, notice, ..)| *name == exception.name && *notice == exception.notice);
            match known {
                Some((.., to)) => *to = exception.day,
                None => {
                    holidays.push((exception.name.clone(), exception.notice, exception.day, exception.day));
                }
            }
        }
        holidays.retain(|(.., from, to)| *from <= last && first <= *to);
        holidays
    }

    /// The same calendar, its files called by their names without the folders they lie in: for what is handed on to
    /// others, who need not know where they lay.
    pub fn with_bare_names(&self) -> Calendar {
        let bare = |name: &String| name.rsplit(['/', '\\']).next().unwrap_or(name).to_string();
        let mut calendar = self.clone();
        calendar.overlays = self.overlays.iter().map(bare).collect();
        for exception in &mut calendar.exceptions {
            if let SaidBy::Overlay(name) = &mut exception.said_by {
                *name = bare(name);
            }
        }
        calendar
    }

    /// The days that are worked in one of the two calendars and not in the other. O(days).
    pub fn differing_days(&self, other: &Calendar) -> Vec<Day> {
        Day::FIRST.to(Day::LAST).filter(|day| self.works(*day) != other.works(*day)).collect()
    }

    /// The same calendar with some days as another has them, for asking what they cost. What is provisional stays so.
    /// O(days).
    pub fn with_days_of(&self, other: &Calendar, days: &[Day]) -> Calendar {
        let of_them = |exception: &Exception| days.contains(&exception.day);
        let mut exceptions: Vec<Exception> =
            self.exceptions.iter().filter(|exception| !of_them(exception)).cloned().collect();
        exceptions.extend(other.exceptions.iter().filter(|exception| of_them(exception)).cloned());
        exceptions.sort_by_key(|exception| exception.day);
        Calendar { ranks: ranks(&exceptions), exceptions, ..self.clone() }
    }

    /// The day whose knowledge of the notices this calendar has; `None` for everything that is published.
    pub fn as_of(&self) -> Option<Day> {
        self.as_of
    }

    /// The names of the files laid over the official calendar.
    pub fn overlays(&self) -> &[String] {
        &self.overlays
    }

    /// The last year whose notice is in the data and was published by the day asked for.
    pub fn last_published_year(&self) -> Option<i32> {
        let known_by =
            |year: &i32| self.as_of.is_none_or(|as_of| notices::published(*year).0 <= as_of.date());
        notices::YEARS.rev().find(known_by)
    }

    /// What a year's own notice says of itself: a day that a later announcement changed says something else.
    pub fn notice_of(year: i32) -> SaidBy {
        let (published, certainty) = notices::published(year);
        SaidBy::Notice { published, certainty }
    }

    /// Whether it is a working day.
    #[inline]
    pub fn works(&self, day: Day) -> bool {
        self.ranks.works(day)
    }

    /// What makes the day different from its weekday, if anything does.
    pub fn exception(&self, day: Day) -> Option<&Exception> {
        let at = self.exceptions.binary_search_by_key(&day, |exception| exception.day).ok()?;
        self.exceptions.get(at)
    }

    /// Whether no published notice covers the day.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// // What was known on 2023-01-01: the notice of 2023, and none of 2024.
    /// let calendar = Calendar::new(Some("2023-01-01".parse().unwrap()), &[]);
    /// assert!(!calendar.is_provisional("2023-06-01".parse().unwrap()));
    /// assert!(calendar.is_provisional("2024-06-03".parse().unwrap()));
    /// assert_eq!(calendar.last_published_year(), Some(2023));
    /// ```
    pub fn is_provisional(&self, day: Day) -> bool {
        self.touches_provisional(day, day)
    }

    /// Whether any day from `first` to `last`, both included, is provisional.
    #[inline]
    pub fn touches_provisional(&self, first: Day, last: Day) -> bool {
        let (first, last) = (usize::from(first.index()), usize::from(last.index()));
        self.provisional_before[last + 1] > self.provisional_before[first.min(last)]
    }

    /// The first provisional day from `day` on.
    pub fn first_provisional_from(&self, day: Day) -> Option<Day> {
        let before = self.provisional_before[usize::from(day.index())];
        let first = self.provisional_before.partition_point(|count| *count <= before);
        // The count goes up after the day itself.
        Day::from_index(i64::try_from(first).ok()? - 1)
    }

    /// The `n`-th working day strictly after `day`, n ≥ 1, whether or not `day` is one.
    ///
    /// # Errors
    /// [`CalendarRange`] when that is after 2100.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// // 22 and 23 June 2023 are Duanwu, the 24th is a Saturday, Sunday the 25th is worked for it.
    /// let eve = "2023-06-21".parse().unwrap();
    /// let calendar = Calendar::official();
    /// assert_eq!(calendar.workday_after(eve, 1).unwrap().to_string(), "2023-06-25");
    /// let duanwu = "2023-06-22".parse().unwrap();
    /// assert!(!calendar.works(duanwu));
    /// assert_eq!(calendar.first_workday_from(duanwu).unwrap().to_string(), "2023-06-25");
    /// assert_eq!(calendar.workdays_between(eve, "2023-06-26".parse().unwrap()), 2);
    /// ```
    #[inline]
    pub fn workday_after(&self, day: Day, n: u32) -> Result<Day, CalendarRange> {
        self.ranks.after(day, n)
    }

    /// `day` if it is a working day, else the next one.
    ///
    /// # Errors
    /// [`CalendarRange`] when there is none before 2101.
    #[inline]
    pub fn first_workday_from(&self, day: Day) -> Result<Day, CalendarRange> {
        self.ranks.from(day)
    }

    /// Working days in (a, b]: `a` excluded, `b` included; negative when b < a.
    #[inline]
    pub fn workdays_between(&self, a: Day, b: Day) -> i32 {
        self.ranks.between(a, b)
    }

    /// The last working day before `day`, that day excluded; `None` when the calendar has none.
    pub fn last_workday_before(&self, day: Day) -> Option<Day> {
        self.ranks.last_before(day)
    }

    /// The latest day whose `n`-th working day after it is not after `limit`.
    pub(crate) fn latest_day_with_after(&self, limit: Day, n: u32) -> Option<Day> {
        self.ranks.latest_with_after(limit, n)
    }
}

/// The ranks of the working days: what the weekdays say, but for the exceptions.
fn ranks(exceptions: &[Exception]) -> Ranks {
    let mut works: Vec<bool> = Day::FIRST.to(Day::LAST).map(|day| !day.weekday().is_weekend()).collect();
    for exception in exceptions {
        works[usize::from(exception.day.index())] = exception.kind == ExceptionKind::Work;
    }
    Ranks::new(|day| works[usize::from(day.index())])
}

#[cfg(test)]
mod tests;
