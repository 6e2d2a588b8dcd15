//! What a record makes of one step, case by case, counted by hand. 2023-06-01 is a Thursday; working days are 1–2, 5–9,
//! 12–16, 19–21, Sunday the 25th and 26–30 June.

#[path = "common/small.rs"]
mod small;

use permits::calendar::{Calendar, Day, EndedBy, Length, Moment, Roll, Rule};
use permits::network::{Case, Network, Said, compile, recorded};
use permits::schedule::shift::{HandsOn, goal_when};
use permits::schedule::{How, Run, Schedule, State, schedule};
use permits::workflow::{Assumptions, Workflow};
use small::{assumptions, floor, procedure, workflow};

const START: &str = "2023-06-01";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The day of June.
fn june(number: u32) -> Day {
    day(&format!("2023-06-{number:02}"))
}

fn started(number: u32) -> Said {
    Said { started: Some(june(number)), ..Said::default() }
}

fn finished(number: u32) -> Said {
    Said { finished: Some(june(number)), ..Said::default() }
}

/// A network and what is known of it on a day of June.
struct Known {
    network: Network,
    forecast: Schedule,
}

fn of(workflow: &Workflow, set: &Assumptions, said: &[(&str, Said)], as_of: Day) -> Known {
    of_case(&Case::new(workflow, set), said, as_of)
}

fn of_case(case: &Case<'_>, said: &[(&str, Said)], as_of: Day) -> Known {
    let network = compile(case).unwrap();
    let mut all = vec![Said::default(); network.steps().len()];
    for (id, said) in said {
        all[network.find(id).unwrap().index()] = said.clone();
    }
    let network = recorded(&network, &all, as_of);
    let forecast = schedule(&network, &Calendar::official(), &Run::from(day(START))).unwrap();
    Known { network, forecast }
}

fn known(lines: &str, said: &[(&str, Said)], as_of: u32) -> Known {
    of(&workflow(lines), &floor(), said, june(as_of))
}

impl Known {
    fn is(&self, step: &str) -> (State, How) {
        let progress = self.forecast.progress(self.network.find(step).unwrap()).unwrap();
        (progress.state, progress.how)
    }

    /// Begins and finishes, in June.
    fn dates(&self, step: &str) -> (String, String) {
        let dated = self.forecast.dates(self.network.find(step).unwrap());
        let short = |text: String| text.trim_start_matches("2023-06-").to_string();
        (short(dated.counted.begins.to_string()), short(dated.finish().to_string()))
    }

    fn finish(&self, step: &str) -> String {
        self.dates(step).1
    }

    fn ready_since(&self, step: &str) -> Option<Day> {
        self.forecast.progress(self.network.find(step).unwrap()).unwrap().ready_since
    }
}

const TASK: &str = "a task 5wd\n end act after a";

#[test]
fn what_has_not_begun_is_not_triggered_before_the_day() {
    let known = known(TASK, &[], 7);
    assert_eq!(known.is("a"), (State::Waiting, How::Follows));
    assert_eq!(known.finish("a"), "14 in-hours"); // 8, 9, 12, 13, 14
    assert_eq!((known.ready_since("a"), known.ready_since("end")), (Some(june(1)), None));
}

#[test]
fn what_began_ends_as_its_length_counts_until_it_is_late() {
    let (running, late) = ((State::Running, How::Counted), (State::Overdue, How::NotYet));
    // From 2 June: 5, 6, 7, 8, 9.
    for (as_of, is, finish) in [(7, running, "09"), (9, running, "09"), (12, late, "12"), (13, late, "13")] {
        let known = known(TASK, &[("a", started(2))], as_of);
        assert_eq!((known.is("a"), known.finish("a")), (is, format!("{finish} in-hours")), "{as_of}");
    }
}

