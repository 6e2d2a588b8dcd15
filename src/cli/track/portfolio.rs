//! `permits track` of several projects: a row a project.
//!
//! In: files and folders. Out: the page or document, and one calendar of all forecasts when a file is named. A project
//! that cannot be used is told and has a row that says so; the others are worked out all the same.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use permits::calendar::{Calendar, CalendarRange, Day};
use permits::diagnostic::{Diagnostic, Sources, Text};
use permits::report::ics::Forecasts;
use permits::report::portfolio::{self, Portfolio, Row};
use permits::workflow::{FileKind, kind_of_file};

use super::super::failure::{Failure, Problem};
use super::super::inputs::Shared;
use super::super::output;
use super::super::print::Voice;
use super::{Case, beside};

/// The project files that are meant: a folder means those in it, in the order of their names.
///
/// # Errors
/// A folder that cannot be read, or that holds no project file.
pub fn files(named: &[&Path]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        match path.is_dir() {
            true => files.extend(in_folder(path)?),
            false => files.push(path.to_path_buf()),
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
    // What is plainly another kind of file is passed over; one that says nothing is taken for a project, and told.
    files.retain(|path| !matches!(kind_of_file(path), Ok(Some(FileKind::Workflow | FileKind::Assumptions))));
    if files.is_empty() {
        return Err(Failure::Usage(
            Problem::new(Text::new(
                format!("`{name}` 中没有项目文件"),
                format!("there is no project file in `{name}`"),
            ))
            .help(Text::new(
                "项目文件以 .toml 结尾,含有 [project]",
                "a project file ends in .toml and has a [project] table",
            )),
        ));
    }
    Ok(files)
}

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches, files: &[PathBuf], as_of: Day) -> Result<(), Failure> {
    if matches.contains_id("svg") {
        return Err(Failure::usage("--svg 只用于一个项目", "--svg goes with one project only"));
    }
    let mut summed =
        Portfolio::on(as_of, &Calendar::official()).map_err(|CalendarRange| out_of_calendar(as_of))?;
    let ics = beside(matches, "ics")?;
    let mut forecasts = ics.map(|_| Forecasts::new(&calendar_name(voice, as_of)));
    let (mut shared, mut worst) = (Shared::default(), None);
    for file in files {
        let name = file.display().to_string();
        let (mut sources, mut told) = (Sources::default(), Vec::new());
        match one(matches, file, as_of, &mut shared, &mut sources, &mut told) {
            Ok((case, row)) => {
                voice.diagnostics(&told, &sources);
                if let Some(forecasts) = &mut forecasts {
                    forecasts.add(&case.view(), &key(file), voice.lang);
                }
                summed.rows.push(row);
            }
            Err(failure) => {
                keep_code(&failure, &mut worst);
                voice.failure(&failure.about(&Text::same(format!("`{name}`"))));
                summed.rows.push(Row { file: name, known: None });
            }
        }
    }
    if let (Some(file), Some(forecasts)) = (ics, forecasts) {
        output::write(voice, file, &forecasts.finish())?;
    }
    voice.answer(&match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => portfolio::json(&summed),
        _ => portfolio::table(&summed, voice.lang),
    })?;
    worst.map_or(Ok(()), Err)
}

fn one(
    matches: &ArgMatches,
    file: &Path,
    as_of: Day,
    shared: &mut Shared,
    sources: &mut Sources,
    told: &mut Vec<Diagnostic>,
) -> Result<(Case, Row), Failure> {
    let case = Case::load(matches, file, as_of, shared, sources, told)?;
    let row = Row::of(&file.display().to_string(), &case.view());
    let row = row.map_err(|CalendarRange| out_of_calendar(as_of))?;
    Ok((case, row))
}

/// What tells a project from others of the same name: its file's name.
pub fn key(file: &Path) -> String {
    file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn calendar_name(voice: &Voice, as_of: Day) -> String {
    use permits::diagnostic::Lang;
    match voice.lang {
        Lang::Zh => format!("项目预测,截至 {as_of}"),
        Lang::En => format!("forecasts as of {as_of}"),
    }
}

/// Keeps the exit code of a failure that is told at once. A project that cannot be used, whatever the reason, is one whose
/// files are to be looked at.
fn keep_code(failure: &Failure, worst: &mut Option<Failure>) {
    let silent = match failure {
        Failure::Scope(_) => Failure::Scope(Vec::new()),
        _ => Failure::Content(Vec::new(), Sources::default()),
    };
    worst.get_or_insert(silent);
}

fn out_of_calendar(day: Day) -> Failure {
    Failure::usage(
        format!("calendar-range:自 {day} 起 10 个工作日超出日历范围"),
        format!("calendar-range: ten working days from {day} leave the calendar"),
    )
}
