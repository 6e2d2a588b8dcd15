//! Scenarios side by side, the causes undone one at a time by other means than the study's own, and the numbers of the
//! reform counted by hand.

#[path = "common/small.rs"]
mod small;

use std::collections::BTreeMap;
use std::process::Command;

use permits::calendar::{Calendar, Counting, Day, Overlay, Told};
use permits::diagnostic::{FileId, Sources};
use permits::network::{Basis, Case, Network, StepIx, Value, compile};
use permits::schedule::{RestsOn, Run, Schedule, schedule};
use permits::study::compare::differences::{Change, Difference, Waited};
use permits::study::compare::readings::{Turned, outcomes};
use permits::study::compare::{self, Between, Cause, Comparison, Pair, Scenario, compare};
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};
use serde_json::Value as Json;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn workflow(id: &str) -> Workflow {
    load_workflow(&Library::built_in(), &Which::typed(id), &mut Sources::default()).unwrap().0
}

fn assumptions(id: &str) -> Assumptions {
    load_assumptions(&Library::built_in(), &Which::typed(id), &mut Sources::default()).unwrap().0
}

fn calendar(file: &str) -> Calendar {
    let text = format!("date,kind,name,statutory,notice\n{file}");
    Calendar::new(None, &[Overlay::parse("test.csv", FileId(0), &text).unwrap()])
}

/// Everything that makes a scenario, owned.
#[derive(Clone)]
struct Made {
    workflow: Workflow,
    assumptions: Assumptions,
    set: Vec<(&'static str, Value)>,
    calendar: Calendar,
    run: Run,
}

impl Made {
    fn of(id: &str, set: &str, start: &str) -> Made {
        let (workflow, assumptions) = (workflow(id), assumptions(set));
        Made {
            workflow,
            assumptions,
            set: Vec::new(),
            calendar: Calendar::official(),
            run: Run::from(day(start)),
        }
    }

    fn case(&self) -> Case<'_> {
        let mut case = Case::new(&self.workflow, &self.assumptions);
        for (fact, value) in &self.set {
            case.facts.0.insert((*fact).into(), value.clone());
        }
        case
    }

    fn dated(&self) -> (Network, Schedule) {
        let network = compile(&self.case()).unwrap();
        let dates = schedule(&network, &self.calendar, &self.run).unwrap();
        (network, dates)
    }
}

/// Compares two, and lets the caller look.
fn compared(first: &Made, other: &Made, between: Between<'_>) -> Comparison {
    let (dated_first, dated_other) = (first.dated(), other.dated());
    let scenario = |name, made, dated| scenario(name, made, dated);
    compare(&[scenario("first", first, &dated_first), scenario("other", other, &dated_other)], between)
}

fn scenario<'a>(name: &'a str, made: &'a Made, (network, dates): &'a (Network, Schedule)) -> Scenario<'a> {
    Scenario { name, case: made.case(), given: &[], calendar: &made.calendar, network, dates }
}

fn finish((network, dates): &(Network, Schedule), step: &str) -> Option<Day> {
    let ix = last_round(network, step).filter(|ix| network.step(*ix).is_present())?;
    Some(dates.dates(ix).finish().day())
}

/// The round of a step whose name has the highest number behind it.
fn last_round(network: &Network, step: &str) -> Option<StepIx> {
    let further = |round: usize| network.find(&format!("{step}~{round}"));
    (2..10).rev().find_map(further).or_else(|| network.find(step))
}

/// Undoes a difference without the study: the other scenario is made anew with one thing of the first.
fn undone(first: &Made, other: &Made, what: &Difference) -> Made {
    let mut made = other.clone();
    match what {
        Difference::Start(start, _) => made.run.start = *start,
        Difference::Counting(counting, _) => made.run.counting = *counting,
        Difference::Basis(basis, _) => made.run.basis = *basis,
        Difference::Fact { fact, first: value, .. } => {
            let id = made.workflow.fact(fact.as_str()).unwrap().id.as_str().to_string();
            made.set.retain(|(known, _)| *known != id);
            made.set.push((Box::leak(id.into_boxed_str()), value.clone()));
        }
        Difference::Length { step, .. } => {
            made.assumptions.steps.retain(|(known, ..)| known != step);
            made.assumptions
                .steps
                .extend(first.assumptions.steps.iter().filter(|(known, ..)| known == step).cloned());
        }
        Difference::Holiday { .. }
        | Difference::NotBefore { .. }
        | Difference::Measure { .. }
        | Difference::Step { .. }
        | Difference::Promise { .. }
        | Difference::Goal(..) => {
            panic!("not made here: {what:?}")
        }
    }
    made
}

fn sums(pair: &Pair) {
    let parts = |of: &dyn Fn(&Cause) -> compare::Effect| -> (i32, i32) {
        let alone = pair.causes.iter().filter_map(|cause| of(cause).alone).sum();
        (alone, pair.causes.iter().filter_map(|cause| of(cause).in_turn).sum())
    };
    let (alone, in_turn) = parts(&|cause| cause.finish);
    assert_eq!(alone + pair.finish.together, pair.finish.all);
    assert_eq!(in_turn + pair.finish.in_turn, pair.finish.all);
    if let Some(span) = pair.span {
        let (alone, in_turn) = parts(&|cause| cause.span);
        assert_eq!((alone + span.together, in_turn + span.in_turn), (span.all, span.all));
    }
    for moved in &pair.moved {
        let because: i32 = moved.because.iter().map(|(_, days)| days).sum();
        assert_eq!(because + moved.together, moved.days);
    }
}

