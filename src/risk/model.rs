//! What is drawn, and from what.
//!
//! In: what is open in a case ([`Open`]), the calendar, the counting profile, the shape of estimates. Out: [`Model`]: the
//! *inputs*, which are the lengths and the replies that are drawn, each with its outcomes and its place among the draws;
//! and for each world its [`Program`], made when a trial first needs it.
//!
//! Every input is drawn by itself: how long one step takes says nothing of the next. A further round of a step is
//! drawn anew. What is not an input is what `schedule` takes.
//!
//! # Draws
//!
//! An input has one draw of 16 bits, eight of them to a block of the generator; a fact has one of 32. Which draw it is
//! follows from the order in which names were first given to [`Draws`]. Two models that are made with the same `Draws`
//! use the same draw for what has the same name, so their difference is theirs and not chance's.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use crate::calendar::{Calendar, Counting, Day, Length, Moment};
use crate::network::{
    Basis, CompileError, Estimate, Estimated, Given, Kind, Network, NetworkStep, Open, Origin, PromiseId,
    StepId, Text, Timing,
};
use crate::schedule::given::{GivenError, given};
use crate::schedule::{Leaves, OutOfCalendar, Run, schedule};

use super::effects::Effects;
use super::inverse::Inverse;
use super::moments::Codes;
use super::program::Program;
use super::shape::{PARTS, Shape, parts};
use super::worlds::{TooMuchIsOpen, WorldKey, Worlds};

/// The order in which names got their draws.
#[derive(Debug, Clone, Default)]
pub struct Draws {
    inputs: HashMap<String, u32>,
    facts: HashMap<String, u32>,
}

impl Draws {
    fn input(&mut self, name: String) -> u32 {
        let next = self.inputs.len() as u32;
        *self.inputs.entry(name).or_insert(next)
    }

    fn fact(&mut self, name: &str) -> u32 {
        let next = self.facts.len() as u32;
        *self.facts.entry(name.to_string()).or_insert(next)
    }
}

/// How a case is to be assessed.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The calendar.
    pub calendar: &'a Calendar,
    /// The counting profile.
    pub counting: Counting,
    /// [`Basis::Statutory`] runs every limit; any other draws whatever has an estimate.
    pub basis: Basis,
    /// The shape of the estimates.
    pub shape: Shape,
    /// Steps whose finish is given.
    pub given: &'a [Given],
    /// The start; of several the latest.
    pub start: Day,
}

/// Something that is drawn.
#[derive(Debug, Clone)]
pub struct Input {
    /// The step, as a position in the workflow's file order.
    pub step: usize,
    /// Its name.
    pub id: StepId,
    /// The party whose reply it is; `None` for the length of the step. Empty where the step names no parties.
    pub party: Option<String>,
    /// What can come out, the best first.
    pub outcomes: Vec<Outcome>,
    /// What a plan takes: a position in `outcomes`.
    pub planned: usize,
    /// Its draw.
    pub(super) slot: u32,
    pub(super) inverse: Arc<Inverse>,
    /// What each outcome makes of the step's trigger.
    pub(super) effects: Arc<Effects>,
}

/// What a draw can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The step takes so long, or the party answers after so long.
    Takes(Length),
    /// The party never answers.
    Silent,
}

/// Inputs and facts whose answer is held, for asking what it brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// The outcome of an input, as positions in [`Model::inputs`] and in its outcomes.
    pub inputs: Vec<(usize, usize)>,
    /// The answer of an open fact, as a position in [`Open::facts`].
    pub facts: Vec<(usize, bool)>,
}

/// Why the odds cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum RiskError {
    /// The facts of a world make no network.
    World {
        /// The open facts, as they are in that world.
        facts: Vec<(String, bool)>,
        /// What is wrong with it.
        error: CompileError,
    },
    /// The given finishes contradict a world.
    Given(GivenError),
    /// At its longest the case leaves the calendar.
    Calendar(OutOfCalendar),
    /// More facts and reworks are open than can be told apart.
    TooMuchIsOpen,
}

