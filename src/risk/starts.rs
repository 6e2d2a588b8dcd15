//! The odds from each of many start days.
//!
//! In: a variant, start days that are not after the one its model was made for; what trials, or what an exact answer may
//! cost. Out: for each day the goal's quantiles of [`QUANTILES`]. Every day has the same trials, so two days differ by
//! the calendar and not by chance.

use crate::calendar::Day;

use super::assess::Sampling;
use super::chunks::{Watch, each};
use super::distribution::Distribution;
use super::exact::{Budget, Exactly, Solver};
use super::model::{RiskError, Variant};

/// The shares of cases whose days are told of each start: P50, P80, P95.
pub const QUANTILES: [f64; 3] = [0.5, 0.8, 0.95];

/// The goal's days of [`QUANTILES`] from one start.
pub type Quantiles = [Day; 3];

/// So many start days share what is worked out, about a year of them: more would save little, keep much, and leave other
/// threads without work.
const TOGETHER: usize = 366;
/// What so many may cost together, as a multiple of what one may.
const OF_ONE: u64 = 4;

impl Variant<'_, '_> {
    /// The quantiles from each of the days without sampling, on so many threads (0 for as many as the machine has);
    /// `None` where the first of some hundred days would cost more than the budget. When the watch, which is told of
    /// every day, stops it, those of the days that were finished by then, up to the first that was not.
    ///
    /// Days are worked out some hundred together, whatever the threads, and a quantile does not depend on the last bits
    /// of a sum; so threads change nothing.
    ///
    /// # Errors
    /// As [`exact`](Variant::exact).
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let found = variant.exact_from_starts(&[start], Budget::default(), 1, &()).unwrap().unwrap();
    /// // P50, P80 and P95: the first window, and the third.
    /// assert_eq!(found, [[day("2023-07-07"), day("2023-09-15"), day("2023-09-15")]]);
    /// ```
    pub fn exact_from_starts(
        &self,
        days: &[Day],
        budget: Budget,
        threads: usize,
        watch: &dyn Watch,
    ) -> Result<Option<Vec<Quantiles>>, RiskError> {
        let together: Vec<&[Day]> = days.chunks(TOGETHER).collect();
        let parts = each(threads, &together, |days| {
            let mut solver = Solver::new(self, Budget(budget.0.saturating_mul(OF_ONE)));
            let mut found = Vec::with_capacity(days.len());
            for &start in *days {
                if !watch.done(0) {
                    break;
                }
                let Exactly::Known(goal) = solver.goal_of_many(start)? else { return Ok(None) };
                let finish = Distribution::of_probabilities(goal);
                found.extend(finish.map(|finish| QUANTILES.map(|share| finish.quantile(share))));
                watch.done(1);
            }
            Ok(Some(found))
        })?;
        let mut found = Vec::with_capacity(days.len());
        for (part, days) in parts.into_iter().zip(together) {
            let Some(part) = part else { return Ok(None) };
            let is_whole = part.len() == days.len();
            found.extend(part);
            if !is_whole {
                break;
            }
        }
        Ok(Some(found))
    }

    /// The quantiles from each of the days. When the watch stops it, those of the days that were finished by then.
    ///
    /// # Errors
    /// As [`assess`](Variant::assess).
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let starts = [day("2023-05-31"), start];
    /// let found = variant.from_starts(&starts, &sampling, &()).unwrap();
    /// assert!(found.len() == 2 && found.iter().all(|[p50, p80, p95]| p50 <= p80 && p80 <= p95));
    /// ```
    pub fn from_starts(
        &self,
        days: &[Day],
        sampling: &Sampling,
        watch: &dyn Watch,
    ) -> Result<Vec<Quantiles>, RiskError> {
        let mut found = Vec::with_capacity(days.len());
        for &start in days {
            // A run that is over before anybody looked is stopped here.
            if !watch.done(0) {
                break;
            }
            let tally = self.assess(start, sampling, watch)?;
            if tally.trials < sampling.trials.end - sampling.trials.start {
                break;
            }
            let finish = Distribution::of_trials(tally.days.first(), tally.days.times());
            found.extend(finish.map(|finish| QUANTILES.map(|share| finish.quantile(share))));
        }
        Ok(found)
    }
}
