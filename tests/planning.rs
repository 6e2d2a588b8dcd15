//! Planning backwards, checked by scheduling forward.
//!
//! The latest start is held against the walker's finish from every candidate day; latest dates against plans in which
//! a step is held back by hand; what would have to shrink against plans with the shorter length in a project.

#[path = "common/small.rs"]
mod small;
#[path = "common/walker/mod.rs"]
mod walker;

use std::path::Path;
use std::process::Command;

use permits::calendar::{Calendar, Counting, Day};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, Network, StepIx, compile};
use permits::schedule::deadline::Bound;
use permits::schedule::{Run, schedule};
use permits::study::plan::{Asked, backwards};
use permits::study::shrink::Together;
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};
use walker::date::Date;
use walker::files::{Merged, Overlay};
use walker::walk::{self, Question, Walker, Want};

const SHIPPED: [&str; 5] =
    ["land-supply", "design-scheme-supply", "build-on-land-delivery", "full-path", "conventional"];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn load(id: &str, set: &str) -> (Workflow, Assumptions) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed(id), &mut sources).unwrap();
    let (assumptions, _) = load_assumptions(&library, &Which::typed(set), &mut sources).unwrap();
    (workflow, assumptions)
}

fn asked<'a>(network: &'a Network, calendar: &'a Calendar, by: Day) -> Asked<'a> {
    let (counting, basis) = (Counting::Statutory, Basis::Likely);
    Asked { network, calendar, counting, basis, by, fixed: None }
}

/// Numbers that look random and are the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// The walker's finish day from every day of a range, for a shipped workflow with published promises.
fn walked_finishes(id: &str, counting: walk::Counting, days: &[Day]) -> Vec<Day> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let data = |name: &str| text(&format!("src/calendar/data/cn_{name}.csv"));
    let (workdays, notices, revisions, festivals) =
        (data("workdays"), data("notices"), data("revisions"), data("festivals"));
    let sources = walker::calendar::Sources {
        workdays: &workdays,
        notices: &notices,
        revisions: &revisions,
        festivals: &festivals,
    };
    let calendar = walker::calendar::Calendar::build(&sources, None, &[]).unwrap();
    let library: Vec<(&str, String)> =
        SHIPPED.iter().map(|id| (*id, text(&format!("workflows/{id}.toml")))).collect();
    let library: Vec<(&str, &str)> = library.iter().map(|(id, text)| (*id, text.as_str())).collect();
    let merged = Merged::read(&library, id).unwrap();
    let promised = Overlay::read(&text("workflows/assumptions/promised.toml")).unwrap();
    let overlays = [&promised];
    let mut question = Question::new(&merged);
    question.overlays = &overlays;
    question.counting = counting;
    let walker = Walker::new(&calendar, &question).unwrap();
    let finish = |start: &Day| {
        let start = Date::new(start.year(), start.month(), start.day_of_month());
        let finish = walker.from(start, Want::Forward).unwrap().finish.date;
        Day::new(finish.year, finish.month, finish.day).unwrap()
    };
    days.iter().map(finish).collect()
}

