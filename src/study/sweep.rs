//! Every start day of a range: when the goal is reached from each, and what decides it.
//!
//! In: a network, its calendar, a profile and a basis, the first and the last start day and how many of the days between
//! are asked for. Out: a row a start day with the goal's finish, the days it takes, its critical path and what each
//! promise has to spare; where the path flips; the best and the worst windows; and what each holiday costs: how many days
//! later the goal is reached than it would be if the holiday's days were what their weekdays say.
//!
//! Each row is one schedule. No odds and no words here.

use std::collections::HashMap;

use crate::calendar::{Calendar, Counting, Day, Told};
use crate::network::{Basis, Network, StepIx};
use crate::schedule::{Float, OutOfCalendar, Run, Schedule, schedule};

/// Which start days of a range are asked for.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::sweep::Every;
/// let days = |every: Every| every.days(&calendar, day("2023-06-19"), day("2023-06-25")).len();
/// // The week of Duanwu: Monday to Wednesday and the make-up Sunday are worked.
/// assert_eq!([Every::Day, Every::Workday, Every::Week].map(days), [7, 4, 1]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Every {
    /// Every day.
    Day,
    /// Every working day.
    #[default]
    Workday,
    /// The first working day of every week; a week without one has none.
    Week,
}

impl Every {
    /// All of them.
    pub const ALL: [Every; 3] = [Every::Day, Every::Workday, Every::Week];

    /// Their words, in the same order.
    pub const NAMES: [&'static str; 3] = ["day", "workday", "week"];

    /// The word in flags.
    ///
    /// ```
    /// use permits::study::sweep::Every;
    /// assert_eq!(Every::ALL.map(Every::as_str), Every::NAMES);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Every::Day => Every::NAMES[0],
            Every::Workday => Every::NAMES[1],
            Every::Week => Every::NAMES[2],
        }
    }

    /// The one of that word.
    ///
    /// ```
    /// use permits::study::sweep::Every;
    /// assert_eq!(Every::named("workday"), Some(Every::Workday));
    /// assert_eq!(Every::named("month"), None);
    /// ```
    pub fn named(word: &str) -> Option<Every> {
        let at = Every::NAMES.iter().position(|name| *name == word)?;
        Some(Every::ALL[at])
    }

    /// The start days of a range, both ends included.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::study::sweep::Every;
    /// // The golden week of 2023 ended on Friday 6 October; the weekend after it was worked.
    /// let days = Every::Week.days(&calendar, day("2023-10-02"), day("2023-10-15"));
    /// assert_eq!(days, [day("2023-10-07"), day("2023-10-09")]);
    /// ```
    pub fn days(self, calendar: &Calendar, first: Day, last: Day) -> Vec<Day> {
        let mut week = None;
        let days = first.to(last).filter(|day| match self {
            Every::Day => true,
            Every::Workday => calendar.works(*day),
            Every::Week => {
                let monday = i64::from(day.index()) - i64::from(day.weekday().days_from_monday());
                calendar.works(*day) && week.replace(monday) != Some(monday)
            }
        });
        days.collect()
    }
}

/// What is asked.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::sweep::{Asked, sweep};
/// let (counting, basis) = (run.counting, run.basis);
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis };
/// let swept = sweep(&asked, &[run.start]).unwrap();
/// assert_eq!(swept.rows[0].finish, dates.finish_day(&network), "a row is a schedule");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The graph.
    pub network: &'a Network,
    /// The calendar.
    pub calendar: &'a Calendar,
    /// The counting profile.
    pub counting: Counting,
    /// Which lengths are used.
    pub basis: Basis,
}

/// One start day.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::sweep::{Asked, sweep};
/// let (counting, basis) = (run.counting, run.basis);
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis };
/// let row = &sweep(&asked, &[day("2023-06-01")]).unwrap().rows[0];
/// assert_eq!((row.start, row.finish.value), (day("2023-06-01"), day("2023-07-07")));
/// assert_eq!(row.takes, Float { working: 25, natural: 36 });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The day.
    pub start: Day,
    /// When the goal is reached.
    pub finish: Told<Day>,
    /// The days from the start (excluded) to that (included).
    pub takes: Float,
    /// Its critical path, as a position in [`Sweep::paths`].
    pub path: usize,
    /// What each promise has to spare, in working days, in the order of [`Sweep::promises`].
    pub margins: Vec<Told<i32>>,
}

/// What a holiday costs.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::sweep::{Asked, sweep};
/// let (counting, basis) = (run.counting, run.basis);
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis };
/// let swept = sweep(&asked, &[day("2023-06-01")]).unwrap();
/// let duanwu = &asked.holidays(&swept).unwrap()[0];
/// assert_eq!((duanwu.name.as_str(), duanwu.notice, duanwu.starts), ("端午节", 2023, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayCost {
    /// Its name.
    pub name: String,
    /// The year of its notice.
    pub notice: i32,
    /// Whether that notice is not published, so that its days are projected.
    pub provisional: bool,
    /// From how many of the start days the goal is reached on another day without it.
    pub starts: usize,
    /// The most natural days that it costs, and the least: negative where its make-up days bring the goal forward.
    pub most: i32,
    /// The least.
    pub least: i32,
    /// The natural days of all of them together.
    pub together: i32,
}

