//! What of a file is shown under a diagnostic.
//!
//! In: the labels of a diagnostic and the files they point into. Out: excerpts: a few lines each, with the labels'
//! places in them and the place in the file. An excerpt is a few kilobytes at most, however long the file and its
//! lines are and however far apart the labels: what a diagnostic costs does not depend on the file it is about.
//!
//! A long line is cut on both sides of its labels, and `…` says so; a long label is marked at its beginning only.
//! Nothing is drawn here.

use std::ops::Range;

use permits::diagnostic::{FileId, Label, SourceFile, Sources, steers};

/// So many bytes from the first label to the end of the last are shown together; labels further apart have excerpts of
/// their own.
const TOGETHER: usize = 4096;
/// The same for labels on one line.
const TOGETHER_IN_LINE: usize = 200;
/// So many bytes of a label are marked.
const MARKED: usize = 120;
/// So many bytes are shown on each side of the labels in a line that is cut.
const AROUND: usize = 120;

/// Lines of a file with labels on them.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The file.
    pub file: FileId,
    /// Line and column in the file of the diagnostic's first label in this excerpt.
    pub place: (usize, usize),
    /// The number of the first line.
    pub first_line: usize,
    /// The lines, without characters that steer a terminal.
    pub text: String,
    /// Which label of the diagnostic is where in the text, in the diagnostic's order.
    pub marks: Vec<(usize, Range<usize>)>,
}

/// The excerpts that show all labels, the one with the diagnostic's first label first.
pub fn excerpts(labels: &[Label], sources: &Sources) -> Vec<Excerpt> {
    let mut groups: Vec<Group> = Vec::new();
    for (position, label) in labels.iter().enumerate() {
        let file = sources.file(label.span.file);
        let mark = Mark::of(position, label, file);
        match groups.iter_mut().find(|group| group.file == label.span.file && group.takes(&mark)) {
            Some(group) => group.marks.push(mark),
            None => groups.push(Group { file: label.span.file, marks: vec![mark] }),
        }
    }
    groups.iter().map(|group| group.excerpt(sources.file(group.file))).collect()
}

/// A label's place, cut to what is marked of it.
struct Mark {
    label: usize,
    bytes: Range<usize>,
    line: usize,
}

impl Mark {
    fn of(position: usize, label: &Label, file: &SourceFile) -> Mark {
        let start = label.span.range.start.min(file.text.len());
        let mut end = label.span.range.end.clamp(start, file.text.len());
        let (line, whole) = file.line_at(start);
        if end - start > TOGETHER {
            end = end.min(whole.end.max(start));
        }
        if end <= whole.end && end - start > MARKED {
            end = whole_character(&file.text, start + MARKED);
        }
        Mark { label: position, bytes: start..end, line }
    }
}

/// Labels that are shown together.
struct Group {
    file: FileId,
    marks: Vec<Mark>,
}

impl Group {
    fn takes(&self, mark: &Mark) -> bool {
        let within = |other: &Mark, most: usize| {
            other.bytes.end.max(mark.bytes.end) - other.bytes.start.min(mark.bytes.start) <= most
        };
        self.marks.iter().all(|other| {
            within(other, TOGETHER) && (other.line != mark.line || within(other, TOGETHER_IN_LINE))
        })
    }

    fn excerpt(&self, file: &SourceFile) -> Excerpt {
        let text: &str = &file.text;
        let first = self.marks.iter().map(|mark| mark.bytes.start).min().unwrap_or(0);
        let last = self.marks.iter().map(|mark| mark.bytes.end).max().unwrap_or(0);
        let (first_line, line) = file.line_at(first);
        let start = match first - line.start > 2 * AROUND {
            true => whole_character(text, first - AROUND),
            false => line.start,
        };
        let (_, line_of_last) = file.line_at(last);
        let line_end = line_of_last.end.max(last);
        let end = match line_end - last > 2 * AROUND {
            true => whole_character(text, last + AROUND),
            false => line_end,
        };
        let mut shown = Shown::new(start, self.marks.iter().map(|mark| mark.bytes.clone()).collect());
        if start > line.start {
            shown.text.push('…');
        }
        shown.take(&text[start..end]);
        if end < line_end {
            shown.text.push('…');
        }
        let labels = self.marks.iter().map(|mark| mark.label);
        Excerpt {
            file: self.file,
            place: self.marks.first().map_or((1, 1), |mark| file.line_column(mark.bytes.start)),
            first_line,
            text: shown.text,
            marks: labels.zip(shown.found).collect(),
        }
    }
}

/// The text of an excerpt as it grows, and where the marks come to lie in it.
struct Shown {
    text: String,
    /// Where in the file the text begins.
    from: usize,
    wanted: Vec<Range<usize>>,
    found: Vec<Range<usize>>,
}

impl Shown {
    fn new(from: usize, wanted: Vec<Range<usize>>) -> Shown {
        let found = vec![0..0; wanted.len()];
        Shown { text: String::new(), from, wanted, found }
    }

