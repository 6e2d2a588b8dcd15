//! What a workflow says beside steps: promises, scope, aborts, reworks, cautions, measures, worked dates.

use crate::calendar::{Counting, Day};
use crate::diagnostic::{Span, Text};

use super::super::library::NamedFile;
use super::fact::{Condition, Value};
use super::ids::{FactId, PromiseId, ReworkId, StepId};
use super::source::Citation;
use super::step::Basis;

/// A limit between two steps' finishes: tested, never added.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// // 摘地后10个工作日内办结施工许可证
/// let permit = workflow.promises.iter().find(|promise| promise.id.as_str() == "permit-in-ten").unwrap();
/// assert_eq!((permit.from.as_str(), permit.to.as_str()), ("deal-confirmation", "construction-permit"));
/// assert_eq!(permit.within, 10);
/// ```
#[derive(Debug, Clone)]
pub struct Promise {
    /// Its name.
    pub id: PromiseId,
    /// What it is called, when the file says so.
    pub name: Option<Text>,
    /// The step whose finish day starts the clock, that day excluded.
    pub from: StepId,
    /// The step that has to be finished by the due day.
    pub to: StepId,
    /// Working days; 0 means due on the day of `from` itself.
    pub within: u32,
    /// Where it comes from.
    pub cite: Vec<Citation>,
    /// Where it is written.
    pub span: Span,
}

/// What has to be so for the procedure to be available.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// // With its defaults a project is what the guide is for; outside the 225 km² it is not.
/// let mut facts = workflow.default_facts();
/// assert!(workflow.scopes.iter().all(|scope| scope.require.holds(&facts)));
/// facts.0.insert("in-etown-225".into(), Value::Bool(false));
/// assert!(!workflow.scopes.iter().all(|scope| scope.require.holds(&facts)));
/// ```
#[derive(Debug, Clone)]
pub struct Scope {
    /// The facts it asks for, all of them.
    pub require: Condition,
    /// The rule in words.
    pub say: Text,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// What suspends the procedure at once (程序中止).
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// // Section 六: a major change, a builder that withdraws, a commitment that is broken.
/// assert_eq!(workflow.aborts.len(), 3);
/// assert_eq!(workflow.aborts[0].fallback.as_ref().unwrap().name, "conventional");
/// ```
#[derive(Debug, Clone)]
pub struct Abort {
    /// The facts that suspend it.
    pub when: Condition,
    /// The workflow that takes over: our inference.
    pub fallback: Option<NamedFile>,
    /// The rule in words.
    pub say: Option<Text>,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// A stretch that runs again when it fails.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// let no_bid = &workflow.reworks[0];
/// assert_eq!((no_bid.at.as_str(), no_bid.back_to.as_str()), ("bidding-window", "land-announcement"));
/// ```
#[derive(Debug, Clone)]
pub struct Rework {
    /// Its name.
    pub id: ReworkId,
    /// The step that fails.
    pub at: StepId,
    /// Where it begins again.
    pub back_to: StepId,
    /// When it happens once without being asked for; never when nothing was written.
    pub when: Option<Condition>,
    /// How often it may happen in a risk analysis.
    pub max: u32,
    /// What a reader should know.
    pub note: Option<Text>,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// A warning that facts or a date call for.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// // Since 1 March 2025 archaeology is wanted before the supply.
/// let caution = &workflow.cautions[0];
/// assert_eq!(caution.id, "archaeology-after-deal");
/// assert_eq!(caution.since, Some(day("2025-03-01")));
/// ```
#[derive(Debug, Clone)]
pub struct Caution {
    /// Its name.
    pub id: String,
    /// The facts that call for it.
    pub when: Condition,
    /// The step whose beginning is compared with the days; without one the run's start is.
    pub step: Option<StepId>,
    /// The first day it is called for, included.
    pub since: Option<Day>,
    /// The last day it is called for, included.
    pub until: Option<Day>,
    /// The warning.
    pub say: Text,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// Something that the procedure does differently from the ordinary way, for comparing the two.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// let early = &workflow.measures[0];
/// assert_eq!(early.id, "early-service");
/// assert!(early.steps.iter().any(|step| step.as_str() == "briefing"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub name: Text,
    /// The steps that are there, or wait for what they wait for, because of it. A step can be of several measures.
    pub steps: Vec<StepId>,
}

/// Worked dates that `permits check` verifies.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// let example = &workflow.examples[0];
/// assert_eq!(example.start, run.start);
/// // The dates that were worked by hand are those of the schedule.
/// for (id, finish, _) in &example.expect {
///     assert_eq!(dates.dates(step(id.as_str())).finish().day(), *finish);
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Example {
    /// The run's start.
    pub start: Day,
    /// The assumption set; `floor` when none is named.
    pub assumptions: NamedFile,
    /// The counting profile.
    pub counting: Counting,
    /// The basis.
    pub basis: Basis,
    /// Facts and readings that differ from their defaults.
    pub set: Vec<(FactId, Value)>,
    /// Each step's finish day, with the place it is written.
    pub expect: Vec<(StepId, Day, Span)>,
    /// The derivation by hand.
    pub why: Option<Text>,
    /// Where it is written.
    pub span: Span,
}
