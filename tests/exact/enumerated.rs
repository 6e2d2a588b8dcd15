//! The reference: every combination of outcomes in every world is scheduled and counted.
//!
//! In: a variant of a case with little open. Out: the probabilities of everything that an exact answer tells.

use std::collections::BTreeMap;

use permits::calendar::{At, Calendar, Day, Moment};
use permits::network::{Estimate, Estimated, Network, Origin, StepIx, Timing};
use permits::risk::{Model, Outcome, Variant};
use permits::schedule::given::given;
use permits::schedule::{Run, schedule};

/// The most combinations of outcomes that are scheduled for one case.
const MOST: usize = 3_000;

/// The worlds of a case, by walking through the answers of the facts round by round: open facts and rounds, with the
/// probability. Nothing of the program's own enumeration is used.
fn worlds(model: &Model<'_>) -> Vec<(Vec<bool>, Vec<u32>, f64)> {
    let open = model.open();
    let chance =
        |fact: usize| ((open.facts[fact].chance * 4_294_967_296.0) as u32).max(1) as f64 / 4_294_967_296.0;
    let answers = |facts: &[usize]| -> Vec<(Vec<bool>, f64)> {
        let combination = |bits: usize| {
            let values: Vec<bool> = (0..facts.len()).map(|at| bits >> at & 1 == 1).collect();
            let of = |(at, value): (usize, &bool)| {
                if *value { chance(facts[at]) } else { 1.0 - chance(facts[at]) }
            };
            let share = values.iter().enumerate().map(of).product();
            (values, share)
        };
        (0..1 << facts.len()).map(combination).collect()
    };
    let everything: Vec<usize> = (0..open.facts.len()).collect();
    let mut worlds = Vec::new();
    for (facts, share) in answers(&everything) {
        // Of each rework: how often it has run again, and whether it goes on.
        let holds = |rework: usize, facts: &[bool]| open.reworks[rework].when.holds(&open.values(facts));
        let failed: Vec<bool> = (0..open.reworks.len()).map(|rework| holds(rework, &facts)).collect();
        let rounds: Vec<u32> = failed.iter().map(|failed| u32::from(*failed)).collect();
        let mut unfinished = vec![(rounds, failed, share)];
        while let Some((rounds, failed, share)) = unfinished.pop() {
            let on: Vec<usize> =
                (0..rounds.len()).filter(|at| failed[*at] && rounds[*at] < open.reworks[*at].most).collect();
            if on.is_empty() {
                worlds.push((facts.clone(), rounds, share));
                continue;
            }
            for (again, of_again) in answers(&everything) {
                let (mut rounds, mut failed) = (rounds.clone(), vec![false; rounds.len()]);
                for &at in &on {
                    let mut known = facts.clone();
                    for &fact in &open.reworks[at].rests_on {
                        known[fact] = again[fact];
                    }
                    failed[at] = holds(at, &known);
                    rounds[at] += u32::from(failed[at]);
                }
                unfinished.push((rounds, failed, share * of_again));
            }
        }
    }
    worlds
}

/// What is counted of all combinations.
#[derive(Default)]
pub struct Counted {
    pub goal: BTreeMap<Day, f64>,
    pub steps: BTreeMap<usize, BTreeMap<Day, f64>>,
    pub promises: Vec<(f64, f64)>,
    pub replies: Vec<(f64, f64)>,
    pub rounds: Vec<Vec<f64>>,
    pub out_of_scope: f64,
    pub combinations: usize,
}

/// The steps of a network that the goal or a promise waits for.
fn needed(network: &Network) -> Vec<bool> {
    let mut needed = network.leading_to(network.goal());
    for end in network.promises.iter().flat_map(|promise| [promise.from, promise.to]) {
        for (mine, leads) in needed.iter_mut().zip(network.leading_to(end)) {
            *mine |= leads;
        }
    }
    needed
}

/// The network of a world.
fn network_of(model: &Model<'_>, facts: &[bool], rounds: &[u32], run: &Run) -> Option<Network> {
    let (network, terms) = (model.open().network(facts, rounds).ok()?, model.terms());
    if terms.given.is_empty() {
        return Some(network);
    }
    given(&network, terms.given, terms.calendar, &Run { start: terms.start, ..*run }).ok()
}

