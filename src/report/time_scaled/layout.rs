//! Everything on the page, with its place.
//!
//! In: a [`Plan`] and the [`Options`]. Out: a [`Layout`]: circles, lines, waves, words, each with its box in tenths of
//! a pixel. Every place across comes from a moment of the schedule through the [`TimeAxis`]. No SVG is written here.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::calendar::{Day, Moment};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::report::plan::Plan;
use crate::report::prose::{GLUE, atoms};
use crate::report::summary;
use crate::report::svg::text::{Type, cut, width};
use crate::report::svg::{Align, Frame, Label, Point, Role, Theme};
use crate::report::time_axis::{DaysOff, Scale, TimeAxis};

use super::board::{Board, RADIUS, Tenths};
use super::events::{Arrow, Event, Events, Stands, events, is_critical};
use super::tracks::{MOST_LINES, NARROW, Route, Task, Tracks, WORK, leave_at, reach_at, tracks};
use super::words;

/// How the drawing is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The width of the page in pixels; when `None` that of an A3 page in landscape, more for a plan so long that its
    /// days would be too narrow.
    pub width: Option<u32>,
    /// Whether the axis has weeks or 旬.
    pub scale: Scale,
    /// The first day drawn; the plan's first when `None`.
    pub from: Option<Day>,
    /// The last day drawn; the plan's last when `None`.
    pub to: Option<Day>,
    /// Which colours.
    pub theme: Theme,
}

impl Options {
    /// The narrowest page, in pixels.
    pub const NARROWEST: u32 = 700;
    /// The widest page, in pixels.
    pub const WIDEST: u32 = 20_000;
    /// An A3 page in landscape, at 96 pixels an inch.
    const A3: u32 = 1_587;
}

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
/// use permits::report::time_scaled::{Options, layout};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// // The announcement and the bidding take time: each has a length below its arrow.
/// assert_eq!(layout(&plan, &Options::default(), Lang::Zh).lengths.len(), 2);
/// ```
pub fn layout(plan: &Plan<'_>, options: &Options, lang: Lang) -> Layout {
    let events = events(plan, (options.from, options.to));
    let days = span(plan, &events, options);
    let room = (days.1.days_since(days.0) + 1) * DAY + MARGIN * 2 + AFTER;
    let lines = i32::try_from(events.arrows.len()).unwrap_or(i32::MAX).saturating_mul(LINE);
    let own = Options::A3.max(room.max(lines).unsigned_abs() / 10).min(Options::WIDEST);
    let asked = options.width.unwrap_or(own).clamp(Options::NARROWEST, Options::WIDEST) as i32 * 10;
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
    let widest = Options::WIDEST as i32 * 10;
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

/// How wide and how many lines the names at a circle are.
fn stack(plan: &Plan<'_>, event: &Event, lang: Lang) -> (Tenths, i32) {
    let widths = event.steps.iter().map(|ix| {
        let bold = is_critical(plan, *ix);
        width(&words::name(plan, *ix, lang), SIZE, bold)
    });
    let (mut widest, mut lines) = (0, 0);
    for width in widths {
        let folds = if width > STACK { 2 } else { 1 };
        lines += folds;
        widest = widest.max(width.div_euclid(folds).min(STACK));
    }
    (widest, lines)
}

/// The widest line of a name at a circle.
const STACK: i32 = 1_400;

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

/// The words being placed on the paper; their heights are rows until the end.
struct Texts<'a> {
    board: &'a mut Board,
    right: Tenths,
    names: Vec<Name>,
    lengths: Vec<Label>,
}

/// A name to be placed.
struct Wanted<'a> {
    words: &'a str,
    bold: bool,
    /// How wide its widest word is, which is never broken.
    narrowest: Tenths,
}

impl<'a> Wanted<'a> {
    fn new(words: &'a str, bold: bool) -> Wanted<'a> {
        let widest = atoms(words).iter().map(|atom| width(&atom.text, SIZE, bold)).max().unwrap_or_default();
        let least = 300.min(width(words, SIZE, bold));
        Wanted { words, bold, narrowest: widest.clamp(least, OUT / 2) }
    }
}

impl Texts<'_> {
    /// The room for words that begin at `x` on all these rows, at most up to `limit`.
    fn room(&self, rows: std::ops::Range<i32>, x: Tenths, limit: Tenths) -> Option<Tenths> {
        let mut right = limit.min(self.right);
        for row in rows {
            right = right.min(self.board.gap(row, x)?.1);
        }
        Some(right - x)
    }

