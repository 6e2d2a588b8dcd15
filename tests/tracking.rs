//! A project's progress against its plan: what nothing recorded means, what is recorded as planned, and what a late
//! record moves, held against a forward run from the given day.

#[path = "common/settled.rs"]
mod settled;
#[path = "common/small.rs"]
mod small;

use permits::calendar::{Calendar, Counting, Day, Moment};
use permits::diagnostic::Sources;
use permits::network::{Case as NetworkCase, Kind, LinkEnd, Network, Said, StepIx, compile, recorded};
use permits::schedule::given::{Given, given};
use permits::schedule::{How, Run, Schedule, State, schedule};
use permits::study::track::{DelayEffect, Outlook, Tracked, impossible, track, track_project};
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
    compile(&NetworkCase::new(&workflow, &assumptions)).unwrap()
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
            assert!(tracked.effects(&network, &calendar).iter().all(|effect| *effect == DelayEffect::None));
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
    let (mut numbers, mut tried, mut moved, mut judged) = (Numbers(11), 0, 0, 0);
    for _ in 0..1_500 {
        let text = lines(&mut numbers);
        let workflow = small::workflow(&text);
        let floor = small::floor();
        let network = compile(&NetworkCase::new(&workflow, &floor)).unwrap();
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
            // What its delay means for the goal is what the forward run says, unless something waits for its beginning,
            // which that run has later too.
            let by_its_beginning = network.out_of(late).any(|link| link.end == LinkEnd::Start);
            if !by_its_beginning {
                let (then, now) = (plan.finish(&network).day(), forward.finish(&left).day());
                let days = calendar.workdays_between(then, now);
                match tracked.effects(&network, &calendar)[late.index()] {
                    DelayEffect::MovesGoal(by) => {
                        assert_eq!(by, Some(days), "{late:?} on {as_of} from {start} of\n{text}")
                    }
                    effect => assert_eq!(days, 0, "{effect:?}: {late:?} on {as_of} from {start} of\n{text}"),
                }
                judged += 1;
            }
            tried += 1;
        }
    }
    assert!(tried > 5_000 && moved > 10_000 && judged > 4_000, "{tried} {moved} {judged}");
}

/// A small procedure with what a project records of it, on a day.
struct Case {
    network: Network,
    tracked: Tracked,
}

fn case(lines: &str, start: &str, records: &str, as_of: &str) -> Case {
    let (workflow, floor, project) = (small::workflow(lines), small::floor(), small::project(records));
    let network = compile(&NetworkCase { project: Some(&project), ..NetworkCase::new(&workflow, &floor) });
    let network = network.unwrap();
    let run = Run::from(day(start));
    let tracked = track_project(&network, &Calendar::official(), &run, &project, day(as_of)).unwrap();
    Case { network, tracked }
}

impl Case {
    #[track_caller]
    fn ix(&self, step: &str) -> StepIx {
        self.network.find(step).unwrap_or_else(|| panic!("no step {step}"))
    }

    /// State, how, finish.
    #[track_caller]
    fn of(&self, step: &str) -> (State, How, String) {
        let dated = self.tracked.forecast.dates(self.ix(step));
        let progress = self.tracked.forecast.progress(self.ix(step)).expect("a record");
        (progress.state, progress.how, dated.finish().to_string())
    }

    #[track_caller]
    fn due(&self, step: &str) -> String {
        let progress = self.tracked.forecast.progress(self.ix(step)).expect("a record");
        progress.due.map(|due| due.value.to_string()).unwrap_or_default()
    }
}

// In June 2023 the 22nd to the 24th are Duanwu, and Sunday the 25th is worked. The 5th is a Monday.

