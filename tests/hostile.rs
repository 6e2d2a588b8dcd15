//! Files that mean no good, and files made by a program that went wrong: texts that steer the terminal, mistakes by the
//! ten thousand, lines without an end, files that are none.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What one run left behind.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_permits"));
    command.args(arguments).stdin(Stdio::null());
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command
}

fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran {
        code: output.status.code().expect("an exit code, not a signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

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
