//! The program from outside: arguments and files in, two streams and an exit code out.
//!
//! Every expected date is counted by hand on the official calendar (the counts are in the comments) or taken from the
//! dates that were worked out by hand when the procedures were encoded, never from what the program prints. 2023: 1 June is a Thursday, 22 and 23 June are off
//! (Duanwu), Sunday 25 June is worked, 5 April (Wednesday) is off; July and August have no exceptions.

mod program;

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use program::{Ran, program, run};

const WORKFLOWS: [&str; 5] =
    ["full-path", "design-scheme-supply", "build-on-land-delivery", "land-supply", "conventional"];

// ---- running the program ----------------------------------------------------

/// Runs with arguments that hold no blanks.
fn permits(arguments: &str) -> Ran {
    permits_with(arguments, &[])
}

/// The same, and then arguments that may hold blanks.
fn permits_with(arguments: &str, more: &[&str]) -> Ran {
    let arguments: Vec<&str> = arguments.split_whitespace().chain(more.iter().copied()).collect();
    run(&mut program(&arguments))
}

/// The answer of a run that must succeed.
fn answer(arguments: &str, more: &[&str]) -> String {
    let ran = permits_with(arguments, more);
    assert_eq!(ran.code, 0, "{arguments} {more:?}\n{}", ran.err);
    ran.out
}

/// The error text of a run that must fail so, in English; it says nothing on standard output and does not panic.
#[track_caller]
fn fails(code: i32, arguments: &str, more: &[&str]) -> String {
    let ran = permits_with(arguments, more);
    assert_eq!(ran.code, code, "{arguments} {more:?}\n{}{}", ran.out, ran.err);
    assert_eq!(ran.out, "", "{arguments} {more:?}");
    assert!(!ran.err.trim().is_empty(), "{arguments} {more:?}: silent");
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran.err
}

/// A usage error in both languages, each naming `needle`; the English one has no Chinese in it.
#[track_caller]
fn refuses(arguments: &str, needle: &str) {
    let english = fails(2, &format!("{arguments} --lang=en"), &[]);
    assert!(english.contains(needle), "{needle} in {english}");
    assert!(!has_han(&english), "{english}");
    let chinese = fails(2, &format!("--lang=zh {arguments}"), &[]);
    assert!(chinese.contains(needle), "{needle} in {chinese}");
    assert!(has_han(&chinese), "{chinese}");
}

fn has_han(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

// ---- reading a plan ---------------------------------------------------------

/// A schedule as JSON.
#[track_caller]
fn plan(arguments: &str) -> Value {
    plan_with(arguments, &[])
}

#[track_caller]
fn plan_with(arguments: &str, more: &[&str]) -> Value {
    let text = answer(&format!("simulate --format json {arguments}"), more);
    serde_json::from_str(&text).unwrap()
}

#[track_caller]
fn step<'a>(plan: &'a Value, id: &str) -> &'a Value {
    let mut steps = plan["steps"].as_array().unwrap().iter();
    steps.find(|step| step["id"] == id).unwrap_or_else(|| panic!("no step {id}"))
}

/// The finish of a step: the day, with `24:00` when it is the end of the day.
#[track_caller]
fn finish(plan: &Value, id: &str) -> String {
    let finish = &step(plan, id)["finish"];
    let day = finish["date"].as_str().unwrap();
    match finish["at"].as_str().unwrap() {
        "end-of-day" => format!("{day} 24:00"),
        "in-hours" => day.to_string(),
        other => panic!("{other}"),
    }
}

fn codes(plan: &Value) -> Vec<&str> {
    plan["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["id"].as_str().or(item.as_str()).unwrap()).collect()
}

// ---- files ------------------------------------------------------------------

/// A folder that goes when it falls out of scope.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_string()
    }

    /// Writes a file and gives its path.
    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A file of 100 MB that takes no room on the disk.
    fn huge(&self, name: &str) -> String {
        let path = self.path(name);
        File::create(&path).unwrap().set_len(100_000_000).unwrap();
        path
    }
}

/// `file.toml:LINE:COLUMN` of the first place where `needle` stands, columns in characters.
fn place(file: &str, text: &str, needle: &str) -> String {
    let offset = text.find(needle).unwrap();
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    format!("{file}:{line}:{column}")
}

/// A workflow of one task of `length`, then a milestone; promised within five working days.
fn small(length: &str) -> String {
    format!(
        r#"format = 1

[workflow]
id = "small"
version = "1"
title = {{ zh = "小程序", en = "small procedure" }}
start = {{ zh = "开始之日", en = "first day" }}
goal = "done"

[source.x]
number = "X"
title = {{ zh = "某文", en = "some text" }}
level = "规范性文件"
issued = 2001-01-01
in_force = {{ from = 2001-01-01 }}

[[step]]
id = "begin"
name = {{ zh = "开始", en = "begin" }}
kind = "milestone"

[[step]]
id = "work"
name = {{ zh = "工作", en = "work" }}
kind = "task"
limit = "{length}"
after = ["begin"]
cite = ["x 1"]

[[step]]
id = "done"
name = {{ zh = "完成", en = "done" }}
kind = "milestone"
after = ["work"]

[[promise]]
id = "in-five"
from = "begin"
to = "done"
within = "5wd"
cite = ["x 2"]
"#
    )
}

const CALENDAR: &str = "date,kind,name,statutory,notice\n";

// ---- worked dates -----------------------------------------------------------

/// The dates worked out by hand when the procedures were encoded, column by column.
const STATUTORY: [(&str, &str); 12] = [
    ("consult-plan", "2023-06-08 24:00"),
    ("plan-preliminary-opinion", "2023-06-09"),
    ("design-call", "2023-06-16 24:00"),
    ("consult-design", "2023-06-27 24:00"),
    ("site-plan-publicity", "2023-07-07 24:00"),
    ("plan-publicity", "2023-07-10 24:00"),
    ("director-meeting", "2023-07-11"),
    ("consult-supply", "2023-07-18 24:00"),
    ("land-announcement", "2023-07-19"),
    ("announcement-window", "2023-08-09 24:00"),
    ("deal-confirmation", "2023-08-23"),
    ("spot-check", "2023-09-20"),
];
const PRACTICE: [(&str, &str); 12] = [
    ("consult-plan", "2023-06-08 24:00"),
    ("plan-preliminary-opinion", "2023-06-09"),
    ("design-call", "2023-06-15 24:00"),
    ("consult-design", "2023-06-26 24:00"),
    ("site-plan-publicity", "2023-07-05 24:00"),
    ("plan-publicity", "2023-07-08 24:00"),
    ("director-meeting", "2023-07-10"),
    ("consult-supply", "2023-07-17 24:00"),
    ("land-announcement", "2023-07-18"),
    ("announcement-window", "2023-08-07 24:00"),
    ("deal-confirmation", "2023-08-21"),
    ("spot-check", "2023-09-18"),
];

const FLOOR: &str = "--assumptions floor --start 2023-06-01";

#[track_caller]
fn worked(arguments: &str, table: &[(&str, &str)]) {
    let plan = plan(&format!("{FLOOR} {arguments}"));
    for (id, expected) in table {
        assert_eq!(finish(&plan, id), *expected, "{id}");
    }
}

#[test]
fn the_worked_dates_hold_in_the_statutory_profile() {
    worked("-w design-scheme-supply", &STATUTORY);
    worked("-w design-scheme-supply --counting statutory", &STATUTORY);
}

#[test]
fn the_worked_dates_hold_in_the_practice_profile() {
    worked("-w design-scheme-supply --counting practice", &PRACTICE);
}

#[test]
fn the_worked_dates_hold_on_the_full_path_which_is_the_default() {
    worked("", &STATUTORY);
    worked("--counting practice", &PRACTICE);
    assert_eq!(plan(FLOOR)["workflow"]["id"], "full-path");
}

#[test]
fn the_worked_dates_of_the_land_supply_alone_hold() {
    worked(
        "-w land-supply",
        &[("announcement-window", "2023-06-25 24:00"), ("deal-confirmation", "2023-07-07")],
    );
    worked(
        "-w land-supply --counting practice",
        &[("announcement-window", "2023-06-21 24:00"), ("deal-confirmation", "2023-07-06")],
    );
}

#[test]
fn a_real_announcement_of_17_march_2022_ends_on_6_april_in_practice() {
    // Day 1 is 03-17: March holds 15 of the days, so the 21st is 04-06, and the notice keeps its printed date.
    let plan = plan("-w land-supply --assumptions floor --start 2022-03-17 --counting practice");
    assert_eq!(finish(&plan, "land-announcement"), "2022-03-17");
    assert_eq!(finish(&plan, "announcement-window"), "2022-04-06 24:00");
}

#[test]
fn the_float_of_the_design_depends_on_a_reading() {
    for workflow in ["design-scheme-supply", "full-path"] {
        let waits = plan(&format!("{FLOOR} -w {workflow}"));
        assert_eq!(step(&waits, "design-deepening")["total_float"]["working"], 1, "{workflow}");
        let set = "--set plan-approval-waits-for-site-plan=false";
        let goes_on = plan(&format!("{FLOOR} -w {workflow} {set}"));
        assert_eq!(goes_on["facts"]["plan-approval-waits-for-site-plan"], false);
        assert_eq!(step(&goes_on, "design-deepening")["total_float"]["working"], 7, "{workflow}");
    }
}

// ---- the JSON document ------------------------------------------------------

fn is_day(value: &Value) -> bool {
    let shape: Option<String> = value
        .as_str()
        .map(|day| day.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect());
    shape.as_deref() == Some("0000-00-00")
}

fn is_moment(value: &Value) -> bool {
    is_day(&value["date"]) && ["in-hours", "end-of-day"].map(Value::from).contains(&value["at"])
}

fn is_float(value: &Value) -> bool {
    value["working"].is_i64() && value["natural"].is_i64()
}

fn or_null(value: &Value, is: impl Fn(&Value) -> bool) -> bool {
    value.is_null() || is(value)
}

