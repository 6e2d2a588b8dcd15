//! How likely each moment is.
//!
//! In: moments with their probabilities. Out: [`Table`], in the order of the moments, and what is done with tables: the
//! later of two that do not depend on each other, the sum of many.
//!
//! A moment is a [`Point`]: twice the index of its day, plus 1 at 24:00. Nothing here subtracts, so a small probability
//! is as exact as a great one, and everything is added in the order of the moments, so the sums are the same on every
//! machine.

/// A moment; the order is that of the moments.
pub(super) type Point = i32;

/// What can come, each with its probability: one moment, or several that come together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// How many moments stand together.
    pub width: usize,
    /// The moments, `width` for each probability.
    pub points: Vec<Point>,
    pub chances: Vec<f64>,
}

impl Table {
    /// What is certain.
    pub(super) fn certain(points: &[Point]) -> Table {
        Table { width: points.len(), points: points.to_vec(), chances: vec![1.0] }
    }

    /// Each that can come with its probability.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[Point], f64)> {
        self.points.chunks_exact(self.width).zip(self.chances.iter().copied())
    }

    /// Each moment with its probability, of a table of single moments.
    pub(super) fn singles(&self) -> impl Iterator<Item = (Point, f64)> {
        self.points.iter().copied().zip(self.chances.iter().copied())
    }

    pub(super) fn len(&self) -> usize {
        self.chances.len()
    }

    /// The probability of the moment or an earlier one.
    pub(super) fn by(&self, point: Point) -> f64 {
        total(self.singles().take_while(|(at, _)| *at <= point))
    }

    /// The probability of a later moment.
    pub(super) fn after(&self, point: Point) -> f64 {
        total(self.singles().skip_while(|(at, _)| *at <= point))
    }

    /// The later of two that do not depend on each other: it is at a moment when one is and the other is not later.
    pub(super) fn later(&self, other: &Table) -> Table {
        let mut later = Table { width: 1, points: Vec::new(), chances: Vec::new() };
        let (mut at, mut of_other) = (0, 0);
        // What of each comes before the moment.
        let (mut before, mut other_before) = (0.0, 0.0);
        loop {
            let point = match (self.points.get(at), other.points.get(of_other)) {
                (Some(one), Some(two)) => *one.min(two),
                (Some(one), None) => *one,
                (None, Some(two)) => *two,
                (None, None) => break,
            };
            let mut now = 0.0;
            if self.points.get(at) == Some(&point) {
                now = self.chances[at];
                at += 1;
            }
            let mut other_now = 0.0;
            if other.points.get(of_other) == Some(&point) {
                other_now = other.chances[of_other];
                of_other += 1;
            }
            let chance = now * (other_before + other_now) + before * other_now;
            if chance > 0.0 {
                later.points.push(point);
                later.chances.push(chance);
            }
            before += now;
            other_before += other_now;
        }
        later
    }

    /// Not before a moment.
    pub(super) fn not_before(mut self, least: Point) -> Table {
        let early = self.points.partition_point(|point| *point < least);
        if early > 0 {
            let chance: f64 = self.chances[..early].iter().sum();
            if self.points.get(early) == Some(&least) {
                self.chances[early] += chance;
                self.points.drain(..early);
                self.chances.drain(..early);
            } else {
                self.points[early - 1] = least;
                self.chances[early - 1] = chance;
                self.points.drain(..early - 1);
                self.chances.drain(..early - 1);
            }
        }
        self
    }

    /// What a function that keeps the order makes of each moment.
    pub(super) fn mapped(&self, map: impl Fn(Point) -> Point) -> Table {
        let mut mapped = Table {
            width: 1,
            points: Vec::with_capacity(self.len()),
            chances: Vec::with_capacity(self.len()),
        };
        for (point, chance) in self.singles() {
            let point = map(point);
            match (mapped.points.last(), mapped.chances.last_mut()) {
                (Some(last), Some(sum)) if *last == point => *sum += chance,
                _ => {
                    mapped.points.push(point);
                    mapped.chances.push(chance);
                }
            }
        }
        mapped
    }
}

/// What the probabilities come to; of none 0 and not −0, as `sum` has it.
fn total(singles: impl Iterator<Item = (Point, f64)>) -> f64 {
    singles.fold(0.0, |sum, (_, chance)| sum + chance)
}

/// A sum of tables of single moments.
#[derive(Debug, Default)]
pub(super) struct Sum {
    first: Point,
    chances: Vec<f64>,
}

