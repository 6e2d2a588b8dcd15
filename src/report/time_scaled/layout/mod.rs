//! Everything on the page, with its place.
//!
//! In: a [`Plan`] and the [`Options`]. Out: a [`Layout`]: circles, lines, waves, words, each with its box in tenths of
//! a pixel. Every place across comes from a moment of the schedule through the [`TimeAxis`]. No SVG is written here.

mod around;
mod pieces;
mod texts;

pub use around::description;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use around::{axis_head, heading, key, paragraph, present, spelled_out};
use pieces::pieces;
use texts::{Named, Texts, moved, stack};

use crate::calendar::{Day, Moment};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::report::drawing::{A3_WIDTH, Options};
use crate::report::plan::Plan;
use crate::report::svg::text::{Type, width};
use crate::report::svg::{Frame, Label, Point, Role};
use crate::report::time_axis::{DaysOff, TimeAxis};

use super::board::{Board, Tenths};
use super::events::{Event, Events, Stands, events};
use super::tracks::{Task, Tracks, WORK, tracks};
use super::words;

/// The narrowest page, in CSS pixels.
pub const NARROWEST: u32 = 700;
/// The widest page.
pub const WIDEST: u32 = 20_000;

/// How a piece of an arrow is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// 实箭线: a step under way.
    Solid,
    /// 虚箭线: a link.
    Dashed,
    /// 波形线: free float.
    Wave,
    /// 虚线: a step's waiting that is no free float, since what follows waits for a sitting or for a date of its own.
    Wait,
}

/// A straight piece of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// How it is drawn.
    pub mark: Mark,
}

/// A numbered circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// Its number: smaller where an arrow leaves than where it leads.
    pub number: usize,
    /// Its middle.
    pub at: Point,
    /// What it stands for.
    pub event: Event,
    /// Whether it lies beyond the window, so that only the arrow's way out of the picture is drawn.
    pub outside: bool,
}

/// An arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// What it stands for.
    pub stands: Stands,
    /// The position of the circle it leaves.
    pub from: usize,
    /// The position of the circle it leads to.
    pub to: usize,
    /// Its pieces in order; none when it lies beyond the window.
    pub pieces: Vec<Piece>,
    /// Whether it is on the critical path.
    pub critical: bool,
    /// Whether a suspension stops it.
    pub stopped: bool,
    /// What is said of it when the pointer rests on it.
    pub title: String,
}

/// Words beside an arrow or a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The step; `None` for the lag of a link.
    pub step: Option<StepIx>,
    /// Its lines; none when there is no room.
    pub lines: Vec<Label>,
    /// Whether something of it is left out.
    pub cut: bool,
    /// What is said of it when the pointer rests on it.
    pub title: String,
}

/// The whole drawing.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The width of the page.
    pub width: i32,
    /// The height of the page.
    pub height: i32,
    /// Days across the page.
    pub axis: TimeAxis,
    /// The part of the page below the axis.
    pub chart: Frame,
    /// The lines of the axis head: where a cell begins, from where to where.
    pub ticks: Vec<(Point, Point, bool)>,
    /// Days off.
    pub off: Vec<DaysOff>,
    /// The circles.
    pub circles: Vec<Circle>,
    /// The arrows; those of steps first.
    pub arrows: Vec<Drawn>,
    /// The steps' names, and the lags.
    pub names: Vec<Name>,
    /// How long steps take, below their arrows.
    pub lengths: Vec<Label>,
    /// Heading, axis, key, footer.
    pub labels: Vec<Label>,
    /// What the marks mean, with the place of each sample.
    pub samples: Vec<(Sample, Frame)>,
    /// For each step of the network the circles it begins and ends at.
    pub places: Vec<Option<super::events::Place>>,
    /// How many links the arrows say without an arrow of their own.
    pub implied: usize,
}

/// A mark that the key explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Sample {
    Step,
    Critical,
    Wave,
    Wait,
    Dummy,
    Lag,
    Circle,
    Off,
    Stopped,
}

/// The size of words, in tenths of a pixel.
const SIZE: i32 = 100;

/// The size of what is said beside.
const SMALL: i32 = 90;

/// From one row to the next.
const PITCH: i32 = 140;

/// What stays free around the page.
const MARGIN: i32 = 300;

/// What stays free right of the last day, for the names there.
const AFTER: i32 = 1_100;

/// The narrowest day, when the width is not given.
const DAY: i32 = 60;

/// How much of the width each arrow wants for itself, when the width is not given.
const LINE: i32 = 60;

/// The height of a row of the axis.
const AXIS_ROW: i32 = 170;

/// An arrow's head.
pub const HEAD: i32 = 52;

/// The widest a name may stand out over the end of its arrow.
const OUT: i32 = 1_900;

