//! The map of heat.

use chrono::{Datelike, NaiveDate};
use permits::calendar::{Counting, Day, Told};
use permits::diagnostic::Lang;
use permits::network::Basis;
use permits::report::svg::Point;
use permits::report::sweep::Swept;
use permits::report::sweep::heat::{Extreme, Group, Heat, Layout, Measure, Options, Year, layout, svg};
use permits::schedule::Float;
use permits::study::sweep::{Asked, Every, Row, Sweep, sweep};

use super::drawn::{is_inert, words_are_clear};
use super::{Drawn, Planned, day, every_options, planned};

/// Start days that take some numbers of days.
fn made(rows: impl Iterator<Item = (Day, i32)>) -> Sweep {
    let row = |(start, days): (Day, i32)| Row {
        start,
        finish: Told { value: start.plus(i64::from(days)).unwrap(), provisional: days % 5 == 0 },
        takes: Float { working: days * 5 / 7, natural: days },
        path: 0,
        margins: Vec::new(),
    };
    Sweep { rows: rows.map(row).collect(), paths: vec![Vec::new()], promises: Vec::new() }
}

/// The column of a day by ISO weeks, which chrono counts.
fn column(day: Day) -> i32 {
    let date: NaiveDate = day.to_string().parse().unwrap();
    let first = NaiveDate::from_ymd_opt(date.year(), 1, 1).unwrap();
    // The weeks of the year begin in the second column where 1 January is still in the last week before.
    let shift = if first.iso_week().year() == date.year() { 1 } else { 0 };
    let week = date.iso_week();
    match week.year() - date.year() {
        0 => i32::try_from(week.week()).unwrap() - shift,
        years if years < 0 => 0,
        _ => column(day.plus(-7).unwrap()) + 1,
    }
}

fn cells_are_right(planned: &Planned, group: &Group, known: &[(Day, i32, bool)], year: &Year) {
    let leap = NaiveDate::from_ymd_opt(year.year, 2, 29).is_some();
    assert_eq!(year.cells.len(), if leap { 366 } else { 365 });
    // Cells of one column share their middle, and so do those of one row.
    let (mut across, mut down) = (vec![None; 54], [None; 7]);
    for cell in &year.cells {
        let date: NaiveDate = cell.day.to_string().parse().unwrap();
        assert_eq!(cell.row, i32::try_from(date.weekday().num_days_from_monday()).unwrap());
        assert_eq!(cell.column, column(cell.day), "{}", cell.day);
        let middle = (cell.frame.left + cell.frame.right, cell.frame.top + cell.frame.bottom);
        let x = across[usize::try_from(cell.column).unwrap()].get_or_insert(middle.0);
        let y = down[usize::try_from(cell.row).unwrap()].get_or_insert(middle.1);
        assert_eq!((*x, *y), middle, "{}", cell.day);
        assert!(year.frame.contains(&cell.frame));
        assert_eq!(cell.works, planned.calendar.works(cell.day));
        let at = known.binary_search_by_key(&cell.day, |(day, ..)| *day).ok();
        assert_eq!(cell.heated.is_some(), at.is_some(), "{}", cell.day);
        if let (Some(heated), Some(at)) = (&cell.heated, at) {
            let (_, days, provisional) = known[at];
            assert_eq!((heated.days, heated.provisional), (days, provisional), "{}", cell.day);
            let step = group.steps.iter().find(|one| one.sample.heat == heated.heat).unwrap().sample;
            assert!(step.least <= days && days <= step.most);
            assert!(heated.hover.contains(&cell.day.to_string()), "{}", heated.hover);
            assert!(heated.hover.contains(&days.to_string()), "{}", heated.hover);
        }
    }
    let increasing = |places: Vec<i32>| places.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(
        increasing(across.into_iter().flatten().collect())
            && increasing(down.into_iter().flatten().collect())
    );
    let (rest, work): (Vec<_>, Vec<_>) = year.cells.iter().partition(|cell| !cell.works);
    let widest = rest.iter().map(|cell| cell.frame.width()).max();
    assert!(work.iter().all(|cell| Some(cell.frame.width()) > widest), "rest days are smaller");
    for (at, cell) in year.cells.iter().enumerate() {
        let near = year.cells[at + 1..].iter().take(8);
        assert!(near.clone().all(|other| !other.frame.overlaps(&cell.frame)));
    }
}

