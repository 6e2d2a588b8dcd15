//! The shape of an estimate: how likely each whole day of it is.
//!
//! In: the three points of an estimate, and which shape they stand for. Out: for every whole day from the least to the
//! most how much of the probability lies on it or below, in 65,536ths.
//!
//! # How whole days are made
//!
//! An estimate speaks of whole days of its unit. The continuous shape is laid over half a day more on both sides,
//! `min − ½ … max + ½` with its peak at `likely`, and a day takes what lies within half a day of it. So the least and the
//! most can both happen, an estimate whose points are equal is that day, and the mean stays what the formula gives for
//! the three points themselves: (min + 4·likely + max) / 6, or their third.
//!
//! The *cumulative* probability is rounded to 65,536ths, because a draw has 16 bits. A day on which less than half of
//! one of them falls is never drawn. Rounding the sum and not the parts keeps the order: where one shape is never below
//! another, no draw gives less under it.

use crate::network::Estimate;

/// What 16 bits can tell apart.
pub const PARTS: u32 = 1 << 16;

/// Which continuous shape the three points stand for.
///
/// ```
/// use permits::{calendar::Length, network::Estimate, risk::{PARTS, Shape}};
/// // An estimate of one length is that length, whatever the shape.
/// let five = Estimate::exactly(Length::Working(5));
/// assert_eq!(Shape::ALL.map(|shape| shape.days(&five)), [[(5, PARTS)], [(5, PARTS)]]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Shape {
    /// The beta distribution of PERT: mean (min + 4·likely + max) / 6.
    #[default]
    Pert,
    /// Straight lines from both ends to the peak.
    Triangular,
}

impl Shape {
    /// All of them.
    pub const ALL: [Shape; 2] = [Shape::Pert, Shape::Triangular];

    /// Their words, in the same order.
    pub const NAMES: [&'static str; 2] = ["pert", "triangular"];

    /// The word in flags.
    ///
    /// ```
    /// use permits::risk::Shape;
    /// assert_eq!(Shape::ALL.map(Shape::as_str), Shape::NAMES);
    /// ```
    pub fn as_str(self) -> &'static str {
        Shape::NAMES[self as usize]
    }

    /// The one of that word.
    ///
    /// ```
    /// use permits::risk::Shape;
    /// assert_eq!(Shape::named("triangular"), Some(Shape::Triangular));
    /// assert_eq!(Shape::named("normal"), None);
    /// ```
    pub fn named(word: &str) -> Option<Shape> {
        Shape::ALL.into_iter().find(|shape| shape.as_str() == word)
    }

    /// How likely the whole days of an estimate are: each `n` from the least to the most, with the probability of `n` or
    /// less in [`PARTS`]; the last is all of them.
    ///
    /// ```
    /// use permits::calendar::Length;
    /// use permits::network::Estimate;
    /// use permits::risk::Shape;
    /// let wd = Length::Working;
    /// let estimate = Estimate { min: wd(1), likely: wd(2), max: wd(3) };
    /// // A triangle on 0.5 … 3.5 with its peak at 2: the first day takes half of 1/3 · 1/1.5 = 2/9.
    /// assert_eq!(Shape::Triangular.days(&estimate), [(1, 14564), (2, 50972), (3, 65536)]);
    /// ```
    pub fn days(self, estimate: &Estimate) -> Vec<(u32, u32)> {
        let [min, likely, max] = [estimate.min, estimate.likely, estimate.max].map(|length| length.number());
        let (low, peak, high) = (f64::from(min) - 0.5, f64::from(likely), f64::from(max) + 0.5);
        let below = |day: u32| {
            let at = f64::from(day) + 0.5;
            match self {
                Shape::Pert => {
                    let span = high - low;
                    let (alpha, beta) = (1.0 + 4.0 * (peak - low) / span, 1.0 + 4.0 * (high - peak) / span);
                    beta_below((at - low) / span, alpha, beta)
                }
                Shape::Triangular if at <= peak => (at - low) * (at - low) / ((high - low) * (peak - low)),
                Shape::Triangular => 1.0 - (high - at) * (high - at) / ((high - low) * (high - peak)),
            }
        };
        let mut days: Vec<(u32, u32)> = Vec::with_capacity((max - min) as usize + 1);
        let mut least = 0;
        for day in min..max {
            least = parts(below(day)).max(least);
            days.push((day, least));
        }
        days.push((max, PARTS));
        days
    }
}

/// A probability in [`PARTS`], to the nearest.
pub(super) fn parts(probability: f64) -> u32 {
    // Within 0 ..= 65,536, and what is not a number is 0.
    (probability.clamp(0.0, 1.0) * f64::from(PARTS) + 0.5) as u32
}

