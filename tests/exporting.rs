//! Files for other tools: what they say is what the schedule says, and a hostile name stays a name.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value as Json;

/// Exit code, standard output, standard error.
fn permits(arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_permits"))
        .args(arguments)
        .env_remove("LANG")
        .env_remove("LC_ALL")
        .output()
        .unwrap();
    (output.status.code().unwrap(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

fn exported(format: &str, arguments: &[&str]) -> String {
    let (code, out, err) = permits(&[&["export", "--to", format], arguments].concat());
    assert_eq!(code, 0, "{err}");
    String::from_utf8(out).unwrap()
}

fn scheduled(arguments: &[&str]) -> Json {
    let (code, out, err) = permits(&[&["simulate", "--format=json"], arguments].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_slice(&out).unwrap()
}

/// The strings of a DOT text, unescaped; panics where one does not end on its line.
fn strings(line: &str) -> Vec<String> {
    let (mut found, mut letters) = (Vec::new(), line.chars());
    while let Some(letter) = letters.next() {
        if letter != '"' {
            continue;
        }
        let mut text = String::new();
        loop {
            match letters.next().unwrap_or_else(|| panic!("a string does not end: {line}")) {
                '"' => break,
                '\\' => text.push(match letters.next() {
                    Some('n') => '\n',
                    Some(letter) => letter,
                    None => panic!("{line}"),
                }),
                letter => text.push(letter),
            }
        }
        found.push(text);
    }
    found
}

#[test]
fn csv_and_json_are_those_of_simulate() {
    for (lang, start) in [("--lang=zh", "--start=2023-06-01"), ("--lang=en", "--start=2027-01-04")] {
        for format in ["csv", "json"] {
            let (_, simulated, _) = permits(&["simulate", &format!("--format={format}"), start, lang]);
            assert_eq!(exported(format, &[start, lang]).as_bytes(), simulated);
        }
    }
    let marked = exported("csv", &["--bom", "--start=2023-06-01"]);
    assert_eq!(marked.strip_prefix('\u{feff}'), Some(exported("csv", &["--start=2023-06-01"]).as_str()));
}

#[test]
fn a_graph_has_a_node_a_step_and_an_edge_a_link() {
    for workflow in ["full-path", "conventional", "land-supply"] {
        let arguments = ["-w", workflow, "--start=2023-06-01", "--lang=en"];
        let (graph, plan) = (exported("dot", &arguments), scheduled(&arguments));
        let (mut nodes, mut edges) = (BTreeSet::new(), BTreeSet::new());
        for line in graph.lines() {
            let said = strings(line);
            if line.contains(" -> ") {
                edges.insert((said[0].clone(), said[1].clone()));
            } else if line.contains("shape=") && !line.contains("node [") {
                nodes.insert((said[0].clone(), said[1].clone()));
            }
        }
        let steps = plan["steps"].as_array().unwrap();
        assert_eq!(nodes.len(), steps.len(), "{workflow}");
        for step in steps {
            let id = step["id"].as_str().unwrap();
            let (_, label) = nodes.iter().find(|(node, _)| node == id).unwrap();
            assert!(label.contains(step["finish"]["date"].as_str().unwrap()), "{id}: {label}");
            assert!(label.contains(step["name"]["en"].as_str().unwrap()), "{id}: {label}");
            // Whatever sets a trigger is a link.
            for driver in step["drivers"].as_array().unwrap() {
                assert!(edges.contains(&(driver.as_str().unwrap().into(), id.into())), "{driver} → {id}");
            }
        }
        let ids: BTreeSet<&str> = nodes.iter().map(|(node, _)| node.as_str()).collect();
        assert!(edges.iter().all(|(from, to)| ids.contains(from.as_str()) && ids.contains(to.as_str())));
    }
}

#[test]
fn a_mermaid_chart_has_a_bar_a_step_with_its_days() {
    let arguments = ["--start=2023-06-01", "--lang=zh"];
    let (chart, plan) = (exported("mermaid", &arguments), scheduled(&arguments));
    let mut bars: Vec<(String, String)> = Vec::new();
    for line in chart.lines().filter(|line| line.contains(" :")) {
        let (name, rest) = line.trim().split_once(" :").unwrap();
        let parts: Vec<&str> = rest.split(", ").collect();
        let (begins, ends) = (parts[parts.len() - 2], parts[parts.len() - 1]);
        bars.push((name.to_string(), if ends == "0d" { begins.into() } else { ends.into() }));
    }
    let mut steps: Vec<(String, String)> = plan["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            let text = |value: &Json| value.as_str().unwrap().to_string();
            (text(&step["name"]["zh"]), text(&step["finish"]["date"]))
        })
        .collect();
    bars.sort();
    steps.sort();
    assert_eq!(bars, steps);
}

/// A task of a project file, as another reader of XML sees it.
#[derive(Default)]
struct Task {
    name: String,
    finish: String,
    hours: i64,
    links: usize,
}

/// The tasks of a project file; panics where it is not well formed.
fn tasks(project: &str) -> Vec<Task> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(project);
    let (mut open, mut found, mut text) = (Vec::<String>::new(), Vec::<Task>::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                open.push(String::from_utf8(element.name().as_ref().to_vec()).unwrap());
                text.clear();
                if open == ["Project", "Tasks", "Task"] {
                    found.push(Task::default());
                }
            }
            Event::Text(words) => text += &words.decode().unwrap(),
            Event::GeneralRef(name) => {
                let name = String::from_utf8(name.to_vec()).unwrap();
                text += quick_xml::escape::resolve_predefined_entity(&name).unwrap();
            }
            Event::End(_) => {
                if let (["Project", "Tasks", "Task", inside], Some(task)) =
                    (&open.iter().map(String::as_str).collect::<Vec<_>>()[..], found.last_mut())
                {
                    match *inside {
                        "Name" => task.name = text.clone(),
                        "Finish" => task.finish = text[..10].to_string(),
                        "Duration" => {
                            task.hours = text[2..text.find('H').unwrap()].parse().unwrap();
                        }
                        "PredecessorLink" => task.links += 1,
                        _ => {}
                    }
                }
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

#[test]
fn a_project_has_a_task_a_step_with_its_finish_and_the_hours_of_its_length() {
    for workflow in ["full-path", "conventional"] {
        let arguments = ["-w", workflow, "--start=2023-09-28", "--lang=zh"];
        let (project, plan) = (exported("mspdi", &arguments), scheduled(&arguments));
        let tasks = tasks(&project);
        let steps = plan["steps"].as_array().unwrap();
        assert_eq!(tasks.len(), steps.len());
        for (task, step) in tasks.iter().zip(steps) {
            assert_eq!(task.name, step["name"]["zh"]);
            assert_eq!(task.finish, step["finish"]["date"]);
            assert!(task.links > 0 || step["drivers"].as_array().unwrap().is_empty(), "{}", step["id"]);
            // A length in working days that runs its course is eight hours a day, whatever holidays it meets.
            let working = step["length"].as_str().and_then(|length| length.strip_suffix("wd"));
            if let Some(days) = working.filter(|_| step["kind"] != "meeting") {
                assert_eq!(task.hours, 8 * days.parse::<i64>().unwrap(), "{}", step["id"]);
            }
        }
    }
    // National Day of 2023 is off although a Monday, and Saturday 7 October is a make-up day: both are said twice.
    let project = exported("mspdi", &["--start=2023-09-28"]);
    for day in ["2023-10-02", "2023-10-07"] {
        assert_eq!(project.matches(&format!("<FromDate>{day}T00:00:00</FromDate>")).count(), 2, "{day}");
    }
}

#[test]
fn hostile_names_stay_names() {
    let names = [
        r#"a\" -> b; } digraph x {"#,
        "=cmd|' /C calc'!A0",
        "section evil",
        "a: crit, x, 2020-01-01, 3d; b #c %% d <script>alert(1)</script>",
        r"back\\slash\\n",
    ];
    let mut file = String::from(
        "format = 1\n[workflow]\nid = \"hostile\"\nversion = \"1\"\ntitle = { zh = \"坏\", en = \"bad: #\" }\n\
         start = { zh = \"起\", en = \"start\" }\ngoal = \"s0\"\n",
    );
    for (number, name) in names.iter().enumerate() {
        file += &format!(
            "[[step]]\nid = \"s{number}\"\nname = {{ zh = \"{name}\", en = \"{name}\" }}\nkind = \"task\"\nestimate = \"{}wd\"\n",
            number + 1
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.toml");
    std::fs::write(&path, file).unwrap();
    let arguments = ["-w", path.to_str().unwrap(), "--start=2023-06-01", "--lang=en"];
    let graph = exported("dot", &arguments);
    let labels: Vec<String> = graph
        .lines()
        .filter(|line| line.contains("shape=") && !line.contains("node ["))
        .map(|line| strings(line)[1].lines().next().unwrap().to_string())
        .collect();
    let plan = scheduled(&arguments);
    let said: Vec<&str> =
        plan["steps"].as_array().unwrap().iter().map(|step| step["name"]["en"].as_str().unwrap()).collect();
    assert_eq!(labels, said);
    let edges = graph.lines().filter(|line| line.contains("\" -> \""));
    assert_eq!(edges.count(), 0, "no name became an edge: {graph}");
    let chart = exported("mermaid", &arguments);
    let bars: Vec<&str> = chart.lines().filter(|line| line.contains(" :")).collect();
    assert_eq!(bars.len(), names.len(), "{chart}");
    for bar in bars {
        let (name, rest) = bar.trim().split_once(" :").unwrap();
        assert!(!name.contains([':', ';', '#', '%', '<', '>', '\\', '"']), "{bar}");
        assert!(!name.to_lowercase().starts_with("section"), "{bar}");
        assert_eq!(rest.split(", ").count(), if rest.starts_with("crit") { 4 } else { 3 }, "{bar}");
    }
    let named: Vec<String> =
        tasks(&exported("mspdi", &arguments)).into_iter().map(|task| task.name).collect();
    assert_eq!(named, said);
    let rows = exported("csv", &arguments);
    assert!(rows.contains("'=cmd|"), "{rows}");
}

#[test]
fn a_file_is_written_whole_and_a_wrong_word_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.dot");
    std::fs::write(&path, "what was there").unwrap();
    let file = path.to_str().unwrap();
    let (code, out, err) = permits(&["export", "--to=dot", "--start=2023-02-30", "-o", file]);
    assert_eq!((code, out.len()), (2, 0), "{err}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "what was there");
    let (code, out, err) = permits(&["export", "--to=dot", "--start=2023-06-01", "--lang=en", "-o", file]);
    assert_eq!((code, out.len()), (0, 0), "{err}");
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        exported("dot", &["--start=2023-06-01", "--lang=en"])
    );
    let refuses = |arguments: &[&str], needle: &str| {
        let (code, out, err) = permits(&[&["export", "--lang=en"], arguments].concat());
        assert_eq!((code, out.len()), (2, 0));
        assert!(err.contains(needle), "{needle} in {err}");
    };
    refuses(&["--start=2023-06-01"], "--to");
    refuses(&["--start=2023-06-01", "--to=dto"], "dot");
    refuses(&["--start=2023-06-01", "--to=json", "--bom"], "csv");
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_stays_a_link() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("far")).unwrap();
    symlink("far/second", at("first")).unwrap();
    symlink("plan.dot", at("far/second")).unwrap();
    let write = |name: &str| {
        let file = at(name);
        permits(&[
            "export",
            "--to=dot",
            "--start=2023-06-01",
            "--lang=en",
            "-w=land-supply",
            "-o",
            file.to_str().unwrap(),
        ])
    };
    // The first time nothing is there, the second time a file is.
    for _ in 0..2 {
        let (code, _, err) = write("first");
        assert_eq!(code, 0, "{err}");
        assert!(std::fs::read_to_string(at("far/plan.dot")).unwrap().starts_with("digraph"));
        assert!(std::fs::symlink_metadata(at("first")).unwrap().is_symlink());
        assert!(std::fs::symlink_metadata(at("far/second")).unwrap().is_symlink());
    }
    symlink("other", at("one")).unwrap();
    symlink("one", at("other")).unwrap();
    let (code, _, err) = write("one");
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("cannot be written") && std::fs::symlink_metadata(at("one")).unwrap().is_symlink());
}

/// From 1 June the plan is drafted until the 30th. Replies are expected in three working days, on 5 July; the text allows
/// five: 3, 4, 5, 6, 7 July. Without an estimate the step takes the five, and no deadline takes its float.
#[test]
fn a_limit_is_the_deadline_of_what_is_expected_to_be_shorter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.toml");
    let head = "format = 1\n[project]\nname = \"p\"\nworkflow = \"full-path\"\nstart = 2023-06-01\n";
    std::fs::write(&path, format!("{head}[step.consult-plan]\nestimate = \"3wd\"\n")).unwrap();
    let of = |arguments: &[&str]| {
        let file = exported("mspdi", arguments);
        let task = file.split("<Task>").find(|task| task.contains("<Value>consult-plan</Value>")).unwrap();
        let value = |name: &str| {
            let (_, rest) = task.split_once(&format!("<{name}>"))?;
            Some(rest.split('<').next().unwrap().to_string())
        };
        (value("Finish"), value("Deadline"))
    };
    let day = |day: &str| Some(format!("{day}T18:00:00"));
    assert_eq!(of(&["-p", path.to_str().unwrap()]), (day("2023-07-05"), day("2023-07-07")));
    assert_eq!(of(&["--start=2023-06-01"]), (day("2023-07-07"), None));
}
