//! Everything that is asked of one world.
//!
//! In: questions, each for a purpose. Out: [`Bundles`], each with the first step that everything later goes through, and
//! what has to be asked before that. So a world is taken apart once and not for each of its steps.

use std::collections::HashMap;
use std::rc::Rc;

use super::answers::Answers;
use super::meter::Spent;
use super::nodes::{Latest, Node, NodeId};
use super::plan::Sub;
use super::questions::{Known, Question, QuestionId};

/// A bundle, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct BundleId(u32);

/// How a bundle is answered.
#[derive(Debug, Default)]
pub(super) struct BundlePlan {
    /// What is asked as it is, each for its purpose.
    pub aside: Vec<(u32, QuestionId)>,
    /// A step that everything else goes through, and the rest, which knows its finish and nothing else.
    pub next: Option<(Sub, BundleId)>,
}

/// Every bundle that has come up.
#[derive(Default)]
pub(super) struct Bundles {
    bundles: Vec<(Vec<(u32, QuestionId)>, usize)>,
    known: HashMap<Vec<(u32, QuestionId)>, BundleId>,
    plans: HashMap<BundleId, Rc<BundlePlan>>,
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
        self.bundles.push((asked.clone(), size));
        self.known.insert(asked, id);
        id
    }

    /// How many nodes it depends on.
    pub(super) fn size(&self, id: BundleId) -> usize {
        self.bundles[id.0 as usize].1
    }

    /// The plan of a bundle, made when it is first needed.
    pub(super) fn plan(&mut self, answers: &mut Answers<'_>, id: BundleId) -> Result<Rc<BundlePlan>, Spent> {
        if let Some(plan) = self.plans.get(&id) {
            return Ok(Rc::clone(plan));
        }
        let (asked, size) = self.bundles[id.0 as usize].clone();
        answers.meter.spend(16 + (size * (size / 64 + 4)) as u64 + 8 * asked.len() as u64)?;
        let plan = match Gate::of(answers, &asked) {
            None => BundlePlan { aside: asked, next: None },
            Some(gate) => self.through(answers, asked, &gate)?,
        };
        let plan = Rc::new(plan);
        self.plans.insert(id, Rc::clone(&plan));
        Ok(plan)
    }

    fn through(
        &mut self,
        answers: &mut Answers<'_>,
        asked: Vec<(u32, QuestionId)>,
        gate: &Gate,
    ) -> Result<BundlePlan, Spent> {
        let (mut aside, mut later) = (Vec::new(), Vec::new());
        for (purpose, id) in asked {
            let named = &answers.questions.get(id).named;
            if !named.is_empty() && named.iter().all(|node| *node == gate.node || gate.after(*node)) {
                later.push((purpose, id));
            } else {
                aside.push((purpose, id));
            }
        }
        // A question of the gate alone is answered before it.
        let alone = |(_, id): &(u32, QuestionId)| answers.questions.get(*id).named == [gate.node];
        let (before, later): (Vec<_>, Vec<_>) = later.into_iter().partition(alone);
        aside.extend(before);
        if later.is_empty() {
            return Ok(BundlePlan { aside, next: None });
        }
        let mut rest = Vec::with_capacity(later.len());
        for (purpose, id) in later {
            let question = answers.questions.get(id).question.clone();
            let Answers { questions, nodes, maps, .. } = &mut *answers;
            let seen = questions.seen_from(nodes, maps, &question, &[gate.node]);
            let (question, known) = seen.ok_or(Spent)?;
            debug_assert!(known.iter().all(|known| *known == Known::Cut(0)));
            rest.push((purpose, question));
        }
        let first = Question::Latest(answers.nodes.latest_id(Latest::of(gate.node)));
        let Answers { questions, nodes, maps, .. } = &mut *answers;
        let (question, known) = questions.seen_from(nodes, maps, &first, &[]).ok_or(Spent)?;
        let known = known.into_iter().map(|known| match known {
            Known::Before(at) | Known::Cut(at) => at,
        });
        let first = Sub { question, known: known.collect() };
        let rest = self.id(answers, rest);
        Ok(BundlePlan { aside, next: Some((first, rest)) })
    }
}

/// A node that everything later goes through.
struct Gate {
    node: NodeId,
    /// What comes later, in its order.
    later: Vec<NodeId>,
}

impl Gate {
    /// The first of a bundle.
    fn of(answers: &Answers<'_>, asked: &[(u32, QuestionId)]) -> Option<Gate> {
        let nodes = &answers.nodes;
        let named: Vec<NodeId> =
            asked.iter().flat_map(|(_, question)| answers.questions.get(*question).named.clone()).collect();
        let cone = nodes.cone(&named, None);
        // From the front: the nodes so far of which something later still depends, as positions of their last consumer.
        let mut last_use: HashMap<NodeId, usize> = HashMap::new();
        for (at, &node) in cone.iter().enumerate() {
            for parent in nodes.parents(nodes.get(node)) {
                last_use.insert(parent, at);
            }
        }
        for (at, &node) in cone.iter().enumerate() {
            if !nodes.about(node).random || matches!(nodes.get(node), Node::Zero { .. }) {
                continue;
            }
            let before = &nodes.about(node).cone;
            let is_before = |other: &NodeId| before.binary_search(other).is_ok();
            // Nothing beside the gate that comes before it, and nothing known, is waited for by what comes later.
            let closed = cone.iter().filter(|other| !is_before(other)).all(|other| {
                nodes.parents(nodes.get(*other)).iter().all(|parent| {
                    *parent == node || !is_before(parent) && !matches!(nodes.get(*parent), Node::Known(_))
                })
            });
            if closed && last_use.get(&node).is_some_and(|last| *last > at) {
                let later = cone.iter().copied().filter(|other| !is_before(other)).collect();
                return Some(Gate { node, later });
            }
        }
        None
    }

    fn after(&self, node: NodeId) -> bool {
        self.later.binary_search(&node).is_ok()
    }
}
