//! # Results become pages and files
//!
//! In: a schedule with its network and workflow, or a calendar. Out: text. Nothing here computes a date, prints, or
//! writes a file. Each format is a file or a folder of its own; what they share are the words (`words`, `summary`,
//! [`prose`]), the tables (`blocks`, [`grid`]) and the drawing ([`svg`], [`time_axis`], [`drawing`]). [`shard`] reads its
//! files too.
//!
//! In the examples `plan` is a built-in procedure under a set of assumptions from 1 June 2023, set up as that of
//! [`plan::Plan`] is, and `view` is what a page of a study is made from. These lines stand once, in `set_up`.
//!
//! ```
//! use permits::report::export::{Format, export};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! // The same plan gives the same bytes, and nothing is written to a disk.
//! let file = || export(&plan, None, Format::Csv, Lang::Zh);
//! assert_eq!(file(), file());
//! ```

pub mod backwards;
mod blocks;
pub mod comparison;
pub mod coverage;
pub mod csv;
pub mod dot;
pub mod drawing;
pub mod explain;
pub mod export;
pub mod gantt;
pub mod grid;
pub mod html;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod mermaid;
pub mod mspdi;
pub mod odds;
pub mod paint;
pub mod plan;
pub mod portfolio;
pub mod procedures;
pub mod project_file;
pub mod prose;
pub mod shard;
pub mod summary;
pub mod svg;
pub mod sweep;
pub mod table;
pub mod time_axis;
pub mod time_scaled;
pub mod tracking;
pub mod words;
mod xlsx;
pub mod year;
