//! Talking: answers to standard output, everything else to standard error.
//!
//! In: finished texts, problems, diagnostics. Out: bytes on the two streams, with colour where it is wanted. A reader
//! that closes the pipe is no error. annotate-snippets draws diagnostics and is named only here.
//!
//! Every diagnostic is told, up to [`MOST_ALIKE`] with the same code: a file with more of them than that has one mistake
//! made over and over, or is no file of ours, and a number says more than another thousand drawings.

use std::collections::BTreeMap;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};
use permits::diagnostic::{Diagnostic, Lang, Severity, Sources, plain};

use super::excerpt::excerpts;
use super::failure::{Failure, Problem};
use super::language::pick;

/// So many diagnostics with the same code are drawn; the rest are counted.
const MOST_ALIKE: usize = 1_000;

/// Where and how to talk.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// The language.
    pub lang: Lang,
    /// Whether to use colour.
    pub color: ColorChoice,
    /// Whether to keep warnings about files back.
    pub quiet: bool,
}

impl Voice {
    /// Prints an answer.
    ///
    /// # Errors
    /// A closed pipe, or output that cannot be written.
    pub fn answer(&self, text: &str) -> Result<(), Failure> {
        let mut stream = AutoStream::new(io::stdout().lock(), self.color);
        stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).map_err(|error| not_written(&error))
    }

    /// Prints an answer that need not be text, as it is.
    pub fn answer_bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut stream = io::stdout().lock();
        stream.write_all(bytes).and_then(|()| stream.flush()).map_err(|error| not_written(&error))
    }

    /// Says why there is no answer. A standard error that cannot be written to leaves nobody to tell.
    pub fn failure(&self, failure: &Failure) {
        match failure {
            Failure::Usage(problem) | Failure::InputOutput(problem) => self.problem(problem),
            Failure::Data(problems) | Failure::Scope(problems) => {
                problems.iter().for_each(|problem| self.problem(problem))
            }
            Failure::Content(diagnostics, sources) => self.diagnostics(diagnostics, sources),
            Failure::PromiseMissed | Failure::PipeClosed | Failure::Interrupted => {}
        }
    }

    /// Prints a problem that has no place in a file.
    pub fn problem(&self, problem: &Problem) {
        let bold = anstyle::Style::new().bold();
        let red = bold.fg_color(Some(anstyle::AnsiColor::Red.into()));
        let word = pick(self.lang, "错误", "error");
        let mut text =
            format!("{red}{word}{red:#}{bold}: {}{bold:#}\n", plain(problem.message.get(self.lang)));
        if let Some(help) = &problem.help {
            let word = pick(self.lang, "提示", "help");
            text += &format!("  {bold}{word}{bold:#}: {}\n", plain(help.get(self.lang)));
        }
        self.aside(&text);
    }

    /// Prints diagnostics, errors and warnings alike, then how many there are.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let told = diagnostics.iter().filter(|diagnostic| diagnostic.is_error() || !self.quiet);
        let mut text = String::new();
        let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in told {
            let count = alike.entry(diagnostic.code).or_default();
            *count += 1;
            if *count <= MOST_ALIKE {
                text += &drawn(diagnostic, sources, self.lang);
                text += "\n\n";
            }
        }
        for (code, count) in alike.into_iter().filter(|(_, count)| *count > MOST_ALIKE) {
            let more = count - MOST_ALIKE;
            let (zh, en) = (
                format!("另有 {more} 处 {code},与以上同类\n"),
                format!("and {more} more like these: {code}\n"),
            );
            text += &pick(self.lang, zh, en);
        }
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
        if errors > 1 {
            text += &pick(self.lang, format!("共 {errors} 处错误\n"), format!("{errors} errors\n"));
        }
        self.aside(&text);
    }

    /// Prints to standard error.
    pub fn aside(&self, text: &str) {
        let mut stream = AutoStream::new(io::stderr().lock(), self.color);
        let _ = stream.write_all(text.as_bytes());
    }
}

/// What an output that cannot be written means.
pub fn not_written(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::PipeClosed;
    }
    Failure::InputOutput(Problem::new(permits::diagnostic::Text::new(
        format!("无法写出结果:{error}"),
        format!("the answer cannot be written: {error}"),
    )))
}

/// A diagnostic with its lines of the file and carets under the place.
fn drawn(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(Some(pick(lang, "错误", "error"))),
        Severity::Warning => Level::WARNING.with_name(Some(pick(lang, "警告", "warning"))),
    };
    let mut report = level
        .primary_title(plain(diagnostic.message.get(lang)))
        .id(diagnostic.code)
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    for excerpt in excerpts(&diagnostic.labels, sources) {
        let (line, column) = excerpt.place;
        let name = plain(&sources.file(excerpt.file).name);
        let path = format!("{name}:{line}:{column}{PLACED}");
        let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).path(path);
        for (position, range) in excerpt.marks {
            let kind = if position == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = plain(diagnostic.labels[position].text.get(lang));
            snippet = snippet.annotation(kind.span(range).label(label));
        }
        report = report.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        let word = pick(lang, "提示", "help");
        report = report.element(Level::HELP.with_name(Some(word)).message(plain(help.get(lang))));
    }
    placed(&Renderer::styled().render(&[report]))
}

/// Stands behind a place that we have written; no other text that is drawn can hold it.
const PLACED: char = '\0';

/// Takes away the line and column that the drawing puts behind ours: it counts them in the excerpt.
fn placed(drawing: &str) -> String {
    let mut parts = drawing.split(PLACED);
    let mut placed = parts.next().unwrap_or_default().to_string();
    for part in parts {
        placed += part.trim_start_matches(|letter: char| letter == ':' || letter.is_ascii_digit());
    }
    placed
}
