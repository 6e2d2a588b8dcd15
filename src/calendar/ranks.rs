//! Ranks: counting working days as one addition and two look-ups, however many days are counted.
//!
//! In: which of the calendar's days are worked. Out: two tables. `before[d]` says how many working days lie before
//! day `d`; `days[k]` is the working day number `k`. The n-th working day after `d` is `days[before[d + 1] + n - 1]`.
//! What a rule of law does with that is not here.

use super::day::{DAYS, Day};

/// A count left 2002–2100. Never a guess: the caller says which count it was.
///
/// ```
/// use permits::calendar::{Calendar, CalendarRange, Day};
/// assert_eq!(Calendar::official().workday_after(Day::LAST, 1), Err(CalendarRange));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the count leaves the calendar, which answers for 2002-01-01 to 2100-12-31")]
pub struct CalendarRange;

/// The two tables.
#[derive(Debug, Clone)]
pub(super) struct Ranks {
    before: Vec<u16>,
    days: Vec<u16>,
}

impl Ranks {
    /// Builds the tables from the working days, O(days).
    pub(super) fn new(works: impl Fn(Day) -> bool) -> Self {
        let mut before = Vec::with_capacity(usize::from(DAYS) + 1);
        let mut days = Vec::with_capacity(usize::from(DAYS));
        for day in Day::FIRST.to(Day::LAST) {
            before.push(days.len() as u16);
            if works(day) {
                days.push(day.index());
            }
        }
        before.push(days.len() as u16);
        Ranks { before, days }
    }

    /// Working days in 2002-01-01 ..= `day`.
    #[inline]
    fn through(&self, day: Day) -> usize {
        usize::from(self.before[usize::from(day.index()) + 1])
    }

    #[inline]
    fn nth(&self, rank: usize) -> Result<Day, CalendarRange> {
        let index = *self.days.get(rank).ok_or(CalendarRange)?;
        Day::from_index(i64::from(index)).ok_or(CalendarRange)
    }

    #[inline]
    pub(super) fn works(&self, day: Day) -> bool {
        let index = usize::from(day.index());
        self.before[index + 1] != self.before[index]
    }

    #[inline]
    pub(super) fn after(&self, day: Day, n: u32) -> Result<Day, CalendarRange> {
        debug_assert!(n >= 1, "the 0th working day after a day is not a day");
        self.nth(self.through(day) + n as usize - 1)
    }

    #[inline]
    pub(super) fn from(&self, day: Day) -> Result<Day, CalendarRange> {
        self.nth(usize::from(self.before[usize::from(day.index())]))
    }

    #[inline]
    pub(super) fn between(&self, a: Day, b: Day) -> i32 {
        self.through(b) as i32 - self.through(a) as i32
    }

    /// The last working day before `day`.
    pub(super) fn last_before(&self, day: Day) -> Option<Day> {
        self.nth(usize::from(self.before[usize::from(day.index())]).checked_sub(1)?).ok()
    }

    /// The latest day from which the n-th working day after it is not after `limit`.
    pub(super) fn latest_with_after(&self, limit: Day, n: u32) -> Option<Day> {
        // days[through(d) + n - 1] <= limit  <=>  through(d) + n <= through(limit)
        let most = self.through(limit).checked_sub(n as usize)?;
        match self.days.get(most) {
            // The day before the working day that would be one too many.
            Some(&next) => Day::from_index(i64::from(next) - 1),
            None => Some(Day::LAST),
        }
    }
}
