//! Questions are answered.
//!
//! In: a question, and a moment for each thing that it takes as known. Out: a [`Table`]. An answer is worked out once,
//! whatever world, start or other question asks for it again.

use std::rc::Rc;

use crate::risk::hashing::ByKey;
use crate::risk::moments::Codes;

use super::kept::KeptAnswers;
use super::kernels::{Kernels, MapId, Maps};
use super::meter::{Meter, Spent};
use super::nodes::Nodes;
use super::overtaken::{Bench, Reach, due};
use super::plan::{One, Part, Plan, Planner, Settled, SettledFrom, Sub};
use super::questions::{Known, MOST_KNOWN, QuestionId, Questions};
use super::table::{Point, Sum, Table, gathered};

/// How deep one answer may rest on another.
const DEEPEST: usize = 200;

/// The bits that a point takes; one more than the calendar needs.
pub(super) const BITS: u32 = 18;

/// Moments that are known, packed into one number.
pub(super) type Packed = u128;

/// Moments in their order, packed.
pub(super) fn packed(points: &[Point]) -> Packed {
    debug_assert!(points.len() <= MOST_KNOWN && points.iter().all(|point| (0..1 << BITS).contains(point)));
    points.iter().rev().fold(0, |packed: u128, point| packed << BITS | *point as u128)
}

/// The point at a position.
pub(super) fn point(packed: Packed, at: u8) -> Point {
    (packed >> (BITS * u32::from(at))) as Point & ((1 << BITS) - 1)
}

/// Some of what is known, by its positions.
pub(super) fn some_of(positions: &[u8], known: Packed) -> Packed {
    positions.iter().rev().fold(0, |packed: u128, at| packed << BITS | point(known, *at) as u128)
}

/// What is known of a sub-question.
pub(super) fn known_of(sub: &Sub, known: Packed) -> Packed {
    some_of(&sub.known, known)
}

/// What is known of what follows from a cut.
pub(super) fn known_after(from: &[Known], known: Packed, cut: &[Point]) -> Packed {
    let mut points = [0; MOST_KNOWN];
    for (at, from) in from.iter().enumerate() {
        points[at] = match from {
            Known::Before(before) => point(known, *before),
            Known::Cut(of) => cut[usize::from(*of)],
        };
    }
    packed(&points[..from.len()])
}

/// A question with what is known of it.
type Asked = (QuestionId, Packed);

/// Everything that has been worked out.
pub(super) struct Answers<'a> {
    pub codes: &'a Codes,
    pub nodes: Nodes,
    pub maps: Maps,
    pub kernels: Kernels,
    pub questions: Questions,
    pub meter: Meter,
    kept: KeptAnswers,
    /// Of each question how to say what is overtaken, and what is left of it then.
    overtaken: ByKey<QuestionId, Overtaken>,
    pub bench: Bench,
    /// Sums that are not in use.
    sums: Vec<Sum>,
    depth: usize,
}

/// What was asked, and what is left of it without what is overtaken. It is asked again from elsewhere, and then what is
/// overtaken need not be looked for again.
#[derive(Clone, Copy)]
struct Wanted {
    asked: Asked,
    left: Asked,
}

/// What can be overtaken in a question.
struct Overtaken {
    reach: Rc<Reach>,
    left: ByKey<Box<[u64]>, Rc<Left>>,
}

/// What is left of a question.
struct Left {
    question: QuestionId,
    known: Vec<u8>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(codes: &'a Codes, meter: Meter) -> Answers<'a> {
        Answers {
            codes,
            nodes: Nodes::default(),
            maps: Maps::new(),
            kernels: Kernels::default(),
            questions: Questions::default(),
            meter,
            kept: KeptAnswers::default(),
            overtaken: ByKey::default(),
            bench: Bench::default(),
            sums: Vec::new(),
            depth: 0,
        }
    }

    /// Where plans are made.
    pub(super) fn planner(&mut self) -> Planner<'_> {
        Planner {
            codes: self.codes,
            nodes: &mut self.nodes,
            maps: &self.maps,
            questions: &mut self.questions,
            meter: &mut self.meter,
        }
    }

