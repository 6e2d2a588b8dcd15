//! What stands above the rows: the answer in words, the landmarks, the axis.
//!
//! In: the plan, the axis, a height. Out: labels and lines with their places, and the height where they end.

use crate::calendar::{Calendar, Day, Moment};
use crate::diagnostic::Lang;

use super::super::plan::Plan;
use super::super::summary;
use super::super::svg::text::{Type, line_height};
use super::super::svg::{Align, Frame, Label, Role, text};
use super::super::time_axis::{Cell, Scale, TimeAxis, Unit};
use super::super::tracking::{self, Tracking};

/// The size of the title, of the answer, of its reasons, and of the axis.
const TITLE: i32 = 195;
const ANSWER: i32 = 155;
pub(super) const SMALL: i32 = 112;
pub(super) const AXIS: i32 = 102;

/// A row of the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisRow {
    /// What it counts.
    pub unit: Unit,
    /// Its box.
    pub frame: Frame,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The names of the cells that have one.
    pub labels: Vec<Label>,
}

/// A day that the plan turns on: a line through all rows, with its name above the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The day.
    pub day: Day,
    /// Where the line is.
    pub x: i32,
    /// The line, interrupted at labels: from top to bottom.
    pub pieces: Vec<(i32, i32)>,
    /// Its name and date.
    pub label: Label,
    /// Its colour.
    pub role: Role,
}

/// Title and answer over the table, the reasons over the chart, from the top of the page; the height where they end.
/// `middle` is where the table ends and the chart begins.
pub(super) fn words(
    plan: &Plan<'_>,
    tracking: Option<&Tracking<'_>>,
    lang: Lang,
    page: Frame,
    middle: (i32, i32),
) -> (Vec<Label>, i32) {
    // Over a table of few words, or of none, the answer reaches into the chart.
    let short = (page.left + page.width() / 3 - middle.0).max(0);
    let middle = (middle.0 + short, middle.1 + short);
    let mut answer = Column { frame: Frame { right: middle.0, ..page }, y: page.top, labels: Vec::new() };
    let mut reasons =
        Column { frame: Frame { left: middle.1, ..page }, y: page.top + 60, labels: Vec::new() };
    let reason = Type::plain(SMALL);
    answer.put(&summary::heading(plan, lang), Type::plain(TITLE).bold(true), 2);
    if let Some(suspension) = plan.suspension {
        for line in summary::suspended(plan, &suspension, lang) {
            answer.put(&line, reason.bold(true).role(Role::Critical), 4);
        }
    }
    if let Some(view) = tracking {
        let said = tracking::answer(view, lang);
        for (at, line) in said.iter().enumerate() {
            let set = if at == 0 { Type::plain(ANSWER).bold(true) } else { reason };
            answer.put(line, set, 3);
        }
        for line in tracking::late_promises(view, lang) {
            reasons.put(&line, reason.bold(true).role(Role::Critical), 2);
        }
    } else if let Some(finish) = plan.finish() {
        answer.put(&summary::when(plan, finish, lang), Type::plain(ANSWER).bold(true), 2);
        for line in summary::missed(plan, lang) {
            answer.put(&line, reason.bold(true).role(Role::Critical), 2);
        }
        let lines = [
            summary::decided_by(plan, lang),
            summary::held_by(plan, lang),
            summary::rests_on(plan, lang),
            summary::otherwise(plan, finish, lang),
        ];
        for line in lines.into_iter().flatten() {
            reasons.put(&line, reason, 2);
        }
    }
    let bottom = answer.y.max(reasons.y);
    answer.labels.append(&mut reasons.labels);
    (answer.labels, bottom)
}

/// Lines of words that are put below each other.
struct Column {
    frame: Frame,
    y: i32,
    labels: Vec<Label>,
}

impl Column {
    fn put(&mut self, words: &str, set: Type, most: usize) {
        let lines = text::wrapped(words, self.frame.width(), set.size, set.bold, most);
        let height = line_height(set.size) * lines.len() as i32;
        let frame = Frame { top: self.y, bottom: self.y + height, ..self.frame };
        self.labels.extend(Label::wrapped(words, frame, set, most));
        self.y += height + 16;
    }
}

/// The height of a row of the axis.
fn height(unit: Unit) -> i32 {
    match unit {
        Unit::Year => 170,
        Unit::Month => 165,
        Unit::Week | Unit::Xun => 150,
    }
}

/// The rows of the axis below `top`; the height where they end.
pub(in crate::report) fn axis_rows(
    axis: &TimeAxis,
    scale: Scale,
    lang: Lang,
    top: i32,
) -> (Vec<AxisRow>, i32) {
    let mut y = top;
    let mut rows = Vec::new();
    for (unit, cells) in axis.rows(scale, lang, AXIS) {
        let frame = Frame::new(axis.left(), y, axis.right(), y + height(unit));
        y = frame.bottom;
        let (bold, role) = match unit {
            Unit::Year => (true, Role::Ink),
            Unit::Month => (false, Role::Ink),
            Unit::Week | Unit::Xun => (false, Role::Soft),
        };
        let set = Type::plain(AXIS).bold(bold).role(role);
        let label = |cell: &Cell| {
            // A name may reach over unnamed cells, to the edge of the axis.
            let width = text::width(&cell.label, AXIS, bold);
            let left = cell.left + 25;
            let right = (left + width).max(cell.right).min(frame.right);
            Label::fit(&cell.label, Frame { left, right, ..frame }, set)
        };
        let named = cells.iter().filter(|cell| !cell.label.is_empty());
        let labels = named.map(label).collect();
        rows.push(AxisRow { unit, frame, cells, labels });
    }
    (rows, y)
}

