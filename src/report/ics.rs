//! A schedule as an iCalendar file (RFC 5545), for the calendar on the desk and the phone.
//!
//! In: a [`Plan`], or the progress of projects ([`Forecasts`]). Out: a `VCALENDAR`: an all-day event for each listed
//! step, from the day it begins to its last day, and one for the due day of each promise. A step that a suspension
//! stops ends on that day; one that never starts is not here. Every event has the same UID in every run and in both
//! languages, so that a second import replaces the first.
//!
//! - `DTSTAMP` is midnight of the run's start, or of the day whose progress is told, in UTC: nothing reads the clock,
//!   and a later forecast replaces an earlier one.
//! - `DTEND` is the day after the last one, as the format wants it: what ends at 24:00 of a day and what ends during it
//!   both take that day; the description says which.
//! - An alarm stands at 09:00 in Beijing on the second working day before the last, for critical steps that take longer
//!   than that, and before the due day of a promise.
//! - A date that rests on an unpublished notice is `TENTATIVE`, and its name begins with `~`.
//!
//! Not here: links, floats and latest dates, which the format does not know. The file is written without the icalendar
//! crate: that turns on the clock and random numbers for what has to be the same in every run, and the format is small.
//!
//! ```
//! use permits::report::export::{Format, export};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let file = String::from_utf8(export(&plan, None, Format::Ics, Lang::En)).unwrap();
//! // All-day events end on the day after, and no line is longer than the format allows.
//! assert!(file.contains("DTSTART;VALUE=DATE:20230601\r\nDTEND;VALUE=DATE:20230602\r\n"));
//! assert!(file.split("\r\n").all(|line| line.len() <= 75));
//! ```

use crate::calendar::{Day, Told};
use crate::diagnostic::{Lang, Text, plain};
use crate::schedule::{PromiseResult, State};
use crate::workflow::Project;

use super::explain::{Subject, letter, promise_letter};
use super::plan::Plan;
use super::prose::GLUE;
use super::summary;
use super::tracking::{self, Tracking};
use super::words::{cites, either};

/// So many octets stand on a line at most, its end not counted.
const LONGEST: usize = 75;
/// So many working days before the last one an alarm stands.
const WARNED: u32 = 2;

/// A calendar of several projects' forecasts, one after the other.
///
/// An event for every open step, from the day it began or is forecast to begin to the day it is due: the last day of its
/// limit, or the day it is forecast to finish; and one for the due day of each promise whose step is open. What is done
/// is done. A project's events have the same UID in every run, so that the next import replaces them.
///
/// ```
/// use permits::report::ics::{Events, Forecasts};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
#[doc = include_str!("set_up/tracked.txt")]
/// let events = Events::of(&view, "no-1", Lang::En);
/// let mut forecasts = Forecasts::new("E-Town");
/// forecasts.add(&events);
/// // The announcement period, the bidding, the deal and the contract are open; what led to them is done.
/// assert_eq!(forecasts.finish().matches("BEGIN:VEVENT").count(), 4);
/// ```
pub struct Forecasts {
    file: File,
}

impl Forecasts {
    /// A calendar without events.
    ///
    /// ```
    /// use permits::report::ics::Forecasts;
    /// assert!(Forecasts::new("亦庄").finish().contains("X-WR-CALNAME:亦庄\r\n"));
    /// ```
    pub fn new(name: &str) -> Forecasts {
        let mut file = File::default();
        begin(&mut file, name);
        Forecasts { file }
    }

    /// Adds a project's events.
    ///
    /// ```
    /// use permits::report::ics::{Events, Forecasts};
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    #[doc = include_str!("set_up/tracked.txt")]
    /// let mut forecasts = Forecasts::new("E-Town");
    /// for key in ["no-1", "no-2"] {
    ///     forecasts.add(&Events::of(&view, key, Lang::En));
    /// }
    /// assert_eq!(forecasts.finish().matches("BEGIN:VEVENT").count(), 2 * 4);
    /// ```
    pub fn add(&mut self, events: &Events) {
        self.file.text += &events.0.text;
    }

    /// The file.
    ///
    /// ```
    /// use permits::report::ics::Forecasts;
    /// let file = Forecasts::new("E-Town").finish();
    /// assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
    /// ```
    pub fn finish(mut self) -> String {
        self.file.line("END", "VCALENDAR");
        self.file.text
    }
}

/// The events of one project's forecast.
///
/// ```
/// use permits::report::ics::{Events, Forecasts};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
#[doc = include_str!("set_up/tracked.txt")]
/// let file = |key| {
///     let mut forecasts = Forecasts::new("E-Town");
///     forecasts.add(&Events::of(&view, key, Lang::En));
///     forecasts.finish()
/// };
/// // The same project replaces its events; another one, though called alike, stands beside it.
/// assert!(file("no-1") == file("no-1") && file("no-1") != file("no-2"));
/// ```
pub struct Events(File);