#[test]
fn truth_table_of_one_step() {
    let began = "[actual.s]\nstarted = 2023-06-05\n";
    let with = |more: &str| format!("{began}{more}");
    let table: [(&str, String, &str, State, How, &str); 24] = [
        // 6, 7, 8, 9, 12 June count.
        ("s review 5wd", with(""), "2023-06-07", State::Running, How::Counted, "2023-06-12 in-hours"),
        ("s review 5wd", with(""), "2023-06-12", State::Running, How::Counted, "2023-06-12 in-hours"),
        // Its limit has passed, and nobody says that it is done.
        ("s review 5wd", with(""), "2023-06-13", State::Overdue, How::NotYet, "2023-06-13 in-hours"),
        // An office decides on a working day; work needs no office.
        ("s review 5wd", with(""), "2023-06-17", State::Overdue, How::NotYet, "2023-06-19 in-hours"),
        ("s task 5wd", with(""), "2023-06-17", State::Overdue, How::NotYet, "2023-06-17 in-hours"),
        // Windows run out, and silence falls, of themselves.
        ("s notice 5wd", with(""), "2023-06-12", State::Running, How::Counted, "2023-06-12 end-of-day"),
        ("s notice 5wd", with(""), "2023-06-13", State::Done, How::OfItself, "2023-06-12 end-of-day"),
        ("s listing 5wd", with(""), "2023-06-13", State::Done, How::OfItself, "2023-06-12 in-hours"),
        ("s consultation 5wd", with(""), "2023-06-12", State::Running, How::Counted, "2023-06-12 end-of-day"),
        ("s consultation 5wd", with(""), "2023-06-13", State::Done, How::OfItself, "2023-06-12 end-of-day"),
        // 8, 9, 12, 13 June.
        (
            "s task 5wd",
            with("remaining = \"4wd\"\n"),
            "2023-06-07",
            State::Running,
            How::Remaining,
            "2023-06-13 in-hours",
        ),
        (
            "s review 5wd",
            with("remaining = \"0wd\"\n"),
            "2023-06-07",
            State::Running,
            How::Remaining,
            "2023-06-07 in-hours",
        ),
        // A reply that would come after silence has fallen does not come.
        (
            "s consultation 5wd",
            with("remaining = \"9wd\"\n"),
            "2023-06-07",
            State::Running,
            How::Remaining,
            "2023-06-12 end-of-day",
        ),
        // Nor does one that is still expected when silence has fallen already.
        (
            "s consultation 5wd",
            with("remaining = \"2wd\"\n"),
            "2023-06-13",
            State::Done,
            How::OfItself,
            "2023-06-12 end-of-day",
        ),
        // Its clock stands until the 30th, although its limit is used up: nothing ends before.
        (
            "s review 2wd",
            with("[[pause]]\nstep = \"s\"\nfrom = 2023-06-08\nto = 2023-06-30\n"),
            "2023-06-12",
            State::Paused,
            How::NotYet,
            "2023-06-30 in-hours",
        ),
        // Nobody times it: it is open, and not late.
        ("s task", with(""), "2023-06-12", State::Running, How::NotYet, "2023-06-12 in-hours"),
        // What has something left to do has begun, also where nobody says when: 8, 9, 12, 13 June.
        (
            "s task 9wd",
            "[actual.s]\nremaining = \"4wd\"\n".to_string(),
            "2023-06-07",
            State::Running,
            How::Remaining,
            "2023-06-13 in-hours",
        ),
        // What is recorded stands, early or late; a day alone is in hours, a window's expiry is 24:00.
        (
            "s review 5wd",
            with("finished = 2023-06-07\n"),
            "2023-06-20",
            State::Done,
            How::Recorded,
            "2023-06-07 in-hours",
        ),
        (
            "s notice 5wd",
            with("finished = 2023-06-14\n"),
            "2023-06-20",
            State::Done,
            How::Recorded,
            "2023-06-14 end-of-day",
        ),
        (
            "s consultation 5wd",
            with("finished = 2023-06-08\n"),
            "2023-06-20",
            State::Done,
            How::Recorded,
            "2023-06-08 in-hours",
        ),
        (
            "s consultation 5wd",
            with("finished = 2023-06-12\n"),
            "2023-06-20",
            State::Done,
            How::Recorded,
            "2023-06-12 end-of-day",
        ),
        // Begun and not done: the first day on which it can be.
        ("s act", with(""), "2023-06-07", State::Overdue, How::NotYet, "2023-06-07 in-hours"),
        // Its clock stood on the 7th, 8th and 9th: 6, 12, 13, 14, 15 June count.
        (
            "s review 5wd",
            with("[[pause]]\nstep = \"s\"\nfrom = 2023-06-06\nto = 2023-06-09\n"),
            "2023-06-12",
            State::Running,
            How::Counted,
            "2023-06-15 in-hours",
        ),
        // It still stands: if it ran on today, the 12th, the 6th and then 13, 14, 15, 16 June would count.
        (
            "s review 5wd",
            with("[[pause]]\nstep = \"s\"\nfrom = 2023-06-06\n"),
            "2023-06-12",
            State::Paused,
            How::Counted,
            "2023-06-16 in-hours",
        ),
    ];
    for (lines, records, as_of, state, how, finish) in table {
        // The goal is another step, so that the one of the table can be done.
        let case = case(&format!("{lines}\ngoal act after s"), "2023-06-01", &records, as_of);
        assert_eq!(case.of("s"), (state, how, finish.to_string()), "{lines} on {as_of}\n{records}");
    }
}

