//! `permits compare --svg` from outside: where the bytes go, which flags there are, and what happens when they cannot be.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const BOTH: [&str; 5] = ["compare", "full-path", "conventional", "--start", "2023-06-01"];

fn compare(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_permits"))
        .args(BOTH)
        .args(more)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_picture_is_written_beside_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["table", "json", "markdown"] {
        let alone = compare(folder.path(), &["--format", format]);
        let both = compare(folder.path(), &["--format", format, "--svg", "plans.svg"]);
        assert_eq!(both.status.code(), Some(0), "{}", said(&both));
        assert_eq!(both.stdout, alone.stdout);
        let picture = fs::read(folder.path().join("plans.svg")).unwrap();
        assert!(picture.starts_with(b"<svg ") && picture.ends_with(b"</svg>\n"));
    }
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["plans.svg"], "nothing is left beside it");
}

#[test]
fn every_flag_changes_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = |more: &[&str]| {
        let output = compare(folder.path(), &[more, &["--svg", "plans.svg"]].concat());
        assert_eq!(output.status.code(), Some(0), "{more:?}: {}", said(&output));
        fs::read(folder.path().join("plans.svg")).unwrap()
    };
    let plain = drawn(&["--lang", "en"]);
    assert_eq!(drawn(&["--lang", "en"]), plain);
    for flags in [
        ["--axis", "xun", "--lang", "en"].as_slice(),
        &["--width", "2000", "--lang", "en"],
        &["--dark", "--lang", "en"],
        &["--lang", "zh"],
        &["--counting", "practice", "--lang", "en"],
        &["--known-as-of", "2022-12-31", "--lang", "en"],
        &["--from", "draft-plan", "--lang", "en"],
    ] {
        assert_ne!(drawn(flags), plain, "{flags:?}");
    }
}

#[test]
fn a_picture_that_cannot_be_is_a_mistake_of_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [
        // Two answers do not share one stream.
        ["--svg", "-"].as_slice(),
        &["--svg", "plans.svg", "--width", "899"],
        &["--svg", "plans.svg", "--width", "16001"],
        &["--svg", "plans.svg", "--axis", "quarter"],
        // A flag of a drawing that is not asked for would do nothing.
        &["--width", "2000"],
        &["--axis", "xun"],
        &["--dark"],
    ] {
        let output = compare(folder.path(), wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", said(&output));
        assert!(output.stdout.is_empty());
        assert!(!folder.path().join("plans.svg").exists());
    }
    assert!(said(&compare(folder.path(), &["--dark", "--lang=en"])).contains("--svg"));
}

#[test]
fn what_cannot_be_written_fails_with_one_and_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    for target in ["nowhere/plans.svg", "folder", ""] {
        let output = compare(folder.path(), &["--lang=en", "--svg", target]);
        assert_eq!(output.status.code(), Some(1), "{target}: {}", said(&output));
        assert!(said(&output).contains(&format!("`{target}` cannot be written")), "{}", said(&output));
    }
}

#[test]
fn one_scenario_and_many_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let more: Vec<String> = (1..=9).map(|day| format!("s{day}:start=2024-03-0{day}")).collect();
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let output = compare(folder.path(), &[&more[..], &["--svg", "many.svg"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let many = fs::read_to_string(folder.path().join("many.svg")).unwrap();
    assert_eq!(many.matches("<g class=\"scenario\"").count(), 11);
    let one = Command::new(env!("CARGO_BIN_EXE_permits"))
        .args(["compare", "land-supply", "--readings", "--start", "2023-06-01", "--svg", "one.svg"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(one.status.code(), Some(0), "{}", said(&one));
    let one = fs::read_to_string(folder.path().join("one.svg")).unwrap();
    assert_eq!(one.matches("<g class=\"scenario\"").count(), 1);
}

/// The picture tells of a step with rounds what the table tells: its last one. Drafted and posted once more, the plan's
/// publicity ends later; the lines between the bands say so and none says that it stays.
#[test]
fn a_step_with_rounds_is_drawn_by_its_last() {
    let folder = tempfile::tempdir().unwrap();
    let more =
        ["a:", "b:credible-objection-plan=true", "--start=2023-06-01", "--from=plan-publicity", "--lang=en"];
    let output = Command::new(env!("CARGO_BIN_EXE_permits"))
        .arg("compare")
        .args(more)
        .args(["--format=json", "--svg=rounds.svg"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = told["moved"].as_array().unwrap();
    let row = rows.iter().find(|row| row["step"] == "plan-publicity").expect("it moved");
    let day = |at: usize| row["dates"][at]["date"].as_str().unwrap();
    let svg = std::fs::read_to_string(folder.path().join("rounds.svg")).unwrap();
    let said = format!("publicity of the plan (round 2): A {} → B {}", day(0), day(1));
    assert!(svg.contains(&said), "{said}");
    assert!(!svg.contains("publicity of the plan: A "), "its first round is none of the lines");
}
