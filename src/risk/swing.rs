//! What each uncertainty brings: the tornado.
//!
//! In: a model, a start, the seed and the trials. Out: a [`Swing`] for each input and each open fact: when the goal is
//! reached in 80 of 100 cases with it held at its best, and with it held at its worst, everything else being drawn as
//! it is. The same trials are run each time, so the two ends differ by what is held and not by chance.
//!
//! The ends of a length are those of its estimate, of a reply the quickest answer and silence (or the slowest answer,
//! where silence does not come), of a fact false and true; which of the two is the better one the runs say. A fact that
//! is held brings what it brings once.

use crate::calendar::Day;

use super::assess::Sampling;
use super::chunks::Watch;
use super::model::{Held, Model, RiskError};
use super::odds::Odds;
use super::tally::Tally;

/// Something uncertain.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::risk::Uncertain;
/// let swings = model.swings(start, &sampling, &()).unwrap().unwrap();
/// assert_eq!((swings.len(), swings[0].what), (1, Uncertain::Fact(0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uncertain {
    /// A length or a reply, as a position in [`Model::inputs`].
    Input(usize),
    /// A fact, as a position in [`Open::facts`](crate::network::Open::facts).
    Fact(usize),
}

/// When the goal is reached with something uncertain held at its best and at its worst.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let swing = model.swings(start, &sampling, &()).unwrap().unwrap().remove(0);
/// // At its best somebody bids in the first window.
/// assert_eq!(swing.best.p80, day("2023-07-07"));
/// assert!(swing.worst.p80 > swing.best.p80 && !swing.turned);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// What is held.
    pub what: Uncertain,
    /// With it at its best.
    pub best: End,
    /// With it at its worst.
    pub worst: End,
    /// Whether the ends are turned round: it is a fact that helps when it comes true, or a party whose silence is
    /// quicker than its reply.
    pub turned: bool,
}

/// One end of a swing.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let best = model.swings(start, &sampling, &()).unwrap().unwrap()[0].best;
/// assert_eq!((best.p80, best.mean_days), (day("2023-07-07"), 36.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// The day by which 80 of 100 cases are done.
    pub p80: Day,
    /// The mean of the natural days from the start.
    pub mean_days: f64,
}

/// The share of cases whose day a swing tells.
pub const SHARE: f64 = 0.8;

impl Swing {
    /// By how many natural days the day moves between the two ends.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let swing = model.swings(start, &sampling, &()).unwrap().unwrap().remove(0);
    /// assert_eq!(swing.days(), swing.worst.p80.days_since(swing.best.p80));
    /// ```
    pub fn days(&self) -> i32 {
        self.worst.p80.days_since(self.best.p80)
    }
}

impl Model<'_> {
    /// Everything uncertain, with what it is held at: best and worst.
    fn ends(&self) -> Vec<(Uncertain, [Held; 2])> {
        let of_input = |(at, input): (usize, &super::input::Input)| {
            let (best, worst) = input.extremes();
            let held = |outcome| Held { inputs: vec![(at, outcome)], ..Held::default() };
            (best != worst).then(|| (Uncertain::Input(at), [best, worst].map(held)))
        };
        let of_fact = |at: usize| {
            let held = |value| Held { facts: vec![(at, value)], ..Held::default() };
            (Uncertain::Fact(at), [false, true].map(held))
        };
        let inputs = self.inputs().iter().enumerate().filter_map(of_input);
        inputs.chain((0..self.open().facts.len()).map(of_fact)).collect()
    }

    /// How many runs [`Model::swings`] makes.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// assert_eq!(model.swing_runs(), 2); // the one fact, false and true
    /// ```
    pub fn swing_runs(&self) -> u64 {
        2 * self.ends().len() as u64
    }

    /// The swings, the widest first; at the same width in the order of inputs and facts. `None` when it was stopped:
    /// half a tornado would be a wrong one.
    ///
    /// # Errors
    /// As [`assess`](super::Variant::assess).
    ///
    /// ```
    #[doc = include_str!("../set_up/drawn.md")]
    /// // The approval at one working day and at three: the 80 % day lies that far apart.
    /// let swings = model.swings(start, &sampling, &()).unwrap().unwrap();
    /// assert!(swings.len() == 1 && swings[0].best.p80 < swings[0].worst.p80);
    /// ```
    pub fn swings(
        &self,
        start: Day,
        sampling: &Sampling,
        watch: &dyn Watch,
    ) -> Result<Option<Vec<Swing>>, RiskError> {
        let trials = sampling.trials.end - sampling.trials.start;
        let mut swings = Vec::new();
        for (what, held) in self.ends() {
            let mut ends = Vec::with_capacity(2);
            for held in held {
                // A run that is over before anybody looked is stopped here.
                if !watch.done(0) {
                    return Ok(None);
                }
                let tally: Tally = self.hold(held)?.assess(start, sampling, watch)?;
                match Odds::of(self, &tally, start).filter(|odds| odds.trials == trials) {
                    Some(odds) => {
                        ends.push(End { p80: odds.finish.quantile(SHARE), mean_days: odds.mean_days() })
                    }
                    None => return Ok(None),
                }
            }
            let turned = (ends[1].p80, ends[1].mean_days) < (ends[0].p80, ends[0].mean_days);
            let (best, worst) = if turned { (ends[1], ends[0]) } else { (ends[0], ends[1]) };
            swings.push(Swing { what, best, worst, turned });
        }
        let width =
            |swing: &Swing| (swing.days().abs(), (swing.worst.mean_days - swing.best.mean_days).abs());
        swings.sort_by(|one, other| {
            width(other).0.cmp(&width(one).0).then(width(other).1.total_cmp(&width(one).1))
        });
        Ok(Some(swings))
    }
}
