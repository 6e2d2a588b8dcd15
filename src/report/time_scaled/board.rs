//! The squared paper the network is laid out on.
//!
//! In: circles, horizontal and vertical lines, texts, as they are placed. Out: whether a further one is free to stand
//! somewhere, and how many lines it would cross. Lengths across are tenths of a pixel; down the paper there are rows,
//! numbered from the middle, negative above. Nothing here knows steps or dates.

/// A length across, in tenths of a pixel.
pub type Tenths = i32;

/// The radius of a circle.
pub const RADIUS: Tenths = 68;
/// What stays free between things that have nothing to do with each other.
const CLEAR: Tenths = 22;
/// What stays free between two lines side by side.
const BESIDE: Tenths = 34;

/// How far two lines of one circle may run together along a row; they still have to be told apart.
const TOGETHER: Tenths = 420;

/// What a line belongs to: two lines may run together where they leave one circle, or reach one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The event it leaves.
    pub from: usize,
    /// The event it reaches.
    pub to: usize,
    /// Whether it is solid.
    pub solid: bool,
}

impl Owner {
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

/// Where a vertical line passes a row.
#[derive(Debug, Clone, Copy)]
struct Pole {
    x: Tenths,
    owner: Owner,
    /// Whether it ends here.
    end: bool,
    /// Which part of the row it takes.
    part: Part,
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
    circles: Vec<(Tenths, usize)>,
    lines: Vec<Line>,
    poles: Vec<Pole>,
    texts: Vec<(Tenths, Tenths)>,
    /// Short lines between this row and the next.
    jogs: Vec<Line>,
}

/// The paper.
#[derive(Debug, Clone)]
pub struct Board {
    rows: Vec<Row>,
    /// The highest and the lowest row in use.
    used: (i32, i32),
}

impl Board {
    /// Empty paper with so many rows above the middle and below.
    pub fn new(half: usize) -> Board {
        Board { rows: vec![Row::default(); half * 2 + 1], used: (0, 0) }
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
            && here.poles.iter().all(|pole| (pole.x - x).abs() >= RADIUS + CLEAR)
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
        let free_of_turns = here.poles.iter().all(|pole| {
            !pole.end || pole.owner.meets(owner) || pole.x + CLEAR <= left || right + CLEAR <= pole.x
        });
        free_of_circles && free_of_lines && free_of_turns
    }

    /// Which part of a row a vertical line between two rows takes.
    fn part(&self, x: Tenths, row: i32, ends: (i32, i32), owner: Owner) -> Part {
        let other = match row {
            _ if row == ends.0 => ends.1,
            _ if row == ends.1 => ends.0,
            _ => return Part::Whole,
        };
        let own = |&(circle, event): &(Tenths, usize)| {
            (event == owner.from || event == owner.to) && (circle - x).abs() < RADIUS
        };
        let at_circle = self.row(row).is_some_and(|here| here.circles.iter().any(own));
        if at_circle { Part::towards(row, other) } else { Part::Whole }
    }

    /// The highest and the lowest row that a vertical line from row `from` can end in, within so many rows.
    pub fn span(&self, x: Tenths, from: i32, owner: Owner, most: i32) -> (i32, i32) {
        let leaves = |part: Part| self.stub_fits(x, from, part, owner);
        let mut span = (from, from);
        if leaves(Part::Upper) {
            span.0 -= 1;
            while from - span.0 < most && self.row_passes(x, span.0, owner) {
                span.0 -= 1;
            }
        }
        if leaves(Part::Lower) {
            span.1 += 1;
            while span.1 - from < most && self.row_passes(x, span.1, owner) {
                span.1 += 1;
            }
        }
        span
    }

    fn row_passes(&self, x: Tenths, row: i32, owner: Owner) -> bool {
        self.row(row).is_some_and(|here| {
            here.circles.iter().all(|&(circle, _)| (circle - x).abs() >= RADIUS + CLEAR)
                && here.poles.iter().all(|pole| (pole.x - x).abs() >= BESIDE || pole.owner.may_share(owner))
        })
    }

    /// Whether a vertical line can end in a row: at a circle of its own, or turning there.
    pub fn end_fits(&self, x: Tenths, row: i32, other: i32, owner: Owner) -> bool {
        let Some(here) = self.row(row) else { return false };
        let part = self.part(x, row, (row, other), owner);
        let own = |event: usize| event == owner.from || event == owner.to;
        here.circles.iter().all(|&(circle, event)| own(event) || (circle - x).abs() >= RADIUS + CLEAR)
            && self.stub_fits(x, row, part, owner)
            && here
                .lines
                .iter()
                .all(|line| x + CLEAR <= line.left || line.right + CLEAR <= x || line.owner.meets(owner))
    }

