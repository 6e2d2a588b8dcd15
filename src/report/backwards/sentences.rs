//! What a plan made backwards says in words: the latest start, the promise, the fixed start, what would have to shrink.
//!
//! In: a [`Backward`]. Out: its sentences, each a line of its own, not yet wrapped.

use crate::diagnostic::{Lang, Text, number_of};
use crate::network::StepIx;
use crate::schedule::{PromiseResult, Schedule};
use crate::study::plan::{Fixed, LatestStart};
use crate::study::shrink::{Alone, Cut, Together};

use super::super::summary::{dated, lateness, marked, natural_days, origin_words, working_days};
use super::super::words::either;
use super::Backward;

/// What was asked for, in one line.
pub(super) fn asked(view: &Backward<'_>, lang: Lang) -> String {
    let by = dated(view.asked.by, lang);
    let goal = view.plan.name(view.plan.network.goal());
    let how = super::super::summary::counted(&view.plan, lang);
    match lang {
        Lang::Zh => format!("要求“{}”不晚于 {by} 完成;{how}", goal.zh),
        Lang::En => format!("“{}” to be finished by {by}; {how}", goal.en),
    }
}

/// The answer, one paragraph an item.
pub(super) fn answer(view: &Backward<'_>, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    match (&view.answer.latest, &view.answer.never) {
        (Some(latest), _) => {
            lines.push(latest_start(view, latest, lang));
            lines.extend(view.promised(&latest.dates).map(|promise| promised(view, promise, lang)));
        }
        (None, Some(never)) => lines.push(no_start(view, never, lang)),
        (None, None) => {}
    }
    if let Some(fixed) = &view.answer.fixed {
        lines.push(fixed_start(view, fixed, lang));
        lines.extend(view.promised(&fixed.dates).map(|promise| promised(view, promise, lang)));
        lines.extend(shrink(view, fixed, lang));
    }
    lines
}

fn latest_start(view: &Backward<'_>, latest: &LatestStart, lang: Lang) -> String {
    let start = dated(latest.dates.run.start, lang);
    let finish = latest.dates.finish(view.plan.network).day();
    let (natural, working) = (latest.dates.duration.natural, latest.dates.duration.working);
    let unsure = view.asked.is_provisional(latest.dates.run.start);
    let finish = dated(finish, lang);
    let after = latest.day_after.map(|day| dated(day.value, lang));
    match lang {
        Lang::Zh => {
            let after =
                after.map(|day| format!("晚一日起算则为 {day}")).unwrap_or_else(|| "再晚则超出日历".into());
            let unsure = if unsure { ";所依放假安排尚未公布,可能变动" } else { "" };
            format!(
                "最迟 {start} 起算:{finish} 完成,历时 {natural} 个自然日、{working} 个工作日;{after}{unsure}。"
            )
        }
        Lang::En => {
            let after = after
                .map(|day| format!("a day later it would be {day}"))
                .unwrap_or_else(|| "a later one leaves the calendar".into());
            let unsure =
                if unsure { "; it rests on a holiday notice not yet published, and may move" } else { "" };
            format!(
                "The latest start is {start}: finished on {finish}, after {} and {}; {after}{unsure}.",
                natural_days(natural),
                working_days(working)
            )
        }
    }
}

fn no_start(view: &Backward<'_>, never: &Schedule, lang: Lang) -> String {
    let network = view.plan.network;
    let finish = dated(never.finish(network).day(), lang);
    // The chain begins where the dates are given, not counted from the start.
    let first = never.critical_path.first().copied().unwrap_or(network.goal());
    let id = &network.step(first).id;
    let held = match network.step(first).anchor.not_before {
        Some(moment) => {
            let day = moment.day();
            Text::new(format!("`{id}` 不早于 {day}"), format!("`{id}` is not to begin before {day}"))
        }
        None => Text::new(
            format!("日历自 {} 起", never.run.start),
            format!("the calendar begins on {}", never.run.start),
        ),
    };
    match lang {
        Lang::Zh => format!("没有起算日能够满足:{},最早也要 {finish} 完成。", held.zh),
        Lang::En => format!("No start meets it: {}, so it is finished on {finish} at the earliest.", held.en),
    }
}

fn promised(view: &Backward<'_>, promise: &PromiseResult, lang: Lang) -> String {
    let name = super::super::summary::promise_name(&view.plan, promise, lang);
    let (id, due, actual) = (&promise.id, marked(promise.due), marked(promise.actual));
    let margin = promise.margin.value;
    let late = || lateness(margin, promise.actual.value.days_since(promise.due.value), lang);
    match (promise.met(), lang) {
        (true, Lang::Zh) => {
            format!("✓ 限时“{name}”({id})守住:期限 {due},安排 {actual},余 {margin} 个工作日。")
        }
        (true, Lang::En) => format!(
            "✓ The promise “{name}” ({id}) holds: due {due}, planned {actual}, {} to spare.",
            working_days(margin)
        ),
        (false, Lang::Zh) => {
            format!("✗ 限时“{name}”({id})未守:期限 {due},安排 {actual},逾期 {}。", late())
        }
        (false, Lang::En) => {
            format!("✗ The promise “{name}” ({id}) is missed: due {due}, planned {actual}, {} late.", late())
        }
    }
}

