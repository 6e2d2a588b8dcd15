//! `permits risk`: how likely each date is.
//!
//! In: the flags. Out: the page, document or rows on standard output; of a shard its file.

use clap::ArgMatches;
use permits::calendar::Day;
use permits::report;
use permits::report::odds::{self, Assessed, Tornado};
use permits::report::shard::{Found, Shard, Trials};
use permits::risk::{Detail, Draws, Held, Odds, Sampling, Tally, Variant};
use permits::study::delay;
use permits::study::odds::{Wanted, exactly, tornado_trials};

use super::drawing;
use super::failure::Failure;
use super::inputs::Inputs;
use super::output;
use super::planned::{planned_whole, refuses_provisional, unpublished};
use super::print::Voice;
use super::sampling::{Progress, TrialFlags, asked, model, no_odds, not_found, wanted};
use super::shard::{impossible, part, still_the_same};

/// The trials when nobody says how many: the P80 comes out the same day for most seeds.
const SAMPLES: u64 = 100_000;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    answer(voice, matches, &[])
}

/// Answers from shards as the one run that they are parts of would have.
pub fn merged(voice: &Voice, matches: &ArgMatches, shards: &[Shard]) -> Result<(), Failure> {
    answer(voice, matches, shards)
}

fn answer(voice: &Voice, matches: &ArgMatches, shards: &[Shard]) -> Result<(), Failure> {
    let (asked, part) = (asked(matches, SAMPLES)?, part(matches)?);
    let (picture, wanted) = (drawing::beside(matches)?, wanted(matches));
    let planned = planned_whole(voice, matches)?;
    let inputs = planned.inputs();
    let start = inputs.run.start;
    let model = model(inputs, asked.shape, start, &mut Draws::default())?;
    let variant = model.hold(Held::default()).map_err(|error| no_odds(&error))?;
    let exactly = || exactly(&variant, start, wanted).map_err(not_found);
    // Where there is no other answer its refusal does not wait for trials.
    let demanded = match wanted {
        Wanted::Exact if part.is_none() => exactly()?,
        _ => None,
    };
    let trials = part.map_or(0..asked.samples, |part| part.of(asked.samples));
    let sampling = Sampling { trials, ..asked.sampling(Detail::Paths) };
    let each = tornado_trials(&model, asked.samples);
    let of_swings = Sampling { trials: 0..each.unwrap_or(0), ..asked.sampling(Detail::Dates) };
    let swings = if part.is_none() { model.swing_runs() * of_swings.trials.end } else { 0 };
    // The trials of shards have been run.
    let own = if shards.is_empty() { sampling.trials.end - sampling.trials.start } else { 0 };
    let progress = Progress::of(voice, own + swings);
    let tally = if shards.is_empty() {
        variant.assess(start, &sampling, &progress).map_err(|error| no_odds(&error))?
    } else {
        together(&variant, matches, inputs, &asked, shards)?
    };
    if let Some(part) = part {
        if Progress::is_stopped() {
            return Err(Failure::Interrupted);
        }
        let shard = part.file("risk", matches, inputs, Found::Trials(Trials::from(&tally)));
        let file = matches.get_one::<String>("output").map_or("-", String::as_str);
        return output::write(voice, file, &shard.json());
    }
    let Some(sampled) = Odds::of(&model, &tally, start) else { return Err(Failure::Interrupted) };
    let swings = match Progress::is_stopped() {
        false if each.is_some() => {
            model.swings(start, &of_swings, &progress).map_err(|error| no_odds(&error))?
        }
        _ => None,
    };
    drop(progress);
    let plan = planned.plan();
    // What trials say of whose days they are adds up to what trials say of the goal.
    let shares = delay::shares(&inputs.workflow, plan.network, plan.schedule, &sampled);
    let exact = match wanted {
        Wanted::Auto if !Progress::is_stopped() => exactly()?,
        _ => demanded,
    };
    let too_costly = wanted == Wanted::Auto && exact.is_none() && !Progress::is_stopped();
    let finishes = exact.as_ref().map(|exact| exact.steps.clone()).unwrap_or_default();
    let odds = match exact {
        None => sampled,
        Some(exact) => sampled.exactly(&model, exact).ok_or(Failure::Interrupted)?,
    };
    let view = Assessed {
        plan,
        model: &model,
        odds: &odds,
        seed: asked.seed,
        asked: asked.samples,
        too_costly,
        finishes: &finishes,
        until: Day::from_index(i64::from(tally.until)).unwrap_or(Day::LAST),
        tornado: swings.as_deref().map(|swings| Tornado { swings, trials: of_swings.trials.end }),
        too_many: each.is_none(),
        shares: &shares,
    };
    if refuses_provisional(matches) && view.provisional() {
        return Err(rests_on_unpublished());
    }
    if let Some((file, options)) = picture {
        output::write(voice, file, &odds::svg(&view, &options, voice.lang))?;
    }
    voice.answer(&match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => odds::json(&view, voice.lang),
        Some("csv") => report::csv::odds(&view),
        Some("markdown") => odds::markdown(&view, voice.lang),
        _ => odds::table(&view, voice.lang),
    })?;
    if Progress::is_stopped() { Err(Failure::Interrupted) } else { Ok(()) }
}

/// What all shards found.
fn together(
    variant: &Variant<'_, '_>,
    matches: &ArgMatches,
    inputs: &Inputs,
    asked: &TrialFlags,
    shards: &[Shard],
) -> Result<Tally, Failure> {
    still_the_same("risk", matches, shards, inputs)?;
    let mut all = variant.tally();
    // Nothing is reached before the start, unless a finish is given.
    let first = if inputs.given.is_empty() { inputs.run.start } else { Day::FIRST };
    for shard in shards {
        let Found::Trials(trials) = &shard.found else { return Err(impossible(shard)) };
        all.add(&trials.tally(&variant.tally(), first).ok_or_else(|| impossible(shard))?);
    }
    if all.trials == asked.samples { Ok(all) } else { Err(impossible(&shards[shards.len() - 1])) }
}

/// With `--calendar-beyond error`: some of the days that can come rest on a notice that is not published.
pub fn rests_on_unpublished() -> Failure {
    unpublished(
        "可能的日期所依的放假安排尚未公布",
        "dates that may come rest on a holiday notice that is not published",
    )
}