/// Every start day of a range.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::study::sweep::{Asked, sweep};
/// let (counting, basis) = (run.counting, run.basis);
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis };
/// let swept = sweep(&asked, &[day("2023-06-01"), day("2023-06-02")]).unwrap();
/// assert_eq!((swept.rows.len(), swept.promises.len()), (2, 0));
/// assert_eq!(swept.paths.len(), 1, "there is one chain only");
/// ```
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The rows, in the order of the days.
    pub rows: Vec<Row>,
    /// The critical paths that occur, in the order in which they first do.
    pub paths: Vec<Vec<StepIx>>,
    /// The promises, in the order of their margins.
    pub promises: Vec<crate::network::PromiseId>,
}

/// A stretch of start days, one after the other among those asked for.
///
/// ```
/// use permits::{calendar::Day, study::sweep::windows};
/// let starts = ["2023-06-01", "2023-06-02", "2023-06-05"].map(|day| day.parse::<Day>().unwrap());
/// let (days, windows) = windows(starts.into_iter().zip([36, 35, 35]), |a, b| a < b).unwrap();
/// assert_eq!((days, windows[0].first, windows[0].last, windows[0].days), (35, starts[1], starts[2], 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub first: Day,
    /// The last.
    pub last: Day,
    /// How many of the days asked for it holds.
    pub days: usize,
}

/// Schedules from every one of the days.
///
/// # Errors
/// [`OutOfCalendar`]: the dates from one of them leave the calendar.
///
/// ```
/// use permits::calendar::{Calendar, Counting, Length};
/// use permits::network::{Basis, Kind, Network, NetworkStep, StepIx, Timing};
/// use permits::study::sweep::{Asked, Every, sweep};
/// let mut task = Timing::new(Kind::Task);
/// task.limit = Some(Length::Working(3));
/// let network = Network::new(vec![NetworkStep::new("draw", task)], Vec::new(), StepIx::new(0)).unwrap();
/// let calendar = Calendar::official();
/// let (counting, basis) = (Counting::default(), Basis::default());
/// let asked = Asked { network: &network, calendar: &calendar, counting, basis };
/// let days = Every::Workday.days(&calendar, "2023-06-19".parse().unwrap(), "2023-06-21".parse().unwrap());
/// let swept = sweep(&asked, &days).unwrap();
/// // From Monday 19 June: 20, 21 and, Duanwu being off, the make-up Sunday 25.
/// assert_eq!(swept.rows[0].finish.value.to_string(), "2023-06-25");
/// assert_eq!(swept.rows[0].takes.natural, 6);
/// ```
pub fn sweep(asked: &Asked<'_>, days: &[Day]) -> Result<Sweep, OutOfCalendar> {
    let promises = asked.network.promises.iter().map(|promise| promise.id.clone()).collect();
    let mut swept = Sweep { rows: Vec::with_capacity(days.len()), paths: Vec::new(), promises };
    let mut known: HashMap<Vec<StepIx>, usize> = HashMap::new();
    for &start in days {
        let dates = asked.from(start, asked.calendar)?;
        let path = match known.get(&dates.critical_path) {
            Some(path) => *path,
            None => {
                swept.paths.push(dates.critical_path.clone());
                known.insert(dates.critical_path.clone(), swept.paths.len() - 1);
                swept.paths.len() - 1
            }
        };
        swept.rows.push(Row {
            start,
            finish: dates.finish_day(asked.network),
            takes: dates.duration,
            path,
            margins: dates.promises.iter().map(|promise| promise.margin).collect(),
        });
    }
    Ok(swept)
}

