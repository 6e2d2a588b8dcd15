//! The odds on the command line: `risk`, its parts, `sweep --risk`, `compare --risk`, and what is refused.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use permits::report::prose::columns;
use serde_json::Value as Json;

fn permits(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_permits"));
    program.args(arguments).env("LANG", "C").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    program
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn output(arguments: &[&str]) -> Output {
    permits(arguments).output().unwrap()
}

/// The answer of a command that succeeds.
#[track_caller]
fn answer(arguments: &[&str]) -> String {
    let output = output(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

#[track_caller]
fn json(arguments: &[&str]) -> Json {
    serde_json::from_str(&answer(arguments)).unwrap()
}

const CASE: [&str; 9] =
    ["risk", "--start", "2023-06-01", "--assumptions", "stressed", "--method", "sample", "--samples", "5000"];

fn with<'a>(case: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [case, more].concat()
}

#[test]
fn the_document_says_what_the_contract_names_and_adds_up() {
    let odds = json(&with(&CASE, &["--format", "json"]));
    assert_eq!(odds["schema"], "permits.risk/1");
    assert_eq!(odds["method"], "sample");
    assert_eq!((odds["samples"].as_u64(), odds["seed"].as_u64()), (Some(5_000), Some(1)));
    assert_eq!(odds["goal"], "actual-start");
    let days: Vec<(&str, f64)> = odds["distribution"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| (day["date"].as_str().unwrap(), day["probability"].as_f64().unwrap()))
        .collect();
    assert!(days.windows(2).all(|pair| pair[0].0 < pair[1].0), "the days are in order");
    let sum: f64 = days.iter().map(|(_, probability)| probability).sum();
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    // The quantiles and the mean, worked out from the days.
    for (name, share) in [("p05", 0.05), ("p50", 0.5), ("p80", 0.8), ("p95", 0.95)] {
        let mut so_far = 0.0;
        let reached = days.iter().find(|(_, probability)| {
            so_far += probability;
            so_far >= share - 1e-9
        });
        assert_eq!(odds["quantiles"][name], reached.unwrap().0, "{name}");
    }
    let start: permits::calendar::Day = "2023-06-01".parse().unwrap();
    let since = |day: &str| f64::from(day.parse::<permits::calendar::Day>().unwrap().days_since(start));
    let mean: f64 = days.iter().map(|(day, probability)| since(day) * probability).sum();
    assert!((odds["mean_natural_days"].as_f64().unwrap() - mean).abs() < 1e-5);
    // The days of all who hold some are the days that it takes, planned and in the mean.
    let sum = |key: &str| -> f64 {
        odds["shares"].as_array().unwrap().iter().map(|share| share[key].as_f64().unwrap()).sum()
    };
    assert!((sum("mean_days") - mean).abs() < 1e-4);
    let planned = odds["planned"].as_str().unwrap();
    assert_eq!(sum("planned_days"), since(planned));
    assert!((sum("delay") - (mean - since(planned))).abs() < 1e-4);
    let simulated =
        json(&["simulate", "--start", "2023-06-01", "--assumptions", "stressed", "--format", "json"]);
    assert_eq!(simulated["finish"], planned);
    for promise in odds["promises"].as_array().unwrap() {
        let [low, kept, high] = ["low", "probability", "high"].map(|key| promise[key].as_f64().unwrap());
        assert!(0.0 <= low && low <= kept && kept <= high && high <= 1.0, "{promise}");
    }
    let criticality = |id: &str| {
        let steps = odds["steps"].as_array().unwrap().iter();
        steps.clone().find(|step| step["id"] == id).map(|step| step["criticality"].as_f64().unwrap())
    };
    assert_eq!(criticality("actual-start"), Some(1.0));
    assert!(
        odds["steps"].as_array().unwrap().iter().all(|step| step["criticality"].as_f64().unwrap() <= 1.0)
    );
    let silent = odds["silent"].as_array().unwrap();
    assert!(silent.iter().any(|reply| reply["step"] == "consult-plan" && reply["party"] == "utilities"));
    assert_eq!(
        odds["tornado"]["samples"], 5_000,
        "the 486 worlds of the full path do not cut the tornado short"
    );
    let swings = odds["tornado"]["swings"].as_array().unwrap();
    let widths: Vec<i64> = swings.iter().map(|swing| swing["days"].as_i64().unwrap().abs()).collect();
    assert!(widths.windows(2).all(|pair| pair[0] >= pair[1]), "the widest comes first");
    assert!(swings.iter().any(|swing| swing["kind"] == "fact" && swing["what"] == "major-deviation"));
}

#[test]
fn the_rows_are_those_of_the_document() {
    let odds = json(&with(&CASE, &["--format", "json"]));
    let rows = answer(&with(&CASE, &["--format", "csv"]));
    let rows: Vec<Vec<&str>> = rows.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["date", "probability", "by_then", "provisional"]);
    let days = odds["distribution"].as_array().unwrap();
    assert_eq!(rows.len(), days.len() + 1);
    for (row, day) in rows[1..].iter().zip(days) {
        assert_eq!(row[0], day["date"]);
        assert_eq!(row[1].parse::<f64>().unwrap(), day["probability"].as_f64().unwrap());
    }
    assert_eq!(rows[rows.len() - 1][2], "1");
}

/// A folder with parts of a run, and what the run says whole.
struct Parts {
    folder: tempfile::TempDir,
}

impl Parts {
    fn of(case: &[&str], of: usize) -> (Parts, Vec<PathBuf>) {
        let parts = Parts { folder: tempfile::tempdir().unwrap() };
        let files: Vec<PathBuf> =
            (1..=of).map(|part| parts.folder.path().join(format!("{part}.json"))).collect();
        for (number, file) in (1..).zip(&files) {
            let shard = format!("{number}/{of}");
            answer(&with(case, &["--shard", &shard, "-o", file.to_str().unwrap()]));
        }
        (parts, files)
    }
}

fn merge<'a>(files: impl IntoIterator<Item = &'a PathBuf>, more: &[&str]) -> Output {
    let files: Vec<&str> = files.into_iter().map(|file| file.to_str().unwrap()).collect();
    output(&[&["merge"], &files[..], more].concat())
}

