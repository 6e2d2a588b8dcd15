//! The `permits` program.

fn main() {}
