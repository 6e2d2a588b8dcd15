//! What each outcome of a draw makes of a trigger.
//!
//! In: the effect of each outcome. Out: [`Effects`], in the form in which many lanes take them at once. They are the same
//! in every world, so they are made once for each input.

use super::lanes::Word;
use super::moments::{Code, Codes, Effect};

/// What each outcome makes of a trigger.
#[derive(Debug)]
pub(super) enum Effects {
    /// Rounded, then so much more: what is added before rounding down, and after.
    Adds { before: Sums, after: Sums },
    /// The same where all are rounded alike.
    AddsAlike { before: Code, after: Sums },
    /// Anything.
    Any(Vec<Effect>),
}

/// What is added, in words of both widths; one that does not fit is the greatest there is.
#[derive(Debug)]
pub(super) struct Sums {
    pub narrow: Vec<i16>,
    pub wide: Vec<i32>,
}

impl Sums {
    fn new(wide: Vec<Code>) -> Sums {
        Sums { narrow: wide.iter().map(|&sum| Word::of(sum)).collect(), wide }
    }
}

impl Effects {
    /// The form that fits all of them.
    pub(super) fn of(effects: Vec<Effect>, codes: &Codes) -> Effects {
        let adds: Option<Vec<(Code, Code)>> = effects
            .iter()
            .map(|effect| match effect {
                Effect::Adds { from_office: true, more } => Some((codes.stride() - 1, *more)),
                Effect::Adds { from_office: false, more } => Some((0, *more)),
                _ => None,
            })
            .collect();
        let Some(adds) = adds else { return Effects::Any(effects) };
        let (before, after): (Vec<Code>, Vec<Code>) = adds.into_iter().unzip();
        match before.first() {
            Some(&alike) if before.iter().all(|other| *other == alike) => {
                Effects::AddsAlike { before: alike, after: Sums::new(after) }
            }
            _ => Effects::Adds { before: Sums::new(before), after: Sums::new(after) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Effects, Sums};
    use crate::calendar::Calendar;
    use crate::risk::moments::{Codes, Effect};

    /// The form, with what is added before rounding down and after.
    fn form(effects: &[Effect], codes: &Codes) -> (&'static str, Vec<i32>, Vec<i32>) {
        let both = |sums: Sums| {
            assert!(sums.narrow.iter().map(|&sum| i32::from(sum)).eq(sums.wide.iter().copied()));
            sums.wide
        };
        match Effects::of(effects.to_vec(), codes) {
            Effects::AddsAlike { before, after } => ("alike", vec![before], both(after)),
            Effects::Adds { before, after } => ("adds", both(before), both(after)),
            Effects::Any(effects) => ("any", Vec::new(), vec![0; effects.len()]),
        }
    }

    /// Rounding up to a multiple of the stride is adding one less than it and rounding down; rounding down adds nothing.
    #[test]
    fn the_form_is_the_simplest_that_fits_every_outcome() {
        let codes = Codes::new(&Calendar::official());
        let up = codes.stride() - 1;
        let adds = |from_office, more| Effect::Adds { from_office, more };
        assert_eq!(form(&[adds(true, 1), adds(true, 3)], &codes), ("alike", vec![up], vec![1, 3]));
        assert_eq!(form(&[adds(false, 1), adds(false, 3)], &codes), ("alike", vec![0], vec![1, 3]));
        assert_eq!(form(&[adds(true, 1), adds(false, 3)], &codes), ("adds", vec![up, 0], vec![1, 3]));
        assert_eq!(form(&[adds(false, 1), adds(true, 3)], &codes), ("adds", vec![0, up], vec![1, 3]));
        assert_eq!(form(&[adds(true, 1), Effect::Stands], &codes), ("any", vec![], vec![0, 0]));
    }
}
