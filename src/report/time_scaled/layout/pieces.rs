//! The pieces of an arrow's line.
//!
//! In: an arrow and its way. Out: lines from circle to circle, each cut off at its circle.

use crate::report::svg::Point;

use super::super::board::{RADIUS, Tenths};
use super::super::events::{Arrow, Stands};
use super::super::tracks::{Route, leave_at, reach_at};
use super::{Circle, Mark, PITCH, Piece};

/// The pieces of an arrow, from the edge of one circle to the edge of the other.
pub(super) fn pieces(
    arrow: &Arrow,
    ends: (&Circle, &Circle),
    route: Route,
    y: i32,
    until: Tenths,
) -> Vec<Piece> {
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
