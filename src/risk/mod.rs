//! # Many schedules become odds
//!
//! In: a case in which something is open ([`Open`](crate::network::Open)), a calendar, a start, and how many trials are
//! asked for. Out: how often the goal is reached on which day, how often each promise is kept, each step is critical and
//! each party is taken as having no objection.

mod assess;
mod chunks;
mod counts;
mod distribution;
mod effects;
pub mod exact;
mod gap;
mod hashing;
mod input;
mod inverse;
#[allow(clippy::needless_range_loop, reason = "several rows are walked lane by lane, side by side")]
mod lanes;
mod model;
mod moments;
mod odds;
mod path;
mod philox;
mod program;
mod replay;
mod shape;
mod starts;
mod swing;
mod tally;
#[allow(clippy::needless_range_loop, reason = "several rows are walked lane by lane, side by side")]
mod worlds;

pub use assess::{Detail, Sampling};
pub use chunks::Watch;
pub use counts::Counts;
pub use distribution::Distribution;
pub use exact::{Budget, Days, Exact, Exactly, Solver};
pub use gap::gap;
pub use input::{Input, Outcome};
pub use model::{Draws, Held, Model, RiskError, Terms, Variant};
pub use odds::{Method, Odds, PromiseOdds, ReplyOdds, ReworkOdds, StepOdds, share_between};
pub use replay::{Found, Trial};
pub use shape::{PARTS, Shape};
pub use starts::{QUANTILES, Quantiles};
pub use swing::{End, SHARE, Swing, Uncertain};
pub use tally::Tally;
