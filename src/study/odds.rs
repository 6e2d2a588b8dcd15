//! How the odds are found, and what that may cost.
//!
//! In: variants of a case, start days, and whether an exact answer is wanted. Out: the odds of one case, of scenarios
//! under the same draws, of every start day of a range; or that an exact answer would cost more than it may. What the
//! odds are is [`risk`](crate::risk)'s; here is which way is taken to them, and how many trials a tornado is worth.

use crate::calendar::Day;
use crate::diagnostic::Text;
use crate::risk::{
    Budget, Counts, Exact, Exactly, Model, Odds, Quantiles, RiskError, Sampling, Solver, Variant, Watch, gap,
};

/// Which way to the odds is wanted.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::study::odds::{Wanted, exactly};
/// let found = [Wanted::Exact, Wanted::Sample, Wanted::Auto].map(|wanted| exactly(&variant, start, wanted).unwrap());
/// // The case is small, so it is answered exactly unless trials are asked for.
/// assert_eq!(found.map(|exact| exact.is_some()), [true, false, true]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// Exactly, or not at all.
    Exact,
    /// By trials.
    Sample,
    /// Exactly where that costs no more than some seconds, else by trials.
    #[default]
    Auto,
}

impl Wanted {
    /// All of them.
    pub const ALL: [Wanted; 3] = [Wanted::Exact, Wanted::Sample, Wanted::Auto];

    /// Their words, in the same order.
    pub const NAMES: [&'static str; 3] = ["exact", "sample", "auto"];

    /// The one of that word.
    ///
    /// ```
    /// use permits::study::odds::Wanted;
    /// assert_eq!(Wanted::named("exact"), Some(Wanted::Exact));
    /// assert_eq!(Wanted::named("guess"), None);
    /// ```
    pub fn named(word: &str) -> Option<Wanted> {
        let at = Wanted::NAMES.iter().position(|name| *name == word)?;
        Some(Wanted::ALL[at])
    }

    /// What an exact answer may cost, where `auto` is what it may cost before trials are run instead; `None` where none is
    /// wanted.
    fn budget(self, auto: Budget) -> Option<Budget> {
        match self {
            Wanted::Exact => Some(Budget::default()),
            Wanted::Sample => None,
            Wanted::Auto => Some(auto),
        }
    }

    /// What is known exactly; `None` where trials are to be run instead.
    fn known<T>(self, exactly: Exactly<T>) -> Result<Option<T>, NoOdds> {
        match exactly {
            Exactly::Known(known) => Ok(Some(known)),
            Exactly::TooCostly { .. } if self == Wanted::Exact => Err(NoOdds::TooCostly),
            Exactly::TooCostly { .. } => Ok(None),
        }
    }
}

/// Why there are no odds.
///
/// ```
/// use permits::study::odds::NoOdds;
/// assert_eq!(NoOdds::TooCostly.to_string(), "the exact answer would cost more than it may");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum NoOdds {
    /// A world that can come makes no network or leaves the calendar.
    Risk(#[from] RiskError),
    /// Nothing but the exact answer is wanted, and it would cost more than it may.
    TooCostly,
}

impl NoOdds {
    /// The error in words.
    ///
    /// ```
    /// use permits::study::odds::NoOdds;
    /// assert_eq!(NoOdds::TooCostly.text().zh, "精确计算超出限额");
    /// ```
    pub fn text(&self) -> Text {
        match self {
            NoOdds::Risk(error) => error.text(),
            NoOdds::TooCostly => {
                Text::new("精确计算超出限额", "the exact answer would cost more than it may")
            }
        }
    }
}

/// What the exact answer to everything may cost before trials are run instead: some seconds, and some hundred megabytes.
const OF_EVERYTHING: Budget = Budget(1_200_000_000);

/// What the exact answer from the first day of a range may cost before trials are run instead: two seconds or so. What it
/// works out serves the others.
const OF_RANGE: Budget = Budget(250_000_000);

/// The exact odds of everything from a start; `None` where trials are to be run instead.
///
/// # Errors
/// [`NoOdds`].
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::study::odds::{Wanted, exactly};
/// let exact = exactly(&variant, start, Wanted::Auto).unwrap().unwrap();
/// // In one case of two nobody bids in the first window.
/// assert_eq!(exact.goal[0], (day("2023-07-07"), 0.5));
/// ```
pub fn exactly(variant: &Variant<'_, '_>, start: Day, wanted: Wanted) -> Result<Option<Exact>, NoOdds> {
    let Some(budget) = wanted.budget(OF_EVERYTHING) else { return Ok(None) };
    wanted.known(variant.exact(start, budget)?)
}

/// The exact quantiles from each of some days of a range that begins with `first`; `None` where trials are to be run
/// instead. The first day of the whole range decides, so that parts of it agree. `watch` is made once that is decided, and
/// told of every day; when it stops the run, those of the days that were finished by then, up to the first that was not.
///
/// # Errors
/// [`NoOdds`].
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::study::odds::{Wanted, exactly_from_starts};
/// let days = [start, day("2023-06-02")];
/// let found = exactly_from_starts(&variant, start, &days, Wanted::Auto, 1, || ()).unwrap().unwrap();
/// assert_eq!(found[0], [day("2023-07-07"), day("2023-09-15"), day("2023-09-15")]); // P50, P80, P95
/// assert_eq!(exactly_from_starts(&variant, start, &days, Wanted::Sample, 1, || ()).unwrap(), None);
/// ```
pub fn exactly_from_starts<W: Watch>(
    variant: &Variant<'_, '_>,
    first: Day,
    days: &[Day],
    wanted: Wanted,
    threads: usize,
    watch: impl FnOnce() -> W,
) -> Result<Option<Vec<Quantiles>>, NoOdds> {
    let Some(budget) = wanted.budget(OF_RANGE) else { return Ok(None) };
    if wanted.known(Solver::new(variant, budget).goal_of_many(first)?)?.is_none() {
        return Ok(None);
    }
    match variant.exact_from_starts(days, budget, threads, &watch())? {
        None if wanted == Wanted::Exact => Err(NoOdds::TooCostly),
        found => Ok(found),
    }
}

/// Scenarios under the same draws.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::study::odds::side_by_side;
/// let sides = [(&variant, start), (&variant, day("2023-06-08"))];
/// let beside = side_by_side(&sides, &sampling, &()).unwrap().unwrap();
/// // The same procedure a week later: the same windows stay empty, so it is never earlier.
/// assert_eq!((beside.odds.len(), beside.later.len()), (2, 1));
/// assert!(beside.later[0].first() >= 0);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SideBySide {
    /// The odds of each.
    pub odds: Vec<Odds>,
    /// Of each but the first by how many natural days it is later than the first, trial by trial.
    pub later: Vec<Counts>,
}

