//! What the State Council announced, and when.
//!
//! In: the data files beside this one (exceptional days 2002–2026, the notices' publication dates, the revisions).
//! Out: the exceptional days **as they were known on a day**. A year without a notice is not projected here.
//!
//! A day belongs to the notice named in its row, which for late December is often next year's. A notice's days are
//! known from the day it was published; a day that a later notice changed has its earlier status until then. Where
//! the publication day is not known, 15 December of the year before stands in for it.

use chrono::NaiveDate;

use super::day::Day;

const WORKDAYS: &str = include_str!("data/cn_workdays.csv");
const NOTICES: &str = include_str!("data/cn_notices.csv");
const REVISIONS: &str = include_str!("data/cn_revisions.csv");

/// The years whose notices are in the data.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 2002..=2026;

/// A day that is not what its weekday says.
///
/// ```
/// use permits::calendar::{Calendar, ExceptionKind};
/// let calendar = Calendar::official();
/// let friday = calendar.exception("2023-06-23".parse().unwrap()).unwrap();
/// // A day off for Duanwu, which was the day before.
/// assert_eq!((friday.kind, friday.statutory, friday.notice), (ExceptionKind::Off, false, 2023));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The day.
    pub day: Day,
    /// Off or worked.
    pub kind: ExceptionKind,
    /// The holiday it belongs to, in Chinese as in the notice.
    pub name: String,
    /// Whether the day itself is a statutory holiday (法定节假日), as against a shifted or made-good day.
    pub statutory: bool,
    /// The year whose notice arranges it.
    pub notice: i32,
    /// Who says so.
    pub said_by: SaidBy,
}

/// What an exceptional day is.
///
/// ```
/// use permits::calendar::{Calendar, ExceptionKind};
/// let calendar = Calendar::official();
/// let kind = |day: &str| calendar.exception(day.parse().unwrap()).unwrap().kind;
/// assert_eq!((kind("2023-10-06"), kind("2023-10-07")), (ExceptionKind::Off, ExceptionKind::Work));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExceptionKind {
    /// A day off.
    Off,
    /// A working day: a make-up weekend day (调休上班日), or a day that a user's file opens.
    Work,
}

/// Who says that a day is exceptional.
///
/// ```
/// use permits::calendar::{Calendar, SaidBy};
/// // The Spring Festival of 2027: on 1 June 2023 only the law said that it would be a holiday.
/// let calendar = Calendar::new("2023-06-01".parse().ok(), &[]);
/// let said = &calendar.exception("2027-02-08".parse().unwrap()).unwrap().said_by;
/// assert_eq!(*said, SaidBy::Projection);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaidBy {
    /// A notice of the State Council.
    Notice {
        /// The day it was published.
        published: NaiveDate,
        /// Whether that day is known, or 15 December of the year before stands in for it.
        certainty: Certainty,
    },
    /// The statutory rule alone: no notice is published yet.
    Projection,
    /// A user's calendar file.
    Overlay(String),
}

/// Whether a publication day is known.
///
/// ```
/// use permits::calendar::{Calendar, Certainty, SaidBy};
/// let certainty = |year| match Calendar::notice_of(year) {
///     SaidBy::Notice { certainty, .. } => Some(certainty),
///     SaidBy::Projection | SaidBy::Overlay(_) => None,
/// };
/// assert_eq!(certainty(2023), Some(Certainty::Known));
/// assert_eq!(certainty(2005), Some(Certainty::Assumed)); // before 2015 the day is not in the data
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It is.
    Known,
    /// 15 December of the year before stands in for it.
    Assumed,
}

/// When a year's notice was published.
pub(super) fn published(year: i32) -> (NaiveDate, Certainty) {
    let listed = rows(NOTICES)
        .find_map(|fields| (fields.first()?.parse() == Ok(year)).then(|| date(fields.get(1)?)).flatten());
    match listed {
        Some(day) => (day, Certainty::Known),
        None => (NaiveDate::from_ymd_opt(year - 1, 12, 15).unwrap_or_default(), Certainty::Assumed),
    }
}