#[test]
fn parts_in_any_order_merge_into_the_bytes_of_one_run() {
    for (case, formats) in [
        (&CASE[..], &["table", "json", "csv", "markdown"][..]),
        (
            &[
                "sweep",
                "--from",
                "2023-06-01",
                "--to",
                "2023-06-30",
                "--risk",
                "--method",
                "sample",
                "--samples",
                "300",
                "--set",
                "trees=true",
            ],
            &["table", "json", "csv"],
        ),
        // Exact: the parts agree with the whole, whatever each has worked out for others.
        (
            &[
                "sweep",
                "-w",
                "build-on-land-delivery",
                "--from",
                "2023-06-01",
                "--to",
                "2023-06-30",
                "--risk",
                "--assumptions",
                "stressed",
            ],
            &["table", "json", "csv"],
        ),
        (
            &["sweep", "--from", "2023-06-01", "--to", "2023-06-30", "--every", "day"],
            &["table", "json", "csv"],
        ),
    ] {
        let (parts, files) = Parts::of(case, 3);
        for format in formats {
            let whole = answer(&with(case, &["--format", format]));
            for order in [[0, 1, 2], [2, 0, 1]] {
                let merged = merge(order.map(|at| &files[at]), &["--format", format]);
                assert!(merged.status.success(), "{}", text(&merged.stderr));
                assert_eq!(text(&merged.stdout), whole, "{case:?} {format}");
            }
        }
        let [one, other] = ["one.svg", "other.svg"].map(|name| parts.folder.path().join(name));
        answer(&with(case, &["--svg", one.to_str().unwrap()]));
        let merged = merge(&files, &["--svg", other.to_str().unwrap()]);
        assert!(merged.status.success(), "{}", text(&merged.stderr));
        assert_eq!(fs::read(one).unwrap(), fs::read(other).unwrap());
    }
}

#[test]
fn threads_change_no_byte() {
    let one = answer(&with(&CASE, &["--format", "json", "--threads", "1"]));
    for threads in ["2", "3"] {
        assert_eq!(answer(&with(&CASE, &["--format", "json", "--threads", threads])), one);
    }
    let other = answer(&with(&CASE, &["--format", "json", "--seed", "2"]));
    assert_ne!(one, other, "another seed has other trials");
}

