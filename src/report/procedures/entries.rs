//! What the page of a workflow says of each of its parts.
//!
//! In: a source, a step, a fact and the like. Out: its lines on the page.

use crate::calendar::{Day, FirstDay, Roll};
use crate::diagnostic::{Lang, Text};
use crate::workflow::{
    Abort, Caution, Example, Fact, FactRole, InForce, LaneId, Link, LinkEnd, Promise, Rework, Round, Scope,
    Source, Stated, Step, Workflow,
};

use super::super::plan::kind_words;
use super::super::prose::{GLUE, Page};
use super::super::words::{
    basis_words, bracketed, cadence, cites, condition, counting_words, domain, either, estimate,
    list as listed,
};
use super::{force, section};

pub(super) fn note(page: &mut Page, text: Option<&Text>, lang: Lang) {
    if let Some(text) = text {
        page.field(2, either(lang, "说明", "note"), text.get(lang));
    }
}

pub(super) fn source_entry(page: &mut Page, source: &Source, lang: Lang) {
    page.entry(0, source.id.as_str(), source.title.get(lang));
    let issued = source.issued.map(|day| match lang {
        Lang::Zh => format!("{day}印发"),
        Lang::En => format!("issued {day}"),
    });
    let what: Vec<String> =
        [source.number.clone(), source.level.clone(), issued].into_iter().flatten().collect();
    if !what.is_empty() {
        page.field(2, either(lang, "文件", "document"), &listed(what, lang));
    }
    if source.in_force != InForce::default() {
        let cited = bracketed(&cites(&source.cite, lang));
        let words = format!("{}{cited}", force(source.in_force, lang));
        page.field(2, either(lang, "有效期", "in force"), &words);
    }
}

/// The steps by lane: lanes in file order, then steps that are in none.
pub(super) fn lanes(page: &mut Page, workflow: &Workflow, lang: Lang) {
    let named = workflow.lanes.iter().map(|lane| (Some(&lane.id), lane.name.get(lang)));
    let none = (None, either(lang, "未分组", "no lane"));
    for (lane, name) in named.chain([none]) {
        let in_lane: Vec<&Step> =
            workflow.steps.iter().filter(|step| lane_of(workflow, step) == lane).collect();
        let heading = match (lane, lang) {
            (Some(id), Lang::Zh) => format!("事项:{name}({id})"),
            (Some(id), Lang::En) => format!("Steps: {name} ({id})"),
            (None, Lang::Zh) => format!("事项:{name}"),
            (None, Lang::En) => format!("Steps: {name}"),
        };
        section(page, &heading, &in_lane, |page, step, _| step_entry(page, workflow, step, lang));
    }
    let inferred =
        workflow.steps.iter().flat_map(|step| &step.after).any(|link| link.stated == Stated::Inferred);
    if inferred {
        page.gap();
        page.paragraph(
            0,
            either(lang, "° 推断的先后关系,文件没有写明。", "° a link that we infer: no document states it."),
        );
    }
}

/// The lane of a step, when it is one of the workflow's.
fn lane_of<'a>(workflow: &Workflow, step: &'a Step) -> Option<&'a LaneId> {
    step.lane.as_ref().filter(|lane| workflow.lanes.iter().any(|declared| declared.id == **lane))
}

fn step_entry(page: &mut Page, workflow: &Workflow, step: &Step, lang: Lang) {
    page.entry(0, step.id.as_str(), step.name.get(lang));
    let mut what = vec![kind_words(step.kind, lang).to_string()];
    what.extend(step.actor.as_ref().map(|actor| workflow.actor_name(actor).get(lang).to_string()));
    if !step.parties.is_empty() {
        let parties = step.parties.iter().map(|party| workflow.actor_name(party).get(lang).to_string());
        what.push(format!("{}{}", either(lang, "征求", "asks "), listed(parties, lang)));
    }
    page.field(2, either(lang, "类型", "kind"), &what.join(either(lang, ";", "; ")));
    let cited = cites(&step.cite, lang);
    match step.limit {
        Some(limit) => {
            let words = format!("{}{}", limit.words(lang), bracketed(&cited));
            page.field(2, either(lang, "时限", "limit"), &words);
        }
        None if step.kind.takes_limit() => {
            page.field(
                2,
                either(lang, "时限", "limit"),
                either(lang, "文件没有规定", "no document gives one"),
            );
        }
        None => {}
    }
    if let Some(words) = &step.estimate {
        page.field(2, either(lang, "估计", "estimate"), &estimate(words, lang));
    }
    if let Some(rhythm) = &step.cadence {
        page.field(2, either(lang, "开会", "sits"), &cadence(rhythm, lang));
    }
    let counted = counted(step, lang);
    if !counted.is_empty() {
        page.field(2, either(lang, "计日", "counted"), &listed(counted, lang));
    }
    after(page, &step.after, lang);
    if !step.when.is_always() {
        page.field(2, either(lang, "条件", "if"), &condition(&step.when, lang));
    }
    if step.limit.is_none() && !step.cite.is_empty() {
        page.field(2, either(lang, "依据", "cite"), &cited);
    }
    note(page, step.note.as_ref(), lang);
}