/// Every exceptional day of the data as known on `as_of` (today's knowledge when absent), in date order. Days of
/// notices that were not yet published are left out; [`belongs_elsewhere`] says which days those are.
pub(super) fn known(as_of: Option<Day>) -> Vec<Exception> {
    let known_by = |day: NaiveDate| as_of.is_none_or(|as_of| day <= as_of.date());
    let notices: Vec<(i32, NaiveDate, Certainty)> = YEARS
        .map(|year| {
            let (day, certainty) = published(year);
            (year, day, certainty)
        })
        .collect();
    let notice_of =
        |year: i32| notices.iter().find(|(of, ..)| *of == year).filter(|(_, day, _)| known_by(*day));
    let revisions: Vec<Revision> = rows(REVISIONS).filter_map(|fields| Revision::read(&fields)).collect();
    let mut exceptions: Vec<Exception> = Vec::with_capacity(640);
    for fields in rows(WORKDAYS) {
        let Some((day, kind, name, statutory, year)) = workday_row(&fields) else { continue };
        if revisions.iter().any(|revision| revision.day == day && !known_by(revision.announced)) {
            continue;
        }
        let Some(&(_, published, certainty)) = notice_of(year) else { continue };
        let revised = revisions.iter().find(|revision| revision.day == day);
        let (published, certainty) =
            revised.map_or((published, certainty), |revision| (revision.announced, Certainty::Known));
        let said_by = SaidBy::Notice { published, certainty };
        exceptions.push(Exception { day, kind, name: name.to_string(), statutory, notice: year, said_by });
    }
    for revision in revisions.iter().filter(|revision| !known_by(revision.announced)) {
        let year = revision.day.year();
        let (Some(kind), Some(&(_, published, certainty))) = (revision.before, notice_of(year)) else {
            continue;
        };
        exceptions.push(Exception {
            day: revision.day,
            kind,
            name: revision.name.clone(),
            statutory: false,
            notice: year,
            said_by: SaidBy::Notice { published, certainty },
        });
    }
    exceptions.sort_by_key(|exception| exception.day);
    exceptions
}

/// Days that another year's notice arranges, as (day, year of that notice).
pub(super) fn belongs_elsewhere() -> impl Iterator<Item = (Day, i32)> {
    rows(WORKDAYS)
        .filter_map(|fields| workday_row(&fields).map(|(day, _, _, _, year)| (day, year)))
        .filter(|(day, year)| day.year() != *year)
}

/// A day whose status a later notice changed.
struct Revision {
    day: Day,
    before: Option<ExceptionKind>,
    announced: NaiveDate,
    name: String,
}

impl Revision {
    fn read(fields: &[&str]) -> Option<Revision> {
        let &[day, before, _, announced, _, name] = fields else { return None };
        Some(Revision {
            day: day.parse().ok()?,
            before: kind(before),
            announced: date(announced)?,
            name: name.to_string(),
        })
    }
}

fn kind(word: &str) -> Option<ExceptionKind> {
    match word {
        "off" => Some(ExceptionKind::Off),
        "work" => Some(ExceptionKind::Work),
        _ => None,
    }
}

fn workday_row<'a>(fields: &[&'a str]) -> Option<(Day, ExceptionKind, &'a str, bool, i32)> {
    let &[day, word, name, statutory, notice] = fields else { return None };
    Some((day.parse().ok()?, kind(word)?, name, statutory == "true", notice.parse().ok()?))
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// The data rows of one of our own files: comments and the header line left out. A test reads every row.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split(',').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_data_is_read() {
        let workdays = rows(WORKDAYS).count();
        assert_eq!(known(None).len(), workdays);
        assert!(workdays >= 600, "the data holds {workdays} days");
        assert_eq!(
            rows(REVISIONS).filter_map(|fields| Revision::read(&fields)).count(),
            rows(REVISIONS).count()
        );
        assert_eq!(rows(NOTICES).filter(|fields| date(fields[1]).is_some()).count(), 12);
    }

    #[test]
    fn the_data_lists_exceptions_only_and_each_once() {
        let exceptions = known(None);
        for pair in exceptions.windows(2) {
            assert!(pair[0].day < pair[1].day, "{} is listed twice", pair[1].day);
        }
        for exception in &exceptions {
            let weekend = exception.day.weekday().is_weekend();
            assert_eq!(weekend, exception.kind == ExceptionKind::Work, "{}", exception.day);
        }
    }

    #[test]
    fn a_notice_is_known_from_the_day_it_was_published() {
        let days_of_2019 = |as_of: &str| {
            known(as_of.parse().ok()).iter().filter(|exception| exception.notice == 2019).count()
        };
        assert_eq!(days_of_2019("2018-12-05"), 0);
        assert!(days_of_2019("2018-12-06") > 0);
        assert_eq!(days_of_2019("2019-03-22") - days_of_2019("2019-03-21"), 4);
    }

    #[test]
    fn a_day_says_who_arranged_it_and_whether_it_is_statutory() {
        let exceptions = known(None);
        let of = |text: &str| {
            let day: Day = text.parse().unwrap();
            exceptions.iter().find(|exception| exception.day == day).unwrap()
        };
        // The notice of 2019 gave 1 May; the announcement of 22 March added the 2nd.
        for (day, announced) in [("2019-05-01", "2018-12-06"), ("2019-05-02", "2019-03-22")] {
            let published = date(announced).unwrap();
            let by = SaidBy::Notice { published, certainty: Certainty::Known };
            assert_eq!(of(day).said_by, by, "{day}");
        }
        // Duanwu 2023 is the 22nd of June; the 23rd is a shifted day.
        assert!(of("2023-06-22").statutory && !of("2023-06-23").statutory);
    }
}
