//! Everything a command can fail with, and its exit code.

use permits::diagnostic::{Diagnostic, Sources, Text};

use super::exit;

/// Why a command did not answer.
#[derive(Debug)]
pub enum Failure {
    /// The command line asks for something that cannot be.
    Usage(Problem),
    /// A file cannot be read or written.
    InputOutput(Problem),
    /// Files have errors; each with its place.
    Content(Vec<Diagnostic>, Sources),
    /// Files say what cannot be, at no place that could be drawn.
    Data(Vec<Problem>),
    /// The facts are outside the procedure's scope.
    Scope(Vec<Problem>),
    /// Somebody stopped it; what was known has been printed.
    Interrupted,
    /// The answer was printed, and `--strict` makes it a failure.
    PromiseMissed,
    /// The reader closed the pipe: nothing is wrong.
    PipeClosed,
}

/// One thing that is wrong, without a place in a file.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What is wrong.
    pub message: Text,
    /// What would be right.
    pub help: Option<Text>,
}

impl Problem {
    /// Something wrong.
    pub fn new(message: Text) -> Self {
        Problem { message, help: None }
    }

    /// Says what would be right.
    pub fn help(self, help: Text) -> Self {
        Problem { help: Some(help), ..self }
    }

    /// Help: what the calendar answers for.
    pub fn calendar_answers_for() -> Text {
        Text::new("日历自 2002-01-01 至 2100-12-31", "it answers for 2002-01-01 to 2100-12-31")
    }

    /// The same, if there is something to say.
    pub fn maybe_help(self, help: Option<Text>) -> Self {
        Problem { help, ..self }
    }
}

impl Failure {
    /// A usage failure.
    pub fn usage(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Failure::Usage(Problem::new(Text::new(zh, en)))
    }

    /// The same, saying what would be right where the command line asks for what cannot be.
    pub fn help(self, help: Text) -> Self {
        match self {
            Failure::Usage(problem) => Failure::Usage(problem.help(help)),
            other => other,
        }
    }

    /// What the calendar does not answer for.
    pub fn calendar_range(Text { zh, en }: &Text) -> Self {
        Failure::Usage(
            Problem::new(Text::new(format!("calendar-range:{zh}"), format!("calendar-range: {en}")))
                .help(Problem::calendar_answers_for()),
        )
    }

    /// The same, saying what it is about: the words stand before each message.
    pub fn about(self, what: &Text) -> Self {
        let about = |problem: Problem| Problem {
            message: Text::new(
                format!("{}:{}", what.zh, problem.message.zh),
                format!("{}: {}", what.en, problem.message.en),
            ),
            ..problem
        };
        match self {
            Failure::Usage(problem) => Failure::Usage(about(problem)),
            Failure::InputOutput(problem) => Failure::InputOutput(about(problem)),
            Failure::Data(problems) => Failure::Data(problems.into_iter().map(about).collect()),
            Failure::Scope(problems) => Failure::Scope(problems.into_iter().map(about).collect()),
            // What is wrong in a file says where.
            other => other,
        }
    }

    /// Its exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Usage(_) => exit::USAGE,
            Failure::InputOutput(_) => exit::INPUT_OUTPUT,
            Failure::Content(..) | Failure::Data(_) => exit::CONTENT,
            Failure::Interrupted => exit::INTERRUPTED,
            Failure::Scope(_) | Failure::PromiseMissed => exit::SCOPE,
            Failure::PipeClosed => exit::DONE,
        }
    }
}
