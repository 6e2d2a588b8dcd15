//! Mistakes on the command line are refused with what would be right.

use super::*;

#[test]
fn an_unknown_flag_is_refused_with_the_nearest() {
    refuses("simulate --strat 2023-06-01", "--start");
    refuses("simulate --start 2023-06-01 --frobnicate", "--frobnicate");
}

#[test]
fn an_unknown_command_is_refused_with_the_nearest() {
    refuses("simulat --start 2023-06-01", "simulate");
    refuses("frobnicate", "frobnicate");
}

#[test]
fn no_command_at_all_is_refused() {
    let ran = permits("");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("simulate"), "{}", ran.err);
}

#[test]
fn a_flag_without_its_value_is_refused() {
    for flag in ["--start", "--workflow", "--set", "--at"] {
        let english = fails(2, "--lang=en simulate", &[flag]);
        assert!(english.contains(flag) && !has_han(&english), "{english}");
        let chinese = fails(2, "--lang=zh simulate", &[flag]);
        assert!(chinese.contains(flag) && has_han(&chinese), "{chinese}");
    }
}

#[test]
fn a_flag_without_its_value_is_not_answered_with_an_empty_list() {
    for lang in ["zh", "en"] {
        let err = fails(2, &format!("--lang={lang} simulate --set"), &[]);
        assert!(err.lines().all(|line| !line.trim_end().ends_with([':', ':'])), "{err}");
    }
}

#[test]
fn what_cannot_go_together_is_named() {
    for arguments in ["calendar 2023 add", "calendar 2023 count", "--lang=zh calendar 2023 add"] {
        let err = fails(2, arguments, &[]);
        assert!(!err.contains("``"), "{err}");
    }
}

#[test]
fn a_value_that_a_flag_does_not_take_is_refused_with_those_it_takes() {
    refuses("simulate --start 2023-06-01 --counting practise", "practice");
    refuses("simulate --start 2023-06-01 --basis average", "likely");
    refuses("simulate --start 2023-06-01 --format jsn", "json");
    refuses("schema projekt", "project");
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    refuses("simulate --start 2023-02-30", "2023-02-30");
    refuses("simulate --start yesterday", "yesterday");
    refuses("simulate --start 2023-06-01 --known-as-of 2023-13-01", "2023-13-01");
    refuses("calendar add 2023-02-30 5wd", "2023-02-30");
}

#[test]
fn a_day_outside_the_calendar_is_refused() {
    for day in ["2150-01-01", "2001-12-31", "2101-01-01"] {
        refuses(&format!("simulate --start {day}"), day);
    }
    refuses("calendar count 2023-06-01 2150-01-01", "2150-01-01");
}

#[test]
fn an_unknown_fact_is_refused_with_the_nearest() {
    refuses("simulate --start 2023-06-01 --set tres=true", "`trees`");
    refuses("simulate --start 2023-06-01 --set trees", "trees");
}

#[test]
fn an_unknown_value_of_a_fact_is_refused_with_those_it_has() {
    refuses("simulate --start 2023-06-01 --set trees=maybe", "false");
    refuses("simulate --start 2023-06-01 --set parcel-class=M5", "M4");
}

#[test]
fn an_unknown_workflow_or_assumption_set_is_refused_with_the_nearest() {
    refuses("simulate --start 2023-06-01 -w land-suply", "`land-supply`");
    refuses("simulate --start 2023-06-01 --assumptions promissed", "`promised`");
}

#[test]
fn a_length_without_a_unit_is_refused() {
    refuses("calendar add 2023-06-01 21", "21d");
    for length in ["d", "-5wd", "5.5wd", "99999999999999999999wd"] {
        fails(2, "calendar add 2023-06-01 --", &[length]);
    }
}

#[test]
#[cfg(unix)]
fn an_argument_that_is_not_utf8_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let ran = run(program(&["simulate", "--start"]).arg(std::ffi::OsStr::from_bytes(b"2023\xff")));
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("UTF-8"), "{}", ran.err);
}

#[test]
fn a_missing_start_is_refused() {
    refuses("simulate", "--start");
    refuses("simulate -w land-supply", "--start");
}
