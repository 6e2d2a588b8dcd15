//! Risk: trials of the full path with stretches that fail, open facts and parties that may be silent.
//!
//! One iteration is 2^18 trials, so criterion's throughput is trials a second.

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use permits::calendar::{Calendar, Counting, Day};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, Open};
use permits::risk::{Detail, Draws, Held, Model, Sampling, Shape, Terms};
use permits::schedule::schedule;
use permits::workflow::{Library, Which, load_assumptions, load_workflow};

const TRIALS: u64 = 1 << 18;

fn full_path(criterion: &mut Criterion) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed("full-path"), &mut sources).expect("it loads");
    let (set, _) = load_assumptions(&library, &Which::typed("stressed"), &mut sources).expect("it loads");
    let calendar = Calendar::official();
    let start: Day = "2023-06-01".parse().expect("a date");
    let open = Open::of(Case::new(&workflow, &set), &BTreeSet::new()).expect("every answer has a time");
    let (counting, basis, shape) = (Counting::Statutory, Basis::Likely, Shape::Pert);
    let terms = Terms { calendar: &calendar, counting, basis, shape, given: &[], start };
    let model = Model::new(open, terms, &mut Draws::default()).expect("it is a case");
    let variant = model.hold(Held::default()).expect("few facts");
    // The answer first: trials laid open are what `schedule` says, and threads change nothing.
    for number in 0..50 {
        let trial = variant.trial(start, 1, number).expect("a trial");
        let dates = schedule(&trial.network, &calendar, &model.run(start)).expect("inside the calendar");
        assert!(trial.found.iter().all(|found| dates.dates(found.step).finish() == found.finish));
    }
    let sampling = |threads, detail| Sampling { seed: 1, trials: 0..TRIALS, threads, detail };
    let one = variant.assess(start, &sampling(1, Detail::Paths), &()).expect("a tally");
    assert_eq!(one, variant.assess(start, &sampling(2, Detail::Paths), &()).expect("a tally"));
    assert_eq!(one.trials, TRIALS);

    let mut group = criterion.benchmark_group("risk");
    group.throughput(Throughput::Elements(TRIALS)).sample_size(20);
    for (threads, detail, name) in [
        (1, Detail::Dates, "full-path"),
        (2, Detail::Dates, "full-path/two-threads"),
        (1, Detail::Critical, "full-path/criticality"),
        (2, Detail::Critical, "full-path/criticality-two-threads"),
        (1, Detail::Paths, "full-path/paths"),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| variant.assess(start, black_box(&sampling(threads, detail)), &()))
        });
    }
    group.finish();
}

criterion_group!(benches, full_path);
criterion_main!(benches);
