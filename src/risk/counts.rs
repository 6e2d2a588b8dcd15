//! How often each whole number came.
//!
//! In: numbers, one by one or counted elsewhere. Out: [`Counts`]. They are whole, so they add up to the same in any
//! order.

/// How often each number came, from the least to the greatest.
///
/// ```
/// use permits::risk::Counts;
/// let mut days_later = Counts::default();
/// [3, 0, 3].into_iter().for_each(|days| days_later.add(days, 1));
/// assert_eq!(days_later.iter().collect::<Vec<_>>(), [(0, 1), (3, 2)]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    first: i32,
    times: Vec<u64>,
}

impl Counts {
    /// From the number of the first entry, and the entries.
    ///
    /// ```
    /// use permits::risk::Counts;
    /// assert_eq!(Counts::from_first(-1, vec![2, 0, 5]).iter().collect::<Vec<_>>(), [(-1, 2), (1, 5)]);
    /// ```
    pub fn from_first(first: i32, times: Vec<u64>) -> Counts {
        let mut counts = Counts::default();
        for (number, times) in (first..).zip(times).filter(|(_, times)| *times > 0) {
            counts.add(number, times);
        }
        counts
    }

    /// The number of the first entry of [`Counts::times`].
    ///
    /// ```
    /// use permits::risk::Counts;
    /// assert_eq!(Counts::from_first(5, vec![0, 0, 1]).first(), 7); // what never came is left out
    /// ```
    pub fn first(&self) -> i32 {
        self.first
    }

    /// How often each number from the first came; the first and the last did.
    ///
    /// ```
    /// use permits::risk::Counts;
    /// assert_eq!(Counts::from_first(5, vec![0, 1, 0, 2, 0]).times(), [1, 0, 2]);
    /// ```
    pub fn times(&self) -> &[u64] {
        &self.times
    }

    /// Every number that came, with how often.
    ///
    /// ```
    /// use permits::risk::Counts;
    /// let latest_first = Counts::from_first(5, vec![1, 0, 2]).iter().rev().collect::<Vec<_>>();
    /// assert_eq!(latest_first, [(7, 2), (5, 1)]);
    /// ```
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i32, u64)> {
        let numbered = self.times.iter().enumerate().map(|(at, &times)| (self.first + at as i32, times));
        numbered.filter(|(_, times)| *times > 0)
    }

    /// All of them together.
    ///
    /// ```
    /// use permits::risk::Counts;
    /// assert_eq!(Counts::from_first(5, vec![1, 0, 2]).total(), 3);
    /// ```
    pub fn total(&self) -> u64 {
        self.times.iter().sum()
    }

    /// A number came so often more.
    ///
    /// ```
    /// use permits::risk::Counts;
    /// let mut counts = Counts::from_first(5, vec![1]);
    /// counts.add(3, 4);
    /// assert_eq!((counts.first(), counts.times()), (3, &[4, 0, 1][..]));
    /// ```
    pub fn add(&mut self, number: i32, times: u64) {
        if self.times.is_empty() {
            self.first = number;
        }
        if number < self.first {
            let before = (self.first - number) as usize;
            self.times.splice(0..0, std::iter::repeat_n(0, before));
            self.first = number;
        }
        let position = (number - self.first) as usize;
        if position >= self.times.len() {
            self.times.resize(position + 1, 0);
        }
        self.times[position] += times;
    }

    /// Everything that another counted.
    ///
    /// ```
    /// use permits::risk::Counts;
    /// let (mut one, other) = (Counts::from_first(5, vec![1, 1]), Counts::from_first(6, vec![1, 1]));
    /// one.add_all(&other);
    /// assert_eq!(one, Counts::from_first(5, vec![1, 2, 1]));
    /// ```
    pub fn add_all(&mut self, other: &Counts) {
        for (number, times) in other.iter() {
            self.add(number, times);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn numbers_may_come_in_any_order() {
        let of = |numbers: &[i32]| {
            let mut counts = Counts::default();
            numbers.iter().for_each(|number| counts.add(*number, 1));
            counts
        };
        let counts = of(&[3, -1, 3, 5]);
        assert_eq!((counts.first(), counts.times()), (-1, &[1, 0, 0, 0, 2, 0, 1][..]));
        assert_eq!(counts.iter().collect::<Vec<_>>(), [(-1, 1), (3, 2), (5, 1)]);
        assert_eq!((counts.total(), &counts), (4, &of(&[5, 3, 3, -1])));
        let mut parts = of(&[5]);
        parts.add_all(&of(&[3, -1]));
        parts.add_all(&of(&[3]));
        assert_eq!(parts, counts);
        assert_eq!(Counts::from_first(-3, vec![0, 0, 1, 0, 0, 0, 2, 0, 1, 0]), counts);
    }
}
