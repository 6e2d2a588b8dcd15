//! Scenarios side by side, and why their dates differ.
//!
//! In: two or more scenarios with their dates, and the two steps between which the time is of interest. Out: for each
//! scenario that time and what it rests on; for each against the first the differences between the two, what each of
//! them does to the finish, to that time and to every date that moved. No words here.
//!
//! The phases, each a file: [`mod@differences`] says in what two scenarios differ; `undo` makes the other scenario with
//! some of the differences undone; [`readings`] turns doubtful sentences round; this file puts the effects together.
//!
//! **A cause is a difference whose undoing moves the date back**, and every number is the result of having run the
//! schedule with it undone. *Alone* is what a difference does when it is the only one undone; several may share one
//! day (either would have been enough) or act only together, so the parts that are left over are told as *together*,
//! and all of them add up to what moved. *In turn* is what each does when they are undone one after another, in the
//! order in which they stand; these add up by themselves. Two schedules a difference, each O(steps + links).

pub mod differences;
pub mod readings;
mod undo;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::calendar::{Calendar, Day, Moment};
use crate::network::{Case, Given, Network, StepIx, compile};
use crate::schedule::given::given;
use crate::schedule::{Float, RestsOn, Run, Schedule, schedule};

use differences::{Difference, differences};
use undo::Undoing;

/// The most that is tried, as differences times steps of the networks.
pub const MOST: usize = 2_000_000;

/// One scenario with its dates.
#[derive(Debug, Clone)]
pub struct Scenario<'a> {
    /// What the reader calls it.
    pub name: &'a str,
    /// What the network was made of.
    pub case: Case<'a>,
    /// The finishes that are given.
    pub given: &'a [Given],
    /// The calendar the days were counted by.
    pub calendar: &'a Calendar,
    /// The graph, with the given finishes.
    pub network: &'a Network,
    /// The dates.
    pub dates: &'a Schedule,
}

impl Scenario<'_> {
    /// The graph without the finishes that are given.
    fn ungiven(&self) -> Cow<'_, Network> {
        let made = if self.given.is_empty() { None } else { compile(&self.case).ok() };
        made.map_or(Cow::Borrowed(self.network), Cow::Owned)
    }
}

/// The dates of a network, and the network with these finishes given; `None` when that makes no plan.
fn dates(
    network: Cow<'_, Network>,
    finishes: &[Given],
    calendar: &Calendar,
    run: &Run,
) -> Option<(Network, Schedule)> {
    let network = match finishes {
        [] => network.into_owned(),
        finishes => given(&network, finishes, calendar, run).ok()?,
    };
    let dates = schedule(&network, calendar, run).ok()?;
    Some((network, dates))
}

/// The two ends of the time that is of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Between<'a> {
    /// The step whose finish begins it; the run's start when absent.
    pub from: Option<&'a str>,
    /// The step whose finish ends it; the goal when absent.
    pub to: Option<&'a str>,
}

impl Between<'_> {
    /// The step that ends the time; `None` when it does not happen.
    fn end(&self, network: &Network) -> Option<StepIx> {
        match self.to {
            Some(id) => network.find_last(id).filter(|ix| network.step(*ix).is_present()),
            None => Some(network.goal()),
        }
    }

    /// The two days; `None` when a step does not happen.
    pub fn days(&self, network: &Network, dates: &Schedule) -> Option<(Day, Day)> {
        let finish = |ix: StepIx| dates.dates(ix).finish().day();
        let from = match self.from {
            Some(id) => finish(network.find_last(id).filter(|ix| network.step(*ix).is_present())?),
            None => dates.run.start,
        };
        Some((from, finish(self.end(network)?)))
    }

    fn natural(&self, network: &Network, dates: &Schedule) -> Option<i32> {
        self.days(network, dates).map(|(from, to)| to.days_since(from))
    }
}

/// What days of the time of interest rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// What the critical path to its end rests on.
    Path(RestsOn),
    /// How doubtful sentences are read: the days that come or go when every reading is turned round.
    Readings,
}

/// The time of interest in one scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The day that begins it, not counted.
    pub from: Day,
    /// The day that ends it.
    pub to: Day,
    /// How long it is; negative when the end comes first.
    pub days: Float,
    /// What its natural days rest on; they add up. Without the days that hang on readings, which have a share of their
    /// own. Empty when the end comes first.
    pub shares: Vec<(Basis, i32)>,
}

