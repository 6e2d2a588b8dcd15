//! From loaded inputs to one schedule with all that is said beside it.
//!
//! In: the shared flags of the scheduling commands. Out: [`Planned`], which every command that shows one plan takes its
//! [`Plan`] from. One call a layer: load, compile, schedule. Nothing is rendered here.

use clap::ArgMatches;
use permits::calendar::{Counting, Day, Told};
use permits::diagnostic::Text;
use permits::network::{AbortRule, Case, CompileError, Network, ScopeBreach, StepIx, compile};
use permits::report::plan::{Filter, Plan, Suspension};
use permits::schedule::abort::{Fate, fates};
use permits::schedule::given::{GivenError, GivenMistake, given};
use permits::schedule::{OutOfCalendar, ResultOf, Run, Schedule, Warning, WarningCode, drag, schedule};
use permits::study::abort::{AbortError, TakesOver, clause, takes_over};
use permits::workflow::{FileKind, Library, NamedFile, Value, Workflow, load_workflow};

use super::failure::{Failure, Problem};
use super::inputs::{Inputs, inputs, loaded, unknown};
use super::print::Voice;

/// One schedule and everything it was made from.
pub struct Planned {
    inputs: Inputs,
    shown: Filter,
    network: Network,
    dates: Schedule,
    otherwise: Option<Told<Day>>,
    drags: Option<Vec<Option<Told<i32>>>>,
    notes: Vec<Warning>,
    suspended: Option<Suspended>,
}

/// Schedules what the flags ask for.
///
/// # Errors
/// The first thing that keeps the schedule from being made.
pub fn planned(voice: &Voice, matches: &ArgMatches) -> Result<Planned, Failure> {
    let inputs = inputs(voice, matches)?;
    let shown = filter(matches, &inputs.workflow)?;
    planned_of(inputs, shown, matches)
}

/// The same for a command that lists no steps.
///
/// # Errors
/// The first thing that keeps the schedule from being made.
pub fn planned_whole(voice: &Voice, matches: &ArgMatches) -> Result<Planned, Failure> {
    planned_of(inputs(voice, matches)?, Filter::default(), matches)
}

fn planned_of(inputs: Inputs, shown: Filter, matches: &ArgMatches) -> Result<Planned, Failure> {
    let network = network(&inputs, inputs.run.counting)?;
    in_scope(&network, matches)?;
    let dates = scheduled(&network, &inputs, &inputs.run)?;
    let other = Run { counting: inputs.run.counting.other(), ..inputs.run };
    let otherwise = otherwise(&inputs, &other);
    let mut notes = unused(&inputs);
    let suspended =
        inputs.abort.as_ref().map(|(fact, day)| suspended(&inputs, &network, &dates, fact.as_str(), *day));
    let suspended = suspended.transpose()?;
    let reached = suspended.as_ref().is_none_or(|suspended| suspended.reached);
    let otherwise = otherwise.filter(|_| reached);
    let beside = [otherwise, suspended.as_ref().and_then(Suspended::taken_over).map(|(_, finish)| finish)];
    if refuses_provisional(matches) {
        refuse_provisional(&network, &dates, beside)?;
    }
    let is_told = dates.warnings.iter().any(|warning| warning.code == WarningCode::ProvisionalCalendar);
    if !is_told && beside.iter().flatten().any(|finish| finish.provisional) {
        notes.push(Warning::provisional_calendar(&inputs.calendar, inputs.run.start));
    }
    Ok(Planned { inputs, shown, network, dates, otherwise, drags: None, notes, suspended })
}

impl Planned {
    /// Computes what each critical step costs, for the documents that show it.
    pub fn with_drags(mut self) -> Planned {
        self.drags = drag::drags(&self.network, &self.inputs.calendar, &self.dates);
        self
    }

