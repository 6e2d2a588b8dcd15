//! A world becomes nodes.
//!
//! In: the program of a world. Out: [`Unfolded`]: for each of its steps when it is triggered and when it finishes, as the
//! latest of nodes. A link that another one always outlasts is left out, which keeps a network as simple as it is.

use crate::network::LinkEnd;
use crate::risk::effects::Effects;
use crate::risk::moments::{Codes, Effect};
use crate::risk::program::{Anchored, Begins, Drawn, Finish, Link, Op, Program};

use super::kernels::{Kernel, Kernels, Maps, Shift};
use super::nodes::{Latest, LatestId, Node, NodeId, Nodes};

/// More arrivals than this are gathered in a node, so that paths between certain steps cannot multiply.
const MOST_ARRIVALS: usize = 24;

/// A step of a world.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unfolded {
    pub trigger: LatestId,
    pub finish: LatestId,
}

/// Where nodes are kept.
pub(super) struct Ground<'a> {
    pub codes: &'a Codes,
    pub nodes: &'a mut Nodes,
    pub maps: &'a mut Maps,
    pub kernels: &'a mut Kernels,
    /// For each input the outcome that it is held at.
    pub held_at: &'a [Option<usize>],
}

impl Ground<'_> {
    /// The steps of a world, in the order of its program.
    pub(super) fn unfold(&mut self, program: &Program) -> Vec<Unfolded> {
        let links = needed_links(program, self.codes);
        let mut uses = vec![Uses::default(); program.ops.len()];
        for link in links.iter().flatten() {
            match link.end {
                LinkEnd::Finish => uses[link.from].finish += 1,
                LinkEnd::Start => uses[link.from].begin += 1,
            }
        }
        let start = self.known(0);
        // Drawn nodes of this world: what is the same but drawn by itself gets a number of its own.
        let mut drawn = Vec::new();
        let mut begins: Vec<Latest> = Vec::with_capacity(program.ops.len());
        let mut steps: Vec<Unfolded> = Vec::with_capacity(program.ops.len());
        for (at, op) in program.ops.iter().enumerate() {
            let mut arrives: Option<Latest> = None;
            for link in &links[at] {
                let from = match link.end {
                    LinkEnd::Finish => self.nodes.latest(steps[link.from].finish).clone(),
                    LinkEnd::Start => begins[link.from].clone(),
                };
                let lagged = if link.lag.is_zero() {
                    from
                } else {
                    from.then(self.maps, self.codes, Shift::Lag(link.lag))
                };
                match &mut arrives {
                    None => arrives = Some(lagged),
                    Some(latest) => latest.or(&lagged),
                }
            }
            let arrives = arrives.unwrap_or_else(|| Latest::of(start));
            let trigger = self.held(op.anchor.as_ref(), arrives, program.none_before_start, start);
            let used = uses[at];
            let trigger = self.gathered(trigger, used.begin > 0 && used.begin + used.finish > 1);
            let trigger_id = self.nodes.latest_id(trigger.clone());
            let (finish, zero) = self.finish(op, &trigger, trigger_id, &mut drawn);
            let finish = self.gathered(finish, used.finish > 1);
            begins.push(self.begin(op, trigger, trigger_id, zero));
            steps.push(Unfolded { trigger: trigger_id, finish: self.nodes.latest_id(finish) });
        }
        steps
    }

    /// The node of what is known.
    pub(super) fn known(&mut self, at: u8) -> NodeId {
        self.nodes.id(Node::Known(at), self.maps, 1)
    }

    /// The trigger, as the anchor of the step holds it.
    fn held(
        &mut self,
        anchor: Option<&Anchored>,
        arrives: Latest,
        none_before_start: bool,
        start: NodeId,
    ) -> Latest {
        let mut trigger = arrives;
        let Some(anchor) = anchor else {
            if !none_before_start {
                trigger.or(&Latest::of(start));
            }
            return trigger;
        };
        if let Some(earliest) = anchor.not_before {
            trigger.or(&Latest::at(earliest));
        }
        match (anchor.began, anchor.begun_by) {
            (Some(began), _) => Latest::at(began),
            (None, Some(latest)) => trigger.then(self.maps, self.codes, Shift::NotAfter(latest)),
            (None, None) => {
                if !none_before_start {
                    trigger.or(&Latest::of(start));
                }
                trigger
            }
        }
    }

    /// The latest as a node of its own, where that is worth it; `shared` says whether several wait for it.
    fn gathered(&mut self, latest: Latest, shared: bool) -> Latest {
        let nodes = latest.nodes();
        let sits = latest.arrivals.iter().any(|(_, map)| self.maps.gathers(*map));
        if nodes > MOST_ARRIVALS || shared && (nodes > 1 || sits) {
            let id = self.nodes.latest_id(latest);
            Latest::of(self.nodes.id(Node::Junction(id), self.maps, 1))
        } else {
            latest
        }
    }

    /// When the step finishes; where its beginning depends on whether its length is zero, the node that says so too.
    fn finish(
        &mut self,
        op: &Op,
        trigger: &Latest,
        trigger_id: LatestId,
        drawn: &mut Vec<NodeId>,
    ) -> (Latest, Option<NodeId>) {
        let draws = match &op.finish {
            Finish::Given(given) => return (Latest::at(*given), None),
            Finish::Always(effect) => {
                let shift = self.maps.effect(effect);
                return (trigger.then(self.maps, self.codes, shift), None);
            }
            Finish::Drawn(one) => std::slice::from_ref(one),
            Finish::LastOf(several) => &several[..],
        };
        let Some(step) = op.file_order else { unreachable!("an absent step is not drawn") };
        let step = step as u32;
        let held = self.held_at;
        let kernel = self.kernels.made(step, || kernel(draws, held));
        if let Some(certain) = kernel.certain() {
            let shift = self.maps.effect(certain);
            return (trigger.then(self.maps, self.codes, shift), None);
        }
        let (outcomes, may_be_zero) = (kernel.outcomes(), kernel.may_be_zero());
        let by_outcome = op.begins == Some(Begins::ByOutcome) && may_be_zero;
        for copy in 0.. {
            let zero = by_outcome.then(|| self.nodes.id(Node::Zero { step, copy }, self.maps, 2));
            let node =
                self.nodes.id(Node::Drawn { step, copy, trigger: trigger_id, zero }, self.maps, outcomes);
            let taken = zero.is_some_and(|zero| drawn.contains(&zero));
            if !taken && !drawn.contains(&node) {
                drawn.push(node);
                drawn.extend(zero);
                return (Latest::of(node), zero);
            }
        }
        unreachable!("a world has fewer steps than there are numbers")
    }

    /// When the step begins, for those that wait for that.
    fn begin(&mut self, op: &Op, trigger: Latest, trigger_id: LatestId, zero: Option<NodeId>) -> Latest {
        let in_office = match op.begins {
            None | Some(Begins::AtTrigger) => false,
            Some(Begins::InOffice) => true,
            Some(Begins::ByOutcome) => match (zero, op.file_order) {
                (Some(zero), Some(step)) => {
                    let begun = Node::Begun { step: step as u32, trigger: trigger_id, zero };
                    return Latest::of(self.nodes.id(begun, self.maps, 1));
                }
                (_, Some(step)) => self.kernels.of(step as u32).zero > 0.0,
                (_, None) => false,
            },
        };
        if in_office { trigger.then(self.maps, self.codes, Shift::Office) } else { trigger }
    }
}

