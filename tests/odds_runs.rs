//! What a run of trials counts and what is asked of many runs, on procedures whose every number anyone can work out: which
//! facts come together, which promises are kept, what shards add up to, the days of many starts, the swings.
//!
//! Days are counted from Monday 2023-03-06; no holiday falls into the four weeks after it.

#[path = "common/small.rs"]
mod small;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use permits::calendar::{Calendar, Counting, Day};
use permits::network::{Basis, Case, Open};
use permits::risk::{
    Budget, Detail, Draws, Held, Model, Odds, RiskError, Sampling, Shape, Tally, Terms, Uncertain, Watch,
};
use permits::workflow::{Assumptions, Workflow};
use small::fact;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

const START: &str = "2023-03-06";

/// A procedure, what is assumed of it, and the calendar.
struct Small {
    workflow: Workflow,
    set: Assumptions,
    calendar: Calendar,
}

impl Small {
    fn of(goal: &str, tables: &str, set: &str) -> Small {
        let (workflow, set) = (small::procedure(goal, tables), small::assumptions(set));
        Small { workflow, set, calendar: Calendar::official() }
    }

    fn model(&self, start: &str) -> Model<'_> {
        let open = Open::of(Case::new(&self.workflow, &self.set), &BTreeSet::new()).unwrap();
        let (counting, basis, shape) = (Counting::Statutory, Basis::Likely, Shape::Pert);
        let terms = Terms { calendar: &self.calendar, counting, basis, shape, given: &[], start: day(start) };
        Model::new(open, terms, &mut Draws::default()).unwrap()
    }
}

fn sampling(trials: std::ops::Range<u64>) -> Sampling {
    Sampling { seed: 7, trials, threads: 1, detail: Detail::Paths }
}

fn run(model: &Model<'_>, held: Held, trials: std::ops::Range<u64>) -> Tally {
    model.hold(held).unwrap().assess(model.terms().start, &sampling(trials), &()).unwrap()
}

/// Whether a share of so many trials is where a probability puts it: within 4.5 standard deviations.
#[track_caller]
fn about(share: f64, probability: f64, trials: u64) {
    let spread = 4.5 * (probability * (1.0 - probability) / trials as f64).sqrt();
    assert!((share - probability).abs() <= spread, "{share}, not {probability} ± {spread}");
}

fn chance(id: &str, chance: f64) -> String {
    format!("[fact.{id}]\nchance = {chance}\n")
}

fn step(id: &str, kind: &str, more: &str) -> String {
    format!("[[step]]\nid = \"{id}\"\nkind = \"{kind}\"\n{more}\n")
}

fn limit(limit: &str) -> String {
    format!("limit = \"{limit}\"\ncite = [\"s 1\"]\n")
}

/// Two parties, and that both are asked.
fn parties() -> String {
    ["a", "b"].map(|id| format!("[actor.{id}]\nname = \"{id}\"\n")).concat()
}

const ASKED: &str = "parties = [\"a\", \"b\"]";

/// The step `draw` fails when these facts say so, and runs again at most so often.
fn rework(when: &str, most: u32) -> String {
    format!(
        "[[rework]]\nid = \"again\"\nat = \"draw\"\nback_to = \"draw\"\nwhen = {{ {when} }}\nmax = {most}\n\
         cite = [\"s 1\"]\n"
    )
}

// ---- which world a trial is in ------------------------------------------------------------------------------------

/// A step of one working day that `wet` calls for, then one of two or three that `steep` calls for, then the end.
fn two_facts() -> Small {
    let steps = [
        fact("wet"),
        fact("steep"),
        step("drain", "task", &format!("{}when = {{ wet = true }}", limit("1wd"))),
        step("shore", "task", &format!("{}after = [\"drain\"]\nwhen = {{ steep = true }}", limit("2wd"))),
        step("end", "milestone", "after = [\"shore\"]"),
    ];
    let estimate = "[step.shore]\nestimate = { min = \"2wd\", likely = \"2wd\", max = \"3wd\" }\n";
    Small::of("end", &steps.concat(), &(chance("wet", 0.5) + &chance("steep", 0.5) + estimate))
}

