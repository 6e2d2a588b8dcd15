//! `permits compare`: scenarios side by side.
//!
//! In: the flags and the scenarios. Out: the page or document on standard output, and the picture beside it when a file
//! is named.

use clap::ArgMatches;
use permits::diagnostic::Text;
use permits::network::{Network, Presence, Value};
use permits::report::comparison::drawing::{self as picture, Options};
use permits::report::comparison::{Compared, Side, SideOdds};
use permits::report::{self};
use permits::risk::{Detail, Draws, Held, Model, RiskError, Variant};
use permits::schedule::{Schedule, Warning};
use permits::study::compare::{Between, Scenario, compare, readings};
use permits::study::odds::{SideBySide, side_by_side};

use super::drawing;
use super::failure::{Failure, Problem};
use super::inputs::unknown;
use super::output;
use super::planned::{case, in_scope, network, refuse_provisional, refuses_provisional, scheduled, unused};
use super::print::Voice;
use super::sampling::{Progress, asked, model, no_odds};
use super::scenarios::{Loaded, of_scenario, scenarios};

/// A scenario with its dates.
struct Dated {
    loaded: Loaded,
    network: Network,
    dates: Schedule,
    notes: Vec<Warning>,
}

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let turns_readings = matches.get_flag("readings");
    let typed = matches.get_many::<String>("scenario").unwrap_or_default().count();
    if typed < 2 && !turns_readings {
        return Err(Failure::Usage(
            Problem::new(Text::new(
                "要比较就得有两个方案",
                "there is nothing to compare: name two scenarios",
            ))
            .help(Text::new(
                "例:`permits compare full-path conventional --start 2023-06-01`;只看读法用 --readings",
                "such as `permits compare full-path conventional --start 2023-06-01`; or --readings for one",
            )),
        ));
    }
    let (file, options) = (output::side_file(matches, "svg")?, options(matches)?);
    let dated = dated(voice, matches)?;
    let between = between(voice, matches, &dated)?;
    let scenarios: Vec<Scenario<'_>> = dated
        .iter()
        .map(|dated| Scenario {
            name: &dated.loaded.name,
            case: case(&dated.loaded.inputs),
            given: &dated.loaded.inputs.given,
            calendar: &dated.loaded.inputs.calendar,
            network: &dated.network,
            dates: &dated.dates,
        })
        .collect();
    let comparison = compare(&scenarios, between);
    let outcomes =
        if turns_readings { scenarios.iter().map(readings::outcomes).collect() } else { Vec::new() };
    let sides: Vec<Side<'_>> = scenarios
        .iter()
        .zip(&dated)
        .map(|(scenario, dated)| Side { scenario, notes: &dated.notes })
        .collect();
    let odds = if matches.get_flag("risk") { Some(odds(voice, matches, &dated)?) } else { None };
    let odds =
        odds.as_ref().map(|(SideBySide { odds, later }, seed)| SideOdds { of: odds, later, seed: *seed });
    let compared = Compared { sides: &sides, between, comparison: &comparison, outcomes: &outcomes, odds };
    if let Some(file) = file {
        output::write(voice, file, &picture::svg(&compared, &options, voice.lang))?;
    }
    voice.answer(&match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => report::comparison::json(&compared, voice.lang),
        Some("markdown") => report::comparison::markdown(&compared, voice.lang),
        _ => report::comparison::table(&compared, voice.lang),
    })
}

/// The trials of each scenario when nobody says how many.
const SAMPLES: u64 = 100_000;

