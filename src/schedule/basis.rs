//! What the length of the plan rests on.
//!
//! In: a schedule. Out: the days of the primary critical path, shared out by where each length comes from. The path
//! cuts the time from the start to the goal's finish into stretches without gaps, so the shares add up to the whole.

use crate::calendar::{Calendar, Day};
use crate::network::{Kind, LinkEnd, Network, Origin, StepIx};

use super::{Float, Schedule, between, critical};

/// What a stretch of the critical path rests on.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::RestsOn;
/// // The project gives a day for the letter: the four days before it rest on that.
/// let later = Some(Moment::in_hours(day("2023-06-05")));
/// let network = network.with_step(step("supply-opinion-letter"), |step| step.anchor.not_before = later);
/// let shares = schedule(&network, &calendar, &run).unwrap().rests_on(&network, &calendar);
/// let given = shares.iter().find(|share| share.rests_on == RestsOn::GivenDay).unwrap();
/// assert_eq!(given.days, Float { working: 2, natural: 4 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RestsOn {
    /// A length, by its origin. A lag of a link counts as the regulation's.
    Length(Origin),
    /// Waiting for an office day or a sitting after the step before.
    Waiting,
    /// Waiting for a day that the project gives: a `not_before`, or a given finish.
    GivenDay,
}

/// The days of one basis.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// let natural = dates.rests_on(&network, &calendar).iter().map(|share| share.days.natural).sum::<i32>();
/// assert_eq!(natural, dates.duration.natural);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasisShare {
    /// What they rest on.
    pub rests_on: RestsOn,
    /// How many: the shares add up to the schedule's duration, both ways; there are none when the
    /// finishes that are given put the goal before the start.
    pub days: Float,
}

/// One step's part of the primary critical path.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::network::LinkEnd;
/// let stretches = dates.stretches(&network);
/// let bidding = stretches.iter().find(|stretch| stretch.step == step("bidding-window")).unwrap();
/// assert_eq!((bidding.from, bidding.to), (day("2023-06-25"), day("2023-07-07")));
/// assert_eq!(bidding.leaves_from, LinkEnd::Finish);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The step.
    pub step: StepIx,
    /// Whether the path goes on from its finish, or leaves it as soon as it begins.
    pub leaves_from: LinkEnd,
    /// The day it is entered: its trigger.
    pub from: Day,
    /// The day it is left.
    pub to: Day,
}

impl Schedule {
    /// The primary critical path with the days each step takes of it, from the start to the goal. Between two
    /// stretches lies nothing but the lag of a link.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let stretches = dates.stretches(&network);
    /// let window = stretches.iter().find(|stretch| stretch.step == step("announcement-window")).unwrap();
    /// assert_eq!((window.from, window.to), (day("2023-06-01"), day("2023-06-25")));
    /// assert!(stretches.windows(2).all(|pair| pair[0].to == pair[1].from), "without gaps");
    /// ```
    pub fn stretches(&self, network: &Network) -> Vec<Stretch> {
        self.stretches_to(network, network.goal())
    }

    /// The same of the chain of first drivers that leads to another step.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let stretches = dates.stretches_to(&network, step("announcement-window"));
    /// assert_eq!(stretches.last().unwrap().to, day("2023-06-25"));
    /// ```
    pub fn stretches_to(&self, network: &Network, goal: StepIx) -> Vec<Stretch> {
        let first = critical::first_drivers(network, &self.driving, goal);
        let mut stretches = Vec::new();
        let (mut step, mut leaves_from) = (goal, LinkEnd::Finish);
        loop {
            let dated = self.dates(step);
            let to = match leaves_from {
                LinkEnd::Finish => dated.finish().day(),
                LinkEnd::Start => dated.counted.begins.day(),
            };
            stretches.push(Stretch { step, leaves_from, from: dated.trigger.day(), to });
            match first[step.index()] {
                Some(driver) => (step, leaves_from) = driver,
                None => break,
            }
        }
        stretches.reverse();
        stretches
    }

    /// The days from the start to the goal's finish, by what they rest on, in the order of [`RestsOn`].
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::{network::Origin, schedule::RestsOn};
    /// // The announcement and the bidding are the regulation's, and nothing else takes time.
    /// let shares = dates.rests_on(&network, &calendar);
    /// assert_eq!((shares.len(), shares[0].rests_on), (1, RestsOn::Length(Origin::Regulation)));
    /// assert_eq!(shares[0].days, dates.duration);
    /// ```
    pub fn rests_on(&self, network: &Network, calendar: &Calendar) -> Vec<BasisShare> {
        self.rests_on_between(network, calendar, self.run.start, self.finish(network).day())
    }

    /// The same for the days in (first, last]: they add up to what lies between the two, as far as the path runs there.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let (from, to) = (day("2023-06-01"), day("2023-06-25"));
    /// let shares = dates.rests_on_between(&network, &calendar, from, to);
    /// assert_eq!(shares.iter().map(|share| share.days.natural).sum::<i32>(), 24);
    /// ```
    pub fn rests_on_between(
        &self,
        network: &Network,
        calendar: &Calendar,
        first: Day,
        last: Day,
    ) -> Vec<BasisShare> {
        let mut shares: Vec<BasisShare> = Vec::new();
        let mut add = |rests_on: RestsOn, from: Day, to: Day| {
            let (from, to) = (from.clamp(first, last.max(first)), to.clamp(first, last.max(first)));
            let days = between(calendar, from, to);
            match shares.iter_mut().find(|share| share.rests_on == rests_on) {
                Some(share) => {
                    share.days.working += days.working;
                    share.days.natural += days.natural;
                }
                None => shares.push(BasisShare { rests_on, days }),
            }
        };
        let mut reached = self.run.start;
        for (position, stretch) in self.stretches(network).into_iter().enumerate() {
            let gap = if position == 0 { RestsOn::GivenDay } else { RestsOn::Length(Origin::Regulation) };
            add(gap, reached, stretch.from);
            let part = match stretch.leaves_from {
                LinkEnd::Finish => self.step_rests_on(network, stretch.step),
                LinkEnd::Start => RestsOn::Waiting,
            };
            add(part, stretch.from, stretch.to);
            reached = stretch.to;
        }
        shares.retain(|share| share.days != Float { working: 0, natural: 0 });
        shares.sort_by_key(|share| share.rests_on);
        shares
    }

    fn step_rests_on(&self, network: &Network, ix: StepIx) -> RestsOn {
        let step = network.step(ix);
        match (self.length(network, ix).1, step.timing.kind) {
            _ if step.anchor.finished.is_some() => RestsOn::GivenDay,
            (Some(Origin::Untimed) | None, Kind::Meeting) => {
                step.timing.cadence.map_or(RestsOn::Waiting, |(_, origin)| RestsOn::Length(origin))
            }
            (Some(Origin::Untimed) | None, _) => RestsOn::Waiting,
            (Some(origin), _) => RestsOn::Length(origin),
        }
    }
}
