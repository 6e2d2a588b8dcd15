//! The folder `reports/` holds what the program draws, byte for byte.

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
    assert!(listed.len() >= 20, "{} files are listed", listed.len());
    for (file, arguments) in listed {
        let mut program = Command::new(env!("CARGO_BIN_EXE_permits"));
        let output = program.args(&arguments).env_remove("NO_COLOR").output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        let kept = fs::read(folder().join(&file)).unwrap_or_else(|error| panic!("reports/{file}: {error}"));
        assert!(kept == output.stdout, "reports/{file} is out of date: run `bash reports/make`");
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
