//! The engine against the walker: the same files, the same question, the same answer.
//!
//! The walker counts day by day from the semantics alone and uses nothing of the crate. Every shipped workflow is
//! scheduled from every day of 2003–2030 in both profiles; random workflows cover every kind, link, lag, profile and
//! basis.

#[path = "common/asked.rs"]
mod asked;
#[path = "common/settled.rs"]
mod settled;
#[path = "common/walker/mod.rs"]
mod walker;

use std::fmt::Write as _;
use std::path::Path;

use asked::{Asked, counting, day};
use permits::calendar::{At, Calendar, Day, Moment, Told};
use permits::diagnostic::Sources;
use permits::network::{Case, CompileError, Network, compile};
use permits::schedule::given::{GivenError, GivenMistake, given};
use permits::schedule::{Run, Schedule, drag, schedule};
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use walker::date::Date;
use walker::files::{Merged, Overlay};
use walker::walk::{self, Answer, Question, Walker, Want, Wrong};

const DATA: [&str; 4] = [
    include_str!("../src/calendar/data/cn_workdays.csv"),
    include_str!("../src/calendar/data/cn_notices.csv"),
    include_str!("../src/calendar/data/cn_revisions.csv"),
    include_str!("../src/calendar/data/cn_festivals.csv"),
];

fn naive_calendar(known_as_of: Option<Date>) -> walker::calendar::Calendar {
    let [workdays, notices, revisions, festivals] = DATA;
    let sources = walker::calendar::Sources { workdays, notices, revisions, festivals };
    walker::calendar::Calendar::build(&sources, known_as_of, &[]).expect("the data is read")
}

const SHIPPED: [&str; 5] =
    ["land-supply", "design-scheme-supply", "build-on-land-delivery", "full-path", "conventional"];

fn shipped(folder: &str, id: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(format!("{id}.toml"));
    std::fs::read_to_string(path).expect("a shipped file")
}

fn naive_library() -> Vec<(String, String)> {
    SHIPPED.iter().map(|id| (id.to_string(), shipped("workflows", id))).collect()
}

fn naive_date(day: Day) -> Date {
    Date::new(day.year(), day.month(), day.day_of_month())
}

/// A moment as the walker has it.
fn naive(moment: Moment) -> walk::Moment {
    walk::Moment { date: naive_date(moment.day()), end_of_day: moment.at() == At::EndOfDay }
}

/// The engine's answer in the walker's words.
fn told(network: &Network, calendar: &Calendar, dates: &Schedule, want: Want) -> Answer {
    let id = |ix| network.step(ix).id.to_string();
    let drags = if want == Want::Drag { drag::drags(network, calendar, dates) } else { None };
    let mut answer = Answer {
        order: Vec::new(),
        steps: Default::default(),
        absent: Vec::new(),
        finish: naive(dates.finish(network)),
        natural_days: dates.duration.natural.into(),
        working_days: dates.duration.working.into(),
        critical_path: dates.critical_path.iter().map(|ix| id(*ix)).collect(),
        promises: Vec::new(),
    };
    let mut absent = Vec::new();
    for ix in network.positions() {
        let step = network.step(ix);
        if !step.is_present() {
            absent.push(((step.file_order, step.round), step.id.to_string()));
            continue;
        }
        answer.order.push(step.id.to_string());
        let dated = dates.dates(ix);
        let (length, origin) = dates.length(network, ix);
        let given = step.anchor.finished.is_some();
        let float = |float: Option<Told<permits::schedule::Float>>| {
            float.map(|float| (i64::from(float.value.working), i64::from(float.value.natural)))
        };
        let backward = want >= Want::Latest;
        answer.steps.insert(
            step.id.to_string(),
            walk::StepAnswer {
                trigger: naive(dated.trigger),
                finish: naive(dated.finish()),
                latest: dated
                    .latest
                    .filter(|_| backward)
                    .map(|latest| (naive(latest.trigger.value), naive(latest.finish.value))),
                total_float: float(dated.total_float.filter(|_| backward)),
                free_float: float(dated.free_float.filter(|_| backward)),
                drivers: dates.drivers(network, ix).into_iter().map(id).collect(),
                critical: dated.critical,
                drag: drags.as_ref().and_then(|drags| drags[ix.index()]).map(|drag| drag.value.into()),
                provisional: dated.provisional,
                length: length.filter(|_| !given).map(|length| length.to_string()),
                origin: origin.filter(|_| !given).map(|origin| origin.as_str().to_string()),
            },
        );
    }
    absent.sort();
    answer.absent = absent.into_iter().map(|(_, id)| id).collect();
    for promise in &dates.promises {
        let base = |ix| network.step(ix).id.as_str().split('~').next().unwrap_or_default().to_string();
        answer.promises.push(walk::PromiseAnswer {
            id: promise.id.to_string(),
            from: base(promise.from),
            to: base(promise.to),
            due: naive_date(promise.due.value),
            actual: naive_date(promise.actual.value),
            met: promise.met(),
            margin: promise.margin.value.into(),
        });
    }
    answer
}

