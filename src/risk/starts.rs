//! The odds from each of many start days.
//!
//! In: a variant, start days that are not after the one its model was made for, what trials. Out: for each day the goal's
//! quantiles of [`QUANTILES`]. Every day has the same trials, so two days differ by the calendar and not by chance.

use crate::calendar::Day;

use super::assess::Sampling;
use super::chunks::Watch;
use super::distribution::Distribution;
use super::model::{RiskError, Variant};

/// The shares of cases whose days are told of each start: P50, P80, P95.
pub const QUANTILES: [f64; 3] = [0.5, 0.8, 0.95];

/// The goal's days of [`QUANTILES`] from one start.
pub type Quantiles = [Day; 3];

impl Variant<'_, '_> {
    /// The quantiles from each of the days. When the watch stops it, those of the days that were finished by then.
    ///
    /// # Errors
    /// As [`assess`](Variant::assess).
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
