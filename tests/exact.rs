//! The exact distribution against full enumeration of small networks, and against trials of large ones.

#[path = "common/asked.rs"]
mod asked;
#[path = "common/small.rs"]
mod small;
#[path = "common/walker/mod.rs"]
mod walker;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use asked::Asked;
use permits::calendar::{At, Calendar, Counting, Day, Moment};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, Estimate, Estimated, Network, Open, Origin, StepIx, Timing};
use permits::risk::{
    Budget, Detail, Draws, Exact, Exactly, Held, Model, Outcome, RiskError, Sampling, Shape, Solver, Terms,
    Variant,
};
use permits::schedule::given::given;
use permits::schedule::{Run, schedule};
use permits::workflow::{Library, Which, load_assumptions, load_workflow, parse_assumptions};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// What probabilities may differ by.
const ALIKE: f64 = 1e-12;

/// The most combinations of outcomes that are scheduled for one case.
const MOST: usize = 3_000;

// ---- random cases with little open --------------------------------------------------------------------------------

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

// ---- full enumeration ---------------------------------------------------------------------------------------------

/// The worlds of a case, by walking through the answers of the facts round by round: open facts and rounds, with the
/// probability. Nothing of the program's own enumeration is used.
fn worlds(model: &Model<'_>) -> Vec<(Vec<bool>, Vec<u32>, f64)> {
    let open = model.open();
    let chance =
        |fact: usize| ((open.facts[fact].chance * 4_294_967_296.0) as u32).max(1) as f64 / 4_294_967_296.0;
    let answers = |facts: &[usize]| -> Vec<(Vec<bool>, f64)> {
        let combination = |bits: usize| {
            let values: Vec<bool> = (0..facts.len()).map(|at| bits >> at & 1 == 1).collect();
            let of = |(at, value): (usize, &bool)| {
                if *value { chance(facts[at]) } else { 1.0 - chance(facts[at]) }
            };
            let share = values.iter().enumerate().map(of).product();
            (values, share)
        };
        (0..1 << facts.len()).map(combination).collect()
    };
    let everything: Vec<usize> = (0..open.facts.len()).collect();
    let mut worlds = Vec::new();
    for (facts, share) in answers(&everything) {
        // Of each rework: how often it has run again, and whether it goes on.
        let holds = |rework: usize, facts: &[bool]| open.reworks[rework].when.holds(&open.values(facts));
        let failed: Vec<bool> = (0..open.reworks.len()).map(|rework| holds(rework, &facts)).collect();
        let rounds: Vec<u32> = failed.iter().map(|failed| u32::from(*failed)).collect();
        let mut unfinished = vec![(rounds, failed, share)];
        while let Some((rounds, failed, share)) = unfinished.pop() {
            let on: Vec<usize> =
                (0..rounds.len()).filter(|at| failed[*at] && rounds[*at] < open.reworks[*at].most).collect();
            if on.is_empty() {
                worlds.push((facts.clone(), rounds, share));
                continue;
            }
            for (again, of_again) in answers(&everything) {
                let (mut rounds, mut failed) = (rounds.clone(), vec![false; rounds.len()]);
                for &at in &on {
                    let mut known = facts.clone();
                    for &fact in &open.reworks[at].rests_on {
                        known[fact] = again[fact];
                    }
                    failed[at] = holds(at, &known);
                    rounds[at] += u32::from(failed[at]);
                }
                unfinished.push((rounds, failed, share * of_again));
            }
        }
    }
    worlds
}

/// What is counted of all combinations.
#[derive(Default)]
struct Counted {
    goal: BTreeMap<Day, f64>,
    steps: BTreeMap<usize, BTreeMap<Day, f64>>,
    promises: Vec<(f64, f64)>,
    replies: Vec<(f64, f64)>,
    rounds: Vec<Vec<f64>>,
    out_of_scope: f64,
    combinations: usize,
}