impl Events {
    /// Those of a project; `key` tells it from the others, whatever they are called.
    ///
    /// ```
    /// use permits::report::ics::{Events, Forecasts};
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    #[doc = include_str!("set_up/tracked.txt")]
    /// let mut forecasts = Forecasts::new("E-Town");
    /// forecasts.add(&Events::of(&view, "no-1", Lang::Zh));
    /// assert!(forecasts.finish().contains("SUMMARY:一号地块: 公告期\r\n"));
    /// ```
    pub fn of(view: &Tracking<'_>, key: &str, lang: Lang) -> Events {
        let mut file = File::default();
        let (plan, tracked) = (&view.forecast, view.tracked);
        let uid = |kind: &str, id: &str| format!("{kind}.{id}.{}.{}@permits", plan.workflow.id, named(key));
        let project = plan.project.map(|project| format!("{project}: ")).unwrap_or_default();
        for ix in plan.listed().into_iter().filter(|ix| tracked.state(*ix) != State::Done) {
            let dated = tracked.forecast.dates(ix);
            let finish = dated.told_finish().map(|finish| finish.day());
            let due = tracked.forecast.progress(ix).and_then(|progress| progress.due);
            let last = due.map_or(finish, |due| if due.value > finish.value { due } else { finish });
            let first = dated.counted.begins.day().min(last.value);
            let event = Event {
                uid: uid("track", plan.node(ix).id.as_str()),
                stamp: tracked.as_of,
                days: (first, last),
                name: format!("{project}{}", plan.name(ix).get(lang)),
                said: described(&tracking::step_words(view, ix), &cites(&plan.step(ix).cite, lang), lang),
                lane: plan.lane(ix).cloned(),
                warned: due.and_then(|due| warned(plan, first, due.value)),
            };
            event.write(&mut file, lang);
        }
        for promise in &tracked.forecast.promises {
            if tracked.state(promise.to) == State::Done {
                continue;
            }
            let name = summary::promise_name(plan, promise, lang);
            let event = Event {
                uid: uid("track-promise", promise.id.as_str()),
                stamp: tracked.as_of,
                days: (promise.due.value, promise.due),
                name: match lang {
                    Lang::Zh => format!("{project}期限:{name}"),
                    Lang::En => format!("{project}due: {name}"),
                },
                said: described(&tracking::promise_words(view, promise), "", lang),
                lane: None,
                warned: warned(plan, tracked.as_of, promise.due.value),
            };
            event.write(&mut file, lang);
        }
        Events(file)
    }
}

fn begin(file: &mut File, name: &str) {
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", &format!("-//permits//permits {}//EN", env!("CARGO_PKG_VERSION")));
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", "PUBLISH");
    file.text("X-WR-CALNAME", name);
}

/// The calendar of the listed steps and the promises.
pub(super) fn schedule(plan: &Plan<'_>, project: Option<&Project>, lang: Lang) -> String {
    let mut file = File::default();
    begin(&mut file, &summary::heading(plan, lang));
    for ix in plan.listed().into_iter().filter(|ix| plan.begins(*ix)) {
        step(&mut file, &Subject { plan, project, ix }, lang);
    }
    for tested in plan.promises() {
        promise(&mut file, plan, tested, lang);
    }
    file.line("END", "VCALENDAR");
    file.text
}

fn step(file: &mut File, subject: &Subject<'_>, lang: Lang) {
    let (plan, ix) = (subject.plan, subject.ix);
    let dated = plan.schedule.dates(ix);
    let finish = dated.told_finish();
    let last = match plan.stopped(ix) {
        Some(day) => Told::sure(day),
        None => finish.map(|finish| finish.day()),
    };
    let first = if plan.is_given(ix) { last.value } else { dated.counted.begins.day() };
    let stopped = plan.stopped(ix).map_or("", |_| either(lang, "(停止)", " (stopped)"));
    let name = format!("{}{stopped}", plan.name(ix).get(lang));
    let event = Event {
        uid: uid(plan, "step", plan.node(ix).id.as_str()),
        stamp: plan.schedule.run.start,
        days: (first, last),
        name,
        said: described(&letter(subject), &cites(&plan.step(ix).cite, lang), lang),
        lane: plan.lane(ix).cloned(),
        warned: if plan.is_critical(ix) { warned(plan, first, last.value) } else { None },
    };
    event.write(file, lang);
}

fn promise(file: &mut File, plan: &Plan<'_>, promise: &PromiseResult, lang: Lang) {
    let name = summary::promise_name(plan, promise, lang);
    let words = |lang| promise_letter(plan, promise, lang);
    let event = Event {
        uid: uid(plan, "promise", promise.id.as_str()),
        stamp: plan.schedule.run.start,
        days: (promise.due.value, promise.due),
        name: match lang {
            Lang::Zh => format!("期限:{name}"),
            Lang::En => format!("due: {name}"),
        },
        said: described(&Text::new(words(Lang::Zh), words(Lang::En)), "", lang),
        lane: None,
        warned: warned(plan, plan.schedule.run.start, promise.due.value),
    };
    event.write(file, lang);
}

