//! What need not be known any more.
//!
//! In: a blend, and many moments for what it takes as known. Out: the same without what is overtaken: where a known
//! moment cannot decide any more it is forgotten, and what differs in nothing else becomes one. Whether it can is asked
//! of all moments between two bounds at once; where it can between those, the bounds are drawn closer.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::risk::hashing::ByKey;

use super::answers::{Answers, Packed, point, some_of};
use super::blends::{BlendId, Blends, Member};
use super::meter::Spent;
use super::overtaken::{BROKEN, Bounds, KEPT, Knows, Reach};
use super::questions::{MOST_KNOWN, QuestionId};
use super::table::Point;

/// What can be overtaken in each blend.
pub(super) type Forgotten = ByKey<BlendId, OfBlend>;

/// What can be overtaken in a blend.
pub(super) struct OfBlend {
    reach: Rc<Reach>,
    /// What is left of it, by what its questions still have to know.
    left: ByKey<Box<[Knows]>, Rc<[Left]>>,
}

/// What is left of a part of a blend.
#[derive(Debug)]
struct Left {
    share: f64,
    blend: BlendId,
    /// The positions of what it still takes as known.
    known: Vec<u8>,
    /// Whether that is less than before.
    forgets: bool,
}

/// Fewer moments are not worth a look at what is overtaken between all of them: they are looked at one by one when they
/// are answered.
const FEW: usize = 4;

impl Blends {
    /// What is left to ask of a blend of single questions of which these moments are known with these probabilities.
    pub(super) fn without_overtaken(
        &mut self,
        answers: &mut Answers<'_>,
        id: BlendId,
        states: Vec<(Packed, f64)>,
    ) -> Result<Vec<(BlendId, Packed, f64)>, Spent> {
        let (mut open, mut all_left) = (vec![(id, states)], Vec::new());
        while let Some((id, mut states)) = open.pop() {
            let reach = self.reach(answers, id);
            // A promise may be decided; else something has to be left to know when something is forgotten.
            let is_worth = match self.is_of_promises(answers, id) {
                true => reach.known() != 0,
                false => states.len() >= FEW && reach.known().count_ones() > 1,
            };
            if !is_worth {
                all_left.extend(states.into_iter().map(|(known, chance)| (id, known, chance)));
                continue;
            }
            let mut is_same = false;
            for part in &self.left(answers, id, &reach, &states)?[..] {
                let of_part =
                    states.iter().map(|(known, chance)| (some_of(&part.known, *known), chance * part.share));
                if part.blend == id {
                    is_same = true;
                } else if part.forgets {
                    all_left.extend(of_part.map(|(known, chance)| (part.blend, known, chance)));
                } else {
                    open.push((part.blend, of_part.collect()));
                }
            }
            if !is_same {
                continue;
            }
            let (at, least, most) = widest(&reach, &states);
            if states.len() < FEW || least == most {
                all_left.extend(states.into_iter().map(|(known, chance)| (id, known, chance)));
                continue;
            }
            let middle = least + (most - least) / 2;
            states.sort_by_key(|(known, _)| point(*known, at));
            let later = states.split_off(states.partition_point(|(known, _)| point(*known, at) <= middle));
            open.push((id, later));
            open.push((id, states));
        }
        Ok(all_left)
    }

    /// Whether at most one thing is known of a blend.
    pub(super) fn is_narrow(&mut self, answers: &Answers<'_>, id: BlendId) -> bool {
        self.reach(answers, id).known().count_ones() < 2
    }

    /// How far the questions of a blend reach.
    fn reach(&mut self, answers: &Answers<'_>, id: BlendId) -> Rc<Reach> {
        if let Some(of) = self.forgotten.get(&id) {
            return Rc::clone(&of.reach);
        }
        let asked: Vec<QuestionId> =
            self.members(id).iter().filter_map(|(member, _)| member.question()).collect();
        let reach = Rc::new(Reach::of(answers.codes, &answers.nodes, &answers.questions, &asked));
        self.forgotten.insert(id, OfBlend { reach: Rc::clone(&reach), left: ByKey::default() });
        reach
    }

    /// What is left of a blend between the least and the greatest of moments.
    fn left(
        &mut self,
        answers: &mut Answers<'_>,
        id: BlendId,
        reach: &Reach,
        states: &[(Packed, f64)],
    ) -> Result<Rc<[Left]>, Spent> {
        let Answers { codes, nodes, maps, kernels, questions, meter, bench, .. } = answers;
        meter.spend((reach.size() + states.len()) as u64)?;
        let bounds: [Bounds; MOST_KNOWN] = std::array::from_fn(|at| bounds_of(states, at as u8));
        reach.needs(codes, maps, kernels, |at| bounds[usize::from(at)], bench);
        if let Some(left) = self.forgotten.get(&id).and_then(|of| of.left.get(&bench.needs[..])) {
            return Ok(Rc::clone(left));
        }
        let needs = bench.needs.clone();
        let mut parts: BTreeMap<(bool, Vec<u8>), BTreeMap<Member, f64>> = BTreeMap::new();
        for (&(member, share), needed) in self.members(id).iter().zip(&needs) {
            let Some(question) = member.question() else { continue };
            let asked = questions.get(question);
            let (cone, asked) = (asked.cone.len(), asked.question.clone());
            meter.spend(32 * (cone + 1) as u64)?;
            let reach = Reach::of(codes, nodes, questions, &[question]);
            let forgotten = reach.known() & !needed;
            let (part, member) = if needed & (KEPT | BROKEN) != 0 {
                ((true, Vec::new()), Member::Question(questions.decided(nodes, codes, *needed == KEPT)))
            } else if forgotten == 0 {
                ((false, (0..MOST_KNOWN as u8).collect()), member)
            } else {
                let out = reach.without(forgotten);
                let (question, known) = questions.without(nodes, maps, &asked, &out).ok_or(Spent)?;
                ((true, known), Member::Question(question))
            };
            *parts.entry(part).or_default().entry(member).or_insert(0.0) += share;
        }
        let mut left = Vec::with_capacity(parts.len());
        for ((forgets, known), members) in parts {
            let (blend, share) = self.id(members);
            left.push(Left { share, blend, known, forgets });
        }
        let left: Rc<[Left]> = left.into();
        if let Some(of) = self.forgotten.get_mut(&id) {
            of.left.insert(needs.into(), Rc::clone(&left));
        }
        Ok(left)
    }
}

/// Between which moments something known lies.
fn bounds_of(states: &[(Packed, f64)], at: u8) -> Bounds {
    let points = states.iter().map(|(known, _)| point(*known, at));
    points.fold((Point::MAX, Point::MIN), |(least, most), point| (least.min(point), most.max(point)))
}

/// What is known least exactly, and between which moments.
fn widest(reach: &Reach, states: &[(Packed, f64)]) -> (u8, Point, Point) {
    let of = |at: u8| {
        let (least, most) = bounds_of(states, at);
        (at, least, most)
    };
    let known = (0..MOST_KNOWN as u8).filter(|at| reach.known() >> at & 1 == 1);
    known.map(of).max_by_key(|(at, least, most)| (most - least, Reverse(*at))).unwrap_or((0, 0, 0))
}
