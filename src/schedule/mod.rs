//! # The graph gets dates and reasons
//!
//! In: a [`Network`], a [`Calendar`], a start day, a counting profile and a basis. Out: a [`Schedule`]: for every step
//! its trigger, its finish and the reason ([`Counted`]), the latest dates that delay nothing, the floats, the links
//! that drive it, and the critical path; then the promises, tested, and what the reader must be warned of.
//!
//! The phases, each a file: `forward` (triggers and finishes, in a network with records by `progress`), `backward`
//! (latest dates and floats), `critical` (drivers and the path), `promises`, `provisional` (what rests on days without
//! a notice), `warnings`; [`drag`], [`deadline`], [`abort`], `arrivals`, `basis` (what the days rest on), [`given`]
//! (steps whose finish is given), `limit` (the last day that is allowed) and `shift` on request. All of them together cost
//! O(steps + links), whatever the lengths are; [`drag`] costs a forward pass for each critical step.
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
mod limit;
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
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::calendar::Counting;
/// // As offices print notices, the day of posting is the first: 21 June is the last, and ten working days follow.
/// let run = Run { counting: Counting::Practice, ..run };
/// let dates = schedule(&network, &calendar, &run).unwrap();
/// assert_eq!(dates.finish(&network).to_string(), "2023-07-06 in-hours");
/// ```
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
    ///
    /// ```
    /// use permits::{calendar::Counting, network::Basis, schedule::Run};
    /// let run = Run::from("2023-06-01".parse().unwrap());
    /// assert_eq!((run.counting, run.basis), (Counting::Statutory, Basis::Likely));
    /// ```
    pub fn from(start: Day) -> Run {
        Run { start, counting: Counting::default(), basis: Basis::default() }
    }
}

/// Days counted both ways.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// // From 1 June to 7 July: 29 natural days in June, and 7. Without weekends and Duanwu 25 are worked.
/// assert_eq!(dates.duration, Float { working: 25, natural: 36 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Float {
    /// Working days.
    pub working: i32,
    /// Natural days.
    pub natural: i32,
}

/// The latest dates of a step that delay nothing.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// // Posted on Friday 2 June the announcement runs to the 23rd, a day off, and ends on the same 25 June.
/// let latest = dates.dates(step("announcement-window")).latest.unwrap();
/// assert_eq!(latest.trigger.value.to_string(), "2023-06-02 in-hours");
/// assert_eq!(latest.finish.value.to_string(), "2023-06-25 end-of-day");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Latest {
    /// The latest trigger.
    pub trigger: Told<Moment>,
    /// The latest finish.
    pub finish: Told<Moment>,
}

