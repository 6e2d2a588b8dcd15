//! `permits simulate`: one schedule.
//!
//! In: the flags. Out: the page or document on standard output, and the Gantt chart beside it when a file is named.

use clap::ArgMatches;
use permits::diagnostic::Text;
use permits::report;
use permits::report::drawing::Options;
use permits::report::gantt::gantt;

use super::failure::Failure;
use super::output;
use super::planned::planned;
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let chart_alone = Text::new("只要图时用 permits gantt", "for the chart alone use `permits gantt`");
    let beside = output::side_file(matches, "svg").map_err(|failure| failure.help(chart_alone))?;
    let planned = planned(voice, matches)?;
    let format = matches.get_one::<String>("format").map_or("table", String::as_str);
    // Only the documents that show what each critical step costs have it computed.
    let planned = if format == "json" || format == "csv" { planned.with_drags() } else { planned };
    let plan = planned.plan();
    if let Some(file) = beside {
        output::write(voice, file, &gantt(&plan, &Options::default(), voice.lang))?;
    }
    let answer = match format {
        "json" => report::json::schedule(&plan, voice.lang),
        "csv" => report::csv::schedule(&plan),
        "markdown" => report::markdown::schedule(&plan, voice.lang),
        _ => report::table::schedule(&plan, voice.lang),
    };
    let answered = voice.answer(&answer);
    // What cannot be tested is not kept: a script that asks for all promises must not take it for one that holds.
    let missed = plan.promises().any(|promise| !promise.met()) || !plan.network.untested.is_empty();
    match answered {
        // Whoever asks with --strict asks for the exit code, and has it also when nobody reads the answer.
        Ok(()) | Err(Failure::PipeClosed) if matches.get_flag("strict") && missed => {
            Err(Failure::PromiseMissed)
        }
        answered => answered,
    }
}
