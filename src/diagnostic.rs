//! What the program has to say about a mistake: data with a place and a next step.
//!
//! In: a code, a bilingual message, the bytes of a file it is about. Out: plain values that the command line
//! prints under the offending text. Nothing here prints, reads a file, or decides an exit code.
//!
//! The house style of a message: lower-case fragment, names in backticks, no full stop; the label states the
//! local fact; the help names one thing to do.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The two languages every word of the program exists in.
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
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Text { zh: zh.into(), en: en.into() }
    }

    /// The same wording in both languages, as for an id or a quoted name.
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Text { zh: words.clone(), en: words }
    }

    /// The wording in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but probably does not mean what its author meant.
    Warning,
}

/// Which file of a [`Sources`] a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A place in a file: byte offsets, start included, end excluded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes, start included, end excluded.
    pub range: Range<usize>,
}

impl Span {
    /// A place in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Span { file, range }
    }
}

/// A place and what is the case there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The local fact.
    pub text: Text,
}

/// One thing the program has to say about a file.
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
    pub fn error(code: &'static str, message: Text) -> Self {
        Diagnostic { code, severity: Severity::Error, message, labels: Vec::new(), help: None }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: Text) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// Adds a place; the first one added is the place the diagnostic is about.
    pub fn at(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: Text) -> Self {
        self.help = Some(text);
        self
    }

    /// Whether the file cannot be used.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// One file's name and text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// As the user would name it: a path, or `workflows/…` for a built-in file.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
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
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { name: name.into(), text: text.into() });
        id
    }

    /// The file behind an id that [`Sources::add`] gave.
    ///
    /// # Panics
    /// When the id comes from another `Sources`.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files, in the order they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().zip(0..).map(|(file, id)| (FileId(id), file))
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    pub fn line_column(&self, file: FileId, offset: usize) -> (usize, usize) {
        let text = &self.file(file).text;
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        (line, column)
    }
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
