//! From what is known to what is asked.
//!
//! In: blends, and moments for what they take as known, each with its probability. Out: how likely each answer is.
//! Moments go from cut to cut, of the largest questions first, and what comes to the same is gathered before it is
//! answered.
//!
//! For one start that is all. For many the answers of blends of which one thing is known are kept: what the plan's day
//! leads to is worked out once, whichever start led to it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use crate::risk::hashing::ByKey;

use super::answers::{Answers, Packed, known_after, known_of, some_of};
use super::blends::{BlendCut, BlendId, BlendPlan, Blends, DEEPEST};
use super::meter::Spent;
use super::plan::Sub;
use super::table::{Sum, Table, gathered};

/// Blends with what is known of them, and how likely that is.
pub(super) type Weighed = BTreeMap<(BlendId, Packed), f64>;

/// The answers that are kept for other starts.
pub(super) type Kept = ByKey<(u32, Packed), Rc<Table>>;

/// More moments than this are looked through for what is overtaken wherever they are; fewer only before they are
/// answered.
const MANY: usize = 20_000;

/// What is still to be asked: of the largest questions first, since others rest on them; and whether what is overtaken
/// has been left out.
type Open = BTreeMap<(Reverse<usize>, bool, BlendId), States>;

/// Values of what is known with their probabilities, in the order in which they came.
#[derive(Default)]
struct States {
    states: Vec<(Packed, f64)>,
    at: ByKey<Packed, usize>,
}

impl States {
    fn add(&mut self, known: Packed, chance: f64) {
        let next = self.states.len();
        let at = *self.at.entry(known).or_insert(next);
        if at == next {
            self.states.push((known, 0.0));
        }
        self.states[at].1 += chance;
    }
}

impl Blends {
    /// The answer to a blend of single questions, which is kept.
    pub(super) fn answer(
        &mut self,
        answers: &mut Answers<'_>,
        id: BlendId,
        known: Packed,
    ) -> Result<Rc<Table>, Spent> {
        if let Some(table) = self.kept.get(&(id.0, known)) {
            return Ok(Rc::clone(table));
        }
        if self.depth == DEEPEST {
            return Err(Spent);
        }
        self.depth += 1;
        let table = self.onward(answers, &Weighed::from([((id, known), 1.0)]), Some(id));
        self.depth -= 1;
        let table = Rc::new(table?);
        answers.meter.keep(2 + table.len())?;
        self.kept.insert((id.0, known), Rc::clone(&table));
        Ok(table)
    }

    /// The answer to blends of single questions, all of them together.
    pub(super) fn once(&mut self, answers: &mut Answers<'_>, asked: &Weighed) -> Result<Table, Spent> {
        self.onward(answers, asked, None)
    }

    /// With `from` a blend whose answer is kept, as are those that come up on the way and of which one thing is known.
    fn onward(
        &mut self,
        answers: &mut Answers<'_>,
        asked: &Weighed,
        from: Option<BlendId>,
    ) -> Result<Table, Spent> {
        let (mut open, mut sum): (Open, Sum) = Default::default();
        for (&(id, known), &chance) in asked {
            open.entry((Reverse(self.size(answers, id)), false, id)).or_default().add(known, chance);
        }
        while let Some(((_, is_left, id), States { states, .. })) = open.pop_first() {
            if from.is_some_and(|from| from != id) && self.is_narrow(answers, id) {
                self.add_kept(answers, &mut sum, id, &states)?;
                continue;
            }
            if !is_left && (states.len() >= MANY || self.is_of_promises(answers, id)) {
                for (blend, known, chance) in self.without_overtaken(answers, id, states)? {
                    open.entry((Reverse(self.size(answers, blend)), true, blend))
                        .or_default()
                        .add(known, chance);
                }
                continue;
            }
            let plan = self.plan(answers, id)?;
            if let Some((direct, share)) = plan.direct {
                if direct == id {
                    self.directly(answers, &mut sum, id, states, from)?;
                    continue;
                }
                // Other blends come to the same, so it waits for them.
                let next = open.entry((Reverse(self.size(answers, direct)), false, direct)).or_default();
                for &(known, chance) in &states {
                    next.add(known, share * chance);
                }
            }
            self.go_on(answers, &plan, &states, &mut open)?;
        }
        Ok(sum.table())
    }

    /// Adds the answers to a blend that is at no cut, without what is overtaken.
    fn directly(
        &mut self,
        answers: &mut Answers<'_>,
        sum: &mut Sum,
        id: BlendId,
        states: Vec<(Packed, f64)>,
        from: Option<BlendId>,
    ) -> Result<(), Spent> {
        let mut left: BTreeMap<BlendId, States> = BTreeMap::new();
        for (blend, known, chance) in self.without_overtaken(answers, id, states)? {
            left.entry(blend).or_default().add(known, chance);
        }
        for (blend, States { states, .. }) in left {
            if from.is_some_and(|from| from != blend) && blend != id && self.is_narrow(answers, blend) {
                self.add_kept(answers, sum, blend, &states)?;
            } else {
                self.add_direct(answers, sum, blend, &states)?;
            }
        }
        Ok(())
    }

