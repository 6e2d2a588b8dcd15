//! Links are held against each other: no cycle, nobody left without anything to wait for, no branch that makes others
//! wait when it is not taken. Everything is iterative, because a file may have a chain of 100,000 steps.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Text};

use super::super::codes;
use super::super::draft::StepDraft;
use super::super::model::{Condition, Step, StepId, Value};
use super::super::syntax::mistake;
use super::super::value::{Mistakes, shown};
use super::logic::{Logic, Search};

/// So many steps are visited in all by questions that each walk a part of the network.
pub(super) const MOST_VISITS: usize = 5_000_000;
/// So many links of a cycle are shown.
const MOST_SHOWN: usize = 50;

/// For each step the steps it waits for, in the order of its links.
pub(super) struct Network {
    waits_for: Vec<Vec<usize>>,
}

impl Network {
    pub fn of(steps: &[Step], at: &HashMap<StepId, usize>) -> Self {
        let waits_for = steps
            .iter()
            .map(|step| step.after.iter().filter_map(|link| at.get(&link.step).copied()).collect())
            .collect();
        Network { waits_for }
    }

    /// Whether links lead from one step to the other, or they are the same; true when `effort` runs out.
    pub fn leads(&self, from: usize, to: usize, effort: &mut usize) -> bool {
        let mut seen = vec![false; self.waits_for.len()];
        let Some(left) = effort.checked_sub(seen.len() / 16) else { return true };
        *effort = left;
        let mut stack = vec![to];
        while let Some(step) = stack.pop() {
            if step == from {
                return true;
            }
            for &next in &self.waits_for[step] {
                if !std::mem::replace(&mut seen[next], true) {
                    stack.push(next);
                }
            }
            let Some(left) = effort.checked_sub(1) else { return true };
            *effort = left;
        }
        false
    }

    /// The steps in an order in which each comes after those it waits for, as positions; or, where there is a cycle,
    /// which steps are on one or behind one.
    fn positions(&self) -> Result<Vec<usize>, Vec<bool>> {
        let count = self.waits_for.len();
        let mut open: Vec<usize> = self.waits_for.iter().map(Vec::len).collect();
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (step, waits_for) in self.waits_for.iter().enumerate() {
            for &before in waits_for {
                followers[before].push(step);
            }
        }
        let mut ready: Vec<usize> = (0..count).filter(|&step| open[step] == 0).collect();
        let mut position = vec![usize::MAX; count];
        let mut placed = 0;
        while let Some(step) = ready.pop() {
            position[step] = placed;
            placed += 1;
            for &follower in &followers[step] {
                open[follower] -= 1;
                if open[follower] == 0 {
                    ready.push(follower);
                }
            }
        }
        if placed == count {
            Ok(position)
        } else {
            Err(position.iter().map(|&at| at == usize::MAX).collect())
        }
    }

    /// Groups of steps that all lead to each other, of more than one step or with a link to itself. Tarjan's
    /// algorithm with a stack of our own, O(steps + links), over the steps marked only.
    fn knots(&self, marked: &[bool]) -> Vec<Vec<usize>> {
        let count = self.waits_for.len();
        let mut index = vec![usize::MAX; count];
        let mut low = vec![0; count];
        let mut on_stack = vec![false; count];
        let mut stack: Vec<usize> = Vec::new();
        let mut knots: Vec<Vec<usize>> = Vec::new();
        let mut counter = 0;
        for root in (0..count).filter(|&step| marked[step]) {
            if index[root] != usize::MAX {
                continue;
            }
            let mut walk: Vec<(usize, usize)> = vec![(root, 0)];
            while let Some(&mut (step, ref mut next)) = walk.last_mut() {
                if *next == 0 && index[step] == usize::MAX {
                    (index[step], low[step]) = (counter, counter);
                    counter += 1;
                    stack.push(step);
                    on_stack[step] = true;
                }
                if let Some(&before) = self.waits_for[step].get(*next) {
                    *next += 1;
                    if !marked[before] {
                        continue;
                    }
                    if index[before] == usize::MAX {
                        walk.push((before, 0));
                    } else if on_stack[before] {
                        low[step] = low[step].min(index[before]);
                    }
                    continue;
                }
                walk.pop();
                if let Some(&(parent, _)) = walk.last() {
                    low[parent] = low[parent].min(low[step]);
                }
                if low[step] == index[step] {
                    let mut knot = Vec::new();
                    while let Some(member) = stack.pop() {
                        on_stack[member] = false;
                        knot.push(member);
                        if member == step {
                            break;
                        }
                    }
                    knot.sort_unstable();
                    if knot.len() > 1 || self.waits_for[step].contains(&step) {
                        knots.push(knot);
                    }
                }
            }
        }
        knots.sort_unstable();
        knots
    }
}

