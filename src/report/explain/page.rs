//! The page of a step: the answer first, then the rule, the trigger, the days, why not earlier, the warnings, the chain.
//!
//! In: a step with the answers about it. Out: lines of a terminal's width. No wording of the letter or of a day: those
//! are `sentence` and `ledger`.

use crate::calendar::{LedgerDay, Moment, Told};
use crate::diagnostic::Lang;
use crate::network::{LinkEnd, Stated, StepIx};
use crate::schedule::Arrival;
use crate::schedule::abort::Fate;
use crate::study::earlier::HeldBy;

use super::super::plan::Plan;
use super::super::prose::{Page, columns, pad_left, pad_right};
use super::super::summary::{self, dated, moment_words, natural_days, working_days};
use super::super::words::{bracketed, cites, either, list};
use super::chain::{chain, driving_chain};
use super::ledger::{Count, why};
use super::not_earlier::not_earlier;
use super::rule::{Field, fields};
use super::sentence::{end_of, letter};
use super::{Explained, Subject};

/// The page of a step that begins.
///
/// ```
/// use permits::report::explain::{self, Explained, Subject};
/// use permits::study::earlier::earlier;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let ix = network.find("bidding-window").unwrap();
/// let (subject, earlier) = (Subject { plan: &plan, project: None, ix }, earlier(&network, &calendar, &dates, ix));
/// let page = explain::page(&Explained { subject, earlier: &earlier, chain: false }, Lang::En);
/// assert!(page.contains("10 working days") && page.contains("2023-07-07 Fri"));
/// ```
pub fn page(explained: &Explained<'_>, lang: Lang) -> String {
    let subject = &explained.subject;
    let mut page = Page::new(labels(lang));
    answer(&mut page, subject, lang);
    rule(&mut page, subject, lang);
    trigger(&mut page, explained, lang);
    if !subject.plan.is_given(subject.ix) {
        page.heading(either(lang, "逐日", "Day by day"));
        days(&mut page, &subject.count(), lang);
        // In a suspended procedure there is no goal that could come earlier.
        if subject.plan.suspension.is_none() {
            page.heading(either(lang, "为何不能更早", "Why not earlier"));
            for words in not_earlier(explained, lang) {
                page.paragraph(2, &words);
            }
        }
    }
    warnings(&mut page, subject, lang);
    if explained.chain {
        chain(&mut page, subject, lang);
    }
    if is_marked(explained) {
        page.gap();
        page.paragraph(2, summary::mark_words(lang));
    }
    page.into_text()
}

/// Words with the mark of what may move before them, where they may.
pub(super) fn mark(provisional: bool, words: String) -> String {
    summary::marked(Told { value: words, provisional })
}

/// A moment, marked where it may move.
pub(in crate::report) fn told_moment(told: Told<Moment>, lang: Lang) -> String {
    mark(told.provisional, moment_words(told.value, lang))
}

/// Whether anything on the page carries the mark.
fn is_marked(explained: &Explained<'_>) -> bool {
    let Explained { subject, earlier, chain } = explained;
    let (plan, ix) = (subject.plan, subject.ix);
    let marked = |ix: StepIx| {
        let dates = plan.schedule.dates(ix);
        dates.provisional || dates.begins_provisional || dates.trigger_provisional
    };
    let released = earlier.released.iter().map(|released| &released.moved);
    let moved = released.chain(earlier.no_time.iter().map(|no_time| &no_time.moved));
    let mut moved = moved.chain(earlier.holidays.iter().filter_map(|inside| inside.without.as_ref()));
    let arrivals = plan.schedule.arrivals(plan.network, plan.calendar, ix);
    let suspended = plan.suspension.is_some();
    marked(ix)
        || arrivals.iter().any(|arrival| arrival.moment.provisional)
        || !suspended
            && moved
                .any(|moved| moved.goal.provisional || moved.finish.provisional || moved.earlier.provisional)
        || !suspended && plan.schedule.dates(ix).total_float.is_some_and(|float| float.provisional)
        || (*chain && driving_chain(subject).0.iter().any(|(ix, ..)| marked(*ix)))
}

/// The columns of the widest label and a gap.
pub(super) fn labels(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 10,
        Lang::En => 12,
    }
}

/// A step's name and id.
pub(super) fn named(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let name = plan.name(ix);
    let id = &plan.node(ix).id;
    match (name.get(lang), lang) {
        ("", _) => id.to_string(),
        (name, Lang::Zh) => format!("{name}({id})"),
        (name, Lang::En) => format!("{name} ({id})"),
    }
}

