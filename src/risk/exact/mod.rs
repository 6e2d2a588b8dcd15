//! stub

mod answers;
mod blends;
mod bundles;
mod chances;
mod kernels;
mod meter;
mod nodes;
mod plan;
mod questions;
mod solver;
mod table;
mod unfold;

pub use meter::Budget;
pub use solver::{Exact, Exactly, Solver, StepOdds};
