//! # The model and a project's facts become a graph
//!
//! In: a checked [`Workflow`](crate::workflow::Workflow), an assumption set, a project, the value of every fact. Out: a
//! [`Network`]: the steps in topological order with their lengths, the links that hold, and what the workflow says
//! about promises, scope, sources and aborts, resolved for these facts.
//!
//! A step whose condition does not hold stays in the network as *absent*: it takes no time and hands its trigger on,
//! so what follows it still waits for what precedes it. A link whose condition does not hold is not there.
//!
//! What is deliberately not here: dates. A network is the same for every start day, calendar, counting profile and
//! basis. petgraph is named only here, for searching and for finding cycles.
//!
//! One file: it is what a network is; its examples make half of it.

mod build;
mod mixed;
mod open;
mod order;
mod record;
mod rework;
mod rules;
mod timing;

pub use build::{Case, CompileError, compile};
pub use mixed::{Waits, Way, mixed};
pub use open::{NoReplyTime, Open, OpenFact, OpenRework, PartyReply};
pub(crate) use order::order;
pub use record::{Contradiction, Record, Said, StillOpen, contradictions, recorded, still_open};
pub use rules::{AbortRule, CautionRule, Force, PromiseRule, ScopeBreach};
pub use timing::{Estimated, Timed, Timing};

// The words of the workflow that a network speaks in, so that what comes after need not go back to the files.
pub use crate::workflow::{
    Basis, Citation, Condition, Confidence, Estimate, FactId, FactValues, InForce, Kind, LinkEnd, Origin,
    PromiseId, ReworkId, Stated, StepId, Text, Value,
};

use crate::calendar::{Day, Length, Moment};

/// The position of a step in its network, which is its topological position.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// assert!(step("land-announcement") < step("announcement-window"), "what is waited for comes first");
/// assert_eq!(network.step(step("bidding-window")).id.as_str(), "bidding-window");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepIx(pub(crate) u32);

impl StepIx {
    /// The position, from 0.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let opinion = step("supply-opinion-letter");
    /// assert_eq!(opinion.index(), 0, "nothing comes before it");
    /// assert_eq!(network.steps()[opinion.index()].id.as_str(), "supply-opinion-letter");
    /// ```
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The step at a position.
    ///
    /// ```
    /// use permits::network::StepIx;
    /// assert_eq!(StepIx::new(3).index(), 3);
    /// ```
    pub fn new(index: usize) -> StepIx {
        StepIx(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// Whether a step happens under these facts.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// // No hazardous chemicals, no safety evaluation.
/// let without = vec![("hazchem-use".into(), Value::Bool(false))];
/// assert_eq!(network.step(step("hazchem-evaluation")).presence, Presence::Absent(without));
/// assert_eq!(network.step(step("construction-permit")).presence, Presence::Present);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// It happens.
    Present,
    /// It does not: these facts keep it away. It hands its trigger on.
    Absent(Vec<(FactId, Value)>),
}

/// What is known of a step's dates besides its links.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::network::Anchor;
/// // The announcement is to wait for Monday 12 June: everything after it moves.
/// let later = Anchor { not_before: Some(Moment::in_hours(day("2023-06-12"))), ..Anchor::default() };
/// let network = network.with_step(step("land-announcement"), |step| step.anchor = later);
/// let dates = schedule(&network, &calendar, &run).unwrap();
/// // 12 June + 21 natural days is Monday 3 July; then ten working days.
/// assert_eq!(dates.finish(&network).to_string(), "2023-07-17 in-hours");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// Its trigger is raised to this moment.
    pub not_before: Option<Moment>,
    /// It is known to have begun by this moment: its trigger is not after it, whatever else would raise it.
    pub begun_by: Option<Moment>,
    /// Its finish is given, whatever its trigger.
    pub finished: Option<Finished>,
}

/// A step whose finish is given.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::{network::Finished, schedule::given::given};
/// // Known: the announcement period ended on Monday 26 June. It began 21 natural days before at the latest.
/// let known = Given { step: "announcement-window".into(), finished: day("2023-06-26") };
/// let network = given(&network, &[known], &calendar, &run).unwrap();
/// let window = network.step(network.find("announcement-window").unwrap());
/// let (began, finish) = (Moment::in_hours(day("2023-06-05")), Moment::end_of_day(day("2023-06-26")));
/// assert_eq!(window.anchor.finished, Some(Finished { began, finish }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finished {
    /// When it is taken to have begun: as late as its length allows, or as another given finish proves.
    pub began: Moment,
    /// When it finished.
    pub finish: Moment,
}

