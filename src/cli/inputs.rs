//! From flags and files to a case that can be scheduled.
//!
//! In: the shared flags of the scheduling commands. Out: [`Inputs`], everything loaded and checked, the flags having
//! the last word over the project file and the project file over the workflow. Nothing is scheduled here.
//!
//! One file: each flag is a step of one chain from words to a case.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;
use permits::calendar::{Calendar, Counting, Day, Overlay, ParseDayError};
use permits::diagnostic::{Diagnostic, Sources, Text, nearest};
use permits::network::{Basis, FactId, FactValues, ReworkId, StepId};
use permits::schedule::Run;
use permits::schedule::given::Given;
use permits::workflow::{
    Assumptions, Domain, FileKind, Library, LoadError, Project, Which, Workflow, check_against,
    check_project, load_assumptions, load_calendar, load_project, load_workflow,
};

use super::failure::{Failure, Problem};
use super::print::Voice;
use super::usage::did_you_mean;

/// The procedure and the assumptions where nobody names any.
pub const PROCEDURE: &str = "full-path";
pub const ASSUMPTIONS: &str = "promised";

/// Everything a scheduling command needs, loaded and checked.
pub struct Inputs {
    /// The procedure.
    pub workflow: Arc<Workflow>,
    /// What is assumed.
    pub assumptions: Arc<Assumptions>,
    /// What is known of the project.
    pub project: Option<Project>,
    /// The value of every fact and reading.
    pub facts: FactValues,
    /// Those that the project file or a flag gives a value: no chance leaves them open.
    pub settled: BTreeSet<FactId>,
    /// How often each rework happens.
    pub reworks: Vec<(ReworkId, u32)>,
    /// The goal, when it is not the workflow's.
    pub goal: Option<StepId>,
    /// The calendar.
    pub calendar: Arc<Calendar>,
    /// Start, profile and basis.
    pub run: Run,
    /// Steps whose finish is given.
    pub given: Vec<Given>,
    /// The suspension asked for.
    pub abort: Option<(FactId, Day)>,
    /// The files, for what is still to be said of places in them.
    pub sources: Sources,
}

/// Loads and checks everything the flags name. Warnings about files are told at once.
///
/// # Errors
/// The first thing that keeps the case from being made; all mistakes of the files together.
pub fn inputs(voice: &Voice, matches: &ArgMatches) -> Result<Inputs, Failure> {
    inputs_or_from(voice, matches, None)
}

/// The same; `otherwise` is the start when nobody gives one.
///
/// # Errors
/// As [`inputs`].
pub fn inputs_or_from(
    voice: &Voice,
    matches: &ArgMatches,
    otherwise: Option<Day>,
) -> Result<Inputs, Failure> {
    let (mut sources, mut told) = (Sources::default(), Vec::new());
    let file = matches.get_one::<String>("project").map(Path::new);
    let asked = InputFlags { matches, file, otherwise };
    let inputs = collected(&asked, &mut Shared::default(), &mut sources, &mut told);
    // Mistakes in the files are told with the failure they are.
    if !matches!(inputs, Err(Failure::Content(..))) {
        voice.diagnostics(&told, &sources);
    }
    inputs
}

/// One case as it is asked for.
#[derive(Clone, Copy)]
pub struct InputFlags<'a> {
    /// The flags.
    pub matches: &'a ArgMatches,
    /// The project file.
    pub file: Option<&'a Path>,
    /// The start when nobody gives one.
    pub otherwise: Option<Day>,
}

/// What several cases have in common, each loaded once. A file that cannot be loaded is tried again for each case.
#[derive(Default)]
pub struct Shared {
    workflows: Vec<(Which, Arc<Workflow>)>,
    assumptions: Vec<(Which, Arc<Assumptions>)>,
    /// Pairs of the two that were held against each other.
    fits: Vec<(Which, Which)>,
    calendars: Vec<(CalendarOf, Arc<Calendar>)>,
}

/// What a calendar is made of: the day whose knowledge is used, and the files laid over it.
type CalendarOf = (Option<Day>, Vec<PathBuf>);

