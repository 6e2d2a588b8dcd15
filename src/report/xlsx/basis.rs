//! What the dates rest on: the settings, the length of each step and who gives it, facts and readings, documents,
//! notices.
//!
//! In: a plan. Out: one sheet of tables, one below the other.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::calendar::{Day, Told};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::workflow::{FactRole, InForce, Project};

use super::super::explain::{Subject, confidence_words, of_length};
use super::super::plan::Plan;
use super::super::procedures::force;
use super::super::summary::{self, origin_words};
use super::super::words::{basis_words, cites, counting_words, either};
use super::super::year::said;
use super::sheet::{A4, Cell, on_paper, table, title, widths};

/// A heading, the columns and the rows of a table.
type Titled<'a> = (&'a str, Vec<&'a str>, Vec<Vec<Cell>>);

/// The sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    plan: &Plan<'_>,
    project: Option<&Project>,
    listed: &[StepIx],
    lang: Lang,
) -> Result<(), XlsxError> {
    let lengths: Vec<Vec<Cell>> =
        listed.iter().filter_map(|ix| length(&Subject { plan, project, ix: *ix }, lang)).collect();
    let tables: [Titled<'_>; 6] = [
        (
            either(lang, "设定", "Settings"),
            columns(lang, &["项目", "取值"], &["What", "Value"]),
            settings(plan, lang),
        ),
        (
            either(lang, "时长", "Lengths"),
            columns(
                lang,
                &["事项", "编号", "时长", "依据", "出处", "可靠性", "理由"],
                &["Step", "Id", "Length", "Rests on", "Source", "Confidence", "Why"],
            ),
            lengths,
        ),
        (
            either(lang, "事实", "Facts"),
            columns(
                lang,
                &["事实", "编号", "取值", "默认", "依据", "说明"],
                &["Fact", "Id", "Value", "By default", "Citation", "Note"],
            ),
            facts(plan, FactRole::Fact, lang),
        ),
        (
            either(lang, "读法", "Readings"),
            columns(
                lang,
                &["读法", "编号", "取值", "默认", "依据", "疑点"],
                &["Reading", "Id", "Value", "By default", "Citation", "The doubt"],
            ),
            facts(plan, FactRole::Reading, lang),
        ),
        (
            either(lang, "文件", "Documents"),
            columns(
                lang,
                &["文件", "简称", "文号", "层级", "印发", "有效期"],
                &["Document", "Cited as", "Number", "Rank", "Issued", "In force"],
            ),
            sources(plan, lang),
        ),
        (
            either(lang, "日历", "Calendar"),
            columns(
                lang,
                &["节日", "休息", "天数", "调休上班"],
                &["Holiday", "Off", "Days", "Worked instead"],
            ),
            calendar(plan, lang),
        ),
    ];
    let mut row = 0;
    for (name, columns, rows) in tables.iter().filter(|(_, _, rows)| !rows.is_empty()) {
        sheet.write_string_with_format(row, 0, *name, &title())?;
        row = table(sheet, row + 1, columns, rows)? + 1;
    }
    widths(sheet, &[38.0, 26.0, 14.0, 16.0, 30.0, 18.0, 60.0])?;
    on_paper(sheet, A4);
    Ok(())
}

