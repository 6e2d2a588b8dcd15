//! `permits track` on the disk: project files written, edited, killed and summed up; what the page, the document, the
//! chart and the calendar say.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use permits::report::prose::columns;
use serde_json::Value as Json;

const PROGRAM: &str = env!("CARGO_BIN_EXE_permits");
const SHIPPED: [&str; 5] =
    ["land-supply", "design-scheme-supply", "build-on-land-delivery", "full-path", "conventional"];

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(PROGRAM);
    program.args(arguments).current_dir(folder).env_remove("LC_ALL").env("LANG", "C");
    program.stdin(Stdio::null()).output().unwrap()
}

/// The answer of a run that must succeed.
#[track_caller]
fn answer(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The error text of a run that must fail so.
#[track_caller]
fn fails(folder: &Path, code: i32, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{error}");
    assert!(!error.contains("panicked"), "{error}");
    error
}

fn json(folder: &Path, arguments: &[&str]) -> Json {
    serde_json::from_str(&answer(folder, arguments)).unwrap()
}

/// A page on one line.
fn flat(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A project of a procedure with these records.
fn project(folder: &Path, name: &str, workflow: &str, records: &str) {
    let head =
        format!("format = 1\n[project]\nname = \"{name}\"\nworkflow = \"{workflow}\"\nstart = 2023-06-01\n");
    fs::write(folder.join(format!("{name}.toml")), format!("{head}{records}")).unwrap();
}

#[test]
fn a_new_file_is_the_plan_of_its_procedure() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for workflow in SHIPPED {
        for lang in ["zh", "en"] {
            let file = format!("{workflow}.{lang}.toml");
            let written = answer(
                folder,
                &["track", "--init", &file, "-w", workflow, "--start", "2023-06-01", "--lang", lang],
            );
            assert!(written.contains(&file), "{written}");
            assert!(answer(folder, &["check", &file]).contains("no errors"));
            let text = fs::read_to_string(folder.join(&file)).unwrap();
            assert!(text.contains("[project]") && text.contains("#"), "{text}");
            let plan =
                json(folder, &["simulate", "-w", workflow, "--start", "2023-06-01", "--format", "json"]);
            for as_of in ["2023-06-01", "2023-09-15"] {
                let tracked = json(folder, &["track", &file, "--as-of", as_of, "--format", "json"]);
                assert_eq!(tracked["schema"], "permits.track/1");
                assert_eq!((&tracked["as_of"], &tracked["has_records"]), (&as_of.into(), &false.into()));
                assert_eq!(tracked["forecast_finish"], plan["finish"]);
                let (steps, planned) =
                    (tracked["steps"].as_array().unwrap(), plan["steps"].as_array().unwrap());
                assert_eq!(steps.len(), planned.len());
                for (step, planned) in steps.iter().zip(planned) {
                    assert_eq!(step["id"], planned["id"]);
                    assert_eq!(step["planned_finish"], planned["finish"]["date"]);
                    assert_eq!(step["forecast_finish"], planned["finish"]["date"]);
                    assert_eq!((&step["state"], &step["delay"]), (&"waiting".into(), &0.into()));
                    // Every step has its table, ready to be filled in.
                    assert!(text.contains(&format!("[actual.{}]", step["id"].as_str().unwrap())), "{step}");
                }
            }
        }
    }
    assert!(fails(folder, 2, &["track", "--init", "x.toml", "--goal", "draft-plan"]).contains("--goal"));
    let again = fails(folder, 1, &["track", "--init", "full-path.en.toml", "--start", "2024-01-02"]);
    assert!(again.contains("is there already"), "{again}");
    assert!(!fs::read_to_string(folder.join("full-path.en.toml")).unwrap().contains("2024-01-02"));
}

#[test]
fn a_new_file_keeps_what_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let flags = [
        "--start",
        "2023-06-01",
        "--set",
        "trees=true",
        "--set",
        "eia-class=book",
        "--counting",
        "practice",
        "--basis",
        "worst",
        "--known-as-of",
        "2023-05-01",
    ];
    answer(folder, &[&["track", "--init", "p \"1\".toml"][..], &flags].concat());
    let tracked = json(folder, &["track", "p \"1\".toml", "--as-of", "2023-06-01", "--format", "json"]);
    let plan = json(folder, &[&["simulate", "--format", "json"][..], &flags].concat());
    assert_eq!(tracked["forecast_finish"], plan["finish"]);
    assert_eq!(tracked["project"], "p \"1\"");
    let text = fs::read_to_string(folder.join("p \"1\".toml")).unwrap();
    assert!(text.contains("\ntrees = true #") && text.contains("\n# green-occupation = false #"), "{text}");
    // On standard output it is the same but for the name.
    let printed = answer(folder, &[&["track", "--init", "-"][..], &flags].concat());
    assert_eq!(printed.replace("name = \"project\"", "name = \"p \\\"1\\\"\""), text);
}

