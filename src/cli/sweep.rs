//! `permits sweep`: every start day of a range.
//!
//! In: the flags. Out: the page, document or rows, on standard output.

use clap::ArgMatches;
use permits::calendar::Day;
use permits::report;
use permits::report::plan::{Filter, Plan};
use permits::report::shard::{Found, Shard, Start, Starts};
use permits::report::sweep::heat::{self, Heat};
use permits::report::sweep::{StartOdds, Swept};
use permits::risk::{Detail, Draws, Held, Quantiles};
use permits::study::odds::{Wanted, exactly_from_starts};
use permits::study::sweep::{Asked, Every, Row, Sweep, sweep};

use super::drawing;
use super::failure::Failure;
use super::inputs::{Inputs, day_flag, in_order, inputs_or_from};
use super::output;
use super::planned::{
    in_scope, network, out_of_calendar, refuse_provisional, refuses_provisional, scheduled, unused,
};
use super::print::Voice;
use super::risk::rests_on_unpublished;
use super::sampling::{Progress, TrialFlags, asked, model, no_odds, not_found, wanted};
use super::shard::{impossible, part, still_the_same};

/// The trials from each start day when nobody says how many.
const SAMPLES: u64 = 20_000;

/// The quantiles from each start day, and how they were found.
struct Odds {
    exact: bool,
    quantiles: Vec<Quantiles>,
}

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    answer(voice, matches, &[])
}

/// Answers from shards as the one run that they are parts of would have.
pub fn merged(voice: &Voice, matches: &ArgMatches, shards: &[Shard]) -> Result<(), Failure> {
    answer(voice, matches, shards)
}

fn answer(voice: &Voice, matches: &ArgMatches, shards: &[Shard]) -> Result<(), Failure> {
    let (part, picture) = (part(matches)?, drawing::beside(matches)?);
    let with_odds = matches.get_flag("risk").then(|| asked(matches, SAMPLES)).transpose()?;
    let day = |flag: &str| {
        let missing = || Failure::usage(format!("缺少 `--{flag}`"), format!("`--{flag}` is missing"));
        day_flag(matches, flag)?.ok_or_else(missing)
    };
    let (first, last) = (day("from")?, day("to")?);
    in_order(first, last)?;
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
    // Of more parts than there are start days some have none.
    let days = match part {
        Some(part) => {
            let part = part.of(days.len() as u64);
            days[part.start as usize..part.end as usize].to_vec()
        }
        None => days,
    };
    inputs.run.start = start;
    let question = Asked {
        network: &network,
        calendar: &inputs.calendar,
        counting: inputs.run.counting,
        basis: inputs.run.basis,
    };
    let swept = sweep(&question, &days).map_err(|error| out_of_calendar(&error))?;
    let wanted = wanted(matches);
    let found = match (&with_odds, shards) {
        (Some(asked), []) => Some(odds(voice, &inputs, asked, wanted, &days)?),
        (_, []) => None,
        (_, shards) => together(matches, &inputs, &swept, with_odds.is_some(), shards)?,
    };
    let exact = found.as_ref().map(|found| found.exact);
    let quantiles = found.map(|found| found.quantiles);
    if let Some(part) = part {
        if Progress::is_stopped() {
            return Err(Failure::Interrupted);
        }
        let starts = Starts { exact, rows: rows(&swept, quantiles.as_deref()) };
        let shard = part.file("sweep", matches, &inputs, Found::Starts(starts));
        let file = matches.get_one::<String>("output").map_or("-", String::as_str);
        return output::write(voice, file, &shard.json());
    }
    let holidays = question.holidays(&swept).map_err(|error| out_of_calendar(&error))?;
    let dates = scheduled(&network, &inputs, &inputs.run)?;
    if refuses_provisional(matches) {
        let latest = swept.rows.iter().map(|row| row.finish).find(|finish| finish.provisional);
        refuse_provisional(&network, &dates, [latest, None])?;
        let mut last = swept.rows.iter().zip(quantiles.iter().flatten());
        if last.any(|(row, days)| inputs.calendar.touches_provisional(row.start, days[2])) {
            return Err(rests_on_unpublished());
        }
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
    let odds = with_odds.as_ref().zip(quantiles.as_deref()).map(|(asked, quantiles)| {
        let sampled = (exact == Some(false)).then_some((asked.samples, asked.seed));
        StartOdds { quantiles, sampled, too_costly: sampled.is_some() && wanted == Wanted::Auto }
    });
    let view = Swept { plan, sweep: &swept, every, holidays: &holidays, odds };
    if let Some((file, options)) = picture {
        // Rows that a stopped run did not reach have no quantiles; a picture with half of them would mislead.
        let whole = quantiles.as_deref().filter(|quantiles| quantiles.len() == swept.rows.len());
        let column = |at: usize| whole.map(|whole| whole.iter().map(|days| days[at]).collect::<Vec<Day>>());
        let (p50, p80) = (column(0), column(1));
        let heat = Heat { view: &view, p80: p80.as_deref(), p50: p50.as_deref() };
        output::write(voice, file, &heat::svg(&heat, &options, voice.lang))?;
    }
    voice.answer(&match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => report::sweep::json(&view),
        Some("csv") => report::csv::sweep(&view),
        _ => report::sweep::table(&view, voice.lang),
    })?;
    if Progress::is_stopped() { Err(Failure::Interrupted) } else { Ok(()) }
}