/// What is known under a key, or is made now.
fn shared<K: PartialEq + Clone, V>(
    known: &mut Vec<(K, Arc<V>)>,
    key: &K,
    make: impl FnOnce() -> Result<V, Failure>,
) -> Result<Arc<V>, Failure> {
    if let Some((_, value)) = known.iter().find(|(known, _)| known == key) {
        return Ok(Arc::clone(value));
    }
    let value = Arc::new(make()?);
    known.push((key.clone(), Arc::clone(&value)));
    Ok(value)
}

/// The same for one of several cases: the files go into `sources`, their warnings into `told`, and nothing is said.
///
/// # Errors
/// As [`inputs`].
pub fn collected(
    asked: &InputFlags<'_>,
    known: &mut Shared,
    sources: &mut Sources,
    told: &mut Vec<Diagnostic>,
) -> Result<Inputs, Failure> {
    let InputFlags { matches, file, otherwise } = *asked;
    let project = file.map(|file| loaded(load_project(file, sources), told, sources)).transpose()?;
    let folder = file.and_then(Path::parent).map(Path::to_path_buf).unwrap_or_default();
    let library = Library::built_in();
    let kind = FileKind::Workflow;
    let named = file.zip(project.as_ref().map(|project| project.workflow.as_str()));
    let procedure = which(matches, kind, named, PROCEDURE);
    let place = |flag: &str| {
        project
            .as_ref()
            .filter(|_| !matches.contains_id(flag))
            .and_then(|project| project.places.get(&format!("project.{flag}")))
    };
    let workflow = shared(&mut known.workflows, &procedure, || {
        let result = load_workflow(&library, &procedure, sources);
        loaded(result.map_err(|error| error.named_at(kind, place("workflow"))), told, sources)
    })?;
    let kind = FileKind::Assumptions;
    let named = file.zip(project.as_ref().and_then(|project| project.assumptions.as_deref()));
    let set = which(matches, kind, named, ASSUMPTIONS);
    let assumptions = shared(&mut known.assumptions, &set, || {
        let result = load_assumptions(&library, &set, sources);
        loaded(result.map_err(|error| error.named_at(kind, place("assumptions"))), told, sources)
    })?;
    let pair = (procedure, set);
    if !known.fits.contains(&pair) {
        told.extend(check_against(&workflow, &assumptions));
        known.fits.push(pair);
    }
    if let Some(project) = &project {
        told.extend(check_project(&workflow, project));
    }
    let known_as_of =
        day_flag(matches, "known-as-of")?.or(project.as_ref().and_then(|project| project.known_as_of));
    let files = calendar_files(matches, project.as_ref(), &folder);
    let calendar = shared(&mut known.calendars, &(known_as_of, files.clone()), || {
        let overlays = overlays(files, sources, told)?;
        // A calendar without the file that is wrong is nobody's.
        if told.iter().any(Diagnostic::is_error) {
            return Err(Failure::Content(std::mem::take(told), sources.clone()));
        }
        Ok(Calendar::new(known_as_of, &overlays))
    })?;
    if told.iter().any(Diagnostic::is_error) {
        return Err(Failure::Content(std::mem::take(told), sources.clone()));
    }

    let given = given(matches, &workflow)?;
    let start = day_flag(matches, "start")?
        .or(project.as_ref().and_then(|project| project.start))
        .or(given.iter().map(|given| given.finished).min())
        .or(otherwise)
        .ok_or_else(|| {
            Failure::Usage(Problem::new(Text::new("缺少 `--start`", "`--start` is missing")).help(Text::new(
                format!("写 `--start 2023-06-01`;起算日是{}", workflow.start.zh),
                format!("write `--start 2023-06-01`; it is the {}", workflow.start.en),
            )))
        })?;
    if let Some(early) = given.iter().find(|given| given.finished < start) {
        return Err(Failure::Usage(
            Problem::new(Text::new(
                format!("`--at {}={}` 早于起算日 {start}", early.step, early.finished),
                format!("`--at {}={}` is before the start, {start}", early.step, early.finished),
            ))
            .help(Text::new(
                "可不写 --start:以最早的 --at 为起算日",
                "leave --start out: the earliest --at is then the start",
            )),
        ));
    }
    let counting = matches.get_one::<String>("counting").and_then(|word| Counting::named(word));
    let counting = counting.or(project.as_ref().and_then(|project| project.counting)).unwrap_or_default();
    let basis = matches.get_one::<String>("basis").and_then(|word| Basis::named(word));
    let basis = basis.or(project.as_ref().and_then(|project| project.basis)).unwrap_or_default();
    let (facts, settled) = facts(matches, &workflow, project.as_ref())?;
    Ok(Inputs {
        facts,
        settled,
        reworks: reworks(matches, &workflow)?,
        goal: matches.get_one::<String>("goal").map(|id| known_step(&workflow, id, "--goal")).transpose()?,
        abort: abort(matches, &workflow)?,
        calendar,
        run: Run { start, counting, basis },
        workflow,
        assumptions,
        project,
        given,
        sources: sources.clone(),
    })
}

