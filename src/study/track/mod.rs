//! How a project stands on a day: the plan, what has happened, and the forecast that follows.
//!
//! In: the network of a case, its calendar and run, and its project file with what is recorded; the day. Out: the plan
//! (the schedule without the records), the forecast (the schedule of the network with them), and how the one compares
//! with the other: how far each step is, what its delay means for the others ([`DelayEffect`]), where the progress front line
//! (前锋线) runs, who has the ball ([`balls`](Tracked::balls)), which consultations silence will end
//! ([`silences`](Tracked::silences)), how each promise stands and by whom its days were spent ([`Outlook`], [`Spent`]).
//!
//! A file that records nothing says nothing of progress: its forecast is its plan, and that is said. As soon as anything
//! is recorded, what is not recorded has not happened, unless a record proves it, or it needs nobody to happen
//! (`schedule` says how).
//!
//! What is deliberately not here: words, and reading files. What cannot be recorded is told by [`impossible`].
//!
//! One file: what is told of a project's day; its examples make a quarter of it.

pub mod due;
mod promises;
mod said;

pub use promises::{Outlook, Spent};
pub use said::{CODES, impossible, said};

use crate::calendar::{Calendar, CivilDate, Day, Told};
use crate::network::{Kind, LinkEnd, Network, NetworkLink, Said, StepIx, recorded};
use crate::schedule::shift::{HandsOn, goal_when};
use crate::schedule::{
    Dated, Float, How, OutOfCalendar, Run, Schedule, State, WarningCode, schedule, told_between,
};
use crate::workflow::{Project, Workflow};

/// A project's progress on a day.
///
/// ```
#[doc = include_str!("../../set_up/tracked.md")]
/// assert_eq!(tracked.plan.finish(&network).to_string(), "2023-07-07 in-hours");
/// // 5 June + 21 natural days is Monday 26 June; ten working days after that:
/// assert_eq!(tracked.forecast.finish(&tracked.network).to_string(), "2023-07-10 in-hours");
/// ```
#[derive(Debug, Clone)]
pub struct Tracked {
    /// The day: nothing later is known.
    pub as_of: Day,
    /// The dates that were planned.
    pub plan: Schedule,
    /// The network with what is recorded; its positions are the plan's.
    pub network: Network,
    /// The dates as they happened and as they follow.
    pub forecast: Schedule,
    /// Whether anything is recorded at all; otherwise the forecast is the plan.
    pub has_records: bool,
}

/// Of so many steps at most it is asked by how much they move the goal.
pub const MOST_MOVERS: usize = 1_000;

/// What the delay of a step means, held against the floats it had in the plan.
///
/// ```
#[doc = include_str!("../../set_up/tracked.md")]
/// use permits::study::track::DelayEffect;
/// // The announcement ends a day later than planned, and everything waits for it.
/// let effects = tracked.effects(&network, &calendar);
/// assert_eq!(effects[step("announcement-window").index()], DelayEffect::MovesGoal(Some(1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DelayEffect {
    /// It is not late.
    None,
    /// Late by no more than its free float: nothing else moves.
    WithinFreeFloat,
    /// Late by more than its free float, but not by more than its total float: other steps move, the goal does not.
    WithinTotalFloat,
    /// Late by more than its total float: by itself, everything else being as planned, it moves the goal by so many
    /// working days. That need not be what it is late beyond its float: a sitting that is missed costs until the next.
    /// `None` where it was not asked by how many ([`MOST_MOVERS`]).
    MovesGoal(Option<i32>),
    /// It is late, and the goal does not wait for it.
    BesideTheGoal,
}

impl DelayEffect {
    /// The word in outputs.
    ///
    /// ```
    /// use permits::study::track::DelayEffect;
    /// assert_eq!(DelayEffect::MovesGoal(Some(1)).as_str(), "moves-goal");
    /// assert_eq!(DelayEffect::MovesGoal(None).as_str(), "moves-goal");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            DelayEffect::None => "none",
            DelayEffect::WithinFreeFloat => "within-free-float",
            DelayEffect::WithinTotalFloat => "within-total-float",
            DelayEffect::MovesGoal(_) => "moves-goal",
            DelayEffect::BesideTheGoal => "beside-the-goal",
        }
    }
}

