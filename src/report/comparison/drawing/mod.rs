//! # The plans one above the other
//!
//! In: a [`Compared`], how wide, which axis. Out: one SVG: a band for each scenario, the first on top, all on one axis
//! of dates. A band has its words on the left and, on the axis, the critical path as a staircase, the milestones and the
//! promises, with the marks of the Gantt chart and by the scenario's own calendar. Dashed lines join what two bands that
//! lie next to each other both have, with the days by which it moves.
//!
//! `layout` says where everything lies, as data that a test can check: [`Layout`]; `draw` puts it on the page. Parts of
//! the layout: `words` (what stands left of a band), `rows` (what a band shows), `shifts` (the lines between two bands),
//! `foot` (legend, footer). Nothing computes a date.
//!
//! What is deliberately not here: steps off the critical path that are no milestones, floats, causes. Nothing is moved
//! so that the starts agree: a place across is a date, the same one for every scenario.
//!
//! ```
//! use permits::report::comparison::drawing::{Options, layout};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../../set_up/plan.txt")]
#![doc = include_str!("../../set_up/compared.txt")]
//! // A band for each scenario, the first on top.
//! let layout = layout(&view, &Options::default(), Lang::Zh);
//! assert_eq!(layout.bands.len(), 2);
//! assert!(layout.bands[0].chart.bottom <= layout.bands[1].chart.top);
//! ```

mod draw;
mod foot;
mod layout;
mod rows;
mod shifts;
mod words;

pub use foot::{Sample, SampleLabel};
pub use layout::{Band, Layout, layout};
pub use shifts::Shift;

use crate::diagnostic::Lang;

use super::super::gantt;
use super::super::svg::Theme;
use super::super::time_axis::Scale;
use super::Compared;

/// How the picture is drawn.
///
/// ```
/// use permits::report::comparison::drawing::{Options, svg};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
#[doc = include_str!("../../set_up/compared.txt")]
/// let options = Options { width: Some(Options::NARROWEST), ..Options::default() };
/// assert!(svg(&view, &options, Lang::En).contains(" width=\"900\""));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The width in CSS pixels; an A3 page in landscape when nothing is said.
    pub width: Option<u32>,
    /// What the axis counts.
    pub scale: Scale,
    /// Which colours.
    pub theme: Theme,
}

impl Options {
    /// The narrowest picture in which words have room.
    pub const NARROWEST: u32 = gantt::NARROWEST;
    /// The widest: about four metres of paper.
    pub const WIDEST: u32 = gantt::WIDEST;
}

/// The picture as an SVG file.
///
/// ```
/// use permits::report::comparison::drawing::{Options, svg};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
#[doc = include_str!("../../set_up/compared.txt")]
/// let picture = svg(&view, &Options::default(), Lang::En);
/// assert!(picture.contains("statutory") && picture.contains("practice"));
/// assert!(picture.ends_with("</svg>\n"));
/// ```
pub fn svg(view: &Compared<'_>, options: &Options, lang: Lang) -> String {
    draw::draw(&layout(view, options, lang))
}
