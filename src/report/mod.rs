//! # Results become pages and files
//!
//! In: a schedule with its network and workflow, or a calendar. Out: text. Nothing here computes a date, prints, or
//! writes a file. Each format is a file of its own.

pub mod backwards;
pub mod comparison;
pub mod coverage;
pub mod csv;
pub mod dot;
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
mod procedures_json;
pub mod project_file;
pub mod prose;
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
mod year_json;