#[test]
fn an_edit_changes_what_it_says_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let text = "# ours\nformat = 1\n\n[project] # head\nname   = 'x'\nworkflow = \"full-path\"\nstart = 2023-06-01\n\n\
                [actual.draft-plan] # by letter\nstarted = 2023-06-02   # a Friday\n\n\
                [[pause]] # 补正\nstep = \"draft-plan\"\nfrom = 2023-06-05\nto = 2023-06-07\n";
    fs::write(folder.join("x.toml"), text).unwrap();
    let said = answer(
        folder,
        &["track", "set", "x.toml", "draft-plan", "started=2023-06-05", "finished=2023-06-28"],
    );
    assert_eq!(said, "x.toml: draft-plan: started = 2023-06-05, finished = 2023-06-28\n");
    let expected = text.replace(
        "started = 2023-06-02   # a Friday\n",
        "started = 2023-06-05   # a Friday\nfinished = 2023-06-28\n",
    );
    assert_eq!(fs::read_to_string(folder.join("x.toml")).unwrap(), expected);
    answer(folder, &["track", "set", "x.toml", "draft-plan", "finished=", "remaining=4个工作日"]);
    let text = fs::read_to_string(folder.join("x.toml")).unwrap();
    assert_eq!(text, expected.replace("finished = 2023-06-28\n", "remaining = \"4wd\"\n"));
    // What cannot be is not written.
    for (code, arguments, word) in [
        (2, ["draft-pln", "finished=2023-06-28"], "did you mean `draft-plan`?"),
        (2, ["draft-plan", "finishd=2023-06-28"], "did you mean `finished`?"),
        (2, ["draft-plan", "finished"], "is not a pair"),
        (2, ["draft-plan", "finished=2023-02-30"], "no such day"),
        (2, ["draft-plan", "remaining=4"], "is not a length"),
        (3, ["draft-plan", "finished=2023-06-01"], "before the beginning"),
        (3, ["draft-plan", "finished=2023-06-06"], "something left to do"),
    ] {
        let error = fails(folder, code, &[&["track", "set", "x.toml"][..], &arguments].concat());
        assert!(error.contains(word), "{arguments:?}: {error}");
        assert_eq!(fs::read_to_string(folder.join("x.toml")).unwrap(), text, "{arguments:?}");
    }
    // A byte order mark and the line ends of Windows stay.
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n").replace('x', "w"));
    fs::write(folder.join("w.toml"), &windows).unwrap();
    answer(folder, &["track", "set", "w.toml", "draft-plan", "remaining=5wd"]);
    assert_eq!(fs::read_to_string(folder.join("w.toml")).unwrap(), windows.replace("4wd", "5wd"));
    assert!(
        fails(folder, 1, &["track", "set", "none.toml", "draft-plan", "finished="]).contains("cannot read")
    );
    // What contradicts another record is written, and told.
    let output = run(folder, &["track", "set", "x.toml", "consult-plan", "started=2023-06-02"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("record-order"));
    assert!(
        fs::read_to_string(folder.join("x.toml"))
            .unwrap()
            .contains("[actual.consult-plan]\nstarted = 2023-06-02\n")
    );
}