/// Where the step overrides the counting profile.
pub(super) fn counted(step: &Step, lang: Lang) -> Vec<String> {
    let first = step.first_day.map(|first| match first {
        FirstDay::Excluded => either(lang, "当日不计", "the first day is excluded"),
        FirstDay::Included => either(lang, "当日计入", "the first day is included"),
    });
    let roll = step.roll.map(|roll| match roll {
        Roll::Keep => either(lang, "末日不顺延", "the printed last day is kept"),
        Roll::NextWorkingDay => either(lang, "末日顺延至工作日", "the last day rolls to a working day"),
    });
    first.into_iter().chain(roll).map(str::to_string).collect()
}

/// Bare links in one run, links with something to say each on a line.
pub(super) fn after(page: &mut Page, links: &[Link], lang: Lang) {
    let bare = |link: &&Link| {
        link.from == LinkEnd::Finish
            && link.lag.is_none()
            && link.when.is_always()
            && link.round == Round::Last
    };
    let together: Vec<String> = links.iter().filter(bare).map(|link| link_words(link, lang)).collect();
    let mut lines = Vec::new();
    if !together.is_empty() {
        lines.push(listed(together, lang));
    }
    lines.extend(links.iter().filter(|link| !bare(link)).map(|link| link_words(link, lang)));
    page.fields(2, either(lang, "前置", "after"), &lines);
}

/// A link: `plan-publicity° (its start, plus 2 working days, if trees = true)`.
fn link_words(link: &Link, lang: Lang) -> String {
    let mut said = Vec::new();
    if link.from == LinkEnd::Start {
        said.push(either(lang, "自其开始", "its start").to_string());
    }
    if let Some(lag) = link.lag {
        said.push(format!("{}{}", either(lang, "加", "plus "), lag.words(lang)));
    }
    if link.round == Round::First {
        said.push(either(lang, "首轮", "its first round").to_string());
    }
    if !link.when.is_always() {
        said.push(format!("{} {}", either(lang, "如", "if"), condition(&link.when, lang)));
    }
    let mark = match link.stated {
        Stated::Inferred => "°",
        Stated::ByDocument => "",
    };
    let said = said.join(either(lang, ",", ", "));
    format!("{}{mark}{}", link.step, bracketed(&said))
}

pub(super) fn fact_entry(page: &mut Page, fact: &Fact, lang: Lang) {
    page.entry(0, fact.id.as_str(), fact.label.get(lang));
    let default = &fact.default;
    let values = match lang {
        Lang::Zh => format!("{};默认 {default}", domain(&fact.domain, lang)),
        Lang::En => format!("{}; default {default}", domain(&fact.domain, lang)),
    };
    page.field(
        2,
        either(lang, "取值", "values"),
        &format!("{values}{}", bracketed(&cites(&fact.cite, lang))),
    );
    match fact.role {
        FactRole::Fact => note(page, fact.why.as_ref(), lang),
        FactRole::Reading => {
            if let Some(why) = &fact.why {
                page.field(2, either(lang, "疑问", "doubt"), why.get(lang));
            }
        }
    }
}

pub(super) fn promise_entry(page: &mut Page, promise: &Promise, lang: Lang) {
    page.entry(0, promise.id.as_str(), promise.name.as_ref().map_or("", |name| name.get(lang)));
    let (from, to, within) = (&promise.from, &promise.to, promise.within);
    let words = match (within, lang) {
        (0, Lang::Zh) => format!("{to} 不晚于 {from} 当日"),
        (0, Lang::En) => format!("{to} by the day of {from}"),
        (_, Lang::Zh) => format!("{to} 在 {from} 后{within}个工作日内"),
        (1, Lang::En) => format!("{to} within 1 working day of {from}"),
        (_, Lang::En) => format!("{to} within {within} working days of {from}"),
    };
    page.field(2, either(lang, "限时", "due"), &format!("{words}{}", bracketed(&cites(&promise.cite, lang))));
}

