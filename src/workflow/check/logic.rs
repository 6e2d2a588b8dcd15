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

#[cfg(test)]
mod tests {
    use super::super::super::model::Requirement;
    use super::*;

    fn logic() -> Logic {
        let words = |words: &[&str]| Domain::Choice(words.iter().map(|word| word.to_string()).collect());
        let mut facts = vec![
            ("a".to_string(), Domain::Bool),
            ("b".to_string(), Domain::Bool),
            ("class".to_string(), words(&["one", "two", "three"])),
            ("rounds".to_string(), Domain::Count),
        ];
        facts.extend((0..13).map(|at| (format!("f{at}"), Domain::Bool)));
        Logic::new(facts.into_iter().map(|(id, domain)| (FactId::from(id.as_str()), domain)))
    }

    /// `a=true b=false | class=one,two`: alternatives, requirements, values.
    fn condition(text: &str) -> Condition {
        let value = |word: &str| match (word.parse::<bool>(), word.parse::<u32>()) {
            (Ok(value), _) => Value::Bool(value),
            (_, Ok(count)) => Value::Count(count),
            _ => Value::Choice(word.to_string()),
        };
        let requirement = |text: &str| {
            let (fact, values) = text.split_once('=').unwrap();
            let values = values.split(',').filter(|word| !word.is_empty()).map(value).collect();
            Requirement { fact: FactId::from(fact), values }
        };
        let all = |text: &str| text.split_whitespace().map(requirement).collect();
        Condition { any: text.split('|').map(all).collect() }
    }

    #[test]
    fn a_condition_can_hold_when_one_alternative_can() {
        let logic = logic();
        for holds in ["", "a=true", "class=one,two", "a= | b=true", "rounds=3"] {
            assert!(logic.can_hold(&condition(holds)), "{holds}");
        }
        for never in ["a=", "a=true class=", "class=four"] {
            assert!(!logic.can_hold(&condition(never)), "{never}");
        }
        assert!(!logic.can_hold(&Condition { any: Vec::new() }));
    }

    #[test]
    fn implication_is_decided_over_all_values() {
        let logic = logic();
        let implies = |a, b| logic.implies(&condition(a), &condition(b));
        assert!(implies("a=true b=true", "a=true"));
        assert!(!implies("a=true", "a=true b=true"));
        assert!(implies("class=one | class=two", "class=one,two"));
        assert!(implies("class=one,two", "class=one | class=two"));
        assert!(implies("", "a=true | a=false"));
        assert!(!implies("", "class=one | class=two"));
        assert!(implies("a=", "b=true"), "what never holds implies anything");
        assert!(implies("rounds=2", "rounds=1,2"));
        assert!(!implies("", "rounds=0 | rounds=1"), "a count has more values than are named");
    }

    #[test]
    fn a_search_gives_the_values_it_found() {
        let logic = logic();
        let (a, b) = (condition("a=true"), condition("class=one"));
        let found = logic.search(&[&a, &b], |holds| holds[0] && !holds[1]);
        let expected = vec![
            (FactId::from("a"), Value::Bool(true)),
            (FactId::from("class"), Value::Choice("two".to_string())),
        ];
        assert_eq!(found, Search::Found(expected));
        assert_eq!(logic.search(&[&condition("a=")], |holds| holds[0]), Search::Never);
        assert_eq!(logic.search(&[], |_| true), Search::Found(Vec::new()));
    }

    #[test]
    fn too_many_combinations_give_no_answer_and_no_implication_fails() {
        let logic = logic();
        let many: String = (0..13).map(|at| format!("f{at}=true ")).collect();
        let many = condition(&many);
        assert_eq!(logic.search(&[&many], |_| false), Search::TooMany);
        assert!(logic.implies(&Condition::always(), &many));
        // As many as are tried: 2 to the 12th.
        let fewer: String = (0..12).map(|at| format!("f{at}=true ")).collect();
        assert_eq!(logic.search(&[&condition(&fewer)], |_| false), Search::Never);
    }
}
