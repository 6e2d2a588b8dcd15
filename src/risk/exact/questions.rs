//! What is asked of nodes, seen from what is known.
//!
//! In: nodes, and some of them that are to be known. Out: [`Questions`], each with a number. A question whose nodes are
//! seen from what is known has no world and no start in it any more: the days from the deal to the permit depend on the
//! day of the deal in the same way whatever came before. So it is asked once for each value of what is known.

use std::collections::HashMap;
use std::rc::Rc;

use super::kernels::Maps;
use super::nodes::{Latest, LatestId, Node, NodeId, Nodes};
use super::plan::Plan;

/// A question, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct QuestionId(pub u32);

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// When the latest of several is.
    Latest(LatestId),
    /// When several nodes are, together.
    Joint(Box<[NodeId]>),
    /// Whether a promise is kept: 1 if `to` is not after the day that lies `within` working days after `from`, else 0.
    Kept { from: LatestId, to: LatestId, within: u32 },
}

/// Where something known comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It was known before, at that position.
    Before(u8),
    /// It is that one of the nodes that are conditioned on.
    Cut(u8),
}

/// A question and what is known of it.
#[derive(Debug)]
pub(super) struct Asked {
    pub question: Question,
    /// The nodes that it depends on, without what is known.
    pub cone: Rc<[NodeId]>,
    /// The nodes that it names.
    pub named: Vec<NodeId>,
    /// How it is answered, once that has been thought about.
    pub plan: Option<Rc<Plan>>,
}

/// Every question that has come up.
#[derive(Debug, Default)]
pub(super) struct Questions {
    asked: Vec<Asked>,
    known: HashMap<Question, QuestionId>,
    /// How many numbers the cones hold.
    pub size: usize,
}

impl Questions {
    pub(super) fn get(&self, id: QuestionId) -> &Asked {
        &self.asked[id.0 as usize]
    }

    pub(super) fn plan(&mut self, id: QuestionId, plan: Rc<Plan>) {
        self.asked[id.0 as usize].plan = Some(plan);
    }

    /// The number of a question.
    pub(super) fn id(&mut self, nodes: &Nodes, question: Question) -> QuestionId {
        if let Some(&known) = self.known.get(&question) {
            return known;
        }
        let arrivals = |latest: LatestId| nodes.latest(latest).arrivals.iter().map(|(node, _)| *node);
        let mut named: Vec<NodeId> = match &question {
            Question::Latest(latest) => arrivals(*latest).collect(),
            Question::Joint(nodes) => nodes.to_vec(),
            Question::Kept { from, to, .. } => arrivals(*from).chain(arrivals(*to)).collect(),
        };
        named.sort_unstable();
        named.dedup();
        let cone = nodes.cone(&named, None);
        let id = QuestionId(self.asked.len() as u32);
        self.size += cone.len() + 1;
        self.asked.push(Asked { question: question.clone(), cone, named, plan: None });
        self.known.insert(question, id);
        id
    }

    /// The question, seen from what is left to know when the nodes of `cut` are known: its number, and where what it
    /// takes as known comes from.
    pub(super) fn seen_from(
        &mut self,
        nodes: &mut Nodes,
        maps: &Maps,
        question: &Question,
        cut: &[NodeId],
    ) -> Option<(QuestionId, Vec<Known>)> {
        let arrivals = |latest: &LatestId| nodes.latest(*latest).arrivals.iter().map(|(node, _)| *node);
        let named: Vec<NodeId> = match question {
            Question::Latest(latest) => arrivals(latest).collect(),
            Question::Joint(joint) => joint.to_vec(),
            Question::Kept { from, to, .. } => arrivals(from).chain(arrivals(to)).collect(),
        };
        let mut seen = Seen { cut, known: Vec::new(), of: HashMap::new() };
        for node in reached(nodes, &named, cut) {
            seen.add(nodes, maps, node)?;
        }
        let question = match question {
            Question::Latest(latest) => Question::Latest(seen.latest(nodes, *latest)),
            Question::Joint(joint) => Question::Joint(joint.iter().map(|node| seen.of[node]).collect()),
            Question::Kept { from, to, within } => Question::Kept {
                from: seen.latest(nodes, *from),
                to: seen.latest(nodes, *to),
                within: *within,
            },
        };
        let known = seen.known;
        Some((self.id(nodes, question), known))
    }
}

