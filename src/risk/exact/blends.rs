//! Many worlds at once.
//!
//! In: what is asked of each world, with the world's probability. Out: the answer, all worlds taken together. Worlds
//! whose question begins alike go on together: a [`Blend`] is a set of questions with their shares, and what they have in
//! common is answered once. A world in which a stretch runs again is, once the stretch is over, in the same blend as the
//! world in which it did not.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;
use std::rc::Rc;

use super::answers::{Answers, Mixed, Packed, known_after, trigger_of};
use super::bundles::{BundleId, Bundles};
use super::meter::Spent;
use super::plan::{Part, Plan, Sub};
use super::questions::{Known, QuestionId};
use super::table::{Point, Sum, Table};

/// What one world is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Member {
    /// One question.
    Question(QuestionId),
    /// Several at once.
    Bundle(BundleId),
}

/// A blend, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct BlendId(u32);

/// Shares that differ by less than this are rounded differently and mean the same.
const ALIKE: f64 = 2e-15;

/// How deep one blend may rest on another.
const DEEPEST: usize = 150;

/// How often a question comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Asks {
    /// From many starts: answers are kept for each value of what is known.
    Often,
    /// From one start: what is known is gathered before it is answered.
    Once,
}

/// Values of what is known with their probabilities, in the order in which they came.
#[derive(Default)]
struct States {
    states: Vec<(Packed, f64)>,
    at: HashMap<Packed, usize, BuildHasherDefault<Mixed>>,
}

impl States {
    fn add(&mut self, known: Packed, chance: f64) {
        let next = self.states.len();
        let at = *self.at.entry(known).or_insert(next);
        if at == next {
            self.states.push((known, 0.0));
        }
        self.states[at].1 += chance;
    }
}

/// Some members with their shares, which add up to one.
#[derive(Debug)]
struct Blend {
    members: Vec<(Member, f64)>,
    /// Its plan where it is asked again and again, and where it is asked once.
    plans: [Option<Rc<BlendPlan>>; 2],
}

/// How a blend is answered.
#[derive(Debug, Default)]
pub(super) struct BlendPlan {
    /// For each value of a cut what follows from it, each with its share.
    pub cuts: Vec<BlendCut>,
    /// What is answered by itself, with its share.
    pub direct: Vec<(QuestionId, f64)>,
    /// What is asked for a purpose of its own, with its share.
    pub aside: Vec<(u32, BlendId, f64)>,
}

/// A cut that some members have in common.
#[derive(Debug)]
pub(super) struct BlendCut {
    pub share: f64,
    pub first: Sub,
    pub known: Vec<Known>,
    pub rest: BlendId,
}

/// Every blend that has come up.
#[derive(Default)]
pub(super) struct Blends {
    blends: Vec<Blend>,
    known: HashMap<Vec<Member>, Vec<BlendId>>,
    answers: HashMap<(u32, Packed), Rc<Table>, BuildHasherDefault<Mixed>>,
    /// The cut at which a question can be conditioned, if there is one.
    cuts: HashMap<(QuestionId, Asks), Option<Rc<Plan>>>,
    pub bundles: Bundles,
    depth: usize,
}

/// Members gathered by how they go on.
#[derive(Default)]
struct Gathered {
    cuts: Vec<(Sub, Vec<Known>, BTreeMap<Member, f64>)>,
    direct: Vec<(QuestionId, f64)>,
    aside: BTreeMap<u32, BTreeMap<Member, f64>>,
}

impl Blends {
    /// The blend of these members, and what their shares add up to.
    pub(super) fn id(&mut self, members: BTreeMap<Member, f64>) -> (BlendId, f64) {
        let whole: f64 = members.values().sum();
        let shares: Vec<(Member, f64)> =
            members.into_iter().map(|(member, share)| (member, share / whole)).collect();
        let names: Vec<Member> = shares.iter().map(|(member, _)| *member).collect();
        let same = |id: &&BlendId| {
            let pairs = self.blends[id.0 as usize].members.iter().zip(&shares);
            pairs.into_iter().all(|(one, other)| (one.1 - other.1).abs() <= ALIKE)
        };
        if let Some(id) = self.known.get(&names).and_then(|known| known.iter().find(same)) {
            return (*id, whole);
        }
        let id = BlendId(self.blends.len() as u32);
        self.blends.push(Blend { members: shares, plans: [None, None] });
        self.known.entry(names).or_default().push(id);
        (id, whole)
    }