/// One step's dates. An absent step has them too: its trigger, handed on.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// let window = dates.dates(step("announcement-window"));
/// assert_eq!(window.trigger.to_string(), "2023-06-01 in-hours");
/// assert_eq!(window.counted.printed.to_string(), "2023-06-22", "Duanwu: the end rolls");
/// assert_eq!(window.finish().to_string(), "2023-06-25 end-of-day");
/// // The finish waits for the announcement, and still a day later would do: the end rolls to the same day.
/// let posted = dates.dates(step("land-announcement"));
/// assert!(posted.critical);
/// assert_eq!(posted.total_float, Some(Told::sure(Float { working: 1, natural: 1 })));
/// ```
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
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// // A publicity belongs to the public until 24:00 of its last day.
    /// let window = dates.dates(step("announcement-window"));
    /// assert_eq!(window.finish(), Moment::end_of_day(day("2023-06-25")));
    /// ```
    pub fn finish(&self) -> Moment {
        self.counted.finish
    }

    /// Whether it is known to have finished.
    ///
    /// ```
    #[doc = include_str!("../set_up/tracked.md")]
    /// assert!(tracked.forecast.dates(step("land-announcement")).is_done());
    /// assert!(!tracked.forecast.dates(step("announcement-window")).is_done());
    /// ```
    pub fn is_done(&self) -> bool {
        self.state == Some(State::Done)
    }

    /// Whether it is known to have begun.
    ///
    /// ```
    #[doc = include_str!("../set_up/tracked.md")]
    /// assert!(tracked.forecast.dates(step("announcement-window")).has_begun());
    /// assert!(!tracked.forecast.dates(step("bidding-window")).has_begun());
    /// ```
    pub fn has_begun(&self) -> bool {
        self.state.is_some_and(|state| state != State::Waiting)
    }

    /// Its trigger, with its caveat.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let told = dates.dates(step("announcement-window")).told_trigger();
    /// assert_eq!(told, Told::sure(Moment::in_hours(day("2023-06-01"))));
    /// ```
    pub fn told_trigger(&self) -> Told<Moment> {
        Told { value: self.trigger, provisional: self.trigger_provisional }
    }

    /// Its beginning, with its caveat.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// // Of 2024 no notice was known on 1 June 2023: a beginning on 29 December does not rest on one, a finish does.
    /// let known = Calendar::new(Some(day("2023-06-01")), &[]);
    /// let dates = schedule(&network, &known, &Run::from(day("2023-12-29"))).unwrap();
    /// let window = dates.dates(step("announcement-window"));
    /// assert!(!window.told_begins().provisional && window.told_finish().provisional);
    /// ```
    pub fn told_begins(&self) -> Told<Moment> {
        Told { value: self.counted.begins, provisional: self.begins_provisional }
    }

    /// Its finish, with its caveat.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let told = dates.dates(network.goal()).told_finish();
    /// assert_eq!(told, Told::sure(Moment::in_hours(day("2023-07-07"))));
    /// ```
    pub fn told_finish(&self) -> Told<Moment> {
        Told { value: self.finish(), provisional: self.provisional }
    }

    /// Natural and working days from its trigger (excluded) to its finish (included).
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// // Ten working days, from the make-up Sunday 25 June to Friday 7 July.
    /// let bidding = dates.dates(step("bidding-window")).spans(&calendar);
    /// assert_eq!(bidding, Float { working: 10, natural: 12 });
    /// ```
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
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// assert_eq!(dates.finish(&network).to_string(), "2023-07-07 in-hours");
/// assert_eq!(dates.critical_path.len(), 7, "one chain from the letter to the contract");
/// assert!(dates.promises.is_empty(), "this procedure makes none");
/// ```
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
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert_eq!(dates.dates(step("deal-confirmation")).finish().to_string(), "2023-07-07 in-hours");
    /// ```
    pub fn dates(&self, ix: StepIx) -> &Dated {
        &self.steps[ix.index()]
    }

    /// How far a step is, in a network with records.
    ///
    /// ```
    #[doc = include_str!("../set_up/tracked.md")]
    /// let window = tracked.forecast.progress(step("announcement-window")).unwrap();
    /// assert_eq!((window.state, window.due.unwrap().value), (State::Running, day("2023-06-26")));
    /// assert_eq!(tracked.plan.progress(step("announcement-window")), None, "a plan has no records");
    /// ```
    pub fn progress(&self, ix: StepIx) -> Option<Progress> {
        self.progress.get(ix.index()).copied()
    }

    /// When the goal finishes.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert_eq!(dates.finish(&network), dates.dates(network.goal()).finish());
    /// ```
    pub fn finish(&self, network: &Network) -> Moment {
        self.dates(network.goal()).finish()
    }

    /// The present steps whose links set the trigger of `ix`, looked up through absent steps, in file order. For many
    /// steps of one schedule ask [`Drivers`].
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert_eq!(dates.drivers(&network, step("bidding-window")), [step("announcement-window")]);
    /// assert!(dates.drivers(&network, step("supply-opinion-letter")).is_empty(), "the start drives it");
    /// ```
    pub fn drivers(&self, network: &Network, ix: StepIx) -> Vec<StepIx> {
        Drivers::new(network, self).of(ix).to_vec()
    }

    /// The length used by a step and where it comes from: for a consultation that silence ended, its limit.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::network::Origin;
    /// let bidding = dates.length(&network, step("bidding-window"));
    /// assert_eq!(bidding, (Some(Length::Working(10)), Some(Origin::Regulation)));
    /// // No document times the approval of the transfer plan.
    /// assert_eq!(dates.length(&network, step("transfer-plan-approval")), (None, Some(Origin::Untimed)));
    /// ```
    pub fn length(&self, network: &Network, ix: StepIx) -> (Option<Length>, Option<Origin>) {
        let dated = self.dates(ix);
        match self.silence_limit(network, ix) {
            Some(limit) => (Some(limit), Some(Origin::Regulation)),
            None => (dated.timed.length, dated.timed.origin),
        }
    }

    /// How well the length used is known, when it is an estimate and its file says so.
    ///
    /// ```
    #[doc = include_str!("../set_up/building.md")]
    /// use permits::network::Confidence;
    /// let (promised, _) = load_assumptions(&library, &Which::typed("promised"), &mut sources).unwrap();
    /// let network = compile(&Case::new(&workflow, &promised)).unwrap();
    /// let dates = schedule(&network, &calendar, &run).unwrap();
    /// let of = |id: &str| dates.confidence(&network, network.find(id).unwrap());
    /// assert_eq!(of("transfer-plan-approval"), Some(Confidence::Assumed));
    /// assert_eq!(of("bidding-window"), None, "its length is a limit, not an estimate");
    /// ```
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
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// let late = schedule(&network, &calendar, &Run::from(day("2100-12-20"))).unwrap_err();
/// assert!(late.to_string().ends_with("which answers for 2002-01-01 to 2100-12-31"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}, which answers for 2002-01-01 to 2100-12-31", .0.text().en)]
pub struct OutOfCalendar(pub Leaves);

/// What left the calendar.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::{Leaves, OutOfCalendar};
/// // 20 December 2100 + 21 natural days is in 2101.
/// let late = schedule(&network, &calendar, &Run::from(day("2100-12-20"))).unwrap_err();
/// let posted = Moment::in_hours(day("2100-12-20"));
/// assert_eq!(late, OutOfCalendar(Leaves::Step("announcement-window".into(), posted)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaves {
    /// The dates of a step, counted from the last moment that was still inside: its trigger, or the start.
    Step(StepId, Moment),
    /// The due day of a promise, counted from the finish of the step that starts its clock.
    Due(PromiseId, StepId, Moment),
}

impl Leaves {
    /// The same in words.
    ///
    /// ```
    /// use permits::{calendar::{Day, Moment}, schedule::Leaves};
    /// let leaves = Leaves::Step("publicity".into(), Moment::in_hours(Day::LAST));
    /// assert_eq!(leaves.text().en, "counted from 2100-12-31 in-hours, `publicity` leaves the calendar");
    /// ```
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
