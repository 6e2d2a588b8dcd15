//! The squared paper the network is laid out on.
//!
//! In: circles, horizontal and vertical lines, texts, as they are placed. Out: whether a further one is free to stand
//! somewhere, and how many lines it would cross. Lengths across are tenths of a pixel; down the paper there are rows,
//! numbered from the middle, negative above. Nothing here knows steps or dates.
//!
//! One file: one data structure with its questions.

/// A length across, in tenths of a pixel.
pub type Tenths = i32;

/// The radius of a circle.
pub const RADIUS: Tenths = 68;
/// What stays free between things that have nothing to do with each other.
const CLEAR: Tenths = 22;
/// What stays free between two lines side by side.
const BESIDE: Tenths = 34;

/// What stays free between two texts side by side: about a letter.
const APART: Tenths = 80;

/// How far two lines of one circle may run together along a row; they still have to be told apart.
const TOGETHER: Tenths = 420;

/// What a line belongs to: two lines may run together where they leave one circle, or reach one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The event it leaves.
    pub from: u32,
    /// The event it reaches.
    pub to: u32,
    /// Whether it is solid.
    pub solid: bool,
}

impl Owner {
    /// Of an arrow from one event to another.
    pub fn new(from: usize, to: usize, solid: bool) -> Owner {
        let number = |event: usize| u32::try_from(event).unwrap_or(u32::MAX);
        Owner { from: number(from), to: number(to), solid }
    }

    fn may_share(self, other: Owner) -> bool {
        self.solid == other.solid && (self.from == other.from || self.to == other.to)
    }

    /// Whether the two meet at a circle.
    fn meets(self, other: Owner) -> bool {
        self.from == other.from || self.to == other.to || self.from == other.to || self.to == other.from
    }
}

/// A horizontal line.
#[derive(Debug, Clone, Copy)]
struct Line {
    left: Tenths,
    right: Tenths,
    owner: Owner,
}

/// Where a vertical line passes a row, or ends in it.
#[derive(Debug, Clone, Copy)]
struct Pole {
    x: Tenths,
    owner: Owner,
    end: bool,
}

/// A vertical line as a whole.
#[derive(Debug, Clone, Copy)]
struct Upright {
    x: Tenths,
    owner: Owner,
    top: i32,
    bottom: i32,
    /// Which part of its first and of its last row it takes; it takes the whole of those between.
    parts: (Part, Part),
}

impl Upright {
    fn part(&self, row: i32) -> Option<Part> {
        match row {
            _ if row < self.top || self.bottom < row => None,
            _ if row == self.top => Some(self.parts.0),
            _ if row == self.bottom => Some(self.parts.1),
            _ => Some(Part::Whole),
        }
    }

    /// Whether it is too near for another one at `x`.
    fn hinders(&self, x: Tenths, owner: Owner) -> bool {
        (self.x - x).abs() < BESIDE && !self.owner.may_share(owner)
    }
}

/// Which part of a row a vertical line takes: one that ends at a circle only the one above it, or below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The upper half.
    Upper,
    /// The lower half.
    Lower,
    /// Both.
    Whole,
}

impl Part {
    /// The half of row `row` that a line takes which goes on to `other`.
    pub fn towards(row: i32, other: i32) -> Part {
        if other < row { Part::Upper } else { Part::Lower }
    }

    fn meets(self, other: Part) -> bool {
        self == other || self == Part::Whole || other == Part::Whole
    }
}

#[derive(Debug, Clone, Default)]
struct Row {
    circles: Vec<(Tenths, u32)>,
    lines: Vec<Line>,
    /// What passes or ends here, from the left.
    poles: Vec<Pole>,
    /// What of it ends here.
    turns: Vec<(Tenths, Owner)>,
    texts: Vec<(Tenths, Tenths)>,
    /// Short lines between this row and the next.
    jogs: Vec<Line>,
}

impl Row {
    /// The vertical lines between two places, these not included.
    fn poles_in(&self, (left, right): (Tenths, Tenths)) -> &[Pole] {
        let from = self.poles.partition_point(|pole| pole.x <= left);
        let to = self.poles.partition_point(|pole| pole.x < right);
        self.poles.get(from..to).unwrap_or_default()
    }

