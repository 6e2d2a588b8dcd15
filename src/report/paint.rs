//! Colour in a terminal, or none.
//!
//! In: a piece of text and what it stands for. Out: the text, with ANSI codes around it when colour is wanted. A
//! page must read the same without colour, so colour only repeats what a mark or a word says. Whether the terminal
//! shows colour is not decided here. anstyle names the codes, and only here.
//!
//! ```
//! use permits::report::paint::{Paint, Role};
//! let (plain, ansi) = (Paint::Plain.put(Role::Off, "22*"), Paint::Ansi.put(Role::Off, "22*"));
//! // The mark says it; the colour only repeats it.
//! assert!(plain.contains('*') && ansi.contains(&plain));
//! ```

use anstyle::{AnsiColor, Style};

/// Whether a page is coloured.
///
/// ```
/// use permits::report::paint::Paint;
/// assert_eq!(Paint::default(), Paint::Plain);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paint {
    /// Text alone.
    #[default]
    Plain,
    /// With ANSI codes.
    Ansi,
}

/// What a piece of text stands for.
///
/// ```
/// use permits::report::paint::{Paint, Role};
/// // A working day on a weekend does not look like a day off.
/// assert_ne!(Paint::Ansi.put(Role::Work, "25"), Paint::Ansi.put(Role::Off, "25"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A heading.
    Title,
    /// A day off.
    Off,
    /// A working day on a weekend, or one that a file opens.
    Work,
    /// An ordinary weekend day, or anything that should step back.
    Faint,
    /// Something the reader must not overlook.
    Warning,
}

impl Paint {
    /// The text in the colour of its role; unchanged without colour.
    ///
    /// ```
    /// use permits::report::paint::{Paint, Role};
    /// assert_eq!(Paint::Plain.put(Role::Off, "22*"), "22*");
    /// assert_eq!(Paint::Ansi.put(Role::Off, "22*"), "\u{1b}[31m22*\u{1b}[0m");
    /// ```
    pub fn put(self, role: Role, text: &str) -> String {
        match self {
            Paint::Plain => text.to_string(),
            Paint::Ansi => {
                let style = style(role);
                format!("{style}{text}{style:#}")
            }
        }
    }
}

fn style(role: Role) -> Style {
    match role {
        Role::Title => Style::new().bold(),
        Role::Off => AnsiColor::Red.on_default(),
        Role::Work => AnsiColor::Green.on_default().bold(),
        Role::Faint => Style::new().dimmed(),
        Role::Warning => AnsiColor::Yellow.on_default(),
    }
}