    /// The name on so many lines from `x`, if it fits whole.
    fn whole(
        &self,
        wanted: &Wanted<'_>,
        rows: std::ops::Range<i32>,
        x: Tenths,
        limit: Tenths,
    ) -> Option<Vec<String>> {
        let lines = rows.len();
        let room = self.room(rows, x, limit)?;
        if room < wanted.narrowest {
            return None;
        }
        let wrapped = crate::report::svg::text::wrapped(wanted.words, room, SIZE, wanted.bold, lines);
        let cut = wrapped.last().is_none_or(|last| last.ends_with('…') || last.is_empty());
        (!cut).then_some(wrapped)
    }

    /// Puts lines down from a row on.
    fn put(&mut self, lines: Vec<String>, first: i32, x: Tenths, bold: bool, role: Role) -> Vec<Label> {
        let mut labels = Vec::new();
        for (line, row) in lines.into_iter().zip(first..) {
            let wide = width(&line, SIZE, bold);
            self.board.put_text(row, (x, x + wide));
            labels.push(in_row(&line, row, x, wide, Type::plain(SIZE).bold(bold).role(role)));
        }
        labels
    }

    /// What is written beside an arrow: the step's name and below the arrow how long it takes; where there is no room for
    /// that, both in one label. Gives whether the length is written.
    fn beside_arrow(&mut self, named: &Named<'_>, (from, until): (Tenths, Tenths)) -> bool {
        let Named { words, length, bold, step, ref title, route } = *named;
        let role = if step.is_some() { Role::Ink } else { Role::Soft };
        let wanted = Wanted::new(words, bold);
        let found = self.above_arrow(&wanted, route);
        let cut = found.is_none();
        let found = found.or_else(|| self.most(&wanted, route.row, (route.leave + 24, route.reach)));
        let placed = found.as_ref().map(|(lines, first, x)| self.put(lines.clone(), *first, *x, bold, role));
        let mut lines = placed.unwrap_or_default();
        let mut told = length.is_empty() || self.below_arrow(route, (from, until), length);
        if !told && !cut {
            if let Some((lines, first, x)) = &found {
                self.take(lines, *first, *x, bold);
            }
            let both = format!("{words} · {}", length.replace(' ', &GLUE.to_string()));
            let longer = self.above_arrow(&Wanted::new(&both, bold), route);
            told = longer.is_some();
            let placed = longer.or(found).map(|(lines, first, x)| {
                let lines = lines.into_iter().map(|line| line.replace(GLUE, " ")).collect();
                self.put(lines, first, x, bold, role)
            });
            lines = placed.unwrap_or_default();
        }
        self.names.push(Name { step, lines, cut, title: title.clone() });
        told
    }

    /// Where a name goes that fits whole: above its arrow within the arrow's length if it can be, else standing out at
    /// its end, else below.
    fn above_arrow(&self, wanted: &Wanted<'_>, route: Route) -> Option<(Vec<String>, i32, Tenths)> {
        let Route { leave, row, reach, .. } = route;
        let start = leave + 24;
        let whole = width(wanted.words, SIZE, wanted.bold);
        for (below, out) in [(false, 0), (false, OUT), (true, 0), (true, OUT)] {
            for lines in 1..=MOST_LINES {
                // A name that stands out is folded, so that it does not stand out far.
                let folded = (whole / lines + 60).max(NARROW).max(wanted.narrowest);
                let limit = if out == 0 { reach.max(start + NARROW / 2) } else { start + folded.min(OUT) };
                let first = if below { row + 1 } else { row - lines };
                let edge = if below { row + 1 } else { row - 1 };
                let last = if out == 0 { reach } else { start + 160 };
                for x in self.board.beginnings(edge, (start, last.max(start + 1))) {
                    if let Some(lines) = self.whole(wanted, first..first + lines, x, limit) {
                        return Some((lines, first, x));
                    }
                }
            }
        }
        None
    }

