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
//! order in which they stand; these add up by themselves. *Added* is the view from the other side: what it does to the
//! first scenario when only this is done there as in the other, so that a measure can be told both as adopted alone and
//! as given up alone. Three schedules a difference, each O(steps + links). A step with several rounds is held against
//! the other by its last round, as the time of interest is.

pub mod differences;
pub mod readings;
mod undo;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::calendar::{Calendar, Day, Moment, Told};
use crate::network::{Case, Network, StepIx, compile};
use crate::schedule::given::{Given, given};
use crate::schedule::{Float, RestsOn, Run, Schedule, schedule};

use differences::{Difference, base, differences};
use undo::Undoing;

/// The most that is tried, as differences times steps of the networks.
pub const MOST: usize = 2_000_000;

/// One scenario with its dates.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// assert_eq!(scenarios.each_ref().map(|scenario| scenario.name), ["by law", "as printed"]);
/// assert_eq!(scenarios[1].dates.finish(scenarios[1].network).to_string(), "2023-07-06 in-hours");
/// ```
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
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// // From the end of the announcement to the deal, instead of from the start to the goal.
/// let between = Between { from: Some("announcement-window"), to: Some("deal-confirmation") };
/// let span = compare(&scenarios, between).spans[0].clone().unwrap();
/// assert_eq!(span.days, Float { working: 10, natural: 12 });
/// ```
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
    ///
    /// ```
    #[doc = include_str!("../../set_up/compared.md")]
    /// let days = |between: Between<'_>| between.days(&network, &by_law);
    /// assert_eq!(days(Between::default()), Some((day("2023-06-01"), day("2023-07-07"))));
    /// let from = Some("construction-permit"); // not a step of this procedure
    /// assert_eq!(days(Between { from, to: None }), None);
    /// ```
    pub fn days(&self, network: &Network, dates: &Schedule) -> Option<(Day, Day)> {
        let finish = |ix: StepIx| dates.dates(ix).finish().day();
        let from = match self.from {
            Some(id) => finish(network.find_last(id).filter(|ix| network.step(*ix).is_present())?),
            None => dates.run.start,
        };
        Some((from, finish(self.end(network)?)))
    }

    /// The natural days between the two; `None` when a step does not happen.
    fn natural(&self, network: &Network, dates: &Schedule) -> Option<Told<i32>> {
        let (from, to) = self.days(network, dates)?;
        let ends = self.from.and_then(|id| network.find_last(id)).into_iter().chain(self.end(network));
        let provisional = ends.into_iter().any(|ix| dates.dates(ix).provisional);
        Some(Told { value: to.days_since(from), provisional })
    }

    /// What a difference can move.
    fn ends(&self, network: &Network, dates: &Schedule) -> Ends {
        Ends { finish: dates.finish_day(network), span: self.natural(network, dates) }
    }
}

/// The finish and the time of interest of a plan.
#[derive(Clone, Copy)]
struct Ends {
    finish: Told<Day>,
    span: Option<Told<i32>>,
}

/// By how much a finish and a time of interest are later or longer.
type Moves = (Told<i32>, Option<Told<i32>>);

impl Ends {
    /// How much later, and how much longer, this is than another plan.
    fn less(self, other: Ends) -> Moves {
        let finish = Told {
            value: self.finish.value.days_since(other.finish.value),
            provisional: self.finish.provisional || other.finish.provisional,
        };
        let span = self.span.zip(other.span).map(|(this, other)| Told {
            value: this.value - other.value,
            provisional: this.provisional || other.provisional,
        });
        (finish, span)
    }
}

/// The time of interest in one scenario.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// let span = compare(&scenarios, Between::default()).spans[0].clone().unwrap();
/// assert_eq!(span.days, Float { working: 25, natural: 36 });
/// assert_eq!(span.shares.iter().map(|(_, days)| days).sum::<i32>(), 36, "the shares add up");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The day that begins it, not counted.
    pub from: Day,
    /// The day that ends it.
    pub to: Day,
    /// How long it is; negative when the end comes first.
    pub days: Float,
    /// What its natural days rest on: the critical path to its end; they add up. Empty when the end comes first.
    pub shares: Vec<(RestsOn, i32)>,
    /// How many natural days fewer it would be if every doubtful sentence were read the other way; they are among the
    /// shares. `None` when there are no readings, or no plan then.
    pub readings: Option<i32>,
    /// Whether any of this rests on a day that no published notice covers.
    pub provisional: bool,
}

/// What a difference does to a number of days. Positive: the other scenario is later, or longer, because of it.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// // The profile is all that differs: undone alone, undone in turn or added, it makes one day.
/// let pair = &compare(&scenarios, Between::default()).pairs[0];
/// let effect = pair.causes[0].finish;
/// assert_eq!([effect.alone, effect.in_turn, effect.added], [Some(-1); 3]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effect {
    /// When it alone is undone; `None` when that makes no plan.
    pub alone: Option<i32>,
    /// When it is undone after those before it; `None` when that makes no plan.
    pub in_turn: Option<i32>,
    /// When the first scenario has it and nothing else of the other: how much later or longer the first becomes; `None`
    /// when that makes no plan.
    pub added: Option<i32>,
    /// Whether a date that one of these is counted from is provisional.
    pub provisional: bool,
}

