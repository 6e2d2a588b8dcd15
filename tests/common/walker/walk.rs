//! The schedule itself: forwards, then backwards by trying.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::calendar::Calendar;
use super::date::Date;
use super::files::{Cadence, Length, Merged, Overlay, Step, Unit, When};

/// A day and a position in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// 24:00 of it.
    pub end_of_day: bool,
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.date, if self.end_of_day { "end-of-day" } else { "in-hours" })
    }
}

/// Counting profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counting {
    /// 民法典
    Statutory,
    /// As notices are really counted.
    Practice,
}

/// Which point of an estimate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// Limits first.
    Statutory,
    /// `min`
    Best,
    /// `likely`
    Likely,
    /// `max`
    Worst,
}

/// What is asked, but for the start.
#[derive(Clone)]
pub struct Question<'a> {
    /// The network.
    pub workflow: &'a Merged,
    /// Assumptions, then the project; the later win.
    pub overlays: &'a [&'a Overlay],
    /// `--set`, over the projects' `[set]`.
    pub facts: &'a [(String, String)],
    /// `--counting`
    pub counting: Counting,
    /// `--basis`
    pub basis: Basis,
    /// `--goal`
    pub goal: Option<&'a str>,
    /// Over the projects' own.
    pub not_before: &'a [(String, Date)],
    /// `--rework ID=N`
    pub reworks: &'a [(String, u32)],
    /// `--at STEP=DATE`
    pub at: &'a [(String, Date)],
}

impl<'a> Question<'a> {
    /// The plain question: statutory counting, likely basis, no more than the workflow.
    pub fn new(workflow: &'a Merged) -> Self {
        Self {
            workflow,
            overlays: &[],
            facts: &[],
            counting: Counting::Statutory,
            basis: Basis::Likely,
            goal: None,
            not_before: &[],
            reworks: &[],
            at: &[],
        }
    }
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// A count left the calendar.
    Range,
    /// The goal is absent, or done by an `--at`.
    Goal(String),
    /// A step of `--at` is absent.
    At(String),
    /// A step has two `--at`.
    Twice(String),
    /// The first must have finished before the second, and is said to have finished after it.
    OutOfOrder(String, String),
    /// A name that nothing has.
    Unknown(String),
    /// The links of the file go round in a circle.
    Cycle,
}

/// How much to compute.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Want {
    /// Dates, drivers, critical path, promises.
    Forward,
    /// Latest dates and floats too.
    Latest,
    /// Drag of the critical steps too.
    Drag,
}

/// One present step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepAnswer {
    /// Triggered.
    pub trigger: Moment,
    /// Finished.
    pub finish: Moment,
    /// Latest trigger and finish.
    pub latest: Option<(Moment, Moment)>,
    /// In working and natural days.
    pub total_float: Option<(i64, i64)>,
    /// In working and natural days.
    pub free_float: Option<(i64, i64)>,
    /// Present steps that set the trigger, in file order.
    pub drivers: Vec<String>,
    /// On any driving chain to the goal.
    pub critical: bool,
    /// Of a critical step, when asked for.
    pub drag: Option<i64>,
    /// Touches or counts through a provisional day.
    pub provisional: bool,
    /// The length used.
    pub length: Option<String>,
    /// Where it is from.
    pub origin: Option<String>,
}

/// One promise tested.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PromiseAnswer {
    /// Identifier.
    pub id: String,
    /// As written.
    pub from: String,
    /// As written.
    pub to: String,
    /// Last day.
    pub due: Date,
    /// Day of `to`.
    pub actual: Date,
    /// Kept.
    pub met: bool,
    /// Working days left, negative when missed.
    pub margin: i64,
}

/// A schedule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Present steps, topologically.
    pub order: Vec<String>,
    /// Present steps by id.
    pub steps: BTreeMap<String, StepAnswer>,
    /// Absent steps, in file order.
    pub absent: Vec<String>,
    /// The goal's finish.
    pub finish: Moment,
    /// From the start to the finish, natural days.
    pub natural_days: i64,
    /// From the start to the finish, working days.
    pub working_days: i64,
    /// The primary path, from the start to the goal.
    pub critical_path: Vec<String>,
    /// In file order.
    pub promises: Vec<PromiseAnswer>,
}

/// Twice the day's index, plus one at 24:00.
type Tick = usize;

fn in_hours(day: usize) -> Tick {
    2 * day
}

fn end_of_day(day: usize) -> Tick {
    2 * day + 1
}

fn day_of(tick: Tick) -> usize {
    tick / 2
}

/// How a finish follows from a trigger.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Rule {
    /// Milestones, absent steps.
    Pass,
    /// Acts and whatever takes no time.
    Act,
    Review(Length, bool),
    /// Tasks and listings.
    Work(Length, bool),
    Notice {
        limit: Length,
        first_counts: bool,
        rolls: bool,
    },
    Consultation {
        due: Option<Length>,
        reply: Option<Length>,
        rolls: bool,
    },
    Meeting(Option<Cadence>),
    /// Not a step: the shift of a link.
    Lag(Length),
}

/// Where the beginning of a step lies.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Beginning {
    Office,
    Trigger,
}

#[derive(Clone, Debug)]
struct Edge {
    from: usize,
    from_start: bool,
    /// Index of a `Rule::Lag`.
    lag: Option<usize>,
    first_round: bool,
    /// Not written in the file: from a failed `at` to the copy that begins again.
    failure: bool,
}

