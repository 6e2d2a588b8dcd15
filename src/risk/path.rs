//! Whose days they are: the primary critical path of each trial.
//!
//! In: lanes that have run. Out: for each step of the workflow the natural days that it holds of the primary critical
//! paths of all these trials together. The path is that of [`Schedule::stretches`](crate::schedule::Schedule::stretches):
//! from the goal back, at each tie the driver that comes first in file order, absent steps looked through. What lies
//! between two steps, or before the first, is nobody's: the lag of a link, the wait for a day that is given.

use super::lanes::{LANES, Lanes, Row, Word};
use super::moments::Codes;
use super::program::{Link, Program};
use crate::network::LinkEnd;

/// A mark for each lane.
type Marks = u64;

const _: () = assert!(LANES == Marks::BITS as usize, "a mark for each lane");

/// The lanes whose path leaves a step at its finish, and those whose path leaves it as soon as it begins.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Left {
    finish: Marks,
    begin: Marks,
}

/// Where a driver stands among others that arrive at the same moment: the step's file order, its round, which end.
type Place = (usize, u32, LinkEnd);

impl<W: Word> Lanes<W> {
    /// Adds the days that each step holds of the paths of the first `trials` lanes.
    pub(super) fn days_on_path(&mut self, program: &Program, codes: &Codes, trials: usize, days: &mut [i64]) {
        let mut left = std::mem::take(&mut self.left);
        left.clear();
        left.resize(program.ops.len(), Left::default());
        left[program.goal].finish = if trials < LANES { (1 << trials) - 1 } else { Marks::MAX };
        for at in (0..=program.goal).rev() {
            let Left { finish, begin } = left[at];
            if finish | begin == 0 {
                continue;
            }
            if let Some(step) = program.ops[at].file_order {
                days[step] += self.days(codes, finish, &self.finishes[at], &self.triggers[at])
                    + self.days(codes, begin, &self.begins[at], &self.triggers[at]);
            }
            self.back(program, codes, at, finish | begin, &mut left);
        }
        self.left = left;
    }

    /// The natural days from one moment to the other, of all these lanes together.
    fn days(&self, codes: &Codes, lanes: Marks, to: &Row<W>, from: &Row<W>) -> i64 {
        // What was done before the run is not of its days.
        let day = |word: W| codes.day((word.number() + self.base).max(self.start));
        each(lanes).map(|lane| i64::from(day(to[lane]) - day(from[lane]))).sum()
    }

    /// Hands the lanes of a step on to its drivers.
    fn back(&self, program: &Program, codes: &Codes, at: usize, mut lanes: Marks, left: &mut [Left]) {
        let op = &program.ops[at];
        if op.anchor.is_some() {
            lanes &= equal(&self.by_links[at], &[W::ALL; LANES]);
        }
        let links = &program.links[op.links.clone()];
        match &op.in_order {
            Some(in_order) => {
                for link in in_order.iter().map(|&link| &links[link]) {
                    if lanes == 0 {
                        break;
                    }
                    let drives = lanes & self.drives(codes, link, at);
                    lanes &= !drives;
                    left[link.from].take(link.end, drives);
                }
            }
            // What stands behind an absent step is not the same in every trial.
            None => {
                for lane in each(lanes) {
                    let first = self.first(program, codes, at, lane);
                    if let Some((_, link)) = first {
                        left[link.from].take(link.end, 1 << lane);
                    }
                }
            }
        }
    }

    /// The lanes in which the link sets the trigger of the step that waits.
    fn drives(&self, codes: &Codes, link: &Link, waits: usize) -> Marks {
        equal(&self.arrives(&self.relative(codes), link), &self.triggers[waits])
    }

    /// The first driver of a step in one lane and the link that leads to it, absent steps looked through; `None` when
    /// nothing drives it.
    fn first<'p>(
        &self,
        program: &'p Program,
        codes: &Codes,
        at: usize,
        lane: usize,
    ) -> Option<(Place, &'p Link)> {
        let from_base = self.relative(codes);
        let links = program.links[program.ops[at].links.clone()].iter();
        let driving = links.filter(|link| self.arrives_in(&from_base, link, lane) == self.triggers[at][lane]);
        let places = driving.filter_map(|link| {
            let op = &program.ops[link.from];
            let place = match op.file_order {
                Some(step) => (step, op.round, link.end),
                None => self.first(program, codes, link.from, lane)?.0,
            };
            Some((place, link))
        });
        places.min_by_key(|(place, _)| *place)
    }
}

impl Left {
    fn take(&mut self, end: LinkEnd, lanes: Marks) {
        match end {
            LinkEnd::Finish => self.finish |= lanes,
            LinkEnd::Start => self.begin |= lanes,
        }
    }
}

/// The lanes that are marked.
fn each(mut lanes: Marks) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (lanes != 0).then(|| lanes.trailing_zeros() as usize)?;
        lanes &= lanes - 1;
        Some(lane)
    })
}

/// The lanes in which two rows are equal.
#[inline]
fn equal<W: Word>(one: &Row<W>, other: &Row<W>) -> Marks {
    (0..LANES).fold(0, |marks, lane| marks | Marks::from(one[lane] == other[lane]) << lane)
}
