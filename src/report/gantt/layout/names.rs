//! The names among the marks: where each has room, and what must not run through it.
//!
//! In: the rows as they are placed. Out: labels, and lines cut where words stand.

use crate::diagnostic::Lang;

use super::super::super::plan::Plan;
use super::super::super::svg::text::Type;
use super::super::super::svg::{Frame, Label, text};
use super::super::super::time_axis::TimeAxis;
use super::super::head::Flag;
use super::super::marks::{Edge, Mark, Shape, Tail};
use super::super::routes;
use super::super::routes::{Rank, Wanted};
use super::{LABEL, Row};

/// A level line without what lies behind words.
pub(super) fn without_words(from: i32, to: i32, words: &Frame) -> Vec<(i32, i32)> {
    let pieces = [(from, to.min(words.left)), (from.max(words.right), to)];
    if words.right <= from || to <= words.left {
        return vec![(from, to)];
    }
    pieces.into_iter().filter(|(from, to)| from < to).collect()
}

/// The links between rows that have a mark.
pub(super) fn wanted_links(plan: &Plan<'_>, rows: &[Row]) -> Vec<Wanted> {
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
pub(super) fn place_names(
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
pub(in crate::report::gantt) fn without(tail: Tail, label: &Frame) -> Vec<Tail> {
    if label.right <= tail.from || tail.to <= label.left {
        return vec![tail];
    }
    let before = Tail { to: label.left, ends: false, ..tail };
    let after = Tail { from: label.right, ..tail };
    [before, after].into_iter().filter(|piece| piece.from < piece.to).collect()
}

/// The boxes of the labels among the marks.
pub(super) fn chart_labels(rows: &[Row]) -> impl Iterator<Item = Frame> + '_ {
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
