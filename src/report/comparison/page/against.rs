//! One scenario against the first.
//!
//! In: a comparison and one of its pairs. Out: what is saved, why, and which steps moved.

use std::collections::HashSet;

use crate::calendar::Told;
use crate::diagnostic::Lang;
use crate::study::compare::differences::Difference;
use crate::study::compare::{Cause, Effect, Pair, Rest};

use super::super::super::blocks::{Block, Table};
use super::super::super::grid::Align;
use super::super::super::summary;
use super::super::super::summary::marked;
use super::super::super::table::date;
use super::super::super::words::{either, signed};
use super::super::words::{Names, difference};
use super::super::{Compared, letter};
use super::side_by_side::ends;

/// One scenario against the first: what moved and why.
pub(super) fn against(view: &Compared<'_>, other: usize, pair: &Pair, lang: Lang, blocks: &mut Vec<Block>) {
    let (a, b) = (letter(0), letter(other));
    blocks.push(Block::Heading(match lang {
        Lang::Zh => format!("{b} 与 {a} 相比"),
        Lang::En => format!("{b} against {a}"),
    }));
    let later = |rest: Rest, zh: [&str; 2], en: [&str; 2]| {
        let told = |words: String| marked(Told { value: words, provisional: rest.provisional });
        match (rest.all, lang) {
            (0, Lang::Zh) => told("相同".to_string()),
            (0, Lang::En) => told("the same".to_string()),
            (days, Lang::Zh) => {
                format!("{} {} 个自然日", zh[usize::from(days < 0)], told(days.abs().to_string()))
            }
            (days, Lang::En) => {
                format!("{} {}", told(summary::natural_days(days.abs())), en[usize::from(days < 0)])
            }
        }
    };
    let finish = later(pair.finish, ["晚", "早"], ["later", "earlier"]);
    let span = pair
        .span
        .filter(|_| view.tells_span(pair))
        .map(|rest| (ends(view, lang), later(rest, ["长", "短"], ["longer", "shorter"])));
    let goals = pair.causes.iter().find(|cause| matches!(cause.what, Difference::Goal(..)));
    if let Some(goals) = goals {
        let words = difference(&Names::of(view, other), &goals.what, lang);
        blocks.push(Block::Words(match lang {
            Lang::Zh => format!("两者终点不同,完成日不是同一件事的完成({words})。用 --to 指定两者都有的事项再比。"),
            Lang::En => format!(
                "The two have different goals, so their finishes are those of different things ({words}). To compare one thing, name a step of both with --to."
            ),
        }));
    }
    blocks.push(Block::Words(match (span, lang) {
        (None, Lang::Zh) => format!("完成日:{finish}。"),
        (None, Lang::En) => format!("Finish: {finish}."),
        (Some((ends, span)), Lang::Zh) => format!("完成日:{finish};{ends}:{span}。"),
        (Some((ends, span)), Lang::En) => format!("Finish: {finish}; {ends}: {span}."),
    }));
    if !pair.computed {
        blocks.push(Block::Words(
            either(
                lang,
                "差异太多,不逐一撤销以查明原因。",
                "There are too many differences to undo each of them and see what it does.",
            )
            .into(),
        ));
    }
    let matters = if pair.computed { matters(view, pair) } else { Vec::new() };
    saved(view, other, pair, lang, blocks);
    if !matters.is_empty() {
        blocks.push(Block::Table(causes(view, other, pair, &matters, lang)));
        blocks.push(Block::Words(causes_key(&a, &b, lang)));
    }
    if pair.computed {
        quiet(view, other, pair, &matters, lang, blocks);
    }
    if !pair.moved.is_empty() {
        let table = moved(view, other, pair, &matters, lang);
        let dates = || table.rows.iter().flat_map(|row| &row[1..3]);
        let mut marks = Vec::new();
        if dates().any(|date| date.ends_with('*')) {
            marks.push(either(lang, "* 当日 24:00", "* 24:00 of that day"));
        }
        if dates().any(|date| date.starts_with('~')) {
            marks.push(summary::mark_words(lang));
        }
        blocks.push(Block::Table(table));
        if !marks.is_empty() {
            blocks.push(Block::Words(marks.join(either(lang, ";", "; "))));
        }
    }
}

