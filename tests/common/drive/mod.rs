//! Drives the library with any text at all: what the fuzz targets run, and `tests/mutated_files` with a bound.
//!
//! In: texts of files, and numbers that decide what is asked of them. Out: how far it came. What is asserted on the way
//! holds for every text: reading ends, each mistake has a place in the file and words in both languages, and what is
//! rendered is well-formed. Whether an answer is the right one is not asked here.
//!
//! [`read`] parses, [`plans`] compiles and schedules, [`documents`] and [`studies`] render, [`tree`] and [`mutate`] spoil
//! a text.

// Not every user takes all of it.
#![allow(dead_code)]

pub mod documents;
pub mod mutate;
pub mod plans;
pub mod read;
pub mod studies;
pub mod tree;

/// Numbers that look random and are the same every time: SplitMix64.
#[derive(Clone)]
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound; 0 when there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}