/// Schedules every combination of outcomes in every world. `None` when there are too many or a world makes no network.
pub fn enumerated(variant: &Variant<'_, '_>, calendar: &Calendar, run: &Run) -> Option<Counted> {
    let model = variant.model;
    let mut counted = Counted {
        promises: vec![(0.0, 0.0); model.promises().len()],
        replies: vec![(0.0, 0.0); model.inputs().len()],
        rounds: vec![Vec::new(); model.open().reworks.len()],
        ..Counted::default()
    };
    // Facts that only decide whether a stretch fails make no world of their own: the same rounds, the same network.
    let mut alike: BTreeMap<(Vec<bool>, Vec<u32>), f64> = BTreeMap::new();
    for (facts, rounds, share) in worlds(model) {
        *alike.entry((facts, rounds)).or_insert(0.0) += share;
    }
    for ((facts, rounds), share) in alike {
        for (of_rework, again) in counted.rounds.iter_mut().zip(&rounds) {
            of_rework.resize(of_rework.len().max(*again as usize + 1), 0.0);
            of_rework[*again as usize] += share;
        }
        let network = network_of(model, &facts, &rounds, run)?;
        if !network.breaches.is_empty() {
            counted.out_of_scope += share;
        }
        let drawn: Vec<(StepIx, usize)> = network
            .positions()
            .filter(|ix| network.step(*ix).is_present() && network.step(*ix).anchor.finished.is_none())
            .flat_map(|ix| model.inputs_of(network.step(ix).file_order).iter().map(move |input| (ix, *input)))
            .collect();
        let odds: Vec<Vec<(usize, u32)>> =
            drawn.iter().map(|(_, input)| model.inputs()[*input].odds().collect()).collect();
        let combinations = odds.iter().map(Vec::len).product::<usize>();
        counted.combinations = counted.combinations.checked_add(combinations)?;
        if odds.len() > 14 || counted.combinations > MOST {
            return None;
        }
        let mut at = vec![0; odds.len()];
        loop {
            let weights = at.iter().zip(&odds).map(|(at, odds)| f64::from(odds[*at].1) / 65_536.0);
            let chance = share * weights.product::<f64>();
            let outcomes: Vec<(StepIx, usize, usize)> = drawn
                .iter()
                .zip(at.iter().zip(&odds))
                .map(|((ix, input), (at, odds))| (*ix, *input, odds[*at].0))
                .collect();
            one(&mut counted, model, &network, &outcomes, chance, calendar, run);
            // The next combination, as a clock goes on.
            let goes_on = (0..at.len()).any(|position| {
                at[position] = (at[position] + 1) % odds[position].len();
                at[position] > 0
            });
            if !goes_on {
                break;
            }
        }
    }
    Some(counted)
}

/// How a step is counted when this is what comes out.
pub fn settled(timing: &Timing, outcome: Outcome) -> Timing {
    let estimate = match outcome {
        Outcome::Takes(length) => Some(Estimated::new(Estimate::exactly(length), Origin::Assumption)),
        Outcome::Silent => None,
    };
    Timing { estimate, ..timing.clone() }
}

/// Schedules one combination and counts what comes of it.
fn one(
    counted: &mut Counted,
    model: &Model<'_>,
    network: &Network,
    outcomes: &[(StepIx, usize, usize)],
    chance: f64,
    calendar: &Calendar,
    run: &Run,
) {
    let mut known = network.clone();
    let finish = |timing: &Timing, trigger: Moment| {
        let rule = timing.timed(run.counting, run.basis).rule;
        calendar.count(&rule, trigger).expect("inside the calendar").finish
    };
    let timing = |&(ix, input, outcome): &(StepIx, usize, usize)| {
        settled(&network.step(ix).timing, model.inputs()[input].outcomes[outcome])
    };
    for of_step in outcomes.chunk_by(|one, other| one.0 == other.0) {
        let ix = of_step[0].0;
        let last = match of_step {
            [only] => timing(only),
            several => {
                let trigger = schedule(&known, calendar, run).expect("inside the calendar").dates(ix).trigger;
                let timings = several.iter().map(timing);
                timings.max_by_key(|timing| finish(timing, trigger)).expect("there are several")
            }
        };
        known = known.with_step(ix, |step| step.timing = last);
    }
    let dates = schedule(&known, calendar, run).expect("inside the calendar");
    *counted.goal.entry(dates.finish(&known).day()).or_insert(0.0) += chance;
    let mut last_rounds: BTreeMap<usize, (u32, Day)> = BTreeMap::new();
    for ix in known.positions().filter(|ix| known.step(*ix).is_present()) {
        let (step, day) = (known.step(ix), dates.dates(ix).finish().day());
        let last = last_rounds.entry(step.file_order).or_insert((step.round, day));
        if step.round >= last.0 {
            *last = (step.round, day);
        }
    }
    for (step, (_, day)) in last_rounds {
        *counted.steps.entry(step).or_default().entry(day).or_insert(0.0) += chance;
    }
    for promise in &dates.promises {
        let at = model.promises().iter().position(|id| *id == promise.id).expect("of the model");
        counted.promises[at].0 += chance;
        counted.promises[at].1 += if promise.met() { chance } else { 0.0 };
    }
    let needed = needed(network);
    for outcome in outcomes.iter().filter(|(ix, ..)| needed[ix.index()]) {
        if model.inputs()[outcome.1].party.is_some() {
            let ended = finish(&timing(outcome), dates.dates(outcome.0).trigger);
            let silent = if ended.at() == At::EndOfDay { chance } else { 0.0 };
            let replies = &mut counted.replies[outcome.1];
            *replies = (replies.0 + chance, replies.1 + silent);
        }
    }
}
