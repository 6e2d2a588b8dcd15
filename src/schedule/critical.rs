//! Drivers and the critical path.
//!
//! In: which links set a trigger. Out: the steps on any chain of drivers from the goal back to the start, and the
//! primary one (at each tie the driver that comes first in file order). It is not defined by zero float: with mixed
//! units a step on the path can have float, as a natural-day window that ends in a holiday does.

use crate::network::{LinkEnd, Network, StepIx};

use super::Dated;

/// The links that set the trigger of a step, as (step, which end of it), absent steps looked through, in file order.
pub(super) fn driving_ends(network: &Network, driving: &[bool], ix: StepIx) -> Vec<(StepIx, LinkEnd)> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut open = vec![ix];
    while let Some(at) = open.pop() {
        for link in network.into(at).filter(|link| driving[*link]).map(|link| &network.links()[link]) {
            if network.step(link.from).is_present() {
                if !found.contains(&(link.from, link.end)) {
                    found.push((link.from, link.end));
                }
            } else if !seen.contains(&link.from) {
                seen.push(link.from);
                open.push(link.from);
            }
        }
    }
    let file_order = |ix: StepIx| (network.step(ix).file_order, network.step(ix).round);
    found.sort_by_key(|(from, end)| (file_order(*from), *end));
    found
}

/// The same without the ends, each step once.
pub(super) fn drivers(network: &Network, driving: &[bool], ix: StepIx) -> Vec<StepIx> {
    let mut drivers: Vec<StepIx> =
        driving_ends(network, driving, ix).into_iter().map(|(from, _)| from).collect();
    drivers.dedup();
    drivers
}

/// Marks the critical steps and gives the primary path.
pub(super) fn mark(network: &Network, driving: &[bool], steps: &mut [Dated]) -> Vec<StepIx> {
    let goal = network.goal();
    let mut on_chain = vec![false; steps.len()];
    on_chain[goal.index()] = true;
    for ix in network.positions().rev().filter(|ix| *ix <= goal) {
        if !on_chain[ix.index()] {
            continue;
        }
        steps[ix.index()].critical = network.step(ix).is_present();
        for link in network.into(ix).filter(|link| driving[*link]) {
            on_chain[network.links()[link].from.index()] = true;
        }
    }
    let mut path = vec![goal];
    let mut at = goal;
    while let Some((from, _)) = driving_ends(network, driving, at).first() {
        path.push(*from);
        at = *from;
    }
    path.reverse();
    path
}
