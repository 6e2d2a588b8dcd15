//! From what is typed after `compare` to cases that can be scheduled.
//!
//! In: the shared flags and the scenarios: each a project file, a workflow, or `name:key=value,…`. Out: for each its
//! [`Inputs`], the scenario having the last word over the flags. All mistakes of all files are told together, each once;
//! what is wrong with the scenarios is told for each of them.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use clap::ArgMatches;
use permits::diagnostic::{Diagnostic, Lang, Severity, Sources, Text, nearest};
use permits::workflow::{FileKind, Library, Which, Workflow, kind_of_file};

use super::arguments;
use super::failure::{Failure, Problem};
use super::inputs::{InputFlags, Inputs, PROCEDURE, Shared, collected, load_failure, set_fact, stem};
use super::print::Voice;
use super::usage::{did_you_mean, problem};

/// The keys of a scenario besides facts and readings; each is the flag of that name.
const KEYS: [&str; 7] = ["workflow", "start", "assumptions", "counting", "basis", "calendar", "known-as-of"];

/// The flags that can be given several times: a scenario adds to them.
const LISTS: [&str; 4] = ["set", "at", "rework", "calendar"];

/// A scenario, loaded and checked.
pub struct Loaded {
    /// What the reader calls it.
    pub name: String,
    /// Everything it is made of.
    pub inputs: Inputs,
}

/// A scenario as typed.
struct Typed {
    name: String,
    /// The file it is, when it is one.
    file: Option<String>,
    /// Flags of its own.
    flags: Vec<(&'static str, String)>,
    /// Facts and readings.
    facts: Vec<(String, String)>,
}

/// Loads every scenario that is typed, or the flags alone when none is. Warnings about files are told at once.
///
/// # Errors
/// Every mistake in the files, or else the last thing that keeps a scenario from being made, the others having been
/// told.
pub fn scenarios(voice: &Voice, matches: &ArgMatches) -> Result<Vec<Loaded>, Failure> {
    let typed: Vec<&String> = matches.get_many::<String>("scenario").unwrap_or_default().collect();
    let (mut read, mut failures) = (Vec::new(), Vec::new());
    for typed in typed {
        match scenario(typed) {
            Ok(scenario) => read.push(scenario),
            Err(failure) => failures.push(failure),
        }
    }
    if read.is_empty() && failures.is_empty() {
        let file = matches.get_one::<String>("project").or(matches.get_one::<String>("workflow"));
        let name = file.map_or_else(|| PROCEDURE.to_string(), |file| called(file));
        read.push(Typed { name, file: None, flags: Vec::new(), facts: Vec::new() });
    }
    tell_apart(&mut read);
    for (at, scenario) in read.iter().enumerate() {
        if read[..at].iter().any(|earlier| earlier.name == scenario.name) {
            failures.push(same_name(&scenario.name));
        }
    }
    let (mut sources, mut told) = (Sources::default(), Vec::new());
    let mut loaded = Vec::new();
    for scenario in read {
        match load(matches, &scenario, voice.lang, &mut sources, &mut told) {
            Ok(inputs) => loaded.push(Loaded { name: scenario.name, inputs }),
            Err(Failure::Content(mistakes, _)) => told.extend(mistakes),
            Err(failure) => failures.push(of_scenario(&scenario.name, failure)),
        }
    }
    let told = each_once(told, &sources);
    if told.iter().any(Diagnostic::is_error) {
        failures.iter().for_each(|failure| voice.failure(failure));
        return Err(Failure::Content(told, sources));
    }
    voice.diagnostics(&told, &sources);
    match failures.pop() {
        Some(last) => {
            failures.iter().for_each(|failure| voice.failure(failure));
            Err(last)
        }
        None => Ok(loaded),
    }
}

/// Reads what is typed for one scenario.
fn scenario(typed: &str) -> Result<Typed, Failure> {
    let none = |name: &str, flag: &'static str, value: &str| Typed {
        name: name.to_string(),
        file: None,
        flags: vec![(flag, value.to_string())],
        facts: Vec::new(),
    };
    if let Some((name, keys)) = named(typed) {
        return keys_of(name, keys);
    }
    let library = Library::built_in();
    if library.workflow(typed).is_some() {
        return Ok(none(typed, "workflow", typed));
    }
    let path = Path::new(typed);
    if matches!(Which::typed(typed), Which::Path(_)) || path.exists() {
        let kind =
            kind_of_file(path).map_err(|error| load_failure(error, Vec::new(), &Sources::default()))?;
        let flag = match kind {
            Some(FileKind::Workflow) => "workflow",
            Some(FileKind::Assumptions) => "assumptions",
            // A file that says nothing is taken for a project, and told what it lacks.
            Some(FileKind::Project) | None => "project",
        };
        return Ok(Typed { file: Some(typed.to_string()), ..none(&called(typed), flag, typed) });
    }
    let known = library.workflows().iter().map(|file| file.id);
    let help = match nearest(typed, known.clone()) {
        Some(near) => did_you_mean(near),
        None => {
            let all = known.collect::<Vec<_>>().join(", ");
            Text::new(
                format!("写项目文件、流程名称({all})或 `名称:键=值,…`"),
                format!("write a project file, a workflow ({all}), or `name:key=value,…`"),
            )
        }
    };
    Err(Failure::Usage(
        Problem::new(Text::new(
            format!("`{typed}` 不是方案:没有这样的文件或流程"),
            format!("`{typed}` is no scenario: there is no such file or workflow"),
        ))
        .help(help),
    ))
}

