//! The lines between two bands: where a milestone moves to.
//!
//! In: two bands that lie next to each other, and the room between them. Out: for each step that both have a line from
//! its mark in the upper band to its mark in the lower one: down through the band, across between the bands, down to the
//! mark; interrupted at words. The days by which it moves stand beside the line where they run into nothing.

use crate::calendar::Told;
use crate::diagnostic::Lang;
use crate::network::StepIx;

use super::super::super::gantt::layout::upright;
use super::super::super::summary::marked;
use super::super::super::svg::text::{self, Type};
use super::super::super::svg::{Frame, Label, Point, Role};
use super::super::{Side, letter};
use super::layout::Band;

/// How high the part is in which the lines run across.
const ACROSS: i32 = 330;
/// The height of a line of days, and how many there are.
const LINE: i32 = 150;
const LINES: i32 = 2;
/// The size of the days.
const DAYS: i32 = 105;
/// How far a line keeps from a mark.
const CLEAR: i32 = 38;
/// The most lines between two bands: more would be a wall. The goal, the deal and the ends of promises go before other
/// milestones; the legend says how many are left out.
const MOST: usize = 60;
/// The room between two bands.
pub(super) const BETWEEN: i32 = ACROSS + LINES * LINE + 20;

/// A step of two scenarios, one below the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The step's name in the files.
    pub id: String,
    /// What is shown when the pointer rests on the line.
    pub hover: String,
    /// The line, in one piece or interrupted at words.
    pub pieces: Vec<Vec<Point>>,
    /// By how many natural days it is later in the lower band.
    pub days: i32,
    /// The same in words, where there is room.
    pub label: Option<Label>,
    /// Whether it is the goal of both.
    pub is_goal: bool,
}

/// The lines from the band of one scenario to the next, and how many are left out.
pub(super) fn shifts(
    (upper, above): (&Side<'_>, &Band),
    (lower, below): (&Side<'_>, &Band),
    at: usize,
    shown: &[&str],
    lang: Lang,
) -> (Vec<Shift>, usize) {
    let (of_upper, of_lower) = (upper.last_rounds(), lower.last_rounds());
    let (words_above, words_below) = (above.names(), below.names());
    let across = above.chart.bottom + ACROSS;
    let mut shifts = Vec::new();
    let mut ends: Vec<(i32, i32)> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut both: Vec<(&str, StepIx, StepIx)> =
        shown.iter().filter_map(|id| Some((*id, *of_upper.get(id)?, *of_lower.get(id)?))).collect();
    let left_out = both.len().saturating_sub(MOST);
    if left_out > 0 {
        both.sort_by_key(|(_, _, second)| !matters(lower, *second));
        both.truncate(MOST);
    }
    for (id, first, second) in both {
        let (Some(from), Some(to)) = (above.row(first), below.row(second)) else { continue };
        let (Some(from_mark), Some(to_mark)) = (from.mark, to.mark) else { continue };
        let told = |side: &Side<'_>, ix| side.scenario.dates.dates(ix).told_finish().map(|f| f.day());
        let (was, is) = (told(upper, first), told(lower, second));
        let days = is.map(|day| day.days_since(was.value));
        let days = Told { provisional: was.provisional || is.provisional, ..days };
        let (x, to_x) = (above.x(first), below.x(second));
        let (leaves, arrives) = (from_mark.frame.bottom + CLEAR, to_mark.frame.top - CLEAR);
        let down = |x: i32, top: i32, bottom: i32, words: &[Frame]| -> Vec<Vec<Point>> {
            let pieces = upright(x, top, bottom, words).into_iter();
            pieces.map(|(top, bottom)| vec![(x, top), (x, bottom)]).collect()
        };
        let mut pieces = down(x, leaves, above.chart.bottom, &words_above);
        pieces.push(vec![(x, above.chart.bottom), (to_x, across)]);
        pieces.extend(down(to_x, across, arrives, &words_below));
        let plan = lower.plan();
        let name = text::tamed(plan.name(second).get(lang));
        let said = days_words(days, lang);
        let (a, b) = (letter(at), letter(at + 1));
        let colon = if lang == Lang::Zh { ":" } else { ": " };
        shifts.push(Shift {
            id: id.to_string(),
            hover: format!("{name}{colon}{a} {} → {b} {} ({said})", marked(was), marked(is)),
            pieces,
            days: days.value,
            label: None,
            is_goal: upper.scenario.network.goal() == first && lower.scenario.network.goal() == second,
        });
        ends.push((x, to_x));
        words.push(said);
    }
    let room = Frame { top: across, bottom: across + LINES * LINE, ..below.chart };
    place(&mut shifts, &ends, &words, room);
    (shifts, left_out)
}

/// Whether a step is the goal, the deal, or an end of a promise.
fn matters(side: &Side<'_>, ix: StepIx) -> bool {
    let plan = side.plan();
    let mut promises = plan.promises();
    plan.network.goal() == ix
        || plan.deal() == Some(ix)
        || promises.any(|promise| promise.from == ix || promise.to == ix)
}

/// A number of days later or earlier.
fn days_words(days: Told<i32>, lang: Lang) -> String {
    let (count, sure) = (days.value.abs(), if days.provisional { "~" } else { "" });
    match (days.value.signum(), lang) {
        (0, Lang::Zh) => format!("{sure}同日"),
        (0, Lang::En) => format!("{sure}same day"),
        (1, Lang::Zh) => format!("{sure}晚{count}天"),
        (_, Lang::Zh) => format!("{sure}早{count}天"),
        (1, Lang::En) => format!("{sure}+{count} d"),
        (_, Lang::En) => format!("{sure}−{count} d"),
    }
}

/// Finds places for the days beside the upright ends of the lines, the goal's first; lines that run all the way together
/// share theirs.
fn place(shifts: &mut [Shift], ends: &[(i32, i32)], words: &[String], room: Frame) {
    let mut order: Vec<usize> = (0..shifts.len()).collect();
    order.sort_by_key(|at| !shifts[*at].is_goal);
    let mut placed: Vec<Frame> = Vec::new();
    for (number, &at) in order.iter().enumerate() {
        let x = ends[at].1;
        if order[..number].iter().any(|earlier| ends[*earlier] == ends[at]) {
            continue;
        }
        let set = Type::plain(DAYS).bold(shifts[at].is_goal).role(Role::Ink);
        let width = text::width(&words[at], DAYS, set.bold);
        let sides = [x + 28, x - 28 - width];
        let places = (0..LINES).flat_map(|line| sides.map(|left| (line, left)));
        let mut frames = places.map(|(line, left)| {
            let top = room.top + line * LINE;
            Frame::new(left, top, left + width, top + LINE)
        });
        let free = |frame: &Frame| {
            let crossed = ends.iter().any(|(_, other)| frame.left - 20 < *other && *other < frame.right + 20);
            room.contains(frame) && !crossed && !placed.iter().any(|taken| taken.grown(10).overlaps(frame))
        };
        let Some(frame) = frames.find(free) else { continue };
        placed.push(frame);
        shifts[at].label = Some(Label::fit(&words[at], frame, set));
    }
}
