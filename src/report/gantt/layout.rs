//! Where everything lies.
//!
//! In: the plan, the options. Out: a [`Layout`]: every row, mark, line and text with its place and its box, in tenths
//! of a CSS pixel. Nothing is drawn here. On an A3 page about sixty rows have room; more rows make the page longer.

use crate::calendar::{Day, Moment};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::PromiseResult;

use super::super::plan::{Plan, kind_words};
use super::super::summary;
use super::super::svg::text::{Type, line_height};
use super::super::svg::{Align, Frame, Label, Role, Theme, text};
use super::super::time_axis::{TimeAxis, Unit};
use super::super::tracking::{self, Tracking};
use super::Options;
use super::columns::{self, Cells, Column, Emphasis};
use super::foot::{self, Occurs, SampleLabel};
use super::front::{self, Front};
use super::head::{self, AxisRow, Flag};
use super::marks::{self, Edge, Mark, Shape, Tail};
use super::routes::{self, Rank, Route, Wanted};

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

/// What a row is of, before it has a place.
enum Line<'a> {
    Step(StepIx),
    Promise(&'a PromiseResult),
}

/// Lays the chart out.
///
/// ```
/// use permits::report::gantt::{Options, layout};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
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
/// use permits::report::gantt::{Options, layout, layout_of_progress};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// // The front line is what progress adds.
/// assert!(layout_of_progress(&view, &Options::default(), Lang::Zh).front.is_some());
/// assert!(layout(&view.plan, &Options::default(), Lang::Zh).front.is_none());
/// ```
pub fn layout_of_progress(view: &Tracking<'_>, options: &Options, lang: Lang) -> Layout {
    layout_with(&view.plan, Some(view), options, lang)
}

