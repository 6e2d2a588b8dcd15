//! Streams, language and colour.

use super::*;

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    for arguments in [
        "simulate --start 2023-06-01",
        "simulate --start 2023-06-01 --format json",
        "simulate --start 2023-06-01 --format csv",
        "simulate --start 2023-06-01 --format markdown",
        "check",
        "schema workflow",
        "calendar 2023",
        "calendar count 2023-06-01 2023-06-08",
        "--help",
    ] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let ran = run(program(&arguments).stdout(writer));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_takes_one_line_gets_it() {
    use io::BufRead;
    let mut child = program(&["simulate", "--start", "2023-06-01", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    io::BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(line, "{\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_exits_with_1() {
    for arguments in ["simulate --start 2023-06-01", "schema project", "calendar 2023", "check floor"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let ran = run(program(&arguments).stdout(full));
        assert_eq!(ran.code, 1, "{arguments:?} {}", ran.err);
        assert!(!ran.err.is_empty() && !ran.err.contains("panicked"), "{}", ran.err);
    }
}

/// An answer goes into a file of its own; what somebody wrote for the program is not lost to a slip of the name.
#[test]
fn a_file_that_is_read_is_never_replaced_by_an_answer() {
    let folder = Folder::new();
    let project = folder.write("p.toml", "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\n");
    let workflow = folder.write("w.toml", small("5wd"));
    let set = folder.write("a.TOML", "format = 1\n[assumptions]\nid = \"a\"\n");
    let closure = folder.write("c.csv", "date,kind\n2023-07-03,off\n");
    for (file, kind) in [
        (&project, "a project"),
        (&workflow, "a workflow"),
        (&set, "an assumption"),
        (&closure, "a calendar"),
    ] {
        let before = fs::read(file).unwrap();
        for asked in [format!("simulate {FLOOR} --svg"), format!("export --to csv {FLOOR} -o")] {
            let err = fails(1, &asked, &[file]);
            assert!(err.contains(&format!("is {kind} file, and is not overwritten")), "{err}");
            assert_eq!(fs::read(file).unwrap(), before, "{asked} {file}");
        }
    }
    // What an answer wrote is replaced by the next one, and so is what is nobody's.
    for (name, text) in [("plan.csv", "step,name\n"), ("other.toml", "[package]\n"), ("plan.toml.svg", "")] {
        let file = folder.write(name, text);
        assert_eq!(permits_with(&format!("export --to csv {FLOOR} -o"), &[&file]).code, 0);
        assert!(fs::read_to_string(&file).unwrap().contains("land-announcement"), "{name}");
    }
}

#[test]
fn warnings_of_the_plan_are_part_of_the_answer_and_not_of_standard_error() {
    let ran = permits(&format!("simulate {FLOOR}"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

fn in_locale(arguments: &str, locale: &[(&str, &str)]) -> String {
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let ran = run(program(&arguments).envs(locale.iter().copied()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn the_locale_chooses_the_language() {
    let asked = "simulate -w land-supply --start 2023-06-01";
    let chinese = |locale: &[(&str, &str)]| has_han(&in_locale(asked, locale));
    assert!(!chinese(&[]));
    assert!(chinese(&[("LANG", "zh_CN.UTF-8")]));
    assert!(chinese(&[("LC_ALL", "zh_TW")]));
    assert!(chinese(&[("LC_MESSAGES", "zh"), ("LANG", "en_US.UTF-8")]));
    assert!(!chinese(&[("LC_ALL", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8")]));
    assert!(!chinese(&[("LANG", "C")]));
}

#[test]
fn the_flag_chooses_the_language_over_the_locale() {
    let asked = "simulate -w land-supply --start 2023-06-01";
    assert!(has_han(&in_locale(&format!("{asked} --lang zh"), &[("LC_ALL", "C")])));
    assert!(!has_han(&in_locale(&format!("{asked} --lang en"), &[("LC_ALL", "zh_CN.UTF-8")])));
    refuses("simulate --start 2023-06-01 --lang fr", "fr");
}

#[test]
fn the_language_changes_no_date() {
    let english = answer("simulate --start 2023-06-01 --format csv --lang en", &[]);
    assert_eq!(english, answer("simulate --start 2023-06-01 --format csv --lang zh", &[]));
}

const ESCAPE: char = '\u{1b}';

#[test]
fn there_is_no_colour_in_a_pipe() {
    for colour in ["", "--color auto", "--color never"] {
        assert!(!answer(&format!("calendar 2023 {colour}"), &[]).contains(ESCAPE));
        assert!(!answer(&format!("simulate --start 2023-06-01 {colour}"), &[]).contains(ESCAPE));
        assert!(!fails(2, &format!("simulate {colour}"), &[]).contains(ESCAPE));
        assert!(!fails(2, &format!("simulate --frobnicate {colour}"), &[]).contains(ESCAPE));
    }
    assert!(!answer("--help", &[]).contains(ESCAPE));
}

#[test]
fn colour_can_be_asked_for() {
    assert!(fails(2, "simulate --color always", &[]).contains(ESCAPE));
    let folder = Folder::new();
    let file = folder.write("file.toml", small("5"));
    assert!(fails(3, "check --color always", &[&file]).contains(ESCAPE));
    assert!(!fails(3, "check --color never", &[&file]).contains(ESCAPE));
}

#[test]
fn no_color_is_respected_where_colour_would_be_used() {
    // CLICOLOR_FORCE stands in for a terminal.
    let forced = |more: &[(&str, &str)]| {
        let mut command = program(&["simulate"]);
        run(command.env("CLICOLOR_FORCE", "1").envs(more.iter().copied())).err
    };
    assert!(forced(&[]).contains(ESCAPE));
    assert!(!forced(&[("NO_COLOR", "1")]).contains(ESCAPE));
    let ran = run(program(&["simulate", "--color", "never"]).env("CLICOLOR_FORCE", "1"));
    assert!(!ran.err.contains(ESCAPE), "{}", ran.err);
}

#[test]
fn never_means_never_for_mistakes_on_the_command_line_and_for_help_too() {
    // CLICOLOR_FORCE stands in for a terminal.
    for arguments in [["simulate", "--frobnicate", "--color=never"], ["simulate", "--help", "--color=never"]]
    {
        let ran = run(program(&arguments).env("CLICOLOR_FORCE", "1"));
        assert!(!ran.err.contains(ESCAPE) && !ran.out.contains(ESCAPE), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn documents_have_no_colour_even_when_it_is_asked_for() {
    for format in ["json", "csv", "markdown"] {
        let out = answer(&format!("simulate --start 2023-06-01 --color always --format {format}"), &[]);
        assert!(!out.contains(ESCAPE), "{format}");
    }
}

#[test]
fn a_file_name_or_text_cannot_forge_what_a_terminal_shows() {
    let folder = Folder::new();
    let file = folder.write("file.toml", small("5wd").replace("[\"work\"]", "[\"\\u001b[2Jwrok\"]"));
    assert!(!fails(3, "check", &[&file]).contains(ESCAPE));
    fails(2, "simulate --start 2023-06-01 --goal", &["\u{1b}[2Jgoal"]);
}
