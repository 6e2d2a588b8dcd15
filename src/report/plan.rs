//! What every rendering of a schedule is given.
//!
//! In: references to the schedule and to what it was made from. Out: the few look-ups that all formats share: a
//! step's name, actor and lane, whether it is shown. No wording of sentences, no dates of its own.
//!
//! ```
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let goal = plan.network.goal();
//! assert_eq!(plan.name(goal).en, "land contract");
//! assert_eq!(plan.finish().unwrap().value, plan.schedule.dates(goal).finish().day());
//! ```

use std::cmp::Reverse;

use crate::calendar::{Calendar, Day, Length, Told};
use crate::diagnostic::{Lang, Text};
use crate::network::{Kind, LinkEnd, Network, NetworkStep, Stated, StepIx};
use crate::schedule::abort::Fate;
use crate::schedule::{PromiseResult, Schedule, Warning};
use crate::workflow::{Assumptions, Step, Workflow};

/// A schedule and what it was made from.
///
/// ```
/// use permits::calendar::Calendar;
/// use permits::diagnostic::Sources;
/// use permits::network::{Case, compile};
/// use permits::report::plan::{Filter, Plan};
/// use permits::schedule::{Run, schedule};
/// use permits::workflow::{Library, Which, load_assumptions, load_workflow};
///
/// let (procedure, set) = ("land-supply", "floor");
/// let (library, mut sources) = (Library::built_in(), Sources::default());
/// let (workflow, _) = load_workflow(&library, &Which::typed(procedure), &mut sources)?;
/// let (assumptions, _) = load_assumptions(&library, &Which::typed(set), &mut sources)?;
/// let network = compile(&Case::new(&workflow, &assumptions))?;
/// let calendar = Calendar::official();
/// let dates = schedule(&network, &calendar, &Run::from("2023-06-01".parse()?))?;
/// let plan = Plan {
///     workflow: &workflow,
///     assumptions: &assumptions,
///     project: None,
///     network: &network,
///     calendar: &calendar,
///     schedule: &dates,
///     otherwise: None,
///     drags: None,
///     notes: &[],
///     suspension: None,
///     shown: &Filter::default(),
/// };
/// // 21 natural days end on 22 June, Duanwu: Sunday 25 June is a make-up working day. Then 10 working days.
/// assert_eq!(plan.finish().unwrap().value.to_string(), "2023-07-07");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The procedure.
    pub workflow: &'a Workflow,
    /// What is assumed.
    pub assumptions: &'a Assumptions,
    /// The project's name, when there is one.
    pub project: Option<&'a str>,
    /// The graph.
    pub network: &'a Network,
    /// The calendar the days were counted by.
    pub calendar: &'a Calendar,
    /// The dates.
    pub schedule: &'a Schedule,
    /// The finish in the other counting profile; `None` when it leaves the calendar.
    pub otherwise: Option<Told<Day>>,
    /// What each critical step costs, in working days; `None` when it was not computed.
    pub drags: Option<&'a [Option<Told<i32>>]>,
    /// Warnings beside the schedule's own, such as parts of a project file that a plan does not use.
    pub notes: &'a [Warning],
    /// What a suspension leaves of the schedule.
    pub suspension: Option<Suspension<'a>>,
    /// Which steps are listed.
    pub shown: &'a Filter,
}

/// A suspension of the procedure.
///
/// ```
/// use permits::report::plan::Suspension;
/// use permits::{schedule::abort::fates, study::abort::clause};
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let (fact, day) = ("builder-withdraws", run.start);
/// let (clause, fates) = (clause(&network, fact).unwrap(), fates(&network, &dates, day));
/// let suspension = Some(Suspension { fact, day, clause, fates: &fates, fallback: None });
/// // What stops on its first day does not reach its goal.
/// assert_eq!(Plan { suspension, ..plan }.finish(), None);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Suspension<'a> {
    /// The fact that suspends it.
    pub fact: &'a str,
    /// The day.
    pub day: Day,
    /// The clause in words, and where it stands.
    pub clause: &'a crate::network::AbortRule,
    /// What becomes of each step.
    pub fates: &'a [Fate],
    /// The procedure that takes over and the finish of its goal; `None` when the workflow names none.
    pub fallback: Option<(&'a Workflow, Told<Day>)>,
}

/// Which steps are listed.
///
/// ```
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let main_line = Filter { lanes: vec!["main".into()], ..Filter::default() };
/// let names = Plan { shown: &main_line, ..plan }.listed().into_iter().map(|ix| plan.node(ix).id.to_string());
/// assert_eq!(names.collect::<Vec<_>>(), ["deal-confirmation", "land-contract"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only critical ones.
    pub critical: bool,
    /// Only those of one of these lanes; all when empty.
    pub lanes: Vec<String>,
    /// Only those of one of these actors; all when empty.
    pub actors: Vec<String>,
}