    /// What was loaded.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// The plan, for a renderer.
    pub fn plan(&self) -> Plan<'_> {
        Plan {
            workflow: &self.inputs.workflow,
            assumptions: &self.inputs.assumptions,
            project: self.inputs.project.as_ref().map(|project| project.name.as_str()),
            network: &self.network,
            calendar: &self.inputs.calendar,
            schedule: &self.dates,
            otherwise: self.otherwise,
            drags: self.drags.as_deref(),
            notes: &self.notes,
            suspension: self.suspended.as_ref().map(|suspended| Suspension {
                fact: &suspended.fact,
                day: suspended.day,
                clause: &suspended.clause,
                fates: &suspended.fates,
                fallback: suspended.taken_over(),
            }),
            shown: &self.shown,
        }
    }
}

/// The case as the flags and the project have it.
pub fn case(inputs: &Inputs) -> Case<'_> {
    Case {
        workflow: &inputs.workflow,
        assumptions: &inputs.assumptions,
        project: inputs.project.as_ref(),
        facts: inputs.facts.clone(),
        reworks: inputs.reworks.clone(),
        goal: inputs.goal.clone(),
    }
}

/// The network of the case, with the given finishes as a counting profile reads them.
///
/// # Errors
/// The facts and flags make none, or the given finishes contradict it.
pub fn network(inputs: &Inputs, counting: Counting) -> Result<Network, Failure> {
    let network = compile(&case(inputs)).map_err(|error| not_compiled(&error))?;
    if inputs.given.is_empty() {
        return Ok(network);
    }
    let run = Run { counting, ..inputs.run };
    given(&network, &inputs.given, &inputs.calendar, &run).map_err(|error| match error {
        GivenError::Mistake(error) => wrongly_given(&error),
        GivenError::Calendar(error) => out_of_calendar(&error),
    })
}

/// The finish counted in the other profile; `None` when it leaves the calendar.
fn otherwise(inputs: &Inputs, other: &Run) -> Option<Told<Day>> {
    let network = network(inputs, other.counting).ok()?;
    let dates = schedule(&network, &inputs.calendar, other).ok()?;
    Some(dates.finish_day(&network))
}

/// What keeps a network from being made.
pub fn not_compiled(error: &CompileError) -> Failure {
    let problem = Problem::new(error.text());
    Failure::Usage(match error {
        CompileError::AbsentGoal { .. } => problem
            .help(Text::new("改用 --goal 或 --set", "choose another --goal, or other facts with --set")),
        _ => problem,
    })
}

/// What keeps given finishes from being taken.
pub fn wrongly_given(error: &GivenMistake) -> Failure {
    let Text { zh, en } = error.text();
    Failure::usage(format!("--at:{zh}"), format!("--at: {en}"))
}

/// Refuses facts that are out of scope, unless they are allowed.
///
/// # Errors
/// The scope rules that are broken.
pub fn in_scope(network: &Network, matches: &ArgMatches) -> Result<(), Failure> {
    if network.breaches.is_empty() || matches.get_flag("allow-out-of-scope") {
        return Ok(());
    }
    Err(Failure::Scope(network.breaches.iter().map(breach).collect()))
}

fn breach(breach: &ScopeBreach) -> Problem {
    let cite: Vec<String> = breach.cite.iter().map(ToString::to_string).collect();
    let (cite, because) = (cite.join(", "), Value::listed(&breach.because, ", "));
    Problem::new(Text::new(
        format!("不在适用范围内:{}[{cite}]({because})", breach.say.zh),
        format!("outside the scope of the procedure: {} [{cite}] ({because})", breach.say.en),
    ))
    .help(Text::new(
        "改事实,换流程(--workflow),或用 --allow-out-of-scope 只作提醒",
        "change the facts, choose another --workflow, or make it a warning with --allow-out-of-scope",
    ))
}