/// Lays a plan out.
///
/// ```
/// use permits::report::drawing::Options;
/// use permits::report::time_scaled::layout;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
/// // The announcement and the bidding take time: each has a length below its arrow.
/// assert_eq!(layout(&plan, &Options::default(), Lang::Zh).lengths.len(), 2);
/// ```
pub fn layout(plan: &Plan<'_>, options: &Options, lang: Lang) -> Layout {
    let events = events(plan, (options.from, options.to));
    let days = span(plan, &events, options);
    let room = (days.1.days_since(days.0) + 1) * DAY + MARGIN * 2 + AFTER;
    let lines = i32::try_from(events.arrows.len()).unwrap_or(i32::MAX).saturating_mul(LINE);
    let own = A3_WIDTH.max(room.max(lines).unsigned_abs() / 10).min(WIDEST);
    let asked = options.width.unwrap_or(own).clamp(NARROWEST, WIDEST) as i32 * 10;
    let outside = |event: &Event| !(days.0..=days.1).contains(&event.at.day());
    let words: Vec<Option<String>> =
        events.arrows.iter().map(|arrow| words::of_arrow(plan, &arrow.stands, lang)).collect();
    let bold: Vec<bool> =
        events.arrows.iter().map(|arrow| arrow.critical && matches!(arrow.stands, Stands::Step(_))).collect();
    let names: Vec<Tenths> = words
        .iter()
        .zip(&bold)
        .map(|(words, bold)| words.as_ref().map_or(0, |words| width(words, SIZE, *bold)))
        .collect();
    let said: Vec<String> = events
        .arrows
        .iter()
        .map(|arrow| match arrow.stands {
            Stands::Step(ix) => words::length(plan, ix, lang),
            Stands::Link | Stands::Lag(_) => String::new(),
        })
        .collect();
    let wide: Vec<Tenths> = said.iter().map(|words| width(words, SMALL, false)).collect();
    let stacks: Vec<(Tenths, i32)> = events.events.iter().map(|event| stack(plan, event, lang)).collect();
    let Widened { page, axis, x, mut tracks } = widened(asked, days, &events, &names, &wide, &stacks);
    let numbers = numbers(&events, &tracks.rows);

    // The names find their exact places once all lines are there.
    let board = &mut tracks.board;
    board.clear_texts();
    let mut texts = Texts { board, right: page - MARGIN, names: Vec::new(), lengths: Vec::new() };
    let mut order: Vec<usize> = (0..events.arrows.len()).filter(|arrow| words[*arrow].is_some()).collect();
    let span_of = |arrow: &usize| tracks.routes[*arrow].reach - tracks.routes[*arrow].leave;
    order.sort_by_key(|arrow| (!events.arrows[*arrow].critical, span_of(arrow), *arrow));
    let drawn = |arrow: usize| {
        let ends = &events.arrows[arrow];
        !(outside(&events.events[ends.from])
            && outside(&events.events[ends.to])
            && x[ends.from] == x[ends.to])
    };
    let mut untold = 0;
    for event in by_critical(&events.events) {
        if !outside(&events.events[event]) {
            texts.below_circle(plan, &events.events[event], (tracks.rows[event], x[event]), lang);
        }
    }
    for &arrow in order.iter().filter(|arrow| drawn(**arrow)) {
        let stands = &events.arrows[arrow].stands;
        let step = match stands {
            Stands::Step(ix) => Some(*ix),
            Stands::Link | Stands::Lag(_) => None,
        };
        let title = step.map(|ix| words::title(plan, ix, lang)).unwrap_or_default();
        let words = words[arrow].clone().unwrap_or_default();
        let route = tracks.routes[arrow];
        let named = Named { words: &words, length: &said[arrow], bold: bold[arrow], step, title, route };
        let until = axis.x(events.arrows[arrow].until).clamp(route.leave, route.reach);
        untold += usize::from(!texts.beside_arrow(&named, (route.leave, until)));
    }
    let Texts { names: placed, lengths, .. } = texts;

    // Down the page: heading, key, axis, rows, footer.
    let mut labels = heading(plan, page, lang);
    let mut top = labels.iter().map(|label| label.frame.bottom).max().unwrap_or(MARGIN) + 80;
    let present = present(&events);
    let (samples, key, bottom) = key(&present, page, top, lang);
    labels.extend(key);
    top = bottom + 90;
    let (ticks, head, bottom) = axis_head(&axis, options.scale, lang, top);
    labels.extend(head);
    let (heights, chart_bottom) = heights(&tracks.board, bottom + 110);
    let y = |row: i32| heights.iter().find(|(r, _)| *r == row).map_or(bottom, |(_, y)| *y);
    let lower = |label: Label| moved(label, &y);
    let chart = Frame::new(axis.left(), bottom, axis.right(), chart_bottom + 60);
    let ticks = ticks
        .into_iter()
        .map(|(x, top, whole)| ((x, top), (x, if whole { chart.bottom } else { bottom }), whole))
        .collect();
    let mut height = chart.bottom + 60;
    let circles: Vec<Circle> = events
        .events
        .iter()
        .enumerate()
        .map(|(event, what)| Circle {
            number: numbers[event],
            at: (x[event], y(tracks.rows[event])),
            event: what.clone(),
            outside: outside(what),
        })
        .collect();
    let arrows = events
        .arrows
        .iter()
        .enumerate()
        .map(|(position, arrow)| {
            let ends = (&circles[arrow.from], &circles[arrow.to]);
            let until = axis.x(arrow.until);
            let pieces = if drawn(position) {
                pieces(arrow, ends, tracks.routes[position], y(tracks.routes[position].row), until)
            } else {
                Vec::new()
            };
            let title = match arrow.stands {
                Stands::Step(ix) => words::title(plan, ix, lang),
                Stands::Link | Stands::Lag(_) => words::link(
                    &arrow.stands,
                    (numbers[arrow.from], numbers[arrow.to]),
                    (arrow.until, events.events[arrow.to].at),
                    lang,
                ),
            };
            Drawn {
                stands: arrow.stands.clone(),
                from: arrow.from,
                to: arrow.to,
                pieces,
                critical: arrow.critical,
                stopped: arrow.stopped,
                title,
            }
        })
        .collect();
    let names: Vec<Name> = placed
        .into_iter()
        .map(|name| Name { lines: name.lines.into_iter().map(lower).collect(), ..name })
        .collect();
    let lengths = lengths.into_iter().map(lower).collect();
    let full = spelled_out(plan, &names, &events, &numbers, lang);
    let told = words::told(options.width, page, (tracks.blocked, untold, events.implied), lang);
    for words in full.into_iter().chain(told).chain(words::footer(plan, lang)) {
        let room = Frame::new(MARGIN, height, page - MARGIN, height + 130);
        let set = Type::plain(SMALL).role(Role::Soft);
        for line in paragraph(&words, room, set) {
            height = line.frame.bottom + 10;
            labels.push(line);
        }
    }
    let off = axis.days_off(plan.calendar);
    Layout {
        width: page,
        height: height + MARGIN / 2,
        axis,
        chart,
        ticks,
        off,
        circles,
        arrows,
        names,
        lengths,
        labels,
        samples,
        places: events.places,
        implied: events.implied,
    }
}

