//! Text becomes a tree with places. The tree is the `toml` crate's; nothing above this file's [`Node`] names it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, FileId, Span, Text};

use super::codes::{self, Code};

/// A value and the place it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Placed<T> {
    pub fn new(value: T, span: Span) -> Self {
        Placed { value, span }
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Placed<U> {
        Placed { value: change(self.value), span: self.span }
    }
}

/// A diagnostic of the catalogue, with its headline.
pub(super) fn mistake(code: Code, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    let message = Text::new(zh, en);
    Diagnostic { severity: code.severity, ..Diagnostic::error(code.name, message) }
}

/// So many syntax errors are told of one file; a file that is not TOML at all has one on every line.
const MOST_SYNTAX_ERRORS: usize = 50;

/// Parses a whole file and gives what `read` makes of its tree. Syntax errors are added to `mistakes`; `read` is not
/// called then, because a half-read table seems to lack keys that it has.
pub(super) fn parse<T>(
    file: FileId,
    text: &str,
    mistakes: &mut Vec<Diagnostic>,
    read: impl FnOnce(TableNode<'_>, &mut Vec<Diagnostic>) -> T,
) -> Option<T> {
    // The parser refuses to go deeper than 80 tables or arrays, so neither it nor we can run out of stack.
    let (tree, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let whole = Span::new(file, first_line(text));
        return Some(read(TableNode { file, span: whole, table: tree.get_ref() }, mistakes));
    }
    let mut told: Vec<std::ops::Range<usize>> = Vec::new();
    for error in errors {
        let range = whole_characters(text, error.span().unwrap_or(text.len()..text.len()));
        if told.len() < MOST_SYNTAX_ERRORS && !told.contains(&range) {
            told.push(range.clone());
            mistakes.push(syntax_mistake(error.message(), Span::new(file, range)));
        }
    }
    None
}

/// A table that is missing has no place of its own; the first line stands for the file.
fn first_line(text: &str) -> std::ops::Range<usize> {
    0..text.find(['\r', '\n']).unwrap_or(text.len())
}

/// The range moved outwards to the boundaries of characters and into the text.
fn whole_characters(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut start = range.start.min(text.len());
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// A message of the parser, how it begins, and what it is in Chinese with what to do.
struct Known {
    begins: &'static str,
    zh: &'static str,
    help_zh: &'static str,
    help_en: &'static str,
}

const fn known(
    begins: &'static str,
    zh: &'static str,
    help_zh: &'static str,
    help_en: &'static str,
) -> Known {
    Known { begins, zh, help_zh, help_en }
}

const KNOWN: [Known; 13] = [
    known("duplicate key", "键重复", "删去其中一个", "remove one of the two"),
    known("cannot recurse further", "嵌套过深", "减少嵌套层数", "nest less deeply"),
    known("recursion limit", "嵌套过深", "减少嵌套层数", "nest less deeply"),
    known("unclosed", "没有结束", "补上结束符号", "close it"),
    known(
        "string values must be quoted",
        "文字须加引号",
        "给文字加上引号",
        "put the words in quotation marks",
    ),
    known("invalid unquoted key", "键含有须加引号的字", "给键加上引号", "put the key in quotation marks"),
    known("unquoted keys cannot be empty", "缺少键", "在等号前写上键", "write a key before the equals sign"),
    known("key with no value", "键没有值", "写成 `键 = 值`", "write `key = value`"),
    known("missing comma", "缺少逗号", "在各项之间加逗号", "put commas between the values"),
    known("invalid basic string", "字符串没有结束", "补上引号 `\"`", "end the string with `\"`"),
    known("invalid literal string", "字符串没有结束", "补上引号 `'`", "end the string with `'`"),
    known("invalid boolean", "布尔值写法不对", "写 `true` 或 `false`", "write `true` or `false`"),
    known("invalid", "写法不对", "按 TOML 的写法改正", "correct it to valid TOML"),
];

/// The parser's message with its Chinese; one that is not among the known is shown as it is.
fn syntax_mistake(message: &str, span: Span) -> Diagnostic {
    if message.starts_with("invalid date") {
        return mistake(codes::BAD_DATE, "没有这一天", "there is no such day")
            .at(span, Text::new("日期不存在", message))
            .help(Text::new("核对年月日", "check year, month and day"));
    }
    let (message, what) = if message.starts_with("string values must be quoted") && span.range.is_empty() {
        ("no value", Some(&known("", "缺少值", "在等号后写上值", "write a value after the equals sign")))
    } else {
        (message, KNOWN.iter().find(|known| message.starts_with(known.begins)))
    };
    let (zh, help_zh, help_en) = what
        .map_or(("语法错误", "按 TOML 的写法改正", "correct it to valid TOML"), |known| {
            (known.zh, known.help_zh, known.help_en)
        });
    mistake(codes::TOML_SYNTAX, "不是合法的 TOML", "not valid TOML")
        .at(span, Text::new(zh, message.to_lowercase()))
        .help(Text::new(help_zh, help_en))
}

/// A value in the tree.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub file: FileId,
    pub value: &'a Spanned<DeValue<'a>>,
}

/// A table in the tree.
#[derive(Clone)]
pub(super) struct TableNode<'a> {
    pub file: FileId,
    /// Its header, or the whole of an inline table.
    pub span: Span,
    table: &'a DeTable<'a>,
}

/// What a value is.
pub(super) enum Is<'a> {
    String(&'a str),
    Integer(Option<i64>),
    Float(f64),
    Bool(bool),
    /// A date without a time, as year, month, day.
    Date(u16, u8, u8),
    /// A time, or a date with one.
    Time,
    Array(Vec<Node<'a>>),
    Table(TableNode<'a>),
}

impl<'a> Node<'a> {
    pub fn span(&self) -> Span {
        Span::new(self.file, self.value.span())
    }

    pub fn is(&self) -> Is<'a> {
        match self.value.get_ref() {
            DeValue::String(text) => Is::String(text),
            DeValue::Integer(number) => {
                Is::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
            }
            DeValue::Float(number) => Is::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(value) => Is::Bool(*value),
            DeValue::Datetime(moment) => match (moment.date, moment.time, moment.offset) {
                (Some(date), None, None) => Is::Date(date.year, date.month, date.day),
                _ => Is::Time,
            },
            DeValue::Array(values) => {
                Is::Array(values.iter().map(|value| Node { file: self.file, value }).collect())
            }
            DeValue::Table(table) => Is::Table(TableNode { file: self.file, span: self.span(), table }),
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&'a str> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, for a message.
    pub fn type_name(&self) -> Text {
        match self.is() {
            Is::String(_) => Text::new("字符串", "a string"),
            Is::Integer(_) => Text::new("整数", "a whole number"),
            Is::Float(_) => Text::new("小数", "a number"),
            Is::Bool(_) => Text::new("布尔值", "a bool"),
            Is::Date(..) => Text::new("日期", "a date"),
            Is::Time => Text::new("时刻", "a time"),
            Is::Array(_) => Text::new("列表", "a list"),
            Is::Table(_) => Text::new("表", "a table"),
        }
    }
}

impl<'a> TableNode<'a> {
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        self.table.get(key).map(|value| Node { file: self.file, value })
    }

    /// The keys with their places, and the values, in file order.
    pub fn entries(&self) -> impl Iterator<Item = (Placed<&'a str>, Node<'a>)> + use<'a> {
        let file = self.file;
        self.table.iter().map(move |(key, value)| {
            (Placed::new(key.get_ref().as_ref(), Span::new(file, key.span())), Node { file, value })
        })
    }
}
