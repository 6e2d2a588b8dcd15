//! A comparison as headings, paragraphs and tables, in one language.
//!
//! In: a [`Compared`]. Out: its [`Block`]s in the order they are read; whether they become a terminal's page or Markdown
//! is decided elsewhere.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Lang;
use crate::network::{Kind, Network, StepIx};
use crate::schedule::Float;
use crate::study::compare::differences::Difference;
use crate::study::compare::{Basis, Cause, Effect, Pair, Rest};

use super::super::grid::Align;
use super::super::prose;
use super::super::summary::{self, marked};
use super::super::table::date;
use super::super::words::either;
use super::words::{Names, basis, difference, signed, turned};
use super::{Compared, Side, letter};

/// A piece of the page.
pub(super) enum Block {
    /// A heading of the second rank.
    Heading(String),
    /// A paragraph.
    Words(String),
    /// A table.
    Table(Table),
    /// A list, an item a paragraph.
    List(Vec<String>),
}

/// A table of texts.
pub(super) struct Table {
    /// Title, alignment and width of each column; no width: as wide as it needs.
    pub columns: Vec<(String, Align, Option<u16>)>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

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
        format!("{letter} {name}{colon}{heading}{dot}{settings}{set}{}", either(lang, "。", "."))
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
        blocks.push(Block::Table(Table { columns, rows }));
    }
}

