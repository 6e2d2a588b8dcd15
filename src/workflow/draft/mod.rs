//! One workflow file as written: nothing is looked up yet, everything remembers its place.
//!
//! The shape has been checked before; what is wrong in it is left out here without a word.
//!
//! One file: the tables of a file, each with the function that reads it.

mod fields;

pub(super) use fields::Fields;

use std::collections::HashMap;

use crate::calendar::{Cadence, CivilDate, Counting, Day, FirstDay, Length, Roll};
use crate::diagnostic::{FileId, Span, Text};

use super::keys::{FileKind, Zero};
use super::model::{
    ActorId, Article, ArticleEffect, Basis, Citation, Domain, Estimate, FactId, FactRole, InForce, Kind,
    LaneId, PromiseId, ReworkId, SourceId, StepId, Value,
};
use super::syntax::{Placed, mistake};
use super::value::{ConditionDraft, LinkDraft, Mistakes};
use super::{codes, keys, shape, value};

pub(super) struct WorkflowDraft {
    pub id: Placed<String>,
    pub version: String,
    pub title: Text,
    pub start: Text,
    pub goal: Option<Placed<StepId>>,
    pub note: Option<Text>,
    pub include: Vec<Placed<String>>,
    pub drop: Vec<Placed<StepId>>,
    pub sources: Vec<SourceDraft>,
    pub actors: Vec<(ActorId, Option<Text>)>,
    pub applicants: Vec<ActorId>,
    pub lanes: Vec<(LaneId, Option<Text>)>,
    pub facts: Vec<FactDraft>,
    pub steps: Vec<StepDraft>,
    pub promises: Vec<PromiseDraft>,
    pub scopes: Vec<ScopeDraft>,
    pub aborts: Vec<AbortDraft>,
    pub reworks: Vec<ReworkDraft>,
    pub cautions: Vec<CautionDraft>,
    pub measures: Vec<MeasureDraft>,
    pub examples: Vec<ExampleDraft>,
}

pub(super) struct SourceDraft {
    pub id: SourceId,
    pub number: Option<String>,
    pub title: Option<Text>,
    pub level: Option<String>,
    pub issued: Option<CivilDate>,
    pub in_force: Option<InForce>,
    pub cite: Option<Vec<Placed<Citation>>>,
    pub articles: Vec<Article>,
}

pub(super) struct FactDraft {
    pub id: Placed<FactId>,
    pub role: FactRole,
    pub domain: Domain,
    pub default: Option<Placed<Value>>,
    pub label: Option<Text>,
    pub cite: Option<Vec<Placed<Citation>>>,
    pub why: Option<Text>,
}

/// A step, or what a file adds to a step of an included one.
pub(super) struct StepDraft {
    pub id: Placed<StepId>,
    /// Where its table begins.
    pub header: Span,
    pub name: Option<Text>,
    pub kind: Option<Kind>,
    pub actor: Option<Placed<ActorId>>,
    pub parties: Option<Placed<Vec<Placed<ActorId>>>>,
    pub lane: Option<Placed<LaneId>>,
    pub after: Vec<LinkDraft>,
    pub limit: Option<Placed<Length>>,
    pub estimate: Option<Placed<Estimate>>,
    pub cadence: Option<Placed<Cadence>>,
    pub first_day: Option<Placed<FirstDay>>,
    pub roll: Option<Placed<Roll>>,
    pub when: Option<ConditionDraft>,
    pub cite: Option<Vec<Placed<Citation>>>,
    pub note: Option<Text>,
    /// Keys whose value could not be read; nobody is to say that they are missing.
    pub unreadable: Vec<&'static str>,
    /// Links that a `drop` took away, as the place of the `drop`.
    pub lost_link: Option<Span>,
}

pub(super) struct PromiseDraft {
    pub id: Placed<PromiseId>,
    pub name: Option<Text>,
    pub from: Placed<StepId>,
    pub to: Placed<StepId>,
    pub within: u32,
    pub cite: Vec<Placed<Citation>>,
    pub span: Span,
}

