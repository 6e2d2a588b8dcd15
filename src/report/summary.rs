//! First what a person needs: when construction can start, what decides it, which promises hold, what it rests on.
//!
//! In: a [`Plan`]. Out: its sentences, each a line of its own, not yet wrapped; the table and the Markdown page share
//! them.
//!
//! One file: the sentences of a summary, in the order they are read.
//!
//! ```
//! use permits::diagnostic::Lang;
//! use permits::report::summary;
//! let day = "2023-06-25".parse().unwrap();
//! assert_eq!(summary::dated(day, Lang::Zh), "2023-06-25(周日)");
//! ```

use std::fmt::Display;

use crate::calendar::{At, Day, Moment, Told, Weekday};
use crate::diagnostic::{Lang, number_of};
use crate::network::{Kind, LinkEnd, Origin, StepIx};
use crate::schedule::abort::Fate;
use crate::schedule::{Dated, Float, PromiseResult, RestsOn, Stretch, Warning};

use super::plan::Plan;
use super::words::{basis_words, counting_words};

/// What the run is, in one line.
///
/// ```
/// use permits::report::summary::heading;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// assert_eq!(heading(&plan, Lang::Zh), "工业用地挂牌供应(land-supply 2023.1)");
/// ```
pub fn heading(plan: &Plan<'_>, lang: Lang) -> String {
    let title = plan.workflow.title.get(lang);
    let (id, version) = (plan.workflow.id.as_str(), plan.workflow.version.as_str());
    let id = format!("{id} {version}");
    let id = id.trim_end();
    let name = plan.project.map(|project| format!("{project} · ")).unwrap_or_default();
    match lang {
        Lang::Zh => format!("{name}{title}({id})"),
        Lang::En => format!("{name}{title} ({id})"),
    }
}

/// What was asked for: start, profile, basis, assumptions, calendar.
pub(super) fn settings(plan: &Plan<'_>, lang: Lang) -> String {
    let (start, means) = (dated(plan.schedule.run.start, lang), plan.workflow.start.get(lang));
    // With a given finish the run's start need not be the day that the procedure begins.
    let given: Vec<String> = plan
        .network
        .positions()
        .filter(|ix| plan.is_given(*ix))
        .map(|ix| format!("{} {}", plan.node(ix).id, plan.schedule.dates(ix).finish().day()))
        .collect();
    let given = given.join(", ");
    let means = match (given.is_empty(), lang) {
        (true, _) => means.to_string(),
        (false, Lang::Zh) => format!("给定已完成:{given}"),
        (false, Lang::En) => format!("given as finished: {given}"),
    };
    let means = match (means.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("({means})"),
        (false, Lang::En) => format!(" ({means})"),
    };
    match lang {
        Lang::Zh => format!("起算日 {start}{means};{}", counted(plan, lang)),
        Lang::En => format!("From {start}{means}; {}", counted(plan, lang)),
    }
}

/// How the days are counted: profile, basis, assumptions, calendar.
pub(super) fn counted(plan: &Plan<'_>, lang: Lang) -> String {
    let run = &plan.schedule.run;
    let (counting, basis) = (counting_words(run.counting, lang), basis_words(run.basis, lang));
    let (title, id) = (plan.assumptions.title.get(lang), &plan.assumptions.id);
    let as_of = plan.calendar.as_of();
    match lang {
        Lang::Zh => {
            let as_of = as_of.map(|day| format!(";节假日按 {day} 所知")).unwrap_or_default();
            format!("计日规则 {counting};时限取值 {basis};假设 {title}({id}){as_of}")
        }
        Lang::En => {
            let as_of = as_of.map(|day| format!("; holidays as known on {day}")).unwrap_or_default();
            let assumptions = format!("{title} ({id})");
            let assumptions = assumptions.trim_start();
            format!("counting {counting}; lengths {basis}; assumptions: {assumptions}{as_of}")
        }
    }
}

