//! Cells of a workbook: texts that stay texts, dates that are dates, numbers.
//!
//! In: rows of [`Cell`]s. Out: a worksheet with them. What stands in them is decided elsewhere.

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::calendar::{At, Day, Moment, Told};
use crate::diagnostic::plain;

use super::super::prose::GLUE;

/// So many letters a cell holds at most.
const MOST_LETTERS: usize = 32_000;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A number; whether it rests on a day that no notice covers.
    Number(Told<i32>),
    /// A day; whether it means its 24:00.
    Day(Told<Day>, bool),
}

impl Cell {
    pub(super) fn text(words: impl AsRef<str>) -> Cell {
        match words.as_ref() {
            "" => Cell::Blank,
            words => {
                let words = words.replace(GLUE, " ");
                Cell::Text(plain(&words).chars().take(MOST_LETTERS).collect())
            }
        }
    }

    pub(super) fn number(number: Option<Told<i32>>) -> Cell {
        number.map_or(Cell::Blank, Cell::Number)
    }

    pub(super) fn moment(moment: Option<Told<Moment>>) -> Cell {
        let cell =
            |told: Told<Moment>| Cell::Day(told.map(|moment| moment.day()), told.value.at() == At::EndOfDay);
        moment.map_or(Cell::Blank, cell)
    }

    pub(super) fn day(day: Option<Told<Day>>) -> Cell {
        day.map_or(Cell::Blank, |day| Cell::Day(day, false))
    }
}

/// How a date is written: `~` before, `*` behind it, where they are due.
pub(super) fn date_format(provisional: bool, end_of_day: bool) -> Format {
    let before = if provisional { "\"~\"" } else { "" };
    let behind = if end_of_day { "\"*\"" } else { "" };
    Format::new().set_num_format(format!("{before}yyyy-mm-dd{behind}")).set_align(FormatAlign::Left)
}

/// A day of the calendar, which begins long after that of spreadsheets.
pub(super) fn date(day: Day) -> Option<ExcelDateTime> {
    let text = day.to_string();
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u16>().ok());
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

/// The format of a heading of columns.
pub(super) fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00E8_ECF2))
        .set_border_bottom(FormatBorder::Thin)
}

/// The format of a heading over several tables.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(14)
}

/// Writes one cell; a bold row is that of a critical step.
pub(super) fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    bold: bool,
) -> Result<(), XlsxError> {
    let set = |format: Format| if bold { format.set_bold() } else { format };
    match cell {
        Cell::Blank => {}
        Cell::Text(words) => {
            let format = set(Format::new().set_text_wrap().set_align(FormatAlign::Top));
            sheet.write_string_with_format(row, column, words, &format)?;
        }
        Cell::Number(told) => {
            let pattern = if told.provisional { "\"~\"0;\"~-\"0" } else { "0" };
            let format = set(Format::new().set_num_format(pattern).set_align(FormatAlign::Top));
            sheet.write_number_with_format(row, column, told.value, &format)?;
        }
        Cell::Day(told, end_of_day) => {
            let format = set(date_format(told.provisional, *end_of_day).set_align(FormatAlign::Top));
            match date(told.value) {
                Some(date) => sheet.write_datetime_with_format(row, column, &date, &format)?,
                None => sheet.write_string_with_format(row, column, told.value.to_string(), &format)?,
            };
        }
    }
    Ok(())
}

/// Writes a heading of columns.
pub(super) fn heads<'a>(
    sheet: &mut Worksheet,
    row: u32,
    names: impl IntoIterator<Item = &'a str>,
) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(row, column, name, &head())?;
    }
    Ok(())
}

/// The format's numbers for sheets of paper.
pub(super) const A3: u8 = 8;
pub(super) const A4: u8 = 9;

/// Has the sheet printed across that paper, as many pages long as it takes.
pub(super) fn on_paper(sheet: &mut Worksheet, paper: u8) {
    sheet.set_landscape().set_paper_size(paper).set_print_fit_to_pages(1, 0);
}

/// Writes a heading of columns and the rows below it, from a row on; gives the row after the last.
pub(super) fn table(
    sheet: &mut Worksheet,
    first: u32,
    columns: &[&str],
    rows: &[Vec<Cell>],
) -> Result<u32, XlsxError> {
    heads(sheet, first, columns.iter().copied())?;
    let mut row = first;
    for cells in rows {
        row += 1;
        for (column, cell) in (0..).zip(cells) {
            put(sheet, (row, column), cell, false)?;
        }
    }
    Ok(row + 1)
}

/// How wide the columns are, in letters.
pub(super) fn widths(sheet: &mut Worksheet, widths: &[f64]) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}