impl Anchor {
    /// The trigger in a run from `start`, when the links give this one: what is still to be done is not triggered
    /// before the run, what is known to have begun not after it had.
    ///
    /// ```
    /// use permits::{calendar::Moment, network::Anchor};
    /// let [start, trigger, later] =
    ///     ["2023-06-01", "2023-06-05", "2023-06-12"].map(|day| Moment::in_hours(day.parse().unwrap()));
    /// assert_eq!(Anchor::default().hold(trigger, start), trigger);
    /// assert_eq!(Anchor { not_before: Some(later), ..Anchor::default() }.hold(trigger, start), later);
    /// assert_eq!(Anchor { begun_by: Some(start), ..Anchor::default() }.hold(trigger, start), start);
    /// ```
    #[inline]
    pub fn hold(&self, trigger: Moment, start: Moment) -> Moment {
        let raised = self.not_before.map_or(trigger, |earliest| trigger.max(earliest));
        match (self.finished, self.begun_by) {
            (Some(Finished { began, .. }), _) => began,
            (None, Some(latest)) => raised.min(latest),
            (None, None) => raised.max(start),
        }
    }
}

/// A step that is taken as done.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::given::given;
/// // The deal was confirmed on 10 July: the bidding before it had ended by that day.
/// let known = Given { step: "deal-confirmation".into(), finished: day("2023-07-10") };
/// let network = given(&network, &[known], &calendar, &run).unwrap();
/// let bidding = network.done.iter().find(|done| done.step.as_str() == "bidding-window").unwrap();
/// assert_eq!(bidding.by, day("2023-07-10"));
/// assert!(network.find("bidding-window").is_none(), "it is no longer to be planned");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The step.
    pub step: StepId,
    /// Its position in the workflow's file order.
    pub file_order: usize,
    /// The day by which it must have finished, itself included.
    pub by: Day,
}

/// One step of a network.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::network::Kind;
/// let window = network.step(step("announcement-window"));
/// assert_eq!((window.timing.kind, window.timing.limit), (Kind::Notice, Some(Length::Natural(21))));
/// assert_eq!((window.round, window.is_present()), (1, true));
/// ```
#[derive(Debug, Clone)]
pub struct NetworkStep {
    /// Its name; a further round of a repeated step is `step~2`.
    pub id: StepId,
    /// Its position in the workflow's file order.
    pub file_order: usize,
    /// Which round of a repeated stretch it belongs to, from 1.
    pub round: u32,
    /// Whether it happens.
    pub presence: Presence,
    /// What decides how long it takes.
    pub timing: Timing,
    /// What is known of its dates besides its links.
    pub anchor: Anchor,
    /// What is recorded of it on a day; `None` in a plan.
    pub record: Option<Box<Record>>,
    /// Whether the file gives it links of which none holds under these facts, so that it starts with the run.
    pub lost_its_links: bool,
    /// The documents it cites that have dates in force, as positions in [`Network::forces`].
    pub sources: Vec<usize>,
}

