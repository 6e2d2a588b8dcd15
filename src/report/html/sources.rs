//! The documents that the plan cites by their short names.
//!
//! In: a report. Out: a table of them; nothing when the procedure names none.

use crate::diagnostic::Lang;
use crate::workflow::{InForce, Source};

use super::super::procedures::force;
use super::super::words::cites;
use super::markup::{both, marked, said, text};
use super::{Report, table};

const COLUMNS: [[&str; 2]; 6] = [
    ["简称", "Cited as"],
    ["文件", "Document"],
    ["文号", "Number"],
    ["层级", "Rank"],
    ["印发", "Issued"],
    ["有效期", "In force"],
];

/// The section.
pub(super) fn sources(report: &Report<'_>) -> String {
    let sources = &report.plan.workflow.sources;
    if sources.is_empty() {
        return String::new();
    }
    let rows: String = sources.iter().map(row).collect();
    table("sources-h", &COLUMNS, &rows)
}

fn row(source: &Source) -> String {
    let in_force = if source.in_force == InForce::default() {
        String::new()
    } else {
        said(|lang| {
            let cited = cites(&source.cite, lang);
            let days = force(source.in_force, lang);
            match (cited.is_empty(), lang) {
                (true, _) => days,
                (false, Lang::Zh) => format!("{days}({cited})"),
                (false, Lang::En) => format!("{days} ({cited})"),
            }
        })
    };
    let word = |word: &Option<String>| word.as_deref().map(marked).unwrap_or_default();
    let issued = source.issued.map(|day| both(&day.to_string(), &day.to_string())).unwrap_or_default();
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{issued}</td><td>{in_force}</td></tr>\n",
        marked(source.id.as_str()),
        text(&source.title),
        word(&source.number),
        word(&source.level),
    )
}
