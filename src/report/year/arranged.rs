//! What was arranged in a year, and by whom.
//!
//! In: the exceptional days of a year. Out: the parts that one authority arranges, each with its heading and its rows.

use crate::calendar::{Calendar, Day, Exception, ExceptionKind, SaidBy};
use crate::diagnostic::Lang;

use super::super::grid::{Column, grid};
use super::super::prose::{GLUE, clean};
use super::super::words::{either, list};
use super::{Published, YearFacts, breaks, doubts, holiday, published, runs, short_runs, span};

/// Who arranges some days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Authority {
    /// The notice of a year.
    Notice(i32),
    /// The statutory rule alone.
    Projection,
    /// A user's file.
    File(String),
}

impl Authority {
    fn of(exception: &Exception) -> Authority {
        match &exception.said_by {
            SaidBy::Notice { .. } => Authority::Notice(exception.notice),
            SaidBy::Projection => Authority::Projection,
            SaidBy::Overlay(name) => Authority::File(name.clone()),
        }
    }
}

/// The days that one authority arranges.
pub(super) struct Part<'a> {
    authority: Authority,
    /// The day its notice was published, when it is one.
    published: Option<Published>,
    exceptions: Vec<&'a Exception>,
}

/// The parts of a year: its notice, the next year's, the projection, the files in the order of their names.
pub(super) fn parts<'a>(facts: &YearFacts<'a>) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    for exception in &facts.exceptions {
        let authority = Authority::of(exception);
        match parts.iter_mut().find(|part| part.authority == authority) {
            Some(part) => part.exceptions.push(exception),
            None => parts.push(Part { authority, published: None, exceptions: vec![exception] }),
        }
    }
    for part in &mut parts {
        // A revision is later than the notice it changes.
        part.published = part.exceptions.iter().filter_map(|exception| published(exception)).min();
    }
    parts.sort_by(|a, b| a.authority.cmp(&b.authority));
    parts
}

pub(super) fn notice(of: i32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("国务院{of}年放假通知"),
        Lang::En => format!("State Council notice for {of}"),
    }
}

/// When a notice was published, to be put behind its name.
pub(super) fn announced(Published { day, assumed }: &Published, lang: Lang) -> String {
    match (assumed, lang) {
        (false, Lang::Zh) => format!(",{day}公布"),
        (false, Lang::En) => format!(", published {day}"),
        (true, Lang::Zh) => format!(",公布日期不详,以上年12月15日({day})代替"),
        (true, Lang::En) => format!("; publication day not known, 15 December stands in ({day})"),
    }
}

impl Part<'_> {
    pub(super) fn heading(&self, year: i32, lang: Lang) -> String {
        let of = match &self.authority {
            Authority::Notice(of) => *of,
            Authority::Projection => {
                return match lang {
                    Lang::Zh => format!("仅按法定节假日推算,{year}年通知未公布"),
                    Lang::En => format!("Projected from the statutory list alone; no notice for {year}"),
                };
            }
            Authority::File(name) => {
                return format!("{} {}", either(lang, "日历文件", "Calendar file"), clean(name));
            }
        };
        let mut heading = notice(of, lang);
        heading += &self.published.as_ref().map(|day| announced(day, lang)).unwrap_or_default();
        if of != year {
            heading += either(lang, ":年末归次年通知安排的日子", ": days of late December that belong to it");
        }
        heading
    }

    /// Days that a later announcement changed, by announcement.
    pub(super) fn changes(&self, year: i32, lang: Lang) -> Vec<String> {
        let mut later: Vec<Published> =
            self.exceptions.iter().filter_map(|exception| published(exception)).collect();
        later.sort();
        later.dedup();
        let changed = |announced: Published| {
            let said = |exception: &&&Exception| published(exception).as_ref() == Some(&announced);
            let days = runs(self.exceptions.iter().filter(said).map(|exception| exception.day));
            let days = list(days.into_iter().map(|run| span(run, year, lang)), lang);
            match lang {
                Lang::Zh => format!("国务院{}调整:{days}。", announced.day),
                Lang::En => format!("Changed by the State Council on {}: {days}.", announced.day),
            }
        };
        // The first is the notice itself.
        later.into_iter().skip(1).map(changed).collect()
    }
}

