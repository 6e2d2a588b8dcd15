//! Why not earlier: what would have to change for a step, and how far the goal would move.
//!
//! In: a network, its calendar and its dates, one step. Out: what holds the step's trigger and what would hold it next;
//! what becomes of the plan if the step took no time; what each holiday inside it costs. Every answer is a whole
//! schedule with one thing changed, so that nothing is argued that was not run: two schedules and one a holiday, each
//! O(steps + links). No words here.

use crate::calendar::{Calendar, Day, ExceptionKind, Moment, Part, Rule, Told};
use crate::network::{Kind, Network, StepIx, Timing};
use crate::schedule::{Arrival, Float, Schedule, schedule, told_between};

/// What a change would make of the step and of the goal.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::earlier::earlier;
/// // The bidding without length: the deal is confirmed on Monday 26 June.
/// let moved = earlier(&network, &calendar, &dates, step("bidding-window")).no_time.unwrap().moved;
/// assert_eq!(moved.goal.value.to_string(), "2023-06-26 in-hours");
/// assert_eq!(moved.earlier, Told::sure(Float { working: 9, natural: 11 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The step's trigger.
    pub trigger: Told<Moment>,
    /// The step's finish.
    pub finish: Told<Moment>,
    /// The goal's finish.
    pub goal: Told<Moment>,
    /// How much earlier the goal's finish day is, counted in the calendar as it is; negative when it is later.
    pub earlier: Told<Float>,
}

/// What sets a trigger.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::earlier::{HeldBy, held_by};
/// let HeldBy::Steps(arrivals) = held_by(&network, &calendar, &dates, step("bidding-window")) else { panic!() };
/// assert_eq!(arrivals[0].from, step("announcement-window"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldBy {
    /// The run's start.
    Start,
    /// A day not to begin before.
    NotBefore(Day),
    /// What it waits for.
    Steps(Vec<Arrival>),
    /// Nothing: the step's finish is given, or it is known to have begun.
    Known,
}

/// What comes when that which holds a trigger lets go.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::earlier::{HeldBy, earlier};
/// // Without the announcement period the bidding begins with the run: ten working days from 1 June.
/// let released = earlier(&network, &calendar, &dates, step("bidding-window")).released.unwrap();
/// assert_eq!(released.held_by, HeldBy::Start);
/// assert_eq!(released.moved.finish.value.to_string(), "2023-06-15 in-hours");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// What would hold it then.
    pub held_by: HeldBy,
    /// What it would bring.
    pub moved: Moved,
}

/// What a step without length would bring.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::earlier::earlier;
/// let no_time = earlier(&network, &calendar, &dates, step("announcement-window")).no_time.unwrap();
/// assert_eq!(no_time.moved.goal.value.to_string(), "2023-06-15 in-hours");
/// assert!(no_time.then_through.is_empty(), "the procedure is one chain: there is no other way");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTime {
    /// What it would bring.
    pub moved: Moved,
    /// The steps that the critical path would run through and does not run through now: the next-longest chain.
    pub then_through: Vec<StepIx>,
}

/// A holiday inside a step.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::earlier::earlier;
/// let duanwu = &earlier(&network, &calendar, &dates, step("announcement-window")).holidays[0];
/// assert_eq!((duanwu.name.as_str(), duanwu.notice), ("端午节", 2023));
/// assert_eq!(duanwu.off, [day("2023-06-22"), day("2023-06-23")]);
/// assert_eq!(duanwu.work, [day("2023-06-25")]);
/// // Without it the period ends on Thursday 22 June, the bidding on 6 July instead of the 7th.
/// assert_eq!(duanwu.without.unwrap().earlier, Told::sure(Float { working: 1, natural: 1 }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayInside {
    /// Its name, in Chinese as in the notice.
    pub name: String,
    /// The year whose notice arranges it.
    pub notice: i32,
    /// Its days off inside the step.
    pub off: Vec<Day>,
    /// Its make-up days inside the step.
    pub work: Vec<Day>,
    /// What becomes of the plan if the notice had neither its days off nor its make-up days; `None` when the dates
    /// then leave the calendar.
    pub without: Option<Moved>,
}

