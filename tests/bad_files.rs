//! What the program says about files that are wrong. Each file in `tests/data/bad/` holds its own expectations:
//!
//! ```toml
//! after = ["flie"]
//! #        ^^^^^^ unknown-step
//! ```
//!
//! The carets cover the offending text, counted in characters, and name the code. A mark that begins in column 1
//! begins with the `#` itself: `#^^^^^^^ missing-key`. Nothing else may be said about the file.

use std::fs;
use std::path::{Path, PathBuf};

use permits::diagnostic::{Diagnostic, Sources, Text};
use permits::workflow::{
    CATALOGUE, CODES, Library, LoadError, MOST_BYTES, Which, Workflow, check_assumptions, check_project,
    load_assumptions, load_project, load_workflow, parse_workflow,
};

/// Files of these codes are too large to keep; they are made below.
const MADE_HERE: [&str; 2] = ["too-large", "too-many-steps"];

/// Where something is said: line, column and width in characters, and the code.
type Mark = (usize, usize, usize, String);

fn bad_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bad");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The marks in the comments of a file.
fn expected(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut marked_line = 0;
    for (line, number) in text.lines().zip(1..) {
        let after_hash = line.strip_prefix('#').unwrap_or("");
        let carets = after_hash.trim_start();
        let width = carets.chars().take_while(|&letter| letter == '^').count();
        if width == 0 {
            marked_line = number;
            continue;
        }
        let blanks = after_hash.chars().count() - carets.chars().count();
        let (column, width) = if blanks == 0 { (1, width + 1) } else { (blanks + 2, width) };
        marks.push((marked_line, column, width, carets.trim_start_matches('^').trim().to_string()));
    }
    marks
}

