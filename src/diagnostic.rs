//! What the program has to say about a mistake: data with a place and a next step.
//!
//! In: a code, a bilingual message, the bytes of a file it is about. Out: plain values that the command line
//! prints under the offending text. Nothing here prints, reads a file, or decides an exit code.
//!
//! The house style of a message: lower-case fragment, names in backticks, no full stop; the label states the
//! local fact; the help names one thing to do.
//!
//! One file: the vocabulary of mistakes; its examples make a third of it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The two languages every word of the program exists in.
///
/// ```
/// use permits::diagnostic::{Lang, Text};
/// let review = Text::new("审查", "review");
/// assert_eq!([Lang::Zh, Lang::En].map(|lang| review.get(lang)), ["审查", "review"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

/// The same words in Chinese and English.
///
/// ```
/// use permits::diagnostic::{Lang, Text};
/// let text = Text::new("公示", "publicity");
/// assert_eq!(text.get(Lang::Zh), "公示");
/// assert_eq!(text.get(Lang::En), "publicity");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text {
    /// The Chinese wording.
    pub zh: String,
    /// The English wording.
    pub en: String,
}

impl Text {
    /// Pairs a Chinese wording with its English one.
    ///
    /// ```
    /// use permits::diagnostic::Text;
    /// let text = Text::new("公示", "publicity");
    /// assert_eq!((text.zh.as_str(), text.en.as_str()), ("公示", "publicity"));
    /// ```
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Text { zh: zh.into(), en: en.into() }
    }

    /// The same wording in both languages, as for an id or a quoted name.
    ///
    /// ```
    /// use permits::diagnostic::Text;
    /// assert_eq!(Text::same("plan-publicity"), Text::new("plan-publicity", "plan-publicity"));
    /// ```
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Text { zh: words.clone(), en: words }
    }

    /// The wording in one language.
    ///
    /// ```
    /// use permits::diagnostic::{Lang, Text};
    /// let name = Text::new("公告期", "announcement period");
    /// assert_eq!(name.get(Lang::Zh), "公告期");
    /// assert_eq!(Text::same("wd").get(Lang::En), "wd");
    /// ```
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// How bad it is.
///
/// ```
/// use permits::diagnostic::{Diagnostic, Severity, Text};
/// let warning = Diagnostic::warning("loses-last-link", Text::same("…"));
/// assert_eq!(warning.severity, Severity::Warning);
/// assert!(Severity::Error < Severity::Warning, "the worst sorts first");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but probably does not mean what its author meant.
    Warning,
}

/// Which file of a [`Sources`] a place is in.
///
/// ```
/// use permits::diagnostic::Sources;
/// let mut sources = Sources::default();
/// let (a, b) = (sources.add("a.toml", ""), sources.add("b.toml", ""));
/// assert_eq!((sources.file(a).name.as_str(), sources.file(b).name.as_str()), ("a.toml", "b.toml"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A place in a file: byte offsets, start included, end excluded.
///
/// ```
/// use permits::diagnostic::{Sources, Span};
/// let mut sources = Sources::default();
/// let file = sources.add("demo.toml", "limit = \"21d\"\n");
/// let place = Span::new(file, 8..13);
/// assert_eq!(&sources.file(place.file).text[place.range.clone()], "\"21d\"");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes, start included, end excluded.
    pub range: Range<usize>,
}

impl Span {
    /// A place in `file`.
    ///
    /// ```
    /// use permits::diagnostic::{FileId, Span};
    /// let span = Span::new(FileId(0), 8..13);
    /// assert_eq!((span.file, span.range.len()), (FileId(0), 5));
    /// ```
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Span { file, range }
    }
}

/// A place and what is the case there.
///
/// ```
/// use permits::diagnostic::{Diagnostic, FileId, Label, Span, Text};
/// let place = Span::new(FileId(0), 8..10);
/// let unit = Text::new("没有单位", "no unit");
/// let diagnostic = Diagnostic::error("length-without-unit", Text::same("…")).at(place.clone(), unit.clone());
/// assert_eq!(diagnostic.labels, [Label { span: place, text: unit }]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The local fact.
    pub text: Text,
}

