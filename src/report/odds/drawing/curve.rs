//! The second panel: the probability of being done by a day.
//!
//! In: the distribution, the axis. Out: a curve that rises in the middle of every day that can come, and on it the days
//! by which 5, 50, 80 and 95 % of all cases are done. The name of each stands above the curve and left of its point,
//! where neither the curve nor the line of another comes: these go down from lower points.

use crate::calendar::{Day, Moment, Told};
use crate::diagnostic::Lang;

use super::super::super::summary::{dated, marked};
use super::super::super::svg::text::{self, Type};
use super::super::super::svg::{Align, Frame, Label, Point};
use super::super::super::time_axis::TimeAxis;
use super::Picture;
use super::layout::drawn;
use super::measure::{Tick, measure};
use super::words::AXIS;

/// The shares whose days are marked: the P5, the P50, the P80 and the P95.
pub(super) const MARKED: [(&str, f64); 4] = [("P5", 0.05), ("P50", 0.5), ("P80", 0.8), ("P95", 0.95)];

/// The day by which a share of all cases is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantile {
    /// The share.
    pub share: f64,
    /// The day.
    pub day: Day,
    /// Its point on the curve, from which a line goes down to the axis.
    pub at: Point,
    /// Its name and date.
    pub label: Label,
}

/// The panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The box of the curve.
    pub chart: Frame,
    /// What is said of it, at its left.
    pub words: Vec<Label>,
    /// The curve, from the left.
    pub points: Vec<Point>,
    /// The shares that are marked on it.
    pub quantiles: Vec<Quantile>,
    /// The shares that are ruled.
    pub ticks: Vec<Tick>,
}

/// Between a point and its name.
pub(super) const BESIDE: i32 = 70;
const HEIGHT: i32 = 120;

/// The names of the marked days.
pub(super) fn named(picture: &Picture<'_>, lang: Lang) -> impl Iterator<Item = (f64, Day, String)> {
    MARKED.into_iter().map(move |(name, share)| {
        let day = picture.finish.quantile(share);
        let told = marked(Told { value: dated(day, lang), provisional: picture.provisional });
        (share, day, format!("{name} {told}"))
    })
}

/// How a name is set: that of the P80, which the third panel is about, is bold.
pub(super) fn set(share: f64) -> Type {
    Type::plain(AXIS).align(Align::Right).bold(share == 0.8)
}

/// The panel in the box, without its words.
pub(super) fn curve(picture: &Picture<'_>, axis: &TimeAxis, chart: Frame, lang: Lang) -> Curve {
    // Above the whole there is room for the name of the P95.
    let (measure, ticks) = measure(Frame { top: chart.top + HEIGHT, ..chart }, 1.0);
    let x = |day| axis.x(Moment::in_hours(day));
    let mut points = vec![(chart.left, measure.y(0.0))];
    let (first, last) = drawn(picture.finish);
    for &(day, _) in picture.finish.days().iter().filter(|(day, _)| (first..=last).contains(day)) {
        let before = points[points.len() - 1].1;
        points.push((x(day), before));
        points.push((x(day), measure.y(picture.finish.by(day))));
    }
    points.push((chart.right, measure.y(1.0)));
    // Days that lie within a tenth of a pixel make one point.
    points.dedup();
    let quantiles = named(picture, lang)
        .map(|(share, day, words)| {
            let at = (x(day), measure.y(share));
            let set = set(share);
            let right = at.0 - BESIDE;
            let left = (right - text::width(&words, set.size, set.bold)).max(chart.left);
            // Clear of the curve also where that hardly rises.
            let bottom = at.1 - 12;
            let label = Label::fit(&words, Frame::new(left, bottom - HEIGHT, right.max(left), bottom), set);
            Quantile { share, day, at, label }
        })
        .collect();
    Curve { chart, words: Vec::new(), points, quantiles, ticks }
}
