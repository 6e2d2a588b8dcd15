//! Every start day of a range in a terminal of 80 columns.
//!
//! In: a [`Swept`]. Out: the best and the worst windows, the promises, a row a month (or a start day, when there are
//! few), where the critical path flips, what each holiday costs.

use std::collections::BTreeMap;

use crate::calendar::Told;
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::study::sweep::{Every, Row, Window};

use super::super::grid::{Align, Column, grid};
use super::super::odds::grouped;
use super::super::prose::clean;
use super::super::summary::{counted, dated, heading, mark_words, marked};
use super::super::table::paragraph;
use super::super::words::{either, list, plain, signed};
use super::{StartOdds, Swept};

/// So many rows are listed one by one.
const FEW: usize = 45;
/// So many windows, flips and holidays are told; JSON has them all.
const TOLD: usize = 8;

/// The whole page.
///
/// ```
/// use permits::report::sweep;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let last = Day::new(2023, 6, 6).unwrap();
#[doc = include_str!("../set_up/swept.txt")]
/// // Duanwu moves one of these starts, by a day.
/// let page = sweep::table(&view, Lang::Zh);
/// assert!(page.contains("2023-06-02") && page.contains("端午节"));
/// ```
pub fn table(view: &Swept<'_>, lang: Lang) -> String {
    let mut page = String::new();
    paragraph(&mut page, &heading(&view.plan, lang), "");
    paragraph(&mut page, &asked(view, lang), "");
    page.push('\n');
    for line in answer(view, lang) {
        paragraph(&mut page, &line, "  ");
    }
    page.push('\n');
    page += &if view.sweep.rows.len() <= FEW { days(view, lang) } else { months(view, lang) };
    let flips = flips(view, lang);
    if !flips.is_empty() {
        page.push('\n');
        paragraph(&mut page, either(lang, "关键线路在何处改变:", "Where the critical path changes:"), "");
        flips.iter().for_each(|line| paragraph(&mut page, line, "    "));
    }
    if !view.holidays.is_empty() {
        page.push('\n');
        page += &holidays(view, lang);
    }
    page
}

/// Which start days were asked for, and how days are counted.
pub(super) fn asked(view: &Swept<'_>, lang: Lang) -> String {
    let rows = &view.sweep.rows;
    let (first, last) = (rows.first().map(|row| row.start), rows.last().map(|row| row.start));
    let day = |day: Option<_>| day.map(|day| dated(day, lang)).unwrap_or_default();
    let (count, every) = (rows.len(), view.every.as_str());
    let every_zh = match view.every {
        Every::Day => "每日",
        Every::Workday => "每个工作日",
        Every::Week => "每周",
    };
    match lang {
        Lang::Zh => {
            format!(
                "起算日 {} 至 {},共 {count} 个({every_zh});{}",
                day(first),
                day(last),
                counted(&view.plan, lang)
            )
        }
        Lang::En => format!(
            "{count} start days from {} to {} (every {every}); {}",
            day(first),
            day(last),
            counted(&view.plan, lang)
        ),
    }
}

/// The fewest or the most days, in words, with the windows in which it is so.
pub(super) fn extreme(
    view: &Swept<'_>,
    what: &str,
    (days, windows): (i32, Vec<Window>),
    lang: Lang,
) -> String {
    let goal = view.plan.name(view.plan.network.goal());
    let told = windows.iter().take(TOLD).map(|window| match window.first == window.last {
        true => window.first.to_string(),
        false => match lang {
            Lang::Zh => format!("{} 至 {}", window.first, window.last),
            Lang::En => format!("{} to {}", window.first, window.last),
        },
    });
    let told = list(told, lang);
    let more = match (windows.len().saturating_sub(TOLD), lang) {
        (0, _) => String::new(),
        (more, Lang::Zh) => format!(",另有 {more} 段"),
        (more, Lang::En) => format!(", and {more} more"),
    };
    match lang {
        Lang::Zh => format!("{what}:到“{}”{days} 个自然日,起算日为 {told}{more}。", goal.zh),
        Lang::En => format!("{what}: {days} natural days to “{}”, from {told}{more}.", goal.en),
    }
}

fn answer(view: &Swept<'_>, lang: Lang) -> Vec<String> {
    let said = |zh, en, found| extreme(view, either(lang, zh, en), found, lang);
    let mut lines: Vec<String> = Vec::new();
    lines.extend(view.sweep.windows(|a, b| a < b).map(|found| said("最短", "Fewest", found)));
    lines.extend(view.sweep.windows(|a, b| a > b).map(|found| said("最长", "Most", found)));
    lines.extend(p80s(view, lang));
    let all = view.sweep.rows.len();
    for (at, id) in view.sweep.promises.iter().enumerate() {
        let missed = view.sweep.rows.iter().filter(|row| row.margins[at].value < 0).count();
        let margins = view.sweep.rows.iter().map(|row| row.margins[at].value);
        let (least, most) = (margins.clone().min().unwrap_or(0), margins.max().unwrap_or(0));
        lines.push(match lang {
            Lang::Zh => format!(
                "限时 {id}:{all} 个起算日中 {missed} 个未守;余量 {} 至 {} 个工作日。",
                plain(least),
                plain(most)
            ),
            Lang::En => format!(
                "Promise {id}: missed from {missed} of {all}; {} to {} working days to spare.",
                plain(least),
                plain(most)
            ),
        });
    }
    lines
}