#[derive(Clone, Debug)]
struct Node {
    id: String,
    /// Place of the base step in file order, then the number of the copy.
    key: (usize, u32),
    present: bool,
    /// Must have finished because of an `--at` elsewhere.
    done: bool,
    /// Day of its own `--at`.
    given: Option<usize>,
    /// With an `--at`: when it began and finished.
    stood: Option<(Tick, Tick)>,
    /// What steps that are done hand on: not triggered before this.
    handed_on: Option<Tick>,
    /// Day by which an `--at` elsewhere says that it had finished.
    done_by: Option<usize>,
    /// Not triggered after this, whatever its links say: it is known to have begun by then.
    begun_by: Option<Tick>,
    /// With an `--at`: a milestone that may stand at 24:00, since what it waits for may run out then.
    after_a_window: bool,
    rule: usize,
    beginning: Beginning,
    not_before: Option<usize>,
    length: Option<String>,
    origin: Option<String>,
    before: Vec<Edge>,
}

/// A rule and the finishes already walked to.
struct Walked {
    rule: Rule,
    known: RefCell<Vec<u32>>,
}

const NOT_YET: u32 = 0;
const OUTSIDE: u32 = u32::MAX;

/// A question made ready for any start.
pub struct Walker<'a> {
    calendar: &'a Calendar,
    nodes: Vec<Node>,
    rules: Rc<Vec<Walked>>,
    /// Every node but the done ones, topologically.
    order: Vec<usize>,
    /// Who waits for whom: the reverse of `before`.
    after: Vec<Vec<(usize, Edge)>>,
    leads_to_goal: Vec<bool>,
    goal: usize,
    /// Promise, from, to.
    promises: Vec<(super::files::Promise, usize, usize)>,
}

/// A single answer.
pub fn ask(calendar: &Calendar, question: &Question<'_>, start: Date, want: Want) -> Result<Answer, Wrong> {
    Walker::new(calendar, question)?.from(start, want)
}

fn topological(nodes: &[Node]) -> Option<Vec<usize>> {
    let mut placed = vec![false; nodes.len()];
    let mut order = Vec::new();
    while order.len() < nodes.len() {
        let ready = |&i: &usize| !placed[i] && nodes[i].before.iter().all(|e| placed[e.from]);
        let next = (0..nodes.len()).filter(ready).min_by_key(|&i| nodes[i].key)?;
        placed[next] = true;
        order.push(next);
    }
    Some(order)
}

/// Everything that leads to one of these nodes, themselves included.
fn upstream(nodes: &[Node], of: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut reached = vec![false; nodes.len()];
    let mut todo: Vec<usize> = of.into_iter().collect();
    while let Some(i) = todo.pop() {
        if !reached[i] {
            reached[i] = true;
            todo.extend(nodes[i].before.iter().map(|e| e.from));
        }
    }
    reached
}

/// What has happened once a node has finished, itself included.
#[derive(Debug)]
struct Implied {
    finished: Vec<bool>,
    begun: Vec<bool>,
}

/// A finish link says that its predecessor had finished, a start link only that it had begun. What has no length
/// of its own, a milestone or an absent step, has finished when it has begun.
fn implied_by(nodes: &[Node], rules: &[Walked], finished: usize) -> Implied {
    let mut implied = Implied { finished: vec![false; nodes.len()], begun: vec![false; nodes.len()] };
    let mut todo = vec![(finished, true)];
    while let Some((i, has_finished)) = todo.pop() {
        let has_finished = has_finished || !nodes[i].present || rules[nodes[i].rule].rule == Rule::Pass;
        implied.finished[i] |= has_finished;
        if !implied.begun[i] {
            implied.begun[i] = true;
            todo.extend(nodes[i].before.iter().map(|e| (e.from, !e.from_start)));
        }
    }
    implied
}

/// Whether what triggers the node may be a window running out at 24:00, going by kinds and lengths alone.
fn after_a_window(nodes: &[Node], rules: &[Walked], node: usize) -> bool {
    nodes[node].before.iter().any(|edge| {
        let days = edge
            .lag
            .is_some_and(|lag| matches!(rules[lag].rule, Rule::Lag(Length { unit: Unit::Working, .. })));
        let from = &nodes[edge.from];
        !days
            && match rules[from.rule].rule {
                Rule::Pass => after_a_window(nodes, rules, edge.from),
                _ if !from.present => after_a_window(nodes, rules, edge.from),
                Rule::Work(..) if edge.from_start => after_a_window(nodes, rules, edge.from),
                _ if edge.from_start => false,
                Rule::Notice { .. } => true,
                Rule::Consultation { due: Some(due), reply: Some(reply), .. } => {
                    due.unit != reply.unit || reply.n > due.n
                }
                Rule::Consultation { due, .. } => due.is_some(),
                _ => false,
            }
    })
}

struct Builder<'a> {
    question: &'a Question<'a>,
    facts: BTreeMap<String, String>,
    rules: Vec<Walked>,
}