/// Somebody who has to act.
///
/// ```
#[doc = include_str!("../../set_up/tracked.md")]
/// // Whoever keeps the announcement up has the ball, until its last day.
/// let ball = tracked.balls()[0];
/// assert_eq!((ball.step, ball.since), (step("announcement-window"), day("2023-06-05")));
/// assert_eq!((ball.until.value, ball.is_limit), (day("2023-06-26"), true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ball {
    /// The step: whoever does it has the ball.
    pub step: StepIx,
    /// Since when: the day it began, or could have begun.
    pub since: Day,
    /// Until when: the last day of its limit, else the day it is forecast to finish; for an overdue step without a limit
    /// the day by which it was expected.
    pub until: Told<Day>,
    /// Whether that day is a limit's.
    pub is_limit: bool,
}

/// A consultation that silence will end.
///
/// ```
#[doc = include_str!("../../set_up/consulted.md")]
/// // Tuesday to Friday, and the next Monday.
/// let silence = tracked.silences(&calendar)[0];
/// assert_eq!((silence.due.value, silence.runs), (day("2023-06-12"), true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// The consultation.
    pub step: StepIx,
    /// The day after which silence is no objection: replies are in time on the day itself.
    pub due: Told<Day>,
    /// Whether its clock runs already; otherwise the day follows from the forecast.
    pub runs: bool,
}

/// Works out how a project stands.
///
/// # Errors
/// [`OutOfCalendar`]: the plan or the forecast leaves the calendar.
///
/// ```
/// use permits::calendar::{Calendar, Length};
/// use permits::network::{Kind, Network, NetworkStep, Said, StepIx, Timing};
/// use permits::schedule::{Run, State};
/// use permits::study::track::track;
/// let mut task = Timing::new(Kind::Task);
/// task.limit = Some(Length::Working(3));
/// let network = Network::new(vec![NetworkStep::new("draw", task)], Vec::new(), StepIx::new(0)).unwrap();
/// let (calendar, run) = (Calendar::official(), Run::from("2023-06-05".parse().unwrap()));
/// let began = Said { started: Some("2023-06-07".parse().unwrap()), ..Said::default() };
/// let tracked = track(&network, &calendar, &run, &[began], "2023-06-08".parse().unwrap()).unwrap();
/// assert_eq!(tracked.state(StepIx::new(0)), State::Running);
/// // Planned for the 8th; 8, 9 and 12 June count.
/// assert_eq!(tracked.delay(&calendar, StepIx::new(0)).value.working, 2);
/// ```
pub fn track(
    network: &Network,
    calendar: &Calendar,
    run: &Run,
    said: &[Said],
    as_of: Day,
) -> Result<Tracked, OutOfCalendar> {
    let plan = schedule(network, calendar, run)?;
    let has_records = said.iter().any(|said| *said != Said::default());
    let (network, forecast) = match has_records {
        false => (network.clone(), plan.clone()),
        true => {
            // What has something left to do on the day has begun.
            let open = |said: &Said| Said {
                open_on: said.remaining.filter(|_| said.finished.is_none()).map(|_| as_of),
                ..said.clone()
            };
            let said: Vec<Said> = said.iter().map(open).collect();
            let network = recorded(network, &said, as_of);
            let mut forecast = schedule(&network, calendar, run)?;
            // Nobody asks what a step costs that has happened.
            forecast.warnings.retain(|warning| warning.code != WarningCode::DragNotComputed);
            (network, forecast)
        }
    };
    Ok(Tracked { as_of, plan, network, forecast, has_records })
}

