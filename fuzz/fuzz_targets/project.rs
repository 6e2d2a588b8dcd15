//! Any text as the text of a file of this kind.

#![no_main]

#[path = "../../tests/common/drive/mod.rs"]
mod drive;

use drive::{mutate, read};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|text: &str| drop(read::project(text)));

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    if seed % 2 == 0 { fuzzer_mutate(data, size, most) } else { mutate::within(data, size, most, seed.into()) }
});