#[test]
fn what_is_proved_is_done_and_what_needs_nobody_happens() {
    // a takes until 15 June in the plan; b had been done on the 9th, so a had too. m is there with it.
    let lines = "a task 10wd\nb act after a\nm milestone after b\nc task 3wd after m\nlone task 2wd\ngoal act after c lone";
    let case = case(lines, "2023-06-01", "[actual.b]\nfinished = 2023-06-09\n", "2023-06-12");
    assert_eq!(case.of("a"), (State::Done, How::Proved, "2023-06-09 in-hours".into()));
    assert_eq!(case.of("b"), (State::Done, How::Recorded, "2023-06-09 in-hours".into()));
    assert_eq!(case.of("m"), (State::Done, How::OfItself, "2023-06-09 in-hours".into()));
    // Nobody says that c began: not before the 12th; 13, 14, 15 June.
    assert_eq!(case.of("c"), (State::Waiting, How::Follows, "2023-06-15 in-hours".into()));
    assert_eq!(case.of("lone"), (State::Waiting, How::Follows, "2023-06-14 in-hours".into()));
    assert_eq!(case.tracked.not_begun(), [case.ix("lone")]);
    let since: Vec<(StepIx, String)> =
        case.tracked.balls().iter().map(|ball| (ball.step, ball.since.to_string())).collect();
    let expected = [(case.ix("lone"), "2023-06-01".to_string()), (case.ix("c"), "2023-06-09".to_string())];
    assert_eq!(since, expected);
}

#[test]
fn a_step_that_began_with_another_has_begun_no_later() {
    // b waits only for the beginning of a: that b began on the 7th says that a had begun.
    let lines = "a task 10wd\nb task 2wd after a:start\ngoal act after a b";
    let case = case(lines, "2023-06-01", "[actual.b]\nstarted = 2023-06-07\n", "2023-06-08");
    // As it could: from 1 June. 2, 5–9, 12–15 June.
    assert_eq!(case.of("a"), (State::Running, How::Counted, "2023-06-15 in-hours".into()));
}

#[test]
fn pauses_count_once_and_an_extension_lengthens_the_limit() {
    let paused = "[actual.s]\nstarted = 2023-05-15\n\
                  [[pause]]\nstep = \"s\"\nfrom = 2023-05-20\nto = 2023-05-30\n\
                  [[pause]]\nstep = \"s\"\nfrom = 2023-05-25\nto = 2023-06-03\n";
    let case60 = case("s review 60d\ngoal act after s", "2023-05-15", paused, "2023-06-10");
    // 60 days run to 14 July; the clock stood 14 days, 21 May to 3 June.
    assert_eq!(case60.of("s"), (State::Running, How::Counted, "2023-07-28 in-hours".into()));
    assert_eq!(case60.due("s"), "2023-07-28");
    let longer = "[actual.s]\nstarted = 2023-06-05\n\
                  [[extension]]\nstep = \"s\"\nby = \"3wd\"\ndecided = 2023-06-09\n\
                  [[extension]]\nstep = \"s\"\nby = \"2wd\"\ndecided = 2023-06-12\n";
    let case5 = case("s review 5wd\ngoal act after s", "2023-06-01", longer, "2023-06-13");
    // 6–9, 12–16, 19 June.
    assert_eq!(case5.due("s"), "2023-06-19");
    assert_eq!(case5.of("s").0, State::Running);
    assert_eq!(case5.tracked.past_their_limit(), []);
}