impl Builder<'_> {
    fn rule(&mut self, rule: Rule) -> usize {
        if let Some(i) = self.rules.iter().position(|w| w.rule == rule) {
            return i;
        }
        self.rules.push(Walked { rule, known: RefCell::new(Vec::new()) });
        self.rules.len() - 1
    }

    fn holds(&self, when: &When) -> bool {
        when.holds(&self.facts)
    }

    /// Rule, length shown, origin shown.
    fn how(&self, step: &Step) -> (Rule, Option<String>, Option<String>) {
        let question = self.question;
        let mut estimate = step.estimate.clone();
        let mut cadence = step.cadence;
        for overlay in question.overlays {
            if let Some(said) = overlay.steps.get(&step.id) {
                estimate = said.estimate.clone().or(estimate);
                cadence = said.cadence.or(cadence);
            }
        }
        let estimate = estimate.and_then(|(points, origin)| match question.basis {
            Basis::Statutory if step.limit.is_some() => None,
            Basis::Statutory | Basis::Likely => Some((points.likely, origin)),
            Basis::Best => Some((points.min, origin)),
            Basis::Worst => Some((points.max, origin)),
        });
        let practice = question.counting == Counting::Practice;
        let rolls = step.rolls.unwrap_or(!(practice && step.kind == "notice"));
        let regulation = || Some("regulation".to_owned());
        match step.kind.as_str() {
            "milestone" => (Rule::Pass, None, None),
            "act" => (Rule::Act, None, None),
            "meeting" => (Rule::Meeting(cadence), None, None),
            "notice" | "listing" => {
                let Some(limit) = step.limit else { return (Rule::Act, None, None) };
                let rule = if step.kind == "notice" {
                    let first_counts = step.first_day_counts.unwrap_or(practice);
                    Rule::Notice { limit, first_counts, rolls }
                } else {
                    Rule::Work(limit, rolls)
                };
                (rule, Some(limit.to_string()), regulation())
            }
            kind => {
                let (used, origin) = match (&estimate, step.limit) {
                    (Some((length, origin)), _) => (*length, Some(origin.clone())),
                    (None, Some(limit)) => (limit, regulation()),
                    (None, None) => return (Rule::Act, None, Some("untimed".to_owned())),
                };
                let rule = match kind {
                    _ if used.n == 0 => Rule::Act,
                    "review" => Rule::Review(used, rolls),
                    "consultation" => {
                        let reply = estimate.as_ref().map(|(length, _)| *length);
                        Rule::Consultation { due: step.limit, reply, rolls }
                    }
                    _ => Rule::Work(used, rolls),
                };
                (rule, Some(used.to_string()), origin)
            }
        }
    }

    fn node(&mut self, place: usize, step: &Step, not_before: Option<usize>) -> Node {
        let present = self.holds(&step.when);
        let (rule, length, origin) = self.how(step);
        let beginning = match (present, rule) {
            (false, _) | (true, Rule::Pass | Rule::Work(..)) => Beginning::Trigger,
            _ => Beginning::Office,
        };
        let rule = self.rule(if present { rule } else { Rule::Pass });
        let key = (place, 1);
        let id = step.id.clone();
        Node {
            id,
            key,
            present,
            done: false,
            given: None,
            begun_by: None,
            after_a_window: false,
            stood: None,
            handed_on: None,
            done_by: None,
            rule,
            beginning,
            not_before,
            length,
            origin,
            before: Vec::new(),
        }
    }
}

/// Copies the stretches that run again. Gives the newest copy of each base step.
fn run_again(
    nodes: &mut Vec<Node>,
    question: &Question<'_>,
    builder: &Builder<'_>,
) -> Result<Vec<usize>, Wrong> {
    let base = nodes.clone();
    let mut newest: Vec<usize> = (0..base.len()).collect();
    let order = topological(&base).ok_or(Wrong::Cycle)?;
    let find = |id: &str| base.iter().position(|n| n.id == id);
    let mut reworks = Vec::new();
    for rework in &question.workflow.reworks {
        let asked = question.reworks.iter().rev().find(|(id, _)| *id == rework.id).map(|(_, n)| *n);
        let rounds =
            asked.unwrap_or_else(|| u32::from(rework.when.as_ref().is_some_and(|w| builder.holds(w))));
        let (Some(at), Some(back_to)) = (find(&rework.at), find(&rework.back_to)) else { continue };
        reworks.push((order.iter().position(|&i| i == at), at, back_to, rounds));
    }
    for (id, _) in question.reworks {
        if !question.workflow.reworks.iter().any(|r| r.id == *id) {
            return Err(Wrong::Unknown(id.clone()));
        }
    }
    reworks.sort_by_key(|r| r.0);
    for (_, at, back_to, rounds) in reworks {
        let towards_at = upstream(&base, [at]);
        let in_stretch: Vec<bool> =
            (0..base.len()).map(|i| towards_at[i] && upstream(&base, [i])[back_to]).collect();
        if rounds == 0 || !base[at].present || !in_stretch[back_to] {
            continue;
        }
        let copies_from = nodes.len();
        for _ in 0..rounds {
            let trigger =
                Edge { from: newest[at], from_start: false, lag: None, first_round: false, failure: true };
            let mut this_round = BTreeMap::new();
            for &i in order.iter().filter(|&&i| in_stretch[i]) {
                let mut copy = base[i].clone();
                copy.key.1 = nodes[newest[i]].key.1 + 1;
                copy.id = format!("{}~{}", base[i].id, copy.key.1);
                if i == back_to {
                    copy.before = vec![trigger.clone()];
                } else {
                    for edge in &mut copy.before {
                        if let Some(&inside) = this_round.get(&edge.from) {
                            edge.from = inside;
                        } else if !edge.first_round {
                            edge.from = newest[edge.from];
                        }
                    }
                }
                this_round.insert(i, nodes.len());
                nodes.push(copy);
            }
            for (i, copy) in this_round {
                newest[i] = copy;
            }
        }
        // What led to a failure, or to what runs again after it, happened before the copy did and keeps its links.
        let before_copies = upstream(nodes, copies_from..nodes.len());
        let place_of: Vec<usize> = nodes.iter().map(|n| n.key.0).collect();
        for (i, node) in nodes.iter_mut().enumerate() {
            if in_stretch[place_of[i]] || before_copies[i] {
                continue;
            }
            for edge in &mut node.before {
                let written = !edge.failure && !edge.first_round;
                if written && in_stretch[place_of[edge.from]] {
                    edge.from = newest[place_of[edge.from]];
                }
            }
        }
    }
    Ok(newest)
}

