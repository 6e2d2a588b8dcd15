//! Shares become heights.
//!
//! In: a share of all cases, the panel. Out: its height, the round shares that are ruled and named, and a share in words.

use super::super::super::svg::text::Type;
use super::super::super::svg::{Align, Frame, Label, Role};
use super::words::AXIS;

/// A share that is ruled across a panel and named at its left.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// The share of all cases.
    pub share: f64,
    /// Its height.
    pub y: i32,
    /// Its name.
    pub label: Label,
}

/// How wide the names of the shares are at most.
const NAMES: i32 = 420;

/// The heights of shares in a panel, from 0 at its bottom to a share at some height.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    bottom: i32,
    top: i32,
    most: f64,
}

impl Measure {
    /// The height of a share.
    pub(super) fn y(&self, share: f64) -> i32 {
        let height = f64::from(self.bottom - self.top) * share / self.most;
        // A share lies between 0 and 1 and the panel is a few hundred pixels high.
        self.bottom - (height.round() as i32)
    }
}

/// Shares of a hundred thousand that a scale can step by, from the finest.
const STEPS: [u32; 15] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];
const WHOLE: f64 = 100_000.0;

/// The measure of a panel in which `most` is the greatest share, and what is ruled: round shares, at most five above 0.
pub(super) fn measure(chart: Frame, most: f64) -> (Measure, Vec<Tick>) {
    let step = STEPS.into_iter().find(|step| f64::from(*step) * 5.0 >= most * WHOLE).unwrap_or(20_000);
    let steps = ((most * WHOLE / f64::from(step)).ceil() as u32).max(1);
    let measure = Measure { bottom: chart.bottom, top: chart.top, most: f64::from(step * steps) / WHOLE };
    let ticks = (0..=steps).map(|at| {
        let share = f64::from(at * step) / WHOLE;
        let y = measure.y(share);
        let frame = Frame::new(chart.left - 60 - NAMES, y - 70, chart.left - 60, y + 70);
        let set = Type::plain(AXIS).align(Align::Right).role(Role::Soft);
        Tick { share, y, label: Label::fit(&round_percent(at * step), frame, set) }
    });
    (measure, ticks.collect())
}

/// A round share of a hundred thousand as a percentage: `20%`, `0.5%`.
fn round_percent(share: u32) -> String {
    let (whole, part) = (share / 1_000, share % 1_000);
    if part == 0 {
        return format!("{whole}%");
    }
    let part = format!("{part:03}");
    format!("{whole}.{}%", part.trim_end_matches('0'))
}

/// A share as a whole percentage. What is not certain is not said to be, and what can happen is not said to be
/// impossible.
pub(super) fn percent(share: f64) -> String {
    match share {
        _ if share <= 0.0 => "0%".to_string(),
        _ if share >= 1.0 => "100%".to_string(),
        _ if share < 0.01 => "<1%".to_string(),
        _ if share > 0.99 => ">99%".to_string(),
        _ => format!("{:.0}%", share * 100.0),
    }
}

/// The same with one decimal.
pub(super) fn fine_percent(share: f64) -> String {
    match share {
        _ if share <= 0.0 => "0%".to_string(),
        _ if share >= 1.0 => "100%".to_string(),
        _ if share < 0.001 => "<0.1%".to_string(),
        _ if share > 0.999 => ">99.9%".to_string(),
        _ => format!("{:.1}%", share * 100.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_steps_by_round_shares_and_ends_above_the_greatest() {
        let chart = Frame::new(0, 0, 1_000, 1_000);
        for thousandths in 1..=1_000 {
            let most = f64::from(thousandths) / 1_000.0;
            let (measure, ticks) = measure(chart, most);
            assert!((2..=6).contains(&ticks.len()), "{most}: {}", ticks.len());
            assert_eq!((ticks[0].y, ticks[ticks.len() - 1].y), (1_000, 0));
            assert!((0..=1_000).contains(&measure.y(most)), "{most}");
        }
        assert_eq!(
            [500, 20_000, 100_000, 1, 2_500].map(round_percent),
            ["0.5%", "20%", "100%", "0.001%", "2.5%"]
        );
    }

    #[test]
    fn what_is_not_certain_is_not_said_to_be() {
        assert_eq!([0.0, 0.000_1, 0.234, 0.999_9, 1.0].map(percent), ["0%", "<1%", "23%", ">99%", "100%"]);
        assert_eq!([0.000_1, 0.012_3, 0.999_9].map(fine_percent), ["<0.1%", "1.2%", ">99.9%"]);
    }
}
