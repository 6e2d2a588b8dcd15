//! `permits export`: one schedule as a file for the planner's own tools.
//!
//! In: the flags. Out: the file, or standard output.

use clap::ArgMatches;
use permits::report::export::{Format, export};

use super::failure::Failure;
use super::output;
use super::planned::planned;
use super::print::Voice;

/// What tells a spreadsheet program that a text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let format = matches.get_one::<String>("to").and_then(|word| Format::named(word));
    let Some(format) = format else {
        return Err(Failure::usage("缺少 `--to`", "`--to` is missing"));
    };
    let marked = matches.get_flag("bom");
    if marked && format != Format::Csv {
        return Err(Failure::usage("--bom 只用于 --to csv", "--bom goes with `--to csv` only"));
    }
    let planned = planned(voice, matches)?;
    let planned = if format.has_drags() { planned.with_drags() } else { planned };
    let mut file = if marked { BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
    file.extend(export(&planned.plan(), planned.inputs().project.as_ref(), format, voice.lang));
    output::write_bytes(voice, matches.get_one::<String>("output").map_or("-", String::as_str), &file)
}