/// One thing the program has to say about a file.
///
/// ```
/// use permits::diagnostic::{Diagnostic, FileId, Span, Text};
/// let diagnostic = Diagnostic::error("unknown-step", Text::new("没有 `flie`", "there is no step `flie`"))
///     .at(Span::new(FileId(0), 0..4), Text::new("此处", "used here"))
///     .help(Text::new("是 `file` 吗", "did you mean `file`"));
/// assert_eq!(diagnostic.to_string(), "error[unknown-step]: there is no step `flie`");
/// assert_eq!((diagnostic.labels.len(), diagnostic.help.unwrap().en.as_str()), (1, "did you mean `file`"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of this kind of diagnostic, such as `unknown-step`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The headline.
    pub message: Text,
    /// The place it is about, first; then the places that explain it.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// An error without a place yet.
    ///
    /// ```
    /// use permits::diagnostic::{Diagnostic, Text};
    /// let error = Diagnostic::error("duplicate-day", Text::new("重复的日期", "the day is listed twice"));
    /// assert!(error.is_error() && error.labels.is_empty() && error.help.is_none());
    /// ```
    pub fn error(code: &'static str, message: Text) -> Self {
        Diagnostic { code, severity: Severity::Error, message, labels: Vec::new(), help: None }
    }

    /// A warning without a place yet.
    ///
    /// ```
    /// use permits::diagnostic::{Diagnostic, Text};
    /// let warning = Diagnostic::warning("loses-last-link", Text::new("没有前置", "nothing to wait for"));
    /// assert_eq!(warning.to_string(), "warning[loses-last-link]: nothing to wait for");
    /// ```
    pub fn warning(code: &'static str, message: Text) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// Adds a place; the first one added is the place the diagnostic is about.
    ///
    /// ```
    /// use permits::diagnostic::{Diagnostic, FileId, Span, Text};
    /// let twice = Diagnostic::error("duplicate-id", Text::same("…"))
    ///     .at(Span::new(FileId(0), 90..94), Text::new("又一次", "again"))
    ///     .at(Span::new(FileId(0), 10..14), Text::new("第一次", "first here"));
    /// assert_eq!(twice.labels[0].text.en, "again");
    /// ```
    pub fn at(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// Says what to do.
    ///
    /// ```
    /// use permits::diagnostic::{Diagnostic, Text};
    /// let help = Text::new("写明单位", "write the unit");
    /// assert_eq!(Diagnostic::error("length-without-unit", Text::same("…")).help(help.clone()).help, Some(help));
    /// ```
    pub fn help(mut self, text: Text) -> Self {
        self.help = Some(text);
        self
    }

    /// Whether the file cannot be used.
    ///
    /// ```
    /// use permits::diagnostic::{Diagnostic, Text};
    /// assert!(Diagnostic::error("unknown-step", Text::same("…")).is_error());
    /// assert!(!Diagnostic::warning("loses-last-link", Text::same("…")).is_error());
    /// ```
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// One file's name and text.
///
/// ```
/// use permits::diagnostic::Sources;
/// let mut sources = Sources::default();
/// let id = sources.add("demo.toml", "format = 1\n");
/// let file = sources.file(id);
/// assert_eq!((file.name.as_str(), &*file.text), ("demo.toml", "format = 1\n"));
/// ```
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// As the user would name it: a path, or `workflows/…` for a built-in file.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    /// Made when the first place in the file is asked for.
    lines: OnceLock<Lines>,
}

impl SourceFile {
    /// The line that a byte offset is in, from 1, and the bytes of that line without the end of line.
    ///
    /// ```
    /// use permits::diagnostic::Sources;
    /// let mut sources = Sources::default();
    /// let id = sources.add("demo.toml", "one\r\ntwo\n");
    /// let (line, bytes) = sources.file(id).line_at(1);
    /// assert_eq!((line, &sources.file(id).text[bytes]), (1, "one"));
    /// assert_eq!(sources.file(id).line_at(6).0, 2);
    /// ```
    pub fn line_at(&self, offset: usize) -> (usize, Range<usize>) {
        let lines = self.lines.get_or_init(|| Lines::of(&self.text));
        let line = lines.starts.partition_point(|&start| start <= offset.min(self.text.len()));
        let start = lines.starts[line - 1];
        let end = lines.starts.get(line).map_or(self.text.len(), |&next| next - 1);
        (line, start..end - usize::from(self.text[start..end].ends_with('\r')))
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    ///
    /// ```
    /// use permits::diagnostic::Sources;
    /// let mut sources = Sources::default();
    /// let id = sources.add("a.toml", "one\ntwo\n");
    /// assert_eq!(sources.file(id).line_column(5), (2, 2));
    /// ```
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let (line, bytes) = self.line_at(offset);
        let lines = self.lines.get_or_init(|| Lines::of(&self.text));
        let before = |offset: usize| lines.characters_before(&self.text, offset.min(self.text.len()));
        (line, before(offset) - before(bytes.start) + 1)
    }
}

/// Where the lines of a text begin and how many characters precede each block of it, so that a place is found
/// without reading the file again: files are long, and have many mistakes, and may be all one line.
#[derive(Debug, Clone)]
struct Lines {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

/// The bytes of a block.
const BLOCK: usize = 1024;

impl Lines {
    fn of(text: &str) -> Lines {
        let breaks = text.match_indices('\n').map(|(newline, _)| newline + 1);
        let mut characters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            characters.push(characters[characters.len() - 1] + characters_in(block));
        }
        Lines { starts: std::iter::once(0).chain(breaks).collect(), characters }
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.characters[block] + characters_in(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in these bytes.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

/// The files that diagnostics point into.
///
/// ```
/// use permits::diagnostic::Sources;
/// let mut sources = Sources::default();
/// let file = sources.add("demo.toml", "a = 1\n中 = 2\n");
/// assert_eq!(sources.line_column(file, 10), (2, 3));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Takes a file in and says how places in it are named.
    ///
    /// ```
    /// use permits::diagnostic::Sources;
    /// let mut sources = Sources::default();
    /// let id = sources.add("demo.toml", "format = 1\n");
    /// assert_eq!(sources.files().map(|(id, _)| id).collect::<Vec<_>>(), [id]);
    /// ```
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { name: name.into(), text: text.into(), lines: OnceLock::new() });
        id
    }

    /// The file behind an id that [`Sources::add`] gave.
    ///
    /// # Panics
    /// When the id comes from another `Sources`.
    ///
    /// ```
    /// use permits::diagnostic::Sources;
    /// let mut sources = Sources::default();
    /// let id = sources.add("demo.toml", "format = 1\n");
    /// assert_eq!(sources.file(id).name, "demo.toml");
    /// ```
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files, in the order they were added.
    ///
    /// ```
    /// use permits::diagnostic::Sources;
    /// let mut sources = Sources::default();
    /// sources.add("whole.toml", "");
    /// sources.add("included.toml", "");
    /// let names: Vec<&str> = sources.files().map(|(_, file)| file.name.as_str()).collect();
    /// assert_eq!(names, ["whole.toml", "included.toml"]);
    /// ```
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().zip(0..).map(|(file, id)| (FileId(id), file))
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    ///
    /// ```
    /// use permits::diagnostic::Sources;
    /// let mut sources = Sources::default();
    /// let id = sources.add("demo.toml", "公示 = 1\n");
    /// // Six bytes are two characters: the blank is the third.
    /// assert_eq!(sources.line_column(id, 6), (1, 3));
    /// ```
    pub fn line_column(&self, file: FileId, offset: usize) -> (usize, usize) {
        self.file(file).line_column(offset)
    }
}

/// A number and an English noun in agreement; the noun takes an `s`.
///
/// ```
/// use permits::diagnostic::number_of;
/// assert_eq!((number_of(1, "step"), number_of(0, "step")), ("1 step".into(), "0 steps".into()));
/// ```
pub fn number_of(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// An English word with `a` or `an` before it, by its first letter.
///
/// ```
/// use permits::diagnostic::with_article;
/// assert_eq!(["act", "review"].map(with_article), ["an act", "a review"]);
/// ```
pub fn with_article(word: &str) -> String {
    format!("{} {word}", if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}

/// Whether a character steers what shows it instead of standing for itself: control characters (a terminal obeys
/// them, a line end breaks a row of a table), the two separators of Unicode, and the marks and overrides of writing
/// direction, which can make a text read as another.
///
/// ```
/// use permits::diagnostic::steers;
/// assert!(['\n', '\u{1b}', '\u{202e}'].into_iter().all(steers));
/// assert!(!['公', 'a', ' '].into_iter().any(steers));
/// ```
pub fn steers(letter: char) -> bool {
    letter.is_control() || separates(letter) || directs(letter)
}

fn separates(letter: char) -> bool {
    matches!(letter, '\u{2028}' | '\u{2029}')
}

fn directs(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text from outside as it can be shown anywhere: on one line, without characters that steer. Line ends, tabs and
/// the other control characters become blanks, marks of direction are left out.
///
/// ```
/// use permits::diagnostic::plain;
/// assert_eq!(plain("公示 of\r\na\tplan"), "公示 of a plan");
/// assert_eq!(plain("\u{1b}[31mred\u{202e}der"), " [31mredder");
/// ```
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", " ");
    let letters = text.chars().filter(|letter| !directs(*letter));
    Cow::Owned(letters.map(|letter| if steers(letter) { ' ' } else { letter }).collect())
}

impl fmt::Display for Diagnostic {
    /// One line in English, without the place: for logs and tests.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.message.en)
    }
}

/// The name among `known` that is nearest to `typed`, when it is near enough to be what was meant.
///
/// Nearness is Levenshtein's distance with transpositions counted once; at most a third of the longer name may
/// differ. Ties go to the earlier name.
///
/// ```
/// use permits::diagnostic::nearest;
/// assert_eq!(nearest("flie", ["file", "review"]), Some("file"));
/// assert_eq!(nearest("zebra", ["file", "review"]), None);
/// ```
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let letters: Vec<char> = name.chars().collect();
        let longest = typed.len().max(letters.len());
        if typed.len().abs_diff(letters.len()) * 3 > longest {
            continue;
        }
        let distance = edits(&typed, &letters);
        if distance * 3 <= longest && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Optimal string alignment distance, O(len · len).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut older = vec![0; b.len() + 1];
    let mut old: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut new = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let substituted = old[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            new[j] = substituted.min(old[j] + 1).min(new[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                new[j] = new[j].min(older[j - 2] + 1);
            }
        }
        older = std::mem::replace(&mut old, new);
    }
    old[b.len()]
}
