//! Where everything lies.
//!
//! In: the picture, the options. Out: a [`Layout`]: panels with their bars, curves and words, each with its place, in
//! tenths of a CSS pixel. Nothing is drawn here.

use crate::calendar::{Day, Moment};
use crate::diagnostic::Lang;
use crate::risk::Distribution;

use super::super::super::gantt::AxisRow;
use super::super::super::gantt::head::{axis_foot as turned_round, axis_rows};
use super::super::super::gantt::layout::months;
use super::super::super::svg::text::{self, Type};
use super::super::super::svg::{Align, Frame, Label, Options, Sheet};
use super::super::super::time_axis::{Scale, TimeAxis, Unit};
use super::Picture;
use super::curve::{self, Curve, curve};
use super::histogram::{Histogram, each, histogram};
use super::measure::percent;
use super::tornado::{self, Tornado, around, tornado};
use super::words::{self, SMALL};

/// The width when nothing is said: a page across, a little wider than A4.
const WIDTH: u32 = 1_200;
/// The blank around the page.
const MARGIN: i32 = 160;
/// How wide the words left of a panel are, at least and at most.
const COLUMN: (i32, i32) = (2_000, 3_000);
/// The blank between those words and the axis, in which the shares are named.
const BESIDE_COLUMN: i32 = 520;
/// How high the first two panels are.
const HISTOGRAM: i32 = 1_900;
const CURVE: i32 = 2_500;
/// The blank between two panels.
const BETWEEN: i32 = 200;
/// An axis shows at least so many days, and weeks only when it shows at most so many.
const FEWEST_DAYS: i32 = 28;
const MOST_DAYS_WITH_WEEKS: i32 = 250;

/// The picture, laid out.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The page, what it is and what it says.
    pub sheet: Sheet,
    /// Title and answer.
    pub heading: Vec<Label>,
    /// Where days lie, in every panel.
    pub axis: TimeAxis,
    /// The rows of the axis, below the curve.
    pub axis_rows: Vec<AxisRow>,
    /// The same again below the drivers.
    pub axis_foot: Vec<AxisRow>,
    /// Where months (or years, when months are too narrow) begin.
    pub months: Vec<i32>,
    /// How often the goal is reached on each day.
    pub histogram: Histogram,
    /// The probability of being done by a day.
    pub curve: Curve,
    /// The date of the plan; `None` for a plan that does not reach its goal.
    pub plan: Option<PlanLine>,
    /// What moves the P80; `None` without drivers.
    pub tornado: Option<Tornado>,
    /// What is not drawn, what the picture rests on.
    pub footer: Vec<Label>,
}

/// The date of the plan, a line through histogram and curve.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanLine {
    /// The day.
    pub day: Day,
    /// The share of all cases that are done by it.
    pub share: f64,
    /// Where it lies.
    pub x: i32,
    /// The line, interrupted at words: from top to bottom.
    pub pieces: Vec<(i32, i32)>,
    /// Its name, above the histogram.
    pub label: Label,
}

impl Layout {
    /// Every text of the picture.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        let (histogram, curve) = (&self.histogram, &self.curve);
        let ticks = histogram.ticks.iter().chain(&curve.ticks).map(|tick| &tick.label);
        let axis = self.axis_rows.iter().chain(&self.axis_foot).flat_map(|row| &row.labels);
        let tornado = self.tornado.iter().flat_map(|tornado| {
            let drivers = tornado.drivers.iter();
            let words = drivers.flat_map(|one| one.words.iter().chain([&one.low.label, &one.high.label]));
            tornado.words.iter().chain([&tornado.label]).chain(words)
        });
        self.heading
            .iter()
            .chain(self.plan.iter().map(|plan| &plan.label))
            .chain(&histogram.words)
            .chain(&curve.words)
            .chain(ticks)
            .chain(curve.quantiles.iter().map(|quantile| &quantile.label))
            .chain(axis)
            .chain(tornado)
            .chain(&self.footer)
            .filter(|label| !label.text.is_empty())
    }
}

/// Lays the picture out.
pub fn layout(picture: &Picture<'_>, options: &Options, lang: Lang) -> Layout {
    let width = options.tenths(WIDTH);
    let page = Frame::new(MARGIN, MARGIN, width - MARGIN, i32::MAX);
    let column = page.left + (page.width() / 4).clamp(COLUMN.0, COLUMN.1);
    let axis = axis(picture, column + BESIDE_COLUMN, page.right, lang);
    let room = Frame { right: column, ..page };
    let across = |top: i32, height: i32| Frame::new(axis.left(), top, axis.right(), top + height);

    let (heading, y) = words::head(picture, page, lang);
    let top = y + 70 + if picture.plan.finish().is_some() { 170 } else { 0 };
    let mut histogram = histogram(picture, &axis, across(top, HISTOGRAM), lang);
    let below = Frame { top: top - 10, ..room };
    let (beside, words_bottom) = words::of_histogram(picture, each(&axis), below, lang);
    histogram.words = beside;
    let top = histogram.chart.bottom.max(words_bottom) + BETWEEN;
    let mut curve = curve(picture, &axis, across(top, CURVE), lang);
    let (beside, words_bottom) = words::of_curve(Frame { top: top + 110, ..room }, lang);
    curve.words = beside;
    let dates = dates(&axis, lang);
    let (axis_rows, axis_bottom) = turned_round(&dates, curve.chart.bottom);
    let plan = plan_line(picture, &axis, (histogram.chart, &curve), lang);

    let below = axis_bottom.max(words_bottom) + BETWEEN;
    let tornado = tornado(picture, &axis, Frame { top: below, ..page }, lang);
    let (axis_foot, bottom) = match &tornado {
        Some(tornado) => turned_round(&dates, tornado.chart.bottom),
        None => (Vec::new(), axis_bottom.max(words_bottom)),
    };
    let left_out = tornado.as_ref().map_or(0, |tornado| tornado.left_out);
    let (footer, y) = words::footer(picture, left_out, lang, Frame { top: bottom + 110, ..page });
    let (title, description) = (words::title(picture, lang), words::description(picture, lang));
    let sheet = Sheet { width, height: y + MARGIN, theme: options.theme, lang, title, description };
    Layout {
        sheet,
        heading,
        months: months(&dates),
        axis,
        axis_rows,
        axis_foot,
        histogram,
        curve,
        plan,
        tornado,
        footer,
    }
}

