//! # The graph gets dates and reasons
//!
//! In: a [`Network`], a [`Calendar`], a start day, a counting profile and a basis. Out: a [`Schedule`]: for every step
//! its trigger, its finish and the reason ([`Counted`]), the latest dates that delay nothing, the floats, the links
//! that drive it, and the critical path; then the promises, tested, and what the reader must be warned of.
//!
//! The phases, each a file: `forward` (triggers and finishes, in a network with records by `progress`), `backward` (latest dates and floats), `critical`
//! (drivers and the path), `promises`, `provisional` (what rests on days without a notice), `warnings`; [`drag`],
//! [`deadline`], [`abort`] and `arrivals` on request. All of them together cost O(steps + links), whatever the lengths are; [`drag`]
//! costs a forward pass for each critical step.
//!
//! What is deliberately not here: words, files, odds. A date is made together with its reason, and nobody makes it
//! again.

pub mod abort;
mod arrivals;
mod backward;
mod basis;
mod critical;
pub mod deadline;
pub mod drag;
mod forward;
pub mod given;
mod progress;
mod promises;
mod provisional;
pub mod shift;
mod warnings;

pub use arrivals::Arrival;
pub use basis::{BasisShare, RestsOn, Stretch};
pub use critical::Drivers;
pub use progress::{How, Progress, State};
pub use promises::PromiseResult;
pub use provisional::ResultOf;
pub use warnings::{Warning, WarningCode};

use crate::calendar::{Calendar, Counted, Counting, Day, EndedBy, Length, Moment, Told};
use crate::network::{Basis, Confidence, Network, Origin, PromiseId, StepId, StepIx, Text, Timed};

/// How a network is to be scheduled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The day of the run's start.
    pub start: Day,
    /// How notices are counted.
    pub counting: Counting,
    /// Which lengths are used.
    pub basis: Basis,
}

impl Run {
    /// A run from a day, counted by statute, with the likely lengths.
    pub fn from(start: Day) -> Run {
        Run { start, counting: Counting::default(), basis: Basis::default() }
    }
}

/// Days counted both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Float {
    /// Working days.
    pub working: i32,
    /// Natural days.
    pub natural: i32,
}

/// The latest dates of a step that delay nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Latest {
    /// The latest trigger.
    pub trigger: Told<Moment>,
    /// The latest finish.
    pub finish: Told<Moment>,
}

/// One step's dates. An absent step has them too: its trigger, handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// When it could begin: what it waits for is there.
    pub trigger: Moment,
    /// Its finish and the reason.
    pub counted: Counted,
    /// The rule it is counted by, and the length that rests on.
    pub timed: Timed,
    /// `None` for a step that does not lead to the goal.
    pub latest: Option<Latest>,
    /// How much later it could be without delaying the goal; `None` where there are no latest dates.
    pub total_float: Option<Told<Float>>,
    /// How much later it could be without moving any trigger that follows; 0 for the goal, `None` when nothing waits.
    pub free_float: Option<Told<Float>>,
    /// Whether it is on a chain of drivers from the goal back to the start.
    pub critical: bool,
    /// Whether its dates rest on a day that no published notice covers.
    pub provisional: bool,
    /// The same of its beginning: what follows from there does not rest on the days it runs through.
    pub begins_provisional: bool,
    /// The same of its trigger.
    pub trigger_provisional: bool,
    /// How far it is, in a network with records; [`Schedule::progress`] says more.
    pub state: Option<State>,
}

impl Dated {
    /// When it finishes.
    pub fn finish(&self) -> Moment {
        self.counted.finish
    }

    /// Whether it is known to have finished.
    pub fn is_done(&self) -> bool {
        self.state == Some(State::Done)
    }

    /// Whether it is known to have begun.
    pub fn has_begun(&self) -> bool {
        self.state.is_some_and(|state| state != State::Waiting)
    }

    /// Its trigger, with its caveat.
    pub fn told_trigger(&self) -> Told<Moment> {
        Told { value: self.trigger, provisional: self.trigger_provisional }
    }

    /// Its beginning, with its caveat.
    pub fn told_begins(&self) -> Told<Moment> {
        Told { value: self.counted.begins, provisional: self.begins_provisional }
    }

    /// Its finish, with its caveat.
    pub fn told_finish(&self) -> Told<Moment> {
        Told { value: self.finish(), provisional: self.provisional }
    }

    /// Natural and working days from its trigger (excluded) to its finish (included).
    pub fn spans(&self, calendar: &Calendar) -> Float {
        between(calendar, self.trigger.day(), self.finish().day())
    }
}

/// The days in (a, b], both ways.
pub(crate) fn between(calendar: &Calendar, a: Day, b: Day) -> Float {
    Float { working: calendar.workdays_between(a, b), natural: b.days_since(a) }
}

/// The same between days that may be provisional: what lies between them is read too.
pub(crate) fn told_between(calendar: &Calendar, a: Told<Day>, b: Told<Day>) -> Told<Float> {
    let (first, last) = (a.value.min(b.value), a.value.max(b.value));
    let provisional = a.provisional || b.provisional || calendar.touches_provisional(first, last);
    Told { value: between(calendar, a.value, b.value), provisional }
}

