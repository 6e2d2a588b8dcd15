//! `permits explain`: why this date, and what a code means.
//!
//! In: a step or a code, or a promise, and the shared flags of the scheduling commands. Out: the page or document on
//! standard output. What is typed is a step first, then a code; a code needs no plan, so it needs no `--start`.

use clap::ArgMatches;
use clap::parser::ValueSource;
use permits::diagnostic::{Text, nearest};
use permits::report::explain::{self, Explained, Subject, codes};
use permits::report::plan::Plan;
use permits::study::earlier::earlier;
use permits::workflow::Workflow;

use super::failure::{Failure, Problem};
use super::inputs::{inputs, named_workflow, unknown};
use super::planned::{Planned, planned_whole};
use super::print::Voice;
use super::usage::did_you_mean;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    if let Some(id) = matches.get_one::<String>("promise") {
        let planned = planned_whole(voice, matches)?;
        return voice.answer(&promise(&planned, id, voice, json)?);
    }
    let Some(typed) = matches.get_one::<String>("what") else {
        return Err(Failure::Usage(Problem::new(Text::new("缺少事项或代码", "a step or a code is missing")).help(
            Text::new(
                "写 `permits explain 事项 --start 2023-06-01`、`permits explain --promise 限时 …` 或 `permits explain 代码`",
                "write `permits explain STEP --start 2023-06-01`, `permits explain --promise ID …` or `permits explain CODE`",
            ),
        )));
    };
    let workflow = named_workflow(matches);
    let is_step = workflow.as_ref().is_some_and(|workflow| workflow.step(base(typed)).is_some());
    if !is_step && let Some(code) = codes::find(typed) {
        unused(matches)?;
        let page = if json { codes::json(code) } else { codes::page(code, voice.lang) };
        return voice.answer(&page);
    }
    match workflow {
        Some(workflow) if !is_step => Err(neither(&workflow, typed)),
        Some(_) => {
            let planned = planned_whole(voice, matches)?;
            voice.answer(&step(&planned, typed, matches.get_flag("chain"), voice, json)?)
        }
        // What is wrong with the files is said as everywhere.
        None => match inputs(voice, matches) {
            Err(failure) => Err(failure),
            Ok(inputs) => Err(neither(&inputs.workflow, typed)),
        },
    }
}

/// What a code means does not depend on any plan, so flags for one are refused; those that name the procedure decided
/// that what was typed is no step of it.
fn unused(matches: &ArgMatches) -> Result<(), Failure> {
    const USED: [&str; 6] = ["what", "format", "lang", "color", "workflow", "project"];
    let typed = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let ids = matches.ids().map(clap::Id::as_str);
    let others: Vec<String> =
        ids.filter(|id| !USED.contains(id)).filter(typed).map(|id| format!("`--{id}`")).collect();
    if others.is_empty() {
        return Ok(());
    }
    let others = others.join(", ");
    Err(Failure::usage(
        format!("解释代码用不到 {others}"),
        format!("the meaning of a code does not depend on {others}"),
    ))
}

/// A further round (`step~2`) is known by its step.
fn base(typed: &str) -> &str {
    typed.split_once('~').map_or(typed, |(base, _)| base)
}

/// What is typed is no step and no code.
fn neither(workflow: &Workflow, typed: &str) -> Failure {
    let steps = workflow.steps.iter().map(|step| step.id.as_str());
    let promise = workflow.promises.iter().find(|promise| promise.id.as_str() == typed);
    let help = match (promise, nearest(typed, steps.chain(codes::all().map(|code| code.code)))) {
        (Some(promise), _) => Text::new(
            format!("这是限时:写 `--promise {}`", promise.id),
            format!("it is a promise: write `--promise {}`", promise.id),
        ),
        (None, Some(near)) => did_you_mean(near),
        (None, None) => Text::new(
            format!("事项见 `permits workflow {}`", workflow.id),
            format!("for the steps see `permits workflow {}`", workflow.id),
        ),
    };
    Failure::Usage(
        Problem::new(Text::new(
            format!("没有事项或代码 `{typed}`"),
            format!("no step or code is called `{typed}`"),
        ))
        .help(help),
    )
}

