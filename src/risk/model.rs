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

use crate::calendar::{Calendar, Counting, Day, Length};
use crate::network::{
    Basis, CompileError, Kind, Network, NetworkStep, Open, PromiseId, StepIx, Text, Timing,
};
use crate::schedule::given::{Given, GivenError, given};
use crate::schedule::{OutOfCalendar, Run, schedule};

use super::input::{Input, Outcome, inputs_of};
use super::moments::Codes;
use super::program::Program;
use super::shape::Shape;
use super::worlds::{TooMuchIsOpen, WorldKey, Worlds};

/// The order in which names got their draws.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// // Two models with the same draws have the same luck.
/// let mut draws = Draws::default();
/// let model = |draws: &mut Draws| {
///     let open = Open::of(Case::new(&workflow, &coin), &Default::default()).unwrap();
///     Model::new(open, terms, draws).unwrap()
/// };
/// let (one, other) = (model(&mut draws), model(&mut draws));
/// let tally = |model: &Model<'_>| model.hold(Held::default()).unwrap().assess(start, &sampling, &()).unwrap();
/// assert_eq!(tally(&one), tally(&other));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Draws {
    inputs: HashMap<String, u32>,
    facts: HashMap<String, u32>,
}

impl Draws {
    /// The draw of the input of that name.
    pub(super) fn input(&mut self, name: String) -> u32 {
        let next = self.inputs.len() as u32;
        *self.inputs.entry(name).or_insert(next)
    }

    fn fact(&mut self, name: &str) -> u32 {
        let next = self.facts.len() as u32;
        *self.facts.entry(name.to_string()).or_insert(next)
    }
}

/// How a case is to be assessed.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let practice = Terms { counting: Counting::Practice, ..terms };
/// let open = Open::of(Case::new(&workflow, &coin), &Default::default()).unwrap();
/// let model = Model::new(open, practice, &mut Draws::default()).unwrap();
/// let variant = model.hold(Held::default()).unwrap();
/// let exact = variant.exact(start, Budget::default()).unwrap().known().unwrap();
/// // As offices print notices, the first window ends a day sooner.
/// assert_eq!(exact.goal[0], (day("2023-07-06"), 0.5));
/// ```
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

/// Inputs and facts whose answer is held, for asking what it brings.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// // What if somebody bids in any case?
/// let held = Held { facts: vec![(0, false)], ..Held::default() };
/// let sure = model.hold(held).unwrap().exact(start, Budget::default()).unwrap().known().unwrap();
/// assert_eq!(sure.goal, [(day("2023-07-07"), 1.0)]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// The outcome of an input, as positions in [`Model::inputs`] and in its outcomes.
    pub inputs: Vec<(usize, usize)>,
    /// The answer of an open fact, as a position in [`Open::facts`].
    pub facts: Vec<(usize, bool)>,
}

/// Why the odds cannot be told.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::risk::RiskError;
/// let late = Terms { start: day("2100-12-20"), ..terms };
/// let open = Open::of(Case::new(&workflow, &coin), &Default::default()).unwrap();
/// let model = Model::new(open, late, &mut Draws::default()).unwrap();
/// let assessed = model.hold(Held::default()).unwrap().assess(late.start, &sampling, &());
/// assert!(matches!(assessed, Err(RiskError::Calendar(_))));
/// ```
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
    ///
    /// ```
    /// use permits::{diagnostic::Lang, risk::RiskError};
    /// let text = RiskError::TooMuchIsOpen.text();
    /// assert!(text.get(Lang::En).starts_with("too many facts and reworks are open"));
    /// ```
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
            RiskError::Given(GivenError::Mistake(error)) => error.text(),
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
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// assert_eq!(model.open().facts[0].id.as_str(), "no-bid");
/// assert!(model.inputs().is_empty(), "no length is drawn, only whether somebody bids");
/// ```
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
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// assert_eq!(variant.held, Held::default()); // everything is drawn
/// ```
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
    /// [`RiskError`]: the case without an answer to what is open makes no network, or a length does not fit into the
    /// calendar.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let open = Open::of(Case::new(&workflow, &coin), &Default::default()).unwrap();
    /// let model = Model::new(open, terms, &mut Draws::default()).unwrap();
    /// assert_eq!(model.terms().start, start);
    /// ```
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
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// assert_eq!(model.open().worlds_at_most(), 3); // no window in vain, one, or two
    /// ```
    pub fn open(&self) -> &Open<'a> {
        &self.open
    }

    /// How it is assessed.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// assert_eq!((model.terms().counting, model.terms().basis), (Counting::Statutory, Basis::Likely));
    /// ```
    pub fn terms(&self) -> &Terms<'a> {
        &self.terms
    }

    /// Moments as integers.
    pub(super) fn codes(&self) -> &Codes {
        &self.codes
    }

    /// What is drawn, in the order of the workflow.
    ///
    /// ```
    #[doc = include_str!("../set_up/drawn.md")]
    /// let drawn = model.inputs().iter().map(|input| input.id.as_str());
    /// assert!(drawn.eq(["transfer-plan-approval"]));
    /// ```
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The inputs of a step, by its file order, as positions in [`Model::inputs`].
    ///
    /// ```
    #[doc = include_str!("../set_up/drawn.md")]
    /// let at = |id: &str| workflow.steps.iter().position(|step| step.id.as_str() == id).unwrap();
    /// assert_eq!(model.inputs_of(at("transfer-plan-approval")), [0]);
    /// assert!(model.inputs_of(at("bidding-window")).is_empty(), "a listing runs exactly its limit");
    /// ```
    pub fn inputs_of(&self, file_order: usize) -> &[usize] {
        self.of_step.get(&file_order).map_or(&[], Vec::as_slice)
    }

    /// The promises, whether or not a world tests them.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// assert!(model.promises().is_empty(), "the supply of land promises nothing");
    /// ```
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
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// // Nobody bids, twice: the contract is the third window's.
    /// let held = Held { facts: vec![(0, true)], ..Held::default() };
    /// let variant = model.hold(held).unwrap();
    /// let exact = variant.exact(start, Budget::default()).unwrap().known().unwrap();
    /// assert!(exact.goal.iter().all(|(finish, _)| *finish > day("2023-07-07")));
    /// ```
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
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// assert_eq!(model.run(start), permits::schedule::Run::from(start));
    /// ```
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

