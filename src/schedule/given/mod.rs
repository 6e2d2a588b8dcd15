//! Steps whose finish is given: “announced on 03-10, when can we build?”
//!
//! In: a network, the finishes that are given, a run. Out: the network that is left, ready for
//! [`schedule`](super::schedule()): what is not given is taken from the plan as far as the given finishes allow, and the
//! plan is the forward pass of the whole network. Which step is done and which has only begun is told in `pin`.

mod pin;

use crate::calendar::{Calendar, Day};
use crate::network::{Network, StepId, Text};

use super::{OutOfCalendar, Run, forward};

/// A step that finished on a known day.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::schedule::given::given;
/// let known = Given { step: "deal-confirmation".into(), finished: day("2023-07-10") };
/// let left = given(&network, &[known], &calendar, &run).unwrap();
/// assert_eq!(left.steps().len(), 2); // the deal, and the contract that is still to be signed
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The step.
    pub step: StepId,
    /// The day it finished.
    pub finished: Day,
}

/// Why finishes cannot be given so.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::{schedule::given::{GivenError, GivenMistake, given}};
/// let on = |id: &str, text: &str| Given { step: id.into(), finished: day(text) };
/// // The bidding cannot end before the announcement does.
/// let known = [on("announcement-window", "2023-06-26"), on("bidding-window", "2023-06-20")];
/// let (earlier, later) = ("announcement-window".into(), "bidding-window".into());
/// let error = given(&network, &known, &calendar, &run).unwrap_err();
/// assert_eq!(error, GivenError::Mistake(GivenMistake::OutOfOrder { earlier, later }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum GivenMistake {
    /// There is no such step.
    UnknownStep(StepId),
    /// The step does not happen under these facts.
    AbsentStep(StepId),
    /// One of them must have finished before the other, but is said to finish later.
    OutOfOrder {
        /// The step that leads to the other.
        earlier: StepId,
        /// The other.
        later: StepId,
    },
    /// The goal leads to a given step, so nothing is left to plan.
    GoalIsDone(StepId),
    /// A step is given twice.
    Twice(StepId),
}

impl GivenMistake {
    /// The error in words.
    ///
    /// ```
    /// use permits::{diagnostic::Lang, schedule::given::GivenMistake};
    /// assert_eq!(GivenMistake::Twice("briefing".into()).text().get(Lang::En), "`briefing` is given twice");
    /// ```
    pub fn text(&self) -> Text {
        match self {
            GivenMistake::UnknownStep(step) => {
                Text::new(format!("没有事项 `{step}`"), format!("no step is called `{step}`"))
            }
            GivenMistake::AbsentStep(step) => Text::new(
                format!("在所设事实下没有事项 `{step}`"),
                format!("`{step}` does not happen under these facts"),
            ),
            GivenMistake::OutOfOrder { earlier, later } => Text::new(
                format!("`{earlier}` 在 `{later}` 之前,不能晚于它完成"),
                format!("`{earlier}` leads to `{later}`, so it cannot finish after it"),
            ),
            GivenMistake::GoalIsDone(step) => Text::new(
                format!("终点在 `{step}` 之前,已视为办结,无可安排"),
                format!("the goal leads to `{step}`, so it is taken as done and nothing is left to plan"),
            ),
            GivenMistake::Twice(step) => {
                Text::new(format!("`{step}` 给了两次"), format!("`{step}` is given twice"))
            }
        }
    }
}

/// Why no network is left.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::{schedule::given::{GivenError, GivenMistake, given}};
/// let known = [Given { step: "auction".into(), finished: day("2023-06-26") }];
/// let error = given(&network, &known, &calendar, &run).unwrap_err();
/// assert_eq!(error, GivenError::Mistake(GivenMistake::UnknownStep("auction".into())));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GivenError {
    /// They contradict the network or each other.
    #[error(transparent)]
    Mistake(#[from] GivenMistake),
    /// The plan without them leaves the calendar.
    #[error(transparent)]
    Calendar(#[from] OutOfCalendar),
}

/// The network that is left when these steps finished on these days.
///
/// # Errors
/// [`GivenError`]: an unknown or absent step, a contradiction, a goal that is done, a plan that leaves the calendar.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::schedule::given::given;
/// // The announcement period ended on Monday 26 June, a day later than planned; so does the contract now.
/// let known = [Given { step: "announcement-window".into(), finished: day("2023-06-26") }];
/// let left = given(&network, &known, &calendar, &run).unwrap();
/// let dates = schedule(&left, &calendar, &run).unwrap();
/// assert_eq!(dates.finish(&left).to_string(), "2023-07-10 in-hours");
/// ```
pub fn given(
    network: &Network,
    given: &[Given],
    calendar: &Calendar,
    run: &Run,
) -> Result<Network, GivenError> {
    let mut dates = Vec::with_capacity(network.steps().len());
    forward::forward(
        network,
        calendar,
        run,
        &mut dates,
        &mut vec![false; network.links().len()],
        &mut Vec::new(),
    )?;
    Ok(pin::pin(network, given, pin::CountedBy { calendar, run }, &dates)?)
}

/// The network when it takes over from another procedure at the run's start: the finished steps that both share stand on
/// their days, and everything else, also what leads to them here, is still to be done, not before that day.
///
/// # Errors
/// [`GivenMistake`]: a step that is unknown, absent, or given twice.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::schedule::given::keep;
/// let announced = Given { step: "land-announcement".into(), finished: day("2023-06-05") };
/// let left = keep(&network, &[announced], &calendar, &Run::from(day("2023-06-20"))).unwrap();
/// // Nothing is taken as done, and nothing is triggered before the day.
/// assert_eq!((left.steps().len(), left.done.len()), (7, 0));
/// let bidding = left.step(left.find("bidding-window").unwrap());
/// assert_eq!(bidding.anchor.not_before, Some(Moment::in_hours(day("2023-06-20"))));
/// ```
pub fn keep(
    network: &Network,
    finished: &[Given],
    calendar: &Calendar,
    run: &Run,
) -> Result<Network, GivenMistake> {
    pin::keep(network, finished, pin::CountedBy { calendar, run })
}
