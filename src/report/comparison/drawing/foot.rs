//! What stands below the bands: the legend of what occurs, what is not drawn, what the picture rests on.
//!
//! In: the scenarios, and the marks of the layout. Out: samples and labels with their places.

use std::collections::HashSet;

use crate::diagnostic::Lang;
use crate::network::StepIx;

use super::super::super::gantt::foot::{Occurs, listed};
use super::super::super::gantt::{self, Rank, Route, Row};
use super::super::super::svg::flow::{Column, Sampled, flow};
use super::super::super::svg::text::Type;
use super::super::super::svg::{Frame, Label, Role};
use super::super::super::words::{either, notices};
use super::super::{Compared, Side, letter};
use super::layout::Band;
use super::rows::drawn;
use super::words::SMALL;

/// A small picture in the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sample {
    /// One that the Gantt chart has too.
    Gantt(gantt::Sample),
    /// A line between two bands.
    Shift,
}

/// A sample and what it means.
pub type SampleLabel = Sampled<Sample>;

/// The legend below `page.top`; the height where it ends.
pub(super) fn legend(bands: &[Band], lang: Lang, page: Frame) -> (Vec<SampleLabel>, i32) {
    flow(occurring(bands, lang), page, Type::plain(SMALL))
}

/// What has to be explained: what the Gantt chart would explain of these rows, and the lines between the bands.
fn occurring(bands: &[Band], lang: Lang) -> Vec<(Sample, String)> {
    let rows: Vec<Row> = bands.iter().flat_map(|band| band.rows.iter().cloned()).collect();
    let links: Vec<Route> = bands.iter().flat_map(|band| band.links.iter().cloned()).collect();
    let occurs = Occurs {
        rows: &rows,
        links: &links,
        front: None,
        links_left_out: 0,
        days_off: bands.iter().any(|band| !band.days_off.is_empty()),
        unpublished: bands.iter().any(|band| !band.unpublished.is_empty()),
    };
    let mut samples: Vec<(Sample, String)> = listed(&occurs, lang)
        .into_iter()
        .map(|(sample, words)| match sample {
            gantt::Sample::Link(Rank::Critical) => {
                let words = either(
                    lang,
                    "关键线路,水平一段为等待",
                    "the critical path; where the line is level, it waits",
                );
                (Sample::Gantt(sample), words.to_string())
            }
            _ => (Sample::Gantt(sample), words),
        })
        .collect();
    if bands.iter().any(|band| !band.shifts.is_empty()) {
        let left_out: usize = bands.iter().map(|band| band.shifts_left_out).sum();
        let mut words = either(
            lang,
            "同一事项在上下两方案中的完成日,相差自然日",
            "the same step's finish in the two scenarios, natural days apart",
        )
        .to_string();
        if left_out > 0 {
            words += &match lang {
                Lang::Zh => format!("({left_out} 条未画)"),
                Lang::En => format!(" ({left_out} are left out)"),
            };
        }
        samples.push((Sample::Shift, words));
    }
    samples
}

/// What is drawn and what is not, the calendars, the warnings.
pub(super) fn footer(view: &Compared<'_>, shown: &[&str], lang: Lang, page: Frame) -> (Vec<Label>, i32) {
    let mut column = Column::new(page);
    let soft = Type::plain(SMALL).role(Role::Soft);
    column.put(&not_drawn(view, shown, lang), Type::plain(SMALL), 4);
    let warned = each(view, lang, |side| side.plan().warnings().count());
    if !warned.is_empty() {
        let words = match lang {
            Lang::Zh => format!("注意事项({warned})见 permits compare 的答复。"),
            Lang::En => format!("Warnings ({warned}): see the answer of permits compare."),
        };
        column.put(&words, Type::plain(SMALL), 3);
    }
    column.put(&calendars(view, lang), soft, 4);
    column.end()
}

/// A number for each scenario, those that are not 0.
fn each(view: &Compared<'_>, lang: Lang, number: impl Fn(&Side<'_>) -> usize) -> String {
    let numbers = view.sides.iter().enumerate().map(|(at, side)| (letter(at), number(side)));
    let said: Vec<String> = numbers
        .filter(|(_, number)| *number > 0)
        .map(|(letter, number)| match lang {
            Lang::Zh => format!("{letter} {number} 项"),
            Lang::En => format!("{letter} {number}"),
        })
        .collect();
    said.join(either(lang, "、", ", "))
}

fn not_drawn(view: &Compared<'_>, shown: &[&str], lang: Lang) -> String {
    let left_out = |side: &Side<'_>, critical: bool| {
        let drawn: HashSet<StepIx> = drawn(side, shown).into_iter().collect();
        let (network, dates) = (side.scenario.network, side.scenario.dates);
        let present = network.positions().filter(|ix| network.step(*ix).is_present());
        present.filter(|ix| !drawn.contains(ix) && (!critical || dates.dates(*ix).critical)).count()
    };
    let all = each(view, lang, |side| left_out(side, false));
    let critical = each(view, lang, |side| left_out(side, true));
    let mut words = either(
        lang,
        "各方案共用一条时间轴,未按起算日对齐。画出关键线路、里程碑和限时",
        "All scenarios lie on one axis of dates, not aligned on their starts. Drawn are the critical path, the milestones and the promises",
    )
    .to_string();
    if !all.is_empty() {
        words += &match lang {
            Lang::Zh => format!(",其余事项未画:{all}"),
            Lang::En => format!("; other steps are not: {all}"),
        };
    }
    if !critical.is_empty() {
        words += &match lang {
            Lang::Zh => format!("(其中并列的关键事项:{critical})"),
            Lang::En => format!(" (critical too, on a parallel path: {critical})"),
        };
    }
    words + either(lang, "。", ".")
}

/// What the days were counted by, each calendar once with the scenarios it is of.
fn calendars(view: &Compared<'_>, lang: Lang) -> String {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for (at, side) in view.sides.iter().enumerate() {
        let words = notices(side.scenario.calendar, lang);
        match said.iter_mut().find(|(known, _)| *known == words) {
            Some((_, letters)) => letters.push(letter(at)),
            None => said.push((words, vec![letter(at)])),
        }
    }
    let colon = either(lang, ":", ": ");
    let said: Vec<String> =
        said.into_iter().map(|(words, letters)| format!("{}{colon}{words}", letters.join(", "))).collect();
    format!("{} · permits {}", said.join(" · "), env!("CARGO_PKG_VERSION"))
}
