//! A comparison in a terminal of 80 columns, or as Markdown.
//!
//! In: a [`Compared`]. Out: text.

use crate::diagnostic::Lang;

use super::super::blocks;
use super::super::words::either;
use super::Compared;
use super::page;

/// The page in a terminal.
pub fn table(view: &Compared<'_>, lang: Lang) -> String {
    blocks::terminal(page::blocks(view, lang))
}

/// The page as Markdown.
pub fn markdown(view: &Compared<'_>, lang: Lang) -> String {
    blocks::markdown(either(lang, "方案比较", "Scenarios compared"), page::blocks(view, lang))
}
