//! The table of steps, and what sorts and filters it.
//!
//! In: a report. Out: the filter (for the script: without it the filter is not shown), the count of what is shown, the
//! table. A row carries the positions of its actors and of its lane in the file, by which it is filtered; a cell
//! carries the number it is sorted by where its words would not do.

use crate::calendar::{At, Day, Length, Moment, Told};
use crate::diagnostic::{Lang, Text};
use crate::network::{Origin, StepIx};
use crate::schedule::WarningCode;
use crate::schedule::abort::Fate;
use crate::workflow::ActorId;

use super::super::plan::{Plan, kind_words};
use super::super::summary::{self, marked, origin_words};
use super::super::words::{cites, either};
use super::markup::{both, said, switched, text};
use super::{Report, markup, scrolling, step_name};

/// The columns in both languages, and whether the rows can be sorted by them.
const COLUMNS: [([&str; 2], bool); 10] = [
    (["序", "No."], true),
    (["事项", "Step"], true),
    (["责任单位", "Who"], true),
    (["泳道", "Lane"], true),
    (["触发", "Trigger"], true),
    (["完成", "Finish"], true),
    (["最迟完成", "Latest finish"], true),
    (["时长", "Length"], true),
    (["总时差", "Float"], true),
    (["依据", "Citation"], false),
];

/// The section.
pub(super) fn steps(report: &Report<'_>, listed: &[StepIx], lang: Lang) -> String {
    let plan = report.plan;
    let mut section = filter(plan, listed, lang);
    let (shown, all) = (format!("<b data-shown=\"\">{}</b>", listed.len()), listed.len());
    section += &format!(
        "<p id=\"count\" role=\"status\"><span lang=\"zh-CN\">显示 {shown} 项,共 {all} 项</span>\
         <span lang=\"en\">{shown} of {all} steps shown</span></p>\n"
    );
    let title = |([zh, en], sorts): &([&str; 2], bool)| {
        let words = both(zh, en);
        match sorts {
            true => format!("<th scope=\"col\"><button type=\"button\" disabled=\"\">{words}</button></th>"),
            false => format!("<th scope=\"col\">{words}</th>"),
        }
    };
    let titles: String = COLUMNS.iter().map(title).collect();
    let rows: String = listed.iter().enumerate().map(|(position, ix)| row(plan, position + 1, *ix)).collect();
    let table = format!("<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n");
    section += &scrolling("steps", "steps-h", &table);
    section + &format!("<p class=\"key\">{}</p>\n", said(|lang| key(plan, listed, lang)))
}

// ---- the filter ----------------------------------------------------------------------------------------------

fn filter(plan: &Plan<'_>, listed: &[StepIx], lang: Lang) -> String {
    let acts = |id: &ActorId| listed.iter().any(|ix| acting(plan, *ix).any(|actor| actor == id));
    let actors: Vec<(usize, &Text)> = plan
        .workflow
        .actors
        .iter()
        .enumerate()
        .filter(|(_, actor)| acts(&actor.id))
        .map(|(position, actor)| (position, &actor.name))
        .collect();
    let lanes: Vec<(usize, &Text)> = plan
        .workflow
        .lanes
        .iter()
        .enumerate()
        .filter(|(_, lane)| listed.iter().any(|ix| plan.step(*ix).lane.as_ref() == Some(&lane.id)))
        .map(|(position, lane)| (position, &lane.name))
        .collect();
    format!(
        "<form id=\"filter\" data-script=\"\" hidden=\"\">\n\
         <label>{}<input type=\"search\" id=\"words\" autocomplete=\"off\" spellcheck=\"false\"/></label>\n{}{}\
         <label class=\"check\"><input type=\"checkbox\" id=\"critical\"/>{}</label>\n\
         <button type=\"reset\">{}</button>\n</form>\n",
        both("搜索", "Search"),
        choice("who", ["责任单位", "Department"], &actors, lang),
        choice("lane", ["泳道", "Lane"], &lanes, lang),
        both("只看关键事项", "Critical only"),
        both("清除", "Clear"),
    )
}

/// A list to choose from; nothing where there is nothing to choose.
fn choice(id: &str, [zh, en]: [&str; 2], of: &[(usize, &Text)], lang: Lang) -> String {
    if of.is_empty() {
        return String::new();
    }
    let option = |value: &str, zh: &str, en: &str| {
        let words = markup::escaped(either(lang, zh, en));
        format!("<option value=\"{value}\"{}>{words}</option>", switched(zh, en))
    };
    let mut options = option("", "全部", "all");
    for (position, Text { zh, en }) in of {
        options += &option(&position.to_string(), zh, en);
    }
    format!("<label>{}<select id=\"{id}\">{options}</select></label>\n", both(zh, en))
}

/// Who acts in a step, those who are consulted too.
fn acting<'a>(plan: &Plan<'a>, ix: StepIx) -> impl Iterator<Item = &'a ActorId> {
    let step = plan.step(ix);
    step.actor.iter().chain(&step.parties)
}

// ---- the rows ------------------------------------------------------------------------------------------------

