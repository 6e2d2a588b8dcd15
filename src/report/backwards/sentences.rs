//! What a plan made backwards says in words: the latest start, the promise, the fixed start, what would have to shrink.
//!
//! In: a [`Backward`]. Out: its sentences, each a line of its own, not yet wrapped.

use crate::calendar::{Day, Told};
use crate::diagnostic::{Lang, Text};
use crate::network::{Kind, StepIx};
use crate::schedule::{Float, PromiseResult, Schedule};
use crate::study::plan::{Fixed, LatestStart};
use crate::study::shrink::{Alone, Cut, Together};

use super::super::plan::kind_words;
use super::super::summary::{dated, lateness, marked, natural_days, origin_words, working_days};
use super::super::words::{either, list};
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
            let promise = view.promised(&latest.dates);
            lines.extend(promise.map(|promise| promised(view, promise, latest.start, lang)));
        }
        (None, Some(never)) => lines.push(no_start(view, never, lang)),
        (None, None) => {}
    }
    if let Some(fixed) = &view.answer.fixed {
        lines.push(fixed_start(view, fixed, lang));
        let start = Told::sure(fixed.dates.run.start);
        let promise = view.promised(&fixed.dates);
        lines.extend(promise.map(|promise| promised(view, promise, start, lang)));
        lines.extend(shrink(view, fixed, lang));
    }
    lines
}

fn latest_start(view: &Backward<'_>, latest: &LatestStart, lang: Lang) -> String {
    let told = |words: String| marked(Told { value: words, provisional: latest.start.provisional });
    let start = told(dated(latest.start.value, lang));
    let finish = told(dated(latest.dates.finish(view.plan.network).day(), lang));
    let Float { natural, working } = latest.dates.duration;
    let unsure = rests_on_no_notice(latest.start.provisional, lang);
    let after = latest.day_after.map(|day| told(dated(day.value, lang)));
    match lang {
        Lang::Zh => {
            let after =
                after.map(|day| format!("晚一日起算则为 {day}")).unwrap_or_else(|| "再晚则超出日历".into());
            let (natural, working) = (told(natural.to_string()), told(working.to_string()));
            format!(
                "最迟 {start} 起算:{finish} 完成,历时 {natural} 个自然日、{working} 个工作日;{after}{unsure}。"
            )
        }
        Lang::En => {
            let after = after
                .map(|day| format!("a day later it would be {day}"))
                .unwrap_or_else(|| "a later one leaves the calendar".into());
            format!(
                "The latest start is {start}: finished on {finish}, after {} and {}; {after}{unsure}.",
                told(natural_days(natural)),
                told(working_days(working))
            )
        }
    }
}

