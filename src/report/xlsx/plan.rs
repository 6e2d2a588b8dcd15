//! The sheets of the steps, the promises and the warnings.
//!
//! In: a plan. Out: a row each. After a suspension a step that never starts has no dates, and nothing has a float.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::calendar::Told;
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::abort::Fate;
use crate::schedule::{Float, PromiseResult, Warning};

use super::super::plan::{Plan, kind_words};
use super::super::summary::{self, origin_words};
use super::super::words::{cites, either};
use super::sheet::{A3, A4, Cell, heads, on_paper, put, table, title, widths};

/// The columns of the plan: in Chinese, in English, how wide.
const COLUMNS: [(&str, &str, f64); 21] = [
    ("序号", "No.", 6.0),
    ("事项", "Step", 34.0),
    ("编号", "Id", 24.0),
    ("类型", "Kind", 10.0),
    ("责任单位", "Who", 20.0),
    ("泳道", "Lane", 14.0),
    ("触发", "Trigger", 13.0),
    ("开始", "Begins", 13.0),
    ("完成", "Finish", 13.0),
    ("最迟触发", "Latest trigger", 13.0),
    ("最迟完成", "Latest finish", 13.0),
    ("时限", "Length", 9.0),
    ("时限依据", "Length rests on", 12.0),
    ("总时差(工作日)", "Total float (working days)", 11.0),
    ("自由时差(工作日)", "Free float (working days)", 11.0),
    ("占用(工作日)", "Drag (working days)", 11.0),
    ("关键", "Critical", 8.0),
    ("限时期限", "Promise due", 13.0),
    ("推算", "Provisional", 8.0),
    ("状态", "State", 12.0),
    ("依据", "Citation", 26.0),
];

/// The row of the plan's first step, counted from 0: below the title, what it rests on, the heading.
pub(super) const FIRST: u32 = 3;
/// The columns in which a step begins and finishes, and its name.
pub(super) const BEGINS: u16 = 7;
pub(super) const FINISH: u16 = 8;
pub(super) const NAME: u16 = 1;

/// The plan.
pub(super) fn write(
    sheet: &mut Worksheet,
    plan: &Plan<'_>,
    listed: &[StepIx],
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, summary::heading(plan, lang), &title())?;
    let key =
        either(lang, "* 当日24:00;~ 放假安排未公布", "* 24:00 of that day; ~ holiday notice not published");
    sheet.write_string(1, 0, format!("{}{}{key}", summary::settings(plan, lang), either(lang, ";", "; ")))?;
    heads(sheet, FIRST - 1, COLUMNS.map(|(zh, en, _)| either(lang, zh, en)))?;
    for ((row, number), ix) in (FIRST..).zip(1..).zip(listed) {
        let critical = plan.is_critical(*ix);
        for (column, cell) in (0..).zip(step(plan, number, *ix, lang)) {
            put(sheet, (row, column), &cell, critical && column <= FINISH)?;
        }
    }
    widths(sheet, &COLUMNS.map(|(_, _, width)| width))?;
    let (last_row, last_column) = (FIRST + rows(listed).max(1) - 1, COLUMNS.len() as u16 - 1);
    sheet.autofilter(FIRST - 1, 0, last_row, last_column)?;
    sheet.set_freeze_panes(FIRST, 2)?;
    on_paper(sheet, A3);
    sheet.set_repeat_rows(FIRST - 1, FIRST - 1)?;
    Ok(())
}

/// How many rows the steps take.
pub(super) fn rows(listed: &[StepIx]) -> u32 {
    u32::try_from(listed.len()).unwrap_or(u32::MAX)
}

