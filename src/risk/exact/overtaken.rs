//! What cannot matter.
//!
//! In: questions, and a moment for each thing that they take as known. Out: the same questions without what is certain to
//! be overtaken: between the earliest and the latest moment at which each node can be, an arrival that is never later
//! than another one is left out, with everything that only it depends on. Once the day of the deal is known most of
//! what came before it is over, so less has to be known together.
//!
//! Nothing is estimated here: what is left out has no probability of deciding.

use crate::risk::hashing::ByKey;
use crate::risk::moments::Codes;

use super::kernels::{Kernels, MapId, Maps};
use super::nodes::{LatestId, Node, NodeId, Nodes};
use super::questions::{Out, Question, QuestionId, Questions};
use super::table::Point;

/// Between which moments something lies, both included.
pub(super) type Bounds = (Point, Point);

/// How the bounds of everything that some questions depend on are worked out, in the order in which that is done.
#[derive(Debug)]
pub(super) struct Reach {
    /// The nodes, what they depend on before them.
    nodes: Vec<(NodeId, Within)>,
    /// The latest of several, in the order of the nodes that need them; then those that are asked for.
    latest: Vec<Arrivals>,
    /// What each question asks for itself.
    asked: Vec<Roots>,
    /// What is known of it.
    known: Knows,
    /// How many words the signs take.
    words: usize,
}

/// Of which latest and which nodes a question asks.
#[derive(Debug, Default)]
struct Roots {
    latest: Vec<usize>,
    nodes: Vec<usize>,
    /// Of a promise within how many working days; its ends are the two latest.
    within: Option<u32>,
}

/// Some of what is known, as bits.
pub(super) type Knows = u32;

/// A promise that is certain to be kept, and one that is certain to be broken, need to know nothing.
pub(super) const KEPT: Knows = 1 << 31;
pub(super) const BROKEN: Knows = 1 << 30;

/// Where the bounds of a node come from.
#[derive(Debug, Clone, Copy)]
enum Within {
    Known(u8),
    Zero,
    /// A drawn step; `zero` says where it is known whether the length is zero.
    Drawn {
        step: u32,
        trigger: usize,
        zero: Option<u8>,
    },
    Begun {
        trigger: usize,
        zero: Option<u8>,
    },
    Junction {
        of: usize,
    },
}

/// What arrives at the latest of several.
#[derive(Debug)]
struct Arrivals {
    id: LatestId,
    /// For each node that arrives its position, and the maps with which it does.
    from: Vec<(usize, Vec<MapId>)>,
    not_before: Option<Point>,
    /// The bit of the first of `from`; the others follow. Only where there is something to leave out.
    bit: Option<usize>,
}

/// What is left out, as bits: the same for all moments that leave out the same.
pub(super) type Signs = [u64];

impl Reach {
    /// How the bounds of questions are worked out.
    pub(super) fn of(codes: &Codes, nodes: &Nodes, questions: &Questions, asked: &[QuestionId]) -> Reach {
        let mut reach =
            Reach { nodes: Vec::new(), latest: Vec::new(), asked: Vec::new(), known: 0, words: 0 };
        let mut cone: Vec<NodeId> = asked
            .iter()
            .map(|question| questions.get(*question))
            .flat_map(|asked| asked.cone.iter().chain(&asked.named).copied())
            .collect();
        // What is known is in no cone.
        let known: Vec<NodeId> = cone.iter().flat_map(|node| nodes.parents(nodes.get(*node))).collect();
        cone.extend(known.into_iter().filter(|node| matches!(nodes.get(*node), Node::Known(_))));
        cone.sort_unstable();
        cone.dedup();
        let mut building = Building { codes, nodes, at: ByKey::default(), latest: ByKey::default(), bits: 0 };
        for &node in &cone {
            let known = |zero: NodeId| match nodes.get(zero) {
                Node::Known(at) => Some(at),
                _ => None,
            };
            let within = match nodes.get(node) {
                Node::Known(at) => {
                    reach.known |= 1 << at;
                    Within::Known(at)
                }
                Node::Zero { .. } => Within::Zero,
                Node::Drawn { step, trigger, zero, .. } => Within::Drawn {
                    step,
                    trigger: building.latest(&mut reach, trigger),
                    zero: zero.and_then(known),
                },
                Node::Begun { trigger, zero, .. } => {
                    Within::Begun { trigger: building.latest(&mut reach, trigger), zero: known(zero) }
                }
                Node::Junction(of) => Within::Junction { of: building.latest(&mut reach, of) },
            };
            building.at.insert(node, reach.nodes.len());
            reach.nodes.push((node, within));
        }
        for &question in asked {
            let mut roots = Roots::default();
            match &questions.get(question).question {
                Question::Latest(latest) => roots.latest.push(building.latest(&mut reach, *latest)),
                Question::Joint(joint) => roots.nodes.extend(joint.iter().map(|node| building.at[node])),
                Question::Kept { from, to, within } => {
                    roots.latest.extend([from, to].map(|end| building.latest(&mut reach, *end)));
                    roots.within = Some(*within);
                }
            }
            reach.asked.push(roots);
        }
        reach.words = usize::div_ceil(building.bits, 64);
        reach
    }

