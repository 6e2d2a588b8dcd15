//! What a schedule tells beside its dates: what a step waited for, what the days rest on, what may still move, and what
//! the reader is warned of. Days are counted by hand: 2023-06-01 is a Thursday and June has no holiday before the 22nd;
//! the notices end with 2026, 2026-12-28 is a Monday and 1 January 2027 a Friday.

#[path = "common/small.rs"]
mod small;

use permits::calendar::{Calendar, Length};
use permits::network::{Case, Confidence, Network, Origin, StepIx, compile};
use permits::schedule::deadline::{Bound, bounds};
use permits::schedule::given::given;
use permits::schedule::{RestsOn, ResultOf, Run, Schedule, WarningCode, drag, schedule};
use small::{assumptions, dates, floor, procedure, workflow};

/// `skip` does not happen unless `extra` is set.
const SKIPPED: &str = r#"
[fact.extra]
type = "bool"
default = false
label = "extra"
cite = ["s 1"]
[[step]]
id = "a"
kind = "task"
limit = "1wd"
cite = ["s 1"]
[[step]]
id = "b"
kind = "review"
limit = "3wd"
cite = ["s 1"]
[[step]]
id = "skip"
kind = "task"
limit = "5wd"
cite = ["s 1"]
when = { extra = true }
after = ["a"]
[[step]]
id = "alone"
kind = "task"
after = [{ step = "a", when = { extra = true } }]
[[step]]
id = "gate"
kind = "act"
after = ["b", "skip", { step = "a", lag = "2wd" }, { step = "alone", from = "start", lag = "1wd" }]
"#;

/// The network and its dates from 2023-06-01, with these assumptions.
fn planned(said: &str) -> (Network, Schedule) {
    let (workflow, set) = (procedure("gate", SKIPPED), assumptions(said));
    let network = compile(&Case::new(&workflow, &set)).unwrap();
    let run = Run::from("2023-06-01".parse().unwrap());
    let dates = schedule(&network, &Calendar::official(), &run).unwrap();
    (network, dates)
}

#[test]
fn a_step_tells_what_it_waited_for_and_looks_through_what_does_not_happen() {
    let (network, dates) = planned("");
    let told = |step: &str| -> Vec<(String, String, usize, bool)> {
        let arrivals = dates.arrivals(&network, &Calendar::official(), network.find(step).unwrap());
        let told = arrivals.into_iter().map(|arrival| {
            let from = format!("{} {:?}", network.step(arrival.from).id, arrival.end);
            (from, arrival.moment.value.to_string(), arrival.links.len(), arrival.drives)
        });
        told.collect()
    };
    let line = |from: &str, day: &str, links: usize, drives: bool| {
        (from.to_string(), format!("{day} in-hours"), links, drives)
    };
    // a ends on 06-02; with the lag it is there on 06-06, when b is decided: both drive, the first of the file first. That
    // a is there on 06-02 already, by way of the absent step, is left out. `alone` begins a working day before 06-02.
    assert_eq!(
        told("gate"),
        [
            line("a Finish", "2023-06-06", 1, true),
            line("b Finish", "2023-06-06", 1, true),
            line("alone Start", "2023-06-02", 1, false),
        ]
    );
    assert_eq!(told("skip"), [line("a Finish", "2023-06-02", 1, true)]);
    assert_eq!(told("a"), []);
}

/// `x` and `y` do not happen: what the end waits for comes through both of them.
const THROUGH: &str = r#"
[fact.extra]
type = "bool"
default = false
[[step]]
id = "a"
kind = "task"
limit = "1wd"
cite = ["s 1"]
[[step]]
id = "b"
kind = "review"
limit = "3wd"
cite = ["s 1"]
[[step]]
id = "c"
kind = "task"
limit = "Cwd"
cite = ["s 1"]
[[step]]
id = "x"
kind = "task"
limit = "5wd"
cite = ["s 1"]
when = { extra = true }
after = ["a", "b"]
[[step]]
id = "y"
kind = "task"
limit = "5wd"
cite = ["s 1"]
when = { extra = true }
after = [{ step = "x", lag = "2wd" }]
[[step]]
id = "end"
kind = "act"
after = ["y", "c"]
"#;

