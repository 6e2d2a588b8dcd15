//! Tables in a terminal.
//!
//! In: column titles with their alignment and width, rows of text. Out: lines that never pass the width asked for,
//! columns aligned under Chinese as under English (a Chinese character is two columns wide), long cells wrapped.
//! comfy-table lays the cells out and is named only here.
//!
//! ```
//! use permits::report::grid::{Column, WIDTH, grid};
//! let table = grid(&[Column::left("步骤")], [vec!["规划".repeat(50)]]);
//! // A hundred characters, two columns each, go on three lines under the title and its rule.
//! assert_eq!(table.lines().count(), 5);
//! assert!(table.lines().all(|line| line.chars().count() <= usize::from(WIDTH)));
//! ```

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle,
    Width,
};

/// The width every table keeps to, in terminal columns.
pub const WIDTH: u16 = 80;

/// One column.
///
/// ```
/// use permits::report::grid::{Align, Column};
/// let days = Column { title: "天数".into(), align: Align::Right, width: Some(4) };
/// assert_eq!(format!("{days:?}"), format!("{:?}", Column::right("天数").wide(4)));
/// ```
#[derive(Debug, Clone)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Where its cells stand.
    pub align: Align,
    /// Its width in terminal columns without the gap that follows; cells are wrapped to it. `None`: as wide as its
    /// cells need, within what is left.
    pub width: Option<u16>,
}

/// Where a cell stands in its column.
///
/// ```
/// use permits::report::grid::{Align, Column};
/// assert_eq!((Column::left("step").align, Column::right("days").align), (Align::Left, Align::Right));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left, for words.
    Left,
    /// At the right, for numbers.
    Right,
}

impl Column {
    /// A column for words, as wide as it needs.
    ///
    /// ```
    /// use permits::report::grid::{Column, grid};
    /// assert_eq!(grid(&[Column::left("step")], [vec!["act".into()]]), "step\n────\nact\n");
    /// ```
    pub fn left(title: impl Into<String>) -> Self {
        Column { title: title.into(), align: Align::Left, width: None }
    }

    /// A column for numbers, as wide as it needs.
    ///
    /// ```
    /// use permits::report::grid::{Column, grid};
    /// assert_eq!(grid(&[Column::right("days")], [vec!["21".into()]]), "days\n────\n  21\n");
    /// ```
    pub fn right(title: impl Into<String>) -> Self {
        Column { title: title.into(), align: Align::Right, width: None }
    }

    /// The same, so many terminal columns wide.
    ///
    /// ```
    /// use permits::report::grid::{Column, grid};
    /// let table = grid(&[Column::left("step").wide(6)], [vec!["land contract".into()]]);
    /// assert_eq!(table, "step\n──────\nland\ncontra\nct\n");
    /// ```
    pub fn wide(self, width: u16) -> Self {
        Column { width: Some(width), ..self }
    }
}

/// The lines of a table, each ended by a newline, without trailing blanks.
///
/// ```
/// use permits::report::grid::{Column, grid};
/// let columns = [Column::left("事项"), Column::right("天数")];
/// let table = grid(&columns, [vec!["公示".into(), "30".into()], vec!["plan".into(), "7".into()]]);
/// assert_eq!(table, "事项  天数\n──────────\n公示    30\nplan     7\n");
/// ```
pub fn grid(columns: &[Column], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    // No borders, a rule under the titles; the gap between columns is padding.
    let style = TableStyle::new()
        .header_lines(ContentLineStyle::none())
        .header_separator(LineStyle::none().fill('─').junction('─'))
        .content_lines(ContentLineStyle::none());
    table.load_style(style).set_width(WIDTH).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(columns.iter().map(|column| column.title.as_str()));
    table.add_rows(rows);
    let last = columns.len().saturating_sub(1);
    for (index, column) in columns.iter().enumerate() {
        let gap = if index == last { 0 } else { GAP };
        let Some(laid_out) = table.column_mut(index) else { continue };
        laid_out.set_padding((0, gap));
        laid_out.set_cell_alignment(match column.align {
            Align::Left => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
        });
        if let Some(width) = column.width {
            laid_out.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + gap)));
        }
    }
    let mut lines: String = table.lines().map(|line| line.trim_end().to_string() + "\n").collect();
    lines.shrink_to_fit();
    lines
}

/// Padding at the right of a column; the blank junction between two columns is the second blank of the gap.
const GAP: u16 = 1;
