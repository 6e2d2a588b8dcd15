//! One world as a list of operations on many trials at once.
//!
//! In: a world's network, the inputs, the codes. Out: [`Program`]: for each step that leads to the goal or to an end of a
//! promise, in topological order, what it waits for and what its finish is; which draws it needs; which promises are
//! tested. A step that is absent and only hands on one finish is left out and stands for that finish.
//!
//! Everything that does not change from trial to trial is answered here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calendar::{Length, Rule};
use crate::network::{Anchor, Kind, LinkEnd, NetworkLink, NetworkStep, StepIx};

use super::effects::Effects;
use super::inverse::Inverse;
use super::model::{Model, RiskError};
use super::moments::{Code, Codes, Effect};

/// A world, ready to be run.
#[derive(Debug)]
pub struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) links: Vec<Link>,
    pub(super) blocks: Vec<Block>,
    /// How many draws the blocks give.
    pub(super) draws: usize,
    pub(super) promises: Vec<Promise>,
    /// The operation of the goal.
    pub(super) goal: usize,
    /// The operations of the goal, of the ends of promises, and of steps whose finish need not be waited for by what
    /// follows: no finish is later than all of theirs.
    pub(super) ends: Vec<usize>,
    /// Whether everything is triggered by the start or later: it is, unless a finish is given.
    pub(super) none_before_start: bool,
    /// For each operation whose step runs more than once, the operations of all its rounds.
    pub(super) other_rounds: Vec<Option<Vec<usize>>>,
    /// How often each open rework runs again.
    pub(super) rounds: Vec<u32>,
    /// Whether the facts of this world are out of the procedure's scope.
    pub(super) out_of_scope: bool,
}

/// One step.
#[derive(Debug)]
pub(super) struct Op {
    /// Its position in the network.
    pub step: StepIx,
    /// Its position in the workflow's file order; `None` for an absent step, which is never critical.
    pub file_order: Option<usize>,
    /// Which round of a repeated stretch it belongs to.
    pub round: u32,
    /// What it waits for, as a range of [`Program::links`].
    pub links: std::ops::Range<usize>,
    /// Its links in the file order of the steps that they come from, as positions in that range; `None` where one of
    /// these is absent.
    pub in_order: Option<Box<[usize]>>,
    /// The one step whose finish it waits for, when that is all and no finish is before the start.
    pub only: Option<usize>,
    pub finish: Finish,
    pub anchor: Option<Anchored>,
    /// When it begins, if a step waits for that.
    pub begins: Option<Begins>,
}

/// When a step begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// At its trigger: it needs no office.
    AtTrigger,
    /// On its office day.
    InOffice,
    /// A task: on its office day where its length comes out as zero, else at its trigger.
    ByOutcome,
}

/// What holds the trigger of a step besides its links.
#[derive(Debug)]
pub(super) struct Anchored {
    pub not_before: Option<Code>,
    pub begun_by: Option<Code>,
    /// When a step whose finish is given is taken to have begun.
    pub began: Option<Code>,
}

/// How a step finishes.
#[derive(Debug)]
pub(super) enum Finish {
    /// On a moment that is given.
    Given(Code),
    /// Always in the same way.
    Always(Effect),
    /// By one draw.
    Drawn(Drawn),
    /// By the last of several draws.
    LastOf(Vec<Drawn>),
}

/// A draw and what its outcomes make of a trigger.
#[derive(Debug)]
pub(super) struct Drawn {
    /// Its position among the draws of the program.
    pub draw: usize,
    /// The input.
    pub input: usize,
    pub inverse: Arc<Inverse>,
    pub effects: Arc<Effects>,
    /// Whether it is the reply of a party.
    pub is_reply: bool,
}

/// A block of draws that is needed, and where its draws go: half-words of the four words.
#[derive(Debug)]
pub(super) struct Block {
    pub block: u32,
    pub round: u32,
    /// (half-word, draw).
    pub gives: Vec<(usize, usize)>,
}

/// What a step waits for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub from: usize,
    pub end: LinkEnd,
    pub lag: Length,
}

/// A promise that is tested.
#[derive(Debug, Clone, Copy)]
pub(super) struct Promise {
    /// Its position among the promises of the model.
    pub promise: usize,
    pub from: usize,
    pub to: usize,
    /// Working days.
    pub within: u32,
}

impl Program {
    /// The program of a world.
    pub(super) fn new(model: &Model<'_>, facts: &[bool], rounds: Vec<u32>) -> Result<Program, RiskError> {
        Program::of(model, facts, rounds, false)
    }

