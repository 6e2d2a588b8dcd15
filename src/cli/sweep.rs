//! `permits sweep`: every start day of a range.
//!
//! In: the flags. Out: the page, document or rows, on standard output.

use clap::ArgMatches;
use permits::calendar::Day;
use permits::report;
use permits::report::plan::{Filter, Plan};
use permits::report::shard::{Found, Shard, Start};
use permits::report::sweep::heat::{self, Heat};
use permits::report::sweep::{StartOdds, Swept};
use permits::risk::{Detail, Draws, Held, Quantiles};
use permits::study::sweep::{Asked, Every, Row, Sweep, sweep};

use super::drawing;
use super::failure::Failure;
use super::inputs::{Inputs, day_flag, inputs_or_from};
use super::output;
use super::planned::{
    in_scope, network, out_of_calendar, refuse_provisional, refuses_provisional, scheduled, unused,
};
use super::print::Voice;
use super::risk::rests_on_unpublished;
use super::sampling::{self, Progress, asked, model, no_odds};
use super::shard::{impossible, part, still_the_same};

/// The trials from each start day when nobody says how many.
const SAMPLES: u64 = 20_000;

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
    let quantiles = match (&with_odds, shards) {
        (Some(asked), []) => Some(quantiles(voice, &inputs, asked, &days)?),
        (_, []) => None,
        (_, shards) => together(matches, &inputs, &swept, with_odds.is_some(), shards)?,
    };
    if let Some(part) = part {
        if Progress::is_stopped() {
            return Err(Failure::Interrupted);
        }
        let shard = part.file("sweep", matches, &inputs, Found::Starts(starts(&swept, quantiles.as_deref())));
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
    let odds = with_odds.as_ref().zip(quantiles.as_deref());
    let odds =
        odds.map(|(asked, quantiles)| StartOdds { quantiles, trials: asked.samples, seed: asked.seed });
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

/// The quantiles from each start day.
fn quantiles(
    voice: &Voice,
    inputs: &Inputs,
    asked: &sampling::Asked,
    days: &[Day],
) -> Result<Vec<Quantiles>, Failure> {
    let latest = days.iter().copied().max().unwrap_or(inputs.run.start);
    let model = model(inputs, asked.shape, latest, &mut Draws::default())?;
    let variant = model.hold(Held::default()).map_err(|error| no_odds(&error))?;
    let sampling = asked.sampling(Detail::Dates);
    let progress = Progress::of(voice, asked.samples * days.len() as u64);
    variant.from_starts(days, &sampling, &progress).map_err(|error| no_odds(&error))
}

/// The rows of a shard.
fn starts(swept: &Sweep, quantiles: Option<&[Quantiles]>) -> Vec<Start> {
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
) -> Result<Option<Vec<Quantiles>>, Failure> {
    still_the_same("sweep", matches, shards, inputs)?;
    let (mut rows, mut all) = (swept.rows.iter(), Vec::new());
    for shard in shards {
        let Found::Starts(starts) = &shard.found else { return Err(impossible(shard)) };
        for start in starts {
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
    match (rows.next(), all.len()) {
        (None, 0) if !with_odds => Ok(None),
        (None, found) if with_odds && found == swept.rows.len() => Ok(Some(all)),
        _ => Err(impossible(&shards[shards.len() - 1])),
    }
}
