//! Documents, their articles, who acts, and the lanes.

use std::fmt;

use crate::calendar::{CivilDate, Day};
use crate::diagnostic::Text;

use super::ids::{ActorId, LaneId, SourceId};

/// A document that numbers come from.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// let guide = workflow.source("a").unwrap();
/// assert_eq!(guide.number.as_deref(), Some("京技管发〔2023〕10号"));
/// assert_eq!(guide.issued.unwrap().to_string(), "2023-04-27");
/// ```
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name in citations.
    pub id: SourceId,
    /// Its official number, such as 京技管发〔2023〕12号.
    pub number: Option<String>,
    /// Its title.
    pub title: Text,
    /// Its rank, such as 规范性文件.
    pub level: Option<String>,
    /// The day it was issued.
    pub issued: Option<CivilDate>,
    /// The days it is in force.
    pub in_force: InForce,
    /// The articles that say so.
    pub cite: Vec<Citation>,
    /// Its articles, when the file lists them; empty when it does not.
    pub articles: Vec<Article>,
}

/// The days a document is in force; both ends included, an absent end is open.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// let guide = workflow.source("a").unwrap().in_force;
/// assert_eq!(guide.until.unwrap().to_string(), "2026-04-27"); // three years on trial
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InForce {
    /// The first day in force.
    pub from: Option<CivilDate>,
    /// The last day in force.
    pub until: Option<CivilDate>,
}

/// One article or section of a document.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// use permits::workflow::ArticleEffect;
/// let first = &workflow.source("a").unwrap().articles[0];
/// assert_eq!((first.id.as_str(), first.effect), ("一", ArticleEffect::Time));
/// ```
#[derive(Debug, Clone)]
pub struct Article {
    /// As cited after the source's name: `5`, `五(六)3`.
    pub id: String,
    /// Whether it has an effect on time.
    pub effect: ArticleEffect,
    /// What it says, in one sentence.
    pub gist: Text,
}

/// Whether an article has an effect on time, so that something in the workflow must claim it.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// use permits::workflow::ArticleEffect;
/// // Only section 七, on publicity and liaison, makes neither a step nor a period.
/// let articles = workflow.source("a").unwrap().articles.iter();
/// let without: Vec<_> = articles.filter(|article| article.effect == ArticleEffect::None).collect();
/// assert_eq!((without.len(), without[0].id.as_str()), (1, "七"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArticleEffect {
    /// It makes a step, a fact, a rule or a promise.
    Time,
    /// It has none; the gist says why.
    None,
}

/// A place in a document: `b 5`.
///
/// ```
/// use permits::workflow::Citation;
/// let cite = Citation { source: "a".into(), article: "五(六)3".into() };
/// assert_eq!(cite.to_string(), "a 五(六)3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// The document.
    pub source: SourceId,
    /// The article; empty when the whole document is meant.
    pub article: String,
}

impl InForce {
    /// Whether the document is in force on a day.
    ///
    /// ```
    #[doc = include_str!("../../set_up/building.md")]
    /// let guide = workflow.source("a").unwrap().in_force;
    /// assert!(guide.covers(day("2023-04-27")) && guide.covers(day("2026-04-27")));
    /// assert!(!guide.covers(day("2026-04-28")));
    /// ```
    pub fn covers(&self, day: Day) -> bool {
        let day = CivilDate::from(day);
        self.from.is_none_or(|from| day >= from) && self.until.is_none_or(|until| day <= until)
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.article.is_empty() {
            write!(f, "{}", self.source)
        } else {
            write!(f, "{} {}", self.source, self.article)
        }
    }
}

/// Somebody who acts.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// let of = |id: &str| workflow.actors.iter().find(|actor| actor.id.as_str() == id).unwrap();
/// assert!(of("company").is_applicant && of("designer").is_applicant);
/// assert!(!of("approval-bureau").is_applicant);
/// ```
#[derive(Debug, Clone)]
pub struct Actor {
    /// Its name in files.
    pub id: ActorId,
    /// What it is called.
    pub name: Text,
    /// Whether it is the applicant, or works for the applicant; everybody else is an office.
    pub is_applicant: bool,
}

/// A group of steps that are drawn together.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// let lanes = workflow.lanes.iter().map(|lane| lane.name.en.as_str());
/// assert_eq!(lanes.collect::<Vec<_>>(), ["land supply", "main line"]);
/// ```
#[derive(Debug, Clone)]
pub struct Lane {
    /// Its name in files.
    pub id: LaneId,
    /// What it is called.
    pub name: Text,
}
