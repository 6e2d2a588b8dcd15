//! What is drawn of a step, and what odds say of a tally and of an exact answer: which parts are there, what they are
//! shares of, and how far trials can be trusted.

#[path = "common/small.rs"]
mod small;

use std::collections::BTreeSet;

use permits::calendar::{Calendar, Counting, Day, Length};
use permits::network::{Basis, Case, Open};
use permits::risk::{
    Budget, Detail, Distribution, Draws, Held, Input, Method, Model, Odds, Outcome, PromiseOdds, Sampling,
    Shape, Terms, share_between,
};
use permits::workflow::{Assumptions, Workflow};

const START: &str = "2023-03-06";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Asks the model of a case.
fn ask<T>(workflow: &Workflow, set: &Assumptions, basis: Basis, of: impl FnOnce(&Model<'_>) -> T) -> T {
    let (calendar, start) = (Calendar::official(), day(START));
    let open = Open::of(Case::new(workflow, set), &BTreeSet::new()).unwrap();
    let (counting, shape) = (Counting::Statutory, Shape::Pert);
    let terms = Terms { calendar: &calendar, counting, basis, shape, given: &[], start };
    of(&Model::new(open, terms, &mut Draws::default()).unwrap())
}

// ---- what is drawn ---------------------------------------------------------------------------------------------------

/// What is drawn of the steps of these lines.
fn inputs(lines: &str, set: &str, basis: Basis) -> Vec<Input> {
    ask(&small::workflow(lines), &small::assumptions(set), basis, |model| model.inputs().to_vec())
}

/// By statute a limit runs to its end, whatever the step is expected to take; what has no limit is drawn all the same.
#[test]
fn by_statute_nothing_is_drawn_of_a_step_that_has_a_limit() {
    let estimate = "estimate = { min = \"2wd\", likely = \"3wd\", max = \"4wd\" }";
    let set = format!("[step.check]\n{estimate}\n[step.work]\n{estimate}\n");
    let drawn = |basis| {
        let inputs = inputs("check review 5wd\n work task after check", &set, basis);
        inputs.iter().map(|input| input.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(drawn(Basis::Likely), ["check", "work"]);
    assert_eq!(drawn(Basis::Statutory), ["work"]);
}

/// A party that answers after two, three or four working days, or not at all with this chance.
fn party(silent: &str, expected: &str) -> Input {
    let set = format!(
        "[step.ask]\n{expected}\nreply = {{ silent = {silent}, estimate = {{ min = \"2wd\", likely = \"3wd\", max = \"4wd\" }} }}\n"
    );
    let mut inputs = inputs("ask consultation 5wd", &set, Basis::Likely);
    assert_eq!(inputs.len(), 1);
    inputs.remove(0)
}

#[test]
fn a_plan_takes_the_reply_that_the_step_expects_and_else_silence() {
    let party = |expected: &str| party("0.25", expected);
    let outcomes = [2, 3, 4].map(|days| Outcome::Takes(Length::Working(days)));
    assert_eq!(party("").outcomes, [&outcomes[..], &[Outcome::Silent]].concat());
    let planned = |expected: &str| party(expected).planned;
    assert_eq!(["2wd", "3wd", "4wd"].map(|days| planned(&format!("estimate = \"{days}\""))), [0, 1, 2]);
    // It answers neither then nor is anything expected.
    assert_eq!([planned("estimate = \"5wd\""), planned("")], [3, 3]);
}

/// Three answers and silence. The ends of the estimate count however rarely they come, silence only where it can.
#[test]
fn the_worst_reply_is_silence_where_it_can_come() {
    let worst = |silent: &str| party(silent, "").extremes();
    assert_eq!([worst("0.0"), worst("0.25"), worst("1.0")], [(0, 2), (0, 3), (0, 3)]);
}

// ---- which parts there are -------------------------------------------------------------------------------------------

/// A consultation, a stretch that fails, a step that seldom happens and a scope that is seldom kept to, each with an even
/// chance but silence, which has a quarter. Of the promises one is always tested, one where `rare` happens, which then
/// always keeps it, and one never.
const STEPS: &str = r#"
[[scope]]
require = { far = false }
say = "Only near."
cite = ["s 1"]
[[step]]
id = "work"
kind = "task"
[[step]]
id = "ask"
kind = "consultation"
limit = "5wd"
cite = ["s 1"]
after = ["work"]
[[step]]
id = "seldom"
kind = "act"
when = { rare = true }
after = ["ask"]
[[step]]
id = "unheard"
kind = "act"
when = { never = true }
after = ["ask"]
[[step]]
id = "judged"
kind = "act"
after = ["ask", "seldom", "unheard"]
[[step]]
id = "end"
kind = "milestone"
after = ["judged"]
[[rework]]
id = "again"
at = "judged"
back_to = "judged"
when = { fails = true }
max = 1
cite = ["s 1"]
[[promise]]
id = "always-tested"
name = "always"
from = "ask"
to = "end"
within = "20wd"
cite = ["s 1"]
[[promise]]
id = "never-tested"
name = "never"
from = "unheard"
to = "end"
within = "20wd"
cite = ["s 1"]
[[promise]]
id = "seldom-tested"
name = "seldom"
from = "seldom"
to = "end"
within = "20wd"
cite = ["s 1"]
"#;

const SET: &str = "
[step.work]
estimate = { min = \"1wd\", likely = \"2wd\", max = \"3wd\" }
origin = \"assumption\"
[step.ask]
reply = { silent = 0.25, estimate = \"2wd\" }
[fact.rare]
chance = 0.5
[fact.fails]
chance = 0.5
[fact.far]
chance = 0.5
";

/// The odds of that case from so many trials; made exact where asked for.
fn odds(set: &str, trials: u64, exactly: bool) -> Odds {
    let facts = ["rare", "fails", "far", "never"].map(small::fact).concat();
    let (workflow, set) = (small::procedure("end", &format!("{facts}{STEPS}")), small::assumptions(set));
    ask(&workflow, &set, Basis::Likely, |model| {
        let variant = model.hold(Held::default()).unwrap();
        let sampling = Sampling { seed: 7, trials: 0..trials, threads: 1, detail: Detail::Paths };
        let tally = variant.assess(day(START), &sampling, &()).unwrap();
        let odds = Odds::of(model, &tally, day(START)).unwrap();
        if !exactly {
            return odds;
        }
        let exact = variant.exact(day(START), Budget::default()).unwrap().known().unwrap();
        odds.exactly(model, exact).unwrap()
    })
}

fn tested(odds: &Odds) -> Vec<&str> {
    odds.promises.iter().map(|promise| promise.id.as_str()).collect()
}

#[test]
fn a_promise_that_is_tested_in_no_case_is_left_out() {
    for exactly in [false, true] {
        let odds = odds(SET, 200, exactly);
        assert_eq!(tested(&odds), ["always-tested", "seldom-tested"]);
        assert_eq!(odds.promises[0].tested, 1.0);
        // Kept whenever it is tested, that is in about half of the cases.
        assert_eq!(odds.promises[1].kept, 1.0);
        assert!((odds.promises[1].tested - 0.5).abs() < 0.2);
    }
}

/// The draw of the work is no reply.
#[test]
fn only_parties_that_are_asked_have_a_reply() {
    for exactly in [false, true] {
        let replies: Vec<(usize, f64)> =
            odds(SET, 200, exactly).replies.iter().map(|reply| (reply.input, reply.asked)).collect();
        assert_eq!(replies, [(1, 1.0)]);
    }
}

/// Seven trials cannot give a half or a quarter.
#[test]
fn what_is_exact_takes_the_place_of_what_trials_say() {
    let [sampled, exact] = [false, true].map(|exactly| odds(SET, 7, exactly));
    assert_eq!((sampled.method, exact.method), (Method::Sample, Method::Exact));
    assert_eq!((exact.trials, &exact.steps), (7, &sampled.steps), "which only trials can tell");
    let seldom = &exact.promises[1];
    assert_eq!((seldom.tested, seldom.kept), (0.5, 1.0));
    assert_eq!(exact.replies[0].silent, 0.25);
    assert_eq!(exact.reworks[0].rounds, [0.5, 0.5]);
    assert_eq!(exact.out_of_scope, 0.5);
}

#[test]
fn only_what_breaks_the_scope_is_out_of_it() {
    let [never, always] =
        ["0.0", "1.0"].map(|chance| SET.replace("far]\nchance = 0.5", &format!("far]\nchance = {chance}")));
    for exactly in [false, true] {
        assert_eq!([&never, &always].map(|set| odds(set, 100, exactly).out_of_scope), [0.0, 1.0]);
    }
}

// ---- how far trials can be trusted -----------------------------------------------------------------------------------

/// Odds of so many trials, one on each day from [`START`].
fn one_a_day(method: Method, trials: usize) -> Odds {
    Odds {
        method,
        start: day(START),
        trials: trials as u64,
        finish: Distribution::of_trials(i32::from(day(START).index()), &vec![1; trials]).unwrap(),
        promises: Vec::new(),
        steps: Vec::new(),
        replies: Vec::new(),
        reworks: Vec::new(),
        out_of_scope: 0.0,
    }
}

/// Of a hundred trials, one a day, the k-th day is the quantile of every share in ((k − 1)/100, k/100]. The spread is
/// 1.96·√(share·(1 − share)/100).
#[test]
fn the_days_of_a_quantile_are_those_of_the_shares_around_it() {
    let (sampled, exact) = (one_a_day(Method::Sample, 100), one_a_day(Method::Exact, 100));
    let the_kth = |k: i64| day(START).plus(k - 1).unwrap();
    for (share, at, [first, last]) in [
        (0.5, 50, [41, 60]),   // 0.5 ± 1.96·0.05: 0.402 and 0.598
        (0.8, 80, [73, 88]),   // 0.8 ± 1.96·0.04: 0.7216 and 0.8784
        (0.1, 10, [5, 16]),    // 0.1 ± 1.96·0.03: 0.0412 and 0.1588
        (0.99, 99, [98, 100]), // 0.99 ± 1.96·0.00995: 0.9705, and past the last
        (0.01, 1, [1, 3]),     // before the first, and 0.0295
    ] {
        assert_eq!(sampled.between(share), (the_kth(first), the_kth(last)), "{share}");
        assert_eq!(exact.between(share), (the_kth(at), the_kth(at)), "{share}");
    }
}

const Z: f64 = 1.959_963_984_540_054;

#[track_caller]
fn near((low, high): (f64, f64), expected: (f64, f64)) {
    assert!(
        (low - expected.0).abs() < 1e-9 && (high - expected.1).abs() < 1e-9,
        "{low}, {high}: {expected:?}"
    );
}

/// Wilson's bounds are the p with (share − p)² = z²·p·(1 − p)/n. Where the share is a half they are ½ ± z/(2·√(n + z²)),
/// where all agree the nearer is the share itself, the other z²/(n + z²) away.
#[test]
fn the_bounds_of_a_share_are_those_of_wilson() {
    for n in [1, 10, 96, 10_000] {
        let of = n as f64;
        let half = Z / (2.0 * (of + Z * Z).sqrt());
        near(share_between(0.5, n), (0.5 - half, 0.5 + half));
        let away = Z * Z / (of + Z * Z);
        near(share_between(1.0, n), (1.0 - away, 1.0));
        near(share_between(0.0, n), (0.0, away));
        for share in [0.01, 0.3, 0.9] {
            let (low, high) = share_between(share, n);
            assert!(0.0 <= low && low < share && share < high && high <= 1.0);
            for bound in [low, high] {
                let (off, spread) = ((share - bound).powi(2), Z * Z * bound * (1.0 - bound) / of);
                assert!((off - spread).abs() < 1e-9, "{bound} of {share} in {n}");
            }
        }
    }
}

/// Of 192 trials half tested the promise: the bounds are those of 96.
#[test]
fn a_promise_is_known_as_well_as_it_was_tested() {
    let promise = PromiseOdds { id: "promise".into(), tested: 0.5, kept: 0.5 };
    let half = Z / (2.0 * (96.0 + Z * Z).sqrt());
    near(one_a_day(Method::Sample, 192).kept_between(&promise), (0.5 - half, 0.5 + half));
    assert_eq!(one_a_day(Method::Exact, 192).kept_between(&promise), (0.5, 0.5));
}
