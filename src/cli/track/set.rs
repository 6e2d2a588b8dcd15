//! `permits track set`: records what has happened to a step, in the project file itself.
//!
//! In: the file, the step, what is to be recorded. Out: the file with that and nothing else changed, and a line that says
//! so. What would make the file one that cannot be used is not written; what contradicts other records is written, and
//! told.

use std::path::Path;

use clap::ArgMatches;
use permits::calendar::Length;
use permits::diagnostic::{Diagnostic, Lang, Sources, Text, nearest};
use permits::workflow::edit::{EditError, Record, record};
use permits::workflow::{
    FileKind, Library, Project, Which, Workflow, check_project, load_assumptions, load_project,
    load_workflow, parse_project,
};

use super::super::check::contradicting;
use super::super::failure::{Failure, Problem};
use super::super::inputs::{ASSUMPTIONS, day, load_failure, loaded, pair, unknown};
use super::super::output;
use super::super::print::Voice;
use super::super::usage::did_you_mean;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let word = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let (file, step) = (word("file"), word("step"));
    let typed = matches.get_many::<String>("record").unwrap_or_default();
    let records: Vec<Record> = typed.map(|typed| read(typed)).collect::<Result<_, _>>()?;
    let (mut sources, mut told) = (Sources::default(), Vec::new());
    output::edit(&file, |path| changed(path, &file, &step, &records, &mut sources, &mut told))?;
    voice.diagnostics(&told, &sources);
    voice.answer(&said(&file, &step, &records, voice.lang))
}

/// The new text of the file, checked.
fn changed(
    path: &Path,
    name: &str,
    step: &str,
    records: &[Record],
    sources: &mut Sources,
    told: &mut Vec<Diagnostic>,
) -> Result<String, Failure> {
    let before = loaded(load_project(path, sources), &mut Vec::new(), sources)?;
    let workflow = workflow(path, &before, sources)?;
    if workflow.step(step).is_none() {
        return Err(unknown(
            format!("没有事项 `{step}`"),
            format!("no step is called `{step}`"),
            step,
            workflow.steps.iter().map(|step| step.id.as_str()),
        ));
    }
    let Some((_, source)) = sources.files().next() else { return Err(not_edited(name, &EditError::NotToml)) };
    let text = record(&source.text, step, records).map_err(|error| not_edited(name, &error))?;
    // The new text is read as the file will be: what is wrong with it is told of it.
    *sources = Sources::default();
    let mut mistakes = Vec::new();
    let parsed = parse_project(name, &text, sources);
    let project = loaded(parsed, &mut mistakes, sources)?;
    mistakes.extend(check_project(&workflow, &project));
    if mistakes.iter().any(Diagnostic::is_error) {
        return Err(Failure::Content(mistakes, sources.clone()));
    }
    told.extend(mistakes);
    let kind = FileKind::Assumptions;
    let named = project.assumptions.as_deref();
    let which = named.map(|name| Which::in_file(path, FileKind::Project, kind, name));
    let which = which.unwrap_or(Which::BuiltIn(ASSUMPTIONS.into()));
    if let Ok((set, _)) = load_assumptions(&Library::built_in(), &which, &mut Sources::default()) {
        told.extend(contradicting(&workflow, &set, &project));
    }
    Ok(text)
}

/// The project's procedure.
fn workflow(path: &Path, project: &Project, sources: &mut Sources) -> Result<Workflow, Failure> {
    let kind = FileKind::Workflow;
    let which = Which::in_file(path, FileKind::Project, kind, &project.workflow);
    let place = project.places.get("project.workflow");
    let result = load_workflow(&Library::built_in(), &which, sources);
    match result {
        Ok((workflow, _)) => Ok(workflow),
        Err(error) => Err(load_failure(error.named_at(kind, place), Vec::new(), sources)),
    }
}

/// `finished=2023-06-08`; nothing behind the sign takes the record out.
fn read(typed: &str) -> Result<Record, Failure> {
    let (key, value) = pair(typed, '=', "set", ("键=值", "KEY=VALUE"))?;
    let date = || match value {
        "" => Ok(None),
        value => day(value, key).map(Some),
    };
    match key {
        "started" => date().map(Record::Started),
        "finished" => date().map(Record::Finished),
        "remaining" if value.is_empty() => Ok(Record::Remaining(None)),
        "remaining" => match value.parse::<Length>() {
            Ok(length) => Ok(Record::Remaining(Some(length))),
            Err(_) => Err(Failure::Usage(
                Problem::new(Text::new(
                    format!("remaining:`{value}` 不是时长"),
                    format!("remaining: `{value}` is not a length"),
                ))
                .help(Text::new(
                    "写成 4wd(工作日)或 6d(自然日)",
                    "write 4wd (working days) or 6d (natural days)",
                )),
            )),
        },
        _ => {
            let all = Record::KEYS.join(", ");
            let help = nearest(key, Record::KEYS)
                .map_or_else(|| Text::new(format!("可记录:{all}"), format!("there are {all}")), did_you_mean);
            Err(Failure::Usage(
                Problem::new(Text::new(format!("不能记录 `{key}`"), format!("`{key}` cannot be recorded")))
                    .help(help),
            ))
        }
    }
}

fn not_edited(name: &str, error: &EditError) -> Failure {
    Failure::InputOutput(
        Problem::new(Text::new(
            format!("`{name}` 无法就地修改:{error}"),
            format!("`{name}` cannot be edited in place: {error}"),
        ))
        .help(Text::new("用编辑器修改", "edit it by hand")),
    )
}

/// What was recorded.
fn said(file: &str, step: &str, records: &[Record], lang: Lang) -> String {
    let each = records.iter().map(|record| match record {
        Record::Started(Some(day)) | Record::Finished(Some(day)) => format!("{} = {day}", record.key()),
        Record::Remaining(Some(left)) => format!("{} = {left}", record.key()),
        _ => match lang {
            Lang::Zh => format!("{} 已删去", record.key()),
            Lang::En => format!("{} taken out", record.key()),
        },
    });
    let each = each.collect::<Vec<_>>().join(", ");
    format!("{file}: {step}: {each}\n")
}
