//! What the workflow says beside steps and links, resolved for one set of facts.
//!
//! In: the workflow's promises, scope rules, cautions, aborts and sources. Out: the same with steps as positions and
//! conditions already answered. Nothing is tested here: that needs dates.

use crate::calendar::Day;
use crate::workflow::Text;
use crate::workflow::{Citation, Condition, FactValues, InForce, NamedFile, PromiseId, SourceId, Workflow};

use super::{Network, StepIx};

/// A limit between two steps' finishes, tested, never added.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// let permit = network.promises.iter().find(|promise| promise.id.as_str() == "permit-in-ten").unwrap();
/// assert_eq!((permit.from, permit.to), (step("deal-confirmation"), step("construction-permit")));
/// assert_eq!(permit.within, 10);
/// ```
#[derive(Debug, Clone)]
pub struct PromiseRule {
    /// Its name.
    pub id: PromiseId,
    /// What it is called, when the file says so.
    pub name: Option<Text>,
    /// The step whose finish day starts the clock, that day excluded.
    pub from: StepIx,
    /// The step that has to be finished by the due day.
    pub to: StepIx,
    /// Working days; 0 means due on the day of `from` itself.
    pub within: u32,
    /// Where it comes from.
    pub cite: Vec<Citation>,
    /// The documents with dates in force that it cites, as positions in [`super::Network::forces`].
    pub sources: Vec<usize>,
}

/// A scope rule that the facts break.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// let mut outside = case.clone();
/// outside.facts.0.insert("in-etown-225".into(), Value::Bool(false));
/// let breaches = compile(&outside).unwrap().breaches;
/// assert_eq!(breaches[0].say.en, "Only within the 225 km² of Yizhuang New Town.");
/// assert!(network.breaches.is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct ScopeBreach {
    /// The rule in words.
    pub say: Text,
    /// The article.
    pub cite: Vec<Citation>,
    /// What breaks it.
    pub because: Vec<(crate::workflow::FactId, crate::workflow::Value)>,
}

/// A warning that the facts call for, if the day is one it is for.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// let mut logistics = case.clone();
/// logistics.facts.0.insert("parcel-class".into(), Value::Choice("W1".into()));
/// assert_eq!(compile(&logistics).unwrap().cautions[0].id, "logistics-land");
/// ```
#[derive(Debug, Clone)]
pub struct CautionRule {
    /// Its name.
    pub id: String,
    /// The step whose beginning is compared with the days; without one the run's start is.
    pub step: Option<StepIx>,
    /// The first day, included.
    pub since: Option<Day>,
    /// The last day, included.
    pub until: Option<Day>,
    /// The warning.
    pub say: Text,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// What suspends the procedure.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// assert_eq!(network.aborts.len(), 3);
/// assert!(!network.aborts.iter().any(|abort| abort.when.holds(&network.facts)), "nothing has suspended it");
/// ```
#[derive(Debug, Clone)]
pub struct AbortRule {
    /// The facts that suspend it.
    pub when: Condition,
    /// The workflow that takes over.
    pub fallback: Option<NamedFile>,
    /// The rule in words.
    pub say: Option<Text>,
    /// The article.
    pub cite: Vec<Citation>,
}

/// A document with dates in force.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// let guide = network.forces.iter().find(|force| force.source.as_str() == "a").unwrap();
/// assert_eq!(guide.name.en, "京技管发〔2023〕10号");
/// assert!(guide.in_force.covers(run.start));
/// ```
#[derive(Debug, Clone)]
pub struct Force {
    /// The document.
    pub source: SourceId,
    /// Its number, or its title where it has none.
    pub name: Text,
    /// The days, both included.
    pub in_force: InForce,
}

impl Network {
    /// Takes over what another network says beside steps and links; what is about a step that is gone goes with it.
    pub(crate) fn carry_rules(&mut self, from: &Network, map: impl Fn(StepIx) -> Option<StepIx>) {
        self.facts = from.facts.clone();
        self.breaches = from.breaches.clone();
        self.aborts = from.aborts.clone();
        self.forces = from.forces.clone();
        for promise in &from.promises {
            match (map(promise.from), map(promise.to)) {
                (Some(from), Some(to)) => self.promises.push(PromiseRule { from, to, ..promise.clone() }),
                // What was due before is past; what is still due began on a day that nobody gave.
                (None, Some(_)) => {
                    self.untested.push((promise.id.clone(), from.step(promise.from).id.clone()))
                }
                (_, None) => {}
            }
        }
        let cautions = from.cautions.iter().filter_map(|caution| {
            let step = match caution.step {
                Some(step) => Some(map(step)?),
                None => None,
            };
            Some(CautionRule { step, ..caution.clone() })
        });
        self.cautions = cautions.collect();
    }
}

pub(super) fn forces(workflow: &Workflow) -> Vec<Force> {
    let dated = workflow.sources.iter().filter(|source| source.in_force != InForce::default());
    let force = |source: &crate::workflow::Source| Force {
        source: source.id.clone(),
        name: source.number.as_ref().map_or_else(|| source.title.clone(), Text::same),
        in_force: source.in_force,
    };
    dated.map(force).collect()
}

/// The positions in `forces` of the documents that are cited, each once.
pub(super) fn cited(forces: &[Force], cite: &[Citation]) -> Vec<usize> {
    let cites = |force: &Force| cite.iter().any(|citation| citation.source == force.source);
    (0..forces.len()).filter(|&position| cites(&forces[position])).collect()
}

pub(super) fn breaches(workflow: &Workflow, facts: &FactValues) -> Vec<ScopeBreach> {
    let broken = workflow.scopes.iter().filter(|scope| !scope.require.holds(facts));
    broken
        .map(|scope| ScopeBreach {
            say: scope.say.clone(),
            cite: scope.cite.clone(),
            because: because(&scope.require, facts),
        })
        .collect()
}

/// The facts that keep a condition from holding, with their values.
pub(super) fn because(
    condition: &Condition,
    facts: &FactValues,
) -> Vec<(crate::workflow::FactId, crate::workflow::Value)> {
    let failing = condition.failing(facts).into_iter();
    failing.filter_map(|fact| facts.0.get(&fact).cloned().map(|value| (fact, value))).collect()
}