impl Sum {
    /// Adds a table, so many times.
    pub(super) fn add(&mut self, table: &Table, times: f64) {
        let (Some(&first), Some(&last)) = (table.points.first(), table.points.last()) else { return };
        self.make_room(first, last);
        let sums = &mut self.chances[(first - self.first) as usize..];
        for (point, chance) in table.singles() {
            sums[(point - first) as usize] += times * chance;
        }
    }

    /// Adds a moment.
    pub(super) fn add_one(&mut self, point: Point, chance: f64) {
        self.make_room(point, point);
        self.chances[(point - self.first) as usize] += chance;
    }

    fn make_room(&mut self, first: Point, last: Point) {
        if self.chances.is_empty() {
            self.first = first;
        }
        if first < self.first {
            let before = (self.first - first) as usize;
            self.chances.splice(0..0, std::iter::repeat_n(0.0, before));
            self.first = first;
        }
        let needed = (last - self.first) as usize + 1;
        if self.chances.len() < needed {
            self.chances.resize(needed, 0.0);
        }
    }

    /// Takes everything away again.
    pub(super) fn clear(&mut self) {
        self.chances.clear();
    }

    /// The sum.
    pub(super) fn table(&self) -> Table {
        let some = self.chances.iter().filter(|chance| **chance > 0.0).count();
        let (mut points, mut chances) = (Vec::with_capacity(some), Vec::with_capacity(some));
        for (at, &chance) in self.chances.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
            points.push(self.first + at as Point);
            chances.push(chance);
        }
        Table { width: 1, points, chances }
    }
}

/// The sum of tables whose moments stand together: in their order, what is the same added up.
pub(super) fn gathered(width: usize, mut rows: Vec<(Box<[Point]>, f64)>) -> Table {
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut table = Table { width, points: Vec::new(), chances: Vec::new() };
    for (points, chance) in rows {
        let last = table.points.len().checked_sub(width).map(|from| &table.points[from..]);
        match (last == Some(&*points), table.chances.last_mut()) {
            (true, Some(sum)) => *sum += chance,
            _ => {
                table.points.extend_from_slice(&points);
                table.chances.push(chance);
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Sum, Table, gathered};

    fn table(rows: &[(i32, f64)]) -> Table {
        let (points, chances) = rows.iter().copied().unzip();
        Table { width: 1, points, chances }
    }

    /// Two dice, by counting the 36 ways.
    #[test]
    fn the_later_of_two_is_what_counting_all_pairs_gives() {
        let one = table(&[(1, 0.25), (4, 0.5), (9, 0.25)]);
        let other = table(&[(2, 0.125), (4, 0.375), (5, 0.5)]);
        let mut sum = Sum::default();
        for (a, p) in one.singles() {
            for (b, q) in other.singles() {
                sum.add_one(a.max(b), p * q);
            }
        }
        assert_eq!(one.later(&other), sum.table());
        assert_eq!(other.later(&one), sum.table());
    }

    #[test]
    fn what_is_too_early_waits() {
        let one = table(&[(1, 0.25), (4, 0.5), (9, 0.25)]);
        assert_eq!(one.clone().not_before(0), one);
        assert_eq!(one.clone().not_before(4), table(&[(4, 0.75), (9, 0.25)]));
        assert_eq!(one.clone().not_before(5), table(&[(5, 0.75), (9, 0.25)]));
        assert_eq!(one.clone().not_before(10), table(&[(10, 1.0)]));
        assert_eq!(one.mapped(|point| point / 4 * 4), table(&[(0, 0.25), (4, 0.5), (8, 0.25)]));
        assert_eq!((one.by(0), one.by(4), one.by(8), one.by(9)), (0.0, 0.75, 0.75, 1.0));
        assert_eq!((one.after(0), one.after(4), one.after(9)), (1.0, 0.25, 0.0));
        // What is never is 0 on every page.
        assert!(one.by(0).is_sign_positive() && one.after(9).is_sign_positive());
    }

    #[test]
    fn what_is_the_same_is_added_up() {
        let rows =
            [([2, 1], 0.25), ([1, 5], 0.25), ([2, 1], 0.5)].map(|(points, chance)| (points.into(), chance));
        let all = gathered(2, rows.to_vec());
        assert_eq!(all.rows().collect::<Vec<_>>(), [(&[1, 5][..], 0.25), (&[2, 1][..], 0.75)]);
    }
}
