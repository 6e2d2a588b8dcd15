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
mod rule;
mod statutory;
mod stops;
mod told;
mod whole_notice;

pub use day::{At, CivilDate, Day, Moment, ParseDayError, Weekday, parse_year};
pub use ledger::{DayKind, LedgerDay, Part};
pub use length::{Length, ParseLengthError};
pub use notices::{Certainty, Exception, ExceptionKind, SaidBy};
pub use overlay::{CODES, Overlay};
pub use ranks::CalendarRange;
pub use rule::{Cadence, Counted, Counting, EndedBy, FirstDay, Roll, Rule};
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
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let calendar = Calendar::official();
    /// // National Day 2023 fell on a Sunday; Saturday 7 October was worked for the days after it.
    /// assert!(!calendar.works("2023-10-06".parse().unwrap()));
    /// assert!(calendar.works("2023-10-07".parse().unwrap()));
    /// ```
    pub fn official() -> Calendar {
        Calendar::new(None, &[])
    }

    /// The official calendar as it was known on `as_of` (with everything that is published when absent), with the
    /// user's files laid over it, later files winning.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// // The notice of 2024, published on 25 October 2023, has Sunday 4 February worked for the Spring Festival.
    /// let sunday = "2024-02-04".parse().unwrap();
    /// let before = Calendar::new(Some("2023-10-24".parse().unwrap()), &[]);
    /// assert!(!before.works(sunday));
    /// assert!(Calendar::new(None, &[]).works(sunday));
    /// ```
    pub fn new(as_of: Option<Day>, overlays: &[Overlay]) -> Calendar {
        let published = |year: i32| {
            let complete =
                overlays.iter().any(|overlay| overlay.complete_years().any(|complete| complete == year));
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
            for year in overlay.complete_years() {
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

    /// The holidays that have a day off or a make-up day among these days: the name, the year of the notice, and the
    /// first and the last of all its days. In the order of their first days.
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
    ///
    /// ```
    /// use permits::{calendar::{Calendar, Overlay}, diagnostic::FileId};
    /// let closed = "date,kind\n2023-06-08,off\n";
    /// let closed = Overlay::parse("home/li/closed.csv", FileId(0), closed).unwrap();
    /// let calendar = Calendar::new(None, &[closed]).with_bare_names();
    /// assert_eq!(calendar.overlays(), ["closed.csv"]);
    /// assert!(!calendar.works("2023-06-08".parse().unwrap()));
    /// ```
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
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let official = Calendar::official();
    /// let days = official.differing_days(&official.without_holiday("端午节", 2023));
    /// // The Thursday and the Friday of Duanwu, and the Sunday that makes up for the Friday.
    /// let days: Vec<String> = days.iter().map(|day| day.to_string()).collect();
    /// assert_eq!(days, ["2023-06-22", "2023-06-23", "2023-06-25"]);
    /// ```
    pub fn differing_days(&self, other: &Calendar) -> Vec<Day> {
        Day::FIRST.to(Day::LAST).filter(|day| self.works(*day) != other.works(*day)).collect()
    }

    /// The same calendar with some days as another has them, for asking what they cost. What is provisional stays so.
    /// O(days).
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let official = Calendar::official();
    /// let (friday, sunday) = ("2023-06-23".parse().unwrap(), "2023-06-25".parse().unwrap());
    /// // Duanwu as it is, but for its make-up day.
    /// let calendar = official.with_days_of(&official.without_holiday("端午节", 2023), &[sunday]);
    /// assert!(!calendar.works(friday) && !calendar.works(sunday));
    /// ```
    pub fn with_days_of(&self, other: &Calendar, days: &[Day]) -> Calendar {
        let of_them = |exception: &Exception| days.contains(&exception.day);
        let mut exceptions: Vec<Exception> =
            self.exceptions.iter().filter(|exception| !of_them(exception)).cloned().collect();
        exceptions.extend(other.exceptions.iter().filter(|exception| of_them(exception)).cloned());
        exceptions.sort_by_key(|exception| exception.day);
        Calendar { ranks: ranks(&exceptions), exceptions, ..self.clone() }
    }

    /// The day whose knowledge of the notices this calendar has; `None` for everything that is published.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let day = "2023-06-01".parse().ok();
    /// assert_eq!(Calendar::new(day, &[]).as_of(), day);
    /// assert_eq!(Calendar::official().as_of(), None);
    /// ```
    pub fn as_of(&self) -> Option<Day> {
        self.as_of
    }

    /// The names of the files laid over the official calendar.
    ///
    /// ```
    /// use permits::{calendar::{Calendar, Overlay}, diagnostic::FileId};
    /// let park = Overlay::parse("park.csv", FileId(0), "date,kind\n2023-06-08,off\n").unwrap();
    /// assert_eq!(Calendar::new(None, &[park]).overlays(), ["park.csv"]);
    /// assert!(Calendar::official().overlays().is_empty());
    /// ```
    pub fn overlays(&self) -> &[String] {
        &self.overlays
    }

    /// The last year whose notice is in the data and was published by the day asked for.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// // The notice of 2024 was published on 25 October 2023.
    /// let known_on = |day: &str| Calendar::new(day.parse().ok(), &[]).last_published_year();
    /// assert_eq!((known_on("2023-10-24"), known_on("2023-10-25")), (Some(2023), Some(2024)));
    /// ```
    pub fn last_published_year(&self) -> Option<i32> {
        let known_by =
            |year: &i32| self.as_of.is_none_or(|as_of| notices::published(*year).0 <= as_of.date());
        notices::YEARS.rev().find(known_by)
    }

    /// What a year's own notice says of itself: a day that a later announcement changed says something else.
    ///
    /// ```
    /// use permits::calendar::{Calendar, SaidBy};
    /// let SaidBy::Notice { published, .. } = Calendar::notice_of(2024) else { panic!() };
    /// assert_eq!(published.to_string(), "2023-10-25");
    /// ```
    pub fn notice_of(year: i32) -> SaidBy {
        let (published, certainty) = notices::published(year);
        SaidBy::Notice { published, certainty }
    }

    /// Whether it is a working day.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let works = |day: &str| Calendar::official().works(day.parse().unwrap());
    /// // A Thursday, a Saturday, a holiday on a Thursday, a Sunday worked for it.
    /// assert_eq!(
    ///     ["2023-06-01", "2023-06-03", "2023-06-22", "2023-06-25"].map(works),
    ///     [true, false, false, true]
    /// );
    /// ```
    #[inline]
    pub fn works(&self, day: Day) -> bool {
        self.ranks.works(day)
    }

    /// What makes the day different from its weekday, if anything does.
    ///
    /// ```
    /// use permits::calendar::{Calendar, ExceptionKind};
    /// let calendar = Calendar::official();
    /// let sunday = calendar.exception("2023-06-25".parse().unwrap()).unwrap();
    /// assert_eq!((sunday.kind, sunday.name.as_str()), (ExceptionKind::Work, "端午节"));
    /// // An ordinary Sunday.
    /// assert!(calendar.exception("2023-06-04".parse().unwrap()).is_none());
    /// ```
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
    ///
    /// ```
    /// use permits::calendar::{Calendar, Day};
    /// let calendar = Calendar::new(Some("2023-01-01".parse().unwrap()), &[]);
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// // Of 2024 nothing was published by then: what runs into it may move.
    /// assert!(!calendar.touches_provisional(day("2023-12-01"), day("2023-12-31")));
    /// assert!(calendar.touches_provisional(day("2023-12-01"), day("2024-01-01")));
    /// ```
    #[inline]
    pub fn touches_provisional(&self, first: Day, last: Day) -> bool {
        let (first, last) = (usize::from(first.index()), usize::from(last.index()));
        self.provisional_before[last + 1] > self.provisional_before[first.min(last)]
    }

    /// The first provisional day from `day` on.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let calendar = Calendar::new(Some("2023-01-01".parse().unwrap()), &[]);
    /// let first = calendar.first_provisional_from("2023-06-01".parse().unwrap());
    /// assert_eq!(first.unwrap().to_string(), "2024-01-01");
    /// ```
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
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let from = |day: &str| Calendar::official().first_workday_from(day.parse().unwrap()).unwrap().to_string();
    /// // The golden week of 2023 ran from 29 September to 6 October.
    /// assert_eq!(from("2023-09-28"), "2023-09-28");
    /// assert_eq!(from("2023-09-29"), "2023-10-07");
    /// ```
    #[inline]
    pub fn first_workday_from(&self, day: Day) -> Result<Day, CalendarRange> {
        self.ranks.from(day)
    }

    /// Working days in (a, b]: `a` excluded, `b` included; negative when b < a.
    ///
    /// ```
    /// use permits::calendar::Calendar;
    /// let calendar = Calendar::official();
    /// let (before, after) = ("2023-09-28".parse().unwrap(), "2023-10-09".parse().unwrap());
    /// // The make-up Saturday and Sunday, 7 and 8 October, and Monday the 9th.
    /// assert_eq!(calendar.workdays_between(before, after), 3);
    /// assert_eq!(calendar.workdays_between(after, before), -3);
    /// ```
    #[inline]
    pub fn workdays_between(&self, a: Day, b: Day) -> i32 {
        self.ranks.between(a, b)
    }

    /// The last working day before `day`, that day excluded; `None` when the calendar has none.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Day};
    /// let calendar = Calendar::official();
    /// let before = calendar.last_workday_before("2023-06-25".parse().unwrap());
    /// assert_eq!(before.unwrap().to_string(), "2023-06-21"); // Duanwu and a Saturday lie between
    /// assert_eq!(calendar.last_workday_before(Day::FIRST), None);
    /// ```
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
