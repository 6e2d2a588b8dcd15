//! Steps are held against their kinds.

use crate::diagnostic::{Diagnostic, Span, Text, with_article};

use super::super::codes;
use super::super::draft::StepDraft;
use super::super::model::{Condition, Kind, Step};
use super::super::syntax::mistake;
use super::super::value::{Mistakes, shown};
use super::names::Names;

/// The steps of the model, one for each draft, in the same order. A link to an unknown step is left out.
pub(super) fn check(drafts: &[StepDraft], names: &Names<'_>, mistakes: &mut Mistakes) -> Vec<Step> {
    drafts.iter().map(|draft| step(draft, names, mistakes)).collect()
}

fn step(draft: &StepDraft, names: &Names<'_>, mistakes: &mut Mistakes) -> Step {
    let id = draft.id.value.as_str();
    let who = || Text::new(format!("步骤 `{}` ", shown(id)), format!("step `{}`", shown(id)));
    if let Some(actor) = &draft.actor {
        names.actor(actor, mistakes);
    }
    if let Some(lane) = &draft.lane {
        names.lane(lane, mistakes);
    }
    for party in draft.parties.iter().flat_map(|parties| &parties.value) {
        names.actor(party, mistakes);
    }
    let mut after = Vec::with_capacity(draft.after.len());
    for link in &draft.after {
        let target = super::super::syntax::Placed::new(link.link.step.clone(), link.link.span.clone());
        let known = names.step_for(&target, who(), mistakes).is_some();
        let when = link.when.as_ref().map_or_else(Condition::always, |when| names.condition(when, mistakes));
        if known {
            after.push(super::super::model::Link { when, ..link.link.clone() });
        }
    }
    match draft.kind {
        Some(kind) => fits(draft, kind, mistakes),
        None if draft.unreadable.contains(&"kind") => {}
        None => mistakes.push(
            mistake(
                codes::MISSING_KEY,
                format!("{}没有 `kind`", who().zh),
                format!("{} has no `kind`", who().en),
            )
            .at(draft.header.clone(), Text::new("缺少 `kind`", "no `kind` here"))
            .help(Text::new(
                "加上 `kind = \"…\"`;若要补充被包含文件的步骤,核对它的名称",
                "add `kind = \"…\"`; to add to an included step, check its id",
            )),
        ),
    }
    cited(draft, mistakes);
    Step {
        id: draft.id.value.clone(),
        name: draft.name.clone().unwrap_or_else(|| Text::same(id)),
        kind: draft.kind.unwrap_or(Kind::Milestone),
        actor: draft.actor.as_ref().map(|actor| actor.value.clone()),
        parties: draft
            .parties
            .iter()
            .flat_map(|parties| &parties.value)
            .map(|party| party.value.clone())
            .collect(),
        lane: draft.lane.as_ref().map(|lane| lane.value.clone()),
        after,
        limit: draft.limit.as_ref().map(|limit| limit.value),
        estimate: draft.estimate.as_ref().map(|estimate| estimate.value),
        cadence: draft.cadence.as_ref().map(|cadence| cadence.value),
        first_day: draft.first_day.as_ref().map(|first_day| first_day.value),
        roll: draft.roll.as_ref().map(|roll| roll.value),
        when: draft.when.as_ref().map_or_else(Condition::always, |when| names.condition(when, mistakes)),
        cite: names.cite(draft.cite.iter().flatten(), mistakes),
        note: draft.note.clone(),
        span: draft.id.span.clone(),
    }
}

/// The kinds that take a key, as the semantics have it.
fn takes(key: &str, kind: Kind) -> bool {
    match key {
        "limit" | "roll" | "pause" => kind.takes_limit(),
        "estimate" | "remaining" => kind.takes_estimate(),
        "cadence" => kind == Kind::Meeting,
        "first_day" => kind == Kind::Notice,
        _ => kind == Kind::Consultation,
    }
}

/// What is wrong with a key on a step of this kind, if anything is.
pub(super) fn not_for_kind(step: &str, key: &str, kind: Kind, place: &Span) -> Option<Diagnostic> {
    if takes(key, kind) {
        return None;
    }
    let (step, kind) = (shown(step), kind.as_str());
    let a_kind = with_article(kind);
    let all: Vec<String> = Kind::ALL
        .iter()
        .filter(|kind| takes(key, **kind))
        .map(|kind| format!("`{}`", kind.as_str()))
        .collect();
    let all = all.join(", ");
    Some(
        mistake(
            codes::FIELD_NOT_FOR_KIND,
            format!("步骤 `{step}` 是 {kind},没有 `{key}`"),
            format!("step `{step}` is {a_kind}, which takes no `{key}`"),
        )
        .at(place.clone(), Text::new(format!("{kind} 没有 `{key}`"), format!("not on {a_kind}")))
        .help(Text::new(
            format!("删去 `{key}`;它只属于 {all}"),
            format!("remove `{key}`; it belongs to {all}"),
        )),
    )
}

fn fits(draft: &StepDraft, kind: Kind, mistakes: &mut Mistakes) {
    let id = draft.id.value.as_str();
    let given: [(&str, Option<&Span>); 6] = [
        ("limit", draft.limit.as_ref().map(|value| &value.span)),
        ("estimate", draft.estimate.as_ref().map(|value| &value.span)),
        ("cadence", draft.cadence.as_ref().map(|value| &value.span)),
        ("first_day", draft.first_day.as_ref().map(|value| &value.span)),
        ("roll", draft.roll.as_ref().map(|value| &value.span)),
        ("parties", draft.parties.as_ref().map(|value| &value.span)),
    ];
    for (key, place) in given {
        mistakes.extend(place.and_then(|place| not_for_kind(id, key, kind, place)));
    }
    let needs_limit = matches!(kind, Kind::Notice | Kind::Listing);
    if needs_limit && draft.limit.is_none() && !draft.unreadable.contains(&"limit") {
        let (name, kind) = (shown(id), kind.as_str());
        mistakes.push(
            mistake(
                codes::NOTICE_WITHOUT_LIMIT,
                format!("步骤 `{name}` 是 {kind},没有 `limit`"),
                format!("step `{name}` is {} without a `limit`", with_article(kind)),
            )
            .at(draft.id.span.clone(), Text::new("没有期限", "nobody says how long it runs"))
            .help(Text::new("加上 `limit = \"30d\"` 和出处", "add `limit = \"30d\"` and its `cite`")),
        );
    }
}

/// A limit, and a rule that overrides the profile, come from a document.
fn cited(draft: &StepDraft, mistakes: &mut Mistakes) {
    let has_cite = draft.cite.as_ref().is_some_and(|cite| !cite.is_empty());
    if has_cite || draft.unreadable.contains(&"cite") {
        return;
    }
    let rules = [
        ("limit", draft.limit.as_ref().map(|value| &value.span)),
        ("first_day", draft.first_day.as_ref().map(|value| &value.span)),
        ("roll", draft.roll.as_ref().map(|value| &value.span)),
    ];
    for (key, place) in rules {
        let Some(place) = place else { continue };
        let name = shown(draft.id.value.as_str());
        mistakes.push(
            mistake(
                codes::LIMIT_WITHOUT_CITE,
                format!("步骤 `{name}` 有 `{key}` 而没有出处"),
                format!("step `{name}` has a `{key}` and no `cite`"),
            )
            .at(place.clone(), Text::new("哪份文件这样规定?", "which document says so?"))
            .help(Text::new("加上 `cite = [\"文件 条\"]`", "add `cite = [\"source article\"]`")),
        );
    }
}
