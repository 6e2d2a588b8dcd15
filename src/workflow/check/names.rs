//! Names are looked up: steps, facts, actors, lanes, documents.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Span, Text, nearest};

use super::super::codes::{self, Code};
use super::super::draft::unknown_value;
use super::super::merge::Merged;
use super::super::model::{ActorId, Citation, Condition, Domain, FactId, LaneId, Requirement, StepId, Value};
use super::super::syntax::{Placed, mistake};
use super::super::value::{ConditionDraft, Mistakes, meant, shown};

/// So many names are compared, in all, to guess what was meant: a file of unknown names must not take for ever.
const MOST_COMPARISONS: usize = 300_000;

/// Everything that can be named in the merged files.
pub(super) struct Names<'a> {
    merged: &'a Merged,
    facts: HashMap<&'a str, &'a Domain>,
    actors: HashSet<&'a str>,
    lanes: HashSet<&'a str>,
    /// The articles of each document, or none when they are not listed.
    sources: HashMap<&'a str, Option<HashSet<&'a str>>>,
    comparisons: Cell<usize>,
}

impl<'a> Names<'a> {
    pub fn of(merged: &'a Merged) -> Self {
        let mut sources = HashMap::new();
        for source in &merged.sources {
            let articles: HashSet<&str> = source.articles.iter().map(|article| article.id.as_str()).collect();
            sources.insert(source.id.as_str(), (!articles.is_empty()).then_some(articles));
        }
        Names {
            facts: merged.facts.iter().map(|fact| (fact.id.value.as_str(), &fact.domain)).collect(),
            actors: merged.actors.iter().map(|(id, _)| id.as_str()).collect(),
            lanes: merged.lanes.iter().map(|(id, _)| id.as_str()).collect(),
            sources,
            comparisons: Cell::new(MOST_COMPARISONS),
            merged,
        }
    }