    /// Whether there is anything that could be left out.
    pub(super) fn chooses(&self) -> bool {
        self.words > 0
    }

    /// What is known of it.
    pub(super) fn known(&self) -> Knows {
        self.known
    }

    /// How much work it is to say what is left out.
    pub(super) fn size(&self) -> usize {
        self.nodes.len() + self.latest.iter().map(|latest| latest.from.len()).sum::<usize>()
    }

    /// What is left out when these moments are known: the signs of the bench.
    pub(super) fn signs(
        &self,
        codes: &Codes,
        maps: &Maps,
        kernels: &mut Kernels,
        known: impl Fn(u8) -> Point,
        bench: &mut Bench,
    ) {
        self.bounds(codes, maps, kernels, |at| (known(at), known(at)), bench);
        bench.verdict = self.asked.iter().find_map(|roots| roots.verdict(codes, &bench.latest));
    }

    /// What each question still has to know when what is known lies within bounds: the needs of the bench.
    pub(super) fn needs(
        &self,
        codes: &Codes,
        maps: &Maps,
        kernels: &mut Kernels,
        known: impl Fn(u8) -> Bounds,
        bench: &mut Bench,
    ) {
        self.bounds(codes, maps, kernels, known, bench);
        let Bench { signs, needs, knows, latest, .. } = bench;
        knows.clear();
        for (_, within) in &self.nodes {
            let of_latest =
                |of: usize| self.latest[of].kept(signs).fold(0, |known, from| known | knows[from]);
            let known = within.knows(of_latest);
            knows.push(known);
        }
        needs.clear();
        needs.extend(self.asked.iter().map(|roots| {
            if let Some(is_kept) = roots.verdict(codes, latest) {
                return if is_kept { KEPT } else { BROKEN };
            }
            let of_latest = roots.latest.iter().flat_map(|of| self.latest[*of].kept(signs));
            of_latest.chain(roots.nodes.iter().copied()).fold(0, |needed, from| needed | knows[from])
        }));
    }

    fn bounds(
        &self,
        codes: &Codes,
        maps: &Maps,
        kernels: &mut Kernels,
        known: impl Fn(u8) -> Bounds,
        bench: &mut Bench,
    ) {
        let Bench { bounds, latest, signs, .. } = bench;
        bounds.clear();
        latest.clear();
        signs.clear();
        signs.resize(self.words, 0);
        // Where it is known and not the same everywhere, it is as good as not known.
        let zero_at = |at: Option<u8>| {
            let (first, last) = known(at?);
            (first == last).then_some(first == 1)
        };
        for (_, within) in &self.nodes {
            // What this node depends on is the next of those that have not been worked out.
            let of = within.latest();
            while of.is_some_and(|of| of >= latest.len()) {
                latest.push(self.latest[latest.len()].bounds(codes, maps, bounds, signs));
            }
            bounds.push(match *within {
                Within::Known(at) => known(at),
                Within::Zero => (0, 1),
                Within::Junction { of } => latest[of],
                Within::Drawn { step, trigger, zero } => {
                    kernels.extent(codes, step, zero_at(zero), latest[trigger])
                }
                Within::Begun { trigger, zero } => {
                    let office = |point: Point| codes.dense(codes.office(codes.of_dense(point)));
                    let (first, last) = latest[trigger];
                    match zero_at(zero) {
                        Some(false) => (first, last),
                        Some(true) => (office(first), office(last)),
                        None => (first.min(office(first)), last.max(office(last))),
                    }
                }
            });
        }
        while latest.len() < self.latest.len() {
            latest.push(self.latest[latest.len()].bounds(codes, maps, bounds, signs));
        }
    }

