//! The rows: a step with its mark and tail, a promise with its bracket, and what is said when one points at them.
//!
//! In: the plan and where a row lies. Out: its places and words.

use crate::calendar::Moment;
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::PromiseResult;

use super::super::super::plan::{Plan, kind_words};
use super::super::super::summary;
use super::super::super::svg::text::{Type, line_height};
use super::super::super::svg::{Align, Frame, Label, Role, text};
use super::super::super::time_axis::TimeAxis;
use super::super::super::words::quoted;
use super::super::columns::{Cells, Column, Emphasis};
use super::super::{columns, marks};
use super::names::without_words;
use super::{Bracket, LABEL, Row, WORDS};

/// What a row is of, before it has a place.
pub(super) enum Line<'a> {
    Step(StepIx),
    Promise(&'a PromiseResult),
}

/// The lanes with their rows: by their earliest beginning, within a lane by the beginning; promises last.
pub(super) fn groups<'a>(plan: &Plan<'a>, steps: &[StepIx], lang: Lang) -> Vec<(String, Vec<Line<'a>>)> {
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
pub(super) fn row_height(lines: i32) -> i32 {
    line_height(WORDS) * lines + 20 * (lines - 1) - 10
}

/// The name of a lane, beside its first rows.
pub(super) fn lane_labels(name: &str, lane: Frame, (left, right): (i32, i32), pitch: i32) -> Vec<Label> {
    let set = Type::plain(WORDS).bold(true).role(Role::Soft);
    let step = line_height(WORDS);
    let most = (lane.height() / step).clamp(1, 4);
    let count = text::wrapped(name, right - left, WORDS, true, most as usize).len() as i32;
    // The first line stands beside the first row, unless the lane is too low for that.
    let top = (lane.top + (pitch - step) / 2).min(lane.bottom - count * step).max(lane.top);
    let frame = Frame::new(left, top, right, top + count * step);
    Label::wrapped(name, frame, set, most as usize)
}

pub(super) fn row(
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
            Lang::Zh => format!("{}后 {length}内完成{}", quoted(&from.zh), quoted(&to.zh)),
            Lang::En => format!("{} within {length} after {}", quoted(&to.en), quoted(&from.en)),
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
