//! What a record makes of a step.
//!
//! In: a step with its [`Record`] and the moment the links give it. Out: its dates as they happened, or as they follow on
//! the day that the record is of, and how far it is. This is the forward pass of a step that something is known of:
//!
//! - What is *recorded* as finished stands on its day. Where in the day is told by what it is: a publicity expires at
//!   24:00, and so does a consultation that ends on the day its replies are due; a milestone stands where its trigger is.
//! - What others *prove* to have finished did so as it follows from what was there before, but not after the day that
//!   proves it.
//! - What *began* ends as its length counts from there, the days left out on which its clock stood. A publicity, a
//!   listing, a consultation that nobody answered end *of themselves*: nobody need record it. What has to be done by
//!   somebody, and is not recorded as done, is not done: it ends on the day asked for at the earliest.
//! - With what was left to do on the day, it ends so long after the day, or when its clock runs on.
//! - What has *not begun* is not triggered before the day. A milestone, and a step that does not happen, need nobody to
//!   begin: they are there when what they wait for is.

use crate::calendar::{Calendar, CalendarRange, Counted, Day, EndedBy, Length, Moment, Roll, Rule, Told};
use crate::network::{Kind, NetworkStep, Origin, Record, Timed};

/// How far a step is on a day.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// let states = [State::Done, State::Running, State::Waiting];
/// let ids = ["land-announcement", "announcement-window", "bidding-window"];
/// assert_eq!(ids.map(|id| tracked.state(step(id))), states);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is finished.
    Done,
    /// It has begun and its clock runs.
    Running,
    /// It has begun and its clock stands.
    Paused,
    /// It has begun and should have been finished before the day: by its limit, or by what it is expected to take
    /// where it has none.
    Overdue,
    /// It has not begun.
    Waiting,
}

impl State {
    /// All of them.
    pub const ALL: [State; 5] = [State::Done, State::Running, State::Paused, State::Overdue, State::Waiting];

    /// The word in outputs.
    ///
    /// ```
    /// use permits::schedule::State;
    /// assert_eq!(State::ALL.map(State::as_str), ["done", "running", "paused", "overdue", "waiting"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            State::Done => "done",
            State::Running => "running",
            State::Paused => "paused",
            State::Overdue => "overdue",
            State::Waiting => "waiting",
        }
    }

    /// Whether it has begun and is not finished.
    ///
    /// ```
    /// use permits::schedule::State;
    /// let under_way = State::ALL.into_iter().filter(|state| state.is_under_way());
    /// assert!(under_way.eq([State::Running, State::Paused, State::Overdue]));
    /// ```
    pub fn is_under_way(self) -> bool {
        matches!(self, State::Running | State::Paused | State::Overdue)
    }
}

/// Why a step finishes when it does.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// use permits::schedule::How;
/// let how = |id: &str| tracked.forecast.progress(step(id)).unwrap().how;
/// // That the parcel was announced, the announcement period proves; its own end is counted.
/// assert_eq!((how("land-announcement"), how("announcement-window")), (How::Proved, How::Counted));
/// assert_eq!(how("bidding-window"), How::Follows);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The finish is recorded.
    Recorded,
    /// What followed had begun.
    Proved,
    /// It ended of itself: its window expired, silence ended it, or what it waits for was there.
    OfItself,
    /// Its length counts from its beginning.
    Counted,
    /// What was left to do counts from the day asked for.
    Remaining,
    /// It should be finished and is not recorded as such: the day asked for is the earliest there is.
    NotYet,
    /// It has not begun; its dates follow.
    Follows,
}

impl How {
    /// The word in outputs.
    ///
    /// ```
    /// use permits::schedule::How;
    /// assert_eq!([How::OfItself, How::NotYet].map(How::as_str), ["of-itself", "not-yet"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            How::Recorded => "recorded",
            How::Proved => "proved",
            How::OfItself => "of-itself",
            How::Counted => "counted",
            How::Remaining => "remaining",
            How::NotYet => "not-yet",
            How::Follows => "follows",
        }
    }
}

/// How far a step is.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// let window = tracked.forecast.progress(step("announcement-window")).unwrap();
/// assert_eq!(window.due, Some(Told::sure(day("2023-06-26"))));
/// assert_eq!(tracked.forecast.progress(step("bidding-window")).unwrap().ready_since, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How far.
    pub state: State,
    /// Why it finishes when it does.
    pub how: How,
    /// The last day of its limit, counted from its beginning with what stopped and lengthened it; for a step without a
    /// limit, or that has not begun, `None`.
    pub due: Option<Told<Day>>,
    /// The last day by which it should be finished: that of its limit, else the one that its length gives from its
    /// beginning; `None` for one that has not begun or needs nobody to end it.
    pub expected: Option<Told<Day>>,
    /// Since when everything that it waits for was there; `None` where something is not there yet.
    pub ready_since: Option<Day>,
}

/// What the links give a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waited {
    /// The moment they give, raised by what else holds it.
    pub(super) trigger: Moment,
    /// The same, not raised.
    pub(super) arrival: Moment,
    /// Whether what they lead from has happened.
    pub(super) is_there: bool,
}