/// A hundred targets of 2019–2027 for one workflow and profile.
fn targets_of(id: &str, profile: walk::Counting) -> usize {
    let calendar = Calendar::official();
    let (workflow, assumptions) = load(id, "promised");
    let network = compile(&Case::new(&workflow, &assumptions)).unwrap();
    // The longest plan takes nine months, so every start that can meet a target is here, and many that cannot.
    let starts: Vec<Day> = day("2017-06-01").to(day("2027-12-31")).collect();
    let finishes = walked_finishes(id, profile, &starts);
    let counting = match profile {
        walk::Counting::Statutory => Counting::Statutory,
        walk::Counting::Practice => Counting::Practice,
    };
    let targets: Vec<Day> = day("2019-01-01").to(day("2027-12-31")).collect();
    let mut numbers = Numbers(id.len() as u64);
    for _ in 0..100 {
        let by = targets[numbers.below(targets.len())];
        let answer = backwards(&Asked { counting, ..asked(&network, &calendar, by) }).unwrap();
        let latest = answer.latest.as_ref().expect("some start meets every target");
        // Every candidate, not only the neighbours.
        let last = (0..starts.len()).rev().find(|at| finishes[*at] <= by).unwrap();
        assert_eq!(latest.dates.run.start, starts[last], "{id} {profile:?} by {by}");
        assert_eq!(latest.dates.finish(&network).day(), finishes[last], "{id} {profile:?} by {by}");
        if let Some(next) = finishes.get(last + 1) {
            assert_eq!(latest.day_after.map(|day| day.value), Some(*next), "{id} {profile:?} by {by}");
        }
        // What begins with the run cannot be triggered later than the latest start.
        let roots = network.positions().filter(|ix| network.links_into(*ix).is_empty());
        let roots = roots.filter_map(|ix| answer.bounds[ix.index()].latest());
        assert_eq!(roots.map(|latest| latest.trigger.value.day()).min(), Some(starts[last]), "{id} by {by}");
        let late = |dates: &permits::schedule::Schedule| {
            network.positions().any(|ix| answer.bounds[ix.index()].is_exceeded(dates.dates(ix)))
        };
        assert!(!late(&latest.dates), "{id} by {by}");
        let next = Run { start: starts[last].plus(1).unwrap(), ..latest.dates.run };
        assert!(late(&schedule(&network, &calendar, &next).unwrap()), "{id} by {by}");
    }
    100
}

#[test]
fn the_latest_start_is_the_last_of_all_candidates_that_meets_the_target() {
    let profiles = [walk::Counting::Statutory, walk::Counting::Practice];
    let combinations = SHIPPED.iter().flat_map(|id| profiles.map(|profile| targets_of(id, profile)));
    assert_eq!(combinations.sum::<usize>(), 1_000);
}

/// Holds every step of a plan back, one at a time, to its latest trigger and to the moment after it.
#[test]
fn a_step_triggered_at_its_latest_meets_the_target_and_a_moment_later_it_does_not() {
    let calendar = Calendar::official();
    let mut numbers = Numbers(7);
    let targets: Vec<Day> = day("2019-01-01").to(day("2027-12-31")).collect();
    let mut held = 0;
    for (id, set) in
        [("full-path", "promised"), ("design-scheme-supply", "floor"), ("conventional", "promised")]
    {
        let (workflow, assumptions) = load(id, set);
        let network = compile(&Case::new(&workflow, &assumptions)).unwrap();
        for _ in 0..20 {
            let by = targets[numbers.below(targets.len())];
            let answer = backwards(&asked(&network, &calendar, by)).unwrap();
            let run = answer.latest.as_ref().unwrap().dates.run;
            let meets = |ix: StepIx, moment| {
                let held = network.with_step(ix, |step| step.anchor.not_before = Some(moment));
                schedule(&held, &calendar, &run).unwrap().finish(&held).day() <= by
            };
            for ix in network.positions() {
                let Bound::Latest(latest) = answer.bounds[ix.index()] else { continue };
                let step = &network.step(ix).id;
                assert!(meets(ix, latest.trigger.value), "{id} by {by}: {step} at {}", latest.trigger.value);
                let next = latest.trigger.value.next().unwrap();
                assert!(!meets(ix, next), "{id} by {by}: {step} at {next}");
                held += 1;
            }
        }
    }
    assert!(held > 2_000, "{held} steps were held back");
}

/// The goal's finish when a project gives these steps these lengths.
fn with_lengths(
    workflow: &Workflow,
    assumptions: &Assumptions,
    start: Day,
    lengths: &[(String, String)],
) -> Day {
    let steps: String =
        lengths.iter().map(|(id, length)| format!("[step.{id}]\nestimate = \"{length}\"\n")).collect();
    let project = small::project(&steps);
    let case = Case { project: Some(&project), ..Case::new(workflow, assumptions) };
    let network = compile(&case).unwrap();
    schedule(&network, &Calendar::official(), &Run::from(start)).unwrap().finish(&network).day()
}