impl<'a> Walker<'a> {
    /// Settles all that does not depend on the start: facts, lengths, links, reworks, dates given by `--at`.
    pub fn new(calendar: &'a Calendar, question: &Question<'_>) -> Result<Self, Wrong> {
        let workflow = question.workflow;
        let mut facts: BTreeMap<String, String> =
            workflow.facts.iter().map(|(name, (_, default))| (name.clone(), default.clone())).collect();
        let set = question.overlays.iter().flat_map(|o| &o.facts).chain(question.facts);
        for (name, value) in set {
            match facts.get_mut(name) {
                Some(old) => *old = value.clone(),
                None => return Err(Wrong::Unknown(name.clone())),
            }
        }
        let mut builder = Builder { question, facts: facts.clone(), rules: Vec::new() };
        let outside = |date| calendar.index(date).ok_or(Wrong::Range);

        let mut nodes = Vec::new();
        for (place, step) in workflow.steps.iter().enumerate() {
            let in_files = question.overlays.iter().filter_map(|o| o.steps.get(&step.id)?.not_before);
            let asked = question.not_before.iter().filter(|(id, _)| *id == step.id).map(|(_, date)| *date);
            let not_before = in_files.chain(asked).last().map(outside).transpose()?;
            let node = builder.node(place, step, not_before);
            nodes.push(node);
        }
        for (i, step) in workflow.steps.iter().enumerate() {
            for link in step.after.iter().filter(|l| l.when.holds(&facts)) {
                let from = nodes.iter().position(|n: &Node| n.id == link.step);
                let from = from.ok_or_else(|| Wrong::Unknown(link.step.clone()))?;
                let lag = link.lag.filter(|lag| lag.n > 0).map(|lag| builder.rule(Rule::Lag(lag)));
                let (from_start, first_round) = (link.from_start, link.first_round);
                nodes[i].before.push(Edge { from, from_start, lag, first_round, failure: false });
            }
        }
        let newest = run_again(&mut nodes, question, &builder)?;
        let last_copy =
            |id: &str| nodes.iter().take(newest.len()).position(|n| n.id == id).map(|i| newest[i]);

        let wanted = question.goal.unwrap_or(&workflow.goal);
        let goal = nodes.iter().position(|n| n.id == wanted && n.key.1 > 1).or_else(|| last_copy(wanted));
        let goal = goal.ok_or_else(|| Wrong::Unknown(wanted.to_owned()))?;
        let own = question.overlays.iter().flat_map(|o| &o.promises);
        let mut promises = Vec::new();
        for promise in workflow.promises.iter().chain(own) {
            if let (Some(from), Some(to)) = (last_copy(&promise.from), last_copy(&promise.to)) {
                promises.push((promise.clone(), from, to));
            }
        }

        if topological(&nodes).is_none() {
            panic!("repeating a stretch tied a knot that is not in the file: {nodes:#?}");
        }
        for (id, date) in question.at {
            let i = nodes.iter().position(|n| n.id == *id).ok_or_else(|| Wrong::Unknown(id.clone()))?;
            if !nodes[i].present {
                return Err(Wrong::At(id.clone()));
            }
            if nodes[i].given.is_some() {
                return Err(Wrong::Twice(id.clone()));
            }
            nodes[i].given = Some(calendar.index(*date).ok_or(Wrong::Range)?);
            nodes[i].after_a_window =
                builder.rules[nodes[i].rule].rule == Rule::Pass && after_a_window(&nodes, &builder.rules, i);
        }
        let given: Vec<(usize, usize)> =
            nodes.iter().enumerate().filter_map(|(i, n)| n.given.map(|day| (i, day))).collect();
        let ids: Vec<String> = nodes.iter().map(|n| n.id.clone()).collect();
        for &(later, day) in &given {
            let implied = implied_by(&nodes, &builder.rules, later);
            for (i, node) in nodes.iter_mut().enumerate() {
                if let Some(own) = node.given {
                    if implied.finished[i] && own > day {
                        return Err(Wrong::OutOfOrder(node.id.clone(), ids[later].clone()));
                    }
                } else if implied.finished[i] {
                    node.done = true;
                    node.done_by = Some(node.done_by.map_or(day, |by| by.min(day)));
                }
            }
        }
        if !nodes[goal].present || nodes[goal].done {
            return Err(Wrong::Goal(wanted.to_owned()));
        }
        promises.retain(|&(_, from, to)| [from, to].iter().all(|&i| nodes[i].present && !nodes[i].done));
        let rules = Rc::new(builder.rules);
        Self::linked(calendar, nodes, rules, goal, promises).ok_or(Wrong::Cycle)
    }