pub(super) struct ScopeDraft {
    pub require: ConditionDraft,
    pub say: Text,
    pub cite: Vec<Placed<Citation>>,
}

pub(super) struct AbortDraft {
    pub when: ConditionDraft,
    pub fallback: Option<Placed<String>>,
    pub say: Option<Text>,
    pub cite: Vec<Placed<Citation>>,
}

pub(super) struct ReworkDraft {
    pub id: Placed<ReworkId>,
    pub at: Placed<StepId>,
    pub back_to: Placed<StepId>,
    pub when: Option<ConditionDraft>,
    pub max: u32,
    pub note: Option<Text>,
    pub cite: Vec<Placed<Citation>>,
}

pub(super) struct CautionDraft {
    pub id: Placed<String>,
    pub when: Option<ConditionDraft>,
    pub step: Option<Placed<StepId>>,
    pub since: Option<Day>,
    pub until: Option<Day>,
    pub say: Text,
    pub cite: Vec<Placed<Citation>>,
}

pub(super) struct MeasureDraft {
    pub id: String,
    pub name: Option<Text>,
    pub steps: Vec<Placed<StepId>>,
}

pub(super) struct ExampleDraft {
    pub start: Day,
    pub assumptions: Option<Placed<String>>,
    pub counting: Counting,
    pub basis: Basis,
    pub set: Vec<(Placed<FactId>, Placed<Value>)>,
    pub expect: Vec<(Placed<StepId>, Day)>,
    pub why: Option<Text>,
    pub span: Span,
}

/// Reads one workflow file. `None` when it is not TOML at all.
pub(super) fn read(file: FileId, text: &str, mistakes: &mut Mistakes) -> Option<WorkflowDraft> {
    super::syntax::parse(file, text, mistakes, |tree, mistakes| {
        shape::check(FileKind::Workflow, &tree, mistakes);
        workflow(&Fields(tree), mistakes)
    })
}

fn workflow(file: &Fields<'_>, mistakes: &mut Mistakes) -> WorkflowDraft {
    let head = file.table("workflow");
    let head = head.as_ref();
    let id = head.and_then(|head| head.id("id"));
    let id = id.unwrap_or_else(|| Placed::new(String::new(), file.span()));
    let mut facts = Vec::new();
    for (key, role) in [("fact", FactRole::Fact), ("reading", FactRole::Reading)] {
        for (name, fields) in file.named(key) {
            facts.extend(fact(name, role, &fields, mistakes));
        }
    }
    let steps = file.tables("step").iter().filter_map(step).collect::<Vec<_>>();
    let promises = file.tables("promise").iter().filter_map(promise).collect::<Vec<_>>();
    let reworks = file.tables("rework").iter().filter_map(rework).collect::<Vec<_>>();
    let cautions = file.tables("caution");
    let cautions = cautions.iter().filter_map(|fields| caution(fields, mistakes)).collect::<Vec<_>>();
    each_once(steps.iter().map(|step| (step.id.value.as_str(), &step.id.span)), mistakes);
    each_once(promises.iter().map(|promise| (promise.id.value.as_str(), &promise.id.span)), mistakes);
    each_once(reworks.iter().map(|rework| (rework.id.value.as_str(), &rework.id.span)), mistakes);
    each_once(cautions.iter().map(|caution| (caution.id.value.as_str(), &caution.id.span)), mistakes);
    each_once(facts.iter().map(|fact| (fact.id.value.as_str(), &fact.id.span)), mistakes);
    WorkflowDraft {
        version: head.and_then(|head| head.string("version")).unwrap_or_default(),
        title: head.and_then(|head| head.text("title")).unwrap_or_else(|| Text::same(id.value.as_str())),
        start: head.and_then(|head| head.text("start")).unwrap_or_else(|| Text::new("开始之日", "first day")),
        goal: head.and_then(|head| head.id("goal")),
        note: head.and_then(|head| head.text("note")),
        include: head.and_then(|head| head.ids("include")).unwrap_or_default(),
        drop: head.and_then(|head| head.ids("drop")).unwrap_or_default(),
        sources: file.named("source").iter().map(|(name, fields)| source(name, fields, mistakes)).collect(),
        actors: names(file, "actor"),
        applicants: file
            .named("actor")
            .into_iter()
            .filter(|(_, fields)| fields.read("applicant", value::bool) == Some(true))
            .map(|(name, _)| ActorId::from(name.value))
            .collect(),
        lanes: names(file, "lane"),
        facts,
        steps,
        promises,
        scopes: file.tables("scope").iter().filter_map(scope).collect(),
        aborts: file.tables("abort").iter().filter_map(abort).collect(),
        reworks,
        cautions,
        measures: file.named("measure").iter().map(|(id, fields)| measure(id.value, fields)).collect(),
        examples: file.tables("example").iter().filter_map(example).collect(),
        id,
    }
}

