//! The Gantt chart, drawn by conditional formatting.
//!
//! In: a plan, and the sheet on which it stands. Out: a row a step and a column a day, or a week where there are many.
//! The dates on the left are formulas that name the cells of the plan; the colours are rules over these dates, so that
//! a date edited in the plan moves its bar. Days off are shaded by a row of ones and noughts above the dates.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, Format, FormatAlign, FormatPattern, Formula, Worksheet, XlsxError,
};

use crate::calendar::{At, Day, Told, Weekday};
use crate::diagnostic::Lang;
use crate::network::StepIx;

use super::super::plan::Plan;
use super::super::words::either;
use super::plan::{BEGINS, FINISH, FIRST, NAME};
use super::sheet::{A3, Cell, date, date_format, head, heads, on_paper, put};

/// With more days than that a column is a week.
const MOST_DAYS: i32 = 400;
/// The columns before the first day: number, name, begins, finish, critical.
const BEFORE: u16 = 5;
/// The rows before the first step: whether the day is off, the date.
const ABOVE: u32 = 2;

/// Writes the chart of the plan on the sheet called `of`.
pub(super) fn write(
    sheet: &mut Worksheet,
    plan: &Plan<'_>,
    listed: &[StepIx],
    of: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    let columns = days(plan, listed);
    let step = if columns.len() > 1 { columns[1].days_since(columns[0]) } else { 1 };
    heads(sheet, ABOVE - 1, names(lang))?;
    for (column, day) in (BEFORE..).zip(&columns) {
        let off = step == 1 && !plan.calendar.works(*day);
        sheet.write_number(0, column, u8::from(off))?;
        if let Some(date) = date(*day) {
            let form = if step == 1 { "m/d" } else { "yyyy-mm-dd" };
            let format = head().set_num_format(form).set_rotation(90).set_align(FormatAlign::Center);
            sheet.write_datetime_with_format(1, column, &date, &format)?;
        }
    }
    for ((row, number), ix) in (0..).zip(1..).zip(listed) {
        line(sheet, plan, (row, number), *ix, of, lang)?;
    }
    rules(sheet, listed, columns.len(), step)?;
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_add(BEFORE - 1);
    for (column, width) in (0..).zip([5.0, 34.0, 12.0, 12.0, 4.0]) {
        sheet.set_column_width(column, width)?;
    }
    if last >= BEFORE {
        sheet.set_column_range_width(BEFORE, last, if step == 1 { 1.6 } else { 3.2 })?;
    }
    sheet.set_row_hidden(0)?;
    sheet.set_row_height(1, if step == 1 { 40 } else { 70 })?;
    sheet.set_freeze_panes(ABOVE, BEFORE)?;
    on_paper(sheet, A3);
    sheet.set_repeat_rows(1, 1)?;
    Ok(())
}

/// The days of the columns: all from the first date to the last with a little room, or the Mondays among them.
fn days(plan: &Plan<'_>, listed: &[StepIx]) -> Vec<Day> {
    let drawn = || listed.iter().filter(|ix| plan.begins(**ix)).map(|ix| plan.schedule.dates(*ix));
    let first = drawn().map(|dated| dated.counted.begins.day().min(dated.finish().day())).min();
    let last = drawn().map(|dated| dated.finish().day()).max();
    let Some((first, last)) = first.zip(last) else { return Vec::new() };
    let weekly = last.days_since(first) > MOST_DAYS;
    // The Monday from which the first week runs.
    let monday = (0..7).filter_map(|back| first.plus(-back)).find(|day| day.weekday() == Weekday::Monday);
    let begin = if weekly { monday.unwrap_or(first) } else { first };
    let end = last.plus(7).unwrap_or(last);
    begin.to(end).step_by(if weekly { 7 } else { 1 }).collect()
}

/// What the columns before the first day are called.
fn names(lang: Lang) -> [&'static str; BEFORE as usize] {
    match lang {
        Lang::Zh => ["序号", "事项", "开始", "完成", "关键"],
        Lang::En => ["No.", "Step", "Begins", "Finish", "Crit."],
    }
}

/// The left of a row; its dates are those of the plan.
fn line(
    sheet: &mut Worksheet,
    plan: &Plan<'_>,
    (row, number): (u32, i32),
    ix: StepIx,
    of: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    let here = row + ABOVE;
    let dated = plan.schedule.dates(ix);
    let critical = plan.is_critical(ix);
    put(sheet, (here, 0), &Cell::Number(Told::sure(number)), false)?;
    let name = |column: u16| format!("'{of}'!{}{}", letters(column), FIRST + row + 1);
    let words = plan.name(ix);
    let words = match Cell::text(words.get(lang)) {
        Cell::Text(words) => words,
        _ => String::new(),
    };
    let bold = if critical { Format::new().set_bold() } else { Format::new() };
    sheet.write_formula_with_format(here, 1, Formula::new(name(NAME)).set_result(words), &bold)?;
    let begins = if plan.is_given(ix) { dated.told_finish() } else { dated.told_begins() };
    // What a suspension stops is drawn until then.
    let finish = dated.told_finish();
    let ends =
        [(2, BEGINS, plan.begins(ix).then_some(begins)), (3, FINISH, plan.finishes(ix).then_some(finish))];
    for (column, there, moment) in ends {
        let Some(told) = moment else { continue };
        let format = date_format(told.provisional, told.value.at() == At::EndOfDay);
        let serial = date(told.value.day()).map(|date| date.to_excel().to_string()).unwrap_or_default();
        sheet.write_formula_with_format(
            here,
            column,
            Formula::new(name(there)).set_result(serial),
            &format,
        )?;
    }
    if let Some(day) = plan.stopped(ix) {
        put(sheet, (here, 3), &Cell::Day(Told::sure(day), false), false)?;
    }
    if critical {
        sheet.write_string(here, 4, either(lang, "是", "yes"))?;
    }
    Ok(())
}

/// The colours: the bar of a critical step, of another one, a day off.
fn rules(sheet: &mut Worksheet, listed: &[StepIx], columns: usize, step: i32) -> Result<(), XlsxError> {
    let (Ok(rows), Ok(columns)) = (u32::try_from(listed.len()), u16::try_from(columns)) else {
        return Ok(());
    };
    if rows == 0 || columns == 0 {
        return Ok(());
    }
    let (bottom, right) = (ABOVE + rows - 1, BEFORE + columns - 1);
    let (row, column) = (ABOVE + 1, letters(BEFORE));
    let inside = format!("$C{row}<>\"\",{column}$2+{}>=$C{row},{column}$2<=$D{row}", step - 1);
    let solid =
        |color: u32| Format::new().set_background_color(Color::RGB(color)).set_pattern(FormatPattern::Solid);
    let kinds = [
        (format!("AND({inside},$E{row}<>\"\")"), solid(0x00B5_2A1E)),
        (format!("AND({inside})"), solid(0x004F_6D9A)),
        (format!("{column}$1=1"), solid(0x00EC_EEF2)),
    ];
    for (rule, format) in kinds {
        let rule = ConditionalFormatFormula::new()
            .set_rule(Formula::new(rule))
            .set_format(format)
            .set_stop_if_true(true);
        sheet.add_conditional_format(ABOVE, BEFORE, bottom, right, &rule)?;
    }
    Ok(())
}

/// The letters of a column: A, B, …, Z, AA.
fn letters(column: u16) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column)
}
