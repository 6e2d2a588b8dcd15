//! The block of a year.
//!
//! In: a year, what is known of its start days, a place. Out: a cell for every day of the year, in the row of its weekday
//! and the column of its week (the first is the one with 1 January), the names of months and weekdays, the lines between
//! months.

use crate::calendar::{Calendar, Day, Weekday};
use crate::diagnostic::Lang;

use super::super::super::summary::weekday;
use super::super::super::svg::text::Type;
use super::super::super::svg::{Align, Frame, Label, Point, Role};
use super::super::super::time_axis::month_name;
use super::windows::Outline;
use super::words::AXIS;

/// Where the cells of a block lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grid {
    /// Where the first column begins.
    pub left: i32,
    /// Where the first row begins.
    pub top: i32,
    /// From one cell to the next.
    pub pitch: i32,
    /// The blank between two cells.
    pub gap: i32,
}

/// So many weeks can a year touch.
pub(super) const WEEKS: i32 = 54;
/// How wide the names of the weekdays are.
pub(super) const GUTTER: i32 = 460;
/// How high the names of the months are.
pub(super) const MONTHS: i32 = 160;

impl Grid {
    /// Where a column begins, half way through the blank before it.
    pub(super) fn x(&self, column: i32) -> i32 {
        self.left + column * self.pitch - self.gap / 2
    }

    /// Where a row begins, half way through the blank above it.
    pub(super) fn y(&self, row: i32) -> i32 {
        self.top + row * self.pitch - self.gap / 2
    }

    /// Where the last row ends.
    pub(super) fn bottom(&self) -> i32 {
        self.y(7)
    }

    fn cell(&self, row: i32, column: i32) -> Frame {
        let (left, top) = (self.left + column * self.pitch, self.top + row * self.pitch);
        let size = self.pitch - self.gap;
        Frame::new(left, top, left + size, top + size)
    }
}

/// Where a day lies in the block of its year: its row, from 0 on Monday, and its column.
pub(super) fn place(day: Day) -> (i32, i32) {
    let first = Day::new(day.year(), 1, 1).unwrap_or(Day::FIRST);
    let before = i32::from(first.weekday().days_from_monday());
    let column = (day.days_since(first) + before).div_euclid(7);
    (i32::from(day.weekday().days_from_monday()), column)
}

/// What a start day takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heated {
    /// The natural days from it.
    pub days: i32,
    /// How hot that is, from 0 to 6.
    pub heat: u8,
    /// Whether that rests on a day that no notice covers.
    pub provisional: bool,
    /// What is shown when the pointer rests on it.
    pub hover: String,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The day.
    pub day: Day,
    /// Its weekday, from 0 on Monday.
    pub row: i32,
    /// Its week, from 0 in the week of 1 January.
    pub column: i32,
    /// Its box: that of a rest day is smaller.
    pub frame: Frame,
    /// Whether it is a working day.
    pub works: bool,
    /// What it takes from here; `None` for a day that was not asked for.
    pub heated: Option<Heated>,
}

/// A year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Its number, and the names of its weekdays and months.
    pub labels: Vec<Label>,
    /// The lines between its months.
    pub months: Vec<Vec<Point>>,
    /// Its days.
    pub cells: Vec<Cell>,
    /// The windows that are outlined, with their names below.
    pub outlines: Vec<Outline>,
    /// Its box, over names and cells.
    pub frame: Frame,
}

/// The days of a year, as far as the calendar has them.
pub(super) fn days(year: i32) -> (Day, Day) {
    (Day::new(year, 1, 1).unwrap_or(Day::FIRST), Day::new(year, 12, 31).unwrap_or(Day::LAST))
}

/// The cells of a year; `heated` says what is known of a day.
pub(super) fn cells(
    year: i32,
    grid: &Grid,
    calendar: &Calendar,
    heated: impl Fn(Day) -> Option<Heated>,
) -> Vec<Cell> {
    let (first, last) = days(year);
    let cell = |day: Day| {
        let (row, column) = place(day);
        let works = calendar.works(day);
        let whole = grid.cell(row, column);
        let frame = if works { whole } else { whole.grown(-(whole.width() * 22 / 100)) };
        Cell { day, row, column, frame, works, heated: heated(day) }
    };
    first.to(last).map(cell).collect()
}

/// The year's number, its months above the cells, every second weekday beside them.
pub(super) fn labels(year: i32, grid: &Grid, page: Frame, lang: Lang) -> Vec<Label> {
    let above = Frame::new(page.left, grid.top - MONTHS, grid.left, grid.top - 25);
    let mut labels = vec![Label::fit(&year.to_string(), above, Type::plain(135).bold(true))];
    let (_, last) = days(year);
    for month in 1..=last.month() {
        let Some(first) = Day::new(year, month, 1) else { continue };
        let end = Day::new(year, month, 28).unwrap_or(last);
        let (from, to) = (place(first).1, place(end).1);
        // Over the weeks that are mostly the month's.
        let from = from + i32::from(first.weekday().days_from_monday() > 3);
        let frame = Frame::new(grid.x(from), above.top, grid.x(to.max(from) + 1), above.bottom);
        labels.push(Label::fit(&month_name(month, lang), frame, Type::plain(AXIS)));
    }
    let named = [Weekday::Monday, Weekday::Wednesday, Weekday::Friday, Weekday::Sunday];
    for day in named {
        let row = i32::from(day.days_from_monday());
        let frame = Frame::new(page.left, grid.y(row), grid.left - 70, grid.y(row + 1));
        let set = Type::plain(AXIS).align(Align::Right).role(Role::Soft);
        labels.push(Label::fit(weekday(day, lang), frame, set));
    }
    labels
}

/// The lines between the months: down along the first day's column, with a step where the month begins within a week.
pub(super) fn months(year: i32, grid: &Grid) -> Vec<Vec<Point>> {
    let firsts = (2..=12).filter_map(|month| Day::new(year, month, 1));
    let line = |first: Day| {
        let (row, column) = place(first);
        let (top, bottom, y) = (grid.y(0), grid.y(7), grid.y(row));
        match row {
            0 => vec![(grid.x(column), top), (grid.x(column), bottom)],
            _ => vec![
                (grid.x(column + 1), top),
                (grid.x(column + 1), y),
                (grid.x(column), y),
                (grid.x(column), bottom),
            ],
        }
    };
    firsts.map(line).collect()
}