/// Every file that is no part of the run is told, with what is wrong with it, and nothing is answered.
#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let (parts, files) = Parts::of(&CASE, 3);
    let other_seed = parts.folder.path().join("seed.json");
    answer(&with(&CASE, &["--seed", "2", "--shard", "2/3", "-o", other_seed.to_str().unwrap()]));
    let other_case = parts.folder.path().join("set.json");
    answer(&with(&CASE, &["--set", "trees=true", "--shard", "2/3", "-o", other_case.to_str().unwrap()]));
    let other_cut = parts.folder.path().join("cut.json");
    answer(&with(&CASE, &["--shard", "2/4", "-o", other_cut.to_str().unwrap()]));
    let edited = |name: &str, from: &str, to: &str| {
        let read = fs::read_to_string(&files[1]).unwrap();
        assert!(read.contains(from), "{from}");
        let file = parts.folder.path().join(name);
        fs::write(&file, read.replacen(from, to, 1)).unwrap();
        file
    };
    let schema = edited("schema.json", "permits.shard/1", "permits.shard/9");
    let version =
        edited("version.json", concat!("\"program\": \"", env!("CARGO_PKG_VERSION")), "\"program\": \"0.0.9");
    let number = edited("number.json", "\"number\": 2", "\"number\": 4");
    let numbers = edited("numbers.json", "\"trials\": 1667", "\"trials\": 1666");
    let broken = edited("broken.json", "\"found\"", "\"found");
    // A file must not choose where an answer goes, nor what is answered.
    let typed = "\"--start=2023-06-01\"";
    let picture = edited("picture.json", typed, "\"--start=2023-06-01\", \"--svg=evil.svg\"");
    let elsewhere = edited("elsewhere.json", typed, "\"--start=2023-06-01\", \"-o\", \"evil.json\"");
    let help = edited("help.json", typed, "\"--help\"");
    let missing = parts.folder.path().join("missing.json");
    for (file, code, said) in [
        (&other_seed, 3, "is not of the same run"),
        (&other_case, 3, "the arguments differ"),
        (&other_cut, 3, "the number of parts differ"),
        (&files[0], 3, "are both part 1"),
        (&schema, 3, "its schema `permits.shard/9` is not permits.shard/1"),
        (&version, 3, "version 0.0.9 wrote it"),
        (&number, 3, "there is no part 4/3"),
        (&numbers, 3, "the file has been changed"),
        (&picture, 3, "`--svg=evil.svg` has no place in a shard"),
        (&elsewhere, 3, "`-o` has no place in a shard"),
        (&help, 3, "`--help` has no place in a shard"),
        (&broken, 3, "broken.json`:"),
        (&missing, 1, "cannot be read"),
        (&parts.folder.path().to_path_buf(), 1, "it is no file"),
    ] {
        // These claim to be all there is.
        let odd = [&picture, &elsewhere, &help].contains(&file);
        if odd {
            let alone = fs::read_to_string(file).unwrap().replace("\"number\": 2", "\"number\": 1");
            fs::write(file, alone.replace("\"of\": 3", "\"of\": 1")).unwrap();
        }
        let merged = if odd { merge([file], &[]) } else { merge([&files[0], file, &files[2]], &[]) };
        let told = text(&merged.stderr);
        assert_eq!(merged.status.code(), Some(code), "{file:?}: {told}");
        assert!(told.contains(said), "{said}: {told}");
        assert!(merged.stdout.is_empty(), "nothing is answered");
    }
    let merged = merge([&files[0], &files[2]], &[]);
    assert_eq!(merged.status.code(), Some(3));
    assert!(text(&merged.stderr).contains("of 3 parts 1 are missing: 2"), "{}", text(&merged.stderr));
}

/// Parts that all say the same of another run were not written by this program.
#[test]
fn parts_that_are_all_edited_alike_are_refused() {
    let (_parts, files) = Parts::of(&CASE, 2);
    for (from, to, said) in [
        ("--start=2023-06-01", "--start=2024-06-01", "not those that are there now"),
        ("--samples=5000", "--samples=4000", "not those that are there now"),
        ("\"until\": ", "\"until\": -", "the file has been changed"),
        ("\"first_day\": 7", "\"first_day\": 2", "the file has been changed"),
    ] {
        let written: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
        for (file, text) in files.iter().zip(&written) {
            assert!(text.contains(from), "{from}");
            fs::write(file, text.replace(from, to)).unwrap();
        }
        let merged = merge(&files, &[]);
        assert_eq!(merged.status.code(), Some(3), "{from}: {}", text(&merged.stdout));
        assert!(text(&merged.stderr).contains(said), "{from}: {}", text(&merged.stderr));
        for (file, text) in files.iter().zip(&written) {
            fs::write(file, text).unwrap();
        }
    }
    assert!(merge(&files, &[]).status.success());
}