/// The rows of the axis, the finest last.
fn dates(axis: &TimeAxis, lang: Lang) -> Vec<AxisRow> {
    let (mut rows, _) = axis_rows(axis, Scale::Month, lang, 0);
    if axis.last().days_since(axis.first()) >= MOST_DAYS_WITH_WEEKS {
        rows.retain(|row| row.unit != Unit::Week);
    }
    rows
}

/// What is so rare at either end is not drawn: an exact distribution goes as far as anything can. One of a hundred
/// thousand trials is more.
const RARE: f64 = 5e-6;

/// The first and the last day that are drawn.
pub(super) fn drawn(finish: &Distribution) -> (Day, Day) {
    (finish.quantile(RARE), finish.quantile(1.0 - RARE))
}

/// The days of everything that is drawn, and as many around them as the words beside need.
fn axis(picture: &Picture<'_>, left: i32, right: i32, lang: Lang) -> TimeAxis {
    let drivers = tornado::drawn(picture.bars);
    let (earliest, latest) = drawn(picture.finish);
    let days = [earliest, latest].into_iter();
    let days = days
        .chain(picture.plan.finish().map(|finish| finish.value))
        .chain(drivers.iter().flat_map(|bar| [bar.low.1, bar.high.1]));
    let (first, last) = days.fold((earliest, latest), |(first, last), day| (first.min(day), last.max(day)));
    // What stands left of a day and what stands right of it, with its width.
    let mut before: Vec<(Day, i32)> = Vec::new();
    let mut after: Vec<(Day, i32)> = Vec::new();
    for (share, day, words) in curve::named(picture, lang) {
        let set = curve::set(share);
        before.push((day, text::width(&words, set.size, set.bold) + curve::BESIDE));
    }
    for bar in drivers {
        let (earlier, later) = (bar.low.1.min(bar.high.1), bar.low.1.max(bar.high.1));
        let width = |day| text::width(&tornado::beside(picture, day), words::AXIS, false) + tornado::BESIDE;
        before.push((earlier, width(earlier)));
        after.push((later, width(later)));
    }
    // At least as many as the first and the last week reach beyond them.
    let few = (FEWEST_DAYS - last.days_since(first)).max(12) / 2;
    let step = i64::from(last.days_since(first)) / 100 + 1;
    let mut around = (i64::from(few), i64::from(few));
    loop {
        let from = first.plus(-around.0).unwrap_or(Day::FIRST);
        let to = last.plus(around.1).unwrap_or(Day::LAST);
        let axis = TimeAxis::new(from, to, left, right);
        let x = |day| axis.x(Moment::in_hours(day));
        let too_far_left = from > Day::FIRST && before.iter().any(|(day, width)| x(*day) - width < left);
        let too_far_right = to < Day::LAST && after.iter().any(|(day, width)| x(*day) + width > right);
        if !too_far_left && !too_far_right || around.0 + around.1 > step * 1_000 {
            return axis;
        }
        around.0 += if too_far_left { step } else { 0 };
        around.1 += if too_far_right { step } else { 0 };
    }
}

fn plan_line(
    picture: &Picture<'_>,
    axis: &TimeAxis,
    (histogram, curve): (Frame, &Curve),
    lang: Lang,
) -> Option<PlanLine> {
    let (day, share, told) = words::planned(picture, lang)?;
    let words = match lang {
        Lang::Zh => format!("计划 {told} · 到此完成的概率 {}", percent(share)),
        Lang::En => format!("plan {told} · {} done by then", percent(share)),
    };
    let x = axis.x(Moment::in_hours(day));
    let width = text::width(&words, SMALL, true);
    // To the right of the line, and to its left where that leaves the page.
    let is_right = x + 40 + width <= axis.right();
    let left = if is_right { x + 40 } else { (x - 40 - width).max(axis.left()) };
    let top = histogram.top - 175;
    let frame = Frame::new(left, top, (left + width).min(axis.right()), top + 150);
    let align = if is_right { Align::Left } else { Align::Right };
    let label = Label::fit(&words, frame, Type::plain(SMALL).bold(true).align(align));
    let names = curve.quantiles.iter().map(|quantile| quantile.label.extent());
    let pieces = around(x, (top + 20, curve.chart.bottom), names);
    Some(PlanLine { day, share, x, pieces, label })
}