/// The four worlds of two facts at a half each are equally likely, so a quarter of the trials takes neither step, a
/// quarter only the first, and half take the second.
#[test]
fn facts_come_true_each_by_itself() {
    const TRIALS: u64 = 20_000;
    let small = two_facts();
    let model = small.model(START);
    let odds = Odds::of(&model, &run(&model, Held::default(), 0..TRIALS), day(START)).unwrap();
    about(odds.finish.by(day("2023-03-06")), 0.25, TRIALS);
    about(odds.finish.by(day("2023-03-07")), 0.5, TRIALS);
    assert_eq!(odds.finish.by(day("2023-03-10")), 1.0);
    // Without the first step the second ends on the 8th or the 9th, with it on the 9th or the 10th: something ends then.
    assert!(odds.finish.by(day("2023-03-08")) > 0.5 && odds.finish.by(day("2023-03-09")) < 1.0);
}

#[test]
fn a_step_is_present_and_its_length_is_drawn_in_the_worlds_that_call_for_it() {
    let small = two_facts();
    let model = small.model(START);
    let variant = model.hold(Held::default()).unwrap();
    let mut worlds = BTreeSet::new();
    for number in 0..40 {
        let trial = variant.trial(day(START), 7, number).unwrap();
        let [drain, shore] = ["drain", "shore"].map(|id| trial.network.find(id).unwrap());
        assert_eq!([drain, shore].map(|ix| trial.network.step(ix).is_present()), trial.facts[..]);
        // Only the second step has anything to draw.
        let drawn: Vec<_> = trial.outcomes.iter().map(|(step, input, _)| (*step, *input)).collect();
        assert_eq!(drawn, if trial.facts[1] { vec![(shore, 0)] } else { vec![] });
        worlds.insert(trial.facts);
    }
    assert_eq!(worlds.len(), 4);
}

/// A stretch that fails when two facts are true, of which one is not open: set it happens, not set it never does.
#[test]
fn a_fact_that_is_settled_decides_with_those_that_are_open() {
    let steps = [
        fact("fails"),
        fact("strict"),
        step("draw", "task", &limit("3wd")),
        rework("fails = true, strict = true", 1),
    ];
    for (strict, share) in [(0.0, 0.0), (1.0, 0.5)] {
        let small = Small::of("draw", &steps.concat(), &(chance("fails", 0.5) + &chance("strict", strict)));
        let model = small.model(START);
        let tally = run(&model, Held::default(), 0..2_000);
        let again = tally.rounds[0].get(1).copied().unwrap_or(0);
        about(again as f64 / 2_000.0, share, 2_000);
    }
}

/// It fails where the first fact is true, at a half, and the second is not, at a quarter: one time in eight, and again in
/// one of eight of those. Only the two together decide.
#[test]
fn a_stretch_may_fail_for_what_is_true_and_what_is_not() {
    const TRIALS: u64 = 20_000;
    let steps = [
        fact("fails"),
        fact("checked"),
        step("draw", "task", &limit("3wd")),
        rework("fails = true, checked = false", 2),
    ];
    let small = Small::of("draw", &steps.concat(), &(chance("fails", 0.5) + &chance("checked", 0.75)));
    let tally = run(&small.model(START), Held::default(), 0..TRIALS);
    for (rounds, probability) in [7.0 / 8.0, 7.0 / 64.0, 1.0 / 64.0].into_iter().enumerate() {
        about(tally.rounds[0][rounds] as f64 / TRIALS as f64, probability, TRIALS);
    }
}

/// It fails when two facts are true. The second is held as true, and is so in every round; the first is answered anew:
/// half of the trials run again, a quarter twice, an eighth three times.
#[test]
fn a_fact_that_is_held_stays_true_in_every_round_of_a_stretch_that_rests_on_another_too() {
    const TRIALS: u64 = 20_000;
    let steps = [
        fact("fails"),
        fact("strict"),
        step("draw", "task", &limit("3wd")),
        rework("fails = true, strict = true", 3),
    ];
    let small = Small::of("draw", &steps.concat(), &(chance("fails", 0.5) + &chance("strict", 0.1)));
    let model = small.model(START);
    let held = |value| Held { facts: vec![(1, value)], ..Held::default() };
    let tally = run(&model, held(true), 0..TRIALS);
    for (rounds, probability) in [0.5, 0.25, 0.125, 0.125].into_iter().enumerate() {
        about(tally.rounds[0][rounds] as f64 / TRIALS as f64, probability, TRIALS);
    }
    assert_eq!(run(&model, held(false), 0..100).rounds, [vec![100]]);
}

