//! Each step's date explained: the sentence for a letter, the rule and its sources, the days.
//!
//! In: a report. Out: an entry for each listed step, closed until somebody opens it. The words are those of `explain`;
//! the days stand by runs, which a reader takes in faster than one line a day. Why a step is not earlier takes a
//! schedule of its own for each answer, and is left to `permits explain`.

use crate::calendar::{Moment, Told};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::Float;
use crate::schedule::abort::Fate;
use crate::study::earlier::{HeldBy, held_by};

use super::super::explain::{Run, arrival_words, fields, holder, letter, runs, suspended, told_moment};
use super::super::plan::Plan;
use super::super::summary::{mark_words, marked, moment_words, natural_days, working_days};
use super::super::words::either;
use super::super::year::span;
use super::markup::{both, escaped, said, text, twice, within};
use super::steps::moment;
use super::{Report, step_name};

/// The section.
pub(super) fn explanations(report: &Report<'_>, listed: &[StepIx]) -> String {
    if listed.is_empty() {
        return String::new();
    }
    let mut section = format!(
        "<p class=\"openers\" data-script=\"\" hidden=\"\"><button type=\"button\" id=\"open\">{}</button> \
         <button type=\"button\" id=\"close\">{}</button></p>\n",
        both("全部展开", "Open all"),
        both("全部收起", "Close all"),
    );
    for (position, ix) in listed.iter().enumerate() {
        section += &entry(report, position + 1, *ix);
    }
    section
}

fn entry(report: &Report<'_>, number: usize, ix: StepIx) -> String {
    let plan = report.plan;
    let subject = report.subject(ix);
    let critical = if plan.is_critical(ix) { " critical" } else { "" };
    let mut entry = format!(
        "<details class=\"why{critical}\" id=\"why-{number}\">\n<summary><h3><span class=\"no\">{number}</span> {}</h3> \
         <span class=\"when\">{}</span></summary>\n",
        step_name(plan, ix),
        when(plan, ix),
    );
    if plan.begins(ix) {
        entry += &format!("<p class=\"letter\">{}</p>\n", text(&letter(&subject)));
    }
    entry += &twice("dl", |lang| {
        let mut list = String::new();
        for (label, words) in around(plan, ix, lang) {
            list += &field(label, &[words], lang);
        }
        let rule = fields(&subject, lang);
        let mut rule = rule.iter().peekable();
        while let Some(first) = rule.next() {
            let mut texts = first.texts.clone();
            while let Some(more) = rule.next_if(|field| field.label.is_empty()) {
                texts.extend(more.texts.iter().cloned());
            }
            list += &field(first.label, &texts, lang);
        }
        list
    });
    if plan.begins(ix) {
        entry += &days(&runs(&subject));
    }
    entry += &warnings(plan, ix);
    entry + "</details>\n"
}

/// From when to when, as far as it comes to that.
fn when(plan: &Plan<'_>, ix: StepIx) -> String {
    let dated = plan.schedule.dates(ix);
    let (trigger, finish) = (moment(dated.told_trigger()), moment(dated.told_finish()));
    match plan.fate(ix) {
        Some(Fate::NeverStarts) => both("不再开始", "never starts"),
        Some(Fate::Stopped) => format!("{trigger} → {}", both("停止", "stopped")),
        _ if plan.is_given(ix) => format!("{finish} {}", both("给定", "given")),
        _ if dated.trigger == dated.finish() => finish,
        _ => format!("{trigger} → {finish}"),
    }
}

fn field(label: &str, texts: &[String], lang: Lang) -> String {
    let words: String = texts.iter().map(|words| format!("<dd>{}</dd>", within(words, lang))).collect();
    format!("<div><dt>{}</dt>{words}</div>", escaped(label))
}

