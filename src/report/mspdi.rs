//! A schedule as MSPDI, the XML of Microsoft Project.
//!
//! In: a [`Plan`]. Out: one project file: the calendar with every exceptional day near the plan, in both forms that the
//! format has, and a task a listed step with its dates, links, deadline and notes.
//!
//! Project counts in hours, the law in days. So every moment stands at the end of the office hours of its day, 18:00:
//! n working days from there end at 18:00 of the n-th working day after, as a review does. The office day of a step is
//! carried by the lag of its link: what waits for a window that expires at 24:00, or for something that falls on a rest
//! day, follows one working day later. Lengths in natural days are elapsed days on a calendar of 24 hours, and so are
//! the lags into such a step. What the format cannot count is listed below: there the days are those of this
//! plan, held by the length, the lag or a constraint (start no earlier than), and another start asks for another file.
//!
//! Deliberately not here: resources, whose calendars would move dates; summary tasks, whose dates would hide the links;
//! latest dates and floats of a step that does not lead to the goal, which has none.
//!
//! # What the format cannot count
//!
//! - The roll of a natural-day length to the next working day: the elapsed days are those of the plan.
//! - The office day of a step that runs in natural days: the lag into it is elapsed days of the plan.
//! - The office day of a natural-day lag, or of something that falls on a rest day: the lag is that of the plan.
//! - Lags in both units on one way: a constraint or a shorter lag holds the day of the plan.
//! - The rhythm of a meeting: a constraint holds its sitting.
//! - Given days, days not to begin before and steps left out by a filter: a constraint holds the day of the plan.
//! - Free float towards a step that does not happen: it is not in the file, so another scheduler finds more.
//! - Floats before a meeting or before days counted by the clock: those written are the plan's, in working days;
//!   another scheduler, which knows no sittings and counts by the hour, finds others, and others too where a
//!   deadline is missed.
//!
//! ```
//! use permits::report::mspdi;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let file = mspdi::schedule(&plan, None, Lang::En);
//! // Every moment stands at the end of the office hours.
//! assert!(file.contains("<StartDate>2023-06-01T18:00:00</StartDate>"));
//! assert!(file.contains("<FinishDate>2023-07-07T18:00:00</FinishDate>"));
//! ```

use crate::calendar::{Day, Length};
use crate::diagnostic::{Lang, plain};
use crate::network::{Kind, LinkEnd, StepIx};
use crate::workflow::Project;

use super::explain::{Subject, letter};
use super::plan::Plan;
use super::prose::GLUE;
use super::summary;
use super::words::{cites, either};

/// The days around the plan for which the calendar is written, so that a step that moves still finds it.
const MARGIN: i64 = 366;
/// The calendar of working days, and that of natural days.
const OFFICE: u32 = 1;
const ROUND_THE_CLOCK: u32 = 2;
/// Tenths of a minute in a working day and in a natural day.
const WORKING_DAY: i64 = 8 * 600;
const NATURAL_DAY: i64 = 24 * 600;
/// The fields of the format that hold the id of a step and the origin of its length.
const ID_FIELD: &str = "188743731";
const ORIGIN_FIELD: &str = "188743734";

/// A task: the days of one step in the time of the format.
struct Task {
    ix: StepIx,
    begins: Day,
    finish: Day,
    /// Whether it runs in natural days.
    natural: bool,
    links: Vec<Link>,
    /// Whether its links alone would let it begin too early.
    held: bool,
}

/// A link in the time of the format.
struct Link {
    uid: usize,
    end: LinkEnd,
    lag: i64,
    natural: bool,
}

