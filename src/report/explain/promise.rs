//! A promise, explained: the day its clock starts, every day of it, its due day, and whether it is met.
//!
//! In: a plan and one of its promises, tested. Out: a page or a document. The due day was computed by the schedule;
//! the ledger writes it out.

use serde::Serialize;

use crate::calendar::{At, Counted, Day, EndedBy, Length, Moment, Roll, Rule, Told};
use crate::diagnostic::{Lang, Text};
use crate::network::PromiseRule;
use crate::schedule::PromiseResult;

use super::super::json::{MomentRow, moment, to_text};
use super::super::plan::Plan;
use super::super::prose::Page;
use super::super::summary::{dated, lateness, mark_words, promise_name, working_days};
use super::super::words::{cites, either, list, quoted};
use super::citing::{civil_code, in_full};
use super::json::{DayRow, Words, ledger};
use super::ledger::Count;
use super::page::{days, labels, mark, named, told_moment};
use super::sentence::{during, nth, provisional, sentence};
use super::{SCHEMA, unglued};

/// The count of a promise: that many working days after the day on which its first step finishes.
fn count<'a>(plan: &Plan<'a>, promise: &PromiseResult) -> Count<'a> {
    let trigger = Moment::in_hours(plan.schedule.dates(promise.from).finish().day());
    let rule = match promise.within {
        0 => Rule::Milestone,
        n => Rule::Work { length: Length::Working(n), roll: Roll::NextWorkingDay },
    };
    let finish = Moment::in_hours(promise.due.value);
    let counted = Counted { begins: trigger, printed: promise.due.value, finish, ended_by: EndedBy::Itself };
    Count { calendar: plan.calendar, rule, trigger, counted, stopped: None }
}

fn rule_of<'a>(plan: &Plan<'a>, promise: &PromiseResult) -> Option<&'a PromiseRule> {
    plan.network.promises.iter().find(|rule| rule.id == promise.id)
}

/// Whether an end of it, or what lies between them, rests on a day that no notice covers.
fn is_provisional(promise: &PromiseResult) -> bool {
    promise.due.provisional || promise.actual.provisional || promise.margin.provisional
}

/// The sentence for a letter.
pub(in crate::report) fn letter(plan: &Plan<'_>, promise: &PromiseResult, lang: Lang) -> String {
    let count = count(plan, promise);
    let name = |ix| quoted(plan.name(ix).get(lang));
    let (from, to) = (name(promise.from), name(promise.to));
    let starts = plan.schedule.dates(promise.from).finish().day();
    let (due, actual) = (promise.due.value, promise.actual.value);
    let mut clauses = match (promise.within, lang) {
        (0, Lang::Zh) => vec![format!("{from}于{starts}完成,至迟限当日")],
        (0, Lang::En) => {
            vec![format!("{from} finishes on {starts}, and the promise is for that day at the latest")]
        }
        (n, Lang::Zh) => {
            vec![format!("{from}于{starts}完成(当日不计)"), nth(Length::Working(n), due, lang)]
        }
        (n, Lang::En) => vec![
            format!("{from} finishes on {starts} (that day not counted)"),
            nth(Length::Working(n), due, lang),
        ],
    };
    clauses.extend(during(&count, lang));
    let late = lateness(promise.margin.value, actual.days_since(due), lang);
    let outcome = match (promise.met(), promise.margin.value, lang) {
        (true, 0, Lang::Zh) => format!("{to}安排于{actual}完成,如期"),
        (true, margin, Lang::Zh) => format!("{to}安排于{actual}完成,尚余 {margin} 个工作日"),
        (false, _, Lang::Zh) => format!("{to}安排于{actual}完成,逾期 {late}"),
        (true, 0, Lang::En) => format!("{to} is planned for {actual}, in time"),
        (true, margin, Lang::En) => {
            format!("{to} is planned for {actual}, with {} to spare", working_days(margin))
        }
        (false, _, Lang::En) => format!("{to} is planned for {actual}, {late} late"),
    };
    let mut parts = vec![clauses.join(either(lang, ",", ", ")), outcome];
    let cite =
        rule_of(plan, promise).map(|rule| in_full(plan.workflow, &rule.cite, lang)).unwrap_or_default();
    if !cite.is_empty() {
        let cite = list(cite, lang);
        parts.push(match lang {
            Lang::Zh => format!("依据{cite}"),
            Lang::En => format!("under {cite}"),
        });
    }
    if promise.within > 0 {
        let law = civil_code(&[201], lang);
        parts.push(match lang {
            Lang::Zh => format!("期间依{law}计算"),
            Lang::En => format!("days counted by {law}"),
        });
    }
    if is_provisional(promise) {
        parts.push(provisional(lang).to_string());
    }
    sentence(&promise_name(plan, promise, lang), &parts, lang)
}