/// One link inside a knot, from the step that waits.
struct Edge {
    step: usize,
    link: usize,
    before: usize,
    /// Which of the knot's conditions it carries; none when it is always there.
    when: Option<usize>,
}

/// Reports every cycle. When no steps wait for each other in any order, the positions of the steps in a working order.
///
/// Links whose conditions exclude each other do not make a cycle: for each knot the combinations of the facts on its
/// links are tried. Where they are too many, the knot is reported. A step that is absent hands its trigger on, so the
/// conditions of steps do not break a cycle; only those of links do.
pub(super) fn cycles(
    network: &Network,
    steps: &[Step],
    logic: &Logic,
    mistakes: &mut Mistakes,
) -> Option<Vec<usize>> {
    let marked = match network.positions() {
        Ok(positions) => return Some(positions),
        Err(marked) => marked,
    };
    for knot in network.knots(&marked) {
        let place: HashMap<usize, usize> = knot.iter().copied().zip(0..).collect();
        let mut conditions: Vec<&Condition> = Vec::new();
        let mut edges = Vec::new();
        for &step in &knot {
            let links = steps[step].after.iter().zip(&network.waits_for[step]).enumerate();
            for (link, (written, before)) in links.filter(|(_, (_, before))| place.contains_key(before)) {
                let when = (!written.when.is_always()).then(|| {
                    let known = conditions.iter().take(64).position(|known| **known == written.when);
                    known.unwrap_or_else(|| {
                        conditions.push(&written.when);
                        conditions.len() - 1
                    })
                });
                edges.push(Edge { step: place[&step], link, before: place[before], when });
            }
        }
        let mut visits = MOST_VISITS;
        let found = logic.search(&conditions, |holds| {
            visits = visits.saturating_sub(edges.len());
            visits == 0
                || !remaining(knot.len(), &edges, |edge| edge.when.is_none_or(|when| holds[when])).is_empty()
        });
        let there: Vec<bool> = match &found {
            Search::Never => continue,
            Search::TooMany => vec![true; conditions.len()],
            Search::Found(values) => {
                let facts = super::super::model::FactValues(values.iter().cloned().collect());
                conditions.iter().map(|condition| condition.holds(&facts)).collect()
            }
        };
        let cycle = shortest(knot.len(), &edges, |edge| edge.when.is_none_or(|when| there[when]));
        let cycle: Vec<(usize, usize)> = cycle.iter().map(|edge| (knot[edge.step], edge.link)).collect();
        mistakes.push(cycle_mistake(&cycle, steps, &found));
    }
    None
}

/// The members that are on a cycle of the links there, or that wait for one, in file order.
fn remaining(members: usize, edges: &[Edge], there: impl Fn(&Edge) -> bool) -> Vec<usize> {
    let mut open = vec![0; members];
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); members];
    for edge in edges.iter().filter(|edge| there(edge)) {
        open[edge.step] += 1;
        followers[edge.before].push(edge.step);
    }
    let mut ready: Vec<usize> = (0..members).filter(|&member| open[member] == 0).collect();
    while let Some(member) = ready.pop() {
        for &follower in &followers[member] {
            open[follower] -= 1;
            if open[follower] == 0 {
                ready.push(follower);
            }
        }
    }
    (0..members).filter(|&member| open[member] > 0).collect()
}

