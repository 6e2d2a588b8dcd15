//! Talking: answers to standard output, everything else to standard error.
//!
//! In: finished texts, problems, diagnostics. Out: bytes on the two streams, with colour where it is wanted. A reader
//! that closes the pipe is no error. annotate-snippets draws diagnostics and is named only here.

use std::borrow::Cow;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};
use permits::diagnostic::{Diagnostic, Lang, Severity, Sources};

use super::failure::{Failure, Problem};
use super::language::pick;

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

    /// Says why there is no answer. A standard error that cannot be written to leaves nobody to tell.
    pub fn failure(&self, failure: &Failure) {
        match failure {
            Failure::Usage(problem) | Failure::InputOutput(problem) => self.problem(problem),
            Failure::Scope(problems) => problems.iter().for_each(|problem| self.problem(problem)),
            Failure::Content(diagnostics, sources) => self.diagnostics(diagnostics, sources),
            Failure::PromiseMissed | Failure::PipeClosed => {}
        }
    }

    /// Prints a problem that has no place in a file.
    pub fn problem(&self, problem: &Problem) {
        let bold = anstyle::Style::new().bold();
        let red = bold.fg_color(Some(anstyle::AnsiColor::Red.into()));
        let word = pick(self.lang, "错误", "error");
        let mut text = format!("{red}{word}{red:#}{bold}: {}{bold:#}\n", problem.message.get(self.lang));
        if let Some(help) = &problem.help {
            let word = pick(self.lang, "提示", "help");
            text += &format!("  {bold}{word}{bold:#}: {}\n", help.get(self.lang));
        }
        self.aside(&text);
    }

    /// Prints diagnostics, errors and warnings alike, then how many there are.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let told = diagnostics.iter().filter(|diagnostic| diagnostic.is_error() || !self.quiet);
        let mut text = String::new();
        for diagnostic in told {
            text += &drawn(diagnostic, sources, self.lang);
            text += "\n\n";
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
        .primary_title(clean(diagnostic.message.get(lang)))
        .id(diagnostic.code)
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    // One snippet a file, the primary place's file first.
    let mut files: Vec<permits::diagnostic::FileId> = Vec::new();
    for label in &diagnostic.labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    for file in files {
        let source = sources.file(file);
        let here: Vec<_> =
            diagnostic.labels.iter().enumerate().filter(|(_, label)| label.span.file == file).collect();
        let text: &str = &source.text;
        // Only the lines between the labels are handed over: a file can be long, and have many diagnostics.
        let first = here.iter().map(|(_, label)| label.span.range.start).min().unwrap_or(0).min(text.len());
        let last = here.iter().map(|(_, label)| label.span.range.end).max().unwrap_or(0).min(text.len());
        let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline);
        let line = text[..start].matches('\n').count() + 1;
        let mut snippet = Snippet::source(&text[start..end]).line_start(line).path(source.name.as_str());
        for (position, label) in here {
            let kind = if position == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let range =
                label.span.range.start.min(text.len()) - start..label.span.range.end.min(text.len()) - start;
            snippet = snippet.annotation(kind.span(range).label(clean(label.text.get(lang))));
        }
        report = report.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        let word = pick(lang, "提示", "help");
        report = report.element(Level::HELP.with_name(Some(word)).message(clean(help.get(lang))));
    }
    Renderer::styled().render(&[report])
}

/// Without control characters, which could forge what a terminal shows.
fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(|letter: char| letter.is_control() && letter != '\n') {
        Cow::Owned(
            text.chars()
                .map(|letter| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter })
                .collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}