#[test]
fn what_is_late_ends_when_somebody_can_end_it() {
    // Saturday the 10th: a task may end there, an office decides on Monday.
    let task = known(TASK, &[("a", started(1))], 10);
    assert_eq!((task.is("a"), task.finish("a")), ((State::Overdue, How::NotYet), "10 in-hours".to_string()));
    let review = known("a review 5wd\n end act after a", &[("a", started(1))], 10);
    assert_eq!(review.finish("a"), "12 in-hours");
    // A meeting that was to be on the 1st and is not recorded: the next sitting after the 5th is Thursday the 8th.
    let meeting = procedure(
        "end",
        "[[step]]\nid = \"a\"\nkind = \"meeting\"\ncadence = { weekday = \"thu\", every = 1, anchor = 2023-06-01 }\n\
         [[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"a\"]\n",
    );
    let known = of(&meeting, &floor(), &[("a", started(1))], june(5));
    assert_eq!(
        (known.is("a"), known.finish("a")),
        ((State::Overdue, How::NotYet), "08 in-hours".to_string())
    );
}

#[test]
fn only_what_is_timed_can_be_late() {
    let workflow = workflow(TASK.replace(" 5wd", "").as_str());
    let state = |set: &str| of(&workflow, &assumptions(set), &[("a", started(2))], june(12)).is("a");
    assert_eq!(state(""), (State::Running, How::NotYet));
    // 2 June and five working days are the 9th.
    assert_eq!(state("[step.a]\nestimate = \"5wd\"\n"), (State::Overdue, How::NotYet));
    assert_eq!(state("[step.a]\nestimate = \"6wd\"\n"), (State::Running, How::Counted));
}

#[test]
fn what_proves_that_a_step_began_lets_it_run() {
    let lines = "a task 5wd\n x task 1wd after a:start\n end act after a x";
    let begun = known(lines, &[("x", started(2))], 6);
    assert_eq!(
        (begun.is("a"), begun.finish("a")),
        ((State::Running, How::Counted), "08 in-hours".to_string())
    );
    // Not recorded itself, but open on the day, or stopped on one.
    for said in [
        Said { open_on: Some(june(6)), ..Said::default() },
        Said { stops: vec![(june(2), Some(june(5)))], ..Said::default() },
    ] {
        assert_eq!(known(TASK, &[("a", said)], 6).is("a"), (State::Running, How::Counted));
    }
}

#[test]
fn what_proves_that_a_step_finished_ends_it_there_at_the_latest() {
    let lines = "a task 5wd\n x task 1wd after a\n end act after x";
    for (x, finish) in [(6, "06"), (8, "08"), (9, "08")] {
        let known = known(lines, &[("x", started(x))], 9);
        assert_eq!(
            (known.is("a"), known.finish("a")),
            ((State::Done, How::Proved), format!("{finish} in-hours"))
        );
    }
}

#[test]
fn a_finish_alone_leaves_the_beginning_as_early_as_the_length_allows() {
    let begins = |day: u32| known(TASK, &[("a", finished(day))], 16).dates("a");
    let dates = |begins: &str, finish: &str| (begins.to_string(), finish.to_string());
    assert_eq!(begins(7), dates("01 in-hours", "07 in-hours"), "quicker than its length");
    assert_eq!(begins(8), dates("01 in-hours", "08 in-hours"));
    assert_eq!(begins(14), dates("07 in-hours", "14 in-hours")); // 8, 9, 12, 13, 14
    // Its clock stood: where nobody says when it began, it began as it could.
    let stopped = Said { stops: vec![(june(2), Some(june(5)))], ..finished(14) };
    assert_eq!(known(TASK, &[("a", stopped)], 16).dates("a"), dates("01 in-hours", "14 in-hours"));
    // Behind a window that ran out on the 5th at 24:00 it began there.
    let lines = "w notice 2wd\n a task 5wd after w\n end act after a";
    let begins = |day: u32| known(lines, &[("w", finished(5)), ("a", finished(day))], 20).dates("a").0;
    assert_eq!([begins(8), begins(12), begins(13)], ["05 end-of-day", "05 end-of-day", "06 in-hours"]);
}

