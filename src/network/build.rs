//! Compiling: from names and conditions to positions.
//!
//! In: a [`Case`]. Out: a [`Network`], or the one thing that keeps these facts from making one. Mistakes in the files
//! were told before; what can still go wrong here comes from the facts and the flags.

use std::collections::HashMap;

use crate::calendar::{Day, Length, Moment};
use crate::workflow::{
    Assumptions, FactId, FactValues, Project, ProjectStep, ReworkId, StepAssumption, StepId, Text, Value,
    Workflow,
};

use super::order::order;
use super::rework::{CannotRepeat, Draft, DraftLink, MOST_STEPS, Repeat, unroll, waits_for};
use super::rules::{AbortRule, CautionRule, PromiseRule, because, breaches, cited, forces};
use super::timing::Timing;
use super::{Anchor, Network, NetworkLink, NetworkStep, Presence, StepIx};

/// What a network is made of.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// // The same project with trees to be felled: one permit more.
/// let mut with_trees = case.clone();
/// with_trees.facts.0.insert("trees".into(), Value::Bool(true));
/// let network = compile(&with_trees).unwrap();
/// assert!(network.step(network.find("tree-permit").unwrap()).is_present());
/// ```
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// The procedure.
    pub workflow: &'a Workflow,
    /// What is assumed.
    pub assumptions: &'a Assumptions,
    /// What is known of the project.
    pub project: Option<&'a Project>,
    /// The value of every fact and reading.
    pub facts: FactValues,
    /// How often each rework happens; one whose condition holds and that is not named happens once.
    pub reworks: Vec<(ReworkId, u32)>,
    /// The goal, when it is not the workflow's.
    pub goal: Option<StepId>,
}

impl<'a> Case<'a> {
    /// The workflow as its defaults have it, under an assumption set.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// let case = Case::new(&workflow, &floor);
    /// assert_eq!(case.facts, workflow.default_facts());
    /// assert!(case.project.is_none() && case.reworks.is_empty() && case.goal.is_none());
    /// ```
    pub fn new(workflow: &'a Workflow, assumptions: &'a Assumptions) -> Self {
        Case {
            workflow,
            assumptions,
            project: None,
            facts: workflow.default_facts(),
            reworks: Vec::new(),
            goal: None,
        }
    }
}

/// What is said of steps beside the workflow, by step.
pub(super) struct Overlays<'a> {
    assumed: HashMap<&'a str, &'a StepAssumption>,
    projected: HashMap<&'a str, &'a ProjectStep>,
}

impl<'a> Overlays<'a> {
    pub(super) fn of(case: &Case<'a>) -> Self {
        let projected = case.project.iter().flat_map(|project| &project.steps);
        Overlays {
            assumed: case.assumptions.steps.iter().map(|(id, said, _)| (id.as_str(), said)).collect(),
            projected: projected.map(|(id, said)| (id.as_str(), said)).collect(),
        }
    }

    /// The assumption set's word on a step, then the project's, which is the later one.
    pub(super) fn of_step(&self, step: &StepId) -> Vec<&'a StepAssumption> {
        let projected = self.projected.get(step.as_str()).map(|said| &said.assumption);
        self.assumed.get(step.as_str()).copied().into_iter().chain(projected).collect()
    }

    fn not_before(&self, step: &StepId) -> Option<Day> {
        self.projected.get(step.as_str())?.not_before
    }
}

/// Why no network can be made for these facts.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::network::CompileError;
/// let case = Case { goal: Some("construction-permit".into()), ..case };
/// let error = compile(&case).unwrap_err();
/// assert_eq!(error, CompileError::UnknownGoal("construction-permit".into()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum CompileError {
    /// There is no step of that name to be the goal.
    UnknownGoal(StepId),
    /// The goal does not happen under these facts.
    AbsentGoal {
        /// The goal.
        goal: StepId,
        /// The facts that keep it away.
        because: Vec<(FactId, Value)>,
    },
    /// There is no rework of that name.
    UnknownRework(ReworkId),
    /// The stretch of a rework does not exist under these facts.
    EmptyRework(ReworkId),
    /// The rework would make a network of more than a million steps.
    ReworkTooLong(ReworkId),
    /// These steps wait for each other in a circle, each for the one before it.
    Cycle(Vec<StepId>),
}