/// The same for a project file.
///
/// # Errors
/// [`OutOfCalendar`]: the plan or the forecast leaves the calendar.
///
/// ```
#[doc = include_str!("../../set_up/tracked.md")]
/// use permits::{study::track::track_project, workflow::parse_project};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"land-supply\"\n
///     [actual.announcement-window]\nstarted = 2023-06-05\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut sources).unwrap();
/// let same = track_project(&network, &calendar, &run, &project, day("2023-06-20")).unwrap();
/// assert_eq!(same.forecast.finish(&network), tracked.forecast.finish(&network));
/// ```
pub fn track_project(
    network: &Network,
    calendar: &Calendar,
    run: &Run,
    project: &Project,
    as_of: Day,
) -> Result<Tracked, OutOfCalendar> {
    track(network, calendar, run, &said(network, project), as_of)
}

impl Tracked {
    /// The steps that happen, in topological order.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// assert_eq!(tracked.steps().count(), network.steps().len(), "no step of this procedure is absent");
    /// ```
    pub fn steps(&self) -> impl Iterator<Item = StepIx> {
        self.network.positions().filter(|ix| self.network.step(*ix).is_present())
    }

    fn now(&self, ix: StepIx) -> &Dated {
        self.forecast.dates(ix)
    }

    /// How far a step is. Where nothing is recorded every step waits.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// let state = |id: &str| tracked.state(step(id));
    /// // Announced it was, as the announcement period has begun.
    /// assert_eq!(state("land-announcement"), State::Done);
    /// assert_eq!(state("announcement-window"), State::Running);
    /// assert_eq!(state("bidding-window"), State::Waiting);
    /// ```
    pub fn state(&self, ix: StepIx) -> State {
        self.now(ix).state.unwrap_or(State::Waiting)
    }

    /// How many of the steps are in a state.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// // The announcement runs. Three steps came before it, three are still to come.
    /// let counts = [State::Done, State::Running, State::Waiting].map(|state| tracked.count(state));
    /// assert_eq!(counts, [3, 1, 3]);
    /// ```
    pub fn count(&self, state: State) -> usize {
        self.steps().filter(|ix| self.state(*ix) == state).count()
    }

    /// Days from the planned finish to the one forecast: negative for a step that is early.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// // From Sunday 25 June, a make-up day, to Monday the 26th.
    /// let delay = tracked.delay(&calendar, step("announcement-window"));
    /// assert_eq!(delay, Told::sure(Float { working: 1, natural: 1 }));
    /// ```
    pub fn delay(&self, calendar: &Calendar, ix: StepIx) -> Told<Float> {
        let day = |dated: &Dated| dated.told_finish().map(|finish| finish.day());
        told_between(calendar, day(self.plan.dates(ix)), day(self.now(ix)))
    }

    /// What the delay of each step means, by position; `network` is the plan's. It is held against the moments up to
    /// which nothing moves, of which the floats are the days: an expiry at 24:00 of the last day can be too late where
    /// something done during it is not. By how much the goal moves takes a forward pass for each step, and is told of
    /// the first [`MOST_MOVERS`].
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// use permits::study::track::DelayEffect;
    /// let effects = tracked.effects(&network, &calendar);
    /// assert_eq!(effects[step("supply-opinion-letter").index()], DelayEffect::None);
    /// // From Friday 7 July to Monday the 10th the goal moves by one working day.
    /// assert_eq!(effects[network.goal().index()], DelayEffect::MovesGoal(Some(1)));
    /// ```
    pub fn effects(&self, network: &Network, calendar: &Calendar) -> Vec<DelayEffect> {
        let mut movers = 0;
        let effect = |ix: StepIx| {
            let (planned, finish) = (self.plan.dates(ix), self.now(ix).finish());
            if finish <= planned.finish() {
                return DelayEffect::None;
            }
            let Some(latest) = planned.latest else { return DelayEffect::BesideTheGoal };
            if finish > latest.finish.value {
                movers += 1;
                return DelayEffect::MovesGoal((movers <= MOST_MOVERS).then(|| {
                    let hands_on = HandsOn { finish, begins: planned.counted.begins };
                    let then = goal_when(network, calendar, &self.plan, ix, hands_on).day();
                    calendar.workdays_between(self.plan.finish(network).day(), then)
                }));
            }
            let moves = |link: &NetworkLink| {
                let there = calendar.shift(finish, link.lag);
                let trigger = self.plan.dates(link.to).trigger;
                link.end == LinkEnd::Finish && there.is_ok_and(|there| there > trigger)
            };
            match network.out_of(ix).any(moves) {
                true => DelayEffect::WithinTotalFloat,
                false => DelayEffect::WithinFreeFloat,
            }
        };
        network.positions().map(effect).collect()
    }

