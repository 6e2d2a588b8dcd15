//! Any text as the text of a calendar file.

#![no_main]

#[path = "../../tests/common/drive/mod.rs"]
mod drive;

use drive::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| drop(read::calendar(text)));
