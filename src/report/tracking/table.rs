//! A project's progress in a terminal of 80 columns.
//!
//! In: a [`Tracking`]. Out: the answer, what is to be done and by whom, then every step planned and forecast, then the
//! warnings. Marks tell what colour would.

use crate::calendar::{At, Told};
use crate::diagnostic::Lang;
use crate::network::StepIx;

use super::super::grid::{Align, Column, grid};
use super::super::prose::clean;
use super::super::summary::{heading, mark_words};
use super::super::table::{date, paragraph, warnings};
use super::super::words::{either, signed};
use super::{Tracking, effect_words, sentences, state_words};

/// Column widths; with the gaps of two they come to the width of the page.
const WIDTHS: [u16; 7] = [1, 18, 7, 12, 12, 5, 13];

/// The whole page.
///
/// ```
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// assert!(tracking::table(&view, Lang::En).contains("7 steps: done 3, running 1, waiting 3."));
/// ```
pub fn table(view: &Tracking<'_>, lang: Lang) -> String {
    let mut page = String::new();
    paragraph(&mut page, &heading(&view.plan, lang), "");
    paragraph(&mut page, &sentences::asked(view, lang), "");
    page.push('\n');
    for line in sentences::answer(view, lang) {
        paragraph(&mut page, &line, "  ");
    }
    for section in sentences::sections(view, lang) {
        page.push('\n');
        paragraph(&mut page, &format!("{}{}", section.heading, either(lang, ":", ":")), "  ");
        for item in section.items {
            let mut lines = String::new();
            paragraph(&mut lines, &item, "    ");
            page += &format!("  - {lines}");
        }
    }
    page.push('\n');
    page += &steps(view, lang);
    page += &warnings(&view.forecast, lang);
    page
}

fn steps(view: &Tracking<'_>, lang: Lang) -> String {
    let titles = match lang {
        Lang::Zh => ["", "事项", "状态", "计划完成", "预测完成", "晚", "影响"],
        Lang::En => ["", "step", "state", "planned", "forecast", "late", "means"],
    };
    let column = |(at, (title, width)): (usize, (&&str, u16))| Column {
        title: (*title).to_string(),
        align: if at == 5 { Align::Right } else { Align::Left },
        width: Some(width),
    };
    let columns: Vec<Column> = titles.iter().zip(WIDTHS).enumerate().map(column).collect();
    let listed = view.plan.listed();
    let mut table = grid(&columns, listed.iter().map(|ix| row(view, *ix, lang)));
    paragraph(&mut table, &key(view, &listed, lang), "");
    table
}

fn row(view: &Tracking<'_>, ix: StepIx, lang: Lang) -> Vec<String> {
    let tracked = view.tracked;
    let late = tracked.delay(view.plan.calendar, ix);
    let now = tracked.forecast.dates(ix);
    let mark = if now.critical && !now.is_done() { ">" } else { "" };
    let finish = now.told_finish();
    vec![
        mark.to_string(),
        clean(view.plan.name(ix).get(lang)),
        state_words(tracked.state(ix), lang).to_string(),
        date(tracked.plan.dates(ix).told_finish()),
        date(finish),
        if late.value.natural == 0 { String::new() } else { told(late.map(|late| late.working)) },
        effect_words(view.effect(ix), lang),
    ]
}

fn told(days: Told<i32>) -> String {
    format!("{}{}", if days.provisional { "~" } else { "" }, signed(days.value))
}

/// What the marks mean: only those that the table shows.
fn key(view: &Tracking<'_>, listed: &[StepIx], lang: Lang) -> String {
    let mut marks = Vec::new();
    let mut mark = |shown: bool, zh: &'static str, en: &'static str| {
        if shown {
            marks.push(either(lang, zh, en));
        }
    };
    let both = |ix: &StepIx| [view.tracked.plan.dates(*ix), view.tracked.forecast.dates(*ix)];
    let open = |ix: &StepIx| {
        view.tracked.forecast.dates(*ix).critical && !view.tracked.forecast.dates(*ix).is_done()
    };
    mark(listed.iter().any(open), "> 关键(尚未办结)", "> critical and not done");
    let ends = |ix: &StepIx| both(ix).iter().any(|dated| dated.finish().at() == At::EndOfDay);
    mark(listed.iter().any(ends), "* 当日 24:00 届满", "* expires at 24:00");
    let unsure = |ix: &StepIx| row(view, *ix, lang).iter().any(|cell| cell.starts_with('~'));
    mark(listed.iter().any(unsure), mark_words(Lang::Zh), mark_words(Lang::En));
    mark(true, "晚:工作日", "late: in working days");
    mark(true, "影响:所晚之日与计划时差相比", "means: the delay held against the floats of the plan");
    marks.join(either(lang, ";", "; "))
}
