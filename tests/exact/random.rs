//! Random networks that are small enough to be enumerated.

use std::fmt::Write as _;

use permits::network::{Basis, Open};
use permits::risk::{Budget, Draws, Exactly, Held, Model, RiskError, Shape, Solver, Terms};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::asked::{self, Asked};
use super::enumerated::enumerated;
use super::{are_alike, is_what_was_counted, walker};

/// The case with facts left open, stretches that may fail and two parties to a consultation; estimates have two or three
/// points, so that there are few enough combinations to schedule them all.
fn opened(case: &walker::networks::Case) -> walker::networks::Case {
    let mut case = case.clone();
    let mut replies = String::new();
    for (_, text) in &mut case.library {
        *text = narrowed(text).replace("parties = [\"party\"]", "parties = [\"office\", \"party\"]");
        *text = text.replace("max = 3", "max = 2");
        for table in text.split("[[step]]").skip(1).filter(|table| table.contains("kind = \"consultation\""))
        {
            let id = table.split('"').nth(1).expect("an id");
            let number: u32 = id.trim_start_matches('s').parse().expect("s and a number");
            if !number.is_multiple_of(3) || replies.contains(&format!("[step.{id}.party.office]")) {
                continue;
            }
            let unit = if number.is_multiple_of(2) { "d" } else { "wd" };
            let _ = write!(
                replies,
                "\n[step.{id}.party.office]\nsilent = 0.3\nestimate = \"{}{unit}\"\n\
                 \n[step.{id}.party.party]\nsilent = 0.{}\nestimate = \"{}wd\"\n",
                1 + number % 7,
                number % 10,
                1 + number % 13,
            );
        }
    }
    case.assumptions = narrowed(&case.assumptions) + &replies;
    // What is to be open must not be set.
    case.facts.retain(|(fact, _)| !fact.starts_with("failed") && fact != "wet");
    case.reworks.clear();
    for (fact, chance) in [("wet", 0.5), ("failed-0", 0.4), ("failed-1", 0.6)] {
        let _ = write!(case.assumptions, "\n[fact.{fact}]\nchance = {chance}\n");
    }
    case
}

/// The text with every estimate narrowed to at most three days.
fn narrowed(text: &str) -> String {
    let mut narrowed = String::new();
    for line in text.lines() {
        match line.strip_prefix("estimate = { min = \"") {
            Some(rest) => {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let min: u32 = digits.parse().expect("a number");
                let unit = if rest[digits.len()..].starts_with("wd") { "wd" } else { "d" };
                let more = 1 + (line.len() as u32 + min) % 2;
                let (likely, max) = (min + more / 2, min + more);
                let _ = writeln!(
                    narrowed,
                    "estimate = {{ min = \"{min}{unit}\", likely = \"{likely}{unit}\", max = \"{max}{unit}\" }}"
                );
            }
            None => {
                narrowed.push_str(line);
                narrowed.push('\n');
            }
        }
    }
    narrowed
}

/// How a random case came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// Held against so many combinations.
    Compared(usize),
    /// A world of it makes no network, or there are too many combinations.
    LeftAside,
}

fn compare(case: &walker::networks::Case) -> Result<Came, TestCaseError> {
    let case = opened(case);
    let mut asked = Asked::of(&case);
    // Every basis but the statutory one draws what has an estimate.
    if asked.run.basis != Basis::Statutory {
        asked.run.basis = Basis::Likely;
    }
    let Asked { settled, given, calendar, run, .. } = &asked;
    let open = Open::of(asked.case(), settled).expect("every party that answers has a time");
    let shape = Shape::ALL[case.assumptions.len() % 2];
    let (counting, basis, start) = (run.counting, run.basis, run.start);
    let terms = Terms { calendar, counting, basis, shape, given, start };
    let model = match Model::new(open, terms, &mut Draws::default()) {
        Ok(model) => model,
        Err(RiskError::World { .. } | RiskError::Given(_)) => return Ok(Came::LeftAside),
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    let variant = model.hold(Held::default()).expect("few facts");
    let Some(counted) = enumerated(&variant, calendar, run) else { return Ok(Came::LeftAside) };
    let mut solver = Solver::new(&variant, Budget::default());
    let exact = match solver.everything(start) {
        Ok(Exactly::Known(exact)) => exact,
        other => {
            return Err(TestCaseError::fail(format!("{} combinations: {other:?}", counted.combinations)));
        }
    };
    is_what_was_counted(&exact, &counted)?;
    let goal = Solver::new(&variant, Budget::default()).goal(start).expect("as before").known();
    are_alike("goal alone", &goal.expect("within the budget"), &counted.goal)?;
    Ok(Came::Compared(counted.combinations))
}

proptest! {
    #![proptest_config(asked::random(400, 500))]

    #[test]
    fn a_small_random_network_is_what_enumerating_everything_gives(case in walker::networks::cases()) {
        compare(&case)?;
    }
}

#[test]
fn many_random_networks_are_small_enough_to_be_enumerated() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let came: Vec<Came> = (0..200)
        .map(|_| {
            let case = walker::networks::cases().new_tree(&mut runner).expect("a case").current();
            compare(&case).expect("as enumerated")
        })
        .collect();
    let compared: Vec<usize> = came
        .iter()
        .filter_map(|came| if let Came::Compared(many) = came { Some(*many) } else { None })
        .collect();
    let in_earnest = compared.iter().filter(|many| **many > 10).count();
    assert!(compared.len() > 60 && in_earnest > 40, "{} compared, {in_earnest} in earnest", compared.len());
}
