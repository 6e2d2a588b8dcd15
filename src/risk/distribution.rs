//! How likely each day is.
//!
//! In: how many trials ended on each day, or the probabilities themselves. Out: [`Distribution`], which answers what is
//! asked of it: the probability of a day, of being done by a day, the day by which a share of all cases is done, the
//! mean.

use crate::calendar::Day;

/// The days that can come, the earliest first, each with its probability, which is above 0; together they are one.
///
/// ```
/// use permits::{calendar::Day, risk::Distribution};
/// let [friday, monday] = ["2023-07-07", "2023-07-10"].map(|day| day.parse::<Day>().unwrap());
/// let odds = Distribution::of_probabilities(vec![(friday, 0.75), (monday, 0.25)]).unwrap();
/// assert_eq!((odds.quantile(0.5), odds.quantile(0.8)), (friday, monday));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    days: Vec<(Day, f64)>,
    /// For each of them the probability of it or an earlier one.
    up_to: Vec<f64>,
}

/// What sums of probabilities are rounded by, at most: 2⁻⁴⁰, about 10⁻¹². A power of two, so that taking it away rounds
/// nothing.
const ROUNDED: f64 = 1.0 / (1u64 << 40) as f64;

impl Distribution {
    /// From how many trials ended on each day, beginning with `first`, an index of the calendar. `None` without trials.
    ///
    /// The sums are of whole numbers and divided once, so that a share that is exactly asked for is exactly found.
    ///
    /// ```
    /// use permits::{calendar::Day, risk::Distribution};
    /// let first = Day::new(2023, 7, 7).unwrap();
    /// let odds = Distribution::of_trials(i32::from(first.index()), &[3, 0, 0, 1]).unwrap();
    /// assert_eq!(odds.days(), [(first, 0.75), (Day::new(2023, 7, 10).unwrap(), 0.25)]);
    /// assert!(Distribution::of_trials(0, &[0, 0]).is_none());
    /// ```
    pub fn of_trials(first: i32, trials: &[u64]) -> Option<Distribution> {
        let all: u64 = trials.iter().sum();
        let (mut days, mut up_to, mut so_far) = (Vec::new(), Vec::new(), 0);
        for (at, &count) in trials.iter().enumerate().filter(|(_, count)| **count > 0) {
            so_far += count;
            days.push((Day::from_index(i64::from(first) + at as i64)?, count as f64 / all as f64));
            up_to.push(so_far as f64 / all as f64);
        }
        (!days.is_empty()).then_some(Distribution { days, up_to })
    }

    /// From the probabilities of days, the earliest first, which are to add up to one. `None` where there are none.
    ///
    /// ```
    /// use permits::{calendar::Day, risk::Distribution};
    /// let days = [0.5, 0.0, 0.5].into_iter().zip(Day::FIRST.to(Day::LAST)).map(|(p, day)| (day, p));
    /// let odds = Distribution::of_probabilities(days.collect()).unwrap();
    /// assert_eq!(odds.days().len(), 2, "what cannot come is left out");
    /// ```
    pub fn of_probabilities(mut days: Vec<(Day, f64)>) -> Option<Distribution> {
        days.retain(|(_, probability)| *probability > 0.0);
        let mut so_far = 0.0;
        let mut up_to: Vec<f64> = Vec::with_capacity(days.len());
        for (_, probability) in &days {
            so_far += probability;
            up_to.push(so_far);
        }
        // What rounding has left open is certain.
        *up_to.last_mut()? = 1.0;
        Some(Distribution { days, up_to })
    }

    /// Every day that can come with its probability, the earliest first.
    ///
    /// ```
    /// use permits::{calendar::Day, risk::Distribution};
    /// let odds = Distribution::of_trials(0, &[1, 2, 1]).unwrap();
    /// assert_eq!(odds.days().iter().map(|(_, probability)| probability).sum::<f64>(), 1.0);
    /// ```
    pub fn days(&self) -> &[(Day, f64)] {
        &self.days
    }

    /// The first day that can come.
    ///
    /// ```
    /// use permits::{calendar::Day, risk::Distribution};
    /// assert_eq!(Distribution::of_trials(0, &[0, 2, 1]).unwrap().first(), Day::FIRST.plus(1).unwrap());
    /// ```
    pub fn first(&self) -> Day {
        self.days[0].0
    }

    /// The last day that can come.
    ///
    /// ```
    /// use permits::{calendar::Day, risk::Distribution};
    /// assert_eq!(Distribution::of_trials(0, &[1, 2, 0]).unwrap().last(), Day::FIRST.plus(1).unwrap());
    /// ```
    pub fn last(&self) -> Day {
        self.days[self.days.len() - 1].0
    }