/// Where two answers differ, in words; empty when they do not.
fn differences(engine: &Answer, naive: &Answer) -> String {
    let mut text = String::new();
    if engine.order != naive.order {
        let _ = writeln!(text, "order\n  engine {:?}\n  walker {:?}", engine.order, naive.order);
    }
    for (id, walked) in &naive.steps {
        match engine.steps.get(id) {
            Some(told) if told == walked => {}
            told => {
                let _ = writeln!(text, "{id}\n  engine {told:?}\n  walker {walked:?}");
            }
        }
    }
    if text.is_empty() && engine != naive {
        let mut engine = engine.clone();
        engine.steps.clear();
        let mut naive = naive.clone();
        naive.steps.clear();
        let _ = writeln!(text, "engine {engine:?}\nwalker {naive:?}");
    }
    text
}

fn load(id: &str, set: &str) -> (Workflow, Assumptions) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed(id), &mut sources).expect("a shipped workflow");
    let (assumptions, _) =
        load_assumptions(&library, &Which::typed(set), &mut sources).expect("a shipped set");
    (workflow, assumptions)
}

/// Compares one shipped workflow over every start day from `first` to `last`, each `step`-th.
fn compare_shipped(
    id: &str,
    set: &str,
    basis: walk::Basis,
    first: &str,
    last: &str,
    every: usize,
    want: Want,
) -> usize {
    let library = naive_library();
    let library: Vec<(&str, &str)> = library.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let merged = Merged::read(&library, id).expect("the walker reads the shipped files");
    let assumed =
        Overlay::read(&shipped("workflows/assumptions", set)).expect("the walker reads the shipped sets");
    let overlays = [&assumed];
    let naive_calendar = naive_calendar(None);
    let (workflow, assumptions) = load(id, set);
    let calendar = Calendar::official();
    let network = compile(&Case::new(&workflow, &assumptions)).expect("it compiles");
    let mut compared = 0;
    for profile in [walk::Counting::Statutory, walk::Counting::Practice] {
        let mut question = Question::new(&merged);
        question.overlays = &overlays;
        question.counting = profile;
        question.basis = basis;
        let walker = Walker::new(&naive_calendar, &question).expect("the walker follows");
        let days = first.parse::<Day>().unwrap().to(last.parse().unwrap());
        for start in days.step_by(every) {
            let run = Run { start, counting: counting(profile), basis: asked::basis(basis) };
            let dates = schedule(&network, &calendar, &run).expect("inside the calendar");
            let walked = walker.from(naive_date(start), want).expect("inside the calendar");
            let differ = differences(&told(&network, &calendar, &dates, want), &walked);
            assert!(differ.is_empty(), "{id} with {set} from {start}, {profile:?}:\n{differ}");
            compared += 1;
        }
    }
    compared
}

const EVERY_DAY: (&str, &str) = ("2003-01-01", "2030-12-31");
/// 2003-01-01 to 2030-12-31, both included, in two profiles.
const DAYS: usize = 10_227 * 2;

macro_rules! every_day {
    ($($name:ident: $id:literal;)*) => {$(
        #[test]
        fn $name() {
            let (first, last) = EVERY_DAY;
            for set in ["floor", "promised"] {
                let compared = compare_shipped($id, set, walk::Basis::Likely, first, last, 1, Want::Latest);
                assert_eq!(compared, DAYS);
            }
            for basis in [walk::Basis::Statutory, walk::Basis::Best, walk::Basis::Worst] {
                compare_shipped($id, "legal-maximum", basis, first, last, 11, Want::Drag);
            }
        }
    )*};
}

every_day! {
    land_supply_from_every_day: "land-supply";
    design_scheme_supply_from_every_day: "design-scheme-supply";
    build_on_land_delivery_from_every_day: "build-on-land-delivery";
    full_path_from_every_day: "full-path";
    conventional_from_every_day: "conventional";
}

