//! Steps that have no dates of their own in a plan: absent ones, and those taken as done.
//!
//! In: a plan and such a step. Out: a page or a document that says why. An absent step hands its trigger on; a done one
//! is no longer in the network.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Lang, Text};
use crate::network::{Done, FactId, Presence, StepIx, Value};

use super::super::json::{MomentRow, moment, to_text, value_json};
use super::super::plan::Plan;
use super::super::prose::Page;
use super::super::summary::{dated, moment_words};
use super::super::words::{condition, either, list};
use super::SCHEMA;
use super::json::Words;
use super::page::{labels, named};
use super::sentence::capital;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    step: &'a str,
    /// `absent` or `done`.
    state: &'static str,
    /// The facts that keep an absent step away.
    facts: BTreeMap<&'a str, serde_json::Value>,
    /// The last day on which a done step can have finished.
    done_by: Option<String>,
    trigger: Option<MomentRow>,
    finish: Option<MomentRow>,
    rule: Option<()>,
    ledger: [(); 0],
    because: Words,
    drivers: [(); 0],
}

/// Which facts keep a step away; empty for a step that happens.
fn because<'a>(plan: &Plan<'a>, ix: StepIx) -> &'a [(FactId, Value)] {
    match &plan.node(ix).presence {
        Presence::Present => &[],
        Presence::Absent(because) => because,
    }
}

/// That a step does not happen, and which facts keep it away.
pub(in crate::report) fn absent_words(plan: &Plan<'_>, ix: StepIx) -> Text {
    let facts = |lang| list(because(plan, ix).iter().map(|(fact, value)| format!("{fact} = {value}")), lang);
    let name = plan.name(ix);
    Text::new(
        format!("{}:在所设事实下没有本事项({})。", name.zh, facts(Lang::Zh)),
        format!("{}: it does not happen under these facts ({}).", capital(&name.en), facts(Lang::En)),
    )
}

/// The page of an absent step.
pub fn absent(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let mut page = Page::new(labels(lang));
    page.heading(&named(plan, ix, lang));
    page.paragraph(2, absent_words(plan, ix).get(lang));
    page.gap();
    page.field(2, either(lang, "条件", "if"), &condition(&plan.step(ix).when, lang));
    for (fact, value) in because(plan, ix) {
        let label = plan.workflow.fact(fact.as_str()).map_or("", |fact| fact.label.get(lang));
        page.field(
            2,
            either(lang, "事实", "fact"),
            &match lang {
                Lang::Zh => format!("{fact} = {value}({label}),可用 --set 改"),
                Lang::En => format!("{fact} = {value} ({label}); change it with --set"),
            },
        );
    }
    let handed = moment_words(plan.schedule.dates(ix).trigger, lang);
    page.field(
        2,
        either(lang, "传递", "hands on"),
        &match lang {
            Lang::Zh => format!("不占时间;后续事项仍等其前序,至 {handed}"),
            Lang::En => {
                format!("it takes no time; what follows still waits for what precedes it, until {handed}")
            }
        },
    );
    page.into_text()
}

/// The document of an absent step.
pub fn absent_json(plan: &Plan<'_>, ix: StepIx) -> String {
    let dates = plan.schedule.dates(ix);
    let facts = because(plan, ix).iter();
    to_text(&Document {
        schema: SCHEMA,
        step: plan.node(ix).id.as_str(),
        state: "absent",
        facts: facts.map(|(fact, value)| (fact.as_str(), value_json(value))).collect(),
        done_by: None,
        trigger: Some(moment(dates.told_trigger())),
        finish: Some(moment(dates.told_finish())),
        rule: None,
        ledger: [],
        because: absent_words(plan, ix).into(),
        drivers: [],
    })
}

fn done_words(plan: &Plan<'_>, done: &Done) -> Text {
    let name = &plan.workflow.steps[done.file_order].name;
    let given: Vec<String> = plan
        .network
        .positions()
        .filter(|ix| plan.node(*ix).anchor.finished.is_some_and(|given| given.finish.day() == done.by))
        .map(|ix| plan.node(ix).id.to_string())
        .collect();
    let because = |lang| match (given.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("给定的 {} 在其后,", list(given.clone(), lang)),
        (false, Lang::En) => format!(" because {}, which is given, waited for it", list(given.clone(), lang)),
    };
    Text::new(
        format!("{}:{}故视为已办,最迟于 {} 办结,没有另行计日。", name.zh, because(Lang::Zh), done.by),
        format!(
            "{}: taken as done, by {} at the latest,{}; no days were counted for it.",
            capital(&name.en),
            done.by,
            because(Lang::En)
        ),
    )
}

/// The page of a step that is taken as done.
pub fn done(plan: &Plan<'_>, done: &Done, lang: Lang) -> String {
    let mut page = Page::new(labels(lang));
    let name = plan.workflow.steps[done.file_order].name.get(lang);
    page.heading(&match lang {
        Lang::Zh => format!("{name}({})", done.step),
        Lang::En => format!("{name} ({})", done.step),
    });
    page.paragraph(2, done_words(plan, done).get(lang));
    page.gap();
    page.field(2, either(lang, "最迟", "done by"), &dated(done.by, lang));
    page.into_text()
}

/// The document of a step that is taken as done.
pub fn done_json(plan: &Plan<'_>, done: &Done) -> String {
    to_text(&Document {
        schema: SCHEMA,
        step: done.step.as_str(),
        state: "done",
        facts: BTreeMap::new(),
        done_by: Some(done.by.to_string()),
        trigger: None,
        finish: None,
        rule: None,
        ledger: [],
        because: done_words(plan, done).into(),
        drivers: [],
    })
}