/// A difference and what it does.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// let cause = &compare(&scenarios, Between::default()).pairs[0].causes[0];
/// assert_eq!(cause.what, Difference::Counting(Counting::Statutory, Counting::Practice));
/// assert_eq!(cause.finish, cause.span, "both are reckoned from the same start");
/// ```
#[derive(Debug, Clone)]
pub struct Cause {
    /// The difference.
    pub what: Difference,
    /// What it does to the finish day, in natural days.
    pub finish: Effect,
    /// What it does to the time of interest, in natural days.
    pub span: Effect,
}

impl Cause {
    /// Notes what it does, to the finish and to the time of interest, in one view of it.
    fn moves(&mut self, view: fn(&mut Effect) -> &mut Option<i32>, (finish, span): Moves) {
        for (effect, days) in [(&mut self.finish, Some(finish)), (&mut self.span, span)] {
            *view(effect) = days.map(|days| days.value);
            effect.provisional |= days.is_some_and(|days| days.provisional);
        }
    }
}

/// What does not move with any difference alone, or in turn.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// let finish = compare(&scenarios, Between::default()).pairs[0].finish;
/// // One day earlier, all of it because of the profile.
/// assert_eq!((finish.all, finish.together, finish.in_turn), (-1, 0, 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rest {
    /// How much it is in all: the other scenario less the first.
    pub all: i32,
    /// What is left when the effects of each difference alone are taken away.
    pub together: i32,
    /// The same for the effects in turn; 0 unless a difference could not be undone.
    pub in_turn: i32,
    /// Whether a date that one of these is counted from is provisional.
    pub provisional: bool,
}

/// A date that moved.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// let moved = &compare(&scenarios, Between::default()).pairs[0].moved[0];
/// // The announcement ends on 21 June and not on the 25th, four days earlier.
/// assert_eq!((moved.first, moved.days), (step("announcement-window"), -4));
/// assert_eq!(moved.is, Moment::end_of_day(day("2023-06-21")));
/// assert_eq!(moved.because, [(0, -4)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The step in the first scenario; the last round of one that has several.
    pub first: StepIx,
    /// The step in the other, its last round.
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
    /// Whether a date that one of these is counted from is provisional.
    pub provisional: bool,
}

/// One scenario against the first.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// let pair = &compare(&scenarios, Between::default()).pairs[0];
/// assert_eq!((pair.computed, pair.causes.len()), (true, 1));
/// // The announcement's end and what follows it: bidding, deal and contract.
/// assert_eq!(pair.moved.len(), 4);
/// ```
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
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// let comparison = compare(&scenarios, Between::default());
/// assert_eq!((comparison.spans.len(), comparison.pairs.len()), (2, 1));
/// ```
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The time of interest in each scenario; `None` where one of its ends does not happen.
    pub spans: Vec<Option<Span>>,
    /// Each scenario but the first against the first.
    pub pairs: Vec<Pair>,
}

/// Puts scenarios side by side; the first is what the others are held against.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// let comparison = compare(&scenarios, Between::default());
/// let natural = comparison.spans.iter().flatten().map(|span| span.days.natural);
/// assert_eq!(natural.collect::<Vec<_>>(), [36, 35]);
/// assert_eq!(comparison.pairs[0].finish.all, -1);
/// ```
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
    let (network, dates) = (scenario.network, scenario.dates);
    let (from, to) = between.days(network, dates)?;
    let days = Float { working: scenario.calendar.workdays_between(from, to), natural: to.days_since(from) };
    let mut shares = Vec::new();
    if days.natural >= 0 {
        let towards = network.with_goal(between.end(network)?);
        let dates = schedule(&towards, scenario.calendar, &dates.run).ok()?;
        let found = dates.rests_on_between(&towards, scenario.calendar, from, to);
        shares = found.into_iter().map(|share| (share.rests_on, share.days.natural)).collect();
    }
    let turned = readings::all_turned(scenario);
    let turned = turned.as_ref().and_then(|(network, dates)| between.natural(network, dates));
    let ends = [between.natural(network, dates), turned];
    let provisional = ends.into_iter().flatten().any(|days| days.provisional);
    let readings = turned.map(|then| days.natural - then.value);
    Some(Span { from, to, days, shares, readings, provisional })
}

