//! The order of the steps: topological, the earliest in file order first among those that are ready.
//!
//! petgraph's `toposort` ignores file order and names one step of a cycle, so the order is ours (Kahn's algorithm with
//! a heap, O((steps + links) log steps)) and petgraph finds the cycle when there is one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// What each step waits for, by position, as petgraph wants it: an edge from what is waited for to what waits.
pub(super) fn graph(waits_for: &[Vec<usize>]) -> DiGraph<(), ()> {
    let edges =
        waits_for.iter().enumerate().flat_map(|(to, froms)| froms.iter().map(move |&from| (from, to)));
    let mut graph = DiGraph::with_capacity(waits_for.len(), edges.clone().count());
    for _ in waits_for {
        graph.add_node(());
    }
    for (from, to) in edges {
        graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
    }
    graph
}

/// Positions in topological order, or the positions of one cycle, each followed by one that waits for it.
/// `waits_for` names for each position those it waits for; `in_file` says where a position stands in the file.
pub(crate) fn order(
    waits_for: &[Vec<usize>],
    in_file: impl Fn(usize) -> (usize, u32),
) -> Result<Vec<usize>, Vec<usize>> {
    let size = waits_for.len();
    let mut waiting: Vec<usize> = waits_for.iter().map(Vec::len).collect();
    let mut after_start = vec![0; size + 1];
    for &from in waits_for.iter().flatten() {
        after_start[from + 1] += 1;
    }
    for position in 0..size {
        after_start[position + 1] += after_start[position];
    }
    let mut after = vec![0; after_start[size]];
    let mut filled = after_start.clone();
    for (to, froms) in waits_for.iter().enumerate() {
        for &from in froms {
            after[filled[from]] = to;
            filled[from] += 1;
        }
    }
    let ready = |position: usize| Reverse((in_file(position), position));
    let mut heap: BinaryHeap<_> = (0..size).filter(|&at| waiting[at] == 0).map(ready).collect();
    let mut order = Vec::with_capacity(size);
    while let Some(Reverse((_, position))) = heap.pop() {
        order.push(position);
        for &to in &after[after_start[position]..after_start[position + 1]] {
            waiting[to] -= 1;
            if waiting[to] == 0 {
                heap.push(ready(to));
            }
        }
    }
    if order.len() == size { Ok(order) } else { Err(cycle(waits_for)) }
}

/// One cycle, from its first position on.
fn cycle(waits_for: &[Vec<usize>]) -> Vec<usize> {
    let component = tarjan_scc(&graph(waits_for))
        .into_iter()
        .map(|component| component.into_iter().map(|node| node.index()).collect::<Vec<_>>())
        .filter(|component| component.len() > 1 || waits_for[component[0]].contains(&component[0]))
        .min_by_key(|component| component.iter().min().copied());
    let Some(component) = component else { return Vec::new() };
    let mut inside = vec![false; waits_for.len()];
    for &position in &component {
        inside[position] = true;
    }
    // Walk backwards inside the component until a step comes again: the walk between is a cycle.
    let mut at = component.iter().min().copied().unwrap_or_default();
    let mut walked_at = vec![None; waits_for.len()];
    let mut walked = Vec::new();
    while walked_at[at].is_none() {
        walked_at[at] = Some(walked.len());
        walked.push(at);
        at = waits_for[at].iter().copied().find(|&from| inside[from]).unwrap_or(at);
    }
    let mut cycle = walked.split_off(walked_at[at].unwrap_or(0));
    cycle.reverse();
    let first = (0..cycle.len()).min_by_key(|&position| cycle[position]).unwrap_or(0);
    cycle.rotate_left(first);
    cycle
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_order(waits_for: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
        order(waits_for, |position| (position, 1))
    }

    #[test]
    fn the_earliest_in_file_order_comes_first_among_those_that_are_ready() {
        // 0 waits for 3; 1, 2 and 3 are ready at once.
        assert_eq!(in_order(&[vec![3], vec![], vec![], vec![1]]), Ok(vec![1, 2, 3, 0]));
        // As soon as 3 is placed, 0 is ready and comes before 4.
        assert_eq!(in_order(&[vec![3], vec![], vec![], vec![], vec![]]), Ok(vec![1, 2, 3, 0, 4]));
    }

    #[test]
    fn a_cycle_is_named_whole() {
        // 1 → 2 → 3 → 4 → 1, and 5 that waits for it.
        let waits_for = [vec![], vec![0, 4], vec![1], vec![2], vec![3], vec![4]];
        assert_eq!(in_order(&waits_for), Err(vec![1, 2, 3, 4]));
        assert_eq!(in_order(&[vec![], vec![1]]), Err(vec![1]));
    }
}