    /// How large the largest of its questions is: what a blend rests on is smaller.
    pub(super) fn size(&self, answers: &Answers<'_>, id: BlendId) -> usize {
        let of = |member: &Member| match *member {
            Member::Question(question) => answers.questions.get(question).cone.len(),
            Member::Bundle(bundle) => self.bundles.size(bundle),
        };
        self.blends[id.0 as usize].members.iter().map(|(member, _)| of(member)).max().unwrap_or(0)
    }

    /// The plan of a blend, made when it is first needed.
    fn plan(&mut self, answers: &mut Answers<'_>, id: BlendId, asks: Asks) -> Result<Rc<BlendPlan>, Spent> {
        if let Some(plan) = &self.blends[id.0 as usize].plans[asks as usize] {
            return Ok(Rc::clone(plan));
        }
        let mut gathered = Gathered::default();
        for (member, share) in self.blends[id.0 as usize].members.clone() {
            match member {
                Member::Question(question) => match self.cut(answers, question, asks)?.as_deref() {
                    Some(Plan::Cut { first, rest, known, .. }) => {
                        gathered.cut(first, known, Member::Question(*rest), share);
                    }
                    _ => gathered.direct.push((question, share)),
                },
                Member::Bundle(bundle) => {
                    let plan = self.bundles.plan(answers, bundle)?;
                    if let Some((first, rest)) = &plan.next {
                        gathered.cut(first, &[Known::Cut(0)], Member::Bundle(*rest), share);
                    }
                    for &(purpose, question) in &plan.aside {
                        let of_purpose = gathered.aside.entry(purpose).or_default();
                        *of_purpose.entry(Member::Question(question)).or_insert(0.0) += share;
                    }
                }
            }
        }
        let mut plan = BlendPlan { direct: gathered.direct, ..BlendPlan::default() };
        for (first, known, members) in gathered.cuts {
            let (rest, share) = self.id(members);
            plan.cuts.push(BlendCut { share, first, known, rest });
        }
        for (purpose, members) in gathered.aside {
            let (rest, share) = self.id(members);
            plan.aside.push((purpose, rest, share));
        }
        let plan = Rc::new(plan);
        self.blends[id.0 as usize].plans[asks as usize] = Some(Rc::clone(&plan));
        Ok(plan)
    }

    /// The cut at which a question is conditioned, if it is at one.
    fn cut(
        &mut self,
        answers: &mut Answers<'_>,
        id: QuestionId,
        asks: Asks,
    ) -> Result<Option<Rc<Plan>>, Spent> {
        if let Some(known) = self.cuts.get(&(id, asks)) {
            return Ok(known.clone());
        }
        let mut found = needed_cut(answers, id)?;
        if found.is_none() && asks == Asks::Once {
            let size = answers.questions.get(id).cone.len() as u64;
            answers.meter.spend(4 * size * size)?;
            if let Some(node) = answers.questions.forgetting(&answers.nodes, id) {
                found = Some(Rc::new(answers.planner().cut_like(id, &[node])?));
            }
        }
        self.cuts.insert((id, asks), found.clone());
        Ok(found)
    }

    /// The answer to a blend of single questions.
    pub(super) fn answer(
        &mut self,
        answers: &mut Answers<'_>,
        id: BlendId,
        known: Packed,
    ) -> Result<Rc<Table>, Spent> {
        if let Some(table) = self.answers.get(&(id.0, known)) {
            return Ok(Rc::clone(table));
        }
        let plan = self.plan(answers, id, Asks::Often)?;
        if self.depth == DEEPEST {
            return Err(Spent);
        }
        self.depth += 1;
        let sum = self.summed(answers, &plan, known);
        self.depth -= 1;
        let table = Rc::new(sum?.table());
        answers.meter.keep(2 + table.len())?;
        self.answers.insert((id.0, known), Rc::clone(&table));
        Ok(table)
    }

    fn summed(&mut self, answers: &mut Answers<'_>, plan: &BlendPlan, known: Packed) -> Result<Sum, Spent> {
        let mut sum = Sum::default();
        for &(question, share) in &plan.direct {
            let table = answers.answer(question, known)?;
            answers.meter.spend(4 + table.len() as u64)?;
            sum.add(&table, share);
        }
        for BlendCut { share, first, known: after, rest } in &plan.cuts {
            let cut = answers.answer(first.question, known_of(first, known))?;
            for (points, chance) in cut.rows() {
                let table = self.answer(answers, *rest, known_after(after, known, points))?;
                answers.meter.spend(4 + table.len() as u64)?;
                sum.add(&table, share * chance);
            }
        }
        Ok(sum)
    }

