//! The README's picture and its commands are true.

use std::path::Path;
use std::process::Command;

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

/// Every `$ permits …` of the README with the lines printed below it.
fn transcripts(readme: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut within = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            within = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ permits ").filter(|_| within) {
            found.push((command.to_string(), Vec::new()));
        } else if within {
            found.last_mut().expect("a transcript begins with its command").1.push(line.to_string());
        }
    }
    found
}

/// Whether the lines are the output, where a line `…` stands for any number of lines.
fn shows(said: &[String], output: &[&str]) -> bool {
    match said.split_first() {
        None => output.is_empty(),
        Some((line, rest)) if line == "…" => {
            (0..=output.len()).any(|skipped| shows(rest, &output[skipped..]))
        }
        Some((line, rest)) => output.first() == Some(&line.as_str()) && shows(rest, &output[1..]),
    }
}

#[test]
fn every_transcript_of_the_readme_is_what_the_program_says() {
    let readme = readme();
    let transcripts = transcripts(&readme);
    assert!(transcripts.len() >= 5, "{} transcripts", transcripts.len());
    for (command, said) in transcripts {
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
