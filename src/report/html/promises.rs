//! The promises: due, planned, kept or not, and each explained in a sentence.
//!
//! In: a report. Out: a table, and the sentences in a fold; nothing when no promise is tested.

use crate::calendar::Length;
use crate::diagnostic::Lang;
use crate::schedule::PromiseResult;

use super::super::explain::promise_letter;
use super::super::plan::Plan;
use super::super::summary::{lateness, marked, promise_name, working_days};
use super::super::words::either;
use super::markup::{both, marked as marked_up, said};
use super::{Report, folded, step_name, table};

const COLUMNS: [[&str; 2]; 7] = [
    ["限时", "Promise"],
    ["自何项完成", "From the finish of"],
    ["至何项完成", "To the finish of"],
    ["时限", "Within"],
    ["期限", "Due"],
    ["安排", "Planned"],
    ["结果", "Outcome"],
];

/// The section.
pub(super) fn promises(report: &Report<'_>) -> String {
    let plan = report.plan;
    let promises: Vec<&PromiseResult> = plan.promises().collect();
    if promises.is_empty() {
        return String::new();
    }
    let rows: String = promises.iter().map(|promise| row(plan, promise)).collect();
    let letters: String = promises
        .iter()
        .map(|promise| format!("<li>{}</li>\n", said(|lang| promise_letter(plan, promise, lang))))
        .collect();
    let mut section = table("promises-h", &COLUMNS, &rows);
    section += &folded(&both("逐条说明", "Each one explained"), &format!("<ul>\n{letters}</ul>\n"));
    section
}

fn row(plan: &Plan<'_>, promise: &PromiseResult) -> String {
    let outcome = said(|lang| outcome(promise, lang));
    let class = if promise.met() { "held" } else { "missed" };
    format!(
        "<tr><th scope=\"row\">{} <small>{}</small></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>\
         <td class=\"{class}\">{outcome}</td></tr>\n",
        said(|lang| promise_name(plan, promise, lang)),
        marked_up(promise.id.as_str()),
        step_name(plan, promise.from),
        step_name(plan, promise.to),
        said(|lang| Length::Working(promise.within).words(lang)),
        marked(promise.due),
        marked(promise.actual),
    )
}

fn outcome(promise: &PromiseResult, lang: Lang) -> String {
    let natural = promise.actual.value.days_since(promise.due.value);
    if promise.met() {
        return match lang {
            Lang::Zh => format!("✓ 守,余 {} 个工作日", marked(promise.margin)),
            Lang::En => format!("✓ holds, {} to spare", marked(promise.margin.map(working_days))),
        };
    }
    let late = marked(promise.margin.map(|margin| lateness(margin, natural, lang)));
    format!("✗ {}{late}{}", either(lang, "未守,逾期 ", "missed, "), either(lang, "", " late"))
}