/// The dates of a network.
///
/// # Errors
/// They leave the calendar.
pub fn scheduled(network: &Network, inputs: &Inputs, run: &Run) -> Result<Schedule, Failure> {
    schedule(network, &inputs.calendar, run).map_err(|error| out_of_calendar(&error))
}

/// `calendar-range`: the dates asked for are not ones the calendar answers for.
pub fn out_of_calendar(OutOfCalendar(leaves): &OutOfCalendar) -> Failure {
    Failure::calendar_range(&leaves.text())
}

/// With `--calendar-beyond error`: refuses the first date that rests on a provisional day. `beside` are the finish in
/// the other counting profile and that of the procedure that takes over.
///
/// # Errors
/// That date.
pub fn refuse_provisional(
    network: &Network,
    dates: &Schedule,
    beside: [Option<Told<Day>>; 2],
) -> Result<(), Failure> {
    let name = |ix: StepIx| &network.step(ix).id;
    let [otherwise, taken_over] = beside.map(|finish| finish.filter(|finish| finish.provisional));
    let (zh, en, day) = if let Some((of, day)) = dates.provisional(network).next() {
        let (zh, en) = match of {
            ResultOf::Finish(ix) => (format!("`{}`", name(ix)), format!("`{}`", name(ix))),
            ResultOf::Due(id) => {
                (format!("限时 `{id}` 的期限"), format!("the due day of the promise `{id}`"))
            }
            ResultOf::Margin(id) => {
                (format!("限时 `{id}` 的余量"), format!("what the promise `{id}` has to spare"))
            }
            ResultOf::Latest(ix) => {
                (format!("`{}` 的最迟时间", name(ix)), format!("the latest date of `{}`", name(ix)))
            }
            ResultOf::Float(ix) => (format!("`{}` 的时差", name(ix)), format!("the float of `{}`", name(ix))),
        };
        (zh, en, day)
    } else if let Some(finish) = otherwise {
        let other = dates.run.counting.other().as_str();
        (format!("按 {other} 计日的完成日"), format!("the finish counted by {other}"), finish.value)
    } else if let Some(finish) = taken_over {
        ("接续流程的完成日".to_string(), "the finish of the fallback".to_string(), finish.value)
    } else {
        return Ok(());
    };
    Err(unpublished(
        &format!("{zh}({day})所依的放假安排尚未公布"),
        &format!("{en} ({day}) rests on a holiday notice that is not published"),
    ))
}

/// `provisional-calendar`: with `--calendar-beyond error` what rests on a notice that is not published is refused.
pub fn unpublished(zh: &str, en: &str) -> Failure {
    Failure::Usage(
        Problem::new(Text::new(format!("provisional-calendar:{zh}"), format!("provisional-calendar: {en}")))
            .help(Text::new(
                "用 --calendar 加入该年的安排,或去掉 --calendar-beyond error 按法定节假日推算",
                "add the year with --calendar, or leave --calendar-beyond error out to project it",
            )),
    )
}

/// Whether dates that rest on a provisional day are refused: `--calendar-beyond error`.
pub fn refuses_provisional(matches: &ArgMatches) -> bool {
    matches.get_one::<String>("calendar-beyond").is_some_and(|word| word == "error")
}

/// Parts of a project file that a plan does not use.
pub fn unused(inputs: &Inputs) -> Vec<Warning> {
    let Some(project) = &inputs.project else { return Vec::new() };
    if project.actual.is_empty() && project.pauses.is_empty() && project.extensions.is_empty() {
        return Vec::new();
    }
    vec![Warning::new(
        WarningCode::RecordsNotUsed,
        Text::new(
            "项目文件记有实际进度、暂停或延期;本命令只排计划,未计入;看进度用 permits track",
            "the project file records actual dates, pauses or extensions; this is the plan, which does not use them; `permits track` does",
        ),
    )]
}