    /// What is left out of each latest so that nothing has to know these any more.
    pub(super) fn without(&self, forgotten: Knows) -> Out {
        // What of `forgotten` each node would still have to know.
        let (mut out, mut knows) = (Out::default(), Vec::<Knows>::with_capacity(self.nodes.len()));
        let mut of_latest: Vec<Knows> = Vec::with_capacity(self.latest.len());
        let next = |of_latest: &mut Vec<Knows>, knows: &[Knows], out: &mut Out| {
            let latest = &self.latest[of_latest.len()];
            let (gone, kept): (Vec<usize>, Vec<usize>) =
                latest.from.iter().map(|(from, _)| *from).partition(|from| knows[*from] & forgotten != 0);
            // What waits for nothing else goes with it; what is kept knows nothing of it.
            let none = kept.is_empty() && latest.not_before.is_none();
            of_latest.push(if none { forgotten } else { 0 });
            if !gone.is_empty() {
                out.insert(latest.id, gone.into_iter().map(|from| self.nodes[from].0).collect());
            }
        };
        for (_, within) in &self.nodes {
            let of = within.latest();
            while of.is_some_and(|of| of >= of_latest.len()) {
                next(&mut of_latest, &knows, &mut out);
            }
            knows.push(within.knows(|of| of_latest[of]));
        }
        while of_latest.len() < self.latest.len() {
            next(&mut of_latest, &knows, &mut out);
        }
        out
    }

    /// The nodes that are left out of each latest, by these signs.
    pub(super) fn left_out(&self, signs: &Signs) -> Out {
        let of_latest = |latest: &Arrivals| {
            let out = |at: &usize| !latest.keeps(*at, signs);
            let nodes: Vec<NodeId> =
                (0..latest.from.len()).filter(out).map(|at| self.nodes[latest.from[at].0].0).collect();
            (!nodes.is_empty()).then_some((latest.id, nodes))
        };
        self.latest.iter().filter_map(of_latest).collect()
    }
}

impl Roots {
    /// Whether a promise is certain to be kept or broken, by the bounds of its ends.
    fn verdict(&self, codes: &Codes, latest: &[Bounds]) -> Option<bool> {
        let within = self.within?;
        let &[from, to] = &self.latest[..] else { return None };
        let (from, to) = (latest[from], latest[to]);
        if to.1 <= due(codes, from.0, within) {
            Some(true)
        } else if to.0 > due(codes, from.1, within) {
            Some(false)
        } else {
            None
        }
    }
}

/// The last moment at which a promise is kept.
pub(super) fn due(codes: &Codes, from: Point, within: u32) -> Point {
    let from = codes.of_dense(from);
    let due = match within {
        0 => from,
        within => codes.floor(from) + within as i32 * codes.stride(),
    };
    codes.dense(due) | 1
}

impl Within {
    /// The latest that a node waits for.
    fn latest(&self) -> Option<usize> {
        match *self {
            Within::Known(_) | Within::Zero => None,
            Within::Drawn { trigger, .. } | Within::Begun { trigger, .. } => Some(trigger),
            Within::Junction { of } => Some(of),
        }
    }

