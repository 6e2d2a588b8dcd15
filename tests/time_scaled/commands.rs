//! `permits network` from outside.

use std::process::{Command, Output};

fn permits(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_permits"))
        .args(["--lang", "en", "--color", "never", "network", "--start", "2023-06-01"])
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn a_file_and_standard_output_get_the_same_drawing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("network.svg");
    let path = path.to_str().unwrap();
    let answered = permits(&["-o", path]);
    assert_eq!((answered.status.code(), answered.stdout.len()), (Some(0), 0));
    let printed = permits(&["-o", "-"]);
    assert_eq!(std::fs::read(path).unwrap(), printed.stdout);
    assert_eq!(permits(&[]).stdout, printed.stdout);
    let svg = String::from_utf8(printed.stdout).unwrap();
    assert!(svg.starts_with("<svg ") && svg.contains("time-scaled network"));
}

#[test]
fn a_folder_that_is_not_there_is_an_output_error() {
    let answered = permits(&["-o", "/nowhere/at/all.svg"]);
    assert_eq!(answered.status.code(), Some(1));
}

#[test]
fn flags_change_the_drawing_and_wrong_ones_are_refused() {
    let plain = permits(&[]).stdout;
    for flags in [
        &["--axis", "xun"][..],
        &["--width", "2400"],
        &["--dark"],
        &["--critical"],
        &["--lane", "supply"],
        &["--from", "2023-07-01", "--to", "2023-08-31"],
    ] {
        let answered = permits(flags);
        assert_eq!(answered.status.code(), Some(0), "{flags:?}");
        assert_ne!(answered.stdout, plain, "{flags:?}");
    }
    for flags in [
        &["--width", "3"][..],
        &["--axis", "week"],
        &["--lane", "nowhere"],
        &["--from", "2023-08-01", "--to", "2023-07-01"],
    ] {
        assert_eq!(permits(flags).status.code(), Some(2), "{flags:?}");
    }
}

#[test]
fn a_suspended_procedure_has_no_critical_path_and_ends_with_the_suspension() {
    let whole = String::from_utf8(permits(&["--workflow", "full-path"]).stdout).unwrap();
    assert!(whole.contains("critical path") && whole.contains(">Dec<"));
    let stopped = permits(&["--workflow", "full-path", "--abort", "major-change@2023-08-20"]);
    let stopped = String::from_utf8(stopped.stdout).unwrap();
    assert!(!stopped.contains("critical path"), "the key has no sample of it, and no title names it");
    assert!(stopped.contains(">Aug<") && !stopped.contains(">Sep<"), "the axis ends near the suspension");
}
