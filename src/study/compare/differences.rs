//! In what two scenarios differ.
//!
//! In: two scenarios. Out: their differences, each a thing that can be undone by itself: the start, a holiday, the
//! profile, the basis, a fact, the length of a step, a day not to begin before, a measure, the place of a step, the limit
//! of a promise, the goal. They stand in this order, within each kind in file order.
//!
//! Facts are compared first: the networks are then held against each other as if the facts were the same, so that what
//! follows from a fact is not told a second time as a difference of steps. Finishes that are given are left out: they are
//! the same in both. Where one of two procedures declares
//! measures that the other does not have, the differences of the steps of a measure are one difference.

use std::collections::{HashMap, HashSet};

use crate::calendar::{Counting, Day, Length};
use crate::network::{Basis, FactId, LinkEnd, Network, StepId, StepIx, Text, Timing, Value, compile};
use crate::workflow::{FactRole, Measure, Workflow};

use super::Scenario;

/// One difference; the first scenario's side comes first.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// let found = differences(&scenarios[0], &scenarios[1]);
/// assert_eq!(found, [Difference::Counting(Counting::Statutory, Counting::Practice)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The run's start.
    Start(Day, Day),
    /// Days of one holiday of one year's notice, or of a calendar file, that are worked in one of the two calendars.
    Holiday {
        /// Its name, in Chinese as in the notice or in the file; empty when the file gives none.
        name: String,
        /// The year whose notice arranges it.
        notice: i32,
        /// The days, and whether each is worked in the other scenario.
        days: Vec<(Day, bool)>,
    },
    /// The counting profile.
    Counting(Counting, Counting),
    /// Which lengths are used.
    Basis(Basis, Basis),
    /// A fact or a reading.
    Fact {
        /// Its name.
        fact: FactId,
        /// Which of the two it is.
        role: FactRole,
        /// Its value in the first scenario.
        first: Value,
        /// Its value in the other.
        other: Value,
    },
    /// How long a step takes, and how that is counted.
    Length {
        /// The step.
        step: StepId,
        /// In the first scenario.
        first: Timing,
        /// In the other.
        other: Timing,
    },
    /// A day that a step is not to begin before.
    NotBefore {
        /// The step.
        step: StepId,
        /// In the first scenario.
        first: Option<Day>,
        /// In the other.
        other: Option<Day>,
    },
    /// What one of the procedures does differently from the ordinary way.
    Measure {
        /// Its name in the file.
        id: String,
        /// What it is called.
        name: Text,
        /// The steps that differ because of it.
        steps: Vec<StepId>,
    },
    /// A step that only one of the two has, or that waits for something else.
    Step {
        /// The step.
        step: StepId,
        /// How it differs.
        change: Change,
    },
    /// What a promise allows: the working days between its two steps. It moves no step, only the day that is due.
    Promise {
        /// Its name in the file.
        id: String,
        /// In the first scenario; `None` when that does not have it.
        first: Option<Promised>,
        /// In the other.
        other: Option<Promised>,
    },
    /// What the finish is the finish of.
    Goal(StepId, StepId),
}

/// What a promise allows.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// use permits::study::compare::{Scenario, differences::{Difference, differences}};
/// let mut stricter = network.clone();
/// let rule = stricter.promises.iter_mut().find(|rule| rule.id.as_str() == "permit-in-ten").unwrap();
/// rule.within = 5;
/// let [first, other] = [&network, &stricter].map(|network| {
///     Scenario { name: "", case: case.clone(), given: &[], calendar: &calendar, network, dates: &dates }
/// });
/// let found = differences(&first, &other);
/// let [Difference::Promise { first: Some(first), other: Some(other), .. }] = &found[..] else { panic!() };
/// assert_eq!((first.within, other.within), (10, 5));
/// assert_eq!((first.from.as_str(), first.to.as_str()), ("deal-confirmation", "construction-permit"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// The step whose finish starts the clock.
    pub from: StepId,
    /// The step that has to be finished.
    pub to: StepId,
    /// Within so many working days.
    pub within: u32,
}