fn answer(page: &mut Page, subject: &Subject<'_>, lang: Lang) {
    let (plan, ix) = (subject.plan, subject.ix);
    let dates = plan.schedule.dates(ix);
    page.heading(&named(plan, ix, lang));
    let finish = told_moment(dates.told_finish(), lang);
    if plan.is_given(ix) {
        page.field(
            2,
            either(lang, "完成", "finish"),
            &match lang {
                Lang::Zh => format!("{finish},由 --at 给定"),
                Lang::En => format!("{finish}, given with --at"),
            },
        );
    } else {
        page.field(2, either(lang, "触发", "trigger"), &told_moment(dates.told_trigger(), lang));
        if dates.counted.begins != dates.trigger {
            page.field(2, either(lang, "开始", "begins"), &told_moment(dates.told_begins(), lang));
        }
        let span = dates.spans(plan.calendar);
        let (natural, working) = (span.natural, span.working);
        if plan.finishes(ix) {
            page.field(
                2,
                either(lang, "完成", "finish"),
                &match lang {
                    Lang::Zh => format!("{finish},自触发之日起 {natural} 个自然日、{working} 个工作日"),
                    Lang::En => {
                        format!(
                            "{finish}, {} and {} after the trigger",
                            natural_days(natural),
                            working_days(working)
                        )
                    }
                },
            );
        }
    }
    let rounds = plan.network.steps().iter().filter(|step| step.file_order == plan.node(ix).file_order);
    let others: Vec<String> =
        rounds.filter(|step| step.id != plan.node(ix).id).map(|step| step.id.to_string()).collect();
    if !others.is_empty() {
        page.field(2, either(lang, "其他轮次", "rounds"), &list(others, lang));
    }
    if let Some(words) = suspended(plan, ix, lang) {
        page.field(2, either(lang, "中止", "suspended"), &words);
    }
    page.gap();
    page.paragraph(2, &letter(subject, lang));
}