impl CompileError {
    /// The error in words.
    ///
    /// ```
    /// use permits::{diagnostic::Lang, network::CompileError};
    /// let error = CompileError::UnknownRework("no-bids".into());
    /// assert_eq!(error.text().get(Lang::En), "no rework is called `no-bids`");
    /// ```
    pub fn text(&self) -> Text {
        match self {
            CompileError::UnknownGoal(goal) => {
                Text::new(format!("没有事项 `{goal}`"), format!("no step is called `{goal}`"))
            }
            CompileError::AbsentGoal { goal, because } => {
                let because = Value::listed(because, ", ");
                Text::new(
                    format!("在所设事实下没有终点事项 `{goal}`({because})"),
                    format!("the goal `{goal}` does not happen under these facts ({because})"),
                )
            }
            CompileError::UnknownRework(rework) => {
                Text::new(format!("没有返工 `{rework}`"), format!("no rework is called `{rework}`"))
            }
            CompileError::EmptyRework(rework) => Text::new(
                format!("在所设事实下,返工 `{rework}` 没有可重复的事项"),
                format!("the rework `{rework}` has nothing to repeat under these facts"),
            ),
            CompileError::ReworkTooLong(rework) => Text::new(
                format!("返工 `{rework}` 会使事项超过 {MOST_STEPS} 项"),
                format!("the rework `{rework}` would make more than {MOST_STEPS} steps"),
            ),
            CompileError::Cycle(steps) => {
                let names: Vec<&str> = steps.iter().chain(steps.first()).map(StepId::as_str).collect();
                let path = names.join(" → ");
                Text::new(
                    format!("在所设事实下,这些事项互相等待:{path}"),
                    format!("under these facts steps wait for each other: {path}"),
                )
            }
        }
    }
}

/// Makes the network of a case.
///
/// # Errors
/// [`CompileError`]: the goal, a rework or a cycle that only these facts close.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// // Nobody bids once: the stretch from the announcement to the bidding is there twice.
/// let again = compile(&Case { reworks: vec![("no-bid".into(), 1)], ..case.clone() }).unwrap();
/// assert_eq!(again.steps().len(), network.steps().len() + 3);
/// ```
pub fn compile(case: &Case<'_>) -> Result<Network, CompileError> {
    let workflow = case.workflow;
    let facts = &case.facts;
    let positions: HashMap<&str, usize> =
        workflow.steps.iter().enumerate().map(|(position, step)| (step.id.as_str(), position)).collect();

    let mut drafts: Vec<Draft> = Vec::with_capacity(workflow.steps.len());
    for (position, step) in workflow.steps.iter().enumerate() {
        let holding = step.after.iter().filter(|link| link.when.holds(facts));
        let links = holding.filter_map(|link| {
            Some(DraftLink {
                from: *positions.get(link.step.as_str())?,
                end: link.from,
                lag: link.lag.unwrap_or(Length::Working(0)),
                round: link.round,
                stated: link.stated,
                failure: false,
            })
        });
        drafts.push(Draft { step: position, round: 1, links: links.collect() });
    }
    let name = |draft: &Draft| {
        let id = &workflow.steps[draft.step].id;
        if draft.round == 1 { id.clone() } else { StepId::from(format!("{id}~{}", draft.round).as_str()) }
    };
    let cycle = |drafts: &[Draft], cycle: Vec<usize>| {
        CompileError::Cycle(cycle.into_iter().map(|position| name(&drafts[position])).collect())
    };
    let by_file_order = |drafts: &[Draft], position: usize| (drafts[position].step, drafts[position].round);

    let repeats = repeats(case, &positions)?;
    if !repeats.is_empty() {
        let sorted = order(&waits_for(&drafts), |at| by_file_order(&drafts, at))
            .map_err(|found| cycle(&drafts, found))?;
        let mut rank = vec![0; sorted.len()];
        for (at, &position) in sorted.iter().enumerate() {
            rank[position] = at;
        }
        unroll(&mut drafts, repeats, &rank).map_err(|(index, why)| match why {
            CannotRepeat::NoPath => CompileError::EmptyRework(workflow.reworks[index].id.clone()),
            CannotRepeat::TooMany => CompileError::ReworkTooLong(workflow.reworks[index].id.clone()),
        })?;
    }
    let sorted =
        order(&waits_for(&drafts), |at| by_file_order(&drafts, at)).map_err(|found| cycle(&drafts, found))?;

    let forces = forces(workflow);
    let overlays = Overlays::of(case);
    let mut at_position = vec![StepIx(0); drafts.len()];
    for (ix, &position) in sorted.iter().enumerate() {
        at_position[position] = StepIx::new(ix);
    }
    let mut steps = Vec::with_capacity(sorted.len());
    let mut links = Vec::with_capacity(drafts.iter().map(|draft| draft.links.len()).sum());
    for (ix, &position) in sorted.iter().enumerate() {
        let draft = &drafts[position];
        let step = &workflow.steps[draft.step];
        let present = step.when.holds(facts);
        let not_before = overlays.not_before(&step.id).filter(|_| present);
        steps.push(NetworkStep {
            id: name(draft),
            file_order: draft.step,
            round: draft.round,
            presence: if present { Presence::Present } else { Presence::Absent(because(&step.when, facts)) },
            timing: Timing::of(step, &overlays.of_step(&step.id)),
            anchor: Anchor { not_before: not_before.map(Moment::in_hours), ..Anchor::default() },
            record: None,
            lost_its_links: draft.links.is_empty() && !step.after.is_empty(),
            sources: cited(&forces, &step.cite),
        });
        links.extend(draft.links.iter().map(|link| NetworkLink {
            from: at_position[link.from],
            to: StepIx::new(ix),
            end: link.end,
            lag: link.lag,
            stated: link.stated,
        }));
    }

    // The last round of a repeated step is the one that what follows waits for.
    let mut last_round: HashMap<usize, StepIx> = HashMap::new();
    for (ix, step) in steps.iter().enumerate() {
        let last = last_round.entry(step.file_order).or_insert(StepIx::new(ix));
        if step.round > steps[last.index()].round {
            *last = StepIx::new(ix);
        }
    }
    let find =
        |id: &StepId| positions.get(id.as_str()).and_then(|position| last_round.get(position)).copied();
    let goal_id = case.goal.as_ref().unwrap_or(&workflow.goal);
    // A goal may name one round of a repeated step.
    let named_round = steps.iter().position(|step| step.id == *goal_id && step.round > 1).map(StepIx::new);
    let goal =
        named_round.or_else(|| find(goal_id)).ok_or_else(|| CompileError::UnknownGoal(goal_id.clone()))?;
    if let Presence::Absent(because) = &steps[goal.index()].presence {
        return Err(CompileError::AbsentGoal { goal: goal_id.clone(), because: because.clone() });
    }

    let promises = workflow.promises.iter().chain(case.project.iter().flat_map(|project| &project.promises));
    let promises = promises.filter_map(|promise| {
        let (from, to) = (find(&promise.from)?, find(&promise.to)?);
        let both_present = steps[from.index()].is_present() && steps[to.index()].is_present();
        both_present.then(|| PromiseRule {
            id: promise.id.clone(),
            name: promise.name.clone(),
            from,
            to,
            within: promise.within,
            cite: promise.cite.clone(),
            sources: cited(&forces, &promise.cite),
        })
    });
    let promises = promises.collect();
    let cautions =
        workflow.cautions.iter().filter(|caution| caution.when.holds(facts)).filter_map(|caution| {
            let step = caution.step.as_ref().map(&find);
            // A caution about a step that does not happen has nothing to say.
            if step.is_some_and(|step| step.is_none_or(|ix| !steps[ix.index()].is_present())) {
                return None;
            }
            Some(CautionRule {
                id: caution.id.clone(),
                step: step.flatten(),
                since: caution.since,
                until: caution.until,
                say: caution.say.clone(),
                cite: caution.cite.clone(),
            })
        });
    let cautions = cautions.collect();
    let aborts = workflow.aborts.iter().map(|abort| AbortRule {
        when: abort.when.clone(),
        fallback: abort.fallback.clone(),
        say: abort.say.clone(),
        cite: abort.cite.clone(),
    });
    let aborts = aborts.collect();
    let mut network = match Network::new(steps, links, goal) {
        Ok(network) => network,
        Err(link) => unreachable!("the steps are in topological order, so {link:?} leads forward"),
    };
    network.facts = facts.clone();
    network.promises = promises;
    network.breaches = breaches(workflow, facts);
    network.cautions = cautions;
    network.aborts = aborts;
    network.forces = forces;
    Ok(network)
}