fn fixed_start(view: &Backward<'_>, fixed: &Fixed, lang: Lang) -> String {
    let start = dated(fixed.dates.run.start, lang);
    let finish = dated(fixed.dates.finish(view.plan.network).day(), lang);
    let (natural, working) = (fixed.spare.value.natural, fixed.spare.value.working);
    // What has happened says more than the day on which the first of it did.
    let is_given = view.plan.network.positions().any(|ix| view.plan.is_given(ix));
    let (zh, en) = match is_given {
        true => ("已发生的照算,".to_string(), "With what has happened it".to_string()),
        false => (format!("{start} 起算"), format!("A start on {start}")),
    };
    let meets = if is_given { " is met" } else { " meets it" };
    match (fixed.is_met(), lang) {
        (true, Lang::Zh) => {
            format!("✓ {zh}来得及:{finish} 完成,余 {natural} 个自然日、{working} 个工作日。")
        }
        (true, Lang::En) => format!(
            "✓ {en}{meets}: finished on {finish}, {} and {} to spare.",
            natural_days(natural),
            working_days(working)
        ),
        (false, Lang::Zh) => {
            format!("✗ {zh}来不及:{finish} 完成,超出 {} 个自然日、{} 个工作日。", -natural, -working)
        }
        (false, Lang::En) => format!(
            "✗ {en} is too late: finished on {finish}, {} and {} over.",
            natural_days(-natural),
            working_days(-working)
        ),
    }
}

fn shrink(view: &Backward<'_>, fixed: &Fixed, lang: Lang) -> Vec<String> {
    let Some(shrink) = &fixed.shrink else { return Vec::new() };
    let mut lines = Vec::new();
    let enough: Vec<String> = shrink.alone.iter().filter_map(|alone| one(view, alone, lang)).collect();
    if !enough.is_empty() {
        lines.push(either(lang, "其中任一项单独缩短即可:", "Any one of these is enough by itself:").into());
        lines.extend(enough.iter().map(|one| item(one)));
    }
    let finish = |moment: crate::calendar::Moment| dated(moment.day(), lang);
    match &shrink.together {
        Together::NotNeeded => {}
        Together::Cuts(cuts, moment) => {
            let finish = finish(*moment);
            lines.push(match lang {
                Lang::Zh => {
                    format!("没有哪一项单独缩短就够。一起缩短到以下时长,{finish} 完成(一日也不能少缩):")
                }
                Lang::En => format!(
                    "No single step is enough. Together, and not a day less, these finish on {finish}:"
                ),
            });
            lines.extend(said(view, cuts, lang).iter().map(|one| item(one)));
        }
        Together::NotEnough(moment) => {
            let (finish, count) = (finish(*moment), shrink.alone.len());
            lines.push(match lang {
                Lang::Zh => format!("能缩短的 {count} 项即使都不用时间,也要 {finish} 完成:其余是公示、挂牌、会议等不能缩短的。"),
                Lang::En => format!(
                    "Even if {} that can shrink took no time it would be finished on {finish}: the rest is notices, listings, meetings, given days, which cannot.",
                    if count == 1 { "the 1 step".to_string() } else { format!("all {}", number_of(count, "step")) }
                ),
            });
        }
        Together::NotComputed => lines.push(
            either(
                lang,
                "超期的事项太多,不计算各项应缩短多少。",
                "Too many steps are too late to work out by how much each would have to shrink.",
            )
            .into(),
        ),
    }
    lines
}

/// What stands in a list under a sentence.
pub(super) const ITEM: &str = "- ";

fn item(words: &str) -> String {
    format!("{ITEM}{words}")
}

/// A step that is enough by itself.
fn one(view: &Backward<'_>, alone: &Alone, lang: Lang) -> Option<String> {
    let longest = alone.enough?;
    let less = alone.length.with_number(alone.length.number() - longest.number()).words(lang);
    let (name, id) = (view.plan.name(alone.step), &view.plan.node(alone.step).id);
    let origin = origin_words(alone.origin, lang);
    let (from, to) = (alone.length, longest);
    Some(match lang {
        Lang::Zh => format!("{}({id},{origin}){from} → 至多 {to},少 {less}", name.zh),
        Lang::En => format!("{} ({id}, {origin}) {from} → at most {to}, {less} less", name.en),
    })
}

fn said(view: &Backward<'_>, cuts: &[Cut], lang: Lang) -> Vec<String> {
    let cut = |Cut { step, from, to }: &Cut| {
        let (name, id): (Text, _) = (view.plan.name(*step), &view.plan.node(*step).id);
        let origin = origin(view, *step, lang);
        match lang {
            Lang::Zh => format!("{}({id}{origin}){from} → {to}", name.zh),
            Lang::En => format!("{} ({id}{origin}) {from} → {to}", name.en),
        }
    };
    cuts.iter().map(cut).collect()
}

/// Where a step's length comes from, to stand behind its id.
fn origin(view: &Backward<'_>, ix: StepIx, lang: Lang) -> String {
    let (_, origin) = view.plan.schedule.length(view.plan.network, ix);
    let comma = either(lang, ",", ", ");
    origin.map(|origin| format!("{comma}{}", origin_words(origin, lang))).unwrap_or_default()
}
