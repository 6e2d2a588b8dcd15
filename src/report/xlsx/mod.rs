//! A schedule as a workbook for Excel and its kin: a plan to work with.
//!
//! In: a [`Plan`]. Out: the bytes of an `.xlsx`. The sheets: the plan (`plan`: a row a step, real dates and numbers, the
//! header frozen, a filter), its Gantt chart (`chart`: drawn by conditional formatting from the dates of the plan, so
//! that it follows when they are edited), the promises, what everything rests on (`basis`), the warnings. `sheet`
//! writes cells.
//!
//! - A date is a date. What marks it is its number format: `~` before one that rests on an unpublished notice, `*` behind
//!   one that means 24:00 of that day.
//! - A text is written as a text, whatever it begins with. The only formulas are those of the chart, which name cells and
//!   nothing that a file says; each carries its value, so that a reader that does not calculate shows the same.
//! - The workbook is created on the run's start, for the program knows no other day.
//!
//! Not here: links, because a spreadsheet does not schedule.

mod basis;
mod chart;
mod plan;
mod sheet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::diagnostic::Lang;
use crate::workflow::Project;

use super::plan::Plan;
use super::summary;
use super::words::either;

/// The workbook.
pub fn schedule(plan: &Plan<'_>, project: Option<&Project>, lang: Lang) -> Vec<u8> {
    // Writing to memory does not fail, and no sheet has more rows or columns than the format allows: a file of a
    // procedure holds too few steps, and the chart takes weeks where there are too many days.
    written(plan, project, lang).unwrap_or_default()
}

fn written(plan: &Plan<'_>, project: Option<&Project>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let start = plan.schedule.run.start;
    let properties = DocProperties::new()
        .set_title(summary::heading(plan, lang))
        .set_author("permits")
        .set_creation_datetime(&sheet::date(start).unwrap_or(ExcelDateTime::from_ymd(2000, 1, 1)?));
    workbook.set_properties(&properties);
    let listed = plan.listed();
    let name = either(lang, "计划", "Plan");
    plan::write(workbook.add_worksheet().set_name(name)?, plan, &listed, lang)?;
    let chart = workbook.add_worksheet().set_name(either(lang, "横道图", "Gantt"))?;
    chart::write(chart, plan, &listed, name, lang)?;
    plan::promises(workbook.add_worksheet().set_name(either(lang, "限时", "Promises"))?, plan, lang)?;
    let sheet = workbook.add_worksheet().set_name(either(lang, "假设与来源", "Assumptions and sources"))?;
    basis::write(sheet, plan, project, &listed, lang)?;
    plan::warnings(workbook.add_worksheet().set_name(either(lang, "注意", "Warnings"))?, plan, lang)?;
    workbook.save_to_buffer()
}
