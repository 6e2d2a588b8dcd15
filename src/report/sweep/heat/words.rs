//! The words of the map: title, answers, what a tone means, what stands below.
//!
//! In: the start days, what the layout shows. Out: sentences, and labels below each other in a box.

use crate::calendar::{Day, Told};
use crate::diagnostic::Lang;
use crate::study::sweep::Row;

use super::super::super::prose::clean;
use super::super::super::summary::{self, dated, marked, natural_days, working_days};
use super::super::super::svg::flow::{Column, Sampled, flow};
use super::super::super::svg::text::Type;
use super::super::super::svg::{Frame, Label, Role};
use super::super::super::words::either;
use super::super::table::{asked, extreme};
use super::Heat;
use super::layout::{Group, Measure};
use super::scale::{Scale, Step};
use super::windows::Extreme;
use super::year::Year;

/// The size of the title, of an answer, of a group's name, of what is said of it, and of the names of days.
const TITLE: i32 = 195;
const ANSWER: i32 = 122;
const GROUP: i32 = 140;
const SMALL: i32 = 112;
pub(super) const AXIS: i32 = 102;

/// A small picture in the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// A rest day.
    RestDay,
    /// A day that was not asked for.
    NotAsked,
    /// Days that rest on an unpublished notice.
    Provisional,
    /// The outline of a window.
    Window(Extreme),
}

/// What the picture is.
pub(super) fn title(heat: &Heat<'_>, lang: Lang) -> String {
    let heading = summary::heading(&heat.view.plan, lang);
    match lang {
        Lang::Zh => format!("哪天起算要多久:{heading}"),
        Lang::En => format!("How long from which start day: {heading}"),
    }
}

/// What is fewest and what is most, by the plan; one sentence where all take the same.
fn answers(heat: &Heat<'_>, lang: Lang) -> Vec<String> {
    let sweep = heat.view.sweep;
    let said = |zh, en, found| extreme(heat.view, either(lang, zh, en), found, lang);
    match (sweep.windows(|a, b| a < b), sweep.windows(|a, b| a > b)) {
        (Some(fewest), Some(most)) if fewest.0 == most.0 => vec![said("均为", "Always", fewest)],
        (fewest, most) => {
            let fewest = fewest.map(|found| said("最短", "Fewest", found));
            fewest.into_iter().chain(most.map(|found| said("最长", "Most", found))).collect()
        }
    }
}

/// What it says, for who cannot see it.
pub(super) fn description(heat: &Heat<'_>, lang: Lang) -> String {
    format!("{}\n{}", asked(heat.view, lang), answers(heat, lang).join("\n"))
}

/// The head of the page.
pub(super) fn head(heat: &Heat<'_>, page: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let mut column = Column::new(page);
    column.put(&title(heat, lang), Type::plain(TITLE).bold(true), 2);
    for line in answers(heat, lang) {
        column.put(&line, Type::plain(ANSWER).bold(true), 3);
    }
    column.end()
}

/// What a group shows.
pub(super) fn of_group(heat: &Heat<'_>, measure: Measure, page: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let goal = heat.view.plan.name(heat.view.plan.network.goal());
    let goal = clean(goal.get(lang));
    let words = match (measure, lang) {
        (Measure::Plan, Lang::Zh) => format!("按计划,从该日起算到“{goal}”的自然日"),
        (Measure::Plan, Lang::En) => format!("Natural days from that start day to “{goal}”, by the plan"),
        (Measure::P80, Lang::Zh) => format!("从该日起算,到八成情形已到“{goal}”之日(P80)的自然日;色阶另计"),
        (Measure::P80, Lang::En) => {
            format!(
                "Natural days to the P80, by which “{goal}” is reached in 80% of all cases; tones of its own"
            )
        }
    };
    let mut column = Column::new(page);
    column.put(&words, Type::plain(GROUP).bold(true), 2);
    column.end()
}

