//! Words in a picture: how wide they are, and how they are made to fit.
//!
//! In: words of any origin, a box, a size. Out: a [`Label`] that stays inside its box: what could act or lay itself out
//! on its own is taken out, what is too long is cut with an ellipsis, or wrapped. No reader's font is known here, so a
//! width is an upper bound for common ones: an em for what Chinese fonts draw wide, by `unicode-width`, less for the
//! rest.

use plotters::element::Text;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, TextStyle};
use unicode_width::UnicodeWidthChar;

use super::super::prose::atoms;
use super::{Frame, Point, Role};

/// Which side of its place a label lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// It begins there.
    Left,
    /// Its middle is there.
    Center,
    /// It ends there.
    Right,
}

/// A line of words with its place and the box it must not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The words.
    pub text: String,
    /// Where they begin, have their middle, or end.
    pub x: i32,
    /// The height of their middle.
    pub middle: i32,
    /// Their size, in tenths of a pixel.
    pub size: i32,
    /// Which of the three `x` is.
    pub align: Align,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub role: Role,
    /// The box.
    pub frame: Frame,
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub(in crate::report) struct Type {
    pub size: i32,
    pub align: Align,
    pub bold: bool,
    pub role: Role,
}

impl Type {
    /// Words in ink, from the left.
    pub fn plain(size: i32) -> Type {
        Type { size, align: Align::Left, bold: false, role: Role::Ink }
    }

    /// The same in another colour.
    pub fn role(self, role: Role) -> Type {
        Type { role, ..self }
    }

    /// The same, bold or not.
    pub fn bold(self, bold: bool) -> Type {
        Type { bold, ..self }
    }

    /// The same, at another side.
    pub fn align(self, align: Align) -> Type {
        Type { align, ..self }
    }
}

impl Label {
    /// The words on one line in the box, half way down, cut where they do not fit.
    pub(in crate::report) fn fit(words: &str, frame: Frame, set: Type) -> Label {
        let text = cut(&tamed(words), frame.width(), set.size, set.bold);
        Label::line(text, frame, frame.middle(), set)
    }

    /// The words on at most `most` lines, one above the other around the middle of the box; the last one is cut where
    /// they do not fit.
    pub(in crate::report) fn wrapped(words: &str, frame: Frame, set: Type, most: usize) -> Vec<Label> {
        let lines = wrapped(words, frame.width(), set.size, set.bold, most);
        let step = line_height(set.size);
        let first = frame.middle() - step * (lines.len() as i32 - 1) / 2;
        let heights = (0..).map(|line| first + step * line);
        lines.into_iter().zip(heights).map(|(text, middle)| Label::line(text, frame, middle, set)).collect()
    }

    fn line(text: String, frame: Frame, middle: i32, set: Type) -> Label {
        let x = match set.align {
            Align::Left => frame.left,
            Align::Center => (frame.left + frame.right) / 2,
            Align::Right => frame.right,
        };
        let Type { size, align, bold, role } = set;
        Label { text, x, middle, size, align, bold, role, frame }
    }

    /// The box the words take.
    pub fn extent(&self) -> Frame {
        let width = width(&self.text, self.size, self.bold);
        let left = match self.align {
            Align::Left => self.x,
            Align::Center => self.x - width / 2,
            Align::Right => self.x - width,
        };
        let half = (ascent(self.size) + descent(self.size)) / 2;
        Frame::new(left, self.middle - half, left + width, self.middle + half)
    }

    /// The label as an element of plotters.
    pub(super) fn element(&self) -> Text<'_, Point, &str> {
        let style = if self.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::SansSerif, f64::from(self.size), style);
        let h_pos = match self.align {
            Align::Left => HPos::Left,
            Align::Center => HPos::Center,
            Align::Right => HPos::Right,
        };
        let mut style = TextStyle::from(font).pos(Pos::new(h_pos, VPos::Center));
        style.color = self.role.color().to_backend_color();
        Text::new(&self.text, (self.x, self.middle), style)
    }
}

/// How far letters rise above the line they stand on.
pub(in crate::report) fn ascent(size: i32) -> i32 {
    size * 88 / 100
}

/// How far letters reach below the line they stand on.
pub(in crate::report) fn descent(size: i32) -> i32 {
    size * 20 / 100
}

/// From one line to the next.
pub(in crate::report) fn line_height(size: i32) -> i32 {
    size * 118 / 100
}

/// How wide the words are at most, in tenths of a pixel.
pub(in crate::report) fn width(words: &str, size: i32, bold: bool) -> i32 {
    let thousandths: i64 = words.chars().map(|letter| i64::from(em(letter))).sum();
    let thousandths = if bold { thousandths * 106 / 100 } else { thousandths };
    i32::try_from((thousandths * i64::from(size) + 999) / 1_000).unwrap_or(i32::MAX)
}

