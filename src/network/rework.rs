//! Reworks: a stretch that fails runs again in full (semantics §6).
//!
//! In: the links that hold, and how often each stretch runs again. Out: the same links with a copy of the stretch for
//! every further round.
//!
//! The reading, where the design leaves room: failures happen in the order of the steps that fail, so reworks are
//! applied in the topological order of their `at`. A round repeats the stretch of the network *as written*: an inner
//! rework that has happened once does not happen again by itself when an outer one repeats its steps. Copies are
//! numbered by step: `draft-plan~2`, `draft-plan~3`. Links inside a stretch stay inside their round; a copy of
//! `back_to` waits only for the last copy of `at` so far; a link that enters the stretch enters every round; a link
//! that leaves it leaves from the last copy, or from the first with `round = "first"`.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;
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

/// Adds the copies for every repeat. `drafts` holds each step of the file once, at its own position.
pub(super) fn unroll(
    drafts: &mut Vec<Draft>,
    mut repeats: Vec<(usize, Repeat)>,
    rank: &[usize],
) -> Result<(), (usize, CannotRepeat)> {
    let base = drafts.clone();
    let mut last_copy: Vec<usize> = (0..base.len()).collect();
    // Failures in the order in which they happen; the rework written first at a tie.
    repeats.sort_by_key(|(index, repeat)| (rank[repeat.at], *index));
    for (index, repeat) in repeats {
        let stretch = stretch(&base, repeat.back_to, repeat.at);
        if stretch.is_empty() {
            if !repeat.asked {
                continue;
            }
            return Err((index, CannotRepeat::NoPath));
        }
        if drafts.len() + stretch.len() * repeat.times as usize > MOST_STEPS {
            return Err((index, CannotRepeat::TooMany));
        }
        for _ in 0..repeat.times {
            let failed = last_copy[repeat.at];
            let first_new = drafts.len();
            let position = |step: usize| stretch.range(..step).count() + first_new;
            for &step in &stretch {
                let links = if step == repeat.back_to {
                    vec![DraftLink {
                        from: failed,
                        end: LinkEnd::Finish,
                        lag: Length::Working(0),
                        round: Round::Last,
                        stated: Stated::Inferred,
                    }]
                } else {
                    let links = base[step].links.iter().map(|link| DraftLink {
                        from: if stretch.contains(&link.from) {
                            position(link.from)
                        } else if link.round == Round::First {
                            link.from
                        } else {
                            last_copy[link.from]
                        },
                        ..link.clone()
                    });
                    links.collect()
                };
                drafts.push(Draft { step, round: drafts[last_copy[step]].round + 1, links });
            }
            for &step in &stretch {
                last_copy[step] = position(step);
            }
        }
        // What comes after the stretch waits for its last round. A draft of a step inside it stays in its own round.
        for position in 0..drafts.len() {
            if stretch.contains(&drafts[position].step) {
                continue;
            }
            for link in 0..drafts[position].links.len() {
                let from = drafts[drafts[position].links[link].from].step;
                if stretch.contains(&from) && drafts[position].links[link].round == Round::Last {
                    drafts[position].links[link].from = last_copy[from];
                }
            }
        }
    }
    Ok(())
}

/// Every step on a path from `back_to` to `at`, both included; empty when there is none.
fn stretch(base: &[Draft], back_to: usize, at: usize) -> BTreeSet<usize> {
    let graph = graph(&waits_for(base));
    let mut after = BTreeSet::new();
    let mut search = Dfs::new(&graph, NodeIndex::new(back_to));
    while let Some(step) = search.next(&graph) {
        after.insert(step.index());
    }
    let mut both = BTreeSet::new();
    let mut search = Dfs::new(Reversed(&graph), NodeIndex::new(at));
    while let Some(step) = search.next(Reversed(&graph)) {
        if after.contains(&step.index()) {
            both.insert(step.index());
        }
    }
    both
}

/// What each draft waits for, by position.
pub(super) fn waits_for(drafts: &[Draft]) -> Vec<Vec<usize>> {
    drafts.iter().map(|draft| draft.links.iter().map(|link| link.from).collect()).collect()
}