    /// As much of the name as fits somewhere on one to three lines beside the arrow.
    fn most(
        &self,
        wanted: &Wanted<'_>,
        row: i32,
        (start, reach): (Tenths, Tenths),
    ) -> Option<(Vec<String>, i32, Tenths)> {
        let mut rooms: Vec<(i32, i32, i32, Tenths)> = Vec::new();
        for (first, lines) in
            [(row - 3, 3), (row - 2, 2), (row - 1, 1), (row + 1, 1), (row + 1, 2), (row + 1, 3)]
        {
            let edge = if first < row { row - 1 } else { row + 1 };
            for x in self.board.beginnings(edge, (start, reach.max(start + 160))) {
                let room = self.room(first..first + lines, x, start + OUT);
                rooms.extend(room.filter(|room| *room >= 220).map(|room| (room * lines, first, lines, x)));
            }
        }
        // The most room first, of equal ones the first.
        rooms.sort_by_key(|(most, ..)| Reverse(*most));
        rooms.into_iter().find_map(|(most, first, lines, x)| {
            let cut = shortened(wanted.words, most / lines, wanted.bold, usize::try_from(lines).ok()?)?;
            Some((cut, first, x))
        })
    }

    /// The names of what happens at a circle, below it at the right.
    fn below_circle(&mut self, plan: &Plan<'_>, event: &Event, (row, x): (i32, Tenths), lang: Lang) {
        let mut used: Vec<i32> = Vec::new();
        for &ix in &event.steps {
            let bold = is_critical(plan, ix);
            let name = words::name(plan, ix, lang);
            let wanted = Wanted::new(&name, bold);
            let below = used.iter().copied().max().map_or(row + 1, |last| last + 1);
            let starts = [x + 20, x - 50, x + 90, x + 150];
            let mut found = None;
            let tries = [below, row - 1, below + 1, row - 2, below + 2, row - 3];
            let tries = tries.into_iter().filter(|first| *first <= row + 8);
            'search: for first in tries {
                for lines in 1..=2 {
                    let first = if first < row { first - (lines - 1) } else { first };
                    for x in starts {
                        let limit = x + STACK.max(if lines == 2 { OUT } else { 0 });
                        if let Some(lines) = self.whole(&wanted, first..first + lines, x, limit) {
                            found = Some((lines, first, x));
                            break 'search;
                        }
                    }
                }
            }
            let cut = found.is_none();
            if cut {
                found = self.most(&wanted, row, (x + 20, x + 200));
            }
            let role = Role::Ink;
            let lines = found.map(|(lines, first, x)| {
                used.extend((first..).take(lines.len()).filter(|line| *line > row));
                self.put(lines, first, x, bold, role)
            });
            let title = words::title(plan, ix, lang);
            self.names.push(Name { step: Some(ix), lines: lines.unwrap_or_default(), cut, title });
        }
    }

    /// Takes lines away that were put last.
    fn take(&mut self, lines: &[String], first: i32, x: Tenths, bold: bool) {
        for (line, row) in lines.iter().zip(first..) {
            self.board.take_text(row, (x, x + width(line, SIZE, bold)));
        }
    }

    /// How long a step takes, below its arrow: under what is under way, else under any part of it, else above it beside
    /// its name. Gives whether there is room for that.
    fn below_arrow(&mut self, route: Route, (from, until): (Tenths, Tenths), words: &str) -> bool {
        let (row, reach) = (route.row, route.reach);
        let wide = width(words, SMALL, false);
        let middle = (from + until - wide) / 2;
        let (first, last) = (from + 24, reach.max(from + 25));
        let mut tries = vec![(row + 1, middle.max(first))];
        for beside in [row + 1, row - 1] {
            tries.extend(self.board.beginnings(beside, (first, last)).into_iter().map(|x| (beside, x)));
        }
        for (line, x) in tries {
            let fits = self.room(line..line + 1, x, self.right).is_some_and(|room| room >= wide);
            if fits && (x + wide <= reach || x == first) {
                self.board.put_text(line, (x, x + wide));
                let set = Type::plain(SMALL).role(Role::Soft);
                self.lengths.push(in_row(words, line, x, wide, set));
                return true;
            }
        }
        false
    }
}

