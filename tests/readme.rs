//! The README's picture and its commands are true.

use std::path::Path;
use std::process::Command;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("there is a README")
}

/// Days since 2023-06-01 of a date of that year.
fn days(date: &str) -> usize {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (month, day): (usize, usize) = (date[5..7].parse().unwrap(), date[8..10].parse().unwrap());
    assert_eq!(&date[..4], "2023");
    lengths[5..month - 1].iter().sum::<usize>() + day - 1
}

#[test]
fn the_chart_shows_the_schedule() {
    let output = Command::new(env!("CARGO_BIN_EXE_permits"))
        .args(["simulate", "--start", "2023-06-01", "--format", "json", "--lang", "en"])
        .output()
        .unwrap();
    let schedule: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let steps = schedule["steps"].as_array().unwrap();
    let readme = readme();
    let chart = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let mut rows = 0;
    for line in chart.lines().skip(1) {
        let mut words = line.split_whitespace();
        let (id, begins, finishes) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let step = steps.iter().find(|step| step["id"] == id).unwrap_or_else(|| panic!("no step `{id}`"));
        assert_eq!(step["begins"]["date"], begins, "{id}");
        assert_eq!(step["finish"]["date"], finishes, "{id}");
        // A cell is five days; the chart begins after the two dates.
        let bar: String = line.chars().skip(49).collect();
        let (first, last) = (days(begins) / 5, days(finishes) / 5);
        let mark = match (begins == finishes, step["critical"].as_bool().unwrap()) {
            (true, _) => "◆",
            (false, true) => "█",
            (false, false) => "▒",
        };
        let cells = if begins == finishes { 1 } else { last - first + 1 };
        assert_eq!(bar, format!("{}{}", " ".repeat(first), mark.repeat(cells)), "{id}");
        rows += 1;
    }
    assert!(rows >= 12, "the chart has {rows} rows");
    assert!(chart.contains("actual-start"));
}

#[test]
fn every_command_of_the_readme_runs() {
    let readme = readme();
    let mut run = 0;
    // What a command writes beside its answer lands here.
    let folder = tempfile::tempdir().unwrap();
    for line in readme.lines().filter(|line| line.starts_with("permits ")) {
        let command = line.split('#').next().unwrap().trim();
        if command.contains("my-workflow.toml") {
            continue;
        }
        let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        let output = Command::new(env!("CARGO_BIN_EXE_permits"))
            .args(&arguments)
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "{command}");
        run += 1;
    }
    assert!(run >= 10, "{run} commands");
}