/// The calendar that the calendar flags describe.
///
/// # Errors
/// A calendar file that cannot be read or has mistakes; a date that is none.
pub fn calendar(voice: &Voice, matches: &ArgMatches) -> Result<Calendar, Failure> {
    let mut sources = Sources::default();
    let mut told = Vec::new();
    let files = calendar_files(matches, None, Path::new(""));
    let overlays = overlays(files, &mut sources, &mut told)?;
    if told.iter().any(Diagnostic::is_error) {
        return Err(Failure::Content(told, sources));
    }
    voice.diagnostics(&told, &sources);
    Ok(Calendar::new(day_flag(matches, "known-as-of")?, &overlays))
}

/// The workflow that the flags name, if it can be had; what keeps it from that is for [`inputs`] to say.
pub fn named_workflow(matches: &ArgMatches) -> Option<Workflow> {
    let mut sources = Sources::default();
    let file = matches.get_one::<String>("project").map(Path::new);
    let project = file.map(|file| load_project(file, &mut sources)).transpose().ok()?;
    let named = file.zip(project.as_ref().map(|(project, _)| project.workflow.as_str()));
    let which = which(matches, FileKind::Workflow, named, PROCEDURE);
    load_workflow(&Library::built_in(), &which, &mut sources).ok().map(|(workflow, _)| workflow)
}

/// Which file a flag, else the project file with the name it gives, else the default means.
fn which(matches: &ArgMatches, kind: FileKind, named: Option<(&Path, &str)>, default: &str) -> Which {
    match (matches.get_one::<String>(kind.as_str()), named) {
        (Some(typed), _) => Which::typed(typed),
        (None, Some((project, name))) => Which::in_file(project, FileKind::Project, kind, name),
        (None, None) => Which::BuiltIn(default.to_string()),
    }
}