#[test]
fn work_that_began_with_an_expiry_began_at_its_end() {
    let lines = "w notice 2wd\n a task 2wd after w\n end act after a";
    let begins = |a: Said| known(lines, &[("w", finished(5)), ("a", a)], 6).dates("a");
    assert_eq!(begins(started(5)), ("05 end-of-day".to_string(), "07 in-hours".to_string()));
    assert_eq!(begins(started(6)), ("06 in-hours".to_string(), "08 in-hours".to_string()));
    // Finished on that day too: not before it began.
    let said = Said { finished: Some(june(5)), ..started(5) };
    assert_eq!(begins(said), ("05 in-hours".to_string(), "05 in-hours".to_string()));
    // An office took it up in its hours.
    let review = lines.replace("task 2wd", "review 2wd");
    assert_eq!(known(&review, &[("w", finished(5)), ("a", started(6))], 6).dates("a").0, "06 in-hours");
}

#[test]
fn what_was_left_to_do_counts_from_the_day() {
    let left = |lines: &str, days: Length, as_of: u32| {
        let said = Said { remaining: Some(days), ..started(2) };
        let known = known(lines, &[("a", said)], as_of);
        assert_eq!(known.is("a").1, How::Remaining);
        known.dates("a")
    };
    let dates = |finish: &str| ("02 in-hours".to_string(), finish.to_string());
    let review = TASK.replace("task", "review");
    // 8, 9, 12; it still began on the 2nd.
    assert_eq!(left(TASK, Length::Working(3), 7), dates("12 in-hours"));
    // From Saturday the 10th: work goes on from there, an office from Monday.
    assert_eq!(left(TASK, Length::Working(1), 10), dates("12 in-hours"));
    assert_eq!(left(&review, Length::Working(1), 10), dates("13 in-hours"));
    assert_eq!(left(&review, Length::Working(0), 10), dates("12 in-hours"));
    // Natural days that end on Saturday the 10th: on Monday.
    assert_eq!(left(&review, Length::Natural(3), 7), dates("12 in-hours"));
}

#[test]
fn what_was_left_of_a_review_that_does_not_roll_ends_where_it_ends() {
    let review = procedure(
        "a",
        "[[step]]\nid = \"a\"\nkind = \"review\"\nlimit = \"20d\"\nroll = \"keep\"\ncite = [\"s 1\"]\n",
    );
    let said = Said { remaining: Some(Length::Natural(3)), ..started(2) };
    assert_eq!(of(&review, &floor(), &[("a", said)], june(7)).finish("a"), "10 in-hours");
}

const CONSULTATION: &str = "a consultation 5wd\n end act after a";

#[test]
fn silence_ends_a_consultation_after_its_last_day() {
    // Asked on the 1st: the fifth working day is the 8th.
    let asked = |as_of: u32| {
        let known = known(CONSULTATION, &[("a", started(1))], as_of);
        (known.is("a"), known.finish("a"))
    };
    assert_eq!(asked(8), ((State::Running, How::Counted), "08 end-of-day".to_string()));
    assert_eq!(asked(9), ((State::Done, How::OfItself), "08 end-of-day".to_string()));
}

#[test]
fn what_is_left_of_a_consultation_ends_with_its_last_day() {
    let left = |days: u32| {
        let said = Said { remaining: Some(Length::Working(days)), ..started(1) };
        let known = known(CONSULTATION, &[("a", said)], 6);
        let dated = known.forecast.dates(known.network.find("a").unwrap()).counted;
        (known.finish("a"), dated.ended_by == EndedBy::Silence)
    };
    assert_eq!(left(1), ("07 in-hours".to_string(), false));
    assert_eq!(left(2), ("08 in-hours".to_string(), false), "an answer on the last day is in time");
    assert_eq!(left(3), ("08 end-of-day".to_string(), true));
}

/// A consultation of five working days whose answers are expected after two.
fn answered(said: Said, as_of: u32) -> Known {
    let set = assumptions("[step.a]\nestimate = \"2wd\"\n");
    of(&workflow(CONSULTATION), &set, &[("a", said)], june(as_of))
}

