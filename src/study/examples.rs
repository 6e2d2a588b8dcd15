//! Do the worked dates of a workflow come out?
//!
//! In: a workflow with `[[example]]` tables, derived by hand. Out: a diagnostic for each date that differs, at the
//! place where the date is written.

use crate::calendar::{At, Calendar};
use crate::diagnostic::{Diagnostic, Text};
use crate::network::{Case, Network, compile};
use crate::schedule::{Run, Schedule, schedule};
use crate::workflow::{Assumptions, Example, Workflow};

/// The codes of the diagnostics given here.
pub(super) const CODES: [&str; 3] = ["example-differs", "example-absent", "example-fails"];

/// Schedules every example and compares; `assumptions` gives the set of a name, `None` for one that cannot be had (the
/// loader has said so).
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::examples;
/// // Every worked date of the file comes out, under the texts' own periods.
/// assert!(examples(&workflow, &calendar, |_| Some(&floor)).is_empty());
/// # let mut workflow = workflow.clone();
/// workflow.examples[0].start = day("2023-06-05");
/// assert_eq!(examples(&workflow, &calendar, |_| Some(&floor))[0].code, "example-differs");
/// ```
pub fn examples<'a>(
    workflow: &Workflow,
    calendar: &Calendar,
    mut assumptions: impl FnMut(&str) -> Option<&'a Assumptions>,
) -> Vec<Diagnostic> {
    let mut differing = Vec::new();
    for example in &workflow.examples {
        let Some(assumptions) = assumptions(&example.assumptions.name) else { continue };
        match dates(workflow, calendar, assumptions, example) {
            Ok((network, schedule)) => compare(example, &network, &schedule, &mut differing),
            Err(why) => differing.push(
                Diagnostic::error(
                    CODES[2],
                    Text::new(
                        format!("算例无法排程:{why}"),
                        format!("the example cannot be scheduled: {why}"),
                    ),
                )
                .at(example.span.clone(), Text::new("此算例", "this example"))
                .help(Text::new(
                    "改正 `start`、`set` 或流程",
                    "correct its `start`, its `set`, or the workflow",
                )),
            ),
        }
    }
    differing
}

fn dates(
    workflow: &Workflow,
    calendar: &Calendar,
    assumptions: &Assumptions,
    example: &Example,
) -> Result<(Network, Schedule), String> {
    let mut case = Case::new(workflow, assumptions);
    for (fact, value) in &example.set {
        case.facts.0.insert(fact.clone(), value.clone());
    }
    let network = compile(&case).map_err(|error| error.to_string())?;
    let run = Run { start: example.start, counting: example.counting, basis: example.basis };
    let schedule = schedule(&network, calendar, &run).map_err(|error| error.to_string())?;
    Ok((network, schedule))
}

fn compare(example: &Example, network: &Network, schedule: &Schedule, differing: &mut Vec<Diagnostic>) {
    for (step, expected, span) in &example.expect {
        // The last round of a repeated step, unless the example names one.
        let found = network.find(step.as_str()).and_then(|ix| {
            if network.step(ix).round == 1 { network.find_last(step.as_str()) } else { Some(ix) }
        });
        let Some(ix) = found.filter(|ix| network.step(*ix).is_present()) else {
            differing.push(
                Diagnostic::error(
                    CODES[1],
                    Text::new(
                        format!("算例中没有 `{step}` 这一步"),
                        format!("`{step}` does not happen in this example"),
                    ),
                )
                .at(span.clone(), Text::new("在这些事实下不发生", "absent under these facts"))
                .help(Text::new("去掉它,或改 `set`", "leave it out, or change `set`")),
            );
            continue;
        };
        let finish = schedule.dates(ix).finish();
        if finish.day() != *expected {
            let at = if finish.at() == At::EndOfDay { " 24:00" } else { "" };
            let finish = finish.day();
            differing.push(
                Diagnostic::error(
                    CODES[0],
                    Text::new(
                        format!("`{step}` 完成于 {finish}{at},不是 {expected}"),
                        format!("`{step}` finishes on {finish}{at}, not on {expected}"),
                    ),
                )
                .at(
                    span.clone(),
                    Text::new(format!("排程得 {finish}"), format!("the schedule says {finish}")),
                )
                .help(Text::new(
                    "重新推算此算例,或改正流程",
                    "derive the example again, or correct the workflow",
                )),
            );
        }
    }
}
