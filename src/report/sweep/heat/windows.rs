//! The windows in which the days are fewest or most.
//!
//! In: the windows of a year, the place of its cells. Out: an outline around the days of each from the first to the last,
//! and its name below the block, where names have room: of too many windows the longest are named.

use crate::calendar::Day;
use crate::diagnostic::Lang;
use crate::study::sweep::Window;

use super::super::super::svg::text::{self, Type};
use super::super::super::svg::{Frame, Label, Point, Role};
use super::super::super::words::either;
use super::words::AXIS;
use super::year::{Grid, days, place};

/// What a window holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// The fewest days.
    Fewest,
    /// The most days.
    Most,
}

impl Extreme {
    /// The colour of its outline and of its name.
    pub(super) fn role(self) -> Role {
        match self {
            Extreme::Fewest => Role::Ink,
            Extreme::Most => Role::Critical,
        }
    }
}

/// A window, as far as it lies in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// What it holds.
    pub extreme: Extreme,
    /// So many natural days.
    pub days: i32,
    /// Its first day in the year.
    pub first: Day,
    /// Its last day in the year.
    pub last: Day,
    /// Its shapes, each closed: one, or two where its weeks do not touch.
    pub shapes: Vec<Vec<Point>>,
    /// Its name, where there is room.
    pub label: Option<Label>,
}

/// How high a line of names is, and how many there are at most.
const LINE: i32 = 150;
const LINES: usize = 2;

/// The outlines of a year and the height of their names. `windows` are all windows with what they hold, the longest
/// first.
pub(super) fn outlines(
    year: i32,
    grid: &Grid,
    windows: &[(Extreme, i32, Window)],
    right: i32,
    lang: Lang,
) -> (Vec<Outline>, i32) {
    let (begins, ends) = days(year);
    let mut taken: Vec<Vec<Frame>> = vec![Vec::new(); LINES];
    let mut outlines = Vec::new();
    for (extreme, days, window) in windows {
        let (first, last) = (window.first.max(begins), window.last.min(ends));
        if first > last {
            continue;
        }
        let at = grid.x(place(first).1);
        let label = names(*extreme, *days, (first, last), lang).into_iter().find_map(|name| {
            let width = text::width(&name, AXIS, true);
            let left = at.min(right - width);
            (0..LINES).find_map(|line| {
                let top = grid.bottom() + 20 + line as i32 * LINE;
                let frame = Frame::new(left, top, left + width, top + LINE);
                let is_free = left >= grid.left && taken[line].iter().all(|other| !other.overlaps(&frame));
                is_free.then(|| {
                    taken[line].push(frame.grown(60));
                    Label::fit(&name, frame, Type::plain(AXIS).bold(true).role(extreme.role()))
                })
            })
        });
        let shapes = shapes(grid, first, last);
        outlines.push(Outline { extreme: *extreme, days: *days, first, last, shapes, label });
    }
    let lines = taken.iter().filter(|line| !line.is_empty()).count() as i32;
    (outlines, lines * LINE)
}

/// The names a window can have, the one that says most first.
fn names(extreme: Extreme, days: i32, (first, last): (Day, Day), lang: Lang) -> [String; 2] {
    let word = match extreme {
        Extreme::Fewest => either(lang, "最少", "fewest"),
        Extreme::Most => either(lang, "最多", "most"),
    };
    let date = |day: Day| format!("{:02}-{:02}", day.month(), day.day_of_month());
    let dates = match (first == last, lang) {
        (true, _) => date(first),
        (false, Lang::Zh) => format!("{}至{}", date(first), date(last)),
        (false, Lang::En) => format!("{} to {}", date(first), date(last)),
    };
    let short = match lang {
        Lang::Zh => format!("{word} {days} 天"),
        Lang::En => format!("{word} {days}"),
    };
    [format!("{short} · {dates}"), short]
}

/// The outline of the days from the first to the last, both in the same year.
fn shapes(grid: &Grid, first: Day, last: Day) -> Vec<Vec<Point>> {
    let ((row, column), (last_row, last_column)) = (place(first), place(last));
    let (x, y) = (|column| grid.x(column), |row| grid.y(row));
    let upright = |column, from, to| {
        vec![(x(column), y(from)), (x(column + 1), y(from)), (x(column + 1), y(to)), (x(column), y(to))]
    };
    match last_column - column {
        0 => vec![upright(column, row, last_row + 1)],
        // The end of one week and the beginning of the next, which do not touch.
        1 if last_row < row => vec![upright(column, row, 7), upright(last_column, 0, last_row + 1)],
        _ => vec![vec![
            (x(column), y(row)),
            (x(column + 1), y(row)),
            (x(column + 1), y(0)),
            (x(last_column + 1), y(0)),
            (x(last_column + 1), y(last_row + 1)),
            (x(last_column), y(last_row + 1)),
            (x(last_column), y(7)),
            (x(column), y(7)),
        ]],
    }
}