/// The summary, one paragraph an item.
pub(super) fn summary(plan: &Plan<'_>, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(suspension) = plan.suspension {
        lines.extend(suspended(plan, &suspension, lang));
    }
    if let Some(finish) = plan.finish() {
        lines.push(when(plan, finish, lang));
        lines.extend(otherwise(plan, finish, lang));
        lines.extend(decided_by(plan, lang));
        lines.extend(promises(plan, lang));
        lines.extend(rests_on(plan, lang));
    }
    lines
}

/// The warnings, a line each.
pub(super) fn warning_lines(plan: &Plan<'_>, lang: Lang) -> Vec<String> {
    let word = match lang {
        Lang::Zh => "注意",
        Lang::En => "warning",
    };
    plan.warnings().map(|warning| format!("{word}{}", warning_words(warning, lang))).collect()
}

/// What a warning says, after the word for it: its code, its message and what it cites.
pub(super) fn warning_words(warning: &Warning, lang: Lang) -> String {
    let cite: Vec<String> = warning.cite.iter().map(ToString::to_string).collect();
    let cite = if cite.is_empty() { String::new() } else { format!(" [{}]", cite.join(", ")) };
    format!("[{}]: {}{cite}", warning.code.as_str(), warning.message.get(lang))
}

/// A day with its weekday.
///
/// ```
/// use permits::diagnostic::Lang;
/// use permits::report::summary::dated;
/// assert_eq!(dated("2023-06-01".parse().unwrap(), Lang::En), "2023-06-01 Thu");
/// ```
pub fn dated(day: Day, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{day}({})", weekday(day.weekday(), lang)),
        Lang::En => format!("{day} {}", weekday(day.weekday(), lang)),
    }
}

/// A value with the mark `~` before it when it is provisional.
pub(super) fn marked<T: Display>(told: Told<T>) -> String {
    if told.provisional { format!("~{}", told.value) } else { told.value.to_string() }
}

/// What the mark says.
pub(super) fn mark_words(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "~ 放假安排未公布",
        Lang::En => "~ holiday notice not published",
    }
}

/// Whether a sentence of the summary carries the mark.
pub(super) fn is_marked(plan: &Plan<'_>) -> bool {
    let promised = plan.schedule.promises.iter();
    plan.finish().is_some()
        && promised.clone().any(|told| {
            told.due.provisional || told.margin.provisional || (!told.met() && told.actual.provisional)
        })
}

/// What is said of a date that may move; nothing of one that may not.
fn caveat(provisional: bool, lang: Lang) -> &'static str {
    match (provisional, lang) {
        (false, _) => "",
        (true, Lang::Zh) => ";所依放假安排尚未公布,可能变动",
        (true, Lang::En) => "; it rests on a holiday notice not yet published, and may move",
    }
}

/// A day of the week, short.
pub(super) fn weekday(weekday: Weekday, lang: Lang) -> &'static str {
    let index = usize::from(weekday.days_from_monday());
    match lang {
        Lang::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][index],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][index],
    }
}

/// A moment in words: its day, and 24:00 when it is an expiry.
pub(super) fn moment_words(moment: Moment, lang: Lang) -> String {
    match moment.at() {
        At::InHours => dated(moment.day(), lang),
        At::EndOfDay => format!("{} 24:00", dated(moment.day(), lang)),
    }
}

pub(super) fn when(plan: &Plan<'_>, finish: Told<Day>, lang: Lang) -> String {
    let goal = plan.network.goal();
    let name = plan.name(goal);
    let Float { working, natural } = plan.schedule.duration;
    let is_start = plan.node(goal).id.as_str() == "actual-start";
    let (day, caveat) = (dated(finish.value, lang), caveat(finish.provisional, lang));
    match lang {
        Lang::Zh => {
            let what = if is_start { "可于".to_string() } else { format!("“{}”于", name.zh) };
            let verb = if is_start { "实质开工" } else { "完成" };
            format!("{what} {day} {verb}:自起算日起 {natural} 个自然日、{working} 个工作日{caveat}。")
        }
        Lang::En => {
            let what = if is_start {
                "Construction can start on".to_string()
            } else {
                format!("“{}” is reached on", name.en)
            };
            format!(
                "{what} {day}: {} and {} from the start{caveat}.",
                natural_days(natural),
                working_days(working)
            )
        }
    }
}

