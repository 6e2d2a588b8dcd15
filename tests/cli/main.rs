//! The program from outside: arguments and files in, two streams and an exit code out.
//!
//! A subject is a file here; below stands what they share: running the program, reading a plan, files.
//!
//! Every expected date is counted by hand on the official calendar (the counts are in the comments) or taken from the
//! dates that were worked out by hand when the procedures were encoded, never from what the program prints. 2023: 1 June
//! is a Thursday, 22 and 23 June are off (Duanwu), Sunday 25 June is worked, 5 April (Wednesday) is off; July and August
//! have no exceptions.

#[path = "../common/program.rs"]
mod program;

mod calendars;
mod check_and_schema;
mod from_start_to_goal;
mod json;
mod mistyped;
mod project_files;
mod shown;
mod streams;
mod worked_dates;
mod wrong_files;

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use program::{Ran, program, run};

const WORKFLOWS: [&str; 5] =
    ["full-path", "design-scheme-supply", "build-on-land-delivery", "land-supply", "conventional"];

// ---- running the program -------------------------------------------------

/// Runs with arguments that hold no blanks.
fn permits(arguments: &str) -> Ran {
    permits_with(arguments, &[])
}

/// The same, and then arguments that may hold blanks.
fn permits_with(arguments: &str, more: &[&str]) -> Ran {
    let arguments: Vec<&str> = arguments.split_whitespace().chain(more.iter().copied()).collect();
    run(&mut program(&arguments))
}

/// The answer of a run that must succeed.
fn answer(arguments: &str, more: &[&str]) -> String {
    let ran = permits_with(arguments, more);
    assert_eq!(ran.code, 0, "{arguments} {more:?}\n{}", ran.err);
    ran.out
}

/// The error text of a run that must fail so, in English; it says nothing on standard output and does not panic.
#[track_caller]
fn fails(code: i32, arguments: &str, more: &[&str]) -> String {
    let ran = permits_with(arguments, more);
    assert_eq!(ran.code, code, "{arguments} {more:?}\n{}{}", ran.out, ran.err);
    assert_eq!(ran.out, "", "{arguments} {more:?}");
    assert!(!ran.err.trim().is_empty(), "{arguments} {more:?}: silent");
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran.err
}

/// A usage error in both languages, each naming `needle`; the English one has no Chinese in it.
#[track_caller]
fn refuses(arguments: &str, needle: &str) {
    let english = fails(2, &format!("{arguments} --lang=en"), &[]);
    assert!(english.contains(needle), "{needle} in {english}");
    assert!(!has_han(&english), "{english}");
    let chinese = fails(2, &format!("--lang=zh {arguments}"), &[]);
    assert!(chinese.contains(needle), "{needle} in {chinese}");
    assert!(has_han(&chinese), "{chinese}");
}

fn has_han(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

// ---- reading a plan ------------------------------------------------------

/// The land from a day whose dates were worked out, timed by the texts alone.
const FLOOR: &str = "--assumptions floor --start 2023-06-01";

/// A schedule as JSON.
#[track_caller]
fn plan(arguments: &str) -> Value {
    plan_with(arguments, &[])
}

#[track_caller]
fn plan_with(arguments: &str, more: &[&str]) -> Value {
    let text = answer(&format!("simulate --format json {arguments}"), more);
    serde_json::from_str(&text).unwrap()
}

#[track_caller]
fn step<'a>(plan: &'a Value, id: &str) -> &'a Value {
    let mut steps = plan["steps"].as_array().unwrap().iter();
    steps.find(|step| step["id"] == id).unwrap_or_else(|| panic!("no step {id}"))
}

/// The finish of a step: the day, with `24:00` when it is the end of the day.
#[track_caller]
fn finish(plan: &Value, id: &str) -> String {
    let finish = &step(plan, id)["finish"];
    let day = finish["date"].as_str().unwrap();
    match finish["at"].as_str().unwrap() {
        "end-of-day" => format!("{day} 24:00"),
        "in-hours" => day.to_string(),
        other => panic!("{other}"),
    }
}

fn codes(plan: &Value) -> Vec<&str> {
    plan["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["id"].as_str().or(item.as_str()).unwrap()).collect()
}

fn is_day(value: &Value) -> bool {
    let shape: Option<String> = value
        .as_str()
        .map(|day| day.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect());
    shape.as_deref() == Some("0000-00-00")
}

/// No line is wider than a terminal of 80 columns.
#[track_caller]
fn fits(page: &str) {
    assert!(!page.is_empty());
    for line in page.lines() {
        assert!(line.width() <= 80, "{} columns: {line}", line.width());
    }
}

// ---- files ---------------------------------------------------------------

/// A folder that goes when it falls out of scope.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_string()
    }

    /// Writes a file and gives its path.
    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A file of 100 MB that takes no room on the disk.
    fn huge(&self, name: &str) -> String {
        let path = self.path(name);
        File::create(&path).unwrap().set_len(100_000_000).unwrap();
        path
    }
}

/// `file.toml:LINE:COLUMN` of the first place where `needle` stands, columns in characters.
fn place(file: &str, text: &str, needle: &str) -> String {
    let offset = text.find(needle).unwrap();
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    format!("{file}:{line}:{column}")
}

/// A workflow of one task of `length`, then a milestone; promised within five working days.
fn small(length: &str) -> String {
    format!(
        r#"format = 1

[workflow]
id = "small"
version = "1"
title = {{ zh = "小程序", en = "small procedure" }}
start = {{ zh = "开始之日", en = "first day" }}
goal = "done"

[source.x]
number = "X"
title = {{ zh = "某文", en = "some text" }}
level = "规范性文件"
issued = 2001-01-01
in_force = {{ from = 2001-01-01 }}

[[step]]
id = "begin"
name = {{ zh = "开始", en = "begin" }}
kind = "milestone"

[[step]]
id = "work"
name = {{ zh = "工作", en = "work" }}
kind = "task"
limit = "{length}"
after = ["begin"]
cite = ["x 1"]

[[step]]
id = "done"
name = {{ zh = "完成", en = "done" }}
kind = "milestone"
after = ["work"]

[[promise]]
id = "in-five"
from = "begin"
to = "done"
within = "5wd"
cite = ["x 2"]
"#
    )
}

const CALENDAR: &str = "date,kind,name,statutory,notice\n";

/// A project of its own calendar, in a folder: practice, floor, announced on 06-05 at the earliest.
fn project(folder: &Folder) -> String {
    folder.write("case/calendars/local.csv", "date,kind\n2023-07-05,off\n");
    folder.write(
        "case/project.toml",
        r#"format = 1
[project]
name = "样例 sample"
workflow = "land-supply"
start = 2023-06-01
assumptions = "floor"
counting = "practice"
calendar = ["calendars/local.csv"]
[set]
no-bid = true
[step.land-announcement]
not_before = 2023-06-05
"#,
    )
}