fn filter(matches: &ArgMatches, workflow: &Workflow) -> Result<Filter, Failure> {
    let list = |name: &str| matches.get_many::<String>(name).unwrap_or_default().cloned().collect::<Vec<_>>();
    let filter =
        Filter { critical: matches.get_flag("critical"), lanes: list("lane"), actors: list("actor") };
    let lanes = workflow.lanes.iter().map(|lane| lane.id.as_str());
    if let Some(typed) = filter.lanes.iter().find(|typed| !lanes.clone().any(|id| id == typed.as_str())) {
        return Err(unknown(
            format!("--lane:没有泳道 `{typed}`"),
            format!("--lane: no lane is called `{typed}`"),
            typed,
            lanes,
        ));
    }
    let actors = workflow.actors.iter().map(|actor| actor.id.as_str());
    if let Some(typed) = filter.actors.iter().find(|typed| !actors.clone().any(|id| id == typed.as_str())) {
        return Err(unknown(
            format!("--actor:没有责任单位 `{typed}`"),
            format!("--actor: no actor is called `{typed}`"),
            typed,
            actors,
        ));
    }
    Ok(filter)
}

/// What `--abort` asked for, worked out.
struct Suspended {
    fact: String,
    day: Day,
    clause: AbortRule,
    fates: Vec<Fate>,
    /// Whether the goal was reached before the suspension.
    reached: bool,
    fallback: Option<(Workflow, TakesOver)>,
}

impl Suspended {
    /// The procedure that takes over and the finish of its goal.
    fn taken_over(&self) -> Option<(&Workflow, Told<Day>)> {
        let (workflow, dates) = self.fallback.as_ref()?;
        Some((workflow, dates.schedule.finish_day(&dates.network)))
    }
}

fn suspended(
    inputs: &Inputs,
    network: &Network,
    dates: &Schedule,
    fact: &str,
    day: Day,
) -> Result<Suspended, Failure> {
    if day < inputs.run.start {
        return Err(Failure::usage(
            format!("--abort:{day} 早于起算日 {}", inputs.run.start),
            format!("--abort: {day} is before the start, {}", inputs.run.start),
        ));
    }
    if let Some(late) = inputs.given.iter().find(|given| given.finished > day) {
        return Err(Failure::usage(
            format!("--at {}={} 晚于中止之日 {day}", late.step, late.finished),
            format!("--at {}={} is after the suspension, {day}", late.step, late.finished),
        ));
    }
    let Some(clause) = clause(network, fact).cloned() else {
        return Err(Failure::usage(
            format!("--abort:在所设事实下,`{fact}` 不使程序中止"),
            format!("--abort: under these facts `{fact}` does not suspend the procedure"),
        ));
    };
    let fates = fates(network, dates, day);
    let reached = fates[network.goal().index()] == Fate::Stands;
    let takes_over = clause.fallback.as_ref().filter(|_| !reached);
    let fallback = takes_over.map(|named| fallback(inputs, network, dates, named, day)).transpose()?;
    Ok(Suspended { fact: fact.to_string(), day, clause, fates, reached, fallback })
}

/// The procedure that takes over on `day`, and its dates.
fn fallback(
    inputs: &Inputs,
    network: &Network,
    dates: &Schedule,
    named: &NamedFile,
    day: Day,
) -> Result<(Workflow, TakesOver), Failure> {
    let mut sources = inputs.sources.clone();
    let result = load_workflow(&Library::built_in(), &named.which, &mut sources)
        .map_err(|error| error.named_at(FileKind::Workflow, named.place.as_ref()));
    let workflow = loaded(result, &mut Vec::new(), &sources)?;
    let dates = takes_over(&case(inputs), network, dates, &workflow, &inputs.calendar, day);
    let dates = dates.map_err(|error| match error {
        AbortError::Compile(error) => not_compiled(&error),
        AbortError::Keep(error) => wrongly_given(&error),
        AbortError::Calendar(error) => out_of_calendar(&error),
    })?;
    Ok((workflow, dates))
}
