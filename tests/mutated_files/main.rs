//! The shipped files, spoiled by the thousand: what still loads is scheduled and rendered every way there is.
//!
//! In: the shipped workflows and assumption sets, a project file and a calendar file, changed in their bytes and in what
//! they say, the same way every time. Out: no panic, no place outside its file, nothing that is not well-formed.
//!
//! The bound is some twenty seconds on two processors. `PERMITS_MUTATIONS=N` makes N times as many changes, with other
//! numbers than the usual run from the second time on. What is driven is in `tests/common/drive`, which the fuzz targets
//! of `fuzz/` run too.

mod broken;
#[path = "../common/drive/mod.rs"]
mod drive;
mod texts;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{env, fs};

use drive::plans::{Depth, Reached};
use drive::read::Files;
use drive::{Numbers, mutate, plans, read};
use permits::calendar::Calendar;
use permits::diagnostic::Sources;
use permits::workflow::{Library, Which, load_assumptions, load_calendar, load_project, load_workflow};
use texts::{CALENDAR, LENGTHS, PROJECTS, sets, workflows};

/// How many times the usual number of changes.
fn times() -> u64 {
    env::var("PERMITS_MUTATIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Does it that often, each time with its own numbers, and says which ones failed.
fn repeatedly(name: u64, usual: u64, mut one: impl FnMut(&mut Numbers)) {
    for number in 0..usual * times() {
        let mut numbers = Numbers(name << 32 | number);
        let outcome = catch_unwind(AssertUnwindSafe(|| one(&mut numbers)));
        assert!(outcome.is_ok(), "the numbers of change {number} of run {name} fail");
    }
}

fn spoiled(text: &str, numbers: &mut Numbers) -> String {
    String::from_utf8_lossy(&mutate::bytes(text.as_bytes(), numbers)).into_owned()
}

#[test]
fn no_bytes_make_a_reader_panic() {
    let (workflows, sets) = (workflows(), sets());
    repeatedly(1, 600, |numbers| {
        let workflow = workflows[numbers.below(workflows.len())];
        drop(read::workflow(&spoiled(workflow, numbers)));
        drop(read::assumptions(&spoiled(sets[numbers.below(sets.len())], numbers)));
        for _ in 0..4 {
            drop(read::project(&spoiled(numbers.of(&PROJECTS), numbers)));
            drop(read::calendar(&spoiled(CALENDAR, numbers)));
            let _ = read::length(&spoiled(numbers.of(&LENGTHS), numbers));
        }
    });
}

#[test]
fn no_bytes_on_the_disk_make_a_reader_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let (workflows, sets) = (workflows(), sets());
    repeatedly(2, 200, |numbers| {
        let (library, mut sources) = (Library::built_in(), Sources::default());
        let mut write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, mutate::bytes(text.as_bytes(), numbers)).expect("written");
            path
        };
        let workflow = write("workflow.toml", workflows[0]);
        let set = write("set.toml", sets[0]);
        let project = write("project.toml", PROJECTS[0]);
        let calendar = write("calendar.csv", CALENDAR);
        drop(read::accepted(load_workflow(&library, &Which::Path(workflow), &mut sources), &sources));
        drop(read::accepted(load_assumptions(&library, &Which::Path(set), &mut sources), &sources));
        drop(read::accepted(load_project(&project, &mut sources), &sources));
        drop(read::accepted(load_calendar(&calendar, &mut sources), &sources));
    });
}

/// Drives files of which one is changed, and asks that more than one in `share` comes as far as a page: otherwise only the
/// readers would be tried.
fn changed(
    name: u64,
    (usual, share): (u64, u64),
    depth: Depth,
    change: impl Fn(usize, &str, &mut Numbers) -> String,
) {
    let (workflows, sets) = (workflows(), sets());
    let mut reached = Vec::new();
    repeatedly(name, usual, |numbers| {
        let (which, of) = (numbers.below(3), numbers.below(workflows.len()));
        let set = sets[numbers.below(sets.len())];
        let is_of_project = which == 2 || numbers.one_in(4);
        let project = is_of_project.then(|| if of == 0 { PROJECTS[0] } else { PROJECTS[1] });
        let spoil = |at: usize, text: &str, numbers: &mut Numbers| {
            if at == which { change(at, text, numbers) } else { text.to_string() }
        };
        let workflow = spoil(0, workflows[of], numbers);
        let set = spoil(1, set, numbers);
        let project = project.map(|project| spoil(2, project, numbers));
        let files = Files { workflow: &workflow, assumptions: &set, project: project.as_deref() };
        let overlay = numbers.one_in(4).then(|| read::calendar(&spoiled(CALENDAR, numbers))).flatten();
        let calendar = Calendar::new(None, overlay.as_slice());
        let far = files.read().map(|read| plans::drive(&read, &calendar, numbers, depth));
        reached.extend(far);
    });
    let rendered = reached.iter().filter(|far| **far == Reached::Rendered).count() as u64;
    assert!(rendered > usual * times() / share, "only {rendered} of {} were rendered", usual * times());
}

#[test]
fn whatever_loads_of_spoiled_bytes_is_rendered() {
    // Most bytes break the syntax: twelve of 250 are seen to come through.
    changed(3, (250, 50), Depth::Some, |_, text, numbers| spoiled(text, numbers));
}

#[test]
fn whatever_loads_of_changed_meaning_is_rendered() {
    changed(4, (700, 20), Depth::Some, |_, text, numbers| mutate::meaning(text, numbers));
}

#[test]
fn whatever_loads_of_changed_meaning_is_rendered_every_way() {
    changed(5, (60, 20), Depth::All, |_, text, numbers| mutate::meaning(text, numbers));
}