    /// The answer to blends of single questions, each with what is known and how likely that is.
    pub(super) fn once(&mut self, answers: &mut Answers<'_>, asked: &Weighed) -> Result<Table, Spent> {
        let (mut open, mut sum) = (BTreeMap::new(), Sum::default());
        for (&(id, known), &chance) in asked {
            let states: &mut States = open.entry((Reverse(self.size(answers, id)), id)).or_default();
            states.add(known, chance);
        }
        while let Some(((_, id), States { states, .. })) = open.pop_first() {
            let plan = self.plan(answers, id, Asks::Once)?;
            for &(question, share) in &plan.direct {
                for &(known, chance) in &states {
                    let table = answers.answer(question, known)?;
                    answers.meter.spend(4 + table.len() as u64)?;
                    sum.add(&table, share * chance);
                }
            }
            self.go_on(answers, &plan, &states, &mut open)?;
        }
        Ok(sum.table())
    }

    /// What is asked of a blend of bundles, for each purpose: blends with what is known of them and how likely that is.
    pub(super) fn scattered(
        &mut self,
        answers: &mut Answers<'_>,
        id: BlendId,
        start: Packed,
    ) -> Result<BTreeMap<u32, Weighed>, Spent> {
        let mut open: Open = BTreeMap::new();
        open.entry((Reverse(self.size(answers, id)), id)).or_default().add(start, 1.0);
        let mut scattered: BTreeMap<u32, Weighed> = BTreeMap::new();
        while let Some(((_, id), States { states, .. })) = open.pop_first() {
            let plan = self.plan(answers, id, Asks::Once)?;
            for &(purpose, blend, share) in &plan.aside {
                answers.meter.keep(states.len())?;
                let of_purpose = scattered.entry(purpose).or_default();
                for &(known, chance) in &states {
                    *of_purpose.entry((blend, known)).or_insert(0.0) += share * chance;
                }
            }
            self.go_on(answers, &plan, &states, &mut open)?;
        }
        Ok(scattered)
    }

    /// From the values of what is known to those of the cuts.
    fn go_on(
        &self,
        answers: &mut Answers<'_>,
        plan: &BlendPlan,
        states: &[(Packed, f64)],
        open: &mut Open,
    ) -> Result<(), Spent> {
        for BlendCut { share, first, known: after, rest } in &plan.cuts {
            let next = open.entry((Reverse(self.size(answers, *rest)), *rest)).or_default();
            for &(known, chance) in states {
                let cut = answers.answer(first.question, known_of(first, known))?;
                answers.meter.spend(16 * cut.len() as u64)?;
                for (points, of) in cut.rows() {
                    next.add(known_after(after, known, points), share * chance * of);
                }
            }
        }
        Ok(())
    }
}

/// Blends with what is known of them, and how likely that is.
pub(super) type Weighed = BTreeMap<(BlendId, Packed), f64>;

/// What is still to be asked: of the largest questions first, since others rest on them.
type Open = BTreeMap<(Reverse<usize>, BlendId), States>;

/// The cut that a question needs: its own, or that of the chain that leads to it.
fn needed_cut(answers: &mut Answers<'_>, id: QuestionId) -> Result<Option<Rc<Plan>>, Spent> {
    let mut at = id;
    loop {
        let plan = answers.plan(at)?;
        match &*plan {
            Plan::Cut { cut, .. } if at != id => {
                return Ok(Some(Rc::new(answers.planner().cut_like(id, cut)?)));
            }
            Plan::Cut { .. } => return Ok(Some(plan)),
            Plan::Parts { parts, .. } => {
                let [Part::One { node, .. }] = &parts[..] else { return Ok(None) };
                // Nodes have the same numbers only where what is known has.
                let same =
                    |sub: &&Sub| sub.known.iter().enumerate().all(|(at, known)| at == usize::from(*known));
                match trigger_of(node).filter(same) {
                    Some(trigger) => at = trigger.question,
                    None => return Ok(None),
                }
            }
            Plan::Beside { .. } | Plan::Apart { .. } => return Ok(None),
        }
    }
}

impl Gathered {
    fn cut(&mut self, first: &Sub, known: &[Known], rest: Member, share: f64) {
        let same = self.cuts.iter_mut().find(|(other, of, _)| other == first && of == known);
        let members = match same {
            Some((_, _, members)) => members,
            None => {
                self.cuts.push((first.clone(), known.to_vec(), BTreeMap::new()));
                let Some((_, _, members)) = self.cuts.last_mut() else { return };
                members
            }
        };
        *members.entry(rest).or_insert(0.0) += share;
    }
}

fn known_of(sub: &Sub, known: Packed) -> Packed {
    let points: Vec<Point> = sub.known.iter().map(|at| super::answers::point(known, *at)).collect();
    super::answers::packed(&points)
}
