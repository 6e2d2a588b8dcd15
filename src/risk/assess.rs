//! Trials are run, world by world.
//!
//! In: a [`Variant`], a start, the seed, which trials, how many threads. Out: a [`Tally`]. Trials are cut into chunks; a
//! chunk finds out which world each of its trials is in and runs the trials of each world side by side. A trial depends
//! on the seed and its number alone, and a tally on which trials it holds: threads, chunks and shards change nothing.

use std::ops::Range;
use std::sync::Arc;

use crate::calendar::{Day, Moment};

use super::chunks::{Cut, Watch};
use super::hashing::ByKey;
use super::lanes::{LANES, Lanes, Word};
use super::model::{RiskError, Variant};
use super::moments::Codes;
use super::program::Program;
use super::tally::{Tallied, Tally};
use super::worlds::WorldKey;

/// What is to be run.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// // A trial depends on the seed and on its number alone: the two halves of a run are the run.
/// let half = |trials| variant.assess(start, &Sampling { trials, ..sampling.clone() }, &()).unwrap();
/// let mut both = half(0..500);
/// both.add(&half(500..1_000));
/// assert_eq!(both, variant.assess(start, &sampling, &()).unwrap());
/// ```
#[derive(Debug, Clone)]
pub struct Sampling {
    /// The seed.
    pub seed: u64,
    /// Which trials: a run of `n` has the trials `0..n`, a shard of it a part.
    pub trials: Range<u64>,
    /// How many threads; 0 for as many as the machine has.
    pub threads: usize,
    /// How much is counted.
    pub detail: Detail,
}

/// How much is counted of each trial; each includes the ones before.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let dates = Sampling { detail: Detail::Dates, ..sampling.clone() };
/// let (dates, paths) = (variant.assess(start, &dates, &()), variant.assess(start, &sampling, &()));
/// // The same days; only the second run counts whose days they are.
/// let (dates, paths) = (dates.unwrap(), paths.unwrap());
/// assert_eq!(dates.days, paths.days);
/// assert!(dates.days_on_path.iter().all(|days| *days == 0) && paths.days_on_path.iter().any(|days| *days > 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The goal's day, the promises, who is silent.
    Dates,
    /// Which steps are critical.
    Critical,
    /// How many days each step holds of the primary critical path.
    Paths,
}

/// What one thread works with.
#[derive(Default)]
pub(super) struct Desk {
    narrow: Lanes<i16>,
    /// For blocks of trials that go further than the narrow words.
    wide: Lanes<i32>,
    keys: Vec<WorldKey>,
    /// The worlds of the chunk, in the order in which they come.
    worlds: Vec<(Arc<Program>, Vec<u32>)>,
    known: ByKey<WorldKey, usize>,
}

impl Variant<'_, '_> {
    /// An empty tally of this model.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let tally = variant.tally();
    /// assert_eq!((tally.trials, tally.critical.len(), tally.rounds.len()), (0, workflow.steps.len(), 1));
    /// ```
    pub fn tally(&self) -> Tally {
        let (model, open) = (self.model, self.model.open());
        let steps = open.case().workflow.steps.len();
        Tally::new(model.promises().len(), steps, model.inputs().len(), open.reworks.len())
    }

    /// Runs trials from a start, which is not after the one of the model's [`Terms`](super::Terms).
    ///
    /// # Errors
    /// [`RiskError`]: a world that came up makes no network or leaves the calendar.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let tally = variant.assess(start, &sampling, &()).unwrap();
    /// assert_eq!(tally.trials, 1_000);
    /// assert_eq!(tally.days.total(), 1_000, "each trial reaches its goal once");
    /// ```
    pub fn assess(&self, start: Day, sampling: &Sampling, watch: &dyn Watch) -> Result<Tally, RiskError> {
        let Sampling { seed, trials, threads, detail } = sampling.clone();
        let one = |desk: &mut Desk, tally: &mut Tally, trials: Range<u64>| {
            self.chunk(desk, start, seed, trials, &mut Tallied(tally, detail))
        };
        Cut { trials, threads, watch }.run(|| self.tally(), one, |all, part| all.add(&part))
    }

    /// Runs a chunk of trials, world by world.
    pub(super) fn chunk(
        &self,
        desk: &mut Desk,
        start: Day,
        seed: u64,
        trials: Range<u64>,
        count: &mut impl Count,
    ) -> Result<(), RiskError> {
        let Desk { narrow, wide, keys, worlds, known } = desk;
        let (first, trials) = (trials.start, (trials.end - trials.start) as usize);
        self.worlds.draw(seed, first, keys, trials);
        worlds.clear();
        known.clear();
        let mut last: Option<(WorldKey, usize)> = None;
        for (offset, &key) in keys.iter().enumerate() {
            let world = match last.filter(|(same, _)| *same == key) {
                Some((_, world)) => world,
                None => match known.get(&key) {
                    Some(&world) => world,
                    None => {
                        worlds.push((self.program(key)?, Vec::new()));
                        known.insert(key, worlds.len() - 1);
                        worlds.len() - 1
                    }
                },
            };
            last = Some((key, world));
            worlds[world].1.push(offset as u32);
        }
        let codes = self.model.codes();
        let start = codes.code(Moment::in_hours(start));
        for (program, offsets) in worlds.iter() {
            count.world(program, offsets.len() as u64);
            for side_by_side in offsets.chunks(LANES) {
                let numbers = std::array::from_fn(|lane| {
                    first + u64::from(side_by_side[lane.min(side_by_side.len() - 1)])
                });
                if narrow.run(program, codes, start, seed, &numbers, &self.held_at) {
                    count.lanes(narrow, program, codes, side_by_side);
                } else {
                    wide.run(program, codes, start, seed, &numbers, &self.held_at);
                    count.lanes(wide, program, codes, side_by_side);
                }
            }
        }
        Ok(())
    }
}

/// What is counted of a chunk.
pub(super) trait Count {
    /// So many trials are in this world.
    fn world(&mut self, program: &Program, trials: u64);

    /// Lanes that have run; `offsets` says which trials of the chunk stand in the first of them.
    fn lanes<W: Word>(&mut self, lanes: &mut Lanes<W>, program: &Program, codes: &Codes, offsets: &[u32]);
}
