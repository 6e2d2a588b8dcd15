//! What stands around the network: title, axis, key, and what numbers stand for.
//!
//! In: the plan and what is drawn of it. Out: labels.

use crate::diagnostic::Lang;
use crate::report::plan::Plan;
use crate::report::summary;
use crate::report::svg::text::{Type, width};
use crate::report::svg::{Align, Frame, Label, Role};
use crate::report::time_axis::{Scale, TimeAxis};

use super::super::events::{Arrow, Events, Stands};
use super::super::words;
use super::{AXIS_ROW, MARGIN, Name, SMALL, Sample};

/// Which marks occur.
pub(super) fn present(events: &Events) -> Vec<Sample> {
    let arrows = &events.arrows;
    let step = |critical: bool| {
        arrows.iter().any(|arrow| matches!(arrow.stands, Stands::Step(_)) && arrow.critical == critical)
    };
    let waits = |arrow: &&Arrow| arrow.until < events.events[arrow.to].at;
    let floats = arrows.iter().filter(waits).any(|arrow| arrow.floats);
    let is_step = |arrow: &Arrow| matches!(arrow.stands, Stands::Step(_));
    let waits = arrows.iter().filter(waits).any(|arrow| !arrow.floats && is_step(arrow));
    let dummy = arrows.iter().any(|arrow| arrow.stands == Stands::Link);
    let lag = arrows.iter().any(|arrow| matches!(arrow.stands, Stands::Lag(_)));
    let stopped = arrows.iter().any(|arrow| arrow.stopped);
    let all = [
        (Sample::Step, step(false)),
        (Sample::Critical, step(true)),
        (Sample::Wave, floats),
        (Sample::Wait, waits),
        (Sample::Dummy, dummy),
        (Sample::Lag, lag),
        (Sample::Circle, !events.events.is_empty()),
        (Sample::Stopped, stopped),
        (Sample::Off, true),
    ];
    all.into_iter().filter(|(_, occurs)| *occurs).map(|(sample, _)| sample).collect()
}

/// The heading: what it is, and what it comes to.
pub(super) fn heading(plan: &Plan<'_>, page: i32, lang: Lang) -> Vec<Label> {
    let mut labels = Vec::new();
    let title = Frame::new(MARGIN, MARGIN, page - MARGIN, MARGIN + 280);
    labels.push(Label::fit(&words::heading(plan, lang), title, Type::plain(200).bold(true)));
    let mut top = title.bottom + 40;
    for words in words::answer(plan, lang) {
        let room = Frame::new(MARGIN, top, page - MARGIN, top + 160);
        let lines = paragraph(&words, room, Type::plain(120).role(Role::Soft));
        top = lines.last().map_or(top, |line| line.frame.bottom);
        labels.extend(lines);
    }
    labels
}

/// Words on as many lines as they take, the first one in the frame, the others below it.
pub(super) fn paragraph(words: &str, first: Frame, set: Type) -> Vec<Label> {
    let lines = crate::report::svg::text::wrapped(words, first.width(), set.size, set.bold, 400);
    let step = first.height();
    let frames =
        (0..).map(|line| Frame { top: first.top + step * line, bottom: first.bottom + step * line, ..first });
    lines.iter().zip(frames).map(|(line, frame)| Label::fit(line, frame, set)).collect()
}

/// The key: a sample of each mark that occurs, with its meaning, side by side.
pub(super) fn key(
    present: &[Sample],
    page: i32,
    top: i32,
    lang: Lang,
) -> (Vec<(Sample, Frame)>, Vec<Label>, i32) {
    const SAMPLE: i32 = 420;
    let (mut x, mut y) = (MARGIN, top);
    let (mut samples, mut labels) = (Vec::new(), Vec::new());
    for &sample in present {
        let words = words::of_sample(sample, lang);
        let short = matches!(sample, Sample::Circle | Sample::Off);
        let mark = if short { SAMPLE / 2 } else { SAMPLE };
        let wide = width(words, SMALL, false);
        if x + mark + 80 + wide > page - MARGIN && x > MARGIN {
            (x, y) = (MARGIN, y + 180);
        }
        samples.push((sample, Frame::new(x, y, x + mark, y + 160)));
        let left = x + mark + 80;
        let room = Frame::new(left, y, (left + wide).min(page - MARGIN), y + 160);
        labels.push(Label::fit(words, room, Type::plain(SMALL).role(Role::Soft)));
        x = left + wide + 260;
    }
    (samples, labels, y + 160)
}

/// The rows of the axis: ticks as (x, top, whether the line goes through the chart), labels, and where it ends.
pub(super) fn axis_head(
    axis: &TimeAxis,
    scale: Scale,
    lang: Lang,
    top: i32,
) -> (Vec<(i32, i32, bool)>, Vec<Label>, i32) {
    let (mut ticks, mut labels) = (Vec::new(), Vec::new());
    let rows = axis.rows(scale, lang, SMALL);
    let last = rows.len().saturating_sub(1);
    let mut y = top;
    for (position, (_, cells)) in rows.into_iter().enumerate() {
        for cell in cells {
            ticks.push((cell.left, y, position < last));
            if !cell.label.is_empty() {
                // A label may run over the cells after it that have none.
                let wide = width(&cell.label, SMALL, position == 0);
                let frame =
                    Frame::new(cell.left + 30, y, (cell.left + 40 + wide).max(cell.right), y + AXIS_ROW);
                let set = Type::plain(SMALL).bold(position == 0).role(Role::Soft).align(Align::Left);
                labels.push(Label::fit(&cell.label, frame, set));
            }
        }
        y += AXIS_ROW;
    }
    ticks.push((axis.right(), top, true));
    (ticks, labels, y)
}

/// The full names of what had to be cut, so that a print says them too.
pub(super) fn spelled_out(
    plan: &Plan<'_>,
    names: &[Name],
    events: &Events,
    numbers: &[usize],
    lang: Lang,
) -> Vec<String> {
    let mut cut: Vec<(usize, usize, String)> = names
        .iter()
        .filter(|name| name.cut)
        .filter_map(|name| name.step)
        .filter_map(|ix| {
            let place = events.places[ix.index()]?;
            Some((numbers[place.starts], numbers[place.ends], words::name(plan, ix, lang)))
        })
        .collect();
    cut.sort();
    if cut.is_empty() {
        return Vec::new();
    }
    let each = cut.into_iter().map(|(from, to, name)| {
        if from == to { format!("{from} {name}") } else { format!("{from}–{to} {name}") }
    });
    let each: Vec<String> = each.collect();
    let all = each.join(if lang == Lang::Zh { ";" } else { "; " });
    vec![match lang {
        Lang::Zh => format!("图中从略的名称:{all}。"),
        Lang::En => format!("Names cut in the drawing: {all}."),
    }]
}

/// The day a whole plan finishes, for who cannot see the drawing.
pub fn description(plan: &Plan<'_>, lang: Lang) -> String {
    summary::summary(plan, lang).into_iter().next().unwrap_or_default()
}
