//! Exit codes: a contract with scripts.

/// Done; also when the reader closed the pipe.
pub const DONE: u8 = 0;
/// A file cannot be read or written, or a bug.
pub const INPUT_OUTPUT: u8 = 1;
/// The command line: an unknown flag, step, fact or value, an impossible date, dates outside the calendar.
pub const USAGE: u8 = 2;
/// A file's content has errors.
pub const CONTENT: u8 = 3;
/// Out of scope; with `--strict` a promise is missed, or cannot be tested.
pub const SCOPE: u8 = 4;
/// Stopped by Ctrl-C; what was known by then has been printed. As shells have it: 128 and the number of the signal.
pub const INTERRUPTED: u8 = 130;
