//! Any text as a file of each kind.
//!
//! In: a text. Out: what it says, or nothing when it was refused with reason.

use permits::calendar::{Length, Overlay};
use permits::diagnostic::{Diagnostic, FileId, Sources};
use permits::workflow::{
    Assumptions, Library, LoadError, Project, Workflow, check_against, check_project, parse_assumptions,
    parse_project, parse_workflow,
};

/// Every diagnostic has words in both languages and a place that exists, between two characters.
pub fn placed(sources: &Sources, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let code = diagnostic.code;
        let texts = diagnostic.labels.iter().map(|label| &label.text).chain(&diagnostic.help);
        for text in texts.chain([&diagnostic.message]) {
            let bare = |words: &str| words.trim().is_empty();
            assert!(!bare(&text.zh) && !bare(&text.en), "{code}: not in both languages: {text:?}");
        }
        assert!(!diagnostic.labels.is_empty(), "{code} has no place: {diagnostic}");
        for label in &diagnostic.labels {
            let (file, range) = (sources.file(label.span.file), label.span.range.clone());
            assert!(file.text.get(range.clone()).is_some(), "{code} at {range:?} of {}", file.text.len());
            let (line, column) = file.line_column(range.start);
            let lines = file.text.split('\n').count();
            assert!(line >= 1 && column >= 1 && line <= lines, "{code} at {line}:{column} of {lines} lines");
        }
    }
}

/// What was read, with its diagnostics looked at.
pub fn accepted<T>(outcome: Result<(T, Vec<Diagnostic>), LoadError>, sources: &Sources) -> Option<T> {
    match outcome {
        Ok((value, warnings)) => {
            assert!(warnings.iter().all(|warning| !warning.is_error()), "accepted with an error");
            placed(sources, &warnings);
            Some(value)
        }
        Err(LoadError::Content(mistakes)) => {
            assert!(mistakes.iter().any(Diagnostic::is_error), "refused without an error");
            placed(sources, &mistakes);
            None
        }
        Err(error) => panic!("a text is no disk: {error}"),
    }
}

pub fn workflow(text: &str) -> Option<Workflow> {
    let mut sources = Sources::default();
    let read = parse_workflow(&Library::built_in(), "workflow.toml", text, &mut sources);
    accepted(read, &sources)
}

pub fn assumptions(text: &str) -> Option<Assumptions> {
    let mut sources = Sources::default();
    let read = parse_assumptions("set.toml", text, &mut sources);
    accepted(read, &sources)
}

pub fn project(text: &str) -> Option<Project> {
    let mut sources = Sources::default();
    let read = parse_project("project.toml", text, &mut sources);
    accepted(read, &sources)
}

/// Texts that belong together, as the command line holds them against each other.
pub struct Files<'a> {
    pub workflow: &'a str,
    pub assumptions: &'a str,
    pub project: Option<&'a str>,
}

/// What files say that fit each other.
pub struct Read {
    pub workflow: Workflow,
    pub assumptions: Assumptions,
    pub project: Option<Project>,
}

impl Files<'_> {
    pub fn read(&self) -> Option<Read> {
        let (library, mut sources) = (Library::built_in(), Sources::default());
        let workflow = parse_workflow(&library, "workflow.toml", self.workflow, &mut sources);
        let workflow = accepted(workflow, &sources);
        let set = parse_assumptions("set.toml", self.assumptions, &mut sources);
        let assumptions = accepted(set, &sources);
        let project = match self.project {
            Some(text) => {
                let project = parse_project("project.toml", text, &mut sources);
                Some(accepted(project, &sources)?)
            }
            None => None,
        };
        let (workflow, assumptions) = (workflow?, assumptions?);
        let mut told = check_against(&workflow, &assumptions);
        told.extend(project.iter().flat_map(|project| check_project(&workflow, project)));
        placed(&sources, &told);
        let refused = told.iter().any(Diagnostic::is_error);
        (!refused).then_some(Read { workflow, assumptions, project })
    }
}

/// A calendar file.
pub fn calendar(text: &str) -> Option<Overlay> {
    let mut sources = Sources::default();
    let file: FileId = sources.add("local.csv", text);
    match Overlay::parse("local.csv", file, text) {
        Ok(overlay) => Some(overlay),
        Err(mistakes) => {
            assert!(!mistakes.is_empty(), "refused without a mistake");
            placed(&sources, &mistakes);
            None
        }
    }
}

/// A length, which is written as it is read.
pub fn length(text: &str) -> Option<Length> {
    let length: Length = text.parse().ok()?;
    assert!(length.number() <= Length::LONGEST);
    assert_eq!(length.to_string().parse(), Ok(length), "{text:?}");
    Some(length)
}
