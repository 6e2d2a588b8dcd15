//! The table on the left: what each row says in words.
//!
//! In: the plan's steps and promises. Out: the words of each cell, and how wide the columns are: as wide as what they
//! hold, but together at most a little more than half of the page.

use crate::calendar::{At, Length, Moment};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::PromiseResult;
use crate::schedule::abort::Fate;

use super::super::plan::Plan;
use super::super::summary;
use super::super::svg::text;

/// The columns of the table, from the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Lane,
    Number,
    Step,
    Actor,
    Citation,
    Length,
    Begin,
    Finish,
}

impl Column {
    pub(super) const ALL: [Column; 8] = [
        Column::Lane,
        Column::Number,
        Column::Step,
        Column::Actor,
        Column::Citation,
        Column::Length,
        Column::Begin,
        Column::Finish,
    ];

    pub(super) fn title(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Column::Lane, _) => "",
            (Column::Number, Lang::Zh) => "序号",
            (Column::Step, Lang::Zh) => "事项",
            (Column::Actor, Lang::Zh) => "责任单位",
            (Column::Citation, Lang::Zh) => "依据",
            (Column::Length, Lang::Zh) => "时限",
            (Column::Begin, Lang::Zh) => "开始",
            (Column::Finish, Lang::Zh) => "完成",
            (Column::Number, Lang::En) => "no.",
            (Column::Step, Lang::En) => "step",
            (Column::Actor, Lang::En) => "who",
            (Column::Citation, Lang::En) => "source",
            (Column::Length, Lang::En) => "limit",
            (Column::Begin, Lang::En) => "begins",
            (Column::Finish, Lang::En) => "finishes",
        }
    }

    /// Whether the column's words stand at its right edge.
    pub(super) fn is_numeric(self) -> bool {
        matches!(self, Column::Number | Column::Length)
    }

    /// The widest the column may be, in hundredths of the size of its words; `None` when it must hold all it has.
    fn widest(self) -> Option<i32> {
        match self {
            Column::Step => Some(2_000),
            Column::Actor => Some(900),
            Column::Citation => Some(680),
            Column::Lane | Column::Number | Column::Length | Column::Begin | Column::Finish => None,
        }
    }

    /// The blank to the right of the column.
    fn gap(self) -> i32 {
        if self == Column::Length { 140 } else { 90 }
    }

    /// How many lines the column's words may take.
    pub(super) fn lines(self) -> usize {
        if self == Column::Step { 2 } else { 1 }
    }
}

/// The words of a row, by column; the lane's are not among them.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    pub(super) words: [String; 8],
    pub(super) emphasis: Emphasis,
}

/// What sets a row's words apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Emphasis {
    Plain,
    /// A critical step.
    Critical,
    /// A promise that is missed.
    Missed,
    /// A step that a suspension keeps from starting.
    Gone,
}

impl Cells {
    /// Whether the words of a column are bold.
    pub(super) fn bold(&self, column: Column) -> bool {
        match self.emphasis {
            Emphasis::Plain | Emphasis::Gone => false,
            Emphasis::Critical | Emphasis::Missed => {
                matches!(column, Column::Number | Column::Step | Column::Finish)
            }
        }
    }

    /// How many lines the row takes.
    pub(super) fn lines(&self, edges: &[(i32, i32); 8], size: i32) -> i32 {
        let columns = Column::ALL.iter().zip(&self.words).zip(edges);
        let shown = columns.filter(|(_, (left, right))| left < right);
        let lines = shown.map(|((column, words), (left, right))| {
            text::wrapped(words, right - left, size, self.bold(*column), column.lines()).len()
        });
        lines.max().unwrap_or(1) as i32
    }
}

/// The words of a step's row.
pub(super) fn step(plan: &Plan<'_>, ix: StepIx, number: usize, lang: Lang) -> Cells {
    let dated = plan.schedule.dates(ix);
    let cite: Vec<String> = plan.step(ix).cite.iter().map(ToString::to_string).collect();
    let never = || if lang == Lang::Zh { "不再开始" } else { "never starts" }.to_string();
    let (begin, finish) = match plan.fate(ix) {
        Some(Fate::NeverStarts) => (never(), String::new()),
        Some(Fate::Stopped) => (
            date(dated.counted.begins, dated.begins_provisional),
            if lang == Lang::Zh { "停止" } else { "stopped" }.to_string(),
        ),
        Some(Fate::Stands) | None => {
            (date(dated.counted.begins, dated.begins_provisional), date(dated.finish(), dated.provisional))
        }
    };
    let critical = dated.critical && plan.suspension.is_none();
    let emphasis = match plan.fate(ix) {
        Some(Fate::NeverStarts) => Emphasis::Gone,
        _ if critical => Emphasis::Critical,
        _ => Emphasis::Plain,
    };
    let words = [
        String::new(),
        number.to_string(),
        plan.name(ix).get(lang).to_string(),
        plan.actor(ix).map(|actor| actor.get(lang).to_string()).unwrap_or_default(),
        cite.join("; "),
        length(plan, ix, lang),
        begin,
        finish,
    ];
    Cells { words, emphasis }
}

/// The words of a promise's row: the window runs from the finish of one step to the due day.
pub(super) fn promise(plan: &Plan<'_>, promise: &PromiseResult, lang: Lang) -> Cells {
    let rule = plan.network.promises.iter().find(|rule| rule.id == promise.id);
    let cite: Vec<String> = rule.into_iter().flat_map(|rule| &rule.cite).map(ToString::to_string).collect();
    let actor = plan.actor(promise.to).map(|actor| actor.get(lang).to_string()).unwrap_or_default();
    let from = plan.schedule.dates(promise.from);
    let emphasis = if promise.met() { Emphasis::Plain } else { Emphasis::Missed };
    let words = [
        String::new(),
        if promise.met() { "✓" } else { "✗" }.to_string(),
        summary::promise_name(plan, promise, lang),
        actor,
        cite.join("; "),
        length_words(Length::Working(promise.within), lang),
        date(from.finish(), from.provisional),
        date(Moment::in_hours(promise.due.value), promise.due.provisional),
    ];
    Cells { words, emphasis }
}