/// A link between two steps that happen, absent steps between them looked through.
///
/// ```
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let link = plan.links()[0];
/// let ends = [link.from, link.to].map(|ix| plan.node(ix).id.as_str());
/// assert_eq!(ends, ["supply-opinion-letter", "transfer-plan-approval"]);
/// assert!(link.driving);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanLink {
    /// The step waited for.
    pub from: StepIx,
    /// The step that waits.
    pub to: StepIx,
    /// Which end of the step waited for.
    pub end: LinkEnd,
    /// The time between.
    pub lag: Lag,
    /// Whether it sets the trigger of the step that waits.
    pub driving: bool,
    /// Whether a document states it, all the way.
    pub stated: Stated,
}

/// The time between two steps: the lags of every link on the way, by unit. Their order does not matter within a unit;
/// where both are there, a date can only be counted link by link.
///
/// ```
/// use permits::report::plan::Lag;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// // Between a finish and what follows nothing has to pass here.
/// assert!(plan.links().iter().all(|link| link.lag == Lag { working: 0, natural: 0 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Lag {
    /// Working days.
    pub working: u32,
    /// Natural days.
    pub natural: u32,
}

impl Lag {
    /// That of one link.
    pub(super) fn of(length: Length) -> Lag {
        match length {
            Length::Working(working) => Lag { working, natural: 0 },
            Length::Natural(natural) => Lag { working: 0, natural },
        }
    }

    /// This one and then another.
    pub(super) fn and(self, other: Lag) -> Lag {
        Lag {
            working: self.working.saturating_add(other.working),
            natural: self.natural.saturating_add(other.natural),
        }
    }

    /// About how long it is, for telling which of two is longer.
    fn about(self) -> u64 {
        u64::from(self.working) * 7 + u64::from(self.natural) * 5
    }

    /// In words: `+3wd`, `+3wd+2d`; nothing when there is none.
    pub(super) fn words(self) -> String {
        let part = |length: Length| if length.is_zero() { String::new() } else { format!("+{length}") };
        part(Length::Working(self.working)) + &part(Length::Natural(self.natural))
    }
}

