//! A plan to draw.

use permits::calendar::{Calendar, Day};
use permits::diagnostic::Sources;
use permits::network::{Case, Network, compile};
use permits::report::plan::{Filter, Plan};
use permits::schedule::{Run, Schedule, schedule};
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A schedule and what it was made from.
pub struct Planned {
    pub workflow: Workflow,
    pub assumptions: Assumptions,
    pub network: Network,
    pub calendar: Calendar,
    pub dates: Schedule,
    pub shown: Filter,
}

impl Planned {
    pub fn new(which: &Which, set: &str, start: &str) -> Planned {
        let (library, mut sources) = (Library::built_in(), Sources::default());
        let (workflow, _) = load_workflow(&library, which, &mut sources).unwrap();
        let (assumptions, _) = load_assumptions(&library, &Which::typed(set), &mut sources).unwrap();
        let network = compile(&Case::new(&workflow, &assumptions)).unwrap();
        let calendar = Calendar::official();
        let dates = schedule(&network, &calendar, &Run::from(day(start))).unwrap();
        Planned { workflow, assumptions, network, calendar, dates, shown: Filter::default() }
    }

    pub fn built_in(id: &str, set: &str, start: &str) -> Planned {
        Planned::new(&Which::typed(id), set, start)
    }

    pub fn written(file: &str, start: &str) -> Planned {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("written.toml");
        std::fs::write(&path, file).unwrap();
        Planned::new(&Which::Path(path), "floor", start)
    }

    pub fn plan(&self) -> Plan<'_> {
        Plan {
            workflow: &self.workflow,
            assumptions: &self.assumptions,
            project: None,
            network: &self.network,
            calendar: &self.calendar,
            schedule: &self.dates,
            otherwise: None,
            drags: None,
            notes: &[],
            suspension: None,
            shown: &self.shown,
        }
    }
}