pub(super) fn otherwise(plan: &Plan<'_>, finish: Told<Day>, lang: Lang) -> Option<String> {
    let other = plan.schedule.run.counting.other();
    let Told { value: day, provisional } = plan.otherwise?;
    let apart = day.days_since(finish.value);
    let (date, caveat) = (dated(day, lang), caveat(provisional, lang));
    Some(match lang {
        Lang::Zh => {
            let difference = match apart {
                0 => "同日".to_string(),
                days if days > 0 => format!("晚 {days} 个自然日"),
                days => format!("早 {} 个自然日", -days),
            };
            format!("按{}计日:{date},{difference}{caveat}。", counting_words(other, lang))
        }
        Lang::En => {
            let difference = match apart {
                0 => "the same day".to_string(),
                days if days > 0 => format!("{} later", natural_days(days)),
                days => format!("{} earlier", natural_days(-days)),
            };
            format!("Counted by {}: {date}, {difference}{caveat}.", other.as_str())
        }
    })
}

/// The steps that take most of the critical path.
pub(super) fn decided_by(plan: &Plan<'_>, lang: Lang) -> Option<String> {
    let stretches = plan.schedule.stretches(plan.network).into_iter();
    let days = stretches.map(|stretch| (stretch.step, stretch.to.days_since(stretch.from)));
    let mut longest: Vec<(StepIx, i32)> = days.filter(|(_, days)| *days > 0).collect();
    longest.sort_by_key(|(ix, days)| (-days, *ix));
    longest.truncate(4);
    if longest.is_empty() {
        return None;
    }
    longest.sort_by_key(|(ix, _)| *ix);
    let step = |(ix, days): &(StepIx, i32)| {
        let name = plan.name(*ix);
        match lang {
            Lang::Zh => format!("{} {days} 天", name.zh),
            Lang::En => format!("{} {days} d", name.en),
        }
    };
    let steps: Vec<String> = longest.iter().map(step).collect();
    Some(match lang {
        Lang::Zh => format!("关键线路上最长的事项(自然日):{}。", steps.join(",")),
        Lang::En => format!("Decided mostly by (natural days): {}.", steps.join(", ")),
    })
}

/// Whose steps take the days of the critical path, those with most first.
pub(super) fn held_by(plan: &Plan<'_>, lang: Lang) -> Option<String> {
    let mut held: Vec<(String, i32)> = Vec::new();
    for stretch in plan.schedule.stretches(plan.network) {
        let days = stretch.to.days_since(stretch.from);
        let Some(actor) = plan.actor(stretch.step).filter(|_| days > 0) else { continue };
        let name = actor.get(lang);
        match held.iter_mut().find(|(held, _)| held == name) {
            Some((_, sum)) => *sum += days,
            None => held.push((name.to_string(), days)),
        }
    }
    if held.is_empty() {
        return None;
    }
    held.sort_by_key(|(_, days)| -days);
    let unit = if lang == Lang::Zh { "天" } else { "d" };
    let held: Vec<String> = held.iter().map(|(name, days)| format!("{name} {days} {unit}")).collect();
    Some(match lang {
        Lang::Zh => format!("关键线路上的天数由谁占用(自然日):{}。", held.join(",")),
        Lang::En => format!("Who holds the clock on the critical path (natural days): {}.", held.join(", ")),
    })
}

