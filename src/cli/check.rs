//! `permits check`: validates files.
//!
//! In: paths, or ids of built-in files. Out: every diagnostic of every file on standard error, a line a file on
//! standard output. A workflow's worked dates are scheduled and compared; a project is checked against its workflow.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::path::Path;

use clap::ArgMatches;
use permits::calendar::Calendar;
use permits::diagnostic::{Diagnostic, Lang, Sources, Text, number_of, plain};
use permits::network::{Case, compile};
use permits::study::examples;
use permits::study::track::impossible;
use permits::workflow::{
    Assumptions, FileKind, Library, LoadError, Project, Which, Workflow, check_against, check_assumptions,
    check_project, kind_of_file, load_assumptions, load_calendar, load_project, load_workflow,
};

use super::failure::Failure;
use super::inputs::{ASSUMPTIONS, load_failure};
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let library = Library::built_in();
    let typed: Vec<String> = matches.get_many::<String>("file").unwrap_or_default().cloned().collect();
    let built_in =
        || library.workflows().iter().chain(library.assumption_sets()).map(|file| file.id.to_string());
    let typed = if typed.is_empty() { built_in().collect() } else { typed };
    // Read only where an assumption set is among the files.
    let beside = LazyCell::new(|| workflows_among(&library, &typed));
    let mut worst: Option<Failure> = None;
    for name in &typed {
        let mut sources = Sources::default();
        match check(&library, name, &beside, &mut sources) {
            Ok((what, told)) if !told.iter().any(Diagnostic::is_error) => {
                voice.diagnostics(&told, &sources);
                voice.answer(&fine(name, &what, told.len(), voice.lang))?;
            }
            Ok((_, told)) => keep_worst(voice, Failure::Content(told, sources), &mut worst),
            Err(failure) => keep_worst(voice, failure, &mut worst),
        }
    }
    match worst {
        None => Ok(()),
        // Everything has been said: what is left is the exit code.
        Some(Failure::Content(..)) => Err(Failure::Content(Vec::new(), Sources::default())),
        Some(failure) => Err(failure),
    }
}

/// Says what is wrong with one file and goes on to the next. A file that cannot be read outweighs mistakes in one
/// that can; the last such failure is said at the end.
fn keep_worst(voice: &Voice, failure: Failure, worst: &mut Option<Failure>) {
    if let Failure::Content(..) = failure {
        voice.failure(&failure);
        worst.get_or_insert(failure);
    } else {
        if let Some(earlier) = worst.take()
            && !matches!(earlier, Failure::Content(..))
        {
            voice.failure(&earlier);
        }
        *worst = Some(failure);
    }
}

fn fine(name: &str, what: &Text, warnings: usize, lang: Lang) -> String {
    let name = plain(name);
    match (lang, warnings) {
        (_, 0) => format!("{name}: {}\n", what.get(lang)),
        (Lang::Zh, warnings) => format!("{name}: {};{warnings} 处警告\n", what.zh),
        (Lang::En, warnings) => format!("{name}: {}; {}\n", what.en, number_of(warnings, "warning")),
    }
}

/// The workflows among these files, whose steps others of them may name. One with mistakes defines none: it is told where
/// it is checked.
fn workflows_among(library: &Library, typed: &[String]) -> Vec<Workflow> {
    let read = |name: &String| match which_of(library, name) {
        Ok((which @ Which::Path(_), Kind::Toml(FileKind::Workflow))) => {
            load_workflow(library, &which, &mut Sources::default()).ok().map(|(workflow, _)| workflow)
        }
        _ => None,
    };
    typed.iter().filter_map(read).collect()
}

/// Which file is meant, and of what kind it is.
fn which_of(library: &Library, name: &str) -> Result<(Which, Kind), Failure> {
    let built_in = library.workflow(name).is_some() || library.assumptions(name).is_some();
    // What is neither built in nor written like a path may still be a file.
    let which = match Which::typed(name) {
        Which::BuiltIn(id) if !built_in && (is_calendar(Path::new(&id)) || Path::new(&id).exists()) => {
            Which::Path(id.into())
        }
        which => which,
    };
    let kind = match &which {
        Which::BuiltIn(id) if library.assumptions(id).is_some() => Kind::Toml(FileKind::Assumptions),
        Which::BuiltIn(_) => Kind::Toml(FileKind::Workflow),
        Which::Path(path) => kind_of(path)?,
    };
    Ok((which, kind))
}

/// What a file is, and everything there is to say about it, with the workflows that are checked beside it.
fn check(
    library: &Library,
    name: &str,
    beside: &LazyCell<Vec<Workflow>, impl FnOnce() -> Vec<Workflow>>,
    sources: &mut Sources,
) -> Result<(Text, Vec<Diagnostic>), Failure> {
    let (which, kind) = which_of(library, name)?;
    let checked = match (kind, &which) {
        (Kind::Calendar, _) => load_calendar(Path::new(name), sources)
            .map(|(_, warnings)| (Text::new("日历文件无误", "a calendar file, no errors"), warnings)),
        (Kind::Toml(FileKind::Workflow), which) => workflow(library, which, sources),
        (Kind::Toml(FileKind::Assumptions), which) => assumptions(library, which, beside, sources),
        (Kind::Toml(FileKind::Project), Which::Path(path)) => project(library, path, sources),
        (Kind::Toml(FileKind::Project), Which::BuiltIn(id)) => project(library, Path::new(id), sources),
    };
    checked.map_err(|error| load_failure(error, Vec::new(), sources))
}

