//! A project's progress against its plan: what nothing recorded means, what is recorded as planned, and what a late
//! record moves, held against a forward run from the given day.

mod small;

use permits::calendar::{Calendar, Counting, Day, Moment};
use permits::diagnostic::Sources;
use permits::network::{Case, Given, Kind, Network, Said, StepIx, compile};
use permits::schedule::given::given;
use permits::schedule::{Run, Schedule, State, schedule};
use permits::study::track::{Effect, Outlook, track};
use permits::workflow::{Library, Which, load_assumptions, load_workflow};

const SHIPPED: [&str; 5] =
    ["land-supply", "design-scheme-supply", "build-on-land-delivery", "full-path", "conventional"];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The network of a shipped procedure.
fn shipped(id: &str, set: &str) -> Network {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed(id), &mut sources).unwrap();
    let (assumptions, _) = load_assumptions(&library, &Which::typed(set), &mut sources).unwrap();
    compile(&Case::new(&workflow, &assumptions)).unwrap()
}

/// What is known on a day of a project that runs as planned: what finished by then, and what had begun. Nobody need
/// record a milestone.
fn as_planned(network: &Network, plan: &Schedule, as_of: Day) -> Vec<Said> {
    let of = |ix: StepIx| {
        let (node, dated) = (network.step(ix), plan.dates(ix));
        let (begins, finish) = (dated.counted.begins.day(), dated.finish().day());
        if !node.is_present() || node.timing.kind == Kind::Milestone {
            return Said::default();
        }
        Said {
            started: (begins <= as_of).then_some(begins),
            finished: (finish <= as_of).then_some(finish),
            ..Said::default()
        }
    };
    network.positions().map(of).collect()
}

/// The days around a plan.
fn days_of(network: &Network, plan: &Schedule, every: usize) -> Vec<Day> {
    let last = network.positions().map(|ix| plan.dates(ix).finish().day()).max().unwrap();
    plan.run.start.to(last.plus(5).unwrap()).step_by(every).collect()
}

fn same_dates(forecast: &Schedule, plan: &Schedule, network: &Network, what: &str) {
    for ix in network.positions().filter(|ix| network.step(*ix).is_present()) {
        let (now, then) = (forecast.dates(ix), plan.dates(ix));
        let id = &network.step(ix).id;
        assert_eq!(now.finish(), then.finish(), "{what}: {id}");
        assert_eq!(now.counted.begins.day(), then.counted.begins.day(), "{what}: {id}");
    }
    assert_eq!(forecast.finish(network), plan.finish(network), "{what}");
}

#[test]
fn with_nothing_recorded_the_forecast_is_the_plan() {
    let calendar = Calendar::official();
    for id in SHIPPED {
        let network = shipped(id, "promised");
        let run = Run::from(day("2023-06-01"));
        let plan = schedule(&network, &calendar, &run).unwrap();
        let nothing = vec![Said::default(); network.steps().len()];
        for as_of in days_of(&network, &plan, 13) {
            let tracked = track(&network, &calendar, &run, &nothing, as_of).unwrap();
            assert!(!tracked.has_records);
            same_dates(&tracked.forecast, &plan, &network, id);
            assert!(tracked.steps().all(|ix| tracked.effect(&calendar, ix) == Effect::None));
        }
    }
}

#[test]
fn what_is_recorded_as_planned_moves_nothing() {
    let calendar = Calendar::official();
    let mut under_way = 0;
    for id in SHIPPED {
        for (set, counting) in [
            ("promised", Counting::Statutory),
            ("promised", Counting::Practice),
            ("floor", Counting::Statutory),
        ] {
            for start in ["2023-06-01", "2024-01-20"] {
                let network = shipped(id, set);
                let run = Run { counting, ..Run::from(day(start)) };
                let plan = schedule(&network, &calendar, &run).unwrap();
                for as_of in days_of(&network, &plan, 1) {
                    let said = as_planned(&network, &plan, as_of);
                    let tracked = track(&network, &calendar, &run, &said, as_of).unwrap();
                    let what = format!("{id} {set} {counting:?} from {start} on {as_of}");
                    same_dates(&tracked.forecast, &plan, &network, &what);
                    for ix in tracked.steps() {
                        let (state, planned) = (tracked.state(ix), plan.dates(ix));
                        let id = &network.step(ix).id;
                        assert_ne!(state, State::Overdue, "{what}: {id}");
                        assert_eq!(tracked.delay(&calendar, ix).value.natural, 0, "{what}: {id}");
                        if state.is_under_way() {
                            under_way += 1;
                            assert_eq!(tracked.front(ix), as_of, "{what}: {id}");
                        }
                        if planned.finish() < Moment::in_hours(as_of) && tracked.has_records {
                            assert_eq!(state, State::Done, "{what}: {id}");
                        }
                        if planned.counted.begins.day() > as_of {
                            assert_eq!(state, State::Waiting, "{what}: {id}");
                        }
                    }
                    assert!(
                        tracked.not_begun().is_empty() && tracked.past_their_limit().is_empty(),
                        "{what}"
                    );
                    let broken = |outlook: Outlook| outlook == Outlook::Broken || outlook == Outlook::AtRisk;
                    for promise in &tracked.forecast.promises {
                        let planned = plan.promises.iter().find(|planned| planned.id == promise.id).unwrap();
                        assert_eq!(
                            broken(tracked.outlook(promise)),
                            !planned.met(),
                            "{what}: {}",
                            promise.id
                        );
                    }
                }
            }
        }
    }
    assert!(under_way > 5_000, "{under_way}");
}

