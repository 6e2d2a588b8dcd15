//! A network some of whose steps are known to have finished.
//!
//! In: a network, the finishes that are given, a run. Out: the network that is left, ready for
//! [`schedule`](super::schedule()): what is not given is taken from the plan as far as the given finishes allow, and the
//! plan is the forward pass of the whole network. Which step is done and which has only begun is
//! [`pin`]'s to say.

use crate::calendar::Calendar;
use crate::network::{Given, Network, PinError, Planned, Terms, pin};

use super::{OutOfCalendar, Run, forward};

/// Why finishes cannot be given so.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::{network::PinError, schedule::given::{GivenError, given}};
/// let known = [Given { step: "auction".into(), finished: day("2023-06-26") }];
/// let error = given(&network, &known, &calendar, &run).unwrap_err();
/// assert_eq!(error, GivenError::Pin(PinError::UnknownStep("auction".into())));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GivenError {
    /// They contradict the network or each other.
    #[error(transparent)]
    Pin(#[from] PinError),
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
#[doc = include_str!("../set_up/land_supply.md")]
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
    let planned = dates.iter().map(|dated| Planned {
        trigger: dated.trigger,
        begins: dated.counted.begins,
        finish: dated.counted.finish,
    });
    let terms = Terms { calendar, counting: run.counting, basis: run.basis };
    Ok(pin(network, given, &terms, &planned.collect::<Vec<_>>())?)
}
