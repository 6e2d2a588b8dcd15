//! # Questions over schedules
//!
//! In: workflows, what is assumed, and schedules. Out: answers that take more than one schedule: do the worked dates
//! that a workflow carries come out ([`examples()`]), what takes over from a procedure that is suspended
//! ([`abort`]), why is a step not earlier ([`earlier`]), what is the latest start that meets a day ([`plan`]), what
//! would have to shrink when the start is fixed ([`shrink`]), why do the dates of two scenarios differ ([`compare`]),
//! how does a project stand on a day ([`mod@track`]), and how do many ([`portfolio`]), whose days is a delay
//! ([`delay`]), what is it from every start day of a range ([`mod@sweep`]), and which way are odds found ([`odds`])?

pub mod abort;
pub mod compare;
pub mod delay;
pub mod earlier;
mod examples;
pub mod odds;
pub mod plan;
pub mod portfolio;
pub mod shrink;
pub mod sweep;
pub mod track;

pub use examples::examples;

/// The codes of the diagnostics of this layer.
///
/// ```
/// let codes: Vec<&str> = permits::study::codes().collect();
/// // A worked date that does not come out, and a record of a day that is still to come.
/// assert!(codes.contains(&"example-differs") && codes.contains(&"future-record"));
/// ```
pub fn codes() -> impl Iterator<Item = &'static str> {
    examples::CODES.into_iter().chain(track::CODES)
}