fn named(id: &str) -> &str {
    id.split('~').next().unwrap()
}

/// Compares, adds up, and undoes every cause by other means.
fn check(first: &Made, other: &Made) -> usize {
    let comparison = compared(first, other, Between::default());
    let pair = &comparison.pairs[0];
    assert!(pair.computed);
    sums(pair);
    // Undone altogether the other scenario is the first.
    assert_eq!(pair.finish.in_turn, 0);
    let (dated_first, dated_other) = (first.dated(), other.dated());
    let moved: BTreeMap<&str, &compare::Moved> =
        pair.moved.iter().map(|moved| (named(dated_first.0.step(moved.first).id.as_str()), moved)).collect();
    // Every date that differs is there, and no other; a step with several rounds by its last one.
    for ix in dated_first.0.positions() {
        let id = named(dated_first.0.step(ix).id.as_str());
        let differs = match (finish(&dated_first, id), finish(&dated_other, id)) {
            (Some(was), Some(is)) => is.days_since(was),
            _ => 0,
        };
        assert_eq!(moved.get(id).map_or(0, |moved| moved.days), differs, "{id}");
    }
    let goal = dated_other.0.step(dated_other.0.goal()).id.as_str().to_string();
    for (at, cause) in pair.causes.iter().enumerate() {
        let again = undone(first, other, &cause.what).dated();
        let back = |step: &str| Some(finish(&dated_other, step)?.days_since(finish(&again, step)?));
        assert_eq!(cause.finish.alone, back(&goal), "{:?}", cause.what);
        // The first scenario with only this as in the other.
        let with = undone(other, first, &cause.what.reversed()).dated();
        let goes = finish(&with, &goal).zip(finish(&dated_first, &goal));
        assert_eq!(cause.finish.added, goes.map(|(then, now)| then.days_since(now)), "{:?}", cause.what);
        for (id, moved) in &moved {
            let said = moved.because.iter().find(|(of, _)| *of == at).map(|(_, days)| *days);
            assert_eq!(said.unwrap_or(0), back(id).unwrap_or(0), "{id}: {:?}", cause.what);
        }
    }
    pair.causes.len()
}

#[test]
fn every_cause_of_every_moved_date_is_undone_one_at_a_time() {
    let base = Made::of("full-path", "promised", "2023-06-01");
    let mut causes = 0;
    for start in ["2019-01-14", "2023-06-01", "2025-08-30"] {
        let base = Made { run: Run::from(day(start)), ..base.clone() };
        let practice = Run { counting: Counting::Practice, ..base.run };
        let facts = vec![
            ("trees", Value::Bool(true)),
            ("early-entry", Value::Bool(false)),
            ("eia-class", Value::Choice("book".into())),
            ("plan-approval-waits-for-site-plan", Value::Bool(false)),
        ];
        let later = Run { start: day(start).plus(33).unwrap(), basis: Basis::Worst, ..practice };
        for other in [
            Made { run: practice, ..base.clone() },
            Made { set: facts.clone(), ..base.clone() },
            Made { assumptions: assumptions("legal-maximum"), ..base.clone() },
            Made { assumptions: assumptions("floor"), run: practice, ..base.clone() },
            Made {
                run: later,
                set: facts.clone(),
                assumptions: assumptions("legal-maximum"),
                ..base.clone()
            },
        ] {
            causes += check(&base, &other) + check(&other, &base);
        }
    }
    assert!(causes > 300, "{causes} causes");
}

#[test]
fn facts_that_change_the_way_round_are_one_cause_each() {
    let base = Made::of("full-path", "promised", "2023-06-01");
    let own = vec![("commitment-b-signed", Value::Bool(false))];
    let reworked = vec![
        ("credible-objection-plan", Value::Bool(true)),
        ("passing-designs", Value::Choice("none".into())),
    ];
    for set in [own, reworked] {
        let other = Made { set: set.clone(), ..base.clone() };
        let comparison = compared(&base, &other, Between::default());
        // What follows from a fact is not told again as a difference of steps.
        assert_eq!(comparison.pairs[0].causes.len(), set.len());
        check(&base, &other);
    }
}