fn side_rows(view: &Compared<'_>, group: &[usize], lang: Lang) -> Vec<Vec<String>> {
    let sides = || group.iter().map(|at| &view.sides[*at]);
    let row = |label: String, cells: Vec<String>| [vec![label], cells].concat();
    let finish = |side: &Side<'_>| {
        let goal = side.scenario.dates.dates(side.scenario.network.goal());
        date(goal.told_finish())
    };
    let duration = |side: &Side<'_>| side.scenario.dates.duration;
    let mut rows = vec![
        row(either(lang, "完成", "finish").into(), sides().map(finish).collect()),
        row(
            either(lang, "自然日", "natural days").into(),
            sides().map(|side| duration(side).natural.to_string()).collect(),
        ),
        row(
            either(lang, "工作日", "working days").into(),
            sides().map(|side| duration(side).working.to_string()).collect(),
        ),
    ];
    if view.has_ends() {
        let spans = || group.iter().map(|at| view.comparison.spans[*at].as_ref());
        let cells = |days: fn(Float) -> i32| {
            spans().map(|span| span.map_or("–".into(), |span| days(span.days).to_string())).collect()
        };
        let label = ends(view, lang);
        let unit = |zh, en| match lang {
            Lang::Zh => format!("{label},{zh}"),
            Lang::En => format!("{label}, {en}"),
        };
        rows.push(row(unit("自然日", "natural days"), cells(|days| days.natural)));
        rows.push(row(unit("工作日", "working days"), cells(|days| days.working)));
    }
    let at: Vec<HashMap<&str, StepIx>> = sides().map(Side::by_id).collect();
    for id in milestones(view) {
        // In this group perhaps nobody has it.
        let name = sides().zip(&at).find_map(|(side, at)| Some(side.plan().name(*at.get(id)?)));
        let Some(name) = name else { continue };
        let cell = |(side, at): (&Side<'_>, &HashMap<&str, StepIx>)| {
            at.get(id).map_or("–".to_string(), |ix| {
                let dated = side.scenario.dates.dates(*ix);
                date(dated.told_finish())
            })
        };
        rows.push(row(name.get(lang).into(), sides().zip(&at).map(cell).collect()));
    }
    for (id, name) in promises(view, lang) {
        let cell = |side: &Side<'_>| {
            let promise = side.scenario.dates.promises.iter().find(|promise| promise.id.as_str() == id);
            promise.map_or("–".to_string(), |promise| {
                format!("{} {}", if promise.met() { "✓" } else { "✗" }, signed(promise.margin.value))
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
        let deal = side.plan().deal();
        for ix in network.positions().filter(|ix| network.step(*ix).is_present()) {
            let step = network.step(ix);
            let id = step.id.as_str();
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
    let later = |days: i32, zh: [&str; 2], en: [&str; 2]| match (days, lang) {
        (0, Lang::Zh) => "相同".to_string(),
        (0, Lang::En) => "the same".to_string(),
        (days, Lang::Zh) => format!("{} {} 个自然日", zh[usize::from(days < 0)], days.abs()),
        (days, Lang::En) => format!("{} {}", summary::natural_days(days.abs()), en[usize::from(days < 0)]),
    };
    let finish = later(pair.finish.all, ["晚", "早"], ["later", "earlier"]);
    let span = pair
        .span
        .filter(|_| view.has_ends())
        .map(|rest| (ends(view, lang), later(rest.all, ["长", "短"], ["longer", "shorter"])));
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
        return;
    }
    let matters = matters(pair);
    if !matters.is_empty() {
        blocks.push(Block::Table(causes(view, other, pair, &matters, lang)));
        blocks.push(Block::Words(causes_key(&a, &b, lang)));
    }
    let quiet = pair.causes.len() - matters.len();
    if quiet > 0 {
        blocks.push(Block::Words(match lang {
            Lang::Zh => format!("另有 {quiet} 处差异单独撤销时不改变任何日期。"),
            Lang::En if quiet == 1 => "1 other difference moves no date when it alone is undone.".to_string(),
            Lang::En => format!("{quiet} other differences move no date when one alone is undone."),
        }));
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

/// The causes that are shown: those that do something, and every measure.
fn matters(pair: &Pair) -> Vec<usize> {
    let acts = |effect: Effect| effect.alone != Some(0) || effect.in_turn.is_some_and(|days| days != 0);
    let moving: HashSet<usize> =
        pair.moved.iter().flat_map(|moved| moved.because.iter().map(|(cause, _)| *cause)).collect();
    let shown = |at: &usize| {
        let cause: &Cause = &pair.causes[*at];
        acts(cause.finish)
            || (pair.span.is_some() && acts(cause.span))
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
    let span = pair.span.filter(|_| view.has_ends());
    if span.is_some() {
        let between = either(lang, "区间", "between");
        columns.push((format!("{between} {alone}"), Align::Right, Some(7)));
        columns.push((format!("{between} {in_turn}"), Align::Right, Some(7)));
    }
    let days = |days: Option<i32>| days.map_or("?".to_string(), signed);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let names = Names::of(view, other);
    for (number, at) in (1..).zip(matters) {
        let cause = &pair.causes[*at];
        let mut row = vec![
            format!("[{number}]"),
            difference(&names, &cause.what, lang),
            days(cause.finish.alone),
            days(cause.finish.in_turn),
        ];
        if span.is_some() {
            row.extend([days(cause.span.alone), days(cause.span.in_turn)]);
        }
        rows.push(row);
    }
    let mut sum = |label: &str, of: fn(Rest) -> (i32, i32)| {
        let mut row = vec![String::new(), label.to_string()];
        for rest in [Some(pair.finish), span].into_iter().flatten() {
            let (alone, in_turn) = of(rest);
            row.extend([signed(alone), signed(in_turn)]);
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
        (either(lang, "天", "days").to_string(), Align::Right, Some(4)),
        (either(lang, "原因", "why").to_string(), Align::Left, Some(24)),
    ];
    let (first, theirs) = (view.sides[0], view.sides[other]);
    let rows = pair.moved.iter().map(|moved| {
        let mut why: Vec<String> = moved
            .because
            .iter()
            .map(|(cause, days)| format!("[{}]\u{a0}{}", number(*cause), signed(*days)))
            .collect();
        if moved.together != 0 {
            why.push(format!("{together}\u{a0}{}", signed(moved.together)));
        }
        vec![
            first.plan().name(moved.first).get(lang).to_string(),
            date(first.scenario.dates.dates(moved.first).told_finish()),
            date(theirs.scenario.dates.dates(moved.other).told_finish()),
            signed(moved.days),
            why.join(either(lang, ",", ", ")),
        ]
    });
    Table { columns, rows: rows.collect() }
}

/// What the time of interest rests on, scenario by scenario.
fn rests_on(view: &Compared<'_>, lang: Lang, blocks: &mut Vec<Block>) {
    let spans = &view.comparison.spans;
    let mut rested: Vec<Basis> =
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
        let share = |at: usize, of: Basis| -> Option<i32> {
            let span = spans[at].as_ref().filter(|span| !span.shares.is_empty())?;
            Some(span.shares.iter().find(|(basis, _)| *basis == of).map_or(0, |(_, days)| *days))
        };
        let whole = |at: usize| {
            spans[at].as_ref().filter(|span| !span.shares.is_empty()).map(|span| span.days.natural)
        };
        let row = |label: &str, days: &dyn Fn(usize) -> Option<i32>| {
            let mut row = vec![label.to_string()];
            row.extend(group.iter().map(|at| days(*at).map_or("–".into(), |days| days.to_string())));
            row.extend(group[1..].iter().map(|at| {
                days(*at).zip(days(0)).map_or("–".into(), |(other, first)| signed(other - first))
            }));
            row
        };
        let mut rows: Vec<Vec<String>> =
            rested.iter().map(|of| row(basis(*of, lang), &|at| share(at, *of))).collect();
        rows.push(row(either(lang, "合计", "in all"), &whole));
        blocks.push(Block::Table(Table { columns, rows }));
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
    let (quiet, loud): (Vec<_>, Vec<_>) = outcomes.iter().partition(|outcome| outcome.days == Some(0));
    if !loud.is_empty() {
        let columns = vec![
            (either(lang, "现为", "is").to_string(), Align::Left, Some(40)),
            (either(lang, "改为", "instead").to_string(), Align::Left, Some(14)),
            (either(lang, "完成", "finish").to_string(), Align::Left, Some(11)),
            (either(lang, "天", "days").to_string(), Align::Right, Some(5)),
        ];
        let rows = loud.iter().map(|outcome| {
            let (is, instead) = turned(&outcome.turned, lang);
            let no_plan = either(lang, "无法排程", "no plan");
            vec![
                is,
                instead,
                outcome.finish.map_or(no_plan.into(), marked),
                outcome.days.map_or(String::new(), signed),
            ]
        });
        blocks.push(Block::Table(Table { columns, rows: rows.collect() }));
    }
    if !quiet.is_empty() {
        let names: Vec<String> = quiet
            .iter()
            .map(|outcome| {
                let (is, instead) = turned(&outcome.turned, lang);
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
            let cite: Vec<String> = warning.cite.iter().map(ToString::to_string).collect();
            let cite = if cite.is_empty() { String::new() } else { format!(" [{}]", cite.join(", ")) };
            let words = format!("[{}]: {}{cite}", warning.code.as_str(), warning.message.get(lang));
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
