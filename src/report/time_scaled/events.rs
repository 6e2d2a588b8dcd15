//! From steps and links to events and arrows, as an arrow network (双代号网络) has them.
//!
//! In: a [`Plan`]. Out: [`Events`]: the numbered circles of the drawing with the steps that happen at them, and the
//! arrows between them. No geometry; every moment is one that the schedule holds.

use crate::calendar::{Day, Length, Moment};
use crate::network::{LinkEnd, StepIx};
use crate::report::plan::Plan;
use crate::schedule::abort::Fate;

/// A circle: something that is reached at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// The steps that take no time and happen here, in topological order.
    pub steps: Vec<StepIx>,
    /// Whether it is on the critical path.
    pub critical: bool,
}

/// What an arrow stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// A step that takes time.
    Step(StepIx),
    /// A link and nothing more: a dummy (虚工作).
    Link,
    /// A link with time between, the lags on the way in order.
    Lag(Vec<Length>),
}

/// An arrow from one event to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// Where it leaves, a position in [`Events::events`].
    pub from: usize,
    /// Where it leads.
    pub to: usize,
    /// What it stands for.
    pub stands: Stands,
    /// Until when something happens; from there to the event it leads to is waiting.
    pub until: Moment,
    /// Whether that waiting is the free float of the step that it stands for or comes from.
    pub floats: bool,
    /// Whether the critical path runs along it. A step that it leaves at once, by a link from the step's beginning, is
    /// critical without that.
    pub critical: bool,
    /// Whether a suspension stops it at `until`.
    pub stopped: bool,
}

/// Where a step is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The event that is its trigger.
    pub starts: usize,
    /// The event its arrow leads to; the same for a step that takes no time.
    pub ends: usize,
}

/// The events and arrows of a plan.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// The events, in topological order.
    pub events: Vec<Event>,
    /// The arrows: those of steps in topological order, then the links.
    pub arrows: Vec<Arrow>,
    /// For each step of the network where it is drawn; `None` when it is not.
    pub places: Vec<Option<Place>>,
    /// The events of the primary critical path, from the start to the goal.
    pub path: Vec<usize>,
    /// How many links have no arrow because the arrows say them already.
    pub implied: usize,
}

/// One end of a raw link, before events are merged.
struct Tie {
    from: usize,
    to: usize,
    lags: Vec<Length>,
    until: Moment,
    floats: bool,
    critical: bool,
}

/// Makes the events of the listed steps; with a window, of those that are under way in it.
pub fn events(plan: &Plan<'_>, window: (Option<Day>, Option<Day>)) -> Events {
    let size = plan.network.steps().len();
    let mut shown = vec![false; size];
    for ix in plan.listed() {
        let dated = plan.schedule.dates(ix);
        let inside = window.0.is_none_or(|first| dated.finish().day() >= first)
            && window.1.is_none_or(|last| dated.trigger.day() <= last);
        shown[ix.index()] = inside && plan.fate(ix) != Some(Fate::NeverStarts);
    }
    let raw = Raw::new(plan, &shown);
    raw.merged(plan, &shown)
}

/// Two events a step, the start at 2i and the finish at 2i + 1, in topological order; for a step that is no arrow and
/// for an absent one, which only hands on, both are the event at 2i.
struct Raw {
    at: Vec<Moment>,
    alive: Vec<bool>,
    hub: Vec<bool>,
    steps: Vec<StepIx>,
    /// Which steps the critical path runs through, not only from their beginning.
    through: Vec<bool>,
    ties: Vec<Tie>,
}

impl Raw {
    fn new(plan: &Plan<'_>, shown: &[bool]) -> Raw {
        let (network, schedule) = (plan.network, plan.schedule);
        let size = network.steps().len();
        let hub = hubs(plan, shown);
        let on_chain = on_chain(plan);
        let mut at = Vec::with_capacity(size * 2);
        let mut steps = Vec::new();
        for ix in network.positions() {
            let dated = schedule.dates(ix);
            let lasts = lasts(plan, ix);
            at.extend([if lasts { dated.trigger } else { dated.finish() }, dated.finish()]);
            if shown[ix.index()] && lasts {
                steps.push(ix);
            }
        }
        let alive = |ix: StepIx| shown[ix.index()] || hub[ix.index()];
        let stands = |ix: StepIx| plan.fate(ix).is_none_or(|fate| fate == Fate::Stands);
        let mut through = vec![false; size];
        through[network.goal().index()] = true;
        let mut ties = Vec::new();
        for (position, link) in network.links().iter().enumerate() {
            // Critical is a step of the plan, however little of it is shown.
            let critical =
                plan.suspension.is_none() && schedule.driving[position] && on_chain[link.to.index()];
            through[link.from.index()] |= critical && link.end == LinkEnd::Finish;
            // What a stopped step leads to never starts.
            if !alive(link.from) || !alive(link.to) || (link.end == LinkEnd::Finish && !stands(link.from)) {
                continue;
            }
            let (from, dated) = (link.from.index(), schedule.dates(link.from));
            let (event, until) = match link.end {
                LinkEnd::Finish if shown[from] && lasts(plan, link.from) => (2 * from + 1, dated.finish()),
                LinkEnd::Finish => (2 * from, dated.finish()),
                LinkEnd::Start => (2 * from, dated.counted.begins),
            };
            let to = 2 * link.to.index();
            // A known date has overtaken the link: the step did not wait for it.
            if until > at[to] {
                continue;
            }
            let driving = schedule.driving[position];
            let lags = if link.lag.is_zero() { Vec::new() } else { vec![link.lag] };
            // The schedule holds where a lag ends only when it is what the next step waits for.
            let until = if driving && !lags.is_empty() { at[to] } else { until };
            let floats = link.end == LinkEnd::Finish && floats(plan, link.from);
            ties.push(Tie { from: event, to, lags, until, floats, critical });
        }
        let alive = (0..size * 2).map(|event| shown[event / 2] || hub[event / 2]).collect();
        Raw { at, alive, hub, steps, through, ties }
    }