/// What a scenario is called that a file is.
fn called(file: &str) -> String {
    stem(Path::new(file)).unwrap_or_else(|| file.to_string())
}

/// The name and the keys of `name:key=value,…`; `None` when it is something else, such as a path.
fn named(typed: &str) -> Option<(&str, &str)> {
    let (name, keys) = typed.split_once(':')?;
    let is_name = !name.is_empty() && !name.contains(['/', '\\', '=']) && !keys.starts_with(['/', '\\']);
    is_name.then_some((name, keys))
}

fn keys_of(name: &str, keys: &str) -> Result<Typed, Failure> {
    let mut scenario = Typed { name: name.to_string(), file: None, flags: Vec::new(), facts: Vec::new() };
    for pair in keys.split(',').filter(|pair| !pair.is_empty()) {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(Failure::Usage(
                Problem::new(Text::new(
                    format!("方案 `{name}`:`{pair}` 不成对"),
                    format!("scenario `{name}`: `{pair}` is not a pair"),
                ))
                .help(Text::new("写成 `名称:键=值,键=值`", "write `name:key=value,key=value`")),
            ));
        };
        let Some(flag) = KEYS.iter().find(|known| **known == key) else {
            if scenario.facts.iter().any(|(known, _)| known == key) {
                return Err(twice(name, key));
            }
            scenario.facts.push((key.to_string(), value.to_string()));
            continue;
        };
        if !LISTS.contains(flag) && scenario.flags.iter().any(|(known, _)| known == flag) {
            return Err(twice(name, key));
        }
        scenario.flags.push((flag, value.to_string()));
    }
    // A name that is a workflow's means that workflow.
    let says = scenario.flags.iter().any(|(flag, _)| *flag == "workflow");
    if !says && Library::built_in().workflow(name).is_some() {
        scenario.flags.push(("workflow", name.to_string()));
    }
    Ok(scenario)
}

fn twice(name: &str, key: &str) -> Failure {
    Failure::usage(
        format!("方案 `{name}`:`{key}` 写了两次"),
        format!("scenario `{name}`: `{key}` is written twice"),
    )
}