/// Every name that the contract fixes is there with its type; `null` is not the same as left out.
fn keeps_the_contract(plan: &Value) {
    assert_eq!(plan["schema"], "permits.schedule/1");
    for name in ["counting", "basis", "assumptions", "goal"] {
        assert!(plan[name].is_string(), "{name}");
    }
    assert!(plan["workflow"]["id"].is_string() && plan["workflow"]["version"].is_string());
    assert!(is_day(&plan["start"]) && is_day(&plan["finish"]));
    assert!(plan["natural_days"].is_i64() && plan["working_days"].is_i64());
    assert!(plan["facts"].is_object());
    assert!(plan["critical_path"].as_array().unwrap().iter().all(Value::is_string));
    for step in plan["steps"].as_array().unwrap() {
        keeps_the_contract_of_a_step(step);
    }
    for absent in plan["absent"].as_array().unwrap() {
        assert!(absent["id"].is_string() && !absent["because"].as_object().unwrap().is_empty(), "{absent}");
    }
    for promise in plan["promises"].as_array().unwrap() {
        assert!(["id", "from", "to"].iter().all(|name| promise[name].is_string()), "{promise}");
        assert!(is_day(&promise["due"]) && is_day(&promise["actual"]), "{promise}");
        assert!(promise["met"].is_boolean() && promise["margin"].is_i64(), "{promise}");
    }
    for warning in plan["warnings"].as_array().unwrap() {
        assert!(warning["code"].is_string() && warning["message"].is_string(), "{warning}");
    }
}

/// Whether a value is of a type.
type Is = fn(&Value) -> bool;

fn keeps_the_contract_of_a_step(step: &Value) {
    let fields = step.as_object().unwrap();
    let is: [(&str, Is); 18] = [
        ("id", Value::is_string),
        ("kind", Value::is_string),
        ("name", |name| name["zh"].is_string() && name["en"].is_string()),
        ("actor", |value| or_null(value, Value::is_string)),
        ("lane", |value| or_null(value, Value::is_string)),
        ("trigger", is_moment),
        ("finish", is_moment),
        ("latest_trigger", |value| or_null(value, is_moment)),
        ("latest_finish", |value| or_null(value, is_moment)),
        ("length", |value| or_null(value, Value::is_string)),
        ("origin", |value| or_null(value, Value::is_string)),
        ("total_float", |value| or_null(value, is_float)),
        ("free_float", |value| or_null(value, is_float)),
        ("drag", |value| or_null(value, Value::is_i64)),
        ("critical", Value::is_boolean),
        ("drivers", |value| value.as_array().is_some_and(|all| all.iter().all(Value::is_string))),
        ("provisional", Value::is_boolean),
        ("cite", |value| value.as_array().is_some_and(|all| all.iter().all(Value::is_string))),
    ];
    for (name, holds) in is {
        let value = fields.get(name).unwrap_or_else(|| panic!("{name} is left out of {step}"));
        assert!(holds(value), "{name} in {step}");
    }
    if ["milestone", "act", "meeting"].map(Value::from).contains(&step["kind"]) {
        assert!(step["length"].is_null() && step["origin"].is_null(), "{step}");
    } else {
        let origins = ["regulation", "law", "promise", "assumption", "untimed"];
        assert!(origins.map(Value::from).contains(&step["origin"]), "{step}");
        assert_eq!(step["length"].is_null(), step["origin"] == "untimed", "{step}");
    }
    assert_eq!(step["drag"].is_null(), step["critical"] == false, "{step}");
}

#[test]
fn every_name_of_the_json_contract_is_there_for_every_workflow() {
    for workflow in WORKFLOWS {
        for assumptions in ["floor", "promised", "legal-maximum"] {
            let arguments = format!("-w {workflow} --start 2023-06-01 --assumptions {assumptions}");
            keeps_the_contract(&plan(&arguments));
        }
    }
}

#[test]
fn the_json_says_what_was_asked() {
    let plan = plan("-w land-supply --start 2023-06-01 --counting practice --basis worst --set no-bid=false");
    assert_eq!(plan["workflow"]["id"], "land-supply");
    assert_eq!(plan["start"], "2023-06-01");
    assert_eq!(plan["counting"], "practice");
    assert_eq!(plan["basis"], "worst");
    assert_eq!(plan["assumptions"], "promised");
    assert_eq!(plan["goal"], "land-contract");
    assert_eq!(plan["facts"]["no-bid"], false);
    assert_eq!(plan["facts"]["parcel-class"], "M1");
}

#[test]
fn a_step_of_the_json_holds_what_the_text_gives_it() {
    // Art 5: pushed on Thursday 06-01; 06-02, 05, 06, 07, 08 are the five working days of silence.
    let plan = plan(&format!("{FLOOR} -w design-scheme-supply"));
    let consult = step(&plan, "consult-plan");
    assert_eq!(consult["kind"], "consultation");
    assert_eq!((&consult["actor"], &consult["lane"]), (&json!("planning"), &json!("plan")));
    assert_eq!(consult["trigger"], json!({"date": "2023-06-01", "at": "in-hours", "provisional": false}));
    assert_eq!(consult["finish"], json!({"date": "2023-06-08", "at": "end-of-day", "provisional": false}));
    assert_eq!((&consult["length"], &consult["origin"]), (&json!("5wd"), &json!("regulation")));
    assert_eq!(consult["drivers"], json!(["draft-plan"]));
    assert_eq!(consult["critical"], true);
    assert!(ids(&consult["cite"]).contains(&"b 5"));
}

#[test]
fn natural_and_working_days_run_from_the_start_excluded_to_the_finish() {
    // 06-01 to 07-07: 29 days of June and 7 of July. Working: 06-02; 5-9; 12-16; 19-21; 25; 26-30 make 20, 07-03 to
    // 07-07 five more.
    let land = plan(&format!("{FLOOR} -w land-supply"));
    assert_eq!(land["finish"], "2023-07-07");
    assert_eq!((&land["natural_days"], &land["working_days"]), (&json!(36), &json!(25)));
    // To 08-23: 29 + 31 + 23. Working: 20 in June, 21 in July, 17 in August.
    let deal = plan(&format!("{FLOOR} -w design-scheme-supply --goal deal-confirmation"));
    assert_eq!(deal["finish"], "2023-08-23");
    assert_eq!((&deal["natural_days"], &deal["working_days"]), (&json!(83), &json!(58)));
}

#[test]
fn an_absent_step_says_because_of_what() {
    let plan = plan(FLOOR);
    let absent = plan["absent"].as_array().unwrap();
    let because = |id: &str| &absent.iter().find(|step| step["id"] == id).unwrap()["because"];
    assert_eq!(because("reconsult-design"), &json!({"major-deviation": false}));
    assert_eq!(because("road-occupation-permit"), &json!({"road-occupation": false}));
    assert!(!ids(&plan["steps"]).contains(&"reconsult-design"));
}

#[test]
fn the_critical_path_runs_from_the_start_to_the_goal() {
    for workflow in WORKFLOWS {
        let plan = plan(&format!("-w {workflow} --start 2023-06-01"));
        let path = ids(&plan["critical_path"]);
        assert_eq!(path.last().copied(), plan["goal"].as_str());
        assert_eq!(step(&plan, path[0])["drivers"], json!([]));
        for pair in path.windows(2) {
            assert!(ids(&step(&plan, pair[1])["drivers"]).contains(&pair[0]), "{pair:?}");
            assert_eq!(step(&plan, pair[0])["critical"], true);
        }
    }
}

#[test]
fn the_critical_path_of_the_design_scheme_goes_over_the_plan_publicity() {
    // The publicity ends 07-10 24:00; the design's side is ready on 07-10 in hours, and so does not drive the meeting.
    let plan = plan(&format!("{FLOOR} -w design-scheme-supply"));
    let path = ids(&plan["critical_path"]);
    let expected = [
        "industry-requirements",
        "draft-plan",
        "consult-plan",
        "deputy-meeting-plan",
        "plan-preliminary-opinion",
        "plan-publicity",
        "director-meeting",
        "plan-approval",
        "consult-supply",
        "supply-opinion-letter",
        "transfer-plan-approval",
        "land-announcement",
        "announcement-window",
        "bidding-window",
        "deal-confirmation",
    ];
    assert_eq!(path[..expected.len()], expected);
    assert_eq!(path[path.len() - 2..], ["planning-permit-instant", "planning-permit"]);
}

#[test]
fn drag_is_what_the_goal_gains_without_the_step() {
    // The goal falls on 07-07. Without the announcement, ten working days from 06-01 end on 06-15: 06-16, 19, 20, 21,
    // 25, 26-30, 07-03 to 07-07 are 15 working days less. Without the bidding, the announcement expires on 06-25 at
    // 24:00 and the deal is on 06-26: 06-27 to 06-30 and 07-03 to 07-07 are 9. The other steps take no time.
    let plan = plan(&format!("{FLOOR} -w land-supply"));
    let drag = |id: &str| step(&plan, id)["drag"].as_i64().unwrap();
    assert_eq!(drag("announcement-window"), 15);
    assert_eq!(drag("bidding-window"), 9);
    for id in ["supply-opinion-letter", "transfer-plan-approval", "land-announcement", "land-contract"] {
        assert_eq!(drag(id), 0, "{id}");
    }
}

#[test]
fn a_critical_step_can_have_float_before_a_window_that_rolls() {
    // Announced on 06-02, the 21st day is 06-23, off too: it also ends on 06-25. Announced on Monday 06-05 it ends on
    // 06-26. So the announcement may wait a day, the window may not move its end, and what is critical has float.
    let plan = plan(&format!("{FLOOR} -w land-supply"));
    let announced = step(&plan, "land-announcement");
    assert_eq!(announced["critical"], true);
    assert_eq!(announced["total_float"], json!({"working": 1, "natural": 1, "provisional": false}));
    assert_eq!(announced["free_float"], json!({"working": 0, "natural": 0, "provisional": false}));
    assert_eq!(
        announced["latest_finish"],
        json!({"date": "2023-06-02", "at": "in-hours", "provisional": false})
    );
    let window = step(&plan, "announcement-window");
    assert_eq!(
        window["latest_trigger"],
        json!({"date": "2023-06-02", "at": "in-hours", "provisional": false})
    );
    assert_eq!(
        window["latest_finish"],
        json!({"date": "2023-06-25", "at": "end-of-day", "provisional": false})
    );
    assert_eq!(window["total_float"], json!({"working": 0, "natural": 0, "provisional": false}));
}

/// The page in both languages without its line ends and blanks.
fn pages(arguments: &str, more: &[&str]) -> [String; 2] {
    ["en", "zh"].map(|lang| {
        answer(&format!("simulate --lang {lang} {arguments}"), more).split_whitespace().collect::<String>()
    })
}

