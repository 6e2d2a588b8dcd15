//! A part of a run that is put together later: `permits.shard/1`.
//!
//! In: what a shard found, and of which run it is. Out: its file; and from a file what it says, or why it is none. Whole
//! numbers only, so that shards add up to what one run would have found. Checking that shards belong together, and
//! adding them up, is not here.
//!
//! ```
//! # use permits::report::shard::{Found, SCHEMA, Shard, Starts};
//! # let shard = Shard {
//! #     schema: SCHEMA.into(),
//! #     program: "0.1.0".into(),
//! #     command: "sweep".into(),
//! #     arguments: vec!["--from".into(), "2023-06-01".into()],
//! #     fingerprint: "00".into(),
//! #     number: 1,
//! #     of: 2,
//! #     found: Found::Starts(Starts { exact: None, rows: Vec::new() }),
//! # };
//! // What one machine writes another reads.
//! assert_eq!(Shard::read(&shard.json()), Ok(shard));
//! ```

use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::risk::{Counts, Tally};

use super::json::to_text;

/// The version of the document.
pub const SCHEMA: &str = "permits.shard/1";

/// One shard of a run.
///
/// ```
/// use permits::report::shard::{Found, SCHEMA, Shard, Starts};
/// let shard = Shard {
///     schema: SCHEMA.into(),
///     program: "0.1.0".into(),
///     command: "sweep".into(),
///     arguments: vec!["--from".into(), "2023-06-01".into()],
///     fingerprint: "00".into(),
///     number: 1,
///     of: 2,
///     found: Found::Starts(Starts { exact: None, rows: Vec::new() }),
/// };
/// assert!(shard.json().contains("\"number\": 1"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shard {
    /// [`SCHEMA`].
    pub schema: String,
    /// The version of the program.
    pub program: String,
    /// The command: `risk` or `sweep`.
    pub command: String,
    /// What was typed after it, without what says which shard this is.
    pub arguments: Vec<String>,
    /// Of everything that was read: the files and the calendar.
    pub fingerprint: String,
    /// Which shard, from 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
    /// What it found.
    pub found: Found,
}

/// What a shard found.
///
/// ```
/// # use permits::report::shard::{Found, SCHEMA, Shard, Starts};
/// # let shard = Shard {
/// #     schema: SCHEMA.into(),
/// #     program: "0.1.0".into(),
/// #     command: "sweep".into(),
/// #     arguments: vec!["--from".into(), "2023-06-01".into()],
/// #     fingerprint: "00".into(),
/// #     number: 1,
/// #     of: 2,
/// #     found: Found::Starts(Starts { exact: None, rows: Vec::new() }),
/// # };
/// // The first of two parts of a sweep.
/// assert!(shard.json().contains("\"starts\": {") && !shard.json().contains("\"trials\""));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// How often what came.
    Trials(Trials),
    /// The rows of start days.
    Starts(Starts),
}

/// What a shard of a sweep found.
///
/// ```
/// use permits::report::shard::{Start, Starts};
/// let row = Start { start: "2023-06-01".into(), finish: "2023-07-07".into(), quantiles: None };
/// // No quantiles were asked for, so none are exact.
/// let found = Starts { exact: None, rows: vec![row] };
/// assert!(found.rows.iter().all(|row| row.quantiles.is_some() == found.exact.is_some()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Starts {
    /// Whether the quantiles are exact, where they were asked for.
    pub exact: Option<bool>,
    /// The rows, in the order of their days.
    pub rows: Vec<Start>,
}

/// A [`Tally`] in a file.
///
/// ```
/// use permits::calendar::Day;
/// use permits::report::shard::Trials;
/// use permits::risk::Tally;
/// // A case of two promises and seven steps, of which nothing is known yet.
/// let empty = Tally::new(2, 7, 0, 0);
/// assert_eq!(Trials::from(&empty).tally(&empty, Day::FIRST), Some(empty));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trials {
    trials: u64,
    first_day: i32,
    days: Vec<u64>,
    promises: Vec<(u64, u64)>,
    critical: Vec<u64>,
    days_on_path: Vec<i64>,
    replies: Vec<(u64, u64)>,
    rounds: Vec<Vec<u64>>,
    out_of_scope: u64,
    until: i32,
}

/// What a shard of a sweep found from one start day.
///
/// ```
/// use permits::report::shard::Start;
/// let [p50, p80, p95] = ["2023-07-24", "2023-07-26", "2023-08-01"].map(String::from);
/// let (start, finish) = ("2023-06-01".to_string(), "2023-07-21".to_string());
/// let row = Start { start, finish, quantiles: Some([p50, p80, p95]) };
/// assert!(row.quantiles.unwrap().is_sorted());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The day.
    pub start: String,
    /// The goal's day in the plan.
    pub finish: String,
    /// P50, P80 and P95, where they were asked for.
    pub quantiles: Option<[String; 3]>,
}

