//! `--at`: what a known finish says of the other steps. Days are counted by hand: 2023-06-01 is a Thursday, 22 to 24
//! June are off, Sunday 25 June is worked, July has no holiday.

#[path = "common/small.rs"]
mod small;

use permits::calendar::Calendar;
use permits::diagnostic::Sources;
use permits::network::{Case, StepId, compile};
use permits::schedule::given::{Given, GivenError, GivenMistake, given};
use permits::schedule::{Run, schedule};
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};
use small::{assumptions, dates, floor, procedure, workflow};

const START: &str = "2023-06-01";

/// A window and what begins with it, a step after each, and the goal after both.
const WINDOW: &str = "
    before task 2wd
    window notice 30d after before
    beside task 7d after window:start
    deep task 10wd after beside
    end act after window deep
";

fn refused(lines: &str, at: &[(&str, &str)]) -> GivenMistake {
    dates(lines, START, at, &[]).map(|dates| dates.finish()).unwrap_err()
}

#[test]
fn a_step_whose_beginning_was_waited_for_goes_on() {
    // `before` is done. The window has begun: posted by the start, 30 days are Saturday 1 July, so Monday the 3rd,
    // 24:00. `deep`: 10 working days after 06-08 are 9, 12–16, 19–21 and 25: 06-25. The end waits for the window.
    let dates = dates(WINDOW, START, &[("beside", "2023-06-08")], &[]).unwrap();
    assert_eq!(dates.order(), ["window", "beside", "deep", "end"]);
    assert_eq!(dates.of("window"), ("2023-06-01 in-hours".into(), "2023-07-03 end-of-day".into()));
    assert_eq!(dates.of("deep").1, "2023-06-25 in-hours");
    assert_eq!(dates.finish(), "2023-07-04 in-hours");
}

#[test]
fn what_has_begun_began_by_the_day_that_tells_it() {
    // The start is after the day, yet 7 days that end on 06-08 began on 06-01, so the window had been posted by then.
    let dates = dates(WINDOW, "2023-06-12", &[("beside", "2023-06-08")], &[]).unwrap();
    assert_eq!(dates.of("window"), ("2023-06-01 in-hours".into(), "2023-07-03 end-of-day".into()));
}

#[test]
fn a_given_step_began_as_late_as_its_length_allows() {
    // 30 days that end on Friday 14 July began on Wednesday 14 June; `beside` began then and ends Wednesday 21 June.
    let dates = dates(WINDOW, START, &[("window", "2023-07-14")], &[]).unwrap();
    assert_eq!(dates.of("window"), ("2023-06-14 in-hours".into(), "2023-07-14 end-of-day".into()));
    assert_eq!(dates.of("beside"), ("2023-06-14 in-hours".into(), "2023-06-21 in-hours".into()));
}

#[test]
fn a_given_step_does_not_begin_before_the_run() {
    let dates = dates(WINDOW, "2023-07-03", &[("window", "2023-07-14")], &[]).unwrap();
    assert_eq!(dates.of("beside").0, "2023-07-03 in-hours");
}

#[test]
fn a_plan_with_its_own_finishes_given_stays_as_it_is() {
    // before 06-05; window posted 06-05, 30 days are 07-05; beside 06-12; deep: 13–16, 19–21, 25–27: 06-27.
    let plan = dates(WINDOW, START, &[], &[]).unwrap();
    assert_eq!(plan.of("window"), ("2023-06-05 in-hours".into(), "2023-07-05 end-of-day".into()));
    assert_eq!(plan.of("deep"), ("2023-06-12 in-hours".into(), "2023-06-27 in-hours".into()));
    for at in [&[("window", "2023-07-05")][..], &[("window", "2023-07-05"), ("beside", "2023-06-12")]] {
        let dates = dates(WINDOW, START, at, &[]).unwrap();
        assert_eq!(dates.of("deep"), plan.of("deep"), "{at:?}");
        assert_eq!(dates.finish(), plan.finish(), "{at:?}");
    }
}