    fn linked(
        calendar: &'a Calendar,
        nodes: Vec<Node>,
        rules: Rc<Vec<Walked>>,
        goal: usize,
        promises: Vec<(super::files::Promise, usize, usize)>,
    ) -> Option<Self> {
        let order = topological(&nodes)?;
        let mut after = vec![Vec::new(); nodes.len()];
        for (i, node) in nodes.iter().enumerate() {
            for edge in &node.before {
                after[edge.from].push((i, edge.clone()));
            }
        }
        let leads_to_goal = upstream(&nodes, [goal]);
        Some(Self { calendar, nodes, rules, order, after, leads_to_goal, goal, promises })
    }

    /// The same with every `--at` standing on its day: `planned` is trigger and finish of every node without them.
    fn standing(&self, planned: &[(Tick, Tick)]) -> Self {
        let mut walker = Self {
            calendar: self.calendar,
            nodes: self.nodes.clone(),
            rules: Rc::clone(&self.rules),
            order: self.order.clone(),
            after: Vec::new(),
            leads_to_goal: Vec::new(),
            goal: self.goal,
            promises: Vec::new(),
        };
        walker.tell_beginnings(planned);
        for i in 0..self.nodes.len() {
            for edge in self.nodes[i].before.clone() {
                let Some(by) = self.nodes[edge.from].done_by else { continue };
                let (trigger, finish) = planned[edge.from];
                let leaves = match edge.from_start {
                    true => self.beginning(edge.from, trigger).expect("it was planned"),
                    false => finish,
                };
                // As planned, but not after the day that proves it.
                let leaves = if day_of(leaves) > by { 2 * by + leaves % 2 } else { leaves };
                let arrives = self.shift(&edge, leaves);
                walker.nodes[i].handed_on = walker.nodes[i].handed_on.max(arrives);
            }
        }
        let mut nodes = walker.nodes;
        let done: Vec<bool> = nodes.iter().map(|n| n.done).collect();
        for (i, node) in nodes.iter_mut().enumerate() {
            node.before.retain(|e| !done[i] && node.given.is_none() && !done[e.from]);
        }
        let rules = Rc::clone(&self.rules);
        let mut walker = Self::linked(self.calendar, nodes, rules, self.goal, self.promises.clone())
            .expect("fewer links make no knot");
        walker.order.retain(|&i| !done[i]);
        walker
    }

    /// The working day on which something triggered then reaches an office.
    fn office_day(&self, trigger: Tick) -> Option<usize> {
        let day = day_of(trigger);
        let day = if trigger == end_of_day(day) { self.calendar.days_after(day, 1)? } else { day };
        self.calendar.first_workday_from(day)
    }

    fn count(&self, day: usize, length: Length, rolls: bool) -> Option<usize> {
        match length.unit {
            Unit::Working => self.calendar.workday_after(day, length.n),
            Unit::Natural => {
                let last = self.calendar.days_after(day, length.n)?;
                if rolls { self.calendar.first_workday_from(last) } else { Some(last) }
            }
        }
    }

    fn is_sitting(&self, day: usize, cadence: Cadence) -> bool {
        if !self.calendar.is_working(day) {
            return false;
        }
        // The planned day is this one, or one of the rest days just before it.
        let mut planned = day;
        loop {
            let date = self.calendar.date(planned);
            let week = date.week() - cadence.anchor.map_or(0, Date::week);
            if date.weekday() == cadence.weekday && week % cadence.every == 0 {
                return true;
            }
            if planned == 0 || self.calendar.is_working(planned - 1) {
                return false;
            }
            planned -= 1;
        }
    }

    /// The finish for a trigger, walked day by day.
    fn walk(&self, rule: Rule, trigger: Tick) -> Option<Tick> {
        let calendar = self.calendar;
        Some(match rule {
            Rule::Pass => trigger,
            Rule::Act => in_hours(self.office_day(trigger)?),
            Rule::Review(n, rolls) => in_hours(self.count(self.office_day(trigger)?, n, rolls)?),
            Rule::Work(n, rolls) => in_hours(self.count(day_of(trigger), n, rolls)?),
            Rule::Notice { limit, first_counts: false, rolls } => {
                end_of_day(self.count(self.office_day(trigger)?, limit, rolls)?)
            }
            Rule::Notice { limit, first_counts: true, rolls } => {
                let posted = self.office_day(trigger)?;
                let one_less = Length { n: limit.n - 1, ..limit };
                end_of_day(self.count(posted, one_less, rolls)?)
            }
            Rule::Consultation { due, reply, rolls } => {
                let pushed = self.office_day(trigger)?;
                let due = due.map(|n| self.count(pushed, n, rolls));
                let reply = reply.map(|n| self.count(pushed, n, rolls));
                match (due, reply) {
                    (None, None) => in_hours(pushed),
                    (Some(due), None) => end_of_day(due?),
                    (None, Some(reply)) => in_hours(reply?),
                    (Some(due), Some(reply)) => match (due, reply) {
                        (Some(due), Some(reply)) if reply <= due => in_hours(reply),
                        (due, _) => end_of_day(due?),
                    },
                }
            }
            Rule::Meeting(cadence) => {
                let mut day = self.office_day(trigger)?;
                if let Some(cadence) = cadence {
                    while !self.is_sitting(day, cadence) {
                        day = calendar.days_after(day, 1)?;
                    }
                }
                in_hours(day)
            }
            Rule::Lag(lag) => match lag.unit {
                Unit::Working => in_hours(calendar.workday_after(day_of(trigger), lag.n)?),
                Unit::Natural => {
                    let day = calendar.days_after(day_of(trigger), lag.n)?;
                    if trigger == end_of_day(day_of(trigger)) { end_of_day(day) } else { in_hours(day) }
                }
            },
        })
    }

