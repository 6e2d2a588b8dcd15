//! A comparison in a terminal of 80 columns, or as Markdown.
//!
//! In: a [`Compared`]. Out: text.

use crate::diagnostic::Lang;

use super::super::blocks;
use super::super::words::either;
use super::Compared;
use super::page;

/// The page in a terminal.
///
/// ```
/// use permits::report::{comparison, grid::WIDTH, prose::columns};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/compared.txt")]
/// let page = comparison::table(&view, Lang::Zh);
/// assert!(page.contains("2023-07-06"));
/// assert!(page.lines().all(|line| columns(line) <= usize::from(WIDTH)));
/// ```
pub fn table(view: &Compared<'_>, lang: Lang) -> String {
    blocks::terminal(page::blocks(view, lang))
}

/// The page as Markdown.
///
/// ```
/// use permits::report::comparison;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/compared.txt")]
/// let page = comparison::markdown(&view, Lang::En);
/// assert!(page.contains("2023-07-07") && page.contains("2023-07-06"));
/// ```
pub fn markdown(view: &Compared<'_>, lang: Lang) -> String {
    blocks::markdown(either(lang, "方案比较", "Scenarios compared"), page::blocks(view, lang))
}
