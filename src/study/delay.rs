//! Whose days a delay is.
//!
//! In: a plan, and the odds of the same case. Out: for each actor the natural days that it holds of the plan's critical
//! path and, in the mean of all trials, of theirs. A path has no gaps, so both columns add up: to the days that the plan
//! takes, and to the mean of the days that the goal takes. What nobody does is a row of its own: waiting for a day that
//! is given, the lag of a link, a step without an actor.

use crate::network::{Network, Presence};
use crate::risk::Odds;
use crate::schedule::Schedule;
use crate::workflow::{ActorId, Workflow};

/// What one actor holds.
///
/// ```
/// use permits::study::delay::Share;
/// let office = Share { actor: Some("development-bureau".into()), planned: 36, mean: 37.5 };
/// assert_eq!(office.delay(), 1.5);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Who; `None` for what nobody does.
    pub actor: Option<ActorId>,
    /// Natural days of the plan's critical path.
    pub planned: i32,
    /// The mean of the natural days of the critical path.
    pub mean: f64,
}

impl Share {
    /// By how many days more than planned; the shares of a delay add up to it.
    ///
    /// ```
    /// use permits::study::delay::Share;
    /// // Lags and waiting are nobody's.
    /// let quicker = Share { actor: None, planned: 3, mean: 2.0 };
    /// assert_eq!(quicker.delay(), -1.0);
    /// ```
    pub fn delay(&self) -> f64 {
        self.mean - f64::from(self.planned)
    }
}

/// The shares of all actors that hold any days, the greatest delay first; at a tie in the order of the workflow, nobody
/// last.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::{risk::{Distribution, Method, Odds, StepOdds}, study::delay::shares};
/// let at = |id: &str, days: f64| {
///     let step = workflow.steps.iter().position(|step| step.id.as_str() == id).unwrap();
///     StepOdds { step, critical: 1.0, days }
/// };
/// // In every second case the announcement takes three days more, and so does the whole.
/// let steps = vec![at("announcement-window", 25.5), at("bidding-window", 12.0)];
/// let finish = vec![(day("2023-07-07"), 0.5), (day("2023-07-10"), 0.5)];
/// # let (start, method, finish) = (run.start, Method::Exact, Distribution::of_probabilities(finish).unwrap());
/// # let (promises, replies, reworks) = (Vec::new(), Vec::new(), Vec::new());
/// # let odds = Odds { method, start, trials: 0, finish, promises, steps, replies, reworks, out_of_scope: 0.0 };
/// let shares = shares(&workflow, &network, &dates, &odds);
/// assert_eq!(shares[0].actor.as_ref().unwrap().as_str(), "development-bureau");
/// assert_eq!((shares.len(), shares[0].planned, shares[0].delay()), (1, 36, 1.5));
/// ```
pub fn shares(workflow: &Workflow, network: &Network, dates: &Schedule, odds: &Odds) -> Vec<Share> {
    let actors = workflow.actors.iter().map(|actor| Some(actor.id.clone())).chain([None]);
    let mut shares: Vec<Share> = actors.map(|actor| Share { actor, planned: 0, mean: 0.0 }).collect();
    let nobody = shares.len() - 1;
    let holder = |step: usize| {
        let actor = workflow.steps[step].actor.as_ref();
        let known = workflow.actors.iter().position(|known| Some(&known.id) == actor);
        known.unwrap_or(nobody)
    };
    for stretch in dates.stretches(network) {
        let step = network.step(stretch.step);
        if step.presence == Presence::Present {
            // What was done before the run is not of its days.
            let (from, to) = (stretch.from.max(dates.run.start), stretch.to.max(dates.run.start));
            shares[holder(step.file_order)].planned += to.days_since(from);
        }
    }
    for step in &odds.steps {
        shares[holder(step.step)].mean += step.days;
    }
    let held =
        shares.iter().fold((0, 0.0), |(planned, mean), share| (planned + share.planned, mean + share.mean));
    shares[nobody].planned += dates.duration.natural - held.0;
    shares[nobody].mean += odds.mean_days() - held.1;
    // What rounding leaves is no day.
    shares.retain(|share| share.planned != 0 || share.mean.abs() > 1e-6);
    shares.sort_by(|one, other| other.delay().total_cmp(&one.delay()));
    shares
}
