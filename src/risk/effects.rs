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
