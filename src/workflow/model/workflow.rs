//! One procedure with everything it includes, and how to find things in it.

use crate::diagnostic::Text;

use super::fact::{Fact, FactValues};
use super::ids::{ActorId, StepId};
use super::rule::{Abort, Caution, Example, Measure, Promise, Rework, Scope};
use super::source::{Actor, Lane, Source};
use super::step::Step;

/// One procedure, with everything it includes merged in.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// assert_eq!((workflow.goal.as_str(), workflow.steps.len()), ("land-contract", 7));
/// assert_eq!(workflow.title.en, "Supply of industrial land by listing");
/// ```
#[derive(Debug, Clone)]
pub struct Workflow {
    /// The `id` of its `[workflow]` table.
    pub id: String,
    /// The version of its content.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// What the day of `--start` is the day of.
    pub start: Text,
    /// The step whose finish is the plan's finish.
    pub goal: StepId,
    /// What a reader should know about the whole file.
    pub note: Option<Text>,
    /// The ids of the included workflows, in the order they were applied, without this one.
    pub includes: Vec<String>,
    /// Documents, in file order.
    pub sources: Vec<Source>,
    /// Who acts, in file order.
    pub actors: Vec<Actor>,
    /// Lanes, in file order.
    pub lanes: Vec<Lane>,
    /// Facts and readings, in file order.
    pub facts: Vec<Fact>,
    /// Steps, in file order: included files first, a merged step at its first place.
    pub steps: Vec<Step>,
    /// Promises, in file order.
    pub promises: Vec<Promise>,
    /// Scope rules, in file order.
    pub scopes: Vec<Scope>,
    /// Abort rules, in file order.
    pub aborts: Vec<Abort>,
    /// Reworks, in file order.
    pub reworks: Vec<Rework>,
    /// Cautions, in file order.
    pub cautions: Vec<Caution>,
    /// What it does differently from the ordinary way, in file order.
    pub measures: Vec<Measure>,
    /// Worked dates of this file itself; those of included files are theirs.
    pub examples: Vec<Example>,
}

impl Workflow {
    /// The step of that name.
    ///
    /// ```
    #[doc = include_str!("../../set_up/land_supply.md")]
    /// assert_eq!(workflow.step("bidding-window").unwrap().limit, Some(Length::Working(10)));
    /// assert!(workflow.step("auction").is_none());
    /// ```
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id.as_str() == id)
    }

    /// The fact or reading of that name.
    ///
    /// ```
    #[doc = include_str!("../../set_up/land_supply.md")]
    /// assert_eq!(workflow.fact("no-bid").unwrap().label.en, "nobody bids");
    /// ```
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id.as_str() == id)
    }

    /// The source of that name.
    ///
    /// ```
    #[doc = include_str!("../../set_up/land_supply.md")]
    /// assert_eq!(workflow.source("b").unwrap().number.as_deref(), Some("京技管发〔2023〕12号"));
    /// ```
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id.as_str() == id)
    }

    /// What an actor is called, the id itself when it is not declared.
    ///
    /// ```
    #[doc = include_str!("../../set_up/land_supply.md")]
    /// assert_eq!(workflow.actor_name(&"planning".into()).get(Lang::Zh), "规划行政管理部门");
    /// assert_eq!(workflow.actor_name(&"nobody".into()).get(Lang::Zh), "nobody"); // not declared
    /// ```
    pub fn actor_name(&self, id: &ActorId) -> Text {
        let declared = self.actors.iter().find(|actor| actor.id == *id);
        declared.map_or_else(|| Text::same(id.as_str()), |actor| actor.name.clone())
    }

    /// Whether the applicant does a step, or somebody who works for the applicant.
    ///
    /// ```
    #[doc = include_str!("../../set_up/building.md")]
    /// let by_applicant = |id: &str| workflow.is_of_applicant(workflow.step(id).unwrap());
    /// assert!(by_applicant("design-scheme") && !by_applicant("construction-permit"));
    /// ```
    pub fn is_of_applicant(&self, step: &Step) -> bool {
        let declared = self.actors.iter().find(|actor| Some(&actor.id) == step.actor.as_ref());
        declared.is_some_and(|actor| actor.is_applicant)
    }

    /// The value every fact and reading has when nobody says otherwise.
    ///
    /// ```
    #[doc = include_str!("../../set_up/land_supply.md")]
    /// use permits::workflow::Value;
    /// let facts = workflow.default_facts();
    /// assert_eq!(facts.0.len(), workflow.facts.len());
    /// assert_eq!(facts.0["parcel-class"], Value::Choice("M1".into()));
    /// ```
    pub fn default_facts(&self) -> FactValues {
        FactValues(self.facts.iter().map(|fact| (fact.id.clone(), fact.default.clone())).collect())
    }
}