#[test]
fn what_comes_through_absent_steps_drives_when_every_link_on_its_way_does() {
    let told = |c: u32, start: &str| {
        let workflow = procedure("end", &THROUGH.replace('C', &c.to_string()));
        let network = compile(&Case::new(&workflow, &assumptions(""))).unwrap();
        let calendar = Calendar::official();
        let dates = schedule(&network, &calendar, &Run::from(start.parse().unwrap())).unwrap();
        let arrivals = dates.arrivals(&network, &calendar, network.find("end").unwrap());
        let told = arrivals.into_iter().map(|arrival| {
            let from = network.step(arrival.from).id.to_string();
            let (day, provisional) = (arrival.moment.value.day().to_string(), arrival.moment.provisional);
            (from, day, arrival.links.len(), arrival.drives, provisional)
        });
        told.collect::<Vec<_>>()
    };
    let line = |from: &str, day: &str, links: usize, drives: bool, provisional: bool| {
        (from.to_string(), day.to_string(), links, drives, provisional)
    };
    // a ends on 06-02 and b on 06-06; two working days later they are there. c takes a day, or ten: 06-15.
    let (a, b) = (line("a", "2023-06-06", 3, false, false), line("b", "2023-06-08", 3, true, false));
    assert_eq!(told(1, "2023-06-01"), [b.clone(), a.clone(), line("c", "2023-06-02", 1, false, false)]);
    let (b, c) = ((b.0, b.1, b.2, false, b.4), line("c", "2023-06-15", 1, true, false));
    assert_eq!(told(10, "2023-06-01"), [c, b, a]);
    // a ends on Tuesday 29 December 2026, b on the 31st; the lag leads b, and b alone, into a year without a notice.
    let over = [line("b", "2027-01-05", 3, true, true), line("a", "2026-12-31", 3, false, false)];
    assert_eq!(told(1, "2026-12-28")[..2], over);
}

#[test]
fn the_days_up_to_a_given_finish_rest_on_it() {
    // Given for Thursday 8 June, seven days after the start; two working days more are Monday the 12th.
    let dates =
        dates("a task 3wd\n b task 2wd after a\n end act after b", "2023-06-01", &[("a", "2023-06-08")], &[]);
    let dates = dates.unwrap();
    let shares = dates.schedule.rests_on(&dates.network, &Calendar::official());
    let told: Vec<_> = shares.iter().map(|share| (share.rests_on, share.days.natural)).collect();
    assert_eq!(told, [(RestsOn::Length(Origin::Regulation), 4), (RestsOn::GivenDay, 7)]);
}

#[test]
fn the_days_of_a_plan_are_shared_out_by_what_its_lengths_rest_on() {
    // b: 3 working days, 5 natural ones, from 06-01 to 06-06.
    let shares = |said: &str| {
        let (network, dates) = planned(said);
        let shares = dates.rests_on(&network, &Calendar::official()).into_iter();
        shares.map(|share| (share.rests_on, share.days.working, share.days.natural)).collect::<Vec<_>>()
    };
    assert_eq!(shares(""), [(RestsOn::Length(Origin::Regulation), 3, 5)]);
    // 4 working days, to 06-07.
    let said = "[step.b]\nestimate = \"4wd\"\norigin = \"assumption\"\nwhy = \"x\"\n";
    assert_eq!(shares(said), [(RestsOn::Length(Origin::Assumption), 4, 6)]);
}

#[test]
fn the_reader_is_warned_of_what_nobody_times_of_what_lost_its_links_and_of_what_outlasts_its_limit() {
    let warned = |said: &str| -> Vec<(WarningCode, Vec<String>)> {
        let (network, dates) = planned(said);
        let ids = |ix: &permits::network::StepIx| network.step(*ix).id.to_string();
        dates.warnings.iter().map(|warning| (warning.code, warning.steps.iter().map(ids).collect())).collect()
    };
    let of = |code: WarningCode, step: &str| (code, vec![step.to_string()]);
    let (lost, untimed) = (of(WarningCode::LosesLastLink, "alone"), of(WarningCode::Untimed, "alone"));
    assert_eq!(warned(""), [lost.clone(), untimed.clone()]);
    let estimated =
        |length: &str| format!("[step.b]\nestimate = \"{length}\"\norigin = \"promise\"\nwhy = \"x\"\n");
    // Three working days are three natural ones before a weekend, and five over it.
    assert_eq!(warned(&estimated("3wd")), [lost.clone(), untimed.clone()]);
    let over = of(WarningCode::EstimateOverLimit, "b");
    assert_eq!(warned(&estimated("4wd")), [over, lost, untimed]);
}