impl RiskError {
    /// The error in words.
    pub fn text(&self) -> Text {
        match self {
            RiskError::World { facts, error } => {
                let facts: Vec<String> = facts.iter().map(|(id, value)| format!("{id}={value}")).collect();
                let (facts, Text { zh, en }) = (facts.join(", "), error.text());
                if facts.is_empty() {
                    return Text::new(zh, en);
                }
                Text::new(format!("当 {facts} 时:{zh}"), format!("when {facts}: {en}"))
            }
            RiskError::Given(GivenError::Pin(error)) => error.text(),
            RiskError::Given(GivenError::Calendar(OutOfCalendar(leaves))) => leaves.text(),
            RiskError::Calendar(OutOfCalendar(leaves)) => {
                let Text { zh, en } = leaves.text();
                Text::new(format!("各项都取最长时,{zh}"), format!("with everything at its longest, {en}"))
            }
            RiskError::TooMuchIsOpen => Text::new(
                "未定的事实和返工太多(合计 128 位以上)",
                "too many facts and reworks are open (more than 128 bits together)",
            ),
        }
    }
}

/// The programs that are kept. Of a case with more worlds the rare ones are made again when they come.
const MOST_KEPT: usize = 4_096;

/// A case whose odds can be assessed.
pub struct Model<'a> {
    open: Open<'a>,
    terms: Terms<'a>,
    codes: Codes,
    inputs: Vec<Input>,
    /// The inputs of each step of the workflow, by file order.
    of_step: HashMap<usize, Vec<usize>>,
    fact_slots: Vec<u32>,
    promises: Vec<PromiseId>,
    /// The worlds met so far.
    kept: RwLock<HashMap<WorldKey, Arc<Program>>>,
}

/// A model with some answers held.
pub struct Variant<'m, 'a> {
    /// The model.
    pub model: &'m Model<'a>,
    /// What is held.
    pub held: Held,
    pub(super) worlds: Worlds,
    /// For each input the outcome that it is held at.
    pub(super) held_at: Vec<Option<usize>>,
}

impl<'a> Model<'a> {
    /// The model of a case.
    ///
    /// # Errors
    /// [`RiskError`]: the case without an answer to what is open makes no network, or a length does not fit into the calendar.
    pub fn new(open: Open<'a>, terms: Terms<'a>, draws: &mut Draws) -> Result<Model<'a>, RiskError> {
        let unanswered: Vec<bool> = open
            .facts
            .iter()
            .map(|fact| open.case().facts.0.get(&fact.id) == Some(&crate::network::Value::Bool(true)))
            .collect();
        let network = world_network(&open, &terms, &unanswered, &vec![0; open.reworks.len()])?;
        let codes = Codes::new(terms.calendar);
        let mut inputs = Vec::new();
        let mut of_step: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut steps: Vec<&NetworkStep> =
            network.steps().iter().filter(|step| step.round == 1 && step.anchor.finished.is_none()).collect();
        steps.sort_by_key(|step| step.file_order);
        for step in steps {
            let of_this = inputs_of(&open, &terms, &codes, step, draws)?;
            if !of_this.is_empty() {
                of_step.insert(step.file_order, (inputs.len()..inputs.len() + of_this.len()).collect());
                inputs.extend(of_this);
            }
        }
        let fact_slots = open.facts.iter().map(|fact| draws.fact(fact.id.as_str())).collect();
        let case = open.case();
        let of_project = case.project.iter().flat_map(|project| &project.promises);
        let promises =
            case.workflow.promises.iter().chain(of_project).map(|promise| promise.id.clone()).collect();
        let kept = RwLock::default();
        Ok(Model { open, terms, codes, inputs, of_step, fact_slots, promises, kept })
    }

    /// What is open.
    pub fn open(&self) -> &Open<'a> {
        &self.open
    }

    /// How it is assessed.
    pub fn terms(&self) -> &Terms<'a> {
        &self.terms
    }

    /// Moments as integers.
    pub(super) fn codes(&self) -> &Codes {
        &self.codes
    }

    /// What is drawn, in the order of the workflow.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The inputs of a step, by its file order, as positions in [`Model::inputs`].
    pub fn inputs_of(&self, file_order: usize) -> &[usize] {
        self.of_step.get(&file_order).map_or(&[], Vec::as_slice)
    }

    /// The promises, whether or not a world tests them.
    pub fn promises(&self) -> &[PromiseId] {
        &self.promises
    }

    /// The position of a promise.
    pub(super) fn promise(&self, id: &str) -> usize {
        match self.promises.iter().position(|promise| promise.as_str() == id) {
            Some(position) => position,
            None => unreachable!("the promise `{id}` is in neither the workflow nor the project"),
        }
    }

    /// The model with some answers held.
    ///
    /// # Errors
    /// [`RiskError::TooMuchIsOpen`].
    pub fn hold(&self, held: Held) -> Result<Variant<'_, 'a>, RiskError> {
        let fixed = |fact: usize| held.facts.iter().find(|(at, _)| *at == fact).map(|(_, value)| *value);
        let worlds = Worlds::new(&self.open, &self.fact_slots, fixed);
        let worlds = worlds.map_err(|TooMuchIsOpen| RiskError::TooMuchIsOpen)?;
        let mut held_at = vec![None; self.inputs.len()];
        for &(input, outcome) in &held.inputs {
            held_at[input] = Some(outcome);
        }
        Ok(Variant { model: self, held, worlds, held_at })
    }

    /// The network of a world.
    pub(super) fn network(&self, facts: &[bool], rounds: &[u32]) -> Result<Network, RiskError> {
        world_network(&self.open, &self.terms, facts, rounds)
    }

    /// How a network is scheduled from a day.
    pub fn run(&self, start: Day) -> Run {
        Run { start, counting: self.terms.counting, basis: self.terms.basis }
    }
}

