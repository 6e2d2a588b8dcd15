//! The recipe.
//!
//! In: a variant and a budget. Out: [`Exact`], the probabilities that a [`Tally`](crate::risk::Tally) counts; or what an
//! answer would cost, where that is more than the budget.
//!
//! One file: the recipe and what comes of it; its examples make a fifth of it.

use std::collections::BTreeMap;

use crate::calendar::{Day, Moment};
use crate::risk::model::{RiskError, Variant};
use crate::risk::program::Program;
use crate::risk::worlds::WorldKey;

use super::answers::{Answers, Packed, packed};
use super::blends::{BlendId, Blends, Member};
use super::chances;
use super::meter::{Budget, Meter, Spent};
use super::questions::{Question, QuestionId};
use super::table::Table;
use super::unfold::{Ground, Unfolded};

/// The probabilities of everything that a [`Tally`](crate::risk::Tally) counts, and of every step's finish.
///
/// ```
#[doc = include_str!("../../set_up/odds.md")]
/// let exact = variant.exact(start, Budget::default()).unwrap().known().unwrap();
/// // One window in two is enough, one case in four has two in vain.
/// assert_eq!(exact.rounds, [[0.5, 0.25, 0.25]]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Exact {
    /// The days on which the goal can be reached, the earliest first, each with its probability.
    pub goal: Vec<(Day, f64)>,
    /// Every step that can happen, in the workflow's file order.
    pub steps: Vec<StepFinishes>,
    /// For each promise the probabilities that it is tested, and that it is tested and kept.
    pub promises: Vec<(f64, f64)>,
    /// For each input that is a reply: how often it is asked for, and how often it does not come in time, in the mean.
    pub replies: Vec<(f64, f64)>,
    /// For each open rework the probabilities of how often it runs again.
    pub rounds: Vec<Vec<f64>>,
    /// The probability that the facts are out of the procedure's scope.
    pub out_of_scope: f64,
}

/// Days that can come, the earliest first, each with its probability.
pub type Days = Vec<(Day, f64)>;

/// When a step finishes.
///
/// ```
#[doc = include_str!("../../set_up/odds.md")]
/// let exact = variant.exact(start, Budget::default()).unwrap().known().unwrap();
/// let deal = workflow.steps.iter().position(|step| step.id.as_str() == "deal-confirmation").unwrap();
/// let finishes = exact.steps.iter().find(|finishes| finishes.step == deal).unwrap();
/// assert_eq!((finishes.happens, finishes.finishes[0]), (1.0, (day("2023-07-07"), 0.5)));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StepFinishes {
    /// Its position in the workflow's file order.
    pub step: usize,
    /// The probability that it happens.
    pub happens: f64,
    /// The days on which its last round can finish, the earliest first, with their probabilities, which add up to
    /// `happens`.
    pub finishes: Vec<(Day, f64)>,
}

/// An exact answer, or why there is none.
///
/// ```
#[doc = include_str!("../../set_up/odds.md")]
/// use permits::risk::Exactly;
/// assert!(matches!(variant.exact(start, Budget(0)).unwrap(), Exactly::TooCostly { .. }));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Exactly<T> {
    /// The answer.
    Known(T),
    /// It would cost more than may be spent; both in operations.
    TooCostly {
        /// What it would cost at least: by the estimate, or what had been spent when there was nothing left. The greatest
        /// number where more moments would have to be known at once than can be, whatever may be spent.
        cost: u64,
        /// What may be spent.
        budget: Budget,
    },
}

impl<T> Exactly<T> {
    /// The answer, if there is one.
    ///
    /// ```
    /// use permits::risk::Exactly;
    /// assert_eq!(Exactly::Known(7).known(), Some(7));
    /// ```
    pub fn known(self) -> Option<T> {
        match self {
            Exactly::Known(answer) => Some(answer),
            Exactly::TooCostly { .. } => None,
        }
    }
}

