//! What is recorded of a project, laid over its network.
//!
//! In: a network, and for single steps when they began and finished, what was left to do, when their clocks stood and
//! by how much their limits were lengthened, as of a day. Out: the same network, every step with its [`Record`], ready
//! for [`schedule`](super::super::schedule::schedule()), which gives it the dates that follow: a forecast. Nothing falls
//! away: what is done keeps its place and its links.
//!
//! What a record proves of other steps goes back along the links, each by its end: what a begun step waited for by a
//! finish link had finished, what it waited for by a start link had begun. Where a record says otherwise the two
//! contradict each other ([`contradictions`]); they are judged by their days alone, since lengths may be assumptions.
//! No dates are made here.

use crate::calendar::{Day, Length, Stops};
use crate::workflow::{Estimate, Kind, LinkEnd, Stated};

use super::{Estimated, Network, StepIx};

/// What is said of one step.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// // The papers were asked for on 7 June and came on the 9th: the clock stood on the 8th and the 9th.
/// let stops = vec![(day("2023-06-07"), Some(day("2023-06-09")))];
/// let tracked = on("announcement-window", Said { stops, ..started("2023-06-05") }, "2023-06-20");
/// let window = tracked.forecast.dates(step("announcement-window"));
/// assert_eq!(window.finish().to_string(), "2023-06-28 end-of-day"); // and not the 26th
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The day it began.
    pub started: Option<Day>,
    /// The day it finished.
    pub finished: Option<Day>,
    /// What was left to do on the day asked for.
    pub remaining: Option<Length>,
    /// A day on which it is said to be open: it had begun by then.
    pub open_on: Option<Day>,
    /// When its clock stood; an interval without an end still stands.
    pub stops: Vec<(Day, Option<Day>)>,
    /// By how much its limit was lengthened, or the time it is expected to take where it has none; in their unit.
    pub longer_by: u32,
}

impl Said {
    /// The first day on which this says that the step had begun.
    ///
    /// ```
    /// use permits::network::Said;
    /// let finished = Said { finished: "2023-06-08".parse().ok(), ..Said::default() };
    /// assert_eq!(finished.begun_by(), "2023-06-08".parse().ok()); // by then at the latest
    /// assert_eq!(Said::default().begun_by(), None);
    /// ```
    pub fn begun_by(&self) -> Option<Day> {
        let stopped = self.stops.iter().map(|(from, _)| *from);
        self.started.or_else(|| stopped.chain(self.finished).chain(self.open_on).min())
    }
}

/// What is known of one step on a day.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// let record = tracked.network.step(step("announcement-window")).record.as_ref().unwrap();
/// assert_eq!((record.as_of, record.started), (day("2023-06-20"), Some(day("2023-06-05"))));
/// // What it waited for had finished by the day on which it began.
/// let announced = tracked.network.step(step("land-announcement")).record.as_ref().unwrap();
/// assert_eq!(announced.proved_finished, Some(day("2023-06-05")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The day: nothing later is known.
    pub as_of: Day,
    /// The day it began.
    pub started: Option<Day>,
    /// The day it finished.
    pub finished: Option<Day>,
    /// What was left to do on the day.
    pub remaining: Option<Length>,
    /// When its clock stood. One that still stands is taken to run on at the earliest day possible: the day asked for.
    pub stops: Stops,
    /// Whether its clock stands on the day.
    pub is_stopped: bool,
    /// The day by which others prove that it had begun.
    pub proved_begun: Option<Day>,
    /// The day by which others prove that it had finished.
    pub proved_finished: Option<Day>,
}

/// Two records that contradict each other: a step was there before what it waits for.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// use permits::network::contradictions;
/// let mut said = vec![Said::default(); network.steps().len()];
/// said[step("land-announcement").index()] = finished("2023-06-08");
/// said[step("announcement-window").index()] = started("2023-06-05");
/// let found = &contradictions(&network, &said)[0];
/// assert_eq!((found.earlier, found.on), (step("land-announcement"), day("2023-06-08")));
/// assert_eq!((found.later, found.begun_by), (step("announcement-window"), day("2023-06-05")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// The step that has to come first.
    pub earlier: StepIx,
    /// The day it finished, or began where only its beginning is waited for.
    pub on: Day,
    /// Whether it is its finish.
    pub end: LinkEnd,
    /// The step that waits for it.
    pub later: StepIx,
    /// The day by which that had begun.
    pub begun_by: Day,
    /// Whether documents state every link between the two; otherwise one is our inference.
    pub stated: bool,
}

/// A day by which something had happened, and the step whose record says so.
type Proof = (Day, StepIx);

/// What records prove of the steps, by position.
struct Proved {
    begun: Vec<Option<Proof>>,
    finished: Vec<Option<Proof>>,
}

fn earlier(a: Option<Proof>, b: Option<Proof>) -> Option<Proof> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// One walk against the links; with `stated_only` along those that documents state. O(steps + links).
fn proved(network: &Network, said: &[Said], stated_only: bool) -> Proved {
    let size = network.steps().len();
    let mut proved = Proved { begun: vec![None; size], finished: vec![None; size] };
    for ix in network.positions().rev() {
        let (step, at) = (network.step(ix), ix.index());
        if !step.is_present() || step.timing.kind == Kind::Milestone {
            // It ends as it begins.
            proved.finished[at] = earlier(proved.finished[at], proved.begun[at]);
        }
        let own = said[at].begun_by().map(|day| (day, ix));
        let Some(by) = earlier(earlier(own, proved.begun[at]), proved.finished[at]) else { continue };
        for link in network.links_into(ix).map(|link| &network.links()[link]) {
            if stated_only && link.stated == Stated::Inferred {
                continue;
            }
            let known = match link.end {
                LinkEnd::Finish => &mut proved.finished[link.from.index()],
                LinkEnd::Start => &mut proved.begun[link.from.index()],
            };
            *known = earlier(*known, Some(by));
        }
    }
    proved
}

