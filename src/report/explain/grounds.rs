//! Under what a step has its date: the articles, the promise or the assumption, and how the days were counted.
//!
//! In: a step. Out: the last parts of its sentence.

use crate::calendar::{FirstDay, Roll, Rule};
use crate::diagnostic::Lang;
use crate::network::Origin;

use super::super::plan::Plan;
use super::super::words::{either, list, quoted};
use super::Subject;
use super::citing::{civil_code, in_full};
use super::provenance::{GivenBy, of_cadence, of_length};

/// Under what: the articles, the promise or the assumption, and how the days were counted.
pub(super) fn grounds(subject: &Subject<'_>, lang: Lang) -> Vec<String> {
    let (plan, ix) = (subject.plan, subject.ix);
    let cited = list(in_full(plan.workflow, &plan.step(ix).cite, lang), lang);
    if plan.is_given(ix) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let given = of_length(subject);
    let by_text = matches!(given, None | Some((_, GivenBy::Limit | GivenBy::Nobody)));
    if !cited.is_empty() {
        parts.push(match (by_text, lang) {
            (true, Lang::Zh) => format!("依据{cited}"),
            (true, Lang::En) => format!("under {cited}"),
            (false, Lang::Zh) => format!("事项见{cited}"),
            (false, Lang::En) => format!("a step of {cited}"),
        });
    }
    if let Some((origin, given_by)) = given.filter(|_| !by_text) {
        parts.push(length_from(plan, origin, given_by, lang));
    }
    if let Some((origin, given_by)) = of_cadence(subject)
        && !matches!(given_by, GivenBy::Limit)
    {
        parts.push(cadence_from(plan, origin, given_by, lang));
    }
    parts.extend(counting(subject, lang));
    parts
}

/// What a file that is no regulation says of a number.
fn length_from(plan: &Plan<'_>, origin: Origin, given_by: GivenBy<'_>, lang: Lang) -> String {
    let source = given_by.source();
    let file = file_words(plan, given_by, lang);
    let named = source.map_or(file, str::to_string);
    match (origin, lang) {
        (Origin::Regulation | Origin::Law, Lang::Zh) => format!("时限依据{named}"),
        (Origin::Regulation | Origin::Law, Lang::En) => format!("the length is that of {named}"),
        (Origin::Promise, Lang::Zh) => format!("时长为公开承诺({named}),不是法定时限"),
        (Origin::Promise, Lang::En) => {
            format!("the length is a published promise ({named}), not a legal limit")
        }
        (Origin::Assumption | Origin::Untimed, Lang::Zh) => format!("时长为假设({named}),不是法定时限"),
        (Origin::Assumption | Origin::Untimed, Lang::En) => {
            format!("the length is an assumption ({named}), not a legal limit")
        }
    }
}

fn cadence_from(plan: &Plan<'_>, origin: Origin, given_by: GivenBy<'_>, lang: Lang) -> String {
    let named = given_by.source().map_or_else(|| file_words(plan, given_by, lang), str::to_string);
    match (origin, lang) {
        (Origin::Regulation | Origin::Law, Lang::Zh) => format!("会期依据{named}"),
        (Origin::Regulation | Origin::Law, Lang::En) => format!("the sittings are those of {named}"),
        (Origin::Promise, Lang::Zh) => format!("会期为公开承诺({named})"),
        (Origin::Promise, Lang::En) => format!("the sittings are a published promise ({named})"),
        (Origin::Assumption | Origin::Untimed, Lang::Zh) => format!("会期为假设({named})"),
        (Origin::Assumption | Origin::Untimed, Lang::En) => {
            format!("the sittings are an assumption ({named})")
        }
    }
}

/// The file that gives a number.
pub(super) fn file_words(plan: &Plan<'_>, given_by: GivenBy<'_>, lang: Lang) -> String {
    match given_by {
        GivenBy::Limit | GivenBy::Nobody | GivenBy::Workflow => match lang {
            Lang::Zh => format!("流程文件{}的估计", quoted(&plan.workflow.title.zh)),
            Lang::En => format!("the estimate of the procedure file {}", quoted(&plan.workflow.title.en)),
        },
        GivenBy::Set(_) => match lang {
            Lang::Zh => format!("假设集{}", quoted(&plan.assumptions.title.zh)),
            Lang::En => format!("the assumption set {}", quoted(&plan.assumptions.title.en)),
        },
        GivenBy::Project(_) => {
            let name = plan.project.unwrap_or_default();
            match lang {
                Lang::Zh => format!("项目文件{}", quoted(name)),
                Lang::En => format!("the project file {}", quoted(name)),
            }
        }
    }
}

/// Which articles the days were counted by, or that custom was followed instead.
fn counting(subject: &Subject<'_>, lang: Lang) -> Option<String> {
    let count = subject.count();
    count.length()?;
    let step = subject.plan.step(subject.ix);
    let included = matches!(count.rule, Rule::Notice { first_day: FirstDay::Included, .. });
    let kept = count.roll() == Some(Roll::Keep) && !count.calendar.works(count.counted.printed);
    let mut articles = Vec::new();
    if !included {
        articles.push(201);
    }
    if count.rolled() {
        articles.push(203);
    }
    let by_law = (!articles.is_empty()).then(|| match lang {
        Lang::Zh => format!("期间依{}计算", civil_code(&articles, lang)),
        Lang::En => format!("days counted by {}", civil_code(&articles, lang)),
    });
    // What the step's own text says of the count is cited with it; otherwise it is the profile's custom.
    let by_step = (included && step.first_day.is_some()) || (kept && step.roll.is_some());
    let by_custom = (included || kept).then(|| match (by_step, lang) {
        (true, Lang::Zh) => "首日、末日按本事项的规定计".to_string(),
        (true, Lang::En) => "its first and last day counted as its own rule says".to_string(),
        (false, Lang::Zh) => "首日、末日按公示惯例计,未按《民法典》".to_string(),
        (false, Lang::En) => {
            "its first and last day counted as notices are printed, not by the Civil Code".to_string()
        }
    });
    let parts: Vec<String> = by_law.into_iter().chain(by_custom).collect();
    (!parts.is_empty()).then(|| parts.join(either(lang, ",", ", ")))
}