impl Questions {
    /// A node to condition on although nothing asks for it, so that something that is known is not needed any more: the
    /// one of the fewest values. Worlds that differ in what leads to it go on together from there.
    pub(super) fn forgetting(&self, nodes: &Nodes, id: QuestionId) -> Option<NodeId> {
        let asked = self.get(id);
        let is_known = |node: &NodeId| matches!(nodes.get(*node), Node::Known(_));
        let all = reached(nodes, &asked.named, &[]).iter().filter(|node| is_known(node)).count();
        let mut best: Option<(f64, NodeId)> = None;
        for &node in asked.cone.iter().filter(|node| nodes.about(**node).random && all > 1) {
            let (values, before) = (nodes.about(node).values, &nodes.about(node).cone);
            if matches!(nodes.get(node), Node::Zero { .. }) || best.is_some_and(|(least, _)| least <= values)
            {
                continue;
            }
            let left = reached(nodes, &asked.named, &[node]);
            let open = |other: &NodeId| {
                *other != node && nodes.about(*other).random && before.binary_search(other).is_ok()
            };
            let known = left.iter().filter(|other| is_known(other)).count();
            if left.binary_search(&node).is_ok() && !left.iter().any(open) && known < all {
                best = Some((values, node));
            }
        }
        best.map(|(_, node)| node)
    }
}

/// The nodes that are reached from these without going past the cut, what is known among them, in their order.
fn reached(nodes: &Nodes, from: &[NodeId], cut: &[NodeId]) -> Vec<NodeId> {
    let mut open = from.to_vec();
    let mut reached = Vec::new();
    let mut met: HashMap<NodeId, ()> = HashMap::new();
    while let Some(node) = open.pop() {
        if met.insert(node, ()).is_none() {
            reached.push(node);
            if !cut.contains(&node) {
                open.extend(nodes.parents(nodes.get(node)));
            }
        }
    }
    reached.sort_unstable();
    reached
}

/// Nodes as they are seen from what is known.
struct Seen<'a> {
    cut: &'a [NodeId],
    known: Vec<Known>,
    of: HashMap<NodeId, NodeId>,
}

/// So many moments can be known at once: they are packed into three numbers.
pub(super) const MOST_KNOWN: usize = 21;

impl Seen<'_> {
    /// `None` when more would be known than can be.
    fn add(&mut self, nodes: &mut Nodes, maps: &Maps, node: NodeId) -> Option<()> {
        let is_cut = self.cut.iter().position(|cut| *cut == node).map(|at| Known::Cut(at as u8));
        let known = match nodes.get(node) {
            _ if is_cut.is_some() => is_cut,
            Node::Known(at) => Some(Known::Before(at)),
            _ => None,
        };
        if let Some(known) = known {
            if self.known.len() == MOST_KNOWN {
                return None;
            }
            let seen = nodes.id(Node::Known(self.known.len() as u8), maps, 1);
            self.known.push(known);
            self.of.insert(node, seen);
            return Some(());
        }
        let mut outcomes = 1;
        let seen = match nodes.get(node) {
            Node::Known(_) => return None,
            Node::Zero { .. } => node,
            Node::Drawn { step, copy, trigger, zero } => {
                outcomes = nodes.outcomes(node);
                let zero = zero.map(|zero| self.of[&zero]);
                let trigger = self.latest(nodes, trigger);
                nodes.id(Node::Drawn { step, copy, trigger, zero }, maps, outcomes)
            }
            Node::Begun { step, trigger, zero } => {
                let (trigger, zero) = (self.latest(nodes, trigger), self.of[&zero]);
                nodes.id(Node::Begun { step, trigger, zero }, maps, outcomes)
            }
            Node::Junction(latest) => {
                let latest = self.latest(nodes, latest);
                nodes.id(Node::Junction(latest), maps, outcomes)
            }
        };
        self.of.insert(node, seen);
        Some(())
    }

    fn latest(&self, nodes: &mut Nodes, latest: LatestId) -> LatestId {
        let Latest { arrivals, not_before } = nodes.latest(latest);
        let mut arrivals: Vec<_> = arrivals.iter().map(|(node, map)| (self.of[node], *map)).collect();
        arrivals.sort_unstable();
        let not_before = *not_before;
        nodes.latest_id(Latest { arrivals, not_before })
    }
}