/// How a step differs.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// use permits::study::compare::differences::Change;
/// # let (ordinary, _) = load_workflow(&library, &Which::typed("conventional"), &mut sources).unwrap();
/// # let ordinary = Case { goal: case.goal.clone(), ..Case::new(&ordinary, &floor) };
/// # let whole = compile(&ordinary).unwrap();
/// # let dates = schedule(&whole, &calendar, &statutory).unwrap();
/// # let other = Scenario { case: ordinary.clone(), network: &whole, dates: &dates, ..scenarios[0].clone() };
/// // The ordinary way begins with drafting the plan, which the supply of land alone does not have.
/// let found = differences(&scenarios[0], &other);
/// let drafting = Difference::Step { step: "draft-plan".into(), change: Change::OnlyInOther };
/// assert!(found.contains(&drafting));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// Only the first scenario has it.
    OnlyInFirst,
    /// Only the other has it.
    OnlyInOther,
    /// It waits for something else.
    WaitsForElse {
        /// What it waits for in the first scenario only.
        in_first: Vec<Waited>,
        /// What it waits for in the other only.
        in_other: Vec<Waited>,
    },
}

/// What a step waits for.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// use permits::{network::LinkEnd, study::compare::differences::{Change, Waited}};
/// # let (ordinary, _) = load_workflow(&library, &Which::typed("conventional"), &mut sources).unwrap();
/// # let ordinary = Case { goal: case.goal.clone(), ..Case::new(&ordinary, &floor) };
/// # let whole = compile(&ordinary).unwrap();
/// # let dates = schedule(&whole, &calendar, &statutory).unwrap();
/// # let other = Scenario { case: ordinary.clone(), network: &whole, dates: &dates, ..scenarios[0].clone() };
/// // In the ordinary way the supply opinion letter waits for a consultation.
/// let consulted =
///     Waited { step: "consult-supply".into(), end: LinkEnd::Finish, lag: Length::Working(0) };
/// let change = Change::WaitsForElse { in_first: Vec::new(), in_other: vec![consulted] };
/// let letter = Difference::Step { step: "supply-opinion-letter".into(), change };
/// assert!(differences(&scenarios[0], &other).contains(&letter));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Waited {
    /// The step.
    pub step: StepId,
    /// Which end of it.
    pub end: LinkEnd,
    /// The time after that.
    pub lag: Length,
}

impl Difference {
    /// The same difference seen from the other scenario.
    ///
    /// ```
    #[doc = include_str!("../../set_up/compared.md")]
    /// let later = Difference::Start(day("2023-06-01"), day("2023-06-05"));
    /// assert_eq!(later.reversed(), Difference::Start(day("2023-06-05"), day("2023-06-01")));
    /// assert_eq!(later.reversed().reversed(), later);
    /// ```
    pub fn reversed(&self) -> Difference {
        match self.clone() {
            Difference::Start(first, other) => Difference::Start(other, first),
            Difference::Holiday { name, notice, days } => {
                let days = days.into_iter().map(|(day, works)| (day, !works)).collect();
                Difference::Holiday { name, notice, days }
            }
            Difference::Counting(first, other) => Difference::Counting(other, first),
            Difference::Basis(first, other) => Difference::Basis(other, first),
            Difference::Fact { fact, role, first, other } => {
                Difference::Fact { fact, role, first: other, other: first }
            }
            Difference::Length { step, first, other } => {
                Difference::Length { step, first: other, other: first }
            }
            Difference::NotBefore { step, first, other } => {
                Difference::NotBefore { step, first: other, other: first }
            }
            measure @ Difference::Measure { .. } => measure,
            Difference::Step { step, change } => {
                let change = match change {
                    Change::OnlyInFirst => Change::OnlyInOther,
                    Change::OnlyInOther => Change::OnlyInFirst,
                    Change::WaitsForElse { in_first, in_other } => {
                        Change::WaitsForElse { in_first: in_other, in_other: in_first }
                    }
                };
                Difference::Step { step, change }
            }
            Difference::Promise { id, first, other } => {
                Difference::Promise { id, first: other, other: first }
            }
            Difference::Goal(first, other) => Difference::Goal(other, first),
        }
    }
}

/// The step of a file behind a round of it.
pub(super) fn base(id: &StepId) -> &str {
    id.as_str().split('~').next().unwrap_or_default()
}

