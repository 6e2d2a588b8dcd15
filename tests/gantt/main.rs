//! The Gantt chart: what is drawn is what the schedule says, nothing runs into anything else, and nothing that a file
//! says can act. Words are measured here by `unicode-width`, dates are laid out here by counting days.

mod commands;
#[path = "../common/drawn/mod.rs"]
mod drawn;
mod progress;

use std::collections::BTreeSet;

use permits::calendar::{At, Day, Moment};
use permits::diagnostic::Lang;
use permits::network::Kind;
use permits::report::drawing::Options;
use permits::report::gantt::{Edge, Layout, NARROWEST, Shape, gantt, layout};
use permits::report::svg::{Frame, Label, Theme};
use permits::report::time_axis::Scale;
use permits::workflow::Library;

use drawn::planned::{Planned, day};
use drawn::{generated, hostile, is_inert, words_are_clear};

/// Every kind of picture: languages, axes, widths.
fn every_options() -> Vec<(Options, Lang)> {
    let mut all = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for scale in [Scale::Month, Scale::Xun] {
            for width in [None, Some(NARROWEST), Some(1_280), Some(4_000)] {
                all.push((Options { width, scale, ..Options::default() }, lang));
            }
        }
    }
    all
}

/// No words leave their box or the page, none overlap, and no line runs through those in the chart.
fn is_clear(layout: &Layout, what: &str) {
    let page = Frame::new(0, 0, layout.width, layout.height);
    words_are_clear(page, layout.labels().filter(|label| !label.text.is_empty()), what);
    let in_chart: Vec<Frame> = layout
        .rows
        .iter()
        .flat_map(|row| row.name.iter().chain(row.bracket.as_ref().map(|bracket| &bracket.label)))
        .map(Label::extent)
        .collect();
    let links = layout.links.iter().flat_map(|link| link.stretches());
    let tails = layout
        .rows
        .iter()
        .flat_map(|row| &row.tails)
        .map(|tail| Frame::new(tail.from, tail.y, tail.to, tail.y));
    let windows = layout.rows.iter().filter_map(|row| row.bracket.as_ref()).flat_map(|bracket| {
        let pieces = bracket.window.iter().chain(&bracket.margin);
        pieces.map(|&(from, to)| Frame::new(from, bracket.y, to, bracket.y)).collect::<Vec<_>>()
    });
    let flags = layout.flags.iter().flat_map(|flag| {
        flag.pieces.iter().map(|&(top, bottom)| Frame::new(flag.x, top, flag.x, bottom)).collect::<Vec<_>>()
    });
    for line in links.chain(tails).chain(windows).chain(flags) {
        // A line without thickness still runs through what it is strictly within.
        let through = |label: &&Frame| {
            line.left.max(label.left) <= line.right.min(label.right - 1)
                && line.top.max(label.top + 1) <= line.bottom.min(label.bottom - 1)
                && line.right > label.left
        };
        assert_eq!(in_chart.iter().find(through), None, "{what}: {line:?} runs through words");
    }
}

/// Where a moment lies when every day is equally wide: days are counted here one by one.
fn place(layout: &Layout, moment: Moment) -> i32 {
    let (first, last) = (layout.axis.first(), layout.axis.last());
    let all = i64::from(last.index()) - i64::from(first.index()) + 1;
    let before = i64::from(moment.day().index()) - i64::from(first.index());
    let halves = before * 2 + if moment.at() == At::EndOfDay { 2 } else { 1 };
    let width = i64::from(layout.axis.right() - layout.axis.left());
    layout.axis.left() + i32::try_from(width * halves / (all * 2)).unwrap()
}

