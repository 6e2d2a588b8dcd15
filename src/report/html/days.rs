//! The calendar that the plan was counted with: the years it touches.
//!
//! In: a report. Out: for each year the days off and the days worked for them, with the notice that arranges them, and
//! what is provisional. What is said is the year's page.

use crate::calendar::Day;
use crate::diagnostic::Lang;
use crate::network::StepIx;

use super::super::year::{Said, SaidPart, said};
use super::markup::{both, twice, within};
use super::{Report, heading};

/// The section.
pub(super) fn days(report: &Report<'_>) -> String {
    let Some((first, last)) = touched(report) else { return String::new() };
    let mut section = String::new();
    for year in first.year()..=last.year() {
        let of = |lang| said(report.plan.calendar, year, lang);
        let Some(working) = of(Lang::Zh).map(|year| year.working_days) else { continue };
        section += &heading(
            &format!("year-{year}"),
            &format!("{year} 年:{working} 个工作日"),
            &format!("{year}: {working} working days"),
        );
        section += &twice("div", |lang| of(lang).map(|said| arranged(&said, lang)).unwrap_or_default());
    }
    section
        + &format!(
            "<p class=\"key\">{}</p>\n",
            both(
                "未列的日子:周一至周五上班,周六、周日休息。",
                "Days not listed: Monday to Friday are worked, Saturday and Sunday are not."
            )
        )
}

/// The first and the last day that a date of the plan stands on.
fn touched(report: &Report<'_>) -> Option<(Day, Day)> {
    let plan = report.plan;
    let steps: Vec<StepIx> =
        plan.network.positions().filter(|ix| plan.node(*ix).is_present() && plan.begins(*ix)).collect();
    let dated = || steps.iter().map(|ix| plan.schedule.dates(*ix));
    let first = dated().map(|dated| dated.trigger.day()).chain([plan.schedule.run.start]).min()?;
    let ends = dated().map(|dated| dated.finish().day());
    let dues = plan.promises().map(|promise| promise.due.value);
    let last = ends.chain(dues).chain(plan.otherwise.map(|day| day.value)).max()?;
    Some((first, last.max(first)))
}

fn arranged(said: &Said, lang: Lang) -> String {
    let paragraph = |words: &String| format!("<p>{}</p>\n", within(words, lang));
    let mut markup: String = said.doubts.iter().map(paragraph).collect();
    for SaidPart { heading, columns, rows, changes } in &said.parts {
        markup += &format!("<table class=\"year\"><caption>{}</caption>\n<thead><tr>", within(heading, lang));
        for column in columns {
            markup += &format!("<th scope=\"col\">{column}</th>");
        }
        markup += "</tr></thead>\n<tbody>\n";
        for [name, off, days, work] in rows {
            let lines = |words: &String| {
                words.lines().map(|line| within(line, lang)).collect::<Vec<_>>().join("<br/>")
            };
            markup += &format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
                within(name, lang),
                lines(off),
                within(days, lang),
                lines(work)
            );
        }
        markup += "</tbody></table>\n";
        markup += &changes.iter().map(paragraph).collect::<String>();
    }
    markup
}
