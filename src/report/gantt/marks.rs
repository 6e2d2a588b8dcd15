//! What a step looks like on the time axis.
//!
//! In: a step's dates and the axis. Out: its [`Mark`]: a bar, a diamond, a dot, with its ends where the schedule has
//! them, and the tail that shows its float. A bar ends in the middle of the last day when the thing is done during
//! that day, and at the end of that day when a window expires at 24:00.

use crate::calendar::{At, Day, Moment};
use crate::network::{Kind, Origin, StepIx};
use crate::schedule::abort::Fate;

use super::super::plan::Plan;
use super::super::svg::{Frame, Role};
use super::super::time_axis::TimeAxis;

/// The form of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A length of time.
    Bar,
    /// A milestone.
    Diamond,
    /// Done within a day: an act, a length of no days.
    Square,
    /// Nobody times it: an open ring.
    Ring,
    /// A finish that is given.
    Pin,
    /// A meeting: the wait for the sitting as a line, the sitting as a disc.
    Disc,
}

/// How an end of a mark is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// As the shape is.
    Plain,
    /// Closed by a thick stroke: the window expires at 24:00.
    Expiry,
    /// Cut off by the edge of what is drawn.
    Cut,
    /// Broken off by a suspension.
    Stopped,
}

/// What stands for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its form.
    pub shape: Shape,
    /// The step's kind.
    pub kind: Kind,
    /// Where its length comes from.
    pub origin: Option<Origin>,
    /// The box of the bar; for the others a box around the middle.
    pub frame: Frame,
    /// Where a disc's line of waiting begins.
    pub waits_from: i32,
    /// Its left end.
    pub left: Edge,
    /// Its right end.
    pub right: Edge,
    /// Whether the step is critical.
    pub critical: bool,
    /// Whether its dates rest on a day that no notice covers.
    pub provisional: bool,
}

/// How much later a step could be: a thin line from its finish to its latest finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail {
    /// Where the mark ends.
    pub from: i32,
    /// Where the latest finish lies.
    pub to: i32,
    /// The height.
    pub y: i32,
    /// Whether the end is drawn, not cut off.
    pub ends: bool,
}

/// Half the height of a bar, in tenths of a pixel.
const HALF_BAR: i32 = 42;
/// Half the height of the bar of a party's work, which is slimmer.
const HALF_WORK: i32 = 32;
/// Half the size of a mark that is not a bar.
const HALF_MARK: i32 = 42;
/// Half the size of a square and of a ring.
const HALF_SQUARE: i32 = 32;
/// The narrowest bar.
const NARROWEST: i32 = 40;

/// The colour of a kind of step.
pub(super) fn role(kind: Kind) -> Role {
    match kind {
        Kind::Notice | Kind::Listing => Role::Notice,
        Kind::Consultation => Role::Consultation,
        Kind::Review => Role::Review,
        Kind::Task => Role::Work,
        Kind::Meeting => Role::Meeting,
        Kind::Milestone | Kind::Act => Role::Ink,
    }
}

/// The form that a step's mark has, whatever its dates.
pub(super) fn shape(plan: &Plan<'_>, ix: StepIx) -> Shape {
    let (length, origin) = plan.schedule.length(plan.network, ix);
    match plan.step(ix).kind {
        _ if plan.is_given(ix) => Shape::Pin,
        Kind::Milestone => Shape::Diamond,
        Kind::Meeting => Shape::Disc,
        Kind::Act => Shape::Square,
        _ if origin == Some(Origin::Untimed) => Shape::Ring,
        _ if length.is_none_or(|length| length.is_zero()) => Shape::Square,
        _ => Shape::Bar,
    }
}

/// The mark of a step around the height `y`; `None` for a step that a suspension keeps from starting, and for one that
/// lies outside what is drawn.
pub(in crate::report) fn mark(plan: &Plan<'_>, axis: &TimeAxis, ix: StepIx, y: i32) -> Option<Mark> {
    let dated = plan.schedule.dates(ix);
    let fate = plan.fate(ix);
    if fate == Some(Fate::NeverStarts) {
        return None;
    }
    let (begins, mut ends) = (dated.counted.begins, dated.finish());
    let stopped = plan.stopped(ix);
    if let Some(day) = stopped {
        ends = Moment::in_hours(day).max(begins);
    }
    if !touches(axis, begins.day(), ends.day()) {
        return None;
    }
    let shape = shape(plan, ix);
    let kind = plan.step(ix).kind;
    let at = axis.x(ends);
    let around = |half: i32| Frame::new(at - half, y - half, at + half, y + half);
    let frame = match shape {
        Shape::Bar => {
            let half = if kind == Kind::Task { HALF_WORK } else { HALF_BAR };
            let left = axis.x(begins);
            Frame::new(left, y - half, at.max(left + NARROWEST), y + half)
        }
        Shape::Square | Shape::Ring => around(HALF_SQUARE),
        Shape::Diamond | Shape::Pin | Shape::Disc => around(HALF_MARK),
    };
    let left = if axis.shows(begins.day()) { Edge::Plain } else { Edge::Cut };
    let right = match (axis.shows(ends.day()), stopped, ends.at()) {
        (false, ..) => Edge::Cut,
        (true, Some(_), _) => Edge::Stopped,
        (true, None, At::EndOfDay) if shape == Shape::Bar => Edge::Expiry,
        (true, None, _) => Edge::Plain,
    };
    Some(Mark {
        shape,
        kind,
        origin: plan.schedule.length(plan.network, ix).1,
        frame,
        waits_from: axis.x(begins).min(frame.left),
        left,
        right,
        critical: dated.critical && plan.suspension.is_none(),
        provisional: dated.provisional,
    })
}

/// Whether any day from `first` to `last` is drawn.
pub(super) fn touches(axis: &TimeAxis, first: Day, last: Day) -> bool {
    first <= axis.last() && axis.first() <= last
}

/// The tail of a step's mark; `None` where there is no float, and after a suspension.
pub(super) fn tail(plan: &Plan<'_>, axis: &TimeAxis, ix: StepIx, mark: &Mark) -> Option<Tail> {
    if plan.suspension.is_some() || mark.right == Edge::Cut {
        return None;
    }
    let latest = plan.schedule.dates(ix).latest?.finish.value;
    let to = axis.x(latest);
    let y = mark.frame.middle();
    (to > mark.frame.right + 10).then_some(Tail {
        from: mark.frame.right,
        to,
        y,
        ends: axis.shows(latest.day()),
    })
}
