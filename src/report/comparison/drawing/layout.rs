//! Where everything lies.
//!
//! In: the scenarios, the options. Out: a [`Layout`]: every band with its rows, lines and words, each with its place and
//! its box, in tenths of a CSS pixel. Nothing is drawn here.

use crate::calendar::Day;
use crate::diagnostic::Lang;
use crate::network::StepIx;

use super::super::super::drawing::{A3_HEIGHT, A3_WIDTH};
use super::super::super::gantt::head::{axis_foot as turned_round, axis_rows, provisional_days};
use super::super::super::gantt::layout::months;
use super::super::super::gantt::{AxisRow, Route, Row};
use super::super::super::svg::{Frame, Label, Theme};
use super::super::super::time_axis::{TimeAxis, Unit};
use super::super::page::milestones;
use super::super::{Compared, Side};
use super::foot::{self, SampleLabel};
use super::rows::{self, Rows};
use super::shifts::{self, Shift};
use super::{Options, words};

/// The blank around the page.
const MARGIN: i32 = 160;
/// How wide the words left of a band are, at least and at most.
const COLUMN: (i32, i32) = (1_900, 3_300);
/// The blank between those words and the axis.
const BESIDE_COLUMN: i32 = 180;
/// The room to the right of the last mark.
const BESIDE: i32 = 900;
/// The blank above and below the rows of a band.
const PADDING: i32 = 70;

/// The picture, laid out.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The page's width.
    pub width: i32,
    /// The page's height.
    pub height: i32,
    /// Its colours.
    pub theme: Theme,
    /// Its language.
    pub lang: Lang,
    /// What it is, for who cannot see it.
    pub title: String,
    /// What it says, for who cannot see it.
    pub description: String,
    /// Title and answer.
    pub heading: Vec<Label>,
    /// Where days lie.
    pub axis: TimeAxis,
    /// The rows of the axis.
    pub axis_rows: Vec<AxisRow>,
    /// The same below a tall picture, the narrowest unit first; nothing below another.
    pub axis_foot: Vec<AxisRow>,
    /// Where months (or years, when months are too narrow) begin.
    pub months: Vec<i32>,
    /// The scenarios, from the top.
    pub bands: Vec<Band>,
    /// What the signs mean.
    pub legend: Vec<SampleLabel>,
    /// What is not drawn, what the picture rests on.
    pub footer: Vec<Label>,
}

/// A scenario.
#[derive(Debug, Clone)]
pub struct Band {
    /// What the reader calls it.
    pub name: String,
    /// Its box, over words and chart.
    pub frame: Frame,
    /// What is said of it, left of the chart.
    pub words: Vec<Label>,
    /// Years and months above the chart, in a tall picture.
    pub axis_rows: Vec<AxisRow>,
    /// The box of its rows.
    pub chart: Frame,
    /// Its days off, over the whole height of the chart.
    pub days_off: Vec<Frame>,
    /// Days that no notice covers, along the top of the chart.
    pub unpublished: Vec<Frame>,
    /// The steps that are drawn, then the promises.
    pub rows: Vec<Row>,
    /// The critical path from row to row.
    pub links: Vec<Route>,
    /// The lines to the band below.
    pub shifts: Vec<Shift>,
    /// How many of them are left out, because there are too many to be told apart.
    pub shifts_left_out: usize,
    /// Where the finish of each drawn step lies.
    places: Vec<(StepIx, i32)>,
}

impl Band {
    /// The row of a step.
    pub fn row(&self, ix: StepIx) -> Option<&Row> {
        self.rows.iter().find(|row| row.step == Some(ix))
    }

    /// Its texts, and those of the lines to the band below.
    fn labels(&self) -> impl Iterator<Item = &Label> {
        let rows = self.rows.iter();
        let beside =
            rows.flat_map(|row| row.name.iter().chain(row.bracket.as_ref().map(|bracket| &bracket.label)));
        let days = self.shifts.iter().filter_map(|shift| shift.label.as_ref());
        let axis = self.axis_rows.iter().flat_map(|row| &row.labels);
        self.words.iter().chain(axis).chain(beside).chain(days)
    }

    /// The boxes of the words above and among the marks.
    pub(super) fn names(&self) -> Vec<Frame> {
        let axis = self.axis_rows.iter().flat_map(|row| &row.labels);
        axis.map(Label::extent).chain(rows::names(&self.rows)).collect()
    }

    /// Where the finish of a step lies.
    pub(super) fn x(&self, ix: StepIx) -> i32 {
        self.places.iter().find(|(of, _)| *of == ix).map_or(self.chart.left, |(_, x)| *x)
    }
}

impl Layout {
    /// Every text of the picture.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.heading
            .iter()
            .chain(self.axis_rows.iter().chain(&self.axis_foot).flat_map(|row| &row.labels))
            .chain(self.bands.iter().flat_map(Band::labels))
            .chain(self.legend.iter().map(|sample| &sample.label))
            .chain(&self.footer)
            .filter(|label| !label.text.is_empty())
    }
}

