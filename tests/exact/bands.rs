//! What is too large to enumerate, against trials of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use permits::calendar::Day;
use permits::diagnostic::Sources;
use permits::risk::{Budget, Detail, Exactly, Held, Sampling, Shape, Solver, Variant};
use permits::workflow::{Library, Which, load_assumptions, load_workflow, parse_assumptions};

use super::chains::{with_case, with_model};
use super::{ALIKE, are_alike, small};

/// How far a share of so many trials may be from its probability, so that all of `shares` such shares stay inside with
/// 99.9 % (Hoeffding's inequality for one, split evenly among them).
fn band(trials: u64, shares: usize) -> f64 {
    ((2.0 * shares as f64 / 0.001).ln() / (2.0 * trials as f64)).sqrt()
}

/// Every day's share of trials done by it, all at once within 99.9 % (the inequality of Dvoretzky, Kiefer and Wolfowitz
/// with Massart's constant: the band of one share holds for all of them).
fn lies_within_the_band(goal: &[(Day, f64)], variant: &Variant<'_, '_>, start: Day, trials: u64) {
    let sampling = Sampling { seed: 7, trials: 0..trials, threads: 0, detail: Detail::Dates };
    let tally = variant.assess(start, &sampling, &()).expect("a tally");
    let (mut exact, mut sampled) = (0.0, 0);
    let exact_of: BTreeMap<i32, f64> =
        goal.iter().map(|(day, chance)| (i32::from(day.index()), *chance)).collect();
    let sampled_of: BTreeMap<i32, u64> = tally.days.iter().collect();
    let days: BTreeSet<i32> = exact_of.keys().chain(sampled_of.keys()).copied().collect();
    for day in days {
        exact += exact_of.get(&day).copied().unwrap_or(0.0);
        sampled += sampled_of.get(&day).copied().unwrap_or(0);
        let share = sampled as f64 / trials as f64;
        assert!((share - exact).abs() <= band(trials, 1), "by day {day}: {exact}, of trials {share}");
        assert!(sampled == 0 || exact > 0.0, "a trial came to a day that cannot come");
    }
}

fn adds_up(goal: &[(Day, f64)]) {
    let sum: f64 = goal.iter().map(|(_, chance)| chance).sum();
    assert!((sum - 1.0).abs() <= ALIKE, "adds up to {sum}");
    assert!(goal.iter().all(|(_, chance)| *chance > 0.0) && goal.windows(2).all(|two| two[0].0 < two[1].0));
}

/// Calls with a shipped workflow under the assumption set with chances.
fn with_shipped(name: &str, call: impl FnOnce(&Variant<'_, '_>, Day)) {
    with_shipped_under("stressed", name, call);
}

fn with_shipped_under(set: &str, name: &str, call: impl FnOnce(&Variant<'_, '_>, Day)) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed(name), &mut sources).expect("it loads");
    let (set, _) = load_assumptions(&library, &Which::typed(set), &mut sources).expect("it loads");
    let start = "2023-06-01".parse().expect("a date");
    with_model(&(workflow, set), start, Shape::Pert, |model| {
        call(&model.hold(Held::default()).expect("few facts"), start);
    });
}

const SHIPPED: [&str; 5] =
    ["full-path", "design-scheme-supply", "conventional", "land-supply", "build-on-land-delivery"];

#[test]
fn the_goal_of_a_shipped_workflow_lies_within_the_band_of_ten_million_trials() {
    for name in SHIPPED {
        with_shipped(name, |variant, start| {
            let goal = Solver::new(variant, Budget::default()).goal(start).expect("a case").known();
            let goal = goal.unwrap_or_else(|| panic!("{name} is within the budget"));
            adds_up(&goal);
            lies_within_the_band(&goal, variant, start, 10_000_000);
        });
    }
}

