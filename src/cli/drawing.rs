//! The flags that all drawings share: `--axis`, `--width`, `--dark`, `--from` and `--to`.
//!
//! In: the flags. Out: their values, or what is wrong with them.

use std::ops::RangeInclusive;

use clap::ArgMatches;
use permits::calendar::Day;
use permits::report::svg::{Options, Theme};
use permits::report::time_axis::Scale;
use permits::report::{drawing, gantt};

use super::failure::Failure;
use super::inputs::{day_flag, in_order};
use super::output;

/// What the axis counts.
pub fn scale(matches: &ArgMatches) -> Scale {
    match matches.get_one::<String>("axis").map(String::as_str) {
        Some("xun") => Scale::Xun,
        _ => Scale::Month,
    }
}

/// Which colours.
pub fn theme(matches: &ArgMatches) -> Theme {
    if matches.get_flag("dark") { Theme::Dark } else { Theme::Auto }
}

/// The file of a picture beside an answer, and how it is drawn; `None` when none is asked for.
///
/// # Errors
/// The file is standard output, where the answer goes; the width is none.
pub fn beside(matches: &ArgMatches) -> Result<Option<(&str, Options)>, Failure> {
    let Some(file) = output::side_file(matches, "svg")? else { return Ok(None) };
    let width = width(matches, gantt::NARROWEST..=gantt::WIDEST)?;
    Ok(Some((file, Options { width, theme: theme(matches) })))
}

/// The width in CSS pixels, when one is asked for.
///
/// # Errors
/// It is no number, or not one that can be drawn.
pub fn width(matches: &ArgMatches, possible: RangeInclusive<u32>) -> Result<Option<u32>, Failure> {
    let Some(typed) = matches.get_one::<String>("width") else { return Ok(None) };
    let width = typed.parse::<u32>().ok().filter(|width| possible.contains(width));
    let (least, most) = possible.into_inner();
    width.map(Some).ok_or_else(|| {
        Failure::usage(
            format!("--width:`{typed}` 不是 {least} 至 {most} 的像素数"),
            format!("--width: `{typed}` is not a number of pixels from {least} to {most}"),
        )
    })
}

/// How a plan is drawn, in a width that is possible.
///
/// # Errors
/// What is wrong with one of the flags.
pub fn options(matches: &ArgMatches, possible: RangeInclusive<u32>) -> Result<drawing::Options, Failure> {
    let (from, to) = window(matches)?;
    let width = width(matches, possible)?;
    Ok(drawing::Options { from, to, width, ..look(matches) })
}

/// What an axis counts and which colours a drawing has; the whole plan is drawn.
pub fn look(matches: &ArgMatches) -> drawing::Options {
    drawing::Options { scale: scale(matches), theme: theme(matches), ..drawing::Options::default() }
}

/// The first and the last day drawn, where they are asked for.
///
/// # Errors
/// They are no dates, or the last comes before the first.
fn window(matches: &ArgMatches) -> Result<(Option<Day>, Option<Day>), Failure> {
    let (from, to) = (day_flag(matches, "from")?, day_flag(matches, "to")?);
    if let (Some(from), Some(to)) = (from, to) {
        in_order(from, to)?;
    }
    Ok((from, to))
}
