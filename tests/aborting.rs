//! What the procedure that takes over from a suspended one makes of it. Days are counted by hand: in June 2023 the 22nd
//! to the 24th are off and Sunday the 25th is worked; July has no holiday.

#[path = "common/small.rs"]
mod small;

use permits::calendar::Calendar;
use permits::network::{Case, compile};
use permits::schedule::{self, Run};
use permits::study::abort::takes_over;
use permits::workflow::Project;
use small::{floor, given, project, reworks, workflow};

const SUSPENDED: &str = "
    a task 3wd
    b task 5wd after a
    c task 10wd after b
    end act after c
    rework again b a
";

const TAKES_OVER: &str = "
    a task 3wd
    b task 5wd after a
    x task 20wd after b
    y task 30wd after a
    end act after x y
";

/// The finish of the procedure that takes over on 2023-06-20 from one that began on 2023-06-01.
fn finish(project: Option<&Project>, rounds: u32, at: &[(&str, &str)]) -> String {
    let (suspended, takes, floor) = (workflow(SUSPENDED), workflow(TAKES_OVER), floor());
    let case = Case { project, reworks: reworks(&[("again", rounds)]), ..Case::new(&suspended, &floor) };
    let (calendar, run) = (Calendar::official(), Run::from("2023-06-01".parse().unwrap()));
    let network = schedule::given::given(&compile(&case).unwrap(), &given(at), &calendar, &run).unwrap();
    let dates = schedule::schedule(&network, &calendar, &run).unwrap();
    let day = "2023-06-20".parse().unwrap();
    takes_over(&case, &network, &dates, &takes, &calendar, day).unwrap().finish().to_string()
}

#[test]
fn finished_steps_are_kept_and_the_rest_begins_on_the_day() {
    // a ends 06-06, b 06-13. y: 30 working days after 06-20 are the 6 to 06-30 but 06-22 to 06-24, 06-25 included
    // (21, 25, 26, 27, 28, 29, 30: seven), twenty-one in July's weeks to 07-31, and 08-01, 08-02.
    assert_eq!(finish(None, 0, &[]), "2023-08-02 in-hours");
}

#[test]
fn a_step_taken_as_done_is_finished_too() {
    // b finished on 06-09, so a had: neither runs again. Were a to run again, y would begin 3 working days later.
    assert_eq!(finish(None, 0, &[("b", "2023-06-09")]), "2023-08-02 in-hours");
}

#[test]
fn the_project_goes_with_it() {
    // y takes 10 working days; x, 20 after 06-20: seven in June, thirteen in July: 07-19.
    let shorter = project("[step.y]\nestimate = \"10wd\"\n");
    assert_eq!(finish(Some(&shorter), 0, &[]), "2023-07-19 in-hours");
    // x not before 07-03: 20 working days after it are 07-31.
    let later = project("[step.y]\nestimate = \"10wd\"\n[step.x]\nnot_before = 2023-07-03\n");
    assert_eq!(finish(Some(&later), 0, &[]), "2023-07-31 in-hours");
}

#[test]
fn a_round_that_failed_is_not_kept() {
    // b failed on 06-13; a again by 06-16, b again until 06-26, which the day cuts off. b runs anew: 5 working days
    // after 06-20 are 06-28; x: 20 after that are 07-26.
    let shorter = project("[step.y]\nestimate = \"10wd\"\n");
    assert_eq!(finish(Some(&shorter), 1, &[]), "2023-07-26 in-hours");
}

#[test]
fn a_suspension_stops_what_has_begun_and_lets_stand_what_is_finished() {
    // a ends 06-06, b 06-13, c, 10 working days after it, 06-28.
    let (suspended, floor) = (workflow(SUSPENDED), floor());
    let (calendar, run) = (Calendar::official(), Run::from("2023-06-01".parse().unwrap()));
    let network = compile(&Case::new(&suspended, &floor)).unwrap();
    let dates = schedule::schedule(&network, &calendar, &run).unwrap();
    let fates = |day: &str| {
        let fates = schedule::abort::fates(&network, &dates, day.parse().unwrap());
        fates.into_iter().map(schedule::abort::Fate::as_str).collect::<Vec<_>>()
    };
    assert_eq!(fates("2023-06-20"), ["stands", "stands", "stopped", "never-starts"]);
    // What finishes on the day has finished, and what that sets off has begun.
    assert_eq!(fates("2023-06-06"), ["stands", "stopped", "never-starts", "never-starts"]);
    assert_eq!(fates("2023-06-05"), ["stopped", "never-starts", "never-starts", "never-starts"]);
}