/// Every listed step is there, under its name and dates, where the days of the schedule lie.
fn says_the_schedule(planned: &Planned, layout: &Layout, lang: Lang) {
    let plan = planned.plan();
    let mut rows: BTreeSet<usize> = BTreeSet::new();
    for ix in planned.network.positions().filter(|ix| planned.network.step(*ix).is_present()) {
        let (dated, id) = (planned.dates.dates(ix), &planned.network.step(ix).id);
        let at = layout.rows.iter().position(|row| row.step == Some(ix)).unwrap_or_else(|| panic!("{id}"));
        assert!(rows.insert(at));
        let row = &layout.rows[at];
        let texts: Vec<&str> = row.labels.iter().map(|label| label.text.as_str()).collect();
        for (moment, provisional) in
            [(dated.counted.begins, dated.begins_provisional), (dated.finish(), dated.provisional)]
        {
            let date = format!("{}{}", if provisional { "~" } else { "" }, moment.day());
            assert!(texts.contains(&date.as_str()), "{id}: {date} in {texts:?}");
        }
        let expiries =
            [dated.counted.begins, dated.finish()].iter().filter(|m| m.at() == At::EndOfDay).count();
        assert_eq!(texts.iter().filter(|text| **text == "24:00").count(), expiries, "{id}");
        // The name, possibly on two lines or cut.
        let name = plan.name(ix).get(lang).to_string();
        let start: String = name.chars().take(4).collect();
        assert!(texts.iter().any(|text| text.starts_with(start.trim_end())), "{id}: {name} in {texts:?}");

        let mark = row.mark.unwrap_or_else(|| panic!("{id} has no mark"));
        let finish = place(layout, dated.finish());
        let near = |a: i32, b: i32| (a - b).abs() <= 1;
        match mark.shape {
            Shape::Bar => {
                assert!(near(mark.frame.left, place(layout, dated.counted.begins)), "{id}");
                assert!(near(mark.frame.right, finish) || mark.frame.width() <= 40, "{id}");
                assert_eq!(mark.right == Edge::Expiry, dated.finish().at() == At::EndOfDay, "{id}");
            }
            _ => assert!(near((mark.frame.left + mark.frame.right) / 2, finish), "{id}"),
        }
        assert_eq!(mark.critical, dated.critical, "{id}");
        assert_eq!(mark.provisional, dated.provisional, "{id}");
        if let (Some(latest), Some(tail)) = (dated.latest, row.tails.last()) {
            assert!(near(tail.to, place(layout, latest.finish.value)) || !tail.ends, "{id}");
        }
    }
}

/// A day is shaded exactly when nobody works on it.
fn shades_days_off(planned: &Planned, layout: &Layout) {
    for day in layout.axis.first().to(layout.axis.last()) {
        let middle = place(layout, Moment::in_hours(day));
        let shaded = layout.days_off.iter().any(|off| off.left <= middle && middle < off.right);
        assert_eq!(shaded, !planned.calendar.works(day), "{day}");
    }
}

fn holds(planned: &Planned, options: &Options, lang: Lang, what: &str) {
    let plan = planned.plan();
    let layout = layout(&plan, options, lang);
    let what = format!("{what}, {lang:?}, {options:?}");
    is_clear(&layout, &what);
    says_the_schedule(planned, &layout, lang);
    shades_days_off(planned, &layout);
    let svg = gantt(&plan, options, lang);
    is_inert(&svg, layout.labels());
    assert_eq!(svg, gantt(&plan, options, lang), "{what}: the same input gives the same bytes");
}

#[test]
fn every_shipped_procedure_is_drawn_clearly() {
    let ids: Vec<String> = Library::built_in().workflows().iter().map(|file| file.id.to_string()).collect();
    assert!(ids.len() >= 5);
    for id in ids {
        for (set, start) in
            [("promised", "2023-06-01"), ("legal-maximum", "2026-08-03"), ("floor", "2024-01-02")]
        {
            let planned = Planned::built_in(&id, set, start);
            for (options, lang) in every_options() {
                holds(&planned, &options, lang, &format!("{id} {set}"));
            }
        }
    }
}

#[test]
fn plans_of_any_size_are_drawn_clearly() {
    for size in [1, 2, 10, 60, 300] {
        let planned = Planned::written(&generated::workflow(size), "2025-03-03");
        for (options, lang) in every_options() {
            holds(&planned, &options, lang, &format!("{size} steps"));
        }
    }
}

#[test]
fn sixty_steps_have_room_on_an_a3_page_and_more_make_it_longer() {
    for (size, fits) in [(10, true), (60, true), (300, false)] {
        let planned = Planned::written(&generated::workflow(size), "2025-03-03");
        for lang in [Lang::Zh, Lang::En] {
            let layout = layout(&planned.plan(), &Options::default(), lang);
            assert_eq!(layout.width, 15_870);
            assert_eq!(layout.height == 11_230, fits, "{size} steps, {lang:?}: {}", layout.height);
            assert!(layout.height >= 11_230);
        }
    }
}

