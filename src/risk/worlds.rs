//! Which world a trial is in: the values of the open facts and how often each open rework runs again.
//!
//! In: what is open, and the trial. Out: a [`WorldKey`], an integer that names the world. Facts that decide nothing but
//! whether a stretch fails are not part of it: how often it fails is.
//!
//! A chance is compared with 32 bits: it is kept to 1 in 4,294,967,296. The answer of a fact in round `r` of a rework is
//! the draw of that fact in round `r`, so what a stretch finds out when it runs again does not depend on the other
//! stretches.

use crate::network::{Condition, Open, Value};

use super::lanes::LANES;
use super::philox::draws;

/// The name of a world: a bit for each open fact that shapes the network, then for each open rework its rounds.
pub type WorldKey = u128;

/// Draws for facts stand apart from those for lengths: they count their blocks from here.
const FACT_BLOCKS: u32 = 1 << 31;

/// A condition on open facts: any of these holds, each when these bits are set and those are not.
#[derive(Debug, Clone)]
pub(super) struct Bits {
    any: Vec<(u64, u64)>,
}

impl Bits {
    /// The condition, the settled facts being answered.
    fn of(when: &Condition, open: &Open<'_>) -> Bits {
        let settled = &open.case().facts;
        let mut any = Vec::new();
        for all in &when.any {
            let (mut set, mut unset, mut possible) = (0u64, 0u64, true);
            for requirement in all {
                match open.facts.iter().position(|fact| fact.id == requirement.fact) {
                    Some(at) => {
                        let wants = |value: bool| requirement.values.contains(&Value::Bool(value));
                        match (wants(true), wants(false)) {
                            (true, true) => {}
                            (true, false) => set |= 1 << at,
                            (false, true) => unset |= 1 << at,
                            (false, false) => possible = false,
                        }
                    }
                    None => possible &= requirement.holds(settled),
                }
            }
            if possible {
                any.push((set, unset));
            }
        }
        Bits { any }
    }

    #[inline]
    pub(super) fn hold(&self, facts: u64) -> bool {
        self.any.iter().any(|(set, unset)| facts & set == *set && facts & unset == 0)
    }
}

/// A rework that may happen.
#[derive(Debug, Clone)]
pub(super) struct Fails {
    pub(super) when: Bits,
    pub(super) most: u32,
    /// Its facts.
    pub(super) rests_on: Vec<usize>,
    /// Where its rounds begin in the key, and how many bits they take.
    pub(super) at: u32,
    bits: u32,
}

/// How worlds are drawn.
#[derive(Debug, Clone)]
pub(super) struct Worlds {
    /// For each open fact its draw, and below which value of it the fact is true.
    pub(super) facts: Vec<(u32, u32)>,
    /// The facts that are held as true.
    pub(super) always: u64,
    /// The blocks of draws that are needed.
    blocks: Vec<u32>,
    /// The facts that are part of the key.
    pub(super) shape: u64,
    pub(super) reworks: Vec<Fails>,
}

/// More is open than can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuchIsOpen;

impl Worlds {
    /// The worlds of what is open; `slots` gives each open fact its draw, `fixed` those whose answer is held.
    pub(super) fn new(
        open: &Open<'_>,
        slots: &[u32],
        fixed: impl Fn(usize) -> Option<bool>,
    ) -> Result<Worlds, TooMuchIsOpen> {
        if open.facts.len() > 64 {
            return Err(TooMuchIsOpen);
        }
        let below = |(at, fact): (usize, &crate::network::OpenFact)| match fixed(at) {
            Some(_) => 0,
            // Above 0 and below 1: what is open can happen and can fail to.
            None => ((fact.chance * 4_294_967_296.0) as u32).max(1),
        };
        let always =
            (0..open.facts.len()).fold(0, |bits, at| bits | u64::from(fixed(at) == Some(true)) << at);
        let facts: Vec<(u32, u32)> =
            slots.iter().copied().zip(open.facts.iter().enumerate().map(below)).collect();
        let mut blocks: Vec<u32> = slots.iter().map(|slot| slot / 4).collect();
        blocks.sort_unstable();
        blocks.dedup();
        let mut shape = 0u64;
        for (at, fact) in open.facts.iter().enumerate() {
            shape |= u64::from(open.shapes(&fact.id)) << at;
        }
        let mut bit = u64::BITS;
        let mut reworks = Vec::new();
        for rework in &open.reworks {
            let bits = u32::BITS - rework.most.leading_zeros();
            let (when, rests_on) = (Bits::of(&rework.when, open), rework.rests_on.clone());
            // A fact whose answer is held is known: what it brings happens once.
            let held = rests_on.iter().all(|&fact| fixed(fact).is_some());
            let most = if held { rework.most.min(1) } else { rework.most };
            reworks.push(Fails { when, most, rests_on, at: bit, bits });
            bit += bits;
        }
        if bit > WorldKey::BITS {
            Err(TooMuchIsOpen)
        } else {
            Ok(Worlds { facts, always, blocks, shape, reworks })
        }
    }