/// Each missed promise in a line, then those that hold in one.
fn promises(plan: &Plan<'_>, lang: Lang) -> Vec<String> {
    let mut lines = missed(plan, lang);
    let held: Vec<String> = plan
        .schedule
        .promises
        .iter()
        .filter(|promise| promise.met())
        .map(|promise| {
            let (id, due, margin) = (&promise.id, marked(promise.due), marked(promise.margin));
            let name = promise_name(plan, promise, lang);
            match lang {
                Lang::Zh => format!("{name}({id})期限 {due},余 {margin}"),
                Lang::En => format!("{name} ({id}) due {due}, {margin} to spare"),
            }
        })
        .collect();
    if !held.is_empty() {
        lines.push(match lang {
            Lang::Zh => format!("✓ 守住的限时(余量为工作日):{}。", held.join(";")),
            Lang::En => format!("✓ promises that hold (working days to spare): {}.", held.join("; ")),
        });
    }
    lines
}

/// Each missed promise in a line.
pub(super) fn missed(plan: &Plan<'_>, lang: Lang) -> Vec<String> {
    let missed = plan.schedule.promises.iter().filter(|promise| !promise.met());
    missed
        .map(|promise| {
            let (id, due, actual) = (&promise.id, marked(promise.due), marked(promise.actual));
            let natural = promise.actual.value.days_since(promise.due.value);
            let late = marked(promise.margin.map(|margin| lateness(margin, natural, lang)));
            let name = promise_name(plan, promise, lang);
            match lang {
                Lang::Zh => format!("✗ 限时“{name}”({id})未守:期限 {due},安排 {actual},逾期 {late}。"),
                Lang::En => {
                    format!("✗ promise “{name}” ({id}) missed: due {due}, planned {actual}, {late} late.")
                }
            }
        })
        .collect()
}

/// What a promise is called, its id when the file gives no name.
pub(super) fn promise_name(plan: &Plan<'_>, promise: &PromiseResult, lang: Lang) -> String {
    let rule = plan.network.promises.iter().find(|rule| rule.id == promise.id);
    let words = rule.and_then(|rule| rule.name.as_ref());
    words.map_or_else(|| promise.id.to_string(), |words| words.get(lang).to_string())
}

/// How late, in working days; in natural days when no working day lies between.
pub(super) fn lateness(margin: i32, natural: i32, lang: Lang) -> String {
    match (margin, lang) {
        (0, Lang::Zh) => format!("{natural} 个自然日"),
        (0, Lang::En) => natural_days(natural),
        (margin, Lang::Zh) => format!("{} 个工作日", -margin),
        (margin, Lang::En) => working_days(-margin),
    }
}

pub(super) fn rests_on(plan: &Plan<'_>, lang: Lang) -> Option<String> {
    let shares = plan.schedule.rests_on(plan.network, plan.calendar);
    if shares.is_empty() {
        return None;
    }
    let share = |share: &crate::schedule::BasisShare| {
        let word = rests_on_words(share.rests_on, lang);
        format!("{word} {}/{}", share.days.natural, share.days.working)
    };
    let shares: Vec<String> = shares.iter().map(share).collect();
    Some(match lang {
        Lang::Zh => format!("关键线路的天数(自然日/工作日)依据:{}。", shares.join(",")),
        Lang::En => format!("The critical path's days (natural/working) rest on: {}.", shares.join(", ")),
    })
}

pub(super) fn rests_on_words(rests_on: RestsOn, lang: Lang) -> &'static str {
    match (rests_on, lang) {
        (RestsOn::Length(origin), lang) => origin_words(origin, lang),
        (RestsOn::Waiting, Lang::Zh) => "等待办公日或会期",
        (RestsOn::Waiting, Lang::En) => "waiting for an office day or a sitting",
        (RestsOn::GivenDay, Lang::Zh) => "给定日期",
        (RestsOn::GivenDay, Lang::En) => "a given day",
    }
}

/// Where a length comes from, in words.
pub(super) fn origin_words(origin: Origin, lang: Lang) -> &'static str {
    match (origin, lang) {
        (Origin::Regulation, Lang::Zh) => "所依文件",
        (Origin::Law, Lang::Zh) => "其他法规",
        (Origin::Promise, Lang::Zh) => "公开承诺",
        (Origin::Assumption, Lang::Zh) => "假设",
        (Origin::Untimed, Lang::Zh) => "无时限",
        (origin, Lang::En) => origin.as_str(),
    }
}