pub(super) fn scope_entry(page: &mut Page, scope: &Scope, number: usize, lang: Lang) {
    page.entry(
        0,
        &format!("#{number}"),
        &format!("{}{}", scope.say.get(lang), bracketed(&cites(&scope.cite, lang))),
    );
    page.field(2, either(lang, "要求", "requires"), &condition(&scope.require, lang));
}

pub(super) fn abort_entry(page: &mut Page, abort: &Abort, number: usize, lang: Lang) {
    let say =
        abort.say.as_ref().map_or(either(lang, "立即中止。", "Suspended at once."), |say| say.get(lang));
    page.entry(0, &format!("#{number}"), &format!("{say}{}", bracketed(&cites(&abort.cite, lang))));
    page.field(2, either(lang, "条件", "if"), &condition(&abort.when, lang));
    if let Some(fallback) = &abort.fallback {
        let words = match lang {
            Lang::Zh => format!("{}(我们的推断)", fallback.name),
            Lang::En => format!("{} (our inference)", fallback.name),
        };
        page.field(2, either(lang, "改走", "fallback"), &words);
    }
}

pub(super) fn rework_entry(page: &mut Page, rework: &Rework, lang: Lang) {
    let (at, back_to, max) = (&rework.at, &rework.back_to, rework.max);
    let words = match (max, lang) {
        (_, Lang::Zh) => format!("{at} 不成,自 {back_to} 重来;最多{max}次"),
        (1, Lang::En) => format!("when {at} fails, again from {back_to}; at most once"),
        (_, Lang::En) => format!("when {at} fails, again from {back_to}; at most {max} times"),
    };
    page.entry(0, rework.id.as_str(), &format!("{words}{}", bracketed(&cites(&rework.cite, lang))));
    let when = match &rework.when {
        Some(when) => condition(when, lang),
        None => either(lang, "仅在 --rework 要求时", "only when asked for with --rework").into(),
    };
    page.field(2, either(lang, "条件", "if"), &when);
    note(page, rework.note.as_ref(), lang);
}

pub(super) fn caution_entry(page: &mut Page, caution: &Caution, lang: Lang) {
    let cited = bracketed(&cites(&caution.cite, lang));
    page.entry(0, &caution.id, &format!("{}{cited}", caution.say.get(lang)));
    if !caution.when.is_always() {
        page.field(2, either(lang, "条件", "if"), &condition(&caution.when, lang));
    }
    let days = match (caution.since, caution.until, lang) {
        (None, None, _) => return,
        (Some(since), None, Lang::Zh) => format!("{since}及以后"),
        (Some(since), None, Lang::En) => format!("on or after {since}"),
        (None, Some(until), Lang::Zh) => format!("{until}及以前"),
        (None, Some(until), Lang::En) => format!("on or before {until}"),
        (Some(since), Some(until), Lang::Zh) => format!("{since}至{until}"),
        (Some(since), Some(until), Lang::En) => format!("from {since} to {until}"),
    };
    let words = match (&caution.step, lang) {
        (Some(step), Lang::Zh) => format!("{step} 始于{days}"),
        (Some(step), Lang::En) => format!("{step} begins {days}"),
        (None, Lang::Zh) => format!("起算日在{days}"),
        (None, Lang::En) => format!("the run starts {days}"),
    };
    page.field(2, either(lang, "日期", "days"), &words);
}

pub(super) fn example_entry(page: &mut Page, example: &Example, lang: Lang) {
    let glued = |name: &str, day: &Day| format!("{name}{GLUE}{day}");
    let assumptions = &example.assumptions.name;
    let (counting, basis) = (counting_words(example.counting, lang), basis_words(example.basis, lang));
    let with = match lang {
        Lang::Zh => format!("假设 {assumptions}、计日规则 {counting}、时限取值 {basis}"),
        Lang::En => format!("assumptions {assumptions}, counting {counting}, lengths {basis}"),
    };
    let set = example.set.iter().map(|(fact, value)| value.of(fact));
    page.entry(0, &example.start.to_string(), &listed([with].into_iter().chain(set), lang));
    let expected = example.expect.iter().map(|(step, day, _)| glued(step.as_str(), day));
    page.field(2, either(lang, "应得", "expect"), &listed(expected, lang));
    if let Some(why) = &example.why {
        page.field(2, either(lang, "推导", "why"), why.get(lang));
    }
}