/// The steps of a network that the goal or a promise waits for.
fn needed(network: &Network) -> Vec<bool> {
    let mut needed = network.leading_to(network.goal());
    for end in network.promises.iter().flat_map(|promise| [promise.from, promise.to]) {
        for (mine, leads) in needed.iter_mut().zip(network.leading_to(end)) {
            *mine |= leads;
        }
    }
    needed
}

/// The network of a world.
fn network_of(model: &Model<'_>, facts: &[bool], rounds: &[u32], run: &Run) -> Option<Network> {
    let (network, terms) = (model.open().network(facts, rounds).ok()?, model.terms());
    if terms.given.is_empty() {
        return Some(network);
    }
    given(&network, terms.given, terms.calendar, &Run { start: terms.start, ..*run }).ok()
}

/// Schedules every combination of outcomes in every world. `None` when there are too many or a world makes no network.
fn enumerated(variant: &Variant<'_, '_>, calendar: &Calendar, run: &Run) -> Option<Counted> {
    let model = variant.model;
    let mut counted = Counted {
        promises: vec![(0.0, 0.0); model.promises().len()],
        replies: vec![(0.0, 0.0); model.inputs().len()],
        rounds: vec![Vec::new(); model.open().reworks.len()],
        ..Counted::default()
    };
    // Facts that only decide whether a stretch fails make no world of their own: the same rounds, the same network.
    let mut alike: BTreeMap<(Vec<bool>, Vec<u32>), f64> = BTreeMap::new();
    for (facts, rounds, share) in worlds(model) {
        *alike.entry((facts, rounds)).or_insert(0.0) += share;
    }
    for ((facts, rounds), share) in alike {
        for (of_rework, again) in counted.rounds.iter_mut().zip(&rounds) {
            of_rework.resize(of_rework.len().max(*again as usize + 1), 0.0);
            of_rework[*again as usize] += share;
        }
        let network = network_of(model, &facts, &rounds, run)?;
        if !network.breaches.is_empty() {
            counted.out_of_scope += share;
        }
        let drawn: Vec<(StepIx, usize)> = network
            .positions()
            .filter(|ix| network.step(*ix).is_present() && network.step(*ix).anchor.finished.is_none())
            .flat_map(|ix| model.inputs_of(network.step(ix).file_order).iter().map(move |input| (ix, *input)))
            .collect();
        let odds: Vec<Vec<(usize, u32)>> =
            drawn.iter().map(|(_, input)| model.inputs()[*input].odds().collect()).collect();
        let combinations = odds.iter().map(Vec::len).product::<usize>();
        counted.combinations = counted.combinations.checked_add(combinations)?;
        if odds.len() > 14 || counted.combinations > MOST {
            return None;
        }
        let mut at = vec![0; odds.len()];
        loop {
            let weights = at.iter().zip(&odds).map(|(at, odds)| f64::from(odds[*at].1) / 65_536.0);
            let chance = share * weights.product::<f64>();
            let outcomes: Vec<(StepIx, usize, usize)> = drawn
                .iter()
                .zip(at.iter().zip(&odds))
                .map(|((ix, input), (at, odds))| (*ix, *input, odds[*at].0))
                .collect();
            one(&mut counted, model, &network, &outcomes, chance, calendar, run);
            // The next combination, as a clock goes on.
            let goes_on = (0..at.len()).any(|position| {
                at[position] = (at[position] + 1) % odds[position].len();
                at[position] > 0
            });
            if !goes_on {
                break;
            }
        }
    }
    Some(counted)
}

/// How a step is counted when this is what comes out.
fn settled(timing: &Timing, outcome: Outcome) -> Timing {
    let estimate = match outcome {
        Outcome::Takes(length) => Some(Estimated::new(Estimate::exactly(length), Origin::Assumption)),
        Outcome::Silent => None,
    };
    Timing { estimate, ..timing.clone() }
}