/// Under the assumptions that every command takes unless told otherwise.
#[test]
fn each_shipped_workflow_has_one_answer_whichever_way_it_is_asked_for() {
    for name in SHIPPED {
        with_shipped_under("promised", name, |variant, start| {
            let goal = Solver::new(variant, Budget::default()).goal(start).expect("a case").known();
            let goal = goal.expect("within the budget");
            adds_up(&goal);
            lies_within_the_band(&goal, variant, start, 100_000);
            let goal: BTreeMap<Day, f64> = goal.into_iter().collect();
            let all = variant.exact(start, Budget::default()).expect("a case").known().expect("cheap");
            are_alike("everything", &all.goal, &goal).expect("the same");
            for step in &all.steps {
                let sum: f64 = step.finishes.iter().map(|(_, chance)| chance).sum();
                assert!((sum - step.happens).abs() <= ALIKE && step.happens <= 1.0 + ALIKE, "{}", step.step);
            }
            assert!(all.promises.iter().all(|(tested, kept)| kept <= tested && *tested <= 1.0 + ALIKE));
        });
    }
}

#[test]
fn promises_and_silence_of_a_shipped_workflow_lie_within_the_band() {
    for name in ["conventional", "build-on-land-delivery", "design-scheme-supply"] {
        everything_lies_within_the_band(name);
    }
}

fn everything_lies_within_the_band(name: &str) {
    const TRIALS: u64 = 1_000_000;
    with_shipped(name, |variant, start| {
        let exact = Solver::new(variant, Budget::default()).everything(start).expect("a case").known();
        let exact = exact.expect("within the budget");
        adds_up(&exact.goal);
        lies_within_the_band(&exact.goal, variant, start, TRIALS);
        for step in &exact.steps {
            let sum: f64 = step.finishes.iter().map(|(_, chance)| chance).sum();
            assert!((sum - step.happens).abs() <= ALIKE, "{name}: step {} adds up to {sum}", step.step);
        }
        let sampling = Sampling { seed: 7, trials: 0..TRIALS, threads: 0, detail: Detail::Dates };
        let tally = variant.assess(start, &sampling, &()).expect("a tally");
        let share = |count: u64| count as f64 / TRIALS as f64;
        let pairs = [(&exact.promises, &tally.promises, 1.0), (&exact.replies, &tally.replies, 9.0)];
        let shares = 2 * (exact.promises.len() + exact.replies.len());
        for (exact, tally, most) in pairs {
            for (exact, tally) in exact.iter().zip(tally) {
                // A step that runs again asks again: what is counted of a trial is at most `most`.
                let near =
                    |exact: f64, tally: u64| (exact - share(tally)).abs() <= most * band(TRIALS, shares);
                assert!(near(exact.0, tally.0) && near(exact.1, tally.1), "{name}: {exact:?}, {tally:?}");
            }
        }
    });
}

/// Everything of the full path: four hundred worlds of ninety steps. The days of trials, their promises and their parties.
#[test]
fn everything_of_the_full_path_lies_within_the_band() {
    everything_lies_within_the_band("full-path");
}

/// A goal that is asked for as one of many starts, before and after others, is the one that is asked for once.
#[test]
fn what_is_kept_for_other_starts_changes_nothing() {
    for name in ["conventional", "full-path"] {
        is_the_same_from_many_starts(name);
    }
}

fn is_the_same_from_many_starts(name: &str) {
    with_shipped(name, |variant, start| {
        let starts = [0, 1, 2, 17, 0].map(|more| start.plus(-more).expect("a day"));
        let many = variant.exact_goals(&starts, Budget::default()).expect("a case");
        assert_eq!(many.len(), starts.len());
        for (day, many) in starts.into_iter().zip(many) {
            let many = many.known().expect("within the budget");
            let once = Solver::new(variant, Budget::default()).goal(day).expect("a case").known();
            let once: BTreeMap<Day, f64> = once.expect("within the budget").into_iter().collect();
            are_alike("goal", &many, &once).expect("the same");
        }
    });
}

// ---- networks of sixty steps ----------------------------------------------------------------------------------------

/// Numbers that look drawn, the same on every machine.
struct Drawing(u64);