/// What a difference does to a number of days. Positive: the other scenario is later, or longer, because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effect {
    /// When it alone is undone; `None` when that makes no plan.
    pub alone: Option<i32>,
    /// When it is undone after those before it; `None` when that makes no plan.
    pub in_turn: Option<i32>,
}

/// A difference and what it does.
#[derive(Debug, Clone)]
pub struct Cause {
    /// The difference.
    pub what: Difference,
    /// What it does to the finish day, in natural days.
    pub finish: Effect,
    /// What it does to the time of interest, in natural days.
    pub span: Effect,
}

/// What does not move with any difference alone, or in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rest {
    /// How much it is in all: the other scenario less the first.
    pub all: i32,
    /// What is left when the effects of each difference alone are taken away.
    pub together: i32,
    /// The same for the effects in turn; 0 unless a difference could not be undone.
    pub in_turn: i32,
}

/// A date that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The step in the first scenario.
    pub first: StepIx,
    /// The step in the other.
    pub other: StepIx,
    /// Its finish in the first scenario.
    pub was: Moment,
    /// Its finish in the other.
    pub is: Moment,
    /// By how many natural days: positive when it is later in the other.
    pub days: i32,
    /// The causes, as positions in [`Pair::causes`], with the natural days each alone puts on.
    pub because: Vec<(usize, i32)>,
    /// What is left over.
    pub together: i32,
}

/// One scenario against the first.
#[derive(Debug, Clone)]
pub struct Pair {
    /// In what they differ, and what each difference does.
    pub causes: Vec<Cause>,
    /// Whether the effects were worked out; they are not when they would be more than [`MOST`].
    pub computed: bool,
    /// What moved of the finish day.
    pub finish: Rest,
    /// What changed of the time of interest; `None` when it has no ends in one of the two.
    pub span: Option<Rest>,
    /// The steps in both whose finish day moved, in the order of the first scenario.
    pub moved: Vec<Moved>,
}

/// Scenarios side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The time of interest in each scenario; `None` where one of its ends does not happen.
    pub spans: Vec<Option<Span>>,
    /// Each scenario but the first against the first.
    pub pairs: Vec<Pair>,
}