    /// The probability of that day or an earlier one.
    ///
    /// ```
    /// use permits::risk::Distribution;
    /// let first = permits::calendar::Day::new(2023, 6, 1).unwrap();
    /// let odds = Distribution::of_trials(i32::from(first.index()), &[1, 0, 3]).unwrap();
    /// assert_eq!(odds.by("2023-06-02".parse().unwrap()), 0.25);
    /// assert_eq!(odds.by("2023-06-03".parse().unwrap()), 1.0);
    /// ```
    pub fn by(&self, day: Day) -> f64 {
        let after = self.days.partition_point(|(known, _)| *known <= day);
        after.checked_sub(1).map_or(0.0, |at| self.up_to[at])
    }

    /// The first day by which at least this share of all cases is done: `quantile(0.8)` is the P80. A share that is
    /// missed by no more than the rounding of sums, 2⁻⁴⁰, is reached, so that one day comes out in whatever order they
    /// were added up.
    ///
    /// ```
    /// use permits::risk::Distribution;
    /// let first = permits::calendar::Day::new(2023, 6, 1).unwrap();
    /// let odds = Distribution::of_trials(i32::from(first.index()), &[4, 4, 2]).unwrap();
    /// assert_eq!(odds.quantile(0.4).to_string(), "2023-06-01");
    /// assert_eq!(odds.quantile(0.8).to_string(), "2023-06-02");
    /// assert_eq!(odds.quantile(0.81).to_string(), "2023-06-03");
    /// ```
    pub fn quantile(&self, share: f64) -> Day {
        let at = self.up_to.partition_point(|up_to| *up_to < share - ROUNDED);
        self.days[at.min(self.days.len() - 1)].0
    }

    /// The mean of the natural days from a day (excluded) to the day that comes.
    ///
    /// ```
    /// use permits::{calendar::Day, risk::Distribution};
    /// // In one of four cases two days, in the others none.
    /// let odds = Distribution::of_trials(0, &[3, 0, 1]).unwrap();
    /// assert_eq!(odds.mean_days_from(Day::FIRST), 0.5);
    /// ```
    pub fn mean_days_from(&self, start: Day) -> f64 {
        self.days.iter().map(|(day, probability)| f64::from(day.days_since(start)) * probability).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Distribution, ROUNDED};
    use crate::calendar::Day;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn of(trials: &[u64]) -> Distribution {
        Distribution::of_trials(i32::from(day("2023-06-01").index()), trials).unwrap()
    }

    #[test]
    fn a_day_without_a_trial_is_none() {
        let odds = of(&[0, 3, 0, 1, 0]);
        assert_eq!(odds.days(), [(day("2023-06-02"), 0.75), (day("2023-06-04"), 0.25)]);
        assert_eq!((odds.first(), odds.last()), (day("2023-06-02"), day("2023-06-04")));
        assert_eq!(odds.by(day("2023-06-01")), 0.0);
        assert_eq!(odds.by(day("2023-06-03")), 0.75);
        // (1 · 3 + 3 · 1) / 4.
        assert_eq!(odds.mean_days_from(day("2023-06-01")), 1.5);
        assert_eq!(Distribution::of_trials(0, &[0, 0]), None);
    }

    /// The k-th of n trials is the quantile of every share in ((k − 1)/n, k/n].
    #[test]
    fn a_quantile_is_the_trial_that_completes_the_share() {
        for n in [1u64, 3, 7, 10, 49, 100] {
            let odds = of(&vec![1; n as usize]);
            for k in 1..=n {
                let the_kth = day("2023-06-01").plus(k as i64 - 1).unwrap();
                assert_eq!(odds.quantile(k as f64 / n as f64), the_kth, "{k} of {n}");
                assert_eq!(odds.quantile((k as f64 - 0.5) / n as f64), the_kth, "{k} of {n}");
            }
        }
    }

    #[test]
    fn what_rounding_leaves_open_is_certain() {
        let tenth = (0..10).map(|at| (day("2023-06-01").plus(at).unwrap(), 0.1)).collect();
        let odds = Distribution::of_probabilities(tenth).unwrap();
        assert_eq!(odds.by(day("2023-06-10")), 1.0);
        assert_eq!(odds.quantile(1.0), day("2023-06-10"));
    }

    #[test]
    fn a_share_that_is_missed_by_no_more_than_the_rounding_is_reached() {
        let odds = of(&[1, 1, 2]);
        assert_eq!(odds.quantile(0.25 + ROUNDED), day("2023-06-01"));
        assert_eq!(odds.quantile(0.25 + 1.5 * ROUNDED), day("2023-06-02"));
    }

    /// More than all of them are done by no day; the last is the nearest.
    #[test]
    fn a_share_above_one_is_reached_on_the_last_day() {
        assert_eq!(of(&[1, 2, 1]).quantile(1.5), day("2023-06-03"));
    }
}
