//! A file that a file names: the one beside it first, then the built-in one, for `check` and `simulate` alike.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A folder of files, asked about from elsewhere.
struct Folder(TempDir);

impl Folder {
    fn of(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(TempDir::new().unwrap());
        for (name, text) in files {
            let path = folder.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// The exit code, the answer, the errors; `%` in the arguments is the folder.
    fn run(&self, arguments: &str) -> (i32, String, String) {
        self.run_in(Path::new("/"), &arguments.replace('%', &format!("{}/", self.0.path().display())))
    }

    fn run_in(&self, current: &Path, arguments: &str) -> (i32, String, String) {
        let ran = Command::new(env!("CARGO_BIN_EXE_permits"))
            .args(arguments.split_whitespace())
            .args(["--lang", "en"])
            .current_dir(current)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
    }

    #[track_caller]
    fn answer(&self, arguments: &str) -> String {
        let (code, out, err) = self.run(arguments);
        assert_eq!(code, 0, "{arguments}\n{err}");
        out
    }

    /// Both commands refuse with the same mistake at `place`.
    #[track_caller]
    fn both_refuse(&self, arguments: [&str; 2], place: &str, what: &str) {
        for arguments in arguments {
            let (code, out, err) = self.run(arguments);
            assert_eq!((code, out.as_str()), (3, ""), "{arguments}\n{err}");
            assert!(err.contains(place) && err.contains(what), "{arguments}: {place}, {what}\n{err}");
        }
    }
}

/// A workflow of one task of so many working days, suspended by `stop`.
fn workflow(id: &str, length: &str, more: &str) -> String {
    format!(
        "format = 1\n[workflow]\nid = \"{id}\"\nversion = \"1\"\ntitle = \"{id}\"\ngoal = \"x\"\n[source.s]\n\
         title = \"s\"\n[fact.stop]\ntype = \"bool\"\ndefault = false\nlabel = \"stop\"\ncite = [\"s 1\"]\n[[step]]\n\
         id = \"x\"\nkind = \"review\"\nlimit = \"{length}\"\ncite = [\"s 1\"]\n{more}"
    )
}

fn abort(fallback: &str) -> String {
    format!("[[abort]]\nwhen = {{ stop = true }}\nfallback = \"{fallback}\"\ncite = [\"s 1\"]\n")
}

fn set(id: &str, estimate: &str) -> String {
    format!("format = 1\n[assumptions]\nid = \"{id}\"\n[step.x]\nestimate = \"{estimate}\"\n")
}

fn project(more: &str) -> String {
    format!("format = 1\n[project]\nname = \"p\"\nstart = 2023-06-01\n{more}\n")
}

/// Where a text stands in a file, as messages write it.
fn place(file: &str, text: &str, needle: &str) -> String {
    let before = &text[..text.find(needle).unwrap()];
    let column = before.rsplit('\n').next().unwrap().len() + 1;
    format!("{file}:{}:{column}", before.matches('\n').count() + 1)
}

// 2023-06-01 is a Thursday: five working days end on 06-08, four on 06-07, two on 06-05.

#[test]
fn a_fallback_beside_its_workflow_takes_over() {
    // Suspended on Friday 06-02, the fallback takes 06-05 to 06-08, 4 days.
    let files = [("w.toml", workflow("w", "5wd", &abort("fb"))), ("fb.toml", workflow("fb", "4wd", ""))];
    let folder = Folder::of(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    folder.answer("check %w.toml");
    let asked = "--start 2023-06-01 --assumptions floor --abort stop@2023-06-02 --format json";
    let json = folder.answer(&format!("simulate -w %w.toml {asked}"));
    assert!(
        json.contains("\"fallback\": \"fb\"") && json.contains("\"fallback_finish\": \"2023-06-08\""),
        "{json}"
    );
    // From inside the folder, where the path has no folder in it.
    let (code, out, err) = folder.run_in(folder.0.path(), &format!("simulate -w w.toml {asked}"));
    assert!(code == 0 && out.contains("\"fallback_finish\": \"2023-06-08\""), "{err}");
}

#[test]
fn a_fallback_that_is_nowhere_is_refused_at_its_place() {
    let text = workflow("w", "5wd", &abort("fb"));
    let folder = Folder::of(&[("w.toml", &text)]);
    let simulate = "simulate -w %w.toml --start 2023-06-01 --abort stop@2023-06-02";
    folder.both_refuse(["check %w.toml", simulate], &place("w.toml", &text, "\"fb\""), "no workflow `fb`");
}

#[test]
fn a_fallback_is_looked_for_beside_the_file_that_names_it() {
    // The included file names `fb`, which is beside it; what is beside the folder's parent is another.
    let folder = Folder::of(&[
        (
            "w.toml",
            "format = 1\n[workflow]\nid = \"w\"\nversion = \"1\"\ntitle = \"w\"\ngoal = \"x\"\ninclude = [\"base\"]\n",
        ),
        ("base.toml", &workflow("base", "5wd", &abort("land-supply"))),
        ("land-supply.toml", &workflow("mine", "4wd", "")),
    ]);
    folder.answer("check %w.toml");
    let asked = "--start 2023-06-01 --assumptions floor --abort stop@2023-06-02 --format json";
    let json = folder.answer(&format!("simulate -w %w.toml {asked}"));
    assert!(json.contains("\"fallback\": \"mine\""), "the file beside comes before the built-in one: {json}");
    // A built-in file means the built-in ones, whatever is beside the file that includes it.
    let folder = Folder::of(&[
        (
            "w.toml",
            "format = 1\n[workflow]\nid = \"w\"\nversion = \"1\"\ntitle = \"w\"\ngoal = \"land-contract\"\ninclude = [\"full-path\"]\n",
        ),
        ("conventional.toml", "this is no workflow"),
    ]);
    let json = folder.answer(
        "simulate -w %w.toml --start 2023-06-01 --abort major-change@2023-06-02 --format json --allow-out-of-scope",
    );
    assert!(json.contains("\"fallback\": \"conventional\""), "{json}");
}

#[test]
fn an_example_is_held_against_the_set_beside_its_workflow() {
    let example = "[[example]]\nstart = 2023-06-01\nassumptions = \"as\"\nexpect = { x = 2023-06-05 }\n";
    let text = workflow("w", "5wd", example);
    let folder = Folder::of(&[("w.toml", &text), ("as.toml", &set("as", "2wd"))]);
    assert!(folder.answer("check %w.toml").contains("1 worked date verified"));
    // Of a built-in name it is still the one beside.
    let own = text.replace("\"as\"", "\"promised\"");
    let folder = Folder::of(&[("w.toml", &own), ("promised.toml", &set("mine", "2wd"))]);
    assert!(folder.answer("check %w.toml").contains("1 worked date verified"));
    // Without a name it is nothing at all, whatever is beside: five working days.
    let none = text.replace("assumptions = \"as\"\n", "").replace("06-05", "06-08");
    let folder = Folder::of(&[("w.toml", &none), ("floor.toml", &set("floor", "2wd"))]);
    assert!(folder.answer("check %w.toml").contains("1 worked date verified"));
    // It is nowhere: a name, and a path.
    for name in ["as", "./as.toml"] {
        let text = text.replace("\"as\"", &format!("\"{name}\""));
        let folder = Folder::of(&[("w.toml", &text)]);
        let simulate = "simulate -w %w.toml --start 2023-06-01";
        let at = place("w.toml", &text, &format!("\"{name}\""));
        folder.both_refuse(["check %w.toml", simulate], &at, &format!("no assumption set `{name}`"));
    }
}

#[test]
fn a_project_names_the_workflow_and_the_set_beside_it() {
    let text = project("workflow = \"ok\"\nassumptions = \"as\"");
    let (ok, set) = (workflow("ok", "5wd", ""), set("as", "2wd"));
    let folder = Folder::of(&[("p.toml", &text), ("ok.toml", &ok), ("as.toml", &set)]);
    folder.answer("check %p.toml");
    let json = folder.answer("simulate -p %p.toml --format json");
    assert!(json.contains("\"id\": \"ok\"") && json.contains("\"finish\": \"2023-06-05\""), "{json}");
    // With a path from its folder they are elsewhere; a path that leads nowhere is told where it is written.
    let paths = project("workflow = \"sub/ok.toml\"\nassumptions = \"./sub/as.toml\"");
    let folder = Folder::of(&[("p.toml", &paths), ("sub/ok.toml", &ok), ("sub/as.toml", &set)]);
    folder.answer("check %p.toml");
    assert!(folder.answer("simulate -p %p.toml --format json").contains("\"finish\": \"2023-06-05\""));
    fs::remove_file(folder.0.path().join("sub/as.toml")).unwrap();
    let at = place("p.toml", &paths, "\"./sub/as.toml\"");
    folder.both_refuse(["check %p.toml", "simulate -p %p.toml"], &at, "cannot read");
    fs::remove_file(folder.0.path().join("sub/ok.toml")).unwrap();
    let at = place("p.toml", &paths, "\"sub/ok.toml\"");
    folder.both_refuse(["check %p.toml", "simulate -p %p.toml"], &at, "cannot read");
    // What is there and cannot be read is no mistake of the project's.
    fs::create_dir(folder.0.path().join("sub/ok.toml")).unwrap();
    for arguments in ["check %p.toml", "simulate -p %p.toml"] {
        let (code, _, err) = folder.run(arguments);
        assert!(code == 1 && err.contains("cannot read"), "{err}");
    }
}

#[test]
fn a_project_never_means_itself() {
    // It has the name of the built-in workflow that it names.
    let folder = Folder::of(&[("land-supply.toml", &project("workflow = \"land-supply\""))]);
    folder.answer("check %land-supply.toml");
    assert!(folder.answer("simulate -p %land-supply.toml --format json").contains("\"id\": \"land-supply\""));
}

#[test]
fn what_is_typed_is_no_file_beside_anything() {
    let folder = Folder::of(&[("land-supply.toml", &workflow("mine", "5wd", ""))]);
    let (code, out, err) =
        folder.run_in(folder.0.path(), "simulate -w land-supply --start 2023-06-01 --format json");
    assert!(code == 0 && out.contains("\"id\": \"land-supply\""), "{err}");
    let (code, ..) = folder.run_in(folder.0.path(), "simulate -w mine --start 2023-06-01");
    assert_eq!(code, 2);
}
