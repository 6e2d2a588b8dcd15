//! Many projects at once: a row a project, and what is due, by department.
//!
//! In: a [`Portfolio`](crate::study::portfolio::Portfolio). Out: a page ([`table`]) or a document ([`json()`]). How each
//! project stands is worked out by the study.
//!
//! ```
//! use permits::report::portfolio;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
#![doc = include_str!("../set_up/tracked.txt")]
#![doc = include_str!("../set_up/portfolio.txt")]
//! assert!(portfolio::table(&portfolio, Lang::Zh).contains("一号地块"));
//! ```

mod json;
mod table;

pub use json::{SCHEMA, json};
pub use table::table;
