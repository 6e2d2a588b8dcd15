//! Small networks, each for one thing that a solver may overlook, against full enumeration.

use permits::risk::{Budget, Solver};

use super::chains::with_case;
use super::enumerated::enumerated;
use super::{are_alike, is_what_was_counted, small};

/// That the exact answer of these lines is what enumerating them gives, from each of these days.
fn holds(lines: &str, estimates: &[(&str, &str)], starts: &[&str]) {
    let set: String = estimates
        .iter()
        .map(|(id, days)| {
            let (unit, range) = days.split_once(' ').expect("a unit and days");
            let days: Vec<&str> = range.split("..").collect();
            let [min, likely, max] = days[..] else { panic!("{range} are not three") };
            format!("[step.{id}]\nestimate = {{ min = \"{min}{unit}\", likely = \"{likely}{unit}\", max = \"{max}{unit}\" }}\n")
        })
        .collect();
    let case = (small::workflow(lines), small::assumptions(&set));
    for start in starts {
        let start = start.parse().expect("a date");
        with_case(&case, start, |variant, calendar, run| {
            let counted = enumerated(variant, calendar, run).expect("few enough");
            let mut solver = Solver::new(variant, Budget::default());
            let exact = solver.everything(start).unwrap().known().expect("cheap");
            is_what_was_counted(&exact, &counted)
                .unwrap_or_else(|error| panic!("{lines} from {start}: {error}"));
            let goal = Solver::new(variant, Budget::default()).goal(start).unwrap().known().expect("cheap");
            are_alike("goal alone", &goal, &counted.goal).unwrap();
            assert!(counted.combinations > 3, "{lines} is open");
        });
    }
}

/// A working day, the Friday before a holiday, its first day, a make-up Sunday, and the Saturday after one.
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