/// The reform from 1 June 2023. The worked dates of both files, by hand: full path: deal 2023-11-15, start of works
/// 2023-12-13; conventional: deal 2023-10-18, construction permit and start of works 2024-02-20.
///
/// - In all: 13 December to 20 February is 18 + 31 + 20 = 69 days; deal to start 28 days (15 to 30 November 15, then
///   13) against 125 (October 13, November 30, December 31, January 31, February 20).
/// - The conventional path with the supplied design only: the deal is 28 days later, on 15 November. The drawings wait
///   for the ground survey after the deal, 10 working days: 16, 17, 20 to 24, 27, 28, 29 November. Drawings in 20: 30,
///   1, 4 to 8 (7), 11 to 15 (12), 18 to 22 (17), 25, 26, 27 December. Review in 15: 28, 29, 2 to 5 January (6), 8 to
///   12 (11), 15, 16, 17, 18. Permit in 5: 19, 22, 23, 24, 25 January: 26 days before 20 February. From the deal 71
///   days: 54 fewer than 125.
/// - With the early service only: the drawings still wait for the review of the own design, and nothing moves.
/// - With the permit on the spot only: the planning permit follows the review of the own design, 20 December, and not
///   the 7 working days after it, 29 December: 9 days; the start waits for the drawings and does not move.
/// - In turn: the supplied design 26, the permit on the spot nothing more, the early service the remaining 43.
#[test]
fn what_the_reform_saves() {
    let first = Made::of("full-path", "promised", "2023-06-01");
    let other = Made::of("conventional", "promised", "2023-06-01");
    let between = Between { from: Some("deal-confirmation"), to: Some("actual-start") };
    let comparison = compared(&first, &other, between);
    let pair = &comparison.pairs[0];
    sums(pair);
    assert_eq!((pair.finish.all, pair.finish.in_turn), (69, 0));
    assert_eq!(pair.span.map(|span| (span.all, span.in_turn)), Some((97, 0)));
    let measures: BTreeMap<&str, &Cause> = pair
        .causes
        .iter()
        .filter_map(|cause| match &cause.what {
            Difference::Measure { id, .. } => Some((id.as_str(), cause)),
            _ => None,
        })
        .collect();
    let effects = |id: &str| {
        let cause = measures[id];
        let [finish, span] = [cause.finish, cause.span];
        [finish.alone, finish.in_turn, span.alone, span.in_turn].map(Option::unwrap)
    };
    assert_eq!(effects("design-supplied"), [26, 26, 54, 54]);
    assert_eq!(effects("permit-on-the-spot"), [0, 0, 0, 0]);
    assert_eq!(effects("early-service"), [0, 43, 0, 43]);
    assert_eq!(measures.len(), 3);
    // Seen from the other side, the full path with only one of them given up is the full path undone in that one.
    let from_other = compared(&other, &first, between);
    for cause in &from_other.pairs[0].causes {
        if let Difference::Measure { id, .. } = &cause.what {
            let seen = measures[id.as_str()];
            assert_eq!(seen.finish.added, cause.finish.alone.map(|days| -days), "{id}");
            assert_eq!(seen.finish.alone, cause.finish.added.map(|days| -days), "{id}");
            assert_eq!(seen.span.added, cause.span.alone.map(|days| -days), "{id}");
        }
    }
    // Without the supplied design nothing that it made possible early is: the whole 69 days. Without the early service
    // the deal stays on 15 November, and from there its chain takes: survey to 29 November, drawings to 27 December,
    // review to 18 January, permit on the 25th: 43 days after 13 December.
    let given_up = |id: &str| (measures[id].finish.added, measures[id].span.added);
    assert_eq!(given_up("early-service"), (Some(43), Some(43)));
    assert_eq!(given_up("design-supplied"), (Some(69), Some(97)));
    assert_eq!(given_up("permit-on-the-spot"), (Some(0), Some(0)));
    // The other differences move neither; the promises of the full path are among them.
    let single = pair.causes.iter().filter(|cause| !matches!(cause.what, Difference::Measure { .. }));
    let promises = single.clone().filter(|cause| matches!(cause.what, Difference::Promise { .. }));
    assert_eq!(promises.count(), first.workflow.promises.len());
    for cause in single {
        assert_eq!((cause.finish.alone, cause.span.alone), (Some(0), Some(0)), "{:?}", cause.what);
    }
    let (network, _) = first.dated();
    let permit =
        pair.moved.iter().find(|moved| network.step(moved.first).id.as_str() == "planning-permit").unwrap();
    let on_the_spot = pair.causes.iter().position(
        |cause| matches!(&cause.what, Difference::Measure { id, .. } if id == "permit-on-the-spot"),
    );
    assert!(permit.because.contains(&(on_the_spot.unwrap(), 9)), "{permit:?}");

    let spans: Vec<i32> = comparison.spans.iter().map(|span| span.as_ref().unwrap().days.natural).collect();
    assert_eq!(spans, [28, 125]);
    // From the deal, conventional: own design (assumption) 18 October to 22 November, 35 days; its review (law) to 20
    // December, 28; drawings (assumption) to 18 January, 29; their review (law) to 7 February, 20; permit (promise) to
    // the 20th, 13. The full path's 28 days are all those of temporary power, an assumption.
    use permits::network::Origin::{Assumption, Law, Promise};
    let path = |origin, days| (RestsOn::Length(origin), days);
    let shares = |at: usize| comparison.spans[at].as_ref().unwrap().shares.clone();
    assert_eq!(shares(0), [path(Assumption, 28)]);
    assert_eq!(shares(1), [path(Law, 48), path(Promise, 13), path(Assumption, 64)]);
}