/// The page.
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let promise = plan.promises().find(|promise| promise.id.as_str() == "permit-in-ten").unwrap();
/// let page = explain::promise(&plan, promise, Lang::En);
/// assert!(page.contains("construction permit within ten working days"));
/// assert!(page.contains(&promise.due.value.to_string()));
/// ```
pub fn promise(plan: &Plan<'_>, promise: &PromiseResult, lang: Lang) -> String {
    let mut page = Page::new(labels(lang));
    let name = promise_name(plan, promise, lang);
    page.heading(&match lang {
        Lang::Zh => format!("限时:{name}({})", promise.id),
        Lang::En => format!("Promise: {name} ({})", promise.id),
    });
    let from = plan.schedule.dates(promise.from).told_finish();
    let (starts, ends) = (named(plan, promise.from, lang), named(plan, promise.to, lang));
    let comma = either(lang, ",", ", ");
    let day = |told: Told<Day>| mark(told.provisional, dated(told.value, lang));
    page.field(2, either(lang, "自", "from"), &format!("{}{comma}{starts}", told_moment(from, lang)));
    page.field(2, either(lang, "限", "within"), &Length::Working(promise.within).words(lang));
    page.field(2, either(lang, "期限", "due"), &day(promise.due));
    page.field(2, either(lang, "安排", "planned"), &format!("{}{comma}{ends}", day(promise.actual)));
    let natural = promise.actual.value.days_since(promise.due.value);
    let margin = |words: String| mark(promise.margin.provisional, words);
    let late = margin(lateness(promise.margin.value, natural, lang));
    let verdict = match (promise.met(), lang) {
        (true, Lang::Zh) => format!("✓ 守,余 {} 个工作日", margin(promise.margin.value.to_string())),
        (true, Lang::En) => format!("✓ met, {} to spare", margin(working_days(promise.margin.value))),
        (false, Lang::Zh) => format!("✗ 未守,逾期 {late}"),
        (false, Lang::En) => format!("✗ missed, {late} late"),
    };
    page.field(2, either(lang, "结果", "outcome"), &verdict);
    if let Some(rule) = rule_of(plan, promise) {
        let cited = in_full(plan.workflow, &rule.cite, lang);
        if !cited.is_empty() {
            page.fields(2, either(lang, "依据", "cite"), &cited);
            page.field(2, "", &cites(&rule.cite, lang));
        }
    }
    page.gap();
    page.paragraph(2, &letter(plan, promise, lang));
    page.heading(either(lang, "逐日", "Day by day"));
    days(&mut page, &count(plan, promise), lang);
    if from.value.at() == At::EndOfDay {
        page.paragraph(2, either(
            lang,
            "前项于当日24时期满;限时以其完成之日起算。",
            "The first step expires at 24:00 of that day; a promise runs from the day on which it finishes.",
        ));
    }
    page.gap();
    let to = &plan.node(promise.to).id;
    page.paragraph(
        2,
        &match lang {
            Lang::Zh => format!("{to} 的日期何来:permits explain {to},其余参数不变"),
            Lang::En => format!("For the date of {to}: permits explain {to}, with the same flags"),
        },
    );
    if is_provisional(promise) {
        page.gap();
        page.paragraph(2, mark_words(lang));
    }
    page.into_text()
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    promise: &'a str,
    step: &'a str,
    from: &'a str,
    trigger: MomentRow,
    finish: MomentRow,
    actual: String,
    actual_provisional: bool,
    met: bool,
    margin: i32,
    margin_provisional: bool,
    rule: RuleRow,
    ledger: Vec<DayRow>,
    because: Words,
    drivers: [&'a str; 1],
    provisional: bool,
}

#[derive(Serialize)]
struct RuleRow {
    kind: &'static str,
    length: String,
    cite: Vec<String>,
}

/// The document: `step` is the one that has to be finished, `trigger` the day that starts the clock, `finish` the due
/// day.
///
/// ```
/// use permits::report::explain;
/// let (procedure, set) = ("build-on-land-delivery", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let promise = plan.promises().find(|promise| promise.id.as_str() == "permit-in-ten").unwrap();
/// let document: serde_json::Value = serde_json::from_str(&explain::promise_json(&plan, promise, Lang::En)).unwrap();
/// assert_eq!(document["step"], "construction-permit");
/// assert_eq!(document["finish"]["date"], promise.due.value.to_string());
/// ```
pub fn promise_json(plan: &Plan<'_>, promise: &PromiseResult, lang: Lang) -> String {
    let count = count(plan, promise);
    let from = plan.schedule.dates(promise.from).told_finish();
    let cite = rule_of(plan, promise).map(|rule| &rule.cite[..]).unwrap_or_default();
    let words = |lang| unglued(&letter(plan, promise, lang));
    to_text(&Document {
        schema: SCHEMA,
        promise: promise.id.as_str(),
        step: plan.node(promise.to).id.as_str(),
        from: plan.node(promise.from).id.as_str(),
        trigger: moment(from.map(|finish| Moment::in_hours(finish.day()))),
        finish: moment(promise.due.map(Moment::in_hours)),
        actual: promise.actual.value.to_string(),
        actual_provisional: promise.actual.provisional,
        met: promise.met(),
        margin: promise.margin.value,
        margin_provisional: promise.margin.provisional,
        rule: RuleRow {
            kind: "promise",
            length: Length::Working(promise.within).to_string(),
            cite: cite.iter().map(ToString::to_string).collect(),
        },
        ledger: ledger(&count, lang),
        because: Text::new(words(Lang::Zh), words(Lang::En)).into(),
        drivers: [plan.node(promise.from).id.as_str()],
        provisional: is_provisional(promise),
    })
}