#[test]
fn one_that_only_had_to_begin_may_finish_later() {
    let at = [("beside", "2023-06-12"), ("window", "2023-08-01")];
    assert_eq!(dates(WINDOW, START, &at, &[]).unwrap().finish(), "2023-08-02 in-hours");
    // One that had to finish may not.
    let (earlier, later) = (StepId::from("before"), StepId::from("beside"));
    let at = [("beside", "2023-06-12"), ("before", "2023-06-13")];
    assert_eq!(refused(WINDOW, &at), GivenMistake::OutOfOrder { earlier, later });
}

#[test]
fn what_has_begun_had_all_it_waited_for() {
    // The permit had begun, so the window before it had finished, and what the window began with had begun.
    let lines = "
        first task 5wd
        window notice 10d after first
        permit review 5wd after window
        works task 3wd after permit:start
        end act after permit works
    ";
    let dates = dates(lines, START, &[("works", "2023-06-14")], &[]).unwrap();
    assert_eq!(dates.order(), ["permit", "works", "end"]);
    let done: Vec<(&str, String)> =
        dates.network.done.iter().map(|done| (done.step.as_str(), done.by.to_string())).collect();
    assert_eq!(done, [("first", "2023-06-14".into()), ("window", "2023-06-14".into())]);
    // 3 working days that end on Wednesday 06-14 began by Sunday 06-11, so the permit was with the office by then, which
    // took it up on Monday: 5 working days are 06-19.
    assert_eq!(dates.of("permit"), ("2023-06-11 in-hours".into(), "2023-06-19 in-hours".into()));
}

#[test]
fn a_milestone_that_had_begun_is_done() {
    let lines = "
        first task 5wd
        mark milestone after first
        works task 3wd after mark:start
        end act after mark works
    ";
    let dates = dates(lines, START, &[("works", "2023-06-14")], &[]).unwrap();
    assert_eq!(dates.order(), ["works", "end"]);
}

#[test]
fn a_goal_that_had_to_finish_is_done_and_one_that_had_only_begun_is_not() {
    let at = [("later", "2023-06-14")];
    assert_eq!(
        refused("later act after end\n end review 5wd", &at),
        GivenMistake::GoalIsDone("later".into())
    );
    // Accepted on 06-01: 5 working days are 06-08.
    let begun = dates("later act after end:start\n end review 5wd", START, &at, &[]).unwrap();
    assert_eq!(begun.finish(), "2023-06-08 in-hours");
}

#[test]
fn a_step_is_given_once() {
    let at = [("b", "2023-06-02"), ("b", "2023-06-05")];
    assert_eq!(refused("a act\n b act after a", &at), GivenMistake::Twice("b".into()));
}

#[test]
fn a_consultation_ended_by_silence_expired_at_the_end_of_the_day() {
    // Everybody silent: 24:00, so the act is done on the next working day.
    let dates =
        dates("ask consultation 5wd\n end act after ask", START, &[("ask", "2023-06-08")], &[]).unwrap();
    assert_eq!(dates.of("ask").1, "2023-06-08 end-of-day");
    assert_eq!(dates.finish(), "2023-06-09 in-hours");
}

#[test]
fn a_given_milestone_behind_a_window_stands_at_its_expiry() {
    // 5 working days after 06-01: the window runs out on 06-08 at 24:00, and the milestone with it, so the act is done
    // on the 9th, whichever of the two is given.
    let lines = "window notice 5wd\n mark milestone after window\n end act after mark";
    for at in [&[][..], &[("mark", "2023-06-08")], &[("mark", "2023-06-08"), ("window", "2023-06-08")]] {
        assert_eq!(dates(lines, START, at, &[]).unwrap().finish(), "2023-06-09 in-hours", "{at:?}");
    }
    // Behind a task it stands in hours.
    let lines = "work task 5wd\n mark milestone after work\n end act after mark";
    assert_eq!(dates(lines, START, &[("mark", "2023-06-08")], &[]).unwrap().finish(), "2023-06-08 in-hours");
}

