//! Everything that is asked of one world.
//!
//! In: questions, each for a purpose. Out: [`Bundles`], each with the cut that its largest question takes next, and
//! what has to be asked before that. So a world is taken apart once and not for each of its steps.

use std::rc::Rc;

use crate::risk::hashing::ByKey;

use super::answers::Answers;
use super::blends::Blends;
use super::meter::Spent;
use super::nodes::NodeId;
use super::plan::{Plan, Sub};
use super::questions::{Known, Out, QuestionId};

/// A bundle, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct BundleId(u32);

/// How a bundle is answered.
#[derive(Debug, Default)]
pub(super) struct BundlePlan {
    /// What is asked as it is, each for its purpose, with the positions of what it takes as known.
    pub aside: Vec<(u32, QuestionId, Vec<u8>)>,
    /// A cut that everything else is seen from, where what is known then comes from, and what is asked then.
    pub next: Option<(Sub, Vec<Known>, BundleId)>,
}

/// Every bundle that has come up.
#[derive(Default)]
pub(super) struct Bundles {
    bundles: Vec<Bundle>,
    known: ByKey<Vec<(u32, QuestionId)>, BundleId>,
    plans: ByKey<BundleId, Rc<BundlePlan>>,
}

/// Questions that take the same as known, in the same order.
struct Bundle {
    asked: Vec<(u32, QuestionId)>,
    /// How many nodes it depends on.
    size: usize,
}

impl Bundles {
    /// The number of a bundle.
    pub(super) fn id(&mut self, answers: &Answers<'_>, asked: Vec<(u32, QuestionId)>) -> BundleId {
        if let Some(&known) = self.known.get(&asked) {
            return known;
        }
        let id = BundleId(self.bundles.len() as u32);
        let named: Vec<NodeId> =
            asked.iter().flat_map(|(_, question)| answers.questions.get(*question).named.clone()).collect();
        let size = answers.nodes.cone(&named, None).len();
        self.bundles.push(Bundle { asked: asked.clone(), size });
        self.known.insert(asked, id);
        id
    }

    /// How many nodes it depends on.
    pub(super) fn size(&self, id: BundleId) -> usize {
        self.bundles[id.0 as usize].size
    }
}

impl Blends {
    /// The plan of a bundle, made when it is first needed.
    pub(super) fn bundle_plan(
        &mut self,
        answers: &mut Answers<'_>,
        id: BundleId,
    ) -> Result<Rc<BundlePlan>, Spent> {
        if let Some(plan) = self.bundles.plans.get(&id) {
            return Ok(Rc::clone(plan));
        }
        let Bundle { asked, size } = &self.bundles.bundles[id.0 as usize];
        let asked = asked.clone();
        answers.meter.spend(16 + (size * (asked.len() / 8 + 8)) as u64)?;
        let size_of = |(_, id): &(u32, QuestionId)| answers.questions.get(*id).cone.len();
        // The first of the largest: what it is seen from most of the others are.
        let largest = asked.iter().rev().max_by_key(|asked| size_of(asked)).map(|(_, id)| *id);
        let cut = match largest {
            Some(question) => self.cut(answers, question)?,
            None => None,
        };
        let plan = Rc::new(match cut.as_deref() {
            Some(Plan::Cut { cut, first, .. }) => self.through(answers, asked, cut, first)?,
            _ => BundlePlan { aside: by_themselves(answers, asked)?, next: None },
        });
        self.bundles.plans.insert(id, Rc::clone(&plan));
        Ok(plan)
    }

    /// Everything that can be is seen from the cut.
    fn through(
        &mut self,
        answers: &mut Answers<'_>,
        asked: Vec<(u32, QuestionId)>,
        cut: &[NodeId],
        first: &Sub,
    ) -> Result<BundlePlan, Spent> {
        let (mut later, mut aside) = (Vec::new(), Vec::new());
        for (purpose, id) in asked {
            let Answers { questions, nodes, meter, .. } = &mut *answers;
            meter.spend(questions.get(id).cone.len() as u64)?;
            match questions.known_from(nodes, id, cut) {
                Some(known) => later.push((purpose, id, known)),
                None => aside.push((purpose, id)),
            }
        }
        // What any of them still has to know they all take as known.
        let mut known: Vec<Known> = later.iter().flat_map(|(_, _, known)| known.iter().copied()).collect();
        known.sort_unstable();
        known.dedup();
        let mut rest = Vec::with_capacity(later.len());
        for (purpose, id, _) in later {
            let question = answers.questions.get(id).question.clone();
            let Answers { questions, nodes, maps, meter, .. } = &mut *answers;
            meter.spend(16 * (1 + questions.get(id).cone.len()) as u64)?;
            rest.push((purpose, questions.seen_as(nodes, maps, &question, cut, &known).ok_or(Spent)?));
        }
        let aside = by_themselves(answers, aside)?;
        let rest = self.bundles.id(answers, rest);
        Ok(BundlePlan { aside, next: Some((first.clone(), known, rest)) })
    }
}

/// Questions as they are asked alone, with the positions of what they take as known.
fn by_themselves(
    answers: &mut Answers<'_>,
    asked: Vec<(u32, QuestionId)>,
) -> Result<Vec<(u32, QuestionId, Vec<u8>)>, Spent> {
    let mut alone = Vec::with_capacity(asked.len());
    for (purpose, id) in asked {
        let question = answers.questions.get(id).question.clone();
        let Answers { questions, nodes, maps, meter, .. } = &mut *answers;
        meter.spend(16 * (1 + questions.get(id).cone.len()) as u64)?;
        let (question, known) = questions.without(nodes, maps, &question, &Out::default()).ok_or(Spent)?;
        alone.push((purpose, question, known));
    }
    Ok(alone)
}
