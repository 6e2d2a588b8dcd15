//! Small procedures written on a few lines, for tests whose days are counted by hand.
//!
//! A line is a step: its name, its kind, its limit if it has one, and after `after` the steps it waits for, `n:start`
//! for the beginning of `n`, `n:start+5wd` with a lag, `n:first` for its first round. The last step is the goal. A line
//! that begins with `rework` names the rework, the step that fails, where it goes back to and, if that is left to a fact,
//! the fact; one that begins with `promise` its name, its two ends and its length.

#![allow(dead_code, reason = "each test file uses its part")]

use std::fmt::Write;
use std::fs;

use permits::calendar::Calendar;
use permits::diagnostic::Sources;
use permits::network::{Case, Network, ReworkId, StepId, compile};
use permits::schedule::given::{Given, GivenError, GivenMistake};
use permits::schedule::{self, Run, Schedule};
use permits::workflow::{
    Assumptions, Library, Project, Which, Workflow, load_assumptions, load_project, load_workflow,
    parse_assumptions,
};

/// The procedure of these lines.
pub fn workflow(lines: &str) -> Workflow {
    let lines: Vec<Vec<&str>> = lines.lines().map(|line| line.split_whitespace().collect()).collect();
    let lines = lines.iter().filter(|words| !words.is_empty());
    let (others, steps): (Vec<_>, Vec<_>) =
        lines.partition(|words| ["rework", "promise"].contains(&words[0]));
    let goal = steps.last().expect("a step")[0];
    let mut file = String::new();
    for words in steps {
        let (own, after) = match words.iter().position(|word| *word == "after") {
            Some(at) => (&words[..at], &words[at + 1..]),
            None => (&words[..], &[][..]),
        };
        writeln!(file, "[[step]]\nid = \"{}\"\nkind = \"{}\"", own[0], own[1]).unwrap();
        if let Some(limit) = own.get(2) {
            writeln!(file, "limit = \"{limit}\"\ncite = [\"s 1\"]").unwrap();
        }
        let links = after.iter().map(|link| match link.split_once(':') {
            Some((step, "first")) => format!("{{ step = \"{step}\", round = \"first\" }}"),
            Some((step, "start")) => format!("{{ step = \"{step}\", from = \"start\" }}"),
            Some((step, lag)) => {
                let lag = lag.strip_prefix("start+").expect("start, start+LAG or first");
                format!("{{ step = \"{step}\", from = \"start\", lag = \"{lag}\" }}")
            }
            None => format!("\"{link}\""),
        });
        writeln!(file, "after = [{}]", links.collect::<Vec<_>>().join(", ")).unwrap();
    }
    for words in others {
        match words[..] {
            ["rework", id, at, back_to] => {
                writeln!(file, "[[rework]]\nid = \"{id}\"\nat = \"{at}\"\nback_to = \"{back_to}\"").unwrap();
            }
            ["rework", id, at, back_to, when] => {
                let rework = format!("id = \"{id}\"\nat = \"{at}\"\nback_to = \"{back_to}\"\nmax = 1");
                let cite = "cite = [\"s 1\"]";
                writeln!(file, "[[rework]]\n{rework}\nwhen = {{ {when} = true }}\n{cite}\n{}", fact(when))
                    .unwrap();
            }
            ["promise", id, from, to, within] => {
                let ends = format!("from = \"{from}\"\nto = \"{to}\"\nwithin = \"{within}\"");
                writeln!(file, "[[promise]]\nid = \"{id}\"\n{ends}\ncite = [\"s 1\"]").unwrap();
            }
            _ => panic!("rework ID AT BACK_TO [FACT], or promise ID FROM TO WITHIN"),
        }
    }
    procedure(goal, &file)
}

