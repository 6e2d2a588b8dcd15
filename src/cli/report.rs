//! `permits report`: one schedule as one HTML file for whoever decides.
//!
//! In: the flags. Out: the page, on standard output or in a file.

use clap::ArgMatches;
use permits::report::drawing::Options;
use permits::report::gantt::{NARROWEST, WIDEST};
use permits::report::html::{Report, page};

use super::drawing;
use super::failure::Failure;
use super::output;
use super::planned::planned_whole;
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let width = drawing::width(matches, NARROWEST..=WIDEST)?;
    let planned = planned_whole(voice, matches)?.with_drags();
    let report = Report {
        plan: &planned.plan(),
        project: planned.inputs().project.as_ref(),
        chart: Options { width, ..drawing::look(matches) },
    };
    let file = matches.get_one::<String>("output").map_or("-", String::as_str);
    output::write(voice, file, &page(&report, voice.lang))
}
