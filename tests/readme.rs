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