/// Undone altogether, the steps that both procedures have get the dates of the first, whatever the two are.
#[test]
fn a_procedure_with_every_difference_undone_is_the_other() {
    let ids = ["full-path", "conventional", "design-scheme-supply", "build-on-land-delivery", "land-supply"];
    let mut compared_steps = 0;
    for first in ids {
        for other in ids.into_iter().filter(|other| *other != first) {
            let first = Made::of(first, "promised", "2023-06-01");
            let other = Made::of(other, "legal-maximum", "2023-07-03");
            let (network, _) = first.dated();
            let (theirs, _) = other.dated();
            let shared = network.steps().iter().filter(|step| {
                step.is_present()
                    && theirs.find(step.id.as_str()).is_some_and(|ix| theirs.step(ix).is_present())
            });
            for step in shared {
                let between = Between { from: None, to: Some(step.id.as_str()) };
                let comparison = compared(&first, &other, between);
                sums(&comparison.pairs[0]);
                assert_eq!(comparison.pairs[0].span.map(|span| span.in_turn), Some(0), "{}", step.id);
                compared_steps += 1;
            }
        }
    }
    assert!(compared_steps > 200, "{compared_steps}");
}

#[test]
fn what_the_days_rest_on_adds_up() {
    for id in ["full-path", "conventional", "design-scheme-supply", "build-on-land-delivery", "land-supply"] {
        for start in ["2019-01-14", "2023-06-01", "2025-12-31"] {
            let made = Made::of(id, "promised", start);
            let dated = made.dated();
            let scenario = scenario("one", &made, &dated);
            let present =
                || dated.0.steps().iter().filter(|step| step.is_present()).map(|step| step.id.as_str());
            for (from, to) in present().zip(present().skip(7)).step_by(3) {
                let comparison =
                    compare(std::slice::from_ref(&scenario), Between { from: Some(from), to: Some(to) });
                let span = comparison.spans[0].as_ref().unwrap();
                assert_eq!(span.days.natural, span.to.days_since(span.from));
                // The whole is shared out as `simulate` does.
                let whole = compare(std::slice::from_ref(&scenario), Between::default());
                let shares = &whole.spans[0].as_ref().unwrap().shares;
                let path = dated.1.rests_on(&dated.0, &made.calendar);
                let path: Vec<_> = path.iter().map(|share| (share.rests_on, share.days.natural)).collect();
                assert_eq!(shares, &path, "{id}");
                if span.days.natural >= 0 {
                    let sum: i32 = span.shares.iter().map(|(_, days)| days).sum();
                    assert_eq!(sum, span.days.natural, "{id} {from} → {to}");
                }
            }
        }
    }
}

#[test]
fn a_holiday_costs_what_its_removal_saves() {
    let with = Made::of("land-supply", "floor", "2023-06-01");
    // Without Duanwu the 21 days end on Thursday 22 June and the ten working days are 23, 26 to 30 June, 3 to 6 July:
    // one day before the 7th.
    let no_duanwu = "2023-06-22,work,端午节,false,2023\n2023-06-23,work,端午节,false,2023\n2023-06-25,off,端午节,false,2023\n";
    let without = Made { calendar: calendar(no_duanwu), ..with.clone() };
    let comparison = compared(&with, &without, Between::default());
    let pair = &comparison.pairs[0];
    sums(pair);
    assert_eq!((pair.causes.len(), pair.finish.all, pair.finish.in_turn), (1, -1, 0));
    let Difference::Holiday { name, notice, days } = &pair.causes[0].what else { panic!() };
    assert_eq!((name.as_str(), *notice), ("端午节", 2023));
    let days: Vec<(String, bool)> = days.iter().map(|(day, works)| (day.to_string(), *works)).collect();
    assert_eq!(
        days,
        [("2023-06-22".into(), true), ("2023-06-23".into(), true), ("2023-06-25".into(), false)]
    );

    // Two closures at once: each is a cause of its own, undone by a calendar with only the other.
    let (first, second) = ("2023-06-27,off,flood,false,2023\n", "2023-07-04,off,parade,false,2023\n");
    let both = Made { calendar: calendar(&format!("{first}{second}")), ..with.clone() };
    let comparison = compared(&with, &both, Between::default());
    let pair = &comparison.pairs[0];
    sums(pair);
    let alone: Vec<(String, i32)> = pair
        .causes
        .iter()
        .map(|cause| {
            let Difference::Holiday { name, .. } = &cause.what else { panic!() };
            (name.clone(), cause.finish.alone.unwrap())
        })
        .collect();
    let finish_of = |file: &str| {
        let made = Made { calendar: calendar(file), ..with.clone() };
        finish(&made.dated(), "land-contract").unwrap()
    };
    let together = finish_of(&format!("{first}{second}"));
    assert_eq!(
        alone,
        [
            ("flood".to_string(), together.days_since(finish_of(second))),
            ("parade".to_string(), together.days_since(finish_of(first))),
        ]
    );
    // 7 July moves to Monday the 10th and Tuesday the 11th.
    assert_eq!(together, day("2023-07-11"));
    assert_eq!(pair.finish.all, 4);
}

