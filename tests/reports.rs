//! The folder `reports/` holds what the program draws and exports, byte for byte.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("reports")
}

/// Each file that `reports/list` names, with the arguments that write it.
fn listed() -> Vec<(String, Vec<String>)> {
    let list = fs::read_to_string(folder().join("list")).unwrap();
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entry = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_string);
        (words.next().unwrap(), words.collect())
    };
    lines.map(entry).collect()
}

#[test]
fn every_report_is_what_the_program_writes() {
    let listed = listed();
    assert!(listed.len() >= 56, "{} files are listed", listed.len());
    let beside = tempfile::tempdir().unwrap();
    let beside = beside.path().join("picture.svg");
    for (file, arguments) in listed {
        let mut program = Command::new(env!("CARGO_BIN_EXE_permits"));
        program.args(&arguments).env_remove("NO_COLOR");
        let asks_for_picture = arguments.last().is_some_and(|last| last == "--svg");
        if asks_for_picture {
            program.arg(&beside);
        }
        let output = program.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        let written = if asks_for_picture { fs::read(&beside).unwrap() } else { output.stdout };
        let kept = fs::read(folder().join(&file)).unwrap_or_else(|error| panic!("reports/{file}: {error}"));
        assert!(kept == written, "reports/{file} is out of date: run `bash reports/make`");
    }
}

#[test]
fn nothing_else_lies_in_the_folder() {
    let names =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let listed = listed().into_iter().map(|(file, _)| file);
    let expected: BTreeSet<String> = listed.chain(["list", "make"].map(str::to_string)).collect();
    assert_eq!(names.collect::<BTreeSet<String>>(), expected);
}
