//! What a project's progress says to the person who answers for it.
//!
//! In: a [`Tracking`]. Out: paragraphs under headings, not yet wrapped: the answer first, then what is to be done and by
//! whom. A heading with nothing under it is left out.

use crate::calendar::{Day, Length, Told};
use crate::diagnostic::{Lang, Text, number_of};
use crate::network::StepIx;
use crate::schedule::{Dated, Float, How, PromiseResult, State};
use crate::study::track::{Ball, DelayEffect, Outlook, Silence};

use super::super::summary::{dated, marked, natural_days, promise_name, working_days};
use super::super::words::{cites, either, list};
use super::{Tracking, how_words, outlook_words, state_words};

/// Paragraphs under a heading.
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) items: Vec<String>,
}

/// The day asked for and what was planned.
pub(super) fn asked(view: &Tracking<'_>, lang: Lang) -> String {
    let (as_of, start) = (dated(view.tracked.as_of, lang), dated(view.plan.schedule.run.start, lang));
    let counted = super::super::summary::counted(&view.plan, lang);
    match lang {
        Lang::Zh => format!("截至 {as_of};计划起算日 {start};{counted}"),
        Lang::En => format!("As of {as_of}; planned from {start}; {counted}"),
    }
}

/// The answer: plan and forecast, and how far the project is.
pub(in crate::report) fn answer(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let mut lines = vec![finish(view, lang), progress(view, lang)];
    lines.extend(nothing_recorded(view, lang));
    lines
}

fn finish(view: &Tracking<'_>, lang: Lang) -> String {
    let goal = view.plan.network.goal();
    let (planned, forecast) = (view.planned_finish(), view.forecast_finish());
    let (name, tilde) = (view.plan.name(goal), |day: Told<Day>| if day.provisional { "~" } else { "" });
    let then = format!("{}{}", tilde(planned), dated(planned.value, lang));
    let now = format!("{}{}", tilde(forecast), dated(forecast.value, lang));
    let late = lateness(view.tracked.delay(view.plan.calendar, goal).value, lang);
    let is_done = view.tracked.state(goal) == State::Done;
    match lang {
        Lang::Zh => {
            let word = if is_done { "实际" } else { "预测" };
            format!("“{}”计划 {then},{word} {now}:{late}。", name.zh)
        }
        Lang::En => {
            let word = if is_done { "it was reached on" } else { "the forecast is" };
            format!("“{}” was planned for {then}; {word} {now}: {late}.", name.en)
        }
    }
}

/// How much later, in words.
fn lateness(late: Float, lang: Lang) -> String {
    let days = |float: Float| match lang {
        Lang::Zh => format!("{} 个工作日({} 个自然日)", float.working, float.natural),
        Lang::En => format!("{} ({})", working_days(float.working), natural_days(float.natural)),
    };
    let turned = Float { working: -late.working, natural: -late.natural };
    match (late.natural, lang) {
        (0, _) => either(lang, "如期", "as planned").to_string(),
        (1.., Lang::Zh) => format!("晚 {}", days(late)),
        (1.., Lang::En) => format!("{} later", days(late)),
        (_, Lang::Zh) => format!("早 {}", days(turned)),
        (_, Lang::En) => format!("{} earlier", days(turned)),
    }
}

fn progress(view: &Tracking<'_>, lang: Lang) -> String {
    let total = view.tracked.steps().count();
    let counted = State::ALL
        .into_iter()
        .map(|state| (state, view.tracked.count(state)))
        .filter(|(_, count)| *count > 0);
    let states = counted.map(|(state, count)| format!("{} {count}", state_words(state, lang)));
    let states = list(states, lang);
    match lang {
        Lang::Zh => format!("共 {total} 项:{states}。"),
        Lang::En => format!("{}: {states}.", number_of(total, "step")),
    }
}

