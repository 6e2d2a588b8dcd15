//! The warnings, and what their codes mean.
//!
//! In: a report. Out: for each code what it means and what it is said of here; nothing when there is no warning.

use crate::network::StepIx;
use crate::schedule::{Warning, WarningCode};

use super::super::explain::codes;
use super::super::plan::Plan;
use super::super::words::cites;
use super::Report;
use super::markup::{marked, said, text};

/// The section.
pub(super) fn warnings(report: &Report<'_>, listed: &[StepIx]) -> String {
    let plan = report.plan;
    let mut section = String::new();
    for code in WarningCode::ALL {
        let of_it: Vec<&Warning> = plan.warnings().filter(|warning| warning.code == code).collect();
        if of_it.is_empty() {
            continue;
        }
        let word = code.as_str();
        section +=
            &format!("<article id=\"warning-{word}\">\n<h3><code>{word}</code></h3>\n<ul class=\"plain\">\n");
        section += &of_it.iter().map(|warning| item(plan, listed, warning)).collect::<String>();
        section += "</ul>\n";
        if let Some(page) = codes::find(word) {
            section += &format!("<p class=\"meaning\">{}</p>\n", text(&page.meaning()));
        }
        section += "</article>\n";
    }
    section
}

fn item(plan: &Plan<'_>, listed: &[StepIx], warning: &Warning) -> String {
    let number = |ix| listed.iter().position(|listed| *listed == ix).map(|position| position + 1);
    let links: Vec<String> = warning
        .steps
        .iter()
        .filter_map(|ix| {
            let number = number(*ix)?;
            Some(format!("<a href=\"#why-{number}\">{}</a>", marked(plan.node(*ix).id.as_str())))
        })
        .collect();
    let mut item = format!("<li>{}", text(&warning.message));
    if !warning.cite.is_empty() {
        item += &format!(" <small>{}</small>", said(|lang| cites(&warning.cite, lang)));
    }
    if !links.is_empty() {
        item += &format!(" <small>{}</small>", links.join(" "));
    }
    item + "</li>\n"
}