/// What is said of a year, for pages that are no terminal's.
pub(in crate::report) struct Said {
    /// How many working days it has.
    pub(in crate::report) working_days: usize,
    /// What a reader must know before trusting it.
    pub(in crate::report) doubts: Vec<String>,
    /// What was arranged, by who arranged it.
    pub(in crate::report) parts: Vec<SaidPart>,
}

/// What one authority arranged.
pub(in crate::report) struct SaidPart {
    /// Who, and when.
    pub(in crate::report) heading: String,
    /// The names of the columns.
    pub(in crate::report) columns: [&'static str; 4],
    /// Each holiday: its name, its breaks, their days, the days worked for it; several breaks by line ends.
    pub(in crate::report) rows: Vec<[String; 4]>,
    /// What a later announcement changed.
    pub(in crate::report) changes: Vec<String>,
}

/// What is said of a year; `None` for one outside 2002–2100.
pub(in crate::report) fn said(calendar: &Calendar, year: i32, lang: Lang) -> Option<Said> {
    let facts = YearFacts::of(calendar, year)?;
    let part = |part: &Part<'_>| SaidPart {
        heading: part.heading(year, lang),
        columns: titles(part, lang),
        rows: arranged(calendar, part, &facts, lang),
        changes: part.changes(year, lang),
    };
    let parts = parts(&facts).iter().map(part).collect();
    Some(Said { working_days: facts.working_days(), doubts: doubts(calendar, &facts, lang), parts })
}

/// The table of a part.
pub(super) fn arrangement(calendar: &Calendar, part: &Part<'_>, facts: &YearFacts<'_>, lang: Lang) -> String {
    let [name, off, days, work] = titles(part, lang);
    let columns = [
        Column::left(name).wide(23),
        Column::left(off).wide(31),
        Column::right(days).wide(4),
        Column::left(work).wide(16),
    ];
    grid(&columns, arranged(calendar, part, facts, lang).into_iter().map(Vec::from))
}

/// What the columns of a part's table are.
pub(super) fn titles(part: &Part<'_>, lang: Lang) -> [&'static str; 4] {
    let work = match (&part.authority, lang) {
        (Authority::File(_), Lang::Zh) => "上班",
        (Authority::File(_), Lang::En) => "Working days",
        (_, Lang::Zh) => "调休上班",
        (_, Lang::En) => "Make-up days",
    };
    let either = |zh, en| either(lang, zh, en);
    [either("节日", "Holiday"), either("放假", "Off"), either("天数", "Days"), work]
}

/// The rows of a part: each holiday with its breaks and make-up days.
fn arranged(calendar: &Calendar, part: &Part<'_>, facts: &YearFacts<'_>, lang: Lang) -> Vec<[String; 4]> {
    let names: Vec<String> = part.exceptions.iter().fold(Vec::new(), |mut names, exception| {
        let name = holiday(&exception.name).get(lang).to_string();
        if !names.contains(&name) {
            names.push(name);
        }
        names
    });
    let rows = names.into_iter().map(|name| {
        let of_kind = |kind: ExceptionKind| {
            let mine = part.exceptions.iter().filter(|exception| holiday(&exception.name).get(lang) == name);
            mine.filter(move |exception| exception.kind == kind).map(|exception| exception.day)
        };
        let off: Vec<Day> = of_kind(ExceptionKind::Off).collect();
        let breaks = match part.authority {
            Authority::File(_) => runs(off),
            Authority::Notice(_) | Authority::Projection => breaks(calendar, &off),
        };
        let length: usize = breaks.iter().map(|(first, last)| first.to(*last).count()).sum();
        let length = if length == 0 { String::new() } else { length.to_string() };
        let lines = |runs: Vec<(Day, Day)>| {
            let words: Vec<String> = runs.into_iter().map(|run| span(run, facts.year, lang)).collect();
            words.join("\n").replace(GLUE, " ")
        };
        let work = lines(short_runs(of_kind(ExceptionKind::Work)));
        [name, lines(breaks), length, work]
    });
    rows.collect()
}