impl<'a> Plan<'a> {
    /// The step of the file behind a position of the network.
    pub(super) fn step(&self, ix: StepIx) -> &'a Step {
        &self.workflow.steps[self.network.step(ix).file_order]
    }

    /// The node of the network.
    ///
    /// ```
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    /// let contract = network.find("land-contract").unwrap();
    /// assert_eq!(plan.node(contract).id.as_str(), "land-contract");
    /// ```
    pub fn node(&self, ix: StepIx) -> &'a NetworkStep {
        self.network.step(ix)
    }

    /// What a step is called; a further round says so.
    ///
    /// ```
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    /// let window = plan.name(network.find("announcement-window").unwrap());
    /// assert_eq!((window.zh.as_str(), window.en.as_str()), ("公告期", "announcement period"));
    /// ```
    pub fn name(&self, ix: StepIx) -> Text {
        self.step(ix).name_in(self.node(ix).round)
    }

    /// Who does it, if anybody is named.
    pub(super) fn actor(&self, ix: StepIx) -> Option<Text> {
        self.step(ix).actor.as_ref().map(|actor| self.workflow.actor_name(actor))
    }

    /// Whether the applicant does it, or somebody who works for the applicant.
    pub(super) fn is_of_applicant(&self, ix: StepIx) -> bool {
        self.workflow.is_of_applicant(self.step(ix))
    }

    /// What its lane is called, if it is in one.
    pub(super) fn lane(&self, ix: StepIx) -> Option<&'a Text> {
        let id = self.step(ix).lane.as_ref()?;
        self.workflow.lanes.iter().find(|lane| lane.id == *id).map(|lane| &lane.name)
    }

    /// The present steps that are listed, in topological order.
    ///
    /// ```
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    /// // Every step, when nothing is asked for; each after those that it waits for.
    /// let listed = plan.listed();
    /// assert_eq!(listed.len(), workflow.steps.len());
    /// assert!(plan.links().iter().all(|link| link.from < link.to));
    /// ```
    pub fn listed(&self) -> Vec<StepIx> {
        let listed = self.network.positions().filter(|ix| self.node(*ix).is_present()).filter(|ix| {
            let step = self.step(*ix);
            let among = |wanted: &[String], id: Option<&str>| {
                wanted.is_empty() || id.is_some_and(|id| wanted.iter().any(|wanted| wanted == id))
            };
            (!self.shown.critical || self.schedule.dates(*ix).critical)
                && among(&self.shown.lanes, step.lane.as_ref().map(|lane| lane.as_str()))
                && (among(&self.shown.actors, step.actor.as_ref().map(|actor| actor.as_str()))
                    || step
                        .parties
                        .iter()
                        .any(|party| self.shown.actors.iter().any(|id| id == party.as_str())))
        });
        listed.collect()
    }

    /// The links between steps that happen, sorted by the step that waits; one for each pair and end.
    ///
    /// ```
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    /// // Seven steps in a row, six links.
    /// assert_eq!((plan.listed().len(), plan.links().len()), (7, 6));
    /// ```
    pub fn links(&self) -> Vec<PlanLink> {
        let network = self.network;
        // What each step waits for, absent ones looked through: an absent step hands on what it waits for itself.
        let mut waits: Vec<Vec<PlanLink>> = Vec::with_capacity(network.steps().len());
        for to in network.positions() {
            let mut found: Vec<PlanLink> = Vec::new();
            for position in network.links_into(to) {
                let link = &network.links()[position];
                let driving = self.schedule.driving[position];
                let (stated, lag) = (link.stated, Lag::of(link.lag));
                if network.step(link.from).is_present() {
                    found.push(PlanLink { from: link.from, to, end: link.end, lag, driving, stated });
                } else {
                    found.extend(waits[link.from.index()].iter().map(|through| PlanLink {
                        to,
                        lag: through.lag.and(lag),
                        driving: driving && through.driving,
                        stated: stated.max(through.stated),
                        ..*through
                    }));
                }
            }
            // Of two ways between the same ends the one that drives is kept, of those the longer one, of those the one
            // that is stated.
            found.sort_by_key(|link| {
                (link.from, link.end, !link.driving, Reverse(link.lag.about()), link.stated)
            });
            found.dedup_by_key(|link| (link.from, link.end));
            waits.push(found);
        }
        let present = waits.into_iter().flatten();
        present.filter(|link| network.step(link.to).is_present()).collect()
    }

    /// The step that confirms the deal, when the plan has one.
    pub(super) fn deal(&self) -> Option<StepIx> {
        self.network.deal()
    }

    /// Whether the step's finish is given rather than planned.
    pub(super) fn is_given(&self, ix: StepIx) -> bool {
        self.node(ix).anchor.finished.is_some()
    }

    /// What a suspension leaves of the step; `None` when there is none.
    pub(super) fn fate(&self, ix: StepIx) -> Option<Fate> {
        self.suspension.map(|suspension| suspension.fates[ix.index()])
    }

    /// Whether the step begins: it does unless a suspension keeps it from starting.
    ///
    /// ```
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    /// assert!(plan.listed().into_iter().all(|ix| plan.begins(ix)));
    /// ```
    pub fn begins(&self, ix: StepIx) -> bool {
        self.fate(ix) != Some(Fate::NeverStarts)
    }

    /// Whether the finish waits for the step; nothing is critical for a goal that is not reached.
    pub(super) fn is_critical(&self, ix: StepIx) -> bool {
        self.schedule.dates(ix).critical && self.finish().is_some()
    }

    /// The day on which a suspension stops the step; `None` for one that finishes or never starts.
    pub(super) fn stopped(&self, ix: StepIx) -> Option<Day> {
        let suspension = self.suspension?;
        (suspension.fates[ix.index()] == Fate::Stopped).then_some(suspension.day)
    }

    /// Whether the step finishes: it does unless a suspension stops it or keeps it from starting.
    pub(super) fn finishes(&self, ix: StepIx) -> bool {
        self.fate(ix).is_none_or(|fate| fate == Fate::Stands)
    }

    /// The promises, tested; after a suspension only those whose both ends stand.
    ///
    /// ```
    /// let (procedure, set) = ("build-on-land-delivery", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    /// // Nothing is suspended: every promise is tested.
    /// assert_eq!(plan.promises().count(), dates.promises.len());
    /// assert!(plan.promises().any(|promise| promise.id.as_str() == "permit-in-ten"));
    /// ```
    pub fn promises(&self) -> impl Iterator<Item = &'a PromiseResult> {
        let stands = |ix: StepIx| self.finishes(ix);
        self.schedule.promises.iter().filter(move |promise| stands(promise.from) && stands(promise.to))
    }

    /// The due day of the promise on a step that has no latest date.
    pub(super) fn promised_by(&self, ix: StepIx) -> Option<Told<Day>> {
        let no_latest = self.schedule.dates(ix).latest.is_none();
        let due = self.schedule.promises.iter().filter(|promise| no_latest && promise.to == ix);
        due.map(|promise| promise.due).min()
    }

    /// All warnings, the schedule's own first.
    pub(super) fn warnings(&self) -> impl Iterator<Item = &'a Warning> {
        self.schedule.warnings.iter().chain(self.notes)
    }

    /// The finish day of the goal; `None` when a suspension keeps it from being reached.
    ///
    /// ```
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("set_up/plan.txt")]
    /// assert_eq!(plan.finish(), Some(dates.finish_day(&network)));
    /// ```
    pub fn finish(&self) -> Option<Told<Day>> {
        let goal = self.network.goal();
        let reached = self.suspension.is_none_or(|suspension| suspension.fates[goal.index()] == Fate::Stands);
        reached.then(|| self.schedule.finish_day(self.network))
    }
}

/// A kind of step in words.
pub(super) fn kind_words(kind: Kind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (_, Lang::En) => kind.as_str(),
        (Kind::Milestone, Lang::Zh) => "里程碑",
        (Kind::Act, Lang::Zh) => "当日事项",
        (Kind::Review, Lang::Zh) => "审批",
        (Kind::Task, Lang::Zh) => "工作",
        (Kind::Listing, Lang::Zh) => "挂牌",
        (Kind::Notice, Lang::Zh) => "公示公告",
        (Kind::Consultation, Lang::Zh) => "征求意见",
        (Kind::Meeting, Lang::Zh) => "会议",
    }
}