/// What the walker answers to a random case.
fn walked(case: &walker::networks::Case) -> Result<Answer, Wrong> {
    let naive_calendar = naive_calendar(case.known_as_of);
    let library: Vec<(&str, &str)> =
        case.library.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let merged = Merged::read(&library, walker::networks::WORKFLOW).expect("the walker reads what it wrote");
    let overlays = [&case.assumptions, &case.project]
        .map(|text| Overlay::read(text).expect("the walker reads what it wrote"));
    let overlays = [&overlays[0], &overlays[1]];
    let question = Question {
        workflow: &merged,
        overlays: &overlays,
        facts: &case.facts,
        counting: case.counting,
        basis: case.basis,
        goal: case.goal.as_deref(),
        not_before: &[],
        reworks: &case.reworks,
        at: &case.at,
    };
    walk::ask(&naive_calendar, &question, case.start, Want::Drag)
}

/// What a random case comes to on both sides.
fn compare_random(case: &walker::networks::Case) -> Result<(), TestCaseError> {
    let walked = walked(case);
    let engine = engine(case);
    match (engine, walked) {
        (Ok(engine), Ok(walked)) => {
            let differ = differences(&engine, &walked);
            prop_assert!(differ.is_empty(), "{differ}\n{case:#?}");
        }
        // Both see a circle in the file's own links, or neither sees one: nothing else may be called a cycle.
        (Err(Refused::Cycle), Err(Wrong::Cycle)) => {}
        (Err(Refused::Engine(_)), Err(Wrong::Range | Wrong::Goal(_) | Wrong::At(_) | Wrong::Unknown(_))) => {}
        (Err(Refused::GoalIsDone), Err(Wrong::Goal(_))) => {}
        (Err(Refused::Twice), Err(Wrong::Twice(_))) => {}
        (Err(Refused::OutOfOrder), Err(Wrong::OutOfOrder(..))) => {}
        // The walker lets a rework that cannot happen under these facts pass.
        (Err(Refused::EmptyRework), _) => {}
        (engine, walked) => prop_assert!(false, "engine {engine:?}\nwalker {walked:?}\n{case:#?}"),
    }
    Ok(())
}

