//! # The odds
//!
//! In: [`Assessed`]: the odds of a case with the plan of the same case, for its names and for what to hold them against.
//! Out: a page ([`table()`], [`markdown()`]), a document ([`json()`]), or the days with their probabilities as rows for a
//! spreadsheet ([`csv`](super::csv::odds)); and a picture ([`drawing`]). Nothing is run or drawn at random here.
//!
//! The phases, each a file: `names` says what is uncertain in words, `page` puts the page together.
//!
//! ```
//! use permits::report::odds;
//! let (procedure, set) = ("land-supply", "promised");
#![doc = include_str!("../set_up/plan.txt")]
#![doc = include_str!("../set_up/assessed.txt")]
//! // The approval of the transfer plan takes 5 to 20 working days: the contract comes between the two.
//! assert_eq!(found.finish.first().to_string(), "2023-07-14");
//! assert_eq!(found.finish.last().to_string(), "2023-08-07");
//! assert!(odds::table(&view, Lang::En).contains("Exact, without sampling"));
//! ```

pub mod drawing;
mod json;
mod names;
mod page;

pub(super) use json::rounded;
pub use json::{SCHEMA, json};
pub use names::{ends, uncertain};
pub(super) use page::{days, grouped, percent, signed_days};

use crate::calendar::{Day, Told};
use crate::diagnostic::Lang;
use crate::risk::exact::StepFinishes;
use crate::risk::{Model, Odds, Swing};
use crate::study::delay::Share;

use super::blocks;
use super::plan::Plan;
use super::words::either;
use drawing::{Bar, Options, Picture};

/// The odds of a case and what they were made from.
///
/// ```
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
/// // The plan's own date is one of those that may come.
/// let planned = view.plan.finish().unwrap().value;
/// assert!(found.finish.first() < planned && planned < view.until);
/// ```
#[derive(Clone, Copy)]
pub struct Assessed<'a> {
    /// The plan: everything as expected, nothing that goes wrong.
    pub plan: Plan<'a>,
    /// What is uncertain.
    pub model: &'a Model<'a>,
    /// The odds.
    pub odds: &'a Odds,
    /// The seed of the draws.
    pub seed: u64,
    /// How many trials were asked for; fewer were run when somebody stopped it.
    pub asked: u64,
    /// The last day that any trial looked at.
    pub until: Day,
    /// Whether the exact answer would have cost more than it may, so that trials were run instead.
    pub too_costly: bool,
    /// When each step finishes, where that is known exactly.
    pub finishes: &'a [StepFinishes],
    /// What each uncertainty brings; `None` when it was stopped before that.
    pub tornado: Option<Tornado<'a>>,
    /// Whether there is no tornado because too many things are uncertain.
    pub too_many: bool,
    /// Whose days they are.
    pub shares: &'a [Share],
}

/// What each uncertainty brings, and how many trials say so.
///
/// ```
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
/// // One length is open, and its ends are not the same day.
/// let Tornado { swings, trials } = view.tornado.unwrap();
/// assert_eq!((swings.len(), trials), (1, 256));
/// assert!(swings[0].best.p80 < swings[0].worst.p80);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Tornado<'a> {
    /// The swings, the widest first.
    pub swings: &'a [Swing],
    /// The trials of each end.
    pub trials: u64,
}

impl Assessed<'_> {
    /// A day that may come, with the caveat of the days it is counted through.
    pub(super) fn told(&self, day: Day) -> Told<Day> {
        let from = self.odds.start.min(day);
        Told { value: day, provisional: self.plan.calendar.touches_provisional(from, day) }
    }

    /// Whether any of it rests on a holiday notice that is not published.
    ///
    /// ```
    /// let (procedure, set) = ("land-supply", "promised");
    #[doc = include_str!("../set_up/plan.txt")]
    #[doc = include_str!("../set_up/assessed.txt")]
    /// assert!(!view.provisional());
    /// // No notice says yet which days of 2040 are off.
    /// assert!(Assessed { until: Day::new(2040, 6, 1).unwrap(), ..view }.provisional());
    /// ```
    pub fn provisional(&self) -> bool {
        self.told(self.until.max(self.odds.finish.last())).provisional
    }

    /// A number that all trials together give.
    pub(super) fn of_all<T>(&self, value: T) -> Told<T> {
        Told { value, provisional: self.provisional() }
    }
}

/// The page in a terminal of 80 columns.
///
/// ```
/// use permits::report::{grid::WIDTH, odds, prose::columns};
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
/// let page = odds::table(&view, Lang::Zh);
/// assert!(page.contains("P50") && page.contains("P95"));
/// assert!(page.lines().all(|line| columns(line) <= usize::from(WIDTH)));
/// ```
pub fn table(view: &Assessed<'_>, lang: Lang) -> String {
    blocks::terminal(page::blocks(view, lang))
}

/// The page as Markdown.
///
/// ```
/// use permits::report::odds;
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
/// assert!(odds::markdown(&view, Lang::Zh).starts_with("# 概率\n"));
/// assert!(odds::markdown(&view, Lang::En).starts_with("# The odds\n"));
/// ```
pub fn markdown(view: &Assessed<'_>, lang: Lang) -> String {
    blocks::markdown(either(lang, "概率", "The odds"), page::blocks(view, lang))
}

/// The picture: the distribution, the curve, and what moves the P80.
///
/// ```
/// use permits::report::{odds, svg::Options};
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
/// let picture = odds::svg(&view, &Options::default(), Lang::En);
/// assert!(picture.contains("land transfer plan approval") && picture.ends_with("</svg>\n"));
/// ```
pub fn svg(view: &Assessed<'_>, options: &Options, lang: Lang) -> String {
    let bar = |swing: &Swing| {
        let [best, worst] = ends(view, swing, lang);
        Bar { name: uncertain(view, swing.what), low: (best, swing.best.p80), high: (worst, swing.worst.p80) }
    };
    let moves = view.tornado.iter().flat_map(|tornado| tornado.swings).filter(|swing| swing.days() != 0);
    let bars: Vec<Bar> = moves.map(bar).collect();
    let bars_how = view.tornado.map(|tornado| page::tornado_words(tornado.trials, lang));
    let (how, provisional) = (page::how(view, lang), view.provisional());
    let finish = &view.odds.finish;
    drawing::svg(
        &Picture { plan: &view.plan, finish, how, bars: &bars, bars_how, provisional },
        options,
        lang,
    )
}
