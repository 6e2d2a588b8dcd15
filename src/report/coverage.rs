//! Which article of a document is claimed by what, as a page.
//!
//! In: a workflow. Out: the page behind `permits workflow ID --coverage`: article by article whether it has an
//! effect on time, what it says, and what cites it. An article that has an effect and that nothing claims is marked
//! and counted first. What claims what is [`workflow::coverage`](crate::workflow::coverage).
//!
//! ```
//! use permits::report::coverage;
//! # use permits::diagnostic::{Lang, Sources};
//! # use permits::workflow::{Library, Which, load_workflow};
//! # let (library, which) = (Library::built_in(), Which::typed("design-scheme-supply"));
//! # let (workflow, _) = load_workflow(&library, &which, &mut Sources::default()).unwrap();
//! // Every article of the measures has its line.
//! let page = coverage::page(&workflow, Lang::Zh);
//! let articles = permits::workflow::coverage::coverage(&workflow).into_iter().flat_map(|source| source.articles);
//! assert!(articles.into_iter().all(|article| page.contains(&article.id)));
//! ```

use serde::Serialize;

use crate::diagnostic::{Lang, number_of};
use crate::workflow::coverage::{ArticleCoverage, Claim, SourceCoverage, coverage};
use crate::workflow::{ArticleEffect, Workflow};

use super::json::to_text;
use super::procedures::title;
use super::prose::{Page, columns};
use super::words::{bracketed, either, list};

/// The page. Where no source lists its articles it says so.
///
/// ```
/// use permits::diagnostic::{Lang, Sources};
/// use permits::report::coverage;
/// use permits::workflow::{Library, Which, load_workflow};
/// let library = Library::built_in();
/// let which = Which::typed("design-scheme-supply");
/// let (workflow, _) = load_workflow(&library, &which, &mut Sources::default())?;
/// let page = coverage::page(&workflow, Lang::En);
/// assert!(page.contains("every article with an effect is claimed"));
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn page(workflow: &Workflow, lang: Lang) -> String {
    let sources = coverage(workflow);
    let width = sources.iter().flat_map(|source| &source.articles).map(|article| columns(&article.id)).max();
    // The mark takes two columns, the gap after the article two more.
    let mut page = Page::new(width.unwrap_or(0) + 4);
    page.heading(&match lang {
        Lang::Zh => format!("条款对应:{}", title(workflow, lang)),
        Lang::En => format!("Coverage: {}", title(workflow, lang)),
    });
    if sources.is_empty() {
        page.paragraph(0, either(lang, "没有文件列出条款。", "No source lists its articles."));
    }
    for (at, source) in sources.iter().enumerate() {
        if at > 0 {
            page.gap();
        }
        source_part(&mut page, workflow, source, lang);
    }
    page.into_text()
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    workflow: &'a str,
    sources: Vec<SourceRow>,
}

#[derive(Serialize)]
struct SourceRow {
    source: String,
    articles: Vec<ArticleRow>,
}

#[derive(Serialize)]
struct ArticleRow {
    id: String,
    effect: &'static str,
    claimed_by: Vec<String>,
}

/// The same as JSON: `permits.coverage/1`. A claim is written as its sort and its name: `steps consult-plan`.
///
/// ```
/// use permits::report::coverage;
/// # use permits::diagnostic::{Lang, Sources};
/// # use permits::workflow::{Library, Which, load_workflow};
/// # let (library, which) = (Library::built_in(), Which::typed("design-scheme-supply"));
/// # let (workflow, _) = load_workflow(&library, &which, &mut Sources::default()).unwrap();
/// let document: serde_json::Value = serde_json::from_str(&coverage::json(&workflow)).unwrap();
/// let sources = document["sources"].as_array().unwrap();
/// let articles = sources.iter().flat_map(|source| source["articles"].as_array().unwrap());
/// assert!(articles.into_iter().all(|it| it["effect"] == "none" || it["claimed_by"][0].is_string()));
/// ```
pub fn json(workflow: &Workflow) -> String {
    let claim = |claim: &Claim| {
        let (sort, name) = claimed(claim, Lang::En);
        format!("{sort} {name}")
    };
    let article = |article: &ArticleCoverage| ArticleRow {
        id: article.id.clone(),
        effect: match article.effect {
            ArticleEffect::Time => "time",
            ArticleEffect::None => "none",
        },
        claimed_by: article.claims.iter().map(claim).collect(),
    };
    let sources = coverage(workflow);
    let source = |source: &SourceCoverage| SourceRow {
        source: source.source.to_string(),
        articles: source.articles.iter().map(article).collect(),
    };
    to_text(&Document {
        schema: "permits.coverage/1",
        workflow: &workflow.id,
        sources: sources.iter().map(source).collect(),
    })
}

fn source_part(page: &mut Page, workflow: &Workflow, source: &SourceCoverage, lang: Lang) {
    let declared = workflow.source(source.source.as_str());
    let title = declared.map_or("", |declared| declared.title.get(lang));
    let number = declared.and_then(|declared| declared.number.as_deref()).unwrap_or_default();
    page.entry(0, source.source.as_str(), &format!("{title}{}", bracketed(number)));
    for sentence in verdict(source, lang) {
        page.paragraph(2, &sentence);
    }
    page.gap();
    for article in &source.articles {
        let mark = if article.is_unclaimed() { "! " } else { "  " };
        page.field(0, &format!("{mark}{}", article.id), article.gist.get(lang));
        let claimed = match (article.effect, article.claims.is_empty()) {
            (_, false) => claims(&article.claims, lang),
            (ArticleEffect::Time, true) => {
                vec![either(lang, "有时间效力,无人对应", "HAS AN EFFECT, CLAIMED BY NOTHING").into()]
            }
            (ArticleEffect::None, true) => vec![either(lang, "无时间效力", "no effect on time").into()],
        };
        page.fields(0, "", &arrowed(claimed));
    }
    for unlisted in &source.unlisted {
        page.field(
            0,
            &format!("! {}", unlisted.article),
            either(lang, "条款表中没有", "NOT IN THE LIST OF ARTICLES"),
        );
        page.fields(0, "", &arrowed(claims(&unlisted.claims, lang)));
    }
}

