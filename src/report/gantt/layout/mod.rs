//! Where everything lies.
//!
//! In: the plan, the options. Out: a [`Layout`]: every row, mark, line and text with its place and its box, in tenths
//! of a CSS pixel. Nothing is drawn here. On an A3 page about sixty rows have room; more rows make the page longer.

mod names;
mod rows;

pub(in crate::report) use names::upright;
pub(super) use names::without;
pub(in crate::report) use rows::{bracket, hover, promise_hover};

use names::{chart_labels, place_names, wanted_links};
use rows::{Line, groups, lane_labels, row, row_height};

use crate::calendar::{Day, Moment};
use crate::diagnostic::Lang;
use crate::network::StepIx;

use super::super::drawing::{A3_HEIGHT, A3_WIDTH, Options};
use super::super::plan::Plan;
use super::super::svg::text::Type;
use super::super::svg::{Align, Frame, Label, Role, Theme, text};
use super::super::time_axis::{TimeAxis, Unit};
use super::super::tracking::Tracking;
use super::super::{summary, tracking};
use super::columns::{Cells, Column};
use super::foot::{Occurs, SampleLabel};
use super::front::Front;
use super::head::{AxisRow, Flag};
use super::marks::{Mark, Tail};
use super::routes::{Rank, Route};
use super::{columns, foot, front, head, routes};

/// The size of a row's words: 9 pt.
pub(super) const WORDS: i32 = 120;

/// The size of a label in the chart.
const LABEL: i32 = 110;

/// The blank around the page.
const MARGIN: i32 = 160;

/// How high rows are that fill an A3 page, at least and at most; and on a page that is longer anyway.
const PITCH: (i32, i32) = (136, 300);

const COMFORTABLE: i32 = 156;

/// The chart, laid out.
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
    /// Title, answer, reasons.
    pub heading: Vec<Label>,
    /// The names of the columns.
    pub columns: Vec<Label>,
    /// Where days lie.
    pub axis: TimeAxis,
    /// The rows of the axis.
    pub axis_rows: Vec<AxisRow>,
    /// The same below a long chart, the narrowest unit first; nothing below a short one.
    pub axis_foot: Vec<AxisRow>,
    /// The box of the rows in the chart.
    pub chart: Frame,
    /// Days off, as boxes over the whole height of the chart.
    pub days_off: Vec<Frame>,
    /// Days that no notice covers, as boxes along the axis.
    pub unpublished: Vec<Frame>,
    /// Where months (or years, when months are too narrow) begin.
    pub months: Vec<i32>,
    /// The lanes, from the top.
    pub lanes: Vec<LaneBand>,
    /// The rows, from the top.
    pub rows: Vec<Row>,
    /// Said where no step fits what is asked for.
    pub nothing: Option<Label>,
    /// The links.
    pub links: Vec<Route>,
    /// Start, deal, goal.
    pub flags: Vec<Flag>,
    /// The progress front line, when progress is shown.
    pub front: Option<Front>,
    /// What the signs mean.
    pub legend: Vec<SampleLabel>,
    /// Warnings, sources, what the picture rests on.
    pub footer: Vec<Label>,
}

/// A lane: rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneBand {
    /// Its box, over table and chart.
    pub frame: Frame,
    /// Its name.
    pub labels: Vec<Label>,
}

/// One row: a step, or a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The step; `None` for a promise.
    pub step: Option<StepIx>,
    /// The name of the step or of the promise in the files.
    pub id: String,
    /// What is shown when the pointer rests on the row.
    pub hover: String,
    /// Its box, over table and chart.
    pub frame: Frame,
    /// Whether it is a critical step's.
    pub critical: bool,
    /// Its words in the table.
    pub labels: Vec<Label>,
    /// Its mark, if it is drawn.
    pub mark: Option<Mark>,
    /// Its float, interrupted at the name of the mark.
    pub tails: Vec<Tail>,
    /// The name beside a milestone.
    pub name: Option<Label>,
    /// A promise's window.
    pub bracket: Option<Bracket>,
}

/// The window of a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// Where the clock starts.
    pub from: i32,
    /// The end of the due day.
    pub due: i32,
    /// Where the promised step finishes.
    pub actual: i32,
    /// The line from the clock's start to the due day, interrupted at its words.
    pub window: Vec<(i32, i32)>,
    /// The line between the finish and the due day, likewise.
    pub margin: Vec<(i32, i32)>,
    /// The height of the middle.
    pub y: i32,
    /// Whether the clock's start, the due day, and the finish are drawn.
    pub shown: [bool; 3],
    /// Whether it is met.
    pub met: bool,
    /// By how much.
    pub label: Label,
}