fn kernel(draws: &[Drawn], held: &[Option<usize>]) -> Kernel {
    let reply = |drawn: &Drawn| drawn.is_reply.then_some(drawn.input);
    Kernel { replies: draws.iter().map(reply).collect(), ..Kernel::of(draws, held) }
}

/// How often a step is waited for.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    finish: usize,
    begin: usize,
}

/// The links of each step without those that another one always outlasts: the step waited for is waited for by the
/// other one's too, and nothing on the way goes back in time.
fn needed_links(program: &Program, codes: &Codes) -> Vec<Vec<Link>> {
    let words = program.ops.len().div_ceil(64);
    // The steps that have finished when one is triggered, and when it finishes, as bits.
    let mut by_trigger: Vec<Vec<u64>> = Vec::with_capacity(program.ops.len());
    let mut by_finish: Vec<Vec<u64>> = Vec::with_capacity(program.ops.len());
    let mut needed = Vec::with_capacity(program.ops.len());
    // A milestone that only hands on the finish of another step stands for that step.
    let mut stands_for: Vec<usize> = (0..program.ops.len()).collect();
    let holds = |bits: &[u64], at: usize| bits[at / 64] >> (at % 64) & 1 == 1;
    for (at, op) in program.ops.iter().enumerate() {
        let links = &program.links[op.links.clone()];
        let outlasts = |one: &Link, other: &Link| match other.end {
            LinkEnd::Finish => {
                let (one, other) = (stands_for[one.from], other.from);
                one != stands_for[other] && holds(&by_finish[other], one)
            }
            LinkEnd::Start => holds(&by_trigger[other.from], stands_for[one.from]),
        };
        let is_needed = |position: &usize| {
            let link = &links[*position];
            let same = |other: &Link| (other.from, other.end, other.lag) == (link.from, link.end, link.lag);
            let plain = link.end == LinkEnd::Finish && link.lag.is_zero();
            let outlasted = plain && links.iter().any(|other| outlasts(link, other));
            !outlasted && !links[..*position].iter().any(same)
        };
        let kept: Vec<Link> = (0..links.len()).filter(is_needed).map(|position| links[position]).collect();
        if let (Finish::Always(Effect::Stands), None, true, [only]) =
            (&op.finish, &op.anchor, program.none_before_start, &kept[..])
            && only.end == LinkEnd::Finish
            && only.lag.is_zero()
        {
            stands_for[at] = stands_for[only.from];
        }
        let mut triggered = vec![0u64; words];
        // What had to begin by some moment may be taken back to before what it waits for, where that is given.
        if op.anchor.as_ref().is_none_or(|anchor| anchor.begun_by.is_none()) {
            for link in links {
                let before = match link.end {
                    LinkEnd::Finish => &by_finish[link.from],
                    LinkEnd::Start => &by_trigger[link.from],
                };
                for (mine, theirs) in triggered.iter_mut().zip(before) {
                    *mine |= theirs;
                }
            }
        }
        let mut finished = if goes_on(&op.finish, codes) { triggered.clone() } else { vec![0; words] };
        finished[at / 64] |= 1 << (at % 64);
        by_trigger.push(triggered);
        by_finish.push(finished);
        needed.push(kept);
    }
    needed
}

