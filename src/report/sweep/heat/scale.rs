//! Days become steps of heat.
//!
//! In: the least and the most of some numbers of days. Out: at most seven steps of equally many days that begin at round
//! numbers, each with its tone: the more days, the farther from the page.

use super::super::super::svg::Role;

/// A step of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The fewest days that belong to it.
    pub least: i32,
    /// The most.
    pub most: i32,
    /// How hot it is, from 0 to 6.
    pub heat: u8,
}

impl Step {
    /// Its tone.
    pub fn role(&self) -> Role {
        Role::Heat(self.heat)
    }
}

/// The steps, the fewest days first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// The steps; there is at least one.
    pub steps: Vec<Step>,
}

/// How many days a step can have.
const DAYS: [i32; 14] = [1, 2, 5, 10, 20, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const MOST_STEPS: i32 = 7;

impl Scale {
    /// The scale of days from `least` to `most`.
    pub(super) fn new(least: i32, most: i32) -> Scale {
        let count = |days: i32| most.div_euclid(days) - least.div_euclid(days) + 1;
        let days = DAYS.into_iter().find(|days| count(*days) <= MOST_STEPS).unwrap_or(10_000);
        let (count, from) = (count(days), least.div_euclid(days) * days);
        let steps = (0..count).map(|at| {
            // The steps there are reach over the whole scale; a single one is in its middle.
            let heat = if count > 1 { (at * 6 + (count - 1) / 2) / (count - 1) } else { 3 };
            let begins = from + at * days;
            Step { least: begins, most: begins + days - 1, heat: u8::try_from(heat).unwrap_or(6) }
        });
        Scale { steps: steps.collect() }
    }

    /// The step of a number of days.
    pub fn step(&self, days: i32) -> &Step {
        let after = self.steps.partition_point(|step| step.least <= days);
        &self.steps[after.saturating_sub(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_days_has_its_step_and_more_days_are_hotter() {
        for least in [0, 1, 37, 250, 998] {
            for more in (0..400).chain([1_000, 5_000]) {
                let scale = Scale::new(least, least + more);
                assert!((1..=7).contains(&scale.steps.len()), "{least} and {more} more");
                for days in least..=least + more {
                    let step = scale.step(days);
                    assert!((step.least..=step.most).contains(&days), "{days}: {step:?}");
                }
                for pair in scale.steps.windows(2) {
                    assert_eq!(pair[0].most + 1, pair[1].least);
                    assert!(pair[0].heat < pair[1].heat);
                }
            }
        }
    }
}
