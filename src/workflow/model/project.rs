//! One case.

use crate::calendar::{Counting, Day, Length};

use super::assumption::{Places, StepAssumption};
use super::fact::Value;
use super::ids::{FactId, StepId};
use super::rule::Promise;
use super::step::Basis;

/// One case: what is known of a project.
///
/// ```
/// use permits::{diagnostic::Sources, workflow::{Value, parse_project}};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"land-supply\"\n[set]\nno-bid = true\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut Sources::default()).unwrap();
/// assert_eq!(project.set[0].0.as_str(), "no-bid");
/// ```
#[derive(Debug, Clone)]
pub struct Project {
    /// What it is called.
    pub name: String,
    /// Which workflow: the name of one beside the project file or built in, or a path from there.
    pub workflow: String,
    /// The run's start.
    pub start: Option<Day>,
    /// Which assumption set: the name of one beside the project file or built in, or a path from there.
    pub assumptions: Option<String>,
    /// The counting profile.
    pub counting: Option<Counting>,
    /// The basis.
    pub basis: Option<Basis>,
    /// Calendar overlay files, as paths next to the project file.
    pub calendar: Vec<String>,
    /// The day whose knowledge of the calendar is used.
    pub known_as_of: Option<Day>,
    /// Facts and readings that differ from their defaults.
    pub set: Vec<(FactId, Value)>,
    /// What is known of single steps, in file order.
    pub steps: Vec<(StepId, ProjectStep)>,
    /// Promises of this project.
    pub promises: Vec<Promise>,
    /// What has happened, in file order.
    pub actual: Vec<(StepId, Actual)>,
    /// Clocks that stopped.
    pub pauses: Vec<Pause>,
    /// Limits that were lengthened.
    pub extensions: Vec<Extension>,
    /// Where each part is written.
    pub places: Places,
}

/// What a project knows of one step.
///
/// ```
/// use permits::{diagnostic::Sources, workflow::parse_project};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"land-supply\"\n
///     [step.land-announcement]\nnot_before = 2023-06-12\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut Sources::default()).unwrap();
/// assert_eq!(project.steps[0].1.not_before, "2023-06-12".parse().ok());
/// ```
#[derive(Debug, Clone, Default)]
pub struct ProjectStep {
    /// The step is not triggered before this day.
    pub not_before: Option<Day>,
    /// The project's own numbers, as in an assumption set.
    pub assumption: StepAssumption,
}

/// What has happened to one step.
///
/// ```
/// use permits::{diagnostic::Sources, workflow::parse_project};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"land-supply\"\n
///     [actual.announcement-window]\nstarted = 2023-06-05\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut Sources::default()).unwrap();
/// let (step, actual) = &project.actual[0];
/// assert_eq!((step.as_str(), actual.started), ("announcement-window", "2023-06-05".parse().ok()));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actual {
    /// The day it began.
    pub started: Option<Day>,
    /// The day it finished.
    pub finished: Option<Day>,
    /// What is left to do on the day that is asked for.
    pub remaining: Option<Length>,
}

/// A clock that stopped: 补正, 特别程序.
///
/// ```
/// use permits::{diagnostic::Sources, workflow::parse_project};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"conventional\"\n
///     [[pause]]\nstep = \"drawing-review\"\nfrom = 2023-10-09\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut Sources::default()).unwrap();
/// assert_eq!(project.pauses[0].to, None); // the clock still stands
/// ```
#[derive(Debug, Clone)]
pub struct Pause {
    /// The step.
    pub step: StepId,
    /// The day the clock stopped, which still counts.
    pub from: Day,
    /// The day it ran on; the days that count again are those after it. Absent when it still stands.
    pub to: Option<Day>,
    /// Why.
    pub reason: Option<String>,
    /// Where it comes from, in words.
    pub cite: Option<String>,
}

/// A limit that was lengthened.
///
/// ```
/// use permits::{calendar::Length, diagnostic::Sources, workflow::parse_project};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"conventional\"\n
///     [[extension]]\nstep = \"drawing-review\"\nby = \"10wd\"\ndecided = 2023-10-09\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut Sources::default()).unwrap();
/// assert_eq!(project.extensions[0].by, Length::Working(10));
/// ```
#[derive(Debug, Clone)]
pub struct Extension {
    /// The step.
    pub step: StepId,
    /// By how much.
    pub by: Length,
    /// The day it was decided.
    pub decided: Day,
    /// Where it comes from, in words.
    pub cite: Option<String>,
}
