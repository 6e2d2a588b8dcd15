//! `permits track --init`: a project file to begin with.
//!
//! In: the flags that say what the case is, and the file. Out: the file, which must not be there yet, or the text on
//! standard output.

use std::path::Path;

use clap::ArgMatches;
use permits::calendar::{Counting, Day};
use permits::diagnostic::{Lang, Sources, Text};
use permits::network::Basis;
use permits::report::project_file::{Begun, project_file};
use permits::workflow::Which;

use super::super::failure::{Failure, Problem};
use super::super::inputs::{ASSUMPTIONS, InputFlags, PROCEDURE, Shared, collected, day_flag, stem};
use super::super::output;
use super::super::planned::{in_scope, network};
use super::super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let files: Vec<&String> = matches.get_many::<String>("project").unwrap_or_default().collect();
    let [file] = files[..] else {
        return Err(Failure::Usage(
            Problem::new(Text::new("--init 要写一个文件名", "--init needs the name of one file")).help(
                Text::new("写 `permits track --init 项目.toml`", "write `permits track --init project.toml`"),
            ),
        ));
    };
    let (mut sources, mut told) = (Sources::default(), Vec::new());
    // Without a start any day will do: no date is made.
    let asked = InputFlags { matches, file: None, otherwise: Some(Day::FIRST) };
    let inputs = collected(&asked, &mut Shared::default(), &mut sources, &mut told)?;
    voice.diagnostics(&told, &sources);
    let network = network(&inputs, inputs.run.counting)?;
    in_scope(&network, matches)?;
    let path = Path::new(file);
    let name = stem(path).filter(|_| file != "-");
    let typed = |flag: &str| matches.get_one::<String>(flag).map(String::as_str);
    let procedure = named(typed("workflow").unwrap_or(PROCEDURE), path);
    let assumptions = named(typed("assumptions").unwrap_or(ASSUMPTIONS), path);
    let calendar = matches.get_many::<String>("calendar").unwrap_or_default();
    let calendar: Vec<String> = calendar.map(|file| beside(Path::new(file), path)).collect();
    let begun = Begun {
        name: name.as_deref().unwrap_or("project"),
        procedure: &procedure,
        start: day_flag(matches, "start")?,
        assumptions: &assumptions,
        counting: typed("counting").and_then(Counting::named),
        basis: typed("basis").and_then(Basis::named),
        calendar: &calendar,
        known_as_of: day_flag(matches, "known-as-of")?,
    };
    output::create(voice, file, &project_file(&begun, &inputs.workflow, &network, voice.lang))?;
    if file == "-" {
        return Ok(());
    }
    voice.answer(&match voice.lang {
        Lang::Zh => format!("已写 {file}。看进度:permits track {file} --as-of 日期\n"),
        Lang::En => format!("{file} is written. To see its progress: permits track {file} --as-of DATE\n"),
    })
}

/// How the project file has to name what was typed here: an id stays, a path is taken from the file's folder.
fn named(typed: &str, file: &Path) -> String {
    match Which::typed(typed) {
        Which::BuiltIn(id) => id,
        Which::Path(path) => beside(&path, file),
    }
}

/// A path as a file in another folder has to write it.
fn beside(path: &Path, file: &Path) -> String {
    let here = file.parent().is_none_or(|folder| folder.as_os_str().is_empty()) || file == Path::new("-");
    let path =
        if here { path.to_path_buf() } else { std::path::absolute(path).unwrap_or(path.to_path_buf()) };
    let path = path.to_string_lossy().into_owned();
    // Without a separator it would be read as a name.
    if path.contains(['/', '\\']) || path.ends_with(".toml") { path } else { format!("./{path}") }
}
