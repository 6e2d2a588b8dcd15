//! The order of the steps: topological, the earliest in file order first among those that are ready.
//!
//! petgraph's `toposort` ignores file order and names one step of a cycle, so the order is ours (Kahn's algorithm with
//! a heap, O((steps + links) log steps)) and petgraph finds the cycle when there is one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::algo::tarjan_scc;

use super::rework::{Draft, graph};

/// Positions of the drafts in topological order, or the positions of one cycle, link by link.
pub(super) fn order(
    drafts: &[Draft],
    file_order: impl Fn(usize) -> (usize, u32),
) -> Result<Vec<usize>, Vec<usize>> {
    let mut waiting: Vec<usize> = drafts.iter().map(|draft| draft.links.len()).collect();
    let mut after_start = vec![0; drafts.len() + 1];
    for link in drafts.iter().flat_map(|draft| &draft.links) {
        after_start[link.from + 1] += 1;
    }
    for position in 0..drafts.len() {
        after_start[position + 1] += after_start[position];
    }
    let mut after = vec![0; after_start[drafts.len()]];
    let mut filled = after_start.clone();
    for (to, draft) in drafts.iter().enumerate() {
        for link in &draft.links {
            after[filled[link.from]] = to;
            filled[link.from] += 1;
        }
    }
    let ready = |position: usize| Reverse((file_order(position), position));
    let mut heap: BinaryHeap<_> = (0..drafts.len()).filter(|&at| waiting[at] == 0).map(ready).collect();
    let mut order = Vec::with_capacity(drafts.len());
    while let Some(Reverse((_, position))) = heap.pop() {
        order.push(position);
        for &to in &after[after_start[position]..after_start[position + 1]] {
            waiting[to] -= 1;
            if waiting[to] == 0 {
                heap.push(ready(to));
            }
        }
    }
    if order.len() == drafts.len() { Ok(order) } else { Err(cycle(drafts)) }
}

/// One cycle, from its first step in file order on, each position followed by one that waits for it.
fn cycle(drafts: &[Draft]) -> Vec<usize> {
    let graph = graph(drafts);
    let waits_for_itself = |position: usize| drafts[position].links.iter().any(|link| link.from == position);
    let component = tarjan_scc(&graph)
        .into_iter()
        .map(|component| component.into_iter().map(|node| node.index()).collect::<Vec<_>>())
        .filter(|component| component.len() > 1 || waits_for_itself(component[0]))
        .min_by_key(|component| component.iter().min().copied());
    let Some(component) = component else { return Vec::new() };
    // Walk backwards inside the component until a step comes again: the walk between is a cycle.
    let mut at = component.iter().min().copied().unwrap_or_default();
    let mut walked = Vec::new();
    while !walked.contains(&at) {
        walked.push(at);
        let inside = drafts[at].links.iter().map(|link| link.from).find(|from| component.contains(from));
        at = inside.unwrap_or(at);
    }
    let mut cycle = walked.split_off(walked.iter().position(|&position| position == at).unwrap_or(0));
    cycle.reverse();
    let first = (0..cycle.len()).min_by_key(|&position| cycle[position]).unwrap_or(0);
    cycle.rotate_left(first);
    cycle
}