impl NetworkStep {
    /// A step that is there, under its own name, with nothing else said of it.
    ///
    /// ```
    /// use permits::network::{Kind, NetworkStep, Timing};
    /// let permit = NetworkStep::new("planning-permit", Timing::new(Kind::Review));
    /// assert_eq!(permit.id.as_str(), "planning-permit");
    /// assert!(permit.is_present() && permit.record.is_none());
    /// ```
    pub fn new(id: &str, timing: Timing) -> Self {
        NetworkStep {
            id: StepId::from(id),
            file_order: 0,
            round: 1,
            presence: Presence::Present,
            timing,
            anchor: Anchor::default(),
            record: None,
            lost_its_links: false,
            sources: Vec::new(),
        }
    }

    /// Whether it happens.
    ///
    /// ```
    #[doc = include_str!("../set_up/building.md")]
    /// // The report form is the default class of the environmental review; the full report then does not happen.
    /// assert!(network.step(step("eia-review-form")).is_present());
    /// assert!(!network.step(step("eia-review-book")).is_present());
    /// ```
    pub fn is_present(&self) -> bool {
        self.presence == Presence::Present
    }
}

/// One link that holds.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::network::{LinkEnd, Stated};
/// // That the bidding waits for the end of the announcement period is our inference.
/// let link = network.out_of(step("announcement-window")).next().unwrap();
/// assert_eq!((link.to, link.end), (step("bidding-window"), LinkEnd::Finish));
/// assert_eq!((link.lag, link.stated), (Length::Working(0), Stated::Inferred));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkLink {
    /// The step waited for.
    pub from: StepIx,
    /// The step that waits.
    pub to: StepIx,
    /// Which end of the step waited for.
    pub end: LinkEnd,
    /// The time between.
    pub lag: Length,
    /// Whether a document states it.
    pub stated: Stated,
}

/// A workflow for one set of facts: steps in topological order, and links from earlier to later ones.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// assert_eq!(network.steps().len(), 7);
/// assert_eq!(network.links().len(), 6, "one chain");
/// assert_eq!(network.goal(), step("land-contract"));
/// ```
#[derive(Debug, Clone)]
pub struct Network {
    steps: Vec<NetworkStep>,
    /// Sorted by `to`; within a step in file order.
    links: Vec<NetworkLink>,
    /// Where the links into each step begin.
    into: Vec<u32>,
    /// Positions in `links`, sorted by `from`.
    out_links: Vec<u32>,
    /// Where the links out of each step begin.
    out: Vec<u32>,
    goal: StepIx,
    /// Facts and readings the network is for.
    pub facts: FactValues,
    /// Limits that are tested.
    pub promises: Vec<PromiseRule>,
    /// Scope rules that these facts break.
    pub breaches: Vec<ScopeBreach>,
    /// Warnings that these facts call for.
    pub cautions: Vec<CautionRule>,
    /// What would suspend the procedure.
    pub aborts: Vec<AbortRule>,
    /// Documents with dates in force.
    pub forces: Vec<Force>,
    /// Steps taken as done because a step whose finish is given waited for them; they are no longer in the network.
    pub done: Vec<Done>,
    /// Promises that cannot be tested: the step that starts their clock is taken as done, on a day that nobody gave.
    pub untested: Vec<(PromiseId, StepId)>,
}