#[test]
fn where_critical_steps_have_float_the_page_says_that_and_why() {
    for format in ["table", "markdown"] {
        // The announcement alone, as above: on a Friday before a window that ends on a rest day either way.
        let asked = format!("{FLOOR} -w land-supply --format {format}");
        let [en, zh] = pages(&format!("{asked} --lane supply"), &[]);
        let plan = plan(&format!("{FLOOR} -w land-supply --lane supply"));
        let listed = plan["steps"].as_array().unwrap();
        let floats = listed.iter().filter(|step| step["critical"] == true);
        let floats = floats.filter(|step| step["total_float"]["working"].as_i64() > Some(0)).count();
        assert!(floats > 0);
        assert!(en.contains("Criticalmeansthatthefinishwaitsforthestep,notthatthestephasnofloat."), "{en}");
        let noun = if floats == 1 { "stephas" } else { "stepshave" };
        assert!(en.contains(&format!("{floats}critical{noun}float:whatfollowswaitsforasittingor")), "{en}");
        assert!(zh.contains(&format!("有{floats}项关键事项仍有时差")), "{zh}");
        assert!(!en.contains("offthecriticalpath") && !zh.contains("非关键事项时差为0"));
    }
}

#[test]
fn where_critical_steps_have_no_float_and_others_have_the_page_says_nothing_of_it() {
    // Five working days and then nothing: what is critical has no float, and there is nothing else.
    let folder = Folder::new();
    let small = folder.write("small.toml", small("5wd"));
    for format in ["table", "markdown"] {
        let [en, zh] = pages(&format!("--start 2023-06-01 --format {format} -w"), &[&small]);
        assert!(!en.contains("Criticalmeans") && !zh.contains("不等于没有时差"), "{en}{zh}");
    }
    // Nor does a list that shows no such step.
    let [en, _] = pages(&format!("{FLOOR} -w land-supply --lane main"), &[]);
    assert!(!en.contains("Criticalmeans"));
}

#[test]
fn where_a_step_off_the_path_has_no_float_the_page_says_that_and_why() {
    // Wednesday 06-07: the meeting sits the same day, the review takes 06-08, 09 and Monday 06-12. The meeting has the
    // time until Monday, but a day later its next sitting would be on 06-14.
    let folder = Folder::new();
    let file = folder.write(
        "w.toml",
        "format = 1\n[workflow]\nid = \"w\"\nversion = \"1\"\ntitle = \"w\"\ngoal = \"done\"\n[source.s]\n\
         title = \"s\"\n[[step]]\nid = \"sits\"\nkind = \"meeting\"\ncadence = { weekday = \"wed\" }\n\
         cite = [\"s 1\"]\n[[step]]\nid = \"review\"\nkind = \"review\"\nlimit = \"3wd\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"done\"\nkind = \"milestone\"\nafter = [\"sits\", \"review\"]\n",
    );
    let asked = "--start 2023-06-07 --assumptions floor -w";
    let sits = step(&plan_with(asked, &[&file]), "sits").clone();
    assert_eq!((&sits["critical"], &sits["total_float"]["working"]), (&json!(false), &json!(0)));
    for format in ["table", "markdown"] {
        let [en, zh] = pages(&format!("--format {format} {asked}"), &[&file]);
        assert!(en.contains("1stepoffthecriticalpathhasnofloat:thefinishdoesnotwaitforitnow"), "{en}");
        assert!(zh.contains("有1项非关键事项时差为0"), "{zh}");
        assert!(!en.contains("1criticalstep"), "{en}");
    }
}

#[test]
fn a_step_that_no_source_times_says_so() {
    let plan = plan(&format!("{FLOOR} -w land-supply"));
    let contract = step(&plan, "land-contract");
    assert_eq!((&contract["length"], &contract["origin"]), (&Value::Null, &json!("untimed")));
    assert!(!codes(&plan).is_empty());
}

#[test]
fn a_step_beyond_the_goal_has_no_latest_dates() {
    // What waits for the spot check is absent, and counts like what is present: its free float is 0, not null.
    let plan = plan(&format!("{FLOOR} -w design-scheme-supply"));
    let check = step(&plan, "spot-check");
    for field in ["latest_trigger", "latest_finish", "total_float", "drag"] {
        assert!(check[field].is_null(), "{field}: {check}");
    }
    assert_eq!(check["free_float"], json!({"working": 0, "natural": 0, "provisional": false}));
}

#[test]
fn a_step_that_nothing_waits_for_has_no_free_float() {
    let folder = Folder::new();
    let file = folder.write("small.toml", small("5wd"));
    let plan = plan_with("--start 2023-06-01 --goal begin -w", &[&file]);
    assert!(step(&plan, "done")["free_float"].is_null());
    assert_eq!(step(&plan, "work")["free_float"], json!({"working": 0, "natural": 0, "provisional": false}));
    assert_eq!(step(&plan, "begin")["free_float"], json!({"working": 0, "natural": 0, "provisional": false}));
}

#[test]
fn a_promise_is_tested_and_not_added() {
    // Six working days from Monday 06-05 end on Tuesday 06-13; five end on 06-12.
    let folder = Folder::new();
    let file = folder.write("small.toml", small("6wd"));
    let plan = plan_with("--start 2023-06-05 -w", &[&file]);
    assert_eq!(plan["finish"], "2023-06-13");
    let promise = &plan["promises"][0];
    assert_eq!(
        (&promise["id"], &promise["from"], &promise["to"]),
        (&json!("in-five"), &json!("begin"), &json!("done"))
    );
    assert_eq!((&promise["due"], &promise["actual"]), (&json!("2023-06-12"), &json!("2023-06-13")));
    assert_eq!((&promise["met"], &promise["margin"]), (&json!(false), &json!(-1)));
}