fn nothing_recorded(view: &Tracking<'_>, lang: Lang) -> Option<String> {
    if view.tracked.has_records {
        return None;
    }
    let late = view.tracked.not_begun().len();
    Some(match (late, lang) {
        (0, Lang::Zh) => "项目文件没有任何记录,预测即计划。".into(),
        (0, Lang::En) => "Nothing is recorded: the forecast is the plan.".into(),
        (_, Lang::Zh) => {
            format!("项目文件没有任何记录,预测即计划;按计划,至今应已开始 {late} 项,实际如何无从得知。")
        }
        (_, Lang::En) => format!(
            "Nothing is recorded, so the forecast is the plan: by it {} should have begun by now, and nobody can say whether.",
            number_of(late, "step")
        ),
    })
}

/// Everything under headings.
pub(super) fn sections(view: &Tracking<'_>, lang: Lang) -> Vec<Section> {
    let sections = [
        (either(lang, "限时", "Promises"), promises(view, lang)),
        (either(lang, "逾期的时限", "Limits that have passed"), past(view, lang)),
        (either(lang, "推迟终点的事项", "What moves the goal"), movers(view, lang)),
        (either(lang, "现由谁办", "Who has the ball"), balls(view, lang)),
        (either(lang, "即将视作无意见的征求意见", "Who falls silent next"), silences(view, lang)),
        (
            either(lang, "停止计时与延长时限", "Clocks that stood, limits that were lengthened"),
            clocks(view, lang),
        ),
        (
            either(lang, "将在文件失效后开始的事项", "What would begin after its document's last day"),
            out_of_force(view, lang),
        ),
        (
            either(lang, "成交前应办而未办", "What the company must still do before the deal"),
            before_the_deal(view, lang),
        ),
    ];
    let said = sections.into_iter().map(|(heading, items)| Section { heading, items });
    said.filter(|section| !section.items.is_empty()).collect()
}

fn name(view: &Tracking<'_>, ix: StepIx, lang: Lang) -> String {
    view.plan.name(ix).get(lang).to_string()
}

/// The promises that are broken or at risk.
pub(in crate::report) fn late_promises(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let tested = view.tracked.forecast.promises.iter();
    let tested = tested.map(|promise| (view.tracked.outlook(promise), promise));
    let bad = tested.filter(|(outlook, _)| outlook.is_bad());
    bad.map(|(outlook, promise)| one_promise(view, outlook, promise, lang)).collect()
}

/// A promise and how it stands, in both languages.
pub(in crate::report) fn promise_words(view: &Tracking<'_>, promise: &PromiseResult) -> Text {
    let words = |lang| one_promise(view, view.tracked.outlook(promise), promise, lang);
    Text::new(words(Lang::Zh), words(Lang::En))
}

/// How a step stands: who does it, how far it is, what was planned and what is forecast, and why.
pub(in crate::report) fn step_words(view: &Tracking<'_>, ix: StepIx) -> Text {
    let words = |lang: Lang| {
        let tracked = view.tracked;
        let day = |dated: &Dated| marked(dated.told_finish().map(|finish| finish.day()));
        let (planned, now) = (day(tracked.plan.dates(ix)), day(tracked.forecast.dates(ix)));
        let (who, state) = (view.who(ix, lang), state_words(tracked.state(ix), lang));
        let how = tracked.forecast.progress(ix).map(|progress| how_words(progress.how, lang));
        let how = how.unwrap_or_default();
        match lang {
            Lang::Zh => format!("{who}:{state}。计划完成 {planned},预测 {now}。{how}"),
            Lang::En => format!("{who}: {state}. Planned finish {planned}, forecast {now}. {how}"),
        }
    };
    Text::new(words(Lang::Zh).trim_end(), words(Lang::En).trim_end())
}

