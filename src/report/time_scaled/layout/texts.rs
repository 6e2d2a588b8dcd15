//! The words along the arrows: names and lengths, where there is room for them.
//!
//! In: the arrows with their rows. Out: labels, shortened where they would not fit.

use std::cmp::Reverse;

use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::report::plan::Plan;
use crate::report::prose::{GLUE, atoms};
use crate::report::svg::text::{Type, cut, width};
use crate::report::svg::{Frame, Label, Role};

use super::super::board::{Board, Tenths};
use super::super::events::{Event, is_critical};
use super::super::tracks::{MOST_LINES, NARROW, Route};
use super::super::words;
use super::{Name, OUT, PITCH, SIZE, SMALL};

/// How wide and how many lines the names at a circle are.
pub(super) fn stack(plan: &Plan<'_>, event: &Event, lang: Lang) -> (Tenths, i32) {
    let widths = event.steps.iter().map(|ix| {
        let bold = is_critical(plan, *ix);
        width(&words::name(plan, *ix, lang), SIZE, bold)
    });
    let (mut widest, mut lines) = (0, 0);
    for width in widths {
        let folds = if width > STACK { 2 } else { 1 };
        lines += folds;
        widest = widest.max(width.div_euclid(folds).min(STACK));
    }
    (widest, lines)
}

/// The widest line of a name at a circle.
const STACK: i32 = 1_400;

/// The words being placed on the paper; their heights are rows until the end.
pub(super) struct Texts<'a> {
    pub(super) board: &'a mut Board,
    pub(super) right: Tenths,
    pub(super) names: Vec<Name>,
    pub(super) lengths: Vec<Label>,
}

/// A name to be placed.
struct Wanted<'a> {
    words: &'a str,
    bold: bool,
    /// How wide its widest word is, which is never broken.
    narrowest: Tenths,
}

impl<'a> Wanted<'a> {
    fn new(words: &'a str, bold: bool) -> Wanted<'a> {
        let widest = atoms(words).iter().map(|atom| width(&atom.text, SIZE, bold)).max().unwrap_or_default();
        let least = 300.min(width(words, SIZE, bold));
        Wanted { words, bold, narrowest: widest.clamp(least, OUT / 2) }
    }
}

impl Texts<'_> {
    /// The room for words that begin at `x` on all these rows, at most up to `limit`.
    fn room(&self, rows: std::ops::Range<i32>, x: Tenths, limit: Tenths) -> Option<Tenths> {
        let mut right = limit.min(self.right);
        for row in rows {
            right = right.min(self.board.gap(row, x)?.1);
        }
        Some(right - x)
    }

    /// The name on so many lines from `x`, if it fits whole.
    fn whole(
        &self,
        wanted: &Wanted<'_>,
        rows: std::ops::Range<i32>,
        x: Tenths,
        limit: Tenths,
    ) -> Option<Vec<String>> {
        let lines = rows.len();
        let room = self.room(rows, x, limit)?;
        if room < wanted.narrowest {
            return None;
        }
        let wrapped = crate::report::svg::text::wrapped(wanted.words, room, SIZE, wanted.bold, lines);
        let cut = wrapped.last().is_none_or(|last| last.ends_with('…') || last.is_empty());
        (!cut).then_some(wrapped)
    }

    /// Puts lines down from a row on.
    fn put(&mut self, lines: Vec<String>, first: i32, x: Tenths, bold: bool, role: Role) -> Vec<Label> {
        let mut labels = Vec::new();
        for (line, row) in lines.into_iter().zip(first..) {
            let wide = width(&line, SIZE, bold);
            self.board.put_text(row, (x, x + wide));
            labels.push(in_row(&line, row, x, wide, Type::plain(SIZE).bold(bold).role(role)));
        }
        labels
    }