/// Two start days in five parts: some have none, and together they are the run.
#[test]
fn a_sweep_can_be_cut_into_more_parts_than_start_days() {
    let case = ["sweep", "--from", "2023-06-01", "--to", "2023-06-02", "--risk", "--samples", "100"];
    let (_parts, files) = Parts::of(&case, 5);
    let merged = merge(&files, &[]);
    assert!(merged.status.success(), "{}", text(&merged.stderr));
    assert_eq!(text(&merged.stdout), answer(&case));
}

/// What `simulate` warns of, the odds warn of too: a procedure that has expired, a calendar that is not published.
#[test]
fn the_odds_carry_the_warnings_of_the_plan() {
    let at = ["--start", "2028-01-03"];
    let plan = json(&with(&["simulate"], &with(&at, &["--format", "json"])));
    let odds = json(&with(&["risk", "--samples", "100"], &with(&at, &["--format", "json"])));
    assert_eq!(odds["warnings"], plan["warnings"]);
    let page = answer(&with(&["risk", "--samples", "100"], &at));
    for code in ["not-in-force", "provisional-calendar"] {
        assert!(page.contains(&format!("warning[{code}]")), "{code}: {page}");
    }
}

/// Without trees there is a review of ten days, and with them none: the fact helps, and its better end is `yes`.
#[test]
fn a_fact_that_helps_is_best_when_it_is_true() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_string()
    };
    let workflow = write(
        "w.toml",
        "format = 1\n[workflow]\nid = \"w\"\nversion = \"1\"\ntitle = \"w\"\ngoal = \"end\"\n[source.s]\ntitle = \"s\"\n\
         [fact.helps]\ntype = \"bool\"\ndefault = false\nlabel = \"it helps\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"review\"\nkind = \"review\"\nlimit = \"10wd\"\ncite = [\"s 1\"]\nwhen = { helps = false }\n\
         [[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"review\"]\n",
    );
    let set = write(
        "a.toml",
        "format = 1\n[assumptions]\nid = \"a\"\n[fact.helps]\nchance = 0.5\norigin = \"law\"\nsource = \"x\"\n",
    );
    let case = ["risk", "-w", &workflow, "--assumptions", &set, "--start", "2023-03-06", "--samples", "1000"];
    let odds = json(&with(&case, &["--format", "json"]));
    let swing = &odds["tornado"]["swings"][0];
    assert_eq!((&swing["best"]["value"], &swing["worst"]["value"]), (&"true".into(), &"false".into()));
    // On the day, or ten working days later: two weeks.
    assert_eq!((&swing["best"]["p80"], &swing["worst"]["p80"]), (&"2023-03-06".into(), &"2023-03-20".into()));
    let page = answer(&case);
    assert!(page.contains("yes / no"), "{page}");
    assert!(!page.contains("No statistics"), "a chance that a law gives is no assumption: {page}");
}

/// Exact where that is cheap: the document says what is exact and what comes from trials, and trials agree.
#[test]
fn the_method_is_told_and_trials_agree_with_the_exact_answer() {
    let case = ["risk", "-w", "build-on-land-delivery", "--start", "2023-06-01", "--assumptions", "stressed"];
    let exact = json(&with(&case, &["--format", "json", "--samples", "2000"]));
    assert_eq!(exact["method"], "exact");
    assert_eq!(exact["sampled"], serde_json::json!(["steps", "tornado", "shares"]));
    let sum: f64 = exact["distribution"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day["probability"].as_f64().unwrap())
        .sum();
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    let finishes = exact["finishes"].as_array().unwrap();
    let goal = finishes.iter().find(|step| step["step"] == "actual-start").unwrap();
    assert_eq!((&goal["p80"], &goal["happens"]), (&exact["quantiles"]["p80"], &1.0.into()));
    let sampled = json(&with(&case, &["--format", "json", "--method", "sample", "--samples", "200000"]));
    assert_eq!(sampled["method"], "sample");
    assert_eq!(sampled["finishes"].as_array().unwrap().len(), 0);
    // The standard deviation of the mean is below 0.05 days with so many trials.
    let mean = |odds: &Json| odds["mean_natural_days"].as_f64().unwrap();
    assert!((mean(&exact) - mean(&sampled)).abs() < 0.25, "{} and {}", mean(&exact), mean(&sampled));
    let page = answer(&with(&case, &["--samples", "2000"]));
    assert!(page.contains("Exact, without sampling") && !page.contains("sampling error"), "{page}");
}