/// The project file of the listed steps.
///
/// ```
/// use permits::report::mspdi;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let file = mspdi::schedule(&plan, None, Lang::Zh);
/// assert_eq!(file.matches("<Task>").count(), plan.listed().len());
/// assert_eq!(file.matches("<PredecessorLink>").count(), plan.links().len());
/// ```
pub fn schedule(plan: &Plan<'_>, project: Option<&Project>, lang: Lang) -> String {
    let tasks = tasks(plan);
    let start = plan.schedule.run.start;
    let mut page = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    page += "<Project xmlns=\"http://schemas.microsoft.com/project\">\n<SaveVersion>14</SaveVersion>\n";
    let last = tasks.iter().map(|task| task.finish).max().unwrap_or(start);
    for (name, value) in [
        ("Name", escaped(&plan.workflow.id)),
        ("Title", escaped(&summary::heading(plan, lang))),
        ("CreationDate", at(start, "00:00:00")),
        ("LastSaved", at(start, "00:00:00")),
        ("ScheduleFromStart", "1".into()),
        ("StartDate", at(start, "18:00:00")),
        ("FinishDate", at(last, "18:00:00")),
        ("CalendarUID", OFFICE.to_string()),
        ("DefaultStartTime", "09:00:00".into()),
        ("DefaultFinishTime", "18:00:00".into()),
        ("MinutesPerDay", "480".into()),
        ("MinutesPerWeek", "2400".into()),
        ("DaysPerMonth", "20".into()),
        ("DefaultTaskType", "1".into()),
        ("DurationFormat", "7".into()),
        ("HonorConstraints", "1".into()),
        ("NewTasksEffortDriven", "0".into()),
        ("NewTasksEstimated", "0".into()),
        ("WeekStartDay", "1".into()),
        ("NewTasksAreManual", "0".into()),
    ] {
        put(&mut page, name, &value);
    }
    page += "<ExtendedAttributes>\n";
    for (field, name, alias) in [
        (ID_FIELD, "Text1", either(lang, "步骤标识", "step id")),
        (ORIGIN_FIELD, "Text2", either(lang, "时限来源", "origin of the length")),
    ] {
        page += "<ExtendedAttribute>\n";
        put(&mut page, "FieldID", field);
        put(&mut page, "FieldName", name);
        put(&mut page, "Alias", alias);
        page += "</ExtendedAttribute>\n";
    }
    page += "</ExtendedAttributes>\n";
    calendars(&mut page, plan, lang, start, last);
    page += "<Tasks>\n";
    for (position, task) in tasks.iter().enumerate() {
        put_task(&mut page, &Subject { plan, project, ix: task.ix }, task, position + 1, lang);
    }
    page += "</Tasks>\n</Project>\n";
    page
}

/// The steps that begin, with their links in the time of the format.
fn tasks(plan: &Plan<'_>) -> Vec<Task> {
    let mut tasks: Vec<Task> = Vec::new();
    let mut uids = vec![None; plan.network.steps().len()];
    let links = plan.links();
    for ix in plan.listed().into_iter().filter(|ix| plan.begins(*ix)) {
        let dated = plan.schedule.dates(ix);
        let finish = plan.stopped(ix).unwrap_or_else(|| dated.finish().day());
        // A sitting is a moment: waiting for it is not its length.
        let begins = match plan.step(ix).kind {
            Kind::Meeting => finish,
            _ => dated.counted.begins.day().min(finish),
        };
        let natural = plan.step(ix).kind == Kind::Milestone
            || begins != finish
                && matches!(plan.schedule.length(plan.network, ix).0, Some(Length::Natural(_)));
        let mut reached = plan.schedule.run.start;
        let mut found = Vec::new();
        let into = links.partition_point(|link| link.to < ix)..links.partition_point(|link| link.to <= ix);
        // A given step has happened, whatever it was to wait for.
        for link in links[into].iter().filter(|_| !plan.is_given(ix)) {
            let Some(uid) = uids[link.from.index()] else { continue };
            let from: &Task = &tasks[uid - 1];
            let end = match link.end {
                LinkEnd::Start => from.begins,
                _ => from.finish,
            };
            let lags = [Length::Working(link.lag.working), Length::Natural(link.lag.natural)];
            let alone = plan.schedule.begins_after(plan.calendar, ix, (link.from, link.end), &lags);
            let arrival = alone.unwrap_or(begins).clamp(end.min(begins), begins);
            let natural = natural || link.lag.natural > 0;
            let days = match natural {
                true => i64::from(arrival.days_since(end)) * NATURAL_DAY,
                false => i64::from(plan.calendar.workdays_between(end, arrival)) * WORKING_DAY,
            };
            reached = reached.max(arrival);
            found.push(Link { uid, end: link.end, lag: days, natural });
        }
        let held = reached < begins || !natural && found.is_empty() && !plan.calendar.works(begins);
        tasks.push(Task { ix, begins, finish, natural, links: found, held });
        uids[ix.index()] = Some(tasks.len());
    }
    tasks
}