#[test]
fn what_has_to_shrink_is_enough_and_no_day_too_much() {
    let calendar = Calendar::official();
    let (workflow, assumptions) = load("full-path", "promised");
    let network = compile(&Case::new(&workflow, &assumptions)).unwrap();
    let id = |ix: StepIx| network.step(ix).id.to_string();
    let (mut alone, mut together, mut never) = (0, 0, 0);
    let mut numbers = Numbers(3);
    let starts: Vec<Day> = day("2019-01-01").to(day("2026-03-31")).collect();
    for _ in 0..60 {
        let start = starts[numbers.below(starts.len())];
        let free = schedule(&network, &calendar, &Run::from(start)).unwrap().finish(&network).day();
        let by = free.plus(-1 - numbers.below(70) as i64).unwrap();
        let answer = backwards(&Asked { fixed: Some(start), ..asked(&network, &calendar, by) }).unwrap();
        let fixed = answer.fixed.unwrap();
        assert_eq!(fixed.spare.value.natural, by.days_since(free));
        let shrink = fixed.shrink.expect("it is too late");
        let finish = |lengths: &[(String, String)]| with_lengths(&workflow, &assumptions, start, lengths);
        let longer = |length: permits::calendar::Length| length.with_number(length.number() + 1).to_string();
        for step in &shrink.alone {
            let Some(longest) = step.enough else {
                let gone = [(id(step.step), step.length.with_number(0).to_string())];
                assert!(finish(&gone) > by, "{} from {start} by {by}", gone[0].0);
                continue;
            };
            assert!(finish(&[(id(step.step), longest.to_string())]) <= by, "{start} {by}");
            assert!(finish(&[(id(step.step), longer(longest))]) > by, "{start} {by}");
            alone += 1;
        }
        match &shrink.together {
            Together::NotNeeded => assert!(shrink.alone.iter().any(|step| step.enough.is_some())),
            Together::Cuts(cuts, moment) => {
                let lengths: Vec<(String, String)> =
                    cuts.iter().map(|cut| (id(cut.step), cut.to.to_string())).collect();
                assert_eq!(finish(&lengths), moment.day());
                assert!(moment.day() <= by);
                for (at, cut) in cuts.iter().enumerate() {
                    let mut less = lengths.clone();
                    less[at].1 = longer(cut.to);
                    assert!(finish(&less) > by, "{} from {start} by {by}", less[at].0);
                }
                together += 1;
            }
            Together::NotEnough(moment) => {
                let gone: Vec<(String, String)> = shrink
                    .alone
                    .iter()
                    .map(|step| (id(step.step), step.length.with_number(0).to_string()))
                    .collect();
                assert_eq!(finish(&gone), moment.day());
                assert!(moment.day() > by);
                never += 1;
            }
            Together::NotComputed => panic!("the path is short"),
        }
    }
    assert!(alone > 20 && together > 5, "{alone} alone, {together} together, {never} never");
}