/// As many whole words as fit on so many lines, with an ellipsis; `None` when not even the first one fits. Only a word
/// longer than words are is broken.
fn shortened(words: &str, room: Tenths, bold: bool, most: usize) -> Option<Vec<String>> {
    const LONG: usize = 20;
    let fits = |line: &str| width(line, SIZE, bold) <= room;
    let mut lines: Vec<String> = vec![String::new()];
    for atom in atoms(words) {
        let last = lines.len() == most;
        let line = lines.last_mut()?;
        let gap = if atom.spaced && !line.is_empty() { " " } else { "" };
        let longer = format!("{line}{gap}{}", atom.text);
        if fits(&longer) {
            *line = longer;
        } else if !last && !line.is_empty() && fits(&atom.text) {
            lines.push(atom.text);
        } else {
            if line.is_empty() && atom.text.chars().count() > LONG {
                *line = cut(&atom.text, room - width("…", SIZE, bold), SIZE, bold).replace('…', "");
            }
            return ellipted(lines, fits);
        }
    }
    Some(lines)
}

/// The lines with an ellipsis at the end; words make room for it. `None` when none is left.
fn ellipted(mut lines: Vec<String>, fits: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    loop {
        let line = lines.last_mut()?;
        let marked = format!("{line}…");
        if !line.is_empty() && fits(&marked) {
            *line = marked;
            return Some(lines);
        }
        // The last word makes room for the ellipsis.
        let kept = atoms(line).last().and_then(|last| line.strip_suffix(&last.text)).unwrap_or_default();
        *line = kept.trim_end().to_string();
        if line.is_empty() {
            lines.pop();
        }
    }
}

/// What is to be written beside an arrow.
struct Named<'a> {
    words: &'a str,
    length: &'a str,
    bold: bool,
    step: Option<StepIx>,
    title: String,
    route: Route,
}

/// A label whose height is a row, to be [`moved`].
fn in_row(words: &str, row: i32, x: Tenths, wide: Tenths, set: Type) -> Label {
    Label::fit(words, Frame::new(x, row, x + wide, row), set)
}

/// The label at its height.
fn moved(label: Label, y: &impl Fn(i32) -> i32) -> Label {
    let middle = y(label.middle);
    let frame = Frame { top: middle - PITCH / 2, bottom: middle + PITCH / 2, ..label.frame };
    Label { middle, frame, ..label }
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

/// The pieces of an arrow, from the edge of one circle to the edge of the other.
fn pieces(arrow: &Arrow, ends: (&Circle, &Circle), route: Route, y: i32, until: Tenths) -> Vec<Piece> {
    let ((x1, y1), (x2, y2)) = (ends.0.at, ends.1.at);
    let (leave, reach) = (leave_at(x1, route.leave), reach_at(x2, route.reach));
    let beside = |y1: i32| y1 + (y - y1).signum() * PITCH / 2;
    let mut corners = vec![
        (leave, y1),
        (leave, beside(y1)),
        (route.leave, beside(y1)),
        (route.leave, y),
        (route.reach, y),
        (route.reach, beside(y2)),
        (reach, beside(y2)),
        (reach, y2),
    ];
    if y == y1 {
        corners.drain(..3);
        corners.insert(0, (x1, y1));
    }
    if y == y2 {
        corners.truncate(corners.len() - 3);
        corners.push((x2, y2));
    }
    if let Some(around) = route.around {
        let half = (y2 - y1).signum() * PITCH / 2;
        let first = y1 + if around.away.0 { -half } else { half };
        let last = y2 + if around.away.1 { half } else { -half };
        corners = vec![
            (route.leave, y1),
            (route.leave, first),
            (around.x, first),
            (around.x, last),
            (route.reach, last),
            (route.reach, y2),
        ];
    }
    let (under_way, waiting) = match arrow.stands {
        Stands::Step(_) if arrow.floats => (Mark::Solid, Mark::Wave),
        Stands::Step(_) => (Mark::Solid, Mark::Wait),
        _ if arrow.floats => (Mark::Dashed, Mark::Wave),
        _ => (Mark::Dashed, Mark::Dashed),
    };
    let mut pieces = Vec::new();
    let mut put = |from: Point, to: Point, mark: Mark| {
        if from != to {
            pieces.push(Piece { from, to, mark });
        }
    };
    for pair in corners.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if from.1 != to.1 || to.0 <= from.0 || route.around.is_some() {
            put(from, to, under_way);
        } else {
            let turn = (until.clamp(from.0, to.0), from.1);
            put(from, turn, under_way);
            put(turn, to, waiting);
        }
    }
    clip(&mut pieces, ends.0.at, false);
    clip(&mut pieces, ends.1.at, true);
    pieces
}

