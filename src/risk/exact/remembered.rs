//! What a function makes of moments, worked out once for each.
//!
//! The moments that come up lie within some years of each other, so they are kept in a row and not in a table of keys.

use super::table::Point;

/// What has been worked out so far.
#[derive(Debug, Clone)]
pub(super) struct Remembered<T> {
    first: Point,
    values: Vec<Option<T>>,
}

impl<T> Default for Remembered<T> {
    fn default() -> Remembered<T> {
        Remembered { first: 0, values: Vec::new() }
    }
}

impl<T: Clone> Remembered<T> {
    /// What is known of a moment.
    #[inline]
    pub(super) fn get(&self, point: Point) -> Option<T> {
        let at = usize::try_from(point - self.first).ok()?;
        self.values.get(at).cloned().flatten()
    }

    /// Keeps what was worked out for a moment. The result is by how many moments the row has grown.
    pub(super) fn keep(&mut self, point: Point, value: T) -> usize {
        let before = self.values.len();
        if self.values.is_empty() {
            self.first = point;
        }
        if point < self.first {
            // Rows that grow at their beginning grow by as much as they hold, so that few of them are moved.
            let more = usize::max((self.first - point) as usize, self.values.len()).min(self.first as usize);
            self.values.splice(0..0, std::iter::repeat_n(None, more));
            self.first -= more as Point;
        }
        let at = (point - self.first) as usize;
        if at >= self.values.len() {
            self.values.resize(at + 1, None);
        }
        self.values[at] = Some(value);
        self.values.len() - before
    }
}

#[cfg(test)]
mod tests {
    use super::Remembered;

    #[test]
    fn what_is_kept_is_found_in_whatever_order_it_came() {
        let mut squares = Remembered::default();
        for point in [500, 501, 499, 700, 20, 0, 10_000, 21] {
            squares.keep(point, point * point);
        }
        for point in [500, 501, 499, 700, 20, 0, 10_000, 21] {
            assert_eq!(squares.get(point), Some(point * point));
        }
        for point in [-1, 1, 19, 22, 498, 502, 9_999, 10_001] {
            assert_eq!(squares.get(point), None, "{point}");
        }
    }
}