/// The declared names under `[key.name]`, with what they are called.
fn names<'a, T: From<&'a str>>(file: &Fields<'a>, key: &str) -> Vec<(T, Option<Text>)> {
    let named = file.named(key).into_iter();
    named.map(|(name, fields)| (T::from(name.value), fields.text("name"))).collect()
}

/// Adds a mistake for every name that is there a second time.
fn each_once<'a>(names: impl Iterator<Item = (&'a str, &'a Span)>, mistakes: &mut Mistakes) {
    let mut seen: HashMap<&str, &Span> = HashMap::new();
    for (name, span) in names {
        match seen.get(name) {
            Some(first) => {
                let first = Placed::new(name, (*first).clone());
                mistakes.push(value::twice(&Placed::new(name, span.clone()), &first));
            }
            None => drop(seen.insert(name, span)),
        }
    }
}

fn measure(id: &str, fields: &Fields<'_>) -> MeasureDraft {
    MeasureDraft {
        id: id.to_string(),
        name: fields.text("name"),
        steps: fields.ids("steps").unwrap_or_default(),
    }
}

fn source(name: &Placed<&str>, fields: &Fields<'_>, mistakes: &mut Mistakes) -> SourceDraft {
    let in_force = fields.table("in_force").map(|days| {
        let (from, until) = (days.any_date("from"), days.any_date("until"));
        if let (Some(first), Some(last)) = (from, until) {
            in_order(&days, "until", first, last, mistakes);
        }
        InForce { from, until }
    });
    let articles = fields.tables("article");
    let ids: Vec<Placed<String>> =
        articles.iter().filter_map(|article| article.placed_string("id")).collect();
    each_once(ids.iter().map(|id| (id.value.as_str(), &id.span)), mistakes);
    SourceDraft {
        id: SourceId::from(name.value),
        number: fields.string("number"),
        title: fields.text("title"),
        level: fields.string("level"),
        issued: fields.any_date("issued"),
        in_force,
        cite: fields.cite(),
        articles: articles.iter().filter_map(article).collect(),
    }
}

/// Says so when the day under `key` lies before the first one.
pub(super) fn in_order<T: Ord + std::fmt::Display>(
    fields: &Fields<'_>,
    key: &str,
    first: T,
    last: T,
    mistakes: &mut Mistakes,
) {
    if last < first {
        let place = fields.place(key).unwrap_or_else(|| fields.span());
        mistakes.push(
            mistake(
                codes::DATES_REVERSED,
                format!("`{key}` 早于开始"),
                format!("`{key}` is before the beginning"),
            )
            .at(place, Text::new(format!("早于 {first}"), format!("before {first}")))
            .help(Text::new("核对这两个日期", "check the two dates")),
        );
    }
}

fn article(fields: &Fields<'_>) -> Option<Article> {
    Some(Article {
        id: fields.string("id")?,
        effect: fields.word("effect", keys::EFFECTS, &[ArticleEffect::Time, ArticleEffect::None])?,
        gist: fields.text("gist")?,
    })
}

