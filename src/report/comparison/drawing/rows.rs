//! What a band shows: a row for each step of the critical path, for each milestone, for each promise.
//!
//! In: a scenario, the steps that are shown of every scenario, the axis, a height. Out: the rows as the Gantt chart has
//! them, each with its words beside its mark, and the links of the critical path from row to row. A name stands to the
//! right of its mark, else to its left, else cut in the larger room; where there is none, only the pointer finds it.

use std::collections::{HashMap, HashSet};

use crate::calendar::{At, Moment};
use crate::diagnostic::Lang;
use crate::network::{LinkEnd, Stated, StepIx};
use crate::schedule::PromiseResult;

use super::super::super::gantt::columns::length_words;
use super::super::super::gantt::layout::{bracket, hover, promise_hover};
use super::super::super::gantt::marks::mark;
use super::super::super::gantt::routes::{Wanted, routes};
use super::super::super::gantt::{Bracket, Mark, Rank, Route, Row};
use super::super::super::plan::Plan;
use super::super::super::summary::{self, marked};
use super::super::super::svg::text::{self, Type};
use super::super::super::svg::{Frame, Label, Role};
use super::super::super::time_axis::TimeAxis;
use super::super::Side;

/// The height of a row.
const PITCH: i32 = 158;
/// The size of a name.
pub(super) const LABEL: i32 = 110;
/// How far a name stands from its mark.
const GAP: i32 = 55;
/// Less room than this holds no name.
const LEAST: i32 = 4 * LABEL;

/// The rows of a band.
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// The critical path from row to row.
    pub(super) links: Vec<Route>,
    /// Where they end.
    pub(super) bottom: i32,
}

/// Where a scenario has what is shown of every one.
fn at(side: &Side<'_>, shown: &[&str]) -> HashSet<StepIx> {
    let last = side.last_rounds();
    shown.iter().filter_map(|id| last.get(id).copied()).collect()
}

/// The steps of a scenario that are drawn, from the earliest to the latest: its critical path, and those of `shown`.
pub(super) fn drawn(side: &Side<'_>, shown: &[&str]) -> Vec<StepIx> {
    let plan = side.plan();
    let path = plan.schedule.stretches(plan.network).into_iter().map(|stretch| stretch.step);
    let path: HashSet<StepIx> = path.collect();
    let mut steps: Vec<StepIx> = path.iter().copied().chain(at(side, shown)).collect();
    // Of what begins at one moment the path's length of time stands last, so that it goes on to the row below.
    steps.sort_by_key(|ix| {
        let dated = plan.schedule.dates(*ix);
        let takes_time = dated.finish() != dated.counted.begins;
        (dated.counted.begins, takes_time, takes_time && path.contains(ix), *ix)
    });
    steps.dedup();
    steps
}

/// The rows below `top`.
pub(super) fn rows(side: &Side<'_>, shown: &[&str], axis: &TimeAxis, top: i32, lang: Lang) -> Rows {
    let plan = side.plan();
    let among = at(side, shown);
    let mut y = top;
    let mut next = || {
        y += PITCH;
        Frame::new(axis.left(), y - PITCH, axis.right(), y)
    };
    let steps = drawn(side, shown);
    let mut rows: Vec<Row> = steps.iter().map(|ix| step_row(&plan, axis, *ix, next(), lang)).collect();
    let links = links(&plan, &rows);
    // How far each row is taken by its mark and the line that leaves it.
    let mut reached: Vec<i32> = rows.iter().map(|row| row.mark.map_or(0, |mark| mark.frame.right)).collect();
    for route in routes(&links, &[]) {
        let (row, y) = (route.rows.0, rows[route.rows.0].frame.middle());
        let on_row = route.pieces.iter().flatten().filter(|point| point.1 == y).map(|point| point.0);
        reached[row] = on_row.fold(reached[row], i32::max);
    }
    for (row, (ix, right)) in rows.iter_mut().zip(steps.into_iter().zip(reached)) {
        let (name, told) = (plan.name(ix), step_words(&plan, ix, among.contains(&ix), lang));
        let words = (name.get(lang), told.as_str());
        let set = Type::plain(LABEL).bold(row.critical);
        let left = |mark: Mark| mark.frame.left.min(mark.waits_from);
        row.name = row.mark.and_then(|mark| beside(words, (left(mark), right), axis, row.frame, set));
    }
    for promise in plan.promises() {
        let frame = next();
        rows.push(promise_row(&plan, axis, promise, frame, lang));
    }
    let names: Vec<Frame> = names(&rows).collect();
    Rows { links: routes(&links, &names), rows, bottom: y }
}

/// The boxes of the words among the marks.
pub(super) fn names(rows: &[Row]) -> impl Iterator<Item = Frame> + '_ {
    rows.iter().flat_map(|row| {
        row.name.iter().chain(row.bracket.as_ref().map(|bracket| &bracket.label)).map(Label::extent)
    })
}