fn promises(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let tested = view.tracked.forecast.promises.iter();
    let mut tested: Vec<(Outlook, &PromiseResult)> =
        tested.map(|promise| (view.tracked.outlook(promise), promise)).collect();
    // Those that want looking at first, in the order of the file.
    tested.sort_by_key(|(outlook, _)| !outlook.is_bad());
    tested.into_iter().map(|(outlook, promise)| one_promise(view, outlook, promise, lang)).collect()
}

fn one_promise(view: &Tracking<'_>, outlook: Outlook, promise: &PromiseResult, lang: Lang) -> String {
    let (name, how) = (promise_name(&view.plan, promise, lang), outlook_words(outlook, lang));
    let (due, actual) = (marked(promise.due), marked(promise.actual));
    let margin = promise.margin.value;
    let is_done = view.tracked.state(promise.to) == State::Done;
    let mut line = match lang {
        Lang::Zh => {
            let ends = if is_done { "完成" } else { "预测" };
            let spare = if promise.met() { format!("余 {margin}") } else { format!("差 {}", -margin) };
            format!("{how}:{name}({}):期限 {due},{ends} {actual},{spare} 个工作日", promise.id)
        }
        Lang::En => {
            let ends = if is_done { "finished" } else { "forecast" };
            let spare = match promise.met() {
                true => format!("{} to spare", working_days(margin)),
                false => format!("{} late", working_days(-margin)),
            };
            format!("{how}: {name} ({}): due {due}, {ends} {actual}, {spare}", promise.id)
        }
    };
    line += &spent(view, promise, lang);
    line + either(lang, "。", ".")
}

/// By whom the days of a promise were spent: offices and the applicant's side, each with its total.
fn spent(view: &Tracking<'_>, promise: &PromiseResult, lang: Lang) -> String {
    let spent = view.tracked.spent(view.plan.calendar, promise);
    // Who, and how many days; each side in the order in which it first had it.
    type Side = Vec<(String, i32)>;
    let (mut offices, mut applicant) = (Side::new(), Side::new());
    let mut stopped = 0;
    for part in &spent {
        stopped += part.stopped.working;
        if part.days.working == 0 {
            continue;
        }
        let Some(step) = part.step else { continue };
        let side = if view.plan.is_of_applicant(step) { &mut applicant } else { &mut offices };
        let who = view.who(step, lang);
        match side.iter_mut().find(|(known, _)| *known == who) {
            Some((_, days)) => *days += part.days.working,
            None => side.push((who, part.days.working)),
        }
    }
    let of = |zh: &str, en: &str, side: Side| {
        let total: i32 = side.iter().map(|(_, days)| days).sum();
        let parts = side.iter().map(|(who, days)| format!("{who} {days}"));
        (total > 0).then(|| format!("{} {total}({})", either(lang, zh, en), list(parts, lang)))
    };
    let stood = (stopped > 0).then(|| format!("{} {stopped}", either(lang, "停止计时", "clock stood")));
    let parts: Vec<String> = [of("机关", "offices", offices), of("申请人", "applicant", applicant), stood]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    match lang {
        Lang::Zh => format!(";已用(工作日):{}", list(parts, lang)),
        Lang::En => format!("; working days so far: {}", list(parts, lang).replace('(', " (")),
    }
}