#[test]
fn hostile_names_come_out_inert_and_laid_out() {
    let planned = Planned::written(&hostile::workflow(), "2023-06-01");
    for (options, lang) in every_options() {
        let layout = layout(&planned.plan(), &options, lang);
        is_clear(&layout, &format!("hostile, {lang:?}, {options:?}"));
        let svg = gantt(&planned.plan(), &options, lang);
        is_inert(&svg, layout.labels());
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"), "the name stays readable");
        let turns =
            ['\u{202e}', '\u{202c}', '\u{2066}', '\u{2069}', '\u{200f}', '\u{fffe}', '\u{7}', '\u{1b}'];
        assert_eq!(svg.find(turns), None);
    }
}

#[test]
fn a_window_shows_what_happens_in_it_and_cuts_the_rest() {
    let planned = Planned::built_in("full-path", "promised", "2023-06-01");
    let (from, to) = (day("2023-09-01"), day("2023-11-20"));
    let options = Options { from: Some(from), to: Some(to), ..Options::default() };
    for lang in [Lang::Zh, Lang::En] {
        let layout = layout(&planned.plan(), &options, lang);
        is_clear(&layout, "a window");
        assert_eq!((layout.axis.first(), layout.axis.last()), (from, to));
        for ix in planned.network.positions().filter(|ix| planned.network.step(*ix).is_present()) {
            let dated = planned.dates.dates(ix);
            let (begins, ends) = (dated.counted.begins.day(), dated.finish().day());
            let row = layout.row(ix);
            assert_eq!(row.is_some(), begins <= to && from <= ends, "{}", planned.network.step(ix).id);
            let Some(mark) = row.and_then(|row| row.mark) else { continue };
            assert_eq!(mark.left == Edge::Cut, begins < from);
            assert_eq!(mark.right == Edge::Cut, to < ends);
        }
    }
}

#[test]
fn an_empty_window_still_has_its_answer_whole() {
    let planned = Planned::built_in("full-path", "promised", "2023-06-01");
    let options =
        Options { from: Some(day("2025-01-01")), to: Some(day("2025-02-01")), ..Options::default() };
    for lang in [Lang::Zh, Lang::En] {
        let layout = layout(&planned.plan(), &options, lang);
        is_clear(&layout, "an empty window");
        assert!(layout.rows.is_empty() && layout.nothing.is_some());
        let said: String = layout.heading.iter().map(|label| label.text.as_str()).collect();
        assert!(said.contains("2023-12-13") && !said.contains('…'), "{said}");
    }
}

#[test]
fn what_the_law_fixes_looks_unlike_what_is_assumed_and_the_legend_says_only_what_occurs() {
    use permits::network::Origin;
    use permits::report::gantt::Sample;
    let promised = Planned::built_in("full-path", "promised", "2023-06-01");
    let floor = Planned::built_in("full-path", "floor", "2023-06-01");
    let samples = |planned: &Planned| -> BTreeSet<Sample> {
        let layout = layout(&planned.plan(), &Options::default(), Lang::Zh);
        layout.legend.iter().map(|sample| sample.sample).collect()
    };
    let (promised, floor) = (samples(&promised), samples(&floor));
    assert!(promised.contains(&Sample::Origin(Origin::Assumption)));
    assert!(promised.contains(&Sample::Missed) && promised.contains(&Sample::Expiry));
    assert!(!promised.contains(&Sample::Origin(Origin::Untimed)) && !promised.contains(&Sample::Provisional));
    assert!(floor.contains(&Sample::Origin(Origin::Untimed)));
    assert!(!floor.contains(&Sample::Origin(Origin::Assumption)));
    let late = Planned::built_in("full-path", "promised", "2026-08-03");
    assert!(samples(&late).contains(&Sample::Provisional));
    assert!(samples(&late).contains(&Sample::Unpublished));
}