fn step_row(plan: &Plan<'_>, axis: &TimeAxis, ix: StepIx, frame: Frame, lang: Lang) -> Row {
    Row {
        step: Some(ix),
        id: plan.node(ix).id.to_string(),
        hover: hover(plan, ix, lang),
        frame,
        critical: plan.schedule.dates(ix).critical,
        labels: Vec::new(),
        mark: mark(plan, axis, ix, frame.middle()),
        tails: Vec::new(),
        name: None,
        bracket: None,
    }
}

/// What follows a step's name: its date when the same step is looked for in every scenario, else its length.
fn step_words(plan: &Plan<'_>, ix: StepIx, is_shown: bool, lang: Lang) -> String {
    let (length, _) = plan.schedule.length(plan.network, ix);
    let length = length.filter(|length| !length.is_zero() && !plan.is_given(ix));
    let finish = plan.schedule.dates(ix).told_finish();
    let expires = if finish.value.at() == At::EndOfDay { " 24:00" } else { "" };
    match length {
        _ if is_shown => format!(" {}{expires}", marked(finish.map(Moment::day))),
        Some(length) => format!(" {}", length_words(length, lang)),
        None => String::new(),
    }
}

fn promise_row(plan: &Plan<'_>, axis: &TimeAxis, promise: &PromiseResult, frame: Frame, lang: Lang) -> Row {
    let named = |bracket: Bracket| {
        let name = summary::promise_name(plan, promise, lang);
        let sign = if bracket.met { "✓" } else { "✗" };
        let colon = if lang == Lang::Zh { ":" } else { ": " };
        let (name, told) = (format!("{sign} {name}"), format!("{colon}{}", bracket.label.text));
        let (left, right) = (bracket.from.min(bracket.actual), bracket.due.max(bracket.actual));
        let role = if bracket.met { Role::Ink } else { Role::Critical };
        let set = Type::plain(LABEL).bold(!bracket.met).role(role);
        let ends = (left - 20, right + 20);
        let empty = Frame { left: frame.right, ..frame };
        let label =
            beside((&name, &told), ends, axis, frame, set).unwrap_or_else(|| Label::fit("", empty, set));
        let (due, actual) = (bracket.due, bracket.actual);
        Bracket {
            window: vec![(bracket.from, due)],
            margin: vec![(actual.min(due), actual.max(due))],
            label,
            ..bracket
        }
    };
    Row {
        step: None,
        id: promise.id.to_string(),
        hover: promise_hover(plan, promise, lang),
        frame,
        critical: false,
        labels: Vec::new(),
        mark: None,
        tails: Vec::new(),
        name: None,
        bracket: bracket(plan, axis, promise, frame, lang).map(named),
    }
}

/// A name, and what is told of it, beside what lies from `left` to `right` on a row; nothing where there is no room. A
/// name that is too long is cut, what is told of it is not.
fn beside(
    (name, told): (&str, &str),
    (left, right): (i32, i32),
    axis: &TimeAxis,
    row: Frame,
    set: Type,
) -> Option<Label> {
    let name = text::tamed(name);
    let wide = |words: &str| text::width(words, set.size, set.bold);
    let width = wide(&format!("{name}{told}"));
    let (before, behind) = (left - GAP - axis.left(), axis.right() - right - GAP);
    let on_the_right = width <= behind || (width > before && behind >= before);
    let room = width.min(if on_the_right { behind } else { before });
    let words = match room - wide(told) {
        _ if room == width => format!("{name}{told}"),
        for_name if for_name < LEAST => return None,
        // What is rounded up twice takes a little more.
        for_name => format!("{}{told}", text::cut(&name, for_name - 2, set.size, set.bold)),
    };
    let width = wide(&words);
    let left = if on_the_right { right + GAP } else { left - GAP - width };
    Some(Label::fit(&words, Frame { left, right: left + width, ..row }, set))
}

/// The links between the steps of the primary critical path.
fn links(plan: &Plan<'_>, rows: &[Row]) -> Vec<Wanted> {
    let row_of: HashMap<StepIx, usize> =
        rows.iter().enumerate().filter_map(|(at, row)| Some((row.step?, at))).collect();
    let driving = plan.links().into_iter().filter(|link| link.driving);
    let stated: HashMap<(StepIx, StepIx, LinkEnd), Stated> =
        driving.map(|link| ((link.from, link.to, link.end), link.stated)).collect();
    let path = plan.schedule.stretches(plan.network);
    let places: Vec<Option<usize>> = path.iter().map(|stretch| row_of.get(&stretch.step).copied()).collect();
    let begin = |mark: Mark| Frame { left: mark.frame.left.min(mark.waits_from), ..mark.frame };
    let link = |at: usize| {
        let (from, to) = (places[at]?, places[at + 1]?);
        let (a, b) = (rows[from].mark?, rows[to].mark?);
        let end = path[at].leaves_from;
        let stated = stated.get(&(path[at].step, path[at + 1].step, end)).copied();
        Some(Wanted {
            rows: (from, to),
            from: match end {
                LinkEnd::Finish => a.frame,
                LinkEnd::Start => begin(a),
            },
            to: begin(b),
            end,
            rank: Rank::Critical,
            stated: stated.unwrap_or(Stated::ByDocument),
        })
    };
    (0..path.len().saturating_sub(1)).filter_map(link).collect()
}