/// The start days from which 80 of 100 cases take the fewest and the most days.
fn p80s(view: &Swept<'_>, lang: Lang) -> Vec<String> {
    let Some(odds) = view.odds else { return Vec::new() };
    let rows = view.sweep.rows.iter().enumerate().filter_map(|(at, row)| {
        let [_, p80, _] = view.quantiles(at)?;
        Some((p80.value.days_since(row.start), row.start, p80))
    });
    let (best, worst) = (
        rows.clone().min_by_key(|(days, ..)| *days),
        rows.max_by_key(|(days, start, _)| (*days, std::cmp::Reverse(*start))),
    );
    let Some(((fewest, best, by), (most, worst, late))) = best.zip(worst) else { return Vec::new() };
    let (by, late) = (marked(by), marked(late));
    let how = how_found(odds, lang);
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "八成情形(P80)最少 {fewest} 个自然日,起算于 {best}(至 {by});最多 {most} 个,起算于 {worst}(至 {late})。{how}"
        ),
        Lang::En => format!(
            "80 of 100 cases (P80): fewest {fewest} natural days, from {best} (by {by}); most {most}, from {worst} (by {late}). {how}"
        ),
    }];
    let (have, all) = (odds.quantiles.len(), view.sweep.rows.len());
    if have < all {
        lines.push(match lang {
            Lang::Zh => format!("中断:{all} 个起算日中只有前 {have} 个有 P80。"),
            Lang::En => format!("Stopped: only the first {have} of {all} start days have a P80."),
        });
    }
    lines
}

/// Whether the odds are exact, or of which trials.
fn how_found(odds: StartOdds<'_>, lang: Lang) -> String {
    let why = match (odds.too_costly, lang) {
        (false, _) => "",
        (true, Lang::Zh) => "精确计算超出限额,故抽样:",
        (true, Lang::En) => "The exact answer would cost more than it may, so this is sampled: ",
    };
    match (odds.sampled, lang) {
        (None, Lang::Zh) => "每个起算日均为精确计算,未抽样。".to_string(),
        (None, Lang::En) => "Exact from each start day, nothing is sampled.".to_string(),
        (Some((trials, seed)), Lang::Zh) => {
            format!("{why}每个起算日 {} 次试验,种子 {seed}。", grouped(trials))
        }
        (Some((trials, seed)), Lang::En) => {
            format!("{why}{} trials from each start day, seed {seed}.", grouped(trials))
        }
    }
}

/// A row a start day.
fn days(view: &Swept<'_>, lang: Lang) -> String {
    let titles = match lang {
        Lang::Zh => ["起算日", "完成", "自然日", "工作日", "线路", "P80", "至 P80"],
        Lang::En => ["start", "finish", "natural", "working", "path", "P80", "to P80"],
    };
    // The last two only where odds were asked for.
    let shown = if view.odds.is_some() { titles.len() } else { titles.len() - 2 };
    let is_number = |at: usize| at >= 2 && at != 5;
    let columns: Vec<Column> =
        titles[..shown].iter().enumerate().map(|(at, title)| column(title, is_number(at))).collect();
    let row = |(at, row): (usize, &Row)| {
        let p80 = view.quantiles(at).map(|[_, p80, _]| p80);
        let mut cells = vec![
            dated(row.start, lang),
            marked(row.finish.map(|day| dated(day, lang))),
            row.takes.natural.to_string(),
            row.takes.working.to_string(),
            (row.path + 1).to_string(),
            p80.map(marked).unwrap_or_default(),
            p80.map(|p80| p80.value.days_since(row.start).to_string()).unwrap_or_default(),
        ];
        cells.truncate(shown);
        cells
    };
    let mut table = grid(&columns, view.sweep.rows.iter().enumerate().map(row));
    if is_marked(view) {
        paragraph(&mut table, mark_words(lang), "");
    }
    table
}

/// Whether any date of the rows rests on a notice that is not published.
fn is_marked(view: &Swept<'_>) -> bool {
    let mut p80s = (0..view.sweep.rows.len()).filter_map(|at| view.quantiles(at)).map(|[_, p80, _]| p80);
    view.sweep.rows.iter().any(|row| row.finish.provisional) || p80s.any(|p80| p80.provisional)
}

fn column(title: &str, is_number: bool) -> Column {
    Column {
        title: title.to_string(),
        align: if is_number { Align::Right } else { Align::Left },
        width: None,
    }
}

