//! Tracking: one project against its plan, and ten thousand project files summed up by the program itself.

use std::fs;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use permits::calendar::Calendar;
use permits::diagnostic::Sources;
use permits::network::{Case, compile};
use permits::schedule::Run;
use permits::study::track::track_project;
use permits::workflow::{Library, Which, load_assumptions, load_workflow, parse_project};

/// Five weeks into the full path, a week late.
const PROJECT: &str = "format = 1\n[project]\nname = \"NAME\"\nworkflow = \"full-path\"\nstart = 2023-06-01\n\
    [actual.draft-plan]\nstarted = 2023-06-01\nfinished = 2023-07-07\n[actual.consult-plan]\nstarted = 2023-07-07\n";
const AS_OF: &str = "2023-07-10";
const FILES: usize = 10_000;

fn one(criterion: &mut Criterion) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed("full-path"), &mut sources).expect("it loads");
    let (set, _) = load_assumptions(&library, &Which::typed("promised"), &mut sources).expect("it loads");
    let (project, _) = parse_project("p.toml", PROJECT, &mut sources).expect("it is read");
    let network =
        compile(&Case { project: Some(&project), ..Case::new(&workflow, &set) }).expect("it compiles");
    let (calendar, run) = (Calendar::official(), Run::from("2023-06-01".parse().expect("a date")));
    let as_of = AS_OF.parse().expect("a date");
    let tracked = track_project(&network, &calendar, &run, &project, as_of).expect("inside the calendar");
    assert_eq!(tracked.delay(&calendar, network.goal()).value.working, 5);
    criterion.bench_function("tracking/full-path", |bencher| {
        bencher.iter(|| track_project(black_box(&network), &calendar, &run, &project, as_of));
    });
}

fn many(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..FILES {
        let text = PROJECT.replace("NAME", &format!("p{number}"));
        fs::write(folder.path().join(format!("p{number:05}.toml")), text).expect("written");
    }
    let program = || {
        let mut program = Command::new(env!("CARGO_BIN_EXE_permits"));
        program.args(["track", ".", "--as-of", AS_OF, "--format", "json"]).current_dir(folder.path());
        program.stderr(Stdio::null());
        program
    };
    let answer = String::from_utf8(program().output().expect("it runs").stdout).expect("UTF-8");
    assert_eq!(answer.matches("\"delay\": 5,").count(), FILES);
    let mut group = criterion.benchmark_group("portfolio");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    group.bench_function("10000-files", |bencher| {
        bencher.iter(|| program().stdout(Stdio::null()).status().expect("it runs"));
    });
    group.finish();
}

criterion_group!(benches, one, many);
criterion_main!(benches);