/// Takes away what lies within a circle, at the end or at the beginning.
fn clip(pieces: &mut Vec<Piece>, (x, y): Point, end: bool) {
    // The square of a distance on a wide page is more than an `i32` holds.
    let inside = |point: Point| {
        let (dx, dy) = (i64::from(point.0 - x), i64::from(point.1 - y));
        dx * dx + dy * dy < i64::from(RADIUS) * i64::from(RADIUS)
    };
    loop {
        let Some(piece) = (if end { pieces.last_mut() } else { pieces.first_mut() }) else { return };
        let (near, far) = if end { (piece.to, piece.from) } else { (piece.from, piece.to) };
        if !inside(near) {
            return;
        }
        if inside(far) {
            if end {
                pieces.pop();
            } else {
                pieces.remove(0);
            }
            continue;
        }
        let (dx, dy) = (near.0 - x, near.1 - y);
        let edge = if near.1 == far.1 {
            let reach = (RADIUS * RADIUS - dy * dy).isqrt();
            (x + if far.0 > near.0 { reach } else { -reach }, near.1)
        } else {
            let reach = (RADIUS * RADIUS - dx * dx).isqrt();
            (near.0, y + if far.1 > near.1 { reach } else { -reach })
        };
        if end {
            piece.to = edge;
        } else {
            piece.from = edge;
        }
        return;
    }
}

/// Which marks occur.
fn present(events: &Events) -> Vec<Sample> {
    let arrows = &events.arrows;
    let step = |critical: bool| {
        arrows.iter().any(|arrow| matches!(arrow.stands, Stands::Step(_)) && arrow.critical == critical)
    };
    let waits = |arrow: &&Arrow| arrow.until < events.events[arrow.to].at;
    let floats = arrows.iter().filter(waits).any(|arrow| arrow.floats);
    let is_step = |arrow: &Arrow| matches!(arrow.stands, Stands::Step(_));
    let waits = arrows.iter().filter(waits).any(|arrow| !arrow.floats && is_step(arrow));
    let dummy = arrows.iter().any(|arrow| arrow.stands == Stands::Link);
    let lag = arrows.iter().any(|arrow| matches!(arrow.stands, Stands::Lag(_)));
    let stopped = arrows.iter().any(|arrow| arrow.stopped);
    let all = [
        (Sample::Step, step(false)),
        (Sample::Critical, step(true)),
        (Sample::Wave, floats),
        (Sample::Wait, waits),
        (Sample::Dummy, dummy),
        (Sample::Lag, lag),
        (Sample::Circle, !events.events.is_empty()),
        (Sample::Stopped, stopped),
        (Sample::Off, true),
    ];
    all.into_iter().filter(|(_, occurs)| *occurs).map(|(sample, _)| sample).collect()
}

/// The heading: what it is, and what it comes to.
fn heading(plan: &Plan<'_>, page: i32, lang: Lang) -> Vec<Label> {
    let mut labels = Vec::new();
    let title = Frame::new(MARGIN, MARGIN, page - MARGIN, MARGIN + 280);
    labels.push(Label::fit(&words::heading(plan, lang), title, Type::plain(200).bold(true)));
    let mut top = title.bottom + 40;
    for words in words::answer(plan, lang) {
        let room = Frame::new(MARGIN, top, page - MARGIN, top + 160);
        let lines = paragraph(&words, room, Type::plain(120).role(Role::Soft));
        top = lines.last().map_or(top, |line| line.frame.bottom);
        labels.extend(lines);
    }
    labels
}

