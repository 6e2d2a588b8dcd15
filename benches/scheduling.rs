//! Scheduling: both passes, floats, drivers, promises; drag is not part of it.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use permits::calendar::{Calendar, Length};
use permits::diagnostic::Sources;
use permits::network::{
    Case, Estimate, Estimated, Kind, LinkEnd, Network, NetworkLink, NetworkStep, Origin, Stated, StepIx,
    Timing, compile,
};
use permits::schedule::{Run, schedule};
use permits::workflow::{Library, Which, load_assumptions, load_workflow};

fn run() -> Run {
    Run::from("2023-06-01".parse().expect("a date"))
}

fn full_path(criterion: &mut Criterion) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed("full-path"), &mut sources)
        .expect("the shipped workflow loads");
    let (promised, _) =
        load_assumptions(&library, &Which::typed("promised"), &mut sources).expect("the shipped set loads");
    let (floor, _) =
        load_assumptions(&library, &Which::typed("floor"), &mut sources).expect("the shipped set loads");
    let calendar = Calendar::official();

    // The worked date of the encoding: without assumptions the deal is confirmed on 2023-08-23.
    let bare = compile(&Case::new(&workflow, &floor)).expect("it compiles");
    let dates = schedule(&bare, &calendar, &run()).expect("inside the calendar");
    let deal = bare.find("deal-confirmation").expect("the step is there");
    assert_eq!(dates.dates(deal).finish().day().to_string(), "2023-08-23");

    let network = compile(&Case::new(&workflow, &promised)).expect("it compiles");
    let mut group = criterion.benchmark_group("full-path");
    group.bench_function("schedule", |bencher| {
        bencher.iter(|| schedule(black_box(&network), &calendar, &run()));
    });
    group.bench_function("compile", |bencher| {
        bencher.iter(|| compile(black_box(&Case::new(&workflow, &promised))));
    });
    group.bench_function("load", |bencher| {
        bencher.iter_batched(
            Sources::default,
            |mut sources| load_workflow(&library, &Which::typed("full-path"), &mut sources).is_ok(),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

/// A network of `size` steps of mixed kinds and units, each waiting for up to three of the forty before it, so that
/// the dates stay inside the calendar.
fn mixed(size: usize) -> Network {
    let kinds = [
        Kind::Task,
        Kind::Review,
        Kind::Notice,
        Kind::Consultation,
        Kind::Act,
        Kind::Milestone,
        Kind::Meeting,
    ];
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut draw = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let (mut steps, mut links) = (Vec::with_capacity(size), Vec::new());
    for position in 0..size {
        let kind = kinds[draw(kinds.len())];
        let mut timing = Timing::new(kind);
        let length = if draw(2) == 0 {
            Length::Working(1 + draw(5) as u32)
        } else {
            Length::Natural(1 + draw(9) as u32)
        };
        if kind.takes_limit() {
            timing.limit = Some(length);
        }
        if kind == Kind::Review {
            timing.estimate = Some(Estimated::new(Estimate::exactly(Length::Working(2)), Origin::Promise));
        }
        let mut step = NetworkStep::new(&format!("step-{position}"), timing);
        step.file_order = position;
        steps.push(step);
        // Layers of a thousandth of the network: about a thousand steps in the longest chain.
        let layer = (size / 1_000).max(1);
        for _ in 0..3 {
            let back = layer + draw(layer * 4);
            if let Some(from) = position.checked_sub(back) {
                links.push(NetworkLink {
                    from: StepIx::new(from),
                    to: StepIx::new(position),
                    end: LinkEnd::Finish,
                    lag: Length::Working(0),
                    stated: Stated::ByDocument,
                });
            }
        }
    }
    Network::new(steps, links, StepIx::new(size - 1)).expect("links lead forward")
}

fn networks(criterion: &mut Criterion) {
    let calendar = Calendar::official();
    let mut group = criterion.benchmark_group("networks");
    for size in [1_000, 10_000, 100_000] {
        let network = mixed(size);
        let dates = schedule(&network, &calendar, &run()).expect("inside the calendar");
        assert!(dates.duration.natural > 365, "the network is no trivial one");
        group.bench_with_input(BenchmarkId::from_parameter(size), &network, |bencher, network| {
            bencher.iter(|| schedule(black_box(network), &calendar, &run()));
        });
    }
    group.finish();
}

criterion_group!(benches, full_path, networks);
criterion_main!(benches);
