//! Files that belong together, compiled, scheduled and rendered in some of the ways there are, by numbers made of the
//! texts themselves: the same input is always driven in the same way.
//!
//! The parts stand between lines of `%%`: a workflow, an assumption set, a project, a calendar file. What is left out is
//! nothing assumed, no project, the official calendar.

#![no_main]

#[path = "../../tests/common/drive/mod.rs"]
mod drive;

use drive::plans::{self, Depth};
use drive::read::{self, Files};
use drive::{Numbers, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use permits::calendar::Calendar;

const NOTHING: &str = "format = 1\n[assumptions]\nid = \"nothing\"\n";

fuzz_target!(|text: &str| {
    let parts: Vec<&str> = text.split("\n%%\n").collect();
    let part = |at: usize| parts.get(at).copied().filter(|part| !part.trim().is_empty());
    let files =
        Files { workflow: parts[0], assumptions: part(1).unwrap_or(NOTHING), project: part(2) };
    let Some(read) = files.read() else { return };
    let overlay = part(3).and_then(read::calendar);
    let calendar = Calendar::new(None, overlay.as_slice());
    let seed = text.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    plans::drive(&read, &calendar, &mut Numbers(seed), Depth::Some);
});

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    if seed % 2 == 0 { fuzzer_mutate(data, size, most) } else { mutate::within(data, size, most, seed.into()) }
});
