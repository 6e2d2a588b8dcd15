//! 程序中止: what a suspension on a day leaves of a schedule.
//!
//! In: a schedule and the day. Out: for each step whether it stands, stopped, or never starts (semantics §6). What the
//! fallback procedure takes from that day is another schedule, of another network.

use crate::calendar::{Day, Moment};
use crate::network::{Network, StepIx};

use super::Schedule;

/// What becomes of a step when the procedure is suspended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It had finished by (the day, in-hours).
    Stands,
    /// It had begun by then.
    Stopped,
    /// The rest.
    NeverStarts,
}

impl Fate {
    /// The word in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Fate::Stands => "stands",
            Fate::Stopped => "stopped",
            Fate::NeverStarts => "never-starts",
        }
    }
}

/// The fate of every step by position when the procedure is suspended on `day`.
pub fn fates(network: &Network, schedule: &Schedule, day: Day) -> Vec<Fate> {
    let suspended = Moment::in_hours(day);
    let fate = |ix: StepIx| {
        let dated = schedule.dates(ix);
        if dated.finish() <= suspended {
            Fate::Stands
        } else if dated.counted.begins <= suspended {
            Fate::Stopped
        } else {
            Fate::NeverStarts
        }
    };
    network.positions().map(fate).collect()
}
