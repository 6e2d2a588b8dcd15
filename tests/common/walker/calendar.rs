//! Which days are worked, which of them are only guessed, and counting by stepping over them.

use std::collections::{BTreeMap, BTreeSet};

use super::date::Date;

/// First day the calendar answers for.
pub const FIRST: Date = Date::new(2002, 1, 1);
/// Last day the calendar answers for.
pub const LAST: Date = Date::new(2100, 12, 31);

/// The texts of the four data files.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// `cn_workdays.csv`
    pub workdays: &'a str,
    /// `cn_notices.csv`
    pub notices: &'a str,
    /// `cn_revisions.csv`
    pub revisions: &'a str,
    /// `cn_festivals.csv`
    pub festivals: &'a str,
}

/// The days from [`FIRST`] to [`LAST`], by index.
pub struct Calendar {
    dates: Vec<Date>,
    working: Vec<bool>,
    provisional: Vec<bool>,
}

struct Exceptional {
    work: bool,
    notice: i32,
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.filter(|l| !l.is_empty() && !l.starts_with('#')).skip(1).map(|l| l.split(',').collect())
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("not a date: {text}"))
}

fn year(text: &str) -> Result<i32, String> {
    text.trim().parse().map_err(|_| format!("not a year: {text}"))
}

fn kind(text: &str) -> Result<bool, String> {
    match text.trim() {
        "work" => Ok(true),
        "off" => Ok(false),
        other => Err(format!("neither work nor off: {other}")),
    }
}

/// The statutory days of a year by the list that was law on the day `known` (`None`: the newest list); a day
/// that is two festivals at once is in it twice.
fn statutory_days(year: i32, known: Option<Date>, festivals: &BTreeMap<i32, [Date; 4]>) -> Vec<Date> {
    let Some(&[spring, qingming, duanwu, zhongqiu]) = festivals.get(&year) else { return Vec::new() };
    let eve = spring.previous();
    let second = spring.next();
    let third = second.next();
    let new_year = Date::new(year, 1, 1);
    let may = |day| Date::new(year, 5, day);
    let october = |day| Date::new(year, 10, day);
    let until = |y, m, d| known.is_some_and(|known| known <= Date::new(y, m, d));
    let mut days = vec![new_year, october(1), october(2), october(3)];
    if until(2007, 12, 13) {
        days.extend([spring, second, third, may(1), may(2), may(3)]);
    } else if until(2013, 12, 10) {
        days.extend([eve, spring, second, qingming, may(1), duanwu, zhongqiu]);
    } else if until(2024, 11, 9) {
        days.extend([spring, second, third, qingming, may(1), duanwu, zhongqiu]);
    } else {
        days.extend([eve, spring, second, third, qingming, may(1), may(2), duanwu, zhongqiu]);
    }
    days.sort();
    days
}

/// The days off of a year that has no notice, weekends aside.
fn projected_off(statutory: &[Date]) -> BTreeSet<Date> {
    let mut off: BTreeSet<Date> = statutory.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for &day in statutory {
        let doubled = !seen.insert(day);
        if day.weekday() >= 5 || doubled {
            let mut instead = day.next();
            while instead.weekday() >= 5 || off.contains(&instead) {
                instead = instead.next();
            }
            off.insert(instead);
        }
    }
    off
}

