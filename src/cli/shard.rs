//! Parts of a run: `--shard i/n`, and what has to hold before parts are put together.
//!
//! In: the flags, the files of shards. Out: which trials or start days a shard has; its file; from several files the run
//! that they are of. siphasher is named only here.
//!
//! A shard's file names the run by what was typed and by a fingerprint of everything that was read. Putting together
//! reads the same files again, so it is done where they are, and a file that has changed since is noticed.

use std::hash::Hasher;
use std::ops::Range;
use std::path::Path;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};
use permits::calendar::Day;
use permits::diagnostic::{Lang, Text};
use permits::report::shard::{Found, SCHEMA, Shard};
use siphasher::sip128::{Hasher128, SipHasher13};

use super::arguments;
use super::failure::{Failure, Problem};
use super::inputs::Inputs;
use super::language::pick;
use super::print::Voice;

/// The most parts of a run.
const MOST_PARTS: u32 = 10_000;
/// The largest file that is taken for a shard.
const MOST_BYTES: u64 = 64 << 20;

/// Flags that say how it is run or told, not what is run.
const NOT_OF_THE_RUN: [&str; 11] =
    ["shard", "threads", "format", "svg", "width", "dark", "output", "lang", "color", "quiet", "help"];

/// Which part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    number: u32,
    of: u32,
}

/// The part that `--shard` asks for.
///
/// # Errors
/// It is no part.
pub fn part(matches: &ArgMatches) -> Result<Option<Part>, Failure> {
    let Some(typed) = matches.get_one::<String>("shard") else { return Ok(None) };
    let wrong = |zh: &str, en: &str| {
        let message = Text::new(format!("--shard:`{typed}` {zh}"), format!("--shard: `{typed}` {en}"));
        let help = Text::new(
            format!("写成 2/4:四份中的第二份;至多 {MOST_PARTS} 份"),
            format!("write 2/4 for the second of four parts; {MOST_PARTS} parts are the most"),
        );
        Failure::Usage(Problem::new(message).help(help))
    };
    let numbers =
        typed.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    let Some((number, of)) = numbers else { return Err(wrong("不是一份", "is not a part")) };
    match (number, of) {
        (_, 0) => Err(wrong("的份数为零", "has no parts")),
        (_, of) if of > MOST_PARTS => Err(wrong("的份数太多", "has too many parts")),
        (0, _) => Err(wrong("不存在:从第 1 份起", "does not exist: the first is 1")),
        (number, of) if number > of => {
            Err(wrong("不存在:份数没有那么多", "does not exist: there are not so many"))
        }
        (number, of) => Ok(Some(Part { number, of })),
    }
}

impl Part {
    /// Which of so many this part has; the parts come one after the other and leave nothing out.
    pub fn of(self, all: u64) -> Range<u64> {
        let until = |number: u32| (u128::from(all) * u128::from(number) / u128::from(self.of)) as u64;
        until(self.number - 1)..until(self.number)
    }

    /// The file of this part.
    pub fn file(self, command: &str, matches: &ArgMatches, inputs: &Inputs, found: Found) -> Shard {
        Shard {
            schema: SCHEMA.to_string(),
            program: env!("CARGO_PKG_VERSION").to_string(),
            command: command.to_string(),
            arguments: typed(command, matches),
            fingerprint: fingerprint(inputs, &typed(command, matches)),
            number: self.number,
            of: self.of,
            found,
        }
    }
}

/// What was typed after a command, as far as it says what is run.
fn typed(command: &str, matches: &ArgMatches) -> Vec<String> {
    let all = arguments::command(Lang::En);
    let mut typed = Vec::new();
    for argument in all.find_subcommand(command).into_iter().flat_map(Command::get_arguments) {
        let (id, name) = (argument.get_id().as_str(), argument.get_long().unwrap_or_default());
        if NOT_OF_THE_RUN.contains(&id) || matches.value_source(id) != Some(ValueSource::CommandLine) {
            continue;
        }
        if argument.get_action().takes_values() {
            let values = matches.get_many::<String>(id).unwrap_or_default();
            typed.extend(values.map(|value| format!("--{name}={value}")));
        } else {
            typed.push(format!("--{name}"));
        }
    }
    typed
}

/// A fingerprint of everything that makes the run: what was typed, the texts of the files, and the days of the calendar.
fn fingerprint(inputs: &Inputs, typed: &[String]) -> String {
    let mut hasher = SipHasher13::new();
    for word in typed {
        hasher.write_u64(word.len() as u64);
        hasher.write(word.as_bytes());
    }
    for (_, file) in inputs.sources.files() {
        hasher.write_u64(file.text.len() as u64);
        hasher.write(file.text.as_bytes());
    }
    for day in Day::FIRST.to(Day::LAST) {
        let (works, provisional) = (inputs.calendar.works(day), inputs.calendar.is_provisional(day));
        hasher.write_u8(u8::from(works) | u8::from(provisional) << 1);
    }
    format!("{:032x}", hasher.finish128().as_u128())
}