    fn add_kept(
        &mut self,
        answers: &mut Answers<'_>,
        sum: &mut Sum,
        id: BlendId,
        states: &[(Packed, f64)],
    ) -> Result<(), Spent> {
        for &(known, chance) in states {
            let table = self.answer(answers, id, known)?;
            add(answers, sum, &table, chance)?;
        }
        Ok(())
    }

    /// Adds what the questions of a blend are answered by themselves.
    fn add_direct(
        &self,
        answers: &mut Answers<'_>,
        sum: &mut Sum,
        id: BlendId,
        states: &[(Packed, f64)],
    ) -> Result<(), Spent> {
        for (member, share) in self.members(id) {
            let Some(question) = member.question() else { continue };
            for &(known, chance) in states {
                let table = answers.answer(question, known)?;
                add(answers, sum, &table, share * chance)?;
            }
        }
        Ok(())
    }

    /// What is asked of a blend of bundles, for each purpose: blends with what is known of them and how likely that is.
    pub(super) fn scattered(
        &mut self,
        answers: &mut Answers<'_>,
        id: BlendId,
        start: Packed,
    ) -> Result<BTreeMap<u32, Weighed>, Spent> {
        let mut open: Open = BTreeMap::new();
        open.entry((Reverse(self.size(answers, id)), false, id)).or_default().add(start, 1.0);
        let mut scattered: BTreeMap<u32, Weighed> = BTreeMap::new();
        while let Some(((_, _, id), States { states, .. })) = open.pop_first() {
            let plan = self.plan(answers, id)?;
            for (purpose, of, blend, share) in &plan.aside {
                answers.meter.spend(8 * states.len() as u64)?;
                let of_purpose = scattered.entry(*purpose).or_default();
                let before = of_purpose.len();
                for &(known, chance) in &states {
                    *of_purpose.entry((*blend, some_of(of, known))).or_insert(0.0) += share * chance;
                }
                answers.meter.keep(of_purpose.len() - before)?;
            }
            self.go_on(answers, &plan, &states, &mut open)?;
        }
        Ok(scattered)
    }

    /// From the values of what is known to those of the cuts.
    fn go_on(
        &self,
        answers: &mut Answers<'_>,
        plan: &BlendPlan,
        states: &[(Packed, f64)],
        open: &mut Open,
    ) -> Result<(), Spent> {
        for BlendCut { firsts, known: after, rest } in &plan.cuts {
            let next = open.entry((Reverse(self.size(answers, *rest)), false, *rest)).or_default();
            // Many states differ only in what the cuts do not know.
            let mut needed: Vec<u8> =
                firsts.iter().flat_map(|(first, _)| first.known.iter().copied()).collect();
            needed.sort_unstable();
            needed.dedup();
            let mut of_known: ByKey<Packed, Rc<Table>> = ByKey::default();
            for &(known, chance) in states {
                let cut = match of_known.entry(some_of(&needed, known)) {
                    Entry::Occupied(cut) => Rc::clone(cut.get()),
                    Entry::Vacant(cut) => Rc::clone(cut.insert(of_cuts(answers, firsts, known)?)),
                };
                answers.meter.spend(16 * cut.len() as u64)?;
                for (points, of) in cut.rows() {
                    next.add(known_after(after, known, points), chance * of);
                }
            }
        }
        Ok(())
    }
}

/// Adds a table, so many times.
fn add(answers: &mut Answers<'_>, sum: &mut Sum, table: &Table, times: f64) -> Result<(), Spent> {
    answers.meter.spend(4 + table.len() as u64)?;
    sum.add(table, times);
    Ok(())
}

/// How likely each value of the cuts is, all of them together.
fn of_cuts(answers: &mut Answers<'_>, firsts: &[(Sub, f64)], known: Packed) -> Result<Rc<Table>, Spent> {
    let (mut sum, mut rows, mut width) = (Sum::default(), Vec::new(), 1);
    for (first, share) in firsts {
        let cut = answers.answer(first.question, known_of(first, known))?;
        if firsts.len() == 1 && *share == 1.0 {
            return Ok(cut);
        }
        width = cut.width;
        if width == 1 {
            add(answers, &mut sum, &cut, *share)?;
        } else {
            answers.meter.spend(4 + 17 * cut.len() as u64)?;
            rows.extend(cut.rows().map(|(points, of)| (Box::from(points), share * of)));
        }
    }
    Ok(Rc::new(if width == 1 { sum.table() } else { gathered(width, rows) }))
}
