//! Every article and section of the two documents is listed, and none with an effect on time is unclaimed.
//!
//! The list of articles is read from the documents' own text, not from the workflow files.

use std::collections::BTreeSet;
use std::path::Path;

use permits::diagnostic::Sources;
use permits::workflow::{ArticleEffect, Library, Which, Workflow, coverage::coverage, load_workflow};

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows/regulations").join(name);
    std::fs::read_to_string(path).expect("the document is in the project")
}

fn workflow(id: &str) -> Workflow {
    load_workflow(&Library::built_in(), &Which::typed(id), &mut Sources::default())
        .expect("a shipped workflow")
        .0
}

const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// 一 … 十九 as numbers.
fn number(words: &str) -> Option<usize> {
    let digit = |word: &str| DIGITS.iter().position(|digit| *digit == word).map(|at| at + 1);
    match words.strip_prefix('十') {
        Some("") => Some(10),
        Some(rest) => digit(rest).map(|ones| 10 + ones),
        None => digit(words),
    }
}

/// The articles 第一条 … of a document, as cited: `1`, `2`, ….
fn articles(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in text.lines() {
        let article = line
            .strip_prefix('第')
            .and_then(|rest| rest.split_once('条'))
            .and_then(|(words, _)| number(words));
        found.extend(article.map(|article| article.to_string()));
    }
    found
}

/// The sections 一、 with their parts (一) and items 1. of a document, as cited: `五`, `五(六)`, `五(六)3`.
fn sections(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (mut section, mut part) = (String::new(), String::new());
    for line in text.lines() {
        let line = line.replace('（', "(").replace('）', ")").replace('．', ".");
        if let Some((words, _)) = line.split_once('、')
            && DIGITS.contains(&words)
        {
            section = words.to_string();
            part.clear();
            found.insert(section.clone());
            continue;
        }
        if section.is_empty() {
            continue;
        }
        if let Some((words, _)) = line.strip_prefix('(').and_then(|rest| rest.split_once(')'))
            && DIGITS.contains(&words)
        {
            part = format!("{section}({words})");
            found.insert(part.clone());
            continue;
        }
        if let Some((item, _)) = line.split_once('.')
            && !part.is_empty()
            && !item.is_empty()
            && item.chars().all(|letter| letter.is_ascii_digit())
        {
            found.insert(format!("{part}{item}"));
        }
    }
    found
}

fn listed(workflow: &Workflow, source: &str) -> BTreeSet<String> {
    let source = workflow.source(source).expect("a declared source");
    source.articles.iter().map(|article| article.id.clone()).collect()
}

#[test]
fn every_article_of_b_is_listed() {
    let in_text = articles(&document("B-jjgf-2023-12.md"));
    assert_eq!(in_text.len(), 19, "the document has 19 articles");
    assert_eq!(listed(&workflow("design-scheme-supply"), "b"), in_text);
}

#[test]
fn every_section_of_a_is_listed() {
    let in_text = sections(&document("A-jjgf-2023-10.md"));
    // 一 to 八, six parts of 五, ten items of 五(六).
    assert_eq!(in_text.len(), 8 + 6 + 10);
    assert_eq!(listed(&workflow("build-on-land-delivery"), "a"), in_text);
}

#[test]
fn no_article_with_an_effect_on_time_is_unclaimed() {
    for (id, source) in [
        ("design-scheme-supply", "b"),
        ("build-on-land-delivery", "a"),
        ("full-path", "a"),
        ("full-path", "b"),
    ] {
        let workflow = workflow(id);
        let covered = coverage(&workflow);
        let covered =
            covered.iter().find(|covered| covered.source.as_str() == source).expect("a listed source");
        let mut with_effect = 0;
        for article in &covered.articles {
            if article.effect == ArticleEffect::Time {
                with_effect += 1;
                assert!(!article.claims.is_empty(), "{id}: nothing claims `{source} {}`", article.id);
            }
        }
        assert!(with_effect >= 10, "{id}: only {with_effect} articles of {source} have an effect");
    }
}

/// An article that speaks of days has an effect on time; this is read from the text, so a wrong `effect` shows.
#[test]
fn an_article_that_speaks_of_days_has_an_effect() {
    let workflow = workflow("design-scheme-supply");
    let source = workflow.source("b").expect("declared");
    let text = document("B-jjgf-2023-12.md");
    let mut current = None;
    let mut checked = BTreeSet::new();
    for line in text.lines() {
        if let Some((words, _)) = line.strip_prefix('第').and_then(|rest| rest.split_once('条')) {
            current = number(words);
        }
        if line.contains("工作日") || line.contains("自然日") || line.contains("当场") {
            let article = current.expect("inside an article").to_string();
            let listed = source.articles.iter().find(|listed| listed.id == article).expect("listed");
            assert_eq!(listed.effect, ArticleEffect::Time, "article {article}: {line}");
            checked.insert(article);
        }
    }
    // All numbers the text gives: 5 working days (5, 10, 14), 30 and 7 natural days (7), 7 working days (11), on the spot
    // (4, 16), 20 working days (17).
    let expected: BTreeSet<String> = ["4", "5", "7", "10", "11", "14", "16", "17"].map(String::from).into();
    assert_eq!(checked, expected);
}