impl Waited {
    /// Since when everything was there, on the day of the record.
    fn ready_since(&self, record: &Record) -> Option<Day> {
        let day = self.trigger.day();
        (self.is_there && day <= record.as_of).then_some(day)
    }
}

/// The dates of a step with a record.
pub(super) struct Known {
    /// When it could begin.
    pub(super) trigger: Moment,
    /// What is counted.
    pub(super) counted: Counted,
    /// The rule by which its finish is counted from `counted_from`.
    pub(super) rule: Rule,
    /// From when the finish is counted: what lies between may be provisional.
    pub(super) counted_from: Day,
    /// How far it is.
    pub(super) progress: Progress,
}

/// The dates of a step that something, or nothing, is recorded of.
pub(super) fn known(
    calendar: &Calendar,
    step: &NetworkStep,
    record: &Record,
    timed: &Timed,
    waited: Waited,
) -> Result<Known, CalendarRange> {
    if !step.is_present() || step.timing.kind == Kind::Milestone {
        return Ok(milestone(record, waited));
    }
    let ready_since = waited.ready_since(record);
    let begun = record.started.is_some()
        || record.proved_begun.is_some()
        || record.finished.is_some()
        || record.proved_finished.is_some();
    if !begun {
        return waiting(calendar, record, timed, waited);
    }
    // Where its own beginning is not recorded it began as it could, but not after what proves it.
    let latest = record.proved_begun.into_iter().chain(record.finished).chain(record.proved_finished).min();
    let from = match (record.started, latest) {
        // Work that began with an expiry began at 24:00.
        (Some(day), _) if day == waited.trigger.day() && matches!(timed.rule, Rule::Work { .. }) => {
            waited.trigger
        }
        (Some(day), _) => Moment::in_hours(day),
        (None, Some(latest)) => began(calendar, record, timed, waited.trigger).min(Moment::in_hours(latest)),
        (None, None) => waited.trigger,
    };
    let trigger = waited.arrival.min(from);
    let (rule, mut counted) = calendar.count_stopped(&timed.rule, from, &record.stops)?;
    if record.started.is_some() {
        counted.begins = from;
    } else if let Some(latest) = latest {
        counted.begins = counted.begins.min(Moment::in_hours(latest));
    }
    let begins = counted.begins;
    let due = due(calendar, step, timed, from, record)?;
    let by_length = Told {
        value: counted.finish.day(),
        provisional: calendar.touches_provisional(from.day().min(counted.finish.day()), counted.finish.day()),
    };
    // Of what nobody times nobody can say that it is late.
    let is_timed = timed.origin != Some(Origin::Untimed);
    let expected = due.or(is_timed.then_some(by_length));
    let finished = |finish: Moment, how: How| {
        let counted = Counted { finish, begins: begins.min(finish), ..counted };
        let progress = Progress { state: State::Done, how, due, expected, ready_since };
        Known { trigger, counted, rule, counted_from: finish.day(), progress }
    };
    if let Some(day) = record.finished {
        return Ok(finished(recorded_finish(step, record, day, &counted, due), How::Recorded));
    }
    if let Some(by) = record.proved_finished {
        let finish = counted.finish.min(Moment::new(by, counted.finish.at()));
        return Ok(finished(finish, How::Proved));
    }
    let is_late = expected.is_some_and(|expected| expected.value < record.as_of);
    let state = match (record.is_stopped, is_late) {
        (true, _) => State::Paused,
        (false, true) => State::Overdue,
        (false, false) => State::Running,
    };
    // Nothing ends while its clock stands, also where the day on which it is to run on is known.
    let runs_on = record.stops.intervals().last().map(|(_, to)| *to).filter(|_| record.is_stopped);
    let now = Moment::in_hours(runs_on.map_or(record.as_of, |to| to.max(record.as_of)));
    let underway = |rule: Rule, counted: Counted, counted_from: Day, how: How| Known {
        trigger,
        counted: Counted { begins, ..counted },
        rule,
        counted_from,
        progress: Progress { state, how, due, expected, ready_since },
    };
    let silent = due.filter(|_| step.timing.kind == Kind::Consultation).map(|due| due.value);
    if let Some(day) = silent.filter(|day| *day < record.as_of) {
        // Whatever was still expected: silence has ended it.
        return Ok(finished(Moment::end_of_day(day), How::OfItself));
    }
    if let Some(remaining) = record.remaining {
        let rule = with_length(&timed.rule, remaining);
        let (rule, mut ends) = calendar.count_stopped(&rule, now, &record.stops)?;
        if let Some(day) = silent.filter(|day| *day < ends.finish.day()) {
            ends.finish = Moment::end_of_day(day);
            ends.ended_by = EndedBy::Silence;
        }
        return Ok(underway(rule, ends, record.as_of, How::Remaining));
    }
    if counted.finish.day() >= record.as_of {
        return Ok(underway(rule, counted, from.day(), How::Counted));
    }
    match (step.timing.kind, due) {
        (Kind::Notice | Kind::Listing, _) => Ok(finished(counted.finish, How::OfItself)),
        (Kind::Consultation, Some(due)) => {
            // The replies that were expected have not come: silence will end it.
            let (finish, printed) = (Moment::end_of_day(due.value), due.value);
            let ends = Counted { finish, printed, ended_by: EndedBy::Silence, ..counted };
            Ok(underway(rule, ends, from.day(), How::Counted))
        }
        (kind, _) => {
            let rule = match kind {
                Kind::Meeting => timed.rule,
                Kind::Task => Rule::Milestone,
                _ => Rule::Act,
            };
            let ends = calendar.count(&rule, now)?;
            Ok(underway(rule, ends, record.as_of, How::NotYet))
        }
    }
}