#[test]
fn the_calendar_as_it_was_known_is_a_scenario() {
    // 20 working days from 2020-01-13 end on 13 February as known that day, and on the 17th as extended later.
    let task = small::workflow("draw task 20wd");
    let floor = small::floor();
    let made = |as_of: Option<&str>| Made {
        workflow: task.clone(),
        assumptions: floor.clone(),
        set: Vec::new(),
        calendar: Calendar::new(as_of.map(day), &[]),
        run: Run::from(day("2020-01-13")),
    };
    let (known, now) = (made(Some("2020-01-13")), made(None));
    assert_eq!(finish(&known.dated(), "draw"), Some(day("2020-02-13")));
    let comparison = compared(&known, &now, Between::default());
    let pair = &comparison.pairs[0];
    sums(pair);
    assert_eq!((pair.finish.all, pair.finish.in_turn), (4, 0));
    assert!(pair.causes.iter().all(|cause| matches!(&cause.what, Difference::Holiday { notice: 2020, .. })));
}

/// Two versions of one file: what was changed is told step by step.
#[test]
fn versions_of_a_file_differ_step_by_step() {
    let floor = small::floor();
    let made = |lines: &str| Made {
        workflow: small::workflow(lines),
        assumptions: floor.clone(),
        set: Vec::new(),
        calendar: Calendar::official(),
        run: Run::from(day("2023-06-01")),
    };
    // Old: drawn on 2, 5, 6 June; posted on the 6th for 7 days, until the 13th; decided on 14 (accepted), 15, 16, 19.
    let old = made("draw task 3wd\npost notice 7d after draw\npermit review 3wd after post");
    // New: not posted but checked in a day (7 June) and decided on 8, 9, 12, 13.
    let new = made("draw task 3wd\ncheck task 1wd after draw\npermit review 4wd after check");
    let comparison = compared(&old, &new, Between::default());
    let pair = &comparison.pairs[0];
    sums(pair);
    assert_eq!((pair.finish.all, pair.finish.in_turn), (-6, 0));
    let mut told: Vec<String> = pair
        .causes
        .iter()
        .map(|cause| match &cause.what {
            Difference::Length { step, .. } => format!("length {step} {:?}", cause.finish.alone),
            Difference::Step { step, change: Change::WaitsForElse { in_first, in_other } } => {
                let names = |waited: &[Waited]| {
                    waited.iter().map(|waited| waited.step.to_string()).collect::<Vec<_>>().join(" ")
                };
                format!("{step} waits for {}, then {}", names(in_first), names(in_other))
            }
            Difference::Step { step, change } => format!("{change:?} {step}"),
            other => panic!("{other:?}"),
        })
        .collect();
    told.sort();
    // With the old length the new permit is decided on 12 June: a day sooner than on the 13th.
    assert_eq!(
        told,
        [
            "OnlyInFirst post",
            "OnlyInOther check",
            "length permit Some(1)",
            "permit waits for post, then check"
        ]
    );
}

/// From 1 June 2023, by hand. Read the other way the director's meeting does not wait for the site plan: it sits with
/// the deputy's on Wednesday 30 August. Replies until 6 September (31, 1, 4, 5, 6), letter on the 7th, plan approved in
/// ten (8, 11 to 15, 18 to 21), announced on 21 September for 21 days, until 12 October; bidding 13, 16 to 20, 23 to
/// 26: deal on 26 October. Power: 27, 30; 31, 1; 15 days 2, 3, 6 to 10, 13 to 17, 20, 21, 22; metering 23 November,
/// 20 days before 13 December. The permit comes before that: drawings from the survey of 20 September (consent on 6
/// September) to 24 October, review to 14 November, permit on the 21st.
#[test]
fn the_readings_that_matter_come_first() {
    let made = Made::of("full-path", "promised", "2023-06-01");
    let dated = made.dated();
    let outcomes = outcomes(&scenario("base", &made, &dated));
    let first = &outcomes[0];
    assert_eq!((first.finish, first.days), (Some(Told::sure(day("2023-11-23"))), Some(Told::sure(-20))));
    assert!(matches!(&first.turned, Turned::Reading { reading, instead, .. }
        if reading.as_str() == "plan-approval-waits-for-site-plan" && *instead == Value::Bool(false)));
    // Four readings with two ways each, and the profile.
    assert_eq!(outcomes.len(), 5);
    for outcome in &outcomes {
        let mut other = made.clone();
        match &outcome.turned {
            Turned::Counting(counting) => other.run.counting = *counting,
            Turned::Reading { reading, instead, .. } => {
                other.set.push((Box::leak(reading.to_string().into_boxed_str()), instead.clone()));
            }
        }
        assert_eq!(
            outcome.finish.map(|day| day.value),
            finish(&other.dated(), "actual-start"),
            "{:?}",
            outcome.turned
        );
    }
    let days: Vec<i32> = outcomes.iter().map(|outcome| outcome.days.unwrap().value.abs()).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "{days:?}");
    // With all of them turned round the finish is the same 20 days earlier: these days hang on readings.
    let comparison = compare(&[scenario("base", &made, &dated)], Between::default());
    let span = comparison.spans[0].as_ref().unwrap();
    assert_eq!(span.readings, Some(20));
}