    fn merged(mut self, plan: &Plan<'_>, shown: &[bool]) -> Events {
        let implied = self.leave_out_implied();
        let count = self.at.len();
        let (mut into, mut out) = (vec![0usize; count], vec![0usize; count]);
        for step in &self.steps {
            into[2 * step.index() + 1] += 1;
            out[2 * step.index()] += 1;
        }
        for tie in &self.ties {
            into[tie.to] += 1;
            out[tie.from] += 1;
        }
        let mut merged: Vec<usize> = (0..count).collect();
        let mut gone = vec![false; self.ties.len()];
        // What waits for one thing only, and gets it at once, happens at that event.
        for (position, tie) in self.ties.iter().enumerate() {
            if into[tie.to] == 1 && tie.lags.is_empty() && self.at[tie.to] == self.at[tie.from] {
                merged[tie.to] = tie.from;
                gone[position] = true;
            }
        }
        // An absent step that hands on to one step only is not needed as an event.
        for (position, tie) in self.ties.iter().enumerate() {
            let lone_hub = self.hub[tie.from / 2] && out[tie.from] == 1 && tie.lags.is_empty();
            if !gone[position] && lone_hub && merged[tie.from] == tie.from {
                merged[tie.from] = tie.to;
                gone[position] = true;
            }
        }
        // A step that only one thing waits for leads straight to it, with a wave when it has to wait. Two steps
        // never share both their events.
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (position, tie) in self.ties.iter().enumerate() {
            let finish = tie.from % 2 == 1;
            if gone[position] || !finish || out[tie.from] != 1 || !tie.lags.is_empty() {
                continue;
            }
            let pair = (root(&merged, tie.from - 1), root(&merged, tie.to));
            if !pairs.contains(&pair) {
                pairs.push(pair);
                merged[tie.from] = tie.to;
                gone[position] = true;
            }
        }
        self.collected(plan, shown, &merged, &gone, implied)
    }

    /// Leaves out links without a lag that another way along the arrows says; gives how many.
    fn leave_out_implied(&mut self) -> usize {
        let count = self.at.len();
        let words = count.div_ceil(64);
        // Which events lead to each event, itself included.
        let mut from = vec![0u64; count * words];
        let mut incoming: Vec<Vec<usize>> = vec![Vec::new(); count];
        for step in &self.steps {
            incoming[2 * step.index() + 1].push(2 * step.index());
        }
        for tie in &self.ties {
            incoming[tie.to].push(tie.from);
        }
        for event in 0..count {
            let (before, here) = from.split_at_mut(event * words);
            here[event / 64] |= 1 << (event % 64);
            for source in &incoming[event] {
                for word in 0..words {
                    here[word] |= before[source * words + word];
                }
            }
        }
        let leads = |a: usize, b: usize| from[b * words + a / 64] >> (a % 64) & 1 == 1;
        let before = self.ties.len();
        self.ties.retain(|tie| {
            let other_way = incoming[tie.to].iter().any(|&other| other != tie.from && leads(tie.from, other));
            !tie.lags.is_empty() || !other_way
        });
        before - self.ties.len()
    }