/// The shards of one run, all of them, in their order.
///
/// # Errors
/// A file that cannot be read or is none; shards of different runs, one twice, one missing.
pub fn shards(files: &[&String]) -> Result<Vec<Shard>, Failure> {
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for file in files {
        match shard(file)? {
            Ok(shard) => read.push((file.as_str(), shard)),
            Err(problem) => problems.push(problem),
        }
    }
    let Some((first_file, first)) = read.first().cloned() else { return Err(Failure::Data(problems)) };
    let mut have: Vec<Option<&str>> = vec![None; first.of as usize];
    for (file, shard) in &read {
        let differs = [
            ("工具版本", "the version of the program", shard.program != first.program),
            ("命令", "the command", shard.command != first.command),
            ("参数", "the arguments", shard.arguments != first.arguments),
            (
                "所读的文件或日历",
                "the files or the calendar that were read",
                shard.arguments == first.arguments && shard.fingerprint != first.fingerprint,
            ),
            ("份数", "the number of parts", shard.of != first.of),
        ];
        let differs = differs.iter().filter(|(.., differs)| *differs);
        let (zh, en): (Vec<&str>, Vec<&str>) = differs.map(|(zh, en, _)| (*zh, *en)).unzip();
        if !zh.is_empty() {
            problems.push(Problem::new(Text::new(
                format!("`{file}` 与 `{first_file}` 不是同一次运行:{}不同", zh.join("、")),
                format!("`{file}` is not of the same run as `{first_file}`: {} differ", en.join(", ")),
            )));
            continue;
        }
        let slot = &mut have[shard.number as usize - 1];
        match slot {
            Some(other) => problems.push(Problem::new(Text::new(
                format!("`{file}` 与 `{other}` 都是第 {} 份", shard.number),
                format!("`{file}` and `{other}` are both part {}", shard.number),
            ))),
            None => *slot = Some(file),
        }
    }
    let missing: Vec<String> = (1..)
        .zip(&have)
        .filter(|(_, file)| file.is_none())
        .map(|(number, _): (u32, _)| number.to_string())
        .collect();
    if problems.is_empty() && !missing.is_empty() {
        let (some, all) = (missing.iter().take(20).cloned().collect::<Vec<_>>().join(", "), first.of);
        problems.push(
            Problem::new(Text::new(
                format!("{all} 份中缺 {} 份:第 {some} 份", missing.len()),
                format!("of {all} parts {} are missing: {some}", missing.len()),
            ))
            .help(Text::new(
                format!("用同样的参数加 --shard {}/{all} 运行", missing[0]),
                format!("run it with the same arguments and --shard {}/{all}", missing[0]),
            )),
        );
    }
    if !problems.is_empty() {
        return Err(Failure::Data(problems));
    }
    let mut shards: Vec<Shard> = read.into_iter().map(|(_, shard)| shard).collect();
    shards.sort_by_key(|shard| shard.number);
    Ok(shards)
}

