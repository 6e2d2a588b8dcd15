//! The answers that are kept.
//!
//! In: a question, what is known of it, and its answer. Out: the answer, when it is asked for again. Most questions know
//! one moment, and the moments that come up lie close together: their answers stand in a row.

use std::rc::Rc;

use crate::risk::hashing::ByKey;

use super::answers::{BITS, Packed};
use super::questions::QuestionId;
use super::remembered::Remembered;
use super::table::{Point, Table};

/// The answers to all questions.
#[derive(Default)]
pub(super) struct KeptAnswers {
    of_question: Vec<OfQuestion>,
}

/// The answers to a question. How many moments it knows is always the same, so nothing is in both.
#[derive(Default)]
struct OfQuestion {
    /// By the only moment that is known.
    of_one: Remembered<Rc<Table>>,
    of_several: ByKey<Packed, Rc<Table>>,
}

impl KeptAnswers {
    /// The answer, if it is kept.
    pub(super) fn get(&self, id: QuestionId, known: Packed) -> Option<Rc<Table>> {
        let of = self.of_question.get(id.0 as usize)?;
        match only(known) {
            Some(point) => of.of_one.get(point),
            None => of.of_several.get(&known).cloned(),
        }
    }

    /// Keeps an answer. The result is how many numbers more are kept now, without the answer itself.
    pub(super) fn keep(&mut self, id: QuestionId, known: Packed, table: Rc<Table>) -> usize {
        let at = id.0 as usize;
        if self.of_question.len() <= at {
            self.of_question.resize_with(at + 1, OfQuestion::default);
        }
        let of = &mut self.of_question[at];
        match only(known) {
            Some(point) => of.of_one.keep(point, table),
            None => {
                of.of_several.insert(known, table);
                4
            }
        }
    }
}

/// The moment, where no other is known.
fn only(known: Packed) -> Option<Point> {
    (known >> BITS == 0).then_some(known as Point)
}
