//! What is read becomes a plan, and the plan every document.
//!
//! In: [`Read`] and numbers that decide the question: the start day, the profile, the basis, facts, reworks, the goal,
//! finishes that are given. Out: how far it came. A question that has no plan is answered in words in both languages.

use permits::calendar::{Calendar, Counting, Day};
use permits::diagnostic::{Lang, Text};
use permits::network::{Basis, Case, Network, compile};
use permits::report::plan::{Filter, Plan, Suspension};
use permits::schedule::abort::fates;
use permits::schedule::given::{Given, GivenError, given};
use permits::schedule::{Run, Schedule, drag, schedule};
use permits::study::abort::{clause, takes_over};
use permits::workflow::{Domain, Project, Value};

use super::Numbers;
use super::read::Read;
use super::{documents, studies};

/// Larger networks are scheduled and not drawn: that takes its time, and `tests/hostile.rs` does it.
const DRAWN: usize = 400;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reached {
    NoNetwork,
    OutOfCalendar,
    Scheduled,
    Rendered,
}

/// How much is asked of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// A few documents and studies, other ones each time.
    Some,
    /// All of them.
    All,
}

/// A question and what it is asked of.
pub struct Asked<'a> {
    pub read: &'a Read,
    pub case: Case<'a>,
    pub calendar: &'a Calendar,
    pub run: Run,
    pub network: &'a Network,
    pub dates: &'a Schedule,
}

impl<'a> Asked<'a> {
    pub fn project(&self) -> Option<&'a Project> {
        self.read.project.as_ref()
    }

    pub fn plan<'p>(&'p self, shown: &'p Filter) -> Plan<'p> {
        Plan {
            workflow: &self.read.workflow,
            assumptions: &self.read.assumptions,
            project: self.project().map(|project| project.name.as_str()),
            network: self.network,
            calendar: self.calendar,
            schedule: self.dates,
            otherwise: None,
            drags: None,
            notes: &[],
            suspension: None,
            shown,
        }
    }
}

/// Words in both languages.
pub fn told(text: &Text) {
    assert!(!text.zh.trim().is_empty() && !text.en.trim().is_empty(), "not in both languages: {text:?}");
}

pub fn day(numbers: &mut Numbers) -> Day {
    let days = Day::LAST.days_since(Day::FIRST) as usize;
    match numbers.below(8) {
        0 => Day::FIRST,
        1 => Day::LAST,
        2 => Day::from_index((days - numbers.below(800)) as i64).expect("a day"),
        3 => Day::from_index(numbers.below(days + 1) as i64).expect("a day"),
        _ => Day::new(2023, 1 + numbers.below(12) as u32, 1 + numbers.below(28) as u32).expect("a day"),
    }
}

fn case<'a>(read: &'a Read, numbers: &mut Numbers) -> Case<'a> {
    let mut case = Case { project: read.project.as_ref(), ..Case::new(&read.workflow, &read.assumptions) };
    for (fact, value) in read.project.iter().flat_map(|project| &project.set) {
        case.facts.0.insert(fact.clone(), value.clone());
    }
    for fact in &read.workflow.facts {
        if !numbers.one_in(4) {
            continue;
        }
        let value = match &fact.domain {
            Domain::Bool => Value::Bool(numbers.one_in(2)),
            Domain::Choice(words) if words.is_empty() => continue,
            Domain::Choice(words) => Value::Choice(words[numbers.below(words.len())].clone()),
            Domain::Count => Value::Count([0, 1, 2, 50, u32::MAX][numbers.below(5)]),
        };
        case.facts.0.insert(fact.id.clone(), value);
    }
    for rework in &read.workflow.reworks {
        if numbers.one_in(4) {
            let times = if numbers.one_in(20) { u32::MAX } else { numbers.below(4) as u32 };
            case.reworks.push((rework.id.clone(), times));
        }
    }
    if numbers.one_in(8) && !read.workflow.steps.is_empty() {
        case.goal = Some(read.workflow.steps[numbers.below(read.workflow.steps.len())].id.clone());
    }
    case
}

fn run(read: &Read, numbers: &mut Numbers) -> Run {
    let start = read.project.as_ref().and_then(|project| project.start).filter(|_| numbers.one_in(2));
    Run {
        start: start.unwrap_or_else(|| day(numbers)),
        counting: [Counting::Statutory, Counting::Practice][numbers.below(2)],
        basis: [Basis::Likely, Basis::Likely, Basis::Best, Basis::Worst, Basis::Statutory][numbers.below(5)],
    }
}

/// From what was read to all that is made of it.
pub fn drive(read: &Read, calendar: &Calendar, numbers: &mut Numbers, depth: Depth) -> Reached {
    documents::of_files(read);
    let (case, run) = (case(read, numbers), run(read, numbers));
    let network = match compile(&case) {
        Ok(network) => network,
        Err(error) => {
            told(&error.text());
            return Reached::NoNetwork;
        }
    };
    let network = if numbers.one_in(4) {
        let finishes: Vec<Given> = (0..=numbers.below(2))
            .map(|_| Given {
                step: network.steps()[numbers.below(network.steps().len())].id.clone(),
                finished: run.start.plus(numbers.below(200) as i64).unwrap_or(run.start),
            })
            .collect();
        match given(&network, &finishes, calendar, &run) {
            Ok(pinned) => pinned,
            Err(GivenError::Mistake(error)) => {
                told(&error.text());
                network
            }
            Err(GivenError::Calendar(error)) => {
                told(&error.0.text());
                network
            }
        }
    } else {
        network
    };
    let dates = match schedule(&network, calendar, &run) {
        Ok(dates) => dates,
        Err(error) => {
            told(&error.0.text());
            return Reached::OutOfCalendar;
        }
    };
    if network.steps().len() > DRAWN {
        return Reached::Scheduled;
    }
    let asked = Asked { read, case, calendar, run, network: &network, dates: &dates };
    documents::of_plan(&asked, numbers, depth);
    suspended(&asked, numbers, depth);
    studies::all(&asked, numbers, depth);
    Reached::Rendered
}

/// The documents of a procedure that is suspended.
fn suspended(asked: &Asked<'_>, numbers: &mut Numbers, depth: Depth) {
    let facts = asked.read.workflow.facts.iter().map(|fact| fact.id.as_str());
    let Some((fact, rule)) =
        facts.filter_map(|fact| clause(asked.network, fact).map(|rule| (fact, rule))).next()
    else {
        return;
    };
    if depth == Depth::Some && !numbers.one_in(3) {
        return;
    }
    let day = asked.run.start.plus(numbers.below(400) as i64).unwrap_or(asked.run.start);
    let fates = fates(asked.network, asked.dates, day);
    let taken =
        takes_over(&asked.case, asked.network, asked.dates, &asked.read.workflow, asked.calendar, day);
    let fallback =
        taken.as_ref().ok().map(|over| (&asked.read.workflow, over.schedule.finish_day(&over.network)));
    let shown = Filter::default();
    let drags = drag::drags(asked.network, asked.calendar, asked.dates);
    let suspension = Some(Suspension { fact, day, clause: rule, fates: &fates, fallback });
    let plan = Plan { suspension, drags: drags.as_deref(), ..asked.plan(&shown) };
    for lang in [Lang::Zh, Lang::En] {
        documents::quick(&plan, asked.project(), lang);
    }
    documents::explained(&plan, asked.project(), numbers, depth);
}
