//! `permits plan`: the latest start that meets a date.
//!
//! In: the flags. Out: the page or document on standard output. A start that the flags or the project give is fixed: it
//! is held against the date.

use clap::ArgMatches;
use permits::calendar::Day;
use permits::diagnostic::Text;
use permits::network::{Network, PromiseId, StepId};
use permits::report;
use permits::report::backwards::Backward;
use permits::report::plan::{Filter, Plan};
use permits::study::plan::{Asked, backwards};

use super::failure::{Failure, Problem};
use super::inputs::{Inputs, day_flag, inputs_or_from, unknown};
use super::planned::{in_scope, network, out_of_calendar, refuse_provisional, refuses_provisional, unused};
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let by = day_flag(matches, "finish-by")?
        .ok_or_else(|| Failure::usage("缺少 `--finish-by`", "`--finish-by` is missing"))?;
    // Without a start the run from the day itself stands in: only its profile and its basis are used.
    let mut inputs = inputs_or_from(voice, matches, Some(by))?;
    let of_project = inputs.project.as_ref().is_some_and(|project| project.start.is_some());
    let is_fixed = matches.contains_id("start") || of_project || !inputs.given.is_empty();
    let promise = promise(matches, &mut inputs)?;
    let network = network(&inputs, inputs.run.counting)?;
    in_scope(&network, matches)?;
    if let Some(promise) = &promise {
        present(&network, promise)?;
    }
    let asked = Asked {
        network: &network,
        calendar: &inputs.calendar,
        counting: inputs.run.counting,
        basis: inputs.run.basis,
        by,
        fixed: is_fixed.then_some(inputs.run.start),
    };
    let answer = backwards(&asked).map_err(|error| out_of_calendar(&error))?;
    let Some(shown) = answer.shown() else {
        return Err(Failure::usage("没有可排的日期", "there are no dates to show"));
    };
    let latest = answer.latest.as_ref().map(|latest| &latest.dates);
    let refuses = refuses_provisional(matches);
    for dates in latest.into_iter().chain(answer.fixed.as_ref().map(|fixed| &fixed.dates)).filter(|_| refuses)
    {
        refuse_provisional(&network, dates, [None, None])?;
    }
    let start = latest.or(Some(shown)).map_or(by, |dates| dates.run.start);
    if refuses && asked.is_provisional(start) {
        return Err(provisional_date(by));
    }
    let (notes, everything) = (unused(&inputs), Filter::default());
    let plan = Plan {
        workflow: &inputs.workflow,
        assumptions: &inputs.assumptions,
        project: inputs.project.as_ref().map(|project| project.name.as_str()),
        network: &network,
        calendar: &inputs.calendar,
        schedule: shown,
        otherwise: None,
        drags: None,
        notes: &notes,
        suspension: None,
        shown: &everything,
    };
    let view = Backward { plan, asked, answer: &answer, promise: promise.as_ref() };
    voice.answer(&match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => report::backwards::json(&view, voice.lang),
        _ => report::backwards::table(&view, voice.lang),
    })
}

/// The promise that is named; the step it is about becomes the goal.
fn promise(matches: &ArgMatches, inputs: &mut Inputs) -> Result<Option<PromiseId>, Failure> {
    let Some(typed) = matches.get_one::<String>("promise") else { return Ok(None) };
    let of_project = inputs.project.iter().flat_map(|project| &project.promises);
    let known = inputs.workflow.promises.iter().chain(of_project);
    let Some(promise) = known.clone().find(|promise| promise.id.as_str() == typed) else {
        let ids: Vec<&str> = known.map(|promise| promise.id.as_str()).collect();
        return Err(unknown(
            format!("--promise:没有限时 `{typed}`"),
            format!("--promise: no promise is called `{typed}`"),
            typed,
            ids.iter().copied(),
        ));
    };
    let (id, to): (PromiseId, StepId) = (promise.id.clone(), promise.to.clone());
    inputs.goal = Some(to);
    Ok(Some(id))
}

/// Refuses a promise one of whose ends does not happen, or is taken as done.
fn present(network: &Network, promise: &PromiseId) -> Result<(), Failure> {
    if network.promises.iter().any(|rule| rule.id == *promise) {
        return Ok(());
    }
    Err(Failure::Usage(
        Problem::new(Text::new(
            format!("--promise:在所设事实下,限时 `{promise}` 的起点或终点不发生,或已视为办结"),
            format!(
                "--promise: under these facts an end of `{promise}` does not happen, or is taken as done"
            ),
        ))
        .help(Text::new("改用 --goal", "name the step with --goal instead")),
    ))
}

/// With `--calendar-beyond error`: the date is reached through days of no published notice although no step of the plan
/// touches them.
fn provisional_date(by: Day) -> Failure {
    Failure::Usage(
        Problem::new(Text::new(
            format!("provisional-calendar:`--finish-by {by}` 之前有放假安排尚未公布的日子"),
            format!("provisional-calendar: days before `--finish-by {by}` have no published holiday notice"),
        ))
        .help(Text::new(
            "用 --calendar 加入该年的安排,或去掉 --calendar-beyond error 按法定节假日推算",
            "add the year with --calendar, or leave --calendar-beyond error out to project it",
        )),
    )
}