    /// Where the progress front line meets a step's planned bar: the day of the plan that its progress has reached. It is
    /// the day asked for where the step is as planned, and where nothing is recorded; earlier by its delay where it is
    /// late.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// // On 20 June the announcement is where the plan had it a day before.
    /// assert_eq!(tracked.front(step("announcement-window")), day("2023-06-19"));
    /// ```
    pub fn front(&self, ix: StepIx) -> Day {
        let planned = self.plan.dates(ix);
        let (begins, finish) = (planned.counted.begins.day(), planned.finish().day());
        if !self.has_records {
            return self.as_of;
        }
        match self.state(ix) {
            State::Done => self.as_of.max(finish),
            State::Waiting => self.as_of.min(begins),
            State::Running | State::Paused | State::Overdue => {
                let late = self.now(ix).finish().day().days_since(finish);
                let reached = self.as_of.plus(-i64::from(late)).unwrap_or(begins);
                reached.clamp(begins.min(finish), finish)
            }
        }
    }

    /// Who has the ball: the steps under way, and those that could have begun; in the order of the day until which.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// // What waits for the end of the announcement is not to be done yet.
    /// let steps: Vec<_> = tracked.balls().iter().map(|ball| ball.step).collect();
    /// assert_eq!(steps, [step("announcement-window")]);
    /// ```
    pub fn balls(&self) -> Vec<Ball> {
        let ball = |step: StepIx| {
            let (dated, kind) = (self.now(step), self.network.step(step).timing.kind);
            let progress = self.forecast.progress(step).filter(|_| kind != Kind::Milestone)?;
            let since = match progress.state {
                State::Done => return None,
                State::Waiting => progress.ready_since?,
                _ => dated.counted.begins.day(),
            };
            let expected = dated.told_finish().map(|finish| finish.day());
            let due = progress.due;
            let until = match progress.state {
                State::Overdue => progress.expected.unwrap_or(expected),
                _ => due.unwrap_or(expected),
            };
            Some(Ball { step, since, until, is_limit: due.is_some() })
        };
        let mut balls: Vec<Ball> = self.steps().filter_map(ball).collect();
        balls.sort_by_key(|ball| (ball.until.value, ball.step));
        balls
    }

    /// The consultations that silence ends unless somebody answers, the next first: those whose clock runs, then those
    /// to come.
    ///
    /// ```
    #[doc = include_str!("../../set_up/consulted.md")]
    /// assert_eq!(tracked.silences(&calendar).len(), 1);
    /// // On 13 June nobody has answered: it is over.
    /// let after = track(&network, &calendar, &run, &said, day("2023-06-13")).unwrap();
    /// assert!(after.silences(&calendar).is_empty());
    /// ```
    pub fn silences(&self, calendar: &Calendar) -> Vec<Silence> {
        let silence = |step: StepIx| {
            let (dated, node) = (self.now(step), self.network.step(step));
            if node.timing.kind != Kind::Consultation || self.state(step) == State::Done {
                return None;
            }
            let runs = dated.has_begun();
            let due = match self.forecast.progress(step).and_then(|progress| progress.due) {
                Some(due) => due,
                None => self.forecast.limit_day(&self.network, calendar, step)?,
            };
            Some(Silence { step, due, runs })
        };
        let mut silences: Vec<Silence> = self.steps().filter_map(silence).collect();
        silences.sort_by_key(|silence| (!silence.runs, silence.due.value, silence.step));
        silences
    }