    /// The program of a world; of all of its steps if asked for, also of those that nothing asked about waits for.
    pub(super) fn of(
        model: &Model<'_>,
        facts: &[bool],
        rounds: Vec<u32>,
        whole: bool,
    ) -> Result<Program, RiskError> {
        let network = &model.network(facts, &rounds)?;
        model.stays_inside(network).map_err(RiskError::Calendar)?;

        let mut needed = network.leading_to(network.goal());
        if whole {
            needed.fill(true);
        }
        for promise in &network.promises {
            for end in [promise.from, promise.to] {
                for (slot, leads) in needed.iter_mut().zip(network.leading_to(end)) {
                    *slot |= leads;
                }
            }
        }
        let mut program = Program {
            ops: Vec::new(),
            links: Vec::new(),
            blocks: Vec::new(),
            draws: 0,
            promises: Vec::new(),
            goal: 0,
            ends: Vec::new(),
            none_before_start: model.terms().given.is_empty(),
            other_rounds: Vec::new(),
            rounds,
            out_of_scope: !network.breaches.is_empty(),
        };
        let mut op_of = vec![usize::MAX; network.steps().len()];
        for ix in network.positions().filter(|ix| needed[ix.index()]) {
            let first = program.links.len();
            for position in network.links_into(ix) {
                let link = &network.links()[position];
                // An absent step begins when it hands on.
                let end = if network.step(link.from).is_present() { link.end } else { LinkEnd::Finish };
                program.links.push(Link { from: op_of[link.from.index()], end, lag: link.lag });
            }
            let step = network.step(ix);
            let only = match program.links[first..] {
                [Link { from, end: LinkEnd::Finish, lag }] if program.none_before_start && lag.is_zero() => {
                    Some(from)
                }
                _ => None,
            };
            // Where nothing is given, and `only` is set nowhere else, an absent step has no anchor.
            if let Some(only) = only
                && !step.is_present()
            {
                op_of[ix.index()] = only;
                program.links.truncate(first);
                continue;
            }
            let (anchor, file_order) =
                (anchored(model.codes(), step), step.is_present().then_some(step.file_order));
            let is_begin = |link: &NetworkLink| link.end == LinkEnd::Start && needed[link.to.index()];
            let begins = network.out_of(ix).any(is_begin).then(|| begins(model, step));
            let finish = finish(model, step, &mut program.blocks, &mut program.draws);
            op_of[ix.index()] = program.ops.len();
            let (links, round) = (first..program.links.len(), step.round);
            let in_order = in_order(&program.ops, &program.links[links.clone()]);
            program.ops.push(Op {
                step: ix,
                file_order,
                round,
                links,
                in_order,
                only,
                finish,
                anchor,
                begins,
            });
        }
        program.goal = op_of[network.goal().index()];
        let promises = network.promises.iter().map(|promise| Promise {
            promise: model.promise(promise.id.as_str()),
            from: op_of[promise.from.index()],
            to: op_of[promise.to.index()],
            within: promise.within,
        });
        program.promises = promises.collect();
        let of_promises = program.promises.iter().flat_map(|promise| [promise.from, promise.to]);
        let given = !program.none_before_start;
        let left_early = |at: &usize| given || program.ops[*at].begins.is_some();
        let left_early = (0..program.ops.len()).filter(left_early);
        program.ends = [program.goal].into_iter().chain(of_promises).chain(left_early).collect();
        let mut rounds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, op) in program.ops.iter().enumerate() {
            if let Some(step) = op.file_order {
                rounds.entry(step).or_default().push(at);
            }
        }
        let all = |op: &Op| rounds.get(&op.file_order?).filter(|all| all.len() > 1).cloned();
        program.other_rounds = program.ops.iter().map(all).collect();
        Ok(program)
    }
}

/// The links of a step in the order of the steps they come from; `None` where one of these is absent.
fn in_order(ops: &[Op], links: &[Link]) -> Option<Box<[usize]>> {
    let place = |link: &Link| Some((ops[link.from].file_order?, ops[link.from].round, link.end));
    let mut places = links.iter().map(place).zip(0..).map(|(place, at)| Some((place?, at)));
    let mut placed = places.by_ref().collect::<Option<Vec<_>>>()?;
    placed.sort_unstable();
    Some(placed.into_iter().map(|(_, at)| at).collect())
}

fn anchored(codes: &Codes, step: &NetworkStep) -> Option<Anchored> {
    let anchor = &step.anchor;
    let code = |moment| codes.code(moment);
    (*anchor != Anchor::default()).then(|| Anchored {
        not_before: anchor.not_before.map(code),
        begun_by: anchor.begun_by.map(code),
        began: anchor.finished.map(|finished| code(finished.began)),
    })
}

/// When a step begins: everything but what needs no office begins on its office day.
fn begins(model: &Model<'_>, step: &NetworkStep) -> Begins {
    let terms = model.terms();
    if !step.is_present() || step.anchor.finished.is_some() {
        return Begins::AtTrigger;
    }
    if step.timing.kind == Kind::Task && !model.inputs_of(step.file_order).is_empty() {
        return Begins::ByOutcome;
    }
    match step.timing.timed(terms.counting, terms.basis).rule {
        Rule::Milestone | Rule::Work { .. } => Begins::AtTrigger,
        _ => Begins::InOffice,
    }
}

fn finish(model: &Model<'_>, step: &NetworkStep, blocks: &mut Vec<Block>, draws: &mut usize) -> Finish {
    let (codes, terms) = (model.codes(), model.terms());
    if !step.is_present() {
        return Finish::Always(Effect::Stands);
    }
    if let Some(given) = step.anchor.finished {
        return Finish::Given(codes.code(given.finish));
    }
    let mut drawn: Vec<Drawn> = Vec::new();
    for &at in model.inputs_of(step.file_order) {
        let input = &model.inputs()[at];
        let (block, half) = (input.slot / 8, input.slot as usize % 8);
        let same = |known: &Block| known.block == block && known.round == step.round;
        let position = blocks.iter().position(same).unwrap_or_else(|| {
            blocks.push(Block { block, round: step.round, gives: Vec::new() });
            blocks.len() - 1
        });
        blocks[position].gives.push((half, *draws));
        drawn.push(Drawn {
            draw: *draws,
            input: at,
            inverse: Arc::clone(&input.inverse),
            effects: Arc::clone(&input.effects),
            is_reply: input.party.is_some(),
        });
        *draws += 1;
    }
    match drawn.len() {
        0 => {
            let rule = step.timing.timed(terms.counting, terms.basis).rule;
            Finish::Always(codes.effect(terms.calendar, &rule))
        }
        1 => Finish::Drawn(drawn.remove(0)),
        _ => Finish::LastOf(drawn),
    }
}
