//! A comparison as headings, paragraphs and tables, in one language.
//!
//! In: a [`Compared`]. Out: its [`Block`]s in the order they are read; whether they become a terminal's page or Markdown
//! is decided elsewhere.

mod against;
mod side_by_side;

pub(super) use side_by_side::milestones;

use against::against;
use side_by_side::{ends, groups, side_by_side};

use crate::calendar::Told;
use crate::diagnostic::Lang;
use crate::schedule::RestsOn;

use super::super::blocks::{Block, Table};
use super::super::grid::Align;
use super::super::summary;
use super::super::summary::{marked, rests_on_words};
use super::super::words::{either, plain, signed};
use super::words::turned;
use super::{Compared, Side, letter, odds};

/// The whole page.
pub(super) fn blocks(view: &Compared<'_>, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::List(scenarios(view, lang))];
    if view.sides.len() > 1 {
        side_by_side(view, lang, &mut blocks);
        for (other, pair) in (1..).zip(&view.comparison.pairs) {
            against(view, other, pair, lang, &mut blocks);
        }
        rests_on(view, lang, &mut blocks);
    }
    blocks.extend(odds::blocks(view, lang));
    for (at, (side, outcomes)) in view.sides.iter().zip(view.outcomes).enumerate() {
        readings(at, side, outcomes, lang, &mut blocks);
    }
    paths(view, lang, &mut blocks);
    warnings(view, lang, &mut blocks);
    blocks
}

/// What each letter stands for.
fn scenarios(view: &Compared<'_>, lang: Lang) -> Vec<String> {
    let one = |(at, side): (usize, &Side<'_>)| {
        let plan = side.plan();
        let (letter, name) = (letter(at), side.scenario.name);
        let colon = either(lang, ":", ": ");
        let settings = summary::settings(&plan, lang);
        let set = side.set();
        let set = match set.is_empty() {
            true => String::new(),
            false => format!("{}{}", either(lang, ";", "; "), set.join(", ")),
        };
        let heading = summary::heading(&plan, lang);
        let dot = either(lang, "。", ". ");
        let files = side.scenario.calendar.overlays();
        let files = match (files.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!(";日历文件 {}", files.join(", ")),
            (false, Lang::En) => format!("; calendar files {}", files.join(", ")),
        };
        format!("{letter} {name}{colon}{heading}{dot}{settings}{set}{files}{}", either(lang, "。", "."))
    };
    view.sides.iter().enumerate().map(one).collect()
}

/// What the time of interest rests on, scenario by scenario.
fn rests_on(view: &Compared<'_>, lang: Lang, blocks: &mut Vec<Block>) {
    let spans = &view.comparison.spans;
    let mut rested: Vec<RestsOn> =
        spans.iter().flatten().flat_map(|span| &span.shares).map(|(of, _)| *of).collect();
    rested.sort_unstable();
    rested.dedup();
    if rested.is_empty() {
        return;
    }
    blocks.push(Block::Heading(match lang {
        Lang::Zh => format!("天数的依据({},自然日)", ends(view, lang)),
        Lang::En => format!("What the days rest on ({}, natural days)", ends(view, lang)),
    }));
    for group in groups(view.sides.len()) {
        let mut columns = vec![(String::new(), Align::Left, None)];
        columns.extend(group.iter().map(|at| (letter(*at), Align::Right, Some(6))));
        let against = |at: usize| format!("{}−{}", letter(at), letter(0));
        columns.extend(group[1..].iter().map(|at| (against(*at), Align::Right, Some(6))));
        let shared = |at: usize| spans[at].as_ref().filter(|span| !span.shares.is_empty());
        let share = |at: usize, of: RestsOn| -> Option<i32> {
            let share = shared(at)?.shares.iter().find(|(rests_on, _)| *rests_on == of);
            Some(share.map_or(0, |(_, days)| *days))
        };
        let whole = |at: usize| shared(at).map(|span| span.days.natural);
        let hang = |at: usize| shared(at).and_then(|span| span.readings);
        let moves = |at: usize| spans[at].as_ref().is_some_and(|span| span.provisional);
        let row = |label: &str, days: &dyn Fn(usize) -> Option<i32>| {
            let told = |value: String, provisional| marked(Told { value, provisional });
            let mut row = vec![label.to_string()];
            row.extend(
                group.iter().map(|at| days(*at).map_or("–".into(), |days| told(plain(days), moves(*at)))),
            );
            row.extend(group[1..].iter().map(|at| {
                let against =
                    |(other, first): (i32, i32)| told(signed(other - first), moves(*at) || moves(0));
                days(*at).zip(days(0)).map_or("–".into(), against)
            }));
            row
        };
        let mut rows: Vec<Vec<String>> =
            rested.iter().map(|of| row(rests_on_words(*of, lang), &|at| share(at, *of))).collect();
        rows.push(row(either(lang, "合计", "in all"), &whole));
        let hangs = group.iter().any(|at| hang(*at).is_some());
        if hangs {
            rows.push(row(either(lang, "其中取决于读法", "of these, hang on readings"), &hang));
        }
        blocks.push(Block::Table(Table { columns, rows }));
        if hangs {
            blocks.push(Block::Words(
                either(
                    lang,
                    "“其中取决于读法”:有疑义的句子全部改按另一种读法时少去的天数,已含在以上各项中。",
                    "Of these, hang on readings: the days that go when every doubtful sentence is read the other way; they are among the shares above.",
                )
                .into(),
            ));
        }
    }
}