/// The dates of a network.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// What was asked for.
    pub run: Run,
    /// The dates, by [`StepIx`].
    pub steps: Vec<Dated>,
    /// How far each step is, by [`StepIx`]; empty for a network without records.
    progress: Vec<Progress>,
    /// For each link of the network whether it sets the trigger of the step it leads to.
    pub driving: Vec<bool>,
    /// The primary critical path from the start to the goal, absent steps left out.
    pub critical_path: Vec<StepIx>,
    /// The promises, tested.
    pub promises: Vec<PromiseResult>,
    /// What the reader must know.
    pub warnings: Vec<Warning>,
    /// Natural and working days from the start day (excluded) to the goal's finish day (included).
    pub duration: Float,
}

impl Schedule {
    /// One step's dates.
    pub fn dates(&self, ix: StepIx) -> &Dated {
        &self.steps[ix.index()]
    }

    /// How far a step is, in a network with records.
    pub fn progress(&self, ix: StepIx) -> Option<Progress> {
        self.progress.get(ix.index()).copied()
    }

    /// When the goal finishes.
    pub fn finish(&self, network: &Network) -> Moment {
        self.dates(network.goal()).finish()
    }

    /// The present steps whose links set the trigger of `ix`, looked up through absent steps, in file order. For many
    /// steps of one schedule ask [`Drivers`].
    pub fn drivers(&self, network: &Network, ix: StepIx) -> Vec<StepIx> {
        Drivers::new(network, self).of(ix).to_vec()
    }

    /// The length used by a step and where it comes from: for a consultation that silence ended, its limit.
    pub fn length(&self, network: &Network, ix: StepIx) -> (Option<Length>, Option<Origin>) {
        let dated = self.dates(ix);
        match self.silence_limit(network, ix) {
            Some(limit) => (Some(limit), Some(Origin::Regulation)),
            None => (dated.timed.length, dated.timed.origin),
        }
    }

    /// How well the length used is known, when it is an estimate and its file says so.
    pub fn confidence(&self, network: &Network, ix: StepIx) -> Option<Confidence> {
        let estimated = self.silence_limit(network, ix).is_none();
        self.dates(ix).timed.confidence.filter(|_| estimated)
    }

    /// The limit of a consultation that silence ended: the length used whatever was expected.
    fn silence_limit(&self, network: &Network, ix: StepIx) -> Option<Length> {
        let by_silence = self.dates(ix).counted.ended_by == EndedBy::Silence;
        network.step(ix).timing.limit.filter(|_| by_silence)
    }
}

/// A count that left the calendar, and what it was made for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}, which answers for 2002-01-01 to 2100-12-31", .0.text().en)]
pub struct OutOfCalendar(pub Leaves);

/// What left the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaves {
    /// The dates of a step, counted from the last moment that was still inside: its trigger, or the start.
    Step(StepId, Moment),
    /// The due day of a promise, counted from the finish of the step that starts its clock.
    Due(PromiseId, StepId, Moment),
}

impl Leaves {
    /// The same in words.
    pub fn text(&self) -> Text {
        match self {
            Leaves::Step(step, from) => Text::new(
                format!("`{step}` 自 {from} 起算,超出日历范围"),
                format!("counted from {from}, `{step}` leaves the calendar"),
            ),
            Leaves::Due(promise, step, from) => Text::new(
                format!("限时 `{promise}` 的到期日自 `{step}` 完成({from})起算,超出日历范围"),
                format!(
                    "counted from the finish of `{step}`, {from}, the due day of the promise `{promise}` leaves the calendar"
                ),
            ),
        }
    }
}

/// Gives a network its dates.
///
/// # Errors
/// [`OutOfCalendar`] when a date would fall outside 2002–2100.
///
/// ```
/// use permits::calendar::{Calendar, Length};
/// use permits::network::{Kind, Network, NetworkStep, StepIx, Timing};
/// use permits::schedule::{Run, schedule};
/// let mut consult = Timing::new(Kind::Consultation);
/// consult.limit = Some(Length::Working(5));
/// let network = Network::new(vec![NetworkStep::new("consult", consult)], Vec::new(), StepIx::new(0)).unwrap();
/// let schedule = schedule(&network, &Calendar::official(), &Run::from("2023-06-01".parse().unwrap())).unwrap();
/// assert_eq!(schedule.finish(&network).to_string(), "2023-06-08 end-of-day");
/// ```
pub fn schedule(network: &Network, calendar: &Calendar, run: &Run) -> Result<Schedule, OutOfCalendar> {
    let mut steps = Vec::with_capacity(network.steps().len());
    let mut driving = vec![false; network.links().len()];
    let mut progress = Vec::new();
    forward::forward(network, calendar, run, &mut steps, &mut driving, &mut progress)?;
    backward::backward(network, calendar, &mut steps);
    let critical_path = critical::mark(network, &driving, &mut steps);
    let promises = promises::test(network, calendar, &steps)?;
    let duration = between(calendar, run.start, steps[network.goal().index()].finish().day());
    let mut schedule = Schedule {
        run: *run,
        steps,
        progress,
        driving,
        critical_path,
        promises,
        warnings: Vec::new(),
        duration,
    };
    schedule.warnings = warnings::warnings(network, calendar, &schedule);
    Ok(schedule)
}