#[test]
fn hand_counted_latest_starts() {
    let calendar = Calendar::official();
    let latest = |lines: &str, by: &str| {
        let (workflow, floor) = (small::workflow(lines), small::floor());
        let network = compile(&Case::new(&workflow, &floor)).unwrap();
        let answer = backwards(&asked(&network, &calendar, day(by))).unwrap();
        answer.latest.map(|latest| latest.dates.run.start.to_string())
    };
    // Work needs no office: from Sunday 4 June the days are Monday 5, 6 and 7; from Monday they would be 6, 7, 8.
    assert_eq!(latest("draw task 3wd", "2023-06-07").as_deref(), Some("2023-06-04"));
    // A review is accepted on Monday 5 June, whether it came on Saturday, Sunday or Monday; the days are 6, 7, 8.
    assert_eq!(latest("permit review 3wd", "2023-06-08").as_deref(), Some("2023-06-05"));
    assert_eq!(latest("permit review 3wd", "2023-06-07").as_deref(), Some("2023-06-02"));
    // Posted on Friday 2 June, day 21 is Friday the 23rd, off for Duanwu, and rolls to the make-up Sunday the 25th.
    // Posted on Monday 5 June, day 21 is Monday the 26th. What relies on the expiry happens a working day later.
    let listing = "post notice 21d\nsign act after post";
    assert_eq!(latest(listing, "2023-06-26").as_deref(), Some("2023-06-02"));
    assert_eq!(latest(listing, "2023-06-27").as_deref(), Some("2023-06-05"));
    // 1 to 3 January 2002 are off, so the days of work from any of them are 4, 7 and 8: nothing ends on the 7th.
    assert_eq!(latest("draw task 3wd", "2002-01-07"), None);
    assert_eq!(latest("draw task 3wd", "2002-01-08").as_deref(), Some("2002-01-03"));
}

#[test]
fn a_hand_counted_fixed_start() {
    let calendar = Calendar::official();
    let (workflow, floor) = (
        small::workflow("draw task 5wd\npost notice 7d after draw\npermit review 3wd after post"),
        small::floor(),
    );
    let network = compile(&Case::new(&workflow, &floor)).unwrap();
    // From Thursday 1 June: drawn on 2, 5, 6, 7, 8; posted on the 8th until Thursday the 15th, 24:00; accepted on the
    // 16th, decided on 19, 20, 21 June.
    let at = |by: &str| {
        let by = day(by);
        backwards(&Asked { fixed: Some(day("2023-06-01")), ..asked(&network, &calendar, by) })
            .unwrap()
            .fixed
            .unwrap()
    };
    assert!(at("2023-06-21").is_met());
    assert_eq!(at("2023-06-25").spare.value.working, 1); // 22 to 24 are off, Sunday 25 is worked
    let shrink = at("2023-06-20").shrink.unwrap();
    let enough: Vec<(&str, Option<String>)> = shrink
        .alone
        .iter()
        .map(|alone| (network.step(alone.step).id.as_str(), alone.enough.map(|length| length.to_string())))
        .collect();
    // Drawn on the 7th, posted until the 14th, accepted on the 15th: 16, 19, 20. Or decided a day sooner.
    assert_eq!(enough, [("draw", Some("4wd".into())), ("permit", Some("2wd".into()))]);
    // By the 9th even the notice alone is too long: posted on the 1st, until Thursday the 8th, decided on the 9th.
    assert!(
        matches!(at("2023-06-08").shrink.unwrap().together, Together::NotEnough(moment) if moment.day() == day("2023-06-09"))
    );
    // Only with no time for either: before any step is abolished all others give what they have.
    let Together::Cuts(cuts, _) = at("2023-06-09").shrink.unwrap().together else { panic!() };
    assert!(cuts.len() == 2 && cuts.iter().all(|cut| cut.to.is_zero()), "{cuts:?}");
}

/// Pushed on Monday 5 June, silence ends the consultation on Monday the 12th at 24:00 (6 to 9, 12), and the act happens
/// on the 13th. A last reply on the 12th itself lets it happen that day: the length stays five days.
#[test]
fn what_silence_ends_is_shorter_when_everybody_replies() {
    let calendar = Calendar::official();
    let (workflow, floor) =
        (small::workflow("consult consultation 5wd\npermit act after consult"), small::floor());
    let network = compile(&Case::new(&workflow, &floor)).unwrap();
    let at = |by: &str| {
        let asked = Asked { fixed: Some(day("2023-06-05")), ..asked(&network, &calendar, day(by)) };
        backwards(&asked).unwrap().fixed.unwrap()
    };
    assert!(at("2023-06-13").is_met());
    let enough = |by: &str| {
        let shrink = at(by).shrink.unwrap();
        shrink.alone.iter().map(|one| (one.by_reply, one.enough.unwrap().to_string())).collect::<Vec<_>>()
    };
    assert_eq!(enough("2023-06-12"), [(true, "5wd".to_string())]);
    assert_eq!(enough("2023-06-09"), [(true, "4wd".to_string())]);
}