    /// The plan of a question, made when it is first needed.
    pub(super) fn plan(&mut self, id: QuestionId) -> Result<Rc<Plan>, Spent> {
        if let Some(plan) = &self.questions.get(id).plan {
            return Ok(Rc::clone(plan));
        }
        let plan = Rc::new(self.planner().plan(id)?);
        self.questions.plan(id, Rc::clone(&plan));
        Ok(plan)
    }

    /// The answer to a question.
    pub(super) fn answer(&mut self, id: QuestionId, known: Packed) -> Result<Rc<Table>, Spent> {
        // A chain of steps is followed without going deeper.
        let mut chain: Vec<(Wanted, Rc<Plan>)> = Vec::new();
        let (mut id, mut known) = (id, known);
        let mut table = loop {
            let asked = (id, known);
            if let Some(table) = self.kept.get(id, known) {
                break table;
            }
            (id, known) = self.left(id, known)?;
            let wanted = Wanted { asked, left: (id, known) };
            if wanted.left != asked
                && let Some(table) = self.kept.get(id, known)
            {
                self.keep(asked, &table)?;
                break table;
            }
            let plan = self.plan(id)?;
            if let Plan::Parts { parts, .. } = &*plan
                && let [Part::One { node, .. }] = &parts[..]
                && let Some(trigger) = trigger_of(node)
            {
                let next = (trigger.question, known_of(trigger, known));
                chain.push((wanted, plan));
                (id, known) = next;
                continue;
            }
            if self.depth == DEEPEST {
                return Err(Spent);
            }
            self.depth += 1;
            let table = self.worked_out(&plan, known);
            self.depth -= 1;
            break self.kept(wanted, table?)?;
        };
        while let Some((wanted, plan)) = chain.pop() {
            let Plan::Parts { settled, parts } = &*plan else { unreachable!("a chain is of parts") };
            let [Part::One { node, maps }] = &parts[..] else { unreachable!("a chain is of single nodes") };
            let (_, known) = wanted.left;
            let of_node = self.of_node(node, known, &table)?;
            let mapped = self.mapped(maps, of_node)?;
            let whole = self.with_settled(settled, known, mapped);
            table = self.kept(wanted, whole)?;
        }
        Ok(table)
    }

    /// What is left of a question when these moments are known, without what is overtaken.
    fn left(&mut self, id: QuestionId, known: Packed) -> Result<(QuestionId, Packed), Spent> {
        let Answers { codes, nodes, maps, kernels, questions, meter, overtaken, bench, .. } = self;
        let of = overtaken.entry(id).or_insert_with(|| Overtaken {
            reach: Rc::new(Reach::of(codes, nodes, questions, &[id])),
            left: ByKey::default(),
        });
        if !of.reach.chooses() {
            return Ok((id, known));
        }
        meter.spend(of.reach.size() as u64)?;
        of.reach.signs(codes, maps, kernels, |at| point(known, at), bench);
        if let Some(is_kept) = bench.verdict {
            let question = questions.decided(nodes, codes, is_kept);
            if question != id {
                return Ok((question, packed(&[])));
            }
        }
        if bench.signs.iter().all(|signs| *signs == 0) {
            return Ok((id, known));
        }
        let left = match of.left.get(&bench.signs[..]) {
            Some(left) => Rc::clone(left),
            None => {
                let question = questions.get(id).question.clone();
                let out = of.reach.left_out(&bench.signs);
                meter.spend(16 * of.reach.size() as u64)?;
                let (question, known) = questions.without(nodes, maps, &question, &out).ok_or(Spent)?;
                let left = Rc::new(Left { question, known });
                of.left.insert(bench.signs.clone().into(), Rc::clone(&left));
                left
            }
        };
        Ok((left.question, some_of(&left.known, known)))
    }

