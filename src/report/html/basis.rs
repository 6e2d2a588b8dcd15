//! What the dates rest on: the days by basis, the lengths that no regulation gives, facts and readings, what does not
//! happen.
//!
//! In: a report. Out: tables. Lengths that the regulation gives stand with its articles in the table of steps.

use crate::diagnostic::{Lang, number_of};
use crate::network::{Origin, Presence, StepIx, Value};
use crate::workflow::{Fact, FactRole};

use super::super::explain::{absent_words, confidence_words, of_length};
use super::super::plan::Plan;
use super::super::summary::rests_on_words;
use super::super::words::cites;
use super::markup::{both, escaped, marked, said, text};
use super::steps::length_words;
use super::{Report, folded, heading, step_name, table};

/// The section.
pub(super) fn basis(report: &Report<'_>, listed: &[StepIx]) -> String {
    let plan = report.plan;
    let mut section = shares(plan);
    section += &lengths(report, listed);
    section += &facts(
        plan,
        FactRole::Fact,
        "facts",
        ["事实", "Facts"],
        [["事实", "Fact"], ["取值", "Value"], ["依据", "Citation"], ["说明", "Note"]],
    );
    section += &facts(
        plan,
        FactRole::Reading,
        "readings",
        ["读法", "Readings"],
        [["读法", "Reading"], ["取值", "Value"], ["依据", "Citation"], ["疑点", "The doubt"]],
    );
    section + &absent(plan)
}

/// The days of the critical path, by what they rest on.
fn shares(plan: &Plan<'_>) -> String {
    let shares = plan.schedule.rests_on(plan.network, plan.calendar);
    if shares.is_empty() || plan.finish().is_none() {
        return String::new();
    }
    let rows: String = shares
        .iter()
        .map(|share| {
            let words = said(|lang| rests_on_words(share.rests_on, lang).to_string());
            let (natural, working) = (share.days.natural, share.days.working);
            format!("<tr><th scope=\"row\">{words}</th><td>{natural}</td><td>{working}</td></tr>\n")
        })
        .collect();
    let columns = [["依据", "Rests on"], ["自然日", "Natural days"], ["工作日", "Working days"]];
    heading("shares-h", "关键线路的天数", "The days of the critical path")
        + &table("shares-h", &columns, &rows)
}

// ---- lengths -------------------------------------------------------------------------------------------------

/// The lengths that the regulation does not give, and where each comes from.
fn lengths(report: &Report<'_>, listed: &[StepIx]) -> String {
    let plan = report.plan;
    let rows: String =
        listed.iter().filter(|ix| !plan.is_given(**ix)).filter_map(|ix| length(report, *ix)).collect();
    let title = &plan.assumptions.title;
    let mut words =
        heading("lengths-h", "所依文件没有给出的时长", "Lengths that the regulation does not give");
    words += &format!(
        "<p>{} {} <small>{}</small></p>\n",
        both("所用假设集:", "The assumption set used: "),
        text(title),
        marked(&plan.assumptions.id)
    );
    if let Some(note) = &plan.assumptions.note {
        words += &format!("<p>{}</p>\n", text(note));
    }
    if rows.is_empty() {
        return words + &format!("<p>{}</p>\n", both("没有这样的时长。", "There are none."));
    }
    let columns =
        [["事项", "Step"], ["时长", "Length"], ["出处", "Source"], ["可靠性", "Confidence"], ["理由", "Why"]];
    words + &table("lengths-h", &columns, &rows)
}

/// The row of a step; `None` where there is no length or the regulation gives it.
fn length(report: &Report<'_>, ix: StepIx) -> Option<String> {
    let plan = report.plan;
    let (origin, given_by) = of_length(&report.subject(ix))?;
    if origin == Origin::Regulation {
        return None;
    }
    let (length, _) = plan.schedule.length(plan.network, ix);
    let source = said(|lang| given_by.in_a_cell(&cites(&plan.step(ix).cite, lang), lang));
    let confidence = given_by.confidence();
    let why = given_by.said().and_then(|said| said.why.as_ref());
    Some(format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{source}</td><td>{}</td><td>{}</td></tr>\n",
        step_name(plan, ix),
        length_words(length, Some(origin), false),
        confidence.map(|known| said(|lang| confidence_words(known, lang).to_string())).unwrap_or_default(),
        why.map(text).unwrap_or_default(),
    ))
}

// ---- facts ---------------------------------------------------------------------------------------------------

fn facts(plan: &Plan<'_>, role: FactRole, id: &str, [zh, en]: [&str; 2], columns: [[&str; 2]; 4]) -> String {
    let facts = plan.workflow.facts.iter().filter(|fact| fact.role == role);
    let facts: Vec<(&Fact, &Value)> =
        facts.filter_map(|fact| Some((fact, plan.network.facts.0.get(&fact.id)?))).collect();
    if facts.is_empty() {
        return String::new();
    }
    let (set, rest): (Vec<_>, Vec<_>) = facts.into_iter().partition(|(fact, value)| fact.default != **value);
    let rows = |facts: &[(&Fact, &Value)]| -> String {
        facts.iter().map(|(fact, value)| row(fact, value)).collect()
    };
    let id = format!("{id}-h");
    let mut section = heading(&id, zh, en);
    if !set.is_empty() {
        section += &table(&id, &columns, &rows(&set));
    }
    if !rest.is_empty() {
        let count = rest.len();
        let summary = both(&format!("取默认值的 {count} 项"), &format!("{count} as by default"));
        section += &folded(&summary, &table(&id, &columns, &rows(&rest)));
    }
    section
}

fn row(fact: &Fact, value: &Value) -> String {
    let set = if *value == fact.default {
        String::new()
    } else {
        let default = fact.default.to_string();
        format!(
            " <small class=\"set\">{}</small>",
            both(&format!("设定,默认 {default}"), &format!("set; by default {default}"))
        )
    };
    format!(
        "<tr><th scope=\"row\">{} <small>{}</small></th><td><code>{}</code>{set}</td><td>{}</td><td>{}</td></tr>\n",
        text(&fact.label),
        marked(fact.id.as_str()),
        escaped(&value.to_string()),
        said(|lang| cites(&fact.cite, lang)),
        fact.why.as_ref().map(text).unwrap_or_default(),
    )
}

// ---- what does not happen ------------------------------------------------------------------------------------

/// The steps of the procedure that are not in the plan, and why.
fn absent(plan: &Plan<'_>) -> String {
    let is_absent = |ix: &StepIx| matches!(plan.node(*ix).presence, Presence::Absent(_));
    let absent = plan.network.positions().filter(is_absent).map(|ix| absent_words(plan, ix));
    let mut items: String = absent.map(|words| format!("<li>{}</li>\n", text(&words))).collect();
    for done in &plan.network.done {
        let name = &plan.workflow.steps[done.file_order].name;
        let words = said(|lang| match lang {
            Lang::Zh => format!("{}:视为已于 {} 前办完。", name.zh, done.by),
            Lang::En => format!("{}: taken as done by {}.", name.en, done.by),
        });
        items += &format!("<li>{words}</li>\n");
    }
    if items.is_empty() {
        return String::new();
    }
    let title = heading("absent-h", "不在此计划中的事项", "Steps that are not in this plan");
    let count = items.matches("<li>").count();
    let summary = both(&format!("{count} 项"), &number_of(count, "step"));
    title + &folded(&summary, &format!("<ul class=\"plain\">\n{items}</ul>\n"))
}