/// What each measure saves, seen from both sides.
fn saved(view: &Compared<'_>, other: usize, pair: &Pair, lang: Lang, blocks: &mut Vec<Block>) {
    let names = Names::of(view, other);
    let first = view.sides[0].scenario.case.workflow;
    let span = pair.span.is_some() && view.tells_span(pair);
    let mut rows = Vec::new();
    for cause in &pair.causes {
        let Difference::Measure { id, .. } = &cause.what else { continue };
        let of_first = first.measures.iter().any(|measure| measure.id == *id);
        let mut row = vec![difference(&names, &cause.what, lang)];
        let effects = [Some(cause.finish), span.then_some(cause.span)];
        for effect in effects.into_iter().flatten() {
            // What the one who has it gains is what the other lacks.
            let (adopted, given_up) = match of_first {
                true => (effect.alone, effect.added),
                false => (effect.added.map(|days| -days), effect.alone.map(|days| -days)),
            };
            let in_turn = effect.in_turn.map(|days| if of_first { days } else { -days });
            row.extend([adopted, given_up, in_turn].map(|days| days_words(days, effect.provisional)));
        }
        rows.push(row);
    }
    if !pair.computed || rows.is_empty() {
        return;
    }
    let mut columns = vec![(either(lang, "措施", "measure").to_string(), Align::Left, None)];
    let finish = [Some(either(lang, "完成", "finish")), span.then_some(either(lang, "区间", "between"))];
    for of in finish.into_iter().flatten() {
        for view in [
            either(lang, "单独采用", "adopted"),
            either(lang, "单独放弃", "given up"),
            either(lang, "依次", "in turn"),
        ] {
            columns.push((format!("{of} {view}"), Align::Right, Some(8)));
        }
    }
    blocks.push(Block::Table(Table { columns, rows }));
    blocks.push(Block::Words(
        either(
            lang,
            "各措施节省的自然日。“单独采用”:没有这些措施的流程只采用这一项,早多少;“单独放弃”:有这些措施的流程只放弃这一项,晚多少;“依次”:按表中次序逐项采用,各早多少,相加即全部。各项互相依托时,三者不同。",
            "Natural days saved by each measure. Adopted: how much earlier the procedure without these measures becomes with only this one. Given up: how much later the procedure with them becomes without only this one. In turn: one adopted after another in this order, which adds up. They differ where measures need each other.",
        )
        .into(),
    ));
}

/// The differences that do nothing by themselves, in words.
pub(super) fn quiet(
    view: &Compared<'_>,
    other: usize,
    pair: &Pair,
    matters: &[usize],
    lang: Lang,
    blocks: &mut Vec<Block>,
) {
    const MOST: usize = 20;
    let names = Names::of(view, other);
    let quiet = (0..pair.causes.len()).filter(|at| matters.binary_search(at).is_err());
    let quiet: Vec<&Difference> = quiet.map(|at| &pair.causes[at].what).collect();
    if quiet.is_empty() {
        return;
    }
    let count = quiet.len();
    blocks.push(Block::Words(match lang {
        Lang::Zh => format!("另有 {count} 处差异单独撤销时不改变任何日期:"),
        Lang::En if count == 1 => "1 other difference moves no date when it alone is undone:".to_string(),
        Lang::En => format!("{count} other differences move no date when one alone is undone:"),
    }));
    let mut items: Vec<String> = quiet.iter().take(MOST).map(|what| difference(&names, what, lang)).collect();
    if count > MOST {
        let left = count - MOST;
        items.push(match lang {
            Lang::Zh => format!("…… 其余 {left} 处见 --format json"),
            Lang::En => format!("… {left} more, see --format json"),
        });
    }
    blocks.push(Block::List(items));
}

/// A number of days with its sign and its mark; `?` where there is no plan.
fn days_words(days: Option<i32>, provisional: bool) -> String {
    days.map_or("?".to_string(), |days| marked(Told { value: signed(days), provisional }))
}

/// The causes that are shown: those that do something, and every measure.
fn matters(view: &Compared<'_>, pair: &Pair) -> Vec<usize> {
    let acts = |effect: Effect| effect.alone != Some(0) || effect.in_turn.is_some_and(|days| days != 0);
    let moving: HashSet<usize> =
        pair.moved.iter().flat_map(|moved| moved.because.iter().map(|(cause, _)| *cause)).collect();
    let shown = |at: &usize| {
        let cause: &Cause = &pair.causes[*at];
        acts(cause.finish)
            || (pair.span.is_some() && view.tells_span(pair) && acts(cause.span))
            || moving.contains(at)
            || matches!(cause.what, Difference::Measure { .. })
    };
    (0..pair.causes.len()).filter(shown).collect()
}

