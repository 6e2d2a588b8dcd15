//! `permits workflows` and `permits workflow ID`: what is encoded.
//!
//! In: the flags. Out: the page or document on standard output.

use clap::ArgMatches;
use permits::diagnostic::Sources;
use permits::report::{coverage, procedures};
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};

use super::failure::Failure;
use super::inputs::loaded;
use super::print::Voice;

/// Lists the built-in workflows and assumption sets.
pub fn list(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let (library, mut sources, mut told) = (Library::built_in(), Sources::default(), Vec::new());
    let mut workflows: Vec<Workflow> = Vec::new();
    for file in library.workflows() {
        let result = load_workflow(&library, &Which::BuiltIn(file.id.to_string()), &mut sources);
        workflows.push(loaded(result, &mut told, &sources)?);
    }
    let mut sets: Vec<Assumptions> = Vec::new();
    for file in library.assumption_sets() {
        let result = load_assumptions(&library, &Which::BuiltIn(file.id.to_string()), &mut sources);
        sets.push(loaded(result, &mut told, &sources)?);
    }
    let (workflows, sets): (Vec<&Workflow>, Vec<&Assumptions>) =
        (workflows.iter().collect(), sets.iter().collect());
    voice.answer(&match json(matches) {
        true => procedures::list_json(&workflows, &sets),
        false => procedures::list(&workflows, &sets, voice.lang),
    })
}

/// Shows one workflow, or which articles of its documents are claimed by what.
pub fn show(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let (library, mut sources, mut told) = (Library::built_in(), Sources::default(), Vec::new());
    let which = Which::typed(matches.get_one::<String>("id").map_or("", String::as_str));
    let result = load_workflow(&library, &which, &mut sources);
    let workflow = loaded(result, &mut told, &sources)?;
    voice.diagnostics(&told, &sources);
    voice.answer(&match (matches.get_flag("coverage"), json(matches)) {
        (true, true) => coverage::json(&workflow),
        (true, false) => coverage::page(&workflow, voice.lang),
        (false, true) => procedures::json(&workflow),
        (false, false) => procedures::page(&workflow, voice.lang),
    })
}

fn json(matches: &ArgMatches) -> bool {
    matches.get_one::<String>("format").is_some_and(|format| format == "json")
}
