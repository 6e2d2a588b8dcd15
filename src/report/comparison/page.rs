//! A comparison as headings, paragraphs and tables, in one language.
//!
//! In: a [`Compared`]. Out: its [`Block`]s in the order they are read; whether they become a terminal's page or Markdown
//! is decided elsewhere.

use std::collections::{HashMap, HashSet};

use crate::calendar::Told;
use crate::diagnostic::Lang;
use crate::network::{Kind, Network, StepIx};
use crate::schedule::{Float, RestsOn};
use crate::study::compare::differences::Difference;
use crate::study::compare::{Cause, Effect, Pair, Rest, Span};

use super::super::blocks::{Block, Table};
use super::super::grid::Align;
use super::super::prose;
use super::super::summary::{self, marked, rests_on_words};
use super::super::table::date;
use super::super::words::{either, plain, signed};
use super::words::{Names, difference, turned};
use super::{Compared, Side, letter, odds};

/// So many scenarios stand beside each other in 80 columns.
const ABREAST: usize = 4;

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

/// The scenarios in groups that fit beside each other, the first in every group.
fn groups(count: usize) -> Vec<Vec<usize>> {
    let others: Vec<usize> = (1..count).collect();
    others.chunks(ABREAST - 1).map(|others| [&[0], others].concat()).collect()
}

fn side_by_side(view: &Compared<'_>, lang: Lang, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(either(lang, "并列", "Side by side").into()));
    for group in groups(view.sides.len()) {
        let rows = side_rows(view, &group, lang);
        // A date with both its marks is two columns wider than one without.
        let cells = rows.iter().flat_map(|row| &row[1..]).map(|cell| prose::columns(cell));
        let width = u16::try_from(cells.max().unwrap_or_default()).unwrap_or(u16::MAX).clamp(10, 12);
        let mut columns = vec![(String::new(), Align::Left, None)];
        columns.extend(group.iter().map(|at| (letter(*at), Align::Right, Some(width))));
        let table = Table { columns, rows };
        let key = side_key(&table, lang);
        blocks.push(Block::Table(table));
        blocks.extend(key.map(Block::Words));
    }
}

/// What the marks in a table of dates mean; nothing where there are none.
fn side_key(table: &Table, lang: Lang) -> Option<String> {
    let cells = || table.rows.iter().flat_map(|row| &row[1..]);
    let mut marks = Vec::new();
    if cells().any(|cell| cell.starts_with(['✓', '✗'])) {
        marks.push(either(
            lang,
            "✓ ✗ 限时守或未守,余或逾的工作日数",
            "✓ ✗ a promise met or missed, with the working days to spare or over",
        ));
    }
    if cells().any(|cell| cell.ends_with('*')) {
        marks.push(either(lang, "* 当日 24:00", "* 24:00 of that day"));
    }
    if cells().any(|cell| cell.contains('~')) {
        marks.push(summary::mark_words(lang));
    }
    (!marks.is_empty()).then(|| marks.join(either(lang, ";", "; ")))
}