#[test]
fn both_promises_of_ten_days_run_from_the_deal() {
    // Ten working days after the deal on 08-23: 08-24, 25, 28-31, 09-01, 04, 05, 06.
    let plan = plan(FLOOR);
    for id in ["permit-in-ten", "ready-in-ten"] {
        let promise =
            plan["promises"].as_array().unwrap().iter().find(|promise| promise["id"] == id).unwrap();
        assert_eq!(promise["from"], "deal-confirmation");
        assert_eq!(promise["due"], "2023-09-06");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["table", "json", "csv", "markdown"] {
        let arguments = format!("simulate --start 2023-06-01 --format {format}");
        assert_eq!(answer(&arguments, &[]), answer(&arguments, &[]), "{format}");
    }
}

// ---- where the run begins and ends -------------------------------------------

#[test]
fn from_an_announcement_the_deal_follows_without_a_start() {
    // Announced on Friday 03-10. Statutory: 21 days later is Friday 03-31; then 04-03, 04, 06, 07, 10-14, 17.
    // Practice: the 21st day with the first counted is 03-30; then 03-31, 04-03, 04, 06, 07, 10-14.
    for workflow in ["land-supply", "full-path"] {
        let asked = format!("-w {workflow} --assumptions floor --at land-announcement=2023-03-10");
        let statutory = plan(&asked);
        assert_eq!(statutory["start"], "2023-03-10");
        assert_eq!(finish(&statutory, "announcement-window"), "2023-03-31 24:00");
        assert_eq!(finish(&statutory, "deal-confirmation"), "2023-04-17");
        let practice = plan(&format!("{asked} --counting practice"));
        assert_eq!(finish(&practice, "announcement-window"), "2023-03-30 24:00");
        assert_eq!(finish(&practice, "deal-confirmation"), "2023-04-14");
    }
}

#[test]
fn a_start_before_what_is_given_stays_the_start() {
    let plan =
        plan("-w land-supply --assumptions floor --start 2023-03-01 --at land-announcement=2023-03-10");
    assert_eq!(plan["start"], "2023-03-01");
    assert_eq!(finish(&plan, "deal-confirmation"), "2023-04-17");
}

#[test]
fn a_finish_given_before_the_start_is_refused() {
    refuses("simulate --start 2023-06-01 --at land-announcement=2023-03-10", "2023-03-10");
}

#[test]
fn a_finish_given_twice_is_refused() {
    refuses(
        "simulate --at land-announcement=2023-03-10 --at land-announcement=2023-03-13",
        "land-announcement",
    );
}

#[test]
fn a_finish_given_for_an_unknown_step_is_refused_with_the_nearest() {
    refuses("simulate --at land-anouncement=2023-03-10", "`land-announcement`");
}

#[test]
fn a_finish_given_for_an_absent_step_is_refused() {
    refuses("simulate --at own-design=2023-03-10", "own-design");
}

#[test]
fn a_finish_given_without_a_date_or_with_an_impossible_one_is_refused() {
    refuses("simulate --at land-announcement", "land-announcement");
    refuses("simulate --at land-announcement=2023-02-29", "2023-02-29");
}

#[test]
fn another_goal_ends_the_plan_earlier() {
    let plan = plan(&format!("{FLOOR} --goal consult-plan"));
    assert_eq!(plan["goal"], "consult-plan");
    assert_eq!(plan["finish"], "2023-06-08");
    assert_eq!(ids(&plan["critical_path"]), ["industry-requirements", "draft-plan", "consult-plan"]);
}

#[test]
fn a_goal_that_is_unknown_or_absent_is_refused() {
    refuses("simulate --start 2023-06-01 --goal consult-plam", "`consult-plan`");
    refuses("simulate --start 2023-06-01 --goal own-design", "own-design");
}

#[test]
fn a_rework_runs_its_stretch_again() {
    // Announced again on Friday 07-07: 21 days later is Friday 07-28; then 07-31, 08-01 to 04, 07 to 11.
    let once = plan(&format!("{FLOOR} -w land-supply --rework no-bid=1"));
    assert_eq!(finish(&once, "announcement-window"), "2023-06-25 24:00");
    assert_eq!(finish(&once, "announcement-window~2"), "2023-07-28 24:00");
    assert_eq!(finish(&once, "bidding-window~2"), "2023-08-11");
    assert_eq!(finish(&once, "deal-confirmation"), "2023-08-11");
    // And again on Friday 08-11: 21 days later is Friday 09-01; then 09-04 to 08, 11 to 15.
    let twice = plan(&format!("{FLOOR} -w land-supply --rework no-bid=2"));
    assert_eq!(finish(&twice, "announcement-window~3"), "2023-09-01 24:00");
    assert_eq!(finish(&twice, "deal-confirmation"), "2023-09-15");
}

#[test]
fn a_rework_whose_condition_holds_runs_once_without_the_flag() {
    let plan = plan(&format!("{FLOOR} -w land-supply --set no-bid=true"));
    assert_eq!(finish(&plan, "deal-confirmation"), "2023-08-11");
}

#[test]
fn a_rework_that_is_unknown_or_has_no_number_is_refused() {
    refuses("simulate --start 2023-06-01 --rework no-bit=1", "`no-bid`");
    refuses("simulate --start 2023-06-01 --rework no-bid=often", "often");
    refuses("simulate --start 2023-06-01 --rework no-bid", "no-bid");
}

#[test]
fn an_abort_leaves_what_is_finished_and_stops_the_rest() {
    // On 08-10 the announcement (08-09, 24:00) is over, the bidding has begun, and the deal is still to come.
    let text = answer(&format!("simulate {FLOOR} --format json --abort major-change@2023-08-10"), &[]);
    let plan: Value = serde_json::from_str(&text).unwrap();
    let fate = |id: &str| step(&plan, id)["fate"].as_str().unwrap();
    assert_eq!(fate("land-announcement"), "stands");
    assert_eq!(fate("announcement-window"), "stands");
    assert_eq!(fate("bidding-window"), "stopped");
    assert_eq!(fate("deal-confirmation"), "never-starts");
    assert!(plan["finish"].is_null());
    assert_eq!(plan["abort"]["cite"], json!(["a 六"]));
    assert_eq!(plan["abort"]["fallback"], "conventional");
}

#[test]
fn the_fallback_after_an_abort_finds_the_bidding_unfinished() {
    // Ten working days of bidding are neither finished nor shared: from 08-10 (08-11, 14-18, 21-24) or, at the very
    // least, from the announcement's end on 08-09, they end on 08-24 or 08-23. No start of works can be earlier.
    let plan = plan(&format!("{FLOOR} --abort major-change@2023-08-10"));
    let finish = plan["abort"]["fallback_finish"].as_str().unwrap();
    assert!(finish >= "2023-08-23", "{finish}");
    // Suspended on 06-08, within the announcement: it and the bidding are to be done, so 07-07 at the earliest.
    let asked = "-w build-on-land-delivery --abort major-change@2023-06-08";
    let finish = self::plan(&format!("{FLOOR} {asked}"))["abort"]["fallback_finish"].clone();
    assert!(finish.as_str().unwrap() >= "2023-07-07", "{finish}");
}

#[test]
fn an_abort_on_the_day_a_window_expires_stops_the_window() {
    // 08-09 at 24:00 is after 08-09 in hours.
    let plan = plan(&format!("{FLOOR} --abort major-change@2023-08-09"));
    assert_eq!(step(&plan, "announcement-window")["fate"], "stopped");
    assert_eq!(step(&plan, "bidding-window")["fate"], "never-starts");
}

#[test]
fn an_abort_after_the_goal_changes_nothing_about_it() {
    let plan = plan(&format!("{FLOOR} --abort builder-withdraws@2030-01-04"));
    assert!(is_day(&plan["finish"]));
    assert_eq!(step(&plan, "actual-start")["fate"], "stands");
}

#[test]
fn an_abort_by_a_fact_that_suspends_nothing_is_refused() {
    refuses("simulate --start 2023-06-01 --abort trees@2023-08-10", "trees");
    refuses("simulate --start 2023-06-01 --abort major-chance@2023-08-10", "`major-change`");
    refuses("simulate --start 2023-06-01 --abort major-change", "major-change");
    refuses("simulate --start 2023-06-01 --abort major-change@2023-08-32", "2023-08-32");
}

#[test]
fn strict_exits_with_4_when_a_promise_is_missed_and_still_answers() {
    let folder = Folder::new();
    let file = folder.write("small.toml", small("6wd"));
    let strict = permits_with("simulate --strict --format json --start 2023-06-05 -w", &[&file]);
    assert_eq!(strict.code, 4, "{}", strict.err);
    let plan: Value = serde_json::from_str(&strict.out).unwrap();
    assert_eq!(plan["promises"][0]["met"], false);
    assert_eq!(permits_with("simulate --start 2023-06-05 -w", &[&file]).code, 0);
}

#[test]
fn strict_exits_with_0_when_every_promise_is_kept() {
    let folder = Folder::new();
    let file = folder.write("small.toml", small("5wd"));
    assert_eq!(permits_with("simulate --strict --start 2023-06-05 -w", &[&file]).code, 0);
}

#[test]
fn a_parcel_out_of_scope_exits_with_4_and_names_the_article() {
    let err = fails(4, "simulate -w design-scheme-supply --start 2023-06-01 --set parcel-class=other", &[]);
    assert!(err.contains("b 2") && err.contains("parcel-class"), "{err}");
    assert!(!has_han(&err), "{err}");
    let err = fails(4, "--lang zh simulate --start 2023-06-01 --set parcel-class=other", &[]);
    assert!(err.contains("a 二") && err.contains("适用范围"), "{err}");
}

#[test]
fn a_parcel_out_of_scope_can_be_planned_with_a_warning() {
    let plan = plan(&format!("{FLOOR} --set parcel-class=other --allow-out-of-scope"));
    assert!(codes(&plan).contains(&"out-of-scope"), "{:?}", codes(&plan));
    assert_eq!(finish(&plan, "deal-confirmation"), "2023-08-23");
}

// ---- calendars --------------------------------------------------------------

#[test]
fn what_was_known_that_day_decides_the_count() {
    // By hand: Labour Day 2019 was extended on 2019-03-22, Spring Festival 2020 on 2020-01-27.
    let ends = |from: &str, length: &str, known: &str| {
        answer(&format!("calendar add {from} {length} --known-as-of {known}"), &[])
    };
    assert!(ends("2019-04-24", "5wd", "2019-03-01").starts_with("2019-05-02\n"));
    assert!(ends("2019-04-24", "5wd", "2019-03-22").starts_with("2019-04-30\n"));
    assert!(ends("2020-01-13", "20wd", "2020-01-13").starts_with("2020-02-13\n"));
    assert!(ends("2020-01-13", "20wd", "2020-01-27").starts_with("2020-02-17\n"));
}

#[test]
fn a_plan_counts_with_what_was_known_that_day() {
    let folder = Folder::new();
    let file = folder.write("small.toml", small("5wd"));
    let known = |day: &str| plan_with(&format!("--start 2019-04-24 --known-as-of {day} -w"), &[&file]);
    assert_eq!(known("2019-03-01")["finish"], "2019-05-02");
    assert_eq!(known("2019-03-22")["finish"], "2019-04-30");
}

#[test]
fn before_its_notice_a_year_is_projected_from_the_statutory_list() {
    // The notice for 2023 is of 2022-12-08. Before it only 06-22 is off: the 21st day rolls to Friday 06-23, and the
    // ten working days are 06-26 to 30 and 07-03 to 07.
    let plan = plan(&format!("{FLOOR} -w land-supply --known-as-of 2022-06-01"));
    assert_eq!(finish(&plan, "announcement-window"), "2023-06-23 24:00");
    assert_eq!(finish(&plan, "deal-confirmation"), "2023-07-07");
    assert_eq!(step(&plan, "announcement-window")["provisional"], true);
    assert!(codes(&plan).contains(&"provisional-calendar"));
}

#[test]
fn a_calendar_file_closes_a_day_and_moves_the_date_by_one() {
    // The tenth working day is Friday 07-07; with Wednesday 07-05 closed it is Monday 07-10.
    let folder = Folder::new();
    let file = folder.write("local.csv", format!("{CALENDAR}2023-07-05,off,园区停办,false,2023\n"));
    let moved = plan_with(&format!("{FLOOR} -w land-supply --calendar"), &[&file]);
    assert_eq!(finish(&moved, "deal-confirmation"), "2023-07-10");
    assert!(!codes(&moved).contains(&"provisional-calendar"));
}

#[test]
fn a_calendar_file_opens_a_weekend_day() {
    // 06-26 to 06-30 (5), Saturday 07-01 (6), 07-03 to 07-06 (10).
    let folder = Folder::new();
    let file = folder.write("local.csv", "date,kind\n2023-07-01,work\n");
    let moved = plan_with(&format!("{FLOOR} -w land-supply --calendar"), &[&file]);
    assert_eq!(finish(&moved, "deal-confirmation"), "2023-07-06");
}

#[test]
fn of_two_calendar_files_the_later_wins() {
    let folder = Folder::new();
    let close = folder.write("close.csv", "date,kind\n2023-07-05,off\n");
    let open = folder.write("open.csv", "date,kind\n2023-07-05,work\n");
    let both = |first: &str, second: &str| {
        let plan =
            plan_with(&format!("{FLOOR} -w land-supply"), &["--calendar", first, "--calendar", second]);
        finish(&plan, "deal-confirmation")
    };
    assert_eq!(both(&close, &open), "2023-07-07");
    assert_eq!(both(&open, &close), "2023-07-10");
}

#[test]
fn a_complete_year_ends_its_provisional_state() {
    // 2027-03-01 is a Monday: 03-02 to 05 and 03-08 are five working days, by projection and by the file.
    let folder = Folder::new();
    let small = folder.write("small.toml", small("5wd"));
    let year = folder
        .write("2027.csv", format!("# complete-year: 2027\n{CALENDAR}2027-05-03,off,劳动节,false,2027\n"));
    let projected = plan_with("--start 2027-03-01 -w", &[&small]);
    assert_eq!(finish(&projected, "done"), "2027-03-08");
    assert_eq!(step(&projected, "work")["provisional"], true);
    assert!(codes(&projected).contains(&"provisional-calendar"));
    let said = plan_with("--start 2027-03-01 -w", &[&small, "--calendar", &year]);
    assert_eq!(finish(&said, "done"), "2027-03-08");
    assert_eq!(step(&said, "work")["provisional"], false);
    assert!(!codes(&said).contains(&"provisional-calendar"));
}

#[test]
fn beyond_the_notices_the_calendar_can_be_made_to_refuse() {
    let folder = Folder::new();
    let small = folder.write("small.toml", small("5wd"));
    let year = folder
        .write("2027.csv", format!("# complete-year: 2027\n{CALENDAR}2027-05-03,off,劳动节,false,2027\n"));
    let asked = "simulate --calendar-beyond error --start 2027-03-01 -w";
    let err = fails(2, asked, &[&small]);
    assert!(err.contains("provisional-calendar"), "{err}");
    assert_eq!(permits_with(asked, &[&small, "--calendar", &year]).code, 0);
    let published = "simulate --calendar-beyond error --start 2023-06-01 -w";
    assert_eq!(permits_with(published, &[&small]).code, 0);
    assert_eq!(permits_with("simulate --calendar-beyond project --start 2027-03-01 -w", &[&small]).code, 0);
}

#[test]
fn a_plan_that_leaves_the_notices_says_which_dates_may_move() {
    // From 2026-11-02 the consultation ends in November 2026, which has its notice, the deal in 2027, which has none:
    // 30 days of publicity end in December, 21 more of the announcement in January.
    let asked = "simulate -w design-scheme-supply --assumptions floor --start 2026-11-02";
    let plan: Value = serde_json::from_str(&answer(&format!("{asked} --format json"), &[])).unwrap();
    assert!(codes(&plan).contains(&"provisional-calendar"));
    assert_eq!(step(&plan, "consult-plan")["provisional"], false);
    assert_eq!(finish(&plan, "consult-plan"), "2026-11-09 24:00");
    assert!(finish(&plan, "deal-confirmation").starts_with("2027-"));
    assert_eq!(step(&plan, "deal-confirmation")["provisional"], true);
    assert!(answer(asked, &[]).contains("provisional-calendar"));
}

#[test]
fn a_document_that_has_expired_warns() {
    // A is in force from 2023-04-27 to 2026-04-27.
    assert!(codes(&plan("--assumptions floor --start 2026-11-02")).contains(&"not-in-force"));
    assert!(!codes(&plan(FLOOR)).contains(&"not-in-force"));
}

#[test]
fn a_length_added_to_a_day_ends_where_the_law_says() {
    // 21 days from 06-01 is 06-22, off; 06-23 off, 06-24 a Saturday: the make-up Sunday. Five working days: 06-08.
    for length in ["21d", "21个自然日"] {
        let out = answer(&format!("calendar add 2023-06-01 {length}"), &[]);
        assert!(out.starts_with("2023-06-25\n"), "{out}");
    }
    for length in ["5wd", "5个工作日"] {
        let out = answer(&format!("calendar add 2023-06-01 {length}"), &[]);
        assert!(out.starts_with("2023-06-08\n"), "{out}");
    }
}

#[test]
fn a_length_added_to_a_rest_day_starts_the_next_working_day() {
    // Saturday 06-03: 06-05 is the first working day.
    assert!(answer("calendar add 2023-06-03 1wd", &[]).starts_with("2023-06-05\n"));
}

#[test]
fn a_length_added_can_be_told_of_a_local_closure() {
    let folder = Folder::new();
    let file = folder.write("local.csv", "date,kind\n2023-06-08,off\n");
    assert!(answer("calendar add 2023-06-01 5wd --calendar", &[&file]).starts_with("2023-06-09\n"));
}

#[test]
fn days_between_two_dates_are_counted_both_ways() {
    // 06-02, 05, 06, 07, 08.
    let out = answer("calendar count 2023-06-01 2023-06-08", &[]);
    assert!(out.contains("5 working days") && out.contains("7 natural days"), "{out}");
    let out = answer("calendar count 2023-06-08 2023-06-01", &[]);
    assert!(out.contains("-5 working days") && out.contains("-7 natural days"), "{out}");
}

#[test]
fn a_whole_year_has_the_working_days_its_notice_leaves() {
    // 2023 has 260 weekdays, 18 of them off, and 7 weekend days worked.
    let out = answer("calendar count 2022-12-31 2023-12-31", &[]);
    assert!(out.contains("249 working days") && out.contains("365 natural days"), "{out}");
    assert!(answer("calendar 2023", &[]).contains("249 working days"));
}

#[test]
fn the_page_of_a_year_fits_80_columns() {
    for lang in ["zh", "en"] {
        for year in ["2002", "2020", "2023", "2026", "2027", "2100"] {
            fits(&answer(&format!("calendar {year} --lang {lang}"), &[]));
        }
    }
}

#[test]
fn leaving_the_calendar_is_an_error_and_never_a_guess() {
    refuses("calendar add 2100-12-31 1wd", "calendar-range");
    refuses("calendar add 2100-12-31 1d", "calendar-range");
    refuses("simulate --start 2100-12-01", "calendar-range");
}

#[test]
fn a_year_outside_the_calendar_is_refused() {
    for year in ["2001", "2101", "twenty"] {
        refuses(&format!("calendar {year}"), year);
    }
    refuses("calendar", "calendar 2023");
}

// ---- project files ----------------------------------------------------------

/// A project of its own calendar, in a folder: practice, floor, announced on 06-05 at the earliest.
fn project(folder: &Folder) -> String {
    folder.write("case/calendars/local.csv", "date,kind\n2023-07-05,off\n");
    folder.write(
        "case/project.toml",
        r#"format = 1
[project]
name = "样例 sample"
workflow = "land-supply"
start = 2023-06-01
assumptions = "floor"
counting = "practice"
calendar = ["calendars/local.csv"]
[set]
no-bid = true
[step.land-announcement]
not_before = 2023-06-05
"#,
    )
}

#[test]
fn a_project_file_says_everything_a_plan_needs() {
    // Announced on Monday 06-05, the 21st day with it is 06-25; 06-26 to 30, 07-03, 04, 06, 07, 10 (07-05 is closed).
    // Nobody bids: announced again on 07-10, day 21 is Sunday 07-30, which stays; 07-31, 08-01 to 04, 07 to 11.
    let folder = Folder::new();
    let plan = plan_with("-p", &[&project(&folder)]);
    assert_eq!(plan["start"], "2023-06-01");
    assert_eq!((&plan["counting"], &plan["assumptions"]), (&json!("practice"), &json!("floor")));
    assert_eq!(plan["facts"]["no-bid"], true);
    assert_eq!(finish(&plan, "land-announcement"), "2023-06-05");
    assert_eq!(finish(&plan, "announcement-window"), "2023-06-25 24:00");
    assert_eq!(finish(&plan, "bidding-window"), "2023-07-10");
    assert_eq!(finish(&plan, "announcement-window~2"), "2023-07-30 24:00");
    assert_eq!(finish(&plan, "deal-confirmation"), "2023-08-11");
    assert!(answer("simulate -p", &[&project(&folder)]).contains("样例 sample"));
}

#[test]
fn flags_have_the_last_word_over_a_project_file() {
    let folder = Folder::new();
    let project = project(&folder);
    let with = |flags: &str| plan_with(&format!("--set no-bid=false {flags} -p"), &[&project]);
    assert_eq!(finish(&with(""), "deal-confirmation"), "2023-07-10");
    // 21 days after 06-05 is Monday 06-26; 06-27 to 30, 07-03, 04, 06, 07, 10, 11.
    assert_eq!(finish(&with("--counting statutory"), "deal-confirmation"), "2023-07-11");
    // Started on Monday 06-12, day 21 is Sunday 07-02, which stays; 07-03, 04, 06, 07, 10 to 14, 17.
    let later = with("--start 2023-06-12");
    assert_eq!(finish(&later, "announcement-window"), "2023-07-02 24:00");
    assert_eq!(finish(&later, "deal-confirmation"), "2023-07-17");
    assert_eq!(with("-w design-scheme-supply")["workflow"]["id"], "design-scheme-supply");
    assert_eq!(with("--assumptions legal-maximum")["assumptions"], "legal-maximum");
}

#[test]
fn the_paths_of_a_project_file_are_its_own() {
    // Five working days from 06-01 end on 06-08, one later with the closed day of the calendar beside the project.
    let folder = Folder::new();
    folder.write("case/mine.toml", small("5wd"));
    folder.write("case/none.toml", "format = 1\n[assumptions]\nid = \"none\"\n");
    folder.write("case/local.csv", "date,kind\n2023-06-08,off\n");
    let project = folder.write(
        "case/project.toml",
        "format = 1\n[project]\nname = \"p\"\nworkflow = \"mine.toml\"\nstart = 2023-06-01\n\
         assumptions = \"./none.toml\"\ncalendar = [\"local.csv\"]\n",
    );
    assert_eq!(plan_with("-p", &[&project])["finish"], "2023-06-09");
    // The same from inside the folder, where the path has no folder in it.
    let inside = run(program(&["simulate", "-p", "project.toml", "--format", "json"])
        .current_dir(Path::new(&project).parent().unwrap()));
    assert_eq!(inside.code, 0, "{}", inside.err);
    assert!(inside.out.contains("2023-06-09"));
}

#[test]
fn a_not_before_on_a_rest_day_waits_for_the_office() {
    // Saturday 06-03: the announcement is an act, so Monday 06-05.
    let folder = Folder::new();
    let project = folder.write(
        "p.toml",
        "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\nstart = 2023-06-01\n\
         assumptions = \"floor\"\n[step.land-announcement]\nnot_before = 2023-06-03\n",
    );
    let plan = plan_with("-p", &[&project]);
    assert_eq!(step(&plan, "land-announcement")["trigger"]["date"], "2023-06-03");
    assert_eq!(finish(&plan, "land-announcement"), "2023-06-05");
}

// ---- what is shown ----------------------------------------------------------

/// The rows of a CSV answer by column name.
fn rows(arguments: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = answer(&format!("simulate --format csv {arguments}"), &[]);
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

fn column(rows: &[std::collections::BTreeMap<String, String>], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

#[test]
fn the_csv_reads_back_to_what_the_json_says() {
    let (plan, rows) = (plan("--start 2023-06-01"), rows("--start 2023-06-01"));
    let steps = plan["steps"].as_array().unwrap();
    assert_eq!(rows.len(), steps.len());
    for (row, step) in rows.iter().zip(steps) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        assert_eq!(row["id"], text(&step["id"]));
        assert_eq!(row["name_zh"], text(&step["name"]["zh"]));
        assert_eq!(row["trigger"], text(&step["trigger"]["date"]));
        assert_eq!(row["finish"], text(&step["finish"]["date"]));
        assert_eq!(row["finish_at"], text(&step["finish"]["at"]));
        assert_eq!(row["length"], text(&step["length"]));
        assert_eq!(row["critical"], step["critical"].to_string());
    }
}

#[test]
fn only_critical_steps_are_listed_on_request() {
    let asked = format!("{FLOOR} -w design-scheme-supply");
    let critical = rows(&format!("{asked} --critical"));
    assert!(column(&critical, "critical").iter().all(|critical| critical == "true"));
    assert!(!column(&critical, "id").contains(&"design-deepening".to_string()));
    assert!(column(&rows(&asked), "id").contains(&"design-deepening".to_string()));
}

#[test]
fn only_the_steps_of_a_lane_or_an_actor_are_listed_on_request() {
    let land = format!("{FLOOR} -w land-supply");
    assert_eq!(column(&rows(&format!("{land} --lane main")), "id"), ["deal-confirmation", "land-contract"]);
    assert_eq!(column(&rows(&format!("{land} --actor planning")), "id"), ["supply-opinion-letter"]);
    assert_eq!(rows(&format!("{land} --lane main --lane supply")).len(), 7);
    assert_eq!(rows(&format!("{land} --lane main --actor planning")).len(), 0);
}

#[test]
fn narrowing_the_list_moves_no_date() {
    let narrow = rows(&format!("{FLOOR} -w land-supply --lane main"));
    assert_eq!(column(&narrow, "finish"), ["2023-07-07", "2023-07-07"]);
}

#[test]
fn an_unknown_lane_or_actor_is_refused_with_the_nearest() {
    refuses("simulate -w land-supply --start 2023-06-01 --lane mian", "`main`");
    refuses("simulate -w land-supply --start 2023-06-01 --actor planing", "`planning`");
}

#[test]
fn every_row_of_a_markdown_table_has_as_many_cells_as_its_head() {
    for lang in ["zh", "en"] {
        let text = answer(&format!("simulate --start 2023-06-01 --format markdown --lang {lang}"), &[]);
        let mut cells = None;
        let mut rows = 0;
        for line in text.lines() {
            if !line.starts_with('|') {
                cells = None;
                continue;
            }
            assert!(line.ends_with('|'), "{line}");
            let here = line.replace("\\|", "").matches('|').count();
            assert_eq!(*cells.get_or_insert(here), here, "{line}");
            rows += 1;
        }
        assert!(rows > 40, "{rows}");
        assert!(text.starts_with("# "));
    }
}

#[test]
fn the_markdown_has_the_worked_dates() {
    let text = answer(&format!("simulate {FLOOR} -w land-supply --format markdown --lang zh"), &[]);
    let row = text.lines().find(|line| line.starts_with('|') && line.contains("公告期")).unwrap();
    assert!(row.contains("2023-06-25") && row.contains("21d"), "{row}");
}

/// No line is wider than a terminal of 80 columns.
#[track_caller]
fn fits(page: &str) {
    assert!(!page.is_empty());
    for line in page.lines() {
        assert!(line.width() <= 80, "{} columns: {line}", line.width());
    }
}

#[test]
fn every_line_of_every_table_fits_80_columns() {
    for workflow in WORKFLOWS {
        for lang in ["zh", "en"] {
            for assumptions in ["floor", "promised"] {
                let asked = format!("simulate -w {workflow} --lang {lang} --assumptions {assumptions}");
                fits(&answer(&format!("{asked} --start 2023-06-01"), &[]));
            }
        }
    }
}

#[test]
fn tables_with_more_to_say_fit_80_columns_too() {
    for lang in ["zh", "en"] {
        for more in [
            "--start 2026-11-02",
            "--start 2023-06-01 --abort major-change@2023-08-10",
            "--start 2023-06-01 --set parcel-class=other --allow-out-of-scope",
            "--start 2023-06-01 --rework plan-objection=2",
            "--at land-announcement=2023-03-10",
            "--start 2023-06-01 --lane main --critical",
        ] {
            fits(&answer(&format!("simulate --lang {lang} {more}"), &[]));
        }
    }
}

#[test]
fn help_is_an_answer_in_both_languages() {
    for arguments in ["--help", "simulate --help", "check --help", "calendar --help", "calendar add -h"] {
        let english = answer(&format!("{arguments} --lang=en"), &[]);
        assert!(english.contains("Usage:") && !has_han(&english), "{english}");
        assert!(has_han(&answer(&format!("--lang=zh {arguments}"), &[])));
    }
    assert!(answer("--version", &[]).contains(env!("CARGO_PKG_VERSION")));
}

// ---- mistakes on the command line --------------------------------------------

#[test]
fn an_unknown_flag_is_refused_with_the_nearest() {
    refuses("simulate --strat 2023-06-01", "--start");
    refuses("simulate --start 2023-06-01 --frobnicate", "--frobnicate");
}

#[test]
fn an_unknown_command_is_refused_with_the_nearest() {
    refuses("simulat --start 2023-06-01", "simulate");
    refuses("frobnicate", "frobnicate");
}

#[test]
fn no_command_at_all_is_refused() {
    let ran = permits("");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("simulate"), "{}", ran.err);
}

#[test]
fn a_flag_without_its_value_is_refused() {
    for flag in ["--start", "--workflow", "--set", "--at"] {
        let english = fails(2, "--lang=en simulate", &[flag]);
        assert!(english.contains(flag) && !has_han(&english), "{english}");
        let chinese = fails(2, "--lang=zh simulate", &[flag]);
        assert!(chinese.contains(flag) && has_han(&chinese), "{chinese}");
    }
}

#[test]
fn a_flag_without_its_value_is_not_answered_with_an_empty_list() {
    for lang in ["zh", "en"] {
        let err = fails(2, &format!("--lang={lang} simulate --set"), &[]);
        assert!(err.lines().all(|line| !line.trim_end().ends_with([':', ':'])), "{err}");
    }
}

#[test]
fn what_cannot_go_together_is_named() {
    for arguments in ["calendar 2023 add", "calendar 2023 count", "--lang=zh calendar 2023 add"] {
        let err = fails(2, arguments, &[]);
        assert!(!err.contains("``"), "{err}");
    }
}

#[test]
fn a_value_that_a_flag_does_not_take_is_refused_with_those_it_takes() {
    refuses("simulate --start 2023-06-01 --counting practise", "practice");
    refuses("simulate --start 2023-06-01 --basis average", "likely");
    refuses("simulate --start 2023-06-01 --format jsn", "json");
    refuses("schema projekt", "project");
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    refuses("simulate --start 2023-02-30", "2023-02-30");
    refuses("simulate --start yesterday", "yesterday");
    refuses("simulate --start 2023-06-01 --known-as-of 2023-13-01", "2023-13-01");
    refuses("calendar add 2023-02-30 5wd", "2023-02-30");
}

#[test]
fn a_day_outside_the_calendar_is_refused() {
    for day in ["2150-01-01", "2001-12-31", "2101-01-01"] {
        refuses(&format!("simulate --start {day}"), day);
    }
    refuses("calendar count 2023-06-01 2150-01-01", "2150-01-01");
}

#[test]
fn an_unknown_fact_is_refused_with_the_nearest() {
    refuses("simulate --start 2023-06-01 --set tres=true", "`trees`");
    refuses("simulate --start 2023-06-01 --set trees", "trees");
}

#[test]
fn an_unknown_value_of_a_fact_is_refused_with_those_it_has() {
    refuses("simulate --start 2023-06-01 --set trees=maybe", "false");
    refuses("simulate --start 2023-06-01 --set parcel-class=M5", "M4");
}

#[test]
fn an_unknown_workflow_or_assumption_set_is_refused_with_the_nearest() {
    refuses("simulate --start 2023-06-01 -w land-suply", "`land-supply`");
    refuses("simulate --start 2023-06-01 --assumptions promissed", "`promised`");
}

#[test]
fn a_length_without_a_unit_is_refused() {
    refuses("calendar add 2023-06-01 21", "21d");
    for length in ["d", "-5wd", "5.5wd", "99999999999999999999wd"] {
        fails(2, "calendar add 2023-06-01 --", &[length]);
    }
}

#[test]
#[cfg(unix)]
fn an_argument_that_is_not_utf8_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let ran = run(program(&["simulate", "--start"]).arg(std::ffi::OsStr::from_bytes(b"2023\xff")));
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("UTF-8"), "{}", ran.err);
}