/// The records that contradict each other, in the order of the steps that have to come first; one for each of these.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// use permits::network::contradictions;
/// let mut said = vec![Said::default(); network.steps().len()];
/// said[step("land-announcement").index()] = finished("2023-06-05");
/// said[step("announcement-window").index()] = started("2023-06-05");
/// assert!(contradictions(&network, &said).is_empty(), "it may be posted on the day of the announcement");
/// ```
pub fn contradictions(network: &Network, said: &[Said]) -> Vec<Contradiction> {
    let (stated, all) = (proved(network, said, true), proved(network, said, false));
    let at = |ix: StepIx, proved: &Proved, stated: bool| {
        let said = &said[ix.index()];
        let late = |on: Option<Day>, proof: Option<Proof>, end: LinkEnd| {
            let (on, (begun_by, later)) = (on?, proof?);
            let contradicts = on > begun_by && later != ix;
            contradicts.then_some(Contradiction { earlier: ix, on, end, later, begun_by, stated })
        };
        late(said.finished, proved.finished[ix.index()], LinkEnd::Finish)
            .or_else(|| late(said.started, proved.finished[ix.index()], LinkEnd::Start))
            .or_else(|| late(said.started, proved.begun[ix.index()], LinkEnd::Start))
    };
    network.positions().filter_map(|ix| at(ix, &stated, true).or_else(|| at(ix, &all, false))).collect()
}

/// A step that says it is still open, with something left to do or a clock that stands, although what waits for it had
/// begun.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// use permits::network::still_open;
/// let mut said = vec![Said::default(); network.steps().len()];
/// said[step("transfer-plan-approval").index()].remaining = Some(Length::Working(3));
/// said[step("announcement-window").index()] = started("2023-06-05");
/// let open = &still_open(&network, &said)[0];
/// assert_eq!((open.step, open.begun_by), (step("transfer-plan-approval"), day("2023-06-05")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StillOpen {
    /// The step.
    pub step: StepIx,
    /// The step that waits for it.
    pub later: StepIx,
    /// The day by which that had begun.
    pub begun_by: Day,
    /// Whether documents state every link between the two; otherwise one is our inference.
    pub stated: bool,
}

/// The steps that say they are open and cannot be, in the order of the network.
///
/// ```
#[doc = include_str!("../set_up/tracked.md")]
/// use permits::network::still_open;
/// let mut said = vec![Said::default(); network.steps().len()];
/// said[step("announcement-window").index()].remaining = Some(Length::Working(3));
/// assert!(still_open(&network, &said).is_empty(), "nothing after it has begun");
/// ```
pub fn still_open(network: &Network, said: &[Said]) -> Vec<StillOpen> {
    let (stated, all) = (proved(network, said, true), proved(network, said, false));
    let open = |ix: &StepIx| {
        let said = &said[ix.index()];
        let has_more = said.remaining.is_some_and(|left| !left.is_zero());
        said.finished.is_none() && (has_more || said.stops.iter().any(|(_, to)| to.is_none()))
    };
    let found = network.positions().filter(open).filter_map(|step| {
        let (begun_by, later) = stated.finished[step.index()].or(all.finished[step.index()])?;
        Some(StillOpen { step, later, begun_by, stated: stated.finished[step.index()].is_some() })
    });
    found.collect()
}

/// The network with what is recorded; `said` by position.
///
/// ```
/// use permits::calendar::{Calendar, Length};
/// use permits::network::{Kind, Network, NetworkStep, Said, StepIx, Timing, recorded};
/// use permits::schedule::{Run, schedule};
/// let mut review = Timing::new(Kind::Review);
/// review.limit = Some(Length::Working(5));
/// let network = Network::new(vec![NetworkStep::new("review", review)], Vec::new(), StepIx::new(0)).unwrap();
/// let said = Said { started: Some("2023-06-05".parse().unwrap()), ..Said::default() };
/// let forecast = recorded(&network, &[said], "2023-06-07".parse().unwrap());
/// let dates = schedule(&forecast, &Calendar::official(), &Run::from("2023-06-01".parse().unwrap())).unwrap();
/// // Four days late: 6, 7, 8, 9 and 12 June count.
/// assert_eq!(dates.finish(&forecast).to_string(), "2023-06-12 in-hours");
/// ```
pub fn recorded(network: &Network, said: &[Said], as_of: Day) -> Network {
    let proved = proved(network, said, false);
    network.with_steps(network.positions(), |at, step| {
        let said = &said[at];
        let longer = |length: Length| length.with_number(length.number().saturating_add(said.longer_by));
        match (&mut step.timing.limit, &mut step.timing.estimate) {
            (Some(limit), _) => *limit = longer(*limit),
            (None, Some(Estimated { estimate: Estimate { min, likely, max }, .. })) => {
                [*min, *likely, *max] = [*min, *likely, *max].map(longer);
            }
            (None, None) => {}
        }
        let stops = said.stops.iter().map(|(from, to)| (*from, to.unwrap_or(as_of)));
        let stands = |(from, to): &(Day, Option<Day>)| *from <= as_of && to.is_none_or(|to| to > as_of);
        step.record = Some(Box::new(Record {
            as_of,
            started: said.started,
            finished: said.finished,
            remaining: said.remaining,
            stops: Stops::union(stops),
            is_stopped: said.stops.iter().any(stands),
            proved_begun: earlier_day(proved.begun[at].map(|(day, _)| day), said.begun_by()),
            proved_finished: proved.finished[at].map(|(day, _)| day),
        }));
    })
}

fn earlier_day(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    a.into_iter().chain(b).min()
}
