//! Project files: what they say, and who has the last word.

use super::*;

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