impl Variant<'_, '_> {
    /// The probabilities of everything from a start, if that costs no more than the budget.
    ///
    /// # Errors
    /// [`RiskError`]: a world that can come makes no network or leaves the calendar.
    ///
    /// ```
    #[doc = include_str!("../../set_up/odds.md")]
    /// let exact = variant.exact(start, Budget::default()).unwrap().known().unwrap();
    /// // Announced again on 7 July: 21 natural days to the 28th, ten working days to 11 August; and so once more.
    /// let days = [("2023-07-07", 0.5), ("2023-08-11", 0.25), ("2023-09-15", 0.25)];
    /// assert_eq!(exact.goal, days.map(|(text, odds)| (day(text), odds)));
    /// ```
    pub fn exact(&self, start: Day, budget: Budget) -> Result<Exactly<Exact>, RiskError> {
        Solver::new(self, budget).everything(start)
    }

    /// When the goal is reached from each of many starts, in their order; a start that the budget does not reach any more
    /// is too costly, and so are those after it.
    ///
    /// # Errors
    /// [`RiskError`]: a world that can come makes no network or leaves the calendar.
    ///
    /// ```
    #[doc = include_str!("../../set_up/odds.md")]
    /// let goals = variant.exact_goals(&[day("2023-05-31"), start], Budget::default()).unwrap();
    /// let alone = variant.exact(start, Budget::default()).unwrap().known().unwrap();
    /// assert_eq!(goals[1].clone().known(), Some(alone.goal));
    /// ```
    pub fn exact_goals(&self, starts: &[Day], budget: Budget) -> Result<Vec<Exactly<Days>>, RiskError> {
        let mut solver = Solver::new(self, budget);
        starts.iter().map(|start| solver.goal_of_many(*start)).collect()
    }
}

/// What a question is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Purpose {
    Goal,
    /// The finish of a step.
    Step(usize),
    /// The trigger of a step whose parties reply.
    Asked(usize),
    Promise(usize),
}

/// What the worlds of a variant have in common, and everything that has been worked out of it: what one start has needed,
/// the next one takes as known.
///
/// ```
#[doc = include_str!("../../set_up/odds.md")]
/// use permits::risk::Solver;
/// // From the next day the same is asked again: what both have in common is worked out once.
/// let mut solver = Solver::new(&variant, Budget::default());
/// let first = solver.goal(day("2023-05-31")).unwrap().known().unwrap();
/// let second = solver.goal(start).unwrap().known().unwrap();
/// assert_eq!(first[0], (day("2023-07-06"), 0.5)); // until 21 June, and ten working days
/// assert_eq!(second[0], (day("2023-07-07"), 0.5));
/// ```
pub struct Solver<'v, 'm, 'a> {
    variant: &'v Variant<'m, 'a>,
    budget: Budget,
    answers: Answers<'v>,
    blends: Blends,
    worlds: Vec<(WorldKey, f64)>,
    goal: Option<BlendId>,
    all: Option<All>,
}

/// Everything costs about so many times what the goal alone does: 4 to 12 times in the shipped procedures.
const OF_GOAL: u64 = 12;

/// A question of the goal alone of more nodes than this is worth a step that is conditioned on although nothing asks
/// for it: then worlds go on together, at the cost of more moments.
const GOAL_GATHERS: usize = 16;
/// Every step's questions have most of their way in common, so that it always is.
const ALL_GATHER: usize = 0;

/// What is asked besides the goal.
struct All {
    bundle: BlendId,
    purposes: Vec<Purpose>,
    /// How often a step happens, how often a promise is tested and how often a reply is asked for.
    happens: BTreeMap<usize, f64>,
    tested: Vec<f64>,
    asked: Vec<f64>,
    rounds: Vec<Vec<f64>>,
    out_of_scope: f64,
}

/// What stops an answer.
enum Stopped {
    Spent,
    Error(RiskError),
}

impl From<Spent> for Stopped {
    fn from(_: Spent) -> Stopped {
        Stopped::Spent
    }
}

impl From<RiskError> for Stopped {
    fn from(error: RiskError) -> Stopped {
        Stopped::Error(error)
    }
}