/// The rows of the axis once more, the other way round, below `top`; the height where they end.
pub(in crate::report) fn axis_foot(rows: &[AxisRow], top: i32) -> (Vec<AxisRow>, i32) {
    let mut y = top;
    let mut foot = Vec::new();
    for row in rows.iter().rev() {
        let down = y - row.frame.top;
        let mut row = row.clone();
        let moved = |frame: Frame| Frame { top: frame.top + down, bottom: frame.bottom + down, ..frame };
        row.frame = moved(row.frame);
        for label in &mut row.labels {
            label.frame = moved(label.frame);
            label.middle += down;
        }
        y = row.frame.bottom;
        foot.push(row);
    }
    (foot, y)
}

/// The landmarks: start, deal, goal, suspension, those that are drawn. Their names stand above the axis, in as many
/// lines as they need; the height where the names end.
pub(super) fn flags(
    plan: &Plan<'_>,
    as_of: Option<Day>,
    axis: &TimeAxis,
    lang: Lang,
    top: i32,
) -> (Vec<Flag>, i32) {
    const LINE: i32 = 150;
    let run = &plan.schedule.run;
    let words = |zh: &str, en: &str| if lang == Lang::Zh { zh } else { en }.to_string();
    let finish = |ix| plan.schedule.dates(ix).finish();
    let goal = plan.network.goal();
    let mut marks: Vec<(Moment, String, Role)> =
        vec![(Moment::in_hours(run.start), words("起算", "start"), Role::Ink)];
    if let Some(suspension) = plan.suspension {
        let day = Moment::in_hours(suspension.day);
        marks.push((day, words("程序中止", "suspended"), Role::Critical));
    } else {
        let deal = plan.deal().filter(|deal| *deal != goal);
        marks.extend(deal.map(|deal| (finish(deal), words("成交", "deal"), Role::Ink)));
    }
    if plan.finish().is_some() {
        marks.push((finish(goal), plan.name(goal).get(lang).to_string(), Role::Ink));
    }
    if let Some(day) = as_of {
        marks.push((Moment::in_hours(day), words("检查日", "as of"), Role::Critical));
    }
    marks.retain(|(moment, ..)| axis.shows(moment.day()));
    let mut placed: Vec<(i32, Frame)> = Vec::new();
    let mut flags = Vec::new();
    for (moment, name, role) in marks {
        let x = axis.x(moment);
        let set = Type::plain(SMALL).bold(true).role(role);
        let date = moment.day().to_string();
        let room = axis.right() - axis.left() - text::width(&date, SMALL, true) - 100;
        let name = text::cut(&text::tamed(&name), room.clamp(0, 3_000), SMALL, true);
        let name = format!("{name} {date}").trim_start().to_string();
        let width = text::width(&name, SMALL, true);
        // To the right of the line, else to its left, else on a further line.
        let sides = [(x + 20, Align::Left), (x - 20 - width, Align::Right)];
        // Beside the line; where that is taken, on a further line of names, moved in if it has to be.
        let places = (0..6).flat_map(|line| {
            sides.map(|(left, align)| {
                let inner = left.clamp(axis.left(), (axis.right() - width).max(axis.left()));
                (line, if line == 0 { left } else { inner }, align)
            })
        });
        let mut frames =
            places.map(|(line, left, align)| (line, Frame::new(left, 0, left + width, 1), align));
        let found = frames.find(|(line, frame, _)| {
            let inside = axis.left() <= frame.left && frame.right <= axis.right();
            let free = |(taken, other): &(i32, Frame)| taken != line || !frame.grown(30).overlaps(other);
            inside && placed.iter().all(free)
        });
        let Some((line, frame, align)) = found else { continue };
        placed.push((line, frame));
        flags.push((moment.day(), x, line, frame, set.align(align), name, role));
    }
    let lines = flags.iter().map(|flag| flag.2).max().map_or(0, |line| line + 1);
    let bottom = top + lines * LINE;
    let flags = flags
        .into_iter()
        .map(|(day, x, line, frame, set, name, role)| {
            let y = bottom - (line + 1) * LINE;
            let frame = Frame::new(frame.left, y, frame.right, y + LINE);
            Flag { day, x, pieces: Vec::new(), label: Label::fit(&name, frame, set), role }
        })
        .collect();
    (flags, bottom)
}

/// The days that no published notice covers, as far as they are drawn: from the first to the last.
pub(in crate::report) fn provisional_days(axis: &TimeAxis, calendar: &Calendar) -> Vec<(Day, Day)> {
    let mut stretches: Vec<(Day, Day)> = Vec::new();
    if !calendar.touches_provisional(axis.first(), axis.last()) {
        return stretches;
    }
    for day in axis.first().to(axis.last()).filter(|day| calendar.is_provisional(*day)) {
        match stretches.last_mut() {
            Some((_, last)) if last.plus(1) == Some(day) => *last = day,
            _ => stretches.push((day, day)),
        }
    }
    stretches
}