/// What is said of an event, and where it stands.
fn described(words: &Text, cited: &str, lang: Lang) -> String {
    match cited.is_empty() {
        true => words.get(lang).to_string(),
        false => format!("{}\n[{cited}]", words.get(lang)),
    }
}

/// The day of the alarm; `None` when what it warns of begins no earlier.
fn warned(plan: &Plan<'_>, first: Day, last: Day) -> Option<Day> {
    let before = (0..WARNED).try_fold(last, |day, _| plan.calendar.last_workday_before(day))?;
    (first < before).then_some(before)
}

/// A name that is the same in every run: of what, in which procedure, for which project.
fn uid(plan: &Plan<'_>, kind: &str, id: &str) -> String {
    let project = plan.project.map(|project| format!(".{}", named(project))).unwrap_or_default();
    format!("{kind}.{id}.{}{project}@permits", plan.workflow.id)
}

/// A project's name in letters that every program takes: the others by their numbers.
fn named(project: &str) -> String {
    let mut name = String::new();
    for letter in project.chars() {
        match letter.is_ascii_alphanumeric() {
            true => name.push(letter.to_ascii_lowercase()),
            false => name += &format!("-{:x}", u32::from(letter)),
        }
    }
    name
}

struct Event {
    uid: String,
    /// The day whose knowledge it is.
    stamp: Day,
    /// The first day and the last.
    days: (Day, Told<Day>),
    name: String,
    said: String,
    lane: Option<Text>,
    /// The day of the alarm.
    warned: Option<Day>,
}

impl Event {
    fn write(&self, file: &mut File, lang: Lang) {
        let (first, last) = self.days;
        file.line("BEGIN", "VEVENT");
        file.line("UID", &self.uid);
        file.line("DTSTAMP", &format!("{}T000000Z", digits(self.stamp)));
        file.line("DTSTART;VALUE=DATE", &digits(first));
        file.line("DTEND;VALUE=DATE", &digits(last.value.plus(1).unwrap_or(last.value)));
        let unsure = if last.provisional { "~" } else { "" };
        file.text("SUMMARY", &format!("{unsure}{}", self.name));
        file.text("DESCRIPTION", &self.said);
        if let Some(lane) = &self.lane {
            file.text("CATEGORIES", lane.get(lang));
        }
        file.line("STATUS", if last.provisional { "TENTATIVE" } else { "CONFIRMED" });
        file.line("TRANSP", "TRANSPARENT");
        if let Some(day) = self.warned {
            file.line("BEGIN", "VALARM");
            file.line("ACTION", "DISPLAY");
            // 09:00 in Beijing, which keeps one time all year.
            file.line("TRIGGER;VALUE=DATE-TIME", &format!("{}T010000Z", digits(day)));
            file.text("DESCRIPTION", &self.name);
            file.line("END", "VALARM");
        }
        file.line("END", "VEVENT");
    }
}

/// `20230601`.
fn digits(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// The lines of a file, each ended as the format wants it.
#[derive(Default)]
struct File {
    text: String,
}

impl File {
    /// A property whose value is no text, so that nothing in it is escaped.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LONGEST;
        for letter in format!("{name}:{value}").chars() {
            // A letter of several octets is not taken apart.
            if letter.len_utf8() > room {
                self.text += "\r\n ";
                room = LONGEST - 1;
            }
            room -= letter.len_utf8();
            self.text.push(letter);
        }
        self.text += "\r\n";
    }

    /// A property whose value is a text.
    fn text(&mut self, name: &str, value: &str) {
        let value = value.replace(GLUE, " ");
        let lines: Vec<String> = value.lines().map(|line| escaped(&plain(line))).collect();
        self.line(name, &lines.join("\\n"));
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_by_octets_between_letters() {
        let mut file = File::default();
        file.text("SUMMARY", &"京".repeat(60));
        let lines: Vec<&str> = file.text.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        assert!(
            lines.iter().all(|line| line.len() <= LONGEST && line.len() > LONGEST - 4 || line.len() < 45)
        );
        assert_eq!(lines[0].len(), 8 + 22 * 3);
        let unfolded = file.text.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\r\n", "京".repeat(60)));
    }

    #[test]
    fn what_the_format_reads_as_its_own_is_escaped() {
        let mut file = File::default();
        file.text("SUMMARY", "a,b;c\\n\nEND:VEVENT\r\nx");
        assert_eq!(file.text, "SUMMARY:a\\,b\\;c\\\\n\\nEND:VEVENT\\nx\r\n");
        assert_eq!(named("Park 2/东"), "park-202-2f-4e1c");
    }
}