/// From Thursday 1 June: one day of work on the 2nd, ten from the 5th to the 16th. By the 9th the ten give up five
/// (5 to 9 June) and the one is left alone.
#[test]
fn no_step_is_abolished_while_another_can_give_more() {
    let calendar = Calendar::official();
    let (workflow, floor) = (
        small::workflow("visit task 1wd\ndraw task 5wd after visit\ncheck task 5wd after draw"),
        small::floor(),
    );
    let network = compile(&Case::new(&workflow, &floor)).unwrap();
    let asked = Asked { fixed: Some(day("2023-06-01")), ..asked(&network, &calendar, day("2023-06-07")) };
    // Two days for the ten: 5 to 7 June are three days.
    let shrink = backwards(&asked).unwrap().fixed.unwrap().shrink.unwrap();
    let Together::Cuts(cuts, finish) = &shrink.together else { panic!("{shrink:?}") };
    assert_eq!(finish.day(), day("2023-06-07"));
    let cuts: Vec<(&str, u32)> =
        cuts.iter().map(|cut| (network.step(cut.step).id.as_str(), cut.to.number())).collect();
    assert_eq!(cuts.iter().map(|(_, to)| to).sum::<u32>(), 3, "{cuts:?}");
    assert!(cuts.iter().all(|(id, to)| *id != "visit" && *to > 0), "{cuts:?}");
}

// ---- the command ------------------------------------------------------------

/// Exit code, standard output, standard error.
fn permits(arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_permits")).args(arguments).env_remove("LANG").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_document_holds_the_plan_from_the_latest_start() {
    let (code, out, _) = permits(&[
        "plan",
        "-w",
        "land-supply",
        "--assumptions=floor",
        "--finish-by=2023-07-08",
        "--format=json",
    ]);
    assert_eq!(code, 0);
    let plan: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(plan["schema"], "permits.plan/1");
    assert_eq!(plan["finish_by"], "2023-07-08");
    // Announced on Friday 2 June, 21 days end on the 23rd (Duanwu) and roll to Sunday the 25th; bidding on 26 to 30
    // June (5) and 3 to 7 July (10). Announced on Monday the 5th: until the 26th, bidding to 10 July.
    assert_eq!((&plan["start"], &plan["finish"]), (&"2023-06-02".into(), &"2023-07-07".into()));
    assert_eq!(plan["finish_from_the_day_after"], "2023-07-10");
    assert!(plan["fixed"].is_null());
    let window =
        plan["steps"].as_array().unwrap().iter().find(|step| step["id"] == "announcement-window").unwrap();
    // Bidding that has to end by Saturday 8 July begins on the expiry of Sunday the 25th at the latest.
    assert_eq!(window["latest_finish"]["date"], "2023-06-25");
    assert_eq!(window["trigger"]["date"], "2023-06-02");
}

#[test]
fn a_promise_is_planned_for_and_tested() {
    let arguments = ["plan", "--start=2023-06-01", "--promise=permit-in-ten", "--format=json"];
    let run = |by: &str| {
        let (code, out, err) = permits(&[&arguments[..], &[&format!("--finish-by={by}")]].concat());
        assert_eq!(code, 0, "{err}");
        serde_json::from_str::<serde_json::Value>(&out).unwrap()
    };
    // The worked dates of the full path: deal on 15 November, construction permit on 5 December 2023; ten working days
    // after the deal are 16, 17, 20 to 24, 27, 28, 29 November.
    let plan = run("2023-12-05");
    assert_eq!(plan["goal"], "construction-permit");
    let fixed = &plan["fixed"];
    assert_eq!((&fixed["finish"], &fixed["met"]), (&"2023-12-05".into(), &true.into()));
    assert_eq!(fixed["promise"]["due"], "2023-11-29");
    assert_eq!(fixed["promise"]["met"], false);
    assert_eq!(run("2023-12-04")["fixed"]["met"], false);
}