type Checked = Result<(Text, Vec<Diagnostic>), LoadError>;

fn workflow(library: &Library, which: &Which, sources: &mut Sources) -> Checked {
    let (workflow, mut told) = load_workflow(library, which, sources)?;
    let mut sets: BTreeMap<String, Assumptions> = BTreeMap::new();
    for example in &workflow.examples {
        let named = &example.assumptions;
        if !sets.contains_key(&named.name) {
            let result = load_assumptions(library, &named.which, sources);
            let (set, _) =
                result.map_err(|error| error.named_at(FileKind::Assumptions, named.place.as_ref()))?;
            sets.insert(named.name.clone(), set);
        }
    }
    told.extend(examples(&workflow, &Calendar::official(), |name| sets.get(name)));
    let (steps, dates) =
        (workflow.steps.len(), workflow.examples.iter().map(|example| example.expect.len()).sum::<usize>());
    let what = Text::new(
        format!("流程无误,{steps} 项,核对了 {dates} 个算例日期"),
        format!(
            "a workflow, no errors; {}, {} verified",
            number_of(steps, "step"),
            number_of(dates, "worked date")
        ),
    );
    Ok((what, told))
}

fn assumptions(library: &Library, which: &Which, beside: &[Workflow], sources: &mut Sources) -> Checked {
    let (set, mut told) = load_assumptions(library, which, sources)?;
    let mut workflows = Vec::new();
    for file in library.workflows() {
        workflows.push(load_workflow(library, &Which::BuiltIn(file.id.to_string()), sources)?.0);
    }
    told.extend(check_assumptions(&workflows, beside, &set));
    let steps = set.steps.len();
    Ok((
        Text::new(
            format!("假设无误,{steps} 项"),
            format!("an assumption set, no errors; {}", number_of(steps, "step")),
        ),
        told,
    ))
}

fn project(library: &Library, path: &Path, sources: &mut Sources) -> Checked {
    let (project, mut told) = load_project(path, sources)?;
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let place = |key: &str| project.places.get(&format!("project.{key}"));
    let which = |kind: FileKind, name: &str| Which::in_file(path, FileKind::Project, kind, name);
    let kind = FileKind::Workflow;
    let result = load_workflow(library, &which(kind, &project.workflow), sources);
    let (workflow, warnings) = result.map_err(|error| error.named_at(kind, place("workflow")))?;
    told.extend(warnings);
    told.extend(check_project(&workflow, &project));
    let kind = FileKind::Assumptions;
    let named = project.assumptions.as_deref().map(|set| which(kind, set));
    let result = load_assumptions(library, &named.unwrap_or(Which::BuiltIn(ASSUMPTIONS.into())), sources);
    let (set, warnings) = result.map_err(|error| error.named_at(kind, place("assumptions")))?;
    told.extend(warnings);
    told.extend(check_against(&workflow, &set));
    if !told.iter().any(Diagnostic::is_error) {
        told.extend(contradicting(&workflow, &set, &project));
    }
    for calendar in &project.calendar {
        match load_calendar(&folder.join(calendar), sources) {
            Ok((_, warnings)) => told.extend(warnings),
            Err(LoadError::Content(mistakes)) => told.extend(mistakes),
            Err(error) => return Err(error),
        }
    }
    Ok((Text::new("项目无误", "a project, no errors"), told))
}

/// What a project's records contradict, whatever the day; nothing where its facts make no network, which is for the
/// commands that schedule it to say.
pub fn contradicting(workflow: &Workflow, set: &Assumptions, project: &Project) -> Vec<Diagnostic> {
    let mut facts = workflow.default_facts();
    for (fact, value) in &project.set {
        facts.0.insert(fact.clone(), value.clone());
    }
    let case = Case { project: Some(project), facts, ..Case::new(workflow, set) };
    compile(&case).map(|network| impossible(&network, project, None)).unwrap_or_default()
}

fn is_calendar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

enum Kind {
    Calendar,
    Toml(FileKind),
}

/// What a file is, by its name and its first table. A file that says nothing is taken for a workflow, and told what it
/// lacks.
fn kind_of(path: &Path) -> Result<Kind, Failure> {
    if is_calendar(path) {
        return Ok(Kind::Calendar);
    }
    let kind = kind_of_file(path).map_err(|error| load_failure(error, Vec::new(), &Sources::default()))?;
    Ok(Kind::Toml(kind.unwrap_or(FileKind::Workflow)))
}
