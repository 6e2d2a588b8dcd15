//! Reworks unrolled: which rounds there are, and what waits for which. The steps take one working day each, and
//! 2023-06-01 is a Thursday, so the days are 2, 5, 6, 7, 8, 9, 12, 13, 14 June.

#[path = "common/small.rs"]
mod small;

use std::collections::BTreeSet;

use permits::calendar::Calendar;
use permits::network::{Case, CompileError, compile};
use permits::schedule::{Run, schedule};
use small::{dates, floor, procedure, reworks, workflow};

const CHAIN: &str = "
    a task 1wd
    b task 1wd after a
    c task 1wd after b
    end task 1wd after c
    rework first b a
    rework second c b
    rework inner b b
    rework outer c a
";

/// The steps in their order with the day of June each finishes on.
fn days(lines: &str, again: &[(&str, u32)]) -> Vec<(String, u32)> {
    let dates = dates(lines, "2023-06-01", &[], again).unwrap();
    let day = |step: &str| dates.of(step).1["2023-06-".len()..][..2].parse().unwrap();
    dates.order().into_iter().map(|step| (step.to_string(), day(step))).collect()
}

fn told(steps: &[(&str, u32)]) -> Vec<(String, u32)> {
    steps.iter().map(|(step, day)| (step.to_string(), *day)).collect()
}

#[test]
fn each_round_begins_when_the_one_before_failed() {
    let twice = [("a", 2), ("b", 5), ("a~2", 6), ("b~2", 7), ("a~3", 8), ("b~3", 9), ("c", 12), ("end", 13)];
    assert_eq!(days(CHAIN, &[("first", 2)]), told(&twice));
}

#[test]
fn stretches_that_overlap_run_one_after_the_other() {
    // b fails: a and b again. Then c fails: b and c again. The first failure stays what it was.
    let overlapping =
        [("a", 2), ("b", 5), ("a~2", 6), ("b~2", 7), ("c", 8), ("b~3", 9), ("c~2", 12), ("end", 13)];
    assert_eq!(days(CHAIN, &[("first", 1), ("second", 1)]), told(&overlapping));
}

#[test]
fn an_outer_stretch_repeats_what_is_written_without_the_inner_rounds() {
    let nested = [("a", 2), ("b", 5), ("b~2", 6), ("c", 7), ("a~2", 8), ("b~3", 9), ("c~2", 12), ("end", 13)];
    assert_eq!(days(CHAIN, &[("inner", 1), ("outer", 1)]), told(&nested));
}

#[test]
fn what_had_to_happen_before_a_round_does_not_wait_for_it() {
    // y fails and p runs again; c, which waits for p through z, fails and x runs again. y hangs on x. Its first round
    // was over before c failed and cannot wait for the second x; its second round does, as what follows a stretch does.
    let lines = "
        p task 1wd
        x task 1wd
        y task 1wd after p x
        z task 1wd after p
        c task 1wd after z x
        end task 1wd after y c
        rework first y p
        rework second c x
    ";
    let days = days(lines, &[("first", 1), ("second", 1)]);
    let day = |step: &str| days.iter().find(|(id, _)| id == step).unwrap().1;
    // p, x 2; y 5 fails: p~2 6; z waits for p~2: 7; c 8 fails: x~2 9; c~2 and y~2 12; the end 13.
    let expected = [
        ("p", 2),
        ("x", 2),
        ("y", 5),
        ("p~2", 6),
        ("z", 7),
        ("c", 8),
        ("x~2", 9),
        ("c~2", 12),
        ("y~2", 12),
        ("end", 13),
    ];
    for (step, expected) in expected {
        assert_eq!(day(step), expected, "{step}");
    }
}

#[test]
fn what_leaves_a_stretch_waits_for_its_last_round_or_where_the_link_says_so_for_its_first() {
    let workflow = procedure(
        "end",
        r#"
[[step]]
id = "a"
kind = "task"
limit = "1wd"
cite = ["s 1"]
[[step]]
id = "b"
kind = "task"
limit = "1wd"
cite = ["s 1"]
after = ["a"]
[[step]]
id = "early"
kind = "task"
limit = "1wd"
cite = ["s 1"]
after = [{ step = "b", round = "first" }]
[[step]]
id = "end"
kind = "task"
limit = "1wd"
cite = ["s 1"]
after = ["b", "early"]
[[rework]]
id = "again"
at = "b"
back_to = "a"
"#,
    );
    let floor = floor();
    let case = Case { reworks: reworks(&[("again", 1)]), ..Case::new(&workflow, &floor) };
    let network = compile(&case).unwrap();
    let run = Run::from("2023-06-01".parse().unwrap());
    let schedule = schedule(&network, &Calendar::official(), &run).unwrap();
    let finish = |step: &str| schedule.dates(network.find(step).unwrap()).finish().to_string();
    // a 2, b 5, again 6 and 7: early a day after the first b, the end a day after the second.
    assert_eq!(finish("early"), "2023-06-06 in-hours");
    assert_eq!(finish("end"), "2023-06-08 in-hours");
}

#[test]
fn a_round_waits_for_the_first_round_of_another_stretch_where_the_link_says_so() {
    let step = |id: &str, after: &str| {
        format!(
            "[[step]]\nid = \"{id}\"\nkind = \"task\"\nlimit = \"1wd\"\ncite = [\"s 1\"]\nafter = [{after}]\n"
        )
    };
    let tables = format!(
        "{}{}{}{}{}[[rework]]\nid = \"inner\"\nat = \"x\"\nback_to = \"x\"\n[[rework]]\n\
         id = \"outer\"\nat = \"c\"\nback_to = \"y\"\n",
        step("x", ""),
        step("y", "\"x\""),
        step("first", "\"y\", { step = \"x\", round = \"first\" }"),
        step("last", "\"y\", \"x\""),
        step("c", "\"first\", \"last\""),
    );
    let workflow = procedure("c", &tables);
    let floor = floor();
    let case = Case { reworks: reworks(&[("inner", 1), ("outer", 1)]), ..Case::new(&workflow, &floor) };
    let network = compile(&case).unwrap();
    let waits_for = |id: &str| {
        let links = network.links_into(network.find(id).unwrap()).map(|link| network.links()[link].from);
        links.map(|from| network.step(from).id.to_string()).collect::<BTreeSet<_>>()
    };
    let these = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(waits_for("first"), these(&["y", "x"]));
    assert_eq!(waits_for("last"), these(&["y", "x~2"]));
    // In the second round of what follows as in the first.
    assert_eq!(waits_for("first~2"), these(&["y~2", "x"]));
    assert_eq!(waits_for("last~2"), these(&["y~2", "x~2"]));
    assert_eq!(waits_for("y~2"), these(&["c"]));
}

#[test]
fn a_long_chain_may_run_again() {
    // 1,001 steps three times are 3,003; what counts is what results, not what could.
    let mut lines = "s0 act\n".to_string();
    for at in 1..=1_000 {
        lines += &format!("s{at} act after s{}\n", at - 1);
    }
    lines += "rework again s1000 s0";
    let (workflow, floor) = (workflow(&lines), floor());
    let steps = |times: u32| {
        let case = Case { reworks: reworks(&[("again", times)]), ..Case::new(&workflow, &floor) };
        compile(&case).map(|network| network.steps().len())
    };
    assert_eq!(steps(0).unwrap(), 1_001);
    assert_eq!(steps(2).unwrap(), 3_003);
    assert_eq!(steps(1_000).unwrap_err(), CompileError::ReworkTooLong("again".into()));
}