fn put_task(page: &mut String, subject: &Subject<'_>, task: &Task, uid: usize, lang: Lang) {
    let plan = subject.plan;
    let dated = plan.schedule.dates(task.ix);
    let (begins, finish) = (start_of(plan, task, task.begins), at(task.finish, "18:00:00"));
    let hours = match task.natural {
        true => i64::from(task.finish.days_since(task.begins)) * 24,
        false => i64::from(plan.calendar.workdays_between(task.begins, task.finish)) * 8,
    };
    let reached = plan.finish().is_some();
    let flag = |is: bool| if is { "1" } else { "0" }.to_string();
    let number = uid.to_string();
    *page += "<Task>\n";
    for (name, value) in [
        ("UID", number.clone()),
        ("ID", number.clone()),
        ("Name", escaped(plan.name(task.ix).get(lang))),
        ("Active", "1".into()),
        ("Manual", "0".into()),
        ("Type", "1".into()),
        ("IsNull", "0".into()),
        ("WBS", number.clone()),
        ("OutlineNumber", number),
        ("OutlineLevel", "1".into()),
        ("Start", begins.clone()),
        ("Finish", finish.clone()),
        ("Duration", format!("PT{hours}H0M0S")),
        ("DurationFormat", if task.natural { "8" } else { "7" }.into()),
        ("EffortDriven", "0".into()),
        ("Estimated", "0".into()),
        ("Milestone", flag(hours == 0)),
        ("Summary", "0".into()),
        ("Critical", flag(plan.is_critical(task.ix))),
        ("EarlyStart", begins.clone()),
        ("EarlyFinish", finish),
    ] {
        put(page, name, &value);
    }
    if let Some(latest) = dated.latest.filter(|_| reached) {
        put(page, "LateStart", &start_of(plan, task, latest.trigger.value.day()));
        put(page, "LateFinish", &at(latest.finish.value.day(), "18:00:00"));
    }
    for (name, float) in [("FreeSlack", dated.free_float), ("TotalSlack", dated.total_float)] {
        if let Some(float) = float.filter(|_| reached) {
            put(page, name, &(i64::from(float.value.working) * WORKING_DAY).to_string());
        }
    }
    // What is given has happened.
    let (whole, none) = (format!("PT{hours}H0M0S"), "PT0H0M0S".to_string());
    let given = plan.is_given(task.ix);
    put(page, "PercentComplete", if given { "100" } else { "0" });
    if given {
        put(page, "ActualStart", &begins);
        put(page, "ActualFinish", &at(task.finish, "18:00:00"));
    }
    put(page, "ActualDuration", if given { &whole } else { &none });
    put(page, "RemainingDuration", if given { &none } else { &whole });
    // 0: as soon as possible; 4: start no earlier than.
    put(page, "ConstraintType", if task.held { "4" } else { "0" });
    put(page, "CalendarUID", &if task.natural { ROUND_THE_CLOCK } else { OFFICE }.to_string());
    if task.held {
        put(page, "ConstraintDate", &begins);
    }
    // The first of what a promise allows and what the text allows where something shorter is expected. A step that takes
    // just what the text allows has none: Project counts floats to a deadline, and there would be none left.
    let promised = plan.promises().filter(|promise| promise.to == task.ix).map(|promise| promise.due.value);
    let allowed = plan.schedule.limit_day(plan.network, plan.calendar, task.ix);
    let limit = allowed.filter(|_| dated.timed.by_limit.is_some()).map(|day| day.value);
    let due = promised.chain(limit).min();
    if let Some(due) = due {
        put(page, "Deadline", &at(due, "18:00:00"));
    }
    put(page, "IgnoreResourceCalendar", "1");
    put(page, "Notes", &escaped(&notes(subject, lang)));
    for link in &task.links {
        *page += "<PredecessorLink>\n";
        put(page, "PredecessorUID", &link.uid.to_string());
        put(page, "Type", if link.end == LinkEnd::Start { "3" } else { "1" });
        put(page, "CrossProject", "0");
        put(page, "LinkLag", &link.lag.to_string());
        put(page, "LagFormat", if link.natural { "8" } else { "7" });
        *page += "</PredecessorLink>\n";
    }
    let origin = plan.schedule.length(plan.network, task.ix).1;
    let id = plan.node(task.ix).id.as_str();
    for (field, value) in [(ID_FIELD, Some(id)), (ORIGIN_FIELD, origin.map(|origin| origin.as_str()))] {
        if let Some(value) = value {
            *page += "<ExtendedAttribute>\n";
            put(page, "FieldID", field);
            put(page, "Value", &escaped(value));
            *page += "</ExtendedAttribute>\n";
        }
    }
    *page += "</Task>\n";
}

/// When a task that counts from `day` begins: a length in working days on the morning after.
fn start_of(plan: &Plan<'_>, task: &Task, day: Day) -> String {
    let morning = match task.natural || task.begins == task.finish {
        true => None,
        false => plan.calendar.workday_after(day, 1).ok(),
    };
    morning.map_or_else(|| at(day, "18:00:00"), |morning| at(morning, "09:00:00"))
}