    fn put_pole(&mut self, pole: Pole) {
        let at = self.poles.partition_point(|other| other.x <= pole.x);
        self.poles.insert(at, pole);
        if pole.end {
            self.turns.push((pole.x, pole.owner));
        }
    }
}

/// A strip of the paper from top to bottom: what stands or passes there.
#[derive(Debug, Clone, Default)]
struct Strip {
    uprights: Vec<Upright>,
    circles: Vec<(Tenths, i32)>,
}

/// How wide a strip is.
const STRIP: Tenths = 128;

/// The paper.
#[derive(Debug, Clone)]
pub struct Board {
    rows: Vec<Row>,
    strips: Vec<Strip>,
    /// The highest and the lowest row in use.
    used: (i32, i32),
}

impl Board {
    /// Empty paper with so many rows above the middle and below, and so wide.
    pub fn new(half: usize, width: Tenths) -> Board {
        let strips = strip(width) + 1;
        Board {
            rows: vec![Row::default(); half * 2 + 1],
            strips: vec![Strip::default(); strips],
            used: (0, 0),
        }
    }

    /// The rows that there are: from `-half` to `half`.
    pub fn half(&self) -> i32 {
        (self.rows.len() / 2) as i32
    }

    /// The highest and the lowest row in use.
    pub fn used(&self) -> (i32, i32) {
        self.used
    }

    fn row(&self, row: i32) -> Option<&Row> {
        usize::try_from(row + self.half()).ok().and_then(|row| self.rows.get(row))
    }

    /// What stands or passes within so much of a place, and perhaps a little more.
    fn strips(&self, x: Tenths, within: Tenths) -> &[Strip] {
        let last = self.strips.len().saturating_sub(1);
        let (first, end) = (strip(x - within).min(last), strip(x + within).min(last));
        self.strips.get(first..=end).unwrap_or_default()
    }

    fn strip_mut(&mut self, x: Tenths) -> Option<&mut Strip> {
        let last = self.strips.len().saturating_sub(1);
        self.strips.get_mut(strip(x).min(last))
    }

    fn row_mut(&mut self, row: i32) -> Option<&mut Row> {
        let half = self.half();
        self.used = (self.used.0.min(row), self.used.1.max(row));
        usize::try_from(row + half).ok().and_then(|row| self.rows.get_mut(row))
    }

    /// Whether a circle can stand there. Lines of its own arrows may end at it.
    pub fn circle_fits(&self, row: i32, x: Tenths) -> bool {
        let Some(here) = self.row(row) else { return false };
        here.circles.iter().all(|(other, _)| (other - x).abs() >= RADIUS * 2 + CLEAR)
            && here
                .lines
                .iter()
                .all(|line| x + RADIUS + CLEAR <= line.left || line.right <= x - RADIUS - CLEAR)
            && here.poles_in((x - RADIUS - CLEAR, x + RADIUS + CLEAR)).is_empty()
    }

    /// Whether a horizontal line can run there.
    pub fn line_fits(&self, row: i32, (left, right): (Tenths, Tenths), owner: Owner) -> bool {
        let Some(here) = self.row(row) else { return false };
        let free_of_circles = here.circles.iter().all(|&(x, event)| {
            event == owner.from
                || event == owner.to
                || x + RADIUS + CLEAR <= left
                || right <= x - RADIUS - CLEAR
        });
        let free_of_lines = here.lines.iter().all(|line| {
            let shared = line.right.min(right) - line.left.max(left);
            line.owner.may_share(owner) && shared <= TOGETHER
                || line.owner.to == owner.from && line.right <= left
                || line.owner.from == owner.to && right <= line.left
                || line.right + CLEAR <= left
                || right + CLEAR <= line.left
        });
        // Where another line turns, the two would look like one.
        let free_of_turns = here
            .turns
            .iter()
            .all(|(x, other)| other.meets(owner) || x + CLEAR <= left || right + CLEAR <= *x);
        free_of_circles && free_of_lines && free_of_turns
    }