    /// The worlds of consecutive trials from `first`.
    pub(super) fn draw(&self, seed: u64, first: u64, keys: &mut Vec<WorldKey>, trials: usize) {
        keys.clear();
        if self.facts.is_empty() {
            keys.resize(trials, 0);
            return;
        }
        let mut done = 0;
        while done < trials {
            let at = first + done as u64;
            let lanes = LANES.min(trials - done);
            let mut facts = [self.always; LANES];
            for &block in &self.blocks {
                let words = draws::<LANES>(seed, |lane| at + lane as u64, FACT_BLOCKS | block, 1);
                for (bit, &(slot, below)) in self.facts.iter().enumerate() {
                    if slot / 4 == block {
                        let draws = &words[slot as usize % 4];
                        for lane in 0..LANES {
                            facts[lane] |= u64::from(draws[lane] < below) << bit;
                        }
                    }
                }
            }
            for (lane, &facts) in facts.iter().enumerate().take(lanes) {
                let mut key = WorldKey::from(facts & self.shape);
                for rework in &self.reworks {
                    if rework.when.hold(facts) {
                        let rounds = self.rounds(rework, seed, at + lane as u64, facts);
                        key |= WorldKey::from(rounds) << rework.at;
                    }
                }
                keys.push(key);
            }
            done += lanes;
        }
    }

    /// How often a stretch that fails the first time runs again.
    #[cold]
    fn rounds(&self, rework: &Fails, seed: u64, trial: u64, mut facts: u64) -> u32 {
        let mut rounds = rework.most.min(1);
        while rounds < rework.most {
            for &fact in &rework.rests_on {
                let (slot, below) = self.facts[fact];
                let words = draws::<1>(seed, |_| trial, FACT_BLOCKS | (slot / 4), rounds + 1);
                let held = self.always >> fact & 1;
                let is_true = u64::from(words[slot as usize % 4][0] < below) | held;
                facts = facts & !(1 << fact) | is_true << fact;
            }
            if !rework.when.hold(facts) {
                break;
            }
            rounds += 1;
        }
        rounds
    }

    /// What a key stands for: the open facts, those that do not shape the network as false, and the rounds.
    pub(super) fn world(&self, key: WorldKey) -> (Vec<bool>, Vec<u32>) {
        let facts = (0..self.facts.len()).map(|bit| key >> bit & 1 == 1).collect();
        (facts, self.reworks.iter().map(|rework| self.rounds_of(rework, key)).collect())
    }

