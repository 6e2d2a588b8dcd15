//! The dates worked out by hand when the procedures were encoded hold.

use super::*;

/// The dates worked out by hand when the procedures were encoded, column by column.
const STATUTORY: [(&str, &str); 12] = [
    ("consult-plan", "2023-06-08 24:00"),
    ("plan-preliminary-opinion", "2023-06-09"),
    ("design-call", "2023-06-16 24:00"),
    ("consult-design", "2023-06-27 24:00"),
    ("site-plan-publicity", "2023-07-07 24:00"),
    ("plan-publicity", "2023-07-10 24:00"),
    ("director-meeting", "2023-07-11"),
    ("consult-supply", "2023-07-18 24:00"),
    ("land-announcement", "2023-07-19"),
    ("announcement-window", "2023-08-09 24:00"),
    ("deal-confirmation", "2023-08-23"),
    ("spot-check", "2023-09-20"),
];
const PRACTICE: [(&str, &str); 12] = [
    ("consult-plan", "2023-06-08 24:00"),
    ("plan-preliminary-opinion", "2023-06-09"),
    ("design-call", "2023-06-15 24:00"),
    ("consult-design", "2023-06-26 24:00"),
    ("site-plan-publicity", "2023-07-05 24:00"),
    ("plan-publicity", "2023-07-08 24:00"),
    ("director-meeting", "2023-07-10"),
    ("consult-supply", "2023-07-17 24:00"),
    ("land-announcement", "2023-07-18"),
    ("announcement-window", "2023-08-07 24:00"),
    ("deal-confirmation", "2023-08-21"),
    ("spot-check", "2023-09-18"),
];

#[track_caller]
fn worked(arguments: &str, table: &[(&str, &str)]) {
    let plan = plan(&format!("{FLOOR} {arguments}"));
    for (id, expected) in table {
        assert_eq!(finish(&plan, id), *expected, "{id}");
    }
}

#[test]
fn the_worked_dates_hold_in_the_statutory_profile() {
    worked("-w design-scheme-supply", &STATUTORY);
    worked("-w design-scheme-supply --counting statutory", &STATUTORY);
}

#[test]
fn the_worked_dates_hold_in_the_practice_profile() {
    worked("-w design-scheme-supply --counting practice", &PRACTICE);
}

#[test]
fn the_worked_dates_hold_on_the_full_path_which_is_the_default() {
    worked("", &STATUTORY);
    worked("--counting practice", &PRACTICE);
    assert_eq!(plan(FLOOR)["workflow"]["id"], "full-path");
}

#[test]
fn the_worked_dates_of_the_land_supply_alone_hold() {
    worked(
        "-w land-supply",
        &[("announcement-window", "2023-06-25 24:00"), ("deal-confirmation", "2023-07-07")],
    );
    worked(
        "-w land-supply --counting practice",
        &[("announcement-window", "2023-06-21 24:00"), ("deal-confirmation", "2023-07-06")],
    );
}

#[test]
fn a_real_announcement_of_17_march_2022_ends_on_6_april_in_practice() {
    // Day 1 is 03-17: March holds 15 of the days, so the 21st is 04-06, and the notice keeps its printed date.
    let plan = plan("-w land-supply --assumptions floor --start 2022-03-17 --counting practice");
    assert_eq!(finish(&plan, "land-announcement"), "2022-03-17");
    assert_eq!(finish(&plan, "announcement-window"), "2022-04-06 24:00");
}

#[test]
fn the_float_of_the_design_depends_on_a_reading() {
    for workflow in ["design-scheme-supply", "full-path"] {
        let waits = plan(&format!("{FLOOR} -w {workflow}"));
        assert_eq!(step(&waits, "design-deepening")["total_float"]["working"], 1, "{workflow}");
        let set = "--set plan-approval-waits-for-site-plan=false";
        let goes_on = plan(&format!("{FLOOR} -w {workflow} {set}"));
        assert_eq!(goes_on["facts"]["plan-approval-waits-for-site-plan"], false);
        assert_eq!(step(&goes_on, "design-deepening")["total_float"]["working"], 7, "{workflow}");
    }
}