fn causes(view: &Compared<'_>, other: usize, pair: &Pair, matters: &[usize], lang: Lang) -> Table {
    let (alone, in_turn) = (either(lang, "单独", "alone"), either(lang, "依次", "in turn"));
    let finish = either(lang, "完成", "finish");
    let mut columns = vec![
        (String::new(), Align::Right, Some(4)),
        (either(lang, "差异", "difference").to_string(), Align::Left, None),
        (format!("{finish} {alone}"), Align::Right, Some(7)),
        (format!("{finish} {in_turn}"), Align::Right, Some(7)),
    ];
    let span = pair.span.filter(|_| view.tells_span(pair));
    if span.is_some() {
        let between = either(lang, "区间", "between");
        columns.push((format!("{between} {alone}"), Align::Right, Some(7)));
        columns.push((format!("{between} {in_turn}"), Align::Right, Some(7)));
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    let names = Names::of(view, other);
    for (number, at) in (1..).zip(matters) {
        let cause = &pair.causes[*at];
        let mut row = vec![
            format!("[{number}]"),
            difference(&names, &cause.what, lang),
            days_words(cause.finish.alone, cause.finish.provisional),
            days_words(cause.finish.in_turn, cause.finish.provisional),
        ];
        if span.is_some() {
            let Effect { alone, in_turn, provisional, .. } = cause.span;
            row.extend([days_words(alone, provisional), days_words(in_turn, provisional)]);
        }
        rows.push(row);
    }
    let mut sum = |label: &str, of: fn(Rest) -> (i32, i32)| {
        let mut row = vec![String::new(), label.to_string()];
        for rest in [Some(pair.finish), span].into_iter().flatten() {
            let (alone, in_turn) = of(rest);
            row.extend([alone, in_turn].map(|days| days_words(Some(days), rest.provisional)));
        }
        rows.push(row);
    };
    sum(either(lang, "合力(重叠为负)", "together (overlap: negative)"), |rest| {
        (rest.together, rest.in_turn)
    });
    sum(either(lang, "合计", "in all"), |rest| (rest.all, rest.all));
    Table { columns, rows }
}

fn causes_key(a: &str, b: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "自然日,正数表示 {b} 因此更晚或更长。“单独”:只把这一处改回 {a} 的样子,重排所得;“依次”:按表中次序逐一改回,重排所得。“合力”:须几处一起改回才变的天数,重叠时为负。"
        ),
        Lang::En => format!(
            "Natural days; positive: {b} is later or longer because of it. Alone: found by scheduling {b} with only this as in {a}. In turn: with one after another as in {a}. Together: what moves only when several are undone, negative where they overlap."
        ),
    }
}

fn moved(view: &Compared<'_>, other: usize, pair: &Pair, matters: &[usize], lang: Lang) -> Table {
    // The causes that are shown stand in their order.
    let number = |cause: usize| matters.binary_search(&cause).map_or(0, |at| at + 1);
    let together = either(lang, "合力", "together");
    let columns = vec![
        (either(lang, "变动的日期", "date that moved").to_string(), Align::Left, Some(20)),
        (letter(0), Align::Left, Some(12)),
        (letter(other), Align::Left, Some(12)),
        (either(lang, "天", "days").to_string(), Align::Right, Some(5)),
        (either(lang, "原因", "why").to_string(), Align::Left, Some(23)),
    ];
    let (first, theirs) = (view.sides[0], view.sides[other]);
    let rows = pair.moved.iter().map(|moved| {
        let mut why: Vec<String> = moved
            .because
            .iter()
            .map(|(cause, days)| {
                format!("[{}]\u{a0}{}", number(*cause), days_words(Some(*days), moved.provisional))
            })
            .collect();
        if moved.together != 0 {
            why.push(format!("{together}\u{a0}{}", days_words(Some(moved.together), moved.provisional)));
        }
        vec![
            first.plan().name(moved.first).get(lang).to_string(),
            date(first.scenario.dates.dates(moved.first).told_finish()),
            date(theirs.scenario.dates.dates(moved.other).told_finish()),
            days_words(Some(moved.days), moved.provisional),
            why.join(either(lang, ",", ", ")),
        ]
    });
    Table { columns, rows: rows.collect() }
}
