//! Running trials from the command line: `--samples`, `--seed`, `--threads`, `--shape`, the progress bar, Ctrl-C.
//!
//! In: the flags. Out: their values; a [`Model`] of the case; a watch that draws how far a run is and stops it when
//! Ctrl-C is pressed. indicatif and ctrlc are named only here.

use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressStyle};
use permits::calendar::Day;
use permits::diagnostic::Text;
use permits::network::{Basis, Open};
use permits::risk::{Detail, Draws, Model, RiskError, Sampling, Shape, Terms, Watch};
use permits::schedule::given::GivenError;
use permits::study::odds::{NoOdds, Wanted};

use super::exit;
use super::failure::{Failure, Problem};
use super::inputs::Inputs;
use super::planned::{case, not_compiled, out_of_calendar, wrongly_given};
use super::print::Voice;

/// The most trials of one run: at some millions a second that is about an hour.
const MOST_SAMPLES: u64 = 10_000_000_000;
/// The most threads.
const MOST_THREADS: u64 = 1_024;

/// What trials are asked for.
#[derive(Debug, Clone, Copy)]
pub struct TrialFlags {
    /// How many.
    pub samples: u64,
    /// The seed of the draws.
    pub seed: u64,
    /// On how many threads; 0 for as many as the machine has.
    pub threads: usize,
    /// The shape of three-point estimates.
    pub shape: Shape,
}

impl TrialFlags {
    /// All of these trials, of which so much is counted.
    pub fn sampling(&self, detail: Detail) -> Sampling {
        Sampling { seed: self.seed, trials: 0..self.samples, threads: self.threads, detail }
    }
}

/// What `--method` asks for.
pub fn wanted(matches: &ArgMatches) -> Wanted {
    matches.get_one::<String>("method").and_then(|word| Wanted::named(word)).unwrap_or_default()
}

/// Why they were not found.
pub fn not_found(error: NoOdds) -> Failure {
    let Text { zh, en } = error.text();
    match error {
        NoOdds::Risk(error) => no_odds(&error),
        NoOdds::TooCostly => Failure::Usage(
            Problem::new(Text::new(format!("--method exact:{zh}"), format!("--method exact: {en}"))).help(
                Text::new(
                    "用 --method sample,或用 --set 定下一些事实",
                    "use --method sample, or settle some of the facts with --set",
                ),
            ),
        ),
    }
}

/// What the flags ask for.
///
/// # Errors
/// One of them is no number, or too large.
pub fn asked(matches: &ArgMatches, otherwise: u64) -> Result<TrialFlags, Failure> {
    let samples = number(matches, "samples")?.unwrap_or(otherwise);
    if samples == 0 {
        return Err(Failure::usage(
            "--samples:至少 1 次试验",
            "--samples: there has to be at least one trial",
        ));
    }
    if samples > MOST_SAMPLES {
        return Err(Failure::Usage(
            Problem::new(Text::new(
                format!("--samples:{samples} 次太多,至多 {MOST_SAMPLES} 次"),
                format!("--samples: {samples} trials are too many; {MOST_SAMPLES} are the most"),
            ))
            .help(Text::new(
                "一百万次试验的 P80 已精确到一天之内",
                "a million trials give the P80 to within a day",
            )),
        ));
    }
    let threads = number(matches, "threads")?.unwrap_or(0);
    if threads > MOST_THREADS {
        return Err(Failure::usage(
            format!("--threads:至多 {MOST_THREADS}"),
            format!("--threads: {MOST_THREADS} are the most"),
        ));
    }
    let shape = matches.get_one::<String>("shape").and_then(|word| Shape::named(word)).unwrap_or_default();
    Ok(TrialFlags { samples, seed: number(matches, "seed")?.unwrap_or(1), threads: threads as usize, shape })
}

/// The whole number after a flag; `_` may stand between its digits.
fn number(matches: &ArgMatches, flag: &str) -> Result<Option<u64>, Failure> {
    let Some(typed) = matches.get_one::<String>(flag) else { return Ok(None) };
    typed.replace('_', "").parse().map(Some).map_err(|_| {
        Failure::Usage(
            Problem::new(Text::new(
                format!("--{flag}:`{typed}` 不是从 0 起的整数"),
                format!("--{flag}: `{typed}` is not a whole number from 0"),
            ))
            .help(Text::new("写成 1000000 或 1_000_000 的样子", "write it like 1000000 or 1_000_000")),
        )
    })
}

