//! Running text in a terminal.
//!
//! In: words in Chinese or English. Out: lines that never pass the width asked for. A line ends at a blank or beside
//! a Chinese character; punctuation that closes never begins a line, punctuation that opens never ends one, a number
//! stays with the word that counts, and an id stays whole, so that it can be copied. A no-break space ([`GLUE`])
//! holds two words together and is printed as a blank. Control characters, which a user's file may hold, are left
//! out. Tables are not here.
//!
//! ```
//! use permits::report::prose::{GLUE, columns, wrap};
//! let sentence = format!("自2023-06-01起,共21个自然日(a{GLUE}五)。");
//! // No line is wider than asked, none begins with what closes, and the citation stays whole.
//! let lines = wrap(&sentence, 16);
//! assert!(lines.iter().all(|line| columns(line) <= 16 && !line.starts_with(['。', ','])));
//! assert!(lines.iter().any(|line| line.contains("a 五")));
//! ```

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::plain;

/// A blank at which no line ends.
pub const GLUE: char = '\u{a0}';

/// Characters that never begin a line: ASCII, full-width forms, Chinese.
const CLOSING: &str = ",.;:!?)]}%°\u{ff0c}\u{ff1b}\u{ff1a}\u{ff01}\u{ff1f}\u{ff09}。、〕】》」』”’…—";
/// Characters that never end a line: ASCII, full-width forms, Chinese.
const OPENING: &str = "([{\u{ff08}〔【《「『“‘";

/// How many terminal columns the text takes; a Chinese character takes two.
///
/// ```
/// use permits::report::prose::columns;
/// assert_eq!((columns("land"), columns("土地")), (4, 4));
/// ```
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text with blanks after it, `width` columns in all.
pub(super) fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The text with blanks before it, `width` columns in all.
pub(super) fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The lines of the text, none wider than `width` columns. Blanks and line ends in the text are blanks alike.
///
/// ```
/// use permits::report::prose::wrap;
/// assert_eq!(wrap("first day excluded", 12), ["first day", "excluded"]);
/// assert_eq!(wrap("当日不计,次日起算。", 8), ["当日不", "计,次日", "起算。"]);
/// ```
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for atom in atoms(text) {
        let gap = if atom.spaced && !line.is_empty() { " " } else { "" };
        let longer = format!("{line}{gap}{}", atom.text);
        if columns(&longer) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = atom.text;
        while columns(&line) > width {
            let cut = fitting(&line, width);
            let rest = line.split_off(cut);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        *line = line.replace(GLUE, " ");
    }
    lines
}

/// The text on one line, without characters that steer a terminal. What a file says is so already; a value that a
/// program makes need not be.
pub(super) fn clean(text: &str) -> String {
    plain(text).into_owned()
}

/// How many bytes of an unbreakable text fit, at least one character.
fn fitting(text: &str, width: usize) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let first = text.chars().next().map_or(0, char::len_utf8);
    ends.take_while(|&end| columns(&text[..end]) <= width).last().unwrap_or(first)
}

/// A piece of text that is kept on one line when it fits on one.
pub(super) struct Atom {
    /// The words.
    pub(super) text: String,
    /// Whether a blank came before it.
    pub(super) spaced: bool,
}

pub(super) fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut before: Option<char> = None;
    for c in clean(text).chars() {
        if c == ' ' {
            before = None;
        } else if let Some((before, atom)) =
            before.filter(|&before| !may_break(before, c)).zip(atoms.last_mut())
        {
            debug_assert!(!atom.text.ends_with(' '), "{before}");
            atom.text.push(c);
        } else {
            atoms.push(Atom { text: c.into(), spaced: before.is_none() });
        }
        if c != ' ' {
            before = Some(c);
        }
    }
    atoms
}