/// The quantiles from each start day: exact where the first of the range can be, whichever part of it is asked for.
fn odds(
    voice: &Voice,
    inputs: &Inputs,
    asked: &TrialFlags,
    wanted: Wanted,
    days: &[Day],
) -> Result<Odds, Failure> {
    let latest = days.iter().copied().max().unwrap_or(inputs.run.start);
    let model = model(inputs, asked.shape, latest.max(inputs.run.start), &mut Draws::default())?;
    let variant = model.hold(Held::default()).map_err(|error| no_odds(&error))?;
    let progress = || Progress::of_starts(voice, days.len() as u64);
    let exact = exactly_from_starts(&variant, inputs.run.start, days, wanted, asked.threads, progress);
    if let Some(quantiles) = exact.map_err(not_found)? {
        return Ok(Odds { exact: true, quantiles });
    }
    let sampling = asked.sampling(Detail::Dates);
    let progress = Progress::of(voice, asked.samples * days.len() as u64);
    let quantiles = variant.from_starts(days, &sampling, &progress).map_err(|error| no_odds(&error))?;
    Ok(Odds { exact: false, quantiles })
}

/// The rows of a shard.
fn rows(swept: &Sweep, quantiles: Option<&[Quantiles]>) -> Vec<Start> {
    let row = |(at, row): (usize, &Row)| Start {
        start: row.start.to_string(),
        finish: row.finish.value.to_string(),
        quantiles: quantiles.map(|quantiles| quantiles[at].map(|day| day.to_string())),
    };
    swept.rows.iter().enumerate().map(row).collect()
}

/// The quantiles of all shards; the rows that they are of are those of this sweep.
fn together(
    matches: &ArgMatches,
    inputs: &Inputs,
    swept: &Sweep,
    with_odds: bool,
    shards: &[Shard],
) -> Result<Option<Odds>, Failure> {
    still_the_same("sweep", matches, shards, inputs)?;
    let (mut rows, mut all) = (swept.rows.iter(), Vec::new());
    let mut exact = None;
    for (at, shard) in shards.iter().enumerate() {
        let Found::Starts(starts) = &shard.found else { return Err(impossible(shard)) };
        if at == 0 {
            exact = starts.exact;
        }
        if starts.exact != exact || exact.is_some() != with_odds {
            return Err(impossible(shard));
        }
        for start in &starts.rows {
            let row = rows.next().ok_or_else(|| impossible(shard))?;
            if start.start != row.start.to_string() || start.finish != row.finish.value.to_string() {
                return Err(impossible(shard));
            }
            let days =
                start.quantiles.as_ref().map(|days| days.each_ref().map(|day| day.parse::<Day>().ok()));
            match days {
                None => {}
                Some([Some(p50), Some(p80), Some(p95)]) if row.start <= p50 && p50 <= p80 && p80 <= p95 => {
                    all.push([p50, p80, p95]);
                }
                Some(_) => return Err(impossible(shard)),
            }
        }
    }
    match (rows.next(), all.len(), exact) {
        (None, 0, None) => Ok(None),
        (None, found, Some(exact)) if found == swept.rows.len() => Ok(Some(Odds { exact, quantiles: all })),
        _ => Err(impossible(&shards[shards.len() - 1])),
    }
}
