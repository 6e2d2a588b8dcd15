//! How a question is answered.
//!
//! In: a [`Question`]. Out: its [`Plan`]. What does not depend on the same draws is answered apart and multiplied. What
//! does is conditioned on a *cut*: nodes such that, once they are known, nothing before them matters. A cut is the edge
//! of everything that one node depends on, so it always is one; which node that is, the estimated cost decides.

use crate::risk::hashing::ByKey;
use crate::risk::moments::Codes;

use super::kernels::{MapId, Maps};
use super::meter::{Meter, Spent};
use super::nodes::{Latest, LatestId, Node, NodeId, Nodes};
use super::questions::{Known, Question, QuestionId, Questions};
use super::table::Point;

/// Another question, and which of what is known it takes as known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sub {
    pub question: QuestionId,
    pub known: Vec<u8>,
}

/// How a question is answered.
#[derive(Debug)]
pub(super) enum Plan {
    /// The latest of parts that do not depend on each other.
    Parts { settled: Settled, parts: Vec<Part> },
    /// Nodes that do not all depend on each other, together.
    Beside { parts: Vec<(Vec<usize>, Sub)>, width: usize },
    /// Both ends of a promise, which do not depend on each other.
    Apart { from: Sub, to: Sub, within: u32 },
    /// For each value of the cut with its probability, what follows from it.
    Cut { cut: Vec<NodeId>, first: Sub, rest: QuestionId, known: Vec<Known> },
}

/// A part of the latest of several.
#[derive(Debug)]
pub(super) enum Part {
    /// One node, mapped; `trigger` asks what it depends on.
    One { node: One, maps: Vec<MapId> },
    /// Several that depend on each other.
    Many(Sub),
}

/// What one node is.
#[derive(Debug)]
pub(super) enum One {
    /// Whether a length is zero.
    Zero { step: u32 },
    /// A drawn step; `zero` says where it is known whether the length is zero.
    Drawn { step: u32, trigger: Sub, zero: Option<u8> },
    /// The beginning of such a step.
    Begun { step: u32, trigger: Sub, zero: Option<u8> },
    /// The latest of several.
    Junction(Sub),
}

/// What follows for certain from what is known.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub steps: Vec<SettledStep>,
    pub arrivals: Vec<(SettledFrom, MapId)>,
    pub not_before: Option<Point>,
}

/// The latest of what is settled.
#[derive(Debug)]
pub(super) struct SettledStep {
    pub arrivals: Vec<(SettledFrom, MapId)>,
    pub not_before: Option<Point>,
    /// Where it is known whether it begins on its office day.
    pub zero: Option<u8>,
}

/// Something settled.
#[derive(Debug, Clone, Copy)]
pub(super) enum SettledFrom {
    Known(u8),
    Step(usize),
}

/// Where plans are made.
pub(super) struct Planner<'a> {
    pub codes: &'a Codes,
    pub nodes: &'a mut Nodes,
    pub maps: &'a Maps,
    pub questions: &'a mut Questions,
    pub meter: &'a mut Meter,
}

