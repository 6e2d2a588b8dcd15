//! What trials say, or what is known without any, as probabilities.
//!
//! In: a [`Tally`] and the model that it is of, or what is known exactly of it ([`Exact`]). Out: [`Odds`]: how likely
//! each day of the goal is, how likely each promise is kept, each step is critical, each party stays silent, each
//! stretch runs again; and whose days the mean takes. How exact a number is that trials gave is said by
//! [`Odds::between`] and [`share_between`]. Nothing is run here.

use crate::calendar::Day;
use crate::network::PromiseId;

use super::distribution::Distribution;
use super::exact::Exact;
use super::model::Model;
use super::tally::Tally;

/// How the odds were found.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::risk::Method;
/// let sampled = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
/// assert_eq!(sampled.method, Method::Sample);
/// let exact = variant.exact(start, Budget::default()).unwrap().known().unwrap();
/// assert_eq!(sampled.exactly(&model, exact).unwrap().method, Method::Exact);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// By trials.
    #[default]
    Sample,
    /// Without sampling: the goal's day, the promises, who stays silent and what runs again are exact. Which steps are
    /// critical and whose days they are come from trials all the same.
    Exact,
}

/// Probabilities of a case from one start day.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let odds = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
/// let [p50, p80, p95] = [0.5, 0.8, 0.95].map(|share| odds.finish.quantile(share));
/// assert!(p50 <= p80 && p80 <= p95);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Odds {
    /// How they were found.
    pub method: Method,
    /// The start.
    pub start: Day,
    /// The trials that were run.
    pub trials: u64,
    /// How likely the goal is reached on each day.
    pub finish: Distribution,
    /// The promises, in the order of [`Model::promises`]; those that are tested in no trial are left out.
    pub promises: Vec<PromiseOdds>,
    /// The steps that were critical in some trial or hold days of a path, in file order.
    pub steps: Vec<StepOdds>,
    /// The replies that were asked for, in the order of [`Model::inputs`].
    pub replies: Vec<ReplyOdds>,
    /// The stretches that may fail, in the order of the workflow.
    pub reworks: Vec<ReworkOdds>,
    /// The probability that the facts are out of the procedure's scope.
    pub out_of_scope: f64,
}

/// How likely a promise is kept.
///
/// ```
/// use permits::risk::PromiseOdds;
/// // Tested in every case, kept in three of four.
/// let permit = PromiseOdds { id: "permit-in-ten".into(), tested: 1.0, kept: 0.75 };
/// assert!(permit.kept <= permit.tested);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PromiseOdds {
    /// The promise.
    pub id: PromiseId,
    /// The probability that it is tested at all.
    pub tested: f64,
    /// The probability that it is kept when it is tested.
    pub kept: f64,
}

/// What a step means for the goal.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let odds = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
/// // The procedure is one chain: every step is critical, and the days of all are those of the whole.
/// assert!(odds.steps.iter().all(|step| step.critical == 1.0));
/// let days = odds.steps.iter().map(|step| step.days).sum::<f64>();
/// assert!((days - odds.mean_days()).abs() < 1e-9);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StepOdds {
    /// The step, as a position in the workflow's file order.
    pub step: usize,
    /// The probability that it is critical in at least one of its rounds.
    pub critical: f64,
    /// The mean of the natural days that it holds of the primary critical path.
    pub days: f64,
}

/// How a party answers.
///
/// ```
/// use permits::risk::ReplyOdds;
/// let utilities = ReplyOdds { input: 3, asked: 1.1, silent: 0.4 };
/// assert!(utilities.asked > 1.0, "in some cases the stretch runs again, and they are asked again");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyOdds {
    /// The reply, as a position in [`Model::inputs`].
    pub input: usize,
    /// How often it is asked for in the mean; more than once where the stretch runs again.
    pub asked: f64,
    /// The probability that it does not come in time when it is asked for, so that the party is taken as having no
    /// objection.
    pub silent: f64,
}

/// How often a stretch runs again.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let odds = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
/// let rounds = &odds.reworks[0].rounds;
/// assert!(rounds.len() == 3 && (rounds.iter().sum::<f64>() - 1.0).abs() < 1e-9);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ReworkOdds {
    /// The rework, as a position in [`Open::reworks`](crate::network::Open::reworks).
    pub rework: usize,
    /// The probability of no further round, of one, of two …
    pub rounds: Vec<f64>,
}

impl Odds {
    /// What a tally says. `None` of a tally without trials.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// assert!(Odds::of(&model, &variant.tally(), start).is_none(), "no trial has run");
    /// let odds = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
    /// assert_eq!((odds.trials, odds.start), (1_000, start));
    /// ```
    pub fn of(model: &Model<'_>, tally: &Tally, start: Day) -> Option<Odds> {
        let finish = Distribution::of_trials(tally.days.first(), tally.days.times())?;
        let all = tally.trials;
        let part = |count: u64, of: u64| count as f64 / of as f64;
        let promises = model.promises().iter().zip(&tally.promises).filter(|(_, (tested, _))| *tested > 0);
        let promises = promises.map(|(id, &(tested, kept))| PromiseOdds {
            id: id.clone(),
            tested: part(tested, all),
            kept: part(kept, tested),
        });
        let steps = tally.critical.iter().zip(&tally.days_on_path).enumerate();
        let steps = steps.filter(|(_, (critical, days))| **critical > 0 || **days != 0);
        let steps = steps.map(|(step, (&critical, &days))| StepOdds {
            step,
            critical: part(critical, all),
            days: days as f64 / all as f64,
        });
        let replies = tally.replies.iter().enumerate().filter(|(_, (asked, _))| *asked > 0);
        let replies = replies.map(|(input, &(asked, silent))| ReplyOdds {
            input,
            asked: part(asked, all),
            silent: part(silent, asked),
        });
        let reworks = tally.rounds.iter().enumerate().map(|(rework, rounds)| ReworkOdds {
            rework,
            rounds: rounds.iter().map(|trials| part(*trials, all)).collect(),
        });
        Some(Odds {
            method: Method::Sample,
            start,
            trials: all,
            finish,
            promises: promises.collect(),
            steps: steps.collect(),
            replies: replies.collect(),
            reworks: reworks.collect(),
            out_of_scope: part(tally.out_of_scope, all),
        })
    }