fn past(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let cited = |ix: StepIx| {
        let cite = cites(&view.plan.step(ix).cite, lang);
        if cite.is_empty() { String::new() } else { format!(" [{cite}]") }
    };
    let over = view.tracked.past_their_limit().into_iter().map(|(ix, due)| {
        let late = view.plan.calendar.workdays_between(due.value, view.tracked.as_of);
        let (name, who, cited) = (name(view, ix, lang), view.who(ix, lang), cited(ix));
        let limit = view.forecast.node(ix).timing.limit.map(|limit| limit.to_string()).unwrap_or_default();
        let (began, due) = (view.tracked.forecast.dates(ix).counted.begins.day(), marked(due));
        match lang {
            Lang::Zh => {
                format!("{name}({who}):时限 {limit},自 {began} 起至 {due},已逾期 {late} 个工作日{cited}。")
            }
            Lang::En => format!(
                "{name} ({who}): its limit of {limit} ran from {began} to {due}, {} ago{cited}.",
                working_days(late)
            ),
        }
    });
    let overran = view.tracked.overran().into_iter().map(|(ix, due)| {
        let finish = view.tracked.forecast.dates(ix).finish().day();
        let late = view.plan.calendar.workdays_between(due.value, finish);
        let (name, who, due, cited) = (name(view, ix, lang), view.who(ix, lang), marked(due), cited(ix));
        match lang {
            Lang::Zh => format!("{name}({who}):时限至 {due},{finish} 才办结,超期 {late} 个工作日{cited}。"),
            Lang::En => {
                format!(
                    "{name} ({who}): finished on {finish}, {} after its limit, {due}{cited}.",
                    working_days(late)
                )
            }
        }
    });
    let short = view.tracked.cut_short().into_iter().map(|(ix, due)| {
        let finish = view.tracked.forecast.dates(ix).finish().day();
        let (name, due, cited) = (name(view, ix, lang), marked(due), cited(ix));
        let is_recorded = view.tracked.forecast.progress(ix).is_some_and(|told| told.how == How::Recorded);
        match (is_recorded, lang) {
            (true, Lang::Zh) => format!("{name}:记录于 {finish} 结束,而期限至 {due} 才届满:不足法定时长{cited}。"),
            (true, Lang::En) => {
                format!("{name}: recorded as ended on {finish}, but its time runs to {due}: it was cut short{cited}.")
            }
            (false, Lang::Zh) => {
                format!("{name}:后续事项至迟 {finish} 已开始,而期限至 {due} 才届满:不足法定时长{cited}。")
            }
            (false, Lang::En) => format!(
                "{name}: what follows had begun by {finish}, but its time runs to {due}: it was cut short{cited}."
            ),
        }
    });
    over.chain(overran).chain(short).collect()
}

/// The steps under way, or recorded, that by themselves move the goal.
fn movers(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let calendar = view.plan.calendar;
    let moving = view.tracked.steps().filter(|ix| view.tracked.state(*ix).is_under_way());
    let moving = moving.filter_map(|ix| match view.effect(ix) {
        DelayEffect::MovesGoal(days) => Some((ix, days)),
        _ => None,
    });
    let line = |(ix, days): (StepIx, Option<i32>)| {
        let late = view.tracked.delay(calendar, ix).value.working;
        let planned = view.plan.schedule.dates(ix);
        let float = |float: Option<Told<Float>>| float.map_or(0, |float| float.value.working);
        let (free, total) = (float(planned.free_float), float(planned.total_float));
        let (name, who) = (name(view, ix, lang), view.who(ix, lang));
        match lang {
            Lang::Zh => format!(
                "{name}({who}):晚 {late} 个工作日,自由时差 {free}、总时差 {total},单凭它终点推迟{}。",
                days.map(|days| format!(" {days} 个工作日")).unwrap_or_default()
            ),
            Lang::En => format!(
                "{name} ({who}): {} late, with a free float of {free} and a total float of {total}: by itself it moves the goal{}.",
                working_days(late),
                days.map(|days| format!(" by {}", working_days(days))).unwrap_or_default()
            ),
        }
    };
    moving.map(line).collect()
}

fn balls(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    view.tracked.balls().iter().map(|ball| one_ball(view, ball, lang)).collect()
}

