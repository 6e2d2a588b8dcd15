//! The model's small things in words: conditions, citations, estimates, the rhythm of a meeting.
//!
//! In: values of the model. Out: a phrase in one language, short enough to stand in a line. Ids stay as they are
//! written, so that a reader can type them after `--set`. Sentences and layout are not here.
//!
//! ```
//! use permits::calendar::{Cadence, Weekday};
//! use permits::diagnostic::Lang;
//! use permits::report::words::cadence;
//! let meeting = Cadence::new(Weekday::Wednesday, 1, None).unwrap();
//! assert_eq!(cadence(&meeting, Lang::Zh), "每周三");
//! assert_eq!(cadence(&meeting, Lang::En), "every Wed");
//! ```

use crate::calendar::{Cadence, Calendar, Counting};
use crate::diagnostic::Lang;
use crate::network::Basis;
use crate::workflow::{Citation, Condition, Domain, Estimate, Requirement, Value};

use super::prose::GLUE;
use super::summary::weekday;

/// One of two wordings.
///
/// ```
/// use permits::diagnostic::Lang;
/// use permits::report::words::either;
/// assert_eq!([Lang::Zh, Lang::En].map(|lang| either(lang, "公示", "publicity")), ["公示", "publicity"]);
/// ```
pub fn either<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A name in quotation marks; those inside it become single ones.
///
/// ```
/// use permits::report::words::quoted;
/// assert_eq!(quoted("出具“多规合一”供地意见函"), "“出具‘多规合一’供地意见函”");
/// ```
pub fn quoted(name: &str) -> String {
    format!("“{}”", name.replace('“', "‘").replace('”', "’"))
}

/// Items with the comma that lists have in the language.
///
/// ```
/// use permits::diagnostic::Lang;
/// use permits::report::words::list;
/// let articles = ["b 5", "a 五"].map(String::from);
/// assert_eq!(list(articles.clone(), Lang::Zh), "b 5、a 五");
/// assert_eq!(list(articles, Lang::En), "b 5, a 五");
/// ```
pub fn list(items: impl IntoIterator<Item = String>, lang: Lang) -> String {
    items.into_iter().collect::<Vec<_>>().join(either(lang, "、", ", "))
}

/// Words in brackets, to be put behind other words with a blank; nothing when there are none.
///
/// ```
/// use permits::report::words::bracketed;
/// assert_eq!(format!("21d{}{}", bracketed("a 五"), bracketed("")), "21d (a 五)");
/// ```
pub fn bracketed(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(" ({words})") }
}

/// A condition: `trees = true`, `passing-designs = one / many`, alternatives joined by *or*.
///
/// ```
/// use permits::diagnostic::Lang;
/// use permits::report::words::condition;
/// use permits::workflow::{Condition, Requirement, Value};
/// let needs = |fact: &str, values: &[&str]| Requirement {
///     fact: fact.into(),
///     values: values.iter().map(|value| Value::Choice(value.to_string())).collect(),
/// };
/// let one = Condition { any: vec![vec![needs("passing-designs", &["one", "many"])]] };
/// assert_eq!(condition(&one, Lang::En), "passing-designs = one / many");
/// let two = Condition { any: vec![vec![needs("a", &["x"]), needs("b", &["y"])], vec![needs("c", &["z"])]] };
/// assert_eq!(condition(&two, Lang::En), "(a = x and b = y) or c = z");
/// assert_eq!(condition(&two, Lang::Zh), "(a = x 且 b = y) 或 c = z");
/// ```
pub fn condition(condition: &Condition, lang: Lang) -> String {
    if condition.is_always() {
        return either(lang, "总是", "always").into();
    }
    if condition.any.is_empty() {
        return either(lang, "从不", "never").into();
    }
    let alternative = |all: &Vec<Requirement>| {
        let words: Vec<String> = all.iter().map(requirement).collect();
        let words = words.join(either(lang, " 且 ", " and "));
        if all.len() > 1 && condition.any.len() > 1 { format!("({words})") } else { words }
    };
    condition.any.iter().map(alternative).collect::<Vec<_>>().join(either(lang, " 或 ", " or "))
}

fn requirement(requirement: &Requirement) -> String {
    let values: Vec<String> = requirement.values.iter().map(Value::to_string).collect();
    format!("{} = {}", requirement.fact, values.join(" / "))
}

/// Citations: `b 5, a 五(一)`. The source's number and title stand in the list of sources.
///
/// ```
/// use permits::diagnostic::Lang;
/// use permits::report::prose::GLUE;
/// use permits::report::words::cites;
/// use permits::workflow::Citation;
/// let cite = Citation { source: "b".into(), article: "14".into() };
/// // No line ends between a source and its article.
/// assert_eq!(cites(&[cite], Lang::En), format!("b{GLUE}14"));
/// ```
pub fn cites(cites: &[Citation], lang: Lang) -> String {
    list(cites.iter().map(|cite| cite.to_string().replace(' ', &GLUE.to_string())), lang)
}

/// The values a fact can have.
///
/// ```
/// use permits::diagnostic::Lang;
/// use permits::report::words::domain;
/// use permits::workflow::Domain;
/// let land_right = Domain::Choice(vec!["transfer".into(), "lease".into()]);
/// assert_eq!(domain(&land_right, Lang::En), "transfer / lease");
/// ```
pub fn domain(domain: &Domain, lang: Lang) -> String {
    match domain {
        Domain::Bool => "true / false".into(),
        Domain::Choice(choices) => choices.join(" / "),
        Domain::Count => either(lang, "从0起的整数", "a whole number from 0").into(),
    }
}

