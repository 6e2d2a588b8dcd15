//! Drawing: plans of up to 300 steps, and one of 1,000 that everything in is linked with anything, as a Gantt chart and
//! as a time-scaled network, laid out and written.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use permits::calendar::Calendar;
use permits::diagnostic::{Lang, Sources};
use permits::network::{Case, compile};
use permits::report::drawing::Options;
use permits::report::gantt::gantt;
use permits::report::plan::{Filter, Plan};
use permits::report::time_scaled::time_scaled;
use permits::schedule::{Run, schedule};
use permits::workflow::{Library, Which, load_assumptions, load_workflow};

#[path = "../tests/common/drawn/generated.rs"]
mod generated;

fn charts(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (floor, _) =
        load_assumptions(&library, &Which::typed("floor"), &mut sources).expect("the shipped set loads");
    let calendar = Calendar::official();
    let shown = Filter::default();
    let mut group = criterion.benchmark_group("drawing");
    group.sample_size(20);
    let files = [10, 60, 300].map(|size| (size.to_string(), size, generated::workflow(size)));
    let tangled = ("1000 tangled".to_string(), 1_000, generated::tangled(1_000));
    for (size, steps, file) in files.into_iter().chain([tangled]) {
        let path = folder.path().join(format!("{steps}.toml"));
        std::fs::write(&path, file).expect("written");
        let (workflow, _) = load_workflow(&library, &Which::Path(path), &mut sources).expect("it loads");
        let network = compile(&Case::new(&workflow, &floor)).expect("it compiles");
        let run = Run::from("2025-03-03".parse().expect("a date"));
        let dates = schedule(&network, &calendar, &run).expect("inside the calendar");
        let plan = Plan {
            workflow: &workflow,
            assumptions: &floor,
            project: None,
            network: &network,
            calendar: &calendar,
            schedule: &dates,
            otherwise: None,
            drags: None,
            notes: &[],
            suspension: None,
            shown: &shown,
        };
        assert_eq!(plan.listed().len(), steps);
        group.bench_with_input(BenchmarkId::new("gantt", &size), &plan, |bencher, plan| {
            bencher.iter(|| gantt(black_box(plan), &Options::default(), Lang::Zh));
        });
        for lang in [Lang::Zh, Lang::En] {
            let id = BenchmarkId::new(format!("network, {lang:?}"), &size);
            group.bench_with_input(id, &plan, |bencher, plan| {
                bencher.iter(|| time_scaled(black_box(plan), &Options::default(), lang));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, charts);
criterion_main!(benches);