/// Numbers that look random and are the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// A random procedure of small steps of every kind; the last is the goal and waits for all that nothing else waits for.
fn lines(numbers: &mut Numbers) -> String {
    const KINDS: [(&str, bool); 8] = [
        ("task", true),
        ("review", true),
        ("notice", true),
        ("consultation", true),
        ("listing", true),
        ("act", false),
        ("meeting", false),
        ("milestone", false),
    ];
    let count = 3 + numbers.below(10);
    let mut waited_for = vec![false; count];
    let mut lines = String::new();
    for at in 0..count {
        let (kind, takes_limit) = KINDS[numbers.below(KINDS.len())];
        let limit = match (takes_limit, numbers.below(2)) {
            (false, _) => String::new(),
            (true, 0) => format!("{}wd", 1 + numbers.below(9)),
            (true, _) => format!("{}d", 1 + numbers.below(20)),
        };
        let mut after: Vec<String> = Vec::new();
        for (from, is_waited_for) in waited_for.iter_mut().enumerate().take(at) {
            let last = at + 1 == count && !*is_waited_for;
            if last || numbers.below(3) == 0 {
                *is_waited_for = true;
                let end = if !last && numbers.below(6) == 0 { ":start" } else { "" };
                after.push(format!("s{from}{end}"));
            }
        }
        lines += &format!("s{at} {kind} {limit} after {}\n", after.join(" "));
    }
    lines
}

/// Everything is recorded as planned up to a day, but for one step that finishes on that day, late: then every step that
/// is left has the dates of a forward run from the day given.
#[test]
fn a_late_record_moves_exactly_what_a_forward_run_from_it_moves() {
    let calendar = Calendar::official();
    let (mut numbers, mut tried, mut moved) = (Numbers(11), 0, 0);
    for _ in 0..1_500 {
        let text = lines(&mut numbers);
        let workflow = small::workflow(&text);
        let floor = small::floor();
        let network = compile(&Case::new(&workflow, &floor)).unwrap();
        let counting = if numbers.below(2) == 0 { Counting::Statutory } else { Counting::Practice };
        let start = day("2023-01-01").plus(numbers.below(700) as i64).unwrap();
        let run = Run { counting, ..Run::from(start) };
        let plan = schedule(&network, &calendar, &run).unwrap();
        for late in network.positions() {
            let planned = plan.dates(late);
            if network.step(late).timing.kind == Kind::Milestone {
                continue;
            }
            let as_of = planned.finish().day().plus(1 + numbers.below(25) as i64).unwrap();
            let step = network.step(late).id.clone();
            let Ok(left) = given(&network, &[Given { step, finished: as_of }], &calendar, &run) else {
                continue;
            };
            let forward = schedule(&left, &calendar, &run).unwrap();
            // What follows from it has happened as the forward run has it, as far as it has.
            let mut said = as_planned(&network, &plan, as_of);
            for (ix, happened) in left.positions().zip(as_planned(&left, &forward, as_of)) {
                said[network.find(left.step(ix).id.as_str()).unwrap().index()] = happened;
            }
            said[late.index()] = Said { finished: Some(as_of), ..Said::default() };
            let tracked = track(&network, &calendar, &run, &said, as_of).unwrap();
            for ix in left.positions() {
                let (id, there) = (&left.step(ix).id, forward.dates(ix));
                let here = tracked.forecast.dates(network.find(id.as_str()).unwrap());
                // What only began with the late step is not proved to be late itself.
                assert_eq!(
                    here.finish(),
                    there.finish(),
                    "{id}: {late:?} on {as_of} from {start} of\n{text}"
                );
                moved +=
                    usize::from(here.finish() != plan.dates(network.find(id.as_str()).unwrap()).finish());
            }
            tried += 1;
        }
    }
    assert!(tried > 5_000 && moved > 10_000, "{tried} {moved}");
}