/// Nothing of a scenario is called so, and nothing nearly so.
fn no_such_key(workflow: &Workflow, name: &str) -> Failure {
    let keys = KEYS.join(", ");
    let facts = workflow.facts.iter().map(|fact| fact.id.as_str()).collect::<Vec<_>>().join(", ");
    Failure::Usage(
        Problem::new(Text::new(
            format!("没有叫 `{name}` 的键、事实或读法"),
            format!("no key, fact or reading is called `{name}`"),
        ))
        .help(Text::new(
            format!("键:{keys};事实和读法:{facts};其余参数对各方案共用"),
            format!("keys: {keys}; facts and readings: {facts}; other flags are for all scenarios"),
        )),
    )
}

/// Files of one name in different folders, such as two versions of a file, are called by what was typed for them.
fn tell_apart(read: &mut [Typed]) {
    let shared: Vec<bool> = read
        .iter()
        .map(|one| one.file.is_some() && read.iter().filter(|other| other.name == one.name).count() > 1)
        .collect();
    for (scenario, _) in read.iter_mut().zip(shared).filter(|(_, shared)| *shared) {
        if let Some(file) = &scenario.file {
            scenario.name.clone_from(file);
        }
    }
}

fn same_name(name: &str) -> Failure {
    Failure::Usage(
        Problem::new(Text::new(
            format!("两个方案都叫 `{name}`"),
            format!("two scenarios are called `{name}`"),
        ))
        .help(Text::new(
            "用 `名称:键=值,…` 另起名称",
            "give one of them another name with `name:key=value,…`",
        )),
    )
}

/// Loads one scenario: the shared flags, then its own, are read as those of any scheduling command are.
fn load(
    matches: &ArgMatches,
    scenario: &Typed,
    lang: Lang,
    sources: &mut Sources,
    told: &mut Vec<Diagnostic>,
) -> Result<Inputs, Failure> {
    let command = arguments::scenario(lang);
    let mut words: Vec<String> = Vec::new();
    for argument in command.get_arguments().filter(|argument| argument.get_action().takes_values()) {
        let flag = argument.get_id().as_str();
        let own = scenario.flags.iter().filter(|(own, _)| *own == flag).map(|(_, value)| value);
        let own: Vec<&String> = own.collect();
        let shared = matches.get_many::<String>(flag).unwrap_or_default();
        let shared = shared.filter(|_| own.is_empty() || LISTS.contains(&flag));
        words.extend(shared.chain(own.iter().copied()).map(|value| format!("--{flag}={value}")));
    }
    let matches = command.try_get_matches_from(words).map_err(|error| Failure::Usage(problem(&error)))?;
    let file = matches.get_one::<String>("project").map(Path::new);
    let asked = InputFlags { matches: &matches, file, otherwise: None };
    let mut inputs = collected(&asked, &mut Shared::default(), sources, told)?;
    for (name, value) in &scenario.facts {
        let known = inputs.workflow.facts.iter().map(|fact| fact.id.as_str()).chain(KEYS);
        if inputs.workflow.fact(name).is_none() && nearest(name, known).is_none() {
            return Err(no_such_key(&inputs.workflow, name));
        }
        set_fact(&mut inputs.facts, &inputs.workflow, name, value, None, &KEYS)?;
        inputs.settled.insert(name.as_str().into());
    }
    Ok(inputs)
}

/// Says which scenario it is about.
pub fn of_scenario(name: &str, failure: Failure) -> Failure {
    failure.about(&Text::new(format!("方案 `{name}`"), format!("scenario `{name}`")))
}

/// The diagnostics without those that were told before: scenarios share files.
fn each_once(told: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    type Place = (String, Range<usize>);
    let mut known: HashSet<(Severity, &'static str, String, Vec<Place>)> = HashSet::new();
    let mut once = Vec::new();
    for diagnostic in told {
        let places = diagnostic
            .labels
            .iter()
            .map(|label| (sources.file(label.span.file).name.to_string(), label.span.range.clone()));
        let key =
            (diagnostic.severity, diagnostic.code, diagnostic.message.en.clone(), places.collect::<Vec<_>>());
        if known.insert(key) {
            once.push(diagnostic);
        }
    }
    once
}