/// What a suspension makes of the step.
pub(in crate::report) fn suspended(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> Option<String> {
    let (fate, suspension) = plan.fate(ix).zip(plan.suspension)?;
    let day = dated(suspension.day, lang);
    Some(match (fate, lang) {
        (Fate::Stands, Lang::Zh) => format!("程序于 {day} 中止,本事项此前已完成,有效"),
        (Fate::Stopped, Lang::Zh) => format!("程序于 {day} 中止,本事项随之停止,不再完成"),
        (Fate::NeverStarts, Lang::Zh) => format!("程序于 {day} 中止,本事项不再开始,没有日期"),
        (Fate::Stands, Lang::En) => format!("on {day}; this step had finished and stands"),
        (Fate::Stopped, Lang::En) => format!("on {day}; this step stops, and its finish is not reached"),
        (Fate::NeverStarts, Lang::En) => format!("on {day}; this step never starts, and has no dates"),
    })
}

// ---- the rule ------------------------------------------------------------------------------------------------

fn rule(page: &mut Page, subject: &Subject<'_>, lang: Lang) {
    page.heading(either(lang, "规则", "The rule"));
    for Field { label, texts, hangs } in fields(subject, lang) {
        if hangs {
            page.fields(2, label, &texts);
        } else {
            page.field(2, label, &texts.concat());
        }
    }
}

// ---- the trigger ---------------------------------------------------------------------------------------------

/// The most arrivals listed that do not drive.
const MOST_OTHERS: usize = 8;

fn trigger(page: &mut Page, explained: &Explained<'_>, lang: Lang) {
    let subject = &explained.subject;
    let (plan, ix) = (subject.plan, subject.ix);
    page.heading(either(lang, "由何触发", "What set the trigger"));
    match &explained.earlier.held_by {
        HeldBy::Steps(_) => {}
        _ if plan.is_given(ix) => page.paragraph(
            2,
            either(
                lang,
                "完成日由 --at 给定,不再由前置事项决定。",
                "Its finish is given with --at, so nothing that precedes it sets its dates.",
            ),
        ),
        other => page.paragraph(2, &holder(plan, other, lang)),
    }
    let arrivals = plan.schedule.arrivals(plan.network, plan.calendar, ix);
    let driving = arrivals.iter().filter(|arrival| arrival.drives).count();
    let shown = &arrivals[..arrivals.len().min(driving + MOST_OTHERS)];
    let times: Vec<String> = shown
        .iter()
        .map(|arrival| {
            format!("{} {}", if arrival.drives { "●" } else { "○" }, told_moment(arrival.moment, lang))
        })
        .collect();
    let widest = times.iter().map(|time| columns(time)).max().unwrap_or(0);
    for (arrival, time) in shown.iter().zip(&times) {
        page.entry(2, &pad_right(time, widest), &arrival_words(plan, arrival, lang));
    }
    if arrivals.len() > shown.len() {
        let more = arrivals.len() - shown.len();
        page.paragraph(
            2,
            &match lang {
                Lang::Zh => format!("另有 {more} 项更早。"),
                Lang::En => format!("{more} more are earlier."),
            },
        );
    }
}

/// A step that is waited for, and how its link is.
pub(in crate::report) fn arrival_words(plan: &Plan<'_>, arrival: &Arrival, lang: Lang) -> String {
    let what = named(plan, arrival.from, lang);
    let mut words = match (arrival.end, lang) {
        (LinkEnd::Finish, Lang::Zh) => format!("{what}完成"),
        (LinkEnd::Start, Lang::Zh) => format!("{what}开始"),
        (LinkEnd::Finish, Lang::En) => format!("finish of {what}"),
        (LinkEnd::Start, Lang::En) => format!("beginning of {what}"),
    };
    let links = arrival.links.iter().map(|link| &plan.network.links()[*link]);
    for lag in links.clone().map(|link| link.lag).filter(|lag| !lag.is_zero()) {
        words += &match lang {
            Lang::Zh => format!(",再过{}", lag.words(lang)),
            Lang::En => format!(", and {} after it", lag.words(lang)),
        };
    }
    let absent: Vec<String> = links.clone().skip(1).map(|link| plan.node(link.from).id.to_string()).collect();
    if !absent.is_empty() {
        let absent = list(absent, lang);
        words += &match lang {
            Lang::Zh => format!(",经不发生的{absent}"),
            Lang::En => format!(", through {absent}, which does not happen"),
        };
    }
    if links.clone().any(|link| link.stated == Stated::Inferred) {
        words += either(lang, ",先后关系为推断", ", a link that we infer");
    }
    words
}

/// What holds a trigger, as a sentence.
pub(in crate::report) fn holder(plan: &Plan<'_>, held_by: &HeldBy, lang: Lang) -> String {
    match held_by {
        HeldBy::Start => match lang {
            Lang::Zh => format!("起算日 {} 即可开始。", dated(plan.schedule.run.start, lang)),
            Lang::En => format!("The run's start, {}.", dated(plan.schedule.run.start, lang)),
        },
        HeldBy::NotBefore(day) => match lang {
            Lang::Zh => format!("项目规定不早于 {} 开始。", dated(*day, lang)),
            Lang::En => format!("The project says not before {}.", dated(*day, lang)),
        },
        HeldBy::Known => either(
            lang,
            "已知的日期:给定的完成日表明其最迟此时开始。",
            "What is known: the given finishes show that it began by then.",
        )
        .into(),
        HeldBy::Steps(arrivals) => {
            let names = list(arrivals.iter().map(|arrival| end_of(plan, arrival, lang)), lang);
            match lang {
                Lang::Zh => format!("{names}。"),
                Lang::En => format!("{names}."),
            }
        }
    }
}

// ---- the days ------------------------------------------------------------------------------------------------

/// The ledger: the day, its number, why.
pub(super) fn days(page: &mut Page, count: &Count<'_>, lang: Lang) {
    let lines = count.days();
    let numbers = lines.iter().filter_map(|line| line.counts).max().unwrap_or(0).to_string().len().max(2);
    let marked = lines.iter().any(|line| count.calendar.is_provisional(line.day));
    let widest = columns(&dated(count.trigger.day(), lang)) + usize::from(marked);
    for line in &lines {
        let number = |line: &LedgerDay| line.counts.map_or_else(|| "–".into(), |number| number.to_string());
        let day = mark(count.calendar.is_provisional(line.day), dated(line.day, lang));
        let left = format!("{}  {}", pad_right(&day, widest), pad_left(&number(line), numbers));
        page.entry(2, &left, &why(count, line, lang));
    }
}

// ---- the warnings --------------------------------------------------------------------------------------------

fn warnings(page: &mut Page, subject: &Subject<'_>, lang: Lang) {
    let about = subject
        .plan
        .warnings()
        .filter(|warning| warning.steps.is_empty() || warning.steps.contains(&subject.ix));
    let about: Vec<_> = about.collect();
    if about.is_empty() {
        return;
    }
    page.heading(either(
        lang,
        "注意(含义见 permits explain 代码)",
        "Mind (for a code see permits explain CODE)",
    ));
    for warning in about {
        let cited = bracketed(&cites(&warning.cite, lang));
        page.entry(2, warning.code.as_str(), &format!("{}{cited}", warning.message.get(lang)));
    }
}
