//! The odds of scenarios side by side.
//!
//! In: a [`Compared`] with odds. Out: blocks of its page, rows of its document. The trials of all scenarios have the same
//! draws, so how much later one is than another is told trial by trial.

use serde::Serialize;

use crate::calendar::{Day, Told};
use crate::diagnostic::Lang;
use crate::risk::{Counts, Odds};

use super::super::blocks::{Block, Table};
use super::super::grid::Align;
use super::super::odds::{days, grouped, percent, rounded, signed_days};
use super::super::summary::marked;
use super::super::words::{either, signed};
use super::{Compared, letter};

/// The shares of cases that are told.
const SHARES: [f64; 4] = [0.05, 0.5, 0.8, 0.95];

/// The section of the page; nothing where no odds were asked for.
pub(super) fn blocks(view: &Compared<'_>, lang: Lang) -> Vec<Block> {
    let Some(odds) = view.odds else { return Vec::new() };
    let trials = odds.of.first().map_or(0, |odds| odds.trials);
    let (trials, seed) = (grouped(trials), odds.seed);
    let how = match lang {
        Lang::Zh => format!("每个方案 {trials} 次试验(种子 {seed}),同名的时长、答复、事实用同样的随机数。"),
        Lang::En => format!(
            "{trials} trials of each scenario, seed {seed}; lengths, replies and facts of the same name have the same draws."
        ),
    };
    let titles = match lang {
        Lang::Zh => ["方案", "P05", "P50", "P80", "P95", "平均自然日"],
        Lang::En => ["scenario", "P05", "P50", "P80", "P95", "mean days"],
    };
    let columns = titles.iter().enumerate().map(|(at, title)| {
        let align = if at == SHARES.len() + 1 { Align::Right } else { Align::Left };
        (title.to_string(), align, None)
    });
    let rows = odds.of.iter().enumerate().map(|(at, odds)| {
        let by = SHARES.map(|share| marked(told(view, at, odds, odds.finish.quantile(share))));
        let mean = told(view, at, odds, odds.finish.last()).map(|_| days(odds.mean_days()));
        [letter(at)].into_iter().chain(by).chain([marked(mean)]).collect()
    });
    let later = odds.later.iter().enumerate().map(|(at, later)| sentence(at + 1, later, lang));
    vec![
        Block::Heading(either(lang, "概率", "The odds").into()),
        Block::Words(how),
        Block::Table(Table { columns: columns.collect(), rows: rows.collect() }),
        Block::List(later.collect()),
    ]
}

/// A day of a scenario, with the caveat of the days it is counted through.
fn told(view: &Compared<'_>, at: usize, odds: &Odds, day: Day) -> Told<Day> {
    let calendar = view.sides[at].scenario.calendar;
    Told { value: day, provisional: calendar.touches_provisional(odds.start.min(day), day) }
}

/// How much later a scenario is than the first.
struct Gap {
    earlier: f64,
    same: f64,
    later: f64,
    mean: f64,
    p10: i32,
    p50: i32,
    p90: i32,
}

impl Gap {
    fn of(counts: &Counts) -> Gap {
        let all = counts.total() as f64;
        let share = |fits: fn(i32) -> bool| {
            counts.iter().filter(|(days, _)| fits(*days)).map(|(_, trials)| trials).sum::<u64>() as f64 / all
        };
        let sum: i64 = counts.iter().map(|(days, trials)| i64::from(days) * trials as i64).sum();
        let quantile = |share: f64| {
            let mut so_far = 0;
            let reached = |(_, trials): &(i32, u64)| {
                so_far += trials;
                so_far as f64 / all >= share
            };
            counts.iter().find(reached).map_or(0, |(days, _)| days)
        };
        Gap {
            earlier: share(|days| days < 0),
            same: share(|days| days == 0),
            later: share(|days| days > 0),
            mean: sum as f64 / all,
            p10: quantile(0.1),
            p50: quantile(0.5),
            p90: quantile(0.9),
        }
    }
}

fn sentence(at: usize, counts: &Counts, lang: Lang) -> String {
    let Gap { earlier, same, later, mean, p10, p50, p90 } = Gap::of(counts);
    let (first, other) = (letter(0), letter(at));
    let [earlier, same, later] = [earlier, same, later].map(percent);
    let (mean, [p10, p50, p90]) = (signed_days(mean), [p10, p50, p90].map(signed));
    match lang {
        Lang::Zh => format!(
            "{other} 较 {first}:{earlier} 的情形较早,{same} 同日,{later} 较晚;平均相差 {mean} 个自然日,中位 {p50},八成情形在 {p10} 与 {p90} 之间。"
        ),
        Lang::En => format!(
            "{other} against {first}: earlier in {earlier} of all cases, on the same day in {same}, later in {later}; {mean} natural days in the mean, {p50} in the middle, from {p10} to {p90} in 80 of 100."
        ),
    }
}

/// The odds of one scenario in the document.
#[derive(Serialize)]
pub(super) struct OddsRow {
    method: &'static str,
    samples: u64,
    seed: u64,
    quantiles: Quantiles,
    mean_natural_days: f64,
    provisional: bool,
    promises: Vec<PromiseRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    against_first: Option<GapRow>,
}

#[derive(Serialize)]
struct Quantiles {
    p05: String,
    p50: String,
    p80: String,
    p95: String,
}

#[derive(Serialize)]
struct PromiseRow {
    id: String,
    probability: f64,
    tested: f64,
}

/// Negative days: this scenario is earlier than the first.
#[derive(Serialize)]
struct GapRow {
    earlier: f64,
    same: f64,
    later: f64,
    mean_natural_days: f64,
    p10: i32,
    p50: i32,
    p90: i32,
}

/// The odds of a scenario; `None` where none were asked for.
pub(super) fn row(view: &Compared<'_>, at: usize) -> Option<OddsRow> {
    let all = view.odds?;
    let odds = all.of.get(at)?;
    let quantile = |share: f64| odds.finish.quantile(share).to_string();
    let [p05, p50, p80, p95] = SHARES.map(quantile);
    let promises = odds.promises.iter().map(|promise| PromiseRow {
        id: promise.id.to_string(),
        probability: rounded(promise.kept, 12),
        tested: rounded(promise.tested, 12),
    });
    let gap = at.checked_sub(1).and_then(|before| all.later.get(before)).map(Gap::of);
    Some(OddsRow {
        method: "sample",
        samples: odds.trials,
        seed: all.seed,
        quantiles: Quantiles { p05, p50, p80, p95 },
        mean_natural_days: rounded(odds.mean_days(), 6),
        provisional: told(view, at, odds, odds.finish.last()).provisional,
        promises: promises.collect(),
        against_first: gap.map(|gap| GapRow {
            earlier: rounded(gap.earlier, 12),
            same: rounded(gap.same, 12),
            later: rounded(gap.later, 12),
            mean_natural_days: rounded(gap.mean, 6),
            p10: gap.p10,
            p50: gap.p50,
            p90: gap.p90,
        }),
    })
}
