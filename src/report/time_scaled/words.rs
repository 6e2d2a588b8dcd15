//! What the drawing says.
//!
//! In: a [`Plan`]. Out: names, lengths, hover titles, the key, the footer, in one language. No places.

use crate::calendar::{Length, Moment, Told};
use crate::diagnostic::Lang;
use crate::network::{Origin, StepIx};
use crate::report::plan::{Plan, kind_words};
use crate::report::svg::text::tamed;
use crate::report::words::{cites, either};
use crate::report::{prose, summary};
use crate::schedule::Float;
use crate::schedule::abort::Fate;

use super::events::{Stands, is_critical};
use super::layout::Sample;

/// A step's name on one line.
pub fn name(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let name = tamed(plan.name(ix).get(lang));
    let name = name.trim();
    if name.is_empty() { plan.node(ix).id.to_string() } else { name.to_string() }
}

/// What stands above an arrow: a step's name, a link's lag.
pub fn of_arrow(plan: &Plan<'_>, stands: &Stands, lang: Lang) -> Option<String> {
    match stands {
        Stands::Step(ix) => Some(name(plan, *ix, lang)),
        Stands::Link => None,
        Stands::Lag(lags) => Some(lag(lags, lang)),
    }
}

fn lag(lags: &[Length], lang: Lang) -> String {
    let each: Vec<String> = lags.iter().map(|lag| format!("+{}", short(*lag, lang))).collect();
    each.join(" ")
}

/// A length as short as it can be said.
fn short(length: Length, lang: Lang) -> String {
    match lang {
        Lang::Zh => length.words(lang),
        Lang::En => length.to_string(),
    }
}

/// How long a step takes and where that comes from: `20个工作日 规`, `20wd R`.
pub fn length(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let dated = plan.schedule.dates(ix);
    let sure = if dated.provisional { "~" } else { "" };
    match (length, origin) {
        _ if plan.is_given(ix) => either(lang, "给定", "given").to_string(),
        (Some(length), Some(origin)) => {
            format!("{sure}{} {}", short(length, lang), summary::origin_letter(origin, lang))
        }
        (None, Some(origin)) => format!("{sure}{}", summary::origin_letter(origin, lang)),
        _ if dated.provisional => either(lang, "放假未公布", "holidays not published").to_string(),
        _ => String::new(),
    }
}

/// What is said of a step when the pointer rests on it.
pub fn title(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let dated = plan.schedule.dates(ix);
    let step = plan.step(ix);
    let moment = |moment| summary::moment_words(moment, lang);
    let mut lines = vec![format!("{} ({})", name(plan, ix, lang), plan.node(ix).id)];
    let actor = plan.actor(ix).map(|actor| tamed(actor.get(lang)));
    lines.push(
        [Some(kind_words(step.kind, lang).to_string()), actor]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
    );
    let end = match plan.fate(ix) {
        Some(Fate::Stopped) => either(lang, "停止", "stopped").to_string(),
        _ => moment(dated.finish()),
    };
    lines.push(if dated.trigger == dated.finish() {
        moment(dated.trigger)
    } else {
        format!("{} → {end}", moment(dated.trigger))
    });
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let said = [
        length.map(|length| length.words(lang)),
        origin.map(|origin| summary::origin_words(origin, lang).into()),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if !said.is_empty() {
        lines.push(said.join(" · "));
    }
    let mut floats = Vec::new();
    if let Some(float) = dated.total_float {
        floats.push(format!("{} {}", either(lang, "总时差", "total float"), days(float, lang)));
    }
    if let Some(float) = dated.free_float {
        floats.push(format!("{} {}", either(lang, "自由时差", "free float"), days(float, lang)));
    }
    if is_critical(plan, ix) {
        floats.push(either(lang, "在关键线路上", "on the critical path").to_string());
    }
    if !floats.is_empty() {
        lines.push(floats.join(either(lang, ",", ", ")));
    }
    if dated.provisional {
        lines.push(
            either(lang, "所依放假安排尚未公布", "rests on a holiday notice not yet published").to_string(),
        );
    }
    if !step.cite.is_empty() {
        lines.push(cites(&step.cite, lang).replace(prose::GLUE, " "));
    }
    lines.join("\n")
}

fn days(float: Told<Float>, lang: Lang) -> String {
    summary::marked(float.map(|Float { working, .. }| match lang {
        Lang::Zh => format!("{working}个工作日"),
        Lang::En => summary::working_days(working),
    }))
}

/// What is said of a link.
pub fn link(
    stands: &Stands,
    (from, to): (usize, usize),
    (until, at): (Moment, Moment),
    lang: Lang,
) -> String {
    let mut words = match stands {
        Stands::Lag(lags) => format!("{from}→{to} {} {}", either(lang, "间隔", "lag"), lag(lags, lang)),
        _ => format!("{from}→{to} {}", either(lang, "先后关系", "link")),
    };
    if until < at {
        let (until, at) = (summary::moment_words(until, lang), summary::moment_words(at, lang));
        words += &match lang {
            Lang::Zh => format!("\n等待:{until} → {at}"),
            Lang::En => format!("\nwaits: {until} → {at}"),
        };
    }
    words
}

/// What a mark means.
pub fn of_sample(sample: Sample, lang: Lang) -> &'static str {
    let (zh, en) = match sample {
        Sample::Step => ("实箭线:工作,上注事项、下注时限", "step: name above, length below"),
        Sample::Critical => {
            ("粗线:关键线路,其事项也可有时差", "heavy: critical path; its steps may have float")
        }
        Sample::Wave => ("波形线:自由时差", "wave: free float"),
        Sample::Wait => {
            ("实后接虚:等待会期或他项,不是时差", "solid, then dashed: waits, but has no free float")
        }
        Sample::Dummy => ("虚箭线:虚工作(先后关系)", "dashed: dummy (a link)"),
        Sample::Lag => ("虚线注 +:间隔时间", "dashed with +: lag"),
        Sample::Circle => (
            "节点:编号;不占时间的事项注于其旁;在日中为当日办结,在日末为当日24:00届满",
            "event: number; what takes no time is named beside it; mid-day: done that day, end of day: expires at 24:00",
        ),
        Sample::Off => ("休息日", "days off"),
        Sample::Stopped => ("程序中止,工作停止", "stopped by the suspension"),
    };
    either(lang, zh, en)
}