#[test]
fn a_delay_is_held_against_the_floats_of_the_plan() {
    // b takes 2–9 June; a takes 2 and 5 June, then c the 6th: a has no free float, and a total float of 3 days.
    let lines = "a task 2wd\nb task 6wd\nc task 1wd after a\nd task 2wd\ngoal act after b c d";
    let on = |records: &str| case(lines, "2023-06-01", records, "2023-06-07");
    let effect = |case: &Case, step: &str| {
        case.tracked.effects(&case.network, &Calendar::official())[case.ix(step).index()]
    };
    let b = "[actual.b]\nstarted = 2023-06-01\n[actual.d]\nstarted = 2023-06-01\n";
    let case1 =
        on(&format!("{b}remaining = \"2wd\"\n[actual.a]\nstarted = 2023-06-01\nremaining = \"1wd\"\n"));
    // a: the 8th, three days late; d: the 9th, four days late, which is all its free float.
    assert_eq!(effect(&case1, "a"), DelayEffect::WithinTotalFloat);
    assert_eq!(effect(&case1, "d"), DelayEffect::WithinFreeFloat);
    assert_eq!(effect(&case1, "b"), DelayEffect::None);
    assert_eq!(case1.tracked.delay(&Calendar::official(), case1.ix("goal")).value.working, 0);
    // The front line: the 7th less the delay in natural days, three for a (from Monday the 5th to Thursday the 8th).
    assert_eq!(case1.tracked.front(case1.ix("a")), day("2023-06-04"));
    assert_eq!(case1.tracked.front(case1.ix("b")), day("2023-06-07"));
    // The bar of d ends on the 5th and began on the 1st.
    assert_eq!(case1.tracked.front(case1.ix("d")), day("2023-06-03"));
    let case2 =
        on(&format!("{b}remaining = \"2wd\"\n[actual.a]\nstarted = 2023-06-01\nremaining = \"3wd\"\n"));
    // a: the 12th, five days late, two more than its total float.
    assert_eq!(effect(&case2, "a"), DelayEffect::MovesGoal(Some(2)));
    assert_eq!(case2.tracked.delay(&Calendar::official(), case2.ix("goal")).value.working, 2);
}

#[test]
fn the_days_of_a_promise_went_to_the_steps_that_had_it() {
    let lines = "a act\nb review 10wd after a\nc task 5wd after b\ngoal act after c";
    let records = "[[promise]]\nid = \"p\"\nfrom = \"a\"\nto = \"c\"\nwithin = \"10wd\"\n\
                   [actual.a]\nfinished = 2023-06-05\n\
                   [actual.b]\nstarted = 2023-06-07\nfinished = 2023-06-14\n\
                   [actual.c]\nstarted = 2023-06-14\n\
                   [[pause]]\nstep = \"b\"\nfrom = 2023-06-08\nto = 2023-06-12\n";
    let calendar = Calendar::official();
    let of = |records: &str, as_of: &str| {
        let case = case(lines, "2023-06-01", records, as_of);
        let promise = case.tracked.forecast.promises[0].clone();
        let spent: Vec<(String, i32, i32)> = case
            .tracked
            .spent(&calendar, &promise)
            .iter()
            .map(|part| {
                let step = part.step.map(|step| case.network.step(step).id.to_string());
                (step.unwrap_or_default(), part.days.working, part.stopped.working)
            })
            .collect();
        (case.tracked.outlook(&promise), promise.due.value.to_string(), spent)
    };
    // Due ten days after the 5th: the 19th. c is forecast for the 21st. b had it on 6–9 and 12–14 June, of which its clock
    // stood on the 9th and the 12th; c on the 15th and 16th.
    let (outlook, due, spent) = of(records, "2023-06-16");
    assert_eq!((outlook, due.as_str()), (Outlook::AtRisk, "2023-06-19"));
    assert_eq!(spent, [("b".into(), 5, 2), ("c".into(), 2, 0)]);
    // c could have begun on the 14th, and nobody says that it has: the days are its all the same.
    let lain = records.replace("[actual.c]\nstarted = 2023-06-14\n", "");
    let (_, _, spent) = of(&lain, "2023-06-16");
    assert_eq!(spent, [("b".into(), 5, 2), ("c".into(), 2, 0)]);
    // On the 20th it is broken, and c has had four days of the eleven.
    let (outlook, _, spent) = of(records, "2023-06-20");
    assert_eq!(outlook, Outlook::Broken);
    assert_eq!(spent, [("b".into(), 5, 2), ("c".into(), 4, 0)]);
}