/// A shortest cycle through a member that is on one.
fn shortest(members: usize, edges: &[Edge], there: impl Fn(&Edge) -> bool) -> Vec<&Edge> {
    let remaining = remaining(members, edges, &there);
    let mut waits_for: Vec<Vec<&Edge>> = vec![Vec::new(); members];
    let mut on_cycle = vec![false; members];
    remaining.iter().for_each(|&member| on_cycle[member] = true);
    for edge in edges.iter().filter(|edge| there(edge) && on_cycle[edge.step] && on_cycle[edge.before]) {
        waits_for[edge.step].push(edge);
    }
    // Whoever remains waits for somebody who remains, so walking on comes round.
    let Some(mut member) = remaining.first().copied() else { return Vec::new() };
    for _ in 0..members {
        let Some(edge) = waits_for[member].first() else { return Vec::new() };
        member = edge.before;
    }
    let goal = member;
    let mut reached: Vec<Option<&Edge>> = vec![None; members];
    let mut queue = std::collections::VecDeque::from([goal]);
    while let Some(member) = queue.pop_front() {
        for &edge in &waits_for[member] {
            if reached[edge.before].is_none() {
                reached[edge.before] = Some(edge);
                queue.push_back(edge.before);
            }
        }
    }
    let mut cycle = Vec::new();
    let mut member = goal;
    while let Some(edge) = reached[member] {
        cycle.push(edge);
        member = edge.step;
        if member == goal {
            break;
        }
    }
    cycle.reverse();
    // It begins with the step that is first in the files.
    let first = cycle.iter().enumerate().min_by_key(|(_, edge)| edge.step).map_or(0, |(at, _)| at);
    cycle.rotate_left(first);
    cycle
}

fn cycle_mistake(cycle: &[(usize, usize)], steps: &[Step], found: &Search) -> Diagnostic {
    let name = |step: usize| shown(steps[step].id.as_str());
    let mut path: Vec<String> =
        cycle.iter().take(MOST_SHOWN).map(|&(step, _)| format!("`{}`", name(step))).collect();
    if cycle.len() > MOST_SHOWN {
        path.push(format!("… ({})", cycle.len() - MOST_SHOWN));
    }
    path.extend(cycle.first().map(|&(step, _)| format!("`{}`", name(step))));
    let (zh, en) = match found {
        Search::Found(values) if !values.is_empty() => {
            let (zh, en) = (Value::listed(values, "、"), Value::listed(values, ", "));
            (format!("(当 {zh} 时)"), format!(" when {en}"))
        }
        _ => (String::new(), String::new()),
    };
    let mut problem = mistake(
        codes::CYCLE,
        format!("步骤互相等待{zh}:{}", path.join(" ← ")),
        format!("steps wait for each other{en}: {}", path.join(" ← ")),
    );
    for &(step, link) in cycle.iter().take(MOST_SHOWN) {
        let link = &steps[step].after[link];
        let (step, before) = (name(step), shown(link.step.as_str()));
        problem = problem.at(
            link.span.clone(),
            Text::new(format!("`{step}` 等待 `{before}`"), format!("`{step}` waits for `{before}`")),
        );
    }
    problem.help(Text::new(
        "去掉其中一个连接,或给连接加上条件",
        "remove one of these links, or give it a condition",
    ))
}

/// Warns of steps that had something to wait for and have nothing left, always or in some case in which they are
/// present: they would begin on the first day.
pub(super) fn last_links(steps: &[Step], drafts: &[StepDraft], logic: &Logic, mistakes: &mut Mistakes) {
    for (step, draft) in steps.iter().zip(drafts) {
        let name = shown(step.id.as_str());
        let headline = |zh: &str, en: &str| {
            mistake(codes::LOSES_LAST_LINK, format!("步骤 `{name}` {zh}"), format!("step `{name}` {en}"))
        };
        if step.after.is_empty() {
            if let Some(lost) = &draft.lost_link {
                mistakes.push(
                    headline(
                        "的前置步骤都被去掉,会从第一天开始",
                        "has lost its last link and would start on day 0",
                    )
                    .at(lost.clone(), Text::new("去掉了它等待的步骤", "this drops what it waits for"))
                    .at(step.span.clone(), Text::new("这个步骤", "the step"))
                    .help(Text::new(
                        "再写一个 `[[step]]`,给它新的 `after`",
                        "write a `[[step]]` that gives it another `after`",
                    )),
                );
            }
            continue;
        }
        if step.after.iter().any(|link| link.when.is_always()) {
            continue;
        }
        let mut conditions: Vec<&Condition> = vec![&step.when];
        conditions.extend(step.after.iter().map(|link| &link.when));
        let uncovered = logic.search(&conditions, |holds| holds[0] && holds[1..].iter().all(|holds| !holds));
        if let Search::Found(values) = uncovered {
            let values = Value::listed(&values, ", ");
            let place = step.after.first().map_or_else(|| step.span.clone(), |link| link.span.clone());
            mistakes.push(
                headline("在某些情形下没有前置步骤", "has nothing to wait for in some cases")
                    .at(
                        place,
                        Text::new(
                            format!("当 {values} 时没有一个连接成立"),
                            format!("no link is there when {values}"),
                        ),
                    )
                    .help(Text::new("补上其余情形的连接", "add a link for the remaining cases")),
            );
        }
    }
}