/// Which reworks happen, and how often.
fn repeats(case: &Case<'_>, positions: &HashMap<&str, usize>) -> Result<Vec<(usize, Repeat)>, CompileError> {
    let workflow = case.workflow;
    if let Some((unknown, _)) =
        case.reworks.iter().find(|(id, _)| !workflow.reworks.iter().any(|rework| rework.id == *id))
    {
        return Err(CompileError::UnknownRework(unknown.clone()));
    }
    let mut repeats = Vec::new();
    for (index, rework) in workflow.reworks.iter().enumerate() {
        let asked = case.reworks.iter().rev().find(|(id, _)| *id == rework.id).map(|(_, times)| *times);
        let called_for = rework.when.as_ref().is_some_and(|when| when.holds(&case.facts));
        let times = asked.unwrap_or(u32::from(called_for));
        if times == 0 {
            continue;
        }
        let position = |id: &StepId| positions.get(id.as_str()).copied();
        let (Some(at), Some(back_to)) = (position(&rework.at), position(&rework.back_to)) else {
            return Err(CompileError::EmptyRework(rework.id.clone()));
        };
        // What does not happen cannot fail; where the stretch begins with a step that does not, it hands the failure on.
        if workflow.steps[at].when.holds(&case.facts) {
            repeats.push((index, Repeat { back_to, at, times, asked: asked.is_some() }));
        } else if asked.is_some() {
            return Err(CompileError::EmptyRework(rework.id.clone()));
        }
    }
    Ok(repeats)
}