/// What set the trigger, and how much room there is.
fn around(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> Vec<(&'static str, String)> {
    let dated = plan.schedule.dates(ix);
    let mut fields = vec![("id", plan.node(ix).id.to_string())];
    fields.extend(suspended(plan, ix, lang).map(|words| (either(lang, "中止", "suspended"), words)));
    if plan.is_given(ix) || !plan.begins(ix) {
        return fields;
    }
    let held = held_by(plan.network, plan.calendar, plan.schedule, ix);
    let because = match &held {
        HeldBy::Steps(arrivals) => {
            let words = arrivals.iter().map(|arrival| {
                let told = told_moment(arrival.moment, lang);
                format!("{told}{}{}", either(lang, ",", ", "), arrival_words(plan, arrival, lang))
            });
            words.collect::<Vec<_>>().join(either(lang, ";", "; "))
        }
        other => holder(plan, other, lang),
    };
    fields.push((either(lang, "由何触发", "trigger"), because));
    if plan.finish().is_none() {
        return fields;
    }
    if let Some(latest) = dated.latest {
        let words = |told: Told<Moment>| marked(told.map(|moment| moment_words(moment, lang)));
        let (trigger, finish) = (words(latest.trigger), words(latest.finish));
        fields.push((
            either(lang, "最迟", "latest"),
            match lang {
                Lang::Zh => format!("{trigger} 触发,{finish} 完成"),
                Lang::En => format!("trigger {trigger}, finish {finish}"),
            },
        ));
    }
    if let Some(total) = dated.total_float {
        let days = |told: Told<Float>| match lang {
            Lang::Zh => {
                let (working, natural) = (told.map(|days| days.working), told.value.natural);
                format!("{} 个工作日({natural} 个自然日)", marked(working))
            }
            Lang::En => format!(
                "{} ({})",
                marked(told.map(|days| working_days(days.working))),
                natural_days(told.value.natural)
            ),
        };
        let mut words = match lang {
            Lang::Zh => format!("总时差 {}", days(total)),
            Lang::En => format!("total {}", days(total)),
        };
        if let Some(free) = dated.free_float {
            words += &match lang {
                Lang::Zh => format!(";自由时差 {}", days(free)),
                Lang::En => format!("; free {}", days(free)),
            };
        }
        fields.push((either(lang, "时差", "float"), words));
    }
    if let Some(drag) = plan.drags.and_then(|drags| drags[ix.index()]).filter(|_| dated.critical) {
        let words = match lang {
            Lang::Zh => format!("若自身时长为 0,终点提前 {} 个工作日", marked(drag)),
            Lang::En => {
                format!("if it took no time, the goal would be {} earlier", marked(drag.map(working_days)))
            }
        };
        fields.push((either(lang, "占用", "drag"), words));
    }
    fields
}

/// The days, in a fold of their own; nothing where there is only the day itself.
fn days(runs: &[Run]) -> String {
    if runs.iter().map(|run| run.last.days_since(run.first) + 1).sum::<i32>() < 2 {
        return String::new();
    }
    let mut rows = String::new();
    for Run { first, last, counts, why, provisional } in runs {
        let numbers = match counts {
            None => "–".to_string(),
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first}–{last}"),
        };
        // No year is left out, so that a run can be read by itself.
        let dates = said(|lang| span((*first, *last), 0, lang));
        let mark = if *provisional { "~" } else { "" };
        rows += &format!("<tr><td>{mark}{dates}</td><td>{numbers}</td><td>{}</td></tr>\n", text(why));
    }
    let key = if runs.iter().any(|run| run.provisional) {
        format!("<p class=\"key\">{}</p>", said(|lang| mark_words(lang).to_string()))
    } else {
        String::new()
    };
    format!(
        "<details class=\"days\"><summary>{}</summary><table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{rows}</tbody></table>{key}</details>\n",
        both("逐日", "Day by day"),
        both("日期", "Days"),
        both("第几日", "Number"),
        both("为何", "Why"),
    )
}

/// The warnings that name the step.
fn warnings(plan: &Plan<'_>, ix: StepIx) -> String {
    let mut codes: Vec<&str> = plan
        .warnings()
        .filter(|warning| warning.steps.contains(&ix))
        .map(|warning| warning.code.as_str())
        .collect();
    codes.dedup();
    if codes.is_empty() {
        return String::new();
    }
    let link = |code: &&str| format!("<a href=\"#warning-{code}\">{code}</a>");
    let links: Vec<String> = codes.iter().map(link).collect();
    format!("<p class=\"minds\">{} {}</p>\n", both("注意:", "Mind: "), links.join(" "))
}
