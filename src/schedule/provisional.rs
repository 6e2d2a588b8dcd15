//! Which results rest on days that no published notice covers.
//!
//! In: a schedule. Out: its provisional results, each with the day that may move, in the order in which a page tells
//! them. Every value carries the caveat itself ([`Told`]); this is the list of those that do.

use crate::calendar::{Day, Told};
use crate::network::{Network, PromiseId, StepIx};

use super::Schedule;

/// Which result of a schedule.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::ResultOf;
/// let known = Calendar::new(Some(day("2023-06-01")), &[]); // and so nothing of 2024
/// let dates = schedule(&network, &known, &Run::from(day("2023-12-29"))).unwrap();
/// let may_move: Vec<ResultOf> = dates.provisional(&network).map(|(of, _)| of).collect();
/// assert!(may_move.contains(&ResultOf::Finish(network.goal())));
/// assert!(!may_move.contains(&ResultOf::Finish(step("land-announcement"))));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultOf {
    /// The finish of a step.
    Finish(StepIx),
    /// The due day of a promise.
    Due(PromiseId),
    /// What a promise has to spare.
    Margin(PromiseId),
    /// The latest dates of a step.
    Latest(StepIx),
    /// The total or the free float of a step.
    Float(StepIx),
}

impl Schedule {
    /// The results that rest on a provisional day, each with its day; absent steps have none. A float is told with the
    /// finish that it is counted from, a margin with the due day.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::schedule::ResultOf;
    /// assert_eq!(dates.provisional(&network).count(), 0, "the notice of 2023 is published");
    /// // Of 2024 no notice was known on 1 June 2023.
    /// let known = Calendar::new(Some(day("2023-06-01")), &[]);
    /// let dates = schedule(&network, &known, &Run::from(day("2023-12-29"))).unwrap();
    /// let (of, on) = dates.provisional(&network).next().unwrap();
    /// assert_eq!((of, on.year()), (ResultOf::Finish(step("announcement-window")), 2024));
    /// ```
    pub fn provisional(&self, network: &Network) -> impl Iterator<Item = (ResultOf, Day)> {
        let present = || network.positions().filter(|ix| network.step(*ix).is_present());
        let finishes = present().filter(|ix| self.dates(*ix).provisional);
        let finishes = finishes.map(|ix| (ResultOf::Finish(ix), self.dates(ix).finish().day()));
        let promises = self.promises.iter().filter_map(|promise| {
            let of = match (promise.due.provisional, promise.margin.provisional) {
                (true, _) => ResultOf::Due(promise.id.clone()),
                (false, true) => ResultOf::Margin(promise.id.clone()),
                (false, false) => return None,
            };
            Some((of, promise.due.value))
        });
        let latest = present().filter_map(|ix| {
            let latest = self.dates(ix).latest?;
            let provisional = latest.trigger.provisional || latest.finish.provisional;
            provisional.then(|| (ResultOf::Latest(ix), latest.finish.value.day()))
        });
        let floats = present().filter_map(|ix| {
            let dated = self.dates(ix);
            let floats = [dated.total_float, dated.free_float];
            let provisional = floats.iter().flatten().any(|float| float.provisional);
            provisional.then(|| (ResultOf::Float(ix), dated.finish().day()))
        });
        finishes.chain(promises).chain(latest).chain(floats)
    }

    /// The same dates, counted from a start that was itself found by counting over provisional days: all of them move
    /// with it.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert!(!dates.finish_day(&network).provisional);
    /// let moves = dates.clone().from_provisional_start();
    /// assert!(moves.finish_day(&network).provisional);
    /// assert_eq!(moves.finish(&network), dates.finish(&network), "no date is another");
    /// ```
    pub fn from_provisional_start(mut self) -> Schedule {
        for dated in &mut self.steps {
            dated.provisional = true;
            dated.begins_provisional = true;
            dated.trigger_provisional = true;
            for float in [&mut dated.total_float, &mut dated.free_float].into_iter().flatten() {
                float.provisional = true;
            }
            if let Some(latest) = &mut dated.latest {
                latest.trigger.provisional = true;
                latest.finish.provisional = true;
            }
        }
        for promise in &mut self.promises {
            promise.due.provisional = true;
            promise.actual.provisional = true;
            promise.margin.provisional = true;
        }
        self
    }

    /// The day of the goal's finish.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert_eq!(dates.finish_day(&network), Told::sure(day("2023-07-07")));
    /// ```
    pub fn finish_day(&self, network: &Network) -> Told<Day> {
        self.dates(network.goal()).told_finish().map(|finish| finish.day())
    }
}