#[test]
fn a_given_step_began_when_its_office_was_open() {
    // Planned to be taken up on Monday 5 June. Three working days that end on Friday the 9th began on Tuesday the 6th;
    // 5 days later is Sunday the 11th, so Monday the 12th.
    let lines = "a review 3wd\n c listing 5d after a:start\n end act after a c";
    let dates = dates(lines, "2023-06-03", &[("a", "2023-06-09")], &[]).unwrap();
    assert_eq!(dates.of("c"), ("2023-06-06 in-hours".into(), "2023-06-12 in-hours".into()));
}

#[test]
fn what_is_done_finished_as_planned_but_not_after_the_day_that_proves_it() {
    // a 06-06; b 06-09 and x 06-20 (7, 8, 9, 12, 13, 14, 15, 16, 19, 20) follow it. Given b, a is done.
    let lines = "a task 3wd\n b task 3wd after a\n x task 10wd after a\n end act after b x";
    let x = |start: &str, b: &str| dates(lines, start, &[("b", b)], &[]).unwrap().of("x");
    assert_eq!(x(START, "2023-06-09"), ("2023-06-06 in-hours".into(), "2023-06-20 in-hours".into()));
    // b late: nobody said that a was.
    assert_eq!(x(START, "2023-06-16").0, "2023-06-06 in-hours");
    // b on 06-02: a had finished by then.
    assert_eq!(x(START, "2023-06-02").0, "2023-06-02 in-hours");
    // Without an earlier start the plan begins on the given day, and so does what waited for a.
    assert_eq!(x("2023-06-09", "2023-06-09").0, "2023-06-09 in-hours");
}

