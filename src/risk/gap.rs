//! Two cases under the same draws: by how much the one is later than the other, trial by trial.
//!
//! In: two variants whose models got their draws from the same [`Draws`](super::Draws), and their starts. Out: how often
//! the goal of the second is reached how many natural days after that of the first. What both are unsure of has the same
//! draw in both, so the difference is that of the cases and not of chance.

use std::ops::Range;

use crate::calendar::Day;

use super::assess::{Count, Desk};
use super::chunks::{Cut, Watch};
use super::counts::Counts;
use super::lanes::{Lanes, Word};
use super::model::{RiskError, Variant};
use super::moments::Codes;
use super::program::Program;

/// The goal's day of each trial of a chunk, an index of the calendar.
struct Days(Vec<i32>);

impl Count for Days {
    fn world(&mut self, _: &Program, _: u64) {}

    fn lanes<W: Word>(&mut self, lanes: &mut Lanes<W>, program: &Program, codes: &Codes, offsets: &[u32]) {
        for (&offset, finish) in offsets.iter().zip(&lanes.finishes[program.goal]) {
            self.0[offset as usize] = codes.day(finish.number() + lanes.base);
        }
    }
}

/// By how many natural days the second is later than the first: how often each number of days came, negative where the
/// second is earlier.
///
/// # Errors
/// As [`assess`](Variant::assess).
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::risk::gap;
/// // The same case from 31 May and from 1 June, trial by trial under the same draws.
/// let earlier = (&variant, day("2023-05-31"));
/// let days = gap(earlier, (&variant, start), 1, 0..1_000, 1, &()).unwrap();
/// assert_eq!((days.total(), days.first() >= 0), (1_000, true)); // a later start is never finished earlier
/// ```
pub fn gap(
    first: (&Variant<'_, '_>, Day),
    second: (&Variant<'_, '_>, Day),
    seed: u64,
    trials: Range<u64>,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Counts, RiskError> {
    let one = |desk: &mut [Desk; 2], counts: &mut Counts, trials: Range<u64>| {
        let many = (trials.end - trials.start) as usize;
        let mut days = [Days(vec![0; many]), Days(vec![0; many])];
        for ((side, desk), days) in [first, second].into_iter().zip(desk).zip(&mut days) {
            side.0.chunk(desk, side.1, seed, trials.clone(), days)?;
        }
        let [first, second] = days;
        for (first, second) in first.0.into_iter().zip(second.0) {
            counts.add(second - first, 1);
        }
        Ok(())
    };
    Cut { trials, threads, watch }.run(Counts::default, one, |all, part| all.add_all(&part))
}