/// Why a step is not earlier.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::earlier::{HeldBy, earlier};
/// // The letter is where the procedure begins: it waits for nothing, and takes no time that could be saved.
/// let letter = earlier(&network, &calendar, &dates, step("supply-opinion-letter"));
/// assert_eq!((letter.held_by, letter.released), (HeldBy::Start, None));
/// assert_eq!(letter.no_time.unwrap().moved.earlier, Told::sure(Float { working: 0, natural: 0 }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What sets its trigger.
    pub held_by: HeldBy,
    /// If that came as early as one likes; `None` when the run's start sets it, or when its dates are known.
    pub released: Option<Released>,
    /// If the step took no time; `None` for one that takes none, and for one whose finish is given.
    pub no_time: Option<NoTime>,
    /// The holidays inside it, in the order of their days.
    pub holidays: Vec<HolidayInside>,
}

/// What sets the trigger of a step.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::earlier::{HeldBy, held_by};
/// let letter = step("supply-opinion-letter");
/// assert_eq!(held_by(&network, &calendar, &dates, letter), HeldBy::Start);
/// let later = Some(Moment::in_hours(day("2023-06-05")));
/// let network = network.with_step(letter, |step| step.anchor.not_before = later);
/// let dates = schedule(&network, &calendar, &run).unwrap();
/// assert_eq!(held_by(&network, &calendar, &dates, letter), HeldBy::NotBefore(day("2023-06-05")));
/// ```
pub fn held_by(network: &Network, calendar: &Calendar, dates: &Schedule, ix: StepIx) -> HeldBy {
    let anchor = &network.step(ix).anchor;
    let trigger = dates.dates(ix).trigger;
    if anchor.finished.is_some() {
        return HeldBy::Known;
    }
    let mut driving = dates.arrivals(network, calendar, ix);
    driving.retain(|arrival| arrival.drives);
    match anchor.not_before {
        _ if !driving.is_empty() => HeldBy::Steps(driving),
        _ if trigger == Moment::in_hours(dates.run.start) => HeldBy::Start,
        Some(moment) if moment == trigger => HeldBy::NotBefore(moment.day()),
        _ if anchor.begun_by == Some(trigger) => HeldBy::Known,
        _ => HeldBy::Start,
    }
}

/// Asks of one present step why it is not earlier.
///
/// ```
/// use permits::calendar::{Calendar, Length};
/// use permits::network::{Kind, Network, NetworkStep, StepIx, Timing};
/// use permits::schedule::{Run, schedule};
/// use permits::study::earlier::earlier;
/// let mut consult = Timing::new(Kind::Consultation);
/// consult.limit = Some(Length::Working(5));
/// let network = Network::new(vec![NetworkStep::new("consult", consult)], Vec::new(), StepIx::new(0)).unwrap();
/// let calendar = Calendar::official();
/// let dates = schedule(&network, &calendar, &Run::from("2023-06-20".parse().unwrap())).unwrap();
/// // Wednesday 21, then Duanwu; the make-up Sunday 25, 26, 27, 28 June.
/// assert_eq!(dates.finish(&network).to_string(), "2023-06-28 end-of-day");
/// let why = earlier(&network, &calendar, &dates, StepIx::new(0));
/// // Without Duanwu, and without its make-up day: 21, 22, 23, 26, 27 June.
/// let without = why.holidays[0].without.unwrap();
/// assert_eq!(without.finish.value.to_string(), "2023-06-27 end-of-day");
/// ```
pub fn earlier(network: &Network, calendar: &Calendar, dates: &Schedule, ix: StepIx) -> Earlier {
    let plan = Plan { network, calendar, dates, ix };
    let held_by = held_by(network, calendar, dates, ix);
    let released = match held_by {
        HeldBy::Start | HeldBy::Known => None,
        HeldBy::NotBefore(_) | HeldBy::Steps(_) => plan.released(),
    };
    Earlier { held_by, released, no_time: plan.no_time(), holidays: plan.holidays() }
}

/// The plan and the step that is asked about.
struct Plan<'a> {
    network: &'a Network,
    calendar: &'a Calendar,
    dates: &'a Schedule,
    ix: StepIx,
}