/// In what `other` differs from `first`.
///
/// ```
#[doc = include_str!("../../set_up/compared.md")]
/// assert!(differences(&scenarios[0], &scenarios[0]).is_empty());
/// let later = schedule(&network, &calendar, &Run::from(day("2023-06-05"))).unwrap();
/// let other = Scenario { dates: &later, ..scenarios[0].clone() };
/// let start = Difference::Start(day("2023-06-01"), day("2023-06-05"));
/// assert_eq!(differences(&scenarios[0], &other), [start]);
/// ```
pub fn differences(first: &Scenario<'_>, other: &Scenario<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let (run, theirs) = (first.dates.run, other.dates.run);
    if run.start != theirs.start {
        found.push(Difference::Start(run.start, theirs.start));
    }
    holidays(first, other, &mut found);
    if run.counting != theirs.counting {
        found.push(Difference::Counting(run.counting, theirs.counting));
    }
    if run.basis != theirs.basis {
        found.push(Difference::Basis(run.basis, theirs.basis));
    }
    let facts = facts(first, other);
    // The other scenario as it would be with the facts of the first.
    let alike = (!facts.is_empty()).then(|| with_facts(other, &facts)).flatten();
    let (mine, theirs) = (first.ungiven(), other.ungiven());
    let alike = alike.as_ref().unwrap_or(&theirs);
    found.extend(facts);
    lengths(&mine, &theirs, &mut found);
    let steps = steps(&mine, alike);
    let measures = measures(first.case.workflow, other.case.workflow);
    let of_measures: HashSet<&StepId> = measures.iter().flat_map(|measure| &measure.steps).collect();
    let differing: HashSet<&StepId> = steps.iter().map(|(step, _)| step).collect();
    let left = steps.iter().filter(|(step, _)| !of_measures.contains(step));
    let left = left.map(|(step, change)| Difference::Step { step: step.clone(), change: change.clone() });
    for measure in &measures {
        let differing = measure.steps.iter().filter(|step| differing.contains(step));
        let differing: Vec<StepId> = differing.cloned().collect();
        if !differing.is_empty() {
            let (id, name) = (measure.id.clone(), measure.name.clone());
            found.push(Difference::Measure { id, name, steps: differing });
        }
    }
    found.extend(left);
    promises(first.network, other.network, &mut found);
    // The goal comes last: it may be a step that the other scenario has only when the differences before are undone.
    let goal = |network: &Network| network.step(network.goal()).id.clone();
    let (mine, theirs) = (goal(first.network), goal(other.network));
    if base(&mine) != base(&theirs) {
        found.push(Difference::Goal(mine, theirs));
    }
    found
}

/// Promises that only one of the two makes, or that allow another time.
fn promises(first: &Network, other: &Network, found: &mut Vec<Difference>) {
    let promised = |network: &Network, id: &str| {
        let rule = network.promises.iter().find(|rule| rule.id.as_str() == id)?;
        let step = |ix: StepIx| StepId::from(base(&network.step(ix).id));
        Some(Promised { from: step(rule.from), to: step(rule.to), within: rule.within })
    };
    let mut known: HashSet<&str> = HashSet::new();
    for rule in first.promises.iter().chain(&other.promises) {
        let id = rule.id.as_str();
        let (mine, theirs) = (promised(first, id), promised(other, id));
        if known.insert(id) && mine != theirs {
            found.push(Difference::Promise { id: id.to_string(), first: mine, other: theirs });
        }
    }
}

/// The measures of one procedure that the other does not declare.
fn measures<'a>(first: &'a Workflow, other: &'a Workflow) -> Vec<&'a Measure> {
    let lacks = |workflow: &Workflow, id: &str| !workflow.measures.iter().any(|measure| measure.id == id);
    let of_first = first.measures.iter().filter(|measure| lacks(other, &measure.id));
    of_first.chain(other.measures.iter().filter(|measure| lacks(first, &measure.id))).collect()
}

/// Days that are worked in one calendar only, between the earliest start and the last date of the two, by holiday.
fn holidays(first: &Scenario<'_>, other: &Scenario<'_>, found: &mut Vec<Difference>) {
    let begins = first.dates.run.start.min(other.dates.run.start);
    let finishes = |scenario: &Scenario<'_>| {
        scenario.dates.steps.iter().map(|dated| dated.finish().day()).max().unwrap_or(begins)
    };
    let ends = finishes(first).max(finishes(other));
    let before = found.len();
    let days = first.calendar.differing_days(other.calendar);
    for day in days.into_iter().filter(|day| (begins..=ends).contains(day)) {
        // A file that makes a holiday a working day seldom says which: the notice does.
        let mut said = [other.calendar.exception(day), first.calendar.exception(day)].into_iter().flatten();
        let said = said.clone().find(|said| !said.name.is_empty()).or_else(|| said.next());
        let (name, notice) =
            said.map_or((String::new(), day.year()), |said| (said.name.clone(), said.notice));
        let works = other.calendar.works(day);
        let same = found[before..].iter_mut().find_map(|known| match known {
            Difference::Holiday { name: of, notice: in_, days } if *of == name && *in_ == notice => {
                Some(days)
            }
            _ => None,
        });
        match same {
            Some(days) => days.push((day, works)),
            None => found.push(Difference::Holiday { name, notice, days: vec![(day, works)] }),
        }
    }
}

