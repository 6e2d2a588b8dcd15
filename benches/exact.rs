//! The distribution without sampling: one start of the shipped workflows, everything of a start, many starts.
//!
//! Each with the assumptions that a command takes unless told otherwise, where lengths alone are open; and, under its own
//! name, with `stressed`, where facts, replies and stretches that run again are open too: of the full path 486 worlds.
//!
//! The programs of the worlds are made before, as they are for a run of trials.

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use permits::calendar::{Calendar, Counting, Day};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, Open};
use permits::risk::{Budget, Detail, Draws, Held, Model, Sampling, Shape, Solver, Terms, Variant};
use permits::workflow::{Library, Which, load_assumptions, load_workflow};

fn with_shipped(name: &str, set: &str, call: impl FnOnce(&Variant<'_, '_>, Day)) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed(name), &mut sources).expect("it loads");
    let (set, _) = load_assumptions(&library, &Which::typed(set), &mut sources).expect("it loads");
    let (calendar, start) = (Calendar::official(), "2023-06-01".parse().expect("a date"));
    let open = Open::of(Case::new(&workflow, &set), &BTreeSet::new()).expect("every answer has a time");
    let (counting, basis, shape) = (Counting::Statutory, Basis::Likely, Shape::Pert);
    // Four years of start days are asked for.
    let latest = "2027-06-01".parse().expect("a date");
    let terms = Terms { calendar: &calendar, counting, basis, shape, given: &[], start: latest };
    let model = Model::new(open, terms, &mut Draws::default()).expect("it is a case");
    call(&model.hold(Held::default()).expect("few facts"), start);
}

fn shipped(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("exact");
    group.sample_size(10);
    let names = ["full-path", "design-scheme-supply", "conventional", "build-on-land-delivery"];
    for (name, set) in names.iter().flat_map(|name| ["promised", "stressed"].map(|set| (name, set))) {
        let budget = Budget(u64::MAX);
        with_shipped(name, set, |variant, start| {
            let name = if set == "promised" { name.to_string() } else { format!("{name}/{set}") };
            // The answer first: it adds up to one and trials agree with it.
            let goal = Solver::new(variant, budget).goal(start).expect("a case").known().expect("an answer");
            let sum: f64 = goal.iter().map(|(_, chance)| chance).sum();
            assert!((sum - 1.0).abs() < 1e-12);
            let sampling = Sampling { seed: 1, trials: 0..1 << 18, threads: 1, detail: Detail::Dates };
            let tally = variant.assess(start, &sampling, &()).expect("a tally");
            let mean =
                |days: &[(i32, f64)]| days.iter().map(|(day, share)| f64::from(*day) * share).sum::<f64>();
            let exact: Vec<_> = goal.iter().map(|(day, chance)| (i32::from(day.index()), *chance)).collect();
            let share = |(day, count): (i32, u64)| (day, count as f64 / tally.trials as f64);
            let sampled: Vec<_> = tally.days.iter().map(share).collect();
            assert!((mean(&exact) - mean(&sampled)).abs() < 0.5);
            group.bench_function(&name, |bencher| {
                bencher.iter(|| Solver::new(variant, black_box(budget)).goal(start))
            });
            group.bench_function(format!("{name}/everything"), |bencher| {
                bencher.iter(|| variant.exact(start, black_box(budget)))
            });
            // What is shared between start days is what `sweep --risk` has: four years of them, on two threads.
            let years: Vec<Day> = start.to(start.plus(1_460).expect("a day")).collect();
            group.bench_function(format!("{name}/four years of starts"), |bencher| {
                bencher.iter(|| variant.exact_from_starts(black_box(&years), Budget(1 << 40), 2, &()))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, shipped);
criterion_main!(benches);
