//! The README's picture and its commands are true.

#[path = "common/transcripts.rs"]
mod transcripts;

use std::path::Path;
use std::process::Command;

use transcripts::{Deed, deeds, shows};

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("there is a README")
}

#[test]
fn it_opens_with_the_gantt_chart() {
    let readme = readme();
    let (picture, command) = (readme.find("](reports/full-path.gantt.en.svg)"), readme.find("```sh"));
    assert!(picture.is_some() && picture < command, "the chart comes before the commands");
    // What the picture is said to show is what it shows; `tests/reports.rs` holds it against the program.
    let chart = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/full-path.gantt.en.svg");
    let chart = std::fs::read_to_string(chart).unwrap();
    let said = readme.split("works can start on ").nth(1).unwrap().split(']').next().unwrap();
    assert!(chart.contains(&format!("Construction can start on {said}")), "{said}");
}

#[test]
fn every_command_that_is_listed_runs() {
    let listed = readme() + include_str!("../src/guide/en.md");
    let mut run = 0;
    // What a command writes beside its answer lands here.
    let folder = tempfile::tempdir().unwrap();
    for line in listed.lines().filter(|line| line.starts_with("permits ")) {
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

#[test]
fn every_transcript_of_the_readme_is_what_the_program_says() {
    let readme = readme();
    let deeds = deeds(&readme);
    assert!(deeds.len() >= 5, "{} transcripts", deeds.len());
    for deed in deeds {
        let Deed::Run(command, said, _) = deed else { continue };
        let output = Command::new(env!("CARGO_BIN_EXE_permits"))
            .args(command.split_whitespace())
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}");
        let output = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = output.lines().collect();
        assert!(shows(&said, &lines), "{command} says:\n{output}\nthe README:\n{}", said.join("\n"));
        assert!(said.iter().all(|line| line.chars().count() <= 80), "{command}: wider than 80 columns");
        assert!(said.iter().any(|line| line != "…"), "{command}: nothing is shown");
    }
}

#[test]
fn a_transcript_that_says_something_else_is_found() {
    let said = |lines: &[&str]| lines.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(shows(&said(&["a", "…", "c"]), &["a", "b", "c"]));
    assert!(shows(&said(&["a", "…"]), &["a"]));
    assert!(!shows(&said(&["a", "c"]), &["a", "b", "c"]));
    assert!(!shows(&said(&["a"]), &["a", "b"]));
    assert!(!shows(&said(&["…", "d"]), &["a", "b", "c"]));
}