/// Who does it, how long it takes, where that stands, and why it has its dates.
fn notes(subject: &Subject<'_>, lang: Lang) -> String {
    let (plan, ix) = (subject.plan, subject.ix);
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let mut notes: Vec<String> =
        plan.actor(ix).map(|actor| actor.get(lang).to_string()).into_iter().collect();
    if let Some(length) = length {
        let origin = origin.map(|origin| format!(" [{}]", origin.as_str())).unwrap_or_default();
        notes.push(length.words(lang) + &origin);
    }
    if !plan.step(ix).cite.is_empty() {
        notes.push(cites(&plan.step(ix).cite, lang));
    }
    if plan.schedule.dates(ix).provisional {
        notes.push(either(lang, "日期为暂定", "the date is provisional").into());
    }
    notes.push(letter(subject).get(lang).to_string());
    notes.join("; ")
}

/// The calendar of the law, with every day that is not as its weekday, and the one that never rests.
fn calendars(page: &mut String, plan: &Plan<'_>, lang: Lang, start: Day, last: Day) {
    let first = start.plus(-MARGIN).unwrap_or(start);
    let end = last.plus(MARGIN).unwrap_or(last);
    let exceptional: Vec<Day> =
        first.to(end).filter(|day| plan.calendar.works(*day) == day.weekday().is_weekend()).collect();
    *page += "<Calendars>\n";
    calendar_head(page, OFFICE, either(lang, "工作日", "working days"));
    *page += "<WeekDays>\n";
    // The format counts weekdays from Sunday, 1.
    for weekday in 1..=7 {
        *page += &format!("<WeekDay>\n<DayType>{weekday}</DayType>\n");
        working(page, (2..=6).contains(&weekday));
        *page += "</WeekDay>\n";
    }
    for day in &exceptional {
        *page += "<WeekDay>\n<DayType>0</DayType>\n";
        let works = plan.calendar.works(*day);
        put(page, "DayWorking", if works { "1" } else { "0" });
        period(page, *day);
        hours(page, works);
        *page += "</WeekDay>\n";
    }
    *page += "</WeekDays>\n";
    if !exceptional.is_empty() {
        *page += "<Exceptions>\n";
        for day in &exceptional {
            *page += "<Exception>\n<EnteredByOccurrences>0</EnteredByOccurrences>\n";
            period(page, *day);
            let works = plan.calendar.works(*day);
            put(page, "Occurrences", "1");
            put(
                page,
                "Name",
                either(lang, if works { "上班" } else { "放假" }, if works { "worked" } else { "off" }),
            );
            put(page, "Type", "1");
            working(page, works);
            *page += "</Exception>\n";
        }
        *page += "</Exceptions>\n";
    }
    *page += "</Calendar>\n";
    calendar_head(page, ROUND_THE_CLOCK, either(lang, "自然日", "natural days"));
    *page += "<WeekDays>\n";
    for weekday in 1..=7 {
        *page +=
            &format!("<WeekDay>\n<DayType>{weekday}</DayType>\n<DayWorking>1</DayWorking>\n<WorkingTimes>\n");
        *page += "<WorkingTime>\n<FromTime>00:00:00</FromTime>\n<ToTime>00:00:00</ToTime>\n</WorkingTime>\n";
        *page += "</WorkingTimes>\n</WeekDay>\n";
    }
    *page += "</WeekDays>\n</Calendar>\n</Calendars>\n";
}

fn calendar_head(page: &mut String, uid: u32, name: &str) {
    *page += "<Calendar>\n";
    put(page, "UID", &uid.to_string());
    put(page, "Name", name);
    put(page, "IsBaseCalendar", "1");
    put(page, "BaseCalendarUID", "-1");
}

fn period(page: &mut String, day: Day) {
    *page += "<TimePeriod>\n";
    put(page, "FromDate", &at(day, "00:00:00"));
    put(page, "ToDate", &at(day, "23:59:00"));
    *page += "</TimePeriod>\n";
}

/// Whether a day is worked, and its hours when it is.
fn working(page: &mut String, works: bool) {
    put(page, "DayWorking", if works { "1" } else { "0" });
    hours(page, works);
}

fn hours(page: &mut String, works: bool) {
    if works {
        *page += "<WorkingTimes>\n";
        for (from, to) in [("09:00:00", "12:00:00"), ("13:00:00", "18:00:00")] {
            *page += "<WorkingTime>\n";
            put(page, "FromTime", from);
            put(page, "ToTime", to);
            *page += "</WorkingTime>\n";
        }
        *page += "</WorkingTimes>\n";
    }
}

fn at(day: Day, time: &str) -> String {
    format!("{day}T{time}")
}

/// An element on a line of its own; the value is markup already.
fn put(page: &mut String, name: &str, value: &str) {
    *page += &format!("<{name}>{value}</{name}>\n");
}

/// The text with nothing in it that XML reads as its own, or does not allow.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in plain(text).chars() {
        match letter {
            GLUE => escaped.push(' '),
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}
