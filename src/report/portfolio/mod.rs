//! Many projects at once: a row a project, and what is due, by department.
//!
//! In: each project's progress, one after the other ([`Row::of`]); nothing of a project is kept but its row. Out: a page
//! ([`table`]) or a document ([`json()`]).
//!
//! ```
//! use permits::report::portfolio::{self, Portfolio, Row};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
#![doc = include_str!("../set_up/tracked.txt")]
//! let mut portfolio = Portfolio::on(as_of, &calendar).unwrap();
//! portfolio.rows.push(Row::of("no-1.toml", &view).unwrap());
//! assert!(portfolio::table(&portfolio, Lang::Zh).contains("一号地块"));
//! ```

mod json;
mod table;

pub use json::{SCHEMA, json};
pub use table::table;

use std::collections::{BTreeMap, HashMap};

use crate::calendar::{Calendar, CalendarRange, Day, Told};
use crate::diagnostic::{Lang, Text};
use crate::schedule::State;
use crate::study::track::due::AHEAD;

use super::tracking::Tracking;

/// One project.
///
/// ```
/// use permits::report::portfolio::Row;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// let row = Row::of("no-1.toml", &view).unwrap();
/// // A file that cannot be used has a row too, without anything known.
/// let broken = Row { file: "no-2.toml".into(), known: None };
/// assert!(row.known.is_some() && broken.known.is_none());
/// ```
#[derive(Debug, Clone)]
pub struct Row {
    /// The file it is in.
    pub file: String,
    /// What there is to say of it; `None` when it cannot be used, which was told.
    pub known: Option<Known>,
}

/// How one project stands.
///
/// ```
/// use permits::report::portfolio::Row;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// let known = Row::of("no-1.toml", &view).unwrap().known.unwrap();
/// // Forecast for 13 July instead of 7 July: the 10th to the 13th are working days.
/// assert_eq!((known.workflow.as_str(), known.late), ("land-supply", 4));
/// // Every step is in one state.
/// assert_eq!(known.counts.iter().sum::<usize>(), 7);
/// ```
#[derive(Debug, Clone)]
pub struct Known {
    /// What it is called.
    pub name: String,
    /// The procedure's id.
    pub workflow: String,
    /// Whether anything is recorded of it.
    pub has_records: bool,
    /// The planned finish of its goal.
    pub planned: Told<Day>,
    /// The finish that is forecast.
    pub forecast: Told<Day>,
    /// Working days between the two: positive when it is late.
    pub late: i32,
    /// How many steps are in each state, in the order of [`State::ALL`].
    pub counts: [usize; 5],
    /// The promises that are broken or at risk.
    pub bad_promises: Vec<String>,
    /// How many limits have passed.
    pub past_limits: usize,
    /// What is due in the days that come.
    pub due: Vec<DueRow>,
}

/// Something that is due.
///
/// ```
/// use permits::report::portfolio::Row;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// let due = Row::of("no-1.toml", &view).unwrap().known.unwrap().due;
/// // The ten working days after 9 June, Duanwu between them, end on Monday 26 June: the notice ends later.
/// assert!(due.iter().all(|due| due.step != "announcement-window"));
/// ```
#[derive(Debug, Clone)]
pub struct DueRow {
    /// Who does it: the id, and what it is called.
    pub actor: Option<(String, Text)>,
    /// The step's id.
    pub step: String,
    /// What it is called.
    pub name: Text,
    /// How far it is.
    pub state: State,
    /// The day.
    pub day: Told<Day>,
    /// Whether the day is a limit's.
    pub is_limit: bool,
}

/// Several projects on a day.
///
/// ```
/// use permits::report::portfolio::{Portfolio, Row};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// let row = Row::of("no-1.toml", &view).unwrap();
/// let portfolio = Portfolio { rows: vec![row], ..Portfolio::on(as_of, &calendar).unwrap() };
/// assert!(portfolio.as_of < portfolio.until);
/// ```
#[derive(Debug, Clone)]
pub struct Portfolio {
    /// The day asked for.
    pub as_of: Day,
    /// The last day that is looked ahead to.
    pub until: Day,
    /// The projects, in the order in which they were named.
    pub rows: Vec<Row>,
}