#[test]
fn the_confidence_is_told_of_an_estimate_that_is_used() {
    let said = "[step.b]\nestimate = \"2wd\"\norigin = \"promise\"\nwhy = \"x\"\nconfidence = \"official\"\n";
    let told = |said: &str| {
        let (network, dates) = planned(said);
        let b = network.find("b").unwrap();
        (dates.length(&network, b).0, dates.confidence(&network, b))
    };
    assert_eq!(told(said), (Some(Length::Working(2)), Some(Confidence::Official)));
    assert_eq!(told(""), (Some(Length::Working(3)), None));
}

#[test]
fn what_rests_on_days_without_a_notice_is_listed_with_its_day() {
    // early: Tuesday 12-29. late: five working days, 29 to 31 December, 4 and 5 January.
    let told = |start: &str| {
        let planned = dates("early task 1wd\nlate task 5wd\nend milestone after early late", start, &[], &[]);
        let planned = planned.unwrap();
        let listed = planned.schedule.provisional(&planned.network).map(|(of, day)| match of {
            ResultOf::Finish(ix) => format!("finish of {} {day}", planned.network.step(ix).id),
            ResultOf::Latest(ix) => format!("latest of {} {day}", planned.network.step(ix).id),
            ResultOf::Float(ix) => format!("float of {} {day}", planned.network.step(ix).id),
            ResultOf::Due(id) | ResultOf::Margin(id) => format!("promise {id} {day}"),
        });
        listed.collect::<Vec<_>>()
    };
    let listed = told("2026-12-28");
    assert!(listed.contains(&"finish of late 2027-01-05".to_string()), "{listed:?}");
    assert!(listed.contains(&"finish of end 2027-01-05".to_string()), "{listed:?}");
    // It finishes on a day that stands, but how long it may wait does not.
    assert!(listed.contains(&"latest of early 2027-01-05".to_string()), "{listed:?}");
    assert!(listed.contains(&"float of early 2026-12-29".to_string()), "{listed:?}");
    assert!(!listed.iter().any(|line| line.starts_with("finish of early")), "{listed:?}");
    assert_eq!(told("2026-12-21"), Vec::<String>::new());
}

#[test]
fn a_warning_counts_its_steps_and_names_them() {
    let warned = |lines: &str, start: &str| -> Vec<(WarningCode, Vec<String>, String)> {
        let planned = dates(lines, start, &[], &[]).unwrap();
        let ids = |ix: &permits::network::StepIx| planned.network.step(*ix).id.to_string();
        let warnings = planned.schedule.warnings.iter();
        warnings
            .map(|warning| {
                (warning.code, warning.steps.iter().map(ids).collect(), warning.message.en.clone())
            })
            .collect()
    };
    let one = &warned("a task\nend act after a", "2023-06-01")[0];
    assert_eq!((one.0, one.1.join(" ")), (WarningCode::Untimed, "a".to_string()));
    assert!(one.2.starts_with("1 step has no time"), "{}", one.2);
    let two = &warned("a task\nb task\nend act after a b", "2023-06-01")[0];
    assert_eq!((two.0, two.1.join(" ")), (WarningCode::Untimed, "a b".to_string()));
    assert!(two.2.starts_with("2 steps have no time"), "{}", two.2);
    let moves = &warned("early task 1wd\nlate task 5wd\nend milestone after early late", "2026-12-28");
    assert_eq!(moves.len(), 1);
    assert_eq!(
        (moves[0].0, moves[0].1.join(" ")),
        (WarningCode::ProvisionalCalendar, "late end".to_string())
    );
    assert_eq!(warned("early task 1wd\nlate task 3wd\nend milestone after early late", "2026-12-21"), []);
}

#[test]
fn a_day_to_meet_says_how_late_each_step_may_be() {
    // end on Thursday 06-08; b has two working days to it from the 6th, a three from the 1st. Work needs no office, so
    // an expiry at 24:00 will do for its trigger; `aside` leads nowhere.
    let lines = "a task 3wd\nb task 2wd after a\naside task 1wd\nend act after b";
    let bounds = |start: &str, by: &str| {
        let planned = dates(lines, start, &[], &[]).unwrap();
        let run = Run::from(start.parse().unwrap());
        let bounds = bounds(&planned.network, &Calendar::official(), &run, by.parse().unwrap());
        let told = ["a", "b", "aside", "end"].map(|id| {
            let ix = planned.network.find(id).unwrap();
            let bound = bounds[ix.index()];
            let trigger = bound.latest().map(|latest| latest.trigger.value.to_string());
            (trigger, bound.is_exceeded(planned.schedule.dates(ix)))
        });
        (told, bounds[planned.network.find("a").unwrap().index()])
    };
    let latest =
        [Some("2023-06-01 end-of-day"), Some("2023-06-06 end-of-day"), None, Some("2023-06-08 in-hours")]
            .map(|moment| moment.map(String::from));
    let (in_time, _) = bounds("2023-06-01", "2023-06-08");
    assert_eq!(in_time, latest.clone().map(|moment| (moment, false)));
    let (late, _) = bounds("2023-06-02", "2023-06-08");
    let [a, b, aside, end] = latest;
    assert_eq!(late, [(a, true), (b, true), (aside, false), (end, true)]);
    // 1 January 2002 is a holiday: nothing ends on it, whenever it begins.
    let (never, bound) = bounds("2023-06-01", "2002-01-01");
    assert_eq!(never, [(None, true), (None, true), (None, false), (None, true)]);
    assert_eq!(bound, Bound::BeforeCalendar);
}

