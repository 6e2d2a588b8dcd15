//! The picture of the odds.

use std::collections::BTreeMap;

use permits::calendar::{Day, Weekday};
use permits::diagnostic::{Lang, Text};
use permits::report::odds::drawing::{Bar, Each, Layout, Options, Picture, layout, svg};
use permits::risk::Distribution;

use super::drawn::{is_inert, runs_through, words_are_clear};
use super::{Drawn, Planned, day, every_options, planned};

/// A distribution over some days from a first one, about every second of which can come.
fn spread(first: Day, days: i64, drawn: &mut Drawn) -> Distribution {
    let count = |at: i64| if at == 0 || at == days - 1 { 1 } else { drawn.below(2) * drawn.below(100) };
    let trials: Vec<u64> = (0..days).map(count).map(|count| u64::try_from(count).unwrap()).collect();
    Distribution::of_trials(i32::from(first.index()), &trials).unwrap()
}

fn bars(finish: &Distribution, count: i64, reach: i64, drawn: &mut Drawn) -> Vec<Bar> {
    let p80 = finish.quantile(0.8);
    let mut bar = |at: i64| {
        let mut end = || p80.plus(drawn.below(2 * reach + 1) - reach).unwrap();
        let (low, high) = (end(), end());
        let long = "考古勘探与文物保护、地下管线迁改及树木移伐的审批意见征求"
            .repeat(usize::try_from(at % 4).unwrap() + 1);
        Bar {
            name: Text::new(
                format!("{long}{at}"),
                format!("driver {at} <with> a & long name of many words, cut {long}"),
            ),
            low: ("2 working days".into(), low),
            high: (if at % 3 == 0 { "silent".repeat(20) } else { "60 working days".into() }, high),
        }
    };
    (0..count).map(&mut bar).collect()
}

/// Where a day begins, when every day is equally wide.
fn begins(layout: &Layout, day: Day, half: i64) -> i32 {
    let (first, last) = (layout.axis.first(), layout.axis.last());
    let all = i64::from(last.index()) - i64::from(first.index()) + 1;
    let halves = 2 * (i64::from(day.index()) - i64::from(first.index())) + half;
    let width = i64::from(layout.axis.right() - layout.axis.left());
    layout.axis.left() + i32::try_from(width * halves / (2 * all)).unwrap()
}

fn near(a: i32, b: i32) -> bool {
    (a - b).abs() <= 1
}

/// The share of a height, by the two ticks at the ends of the scale.
fn share_at(ticks: &[permits::report::odds::drawing::Tick], y: i32) -> f64 {
    let (zero, most) = (&ticks[0], &ticks[ticks.len() - 1]);
    most.share * f64::from(zero.y - y) / f64::from(zero.y - most.y)
}

fn histogram_is_right(finish: &Distribution, layout: &Layout) {
    let panel = &layout.histogram;
    let mut of_day: BTreeMap<Day, usize> = BTreeMap::new();
    for (at, bar) in panel.bars.iter().enumerate() {
        match panel.each {
            Each::Day => assert_eq!(bar.first, bar.last),
            Each::Week => {
                assert_eq!((bar.first.weekday(), bar.last.weekday()), (Weekday::Monday, Weekday::Sunday));
                assert_eq!(bar.last.days_since(bar.first), 6);
            }
        }
        assert!(bar.first.to(bar.last).all(|day| of_day.insert(day, at).is_none()), "bars share a day");
        let (left, right) = (begins(layout, bar.first, 0), begins(layout, bar.last, 2));
        assert!(left <= bar.frame.left && bar.frame.left <= bar.frame.right && bar.frame.right <= right + 1);
        assert!(right - left - bar.frame.width() <= (right - left) / 8 + 2, "a bar fills its days");
        let lowest = panel.chart.bottom - bar.frame.top <= 8;
        assert!(lowest || (share_at(&panel.ticks, bar.frame.top) - bar.share).abs() < 0.002, "{bar:?}");
        assert!(panel.chart.contains(&bar.frame), "{bar:?} in {:?}", panel.chart);
        assert!(bar.hover.contains(&bar.first.to_string()) && bar.hover.contains('%'), "{}", bar.hover);
    }
    let mut shares = vec![0.0; panel.bars.len()];
    for (day, share) in finish.days() {
        shares[of_day[day]] += share;
    }
    for (bar, share) in panel.bars.iter().zip(&shares) {
        assert!((bar.share - share).abs() < 1e-9);
    }
}

