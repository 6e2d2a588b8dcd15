//! What a reader sees first: the title, and what a director reads in a minute.
//!
//! In: a report. Out: the header and the summary. The sentences are those of every other page; the key dates stand
//! beside them.

use crate::calendar::{Day, Told};
use crate::diagnostic::{Lang, number_of};
use crate::network::{Origin, StepIx};
use crate::schedule::Float;

use super::super::plan::Plan;
use super::super::summary;
use super::super::words::counting_words;
use super::Report;
use super::markup::{both, code, said, text};

/// The header: the title, what was asked for, the switch of languages.
pub(super) fn header(report: &Report<'_>, lang: Lang) -> String {
    let plan = report.plan;
    let (id, version) = (&plan.workflow.id, &plan.workflow.version);
    let kicker = plan.project.map_or_else(
        || both("审批程序时间安排", "Schedule of an approval procedure"),
        |project| both(project, project),
    );
    let button = |of: Lang, name: &str| {
        format!(
            "<button type=\"button\" lang=\"{}\" aria-pressed=\"{}\">{name}</button>",
            code(of),
            of == lang
        )
    };
    format!(
        "<header>\n<div class=\"switch\" role=\"group\" aria-labelledby=\"switch-h\" data-script=\"\" hidden=\"\">\
         <span id=\"switch-h\" class=\"unseen\">{}</span>{}{}</div>\n\
         <p class=\"kicker\">{kicker}</p>\n<h1>{}</h1>\n<p class=\"settings\">{}<br/>{}</p>\n</header>\n",
        both("语言", "Language"),
        button(Lang::Zh, "中文"),
        button(Lang::En, "English"),
        text(&plan.workflow.title),
        said(|lang| summary::settings(plan, lang)),
        both(&format!("{id} {version}"), &format!("{id} {version}")),
    )
}

/// The summary.
pub(super) fn summary(report: &Report<'_>) -> String {
    let plan = report.plan;
    let (zh, en) = (summary::summary(plan, Lang::Zh), summary::summary(plan, Lang::En));
    let mut sentences = zh.iter().zip(&en);
    let mut page = String::new();
    if let Some((zh, en)) = sentences.next() {
        page += &format!("<p class=\"answer\">{}</p>\n", both(zh, en));
    }
    page += &dates(plan);
    page += "<ul class=\"points\">\n";
    for (zh, en) in sentences {
        let class = match zh.chars().next() {
            Some('✗') => " class=\"missed\"",
            Some('✓') => " class=\"held\"",
            _ => "",
        };
        page += &format!("<li{class}>{}</li>\n", both(zh, en));
    }
    if plan.finish().is_some()
        && let Some((zh, en)) = summary::held_by(plan, Lang::Zh).zip(summary::held_by(plan, Lang::En))
    {
        page += &format!("<li>{}</li>\n", both(&zh, &en));
    }
    page += &format!("<li>{}</li>\n", said(|lang| assumed(plan, lang)));
    let warnings = plan.warnings().count();
    if warnings > 0 {
        page += &format!(
            "<li class=\"mind\"><a href=\"#warnings\">{}</a></li>\n",
            both(&format!("{warnings} 条注意事项"), &number_of(warnings, "warning"))
        );
    }
    page + "</ul>\n"
}

/// How many of the lengths nobody but this plan vouches for.
fn assumed(plan: &Plan<'_>, lang: Lang) -> String {
    // What a suspension keeps from starting rests on nothing.
    let mut steps = plan.listed();
    steps.retain(|ix| plan.begins(*ix));
    let count = |wanted: Origin, critical: bool| {
        let of_it = |ix: &StepIx| {
            plan.schedule.length(plan.network, *ix).1 == Some(wanted) && (!critical || plan.is_critical(*ix))
        };
        steps.iter().filter(|ix| of_it(ix)).count()
    };
    let (all, critical) = (count(Origin::Assumption, false), count(Origin::Assumption, true));
    let (untimed, steps) = (count(Origin::Untimed, false), steps.len());
    let mut sentences = vec![match (all, lang) {
        (0, Lang::Zh) => "没有一项时长出于假设。".to_string(),
        (0, Lang::En) => "No length is assumed.".to_string(),
        (all, Lang::Zh) => {
            format!(
                "{steps} 项中有 {all} 项的时长出于假设,其中关键事项 {critical} 项;各项出处见“依据与假设”。"
            )
        }
        (all, Lang::En) => format!(
            "Assumed are the lengths of {all} of {}, {critical} of them critical; “What the dates rest on” says where each comes from.",
            number_of(steps, "step")
        ),
    }];
    if untimed > 0 {
        sentences.push(match lang {
            Lang::Zh => format!("另有 {untimed} 项没有任何来源给出时长,按 0 计。"),
            Lang::En => {
                format!("For {} nobody gives a length, and it counts as none.", number_of(untimed, "step"))
            }
        });
    }
    sentences.join(if lang == Lang::Zh { "" } else { " " })
}

/// The days that matter most.
fn dates(plan: &Plan<'_>) -> String {
    let run = &plan.schedule.run;
    let mut dates = date("", &both("起算日", "Start"), Told::sure(run.start), &text(&plan.workflow.start));
    if let Some(deal) = plan.deal().filter(|deal| plan.finishes(*deal) && *deal != plan.network.goal()) {
        let day = plan.schedule.dates(deal).told_finish().map(|finish| finish.day());
        dates += &date("", &both("成交", "Deal"), day, &text(&plan.name(deal)));
    }
    if let Some(finish) = plan.finish() {
        let Float { working, natural } = plan.schedule.duration;
        let goal = plan.network.goal();
        let span = both(
            &format!("{natural} 个自然日 · {working} 个工作日"),
            &format!("{} · {}", summary::natural_days(natural), summary::working_days(working)),
        );
        dates += &date(" class=\"goal\"", &text(&plan.name(goal)), finish, &span);
        if let Some(day) = plan.otherwise {
            let other = |lang| counting_words(run.counting.other(), lang);
            let label =
                both(&format!("按{}计日", other(Lang::Zh)), &format!("Counted by {}", other(Lang::En)));
            dates += &date("", &label, day, &text(&plan.name(goal)));
        }
    }
    format!("<dl class=\"dates\">\n{dates}</dl>\n")
}

fn date(class: &str, label: &str, day: Told<Day>, note: &str) -> String {
    let weekday = said(|lang| summary::weekday(day.value.weekday(), lang).to_string());
    format!(
        "<div{class}><dt>{label}</dt><dd><strong>{}</strong> {weekday}</dd><dd class=\"note\">{note}</dd></div>\n",
        summary::marked(day)
    )
}
