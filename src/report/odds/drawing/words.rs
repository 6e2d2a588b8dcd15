//! The words of the picture: title and answer, what stands left of the panels, what stands below.
//!
//! In: the picture, what the layout shows. Out: sentences, and labels below each other in a box.

use crate::calendar::{Day, Told};
use crate::diagnostic::Lang;

use super::super::super::prose::clean;
use super::super::super::summary::{self, dated, mark_words, marked};
use super::super::super::svg::flow::Column;
use super::super::super::svg::text::Type;
use super::super::super::svg::{Frame, Label, Role};
use super::super::super::words::either;
use super::Picture;
use super::curve::MARKED;
use super::histogram::Each;
use super::layout::drawn;
use super::measure::percent;

/// The size of the title, of the answer, of a panel's name, of what is said of it, and of dates and shares.
const TITLE: i32 = 195;
const ANSWER: i32 = 145;
const PANEL: i32 = 140;
pub(super) const SMALL: i32 = 112;
pub(super) const AXIS: i32 = 102;

/// How the name of a panel is set.
pub(super) fn panel() -> Type {
    Type::plain(PANEL).bold(true)
}

fn told(picture: &Picture<'_>, day: Day, lang: Lang) -> String {
    marked(Told { value: dated(day, lang), provisional: picture.provisional })
}

/// The day of the plan and the probability of being done by it.
pub(super) fn planned(picture: &Picture<'_>, lang: Lang) -> Option<(Day, f64, String)> {
    let finish = picture.plan.finish()?;
    let share = picture.finish.by(finish.value);
    Some((finish.value, share, marked(finish.map(|day| dated(day, lang)))))
}

/// What the picture is.
pub(super) fn title(picture: &Picture<'_>, lang: Lang) -> String {
    let heading = summary::heading(picture.plan, lang);
    match lang {
        Lang::Zh => format!("何时完成,把握多大:{heading}"),
        Lang::En => format!("When, and how sure: {heading}"),
    }
}

/// What it says.
fn answer(picture: &Picture<'_>, lang: Lang) -> String {
    let name = picture.plan.name(picture.plan.network.goal());
    let name = clean(name.get(lang));
    let by = |share| told(picture, picture.finish.quantile(share), lang);
    let is_certain = picture.finish.first() == picture.finish.last();
    let answer = match (is_certain, lang) {
        (true, Lang::Zh) => format!("{name}:所有情形都在 {} 完成。", by(1.0)),
        (true, Lang::En) => format!("{name}: in all cases on {}.", by(1.0)),
        (false, Lang::Zh) => {
            format!("{name}:五成情形到 {} 为止完成,八成到 {} 为止完成。", by(0.5), by(0.8))
        }
        (false, Lang::En) => {
            format!("{name}: in half of all cases by {}, in four of five by {}.", by(0.5), by(0.8))
        }
    };
    let plan = planned(picture, lang).map(|(_, share, day)| match lang {
        Lang::Zh => format!("计划日为 {day},到此完成的概率 {}。", percent(share)),
        Lang::En => format!(" The date of the plan, {day}, holds in {}.", percent(share)),
    });
    answer + &plan.unwrap_or_default()
}

/// The same with every marked day, for who cannot see the picture.
pub(super) fn description(picture: &Picture<'_>, lang: Lang) -> String {
    let days: Vec<String> = MARKED
        .iter()
        .map(|(name, share)| format!("{name} {}", told(picture, picture.finish.quantile(*share), lang)))
        .collect();
    let days = days.join(either(lang, ",", ", "));
    format!("{}\n{days}\n{}", answer(picture, lang), clean(&picture.how))
}

/// The head of the page.
pub(super) fn head(picture: &Picture<'_>, page: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let mut column = Column::new(page);
    column.put(&title(picture, lang), Type::plain(TITLE).bold(true), 2);
    column.put(&answer(picture, lang), Type::plain(ANSWER).bold(true), 3);
    column.end()
}

/// What stands left of the first panel.
pub(super) fn of_histogram(picture: &Picture<'_>, each: Each, room: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let (small, soft) = (Type::plain(SMALL), Type::plain(SMALL).role(Role::Soft));
    let mut column = Column::new(room);
    column.put(either(lang, "完成日的分布", "The day it is done"), panel(), 2);
    let bar = match each {
        Each::Day => either(lang, "每柱一天:占全部情形的百分比", "Each bar a day, in % of all cases"),
        Each::Week => either(
            lang,
            "每柱一周(周一至周日):占全部情形的百分比",
            "Each bar a week, Monday to Sunday, in % of all cases",
        ),
    };
    column.put(bar, small, 3);
    let (first, last) = (picture.finish.first(), picture.finish.last());
    let range = match (first == last, lang) {
        (true, Lang::Zh) => format!("只有一日:{}", told(picture, first, lang)),
        (true, Lang::En) => format!("one day only: {}", told(picture, first, lang)),
        (false, Lang::Zh) => {
            format!("最早 {},最晚 {}", told(picture, first, lang), told(picture, last, lang))
        }
        (false, Lang::En) => format!("from {} to {}", told(picture, first, lang), told(picture, last, lang)),
    };
    column.put(&range, small, 3);
    if drawn(picture.finish) != (first, last) {
        let rest = either(
            lang,
            "两端合计不足 0.001% 的日子未画",
            "days at the ends that together come to less than 0.001% are not drawn",
        );
        column.put(rest, small, 3);
    }
    column.put(&picture.how, soft, 7);
    column.end()
}

/// What stands left of the second panel.
pub(super) fn of_curve(room: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let small = Type::plain(SMALL);
    let mut column = Column::new(room);
    column.put(either(lang, "到某日为止完成的概率", "Done by a day"), panel(), 2);
    let how = either(
        lang,
        "P80:到这一日(含),八成情形已经完成",
        "P80: the first day by which 80% of all cases are done",
    );
    column.put(how, small, 3);
    column.end()
}

/// What is not drawn, the mark, what the picture rests on.
pub(super) fn footer(picture: &Picture<'_>, left_out: usize, lang: Lang, page: Frame) -> (Vec<Label>, i32) {
    let small = Type::plain(SMALL);
    let mut column = Column::new(page);
    if left_out > 0 {
        let words = match lang {
            Lang::Zh => format!("另有 {left_out} 个移动较少的因素未画。"),
            Lang::En if left_out == 1 => "1 driver that moves less is not drawn.".to_string(),
            Lang::En => format!("{left_out} drivers that move less are not drawn."),
        };
        column.put(&words, small, 1);
    }
    let is_marked = picture.provisional || picture.plan.finish().is_some_and(|finish| finish.provisional);
    if is_marked {
        column.put(mark_words(lang), small, 1);
    }
    let settings = summary::settings(picture.plan, lang);
    let rests_on = format!("{settings} · permits {}", env!("CARGO_PKG_VERSION"));
    column.put(&rests_on, small.role(Role::Soft), 4);
    column.end()
}