#[test]
fn what_leaves_the_calendar_is_named_with_the_last_moment_inside() {
    let small = small::workflow("a task 3wd\nend act after a");
    let network = compile(&Case::new(&small, &small::floor())).unwrap();
    let run = Run::from("2100-12-30".parse().unwrap());
    let error = schedule(&network, &Calendar::official(), &run).unwrap_err();
    assert_eq!(
        error.to_string(),
        "counted from 2100-12-30 in-hours, `a` leaves the calendar, which answers for 2002-01-01 to 2100-12-31"
    );
    assert!(error.0.text().zh.contains("`a` 自 2100-12-30 in-hours 起算"), "{}", error.0.text().zh);
}

#[test]
fn a_warning_has_a_word_of_its_own() {
    let words = WarningCode::ALL.map(WarningCode::as_str);
    let expected = [
        "out-of-scope",
        "suspended",
        "not-in-force",
        "caution",
        "provisional-calendar",
        "estimate-over-limit",
        "loses-last-link",
        "promise-not-tested",
        "untimed",
        "drag-not-computed",
        "records-not-used",
    ];
    assert_eq!(words, expected);
}

#[test]
fn a_warning_of_days_without_a_notice_names_no_promise_where_none_rests_on_them() {
    let planned = dates("late task 5wd\nend milestone after late", "2026-12-28", &[], &[]).unwrap();
    let said = &planned.schedule.warnings[0].message;
    assert!(said.en.starts_with("holiday notices: published up to 2026;"), "{}", said.en);
    assert!(said.en.contains("from 2027-01-01 on") && !said.en.contains("promise"), "{}", said.en);
}

#[test]
fn a_step_is_too_late_when_its_beginning_is_though_its_finish_is_not() {
    // `b` takes ten working days from when `a` begins: to be done on 15 June it begins on the 1st, while `a` itself has
    // until the 15th.
    let lines = "a task 2wd\n b task 10wd after a:start\n end act after a b";
    let calendar = Calendar::official();
    let is_late = |start: &str| {
        let dates = dates(lines, start, &[], &[]).unwrap();
        let bounds = bounds(&dates.network, &calendar, &dates.schedule.run, "2023-06-15".parse().unwrap());
        let a = dates.network.find("a").unwrap();
        let finish = bounds[a.index()].latest().unwrap().finish.value.to_string();
        (bounds[a.index()].is_exceeded(dates.schedule.dates(a)), finish)
    };
    assert_eq!(is_late("2023-06-01"), (false, "2023-06-15 in-hours".to_string()));
    assert_eq!(is_late("2023-06-02"), (true, "2023-06-15 in-hours".to_string()));
}

#[test]
fn the_first_step_of_a_plan_that_starts_without_a_notice_rests_on_that_day() {
    let dates = dates("a task 1wd\n end act after a", "2027-01-05", &[], &[]).unwrap();
    let a = dates.schedule.dates(dates.network.find("a").unwrap());
    assert!(a.trigger_provisional && a.begins_provisional && a.provisional);
}