fn step(plan: &Plan<'_>, number: i32, ix: StepIx, lang: Lang) -> Vec<Cell> {
    let dated = plan.schedule.dates(ix);
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let reached = plan.finish().is_some();
    let (begins, finishes) = (plan.begins(ix), plan.finishes(ix));
    let given = plan.is_given(ix);
    let latest = dated.latest.filter(|_| reached);
    let float = |told: Option<Told<Float>>| {
        Cell::number(told.filter(|_| reached).map(|float| float.map(|days| days.working)))
    };
    let yes = |holds: bool| if holds { Cell::text(either(lang, "是", "yes")) } else { Cell::Blank };
    let state = match plan.fate(ix) {
        _ if given => either(lang, "已给定", "given"),
        None => "",
        Some(Fate::Stands) => either(lang, "有效", "stands"),
        Some(Fate::Stopped) => either(lang, "停止", "stopped"),
        Some(Fate::NeverStarts) => either(lang, "不再开始", "never starts"),
    };
    vec![
        Cell::Number(Told::sure(number)),
        Cell::text(plan.name(ix).get(lang)),
        Cell::text(plan.node(ix).id.as_str()),
        Cell::text(kind_words(plan.step(ix).kind, lang)),
        Cell::text(plan.actor(ix).map(|actor| actor.get(lang).to_string()).unwrap_or_default()),
        Cell::text(plan.lane(ix).map(|lane| lane.get(lang)).unwrap_or_default()),
        Cell::moment((begins && !given).then(|| dated.told_trigger())),
        Cell::moment(begins.then(|| if given { dated.told_finish() } else { dated.told_begins() })),
        Cell::moment(finishes.then(|| dated.told_finish())),
        Cell::moment(latest.map(|latest| latest.trigger)),
        Cell::moment(latest.map(|latest| latest.finish)),
        Cell::text(length.map(|length| length.to_string()).unwrap_or_default()),
        Cell::text(origin.map(|origin| origin_words(origin, lang)).unwrap_or_default()),
        float(dated.total_float),
        float(dated.free_float),
        Cell::number(plan.drags.and_then(|drags| drags[ix.index()]).filter(|_| reached)),
        yes(plan.is_critical(ix)),
        Cell::day(plan.promised_by(ix).filter(|_| reached)),
        yes(dated.provisional && begins),
        Cell::text(state),
        Cell::text(cites(&plan.step(ix).cite, lang)),
    ]
}

/// The promises.
pub(super) fn promises(sheet: &mut Worksheet, plan: &Plan<'_>, lang: Lang) -> Result<(), XlsxError> {
    let columns = match lang {
        Lang::Zh => {
            ["限时", "编号", "自何项完成", "至何项完成", "工作日", "期限", "安排", "结果", "余量(工作日)"]
        }
        Lang::En => [
            "Promise",
            "Id",
            "From the finish of",
            "To the finish of",
            "Working days",
            "Due",
            "Planned",
            "Outcome",
            "To spare (working days)",
        ],
    };
    let name = |ix: StepIx| Cell::text(plan.name(ix).get(lang));
    let row = |promise: &PromiseResult| {
        let within = i32::try_from(promise.within).unwrap_or(i32::MAX);
        let outcome =
            if promise.met() { either(lang, "守", "met") } else { either(lang, "未守", "missed") };
        vec![
            Cell::text(summary::promise_name(plan, promise, lang)),
            Cell::text(promise.id.as_str()),
            name(promise.from),
            name(promise.to),
            Cell::Number(Told::sure(within)),
            Cell::day(Some(promise.due)),
            Cell::day(Some(promise.actual)),
            Cell::text(outcome),
            Cell::Number(promise.margin),
        ]
    };
    let rows: Vec<Vec<Cell>> = plan.promises().map(row).collect();
    table(sheet, 0, &columns, &rows)?;
    widths(sheet, &[40.0, 28.0, 26.0, 30.0, 9.0, 13.0, 13.0, 10.0, 12.0])?;
    sheet.set_freeze_panes(1, 1)?;
    on_paper(sheet, A4);
    Ok(())
}

/// The warnings.
pub(super) fn warnings(sheet: &mut Worksheet, plan: &Plan<'_>, lang: Lang) -> Result<(), XlsxError> {
    let columns = match lang {
        Lang::Zh => ["代码", "说明", "事项", "依据"],
        Lang::En => ["Code", "What", "Steps", "Citation"],
    };
    let row = |warning: &Warning| {
        let steps: Vec<&str> = warning.steps.iter().map(|ix| plan.node(*ix).id.as_str()).collect();
        vec![
            Cell::text(warning.code.as_str()),
            Cell::text(warning.message.get(lang)),
            Cell::text(steps.join(", ")),
            Cell::text(cites(&warning.cite, lang)),
        ]
    };
    let rows: Vec<Vec<Cell>> = plan.warnings().map(row).collect();
    table(sheet, 0, &columns, &rows)?;
    widths(sheet, &[26.0, 80.0, 40.0, 24.0])?;
    sheet.set_freeze_panes(1, 1)?;
    on_paper(sheet, A4);
    Ok(())
}