    /// What is written beside an arrow: the step's name and below the arrow how long it takes; where there is no room for
    /// that, both in one label. Gives whether the length is written.
    pub(super) fn beside_arrow(&mut self, named: &Named<'_>, (from, until): (Tenths, Tenths)) -> bool {
        let Named { words, length, bold, step, ref title, route } = *named;
        let role = if step.is_some() { Role::Ink } else { Role::Soft };
        let wanted = Wanted::new(words, bold);
        let found = self.above_arrow(&wanted, route);
        let cut = found.is_none();
        let found = found.or_else(|| self.most(&wanted, route.row, (route.leave + 24, route.reach)));
        let placed = found.as_ref().map(|(lines, first, x)| self.put(lines.clone(), *first, *x, bold, role));
        let mut lines = placed.unwrap_or_default();
        let mut told = length.is_empty() || self.below_arrow(route, (from, until), length);
        if !told && !cut {
            if let Some((lines, first, x)) = &found {
                self.take(lines, *first, *x, bold);
            }
            let both = format!("{words} · {}", length.replace(' ', &GLUE.to_string()));
            let longer = self.above_arrow(&Wanted::new(&both, bold), route);
            told = longer.is_some();
            let placed = longer.or(found).map(|(lines, first, x)| {
                let lines = lines.into_iter().map(|line| line.replace(GLUE, " ")).collect();
                self.put(lines, first, x, bold, role)
            });
            lines = placed.unwrap_or_default();
        }
        self.names.push(Name { step, lines, cut, title: title.clone() });
        told
    }

    /// Where a name goes that fits whole: above its arrow within the arrow's length if it can be, else standing out at
    /// its end, else below.
    fn above_arrow(&self, wanted: &Wanted<'_>, route: Route) -> Option<(Vec<String>, i32, Tenths)> {
        let Route { leave, row, reach, .. } = route;
        let start = leave + 24;
        let whole = width(wanted.words, SIZE, wanted.bold);
        for (below, out) in [(false, 0), (false, OUT), (true, 0), (true, OUT)] {
            for lines in 1..=MOST_LINES {
                // A name that stands out is folded, so that it does not stand out far.
                let folded = (whole / lines + 60).max(NARROW).max(wanted.narrowest);
                let limit = if out == 0 { reach.max(start + NARROW / 2) } else { start + folded.min(OUT) };
                let first = if below { row + 1 } else { row - lines };
                let edge = if below { row + 1 } else { row - 1 };
                let last = if out == 0 { reach } else { start + 160 };
                for x in self.board.beginnings(edge, (start, last.max(start + 1))) {
                    if let Some(lines) = self.whole(wanted, first..first + lines, x, limit) {
                        return Some((lines, first, x));
                    }
                }
            }
        }
        None
    }

    /// As much of the name as fits somewhere on one to three lines beside the arrow.
    fn most(
        &self,
        wanted: &Wanted<'_>,
        row: i32,
        (start, reach): (Tenths, Tenths),
    ) -> Option<(Vec<String>, i32, Tenths)> {
        let mut rooms: Vec<(i32, i32, i32, Tenths)> = Vec::new();
        for (first, lines) in
            [(row - 3, 3), (row - 2, 2), (row - 1, 1), (row + 1, 1), (row + 1, 2), (row + 1, 3)]
        {
            let edge = if first < row { row - 1 } else { row + 1 };
            for x in self.board.beginnings(edge, (start, reach.max(start + 160))) {
                let room = self.room(first..first + lines, x, start + OUT);
                rooms.extend(room.filter(|room| *room >= 220).map(|room| (room * lines, first, lines, x)));
            }
        }
        // The most room first, of equal ones the first.
        rooms.sort_by_key(|(most, ..)| Reverse(*most));
        rooms.into_iter().find_map(|(most, first, lines, x)| {
            let cut = shortened(wanted.words, most / lines, wanted.bold, usize::try_from(lines).ok()?)?;
            Some((cut, first, x))
        })
    }