impl Asked<'_> {
    fn from(&self, start: Day, calendar: &Calendar) -> Result<Schedule, OutOfCalendar> {
        schedule(self.network, calendar, &Run { start, counting: self.counting, basis: self.basis })
    }

    /// What each holiday costs the starts of a sweep, the dearest first; those that cost nothing are left out. Only
    /// starts whose plan the holiday's days fall into are scheduled again.
    ///
    /// # Errors
    /// [`OutOfCalendar`]: the dates without a holiday leave the calendar.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::study::sweep::{Asked, sweep};
    /// let (counting, basis) = (run.counting, run.basis);
    /// let asked = Asked { network: &network, calendar: &calendar, counting, basis };
    /// let swept = sweep(&asked, &[day("2023-06-01")]).unwrap();
    /// // Without Duanwu the announcement ends on Thursday 22 June, and the bidding on 6 July instead of the 7th.
    /// let costs = asked.holidays(&swept).unwrap();
    /// assert_eq!((costs[0].most, costs[0].together), (1, 1));
    /// ```
    pub fn holidays(&self, swept: &Sweep) -> Result<Vec<HolidayCost>, OutOfCalendar> {
        let (Some(first), Some(last)) =
            (swept.rows.first(), swept.rows.iter().map(|row| row.finish.value).max())
        else {
            return Ok(Vec::new());
        };
        let mut costs = Vec::new();
        for (name, notice, from, to) in self.calendar.holidays_between(first.start, last) {
            let without = self.calendar.without_holiday(&name, notice);
            let provisional = self.calendar.touches_provisional(from, to);
            let mut cost = HolidayCost {
                name,
                notice,
                provisional,
                starts: 0,
                most: i32::MIN,
                least: i32::MAX,
                together: 0,
            };
            for row in swept.rows.iter().filter(|row| row.start <= to && from <= row.finish.value) {
                let finish = self.from(row.start, &without)?.finish(self.network).day();
                let days = row.finish.value.days_since(finish);
                if days != 0 {
                    cost.starts += 1;
                    cost.together += days;
                    (cost.most, cost.least) = (cost.most.max(days), cost.least.min(days));
                }
            }
            if cost.starts > 0 {
                costs.push(cost);
            }
        }
        costs.sort_by_key(|cost| (-cost.most, -cost.together));
        Ok(costs)
    }
}

/// The fewest or the most days among those that some start days take, and the windows in which it is so, the longest
/// first. `extreme` says whether its first number is better than its second. `None` without days.
///
/// ```
/// use permits::{calendar::Day, study::sweep::windows};
/// let starts = ["2023-06-01", "2023-06-02", "2023-06-05"].map(|day| day.parse::<Day>().unwrap());
/// let (most, windows) = windows(starts.into_iter().zip([36, 35, 36]), |a, b| a > b).unwrap();
/// // The longest take 36 days: from the first start and from the last, which are no neighbours.
/// assert_eq!((most, windows.len()), (36, 2));
/// ```
pub fn windows(
    takes: impl Iterator<Item = (Day, i32)> + Clone,
    extreme: impl Fn(i32, i32) -> bool,
) -> Option<(i32, Vec<Window>)> {
    let days = takes.clone().map(|(_, days)| days);
    let best = days.reduce(|best, days| if extreme(days, best) { days } else { best })?;
    let mut windows: Vec<Window> = Vec::new();
    let mut open = false;
    for (start, days) in takes {
        let fits = days == best;
        match windows.last_mut() {
            Some(window) if fits && open => (window.last, window.days) = (start, window.days + 1),
            _ if fits => windows.push(Window { first: start, last: start, days: 1 }),
            _ => {}
        }
        open = fits;
    }
    windows.sort_by_key(|window| (std::cmp::Reverse(window.days), window.first));
    Some((best, windows))
}

impl Sweep {
    /// The fewest or the most natural days that it takes, and the windows in which it does, the longest first.
    ///
    /// ```
    #[doc = include_str!("../set_up/land_supply.md")]
    /// use permits::study::sweep::{Asked, sweep};
    /// let (counting, basis) = (run.counting, run.basis);
    /// let asked = Asked { network: &network, calendar: &calendar, counting, basis };
    /// // From 1 and from 2 June the contract is signed on 7 July.
    /// let swept = sweep(&asked, &[day("2023-06-01"), day("2023-06-02")]).unwrap();
    /// let (fewest, windows) = swept.windows(|a, b| a < b).unwrap();
    /// assert_eq!((fewest, windows[0].first), (35, day("2023-06-02")));
    /// ```
    pub fn windows(&self, extreme: impl Fn(i32, i32) -> bool) -> Option<(i32, Vec<Window>)> {
        windows(self.rows.iter().map(|row| (row.start, row.takes.natural)), extreme)
    }

    /// The start days from which another critical path decides than from the day before, with the two paths.
    ///
    /// ```
    /// use permits::{calendar::Told, network::StepIx, schedule::Float, study::sweep::{Row, Sweep}};
    /// let row = |start: &str, path: usize| {
    ///     let (start, takes) = (start.parse().unwrap(), Float { working: 1, natural: 1 });
    ///     Row { start, finish: Told::sure(start), takes, path, margins: Vec::new() }
    /// };
    /// let paths = vec![vec![StepIx::new(0)], vec![StepIx::new(1)]];
    /// let rows = vec![row("2023-06-01", 0), row("2023-06-02", 0), row("2023-06-05", 1)];
    /// let swept = Sweep { rows, paths, promises: Vec::new() };
    /// let flips: Vec<_> = swept.flips().collect();
    /// assert_eq!(flips, [("2023-06-05".parse().unwrap(), 0, 1)]);
    /// ```
    pub fn flips(&self) -> impl Iterator<Item = (Day, usize, usize)> {
        let pairs = self.rows.windows(2).filter(|pair| pair[0].path != pair[1].path);
        pairs.map(|pair| (pair[1].start, pair[0].path, pair[1].path))
    }
}