    /// Which part of a row a vertical line between two rows takes.
    fn part(&self, x: Tenths, row: i32, ends: (i32, i32), owner: Owner) -> Part {
        let other = match row {
            _ if row == ends.0 => ends.1,
            _ if row == ends.1 => ends.0,
            _ => return Part::Whole,
        };
        let own = |&(circle, event): &(Tenths, u32)| {
            (event == owner.from || event == owner.to) && (circle - x).abs() < RADIUS
        };
        let at_circle = self.row(row).is_some_and(|here| here.circles.iter().any(own));
        if at_circle { Part::towards(row, other) } else { Part::Whole }
    }

    /// The highest and the lowest row that a vertical line from row `from` can end in, within so many rows.
    pub fn span(&self, x: Tenths, from: i32, owner: Owner, most: i32) -> (i32, i32) {
        let (mut upper, mut lower) = (from - most, from + most);
        let mut block = |top: i32, bottom: i32| {
            if bottom < from {
                upper = upper.max(bottom);
            } else if top < from {
                upper = upper.max(from - 1);
            }
            if top > from {
                lower = lower.min(top);
            } else if bottom > from {
                lower = lower.min(from + 1);
            }
        };
        for strip in self.strips(x, RADIUS + CLEAR) {
            for upright in strip.uprights.iter().filter(|upright| upright.hinders(x, owner)) {
                block(upright.top, upright.bottom);
            }
            for (_, row) in strip.circles.iter().filter(|(circle, _)| (circle - x).abs() < RADIUS + CLEAR) {
                block(*row, *row);
            }
        }
        if !self.stub_fits(x, from, Part::Upper, owner) {
            upper = from;
        }
        if !self.stub_fits(x, from, Part::Lower, owner) {
            lower = from;
        }
        (upper, lower)
    }

    /// Whether a vertical line can end in a row: at a circle of its own, or turning there.
    pub fn end_fits(&self, x: Tenths, row: i32, other: i32, owner: Owner) -> bool {
        let Some(here) = self.row(row) else { return false };
        let part = self.part(x, row, (row, other), owner);
        let own = |event: u32| event == owner.from || event == owner.to;
        here.circles.iter().all(|&(circle, event)| own(event) || (circle - x).abs() >= RADIUS + CLEAR)
            && self.stub_fits(x, row, part, owner)
            && here
                .lines
                .iter()
                .all(|line| x + CLEAR <= line.left || line.right + CLEAR <= x || line.owner.meets(owner))
    }

    /// Whether a vertical line can pass these rows, the first and the last included, turning between rows.
    pub fn passes(&self, x: Tenths, (top, bottom): (i32, i32), owner: Owner) -> bool {
        self.strips(x, RADIUS + CLEAR).iter().all(|strip| {
            let within = |row: &i32| (top..=bottom).contains(row);
            let mut uprights = strip.uprights.iter();
            let mut circles = strip.circles.iter();
            uprights.all(|other| !other.hinders(x, owner) || other.bottom < top || bottom < other.top)
                && circles.all(|(circle, row)| (circle - x).abs() >= RADIUS + CLEAR || !within(row))
        })
    }

    /// Whether a line can come to a circle in this row from above or below.
    pub fn stub_fits(&self, x: Tenths, row: i32, part: Part, owner: Owner) -> bool {
        let mut near = self.strips(x, BESIDE).iter().flat_map(|strip| &strip.uprights);
        near.all(|upright| {
            !upright.hinders(x, owner) || upright.part(row).is_none_or(|other| !other.meets(part))
        })
    }

    /// Whether a short line can run between a row and the one next to it on the way to `other`.
    pub fn jog_fits(&self, row: i32, other: i32, (left, right): (Tenths, Tenths), owner: Owner) -> bool {
        let upper = if other < row { row - 1 } else { row };
        self.row(upper).is_some_and(|here| {
            here.jogs.iter().all(|jog| {
                let shared = jog.right.min(right) - jog.left.max(left);
                jog.owner.may_share(owner) && shared <= TOGETHER
                    || jog.right + CLEAR <= left
                    || right + CLEAR <= jog.left
            })
        })
    }