fn columns<'a>(lang: Lang, zh: &[&'a str], en: &[&'a str]) -> Vec<&'a str> {
    match lang {
        Lang::Zh => zh.to_vec(),
        Lang::En => en.to_vec(),
    }
}

fn settings(plan: &Plan<'_>, lang: Lang) -> Vec<Vec<Cell>> {
    let run = &plan.schedule.run;
    let row = |zh, en, value: Cell| vec![Cell::text(either(lang, zh, en)), value];
    let mut rows = vec![
        row("流程", "Procedure", Cell::text(summary::heading(plan, lang))),
        row("起算日", "Start", Cell::day(Some(Told::sure(run.start)))),
        row("计日规则", "Counting", Cell::text(counting_words(run.counting, lang))),
        row("时限取值", "Lengths", Cell::text(basis_words(run.basis, lang))),
        row(
            "假设集",
            "Assumption set",
            Cell::text(format!("{} ({})", plan.assumptions.title.get(lang), plan.assumptions.id)),
        ),
    ];
    if let Some(project) = plan.project {
        rows.push(row("项目", "Project", Cell::text(project)));
    }
    if let Some(day) = plan.calendar.as_of() {
        rows.push(row("节假日所知截至", "Holidays as known on", Cell::day(Some(Told::sure(day)))));
    }
    for file in plan.calendar.overlays() {
        rows.push(row("日历文件", "Calendar file", Cell::text(file)));
    }
    let year = plan.calendar.last_published_year().map(|year| year.to_string()).unwrap_or_default();
    rows.push(row("放假安排公布至", "Holiday notices through", Cell::text(year)));
    rows.push(row("软件", "Program", Cell::text(format!("permits {}", env!("CARGO_PKG_VERSION")))));
    rows
}

/// The length of a step and who gives it; `None` where there is none.
fn length(subject: &Subject<'_>, lang: Lang) -> Option<Vec<Cell>> {
    let (plan, ix) = (subject.plan, subject.ix);
    if plan.is_given(ix) {
        return None;
    }
    let (origin, given_by) = of_length(subject)?;
    let (length, _) = plan.schedule.length(plan.network, ix);
    let source = given_by.in_a_cell(&cites(&plan.step(ix).cite, lang), lang);
    let why = given_by.said().and_then(|said| said.why.as_ref());
    Some(vec![
        Cell::text(plan.name(ix).get(lang)),
        Cell::text(plan.node(ix).id.as_str()),
        Cell::text(length.map(|length| length.to_string()).unwrap_or_default()),
        Cell::text(origin_words(origin, lang)),
        Cell::text(source),
        Cell::text(given_by.confidence().map(|known| confidence_words(known, lang)).unwrap_or_default()),
        Cell::text(why.map(|why| why.get(lang)).unwrap_or_default()),
    ])
}

fn facts(plan: &Plan<'_>, role: FactRole, lang: Lang) -> Vec<Vec<Cell>> {
    let facts = plan.workflow.facts.iter().filter(|fact| fact.role == role);
    let row = |fact: &crate::workflow::Fact| {
        let value = plan.network.facts.0.get(&fact.id)?;
        Some(vec![
            Cell::text(fact.label.get(lang)),
            Cell::text(fact.id.as_str()),
            Cell::text(value.to_string()),
            Cell::text(fact.default.to_string()),
            Cell::text(cites(&fact.cite, lang)),
            Cell::text(fact.why.as_ref().map(|why| why.get(lang)).unwrap_or_default()),
        ])
    };
    facts.filter_map(row).collect()
}

fn sources(plan: &Plan<'_>, lang: Lang) -> Vec<Vec<Cell>> {
    let row = |source: &crate::workflow::Source| {
        let in_force =
            if source.in_force == InForce::default() { String::new() } else { force(source.in_force, lang) };
        vec![
            Cell::text(source.title.get(lang)),
            Cell::text(source.id.as_str()),
            Cell::text(source.number.as_deref().unwrap_or_default()),
            Cell::text(source.level.as_deref().unwrap_or_default()),
            Cell::text(source.issued.map(|day| day.to_string()).unwrap_or_default()),
            Cell::text(in_force),
        ]
    };
    plan.workflow.sources.iter().map(row).collect()
}

/// The holidays of the years that the plan touches, as the year's page tells them.
fn calendar(plan: &Plan<'_>, lang: Lang) -> Vec<Vec<Cell>> {
    let ends = plan.network.positions().filter(|ix| plan.node(*ix).is_present() && plan.begins(*ix));
    let ends: Vec<Day> = ends.map(|ix| plan.schedule.dates(ix).finish().day()).collect();
    let first = plan.schedule.run.start.year();
    let last = ends.iter().map(|day| day.year()).max().unwrap_or(first);
    let mut rows = Vec::new();
    for year in first..=last {
        let Some(said) = said(plan.calendar, year, lang) else { continue };
        for doubt in &said.doubts {
            rows.push(vec![Cell::text(doubt)]);
        }
        for part in &said.parts {
            rows.push(vec![Cell::text(&part.heading)]);
            rows.extend(part.rows.iter().map(|row| row.iter().map(Cell::text).collect()));
        }
    }
    rows
}