/// A step of the workflow explained, in whatever state this plan has it.
fn step(planned: &Planned, typed: &str, chain: bool, voice: &Voice, json: bool) -> Result<String, Failure> {
    let plan = planned.plan();
    if let Some(done) = plan.network.done.iter().find(|done| done.step.as_str() == typed) {
        return Ok(if json {
            explain::done_json(&plan, done)
        } else {
            explain::done(&plan, done, voice.lang)
        });
    }
    let Some(ix) = plan.network.find(typed) else { return Err(no_such_round(&plan, typed)) };
    if !plan.node(ix).is_present() {
        return Ok(if json {
            explain::absent_json(&plan, ix)
        } else {
            explain::absent(&plan, ix, voice.lang)
        });
    }
    if !plan.begins(ix) {
        return Ok(if json {
            explain::never_starts_json(&plan, ix)
        } else {
            explain::never_starts(&plan, ix, voice.lang)
        });
    }
    let earlier = earlier(plan.network, plan.calendar, plan.schedule, ix);
    let subject = Subject { plan: &plan, project: planned.inputs().project.as_ref(), ix };
    let explained = Explained { subject, earlier: &earlier, chain };
    Ok(if json { explain::json(&explained, voice.lang) } else { explain::page(&explained, voice.lang) })
}

/// The step is one of the workflow's, the round is none of the plan's.
fn no_such_round(plan: &Plan<'_>, typed: &str) -> Failure {
    let rounds = plan.network.steps().iter().filter(|step| base(step.id.as_str()) == base(typed));
    let rounds: Vec<&str> = rounds.map(|step| step.id.as_str()).collect();
    unknown(
        format!("此计划中没有 `{typed}` 这一轮"),
        format!("this plan has no round `{typed}`"),
        typed,
        rounds.iter().copied(),
    )
}

fn promise(planned: &Planned, id: &str, voice: &Voice, json: bool) -> Result<String, Failure> {
    let plan = planned.plan();
    if let Some(promise) = plan.schedule.promises.iter().find(|promise| promise.id.as_str() == id) {
        let tested = plan.promises().any(|tested| tested.id == promise.id);
        return Ok(match json {
            true if !tested => explain::untested_json(&plan, promise),
            false if !tested => explain::untested(&plan, promise, voice.lang),
            true => explain::promise_json(&plan, promise, voice.lang),
            false => explain::promise(&plan, promise, voice.lang),
        });
    }
    let of_project = planned.inputs().project.iter().flat_map(|project| &project.promises);
    let all: Vec<_> = plan.workflow.promises.iter().chain(of_project).collect();
    match all.iter().find(|promise| promise.id.as_str() == id) {
        // It is one, but an end of it does not happen here or is taken as done.
        Some(promise) => {
            let missing = [&promise.from, &promise.to]
                .into_iter()
                .find(|step| !plan.network.find(step.as_str()).is_some_and(|ix| plan.node(ix).is_present()));
            let missing = missing.map(ToString::to_string).unwrap_or_default();
            Err(Failure::Usage(
                Problem::new(Text::new(
                    format!("--promise:此计划不检验限时 `{id}`,因为没有事项 `{missing}`"),
                    format!("--promise: this plan does not test `{id}`, because `{missing}` is not in it"),
                ))
                .help(Text::new(
                    format!("原因见 `permits explain {missing}`"),
                    format!("see `permits explain {missing}`"),
                )),
            ))
        }
        None => Err(unknown(
            format!("--promise:没有限时 `{id}`"),
            format!("--promise: no promise is called `{id}`"),
            id,
            all.iter().map(|promise| promise.id.as_str()),
        )),
    }
}
