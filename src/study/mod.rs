//! # Questions over schedules
//!
//! In: workflows, what is assumed, and schedules. Out: answers that take more than one schedule: do the worked dates
//! that a workflow carries come out ([`examples()`]), what takes over from a procedure that is suspended
//! ([`abort`]), and why is a step not earlier ([`earlier`])?

pub mod abort;
pub mod earlier;
mod examples;

pub use examples::{CODES, examples};