#[test]
fn answers_that_do_not_come_leave_it_to_silence() {
    // Expected on the 5th; on the 7th they are not there, and on the 8th silence will end it.
    let known = answered(started(1), 7);
    let counted = known.forecast.dates(known.network.find("a").unwrap()).counted;
    assert_eq!(
        (known.is("a"), known.finish("a")),
        ((State::Running, How::Counted), "08 end-of-day".to_string())
    );
    assert_eq!((counted.printed, counted.ended_by), (june(8), EndedBy::Silence));
    assert_eq!(answered(started(1), 5).finish("a"), "05 in-hours");
}

#[test]
fn a_recorded_finish_is_in_hours_unless_the_step_ended_of_itself() {
    let both = |start: u32, finish: u32| Said { finished: Some(june(finish)), ..started(start) };
    let finish = |lines: &str, said: Said| known(lines, &[("a", said)], 20).finish("a");
    // A window, whichever day it is said to have run out on.
    assert_eq!(finish("a notice 5wd\n end act after a", both(1, 9)), "09 end-of-day");
    assert_eq!(finish(TASK, both(1, 8)), "08 in-hours");
    // Asked on the 1st: answered on the 6th, silence on the 8th, and an answer that came late.
    for (day, expected) in [(6, "06 in-hours"), (8, "08 end-of-day"), (12, "12 in-hours")] {
        assert_eq!(finish(CONSULTATION, both(1, day)), expected);
    }
    // Nobody says when it was asked: it ended on Saturday the 10th of itself.
    assert_eq!(finish(CONSULTATION, finished(10)), "10 end-of-day");
    // With answers expected after two days: as they came; on the last day nobody can tell, and it is the silence.
    for (day, expected) in [(5, "05 in-hours"), (7, "07 in-hours"), (8, "08 end-of-day"), (12, "12 in-hours")]
    {
        assert_eq!(answered(both(1, day), 20).finish("a"), expected);
    }
    assert_eq!(answered(finished(10), 20).finish("a"), "10 in-hours");
}

#[test]
fn a_milestone_is_there_when_what_it_waits_for_is() {
    let lines = "a task 2wd\n m milestone after a\n end act after m";
    let m = |said: &[(&str, Said)]| {
        let known = known(lines, said, 9);
        (known.is("m"), known.finish("m"))
    };
    let is = |state, how, finish: &str| ((state, how), finish.to_string());
    assert_eq!(m(&[("a", finished(5))]), is(State::Done, How::OfItself, "05 in-hours"));
    // On the 9th nothing has begun: two working days from there are the 13th.
    assert_eq!(m(&[]), is(State::Waiting, How::Follows, "13 in-hours"));
    assert_eq!(m(&[("a", finished(5)), ("m", finished(7))]), is(State::Done, How::Recorded, "07 in-hours"));
    assert_eq!(m(&[("a", finished(5)), ("end", finished(7))]), is(State::Done, How::Proved, "05 in-hours"));
}

#[test]
fn what_waits_for_something_that_is_not_there_is_not_ready() {
    // `a` should have been finished on the 8th; on the 12th it is not, so nothing has been ready for the end.
    let known = known(TASK, &[("a", started(1))], 12);
    assert_eq!(known.finish("a"), "12 in-hours");
    assert_eq!((known.ready_since("a"), known.ready_since("end")), (Some(june(1)), None));
    // Done on the 8th, the end has been ready since, though nobody has begun it.
    assert_eq!(self::known(TASK, &[("a", finished(8))], 12).ready_since("end"), Some(june(8)));
}

#[test]
fn the_rule_that_is_told_is_the_one_that_was_counted() {
    let rule = |said: Said| {
        let known = known(TASK, &[("a", said)], 7);
        known.forecast.dates(known.network.find("a").unwrap()).timed.rule
    };
    let roll = Roll::NextWorkingDay;
    assert_eq!(rule(started(2)), Rule::Work { length: Length::Working(5), roll });
    let left = Said { remaining: Some(Length::Working(3)), ..started(2) };
    assert_eq!(rule(left), Rule::Work { length: Length::Working(3), roll });
}