// ---- what is counted ----------------------------------------------------------------------------------------------

/// Due is the day of `from` itself, or so many working days after it, to the end of that day. A task ends so many
/// working days after `from`, or with it; the lag carries `from` from Monday to Thursday or to Saturday the 11th.
#[test]
fn a_promise_is_kept_to_the_end_of_the_day_it_is_due() {
    let table = [
        // lag, what the task takes, within, kept
        ("3d", None, 0, true),
        ("3d", Some("1wd"), 0, false),
        ("3d", Some("1wd"), 1, true),
        ("3d", Some("2wd"), 1, false),
        ("3d", Some("2wd"), 2, true),
        // Monday the 13th is two working days after Thursday the 9th; the weekend before it is not due yet.
        ("3d", Some("4d"), 2, true),
        ("3d", Some("4d"), 1, false),
        ("3d", Some("3d"), 1, false),
        // From a Saturday: that day itself, and Monday is one working day after it.
        ("5d", None, 0, true),
        ("5d", Some("1d"), 0, false),
        ("5d", Some("1wd"), 0, false),
        ("5d", Some("1d"), 1, true),
        ("5d", Some("1wd"), 1, true),
        ("5d", Some("2wd"), 1, false),
    ];
    for (lag, takes, within, kept) in table {
        let to = match takes {
            Some(takes) => step("to", "task", &format!("{}after = [\"from\"]", limit(takes))),
            None => step("to", "milestone", "after = [\"from\"]"),
        };
        let steps = [
            step("begin", "milestone", ""),
            step("from", "milestone", &format!("after = [{{ step = \"begin\", lag = \"{lag}\" }}]")),
            to,
            format!(
                "[[promise]]\nid = \"p\"\nfrom = \"from\"\nto = \"to\"\nwithin = \"{within}wd\"\ncite = [\"s 1\"]\n"
            ),
        ];
        let small = Small::of("to", &steps.concat(), "");
        // More trials than stand side by side.
        let tally = run(&small.model(START), Held::default(), 0..100);
        assert_eq!(tally.promises, [(100, if kept { 100 } else { 0 })], "{lag} {takes:?} {within}");
    }
}

/// A procedure in which everything that a tally counts comes in some trials and not in others.
fn everything() -> Small {
    let tables = [
        fact("fails"),
        fact("abroad"),
        "[[scope]]\nrequire = { abroad = false }\nsay = \"not abroad\"\ncite = [\"s 1\"]\n".to_string(),
        step("draw", "task", &limit("3wd")),
        step("ask", "consultation", &format!("{}after = [\"draw\"]", limit("5wd"))),
        step("end", "milestone", "after = [\"ask\"]"),
        rework("fails = true", 2),
        "[[promise]]\nid = \"p\"\nfrom = \"draw\"\nto = \"end\"\nwithin = \"2wd\"\ncite = [\"s 1\"]\n"
            .to_string(),
    ];
    let set = "[step.draw]\nestimate = { min = \"1wd\", likely = \"2wd\", max = \"4wd\" }\n\
        [step.ask]\nreply = { silent = 0.25, estimate = \"2wd\" }\n";
    let chances = chance("fails", 0.25) + &chance("abroad", 0.25);
    Small::of("end", &tables.concat(), &(chances + set))
}

#[test]
fn the_tallies_of_shards_add_up_to_that_of_the_run() {
    let small = everything();
    let model = small.model(START);
    let whole = run(&model, Held::default(), 0..3_000);
    let mut all = model.hold(Held::default()).unwrap().tally();
    for shard in [2_000..3_000, 0..1, 1..2_000] {
        all.add(&run(&model, Held::default(), shard));
    }
    assert_eq!(all, whole);
    // None of its numbers is trivial. A quarter is out of scope, a quarter runs again, and a quarter of the replies does
    // not come; the promise is kept by all others.
    about(whole.out_of_scope as f64 / 3_000.0, 0.25, 3_000);
    about((whole.rounds[0][1] + whole.rounds[0][2]) as f64 / 3_000.0, 0.25, 3_000);
    let (asked, silent) = *whole.replies.last().unwrap();
    about(silent as f64 / asked as f64, 0.25, asked);
    assert_eq!((asked, whole.promises[0]), (3_000, (3_000, 3_000 - silent)));
}

