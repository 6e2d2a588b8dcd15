//! A year of the calendar as JSON: `permits.calendar/1`.
//!
//! In: a [`Calendar`] and a year. Out: one document that lists the exceptional days; every other day is what its
//! weekday says. Nothing depends on the reader's language. The page for people is the page.

use serde::Serialize;

use crate::calendar::{Calendar, Exception, ExceptionKind, SaidBy};

use super::super::json::to_text;
use super::super::procedures::json::weekday_word;
use super::{Published, YearFacts, holiday, published};

/// The version of the document.
pub const SCHEMA: &str = "permits.calendar/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    year: i32,
    known_as_of: Option<String>,
    files: &'a [String],
    /// Whether any day of the year is.
    provisional: bool,
    provisional_days: Vec<Run>,
    working_days: usize,
    months: Vec<MonthRow>,
    days: Vec<DayRow<'a>>,
}

/// First and last day, both included.
#[derive(Serialize)]
struct Run {
    first: String,
    last: String,
}

#[derive(Serialize)]
struct MonthRow {
    month: u32,
    working_days: usize,
}

#[derive(Serialize)]
struct DayRow<'a> {
    date: String,
    weekday: &'static str,
    works: bool,
    kind: &'static str,
    name: Name,
    statutory: bool,
    said_by: &'static str,
    /// The year whose notice arranges the day; `null` when no notice does.
    notice: Option<i32>,
    published: Option<String>,
    published_assumed: Option<bool>,
    file: Option<&'a str>,
    provisional: bool,
}

#[derive(Serialize)]
struct Name {
    zh: String,
    en: String,
}

/// The document, indented, ended by a newline; empty for a year outside 2002–2100.
///
/// ```
/// use permits::calendar::Calendar;
/// let text = permits::report::year::json(&Calendar::official(), 2023);
/// assert!(text.contains(r#""schema": "permits.calendar/1""#));
/// assert!(text.contains(r#""working_days": 249"#));
/// ```
pub fn json(calendar: &Calendar, year: i32) -> String {
    let Some(facts) = YearFacts::of(calendar, year) else { return String::new() };
    let document = Document {
        schema: SCHEMA,
        year,
        known_as_of: calendar.as_of().map(|day| day.to_string()),
        files: calendar.overlays(),
        provisional: !facts.provisional.is_empty(),
        provisional_days: facts
            .provisional
            .iter()
            .map(|(first, last)| Run { first: first.to_string(), last: last.to_string() })
            .collect(),
        working_days: facts.working_days(),
        months: facts
            .months
            .iter()
            .map(|month| MonthRow { month: month.month, working_days: month.working_days })
            .collect(),
        days: facts
            .exceptions
            .iter()
            .filter(|exception| exception.day.year() == year)
            .map(|exception| day_row(calendar, exception))
            .collect(),
    };
    to_text(&document)
}

fn day_row<'a>(calendar: &Calendar, exception: &'a Exception) -> DayRow<'a> {
    let name = holiday(&exception.name);
    let published = published(exception);
    let (said_by, notice, file) = match &exception.said_by {
        SaidBy::Notice { .. } => ("notice", Some(exception.notice), None),
        SaidBy::Projection => ("projection", None, None),
        SaidBy::Overlay(file) => ("file", None, Some(file.as_str())),
    };
    DayRow {
        date: exception.day.to_string(),
        weekday: weekday_word(exception.day.weekday()),
        works: calendar.works(exception.day),
        kind: match exception.kind {
            ExceptionKind::Off => "off",
            ExceptionKind::Work => "work",
        },
        name: Name { zh: name.zh, en: name.en },
        statutory: exception.statutory,
        said_by,
        notice,
        published_assumed: published.as_ref().map(|Published { assumed, .. }| *assumed),
        published: published.map(|Published { day, .. }| day),
        file,
        provisional: calendar.is_provisional(exception.day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(calendar: &Calendar, of: i32) -> serde_json::Value {
        serde_json::from_str(&json(calendar, of)).unwrap()
    }

    #[test]
    fn a_day_says_what_it_is_and_who_says_so() {
        let document = read(&Calendar::official(), 2023);
        let days = document["days"].as_array().unwrap();
        let sunday = days.iter().find(|day| day["date"] == "2023-06-25").unwrap();
        assert_eq!(
            sunday.to_string(),
            r#"{"date":"2023-06-25","weekday":"sun","works":true,"kind":"work","name":{"zh":"端午节","en":"Duanwu"},"statutory":false,"said_by":"notice","notice":2023,"published":"2022-12-08","published_assumed":false,"file":null,"provisional":false}"#
        );
        // By hand from the notice: 1 + 5 + 1 + 3 + 2 + 6 weekdays off, 2 + 2 + 1 + 2 make-up days.
        assert_eq!(days.len(), 18 + 7);
        assert_eq!(document["provisional"], false);
    }

    #[test]
    fn a_projected_year_is_provisional_from_end_to_end() {
        let document = read(&Calendar::official(), 2027);
        assert_eq!(
            document["provisional_days"].to_string(),
            r#"[{"first":"2027-01-01","last":"2027-12-31"}]"#
        );
        assert_eq!(document["days"][0]["said_by"], "projection");
        assert!(document["days"][0]["notice"].is_null());
        assert_eq!(document["days"].as_array().unwrap().len(), 13);
    }

    #[test]
    fn the_months_add_up_in_every_year() {
        for of in 2002..=2100 {
            let document = read(&Calendar::official(), of);
            let months = document["months"].as_array().unwrap().iter();
            let sum: u64 = months.map(|month| month["working_days"].as_u64().unwrap()).sum();
            assert_eq!(document["working_days"].as_u64(), Some(sum));
        }
    }
}
