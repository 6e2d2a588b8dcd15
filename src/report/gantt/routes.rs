//! Links as lines with an arrow, level and upright, that run through no label.
//!
//! In: where the marks lie, the links, the boxes of the labels in the chart. Out: for each link its line and its
//! arrow. A line goes down (or up) beside the mark it leaves, where lines to several steps share a stem, and then level
//! to the mark it leads to. Where a label is in the way another place for the stem is tried; where none is free the
//! line is interrupted at the label.

use crate::network::{LinkEnd, Stated};

use super::super::svg::{Frame, Point};

/// How strongly a link is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// It does not set the trigger.
    Other,
    /// It sets the trigger.
    Driving,
    /// It is on a chain that decides the finish.
    Critical,
}

/// A link as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The rows it leaves and leads to.
    pub rows: (usize, usize),
    /// How strongly it is drawn.
    pub rank: Rank,
    /// Whether a document states it.
    pub stated: Stated,
    /// The line, in one piece or interrupted.
    pub pieces: Vec<Vec<Point>>,
    /// The arrow's head: the tip first.
    pub arrow: [Point; 3],
}

impl Route {
    /// The level and upright stretches of the line as boxes without thickness.
    pub fn stretches(&self) -> impl Iterator<Item = Frame> {
        self.pieces.iter().flat_map(|piece| piece.windows(2).map(|pair| stretch(pair[0], pair[1])))
    }
}

/// A link to be drawn.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Wanted {
    pub(in crate::report) rows: (usize, usize),
    pub(in crate::report) from: Frame,
    pub(in crate::report) to: Frame,
    pub(in crate::report) end: LinkEnd,
    pub(in crate::report) rank: Rank,
    pub(in crate::report) stated: Stated,
}

/// How far a stem stands from the mark it leaves.
const STEM: i32 = 30;
/// The length of an arrow's head.
const HEAD: i32 = 46;

/// The places to try for the stem, the best first.
fn stems(link: &Wanted) -> Vec<i32> {
    let reach = link.to.left - leaves(link);
    if reach >= STEM + HEAD + 10 {
        let (first, last) = (leaves(link) + stem(link), link.to.left - HEAD - 14);
        let mut places = vec![first, last];
        let step = ((last - first) / 24).max(40);
        places.extend((1..24).map(|number| first + number * step).take_while(|place| *place < last));
        return places;
    }
    // The two meet on one day: straight down into the mark.
    let (first, last) = (link.to.left, link.to.right);
    let middle = (first + last) / 2;
    if last - first < 120 {
        return vec![middle, first + 10, last - 10];
    }
    vec![first + 45, first + 20, first + 80, first + 10]
}

fn leaves(link: &Wanted) -> i32 {
    match link.end {
        LinkEnd::Finish => link.from.right,
        LinkEnd::Start => link.from.left,
    }
}

fn stem(link: &Wanted) -> i32 {
    match link.end {
        LinkEnd::Finish => STEM,
        LinkEnd::Start => 20,
    }
}

/// The line with its stem at `place`, and whether it arrives from above (or below) instead of from the left.
fn line(link: &Wanted, place: i32) -> (Vec<Point>, bool) {
    let down = link.to.middle() > link.from.middle();
    let (from_edge, to_edge) = match down {
        true => (link.from.bottom, link.to.top),
        false => (link.from.top, link.to.bottom),
    };
    let upright = place > link.to.left - HEAD;
    let begins_within = place <= link.from.right;
    let mut points = match begins_within {
        true => vec![(place, from_edge)],
        false => vec![(link.from.right, link.from.middle()), (place, link.from.middle())],
    };
    match upright {
        true => points.push((place, to_edge)),
        false => {
            points.push((place, link.to.middle()));
            points.push((link.to.left, link.to.middle()));
        }
    }
    (points, upright)
}

/// All routes; `labels` are the boxes no line may enter.
pub(in crate::report) fn routes(links: &[Wanted], labels: &[Frame]) -> Vec<Route> {
    links.iter().map(|link| route(link, labels)).collect()
}

