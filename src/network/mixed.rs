//! A network whose steps are partly those of another: “what if only this were done the other way?”
//!
//! In: two networks and, for each step by its name, in whose way it is done. Out: one network, for its dates only; the
//! rules beside steps and links stay behind. What only one of the two has stays in the mixture as an absent step where
//! it is not wanted: it takes no time and hands its trigger on, so that what waits for it waits for what precedes it.

use std::collections::HashMap;

use crate::workflow::StepId;

use super::order::order;
use super::{Network, NetworkLink, NetworkStep, Presence, StepIx};

/// In whose way one step of a mixture is done.
///
/// ```
/// use permits::network::{Waits, Way};
/// assert_eq!(Way::default(), Way { waits: Waits::Own, others_time: false, others_not_before: false });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Way {
    /// Whether it is there, and what it waits for.
    pub waits: Waits,
    /// Whether it takes the other's time.
    pub others_time: bool,
    /// Whether the other's day not to begin before holds.
    pub others_not_before: bool,
}

/// Whose links lead into a step.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::network::{Waits, Way, mixed};
/// // The other network has the same steps and no link between them.
/// let steps = network.steps().to_vec();
/// let loose = permits::network::Network::new(steps, Vec::new(), network.goal()).unwrap();
/// let way = |waits| mixed(&network, &loose, |_| Way { waits, ..Way::default() }).unwrap().links().len();
/// assert_eq!((way(Waits::Own), way(Waits::Other), way(Waits::Both)), (6, 0, 6));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Waits {
    /// The network's own.
    #[default]
    Own,
    /// The other's; the step is there when it is there in the other.
    Other,
    /// Those of both: whether the step is there the network itself says.
    Both,
}

/// A step with the links into it, by names.
#[derive(Clone)]
struct Named<'a> {
    step: NetworkStep,
    links: Vec<(&'a StepId, NetworkLink)>,
}

/// `network` with some steps done as in `other`. A step that comes back from the other brings the links that lead out
/// of it to steps that are not done in the other's way.
///
/// # Errors
/// The steps of a circle that the mixture closes.
///
/// ```
/// use permits::calendar::Length;
/// use permits::network::{Kind, Network, NetworkStep, StepIx, Timing, Waits, Way, mixed};
/// let step = |kind, length| Timing { limit: length, ..Timing::new(kind) };
/// let one = |timing| Network::new(vec![NetworkStep::new("draw", timing)], Vec::new(), StepIx::new(0)).unwrap();
/// let (short, long) =
///     (one(step(Kind::Task, Some(Length::Working(3)))), one(step(Kind::Task, Some(Length::Working(5)))));
/// let mixture = mixed(&short, &long, |_| Way { others_time: true, ..Way::default() }).unwrap();
/// assert_eq!(mixture.step(mixture.goal()).timing.limit, Some(Length::Working(5)));
/// ```
pub fn mixed(
    network: &Network,
    other: &Network,
    way: impl Fn(&StepId) -> Way,
) -> Result<Network, Vec<StepId>> {
    let others: HashMap<&str, StepIx> =
        other.positions().map(|ix| (other.step(ix).id.as_str(), ix)).collect();
    let mut own = Vec::with_capacity(network.steps().len());
    let mut at: HashMap<&StepId, usize> = HashMap::new();
    for ix in network.positions() {
        let id = &network.step(ix).id;
        let way = way(id);
        let theirs = others.get(id.as_str()).map(|theirs| (other, *theirs));
        at.insert(id, own.len());
        own.push(one(network, ix, theirs, way));
    }
    // What only the other has comes behind, in its file order.
    let only_there: Vec<StepIx> =
        other.positions().filter(|ix| !at.contains_key(&other.step(*ix).id)).collect();
    for ix in only_there {
        let step = other.step(ix);
        let mut named = Named { step: step.clone(), links: links_into(other, ix) };
        named.step.file_order += network.steps().len();
        if way(&step.id).waits != Waits::Other {
            named.step.presence = Presence::Absent(Vec::new());
        }
        at.insert(&step.id, own.len());
        own.push(named);
    }
    bring_links(&mut own, &at, network, other, &way);
    put_together(&own, &at, &network.step(network.goal()).id)
}