impl<'v, 'm, 'a> Solver<'v, 'm, 'a> {
    /// Nothing worked out yet. The budget is for all answers together.
    ///
    /// ```
    #[doc = include_str!("../../set_up/odds.md")]
    /// use permits::risk::Solver;
    /// assert_eq!(Solver::new(&variant, Budget::default()).spent(), 0);
    /// ```
    pub fn new(variant: &'v Variant<'m, 'a>, budget: Budget) -> Solver<'v, 'm, 'a> {
        let answers = Answers::new(variant.model.codes(), Meter::new(budget));
        Solver {
            variant,
            budget,
            answers,
            blends: Blends::new(GOAL_GATHERS),
            worlds: Vec::new(),
            goal: None,
            all: None,
        }
    }

    /// When the goal is reached from a start: the days, the earliest first, with their probabilities.
    ///
    /// # Errors
    /// [`RiskError`]: a world that can come makes no network or leaves the calendar.
    ///
    /// ```
    #[doc = include_str!("../../set_up/odds.md")]
    /// use permits::risk::Solver;
    /// let goal = Solver::new(&variant, Budget::default()).goal(start).unwrap().known().unwrap();
    /// assert_eq!(goal.iter().map(|(_, odds)| odds).sum::<f64>(), 1.0);
    /// ```
    pub fn goal(&mut self, start: Day) -> Result<Exactly<Days>, RiskError> {
        let answer = self.goal_once(start);
        self.told(answer)
    }

    /// The same for one of many starts: what it works out is kept for the next one. More work for a single start, far
    /// less for many.
    ///
    /// # Errors
    /// [`RiskError`]: a world that can come makes no network or leaves the calendar.
    ///
    /// ```
    #[doc = include_str!("../../set_up/odds.md")]
    /// use permits::risk::Solver;
    /// let mut solver = Solver::new(&variant, Budget::default());
    /// let of_many = solver.goal_of_many(start).unwrap().known();
    /// assert_eq!(of_many, solver.goal(start).unwrap().known());
    /// ```
    pub fn goal_of_many(&mut self, start: Day) -> Result<Exactly<Days>, RiskError> {
        let answer = self.goal_often(start);
        self.told(answer)
    }

    /// Everything from a start. What it costs is estimated first, by the goal alone.
    ///
    /// # Errors
    /// [`RiskError`]: a world that can come makes no network or leaves the calendar.
    ///
    /// ```
    #[doc = include_str!("../../set_up/odds.md")]
    /// use permits::risk::Solver;
    /// let mut solver = Solver::new(&variant, Budget::default());
    /// let everything = solver.everything(start).unwrap().known().unwrap();
    /// assert_eq!(Some(everything.goal), solver.goal(start).unwrap().known());
    /// ```
    pub fn everything(&mut self, start: Day) -> Result<Exactly<Exact>, RiskError> {
        if self.all.is_none() {
            let left = self.budget.0.saturating_sub(self.spent());
            self.answers.meter.may_spend(left / OF_GOAL);
            let before = self.spent();
            let goal = self.goal_once(start);
            let of_goal = self.spent() - before;
            self.answers.meter.may_spend(left.saturating_sub(of_goal));
            match goal {
                Ok(_) => {}
                Err(Stopped::Error(error)) => return Err(error),
                Err(Stopped::Spent) => {
                    let is_wide = of_goal <= left / OF_GOAL;
                    let cost = if is_wide { u64::MAX } else { of_goal.saturating_mul(OF_GOAL) };
                    return Ok(Exactly::TooCostly { cost, budget: self.budget });
                }
            }
        }
        let answer = self.everything_from(start);
        self.told(answer)
    }

    /// What has been spent of the budget, in operations.
    ///
    /// ```
    #[doc = include_str!("../../set_up/odds.md")]
    /// use permits::risk::Solver;
    /// let mut solver = Solver::new(&variant, Budget::default());
    /// solver.goal(start).unwrap();
    /// assert!(solver.spent() > 0 && solver.spent() <= Budget::default().0);
    /// ```
    pub fn spent(&self) -> u64 {
        self.answers.meter.spent()
    }

    fn told<T>(&self, answer: Result<T, Stopped>) -> Result<Exactly<T>, RiskError> {
        match answer {
            Ok(answer) => Ok(Exactly::Known(answer)),
            Err(Stopped::Error(error)) => Err(error),
            Err(Stopped::Spent) => {
                // Where the budget is left, it was the width that was too much for any.
                let spent = self.answers.meter.spent();
                let cost = if spent > self.budget.0 { spent } else { u64::MAX };
                Ok(Exactly::TooCostly { cost, budget: self.budget })
            }
        }
    }

    /// The worlds that can come.
    fn worlds(&mut self) -> Result<Vec<(WorldKey, f64)>, Stopped> {
        if self.worlds.is_empty() {
            self.worlds = chances::of_worlds(&self.variant.worlds, &mut self.answers.meter)?;
        }
        Ok(self.worlds.clone())
    }

    /// A world as nodes.
    fn unfold(&mut self, program: &Program) -> Result<Vec<Unfolded>, Spent> {
        self.answers.meter.spend(64 * (program.ops.len() + program.links.len()) as u64)?;
        let Answers { codes, nodes, maps, kernels, .. } = &mut self.answers;
        let held_at = &self.variant.held_at;
        let steps = Ground { codes, nodes, maps, kernels, held_at }.unfold(program);
        Ok(steps)
    }

    fn question(&mut self, question: Question) -> QuestionId {
        self.answers.questions.id(&self.answers.nodes, question)
    }

    fn goal_once(&mut self, start: Day) -> Result<Days, Stopped> {
        let (blend, start) = (self.goal_of_all()?, self.start(start));
        let asked = BTreeMap::from([((blend, start), 1.0)]);
        Ok(days(&*self.blends.spread(&mut self.answers, &asked)?))
    }

    fn goal_often(&mut self, start: Day) -> Result<Days, Stopped> {
        let (blend, start) = (self.goal_of_all()?, self.start(start));
        let table = self.blends.answer(&mut self.answers, blend, start)?;
        Ok(days(&table))
    }

    /// The goal of all worlds.
    fn goal_of_all(&mut self) -> Result<BlendId, Stopped> {
        if let Some(blend) = self.goal {
            return Ok(blend);
        }
        let mut members = BTreeMap::new();
        for (key, chance) in self.worlds()? {
            let program = self.variant.program(key)?;
            let steps = self.unfold(&program)?;
            let goal = self.question(Question::Latest(steps[program.goal].finish));
            *members.entry(Member::Question(goal)).or_insert(0.0) += chance;
        }
        let (blend, _) = self.blends.id(members);
        self.goal = Some(blend);
        Ok(blend)
    }

    fn start(&self, start: Day) -> Packed {
        let codes = self.variant.model.codes();
        packed(&[codes.dense(codes.code(Moment::in_hours(start)))])
    }

    fn everything_from(&mut self, start: Day) -> Result<Exact, Stopped> {
        if self.all.is_none() {
            // What is worth gathering for the goal alone is not what is for every step.
            (self.blends, self.goal) = (Blends::new(ALL_GATHER), None);
            self.all = Some(self.all_that_is_asked()?);
        }
        let start = self.start(start);
        let Some(all) = &self.all else { unreachable!("it was made just now") };
        let scattered = self.blends.scattered(&mut self.answers, all.bundle, start)?;
        let inputs = self.variant.model.inputs().len();
        let mut exact = Exact {
            goal: Vec::new(),
            steps: Vec::new(),
            promises: all.tested.iter().map(|tested| (*tested, 0.0)).collect(),
            replies: vec![(0.0, 0.0); inputs],
            rounds: all.rounds.clone(),
            out_of_scope: all.out_of_scope,
        };
        for (replies, asked) in exact.replies.iter_mut().zip(&all.asked) {
            replies.0 = *asked;
        }
        for (number, states) in scattered {
            let table = self.blends.spread(&mut self.answers, &states)?;
            match all.purposes[number as usize] {
                Purpose::Goal => exact.goal = days(&table),
                Purpose::Step(step) => {
                    let happens = all.happens[&step];
                    exact.steps.push(StepFinishes { step, happens, finishes: days(&table) });
                }
                Purpose::Promise(promise) => exact.promises[promise].1 = table.after(0),
                Purpose::Asked(step) => {
                    for (point, chance) in table.singles() {
                        for (input, silent) in
                            self.answers.kernels.silent(self.answers.codes, step as u32, point)
                        {
                            exact.replies[input].1 += chance * silent;
                        }
                    }
                }
            }
        }
        exact.steps.sort_by_key(|step| step.step);
        Ok(exact)
    }

    /// What is asked of all worlds, and what needs no dates.
    fn all_that_is_asked(&mut self) -> Result<All, Stopped> {
        let model = self.variant.model;
        let mut numbers: BTreeMap<Purpose, u32> = BTreeMap::new();
        let mut all = All {
            bundle: self.blends.id(BTreeMap::new()).0,
            purposes: Vec::new(),
            happens: BTreeMap::new(),
            tested: vec![0.0; model.promises().len()],
            asked: vec![0.0; model.inputs().len()],
            rounds: vec![Vec::new(); model.open().reworks.len()],
            out_of_scope: 0.0,
        };
        let mut bundles = BTreeMap::new();
        for (key, chance) in self.worlds()? {
            let (facts, rounds) = self.variant.worlds.world(key);
            let program = Program::of(self.variant.model, &facts, rounds, true)?;
            let steps = self.unfold(&program)?;
            let mut bundle = Vec::new();
            for (purpose, question) in asked_of(&program, &steps) {
                let next = numbers.len() as u32;
                let number = *numbers.entry(purpose).or_insert(next);
                bundle.push((number, self.question(question)));
                match purpose {
                    Purpose::Step(step) => *all.happens.entry(step).or_insert(0.0) += chance,
                    Purpose::Promise(promise) => all.tested[promise] += chance,
                    Purpose::Asked(step) => {
                        for input in self.answers.kernels.of(step as u32).replies.iter().flatten() {
                            all.asked[*input] += chance;
                        }
                    }
                    Purpose::Goal => {}
                }
            }
            let bundle = self.blends.bundles.id(&self.answers, bundle);
            *bundles.entry(Member::Bundle(bundle)).or_insert(0.0) += chance;
            for (chances, &rounds) in all.rounds.iter_mut().zip(&program.rounds) {
                let rounds = rounds as usize;
                if rounds >= chances.len() {
                    chances.resize(rounds + 1, 0.0);
                }
                chances[rounds] += chance;
            }
            if program.out_of_scope {
                all.out_of_scope += chance;
            }
        }
        let mut purposes: Vec<(Purpose, u32)> = numbers.into_iter().collect();
        purposes.sort_by_key(|(_, number)| *number);
        all.purposes = purposes.into_iter().map(|(purpose, _)| purpose).collect();
        all.bundle = self.blends.id(bundles).0;
        Ok(all)
    }
}

/// What is asked of a world.
fn asked_of(program: &Program, steps: &[Unfolded]) -> Vec<(Purpose, Question)> {
    let mut asked = vec![(Purpose::Goal, Question::Latest(steps[program.goal].finish))];
    let needed = needed(program);
    for (at, op) in program.ops.iter().enumerate() {
        let Some(step) = op.file_order else { continue };
        let rounds = program.other_rounds[at].iter().flatten().map(|other| program.ops[*other].round);
        if rounds.max().is_none_or(|last| op.round == last) {
            asked.push((Purpose::Step(step), Question::Latest(steps[at].finish)));
        }
        if needed[at] && op.finish.has_replies() {
            asked.push((Purpose::Asked(step), Question::Latest(steps[at].trigger)));
        }
    }
    for promise in &program.promises {
        let (from, to) = (steps[promise.from].finish, steps[promise.to].finish);
        let within = promise.within;
        asked.push((Purpose::Promise(promise.promise), Question::Kept { from, to, within }));
    }
    asked
}

/// The steps that the goal or a promise waits for: of the others a run of trials counts no replies.
fn needed(program: &Program) -> Vec<bool> {
    let mut needed = vec![false; program.ops.len()];
    needed[program.goal] = true;
    for promise in &program.promises {
        (needed[promise.from], needed[promise.to]) = (true, true);
    }
    for at in (0..program.ops.len()).rev() {
        if needed[at] {
            for link in &program.links[program.ops[at].links.clone()] {
                needed[link.from] = true;
            }
        }
    }
    needed
}

/// The days of moments.
fn days(table: &Table) -> Days {
    let mut days: Vec<(Day, f64)> = Vec::with_capacity(table.len());
    for (point, chance) in table.singles() {
        let Some(day) = Day::from_index(i64::from(point >> 1)) else { continue };
        match days.last_mut() {
            Some((last, sum)) if *last == day => *sum += chance,
            _ => days.push((day, chance)),
        }
    }
    days
}