    /// The same odds with everything that is known exactly in the place of what trials say. `None` where the exact answer
    /// has no day, which no case that can be scheduled gives.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let odds = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
    /// let exact = variant.exact(start, Budget::default()).unwrap().known().unwrap();
    /// let odds = odds.exactly(&model, exact).unwrap();
    /// assert_eq!(odds.finish.by(day("2023-07-07")), 0.5);
    /// ```
    pub fn exactly(self, model: &Model<'_>, exact: Exact) -> Option<Odds> {
        let finish = Distribution::of_probabilities(exact.goal)?;
        // Sums of many numbers: what rounding puts above one is one.
        let part = |part: f64, of: f64| (part / of).min(1.0);
        let promises = model.promises().iter().zip(&exact.promises).filter(|(_, (tested, _))| *tested > 0.0);
        let promises = promises.map(|(id, &(tested, kept))| PromiseOdds {
            id: id.clone(),
            tested: part(tested, 1.0),
            kept: part(kept, tested),
        });
        let replies = exact.replies.iter().enumerate().filter(|(_, (asked, _))| *asked > 0.0);
        let replies =
            replies.map(|(input, &(asked, silent))| ReplyOdds { input, asked, silent: part(silent, asked) });
        let reworks = exact.rounds.into_iter().enumerate();
        Some(Odds {
            method: Method::Exact,
            finish,
            promises: promises.collect(),
            replies: replies.collect(),
            reworks: reworks.map(|(rework, rounds)| ReworkOdds { rework, rounds }).collect(),
            out_of_scope: part(exact.out_of_scope, 1.0),
            ..self
        })
    }

    /// The mean of the natural days from the start to the goal.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let odds = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
    /// let odds = odds.exactly(&model, variant.exact(start, Budget::default()).unwrap().known().unwrap()).unwrap();
    /// // 36 days to 7 July, 71 to 11 August, 106 to 15 September.
    /// assert_eq!(odds.mean_days(), 36.0 / 2.0 + 71.0 / 4.0 + 106.0 / 4.0);
    /// ```
    pub fn mean_days(&self) -> f64 {
        self.finish.mean_days_from(self.start)
    }

    /// The days between which the quantile of a share lies with a confidence of 95 %, as far as trials can tell: the
    /// number of trials done by the true quantile is binomial, so 1.96 of its standard deviations around the share
    /// cover it. What is exact is one day.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let odds = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
    /// let (first, last) = odds.between(0.8);
    /// assert!(first <= odds.finish.quantile(0.8) && odds.finish.quantile(0.8) <= last);
    /// ```
    pub fn between(&self, share: f64) -> (Day, Day) {
        if self.method == Method::Exact {
            return (self.finish.quantile(share), self.finish.quantile(share));
        }
        let spread = SPREAD * (share * (1.0 - share) / self.trials as f64).sqrt();
        (self.finish.quantile((share - spread).max(0.0)), self.finish.quantile((share + spread).min(1.0)))
    }

    /// Between what the probability lies that a promise is kept, with a confidence of 95 %; what is exact is one number.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// use permits::risk::PromiseOdds;
    /// let odds = Odds::of(&model, &variant.assess(start, &sampling, &()).unwrap(), start).unwrap();
    /// let promise = PromiseOdds { id: "permit-in-ten".into(), tested: 1.0, kept: 0.75 };
    /// let (least, most) = odds.kept_between(&promise);
    /// assert!(least < 0.75 && 0.75 < most, "a thousand trials leave some doubt");
    /// ```
    pub fn kept_between(&self, promise: &PromiseOdds) -> (f64, f64) {
        match self.method {
            Method::Exact => (promise.kept, promise.kept),
            Method::Sample => {
                let tested = (self.trials as f64 * promise.tested).round() as u64;
                share_between(promise.kept, tested.max(1))
            }
        }
    }
}

/// 95 % of a normal distribution lie within so many standard deviations.
const SPREAD: f64 = 1.959_963_984_540_054;

/// Between what a probability lies with a confidence of 95 % when so many `trials` gave this `share`: the interval of
/// Wilson (1927), which stays within 0 and 1 and is no point where all trials agree.
///
/// ```
/// let (low, high) = permits::risk::share_between(1.0, 96);
/// assert!((low - 0.9615).abs() < 1e-4 && high == 1.0);
/// ```
pub fn share_between(share: f64, trials: u64) -> (f64, f64) {
    let (n, z2) = (trials as f64, SPREAD * SPREAD);
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let spread = SPREAD / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    // Where all trials agree the bound is exactly 0 or 1; rounding would leave a little.
    let low = if share <= 0.0 { 0.0 } else { (middle - spread).max(0.0) };
    let high = if share >= 1.0 { 1.0 } else { (middle + spread).min(1.0) };
    (low, high)
}