#[test]
fn a_missing_start_is_refused() {
    refuses("simulate", "--start");
    refuses("simulate -w land-supply", "--start");
}

// ---- mistakes in files --------------------------------------------------------

#[test]
fn an_unknown_key_is_shown_at_its_place() {
    let folder = Folder::new();
    let text = small("5wd").replace("kind = \"task\"", "kind = \"task\"\ncolour = \"red\"");
    let file = folder.write("file.toml", &text);
    let err = fails(3, "simulate --start 2023-06-01 -w", &[&file]);
    assert!(err.contains("unknown-key") && err.contains("colour"), "{err}");
    assert!(err.contains(&place("file.toml", &text, "colour")), "{err}");
}

#[test]
fn a_length_without_a_unit_in_a_file_is_shown_at_its_place() {
    let folder = Folder::new();
    let text = small("5");
    let file = folder.write("file.toml", &text);
    let err = fails(3, "simulate --start 2023-06-01 -w", &[&file]);
    assert!(err.contains("length-without-unit"), "{err}");
    assert!(err.contains(&place("file.toml", &text, "\"5\"")), "{err}");
}

#[test]
fn a_cycle_of_four_is_shown_whole() {
    let folder = Folder::new();
    let ring = ["alpha", "beta", "gamma", "delta"];
    let mut text = "format = 1\n[workflow]\nid = \"ring\"\ngoal = \"alpha\"\n".to_string();
    for (ix, id) in ring.iter().enumerate() {
        let before = ring[(ix + 3) % 4];
        text += &format!("[[step]]\nid = \"{id}\"\nkind = \"act\"\nafter = [\"{before}\"]\n");
    }
    let file = folder.write("ring.toml", &text);
    for lang in ["zh", "en"] {
        let err = fails(3, &format!("simulate --start 2023-06-01 --lang {lang} -w"), &[&file]);
        // The whole ring from anywhere, in either direction.
        let told = err.replace('`', "").replace('←', "→");
        let shown = (0..4).any(|from| {
            let mut walk: Vec<&str> = (0..=4).map(|ix| ring[(from + ix) % 4]).collect();
            let forward = walk.join(" → ");
            walk.reverse();
            told.contains(&forward) || told.contains(&walk.join(" → "))
        });
        assert!(shown && err.contains("cycle"), "{err}");
        assert_eq!(err.matches("[cycle]").count(), 1, "{err}");
    }
}

