//! The first panel: how often the goal is reached on each day.
//!
//! In: the distribution, the axis. Out: a bar a day or, where days are too narrow to be seen, a bar a week; each lies
//! over its days and is as high as its share of all cases.

use crate::calendar::{Day, Told};
use crate::diagnostic::Lang;

use super::super::super::summary::{dated, marked};
use super::super::super::svg::{Frame, Label};
use super::super::super::time_axis::TimeAxis;
use super::Picture;
use super::layout::drawn;
use super::measure::{Tick, fine_percent, measure};

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// One day.
    Day,
    /// A week, from Monday to Sunday.
    Week,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// The share of all cases that end on one of them.
    pub share: f64,
    /// Its box.
    pub frame: Frame,
    /// What is shown when the pointer rests on it.
    pub hover: String,
}

/// The panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// The box of the bars.
    pub chart: Frame,
    /// What is said of it, at its left.
    pub words: Vec<Label>,
    /// What a bar stands for.
    pub each: Each,
    /// The bars, the earliest first.
    pub bars: Vec<Bars>,
    /// The shares that are ruled.
    pub ticks: Vec<Tick>,
}

/// The narrowest bar of a day.
const NARROWEST: i32 = 40;
/// The lowest bar: what can happen can be seen.
const LOWEST: i32 = 8;

/// What the bars of an axis stand for.
pub(super) fn each(axis: &TimeAxis) -> Each {
    let days = axis.last().days_since(axis.first()) + 1;
    if (axis.right() - axis.left()) / days >= NARROWEST { Each::Day } else { Each::Week }
}

/// The panel in the box, without its words.
pub(super) fn histogram(picture: &Picture<'_>, axis: &TimeAxis, chart: Frame, lang: Lang) -> Histogram {
    let each = each(axis);
    let (first, last) = drawn(picture.finish);
    let days = picture.finish.days().iter().filter(|(day, _)| (first..=last).contains(day));
    let shares = shares(days, each);
    let most = shares.iter().map(|(.., share)| *share).fold(0.0, f64::max);
    let (measure, ticks) = measure(chart, most);
    let bars = shares
        .into_iter()
        .map(|(first, last, share)| {
            let (left, right) = (axis.begin(first), axis.end(last));
            // A hair between two bars that are wide enough to do without.
            let gap = if right - left >= 30 { ((right - left) / 8).min(20) } else { 0 };
            let top = measure.y(share).min(chart.bottom - LOWEST);
            let told = |day| marked(Told { value: dated(day, lang), provisional: picture.provisional });
            let days = match (first == last, lang) {
                (true, _) => told(first),
                (false, Lang::Zh) => format!("{} 至 {}", told(first), told(last)),
                (false, Lang::En) => format!("{} to {}", told(first), told(last)),
            };
            let (share_words, by) = (fine_percent(share), fine_percent(picture.finish.by(last)));
            let hover = match lang {
                Lang::Zh => format!("{days}:{share_words};到此为止 {by}"),
                Lang::En => format!("{days}: {share_words}; done by then: {by}"),
            };
            let frame = Frame::new(left + gap / 2, top, right - gap / 2, chart.bottom);
            Bars { first, last, share, frame, hover }
        })
        .collect();
    Histogram { chart, words: Vec::new(), each, bars, ticks }
}

/// The days or the weeks that can come, with their shares.
fn shares<'a>(days: impl Iterator<Item = &'a (Day, f64)>, each: Each) -> Vec<(Day, Day, f64)> {
    let mut shares: Vec<(Day, Day, f64)> = Vec::new();
    for &(day, share) in days {
        let weekday = i64::from(day.weekday().days_from_monday());
        let (first, last) = match each {
            Each::Day => (day, day),
            // The calendar's first and last weeks may be cut.
            Each::Week => (day.plus(-weekday).unwrap_or(day), day.plus(6 - weekday).unwrap_or(day)),
        };
        match shares.last_mut() {
            Some((of, _, sum)) if *of == first => *sum += share,
            _ => shares.push((first, last, share)),
        }
    }
    shares
}
