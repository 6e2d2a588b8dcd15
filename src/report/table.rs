//! A schedule in a terminal of 80 columns.
//!
//! In: a [`Plan`]. Out: the summary, the table of steps, the critical path, the warnings, wrapped to the width. Marks
//! tell what colour would: nothing depends on colour.
//!
//! ```
//! use permits::report::{grid::WIDTH, prose::columns, table};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let page = table::schedule(&plan, Lang::Zh);
//! assert!(page.lines().all(|line| columns(line) <= usize::from(WIDTH)));
//! ```

use crate::calendar::{At, Moment, Told};
use crate::diagnostic::Lang;
use crate::network::{Origin, StepIx};
use crate::schedule::abort::Fate;

use super::grid::{Align, Column, WIDTH, grid};
use super::plan::Plan;
use super::prose::{clean, wrap};
use super::summary;

/// The whole page.
///
/// ```
/// use permits::report::table;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let page = table::schedule(&plan, Lang::En);
/// assert!(page.starts_with("Supply of industrial land by listing (land-supply 2023.1)\n"));
/// assert!(page.contains("Critical path: ") && page.ends_with('\n'));
/// ```
pub fn schedule(plan: &Plan<'_>, lang: Lang) -> String {
    let mut page = String::new();
    paragraph(&mut page, &summary::heading(plan, lang), "");
    paragraph(&mut page, &summary::settings(plan, lang), "");
    page.push('\n');
    for line in summary::summary(plan, lang) {
        paragraph(&mut page, &line, "  ");
    }
    page.push('\n');
    page += &steps(plan, lang);
    page.push('\n');
    if plan.finish().is_some() {
        let title = match lang {
            Lang::Zh => "关键线路:",
            Lang::En => "Critical path: ",
        };
        paragraph(&mut page, &format!("{title}{}", summary::path(plan, lang)), "  ");
    }
    page += &warnings(plan, lang);
    page
}

/// The warnings, a blank line before them; nothing when there are none.
pub(super) fn warnings(plan: &Plan<'_>, lang: Lang) -> String {
    let mut page = String::new();
    for line in summary::warning_lines(plan, lang) {
        if page.is_empty() {
            page.push('\n');
        }
        paragraph(&mut page, &line, "  ");
    }
    page
}

/// A paragraph wrapped to the width, its further lines indented.
pub(super) fn paragraph(page: &mut String, text: &str, indent: &str) {
    for (number, line) in wrap(text, usize::from(WIDTH) - indent.len()).into_iter().enumerate() {
        if number > 0 {
            page.push_str(indent);
        }
        page.push_str(&line);
        page.push('\n');
    }
}

/// The table of the listed steps and its key.
fn steps(plan: &Plan<'_>, lang: Lang) -> String {
    let listed = plan.listed();
    let widths = widths(lang);
    let titles = match lang {
        Lang::Zh => ["", "事项", "责任单位", "触发", "完成", "时限", "总时差"],
        Lang::En => ["", "step", "who", "trigger", "finish", "length", "float"],
    };
    let aligns =
        [Align::Left, Align::Left, Align::Left, Align::Left, Align::Left, Align::Right, Align::Right];
    let columns: Vec<Column> = titles
        .iter()
        .zip(aligns)
        .zip(widths)
        .map(|((title, align), width)| Column { title: (*title).to_string(), align, width: Some(width) })
        .collect();
    let mut table = grid(&columns, listed.iter().map(|ix| row(plan, *ix, lang)));
    if listed.is_empty() {
        paragraph(&mut table, if lang == Lang::Zh { "(没有符合的事项)" } else { "(no step fits)" }, "");
    }
    paragraph(&mut table, &key(plan, &listed, lang), "");
    if let Some(sentence) = summary::critical_and_float(plan, &listed, lang) {
        paragraph(&mut table, &sentence, "");
    }
    table
}

/// Column widths; with the gaps of two they come to [`WIDTH`].
fn widths(lang: Lang) -> [u16; 7] {
    match lang {
        Lang::Zh => [1, 20, 10, 12, 12, 7, 6],
        Lang::En => [1, 20, 11, 12, 12, 7, 5],
    }
}