#[test]
fn a_project_s_start_is_fixed_and_its_records_are_said_not_to_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.toml");
    let project = "format = 1\n[project]\nname = \"p\"\nworkflow = \"conventional\"\nstart = 2023-06-01\n\
                   [actual.draft-plan]\nstarted = 2023-06-02\n";
    std::fs::write(&path, project).unwrap();
    let path = path.display().to_string();
    let (code, out, err) = permits(&["plan", "-p", &path, "--finish-by=2024-02-19", "--lang=en"]);
    assert_eq!(code, 0, "{err}");
    // Its own example ends in the construction permit of 20 February 2024, the last thing before the start.
    assert!(out.contains("A start on 2023-06-01 Thu is too late: finished on 2024-02-20 Tue, 1"), "{out}");
    assert!(out.contains("records-not-used"), "{out}");
    for line in out.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
}

#[test]
fn what_cannot_be_planned_is_refused_with_a_way_out() {
    let refuses = |arguments: &[&str], code: i32, needle: &str| {
        let (exit, out, err) = permits(&[&["plan", "--lang=en"], arguments].concat());
        assert_eq!((exit, out.as_str()), (code, ""), "{err}");
        assert!(err.contains(needle), "{needle} in {err}");
    };
    refuses(&[], 2, "--finish-by");
    refuses(&["--finish-by=soon"], 2, "is not a date");
    refuses(&["--finish-by=2101-01-01"], 2, "outside the calendar");
    refuses(&["--finish-by=2023-12-29", "--promise=permit-in-tem"], 2, "did you mean `permit-in-ten`?");
    refuses(&["--finish-by=2023-12-29", "--promise=permit-in-ten", "--goal=deal-confirmation"], 2, "--goal");
    refuses(&["--finish-by=2023-12-29", "--goal=deal-confirmatoin"], 2, "did you mean `deal-confirmation`?");
    refuses(&["--finish-by=2023-12-29", "--set=parcel-class=other"], 4, "outside the scope");
    refuses(&["--finish-by=2027-06-01", "--calendar-beyond=error"], 2, "provisional-calendar");
    refuses(&["--finish-by=2023-12-29", "--abort=major-change@2023-10-01"], 2, "unknown argument");
    let taken = ["--finish-by=2024-03-01", "--promise=permit-in-ten", "--at=construction-permit=2023-12-01"];
    refuses(&taken, 2, "does not happen, or is taken as done");
}

#[test]
fn a_day_not_to_begin_before_can_leave_no_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.toml");
    let project = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\nassumptions = \"floor\"\n\
                   [step.bidding-window]\nnot_before = 2023-07-03\n";
    std::fs::write(&path, project).unwrap();
    let path = path.display().to_string();
    // Ten working days after Monday 3 July: 4 to 7 (4), 10 to 14 (9), 17 (10).
    let (code, out, err) = permits(&["plan", "-p", &path, "--finish-by=2023-07-14", "--lang=en"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("No start meets it: `bidding-window` is not to begin before 2023-07-03"), "{out}");
    assert!(out.contains("2023-07-17 Mon at the earliest"), "{out}");
    let (_, out, _) = permits(&["plan", "-p", &path, "--finish-by=2023-07-17", "--format=json"]);
    // Announced on Monday 12 June the window expires on Monday 3 July at 24:00, and bidding is triggered after the day
    // asked for, but its first counted day is the 4th all the same. A day later it is the 5th.
    let plan: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(plan["start"], "2023-06-12");
}