    /// Keeps an answer, for what was asked and for what was left of it.
    fn kept(&mut self, wanted: Wanted, table: Table) -> Result<Rc<Table>, Spent> {
        self.meter.keep(table.len())?;
        let table = Rc::new(table);
        self.keep(wanted.left, &table)?;
        if wanted.asked != wanted.left {
            self.keep(wanted.asked, &table)?;
        }
        Ok(table)
    }

    fn keep(&mut self, (id, known): Asked, table: &Rc<Table>) -> Result<(), Spent> {
        let more = self.kept.keep(id, known, Rc::clone(table));
        self.meter.keep(more)
    }

    fn worked_out(&mut self, plan: &Plan, known: Packed) -> Result<Table, Spent> {
        match plan {
            Plan::Parts { settled, parts } => {
                let mut latest: Option<Table> = None;
                for part in parts {
                    let table = match part {
                        Part::Many(sub) => (*self.answer(sub.question, known_of(sub, known))?).clone(),
                        Part::One { node, maps } => {
                            let trigger = match trigger_of(node) {
                                Some(sub) => self.answer(sub.question, known_of(sub, known))?,
                                None => Rc::new(Table::certain(&[0])),
                            };
                            let of_node = self.of_node(node, known, &trigger)?;
                            self.mapped(maps, of_node)?
                        }
                    };
                    self.meter.spend(table.len() as u64 + 4)?;
                    latest = Some(match latest {
                        None => table,
                        Some(latest) => latest.later(&table),
                    });
                }
                Ok(match latest {
                    Some(latest) => self.with_settled(settled, known, latest),
                    None => {
                        let Some(point) = self.settled(settled, known) else {
                            unreachable!("what is asked waits for something")
                        };
                        Table::certain(&[point])
                    }
                })
            }
            Plan::Beside { parts, width } => self.beside(parts, *width, known),
            Plan::Apart { from, to, within } => {
                let from = self.answer(from.question, known_of(from, known))?;
                let to = self.answer(to.question, known_of(to, known))?;
                self.meter.spend((from.len() * (1 + to.len())) as u64)?;
                let kept: f64 =
                    from.singles().map(|(from, chance)| chance * to.by(due(self.codes, from, *within))).sum();
                let late: f64 = from
                    .singles()
                    .map(|(from, chance)| chance * to.after(due(self.codes, from, *within)))
                    .sum();
                Ok(Table { width: 1, points: vec![0, 1], chances: vec![late, kept] })
            }
            Plan::Cut { first, rest, known: after, .. } => {
                let cut = self.answer(first.question, known_of(first, known))?;
                let (mut sum, mut rows, mut width) = (self.sum(), Vec::new(), 1);
                for (points, chance) in cut.rows() {
                    let table = self.answer(*rest, known_after(after, known, points))?;
                    self.meter.spend(table.len() as u64 + 4)?;
                    width = table.width;
                    if width == 1 {
                        sum.add(&table, chance);
                    } else {
                        rows.extend(table.rows().map(|(points, of)| (Box::from(points), chance * of)));
                    }
                }
                self.meter.spend(8 * rows.len() as u64)?;
                Ok(if width == 1 { self.summed(sum) } else { gathered(width, rows) })
            }
        }
    }

    /// An empty sum.
    fn sum(&mut self) -> Sum {
        self.sums.pop().unwrap_or_default()
    }

    /// What a sum comes to; it is empty then, and kept with the room that it has.
    fn summed(&mut self, mut sum: Sum) -> Table {
        let table = sum.table();
        sum.clear();
        self.sums.push(sum);
        table
    }