/// One file: the shard, or why it is none.
fn shard(file: &str) -> Result<Result<Shard, Problem>, Failure> {
    let cannot = |zh: &str, en: &str| {
        Failure::InputOutput(Problem::new(Text::new(
            format!("无法读取 `{file}`:{zh}"),
            format!("`{file}` cannot be read: {en}"),
        )))
    };
    let path = Path::new(file);
    let metadata = std::fs::metadata(path).map_err(|error| cannot(&error.to_string(), &error.to_string()))?;
    if !metadata.is_file() {
        return Err(cannot("不是文件", "it is no file"));
    }
    if metadata.len() > MOST_BYTES {
        return Ok(Err(Problem::new(Text::new(
            format!("`{file}` 太大,不是一份结果"),
            format!("`{file}` is too large to be a shard"),
        ))));
    }
    let bytes = std::fs::read(path).map_err(|error| cannot(&error.to_string(), &error.to_string()))?;
    let no_shard = |place: &str, zh: &str, en: &str| {
        let message = Text::new(format!("`{file}`{place}:{zh}"), format!("`{file}`{place}: {en}"));
        let help = Text::new(
            "用 `permits risk … --shard 1/4 > FILE` 写出",
            "`permits risk … --shard 1/4 > FILE` writes one",
        );
        Problem::new(message).help(help)
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return Ok(Err(no_shard("", "不是 UTF-8 文本", "it is no UTF-8 text")));
    };
    Ok(match Shard::read(&text) {
        Err((line, column, words)) => {
            let zh = format!("不是一份结果:{words}");
            Err(no_shard(&format!(":{line}:{column}"), &zh, &format!("it is no shard: {words}")))
        }
        Ok(shard) if shard.schema != SCHEMA => {
            let schema = &shard.schema;
            let zh = format!("格式 `{schema}` 不是 {SCHEMA}");
            Err(no_shard("", &zh, &format!("its schema `{schema}` is not {SCHEMA}")))
        }
        Ok(shard) if shard.number == 0 || shard.number > shard.of || shard.of > MOST_PARTS => {
            let (number, of) = (shard.number, shard.of);
            Err(no_shard("", &format!("没有第 {number}/{of} 份"), &format!("there is no part {number}/{of}")))
        }
        Ok(shard) if shard.program != env!("CARGO_PKG_VERSION") => {
            let (theirs, ours) = (&shard.program, env!("CARGO_PKG_VERSION"));
            let zh = format!("由版本 {theirs} 写出,本工具是 {ours}");
            Err(no_shard("", &zh, &format!("version {theirs} wrote it, and this is {ours}")))
        }
        Ok(shard) => Ok(shard),
    })
}

/// Refuses to put shards together when what they read is not what is there now, or what was typed is not what they say.
///
/// # Errors
/// It is not.
pub fn still_the_same(
    command: &str,
    matches: &ArgMatches,
    shards: &[Shard],
    inputs: &Inputs,
) -> Result<(), Failure> {
    let typed = typed(command, matches);
    let now = fingerprint(inputs, &typed);
    if shards.iter().all(|shard| shard.arguments == typed && shard.fingerprint == now) {
        return Ok(());
    }
    Err(Failure::Data(vec![
        Problem::new(Text::new(
            "各份运行时所读的文件或日历,与现在的不同",
            "the files or the calendar that the shards were run with are not those that are there now",
        ))
        .help(Text::new("重新运行各份", "run the shards again")),
    ]))
}

/// What is found in a shard is not what such a run can find.
pub fn impossible(shard: &Shard) -> Failure {
    let number = shard.number;
    Failure::Data(vec![Problem::new(Text::new(
        format!("第 {number} 份的数与这次运行不符:文件已被改动"),
        format!("the numbers of part {number} are not those of such a run: the file has been changed"),
    ))])
}

/// The command that shards are of, with its arguments and those of the answer.
///
/// # Errors
/// It is none that has shards.
pub fn of_command(shards: &[Shard], voice: &Voice, answer: &ArgMatches) -> Result<Vec<String>, Failure> {
    let first = &shards[0];
    if !["risk", "sweep"].contains(&first.command.as_str()) {
        let command = &first.command;
        return Err(Failure::Data(vec![Problem::new(Text::new(
            format!("命令 `{command}` 没有分份"),
            format!("the command `{command}` has no shards"),
        ))]));
    }
    // Only what makes a run may stand there: a file must not choose where an answer goes.
    let name = |word: &str| {
        word.strip_prefix("--").map(|word| word.split('=').next().unwrap_or_default().to_string())
    };
    let all = arguments::command(Lang::En);
    let known: Vec<String> = all
        .find_subcommand(&first.command)
        .into_iter()
        .flat_map(Command::get_arguments)
        .filter(|argument| !NOT_OF_THE_RUN.contains(&argument.get_id().as_str()))
        .filter_map(|argument| argument.get_long().map(str::to_string))
        .collect();
    let foreign = first.arguments.iter().find(|word| !name(word).is_some_and(|name| known.contains(&name)));
    if let Some(word) = foreign {
        return Err(Failure::Data(vec![Problem::new(Text::new(
            format!("参数 `{word}` 不能出现在一份结果里"),
            format!("the argument `{word}` has no place in a shard"),
        ))]));
    }
    let lang = pick(voice.lang, "zh", "en");
    let mut arguments = vec!["permits".to_string(), first.command.clone(), format!("--lang={lang}")];
    arguments.extend(first.arguments.iter().cloned());
    for flag in ["format", "threads", "svg", "width"] {
        if answer.value_source(flag) == Some(ValueSource::CommandLine) {
            let values = answer.get_many::<String>(flag).unwrap_or_default();
            arguments.extend(values.map(|value| format!("--{flag}={value}")));
        }
    }
    if answer.get_flag("dark") {
        arguments.push("--dark".to_string());
    }
    Ok(arguments)
}
