//! Many worlds at once.
//!
//! In: what is asked of each world, with the world's probability. Out: the answer, all worlds taken together. Worlds
//! whose question begins alike go on together: a [`Blend`] is a set of questions with their shares, and what they have in
//! common is answered once. A world in which a stretch runs again is, once the stretch is over, in the same blend as the
//! world in which it did not.
//!
//! Here is what a blend is and how it goes on; `onward` goes, `forgetting` leaves out what is overtaken, `lasts` shares
//! what the last steps wait for.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::risk::hashing::ByKey;

use super::answers::{Answers, trigger_of};
use super::bundles::{BundleId, Bundles};
use super::forgetting::Forgotten;
use super::lasts::LastSteps;
use super::meter::Spent;
use super::onward::Kept;
use super::plan::{Part, Plan, Sub};
use super::questions::{Known, Question, QuestionId};

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
pub(super) struct BlendId(pub u32);

/// Shares that differ by less than this are rounded differently and mean the same.
const ALIKE: f64 = 2e-15;

/// How deep one blend may rest on another.
pub(super) const DEEPEST: usize = 150;

/// Some members with their shares, which add up to one.
#[derive(Debug)]
struct Blend {
    members: Vec<(Member, f64)>,
    plan: Option<Rc<BlendPlan>>,
}

/// How a blend is answered.
#[derive(Debug, Default)]
pub(super) struct BlendPlan {
    /// For each value of a cut what follows from it, each with its share.
    pub cuts: Vec<BlendCut>,
    /// What is answered by itself, with its share.
    pub direct: Option<(BlendId, f64)>,
    /// What is asked for a purpose of its own, with the positions of what it takes as known and its share.
    pub aside: Vec<(u32, Vec<u8>, BlendId, f64)>,
}

/// Cuts after which the same is asked.
#[derive(Debug)]
pub(super) struct BlendCut {
    /// What is asked of the cuts, with their shares.
    pub firsts: Vec<(Sub, f64)>,
    pub known: Vec<Known>,
    pub rest: BlendId,
}

/// Every blend that has come up.
#[derive(Default)]
pub(super) struct Blends {
    blends: Vec<Blend>,
    known: ByKey<Vec<Member>, Vec<BlendId>>,
    pub kept: Kept,
    pub forgotten: Forgotten,
    pub lasts: LastSteps,
    /// The cut at which a question can be conditioned, if there is one.
    cuts: ByKey<QuestionId, Option<Rc<Plan>>>,
    pub bundles: Bundles,
    /// A question of more than so many nodes is worth a step that is conditioned on although nothing asks for it.
    gathers: usize,
    pub depth: usize,
}

impl Member {
    /// The question, if it is a single one.
    pub(super) fn question(&self) -> Option<QuestionId> {
        match self {
            Member::Question(question) => Some(*question),
            Member::Bundle(_) => None,
        }
    }
}

/// Members gathered by how they go on.
#[derive(Default)]
struct Gathered {
    cuts: Vec<(Sub, Vec<Known>, BTreeMap<Member, f64>)>,
    direct: BTreeMap<Member, f64>,
    aside: BTreeMap<(u32, Vec<u8>), BTreeMap<Member, f64>>,
}

impl Blends {
    /// No blend yet. What is worth gathering depends on what is asked: the goal alone, or every step, which have most of
    /// the way in common.
    pub(super) fn new(gathers: usize) -> Blends {
        Blends { gathers, ..Blends::default() }
    }

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
        self.blends.push(Blend { members: shares, plan: None });
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

    /// The members of a blend with their shares.
    pub(super) fn members(&self, id: BlendId) -> &[(Member, f64)] {
        &self.blends[id.0 as usize].members
    }

    /// Whether it is asked how likely promises are kept.
    pub(super) fn is_of_promises(&self, answers: &Answers<'_>, id: BlendId) -> bool {
        let first = self.members(id).first().and_then(|(member, _)| member.question());
        first.is_some_and(|id| matches!(answers.questions.get(id).question, Question::Kept { .. }))
    }

    /// The plan of a blend, made when it is first needed.
    pub(super) fn plan(&mut self, answers: &mut Answers<'_>, id: BlendId) -> Result<Rc<BlendPlan>, Spent> {
        if let Some(plan) = &self.blends[id.0 as usize].plan {
            return Ok(Rc::clone(plan));
        }
        let mut gathered = Gathered::default();
        for (member, share) in self.blends[id.0 as usize].members.clone() {
            match member {
                Member::Question(question) => match self.cut(answers, question)?.as_deref() {
                    Some(Plan::Cut { first, rest, known, .. }) => {
                        gathered.cut(first, known, Member::Question(*rest), share);
                    }
                    _ => *gathered.direct.entry(member).or_insert(0.0) += share,
                },
                Member::Bundle(bundle) => {
                    let plan = self.bundle_plan(answers, bundle)?;
                    if let Some((first, known, rest)) = &plan.next {
                        gathered.cut(first, known, Member::Bundle(*rest), share);
                    }
                    for (purpose, question, known) in &plan.aside {
                        let of_purpose = gathered.aside.entry((*purpose, known.clone())).or_default();
                        *of_purpose.entry(Member::Question(*question)).or_insert(0.0) += share;
                    }
                }
            }
        }
        let mut plan = BlendPlan::default();
        if !gathered.direct.is_empty() {
            plan.direct = Some(self.id(gathered.direct));
        }
        for (first, known, members) in gathered.cuts {
            let (rest, share) = self.id(members);
            match plan.cuts.iter_mut().find(|cut| cut.rest == rest && cut.known == known) {
                Some(cut) => cut.firsts.push((first, share)),
                None => plan.cuts.push(BlendCut { firsts: vec![(first, share)], known, rest }),
            }
        }
        for ((purpose, known), members) in gathered.aside {
            let (rest, share) = self.id(members);
            plan.aside.push((purpose, known, rest, share));
        }
        let plan = Rc::new(plan);
        self.blends[id.0 as usize].plan = Some(Rc::clone(&plan));
        Ok(plan)
    }

    /// The cut at which a question is conditioned, if it is at one.
    pub(super) fn cut(
        &mut self,
        answers: &mut Answers<'_>,
        id: QuestionId,
    ) -> Result<Option<Rc<Plan>>, Spent> {
        if let Some(known) = self.cuts.get(&id) {
            return Ok(known.clone());
        }
        let mut found = needed_cut(answers, id)?;
        if found.is_none() && answers.questions.get(id).cone.len() > self.gathers {
            let size = answers.questions.get(id).cone.len() as u64;
            answers.meter.spend(4 * size * size)?;
            if let Some(node) = answers.questions.forgetting(&answers.nodes, id) {
                found = Some(Rc::new(answers.planner().cut_like(id, &[node])?));
            }
        }
        self.cuts.insert(id, found.clone());
        Ok(found)
    }
}

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
