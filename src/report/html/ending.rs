//! The footer: what made the file, and from what.
//!
//! In: a report. Out: the program's version, the procedure, the calendar, the settings by which the same file can be
//! made again. No path, no day of making: the same input gives the same file.

use crate::diagnostic::Lang;

use super::super::plan::Plan;
use super::super::summary;
use super::super::words::{either, notices};
use super::Report;
use super::markup::{both, marked, said, text};

/// The footer.
pub(super) fn footer(report: &Report<'_>) -> String {
    let plan = report.plan;
    let (id, version) = (&plan.workflow.id, &plan.workflow.version);
    let mut footer = String::from("<footer>\n<dl>\n");
    let mut field = |label: String, words: String| {
        footer += &format!("<div><dt>{label}</dt><dd>{words}</dd></div>\n");
    };
    field(both("生成工具", "Made by"), format!("permits {}", env!("CARGO_PKG_VERSION")));
    field(
        both("依据的流程", "Procedure"),
        format!("{} <small>{}</small>", text(&plan.workflow.title), marked(format!("{id} {version}").trim())),
    );
    field(both("日历", "Calendar"), said(|lang| notices(plan.calendar, lang)));
    field(both("设定", "Settings"), said(|lang| settings(plan, lang)));
    footer
        + &format!(
            "</dl>\n<p>{}</p>\n</footer>\n",
            both(
                "本文件自成一体,不访问网络。日期为推算,不代替主管部门的决定。",
                "This file is complete in itself and asks the network for nothing. Its dates are computed; they do not stand for a decision of an authority."
            )
        )
}

/// The settings: those of every page, and what was set otherwise than by default.
fn settings(plan: &Plan<'_>, lang: Lang) -> String {
    let comma = either(lang, ";", "; ");
    let mut parts = vec![summary::settings(plan, lang)];
    let goal = plan.node(plan.network.goal());
    if goal.id != plan.workflow.goal {
        parts.push(format!("{} {}", either(lang, "终点", "goal"), goal.id));
    }
    let set: Vec<String> = plan
        .workflow
        .facts
        .iter()
        .filter_map(|fact| {
            let value = plan.network.facts.0.get(&fact.id).filter(|value| **value != fact.default)?;
            Some(value.of(&fact.id))
        })
        .collect();
    if !set.is_empty() {
        parts.push(format!("{} {}", either(lang, "设定", "set"), set.join(", ")));
    }
    let again: Vec<String> =
        plan.network.steps().iter().filter(|step| step.round > 1).map(|step| step.id.to_string()).collect();
    if !again.is_empty() {
        parts.push(format!("{} {}", either(lang, "返工", "repeated"), again.join(", ")));
    }
    if let Some(suspension) = plan.suspension {
        parts.push(format!("{} {}@{}", either(lang, "中止", "suspended"), suspension.fact, suspension.day));
    }
    parts.join(comma)
}
