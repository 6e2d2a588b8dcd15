//! The guide's pages are followed literally: their files are written, their commands run, their output compared.

#[path = "common/transcripts.rs"]
mod transcripts;

use std::process::Command;

use transcripts::{Deed, deeds, shows};

/// Does what the page says in an empty folder; how many commands that were.
fn follow(page: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let mut run = 0;
    for deed in deeds(page) {
        match deed {
            Deed::Write(name, text) => std::fs::write(folder.path().join(name), text).unwrap(),
            Deed::Run(command, said, code) => {
                let output = Command::new(env!("CARGO_BIN_EXE_permits"))
                    .args(command.split_whitespace())
                    .current_dir(&folder)
                    .env("LC_ALL", "C")
                    .output()
                    .unwrap();
                let errors = String::from_utf8_lossy(&output.stderr);
                assert_eq!(output.status.code(), Some(code), "{command}: {errors}");
                let output = String::from_utf8(output.stdout).unwrap();
                let lines: Vec<&str> = output.lines().collect();
                assert!(shows(&said, &lines), "{command} says:\n{output}\nthe guide:\n{}", said.join("\n"));
                run += 1;
            }
        }
    }
    run
}

#[test]
fn the_guide_in_english() {
    assert!(follow(include_str!("../src/guide/en.md")) >= 15);
}

#[test]
fn the_guide_in_chinese() {
    assert!(follow(include_str!("../src/guide/zh.md")) >= 10);
}

#[test]
fn how_to_add_a_notice_a_procedure_and_a_city() {
    assert!(follow(include_str!("../src/guide/how_to.md")) >= 8);
}
