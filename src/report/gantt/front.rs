//! The progress front line (前锋线): how far the work is, against the bars of the plan.
//!
//! In: a project's progress, the axis and the rows of its plan's chart. Out: the line, from the day asked for at the top
//! through the progress of each row's step to the bottom, and where each step that is under way is forecast to finish.
//! In a row whose step is as planned that is the day itself; where it is late it lies back by the delay, where it is
//! early ahead. Beside a late step under way stands what that means, held against the floats of the plan.

use crate::calendar::{Day, Moment, Told};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::{Float, State};
use crate::study::track::DelayEffect;

use super::super::summary::marked;
use super::super::svg::text::{self, Type};
use super::super::svg::{Frame, Label, Point, Role};
use super::super::time_axis::TimeAxis;
use super::super::tracking::Tracking;
use super::layout::{Row, without};

/// The size of what stands beside a step.
const WORDS: i32 = 110;
/// The blank between a bar and what stands beside it.
const GAP: i32 = 70;

/// The front line on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// The day asked for.
    pub as_of: Day,
    /// Where that day is.
    pub x: i32,
    /// The line, from top to bottom.
    pub line: Vec<Point>,
    /// Where it leaves the day: the progress of a step that is early or late.
    pub nodes: Vec<(StepIx, Point)>,
    /// Where a step under way is forecast to finish, when not as planned.
    pub forecasts: Vec<(StepIx, Point)>,
}

/// The days that the picture shows besides those of the plan.
pub(super) fn days(view: &Tracking<'_>) -> impl Iterator<Item = Day> {
    let under_way = view.tracked.steps().filter(|ix| view.tracked.state(*ix).is_under_way());
    let finishes = under_way.map(|ix| view.tracked.forecast.dates(ix).finish().day());
    finishes.chain([view.tracked.as_of])
}

/// The line through the rows of a chart.
pub(super) fn front(view: &Tracking<'_>, axis: &TimeAxis, rows: &[Row], chart: Frame) -> Front {
    let at = |day: Day| axis.x(Moment::in_hours(day)).clamp(axis.left(), axis.right());
    let tracked = view.tracked;
    let x = at(tracked.as_of);
    let mut front = Front {
        as_of: tracked.as_of,
        x,
        line: vec![(x, chart.top)],
        nodes: Vec::new(),
        forecasts: Vec::new(),
    };
    for row in rows {
        let Some(ix) = row.step.filter(|_| row.mark.is_some()) else { continue };
        let y = row.frame.middle();
        let reached = at(tracked.front(ix));
        front.line.push((reached, y));
        if reached != x {
            front.nodes.push((ix, (reached, y)));
        }
        let finish = tracked.forecast.dates(ix).finish();
        if tracked.state(ix).is_under_way() && finish != tracked.plan.dates(ix).finish() {
            let end = axis.x(finish).clamp(axis.left(), axis.right());
            front.forecasts.push((ix, (end, y)));
        }
    }
    front.line.push((x, chart.bottom));
    // What goes straight on needs no corner.
    let straight = |line: &[Point], at: usize| {
        at > 0 && at + 1 < line.len() && line[at - 1..=at + 1].iter().all(|point| point.0 == x)
    };
    let kept: Vec<Point> =
        (0..front.line.len()).filter(|at| !straight(&front.line, *at)).map(|at| front.line[at]).collect();
    front.line = kept;
    front
}

/// Puts what a delay means beside the steps that are under way and late.
pub(super) fn judge(view: &Tracking<'_>, axis: &TimeAxis, rows: &mut [Row], lang: Lang) {
    for row in rows.iter_mut() {
        let (Some(ix), Some(mark)) = (row.step, row.mark) else { continue };
        let Some(words) = judgement(view, ix, lang) else { continue };
        let effect = view.effect(ix);
        let moves = matches!(effect, DelayEffect::MovesGoal(_));
        let width = text::width(&words, WORDS, moves);
        let forecast = axis.x(view.tracked.forecast.dates(ix).finish());
        let right = mark.frame.right.max(forecast) + GAP;
        let left = mark.frame.left.min(mark.waits_from) - GAP - width;
        let left = match (right + width <= axis.right(), axis.left() <= left) {
            (false, true) => left,
            _ => right.min(axis.right() - width).max(axis.left()),
        };
        let role = if moves { Role::Critical } else { Role::Ink };
        let frame = Frame { left, right: left + width, ..row.frame };
        let label = Label::fit(&words, frame, Type::plain(WORDS).bold(moves).role(role));
        let taken = label.extent().grown(20);
        row.tails = row.tails.iter().flat_map(|tail| without(*tail, &taken)).collect();
        row.name = Some(label);
    }
}

/// `3 wd late; free float 2, total 5: moves others, not the goal`.
fn judgement(view: &Tracking<'_>, ix: StepIx, lang: Lang) -> Option<String> {
    let tracked = view.tracked;
    let late = tracked.delay(view.plan.calendar, ix);
    if !tracked.state(ix).is_under_way() || late.value.working <= 0 {
        return None;
    }
    let planned = tracked.plan.dates(ix);
    let days = marked(late.map(|late| late.working));
    let float = |float: Option<Told<Float>>| float.map(|float| marked(float.map(|float| float.working)));
    let floats = match (float(planned.free_float), float(planned.total_float), lang) {
        (Some(free), Some(total), Lang::Zh) => format!(",自由时差 {free}、总时差 {total}"),
        (Some(free), Some(total), Lang::En) => format!("; free float {free}, total {total}"),
        _ => String::new(),
    };
    let means = match (view.effect(ix), lang) {
        (DelayEffect::None, _) => "",
        (DelayEffect::WithinFreeFloat, Lang::Zh) => ":不影响后续",
        (DelayEffect::WithinFreeFloat, Lang::En) => ": moves nothing",
        (DelayEffect::WithinTotalFloat, Lang::Zh) => ":影响后续,不影响终点",
        (DelayEffect::WithinTotalFloat, Lang::En) => ": moves others, not the goal",
        (DelayEffect::MovesGoal(Some(by)), Lang::Zh) => {
            return Some(format!("晚 {days}{floats}:终点推迟 {by}"));
        }
        (DelayEffect::MovesGoal(Some(by)), Lang::En) => {
            return Some(format!("{days} wd late{floats}: moves the goal by {by}"));
        }
        (DelayEffect::MovesGoal(None), Lang::Zh) => ":推迟终点",
        (DelayEffect::MovesGoal(None), Lang::En) => ": moves the goal",
        (DelayEffect::BesideTheGoal, Lang::Zh) => ":不在终点之前",
        (DelayEffect::BesideTheGoal, Lang::En) => ": beside the goal",
    };
    Some(match lang {
        Lang::Zh => format!("晚 {days}{floats}{means}"),
        Lang::En => format!("{days} wd late{floats}{means}"),
    })
}

/// What the state of a step adds to what is shown when the pointer rests on it.
pub(super) fn hover(view: &Tracking<'_>, ix: StepIx, lang: Lang) -> String {
    let dated = view.tracked.forecast.dates(ix);
    let (state, finish) = (view.tracked.state(ix), marked(dated.told_finish().map(|finish| finish.day())));
    let words = super::super::tracking::state_words(state, lang);
    match (state, lang) {
        (State::Done, Lang::Zh) => format!("{words}:{finish}"),
        (State::Done, Lang::En) => format!("{words}: {finish}"),
        (_, Lang::Zh) => format!("{words};预测完成 {finish}"),
        (_, Lang::En) => format!("{words}; forecast finish {finish}"),
    }
}
