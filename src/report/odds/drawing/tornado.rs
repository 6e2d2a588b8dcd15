//! The third panel: what moves the P80.
//!
//! In: the drivers, the axis. Out: a row for each, the one that moves most on top: its name, its low and its high in
//! words, and a bar from the P80 with it at its low to the P80 with it at its high. A ring is the low end and a disc the
//! high end, because a high can also bring the P80 forward.

use crate::calendar::{Day, Moment, Told};
use crate::diagnostic::Lang;

use super::super::super::prose::clean;
use super::super::super::summary::marked;
use super::super::super::svg::flow::Column;
use super::super::super::svg::text::{self, Type};
use super::super::super::svg::{Align, Frame, Label, Role};
use super::super::super::time_axis::TimeAxis;
use super::super::super::words::{either, signed};
use super::words::{AXIS, SMALL};
use super::{Bar, Picture, curve};

/// So many drivers are drawn.
const DRAWN: usize = 12;
/// Half the height of a bar, and half the size of the marks at its ends.
const HALF_BAR: i32 = 52;
pub(super) const HALF_MARK: i32 = 45;
/// Between the end of a bar and its date.
pub(super) const BESIDE: i32 = 90;
/// The blank above and below the words of a row.
const PADDING: i32 = 45;

/// An end of a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The P80 with the driver there.
    pub day: Day,
    /// Where that lies.
    pub x: i32,
    /// Its date, and the natural days by which it is later than the P80.
    pub label: Label,
}

/// A driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Driver {
    /// Its box, over words and bar.
    pub frame: Frame,
    /// Its name, its low and its high in words.
    pub words: Vec<Label>,
    /// The bar.
    pub bar: Frame,
    /// The end at which the driver is low: a ring.
    pub low: End,
    /// The end at which it is high: a disc.
    pub high: End,
    /// What is shown when the pointer rests on it.
    pub hover: String,
}

/// The panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tornado {
    /// The box of the bars.
    pub chart: Frame,
    /// Its title and how to read it.
    pub words: Vec<Label>,
    /// The drivers, the one that moves most on top.
    pub drivers: Vec<Driver>,
    /// Where the P80 lies.
    pub x: i32,
    /// The line there, interrupted at dates: from top to bottom.
    pub pieces: Vec<(i32, i32)>,
    /// The name of that line.
    pub label: Label,
    /// How many drivers are left out.
    pub left_out: usize,
}

/// The drivers that are drawn, the one that moves most first.
pub(super) fn drawn(bars: &[Bar]) -> Vec<&Bar> {
    let mut sorted: Vec<&Bar> = bars.iter().collect();
    sorted.sort_by_key(|bar| std::cmp::Reverse(bar.high.1.days_since(bar.low.1).abs()));
    sorted.truncate(DRAWN);
    sorted
}

/// What stands beside the end of a bar.
pub(super) fn beside(picture: &Picture<'_>, day: Day) -> String {
    let later = day.days_since(picture.finish.quantile(0.8));
    let day = marked(Told { value: day, provisional: picture.provisional });
    format!("{day} ({})", signed(later))
}

/// The panel below the top of the page's box; `None` without drivers.
pub(super) fn tornado(picture: &Picture<'_>, axis: &TimeAxis, page: Frame, lang: Lang) -> Option<Tornado> {
    if picture.bars.is_empty() {
        return None;
    }
    let (words, y) = heading(picture, page, lang);
    let (_, p80, name) = curve::named(picture, lang).find(|(share, ..)| *share == 0.8)?;
    let x = axis.x(Moment::in_hours(p80));
    let set = Type::plain(AXIS).bold(true).align(Align::Center);
    let half = text::width(&name, AXIS, true) / 2 + 1;
    let middle = x.clamp(axis.left() + half, (axis.right() - half).max(axis.left() + half));
    let label = Label::fit(&name, Frame::new(middle - half, y, middle + half, y + 150), set);
    let top = y + 160;
    let mut below = top;
    let mut drivers = Vec::new();
    for bar in drawn(picture.bars) {
        let driver = driver(picture, axis, bar, Frame { top: below, ..page }, lang);
        below = driver.frame.bottom;
        drivers.push(driver);
    }
    let chart = Frame::new(axis.left(), top, axis.right(), below);
    let dates = drivers.iter().flat_map(|driver| [driver.low.label.extent(), driver.high.label.extent()]);
    let pieces = around(x, (top - 10, below), dates);
    let left_out = picture.bars.len() - drivers.len();
    Some(Tornado { chart, words, drivers, x, pieces, label, left_out })
}

