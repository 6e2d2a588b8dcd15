//! `permits track` of several projects: a row a project.
//!
//! In: files and folders. Out: the page or document, and one calendar of all forecasts when a file is named. A project
//! that cannot be used is told and has a row that says so; the others are worked out all the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use clap::ArgMatches;
use permits::calendar::{CalendarRange, Day};
use permits::diagnostic::{Diagnostic, Lang, Sources, Text};
use permits::report::ics::{Events, Forecasts};
use permits::report::portfolio;
use permits::study::portfolio::{Portfolio, Row};
use permits::workflow::{FileKind, kind_of_file};

use super::super::failure::{Failure, Problem};
use super::super::inputs::{Shared, calendar, stem};
use super::super::output;
use super::super::print::Voice;
use super::Case;

/// A file that is meant.
pub struct Meant {
    path: PathBuf,
    /// Whether it was found in a folder: one of another kind is then passed over.
    found: bool,
}

/// The files that are meant: a folder means those in it that end in `.toml`, in the order of their names.
///
/// # Errors
/// A folder that cannot be read.
pub fn files(named: &[&Path]) -> Result<Vec<Meant>, Failure> {
    let mut files = Vec::new();
    for path in named {
        match path.is_dir() {
            true => files.extend(in_folder(path)?.into_iter().map(|path| Meant { path, found: true })),
            false => files.push(Meant { path: path.to_path_buf(), found: false }),
        }
    }
    Ok(files)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let name = folder.display();
    let unread = |error: std::io::Error| {
        Failure::InputOutput(Problem::new(Text::new(
            format!("无法读取 `{name}`:{error}"),
            format!("cannot read `{name}`: {error}"),
        )))
    };
    let entries = fs::read_dir(folder).map_err(unread)?.collect::<Result<Vec<_>, _>>().map_err(unread)?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml") && path.is_file());
    files.sort();
    Ok(files)
}

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches, files: &[Meant], as_of: Day) -> Result<(), Failure> {
    if matches.contains_id("svg") {
        return Err(Failure::usage("--svg 只用于一个项目", "--svg goes with one project only"));
    }
    let calendar = calendar(voice, matches)?;
    let mut summed = Portfolio::on(as_of, &calendar).map_err(|CalendarRange| out_of_calendar(as_of))?;
    let ics = output::side_file(matches, "ics")?;
    let asked = Asked { matches, as_of, events: ics.is_some(), lang: voice.lang };
    let mut forecasts = Forecasts::new(&calendar_name(voice, as_of));
    let mut worst = None;
    for Outcome { file, told, sources, answer } in worked_out(&asked, files) {
        match answer {
            Answer::Known(row, events) => {
                voice.diagnostics(&told, &sources);
                events.iter().for_each(|events| forecasts.add(events));
                summed.rows.push(row);
            }
            Answer::AnotherKind => {}
            Answer::Unusable(failure) => {
                keep_code(&failure, &mut worst);
                voice.failure(&failure.about(&Text::same(format!("`{file}`"))));
                summed.rows.push(Row { file, known: None });
            }
        }
    }
    if summed.rows.is_empty() {
        return Err(no_projects());
    }
    if let Some(file) = ics {
        output::write(voice, file, &forecasts.finish())?;
    }
    voice.answer(&match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => portfolio::json(&summed),
        _ => portfolio::table(&summed, voice.lang),
    })?;
    worst.map_or(Ok(()), Err)
}

fn no_projects() -> Failure {
    Failure::Usage(Problem::new(Text::new("其中没有项目文件", "there is no project file in it")).help(
        Text::new(
            "项目文件以 .toml 结尾,含有 [project]",
            "a project file ends in .toml and has a [project] table",
        ),
    ))
}

/// What is asked of every project.
#[derive(Clone, Copy)]
struct Asked<'a> {
    matches: &'a ArgMatches,
    as_of: Day,
    /// Whether its events are wanted.
    events: bool,
    lang: Lang,
}

/// What became of one file.
struct Outcome {
    file: String,
    told: Vec<Diagnostic>,
    sources: Sources,
    answer: Answer,
}

enum Answer {
    Known(Row, Option<Events>),
    /// A file in a folder that is no project's.
    AnotherKind,
    Unusable(Failure),
}

/// So many files are worth a thread of their own.
const WORTH_A_THREAD: usize = 200;

/// Every file worked out, in their order, whatever the number of threads.
fn worked_out(asked: &Asked<'_>, files: &[Meant]) -> Vec<Outcome> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(files.len().div_ceil(WORTH_A_THREAD)).max(1);
    let each = files.len().div_ceil(threads).max(1);
    let part = |files: &[Meant]| {
        let mut shared = Shared::default();
        files.iter().map(|file| outcome(asked, file, &mut shared)).collect::<Vec<_>>()
    };
    if threads == 1 {
        return part(files);
    }
    thread::scope(|scope| {
        let parts: Vec<_> = files.chunks(each).map(|files| scope.spawn(move || part(files))).collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn outcome(asked: &Asked<'_>, file: &Meant, shared: &mut Shared) -> Outcome {
    let (mut sources, mut told) = (Sources::default(), Vec::new());
    let answer = match one(asked, &file.path, shared, &mut sources, &mut told) {
        Ok((row, events)) => Answer::Known(row, events),
        Err(Failure::Content(..)) if file.found && is_another_kind(&file.path) => Answer::AnotherKind,
        Err(failure) => Answer::Unusable(failure),
    };
    // The texts of files that have nothing wrong with them are not kept.
    let sources = if told.is_empty() { Sources::default() } else { sources };
    Outcome { file: file.path.display().to_string(), told, sources, answer }
}

/// Whether a file is plainly a workflow or a set of assumptions; one that says nothing is taken for a project.
fn is_another_kind(path: &Path) -> bool {
    matches!(kind_of_file(path), Ok(Some(FileKind::Workflow | FileKind::Assumptions)))
}

fn one(
    asked: &Asked<'_>,
    file: &Path,
    shared: &mut Shared,
    sources: &mut Sources,
    told: &mut Vec<Diagnostic>,
) -> Result<(Row, Option<Events>), Failure> {
    let case = Case::load(asked.matches, file, asked.as_of, shared, sources, told)?;
    let view = case.view();
    let known = case.known().map_err(|CalendarRange| out_of_calendar(asked.as_of))?;
    let row = Row { file: file.display().to_string(), known: Some(known) };
    Ok((row, asked.events.then(|| Events::of(&view, &stem(file).unwrap_or_default(), asked.lang))))
}

fn calendar_name(voice: &Voice, as_of: Day) -> String {
    match voice.lang {
        Lang::Zh => format!("项目预测,截至 {as_of}"),
        Lang::En => format!("forecasts as of {as_of}"),
    }
}

/// Keeps the exit code of a failure that is told at once. A project that cannot be used, whatever the reason, is one
/// whose files are to be looked at.
fn keep_code(failure: &Failure, worst: &mut Option<Failure>) {
    let silent = match failure {
        Failure::Scope(_) => Failure::Scope(Vec::new()),
        _ => Failure::Content(Vec::new(), Sources::default()),
    };
    worst.get_or_insert(silent);
}

fn out_of_calendar(day: Day) -> Failure {
    Failure::calendar_range(&Text::new(
        format!("自 {day} 起 10 个工作日超出日历范围"),
        format!("ten working days from {day} leave the calendar"),
    ))
}
