//! `check` and `schema`.

use super::*;

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

/// An assumption set of one's own procedure names its steps: that is no news to who checks the two together.
#[test]
fn a_step_is_known_to_the_files_that_are_checked_with_its_workflow() {
    let folder = Folder::new();
    let workflow = folder.write("own.toml", small("5wd"));
    let mut set = String::from("format = 1\n[assumptions]\nid = \"own\"\n");
    set += "[step.work]\nestimate = { min = \"1wd\", likely = \"2wd\", max = \"5wd\" }\n";
    let set = folder.write("set.toml", set);
    let alone = permits_with("check", &[&set]);
    assert!(alone.code == 0 && alone.err.contains("unknown-step-anywhere"), "{}", alone.err);
    for files in [[&workflow, &set], [&set, &workflow]] {
        let both = permits_with("check", &files.map(String::as_str));
        assert_eq!((both.code, both.err.as_str()), (0, ""));
    }
    // A name that none of them has is told, with the same words.
    let typo = "format = 1\n[assumptions]\nid = \"own\"\n[step.worked]\nestimate = \"2wd\"\n";
    let typo = folder.write("typo.toml", typo);
    let both = permits_with("check", &[&workflow, &typo]);
    assert!(both.code == 0 && both.err.contains("unknown-step-anywhere"), "{}", both.err);
    // It may mean another kind of step by the same name: `work` there is a notice, which takes no estimate.
    let other = small("5wd").replace("kind = \"task\"\nlimit", "kind = \"notice\"\nlimit");
    let other = folder.write("other.toml", other);
    assert_eq!(permits_with("check", &[&other, &set]).code, 0);
    // A workflow with mistakes defines nothing, and says so itself.
    let bad = folder.write("bad.toml", small("5"));
    let both = permits_with("check", &[&bad, &set]);
    assert!(both.code == 3 && both.err.contains("unknown-step-anywhere"), "{}", both.err);
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
