//! What is due in the days that come.
//!
//! In: a project's progress, a number of working days. Out: every step that is open and due by then, overdue ones first:
//! the last day of its limit, or else the day it is expected to finish. Milestones are nobody's to do.

use crate::calendar::{Calendar, CalendarRange, Day, Told};
use crate::network::{Kind, StepIx};
use crate::schedule::State;

use super::Tracked;

/// So many working days are looked ahead.
pub const AHEAD: u32 = 10;

/// An open step and the day it is due.
///
/// ```
#[doc = include_str!("../../set_up/tracked.md")]
/// let due = tracked.due_within(&calendar, 10).unwrap()[0];
/// assert_eq!((due.step, due.state), (step("announcement-window"), State::Running));
/// assert_eq!((due.day, due.is_limit), (Told::sure(day("2023-06-26")), true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The step.
    pub step: StepIx,
    /// How far it is.
    pub state: State,
    /// The last day of its limit, or the day it is expected to finish.
    pub day: Told<Day>,
    /// Whether that day is a limit's.
    pub is_limit: bool,
}

impl Tracked {
    /// What is due up to the last of so many working days after the day asked for, in the order of the days.
    ///
    /// # Errors
    /// [`CalendarRange`]: the days leave the calendar.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// // Until 26 June, when the announcement ends, the 21st, the make-up Sunday 25th and the 26th are worked.
    /// let steps = |days: u32| tracked.due_within(&calendar, days).unwrap().len();
    /// assert_eq!((steps(2), steps(3)), (0, 1));
    /// ```
    pub fn due_within(&self, calendar: &Calendar, working_days: u32) -> Result<Vec<Due>, CalendarRange> {
        let last = match working_days {
            0 => self.as_of,
            days => calendar.workday_after(self.as_of, days)?,
        };
        let due = |step: StepIx| {
            if self.network.step(step).timing.kind == Kind::Milestone {
                return None;
            }
            let (dated, state) = (self.now(step), self.state(step));
            let limit = self.forecast.progress(step).and_then(|progress| progress.due);
            let expected = self.forecast.progress(step).and_then(|progress| progress.expected);
            let finish = dated.told_finish().map(|finish| finish.day());
            let day = match state {
                State::Done => return None,
                State::Overdue => limit.or(expected).unwrap_or(finish),
                _ => limit.unwrap_or(finish),
            };
            // Where nothing is recorded nobody can say what of the past is open.
            let in_time = day.value <= last && (self.has_records || day.value >= self.as_of);
            in_time.then_some(Due { step, state, day, is_limit: limit.is_some() })
        };
        let mut due: Vec<Due> = self.steps().filter_map(due).collect();
        due.sort_by_key(|due| (due.day.value, due.step));
        Ok(due)
    }
}