#[test]
fn a_promise_stands_as_its_days_say() {
    let lines = "a act\nb task 3wd after a\ngoal act after b";
    let promise = "[[promise]]\nid = \"p\"\nfrom = \"a\"\nto = \"b\"\nwithin = \"3wd\"\n[actual.a]\n";
    let outlook = |records: &str, as_of: &str| {
        let case = case(lines, "2023-06-01", &format!("{promise}{records}"), as_of);
        case.tracked.outlook(&case.tracked.forecast.promises[0])
    };
    assert_eq!(
        outlook("finished = 2023-06-05\n[actual.b]\nstarted = 2023-06-05\n", "2023-06-06"),
        Outlook::OnCourse
    );
    assert_eq!(
        outlook("finished = 2023-06-05\n[actual.b]\nfinished = 2023-06-08\n", "2023-06-09"),
        Outlook::Kept
    );
    assert_eq!(
        outlook("finished = 2023-06-05\n[actual.b]\nfinished = 2023-06-09\n", "2023-06-09"),
        Outlook::Broken
    );
    // b has not begun: from the 7th it takes until the 12th, and was due on the 8th.
    assert_eq!(outlook("finished = 2023-06-05\n", "2023-06-07"), Outlook::AtRisk);
    assert_eq!(outlook("started = 2023-06-05\n", "2023-06-06"), Outlook::NotBegun);
}

#[test]
fn silence_falls_first_where_the_clock_runs() {
    let lines = "a consultation 5wd\nb consultation 3wd after a\nc consultation 2wd\ngoal act after b c";
    let case = case(lines, "2023-06-01", "[actual.a]\nstarted = 2023-06-05\n", "2023-06-06");
    let silences: Vec<(StepIx, String, bool)> = case
        .tracked
        .silences(&Calendar::official())
        .iter()
        .map(|silence| (silence.step, silence.due.value.to_string(), silence.runs))
        .collect();
    // a: 6–9 and 12 June. c, not begun, from the 6th: the 8th. b follows a: pushed on the 13th, due on the 16th.
    let expected = [
        (case.ix("a"), "2023-06-12".to_string(), true),
        (case.ix("c"), "2023-06-08".to_string(), false),
        (case.ix("b"), "2023-06-16".to_string(), false),
    ];
    assert_eq!(silences, expected);
}

#[test]
fn what_is_due_in_the_days_that_come() {
    let lines = "a review 5wd\nb review 20wd\nc task 3wd after a\nd task 9wd after c\ngoal act after b d";
    let records = "[actual.a]\nstarted = 2023-06-01\n[actual.b]\nstarted = 2023-06-01\n";
    // a was due on the 8th; c follows from the 12th and ends on the 15th; b is due on the 30th, d ends on the 30th.
    let case = case(lines, "2023-06-01", records, "2023-06-12");
    let due = |ahead: u32| -> Vec<(StepIx, String, State)> {
        let due = case.tracked.due_within(&Calendar::official(), ahead).unwrap();
        due.iter().map(|due| (due.step, due.day.value.to_string(), due.state)).collect()
    };
    let a = (case.ix("a"), "2023-06-08".to_string(), State::Overdue);
    let c = (case.ix("c"), "2023-06-15".to_string(), State::Waiting);
    assert_eq!(due(2), std::slice::from_ref(&a));
    // Ten working days from the 12th end on the 27th: Duanwu's three days are left out, the Sunday counts.
    assert_eq!(due(10), [a, c]);
    // 14 of them end on 3 July: b, d and the goal on the 30th are due too.
    assert_eq!(due(14).len(), 5);
}

/// What a record says is impossible, with the codes in the order of the file.
fn codes(lines: &str, records: &str, as_of: &str) -> Vec<&'static str> {
    let (workflow, floor, project) = (small::workflow(lines), small::floor(), small::project(records));
    let network = compile(&NetworkCase::new(&workflow, &floor)).unwrap();
    impossible(&network, &project, Some(day(as_of))).iter().map(|told| told.code).collect()
}