impl Planner<'_> {
    /// The plan of a question.
    pub(super) fn plan(&mut self, id: QuestionId) -> Result<Plan, Spent> {
        let asked = self.questions.get(id);
        let (question, size) = (asked.question.clone(), asked.cone.len() as u64);
        self.meter.spend(16 + size * (size + 8))?;
        match &question {
            Question::Latest(latest) => self.latest(&question, *latest),
            Question::Joint(joint) => self.joint(&question, joint),
            Question::Kept { from, to, within } => {
                let [of_from, of_to] = [from, to].map(|end| self.random_of(*end));
                if self.groups(&[of_from.clone(), of_to.clone()]).len() < 2
                    && !of_from.is_empty()
                    && !of_to.is_empty()
                {
                    return self.cut(&question, &[of_from, of_to]);
                }
                let [from, to] = [self.sub(&Question::Latest(*from))?, self.sub(&Question::Latest(*to))?];
                Ok(Plan::Apart { from, to, within: *within })
            }
        }
    }

    fn latest(&mut self, question: &Question, id: LatestId) -> Result<Plan, Spent> {
        let Latest { arrivals, not_before } = self.nodes.latest(id).clone();
        let random = self.random_of(id);
        let members: Vec<Vec<NodeId>> = random.iter().map(|node| vec![*node]).collect();
        let groups = self.groups(&members);
        let settled: Vec<_> =
            arrivals.iter().copied().filter(|(node, _)| !self.nodes.about(*node).random).collect();
        let all_in_one = groups.len() == 1 && groups[0].len() > 1;
        if all_in_one && settled.is_empty() && not_before.is_none() {
            return self.cut(question, &members);
        }
        let settled = self.settled(&settled, not_before);
        let mut parts = Vec::with_capacity(groups.len());
        for group in groups {
            let of_group = |(node, _): &(NodeId, MapId)| group.iter().any(|member| random[*member] == *node);
            let arrivals: Vec<_> = arrivals.iter().copied().filter(of_group).collect();
            parts.push(match group[..] {
                [only] => {
                    let node = self.one(random[only])?;
                    Part::One { node, maps: arrivals.into_iter().map(|(_, map)| map).collect() }
                }
                _ => {
                    let latest = self.nodes.latest_id(Latest { arrivals, not_before: None });
                    Part::Many(self.sub(&Question::Latest(latest))?)
                }
            });
        }
        Ok(Plan::Parts { settled, parts })
    }

    fn one(&mut self, node: NodeId) -> Result<One, Spent> {
        let known = |nodes: &Nodes, zero: NodeId| match nodes.get(zero) {
            Node::Known(at) => Some(at),
            _ => None,
        };
        Ok(match self.nodes.get(node) {
            Node::Zero { step, .. } => One::Zero { step },
            Node::Drawn { step, trigger, zero, .. } => {
                let zero = zero.and_then(|zero| known(self.nodes, zero));
                One::Drawn { step, trigger: self.sub(&Question::Latest(trigger))?, zero }
            }
            Node::Begun { step, trigger, zero } => {
                let zero = known(self.nodes, zero);
                One::Begun { step, trigger: self.sub(&Question::Latest(trigger))?, zero }
            }
            Node::Junction(latest) => One::Junction(self.sub(&Question::Latest(latest))?),
            Node::Known(_) => unreachable!("what is known is not random"),
        })
    }

    fn joint(&mut self, question: &Question, joint: &[NodeId]) -> Result<Plan, Spent> {
        let members: Vec<Vec<NodeId>> = joint.iter().map(|node| vec![*node]).collect();
        let groups = self.groups(&members);
        // Two at least are asked for, so one group is of two or more that depend on each other.
        if groups.len() == 1 {
            return self.cut(question, &members);
        }
        let mut parts = Vec::with_capacity(groups.len());
        for group in groups {
            let question = match group[..] {
                [only] => Question::Latest(self.nodes.latest_id(Latest::of(joint[only]))),
                _ => Question::Joint(group.iter().map(|member| joint[*member]).collect()),
            };
            let sub = self.sub(&question)?;
            parts.push((group, sub));
        }
        Ok(Plan::Beside { parts, width: joint.len() })
    }

    /// A question of which less is asked, seen from what it needs to know.
    fn sub(&mut self, question: &Question) -> Result<Sub, Spent> {
        let seen = self.questions.seen_from(self.nodes, self.maps, question, &[]);
        let (question, known) = seen.ok_or(Spent)?;
        let known = known.into_iter().map(|known| match known {
            Known::Before(at) => at,
            Known::Cut(_) => unreachable!("nothing is cut"),
        });
        Ok(Sub { question, known: known.collect() })
    }

    /// The random nodes that arrive, each once.
    fn random_of(&self, latest: LatestId) -> Vec<NodeId> {
        let nodes = self.nodes.latest(latest).arrivals.iter().map(|(node, _)| *node);
        let mut random: Vec<NodeId> = nodes.filter(|node| self.nodes.about(*node).random).collect();
        random.dedup();
        random
    }

    /// The members that depend on the same draws, as positions: each group in order, the groups by their first.
    fn groups(&self, members: &[Vec<NodeId>]) -> Vec<Vec<usize>> {
        let cones: Vec<Vec<NodeId>> = members
            .iter()
            .map(|member| {
                let cone = self.nodes.cone(member, None);
                cone.iter().copied().filter(|node| self.nodes.about(*node).random).collect()
            })
            .collect();
        grouped(&cones)
    }

    /// What is settled of the latest of several.
    fn settled(&self, arrivals: &[(NodeId, MapId)], not_before: Option<i32>) -> Settled {
        let of: Vec<NodeId> = arrivals.iter().map(|(node, _)| *node).collect();
        let mut at = ByKey::default();
        let mut settled = Settled::default();
        let from = |at: &ByKey<NodeId, usize>, node: NodeId| match self.nodes.get(node) {
            Node::Known(known) => SettledFrom::Known(known),
            _ => SettledFrom::Step(at[&node]),
        };
        let point = |code: Option<i32>| code.map(|code| self.codes.dense(code));
        for &node in self.nodes.cone(&of, None).iter() {
            let (latest, zero) = match self.nodes.get(node) {
                Node::Junction(latest) => (latest, None),
                Node::Begun { trigger, zero, .. } => match self.nodes.get(zero) {
                    Node::Known(zero) => (trigger, Some(zero)),
                    _ => unreachable!("what depends on an open draw is not settled"),
                },
                Node::Known(_) | Node::Zero { .. } | Node::Drawn { .. } => {
                    unreachable!("draws are not settled, and what is known is in no cone")
                }
            };
            let Latest { arrivals, not_before } = self.nodes.latest(latest);
            let arrivals = arrivals.iter().map(|(node, map)| (from(&at, *node), *map)).collect();
            at.insert(node, settled.steps.len());
            settled.steps.push(SettledStep { arrivals, not_before: point(*not_before), zero });
        }
        settled.arrivals = arrivals.iter().map(|(node, map)| (from(&at, *node), *map)).collect();
        settled.not_before = point(not_before);
        settled
    }

    /// Conditions on the cut that seems cheapest.
    fn cut(&mut self, question: &Question, members: &[Vec<NodeId>]) -> Result<Plan, Spent> {
        // The next cheapest where too much would have to be known at once.
        for cut in Choice::of(self.nodes, members).ranked() {
            let first = self.first(&cut);
            if let Ok(plan) = self.cut_at(question, cut, &first) {
                return Ok(plan);
            }
        }
        Err(Spent)
    }

    /// What is asked of a cut.
    fn first(&mut self, cut: &[NodeId]) -> Question {
        match cut {
            [only] => Question::Latest(self.nodes.latest_id(Latest::of(*only))),
            _ => Question::Joint(cut.into()),
        }
    }

    /// Conditions on a cut.
    fn cut_at(&mut self, question: &Question, cut: Vec<NodeId>, first: &Question) -> Result<Plan, Spent> {
        let first = self.sub(first)?;
        let seen = self.questions.seen_from(self.nodes, self.maps, question, &cut);
        let (rest, known) = seen.ok_or(Spent)?;
        Ok(Plan::Cut { cut, first, rest, known })
    }

    /// Conditions a question on the same cut as one that it rests on.
    pub(super) fn cut_like(&mut self, id: QuestionId, cut: &[NodeId]) -> Result<Plan, Spent> {
        let question = self.questions.get(id).question.clone();
        let first = self.first(cut);
        self.cut_at(&question, cut.to_vec(), &first)
    }
}

