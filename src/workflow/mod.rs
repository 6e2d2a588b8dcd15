//! # Files become a checked model
//!
//! In: TOML, written by people. Out: a [`Workflow`], [`Assumptions`] or a [`Project`] in which every id is known,
//! every length has a unit and every citation names a declared source; or every mistake at once, each with its place
//! and what would be right. Words for people are kept as they can be shown anywhere
//! ([`plain`](crate::diagnostic::plain)): no output has to ask what a file may have put into them.
//!
//! A file is parsed (`syntax`), held against the one description of its keys (`keys`, `shape`), read as written
//! (`draft`, `assumptions`, `project`), merged with what it includes (`merge`), and checked as a whole (`check`).
//!
//! What is deliberately not here: no graph and no date. Links stay names, and a step does not know when it happens.
//! Nothing is printed, and the disk is read in one place (`library`). Editing a project file in place is not loading.

pub mod coverage;
#[cfg(feature = "edit")]
pub mod edit;
pub mod model;

// What may be written, and what can be said about it.
mod codes;
mod keys;
mod schema;

// Text becomes a tree with places, held against the keys, and its values.
mod syntax;

mod shape;
mod value;

// The three kinds of file as written.
mod draft;

mod assumptions;
mod project;

// Several files become one, and the model.
mod merge;

mod check;

// From a name to all of that.
mod library;
mod load;

pub use check::{check_against, check_assumptions, check_project};
pub use codes::{CATALOGUE, CODES, Code};
pub use keys::FileKind;
pub use library::{BuiltIn, Library, LoadError, MOST_BYTES, NamedFile, Which};
pub use load::{
    kind_of_file, load_assumptions, load_calendar, load_project, load_workflow, parse_assumptions,
    parse_project, parse_workflow,
};
pub use model::*;
pub use schema::schema;

pub use crate::diagnostic::Text;
