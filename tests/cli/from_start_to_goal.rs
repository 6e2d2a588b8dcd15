//! Where a run begins and ends: starts, given finishes, goals, reworks, suspensions, scope.

use super::*;

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