/// Schedules one combination and counts what comes of it.
fn one(
    counted: &mut Counted,
    model: &Model<'_>,
    network: &Network,
    outcomes: &[(StepIx, usize, usize)],
    chance: f64,
    calendar: &Calendar,
    run: &Run,
) {
    let mut known = network.clone();
    let finish = |timing: &Timing, trigger: Moment| {
        let rule = timing.timed(run.counting, run.basis).rule;
        calendar.count(&rule, trigger).expect("inside the calendar").finish
    };
    let timing = |&(ix, input, outcome): &(StepIx, usize, usize)| {
        settled(&network.step(ix).timing, model.inputs()[input].outcomes[outcome])
    };
    for of_step in outcomes.chunk_by(|one, other| one.0 == other.0) {
        let ix = of_step[0].0;
        let last = match of_step {
            [only] => timing(only),
            several => {
                let trigger = schedule(&known, calendar, run).expect("inside the calendar").dates(ix).trigger;
                let timings = several.iter().map(timing);
                timings.max_by_key(|timing| finish(timing, trigger)).expect("there are several")
            }
        };
        known = known.with_step(ix, |step| step.timing = last);
    }
    let dates = schedule(&known, calendar, run).expect("inside the calendar");
    *counted.goal.entry(dates.finish(&known).day()).or_insert(0.0) += chance;
    let mut last_rounds: BTreeMap<usize, (u32, Day)> = BTreeMap::new();
    for ix in known.positions().filter(|ix| known.step(*ix).is_present()) {
        let (step, day) = (known.step(ix), dates.dates(ix).finish().day());
        let last = last_rounds.entry(step.file_order).or_insert((step.round, day));
        if step.round >= last.0 {
            *last = (step.round, day);
        }
    }
    for (step, (_, day)) in last_rounds {
        *counted.steps.entry(step).or_default().entry(day).or_insert(0.0) += chance;
    }
    for promise in &dates.promises {
        let at = model.promises().iter().position(|id| *id == promise.id).expect("of the model");
        counted.promises[at].0 += chance;
        counted.promises[at].1 += if promise.met() { chance } else { 0.0 };
    }
    let needed = needed(network);
    for outcome in outcomes.iter().filter(|(ix, ..)| needed[ix.index()]) {
        if model.inputs()[outcome.1].party.is_some() {
            let ended = finish(&timing(outcome), dates.dates(outcome.0).trigger);
            let silent = if ended.at() == At::EndOfDay { chance } else { 0.0 };
            let replies = &mut counted.replies[outcome.1];
            *replies = (replies.0 + chance, replies.1 + silent);
        }
    }
}

// ---- holding the two against each other ---------------------------------------------------------------------------

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

// ---- trials of what is too large to enumerate -----------------------------------------------------------------------

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
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed(name), &mut sources).expect("it loads");
    let (set, _) = load_assumptions(&library, &Which::typed("stressed"), &mut sources).expect("it loads");
    let (calendar, start) = (Calendar::official(), "2023-06-01".parse().expect("a date"));
    let open = Open::of(Case::new(&workflow, &set), &BTreeSet::new()).expect("every answer has a time");
    let (counting, basis, shape) = (Counting::Statutory, Basis::Likely, Shape::Pert);
    let terms = Terms { calendar: &calendar, counting, basis, shape, given: &[], start };
    let model = Model::new(open, terms, &mut Draws::default()).expect("it is a case");
    call(&model.hold(Held::default()).expect("few facts"), start);
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
    let workflow = small::workflow(&lines);
    let (set, _) = parse_assumptions("a.toml", &set, &mut Sources::default()).expect("a set");
    let (calendar, start) = (Calendar::official(), "2020-03-02".parse().expect("a date"));
    let open = Open::of(Case::new(&workflow, &set), &BTreeSet::new()).expect("every answer has a time");
    let (counting, basis, shape) = (Counting::Statutory, Basis::Likely, Shape::Triangular);
    let terms = Terms { calendar: &calendar, counting, basis, shape, given: &[], start };
    let model = Model::new(open, terms, &mut Draws::default()).expect("a case");
    call(&model.hold(Held::default()).expect("no facts"), start);
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