impl SideBySide {
    /// How many trials so many scenarios take in all: each runs alone, and all but the first once more beside it.
    ///
    /// ```
    /// use permits::study::odds::SideBySide;
    /// assert_eq!(SideBySide::trials(3, 1_000), 5_000);
    /// ```
    pub fn trials(scenarios: usize, each: u64) -> u64 {
        each * (2 * scenarios as u64).saturating_sub(1)
    }
}

/// The odds of scenarios whose models got their draws from the same [`Draws`](crate::risk::Draws), each with its start.
/// `None` when the watch stops it: half of the trials would be no comparison.
///
/// # Errors
/// The scenario, as a position, and why it has no odds.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::study::odds::side_by_side;
/// let alone = side_by_side(&[(&variant, start)], &sampling, &()).unwrap().unwrap();
/// assert!(alone.later.is_empty());
/// let assessed = variant.assess(start, &sampling, &()).unwrap();
/// assert_eq!(Some(&alone.odds[0]), Odds::of(&model, &assessed, start).as_ref());
/// ```
pub fn side_by_side(
    sides: &[(&Variant<'_, '_>, Day)],
    sampling: &Sampling,
    watch: &dyn Watch,
) -> Result<Option<SideBySide>, (usize, RiskError)> {
    let mut beside = SideBySide { odds: Vec::new(), later: Vec::new() };
    for (at, &(variant, start)) in sides.iter().enumerate() {
        let of_side = |error| (at, error);
        let tally = variant.assess(start, sampling, watch).map_err(of_side)?;
        beside.odds.extend(Odds::of(variant.model, &tally, start));
        if at > 0 {
            let (seed, trials) = (sampling.seed, sampling.trials.clone());
            let later = gap(sides[0], (variant, start), seed, trials, sampling.threads, watch);
            beside.later.push(later.map_err(of_side)?);
        }
        // A run may be over before it is looked at.
        if !watch.done(0) {
            return Ok(None);
        }
    }
    Ok(Some(beside))
}

/// The trials of each end of a tornado at most.
const TORNADO: u64 = 1 << 15;
/// The fewest that say anything.
const FEWEST: u64 = 1 << 9;
/// What a tornado may cost, as ends times trials times steps: a few seconds.
const MOST_WORK: u64 = 1 << 33;
/// In so many worlds nearly every trial has one of its own, which has to be compiled.
const MOST_WORLDS: u64 = 2_048;

/// How many of so many trials each end of a tornado is worth; `None` when too much is uncertain to ask it of each.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::study::odds::tornado_trials;
/// // One fact of a short procedure: as many as there are, up to some thirty thousand.
/// assert_eq!(tornado_trials(&model, 1_000), Some(1_000));
/// assert_eq!(tornado_trials(&model, 1_000_000), Some(32_768));
/// ```
pub fn tornado_trials(model: &Model<'_>, samples: u64) -> Option<u64> {
    let (runs, steps) = (model.swing_runs().max(1), model.open().case().workflow.steps.len() as u64);
    let of_worlds = if model.open().worlds_at_most() > MOST_WORLDS { FEWEST } else { TORNADO };
    let trials = of_worlds.min(MOST_WORK / (runs * steps.max(1)));
    (trials >= FEWEST).then(|| trials.min(samples))
}