    /// Puts a short line down between a row and the one next to it on the way to `other`.
    pub fn put_jog(&mut self, row: i32, other: i32, (left, right): (Tenths, Tenths), owner: Owner) {
        let upper = if other < row { row - 1 } else { row };
        if let Some(here) = self.row_mut(upper) {
            here.jogs.push(Line { left, right, owner });
        }
    }

    /// How many lines and texts a vertical line would cross in a row.
    pub fn pole_crosses(&self, x: Tenths, row: i32, owner: Owner) -> (i32, i32) {
        let Some(here) = self.row(row) else { return (0, 0) };
        let crossed = |line: &&Line| line.left < x && x < line.right && !line.owner.may_share(owner);
        let lines = here.lines.iter().filter(crossed).count() as i32;
        let texts = here.texts.iter().filter(|(left, right)| *left < x && x < *right).count() as i32;
        (lines, texts)
    }

    /// How many vertical lines and texts a horizontal line would cross, counted up to `most` lines.
    pub fn line_crosses(
        &self,
        row: i32,
        (left, right): (Tenths, Tenths),
        owner: Owner,
        most: i32,
    ) -> (i32, i32) {
        let Some(here) = self.row(row) else { return (0, 0) };
        let poles = here.poles_in((left, right)).iter();
        let crossed = poles.filter(|pole| !pole.end && !pole.owner.may_share(owner));
        let lines = crossed.take(usize::try_from(most).unwrap_or(0)).count() as i32;
        let texts = here.texts.iter().filter(|(from, to)| *from < right && left < *to).count() as i32;
        (lines, texts)
    }

    /// How many times lines cross.
    pub fn crossings(&self) -> i32 {
        let in_row = |row: &Row| {
            let on_line = |line: &Line| {
                let crossed = |pole: &&Pole| !pole.end && !pole.owner.may_share(line.owner);
                row.poles_in((line.left, line.right)).iter().filter(crossed).count() as i32
            };
            row.lines.iter().map(on_line).sum::<i32>()
        };
        self.rows.iter().map(in_row).sum()
    }

    /// How many things a text would touch.
    pub fn text_touches(&self, row: i32, (left, right): (Tenths, Tenths)) -> i32 {
        let Some(here) = self.row(row) else { return 0 };
        let circles = here.circles.iter().filter(|(x, _)| left < x + RADIUS && x - RADIUS < right).count();
        let lines = here.lines.iter().filter(|line| left < line.right && line.left < right).count();
        let poles = here.poles_in((left, right)).len();
        let texts = here.texts.iter().filter(|(from, to)| left < *to && *from < right).count();
        (circles + lines + poles + texts) as i32
    }

    /// How many texts a circle would cover.
    pub fn circle_covers(&self, row: i32, x: Tenths) -> i32 {
        let Some(here) = self.row(row) else { return 0 };
        here.texts.iter().filter(|(left, right)| *left < x + RADIUS && x - RADIUS < *right).count() as i32
    }

    /// The free part of a row around `x`, texts kept clear of everything; empty when `x` itself is taken.
    pub fn gap(&self, row: i32, x: Tenths) -> Option<(Tenths, Tenths)> {
        let here = self.row(row)?;
        let (mut left, mut right) = (Tenths::MIN / 2, Tenths::MAX / 2);
        let circles = here.circles.iter().map(|(x, _)| (x - RADIUS - 10, x + RADIUS + 10));
        let lines = here.lines.iter().map(|line| (line.left - 10, line.right + 10));
        // Of the vertical lines only the next on either side counts.
        let next = here.poles.partition_point(|pole| pole.x <= x);
        let around = here.poles.get(next.saturating_sub(1)..).unwrap_or_default().iter().take(2);
        let poles = around.map(|pole| (pole.x - 14, pole.x + 14));
        let texts = here.texts.iter().map(|(from, to)| (from - APART, to + APART));
        for (from, to) in circles.chain(lines).chain(poles).chain(texts) {
            if to <= x {
                left = left.max(to);
            } else if from >= x {
                right = right.min(from);
            } else {
                return None;
            }
        }
        Some((left, right))
    }