/// An estimate: `10 working days`, or `5–20, most likely 10 working days`.
///
/// ```
/// use permits::calendar::Length;
/// use permits::diagnostic::Lang;
/// use permits::report::words::estimate;
/// use permits::workflow::Estimate;
/// let [min, likely, max] = [5, 10, 20].map(Length::Working);
/// assert_eq!(estimate(&Estimate { min, likely, max }, Lang::En), "5–20, most likely 10 working days");
/// assert_eq!(estimate(&Estimate { min: likely, likely, max: likely }, Lang::En), "10 working days");
/// ```
pub fn estimate(estimate: &Estimate, lang: Lang) -> String {
    if estimate.min == estimate.max {
        return estimate.likely.words(lang);
    }
    let (min, likely, max) = (estimate.min.number(), estimate.likely.words(lang), estimate.max.number());
    match lang {
        Lang::Zh => format!("{min}至{max},最可能{likely}"),
        Lang::En => format!("{min}–{max}, most likely {likely}"),
    }
}

/// The rhythm of a meeting.
///
/// ```
/// use permits::calendar::{Cadence, Weekday};
/// use permits::diagnostic::Lang;
/// use permits::report::words::cadence;
/// let meeting = Cadence::new(Weekday::Wednesday, 2, Some("2023-06-07".parse().unwrap())).unwrap();
/// let words = "every 2 weeks on Wed, counted from the week of 2023-06-07";
/// assert_eq!(cadence(&meeting, Lang::En), words);
/// ```
pub fn cadence(cadence: &Cadence, lang: Lang) -> String {
    let day = weekday(cadence.weekday(), lang);
    match (cadence.every(), cadence.anchor(), lang) {
        (1, _, Lang::Zh) => format!("每{day}"),
        (1, _, Lang::En) => format!("every {day}"),
        (weeks, Some(anchor), Lang::Zh) => format!("每{weeks}周一次,{day},以{anchor}所在周起算"),
        (weeks, Some(anchor), Lang::En) => {
            format!("every {weeks} weeks on {day}, counted from the week of {anchor}")
        }
        (weeks, None, Lang::Zh) => format!("每{weeks}周一次,{day}"),
        (weeks, None, Lang::En) => format!("every {weeks} weeks on {day}"),
    }
}

/// What a calendar knows: the last year whose notice is published, on which day that was so, the files laid over it.
///
/// ```
/// use permits::calendar::Calendar;
/// use permits::diagnostic::Lang;
/// use permits::report::words::notices;
/// let then = Calendar::new(Some("2023-06-01".parse().unwrap()), &[]);
/// assert_eq!(notices(&then, Lang::En), "holiday notices through 2023 (as known on 2023-06-01)");
/// assert_eq!(notices(&then, Lang::Zh), "放假安排公布至 2023 年(按 2023-06-01 所知)");
/// ```
pub fn notices(calendar: &Calendar, lang: Lang) -> String {
    let mut words = match (calendar.last_published_year(), lang) {
        (Some(year), Lang::Zh) => format!("放假安排公布至 {year} 年"),
        (Some(year), Lang::En) => format!("holiday notices through {year}"),
        (None, lang) => either(lang, "尚无放假安排公布", "no holiday notice is published").to_string(),
    };
    if let Some(day) = calendar.as_of() {
        words += &match lang {
            Lang::Zh => format!("(按 {day} 所知)"),
            Lang::En => format!(" (as known on {day})"),
        };
    }
    if !calendar.overlays().is_empty() {
        let files = calendar.overlays().join(", ");
        words += &match lang {
            Lang::Zh => format!(",另加 {files}"),
            Lang::En => format!(", with {files}"),
        };
    }
    words
}

/// A counting profile: the name it has in flags and files, in Chinese with what it means.
pub(super) fn counting_words(counting: Counting, lang: Lang) -> &'static str {
    match (counting, lang) {
        (_, Lang::En) => counting.as_str(),
        (Counting::Statutory, Lang::Zh) => "民法典(statutory)",
        (Counting::Practice, Lang::Zh) => "公示惯例(practice)",
    }
}

/// Which lengths are used, said in the same way.
pub(super) fn basis_words(basis: Basis, lang: Lang) -> &'static str {
    match (basis, lang) {
        (_, Lang::En) => basis.as_str(),
        (Basis::Statutory, Lang::Zh) => "法定上限(statutory)",
        (Basis::Best, Lang::Zh) => "最短(best)",
        (Basis::Likely, Lang::Zh) => "通常(likely)",
        (Basis::Worst, Lang::Zh) => "最长(worst)",
    }
}

/// A number of days with its sign.
pub(super) fn signed(days: i32) -> String {
    match days {
        0 => "0".to_string(),
        days if days > 0 => format!("+{days}"),
        days => format!("−{}", days.unsigned_abs()),
    }
}

/// A number of days, with its sign only when it is negative.
pub(super) fn plain(days: i32) -> String {
    if days < 0 { signed(days) } else { days.to_string() }
}