/// Where the fact is held every trial is out of scope, or none.
#[test]
fn every_trial_of_a_world_out_of_scope_is_counted() {
    let small = everything();
    let model = small.model(START);
    for (abroad, out) in [(true, 100), (false, 0)] {
        let held = Held { facts: vec![(1, abroad)], ..Held::default() };
        assert_eq!(run(&model, held, 0..100).out_of_scope, out);
    }
}

/// Which of two replies is the later one depends on the day when they are counted in different units. From 2100-09-30 the
/// calendar has 92 natural days left, to Friday 31 December, and 63 working ones: 66 weekdays less the three of National Day
/// that fall on one.
#[test]
fn a_world_leaves_the_calendar_when_the_later_of_its_replies_does() {
    let steps = parties() + &step("ask", "consultation", ASKED);
    let assessed = |a: &str, b: &str| {
        let set = format!("[step.ask.party.a]\nestimate = \"{a}\"\n[step.ask.party.b]\nestimate = \"{b}\"\n");
        let small = Small::of("ask", &steps, &set);
        let start = day("2100-09-30");
        let variant = small.model("2100-09-30");
        let tally = variant.hold(Held::default()).unwrap().assess(start, &sampling(0..10), &());
        match tally {
            Ok(tally) => Ok(Day::from_index(i64::from(tally.days.first())).unwrap().to_string()),
            Err(RiskError::Calendar(_)) => Err(()),
            Err(error) => panic!("{error}"),
        }
    };
    // Ninety days are the greater number, yet the 64th working day is later.
    assert_eq!(assessed("64wd", "90d"), Err(()));
    assert_eq!(assessed("90d", "64wd"), Err(()));
    assert_eq!(assessed("10wd", "93d"), Err(()));
    assert_eq!(assessed("63wd", "92d"), Ok("2100-12-31".to_string()));
    assert_eq!(assessed("1wd", "92d"), Ok("2100-12-31".to_string()));
    assert_eq!(assessed("63wd", "1d"), Ok("2100-12-31".to_string()));
}

/// A reply that is later in one place need not be in another, so steps are settled in their order. From Friday 2100-11-05
/// no holiday is left: `a` ends with the tenth working day, Friday the 19th, not with three natural ones. From there nine
/// working days end on Thursday 2 December and twelve natural ones on Wednesday the 1st, after which 22 working days are
/// left, to the 31st. (Judged from Monday 8 November it would be the other way round: the 19th and Monday the 22nd.)
#[test]
fn of_replies_in_a_row_each_is_judged_from_where_the_one_before_ends() {
    let consult = |id: &str, after: &str| step(id, "consultation", &format!("{ASKED}\nafter = [{after}]"));
    let steps = parties()
        + &consult("first", "")
        + &consult("second", "\"first\"")
        + &step("end", "task", &format!("after = [\"second\"]\n{}", limit("22wd")));
    let set = "[step.first.party.a]\nestimate = \"3d\"\n[step.first.party.b]\nestimate = \"10wd\"\n\
               [step.second.party.a]\nestimate = \"12d\"\n[step.second.party.b]\nestimate = \"9wd\"\n";
    let small = Small::of("end", &steps, set);
    let model = small.model("2100-11-05");
    let tally = model.hold(Held::default()).unwrap().assess(day("2100-11-05"), &sampling(0..10), &());
    assert!(matches!(tally, Err(RiskError::Calendar(_))), "{tally:?}");
    // With a day less it ends on the last day.
    let shorter = Small::of("end", &steps.replace("22wd", "21wd"), set);
    let tally = run(&shorter.model("2100-11-05"), Held::default(), 0..10);
    assert_eq!(Day::from_index(i64::from(tally.days.first())), Some(day("2100-12-31")));
}