    /// Where a text could begin in a row between two places: at the first of them, and after each thing there.
    pub fn beginnings(&self, row: i32, (left, right): (Tenths, Tenths)) -> Vec<Tenths> {
        let mut found = vec![left];
        if let Some(here) = self.row(row) {
            found.extend(here.circles.iter().map(|(x, _)| x + RADIUS + 10));
            found.extend(here.lines.iter().map(|line| line.right + 10));
            found.extend(here.poles_in((left - 15, right)).iter().map(|pole| pole.x + 14));
            found.extend(here.texts.iter().map(|(_, to)| to + APART));
        }
        found.retain(|x| left <= *x && *x < right);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Puts a circle down.
    pub fn put_circle(&mut self, row: i32, x: Tenths, event: usize) {
        if let Some(here) = self.row_mut(row) {
            here.circles.push((x, u32::try_from(event).unwrap_or(u32::MAX)));
        }
        if let Some(strip) = self.strip_mut(x) {
            strip.circles.push((x, row));
        }
    }

    /// Puts a horizontal line down.
    pub fn put_line(&mut self, row: i32, (left, right): (Tenths, Tenths), owner: Owner) {
        if let Some(here) = self.row_mut(row) {
            here.lines.push(Line { left, right, owner });
        }
    }

    /// Puts a vertical line down.
    pub fn put_pole(&mut self, x: Tenths, ends: (i32, i32), owner: Owner) {
        let (top, bottom) = (ends.0.min(ends.1), ends.0.max(ends.1));
        let parts = (self.part(x, top, ends, owner), self.part(x, bottom, ends, owner));
        self.put_upright(Upright { x, owner, top, bottom, parts }, true);
    }

    /// Puts a vertical line down that passes these rows, the first and the last included.
    pub fn put_passing(&mut self, x: Tenths, (top, bottom): (i32, i32), owner: Owner) {
        self.put_upright(Upright { x, owner, top, bottom, parts: (Part::Whole, Part::Whole) }, false);
    }

    /// Puts down where a line comes to a circle from above or below.
    pub fn put_stub(&mut self, x: Tenths, row: i32, part: Part, owner: Owner) {
        self.put_upright(Upright { x, owner, top: row, bottom: row, parts: (part, part) }, true);
    }

    fn put_upright(&mut self, upright: Upright, ends: bool) {
        let Upright { x, owner, top, bottom, .. } = upright;
        for row in top..=bottom {
            let end = ends && (row == top || row == bottom);
            if let Some(here) = self.row_mut(row) {
                here.put_pole(Pole { x, owner, end });
            }
        }
        if let Some(strip) = self.strip_mut(x) {
            strip.uprights.push(upright);
        }
    }

    /// Puts a text down.
    pub fn put_text(&mut self, row: i32, span: (Tenths, Tenths)) {
        if let Some(here) = self.row_mut(row) {
            here.texts.push(span);
        }
    }

    /// Takes a text away that was put down.
    pub fn take_text(&mut self, row: i32, span: (Tenths, Tenths)) {
        if let Some(here) = self.row_mut(row)
            && let Some(at) = here.texts.iter().rposition(|text| *text == span)
        {
            here.texts.remove(at);
        }
    }

    /// Takes all texts away.
    pub fn clear_texts(&mut self) {
        for row in &mut self.rows {
            row.texts.clear();
        }
    }

    /// The rows that hold something, from the top.
    pub fn filled(&self) -> Vec<i32> {
        let half = self.half();
        let filled = self.rows.iter().enumerate().filter(|(_, row)| {
            !row.circles.is_empty() || !row.lines.is_empty() || !row.texts.is_empty() || !row.turns.is_empty()
        });
        filled.map(|(row, _)| row as i32 - half).collect()
    }
}

/// The strip a place lies in.
fn strip(x: Tenths) -> usize {
    usize::try_from(x / STRIP).unwrap_or(0)
}
