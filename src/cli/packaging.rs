//! What packages need: `permits completions SHELL`, `permits man`, and what `--version` says.
//!
//! In: the command line as it is described to clap. Out: a script for a shell, a page for man, the versions of what is
//! built in. clap_complete and clap_mangen are named only here. Where a package puts them is not here.

use std::fmt::Write as _;

use clap::{ArgMatches, Command};
use clap_complete::Shell;
use clap_mangen::Man;
use permits::calendar::Calendar;
use permits::diagnostic::{Lang, Sources, Text, nearest};
use permits::workflow::{Library, Which, load_workflow};

use super::arguments;
use super::failure::{Failure, Problem};
use super::inputs::loaded;
use super::print::Voice;
use super::usage::{did_you_mean, see_help};

/// The shells, as they are typed.
pub const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

/// Writes the completions of a shell.
pub fn completions(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let shell = match matches.get_one::<String>("shell").map(String::as_str) {
        Some("bash") => Shell::Bash,
        Some("elvish") => Shell::Elvish,
        Some("fish") => Shell::Fish,
        Some("powershell") => Shell::PowerShell,
        _ => Shell::Zsh,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(voice.lang), "permits", &mut script);
    voice.answer(&String::from_utf8_lossy(&script))
}

/// Writes the man page of the program, or of one of its commands.
pub fn man(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let mut program = arguments::command(voice.lang);
    // The flags of every command belong to the pages of the commands too.
    program.build();
    let page = match matches.get_one::<String>("command") {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone().name(format!("permits-{name}")),
            None => {
                let commands = program.get_subcommands().map(Command::get_name);
                let help = nearest(name, commands).map_or_else(see_help, did_you_mean);
                let message =
                    Text::new(format!("没有命令 `{name}`"), format!("there is no command `{name}`"));
                return Err(Failure::Usage(Problem::new(message).help(help)));
            }
        },
    };
    voice.answer(&roff(page))
}

/// The page of a command.
fn roff(command: Command) -> String {
    let mut page = Vec::new();
    // Writing into memory does not fail.
    let _ = Man::new(command).render(&mut page);
    String::from_utf8_lossy(&page).into_owned()
}

/// The versions of the program and of what is built into it.
pub fn version(voice: &Voice) -> Result<String, Failure> {
    let mut text = format!("permits {}\n", env!("CARGO_PKG_VERSION"));
    let last = Calendar::official().last_published_year().unwrap_or_default();
    let (library, mut sources, mut told) = (Library::built_in(), Sources::default(), Vec::new());
    let calendar = match voice.lang {
        Lang::Zh => format!("日历:国务院放假通知 2002 至 {last}"),
        Lang::En => format!("calendar: the State Council's notices 2002 to {last}"),
    };
    let _ = writeln!(text, "{calendar}");
    for file in library.workflows() {
        let result = load_workflow(&library, &Which::BuiltIn(file.id.to_string()), &mut sources);
        let workflow = loaded(result, &mut told, &sources)?;
        let word = match voice.lang {
            Lang::Zh => "流程",
            Lang::En => "workflow",
        };
        let _ = writeln!(text, "{word} {} {}", workflow.id, workflow.version);
    }
    Ok(text)
}