/// The plan on a page wide enough for it.
struct Widened {
    page: i32,
    axis: TimeAxis,
    x: Vec<Tenths>,
    tracks: Tracks,
}

/// Lays the events out on a page as wide as asked, or on a wider one when lines would lie on each other.
fn widened(
    asked: i32,
    days: (Day, Day),
    events: &Events,
    names: &[Tenths],
    lengths: &[Tenths],
    stacks: &[(Tenths, i32)],
) -> Widened {
    let widest = WIDEST as i32 * 10;
    let (mut page, mut work) = (asked, 0);
    loop {
        let axis = TimeAxis::new(days.0, days.1, MARGIN, page - MARGIN - AFTER);
        let x: Vec<Tenths> = events.events.iter().map(|event| axis.x(event.at)).collect();
        let task = Task { events, x: &x, names, lengths, stacks };
        let tracks = tracks(&task, WORK.saturating_sub(work), page >= widest);
        work += tracks.work;
        if tracks.blocked == 0 || page >= widest {
            return Widened { page, axis, x, tracks };
        }
        // The more lines there are without a place, the wider the next page.
        let many = tracks.blocked > 10 && tracks.blocked * 25 > events.arrows.len();
        page = (page + if many { page } else { page / 5 }).min(widest);
    }
}

/// The first and the last day drawn.
fn span(plan: &Plan<'_>, events: &Events, options: &Options) -> (Day, Day) {
    let days = || events.events.iter().map(|event| event.at.day());
    let start = plan.schedule.run.start;
    let first = options.from.unwrap_or_else(|| days().min().unwrap_or(start));
    let last = options.to.unwrap_or_else(|| days().max().unwrap_or(start));
    (first, last.max(first))
}

/// The events, those of the critical path first.
fn by_critical(events: &[Event]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|event| (!events[*event].critical, *event));
    order
}

/// Numbers from 1, such that every arrow leads from a smaller to a larger one; earlier events first, then higher ones.
fn numbers(events: &Events, rows: &[i32]) -> Vec<usize> {
    let mut waits = vec![0usize; events.events.len()];
    let mut out = vec![Vec::new(); events.events.len()];
    for arrow in &events.arrows {
        waits[arrow.to] += 1;
        out[arrow.from].push(arrow.to);
    }
    let key = |event: usize| Reverse((events.events[event].at, rows[event], event));
    let mut ready: BinaryHeap<Reverse<(Moment, i32, usize)>> =
        (0..waits.len()).filter(|event| waits[*event] == 0).map(key).collect();
    let mut numbers = vec![0; waits.len()];
    let mut next = 1;
    while let Some(Reverse((_, _, event))) = ready.pop() {
        numbers[event] = next;
        next += 1;
        for &to in &out[event] {
            waits[to] -= 1;
            if waits[to] == 0 {
                ready.push(key(to));
            }
        }
    }
    numbers
}

/// Where each row lies, rows that nothing is on left out but for one.
fn heights(board: &Board, top: i32) -> (Vec<(i32, i32)>, i32) {
    let filled = board.filled();
    let mut heights = Vec::new();
    let mut y = top;
    let mut before: Option<i32> = None;
    for row in filled {
        if let Some(before) = before {
            y += if row == before + 1 { PITCH } else { PITCH * 3 / 2 };
        }
        heights.push((row, y));
        before = Some(row);
    }
    (heights, y + PITCH / 2)
}