/// Lays the chart out.
///
/// ```
/// use permits::report::drawing::Options;
/// use permits::report::gantt::layout;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
/// // Every listed step has its row.
/// let layout = layout(&plan, &Options::default(), Lang::Zh);
/// assert!(plan.listed().into_iter().all(|ix| layout.row(ix).is_some()));
/// ```
pub fn layout(plan: &Plan<'_>, options: &Options, lang: Lang) -> Layout {
    layout_with(plan, None, options, lang)
}

/// Lays out the chart of a project's plan with the progress front line.
///
/// ```
/// use permits::report::drawing::Options;
/// use permits::report::gantt::{layout, layout_of_progress};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
#[doc = include_str!("../../set_up/tracked.txt")]
/// // The front line is what progress adds.
/// assert!(layout_of_progress(&view, &Options::default(), Lang::Zh).front.is_some());
/// assert!(layout(&view.plan, &Options::default(), Lang::Zh).front.is_none());
/// ```
pub fn layout_of_progress(view: &Tracking<'_>, options: &Options, lang: Lang) -> Layout {
    layout_with(&view.plan, Some(view), options, lang)
}

fn layout_with(plan: &Plan<'_>, tracking: Option<&Tracking<'_>>, options: &Options, lang: Lang) -> Layout {
    let width = i32::try_from(options.width.unwrap_or(A3_WIDTH)).unwrap_or(i32::MAX / 100) * 10;
    let page = Frame::new(MARGIN, MARGIN, width - MARGIN, i32::MAX);
    let (first, last) = days(plan, tracking, options);
    let within = |ix: &StepIx| {
        let dated = plan.schedule.dates(*ix);
        let (begins, ends) = (dated.counted.begins.day(), dated.finish().day());
        begins <= last && first <= ends
    };
    let mut steps: Vec<StepIx> = plan.listed();
    steps.retain(within);
    let groups = groups(plan, &steps, lang);

    // Words first: they decide how wide the table is.
    let mut number = 0;
    let lines: Vec<(usize, Line<'_>, Cells)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, (_, lines))| lines.iter().map(move |line| (group, line)))
        .map(|(group, line)| match *line {
            Line::Step(ix) => {
                number += 1;
                (group, Line::Step(ix), columns::step(plan, ix, number, lang))
            }
            Line::Promise(promise) => (group, Line::Promise(promise), columns::promise(plan, promise, lang)),
        })
        .collect();
    let names: Vec<String> = groups.iter().map(|(name, _)| text::tamed(name)).collect();
    let cells = lines.iter().map(|(.., cells)| cells);
    let edges = columns::edges(cells, &names, page.left, table_room(page.width()), WORDS, lang);
    let table_right = edges[Column::Finish as usize].1;
    let axis = axis((first, last), options, table_right + 160, page.right);

    // From the top: heading, landmarks, axis.
    let (heading, y) = head::words(plan, tracking, lang, page, (table_right, axis.left()));
    let as_of = tracking.map(|view| view.tracked.as_of);
    let (mut flags, y) = head::flags(plan, as_of, &axis, lang, y + 20);
    let (axis_rows, rows_top) = head::axis_rows(&axis, options.scale, lang, y + 10);
    let head_row = axis_rows.last().map_or(page, |row| row.frame);
    let columns = Column::ALL
        .iter()
        .zip(edges)
        .filter(|(column, (left, right))| !column.title(lang).is_empty() && left < right)
        .map(|(column, (left, right))| {
            let align = if column.is_numeric() { Align::Right } else { Align::Left };
            let set = Type::plain(SMALL_HEAD).bold(true).role(Role::Soft).align(align);
            Label::fit(column.title(lang), Frame { left, right, ..head_row }, set)
        })
        .collect();

    let left_out: Vec<&str> = Column::ALL
        .iter()
        .zip(edges)
        .filter(|(column, (left, right))| left == right && !column.title(lang).is_empty())
        .map(|(column, _)| column.title(lang))
        .collect();

    // Rows share what an A3 page leaves, within limits.
    let (_, foot_height) = foot::words(plan, &steps, &left_out, lang, Frame { top: 0, ..page });
    let room = A3_HEIGHT as i32 * 10 - rows_top - foot_height - LEGEND_ROOM - MARGIN;
    let least: Vec<i32> = lines.iter().map(|(.., cells)| row_height(cells.lines(&edges, WORDS))).collect();
    let room = room - LANE_GAP * groups.len() as i32;
    let fits = |pitch: &i32| least.iter().map(|least| least.max(pitch)).sum::<i32>() <= room;
    let fitting = (PITCH.0..=PITCH.1).rev().find(fits).filter(|_| options.width.is_none());
    let pitch = fitting.unwrap_or(COMFORTABLE);

    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    let mut lanes: Vec<LaneBand> = Vec::new();
    let mut y = rows_top + LANE_GAP / 2;
    let mut at = 0;
    for (group, (name, _)) in groups.iter().enumerate() {
        let top = y;
        while let Some((_, line, cells)) = lines.get(at).filter(|(of, ..)| *of == group) {
            let height = pitch.max(least[at]);
            let frame = Frame::new(page.left, y, page.right, y + height);
            rows.push(row(plan, &axis, line, cells, &edges, frame, lang));
            y += height;
            at += 1;
        }
        let frame = Frame::new(page.left, top, page.right, y);
        lanes.push(LaneBand { frame, labels: lane_labels(name, frame, edges[0], pitch) });
        y += LANE_GAP;
    }
    let nothing = rows.is_empty().then(|| {
        let frame = Frame::new(page.left, y, table_right, y + PITCH.1);
        y = frame.bottom + LANE_GAP;
        let words = if lang == Lang::Zh { "(没有符合的事项)" } else { "(no step fits)" };
        Label::fit(words, frame, Type::plain(WORDS).role(Role::Soft))
    });
    let chart = Frame::new(axis.left(), rows_top, axis.right(), (y - LANE_GAP / 2).max(rows_top));

    let mut wanted = wanted_links(plan, &rows);
    let all = wanted.len();
    if rows.len() > MANY_ROWS {
        // On a long page lines that decide nothing and run past many rows would be a wall.
        wanted.retain(|link| link.rank != Rank::Other || link.rows.0.abs_diff(link.rows.1) <= FAR);
    }
    let links_left_out = all - wanted.len();
    let front_x = as_of.map(|day| axis.x(Moment::in_hours(day)));
    place_names(plan, &mut rows, &wanted, (&flags, front_x), &axis, lang);
    if let Some(view) = tracking {
        front::judge(view, &axis, &mut rows, lang);
        for (row, ix) in rows.iter_mut().filter_map(|row| row.step.map(|ix| (row, ix))) {
            row.hover += &format!("\n{}", front::hover(view, ix, lang));
        }
    }
    let labels: Vec<Frame> = chart_labels(&rows).collect();
    let links = routes::routes(&wanted, &labels);
    let on_axis = axis_rows.iter().flat_map(|row| &row.labels).map(Label::extent);
    let names = flags.iter().map(|flag| flag.label.extent());
    let behind: Vec<Frame> = labels.iter().copied().chain(on_axis).chain(names).collect();
    let front = tracking.map(|view| front::front(view, &axis, &rows, chart));
    let on_the_line = |flag: &Flag| as_of == Some(flag.day) && flag.role == Role::Critical;
    for flag in flags.iter_mut().filter(|flag| !on_the_line(flag)) {
        flag.pieces = upright(flag.x, flag.label.frame.bottom, chart.bottom, &behind);
    }

    // Where the head is out of sight the axis is said again.
    let (axis_foot, below_chart) = match chart.height() > A3_HEIGHT as i32 * 10 {
        true => head::axis_foot(&axis_rows, chart.bottom + 10),
        false => (Vec::new(), chart.bottom),
    };
    let days_off: Vec<Frame> = axis
        .days_off(plan.calendar)
        .iter()
        .map(|off| Frame { left: off.left, right: off.right, ..chart })
        .collect();
    let strip = Frame::new(chart.left, chart.top - 30, chart.right, chart.top);
    let unpublished: Vec<Frame> = head::provisional_days(&axis, plan.calendar)
        .into_iter()
        .map(|(first, last)| Frame { left: axis.begin(first), right: axis.end(last), ..strip })
        .collect();
    let months = months(&axis_rows);

    let occurs = Occurs {
        rows: &rows,
        links: &links,
        links_left_out,
        front: front.as_ref(),
        days_off: !days_off.is_empty(),
        unpublished: !unpublished.is_empty(),
    };
    let (legend, y) = foot::legend(&occurs, lang, Frame { top: below_chart + 60, ..page });
    let paper = if options.width.is_none() { A3_HEIGHT as i32 * 10 } else { 0 };
    let foot_top = (y + 60).max(paper - MARGIN - foot_height);
    let (footer, y) = foot::words(plan, &steps, &left_out, lang, Frame { top: foot_top, ..page });
    let answer = match tracking {
        Some(view) => tracking::answer(view, lang).join(" "),
        None => summary::summary(plan, lang).join(" "),
    };
    Layout {
        width,
        height: (y + MARGIN).max(paper),
        theme: options.theme,
        lang,
        title: summary::heading(plan, lang),
        description: answer,
        heading,
        columns,
        axis,
        axis_rows,
        axis_foot,
        chart,
        days_off,
        unpublished,
        months,
        lanes,
        rows,
        nothing,
        links,
        flags,
        front,
        legend,
        footer,
    }
}

/// From how many rows on links that decide nothing are left out when they run past more than [`FAR`] rows; the legend
/// says so.
const MANY_ROWS: usize = 120;

pub(super) const FAR: usize = 30;

/// The size of the columns' names.
const SMALL_HEAD: i32 = 110;

/// The blank between two lanes.
const LANE_GAP: i32 = 50;

/// What the legend takes of a page, about.
const LEGEND_ROOM: i32 = 640;

impl Layout {
    /// Every text of the picture.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        let rows = self.rows.iter().flat_map(|row| {
            row.labels.iter().chain(&row.name).chain(row.bracket.as_ref().map(|bracket| &bracket.label))
        });
        self.heading
            .iter()
            .chain(&self.columns)
            .chain(&self.nothing)
            .chain(self.axis_rows.iter().chain(&self.axis_foot).flat_map(|row| &row.labels))
            .chain(self.flags.iter().map(|flag| &flag.label))
            .chain(self.lanes.iter().flat_map(|lane| &lane.labels))
            .chain(rows)
            .chain(self.legend.iter().map(|sample| &sample.label))
            .chain(&self.footer)
    }

    /// Where the table begins to the right of the lanes' names: where a critical row has its bar.
    pub(super) fn rule_left(&self, row: &Row) -> i32 {
        let number = row.labels.first().map_or(row.frame.left, |label| label.frame.left);
        number - 60
    }

    /// The row of a step.
    pub fn row(&self, ix: StepIx) -> Option<&Row> {
        self.rows.iter().find(|row| row.step == Some(ix))
    }
}