/// The title of the page.
pub fn heading(plan: &Plan<'_>, lang: Lang) -> String {
    let what = either(lang, "时标网络图", "time-scaled network");
    format!("{} · {what}", summary::heading(plan, lang))
}

/// What the plan comes to, in a line; first of all a suspension.
pub fn answer(plan: &Plan<'_>, lang: Lang) -> Vec<String> {
    summary::summary(plan, lang).into_iter().take(if plan.suspension.is_some() { 2 } else { 1 }).collect()
}

/// What the reader has to know of the drawing itself: that it is wider than asked, that lines lie on each other, that
/// lengths and links are left out.
pub fn told(
    asked: Option<u32>,
    page: i32,
    (blocked, untold, implied): (usize, usize, usize),
    lang: Lang,
) -> Vec<String> {
    let mut told = Vec::new();
    let wide = page / 10;
    if let Some(asked) = asked.filter(|asked| i64::from(*asked) < i64::from(wide)) {
        told.push(match lang {
            Lang::Zh => format!("宽度 {asked} 不足以让各线互不重叠,已放宽为 {wide}。"),
            Lang::En => {
                format!("A width of {asked} would lay lines on each other, so the drawing is {wide} wide.")
            }
        });
    }
    if blocked > 0 {
        told.push(match lang {
            Lang::Zh => format!("有 {blocked} 条线无处可走,与其他线重叠。"),
            Lang::En if blocked == 1 => "One line found no way of its own and lies on others.".to_string(),
            Lang::En => format!("{blocked} lines found no way of their own and lie on others."),
        });
    }
    if untold > 0 {
        told.push(match lang {
            Lang::Zh => format!("有 {untold} 项的时限图中写不下,见悬停提示。"),
            Lang::En if untold == 1 => "One length has no room here; the hover title says it.".to_string(),
            Lang::En => format!("{untold} lengths have no room here; the hover titles say them."),
        });
    }
    if implied > 0 {
        told.push(match lang {
            Lang::Zh => format!("另有 {implied} 项先后关系已由其他箭线表明,未另画虚箭线。"),
            Lang::En if implied == 1 => {
                "One link has no arrow of its own, since other arrows imply it.".to_string()
            }
            Lang::En => {
                format!("{implied} links have no arrows of their own, since other arrows imply them.")
            }
        });
    }
    told
}

/// What everything rests on.
pub fn footer(plan: &Plan<'_>, lang: Lang) -> Vec<String> {
    let mut marks: Vec<String> = Vec::new();
    let listed = plan.listed();
    for origin in Origin::ALL {
        if listed.iter().any(|ix| plan.schedule.length(plan.network, *ix).1 == Some(origin)) {
            marks.push(format!(
                "{} {}",
                summary::origin_letter(origin, lang),
                summary::origin_words(origin, lang)
            ));
        }
    }
    if lang == Lang::En {
        marks.push("wd working days, d natural days".to_string());
    }
    if listed.iter().any(|ix| plan.schedule.dates(*ix).provisional) {
        marks.push(either(lang, "~ 放假安排未公布", "~ holiday notice not published").to_string());
    }
    let marks = (!marks.is_empty()).then(|| marks.join(either(lang, ";", "; ")));
    marks.into_iter().chain([summary::settings(plan, lang)]).collect()
}
