//! Which article of a document is claimed by what.
//!
//! In: a [`Workflow`] whose sources list their articles. Out: for each such source every article with whatever cites
//! it, in file order, and the citations of articles that the list lacks. Whether a text was encoded faithfully is
//! not decided here; this shows where to look.
//!
//! An article claims nothing for its parts and a part nothing for its article: `a 五(六)3` is not `a 五(六)`. A
//! citation of the whole document claims no article.

use super::model::{
    ArticleEffect, Citation, FactId, FactRole, PromiseId, ReworkId, SourceId, StepId, Workflow,
};
use crate::diagnostic::Text;

/// One source and its articles.
///
/// ```
/// use permits::workflow::coverage::coverage;
/// # use permits::{diagnostic::Sources, workflow::{Library, Which, load_workflow}};
/// # let which = Which::typed("build-on-land-delivery");
/// # let (workflow, _) = load_workflow(&Library::built_in(), &which, &mut Sources::default()).unwrap();
/// let sources = coverage(&workflow);
/// let guide = sources.iter().find(|source| source.source.as_str() == "a").unwrap();
/// assert_eq!(guide.articles[0].id, "一");
/// assert!(guide.unlisted.is_empty(), "every article that is cited is listed");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceCoverage {
    /// The source.
    pub source: SourceId,
    /// Its articles, in file order.
    pub articles: Vec<ArticleCoverage>,
    /// Cited articles that the list lacks, each once, in the order they are first cited.
    pub unlisted: Vec<Unlisted>,
}

/// One article and what claims it.
///
/// ```
/// use permits::workflow::{ArticleEffect, coverage::coverage};
/// # use permits::{diagnostic::Sources, workflow::{Library, Which, load_workflow}};
/// # let which = Which::typed("build-on-land-delivery");
/// # let (workflow, _) = load_workflow(&Library::built_in(), &which, &mut Sources::default()).unwrap();
/// # let sources = coverage(&workflow);
/// # let guide = sources.iter().find(|source| source.source.as_str() == "a").unwrap();
/// // Section 七 is about publicity and liaison: no step and no period.
/// let seven = guide.articles.iter().find(|article| article.id == "七").unwrap();
/// assert_eq!((seven.effect, seven.claims.len()), (ArticleEffect::None, 0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleCoverage {
    /// As cited after the source's name.
    pub id: String,
    /// Whether it has an effect on time, so that something must claim it.
    pub effect: ArticleEffect,
    /// What it says, in one sentence.
    pub gist: Text,
    /// What cites it, in the order of the file's parts.
    pub claims: Vec<Claim>,
}

/// An article that is cited but not listed.
///
/// ```
/// use permits::workflow::coverage::coverage;
/// # use permits::{diagnostic::Sources, workflow::{Citation, Library, Which, load_workflow}};
/// # let which = Which::typed("build-on-land-delivery");
/// # let (mut workflow, _) = load_workflow(&Library::built_in(), &which, &mut Sources::default()).unwrap();
/// // The guide ends with section 八.
/// workflow.steps[0].cite.push(Citation { source: "a".into(), article: "九".into() });
/// let sources = coverage(&workflow);
/// let guide = sources.iter().find(|source| source.source.as_str() == "a").unwrap();
/// assert_eq!((guide.unlisted[0].article.as_str(), guide.unlisted[0].claims.len()), ("九", 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// As cited after the source's name.
    pub article: String,
    /// What cites it.
    pub claims: Vec<Claim>,
}

/// Something that cites an article.
///
/// ```
/// use permits::workflow::coverage::{Claim, coverage};
/// # use permits::{diagnostic::Sources, workflow::{Library, Which, load_workflow}};
/// # let which = Which::typed("build-on-land-delivery");
/// # let (workflow, _) = load_workflow(&Library::built_in(), &which, &mut Sources::default()).unwrap();
/// # let sources = coverage(&workflow);
/// # let guide = sources.iter().find(|source| source.source.as_str() == "a").unwrap();
/// // Section 八 says how long the guide is in force, and nothing else.
/// let eight = guide.articles.iter().find(|article| article.id == "八").unwrap();
/// assert_eq!(eight.claims, [Claim::InForce("a".into())]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// A source's days in force.
    InForce(SourceId),
    /// A step.
    Step(StepId),
    /// A fact.
    Fact(FactId),
    /// A reading.
    Reading(FactId),
    /// A promise.
    Promise(PromiseId),
    /// A scope rule, by its place in the file, from 1.
    Scope(usize),
    /// An abort rule, by its place in the file, from 1.
    Abort(usize),
    /// A rework.
    Rework(ReworkId),
    /// A caution.
    Caution(String),
}