/// The procedure that leads to a goal, of what its file says behind the head and the one source, `s`.
pub fn procedure(goal: &str, tables: &str) -> Workflow {
    workflow_of(&format!(
        "format = 1\n[workflow]\nid = \"small\"\nversion = \"1\"\ntitle = \"small\"\ngoal = \"{goal}\"\n\
         [source.s]\ntitle = \"s\"\n{tables}"
    ))
}

/// A fact that is false unless it is said otherwise, as a table.
pub fn fact(id: &str) -> String {
    format!("[fact.{id}]\ntype = \"bool\"\ndefault = false\nlabel = \"{id}\"\ncite = [\"s 1\"]\n")
}

/// The procedure of a file's text.
pub fn workflow_of(file: &str) -> Workflow {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.toml");
    fs::write(&path, file).unwrap();
    let loaded = load_workflow(&Library::built_in(), &Which::Path(path), &mut Sources::default());
    loaded.unwrap_or_else(|error| panic!("{error:?}\n{file}")).0
}

/// An assumption set that says this.
pub fn assumptions(text: &str) -> Assumptions {
    let head = "format = 1\n[assumptions]\nid = \"a\"\n";
    let parsed = parse_assumptions("a.toml", &format!("{head}{text}"), &mut Sources::default());
    parsed.unwrap_or_else(|error| panic!("{error:?}\n{text}")).0
}

/// A project that says this of the steps, as TOML.
pub fn project(steps: &str) -> Project {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.toml");
    let head = "format = 1\n[project]\nname = \"p\"\nworkflow = \"full-path\"\n";
    fs::write(&path, format!("{head}{steps}")).unwrap();
    load_project(&path, &mut Sources::default()).unwrap().0
}

/// No assumptions.
pub fn floor() -> Assumptions {
    load_assumptions(&Library::built_in(), &Which::typed("floor"), &mut Sources::default()).unwrap().0
}

/// Finishes that are given, as (step, day).
pub fn given(given: &[(&str, &str)]) -> Vec<Given> {
    let given =
        given.iter().map(|(step, day)| Given { step: StepId::from(*step), finished: day.parse().unwrap() });
    given.collect()
}

/// Reworks asked for, as (rework, times).
pub fn reworks(reworks: &[(&str, u32)]) -> Vec<(ReworkId, u32)> {
    reworks.iter().map(|(id, times)| (ReworkId::from(*id), *times)).collect()
}

/// A network and its dates.
pub struct Dates {
    /// The network.
    pub network: Network,
    /// Its dates.
    pub schedule: Schedule,
}

impl Dates {
    /// The trigger and the finish of a step.
    #[track_caller]
    pub fn of(&self, step: &str) -> (String, String) {
        let ix = self.network.find(step).unwrap_or_else(|| panic!("no step {step}"));
        let dated = self.schedule.dates(ix);
        (dated.trigger.to_string(), dated.finish().to_string())
    }

    /// The finish of the goal.
    pub fn finish(&self) -> String {
        self.schedule.finish(&self.network).to_string()
    }

    /// The steps in their order.
    pub fn order(&self) -> Vec<&str> {
        self.network.steps().iter().map(|step| step.id.as_str()).collect()
    }
}

/// The dates of these lines from a day, counted by statute.
pub fn dates(
    lines: &str,
    start: &str,
    at: &[(&str, &str)],
    again: &[(&str, u32)],
) -> Result<Dates, GivenMistake> {
    let (workflow, floor) = (workflow(lines), floor());
    let case = Case { reworks: reworks(again), ..Case::new(&workflow, &floor) };
    let run = Run::from(start.parse().unwrap());
    let network = schedule::given::given(&compile(&case).unwrap(), &given(at), &Calendar::official(), &run);
    let network = network.map_err(|error| match error {
        GivenError::Mistake(error) => error,
        GivenError::Calendar(error) => panic!("{error}"),
    })?;
    let schedule = schedule::schedule(&network, &Calendar::official(), &run).unwrap();
    Ok(Dates { network, schedule })
}