/// Which of these sets have something in common, as positions: each group in order, the groups by their first.
fn grouped(sets: &[Vec<NodeId>]) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..sets.len()).collect();
    let mut owner: ByKey<NodeId, usize> = ByKey::default();
    for (member, set) in sets.iter().enumerate() {
        for node in set {
            let (mine, theirs) = (group_of[member], group_of[*owner.entry(*node).or_insert(member)]);
            if mine != theirs {
                let (kept, merged) = (mine.min(theirs), mine.max(theirs));
                group_of.iter_mut().filter(|group| **group == merged).for_each(|group| *group = kept);
            }
        }
    }
    let firsts = (0..sets.len()).filter(|member| group_of[*member] == *member);
    let of_group = |first: usize| (0..sets.len()).filter(|member| group_of[*member] == first).collect();
    firsts.map(of_group).collect()
}

/// The most nodes of a cut.
const WIDEST: usize = 6;

/// The cuts to choose from.
struct Choice<'a> {
    nodes: &'a Nodes,
    /// The random nodes that matter, in their order.
    cone: Vec<NodeId>,
    /// Of each what directly depends on it, as positions.
    consumers: Vec<Vec<usize>>,
    /// For each node how many of the members name it.
    named: Vec<usize>,
    /// Of each node everything that it depends on, and itself.
    before: Vec<Vec<bool>>,
    /// The dependences that a node which several depend on makes between the members: one less than they are.
    forks: Vec<usize>,
}