/// A task of no time is an act and begins on the office day. From Saturday 2100-12-25 that is Monday the 27th, after which
/// the calendar has four working days; from the Saturday itself five. So a lag of five leaves it when nothing is to do, and
/// only then.
#[test]
fn a_world_leaves_the_calendar_when_a_task_of_no_time_does() {
    let assessed = |estimate: &str, lag: &str| {
        let steps = step("x", "task", "")
            + &step(
                "end",
                "milestone",
                &format!("after = [{{ step = \"x\", from = \"start\", lag = \"{lag}\" }}]"),
            );
        let small = Small::of("end", &steps, &format!("[step.x]\nestimate = {estimate}\n"));
        let model = small.model("2100-12-25");
        let tally = model.hold(Held::default()).unwrap().assess(day("2100-12-25"), &sampling(0..10), &());
        tally.map(|tally| tally.trials).map_err(|error| matches!(error, RiskError::Calendar(_)))
    };
    let (may_be_none, takes_time) = (
        "{ min = \"0wd\", likely = \"1wd\", max = \"1wd\" }",
        "{ min = \"1wd\", likely = \"1wd\", max = \"2wd\" }",
    );
    assert_eq!(assessed(may_be_none, "5wd"), Err(true));
    assert_eq!(assessed(may_be_none, "4wd"), Ok(10));
    assert_eq!(assessed(takes_time, "5wd"), Ok(10));
}

/// Without a limit the last reply ends a consultation. From 2100-11-10 sixty natural days go into 2101, past the
/// calendar, and thirty working days do not; from 2100-10-12 it is sixty working days, twelve weeks, that do, and seventy
/// natural days do not.
#[test]
fn the_latest_of_several_replies_decides_whether_the_calendar_is_left() {
    let steps = parties() + &step("ask", "consultation", ASKED);
    let assessed = |start: &str, replies: [&str; 2]| {
        let [a, b] = replies;
        let set = format!("[step.ask.party.a]\nestimate = \"{a}\"\n[step.ask.party.b]\nestimate = \"{b}\"\n");
        let small = Small::of("ask", &steps, &set);
        let tally =
            small.model(start).hold(Held::default()).unwrap().assess(day(start), &sampling(0..10), &());
        tally.map(|tally| tally.trials)
    };
    for (start, past, inside) in [("2100-11-10", "60d", "30wd"), ("2100-10-12", "60wd", "70d")] {
        for replies in [[past, inside], [inside, past]] {
            assert!(matches!(assessed(start, replies), Err(RiskError::Calendar(_))), "{start} {replies:?}");
        }
        assert_eq!(assessed(start, [inside, inside]), Ok(10), "{start}");
    }
}

// ---- many starts --------------------------------------------------------------------------------------------------

/// Says no once, when so many trials or starts are done.
struct Until(AtomicU64, u64);

impl Until {
    fn done(done: u64) -> Until {
        Until(AtomicU64::new(0), done)
    }
}

impl Watch for Until {
    fn done(&self, trials: u64) -> bool {
        self.0.fetch_add(trials, Ordering::Relaxed) + trials < self.1
    }
}

/// A task of one working day ends on the first working day after the start, in every case. There are more days than are
/// worked out together.
#[test]
fn every_start_of_more_than_a_year_has_its_days() {
    let small = Small::of("draw", &step("draw", "task", &limit("1wd")), "");
    let model = small.model("2023-12-31");
    let variant = model.hold(Held::default()).unwrap();
    let days: Vec<Day> = day("2022-11-01").to(day("2023-12-31")).collect();
    let expected: Vec<[Day; 3]> = days
        .iter()
        .map(|start| [start.to(Day::LAST).skip(1).find(|day| small.calendar.works(*day)).unwrap(); 3])
        .collect();
    for threads in [1, 2] {
        let found = variant.exact_from_starts(&days, Budget::default(), threads, &()).unwrap();
        assert_eq!(found.as_ref(), Some(&expected));
    }
    for trials in [0..100, 5_000..5_100] {
        assert_eq!(variant.from_starts(&days[..20], &sampling(trials), &()).unwrap(), expected[..20]);
    }
}

