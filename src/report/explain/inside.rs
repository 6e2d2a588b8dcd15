//! The holidays and make-up days inside a stretch of days, in words.
//!
//! In: a calendar and days. Out: each holiday with its break as the notice writes it, weekends it runs into included,
//! cut to the stretch. Which days are worked is the calendar's business.

use crate::calendar::{Calendar, Day, DayKind, Exception, ExceptionKind, SaidBy};
use crate::diagnostic::Lang;

use super::super::words::{either, list};
use super::super::year::{breaks, holiday, runs, short_runs, span};

/// One holiday inside a stretch.
pub(super) struct Inside {
    /// Its name as the calendar has it.
    name: String,
    from_file: bool,
    /// Its breaks, first and last day included.
    pub(super) off: Vec<(Day, Day)>,
    /// Its make-up days.
    pub(super) work: Vec<(Day, Day)>,
}

/// The holidays inside `first..=last`, in the order of their first days.
pub(super) fn inside(calendar: &Calendar, first: Day, last: Day) -> Vec<Inside> {
    // Name, notice and whether a user's file says so; the days off, the make-up days.
    type Found<'a> = ((&'a str, i32, bool), Vec<Day>, Vec<Day>);
    let mut found: Vec<Found<'_>> = Vec::new();
    for exception in first.to(last).filter_map(|day| calendar.exception(day)) {
        let from_file = matches!(exception.said_by, SaidBy::Overlay(_));
        let key = (exception.name.as_str(), exception.notice, from_file);
        let at = found.iter().position(|(known, ..)| *known == key).unwrap_or_else(|| {
            found.push((key, Vec::new(), Vec::new()));
            found.len() - 1
        });
        match exception.kind {
            ExceptionKind::Off => found[at].1.push(exception.day),
            ExceptionKind::Work => found[at].2.push(exception.day),
        }
    }
    let named = |((name, _, from_file), off, work): Found<'_>| {
        let off = if from_file { runs(off) } else { breaks(calendar, &off) };
        let cut = |(from, to): (Day, Day)| (from.max(first), to.min(last));
        Inside {
            name: name.to_string(),
            from_file,
            off: off.into_iter().map(cut).collect(),
            work: short_runs(work.into_iter()),
        }
    };
    found.into_iter().map(named).collect()
}

impl Inside {
    /// The holiday in words: 端午节放假, or what a user's file calls it.
    pub(super) fn words(&self, lang: Lang) -> String {
        off_words(&self.name, self.from_file, lang)
    }

    /// Its breaks: 06-22周四至06-24周六.
    pub(super) fn breaks(&self, year: i32, lang: Lang) -> String {
        list(self.off.iter().map(|run| span(*run, year, lang)), lang)
    }

    /// Its make-up days.
    pub(super) fn made_up(&self, year: i32, lang: Lang) -> String {
        list(self.work.iter().map(|run| span(*run, year, lang)), lang)
    }

    /// What its make-up days are: 端午节调休上班.
    pub(super) fn made_up_words(&self, lang: Lang) -> String {
        work_words(&self.name, self.from_file, lang)
    }
}

/// A day off in words: 端午节放假.
fn off_words(name: &str, from_file: bool, lang: Lang) -> String {
    match (name.trim().is_empty(), from_file, lang) {
        (true, _, Lang::Zh) => "休息日".into(),
        (true, _, Lang::En) => "closed".into(),
        (false, true, Lang::Zh) => format!("{}休息", holiday(name).zh),
        (false, false, Lang::Zh) => format!("{}放假", holiday(name).zh),
        (false, _, Lang::En) => holiday(name).en,
    }
}

/// A day worked out of turn in words: 端午节调休上班.
fn work_words(name: &str, from_file: bool, lang: Lang) -> String {
    match (name.trim().is_empty(), from_file, lang) {
        (true, _, Lang::Zh) => "照常上班".into(),
        (true, _, Lang::En) => "a working day".into(),
        (false, true, Lang::Zh) => format!("{}上班", holiday(name).zh),
        (false, false, Lang::Zh) => format!("{}调休上班", holiday(name).zh),
        (false, true, Lang::En) => format!("working day, {}", holiday(name).en),
        (false, false, Lang::En) => format!("make-up day for {}", holiday(name).en),
    }
}

/// What a day is when it is not an ordinary working day: 周末, 端午节放假, 端午节调休上班.
pub(super) fn day_words(calendar: &Calendar, day: Day, lang: Lang) -> Option<String> {
    let words = |exception: &Exception, words: fn(&str, bool, Lang) -> String| {
        words(&exception.name, matches!(exception.said_by, SaidBy::Overlay(_)), lang)
    };
    match calendar.kind_of_day(day) {
        DayKind::Workday => None,
        DayKind::Weekend => Some(match break_of(calendar, day) {
            None => either(lang, "周末", "weekend").into(),
            Some(exception) => match lang {
                Lang::Zh => format!("{}期间的周末", words(exception, off_words)),
                Lang::En => format!("weekend of {}", words(exception, off_words)),
            },
        }),
        DayKind::Off(off) => Some(words(off, off_words)),
        DayKind::MadeUp(work) => Some(words(work, work_words)),
    }
}

/// The day off of a notice whose break a weekend day belongs to: no working day lies between them.
pub(super) fn break_of(calendar: &Calendar, day: Day) -> Option<&Exception> {
    let arranged = |exception: &&Exception| {
        exception.kind == ExceptionKind::Off && matches!(exception.said_by, SaidBy::Notice { .. })
    };
    let rests = |day: &Day| !calendar.works(*day);
    let before = Day::FIRST.to(day).rev().take_while(rests);
    let after = day.to(Day::LAST).take_while(rests);
    before.chain(after).filter_map(|day| calendar.exception(day)).find(arranged)
}
