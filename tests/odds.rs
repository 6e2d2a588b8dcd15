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
use permits::workflow::{Workflow, parse_assumptions};
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

// ---- small networks, each for a part of the engine ------------------------------------------------------------------

/// Two rows of lanes and two trials more.
const ROWS: u64 = 130;

/// Holds every trial of a procedure under these assumptions against `schedule`, steps being `at` their given finishes.
#[track_caller]
fn trials_hold(workflow: &Workflow, set: &str, at: &[(&str, &str)], start: &str) {
    let (set, calendar, given) = (small::assumptions(set), Calendar::official(), small::given(at));
    let start = start.parse().expect("a date");
    let open = Open::of(Case::new(workflow, &set), &BTreeSet::new()).expect("an answer has a time");
    let (counting, basis, shape) = (Counting::Statutory, Basis::Likely, Shape::Pert);
    let terms = Terms { calendar: &calendar, counting, basis, shape, given: &given, start };
    let model = Model::new(open, terms, &mut Draws::default()).expect("a case");
    let variant = model.hold(Held::default()).expect("few facts");
    trials_add_up(&variant, &calendar, &model.run(start), 7, ROWS);
}

/// Assumptions by which each of these steps takes so long: least, likely, most.
fn drawn(steps: &[(&str, [&str; 3])]) -> String {
    let said = steps.iter().map(|(step, [min, likely, max])| {
        format!("[step.{step}]\nestimate = {{ min = \"{min}\", likely = \"{likely}\", max = \"{max}\" }}\n")
    });
    said.collect()
}

/// From a Saturday a review is taken up on Monday, and so is a task that comes to nothing, while one of a day or more
/// runs from the Saturday. What waits for the beginning shows which.
#[test]
fn a_task_that_comes_to_nothing_begins_on_its_office_day() {
    let workflow = small::workflow(
        "
        taken review 2wd
        worked task
        natural task
        after-taken task 1d after taken:start
        after-worked task 1d after worked:start
        after-natural task 1d after natural:start
        end milestone after after-taken after-worked after-natural taken worked natural
    ",
    );
    let set = drawn(&[("worked", ["0wd", "1wd", "3wd"]), ("natural", ["1d", "2d", "4d"])]);
    trials_hold(&workflow, &set, &[], "2023-03-04");
}

/// The path leaves the first step when it begins, on Monday: it holds the weekend, whatever comes after.
#[test]
fn a_step_left_at_its_beginning_holds_the_days_until_then() {
    let workflow = small::workflow(
        "
        taken review 2wd
        one task after taken:start
        other task after taken:start
        end act after taken one other
    ",
    );
    let set = drawn(&[("one", ["1wd", "3wd", "9wd"]), ("other", ["1wd", "4wd", "8wd"])]);
    trials_hold(&workflow, &set, &[], "2023-03-04");
}

#[test]
fn a_beginning_is_waited_for_with_a_lag_in_either_unit() {
    let workflow = small::workflow(
        "
        first task
        window notice 9d after first
        worked task after window:start+3wd
        natural task after window:start+6d
        end act after window worked natural
    ",
    );
    let set = drawn(&[
        ("first", ["1wd", "3wd", "9wd"]),
        ("worked", ["1wd", "2wd", "8wd"]),
        ("natural", ["1wd", "2wd", "8wd"]),
    ]);
    trials_hold(&workflow, &set, &[], "2023-03-04");
}

/// Twenty draws are of three blocks, and each place of a block is another length.
#[test]
fn each_of_many_draws_has_its_own_place() {
    let steps: Vec<String> = (0..20).map(|at| format!("s{at}")).collect();
    let lines = steps.iter().enumerate().map(|(at, step)| match at {
        0 => format!("{step} task\n"),
        _ => format!("{step} task after s{}\n", at - 1),
    });
    let lengths: Vec<_> = steps.iter().map(|step| (step.as_str(), ["1wd", "4wd", "9wd"])).collect();
    trials_hold(&small::workflow(&lines.collect::<String>()), &drawn(&lengths), &[], "2023-03-06");
}

/// `again` fails every second time, each round anew, and draws both lengths anew.
#[test]
fn each_round_is_drawn_anew() {
    let tables = "[fact.fails]\ntype = \"bool\"\ndefault = false\nlabel = \"fails\"\ncite = [\"s 1\"]\n\
        [[step]]\nid = \"one\"\nkind = \"task\"\n\
        [[step]]\nid = \"other\"\nkind = \"task\"\nafter = [{ step = \"one\", from = \"start\" }]\n\
        [[step]]\nid = \"judged\"\nkind = \"act\"\nafter = [\"one\", \"other\"]\n\
        [[step]]\nid = \"end\"\nkind = \"milestone\"\nafter = [\"judged\"]\n\
        [[rework]]\nid = \"again\"\nat = \"judged\"\nback_to = \"one\"\nwhen = { fails = true }\nmax = 3\ncite = [\"s 1\"]\n";
    let set = drawn(&[("one", ["1wd", "3wd", "9wd"]), ("other", ["0wd", "4wd", "8wd"])])
        + "[fact.fails]\nchance = 0.5\norigin = \"assumption\"\nwhy = \"x\"\n";
    trials_hold(&small::procedure("end", tables), &set, &[], "2023-03-06");
}

