//! # Questions over schedules
//!
//! In: workflows and what is assumed. Out: answers that take more than one schedule. So far one question: do the
//! worked dates that a workflow carries come out?

mod examples;

pub use examples::{CODES, examples};