    /// All combinations of parts that do not depend on each other.
    fn beside(&mut self, parts: &[(Vec<usize>, Sub)], width: usize, known: Packed) -> Result<Table, Spent> {
        let mut rows: Vec<(Box<[Point]>, f64)> = vec![(vec![0; width].into(), 1.0)];
        for (positions, sub) in parts {
            let table = self.answer(sub.question, known_of(sub, known))?;
            self.meter.keep(rows.len() * table.len())?;
            let mut more = Vec::with_capacity(rows.len() * table.len());
            for (points, chance) in &rows {
                for (of_part, of) in table.rows() {
                    let mut points = points.clone();
                    for (position, point) in positions.iter().zip(of_part) {
                        points[*position] = *point;
                    }
                    more.push((points, chance * of));
                }
            }
            rows = more;
        }
        Ok(gathered(width, rows))
    }

    /// What a node gives, from how likely its trigger is when.
    pub(super) fn of_node(&mut self, node: &One, known: Packed, trigger: &Table) -> Result<Table, Spent> {
        match node {
            One::Zero { step } => {
                let zero = self.kernels.of(*step).zero;
                Ok(Table { width: 1, points: vec![0, 1], chances: vec![1.0 - zero, zero] })
            }
            One::Junction(_) => Ok(trigger.clone()),
            One::Drawn { step, zero, .. } => {
                let zero = zero.map(|at| point(known, at) == 1);
                let mut sum = self.sum();
                for (point, chance) in trigger.singles() {
                    let (finish, worked) = self.kernels.finish(self.codes, *step, zero, point);
                    self.meter.spend((worked + finish.len() + 1) as u64)?;
                    sum.add(&finish, chance);
                }
                Ok(self.summed(sum))
            }
            One::Begun { step, zero, .. } => {
                let is_zero = match zero {
                    Some(at) => f64::from(point(known, *at)),
                    None => self.kernels.of(*step).zero,
                };
                let codes = self.codes;
                let office = |point: Point| codes.dense(codes.office(codes.of_dense(point)));
                let mut sum = self.sum();
                for (point, chance) in trigger.singles() {
                    sum.add_one(point, chance * (1.0 - is_zero));
                    sum.add_one(office(point), chance * is_zero);
                }
                Ok(self.summed(sum))
            }
        }
    }

    /// The latest of what maps make of a moment.
    pub(super) fn mapped(&mut self, maps: &[MapId], table: Table) -> Result<Table, Spent> {
        if *maps == [MapId::ITSELF] {
            return Ok(table);
        }
        self.meter.spend((maps.len() * table.len()) as u64)?;
        let latest = |point| maps.iter().map(|map| self.maps.apply(self.codes, *map, point)).max();
        Ok(table.mapped(|point| latest(point).unwrap_or(point)))
    }

    fn with_settled(&self, settled: &Settled, known: Packed, table: Table) -> Table {
        match self.settled(settled, known) {
            Some(least) => table.not_before(least),
            None => table,
        }
    }

    /// What follows for certain.
    fn settled(&self, settled: &Settled, known: Packed) -> Option<Point> {
        let mut steps: Vec<Point> = Vec::with_capacity(settled.steps.len());
        let latest = |steps: &[Point], arrivals: &[(SettledFrom, MapId)], not_before: Option<Point>| {
            let arrives = arrivals.iter().map(|(from, map)| {
                let from = match from {
                    SettledFrom::Known(at) => point(known, *at),
                    SettledFrom::Step(at) => steps[*at],
                };
                self.maps.apply(self.codes, *map, from)
            });
            arrives.max().max(not_before)
        };
        for step in &settled.steps {
            let Some(mut point_of) = latest(&steps, &step.arrivals, step.not_before) else {
                unreachable!("what is gathered waits for something")
            };
            if step.zero.is_some_and(|at| point(known, at) == 1) {
                point_of = self.codes.dense(self.codes.office(self.codes.of_dense(point_of)));
            }
            steps.push(point_of);
        }
        latest(&steps, &settled.arrivals, settled.not_before)
    }
}

/// What a node depends on.
pub(super) fn trigger_of(node: &One) -> Option<&Sub> {
    match node {
        One::Zero { .. } => None,
        One::Drawn { trigger, .. } | One::Begun { trigger, .. } | One::Junction(trigger) => Some(trigger),
    }
}
