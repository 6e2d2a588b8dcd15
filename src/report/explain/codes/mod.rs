//! What a code means: a page for every code that the program prints beside a diagnostic or a warning.
//!
//! In: a code. Out: what it means, an example that triggers it, and what would be right. The short meanings of codes
//! about workflow, assumption and project files are the catalogue's ([`CATALOGUE`]); here they are told at length. The
//! pages of files are in `texts`, `names`, `rules` and `calendars`, in the order a file is read; those of dates and plans
//! in `plans`.
//!
//! ```
//! use permits::diagnostic::Lang;
//! use permits::report::explain::codes;
//! let code = codes::find("missing-key").unwrap();
//! assert!(codes::page(code, Lang::En).starts_with("missing-key: "));
//! ```

mod calendars;
mod names;
mod plans;
mod rules;
mod texts;

use serde::Serialize;

use crate::diagnostic::{Lang, Severity, Text};
use crate::workflow::CATALOGUE;

use super::super::json::to_text;
use super::super::prose::Page;
use super::super::words::either;
use super::SCHEMA;
use super::json::Words;
use super::page::labels;
use super::sentence::capital;

/// A code with its page.
///
/// ```
/// use permits::report::explain::codes::{About, find};
/// let code = find("missing-key").unwrap();
/// assert_eq!((code.code, code.about), ("missing-key", About::File));
/// ```
#[derive(Debug)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// What it is said about.
    pub about: About,
    /// What it means, in Chinese and in English.
    meaning: [&'static str; 2],
    /// Something that triggers it.
    pub example: Example,
    /// What would be right, in Chinese and in English.
    right: [&'static str; 2],
}

/// What a code is said about.
///
/// ```
/// use permits::report::explain::codes::{About, find};
/// // A length without a source is nothing wrong with a file; it says what the dates are worth.
/// assert_eq!(find("untimed").unwrap().about, About::Plan);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A workflow, assumption, project or calendar file.
    File,
    /// The dates of a plan.
    Plan,
    /// What a project file records, held against its plan: an error.
    Record,
    /// The same, a warning.
    Recorded,
    /// A file and a plan.
    Either,
    /// What was asked for on the command line.
    Asked,
}