impl Plan<'_> {
    /// The plan with one thing changed; `None` when it leaves the calendar.
    fn changed(&self, network: &Network, calendar: &Calendar) -> Option<(Moved, Schedule)> {
        let then = schedule(network, calendar, &self.dates.run).ok()?;
        let goal = then.dates(network.goal()).told_finish();
        let now = self.dates.finish_day(self.network);
        let moved = Moved {
            trigger: then.dates(self.ix).told_trigger(),
            finish: then.dates(self.ix).told_finish(),
            goal,
            earlier: told_between(self.calendar, goal.map(|goal| goal.day()), now),
        };
        Some((moved, then))
    }

    /// The step triggered by whatever comes next when what holds it is gone.
    fn released(&self) -> Option<Released> {
        let trigger = self.dates.dates(self.ix).trigger;
        let start = Moment::in_hours(self.dates.run.start);
        let not_before = self.network.step(self.ix).anchor.not_before.filter(|moment| *moment < trigger);
        let mut arrivals = self.dates.arrivals(self.network, self.calendar, self.ix);
        // Without drivers a `not_before` holds the trigger, and everything it waits for is there before.
        arrivals.retain(|arrival| !arrival.drives && arrival.moment.value < trigger);
        // Which of them comes last may move with any of them.
        let provisional = arrivals.iter().any(|arrival| arrival.moment.provisional);
        let last = arrivals.iter().map(|arrival| arrival.moment.value).max();
        let next = last.max(not_before).unwrap_or(start);
        arrivals.retain(|arrival| arrival.moment.value == next);
        let held_by = match not_before {
            _ if !arrivals.is_empty() => HeldBy::Steps(arrivals),
            Some(moment) => HeldBy::NotBefore(moment.day()),
            None => HeldBy::Start,
        };
        // Its trigger is held down to the next moment, whatever the links say.
        let network = self.network.with_step(self.ix, |step| step.anchor.begun_by = Some(next));
        let (mut moved, _) = self.changed(&network, self.calendar)?;
        // What held it before no longer does, so its caveat does not either.
        if moved.trigger.value == next {
            let (first, last) = (next.day(), moved.finish.value.day());
            moved.trigger.provisional = provisional || self.calendar.touches_provisional(first, first);
            moved.finish.provisional = provisional || self.calendar.touches_provisional(first, last);
        }
        Some(Released { held_by, moved })
    }

    fn no_time(&self) -> Option<NoTime> {
        let step = self.network.step(self.ix);
        if step.anchor.finished.is_some() || self.dates.dates(self.ix).timed.rule == Rule::Milestone {
            return None;
        }
        let network = self.network.with_step(self.ix, |step| step.timing = Timing::new(Kind::Milestone));
        let (moved, then) = self.changed(&network, self.calendar)?;
        let mut now = vec![false; self.network.steps().len()];
        self.dates.critical_path.iter().for_each(|ix| now[ix.index()] = true);
        let then_through = then.critical_path.iter().copied().filter(|ix| !now[ix.index()]);
        Some(NoTime { moved, then_through: then_through.collect() })
    }

    fn holidays(&self) -> Vec<HolidayInside> {
        let dated = self.dates.dates(self.ix);
        if self.network.step(self.ix).anchor.finished.is_some() {
            return Vec::new();
        }
        let ledger = self.calendar.ledger(&dated.timed.rule, dated.trigger, &dated.counted);
        let mut holidays: Vec<HolidayInside> = Vec::new();
        for line in ledger.filter(|line| line.part != Part::Trigger) {
            let Some(exception) = self.calendar.exception(line.day) else { continue };
            let same =
                |known: &HolidayInside| known.name == exception.name && known.notice == exception.notice;
            let at = holidays.iter().position(same).unwrap_or_else(|| {
                holidays.push(HolidayInside {
                    name: exception.name.clone(),
                    notice: exception.notice,
                    off: Vec::new(),
                    work: Vec::new(),
                    without: None,
                });
                holidays.len() - 1
            });
            match exception.kind {
                ExceptionKind::Off => holidays[at].off.push(line.day),
                ExceptionKind::Work => holidays[at].work.push(line.day),
            }
        }
        for holiday in &mut holidays {
            let calendar = self.calendar.without_holiday(&holiday.name, holiday.notice);
            holiday.without = self.changed(self.network, &calendar).map(|(moved, _)| moved);
        }
        holidays
    }
}
