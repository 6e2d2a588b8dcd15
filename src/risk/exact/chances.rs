//! How likely each world is.
//!
//! In: the open facts with their chances, the open reworks ([`Worlds`]). Out: every world that can come with its
//! probability, in the order of their keys. Facts that no rework brings together are independent, so each group of facts
//! is worked out by itself and the groups are multiplied.
//!
//! A fact is true with the probability with which its 32 bits fall below its threshold: the one that is sampled.

use std::collections::BTreeMap;

use crate::risk::worlds::{Fails, WorldKey, Worlds};

use super::meter::{Meter, Spent};

/// Facts that are answered together: so many of them are told apart one by one.
const MOST_FACTS: usize = 20;

/// How often each rework of a group has run again, and which of them have failed every time.
type Rounds = (Vec<u32>, Vec<bool>);

/// The worlds that can come, each with its probability.
pub(super) fn of_worlds(worlds: &Worlds, meter: &mut Meter) -> Result<Vec<(WorldKey, f64)>, Spent> {
    let mut all = vec![(0, 1.0)];
    for group in groups(worlds) {
        let parts = of_group(worlds, &group, meter)?;
        meter.spend((all.len() * parts.len()) as u64)?;
        let product = all.iter().flat_map(|&(key, chance): &(WorldKey, f64)| {
            parts.iter().map(move |(part, of_part)| (key | part, chance * of_part))
        });
        all = product.collect();
    }
    all.sort_unstable_by_key(|(key, _)| *key);
    Ok(all)
}

/// The facts that decide something, those that one rework names together.
fn groups(worlds: &Worlds) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..worlds.facts.len()).collect();
    for rework in &worlds.reworks {
        for pair in rework.rests_on.windows(2) {
            let (kept, merged) = (group_of[pair[0]], group_of[pair[1]]);
            group_of.iter_mut().filter(|group| **group == merged).for_each(|group| *group = kept);
        }
    }
    let decides = |fact: &usize| {
        worlds.shape >> fact & 1 == 1 || worlds.reworks.iter().any(|rework| rework.rests_on.contains(fact))
    };
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for fact in (0..worlds.facts.len()).filter(decides) {
        groups.entry(group_of[fact]).or_default().push(fact);
    }
    groups.into_values().collect()
}

/// The part of the key that a group of facts decides.
fn of_group(worlds: &Worlds, group: &[usize], meter: &mut Meter) -> Result<BTreeMap<WorldKey, f64>, Spent> {
    let reworks: Vec<&Fails> = worlds
        .reworks
        .iter()
        .filter(|rework| rework.rests_on.iter().any(|fact| group.contains(fact)))
        .collect();
    let mut parts = BTreeMap::new();
    for (facts, chance) in answers(worlds, group, meter)? {
        let shape = WorldKey::from(facts & worlds.shape);
        let failed: Vec<bool> = reworks.iter().map(|rework| rework.when.hold(facts)).collect();
        let once = |(rework, failed): (&&Fails, &bool)| rework.most.min(u32::from(*failed));
        let rounds: Vec<u32> = reworks.iter().zip(&failed).map(once).collect();
        for (rounds, of_rounds) in further_rounds(worlds, &reworks, (rounds, failed), meter)? {
            let of_rework = |(rework, rounds): (&&Fails, &u32)| WorldKey::from(*rounds) << rework.at;
            let key = reworks.iter().zip(&rounds).map(of_rework).fold(shape, |key, part| key | part);
            *parts.entry(key).or_insert(0.0) += chance * of_rounds;
        }
    }
    Ok(parts)
}

/// How often each rework runs again at last. In every round those that still fail ask their facts anew, and two that
/// ask the same fact in the same round get the same answer.
fn further_rounds(
    worlds: &Worlds,
    reworks: &[&Fails],
    first: Rounds,
    meter: &mut Meter,
) -> Result<BTreeMap<Vec<u32>, f64>, Spent> {
    let (mut open, mut done) = (BTreeMap::from([(first, 1.0)]), BTreeMap::new());
    while let Some(((rounds, failed), chance)) = open.pop_first() {
        let goes_on: Vec<usize> =
            (0..reworks.len()).filter(|&at| failed[at] && rounds[at] < reworks[at].most).collect();
        if goes_on.is_empty() {
            *done.entry(rounds).or_insert(0.0) += chance;
            continue;
        }
        let mut asked: Vec<usize> = goes_on.iter().flat_map(|&at| reworks[at].rests_on.clone()).collect();
        asked.sort_unstable();
        asked.dedup();
        for (facts, of_facts) in answers(worlds, &asked, meter)? {
            let (mut rounds, mut failed) = (rounds.clone(), vec![false; reworks.len()]);
            for &at in &goes_on {
                failed[at] = reworks[at].when.hold(facts);
                rounds[at] += u32::from(failed[at]);
            }
            *open.entry((rounds, failed)).or_insert(0.0) += chance * of_facts;
        }
    }
    Ok(done)
}

/// Every combination of answers that can come to these facts, as bits, with its probability.
fn answers(worlds: &Worlds, facts: &[usize], meter: &mut Meter) -> Result<Vec<(u64, f64)>, Spent> {
    if facts.len() > MOST_FACTS {
        return Err(Spent);
    }
    meter.spend(1 << facts.len())?;
    let mut all = vec![(0u64, 1.0)];
    for &fact in facts {
        let held = worlds.always >> fact & 1 == 1;
        let is_true = if held { 1.0 } else { f64::from(worlds.facts[fact].1) / 4_294_967_296.0 };
        let either = all.iter().flat_map(|&(bits, chance)| {
            [(bits, chance * (1.0 - is_true)), (bits | 1 << fact, chance * is_true)]
        });
        all = either.filter(|(_, chance)| *chance > 0.0).collect();
    }
    Ok(all)
}
