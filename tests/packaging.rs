//! What a package needs of the program: it names its versions, completes its words, has a page for man, and needs no file
//! beside it.

use std::fs;
use std::process::{Command, Output};

fn output(program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C");
    for variable in ["LC_MESSAGES", "LANG", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command.output().unwrap()
}

#[track_caller]
fn answer(arguments: &[&str]) -> String {
    let output = output(env!("CARGO_BIN_EXE_permits"), arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = answer(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().unwrap().to_string()).collect()
}

#[test]
fn the_version_names_the_calendar_and_every_procedure() {
    for flag in ["--version", "-V"] {
        let said = answer(&[flag]);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[0], format!("permits {}", env!("CARGO_PKG_VERSION")));
        assert_eq!(lines[1], "calendar: the State Council's notices 2002 to 2026");
        let versions: Vec<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .map(|path| {
                let text = fs::read_to_string(&path).unwrap();
                let of = |key: &str| {
                    let line = text.lines().find(|line| line.starts_with(&format!("{key} = ")));
                    line.unwrap().split('"').nth(1).unwrap().to_string()
                };
                format!("workflow {} {}", of("id"), of("version"))
            })
            .collect();
        assert_eq!(versions.len(), 5);
        for version in &versions {
            assert!(lines[2..].contains(&version.as_str()), "{version} is not in {said}");
        }
        assert_eq!(lines.len(), 2 + versions.len());
    }
    assert!(answer(&["--version", "--lang", "zh"]).contains("日历:国务院放假通知 2002 至 2026"));
}

#[test]
fn every_shell_completes_every_command() {
    let commands = commands();
    assert!(commands.len() > 15 && commands.contains(&"simulate".to_string()), "{commands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = answer(&["completions", shell]);
        for word in commands.iter().map(String::as_str).chain(["--calendar-beyond", "statutory"]) {
            let dashed = word.trim_start_matches('-');
            assert!(script.contains(dashed), "{shell} does not complete {word}");
        }
    }
    let refused = output(env!("CARGO_BIN_EXE_permits"), &["completions", "cmd"]);
    assert_eq!((refused.status.code(), refused.stdout.is_empty()), (Some(2), true));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("powershell"), "what would be right is said");
}

#[test]
fn every_command_has_a_page() {
    let page = answer(&["man"]);
    assert!(page.contains(".TH permits 1") && page.contains("permits\\-simulate"), "{page}");
    for command in commands() {
        let page = answer(&["man", &command]);
        assert!(page.contains(&format!(".TH permits-{command} 1")), "{command}: {page}");
        assert!(page.contains("\\-\\-lang"), "{command}: the flags of every command are told");
    }
    for (typed, help) in [("simulat", "did you mean `simulate`?"), ("quux", "see `permits --help`")] {
        let refused = output(env!("CARGO_BIN_EXE_permits"), &["man", typed, "--lang", "en"]);
        assert_eq!((refused.status.code(), refused.stdout.is_empty()), (Some(2), true));
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(said.contains(help), "{said}");
    }
}

#[test]
fn the_program_needs_no_file_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("elsewhere");
    fs::copy(env!("CARGO_BIN_EXE_permits"), &program).unwrap();
    let ran = Command::new(&program)
        .args(["simulate", "--start", "2023-06-01", "--format", "json"])
        .current_dir(folder.path())
        .env_clear()
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let said = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(said, answer(&["simulate", "--start", "2023-06-01", "--format", "json"]));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing is left behind");
}
