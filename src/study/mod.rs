//! # Questions over schedules
//!
//! In: workflows, what is assumed, and schedules. Out: answers that take more than one schedule: do the worked dates
//! that a workflow carries come out ([`examples()`]), what takes over from a procedure that is suspended
//! ([`abort`]), why is a step not earlier ([`earlier`]), what is the latest start that meets a day ([`plan`]), what would have to
//! shrink when the start is fixed ([`shrink`]), and why do the dates of two scenarios differ ([`compare`])?

pub mod abort;
pub mod compare;
pub mod earlier;
mod examples;
pub mod plan;
pub mod shrink;

pub use examples::{CODES, examples};
