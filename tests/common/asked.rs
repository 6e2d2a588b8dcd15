//! A random case as the crate reads it.
//!
//! In: a case of `walker::networks`, which is texts and words. Out: the same loaded by the crate, with the run it asks
//! for. A test file that declares this declares `walker` too.

use std::collections::BTreeSet;

use permits::calendar::{Calendar, Counting, Day};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, FactId, FactValues, ReworkId, StepId};
use permits::schedule::Run;
use permits::schedule::given::Given;
use permits::workflow::{
    Assumptions, Library, LoadError, Project, Which, Workflow, load_workflow, parse_assumptions,
    parse_project,
};
use proptest::test_runner::Config;

use super::walker::date::Date;
use super::walker::networks::{self, WORKFLOW};
use super::walker::walk;

/// How random cases are tried: so many, unless PROPTEST_CASES says another number, and with so many attempts to make a
/// failing one smaller, unless PROPTEST_MAX_SHRINK_ITERS says fewer.
pub fn random(cases: u32, shrinks: u32) -> Config {
    let usual = Config::default();
    Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { usual.cases } else { cases },
        max_shrink_iters: usual.max_shrink_iters.min(shrinks),
        failure_persistence: None,
        ..usual
    }
}

/// A random case, loaded.
pub struct Asked {
    workflow: Workflow,
    assumptions: Assumptions,
    project: Project,
    facts: FactValues,
    reworks: Vec<(ReworkId, u32)>,
    goal: Option<StepId>,
    /// The facts that the project or a flag gives a value.
    #[allow(dead_code, reason = "only where facts can be open")]
    pub settled: BTreeSet<FactId>,
    /// The finishes that are given.
    pub given: Vec<Given>,
    /// The calendar, as known on the day asked for.
    pub calendar: Calendar,
    /// The run.
    pub run: Run,
}

impl Asked {
    /// Loads the case; it is one that a strict loader accepts.
    pub fn of(case: &networks::Case) -> Asked {
        let folder = tempfile::tempdir().expect("a folder");
        for (id, text) in &case.library {
            std::fs::write(folder.path().join(format!("{id}.toml")), text).expect("written");
        }
        let mut sources = Sources::default();
        let which = Which::Path(folder.path().join(format!("{WORKFLOW}.toml")));
        let (workflow, _) = load_workflow(&Library::built_in(), &which, &mut sources)
            .unwrap_or_else(|error| panic!("a valid workflow is refused: {}", words(&error)));
        let (assumptions, _) = parse_assumptions("assumptions.toml", &case.assumptions, &mut sources)
            .unwrap_or_else(|error| {
                panic!("a valid set is refused: {}\n{}", words(&error), case.assumptions)
            });
        let (project, _): (Project, _) = parse_project("project.toml", &case.project, &mut sources)
            .unwrap_or_else(|error| {
                panic!("a valid project is refused: {}\n{}", words(&error), case.project)
            });
        let mut facts = workflow.default_facts();
        let mut settled = BTreeSet::new();
        for (fact, value) in &project.set {
            facts.0.insert(fact.clone(), value.clone());
            settled.insert(fact.clone());
        }
        for (name, value) in &case.facts {
            let fact = workflow.fact(name).expect("a declared fact");
            facts.0.insert(fact.id.clone(), fact.domain.parse(value).expect("a value of the fact"));
            settled.insert(fact.id.clone());
        }
        let given = case.at.iter().map(|(step, date)| Given {
            step: StepId::from(step.as_str()),
            finished: day(*date).expect("in range"),
        });
        Asked {
            facts,
            settled,
            reworks: case.reworks.iter().map(|(id, times)| (ReworkId::from(id.as_str()), *times)).collect(),
            goal: case.goal.as_deref().map(StepId::from),
            given: given.collect(),
            calendar: Calendar::new(case.known_as_of.and_then(day), &[]),
            run: Run {
                start: day(case.start).expect("in range"),
                counting: counting(case.counting),
                basis: basis(case.basis),
            },
            workflow,
            assumptions,
            project,
        }
    }

    /// What a network is made of.
    pub fn case(&self) -> Case<'_> {
        Case {
            workflow: &self.workflow,
            assumptions: &self.assumptions,
            project: Some(&self.project),
            facts: self.facts.clone(),
            reworks: self.reworks.clone(),
            goal: self.goal.clone(),
        }
    }
}

fn words(error: &LoadError) -> String {
    match error {
        LoadError::Content(told) => told.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

/// The walker's date as a day of the calendar.
pub fn day(date: Date) -> Option<Day> {
    Day::new(date.year, date.month, date.day)
}

/// The walker's profile.
pub fn counting(counting: walk::Counting) -> Counting {
    match counting {
        walk::Counting::Statutory => Counting::Statutory,
        walk::Counting::Practice => Counting::Practice,
    }
}

/// The walker's basis.
pub fn basis(basis: walk::Basis) -> Basis {
    match basis {
        walk::Basis::Statutory => Basis::Statutory,
        walk::Basis::Best => Basis::Best,
        walk::Basis::Likely => Basis::Likely,
        walk::Basis::Worst => Basis::Worst,
    }
}
