//! What last steps have in common.
//!
//! In: blends with what is known of them. Out: how likely each answer is. Where everything goes through one last step,
//! what it makes of its trigger follows from how likely the trigger is when. So the finishes of a chain of steps are
//! worked out one from the other, and two steps that wait for the same ask for it once.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::risk::hashing::ByKey;

use super::answers::{Answers, Packed, packed, some_of};
use super::blends::{BlendId, Blends, DEEPEST, Member};
use super::kernels::MapId;
use super::meter::Spent;
use super::onward::Weighed;
use super::plan::{One, Part, Plan, Sub};
use super::table::{Sum, Table};

/// What has been worked out of last steps.
#[derive(Default)]
pub(super) struct LastSteps {
    of_blend: ByKey<BlendId, Rc<Lasts>>,
    tables: ByKey<Vec<(BlendId, Packed, u64)>, Rc<Table>>,
}

/// A blend without the last step of each of its questions.
#[derive(Default)]
struct Lasts {
    /// The step and what maps make of it, with what it waits for.
    steps: Vec<Last>,
    /// What has no last step that everything goes through, with its share.
    rest: Option<(BlendId, f64)>,
}

/// Questions whose last step is the same.
struct Last {
    /// A plan that says which step it is.
    plan: Rc<Plan>,
    triggers: Vec<(BlendId, Vec<u8>, f64)>,
}

impl Blends {
    /// The answer to blends of single questions, each with what is known of it and how likely that is. What a last step
    /// makes of what it waits for is worked out from that, and that is kept: others wait for the same.
    pub(super) fn spread(&mut self, answers: &mut Answers<'_>, asked: &Weighed) -> Result<Rc<Table>, Spent> {
        let key: Vec<(BlendId, Packed, u64)> =
            asked.iter().map(|((id, known), chance)| (*id, *known, chance.to_bits())).collect();
        if let Some(table) = self.lasts.tables.get(&key) {
            return Ok(Rc::clone(table));
        }
        if self.depth == DEEPEST {
            return Err(Spent);
        }
        let (mut rest, mut steps): (Weighed, Vec<(Rc<Plan>, Weighed)>) = Default::default();
        for (&(id, known), &chance) in asked {
            let lasts = self.last_steps(answers, id)?;
            for last in &lasts.steps {
                let same = steps.iter().position(|(plan, _)| same_last(plan, &last.plan));
                let at = same.unwrap_or_else(|| {
                    steps.push((Rc::clone(&last.plan), Weighed::new()));
                    steps.len() - 1
                });
                for (blend, of, share) in &last.triggers {
                    *steps[at].1.entry((*blend, some_of(of, known))).or_insert(0.0) += chance * share;
                }
            }
            if let Some((blend, share)) = lasts.rest {
                *rest.entry((blend, known)).or_insert(0.0) += chance * share;
            }
        }
        let mut sum = Sum::default();
        self.depth += 1;
        for (plan, triggers) in steps {
            let Plan::Parts { parts, .. } = &*plan else { unreachable!("a last step is a part") };
            let [Part::One { node, maps }] = &parts[..] else { unreachable!("and the only one") };
            let trigger = self.spread(answers, &triggers)?;
            let of_node = answers.of_node(node, packed(&[]), &trigger)?;
            let mapped = answers.mapped(maps, of_node)?;
            sum.add(&mapped, 1.0);
        }
        self.depth -= 1;
        if !rest.is_empty() {
            sum.add(&self.once(answers, &rest)?, 1.0);
        }
        let table = Rc::new(sum.table());
        answers.meter.keep(2 + table.len() + 3 * key.len())?;
        self.lasts.tables.insert(key, Rc::clone(&table));
        Ok(table)
    }

    /// A blend without the last steps.
    fn last_steps(&mut self, answers: &mut Answers<'_>, id: BlendId) -> Result<Rc<Lasts>, Spent> {
        if let Some(known) = self.lasts.of_blend.get(&id) {
            return Ok(Rc::clone(known));
        }
        let (mut lasts, mut rest) = (Lasts::default(), BTreeMap::new());
        let mut triggers: Vec<BTreeMap<Vec<u8>, BTreeMap<Member, f64>>> = Vec::new();
        for (member, share) in self.members(id).to_vec() {
            let last = match member.question() {
                Some(question) => {
                    let plan = answers.plan(question)?;
                    last_of(&plan).map(|trigger| (Rc::clone(&plan), trigger.clone()))
                }
                None => None,
            };
            let Some((plan, trigger)) = last else {
                rest.insert(member, share);
                continue;
            };
            let same = lasts.steps.iter().position(|last| same_last(&last.plan, &plan));
            let at = same.unwrap_or_else(|| {
                lasts.steps.push(Last { plan, triggers: Vec::new() });
                triggers.push(BTreeMap::new());
                lasts.steps.len() - 1
            });
            let members = triggers[at].entry(trigger.known).or_default();
            *members.entry(Member::Question(trigger.question)).or_insert(0.0) += share;
        }
        for (last, triggers) in lasts.steps.iter_mut().zip(triggers) {
            for (known, members) in triggers {
                let (blend, share) = self.id(members);
                last.triggers.push((blend, known, share));
            }
        }
        if !rest.is_empty() {
            lasts.rest = Some(self.id(rest));
        }
        let lasts = Rc::new(lasts);
        self.lasts.of_blend.insert(id, Rc::clone(&lasts));
        Ok(lasts)
    }
}

/// What a question's last step waits for, if there is a step that everything goes through and that knows nothing but its
/// trigger, and the trigger is not known.
fn last_of(plan: &Plan) -> Option<&Sub> {
    let Plan::Parts { settled, parts } = plan else { return None };
    let [Part::One { node, .. }] = &parts[..] else { return None };
    let is_free = settled.arrivals.is_empty() && settled.not_before.is_none();
    match node {
        One::Drawn { trigger, zero: None, .. } | One::Junction(trigger) if is_free => Some(trigger),
        _ => None,
    }
}

/// Whether the last steps of two plans, which have one, do the same.
fn same_last(one: &Plan, other: &Plan) -> bool {
    last_step(one) == last_step(other)
}

/// The drawn step, or the junction, that a plan goes through last, and what maps make of it.
fn last_step(plan: &Plan) -> Option<(Option<u32>, &[MapId])> {
    let Plan::Parts { parts, .. } = plan else { return None };
    match &parts[..] {
        [Part::One { node: One::Drawn { step, .. }, maps }] => Some((Some(*step), maps)),
        [Part::One { node: One::Junction(_), maps }] => Some((None, maps)),
        _ => None,
    }
}