fn heading(picture: &Picture<'_>, page: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let mut column = Column::new(page);
    column.put(either(lang, "各因素使 P80 移动多少", "What moves the P80"), super::words::panel(), 1);
    let how = either(
        lang,
        "每条:其他不变,该因素取 ○ 低值至 ● 高值时的 P80;括号内为比图中 P80 晚(+)或早(−)的自然日",
        "Each bar: the P80 with that driver at its ○ low to its ● high, all others as they are; in brackets the natural days later (+) or earlier (−)",
    );
    column.put(how, Type::plain(SMALL).role(Role::Soft), 3);
    if let Some(how) = &picture.bars_how {
        column.put(how, Type::plain(SMALL).role(Role::Soft), 3);
    }
    column.end()
}

fn driver(picture: &Picture<'_>, axis: &TimeAxis, bar: &Bar, room: Frame, lang: Lang) -> Driver {
    let mut column = Column::new(Frame::new(room.left, room.top + PADDING, axis.left() - 120, i32::MAX));
    column.put(bar.name.get(lang), Type::plain(SMALL), 2);
    let ends = format!("○ {} / ● {}", bar.low.0, bar.high.0);
    column.put(&ends, Type::plain(AXIS).role(Role::Soft), 2);
    let (words, bottom) = column.end();
    let frame = Frame { bottom: bottom - 22 + PADDING, ..room };
    let y = frame.middle();
    let x = |day| axis.x(Moment::in_hours(day));
    let (low, high) = (x(bar.low.1), x(bar.high.1));
    // The date of the earlier end stands at its left, that of the later one at its right.
    let low_is_left = bar.low.1 <= bar.high.1;
    let end = |day: Day, x: i32, is_left: bool| {
        let words = beside(picture, day);
        let width = text::width(&words, AXIS, false);
        let (left, align) =
            if is_left { (x - BESIDE - width, Align::Right) } else { (x + BESIDE, Align::Left) };
        let inside = Frame::new(left.max(axis.left()), y - 70, (left + width).min(axis.right()), y + 70);
        End { day, x, label: Label::fit(&words, inside, Type::plain(AXIS).align(align)) }
    };
    let name = clean(bar.name.get(lang));
    let line = |(words, day): &(String, Day)| format!("{}: P80 {}", clean(words), beside(picture, *day));
    let hover = format!("{name}\n{}\n{}", line(&bar.low), line(&bar.high));
    Driver {
        frame,
        words,
        bar: Frame::new(low.min(high), y - HALF_BAR, low.max(high), y + HALF_BAR),
        low: end(bar.low.1, low, low_is_left),
        high: end(bar.high.1, high, !low_is_left),
        hover,
    }
}

/// An upright line, interrupted where words are.
pub(super) fn around(
    x: i32,
    (top, bottom): (i32, i32),
    words: impl Iterator<Item = Frame>,
) -> Vec<(i32, i32)> {
    let mut crossed: Vec<Frame> =
        words.map(|frame| frame.grown(15)).filter(|frame| frame.left < x && x < frame.right).collect();
    crossed.sort_by_key(|frame| frame.top);
    let (mut pieces, mut from) = (Vec::new(), top);
    for frame in crossed {
        if frame.top > from {
            pieces.push((from, frame.top.min(bottom)));
        }
        from = from.max(frame.bottom);
    }
    if from < bottom {
        pieces.push((from, bottom));
    }
    pieces
}