impl SourceCoverage {
    /// The articles that have an effect and that nothing claims.
    ///
    /// ```
    /// use permits::workflow::coverage::coverage;
    /// # use permits::{diagnostic::Sources, workflow::{Library, Which, load_workflow}};
    /// # let which = Which::typed("build-on-land-delivery");
    /// # let (mut workflow, _) = load_workflow(&Library::built_in(), &which, &mut Sources::default()).unwrap();
    /// // Forgotten: the days in force are all that rests on section 八.
    /// workflow.sources.iter_mut().for_each(|source| source.cite.clear());
    /// let sources = coverage(&workflow);
    /// let guide = sources.iter().find(|source| source.source.as_str() == "a").unwrap();
    /// assert_eq!(guide.unclaimed().map(|article| article.id.as_str()).collect::<Vec<_>>(), ["八"]);
    /// ```
    pub fn unclaimed(&self) -> impl Iterator<Item = &ArticleCoverage> {
        self.articles.iter().filter(|article| article.is_unclaimed())
    }
}

impl ArticleCoverage {
    /// Whether it has an effect and nothing claims it.
    ///
    /// ```
    /// use permits::{diagnostic::Text, workflow::{ArticleEffect, coverage::ArticleCoverage}};
    /// let (id, gist) = ("八".to_string(), Text::new("试行3年。", "On trial for three years."));
    /// let article = ArticleCoverage { id, gist, effect: ArticleEffect::Time, claims: Vec::new() };
    /// assert!(article.is_unclaimed(), "it has an effect, and nothing cites it");
    /// assert!(!ArticleCoverage { effect: ArticleEffect::None, ..article }.is_unclaimed());
    /// ```
    pub fn is_unclaimed(&self) -> bool {
        self.effect == ArticleEffect::Time && self.claims.is_empty()
    }
}

/// The sources that list their articles, in file order, with what claims each article. O(articles · citations).
///
/// ```
/// use permits::diagnostic::Sources;
/// use permits::workflow::{Library, Which, coverage::{Claim, coverage}, load_workflow};
/// let library = Library::built_in();
/// let which = Which::typed("design-scheme-supply");
/// let (workflow, _) = load_workflow(&library, &which, &mut Sources::default())?;
/// let sources = coverage(&workflow);
/// let b = sources.iter().find(|source| source.source.as_str() == "b").unwrap();
/// let eight = b.articles.iter().find(|article| article.id == "8").unwrap();
/// assert_eq!(eight.claims[0], Claim::Step("design-call".into()));
/// assert_eq!(b.unclaimed().count(), 0);
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn coverage(workflow: &Workflow) -> Vec<SourceCoverage> {
    let citations = citations(workflow);
    let listing = workflow.sources.iter().filter(|source| !source.articles.is_empty());
    listing
        .map(|source| {
            let of_source =
                citations.iter().filter(|(cite, _)| cite.source == source.id && !cite.article.is_empty());
            let mut articles: Vec<ArticleCoverage> = source
                .articles
                .iter()
                .map(|article| ArticleCoverage {
                    id: article.id.clone(),
                    effect: article.effect,
                    gist: article.gist.clone(),
                    claims: Vec::new(),
                })
                .collect();
            let mut unlisted: Vec<Unlisted> = Vec::new();
            for (cite, claim) in of_source {
                let claims = match articles.iter_mut().find(|article| article.id == cite.article) {
                    Some(article) => &mut article.claims,
                    None => {
                        let known = unlisted.iter().position(|unlisted| unlisted.article == cite.article);
                        let at = known.unwrap_or_else(|| {
                            unlisted.push(Unlisted { article: cite.article.clone(), claims: Vec::new() });
                            unlisted.len() - 1
                        });
                        &mut unlisted[at].claims
                    }
                };
                if !claims.contains(claim) {
                    claims.push(claim.clone());
                }
            }
            SourceCoverage { source: source.id.clone(), articles, unlisted }
        })
        .collect()
}