impl Row {
    /// The row of a project.
    ///
    /// ```
    /// use permits::report::portfolio::Row;
    /// let (procedure, set) = ("land-supply", "floor");
    #[doc = include_str!("../set_up/plan.txt")]
    #[doc = include_str!("../set_up/tracked.txt")]
    /// let known = Row::of("no-1.toml", &view).unwrap().known.unwrap();
    /// assert_eq!((known.planned, known.forecast), (plan.finish().unwrap(), forecast.finish().unwrap()));
    /// ```
    ///
    /// # Errors
    /// [`CalendarRange`]: the days looked ahead leave the calendar.
    pub fn of(file: &str, view: &Tracking<'_>) -> Result<Row, CalendarRange> {
        let (plan, tracked) = (&view.plan, view.tracked);
        let bad = tracked.forecast.promises.iter().filter(|promise| tracked.outlook(promise).is_bad());
        let due = tracked.due_within(plan.calendar, AHEAD)?.into_iter().map(|due| {
            let actor = plan.step(due.step).actor.as_ref();
            DueRow {
                actor: actor.map(|id| (id.to_string(), plan.workflow.actor_name(id))),
                step: plan.node(due.step).id.to_string(),
                name: plan.name(due.step),
                state: due.state,
                day: due.day,
                is_limit: due.is_limit,
            }
        });
        let known = Known {
            name: plan.project.unwrap_or_default().to_string(),
            workflow: plan.workflow.id.clone(),
            has_records: tracked.has_records,
            planned: view.planned_finish(),
            forecast: view.forecast_finish(),
            late: tracked.delay(plan.calendar, plan.network.goal()).value.working,
            counts: State::ALL.map(|state| view.count(state)),
            bad_promises: bad.map(|promise| promise.id.to_string()).collect(),
            past_limits: tracked.past_their_limit().len(),
            due: due.collect(),
        };
        Ok(Row { file: file.to_string(), known: Some(known) })
    }
}

impl Known {
    /// How many of its steps are in a state.
    pub(super) fn count(&self, state: State) -> usize {
        State::ALL.iter().position(|known| *known == state).map_or(0, |at| self.counts[at])
    }

    /// How many steps it has.
    pub(super) fn steps(&self) -> usize {
        self.counts.iter().sum()
    }
}

impl Portfolio {
    /// An empty one on a day.
    ///
    /// ```
    /// use permits::{calendar::{Calendar, Day}, report::portfolio::Portfolio};
    /// let portfolio = Portfolio::on("2023-06-01".parse().unwrap(), &Calendar::official()).unwrap();
    /// // Ten working days are looked ahead.
    /// assert_eq!((portfolio.until.to_string().as_str(), portfolio.rows.len()), ("2023-06-15", 0));
    /// ```
    ///
    /// # Errors
    /// [`CalendarRange`]: the days looked ahead leave the calendar.
    pub fn on(as_of: Day, calendar: &Calendar) -> Result<Portfolio, CalendarRange> {
        Ok(Portfolio { as_of, until: calendar.workday_after(as_of, AHEAD)?, rows: Vec::new() })
    }

    /// What each project is called; where several are called the same, with the name of the file.
    fn names(&self) -> Vec<String> {
        let name = |row: &Row| row.known.as_ref().map_or(&row.file, |known| &known.name).clone();
        let mut times: HashMap<String, usize> = HashMap::new();
        for row in &self.rows {
            *times.entry(name(row)).or_default() += 1;
        }
        let told_apart = |row: &Row| match times.get(&name(row)) {
            Some(2..) => format!("{} ({})", name(row), stem(&row.file)),
            _ => name(row),
        };
        self.rows.iter().map(told_apart).collect()
    }

    /// What is due, by department in the order of their names, each by day and then by project, with the position of the
    /// project's row.
    fn by_department(&self, lang: Lang) -> Vec<(String, Vec<(usize, &DueRow)>)> {
        let mut departments: BTreeMap<String, Vec<(usize, &DueRow)>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let Some(known) = &row.known else { continue };
            for due in &known.due {
                let name = due.actor.as_ref().map(|(_, name)| name.get(lang).to_string()).unwrap_or_default();
                departments.entry(name).or_default().push((at, due));
            }
        }
        let mut departments: Vec<_> = departments.into_iter().collect();
        for (_, due) in &mut departments {
            due.sort_by_key(|(_, due)| due.day.value);
        }
        departments
    }
}

/// The name of a file without its folder and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}
