//! The exact distribution against full enumeration of small networks and of chains of them, against trials of large
//! ones, and what it costs.

#[path = "../common/asked.rs"]
mod asked;
#[path = "../common/small.rs"]
mod small;
#[path = "../common/walker/mod.rs"]
mod walker;

mod bands;
mod chains;
mod corners;
mod costs;
mod enumerated;
mod random;
mod ways;
mod worlds;

use std::collections::BTreeMap;

use permits::calendar::Day;
use permits::risk::Exact;
use proptest::prelude::*;

use enumerated::Counted;

/// What probabilities may differ by.
const ALIKE: f64 = 1e-12;

fn are_alike(what: &str, exact: &[(Day, f64)], counted: &BTreeMap<Day, f64>) -> Result<(), TestCaseError> {
    let mut days: BTreeMap<Day, (f64, f64)> = BTreeMap::new();
    for (day, chance) in exact {
        prop_assert!(days.insert(*day, (*chance, 0.0)).is_none(), "{what}: {day} twice");
    }
    for (day, chance) in counted {
        days.entry(*day).or_default().1 = *chance;
    }
    for (day, (exact, counted)) in days {
        prop_assert!((exact - counted).abs() <= ALIKE, "{what} on {day}: {exact}, enumerated {counted}");
    }
    Ok(())
}

fn is_what_was_counted(exact: &Exact, counted: &Counted) -> Result<(), TestCaseError> {
    are_alike("goal", &exact.goal, &counted.goal)?;
    let steps: Vec<usize> = exact.steps.iter().map(|step| step.step).collect();
    prop_assert_eq!(steps, counted.steps.keys().copied().collect::<Vec<_>>());
    for step in &exact.steps {
        are_alike(&format!("step {}", step.step), &step.finishes, &counted.steps[&step.step])?;
        let happens: f64 = step.finishes.iter().map(|(_, chance)| chance).sum();
        prop_assert!((happens - step.happens).abs() <= ALIKE, "step {}: {happens}", step.step);
    }
    let pairs =
        [("promise", &exact.promises, &counted.promises), ("reply", &exact.replies, &counted.replies)];
    for (what, exact, counted) in pairs {
        for (at, (exact, counted)) in exact.iter().zip(counted).enumerate() {
            let differs = (exact.0 - counted.0).abs().max((exact.1 - counted.1).abs());
            prop_assert!(differs <= ALIKE, "{what} {at}: {exact:?}, enumerated {counted:?}");
        }
    }
    for (exact, counted) in exact.rounds.iter().zip(&counted.rounds) {
        for at in 0..exact.len().max(counted.len()) {
            let of = |rounds: &[f64]| rounds.get(at).copied().unwrap_or(0.0);
            prop_assert!(
                (of(exact) - of(counted)).abs() <= ALIKE,
                "rounds {exact:?}, enumerated {counted:?}"
            );
        }
    }
    prop_assert!((exact.out_of_scope - counted.out_of_scope).abs() <= ALIKE);
    Ok(())
}
