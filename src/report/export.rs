//! A schedule as a file for the planner's own tools.
//!
//! In: a [`Plan`], the [`Format`] asked for. Out: the bytes of the file. What each format can carry and what it cannot is
//! said in the file of that format.
//!
//! ```
//! use permits::report::export::{Format, export};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let calendar = export(&plan, None, Format::Ics, Lang::En);
//! assert!(calendar.starts_with(b"BEGIN:VCALENDAR\r\n"));
//! ```

use crate::diagnostic::Lang;
use crate::workflow::Project;

use super::plan::Plan;
use super::{dot, ics, json, mermaid, mspdi, xlsx};

/// A format of a file.
///
/// ```
/// use permits::report::export::Format;
/// assert_eq!(Format::ALL.len(), 7);
/// assert!(Format::ALL.contains(&Format::Mspdi));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// Rows for spreadsheets and programs.
    Csv,
    /// Events for a calendar.
    Ics,
    /// `permits.schedule/1`.
    Json,
    /// A graph for Graphviz.
    Dot,
    /// A project for Microsoft Project.
    Mspdi,
    /// A Gantt chart in the words of Mermaid.
    Mermaid,
}

impl Format {
    /// All formats, in the order in which they are named.
    pub const ALL: [Format; 7] =
        [Format::Ics, Format::Mspdi, Format::Xlsx, Format::Csv, Format::Json, Format::Dot, Format::Mermaid];

    /// The word after `--to`.
    ///
    /// ```
    /// use permits::report::export::Format;
    /// assert_eq!(Format::Xlsx.as_str(), "xlsx");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Ics => "ics",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Dot => "dot",
            Format::Mspdi => "mspdi",
            Format::Mermaid => "mermaid",
        }
    }

    /// The format of that word.
    ///
    /// ```
    /// use permits::report::export::Format;
    /// assert!(Format::ALL.iter().all(|format| Format::named(format.as_str()) == Some(*format)));
    /// assert_eq!(Format::named("pdf"), None);
    /// ```
    pub fn named(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// Whether it shows what each critical step costs, which is to be computed first.
    ///
    /// ```
    /// use permits::report::export::Format;
    /// // A calendar of events has no column for it.
    /// assert!(Format::Csv.has_drags() && !Format::Ics.has_drags());
    /// ```
    pub fn has_drags(self) -> bool {
        matches!(self, Format::Csv | Format::Json | Format::Xlsx)
    }
}

/// The file. Where a length comes from may be said by the project file.
///
/// ```
/// use permits::report::export::{Format, export};
/// use permits::report::csv;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// assert_eq!(export(&plan, None, Format::Csv, Lang::En), csv::schedule(&plan).into_bytes());
/// ```
pub fn export(plan: &Plan<'_>, project: Option<&Project>, format: Format, lang: Lang) -> Vec<u8> {
    match format {
        Format::Ics => ics::schedule(plan, project, lang).into_bytes(),
        Format::Xlsx => xlsx::schedule(plan, project, lang),
        Format::Csv => super::csv::schedule(plan).into_bytes(),
        Format::Json => json::schedule(plan, lang).into_bytes(),
        Format::Dot => dot::schedule(plan, lang).into_bytes(),
        Format::Mspdi => mspdi::schedule(plan, project, lang).into_bytes(),
        Format::Mermaid => mermaid::schedule(plan, lang).into_bytes(),
    }
}