    /// Whether a vertical line can pass these rows, the first and the last included, turning between rows.
    pub fn passes(&self, x: Tenths, (top, bottom): (i32, i32), owner: Owner) -> bool {
        (top..=bottom).all(|row| self.row_passes(x, row, owner))
    }

    /// Whether a line can come to a circle in this row from above or below.
    pub fn stub_fits(&self, x: Tenths, row: i32, part: Part, owner: Owner) -> bool {
        let apart = |pole: &Pole| {
            pole.owner.may_share(owner) || (pole.x - x).abs() >= BESIDE || !pole.part.meets(part)
        };
        self.row(row).is_some_and(|here| here.poles.iter().all(apart))
    }

    /// Whether a short line can run between a row and the one next to it on the way to `other`.
    pub fn jog_fits(&self, row: i32, other: i32, (left, right): (Tenths, Tenths), owner: Owner) -> bool {
        let upper = if other < row { row - 1 } else { row };
        self.row(upper).is_some_and(|here| {
            here.jogs.iter().all(|jog| {
                jog.owner.may_share(owner) || jog.right + CLEAR <= left || right + CLEAR <= jog.left
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

    /// How many lines and texts a vertical line would cross between two rows, these not included.
    pub fn pole_crosses(&self, x: Tenths, ends: (i32, i32), owner: Owner) -> (i32, i32) {
        let (top, bottom) = (ends.0.min(ends.1), ends.0.max(ends.1));
        let (mut lines, mut texts) = (0, 0);
        for here in (top + 1..bottom).filter_map(|row| self.row(row)) {
            let crossed = here
                .lines
                .iter()
                .filter(|line| line.left < x && x < line.right && !line.owner.may_share(owner));
            lines += crossed.count() as i32;
            texts += here.texts.iter().filter(|(left, right)| *left < x && x < *right).count() as i32;
        }
        (lines, texts)
    }

    /// How many vertical lines and texts a horizontal line would cross.
    pub fn line_crosses(&self, row: i32, (left, right): (Tenths, Tenths), owner: Owner) -> (i32, i32) {
        let Some(here) = self.row(row) else { return (0, 0) };
        let crossed = here
            .poles
            .iter()
            .filter(|pole| !pole.end && left < pole.x && pole.x < right && !pole.owner.may_share(owner));
        let lines = crossed.count() as i32;
        let texts = here.texts.iter().filter(|(from, to)| *from < right && left < *to).count() as i32;
        (lines, texts)
    }

    /// How many things a text would touch.
    pub fn text_touches(&self, row: i32, (left, right): (Tenths, Tenths)) -> i32 {
        let Some(here) = self.row(row) else { return 0 };
        let circles = here.circles.iter().filter(|(x, _)| left < x + RADIUS && x - RADIUS < right).count();
        let lines = here.lines.iter().filter(|line| left < line.right && line.left < right).count();
        let poles = here.poles.iter().filter(|pole| left < pole.x && pole.x < right).count();
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
        let poles = here.poles.iter().map(|pole| (pole.x - 14, pole.x + 14));
        let texts = here.texts.iter().map(|(from, to)| (from - 30, to + 30));
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
            found.extend(here.poles.iter().map(|pole| pole.x + 14));
            found.extend(here.texts.iter().map(|(_, to)| to + 30));
        }
        found.retain(|x| left <= *x && *x < right);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Puts a circle down.
    pub fn put_circle(&mut self, row: i32, x: Tenths, event: usize) {
        if let Some(here) = self.row_mut(row) {
            here.circles.push((x, event));
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
        for row in ends.0.min(ends.1)..=ends.0.max(ends.1) {
            let end = row == ends.0 || row == ends.1;
            let part = self.part(x, row, ends, owner);
            if let Some(here) = self.row_mut(row) {
                here.poles.push(Pole { x, owner, end, part });
            }
        }
    }

    /// Puts a vertical line down that passes these rows, the first and the last included.
    pub fn put_passing(&mut self, x: Tenths, (top, bottom): (i32, i32), owner: Owner) {
        for row in top..=bottom {
            if let Some(here) = self.row_mut(row) {
                here.poles.push(Pole { x, owner, end: false, part: Part::Whole });
            }
        }
    }

    /// Puts down where a line comes to a circle from above or below.
    pub fn put_stub(&mut self, x: Tenths, row: i32, part: Part, owner: Owner) {
        if let Some(here) = self.row_mut(row) {
            here.poles.push(Pole { x, owner, end: true, part });
        }
    }

    /// Puts a text down.
    pub fn put_text(&mut self, row: i32, span: (Tenths, Tenths)) {
        if let Some(here) = self.row_mut(row) {
            here.texts.push(span);
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
            let poles_end = row.poles.iter().any(|pole| pole.end);
            !row.circles.is_empty() || !row.lines.is_empty() || !row.texts.is_empty() || poles_end
        });
        filled.map(|(row, _)| row as i32 - half).collect()
    }
}