fn in_one_line(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A procedure of six rows of eight drawn steps, each of which waits for two of the row before: no few days say what all the
/// others depend on.
fn dense(folder: &Path) -> String {
    let mut text = String::from(
        "format = 1\n[workflow]\nid = \"dense\"\ntitle = { zh = \"密\", en = \"dense\" }\ngoal = \"end\"\n\
         start = { zh = \"起\", en = \"start\" }\n\
         \n[actor.company]\nname = { zh = \"企\", en = \"company\" }\n",
    );
    let step = |id: &str, after: &[String], kind: &str| {
        let after: Vec<String> = after.iter().map(|id| format!("\"{id}\"")).collect();
        format!(
            "\n[[step]]\nid = \"{id}\"\nname = {{ zh = \"{id}\", en = \"{id}\" }}\nkind = \"{kind}\"\n\
             actor = \"company\"\nafter = [{}]\n",
            after.join(", ")
        )
    };
    let mut estimates = String::from("format = 1\n[assumptions]\nid = \"wide\"\n");
    for row in 0..6 {
        for at in 0..8 {
            let id = format!("s{row}{at}");
            let before = |at: usize| format!("s{}{}", row - 1, at % 8);
            let after = if row == 0 { Vec::new() } else { vec![before(at), before(at + 1 + row)] };
            text += &step(&id, &after, "task");
            estimates += &format!(
                "\n[step.{id}]\nestimate = {{ min = \"2wd\", likely = \"20wd\", max = \"90wd\" }}\nwhy = {{ zh = \"x\", en = \"x\" }}\n"
            );
        }
    }
    let last: Vec<String> = (0..8).map(|at| format!("s5{at}")).collect();
    text += &step("end", &last, "milestone");
    fs::write(folder.join("dense.toml"), text).unwrap();
    fs::write(folder.join("wide.toml"), estimates).unwrap();
    folder.join("dense.toml").to_str().unwrap().to_string()
}

/// Too wide to be exact: `auto` says so and runs trials, `exact` refuses.
#[test]
fn what_cannot_be_exact_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = dense(folder.path());
    let set = folder.path().join("wide.toml");
    let of = ["-w", &file, "--assumptions", set.to_str().unwrap(), "--samples", "200"];
    let case = [&["risk", "--start", "2023-06-01"], &of[..]].concat();
    let auto = json(&with(&case, &["--format", "json"]));
    assert_eq!((&auto["method"], &auto["too_costly"]), (&"sample".into(), &true.into()));
    assert!(in_one_line(&answer(&case)).contains("would cost more than it may"), "the page says it too");
    let sampled = json(&with(&case, &["--format", "json", "--method", "sample"]));
    assert_eq!(sampled["too_costly"], false);
    let refused = output(&with(&case, &["--method", "exact"]));
    assert_eq!((refused.status.code(), refused.stdout.is_empty()), (Some(2), true));
    assert!(text(&refused.stderr).contains("--method exact"), "{}", text(&refused.stderr));
    // The same of start days.
    let sweep = [&["sweep", "--from", "2023-06-01", "--to", "2023-06-02", "--risk"], &of[..]].concat();
    let swept = json(&with(&sweep, &["--format", "json"]));
    assert_eq!((&swept["odds"]["method"], &swept["odds"]["too_costly"]), (&"sample".into(), &true.into()));
    assert!(in_one_line(&answer(&sweep)).contains("would cost more than it may"), "the page says it too");
}

/// The procedure that the program is for: its odds are exact, and say so.
#[test]
fn the_full_path_is_exact() {
    let case = ["risk", "--start", "2023-06-01", "--assumptions", "stressed", "--samples", "20000"];
    let exact = json(&with(&case, &["--format", "json"]));
    assert_eq!((&exact["method"], &exact["too_costly"]), (&"exact".into(), &false.into()));
    let sampled = json(&with(&case, &["--format", "json", "--method", "sample"]));
    let mean = |odds: &Json| odds["mean_natural_days"].as_f64().unwrap();
    // A case is some thirty days from the mean, so the mean of so many is within a day.
    assert!((mean(&exact) - mean(&sampled)).abs() < 1.0, "{} and {}", mean(&exact), mean(&sampled));
}