/// What a file is called without its folder and its ending.
pub fn stem(file: &Path) -> Option<String> {
    file.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// What a loader gave: its value, its warnings put by, or the failure it is.
pub fn loaded<T>(
    result: Result<(T, Vec<Diagnostic>), LoadError>,
    told: &mut Vec<Diagnostic>,
    sources: &Sources,
) -> Result<T, Failure> {
    match result {
        Ok((value, warnings)) => {
            told.extend(warnings);
            Ok(value)
        }
        Err(error) => Err(load_failure(error, std::mem::take(told), sources)),
    }
}

/// The failure behind a loader's error.
pub fn load_failure(error: LoadError, mut told: Vec<Diagnostic>, sources: &Sources) -> Failure {
    match error {
        LoadError::Content(mistakes) => {
            told.extend(mistakes);
            Failure::Content(told, sources.clone())
        }
        LoadError::UnknownId { nearest, .. } => {
            let help = nearest.map(did_you_mean);
            Failure::Usage(Problem::new(error.text()).maybe_help(help))
        }
        LoadError::Io { .. } | LoadError::NotAFile(_) => Failure::InputOutput(Problem::new(error.text())),
    }
}

/// The project's calendar files, then those of the flags.
fn calendar_files(matches: &ArgMatches, project: Option<&Project>, folder: &Path) -> Vec<PathBuf> {
    let of_project = project.into_iter().flat_map(|project| &project.calendar).map(|name| folder.join(name));
    let of_flags = matches.get_many::<String>("calendar").unwrap_or_default().map(PathBuf::from);
    of_project.chain(of_flags).collect()
}

fn overlays(
    files: Vec<PathBuf>,
    sources: &mut Sources,
    told: &mut Vec<Diagnostic>,
) -> Result<Vec<Overlay>, Failure> {
    let mut overlays = Vec::new();
    for path in files {
        match load_calendar(&path, sources) {
            Ok((overlay, warnings)) => {
                overlays.push(overlay);
                told.extend(warnings);
            }
            Err(LoadError::Content(mistakes)) => told.extend(mistakes),
            Err(error) => return Err(load_failure(error, std::mem::take(told), sources)),
        }
    }
    Ok(overlays)
}

/// The value of a flag that is a date.
pub fn day_flag(matches: &ArgMatches, flag: &str) -> Result<Option<Day>, Failure> {
    // Not every command has every flag.
    let typed = matches.try_get_one::<String>(flag).ok().flatten();
    typed.map(|typed| day(typed, &format!("--{flag}"))).transpose()
}

/// Holds `--to` against `--from`.
///
/// # Errors
/// The last day comes before the first.
pub fn in_order(from: Day, to: Day) -> Result<(), Failure> {
    match to < from {
        true => Err(Failure::usage(
            format!("--to:{to} 早于 --from {from}"),
            format!("--to: {to} is before --from {from}"),
        )),
        false => Ok(()),
    }
}

/// A date as typed for `what`.
pub fn day(typed: &str, what: &str) -> Result<Day, Failure> {
    typed.parse::<Day>().map_err(|error| {
        let message = match error {
            ParseDayError::Form => {
                Text::new(format!("{what}:`{typed}` 不是日期"), format!("{what}: `{typed}` is not a date"))
            }
            ParseDayError::NoSuchDay => Text::new(
                format!("{what}:没有 `{typed}` 这一天"),
                format!("{what}: there is no such day as `{typed}`"),
            ),
            ParseDayError::OutOfRange => Text::new(
                format!("{what}:`{typed}` 超出日历范围"),
                format!("{what}: `{typed}` is outside the calendar"),
            ),
        };
        let help = match error {
            ParseDayError::OutOfRange => Problem::calendar_answers_for(),
            _ => Text::new("写成 2023-06-01 的样子", "write it like 2023-06-01"),
        };
        Failure::Usage(Problem::new(message).help(help))
    })
}

/// Something that is not among what is known, with the nearest that is.
pub fn unknown<'a>(
    zh: String,
    en: String,
    typed: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Failure {
    const MOST_LISTED: usize = 12;
    let help = match nearest(typed, known.clone()) {
        Some(near) => Some(did_you_mean(near)),
        None if known.clone().next().is_none() => None,
        None if known.clone().count() <= MOST_LISTED => {
            let all = known.collect::<Vec<_>>().join(", ");
            Some(Text::new(format!("可选:{all}"), format!("there are {all}")))
        }
        None => Some(Text::new("用 `permits workflow 名称` 查看", "see `permits workflow ID`")),
    };
    Failure::Usage(Problem::new(Text::new(zh, en)).maybe_help(help))
}

/// Splits `name=value` as typed after a flag.
pub fn pair<'a>(
    typed: &'a str,
    separator: char,
    flag: &str,
    form: (&str, &str),
) -> Result<(&'a str, &'a str), Failure> {
    typed.split_once(separator).ok_or_else(|| {
        Failure::Usage(
            Problem::new(Text::new(
                format!("{flag} `{typed}` 不成对"),
                format!("{flag} `{typed}` is not a pair"),
            ))
            .help(Text::new(format!("写成 `{flag} {}`", form.0), format!("write `{flag} {}`", form.1))),
        )
    })
}

/// A step of the workflow; a further round (`step~2`) is known by its step, and the first is the step itself.
fn known_step(workflow: &Workflow, typed: &str, flag: &str) -> Result<StepId, Failure> {
    let (base, round) = typed.split_once('~').unwrap_or((typed, "1"));
    if workflow.step(base).is_some() {
        return Ok(StepId::from(if round == "1" { base } else { typed }));
    }
    Err(unknown(
        format!("{flag}:没有事项 `{typed}`"),
        format!("{flag}: no step is called `{typed}`"),
        typed,
        workflow.steps.iter().map(|step| step.id.as_str()),
    ))
}

fn facts(
    matches: &ArgMatches,
    workflow: &Workflow,
    project: Option<&Project>,
) -> Result<(FactValues, BTreeSet<FactId>), Failure> {
    let (mut facts, mut settled) = (workflow.default_facts(), BTreeSet::new());
    for (fact, value) in project.into_iter().flat_map(|project| &project.set) {
        facts.0.insert(fact.clone(), value.clone());
        settled.insert(fact.clone());
    }
    for typed in matches.get_many::<String>("set").unwrap_or_default() {
        let (name, value) = pair(typed, '=', "--set", ("名称=值", "NAME=VALUE"))?;
        set_fact(&mut facts, workflow, name, value, Some("--set"), &[])?;
        settled.insert(FactId::from(name));
    }
    Ok((facts, settled))
}