impl Network {
    /// Puts steps and links together: `links` name positions in `steps`, in any order; a link has to lead from an
    /// earlier position to a later one.
    ///
    /// # Errors
    /// The first link that does not, or that names a position that does not exist.
    ///
    /// ```
    /// use permits::network::{Kind, Network, NetworkStep, StepIx, Timing};
    /// let step = |id| NetworkStep::new(id, Timing::new(Kind::Act));
    /// let network = Network::new(vec![step("a"), step("b")], Vec::new(), StepIx::new(1)).unwrap();
    /// assert_eq!(network.steps().len(), 2);
    /// ```
    pub fn new(
        steps: Vec<NetworkStep>,
        mut links: Vec<NetworkLink>,
        goal: StepIx,
    ) -> Result<Network, NetworkLink> {
        if let Some(backward) =
            links.iter().find(|link| link.from >= link.to || link.to.index() >= steps.len())
        {
            return Err(*backward);
        }
        links.sort_by_key(|link| link.to);
        let starts = |ends: &mut dyn Iterator<Item = StepIx>| {
            let mut starts = vec![0u32; steps.len() + 1];
            for step in ends {
                starts[step.index() + 1] += 1;
            }
            for position in 0..steps.len() {
                starts[position + 1] += starts[position];
            }
            starts
        };
        let into = starts(&mut links.iter().map(|link| link.to));
        let out = starts(&mut links.iter().map(|link| link.from));
        let mut filled = out.clone();
        let mut out_links = vec![0; links.len()];
        for (position, link) in links.iter().enumerate() {
            let slot = &mut filled[link.from.index()];
            out_links[*slot as usize] = position as u32;
            *slot += 1;
        }
        Ok(Network {
            steps,
            links,
            into,
            out_links,
            out,
            goal,
            facts: FactValues::default(),
            promises: Vec::new(),
            breaches: Vec::new(),
            cautions: Vec::new(),
            aborts: Vec::new(),
            forces: Vec::new(),
            done: Vec::new(),
            untested: Vec::new(),
        })
    }

    /// The steps in topological order, absent ones included.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let (first, last) = (network.steps().first().unwrap(), network.steps().last().unwrap());
    /// assert_eq!((first.id.as_str(), last.id.as_str()), ("supply-opinion-letter", "land-contract"));
    /// ```
    pub fn steps(&self) -> &[NetworkStep] {
        &self.steps
    }

    /// One step.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert_eq!(network.step(step("bidding-window")).timing.limit, Some(Length::Working(10)));
    /// ```
    pub fn step(&self, ix: StepIx) -> &NetworkStep {
        &self.steps[ix.index()]
    }

    /// The same network with one step changed, for asking what that would bring. O(steps + links).
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// // What if the bidding took nine working days instead of ten? 7 July is a Friday.
    /// let nine = Some(Length::Working(9));
    /// let shorter = network.with_step(step("bidding-window"), |step| step.timing.limit = nine);
    /// let sooner = schedule(&shorter, &calendar, &run).unwrap();
    /// assert_eq!(dates.finish(&network).to_string(), "2023-07-07 in-hours");
    /// assert_eq!(sooner.finish(&shorter).to_string(), "2023-07-06 in-hours");
    /// ```
    pub fn with_step(&self, ix: StepIx, change: impl FnOnce(&mut NetworkStep)) -> Network {
        let mut network = self.clone();
        change(&mut network.steps[ix.index()]);
        network
    }

    /// The same network with several steps changed; `change` is told which of them it is, from 0. O(steps + links).
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let windows = [step("announcement-window"), step("bidding-window")];
    /// let lengths = [Length::Natural(30), Length::Working(5)];
    /// let changed = network.with_steps(windows, |at, step| step.timing.limit = Some(lengths[at]));
    /// assert_eq!(windows.map(|ix| changed.step(ix).timing.limit), lengths.map(Some));
    /// ```
    pub fn with_steps(
        &self,
        steps: impl IntoIterator<Item = StepIx>,
        mut change: impl FnMut(usize, &mut NetworkStep),
    ) -> Network {
        let mut network = self.clone();
        for (at, ix) in steps.into_iter().enumerate() {
            change(at, &mut network.steps[ix.index()]);
        }
        network
    }

    /// The positions of the steps.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let limited = network.positions().filter(|ix| network.step(*ix).timing.limit.is_some());
    /// assert_eq!(limited.collect::<Vec<_>>(), [step("announcement-window"), step("bidding-window")]);
    /// ```
    pub fn positions(&self) -> impl DoubleEndedIterator<Item = StepIx> + use<> {
        (0..self.steps.len() as u32).map(StepIx)
    }

    /// The step of that name.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let deal = network.find("deal-confirmation").unwrap();
    /// assert_eq!(network.step(deal).id.as_str(), "deal-confirmation");
    /// assert_eq!(network.find("construction-permit"), None); // of another procedure
    /// ```
    pub fn find(&self, id: &str) -> Option<StepIx> {
        self.steps.iter().position(|step| step.id.as_str() == id).map(StepIx::new)
    }