/// A file that the run read and that has changed since is noticed.
#[test]
fn parts_of_a_project_that_has_changed_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("p.toml");
    let say = |trees: bool| {
        let text = format!(
            "format = 1\n[project]\nname = \"p\"\nworkflow = \"full-path\"\nstart = 2023-06-01\nassumptions = \"stressed\"\n[set]\ntrees = {trees}\n"
        );
        fs::write(&project, text).unwrap();
    };
    say(true);
    let path = project.to_str().unwrap();
    let (_parts, files) = Parts::of(&["risk", "-p", path, "--method", "sample", "--samples", "1000"], 2);
    assert!(merge(&files, &[]).status.success());
    say(false);
    let merged = merge(&files, &[]);
    assert_eq!(merged.status.code(), Some(3));
    assert!(text(&merged.stderr).contains("not those that are there now"), "{}", text(&merged.stderr));
}

#[test]
fn what_cannot_be_asked_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let set = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, format!("format = 1\n[assumptions]\nid = \"a\"\n{text}")).unwrap();
        file.to_str().unwrap().to_string()
    };
    let chance = set("chance.toml", "[fact.no-bid]\nchance = 1.5\n");
    let silent = set("silent.toml", "[step.consult-plan]\nreply = { silent = -0.1, estimate = \"2wd\" }\n");
    let order = set(
        "order.toml",
        "[step.draft-plan]\nestimate = { min = \"9wd\", likely = \"3wd\", max = \"20wd\" }\n",
    );
    let time = set("time.toml", "[step.consult-plan]\nreply = { silent = 0.5 }\n");
    for (arguments, code, said) in [
        (&["--samples", "1000000000000"][..], 2, "10000000000 are the most"),
        (&["--samples", "0"], 2, "at least one trial"),
        (&["--samples", "many"], 2, "`many` is not a whole number"),
        (&["--samples", "-1"], 2, ""),
        (&["--seed", "1.5"], 2, "is not a whole number"),
        (&["--threads", "1000000"], 2, "1024 are the most"),
        (&["--shape", "normal"], 2, "normal"),
        (&["--shard", "5/4"], 2, "there are not so many"),
        (&["--shard", "0/4"], 2, "the first is 1"),
        (&["--shard", "1/0"], 2, "has no parts"),
        (&["--shard", "1/1000000"], 2, "too many parts"),
        (&["--shard", "half"], 2, "is not a part"),
        (&["--shard", "1/2", "--format", "json"], 2, "cannot be used with"),
        (&["-o", "x.json"], 2, "--shard"),
        (&["--basis", "best"], 2, "takes one point of each estimate"),
        (&["--svg", "-"], 2, "--svg needs a file"),
        (&["--svg", "x.svg", "--width", "10"], 2, "--width"),
        (&["--dark"], 2, "--svg"),
        (&["--start", "2100-06-01"], 2, "calendar-range"),
        (&["--set", "parcel-class=other"], 4, "outside the scope"),
        (&["--calendar-beyond", "error", "--start", "2026-06-01"], 2, "provisional-calendar"),
        (&["--assumptions", &chance], 3, "chance.toml:5:10"),
        (&["--assumptions", &silent], 3, "silent.toml:5:20"),
        (&["--assumptions", &order], 3, "order.toml:5"),
        (&["--assumptions", &time], 3, "nobody says how long an answer takes"),
    ] {
        let start = if arguments.contains(&"--start") { &[][..] } else { &["--start", "2023-06-01"] };
        let output = output(&[&["risk"], start, arguments].concat());
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        assert!(told.contains(said), "{arguments:?}: {told}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    assert!(!Path::new("x.json").exists() && !Path::new("x.svg").exists());
    for flag in ["--samples", "--seed", "--threads"] {
        let refused = output(&["sweep", "--from", "2023-06-01", "--to", "2023-06-02", flag, "5"]);
        assert_eq!(refused.status.code(), Some(2), "{flag} without --risk would do nothing");
        let refused = output(&["compare", "full-path", "conventional", "--start", "2023-06-01", flag, "5"]);
        assert_eq!(refused.status.code(), Some(2), "{flag} without --risk would do nothing");
    }
}

#[test]
fn every_page_keeps_to_80_columns_in_both_languages() {
    for lang in ["zh", "en"] {
        for arguments in [
            with(&CASE, &["--lang", lang]),
            vec![
                "risk",
                "-w",
                "conventional",
                "--start",
                "2026-11-02",
                "--assumptions",
                "stressed",
                "--lang",
                lang,
            ],
            vec!["risk", "--start", "2023-06-01", "--assumptions", "floor", "--lang", lang],
            vec![
                "sweep",
                "--from",
                "2023-01-01",
                "--to",
                "2023-12-31",
                "--risk",
                "--samples",
                "64",
                "--lang",
                lang,
            ],
            vec![
                "sweep",
                "--from",
                "2026-01-01",
                "--to",
                "2026-01-31",
                "--risk",
                "--samples",
                "64",
                "--lang",
                lang,
            ],
            vec![
                "compare",
                "full-path",
                "conventional",
                "--start",
                "2023-06-01",
                "--risk",
                "--samples",
                "500",
                "--lang",
                lang,
            ],
        ] {
            for line in answer(&arguments).lines() {
                assert!(columns(line) <= 80, "{arguments:?}: {line}");
                assert_eq!(line.trim_end(), line, "{arguments:?}");
            }
        }
    }
}

/// Where nothing is uncertain there is one day, and the page says that only lengths could have been drawn.
#[test]
fn a_case_in_which_nothing_is_open_is_certain() {
    let odds = json(&["risk", "--start", "2023-06-01", "--assumptions", "floor", "--format", "json"]);
    let plan = json(&["simulate", "--start", "2023-06-01", "--assumptions", "floor", "--format", "json"]);
    assert_eq!(odds["distribution"].as_array().unwrap().len(), 1);
    assert_eq!(odds["distribution"][0]["date"], plan["finish"]);
    assert_eq!(odds["distribution"][0]["probability"], 1.0);
    assert_eq!(odds["quantiles"]["p05"], plan["finish"]);
    let critical: Vec<&str> =
        odds["steps"].as_array().unwrap().iter().map(|step| step["id"].as_str().unwrap()).collect();
    let planned: Vec<&str> = plan["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["critical"] == true)
        .map(|step| step["id"].as_str().unwrap())
        .collect();
    let sorted = |mut ids: Vec<&str>| {
        ids.sort_unstable();
        ids.join(" ")
    };
    assert_eq!(sorted(critical), sorted(planned));
    for promise in odds["promises"].as_array().unwrap() {
        let planned = plan["promises"]
            .as_array()
            .unwrap()
            .iter()
            .find(|planned| planned["id"] == promise["id"])
            .unwrap();
        assert_eq!(promise["probability"].as_f64().unwrap(), if planned["met"] == true { 1.0 } else { 0.0 });
    }
    let page = answer(&["risk", "--start", "2023-06-01", "--assumptions", "floor"]);
    assert!(page.contains("No fact or reply has a chance here"), "{page}");
}

/// What a flag or a project settles is no longer open.
#[test]
fn a_fact_that_is_set_has_no_chance() {
    let open = |more: &[&str]| -> Vec<String> {
        let odds = json(&with(&CASE, &[more, &["--format", "json"]].concat()));
        odds["chances"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fact| fact["fact"].as_str().unwrap().to_string())
            .collect()
    };
    let all = open(&[]);
    assert!(all.contains(&"no-bid".to_string()));
    let mut rest = all.clone();
    rest.retain(|fact| fact != "no-bid");
    assert_eq!(open(&["--set", "no-bid=false"]), rest);
}

/// A row's quantiles are those of `risk` from that start, by the same trials or exact.
#[test]
fn a_sweep_has_the_odds_of_each_start() {
    let trials = ["--method", "sample", "--samples", "3000", "--seed", "9"];
    for (of, method) in [
        (&trials[..], "sample"),
        (&["-w", "build-on-land-delivery"], "exact"),
        (&["-w", "conventional"], "exact"),
    ] {
        let of = [of, &["--assumptions", "stressed", "--format", "json"]].concat();
        let swept =
            json(&[&["sweep", "--from", "2023-06-20", "--to", "2023-06-26", "--risk"], &of[..]].concat());
        let rows = swept["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 4, "20, 21, 25 and 26 June");
        for row in rows {
            let start = row["start"].as_str().unwrap();
            let odds = json(&[&["risk", "--start", start], &of[..]].concat());
            assert_eq!(odds["method"], method);
            for quantile in ["p50", "p80", "p95"] {
                assert_eq!(row["quantiles"][quantile], odds["quantiles"][quantile], "{start} {quantile}");
            }
        }
        let told = &swept["odds"];
        assert_eq!((&told["method"], &told["too_costly"]), (&method.into(), &false.into()));
        let samples = if method == "sample" { 3_000.into() } else { Json::Null };
        assert_eq!(told["samples"], samples, "{told}");
    }
}

#[test]
fn scenarios_are_compared_under_the_same_draws() {
    let compared = json(&[
        "compare",
        "a:workflow=full-path",
        "b:workflow=full-path",
        "c:workflow=conventional",
        "--start",
        "2023-06-01",
        "--assumptions",
        "stressed",
        "--risk",
        "--samples",
        "4000",
        "--format",
        "json",
    ]);
    let scenarios = compared["scenarios"].as_array().unwrap();
    let risk: BTreeMap<&str, &Json> =
        scenarios.iter().map(|scenario| (scenario["name"].as_str().unwrap(), &scenario["risk"])).collect();
    assert_eq!(risk["a"]["against_first"], Json::Null);
    assert_eq!(risk["b"]["against_first"]["same"], 1.0, "the same case differs in no trial");
    let gap = &risk["c"]["against_first"];
    let share = |key: &str| gap[key].as_f64().unwrap();
    assert!((share("earlier") + share("same") + share("later") - 1.0).abs() < 1e-9);
    let mean = |name: &str| risk[name]["mean_natural_days"].as_f64().unwrap();
    assert!(
        (mean("c") - mean("a") - share("mean_natural_days")).abs() < 1e-5,
        "the gap of the means is the mean gap"
    );
    assert!(share("later") > 0.5, "the conventional path is later more often than not");
    // Alone it has the same odds.
    let alone = json(&[
        "risk",
        "-w",
        "conventional",
        "--start",
        "2023-06-01",
        "--assumptions",
        "stressed",
        "--samples",
        "4000",
        "--format",
        "json",
    ]);
    assert!((alone["mean_natural_days"].as_f64().unwrap() - mean("c")).abs() < 3.0);
    let without =
        json(&["compare", "full-path", "conventional", "--start", "2023-06-01", "--format", "json"]);
    assert!(without["scenarios"][0].get("risk").is_none());
}

/// Ctrl-C: what is known by then is printed, it says how much that is, and the exit code is the shell's.
#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_prints_what_is_known() {
    use std::io::Read;
    use std::process::Stdio;
    let arguments = ["risk", "--start", "2023-06-01", "--samples", "10_000_000_000", "--format", "json"];
    let mut child = permits(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Long enough for the first trials; the whole run would take the better part of an hour.
    std::thread::sleep(std::time::Duration::from_secs(2));
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let mut answer = String::new();
    child.stdout.take().unwrap().read_to_string(&mut answer).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let odds: Json = serde_json::from_str(&answer).unwrap();
    let (run, asked) = (odds["samples"].as_u64().unwrap(), odds["asked"].as_u64().unwrap());
    assert!(run > 0 && run < asked && asked == 10_000_000_000, "{run} of {asked}");
    assert_eq!(odds["tornado"], Json::Null, "half a tornado would be a wrong one");
}

#[test]
fn pictures_are_written_beside_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odds.svg");
    let path = file.to_str().unwrap();
    let table = answer(&with(&CASE, &["--svg", path]));
    assert_eq!(table, answer(&CASE), "the answer is the same");
    let picture = fs::read_to_string(&file).unwrap();
    let odds = json(&with(&CASE, &["--format", "json"]));
    for quantile in ["p50", "p80", "p95"] {
        let day = odds["quantiles"][quantile].as_str().unwrap();
        assert!(picture.contains(day), "{quantile} {day}");
    }
    let dark = folder.path().join("dark.svg");
    answer(&with(&CASE, &["--svg", dark.to_str().unwrap(), "--dark", "--width", "1000", "--lang", "zh"]));
    assert!(fs::read_to_string(dark).unwrap().contains("width=\"1000\""));
}