/// The steps of the scale.
pub(super) fn steps(scale: &Scale, page: Frame, lang: Lang) -> (Vec<Sampled<Step>>, i32) {
    let named = scale.steps.iter().map(|step| {
        let days = match step.least == step.most {
            true => step.least.to_string(),
            false => format!("{}–{}", step.least, step.most),
        };
        (*step, format!("{days}{}", either(lang, " 天", " d")))
    });
    flow(named.collect(), page, Type::plain(SMALL))
}

/// What else has to be explained: only what occurs.
pub(super) fn legend(groups: &[Group], page: Frame, lang: Lang) -> (Vec<Sampled<Sample>>, i32) {
    let years = || groups.iter().flat_map(|group| &group.years);
    let cells = || years().flat_map(|year| &year.cells);
    let outlined =
        |extreme: Extreme| years().any(|year| year.outlines.iter().any(|one| one.extreme == extreme));
    let provisional = |heated: &super::Heated| heated.provisional;
    let all = [
        (cells().any(|cell| !cell.works), Sample::RestDay, "休息日(小格)", "a rest day (smaller)"),
        (cells().any(|cell| cell.heated.is_none()), Sample::NotAsked, "未问及的日子", "a day not asked for"),
        (
            cells().any(|cell| cell.heated.as_ref().is_some_and(provisional)),
            Sample::Provisional,
            "~ 所依放假安排未公布",
            "~ rests on an unpublished holiday notice",
        ),
        (
            outlined(Extreme::Fewest),
            Sample::Window(Extreme::Fewest),
            "天数最少的起算日",
            "start days with the fewest days",
        ),
        (
            outlined(Extreme::Most),
            Sample::Window(Extreme::Most),
            "天数最多的起算日",
            "start days with the most days",
        ),
    ];
    let shown = all.into_iter().filter(|(shown, ..)| *shown);
    let listed = shown.map(|(_, sample, zh, en)| (sample, either(lang, zh, en).to_string()));
    flow(listed.collect(), page, Type::plain(SMALL))
}

/// What was asked for, windows without a name.
pub(super) fn footer(heat: &Heat<'_>, years: &[&Year], page: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let mut column = Column::new(page);
    let unnamed = years.iter().flat_map(|year| &year.outlines).filter(|one| one.label.is_none()).count();
    if unnamed > 0 {
        let words = match lang {
            Lang::Zh => format!("有 {unnamed} 段框出而未写日期(见悬停提示)。"),
            Lang::En => format!("{unnamed} outlined without a name for want of room (shown on hovering)."),
        };
        column.put(&words, Type::plain(SMALL), 1);
    }
    let asked = format!("{} · permits {}", asked(heat.view, lang), env!("CARGO_PKG_VERSION"));
    column.put(&asked, Type::plain(SMALL).role(Role::Soft), 3);
    column.end()
}

/// What is shown when the pointer rests on a start day.
pub(super) fn hover(heat: &Heat<'_>, at: usize, row: &Row, lang: Lang) -> String {
    let finish = marked(row.finish.map(|day| dated(day, lang)));
    let start = dated(row.start, lang);
    let mut words = match lang {
        Lang::Zh => {
            let (natural, working) = (row.takes.natural, row.takes.working);
            format!("{start} 起算,{finish} 完成:{natural} 个自然日、{working} 个工作日")
        }
        Lang::En => {
            let (natural, working) = (natural_days(row.takes.natural), working_days(row.takes.working));
            format!("start {start}, finish {finish}: {natural}, {working}")
        }
    };
    for (name, days) in [("P50", heat.p50), ("P80", heat.p80)] {
        let Some(&day) = days.and_then(|days| days.get(at)) else { continue };
        let natural = day.days_since(row.start);
        let told =
            marked(Told { value: dated(day, lang), provisional: is_provisional(heat, row.start, day) });
        words += &match lang {
            Lang::Zh => format!("\n{name} {told}:{natural} 个自然日"),
            Lang::En => format!("\n{name} {told}: {}", natural_days(natural)),
        };
    }
    words
}

/// Whether a day on the way to a P50 or a P80 is covered by no notice.
pub(super) fn is_provisional(heat: &Heat<'_>, start: Day, day: Day) -> bool {
    heat.view.plan.calendar.touches_provisional(start, day)
}
