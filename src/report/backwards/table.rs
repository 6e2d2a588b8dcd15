//! A plan made backwards in a terminal of 80 columns.
//!
//! In: a [`Backward`]. Out: the sentences, then for each step its dates and its latest dates, then the warnings.

use crate::calendar::At;
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::deadline::Bound;

use super::super::grid::{Align, Column, grid};
use super::super::prose::clean;
use super::super::summary::{dated, heading, marked};
use super::super::table::{date, paragraph, warnings};
use super::super::words::{either, plain};
use super::{Backward, sentences};

/// Column widths; with the gaps of two they come to the width of the page.
const WIDTHS: [u16; 7] = [1, 18, 11, 11, 11, 11, 5];
/// The same where a date carries both its marks.
const MARKED: [u16; 7] = [1, 14, 12, 12, 12, 12, 5];

/// The whole page.
///
/// ```
/// use permits::report::backwards;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/backward.txt")]
/// let page = backwards::table(&view, Lang::En);
/// // From Monday 5 June the contract comes on Monday 10 July.
/// assert!(page.contains("a day later it would be 2023-07-10 Mon"));
/// ```
pub fn table(view: &Backward<'_>, lang: Lang) -> String {
    let mut page = String::new();
    paragraph(&mut page, &heading(&view.plan, lang), "");
    paragraph(&mut page, &sentences::asked(view, lang), "");
    page.push('\n');
    for line in sentences::answer(view, lang) {
        match line.strip_prefix(sentences::ITEM) {
            Some(item) => {
                let mut lines = String::new();
                paragraph(&mut lines, item, "    ");
                page += &format!("  {}{}", sentences::ITEM, lines);
            }
            None => paragraph(&mut page, &line, "  "),
        }
    }
    page.push('\n');
    paragraph(&mut page, &which_dates(view, lang), "");
    page += &steps(view, lang);
    page += &warnings(&view.plan, lang);
    page
}

/// Whose dates the table shows.
fn which_dates(view: &Backward<'_>, lang: Lang) -> String {
    let start = dated(view.plan.schedule.run.start, lang);
    let by = dated(view.asked.by, lang);
    match lang {
        Lang::Zh => format!("以下日期自 {start} 起算;最迟日期为不误 {by} 的最迟日期:"),
        Lang::En => format!("Dates from {start}; the latest dates are those that still meet {by}:"),
    }
}

fn steps(view: &Backward<'_>, lang: Lang) -> String {
    let titles = match lang {
        Lang::Zh => ["", "事项", "触发", "完成", "≤ 触发", "≤ 完成", "余"],
        Lang::En => ["", "step", "trigger", "finish", "≤ trigger", "≤ finish", "float"],
    };
    let align = |at: usize| if at == 6 { Align::Right } else { Align::Left };
    let listed = view.plan.listed();
    let rows: Vec<Vec<String>> = listed.iter().map(|ix| row(view, *ix, lang)).collect();
    let marked = |cell: &String| cell.starts_with('~') && cell.ends_with('*');
    let widths = if rows.iter().flatten().any(marked) { MARKED } else { WIDTHS };
    let columns: Vec<Column> = titles
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(at, (title, width))| Column { title: (*title).into(), align: align(at), width: Some(width) })
        .collect();
    let mut table = grid(&columns, rows);
    paragraph(&mut table, &key(view, &listed, lang), "");
    table
}

fn row(view: &Backward<'_>, ix: StepIx, lang: Lang) -> Vec<String> {
    let shown = view.plan.schedule.dates(ix);
    let bound = view.answer.bounds[ix.index()];
    let too_late = bound.is_exceeded(shown);
    let mark = match (too_late, shown.critical) {
        (true, _) => "!",
        (false, true) => ">",
        (false, false) => "",
    };
    let (trigger, finish, float) = match bound {
        Bound::Free => (String::new(), String::new(), String::new()),
        Bound::Latest(latest) => {
            let float = shown.float_to(view.asked.calendar, latest).map(|float| plain(float.working));
            (date(latest.trigger), date(latest.finish), marked(float))
        }
        Bound::BeforeCalendar => {
            let before = either(lang, "日历之前", "before 2002");
            (before.to_string(), before.to_string(), String::new())
        }
    };
    vec![
        mark.to_string(),
        clean(view.plan.name(ix).get(lang)),
        if view.plan.is_given(ix) { "–".to_string() } else { date(shown.told_trigger()) },
        date(shown.told_finish()),
        trigger,
        finish,
        float,
    ]
}

/// What the marks mean: only those that the table shows.
fn key(view: &Backward<'_>, listed: &[StepIx], lang: Lang) -> String {
    let mut marks = Vec::new();
    let mut mark = |shown: bool, zh: &'static str, en: &'static str| {
        if shown {
            marks.push(either(lang, zh, en));
        }
    };
    let exceeded = |ix: &StepIx| view.answer.bounds[ix.index()].is_exceeded(view.plan.schedule.dates(*ix));
    let any = |holds: &dyn Fn(&StepIx) -> bool| listed.iter().any(holds);
    mark(any(&exceeded), "! 来不及", "! too late");
    let critical = |ix: &StepIx| !exceeded(ix) && view.plan.schedule.dates(*ix).critical;
    mark(any(&critical), "> 关键事项", "> critical");
    let ends = |ix: &StepIx| {
        let dated = view.plan.schedule.dates(*ix);
        let latest = view.answer.bounds[ix.index()].latest();
        let moments = [Some(dated.trigger), Some(dated.finish())];
        let latest = [latest.map(|latest| latest.trigger.value), latest.map(|latest| latest.finish.value)];
        moments.into_iter().chain(latest).flatten().any(|moment| moment.at() == At::EndOfDay)
    };
    mark(any(&ends), "* 当日 24:00", "* 24:00 of that day");
    let unsure = |ix: &StepIx| row(view, *ix, lang).iter().any(|cell| cell.starts_with('~'));
    mark(any(&unsure), "~ 放假安排未公布", "~ holiday notice not published");
    mark(true, "≤ 最迟", "≤ at the latest");
    mark(
        any(&|ix: &StepIx| view.answer.bounds[ix.index()] == Bound::Free),
        "最迟日期空白:不影响该日",
        "no latest dates: it does not matter for that day",
    );
    mark(true, "余以工作日计", "float in working days");
    marks.join(either(lang, ";", "; "))
}