/// Every citation of the workflow with what makes it.
fn citations(workflow: &Workflow) -> Vec<(&Citation, Claim)> {
    let mut citations: Vec<(&Citation, Claim)> = Vec::new();
    for source in &workflow.sources {
        citations.extend(source.cite.iter().map(|cite| (cite, Claim::InForce(source.id.clone()))));
    }
    for step in &workflow.steps {
        citations.extend(step.cite.iter().map(|cite| (cite, Claim::Step(step.id.clone()))));
    }
    for fact in &workflow.facts {
        let claim = match fact.role {
            FactRole::Fact => Claim::Fact,
            FactRole::Reading => Claim::Reading,
        };
        citations.extend(fact.cite.iter().map(|cite| (cite, claim(fact.id.clone()))));
    }
    for promise in &workflow.promises {
        citations.extend(promise.cite.iter().map(|cite| (cite, Claim::Promise(promise.id.clone()))));
    }
    for (scope, number) in workflow.scopes.iter().zip(1..) {
        citations.extend(scope.cite.iter().map(|cite| (cite, Claim::Scope(number))));
    }
    for (abort, number) in workflow.aborts.iter().zip(1..) {
        citations.extend(abort.cite.iter().map(|cite| (cite, Claim::Abort(number))));
    }
    for rework in &workflow.reworks {
        citations.extend(rework.cite.iter().map(|cite| (cite, Claim::Rework(rework.id.clone()))));
    }
    for caution in &workflow.cautions {
        citations.extend(caution.cite.iter().map(|cite| (cite, Claim::Caution(caution.id.clone()))));
    }
    citations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::workflow::{Library, Which, load_workflow};

    fn load(id: &str) -> Workflow {
        load_workflow(&Library::built_in(), &Which::typed(id), &mut Sources::default()).unwrap().0
    }

    fn of<'a>(sources: &'a [SourceCoverage], source: &str, article: &str) -> &'a ArticleCoverage {
        let source = sources.iter().find(|coverage| coverage.source.as_str() == source).unwrap();
        source.articles.iter().find(|coverage| coverage.id == article).unwrap()
    }

    #[test]
    fn the_shipped_procedures_claim_every_article_that_has_an_effect() {
        let mut listed = 0;
        for built_in in Library::built_in().workflows() {
            for source in coverage(&load(built_in.id)) {
                listed += 1;
                assert_eq!(source.unclaimed().count(), 0, "{}: {:?}", built_in.id, source.source);
                assert_eq!(source.unlisted, [], "{}", built_in.id);
            }
        }
        assert!(listed >= 4, "both documents list their articles, in their own file and in the joined one");
    }

    // By hand from the files: article 19 of b gives its days in force, section 六 of a its three abort rules.
    #[test]
    fn a_claim_says_what_sort_of_thing_it_is() {
        let sources = coverage(&load("full-path"));
        assert_eq!(of(&sources, "b", "19").claims, [Claim::InForce("b".into())]);
        let six = &of(&sources, "a", "六").claims;
        assert!(six.ends_with(&[Claim::Abort(1), Claim::Abort(2), Claim::Abort(3)]), "{six:?}");
        assert!(six.contains(&Claim::Fact("major-change".into())));
        assert!(of(&sources, "b", "12").claims.contains(&Claim::Rework("site-plan-objection".into())));
        let reading = Claim::Reading("plan-approval-waits-for-site-plan".into());
        assert!(of(&sources, "b", "13").claims.contains(&reading));
        assert!(of(&sources, "a", "一").claims.contains(&Claim::Promise("permit-in-ten".into())));
    }

    #[test]
    fn a_part_claims_nothing_for_its_article_and_the_whole_document_no_article() {
        let mut workflow = load("build-on-land-delivery");
        let cites = |article: &str| Citation { source: "a".into(), article: article.into() };
        let step = workflow.steps[0].id.clone();
        workflow.steps[0].cite = vec![cites("五(六)3"), cites(""), cites("九"), cites("九")];
        let sources = coverage(&workflow);
        assert!(of(&sources, "a", "五(六)3").claims.contains(&Claim::Step(step.clone())));
        for article in ["五", "五(六)", "一"] {
            assert!(!of(&sources, "a", article).claims.contains(&Claim::Step(step.clone())));
        }
        let unlisted = vec![Unlisted { article: "九".into(), claims: vec![Claim::Step(step)] }];
        assert_eq!(sources.iter().find(|source| source.source.as_str() == "a").unwrap().unlisted, unlisted);
    }
}