/// Who stops it gets the days before; those after the first that was not finished are left out, finished or not.
#[test]
fn starts_that_are_stopped_keep_those_that_were_finished() {
    struct Once(AtomicU64, u64);
    impl Watch for Once {
        fn done(&self, days: u64) -> bool {
            let done = self.0.fetch_add(days, Ordering::Relaxed);
            // Asked before a day; after it nobody listens.
            let stops = days == 0 && done == self.1;
            if stops {
                self.0.fetch_add(1, Ordering::Relaxed);
            }
            !stops
        }
    }
    let small = Small::of("draw", &step("draw", "task", &limit("1wd")), "");
    let model = small.model("2023-12-31");
    let variant = model.hold(Held::default()).unwrap();
    let days: Vec<Day> = day("2022-11-01").to(day("2023-12-31")).collect();
    let whole = variant.exact_from_starts(&days, Budget::default(), 1, &()).unwrap().unwrap();
    for done in [0, 100, 400] {
        let watch = Once(AtomicU64::new(0), done);
        let found = variant.exact_from_starts(&days, Budget::default(), 1, &watch).unwrap().unwrap();
        assert_eq!(found, whole[..done as usize], "{done}");
    }
    // Six thousand trials are cut into four chunks: the second start is stopped after its first.
    let watch = Until::done(7_000);
    assert_eq!(variant.from_starts(&days, &sampling(500..6_500), &watch).unwrap(), whole[..1]);
}

// ---- swings -------------------------------------------------------------------------------------------------------

/// Three parties answer within a working day or never, at a tenth, a half and a half; then silence ends their step a week
/// later. The slowest ends it all, so with any of them at its best more than a fifth of the trials is still as late as
/// silence, and the P80 never moves. The mean does: with the rare one at its best the chance of being late is 1 − ½ · ½ =
/// 0.75, with another 1 − ½ · 0.9 = 0.55, and at worst it is 1. So the others bring more. What leads nowhere brings nothing.
#[test]
fn swings_as_wide_as_each_other_go_by_their_means() {
    let ask = |id: &str| step(id, "consultation", &limit("5wd"));
    let steps = [
        ask("rare"),
        step("idle", "task", &limit("1wd")),
        ask("one"),
        ask("other"),
        step("end", "milestone", "after = [\"rare\", \"one\", \"other\"]"),
    ];
    let reply =
        |id: &str, silent: f64| format!("[step.{id}]\nreply = {{ silent = {silent}, estimate = \"1wd\" }}\n");
    let set = [
        reply("rare", 0.1),
        reply("one", 0.5),
        reply("other", 0.5),
        "[step.idle]\nestimate = { min = \"1wd\", likely = \"1wd\", max = \"2wd\" }\n".to_string(),
    ];
    let small = Small::of("end", &steps.concat(), &set.concat());
    let model = small.model(START);
    let swings = model.swings(day(START), &sampling(1_000..5_000), &()).unwrap().expect("nobody stops it");
    assert!(swings.iter().all(|swing| swing.days() == 0 && !swing.turned));
    let what: Vec<Uncertain> = swings.iter().map(|swing| swing.what).collect();
    assert_eq!(what[..2].iter().filter(|what| matches!(what, Uncertain::Input(2 | 3))).count(), 2);
    assert_eq!(what[2..], [Uncertain::Input(0), Uncertain::Input(1)]);
    // A week is late: silence ends on Monday the 13th, at worst in every trial.
    assert!(swings[..3].iter().all(|swing| swing.worst.mean_days == 7.0));
    about((swings[2].best.mean_days - 1.0) / 6.0, 0.75, 4_000);
    assert_eq!(swings[3].best, swings[3].worst);
}

#[test]
fn swings_that_are_stopped_are_none() {
    let small = two_facts();
    let model = small.model(START);
    // Three uncertain things, two ends of each, two thousand trials an end, which are cut into two chunks: stopped before
    // anything, between two runs, within the last; then never.
    assert_eq!(model.swing_runs(), 6);
    for (done, stopped) in [(0, true), (4_000, true), (11_000, true), (12_001, false)] {
        let swings = model.swings(day(START), &sampling(0..2_000), &Until::done(done)).unwrap();
        assert_eq!(swings.is_none(), stopped, "{done}");
    }
}
