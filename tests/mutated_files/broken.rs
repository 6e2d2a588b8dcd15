//! Whatever happens to a file, reading it ends in an answer with places that exist.

use permits::diagnostic::{Diagnostic, Sources};
use permits::workflow::{
    Library, LoadError, check_assumptions, check_project, parse_assumptions, parse_project, parse_workflow,
};

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

const TOKENS: [&str; 26] = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    "\"",
    "\"\"\"",
    "'",
    "\n",
    "#",
    "\\u",
    ".",
    "0",
    "-1",
    "1e400",
    "true",
    "2023-02-30",
    "2023-06-01T10:00:00",
    "\"5wd\"",
    "step",
    "审",
    "\u{feff}",
    "\0",
];

const PROJECT: &str = r#"format = 1
[project]
name = "一号地块"
workflow = "land-supply"
start = 2023-06-01
assumptions = "promised"
[set]
no-bid = true
[step.land-contract]
not_before = 2023-09-01
estimate = { min = "1wd", likely = "2wd", max = "3wd" }
[actual.land-announcement]
started = 2023-06-02
finished = 2023-06-07
[[pause]]
step = "land-contract"
from = 2023-09-04
to = 2023-09-08
[[extension]]
step = "land-contract"
by = "5wd"
decided = 2023-09-10
[[promise]]
id = "own"
from = "deal-confirmation"
to = "land-contract"
within = "10wd"
"#;

/// The text with a few things done to it: a piece cut out, doubled or moved, a token put in, a line lost.
fn broken(text: &str, numbers: &mut Numbers) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(letters.len());
        let length = [1, 3, 10, 100][numbers.below(4)];
        let end = (at + numbers.below(length) + 1).min(letters.len());
        match numbers.below(4) {
            0 => drop(letters.drain(at..end)),
            1 => {
                let piece: Vec<char> = letters[at..end].to_vec();
                letters.splice(at..at, piece);
            }
            2 => {
                let piece: Vec<char> = letters.drain(at..end).collect();
                let to = numbers.below(letters.len());
                letters.splice(to..to, piece);
            }
            _ => drop(letters.splice(at..at, TOKENS[numbers.below(TOKENS.len())].chars())),
        }
        if letters.is_empty() {
            break;
        }
    }
    letters.into_iter().collect()
}

/// Every place lies in its file, between two characters.
fn placed(sources: &Sources, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        assert!(!diagnostic.labels.is_empty(), "{diagnostic} has no place");
        for label in &diagnostic.labels {
            let text = &sources.file(label.span.file).text;
            assert!(text.get(label.span.range.clone()).is_some(), "{diagnostic} at {:?}", label.span);
        }
    }
}

fn said<T>(outcome: Result<(T, Vec<Diagnostic>), LoadError>, sources: &Sources) -> Option<T> {
    match outcome {
        Ok((value, warnings)) => {
            assert!(warnings.iter().all(|warning| !warning.is_error()));
            placed(sources, &warnings);
            Some(value)
        }
        Err(LoadError::Content(mistakes)) => {
            assert!(mistakes.iter().any(Diagnostic::is_error), "refused without an error");
            placed(sources, &mistakes);
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn no_broken_workflow_makes_the_reader_panic() {
    let library = Library::built_in();
    let mut numbers = Numbers(1);
    let mut loaded = 0;
    for file in library.workflows() {
        for _ in 0..120 {
            let text = broken(file.text, &mut numbers);
            let mut sources = Sources::default();
            loaded += usize::from(
                said(parse_workflow(&library, "broken.toml", &text, &mut sources), &sources).is_some(),
            );
        }
    }
    assert!(loaded > 0, "nothing got as far as the checks");
}

#[test]
fn no_broken_assumptions_or_project_make_the_reader_panic() {
    let library = Library::built_in();
    let mut numbers = Numbers(2);
    let land = parse_workflow(
        &library,
        "land-supply.toml",
        library.workflow("land-supply").unwrap().text,
        &mut Sources::default(),
    );
    let workflows = [land.unwrap().0];
    let promised = library.assumptions("promised").unwrap().text;
    for _ in 0..300 {
        let mut sources = Sources::default();
        let text = broken(promised, &mut numbers);
        if let Some(set) = said(parse_assumptions("broken.toml", &text, &mut sources), &sources) {
            placed(&sources, &check_assumptions(&workflows, &set));
        }
        let text = broken(PROJECT, &mut numbers);
        if let Some(project) = said(parse_project("broken.toml", &text, &mut sources), &sources) {
            placed(&sources, &check_project(&workflows[0], &project));
        }
    }
}
