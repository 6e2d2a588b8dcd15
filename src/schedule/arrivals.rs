//! What a step waits for, and when each of it is there.
//!
//! In: the dates. Out: for one step every present step whose finish or beginning it waits for, absent ones looked
//! through, with the moment that hands over and the links it came by. Asked for one step at a time.

use crate::calendar::{Calendar, Day, Length, Moment, Told};
use crate::network::{LinkEnd, Network, NetworkLink, StepIx};

use super::Schedule;

/// One end of a present step that another waits for.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// let arrival = &dates.arrivals(&network, &calendar, step("bidding-window"))[0];
/// assert_eq!(arrival.from, step("announcement-window"));
/// assert_eq!((arrival.moment.value, arrival.drives), (Moment::end_of_day(day("2023-06-25")), true));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The step waited for.
    pub from: StepIx,
    /// Which end of it.
    pub end: LinkEnd,
    /// When it lets the step that waits begin: that end, shifted by the lags on the way.
    pub moment: Told<Moment>,
    /// The links it came by, as positions in [`Network::links`]: more than one where absent steps lie between. Of
    /// several ways the latest.
    pub links: Vec<usize>,
    /// Whether it sets the trigger.
    pub drives: bool,
}

impl Schedule {
    /// Everything that `ix` waits for, drivers first, then the latest first; at a tie in file order.
    ///
    /// O(n log n) for the n links behind the step up to the present ones, times the arrivals of an absent step.
    ///
    /// ```
    #[doc = include_str!("../set_up/building.md")]
    /// // The construction permit waits for the planning permit and for the drawings, among other things.
    /// let arrivals = dates.arrivals(&network, &calendar, step("construction-permit"));
    /// let names: Vec<&str> = arrivals.iter().map(|arrival| network.step(arrival.from).id.as_str()).collect();
    /// assert!(names.contains(&"planning-permit") && names.contains(&"drawing-review"));
    /// assert!(arrivals[0].drives, "what sets the trigger comes first");
    /// ```
    pub fn arrivals(&self, network: &Network, calendar: &Calendar, ix: StepIx) -> Vec<Arrival> {
        let mut absent = Vec::new();
        let mut seen = vec![false; ix.index() + 1];
        let mut open = vec![ix];
        while let Some(at) = open.pop() {
            for from in network.links_into(at).map(|link| network.links()[link].from) {
                if !network.step(from).is_present() && !std::mem::replace(&mut seen[from.index()], true) {
                    absent.push(from);
                    open.push(from);
                }
            }
        }
        // What an absent step hands on is known before it is asked for.
        absent.sort_unstable();
        let mut known: Vec<(StepIx, Vec<Arrival>)> = Vec::with_capacity(absent.len());
        for at in absent {
            let arrivals = self.arrivals_at(network, calendar, at, &known);
            known.push((at, arrivals));
        }
        let mut arrivals = self.arrivals_at(network, calendar, ix, &known);
        let file_order = |ix: StepIx| (network.step(ix).file_order, network.step(ix).round);
        arrivals.sort_by_key(|arrival| {
            (!arrival.drives, std::cmp::Reverse(arrival.moment.value), file_order(arrival.from), arrival.end)
        });
        arrivals
    }

    /// The day on which `ix` would begin if it waited for this end of a step alone, with these lags between; `None` where
    /// that leaves the calendar.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::network::LinkEnd;
    /// // The announcement ends with Sunday 25 June, a make-up day; the bidding is open from then on.
    /// let end = (step("announcement-window"), LinkEnd::Finish);
    /// let begins = |lags: &[Length]| dates.begins_after(&calendar, step("bidding-window"), end, lags).unwrap();
    /// assert_eq!(begins(&[]), day("2023-06-25"));
    /// assert_eq!(begins(&[Length::Working(2)]), day("2023-06-27"));
    /// ```
    pub fn begins_after(
        &self,
        calendar: &Calendar,
        ix: StepIx,
        (from, end): (StepIx, LinkEnd),
        lags: &[Length],
    ) -> Option<Day> {
        let from = self.dates(from);
        let mut moment = match end {
            LinkEnd::Finish => from.finish(),
            LinkEnd::Start => from.counted.begins,
        };
        for lag in lags {
            moment = calendar.shift(moment, *lag).ok()?;
        }
        let counted = calendar.count(&self.dates(ix).timed.rule, moment).ok()?;
        Some(counted.begins.day())
    }

    /// The arrivals at one step, those at the absent steps before it being known, in order of their positions.
    fn arrivals_at(
        &self,
        network: &Network,
        calendar: &Calendar,
        ix: StepIx,
        known: &[(StepIx, Vec<Arrival>)],
    ) -> Vec<Arrival> {
        let mut arrivals: Vec<Arrival> = Vec::new();
        for position in network.links_into(ix) {
            let (link, drives) = (&network.links()[position], self.driving[position]);
            if network.step(link.from).is_present() {
                let from = self.dates(link.from);
                let end = match link.end {
                    LinkEnd::Finish => from.told_finish(),
                    LinkEnd::Start => from.told_begins(),
                };
                let Some(moment) = shifted(calendar, end, link) else { continue };
                arrivals.push(Arrival {
                    from: link.from,
                    end: link.end,
                    moment,
                    links: vec![position],
                    drives,
                });
                continue;
            }
            let Ok(at) = known.binary_search_by_key(&link.from, |(absent, _)| *absent) else { continue };
            for through in &known[at].1 {
                let Some(moment) = shifted(calendar, through.moment, link) else { continue };
                let links = through.links.iter().copied().chain([position]).collect();
                arrivals.push(Arrival { moment, links, drives: drives && through.drives, ..*through });
            }
        }
        // Of several ways from the same end the one that drives is kept, else the latest.
        arrivals.sort_by_key(|arrival| {
            (arrival.from, arrival.end, !arrival.drives, std::cmp::Reverse(arrival.moment.value))
        });
        arrivals.dedup_by_key(|arrival| (arrival.from, arrival.end));
        arrivals
    }
}

/// A moment shifted by the lag of a link. The schedule is inside the calendar, so this is.
fn shifted(calendar: &Calendar, moment: Told<Moment>, link: &NetworkLink) -> Option<Told<Moment>> {
    if link.lag == Length::Working(0) {
        return Some(moment);
    }
    let value = calendar.shift(moment.value, link.lag).ok()?;
    let between = calendar.touches_provisional(moment.value.day(), value.day());
    Some(Told { value, provisional: moment.provisional || between })
}
