//! # The odds in one picture
//!
//! In: a plan, the distribution of its goal's date and, where they are known, the drivers that move it. Out: one SVG of
//! three panels on one axis of dates: how often the goal is reached on each day, the probability of being done by a day
//! with the days by which 5, 50, 80 and 95 % of all cases are done, and a bar for each driver from the P80 with the
//! driver at its low to the P80 with it at its high. A line through the first two is the date of the plan.
//!
//! `layout` says where everything lies, as data that a test can check: [`Layout`]; `draw` puts it on the page. Parts of
//! the layout: `words` (title, answer, footer), `histogram`, `curve` and `tornado` (the panels), `measure` (shares become
//! heights). Nothing computes a date or a probability.
//!
//! What is deliberately not here: days off, which the dates already contain, and where odds and drivers come from.
//!
//! ```
//! # use permits::report::odds::drawing::{Bar, Options, Picture, layout, svg};
//! # use permits::risk::Distribution;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../../set_up/plan.txt")]
//! // In one case of four the contract is signed on 6 July, in the others on 7 July.
//! # let first = Day::new(2023, 7, 6).unwrap();
//! # let finish = Distribution::of_trials(i32::from(first.index()), &[1, 3]).unwrap();
//! # let how = "four trials".to_string();
//! # let picture = Picture { plan: &plan, finish: &finish, how, bars: &[], bars_how: None, provisional: false };
//! let layout = layout(&picture, &Options::default(), Lang::En);
//! assert!(layout.axis.shows(first) && layout.axis.shows(finish.last()));
//! ```

mod curve;
mod draw;
mod histogram;
mod layout;
mod measure;
mod tornado;
mod words;

pub use super::super::svg::Options;
pub use curve::{Curve, Quantile};
pub use histogram::{Bars, Each, Histogram};
pub use layout::{Layout, PlanLine, layout};
pub use measure::Tick;
pub use tornado::{Driver, End, Tornado};

use crate::calendar::Day;
use crate::diagnostic::{Lang, Text};
use crate::risk::Distribution;

use super::super::plan::Plan;

/// What is drawn.
///
/// ```
/// use permits::report::odds::drawing::{Options, Picture, svg};
/// use permits::risk::Distribution;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
/// // In one case of four the contract is signed on 6 July, in the others on 7 July.
/// let first = Day::new(2023, 7, 6).unwrap();
/// let finish = Distribution::of_trials(i32::from(first.index()), &[1, 3]).unwrap();
/// let how = "four trials".to_string();
/// let picture = Picture { plan: &plan, finish: &finish, how, bars: &[], bars_how: None, provisional: false };
/// assert!(svg(&picture, &Options::default(), Lang::En).contains("four trials"));
/// ```
#[derive(Debug, Clone)]
pub struct Picture<'a> {
    /// The plan, whose date is held against the odds.
    pub plan: &'a Plan<'a>,
    /// How likely each day is on which the goal is reached.
    pub finish: &'a Distribution,
    /// How that was found, in one line and in the language of the picture.
    pub how: String,
    /// What moves the P80; without any there is no third panel.
    pub bars: &'a [Bar],
    /// How the bars were found.
    pub bars_how: Option<String>,
    /// Whether the dates rest on holiday notices that are not published.
    pub provisional: bool,
}

/// A driver and what it does to the P80.
///
/// ```
/// # use permits::report::odds::drawing::{Bar, Options, Picture, layout, svg};
/// # use permits::risk::Distribution;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
/// // In one case of four the contract is signed on 6 July, in the others on 7 July.
/// # let first = Day::new(2023, 7, 6).unwrap();
/// # let finish = Distribution::of_trials(i32::from(first.index()), &[1, 3]).unwrap();
/// # let how = "four trials".to_string();
/// # let picture = Picture { plan: &plan, finish: &finish, how, bars: &[], bars_how: None, provisional: false };
/// use permits::diagnostic::Text;
/// let name = Text::new("挂牌", "listing");
/// let bars = [Bar { name, low: ("10wd".into(), first), high: ("12wd".into(), finish.last()) }];
/// let with = Picture { bars: &bars, ..picture.clone() };
/// // A driver brings the third panel.
/// assert!(layout(&picture, &Options::default(), Lang::En).tornado.is_none());
/// assert!(layout(&with, &Options::default(), Lang::En).tornado.is_some());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is called.
    pub name: Text,
    /// Its low in words, and the P80 with the driver there.
    pub low: (String, Day),
    /// Its high in words, and the P80 with the driver there.
    pub high: (String, Day),
}

/// The picture as an SVG file.
///
/// ```
/// # use permits::report::odds::drawing::{Bar, Options, Picture, layout, svg};
/// # use permits::risk::Distribution;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
/// // In one case of four the contract is signed on 6 July, in the others on 7 July.
/// # let first = Day::new(2023, 7, 6).unwrap();
/// # let finish = Distribution::of_trials(i32::from(first.index()), &[1, 3]).unwrap();
/// # let how = "four trials".to_string();
/// # let picture = Picture { plan: &plan, finish: &finish, how, bars: &[], bars_how: None, provisional: false };
/// let svg = svg(&picture, &Options::default(), Lang::Zh);
/// assert!(svg.starts_with("<svg ") && svg.contains("lang=\"zh-CN\"") && svg.ends_with("</svg>\n"));
/// ```
pub fn svg(picture: &Picture<'_>, options: &Options, lang: Lang) -> String {
    draw::draw(&layout(picture, options, lang))
}
