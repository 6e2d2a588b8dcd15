//! # Many schedules become odds
//!
//! In: a case in which something is open ([`Open`](crate::network::Open)), a calendar, a start, and how many trials are
//! asked for. Out: how often the goal is reached on which day, how often each promise is kept, each step is critical and
//! each party is taken as having no objection.

mod assess;
mod effects;
pub mod exact;
mod inverse;
#[allow(clippy::needless_range_loop, reason = "several rows are walked lane by lane, side by side")]
mod lanes;
mod model;
pub mod moments;
mod philox;
mod program;
mod replay;
mod shape;
mod tally;
#[allow(clippy::needless_range_loop, reason = "several rows are walked lane by lane, side by side")]
mod worlds;

pub use assess::{Sampling, Watch};
pub use exact::{Budget, Days, Exact, Exactly, Solver, StepOdds};
pub use model::{Draws, Held, Input, Model, Outcome, RiskError, Terms, Variant};
pub use program::Program;
pub use replay::{Found, Trial};
pub use shape::{PARTS, Shape};
pub use tally::Tally;
pub use worlds::WorldKey;
