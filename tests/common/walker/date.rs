//! A civil date of the walker's own.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
}

/// Whether the year has a 29 February.
pub fn is_leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// Days in a month.
pub fn days_in(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// A date that is known to exist.
    pub const fn new(year: i32, month: u32, day: u32) -> Self {
        Self { year, month, day }
    }

    /// Reads `2023-06-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        if parts.next().is_some() || text.len() != 10 || !(1..=12).contains(&month) {
            return None;
        }
        (1..=days_in(year, month)).contains(&day).then_some(Self { year, month, day })
    }

    /// The day after.
    pub fn next(self) -> Self {
        if self.day < days_in(self.year, self.month) {
            Self { day: self.day + 1, ..self }
        } else if self.month < 12 {
            Self { year: self.year, month: self.month + 1, day: 1 }
        } else {
            Self { year: self.year + 1, month: 1, day: 1 }
        }
    }

    /// The day before.
    pub fn previous(self) -> Self {
        if self.day > 1 {
            Self { day: self.day - 1, ..self }
        } else if self.month > 1 {
            Self { year: self.year, month: self.month - 1, day: days_in(self.year, self.month - 1) }
        } else {
            Self { year: self.year - 1, month: 12, day: 31 }
        }
    }

    /// Days since Saturday, 2000-01-01; negative before.
    pub fn number(self) -> i64 {
        let mut days = 0;
        for year in 2000..self.year {
            days += if is_leap(year) { 366 } else { 365 };
        }
        for year in self.year..2000 {
            days -= if is_leap(year) { 366 } else { 365 };
        }
        for month in 1..self.month {
            days += i64::from(days_in(self.year, month));
        }
        days + i64::from(self.day) - 1
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        (self.number() + 5).rem_euclid(7) as u32
    }

    /// Number of the week, Monday to Sunday, in an unbroken count.
    pub fn week(self) -> i64 {
        (self.number() + 5).div_euclid(7)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