impl Network {
    fn find_in(&self, at: &HashMap<&StepId, usize>, id: &StepId) -> Option<usize> {
        at.get(id).copied().filter(|at| *at < self.steps.len())
    }
}

fn links_into(network: &Network, ix: StepIx) -> Vec<(&StepId, NetworkLink)> {
    let links = network.links_into(ix).map(|link| network.links()[link]);
    links.map(|link| (&network.step(link.from).id, link)).collect()
}

/// A step of the network, done as its way has it.
fn one<'a>(network: &'a Network, ix: StepIx, theirs: Option<(&'a Network, StepIx)>, way: Way) -> Named<'a> {
    let mut named = Named { step: network.step(ix).clone(), links: links_into(network, ix) };
    let Some((other, theirs)) = theirs else {
        // What the other does not have is done its way by not being there.
        if way.waits == Waits::Other {
            named.step.presence = Presence::Absent(Vec::new());
        }
        return named;
    };
    let step = other.step(theirs);
    match way.waits {
        Waits::Own => {}
        Waits::Other => {
            named.step.presence = step.presence.clone();
            named.step.anchor.begun_by = step.anchor.begun_by;
            named.step.anchor.finished = step.anchor.finished;
            named.links = links_into(other, theirs);
        }
        Waits::Both => named.links.extend(links_into(other, theirs)),
    }
    if way.others_time {
        named.step.timing = step.timing.clone();
    }
    if way.others_not_before {
        named.step.anchor.not_before = step.anchor.not_before;
    }
    named
}

/// What comes back from the other is waited for by what waits for it there.
fn bring_links<'a>(
    mixed: &mut [Named<'a>],
    at: &HashMap<&StepId, usize>,
    network: &Network,
    other: &'a Network,
    way: &impl Fn(&StepId) -> Way,
) {
    for ix in other.positions().filter(|ix| other.step(*ix).is_present()) {
        let id = &other.step(ix).id;
        let was_there = network.find_in(at, id).is_some_and(|at| network.steps()[at].is_present());
        if was_there || way(id).waits != Waits::Other {
            continue;
        }
        for link in other.out_of(ix) {
            let to = &other.step(link.to).id;
            let Some(&to_at) = at.get(to) else { continue };
            if way(to).waits == Waits::Own && !mixed[to_at].links.iter().any(|(from, _)| *from == id) {
                mixed[to_at].links.push((id, *link));
            }
        }
    }
}

fn put_together(
    mixed: &[Named<'_>],
    at: &HashMap<&StepId, usize>,
    goal: &StepId,
) -> Result<Network, Vec<StepId>> {
    let froms = |named: &Named<'_>| -> Vec<usize> {
        named.links.iter().filter_map(|(from, _)| at.get(*from).copied()).collect()
    };
    let waits_for: Vec<Vec<usize>> = mixed.iter().map(froms).collect();
    let in_file = |position: usize| (mixed[position].step.file_order, mixed[position].step.round);
    let sorted = order(&waits_for, in_file).map_err(|cycle| {
        cycle.into_iter().map(|position| mixed[position].step.id.clone()).collect::<Vec<_>>()
    })?;
    let mut position_of = vec![StepIx(0); mixed.len()];
    for (ix, &position) in sorted.iter().enumerate() {
        position_of[position] = StepIx::new(ix);
    }
    let mut steps = Vec::with_capacity(mixed.len());
    let mut links = Vec::new();
    for (ix, &position) in sorted.iter().enumerate() {
        // Which documents are in force is for the rules, which stay behind.
        steps.push(NetworkStep { sources: Vec::new(), ..mixed[position].step.clone() });
        links.extend(mixed[position].links.iter().filter_map(|(from, link)| {
            let from = position_of[*at.get(*from)?];
            Some(NetworkLink { from, to: StepIx::new(ix), ..*link })
        }));
    }
    let goal = at.get(goal).map_or(StepIx(0), |&goal| position_of[goal]);
    match Network::new(steps, links, goal) {
        Ok(network) => Ok(network),
        Err(link) => unreachable!("the steps are in topological order, so {link:?} leads forward"),
    }
}