/// Three lengths that are often the same: the days before the goal are of the first in the file of those that end last,
/// also where they meet in a step that does not happen.
#[test]
fn at_a_tie_the_first_in_the_file_holds_the_days_also_behind_a_step_that_does_not_happen() {
    let step =
        |id: &str, kind: &str, more: &str| format!("[[step]]\nid = \"{id}\"\nkind = \"{kind}\"\n{more}\n");
    let rare = "[fact.rare]\ntype = \"bool\"\ndefault = false\n";
    let behind = |last: &str| {
        let tables = [
            rare.to_string(),
            step("one", "task", ""),
            step("other", "task", ""),
            step("gone", "act", "when = { rare = true }\nafter = [\"other\", \"one\"]"),
            step("third", "task", ""),
            step("end", "task", last),
        ];
        small::procedure("end", &tables.concat())
    };
    let lengths = ["one", "other", "third"].map(|step| (step, ["1wd", "2wd", "4wd"]));
    let set = drawn(&lengths) + &drawn(&[("end", ["0wd", "1wd", "2wd"])]);
    for last in [
        "after = [\"third\", \"other\", \"one\"]",
        "after = [\"gone\"]",
        "after = [\"third\", \"gone\"]",
        "after = [{ step = \"gone\", from = \"start\" }, { step = \"third\", lag = \"1wd\" }]",
        "after = [{ step = \"gone\", lag = \"1wd\" }, { step = \"third\", from = \"start\", lag = \"4d\" }]",
    ] {
        trials_hold(&behind(last), &set, &[], "2023-03-03");
    }
}

/// What is given has no links into it, what had begun by a day is triggered by then, and everything else not before
/// the start, also after a finish long before it.
#[test]
fn given_finishes_hold_as_in_a_schedule() {
    let window = "
        before task
        window notice 30d after before
        beside task 7d after window:start
        deep task after beside
        end act after window deep
    ";
    let set = drawn(&[
        ("before", ["1wd", "2wd", "5wd"]),
        ("deep", ["15wd", "17wd", "30wd"]),
        ("b", ["1wd", "2wd", "5wd"]),
    ]);
    // By the 7th the window had begun, and so it is triggered then: when `p` finished and before `g` had. Neither set
    // the trigger.
    let contested = "
        p task 1wd
        g task 1wd
        window notice 30d after p g
        beside task 7d after window:start
        b task after beside
        end act after window b
    ";
    let chain = "a task 3wd\n b task after a\n end act after b";
    let early = "a review 30wd\n c task 1d after a:start\n end act after a c";
    for (lines, at, start) in [
        (window, &[("beside", "2023-06-08")][..], "2023-06-01"),
        (window, &[("beside", "2023-06-08")], "2023-06-12"),
        (window, &[("window", "2023-07-14")], "2023-06-01"),
        (contested, &[("p", "2023-06-07"), ("g", "2023-06-09"), ("beside", "2023-06-14")], "2023-06-01"),
        (chain, &[("a", "2023-03-01")], "2023-03-06"),
        (chain, &[("a", "2013-03-01")], "2023-03-06"),
        // The first days of the calendar are those of a holiday, and none of them is thirty working days before a Saturday
        // of that week: then that is when the review began, though its office was closed.
        (chain, &[("a", "2002-01-08")], "2002-01-01"),
        (early, &[("a", "2002-01-05")], "2002-01-01"),
    ] {
        trials_hold(&small::workflow(lines), &set, at, start);
    }
}

// ---- further than four years: the narrow words do not tell such moments apart -----------------------------------------

#[test]
fn what_takes_more_than_four_years_is_counted_to_its_end() {
    let set = drawn(&[("one", ["600wd", "800wd", "1100wd"]), ("other", ["10wd", "20wd", "2000wd"])]);
    let always = "long task 1100wd\n end act after long";
    let drawn = "one task\n other task\n end act after one other";
    // Nothing waits for the end of the long one; it is found all the same.
    let beside = "long task 1500wd\n end act after long:start";
    for lines in [always, drawn, beside] {
        trials_hold(&small::workflow(lines), &set, &[], "2023-03-06");
    }
}

/// 1,020 working days are 32,640 of the 32,767 that the narrow words reach, 100 more are past them.
#[test]
fn a_beginning_more_than_four_years_before_the_start_is_told_apart() {
    // `old` ended on 2019-05-06, within 1,000 working days of the start, and began 100 working days before that, which
    // is more; 1,200 working days from there the last step begins, after the start.
    let lines = "old task 100wd\n late task 3wd after old:start+1200wd\n end act after old late";
    trials_hold(&small::workflow(lines), "", &[("old", "2019-05-06")], "2023-03-06");
}
