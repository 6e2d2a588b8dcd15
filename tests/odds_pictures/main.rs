//! The picture of the odds and the map of heat: what is drawn is what the distribution and the start days say, and
//! nothing runs into anything else. Shares are added up here one by one, and days are laid out by counting them.

#[path = "../drawn/mod.rs"]
mod drawn;
mod heat;
mod odds;

use permits::calendar::{Calendar, Day};
use permits::diagnostic::{Lang, Sources};
use permits::network::{Case, Network, compile};
use permits::report::plan::{Filter, Plan};
use permits::report::svg::{Options, Theme};
use permits::schedule::{Run, Schedule, schedule};
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A plan and what it was made from.
struct Planned {
    workflow: Workflow,
    assumptions: Assumptions,
    network: Network,
    calendar: Calendar,
    dates: Schedule,
    shown: Filter,
}

impl Planned {
    fn new(start: &str) -> Planned {
        let (library, mut sources) = (Library::built_in(), Sources::default());
        let (workflow, _) = load_workflow(&library, &Which::typed("full-path"), &mut sources).unwrap();
        let (assumptions, _) = load_assumptions(&library, &Which::typed("promised"), &mut sources).unwrap();
        let network = compile(&Case::new(&workflow, &assumptions)).unwrap();
        let calendar = Calendar::official();
        let dates = schedule(&network, &calendar, &Run::from(day(start))).unwrap();
        Planned { workflow, assumptions, network, calendar, dates, shown: Filter::default() }
    }

    fn plan(&self) -> Plan<'_> {
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

/// Languages, widths, themes.
fn every_options() -> Vec<(Options, Lang)> {
    let mut all = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for width in [None, Some(Options::NARROWEST), Some(2_400)] {
            all.push((Options { width, theme: Theme::Auto }, lang));
        }
        all.push((Options { width: None, theme: Theme::Dark }, lang));
    }
    all
}

/// Numbers that look drawn at random and are always the same.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 1).unwrap() % end
    }
}
