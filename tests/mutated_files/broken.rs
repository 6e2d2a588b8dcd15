//! Whatever happens to the letters of a file, reading it ends in an answer with places that exist.

use permits::diagnostic::Sources;
use permits::workflow::{
    Library, check_assumptions, check_project, parse_assumptions, parse_project, parse_workflow,
};

use crate::drive::Numbers;
use crate::drive::mutate::TOKENS;
use crate::drive::read::{accepted, placed};

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
                accepted(parse_workflow(&library, "broken.toml", &text, &mut sources), &sources).is_some(),
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
        if let Some(set) = accepted(parse_assumptions("broken.toml", &text, &mut sources), &sources) {
            placed(&sources, &check_assumptions(&workflows, &[], &set));
        }
        let text = broken(PROJECT, &mut numbers);
        if let Some(project) = accepted(parse_project("broken.toml", &text, &mut sources), &sources) {
            placed(&sources, &check_project(&workflows[0], &project));
        }
    }
}
