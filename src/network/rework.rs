//! Reworks: a stretch that fails runs again in full.
//!
//! In: the links that hold, and how often each stretch runs again. Out: the same links with a copy of the stretch for
//! every further round.
//!
//! The reading, where the documents leave room: failures happen in the order of the steps that fail, so reworks are
//! applied in the topological order of their `at`. A round repeats the stretch of the network *as written*: an inner
//! rework that has happened once does not happen again by itself when an outer one repeats its steps. Copies are
//! numbered by step: `draft-plan~2`, `draft-plan~3`. Links inside a stretch stay inside their round; a copy of
//! `back_to` waits only for the copy of `at` that failed, for ever; a link that enters the stretch enters every round;
//! a link that leaves it leaves from the last copy, or from the first with `round = "first"`. What had to happen before
//! the new rounds could begin does not wait for them, so reworks that nest, overlap or stand apart never close a cycle.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, Reversed};

use crate::calendar::Length;
use crate::workflow::{LinkEnd, Round, Stated};

use super::order::graph;

/// A step of the network being made.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// Which step of the file it is.
    pub step: usize,
    /// Which round of it, from 1.
    pub round: u32,
    /// What it waits for, in file order.
    pub links: Vec<DraftLink>,
}

/// A link of the network being made: `from` is a position among the drafts.
#[derive(Debug, Clone)]
pub(super) struct DraftLink {
    pub from: usize,
    pub end: LinkEnd,
    pub lag: Length,
    pub round: Round,
    pub stated: Stated,
    /// Whether it is the failure that began a round, which no later round changes.
    pub failure: bool,
}

/// A stretch and how often it runs again.
pub(super) struct Repeat {
    pub back_to: usize,
    pub at: usize,
    pub times: u32,
    /// Whether somebody asked for it, so that nothing to repeat is a mistake.
    pub asked: bool,
}

/// A rework that cannot be unrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CannotRepeat {
    /// No path leads from `back_to` to `at` under these facts.
    NoPath,
    /// More than [`MOST_STEPS`] steps would result.
    TooMany,
}

/// The largest network that is made.
pub(super) const MOST_STEPS: usize = 1_000_000;

/// Adds the copies for every repeat. `drafts` holds each step of the file once, at its own position. Each repeat costs
/// O(steps + links) of the network made so far.
pub(super) fn unroll(
    drafts: &mut Vec<Draft>,
    mut repeats: Vec<(usize, Repeat)>,
    rank: &[usize],
) -> Result<(), (usize, CannotRepeat)> {
    let base = drafts.clone();
    let as_written = graph(&waits_for(&base));
    let mut last_copy: Vec<usize> = (0..base.len()).collect();
    // Failures in the order in which they happen; the rework written first at a tie.
    repeats.sort_by_key(|(index, repeat)| (rank[repeat.at], *index));
    for (index, repeat) in repeats {
        let stretch = stretch(&as_written, repeat.back_to, repeat.at);
        if stretch.is_empty() {
            if !repeat.asked {
                continue;
            }
            return Err((index, CannotRepeat::NoPath));
        }
        if drafts.len() + stretch.len().saturating_mul(repeat.times as usize) > MOST_STEPS {
            return Err((index, CannotRepeat::TooMany));
        }
        let mut within: Vec<Option<usize>> = vec![None; base.len()];
        for (position, &step) in stretch.iter().enumerate() {
            within[step] = Some(position);
        }
        let first_copy = drafts.len();
        for _ in 0..repeat.times {
            let failed = last_copy[repeat.at];
            let first_new = drafts.len();
            for &step in &stretch {
                let links = if step == repeat.back_to {
                    vec![DraftLink {
                        from: failed,
                        end: LinkEnd::Finish,
                        lag: Length::Working(0),
                        round: Round::Last,
                        stated: Stated::Inferred,
                        failure: true,
                    }]
                } else {
                    let links = base[step].links.iter().map(|link| DraftLink {
                        from: match within[link.from] {
                            Some(position) => first_new + position,
                            None if link.round == Round::First => link.from,
                            None => last_copy[link.from],
                        },
                        ..link.clone()
                    });
                    links.collect()
                };
                drafts.push(Draft { step, round: drafts[last_copy[step]].round + 1, links });
            }
            for (position, &step) in stretch.iter().enumerate() {
                last_copy[step] = first_new + position;
            }
        }
        // What comes after the stretch waits for its last round. A draft of a step inside it stays in its own round.
        let before = before(drafts, first_copy);
        for position in 0..first_copy {
            if before[position] || within[drafts[position].step].is_some() {
                continue;
            }
            for link in 0..drafts[position].links.len() {
                let DraftLink { from, round, failure, .. } = drafts[position].links[link];
                let from = drafts[from].step;
                if within[from].is_some() && round == Round::Last && !failure {
                    drafts[position].links[link].from = last_copy[from];
                }
            }
        }
    }
    Ok(())
}

/// Which drafts had to happen before the ones from `first_copy` on: one flag a draft.
fn before(drafts: &[Draft], first_copy: usize) -> Vec<bool> {
    let mut before = vec![false; drafts.len()];
    let mut open: Vec<usize> = (first_copy..drafts.len()).collect();
    while let Some(position) = open.pop() {
        for link in &drafts[position].links {
            if !std::mem::replace(&mut before[link.from], true) {
                open.push(link.from);
            }
        }
    }
    before
}

/// Every step on a path from `back_to` to `at`, both included, in file order; empty when there is none.
fn stretch(graph: &DiGraph<(), ()>, back_to: usize, at: usize) -> Vec<usize> {
    let mut after = vec![false; graph.node_count()];
    let mut search = Dfs::new(graph, NodeIndex::new(back_to));
    while let Some(step) = search.next(graph) {
        after[step.index()] = true;
    }
    let mut both = Vec::new();
    let mut search = Dfs::new(Reversed(graph), NodeIndex::new(at));
    while let Some(step) = search.next(Reversed(graph)) {
        if after[step.index()] {
            both.push(step.index());
        }
    }
    both.sort_unstable();
    both
}

/// What each draft waits for, by position.
pub(super) fn waits_for(drafts: &[Draft]) -> Vec<Vec<usize>> {
    drafts.iter().map(|draft| draft.links.iter().map(|link| link.from).collect()).collect()
}
