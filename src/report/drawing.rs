//! How the drawing of a plan is wanted: what the Gantt chart and the time-scaled network both take.
//!
//! In: what a reader asks for. Out: [`Options`]. How narrow and how wide a drawing can be is its own affair
//! ([`gantt::NARROWEST`](super::gantt::NARROWEST), [`time_scaled::NARROWEST`](super::time_scaled::NARROWEST)).
//!
//! ```
//! use permits::report::{drawing::Options, gantt::gantt, time_scaled::time_scaled};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let options = Options { width: Some(1_200), ..Options::default() };
//! let drawings = [gantt, time_scaled].map(|draw| draw(&plan, &options, Lang::Zh));
//! assert!(drawings.iter().all(|svg| svg.contains("公告期")));
//! ```

use crate::calendar::Day;

use super::svg::Theme;
use super::time_axis::Scale;

/// How a plan is drawn.
///
/// ```
/// use permits::report::{drawing::Options, gantt::layout};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let options = Options { to: Day::new(2023, 6, 30), ..Options::default() };
/// assert_eq!(layout(&plan, &options, Lang::Zh).axis.last(), Day::new(2023, 6, 30).unwrap());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The width in CSS pixels; what the drawing takes by itself when nothing is said: an A3 page in landscape, for the
    /// network of a long plan more.
    pub width: Option<u32>,
    /// What the axis counts.
    pub scale: Scale,
    /// Which colours.
    pub theme: Theme,
    /// The first day drawn; the plan's first when nothing is said.
    pub from: Option<Day>,
    /// The last day drawn; the plan's last when nothing is said.
    pub to: Option<Day>,
}

/// The width of an A3 page in landscape, in CSS pixels.
pub const A3_WIDTH: u32 = 1_587;
/// Its height.
pub const A3_HEIGHT: u32 = 1_123;