impl<'a> Choice<'a> {
    fn of(nodes: &'a Nodes, members: &[Vec<NodeId>]) -> Choice<'a> {
        let all: Vec<NodeId> = members.concat();
        let cone: Vec<NodeId> =
            nodes.cone(&all, None).iter().copied().filter(|node| nodes.about(*node).random).collect();
        let at: ByKey<NodeId, usize> = cone.iter().enumerate().map(|(at, node)| (*node, at)).collect();
        let mut before = Vec::<Vec<bool>>::new();
        let mut consumers = vec![Vec::new(); cone.len()];
        for (position, &node) in cone.iter().enumerate() {
            let of: Vec<usize> =
                nodes.parents(nodes.get(node)).iter().filter_map(|parent| at.get(parent).copied()).collect();
            let mut all = vec![false; cone.len()];
            all[position] = true;
            for &parent in &of {
                consumers[parent].push(position);
                for (mine, theirs) in all.iter_mut().zip(&before[parent]) {
                    *mine |= theirs;
                }
            }
            before.push(all);
        }
        let members: Vec<Vec<usize>> =
            members.iter().map(|member| member.iter().map(|node| at[node]).collect()).collect();
        let mut named = vec![0; cone.len()];
        for &member in members.iter().flatten() {
            named[member] += 1;
        }
        let depends = |at: usize| {
            members.iter().filter(|member| member.iter().any(|of| before[*of][at])).count().saturating_sub(1)
        };
        let is_fork = |at: usize| consumers[at].len() + named[at] > 1;
        let forks = (0..cone.len()).map(|at| if is_fork(at) { depends(at) } else { 0 }).collect();
        Choice { nodes, cone, consumers, named, before, forks }
    }

    /// The cuts, the one of the least price first; at a tie the one that comes first.
    fn ranked(&self) -> Vec<Vec<NodeId>> {
        let mut ranked: Vec<(f64, Vec<usize>)> = Vec::new();
        for before in &self.before {
            let edge = self.edge(before);
            // A cut behind everything would ask for the same again.
            let is_proper = before.contains(&false);
            if is_proper
                && edge.len() <= WIDEST
                && let Some(price) = self.price(before, &edge)
            {
                ranked.push((price, edge));
            }
        }
        ranked.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        ranked.dedup_by(|one, other| one.1 == other.1);
        // The first node of all depends on nothing, so it alone always is a cut.
        ranked.push((f64::INFINITY, vec![0]));
        ranked.into_iter().map(|(_, edge)| edge.into_iter().map(|at| self.cone[at]).collect()).collect()
    }

    /// Those of a set that something outside of it waits for.
    fn edge(&self, set: &[bool]) -> Vec<usize> {
        let outside =
            |at: &usize| self.named[*at] > 0 || self.consumers[*at].iter().any(|consumer| !set[*consumer]);
        (0..set.len()).filter(|at| set[*at]).filter(outside).collect()
    }

    /// The price of a cut: how many bits tell its values apart, for each dependence that it takes away; a wide one, which
    /// has to be known all at once, is dearer. `None` where it takes none away.
    fn price(&self, set: &[bool], edge: &[usize]) -> Option<f64> {
        let taken: usize = (0..set.len()).filter(|at| set[*at]).map(|at| self.forks[at]).sum();
        let bits: f64 = edge.iter().map(|at| bits(self.nodes.about(self.cone[*at]).values)).sum();
        (taken > 0).then(|| bits * edge.len() as f64 / taken as f64)
    }
}

/// About the logarithm to base two of a number from one: the exponent, and linear from one power to the next. The
/// same on every machine.
fn bits(number: f64) -> f64 {
    number.max(1.0).to_bits() as f64 / (1u64 << 52) as f64 - 1023.0
}
