//! `permits gantt` and `simulate --svg` from outside: where the bytes go, and what happens when they cannot.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn permits(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_permits"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const LAND: [&str; 6] = ["gantt", "-w", "land-supply", "--start", "2023-06-01", "--lang=en"];

fn gantt(folder: &Path, more: &[&str]) -> Output {
    permits(folder, &[&LAND, more].concat())
}

#[test]
fn the_chart_goes_to_standard_output_or_into_a_file_with_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let plain = gantt(folder.path(), &[]);
    assert_eq!(plain.status.code(), Some(0), "{}", said(&plain));
    assert!(plain.stdout.starts_with(b"<svg ") && plain.stdout.ends_with(b"</svg>\n"));
    let dash = gantt(folder.path(), &["-o", "-"]);
    assert_eq!(dash.stdout, plain.stdout);
    let file = gantt(folder.path(), &["-o", "chart.svg"]);
    assert_eq!((file.status.code(), file.stdout.len()), (Some(0), 0), "{}", said(&file));
    assert_eq!(fs::read(folder.path().join("chart.svg")).unwrap(), plain.stdout);
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["chart.svg"], "nothing is left beside it");
}

#[test]
fn simulate_writes_the_chart_beside_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let chart = gantt(folder.path(), &[]);
    let simulate = ["simulate", "-w", "land-supply", "--start", "2023-06-01", "--lang=en"];
    let alone = permits(folder.path(), &simulate);
    let both = permits(folder.path(), &[&simulate[..], &["--svg", "beside.svg"]].concat());
    assert_eq!(both.status.code(), Some(0), "{}", said(&both));
    assert_eq!(both.stdout, alone.stdout);
    assert_eq!(fs::read(folder.path().join("beside.svg")).unwrap(), chart.stdout);
    let mixed = permits(folder.path(), &[&simulate[..], &["--svg", "-"]].concat());
    assert_eq!(
        (mixed.status.code(), mixed.stdout.len()),
        (Some(2), 0),
        "two answers do not share one stream"
    );
}

#[test]
fn a_file_that_is_there_is_replaced_whole_and_keeps_its_permissions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.svg");
    fs::write(&path, "old").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    }
    assert_eq!(gantt(folder.path(), &["-o", "chart.svg"]).status.code(), Some(0));
    assert!(fs::read(&path).unwrap().starts_with(b"<svg "));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o664);
        // A link is written through, not replaced.
        std::os::unix::fs::symlink("chart.svg", folder.path().join("link.svg")).unwrap();
        fs::write(&path, "old").unwrap();
        assert_eq!(gantt(folder.path(), &["-o", "link.svg"]).status.code(), Some(0));
        assert!(fs::symlink_metadata(folder.path().join("link.svg")).unwrap().is_symlink());
        assert!(fs::read(&path).unwrap().starts_with(b"<svg "));
    }
}

#[test]
fn what_cannot_be_written_fails_with_one_and_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "kept").unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    for target in ["nowhere/chart.svg", "file/chart.svg", "folder", ""] {
        let output = gantt(folder.path(), &["-o", target]);
        assert_eq!(output.status.code(), Some(1), "{target}: {}", said(&output));
        assert!(said(&output).contains(&format!("`{target}` cannot be written")), "{}", said(&output));
        let simulate = ["simulate", "-w", "land-supply", "--start", "2023-06-01", "--svg", target];
        assert_eq!(permits(folder.path(), &simulate).status.code(), Some(1), "{target}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), "kept");
}

#[test]
fn a_drawing_that_cannot_be_is_a_mistake_of_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [
        ["--width", "899"].as_slice(),
        &["--width", "16001"],
        &["--width", "-5"],
        &["--width", "wide"],
        &["--axis", "quarter"],
        &["--from", "2023-07-01", "--to", "2023-06-30"],
        &["--from", "2023-02-30"],
        &["--to", "2101-01-01"],
        &["--lane", "no-such-lane"],
        &["--actor", "no-such-actor"],
    ] {
        let output = gantt(folder.path(), wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", said(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn every_flag_changes_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let full = ["gantt", "--start", "2023-06-01"];
    let drawn = |more: &[&str]| permits(folder.path(), &[&full[..], more].concat());
    let plain = drawn(&["--lang", "en"]).stdout;
    for flags in [
        ["--axis", "xun"].as_slice(),
        &["--width", "2000"],
        &["--dark"],
        &["--critical"],
        &["--lane", "supply"],
        &["--actor", "planning"],
        &["--from", "2023-06-15"],
        &["--to", "2023-06-30"],
        &["--lang", "zh"],
        &["--counting", "practice"],
        &["--known-as-of", "2022-12-31"],
    ] {
        let lang: &[&str] = if flags[0] == "--lang" { &[] } else { &["--lang", "en"] };
        let output = drawn(&[flags, lang].concat());
        assert_eq!(output.status.code(), Some(0), "{flags:?}: {}", said(&output));
        assert!(output.stdout != plain, "{flags:?}");
    }
    let wide = gantt(folder.path(), &["--width", "2000"]).stdout;
    assert!(String::from_utf8(wide).unwrap().contains("width=\"2000\""));
}

#[test]
fn a_window_in_which_nothing_happens_is_an_empty_chart() {
    let folder = tempfile::tempdir().unwrap();
    let output = gantt(folder.path(), &["--from", "2030-01-01", "--to", "2030-02-01"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let svg = String::from_utf8(output.stdout).unwrap();
    assert!(svg.contains("no step fits"), "it says so");
}