impl Variant<'_, '_> {
    /// The program of a world. It is the same whatever is held.
    ///
    /// # Errors
    /// [`RiskError`]: the world makes no network, or leaves the calendar when everything takes its longest.
    pub(super) fn program(&self, key: WorldKey) -> Result<Arc<Program>, RiskError> {
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
    /// Whether a world stays inside the calendar from the latest start, whatever is drawn.
    ///
    /// # Errors
    /// [`OutOfCalendar`].
    pub(super) fn stays_inside(&self, network: &Network) -> Result<(), OutOfCalendar> {
        let (calendar, run) = (self.terms.calendar, self.run(self.terms.start));
        let worst = network.positions().map(|ix| (ix, self.worst_of(network.step(ix))));
        let worst: Vec<(StepIx, Vec<Outcome>)> = worst.filter(|(_, worst)| !worst.is_empty()).collect();
        let several = || worst.iter().filter(|(_, worst)| worst.len() > 1);
        let with = |of: fn(&[Outcome]) -> Option<Outcome>| {
            network.with_steps(worst.iter().map(|(ix, _)| *ix), |at, step| {
                if let Some(outcome) = of(&worst[at].1) {
                    step.timing = outcome.timing(&step.timing);
                }
                // A task that takes no time is an act, which begins on the office day, later than a task may; one that
                // begins on it whatever it takes is later than either.
                if self.may_be_an_act(step) {
                    step.timing.kind = Kind::Review;
                }
            })
        };
        // One working day more than the greater of two numbers ends later than both.
        let bound = schedule(&with(longest_working), calendar, &run);
        if bound.is_ok() || several().next().is_none() {
            return bound.map(drop);
        }
        // Which of them ends later depends on the day, so they are settled in their order.
        let mut settled = with(|worst| worst.first().copied());
        for (ix, worst) in several() {
            let trigger = schedule(&settled, calendar, &run)?.dates(*ix).trigger;
            let timings = worst.iter().map(|outcome| outcome.timing(&network.step(*ix).timing));
            // What leaves the calendar is later than what does not.
            let finish = |timing: &Timing| {
                let counted = calendar.count(&timing.timed(run.counting, run.basis).rule, trigger);
                counted.map_or((true, trigger), |counted| (false, counted.finish))
            };
            if let Some(last) = timings.max_by_key(finish) {
                settled = settled.with_step(*ix, |step| step.timing = last);
            }
        }
        schedule(&settled, calendar, &run).map(drop)
    }

    /// Whether a step is a task that takes no time in some outcomes and time in others.
    fn may_be_an_act(&self, step: &NetworkStep) -> bool {
        let mut outcomes =
            self.inputs_of(step.file_order).iter().flat_map(|&input| &self.inputs[input].outcomes);
        let is_zero = |outcome: &Outcome| matches!(outcome, Outcome::Takes(length) if length.number() == 0);
        step.timing.kind == Kind::Task && outcomes.any(is_zero)
    }

    /// The outcomes of which the worst of a step is one, each in its own unit; none where nothing is drawn of it.
    fn worst_of(&self, step: &NetworkStep) -> Vec<Outcome> {
        let inputs = self.inputs_of(step.file_order).iter();
        let outcomes: Vec<Outcome> =
            inputs.flat_map(|&input| self.inputs[input].outcomes.iter().copied()).collect();
        // Silence lasts as long as the limit, later than any reply in time; without a limit it ends nothing, and the
        // longest reply is the worst.
        if step.timing.limit.is_some() && outcomes.contains(&Outcome::Silent) {
            return vec![Outcome::Silent];
        }
        let (mut natural, mut working) = (None, None);
        for outcome in outcomes.iter().copied() {
            match outcome {
                Outcome::Takes(Length::Natural(days)) => natural = natural.max(Some(days)),
                Outcome::Takes(Length::Working(days)) => working = working.max(Some(days)),
                Outcome::Silent => {}
            }
        }
        let longest = [natural.map(Length::Natural), working.map(Length::Working)];
        let longest: Vec<Outcome> = longest.into_iter().flatten().map(Outcome::Takes).collect();
        if longest.is_empty() { outcomes.first().copied().into_iter().collect() } else { longest }
    }
}

/// The outcome, or what is later than either of two lengths.
fn longest_working(worst: &[Outcome]) -> Option<Outcome> {
    let days = worst.iter().filter_map(|outcome| match outcome {
        Outcome::Takes(length) => Some(length.number()),
        Outcome::Silent => None,
    });
    match worst {
        [_, _, ..] => days.max().map(|days| Outcome::Takes(Length::Working(days + 1))),
        _ => worst.first().copied(),
    }
}