/// Whether a point lies in a closed shape: a ray from it crosses the outline an odd number of times.
fn inside(shape: &[Point], (x, y): Point) -> bool {
    let ends = shape.iter().zip(shape.iter().cycle().skip(1));
    ends.filter(|(a, b)| a.0 == b.0 && a.0 > x && (a.1 > y) != (b.1 > y)).count() % 2 == 1
}

/// An outline holds the days from its first to its last and no other, and together the outlines hold the start days
/// with the fewest and with the most days.
fn outlines_are_right(group: &Group, known: &[(Day, i32, bool)]) {
    let (least, most) = (known.iter().map(|one| one.1).min(), known.iter().map(|one| one.1).max());
    let mut held = Vec::new();
    for year in &group.years {
        for outline in &year.outlines {
            for cell in &year.cells {
                let middle = ((cell.frame.left + cell.frame.right) / 2, cell.frame.middle());
                let within = outline.shapes.iter().any(|shape| inside(shape, middle));
                assert_eq!(within, (outline.first..=outline.last).contains(&cell.day), "{}", cell.day);
                if within && let Some(heated) = &cell.heated {
                    assert_eq!(heated.days, outline.days);
                    held.push((cell.day, outline.extreme));
                }
            }
        }
    }
    held.sort_unstable_by_key(|(day, _)| *day);
    let wanted = |days: i32| match (Some(days) == least, Some(days) == most) {
        (true, false) => Some(Extreme::Fewest),
        (false, true) => Some(Extreme::Most),
        _ => None,
    };
    let wanted: Vec<_> =
        known.iter().filter_map(|(day, days, _)| wanted(*days).map(|extreme| (*day, extreme))).collect();
    assert_eq!(held, wanted);
}

fn more_is_hotter(group: &Group) {
    let mut told: Vec<(i32, u8)> = Vec::new();
    for heated in group.years.iter().flat_map(|year| &year.cells).filter_map(|cell| cell.heated.as_ref()) {
        told.push((heated.days, heated.heat));
    }
    told.sort_unstable();
    assert!(told.windows(2).all(|pair| pair[0].1 <= pair[1].1));
}

fn holds(planned: &Planned, sweep: &Sweep, every: Every, p80: Option<&[Day]>, what: &str) {
    let view = Swept { plan: planned.plan(), sweep, every, holidays: &[], odds: None };
    let heat = Heat { view: &view, p80, p50: p80 };
    for (options, lang) in every_options() {
        let what = format!("{what}, {options:?}, {lang:?}");
        let laid_out: Layout = layout(&heat, &options, lang);
        words_are_clear(laid_out.sheet.frame(), laid_out.labels(), &what);
        let measures: Vec<Measure> = laid_out.groups.iter().map(|group| group.measure).collect();
        assert_eq!(
            measures,
            if p80.is_some() { vec![Measure::Plan, Measure::P80] } else { vec![Measure::Plan] }
        );
        let mut below = 0;
        for group in &laid_out.groups {
            let row = |(at, row): (usize, &Row)| match (group.measure, p80) {
                (Measure::P80, Some(p80)) => {
                    let touches = planned.calendar.touches_provisional(row.start, p80[at]);
                    (row.start, row.start.to(p80[at]).count() as i32 - 1, touches)
                }
                _ => (row.start, row.takes.natural, row.finish.provisional),
            };
            let known: Vec<(Day, i32, bool)> = sweep.rows.iter().enumerate().map(row).collect();
            let years: Vec<i32> = group.years.iter().map(|year| year.year).collect();
            let (first, last) = (known[0].0.year(), known[known.len() - 1].0.year());
            assert_eq!(years, (first..=last).collect::<Vec<_>>());
            for year in &group.years {
                assert!(year.frame.top >= below, "{what}: {} overlaps", year.year);
                below = year.frame.bottom;
                cells_are_right(planned, group, &known, year);
            }
            outlines_are_right(group, &known);
            more_is_hotter(group);
        }
        let drawn = svg(&heat, &options, lang);
        is_inert(&drawn, laid_out.labels());
        assert_eq!(drawn.matches("data-start=").count(), sweep.rows.len() * laid_out.groups.len());
        assert_eq!(svg(&heat, &options, lang), drawn, "{what}: the same bytes");
    }
}