/// How many articles there are, and how many lack a claim.
fn verdict(source: &SourceCoverage, lang: Lang) -> [String; 2] {
    let all = source.articles.len();
    let with_effect = source.articles.iter().filter(|article| article.effect == ArticleEffect::Time).count();
    let unclaimed: Vec<String> = source.unclaimed().map(|article| article.id.clone()).collect();
    let verdict = match (unclaimed.len(), lang) {
        (0, Lang::Zh) => "有时间效力的条款均有对应".to_string(),
        (0, Lang::En) => "every article with an effect is claimed".to_string(),
        (count, Lang::Zh) => format!("! {count}条有时间效力而无对应:{}", list(unclaimed, lang)),
        (1, Lang::En) => format!("! 1 article with an effect is claimed by nothing: {}", unclaimed[0]),
        (count, Lang::En) => {
            format!("! {count} articles with an effect are claimed by nothing: {}", list(unclaimed, lang))
        }
    };
    let size = match lang {
        Lang::Zh => format!("共{all}条,{with_effect}条有时间效力"),
        Lang::En => format!("{}, {with_effect} with an effect on time", number_of(all, "article")),
    };
    [size, verdict]
}

fn arrowed(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| format!("→ {line}")).collect()
}

/// The sort of a claim, and its name.
fn claimed(claim: &Claim, lang: Lang) -> (&'static str, String) {
    match claim {
        Claim::InForce(source) => (either(lang, "有效期", "in force"), source.to_string()),
        Claim::Step(step) => (either(lang, "事项", "steps"), step.to_string()),
        Claim::Fact(fact) => (either(lang, "事实", "facts"), fact.to_string()),
        Claim::Reading(fact) => (either(lang, "读法", "readings"), fact.to_string()),
        Claim::Promise(promise) => (either(lang, "限时", "promises"), promise.to_string()),
        Claim::Scope(number) => (either(lang, "适用范围", "scope"), format!("#{number}")),
        Claim::Abort(number) => (either(lang, "中止", "suspension"), format!("#{number}")),
        Claim::Rework(rework) => (either(lang, "返工", "reworks"), rework.to_string()),
        Claim::Caution(id) => (either(lang, "提醒", "cautions"), id.clone()),
    }
}

/// What cites an article: a line for each sort of thing.
fn claims(claims: &[Claim], lang: Lang) -> Vec<String> {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for claim in claims {
        let (group, name) = claimed(claim, lang);
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, names)) => names.push(name),
            None => groups.push((group, vec![name])),
        }
    }
    groups.into_iter().map(|(group, names)| format!("{group}: {}", list(names, lang))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::workflow::{Citation, Library, Which, load_workflow};

    fn load(id: &str) -> Workflow {
        load_workflow(&Library::built_in(), &Which::typed(id), &mut Sources::default()).unwrap().0
    }

    #[test]
    fn every_shipped_page_fits_the_terminal_and_claims_every_article() {
        for built_in in Library::built_in().workflows() {
            let workflow = load(built_in.id);
            for lang in [Lang::Zh, Lang::En] {
                let page = page(&workflow, lang);
                assert!(page.lines().all(|line| columns(line) <= Page::WIDTH), "{page}");
                assert!(page.lines().all(|line| line == line.trim_end() && !line.starts_with('!')), "{page}");
            }
        }
    }

    #[test]
    fn an_article_that_nothing_claims_is_marked_and_counted() {
        let mut workflow = load("design-scheme-supply");
        let eight = |cite: &Citation| cite.source.as_str() == "b" && cite.article == "8";
        for step in &mut workflow.steps {
            step.cite.retain(|cite| !eight(cite));
        }
        for fact in &mut workflow.facts {
            fact.cite.retain(|cite| !eight(cite));
        }
        workflow.steps[0].cite.push(Citation { source: "b".into(), article: "99".into() });
        let (en, zh) = (page(&workflow, Lang::En), page(&workflow, Lang::Zh));
        assert!(en.contains("! 1 article with an effect is claimed by nothing: 8"), "{en}");
        assert!(en.contains("\n! 8   ") && en.contains("→ HAS AN EFFECT, CLAIMED BY NOTHING\n"), "{en}");
        assert!(en.contains("\n! 99  NOT IN THE LIST OF ARTICLES\n"), "{en}");
        assert!(zh.contains("! 1条有时间效力而无对应:8") && zh.contains("→ 有时间效力,无人对应\n"), "{zh}");
    }

    #[test]
    fn claims_are_told_by_what_they_are() {
        let page = page(&load("design-scheme-supply"), Lang::En);
        assert!(page.contains("→ steps: design-call\n"), "{page}");
        assert!(page.contains("→ readings: "), "{page}");
        assert!(page.contains("→ scope: #1, #2, #3\n"), "{page}");
    }
}
