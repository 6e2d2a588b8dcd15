//! Any text as a length.

#![no_main]

#[path = "../../tests/common/drive/mod.rs"]
mod drive;

use drive::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = read::length(text);
});
