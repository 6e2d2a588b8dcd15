//! `permits track`: how a project stands on a day, or how several do.
//!
//! In: the flags and the project files. Out: the page or document on standard output, and the Gantt chart with the
//! progress front line and the calendar of the forecast beside it when files are named.

mod init;
mod portfolio;
mod set;

use std::cell::OnceCell;
use std::path::Path;

use clap::ArgMatches;
use permits::calendar::{CalendarRange, Day};
use permits::diagnostic::{Diagnostic, Sources, Text};
use permits::network::Network;
use permits::report::drawing::Options;
use permits::report::gantt;
use permits::report::ics::{Events, Forecasts};
use permits::report::plan::{Filter, Plan};
use permits::report::summary::heading;
use permits::report::tracking::{self, Tracking};
use permits::schedule::{Schedule, Warning};
use permits::study::portfolio::Known;
use permits::study::track::{DelayEffect, Tracked, impossible, track_project};
use permits::workflow::Project;

use super::drawing;
use super::failure::{Failure, Problem};
use super::inputs::{InputFlags, Inputs, Shared, collected, day_flag, stem};
use super::output;
use super::planned::{in_scope, network, out_of_calendar, refuse_provisional, refuses_provisional};
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    if let Some(("set", matches)) = matches.subcommand() {
        return set::run(voice, matches);
    }
    if matches.get_flag("init") {
        return init::run(voice, matches);
    }
    let files: Vec<&Path> =
        matches.get_many::<String>("project").unwrap_or_default().map(Path::new).collect();
    let as_of = day_flag(matches, "as-of")?.ok_or_else(missing_day)?;
    let outputs = [output::side_file(matches, "svg")?, output::side_file(matches, "ics")?]
        .map(|file| file.map(Path::new));
    let same =
        |a: &Path, b: &Path| a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b));
    let taken = |file: &&Path| files.iter().any(|project| same(project, file));
    let twice = matches!(outputs, [Some(svg), Some(ics)] if same(svg, ics));
    if twice || outputs.iter().flatten().any(taken) {
        return Err(Failure::usage(
            "--svg 与 --ics 不能写入项目文件,也不能写入同一文件",
            "--svg and --ics cannot be written over a project file, nor over each other",
        ));
    }
    match files[..] {
        [] => Err(missing_project()),
        [file] if !file.is_dir() => one(voice, matches, file, as_of),
        _ => portfolio::run(voice, matches, &portfolio::files(&files)?, as_of),
    }
}

fn missing_day() -> Failure {
    Failure::Usage(Problem::new(Text::new("缺少 `--as-of`", "`--as-of` is missing")).help(Text::new(
        "写明截至哪一日,如 `--as-of 2023-07-10`;本工具不看时钟",
        "say of which day, such as `--as-of 2023-07-10`; nothing here reads the clock",
    )))
}

fn missing_project() -> Failure {
    Failure::Usage(Problem::new(Text::new("缺少项目文件", "a project file is missing")).help(Text::new(
        "用 `permits track --init 文件` 写一个",
        "write one with `permits track --init FILE`",
    )))
}

fn one(voice: &Voice, matches: &ArgMatches, path: &Path, as_of: Day) -> Result<(), Failure> {
    let (mut sources, mut told) = (Sources::default(), Vec::new());
    let case = Case::load(matches, path, as_of, &mut Shared::default(), &mut sources, &mut told)?;
    voice.diagnostics(&told, &sources);
    let view = case.view();
    if let Some(file) = output::side_file(matches, "svg")? {
        let width = drawing::width(matches, gantt::NARROWEST..=gantt::WIDEST)?;
        let options = Options { width, ..drawing::look(matches) };
        output::write(voice, file, &gantt::progress(&view, &options, voice.lang))?;
    }
    if let Some(file) = output::side_file(matches, "ics")? {
        let mut forecasts = Forecasts::new(&heading(&view.plan, voice.lang));
        forecasts.add(&Events::of(&view, &stem(path).unwrap_or_default(), voice.lang));
        output::write(voice, file, &forecasts.finish())?;
    }
    voice.answer(&match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => tracking::json(&view, voice.lang),
        _ => tracking::table(&view, voice.lang),
    })
}

/// One project, loaded and worked out.
pub struct Case {
    inputs: Inputs,
    network: Network,
    project: Project,
    tracked: Tracked,
    effects: OnceCell<Vec<DelayEffect>>,
    everything: Filter,
}

impl Case {
    /// Loads a project and works out how it stands. Warnings about its files go into `told`.
    ///
    /// # Errors
    /// The first thing that keeps it from being worked out; all mistakes of its files together.
    pub fn load(
        matches: &ArgMatches,
        file: &Path,
        as_of: Day,
        shared: &mut Shared,
        sources: &mut Sources,
        told: &mut Vec<Diagnostic>,
    ) -> Result<Case, Failure> {
        let asked = InputFlags { matches, file: Some(file), otherwise: None };
        let mut inputs = collected(&asked, shared, sources, told)?;
        let network = network(&inputs, inputs.run.counting)?;
        in_scope(&network, matches)?;
        let Some(project) = inputs.project.take() else { return Err(missing_project()) };
        told.extend(impossible(&network, &project, Some(as_of)));
        if told.iter().any(Diagnostic::is_error) {
            return Err(Failure::Content(std::mem::take(told), sources.clone()));
        }
        let tracked = track_project(&network, &inputs.calendar, &inputs.run, &project, as_of)
            .map_err(|error| out_of_calendar(&error))?;
        if refuses_provisional(matches) {
            refuse_provisional(&network, &tracked.plan, [None, None])?;
            refuse_provisional(&tracked.network, &tracked.forecast, [None, None])?;
        }
        Ok(Case {
            inputs,
            network,
            project,
            tracked,
            effects: OnceCell::new(),
            everything: Filter::default(),
        })
    }

    /// For the row of a portfolio.
    ///
    /// # Errors
    /// [`CalendarRange`]: the days looked ahead leave the calendar.
    pub fn known(&self) -> Result<Known, CalendarRange> {
        Known::of(&self.project.name, &self.inputs.workflow, &self.inputs.calendar, &self.tracked)
    }

    /// For a renderer.
    pub fn view(&self) -> Tracking<'_> {
        Tracking {
            plan: self.plan(&self.network, &self.tracked.plan, &[]),
            forecast: self.plan(&self.tracked.network, &self.tracked.forecast, &[]),
            tracked: &self.tracked,
            effects: &self.effects,
            project: &self.project,
        }
    }

    fn plan<'a>(&'a self, network: &'a Network, dates: &'a Schedule, notes: &'a [Warning]) -> Plan<'a> {
        Plan {
            workflow: &self.inputs.workflow,
            assumptions: &self.inputs.assumptions,
            project: Some(&self.project.name),
            network,
            calendar: &self.inputs.calendar,
            schedule: dates,
            otherwise: None,
            drags: None,
            notes,
            suspension: None,
            shown: &self.everything,
        }
    }
}
