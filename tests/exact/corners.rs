//! Small networks, each for one thing that a solver may overlook, against full enumeration.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use permits::calendar::{Day, Moment, Rule};
use permits::risk::{Budget, Held, Model, Shape, Solver};
use permits::workflow::{Assumptions, Workflow};

use super::chains::{with_case, with_given, with_model};
use super::enumerated::{enumerated, settled};
use super::{are_alike, is_what_was_counted, small};

/// What is assumed of steps, each with a unit and the least, likely and most days.
fn estimates<'a>(open: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    open.map(|(id, days)| {
        let (unit, range) = days.split_once(' ').expect("a unit and days");
        let days: Vec<&str> = range.split("..").collect();
        let [min, likely, max] = days[..] else { panic!("{range} are not three") };
        format!("[step.{id}]\nestimate = {{ min = \"{min}{unit}\", likely = \"{likely}{unit}\", max = \"{max}{unit}\" }}\n")
    })
    .collect()
}

/// The procedure of these lines, and what is assumed. What takes `chance` is a fact that is true so often.
fn case_of(lines: &str, open: &[(&str, &str)]) -> (Workflow, Assumptions) {
    let (facts, drawn): (Vec<_>, Vec<_>) =
        open.iter().copied().partition(|(_, days)| days.starts_with("chance"));
    let chances = facts.iter().map(|(id, chance)| format!("[fact.{id}]\n{}\n", chance.replace(' ', " = ")));
    let set = estimates(drawn.into_iter()) + &chances.collect::<String>();
    (small::workflow(lines), small::assumptions(&set))
}

/// That the exact answer is what enumerating gives; how many combinations there are.
fn agrees(model: &Model<'_>, start: Day) -> usize {
    let variant = model.hold(Held::default()).expect("few facts");
    let counted = enumerated(&variant, model.terms().calendar, &model.run(start)).expect("few enough");
    let exact = variant.exact(start, Budget::default()).unwrap().known().expect("cheap");
    is_what_was_counted(&exact, &counted).unwrap_or_else(|error| panic!("from {start}: {error}"));
    let goal = Solver::new(&variant, Budget::default()).goal(start).unwrap().known().expect("cheap");
    are_alike("goal alone", &goal, &counted.goal).unwrap();
    counted.combinations
}

/// That the exact answer of these lines is what enumerating them gives, from each of these days.
fn holds(lines: &str, open: &[(&str, &str)], starts: &[&str]) {
    let case = case_of(lines, open);
    for start in starts {
        let start = start.parse().expect("a date");
        let combinations = with_model(&case, start, Shape::Triangular, |model| agrees(model, start));
        assert!(combinations > 3, "{lines} is open");
    }
}

/// A working day, the last before a holiday, its first day, a make-up Sunday, and the Saturday after one.
const STARTS: [&str; 5] = ["2023-06-01", "2023-09-28", "2023-09-29", "2023-06-25", "2023-07-01"];

/// A task of no days is an act: it waits for the office, and so does what waits for its beginning.
#[test]
fn a_task_that_may_take_no_time_begins_and_ends_as_an_act_when_it_does() {
    let may_be_zero = [("x", "wd 0..1..2"), ("y", "wd 1..2..2")];
    for lines in [
        "n notice 5d\n x task after n\n y task after x:start\n end act after x y",
        "n notice 5d\n x task after n\n y task after x\n end milestone after y x:start+1wd",
        "n notice 5d\n x task after n\n a task 1wd after x:start\n b task 1wd after x\n y task after a b\n end act after y a",
        "x task\n y task after x:start\n z review 1wd after x\n end milestone after y z x:start",
    ] {
        holds(lines, &may_be_zero, &STARTS);
    }
    // The same where it never or always takes no time.
    holds(
        "n notice 5d\n x task after n\n y task after x:start\n end act after x y",
        &[("x", "wd 0..0..0"), ("y", "wd 1..3..5")],
        &STARTS,
    );
    holds(
        "n notice 5d\n x task after n\n y task after x:start\n end act after x y",
        &[("x", "wd 1..1..1"), ("y", "wd 1..3..5")],
        &STARTS,
    );
    // When it is ready is open too, so both have to be known at once.
    for lines in [
        "r review\n x task after r\n y task after x:start\n z review 1wd after x\n end milestone after y z",
        "r task\n n notice 3d after r\n x task after n\n y task after x:start\n z task after x\n end act after y z r:start",
        "r review\n q task\n x task after r q\n y task after x:start q\n z task after x r\n end milestone after y z",
    ] {
        let open = [
            ("r", "d 1..3..5"),
            ("q", "wd 1..2..3"),
            ("x", "wd 0..1..1"),
            ("y", "wd 1..1..2"),
            ("z", "wd 1..2..2"),
        ];
        let open: Vec<_> = open
            .into_iter()
            .filter(|(id, _)| {
                lines.contains(&format!("{id} task")) || lines.contains(&format!("{id} review\n"))
            })
            .collect();
        holds(lines, &open, &STARTS);
    }
    // Two of them, one behind the beginning of the other, with an expiry between.
    holds(
        "n notice 4d\n x task after n\n m notice 3d after x:start\n y task after m\n z task 2wd after y:start x\n end act after z y",
        &[("x", "wd 0..1..1"), ("y", "wd 0..1..1")],
        &STARTS,
    );
    holds(
        "n notice 5d\n x task after n\n y task after x:start\n end act after x y",
        &[("x", "d 1..1..2"), ("y", "d 1..2..3")],
        &STARTS,
    );
}