#[test]
fn only_the_days_that_are_counted_can_be_without_a_notice() {
    // Notices are published up to 2026. 2026-12-28 is a Monday; three working days from it are the 31st.
    let of_step = |lines: &str, id: &str, started: &str, as_of: &str| {
        // It could have begun a week before.
        let said = Said { started: Some(day(started)), ..Said::default() };
        let network = compile(&Case::new(&workflow(lines), &floor())).unwrap();
        let mut all = vec![Said::default(); network.steps().len()];
        all[0] = said;
        let network = recorded(&network, &all, day(as_of));
        let run = Run::from(day(started).plus(-7).unwrap());
        let forecast = schedule(&network, &Calendar::official(), &run).unwrap();
        let dated = forecast.dates(network.find(id).unwrap());
        (dated.trigger_provisional, dated.begins_provisional, dated.provisional)
    };
    let task = |days: u32| format!("a task {days}wd\n b task 1wd after a\n end act after b");
    assert_eq!(of_step(&task(3), "a", "2026-12-28", "2026-12-29"), (false, false, false));
    assert_eq!(of_step(&task(4), "a", "2026-12-28", "2026-12-29"), (false, false, true));
    // `b` has not begun: it is triggered on 31 December, and its day is in January; or both are.
    assert_eq!(of_step(&task(3), "b", "2026-12-28", "2026-12-29"), (false, false, true));
    assert_eq!(of_step(&task(4), "b", "2026-12-28", "2026-12-29"), (true, true, true));
    // What began on a day without a notice rests on that day.
    assert_eq!(of_step(&task(1), "a", "2027-01-05", "2027-01-06"), (false, true, true));
    assert_eq!(of_step(&task(1), "a", "2027-01-12", "2027-01-13"), (true, true, true));
}

#[test]
fn what_brought_a_step_is_told_of_a_record_too() {
    let path = |known: &Known| -> String {
        let ids = known.forecast.critical_path.iter().map(|ix| known.network.step(*ix).id.to_string());
        ids.collect::<Vec<_>>().join(" ")
    };
    let lines = "a task 5wd\n b task 3wd after a\n end act after b";
    // `a` runs until the 7th; what is to come waits for it.
    assert_eq!(path(&known(lines, &[("a", started(1))], 5)), "a b end");
    // `a` is done; `b` began a day after.
    assert_eq!(path(&known(lines, &[("a", finished(6)), ("b", started(8))], 9)), "a b end");
    // The project does not begin `b` before the 20th: nothing else brings it.
    let project = small::project("[step.b]\nnot_before = 2023-06-20\n");
    let (workflow, floor) = (workflow(lines), floor());
    let case = Case { project: Some(&project), ..Case::new(&workflow, &floor) };
    let held = |said: &[(&str, Said)], as_of: u32| path(&of_case(&case, said, june(as_of)));
    assert_eq!(held(&[("a", finished(6))], 9), "b end");
    // It was begun all the same, on the 8th: then it began because `a` was there.
    assert_eq!(held(&[("a", finished(6)), ("b", started(8))], 9), "a b end");
}

#[test]
fn what_has_begun_does_not_begin_again_when_what_it_waited_for_moves() {
    // `b` began on the 8th and ends three working days later. Had `a` ended on the 14th instead of the 6th, it would not
    // end later for that; one that has not begun would.
    let lines = "a task 3wd\n b task 3wd after a\n end act after b";
    let goal = |said: &[(&str, Said)]| {
        let known = known(lines, said, 9);
        let late = Moment::in_hours(june(14));
        let (a, calendar) = (known.network.find("a").unwrap(), Calendar::official());
        let hands_on = HandsOn { finish: late, begins: late };
        let then = goal_when(&known.network, &calendar, &known.forecast, a, hands_on);
        (known.finish("end"), then.to_string().trim_start_matches("2023-06-").to_string())
    };
    // 9, 12, 13.
    let (now, then) = goal(&[("a", finished(6)), ("b", started(8))]);
    assert_eq!((now.as_str(), then.as_str()), ("13 in-hours", "13 in-hours"));
    // From the 9th: 12, 13, 14. From the 14th: 15, 16, 19.
    let (now, then) = goal(&[("a", finished(6))]);
    assert_eq!((now.as_str(), then.as_str()), ("14 in-hours", "19 in-hours"));
}