#[test]
fn start_days_of_any_range_are_drawn_clearly() {
    let planned = planned("2023-06-01");
    let mut drawn = Drawn(0x9E37_79B9_7F4A_7C15);
    for (first, last) in [
        ("2024-05-06", "2024-05-06"),
        ("2023-12-25", "2024-01-07"),
        ("2023-01-01", "2024-12-31"),
        ("2028-01-01", "2028-12-31"),
        ("2005-06-01", "2025-02-28"),
    ] {
        for every in Every::ALL {
            for spread in [1, 2, 9, 700] {
                let days = every.days(&planned.calendar, day(first), day(last));
                if days.is_empty() {
                    continue;
                }
                // Runs of days that take the same make windows of many shapes.
                let (mut takes, mut left) = (0, 0);
                let rows = days.into_iter().map(|start| {
                    if left == 0 {
                        takes = i32::try_from(180 + drawn.below(spread)).unwrap();
                        left = 1 + drawn.below(40);
                    }
                    left -= 1;
                    (start, takes)
                });
                let sweep = made(rows);
                let more = |row: &Row| row.finish.value.plus(i64::from(row.start.index() % 60)).unwrap();
                let p80: Vec<Day> = sweep.rows.iter().map(more).collect();
                let p80 = (spread == 9).then_some(&p80[..]);
                holds(&planned, &sweep, every, p80, &format!("{first} to {last}, {every:?}, {spread}"));
            }
        }
    }
}

#[test]
fn the_plans_own_start_days_are_drawn_clearly() {
    let planned = planned("2023-01-03");
    let (counting, basis) = (Counting::default(), Basis::default());
    let asked = Asked { network: &planned.network, calendar: &planned.calendar, counting, basis };
    let days = Every::Workday.days(&planned.calendar, day("2023-01-01"), day("2026-12-31"));
    let swept = sweep(&asked, &days).unwrap();
    holds(&planned, &swept, Every::Workday, None, "2023 to 2026");
}

#[test]
fn the_pointer_is_told_the_p50_and_the_p80() {
    let planned = planned("2023-06-01");
    let sweep = made([(day("2024-05-06"), 200)].into_iter());
    let view = Swept { plan: planned.plan(), sweep: &sweep, every: Every::Day, holidays: &[], odds: None };
    let (p50, p80) = ([day("2024-12-02")], [day("2025-01-31")]);
    let heat = Heat { view: &view, p80: Some(&p80), p50: Some(&p50) };
    let layout = layout(&heat, &Options::default(), Lang::En);
    let cells = layout.groups[1].years[0].cells.iter();
    let hovers: Vec<&str> =
        cells.filter_map(|cell| cell.heated.as_ref()).map(|heated| heated.hover.as_str()).collect();
    assert_eq!(
        hovers,
        ["start 2024-05-06 Mon, finish ~2024-11-22 Fri: 200 natural days, 142 working days\n\
          P50 2024-12-02 Mon: 210 natural days\nP80 2025-01-31 Fri: 270 natural days"]
    );
}
