//! Files that mean no good, and files made by a program that went wrong: texts that steer the terminal, mistakes by the
//! ten thousand, lines without an end, files that are none.

#[path = "common/program.rs"]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use tempfile::TempDir;

use program::{Ran, program, run};

/// Runs with arguments that hold no blanks, then with some that may.
fn permits(arguments: &str, more: &[&str]) -> Ran {
    run(&mut program(&arguments.split_whitespace().chain(more.iter().copied()).collect::<Vec<_>>()))
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_string()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), text).unwrap();
        self.path(name)
    }
}

// ---- texts that steer what shows them ----------------------------------------------------------------------------

/// ESC, CR, LF, TAB, a direction override, a line separator, 0x01, the one-character CSI, DEL, an isolate: as TOML has
/// them in a string, with a word on each side by which the text is found again.
fn nasty(word: &str) -> String {
    format!(r#""{word}\u001b[31m\r\n\t\u202E\u2028\u0001\u009b2J\u007f\u2066.{word}""#)
}

/// The file of a procedure with a nasty text wherever a text may be. The words are `W1`, `W2`, …
fn nasty_workflow() -> (String, BTreeSet<String>) {
    let template = r#"format = 1

[workflow]
id = "nasty"
version = ?
title = { zh = ?, en = ? }
start = { zh = ?, en = ? }
note = { zh = ?, en = ? }
goal = "done"

[source.x]
number = ?
title = { zh = ?, en = ? }
level = ?
in_force = { from = 2001-01-01, until = 2002-12-31 }

[[source.x.article]]
id = "ARTICLE"
effect = "time"
gist = { zh = ?, en = ? }

[actor.office]
name = { zh = ?, en = ? }

[actor.park]
name = { zh = ?, en = ? }

[lane.main]
name = { zh = ?, en = ? }

[fact.far]
type = "bool"
default = true
label = { zh = ?, en = ? }

[fact.stop]
type = "bool"
default = false
label = { zh = ?, en = ? }

[fact.size]
type = "choice"
choices = ["CHOICE", "large"]
default = "CHOICE"
label = { zh = ?, en = ? }

[reading.early]
type = "bool"
default = true
label = { zh = ?, en = ? }
why = { zh = ?, en = ? }

[[step]]
id = "ask"
name = { zh = ?, en = ? }
kind = "consultation"
actor = "office"
parties = ["park"]
lane = "main"
limit = "5wd"
cite = ["x ARTICLE"]
note = { zh = ?, en = ? }

[[step]]
id = "large"
name = { zh = ?, en = ? }
kind = "act"
when = { size = "CHOICE" }
after = ["ask"]

[[step]]
id = "done"
name = { zh = ?, en = ? }
kind = "act"
actor = "office"
after = ["large"]

[[promise]]
id = "soon"
name = { zh = ?, en = ? }
from = "ask"
to = "done"
within = "0wd"
cite = ["x ARTICLE"]

[[promise]]
id = "later"
name = { zh = ?, en = ? }
from = "ask"
to = "done"
within = "20wd"

[[scope]]
require = { far = false }
say = { zh = ?, en = ? }
cite = ["x ARTICLE"]

[[abort]]
when = { stop = true }
say = { zh = ?, en = ? }
cite = ["x ARTICLE"]

[[rework]]
id = "again"
at = "ask"
back_to = "ask"
note = { zh = ?, en = ? }

[[caution]]
id = "care"
say = { zh = ?, en = ? }

[[example]]
start = 2023-06-01
expect = { ask = 2023-06-08 }
why = { zh = ?, en = ? }
"#;
    let mut words = BTreeSet::new();
    let mut text = String::new();
    for (number, part) in template.split('?').enumerate() {
        if number > 0 {
            let word = format!("W{number}w");
            text += &nasty(&word);
            words.insert(word);
        }
        text += part;
    }
    let inside = |word: &str| nasty(word).trim_matches('"').to_string();
    words.extend(["CHOICEw".to_string(), "ARTICLEw".to_string()]);
    (text.replace("CHOICE", &inside("CHOICEw")).replace("ARTICLE", &inside("ARTICLEw")), words)
}

/// Whether a character would do something to a terminal or a row, listed by hand.
fn steers(letter: char) -> bool {
    let code = u32::from(letter);
    code < 0x20
        || (0x7f..=0x9f).contains(&code)
        || [0x61c, 0x200e, 0x200f, 0x2028, 0x2029].contains(&code)
        || (0x202a..=0x202e).contains(&code)
        || (0x2066..=0x2069).contains(&code)
}

/// Fails when a text holds anything that steers but line ends and, with colour, colours.
#[track_caller]
fn harmless(text: &str, colour: bool, what: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(steers) {
        let found = rest[at..].chars().next().unwrap();
        let end = rest[at..].find('m').map(|end| at + end);
        let parameters = end.map(|end| &rest[at + 1..end]);
        let is_colour = |parameters: &str| {
            parameters
                .strip_prefix('[')
                .is_some_and(|all| all.chars().all(|c| c.is_ascii_digit() || c == ';'))
        };
        match found {
            '\n' => rest = &rest[at + 1..],
            '\u{1b}' if colour && parameters.is_some_and(is_colour) => rest = &rest[end.unwrap() + 1..],
            _ => panic!("{what}: {found:?} in {text:?}"),
        }
    }
}

#[test]
fn no_text_of_a_file_steers_what_shows_it() {
    let folder = Folder::new();
    let (text, mut words) = nasty_workflow();
    let workflow = folder.write("nasty.toml", &text);
    let set = folder.write(
        "set.toml",
        format!(
            "format = 1\n[assumptions]\nid = \"set\"\ntitle = {}\nnote = {}\n[step.ask]\nestimate = \"9wd\"\nsource = {}\nwhy = {}\n",
            nasty("SETw"),
            nasty("a"),
            nasty("a"),
            nasty("a")
        ),
    );
    let holidays = folder.write(
        "a\n\u{1b}[31m\u{202e}.csv",
        "date,kind,name\n2023-06-09,off,HOLIDAYw\u{1b}[31m\u{9b}\u{202e}\u{2028}\r.HOLIDAYw\n",
    );
    let project = folder.write(
        "project.toml",
        format!(
            "format = 1\n[project]\nname = {}\nworkflow = \"./nasty.toml\"\nassumptions = \"./set.toml\"\nstart = 2023-06-01\n\
             [[pause]]\nstep = \"ask\"\nfrom = 2023-06-01\nreason = {}\ncite = {}\n",
            nasty("PROJECTw"),
            nasty("a"),
            nasty("a")
        ),
    );
    words.extend(["SETw", "HOLIDAYw", "PROJECTw"].map(str::to_string));

    let simulate = format!("simulate -p {project} --allow-out-of-scope");
    let mut asked: Vec<(String, i32)> = Vec::new();
    for format in ["table", "json", "csv", "markdown"] {
        for more in ["", " --abort stop@2023-06-02", " --rework again=1", " --critical", " --set size=large"]
        {
            asked.push((format!("{simulate} --format {format}{more}"), 0));
        }
    }
    asked.extend([
        (format!("{simulate} --strict"), 4),
        (format!("simulate -p {project}"), 4),
        (format!("{simulate} --set size=other"), 2),
        (format!("{simulate} --set size"), 2),
        (format!("workflow {workflow}"), 0),
        (format!("workflow {workflow} --format json"), 0),
        (format!("workflow {workflow} --coverage"), 0),
        (format!("workflow {workflow} --coverage --format json"), 0),
        (format!("check {workflow} {set} {project}"), 0),
        ("calendar 2023 --calendar HOLIDAYS".to_string(), 0),
        ("calendar 2023 --format json --calendar HOLIDAYS".to_string(), 0),
        ("calendar add 2023-06-08 1d --calendar HOLIDAYS".to_string(), 0),
        ("check HOLIDAYS".to_string(), 0),
        ("workflows".to_string(), 0),
        ("workflows --format json".to_string(), 0),
    ]);
    let mut everything = String::new();
    for (arguments, code) in asked {
        for lang in ["zh", "en"] {
            for colour in ["always", "never"] {
                let whole = format!("{arguments} --lang {lang} --color {colour}");
                let parts = whole.split_whitespace();
                let parts: Vec<&str> =
                    parts.map(|part| if part == "HOLIDAYS" { &holidays } else { part }).collect();
                let ran = run(&mut program(&parts));
                assert_eq!(ran.code, code, "{whole}\n{}", ran.err);
                harmless(&ran.out, colour == "always", &whole);
                harmless(&ran.err, colour == "always", &whole);
                if whole.contains("csv") && code == 0 {
                    let rows: Vec<usize> = ran.out.lines().map(|row| row.matches(',').count()).collect();
                    assert!(rows.iter().all(|commas| *commas >= rows[0]), "{whole}: {}", ran.out);
                }
                everything += &ran.out;
                everything += &ran.err;
            }
        }
    }
    // Every text was shown somewhere, so that the test means something.
    let missing: Vec<&String> = words.iter().filter(|word| !everything.contains(word.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_mistake_in_a_file_or_on_the_command_line_steers_the_terminal() {
    let folder = Folder::new();
    let (text, _) = nasty_workflow();
    let nothing = nasty("N");
    let wrong = [
        text.replace("id = \"done\"", &format!("id = {nothing}")),
        text.replace("kind = \"act\"", &format!("kind = {nothing}")),
        text.replace("after = [\"ask\"]", &format!("after = [{nothing}]")),
        text.replace("within = \"0wd\"", &format!("within = {nothing}")),
        text.replace("until = 2002-12-31", &format!("until = {nothing}")),
        text.replace("[lane.main]", &format!("[lane.{nothing}]")),
        text.replace("[workflow]", &format!("[workflow]\n{nothing} = 1")),
        text.replace("[workflow]", &format!("[workflow]\ninclude = [{nothing}]")),
        text.replace("cite = [\"x ", "cite = [\"y "),
        text.replace("when = { size = ", &format!("when = {{ {nothing} = 1, size = ")),
        text.replace("default = \"", "default = \"no"),
        "\u{1b}[31m\u{9b}\u{202e}\u{2028}\u{0}".to_string(),
        "format = 1\n[workflow\u{1b}[31m\u{9b}\u{202e}\u{2028}".to_string(),
    ];
    for (number, text) in wrong.iter().enumerate() {
        let file = folder.write(&format!("\u{1b}[2J\n\u{202e}{number}.toml"), text);
        for lang in ["zh", "en"] {
            for colour in ["always", "never"] {
                let ran = permits(&format!("check --lang {lang} --color {colour}"), &[&file]);
                assert_eq!(ran.code, 3, "{number}: {}", ran.err);
                harmless(&ran.err, colour == "always", &ran.err);
            }
        }
    }
    let forged = "x\u{1b}[2J\n\u{202e}\u{9b}y";
    for (flag, value) in [
        ("--goal", forged.to_string()),
        ("--set", forged.to_string()),
        ("--set", format!("{forged}=1")),
        ("--at", format!("{forged}=2023-06-01")),
        ("--start", forged.to_string()),
        ("--lane", forged.to_string()),
        ("--workflow", forged.to_string()),
        ("--workflow", format!("/{forged}.toml")),
        ("--basis", forged.to_string()),
        (forged, String::new()),
    ] {
        for colour in ["always", "never"] {
            let ran = permits(&format!("simulate --start 2023-06-01 --color {colour}"), &[flag, &value]);
            assert!([1, 2].contains(&ran.code), "{flag} {value:?}");
            harmless(&ran.err, colour == "always", &ran.err);
        }
    }
}

// ---- mistakes without number, lines without an end ---------------------------------------------------------------

/// The place and the marked words of every drawing: what stands over the carets.
fn drawn(err: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = err.lines().collect();
    let mut found = Vec::new();
    let mut place = "";
    for pair in lines.windows(2) {
        if let Some((_, at)) = pair[0].split_once("--> ") {
            place = at.rsplit_once(".toml:").map_or(at, |(_, at)| at);
        }
        if let Some(first) = pair[1].find('^') {
            let carets = pair[1][first..].chars().take_while(|letter| *letter == '^').count();
            found.push((place.to_string(), pair[0].chars().skip(first).take(carets).collect()));
        }
    }
    found
}

const HEAD: &str = "format = 1\n[workflow]\nid = \"many\"\ngoal = \"s0\"\n";

#[test]
fn every_mistake_of_a_file_is_told_and_a_thousand_alike_are_enough() {
    let folder = Folder::new();
    let step = |number: usize, kind: &str| format!("[[step]]\nid = \"s{number}\"\nkind = \"{kind}\"\n");
    let file = |wrong: usize| {
        let steps: String = (0..wrong).map(|number| step(number, "acct")).collect();
        folder.write(&format!("{wrong}.toml"), format!("{HEAD}{steps}"))
    };
    let ran = permits("check", &[&file(1_000)]);
    assert_eq!((ran.code, ran.err.matches("error[unknown-kind]").count()), (3, 1_000));
    assert!(!ran.err.contains("more like these") && ran.err.ends_with("\n1000 errors\n"));

    // The first step begins in line 5, and its kind stands two lines below.
    let err = permits("check", &[&file(50_000)]).err;
    let expected = (0..1_000).map(|number| (format!("{}:8", 7 + 3 * number), "\"acct\"".to_string()));
    assert_eq!(drawn(&err), expected.collect::<Vec<_>>());
    assert!(
        err.ends_with("\nand 49000 more like these: unknown-kind\n50000 errors\n"),
        "{}",
        &err[err.len() - 80..]
    );
    let err = permits("check --lang zh", &[&file(50_000)]).err;
    assert!(err.ends_with("\n另有 49000 处 unknown-kind,与以上同类\n共 50000 处错误\n"));
}

#[test]
fn mistakes_on_one_long_line_are_shown_at_their_places() {
    let folder = Folder::new();
    let names: Vec<String> = (0..50_000).map(|number| format!("\"步骤{number}\"")).collect();
    let line = format!("after = [{}]", names.join(","));
    let text = format!("{HEAD}[[step]]\nid = \"s0\"\nkind = \"act\"\n{line}\n");
    let err = permits("check", &[&folder.write("line.toml", &text)]).err;
    let drawn = drawn(&err);
    assert_eq!(drawn.len(), 1_000);
    let mut column = "after = [".len() + 1;
    for ((place, _), name) in drawn.iter().zip(&names) {
        assert_eq!(*place, format!("8:{column}"));
        column += name.chars().count() + 1;
    }
    assert!(err.lines().all(|line| line.chars().count() < 200));
    assert!(err.ends_with("\nand 49000 more like these: unknown-step\n50000 errors\n"));

    // The same in ASCII, where a character is a column and the carets can be counted off.
    let names: Vec<String> = (0..3_000).map(|number| format!("\"x{number}\"")).collect();
    let text = format!("{HEAD}[[step]]\nid = \"s0\"\nkind = \"act\"\nafter = [{}]\n", names.join(","));
    let err = permits("check", &[&folder.write("ascii.toml", text)]).err;
    let marked: Vec<String> = self::drawn(&err).into_iter().map(|(_, marked)| marked).collect();
    assert_eq!(marked, names[..1_000]);
}

#[test]
fn both_places_of_a_name_are_shown_however_far_apart() {
    let folder = Folder::new();
    let steps: String =
        (0..10_000).map(|number| format!("[[step]]\nid = \"s{number}\"\nkind = \"act\"\n")).collect();
    let err = permits("check", &[&folder.write("twice.toml", format!("{HEAD}{steps}{steps}"))]).err;
    assert!(
        err.contains("twice.toml:30006:6\n") && err.contains("::: ") && err.contains("twice.toml:6:6\n"),
        "{}",
        &err[..600]
    );
    assert!(err.ends_with("\nand 9000 more like these: duplicate-id\n10000 errors\n"));
}

#[test]
fn a_choice_of_ten_thousand_words_is_not_listed_in_every_mistake() {
    let folder = Folder::new();
    let words: Vec<String> = (0..10_000).map(|number| format!("\"w{number}\"")).collect();
    let steps: String = (0..2_000)
        .map(|number| {
            format!("[[step]]\nid = \"s{number}\"\nkind = \"act\"\nwhen = {{ size = \"x{number}\" }}\n")
        })
        .collect();
    let fact = format!("[fact.size]\ntype = \"choice\"\ndefault = \"w1\"\nchoices = [{}]\n", words.join(","));
    let err = permits("check", &[&folder.write("choice.toml", format!("{HEAD}{fact}{steps}"))]).err;
    assert_eq!(err.matches("error[unknown-value]").count(), 1_000);
    assert!(err.len() < 2_000_000, "{}", err.len());
}

// ---- files that are none, readers that have left -----------------------------------------------------------------

const FILE_FLAGS: [&str; 6] = [
    "simulate --start 2023-06-01 -w",
    "simulate --start 2023-06-01 --assumptions",
    "simulate --start 2023-06-01 --calendar",
    "simulate -p",
    "calendar 2023 --calendar",
    "check",
];

#[test]
#[cfg(unix)]
fn what_is_no_regular_file_is_refused_and_not_waited_for() {
    let folder = Folder::new();
    let pipe = folder.path("pipe.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let including =
        folder.write("including.toml", format!("{HEAD}include = [\"pipe\"]\n").replace("[[step]]", ""));
    for path in [pipe.as_str(), "/dev/null", "/dev/stdin"] {
        for arguments in FILE_FLAGS {
            let english = permits(&format!("{arguments} {path} --lang en"), &[]);
            assert_eq!((english.code, english.out.as_str()), (1, ""), "{arguments} {path}");
            let expected = format!(
                "error: cannot read `{path}`: it is not a regular file (pipes and devices are not read)\n"
            );
            assert_eq!(english.err, expected);
            let chinese = permits(&format!("{arguments} {path} --lang zh"), &[]);
            assert!(chinese.code == 1 && chinese.err.contains("不是普通文件"), "{}", chinese.err);
        }
    }
    let ran = permits("check", &[&including]);
    assert!(ran.code == 1 && ran.err.contains("pipe.toml"), "{}", ran.err);
}

#[test]
fn a_calendar_file_without_a_header_is_told_so_at_its_beginning() {
    let folder = Folder::new();
    for text in ["", "\n", "# complete-year: 2027\n"] {
        let file = folder.write("empty.csv", text);
        for arguments in ["check", "calendar 2027 --calendar", "simulate --start 2023-06-01 --calendar"] {
            let ran = permits(arguments, &[&file]);
            assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{arguments}");
            assert!(
                ran.err.contains("empty.csv:1:1\n") && ran.err.contains("the header is missing"),
                "{}",
                ran.err
            );
        }
    }
}

#[test]
fn only_a_workflow_that_is_too_large_is_told_to_be_split() {
    let folder = Folder::new();
    let large = |name: &str, head: &str| folder.write(name, format!("{head}{}", "#\n".repeat(2_100_000)));
    let workflow = large("workflow.toml", "[workflow]\n");
    let other = large("other.toml", "");
    let calendar = large("calendar.csv", "date,kind\n");
    for (arguments, file, splits) in [
        ("simulate --start 2023-06-01 -w", &workflow, true),
        ("check", &workflow, true),
        ("simulate --start 2023-06-01 --assumptions", &other, false),
        ("simulate -p", &other, false),
        ("calendar 2023 --calendar", &calendar, false),
        ("check", &calendar, false),
    ] {
        let ran = permits(arguments, &[file]);
        assert!(ran.code == 3 && ran.err.contains("too-large"), "{arguments}: {}", ran.err);
        assert_eq!(ran.err.contains("include"), splits, "{arguments}: {}", ran.err);
    }
}

/// A workflow whose act on the first day is followed by a task of ten days, promised within `days` of the act.
fn promised(days: &str) -> String {
    format!(
        "{}[[step]]\nid = \"s0\"\nkind = \"task\"\nestimate = \"10wd\"\nafter = [\"act\"]\n[[step]]\nid = \"act\"\nkind = \"act\"\n\
         [[promise]]\nid = \"soon\"\nfrom = \"act\"\nto = \"s0\"\nwithin = \"{days}\"\n",
        HEAD
    )
}

#[test]
fn a_missed_promise_outweighs_a_reader_who_has_left() {
    let folder = Folder::new();
    let (missed, held) =
        (folder.write("missed.toml", promised("9wd")), folder.write("held.toml", promised("10wd")));
    for (file, strict, code) in [(&missed, true, 4), (&missed, false, 0), (&held, true, 0)] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut arguments = vec!["simulate", "--start", "2023-06-01", "-w", file];
        arguments.extend(strict.then_some("--strict"));
        let ran = run(program(&arguments).stdout(writer));
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{arguments:?}");
    }
}

#[test]
fn a_promise_that_leaves_the_calendar_is_named() {
    let folder = Folder::new();
    let file = folder.write("late.toml", promised("300wd"));
    let ran = permits("simulate --start 2100-06-01 -w", &[&file]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the due day of the promise `soon` leaves the calendar"), "{}", ran.err);
    let ran = permits("simulate --lang zh --start 2100-06-01 -w", &[&file]);
    assert!(ran.err.contains("限时 `soon` 的到期日"), "{}", ran.err);
    // A step that leaves it is still told as one.
    let ran = permits("simulate --start 2100-12-31 -w", &[&file]);
    assert!(ran.code == 2 && ran.err.contains("`s0` leaves the calendar"), "{}", ran.err);
}

// ---- words that agree --------------------------------------------------------------------------------------------

#[test]
fn an_act_is_not_a_act() {
    let folder = Folder::new();
    for (kind, expected) in [("act", "is an act, which takes"), ("milestone", "is a milestone, which takes")]
    {
        let step = format!("[[step]]\nid = \"s0\"\nkind = \"{kind}\"\nlimit = \"5wd\"\n");
        let ran = permits("check", &[&folder.write("kind.toml", format!("{HEAD}{step}"))]);
        assert!(ran.err.contains(expected), "{}", ran.err);
    }
}

#[test]
fn one_step_has_what_two_have() {
    let folder = Folder::new();
    let workflow = |steps: usize| {
        let tasks = (1..=steps).map(|number| {
            format!(
                "[[step]]\nid = \"s{number}\"\nkind = \"task\"\nafter = [{{ step = \"root\", when = {{ early = false }} }}]\n"
            )
        });
        let tasks: String = tasks.collect();
        let goal = "[[step]]\nid = \"s0\"\nkind = \"act\"\nafter = [\"s1\"]\n[[step]]\nid = \"root\"\nkind = \"act\"\n";
        format!("{HEAD}[fact.early]\ntype = \"bool\"\ndefault = true\n{tasks}{goal}")
    };
    for (steps, expected) in [
        (
            1,
            [
                "1 step has no link left under these facts and starts with",
                "1 step has no time from any source and counts as",
            ],
        ),
        (
            2,
            [
                "2 steps have no link left under these facts and start with",
                "2 steps have no time from any source and count as",
            ],
        ),
    ] {
        let ran = permits(
            "simulate -q --start 2023-06-01 --format json -w",
            &[&folder.write("one.toml", workflow(steps))],
        );
        for words in expected {
            assert!(ran.out.contains(words), "{words}: {}{}", ran.out, ran.err);
        }
    }
    let ran = permits("calendar count 2023-06-01 2023-06-02", &[]);
    assert!(ran.out.starts_with("1 working day, 1 natural day: "), "{}", ran.out);
    let ran = permits(
        "check",
        &[&folder.write("alone.toml", format!("{HEAD}[[step]]\nid = \"s0\"\nkind = \"act\"\n"))],
    );
    assert!(ran.out.ends_with("a workflow, no errors; 1 step, 0 worked dates verified\n"), "{}", ran.out);
}

#[test]
fn the_first_round_of_a_step_is_the_step() {
    let folder = Folder::new();
    let file = folder.write("round.toml", promised("10wd"));
    let finish =
        |flags: &str| permits(&format!("simulate --start 2023-06-01 --format csv {flags} -w"), &[&file]);
    for (first, plain) in [("--goal act~1", "--goal act"), ("--at act~1=2023-06-02", "--at act=2023-06-02")] {
        let (first, plain) = (finish(first), finish(plain));
        assert_eq!((first.code, first.out), (0, plain.out), "{}", first.err);
    }
    for unknown in ["--goal act~2", "--goal act~0", "--goal act~", "--goal act~1~1"] {
        let ran = finish(unknown);
        assert!(ran.code == 2 && ran.err.contains("no step is called"), "{unknown}: {}", ran.err);
    }
}

#[test]
fn a_year_is_four_digits() {
    for year in ["+2023", "02023", "２０２３", "2023.", "23", "2001", "2101"] {
        let ran = permits("calendar", &[year]);
        assert!(ran.code == 2 && ran.err.contains("is not a year of the calendar"), "{year}: {}", ran.err);
    }
}