#[derive(Debug)]
enum Refused {
    Engine(#[allow(dead_code)] String),
    Cycle,
    EmptyRework,
    GoalIsDone,
    OutOfOrder,
    Twice,
}

/// What is wrong with a file, in a line each.
fn engine(case: &walker::networks::Case) -> Result<Answer, Refused> {
    let asked = Asked::of(case);
    let refused = |error: String| Refused::Engine(error);
    let network = match compile(&asked.case()) {
        Ok(network) => network,
        Err(CompileError::EmptyRework(_)) => return Err(Refused::EmptyRework),
        Err(CompileError::Cycle(_)) => return Err(Refused::Cycle),
        Err(error) => return Err(refused(error.to_string())),
    };
    let Asked { given: asked_for, calendar, run, .. } = &asked;
    let network = match given(&network, asked_for, calendar, run) {
        Ok(network) => network,
        Err(GivenError::Mistake(GivenMistake::GoalIsDone(_))) => return Err(Refused::GoalIsDone),
        Err(GivenError::Mistake(GivenMistake::OutOfOrder { .. })) => return Err(Refused::OutOfOrder),
        Err(GivenError::Mistake(GivenMistake::Twice(_))) => return Err(Refused::Twice),
        Err(error) => return Err(refused(error.to_string())),
    };
    let dates = schedule(&network, calendar, run).map_err(|error| refused(error.to_string()))?;
    latest_is_latest(&network, calendar, &dates);
    settled::stays_near_the_last_notice(&network, case.known_as_of.and_then(day), run);
    the_shares_add_up(&network, calendar, &dates);
    Ok(told(&network, calendar, &dates, Want::Drag))
}

/// One moment later than a latest date delays what follows it: moving the trigger of one step there moves the goal or
/// breaks a latest trigger after it.
fn latest_is_latest(network: &Network, calendar: &Calendar, dates: &Schedule) {
    for ix in network.positions() {
        let dated = dates.dates(ix);
        let Some(latest) = dated.latest else { continue };
        let finish_at = |trigger| calendar.count(&dated.timed.rule, trigger);
        let at_latest = finish_at(latest.trigger.value).expect("inside the calendar");
        assert!(
            at_latest.finish <= latest.finish.value,
            "{}: the latest trigger is in time",
            network.step(ix).id
        );
        let Some(next) = latest.trigger.value.next() else { continue };
        let Ok(later) = finish_at(next) else { continue };
        let delays = ix == network.goal() && later.finish > dates.finish(network)
            || network.out_of(ix).any(|link| {
                let Some(limit) = dates.dates(link.to).latest else { return false };
                let moment = match link.end {
                    permits::network::LinkEnd::Finish => later.finish,
                    permits::network::LinkEnd::Start => later.begins,
                };
                calendar.shift(moment, link.lag).is_ok_and(|moment| moment > limit.trigger.value)
            });
        assert!(
            delays,
            "{}: {next} would delay nothing, so {} is not the latest",
            network.step(ix).id,
            latest.trigger.value
        );
    }
}

/// The days of the critical path, shared out by what they rest on, are the days from the start to the finish.
fn the_shares_add_up(network: &Network, calendar: &Calendar, dates: &Schedule) {
    let shares = dates.rests_on(network, calendar);
    // What finished before the start of the run took none of its days.
    if dates.duration.natural < 0 {
        assert!(shares.is_empty(), "{shares:?}");
        return;
    }
    let working: i32 = shares.iter().map(|share| share.days.working).sum();
    let natural: i32 = shares.iter().map(|share| share.days.natural).sum();
    assert_eq!((working, natural), (dates.duration.working, dates.duration.natural));
}

proptest! {
    #![proptest_config(asked::random(3_000, 20_000))]

    #[test]
    fn random_networks_agree(case in walker::networks::cases()) {
        compare_random(&case)?;
    }
}

#[test]
fn the_random_cases_meet_start_links_with_given_steps_and_reworks_that_overlap() {
    let mut runner = TestRunner::deterministic();
    let (mut given, mut overlapping) = (0, 0);
    for _ in 0..1_000 {
        let case = walker::networks::cases().new_tree(&mut runner).expect("a case").current();
        let Ok(answer) = walked(&case) else { continue };
        let starts = case.library.iter().any(|(_, text)| text.contains("from = \"start\""));
        given += u32::from(starts && case.at.len() > 1);
        // Three rounds of a step though no rework happens more than once: two stretches have it.
        let once = case.reworks.iter().all(|(_, times)| *times < 2);
        overlapping += u32::from(once && answer.steps.keys().any(|id| id.ends_with("~3")));
    }
    assert!(
        given > 50 && overlapping > 20,
        "{given} with start links and given steps, {overlapping} overlap"
    );
}

#[test]
fn the_two_calendars_agree_on_every_day_as_known_on_any() {
    let days = [
        "2002-01-01",
        "2003-04-20",
        "2003-04-21",
        "2005-06-01",
        "2007-12-13",
        "2007-12-14",
        "2007-12-15",
        "2013-12-10",
        "2013-12-11",
        "2014-12-16",
        "2015-05-12",
        "2015-05-13",
        "2018-12-05",
        "2018-12-06",
        "2019-03-21",
        "2019-03-22",
        "2020-01-26",
        "2020-01-27",
        "2024-11-09",
        "2024-11-10",
        "2024-11-12",
        "2026-01-01",
    ];
    let as_of = days.iter().map(|text| Some(text.parse::<Day>().unwrap())).chain([None]);
    for as_of in as_of {
        let (calendar, naive) = (Calendar::new(as_of, &[]), naive_calendar(as_of.map(naive_date)));
        for day in Day::FIRST.to(Day::LAST) {
            let index = naive.index(naive_date(day)).expect("in range");
            assert_eq!(calendar.works(day), naive.is_working(index), "{day} as known on {as_of:?}");
            assert_eq!(
                calendar.is_provisional(day),
                naive.is_provisional(index),
                "{day} as known on {as_of:?}"
            );
        }
    }
}

#[test]
fn the_walker_refuses_what_leaves_the_calendar_too() {
    let library = naive_library();
    let library: Vec<(&str, &str)> = library.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let merged = Merged::read(&library, "full-path").expect("read");
    let answer =
        walk::ask(&naive_calendar(None), &Question::new(&merged), Date::new(2100, 12, 1), Want::Forward);
    assert_eq!(answer.err(), Some(Wrong::Range));
    let (workflow, floor) = load("full-path", "floor");
    let network = compile(&Case::new(&workflow, &floor)).expect("it compiles");
    assert!(schedule(&network, &Calendar::official(), &Run::from("2100-12-01".parse().unwrap())).is_err());
}
