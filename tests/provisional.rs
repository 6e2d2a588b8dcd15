//! Days without a published notice: every result that rests on one says so, and can be refused.
//!
//! The notices end with 2026. 2026-12-21 and 28 are Mondays; 1 January 2027 is a Friday and off by statute, 4 January
//! the Monday after. No 31 December or 4 to 15 January is a statutory day.

#[path = "common/settled.rs"]
mod settled;
#[path = "common/small.rs"]
mod small;

use std::fs;
use std::process::Command;

use permits::calendar::{Calendar, Counting, Day, Length, Overlay};
use permits::diagnostic::{FileId, Sources};
use permits::network::{Basis, Case, Network, Said, compile, recorded};
use permits::schedule::deadline::bounds;
use permits::schedule::{ResultOf, Run, Schedule, WarningCode, schedule};
use permits::workflow::{Library, Which, load_assumptions, load_workflow};
use serde_json::Value;

#[test]
fn what_is_told_without_a_caveat_stays_when_the_notices_come() {
    let mut counts = settled::Counts::default();
    for id in ["full-path", "land-supply", "design-scheme-supply", "build-on-land-delivery", "conventional"] {
        let (library, mut sources) = (Library::built_in(), Sources::default());
        let (workflow, _) = load_workflow(&library, &Which::typed(id), &mut sources).unwrap();
        for set in ["promised", "floor"] {
            let (set, _) = load_assumptions(&library, &Which::typed(set), &mut sources).unwrap();
            let network = compile(&Case::new(&workflow, &set)).unwrap();
            let calendar = Calendar::official();
            let days = "2026-02-01".parse::<Day>().unwrap().to("2027-01-05".parse().unwrap());
            for (start, seed) in days.zip(0..).step_by(3) {
                for counting in Counting::ALL {
                    let run = Run { start, counting, basis: Basis::Likely };
                    let dates = schedule(&network, &calendar, &run).unwrap();
                    let told = settled::stays(&network, None, &run, &dates, seed).unwrap();
                    counts.sure += told.sure;
                    counts.provisional += told.provisional;
                    counts.unmoved += told.unmoved;
                }
            }
        }
    }
    // The caveat is no blanket: most of what carries it does move.
    assert!(counts.sure > 100_000 && counts.provisional > 100_000, "{counts:?}");
    assert!(counts.unmoved * 2 < counts.provisional, "{counts:?}");
}

// ---- by hand ------------------------------------------------------------------

/// The program's answer or its refusal in English, for a workflow of these tables.
struct Asked {
    workflow: tempfile::TempDir,
}

impl Asked {
    fn of(goal: &str, tables: &str) -> Asked {
        let workflow = tempfile::tempdir().unwrap();
        let head = "format = 1\n[workflow]\nid = \"small\"\nversion = \"1\"\ntitle = \"small\"\n";
        let text = format!("{head}goal = \"{goal}\"\n[source.s]\ntitle = \"s\"\n{tables}");
        fs::write(workflow.path().join("small.toml"), text).unwrap();
        Asked { workflow }
    }

    fn run(&self, arguments: &str) -> (i32, String, String) {
        let ran = Command::new(env!("CARGO_BIN_EXE_permits"))
            .args(["simulate", "--assumptions", "floor", "-w"])
            .arg(self.workflow.path().join("small.toml"))
            .args(arguments.split_whitespace())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
    }

    fn answer(&self, arguments: &str) -> String {
        let (code, out, err) = self.run(arguments);
        assert_eq!(code, 0, "{err}");
        out
    }

    fn json(&self, arguments: &str) -> Value {
        serde_json::from_str(&self.answer(&format!("--format json {arguments}"))).unwrap()
    }

    /// It is refused beyond the notices, naming the date in both languages; answered without, with the warning.
    fn is_provisional(&self, arguments: &str, zh: &str, en: &str) {
        for (lang, name) in [("zh", zh), ("en", en)] {
            let (code, out, err) =
                self.run(&format!("{arguments} --calendar-beyond error --format csv --lang {lang}"));
            assert_eq!((code, out.as_str()), (2, ""), "{err}");
            assert!(err.contains("provisional-calendar") && err.contains(name), "{name}\n{err}");
        }
        let warnings = self.json(arguments)["warnings"].clone();
        let warns = |code: &str| {
            warnings.as_array().unwrap().iter().filter(|warning| warning["code"] == code).count()
        };
        assert_eq!(warns("provisional-calendar"), 1, "{warnings}");
        for format in ["table", "markdown"] {
            assert!(self.answer(&format!("--format {format} {arguments}")).contains("provisional-calendar"));
        }
    }
}