/// The two procedures end with different things: undone in everything but that, the finish is still another.
#[test]
fn different_goals_are_a_difference_and_said_first() {
    let first = Made::of("full-path", "promised", "2023-06-01");
    let other = Made::of("design-scheme-supply", "promised", "2023-06-01");
    let comparison = compared(&first, &other, Between::default());
    let pair = &comparison.pairs[0];
    sums(pair);
    // Start of works on 13 December, planning permit on 15 November.
    assert_eq!((pair.finish.all, pair.finish.in_turn), (-28, 0));
    let Difference::Goal(mine, theirs) = &pair.causes.last().unwrap().what else { panic!("no goal") };
    assert_eq!((mine.as_str(), theirs.as_str()), ("actual-start", "planning-permit"));
    let (code, out, _) = permits(&["full-path", "design-scheme-supply", "--start=2023-06-01", "--lang=en"]);
    assert_eq!(code, 0);
    let said = out.find("different goals").expect("it is said");
    assert!(said < out.find("Finish: 28 natural days earlier").unwrap(), "{out}");
}

/// A promise that allows more moves no date, but it is a difference, and what is due is another day.
#[test]
fn a_changed_promise_is_told() {
    let first = Made::of("full-path", "promised", "2023-06-01");
    let mut other = first.clone();
    let promise =
        other.workflow.promises.iter_mut().find(|promise| promise.id.as_str() == "permit-in-ten").unwrap();
    promise.within = 20;
    let comparison = compared(&first, &other, Between::default());
    let causes = &comparison.pairs[0].causes;
    let [Cause { what: Difference::Promise { id, first, other }, finish, .. }] = causes.as_slice() else {
        panic!("{causes:?}")
    };
    let within = |promised: &Option<compare::differences::Promised>| promised.as_ref().unwrap().within;
    assert_eq!((id.as_str(), within(first), within(other)), ("permit-in-ten", 10, 20));
    assert_eq!((finish.alone, finish.added), (Some(0), Some(0)));
}

/// Rows and the time of interest speak of the same round: the last one.
#[test]
fn a_step_with_rounds_is_compared_by_its_last() {
    let arguments = ["a:", "b:credible-objection-plan=true", "--start=2023-06-01", "--from=plan-publicity"];
    let json = document(&arguments);
    let row = json["moved"].as_array().unwrap().iter().find(|row| row["step"] == "plan-publicity").unwrap();
    let span = |at: usize| json["scenarios"][at]["span"]["from"].clone();
    assert_eq!((&row["dates"][0]["date"], &row["dates"][1]["date"]), (&span(0), &span(1)));
    assert_ne!(span(0), span(1));
    let (_, out, _) = permits(&[&arguments[..], &["--lang=en"]].concat());
    let row = out.lines().find(|line| line.starts_with("publicity of the plan (last round)")).unwrap();
    assert!(row.contains(span(1).as_str().unwrap()), "{row}");
}

/// Every number in which two documents differ is told as provisional in its object when only the notice of 2027 is
/// another.
#[test]
fn what_another_notice_moves_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("2027.csv");
    // Ten days off that nobody has announced, all of them working days otherwise.
    let days = ["01-04", "01-05", "01-06", "02-01", "02-02", "02-03", "02-04", "03-01", "03-02", "03-03"];
    let days: String = days.iter().map(|day| format!("2027-{day},off,x,false,2027\n")).collect();
    std::fs::write(&file, format!("date,kind,name,statutory,notice\n{days}")).unwrap();
    let file = format!("--calendar={}", file.display());
    let mut moved = 0;
    for start in ["2026-06-20", "2026-08-03", "2026-10-12"] {
        let start = format!("--start={start}");
        let arguments = ["a:", "b:counting=practice", "c:trees=true", "conventional:", "--readings", &start];
        let now = document(&arguments);
        let then = document(&[&arguments[..], &[&file]].concat());
        moved += unmarked(&now, &then, "");
    }
    assert!(moved > 200, "{moved} numbers moved");
}

/// How many values differ; all of them in an object that says it is provisional.
fn unmarked(now: &Json, then: &Json, at: &str) -> usize {
    match (now, then) {
        (Json::Object(now), Json::Object(then)) => {
            let says =
                ["provisional", "finish_provisional"].iter().any(|key| now.get(*key) == Some(&true.into()));
            let mut moved = 0;
            for (key, value) in now {
                let Some(other) = then.get(key) else { continue };
                let at = format!("{at}.{key}");
                // What is said of the run, of the calendar or in words is no number.
                if ["calendar_files", "warnings", "words", "critical_path"].contains(&key.as_str()) {
                    continue;
                }
                let beside = now.get(&format!("{key}_provisional")) == Some(&true.into());
                moved += match value {
                    Json::Number(_) | Json::String(_) if value != other => {
                        assert!(
                            says || beside,
                            "{at}: {value} moves to {other} and is not marked in {now:?}"
                        );
                        1
                    }
                    // Days and shares stand in objects of their own under what is marked.
                    Json::Object(_) | Json::Array(_)
                        if says && ["days", "rests_on", "causes"].contains(&key.as_str()) =>
                    {
                        usize::from(value != other)
                    }
                    _ => unmarked(value, other, &at),
                };
            }
            moved
        }
        (Json::Array(now), Json::Array(then)) => {
            // Lists of what moved differ in length when something no longer moves.
            let pairs = now.iter().filter_map(|row| {
                let key =
                    ["step", "id", "name", "scenario", "what"].iter().find(|key| row.get(**key).is_some())?;
                let same = |other: &&Json| {
                    other.get(*key) == row.get(*key) && other.get("instead") == row.get("instead")
                };
                Some((row, then.iter().find(same)?))
            });
            pairs.map(|(row, other)| unmarked(row, other, at)).sum()
        }
        _ => 0,
    }
}