fn curve_is_right(finish: &Distribution, layout: &Layout, what: &str) {
    let panel = &layout.curve;
    assert!(panel.points.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 >= pair[1].1));
    let mut done = 0.0;
    for (day, share) in finish.days() {
        done += share;
        let x = begins(layout, *day, 1);
        let top = panel.points.iter().filter(|(at, _)| near(*at, x)).map(|(_, y)| *y).min().unwrap();
        // Where several days lie on one tenth of a pixel the last of them is the top.
        assert!(share_at(&panel.ticks, top) >= done - 0.001, "{what}: {day}");
    }
    assert_eq!(panel.quantiles.len(), 4);
    for quantile in &panel.quantiles {
        let text = &quantile.label.text;
        let mut so_far = 0.0;
        let first = finish.days().iter().find(|(_, share)| {
            so_far += share;
            so_far >= quantile.share - 1e-12
        });
        assert_eq!(quantile.day, first.unwrap().0, "{what}");
        assert!(near(quantile.at.0, begins(layout, quantile.day, 1)));
        assert!((share_at(&panel.ticks, quantile.at.1) - quantile.share).abs() < 0.001);
        assert!(text.contains(&quantile.day.to_string()), "{what}: {text}");
        let words = quantile.label.extent();
        for pair in panel.points.windows(2) {
            assert!(!runs_through(pair[0], pair[1], &words), "{what}: the curve runs through {text}");
        }
        for other in &panel.quantiles {
            let foot = (other.at.0, panel.chart.bottom);
            assert!(!runs_through(other.at, foot, &words), "{what}: a line runs through {text}");
        }
        for (top, bottom) in layout.plan.iter().flat_map(|plan| &plan.pieces) {
            let x = layout.plan.as_ref().unwrap().x;
            assert!(!runs_through((x, *top), (x, *bottom), &words), "{what}: the plan runs through {text}");
        }
    }
}

fn drivers_are_right(given: &[Bar], finish: &Distribution, layout: &Layout, what: &str) {
    let Some(panel) = &layout.tornado else {
        assert!(given.is_empty());
        return;
    };
    assert_eq!(panel.drivers.len(), given.len().min(12));
    assert_eq!(panel.left_out, given.len() - panel.drivers.len());
    assert!(near(panel.x, begins(layout, finish.quantile(0.8), 1)));
    let width = |low: Day, high: Day| low.days_since(high).abs();
    let mut widths: Vec<i32> = given.iter().map(|bar| width(bar.low.1, bar.high.1)).collect();
    widths.sort_unstable_by_key(|width| -width);
    for (driver, width_of) in panel.drivers.iter().zip(widths) {
        assert_eq!(width(driver.low.day, driver.high.day), width_of, "{what}: the widest come first");
        let ends = [&driver.low, &driver.high];
        for end in ends {
            assert!(near(end.x, begins(layout, end.day, 1)));
            assert!(end.label.text.contains(&end.day.to_string()), "{what}: {}", end.label.text);
            let words = end.label.extent();
            assert!(!words.overlaps(&driver.bar.grown(10)), "{what}: {} on its bar", end.label.text);
            for &(top, bottom) in &panel.pieces {
                assert!(!runs_through((panel.x, top), (panel.x, bottom), &words), "{what}");
            }
            assert!(driver.hover.contains(&end.day.to_string()));
        }
        let (left, right) = (driver.low.x.min(driver.high.x), driver.low.x.max(driver.high.x));
        assert_eq!((driver.bar.left, driver.bar.right), (left, right));
        assert!(driver.words.iter().all(|label| driver.frame.contains(&label.extent())), "{what}");
        assert!(driver.words.iter().all(|label| label.extent().right < layout.axis.left()));
    }
    for pair in panel.drivers.windows(2) {
        assert_eq!(pair[0].frame.bottom, pair[1].frame.top);
    }
}

