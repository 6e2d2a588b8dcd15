//! # Questions over schedules
//!
//! In: workflows, what is assumed, and schedules. Out: answers that take more than one schedule: do the worked dates
//! that a workflow carries come out ([`examples()`]), and what takes over from a procedure that is suspended
//! ([`abort`])?

pub mod abort;
mod examples;

pub use examples::{CODES, examples};