#[test]
fn edits_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    answer(folder, &["track", "--init", "p.toml", "--start", "2023-06-01"]);
    let tracked = json(folder, &["track", "p.toml", "--as-of", "2023-06-01", "--format", "json"]);
    let act = |step: &&Json| step["forecast"]["begins"]["date"].as_str().is_some();
    let steps: Vec<String> = tracked["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(act)
        .take(24)
        .map(|step| step["id"].as_str().unwrap().to_string())
        .collect();
    let editors: Vec<_> = steps
        .iter()
        .map(|step| {
            let mut program = Command::new(PROGRAM);
            program.args(["track", "set", "p.toml", step, "started=2023-06-05"]).current_dir(folder);
            program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    assert_eq!(editors.len(), 24);
    for mut editor in editors {
        assert_eq!(editor.wait().unwrap().code(), Some(0));
    }
    let text = fs::read_to_string(folder.join("p.toml")).unwrap();
    assert_eq!(text.matches("started = 2023-06-05\n").count(), 24, "{text}");
    for step in &steps {
        let of_step = text.split(&format!("[actual.{step}]")).nth(1).unwrap();
        assert!(of_step.split("[actual.").next().unwrap().contains("started = 2023-06-05"), "{step}");
    }
    // Nothing is left beside the file.
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
}

/// The steps of the writing itself are killed one by one in `cli::output`; here the whole program is, at any time.
#[test]
fn an_edit_that_is_killed_leaves_a_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    answer(folder, &["track", "--init", "p.toml", "--start", "2023-06-01"]);
    let before = fs::read_to_string(folder.join("p.toml")).unwrap();
    answer(folder, &["track", "set", "p.toml", "draft-plan", "finished=2023-06-28"]);
    let after = fs::read_to_string(folder.join("p.toml")).unwrap();
    let mut seen = [0, 0];
    for round in 0..120 {
        fs::write(folder.join("p.toml"), &before).unwrap();
        let mut program = Command::new(PROGRAM);
        program.args(["track", "set", "p.toml", "draft-plan", "finished=2023-06-28"]).current_dir(folder);
        let mut editor = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(150 * round));
        editor.kill().unwrap();
        editor.wait().unwrap();
        let text = fs::read_to_string(folder.join("p.toml")).unwrap();
        assert!(text == before || text == after, "{round}: {text}");
        seen[usize::from(text == after)] += 1;
    }
    // Killed at once it has not written yet.
    assert!(seen[0] > 0, "{seen:?}");
}

#[test]
fn a_pause_is_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(
        folder.join("w.toml"),
        "format = 1\n[workflow]\nid = \"w\"\ngoal = \"end\"\n[source.s]\ntitle = \"s\"\n\
         [[step]]\nid = \"review\"\nkind = \"review\"\nlimit = \"60d\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"review\"]\n",
    )
    .unwrap();
    let file = |records: &str| {
        let head = "format = 1\n[project]\nname = \"p\"\nworkflow = \"w\"\nstart = 2023-05-15\n[actual.review]\nstarted = 2023-05-15\n";
        fs::write(folder.join("p.toml"), format!("{head}{records}")).unwrap();
    };
    let review = |as_of: &str| {
        json(folder, &["track", "p.toml", "--as-of", as_of, "--format", "json"])["steps"][0].clone()
    };
    let first = "[[pause]]\nstep = \"review\"\nfrom = 2023-05-20\nto = 2023-05-30\nreason = \"补正\"\ncite = \"通知书\"\n";
    let second = "[[pause]]\nstep = \"review\"\nfrom = 2023-05-25\nto = 2023-06-03\n";
    file("");
    assert_eq!(review("2023-06-10")["forecast_finish"], "2023-07-14");
    file(&format!("{first}{second}"));
    let both = review("2023-06-10");
    assert_eq!((&both["forecast_finish"], &both["due"]), (&"2023-07-28".into(), &"2023-07-28".into()));
    assert_eq!((&both["delay_natural"], &both["state"]), (&14.into(), &"running".into()));
    let page = flat(&answer(folder, &["track", "p.toml", "--as-of", "2023-06-10"]));
    // Of 21 May to 3 June ten are working days.
    let told = "its clock stood 10 working days (14 natural days): 2023-05-20 to 2023-05-30 补正 [通知书], 2023-05-25 to 2023-06-03.";
    assert!(page.contains(told), "{page}");
    // While it stands the reason is told.
    file(&first.replace("to = 2023-05-30\n", ""));
    assert_eq!(review("2023-06-10")["state"], "paused");
    let page = flat(&answer(folder, &["track", "p.toml", "--as-of", "2023-06-10"]));
    assert!(page.contains("its clock stands (补正 [通知书])"), "{page}");
}