/// Warns of links that leave an alternative branch without a condition.
///
/// An absent step hands its trigger on, so a link from a step X that may be absent, to a step Y that may be present
/// without it, makes Y wait for what X waits for. That is harmless when Y waits for it anyway by its other links, and a
/// surprise when not. A Y with no other link is left alone: it has to wait for something.
pub(super) fn branches(
    network: &Network,
    positions: &[usize],
    steps: &[Step],
    logic: &Logic,
    mistakes: &mut Mistakes,
) {
    let mut effort = MOST_VISITS;
    let mut seen = vec![usize::MAX; steps.len()];
    let mut round = 0;
    for (y, step) in steps.iter().enumerate() {
        if step.after.len() < 2 {
            continue;
        }
        for (at, link) in step.after.iter().enumerate() {
            let Some(&x) = network.waits_for[y].get(at) else { continue };
            if steps[x].when.is_always()
                || !link.when.is_always()
                || logic.implies(&step.when, &steps[x].when)
            {
                continue;
            }
            // What Y would wait for through the absent X, and does not wait for otherwise.
            let mut stray = None;
            let mut wanted: Vec<usize> = network.waits_for[x].clone();
            let mut walked: Vec<usize> = Vec::new();
            while let Some(before) = wanted.pop() {
                if effort == 0 || walked.contains(&before) {
                    continue;
                }
                walked.push(before);
                effort = effort.saturating_sub(1 + walked.len() / 8);
                round += 1;
                if waits_anyway(network, positions, (y, at), before, &mut seen, round, &mut effort) {
                    continue;
                }
                if steps[before].when.is_always() {
                    stray = Some(before);
                    break;
                }
                wanted.extend(&network.waits_for[before]);
            }
            if let Some(stray) = stray {
                mistakes.push(branch_mistake(step, &steps[x], &steps[stray], link));
            }
        }
    }
}

/// Whether Y, leaving out its link `(y, at)`, waits for `goal`. Only steps that come after `goal` can.
fn waits_anyway(
    network: &Network,
    positions: &[usize],
    (y, at): (usize, usize),
    goal: usize,
    seen: &mut [usize],
    round: usize,
    effort: &mut usize,
) -> bool {
    let others = network.waits_for[y].iter().enumerate().filter(|(other, _)| *other != at);
    let mut stack: Vec<usize> = others.map(|(_, &before)| before).collect();
    while let Some(step) = stack.pop() {
        if step == goal || *effort == 0 {
            return true;
        }
        if positions[step] < positions[goal] || std::mem::replace(&mut seen[step], round) == round {
            continue;
        }
        *effort = effort.saturating_sub(1);
        stack.extend(&network.waits_for[step]);
    }
    false
}

fn branch_mistake(y: &Step, x: &Step, stray: &Step, link: &super::super::model::Link) -> Diagnostic {
    let (y, x, stray) = (shown(y.id.as_str()), shown(x.id.as_str()), shown(stray.id.as_str()));
    mistake(
        codes::BRANCH_WITHOUT_CONDITION,
        format!("步骤 `{y}` 无条件等待可能不出现的 `{x}`"),
        format!("step `{y}` waits without a condition for `{x}`, which may be absent"),
    )
    .at(
        link.span.clone(),
        Text::new(
            format!("`{x}` 不出现时仍会等待 `{stray}`"),
            format!("when `{x}` is absent this still waits for `{stray}`"),
        ),
    )
    .help(Text::new(format!("给这个连接加上 `{x}` 的条件"), format!("give the link the condition of `{x}`")))
}