/// A length and where it comes from.
fn length(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let (length, origin) = plan.schedule.length(plan.network, ix);
    match (length, origin) {
        _ if plan.is_given(ix) => if lang == Lang::Zh { "给定" } else { "given" }.to_string(),
        (length, Some(origin)) => {
            let length = length.map_or_else(|| "–".to_string(), |length| length_words(length, lang));
            format!("{length} {}", summary::origin_letter(origin, lang))
        }
        (_, None) => String::new(),
    }
}

pub(in crate::report) fn length_words(length: Length, lang: Lang) -> String {
    match (length, lang) {
        (Length::Working(days), Lang::Zh) => format!("{days} 工作日"),
        (Length::Natural(days), Lang::Zh) => format!("{days} 自然日"),
        (length, Lang::En) => length.to_string(),
    }
}

/// A date as the table has it: `~` for one that rests on an unpublished notice, 24:00 for an expiry.
pub(super) fn date(moment: Moment, provisional: bool) -> String {
    let sure = if provisional { "~" } else { "" };
    match moment.at() {
        At::InHours => format!("{sure}{}", moment.day()),
        At::EndOfDay => format!("{sure}{} 24:00", moment.day()),
    }
}

/// The size of the hour of an expiry, and its distance from the date.
pub(super) const HOUR: i32 = 88;
pub(super) const HOUR_GAP: i32 = 30;

/// A date and the hour of its expiry, if it is one.
pub(super) fn split_hour(date: &str) -> (&str, &str) {
    date.split_once(' ').unwrap_or((date, ""))
}

/// How wide the names of the steps are at least, in hundredths of the size of the words, before the columns of
/// citations and of actors are left out.
const NEEDED: i32 = 1_300;

/// The left and right edges of the columns, from `left` on, in at most this room; a column that is left out, because
/// the page is too narrow, has no width. `lanes` are the names of the lanes.
pub(super) fn edges<'a>(
    rows: impl Iterator<Item = &'a Cells> + Clone,
    lanes: &[String],
    left: i32,
    room: i32,
    size: i32,
    lang: Lang,
) -> [(i32, i32); 8] {
    let natural = |column: Column| {
        let position = column as usize;
        let title = text::width(column.title(lang), size, true);
        let cells: i32 = match column {
            // A lane's name is wrapped, but no word of it is broken.
            Column::Lane => {
                let words = lanes.iter().flat_map(|lane| lane.split(' ')).filter(|word| !word.is_empty());
                let widest = words.map(|word| text::width(word, size, true)).max();
                widest.unwrap_or(0).min(if lang == Lang::Zh { 5 * size + 2 } else { 9 * size })
            }
            // The hour of an expiry is set smaller, beside the date.
            Column::Begin | Column::Finish => {
                let width = |cells: &Cells| {
                    let (day, hour) = split_hour(&cells.words[position]);
                    let hour = if hour.is_empty() { 0 } else { text::width(hour, HOUR, false) + HOUR_GAP };
                    text::width(day, size, cells.bold(column)) + hour
                };
                rows.clone().map(width).max().unwrap_or(0)
            }
            _ => {
                let width = |cells: &Cells| text::width(&cells.words[position], size, cells.bold(column));
                rows.clone().map(width).max().unwrap_or(0)
            }
        };
        let natural = title.max(cells);
        column.widest().map_or(natural, |widest| natural.min(widest * size / 100))
    };
    let mut widths = Column::ALL.map(natural);
    let gaps: i32 = Column::ALL.iter().take(7).map(|column| column.gap()).sum();
    let fixed: i32 = Column::ALL
        .iter()
        .zip(widths)
        .filter(|(column, _)| column.widest().is_none())
        .map(|(_, width)| width)
        .sum();
    let mut left_over = (room - gaps - fixed).max(0);
    let step = Column::Step as usize;
    let needed = widths[step].min(NEEDED * size / 100);
    for spare in [Column::Citation, Column::Actor] {
        let others: i32 =
            [Column::Citation, Column::Actor].map(|column| widths[column as usize]).iter().sum();
        let share =
            i64::from(widths[step]) * i64::from(left_over) / i64::from((widths[step] + others).max(1));
        if share < i64::from(needed) && widths[spare as usize] > 0 {
            widths[spare as usize] = 0;
            left_over += spare.gap();
        }
    }
    let flexible = |widths: &[i32; 8]| -> i32 {
        Column::ALL
            .iter()
            .zip(widths)
            .filter(|(column, _)| column.widest().is_some())
            .map(|(_, width)| width)
            .sum()
    };
    let wanted = flexible(&widths);
    if wanted > left_over {
        for (column, width) in Column::ALL.iter().zip(&mut widths) {
            if column.widest().is_some() {
                let share = i64::from(*width) * i64::from(left_over) / i64::from(wanted);
                *width = i32::try_from(share).unwrap_or(0);
            }
        }
    }
    let mut at = left;
    let mut edges = [(0, 0); 8];
    for ((column, width), edge) in Column::ALL.iter().zip(widths).zip(&mut edges) {
        *edge = (at, at + width);
        if width > 0 || column.widest().is_none() {
            at += width + column.gap();
        }
    }
    edges
}