/// What the table may take of a page: a little more of a narrow one.
fn table_room(width: i32) -> i32 {
    if width < 13_000 { width * 3 / 5 } else { width * 11 / 20 }
}

/// The first and the last day that there is something to see on, or that are asked for.
fn days(plan: &Plan<'_>, tracking: Option<&Tracking<'_>>, options: &Options) -> (Day, Day) {
    let start = plan.schedule.run.start;
    let (mut first, mut last) = (start, start);
    for ix in plan.listed() {
        let dated = plan.schedule.dates(ix);
        first = first.min(dated.counted.begins.day());
        last = last
            .max(dated.finish().day())
            .max(dated.latest.map_or(first, |latest| latest.finish.value.day()));
    }
    for day in tracking.into_iter().flat_map(front::days) {
        (first, last) = (first.min(day), last.max(day));
    }
    last = plan.promises().fold(last, |last, promise| last.max(promise.due.value));
    let first = first.plus(-2).unwrap_or(Day::FIRST);
    // A window that ends before the plan begins is drawn as asked for, with nothing in it.
    let first = options.from.unwrap_or(options.to.map_or(first, |to| first.min(to)));
    (first, options.to.unwrap_or(last).max(first))
}

/// The axis of these days between two edges; to the right, unless the last day is asked for, there is room for what
/// stands beside the last marks.
fn axis((first, last): (Day, Day), options: &Options, left: i32, right: i32) -> TimeAxis {
    let room = i64::from((right - left - BESIDE).max(1));
    let days = i64::from(last.days_since(first) + 1);
    let beside = if options.to.is_some() { 0 } else { (days * i64::from(BESIDE) + room - 1) / room };
    TimeAxis::new(first, last.plus(beside).unwrap_or(Day::LAST), left, right)
}

/// The room to the right of the last mark.
const BESIDE: i32 = 900;

/// Where the unit begins that is wide enough to be ruled.
pub(in crate::report) fn months(rows: &[AxisRow]) -> Vec<i32> {
    let wide = |row: &&AxisRow| {
        let cells = row.cells.len().max(1) as i32;
        row.frame.width() / cells >= 150
    };
    let row = rows.iter().filter(|row| matches!(row.unit, Unit::Year | Unit::Month)).rev().find(wide);
    row.into_iter().flat_map(|row| row.cells.iter().skip(1).map(|cell| cell.left)).collect()
}