fn row(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> Vec<String> {
    let dated = plan.schedule.dates(ix);
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let mut name = clean(plan.name(ix).get(lang));
    if let Some(due) = plan.promised_by(ix) {
        name += &format!("\n≤ {}", summary::marked(due));
    }
    let who = plan.actor(ix).map(|actor| clean(actor.get(lang))).unwrap_or_default();
    let length = match (length, origin) {
        _ if plan.is_given(ix) => if lang == Lang::Zh { "给定" } else { "given" }.to_string(),
        (length, Some(origin)) => {
            let length = length.map_or("–".to_string(), |length| length.to_string());
            format!("{length} {}", summary::origin_letter(origin, lang))
        }
        (_, None) => String::new(),
    };
    let fate = plan.fate(ix);
    if fate == Some(Fate::NeverStarts) {
        let never = if lang == Lang::Zh { "不再开始" } else { "never starts" };
        return vec![String::new(), name, who, never.to_string(), String::new(), length, String::new()];
    }
    let finish = match (fate, lang) {
        (Some(Fate::Stopped), Lang::Zh) => "停止".to_string(),
        (Some(Fate::Stopped), Lang::En) => "stopped".to_string(),
        _ => date(dated.told_finish()),
    };
    vec![
        if dated.critical { ">" } else { "" }.to_string(),
        name,
        who,
        // When a step began whose finish is given, nobody said.
        if plan.is_given(ix) { "–".to_string() } else { date(dated.told_trigger()) },
        finish,
        length,
        dated.total_float.map(|float| summary::marked(float.map(|float| float.working))).unwrap_or_default(),
    ]
}

pub(super) fn date(told: Told<Moment>) -> String {
    let at = if told.value.at() == At::EndOfDay { "*" } else { "" };
    format!("{}{at}", summary::marked(told.map(|moment| moment.day())))
}

/// Whether a value in the row of a step is provisional.
fn is_marked(plan: &Plan<'_>, ix: StepIx) -> bool {
    let dated = plan.schedule.dates(ix);
    dated.trigger_provisional
        || dated.provisional
        || dated.total_float.is_some_and(|float| float.provisional)
        || plan.promised_by(ix).is_some_and(|due| due.provisional)
}

/// What the marks mean: only those that the page shows.
fn key(plan: &Plan<'_>, listed: &[StepIx], lang: Lang) -> String {
    let dates = || listed.iter().map(|ix| plan.schedule.dates(*ix));
    let mut marks: Vec<String> = Vec::new();
    let mut mark = |shown: bool, zh: &str, en: &str| {
        if shown {
            marks.push(if lang == Lang::Zh { zh } else { en }.to_string());
        }
    };
    mark(dates().any(|dated| dated.critical), "> 关键事项", "> critical");
    let ends = |dated: &crate::schedule::Dated| {
        dated.finish().at() == At::EndOfDay || dated.trigger.at() == At::EndOfDay
    };
    mark(dates().any(ends), "* 当日 24:00 届满", "* expires at 24:00");
    mark(
        summary::is_marked(plan) || listed.iter().any(|ix| is_marked(plan, *ix)),
        summary::mark_words(Lang::Zh),
        summary::mark_words(Lang::En),
    );
    let promised = listed.iter().any(|ix| plan.promised_by(*ix).is_some());
    mark(promised, "≤ 限时期限", "≤ due day of a promise");
    mark(true, "wd 工作日,d 自然日", "wd working days, d natural days");
    for origin in Origin::ALL {
        let shown = listed.iter().any(|ix| plan.schedule.length(plan.network, *ix).1 == Some(origin));
        let words = |lang| {
            format!("{} {}", summary::origin_letter(origin, lang), summary::origin_words(origin, lang))
        };
        mark(shown, &words(Lang::Zh), &words(Lang::En));
    }
    mark(dates().any(|dated| dated.total_float.is_some()), "总时差以工作日计", "float in working days");
    marks.join(if lang == Lang::Zh { ";" } else { "; " })
}