fn layout_with(plan: &Plan<'_>, tracking: Option<&Tracking<'_>>, options: &Options, lang: Lang) -> Layout {
    let width = i32::try_from(options.width.unwrap_or(Options::A3_WIDTH)).unwrap_or(i32::MAX / 100) * 10;
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
    let room = Options::A3_HEIGHT as i32 * 10 - rows_top - foot_height - LEGEND_ROOM - MARGIN;
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
    let (axis_foot, below_chart) = match chart.height() > Options::A3_HEIGHT as i32 * 10 {
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
    let paper = if options.width.is_none() { Options::A3_HEIGHT as i32 * 10 } else { 0 };
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

/// The lanes with their rows: by their earliest beginning, within a lane by the beginning; promises last.
fn groups<'a>(plan: &Plan<'a>, steps: &[StepIx], lang: Lang) -> Vec<(String, Vec<Line<'a>>)> {
    let begins = |ix: StepIx| plan.schedule.dates(ix).counted.begins;
    let lane_of = |ix: StepIx| {
        let lane = plan.step(ix).lane.as_ref()?;
        plan.workflow.lanes.iter().position(|known| known.id == *lane)
    };
    // A step without a lane goes to a group at the end.
    let mut lanes: Vec<(Moment, usize)> = Vec::new();
    for &ix in steps {
        let lane = lane_of(ix).unwrap_or(usize::MAX);
        match lanes.iter_mut().find(|(_, known)| *known == lane) {
            Some((first, _)) => *first = (*first).min(begins(ix)),
            None => lanes.push((begins(ix), lane)),
        }
    }
    lanes.sort_by_key(|(first, lane)| (*lane == usize::MAX, *first, *lane));
    let only_one = lanes.len() == 1;
    let mut groups: Vec<(String, Vec<Line<'a>>)> = Vec::new();
    for (_, lane) in lanes {
        let mut members: Vec<StepIx> =
            steps.iter().copied().filter(|ix| lane_of(*ix).unwrap_or(usize::MAX) == lane).collect();
        members.sort_by_key(|ix| (begins(*ix), *ix));
        let name = match (plan.workflow.lanes.get(lane), lang) {
            (Some(lane), lang) => lane.name.get(lang).to_string(),
            (None, _) if only_one => String::new(),
            (None, Lang::Zh) => "其他".to_string(),
            (None, Lang::En) => "other".to_string(),
        };
        groups.push((name, members.into_iter().map(Line::Step).collect()));
    }
    let shown = |promise: &&PromiseResult| steps.contains(&promise.to);
    let promises: Vec<Line<'a>> = plan.promises().filter(shown).map(Line::Promise).collect();
    if !promises.is_empty() {
        let name = if lang == Lang::Zh { "限时" } else { "promises" };
        groups.push((name.to_string(), promises));
    }
    groups
}

/// How high a row of so many lines is at least.
fn row_height(lines: i32) -> i32 {
    line_height(WORDS) * lines + 20 * (lines - 1) - 10
}

/// The name of a lane, beside its first rows.
fn lane_labels(name: &str, lane: Frame, (left, right): (i32, i32), pitch: i32) -> Vec<Label> {
    let set = Type::plain(WORDS).bold(true).role(Role::Soft);
    let step = line_height(WORDS);
    let most = (lane.height() / step).clamp(1, 4);
    let count = text::wrapped(name, right - left, WORDS, true, most as usize).len() as i32;
    // The first line stands beside the first row, unless the lane is too low for that.
    let top = (lane.top + (pitch - step) / 2).min(lane.bottom - count * step).max(lane.top);
    let frame = Frame::new(left, top, right, top + count * step);
    Label::wrapped(name, frame, set, most as usize)
}

fn row(
    plan: &Plan<'_>,
    axis: &TimeAxis,
    line: &Line<'_>,
    cells: &Cells,
    edges: &[(i32, i32); 8],
    frame: Frame,
    lang: Lang,
) -> Row {
    let critical = cells.emphasis == Emphasis::Critical;
    let mut labels = Vec::new();
    for ((column, words), &(left, right)) in Column::ALL.iter().zip(&cells.words).zip(edges) {
        if words.is_empty() || left >= right {
            continue;
        }
        let bold = cells.bold(*column);
        let role = match (column, cells.emphasis) {
            (Column::Number | Column::Step, Emphasis::Missed) => Role::Critical,
            (_, Emphasis::Gone) => Role::Soft,
            (Column::Step | Column::Finish, _) => Role::Ink,
            _ => Role::Soft,
        };
        let align = if column.is_numeric() { Align::Right } else { Align::Left };
        let set = Type::plain(WORDS).bold(bold).role(role).align(align);
        let (day, hour) = match column {
            Column::Begin | Column::Finish => columns::split_hour(words),
            _ => (words.as_str(), ""),
        };
        let hour_width = text::width(hour, columns::HOUR, false);
        let day_right = if hour.is_empty() { right } else { right - hour_width - columns::HOUR_GAP };
        let frame_of_day = Frame { left, right: day_right, ..frame };
        labels.extend(Label::wrapped(day, frame_of_day, set, column.lines()));
        if !hour.is_empty() {
            let set = Type::plain(columns::HOUR).role(Role::Soft).align(Align::Right);
            labels.push(Label::fit(hour, Frame { left: right - hour_width, right, ..frame }, set));
        }
    }
    let y = frame.middle();
    match *line {
        Line::Step(ix) => {
            let mark = marks::mark(plan, axis, ix, y);
            let tail = mark.and_then(|mark| marks::tail(plan, axis, ix, &mark));
            Row {
                step: Some(ix),
                id: plan.node(ix).id.to_string(),
                hover: hover(plan, ix, lang),
                frame,
                critical,
                labels,
                mark,
                tails: tail.into_iter().collect(),
                name: None,
                bracket: None,
            }
        }
        Line::Promise(promise) => Row {
            step: None,
            id: promise.id.to_string(),
            hover: promise_hover(plan, promise, lang),
            frame,
            critical: false,
            labels,
            mark: None,
            tails: Vec::new(),
            name: None,
            bracket: bracket(plan, axis, promise, frame, lang),
        },
    }
}

/// The window of a promise; `None` when nothing of it is drawn.
pub(in crate::report) fn bracket(
    plan: &Plan<'_>,
    axis: &TimeAxis,
    promise: &PromiseResult,
    row: Frame,
    lang: Lang,
) -> Option<Bracket> {
    let from = plan.schedule.dates(promise.from).finish();
    let actual = plan.schedule.dates(promise.to).finish();
    let (due_day, margin) = (promise.due.value, promise.margin);
    let days = [from.day(), due_day, actual.day()];
    let (low, high) = (days.iter().min()?, days.iter().max()?);
    if !marks::touches(axis, *low, *high) {
        return None;
    }
    // A promise that is due on the day its clock starts has no length; it is due at the end of that day.
    let due = axis.end(due_day);
    let start = axis.x(from).min(due);
    let finish = axis.x(actual);
    let words = match (promise.met(), lang) {
        (true, Lang::Zh) => format!("余 {} 工作日", summary::marked(margin)),
        (true, Lang::En) => format!("{} wd to spare", summary::marked(margin)),
        (false, lang) => {
            let natural = actual.day().days_since(due_day);
            let late = summary::marked(margin.map(|margin| summary::lateness(margin, natural, lang)));
            if lang == Lang::Zh { format!("逾期 {late}") } else { format!("{late} late") }
        }
    };
    let bold = !promise.met();
    let role = if promise.met() { Role::Ink } else { Role::Critical };
    let set = Type::plain(LABEL).bold(bold).role(role);
    let width = text::width(&words, LABEL, bold);
    let (left, right) = (start.min(finish) - 60, due.max(finish) + 70);
    // To the right of the window, else to its left, else on it, where the line makes room.
    let left = match (right + width <= axis.right(), axis.left() <= left - width) {
        (true, _) => right,
        (false, true) => left - width,
        (false, false) => {
            ((start + due - width) / 2).clamp(axis.left(), (axis.right() - width).max(axis.left()))
        }
    };
    let frame = Frame::new(left, row.top, left + width, row.bottom);
    let label = Label::fit(&words, frame, set);
    let taken = label.extent().grown(30);
    Some(Bracket {
        window: without_words(start, due, &taken),
        margin: without_words(finish.min(due), finish.max(due), &taken),
        from: start,
        due,
        actual: finish,
        y: row.middle(),
        shown: days.map(|day| axis.shows(day)),
        met: promise.met(),
        label,
    })
}

/// A level line without what lies behind words.
fn without_words(from: i32, to: i32, words: &Frame) -> Vec<(i32, i32)> {
    let pieces = [(from, to.min(words.left)), (from.max(words.right), to)];
    if words.right <= from || to <= words.left {
        return vec![(from, to)];
    }
    pieces.into_iter().filter(|(from, to)| from < to).collect()
}

/// The links between rows that have a mark.
fn wanted_links(plan: &Plan<'_>, rows: &[Row]) -> Vec<Wanted> {
    let mut row_of: Vec<Option<usize>> = vec![None; plan.network.steps().len()];
    for (position, row) in rows.iter().enumerate() {
        if let (Some(ix), Some(_)) = (row.step, row.mark) {
            row_of[ix.index()] = Some(position);
        }
    }
    let wanted = plan.links().into_iter().filter_map(|link| {
        let (from, to) = (row_of[link.from.index()]?, row_of[link.to.index()]?);
        let (a, b) = (rows[from].mark?, rows[to].mark?);
        // A link whose end lies outside the picture would lead from its edge.
        let cut = match link.end {
            crate::network::LinkEnd::Finish => a.right == Edge::Cut,
            crate::network::LinkEnd::Start => a.left == Edge::Cut,
        };
        if cut || b.left == Edge::Cut {
            return None;
        }
        let rank = match (link.driving, b.critical && a.critical) {
            (true, true) => Rank::Critical,
            (true, false) => Rank::Driving,
            (false, _) => Rank::Other,
        };
        let begin = |mark: Mark| Frame { left: mark.frame.left.min(mark.waits_from), ..mark.frame };
        Some(Wanted {
            rows: (from, to),
            from: begin(a),
            to: begin(b),
            end: link.end,
            rank,
            stated: link.stated,
        })
    });
    wanted.collect()
}

/// Gives milestones their names: beside the mark, where the fewest lines pass.
fn place_names(
    plan: &Plan<'_>,
    rows: &mut [Row],
    links: &[Wanted],
    (flags, front): (&[Flag], Option<i32>),
    axis: &TimeAxis,
    lang: Lang,
) {
    const GAP: i32 = 50;
    let lines = routes::uprights(links);
    for row in rows.iter_mut() {
        let (Some(ix), Some(mark)) = (row.step, row.mark) else { continue };
        if mark.shape != Shape::Diamond {
            continue;
        }
        let words = text::tamed(plan.name(ix).get(lang));
        let room = (axis.right() - axis.left()) / 2;
        let words = text::cut(&words, room.min(3_200), LABEL, mark.critical);
        let width = text::width(&words, LABEL, mark.critical);
        let set = Type::plain(LABEL).bold(mark.critical);
        let tail = row.tails.first().copied();
        let after_tail = tail.map(|tail| tail.to + GAP);
        let places = [
            Some((mark.frame.right + GAP, if tail.is_some() { 2 } else { 0 })),
            after_tail.map(|left| (left, 1 + (left - mark.frame.right) / 250)),
            Some((mark.frame.left - GAP - width, 3)),
            front.filter(|x| *x > mark.frame.right).map(|x| (x + 70, 1 + (x - mark.frame.right) / 250)),
        ];
        let cost = |left: i32| {
            let frame = Frame { left, right: left + width, ..row.frame };
            let crossed = lines.iter().filter(|line| routes::enters(line, &frame)).count() as i32;
            let flagged =
                flags.iter().filter(|flag| frame.left < flag.x && flag.x < frame.right).count() as i32;
            // The front line runs through every row, and is heavier than a flag's.
            let fronted = front.is_some_and(|x| frame.left < x + 60 && x - 60 < frame.right);
            4 * crossed + 4 * flagged + if fronted { 12 } else { 0 }
        };
        let best = places
            .into_iter()
            .flatten()
            .filter(|(left, _)| axis.left() <= *left && left + width <= axis.right())
            .min_by_key(|(left, dislike)| dislike + cost(*left));
        let Some((left, _)) = best else { continue };
        let frame = Frame { left, right: left + width, ..row.frame };
        let label = Label::fit(&words, frame, set);
        let taken = label.extent().grown(20);
        row.tails = tail.into_iter().flat_map(|tail| without(tail, &taken)).collect();
        row.name = Some(label);
    }
}

/// A tail without what lies behind a label.
pub(super) fn without(tail: Tail, label: &Frame) -> Vec<Tail> {
    if label.right <= tail.from || tail.to <= label.left {
        return vec![tail];
    }
    let before = Tail { to: label.left, ends: false, ..tail };
    let after = Tail { from: label.right, ..tail };
    [before, after].into_iter().filter(|piece| piece.from < piece.to).collect()
}

/// The boxes of the labels among the marks.
fn chart_labels(rows: &[Row]) -> impl Iterator<Item = Frame> + '_ {
    rows.iter().flat_map(|row| {
        row.name.iter().chain(row.bracket.as_ref().map(|bracket| &bracket.label)).map(Label::extent)
    })
}

/// An upright line without what lies behind labels.
pub(in crate::report) fn upright(x: i32, top: i32, bottom: i32, labels: &[Frame]) -> Vec<(i32, i32)> {
    let mut behind: Vec<(i32, i32)> = labels
        .iter()
        .filter(|label| label.left < x + 10 && x - 10 < label.right)
        .map(|label| (label.top, label.bottom))
        .collect();
    behind.sort_unstable();
    let mut pieces = Vec::new();
    let mut from = top;
    for (first, last) in behind {
        if first > from {
            pieces.push((from, first));
        }
        from = from.max(last);
    }
    if from < bottom {
        pieces.push((from, bottom));
    }
    pieces
}

/// Where the unit begins that is wide enough to be ruled.
pub(in crate::report) fn months(rows: &[AxisRow]) -> Vec<i32> {
    let wide = |row: &&AxisRow| {
        let cells = row.cells.len().max(1) as i32;
        row.frame.width() / cells >= 150
    };
    let row = rows.iter().filter(|row| matches!(row.unit, Unit::Year | Unit::Month)).rev().find(wide);
    row.into_iter().flat_map(|row| row.cells.iter().skip(1).map(|cell| cell.left)).collect()
}

/// What is shown when the pointer rests on a step.
pub(in crate::report) fn hover(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let (step, dated) = (plan.step(ix), plan.schedule.dates(ix));
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let colon = if zh { ":" } else { ": " };
    let mut lines = vec![plan.name(ix).get(lang).to_string()];
    let mut kind = kind_words(step.kind, lang).to_string();
    if let Some(actor) = plan.actor(ix) {
        kind += &format!(" · {}", actor.get(lang));
    }
    lines.push(kind);
    let begins = summary::moment_words(dated.counted.begins, lang);
    let finish = summary::moment_words(dated.finish(), lang);
    lines.push(format!("{begins} → {finish}"));
    if let Some(origin) = origin {
        let words = length.map(|length| format!("{} · ", length.words(lang))).unwrap_or_default();
        lines.push(format!("{words}{}", summary::origin_words(origin, lang)));
    }
    if let Some(float) = dated.total_float {
        let word = if zh { "总时差" } else { "total float" };
        let unit = if zh { " 个工作日" } else { " wd" };
        lines.push(format!("{word}{colon}{}{unit}", summary::marked(float.map(|float| float.working))));
    }
    lines.extend(cited(plan, &step.cite, lang));
    if let Some(note) = &step.note {
        lines.push(note.get(lang).to_string());
    }
    lines.push(plan.node(ix).id.to_string());
    one_each(lines)
}

pub(in crate::report) fn promise_hover(plan: &Plan<'_>, promise: &PromiseResult, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let rule = plan.network.promises.iter().find(|rule| rule.id == promise.id);
    let (from, to) = (plan.name(promise.from), plan.name(promise.to));
    let length = crate::calendar::Length::Working(promise.within).words(lang);
    let mut lines = vec![
        summary::promise_name(plan, promise, lang),
        match lang {
            Lang::Zh => format!("“{}”后 {length}内完成“{}”", from.zh, to.zh),
            Lang::En => format!("“{}” within {length} after “{}”", to.en, from.en),
        },
    ];
    let (due, actual) = (summary::marked(promise.due), summary::marked(promise.actual));
    lines.push(if zh {
        format!("期限 {due},安排 {actual}")
    } else {
        format!("due {due}, planned {actual}")
    });
    lines.extend(cited(plan, rule.map_or(&[], |rule| &rule.cite), lang));
    lines.push(promise.id.to_string());
    one_each(lines)
}

/// Citations with the number of the document and what the article says.
fn cited(plan: &Plan<'_>, cite: &[crate::network::Citation], lang: Lang) -> Vec<String> {
    let line = |cite: &crate::network::Citation| {
        let source = plan.workflow.source(cite.source.as_str());
        let name =
            source.map(|source| source.number.clone().unwrap_or_else(|| source.title.get(lang).to_string()));
        let article = source.and_then(|source| source.articles.iter().find(|one| one.id == cite.article));
        let gist = article.map(|article| format!(" — {}", article.gist.get(lang))).unwrap_or_default();
        let place = [name.unwrap_or_else(|| cite.source.to_string()), cite.article.clone()].join(" ");
        format!("{}{gist}", place.trim_end())
    };
    cite.iter().map(line).collect()
}

/// Lines of words, each on a line of its own, whatever they hold.
fn one_each(lines: Vec<String>) -> String {
    lines.iter().map(|line| text::tamed(line)).collect::<Vec<_>>().join("\n")
}