fn world_network(
    open: &Open<'_>,
    terms: &Terms<'_>,
    facts: &[bool],
    rounds: &[u32],
) -> Result<Network, RiskError> {
    let network = open.network(facts, rounds).map_err(|error| {
        let named = open.facts.iter().zip(facts).map(|(fact, value)| (fact.id.to_string(), *value));
        RiskError::World { facts: named.collect(), error }
    })?;
    if terms.given.is_empty() {
        return Ok(network);
    }
    let run = Run { start: terms.start, counting: terms.counting, basis: terms.basis };
    given(&network, terms.given, terms.calendar, &run).map_err(RiskError::Given)
}

/// What is drawn of one step.
fn inputs_of(
    open: &Open<'_>,
    terms: &Terms<'_>,
    codes: &Codes,
    step: &NetworkStep,
    draws: &mut Draws,
) -> Result<Vec<Input>, RiskError> {
    let timing = &step.timing;
    if !timing.kind.takes_estimate() || terms.basis == Basis::Statutory && timing.limit.is_some() {
        return Ok(Vec::new());
    }
    let fits = |estimate: &Estimate| match Day::FIRST.plus(i64::from(estimate.max.number())) {
        Some(_) => Ok(()),
        None => {
            let leaves = Leaves::Step(step.id.clone(), Moment::in_hours(terms.start));
            Err(RiskError::Calendar(OutOfCalendar(leaves)))
        }
    };
    let takes = |estimate: &Estimate, days: &[(u32, u32)]| -> Vec<Outcome> {
        days.iter().map(|(day, _)| Outcome::Takes(estimate.min.with_number(*day))).collect()
    };
    let effects = |outcomes: &[Outcome]| {
        let effect = |outcome: &Outcome| {
            let rule = outcome.timing(timing).timed(terms.counting, terms.basis).rule;
            codes.effect(terms.calendar, &rule)
        };
        Arc::new(Effects::of(outcomes.iter().map(effect).collect(), codes))
    };
    let replies = open.replies_of(step.file_order);
    let mut inputs = Vec::new();
    if let Some(parties) = replies.filter(|_| timing.kind == Kind::Consultation) {
        for party in parties {
            fits(&party.estimate)?;
            let days = terms.shape.days(&party.estimate);
            // What is left of the probability when silence has taken its part; the sums are rounded, not the parts.
            let answers = 1.0 - party.silent;
            let of_those = |sum: u32| parts(answers * f64::from(sum) / f64::from(PARTS));
            let mut through: Vec<u32> = days.iter().map(|(_, sum)| of_those(*sum)).collect();
            let mut outcomes = takes(&party.estimate, &days);
            through.push(PARTS);
            outcomes.push(Outcome::Silent);
            // A plan without an expected reply takes every party as silent.
            let planned = match timing.estimate {
                Some(expected) => takes(&party.estimate, &days)
                    .iter()
                    .position(|outcome| *outcome == Outcome::Takes(expected.estimate.likely))
                    .unwrap_or(days.len()),
                None => days.len(),
            };
            inputs.push(Input {
                step: step.file_order,
                id: step.id.clone(),
                party: Some(party.party.clone()),
                effects: effects(&outcomes),
                outcomes,
                planned,
                slot: draws.input(format!("{} / {}", step.id, party.party)),
                inverse: Arc::new(Inverse::new(through)),
            });
        }
        return Ok(inputs);
    }
    let Some(Estimated { estimate, .. }) = timing.estimate else { return Ok(inputs) };
    fits(&estimate)?;
    if estimate.min == estimate.max {
        return Ok(inputs);
    }
    let days = terms.shape.days(&estimate);
    let outcomes = takes(&estimate, &days);
    inputs.push(Input {
        step: step.file_order,
        id: step.id.clone(),
        party: None,
        effects: effects(&outcomes),
        outcomes,
        planned: (estimate.point(terms.basis).number() - estimate.min.number()) as usize,
        slot: draws.input(step.id.to_string()),
        inverse: Arc::new(Inverse::new(days.iter().map(|(_, sum)| *sum).collect())),
    });
    Ok(inputs)
}

