//! What the files say, once they are read, merged and found free of mistakes.
//!
//! In: nothing; these are plain values. Out: [`Workflow`], [`Assumptions`], [`Project`]. Every id in them is known
//! to exist, every length has a unit, every citation names a declared source. There is no graph here and no date is
//! counted: links are names, and a step does not know when it happens.

mod assumption;
mod fact;
mod ids;
mod project;
mod rule;
mod source;
mod step;
mod workflow;

pub use assumption::*;
pub use fact::*;
pub use ids::*;
pub use project::*;
pub use rule::*;
pub use source::*;
pub use step::*;
pub use workflow::*;
