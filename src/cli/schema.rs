//! `permits schema`: the JSON Schema of a file kind.

use clap::ArgMatches;
use permits::workflow::{FileKind, schema};

use super::failure::Failure;
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let kind = match matches.get_one::<String>("kind").map(String::as_str) {
        Some("assumptions") => FileKind::Assumptions,
        Some("project") => FileKind::Project,
        _ => FileKind::Workflow,
    };
    voice.answer(&format!("{:#}\n", schema(kind)))
}
