//! A schedule as a Markdown page.
//!
//! In: a [`Plan`]. Out: headings, a table, lists. What the files say is escaped, so that a name cannot become markup.
//!
//! ```
//! use permits::report::markdown;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let plan = Plan { project: Some("*No. 1*"), ..plan };
//! assert!(markdown::schedule(&plan, Lang::En).starts_with("# \\*No. 1\\* · Supply of industrial land"));
//! ```

use crate::calendar::{At, Moment, Told};
use crate::diagnostic::{Lang, plain};
use crate::network::StepIx;
use crate::schedule::Float;
use crate::schedule::abort::Fate;

use super::plan::{Plan, kind_words};
use super::summary;

/// The whole page.
///
/// ```
/// use permits::report::markdown;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let page = markdown::schedule(&plan, Lang::En);
/// // A title, its rule and a row a step.
/// assert_eq!(page.lines().filter(|line| line.starts_with('|')).count(), 2 + plan.listed().len());
/// ```
pub fn schedule(plan: &Plan<'_>, lang: Lang) -> String {
    let mut page = format!("# {}\n\n", escaped(&summary::heading(plan, lang)));
    page += &format!("{}\n\n", escaped(&summary::settings(plan, lang)));
    for line in summary::summary(plan, lang) {
        page += &format!("- {}\n", escaped(&line));
    }
    page += match lang {
        Lang::Zh => {
            "\n| 关键 | 事项 | 类型 | 责任单位 | 触发 | 完成 | 最迟完成 | 时限 | 来源 | 总时差 | 自由时差 | 依据 |\n"
        }
        Lang::En => {
            "\n| critical | step | kind | who | trigger | finish | latest finish | length | origin | total float | free float | citation |\n"
        }
    };
    page += "|---|---|---|---|---|---|---|--:|---|--:|--:|---|\n";
    let listed = plan.listed();
    for ix in &listed {
        page += &row(plan, *ix, lang);
    }
    if summary::is_marked(plan) || listed.iter().any(|ix| is_marked(plan, *ix)) {
        page += &format!("\n{}\n", escaped(summary::mark_words(lang)));
    }
    if let Some(sentence) = summary::critical_and_float(plan, &listed, lang) {
        page += &format!("\n{}\n", escaped(&sentence));
    }
    if plan.finish().is_some() {
        let title = if lang == Lang::Zh { "## 关键线路" } else { "## Critical path" };
        page += &format!("\n{title}\n\n{}\n", escaped(&summary::path(plan, lang)));
    }
    let mut warnings = plan.warnings().peekable();
    if warnings.peek().is_some() {
        page += if lang == Lang::Zh { "\n## 注意\n\n" } else { "\n## Warnings\n\n" };
    }
    for warning in warnings {
        page += &format!("- `{}`: {}\n", warning.code.as_str(), escaped(warning.message.get(lang)));
    }
    page
}

fn row(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let (step, dated) = (plan.step(ix), plan.schedule.dates(ix));
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let cite: Vec<String> = step.cite.iter().map(ToString::to_string).collect();
    let float = |float: Option<Told<Float>>| {
        float.map(|float| escaped(&summary::marked(float.map(|float| float.working)))).unwrap_or_default()
    };
    let (never, stopped) = match lang {
        Lang::Zh => ("不再开始", "停止"),
        Lang::En => ("never starts", "stopped"),
    };
    let cells = [
        if dated.critical { "**>**".to_string() } else { String::new() },
        escaped(plan.name(ix).get(lang)),
        kind_words(step.kind, lang).to_string(),
        plan.actor(ix).map(|actor| escaped(actor.get(lang))).unwrap_or_default(),
        if plan.fate(ix) == Some(Fate::NeverStarts) { never.to_string() } else { date(dated.told_trigger()) },
        match plan.fate(ix) {
            Some(Fate::NeverStarts) => String::new(),
            Some(Fate::Stopped) => stopped.to_string(),
            Some(Fate::Stands) | None => date(dated.told_finish()),
        },
        match (dated.latest, plan.promised_by(ix)) {
            (Some(latest), _) => date(latest.finish),
            (None, Some(due)) => format!("≤ {}", escaped(&summary::marked(due))),
            (None, None) => String::new(),
        },
        length.map(|length| length.to_string()).unwrap_or_default(),
        origin.map(|origin| summary::origin_words(origin, lang).to_string()).unwrap_or_default(),
        float(dated.total_float),
        float(dated.free_float),
        escaped(&cite.join("; ")),
    ];
    format!("| {} |\n", cells.join(" | "))
}

/// Whether a value in the row of a step is provisional.
fn is_marked(plan: &Plan<'_>, ix: StepIx) -> bool {
    let dated = plan.schedule.dates(ix);
    dated.trigger_provisional
        || dated.provisional
        || dated.latest.is_some_and(|latest| latest.finish.provisional)
        || [dated.total_float, dated.free_float].iter().flatten().any(|float| float.provisional)
        || plan.promised_by(ix).is_some_and(|due| due.provisional)
}

fn date(told: Told<Moment>) -> String {
    let day = escaped(&summary::marked(told.map(|moment| moment.day())));
    match told.value.at() {
        At::InHours => day,
        At::EndOfDay => format!("{day} 24:00"),
    }
}

/// Text that stays text in Markdown, in a table cell too.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in plain(text).chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}