    /// As `walk`, but walks only once for each trigger.
    fn apply(&self, rule: usize, trigger: Tick) -> Option<Tick> {
        let Walked { rule, known } = &self.rules[rule];
        if *rule == Rule::Pass {
            return Some(trigger);
        }
        if trigger >= 2 * self.calendar.len() {
            return None;
        }
        let mut known = known.borrow_mut();
        if known.is_empty() {
            known.resize(2 * self.calendar.len(), NOT_YET);
        }
        if known[trigger] == NOT_YET {
            known[trigger] = self.walk(*rule, trigger).map_or(OUTSIDE, |finish| finish as u32 + 1);
        }
        (known[trigger] != OUTSIDE).then(|| known[trigger] as usize - 1)
    }

    fn beginning(&self, node: usize, trigger: Tick) -> Option<Tick> {
        match self.nodes[node].beginning {
            // With an `--at` the trigger is taken to be the beginning.
            _ if self.nodes[node].stood.is_some() => Some(trigger),
            Beginning::Trigger => Some(trigger),
            Beginning::Office => self.office_day(trigger).map(in_hours),
        }
    }

    /// From every `--at` back along the links: when the node itself began, and by when what it waited for had begun.
    fn tell_beginnings(&mut self, planned: &[(Tick, Tick)]) {
        let order = topological(&self.nodes).expect("no knot");
        let (mut ended, mut begun) = (vec![None; self.nodes.len()], vec![None; self.nodes.len()]);
        let lower = |bound: &mut Option<Tick>, by: Tick| *bound = Some(bound.map_or(by, |b: Tick| b.min(by)));
        for &i in order.iter().rev() {
            let (rule, given) = (self.nodes[i].rule, self.nodes[i].given);
            if let (Rule::Pass, Some(by)) = (self.rules[rule].rule, begun[i]) {
                lower(&mut ended[i], by);
            }
            if let Some(day) = given {
                ended[i] = Some(end_of_day(day));
            }
            // As late as its length allows.
            let latest = ended[i].map(|by| {
                let in_time = |&t: &Tick| self.apply(rule, t).is_some_and(|finish| finish <= by);
                (0..=by).rev().find(in_time).unwrap_or(by)
            });
            let mut latest = latest;
            if let (Some(day), Some(late)) = (given, latest) {
                let (trigger, finish) = planned[i];
                if day_of(finish) == day {
                    latest = Some(trigger);
                    let begins = self.beginning(i, trigger).expect("it was planned");
                    self.nodes[i].stood = Some((begins, finish));
                } else {
                    latest = Some(in_hours(day_of(late)));
                    self.nodes[i].stood = Some(self.stood(i, day, late, begun[i]));
                }
            }
            self.nodes[i].begun_by = begun[i];
            let Some(trigger) = latest.into_iter().chain(begun[i]).min() else { continue };
            for edge in self.nodes[i].before.clone() {
                let in_time = |&t: &Tick| self.shift(&edge, t).is_some_and(|moment| moment <= trigger);
                let before = (0..=trigger).rev().find(in_time).unwrap_or(trigger);
                match edge.from_start {
                    true => lower(&mut begun[edge.from], before),
                    false => lower(&mut ended[edge.from], before),
                }
            }
        }
    }

    /// Beginning and finish of a node with an `--at` that day; finished at 24:00 when it ended by running out.
    fn stood(&self, i: usize, day: usize, latest: Tick, begun_by: Option<Tick>) -> (Tick, Tick) {
        let Node { rule, beginning, after_a_window, .. } = self.nodes[i];
        let ran_out = match self.rules[rule].rule {
            Rule::Notice { .. } => true,
            Rule::Consultation { .. } => self
                .apply(rule, latest)
                .is_some_and(|finish| day_of(finish) <= day && finish == end_of_day(day_of(finish))),
            _ => after_a_window,
        };
        let trigger = in_hours(day_of(latest.min(begun_by.unwrap_or(latest)))).min(in_hours(day));
        let begins = match beginning {
            Beginning::Trigger => trigger,
            Beginning::Office => self.office_day(trigger).map_or(trigger, in_hours),
        };
        (begins.min(in_hours(day)), if ran_out { end_of_day(day) } else { in_hours(day) })
    }

    fn shift(&self, edge: &Edge, moment: Tick) -> Option<Tick> {
        edge.lag.map_or(Some(moment), |lag| self.apply(lag, moment))
    }

    /// Where a link leaves its predecessor.
    fn leaves(&self, edge: &Edge, times: &[(Tick, Tick)]) -> Option<Tick> {
        let (trigger, finish) = times[edge.from];
        if edge.from_start { self.beginning(edge.from, trigger) } else { Some(finish) }
    }

