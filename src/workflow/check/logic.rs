//! Whether conditions can hold, together and apart, by going through the values of the facts they name.
//!
//! The facts in one question are few, so every combination is tried; where they are not few, no answer is given.

use std::cell::Cell;
use std::collections::HashMap;

use super::super::model::{Condition, Domain, FactId, Value};

/// So many combinations one question may take, and all questions together.
const MOST_WORLDS: usize = 4_096;
const MOST_EFFORT: usize = 4_000_000;

/// The facts and the values they can have.
pub(super) struct Logic {
    domains: HashMap<FactId, Domain>,
    effort: Cell<usize>,
}

/// What a search through the combinations of values gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Search {
    /// These values do it.
    Found(Vec<(FactId, Value)>),
    /// No combination does.
    Never,
    /// There are too many to try.
    TooMany,
}

/// A condition over numbered facts and bit sets of their values.
type Compiled = Vec<Vec<(usize, u64)>>;

/// A fact that a question names, and the values of it that matter.
type Slot = (FactId, Vec<Value>);

impl Logic {
    pub fn new(facts: impl Iterator<Item = (FactId, Domain)>) -> Self {
        Logic { domains: facts.collect(), effort: Cell::new(MOST_EFFORT) }
    }

    /// Whether some values of the facts make it hold.
    pub fn can_hold(&self, condition: &Condition) -> bool {
        condition.any.iter().any(|all| {
            all.iter().all(|requirement| {
                // One alternative can name a fact once only: TOML refuses a key twice.
                let domain = self.domains.get(&requirement.fact);
                domain.is_none_or(|domain| requirement.values.iter().any(|value| domain.contains(value)))
            })
        })
    }

    /// Whether `b` holds whenever `a` does; true when it cannot be known.
    pub fn implies(&self, a: &Condition, b: &Condition) -> bool {
        b.is_always()
            || a == b
            || !matches!(self.search(&[a, b], |holds| holds[0] && !holds[1]), Search::Found(_))
    }

    /// A combination of values for which `wanted` is true of which conditions hold.
    pub fn search(&self, conditions: &[&Condition], mut wanted: impl FnMut(&[bool]) -> bool) -> Search {
        let Some((facts, compiled)) = self.compile(conditions) else { return Search::TooMany };
        let worlds = facts.iter().try_fold(1usize, |worlds, (_, values)| worlds.checked_mul(values.len()));
        let Some(worlds) = worlds.filter(|&worlds| worlds <= MOST_WORLDS) else { return Search::TooMany };
        let cost = worlds.saturating_mul(1 + compiled.iter().map(|all| all.len()).sum::<usize>());
        let Some(left) = self.effort.get().checked_sub(cost) else { return Search::TooMany };
        self.effort.set(left);
        let mut world = vec![0usize; facts.len()];
        let mut holds = vec![false; compiled.len()];
        for _ in 0..worlds {
            for (holds, any) in holds.iter_mut().zip(&compiled) {
                *holds =
                    any.iter().any(|all| all.iter().all(|&(fact, values)| values >> world[fact] & 1 == 1));
            }
            if wanted(&holds) {
                let values = facts
                    .into_iter()
                    .zip(world)
                    .map(|((fact, mut values), at)| (fact, values.swap_remove(at)));
                return Search::Found(values.collect());
            }
            for (value, (_, values)) in world.iter_mut().zip(&facts) {
                *value += 1;
                if *value < values.len() {
                    break;
                }
                *value = 0;
            }
        }
        Search::Never
    }

    /// The facts that are named, in order, with the values that matter, and the conditions over them. `None` when a
    /// fact has more values than fit.
    fn compile(&self, conditions: &[&Condition]) -> Option<(Vec<Slot>, Vec<Compiled>)> {
        let mut facts: Vec<Slot> = Vec::new();
        let mut at: HashMap<&FactId, usize> = HashMap::new();
        let requirements = || conditions.iter().flat_map(|condition| condition.any.iter().flatten());
        for requirement in requirements() {
            let slot = *at.entry(&requirement.fact).or_insert_with(|| {
                facts.push((requirement.fact.clone(), self.values(&requirement.fact)));
                facts.len() - 1
            });
            // Of a count, the numbers that are named matter, and one that is not.
            for value in &requirement.values {
                if matches!(value, Value::Count(_)) && !facts[slot].1.contains(value) {
                    facts[slot].1.push(value.clone());
                }
            }
        }
        for (fact, values) in &mut facts {
            if matches!(self.domains.get(fact), Some(Domain::Count)) {
                let other = (0..).map(Value::Count).find(|other| !values.contains(other));
                values.extend(other);
            }
            if values.is_empty() || values.len() > 64 {
                return None;
            }
        }
        let compile = |condition: &&Condition| -> Compiled {
            let alternatives = condition.any.iter().map(|all| {
                let each = all.iter().map(|requirement| {
                    let slot = at[&requirement.fact];
                    let bits = facts[slot].1.iter().zip(0..);
                    (
                        slot,
                        bits.filter(|(value, _)| requirement.values.contains(value))
                            .map(|(_, bit)| 1u64 << bit)
                            .sum(),
                    )
                });
                each.collect()
            });
            alternatives.collect()
        };
        let compiled = conditions.iter().map(compile).collect();
        Some((facts, compiled))
    }

    fn values(&self, fact: &FactId) -> Vec<Value> {
        match self.domains.get(fact) {
            Some(Domain::Bool) => vec![Value::Bool(false), Value::Bool(true)],
            Some(Domain::Choice(words)) => words.iter().cloned().map(Value::Choice).collect(),
            Some(Domain::Count) | None => Vec::new(),
        }
    }
}