fn route(link: &Wanted, labels: &[Frame]) -> Route {
    let crossed = |points: &[Point]| {
        points
            .windows(2)
            .map(|pair| stretch(pair[0], pair[1]))
            .map(|stretch| labels.iter().filter(|label| enters(&stretch, label)).count())
            .sum::<usize>()
    };
    let mut best: Option<(usize, Vec<Point>, bool)> = None;
    for place in stems(link) {
        let (points, upright) = line(link, place);
        let count = crossed(&points);
        if best.as_ref().is_none_or(|(least, ..)| count < *least) {
            best = Some((count, points, upright));
        }
        if count == 0 {
            break;
        }
    }
    let (count, points, upright) = best.unwrap_or_default();
    let arrow = arrow(&points, upright, link.rank);
    let pieces = if count == 0 { vec![points] } else { interrupted(&points, labels) };
    Route { rows: link.rows, rank: link.rank, stated: link.stated, pieces, arrow }
}

/// The stretches that the first routes would take, before any label has a place: what labels avoid.
pub(super) fn uprights(links: &[Wanted]) -> Vec<Frame> {
    let lines = links.iter().filter_map(|link| stems(link).first().map(|place| line(link, *place).0));
    lines
        .flat_map(|points| points.windows(2).map(|pair| stretch(pair[0], pair[1])).collect::<Vec<_>>())
        .collect()
}

fn stretch(a: Point, b: Point) -> Frame {
    Frame::new(a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1))
}

/// Whether a stretch enters a box, by more than its edge.
pub(super) fn enters(stretch: &Frame, label: &Frame) -> bool {
    stretch.left < label.right
        && label.left < stretch.right.max(stretch.left + 1)
        && stretch.top < label.bottom
        && label.top < stretch.bottom.max(stretch.top + 1)
}

/// The line without what lies inside a label.
fn interrupted(points: &[Point], labels: &[Frame]) -> Vec<Vec<Point>> {
    let mut pieces: Vec<Vec<Point>> = vec![vec![points[0]]];
    for pair in points.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let level = a.1 == b.1;
        let along = |(x, y): Point| if level { x } else { y };
        let place = |along: i32| if level { (along, a.1) } else { (a.0, along) };
        let whole = stretch(a, b);
        let mut gaps: Vec<(i32, i32)> = labels
            .iter()
            .filter(|label| enters(&whole, label))
            .map(|label| if level { (label.left, label.right) } else { (label.top, label.bottom) })
            .collect();
        gaps.sort_unstable();
        let forward = along(a) <= along(b);
        if !forward {
            gaps.reverse();
        }
        let (low, high) = (along(a).min(along(b)), along(a).max(along(b)));
        for (first, last) in gaps {
            let (enter, leave) = if forward { (first, last) } else { (last, first) };
            if let Some(piece) = pieces.last_mut() {
                piece.push(place(enter.clamp(low, high)));
            }
            pieces.push(vec![place(leave.clamp(low, high))]);
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(b);
        }
    }
    pieces.retain(|piece| piece.windows(2).any(|pair| pair[0] != pair[1]));
    pieces
}

/// The head of an arrow at the end of a line.
fn arrow(points: &[Point], upright: bool, rank: Rank) -> [Point; 3] {
    let (x, y) = points.last().copied().unwrap_or_default();
    let before = points.iter().rev().nth(1).copied().unwrap_or((x, y));
    let (length, half) = if rank == Rank::Other { (HEAD - 12, 16) } else { (HEAD - 4, 20) };
    if upright {
        let back = if before.1 <= y { y - length } else { y + length };
        return [(x, y), (x - half, back), (x + half, back)];
    }
    [(x, y), (x - length, y - half), (x - length, y + half)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: Frame, to: Frame) -> Wanted {
        Wanted {
            rows: (0, 1),
            from,
            to,
            end: LinkEnd::Finish,
            rank: Rank::Driving,
            stated: Stated::ByDocument,
        }
    }

    #[test]
    fn a_stem_moves_aside_for_a_label() {
        let link = link(Frame::new(0, 0, 100, 90), Frame::new(2_000, 900, 2_500, 990));
        let label = Frame::new(110, 400, 900, 520);
        let route = &routes(&[link], &[label])[0];
        assert_eq!(route.pieces.len(), 1, "in one piece");
        assert!(route.stretches().all(|stretch| !enters(&stretch, &label)));
    }

    #[test]
    fn a_line_that_cannot_move_is_interrupted() {
        let link = link(Frame::new(0, 0, 100, 90), Frame::new(90, 900, 130, 990));
        let label = Frame::new(-500, 400, 900, 520);
        let route = &routes(&[link], &[label])[0];
        assert_eq!(route.pieces.len(), 2);
        assert!(route.stretches().all(|stretch| !enters(&stretch, &label)));
    }
}