/// With a length held to what comes out of it, it is as if it always came out so; held to no time it is an act.
#[test]
fn a_length_that_is_held_is_answered_so() {
    let lines = "n notice 4d\n x task after n\n y task after x:start\n end act after x y";
    let open = [("x", "wd 0..1..2"), ("y", "wd 1..1..2")];
    let case = case_of(lines, &open);
    for start in STARTS {
        let start: Day = start.parse().expect("a date");
        with_model(&case, start, Shape::Triangular, |model| {
            for (at, (id, days)) in open.into_iter().enumerate() {
                assert_eq!(model.inputs()[at].id.as_str(), id);
                let least: usize = days[3..4].parse().expect("a digit");
                for (outcome, _) in model.inputs()[at].odds() {
                    let held = Held { inputs: vec![(at, outcome)], ..Held::default() };
                    let held = model.hold(held).expect("no facts");
                    let exact = held.exact(start, Budget::default()).unwrap().known().expect("cheap");
                    let always = format!("wd {0}..{0}..{0}", least + outcome);
                    let always = [(id, always.as_str()), open[1 - at]];
                    with_model(&case_of(lines, &always), start, Shape::Triangular, |model| {
                        let variant = model.hold(Held::default()).expect("no facts");
                        let run = model.run(start);
                        let counted = enumerated(&variant, model.terms().calendar, &run).expect("few enough");
                        are_alike(&format!("{always:?}"), &exact.goal, &counted.goal).unwrap();
                    });
                }
            }
        });
    }
}

/// `g` was done on 20 June, five working days (14, 15, 16, 19, 20) after its filing on the 13th, so `m` had begun by then,
/// although what it waits for is said to have been done on the 16th. So `m` is over before that day, and the end waits for
/// `a` alone.
#[test]
fn what_had_begun_before_what_it_waits_for_does_not_outlast_that() {
    let lines = "a task 1wd\n m task after a\n g review 5wd after m:start\n end act after a m";
    let case = case_of(lines, &[("m", "wd 1..1..2")]);
    let start: Day = "2023-06-01".parse().expect("a date");
    let given = small::given(&[("g", "2023-06-20"), ("a", "2023-06-16")]);
    with_given(&case, start, Shape::Triangular, &given, |model| {
        assert!(agrees(model, start) > 1);
        let variant = model.hold(Held::default()).expect("no facts");
        let exact = variant.exact(start, Budget::default()).unwrap().known().expect("cheap");
        assert_eq!(exact.goal, [("2023-06-16".parse().expect("a date"), 1.0)]);
    });
}

/// In each round whether it takes no time is drawn anew.
#[test]
fn a_task_that_may_take_no_time_may_do_so_in_one_round_and_not_in_another() {
    holds(
        "n notice 4d\n x task after n\n y task after x:start\n end act after x y\n rework again y x fails",
        &[("x", "wd 0..1..1"), ("y", "wd 1..1..2"), ("fails", "chance 0.5")],
        &STARTS,
    );
}