#[test]
fn a_scenario_against_itself_has_no_causes() {
    let made = Made::of("full-path", "promised", "2023-06-01");
    let comparison = compared(&made, &made, Between::default());
    let pair = &comparison.pairs[0];
    assert!(pair.causes.is_empty() && pair.moved.is_empty() && pair.computed);
    assert_eq!(pair.finish, compare::Rest::default());
}

// ---- the command ------------------------------------------------------------

fn permits(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_permits"))
        .arg("compare")
        .args(arguments)
        .env_remove("LANG")
        .env_remove("LC_ALL")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn document(arguments: &[&str]) -> Json {
    let (code, out, err) = permits(&[arguments, &["--format=json"]].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn the_document_holds_scenarios_and_what_moved() {
    let json = document(&["full-path", "conventional", "--start=2023-06-01"]);
    assert_eq!(json["schema"], "permits.compare/1");
    let [full, conventional] = json["scenarios"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!((&full["name"], &full["finish"]), (&"full-path".into(), &"2023-12-13".into()));
    assert_eq!((&conventional["finish"], &conventional["natural_days"]), (&"2024-02-20".into(), &264.into()));
    assert_eq!(conventional["critical_path"].as_array().unwrap().last().unwrap(), "actual-start");
    assert_eq!(full["promises"][0]["met"], false);
    let deal =
        json["moved"].as_array().unwrap().iter().find(|row| row["step"] == "deal-confirmation").unwrap();
    assert_eq!(
        (&deal["dates"][0]["date"], &deal["dates"][1]["date"]),
        (&"2023-11-15".into(), &"2023-10-18".into())
    );
    let differences = json["against_first"][0]["differences"].as_array().unwrap();
    let cause = &deal["why"][0]["causes"][0];
    assert_eq!(cause["days"], -28);
    assert_eq!(differences[cause["difference"].as_u64().unwrap() as usize]["id"], "design-supplied");
}

#[test]
fn a_scenario_is_a_file_a_workflow_or_a_list_of_keys() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let project = write(
        "park.toml",
        "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\nassumptions = \"floor\"\nstart = 2023-06-01\n",
    );
    let closed = write("closed.csv", "date,kind\n2023-06-27,off\n");
    // The project finishes on 7 July by its worked example; closed on the 27th, a working day later; a start on 2
    // June has the window end on the same Sunday.
    let json =
        document(&["-p", &project, "now:", &format!("closed:calendar={closed}"), "later:start=2023-06-02"]);
    let finishes: Vec<&Json> =
        json["scenarios"].as_array().unwrap().iter().map(|row| &row["finish"]).collect();
    assert_eq!(finishes, ["2023-07-07", "2023-07-10", "2023-07-07"]);
    let json = document(&[
        &project,
        "practice:workflow=land-supply,assumptions=floor,counting=practice,start=2023-06-01",
    ]);
    assert_eq!(json["scenarios"][0]["name"], "park");
    assert_eq!(json["scenarios"][1]["finish"], "2023-07-06");
    // A name that is a workflow's means that workflow; a file of a workflow is one too.
    let file = write(
        "mine.toml",
        &std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/workflows/land-supply.toml")).unwrap(),
    );
    let json =
        document(&["land-supply:counting=practice", &file, "--start=2023-06-01", "--assumptions=floor"]);
    assert_eq!(json["scenarios"][0]["workflow"], "land-supply");
    assert_eq!(
        (&json["scenarios"][1]["name"], &json["scenarios"][1]["finish"]),
        (&"mine".into(), &"2023-07-07".into())
    );
    // Two versions of a file are called by their paths.
    std::fs::create_dir(folder.path().join("old")).unwrap();
    let old = write("old/mine.toml", &std::fs::read_to_string(&file).unwrap());
    let json = document(&[&old, &file, "--start=2023-06-01", "--assumptions=floor"]);
    assert_eq!((&json["scenarios"][0]["name"], &json["scenarios"][1]["name"]), (&old.into(), &file.into()));
}

#[test]
fn pages_keep_to_their_width_in_both_languages() {
    let scenarios = [
        "base:",
        "practice:counting=practice",
        "trees:trees=true",
        "own:commitment-b-signed=false",
        "worst:basis=worst",
    ];
    for lang in ["zh", "en"] {
        let lang = format!("--lang={lang}");
        let arguments = [&scenarios[..], &["--start=2023-06-01", "--readings", &lang]].concat();
        let (code, out, err) = permits(&arguments);
        assert_eq!(code, 0, "{err}");
        for line in out.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        }
        let (code, markdown, _) = permits(&[&arguments[..], &["--format=markdown"]].concat());
        assert_eq!(code, 0);
        for table in markdown.split("\n\n").filter(|block| block.starts_with('|')) {
            let bars: Vec<usize> =
                table.lines().map(|line| line.replace("\\|", "").matches('|').count()).collect();
            assert!(bars.iter().all(|count| *count == bars[0]), "{table}");
        }
        let has_han = |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        // The documents count their clauses in Chinese.
        let said: String = out.lines().filter(|line| !line.contains("京")).collect();
        let said = said.replace("A 五(一)", "");
        assert_eq!(has_han(&said), lang.ends_with("zh"));
    }
}

#[test]
fn one_scenario_with_its_readings_is_enough() {
    let json = document(&["--start=2023-06-01", "--readings"]);
    let turned = json["readings"][0]["turned"].as_array().unwrap();
    assert_eq!(json["readings"][0]["scenario"], "full-path");
    assert_eq!(
        (&turned[0]["what"], &turned[0]["days"]),
        (&"plan-approval-waits-for-site-plan".into(), &(-20).into())
    );
    assert!(turned.iter().any(|row| row["what"] == "counting" && row["instead"] == "practice"));
}

#[test]
fn what_cannot_be_compared_is_refused_with_a_way_out() {
    let refuses = |arguments: &[&str], code: i32, needles: &[&str]| {
        let (exit, out, err) = permits(&[arguments, &["--lang=en"]].concat());
        assert_eq!((exit, out.as_str()), (code, ""), "{err}");
        for needle in needles {
            assert!(err.contains(needle), "{needle} in {err}");
        }
        let (exit, _, zh) = permits(&[arguments, &["--lang=zh"]].concat());
        assert_eq!(exit, code);
        assert!(zh.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "{zh}");
    };
    let start = "--start=2023-06-01";
    refuses(&["full-path", start], 2, &["name two scenarios"]);
    refuses(&["full-path", "conventonal", start], 2, &["did you mean `conventional`?"]);
    refuses(&["full-path", "full-path", start], 2, &["two scenarios are called `full-path`"]);
    refuses(&["full-path", "x:start=2023-06-01"], 2, &["scenario `full-path`: `--start` is missing"]);
    refuses(&["full-path", "x:strat=2023-06-01", start], 2, &["scenario `x`", "did you mean `start`?"]);
    refuses(
        &["a:tres=true", "b:trees=maybe", start],
        2,
        &["did you mean `trees`?", "scenario `b`: `trees` cannot be `maybe`"],
    );
    refuses(&["full-path", "x:trees", start], 2, &["`trees` is not a pair"]);
    refuses(&["full-path", "x:start=2023-06-31", start], 2, &["no such day"]);
    refuses(&["full-path", "x:start=2023-06-01,start=2023-06-02"], 2, &["written twice"]);
    refuses(&["full-path", "x:trees=true,trees=false", start], 2, &["`trees` is written twice"]);
    refuses(&["full-path", "x:goal=deal-confirmation", start], 2, &["workflow, start, assumptions"]);
    refuses(
        &["full-path", "conventional", start, "--from=deal-confirmaton", "--to=actual-strat"],
        2,
        &["did you mean `deal-confirmation`?", "did you mean `actual-start`?"],
    );
    refuses(&["full-path", "conventional", start, "--to=actual-strat"], 2, &["did you mean `actual-start`?"]);
    refuses(
        &["full-path", "own:commitment-b-signed=false", start, "--from=spot-check"],
        2,
        &["scenario `own`", "commitment-b-signed=false"],
    );
    refuses(&["full-path", "x:parcel-class=other", start], 4, &["scenario `x`: outside the scope"]);
    refuses(&["full-path", "x:calendar=/no/such/file.csv", start], 1, &["cannot read"]);
    refuses(
        &["full-path", "x:start=2027-01-04", start, "--calendar-beyond=error"],
        2,
        &["scenario `x`: provisional-calendar"],
    );
    refuses(&["full-path", "x:start=2100-12-01", start], 2, &["scenario `x`: calendar-range"]);
}

#[test]
fn all_mistakes_of_all_files_are_told_with_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let head = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\nstart = 2023-06-01\n";
    let one = write("one.toml", &format!("{head}[set]\nno-bit = true\n"));
    let two = write("two.toml", &format!("{head}[step.land-anouncement]\nnot_before = 2023-07-01\n"));
    let csv = write("days.csv", "date,kind\n2023-06-31,off\n");
    let (code, out, err) =
        permits(&[&one, &two, &format!("three:calendar={csv}"), "--start=2023-06-01", "--lang=en"]);
    assert_eq!((code, out.as_str()), (3, ""));
    for needle in ["one.toml:7:1", "no-bid", "two.toml:6:7", "land-announcement", "days.csv:2:1", "3 errors"]
    {
        assert!(err.contains(needle), "{needle} in {err}");
    }
    // A file that two scenarios share is told once.
    let (_, _, err) = permits(&["-p", &one, "a:", "b:counting=practice", "--lang=en"]);
    assert_eq!(err.matches("one.toml:7:1").count(), 1, "{err}");
}