impl Drawing {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// A network of drawn and certain steps, as lines for `small` and an assumption set: stretches in which two or three
/// branches part and meet. With `crossed` every step waits for several of those before it instead.
fn sixty_steps(seed: u64, crossed: bool) -> (String, String) {
    let mut drawing = Drawing(seed);
    let mut lines = String::new();
    let mut set = String::from("format = 1\n[assumptions]\nid = \"a\"\n");
    let (mut number, mut fork): (usize, Option<usize>) = (0, None);
    let mut step = |drawing: &mut Drawing, number: &mut usize, after: &[usize]| {
        let kinds = if crossed { 2 } else { 6 };
        let kind =
            ["review", "task", "act", "meeting", "consultation", "notice"][drawing.below(kinds) as usize];
        let limit = match kind {
            "notice" | "consultation" => format!(" {}d", 5 + drawing.below(10)),
            _ => String::new(),
        };
        let _ = write!(lines, "s{number} {kind}{limit}");
        if matches!(kind, "review" | "task" | "consultation") {
            let (min, unit) = (1 + drawing.below(8), ["wd", "d"][drawing.below(2) as usize]);
            let (likely, max) = (min + drawing.below(4), min + 4 + drawing.below(6));
            let _ = write!(
                set,
                "[step.s{number}]\nestimate = {{ min = \"{min}{unit}\", likely = \"{likely}{unit}\", max = \"{max}{unit}\" }}\n"
            );
        }
        if !after.is_empty() {
            let after: Vec<String> = after.iter().map(|from| format!("s{from}")).collect();
            let _ = write!(lines, " after {}", after.join(" "));
        }
        lines.push('\n');
        *number += 1;
        *number - 1
    };
    if crossed {
        for at in 0..60usize {
            // In layers of six, each step of one waiting for about half of the one before, the last one for all of it. A
            // link past a layer would be outlasted by the others.
            let layer = at / 6 * 6;
            let after: Vec<usize> = match at {
                59 => (54..59).collect(),
                _ => (layer.saturating_sub(6)..layer).filter(|_| drawing.below(2) == 0).collect(),
            };
            step(&mut drawing, &mut number, &after);
        }
        return (lines, set);
    }
    while number < 58 {
        let mut ends = Vec::new();
        for _ in 0..1 + drawing.below(3) {
            let mut end = step(&mut drawing, &mut number, &Vec::from_iter(fork));
            for _ in 0..drawing.below(3) {
                end = step(&mut drawing, &mut number, &[end]);
            }
            ends.push(end);
        }
        fork = Some(step(&mut drawing, &mut number, &ends));
    }
    (lines, set)
}

fn with_sixty_steps(seed: u64, crossed: bool, call: impl FnOnce(&Variant<'_, '_>, Day)) {
    let (lines, set) = sixty_steps(seed, crossed);
    let (set, _) = parse_assumptions("a.toml", &set, &mut Sources::default()).expect("a set");
    let start = "2020-03-02".parse().expect("a date");
    with_case(&(small::workflow(&lines), set), start, |variant, _, _| call(variant, start));
}

#[test]
fn random_networks_of_sixty_steps_lie_within_the_band() {
    for seed in 1..=8 {
        with_sixty_steps(seed, false, |variant, start| {
            let goal = Solver::new(variant, Budget::default()).goal(start).expect("a case").known();
            let goal = goal.unwrap_or_else(|| panic!("network {seed} is within the budget"));
            adds_up(&goal);
            let trials = if seed <= 3 { 10_000_000 } else { 1_000_000 };
            lies_within_the_band(&goal, variant, start, trials);
        });
    }
}

/// A network in which everything waits for much of everything has no narrow cut: there is no answer, or the right one.
#[test]
fn a_network_that_does_not_reduce_is_refused_or_right() {
    let (budget, mut refused) = (Budget(20_000_000), 0);
    for seed in 1..=6 {
        with_sixty_steps(seed, true, |variant, start| {
            match Solver::new(variant, budget).goal(start).expect("a case") {
                Exactly::Known(goal) => {
                    adds_up(&goal);
                    lies_within_the_band(&goal, variant, start, 200_000);
                }
                Exactly::TooCostly { cost, budget: told } => {
                    refused += 1;
                    assert!(cost > budget.0 && told == budget);
                }
            }
        });
    }
    assert!(refused > 0, "the networks are dense enough to be refused");
}