    fn rounds_of(&self, rework: &Fails, key: WorldKey) -> u32 {
        (key >> rework.at) as u32 & ((1u64 << rework.bits) - 1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::{Bits, FACT_BLOCKS, Fails, Worlds};
    use crate::risk::philox::draws;

    const SEED: u64 = 7;
    /// Chances are told in 32 bits.
    const HALF: u32 = 1 << 31;

    /// For each fact the number of its draw, and which word of which block that is.
    const FACTS: [(u32, u32, usize); 6] = [(5, 1, 1), (0, 0, 0), (3, 0, 3), (6, 1, 2), (2, 0, 2), (1, 0, 1)];

    /// A rework that happens when one of these sets of facts is true and the other of the pair is not.
    fn fails(any: &[(u64, u64)], most: u32, rests_on: &[usize], at: u32, bits: u32) -> Fails {
        Fails { when: Bits { any: any.to_vec() }, most, rests_on: rests_on.to_vec(), at, bits }
    }

    /// Every answer is one draw: that of the fact in the round. A stretch runs again as long as it fails in each round
    /// from the first, and at most so often. Here fact 3 may be held as true.
    #[test]
    fn each_answer_is_the_draw_of_the_fact_in_the_round() {
        let reworks = vec![
            fails(&[(0b1, 0)], 3, &[0], 64, 2),
            fails(&[(0b10, 0b100), (0b1_0000, 0)], 2, &[1, 2, 4], 66, 2),
            fails(&[(0b10_1000, 0)], 5, &[3, 5], 68, 3),
        ];
        let fail: [fn([bool; 6]) -> bool; 3] =
            [|facts| facts[0], |facts| facts[1] && !facts[2] || facts[4], |facts| facts[3] && facts[5]];
        let shaping = [false, true, true, false, false, true];
        for held in [false, true] {
            let below = |fact| if held && fact == 3 { 0 } else { HALF };
            let worlds = Worlds {
                facts: (0..6).map(|fact| (FACTS[fact].0, below(fact))).collect(),
                always: if held { 0b1000 } else { 0 },
                blocks: vec![0, 1],
                shape: 0b10_0110,
                reworks: reworks.clone(),
            };
            // More than one block of lanes, and trials whose numbers take more than 32 bits.
            let first = (1 << 33) + 5;
            let (mut keys, mut seen) = (Vec::new(), [0; 3]);
            worlds.draw(SEED, first, &mut keys, 200);
            assert_eq!(keys.len(), 200);
            for (trial, key) in (first..).zip(keys) {
                let answers = |round: u32| -> [bool; 6] {
                    std::array::from_fn(|fact| {
                        let (_, block, word) = FACTS[fact];
                        let words = draws::<1>(SEED, |_| trial, FACT_BLOCKS + block, round);
                        held && fact == 3 || words[word][0] < HALF
                    })
                };
                let again = |at: usize| {
                    let failed = (1..=reworks[at].most).take_while(|&round| fail[at](answers(round)));
                    failed.count() as u32
                };
                let rounds: Vec<u32> = (0..3).map(again).collect();
                for (seen, rounds) in seen.iter_mut().zip(&rounds) {
                    *seen |= 1 << rounds;
                }
                let facts: Vec<bool> =
                    shaping.iter().zip(answers(1)).map(|(shapes, answer)| *shapes && answer).collect();
                assert_eq!(worlds.world(key), (facts, rounds), "trial {trial}");
            }
            // No round, one, and as many as there can be: every number came.
            assert_eq!(seen[..2], [0b1111, 0b111]);
            assert!(seen[2] & 0b111 == 0b111, "{seen:?}");
        }
    }

    /// With a chance of `n` in 2³² a fact is true of the draws 0 to `n` − 1, in the first round and in a further one.
    #[test]
    fn a_fact_is_true_of_the_draws_below_its_chance() {
        let draw = |trial, round| draws::<1>(SEED, |_| trial, FACT_BLOCKS, round)[0][0];
        let trial = (0..).find(|&trial| draw(trial, 1) < draw(trial, 2)).expect("every second trial");
        let rounds = |below: u32| {
            let reworks = vec![fails(&[(1, 0)], 2, &[0], 64, 2)];
            let worlds = Worlds { facts: vec![(0, below)], always: 0, blocks: vec![0], shape: 0, reworks };
            let mut keys = Vec::new();
            worlds.draw(SEED, trial, &mut keys, 1);
            worlds.world(keys[0]).1[0]
        };
        let (first, second) = (draw(trial, 1), draw(trial, 2));
        assert_eq!([first, first + 1, second, second + 1].map(rounds), [0, 1, 1, 2]);
    }
}