#[test]
fn three_mistakes_and_one_more_are_all_reported_with_line_and_column() {
    let folder = Folder::new();
    let text = small("5个")
        .replace("after = [\"work\"]", "after = [\"没有\", \"wrok\"]")
        .replace("cite = [\"x 2\"]", "cite = [\"y 2\"]");
    let file = folder.write("three.toml", &text);
    for arguments in ["simulate --start 2023-06-01 -w", "check"] {
        let err = fails(3, arguments, &[&file]);
        for needle in ["\"5个\"", "\"没有\"", "\"wrok\"", "\"y 2\""] {
            assert!(err.contains(&place("three.toml", &text, needle)), "{needle}: {err}");
        }
        assert!(err.contains("`work`"), "the nearest step: {err}");
    }
}

#[test]
fn mistakes_are_told_in_chinese_too() {
    let folder = Folder::new();
    let file = folder.write("file.toml", small("5"));
    let err = fails(3, "check --lang zh", &[&file]);
    assert!(err.contains("错误") && err.contains("单位"), "{err}");
}

#[test]
fn a_file_that_is_not_toml_is_shown_at_its_place() {
    let folder = Folder::new();
    let file = folder.write("file.toml", "format = 1\n[workflow\n");
    let err = fails(3, "simulate --start 2023-06-01 -w", &[&file]);
    assert!(err.contains("file.toml:2:"), "{err}");
}