fn side_rows(view: &Compared<'_>, group: &[usize], lang: Lang) -> Vec<Vec<String>> {
    let sides = || group.iter().map(|at| &view.sides[*at]);
    let row = |label: String, cells: Vec<String>| [vec![label], cells].concat();
    let finish = |side: &Side<'_>| {
        let goal = side.scenario.dates.dates(side.scenario.network.goal());
        date(goal.told_finish())
    };
    let duration = |side: &Side<'_>, of: fn(Float) -> i32| {
        let provisional = side.scenario.dates.finish_day(side.scenario.network).provisional;
        marked(Told { value: of(side.scenario.dates.duration), provisional })
    };
    let mut rows = vec![
        row(either(lang, "完成", "finish").into(), sides().map(finish).collect()),
        row(
            either(lang, "自然日", "natural days").into(),
            sides().map(|side| duration(side, |days| days.natural)).collect(),
        ),
        row(
            either(lang, "工作日", "working days").into(),
            sides().map(|side| duration(side, |days| days.working)).collect(),
        ),
    ];
    if view.has_ends() {
        let spans = || group.iter().map(|at| view.comparison.spans[*at].as_ref());
        let cells = |days: fn(Float) -> i32| {
            let cell =
                |span: &Span| marked(Told { value: plain(days(span.days)), provisional: span.provisional });
            spans().map(|span| span.map_or("–".into(), cell)).collect()
        };
        let label = ends(view, lang);
        let unit = |zh, en| match lang {
            Lang::Zh => format!("{label},{zh}"),
            Lang::En => format!("{label}, {en}"),
        };
        rows.push(row(unit("自然日", "natural days"), cells(|days| days.natural)));
        rows.push(row(unit("工作日", "working days"), cells(|days| days.working)));
    }
    let at: Vec<HashMap<&str, StepIx>> = sides().map(Side::last_rounds).collect();
    for id in milestones(view) {
        // In this group perhaps nobody has it.
        let mut named = sides().zip(&at).filter_map(|(side, at)| Some((side, *at.get(id)?)));
        let Some((side, ix)) = named.next() else { continue };
        let rounds = |(side, ix): (&Side<'_>, StepIx)| side.scenario.network.step(ix).round;
        let last = rounds((side, ix)) > 1 || named.any(|named| rounds(named) > 1);
        let name = side.plan().step(ix).name.get(lang);
        let name = match (last, lang) {
            (false, _) => name.to_string(),
            (true, Lang::Zh) => format!("{name}(末轮)"),
            (true, Lang::En) => format!("{name} (last round)"),
        };
        let cell = |(side, at): (&Side<'_>, &HashMap<&str, StepIx>)| {
            at.get(id).map_or("–".to_string(), |ix| {
                let dated = side.scenario.dates.dates(*ix);
                date(dated.told_finish())
            })
        };
        rows.push(row(name, sides().zip(&at).map(cell).collect()));
    }
    for (id, name) in promises(view, lang) {
        let cell = |side: &Side<'_>| {
            let promise = side.scenario.dates.promises.iter().find(|promise| promise.id.as_str() == id);
            promise.map_or("–".to_string(), |promise| {
                let margin = marked(promise.margin.map(signed));
                format!("{} {margin}", if promise.met() { "✓" } else { "✗" })
            })
        };
        let promise = either(lang, "限时", "promise");
        rows.push(row(format!("{promise} {name}"), sides().map(cell).collect()));
    }
    rows
}

/// The time of interest in words.
fn ends(view: &Compared<'_>, lang: Lang) -> String {
    let from = view.between.from.unwrap_or(either(lang, "起算日", "start"));
    let to = view.between.to.unwrap_or(either(lang, "终点", "goal"));
    format!("{from} → {to}")
}

/// What is shown of every scenario: milestones, the ends of promises and of the time of interest, the deal, goals; each
/// once, in the order of the first scenario that has it.
pub(super) fn milestones<'a>(view: &Compared<'a>) -> Vec<&'a str> {
    let mut known: HashSet<&str> = HashSet::new();
    let mut shown: Vec<&str> = Vec::new();
    for side in view.sides {
        let network: &Network = side.scenario.network;
        let promised: HashSet<StepIx> =
            side.scenario.dates.promises.iter().flat_map(|promise| [promise.from, promise.to]).collect();
        let is_end = |id: &str| view.between.from == Some(id) || view.between.to == Some(id);
        let plan = side.plan();
        let deal = plan.deal();
        for ix in network.positions().filter(|ix| network.step(*ix).is_present()) {
            let step = network.step(ix);
            // A step with several rounds is one.
            let id = plan.step(ix).id.as_str();
            let wanted = step.timing.kind == Kind::Milestone
                || promised.contains(&ix)
                || is_end(id)
                || network.goal() == ix
                || deal == Some(ix);
            if wanted && known.insert(id) {
                shown.push(id);
            }
        }
    }
    shown
}

/// Every promise of any scenario, with what it is called.
fn promises<'a>(view: &Compared<'a>, lang: Lang) -> Vec<(&'a str, String)> {
    let mut known: Vec<(&str, String)> = Vec::new();
    for side in view.sides {
        for promise in &side.scenario.network.promises {
            let id = promise.id.as_str();
            if !known.iter().any(|(known, _)| *known == id) {
                let name = promise.name.as_ref().map_or_else(|| id.to_string(), |name| name.get(lang).into());
                known.push((id, name));
            }
        }
    }
    known
}

/// One scenario against the first: what moved and why.
fn against(view: &Compared<'_>, other: usize, pair: &Pair, lang: Lang, blocks: &mut Vec<Block>) {
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
            "各措施节省的自然日。“单独采用”:没有这些措施的程序只采用这一项,早多少;“单独放弃”:有这些措施的程序只放弃这一项,晚多少;“依次”:按表中次序逐项采用,各早多少,相加即全部。各项互相依托时,三者不同。",
            "Natural days saved by each measure. Adopted: how much earlier the procedure without these measures becomes with only this one. Given up: how much later the procedure with them becomes without only this one. In turn: one adopted after another in this order, which adds up. They differ where measures need each other.",
        )
        .into(),
    ));
}

/// The differences that do nothing by themselves, in words.
fn quiet(
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