    /// The last round of the step of that name.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// // Nobody bids, so the parcel is announced again.
    /// let network = compile(&Case { reworks: vec![("no-bid".into(), 1)], ..case }).unwrap();
    /// let last = network.step(network.find_last("bidding-window").unwrap());
    /// assert_eq!((last.id.as_str(), last.round), ("bidding-window~2", 2));
    /// ```
    pub fn find_last(&self, id: &str) -> Option<StepIx> {
        let file_order = self.step(self.find(id)?).file_order;
        let rounds = self.positions().filter(|ix| self.step(*ix).file_order == file_order);
        rounds.max_by_key(|ix| self.step(*ix).round)
    }

    /// The same network with another goal. O(steps + links).
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// // Until the end of the announcement period only: 22 June is Duanwu, 25 June a make-up Sunday.
    /// let until = network.with_goal(step("announcement-window"));
    /// assert_eq!(dates.finish(&until).to_string(), "2023-06-25 end-of-day");
    /// ```
    pub fn with_goal(&self, goal: StepIx) -> Network {
        Network { goal, ..self.clone() }
    }

    /// The step whose finish is the plan's finish.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert_eq!(network.goal(), step("land-contract"));
    /// ```
    pub fn goal(&self) -> StepIx {
        self.goal
    }

    /// The step that confirms the deal, the day that a plan of these procedures turns on: the parcel has its builder.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert_eq!(network.deal(), Some(step("deal-confirmation")));
    /// ```
    pub fn deal(&self) -> Option<StepIx> {
        self.find("deal-confirmation").filter(|ix| self.step(*ix).is_present())
    }

    /// All links, sorted by the step that waits.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// assert!(network.links().iter().all(|link| link.from < link.to), "every link leads forward");
    /// ```
    pub fn links(&self) -> &[NetworkLink] {
        &self.links
    }

    /// The positions in [`Network::links`] of the links into a step, in file order.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let links = network.links_into(step("bidding-window")).map(|at| network.links()[at].from);
    /// assert_eq!(links.collect::<Vec<_>>(), [step("announcement-window")]);
    /// assert!(network.links_into(step("supply-opinion-letter")).is_empty(), "it starts with the run");
    /// ```
    #[inline]
    pub fn links_into(&self, ix: StepIx) -> std::ops::Range<usize> {
        self.into[ix.index()] as usize..self.into[ix.index() + 1] as usize
    }

    /// The links out of a step.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let next: Vec<_> = network.out_of(step("announcement-window")).map(|link| link.to).collect();
    /// assert_eq!(next, [step("bidding-window")]);
    /// assert_eq!(network.out_of(network.goal()).count(), 0);
    /// ```
    #[inline]
    pub fn out_of(&self, ix: StepIx) -> impl Iterator<Item = &NetworkLink> {
        let range = self.out[ix.index()] as usize..self.out[ix.index() + 1] as usize;
        self.out_links[range].iter().map(|&link| &self.links[link as usize])
    }

    /// Which steps lead to `ix`, itself included, by links that hold: one flag a step.
    ///
    /// ```
    #[doc = include_str!("../set_up/building.md")]
    /// let leads = network.leading_to(step("construction-permit"));
    /// assert!(leads[step("drawing-review").index()] && leads[step("construction-permit").index()]);
    /// // The environmental review is needed for the start of works, not for the permit.
    /// assert!(!leads[step("eia-review-form").index()]);
    /// ```
    pub fn leading_to(&self, ix: StepIx) -> Vec<bool> {
        let mut leads = vec![false; self.steps.len()];
        leads[ix.index()] = true;
        for at in self.positions().rev() {
            if leads[at.index()] {
                for link in self.links_into(at) {
                    leads[self.links[link].from.index()] = true;
                }
            }
        }
        leads
    }
}