/// Puts scenarios side by side; the first is what the others are held against.
pub fn compare(scenarios: &[Scenario<'_>], between: Between<'_>) -> Comparison {
    let spans = scenarios.iter().map(|scenario| span(scenario, between)).collect();
    let pairs = match scenarios {
        [first, others @ ..] => others.iter().map(|other| pair(first, other, between)).collect(),
        [] => Vec::new(),
    };
    Comparison { spans, pairs }
}

/// The time of interest in one scenario.
fn span(scenario: &Scenario<'_>, between: Between<'_>) -> Option<Span> {
    let (from, to) = between.days(scenario.network, scenario.dates)?;
    let days = Float { working: scenario.calendar.workdays_between(from, to), natural: to.days_since(from) };
    let mut shares = Vec::new();
    if days.natural >= 0 {
        // With the readings turned round, when that makes a plan with both ends in their order.
        let turned = readings::all_turned(scenario);
        let turned = turned.as_ref().and_then(|(network, dates)| {
            let (from, to) = between.days(network, dates).filter(|(from, to)| from <= to)?;
            Some((path_shares(network, scenario.calendar, dates, between, (from, to))?, to.days_since(from)))
        });
        let (path, natural) = match turned {
            Some(turned) => turned,
            None => (
                path_shares(scenario.network, scenario.calendar, scenario.dates, between, (from, to))?,
                days.natural,
            ),
        };
        shares = path;
        if days.natural != natural {
            shares.push((Basis::Readings, days.natural - natural));
        }
    }
    Some(Span { from, to, days, shares })
}

/// What the days of the critical path to the end rest on, as far as it runs between the two days.
fn path_shares(
    network: &Network,
    calendar: &Calendar,
    dates: &Schedule,
    between: Between<'_>,
    (from, to): (Day, Day),
) -> Option<Vec<(Basis, i32)>> {
    let towards = network.with_goal(between.end(network)?);
    let dates = schedule(&towards, calendar, &dates.run).ok()?;
    let shares = dates.rests_on_between(&towards, calendar, from, to);
    Some(shares.into_iter().map(|share| (Basis::Path(share.rests_on), share.days.natural)).collect())
}

fn pair(first: &Scenario<'_>, other: &Scenario<'_>, between: Between<'_>) -> Pair {
    let what = differences(first, other);
    let undoing = Undoing::new(first, other, &what);
    let computed = what.len().saturating_mul(other.network.steps().len()) <= MOST;
    let mut moved = moved(first, other);
    let finish = |network: &Network, dates: &Schedule| dates.finish(network).day();
    let (finish_first, finish_other) =
        (finish(first.network, first.dates), finish(other.network, other.dates));
    let span_of = |network: &Network, dates: &Schedule| between.natural(network, dates);
    let spans = span_of(first.network, first.dates).zip(span_of(other.network, other.dates));

    let mut causes: Vec<Cause> = what
        .iter()
        .map(|what| Cause { what: what.clone(), finish: Effect::default(), span: Effect::default() })
        .collect();
    if computed {
        let mut so_far = vec![false; what.len()];
        let (mut finish_before, mut span_before) = (Some(finish_other), spans.map(|(_, other)| other));
        for (at, cause) in causes.iter_mut().enumerate() {
            let mut only = vec![false; what.len()];
            only[at] = true;
            if let Some((network, dates)) = undoing.with(&only) {
                cause.finish.alone = Some(finish_other.days_since(finish(&network, &dates)));
                let then = span_of(&network, &dates);
                cause.span.alone = spans.zip(then).map(|((_, other), then)| other - then);
                note(&mut moved, at, &network, &dates, other);
            }
            so_far[at] = true;
            // One that makes no plan is left as it is in the other scenario.
            let Some((network, dates)) = undoing.with(&so_far) else {
                so_far[at] = false;
                continue;
            };
            let (now, span_now) = (finish(&network, &dates), span_of(&network, &dates));
            cause.finish.in_turn = finish_before.map(|before| before.days_since(now));
            cause.span.in_turn = span_before.zip(span_now).map(|(before, now)| before - now);
            (finish_before, span_before) = (Some(now), span_now);
        }
    }
    for moved in &mut moved {
        moved.together = moved.days - moved.because.iter().map(|(_, days)| days).sum::<i32>();
    }
    let rest = |all: i32, of: &dyn Fn(&Cause) -> Effect| Rest {
        all,
        together: all - causes.iter().filter_map(|cause| of(cause).alone).sum::<i32>(),
        in_turn: all - causes.iter().filter_map(|cause| of(cause).in_turn).sum::<i32>(),
    };
    Pair {
        finish: rest(finish_other.days_since(finish_first), &|cause| cause.finish),
        span: spans.map(|(first, other)| rest(other - first, &|cause| cause.span)),
        causes,
        computed,
        moved,
    }
}

/// The steps that happen in both and whose finish day is another.
fn moved(first: &Scenario<'_>, other: &Scenario<'_>) -> Vec<Moved> {
    let others: HashMap<&str, StepIx> =
        other.network.positions().map(|ix| (other.network.step(ix).id.as_str(), ix)).collect();
    let mut moved = Vec::new();
    for ix in first.network.positions() {
        let step = first.network.step(ix);
        let Some(&theirs) = others.get(step.id.as_str()) else { continue };
        if !step.is_present() || !other.network.step(theirs).is_present() {
            continue;
        }
        let (was, is) = (first.dates.dates(ix).finish(), other.dates.dates(theirs).finish());
        let days = is.day().days_since(was.day());
        if days != 0 {
            moved.push(Moved {
                first: ix,
                other: theirs,
                was,
                is,
                days,
                because: Vec::new(),
                together: days,
            });
        }
    }
    moved
}

/// Notes which of the dates that moved this difference alone moves back.
fn note(moved: &mut [Moved], cause: usize, network: &Network, dates: &Schedule, other: &Scenario<'_>) {
    let undone: HashMap<&str, StepIx> =
        network.positions().map(|ix| (network.step(ix).id.as_str(), ix)).collect();
    for moved in moved {
        let id = other.network.step(moved.other).id.as_str();
        let Some(ix) = undone.get(id).filter(|ix| network.step(**ix).is_present()) else { continue };
        let days = moved.is.day().days_since(dates.dates(*ix).finish().day());
        if days != 0 {
            moved.because.push((cause, days));
        }
    }
}
