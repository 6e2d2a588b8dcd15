//! Many projects at once: how each stands on a day, and what is due, by department.
//!
//! In: what each is called, its procedure and its progress, one after the other ([`Known::of`]); nothing of a project is
//! kept but that. Out: a [`Portfolio`]. A project that cannot be used has a row too, with nothing known.
//!
//! What is deliberately not here: reading the files, and the pages.

use std::collections::BTreeMap;

use crate::calendar::{Calendar, CalendarRange, Day, Told};
use crate::diagnostic::{Lang, Text};
use crate::schedule::State;
use crate::workflow::Workflow;

use super::track::Tracked;
use super::track::due::AHEAD;

/// One project.
///
/// ```
/// use permits::study::portfolio::{Known, Row};
#[doc = include_str!("../set_up/tracked.md")]
/// let known = Known::of("一号地块", &workflow, &calendar, &tracked).unwrap();
/// let row = Row { file: "no-1.toml".into(), known: Some(known) };
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
/// use permits::study::portfolio::Known;
#[doc = include_str!("../set_up/tracked.md")]
/// let known = Known::of("一号地块", &workflow, &calendar, &tracked).unwrap();
/// // Forecast for Monday 10 July instead of Friday the 7th.
/// assert_eq!((known.workflow.as_str(), known.late), ("land-supply", 1));
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
/// use permits::study::portfolio::Known;
#[doc = include_str!("../set_up/tracked.md")]
/// let known = Known::of("一号地块", &workflow, &calendar, &tracked).unwrap();
/// // Of the ten working days after 20 June the announcement takes three.
/// let due = &known.due[0];
/// assert_eq!((due.step.as_str(), due.name.zh.as_str()), ("announcement-window", "公告期"));
/// assert_eq!((due.day, due.is_limit), (Told::sure(day("2023-06-26")), true));
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
/// use permits::study::portfolio::{Known, Portfolio, Row};
#[doc = include_str!("../set_up/tracked.md")]
/// let known = Known::of("一号地块", &workflow, &calendar, &tracked).unwrap();
/// let mut portfolio = Portfolio::on(tracked.as_of, &calendar).unwrap();
/// portfolio.rows.push(Row { file: "no-1.toml".into(), known: Some(known) });
/// assert_eq!((portfolio.as_of, portfolio.until), (day("2023-06-20"), day("2023-07-05")));
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

impl Known {
    /// How a project stands that is called so.
    ///
    /// ```
    /// use permits::study::portfolio::Known;
    #[doc = include_str!("../set_up/tracked.md")]
    /// let known = Known::of("一号地块", &workflow, &calendar, &tracked).unwrap();
    /// let finishes = [&tracked.plan, &tracked.forecast].map(|dates| dates.finish_day(&network));
    /// assert_eq!([known.planned, known.forecast], finishes);
    /// ```
    ///
    /// # Errors
    /// [`CalendarRange`]: the days looked ahead leave the calendar.
    pub fn of(
        name: &str,
        workflow: &Workflow,
        calendar: &Calendar,
        tracked: &Tracked,
    ) -> Result<Known, CalendarRange> {
        let network = &tracked.network;
        let bad = tracked.forecast.promises.iter().filter(|promise| tracked.outlook(promise).is_bad());
        let due = tracked.due_within(calendar, AHEAD)?.into_iter().map(|due| {
            let node = network.step(due.step);
            let step = &workflow.steps[node.file_order];
            DueRow {
                actor: step.actor.as_ref().map(|id| (id.to_string(), workflow.actor_name(id))),
                step: node.id.to_string(),
                name: step.name_in(node.round),
                state: due.state,
                day: due.day,
                is_limit: due.is_limit,
            }
        });
        Ok(Known {
            name: name.to_string(),
            workflow: workflow.id.clone(),
            has_records: tracked.has_records,
            planned: tracked.plan.finish_day(network),
            forecast: tracked.forecast.finish_day(network),
            late: tracked.delay(calendar, network.goal()).value.working,
            counts: State::ALL.map(|state| tracked.count(state)),
            bad_promises: bad.map(|promise| promise.id.to_string()).collect(),
            past_limits: tracked.past_their_limit().len(),
            due: due.collect(),
        })
    }

    /// How many of its steps are in a state.
    ///
    /// ```
    /// use permits::study::portfolio::Known;
    #[doc = include_str!("../set_up/tracked.md")]
    /// let known = Known::of("一号地块", &workflow, &calendar, &tracked).unwrap();
    /// assert_eq!((known.count(State::Running), known.count(State::Overdue)), (1, 0));
    /// ```
    pub fn count(&self, state: State) -> usize {
        State::ALL.iter().position(|known| *known == state).map_or(0, |at| self.counts[at])
    }

    /// How many steps it has.
    ///
    /// ```
    /// use permits::study::portfolio::Known;
    #[doc = include_str!("../set_up/tracked.md")]
    /// let known = Known::of("一号地块", &workflow, &calendar, &tracked).unwrap();
    /// assert_eq!(known.steps(), workflow.steps.len());
    /// ```
    pub fn steps(&self) -> usize {
        self.counts.iter().sum()
    }
}

impl Portfolio {
    /// An empty one on a day.
    ///
    /// ```
    /// use permits::{calendar::{Calendar, Day}, study::portfolio::Portfolio};
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

    /// What is due, by department in the order of their names, each by day and then by project, with the position of the
    /// project's row.
    ///
    /// ```
    /// use permits::study::portfolio::{Known, Portfolio, Row};
    #[doc = include_str!("../set_up/tracked.md")]
    /// let known = Known::of("一号地块", &workflow, &calendar, &tracked).unwrap();
    /// let row = Row { file: "no-1.toml".into(), known: Some(known) };
    /// let rows = vec![row.clone(), row];
    /// let portfolio = Portfolio { rows, ..Portfolio::on(tracked.as_of, &calendar).unwrap() };
    /// // The announcement of both, which the same department keeps up.
    /// let (department, due) = &portfolio.by_department(permits::diagnostic::Lang::En)[0];
    /// let rows: Vec<_> = due.iter().map(|(row, due)| (*row, due.step.as_str())).collect();
    /// assert_eq!(rows[..2], [(0, "announcement-window"), (1, "announcement-window")]);
    /// ```
    pub fn by_department(&self, lang: Lang) -> Vec<(String, Vec<(usize, &DueRow)>)> {
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
