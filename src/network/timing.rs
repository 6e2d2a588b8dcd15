//! Which length a step has, and which rule of counting follows from it.
//!
//! In: what the workflow, the assumption set and the project say of one step. Out: for a counting profile and a
//! basis, one [`Rule`] and the length it rests on, with its origin. No date is counted here.

use crate::calendar::{Cadence, Counting, FirstDay, Length, Roll, Rule};
use crate::workflow::{Basis, Confidence, Estimate, Kind, Origin, Step, StepAssumption};

/// Everything that decides how long a step takes.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// let bidding = &network.step(step("bidding-window")).timing;
/// assert_eq!((bidding.limit, bidding.estimate), (Some(Length::Working(10)), None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// The kind of step.
    pub kind: Kind,
    /// What a regulation gives.
    pub limit: Option<Length>,
    /// What it is thought to take; the project's word before the assumption set's, the assumption set's before the
    /// workflow's.
    pub estimate: Option<Estimated>,
    /// The days a meeting sits, and where that comes from.
    pub cadence: Option<(Cadence, Origin)>,
    /// Overrides the counting profile.
    pub first_day: Option<FirstDay>,
    /// Overrides the counting profile.
    pub roll: Option<Roll>,
}

/// What a step is thought to take, and what is known of that: all three from the same file.
///
/// ```
/// use permits::{calendar::Length, network::{Estimate, Estimated, Origin}};
/// let said = Estimated::new(Estimate::exactly(Length::Working(5)), Origin::Promise);
/// assert_eq!((said.estimate.likely, said.origin), (Length::Working(5), Origin::Promise));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimated {
    /// The time.
    pub estimate: Estimate,
    /// Where it comes from.
    pub origin: Origin,
    /// How well it is known, if the file says so.
    pub confidence: Option<Confidence>,
}

impl Estimated {
    /// An estimate of which nobody says how well it is known.
    ///
    /// ```
    /// use permits::{calendar::Length, network::{Estimate, Estimated, Origin}};
    /// let said = Estimated::new(Estimate::exactly(Length::Working(5)), Origin::Law);
    /// assert_eq!(said.confidence, None);
    /// ```
    pub fn new(estimate: Estimate, origin: Origin) -> Self {
        Estimated { estimate, origin, confidence: None }
    }
}

/// The rule a step is counted by, and the length it rests on.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::calendar::Rule;
/// // The bidding closes during its last day; nobody times the contract, so it is done on the spot.
/// let timed = |id: &str| dates.dates(step(id)).timed;
/// assert!(matches!(timed("bidding-window").rule, Rule::Work { length: Length::Working(10), .. }));
/// assert_eq!((timed("land-contract").rule, timed("land-contract").length), (Rule::Act, None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed {
    /// How its finish is counted.
    pub rule: Rule,
    /// The length used; none for a milestone, an act, a meeting and an untimed step. For a consultation that silence
    /// ends it is `limit` instead.
    pub length: Option<Length>,
    /// Where that length comes from; none for a milestone, an act and a meeting.
    pub origin: Option<Origin>,
    /// How well that length is known; none for a limit, and where the file with the estimate does not say.
    pub confidence: Option<Confidence>,
    /// The same step counted by its limit, when another length is used: what an estimate is compared with.
    pub by_limit: Option<Rule>,
}

impl Timing {
    /// A step of this kind with nothing else said of it.
    ///
    /// ```
    /// use permits::network::{Kind, Timing};
    /// let review = Timing::new(Kind::Review);
    /// assert_eq!((review.kind, review.limit, review.estimate), (Kind::Review, None, None));
    /// ```
    pub fn new(kind: Kind) -> Self {
        Timing { kind, limit: None, estimate: None, cadence: None, first_day: None, roll: None }
    }

    /// What the files say of a step, the later ones winning.
    pub(super) fn of(step: &Step, overlays: &[&StepAssumption]) -> Self {
        let mut timing = Timing {
            kind: step.kind,
            limit: step.limit,
            estimate: step.estimate.map(|estimate| Estimated::new(estimate, Origin::Assumption)),
            cadence: step.cadence.map(|cadence| (cadence, Origin::Regulation)),
            first_day: step.first_day,
            roll: step.roll,
        };
        for overlay in overlays {
            let origin = overlay.origin.unwrap_or(Origin::Assumption);
            if let Some(estimate) = overlay.estimate {
                timing.estimate = Some(Estimated { estimate, origin, confidence: overlay.confidence });
            }
            if let Some(cadence) = overlay.cadence {
                timing.cadence = Some((cadence, origin));
            }
        }
        timing
    }

    /// The rule for a counting profile and a basis, with the length that the basis uses.
    ///
    /// ```
    /// use permits::calendar::{Counting, Length};
    /// use permits::network::{Basis, Estimate, Estimated, Kind, Origin, Timing};
    /// let mut review = Timing::new(Kind::Review);
    /// review.limit = Some(Length::Working(20));
    /// review.estimate = Some(Estimated::new(Estimate::exactly(Length::Working(5)), Origin::Promise));
    /// let timed = review.timed(Counting::Statutory, Basis::Likely);
    /// assert_eq!((timed.length, timed.origin), (Some(Length::Working(5)), Some(Origin::Promise)));
    /// let timed = review.timed(Counting::Statutory, Basis::Statutory);
    /// assert_eq!((timed.length, timed.origin), (Some(Length::Working(20)), Some(Origin::Regulation)));
    /// ```
    pub fn timed(&self, counting: Counting, basis: Basis) -> Timed {
        let fixed = |rule| Timed { rule, length: None, origin: None, confidence: None, by_limit: None };
        let is_notice = self.kind == Kind::Notice;
        let roll = self.roll.unwrap_or(if is_notice { counting.notice_roll() } else { Roll::NextWorkingDay });
        let by_limit = self.limit.map(|length| (length, Origin::Regulation, None));
        let estimated = self
            .estimate
            .filter(|_| self.kind.takes_estimate() && !(basis == Basis::Statutory && self.limit.is_some()))
            .map(|said| (said.estimate.point(basis), said.origin, said.confidence));
        let rule_of = |length: Length| match self.kind {
            _ if length.is_zero() => Rule::Act,
            Kind::Notice => {
                let first_day = self.first_day.unwrap_or(counting.notice_first_day());
                Rule::Notice { length, first_day, roll }
            }
            Kind::Review => Rule::Review { length, roll },
            Kind::Consultation => Rule::Consultation { reply: None, due: Some(length), roll },
            _ => Rule::Work { length, roll },
        };
        match self.kind {
            Kind::Milestone => return fixed(Rule::Milestone),
            Kind::Act => return fixed(Rule::Act),
            Kind::Meeting => {
                return fixed(Rule::Meeting { cadence: self.cadence.map(|(cadence, _)| cadence) });
            }
            Kind::Review | Kind::Task | Kind::Listing | Kind::Notice | Kind::Consultation => {}
        }
        let Some((length, origin, confidence)) = estimated.or(by_limit) else {
            return Timed { origin: Some(Origin::Untimed), ..fixed(Rule::Act) };
        };
        let rule = match (self.kind, estimated) {
            (Kind::Consultation, Some((reply, ..))) if !reply.is_zero() => {
                Rule::Consultation { reply: Some(reply), due: self.limit, roll }
            }
            _ => rule_of(length),
        };
        let by_limit = estimated.and(self.limit).map(rule_of);
        Timed { rule, length: Some(length), origin: Some(origin), confidence, by_limit }
    }
}