    /// What the applicant must have done before the deal and has not, in topological order: the applicant's own steps
    /// that lead to it, and whatever a promise wants finished by the day of the deal. Nothing where the procedure has
    /// no deal.
    ///
    /// ```
    #[doc = include_str!("../../set_up/building.md")]
    /// use permits::{network::Said, study::track::track};
    /// let mut said = vec![Said::default(); network.steps().len()];
    /// said[step("commitment-a").index()].finished = Some(day("2023-09-11"));
    /// let tracked = track(&network, &calendar, &run, &said, day("2023-09-20")).unwrap();
    /// let open = tracked.before_the_deal(&workflow);
    /// // The commitment is handed in. The contractors are to be appointed before the deal, the works start after it.
    /// assert!(!open.contains(&step("commitment-a")) && open.contains(&step("appoint-parties")));
    /// assert!(!open.contains(&step("actual-start")));
    /// ```
    pub fn before_the_deal(&self, workflow: &Workflow) -> Vec<StepIx> {
        let Some(deal) = self.network.deal() else { return Vec::new() };
        let promises = self.network.promises.iter();
        let by_the_deal = promises.filter(|promise| promise.from == deal && promise.within == 0);
        let wanted: Vec<StepIx> = by_the_deal.map(|promise| promise.to).collect();
        let leads = self.network.leading_to(deal);
        let by_applicant =
            |ix: StepIx| workflow.is_of_applicant(&workflow.steps[self.network.step(ix).file_order]);
        let open = |ix: &StepIx| {
            let is_step = self.network.step(*ix).timing.kind != Kind::Milestone;
            is_step && self.state(*ix) != State::Done
        };
        let wanted = |ix: &StepIx| wanted.contains(ix) || leads[ix.index()] && by_applicant(*ix);
        self.steps().filter(open).filter(wanted).collect()
    }

    /// The steps under way whose limit has passed, the longest past first.
    ///
    /// ```
    #[doc = include_str!("../../set_up/two_tasks.md")]
    /// use permits::{calendar::Told, network::Said, study::track::track};
    /// // Begun on the 5th, the drawing was due on Thursday 8 June.
    /// let said = [Said { started: Some(day("2023-06-05")), ..Said::default() }, Said::default()];
    /// let tracked = track(&network, &calendar, &run, &said, day("2023-06-09")).unwrap();
    /// assert_eq!(tracked.past_their_limit(), [(step("draw"), Told::sure(day("2023-06-08")))]);
    /// ```
    pub fn past_their_limit(&self) -> Vec<(StepIx, Told<Day>)> {
        let past = |step: StepIx| {
            let progress = self.forecast.progress(step).filter(|progress| progress.state.is_under_way())?;
            let due = progress.due.filter(|due| due.value < self.as_of)?;
            Some((step, due))
        };
        let mut past: Vec<(StepIx, Told<Day>)> = self.steps().filter_map(past).collect();
        past.sort_by_key(|(step, due)| (due.value, *step));
        past
    }

    /// The steps that are recorded as finished after the last day of their limit, each with that day.
    ///
    /// ```
    #[doc = include_str!("../../set_up/two_tasks.md")]
    /// use permits::{calendar::Told, network::Said, study::track::track};
    /// let (started, finished) = (Some(day("2023-06-05")), Some(day("2023-06-09")));
    /// let said = [Said { started, finished, ..Said::default() }, Said::default()];
    /// let tracked = track(&network, &calendar, &run, &said, day("2023-06-12")).unwrap();
    /// assert_eq!(tracked.overran(), [(step("draw"), Told::sure(day("2023-06-08")))]);
    /// ```
    pub fn overran(&self) -> Vec<(StepIx, Told<Day>)> {
        let over = |step: StepIx| {
            let progress = self.forecast.progress(step).filter(|progress| progress.how == How::Recorded)?;
            let due = progress.due.filter(|due| due.value < self.now(step).finish().day())?;
            Some((step, due))
        };
        // A window that is taken down late has run its time.
        let has_clock =
            |step: &StepIx| !matches!(self.network.step(*step).timing.kind, Kind::Notice | Kind::Listing);
        self.steps().filter(has_clock).filter_map(over).collect()
    }