#[test]
fn a_file_that_is_not_utf8_is_refused() {
    let folder = Folder::new();
    // 规划 in GBK.
    let mut bytes = b"format = 1\nname = \"".to_vec();
    bytes.extend([0xb9, 0xe6, 0xbb, 0xae, b'"', b'\n']);
    let toml = folder.write("gbk.toml", &bytes);
    let csv =
        folder.write("gbk.csv", [b"date,kind,name\n2023-06-08,off,".as_slice(), &bytes[19..23]].concat());
    for arguments in ["simulate --start 2023-06-01 -w", "simulate -p", "check"] {
        let err = fails(3, arguments, &[&toml]);
        assert!(err.contains("not-utf8"), "{err}");
    }
    fails(3, "simulate --start 2023-06-01 --calendar", &[&csv]);
    fails(3, "check", &[&csv]);
}

const FILE_FLAGS: [&str; 5] = [
    "simulate --start 2023-06-01 -w",
    "simulate --start 2023-06-01 --assumptions",
    "simulate --start 2023-06-01 --calendar",
    "simulate -p",
    "check",
];

#[test]
fn a_missing_file_cannot_be_read() {
    let folder = Folder::new();
    for arguments in FILE_FLAGS {
        for lang in ["zh", "en"] {
            let err = fails(1, &format!("--lang {lang} {arguments}"), &[&folder.path("missing.toml")]);
            assert!(err.contains("missing.toml"), "{err}");
        }
    }
    fails(1, "check", &[&folder.path("missing.csv")]);
}