/// Something that triggers a code.
///
/// ```
/// use permits::report::explain::codes::{Example, all};
/// // A command is shown as it can be typed.
/// let commands = all().filter_map(|code| match code.example {
///     Example::Command(command) => Some(command),
///     _ => None,
/// });
/// assert!(commands.into_iter().all(|command| command.starts_with("permits ")));
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// Tables of a workflow file; [`whole`] puts the rest of a small workflow around them.
    Tables(&'static str),
    /// A whole workflow file, called as the code is.
    Workflow(&'static str),
    /// A whole project file.
    Project(&'static str),
    /// A whole assumption file.
    Assumptions(&'static str),
    /// A whole calendar file.
    Calendar(&'static str),
    /// A command.
    Command(&'static str),
    /// A project file with which the command after it triggers the code.
    ProjectAnd(&'static str, &'static str),
    /// What would be too large to show, in Chinese and in English.
    Words(&'static str, &'static str),
}

/// Every code, those of files first.
///
/// ```
/// use permits::report::explain::codes;
/// use permits::workflow::CODES;
/// assert!(CODES.iter().all(|code| codes::find(code).is_some()));
/// ```
pub fn all() -> impl Iterator<Item = &'static Code> + Clone {
    [texts::CODES, names::CODES, rules::CODES, calendars::CODES, plans::CODES].into_iter().flatten()
}

/// The page of a code.
///
/// ```
/// use permits::report::explain::codes::find;
/// assert_eq!(find("missing-key").map(|page| page.code), Some("missing-key"));
/// assert!(find("no-such-code").is_none());
/// ```
pub fn find(code: &str) -> Option<&'static Code> {
    all().find(|page| page.code == code)
}

/// A small workflow file with the tables in it.
///
/// ```
/// use permits::diagnostic::Sources;
/// use permits::report::explain::codes::whole;
/// use permits::workflow::{Library, parse_workflow};
/// let file = whole("[[step]]\nid = \"publicity\"\nkind = \"notice\"\nlimit = \"7d\"\ncite = [\"b 1\"]\n");
/// let read = parse_workflow(&Library::built_in(), "demo.toml", &file, &mut Sources::default());
/// assert_eq!(read.unwrap().0.steps.len(), 2);
/// ```
pub fn whole(tables: &str) -> String {
    format!(
        "format = 1\n\n[workflow]\nid = \"demo\"\ngoal = \"end\"\n\n[source.b]\ntitle = {{ zh = \"办法\", en = \"Measures\" }}\n\n\
         [[step]]\nid = \"end\"\nkind = \"milestone\"\n\n{tables}"
    )
}

impl Code {
    /// What it means: the catalogue's words, when it is there, and the page's.
    pub(in crate::report) fn meaning(&self) -> Text {
        let short = CATALOGUE.iter().find(|code| code.name == self.code);
        let [zh, en] = self.meaning;
        match short {
            None => Text::new(zh, en),
            Some(short) => {
                let stop = |words: &str, stop| if words.ends_with('?') { "" } else { stop };
                Text::new(
                    format!("{}{}{zh}", short.zh, stop(short.zh, "。")),
                    format!("{}{} {en}", capital(short.en), stop(short.en, ".")),
                )
            }
        }
    }

    fn right(&self) -> Text {
        Text::new(self.right[0], self.right[1])
    }

    /// How bad it is, and where it is said.
    fn told(&self, lang: Lang) -> &'static str {
        let is_warning = match CATALOGUE.iter().find(|code| code.name == self.code) {
            Some(code) => code.severity == Severity::Warning,
            None => false,
        };
        match (self.about, is_warning) {
            (About::File, true) => either(lang, "关于文件的警告", "a warning about a file"),
            (About::File, false) => either(lang, "文件的错误(退出码 3)", "an error in a file (exit code 3)"),
            (About::Plan, _) => either(lang, "关于日程的注意事项", "a warning about a plan"),
            (About::Record, _) => {
                either(lang, "项目记录的错误(退出码 3)", "an error in a project's records (exit code 3)")
            }
            (About::Recorded, _) => either(lang, "关于项目记录的警告", "a warning about a project's records"),
            (About::Asked, _) => {
                either(lang, "命令行的错误(退出码 2)", "an error of the command line (exit code 2)")
            }
            (About::Either, _) => either(
                lang,
                "关于文件的警告,也是关于日程的注意事项",
                "a warning about a file, and one about a plan",
            ),
        }
    }
}

/// The page.
///
/// ```
/// use permits::diagnostic::Lang;
/// use permits::report::explain::codes::{all, page};
/// // Every code has a page in both languages.
/// assert!(all().all(|code| page(code, Lang::Zh) != page(code, Lang::En)));
/// ```
pub fn page(code: &Code, lang: Lang) -> String {
    let mut page = Page::new(labels(lang));
    page.heading(&format!(
        "{}{}",
        code.code,
        match lang {
            Lang::Zh => format!(":{}", code.told(lang)),
            Lang::En => format!(": {}", code.told(lang)),
        }
    ));
    page.paragraph(2, code.meaning().get(lang));
    page.gap();
    let label = |zh, en| format!("{}\n\n", either(lang, zh, en));
    match code.example {
        Example::Tables(text) => {
            example(&mut page, &label("例,流程文件中:", "For example, in a workflow file:"), text)
        }
        Example::Workflow(text) => {
            example(&mut page, &label("例,流程文件:", "For example, a workflow file:"), text)
        }
        Example::Assumptions(text) => {
            example(&mut page, &label("例,假设文件:", "For example, an assumption file:"), text);
        }
        Example::Project(text) => {
            example(&mut page, &label("例,项目文件:", "For example, a project file:"), text);
        }
        Example::Calendar(text) => {
            example(&mut page, &label("例,日历文件:", "For example, a calendar file:"), text);
        }
        Example::Command(command) => example(&mut page, &label("例:", "For example:"), command),
        Example::ProjectAnd(text, command) => {
            example(&mut page, &label("例,项目文件 project.toml:", "For example, project.toml:"), text);
            page.gap();
            example(&mut page, &label("与:", "and:"), command);
        }
        Example::Words(zh, en) => {
            page.paragraph(
                2,
                &match lang {
                    Lang::Zh => format!("例:{zh}"),
                    Lang::En => format!("For example: {en}"),
                },
            );
        }
    }
    page.gap();
    page.paragraph(
        2,
        &match lang {
            Lang::Zh => format!("改正:{}", code.right().zh),
            Lang::En => format!("What would be right: {}", code.right().en),
        },
    );
    page.into_text()
}

/// Lines taken as they are, moved in; what is typed into a file or a shell is not wrapped.
fn example(page: &mut Page, label: &str, text: &str) {
    let lines = text.lines().map(|line| if line.is_empty() { "\n".into() } else { format!("    {line}\n") });
    page.raw(&format!("  {label}{}", lines.collect::<String>()));
}

#[derive(Serialize)]
struct Document {
    schema: &'static str,
    code: &'static str,
    about: &'static str,
    meaning: Words,
    example: Option<&'static str>,
    command: Option<&'static str>,
    right: Words,
}

/// The document, indented, ended by a newline.
///
/// ```
/// use permits::report::explain::codes::{find, json};
/// let document: serde_json::Value = serde_json::from_str(&json(find("untimed").unwrap())).unwrap();
/// assert_eq!((&document["code"], &document["about"]), (&"untimed".into(), &"plan".into()));
/// ```
pub fn json(code: &Code) -> String {
    let (example, command) = match code.example {
        Example::Tables(text)
        | Example::Workflow(text)
        | Example::Project(text)
        | Example::Assumptions(text)
        | Example::Calendar(text) => (Some(text), None),
        Example::Command(command) => (None, Some(command)),
        Example::ProjectAnd(text, command) => (Some(text), Some(command)),
        Example::Words(..) => (None, None),
    };
    to_text(&Document {
        schema: SCHEMA,
        code: code.code,
        about: match code.about {
            About::File => "file",
            About::Plan => "plan",
            About::Record | About::Recorded => "record",
            About::Either => "either",
            About::Asked => "command-line",
        },
        meaning: code.meaning().into(),
        example,
        command,
        right: code.right().into(),
    })
}
