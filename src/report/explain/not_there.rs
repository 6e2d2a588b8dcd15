//! Steps that have no dates of their own in a plan: absent ones, those taken as done, and those that a suspension keeps
//! from starting; and promises that a suspension leaves untested.
//!
//! In: a plan and such a step or promise. Out: a page or a document that says why. An absent step hands its trigger on; a
//! done one is no longer in the network; what never starts had dates in the plan without the suspension, which are not
//! shown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Lang, Text};
use crate::network::{Done, FactId, Presence, StepIx, Value};
use crate::schedule::PromiseResult;

use super::super::json::{MomentRow, moment, to_text, value_json};
use super::super::plan::Plan;
use super::super::prose::Page;
use super::super::summary::{dated, moment_words, promise_name};
use super::super::words::{condition, either, list, quoted};
use super::SCHEMA;
use super::json::Words;
use super::page::{labels, named, suspended};
use super::sentence::capital;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<&'a str>,
    step: &'a str,
    /// `absent`, `done`, `never-starts`; of a promise `untested`.
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

/// A document without a date, of something in that state.
fn nothing<'a>(step: &'a str, state: &'static str, because: Text) -> Document<'a> {
    Document {
        schema: SCHEMA,
        promise: None,
        step,
        state,
        facts: BTreeMap::new(),
        done_by: None,
        trigger: None,
        finish: None,
        rule: None,
        ledger: [],
        because: because.into(),
        drivers: [],
    }
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
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// // A step that these facts do not ask for.
/// let ix = network.positions().find(|ix| !plan.node(*ix).is_present()).unwrap();
/// assert!(explain::absent(&plan, ix, Lang::En).contains("it does not happen under these facts"));
/// ```
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
            Lang::Zh => format!("不占时间;后续事项仍等其前置事项,至 {handed}"),
            Lang::En => {
                format!("it takes no time; what follows still waits for what precedes it, until {handed}")
            }
        },
    );
    page.into_text()
}