#[test]
fn a_directory_cannot_be_read() {
    let folder = Folder::new();
    let path = folder.path("dir.toml");
    fs::create_dir(&path).unwrap();
    for arguments in FILE_FLAGS {
        let err = fails(1, arguments, &[&path]);
        assert!(err.contains("dir.toml"), "{err}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long a refusal takes is what is tested")]
fn a_file_of_100_megabytes_is_refused_at_once() {
    let folder = Folder::new();
    let file = folder.huge("huge.toml");
    for arguments in FILE_FLAGS {
        let began = std::time::Instant::now();
        let err = fails(3, arguments, &[&file]);
        assert!(began.elapsed().as_secs_f64() < 3.0, "{arguments}: {:?}", began.elapsed());
        assert!(err.contains("too-large") && err.len() < 2_000, "{arguments}: {err}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_without_an_end_is_refused() {
    for arguments in ["simulate --start 2023-06-01 -w", "simulate -p", "check"] {
        assert!(fails(1, arguments, &["/dev/zero"]).contains("not a regular file"));
    }
}

#[test]
fn a_file_just_over_4_mebibytes_is_refused_and_one_at_the_bound_is_not() {
    let folder = Folder::new();
    let text = small("5wd");
    let padded = |bytes: usize| format!("{text}#{}", " ".repeat(bytes - text.len() - 1));
    let at = folder.write("at.toml", padded(4 << 20));
    let over = folder.write("over.toml", padded((4 << 20) + 1));
    assert_eq!(permits_with("simulate --start 2023-06-01 -w", &[&at]).code, 0);
    fails(3, "simulate --start 2023-06-01 -w", &[&over]);
}

#[test]
fn a_project_with_mistakes_is_refused_at_their_places() {
    let folder = Folder::new();
    let text = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\nstart = 2023-06-01\n\
                [set]\ntres = true\nparcel-class = \"M9\"\n[step.land-anouncement]\nnot_before = 2023-06-05\n";
    let file = folder.write("p.toml", text);
    for arguments in ["simulate -p", "check"] {
        let err = fails(3, arguments, &[&file]);
        for needle in ["tres", "\"M9\"", "land-anouncement"] {
            assert!(err.contains(&place("p.toml", text, needle)), "{needle}: {err}");
        }
    }
}

#[test]
fn a_project_that_names_what_is_not_there_is_refused_at_the_place() {
    let folder = Folder::new();
    let text = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-suply\"\nstart = 2023-06-01\n";
    let file = folder.write("w.toml", text);
    for arguments in ["simulate -p", "check"] {
        let err = fails(3, arguments, &[&file]);
        assert!(
            err.contains(&place("w.toml", text, "\"land-suply\"")) && err.contains("`land-supply`"),
            "{err}"
        );
    }
    let text = text.replace("suply", "supply") + "assumptions = \"promissed\"\n";
    let file = folder.write("a.toml", &text);
    for arguments in ["simulate -p", "check"] {
        let err = fails(3, arguments, &[&file]);
        assert!(
            err.contains(&place("a.toml", &text, "\"promissed\"")) && err.contains("`promised`"),
            "{err}"
        );
    }
}

#[test]
fn a_project_with_a_date_outside_the_calendar_is_refused_at_the_place() {
    let folder = Folder::new();
    let text = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\nstart = 2150-01-01\n";
    let file = folder.write("p.toml", text);
    let err = fails(3, "simulate -p", &[&file]);
    assert!(err.contains(&place("p.toml", text, "2150-01-01")), "{err}");
}

#[test]
fn checking_a_project_checks_its_calendars() {
    let folder = Folder::new();
    let file = project(&folder);
    folder.write("case/calendars/local.csv", "date,kind\n2023-06-31,off\n");
    assert!(fails(3, "simulate -p", &[&file]).contains("local.csv:2:1"));
    assert!(fails(3, "check", &[&file]).contains("local.csv:2:1"));
    fs::remove_file(folder.path("case/calendars/local.csv")).unwrap();
    assert!(fails(1, "simulate -p", &[&file]).contains("local.csv"));
    assert!(fails(1, "check", &[&file]).contains("local.csv"));
}

#[test]
fn checking_a_missing_calendar_file_says_that_it_cannot_be_read() {
    assert!(fails(1, "check nowhere.csv", &[]).contains("cannot read `nowhere.csv`"));
}

#[test]
fn a_calendar_file_with_mistakes_is_refused_at_their_places() {
    let folder = Folder::new();
    let text = "date,kind\n2023-06-31,off\n2023-06-08,closed\n";
    let file = folder.write("c.csv", text);
    for arguments in ["simulate --start 2023-06-01 --calendar", "check", "calendar 2023 --calendar"] {
        let err = fails(3, arguments, &[&file]);
        for needle in ["2023-06-31", "closed"] {
            assert!(err.contains(&place("c.csv", text, needle)), "{needle}: {err}");
        }
    }
}

#[test]
fn an_assumption_file_with_mistakes_is_refused_at_their_places() {
    let folder = Folder::new();
    let text = "format = 1\n[assumptions]\nid = \"mine\"\n[step.land-contract]\nestimate = \"3\"\n\
                origin = \"assumption\"\nwhy = { zh = \"无\", en = \"none\" }\n";
    let file = folder.write("a.toml", text);
    for arguments in ["simulate --start 2023-06-01 --assumptions", "check"] {
        let err = fails(3, arguments, &[&file]);
        assert!(err.contains(&place("a.toml", text, "\"3\"")), "{err}");
    }
}

#[test]
fn an_assumption_file_gives_its_lengths() {
    // The deal is on Friday 07-07; three working days later is Wednesday 07-12.
    let folder = Folder::new();
    let file = folder.write(
        "a.toml",
        "format = 1\n[assumptions]\nid = \"mine\"\n[step.land-contract]\nestimate = \"3wd\"\n\
         origin = \"assumption\"\nwhy = { zh = \"无\", en = \"none\" }\n",
    );
    let plan = plan_with("-w land-supply --start 2023-06-01 --assumptions", &[&file]);
    assert_eq!(plan["finish"], "2023-07-12");
    assert_eq!(step(&plan, "land-contract")["origin"], "assumption");
    assert_eq!(plan["assumptions"], "mine");
}

#[test]
fn the_confidence_is_that_of_the_estimate_used() {
    let folder = Folder::new();
    folder.write("review.toml", small("5wd").replace("\"task\"", "\"review\""));
    folder.write("consult.toml", small("5wd").replace("\"task\"", "\"consultation\""));
    let set = |estimate: &str| {
        format!(
            "format = 1\n[assumptions]\nid = \"set\"\n[step.work]\nestimate = \"{estimate}\"\n\
             origin = \"promise\"\nconfidence = \"official\"\n"
        )
    };
    folder.write("short.toml", set("3wd"));
    folder.write("long.toml", set("9wd"));
    let confidence = |workflow: &str, set: &str, step: &str, flags: &str| {
        let project = folder.write(
            "p.toml",
            format!(
                "format = 1\n[project]\nname = \"p\"\nworkflow = \"{workflow}.toml\"\nstart = 2023-06-01\n\
                 assumptions = \"{set}.toml\"\n[step.work]\n{step}\n"
            ),
        );
        let plan = plan_with(&format!("{flags} -p"), &[&project]);
        (self::step(&plan, "work")["length"].clone(), self::step(&plan, "work")["confidence"].clone())
    };
    let of_the_set = (json!("3wd"), json!("official"));
    assert_eq!(confidence("review", "short", "", ""), of_the_set);
    // A project's own estimate has its own confidence or none, never that of the one it replaces.
    assert_eq!(confidence("review", "short", "estimate = \"4wd\"", ""), (json!("4wd"), Value::Null));
    let assumed = "estimate = \"4wd\"\nconfidence = \"assumed\"";
    assert_eq!(confidence("review", "short", assumed, ""), (json!("4wd"), json!("assumed")));
    // A word about confidence alone gives no estimate, so it says nothing of the set's.
    assert_eq!(confidence("review", "short", "confidence = \"assumed\"", ""), of_the_set);
    // A limit is no estimate: by statute, and where silence ends a consultation before the replies are in.
    let limit = (json!("5wd"), Value::Null);
    assert_eq!(confidence("review", "short", "", "--basis statutory"), limit);
    assert_eq!(confidence("consult", "long", "", ""), limit);
    assert_eq!(confidence("consult", "short", "", ""), of_the_set);
}

// ---- check and schema ----------------------------------------------------------

#[test]
fn every_built_in_file_checks() {
    let ran = permits("check");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let named = format!("check {} promised legal-maximum floor", WORKFLOWS.join(" "));
    let ran = permits(&named);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for id in WORKFLOWS.iter().chain(&["promised", "legal-maximum", "floor"]) {
        assert!(ran.out.lines().any(|line| line.starts_with(&format!("{id}:"))), "{id}");
    }
}

#[test]
fn a_worked_date_that_is_wrong_is_shown_at_its_place() {
    // Five working days from 06-01 end on 06-08, not on 06-07.
    let folder = Folder::new();
    let example = |day: &str| {
        let why = "why = { zh = \"算\", en = \"counted\" }";
        let expect = format!("expect = {{ done = {day} }}");
        format!(
            "{}\n[[example]]\nstart = 2023-06-01\nassumptions = \"floor\"\n{expect}\n{why}\n",
            small("5wd")
        )
    };
    let right = folder.write("right.toml", example("2023-06-08"));
    assert_eq!(permits_with("check", &[&right]).code, 0);
    let text = example("2023-06-07");
    let wrong = folder.write("wrong.toml", &text);
    let err = fails(3, "check", &[&wrong]);
    assert!(err.contains("example-differs") && err.contains("2023-06-08"), "{err}");
    let line = place("wrong.toml", &text, "expect");
    let line = line.rsplit_once(':').unwrap().0;
    assert!(err.contains(&format!("{line}:")), "{err}");
}

#[test]
fn a_project_and_a_calendar_file_check() {
    let folder = Folder::new();
    let project = project(&folder);
    assert_eq!(permits_with("check", &[&project]).code, 0);
    let calendar = folder.path("case/calendars/local.csv");
    assert_eq!(permits_with("check", &[&calendar]).code, 0);
}

#[test]
fn checking_goes_on_after_a_file_with_mistakes() {
    let folder = Folder::new();
    let (bad, good) = (folder.write("bad.toml", small("5")), folder.write("good.toml", small("5wd")));
    let ran = permits_with("check", &[&bad, &good]);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("good.toml") && !ran.out.contains("bad.toml"), "{}", ran.out);
    assert!(ran.err.contains("bad.toml"), "{}", ran.err);
}

#[test]
fn checking_says_what_cannot_be_read_before_what_is_wrong() {
    let folder = Folder::new();
    let bad = folder.write("bad.toml", small("5"));
    let ran = permits_with("check", &[&folder.path("missing.toml"), &bad]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("missing.toml") && ran.err.contains("bad.toml"), "{}", ran.err);
}

#[test]
fn a_schema_is_json_and_says_which() {
    for kind in ["workflow", "assumptions", "project"] {
        let schema: Value = serde_json::from_str(&answer(&format!("schema {kind}"), &[])).unwrap();
        assert!(schema["$schema"].as_str().unwrap().starts_with("http"), "{kind}");
        assert_eq!(schema["type"], "object", "{kind}");
    }
    refuses("schema", "workflow");
}

// ---- streams, language, colour ---------------------------------------------------

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    for arguments in [
        "simulate --start 2023-06-01",
        "simulate --start 2023-06-01 --format json",
        "simulate --start 2023-06-01 --format csv",
        "simulate --start 2023-06-01 --format markdown",
        "check",
        "schema workflow",
        "calendar 2023",
        "calendar count 2023-06-01 2023-06-08",
        "--help",
    ] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let ran = run(program(&arguments).stdout(writer));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_takes_one_line_gets_it() {
    use io::BufRead;
    let mut child = program(&["simulate", "--start", "2023-06-01", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    io::BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(line, "{\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_exits_with_1() {
    for arguments in ["simulate --start 2023-06-01", "schema project", "calendar 2023", "check floor"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let ran = run(program(&arguments).stdout(full));
        assert_eq!(ran.code, 1, "{arguments:?} {}", ran.err);
        assert!(!ran.err.is_empty() && !ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[test]
fn warnings_of_the_plan_are_part_of_the_answer_and_not_of_standard_error() {
    let ran = permits(&format!("simulate {FLOOR}"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

fn in_locale(arguments: &str, locale: &[(&str, &str)]) -> String {
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let ran = run(program(&arguments).envs(locale.iter().copied()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn the_locale_chooses_the_language() {
    let asked = "simulate -w land-supply --start 2023-06-01";
    let chinese = |locale: &[(&str, &str)]| has_han(&in_locale(asked, locale));
    assert!(!chinese(&[]));
    assert!(chinese(&[("LANG", "zh_CN.UTF-8")]));
    assert!(chinese(&[("LC_ALL", "zh_TW")]));
    assert!(chinese(&[("LC_MESSAGES", "zh"), ("LANG", "en_US.UTF-8")]));
    assert!(!chinese(&[("LC_ALL", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8")]));
    assert!(!chinese(&[("LANG", "C")]));
}

#[test]
fn the_flag_chooses_the_language_over_the_locale() {
    let asked = "simulate -w land-supply --start 2023-06-01";
    assert!(has_han(&in_locale(&format!("{asked} --lang zh"), &[("LC_ALL", "C")])));
    assert!(!has_han(&in_locale(&format!("{asked} --lang en"), &[("LC_ALL", "zh_CN.UTF-8")])));
    refuses("simulate --start 2023-06-01 --lang fr", "fr");
}

#[test]
fn the_language_changes_no_date() {
    let english = answer("simulate --start 2023-06-01 --format csv --lang en", &[]);
    assert_eq!(english, answer("simulate --start 2023-06-01 --format csv --lang zh", &[]));
}

const ESCAPE: char = '\u{1b}';

#[test]
fn there_is_no_colour_in_a_pipe() {
    for colour in ["", "--color auto", "--color never"] {
        assert!(!answer(&format!("calendar 2023 {colour}"), &[]).contains(ESCAPE));
        assert!(!answer(&format!("simulate --start 2023-06-01 {colour}"), &[]).contains(ESCAPE));
        assert!(!fails(2, &format!("simulate {colour}"), &[]).contains(ESCAPE));
        assert!(!fails(2, &format!("simulate --frobnicate {colour}"), &[]).contains(ESCAPE));
    }
    assert!(!answer("--help", &[]).contains(ESCAPE));
}

#[test]
fn colour_can_be_asked_for() {
    assert!(fails(2, "simulate --color always", &[]).contains(ESCAPE));
    let folder = Folder::new();
    let file = folder.write("file.toml", small("5"));
    assert!(fails(3, "check --color always", &[&file]).contains(ESCAPE));
    assert!(!fails(3, "check --color never", &[&file]).contains(ESCAPE));
}

#[test]
fn no_color_is_respected_where_colour_would_be_used() {
    // CLICOLOR_FORCE stands in for a terminal.
    let forced = |more: &[(&str, &str)]| {
        let mut command = program(&["simulate"]);
        run(command.env("CLICOLOR_FORCE", "1").envs(more.iter().copied())).err
    };
    assert!(forced(&[]).contains(ESCAPE));
    assert!(!forced(&[("NO_COLOR", "1")]).contains(ESCAPE));
    let ran = run(program(&["simulate", "--color", "never"]).env("CLICOLOR_FORCE", "1"));
    assert!(!ran.err.contains(ESCAPE), "{}", ran.err);
}

#[test]
fn never_means_never_for_mistakes_on_the_command_line_and_for_help_too() {
    // CLICOLOR_FORCE stands in for a terminal.
    for arguments in [["simulate", "--frobnicate", "--color=never"], ["simulate", "--help", "--color=never"]]
    {
        let ran = run(program(&arguments).env("CLICOLOR_FORCE", "1"));
        assert!(!ran.err.contains(ESCAPE) && !ran.out.contains(ESCAPE), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn documents_have_no_colour_even_when_it_is_asked_for() {
    for format in ["json", "csv", "markdown"] {
        let out = answer(&format!("simulate --start 2023-06-01 --color always --format {format}"), &[]);
        assert!(!out.contains(ESCAPE), "{format}");
    }
}

#[test]
fn a_file_name_or_text_cannot_forge_what_a_terminal_shows() {
    let folder = Folder::new();
    let file = folder.write("file.toml", small("5wd").replace("[\"work\"]", "[\"\\u001b[2Jwrok\"]"));
    assert!(!fails(3, "check", &[&file]).contains(ESCAPE));
    fails(2, "simulate --start 2023-06-01 --goal", &["\u{1b}[2Jgoal"]);
}

// ---- given finishes and suspensions from outside --------------------------------------------------------------

#[test]
fn a_promise_whose_clock_nobody_gave_is_not_taken_as_kept() {
    // The contract is given, so the deal is done, on a day that nobody said: its promises cannot be tested.
    let asked = "--start 2023-06-01 --at land-contract=2023-11-16";
    let plan = plan(asked);
    assert!(
        plan["promises"].as_array().unwrap().iter().all(|promise| promise["from"] != "deal-confirmation")
    );
    let warning = plan["warnings"].as_array().unwrap().iter().find(|w| w["code"] == "promise-not-tested");
    let message = warning.unwrap()["message"].as_str().unwrap();
    assert!(message.contains("`permit-in-ten`") && message.contains("--at deal-confirmation="), "{message}");
    assert_eq!(permits(&format!("simulate {asked} --strict")).code, 4);
    // With the deal given too they are tested.
    let both = self::plan(&format!("{asked} --at deal-confirmation=2023-11-15"));
    assert!(both["promises"].as_array().unwrap().iter().any(|promise| promise["id"] == "permit-in-ten"));
}

#[test]
fn a_finish_after_the_suspension_contradicts_it() {
    let asked = "simulate --start 2023-06-01 --abort major-change@2023-07-20 --at plan-publicity=2023-08-11";
    refuses(asked, "plan-publicity=2023-08-11");
}

#[test]
fn what_never_starts_has_no_date_in_any_document() {
    let asked = "--start 2023-06-01 --abort major-change@2023-09-01";
    let plan = plan(asked);
    assert_eq!((&plan["critical_path"], &plan["rests_on"]), (&json!([]), &json!([])));
    let announced = step(&plan, "land-announcement");
    assert_eq!(announced["fate"], "never-starts");
    for field in [
        "trigger",
        "begins",
        "finish",
        "latest_trigger",
        "latest_finish",
        "total_float",
        "free_float",
        "drag",
    ] {
        assert_eq!(announced[field], Value::Null, "{field}");
    }
    let stopped = step(&plan, "site-plan-publicity");
    assert_eq!((&stopped["fate"], &stopped["finish"]), (&json!("stopped"), &Value::Null));
    assert_eq!(stopped["trigger"]["date"], "2023-08-30");
    let rows = answer(&format!("simulate {asked} --format csv"), &[]);
    let row = rows.lines().find(|row| row.starts_with("land-announcement,")).unwrap();
    assert!(!row.contains("2023-1"), "{row}");
}
