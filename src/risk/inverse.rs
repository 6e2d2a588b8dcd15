//! A draw of 16 bits becomes one of a few outcomes.
//!
//! In: for each outcome, the best first, how many of the 65,536 draws give it or a better one. Out: [`Inverse`], which
//! finds the outcome of a draw with one look-up and, rarely, a step on. A greater draw never gives a better outcome.

use super::shape::PARTS;

/// Which outcome each draw gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inverse {
    /// For the upper eight bits of a draw, the outcome of the least draw that has them.
    first: Box<[u16; 256]>,
    /// For each outcome how many draws give it or a better one.
    through: Vec<u32>,
}

impl Inverse {
    /// The table of these sums, which do not fall and end with all of [`PARTS`].
    pub(super) fn new(through: Vec<u32>) -> Inverse {
        debug_assert!(through.last() == Some(&PARTS) && through.len() <= PARTS as usize);
        let mut first = Box::new([0; 256]);
        let mut at = 0;
        for (upper, slot) in first.iter_mut().enumerate() {
            while through[at] <= (upper as u32) << 8 {
                at += 1;
            }
            *slot = at as u16;
        }
        Inverse { first, through }
    }

    /// The outcome of a draw.
    #[inline(always)]
    pub(super) fn outcome(&self, draw: u16) -> usize {
        let mut at = usize::from(self.first[usize::from(draw >> 8)]);
        while self.through[at] <= u32::from(draw) {
            at += 1;
        }
        at
    }

    /// The outcomes that a draw can give, the best first, each with the number of draws that do.
    pub(super) fn outcomes(&self) -> impl DoubleEndedIterator<Item = (usize, u32)> {
        let through = |outcomes: usize| if outcomes == 0 { 0 } else { self.through[outcomes - 1] };
        let weights = (0..self.through.len()).map(move |at| (at, through(at + 1) - through(at)));
        weights.filter(|(_, weight)| *weight > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::Inverse;
    use crate::risk::shape::PARTS;

    /// Every draw, against counting through the sums from the first.
    #[test]
    fn every_draw_gives_the_outcome_of_the_sums() {
        let tables = [
            vec![PARTS],
            vec![0, 1, 1, 300, 300, 301, 302, 303, 65_535, PARTS],
            vec![20_000, 40_000, PARTS, PARTS],
        ];
        for through in tables {
            let inverse = Inverse::new(through.clone());
            for draw in 0..=u16::MAX {
                let expected = through.iter().position(|&sum| u32::from(draw) < sum).unwrap();
                assert_eq!(inverse.outcome(draw), expected, "{draw} of {through:?}");
            }
        }
    }

    #[test]
    fn an_outcome_without_a_draw_is_none() {
        let inverse = Inverse::new(vec![0, 3, 3, PARTS]);
        assert_eq!(inverse.outcomes().collect::<Vec<_>>(), [(1, 3), (3, PARTS - 3)]);
    }
}
