//! 程序中止: what a suspension on a day leaves of a schedule.
//!
//! In: a schedule and the day. Out: for each step whether it stands, stopped, or never starts. What the
//! fallback procedure takes from that day is another schedule, of another network.

use crate::calendar::{Day, Moment};
use crate::network::{Network, StepIx};

use super::Schedule;

/// What becomes of a step when the procedure is suspended.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::abort::{Fate, fates};
/// // Suspended on 20 June: the parcel is announced, the announcement period runs until the 25th.
/// let fates = fates(&network, &dates, day("2023-06-20"));
/// let of = |id: &str| fates[step(id).index()];
/// assert_eq!(of("land-announcement"), Fate::Stands);
/// assert_eq!(of("announcement-window"), Fate::Stopped);
/// assert_eq!(of("bidding-window"), Fate::NeverStarts);
/// ```
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
    ///
    /// ```
    /// use permits::schedule::abort::Fate;
    /// assert_eq!([Fate::Stands, Fate::Stopped].map(Fate::as_str), ["stands", "stopped"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Fate::Stands => "stands",
            Fate::Stopped => "stopped",
            Fate::NeverStarts => "never-starts",
        }
    }
}

/// The fate of every step by position when the procedure is suspended on `day`.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::abort::{Fate, fates};
/// // On the day of the contract nothing is left to stop.
/// let all = fates(&network, &dates, day("2023-07-07"));
/// assert!(all.iter().all(|fate| *fate == Fate::Stands));
/// ```
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