    /// Takes bytes of the file over. A character that would steer the terminal gives its place to one that does not;
    /// the return before a line end is left out.
    fn take(&mut self, text: &str) {
        for (at, letter) in text.char_indices() {
            self.reach(self.from + at);
            match letter {
                '\n' | '\t' => self.text.push(letter),
                '\r' if text[at + 1..].starts_with('\n') => {}
                letter if steers(letter) => self.text.push(char::REPLACEMENT_CHARACTER),
                letter => self.text.push(letter),
            }
        }
        self.reach(self.from + text.len());
    }

    /// The end of the text now stands for this offset in the file.
    fn reach(&mut self, offset: usize) {
        for (wanted, found) in self.wanted.iter().zip(&mut self.found) {
            if wanted.start == offset {
                *found = self.text.len()..self.text.len();
            }
            if wanted.end == offset {
                found.end = self.text.len();
            }
        }
    }
}

/// The offset, or the beginning of the character it is inside of.
fn whole_character(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use permits::diagnostic::{Span, Text};

    fn shown(text: &str, places: &[(usize, usize)]) -> Vec<Excerpt> {
        let mut sources = Sources::default();
        let file = sources.add("file.toml", text);
        let label = |&(start, end): &(usize, usize)| Label {
            span: Span::new(file, start..end),
            text: Text::same(""),
        };
        excerpts(&places.iter().map(label).collect::<Vec<_>>(), &sources)
    }

    /// What each mark of an excerpt covers.
    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.marks.iter().map(|(_, range)| &excerpt.text[range.clone()]).collect()
    }

    #[test]
    fn a_label_is_shown_with_its_whole_line() {
        let text = "one\r\nzwei 二 deux\r\nthree\r\n";
        let at = text.find('二').unwrap();
        let excerpts = shown(text, &[(at, at + 3)]);
        assert_eq!(excerpts.len(), 1);
        assert_eq!((excerpts[0].text.as_str(), marked(&excerpts[0])), ("zwei 二 deux", vec!["二"]));
        assert_eq!((excerpts[0].place, excerpts[0].first_line), ((2, 6), 2));
    }

    #[test]
    fn labels_near_each_other_are_shown_together_and_those_far_apart_are_not() {
        let gap = |lines: usize| format!("first\n{}second\n", "between\n".repeat(lines));
        for (lines, excerpts) in [(10, 1), (TOGETHER / 8 + 1, 2)] {
            let text = gap(lines);
            let second = text.find("second").unwrap();
            let found = shown(&text, &[(second, second + 6), (0, 5)]);
            assert_eq!(found.len(), excerpts);
            assert_eq!(marked(&found[0])[0], "second");
            assert_eq!(found[0].place, (lines + 2, 1));
            assert_eq!(found.iter().map(|excerpt| excerpt.marks.len()).sum::<usize>(), 2);
        }
    }

    #[test]
    fn a_long_line_is_cut_around_its_label_and_the_place_is_that_in_the_file() {
        let text = format!("a\n{}here{}\nb\n", "中".repeat(5000), "文".repeat(5000));
        let at = text.find("here").unwrap();
        let excerpts = shown(&text, &[(at, at + 4)]);
        assert_eq!(marked(&excerpts[0]), ["here"]);
        assert_eq!((excerpts[0].place, excerpts[0].first_line), ((2, 5001), 2));
        let shown = &excerpts[0].text;
        assert!(shown.starts_with("…中中") && shown.ends_with("文文…"), "{shown}");
        assert!(shown.len() < 400 && !shown.contains('\n'), "{shown}");
    }

    #[test]
    fn a_long_label_is_marked_at_its_beginning() {
        let text = format!("[{}]\nb\n", "x,".repeat(9000));
        let excerpts = shown(&text, &[(0, 18_002)]);
        assert_eq!(marked(&excerpts[0])[0], &text[..MARKED]);
        let lines = format!("[\n{}]\nb\n", "x,\n".repeat(9000));
        assert_eq!(marked(&shown(&lines, &[(0, 27_003)])[0]), ["["]);
        assert_eq!(shown(&lines, &[(0, 27_003)])[0].text, "[");
    }

    #[test]
    fn what_steers_a_terminal_is_shown_as_something_else_and_moves_no_label() {
        let text = "\u{1b}[31m \u{9b}x \u{202e}wrok\u{2028}";
        let at = text.find("wrok").unwrap();
        let excerpts = shown(text, &[(at, at + 4)]);
        assert_eq!(marked(&excerpts[0]), ["wrok"]);
        assert_eq!(excerpts[0].text, "\u{fffd}[31m \u{fffd}x \u{fffd}wrok\u{fffd}");
    }

    #[test]
    fn places_at_the_ends_of_lines_and_files_are_inside_the_text() {
        let text = "a\r\n\r\nb";
        for start in 0..=text.len() + 2 {
            for end in start..=text.len() + 2 {
                let excerpts = shown(text, &[(start, end)]);
                let (_, range) = &excerpts[0].marks[0];
                assert!(excerpts[0].text.get(range.clone()).is_some(), "{start}..{end}: {excerpts:?}");
            }
        }
        assert_eq!(shown("", &[(0, 0)])[0].place, (1, 1));
    }
}