impl Finish {
    /// Whether parties reply.
    pub(super) fn has_replies(&self) -> bool {
        match self {
            Finish::Drawn(drawn) => drawn.is_reply,
            Finish::LastOf(several) => several.iter().any(|drawn| drawn.is_reply),
            Finish::Given(_) | Finish::Always(_) => false,
        }
    }
}

/// Whether a step never finishes before its trigger.
fn goes_on(finish: &Finish, codes: &Codes) -> bool {
    let of_draw = |drawn: &Drawn| match &*drawn.effects {
        Effects::Any(effects) => effects.iter().all(|effect| effect_goes_on(effect, codes)),
        // What is added before rounding down takes it to the office day; without that a working day is needed.
        Effects::AddsAlike { before, after } => {
            after.wide.iter().all(|more| *more >= if *before > 0 { 0 } else { codes.stride() })
        }
        Effects::Adds { before, after } => {
            let pairs = before.wide.iter().zip(&after.wide);
            pairs.into_iter().all(|(before, more)| *more >= if *before > 0 { 0 } else { codes.stride() })
        }
    };
    match finish {
        Finish::Given(_) => false,
        Finish::Always(effect) => effect_goes_on(effect, codes),
        Finish::Drawn(drawn) => of_draw(drawn),
        Finish::LastOf(several) => several.iter().all(of_draw),
    }
}

fn effect_goes_on(effect: &Effect, codes: &Codes) -> bool {
    match effect {
        Effect::Stands | Effect::Sitting(_) => true,
        Effect::Adds { from_office, more } => *more >= if *from_office { 0 } else { codes.stride() },
        Effect::Natural { from_office, days, .. } => *from_office || *days > 0,
        Effect::ReplyOrSilence(reply, due) => effect_goes_on(reply, codes) && effect_goes_on(due, codes),
    }
}

#[cfg(test)]
mod tests {
    use super::effect_goes_on;
    use crate::calendar::{Calendar, Day, Length, Moment, Roll, Rule};
    use crate::risk::moments::Codes;

    /// What is said to go on does, from every moment of two years with their holidays.
    #[test]
    fn what_goes_on_never_ends_before_its_trigger() {
        let calendar = Calendar::official();
        let codes = Codes::new(&calendar);
        let (from, to): (Day, Day) = ("2022-12-01".parse().unwrap(), "2024-12-31".parse().unwrap());
        let mut said = 0;
        for length in [Length::Working(0), Length::Working(1), Length::Natural(0), Length::Natural(1)] {
            for roll in [Roll::Keep, Roll::NextWorkingDay] {
                for rule in
                    [Rule::Milestone, Rule::Act, Rule::Review { length, roll }, Rule::Work { length, roll }]
                {
                    let effect = codes.effect(&calendar, &rule);
                    let moments =
                        from.to(to).flat_map(|day| [Moment::in_hours(day), Moment::end_of_day(day)]);
                    let goes_on = moments
                        .map(|moment| codes.code(moment))
                        .all(|code| codes.apply(&effect, code) >= code);
                    said += usize::from(effect_goes_on(&effect, &codes));
                    assert!(goes_on || !effect_goes_on(&effect, &codes), "{rule:?}");
                }
            }
        }
        assert!(said > 20, "{said}");
    }
}