/// The model of a case, whose starts are not after `latest`.
///
/// # Errors
/// What is open makes no network, or leaves the calendar; one point of each estimate is asked for.
pub fn model<'a>(
    inputs: &'a Inputs,
    shape: Shape,
    latest: Day,
    draws: &mut Draws,
) -> Result<Model<'a>, Failure> {
    if let basis @ (Basis::Best | Basis::Worst) = inputs.run.basis {
        let basis = basis.as_str();
        return Err(Failure::Usage(
            Problem::new(Text::new(
                format!("时限取值 `{basis}` 只取各估计的一点,而概率要取其全部"),
                format!("basis `{basis}` takes one point of each estimate, and the odds take all of it"),
            ))
            .help(Text::new(
                "用 --basis likely;statutory 则有时限的一律取时限",
                "use --basis likely; statutory runs every limit to its end",
            )),
        ));
    }
    let open = Open::of(case(inputs), &inputs.settled)
        .map_err(|error| Failure::Data(vec![Problem::new(error.text())]))?;
    let terms = Terms {
        calendar: &inputs.calendar,
        counting: inputs.run.counting,
        basis: inputs.run.basis,
        shape,
        given: &inputs.given,
        start: latest,
    };
    Model::new(open, terms, draws).map_err(|error| no_odds(&error))
}

/// Why there are no odds.
pub fn no_odds(error: &RiskError) -> Failure {
    match error {
        RiskError::World { facts, error } if facts.is_empty() => not_compiled(error),
        RiskError::Given(GivenError::Mistake(error)) => wrongly_given(error),
        RiskError::Given(GivenError::Calendar(error)) => out_of_calendar(error),
        RiskError::Calendar(_) => Failure::calendar_range(&error.text()),
        RiskError::World { .. } | RiskError::TooMuchIsOpen => Failure::Usage(
            Problem::new(error.text())
                .help(Text::new("用 --set 定下一些事实", "settle some of the facts with --set")),
        ),
    }
}

/// Whether Ctrl-C was pressed.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// From here on the first Ctrl-C asks running trials to stop, and a second one ends the program.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Where no handler can be set Ctrl-C ends the program, as everywhere.
        let _ = ctrlc::set_handler(|| {
            if STOPPED.swap(true, Ordering::Relaxed) {
                process::exit(i32::from(exit::INTERRUPTED));
            }
        });
    });
}

/// How far a run is.
pub struct Progress {
    bar: ProgressBar,
}

/// Runs that are shorter are over before a bar has been read.
const WORTH_A_BAR: u64 = 5_000_000;
const WORTH_OF_STARTS: u64 = 300;

impl Progress {
    /// The progress of so many trials in all, drawn on standard error where that is a terminal.
    pub fn of(voice: &Voice, trials: u64) -> Progress {
        Progress::drawn(voice, trials, WORTH_A_BAR)
    }

    fn drawn(voice: &Voice, all: u64, worth: u64) -> Progress {
        listen();
        let bar = match voice.quiet || all < worth {
            true => ProgressBar::hidden(),
            false => ProgressBar::new(all),
        };
        if let Ok(style) =
            ProgressStyle::with_template("{bar:40} {percent:>3} %  {human_pos}/{human_len}  {eta}")
        {
            bar.set_style(style);
        }
        Progress { bar }
    }

    /// The progress of so many start days whose odds are exact.
    pub fn of_starts(voice: &Voice, days: u64) -> Progress {
        Progress::drawn(voice, days, WORTH_OF_STARTS)
    }

    /// Whether somebody pressed Ctrl-C.
    pub fn is_stopped() -> bool {
        STOPPED.load(Ordering::Relaxed)
    }
}

impl Watch for Progress {
    fn done(&self, trials: u64) -> bool {
        self.bar.inc(trials);
        !Progress::is_stopped()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
