//! Sweeping: the full path from every day of four years, and what each holiday of those years costs.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use permits::calendar::{Calendar, Counting};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, compile};
use permits::study::sweep::{Asked, Every, sweep};
use permits::workflow::{Library, Which, load_assumptions, load_workflow};

fn four_years(criterion: &mut Criterion) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed("full-path"), &mut sources).expect("it loads");
    let (set, _) = load_assumptions(&library, &Which::typed("promised"), &mut sources).expect("it loads");
    let network = compile(&Case::new(&workflow, &set)).expect("it compiles");
    let calendar = Calendar::official();
    let (counting, basis) = (Counting::Statutory, Basis::Likely);
    let asked = Asked { network: &network, calendar: &calendar, counting, basis };
    let day = |text: &str| text.parse().expect("a date");
    let days = Every::Day.days(&calendar, day("2023-01-01"), day("2026-12-31"));
    let swept = sweep(&asked, &days).expect("inside the calendar");
    assert_eq!(swept.rows.len(), 1_461);
    let row = swept.rows.iter().find(|row| row.start == day("2023-06-01")).expect("it is one of them");
    assert_eq!(row.finish.value.to_string(), "2023-12-13");
    criterion.bench_function("sweep/four-years", |bencher| bencher.iter(|| sweep(&asked, black_box(&days))));
    criterion.bench_function("sweep/holidays", |bencher| bencher.iter(|| asked.holidays(black_box(&swept))));
}

criterion_group!(benches, four_years);
criterion_main!(benches);