#[test]
fn impossible_records_are_told() {
    let lines = "a task 5wd\nb act after a\nc task 2wd after a:start\ngoal act after b c";
    let on = |records: &str| codes(lines, records, "2023-06-12");
    assert_eq!(on("[actual.a]\nfinished = 2023-06-13\n"), ["future-record"]);
    assert_eq!(on("[actual.a]\nstarted = 2023-06-12\n"), [""; 0]);
    // b needs a's finish, also where only b's beginning is told; c only its beginning.
    assert_eq!(
        on("[actual.a]\nfinished = 2023-06-08\n[actual.b]\nfinished = 2023-06-07\n"),
        ["record-order"]
    );
    assert_eq!(on("[actual.a]\nstarted = 2023-06-08\n[actual.b]\nstarted = 2023-06-07\n"), ["record-order"]);
    assert_eq!(on("[actual.a]\nfinished = 2023-06-08\n[actual.b]\nfinished = 2023-06-08\n"), [""; 0]);
    assert_eq!(on("[actual.a]\nfinished = 2023-06-08\n[actual.c]\nstarted = 2023-06-07\n"), [""; 0]);
    assert_eq!(on("[actual.a]\nstarted = 2023-06-08\n[actual.c]\nstarted = 2023-06-07\n"), ["record-order"]);
    // Through a step of which nothing is told.
    assert_eq!(
        on("[actual.a]\nfinished = 2023-06-09\n[actual.goal]\nfinished = 2023-06-08\n"),
        ["record-order"]
    );
    assert_eq!(
        on(
            "[[pause]]\nstep = \"a\"\nfrom = 2023-06-13\n[[extension]]\nstep = \"a\"\nby = \"2wd\"\ndecided = 2023-06-14\n"
        ),
        ["future-record", "future-record"]
    );
    // The day on which a clock is to run on may be set beforehand.
    assert_eq!(on("[[pause]]\nstep = \"a\"\nfrom = 2023-06-12\nto = 2023-06-20\n"), [""; 0]);
    // What waits for a has begun: nothing can be left of it, and its clock cannot stand.
    let begun = "[actual.b]\nstarted = 2023-06-09\n";
    assert_eq!(on(&format!("{begun}[actual.a]\nremaining = \"2wd\"\n")), ["record-order"]);
    assert_eq!(on(&format!("{begun}[actual.a]\nremaining = \"0wd\"\n")), [""; 0]);
    assert_eq!(on(&format!("{begun}[[pause]]\nstep = \"a\"\nfrom = 2023-06-06\n")), ["record-order"]);
    assert_eq!(on(&format!("{begun}[[pause]]\nstep = \"a\"\nfrom = 2023-06-06\nto = 2023-06-08\n")), [""; 0]);
    // Nobody times it: there is nothing to lengthen.
    let untimed = "a task\ngoal act after a";
    assert_eq!(
        codes(untimed, "[[extension]]\nstep = \"a\"\nby = \"2wd\"\ndecided = 2023-06-08\n", "2023-06-12"),
        ["nothing-to-extend"]
    );
}