/// Records of `full-path` from 2023-06-01, in which the plan took a week longer and the survey is late.
const LATE: &str = "[actual.draft-plan]\nstarted = 2023-06-01\nfinished = 2023-07-07\n\
                    [actual.consult-plan]\nstarted = 2023-07-07\n";

#[test]
fn the_page_says_who_has_to_do_what() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    project(folder, "p", "full-path", LATE);
    for lang in ["zh", "en"] {
        let page = answer(folder, &["track", "p.toml", "--as-of", "2023-07-10", "--lang", lang]);
        for line in page.lines() {
            assert!(columns(line) <= 80, "{line}");
        }
        let words: &[&str] = match lang {
            // The plan was to be drafted by 30 June; the replies are due five working days after the 7th: on the 14th.
            "en" => &[
                "5 working days (7 natural days) later",
                "What moves the goal",
                "Who has the ball",
                "planning bureau: consult departments on the plan, since 2023-07-07, until",
                "after 2023-07-14, 24:00, silence is no objection from",
                "What the company must still do before the deal",
                "commitment handed in (annex 3) (waiting): planned 2023-07-12",
            ],
            _ => &[
                "晚 5 个工作日(7 个自然日)",
                "推迟终点的事项",
                "现由谁办",
                "2023-07-14 24:00 起",
                "成交前应办而未办",
            ],
        };
        // Chinese is wrapped without blanks.
        let joined = |text: &str| if lang == "zh" { text.split_whitespace().collect() } else { flat(text) };
        for word in words {
            assert!(joined(&page).contains(&joined(word)), "{word}\n{page}");
        }
    }
    let tracked = json(folder, &["track", "p.toml", "--as-of", "2023-07-10", "--format", "json"]);
    let step =
        |id: &str| tracked["steps"].as_array().unwrap().iter().find(|step| step["id"] == id).unwrap().clone();
    let consult = step("consult-plan");
    assert_eq!((&consult["state"], &consult["due"]), (&"running".into(), &"2023-07-14".into()));
    assert_eq!((&consult["delay"], &consult["moves_goal"]), (&5.into(), &5.into()));
    // 10 July less seven natural days.
    assert_eq!(consult["front"], "2023-07-03");
    assert_eq!(step("industry-requirements")["how"], "proved");
    assert_eq!(tracked["silences"][0]["step"], "consult-plan");
    assert!(tracked["before_deal"].as_array().unwrap().contains(&"commitment-a".into()));
    // A step of a document that was no longer in force when it begins is warned of.
    let old = "format = 1\n[project]\nname = \"old\"\nworkflow = \"full-path\"\nstart = 2025-09-01\n[actual.draft-plan]\nstarted = 2025-09-01\n";
    fs::write(folder.join("old.toml"), old).unwrap();
    let page = answer(folder, &["track", "old.toml", "--as-of", "2025-12-01"]);
    assert!(page.contains("not-in-force") && page.contains("after its document's last day"), "{page}");
    let tracked = json(folder, &["track", "old.toml", "--as-of", "2025-12-01", "--format", "json"]);
    let (late, steps) = (tracked["out_of_force"].as_array().unwrap(), tracked["steps"].as_array().unwrap());
    // What cites the first document and begins after 27 April 2026.
    assert!(late.iter().any(|row| row["step"] == "actual-start" && row["until"] == "2026-04-27"), "{late:?}");
    for row in late {
        let step = steps.iter().find(|step| step["id"] == row["step"]).unwrap();
        let begins = step["forecast"]["begins"]["date"].as_str().unwrap();
        assert!(begins > row["until"].as_str().unwrap(), "{row}");
    }
}