/// What the readings do.
fn readings(
    at: usize,
    side: &Side<'_>,
    outcomes: &[crate::study::compare::readings::Outcome],
    lang: Lang,
    blocks: &mut Vec<Block>,
) {
    let finish = marked(side.scenario.dates.finish_day(side.scenario.network));
    let letter = letter(at);
    blocks.push(Block::Heading(match lang {
        Lang::Zh => format!("{letter}:读法和计日规则换一种(现完成于 {finish})"),
        Lang::En => format!("{letter}: readings and counting the other way (finish now {finish})"),
    }));
    let (quiet, loud): (Vec<_>, Vec<_>) =
        outcomes.iter().partition(|outcome| outcome.days.is_some_and(|days| days.value == 0));
    if !loud.is_empty() {
        let columns = vec![
            (either(lang, "现为", "is").to_string(), Align::Left, Some(40)),
            (either(lang, "改为", "instead").to_string(), Align::Left, Some(14)),
            (either(lang, "完成", "finish").to_string(), Align::Left, Some(11)),
            (either(lang, "天", "days").to_string(), Align::Right, Some(5)),
        ];
        let rows = loud.iter().map(|outcome| {
            let (is, instead) = turned(side.scenario, &outcome.turned, lang);
            let no_plan = either(lang, "无法排程", "no plan");
            vec![
                is,
                instead,
                outcome.finish.map_or(no_plan.into(), marked),
                outcome.days.map_or(String::new(), |days| marked(days.map(signed))),
            ]
        });
        blocks.push(Block::Table(Table { columns, rows: rows.collect() }));
    }
    if !quiet.is_empty() {
        let names: Vec<String> = quiet
            .iter()
            .map(|outcome| {
                let (is, instead) = turned(side.scenario, &outcome.turned, lang);
                format!("{is} → {instead}")
            })
            .collect();
        blocks.push(Block::Words(match lang {
            Lang::Zh => format!("不改变完成日:{}。", names.join(";")),
            Lang::En => format!("No difference to the finish: {}.", names.join("; ")),
        }));
    }
}

fn paths(view: &Compared<'_>, lang: Lang, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(either(lang, "关键线路", "Critical paths").into()));
    let path = |(at, side): (usize, &Side<'_>)| {
        format!("{}{}{}", letter(at), either(lang, ":", ": "), summary::path(&side.plan(), lang))
    };
    blocks.push(Block::List(view.sides.iter().enumerate().map(path).collect()));
}

/// The warnings, each once with the scenarios it is about.
fn warnings(view: &Compared<'_>, lang: Lang, blocks: &mut Vec<Block>) {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for (at, side) in view.sides.iter().enumerate() {
        for warning in side.plan().warnings() {
            let words = summary::warning_words(warning, lang);
            match said.iter_mut().find(|(known, _)| *known == words) {
                Some((_, letters)) => letters.push(letter(at)),
                None => said.push((words, vec![letter(at)])),
            }
        }
    }
    if said.is_empty() {
        return;
    }
    blocks.push(Block::Heading(either(lang, "注意", "Warnings").into()));
    let warning = either(lang, "注意", "warning");
    let said = said.into_iter().map(|(words, letters)| format!("{} {warning}{words}", letters.join(", ")));
    blocks.push(Block::List(said.collect()));
}
