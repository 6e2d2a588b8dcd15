//! Files of hostile size or depth, through the binary: an answer or an error with its place, never a panic.

#[path = "common/program.rs"]
mod program;

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use program::{program, run};

fn permits(folder: &TempDir, arguments: &str) -> (i32, String) {
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let ran = run(program(&arguments).current_dir(folder.path()).env("LANG", "en"));
    (ran.code, ran.err)
}

fn written(texts: &[(&str, String)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in texts {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn head(goal: usize) -> String {
    format!("format = 1\n[workflow]\nid = \"h\"\ngoal = \"s{goal}\"\n")
}

/// So many tasks, and one step that waits for them all.
fn star(tasks: usize) -> String {
    let mut star = head(tasks);
    for step in 0..tasks {
        let _ = writeln!(star, "[[step]]\nid = \"s{step}\"\nkind = \"task\"\nestimate = \"{}wd\"", step % 30);
    }
    let all: Vec<String> = (0..tasks).map(|step| format!("\"s{step}\"")).collect();
    let _ = writeln!(star, "[[step]]\nid = \"s{tasks}\"\nkind = \"act\"\nafter = [{}]", all.join(","));
    star
}

#[test]
fn ten_thousand_steps_are_answered() {
    let mut chain = head(9_999);
    for step in 0..10_000_usize {
        let before = step.checked_sub(1).map(|before| format!("\"s{before}\"")).unwrap_or_default();
        let _ = writeln!(chain, "[[step]]\nid = \"s{step}\"\nkind = \"act\"\nafter = [{before}]");
    }
    let folder = written(&[("chain.toml", chain.replace("after = []\n", "")), ("star.toml", star(9_999))]);
    for file in ["chain.toml", "star.toml"] {
        for asked in ["simulate", "gantt", "explain s9999", "export --to mspdi"] {
            let (code, err) =
                permits(&folder, &format!("{asked} --start 2023-06-01 --assumptions floor -w {file}"));
            assert_eq!(code, 0, "{asked} {file}: {err}");
        }
    }
}

/// Studies of large files: each start, each scenario and each trial walks all of them.
#[test]
fn ten_thousand_steps_are_studied() {
    let drawn = star(9_999)
        .replace(
            "kind = \"task\"\nestimate = \"",
            "kind = \"task\"\nestimate = { min = \"0wd\", max = \"60wd\", likely = \"",
        )
        .replace("wd\"\n[[", "wd\" }\n[[");
    let project = "format = 1\n[project]\nname = \"p\"\nworkflow = \"drawn.toml\"\nassumptions = \"floor\"\nstart = 2023-06-01\n\
                   [actual.s1]\nstarted = 2023-06-01\nfinished = 2023-06-05\n";
    let folder = written(&[("drawn.toml", drawn), ("star.toml", star(9_999)), ("p.toml", project.into())]);
    for (asked, code) in [
        ("risk --start 2023-06-01 --assumptions floor -w drawn.toml --samples 1000", 0),
        ("risk --start 2023-06-01 --assumptions floor -w drawn.toml --method exact", 2),
        ("sweep --from 2023-06-01 --to 2023-06-30 --assumptions floor -w drawn.toml", 0),
        ("sweep --from 2023-06-01 --to 2023-06-02 --assumptions floor -w drawn.toml --risk --samples 100", 0),
        ("compare drawn.toml star.toml --start 2023-06-01 --assumptions floor", 0),
        ("report --start 2023-06-01 --assumptions floor -w drawn.toml -o r.html", 0),
        ("track p.toml --as-of 2023-06-06", 0),
    ] {
        let (found, err) = permits(&folder, asked);
        assert_eq!(found, code, "{asked}: {err}");
        assert!(code == 0 || err.contains("would cost more than it may"), "{asked}: {err}");
    }
}

#[test]
fn a_network_of_more_links_than_there_is_room_for_is_drawn() {
    // What finds no row of its own lies across the rest.
    let folder = written(&[("star.toml", star(3_999))]);
    let asked = "network --start 2023-06-01 --assumptions floor -w star.toml -o n.svg";
    let (code, err) = permits(&folder, asked);
    assert_eq!(code, 0, "{err}");
    let drawing = fs::read_to_string(folder.path().join("n.svg")).expect("the drawing");
    assert!(drawing.ends_with("</svg>\n"));
}

/// More links than a drawing can hold are refused at once, and the help names what does hold them.
#[test]
fn a_network_that_nobody_could_read_is_refused() {
    let folder = written(&[("star.toml", star(5_500))]);
    let asked = "network --start 2023-06-01 --assumptions floor -w star.toml -o n.svg";
    let (code, err) = permits(&folder, asked);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("5500 links") && err.contains("5000 are the most"), "{err}");
    assert!(err.contains("permits export --to dot"), "{err}");
    assert!(!folder.path().join("n.svg").exists(), "nothing is half-written");
}

#[test]
fn a_thousand_files_that_include_each_other() {
    for (last, code) in [("", 0), ("include = [\"i0\"]", 3)] {
        let texts: Vec<(String, String)> = (0..1_000)
            .map(|at| {
                let next = format!("include = [\"i{}\"]", at + 1);
                let include = if at < 999 { next.as_str() } else { last };
                let text = format!(
                    "format = 1\n[workflow]\nid = \"i{at}\"\ngoal = \"s{at}\"\n{include}\n[[step]]\nid = \"s{at}\"\nkind = \"act\"\n"
                );
                (format!("i{at}.toml"), text)
            })
            .collect();
        let texts: Vec<(&str, String)> =
            texts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
        let (found, err) = permits(&written(&texts), "check i0.toml");
        assert_eq!(found, code, "{err}");
        assert!(code == 0 || err.contains("i999.toml:5:12"), "{err}");
    }
}

#[test]
fn what_is_too_long_too_deep_or_too_far_has_a_place() {
    let step = "[[step]]\nid = \"s0\"\nkind = \"task\"\n";
    let dated = |date: &str| format!("[[caution]]\nid = \"c\"\nsince = {date}\n{step}");
    let cases = [
        (format!("{step}estimate = \"1000000000000000000wd\"\n"), ":8:12"),
        (format!("{step}estimate = \"1000000000000000000d\"\n"), ":8:12"),
        (dated("-262143-01-01"), ":7:9"),
        (dated("+262142-12-31"), ":7:9"),
        (dated("0000-01-01"), ":7:9"),
        (dated("10000-01-01"), ":7:9"),
        (format!("x = {}1{}\n", "[".repeat(100_000), "]".repeat(100_000)), ":5:"),
        (format!("x = {}1{}\n", "{a=".repeat(100_000), "}".repeat(100_000)), ":5:"),
    ];
    for (text, place) in cases {
        let folder = written(&[("h.toml", head(0) + &text)]);
        let (code, err) = permits(&folder, "check h.toml");
        let start: String = text.chars().take(80).collect();
        assert!(code == 3 && err.contains(&format!("h.toml{place}")), "{start}: {code} {err}");
    }
}