/// How wide a letter is at most, in thousandths of an em.
fn em(letter: char) -> u16 {
    match letter {
        // Ligatures of whole phrases.
        '\u{fdf0}'..='\u{fdff}' | '\u{12000}'..='\u{123ff}' => 12_000,
        // Pictures are drawn larger than letters.
        '\u{1f000}'..='\u{1ffff}' => 1_350,
        'M' | 'W' | 'm' | 'w' | '@' | '%' => 920,
        'A'..='H' | 'J'..='Z' | '&' | '+' | '=' | '~' | '<' | '>' => 720,
        ' ' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ',' | '.' | ';' | ':' | '\'' | '|' | '!' | '('
        | ')' | '[' | ']' => 400,
        ' '..='~' => 580,
        // What is narrow in some fonts and wide in Chinese ones counts as wide.
        '\u{4e00}'..='\u{9fff}' => 1_000,
        _ => match letter.width_cjk() {
            None | Some(0) => 0,
            Some(1) if letter < '\u{600}' => 620,
            Some(_) => 1_000,
        },
    }
}

/// Whether a letter is only itself: no control, nothing that turns the direction of writing or that is not there to
/// be seen, nothing XML cannot hold.
pub(in crate::report) fn is_inert(letter: char) -> bool {
    !(letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}'
            | '\u{e0000}'..='\u{e0fff}')
        || u32::from(letter) & 0xfffe == 0xfffe)
}

/// How many marks may stand on one letter.
const MARKS: usize = 2;

/// The words on one line, without what could act; of marks piled on a letter only the first.
pub(in crate::report) fn tamed(words: &str) -> String {
    let mut tamed = String::with_capacity(words.len());
    let mut piled = 0;
    for letter in words.chars() {
        if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') {
            tamed.push(' ');
            piled = 0;
        } else if is_inert(letter) {
            piled = if letter.width() == Some(0) { piled + 1 } else { 0 };
            if piled <= MARKS {
                tamed.push(letter);
            }
        }
    }
    tamed
}

/// As many of the letters as fit, with an ellipsis where some are left out; nothing when not even that fits.
pub(in crate::report) fn cut(words: &str, room: i32, size: i32, bold: bool) -> String {
    if width(words, size, bold) <= room {
        return words.to_string();
    }
    let left = room - width("…", size, bold);
    if left < 0 {
        return String::new();
    }
    let mut kept = String::new();
    let mut taken = 0i64;
    for letter in words.chars() {
        taken += i64::from(em(letter));
        let thousandths = if bold { taken * 106 / 100 } else { taken };
        if thousandths * i64::from(size) > i64::from(left) * 1_000 {
            break;
        }
        kept.push(letter);
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

/// The words on at most `most` lines that fit the room, broken where prose breaks; the last one cut.
pub(in crate::report) fn wrapped(words: &str, room: i32, size: i32, bold: bool, most: usize) -> Vec<String> {
    let tamed = tamed(words);
    if most <= 1 || width(&tamed, size, bold) <= room {
        return vec![cut(&tamed, room, size, bold)];
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for atom in atoms(&tamed) {
        let gap = if atom.spaced && !line.is_empty() { " " } else { "" };
        let longer = format!("{line}{gap}{}", atom.text);
        // What is left after the last line stays on it, to be cut.
        if lines.len() + 1 == most || width(&longer, size, bold) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = atom.text;
        // A word longer than the line is broken where the line ends.
        while lines.len() + 1 < most && width(&line, size, bold) > room {
            let fits = fitting(&line, room, size, bold);
            let rest = line.split_off(fits);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    lines.push(line);
    // Also a single letter can be wider than the room.
    lines.iter().map(|line| cut(line, room, size, bold)).collect()
}

/// How many bytes of an unbreakable text fit, at least one letter.
fn fitting(words: &str, room: i32, size: i32, bold: bool) -> usize {
    let first = words.chars().next().map_or(0, char::len_utf8);
    let ends = words.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.take_while(|&end| width(&words[..end], size, bold) <= room).last().unwrap_or(first).max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_measured_by_letters_not_by_bytes() {
        assert_eq!(width("公示公告", 100, false), 400);
        assert_eq!(width("“公示”", 100, false), 400, "quotes are wide in Chinese fonts");
        assert!(width("publicity", 100, false) < 600);
    }

    #[test]
    fn what_does_not_fit_is_cut_to_the_room() {
        for room in 0..600 {
            let cut = cut("规划综合实施方案公示 publicity", room, 110, true);
            assert!(width(&cut, 110, true) <= room, "{room}: {cut}");
        }
        assert_eq!(cut("公示公告", 400, 100, false), "公示公告");
        assert_eq!(cut("公示公告", 399, 100, false), "公示…");
    }

    #[test]
    fn wrapped_lines_fit_and_lose_nothing_before_the_last() {
        let words = "发布土地出让公告(连同入市设计方案、告知书、承诺书)";
        for room in 200..3_000 {
            let lines = wrapped(words, room, 120, false, 3);
            assert!(lines.len() <= 3);
            for line in &lines {
                assert!(width(line, 120, false) <= room, "{room}: {line}");
            }
            assert!(words.starts_with(lines.concat().trim_end_matches('…')), "{lines:?}");
        }
    }

    #[test]
    fn words_that_would_act_are_tamed() {
        assert_eq!(tamed("a\u{202e}b\nc\u{0}d\u{200b}"), "ab c d");
        assert_eq!(tamed("e\u{301}\u{301}\u{301}\u{301}"), "e\u{301}\u{301}");
        assert_eq!(tamed("\u{1f469}\u{200d}\u{1f680}").chars().count(), 2);
    }
}