/// Words on as many lines as they take, the first one in the frame, the others below it.
fn paragraph(words: &str, first: Frame, set: Type) -> Vec<Label> {
    let lines = crate::report::svg::text::wrapped(words, first.width(), set.size, set.bold, 400);
    let step = first.height();
    let frames =
        (0..).map(|line| Frame { top: first.top + step * line, bottom: first.bottom + step * line, ..first });
    lines.iter().zip(frames).map(|(line, frame)| Label::fit(line, frame, set)).collect()
}

/// The key: a sample of each mark that occurs, with its meaning, side by side.
fn key(present: &[Sample], page: i32, top: i32, lang: Lang) -> (Vec<(Sample, Frame)>, Vec<Label>, i32) {
    const SAMPLE: i32 = 420;
    let (mut x, mut y) = (MARGIN, top);
    let (mut samples, mut labels) = (Vec::new(), Vec::new());
    for &sample in present {
        let words = words::of_sample(sample, lang);
        let short = matches!(sample, Sample::Circle | Sample::Off);
        let mark = if short { SAMPLE / 2 } else { SAMPLE };
        let wide = width(words, SMALL, false);
        if x + mark + 80 + wide > page - MARGIN && x > MARGIN {
            (x, y) = (MARGIN, y + 180);
        }
        samples.push((sample, Frame::new(x, y, x + mark, y + 160)));
        let left = x + mark + 80;
        let room = Frame::new(left, y, (left + wide).min(page - MARGIN), y + 160);
        labels.push(Label::fit(words, room, Type::plain(SMALL).role(Role::Soft)));
        x = left + wide + 260;
    }
    (samples, labels, y + 160)
}

/// The rows of the axis: ticks as (x, top, whether the line goes through the chart), labels, and where it ends.
fn axis_head(
    axis: &TimeAxis,
    scale: Scale,
    lang: Lang,
    top: i32,
) -> (Vec<(i32, i32, bool)>, Vec<Label>, i32) {
    let (mut ticks, mut labels) = (Vec::new(), Vec::new());
    let rows = axis.rows(scale, lang, SMALL);
    let last = rows.len().saturating_sub(1);
    let mut y = top;
    for (position, (_, cells)) in rows.into_iter().enumerate() {
        for cell in cells {
            ticks.push((cell.left, y, position < last));
            if !cell.label.is_empty() {
                // A label may run over the cells after it that have none.
                let wide = width(&cell.label, SMALL, position == 0);
                let frame =
                    Frame::new(cell.left + 30, y, (cell.left + 40 + wide).max(cell.right), y + AXIS_ROW);
                let set = Type::plain(SMALL).bold(position == 0).role(Role::Soft).align(Align::Left);
                labels.push(Label::fit(&cell.label, frame, set));
            }
        }
        y += AXIS_ROW;
    }
    ticks.push((axis.right(), top, true));
    (ticks, labels, y)
}

/// The full names of what had to be cut, so that a print says them too.
fn spelled_out(
    plan: &Plan<'_>,
    names: &[Name],
    events: &Events,
    numbers: &[usize],
    lang: Lang,
) -> Vec<String> {
    let mut cut: Vec<(usize, usize, String)> = names
        .iter()
        .filter(|name| name.cut)
        .filter_map(|name| name.step)
        .filter_map(|ix| {
            let place = events.places[ix.index()]?;
            Some((numbers[place.starts], numbers[place.ends], words::name(plan, ix, lang)))
        })
        .collect();
    cut.sort();
    if cut.is_empty() {
        return Vec::new();
    }
    let each = cut.into_iter().map(|(from, to, name)| {
        if from == to { format!("{from} {name}") } else { format!("{from}–{to} {name}") }
    });
    let each: Vec<String> = each.collect();
    let all = each.join(if lang == Lang::Zh { ";" } else { "; " });
    vec![match lang {
        Lang::Zh => format!("图中从略的名称:{all}。"),
        Lang::En => format!("Names cut in the drawing: {all}."),
    }]
}

/// The day a whole plan finishes, for who cannot see the drawing.
pub fn description(plan: &Plan<'_>, lang: Lang) -> String {
    summary::summary(plan, lang).into_iter().next().unwrap_or_default()
}
