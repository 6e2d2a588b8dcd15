//! What is drawn of a step, and what can come out.
//!
//! In: a step, what is open in its case, the shape of estimates. Out: its [`Input`]s: its length, or the reply of each
//! party of a consultation, with their outcomes and their places among the draws. Which draw comes is not decided here.

use std::sync::Arc;

use crate::calendar::{Day, Length, Moment};
use crate::network::{Basis, Estimate, Estimated, Kind, NetworkStep, Open, Origin, StepId, Timing};
use crate::schedule::{Leaves, OutOfCalendar};

use super::effects::Effects;
use super::inverse::Inverse;
use super::model::{Draws, RiskError, Terms};
use super::moments::Codes;
use super::shape::{PARTS, parts};

/// Something that is drawn.
///
/// ```
#[doc = include_str!("../set_up/drawn.md")]
/// use permits::risk::Outcome;
/// let drafting = &model.inputs()[0];
/// assert_eq!((drafting.id.as_str(), drafting.party.as_deref()), ("transfer-plan-approval", None));
/// assert_eq!(drafting.outcomes[drafting.planned], Outcome::Takes(Length::Working(2)));
/// ```
#[derive(Debug, Clone)]
pub struct Input {
    /// The step, as a position in the workflow's file order.
    pub step: usize,
    /// Its name.
    pub id: StepId,
    /// The party whose reply it is; `None` for the length of the step. Empty where the step names no parties.
    pub party: Option<String>,
    /// What can come out, the best first.
    pub outcomes: Vec<Outcome>,
    /// What a plan takes: a position in `outcomes`.
    pub planned: usize,
    /// Its draw.
    pub(super) slot: u32,
    pub(super) inverse: Arc<Inverse>,
    /// What each outcome makes of the step's trigger.
    pub(super) effects: Arc<Effects>,
}

/// What a draw can give.
///
/// ```
#[doc = include_str!("../set_up/drawn.md")]
/// use permits::risk::Outcome;
/// // One working day, two or three.
/// let days = [1, 2, 3].map(|days| Outcome::Takes(Length::Working(days)));
/// assert_eq!(model.inputs()[0].outcomes, days);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The step takes so long, or the party answers after so long.
    Takes(Length),
    /// The party never answers.
    Silent,
}

/// What is drawn of one step.
pub(super) fn inputs_of(
    open: &Open<'_>,
    terms: &Terms<'_>,
    codes: &Codes,
    step: &NetworkStep,
    draws: &mut Draws,
) -> Result<Vec<Input>, RiskError> {
    let timing = &step.timing;
    if !timing.kind.takes_estimate() || terms.basis == Basis::Statutory && timing.limit.is_some() {
        return Ok(Vec::new());
    }
    let fits = |estimate: &Estimate| match Day::FIRST.plus(i64::from(estimate.max.number())) {
        Some(_) => Ok(()),
        None => {
            let leaves = Leaves::Step(step.id.clone(), Moment::in_hours(terms.start));
            Err(RiskError::Calendar(OutOfCalendar(leaves)))
        }
    };
    let takes = |estimate: &Estimate, days: &[(u32, u32)]| -> Vec<Outcome> {
        days.iter().map(|(day, _)| Outcome::Takes(estimate.min.with_number(*day))).collect()
    };
    let effects = |outcomes: &[Outcome]| {
        let effect = |outcome: &Outcome| {
            let rule = outcome.timing(timing).timed(terms.counting, terms.basis).rule;
            codes.effect(terms.calendar, &rule)
        };
        Arc::new(Effects::of(outcomes.iter().map(effect).collect(), codes))
    };
    let replies = open.replies_of(step.file_order);
    let mut inputs = Vec::new();
    if let Some(parties) = replies.filter(|_| timing.kind == Kind::Consultation) {
        for party in parties {
            fits(&party.estimate)?;
            let days = terms.shape.days(&party.estimate);
            // What is left of the probability when silence has taken its part; the sums are rounded, not the parts.
            let answers = 1.0 - party.silent;
            let of_those = |sum: u32| parts(answers * f64::from(sum) / f64::from(PARTS));
            let mut through: Vec<u32> = days.iter().map(|(_, sum)| of_those(*sum)).collect();
            let mut outcomes = takes(&party.estimate, &days);
            through.push(PARTS);
            outcomes.push(Outcome::Silent);
            // A plan without an expected reply takes every party as silent.
            let planned = match timing.estimate {
                Some(expected) => takes(&party.estimate, &days)
                    .iter()
                    .position(|outcome| *outcome == Outcome::Takes(expected.estimate.likely))
                    .unwrap_or(days.len()),
                None => days.len(),
            };
            inputs.push(Input {
                step: step.file_order,
                id: step.id.clone(),
                party: Some(party.party.clone()),
                effects: effects(&outcomes),
                outcomes,
                planned,
                slot: draws.input(format!("{} / {}", step.id, party.party)),
                inverse: Arc::new(Inverse::new(through)),
            });
        }
        return Ok(inputs);
    }
    let Some(Estimated { estimate, .. }) = timing.estimate else { return Ok(inputs) };
    fits(&estimate)?;
    if estimate.min == estimate.max {
        return Ok(inputs);
    }
    let days = terms.shape.days(&estimate);
    let outcomes = takes(&estimate, &days);
    inputs.push(Input {
        step: step.file_order,
        id: step.id.clone(),
        party: None,
        effects: effects(&outcomes),
        outcomes,
        planned: (estimate.point(terms.basis).number() - estimate.min.number()) as usize,
        slot: draws.input(step.id.to_string()),
        inverse: Arc::new(Inverse::new(days.iter().map(|(_, sum)| *sum).collect())),
    });
    Ok(inputs)
}

impl Input {
    /// The outcomes that can come, the best first, each with its probability in [`PARTS`].
    ///
    /// ```
    #[doc = include_str!("../set_up/drawn.md")]
    /// use permits::risk::PARTS;
    /// let odds: Vec<(usize, u32)> = model.inputs()[0].odds().collect();
    /// assert_eq!(odds.iter().map(|(_, parts)| parts).sum::<u32>(), PARTS);
    /// assert_eq!(odds[0].1, odds[2].1, "one day and three are as likely");
    /// ```
    pub fn odds(&self) -> impl DoubleEndedIterator<Item = (usize, u32)> {
        self.inverse.outcomes()
    }

    /// The best and the worst outcome: the ends of the estimate, however rarely they come; for a reply silence, where
    /// it can come.
    ///
    /// ```
    #[doc = include_str!("../set_up/drawn.md")]
    /// assert_eq!(model.inputs()[0].extremes(), (0, 2)); // one working day, and three
    /// ```
    pub fn extremes(&self) -> (usize, usize) {
        let last = self.outcomes.len() - 1;
        let never_silent =
            self.outcomes[last] == Outcome::Silent && self.odds().all(|(outcome, _)| outcome < last);
        (0, if never_silent { last.saturating_sub(1) } else { last })
    }
}

impl Outcome {
    /// How a step is counted when this is what comes out.
    pub(super) fn timing(self, timing: &Timing) -> Timing {
        let mut timing = timing.clone();
        let origin = timing.estimate.map_or(Origin::Assumption, |estimate| estimate.origin);
        timing.estimate = match self {
            Outcome::Takes(length) => Some(Estimated::new(Estimate::exactly(length), origin)),
            Outcome::Silent => None,
        };
        timing
    }
}