#[test]
fn every_link_between_steps_that_happen_is_drawn_once() {
    let planned = Planned::built_in("full-path", "promised", "2023-06-01");
    let layout = layout(&planned.plan(), &Options::default(), Lang::Zh);
    let mut drawn: Vec<(String, String)> = layout
        .links
        .iter()
        .map(|link| (layout.rows[link.rows.0].id.clone(), layout.rows[link.rows.1].id.clone()))
        .collect();
    drawn.sort();
    // Straight from the network: its links where both ends happen.
    let steps = planned.network.steps();
    for link in planned.network.links() {
        let (from, to) = (&steps[link.from.index()], &steps[link.to.index()]);
        if from.is_present() && to.is_present() {
            let pair = (from.id.to_string(), to.id.to_string());
            assert!(drawn.contains(&pair), "{pair:?}");
        }
    }
    // Every arrow drawn can be walked in the network, through absent steps only.
    let network = &planned.network;
    for (from, to) in &drawn {
        let target = network.find(to).unwrap();
        let mut open = vec![target];
        let mut found = false;
        while let Some(at) = open.pop() {
            for link in network.links_into(at).map(|link| &network.links()[link]) {
                match steps[link.from.index()].is_present() {
                    true => found |= steps[link.from.index()].id.as_str() == from,
                    false => open.push(link.from),
                }
            }
        }
        assert!(found, "{from} → {to}");
    }
    // What drives into the goal's chain is drawn as critical.
    for pair in planned.dates.critical_path.windows(2) {
        let id = |ix: permits::network::StepIx| planned.network.step(ix).id.to_string();
        let link = layout.links.iter().find(|link| {
            layout.rows[link.rows.0].id == id(pair[0]) && layout.rows[link.rows.1].id == id(pair[1])
        });
        let rank = link.map(|link| link.rank);
        assert_eq!(rank, Some(permits::report::gantt::Rank::Critical), "{} → {}", id(pair[0]), id(pair[1]));
    }
}

#[test]
fn promises_are_windows_from_the_clock_to_the_due_day() {
    let planned = Planned::built_in("full-path", "promised", "2023-06-01");
    let layout = layout(&planned.plan(), &Options::default(), Lang::En);
    assert!(planned.dates.promises.iter().any(|promise| !promise.met()));
    for promise in &planned.dates.promises {
        let row = layout.rows.iter().find(|row| row.step.is_none() && row.id == promise.id.as_str()).unwrap();
        let bracket = row.bracket.as_ref().unwrap();
        let near = |a: i32, b: i32| (a - b).abs() <= 1;
        assert!(near(bracket.due, place(&layout, Moment::end_of_day(promise.due.value))), "{}", promise.id);
        assert!(near(bracket.actual, place(&layout, planned.dates.dates(promise.to).finish())));
        assert_eq!(bracket.met, promise.actual <= promise.due);
        // The margin counted here day by day.
        let works = |day: &Day| planned.calendar.works(*day);
        let days = match promise.met() {
            true => promise.actual.value.to(promise.due.value).skip(1).filter(works).count(),
            false => promise.due.value.to(promise.actual.value).skip(1).filter(works).count(),
        };
        assert!(bracket.label.text.starts_with(&format!("{days} ")), "{}", bracket.label.text);
    }
}

#[test]
fn milestones_carry_their_names() {
    for (options, lang) in every_options() {
        let planned = Planned::built_in("full-path", "promised", "2023-06-01");
        let layout = layout(&planned.plan(), &options, lang);
        for row in &layout.rows {
            if let Some(mark) = row.mark.filter(|mark| mark.shape == Shape::Diamond) {
                assert_eq!(mark.kind, Kind::Milestone);
                assert!(row.name.is_some(), "{} in {options:?}", row.id);
            }
        }
    }
}

#[test]
fn dark_is_dark_for_every_renderer_and_light_turns_dark_on_a_dark_screen_only() {
    let planned = Planned::built_in("land-supply", "floor", "2023-06-01");
    let light = gantt(&planned.plan(), &Options::default(), Lang::En);
    let dark = gantt(&planned.plan(), &Options { theme: Theme::Dark, ..Options::default() }, Lang::En);
    let paper = |svg: &str| svg.split("<rect").nth(1).unwrap().split("/>").next().unwrap().to_string();
    assert!(paper(&light).contains("fill=\"#ffffff\""), "{}", paper(&light));
    assert!(paper(&dark).contains("fill=\"#15181d\""), "{}", paper(&dark));
    assert!(light.contains("@media screen and (prefers-color-scheme:dark)"));
    assert!(!dark.contains("prefers-color-scheme") && !dark.contains("#ffffff"));
    for svg in [light, dark] {
        assert!(!svg.contains("var("), "some renderers know no variables");
    }
}