#[test]
fn a_limit_that_has_passed_is_told_with_its_article() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    project(
        folder,
        "p",
        "full-path",
        "[actual.plan-publicity]\nstarted = 2023-06-05\nfinished = 2023-06-20\n",
    );
    let page = answer(folder, &["track", "p.toml", "--as-of", "2023-06-21"]);
    // Thirty days of publicity from 5 June end on 5 July.
    assert!(
        flat(&page).contains(
            "recorded as ended on 2023-06-20, but its time runs to 2023-07-05: it was cut short [b 7"
        ),
        "{page}"
    );
    // What is only expected to take five working days, and took seven.
    project(
        folder,
        "late",
        "full-path",
        "[actual.ownership-review]\nstarted = 2023-06-05\nfinished = 2023-06-14\n",
    );
    let tracked = json(folder, &["track", "late.toml", "--as-of", "2023-06-21", "--format", "json"]);
    assert_eq!(tracked["overran"], serde_json::json!([]), "an expected time is no limit");
    project(
        folder,
        "over",
        "full-path",
        "[actual.spot-check]\nstarted = 2023-06-05\nfinished = 2023-07-06\n",
    );
    let page = answer(folder, &["track", "over.toml", "--as-of", "2023-07-10"]);
    // 20 working days from 5 June end on 4 July.
    assert!(
        flat(&page).contains("finished on 2023-07-06, 2 working days after its limit, 2023-07-04 [b 17]"),
        "{page}"
    );
    project(folder, "q", "full-path", "[actual.spot-check]\nstarted = 2023-06-05\n");
    let tracked = json(folder, &["track", "q.toml", "--as-of", "2023-07-14", "--format", "json"]);
    let past = tracked["past_limits"].as_array().unwrap();
    assert_eq!(past.len(), 1, "{past:?}");
    // 20 working days from 5 June, Duanwu left out and the 25th counted: 4 July.
    assert_eq!((&past[0]["step"], &past[0]["due"]), (&"spot-check".into(), &"2023-07-04".into()));
    assert_eq!(past[0]["cite"], serde_json::json!(["b 17"]));
}

#[test]
fn the_chart_has_the_front_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    project(folder, "p", "full-path", LATE);
    for (lang, words) in [("zh", "晚 5,自由时差"), ("en", "5 wd late; free float")] {
        answer(folder, &["track", "p.toml", "--as-of", "2023-07-10", "--lang", lang, "--svg", "p.svg"]);
        let chart = fs::read_to_string(folder.join("p.svg")).unwrap();
        assert_eq!(chart.matches("class=\"front\"").count(), 1);
        assert!(chart.contains(words) && chart.contains("2023-07-10"), "{lang}");
    }
    assert!(fails(folder, 2, &["track", "p.toml", "--as-of", "2023-07-10", "--svg", "-"]).contains("--svg"));
    // A project is not written over.
    let before = fs::read_to_string(folder.join("p.toml")).unwrap();
    for over in [["--svg", "p.toml"], ["--ics", "./p.toml"]] {
        let error = fails(folder, 2, &[&["track", "p.toml", "--as-of", "2023-07-10"][..], &over].concat());
        assert!(error.contains("over a project file"), "{error}");
    }
    assert_eq!(fs::read_to_string(folder.join("p.toml")).unwrap(), before);
    assert!(fails(folder, 2, &["track", "p.toml", "--as-of", "2023-07-10", "--dark"]).contains("--svg"));
}

#[test]
fn impossible_records_are_shown_where_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    project(
        folder,
        "p",
        "full-path",
        "[actual.draft-plan]\nfinished = 2023-06-20\n[actual.consult-plan]\nstarted = 2023-06-12\n[actual.tree-permit]\nfinished = 2023-06-12\n",
    );
    let error = fails(folder, 3, &["track", "p.toml", "--as-of", "2023-06-15"]);
    for told in [
        "p.toml:7:12",
        "error[future-record]",
        "error[record-order]",
        "p.toml:10:9",
        "trees=false",
        "3 errors",
    ] {
        assert!(error.contains(told), "{told}: {error}");
    }
    assert!(fails(folder, 2, &["track", "p.toml"]).contains("--as-of"));
    assert!(fails(folder, 2, &["track", "p.toml", "--as-of", "2023-13-01"]).contains("no such day"));
    assert!(fails(folder, 1, &["track", "none.toml", "--as-of", "2023-06-15"]).contains("none.toml"));
    assert!(fails(folder, 2, &["track", "--as-of", "2023-06-15"]).contains("project file"));
}

