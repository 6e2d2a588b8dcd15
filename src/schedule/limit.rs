//! The last day that a step's limit allows.
//!
//! In: the dates. Out: for one step the day by which its limit has it finished, counted from its trigger as the step
//! itself is. How far the step is plays no part: what a project's records make of that day is `progress`.

use crate::calendar::{Calendar, Day, Told};
use crate::network::{Network, StepIx};

use super::Schedule;

impl Schedule {
    /// The last day of a step's limit, counted from its trigger, whatever shorter or longer time it is expected to take.
    /// `None` for a step without a limit, for one that is absent or given, and where that day leaves the calendar.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let limit = |id: &str| dates.limit_day(&network, &calendar, step(id));
    /// // 21 natural days from 1 June end on Duanwu; the next working day is Sunday the 25th, a make-up day.
    /// assert_eq!(limit("announcement-window"), Some(Told::sure(day("2023-06-25"))));
    /// assert_eq!(limit("supply-opinion-letter"), None, "no text times it");
    /// ```
    pub fn limit_day(&self, network: &Network, calendar: &Calendar, ix: StepIx) -> Option<Told<Day>> {
        let dated = self.dates(ix);
        // Both stand where the step is counted at all and has a limit.
        dated.timed.length.and(network.step(ix).timing.limit)?;
        // Without another rule the step is counted by its limit.
        let rule = dated.timed.by_limit.unwrap_or(dated.timed.rule);
        let day = calendar.count(&rule, dated.trigger).ok()?.finish.day();
        let between = calendar.touches_provisional(dated.trigger.day(), day);
        Some(Told { value: day, provisional: dated.trigger_provisional || between })
    }
}