/// Where `x` takes no time there is one working day for `y`, which takes one or two; where it takes a day there are as
/// many as `y` can take. So the promise is certain unless `x` takes no time.
#[test]
fn a_promise_that_a_length_of_no_time_may_break() {
    holds(
        "x task\n y task after x:start\n end act after x y\n promise soon x y 1wd",
        &[("x", "wd 0..1..2"), ("y", "wd 1..1..2")],
        &STARTS,
    );
}

/// The notice runs out at 24:00 of Friday 9 June; two working days after Wednesday the 7th, the last day on which `a` can
/// end, are over at that very moment.
#[test]
fn a_promise_that_the_last_moment_keeps() {
    holds(
        "a task\n n notice 8d\n end act after a n\n promise soon a n 2wd",
        &[("a", "wd 1..2..4")],
        &["2023-06-01"],
    );
}

/// `s` runs again from the moment at which it was first begun: what else the second round waits for is never later. Both
/// rounds are the same step from the same moment then, and each takes its own time.
#[test]
fn two_rounds_that_begin_together_take_each_their_own_time() {
    holds(
        "p task\n z task 1wd\n s task after p\n f milestone after z s:start\n x milestone after s:first\n \
         end act after x s\n rework again f s fails",
        &[("p", "wd 3..4..5"), ("s", "wd 1..2..3"), ("fails", "chance 0.5")],
        &STARTS,
    );
}

/// A sitting takes many moments to one.
#[test]
fn what_is_heard_at_a_sitting_is_heard_with_what_came_before_it() {
    holds(
        "a task\n b task\n m meeting after a b\n c task after m\n d review 3wd after a\n end act after c d",
        &[("a", "wd 1..4..7"), ("b", "d 2..5..9"), ("c", "wd 1..1..2")],
        &STARTS,
    );
}

/// Branches that have a draw in common, twice over, with links by both ends and lags.
#[test]
fn what_branches_have_in_common_is_counted_once() {
    for lines in [
        "a task\n b review after a\n c task after a:start+2wd\n d task after b c\n e review 2wd after b:start\n end act after d e a",
        "a task\n b review after a\n c task after a\n d task after b c:start\n e act after b:start+4wd c\n end milestone after d e",
        "a task\n b task\n c review after a b\n d task after a b:start\n e notice 4d after c\n f task 2wd after d\n end act after e f c",
    ] {
        holds(
            lines,
            &[("a", "wd 1..2..3"), ("b", "d 1..3..4"), ("c", "wd 2..2..4"), ("d", "d 1..1..3")],
            &STARTS,
        );
    }
}

/// Two steps that much leads to, one by the other and past it, and that both branches wait for: it is cheaper to know
/// the two together than any of what leads to them, and they have to be taken apart then themselves.
#[test]
fn two_steps_are_known_together_where_little_leaves_much() {
    let lines = "a task\n b task\n c task\n d task\n \
         pa task 2wd after a\n pb task 1wd after b\n pc review 2wd after c\n pd review 1wd after d\n \
         y task after a b c d\n x task after pa pb pc pd y\n \
         s task 3wd after y\n q task 1wd after x\n r notice 5d after y\n \
         m task after x s\n n task after q r\n end act after m n";
    let open = [
        ("a", "wd 1..2..3"),
        ("b", "wd 1..3..3"),
        ("c", "wd 1..1..3"),
        ("d", "wd 1..2..3"),
        ("y", "wd 1..1..2"),
        ("x", "d 1..2..2"),
        ("m", "wd 1..1..2"),
        ("n", "wd 1..2..2"),
    ];
    holds(lines, &open, &STARTS[..2]);
    // Where the first of them is no draw, asking for both again would even seem the cheapest way to know both.
    let open: Vec<_> = open.into_iter().filter(|(id, _)| *id != "y").collect();
    holds(&lines.replace("y task", "y review 1wd"), &open, &STARTS[..2]);
}

/// The lines of a braid: each strand waits for itself and for one neighbour, so nothing less than all strands is a cut.
fn braid(strands: usize, rows: usize, takes: [&'static str; 3]) -> (String, Vec<(String, &'static str)>) {
    let of = |strand: usize, row: usize| format!("s{row}x{}", strand % strands);
    let (mut lines, mut open) = (String::new(), Vec::new());
    for row in 0..rows {
        for strand in 0..strands {
            let _ = write!(lines, "{} {}", of(strand, row), ["task", "review"][(row + strand) % 2]);
            if row > 0 {
                let _ = write!(lines, " after {} {}", of(strand, row - 1), of(strand + 1, row - 1));
            }
            lines.push('\n');
            open.push((of(strand, row), takes[(row + 2 * strand) % 3]));
        }
    }
    let last: Vec<String> = (0..strands).map(|strand| of(strand, rows - 1)).collect();
    let _ = writeln!(lines, "end act after {}", last.join(" "));
    (lines, open)
}