    /// The names of what happens at a circle, below it at the right.
    pub(super) fn below_circle(
        &mut self,
        plan: &Plan<'_>,
        event: &Event,
        (row, x): (i32, Tenths),
        lang: Lang,
    ) {
        let mut used: Vec<i32> = Vec::new();
        for &ix in &event.steps {
            let bold = is_critical(plan, ix);
            let name = words::name(plan, ix, lang);
            let wanted = Wanted::new(&name, bold);
            let below = used.iter().copied().max().map_or(row + 1, |last| last + 1);
            let starts = [x + 20, x - 50, x + 90, x + 150];
            let mut found = None;
            let tries = [below, row - 1, below + 1, row - 2, below + 2, row - 3];
            let tries = tries.into_iter().filter(|first| *first <= row + 8);
            'search: for first in tries {
                for lines in 1..=2 {
                    let first = if first < row { first - (lines - 1) } else { first };
                    for x in starts {
                        let limit = x + STACK.max(if lines == 2 { OUT } else { 0 });
                        if let Some(lines) = self.whole(&wanted, first..first + lines, x, limit) {
                            found = Some((lines, first, x));
                            break 'search;
                        }
                    }
                }
            }
            let cut = found.is_none();
            if cut {
                found = self.most(&wanted, row, (x + 20, x + 200));
            }
            let role = Role::Ink;
            let lines = found.map(|(lines, first, x)| {
                used.extend((first..).take(lines.len()).filter(|line| *line > row));
                self.put(lines, first, x, bold, role)
            });
            let title = words::title(plan, ix, lang);
            self.names.push(Name { step: Some(ix), lines: lines.unwrap_or_default(), cut, title });
        }
    }

    /// Takes lines away that were put last.
    fn take(&mut self, lines: &[String], first: i32, x: Tenths, bold: bool) {
        for (line, row) in lines.iter().zip(first..) {
            self.board.take_text(row, (x, x + width(line, SIZE, bold)));
        }
    }

    /// How long a step takes, below its arrow: under what is under way, else under any part of it, else above it beside
    /// its name. Gives whether there is room for that.
    fn below_arrow(&mut self, route: Route, (from, until): (Tenths, Tenths), words: &str) -> bool {
        let (row, reach) = (route.row, route.reach);
        let wide = width(words, SMALL, false);
        let middle = (from + until - wide) / 2;
        let (first, last) = (from + 24, reach.max(from + 25));
        let mut tries = vec![(row + 1, middle.max(first))];
        for beside in [row + 1, row - 1] {
            tries.extend(self.board.beginnings(beside, (first, last)).into_iter().map(|x| (beside, x)));
        }
        for (line, x) in tries {
            let fits = self.room(line..line + 1, x, self.right).is_some_and(|room| room >= wide);
            if fits && (x + wide <= reach || x == first) {
                self.board.put_text(line, (x, x + wide));
                let set = Type::plain(SMALL).role(Role::Soft);
                self.lengths.push(in_row(words, line, x, wide, set));
                return true;
            }
        }
        false
    }
}

/// As many whole words as fit on so many lines, with an ellipsis; `None` when not even the first one fits. Only a word
/// longer than words are is broken.
fn shortened(words: &str, room: Tenths, bold: bool, most: usize) -> Option<Vec<String>> {
    const LONG: usize = 20;
    let fits = |line: &str| width(line, SIZE, bold) <= room;
    let mut lines: Vec<String> = vec![String::new()];
    for atom in atoms(words) {
        let last = lines.len() == most;
        let line = lines.last_mut()?;
        let gap = if atom.spaced && !line.is_empty() { " " } else { "" };
        let longer = format!("{line}{gap}{}", atom.text);
        if fits(&longer) {
            *line = longer;
        } else if !last && !line.is_empty() && fits(&atom.text) {
            lines.push(atom.text);
        } else {
            if line.is_empty() && atom.text.chars().count() > LONG {
                *line = cut(&atom.text, room - width("…", SIZE, bold), SIZE, bold).replace('…', "");
            }
            return ellipted(lines, fits);
        }
    }
    Some(lines)
}

/// The lines with an ellipsis at the end; words make room for it. `None` when none is left.
fn ellipted(mut lines: Vec<String>, fits: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    loop {
        let line = lines.last_mut()?;
        let marked = format!("{line}…");
        if !line.is_empty() && fits(&marked) {
            *line = marked;
            return Some(lines);
        }
        // The last word makes room for the ellipsis.
        let kept = atoms(line).last().and_then(|last| line.strip_suffix(&last.text)).unwrap_or_default();
        *line = kept.trim_end().to_string();
        if line.is_empty() {
            lines.pop();
        }
    }
}

/// What is to be written beside an arrow.
pub(super) struct Named<'a> {
    pub(super) words: &'a str,
    pub(super) length: &'a str,
    pub(super) bold: bool,
    pub(super) step: Option<StepIx>,
    pub(super) title: String,
    pub(super) route: Route,
}

/// A label whose height is a row, to be [`moved`].
fn in_row(words: &str, row: i32, x: Tenths, wide: Tenths, set: Type) -> Label {
    Label::fit(words, Frame::new(x, row, x + wide, row), set)
}

/// The label at its height.
pub(super) fn moved(label: Label, y: &impl Fn(i32) -> i32) -> Label {
    let middle = y(label.middle);
    let frame = Frame { top: middle - PITCH / 2, bottom: middle + PITCH / 2, ..label.frame };
    Label { middle, frame, ..label }
}