fn holds(planned: &Planned, finish: &Distribution, bars: &[Bar], what: &str) {
    let plan = planned.plan();
    let picture = Picture {
        plan: &plan,
        finish,
        how: "100,000 trials, seed 1".into(),
        bars,
        bars_how: Some("20,000 trials for each end".into()),
        provisional: bars.len() % 2 == 1,
    };
    for (options, lang) in every_options() {
        let what = format!("{what}, {options:?}, {lang:?}");
        let laid_out = layout(&picture, &options, lang);
        words_are_clear(laid_out.sheet.frame(), laid_out.labels(), &what);
        histogram_is_right(finish, &laid_out);
        curve_is_right(finish, &laid_out, &what);
        drivers_are_right(bars, finish, &laid_out, &what);
        assert!(laid_out.histogram.chart.bottom < laid_out.curve.chart.top, "{what}");
        let line = laid_out.plan.as_ref().unwrap();
        assert!(near(line.x, begins(&laid_out, line.day, 1)) && line.share == finish.by(line.day));
        assert!(line.label.text.contains(&line.day.to_string()), "{what}: {}", line.label.text);
        let drawn = svg(&picture, &options, lang);
        is_inert(&drawn, laid_out.labels());
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{what}");
        assert_eq!(svg(&picture, &options, lang), drawn, "{what}: the same bytes");
    }
}

#[test]
fn odds_over_any_number_of_days_are_drawn_clearly() {
    let planned = planned("2023-06-01");
    let mut drawn = Drawn(0x2545_F491_4F6C_DD1D);
    for days in [1, 2, 3, 7, 30, 90, 200, 400, 1_000, 3_650] {
        for shift in [-400, -3, 0, 5, 200] {
            let first = planned.plan().finish().unwrap().value.plus(shift).unwrap();
            let finish = spread(first, days, &mut drawn);
            let count = drawn.below(15);
            let bars = bars(&finish, count, days.min(300), &mut drawn);
            holds(&planned, &finish, &bars, &format!("{days} days, shifted by {shift}"));
        }
    }
}

#[test]
fn a_certain_day_is_one_bar_and_one_step() {
    let planned = planned("2023-06-01");
    let sure = Distribution::of_probabilities(vec![(day("2024-03-05"), 1.0)]).unwrap();
    holds(&planned, &sure, &[], "certain");
    let plan = planned.plan();
    let picture = Picture {
        plan: &plan,
        finish: &sure,
        how: "exact".into(),
        bars: &[],
        bars_how: None,
        provisional: false,
    };
    let layout = layout(&picture, &Options::default(), Lang::En);
    assert_eq!(layout.histogram.bars.len(), 1);
    assert_eq!(layout.histogram.bars[0].frame.top, layout.histogram.chart.top);
    assert_eq!(layout.curve.points.len(), 4);
    assert!(layout.tornado.is_none() && layout.axis_foot.is_empty());
    let said: Vec<&str> = layout.heading.iter().map(|label| label.text.as_str()).collect();
    assert!(said.join(" ").contains("in all cases on 2024-03-05 Tue"), "{said:?}");
}

#[test]
fn dates_that_rest_on_an_unpublished_notice_carry_the_mark() {
    let planned = planned("2023-06-01");
    let plan = planned.plan();
    let finish = spread(day("2024-01-02"), 60, &mut Drawn(7));
    for provisional in [false, true] {
        let picture = Picture {
            plan: &plan,
            finish: &finish,
            how: "exact".into(),
            bars: &[],
            bars_how: None,
            provisional,
        };
        let layout = layout(&picture, &Options::default(), Lang::En);
        let marked = |text: &str| text.contains('~');
        assert!(layout.curve.quantiles.iter().all(|one| marked(&one.label.text) == provisional));
        assert!(layout.histogram.bars.iter().all(|bar| marked(&bar.hover) == provisional));
        assert_eq!(layout.footer.iter().any(|label| marked(&label.text)), provisional);
    }
}
