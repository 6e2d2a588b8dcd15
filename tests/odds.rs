//! The fast engine against `schedule`: every trial that it runs is laid open, scheduled, and has to come out the same.

#[path = "common/asked.rs"]
mod asked;
#[path = "common/small.rs"]
mod small;
#[path = "common/walker/mod.rs"]
mod walker;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use asked::Asked;
use permits::calendar::{Calendar, Counting};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, Open};
use permits::risk::{Detail, Draws, Held, Model, RiskError, Sampling, Shape, Terms, Trial, Variant};
use permits::schedule::{Run, schedule};
use permits::workflow::parse_assumptions;
use proptest::prelude::*;

/// Schedules the trial and holds everything that the engine found against it.
#[track_caller]
fn is_what_schedule_says(trial: &Trial, calendar: &Calendar, run: &Run) {
    let dates = schedule(&trial.network, calendar, run).expect("inside the calendar, as the worst is");
    for found in &trial.found {
        let (step, dated) = (trial.network.step(found.step), dates.dates(found.step));
        assert_eq!(found.trigger, dated.trigger, "trigger of {}: {:?}", step.id, trial.outcomes);
        assert_eq!(found.finish, dated.finish(), "finish of {}: {:?}", step.id, trial.outcomes);
        assert_eq!(found.critical, dated.critical && step.is_present(), "critical: {}", step.id);
    }
    assert!(trial.found.iter().any(|found| found.step == trial.network.goal()));
}

/// Runs a few trials by themselves and all of them together: what each gives adds up to the tally of the run.
fn trials_add_up(variant: &Variant<'_, '_>, calendar: &Calendar, run: &Run, seed: u64, trials: u64) {
    let model = variant.model;
    let sampling = Sampling { seed, trials: 0..trials, threads: 1, detail: Detail::Paths };
    let whole = variant.assess(run.start, &sampling, &()).expect("each of its trials could be laid open");
    let (mut kept, mut tested) = (vec![0; model.promises().len()], vec![0; model.promises().len()]);
    let mut days = std::collections::BTreeMap::new();
    let mut on_path = vec![0; model.open().case().workflow.steps.len()];
    let mut critical = vec![0; model.open().case().workflow.steps.len()];
    for number in 0..trials {
        let trial = variant.trial(run.start, seed, number).expect("a trial");
        is_what_schedule_says(&trial, calendar, run);
        let dates = schedule(&trial.network, calendar, run).unwrap();
        *days.entry(i32::from(dates.finish(&trial.network).day().index())).or_insert(0) += 1;
        for promise in &dates.promises {
            let rule = trial.network.promises.iter().find(|rule| rule.id == promise.id).unwrap();
            let at = model.promises().iter().position(|id| *id == rule.id).unwrap();
            tested[at] += 1;
            kept[at] += u64::from(promise.met());
        }
        for stretch in dates.stretches(&trial.network) {
            let step = trial.network.step(stretch.step);
            if step.is_present() {
                on_path[step.file_order] +=
                    i64::from(stretch.to.max(run.start).days_since(stretch.from.max(run.start)));
            }
        }
        let mut of_steps = BTreeSet::new();
        let needed: BTreeSet<_> = trial.found.iter().map(|found| found.step).collect();
        for ix in trial.network.positions().filter(|ix| needed.contains(ix)) {
            let step = trial.network.step(ix);
            if dates.dates(ix).critical && step.is_present() {
                of_steps.insert(step.file_order);
            }
        }
        for step in of_steps {
            critical[step] += 1;
        }
    }
    assert_eq!(whole.trials, trials);
    assert_eq!(whole.days.iter().collect::<Vec<_>>(), days.into_iter().collect::<Vec<_>>());
    assert_eq!(whole.days_on_path, on_path);
    assert_eq!(whole.promises, tested.into_iter().zip(kept).collect::<Vec<_>>());
    assert_eq!(whole.critical, critical);
}

