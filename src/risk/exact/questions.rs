//! What is asked of nodes, seen from what is known.
//!
//! In: nodes, and some of them that are to be known. Out: [`Questions`], each with a number. A question whose nodes are
//! seen from what is known has no world and no start in it any more: the days from the deal to the permit depend on the
//! day of the deal in the same way whatever came before. So it is asked once for each value of what is known.

use std::rc::Rc;

use crate::risk::hashing::{ByKey, Keys};
use crate::risk::moments::Codes;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    known: ByKey<Question, QuestionId>,
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

    /// The question whose answer is that a promise is kept, or that it is broken.
    pub(super) fn decided(&mut self, nodes: &mut Nodes, codes: &Codes, is_kept: bool) -> QuestionId {
        let at = |nodes: &mut Nodes, point| nodes.latest_id(Latest::at(codes.of_dense(point)));
        let (from, to) = (at(nodes, 0), at(nodes, if is_kept { 0 } else { 2 }));
        self.id(nodes, Question::Kept { from, to, within: 0 })
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
        self.seen(nodes, maps, question, cut, &Out::default(), Vec::new())
    }

    /// The same where what is taken as known is given, with its order.
    pub(super) fn seen_as(
        &mut self,
        nodes: &mut Nodes,
        maps: &Maps,
        question: &Question,
        cut: &[NodeId],
        known: &[Known],
    ) -> Option<QuestionId> {
        let (question, all) = self.seen(nodes, maps, question, cut, &Out::default(), known.to_vec())?;
        (all.len() == known.len()).then_some(question)
    }

    /// What a question takes as known when it is seen from the cut; `None` where it does not depend on it, or on what
    /// comes before it otherwise too.
    pub(super) fn known_from(&self, nodes: &Nodes, id: QuestionId, cut: &[NodeId]) -> Option<Vec<Known>> {
        let asked = self.get(id);
        let is_before = |node: &NodeId| {
            !cut.contains(node) && cut.iter().any(|cut| nodes.about(*cut).cone.binary_search(node).is_ok())
        };
        let reached = reached(nodes, &asked.named, cut, &Out::default());
        if !cut.iter().any(|cut| reached.binary_search(cut).is_ok()) || reached.iter().any(is_before) {
            return None;
        }
        let known = |node: &NodeId| match (cut.iter().position(|cut| cut == node), nodes.get(*node)) {
            (Some(at), _) => Some(Known::Cut(at as u8)),
            (None, Node::Known(at)) => Some(Known::Before(at)),
            _ => None,
        };
        Some(reached.iter().filter_map(known).collect())
    }

    /// The question without what is left out of the latest of several: its number, and the positions of what it still
    /// takes as known.
    pub(super) fn without(
        &mut self,
        nodes: &mut Nodes,
        maps: &Maps,
        question: &Question,
        out: &Out,
    ) -> Option<(QuestionId, Vec<u8>)> {
        let (question, known) = self.seen(nodes, maps, question, &[], out, Vec::new())?;
        let known = known.into_iter().map(|known| match known {
            Known::Before(at) | Known::Cut(at) => at,
        });
        Some((question, known.collect()))
    }

    fn seen(
        &mut self,
        nodes: &mut Nodes,
        maps: &Maps,
        question: &Question,
        cut: &[NodeId],
        out: &Out,
        known: Vec<Known>,
    ) -> Option<(QuestionId, Vec<Known>)> {
        let arrivals = |latest: &LatestId| arriving(nodes, *latest, out);
        let named: Vec<NodeId> = match question {
            Question::Latest(latest) => arrivals(latest).collect(),
            Question::Joint(joint) => joint.to_vec(),
            Question::Kept { from, to, .. } => arrivals(from).chain(arrivals(to)).collect(),
        };
        let mut seen = Seen { cut, out, known, of: ByKey::default(), drawn: Keys::default() };
        for node in reached(nodes, &named, cut, out) {
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
        let all =
            reached(nodes, &asked.named, &[], &Out::default()).iter().filter(|node| is_known(node)).count();
        let mut best: Option<(f64, NodeId)> = None;
        for &node in asked.cone.iter().filter(|node| nodes.about(**node).random && all > 1) {
            let (values, before) = (nodes.about(node).values, &nodes.about(node).cone);
            if matches!(nodes.get(node), Node::Zero { .. }) || best.is_some_and(|(least, _)| least <= values)
            {
                continue;
            }
            let left = reached(nodes, &asked.named, &[node], &Out::default());
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

/// What is left out of the latest of several.
pub(super) type Out = ByKey<LatestId, Vec<NodeId>>;

/// The nodes that arrive at the latest of several.
fn arriving<'n>(nodes: &'n Nodes, latest: LatestId, out: &'n Out) -> impl Iterator<Item = NodeId> + 'n {
    let out = out.get(&latest).map_or(&[][..], Vec::as_slice);
    nodes.latest(latest).arrivals.iter().map(|(node, _)| *node).filter(|node| !out.contains(node))
}

/// The nodes that are reached from these without going past the cut, what is known among them, in their order.
fn reached(nodes: &Nodes, from: &[NodeId], cut: &[NodeId], out: &Out) -> Vec<NodeId> {
    let mut open = from.to_vec();
    let mut reached = Vec::new();
    let mut met: ByKey<NodeId, ()> = ByKey::default();
    while let Some(node) = open.pop() {
        if met.insert(node, ()).is_none() {
            reached.push(node);
            if !cut.contains(&node) {
                match nodes.get(node) {
                    Node::Known(_) | Node::Zero { .. } => {}
                    Node::Drawn { trigger, zero, .. } => {
                        open.extend(arriving(nodes, trigger, out).chain(zero))
                    }
                    Node::Begun { trigger, zero, .. } => {
                        open.extend(arriving(nodes, trigger, out).chain([zero]));
                    }
                    Node::Junction(latest) => open.extend(arriving(nodes, latest, out)),
                }
            }
        }
    }
    reached.sort_unstable();
    reached
}

/// Nodes as they are seen from what is known.
struct Seen<'a> {
    cut: &'a [NodeId],
    out: &'a Out,
    known: Vec<Known>,
    of: ByKey<NodeId, NodeId>,
    /// What is drawn: two nodes that have become the same are still drawn by themselves.
    drawn: Keys<NodeId>,
}

/// So many moments can be known at once: they are packed into one number.
pub(super) const MOST_KNOWN: usize = 7;

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
            let at = match self.known.iter().position(|other| *other == known) {
                Some(at) => at,
                None if self.known.len() == MOST_KNOWN => return None,
                None => {
                    self.known.push(known);
                    self.known.len() - 1
                }
            };
            let seen = nodes.id(Node::Known(at as u8), maps, 1);
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
                let mut copy = copy;
                loop {
                    let seen = nodes.id(Node::Drawn { step, copy, trigger, zero }, maps, outcomes);
                    if self.drawn.insert(seen) {
                        break seen;
                    }
                    copy += 1;
                }
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
        let out = self.out.get(&latest).map_or(&[][..], Vec::as_slice);
        let kept = arrivals.iter().filter(|(node, _)| !out.contains(node));
        let mut arrivals: Vec<_> = kept.map(|(node, map)| (self.of[node], *map)).collect();
        arrivals.sort_unstable();
        let not_before = *not_before;
        nodes.latest_id(Latest { arrivals, not_before })
    }
}
