//! Worlds: facts that are open, alone and together, held, and out of scope.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use permits::calendar::Day;
use permits::risk::{Budget, Exact, Exactly, Held, Shape};
use permits::workflow::{Assumptions, Workflow};

use super::chains::{with_case, with_model};
use super::enumerated::enumerated;
use super::{ALIKE, are_alike, is_what_was_counted, small};

/// `objected` and `flooded` decide together whether `draft` fails, `objected` and `refused` whether `check` does, so the
/// three belong together; `wet` adds a step, and in two ways the case is out of scope.
const STEPS: &str = r#"
[[step]]
id = "draft"
kind = "task"
[[step]]
id = "drain"
kind = "task"
limit = "4wd"
cite = ["s 1"]
when = { wet = true }
[[step]]
id = "check"
kind = "review"
after = ["draft", "drain"]
[[step]]
id = "end"
kind = "act"
after = ["check"]
[[rework]]
id = "again"
at = "draft"
back_to = "draft"
max = 2
when = { objected = true, flooded = true }
cite = ["s 1"]
[[rework]]
id = "check-again"
at = "check"
back_to = "check"
max = 1
when = { objected = true, refused = true }
cite = ["s 1"]
[[scope]]
require = { wet = false }
say = "dry land only"
cite = ["s 1"]
[[scope]]
require = { flooded = false }
say = "no flood"
cite = ["s 1"]
"#;

const SET: &str = r#"
[step.draft]
estimate = { min = "1wd", likely = "2wd", max = "2wd" }
[step.check]
estimate = { min = "2wd", likely = "3wd", max = "3wd" }
[fact.objected]
chance = 0.5
[fact.wet]
chance = 0.25
[fact.flooded]
chance = 0.75
[fact.refused]
chance = 0.5
"#;

fn procedure() -> Workflow {
    let facts = ["objected", "wet", "flooded", "refused"].map(small::fact).concat();
    small::procedure("end", &format!("{facts}{STEPS}"))
}

fn start() -> Day {
    "2023-06-01".parse().expect("a date")
}

#[test]
fn facts_that_belong_together_are_answered_together() {
    let case = (procedure(), small::assumptions(SET));
    with_case(&case, start(), |variant, calendar, run| {
        let counted = enumerated(variant, calendar, run).expect("few enough");
        let exact = variant.exact(start(), Budget::default()).unwrap().known().expect("cheap");
        is_what_was_counted(&exact, &counted).unwrap();
        // Out of scope when it is wet or flooded: 1 - 3/4 · 1/4.
        assert!((exact.out_of_scope - 13.0 / 16.0).abs() < ALIKE, "{}", exact.out_of_scope);
        // `draft` fails at first with 1/2 · 3/4, and again with the same.
        let fails = 0.375;
        let rounds = [1.0 - fails, fails * (1.0 - fails), fails * fails];
        assert!(exact.rounds[0].iter().zip(rounds).all(|(exact, odds)| (exact - odds).abs() < ALIKE));
    });
}

/// What a fact is held to is as if it were so for certain: the cases with it and without it make up the whole.
#[test]
fn a_fact_that_is_held_is_answered_so() {
    let (case, start) = ((procedure(), small::assumptions(SET)), start());
    with_model(&case, start, Shape::Pert, |model| {
        let at =
            |id: &str| model.open().facts.iter().position(|fact| fact.id.as_str() == id).expect("a fact");
        let exact = |facts: Vec<(usize, bool)>| -> Exact {
            let variant = model.hold(Held { facts, ..Held::default() }).expect("few facts");
            variant.exact(start, Budget::default()).unwrap().known().expect("cheap")
        };
        let whole = exact(Vec::new());
        for (at, fact) in model.open().facts.iter().enumerate() {
            let (with, without) = (exact(vec![(at, true)]), exact(vec![(at, false)]));
            let sum =
                |of: &dyn Fn(&Exact) -> f64| fact.chance * of(&with) + (1.0 - fact.chance) * of(&without);
            assert!((sum(&|exact| exact.out_of_scope) - whole.out_of_scope).abs() < ALIKE, "{}", fact.id);
            // A rework answers its facts anew in every round, so only the first round is shared out so.
            for rework in 0..2 {
                let of = |exact: &Exact| exact.rounds[rework].first().copied().unwrap_or(0.0);
                assert!((sum(&of) - of(&whole)).abs() < ALIKE, "{} and rework {rework}", fact.id);
            }
        }
        // No rework rests on `wet`, so the whole answer is shared out by it.
        let mut goal: BTreeMap<Day, f64> = BTreeMap::new();
        for (value, share) in [(true, 0.25), (false, 0.75)] {
            for (day, chance) in exact(vec![(at("wet"), value)]).goal {
                *goal.entry(day).or_insert(0.0) += share * chance;
            }
        }
        are_alike("goal", &whole.goal, &goal).unwrap();
        // By hand: flooded for certain, `draft` fails with 1/2; not flooded, never.
        assert!((exact(vec![(at("flooded"), true)]).rounds[0][0] - 0.5).abs() < ALIKE);
        assert!((exact(vec![(at("flooded"), false)]).rounds[0][0] - 1.0).abs() < ALIKE);
        let both = exact(vec![(at("flooded"), true), (at("objected"), true)]);
        assert!((both.rounds[0].last().copied().unwrap() - 1.0).abs() < ALIKE, "it fails every time");
    });
}

/// Steps that fail when all of their facts hold: how many facts each has. The first is the goal.
pub fn failing(facts: &[usize]) -> (Workflow, Assumptions) {
    let ids = |step: usize| (0..facts[step]).map(move |at| format!("f{step}x{at}"));
    let (mut tables, mut set) = (String::new(), String::new());
    for id in (0..facts.len()).flat_map(ids) {
        tables += &small::fact(&id);
        let _ = writeln!(set, "[fact.{id}]\nchance = 0.5");
    }
    for step in 0..facts.len() {
        let when: Vec<String> = ids(step).map(|id| format!("{id} = true")).collect();
        let _ = write!(
            tables,
            "[[step]]\nid = \"s{step}\"\nkind = \"task\"\nlimit = \"1wd\"\ncite = [\"s 1\"]\n\
             [[rework]]\nid = \"again{step}\"\nat = \"s{step}\"\nback_to = \"s{step}\"\nmax = 1\n\
             when = {{ {} }}\ncite = [\"s 1\"]\n",
            when.join(", ")
        );
    }
    (small::procedure("s0", &tables), small::assumptions(&set))
}

/// Twenty facts have a million answers together; of more there is no exact answer, whatever may be spent.
#[test]
fn more_facts_than_can_be_answered_together_are_refused() {
    let answered = |facts: &[usize], budget: Budget| {
        with_case(&failing(facts), start(), |variant, _, _| variant.exact(start(), budget).unwrap())
    };
    for facts in [1, 2, 3, 12, 20] {
        let exact = answered(&[facts], Budget::default()).known().expect("cheap");
        let fails = exact.rounds[0][1];
        assert!((fails - 0.5f64.powi(facts as i32)).abs() < ALIKE, "{facts}: {fails}");
    }
    // Before or after something has been spent, and with a budget of nothing, when nothing was.
    for (facts, budget) in
        [(&[21][..], Budget::default()), (&[12, 21], Budget::default()), (&[21], Budget(0))]
    {
        let refused = Exactly::TooCostly { cost: u64::MAX, budget };
        assert_eq!(answered(facts, budget), refused, "{facts:?}");
    }
}
