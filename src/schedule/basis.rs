//! What the length of the plan rests on.
//!
//! In: a schedule. Out: the days of the primary critical path, shared out by where each length comes from. The path
//! cuts the time from the start to the goal's finish into stretches without gaps, so the shares add up to the whole.

use crate::calendar::{Calendar, Day};
use crate::network::{Anchor, Kind, LinkEnd, Network, Origin, StepIx};

use super::{Float, Schedule, between, critical};

/// What a stretch of the critical path rests on.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasisShare {
    /// What they rest on.
    pub rests_on: RestsOn,
    /// How many: the shares add up to the schedule's duration, both ways.
    pub days: Float,
}

impl Schedule {
    /// The days from the start to the goal's finish, by what they rest on, largest first by origin's order.
    pub fn rests_on(&self, network: &Network, calendar: &Calendar) -> Vec<BasisShare> {
        let mut stretches: Vec<(RestsOn, Day, Day)> = Vec::new();
        let mut at = network.goal();
        let mut end = self.dates(at).finish().day();
        loop {
            let dated = self.dates(at);
            let from = dated.trigger.day();
            stretches.push((self.step_rests_on(network, at), from, end));
            match critical::driving_ends(network, &self.driving, at).first() {
                Some(&(driver, link_end)) => {
                    end = match link_end {
                        LinkEnd::Finish => self.dates(driver).finish().day(),
                        LinkEnd::Start => self.dates(driver).counted.begins.day(),
                    };
                    stretches.push((RestsOn::Length(Origin::Regulation), end, from));
                    at = driver;
                }
                None => {
                    stretches.push((RestsOn::GivenDay, self.run.start, from));
                    break;
                }
            }
        }
        let mut shares: Vec<BasisShare> = Vec::new();
        for (rests_on, from, to) in stretches {
            let days = between(calendar, from, to);
            match shares.iter_mut().find(|share| share.rests_on == rests_on) {
                Some(share) => {
                    share.days.working += days.working;
                    share.days.natural += days.natural;
                }
                None => shares.push(BasisShare { rests_on, days }),
            }
        }
        shares.retain(|share| share.days != Float { working: 0, natural: 0 });
        shares.sort_by_key(|share| share.rests_on);
        shares
    }

    fn step_rests_on(&self, network: &Network, ix: StepIx) -> RestsOn {
        let step = network.step(ix);
        match (self.length(network, ix).1, step.timing.kind) {
            _ if matches!(step.anchor, Anchor::Given(_)) => RestsOn::GivenDay,
            (Some(Origin::Untimed) | None, Kind::Meeting) => {
                step.timing.cadence.map_or(RestsOn::Waiting, |(_, origin)| RestsOn::Length(origin))
            }
            (Some(Origin::Untimed) | None, _) => RestsOn::Waiting,
            (Some(origin), _) => RestsOn::Length(origin),
        }
    }
}