    /// The publicities and listings that were finished before their limit ran out, each with its last day: those whose
    /// beginning or finish is recorded, since of others nobody knows when they began.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// // Taken down on 20 June, after 15 of 21 days.
    /// let short = Said { finished: Some(day("2023-06-20")), ..started("2023-06-05") };
    /// let tracked = on("announcement-window", short, "2023-06-21");
    /// assert_eq!(tracked.cut_short(), [(step("announcement-window"), Told::sure(day("2023-06-26")))]);
    /// ```
    pub fn cut_short(&self) -> Vec<(StepIx, Told<Day>)> {
        let short = |step: StepIx| {
            let (dated, kind) = (self.now(step), self.network.step(step).timing.kind);
            let runs_its_limit = matches!(kind, Kind::Notice | Kind::Listing);
            let progress = self
                .forecast
                .progress(step)
                .filter(|progress| runs_its_limit && progress.state == State::Done)?;
            let record = self.network.step(step).record.as_ref()?;
            let is_recorded = record.started.is_some() || record.finished.is_some();
            let due = progress.due.filter(|due| is_recorded && dated.finish().day() < due.value)?;
            Some((step, due))
        };
        self.steps().filter_map(short).collect()
    }

    /// The steps that would begin after the last day in force of a document that they cite, with the position of that
    /// document in [`Network::forces`].
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// // The guide, source a, is on trial until 27 April 2026: the announcement begins on that day, the bidding later.
    /// let run = Run::from(day("2026-04-27"));
    /// let said = vec![Said::default(); network.steps().len()];
    /// let tracked = track(&network, &calendar, &run, &said, run.start).unwrap();
    /// let steps: Vec<_> = tracked.out_of_force().iter().map(|(ix, _)| *ix).collect();
    /// assert!(steps.contains(&step("bidding-window")) && !steps.contains(&step("announcement-window")));
    /// let guide = tracked.out_of_force()[0].1;
    /// assert_eq!(network.forces[guide].source.as_str(), "a");
    /// ```
    pub fn out_of_force(&self) -> Vec<(StepIx, usize)> {
        let open = self.steps().filter(|ix| self.state(*ix) == State::Waiting);
        let of_step = |ix: StepIx| {
            let begins = self.now(ix).counted.begins.day();
            let ended = move |source: &usize| {
                let until = self.network.forces[*source].in_force.until;
                until.is_some_and(|until| CivilDate::from(begins) > until)
            };
            self.network.step(ix).sources.iter().copied().filter(ended).map(move |source| (ix, source))
        };
        open.flat_map(of_step).collect()
    }

    /// The steps that should have begun by the day in the plan and that no record says of.
    ///
    /// ```
    #[doc = include_str!("../../set_up/tracked.md")]
    /// // The plan has the bidding begin on 25 June. On the 30th nothing is recorded of it.
    /// let tracked = on("announcement-window", started("2023-06-05"), "2023-06-30");
    /// assert_eq!(tracked.not_begun(), [step("bidding-window")]);
    /// ```
    pub fn not_begun(&self) -> Vec<StepIx> {
        let late = |ix: &StepIx| {
            let kind = self.network.step(*ix).timing.kind;
            let begins = self.plan.dates(*ix).counted.begins.day();
            self.state(*ix) == State::Waiting && begins < self.as_of && kind != Kind::Milestone
        };
        self.steps().filter(late).collect()
    }
}