fn row(plan: &Plan<'_>, number: usize, ix: StepIx) -> String {
    let (step, node, dated) = (plan.step(ix), plan.node(ix), plan.schedule.dates(ix));
    let who: Vec<String> = acting(plan, ix)
        .filter_map(|id| plan.workflow.actors.iter().position(|actor| actor.id == *id))
        .map(|position| position.to_string())
        .collect();
    let lane = step.lane.as_ref().and_then(|id| plan.workflow.lanes.iter().position(|lane| lane.id == *id));
    let critical = plan.is_critical(ix);
    let reached = plan.finish().is_some();
    let mut row = format!(
        "<tr id=\"row-{number}\" data-who=\"{}\" data-lane=\"{}\"{}>",
        who.join(" "),
        lane.map(|lane| lane.to_string()).unwrap_or_default(),
        if critical { " class=\"critical\"" } else { "" },
    );
    row += &format!("<td class=\"no\">{number}</td>");
    row += &format!(
        "<th scope=\"row\"><a href=\"#why-{number}\">{}</a>{} <small>{} · {}</small></th>",
        step_name(plan, ix),
        if critical {
            format!("<span class=\"unseen\"> {}</span>", both("(关键)", "(critical)"))
        } else {
            String::new()
        },
        said(|lang| kind_words(step.kind, lang).to_string()),
        markup::marked(node.id.as_str()),
    );
    row += &format!("<td>{}</td>", plan.actor(ix).map(|actor| text(&actor)).unwrap_or_default());
    let lane = lane.map(|lane| text(&plan.workflow.lanes[lane].name)).unwrap_or_default();
    row += &format!("<td>{lane}</td>");
    // When a step began whose finish is given, nobody said.
    row += &match (plan.is_given(ix), plan.begins(ix)) {
        (true, _) => words_cell("–"),
        (false, false) => words_cell(&both("不再开始", "never starts")),
        (false, true) => moment_cell(dated.told_trigger()),
    };
    row += &match (plan.fate(ix), plan.is_given(ix)) {
        (Some(Fate::NeverStarts), _) => words_cell(""),
        (Some(Fate::Stopped), _) => words_cell(&both("停止", "stopped")),
        (_, true) => cell(
            Some(rank(dated.finish())),
            &format!("{} <small>{}</small>", moment(dated.told_finish()), both("给定", "given")),
        ),
        _ => moment_cell(dated.told_finish()),
    };
    row += &match (dated.latest.filter(|_| reached), plan.promised_by(ix)) {
        (Some(latest), _) => moment_cell(latest.finish),
        (None, Some(due)) => due_cell(due),
        (None, None) => words_cell(""),
    };
    let (length, origin) = plan.schedule.length(plan.network, ix);
    row += &cell(
        length.filter(|_| !plan.is_given(ix)).map(about),
        &length_words(length, origin.filter(|_| !plan.is_given(ix)), plan.is_given(ix)),
    );
    let float = dated.total_float.filter(|_| reached).map(|float| float.map(|float| float.working));
    row += &cell(float.map(|float| float.value), &float.map(marked).unwrap_or_default());
    row += &format!("<td>{}</td>", said(|lang| cites(&step.cite, lang)));
    row + "</tr>\n"
}

/// The length and where it comes from.
pub(super) fn length_words(length: Option<Length>, origin: Option<Origin>, given: bool) -> String {
    let words = length.filter(|_| !given).map(|length| said(|lang| length.words(lang))).unwrap_or_default();
    match origin {
        Some(origin) => {
            let origin = said(|lang| origin_words(origin, lang).to_string());
            format!("{} <small>{origin}</small>", if words.is_empty() { "–" } else { &words })
        }
        None => words,
    }
}

/// What a length is sorted by.
fn about(length: Length) -> i32 {
    match length {
        Length::Working(days) => days.saturating_mul(7).try_into().unwrap_or(i32::MAX),
        Length::Natural(days) => days.saturating_mul(5).try_into().unwrap_or(i32::MAX),
    }
}

/// What a moment is sorted by.
fn rank(moment: Moment) -> i32 {
    i32::from(moment.day().index()) * 2 + i32::from(moment.at() == At::EndOfDay)
}

fn cell(sorted_by: Option<i32>, words: &str) -> String {
    match sorted_by {
        Some(number) => format!("<td data-by=\"{number}\">{words}</td>"),
        None => words_cell(words),
    }
}

fn words_cell(words: &str) -> String {
    format!("<td data-by=\"\">{words}</td>")
}

fn moment_cell(told: Told<Moment>) -> String {
    cell(Some(rank(told.value)), &moment(told))
}

fn due_cell(due: Told<Day>) -> String {
    cell(Some(rank(Moment::end_of_day(due.value))), &format!("≤ {}", marked(due)))
}

/// A moment: its day, 24:00 when it is an expiry.
pub(super) fn moment(told: Told<Moment>) -> String {
    let day = marked(told.map(|moment| moment.day()));
    match told.value.at() {
        At::InHours => day,
        At::EndOfDay => format!("{day} <small>24:00</small>"),
    }
}

/// What the signs mean.
fn key(plan: &Plan<'_>, listed: &[StepIx], lang: Lang) -> String {
    let mut parts = vec![either(
        lang,
        "红色竖线:关键事项;24:00:当日24时届满;总时差以工作日计",
        "red rule: critical; 24:00: expires at the end of the day; float in working days",
    )];
    let promised = listed.iter().any(|ix| plan.promised_by(*ix).is_some());
    if promised {
        parts.push(either(lang, "≤:限时期限", "≤: due day of a promise"));
    }
    if plan.warnings().any(|warning| warning.code == WarningCode::ProvisionalCalendar) {
        parts.push(summary::mark_words(lang));
    }
    let key = parts.join(either(lang, ";", "; "));
    match summary::critical_and_float(plan, listed, lang) {
        Some(sentence) => format!("{key}{}{sentence}", either(lang, "。", ". ")),
        None => format!("{key}{}", either(lang, "。", ".")),
    }
}