/// The mark of an origin beside a length.
pub(super) fn origin_letter(origin: Origin, lang: Lang) -> &'static str {
    match (origin, lang) {
        (Origin::Regulation, Lang::Zh) => "规",
        (Origin::Law, Lang::Zh) => "法",
        (Origin::Promise, Lang::Zh) => "诺",
        (Origin::Assumption, Lang::Zh) => "设",
        (Origin::Untimed, Lang::Zh) => "无",
        (Origin::Regulation, Lang::En) => "R",
        (Origin::Law, Lang::En) => "L",
        (Origin::Promise, Lang::En) => "P",
        (Origin::Assumption, Lang::En) => "A",
        (Origin::Untimed, Lang::En) => "U",
    }
}

/// What that mark stands for, in a legend.
pub(super) fn origin_meaning(origin: Origin, lang: Lang) -> &'static str {
    match (origin, lang) {
        (Origin::Regulation, Lang::En) => "fixed by the regulation",
        (Origin::Law, Lang::En) => "fixed by another law",
        (Origin::Promise, Lang::En) => "promised",
        (Origin::Assumption, Lang::En) => "assumed",
        (Origin::Untimed, Lang::En) => "nobody times it",
        (Origin::Regulation, Lang::Zh) => "所依文件所定",
        (Origin::Law, Lang::Zh) => "其他法规所定",
        (Origin::Promise, Lang::Zh) => "公开承诺",
        (Origin::Assumption, Lang::Zh) => "假设",
        (Origin::Untimed, Lang::Zh) => "无时限",
    }
}

pub(super) fn suspended(
    plan: &Plan<'_>,
    suspension: &super::plan::Suspension<'_>,
    lang: Lang,
) -> Vec<String> {
    let count = |fate: Fate| {
        let present = plan.network.positions().filter(|ix| plan.node(*ix).is_present());
        present.filter(|ix| suspension.fates[ix.index()] == fate).count()
    };
    let (stands, stopped, never) = (count(Fate::Stands), count(Fate::Stopped), count(Fate::NeverStarts));
    let cite: Vec<String> = suspension.clause.cite.iter().map(ToString::to_string).collect();
    let cite = cite.join(", ");
    let say = suspension.clause.say.as_ref().map(|say| say.get(lang));
    let day = dated(suspension.day, lang);
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "程序于 {day} 中止({},依据 {cite}):{stands} 项已完成有效,{stopped} 项停止,{never} 项不再开始。{}",
            suspension.fact,
            say.unwrap_or_default()
        ),
        Lang::En => format!(
            "The procedure is suspended on {day} ({}, {cite}): {} {}, {stopped} {}, {never} never {}. {}",
            suspension.fact,
            number_of(stands, "step"),
            agree(stands, "stands", "stand"),
            agree(stopped, "stops", "stop"),
            agree(never, "starts", "start"),
            say.unwrap_or_default()
        )
        .trim_end()
        .to_string(),
    }];
    if let Some((fallback, finish)) = suspension.fallback {
        let (title, caveat) = (fallback.title.get(lang), caveat(finish.provisional, lang));
        let finish = dated(finish.value, lang);
        lines.push(match lang {
            Lang::Zh => format!(
                "自该日起改走“{title}”({})、保留已完成的共同事项,预计 {finish} 到达终点{caveat}。以何流程接续,文件未作规定,此为本工具的推断。",
                fallback.id
            ),
            Lang::En => format!(
                "From that day “{title}” ({}), keeping the finished steps both share, would reach its goal on {finish}{caveat}. No document says which procedure takes over: that is this program's inference.",
                fallback.id
            ),
        });
    }
    lines
}