fn fact(
    name: Placed<&str>,
    role: FactRole,
    fields: &Fields<'_>,
    mistakes: &mut Mistakes,
) -> Option<FactDraft> {
    let choices = fields.place("choices");
    let domain = match fields.word("type", keys::TYPES, &[0, 1, 2]) {
        Some(1) => Domain::Choice(fields.strings("choices")),
        other => {
            if let (Some(span), Some(_)) = (&choices, other) {
                mistakes.push(
                    mistake(
                        codes::FIELD_NOT_FOR_KIND,
                        "只有 choice 才有 `choices`",
                        "only a choice has `choices`",
                    )
                    .at(span.clone(), Text::new("这不是 choice", "this is not a choice"))
                    .help(Text::new(
                        "写 `type = \"choice\"`,或删去 `choices`",
                        "write `type = \"choice\"` or remove `choices`",
                    )),
                );
            }
            // A fact of an unknown type takes whatever its default is.
            match (other, fields.read("default", value::value).map(|value| value.value)) {
                (None, None) => return None,
                (Some(0), _) | (None, Some(Value::Bool(_))) => Domain::Bool,
                (None, Some(Value::Choice(word))) => Domain::Choice(vec![word]),
                _ => Domain::Count,
            }
        }
    };
    if matches!(&domain, Domain::Choice(words) if words.is_empty()) && choices.is_none() {
        mistakes.push(
            mistake(
                codes::MISSING_KEY,
                format!("`{}` 缺少 `choices`", name.value),
                format!("`{}` lacks `choices`", name.value),
            )
            .at(fields.span(), Text::new("缺少 `choices`", "no `choices` here"))
            .help(Text::new("加上 `choices = [\"…\"]`", "add `choices = [\"…\"]`")),
        );
    }
    let unreadable = matches!(&domain, Domain::Choice(words) if words.is_empty());
    let default = fields.read("default", value::value);
    if let Some(default) = default.as_ref().filter(|default| !unreadable && !domain.contains(&default.value))
    {
        mistakes.push(unknown_value(&Placed::new(name.value, name.span.clone()), &domain, default));
    }
    Some(FactDraft {
        id: name.map(FactId::from),
        role,
        domain,
        default,
        label: fields.text("label"),
        cite: fields.cite(),
        why: fields.text("why"),
    })
}

/// So many words of a choice are listed and compared with what is written; a choice with more is not read by people.
const MOST_WORDS: usize = 50;

/// A value that the fact cannot have.
pub(super) fn unknown_value(
    fact: &Placed<&str>,
    domain: &Domain,
    value: &Placed<Value>,
) -> crate::diagnostic::Diagnostic {
    let (zh, en, near) = match domain {
        Domain::Bool => ("true 或 false".to_string(), "`true` or `false`".to_string(), None),
        Domain::Count => ("从 0 起的整数".to_string(), "a whole number from 0".to_string(), None),
        Domain::Choice(words) => {
            let listed = &words[..words.len().min(MOST_WORDS)];
            let mut all = listed.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
            if words.len() > MOST_WORDS {
                all += ", …";
            }
            let near = match &value.value {
                Value::Choice(typed) => crate::diagnostic::nearest(typed, listed.iter().map(String::as_str)),
                _ => None,
            };
            (format!("之一:{all}"), format!("one of {all}"), near)
        }
    };
    let typed = value::shown(&value.value.to_string());
    let name = value::shown(fact.value);
    let label = match near {
        Some(near) => value::meant(Some(near)),
        None => Text::new("没有这个值", "not one of its values"),
    };
    mistake(
        codes::UNKNOWN_VALUE,
        format!("`{name}` 不能是 `{typed}`"),
        format!("`{name}` cannot be `{typed}`"),
    )
    .at(value.span.clone(), label)
    .help(Text::new(format!("写{zh}"), format!("write {en}")))
}

