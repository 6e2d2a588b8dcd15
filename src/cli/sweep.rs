//! `permits sweep`: every start day of a range.
//!
//! In: the flags. Out: the page, document or rows, on standard output.

use clap::ArgMatches;
use permits::report;
use permits::report::plan::{Filter, Plan};
use permits::report::sweep::Swept;
use permits::study::sweep::{Asked, Every, sweep};

use super::failure::Failure;
use super::inputs::{day_flag, inputs_or_from};
use super::planned::{
    in_scope, network, out_of_calendar, refuse_provisional, refuses_provisional, scheduled, unused,
};
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let day = |flag: &str| {
        let missing = || Failure::usage(format!("缺少 `--{flag}`"), format!("`--{flag}` is missing"));
        day_flag(matches, flag)?.ok_or_else(missing)
    };
    let (first, last) = (day("from")?, day("to")?);
    if last < first {
        return Err(Failure::usage(
            format!("--to:{last} 早于 --from {first}"),
            format!("--to: {last} is before --from {first}"),
        ));
    }
    let every = matches.get_one::<String>("every").and_then(|word| Every::named(word)).unwrap_or_default();
    let mut inputs = inputs_or_from(voice, matches, Some(first))?;
    let network = network(&inputs, inputs.run.counting)?;
    in_scope(&network, matches)?;
    let days = every.days(&inputs.calendar, first, last);
    let Some(&start) = days.first() else {
        return Err(Failure::usage(
            format!("{first} 至 {last} 之间没有这样的起算日"),
            format!("there is no such start day from {first} to {last}"),
        ));
    };
    inputs.run.start = start;
    let asked = Asked {
        network: &network,
        calendar: &inputs.calendar,
        counting: inputs.run.counting,
        basis: inputs.run.basis,
    };
    let swept = sweep(&asked, &days).map_err(|error| out_of_calendar(&error))?;
    let holidays = asked.holidays(&swept).map_err(|error| out_of_calendar(&error))?;
    let dates = scheduled(&network, &inputs, &inputs.run)?;
    if refuses_provisional(matches) {
        let latest = swept.rows.iter().map(|row| row.finish).find(|finish| finish.provisional);
        refuse_provisional(&network, &dates, [latest, None])?;
    }
    let (notes, everything) = (unused(&inputs), Filter::default());
    let plan = Plan {
        workflow: &inputs.workflow,
        assumptions: &inputs.assumptions,
        project: inputs.project.as_ref().map(|project| project.name.as_str()),
        network: &network,
        calendar: &inputs.calendar,
        schedule: &dates,
        otherwise: None,
        drags: None,
        notes: &notes,
        suspension: None,
        shown: &everything,
    };
    let view = Swept { plan, sweep: &swept, every, holidays: &holidays };
    voice.answer(&match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => report::sweep::json(&view),
        Some("csv") => report::csv::sweep(&view),
        _ => report::sweep::table(&view, voice.lang),
    })
}
