//! # The start days as a map of heat
//!
//! In: a [`Swept`] and, where they are known, the P50 and the P80 from each start day. Out: one SVG: a calendar block a
//! year, its weeks as columns from Monday on top to Sunday, a cell a day. The tone of a cell is the natural days from
//! that start day to the goal; the windows in which they are fewest or most are outlined. With P80s the years come
//! once more, toned by the days to the P80.
//!
//! `layout` says where everything lies, as data that a test can check: [`Layout`]; `draw` puts it on the page. Parts of
//! the layout: `scale` (days become steps of heat), `year` (the block of a year), `windows` (outlines and their names),
//! `words` (title, answers, legend, footer). Nothing computes a date.
//!
//! What is deliberately not here: critical paths, promises and what holidays cost; the table has them.

mod draw;
mod layout;
mod scale;
mod windows;
mod words;
mod year;

pub use super::super::svg::Options;
pub use layout::{Group, Layout, Measure, layout};
pub use scale::{Scale, Step};
pub use windows::{Extreme, Outline};
pub use words::Sample;
pub use year::{Cell, Heated, Year};

use crate::calendar::Day;
use crate::diagnostic::Lang;

use super::Swept;

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Heat<'a> {
    /// The start days and the plan from each.
    pub view: &'a Swept<'a>,
    /// The P80 from each of them, in the order of the rows.
    pub p80: Option<&'a [Day]>,
    /// The P50, said when the pointer rests on a day.
    pub p50: Option<&'a [Day]>,
}

/// The map as an SVG file.
pub fn svg(heat: &Heat<'_>, options: &Options, lang: Lang) -> String {
    draw::draw(&layout(heat, options, lang))
}