/// The document of an absent step.
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// // A step that these facts do not ask for.
/// let ix = network.positions().find(|ix| !plan.node(*ix).is_present()).unwrap();
/// let document: serde_json::Value = serde_json::from_str(&explain::absent_json(&plan, ix)).unwrap();
/// assert_eq!((&document["state"], &document["step"]), (&"absent".into(), &plan.node(ix).id.as_str().into()));
/// ```
pub fn absent_json(plan: &Plan<'_>, ix: StepIx) -> String {
    let dates = plan.schedule.dates(ix);
    let facts = because(plan, ix).iter();
    to_text(&Document {
        facts: facts.map(|(fact, value)| (fact.as_str(), value_json(value))).collect(),
        trigger: Some(moment(dates.told_trigger())),
        finish: Some(moment(dates.told_finish())),
        ..nothing(plan.node(ix).id.as_str(), "absent", absent_words(plan, ix))
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
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// // The deal is given for 7 July: what had to come before it is done.
#[doc = include_str!("../set_up/given.txt")]
/// let window = network.done.iter().find(|done| done.step.as_str() == "bidding-window").unwrap();
/// assert!(explain::done(&plan, window, Lang::En).contains("listing and bidding (bidding-window)"));
/// ```
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
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// // The deal is given for 7 July: what had to come before it is done.
#[doc = include_str!("../set_up/given.txt")]
/// let document: serde_json::Value = serde_json::from_str(&explain::done_json(&plan, &network.done[0])).unwrap();
/// assert_eq!(document["state"], "done");
/// assert!(document["done_by"].as_str().unwrap() <= "2023-07-07");
/// ```
pub fn done_json(plan: &Plan<'_>, done: &Done) -> String {
    to_text(&Document {
        done_by: Some(done.by.to_string()),
        ..nothing(done.step.as_str(), "done", done_words(plan, done))
    })
}

/// That the procedure stops before a step begins.
fn never_words(plan: &Plan<'_>, ix: StepIx) -> Text {
    let words = |lang| suspended(plan, ix, lang).unwrap_or_default();
    let name = plan.name(ix);
    Text::new(
        format!("{}:{}。", name.zh, words(Lang::Zh)),
        format!("{}: the procedure is suspended {}.", capital(&name.en), words(Lang::En)),
    )
}

/// The page of a step that a suspension keeps from starting.
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/suspended.txt")]
/// // The builder withdraws on the first day: nothing is built.
/// let works = network.goal();
/// assert!(!plan.begins(works) && explain::never_starts(&plan, works, Lang::Zh).contains("2023-06-01"));
/// ```
pub fn never_starts(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let mut page = Page::new(labels(lang));
    page.heading(&named(plan, ix, lang));
    page.paragraph(2, never_words(plan, ix).get(lang));
    without_suspension(&mut page, lang);
    page.into_text()
}

/// The document of a step that a suspension keeps from starting.
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/suspended.txt")]
/// let document: serde_json::Value = serde_json::from_str(&explain::never_starts_json(&plan, network.goal())).unwrap();
/// assert_eq!((&document["step"], &document["state"]), (&"actual-start".into(), &"never-starts".into()));
/// ```
pub fn never_starts_json(plan: &Plan<'_>, ix: StepIx) -> String {
    to_text(&nothing(plan.node(ix).id.as_str(), "never-starts", never_words(plan, ix)))
}

/// That an end of a promise is not reached.
fn untested_words(plan: &Plan<'_>, promise: &PromiseResult) -> Text {
    let missing = [promise.from, promise.to].into_iter().filter(|ix| !plan.finishes(*ix));
    let missing: Vec<Text> = missing.map(|ix| plan.name(ix)).collect();
    let day = plan.suspension.map(|suspension| suspension.day.to_string()).unwrap_or_default();
    let names = |lang| list(missing.iter().map(|name| quoted(name.get(lang))), lang);
    let name = |lang| promise_name(plan, promise, lang);
    Text::new(
        format!("{}:程序于 {day} 中止,{}未完成,不检验此限时。", name(Lang::Zh), names(Lang::Zh)),
        format!(
            "{}: the procedure is suspended on {day} before {} finished, so the promise is not tested.",
            capital(&name(Lang::En)),
            names(Lang::En)
        ),
    )
}

/// The page of a promise that a suspension leaves untested.
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/suspended.txt")]
/// // No promise has both its ends left.
/// let promise = dates.promises.iter().find(|promise| promise.id.as_str() == "permit-in-ten").unwrap();
/// assert_eq!(plan.promises().count(), 0);
/// assert!(explain::untested(&plan, promise, Lang::En).contains("(permit-in-ten)"));
/// ```
pub fn untested(plan: &Plan<'_>, promise: &PromiseResult, lang: Lang) -> String {
    let mut page = Page::new(labels(lang));
    let name = promise_name(plan, promise, lang);
    page.heading(&match lang {
        Lang::Zh => format!("限时:{name}({})", promise.id),
        Lang::En => format!("Promise: {name} ({})", promise.id),
    });
    page.paragraph(2, untested_words(plan, promise).get(lang));
    without_suspension(&mut page, lang);
    page.into_text()
}

/// The document of a promise that a suspension leaves untested.
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/suspended.txt")]
/// let document: serde_json::Value = serde_json::from_str(&explain::untested_json(&plan, &dates.promises[0])).unwrap();
/// assert_eq!(document["promise"], dates.promises[0].id.as_str());
/// assert_eq!(document["state"], "untested");
/// ```
pub fn untested_json(plan: &Plan<'_>, promise: &PromiseResult) -> String {
    let step = plan.node(promise.to).id.as_str();
    to_text(&Document {
        promise: Some(promise.id.as_str()),
        ..nothing(step, "untested", untested_words(plan, promise))
    })
}

fn without_suspension(page: &mut Page, lang: Lang) {
    page.gap();
    page.paragraph(
        2,
        either(
            lang,
            "程序不中止时的日期,去掉 --abort 再问即得。",
            "For its dates without the suspension ask again without --abort.",
        ),
    );
}
