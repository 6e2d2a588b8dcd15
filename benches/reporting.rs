//! Reporting: a plan of 300 steps as one HTML file, both languages, charts and explanations included.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use permits::calendar::Calendar;
use permits::diagnostic::{Lang, Sources};
use permits::network::{Case, compile};
use permits::report::drawing::Options;
use permits::report::html::{Report, page};
use permits::report::plan::{Filter, Plan};
use permits::schedule::{Run, drag, schedule};
use permits::workflow::{Library, Which, load_assumptions, load_workflow};

#[path = "../tests/common/drawn/generated.rs"]
mod generated;

fn reports(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (floor, _) =
        load_assumptions(&library, &Which::typed("floor"), &mut sources).expect("the shipped set loads");
    let calendar = Calendar::official();
    let shown = Filter::default();
    let mut group = criterion.benchmark_group("reporting");
    for size in [10, 60, 300] {
        let path = folder.path().join(format!("{size}.toml"));
        std::fs::write(&path, generated::workflow(size)).expect("written");
        let (workflow, _) = load_workflow(&library, &Which::Path(path), &mut sources).expect("it loads");
        let network = compile(&Case::new(&workflow, &floor)).expect("it compiles");
        let run = Run::from("2025-03-03".parse().expect("a date"));
        let dates = schedule(&network, &calendar, &run).expect("inside the calendar");
        let drags = drag::drags(&network, &calendar, &dates);
        let plan = Plan {
            workflow: &workflow,
            assumptions: &floor,
            project: None,
            network: &network,
            calendar: &calendar,
            schedule: &dates,
            otherwise: None,
            drags: drags.as_deref(),
            notes: &[],
            suspension: None,
            shown: &shown,
        };
        let report = Report { plan: &plan, project: None, chart: Options::default() };
        let written = page(&report, Lang::Zh);
        assert_eq!(written.matches("<tr id=\"row-").count(), size);
        group.bench_with_input(BenchmarkId::new("html", size), &report, |bencher, report| {
            bencher.iter(|| page(black_box(report), Lang::Zh));
        });
    }
    group.finish();
}

criterion_group!(benches, reports);
criterion_main!(benches);
