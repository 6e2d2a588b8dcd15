//! Every start day of a range: each row is the plan from that day, and what is said of all of them is counted by hand.

#[path = "common/small.rs"]
mod small;

use std::process::Command;

use permits::calendar::{Calendar, Counting, Day};
use permits::network::{Basis, Case, Network, compile};
use permits::report::prose::columns;
use permits::study::sweep::{Asked, Every, Sweep, Window, sweep};
use serde_json::Value as Json;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn network(lines: &str) -> Network {
    let (workflow, floor) = (small::workflow(lines), small::floor());
    compile(&Case::new(&workflow, &floor)).unwrap()
}

fn asked<'a>(network: &'a Network, calendar: &'a Calendar) -> Asked<'a> {
    Asked { network, calendar, counting: Counting::Statutory, basis: Basis::Likely }
}

fn swept(network: &Network, every: Every, first: &str, last: &str) -> Sweep {
    let calendar = Calendar::official();
    sweep(&asked(network, &calendar), &every.days(&calendar, day(first), day(last))).unwrap()
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_permits")).args(arguments).env("LANG", "C").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

// In June 2023 the 22nd to the 24th are Duanwu, and Sunday the 25th is worked. The 19th is a Monday.

#[test]
fn the_start_days_are_those_asked_for() {
    let calendar = Calendar::official();
    let days = |every: Every| {
        let days = every.days(&calendar, day("2023-06-20"), day("2023-06-27"));
        days.iter().map(|day| day.day_of_month()).collect::<Vec<_>>()
    };
    assert_eq!(days(Every::Day), [20, 21, 22, 23, 24, 25, 26, 27]);
    assert_eq!(days(Every::Workday), [20, 21, 25, 26, 27]);
    // The first working day of the week that began on the 19th is asked for from the 20th on.
    assert_eq!(days(Every::Week), [20, 26]);
    assert_eq!(Every::Workday.days(&calendar, day("2023-06-22"), day("2023-06-24")), []);
}

#[test]
fn a_row_is_the_plan_from_its_day() {
    // Three working days: from the 16th 19, 20, 21; from the 19th 20, 21, 25; from the 20th 21, 25, 26; from the 21st
    // 25, 26, 27; from the 25th 26, 27, 28.
    let swept = swept(&network("a task 3wd"), Every::Workday, "2023-06-16", "2023-06-25");
    let rows: Vec<(u32, u32, i32, i32)> = swept
        .rows
        .iter()
        .map(|row| {
            (row.start.day_of_month(), row.finish.value.day_of_month(), row.takes.natural, row.takes.working)
        })
        .collect();
    assert_eq!(rows, [(16, 21, 5, 3), (19, 25, 6, 3), (20, 26, 6, 3), (21, 27, 6, 3), (25, 28, 3, 3)]);
    let window = |first: &str, last: &str, days| Window { first: day(first), last: day(last), days };
    assert_eq!(swept.windows(|a, b| a < b), Some((3, vec![window("2023-06-25", "2023-06-25", 1)])));
    assert_eq!(swept.windows(|a, b| a > b), Some((6, vec![window("2023-06-19", "2023-06-21", 3)])));
}

#[test]
fn the_path_flips_where_another_step_decides() {
    // Five working days take seven natural ones, over Duanwu eight or nine; b takes eight.
    let network = network("a task 5wd\nb task 8d\nend milestone after a b");
    let swept = swept(&network, Every::Day, "2023-06-12", "2023-06-21");
    let decides = |path: usize| {
        let ids = swept.paths[path].iter().map(|ix| network.step(*ix).id.as_str());
        ids.filter(|id| *id != "end").collect::<Vec<_>>()
    };
    for row in &swept.rows {
        let calendar = Calendar::official();
        let a = row.start.to(Day::LAST).skip(1).filter(|day| calendar.works(*day)).nth(4).unwrap();
        let b = row.start.plus(8).unwrap().to(Day::LAST).find(|day| calendar.works(*day)).unwrap();
        let expected: &[&str] = if a >= b { &["a"] } else { &["b"] };
        assert_eq!(decides(row.path), expected, "{}: {a} {b}", row.start);
        assert_eq!(row.finish.value, a.max(b));
    }
    let flips: Vec<_> = swept.flips().collect();
    assert!(!flips.is_empty());
    for (start, from, to) in flips {
        let at = swept.rows.iter().position(|row| row.start == start).unwrap();
        assert_eq!((swept.rows[at - 1].path, swept.rows[at].path), (from, to));
    }
}

#[test]
fn a_holiday_costs_what_its_days_take() {
    let network = network("a task 3wd");
    let calendar = Calendar::official();
    let asked = asked(&network, &calendar);
    let days = Every::Workday.days(&calendar, day("2023-06-16"), day("2023-06-25"));
    let swept = sweep(&asked, &days).unwrap();
    let costs = asked.holidays(&swept).unwrap();
    // Without Duanwu: from the 19th 20, 21, 22: three days earlier than the 25th; from the 20th 21, 22, 23: three earlier
    // than the 26th; from the 21st 22, 23, 26: one; from the 25th, then a Sunday like any other, 26, 27, 28 as it is.
    assert_eq!(costs.len(), 1);
    let cost = &costs[0];
    assert_eq!((cost.name.as_str(), cost.notice, cost.provisional), ("端午节", 2023, false));
    assert_eq!((cost.starts, cost.most, cost.least, cost.together), (3, 3, 1, 7));
}

#[test]
fn the_documents_say_what_simulate_says() {
    let range = ["--from", "2023-05-30", "--to", "2023-06-12"];
    let (code, out, _) = run(&[&["sweep", "--format", "json", "--every", "day"][..], &range].concat());
    assert_eq!(code, 0);
    let swept: Json = serde_json::from_str(&out).unwrap();
    assert_eq!((&swept["schema"], &swept["every"]), (&"permits.sweep/1".into(), &"day".into()));
    let rows = swept["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 14);
    let (_, table, _) = run(&[&["sweep", "--format", "csv", "--every", "day"][..], &range].concat());
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 15);
    for (row, line) in rows.iter().zip(&lines[1..]) {
        let start = row["start"].as_str().unwrap();
        let (_, out, _) = run(&["simulate", "--start", start, "--format", "json"]);
        let plan: Json = serde_json::from_str(&out).unwrap();
        for key in ["finish", "natural_days", "working_days", "critical_path"] {
            assert_eq!(row[key], plan[key], "{start} {key}");
        }
        for promise in plan["promises"].as_array().unwrap() {
            assert_eq!(row["margins"][promise["id"].as_str().unwrap()], promise["margin"], "{start}");
        }
        let finish = plan["finish"].as_str().unwrap();
        let days = (&plan["natural_days"], &plan["working_days"]);
        assert!(line.starts_with(&format!("{start},{finish},false,{},{},", days.0, days.1)), "{line}");
    }
}

#[test]
fn the_page_fits_and_mistakes_are_told() {
    for lang in ["zh", "en"] {
        for to in ["2023-06-10", "2027-02-01"] {
            let (code, page, _) = run(&["sweep", "--from", "2023-05-01", "--to", to, "--lang", lang]);
            assert_eq!(code, 0);
            assert!(page.lines().all(|line| columns(line) <= 80), "{page}");
            // What rests on a notice that is not published says so.
            assert_eq!(page.contains("~2027"), to == "2027-02-01", "{page}");
        }
    }
    for (arguments, word) in [
        (&["--from", "2023-05-01"][..], "--to"),
        (&["--from", "2023-05-01", "--to", "2023-04-01"], "is before"),
        (&["--from", "2023-10-01", "--to", "2023-10-05"], "no such start day"),
        (&["--from", "2023-05-01", "--to", "2023-06-31"], "no such day"),
        (&["--from", "2100-05-01", "--to", "2100-12-31"], "calendar-range"),
        (
            &["--from", "2026-05-01", "--to", "2026-12-31", "--calendar-beyond", "error"],
            "provisional-calendar",
        ),
        (&["--from", "2023-05-01", "--to", "2023-06-01", "--every", "month"], "month"),
    ] {
        let (code, _, error) = run(&[&["sweep"][..], arguments].concat());
        assert_eq!(code, 2, "{arguments:?}: {error}");
        assert!(error.contains(word), "{arguments:?}: {error}");
    }
}