#[test]
fn every_shipped_plan_stays_as_it_is_when_one_of_its_own_finishes_is_given() {
    let library = Library::built_in();
    let calendar = Calendar::official();
    for id in ["full-path", "design-scheme-supply", "build-on-land-delivery", "land-supply", "conventional"] {
        let (workflow, _) = load_workflow(&library, &Which::typed(id), &mut Sources::default()).unwrap();
        for set in ["floor", "promised"] {
            let (set, _) = load_assumptions(&library, &Which::typed(set), &mut Sources::default()).unwrap();
            let network = compile(&Case::new(&workflow, &set)).unwrap();
            for start in ["2023-06-01", "2023-12-15", "2024-09-14"] {
                let run = Run::from(start.parse().unwrap());
                let plan = schedule(&network, &calendar, &run).unwrap();
                for ix in network.positions().filter(|ix| network.step(*ix).is_present()) {
                    let (step, finished) = (network.step(ix).id.clone(), plan.dates(ix).finish().day());
                    let said = format!("{id} from {start}, {step} given on {finished}");
                    let left = match given(&network, &[Given { step, finished }], &calendar, &run) {
                        Ok(left) => left,
                        Err(GivenError::Mistake(GivenMistake::GoalIsDone(_))) => continue,
                        Err(error) => panic!("{said}: {error}"),
                    };
                    let dates = schedule(&left, &calendar, &run).unwrap();
                    for at in left.positions() {
                        let planned = network.find(left.step(at).id.as_str()).unwrap();
                        let (then, now) = (plan.dates(planned), dates.dates(at));
                        let of = &left.step(at).id;
                        assert_eq!(now.finish(), then.finish(), "{said}: {of}");
                        assert_eq!(now.counted.begins, then.counted.begins, "{said}: {of}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_given_task_began_in_the_hours_of_a_day() {
    let lines = "d task 7d\n x act after d:start\n end act after d x";
    for at in [&[][..], &[("d", "2023-06-08")]] {
        assert_eq!(dates(lines, START, at, &[]).unwrap().of("x").1, "2023-06-01 in-hours", "{at:?}");
    }
}

#[test]
fn a_given_step_is_done_so_it_has_no_float() {
    let dates = dates(WINDOW, START, &[("beside", "2023-06-08")], &[]).unwrap();
    let beside = dates.schedule.dates(dates.network.find("beside").unwrap());
    assert_eq!((beside.latest, beside.total_float, beside.free_float), (None, None, None));
    assert_eq!(dates.schedule.drivers(&dates.network, dates.network.find("beside").unwrap()), []);
}

/// A day that is known puts the last two earlier than the lag would: 102 working days before them the calendar has not
/// begun. Then the first has nothing to spare, which is not the same as nobody waiting for it.
#[test]
fn a_lag_that_leads_back_out_of_the_calendar_leaves_nothing_to_spare() {
    const LINES: &str = "
        first act
        second act after first:start+102wd
        third act after second:start
    ";
    let dates = dates(LINES, "2002-03-15", &[("third", "2002-03-18")], &[]).unwrap();
    let first = dates.network.find("first").unwrap();
    let float = dates.schedule.dates(first).free_float.unwrap().value;
    assert_eq!((float.working, float.natural), (0, 0));
}

#[test]
fn what_is_refused_is_named() {
    let said = |at: &[(&str, &str)]| refused(WINDOW, at).to_string();
    assert_eq!(said(&[("nobody", "2023-06-05")]), "no step is called `nobody`");
    assert_eq!(said(&[("before", "2023-06-05"), ("before", "2023-06-05")]), "`before` is given twice");
    assert_eq!(
        said(&[("beside", "2023-06-20"), ("deep", "2023-06-19")]),
        "`beside` leads to `deep`, so it cannot finish after it"
    );
}

// A milestone that is given on another day than the plan's

/// The day of the act behind `mark`, which is given for 13 June: the 14th when it stands at 24:00 of that day, else the
/// 13th itself.
fn given_mark(workflow: &Workflow, set: &Assumptions) -> String {
    let (calendar, run) = (Calendar::official(), Run::from(START.parse().unwrap()));
    let network = compile(&Case::new(workflow, set)).unwrap();
    let network = given(&network, &small::given(&[("mark", "2023-06-13")]), &calendar, &run).unwrap();
    let finish = schedule(&network, &calendar, &run).unwrap().finish(&network).to_string();
    finish["2023-".len()..][..5].to_string()
}

#[test]
fn a_given_milestone_stands_where_what_triggers_it_would_put_it() {
    let (in_hours, at_its_end) = ("06-13", "06-14");
    let table = [
        ("x task 2wd\n mark milestone after x", in_hours),
        ("x notice 2wd\n mark milestone after x", at_its_end),
        ("x notice 2wd\n mark milestone after x:start", in_hours),
        ("x notice 2wd\n y milestone after x\n mark milestone after y", at_its_end),
        ("x notice 2wd\n y task 2wd after x\n mark milestone after y", in_hours),
        ("x notice 2wd\n y task 2wd after x\n mark milestone after y:start", at_its_end),
        ("x task 2wd\n y task 2wd after x\n mark milestone after y:start", in_hours),
        ("x notice 2wd\n y review 2wd after x\n mark milestone after y:start", in_hours),
        ("x notice 2wd\n y review 2wd after x\n mark milestone after y", in_hours),
        // Nobody answers, so silence ends it.
        ("x consultation 2wd\n mark milestone after x", at_its_end),
        ("x consultation 2wd\n mark milestone after x:start", in_hours),
        ("x task 2wd\n y notice 2wd\n mark milestone after x y", at_its_end),
        ("x notice 2wd\n mark task 2wd after x", in_hours),
    ];
    for (lines, expected) in table {
        let workflow = workflow(&format!("{lines}\n end act after mark"));
        assert_eq!(given_mark(&workflow, &floor()), expected, "{lines}");
    }
}

#[test]
fn a_given_milestone_behind_a_lag_in_working_days_stands_in_hours() {
    let after = |lag: &str| {
        let link = format!("[{{ step = \"x\", lag = \"{lag}\" }}]");
        let tables = format!(
            "[[step]]\nid = \"x\"\nkind = \"notice\"\nlimit = \"2wd\"\ncite = [\"s 1\"]\n\
             [[step]]\nid = \"mark\"\nkind = \"milestone\"\nafter = {link}\n\
             [[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"mark\"]\n"
        );
        given_mark(&procedure("end", &tables), &floor())
    };
    assert_eq!([after("0wd"), after("1wd"), after("3d")], ["06-14", "06-13", "06-14"]);
}

#[test]
fn a_step_that_does_not_happen_hands_an_expiry_on() {
    let tables = |kind: &str| {
        format!(
            "[fact.rare]\ntype = \"bool\"\ndefault = false\n[[step]]\nid = \"x\"\nkind = \"{kind}\"\n\
             limit = \"2wd\"\ncite = [\"s 1\"]\n[[step]]\nid = \"y\"\nkind = \"review\"\nlimit = \"2wd\"\n\
             cite = [\"s 1\"]\nwhen = {{ rare = true }}\nafter = [\"x\"]\n[[step]]\nid = \"mark\"\n\
             kind = \"milestone\"\nafter = [\"y\"]\n[[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"mark\"]\n"
        )
    };
    let after = |kind: &str| given_mark(&procedure("end", &tables(kind)), &floor());
    assert_eq!([after("notice"), after("review")], ["06-14", "06-13"]);
}

#[test]
fn a_reply_in_time_leaves_a_given_milestone_in_hours() {
    let workflow = workflow("ask consultation 5wd\n mark milestone after ask\n end act after mark");
    let by =
        |reply: &str| given_mark(&workflow, &assumptions(&format!("[step.ask]\nestimate = \"{reply}\"\n")));
    // On the last day it is in time; later it is the silence that ends it. Whether 3 natural days are within 5 working
    // days the calendar would have to say, so it is taken for possible that they are not.
    assert_eq!([by("4wd"), by("5wd"), by("6wd"), by("3d")], ["06-13", "06-13", "06-14", "06-14"]);
}

#[test]
fn a_given_consultation_that_was_answered_ended_in_hours() {
    // Answers take 2 working days of the 5: given for the 13th it was answered on the 13th, and the act is done that day.
    let workflow = workflow("mark consultation 5wd\n end act after mark");
    let by =
        |reply: &str| given_mark(&workflow, &assumptions(&format!("[step.mark]\nestimate = \"{reply}\"\n")));
    assert_eq!([by("2wd"), by("8wd")], ["06-13", "06-14"]);
}

#[test]
fn the_earliest_proof_counts() {
    // `a` is done by the day on which the first of the two that waited for it was.
    let lines = "a task 1wd\n x task 1wd after a\n y task 1wd after a\n end act after x y";
    let done = |x: &str, y: &str| {
        let dates = dates(lines, START, &[("x", x), ("y", y)], &[]).unwrap();
        dates.network.done.iter().map(|done| format!("{} {}", done.step, done.by)).collect::<Vec<_>>()
    };
    assert_eq!(done("2023-06-07", "2023-06-09"), ["a 2023-06-07"]);
    assert_eq!(done("2023-06-09", "2023-06-07"), ["a 2023-06-07"]);
}

#[test]
fn of_finishes_that_prove_the_same_day_the_nearest_is_named() {
    // `x` had begun by the 9th, since `y` waits for its beginning, and was done by then, since that is given.
    let lines = "a task 1wd\n x task 3wd after a\n y task 1wd after x:start\n end act after x y";
    let at = [("a", "2023-06-12"), ("x", "2023-06-09"), ("y", "2023-06-09")];
    let error = dates(lines, START, &at, &[]).err().unwrap();
    assert_eq!(error.text().en, "`a` leads to `x`, so it cannot finish after it");
}
