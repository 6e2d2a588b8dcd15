//! What the moments of a world depend on.
//!
//! In: what a step waits for and what it does, told by `unfold`. Out: [`Nodes`], each with a number: a moment that is
//! *known* (the start, or a step that is conditioned on), a finish that is *drawn*, the *latest* of several. What is
//! made of the same parts is the same node, in whatever world it occurs; so worlds share what they have in common.
//!
//! A certain step is no node: it keeps the order of moments, so it can be taken past the latest of several, and becomes
//! a map on what its consumers wait for. It stays one where several steps wait for it and it brings several things
//! together, or many moments onto few (a meeting): there it is worth conditioning on.

use std::rc::Rc;

use crate::risk::hashing::ByKey;
use crate::risk::moments::{Code, Codes};

use super::kernels::{MapId, Maps, Shift};

/// A node, by its number. What a node depends on has a smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub u32);

/// The latest of several, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct LatestId(pub u32);

/// A moment, or whether a length is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// What is known: a position among what is.
    Known(u8),
    /// Whether the length of a step comes out as zero, for a step whose beginning depends on it.
    Zero { step: u32, copy: u32 },
    /// The finish of a drawn step. `copy` tells apart what is otherwise the same and drawn by itself.
    Drawn { step: u32, copy: u32, trigger: LatestId, zero: Option<NodeId> },
    /// When a step begins whose length may be zero.
    Begun { step: u32, trigger: LatestId, zero: NodeId },
    /// The latest of several.
    Junction(LatestId),
}

/// The latest of what arrives, and of a moment that is certain.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Latest {
    /// What arrives and how it is shifted on the way; in their order, each once.
    pub arrivals: Vec<(NodeId, MapId)>,
    pub not_before: Option<Code>,
}

impl Latest {
    /// A node itself.
    pub(super) fn of(node: NodeId) -> Latest {
        Latest { arrivals: vec![(node, MapId::ITSELF)], not_before: None }
    }

    /// A moment that is certain.
    pub(super) fn at(code: Code) -> Latest {
        Latest { arrivals: Vec::new(), not_before: Some(code) }
    }

    /// The latest of both.
    pub(super) fn or(&mut self, other: &Latest) {
        self.arrivals.extend_from_slice(&other.arrivals);
        self.arrivals.sort_unstable();
        self.arrivals.dedup();
        self.not_before = self.not_before.max(other.not_before);
    }

    /// The same, shifted.
    pub(super) fn then(&self, maps: &mut Maps, codes: &Codes, shift: Shift) -> Latest {
        let mut arrivals: Vec<_> =
            self.arrivals.iter().map(|&(node, map)| (node, maps.then(map, shift))).collect();
        arrivals.sort_unstable();
        arrivals.dedup();
        Latest { arrivals, not_before: self.not_before.map(|code| maps.shifted(codes, shift, code)) }
    }

    /// How many different nodes arrive.
    pub(super) fn nodes(&self) -> usize {
        self.arrivals.chunk_by(|one, other| one.0 == other.0).count()
    }
}

/// What is known of a node.
#[derive(Debug, Clone)]
pub(super) struct About {
    /// Whether it depends on a draw.
    pub random: bool,
    /// The nodes that it depends on and itself, without what is known, in their order.
    pub cone: Rc<[NodeId]>,
    /// About how many values it can have when what is known is one moment each.
    pub values: f64,
    /// How many finishes it can have from one trigger.
    outcomes: usize,
}

/// Every node that occurs.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    nodes: Vec<Node>,
    about: Vec<About>,
    known: ByKey<Node, NodeId>,
    latest: Vec<Latest>,
    latest_known: ByKey<Latest, LatestId>,
    /// How many numbers the cones hold.
    pub size: usize,
}

impl Nodes {
    pub(super) fn get(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    pub(super) fn about(&self, id: NodeId) -> &About {
        &self.about[id.0 as usize]
    }

    /// How many finishes a node can have from one trigger.
    pub(super) fn outcomes(&self, id: NodeId) -> usize {
        self.about(id).outcomes
    }

    pub(super) fn latest(&self, id: LatestId) -> &Latest {
        &self.latest[id.0 as usize]
    }

    /// The number of what is the latest of these.
    pub(super) fn latest_id(&mut self, latest: Latest) -> LatestId {
        if let Some(&known) = self.latest_known.get(&latest) {
            return known;
        }
        let id = LatestId(self.latest.len() as u32);
        self.latest.push(latest.clone());
        self.latest_known.insert(latest, id);
        self.size += 1;
        id
    }

    /// The number of a node; `outcomes` is how many finishes a drawn one can have from one trigger.
    pub(super) fn id(&mut self, node: Node, maps: &Maps, outcomes: usize) -> NodeId {
        if let Some(&known) = self.known.get(&node) {
            return known;
        }
        let id = NodeId(self.nodes.len() as u32);
        let parents = self.parents(node);
        let cone = self.cone(&parents, (!matches!(node, Node::Known(_))).then_some(id));
        let depends = parents.iter().any(|parent| self.about(*parent).random);
        let random = depends || matches!(node, Node::Zero { .. } | Node::Drawn { .. });
        let values = match node {
            Node::Known(_) => 1.0,
            Node::Zero { .. } => 2.0,
            Node::Drawn { trigger, .. } => self.values(trigger, maps) + outcomes as f64 - 1.0,
            Node::Begun { trigger, .. } | Node::Junction(trigger) => self.values(trigger, maps),
        };
        self.size += cone.len() + 1;
        self.nodes.push(node);
        self.about.push(About { random, cone, values, outcomes });
        self.known.insert(node, id);
        id
    }

    /// What a node directly depends on.
    pub(super) fn parents(&self, node: Node) -> Vec<NodeId> {
        let of = |latest: LatestId| self.latest(latest).arrivals.iter().map(|(node, _)| *node);
        match node {
            Node::Known(_) | Node::Zero { .. } => Vec::new(),
            Node::Drawn { trigger, zero, .. } => of(trigger).chain(zero).collect(),
            Node::Begun { trigger, zero, .. } => of(trigger).chain([zero]).collect(),
            Node::Junction(latest) => of(latest).collect(),
        }
    }

    /// The nodes that these depend on and themselves, without what is known, in their order.
    pub(super) fn cone(&self, of: &[NodeId], besides: Option<NodeId>) -> Rc<[NodeId]> {
        let mut cone: Vec<NodeId> =
            of.iter().flat_map(|node| self.about(*node).cone.iter().copied()).chain(besides).collect();
        cone.sort_unstable();
        cone.dedup();
        cone.into()
    }

    /// About how many values the latest of several can have.
    fn values(&self, latest: LatestId, maps: &Maps) -> f64 {
        let of_arrival = |&(node, map): &(NodeId, MapId)| {
            let values = self.about(node).values;
            // A sitting is about once a week, or less often.
            if maps.gathers(map) { 1.0 + (values - 1.0) / 5.0 } else { values }
        };
        self.latest(latest).arrivals.iter().map(of_arrival).fold(1.0, f64::max)
    }
}