/// The odds of the scenarios, and the seed.
fn odds(voice: &Voice, matches: &ArgMatches, dated: &[Dated]) -> Result<(SideBySide, u64), Failure> {
    let asked = asked(matches, SAMPLES)?;
    let (mut draws, mut models) = (Draws::default(), Vec::new());
    for Dated { loaded, .. } in dated {
        let made = model(&loaded.inputs, asked.shape, loaded.inputs.run.start, &mut draws);
        models.push(made.map_err(|failure| of_scenario(&loaded.name, failure))?);
    }
    let told = |at: usize, error: &RiskError| of_scenario(&dated[at].loaded.name, no_odds(error));
    let held =
        |(at, model): (usize, _)| Model::hold(model, Held::default()).map_err(|error| told(at, &error));
    let variants: Vec<Variant<'_, '_>> = models.iter().enumerate().map(held).collect::<Result<_, _>>()?;
    let sides: Vec<_> =
        variants.iter().zip(dated).map(|(of, dated)| (of, dated.loaded.inputs.run.start)).collect();
    let progress = Progress::of(voice, SideBySide::trials(sides.len(), asked.samples));
    let found = side_by_side(&sides, &asked.sampling(Detail::Dates), &progress);
    let found = found.map_err(|(at, error)| told(at, &error))?.ok_or(Failure::Interrupted)?;
    Ok((found, asked.seed))
}

/// How the picture is drawn.
fn options(matches: &ArgMatches) -> Result<Options, Failure> {
    let (scale, theme) = (drawing::scale(matches), drawing::theme(matches));
    let width = drawing::width(matches, Options::NARROWEST..=Options::WIDEST)?;
    Ok(Options { width, scale, theme })
}

/// Every scenario with its dates; what keeps some from having any is told for each.
fn dated(voice: &Voice, matches: &ArgMatches) -> Result<Vec<Dated>, Failure> {
    let (mut dated, mut failures) = (Vec::new(), Vec::new());
    for loaded in scenarios(voice, matches)? {
        let one = || {
            let network = network(&loaded.inputs, loaded.inputs.run.counting)?;
            in_scope(&network, matches)?;
            let dates = scheduled(&network, &loaded.inputs, &loaded.inputs.run)?;
            if refuses_provisional(matches) {
                refuse_provisional(&network, &dates, [None, None])?;
            }
            Ok((network, dates))
        };
        match one() {
            Ok((network, dates)) => {
                let notes = unused(&loaded.inputs);
                dated.push(Dated { loaded, network, dates, notes });
            }
            Err(failure) => failures.push(of_scenario(&loaded.name, failure)),
        }
    }
    match failures.pop() {
        Some(last) => {
            failures.iter().for_each(|failure| voice.failure(failure));
            Err(last)
        }
        None => Ok(dated),
    }
}

/// The two ends of the time of interest; each has to happen in every scenario.
fn between<'a>(voice: &Voice, matches: &'a ArgMatches, dated: &[Dated]) -> Result<Between<'a>, Failure> {
    let end = |flag: &str| -> Result<Option<&'a str>, Failure> {
        let Some(typed) = matches.get_one::<String>(flag) else { return Ok(None) };
        for dated in dated {
            let name = &dated.loaded.name;
            happens(dated, typed, flag).map_err(|failure| of_scenario(name, failure))?;
        }
        Ok(Some(typed.as_str()))
    };
    match (end("from"), end("to")) {
        (Ok(from), Ok(to)) => Ok(Between { from, to }),
        // Both mistakes are told.
        (Err(from), Err(to)) => {
            voice.failure(&from);
            Err(to)
        }
        (Err(failure), Ok(_)) | (Ok(_), Err(failure)) => Err(failure),
    }
}

fn happens(dated: &Dated, typed: &str, flag: &str) -> Result<(), Failure> {
    let network = &dated.network;
    let Some(ix) = network.find_last(typed) else {
        if network.done.iter().any(|done| done.step.as_str() == typed) {
            return Err(Failure::usage(
                format!("--{flag}:`{typed}` 已视为办结,没有日期"),
                format!("--{flag}: `{typed}` is taken as done and has no date"),
            ));
        }
        return Err(unknown(
            format!("--{flag}:没有事项 `{typed}`"),
            format!("--{flag}: no step is called `{typed}`"),
            typed,
            network.steps().iter().filter(|step| step.is_present()).map(|step| step.id.as_str()),
        ));
    };
    if let Presence::Absent(because) = &network.step(ix).presence {
        let because = Value::listed(because, ", ");
        return Err(Failure::usage(
            format!("--{flag}:在所设事实下没有 `{typed}`({because})"),
            format!("--{flag}: `{typed}` does not happen under these facts ({because})"),
        ));
    }
    Ok(())
}
