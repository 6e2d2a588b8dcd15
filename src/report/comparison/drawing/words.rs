//! The words of the picture: its title, what stands left of a band, what stands below.
//!
//! In: the scenarios. Out: sentences, and labels below each other in a box.

use crate::calendar::Told;
use crate::diagnostic::Lang;

use super::super::super::summary::{self, marked};
use super::super::super::svg::flow::Column;
use super::super::super::svg::text::Type;
use super::super::super::svg::{Frame, Label, Role};
use super::super::super::words::either;
use super::super::{Compared, Side, letter};

/// The size of the title, of the answer, of a scenario's name, and of what is said of it.
const TITLE: i32 = 195;
const ANSWER: i32 = 145;
const NAME: i32 = 150;
const FINISH: i32 = 122;
pub(super) const SMALL: i32 = 112;

/// What a scenario is called in one line.
fn called(at: usize, side: &Side<'_>) -> String {
    format!("{} {}", letter(at), side.scenario.name)
}

/// What the picture is.
pub(super) fn title(view: &Compared<'_>, lang: Lang) -> String {
    let names: Vec<String> = view.sides.iter().enumerate().map(|(at, side)| called(at, side)).collect();
    let names = names.join(either(lang, "、", ", "));
    format!("{}{names}", either(lang, "方案比较:", "Scenarios compared: "))
}

/// What it says, for who cannot see it.
pub(super) fn description(view: &Compared<'_>, lang: Lang) -> String {
    let one = |(at, side): (usize, &Side<'_>)| {
        let colon = either(lang, ":", ": ");
        format!("{}{colon}{}", called(at, side), summary::summary(&side.plan(), lang).join(" "))
    };
    view.sides.iter().enumerate().map(one).collect::<Vec<_>>().join("\n")
}

/// How much later a scenario finishes than the first, in natural days.
fn later(view: &Compared<'_>, at: usize) -> Told<i32> {
    let finish = |side: &Side<'_>| side.scenario.dates.finish_day(side.scenario.network);
    let (first, other) = (finish(&view.sides[0]), finish(&view.sides[at]));
    Told { value: other.value.days_since(first.value), provisional: first.provisional || other.provisional }
}

/// The same in words.
fn later_words(view: &Compared<'_>, at: usize, lang: Lang) -> String {
    let later = later(view, at);
    let days = marked(later.map(i32::abs));
    let a = letter(0);
    match (later.value.signum(), lang) {
        (0, Lang::Zh) => format!("与 {a} 同日完成"),
        (1, Lang::Zh) => format!("比 {a} 晚 {days} 个自然日"),
        (_, Lang::Zh) => format!("比 {a} 早 {days} 个自然日"),
        (0, Lang::En) => format!("finishes on the same day as {a}"),
        (sign, Lang::En) => {
            let unit = if later.value.abs() == 1 { "natural day" } else { "natural days" };
            format!("{days} {unit} {} than {a}", if sign > 0 { "later" } else { "earlier" })
        }
    }
}

/// The head of the page: the title and, where there is something to compare, the answer.
pub(super) fn head(view: &Compared<'_>, page: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let mut column = Column::new(page);
    column.put(&title(view, lang), Type::plain(TITLE).bold(true), 2);
    let answers: Vec<String> = (1..view.sides.len())
        .map(|at| {
            let letter = letter(at);
            format!("{letter} {}", later_words(view, at, lang))
        })
        .collect();
    if !answers.is_empty() {
        let dot = either(lang, "。", ".");
        let words = format!("{}{dot}", answers.join(either(lang, ";", "; ")));
        column.put(&words, Type::plain(ANSWER).bold(true), 3);
    }
    column.end()
}

/// What stands left of a band.
pub(super) fn heading(view: &Compared<'_>, at: usize, room: Frame, lang: Lang) -> (Vec<Label>, i32) {
    let side = &view.sides[at];
    let plan = side.plan();
    let mut column = Column::new(room);
    let small = Type::plain(SMALL);
    column.put(&called(at, side), Type::plain(NAME).bold(true), 3);
    if let Some(finish) = plan.finish() {
        column.put(&summary::when(&plan, finish, lang), Type::plain(FINISH).bold(true), 5);
    }
    if at > 0 {
        column.put(&later_words(view, at, lang), small, 2);
    }
    column.put(&summary::heading(&plan, lang), small, 3);
    column.put(&summary::settings(&plan, lang), small.role(Role::Soft), 8);
    column.put(&side.set().join(", "), small.role(Role::Soft), 4);
    column.end()
}
