//! A page as headings, paragraphs, lists and tables, for a terminal of 80 columns or as Markdown.
//!
//! In: [`Block`]s in the order they are read, in one language. Out: text. In Markdown everything that a file says is
//! escaped. What stands on a page is decided elsewhere.

use super::grid::{Align, Column, grid};
use super::markdown::escaped;
use super::prose::clean;
use super::table::paragraph;

/// A piece of the page.
pub(super) enum Block {
    /// A heading of the second rank.
    Heading(String),
    /// A paragraph.
    Words(String),
    /// A table.
    Table(Table),
    /// A list, an item a paragraph.
    List(Vec<String>),
}

/// A table of texts.
pub(super) struct Table {
    /// Title, alignment and width of each column; no width: as wide as it needs.
    pub columns: Vec<(String, Align, Option<u16>)>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// The page in a terminal.
pub(super) fn terminal(blocks: Vec<Block>) -> String {
    let mut page = String::new();
    for block in blocks {
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

/// The page as Markdown, under a title.
pub(super) fn markdown(title: &str, blocks: Vec<Block>) -> String {
    let mut page = format!("# {}\n", escaped(title));
    for block in blocks {
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
