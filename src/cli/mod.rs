//! # The program talks
//!
//! In: arguments and the locale. Out: an answer on standard output, everything else on standard error, and an exit
//! code. Each command is a file that calls one function a layer; how much is asked of them (how many trials, exact or
//! not) is decided here, no date and no chance is.

mod arguments;
mod calendar;
mod check;
mod compare;
mod drawing;
mod excerpt;
mod exit;
mod explain;
mod export;
mod failure;
mod gantt;
mod inputs;
mod language;
mod merge;
mod network;
mod output;
mod packaging;
mod plan;
mod planned;
mod print;
mod report;
mod risk;
mod sampling;
mod scenarios;
mod schema;
mod shard;
mod simulate;
mod sweep;
mod track;
mod usage;
mod workflows;

use std::ffi::OsString;
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::ArgMatches;
use clap::error::ErrorKind;
use permits::diagnostic::Lang;

use failure::Failure;
use print::Voice;

/// Runs the program.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let lang = language::language(&arguments, |name| std::env::var_os(name));
    let plain = Voice { lang, color: colour(language::typed(&arguments, "--color").last()), quiet: false };
    let (voice, answered) = match arguments::command(lang).try_get_matches_from(arguments) {
        Ok(matches) => {
            let voice = voice(&matches, lang);
            (voice, dispatch(&voice, &matches))
        }
        Err(error) => (plain, explained(&plain, &error)),
    };
    match answered {
        Ok(()) => ExitCode::from(exit::DONE),
        Err(failure) => {
            voice.failure(&failure);
            ExitCode::from(failure.code())
        }
    }
}

fn voice(matches: &ArgMatches, lang: Lang) -> Voice {
    let color = colour(matches.get_one::<String>("color").cloned());
    Voice { lang, color, quiet: matches.get_flag("quiet") }
}

/// The choice that `--color` makes; what is not one of its values is told elsewhere.
fn colour(asked: Option<String>) -> ColorChoice {
    match asked.as_deref() {
        Some("always") => ColorChoice::AlwaysAnsi,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

fn dispatch(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("simulate", matches)) => simulate::run(voice, matches),
        Some(("plan", matches)) => plan::run(voice, matches),
        Some(("compare", matches)) => compare::run(voice, matches),
        Some(("risk", matches)) => risk::run(voice, matches),
        Some(("sweep", matches)) => sweep::run(voice, matches),
        Some(("merge", matches)) => merge::run(voice, matches),
        Some(("track", matches)) => track::run(voice, matches),
        Some(("gantt", matches)) => gantt::run(voice, matches),
        Some(("network", matches)) => network::run(voice, matches),
        Some(("explain", matches)) => explain::run(voice, matches),
        Some(("export", matches)) => export::run(voice, matches),
        Some(("report", matches)) => report::run(voice, matches),
        Some(("check", matches)) => check::run(voice, matches),
        Some(("workflows", matches)) => workflows::list(voice, matches),
        Some(("workflow", matches)) => workflows::show(voice, matches),
        Some(("calendar", matches)) => calendar::run(voice, matches),
        Some(("schema", matches)) => schema::run(voice, matches),
        Some(("completions", matches)) => packaging::completions(voice, matches),
        Some(("man", matches)) => packaging::man(voice, matches),
        _ => Err(Failure::usage("缺少命令", "a command is missing")),
    }
}

/// Help and version are answers; everything else that clap has to say is a usage failure.
fn explained(voice: &Voice, error: &clap::Error) -> Result<(), Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp => voice.answer(&error.render().ansi().to_string()),
        ErrorKind::DisplayVersion => voice.answer(&packaging::version(voice)?),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            voice.aside(&error.render().ansi().to_string());
            Err(Failure::usage("缺少命令或参数", "a command or an argument is missing"))
        }
        _ => Err(Failure::Usage(usage::problem(error))),
    }
}
