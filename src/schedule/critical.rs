//! Drivers and the critical path.
//!
//! In: which links set a trigger. Out: the steps on any chain of drivers from the goal back to the start, and the
//! primary one (at each tie the driver that comes first in file order). It is not defined by zero float: with mixed
//! units a step on the path can have float, as a natural-day window that ends in a holiday does.

use std::collections::HashMap;
use std::sync::Arc;

use crate::network::{LinkEnd, Network, StepIx};

use super::{Dated, Schedule};

/// A step that sets a trigger, and which end of it.
pub(super) type Driver = (StepIx, LinkEnd);

/// The steps on any chain of drivers from a step back to the start, absent ones too, by position up to the step.
fn on_chains(network: &Network, driving: &[bool], goal: StepIx) -> Vec<bool> {
    let mut on_chain = vec![false; goal.index() + 1];
    on_chain[goal.index()] = true;
    for ix in network.positions().rev().skip_while(|ix| *ix > goal) {
        if on_chain[ix.index()] {
            for link in network.links_into(ix).filter(|link| driving[*link]) {
                on_chain[network.links()[link].from.index()] = true;
            }
        }
    }
    on_chain
}

/// The driver that comes first in file order, absent steps looked through: of the steps on the chains of drivers that
/// lead to `goal`, by position. An absent step has the first driver of what it hands on. O(steps + links).
pub(super) fn first_drivers(network: &Network, driving: &[bool], goal: StepIx) -> Vec<Option<Driver>> {
    first_drivers_of(network, driving, &on_chains(network, driving, goal))
}

/// The same of the steps asked for; what drives one of them is to be among them.
fn first_drivers_of(network: &Network, driving: &[bool], asked: &[bool]) -> Vec<Option<Driver>> {
    let mut first: Vec<Option<Driver>> = vec![None; asked.len()];
    for ix in network.positions().take(asked.len()).filter(|ix| asked[ix.index()]) {
        let links = network.links_into(ix).filter(|link| driving[*link]).map(|link| &network.links()[link]);
        let drivers = links.filter_map(|link| match network.step(link.from).is_present() {
            true => Some((link.from, link.end)),
            false => first[link.from.index()],
        });
        let driver = drivers.min_by_key(|(from, end)| (file_order(network, *from), *end));
        first[ix.index()] = driver;
    }
    first
}

fn file_order(network: &Network, ix: StepIx) -> (usize, u32) {
    let step = network.step(ix);
    (step.file_order, step.round)
}

/// What an absent step hands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HandsOn {
    /// The trigger of the run, or of a `not_before`: no driver.
    Nothing,
    /// What one step drives or hands on: a present step itself, or an absent one with several.
    From(StepIx),
    /// What several links drive: it is their junction.
    Junction,
}

/// The drivers of many steps of one schedule, absent steps looked through.
///
/// Chains of absent steps are shortened once, in topological order: each knows the one step or junction that it hands
/// on. No list is kept for an absent step that nobody asks about, because the lists along a chain of junctions grow
/// with each and would together take the square of its length; so asking costs the junctions behind a step, each seen
/// once, and the length of the answer. The steps behind one junction share one answer: a thousand that wait for the
/// same absent step cost what one costs.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::Drivers;
/// let mut drivers = Drivers::new(&network, &dates);
/// let chain = dates.critical_path.windows(2).all(|pair| drivers.of(pair[1]).contains(&pair[0]));
/// assert!(chain, "each step of the critical path is driven by the one before it");
/// ```
#[derive(Debug)]
pub struct Drivers<'a> {
    network: &'a Network,
    driving: &'a [bool],
    /// By position; only absent steps are looked up.
    hands_on: Vec<HandsOn>,
    /// The question at which each step was last come by, so that the next one need not clear it.
    seen_at: Vec<usize>,
    questions: usize,
    /// The answers that are shared, by junction.
    shared: HashMap<StepIx, Arc<[StepIx]>>,
}

