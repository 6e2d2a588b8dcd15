//! Every code that the program prints has a page, and the example on the page is really an example of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use permits::calendar::{self, Calendar, Overlay};
use permits::diagnostic::{Diagnostic, FileId, Lang, Sources};
use permits::report::explain::codes::{self, About, Code, Example, all, find, whole};
use permits::schedule::WarningCode;
use permits::study;
use permits::workflow::{
    self, Library, LoadError, Which, Workflow, check_assumptions, check_project, load_assumptions,
    load_project, load_workflow,
};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// The codes as the layers list them.
fn listed() -> BTreeSet<&'static str> {
    let of_plans = WarningCode::ALL.iter().map(|code| code.as_str()).chain(["calendar-range"]);
    let of_files = workflow::CODES.iter().chain(&calendar::CODES).copied().chain(study::codes());
    of_files.chain(of_plans).collect()
}

#[test]
fn every_code_has_one_page_and_every_page_a_code() {
    let pages: Vec<&str> = all().map(|page| page.code).collect();
    let set: BTreeSet<&str> = pages.iter().copied().collect();
    assert_eq!(set.len(), pages.len(), "a code has two pages");
    assert_eq!(set, listed());
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match entry.is_dir() {
            true => sources(&entry, found),
            false => found.push(entry),
        }
    }
}

/// A layer could make up a code on the spot: then its list and this test would not know.
#[test]
fn no_code_is_made_up_on_the_spot() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let mut seen = 0;
    for path in found {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for call in ["Diagnostic::error(", "Diagnostic::warning("] {
            for (at, _) in text.match_indices(call) {
                let Some(code) = text[at + call.len()..].trim_start().strip_prefix('"') else { continue };
                let code = code.split('"').next().unwrap();
                assert!(find(code).is_some(), "{}: `{code}` has no page", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 5, "the test reads the sources");
}

fn said(outcome: Result<Vec<Diagnostic>, LoadError>) -> BTreeSet<&'static str> {
    let diagnostics = match outcome {
        Ok(warnings) => warnings,
        Err(LoadError::Content(mistakes)) => mistakes,
        Err(error) => panic!("{error}"),
    };
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Everything that `check` says about a workflow file.
fn about_workflow(code: &str, text: &str) -> BTreeSet<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{code}.toml"));
    fs::write(&path, text).unwrap();
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (floor, _) = load_assumptions(&library, &Which::typed("floor"), &mut sources).unwrap();
    let loaded = load_workflow(&library, &Which::Path(path), &mut sources);
    said(loaded.map(|(workflow, mut told)| {
        told.extend(study::examples(&workflow, &Calendar::official(), |_| Some(&floor)));
        told
    }))
}

fn about_assumptions(text: &str) -> BTreeSet<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.toml");
    fs::write(&path, text).unwrap();
    let library = Library::built_in();
    let load = |id| load_workflow(&library, &Which::typed(id), &mut Sources::default()).unwrap().0;
    let workflows: Vec<Workflow> = library.workflows().iter().map(|file| load(file.id)).collect();
    let loaded = load_assumptions(&library, &Which::Path(path), &mut Sources::default());
    said(loaded.map(|(set, mut told)| {
        told.extend(check_assumptions(&workflows, &[], &set));
        told
    }))
}

fn about_project(text: &str) -> BTreeSet<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.toml");
    fs::write(&path, text).unwrap();
    let load = |id: &str| load_workflow(&Library::built_in(), &Which::typed(id), &mut Sources::default());
    said(load_project(&path, &mut Sources::default()).map(|(project, mut told)| {
        told.extend(check_project(&load(&project.workflow).unwrap().0, &project));
        told
    }))
}