    /// What has to be known for a node, where `of` says it of a latest.
    fn knows(&self, of: impl Fn(usize) -> Knows) -> Knows {
        let bit = |at: Option<u8>| at.map_or(0, |at| 1 << at);
        match *self {
            Within::Known(at) => bit(Some(at)),
            Within::Zero => 0,
            Within::Drawn { trigger, zero, .. } | Within::Begun { trigger, zero } => of(trigger) | bit(zero),
            Within::Junction { of: latest } => of(latest),
        }
    }
}

impl Arrivals {
    /// The bounds of the latest; sets the signs of what it does not wait for.
    fn bounds(&self, codes: &Codes, maps: &Maps, nodes: &[Bounds], signs: &mut [u64]) -> Bounds {
        let of = |(from, of): &(usize, Vec<MapId>)| -> Bounds {
            let (first, last) = nodes[*from];
            let latest = |point| of.iter().map(|map| maps.apply(codes, *map, point)).max().unwrap_or(point);
            if first == last {
                let at = latest(first);
                (at, at)
            } else {
                (latest(first), latest(last))
            }
        };
        let certain = self.not_before.unwrap_or(Point::MIN);
        let (mut first, mut last, mut holds) = (certain, certain, None);
        let mut each = [(0, 0); MOST];
        let Some(bit) = self.bit else {
            for from in &self.from {
                let of = of(from);
                (first, last) = (first.max(of.0), last.max(of.1));
            }
            return (first, last);
        };
        for (at, from) in self.from.iter().enumerate() {
            let of = of(from);
            each[at] = of;
            if of.0 > first {
                (first, holds) = (of.0, Some(at));
            }
            last = last.max(of.1);
        }
        for (at, of) in each[..self.from.len()].iter().enumerate() {
            if of.1 <= first && holds != Some(at) {
                signs[(bit + at) / 64] |= 1 << ((bit + at) % 64);
            }
        }
        (first, last)
    }

    fn keeps(&self, at: usize, signs: &Signs) -> bool {
        self.bit.is_none_or(|bit| signs[(bit + at) / 64] >> ((bit + at) % 64) & 1 == 0)
    }

    /// The positions of the nodes that are waited for.
    fn kept<'s>(&'s self, signs: &'s Signs) -> impl Iterator<Item = usize> + 's {
        (0..self.from.len()).filter(|at| self.keeps(*at, signs)).map(|at| self.from[at].0)
    }
}

/// What is needed to put a [`Reach`] together.
struct Building<'a> {
    codes: &'a Codes,
    nodes: &'a Nodes,
    at: ByKey<NodeId, usize>,
    latest: ByKey<LatestId, usize>,
    bits: usize,
}

impl Building<'_> {
    /// The position of the latest of several.
    fn latest(&mut self, reach: &mut Reach, id: LatestId) -> usize {
        if let Some(&at) = self.latest.get(&id) {
            return at;
        }
        let latest = self.nodes.latest(id);
        let mut from: Vec<(usize, Vec<MapId>)> = Vec::new();
        for of_node in latest.arrivals.chunk_by(|one, other| one.0 == other.0) {
            from.push((self.at[&of_node[0].0], of_node.iter().map(|(_, map)| *map).collect()));
        }
        let not_before = latest.not_before.map(|code| self.codes.dense(code));
        // One that is waited for alone is; of very many nothing is left out.
        let chooses = from.len() + usize::from(not_before.is_some()) > 1 && from.len() <= MOST;
        let bit = chooses.then_some(self.bits);
        self.bits += if chooses { from.len() } else { 0 };
        self.latest.insert(id, reach.latest.len());
        reach.latest.push(Arrivals { id, from, not_before, bit });
        reach.latest.len() - 1
    }
}

/// The most arrivals of which some are left out.
const MOST: usize = 64;

/// Where bounds are worked out, kept for the next time.
#[derive(Debug, Default)]
pub(super) struct Bench {
    bounds: Vec<Bounds>,
    latest: Vec<Bounds>,
    knows: Vec<Knows>,
    /// What is left out.
    pub signs: Vec<u64>,
    /// Whether a promise that is asked for alone is certain to be kept or broken.
    pub verdict: Option<bool>,
    /// What each question still has to know.
    pub needs: Vec<Knows>,
}