impl<'a> Drivers<'a> {
    /// Looks through the absent steps once. O(steps + links).
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::schedule::Drivers;
    /// assert!(Drivers::new(&network, &dates).of(step("supply-opinion-letter")).is_empty());
    /// ```
    pub fn new(network: &'a Network, schedule: &'a Schedule) -> Drivers<'a> {
        let steps = network.steps().len();
        let mut drivers = Drivers {
            network,
            driving: &schedule.driving,
            hands_on: vec![HandsOn::Nothing; steps],
            seen_at: vec![0; steps],
            questions: 0,
            shared: HashMap::new(),
        };
        for ix in network.positions().filter(|ix| !network.step(*ix).is_present()) {
            drivers.hands_on[ix.index()] = drivers.joined(ix);
        }
        drivers
    }

    /// The present steps whose links set the trigger of `ix`, in file order.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::schedule::Drivers;
    /// let driving = Drivers::new(&network, &dates).of(step("bidding-window"));
    /// assert_eq!(driving[..], [step("announcement-window")]);
    /// ```
    pub fn of(&mut self, ix: StepIx) -> Arc<[StepIx]> {
        match self.joined(ix) {
            HandsOn::Nothing => Arc::new([]),
            HandsOn::From(from) if self.network.step(from).is_present() => Arc::new([from]),
            HandsOn::From(junction) => match self.shared.get(&junction) {
                Some(known) => Arc::clone(known),
                None => {
                    let found = self.behind(junction);
                    self.shared.insert(junction, Arc::clone(&found));
                    found
                }
            },
            HandsOn::Junction => self.behind(ix),
        }
    }

    /// What the links that set the trigger of a step come to, the absent steps before it being known.
    fn joined(&self, ix: StepIx) -> HandsOn {
        let mut joined = HandsOn::Nothing;
        for source in self.sources(ix) {
            match joined {
                HandsOn::Nothing => joined = HandsOn::From(source),
                HandsOn::From(known) if known == source => {}
                HandsOn::From(_) | HandsOn::Junction => return HandsOn::Junction,
            }
        }
        joined
    }

    /// The present steps and junctions that the driving links of a step come from.
    fn sources(&self, ix: StepIx) -> impl Iterator<Item = StepIx> {
        let links = self.network.links_into(ix).filter(|link| self.driving[*link]);
        links.filter_map(|link| {
            let from = self.network.links()[link].from;
            match self.hands_on[from.index()] {
                _ if self.network.step(from).is_present() => Some(from),
                HandsOn::Nothing => None,
                HandsOn::From(source) => Some(source),
                HandsOn::Junction => Some(from),
            }
        })
    }

    fn behind(&mut self, ix: StepIx) -> Arc<[StepIx]> {
        self.questions += 1;
        let mut found = Vec::new();
        let mut open = vec![ix];
        while let Some(at) = open.pop() {
            let sources: Vec<StepIx> = self.sources(at).collect();
            for source in sources {
                if std::mem::replace(&mut self.seen_at[source.index()], self.questions) == self.questions {
                    continue;
                }
                if self.network.step(source).is_present() { &mut found } else { &mut open }.push(source);
            }
        }
        found.sort_by_key(|ix| file_order(self.network, *ix));
        found.into()
    }
}

