//! What is told without a caveat stays as it is, whatever the notices say when they come.
//!
//! The same network is dated twice: with the years that have no notice projected, and with made-up notices for them. A
//! value that was not provisional must be the same. Nothing of the program's own reckoning of the caveat is used.

#![allow(dead_code, reason = "each test file uses its part")]

use permits::calendar::{Calendar, Day, Overlay, Told};
use permits::diagnostic::FileId;
use permits::network::Network;
use permits::schedule::{Dated, Run, Schedule, drag, schedule};

/// Made-up notices for the years that have none on `calendar`, four years from the first of them after `start`: drawn
/// from a seed, about every tenth weekday off and every seventh weekend day worked, and a week off now and then.
pub fn notices(calendar: &Calendar, start: Day, seed: u64) -> Option<Overlay> {
    let first = calendar.first_provisional_from(start)?;
    let mut state = seed.wrapping_mul(2).wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let years = (first.year()..=Day::LAST.year()).take(4).filter(|year| {
        let new_year = Day::new(*year, 3, 1).unwrap();
        calendar.is_provisional(new_year)
    });
    let years: Vec<i32> = years.collect();
    let mut text: String = years.iter().map(|year| format!("# complete-year: {year}\n")).collect();
    text += "date,kind,name,statutory,notice\n";
    for year in years {
        let mut closed = 0;
        for day in Day::new(year, 1, 1).unwrap().to(Day::new(year, 12, 31).unwrap()) {
            closed = if draw(80) == 0 { 7 } else { closed - i32::from(closed > 0) };
            let weekend = day.weekday().is_weekend();
            let kind = match draw(10) {
                0 if !weekend => "off",
                0 if closed == 0 => "work",
                _ if closed > 0 && !weekend => "off",
                _ => continue,
            };
            text += &format!("{day},{kind},made up,false,{year}\n");
        }
    }
    Some(Overlay::parse("made-up.csv", FileId(0), &text).unwrap_or_else(|error| panic!("{error:?}\n{text}")))
}

/// Every value of a schedule that is told, with what it is.
fn told(network: &Network, calendar: &Calendar, schedule: &Schedule) -> Vec<(String, Told<String>)> {
    let mut told: Vec<(String, Told<String>)> = Vec::new();
    let drags = drag::drags(network, calendar, schedule).unwrap_or_default();
    for ix in network.positions() {
        let dated: &Dated = schedule.dates(ix);
        let id = &network.step(ix).id;
        let begins = Told { value: dated.counted.begins, provisional: dated.begins_provisional };
        let mut say = |what: &str, value: Told<String>| told.push((format!("{id}: {what}"), value));
        say("trigger", dated.told_trigger().map(|moment| moment.to_string()));
        say("begins", begins.map(|moment| moment.to_string()));
        say("finish", dated.told_finish().map(|moment| moment.to_string()));
        if let Some(latest) = dated.latest {
            say("latest trigger", latest.trigger.map(|moment| moment.to_string()));
            say("latest finish", latest.finish.map(|moment| moment.to_string()));
        }
        for (what, float) in [("total float", dated.total_float), ("free float", dated.free_float)] {
            if let Some(float) = float {
                say(what, float.map(|float| format!("{float:?}")));
            }
        }
        if let Some(drag) = drags.get(ix.index()).copied().flatten() {
            say("drag", drag.map(|drag| drag.to_string()));
        }
    }
    for promise in &schedule.promises {
        let id = &promise.id;
        told.push((format!("{id}: due"), promise.due.map(|day| day.to_string())));
        told.push((format!("{id}: actual"), promise.actual.map(|day| day.to_string())));
        told.push((format!("{id}: margin"), promise.margin.map(|days| days.to_string())));
    }
    told
}

/// How many values had no caveat, and how many had one.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    /// Without.
    pub sure: usize,
    /// With.
    pub provisional: usize,
    /// With, and the same all the same.
    pub unmoved: usize,
}

/// Compares the two; `None` when the made-up notices lead out of the calendar.
pub fn stays(
    network: &Network,
    as_of: Option<Day>,
    run: &Run,
    dates: &Schedule,
    seed: u64,
) -> Option<Counts> {
    let before = Calendar::new(as_of, &[]);
    let overlay = notices(&before, run.start, seed)?;
    let after = Calendar::new(as_of, &[overlay]);
    let later = schedule(network, &after, run).ok()?;
    let mut counts = Counts::default();
    let later = told(network, &after, &later);
    for (what, value) in told(network, &before, dates) {
        let same = later.iter().find(|(other, _)| *other == what);
        if value.provisional {
            counts.provisional += 1;
            counts.unmoved += usize::from(same.is_some_and(|(_, same)| same.value == value.value));
            continue;
        }
        counts.sure += 1;
        // A step may leave the critical path when later ones move: then nobody says what it costs.
        if let Some((_, same)) = same {
            assert_eq!(
                value.value, same.value,
                "{what} is told without a caveat and moves, seed {seed}, {run:?}"
            );
        }
    }
    Some(counts)
}

/// The same from a day some weeks before the first day without a notice, chosen by the run's own start.
pub fn stays_near_the_last_notice(network: &Network, as_of: Option<Day>, run: &Run) {
    let calendar = Calendar::new(as_of, &[]);
    let seed = u64::from(run.start.index());
    let first = calendar.first_provisional_from(as_of.unwrap_or(Day::FIRST)).expect("notices end");
    let Some(start) = first.plus(-((seed % 97) as i64)) else { return };
    let run = Run { start, ..*run };
    let Ok(dates) = schedule(network, &calendar, &run) else { return };
    stays(network, as_of, &run, &dates, seed);
}