fn one_ball(view: &Tracking<'_>, ball: &Ball, lang: Lang) -> String {
    let (who, name) = (view.who(ball.step, lang), name(view, ball.step, lang));
    let (since, until) = (ball.since, marked(ball.until));
    let state = view.tracked.state(ball.step);
    let limit = match (ball.is_limit, lang) {
        (true, Lang::Zh) => "时限",
        (true, Lang::En) => "its limit",
        (false, Lang::Zh) => "预计",
        (false, Lang::En) => "expected",
    };
    match (state, lang) {
        (State::Waiting, Lang::Zh) => format!("{who}:{name},自 {since} 可以开始,尚未开始。"),
        (State::Waiting, Lang::En) => format!("{who}: {name}; it could begin since {since} and has not."),
        (State::Paused, Lang::Zh) => {
            format!("{who}:{name},自 {since},暂停计时{};至 {until}({limit})。", reason(view, ball.step, lang))
        }
        (State::Paused, Lang::En) => {
            format!(
                "{who}: {name}, since {since}; its clock stands{}; until {until} ({limit}).",
                reason(view, ball.step, lang)
            )
        }
        (State::Overdue, Lang::Zh) => format!("{who}:{name},自 {since},应于 {until} 前办结({limit}),逾期。"),
        (State::Overdue, Lang::En) => {
            format!("{who}: {name}, since {since}; due by {until} ({limit}), overdue.")
        }
        (_, Lang::Zh) => format!("{who}:{name},自 {since},至 {until}({limit})。"),
        (_, Lang::En) => format!("{who}: {name}, since {since}, until {until} ({limit})."),
    }
}

/// Why a clock stands, as the project's file has it.
fn reason(view: &Tracking<'_>, ix: StepIx, lang: Lang) -> String {
    let id = &view.plan.step(ix).id;
    let as_of = view.tracked.as_of;
    let stands = view
        .project
        .pauses
        .iter()
        .filter(|pause| pause.step == *id && pause.from <= as_of && pause.to.is_none_or(|to| to > as_of));
    let said = stands.filter_map(|pause| {
        let cite = pause.cite.as_ref().map(|cite| format!("[{cite}]"));
        let words: Vec<String> = pause.reason.clone().into_iter().chain(cite).collect();
        (!words.is_empty()).then(|| words.join(" "))
    });
    let said = list(said, lang);
    match (said.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("({said})"),
        (false, Lang::En) => format!(" ({said})"),
    }
}

/// Every clock that stood, with the days left out, and every limit that was lengthened.
fn clocks(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let of_file = |ix: StepIx| &view.plan.step(ix).id;
    let because = |reason: &Option<String>, cite: &Option<String>| {
        let cite = cite.as_ref().map(|cite| format!("[{cite}]"));
        let words: Vec<String> = reason.clone().into_iter().chain(cite).collect();
        if words.is_empty() { String::new() } else { format!(" {}", words.join(" ")) }
    };
    let stood = view.tracked.steps().filter_map(|ix| {
        let record = view.forecast.node(ix).record.as_ref().filter(|record| !record.stops.is_empty())?;
        let intervals = view.project.pauses.iter().filter(|pause| pause.step == *of_file(ix)).map(|pause| {
            let to = pause.to.map_or(either(lang, "仍在停", "still").to_string(), |to| to.to_string());
            let (from, why) = (pause.from, because(&pause.reason, &pause.cite));
            match lang {
                Lang::Zh => format!("{from} 停,{to} 恢复{why}").replace("仍在停 恢复", "仍在停"),
                Lang::En => format!("{from} to {to}{why}").replace("to still", "and still"),
            }
        });
        let intervals = list(intervals, lang);
        let (first, last) = (record.stops.intervals().first()?.0, record.stops.intervals().last()?.1);
        let days = |unit: Length| record.stops.days_in(view.plan.calendar, first, last, unit).cast_signed();
        let (working, natural) = (days(Length::Working(0)), days(Length::Natural(0)));
        let name = name(view, ix, lang);
        Some(match lang {
            Lang::Zh => format!("{name}:时钟共停 {working} 个工作日({natural} 个自然日):{intervals}。"),
            Lang::En => format!(
                "{name}: its clock stood {} ({}): {intervals}.",
                working_days(working),
                natural_days(natural)
            ),
        })
    });
    let longer = view.project.extensions.iter().filter_map(|extension| {
        let ix = view.tracked.steps().find(|ix| *of_file(*ix) == extension.step)?;
        let (name, by, decided) = (name(view, ix, lang), extension.by.words(lang), extension.decided);
        let why = because(&None, &extension.cite);
        Some(match lang {
            Lang::Zh => format!("{name}:{decided} 决定延长{by}{why}。"),
            Lang::En => format!("{name}: lengthened by {by}, decided on {decided}{why}."),
        })
    });
    stood.chain(longer).collect()
}