/// That what was said rests on no published notice.
fn rests_on_no_notice(provisional: bool, lang: Lang) -> &'static str {
    match provisional {
        true => either(
            lang,
            ";所依放假安排尚未公布,可能变动",
            "; it rests on a holiday notice not yet published, and may move",
        ),
        false => "",
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

fn promised(view: &Backward<'_>, promise: &PromiseResult, start: Told<Day>, lang: Lang) -> String {
    let name = super::super::summary::promise_name(&view.plan, promise, lang);
    let (id, due, actual) = (&promise.id, marked(promise.due), marked(promise.actual));
    // With a fixed start too there are two such sentences.
    let both = view.answer.latest.is_some() && view.answer.fixed.is_some();
    let from = match (both, lang) {
        (false, _) => String::new(),
        (true, Lang::Zh) => format!("自 {} 起算,", marked(start)),
        (true, Lang::En) => format!("From {}: ", marked(start)),
    };
    let natural = promise.actual.value.days_since(promise.due.value);
    let late = || marked(promise.margin.map(|margin| lateness(margin, natural, lang)));
    match (promise.met(), lang) {
        (true, Lang::Zh) => {
            let margin = marked(promise.margin);
            format!("✓ {from}限时“{name}”({id})守住:期限 {due},安排 {actual},余 {margin} 个工作日。")
        }
        (true, Lang::En) => format!(
            "✓ {from}the promise “{name}” ({id}) holds: due {due}, planned {actual}, {} to spare.",
            marked(promise.margin.map(working_days))
        ),
        (false, Lang::Zh) => {
            format!("✗ {from}限时“{name}”({id})未守:期限 {due},安排 {actual},逾期 {}。", late())
        }
        (false, Lang::En) => format!(
            "✗ {from}the promise “{name}” ({id}) is missed: due {due}, planned {actual}, {} late.",
            late()
        ),
    }
}

fn fixed_start(view: &Backward<'_>, fixed: &Fixed, lang: Lang) -> String {
    let start = dated(fixed.dates.run.start, lang);
    let finish = fixed.dates.finish_day(view.plan.network);
    let unsure = rests_on_no_notice(finish.provisional || fixed.spare.provisional, lang);
    let finish = marked(finish.map(|day| dated(day, lang)));
    let spare = |of: fn(Float) -> i32| fixed.spare.map(of).map(i32::abs);
    let (natural, working) = (spare(|days| days.natural), spare(|days| days.working));
    // What has happened says more than the day on which the first of it did.
    let is_given = view.plan.network.positions().any(|ix| view.plan.is_given(ix));
    let (zh, en) = match is_given {
        true => ("已发生的照算,".to_string(), "With what has happened it".to_string()),
        false => (format!("{start} 起算"), format!("A start on {start}")),
    };
    let meets = if is_given { " is met" } else { " meets it" };
    match (fixed.is_met(), lang) {
        (true, Lang::Zh) => {
            let (natural, working) = (marked(natural), marked(working));
            format!("✓ {zh}来得及:{finish} 完成,余 {natural} 个自然日、{working} 个工作日{unsure}。")
        }
        (true, Lang::En) => format!(
            "✓ {en}{meets}: finished on {finish}, {} and {} to spare{unsure}.",
            marked(natural.map(natural_days)),
            marked(working.map(working_days))
        ),
        (false, Lang::Zh) => {
            let (natural, working) = (marked(natural), marked(working));
            format!("✗ {zh}来不及:{finish} 完成,超出 {natural} 个自然日、{working} 个工作日{unsure}。")
        }
        (false, Lang::En) => format!(
            "✗ {en} is too late: finished on {finish}, {} and {} over{unsure}.",
            marked(natural.map(natural_days)),
            marked(working.map(working_days))
        ),
    }
}

fn shrink(view: &Backward<'_>, fixed: &Fixed, lang: Lang) -> Vec<String> {
    let Some(shrink) = &fixed.shrink else { return Vec::new() };
    let mut lines = Vec::new();
    let enough: Vec<String> =
        shrink.alone.iter().filter_map(|alone| one(view, alone, shrink.provisional, lang)).collect();
    if !enough.is_empty() {
        lines.push(either(lang, "其中任一项单独缩短即可:", "Any one of these is enough by itself:").into());
        lines.extend(enough.iter().map(|one| item(one)));
    }
    let finish = |moment: crate::calendar::Moment| {
        marked(Told { value: dated(moment.day(), lang), provisional: shrink.provisional })
    };
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
            lines.extend(said(view, cuts, shrink.provisional, lang).iter().map(|one| item(one)));
            let gone = cuts.iter().filter(|cut| cut.to.is_zero()).count();
            if gone > 0 {
                lines.push(match lang {
                    Lang::Zh => format!("其中 {gone} 项须不占任何时间,实际上难以做到。"),
                    Lang::En if gone == 1 => {
                        "One of them would take no time at all, which is hardly possible.".into()
                    }
                    Lang::En => {
                        format!("{gone} of them would take no time at all, which is hardly possible.")
                    }
                });
            }
        }
        Together::NotEnough(moment) => lines.push(not_enough(view, fixed, &finish(*moment), lang)),
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

/// Why nothing that can shrink is enough.
fn not_enough(view: &Backward<'_>, fixed: &Fixed, finish: &str, lang: Lang) -> String {
    let (plan, by) = (&view.plan, view.asked.by);
    let goal = plan.network.goal();
    if plan.is_given(goal) {
        let id = &plan.node(goal).id;
        return match lang {
            Lang::Zh => format!("`{id}` 的完成日由 --at 给定,晚于要求,无从改变。"),
            Lang::En => {
                format!("`{id}` is given with --at as finished after the date: nothing can change that.")
            }
        };
    }
    if fixed.dates.run.start > by {
        return either(lang, "起算日本身就晚于要求的日期。", "The start itself is after the date.").into();
    }
    let count = fixed.shrink.as_ref().map_or(0, |shrink| shrink.alone.len());
    // What lies on the path and cannot take less, in the order of the kinds.
    let mut kinds: Vec<Kind> = fixed
        .dates
        .critical_path
        .iter()
        .filter(|ix| !plan.is_given(**ix))
        .map(|ix| plan.node(*ix).timing.kind)
        .filter(|kind| matches!(kind, Kind::Notice | Kind::Listing | Kind::Meeting | Kind::Act))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let given = plan.network.positions().any(|ix| plan.is_given(ix));
    let words = kinds.iter().map(|kind| kind_words(*kind, lang).to_string());
    let words: Vec<String> =
        words.chain(given.then(|| either(lang, "给定的日期", "given dates").to_string())).collect();
    let rest = match (words.is_empty(), lang) {
        (true, Lang::Zh) => "。".to_string(),
        (true, Lang::En) => ".".to_string(),
        (false, Lang::Zh) => format!(":{}不能缩短。", list(words, lang)),
        (false, Lang::En) => format!("; what cannot shrink is {}.", list(words, lang)),
    };
    match (count, lang) {
        (0, Lang::Zh) => format!("来不及的事项没有一项能缩短{rest}"),
        (0, Lang::En) => format!("None of the steps that are too late can shrink{rest}"),
        (count, Lang::Zh) => format!("能缩短的 {count} 项即使都不用时间,也要 {finish} 完成{rest}"),
        (1, Lang::En) => {
            format!(
                "Even if the one step that can shrink took no time it would be finished on {finish}{rest}"
            )
        }
        (count, Lang::En) => {
            format!(
                "Even if all {count} steps that can shrink took no time it would be finished on {finish}{rest}"
            )
        }
    }
}

/// What stands in a list under a sentence.
pub(super) const ITEM: &str = "- ";

fn item(words: &str) -> String {
    format!("{ITEM}{words}")
}

/// A step that is enough by itself.
fn one(view: &Backward<'_>, alone: &Alone, provisional: bool, lang: Lang) -> Option<String> {
    let longest = alone.enough?;
    let less = alone.length.with_number(alone.length.number() - longest.number()).words(lang);
    let less = marked(Told { value: less, provisional });
    let (name, id) = (view.plan.name(alone.step), &view.plan.node(alone.step).id);
    let origin = origin_words(alone.origin, lang);
    let (from, to) = (alone.length, marked(Told { value: longest, provisional }));
    Some(match (alone.by_reply, longest.is_zero(), lang) {
        (true, _, Lang::Zh) => {
            format!(
                "{}({id},{origin}){from},现以 24:00 未反馈视作无意见结束 → 各方至迟 {to} 内全部反馈",
                name.zh
            )
        }
        (true, _, Lang::En) => format!(
            "{} ({id}, {origin}) {from}, ended by silence at 24:00 → every party replies within {to}",
            name.en
        ),
        (_, true, Lang::Zh) => format!("{}({id},{origin}){from} → 不占任何时间", name.zh),
        (_, true, Lang::En) => format!("{} ({id}, {origin}) {from} → no time at all", name.en),
        (_, _, Lang::Zh) => format!("{}({id},{origin}){from} → 至多 {to},少 {less}", name.zh),
        (_, _, Lang::En) => format!("{} ({id}, {origin}) {from} → at most {to}, {less} less", name.en),
    })
}

fn said(view: &Backward<'_>, cuts: &[Cut], provisional: bool, lang: Lang) -> Vec<String> {
    let cut = |Cut { step, from, to, by_reply }: &Cut| {
        let (name, id): (Text, _) = (view.plan.name(*step), &view.plan.node(*step).id);
        let origin = origin(view, *step, lang);
        let to = marked(Told { value: *to, provisional });
        match (by_reply, lang) {
            (true, Lang::Zh) => format!("{}({id}{origin}){from} → 各方 {to} 内全部反馈", name.zh),
            (true, Lang::En) => {
                format!("{} ({id}{origin}) {from} → every party replies within {to}", name.en)
            }
            (false, Lang::Zh) => format!("{}({id}{origin}){from} → {to}", name.zh),
            (false, Lang::En) => format!("{} ({id}{origin}) {from} → {to}", name.en),
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