/// Facts that both know and that have other values.
fn facts(first: &Scenario<'_>, other: &Scenario<'_>) -> Vec<Difference> {
    let known = other.case.workflow.facts.iter();
    let differing = known.filter_map(|fact| {
        let (mine, theirs) = (first.case.facts.0.get(&fact.id)?, other.case.facts.0.get(&fact.id)?);
        (mine != theirs && fact.domain.contains(mine)).then(|| Difference::Fact {
            fact: fact.id.clone(),
            role: fact.role,
            first: mine.clone(),
            other: theirs.clone(),
        })
    });
    differing.collect()
}

/// The other scenario's network with these facts as in the first; `None` when they make none.
fn with_facts(other: &Scenario<'_>, facts: &[Difference]) -> Option<Network> {
    let mut case = other.case.clone();
    for difference in facts {
        if let Difference::Fact { fact, first, .. } = difference {
            case.facts.0.insert(fact.clone(), first.clone());
        }
    }
    compile(&case).ok()
}

/// Steps in both that take another time, or have another day not to begin before.
fn lengths(first: &Network, other: &Network, found: &mut Vec<Difference>) {
    let mine = by_id(first);
    for ix in other.positions().filter(|ix| other.step(*ix).round == 1) {
        let theirs = other.step(ix);
        let Some(mine) = mine.get(theirs.id.as_str()).map(|mine| first.step(*mine)) else { continue };
        if mine.timing != theirs.timing && (mine.is_present() || theirs.is_present()) {
            found.push(Difference::Length {
                step: theirs.id.clone(),
                first: mine.timing.clone(),
                other: theirs.timing.clone(),
            });
        }
        let day = |step: &crate::network::NetworkStep| step.anchor.not_before.map(|moment| moment.day());
        if day(mine) != day(theirs) {
            found.push(Difference::NotBefore {
                step: theirs.id.clone(),
                first: day(mine),
                other: day(theirs),
            });
        }
    }
}

fn by_id(network: &Network) -> HashMap<&str, StepIx> {
    network.positions().map(|ix| (network.step(ix).id.as_str(), ix)).collect()
}

/// Steps that only one network has, or that wait for something else there.
fn steps(first: &Network, other: &Network) -> Vec<(StepId, Change)> {
    let (mine, theirs) = (by_id(first), by_id(other));
    let mut found: Vec<(StepId, Change)> = Vec::new();
    let mut known: HashSet<StepId> = HashSet::new();
    let mut add = |id: &StepId, change: Change| {
        let id = StepId::from(base(id));
        if known.insert(id.clone()) {
            found.push((id, change));
        }
    };
    for ix in first.positions() {
        let step = first.step(ix);
        match theirs.get(step.id.as_str()) {
            None if step.is_present() => add(&step.id, Change::OnlyInFirst),
            None => {}
            Some(&at) => match (step.is_present(), other.step(at).is_present()) {
                (true, false) => add(&step.id, Change::OnlyInFirst),
                (false, true) => add(&step.id, Change::OnlyInOther),
                _ => {
                    let (mine, theirs) = (waits_for(first, ix), waits_for(other, at));
                    if mine != theirs {
                        let only = |these: &[Waited], those: &[Waited]| {
                            these.iter().filter(|waited| !those.contains(waited)).cloned().collect()
                        };
                        let (in_first, in_other) = (only(&mine, &theirs), only(&theirs, &mine));
                        add(&step.id, Change::WaitsForElse { in_first, in_other });
                    }
                }
            },
        }
    }
    for ix in other.positions().filter(|ix| !mine.contains_key(other.step(*ix).id.as_str())) {
        if other.step(ix).is_present() {
            add(&other.step(ix).id, Change::OnlyInOther);
        }
    }
    found
}

/// What a step waits for, in an order of its own.
fn waits_for(network: &Network, ix: StepIx) -> Vec<Waited> {
    let links = network.links_into(ix).map(|link| &network.links()[link]);
    let mut named: Vec<Waited> = links
        .map(|link| Waited { step: network.step(link.from).id.clone(), end: link.end, lag: link.lag })
        .collect();
    named.sort_by_cached_key(|waited| (waited.step.clone(), waited.end, waited.lag.to_string()));
    named
}
