//! What a step makes of its trigger: for certain, or with which probabilities.
//!
//! In: effects, lags and draws of the programs. Out: [`Maps`], functions of a moment that keep the order, each with a
//! number, so that two chains of certain steps that do the same are the same; and [`Kernels`], which give the finish of a
//! drawn step from each trigger as a [`Table`]. A table of a trigger is made once, whatever world or start it comes from:
//! a kernel does not depend on the start except through the calendar.

use std::cell::RefCell;
use std::rc::Rc;

use crate::calendar::Length;
use crate::risk::effects::Effects;
use crate::risk::hashing::ByKey;
use crate::risk::moments::{Code, Codes, Effect};
use crate::risk::program::Drawn;
use crate::risk::shape::PARTS;

use super::remembered::Remembered;
use super::table::{Point, Sum, Table};

/// One thing that is done with a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shift {
    /// The office day.
    Office,
    /// An effect, by its number.
    Effect(u32),
    /// The lag of a link.
    Lag(Length),
    /// Not after a moment.
    NotAfter(Code),
}

/// A chain of shifts, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct MapId(u32);

impl MapId {
    /// The moment itself.
    pub(super) const ITSELF: MapId = MapId(0);
}

/// Every chain of shifts that occurs.
#[derive(Debug)]
pub(super) struct Maps {
    effects: Vec<Effect>,
    chains: Vec<Box<[Shift]>>,
    known: ByKey<Box<[Shift]>, MapId>,
    /// What each chain makes of the moments that have come up.
    of_moments: RefCell<Vec<Remembered<Point>>>,
}

impl Maps {
    pub(super) fn new() -> Maps {
        let itself: Box<[Shift]> = Box::new([]);
        Maps {
            effects: Vec::new(),
            chains: vec![itself.clone()],
            known: [(itself, MapId::ITSELF)].into_iter().collect(),
            of_moments: RefCell::default(),
        }
    }

    /// The shift of an effect.
    pub(super) fn effect(&mut self, effect: &Effect) -> Shift {
        if *effect == (Effect::Adds { from_office: true, more: 0 }) {
            return Shift::Office;
        }
        let known = self.effects.iter().position(|known| known == effect);
        let at = known.unwrap_or_else(|| {
            self.effects.push(effect.clone());
            self.effects.len() - 1
        });
        Shift::Effect(at as u32)
    }

    /// A chain with one more shift.
    pub(super) fn then(&mut self, map: MapId, shift: Shift) -> MapId {
        if let Shift::Effect(at) = shift
            && self.effects[at as usize] == Effect::Stands
        {
            return map;
        }
        let mut chain = self.chains[map.0 as usize].to_vec();
        if shift == Shift::Office && chain.last() == Some(&Shift::Office) {
            return map;
        }
        chain.push(shift);
        let chain: Box<[Shift]> = chain.into();
        if let Some(&known) = self.known.get(&chain) {
            return known;
        }
        let id = MapId(self.chains.len() as u32);
        self.chains.push(chain.clone());
        self.known.insert(chain, id);
        id
    }

    /// What a shift makes of a code.
    pub(super) fn shifted(&self, codes: &Codes, shift: Shift, code: Code) -> Code {
        match shift {
            Shift::Office => codes.office(code),
            Shift::Effect(at) => codes.apply(&self.effects[at as usize], code),
            Shift::Lag(lag) => codes.lagged(code, lag),
            Shift::NotAfter(latest) => code.min(latest),
        }
    }

    /// What a chain makes of a moment.
    pub(super) fn apply(&self, codes: &Codes, map: MapId, point: Point) -> Point {
        if map == MapId::ITSELF {
            return point;
        }
        let at = map.0 as usize;
        let mut of_moments = self.of_moments.borrow_mut();
        if of_moments.len() <= at {
            of_moments.resize_with(self.chains.len(), Remembered::default);
        }
        if let Some(known) = of_moments[at].get(point) {
            return known;
        }
        let (from, shifts) = (codes.of_dense(point), self.chains[at].iter());
        let shifted = codes.dense(shifts.fold(from, |code, shift| self.shifted(codes, *shift, code)));
        of_moments[at].keep(point, shifted);
        shifted
    }

    /// Whether a chain waits for a sitting, of which there are few: many moments become one.
    pub(super) fn gathers(&self, map: MapId) -> bool {
        let sits = |at: &u32| matches!(self.effects[*at as usize], Effect::Sitting(_));
        self.chains[map.0 as usize].iter().any(|shift| matches!(shift, Shift::Effect(at) if sits(at)))
    }
}

/// What a drawn step does with its trigger.
#[derive(Debug)]
pub(super) struct Kernel {
    /// Of each draw the effects that can come, with their probabilities.
    pub draws: Vec<Vec<(Effect, f64)>>,
    /// Of each draw the input, when it is the reply of a party.
    pub replies: Vec<Option<usize>>,
    /// The probability that the length comes out as zero.
    pub zero: f64,
}