    fn collected(
        &self,
        plan: &Plan<'_>,
        shown: &[bool],
        merged: &[usize],
        gone: &[bool],
        implied: usize,
    ) -> Events {
        let mut out = Events { implied, places: vec![None; shown.len()], ..Events::default() };
        let mut numbers: Vec<Option<usize>> = vec![None; self.at.len()];
        let exists = |event: usize| {
            let ix = StepIx::new(event / 2);
            self.alive[event] && (event.is_multiple_of(2) || (shown[event / 2] && lasts(plan, ix)))
        };
        for event in (0..self.at.len()).filter(|&event| exists(event) && merged[event] == event) {
            numbers[event] = Some(out.events.len());
            out.events.push(Event { at: self.at[event], steps: Vec::new(), critical: false });
        }
        let number = |event: usize| numbers[root(merged, event)].unwrap_or_default();
        let suspended = plan.suspension.map(|suspension| Moment::in_hours(suspension.day));
        for ix in plan.network.positions().filter(|ix| shown[ix.index()]) {
            let starts = number(2 * ix.index());
            let dated = plan.schedule.dates(ix);
            if !lasts(plan, ix) {
                out.events[starts].steps.push(ix);
                out.events[starts].critical |= is_critical(plan, ix);
                out.places[ix.index()] = Some(Place { starts, ends: starts });
                continue;
            }
            let ends = number(2 * ix.index() + 1);
            out.places[ix.index()] = Some(Place { starts, ends });
            let stopped = plan.fate(ix) == Some(Fate::Stopped);
            let mut until = dated.finish();
            if let Some(day) = suspended.filter(|_| stopped) {
                until = until.min(day).max(dated.trigger);
                out.events[ends].at = until;
            }
            let critical = is_critical(plan, ix) && self.through[ix.index()];
            out.arrows.push(Arrow {
                from: starts,
                to: ends,
                stands: Stands::Step(ix),
                until,
                floats: floats(plan, ix),
                critical,
                stopped,
            });
        }
        for tie in self.ties.iter().zip(gone).filter(|(_, gone)| !**gone).map(|(tie, _)| tie) {
            let (from, to) = (number(tie.from), number(tie.to));
            let stands = if tie.lags.is_empty() { Stands::Link } else { Stands::Lag(tie.lags.clone()) };
            let said = |arrow: &Arrow| arrow.from == from && arrow.to == to && arrow.stands == stands;
            match out.arrows.iter_mut().find(|arrow| said(arrow)) {
                // Two links that only absent steps told apart.
                Some(arrow) => {
                    arrow.until = arrow.until.max(tie.until);
                    arrow.floats &= tie.floats;
                    arrow.critical |= tie.critical;
                }
                None if from == to => {}
                None => out.arrows.push(Arrow {
                    from,
                    to,
                    stands,
                    until: tie.until,
                    floats: tie.floats,
                    critical: tie.critical,
                    stopped: false,
                }),
            }
        }
        for arrow in out.arrows.iter().filter(|arrow| arrow.critical) {
            out.events[arrow.from].critical = true;
            if arrow.until == out.events[arrow.to].at {
                out.events[arrow.to].critical = true;
            }
        }
        for stretch in plan.schedule.stretches(plan.network) {
            let Some(place) = out.places[stretch.step.index()] else { continue };
            out.path.push(place.starts);
            if stretch.leaves_from == LinkEnd::Finish {
                out.path.push(place.ends);
            }
        }
        out.path.dedup();
        out
    }
}

/// Whether a step is critical; in a suspended procedure none is.
pub fn is_critical(plan: &Plan<'_>, ix: StepIx) -> bool {
    plan.suspension.is_none() && plan.schedule.dates(ix).critical
}

/// Whether a step has free float. One that is followed by a sitting or by a date that others set can have to wait
/// without having any.
fn floats(plan: &Plan<'_>, ix: StepIx) -> bool {
    let float = plan.schedule.dates(ix).free_float;
    float.is_some_and(|float| float.value.working > 0 || float.value.natural > 0)
}

/// Whether the step is drawn as an arrow. One whose finish is given is not, unless something follows from its
/// beginning: nobody said when it began.
fn lasts(plan: &Plan<'_>, ix: StepIx) -> bool {
    let dated = plan.schedule.dates(ix);
    let follows = || plan.network.out_of(ix).any(|link| link.end == LinkEnd::Start);
    dated.trigger < dated.finish() && (!plan.is_given(ix) || follows())
}

fn root(merged: &[usize], mut event: usize) -> usize {
    while merged[event] != event {
        event = merged[event];
    }
    event
}

/// The absent steps that stand between steps that are shown.
fn hubs(plan: &Plan<'_>, shown: &[bool]) -> Vec<bool> {
    let network = plan.network;
    let mut after = shown.to_vec();
    for ix in network.positions().filter(|ix| !network.step(*ix).is_present()) {
        after[ix.index()] = network.links_into(ix).any(|link| after[network.links()[link].from.index()]);
    }
    let mut before = shown.to_vec();
    for ix in network.positions().rev().filter(|ix| !network.step(*ix).is_present()) {
        before[ix.index()] = network.out_of(ix).any(|link| before[link.to.index()]);
    }
    let between = network.positions().map(|ix| {
        let at = ix.index();
        !network.step(ix).is_present() && after[at] && before[at]
    });
    between.collect()
}

/// The steps on a chain of drivers to the goal, absent ones included.
fn on_chain(plan: &Plan<'_>) -> Vec<bool> {
    let network = plan.network;
    let mut on_chain = vec![false; network.steps().len()];
    on_chain[network.goal().index()] = true;
    for ix in network.positions().rev() {
        if on_chain[ix.index()] {
            for link in network.links_into(ix).filter(|link| plan.schedule.driving[*link]) {
                on_chain[network.links()[link].from.index()] = true;
            }
        }
    }
    on_chain
}
