//! One working-day addition: two look-ups and an addition, whatever the number of days.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use permits::calendar::{Calendar, Day, Length, Moment, Roll, Rule};

fn counting(criterion: &mut Criterion) {
    let calendar = Calendar::official();
    let day: Day = "2023-06-01".parse().expect("a date");
    // 2 June; 5-9, 12-16; 19-21, Duanwu off, Sunday 25 worked; 26-30: the 20th is Friday 30 June.
    assert_eq!(calendar.workday_after(day, 20).map(|day| day.to_string()), Ok("2023-06-30".to_string()));

    let mut group = criterion.benchmark_group("counting");
    for n in [1, 20, 2_000] {
        group.bench_function(format!("workday_after/{n}"), |bencher| {
            bencher.iter(|| calendar.workday_after(black_box(day), black_box(n)));
        });
    }
    let rule = Rule::Review { length: Length::Working(20), roll: Roll::NextWorkingDay };
    group.bench_function("count/review", |bencher| {
        bencher.iter(|| calendar.count(black_box(&rule), black_box(Moment::in_hours(day))));
    });
    group.bench_function("calendar/build", |bencher| bencher.iter(Calendar::official));
    group.finish();
}

criterion_group!(benches, counting);
criterion_main!(benches);
