//! Which way the odds are found: exactly or by trials, when an exact answer is too much, and what a watch that stops leaves.

use std::sync::atomic::{AtomicU64, Ordering};

use permits::calendar::Day;
use permits::risk::{Budget, Detail, Distribution, QUANTILES, Sampling, Watch};
use permits::study::odds::{NoOdds, SideBySide, Wanted, exactly, exactly_from_starts, side_by_side};

use super::chains::{chains, start, with_case, with_chain};
use super::worlds::failing;

/// Stops the run when so many are done.
struct Until(u64, AtomicU64);

fn until(many: u64) -> Until {
    Until(many, AtomicU64::new(0))
}

impl Watch for Until {
    fn done(&self, more: u64) -> bool {
        self.1.fetch_add(more, Ordering::Relaxed) + more < self.0
    }
}

fn never() -> Until {
    panic!("nothing is watched before it is decided that there is an exact answer")
}

fn days(many: i64) -> Vec<Day> {
    (0..many).map(|after| start().plus(after).expect("a day")).collect()
}

#[test]
fn what_is_too_much_is_refused_or_left_to_trials() {
    with_case(&failing(&[21]), start(), |variant, _, _| {
        let of_range = |wanted| exactly_from_starts(variant, start(), &days(3), wanted, 1, never);
        assert_eq!(exactly(variant, start(), Wanted::Exact), Err(NoOdds::TooCostly));
        assert_eq!(of_range(Wanted::Exact), Err(NoOdds::TooCostly));
        for wanted in [Wanted::Auto, Wanted::Sample] {
            assert_eq!(exactly(variant, start(), wanted), Ok(None));
            assert_eq!(of_range(wanted), Ok(None));
        }
    });
}

#[test]
fn a_range_is_what_each_of_its_days_is_alone_up_to_where_it_is_stopped() {
    with_chain(&chains()[0], |variant| {
        assert_eq!(exactly(variant, start(), Wanted::Sample), Ok(None));
        let alone = |day: &Day| {
            let exact = variant.exact(*day, Budget::default()).unwrap().known().expect("cheap");
            let finish = Distribution::of_probabilities(exact.goal).expect("some day");
            QUANTILES.map(|share| finish.quantile(share))
        };
        let each: Vec<_> = days(5).iter().map(alone).collect();
        for wanted in [Wanted::Auto, Wanted::Exact] {
            let found = |watch: fn() -> Until| {
                exactly_from_starts(variant, start(), &days(5), wanted, 1, watch).unwrap().expect("cheap")
            };
            assert_eq!(found(|| until(u64::MAX)), each);
            assert_eq!(found(|| until(2)), each[..2]);
            assert!(found(|| until(0)).is_empty());
        }
        assert_eq!(exactly_from_starts(variant, start(), &days(5), Wanted::Sample, 1, never), Ok(None));
    });
}

#[test]
fn scenarios_of_which_half_is_known_are_not_compared() {
    with_chain(&chains()[0], |variant| {
        let sides = [(variant, start()), (variant, start()), (variant, start().plus(7).expect("a day"))];
        let sampling = Sampling { seed: 1, trials: 0..2_000, threads: 1, detail: Detail::Dates };
        let beside = side_by_side(&sides, &sampling, &()).unwrap().expect("nobody stops it");
        assert_eq!((beside.odds.len(), beside.later.len()), (3, 2));
        // The same case from the same day, trial by trial.
        assert_eq!(beside.later[0].iter().collect::<Vec<_>>(), [(0, 2_000)]);
        // A week later, with the same draws, it is finished later by days and not by weeks.
        assert!(beside.later[1].first() > 0 && beside.later[1].total() == 2_000);
        let all = SideBySide::trials(sides.len(), 2_000);
        assert_eq!(all, 10_000);
        for done in [1, 2_000, all] {
            assert_eq!(
                side_by_side(&sides, &sampling, &until(done)),
                Ok(None),
                "stopped when {done} are done"
            );
        }
        assert!(side_by_side(&sides, &sampling, &until(all + 1)).unwrap().is_some());
    });
}