/// The regularised incomplete beta function: how much of the beta distribution with `alpha`, `beta` lies below `x`.
///
/// By the continued fraction of Lentz (DLMF 8.17.22), which converges fast below (α + 1) / (α + β + 2); beyond that the
/// other side is asked. The elementary functions are those of `libm`, which gives the same bits on every machine.
fn beta_below(x: f64, alpha: f64, beta: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (alpha + 1.0) / (alpha + beta + 2.0) {
        return 1.0 - beta_below(1.0 - x, beta, alpha);
    }
    let ln_beta = libm::lgamma(alpha) + libm::lgamma(beta) - libm::lgamma(alpha + beta);
    let front = libm::exp(alpha * libm::log(x) + beta * libm::log(1.0 - x) - ln_beta) / alpha;
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (alpha + beta) * x / (alpha + 1.0)));
    let mut fraction = d;
    for step in 1..200 {
        let m = f64::from(step);
        let even = m * (beta - m) * x / ((alpha + 2.0 * m - 1.0) * (alpha + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        fraction *= c * d;
        let odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2.0 * m) * (alpha + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    front * fraction
}

#[cfg(test)]
mod tests {
    use super::{PARTS, Shape, beta_below};
    use crate::calendar::Length;
    use crate::network::Estimate;

    fn estimate(min: u32, likely: u32, max: u32) -> Estimate {
        let [min, likely, max] = [min, likely, max].map(Length::Working);
        Estimate { min, likely, max }
    }

    /// Mean and variance of the whole days.
    fn moments(days: &[(u32, u32)]) -> (f64, f64) {
        let mut before = 0;
        let weighted: Vec<(f64, f64)> = days
            .iter()
            .map(|&(day, below)| {
                let weight = f64::from(below - before) / f64::from(PARTS);
                before = below;
                (f64::from(day), weight)
            })
            .collect();
        let mean: f64 = weighted.iter().map(|(day, weight)| day * weight).sum();
        (mean, weighted.iter().map(|(day, weight)| weight * (day - mean) * (day - mean)).sum())
    }

    /// For whole α and β the incomplete beta function is a sum of binomials: I_x(a, b) = Σ_{j ≥ a} C(n, j) x^j
    /// (1 − x)^(n − j) with n = a + b − 1 (DLMF 8.17.5).
    #[test]
    fn the_beta_function_is_the_binomial_sum() {
        for (a, b) in [(1u32, 1u32), (1, 5), (2, 4), (3, 3), (5, 1), (4, 2), (9, 14)] {
            for x in [0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999] {
                let n = a + b - 1;
                let mut sum = 0.0;
                for j in a..=n {
                    let choose = (0..j).fold(1.0, |all, i| all * f64::from(n - i) / f64::from(i + 1));
                    sum += choose * f64::powi(x, j as i32) * f64::powi(1.0 - x, (n - j) as i32);
                }
                let found = beta_below(x, f64::from(a), f64::from(b));
                assert!((found - sum).abs() < 1e-12, "I_{x}({a}, {b}) = {sum}, not {found}");
            }
        }
    }

    /// The closed forms of the continuous shape on min − ½ … max + ½. A day is the nearest to the point drawn, which
    /// adds 1/12 to the variance (Sheppard), less where the shape stops short at an end, and next to nothing to the mean.
    #[test]
    fn the_moments_are_the_closed_forms() {
        for (min, likely, max) in
            [(5, 10, 20), (10, 20, 40), (20, 40, 80), (2, 4, 8), (15, 15, 40), (3, 9, 9)]
        {
            let (a, m, b) = (f64::from(min), f64::from(likely), f64::from(max));
            let (low, high) = (a - 0.5, b + 0.5);
            let (mean, variance) = moments(&Shape::Pert.days(&estimate(min, likely, max)));
            let pert = (a + 4.0 * m + b) / 6.0;
            assert!((mean - pert).abs() < 0.03, "PERT {min}/{likely}/{max}: mean {mean}, not {pert}");
            let spread = (pert - low) * (high - pert) / 7.0;
            let fits = |variance: f64, spread: f64| {
                variance > 0.99 * spread && variance < 1.01 * (spread + 1.0 / 12.0)
            };
            assert!(fits(variance, spread), "PERT {min}/{likely}/{max}: {variance}, not {spread}");

            let (mean, variance) = moments(&Shape::Triangular.days(&estimate(min, likely, max)));
            let third = (a + m + b) / 3.0;
            assert!((mean - third).abs() < 0.03, "triangle {min}/{likely}/{max}: mean {mean}, not {third}");
            let spread = (low * low + m * m + high * high - low * m - low * high - m * high) / 18.0;
            assert!(fits(variance, spread), "triangle {min}/{likely}/{max}: {variance}, not {spread}");
        }
    }

    #[test]
    fn a_length_that_is_known_is_that_length() {
        for shape in Shape::ALL {
            assert_eq!(shape.days(&estimate(5, 5, 5)), [(5, PARTS)]);
            assert_eq!(shape.days(&estimate(0, 0, 0)), [(0, PARTS)]);
        }
    }

    #[test]
    fn both_ends_can_happen_and_all_of_it_is_there() {
        for shape in Shape::ALL {
            let days = shape.days(&estimate(10, 20, 40));
            assert_eq!((days.first().unwrap().0, days.last().unwrap()), (10, &(40, PARTS)));
            assert!(days[0].1 > 0 && days[days.len() - 2].1 < PARTS);
            assert!(days.windows(2).all(|pair| pair[0].1 <= pair[1].1 && pair[0].0 + 1 == pair[1].0));
        }
    }
}