fn may_break(before: char, after: char) -> bool {
    let wide = |c: char| c.width() == Some(2);
    (wide(before) || wide(after))
        && !CLOSING.contains(after)
        // `五(二)` is one citation.
        && after != '('
        && !OPENING.contains(before)
        && !before.is_ascii_digit()
        && before != GLUE
        && after != GLUE
}

/// A page of headings, paragraphs and labelled fields, 80 columns wide.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    /// The columns that labels take, the blank after them included.
    labels: usize,
}

impl Page {
    /// The width of a page in terminal columns.
    pub const WIDTH: usize = super::grid::WIDTH as usize;

    /// An empty page whose labels take so many columns.
    pub fn new(labels: usize) -> Page {
        Page { text: String::new(), labels }
    }

    /// The page so far.
    pub fn into_text(self) -> String {
        self.text
    }

    /// A heading with a blank line before and a rule below.
    pub fn heading(&mut self, words: &str) {
        self.gap();
        for line in wrap(words, Page::WIDTH) {
            self.line(&line);
        }
        self.line(&"─".repeat(Page::WIDTH));
    }

    /// A blank line, unless the page is empty.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Ready-made lines, taken as they are.
    pub fn raw(&mut self, lines: &str) {
        self.text.push_str(lines);
    }

    /// Words, wrapped and moved in by `indent` columns.
    pub fn paragraph(&mut self, indent: usize, words: &str) {
        for line in wrap(words, Page::WIDTH - indent) {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    /// A name and what it is called, the second wrapped under itself.
    pub fn entry(&mut self, indent: usize, name: &str, words: &str) {
        self.hanging(indent, &clean(name), columns(&clean(name)) + 2, 0, words);
    }

    /// A label and its words, wrapped beside it.
    pub fn field(&mut self, indent: usize, label: &str, words: &str) {
        self.hanging(indent, label, self.labels, 0, words);
    }

    /// A label and several texts beside it, each beginning a line; what is wrapped stands further in.
    pub fn fields(&mut self, indent: usize, label: &str, texts: &[String]) {
        for (at, words) in texts.iter().enumerate() {
            self.hanging(indent, if at == 0 { label } else { "" }, self.labels, 2, words);
        }
    }

    /// A label `width` columns wide with the blanks after it, the words beside it, wrapped lines `further` in.
    fn hanging(&mut self, indent: usize, label: &str, width: usize, further: usize, words: &str) {
        let left = Page::WIDTH.saturating_sub(indent + width + further);
        // A name that leaves no room has a line of its own.
        if left < Page::WIDTH / 4 {
            self.paragraph(indent, label);
            return self.paragraph(indent + 4, words);
        }
        for (at, line) in wrap(words, left).iter().enumerate() {
            let (label, in_by) = if at == 0 { (label, 0) } else { ("", further) };
            self.line(&format!("{}{}{line}", " ".repeat(indent), pad_right(label, width + in_by)));
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_punctuation_never_begins_a_line_and_opening_never_ends_one() {
        let text = "依据《城乡规划条例》(第38条)、“多规合一”意见;自2023-05-19起施行,共30个自然日。";
        for width in 12..60 {
            for line in wrap(text, width) {
                assert!(columns(&line) <= width, "{line}");
                assert!(!line.starts_with(|c| CLOSING.contains(c)), "{width}: {line}");
                assert!(!line.ends_with(|c| OPENING.contains(c)), "{width}: {line}");
            }
            assert_eq!(wrap(text, width).concat(), text);
        }
    }

    #[test]
    fn what_is_glued_stays_together() {
        assert_eq!(wrap("see b\u{a0}5 here", 6), ["see", "b 5", "here"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        assert_eq!(wrap("a-very-long-id", 6), ["a-very", "-long-", "id"]);
        assert_eq!(wrap("中文", 1), ["中", "文"]);
    }

    #[test]
    fn control_characters_are_left_out() {
        assert_eq!(wrap("a\u{1b}[31mb\nc", 20), ["a [31mb c"]);
        assert_eq!(wrap("", 20), [""]);
    }
}