impl Kernel {
    /// The kernel of these draws, an input being `held` at an outcome.
    pub(super) fn of(draws: &[Drawn], held: &[Option<usize>]) -> Kernel {
        let effects = |drawn: &Drawn| -> Vec<(Effect, f64)> {
            match held[drawn.input] {
                Some(outcome) => vec![(effect(&drawn.effects, outcome), 1.0)],
                None => {
                    let outcomes = drawn.inverse.outcomes();
                    let weigh = |weight: u32| f64::from(weight) / f64::from(PARTS);
                    outcomes.map(|(at, weight)| (effect(&drawn.effects, at), weigh(weight))).collect()
                }
            }
        };
        let draws: Vec<Vec<(Effect, f64)>> = draws.iter().map(effects).collect();
        let zero = match &draws[..] {
            [one] => one.iter().filter(|(effect, _)| is_zero(effect)).map(|(_, chance)| chance).sum(),
            _ => 0.0,
        };
        Kernel { draws, replies: Vec::new(), zero }
    }

    /// The one effect that can come, where there is only one.
    pub(super) fn certain(&self) -> Option<&Effect> {
        match &self.draws[..] {
            [one] => match &one[..] {
                [(effect, _)] => Some(effect),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it depends on the draw if the length is zero, which makes a task an act.
    pub(super) fn may_be_zero(&self) -> bool {
        self.zero > 0.0 && self.zero < 1.0
    }

    /// How many finishes it can give.
    pub(super) fn outcomes(&self) -> usize {
        self.draws.iter().map(Vec::len).sum()
    }

    /// The finish from a trigger; with `zero` known, of those outcomes alone that agree with it.
    fn finish(&self, codes: &Codes, trigger: Point, zero: Option<bool>) -> Table {
        let from = codes.of_dense(trigger);
        let of_draw = |outcomes: &Vec<(Effect, f64)>| {
            let mut sum = Sum::default();
            for (effect, chance) in outcomes {
                let share = match zero {
                    None => *chance,
                    Some(zero) if zero == is_zero(effect) => {
                        chance / if zero { self.zero } else { 1.0 - self.zero }
                    }
                    Some(_) => continue,
                };
                sum.add_one(codes.dense(codes.apply(effect, from)), share);
            }
            sum.table()
        };
        let mut draws = self.draws.iter().map(of_draw);
        let first = draws.next().unwrap_or_else(|| Table::certain(&[trigger]));
        draws.fold(first, |latest, draw| latest.later(&draw))
    }
}

impl Kernel {
    /// The earliest and the latest finish from a trigger; as in `finish`.
    fn extent(&self, codes: &Codes, trigger: Point, zero: Option<bool>) -> (Point, Point) {
        let from = codes.of_dense(trigger);
        let of_draw = |outcomes: &Vec<(Effect, f64)>| {
            let agreeing =
                outcomes.iter().filter(|(effect, _)| zero.is_none_or(|zero| zero == is_zero(effect)));
            let finishes = agreeing.map(|(effect, _)| codes.dense(codes.apply(effect, from)));
            finishes.fold((Point::MAX, Point::MIN), |(least, most), at| (least.min(at), most.max(at)))
        };
        let all = self.draws.iter().map(of_draw).reduce(|all, of| (all.0.max(of.0), all.1.max(of.1)));
        all.unwrap_or((trigger, trigger))
    }
}

/// Whether what comes out makes a task an act.
fn is_zero(effect: &Effect) -> bool {
    matches!(effect, Effect::Adds { from_office: true, .. })
}

/// The effect of one outcome.
fn effect(effects: &Effects, outcome: usize) -> Effect {
    match effects {
        Effects::Adds { before, after } => {
            Effect::Adds { from_office: before.wide[outcome] > 0, more: after.wide[outcome] }
        }
        Effects::AddsAlike { before, after } => {
            Effect::Adds { from_office: *before > 0, more: after.wide[outcome] }
        }
        Effects::Any(effects) => effects[outcome].clone(),
    }
}

/// The kernels of all drawn steps, and the finishes worked out so far.
#[derive(Debug, Default)]
pub(super) struct Kernels {
    of_step: ByKey<u32, Kernel>,
    /// From each trigger, by step and what is known of its length being zero; so are the next.
    finishes: Vec<Remembered<Rc<Table>>>,
    /// The earliest and the latest.
    extents: Vec<Remembered<(Point, Point)>>,
}

/// A step, and what is known of its length being zero, in one number.
fn with_zero(step: u32, zero: Option<bool>) -> u32 {
    step * 3 + zero.map_or(0, |zero| 1 + u32::from(zero))
}

impl Kernels {
    /// The kernel of a step, by its position in the file order.
    pub(super) fn of(&self, step: u32) -> &Kernel {
        match self.of_step.get(&step) {
            Some(kernel) => kernel,
            None => unreachable!("the step {step} is drawn, so its kernel was made with its node"),
        }
    }

    /// The kernel of a step, made if it is new.
    pub(super) fn made(&mut self, step: u32, make: impl FnOnce() -> Kernel) -> &Kernel {
        self.of_step.entry(step).or_insert_with(make)
    }

    /// The finish of a drawn step from a trigger. The second is what has been worked out for it.
    pub(super) fn finish(
        &mut self,
        codes: &Codes,
        step: u32,
        zero: Option<bool>,
        trigger: Point,
    ) -> (Rc<Table>, usize) {
        let at = with_zero(step, zero) as usize;
        if self.finishes.len() <= at {
            self.finishes.resize_with(at + 1, Remembered::default);
        }
        if let Some(known) = self.finishes[at].get(trigger) {
            return (known, 0);
        }
        let kernel = self.of(step);
        let made = Rc::new(kernel.finish(codes, trigger, zero));
        let worked = kernel.outcomes() + made.len();
        self.finishes[at].keep(trigger, Rc::clone(&made));
        (made, worked)
    }

    /// Between which moments a drawn step finishes whose trigger lies between these.
    pub(super) fn extent(
        &mut self,
        codes: &Codes,
        step: u32,
        zero: Option<bool>,
        (first, last): (Point, Point),
    ) -> (Point, Point) {
        let at = with_zero(step, zero) as usize;
        if self.extents.len() <= at {
            self.extents.resize_with(at + 1, Remembered::default);
        }
        let mut of = |trigger| match self.extents[at].get(trigger) {
            Some(known) => known,
            None => {
                let Some(kernel) = self.of_step.get(&step) else { return (trigger, trigger) };
                let extent = kernel.extent(codes, trigger, zero);
                self.extents[at].keep(trigger, extent);
                extent
            }
        };
        (of(first).0, of(last).1)
    }

    /// How likely each reply of a step that is triggered then does not come in time, with its input: silence ends at
    /// 24:00.
    pub(super) fn silent(&self, codes: &Codes, step: u32, trigger: Point) -> Vec<(usize, f64)> {
        let (kernel, from) = (self.of(step), codes.of_dense(trigger));
        let of_draw = |(reply, outcomes): (&Option<usize>, &Vec<(Effect, f64)>)| {
            let late = outcomes.iter().filter(|(effect, _)| codes.apply(effect, from) & 1 == 1);
            Some(((*reply)?, late.map(|(_, chance)| chance).sum()))
        };
        kernel.replies.iter().zip(&kernel.draws).filter_map(of_draw).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Kernel, Kernels};
    use crate::calendar::{Calendar, Day, Moment};
    use crate::risk::moments::{Codes, Effect};

    /// An act in one case of four, a working day in the others: from Friday in hours it is Friday, or Monday.
    #[test]
    fn what_is_known_of_a_length_of_no_time_is_kept_apart() {
        let codes = Codes::new(&Calendar::official());
        let task = Effect::Adds { from_office: false, more: codes.stride() };
        let draws = vec![vec![(Effect::Adds { from_office: true, more: 0 }, 0.25), (task, 0.75)]];
        let kernel = || Kernel { draws: draws.clone(), replies: Vec::new(), zero: 0.25 };
        let point = |day: &str| codes.dense(codes.code(Moment::in_hours(day.parse::<Day>().unwrap())));
        let [friday, monday] = ["2023-06-09", "2023-06-12"].map(point);
        let expected = [
            (None, vec![(friday, 0.25), (monday, 0.75)]),
            (Some(false), vec![(monday, 1.0)]),
            (Some(true), vec![(friday, 1.0)]),
        ];
        // Whichever is asked for first.
        for first in 0..3 {
            let mut kernels = Kernels::default();
            // Another step has its own.
            kernels.made(0, kernel);
            kernels.made(1, || Kernel { draws: vec![vec![(Effect::Stands, 1.0)]], ..kernel() });
            for at in 0..3 {
                let (zero, finish) = &expected[(first + at) % 3];
                let (found, _) = kernels.finish(&codes, 0, *zero, friday);
                assert_eq!(found.singles().collect::<Vec<_>>(), *finish, "{zero:?}");
                let ends = (finish[0].0, finish[finish.len() - 1].0);
                assert_eq!(kernels.extent(&codes, 0, *zero, (friday, friday)), ends, "{zero:?}");
            }
            let (other, _) = kernels.finish(&codes, 1, None, friday);
            assert_eq!(other.singles().collect::<Vec<_>>(), [(friday, 1.0)]);
        }
    }
}