/// Lays the picture out.
///
/// ```
/// use permits::report::comparison::drawing::{Options, layout};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
#[doc = include_str!("../../set_up/compared.txt")]
/// // Both bands lie on one axis, which has both ends.
/// let axis = layout(&view, &Options::default(), Lang::Zh).axis;
/// assert!([&dates, &practice].iter().all(|dates| axis.shows(dates.finish(&network).day())));
/// ```
pub fn layout(view: &Compared<'_>, options: &Options, lang: Lang) -> Layout {
    let width = options.width.unwrap_or(A3_WIDTH);
    let width = i32::try_from(width).unwrap_or(i32::MAX / 100) * 10;
    let page = Frame::new(MARGIN, MARGIN, width - MARGIN, i32::MAX);
    let column = page.left + (page.width() / 5).clamp(COLUMN.0, COLUMN.1);
    let shown = milestones(view);
    let axis = axis(days(view, &shown), column + BESIDE_COLUMN, page.right);

    let (heading, y) = words::head(view, page, lang);
    let (axis_rows, first_top) = axis_rows(&axis, options.scale, lang, y + 60);
    let room = Frame { right: column, ..page };
    let mut bands = bands(view, &shown, &axis, (room, first_top), &[], lang);
    let mut axis_foot = Vec::new();
    let mut below = bottom(&bands).unwrap_or(first_top);
    if below - first_top > A3_HEIGHT as i32 * 10 {
        // Where the head is out of sight the axis is said again.
        let coarse: Vec<AxisRow> = axis_rows
            .iter()
            .rev()
            .filter(|row| matches!(row.unit, Unit::Year | Unit::Month))
            .cloned()
            .collect();
        bands = self::bands(view, &shown, &axis, (room, first_top), &coarse, lang);
        (axis_foot, below) = turned_round(&axis_rows, bottom(&bands).unwrap_or(first_top) + 10);
    }
    let (legend, y) = foot::legend(&bands, lang, Frame { top: below + 90, ..page });
    let (footer, y) = foot::footer(view, &shown, lang, Frame { top: y + 60, ..page });
    Layout {
        width,
        height: y + MARGIN,
        theme: options.theme,
        lang,
        title: words::title(view, lang),
        description: words::description(view, lang),
        heading,
        months: months(&axis_rows),
        axis,
        axis_rows,
        axis_foot,
        bands,
        legend,
        footer,
    }
}

/// Where the last band ends.
fn bottom(bands: &[Band]) -> Option<i32> {
    bands.last().map(|band| band.chart.bottom)
}

/// The bands, from the top of the room for their words on; above each but the first the rows of `again`, the other way
/// round.
fn bands(
    view: &Compared<'_>,
    shown: &[&str],
    axis: &TimeAxis,
    (room, top): (Frame, i32),
    again: &[AxisRow],
    lang: Lang,
) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::with_capacity(view.sides.len());
    let mut top = top;
    for (at, side) in view.sides.iter().enumerate() {
        let (axis_rows, chart_top) = if at > 0 { turned_round(again, top) } else { (Vec::new(), top) };
        let (words, words_bottom) =
            words::heading(view, at, Frame { top: chart_top + PADDING / 2, ..room }, lang);
        let Rows { rows, links, bottom } = rows::rows(side, shown, axis, chart_top + PADDING, lang);
        let bottom = bottom.max(words_bottom) + PADDING;
        let chart = Frame::new(axis.left(), chart_top, axis.right(), bottom);
        let strip = Frame { bottom: chart.top + 30, ..chart };
        let (calendar, dates) = (side.scenario.calendar, side.scenario.dates);
        let along = |frame: Frame, left: i32, right: i32| Frame { left, right, ..frame };
        let off = axis.days_off(calendar);
        let provisional = provisional_days(axis, calendar).into_iter();
        let drawn = rows.iter().filter_map(|row| row.step);
        bands.push(Band {
            name: side.scenario.name.to_string(),
            frame: Frame { left: room.left, ..chart },
            words,
            axis_rows,
            chart,
            days_off: off.iter().map(|off| along(chart, off.left, off.right)).collect(),
            unpublished: provisional
                .map(|(first, last)| along(strip, axis.begin(first), axis.end(last)))
                .collect(),
            places: drawn.map(|ix| (ix, axis.x(dates.dates(ix).finish()))).collect(),
            rows,
            links,
            shifts: Vec::new(),
            shifts_left_out: 0,
        });
        top = bottom + shifts::BETWEEN;
    }
    for at in 1..bands.len() {
        let (upper, lower) = ((&view.sides[at - 1], &bands[at - 1]), (&view.sides[at], &bands[at]));
        let (shifts, left_out) = shifts::shifts(upper, lower, at - 1, shown, lang);
        bands[at - 1].shifts = shifts;
        bands[at - 1].shifts_left_out = left_out;
    }
    bands
}

/// The first and the last day that there is something to see on.
fn days(view: &Compared<'_>, shown: &[&str]) -> (Day, Day) {
    let of = |side: &Side<'_>| {
        let plan = side.plan();
        let start = plan.schedule.run.start;
        let steps = rows::drawn(side, shown).into_iter().flat_map(|ix| {
            let dated = plan.schedule.dates(ix);
            [dated.counted.begins.day(), dated.finish().day()]
        });
        let promises: Vec<Day> = plan
            .promises()
            .flat_map(|promise| {
                [plan.schedule.dates(promise.from).finish().day(), promise.due.value, promise.actual.value]
            })
            .collect();
        let days: Vec<Day> = [start].into_iter().chain(steps).chain(promises).collect();
        days
    };
    let days: Vec<Day> = view.sides.iter().flat_map(of).collect();
    let first = days.iter().min().copied().unwrap_or(Day::FIRST);
    let last = days.iter().max().copied().unwrap_or(Day::LAST);
    (first.plus(-2).unwrap_or(Day::FIRST), last)
}

/// The axis of these days between two edges; to the right there is room for what stands beside the last marks.
fn axis((first, last): (Day, Day), left: i32, right: i32) -> TimeAxis {
    let room = i64::from((right - left - BESIDE).max(1));
    let days = i64::from(last.days_since(first) + 1);
    let beside = (days * i64::from(BESIDE) + room - 1) / room;
    TimeAxis::new(first, last.plus(beside).unwrap_or(Day::LAST), left, right)
}
