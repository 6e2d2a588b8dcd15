//! Every file that is compiled into the program loads, and says nothing but what it should.

use std::collections::BTreeSet;

use permits::diagnostic::{Diagnostic, Sources};
use permits::workflow::{
    Library, LoadError, Which, Workflow, check_against, check_assumptions, load_assumptions, load_workflow,
};

/// One line for each diagnostic, with its place.
fn tell(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let lines = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.labels.first().map(|label| {
            let (line, column) = sources.line_column(label.span.file, label.span.range.start);
            format!("{}:{line}:{column}", sources.file(label.span.file).name)
        });
        format!("{} {diagnostic} ({})\n", place.unwrap_or_default(), diagnostic.labels[0].text.en)
    });
    lines.collect()
}

fn workflow(id: &str) -> Workflow {
    let mut sources = Sources::default();
    match load_workflow(&Library::built_in(), &Which::typed(id), &mut sources) {
        Ok((workflow, warnings)) => {
            assert_eq!(tell(&sources, &warnings), "");
            workflow
        }
        Err(LoadError::Content(mistakes)) => panic!("{}", tell(&sources, &mistakes)),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn every_workflow_loads_without_a_word() {
    for file in Library::built_in().workflows() {
        let workflow = workflow(file.id);
        assert_eq!(workflow.id, file.id);
        assert!(workflow.step(workflow.goal.as_str()).is_some());
    }
}

#[test]
fn every_assumption_set_loads_and_fits_the_workflows() {
    let workflows: Vec<Workflow> =
        Library::built_in().workflows().iter().map(|file| workflow(file.id)).collect();
    for file in Library::built_in().assumption_sets() {
        let mut sources = Sources::default();
        let loaded = load_assumptions(&Library::built_in(), &Which::typed(file.id), &mut sources);
        let (set, warnings) = loaded.unwrap_or_else(|error| match error {
            LoadError::Content(mistakes) => panic!("{}", tell(&sources, &mistakes)),
            error => panic!("{error}"),
        });
        assert_eq!(set.id, file.id);
        assert_eq!(tell(&sources, &warnings), "");
        assert_eq!(tell(&sources, &check_assumptions(&workflows, &[], &set)), "");
        for workflow in &workflows {
            assert_eq!(tell(&sources, &check_against(workflow, &set)), "");
        }
    }
}

#[test]
fn every_file_in_the_folders_is_built_in() {
    let names = |folder: &str| {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut ids: Vec<String> = entries
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        ids.sort();
        ids
    };
    let sorted = |files: &[permits::workflow::BuiltIn]| {
        let mut ids: Vec<String> = files.iter().map(|file| file.id.to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(names("workflows"), sorted(Library::built_in().workflows()));
    assert_eq!(names("workflows/assumptions"), sorted(Library::built_in().assumption_sets()));
}

#[test]
fn the_full_path_is_both_procedures_without_the_steps_it_replaces() {
    let full = workflow("full-path");
    assert_eq!(full.includes, ["land-supply", "design-scheme-supply", "build-on-land-delivery"]);
    assert_eq!(full.steps[0].id.as_str(), "supply-opinion-letter", "the shared stretch comes first");
    for dropped in ["supply-stage-opinions", "pegging-conditions", "design-scheme", "design-review-merged"] {
        assert!(full.step(dropped).is_none());
        assert!(full.steps.iter().all(|step| step.after.iter().all(|link| link.step.as_str() != dropped)));
    }
    let permit = full.step("planning-permit").unwrap();
    let links: Vec<&str> = permit.after.iter().map(|link| link.step.as_str()).collect();
    assert_eq!(links, ["planning-permit-instant", "planning-permit-ordinary"]);
    assert!(permit.after.iter().all(|link| !link.when.is_always()));
    assert!(full.source("b").unwrap().articles.len() >= 19);
}

/// Every fact that a condition of the workflow asks about.
fn asked(workflow: &Workflow) -> Vec<&str> {
    let steps = workflow
        .steps
        .iter()
        .flat_map(|step| std::iter::once(&step.when).chain(step.after.iter().map(|link| &link.when)));
    steps
        .chain(workflow.scopes.iter().map(|scope| &scope.require))
        .chain(workflow.aborts.iter().map(|abort| &abort.when))
        .chain(workflow.reworks.iter().filter_map(|rework| rework.when.as_ref()))
        .chain(workflow.cautions.iter().map(|caution| &caution.when))
        .flat_map(|condition| condition.any.iter().flatten())
        .map(|requirement| requirement.fact.as_str())
        .collect()
}

#[test]
fn a_fact_that_decides_nothing_says_so() {
    let workflows: Vec<Workflow> =
        Library::built_in().workflows().iter().map(|file| workflow(file.id)).collect();
    let asked: BTreeSet<&str> = workflows.iter().flat_map(asked).collect();
    let facts = workflows.iter().flat_map(|workflow| &workflow.facts);
    let mut idle = BTreeSet::new();
    for fact in facts.filter(|fact| !asked.contains(fact.id.as_str())) {
        let why = fact.why.as_ref().map(|why| why.en.as_str()).unwrap_or_default();
        assert!(why.starts_with("No step and no date depends on it"), "{}", fact.id);
        idle.insert(fact.id.as_str());
    }
    assert_eq!(Vec::from_iter(idle), ["in-core-48", "promise-system"]);
}

/// `stressed` has the lengths of `promised`, word for word, and adds what can go wrong. It says nothing that a schedule
/// would use: the dates made with it are those of `promised`.
#[test]
fn stressed_is_promised_with_chances() {
    let load = |id: &str| {
        let which = Which::typed(id);
        load_assumptions(&Library::built_in(), &which, &mut Sources::default()).expect("a shipped set").0
    };
    let (promised, stressed) = (load("promised"), load("stressed"));
    let said = |set: &permits::workflow::Assumptions| {
        let mut said: Vec<String> = set
            .steps
            .iter()
            .filter(|(_, step, _)| step.estimate.is_some() || step.cadence.is_some())
            .map(|(id, step, _)| {
                let (why, source) = (&step.why, &step.source);
                format!("{id} {:?} {:?} {:?} {source:?} {why:?}", step.estimate, step.cadence, step.origin)
            })
            .collect();
        said.sort();
        said
    };
    assert_eq!(said(&promised), said(&stressed));
    assert!(promised.chances.is_empty() && !stressed.chances.is_empty());
    // What it adds is labelled as an assumption, with a reason.
    for (id, chance) in &stressed.chances {
        assert!(chance.origin == Some(permits::network::Origin::Assumption) && chance.why.is_some(), "{id}");
    }
}