impl Calendar {
    /// Reads the data files, keeps what was known on `known_as_of` (`None`: everything), projects the rest,
    /// and lays the overlay files over it, the later ones on top.
    pub fn build(
        sources: &Sources<'_>,
        known_as_of: Option<Date>,
        overlays: &[&str],
    ) -> Result<Self, String> {
        let mut exceptional = BTreeMap::new();
        let mut announced = BTreeMap::new();
        for row in rows(sources.workdays) {
            let notice = year(row[4])?;
            exceptional.insert(date(row[0])?, Exceptional { work: kind(row[1])?, notice });
            announced.insert(notice, Date::new(notice - 1, 12, 15));
        }
        for row in rows(sources.notices) {
            announced.insert(year(row[0])?, date(row[1])?);
        }
        for row in rows(sources.revisions) {
            let day = date(row[0])?;
            if known_as_of.is_some_and(|known| known < date(row[3]).unwrap_or(LAST)) {
                let notice = exceptional.get(&day).map_or(day.year, |e| e.notice);
                match row[1].trim() {
                    "ordinary" => exceptional.remove(&day),
                    before => exceptional.insert(day, Exceptional { work: kind(before)?, notice }),
                };
            }
        }
        let mut festivals = BTreeMap::new();
        for row in rows(sources.festivals) {
            festivals.insert(year(row[0])?, [date(row[1])?, date(row[2])?, date(row[3])?, date(row[4])?]);
        }
        let mut completed = BTreeSet::new();
        for line in overlays.iter().flat_map(|text| text.trim_start_matches('\u{feff}').lines()) {
            if let Some(comment) = line.trim().strip_prefix('#')
                && let Some(whole) = comment.trim().strip_prefix("complete-year:")
            {
                completed.insert(year(whole)?);
            }
        }
        let published =
            |year: i32| announced.get(&year).is_some_and(|&day| known_as_of.is_none_or(|known| day <= known));

        let mut calendar = Self { dates: Vec::new(), working: Vec::new(), provisional: Vec::new() };
        let mut projection = (0, BTreeSet::new());
        let mut day = FIRST;
        while day <= LAST {
            let mut working = day.weekday() < 5;
            let mut provisional = false;
            if !published(day.year) && !completed.contains(&day.year) {
                provisional = true;
                if projection.0 != day.year {
                    let statutory = statutory_days(day.year, known_as_of, &festivals);
                    projection = (day.year, projected_off(&statutory));
                }
                if projection.1.contains(&day) {
                    working = false;
                }
            }
            if let Some(exception) = exceptional.get(&day) {
                if published(exception.notice) {
                    working = exception.work;
                } else if !completed.contains(&exception.notice) {
                    provisional = true;
                }
            }
            calendar.dates.push(day);
            calendar.working.push(working);
            calendar.provisional.push(provisional);
            day = day.next();
        }
        for overlay in overlays {
            for row in rows(overlay) {
                let index = calendar.index(date(row[0])?).ok_or_else(|| format!("outside: {}", row[0]))?;
                calendar.working[index] = kind(row[1])?;
            }
        }
        Ok(calendar)
    }

    /// How many days there are.
    pub fn len(&self) -> usize {
        self.dates.len()
    }

    /// Never.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }

    /// The place of a date, if the calendar reaches it.
    pub fn index(&self, date: Date) -> Option<usize> {
        self.dates.binary_search(&date).ok()
    }

    /// The date at a place.
    pub fn date(&self, index: usize) -> Date {
        self.dates[index]
    }

    /// Whether the day is worked.
    pub fn is_working(&self, index: usize) -> bool {
        self.working[index]
    }

    /// Whether the day's state is a guess.
    pub fn is_provisional(&self, index: usize) -> bool {
        self.provisional[index]
    }

    /// The n-th working day strictly after the day; `None` when that leaves the calendar.
    pub fn workday_after(&self, mut day: usize, n: u32) -> Option<usize> {
        let mut counted = 0;
        while counted < n {
            day += 1;
            if *self.working.get(day)? {
                counted += 1;
            }
        }
        Some(day)
    }

    /// The day n days on.
    pub fn days_after(&self, mut day: usize, n: u32) -> Option<usize> {
        for _ in 0..n {
            day += 1;
            self.working.get(day)?;
        }
        Some(day)
    }

    /// The day itself if it is worked, else the next that is.
    pub fn first_workday_from(&self, mut day: usize) -> Option<usize> {
        while !*self.working.get(day)? {
            day += 1;
        }
        Some(day)
    }

    /// Working days in (a, b], negative when b < a.
    pub fn workdays_between(&self, a: usize, b: usize) -> i64 {
        let (from, to, sign) = if a <= b { (a, b, 1) } else { (b, a, -1) };
        let mut count = 0;
        let mut day = from;
        while day < to {
            day += 1;
            if self.working[day] {
                count += sign;
            }
        }
        count
    }

    /// Whether any day from a to b, both included, is provisional.
    pub fn any_provisional(&self, a: usize, b: usize) -> bool {
        let mut day = a;
        while day <= b {
            if self.provisional[day] {
                return true;
            }
            day += 1;
        }
        false
    }
}
