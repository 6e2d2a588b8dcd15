//! Many projects in a terminal of 80 columns.
//!
//! In: a [`Portfolio`]. Out: a row a project, then what is due, by department.

use std::collections::HashMap;

use crate::diagnostic::{Lang, number_of};
use crate::schedule::State;
use crate::study::portfolio::{DueRow, Portfolio, Row};

use super::super::grid::{Align, Column, grid};
use super::super::prose::{Page, clean};
use super::super::summary::{dated, mark_words, marked};
use super::super::table::paragraph;
use super::super::tracking::state_words;
use super::super::words::{either, signed};

/// Column widths; with the gaps of two they come to the width of the page.
const WIDTHS: [u16; 7] = [27, 11, 11, 5, 6, 4, 4];

/// The whole page.
///
/// ```
/// use permits::report::portfolio;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
#[doc = include_str!("../set_up/portfolio.txt")]
/// let rows = [portfolio.rows.clone(), portfolio.rows].concat();
/// let portfolio = Portfolio { rows, ..portfolio };
/// // What is called alike is told apart by the file.
/// assert!(portfolio::table(&portfolio, Lang::Zh).contains("no-1"));
/// ```
pub fn table(portfolio: &Portfolio, lang: Lang) -> String {
    let mut page = String::new();
    let (count, as_of) = (portfolio.rows.len(), dated(portfolio.as_of, lang));
    let heading = match lang {
        Lang::Zh => format!("{count} 个项目,截至 {as_of}"),
        Lang::En => format!("{} as of {as_of}", number_of(count, "project")),
    };
    paragraph(&mut page, &heading, "");
    page.push('\n');
    let titles = match lang {
        Lang::Zh => ["项目", "计划完成", "预测完成", "晚", "办结", "逾期", "限时"],
        Lang::En => ["project", "planned", "forecast", "late", "done", "over", "risk"],
    };
    let column = |(at, (title, width)): (usize, (&&str, u16))| Column {
        title: (*title).to_string(),
        align: if at >= 3 { Align::Right } else { Align::Left },
        width: Some(width),
    };
    let columns: Vec<Column> = titles.iter().zip(WIDTHS).enumerate().map(column).collect();
    let names = names(portfolio);
    let rows = portfolio.rows.iter().zip(&names);
    page += &grid(&columns, rows.map(|(row, name)| cells(row, name, lang)));
    paragraph(&mut page, &key(portfolio, lang), "");
    page.push('\n');
    page += &due(portfolio, &names, lang);
    page
}

/// What each project is called; where several are called the same, with the name of the file.
fn names(portfolio: &Portfolio) -> Vec<String> {
    let name = |row: &Row| row.known.as_ref().map_or(&row.file, |known| &known.name).clone();
    let mut times: HashMap<String, usize> = HashMap::new();
    for row in &portfolio.rows {
        *times.entry(name(row)).or_default() += 1;
    }
    let told_apart = |row: &Row| match times.get(&name(row)) {
        Some(2..) => format!("{} ({})", name(row), stem(&row.file)),
        _ => name(row),
    };
    portfolio.rows.iter().map(told_apart).collect()
}

/// The name of a file without its folder and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

fn cells(row: &Row, name: &str, lang: Lang) -> Vec<String> {
    let Some(known) = &row.known else {
        let unusable = either(lang, "不能用", "unusable").to_string();
        return vec![
            clean(&row.file),
            unusable,
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ];
    };
    let some = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    let mut name = clean(name);
    if !known.has_records {
        name += either(lang, "(无记录)", " (no records)");
    }
    vec![
        name,
        marked(known.planned),
        marked(known.forecast),
        if known.late == 0 { String::new() } else { signed(known.late) },
        format!("{}/{}", known.count(State::Done), known.steps()),
        some(known.count(State::Overdue)),
        some(known.bad_promises.len()),
    ]
}

fn key(portfolio: &Portfolio, lang: Lang) -> String {
    let known = || portfolio.rows.iter().filter_map(|row| row.known.as_ref());
    let unsure = known().any(|known| known.planned.provisional || known.forecast.provisional);
    let mut marks = vec![
        either(lang, "晚:终点晚几个工作日", "late: working days of the goal"),
        either(lang, "逾期:应办结而未办结的事项", "over: steps overdue"),
        either(lang, "限时:未守或有风险的限时", "risk: promises broken or at risk"),
    ];
    if unsure {
        marks.push(mark_words(lang));
    }
    marks.join(either(lang, ";", "; "))
}

fn due(portfolio: &Portfolio, names: &[String], lang: Lang) -> String {
    let mut page = Page::new(13);
    let until = dated(portfolio.until, lang);
    let departments = portfolio.by_department(lang);
    page.paragraph(
        0,
        &match (departments.is_empty(), lang) {
            (true, Lang::Zh) => format!("至 {until}(10 个工作日)没有到期的事项。"),
            (true, Lang::En) => format!("Nothing is due until {until} (10 working days)."),
            (false, Lang::Zh) => format!("至 {until}(10 个工作日)到期的事项,按部门:"),
            (false, Lang::En) => format!("Due until {until} (10 working days), by department:"),
        },
    );
    for (department, due) in departments {
        let name = if department.is_empty() {
            either(lang, "(未写明)", "(nobody is named)")
        } else {
            &department
        };
        page.gap();
        page.paragraph(2, name);
        for (at, due) in due {
            page.field(4, &marked(due.day), &line(&names[at], due, lang));
        }
    }
    page.into_text()
}

fn line(project: &str, due: &DueRow, lang: Lang) -> String {
    let (step, state) = (due.name.get(lang), state_words(due.state, lang));
    let limit = match (due.is_limit, lang) {
        (true, Lang::Zh) => ",时限届满",
        (true, Lang::En) => ", its limit",
        (false, _) => "",
    };
    match lang {
        Lang::Zh => format!("{project}:{step}({state}{limit})"),
        Lang::En => format!("{project}: {step} ({state}{limit})"),
    }
}