    /// Trigger and finish of every node; one of them may be taken as a milestone, unless its finish is known.
    fn forward(&self, start: usize, milestone: Option<usize>) -> Option<Vec<(Tick, Tick)>> {
        let milestone = milestone.filter(|&i| self.nodes[i].given.is_none());
        let mut times = vec![(0, 0); self.nodes.len()];
        for &i in &self.order {
            let node = &self.nodes[i];
            if let Some(stood) = node.stood {
                times[i] = stood;
                continue;
            }
            let mut trigger = if node.before.is_empty() { in_hours(start) } else { 0 };
            for edge in &node.before {
                let leaves = if milestone == Some(edge.from) {
                    times[edge.from].1
                } else {
                    self.leaves(edge, &times)?
                };
                trigger = trigger.max(self.shift(edge, leaves)?);
            }
            if let (true, Some(day)) = (node.present, node.not_before) {
                trigger = trigger.max(in_hours(day));
            }
            trigger = node.handed_on.map_or(trigger, |moment| trigger.max(moment));
            // What is still to be done is not triggered before the run.
            trigger = node.begun_by.map_or(trigger.max(in_hours(start)), |by| trigger.min(by));
            let finish = if milestone == Some(i) { trigger } else { self.apply(node.rule, trigger)? };
            times[i] = (trigger, finish);
        }
        Some(times)
    }

    /// The latest trigger and finish of a node whose successors must be triggered by `limits` (`None`: no
    /// limit), found by pushing on from its actual moments.
    fn pushed_on(
        &self,
        i: usize,
        times: &[(Tick, Tick)],
        end: Option<Tick>,
        limits: impl Fn(usize) -> Option<Tick>,
    ) -> Option<(Tick, Tick)> {
        let (trigger, finish) = times[i];
        let mut latest_finish = end;
        for (successor, edge) in self.after[i].iter().filter(|(_, e)| !e.from_start) {
            let Some(limit) = limits(*successor) else { continue };
            let mut moment = finish;
            if edge.lag.is_none() {
                moment = limit;
            }
            while edge.lag.is_some() && self.shift(edge, moment + 1).is_some_and(|m| m <= limit) {
                moment += 1;
            }
            latest_finish = Some(latest_finish.map_or(moment, |l| l.min(moment)));
        }
        let fits = |moment: Tick| {
            let in_time = latest_finish
                .is_none_or(|limit| self.apply(self.nodes[i].rule, moment).is_some_and(|f| f <= limit));
            in_time
                && self.after[i].iter().filter(|(_, e)| e.from_start).all(|(successor, edge)| {
                    limits(*successor).is_none_or(|limit| {
                        let begins = self.beginning(i, moment).and_then(|m| self.shift(edge, m));
                        begins.is_some_and(|m| m <= limit)
                    })
                })
        };
        let mut latest_trigger = trigger;
        while latest_trigger + 1 < 2 * self.calendar.len() && fits(latest_trigger + 1) {
            latest_trigger += 1;
        }
        let latest_finish = match latest_finish {
            Some(limit) => limit,
            None => self.apply(self.nodes[i].rule, latest_trigger)?,
        };
        Some((latest_trigger, latest_finish))
    }

    fn float(&self, actual: (Tick, Tick), latest: (Tick, Tick)) -> (i64, i64) {
        let working = |a, b| self.calendar.workdays_between(day_of(a), day_of(b));
        let natural = |a, b| day_of(b) as i64 - day_of(a) as i64;
        (
            working(actual.0, latest.0).min(working(actual.1, latest.1)),
            natural(actual.0, latest.0).min(natural(actual.1, latest.1)),
        )
    }

    fn moment(&self, tick: Tick) -> Moment {
        let day = day_of(tick);
        Moment { date: self.calendar.date(day), end_of_day: tick == end_of_day(day) }
    }

