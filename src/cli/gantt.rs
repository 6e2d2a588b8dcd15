//! `permits gantt`: one schedule as a Gantt chart (横道图).
//!
//! In: the flags. Out: an SVG, on standard output or in a file.

use clap::ArgMatches;
use permits::report::gantt::{NARROWEST, WIDEST, gantt};

use super::drawing;
use super::failure::Failure;
use super::output;
use super::planned::planned;
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let options = drawing::options(matches, NARROWEST..=WIDEST)?;
    let planned = planned(voice, matches)?;
    let file = matches.get_one::<String>("output").map_or("-", String::as_str);
    output::write(voice, file, &gantt(&planned.plan(), &options, voice.lang))
}
