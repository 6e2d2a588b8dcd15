//! Several files become one workflow: what stays, what wins, what falls away.

use std::fs;

use permits::diagnostic::Sources;
use permits::workflow::{Library, LinkEnd, LoadError, Which, Workflow, load_workflow};

/// Writes the files into a folder and loads `main.toml`: the workflow and the codes of its warnings, or the codes and
/// headlines of the mistakes.
fn load(files: &[(&str, &str)]) -> Result<(Workflow, Vec<&'static str>), Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    for (id, body) in files {
        let head = if body.contains("[workflow]") {
            String::new()
        } else {
            format!("[workflow]\nid = \"{id}\"\ngoal = \"end\"\n")
        };
        fs::write(folder.path().join(format!("{id}.toml")), format!("format = 1\n{head}{body}")).unwrap();
    }
    let which = Which::Path(folder.path().join("main.toml"));
    match load_workflow(&Library::built_in(), &which, &mut Sources::default()) {
        Ok((workflow, warnings)) => Ok((workflow, warnings.iter().map(|warning| warning.code).collect())),
        Err(LoadError::Content(mistakes)) => {
            Err(mistakes.iter().map(|mistake| format!("{}: {}", mistake.code, mistake.message.en)).collect())
        }
        Err(error) => panic!("{error}"),
    }
}

const BASE: &str = r#"
[source.s]
number = "1"
title = "source"
[actor.a]
name = "old name"
[fact.f]
type = "bool"
default = false
label = "old label"
cite = ["s 1"]
[[step]]
id = "begin"
kind = "milestone"
[[step]]
id = "middle"
name = { zh = "中", en = "middle" }
kind = "review"
actor = "a"
limit = "5wd"
cite = ["s 1"]
after = ["begin", { step = "side", lag = "2wd" }]
[[step]]
id = "side"
kind = "act"
[[step]]
id = "end"
kind = "milestone"
after = ["middle"]
[[promise]]
id = "p"
from = "begin"
to = "side"
within = "5wd"
"#;

fn ids(workflow: &Workflow) -> Vec<&str> {
    workflow.steps.iter().map(|step| step.id.as_str()).collect()
}

fn links<'a>(workflow: &'a Workflow, step: &str) -> Vec<&'a str> {
    workflow.step(step).unwrap().after.iter().map(|link| link.step.as_str()).collect()
}

#[test]
fn a_merged_step_keeps_its_place_and_takes_what_is_given() {
    let main = r#"
[workflow]
id = "main"
goal = "end"
include = ["base"]
[[step]]
id = "new"
kind = "act"
[[step]]
id = "middle"
limit = "7wd"
after = [{ step = "begin", from = "start" }, "new"]
"#;
    let (workflow, warnings) = load(&[("base", BASE), ("main", main)]).unwrap();
    assert_eq!(warnings, [""; 0]);
    assert_eq!(workflow.includes, ["base"]);
    assert_eq!(ids(&workflow), ["begin", "middle", "side", "end", "new"]);
    let middle = workflow.step("middle").unwrap();
    assert_eq!(middle.limit.unwrap().to_string(), "7wd");
    assert_eq!(middle.name.en, "middle");
    assert_eq!(middle.actor.as_ref().unwrap().as_str(), "a");
    assert_eq!(middle.cite[0].to_string(), "s 1");
    // The link to `begin` is replaced where it stood; the new one comes last.
    assert_eq!(links(&workflow, "middle"), ["begin", "side", "new"]);
    assert_eq!(middle.after[0].from, LinkEnd::Start);
    assert_eq!(middle.after[1].lag.unwrap().to_string(), "2wd");
}