/// A row of a month, and the days to its P80.
type Month<'a> = (&'a Row, Option<Told<i32>>);

/// A row a month.
fn months(view: &Swept<'_>, lang: Lang) -> String {
    let titles = match lang {
        Lang::Zh => ["起算月", "个数", "最少自然日", "平均", "最多", "最早完成", "最晚完成", "至 P80 平均"],
        Lang::En => ["month", "starts", "least", "mean", "most", "earliest", "latest", "mean to P80"],
    };
    // The last one only where odds were asked for.
    let shown = if view.odds.is_some() { titles.len() } else { titles.len() - 1 };
    let columns: Vec<Column> = titles[..shown]
        .iter()
        .enumerate()
        .map(|(at, title)| column(title, !(5..7).contains(&at) && at > 0))
        .collect();
    let mut months: BTreeMap<(i32, u32), Vec<Month<'_>>> = BTreeMap::new();
    for (at, row) in view.sweep.rows.iter().enumerate() {
        let p80 = view.quantiles(at).map(|[_, p80, _]| p80.map(|p80| p80.days_since(row.start)));
        months.entry((row.start.year(), row.start.month())).or_default().push((row, p80));
    }
    let cells = months.into_iter().map(|((year, month), rows)| {
        let takes = || rows.iter().map(|(row, _)| row.takes.natural);
        let finishes = || rows.iter().map(|(row, _)| row.finish);
        // Rounded half up, in whole days.
        let mean = |sum: i64, count: i64| (2 * sum + count) / (2 * count);
        let count = rows.len() as i64;
        let p80s = || rows.iter().filter_map(|(_, p80)| *p80);
        let of_p80s = (p80s().count() == rows.len()).then(|| Told {
            value: mean(p80s().map(|p80| i64::from(p80.value)).sum(), count),
            provisional: p80s().any(|p80| p80.provisional),
        });
        let mut cells = vec![
            format!("{year}-{month:02}"),
            count.to_string(),
            takes().min().unwrap_or(0).to_string(),
            mean(takes().map(i64::from).sum(), count).to_string(),
            takes().max().unwrap_or(0).to_string(),
            finishes().min().map(marked).unwrap_or_default(),
            finishes().max().map(marked).unwrap_or_default(),
            of_p80s.map(marked).unwrap_or_default(),
        ];
        cells.truncate(shown);
        cells
    });
    let mut table = grid(&columns, cells);
    if is_marked(view) {
        paragraph(&mut table, mark_words(lang), "");
    }
    table
}

/// The days from which another path decides, with the steps that come in and those that go out.
fn flips(view: &Swept<'_>, lang: Lang) -> Vec<String> {
    let all: Vec<_> = view.sweep.flips().collect();
    let line = |(start, from, to): &(crate::calendar::Day, usize, usize)| {
        let (before, after) = (&view.sweep.paths[*from], &view.sweep.paths[*to]);
        let only = |these: &[StepIx], others: &[StepIx]| {
            let only = these.iter().filter(|ix| !others.contains(ix));
            list(only.map(|ix| clean(view.plan.name(*ix).get(lang))), lang)
        };
        let none = either(lang, "无", "nothing").to_string();
        let said = |words: String| if words.is_empty() { none.clone() } else { words };
        let (into, out) = (said(only(after, before)), said(only(before, after)));
        match lang {
            Lang::Zh => format!("{start}:加入 {into};退出 {out}。"),
            Lang::En => format!("{start}: in comes {into}; out goes {out}."),
        }
    };
    let mut lines: Vec<String> = all.iter().take(TOLD).map(line).collect();
    let more = all.len().saturating_sub(TOLD);
    if more > 0 {
        lines.push(match lang {
            Lang::Zh => format!("另有 {more} 处。"),
            Lang::En => format!("and {more} more."),
        });
    }
    lines
}

fn holidays(view: &Swept<'_>, lang: Lang) -> String {
    let titles = match lang {
        Lang::Zh => ["假期", "年", "受影响的起算日", "最多", "最少", "合计"],
        Lang::En => ["holiday", "year", "starts it moves", "most", "least", "together"],
    };
    let columns: Vec<Column> = titles.iter().enumerate().map(|(at, title)| column(title, at >= 1)).collect();
    let cells = view.holidays.iter().map(|cost| {
        vec![
            clean(&cost.name),
            marked(Told { value: cost.notice, provisional: cost.provisional }),
            cost.starts.to_string(),
            signed(cost.most),
            signed(cost.least),
            signed(cost.together),
        ]
    });
    let mut table = String::new();
    paragraph(
        &mut table,
        either(
            lang,
            "各假期的代价(自然日:有此假期时终点晚几天,调休上班使之提前则为负):",
            "What each holiday costs (natural days by which the goal is later because of it; less than nothing where its make-up days bring the goal forward):",
        ),
        "",
    );
    table + &grid(&columns, cells)
}