impl Input {
    /// The outcomes that can come, the best first, each with its probability in [`PARTS`].
    pub fn odds(&self) -> impl DoubleEndedIterator<Item = (usize, u32)> {
        self.inverse.outcomes()
    }

    /// The best and the worst outcome: the ends of the estimate, however rarely they come; for a reply silence, where
    /// it can come.
    pub fn extremes(&self) -> (usize, usize) {
        let last = self.outcomes.len() - 1;
        let never_silent =
            self.outcomes[last] == Outcome::Silent && self.odds().all(|(outcome, _)| outcome < last);
        (0, if never_silent { last.saturating_sub(1) } else { last })
    }
}

impl Outcome {
    /// How a step is counted when this is what comes out.
    pub(super) fn timing(self, timing: &Timing) -> Timing {
        let mut timing = timing.clone();
        let origin = timing.estimate.map_or(Origin::Assumption, |estimate| estimate.origin);
        timing.estimate = match self {
            Outcome::Takes(length) => Some(Estimated::new(Estimate::exactly(length), origin)),
            Outcome::Silent => None,
        };
        timing
    }
}

impl Variant<'_, '_> {
    /// The program of a world. It is the same whatever is held.
    ///
    /// # Errors
    /// [`RiskError`]: the world makes no network, or leaves the calendar when everything takes its longest.
    pub fn program(&self, key: WorldKey) -> Result<Arc<Program>, RiskError> {
        let kept = &self.model.kept;
        if let Some(program) = kept.read().ok().and_then(|kept| kept.get(&key).cloned()) {
            return Ok(program);
        }
        let (facts, rounds) = self.worlds.world(key);
        let program = Arc::new(Program::new(self.model, &facts, rounds)?);
        if let Ok(mut kept) = kept.write()
            && kept.len() < MOST_KEPT
        {
            kept.insert(key, Arc::clone(&program));
        }
        Ok(program)
    }
}

impl Model<'_> {
    /// The network of a world in which every input takes its worst outcome: nothing of the world is later than that.
    pub(super) fn at_worst(&self, network: &Network) -> Network {
        let drawn: Vec<_> = network
            .positions()
            .filter(|ix| !self.inputs_of(network.step(*ix).file_order).is_empty())
            .collect();
        network.with_steps(drawn.iter().copied(), |_, step| {
            let inputs = self.inputs_of(step.file_order).iter();
            let outcomes = inputs.flat_map(|&input| self.inputs[input].outcomes.iter().copied());
            // Silence lasts as long as the limit, later than any reply in time; without a limit it ends nothing, and the
            // longest reply is the worst.
            let limited = step.timing.limit.is_some();
            let worst = outcomes.max_by_key(|outcome| match *outcome {
                Outcome::Takes(Length::Natural(days)) => (false, u64::from(days) * 5),
                Outcome::Takes(Length::Working(days)) => (false, u64::from(days) * 7),
                Outcome::Silent => (limited, 0),
            });
            if let Some(worst) = worst {
                step.timing = worst.timing(&step.timing);
            }
        })
    }

    /// Whether a world stays inside the calendar from the latest start, whatever is drawn.
    ///
    /// # Errors
    /// [`OutOfCalendar`].
    pub(super) fn stays_inside(&self, network: &Network) -> Result<(), OutOfCalendar> {
        let terms = &self.terms;
        schedule(&self.at_worst(network), terms.calendar, &self.run(terms.start)).map(drop)
    }
}