/// The case with facts left open, stretches that may fail, and two parties to every consultation.
fn opened(case: &walker::networks::Case) -> walker::networks::Case {
    let mut case = case.clone();
    let mut replies = String::new();
    for (_, text) in &mut case.library {
        *text = text.replace("parties = [\"party\"]", "parties = [\"office\", \"party\"]");
        for table in text.split("[[step]]").skip(1).filter(|table| table.contains("kind = \"consultation\""))
        {
            let id = table.split('"').nth(1).expect("an id");
            let number: u32 = id.trim_start_matches('s').parse().expect("s and a number");
            if number.is_multiple_of(4) || replies.contains(&format!("[step.{id}.party.office]")) {
                continue;
            }
            let unit = |natural: bool| if natural { "d" } else { "wd" };
            let (one, other) = (unit(number % 3 == 1), unit(number % 5 == 1));
            let _ = write!(
                replies,
                "\n[step.{id}.party.office]\nsilent = 0.3\nestimate = {{ min = \"1{one}\", likely = \"{0}{one}\", max = \"{1}{one}\" }}\n\
                 \n[step.{id}.party.party]\nsilent = 0.{2}\nestimate = \"{3}{other}\"\n",
                1 + number % 7,
                9 + number % 20,
                number % 10,
                1 + number % 13,
            );
        }
    }
    case.assumptions += &replies;
    for (fact, chance) in
        [("wet", 0.5), ("signed", 0.8), ("failed-0", 0.4), ("failed-1", 0.6), ("failed-2", 0.3)]
    {
        let _ = write!(case.assumptions, "\n[fact.{fact}]\nchance = {chance}\n");
    }
    case
}

/// What keeps a random case from being assessed: that is for the tests of the layers below.
fn compare(case: &walker::networks::Case) -> Result<bool, TestCaseError> {
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
        Err(error) => return left_aside(error),
    };
    let variant = model.hold(Held::default()).expect("few facts");
    const TRIALS: u64 = 40;
    for number in 0..TRIALS {
        if let Err(error) = variant.trial(start, 7, number) {
            return left_aside(error);
        }
    }
    trials_add_up(&variant, calendar, run, 7, TRIALS);
    Ok(true)
}

/// Cases without a network in one of their worlds say so; nothing else keeps them from being assessed.
fn left_aside(error: RiskError) -> Result<bool, TestCaseError> {
    match error {
        RiskError::World { .. } | RiskError::Given(_) => Ok(false),
        other => Err(TestCaseError::fail(other.to_string())),
    }
}

proptest! {
    #![proptest_config(asked::random(400, 2_000))]

    #[test]
    fn every_trial_of_a_random_network_is_what_schedule_says(case in walker::networks::cases()) {
        compare(&case)?;
    }
}

#[test]
fn most_random_networks_can_be_assessed() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let assessed = (0..200).filter(|_| {
        let case = walker::networks::cases().new_tree(&mut runner).expect("a case").current();
        compare(&case).expect("nothing else keeps it from being assessed")
    });
    let assessed = assessed.count();
    assert!(assessed > 100, "{assessed} of 200");
}

/// Without a limit silence ends nothing, so a late reply is the worst there is: 60 natural days from 2100-12-01 end in
/// 2101, past the calendar, although a party that may be silent is asked.
#[test]
fn a_reply_past_the_calendar_is_refused_where_silence_ends_nothing() {
    let workflow = small::workflow("ask consultation");
    let set =
        "format = 1\n[assumptions]\nid = \"a\"\n[step.ask]\nreply = { silent = 0.5, estimate = \"60d\" }\n";
    let (set, _) = parse_assumptions("a.toml", set, &mut Sources::default()).expect("a set");
    let calendar = Calendar::official();
    let assessed = |start: &str| {
        let start = start.parse().expect("a date");
        let open = Open::of(Case::new(&workflow, &set), &BTreeSet::new()).expect("an answer has a time");
        let (counting, basis, shape) = (Counting::Statutory, Basis::Likely, Shape::Pert);
        let terms = Terms { calendar: &calendar, counting, basis, shape, given: &[], start };
        let model = Model::new(open, terms, &mut Draws::default()).expect("a case");
        let sampling = Sampling { seed: 1, trials: 0..100, threads: 1, detail: Detail::Dates };
        model.hold(Held::default()).expect("no facts").assess(start, &sampling, &())
    };
    assert!(matches!(assessed("2100-12-01"), Err(RiskError::Calendar(_))));
    assert_eq!(assessed("2100-10-01").map(|tally| tally.trials), Ok(100));
}