/// Two outcomes each.
const NARROW: [&str; 3] = ["wd 1..2..2", "d 2..3..3", "wd 2..2..3"];
/// Many.
const WIDE: [&str; 3] = ["wd 1..4..9", "d 2..7..12", "wd 2..6..10"];

#[test]
fn a_short_braid_is_what_enumerating_it_gives() {
    for (strands, rows) in [(2, 4), (3, 3)] {
        let (lines, open) = braid(strands, rows, NARROW);
        let open: Vec<(&str, &str)> = open.iter().map(|(id, days)| (id.as_str(), *days)).collect();
        holds(&lines, &open, &STARTS[..2]);
    }
}

#[test]
fn a_long_braid_goes_on_from_the_moments_of_its_strands() {
    goes_on_from_its_strands::<3>(8, NARROW);
    goes_on_from_its_strands::<2>(7, WIDE);
}

/// A long braid is known row by row: what follows a row depends on the moments of its strands alone.
fn goes_on_from_its_strands<const STRANDS: usize>(rows: usize, takes: [&'static str; 3]) {
    let (lines, open) = braid(STRANDS, rows, takes);
    let case = (
        small::workflow(&lines),
        small::assumptions(&estimates(open.iter().map(|(id, days)| (id.as_str(), *days)))),
    );
    let start: Day = STARTS[0].parse().expect("a date");
    with_case(&case, start, |variant, calendar, run| {
        let model = variant.model;
        let network = model.open().network(&[], &[]).expect("one world");
        let ends = |id: &str, trigger: Moment| -> Vec<(Moment, f64)> {
            let ix = network.find(id).expect("a step");
            let input = &model.inputs()[model.inputs_of(network.step(ix).file_order)[0]];
            let end = |(outcome, weight): (usize, u32)| {
                let timing = settled(&network.step(ix).timing, input.outcomes[outcome]);
                let counted = calendar.count(&timing.timed(run.counting, run.basis).rule, trigger);
                (counted.expect("inside the calendar").finish, f64::from(weight) / 65_536.0)
            };
            input.odds().map(end).collect()
        };
        let mut known = BTreeMap::from([([Moment::in_hours(start); STRANDS], 1.0)]);
        for row in 0..rows {
            let mut next: BTreeMap<[Moment; STRANDS], f64> = BTreeMap::new();
            for (moments, chance) in known {
                let mut rows = vec![(moments, chance)];
                for strand in 0..STRANDS {
                    let trigger = moments[strand].max(moments[(strand + 1) % STRANDS]);
                    let ends = ends(&format!("s{row}x{strand}"), trigger);
                    rows = rows
                        .iter()
                        .flat_map(|(row, chance)| {
                            ends.iter().map(move |(end, of)| {
                                let mut row = *row;
                                row[strand] = *end;
                                (row, chance * of)
                            })
                        })
                        .collect();
                }
                for (row, chance) in rows {
                    *next.entry(row).or_insert(0.0) += chance;
                }
            }
            known = next;
        }
        let mut expected: BTreeMap<Day, f64> = BTreeMap::new();
        for (moments, chance) in known {
            let last = moments.into_iter().max().expect("strands");
            let end = calendar.count(&Rule::Act, last).expect("inside the calendar").finish.day();
            *expected.entry(end).or_insert(0.0) += chance;
        }
        let mut solver = Solver::new(variant, Budget::default());
        let goal = solver.goal(start).unwrap().known().expect("within the budget");
        are_alike("goal", &goal, &expected).unwrap();
        let of_many = solver.goal_of_many(start).unwrap().known().expect("within the budget");
        are_alike("goal as one of many", &of_many, &expected).unwrap();
        let all = variant.exact(start, Budget::default()).unwrap().known().expect("within the budget");
        are_alike("goal of everything", &all.goal, &expected).unwrap();
    });
}
