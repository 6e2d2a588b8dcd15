//! The scenarios side by side.
//!
//! In: a comparison. Out: a table for every few of them: their ends, milestones, promises.

use std::collections::{HashMap, HashSet};

use crate::calendar::Told;
use crate::diagnostic::Lang;
use crate::network::{Kind, Network, StepIx};
use crate::schedule::Float;
use crate::study::compare::Span;

use super::super::super::blocks::{Block, Table};
use super::super::super::grid::Align;
use super::super::super::summary::marked;
use super::super::super::table::date;
use super::super::super::words::{either, plain, signed};
use super::super::super::{prose, summary};
use super::super::{Compared, Side, letter};

/// So many scenarios stand beside each other in 80 columns.
const ABREAST: usize = 4;

/// The scenarios in groups that fit beside each other, the first in every group.
pub(super) fn groups(count: usize) -> Vec<Vec<usize>> {
    let others: Vec<usize> = (1..count).collect();
    others.chunks(ABREAST - 1).map(|others| [&[0], others].concat()).collect()
}

pub(super) fn side_by_side(view: &Compared<'_>, lang: Lang, blocks: &mut Vec<Block>) {
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
pub(super) fn ends(view: &Compared<'_>, lang: Lang) -> String {
    let from = view.between.from.unwrap_or(either(lang, "起算日", "start"));
    let to = view.between.to.unwrap_or(either(lang, "终点", "goal"));
    format!("{from} → {to}")
}

/// What is shown of every scenario: milestones, the ends of promises and of the time of interest, the deal, goals; each
/// once, in the order of the first scenario that has it.
pub(in crate::report::comparison) fn milestones<'a>(view: &Compared<'a>) -> Vec<&'a str> {
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