#[test]
fn a_folder_has_a_row_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let projects = folder.join("projects");
    fs::create_dir(&projects).unwrap();
    project(&projects, "a", "full-path", LATE);
    project(&projects, "b", "land-supply", "");
    // A second project called like the first, a file of another kind, and one that is broken.
    fs::copy(projects.join("a.toml"), projects.join("c.toml")).unwrap();
    fs::write(
        projects.join("w.toml"),
        "format = 1\n[workflow]\nid = \"w\"\ngoal = \"g\"\n[[step]]\nid = \"g\"\nkind = \"act\"\n",
    )
    .unwrap();
    fs::write(projects.join("notes.txt"), "not a project").unwrap();
    let page = answer(folder, &["track", "projects", "--as-of", "2023-07-10"]);
    for word in [
        "3 projects as of 2023-07-10",
        "a (a)",
        "a (c)",
        "b (no records)",
        "Due until 2023-07-24",
        "planning bureau",
    ] {
        assert!(page.contains(word), "{word}\n{page}");
    }
    for lang in ["zh", "en"] {
        let page = answer(folder, &["track", "projects", "--as-of", "2023-07-10", "--lang", lang]);
        assert!(page.lines().all(|line| columns(line) <= 80), "{page}");
    }
    fs::write(projects.join("d.toml"), "format = 1\n[project]\nname = \"d\"\n").unwrap();
    let output =
        run(folder, &["track", "projects", "--as-of", "2023-07-10", "--format", "json", "--ics", "all.ics"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing-key"));
    let summed: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(summed["schema"], "permits.portfolio/1");
    let rows = summed["projects"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    assert!(rows[3]["file"].as_str().unwrap().ends_with("d.toml") && rows[3].get("name").is_none());
    // Each row says what the project's own document says.
    let tracked = json(folder, &["track", "projects/a.toml", "--as-of", "2023-07-10", "--format", "json"]);
    for key in ["planned_finish", "forecast_finish", "delay", "has_records"] {
        assert_eq!(rows[0][key], tracked[key], "{key}");
    }
    assert_eq!(rows[0]["steps"], tracked["steps"].as_array().unwrap().len());
    let in_state = |state: &str| {
        tracked["steps"].as_array().unwrap().iter().filter(|step| step["state"] == state).count()
    };
    for state in ["done", "running", "paused", "overdue", "waiting"] {
        assert_eq!(rows[0][state], in_state(state), "{state}");
    }
    // The calendar holds the open steps of all projects, each event once.
    let calendar = fs::read_to_string(folder.join("all.ics")).unwrap();
    let uids: Vec<&str> = calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    let mut once = uids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), uids.len());
    let open = |row: &Json| row["steps"].as_u64().unwrap() - row["done"].as_u64().unwrap();
    let steps = uids.iter().filter(|uid| uid.starts_with("UID:track.")).count() as u64;
    assert_eq!(steps, rows[..3].iter().map(open).sum::<u64>());
    assert_eq!(calendar.matches("BEGIN:VCALENDAR").count(), 1);
    // Several files are as good as a folder; a chart is one project's.
    let files = answer(folder, &["track", "projects/a.toml", "projects/b.toml", "--as-of", "2023-07-10"]);
    assert!(files.starts_with("2 projects"), "{files}");
    assert!(
        fails(folder, 2, &["track", "projects", "--as-of", "2023-07-10", "--svg", "x.svg"])
            .contains("one project")
    );
    let empty = folder.join("empty");
    fs::create_dir(&empty).unwrap();
    assert!(fails(folder, 2, &["track", "empty", "--as-of", "2023-07-10"]).contains("no project file"));
}

#[test]
fn many_projects_are_the_same_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for number in 0..450 {
        let records = if number % 3 == 0 { "" } else { LATE };
        project(folder, &format!("p{number:03}"), SHIPPED[3], records);
    }
    let summed = json(folder, &["track", ".", "--as-of", "2023-07-10", "--format", "json"]);
    let rows = summed["projects"].as_array().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, (0..450).map(|number| format!("p{number:03}")).collect::<Vec<_>>());
    for (number, row) in rows.iter().enumerate() {
        assert_eq!(row["delay"], if number % 3 == 0 { 0 } else { 5 }, "{number}");
    }
}
