//! The twelve months of the page, three beside each other, and what their marks mean.
//!
//! In: the facts of a year. Out: lines. What was arranged, and by whom, is `arranged`.

use crate::calendar::{Calendar, Day, ExceptionKind, Weekday};
use crate::diagnostic::Lang;

use super::super::paint::{Paint, Role};
use super::super::prose::{columns, pad_left};
use super::super::words::either;
use super::{Doubt, Month, YearFacts};

/// A day of the month takes two columns and its mark one, which also parts it from the next day.
pub(super) const BLOCK: usize = 7 * 3;

pub(super) const GAP: usize = 6;

/// Three months beside each other.
pub(super) fn abreast(
    calendar: &Calendar,
    facts: &YearFacts<'_>,
    months: &[Month],
    lang: Lang,
    paint: Paint,
) -> String {
    let blocks: Vec<Vec<Line>> =
        months.iter().map(|month| block(calendar, facts, month, lang, paint)).collect();
    let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for row in 0..height {
        // Blanks are laid by what is seen: colour codes take no column.
        let mut owed = 0;
        for block in &blocks {
            let Some(line) = block.get(row) else {
                owed += BLOCK + GAP;
                continue;
            };
            text.push_str(&" ".repeat(owed));
            text.push_str(&line.text);
            owed = BLOCK - line.columns + GAP;
        }
        text.push('\n');
    }
    text
}

/// A line of a month: its text, and how many columns of it are seen. It ends in no blank.
struct Line {
    text: String,
    columns: usize,
}

fn block(calendar: &Calendar, facts: &YearFacts<'_>, month: &Month, lang: Lang, paint: Paint) -> Vec<Line> {
    let name = match lang {
        Lang::Zh => format!("{}月", month.month),
        Lang::En => MONTHS[month.month as usize - 1].to_string(),
    };
    let days = match lang {
        Lang::Zh => format!("{}个工作日", month.working_days),
        Lang::En => format!("{} wd", month.working_days),
    };
    // The last column of a block holds Sunday's mark; titles end where the numbers do.
    let days = pad_left(&days, BLOCK - 1 - columns(&name));
    let weekdays = match lang {
        Lang::Zh => "一 二 三 四 五 六 日",
        Lang::En => "Mo Tu We Th Fr Sa Su",
    };
    let mut lines = vec![
        Line { text: format!("{}{days}", paint.put(Role::Title, &name)), columns: BLOCK - 1 },
        Line { text: paint.put(Role::Faint, weekdays), columns: columns(weekdays) },
    ];
    for week in weeks(&month.days) {
        let mut line = Line { text: String::new(), columns: 0 };
        for day in week {
            let start = 3 * usize::from(day.weekday().days_from_monday());
            let mark = Mark::of(calendar, facts, *day);
            let cell = format!("{:>2}{}", day.day_of_month(), mark.sign());
            let (cell, blank) = if mark == Mark::Plain { (cell.trim_end(), 1) } else { (cell.as_str(), 0) };
            line.text.push_str(&" ".repeat(start - line.columns));
            line.text.push_str(&mark.painted(paint, cell));
            line.columns = start + 3 - blank;
        }
        lines.push(line);
    }
    lines
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of a month by weeks, Monday first.
fn weeks(days: &[Day]) -> impl Iterator<Item = &[Day]> {
    days.chunk_by(|_, next| next.weekday() != Weekday::Monday)
}

/// What is printed after the day of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    Off,
    Work,
    Weekend,
    /// Not arranged yet, in a year that otherwise is.
    Open,
}

impl Mark {
    fn of(calendar: &Calendar, facts: &YearFacts<'_>, day: Day) -> Mark {
        let single = |(first, last): &(Day, Day)| *first <= day && day <= *last;
        match calendar.exception(day).map(|exception| exception.kind) {
            Some(ExceptionKind::Off) => Mark::Off,
            Some(ExceptionKind::Work) => Mark::Work,
            None if facts.doubt == Doubt::SomeDays && facts.provisional.iter().any(single) => Mark::Open,
            None if !calendar.works(day) => Mark::Weekend,
            None => Mark::Plain,
        }
    }

    fn sign(self) -> char {
        match self {
            Mark::Plain => ' ',
            Mark::Off => '*',
            Mark::Work => '+',
            Mark::Weekend => '.',
            Mark::Open => '?',
        }
    }

    fn painted(self, paint: Paint, text: &str) -> String {
        match self {
            Mark::Plain => text.to_string(),
            Mark::Off => paint.put(Role::Off, text),
            Mark::Work => paint.put(Role::Work, text),
            Mark::Weekend => paint.put(Role::Faint, text),
            Mark::Open => paint.put(Role::Warning, text),
        }
    }

    fn words(self, lang: Lang) -> &'static str {
        match self {
            Mark::Plain => either(lang, "工作日", "working day"),
            Mark::Off => either(lang, "放假", "day off"),
            Mark::Work => either(lang, "调休上班", "make-up workday"),
            Mark::Weekend => either(lang, "周末", "weekend"),
            Mark::Open => either(lang, "暂定", "not settled"),
        }
    }
}

pub(super) fn legend(facts: &YearFacts<'_>, lang: Lang, paint: Paint) -> String {
    let mut marks = vec![(Mark::Off, "22"), (Mark::Work, "25"), (Mark::Weekend, "24")];
    if facts.doubt == Doubt::SomeDays {
        marks.push((Mark::Open, "31"));
    }
    let mut entries: Vec<String> = marks
        .into_iter()
        .map(|(mark, day)| {
            format!("{} {}", mark.painted(paint, &format!("{day}{}", mark.sign())), mark.words(lang))
        })
        .collect();
    if lang == Lang::En {
        entries.push("wd working days".into());
    }
    entries.join("  ") + "\n"
}