fn pair(first: &Scenario<'_>, other: &Scenario<'_>, between: Between<'_>) -> Pair {
    let what = differences(first, other);
    let reversed: Vec<Difference> = what.iter().map(Difference::reversed).collect();
    let (undoing, adding) = (Undoing::new(first, other, &what), Undoing::new(other, first, &reversed));
    let computed = what.len().saturating_mul(other.network.steps().len()) <= MOST;
    let mut moved = moved(first, other);
    let (mut of_first, mut of_other) =
        (between.ends(first.network, first.dates), between.ends(other.network, other.dates));
    // A time of interest that one of the two does not have is not compared.
    if of_first.span.is_none() || of_other.span.is_none() {
        (of_first.span, of_other.span) = (None, None);
    }
    let all = of_other.less(of_first);

    let effect = |days: Option<Told<i32>>| Effect {
        provisional: days.is_some_and(|days| days.provisional),
        ..Effect::default()
    };
    let cause =
        |what: &Difference| Cause { what: what.clone(), finish: effect(Some(all.0)), span: effect(all.1) };
    let mut causes: Vec<Cause> = what.iter().map(cause).collect();
    if computed {
        let mut so_far = vec![false; what.len()];
        let mut before = of_other;
        for (at, cause) in causes.iter_mut().enumerate() {
            let mut only = vec![false; what.len()];
            only[at] = true;
            if let Some((network, dates)) = undoing.with(&only) {
                cause.moves(|effect| &mut effect.alone, of_other.less(between.ends(&network, &dates)));
                note(&mut moved, at, &network, &dates, other);
            }
            if let Some((network, dates)) = adding.with(&only) {
                cause.moves(|effect| &mut effect.added, between.ends(&network, &dates).less(of_first));
            }
            so_far[at] = true;
            // One that makes no plan is left as it is in the other scenario.
            let Some((network, dates)) = undoing.with(&so_far) else {
                so_far[at] = false;
                continue;
            };
            let now = between.ends(&network, &dates);
            cause.moves(|effect| &mut effect.in_turn, before.less(now));
            before = now;
        }
    }
    for moved in &mut moved {
        moved.together = moved.days - moved.because.iter().map(|(_, days)| days).sum::<i32>();
    }
    let rest = |all: Told<i32>, of: &dyn Fn(&Cause) -> Effect| Rest {
        all: all.value,
        together: all.value - causes.iter().filter_map(|cause| of(cause).alone).sum::<i32>(),
        in_turn: all.value - causes.iter().filter_map(|cause| of(cause).in_turn).sum::<i32>(),
        provisional: all.provisional || causes.iter().any(|cause| of(cause).provisional),
    };
    Pair {
        finish: rest(all.0, &|cause| cause.finish),
        span: all.1.map(|all| rest(all, &|cause| cause.span)),
        causes,
        computed,
        moved,
    }
}

/// The steps that happen, each in its last round.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// use permits::study::compare::last_rounds;
/// // Nobody bids: announcement and bidding run again.
/// let network = compile(&Case { reworks: vec![("no-bid".into(), 1)], ..case.clone() }).unwrap();
/// let last = last_rounds(&network)["bidding-window"];
/// assert_eq!(network.step(last).id.as_str(), "bidding-window~2");
/// ```
pub fn last_rounds(network: &Network) -> HashMap<&str, StepIx> {
    let mut last: HashMap<&str, StepIx> = HashMap::new();
    for ix in network.positions().filter(|ix| network.step(*ix).is_present()) {
        let known = last.entry(base(&network.step(ix).id)).or_insert(ix);
        if network.step(*known).round < network.step(ix).round {
            *known = ix;
        }
    }
    last
}

/// The steps that happen in both and whose finish day is another, in their last rounds.
fn moved(first: &Scenario<'_>, other: &Scenario<'_>) -> Vec<Moved> {
    let (mine, others) = (last_rounds(first.network), last_rounds(other.network));
    let mut moved = Vec::new();
    for ix in first.network.positions() {
        let id = base(&first.network.step(ix).id);
        let Some(&theirs) = others.get(id).filter(|_| mine.get(id) == Some(&ix)) else { continue };
        let (was, is) = (first.dates.dates(ix), other.dates.dates(theirs));
        let days = is.finish().day().days_since(was.finish().day());
        if days != 0 {
            moved.push(Moved {
                first: ix,
                other: theirs,
                was: was.finish(),
                is: is.finish(),
                days,
                because: Vec::new(),
                together: days,
                provisional: was.provisional || is.provisional,
            });
        }
    }
    moved
}

/// Notes which of the dates that moved this difference alone moves back.
fn note(moved: &mut [Moved], cause: usize, network: &Network, dates: &Schedule, other: &Scenario<'_>) {
    let undone = last_rounds(network);
    for moved in moved {
        let Some(ix) = undone.get(base(&other.network.step(moved.other).id)) else { continue };
        let then = dates.dates(*ix);
        let days = moved.is.day().days_since(then.finish().day());
        if days != 0 {
            moved.because.push((cause, days));
            moved.provisional |= then.provisional;
        }
    }
}