fn step(fields: &Fields<'_>) -> Option<StepDraft> {
    let mut unreadable = Vec::new();
    let kind = fields.word("kind", keys::KINDS, &Kind::ALL);
    let limit = fields.length("limit", Zero::Refused);
    let after = fields.read("after", value::links);
    let cite = fields.cite();
    let missing = [
        ("kind", kind.is_none()),
        ("limit", limit.is_none()),
        ("after", after.is_none()),
        ("cite", cite.is_none()),
    ];
    for (key, is_none) in missing {
        if is_none && fields.place(key).is_some() {
            unreadable.push(key);
        }
    }
    Some(StepDraft {
        id: fields.id("id")?,
        header: fields.span(),
        name: fields.text("name"),
        kind,
        actor: fields.id("actor"),
        parties: fields.placed("parties", fields.read("parties", value::ids).map(value::actors)),
        lane: fields.id("lane"),
        after: after.unwrap_or_default(),
        limit: fields.placed("limit", limit),
        estimate: fields.placed("estimate", fields.estimate("estimate")),
        cadence: fields.placed("cadence", fields.cadence("cadence")),
        first_day: fields.placed(
            "first_day",
            fields.word("first_day", keys::FIRST_DAYS, &[FirstDay::Excluded, FirstDay::Included]),
        ),
        roll: fields.placed("roll", fields.word("roll", keys::ROLLS, &[Roll::Keep, Roll::NextWorkingDay])),
        when: fields.condition("when"),
        cite,
        note: fields.text("note"),
        unreadable,
        lost_link: None,
    })
}

pub(super) fn promise(fields: &Fields<'_>) -> Option<PromiseDraft> {
    Some(PromiseDraft {
        id: fields.id("id")?,
        name: fields.text("name"),
        from: fields.id("from")?,
        to: fields.id("to")?,
        within: fields.working_days("within")?,
        cite: fields.cite().unwrap_or_default(),
        span: fields.span(),
    })
}

fn scope(fields: &Fields<'_>) -> Option<ScopeDraft> {
    Some(ScopeDraft {
        require: fields.condition("require")?,
        say: fields.text("say")?,
        cite: fields.cite().unwrap_or_default(),
    })
}

fn abort(fields: &Fields<'_>) -> Option<AbortDraft> {
    Some(AbortDraft {
        when: fields.condition("when")?,
        fallback: fields.id("fallback"),
        say: fields.text("say"),
        cite: fields.cite().unwrap_or_default(),
    })
}

fn rework(fields: &Fields<'_>) -> Option<ReworkDraft> {
    Some(ReworkDraft {
        id: fields.id("id")?,
        at: fields.id("at")?,
        back_to: fields.id("back_to")?,
        when: fields.condition("when"),
        max: fields.number("max", 1, 100).unwrap_or(1),
        note: fields.text("note"),
        cite: fields.cite().unwrap_or_default(),
    })
}

fn caution(fields: &Fields<'_>, mistakes: &mut Mistakes) -> Option<CautionDraft> {
    let (since, until) = (fields.date("since"), fields.date("until"));
    if let (Some(first), Some(last)) = (since, until) {
        in_order(fields, "until", first, last, mistakes);
    }
    Some(CautionDraft {
        id: fields.id("id")?,
        when: fields.condition("when"),
        step: fields.id("step"),
        since,
        until,
        say: fields.text("say")?,
        cite: fields.cite().unwrap_or_default(),
    })
}

fn example(fields: &Fields<'_>) -> Option<ExampleDraft> {
    Some(ExampleDraft {
        start: fields.date("start")?,
        assumptions: fields.placed_string("assumptions"),
        counting: fields.word("counting", keys::COUNTINGS, &Counting::ALL).unwrap_or_default(),
        basis: fields.word("basis", keys::BASES, &Basis::ALL).unwrap_or_default(),
        set: fields.set("set"),
        expect: fields.read("expect", value::dates).unwrap_or_default(),
        why: fields.text("why"),
        span: fields.span(),
    })
}
