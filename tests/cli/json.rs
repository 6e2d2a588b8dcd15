//! The JSON document: its names and types, and what a plan says of itself in it.

use super::*;

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