fn step<'a>(plan: &'a Value, id: &str) -> &'a Value {
    plan["steps"].as_array().unwrap().iter().find(|step| step["id"] == id).unwrap()
}

/// Everything of a document that is called provisional and is true.
fn caveats(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name.ends_with("provisional") && *value == Value::Bool(true) {
                    found.push(format!("{path}{name}"));
                }
                caveats(value, &format!("{path}{name}."), found);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                let name = item["id"].as_str().map_or_else(|| at.to_string(), str::to_string);
                caveats(item, &format!("{path}{name}."), found);
            }
        }
        _ => {}
    }
}

fn caveats_of(plan: &Value) -> Vec<String> {
    let mut found = Vec::new();
    caveats(plan, "", &mut found);
    found.retain(|path| path != "warnings");
    found
}

/// A page without its line ends.
fn on_one_line(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// From Friday 12-25 `filed` is done on 12-28 and `granted` on 12-29. Ten working days after 12-28: 12-29, 30, 31,
/// 2027-01-04 to 08, 11, 12. In (12-29, 01-12] lie nine.
const PROMISE: &str = r#"
[[step]]
id = "filed"
kind = "task"
limit = "1wd"
cite = ["s 1"]
[[step]]
id = "granted"
kind = "task"
limit = "1wd"
cite = ["s 1"]
after = ["filed"]
[[promise]]
id = "in-ten"
from = "filed"
to = "granted"
within = "10wd"
cite = ["s 1"]
"#;

#[test]
fn the_due_day_of_a_promise_can_be_provisional_when_no_step_is() {
    let asked = Asked::of("granted", PROMISE);
    let run = "--start 2026-12-25";
    asked.is_provisional(
        run,
        "限时 `in-ten` 的期限(2027-01-12)",
        "due day of the promise `in-ten` (2027-01-12)",
    );
    let plan = asked.json(run);
    assert_eq!(plan["finish"], "2026-12-29");
    let promise = &plan["promises"][0];
    assert_eq!((promise["due"].as_str(), promise["margin"].as_i64()), (Some("2027-01-12"), Some(9)));
    assert_eq!(
        caveats_of(&plan),
        ["promises.in-ten.due_provisional", "promises.in-ten.margin_provisional"],
        "the steps are in 2026"
    );
    let page = on_one_line(&asked.answer(&format!("{run} --lang en")));
    assert!(page.contains("due ~2027-01-12, ~9 to spare"), "{page}");
    assert!(page.contains("~ holiday notice not published"), "{page}");
    let page = asked.answer(&format!("{run} --lang zh --format markdown"));
    assert!(page.contains("期限 \\~2027-01-12,余 \\~9") && page.contains("\n\\~ 放假安排未公布\n"), "{page}");
    // Beyond the goal the step itself shows the due day.
    let run = "--start 2026-12-25 --goal filed";
    assert!(asked.answer(run).contains("≤ ~2027-01-12"));
    assert!(asked.answer(&format!("{run} --format markdown")).contains("≤ \\~2027-01-12"));
    assert_eq!(step(&asked.json(run), "granted")["promise_due_provisional"], true);
    let csv = asked.answer(&format!("{run} --format csv"));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let column = reader.headers().unwrap().iter().position(|name| name == "promise_due_provisional").unwrap();
    let told: Vec<String> = reader.records().map(|row| row.unwrap()[column].to_string()).collect();
    assert_eq!(told, ["", "true"]);
}

#[test]
fn a_promise_due_before_the_last_published_day_is_not_provisional() {
    // From Friday 12-11 it is filed on 12-14; 12-15 to 18, 21 to 25 and 28 are ten.
    let asked = Asked::of("granted", PROMISE);
    let plan = asked.json("--start 2026-12-11 --calendar-beyond error");
    assert_eq!(plan["promises"][0]["due"], "2026-12-28");
    assert!(caveats_of(&plan).is_empty());
    assert!(!asked.answer("--start 2026-12-11").contains('~'));
}

#[test]
fn the_finish_in_the_other_profile_can_be_provisional_alone() {
    // Posted on Tuesday 12-22: in practice day 10 is Thursday 12-31; by statute 12-22 + 10 is 1 January, off: 01-04.
    let notice = "[[step]]\nid = \"posted\"\nkind = \"notice\"\nlimit = \"10d\"\ncite = [\"s 1\"]\n";
    let asked = Asked::of("posted", notice);
    let run = "--start 2026-12-22 --counting practice";
    asked.is_provisional(
        run,
        "按 statutory 计日的完成日(2027-01-04)",
        "the finish counted by statutory (2027-01-04)",
    );
    let plan = asked.json(run);
    assert_eq!(
        (&plan["finish"], &plan["other_counting"]["finish"]),
        (&"2026-12-31".into(), &"2027-01-04".into())
    );
    assert_eq!(caveats_of(&plan), ["other_counting.provisional"]);
    for format in ["table", "markdown"] {
        let page = on_one_line(&asked.answer(&format!("{run} --format {format} --lang en")));
        assert!(
            page.contains(
                "4 natural days later; it rests on a holiday notice not yet published, and may move."
            ),
            "{page}"
        );
    }
}

#[test]
fn a_latest_date_can_be_provisional_when_the_finish_is_not() {
    // The goal waits for the beginning of `survey` on Saturday 12-26: an act on Monday 12-28. The survey, a task of four
    // days, needs no office: 12-28 to 31. Begun as late as Monday it would end on 2027-01-04.
    let asked = Asked::of(
        "letter",
        "[[step]]\nid = \"survey\"\nkind = \"task\"\nlimit = \"4wd\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"letter\"\nkind = \"act\"\nafter = [{ step = \"survey\", from = \"start\" }]\n",
    );
    let run = "--start 2026-12-26";
    asked.is_provisional(run, "`survey` 的最迟时间(2027-01-04)", "the latest date of `survey` (2027-01-04)");
    let plan = asked.json(run);
    let survey = step(&plan, "survey");
    assert_eq!(survey["finish"]["date"], "2026-12-31");
    assert_eq!(survey["latest_trigger"]["date"], "2026-12-28");
    assert_eq!(survey["latest_finish"]["date"], "2027-01-04");
    assert_eq!(
        caveats_of(&plan),
        ["steps.survey.latest_finish.provisional", "steps.survey.total_float.provisional"]
    );
    assert!(asked.answer(&format!("{run} --format markdown")).contains("| \\~2027-01-04 |"));
}

#[test]
fn what_leads_to_a_provisional_finish_has_provisional_latest_dates_and_drag() {
    // `early` ends on 12-24, in 2026; the goal on 2027-01-06: 12-30, 31, 01-04, 05, 06 after a given 12-29.
    let asked = Asked::of(
        "late",
        "[[step]]\nid = \"early\"\nkind = \"task\"\nlimit = \"3wd\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"wait\"\nkind = \"task\"\nlimit = \"3wd\"\ncite = [\"s 1\"]\nafter = [\"early\"]\n\
         [[step]]\nid = \"late\"\nkind = \"review\"\nlimit = \"5wd\"\ncite = [\"s 1\"]\nafter = [\"wait\"]\n",
    );
    let plan = asked.json("--start 2026-12-21");
    assert_eq!((&plan["finish"], &plan["finish_provisional"]), (&"2027-01-06".into(), &true.into()));
    let early = step(&plan, "early");
    assert_eq!((&early["finish"]["date"], &early["provisional"]), (&"2026-12-24".into(), &false.into()));
    assert_eq!(
        (&early["trigger"]["provisional"], &early["begins"]["provisional"]),
        (&false.into(), &false.into())
    );
    for date in ["latest_trigger", "latest_finish", "total_float"] {
        assert_eq!(early[date]["provisional"], true, "{date}");
    }
    assert_eq!(early["drag_provisional"], true);
    // Its free float is counted to the trigger of `wait`, in 2026.
    assert_eq!(early["free_float"]["provisional"], false);
    assert!(
        asked.answer("--start 2026-12-21").lines().any(|line| line.contains("early") && line.ends_with("~0"))
    );
}

#[test]
fn the_finish_of_the_fallback_can_be_provisional_alone() {
    // Suspended on 12-29, after which the conventional procedure takes months.
    let abort = "[fact.stop]\ntype = \"bool\"\ndefault = false\nlabel = \"stop\"\ncite = [\"s 1\"]\n\
         [[abort]]\nwhen = { stop = true }\nfallback = \"conventional\"\ncite = [\"s 1\"]\n";
    let tables = "[[step]]\nid = \"work\"\nkind = \"task\"\nlimit = \"3wd\"\ncite = [\"s 1\"]\n";
    let asked = Asked::of("work", &format!("{abort}{tables}"));
    let run = "--start 2026-12-28 --abort stop@2026-12-29";
    asked.is_provisional(run, "接续流程的完成日(2027-", "the finish of the fallback (2027-");
    let plan = asked.json(run);
    assert_eq!(caveats_of(&plan), ["abort.fallback_finish_provisional"]);
    let page = on_one_line(&asked.answer(&format!("{run} --lang en")));
    assert!(
        page.contains("; it rests on a holiday notice not yet published, and may move. No document"),
        "{page}"
    );
    // Without the suspension everything is of 2026.
    assert!(caveats_of(&asked.json("--start 2026-12-28 --calendar-beyond error")).is_empty());
}

#[test]
fn what_is_counted_back_from_a_given_finish_through_unpublished_days_says_so() {
    // Given as finished on Tuesday 2027-01-05, a task of four working days began on Wednesday 12-30 at the latest:
    // 12-31, 01-04, 05 are only three, so on Tuesday 12-29: 12-30, 31, 01-04, 05.
    let dates = small::dates(
        "survey task 4wd\ndone task 1wd after survey:start",
        "2026-12-01",
        &[("survey", "2027-01-05")],
        &[],
    );
    let dates = dates.unwrap();
    let survey = dates.schedule.dates(dates.network.find("survey").unwrap());
    assert_eq!(survey.counted.begins.day().to_string(), "2026-12-29");
    assert!(survey.begins_provisional);
    assert_eq!(dates.of("done").1, "2026-12-30 in-hours");
    assert!(dates.schedule.dates(dates.network.goal()).provisional);
}

/// The notice of 2028 is known, that of 2027 is not.
fn without_2027() -> Calendar {
    let text = "# complete-year: 2028\ndate,kind,name\n2028-01-01,off,元旦\n";
    Calendar::new(None, &[Overlay::parse("2028.csv", FileId(0), text).unwrap()])
}

/// The dates of these lines in that calendar, begun on Monday 2026-12-28.
fn across_2027(lines: &str) -> (Network, Schedule) {
    let (workflow, floor) = (small::workflow(lines), small::floor());
    let network = compile(&Case::new(&workflow, &floor)).unwrap();
    let dates = schedule(&network, &without_2027(), &Run::from("2026-12-28".parse().unwrap())).unwrap();
    (network, dates)
}

#[test]
fn a_lag_through_a_year_without_a_notice_rests_on_it() {
    // A year has fewer than 262 working days: 300 of them end in 2028, whose days are known, but only once those of
    // 2027 are.
    let (network, dates) = across_2027("a task 1wd\n end act after a:start+300wd");
    let end = dates.dates(network.goal());
    assert_eq!((end.trigger.day().year(), end.finish().day().year()), (2028, 2028));
    assert!(end.provisional && end.trigger_provisional && end.begins_provisional);
    assert!(!dates.dates(network.find("a").unwrap()).provisional);
    // Three working days end in 2026: 29, 30, 31.
    let (network, dates) = across_2027("a task 1wd\n end act after a:start+3wd");
    assert!(!dates.dates(network.goal()).provisional);
}

#[test]
fn what_still_waits_rests_on_what_it_waits_for() {
    // `a` runs through 2027 into 2028, and `end` takes a day of 2028.
    let (network, _) = across_2027("a task 300wd\n end task 1wd after a");
    let mut said = vec![Said::default(); 2];
    let first: Day = "2026-12-28".parse().unwrap();
    said[network.find("a").unwrap().index()].started = Some(first);
    let network = recorded(&network, &said, first);
    let dates = schedule(&network, &without_2027(), &Run::from(first)).unwrap();
    let end = dates.dates(network.goal());
    assert_eq!((end.trigger.day().year(), end.finish().day().year()), (2028, 2028));
    assert!(end.provisional && end.trigger_provisional && end.begins_provisional);
}

#[test]
fn a_beginning_in_a_year_without_a_notice_is_told_where_the_rest_is_sure() {
    // Three working days from Tuesday 2028-02-01 were left: it ends on the 4th, and `end` on Monday the 7th. The days of
    // the year in which it began are not known, and its beginning is one of them.
    let (network, _) = across_2027("a task 300wd\n end task 1wd after a");
    let a = network.find("a").unwrap();
    let mut said = vec![Said::default(); 2];
    said[a.index()] =
        Said { started: "2027-03-02".parse().ok(), remaining: Some(Length::Working(3)), ..Said::default() };
    let network = recorded(&network, &said, "2028-02-01".parse().unwrap());
    let run = Run::from("2028-02-01".parse().unwrap());
    let dates = schedule(&network, &without_2027(), &run).unwrap();
    assert_eq!(dates.dates(a).finish().to_string(), "2028-02-04 in-hours");
    assert_eq!(dates.finish(&network).to_string(), "2028-02-07 in-hours");
    let latest: Day = "2028-02-06".parse().unwrap(); // a Sunday; on Monday `end` takes its day
    assert_eq!(Vec::from_iter(dates.provisional(&network)), [(ResultOf::Latest(a), latest)]);
    let of_days = dates.warnings.iter().find(|warning| warning.code == WarningCode::ProvisionalCalendar);
    assert_eq!(of_days.expect("a warning of days without a notice").steps, [a]);
}

#[test]
fn a_day_to_meet_hands_its_caveat_back() {
    // By Friday 2027-01-08 the review of ten days is filed in 2026 at the latest, however the year's first days turn out;
    // so `a` has to end in 2026, and that day moves with them.
    let (workflow, floor) = (small::workflow("a task 1wd\n end review 10wd after a"), small::floor());
    let network = compile(&Case::new(&workflow, &floor)).unwrap();
    let run = Run::from("2026-12-01".parse().unwrap());
    let latest = |by: &str| {
        let bounds = bounds(&network, &Calendar::official(), &run, by.parse().unwrap());
        bounds[network.find("a").unwrap().index()].latest().unwrap()
    };
    let rests = latest("2027-01-08");
    assert_eq!(rests.finish.value.day().year(), 2026);
    assert!(rests.finish.provisional && rests.trigger.provisional);
    let sure = latest("2026-12-31");
    assert!(!sure.finish.provisional && !sure.trigger.provisional);
}

#[test]
fn how_long_a_step_may_wait_rests_on_both_its_ends() {
    // Begun on Monday 12-28, `a` ends in 2027. Nothing waits for its end, and for its beginning only `end`: that day is
    // sure, but how much later `a` could be is the smaller of what both ends leave.
    let dates = small::dates("a task 10wd\n end act after a:start", "2026-12-28", &[], &[]).unwrap();
    let a = dates.schedule.dates(dates.network.find("a").unwrap());
    assert!(!a.latest.unwrap().trigger.provisional && a.latest.unwrap().finish.provisional);
    assert!(a.total_float.unwrap().provisional);
}

#[test]
fn a_warning_names_a_promise_that_is_missed_in_a_year_without_a_notice() {
    // Filed on Monday 12-21, granted within two working days by Wednesday the 23rd; it is granted in January.
    let tables = "[[step]]\nid = \"filed\"\nkind = \"task\"\nlimit = \"1wd\"\ncite = [\"s 1\"]\n\
                  [[step]]\nid = \"granted\"\nkind = \"task\"\nlimit = \"12wd\"\ncite = [\"s 1\"]\nafter = [\"filed\"]\n\
                  [[promise]]\nid = \"in-two\"\nfrom = \"filed\"\nto = \"granted\"\nwithin = \"2wd\"\ncite = [\"s 1\"]\n";
    let (workflow, floor) = (small::procedure("granted", tables), small::floor());
    let network = compile(&Case::new(&workflow, &floor)).unwrap();
    let dates = schedule(&network, &Calendar::official(), &Run::from("2026-12-20".parse().unwrap())).unwrap();
    let promise = &dates.promises[0];
    assert_eq!((promise.due.value.to_string(), promise.due.provisional), ("2026-12-23".to_string(), false));
    assert!(promise.margin.provisional);
    let of_days = dates.warnings.iter().find(|warning| warning.code == WarningCode::ProvisionalCalendar);
    let said = &of_days.expect("a warning of days without a notice").message.en;
    assert!(said.ends_with("; among what may move: in-two"), "{said}");
}