/// Sets a fact or a reading as typed after `flag`, or where these other `words` could have been typed too.
pub fn set_fact(
    facts: &mut FactValues,
    workflow: &Workflow,
    name: &str,
    value: &str,
    flag: Option<&str>,
    words: &[&str],
) -> Result<(), Failure> {
    let zh = flag.map(|flag| format!("{flag}:")).unwrap_or_default();
    let en = flag.map(|flag| format!("{flag}: ")).unwrap_or_default();
    let Some(fact) = workflow.fact(name) else {
        return Err(unknown(
            format!("{zh}没有事实或读法 `{name}`"),
            format!("{en}no fact or reading is called `{name}`"),
            name,
            words.iter().copied().chain(workflow.facts.iter().map(|fact| fact.id.as_str())),
        ));
    };
    let Some(value) = fact.domain.parse(value) else {
        let valid = match &fact.domain {
            Domain::Bool => "true, false".to_string(),
            Domain::Choice(choices) => choices.join(", "),
            Domain::Count => "0, 1, 2, …".to_string(),
        };
        return Err(Failure::Usage(
            Problem::new(Text::new(
                format!("{zh}`{name}` 不能是 `{value}`"),
                format!("{en}`{name}` cannot be `{value}`"),
            ))
            .help(Text::new(format!("可选:{valid}"), format!("it can be {valid}"))),
        ));
    };
    facts.0.insert(fact.id.clone(), value);
    Ok(())
}

/// The values of a flag that not every command has.
fn many<'a>(matches: &'a ArgMatches, flag: &str) -> impl Iterator<Item = &'a String> {
    matches.try_get_many::<String>(flag).ok().flatten().unwrap_or_default()
}

fn reworks(matches: &ArgMatches, workflow: &Workflow) -> Result<Vec<(ReworkId, u32)>, Failure> {
    let mut reworks = Vec::new();
    for typed in many(matches, "rework") {
        let (name, times) = pair(typed, '=', "--rework", ("名称=次数", "ID=N"))?;
        let Some(rework) = workflow.reworks.iter().find(|rework| rework.id.as_str() == name) else {
            return Err(unknown(
                format!("--rework:没有返工 `{name}`"),
                format!("--rework: no rework is called `{name}`"),
                name,
                workflow.reworks.iter().map(|rework| rework.id.as_str()),
            ));
        };
        let Ok(times) = times.parse::<u32>() else {
            return Err(Failure::usage(
                format!("--rework:`{times}` 不是次数"),
                format!("--rework: `{times}` is not a number of times"),
            ));
        };
        reworks.push((rework.id.clone(), times));
    }
    Ok(reworks)
}

fn given(matches: &ArgMatches, workflow: &Workflow) -> Result<Vec<Given>, Failure> {
    let mut given = Vec::new();
    for typed in many(matches, "at") {
        let (step, date) = pair(typed, '=', "--at", ("事项=日期", "STEP=DATE"))?;
        given.push(Given { step: known_step(workflow, step, "--at")?, finished: day(date, "--at")? });
    }
    Ok(given)
}

fn abort(matches: &ArgMatches, workflow: &Workflow) -> Result<Option<(FactId, Day)>, Failure> {
    // Not every command that schedules can be suspended.
    let Ok(Some(typed)) = matches.try_get_one::<String>("abort") else { return Ok(None) };
    let (name, date) = pair(typed, '@', "--abort", ("事实@日期", "FACT@DATE"))?;
    let names: Vec<&str> = workflow
        .aborts
        .iter()
        .flat_map(|abort| abort.when.any.iter().flatten())
        .map(|requirement| requirement.fact.as_str())
        .collect();
    if !names.contains(&name) {
        return Err(unknown(
            format!("--abort:`{name}` 不使程序中止"),
            format!("--abort: `{name}` does not suspend this procedure"),
            name,
            names.iter().copied(),
        ));
    }
    Ok(Some((FactId::from(name), day(date, "--abort")?)))
}