/// What is said, as marks. What the label covers beyond the end of its line is not counted.
fn told(sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<Mark> {
    let mark = |diagnostic: &Diagnostic| {
        let span = &diagnostic.labels[0].span;
        let (line, column) = sources.line_column(span.file, span.range.start);
        let covered = &sources.file(span.file).text[span.range.clone()];
        let width = covered.lines().next().unwrap_or("").chars().count().max(1);
        (line, column, width, diagnostic.code.to_string())
    };
    diagnostics.iter().map(mark).collect()
}

fn all_workflows() -> Vec<Workflow> {
    let library = Library::built_in();
    let load = |id| load_workflow(&library, &Which::typed(id), &mut Sources::default()).unwrap().0;
    library.workflows().iter().map(|file| load(file.id)).collect()
}

/// Everything that is said about a file, checked against the files it goes with.
fn say(path: &Path, sources: &mut Sources) -> Vec<Diagnostic> {
    let library = Library::built_in();
    let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    let outcome = if text.contains("[project]") {
        load_project(path, sources).map(|(project, mut warnings)| {
            let (workflow, _) =
                load_workflow(&library, &Which::typed(&project.workflow), &mut Sources::default()).unwrap();
            warnings.extend(check_project(&workflow, &project));
            warnings
        })
    } else if text.contains("[assumptions]") {
        load_assumptions(&library, &Which::Path(path.into()), sources).map(|(set, mut warnings)| {
            warnings.extend(check_assumptions(&all_workflows(), &[], &set));
            warnings
        })
    } else {
        load_workflow(&library, &Which::Path(path.into()), sources).map(|(_, warnings)| warnings)
    };
    match outcome {
        Ok(warnings) => warnings,
        Err(LoadError::Content(mistakes)) => mistakes,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// House style: a headline, labels and a help in both languages, lower-case fragments without a full stop.
fn well_put(path: &Path, diagnostic: &Diagnostic) {
    let code = CATALOGUE.iter().find(|code| code.name == diagnostic.code);
    let code = code.unwrap_or_else(|| panic!("`{}` is not in the catalogue", diagnostic.code));
    assert_eq!(code.severity, diagnostic.severity);
    let help = diagnostic.help.as_ref();
    let help = help.unwrap_or_else(|| panic!("{}: no help in {diagnostic}", path.display()));
    let labels = diagnostic.labels.iter().map(|label| &label.text);
    for Text { zh, en } in [&diagnostic.message, help].into_iter().chain(labels) {
        assert!(!zh.is_empty() && !en.is_empty(), "{diagnostic}");
        assert!(!zh.ends_with('。') && !en.ends_with('.'), "{en}");
        assert!(!en.starts_with(|letter: char| letter.is_uppercase()), "{en}");
    }
}

#[test]
fn every_bad_file_is_told_exactly_what_is_wrong_where() {
    let mut failures = String::new();
    for path in bad_files() {
        let mut sources = Sources::default();
        let diagnostics = say(&path, &mut sources);
        diagnostics.iter().for_each(|diagnostic| well_put(&path, diagnostic));
        let mut expected = expected(&String::from_utf8_lossy(&fs::read(&path).unwrap()));
        let mut told = told(&sources, &diagnostics);
        expected.sort();
        told.sort();
        assert!(!expected.is_empty(), "{} expects nothing", path.display());
        if expected != told {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let missing: Vec<&Mark> = expected.iter().filter(|mark| !told.contains(mark)).collect();
            let surplus: Vec<&Mark> = told.iter().filter(|mark| !expected.contains(mark)).collect();
            failures += &format!("{name}\n  not told: {missing:?}\n  told: {surplus:?}\n");
            for diagnostic in &diagnostics {
                failures += &format!("  {diagnostic}\n");
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_code_has_a_file_of_its_name() {
    for code in CODES.iter().filter(|code| !MADE_HERE.contains(code)) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/bad/{code}.toml"));
        let bytes = fs::read(&path).unwrap_or_else(|_| panic!("there is no {}", path.display()));
        let marks = expected(&String::from_utf8_lossy(&bytes));
        assert!(marks.iter().any(|(.., marked)| marked == code), "{} does not mark its code", path.display());
    }
}

/// The codes said about a text.
fn codes(text: &str) -> Vec<&'static str> {
    match parse_workflow(&Library::built_in(), "demo.toml", text, &mut Sources::default()) {
        Ok((_, warnings)) => warnings.iter().map(|warning| warning.code).collect(),
        Err(LoadError::Content(mistakes)) => mistakes.iter().map(|mistake| mistake.code).collect(),
        Err(error) => panic!("{error}"),
    }
}

/// A chain of steps of the length asked for.
fn chain(steps: usize) -> String {
    let mut text = format!("format = 1\n[workflow]\nid = \"x\"\ngoal = \"s{}\"\n", steps - 1);
    text += "[[step]]\nid = \"s0\"\nkind = \"act\"\n";
    for step in 1..steps {
        text += &format!("[[step]]\nid=\"s{step}\"\nkind=\"act\"\nafter=[\"s{}\"]\n", step - 1);
    }
    text
}

#[test]
fn a_file_over_four_mebibytes_is_refused() {
    let mut text = chain(2);
    text += &"#".repeat(MOST_BYTES as usize - text.len());
    assert_eq!(codes(&text), [""; 0]);
    text += "#";
    assert_eq!(codes(&text), ["too-large"]);
}

#[test]
fn more_than_a_hundred_thousand_steps_are_refused() {
    let step = |step: usize| format!("{{id=\"s{step}\",kind=\"act\"}},\n");
    let file = |steps: usize| {
        let list: String = (0..steps).map(step).collect();
        format!("format = 1\nstep = [\n{list}]\n[workflow]\nid = \"x\"\ngoal = \"s0\"\n")
    };
    assert_eq!(codes(&file(100_000)), [""; 0]);
    assert_eq!(codes(&file(100_001)), ["too-many-steps"]);
}

#[test]
fn a_chain_of_many_steps_is_walked_without_running_out_of_stack() {
    let text = chain(50_000);
    assert_eq!(codes(&text), [""; 0]);
    // The first waits for the last: one cycle through all of them.
    let ring = text.replacen("kind = \"act\"\n", "kind = \"act\"\nafter = [\"s49999\"]\n", 1);
    assert_eq!(codes(&ring), ["cycle"]);
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        for depth in [100, 100_000] {
            let value = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let told = codes(&format!("format = 1\nx = {value}\n"));
            assert!(told.contains(&"toml-syntax"), "{depth} times {open}: {told:?}");
            let told = codes(&format!("format = 1\nx = {}\n", open.repeat(depth)));
            assert!(told.contains(&"toml-syntax"), "{depth} times {open}: {told:?}");
        }
    }
    let told = codes(&format!("a{} = 1\n[b{}]\n", ".a".repeat(100_000), ".b".repeat(100_000)));
    assert!(told.contains(&"toml-syntax"), "{told:?}");
}

#[test]
fn a_file_that_is_no_toml_at_all_gets_a_bounded_answer() {
    let told = codes(&"这不是 TOML = = =\n".repeat(50_000));
    assert!(
        !told.is_empty() && told.len() <= 50 && told.iter().all(|code| *code == "toml-syntax"),
        "{told:?}"
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let text = format!("\u{feff}{}", chain(3).replace('\n', "\r\n"));
    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn a_disk_that_says_no_is_another_kind_of_error() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::built_in();
    let mut sources = Sources::default();
    for path in [folder.path().join("missing.toml"), folder.path().to_path_buf()] {
        let error = load_workflow(&library, &Which::Path(path.clone()), &mut sources).unwrap_err();
        assert!(matches!(error, LoadError::Io { path: said, .. } if said == path));
    }
    // An include that is a directory is not one that is missing.
    fs::create_dir(folder.path().join("part.toml")).unwrap();
    let path = folder.path().join("whole.toml");
    fs::write(&path, chain(2).replacen("goal", "include = [\"part\"]\ngoal", 1)).unwrap();
    assert!(matches!(load_workflow(&library, &Which::Path(path), &mut sources), Err(LoadError::Io { .. })));
}

#[test]
fn an_unknown_built_in_name_is_told_with_the_nearest_and_all() {
    let error = load_workflow(&Library::built_in(), &Which::typed("ful-path"), &mut Sources::default());
    let Err(LoadError::UnknownId { nearest, known, .. }) = error else { panic!("{error:?}") };
    assert_eq!(nearest, Some("full-path"));
    assert!(known.contains(&"land-supply"));
    let error = load_assumptions(&Library::built_in(), &Which::typed("zebra"), &mut Sources::default());
    assert!(matches!(error, Err(LoadError::UnknownId { nearest: None, .. })));
}

#[test]
fn a_cycle_is_shown_link_by_link() {
    let text = chain(4).replacen("kind = \"act\"\n", "kind = \"act\"\nafter = [\"s3\"]\n", 1);
    let mut sources = Sources::default();
    let Err(LoadError::Content(mistakes)) =
        parse_workflow(&Library::built_in(), "demo.toml", &text, &mut sources)
    else {
        panic!("no mistake")
    };
    let cycle = &mistakes[0];
    assert_eq!(cycle.message.en, "steps wait for each other: `s0` ← `s3` ← `s2` ← `s1` ← `s0`");
    let links: Vec<(&str, usize)> = cycle
        .labels
        .iter()
        .map(|label| (label.text.en.as_str(), sources.line_column(label.span.file, label.span.range.start).0))
        .collect();
    assert_eq!(
        links,
        [
            ("`s0` waits for `s3`", 8),
            ("`s3` waits for `s2`", 20),
            ("`s2` waits for `s1`", 16),
            ("`s1` waits for `s0`", 12)
        ]
    );
}
