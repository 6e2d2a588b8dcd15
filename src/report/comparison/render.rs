//! A comparison in a terminal of 80 columns, or as Markdown.
//!
//! In: the blocks of the page. Out: text. In Markdown everything that a file says is escaped.

use crate::diagnostic::Lang;

use super::super::grid::{Align, Column, grid};
use super::super::markdown::escaped;
use super::super::prose::clean;
use super::super::table::paragraph;
use super::super::words::either;
use super::Compared;
use super::page::{Block, Table, blocks};

/// The page in a terminal.
pub fn table(view: &Compared<'_>, lang: Lang) -> String {
    let mut page = String::new();
    for block in blocks(view, lang) {
        if !page.is_empty() && matches!(block, Block::Heading(_)) {
            page.push('\n');
        }
        match block {
            Block::Heading(words) => {
                paragraph(&mut page, &words, "");
                page.push('\n');
            }
            Block::Words(words) => paragraph(&mut page, &words, ""),
            Block::List(items) => items.iter().for_each(|item| paragraph(&mut page, item, "  ")),
            Block::Table(table) => {
                let columns: Vec<Column> = table
                    .columns
                    .iter()
                    .map(|(title, align, width)| Column {
                        title: title.clone(),
                        align: *align,
                        width: *width,
                    })
                    .collect();
                let rows = table.rows.into_iter();
                page += &grid(&columns, rows.map(|row| row.iter().map(|cell| clean(cell)).collect()));
            }
        }
    }
    page.replace('\u{a0}', " ")
}

/// The page as Markdown.
pub fn markdown(view: &Compared<'_>, lang: Lang) -> String {
    let mut page = format!("# {}\n", either(lang, "方案比较", "Scenarios compared"));
    for block in blocks(view, lang) {
        page.push('\n');
        match block {
            Block::Heading(words) => page += &format!("## {}\n", escaped(&words)),
            Block::Words(words) => page += &format!("{}\n", escaped(&words)),
            Block::List(items) => {
                items.iter().for_each(|item| page += &format!("- {}\n", escaped(item)));
            }
            Block::Table(table) => page += &piped(&table),
        }
    }
    page.replace('\u{a0}', " ")
}

fn piped(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(table.columns.iter().map(|(title, ..)| escaped(title)).collect());
    let rule = table.columns.iter().map(|(_, align, _)| if *align == Align::Right { "--:" } else { "---" });
    text += &format!("|{}|\n", rule.collect::<Vec<_>>().join("|"));
    for row in &table.rows {
        text += &line(row.iter().map(|cell| escaped(cell)).collect());
    }
    text
}