/// That being critical is not the same as having no float, for pages that show both of the listed steps; nothing when
/// for these steps it is.
pub(super) fn critical_and_float(plan: &Plan<'_>, listed: &[StepIx], lang: Lang) -> Option<String> {
    let shown = |ix: &&StepIx| plan.fate(**ix) != Some(Fate::NeverStarts);
    let steps = || listed.iter().filter(shown).map(|ix| plan.schedule.dates(*ix));
    let float = |dated: &Dated| dated.total_float.map(|float| float.value.working);
    let with = steps().filter(|dated| dated.critical && float(dated).is_some_and(|days| days > 0)).count();
    let without = steps().filter(|dated| !dated.critical && float(dated) == Some(0)).count();
    let mut sentences = Vec::new();
    match lang {
        Lang::Zh => {
            if with > 0 {
                sentences.push(format!(
                    "有 {with} 项关键事项仍有时差:其后本来就要等会期或工作日(如以自然日计的期间在休息日届满),不超过时差的延误在那里被吸收。"
                ));
            }
            if without > 0 {
                sentences.push(format!(
                    "有 {without} 项非关键事项时差为 0:目前不决定完成日,再晚一个工作日就会推迟完成日。"
                ));
            }
        }
        Lang::En => {
            let has = |count: usize| if count == 1 { "has" } else { "have" };
            if with > 0 {
                sentences.push(format!(
                    "{} {} float: what follows waits for a sitting or a working day anyway, as after a period in natural days that ends on a rest day, and takes up a delay no longer than the float.",
                    number_of(with, "critical step"),
                    has(with)
                ));
            }
            if without > 0 {
                sentences.push(format!(
                    "{} off the critical path {} no float: the finish does not wait for {} now, but would a working day later.",
                    number_of(without, "step"),
                    has(without),
                    if without == 1 { "it" } else { "them" }
                ));
            }
        }
    }
    let not_the_same = match lang {
        Lang::Zh => "“关键”指终点的完成日由这一事项决定,不等于没有时差。",
        Lang::En => "Critical means that the finish waits for the step, not that the step has no float. ",
    };
    (!sentences.is_empty()).then(|| {
        let between = if lang == Lang::Zh { "" } else { " " };
        format!("{not_the_same}{}", sentences.join(between))
    })
}

/// The critical path as one readable line.
pub(super) fn path(plan: &Plan<'_>, lang: Lang) -> String {
    let step = |stretch: &Stretch| {
        let ix = stretch.step;
        let (length, _) = plan.schedule.length(plan.network, ix);
        let name = plan.name(ix);
        let name = name.get(lang);
        match (stretch.leaves_from, length.filter(|length| !length.is_zero())) {
            // The path leaves the step as soon as it begins: its length is no part of it.
            (LinkEnd::Start, _) if lang == Lang::Zh => format!("{name}(开始)"),
            (LinkEnd::Start, _) => format!("{name} (its beginning)"),
            (LinkEnd::Finish, Some(length)) => format!("{name} {length}"),
            (LinkEnd::Finish, None) if plan.step(ix).kind == Kind::Milestone => format!("◇{name}"),
            (LinkEnd::Finish, None) => name.to_string(),
        }
    };
    let steps: Vec<String> = plan.schedule.stretches(plan.network).iter().map(step).collect();
    steps.join(" → ")
}

/// The English word that agrees with a number.
fn agree<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// `1 working day`, `5 working days`.
///
/// ```
/// use permits::report::summary::working_days;
/// assert_eq!([1, 10].map(working_days), ["1 working day", "10 working days"]);
/// ```
pub fn working_days(days: i32) -> String {
    format!("{days} working {}", if days == 1 { "day" } else { "days" })
}

/// `1 natural day`, `5 natural days`.
///
/// ```
/// use permits::report::summary::natural_days;
/// assert_eq!([1, 21].map(natural_days), ["1 natural day", "21 natural days"]);
/// ```
pub fn natural_days(days: i32) -> String {
    format!("{days} natural {}", if days == 1 { "day" } else { "days" })
}