fn out_of_force(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let line = |(ix, source): (StepIx, usize)| {
        let force = &view.forecast.network.forces[source];
        let until = force.in_force.until.map(|until| until.to_string()).unwrap_or_default();
        let begins = marked(view.tracked.forecast.dates(ix).told_begins().map(|begins| begins.day()));
        let (name, document) = (name(view, ix, lang), force.name.get(lang));
        match lang {
            Lang::Zh => format!("{name}:预测 {begins} 开始;{document} 有效至 {until}。"),
            Lang::En => {
                format!("{name}: forecast to begin on {begins}; {document} is in force until {until}.")
            }
        }
    };
    view.tracked.out_of_force().into_iter().map(line).collect()
}

fn silences(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let silences = view.tracked.silences(view.plan.calendar);
    // Those whose clock runs; of those to come only the next.
    let running = silences.iter().filter(|silence| silence.runs).count();
    silences.iter().take(running.max(1)).map(|silence| one_silence(view, silence, lang)).collect()
}

fn one_silence(view: &Tracking<'_>, silence: &Silence, lang: Lang) -> String {
    let step = view.plan.step(silence.step);
    let parties = step.parties.iter().map(|party| view.plan.workflow.actor_name(party).get(lang).to_string());
    let parties = list(parties, lang);
    let parties = if parties.is_empty() { view.who(silence.step, lang) } else { parties };
    let (name, due) = (name(view, silence.step, lang), marked(silence.due));
    let runs = match (silence.runs, lang) {
        (true, _) => "",
        (false, Lang::Zh) => "(预测,尚未开始)",
        (false, Lang::En) => " (forecast; it has not begun)",
    };
    match lang {
        Lang::Zh => format!("{due} 24:00 起{parties}未答复即视作无意见:{name}{runs}。"),
        Lang::En => format!("after {due}, 24:00, silence is no objection from {parties}: {name}{runs}."),
    }
}

fn before_the_deal(view: &Tracking<'_>, lang: Lang) -> Vec<String> {
    let open = view.tracked.before_the_deal(view.plan.workflow);
    let deal = view
        .plan
        .deal()
        .map(|deal| view.tracked.forecast.dates(deal).told_finish().map(|finish| finish.day()));
    let line = |ix: StepIx| {
        let (planned, now) = (view.plan.schedule.dates(ix), view.tracked.forecast.dates(ix));
        let (then, now) =
            (planned.told_finish().map(|finish| finish.day()), now.told_finish().map(|finish| finish.day()));
        let (name, state) = (name(view, ix, lang), state_words(view.tracked.state(ix), lang));
        let too_late = match (deal.filter(|deal| now.value > deal.value), lang) {
            (None, _) => String::new(),
            (Some(deal), Lang::Zh) => format!(",晚于预测的成交日 {}", marked(deal)),
            (Some(deal), Lang::En) => format!(", after the deal, which is forecast for {}", marked(deal)),
        };
        match lang {
            Lang::Zh => format!("{name}({state}):计划 {},预测 {}{too_late}。", marked(then), marked(now)),
            Lang::En => {
                format!("{name} ({state}): planned {}, forecast {}{too_late}.", marked(then), marked(now))
            }
        }
    };
    open.into_iter().map(line).collect()
}