    /// The schedule from a start.
    pub fn from(&self, start: Date, want: Want) -> Result<Answer, Wrong> {
        let calendar = self.calendar;
        let nodes = &self.nodes;
        let from = start;
        let start = calendar.index(start).ok_or(Wrong::Range)?;
        let times = self.forward(start, None).ok_or(Wrong::Range)?;
        if nodes.iter().any(|node| node.given.is_some() && node.stood.is_none()) {
            return self.standing(&times).from(from, want);
        }
        let goal_finish = times[self.goal].1;

        // What set each trigger, looking through absent steps; what touches a provisional day.
        let mut drivers: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
        let mut provisional = vec![false; nodes.len()];
        // The same up to the beginning only: a link from there does not pass on what the step itself runs through.
        let mut begins_provisional = vec![false; nodes.len()];
        for &i in &self.order {
            let (trigger, finish) = times[i];
            let mut inherited = false;
            // A link that arrives after the trigger drives nothing: the step is known to have begun without it.
            let mut held = false;
            for edge in &nodes[i].before {
                let leaves = self.leaves(edge, &times).ok_or(Wrong::Range)?;
                let arrives = self.shift(edge, leaves).ok_or(Wrong::Range)?;
                inherited |=
                    if edge.from_start { begins_provisional[edge.from] } else { provisional[edge.from] };
                if edge.lag.is_some() {
                    inherited |= calendar.any_provisional(day_of(leaves), day_of(arrives));
                }
                held |= arrives > trigger;
                if arrives == trigger {
                    if nodes[edge.from].present {
                        drivers[i].push(edge.from);
                    } else {
                        let through = drivers[edge.from].clone();
                        drivers[i].extend(through);
                    }
                }
            }
            if held {
                drivers[i].clear();
            }
            drivers[i].sort_by_key(|&d| nodes[d].key);
            drivers[i].dedup();
            if nodes[i].stood.is_some() {
                // The finish is a fact; the beginning was counted back from it.
                provisional[i] = calendar.any_provisional(day_of(finish), day_of(finish));
                begins_provisional[i] = calendar.any_provisional(day_of(trigger), day_of(finish));
                continue;
            }
            provisional[i] = inherited || calendar.any_provisional(day_of(trigger), day_of(finish));
            let begins = self.beginning(i, trigger).ok_or(Wrong::Range)?;
            begins_provisional[i] = inherited || calendar.any_provisional(day_of(trigger), day_of(begins));
        }
        let mut critical = vec![false; nodes.len()];
        let mut todo = vec![self.goal];
        while let Some(i) = todo.pop() {
            if !critical[i] {
                critical[i] = true;
                todo.extend(&drivers[i]);
            }
        }
        let mut path = vec![self.goal];
        while let Some(&driver) = drivers[path[path.len() - 1]].first() {
            path.push(driver);
        }
        path.reverse();

        let mut latest: Vec<Option<(Tick, Tick)>> = vec![None; nodes.len()];
        let mut free: Vec<Option<(i64, i64)>> = vec![None; nodes.len()];
        if want >= Want::Latest {
            for &i in self.order.iter().rev() {
                // What has finished can no longer be late.
                if nodes[i].given.is_some() {
                    continue;
                }
                if self.leads_to_goal[i] {
                    let end = (i == self.goal).then_some(goal_finish);
                    let limits = |s: usize| latest[s].map(|(trigger, _)| trigger);
                    latest[i] = Some(self.pushed_on(i, &times, end, limits).ok_or(Wrong::Range)?);
                }
                if i == self.goal {
                    free[i] = Some((0, 0));
                } else if nodes[i].present && !self.after[i].is_empty() {
                    let pushed = self.pushed_on(i, &times, None, |s| Some(times[s].0));
                    let mut float = self.float(times[i], pushed.ok_or(Wrong::Range)?);
                    // With a start link towards the goal and a plain link elsewhere it can come out larger.
                    if let Some(total) = latest[i].map(|latest| self.float(times[i], latest)) {
                        float = (float.0.min(total.0), float.1.min(total.1));
                    }
                    free[i] = Some(float);
                }
            }
        }

        let names = |list: &[usize]| list.iter().map(|&i| nodes[i].id.clone()).collect::<Vec<_>>();
        let mut steps = BTreeMap::new();
        for &i in self.order.iter().filter(|&&i| nodes[i].present) {
            let drag = if want >= Want::Drag && critical[i] {
                let without = self.forward(start, Some(i)).ok_or(Wrong::Range)?[self.goal].1;
                Some(calendar.workdays_between(day_of(without), day_of(goal_finish)))
            } else {
                None
            };
            let answer = StepAnswer {
                trigger: self.moment(times[i].0),
                finish: self.moment(times[i].1),
                latest: latest[i].map(|(t, f)| (self.moment(t), self.moment(f))),
                total_float: latest[i].map(|latest| self.float(times[i], latest)),
                free_float: free[i],
                drivers: names(&drivers[i]),
                critical: critical[i],
                drag,
                provisional: provisional[i],
                length: self.length(i, times[i].0),
                origin: self.origin(i, times[i].0),
            };
            steps.insert(nodes[i].id.clone(), answer);
        }
        let mut absent: Vec<usize> =
            (0..nodes.len()).filter(|&i| !nodes[i].present && !nodes[i].done).collect();
        absent.sort_by_key(|&i| nodes[i].key);
        let mut promises = Vec::new();
        for (promise, from, to) in &self.promises {
            let due = calendar.workday_after(day_of(times[*from].1), promise.within).ok_or(Wrong::Range)?;
            let actual = day_of(times[*to].1);
            promises.push(PromiseAnswer {
                id: promise.id.clone(),
                from: promise.from.clone(),
                to: promise.to.clone(),
                due: calendar.date(due),
                actual: calendar.date(actual),
                met: actual <= due,
                margin: calendar.workdays_between(actual, due),
            });
        }
        let present: Vec<usize> = self.order.iter().copied().filter(|&i| nodes[i].present).collect();
        Ok(Answer {
            order: names(&present),
            steps,
            absent: names(&absent),
            finish: self.moment(goal_finish),
            natural_days: day_of(goal_finish) as i64 - start as i64,
            working_days: calendar.workdays_between(start, day_of(goal_finish)),
            critical_path: names(&path),
            promises,
        })
    }

    /// The limit of a consultation whose estimate it cuts off for this trigger.
    fn cut_off(&self, i: usize, trigger: Tick) -> Option<Length> {
        match self.rules[self.nodes[i].rule].rule {
            Rule::Consultation { due: Some(due), reply: Some(_), .. } => {
                let finish = self.apply(self.nodes[i].rule, trigger)?;
                (finish == end_of_day(day_of(finish))).then_some(due)
            }
            _ => None,
        }
    }

    fn length(&self, i: usize, trigger: Tick) -> Option<String> {
        if self.nodes[i].given.is_some() {
            return None;
        }
        self.cut_off(i, trigger).map_or_else(|| self.nodes[i].length.clone(), |due| Some(due.to_string()))
    }

    fn origin(&self, i: usize, trigger: Tick) -> Option<String> {
        if self.nodes[i].given.is_some() {
            return None;
        }
        let regulation = self.cut_off(i, trigger).map(|_| "regulation".to_owned());
        regulation.or_else(|| self.nodes[i].origin.clone())
    }
}
