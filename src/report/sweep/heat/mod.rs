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
//!
//! ```
//! use permits::report::sweep::heat::{Heat, Options, layout};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../../set_up/plan.txt")]
//! let last = Day::new(2023, 6, 6).unwrap();
#![doc = include_str!("../../set_up/swept.txt")]
//! let layout = layout(&Heat { view: &view, p80: None, p50: None }, &Options::default(), Lang::En);
//! // One measure, the days of the plan; a cell a start day.
//! assert_eq!(layout.groups.len(), 1);
//! ```

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
///
/// ```
/// use permits::report::sweep::heat::{Heat, Options, layout};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
/// let last = Day::new(2023, 6, 6).unwrap();
#[doc = include_str!("../../set_up/swept.txt")]
/// let p80: Vec<Day> = found.rows.iter().map(|row| row.finish.value).collect();
/// let groups = |p80| layout(&Heat { view: &view, p80, p50: None }, &Options::default(), Lang::Zh).groups.len();
/// // With P80s the year comes once more.
/// assert_eq!((groups(None), groups(Some(&p80[..]))), (1, 2));
/// ```
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
///
/// ```
/// use permits::report::sweep::heat::{Heat, Options, svg};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
/// let last = Day::new(2023, 6, 6).unwrap();
#[doc = include_str!("../../set_up/swept.txt")]
/// let map = svg(&Heat { view: &view, p80: None, p50: None }, &Options::default(), Lang::Zh);
/// assert_eq!(map.matches("data-start=").count(), view.sweep.rows.len());
/// ```
pub fn svg(heat: &Heat<'_>, options: &Options, lang: Lang) -> String {
    draw::draw(&layout(heat, options, lang))
}
