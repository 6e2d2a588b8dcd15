//! One trial laid open.
//!
//! In: a variant, a seed, a trial. Out: [`Trial`]: what was drawn in it, the network in which all of that is known, and
//! the dates that the engine found. Scheduling that network gives the same dates: that is how the engine is tested, and
//! how anybody can look at a trial that seems strange.

use crate::calendar::{Day, Moment};
use crate::network::{Network, StepIx, Timing};
use crate::schedule::schedule;

use super::lanes::{Lanes, Word};
use super::model::{RiskError, Variant};
use super::moments::Codes;
use super::philox::draws;
use super::program::Program;

/// One trial.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let trial = variant.trial(start, 1, 0).unwrap();
/// assert_eq!((trial.facts.len(), trial.rounds.len()), (1, 1));
/// assert_eq!(trial.network.find("bidding-window~2").is_some(), trial.rounds[0] > 0);
/// ```
#[derive(Debug, Clone)]
pub struct Trial {
    /// The open facts in this trial's world, by position in [`Open::facts`](crate::network::Open::facts). One that only
    /// decides whether a stretch fails is told by `rounds`.
    pub facts: Vec<bool>,
    /// How often each open rework ran again.
    pub rounds: Vec<u32>,
    /// What came out: the step, the input, the outcome.
    pub outcomes: Vec<(StepIx, usize, usize)>,
    /// The network in which all of it is known.
    pub network: Network,
    /// What the engine found of each step that it needs.
    pub found: Vec<Found>,
}

/// What the engine found of one step.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::schedule::schedule;
/// // What the trial found is what a schedule of its network says.
/// let trial = variant.trial(start, 1, 0).unwrap();
/// let dates = schedule(&trial.network, &calendar, &model.run(start)).unwrap();
/// assert!(trial.found.iter().all(|found| dates.dates(found.step).finish() == found.finish));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The step.
    pub step: StepIx,
    /// Its trigger.
    pub trigger: Moment,
    /// Its finish.
    pub finish: Moment,
    /// Whether it is critical.
    pub critical: bool,
}

impl Variant<'_, '_> {
    /// Lays a trial open.
    ///
    /// # Errors
    /// [`RiskError`], as the run that it is of would have.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// use permits::schedule::schedule;
    /// let trial = variant.trial(start, 1, 7).unwrap();
    /// let finish = schedule(&trial.network, &calendar, &model.run(start)).unwrap().finish(&trial.network);
    /// // It is the eighth of the run.
    /// let eighth = Sampling { trials: 7..8, ..sampling.clone() };
    /// let tally = variant.assess(start, &eighth, &()).unwrap();
    /// assert_eq!(tally.days.first(), i32::from(finish.day().index()));
    /// ```
    pub fn trial(&self, start: Day, seed: u64, trial: u64) -> Result<Trial, RiskError> {
        let mut keys = Vec::new();
        self.worlds.draw(seed, trial, &mut keys, 1);
        let program = self.program(keys[0])?;
        let (facts, rounds) = self.worlds.world(keys[0]);
        let codes = self.model.codes();
        let start_code = codes.code(Moment::in_hours(start));
        let numbers = std::array::from_fn(|_| trial);
        let mut narrow = Lanes::<i16>::default();
        let found = if narrow.run(&program, codes, start_code, seed, &numbers, &self.held_at) {
            found(&mut narrow, &program, codes)
        } else {
            let mut wide = Lanes::<i32>::default();
            wide.run(&program, codes, start_code, seed, &numbers, &self.held_at);
            found(&mut wide, &program, codes)
        };
        let world = self.model.network(&facts, &rounds)?;
        let outcomes = self.outcomes(&world, seed, trial);
        let network = self.settled(&world, start, &outcomes)?;
        Ok(Trial { facts, rounds, outcomes, network, found })
    }

    /// What is drawn for the steps of a world, one draw at a time.
    fn outcomes(&self, network: &Network, seed: u64, trial: u64) -> Vec<(StepIx, usize, usize)> {
        let mut outcomes = Vec::new();
        for ix in network.positions() {
            let step = network.step(ix);
            if !step.is_present() || step.anchor.finished.is_some() {
                continue;
            }
            for &at in self.model.inputs_of(step.file_order) {
                let input = &self.model.inputs()[at];
                let words = draws::<1>(seed, |_| trial, input.slot / 8, step.round);
                let half = input.slot % 8;
                let draw = (words[half as usize / 2][0] >> (16 * (half % 2))) as u16;
                let outcome = self.held_at[at].unwrap_or_else(|| input.inverse.outcome(draw));
                outcomes.push((ix, at, outcome));
            }
        }
        outcomes
    }

    /// The network with every length as it came out. Of several replies the last one to come ends a consultation, and
    /// which that is can depend on the day when they are counted in different units: so the steps are settled in their
    /// order, each on the day it was found to begin.
    fn settled(
        &self,
        network: &Network,
        start: Day,
        outcomes: &[(StepIx, usize, usize)],
    ) -> Result<Network, RiskError> {
        let model = self.model;
        let mut settled = network.clone();
        for of_step in outcomes.chunk_by(|one, other| one.0 == other.0) {
            let ix = of_step[0].0;
            let timings: Vec<_> = of_step
                .iter()
                .map(|&(_, input, outcome)| {
                    model.inputs()[input].outcomes[outcome].timing(&network.step(ix).timing)
                })
                .collect();
            let last = match timings.len() {
                1 => 0,
                _ => self.last_of(&settled, start, ix, &timings)?,
            };
            settled = settled.with_step(ix, |step| step.timing = timings[last].clone());
        }
        Ok(settled)
    }

    /// Which of these ends last, from the trigger that the step has in the network.
    fn last_of(
        &self,
        network: &Network,
        start: Day,
        ix: StepIx,
        timings: &[Timing],
    ) -> Result<usize, RiskError> {
        let (terms, run) = (self.model.terms(), self.model.run(start));
        let dates = schedule(network, terms.calendar, &run).map_err(RiskError::Calendar)?;
        let finish = |at: &usize| {
            let rule = timings[*at].timed(terms.counting, terms.basis).rule;
            terms.calendar.count(&rule, dates.dates(ix).trigger).ok().map(|counted| counted.finish)
        };
        Ok((0..timings.len()).max_by_key(finish).unwrap_or(0))
    }
}

/// What the first lane says.
fn found<W: Word>(lanes: &mut Lanes<W>, program: &Program, codes: &Codes) -> Vec<Found> {
    lanes.mark_critical(program, codes);
    let moment = |word: W| codes.moment(word.number() + lanes.base).unwrap_or(Moment::end_of_day(Day::LAST));
    let found = program.ops.iter().enumerate().map(|(at, op)| Found {
        step: op.step,
        trigger: moment(lanes.triggers[at][0]),
        finish: moment(lanes.finishes[at][0]),
        critical: op.file_order.is_some() && lanes.critical[at][0] != W::default(),
    });
    found.collect()
}