/// Random records on random procedures: nothing that is forecast lies in the past, what is recorded stands, and a limit's
/// days are those that are counted but for those on which its clock stood.
#[test]
fn a_forecast_keeps_its_word_whatever_is_recorded() {
    let calendar = Calendar::official();
    let mut numbers = Numbers(29);
    let (mut stood, mut open) = (0, 0);
    for _ in 0..3_000 {
        let text = lines(&mut numbers);
        let workflow = small::workflow(&text);
        let floor = small::floor();
        let network = compile(&NetworkCase::new(&workflow, &floor)).unwrap();
        let start = day("2023-01-01").plus(numbers.below(700) as i64).unwrap();
        let run = Run::from(start);
        let plan = schedule(&network, &calendar, &run).unwrap();
        let as_of = start.plus(numbers.below(60) as i64).unwrap();
        // What ran as planned, some of it with a clock that stood.
        let mut said = as_planned(&network, &plan, as_of);
        for (ix, said) in network.positions().zip(&mut said) {
            if numbers.below(3) == 0 {
                *said = Said::default();
            } else if said.started.is_some() && said.finished.is_none() && numbers.below(2) == 0 {
                let from = said.started.unwrap().plus(numbers.below(3) as i64).unwrap();
                let to = from.plus(numbers.below(6) as i64).unwrap();
                if network.step(ix).timing.kind.takes_limit() && from <= as_of {
                    said.stops.push((from, (to <= as_of).then_some(to)));
                    said.longer_by = numbers.below(3) as u32;
                }
            }
        }
        if !permits::network::contradictions(&network, &said).is_empty() {
            continue;
        }
        let tracked = track(&network, &calendar, &run, &said, as_of).unwrap();
        if !tracked.has_records {
            continue;
        }
        for ix in tracked.steps() {
            let (dated, said, node) = (tracked.forecast.dates(ix), &said[ix.index()], network.step(ix));
            let id = &node.id;
            let progress = tracked.forecast.progress(ix).unwrap();
            if progress.state == State::Done {
                assert!(dated.finish().day() <= as_of || progress.how == How::Recorded, "{id} of\n{text}");
            } else {
                open += 1;
                assert!(
                    dated.finish().day() >= as_of || node.timing.kind == Kind::Milestone,
                    "{id} of\n{text}"
                );
            }
            if let Some(finished) = said.finished {
                assert_eq!(
                    (progress.how, dated.finish().day()),
                    (How::Recorded, finished),
                    "{id} of\n{text}"
                );
            }
            // The limit, counted off by hand from the recorded beginning.
            if let (Some(started), Some(limit), Some(due)) = (said.started, node.timing.limit, progress.due) {
                stood += usize::from(!said.stops.is_empty());
                let stands =
                    |day: Day| said.stops.iter().any(|(from, to)| *from < day && day <= to.unwrap_or(as_of));
                let works = |day: Day| calendar.works(day);
                let office = !matches!(node.timing.kind, Kind::Task | Kind::Listing);
                let base =
                    if office { started.to(Day::LAST).find(|day| works(*day)).unwrap() } else { started };
                let counts = |day: &Day| {
                    let in_unit = matches!(limit, permits::calendar::Length::Natural(_)) || works(*day);
                    in_unit && !stands(*day)
                };
                let printed = base
                    .to(Day::LAST)
                    .skip(1)
                    .filter(counts)
                    .nth((limit.number() + said.longer_by) as usize - 1)
                    .unwrap();
                let last = printed.to(Day::LAST).find(|day| works(*day) && !stands(*day)).unwrap();
                assert_eq!(due.value, last, "{id} from {started} of\n{text}");
            }
        }
    }
    assert!(open > 5_000 && stood > 300, "{open} {stood}");
}

/// What is told of a project without a caveat stays when the notices come that are not published yet.
#[test]
fn what_is_told_without_a_caveat_stays_when_the_notices_come() {
    let calendar = Calendar::official();
    let mut numbers = Numbers(41);
    let mut counts = settled::Counts::default();
    let mut limits = 0;
    for id in SHIPPED {
        let network = shipped(id, "promised");
        for seed in 0..120 {
            let start = day("2026-06-01").plus(numbers.below(240) as i64).unwrap();
            let counting = if seed % 2 == 0 { Counting::Statutory } else { Counting::Practice };
            let run = Run { counting, ..Run::from(start) };
            let plan = schedule(&network, &calendar, &run).unwrap();
            let as_of = start.plus(numbers.below(150) as i64).unwrap();
            let mut said = as_planned(&network, &plan, as_of);
            // Some of it is not recorded, and some is late.
            for said in &mut said {
                match numbers.below(4) {
                    0 => *said = Said::default(),
                    1 => said.finished = None,
                    _ => {}
                }
            }
            let with_records = recorded(&network, &said, as_of);
            let forecast = schedule(&with_records, &calendar, &run).unwrap();
            let told = settled::stays(&with_records, None, &run, &forecast, seed).unwrap();
            counts.sure += told.sure;
            counts.provisional += told.provisional;
            counts.unmoved += told.unmoved;
            let after = Calendar::new(None, &[settled::notices(&calendar, start, seed).unwrap()]);
            let now = track(&network, &calendar, &run, &said, as_of).unwrap();
            let then = track(&network, &after, &run, &said, as_of).unwrap();
            for ix in now.steps() {
                let id = &network.step(ix).id;
                let (late, later) = (now.delay(&calendar, ix), then.delay(&after, ix));
                assert!(late.provisional || late.value == later.value, "{id} {seed}");
                let days = |tracked: &Tracked| {
                    let progress = tracked.forecast.progress(ix)?;
                    Some([progress.due?, progress.expected?])
                };
                if let (Some(days), Some(later)) = (days(&now), days(&then)) {
                    for (day, later) in days.iter().zip(later) {
                        limits += 1;
                        assert!(
                            day.provisional || day.value == later.value,
                            "{id} {seed}: {day:?} {later:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(limits > 1_000, "{limits}");
    assert!(counts.sure > 50_000 && counts.provisional > 50_000, "{counts:?}");
    assert!(counts.unmoved * 2 < counts.provisional, "{counts:?}");
}