#[test]
fn a_caution_is_given_on_its_days_with_its_step_and_its_citation() {
    let workflow = procedure(
        "end",
        "[fact.careful]\ntype = \"bool\"\ndefault = true\n[[caution]]\nid = \"rainy\"\nstep = \"b\"\n\
         when = { careful = true }\nsince = 2023-06-06\nuntil = 2023-06-08\nsay = \"rain\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"x\"\nkind = \"act\"\n[[step]]\nid = \"a\"\nkind = \"task\"\nlimit = \"2wd\"\n\
         cite = [\"s 1\"]\nafter = [\"x\"]\n[[step]]\nid = \"b\"\nkind = \"task\"\n\
         limit = \"1wd\"\ncite = [\"s 1\"]\nafter = [\"a\"]\n[[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"b\"]\n",
    );
    let (calendar, floor) = (Calendar::official(), floor());
    let network = compile(&Case::new(&workflow, &floor)).unwrap();
    let warned = |network: &Network, start: &str| {
        let dates = schedule(network, &calendar, &Run::from(start.parse().unwrap())).unwrap();
        let cautions = dates.warnings.iter().filter(|warning| warning.code == WarningCode::Caution);
        let told =
            |steps: &[StepIx]| steps.iter().map(|ix| network.step(*ix).id.to_string()).collect::<Vec<_>>();
        cautions.map(|warning| (told(&warning.steps), warning.cite.len())).collect::<Vec<_>>()
    };
    let b = vec![(vec!["b".to_string()], 1)];
    // `b` begins two working days after the start: from the 1st on the 5th, from the 2nd on the 6th, …
    let starts =
        [("2023-06-01", 0), ("2023-06-02", 1), ("2023-06-05", 1), ("2023-06-06", 1), ("2023-06-07", 0)];
    for (start, times) in starts {
        assert_eq!(warned(&network, start), b[..times], "{start}");
    }
    // With `a` given, what came before it is done and falls away: the warning is still about `b`, at its new place. With
    // `b` done it is gone.
    let run = Run::from("2023-06-02".parse().unwrap());
    let given = |at: (&str, &str)| given(&network, &small::given(&[at]), &calendar, &run).unwrap();
    assert_eq!(warned(&given(("a", "2023-06-07")), "2023-06-02"), b);
    assert_eq!(warned(&given(("end", "2023-06-09")), "2023-06-02"), []);
}

#[test]
fn what_a_thousand_critical_steps_cost_is_told_and_of_more_that_it_is_not() {
    let told = |steps: usize| {
        let mut lines = "s0 task 1wd\n".to_string();
        for at in 1..steps {
            lines += &format!("s{at} act after s{}\n", at - 1);
        }
        let network = compile(&Case::new(&workflow(&lines), &floor())).unwrap();
        let (calendar, run) = (Calendar::official(), Run::from("2023-06-01".parse().unwrap()));
        let dates = schedule(&network, &calendar, &run).unwrap();
        let is_warned = dates.warnings.iter().any(|warning| warning.code == WarningCode::DragNotComputed);
        let drags = drag::drags(&network, &calendar, &dates);
        // The one step that takes time costs the working day it takes: without it the goal is there on the start.
        (is_warned, drags.map(|drags| drags[0].map(|drag| drag.value)))
    };
    assert_eq!(told(drag::MOST), (false, Some(Some(1))));
    assert_eq!(told(drag::MOST + 1), (true, None));
}

#[test]
fn a_warning_of_a_document_no_longer_in_force_counts_what_begins_after_it() {
    // Work begins with its trigger, and its first day is the next one: `a` begins on Thursday 06-01 and ends on the 2nd,
    // `b` begins then and ends on Monday the 5th, where the act is done.
    let steps: String = [("a", "task", "[]"), ("b", "task", "[\"a\"]"), ("end", "act", "[\"b\"]")]
        .map(|(id, kind, after)| {
            let limit = if kind == "task" { "limit = \"1wd\"\n" } else { "" };
            format!(
                "[[step]]\nid = \"{id}\"\nkind = \"{kind}\"\n{limit}after = {after}\ncite = [\"old 1\"]\n"
            )
        })
        .concat();
    let said = |until: &str| -> Vec<String> {
        let old = format!("[source.old]\ntitle = \"Old\"\nin_force = {{ until = {until} }}\n");
        let (workflow, floor) = (procedure("end", &format!("{old}{steps}")), floor());
        let network = compile(&Case::new(&workflow, &floor)).unwrap();
        let dates = schedule(&network, &Calendar::official(), &Run::from("2023-06-01".parse().unwrap()));
        let warnings = dates.unwrap().warnings.into_iter();
        let warnings = warnings.filter(|warning| warning.code == WarningCode::NotInForce);
        warnings.map(|warning| warning.message.en).collect()
    };
    assert_eq!(said("2023-06-05"), Vec::<String>::new());
    assert_eq!(said("2023-06-02"), ["Old is in force until 2023-06-02; 1 of its steps begins outside"]);
    assert_eq!(said("2023-06-01"), ["Old is in force until 2023-06-01; 2 of its steps begin outside"]);
    assert_eq!(said("2023-05-31"), ["Old is in force until 2023-05-31; 3 of its steps begin outside"]);
}
