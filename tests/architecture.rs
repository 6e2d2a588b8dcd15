//! The layers keep to their places: an import that goes down the table, or an outside crate that is named outside its
//! place, fails here. The table is the one of the crate's docs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and what it may use of ours.
const LAYERS: [(&str, &[&str]); 10] = [
    ("diagnostic", &[]),
    ("calendar", &["diagnostic"]),
    ("workflow", &["calendar", "diagnostic"]),
    ("network", &["workflow", "calendar"]),
    ("schedule", &["network", "calendar"]),
    ("risk", &["schedule", "network", "calendar", "diagnostic"]),
    ("study", &["risk", "schedule", "network", "workflow", "calendar", "diagnostic"]),
    ("report", &["study", "risk", "schedule", "network", "workflow", "calendar", "diagnostic"]),
    ("cli", &[]),
    ("guide", &[]),
];

/// Each outside crate and the places that may name it: folders or files below `src`.
const OUTSIDE: [(&str, &[&str]); 26] = [
    ("chrono", &["calendar"]),
    ("bdays", &["calendar/business_days.rs"]),
    ("toml", &["workflow"]),
    ("toml_edit", &["workflow/edit.rs"]),
    ("serde", &["workflow", "report"]),
    ("serde_json", &["workflow/schema.rs", "report"]),
    ("petgraph", &["network"]),
    ("libm", &["risk/shape.rs"]),
    ("rayon", &["risk/chunks.rs"]),
    ("comfy_table", &["report/grid.rs"]),
    ("csv", &["report/csv.rs"]),
    ("rust_xlsxwriter", &["report/xlsx"]),
    ("unicode_width", &["report"]),
    (
        "plotters",
        &["report/svg", "report/time_axis.rs", "report/gantt/draw.rs", "report/time_scaled/draw.rs"],
    ),
    ("plotters_backend", &["report/svg/backend.rs"]),
    ("anstyle", &["report/paint.rs", "cli/print.rs"]),
    ("anstream", &["cli"]),
    ("annotate_snippets", &["cli/print.rs"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli/packaging.rs"]),
    ("clap_mangen", &["cli/packaging.rs"]),
    ("tempfile", &["cli/output.rs"]),
    ("indicatif", &["cli/sampling.rs"]),
    ("ctrlc", &["cli/sampling.rs"]),
    ("siphasher", &["cli/shard.rs"]),
    ("permits", &["cli"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The files of the program as (path below `src` with `/`, code without comments).
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    let read = |path: &PathBuf| {
        let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (below, code(&fs::read_to_string(path).unwrap()))
    };
    found.iter().map(read).collect()
}

/// The text without line comments: examples in docs may name anything.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The names that follow `prefix` in the text, and those in a `prefix{…}` list.
fn names_after(text: &str, prefix: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices(prefix) {
        let rest = &text[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0;
                let mut item = String::new();
                for letter in list.chars() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            names.insert(word(item.trim()));
                            item.clear();
                            continue;
                        }
                        _ => {}
                    }
                    item.push(letter);
                }
                names.insert(word(item.trim()));
            }
            None => {
                names.insert(word(rest));
            }
        }
    }
    names
}

fn layer(file: &str) -> Option<&'static str> {
    let first = file.split('/').next()?.trim_end_matches(".rs");
    LAYERS.iter().map(|(name, _)| *name).find(|name| *name == first)
}

#[test]
fn every_file_is_in_a_layer() {
    for (file, _) in files() {
        assert!(layer(&file).is_some() || file == "lib.rs" || file == "main.rs", "src/{file} is in no layer");
    }
}

#[test]
fn arrows_go_up_the_table_only() {
    let layers: BTreeSet<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    let mut seen = 0;
    for (file, code) in files() {
        let Some(layer) = layer(&file) else { continue };
        let allowed = LAYERS.iter().find(|(name, _)| *name == layer).unwrap().1;
        for used in names_after(&code, "crate::").iter().filter(|used| layers.contains(used.as_str())) {
            seen += 1;
            assert!(used == layer || allowed.contains(&used.as_str()), "src/{file} uses `{used}`");
        }
    }
    assert!(seen > 20, "the test reads imports: it saw {seen}");
}

#[test]
fn an_outside_crate_is_named_in_its_place() {
    let files = files();
    for (name, places) in OUTSIDE {
        let mut named = 0;
        for (file, code) in &files {
            let names = code.match_indices(&format!("{name}::")).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
            });
            if names {
                named += 1;
                let inside = |place: &&str| file == *place || file.starts_with(&format!("{place}/"));
                assert!(
                    places.iter().any(inside) || (name == "permits" && file == "main.rs"),
                    "src/{file} names `{name}`"
                );
            }
        }
        assert!(named > 0, "nothing names `{name}`: take it out of the table and of Cargo.toml");
    }
}

#[test]
fn every_dependency_has_its_place() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for line in section.lines().filter(|line| line.contains('=')) {
        let name = line.split('=').next().unwrap().trim().replace('-', "_");
        // thiserror only derives what std names, so any layer with an error may use it.
        let known = name == "thiserror" || OUTSIDE.iter().any(|(outside, _)| *outside == name);
        assert!(known, "`{name}` has no place in the table");
    }
}

#[test]
fn the_library_never_reads_a_clock_prints_or_exits() {
    let forbidden = [
        "SystemTime",
        "Instant::",
        "Utc::",
        "Local::",
        "println!",
        "print!(",
        "eprintln!",
        "eprint!(",
        "dbg!",
        "process::exit",
        "std::env::var",
    ];
    for (file, code) in files().iter().filter(|(file, _)| !file.starts_with("cli/") && file != "main.rs") {
        for word in forbidden {
            assert!(!code.contains(word), "src/{file} has `{word}`");
        }
    }
}

/// A network is the same for every calendar, and no page applies a rule of counting or a lag: it tells what came of them.
#[test]
fn networks_and_pages_apply_no_rule() {
    for (file, code) in files().iter().filter(|(file, _)| file.starts_with("network/")) {
        assert!(!code.contains("Calendar"), "src/{file} names the calendar");
    }
    let counting = [".count_stopped(", ".longer(", ".latest_trigger(", ".shift(", "calendar.count("];
    for (file, code) in files().iter().filter(|(file, _)| file.starts_with("report/")) {
        for call in counting {
            assert!(!code.contains(call), "src/{file} calls `{call}`");
        }
    }
}

#[test]
fn the_walker_uses_nothing_of_the_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/common/walker");
    let mut found = Vec::new();
    sources(&root, &mut found);
    assert!(found.len() >= 4, "the walker is there");
    for path in found {
        let code = code(&fs::read_to_string(&path).unwrap());
        for word in ["permits::", "use permits", "include!", "#[path"] {
            assert!(!code.contains(word), "{} has `{word}`", path.display());
        }
    }
}

/// A reader takes in a file of some five hundred lines; a longer one says in its head why it is one.
#[test]
fn a_long_file_says_why_it_is_one() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 100);
    let says_why = |text: &str| {
        text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.starts_with("//! One file: "))
    };
    let silent: Vec<_> = files
        .iter()
        .map(|path| (path, fs::read_to_string(path).unwrap()))
        .filter(|(_, text)| text.lines().count() > 500 && !says_why(text))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}
