//! # The Gantt chart (横道图)
//!
//! In: a [`Plan`], how wide, which axis, which days. Out: one SVG. `layout` says where everything lies, as data that a
//! test can check: [`Layout`]; `draw` puts it on the page. Between them they compute no date: every bar, tail and
//! bracket takes its ends from the schedule.
//!
//! Parts of the layout: `columns` (the table on the left), `marks` (what a step looks like), `routes` (links that run
//! through no label), `front` (the progress front line), `head` (title, landmarks, axis), `foot` (legend, warnings,
//! footer).
//!
//! ```
//! use permits::report::drawing::Options;
//! use permits::report::gantt::layout;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
//! let layout = layout(&plan, &Options::default(), Lang::Zh);
//! // A row a step, lane by lane; below them there may be rows of promises.
//! let last = layout.rows.iter().rev().find(|row| row.step.is_some()).unwrap();
//! assert_eq!(last.id, "land-contract");
//! ```

pub(in crate::report) mod columns;
pub(in crate::report) mod draw;
pub(in crate::report) mod foot;
pub(in crate::report) mod front;
pub(in crate::report) mod head;
pub(in crate::report) mod layout;
pub(in crate::report) mod marks;
pub(in crate::report) mod routes;

pub use foot::{Sample, SampleLabel};
pub use front::Front;
pub use head::{AxisRow, Flag};
pub use layout::{Bracket, LaneBand, Layout, Row, layout, layout_of_progress};
pub use marks::{Edge, Mark, Shape, Tail};
pub use routes::{Rank, Route};

use crate::diagnostic::Lang;
use crate::network::StepIx;

use super::drawing::Options;
use super::plan::Plan;
use super::tracking::Tracking;

/// The narrowest chart in which every column has room, in CSS pixels.
pub const NARROWEST: u32 = 900;
/// The widest: about four metres of paper.
pub const WIDEST: u32 = 16_000;

/// A chart for a page that says above it what the chart's heading would.
pub(super) struct Headless {
    /// The SVG file, without the words of its heading.
    pub(super) svg: String,
    /// Its width and height, in tenths of a pixel.
    pub(super) size: (i32, i32),
    /// How far down it begins to show anything.
    pub(super) top: i32,
    /// The steps in the order of its rows, by which they are numbered.
    pub(super) steps: Vec<StepIx>,
}

/// The chart without its heading.
pub(super) fn headless(plan: &Plan<'_>, options: &Options, lang: Lang) -> Headless {
    let mut layout = layout(plan, options, lang);
    layout.heading.clear();
    let flags = layout.flags.iter().map(|flag| flag.label.frame.top);
    let top = flags.chain(layout.axis_rows.iter().map(|row| row.frame.top)).min().unwrap_or(0);
    Headless {
        svg: draw::draw(&layout),
        size: (layout.width, layout.height),
        top: (top - 60).max(0),
        steps: layout.rows.iter().filter_map(|row| row.step).collect(),
    }
}

/// The chart as an SVG file.
///
/// ```
/// use permits::report::drawing::Options;
/// use permits::report::gantt::gantt;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let svg = gantt(&plan, &Options::default(), Lang::En);
/// assert!(svg.contains("announcement period") && svg.ends_with("</svg>\n"));
/// ```
pub fn gantt(plan: &Plan<'_>, options: &Options, lang: Lang) -> String {
    draw::draw(&layout(plan, options, lang))
}

/// The chart of a project's plan with the progress front line, as an SVG file.
///
/// ```
/// use permits::report::drawing::Options;
/// use permits::report::gantt::{gantt, progress};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// let svg = progress(&view, &Options::default(), Lang::Zh);
/// assert!(svg.contains("前锋线") && !gantt(&view.plan, &Options::default(), Lang::Zh).contains("前锋线"));
/// ```
pub fn progress(view: &Tracking<'_>, options: &Options, lang: Lang) -> String {
    draw::draw(&layout_of_progress(view, options, lang))
}