impl From<&Tally> for Trials {
    fn from(tally: &Tally) -> Trials {
        Trials {
            trials: tally.trials,
            first_day: tally.days.first(),
            days: tally.days.times().to_vec(),
            promises: tally.promises.clone(),
            critical: tally.critical.clone(),
            days_on_path: tally.days_on_path.clone(),
            replies: tally.replies.clone(),
            rounds: tally.rounds.clone(),
            out_of_scope: tally.out_of_scope,
            until: tally.until,
        }
    }
}

impl Trials {
    /// The tally, if it can be one of the case whose empty tally this is: as many promises, steps, inputs and reworks,
    /// no more of anything than trials, on days of the calendar from the start on.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// use permits::report::shard::Trials;
    /// use permits::risk::Tally;
    /// // What is of a case with two promises is not of one with three.
    /// let trials = Trials::from(&Tally::new(2, 7, 0, 0));
    /// assert_eq!(trials.tally(&Tally::new(3, 7, 0, 0), Day::FIRST), None);
    /// ```
    pub fn tally(&self, empty: &Tally, start: Day) -> Option<Tally> {
        let alike = self.promises.len() == empty.promises.len()
            && self.critical.len() == empty.critical.len()
            && self.days_on_path.len() == empty.days_on_path.len()
            && self.replies.len() == empty.replies.len()
            && self.rounds.len() == empty.rounds.len();
        let on_days = |day: i64| Day::from_index(day).is_some_and(|day| day >= start);
        let last = i64::from(self.first_day) + self.days.len() as i64 - 1;
        let of_days = self.days.iter().try_fold(0u64, |sum, times| sum.checked_add(*times));
        let of_rounds =
            |rounds: &Vec<u64>| rounds.iter().try_fold(0u64, |sum, times| sum.checked_add(*times));
        let possible = alike
            && of_days == Some(self.trials)
            && self.trials <= 1 << 40
            && (self.days.is_empty() || on_days(i64::from(self.first_day)) && on_days(last))
            && (self.days.is_empty() || on_days(i64::from(self.until)) && i64::from(self.until) >= last)
            && self.promises.iter().all(|(tested, kept)| *tested <= self.trials && kept <= tested)
            && self.critical.iter().all(|trials| *trials <= self.trials)
            && self.replies.iter().all(|(asked, silent)| silent <= asked && *asked <= 1 << 56)
            && self.rounds.iter().all(|rounds| of_rounds(rounds) == Some(self.trials) || self.trials == 0)
            && self.days_on_path.iter().all(|days| days.unsigned_abs() <= self.trials << 16)
            && self.out_of_scope <= self.trials;
        possible.then(|| Tally {
            trials: self.trials,
            days: Counts::from_first(self.first_day, self.days.clone()),
            promises: self.promises.clone(),
            critical: self.critical.clone(),
            days_on_path: self.days_on_path.clone(),
            replies: self.replies.clone(),
            rounds: self.rounds.clone(),
            out_of_scope: self.out_of_scope,
            until: self.until,
        })
    }
}

impl Shard {
    /// The file, ended by a newline.
    ///
    /// ```
    /// # use permits::report::shard::{Found, SCHEMA, Shard, Starts};
    /// # let shard = Shard {
    /// #     schema: SCHEMA.into(),
    /// #     program: "0.1.0".into(),
    /// #     command: "sweep".into(),
    /// #     arguments: vec!["--from".into(), "2023-06-01".into()],
    /// #     fingerprint: "00".into(),
    /// #     number: 1,
    /// #     of: 2,
    /// #     found: Found::Starts(Starts { exact: None, rows: Vec::new() }),
    /// # };
    /// assert!(shard.json().contains("permits.shard/1") && shard.json().ends_with("}\n"));
    /// ```
    pub fn json(&self) -> String {
        to_text(self)
    }

    /// What a file says.
    ///
    /// ```
    /// use permits::report::shard::Shard;
    /// let (line, _, why) = Shard::read("{\n  \"plan\": 1\n}").unwrap_err();
    /// assert_eq!(line, 2);
    /// assert!(why.starts_with("unknown field `plan`"));
    /// ```
    ///
    /// # Errors
    /// Line and column, from 1, and in words why it is no shard.
    pub fn read(text: &str) -> Result<Shard, (usize, usize, String)> {
        serde_json::from_str(text).map_err(|error| {
            // The place stands in front; serde_json says it at the end too.
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or_default().to_string();
            (error.line(), error.column(), words)
        })
    }
}