/// What a command says of codes: those of the warnings of its document, or the one its error begins with.
fn about_command(folder: &Path, command: &str) -> (i32, BTreeSet<String>) {
    let words: Vec<&str> = command.split_whitespace().collect();
    assert_eq!(words[0], "permits", "{command}");
    let mut program = Command::new(env!("CARGO_BIN_EXE_permits"));
    program.args(&words[1..]).args(["--format", "json", "--lang", "en"]).current_dir(folder);
    let output = program.stdin(Stdio::null()).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    let code = output.status.code().unwrap();
    if code != 0 {
        let first = err.lines().next().unwrap_or_default().trim_start_matches("error: ").to_string();
        if let Some(code) = first.strip_prefix("error[").and_then(|rest| rest.split(']').next()) {
            return (output.status.code().unwrap(), BTreeSet::from([code.to_string()]));
        }
        return (code, first.split(':').next().map(str::to_string).into_iter().collect());
    }
    let document: Value = serde_json::from_str(&out).unwrap();
    let warnings = document["warnings"].as_array().unwrap().iter();
    (code, warnings.map(|warning| warning["code"].as_str().unwrap().to_string()).collect())
}

#[test]
fn the_example_on_a_page_is_an_example_of_its_code() {
    let mut tried = 0;
    for page in all() {
        let only = BTreeSet::from([page.code]);
        let code = page.code;
        match page.example {
            Example::Tables(text) => assert_eq!(about_workflow(code, &whole(text)), only, "{code}"),
            Example::Workflow(text) => assert_eq!(about_workflow(code, text), only, "{code}"),
            Example::Assumptions(text) => assert_eq!(about_assumptions(text), only, "{code}"),
            Example::Project(text) => assert_eq!(about_project(text), only, "{code}"),
            Example::Calendar(text) => {
                let read = Overlay::parse("demo.csv", FileId(0), text);
                let told = read.map_or_else(|mistakes| mistakes, |overlay| overlay.warnings());
                let said: BTreeSet<&str> = told.iter().map(|told| told.code).collect();
                assert_eq!(said, only, "{code}");
            }
            Example::Command(command) => plans(page, command, None),
            Example::ProjectAnd(text, command) => plans(page, command, Some(text)),
            // Too large to show, or no text: `bad_files` makes them.
            Example::Words(zh, en) => {
                assert!(!zh.is_empty() && !en.is_empty());
                continue;
            }
        }
        tried += 1;
    }
    assert!(tried > 60, "{tried} examples");
    // The small workflow around the tables has nothing wrong with it.
    assert_eq!(about_workflow("demo", &whole("")), BTreeSet::new());
}

fn plans(page: &Code, command: &str, project: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    if let Some(text) = project {
        fs::write(folder.path().join("project.toml"), text).unwrap();
    }
    let (code, said) = about_command(folder.path(), command);
    assert!(said.contains(page.code), "{}: {command} says {said:?}", page.code);
    let exits = match page.about {
        About::Asked => 2,
        About::Record => 3,
        _ => 0,
    };
    assert_eq!(code, exits, "{command}");
}

#[test]
fn a_page_fits_a_terminal_and_speaks_both_languages() {
    let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    for page in all() {
        for lang in [Lang::Zh, Lang::En] {
            let text = codes::page(page, lang);
            assert!(text.starts_with(page.code), "{text}");
            for line in text.lines().filter(|line| !line.starts_with("    ")) {
                assert!(line.width() <= 80, "{line}");
            }
        }
        let document: Value = serde_json::from_str(&codes::json(page)).unwrap();
        assert_eq!(document["schema"], "permits.explain/1");
        assert_eq!(document["code"], page.code);
        for part in ["meaning", "right"] {
            let (zh, en) = (&document[part]["zh"], &document[part]["en"]);
            assert!(zh.as_str().unwrap().contains(is_chinese), "{}: {zh}", page.code);
            // Chinese in English words is quoted from a file.
            let en: Vec<&str> = en.as_str().unwrap().split('`').step_by(2).collect();
            assert!(!en.concat().contains(is_chinese), "{}: {en:?}", page.code);
        }
    }
}