/// Marks the critical steps and gives the primary path.
pub(super) fn mark(network: &Network, driving: &[bool], steps: &mut [Dated]) -> Vec<StepIx> {
    let goal = network.goal();
    let on_chain = on_chains(network, driving, goal);
    for ix in network.positions().take(on_chain.len()).filter(|ix| on_chain[ix.index()]) {
        steps[ix.index()].critical = network.step(ix).is_present();
    }
    let first = first_drivers_of(network, driving, &on_chain);
    let mut path = vec![goal];
    let mut at = goal;
    while let Some((from, _)) = first[at.index()] {
        path.push(from);
        at = from;
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::super::{Run, schedule};
    use super::*;
    use crate::calendar::{Calendar, Length};
    use crate::network::{Kind, NetworkLink, NetworkStep, Presence, Stated, Timing};
    use std::collections::BTreeSet;

    fn step(position: usize, present: bool, days: u32) -> NetworkStep {
        let mut timing = Timing::new(if days == 0 { Kind::Act } else { Kind::Task });
        timing.limit = (days > 0).then_some(Length::Working(days));
        let presence = if present { Presence::Present } else { Presence::Absent(Vec::new()) };
        NetworkStep { file_order: position, presence, ..NetworkStep::new(&format!("s{position}"), timing) }
    }

    fn link(from: usize, to: usize, end: LinkEnd) -> NetworkLink {
        let (from, to) = (StepIx::new(from), StepIx::new(to));
        NetworkLink { from, to, end, lag: Length::Working(0), stated: Stated::ByDocument }
    }

    fn dated(calendar: &Calendar, steps: Vec<NetworkStep>, links: Vec<NetworkLink>) -> (Network, Schedule) {
        let goal = StepIx::new(steps.len() - 1);
        let network = Network::new(steps, links, goal).unwrap();
        let dates = schedule(&network, calendar, &Run::from("2023-06-01".parse().unwrap())).unwrap();
        (network, dates)
    }

    /// The drivers by their definition: a driving link from a present step, or what drives the absent step it is from.
    fn by_definition(network: &Network, dates: &Schedule, ix: StepIx) -> BTreeSet<(usize, LinkEnd)> {
        let links =
            network.links_into(ix).filter(|link| dates.driving[*link]).map(|link| &network.links()[link]);
        links
            .flat_map(|link| match network.step(link.from).is_present() {
                true => BTreeSet::from([(link.from.index(), link.end)]),
                false => by_definition(network, dates, link.from),
            })
            .collect()
    }

    #[test]
    fn drivers_are_what_their_definition_says_in_every_small_network() {
        let calendar = Calendar::official();
        let mut state = 1u64;
        let mut below = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        for _ in 0..2_000 {
            let count = 2 + below(9);
            let steps: Vec<NetworkStep> = (0..count)
                .map(|at| step(at, at + 1 == count || below(3) == 0, if below(4) == 0 { 1 } else { 0 }))
                .collect();
            let mut links = Vec::new();
            for to in 1..count {
                for from in 0..to {
                    if below(3) == 0 {
                        let end = if below(5) == 0 { LinkEnd::Start } else { LinkEnd::Finish };
                        links.push(link(from, to, end));
                    }
                }
            }
            let (network, dates) = dated(&calendar, steps, links);
            let first = first_drivers_of(&network, &dates.driving, &vec![true; count]);
            let mut drivers = Drivers::new(&network, &dates);
            // Asked twice and backwards: an answer does not depend on the questions before.
            for ix in network.positions().chain(network.positions().rev()) {
                let expected = by_definition(&network, &dates, ix);
                let steps: BTreeSet<usize> = expected.iter().map(|(step, _)| *step).collect();
                assert_eq!(
                    drivers.of(ix).iter().map(|ix| ix.index()).collect::<Vec<_>>(),
                    Vec::from_iter(steps)
                );
                let expected = expected.first().map(|(step, end)| (StepIx::new(*step), *end));
                assert_eq!(first[ix.index()], expected);
            }
        }
    }

    #[test]
    fn many_steps_behind_a_long_chain_of_absent_ones_share_one_answer() {
        // s0 to s2 are there; a ladder of absent steps, two on each rung, each waiting for both on the rung below;
        // then acts that wait for the top.
        let (rungs, acts) = (2_000, 4_000);
        let mut steps: Vec<NetworkStep> = (0..3).map(|at| step(at, true, 0)).collect();
        let mut links =
            vec![link(0, 3, LinkEnd::Finish), link(1, 3, LinkEnd::Finish), link(2, 4, LinkEnd::Finish)];
        for rung in 0..rungs {
            for side in 0..2 {
                let at = 3 + 2 * rung + side;
                steps.push(step(at, false, 0));
                if rung > 0 {
                    let below = 3 + 2 * (rung - 1);
                    links.extend([link(below, at, LinkEnd::Finish), link(below + 1, at, LinkEnd::Finish)]);
                }
            }
        }
        let top = steps.len() - 1;
        for act in 0..acts {
            steps.push(step(top + 1 + act, true, 0));
            links.push(link(top, top + 1 + act, LinkEnd::Finish));
            // Some wait for both ends of the top, which hands on one thing all the same.
            if act % 2 == 1 {
                links.push(link(top, top + 1 + act, LinkEnd::Start));
            }
        }
        let (network, dates) = dated(&Calendar::official(), steps, links);
        let mut drivers = Drivers::new(&network, &dates);
        let one = drivers.of(StepIx::new(top + 1));
        assert_eq!(one.iter().map(|ix| ix.index()).collect::<Vec<_>>(), [0, 1, 2]);
        for act in 0..acts {
            assert!(Arc::ptr_eq(&one, &drivers.of(StepIx::new(top + 1 + act))));
        }
        assert_eq!(dates.critical_path, [StepIx::new(0), network.goal()]);
    }
}