/// When a step began of which nobody said that: as soon as it could, or, where its recorded finish is later than its
/// length then gives, as late as the length allows.
fn began(calendar: &Calendar, record: &Record, timed: &Timed, trigger: Moment) -> Moment {
    let Some(limit) = record.finished.map(Moment::end_of_day) else { return trigger };
    match calendar.count(&timed.rule, trigger) {
        Ok(counted) if counted.finish < limit && record.stops.is_empty() => {
            let latest = calendar.latest_trigger(&timed.rule, trigger, counted.finish, limit, |_| true);
            if counted.finish.day() == limit.day() { trigger } else { Moment::in_hours(latest.day()) }
        }
        _ => trigger,
    }
}

/// What needs nobody to begin or to end it.
fn milestone(record: &Record, waited: Waited) -> Known {
    let at = |day: Day| Moment::new(day, waited.arrival.at());
    let (finish, how) = match (record.finished, record.proved_finished) {
        (Some(day), _) if day == waited.arrival.day() => (waited.arrival, How::Recorded),
        (Some(day), _) => (at(day), How::Recorded),
        (None, Some(by)) => (waited.trigger.min(at(by)), How::Proved),
        (None, None) if waited.ready_since(record).is_some() => (waited.trigger, How::OfItself),
        (None, None) => (waited.trigger, How::Follows),
    };
    let state = if how == How::Follows { State::Waiting } else { State::Done };
    let counted = Counted { begins: finish, printed: finish.day(), finish, ended_by: EndedBy::Itself };
    let happened = matches!(how, How::Recorded | How::Proved);
    Known {
        trigger: if happened { waited.arrival.min(finish) } else { finish },
        counted,
        rule: Rule::Milestone,
        counted_from: finish.day(),
        progress: Progress { state, how, due: None, expected: None, ready_since: waited.ready_since(record) },
    }
}

fn waiting(
    calendar: &Calendar,
    record: &Record,
    timed: &Timed,
    waited: Waited,
) -> Result<Known, CalendarRange> {
    let trigger = waited.trigger.max(Moment::in_hours(record.as_of));
    let (rule, counted) = calendar.count_stopped(&timed.rule, trigger, &record.stops)?;
    let ready_since = waited.ready_since(record);
    let progress =
        Progress { state: State::Waiting, how: How::Follows, due: None, expected: None, ready_since };
    Ok(Known { trigger, counted, rule, counted_from: trigger.day(), progress })
}

/// The last day of the limit, counted from the step's beginning.
fn due(
    calendar: &Calendar,
    step: &NetworkStep,
    timed: &Timed,
    from: Moment,
    record: &Record,
) -> Result<Option<Told<Day>>, CalendarRange> {
    if step.timing.limit.is_none() {
        return Ok(None);
    }
    // Without another rule the step is counted by its limit.
    let rule = timed.by_limit.unwrap_or(timed.rule);
    let day = calendar.count_stopped(&rule, from, &record.stops)?.1.finish.day();
    Ok(Some(Told { value: day, provisional: calendar.touches_provisional(from.day().min(day), day) }))
}

/// When in the recorded day a step finished.
fn recorded_finish(
    step: &NetworkStep,
    record: &Record,
    day: Day,
    counted: &Counted,
    due: Option<Told<Day>>,
) -> Moment {
    if counted.finish.day() == day {
        return counted.finish;
    }
    // Nobody said when it began: silence may have ended it on whatever day it ended.
    let may_be_late = record.started.is_none() && counted.ended_by == EndedBy::Silence;
    let by_silence = step.timing.kind == Kind::Consultation
        && (due.is_some_and(|due| due.value == day) || may_be_late && counted.finish.day() < day);
    match step.timing.kind {
        Kind::Notice => Moment::end_of_day(day),
        _ if by_silence => Moment::end_of_day(day),
        _ => Moment::in_hours(day),
    }
}

/// What is left of a step by its rule.
fn with_length(rule: &Rule, remaining: Length) -> Rule {
    if remaining.is_zero() {
        return Rule::Act;
    }
    match *rule {
        Rule::Work { roll, .. } => Rule::Work { length: remaining, roll },
        Rule::Review { roll, .. } | Rule::Consultation { roll, .. } => {
            Rule::Review { length: remaining, roll }
        }
        _ => Rule::Review { length: remaining, roll: Roll::NextWorkingDay },
    }
}