#[test]
fn each_file_is_applied_once_at_its_first_place_depth_first() {
    let one = |id: &str, include: &str| {
        format!(
            "[workflow]\nid = \"{id}\"\ngoal = \"{id}\"\ninclude = {include}\n[[step]]\nid = \"{id}\"\nkind = \"act\"\n"
        )
    };
    let files = [
        ("main", one("main", "[\"left\", \"right\"]")),
        ("left", one("left", "[\"base\"]")),
        ("right", one("right", "[\"base\", \"left\"]")),
        ("base", one("base", "[]")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(id, text)| (*id, text.as_str())).collect();
    let (workflow, _) = load(&files).unwrap();
    assert_eq!(workflow.includes, ["base", "left", "right"]);
    assert_eq!(ids(&workflow), ["base", "left", "right", "main"]);
    assert_eq!(workflow.goal.as_str(), "main");
}

#[test]
fn files_next_to_the_workflow_come_before_built_in_ones() {
    let own = "[workflow]\nid = \"land-supply\"\ngoal = \"mine\"\n[[step]]\nid = \"mine\"\nkind = \"act\"\n";
    let main = "[workflow]\nid = \"main\"\ngoal = \"mine\"\ninclude = [\"land-supply\"]\n";
    let (workflow, _) = load(&[("main", main), ("land-supply", own)]).unwrap();
    assert_eq!(ids(&workflow), ["mine"]);
    let main = main.replace("mine", "deal-confirmation");
    let (workflow, _) = load(&[("main", &main)]).unwrap();
    assert_eq!(workflow.steps[0].id.as_str(), "supply-opinion-letter");
}

#[test]
fn a_dropped_step_takes_its_links_and_promises_with_it() {
    let main = "[workflow]\nid = \"main\"\ngoal = \"end\"\ninclude = [\"base\"]\ndrop = [\"side\"]\n";
    let (workflow, warnings) = load(&[("base", BASE), ("main", main)]).unwrap();
    assert_eq!(ids(&workflow), ["begin", "middle", "end"]);
    assert_eq!(links(&workflow, "middle"), ["begin"]);
    assert!(workflow.promises.is_empty());
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn a_dropped_step_may_be_written_anew_by_the_file_that_drops_it() {
    let main = r#"
[workflow]
id = "main"
goal = "end"
include = ["base"]
drop = ["middle"]
[[step]]
id = "middle"
kind = "act"
after = ["side"]
[[step]]
id = "end"
after = ["middle"]
"#;
    let (workflow, warnings) = load(&[("base", BASE), ("main", main)]).unwrap();
    assert_eq!(ids(&workflow), ["begin", "side", "end", "middle"]);
    assert_eq!(workflow.step("middle").unwrap().limit, None);
    assert_eq!(links(&workflow, "end"), ["middle"]);
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn losing_the_last_link_is_a_warning_and_naming_the_step_an_error() {
    let main = "[workflow]\nid = \"main\"\ngoal = \"end\"\ninclude = [\"base\"]\ndrop = [\"middle\"]\n";
    let (_, warnings) = load(&[("base", BASE), ("main", main)]).unwrap();
    assert_eq!(warnings, ["loses-last-link"]);
    let naming = format!("{main}[[step]]\nid = \"new\"\nkind = \"act\"\nafter = [\"middle\"]\n");
    let mistakes = load(&[("base", BASE), ("main", &naming)]).unwrap_err();
    assert!(mistakes.contains(&"dropped-step: step `new` names the dropped step `middle`".to_string()));
    let goal = main.replace("goal = \"end\"", "goal = \"middle\"");
    assert!(load(&[("base", BASE), ("main", &goal)]).unwrap_err()[0].starts_with("dropped-step"));
}

#[test]
fn facts_actors_and_sources_merge_and_a_fact_keeps_its_type() {
    let main = r#"
[workflow]
id = "main"
goal = "end"
include = ["base"]
[source.s]
level = "law"
[[source.s.article]]
id = "1"
effect = "time"
gist = "five days"
[actor.a]
name = "new name"
[fact.f]
type = "bool"
default = true
[[promise]]
id = "p"
from = "begin"
to = "end"
within = "8wd"
"#;
    let (workflow, _) = load(&[("base", BASE), ("main", main)]).unwrap();
    let source = workflow.source("s").unwrap();
    assert_eq!((source.number.as_deref(), source.level.as_deref()), (Some("1"), Some("law")));
    assert_eq!(source.articles.len(), 1);
    assert_eq!(workflow.actors.len(), 1);
    assert_eq!(workflow.actors[0].name.en, "new name");
    let fact = workflow.fact("f").unwrap();
    assert_eq!((fact.default.to_string().as_str(), fact.label.en.as_str()), ("true", "old label"));
    assert_eq!((workflow.promises.len(), workflow.promises[0].within), (1, 8));
    let other = main.replace("type = \"bool\"\ndefault = true", "type = \"count\"\ndefault = 1");
    assert!(load(&[("base", BASE), ("main", &other)]).unwrap_err()[0].starts_with("conflicting-fact"));
}

#[test]
fn files_that_include_each_other_are_told_with_the_whole_path() {
    let one = |id: &str, include: &str| {
        format!("[workflow]\nid = \"{id}\"\ngoal = \"end\"\ninclude = [\"{include}\"]\n")
    };
    let (main, a, b) = (one("main", "a"), one("a", "b"), one("b", "a"));
    let end = format!("{main}[[step]]\nid = \"end\"\nkind = \"milestone\"\n");
    let mistakes = load(&[("main", &end), ("a", &a), ("b", &b)]).unwrap_err();
    assert!(
        mistakes.contains(&"include-cycle: files include each other: a → b → a".to_string()),
        "{mistakes:?}"
    );
}

#[test]
fn mistakes_in_all_files_are_told_together() {
    let base = BASE.replace("limit = \"5wd\"", "limit = \"5\"");
    let main = "[workflow]\nid = \"main\"\ngoal = \"end\"\ninclude = [\"base\", \"gone\"]\ncolour = 1\n";
    let mistakes = load(&[("base", &base), ("main", main)]).unwrap_err();
    let codes: Vec<&str> =
        mistakes.iter().map(|mistake| mistake.split(':').next().unwrap_or_default()).collect();
    assert_eq!(codes, ["unknown-workflow", "unknown-key", "length-without-unit"]);
}

#[test]
fn a_law_may_be_older_than_the_calendar() {
    let main = BASE.replace(
        "title = \"source\"",
        "issued = 1997-11-01\nin_force = { from = 1998-03-01, until = 2199-12-31 }",
    );
    let (workflow, _) = load(&[("main", &main)]).unwrap();
    let source = workflow.source("s").unwrap();
    assert_eq!(source.issued, "1997-11-01".parse().ok());
    assert_eq!(source.in_force.from, "1998-03-01".parse().ok());
    assert!(
        source.in_force.covers(permits::calendar::Day::FIRST)
            && source.in_force.covers(permits::calendar::Day::LAST)
    );
}