#[test]
fn what_has_happened_fixes_the_start() {
    let run = |by: &str| {
        let arguments =
            ["plan", "-w", "land-supply", "--assumptions=floor", "--at=announcement-window=2023-06-26"];
        let (code, out, err) =
            permits(&[&arguments[..], &[&format!("--finish-by={by}"), "--format=json"]].concat());
        assert_eq!(code, 0, "{err}");
        serde_json::from_str::<serde_json::Value>(&out).unwrap()
    };
    // Ten working days after Monday 26 June: 27 to 30 (4), 3 to 7 July (9), Monday the 10th.
    let plan = run("2023-07-11");
    assert!(plan["start"].is_null());
    assert_eq!((&plan["fixed"]["finish"], &plan["fixed"]["met"]), (&"2023-07-10".into(), &true.into()));
    assert_eq!(plan["fixed"]["spare"]["working"], 1);
    assert_eq!(run("2023-07-09")["fixed"]["met"], false);
}

#[test]
fn what_rests_on_an_unpublished_notice_says_so() {
    let run = |by: &str| {
        let (code, out, err) =
            permits(&["plan", "-w", "land-supply", &format!("--finish-by={by}"), "--format=json"]);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str::<serde_json::Value>(&out).unwrap()
    };
    let (sure, unsure) = (run("2026-06-30"), run("2027-06-30"));
    assert_eq!((&sure["provisional"], &unsure["provisional"]), (&false.into(), &true.into()));
    let any = |plan: &serde_json::Value, field: &str| {
        plan["steps"].as_array().unwrap().iter().any(|step| step[field]["provisional"] == true)
    };
    for field in ["finish", "latest_trigger", "latest_finish", "float"] {
        assert!(!any(&sure, field) && any(&unsure, field), "{field}");
    }
    // The start itself was counted back over 2027, so every date from it moves with it.
    let steps = unsure["steps"].as_array().unwrap();
    assert!(steps.iter().all(|step| step["trigger"]["provisional"] == true));
    let (code, out, err) = permits(&["plan", "--finish-by=2027-03-31", "--start=2026-11-20", "--lang=en"]);
    assert_eq!(code, 0, "{err}");
    for marked in ["The latest start is ~2026-", "finished on ~2027-", "~61", "20wd → ~"] {
        assert!(out.contains(marked), "{marked}: {out}");
    }
    // Bare are only the date that was asked for and the first day without a notice, in the warning.
    let bare = out.split_whitespace().map(|word| word.trim_end_matches('*'));
    let bare = bare.filter(|word| word.starts_with("2027-"));
    assert!(bare.clone().all(|word| ["2027-03-31", "2027-01-01"].contains(&word)), "{out}");
    assert!(bare.count() < 6, "{out}");
}

#[test]
fn why_nothing_is_enough_is_said_of_this_plan() {
    let said = |arguments: &[&str], lang: &str| {
        let (code, out, err) = permits(&[&["plan", lang], arguments].concat());
        assert_eq!(code, 0, "{err}");
        out
    };
    let given = ["--finish-by=2024-01-31", "--at=actual-start=2024-03-02"];
    assert!(said(&given, "--lang=en").contains("is given with --at as finished after the date"));
    assert!(said(&given, "--lang=zh").contains("由 --at 给定"));
    let late = ["--finish-by=2023-06-02", "--start=2023-06-05"];
    assert!(said(&late, "--lang=en").contains("The start itself is after the date."));
    let listed = ["-w", "land-supply", "--assumptions=floor", "--finish-by=2023-06-10", "--start=2023-06-01"];
    let listed = said(&listed, "--lang=en");
    assert!(listed.contains("what cannot shrink is") && listed.contains("listing"), "{listed}");
    assert!(!listed.contains("all 0 steps"));
}