    /// What was probably meant.
    fn near<'n>(&self, typed: &str, known: impl ExactSizeIterator<Item = &'n str>) -> Option<&'n str> {
        let left = self.comparisons.get().checked_sub(known.len())?;
        self.comparisons.set(left);
        nearest(typed, known)
    }

    /// Where the step is in the merged list.
    pub fn step(&self, id: &Placed<StepId>, mistakes: &mut Mistakes) -> Option<usize> {
        self.step_for(id, Text::new("这里", "this"), mistakes)
    }

    /// The same; `who` names it, for the headline.
    pub fn step_for(&self, id: &Placed<StepId>, who: Text, mistakes: &mut Mistakes) -> Option<usize> {
        if let Some(&at) = self.merged.at.get(&id.value) {
            return Some(at);
        }
        let name = shown(id.value.as_str());
        if let Some(dropped) = self.merged.dropped.get(&id.value) {
            mistakes.push(
                mistake(
                    codes::DROPPED_STEP,
                    format!("{}指向已去掉的步骤 `{name}`", who.zh),
                    format!("{} names the dropped step `{name}`", who.en),
                )
                .at(id.span.clone(), Text::new("这个步骤已被去掉", "this step has been dropped"))
                .at(dropped.clone(), Text::new("在此去掉", "dropped here"))
                .help(Text::new(
                    "改用代替它的步骤,或不要去掉它",
                    "name the step that replaces it, or do not drop it",
                )),
            );
            return None;
        }
        let known = self.merged.steps.iter().map(|step| step.id.value.as_str());
        let near = self.near(id.value.as_str(), known);
        mistakes.push(
            mistake(
                codes::UNKNOWN_STEP,
                format!("{}指向没有的步骤 `{name}`", who.zh),
                format!("{} names an unknown step `{name}`", who.en),
            )
            .at(id.span.clone(), meant(near))
            .help(Text::new("写本工作流中的步骤", "name a step defined in this workflow")),
        );
        None
    }

    fn unknown(
        &self,
        code: Code,
        what: Text,
        typed: &str,
        span: &Span,
        near: Option<&str>,
        help: Text,
    ) -> Diagnostic {
        let name = shown(typed);
        mistake(code, format!("没有{} `{name}`", what.zh), format!("unknown {} `{name}`", what.en))
            .at(span.clone(), meant(near))
            .help(help)
    }

    pub fn actor(&self, id: &Placed<ActorId>, mistakes: &mut Mistakes) {
        let typed = id.value.as_str();
        if !self.actors.contains(typed) {
            let near = self.near(typed, self.merged.actors.iter().map(|(id, _)| id.as_str()));
            let help = Text::new(format!("加上 `[actor.{typed}]`"), format!("declare it: `[actor.{typed}]`"));
            mistakes.push(self.unknown(
                codes::UNKNOWN_ACTOR,
                Text::new("责任单位", "actor"),
                typed,
                &id.span,
                near,
                help,
            ));
        }
    }

    pub fn lane(&self, id: &Placed<LaneId>, mistakes: &mut Mistakes) {
        let typed = id.value.as_str();
        if !self.lanes.contains(typed) {
            let near = self.near(typed, self.merged.lanes.iter().map(|(id, _)| id.as_str()));
            let help = Text::new(format!("加上 `[lane.{typed}]`"), format!("declare it: `[lane.{typed}]`"));
            mistakes.push(self.unknown(
                codes::UNKNOWN_LANE,
                Text::new("泳道", "lane"),
                typed,
                &id.span,
                near,
                help,
            ));
        }
    }

    /// Whether the fact is known and can have the value; says so when not.
    pub fn value(&self, fact: &Placed<FactId>, value: &Placed<Value>, mistakes: &mut Mistakes) -> bool {
        let Some(domain) = self.domain(fact, mistakes) else { return false };
        let known = domain.contains(&value.value);
        if !known {
            let name = Placed::new(fact.value.as_str(), fact.span.clone());
            mistakes.push(unknown_value(&name, domain, value));
        }
        known
    }

    fn domain(&self, fact: &Placed<FactId>, mistakes: &mut Mistakes) -> Option<&'a Domain> {
        let typed = fact.value.as_str();
        let domain = self.facts.get(typed).copied();
        if domain.is_none() {
            let near = self.near(typed, self.merged.facts.iter().map(|fact| fact.id.value.as_str()));
            let help = Text::new(
                "用 `[fact.…]` 或 `[reading.…]` 声明它",
                "declare it with `[fact.…]` or `[reading.…]`",
            );
            let what = Text::new("事实或读法", "fact or reading");
            mistakes.push(self.unknown(codes::UNKNOWN_FACT, what, typed, &fact.span, near, help));
        }
        domain
    }

    /// The condition with its facts looked up. One with a mistake in it always holds, so that nothing else is said
    /// about it.
    pub fn condition(&self, draft: &ConditionDraft, mistakes: &mut Mistakes) -> Condition {
        let mut good = true;
        let mut any = Vec::with_capacity(draft.value.len());
        for requirements in &draft.value {
            let mut all = Vec::with_capacity(requirements.len());
            for requirement in requirements {
                match self.domain(&requirement.fact, mistakes) {
                    None => good = false,
                    Some(_) => {
                        for value in &requirement.values {
                            good &= self.value(&requirement.fact, value, mistakes);
                        }
                    }
                }
                let values = requirement.values.iter().map(|value| value.value.clone()).collect();
                all.push(Requirement { fact: requirement.fact.value.clone(), values });
            }
            any.push(all);
        }
        if good { Condition { any } } else { Condition::always() }
    }

    /// The citations, each document and article looked up.
    pub fn cite<'c>(
        &self,
        citations: impl IntoIterator<Item = &'c Placed<Citation>>,
        mistakes: &mut Mistakes,
    ) -> Vec<Citation> {
        let citations = citations.into_iter().inspect(|citation| self.citation(citation, mistakes));
        citations.map(|citation| citation.value.clone()).collect()
    }

    fn citation(&self, citation: &Placed<Citation>, mistakes: &mut Mistakes) {
        let (source, article) = (citation.value.source.as_str(), citation.value.article.as_str());
        match self.sources.get(source) {
            None => {
                let near = self.near(source, self.merged.sources.iter().map(|source| source.id.as_str()));
                let help =
                    Text::new("用 `[source.名称]` 声明这份文件", "declare the document: `[source.name]`");
                let what = Text::new("文件", "source");
                mistakes.push(self.unknown(codes::UNKNOWN_SOURCE, what, source, &citation.span, near, help));
            }
            Some(Some(articles)) if !article.is_empty() && !articles.contains(article) => {
                let listed = self.merged.sources.iter().find(|known| known.id.as_str() == source);
                let listed = listed.map(|source| source.articles.as_slice()).unwrap_or_default();
                let near = self.near(article, listed.iter().map(|article| article.id.as_str()));
                let help = Text::new(
                    "写已列出的条,或用 `[[source.名称.article]]` 列出它",
                    "cite a listed article, or list it: `[[source.name.article]]`",
                );
                let what = Text::new(format!("条(`{source}` 中)"), format!("article of `{source}`"));
                mistakes.push(self.unknown(
                    codes::UNKNOWN_ARTICLE,
                    what,
                    article,
                    &citation.span,
                    near,
                    help,
                ));
            }
            Some(_) => {}
        }
    }
}
