//! The words of a comparison: differences, what days rest on, readings.
//!
//! In: values of the study. Out: a phrase in one language, short enough to stand in a table.

use std::collections::HashMap;

use crate::calendar::Day;
use crate::diagnostic::{Lang, Text, number_of};
use crate::network::{Kind, LinkEnd, Timing};
use crate::schedule::Run;
use crate::study::compare::Scenario;
use crate::study::compare::differences::{Change, Difference, Promised, Waited};
use crate::study::compare::readings::Turned;
use crate::workflow::FactRole;

use super::super::plan::kind_words;
use super::super::summary::origin_words;
use super::super::words::{basis_words, cadence, counting_words, either, list, quoted};
use super::super::year::holiday;
use super::{Compared, letter};

/// What the steps of two scenarios are called.
pub(super) struct Names<'a> {
    first: &'a Scenario<'a>,
    theirs: &'a Scenario<'a>,
    other: usize,
    steps: HashMap<&'a str, &'a Text>,
}

impl<'a> Names<'a> {
    /// Those of the first scenario and of the one at `other`.
    pub fn of(view: &Compared<'a>, other: usize) -> Names<'a> {
        let (first, theirs) = (view.sides[0].scenario, view.sides[other].scenario);
        let both = first.case.workflow.steps.iter().chain(&theirs.case.workflow.steps);
        Names { first, theirs, other, steps: both.map(|step| (step.id.as_str(), &step.name)).collect() }
    }

    fn step(&self, id: &str, lang: Lang) -> String {
        let name = self.steps.get(id).map_or(id, |name| name.get(lang));
        match lang {
            Lang::Zh => format!("{name}({id})"),
            Lang::En => format!("{name} ({id})"),
        }
    }
}

impl Names<'_> {
    fn waited(&self, waited: &Waited, lang: Lang) -> String {
        let name = self.steps.get(waited.step.as_str()).map_or(waited.step.as_str(), |name| name.get(lang));
        let mut words = quoted(name);
        if waited.end == LinkEnd::Start {
            words += either(lang, "开始", " to begin");
        }
        if !waited.lag.is_zero() {
            words += &format!(" +{}", waited.lag);
        }
        words
    }

    fn promise(&self, id: &str, lang: Lang) -> String {
        let all = self.first.network.promises.iter().chain(&self.theirs.network.promises);
        let named = all.filter(|promise| promise.id.as_str() == id).find_map(|promise| promise.name.as_ref());
        named.map_or_else(|| id.to_string(), |name| name.get(lang).to_string())
    }
}

/// A difference between the two.
pub(super) fn difference(names: &Names<'_>, what: &Difference, lang: Lang) -> String {
    let (first, theirs, other) = (names.first, names.theirs, names.other);
    let colon = either(lang, ":", ": ");
    match what {
        Difference::Start(first, other) => format!("{} {first} → {other}", either(lang, "起算日", "start")),
        Difference::Holiday { name, notice, days } => holiday_words(name, *notice, days, lang),
        Difference::Counting(first, other) => {
            let (first, other) = (counting_words(*first, lang), counting_words(*other, lang));
            format!("{} {first} → {other}", either(lang, "计日规则", "counting"))
        }
        Difference::Basis(first, other) => {
            let (first, other) = (basis_words(*first, lang), basis_words(*other, lang));
            format!("{} {first} → {other}", either(lang, "时限取值", "lengths"))
        }
        Difference::Fact { fact, role, first, other } => {
            let role = match role {
                FactRole::Fact => either(lang, "事实", "fact"),
                FactRole::Reading => either(lang, "读法", "reading"),
            };
            format!("{role} {}{colon}{first} → {other}", fact_words(theirs, fact.as_str(), lang))
        }
        Difference::Length { step, first: was, other: is } => {
            let (was_words, is_words) =
                (timing(was, &first.dates.run, lang), timing(is, &theirs.dates.run, lang));
            let kinds = match was.kind == is.kind {
                true => String::new(),
                false => format!(
                    "{} → {}{}",
                    kind_words(was.kind, lang),
                    kind_words(is.kind, lang),
                    either(lang, ",", ", ")
                ),
            };
            // What differs may be how the days are counted.
            let counted = match was_words == is_words && kinds.is_empty() {
                true => either(lang, "计法不同", "counted otherwise").to_string(),
                false => format!("{was_words} → {is_words}"),
            };
            format!("{}{colon}{kinds}{counted}", names.step(step.as_str(), lang))
        }
        Difference::NotBefore { step, first, other } => {
            let day = |day: &Option<Day>| day.map_or("–".to_string(), |day| day.to_string());
            let not_before = either(lang, "不早于", "not before");
            format!("{}{colon}{not_before} {} → {}", names.step(step.as_str(), lang), day(first), day(other))
        }
        Difference::Measure { id, name, steps } => {
            let of_first = first.case.workflow.measures.iter().any(|measure| measure.id == *id);
            let has = letter(if of_first { 0 } else { other });
            match lang {
                Lang::Zh => format!("{}(仅 {has};{} 项)", name.zh, steps.len()),
                Lang::En => format!("{} (only {has}; {})", name.en, number_of(steps.len(), "step")),
            }
        }
        Difference::Step { step, change } => {
            let only = |has: String| match lang {
                Lang::Zh => format!("仅 {has} 有"),
                Lang::En => format!("only in {has}"),
            };
            let change = match change {
                Change::OnlyInFirst => only(letter(0)),
                Change::OnlyInOther => only(letter(other)),
                Change::WaitsForElse { in_first, in_other } => {
                    let only = |has: usize, waited: &[Waited]| {
                        let names = list(waited.iter().map(|waited| names.waited(waited, lang)), lang);
                        match (waited.is_empty(), lang) {
                            (true, _) => None,
                            (false, Lang::Zh) => Some(format!("仅 {} 须待{names}", letter(has))),
                            (false, Lang::En) => {
                                Some(format!("only in {} it waits for {names}", letter(has)))
                            }
                        }
                    };
                    let parts = [only(0, in_first), only(other, in_other)];
                    parts.into_iter().flatten().collect::<Vec<_>>().join(either(lang, ";", "; "))
                }
            };
            format!("{}{colon}{change}", names.step(step.as_str(), lang))
        }
        Difference::Promise { id, first, other: theirs } => {
            let promise = either(lang, "限时", "promise");
            format!("{promise} {}{colon}{}", names.promise(id, lang), promised(names, first, theirs, lang))
        }
        Difference::Goal(first, theirs) => {
            let (goal, first) = (either(lang, "终点", "goal"), names.step(first.as_str(), lang));
            format!("{goal}{colon}{first} → {}", names.step(theirs.as_str(), lang))
        }
    }
}

/// What two promises of one name allow.
fn promised(names: &Names<'_>, first: &Option<Promised>, theirs: &Option<Promised>, lang: Lang) -> String {
    let only = |has: usize| match lang {
        Lang::Zh => format!("仅 {} 有", letter(has)),
        Lang::En => format!("only in {}", letter(has)),
    };
    let (first, theirs) = match (first, theirs) {
        (Some(first), Some(theirs)) => (first, theirs),
        (Some(_), None) => return only(0),
        (None, _) => return only(names.other),
    };
    if (&first.from, &first.to) == (&theirs.from, &theirs.to) {
        return format!("{}wd → {}wd", first.within, theirs.within);
    }
    let words = |promised: &Promised| format!("{} → {} {}wd", promised.from, promised.to, promised.within);
    format!("{}; {}", words(first), words(theirs))
}

/// What a fact or a reading is called.
fn fact_words(scenario: &Scenario<'_>, fact: &str, lang: Lang) -> String {
    let label = scenario.case.workflow.fact(fact).map_or("", |fact| fact.label.get(lang));
    match (label, lang) {
        ("", _) => fact.to_string(),
        (label, Lang::Zh) => format!("“{label}”({fact})"),
        (label, Lang::En) => format!("“{label}” ({fact})"),
    }
}

/// A holiday whose days differ: which of them the other scenario works, which it has off.
fn holiday_words(name: &str, notice: i32, days: &[(Day, bool)], lang: Lang) -> String {
    const MOST: usize = 4;
    let name = match name.is_empty() {
        true => either(lang, "日历文件", "calendar file").to_string(),
        false => holiday(name).get(lang).to_string(),
    };
    let listed = |works: bool| {
        let days: Vec<String> = days
            .iter()
            .filter(|(_, is)| *is == works)
            .map(|(day, _)| day.to_string()[5..].to_string())
            .collect();
        let more = if days.len() > MOST { "…" } else { "" };
        (!days.is_empty()).then(|| format!("{}{more}", days[..days.len().min(MOST)].join(", ")))
    };
    let mut parts = Vec::new();
    parts.extend(listed(true).map(|days| match lang {
        Lang::Zh => format!("{days} 上班"),
        Lang::En => format!("{days} worked"),
    }));
    parts.extend(listed(false).map(|days| match lang {
        Lang::Zh => format!("{days} 休息"),
        Lang::En => format!("{days} off"),
    }));
    format!("{name} {notice}{}{}", either(lang, ":", ": "), parts.join(either(lang, ",", ", ")))
}

/// How long a step takes in a run, and where that comes from.
fn timing(timing: &Timing, run: &Run, lang: Lang) -> String {
    let timed = timing.timed(run.counting, run.basis);
    match (timing.kind, timing.cadence, timed.length, timed.origin) {
        (Kind::Meeting, Some((rhythm, _)), ..) => cadence(&rhythm, lang),
        (Kind::Meeting, None, ..) => either(lang, "任一工作日", "any working day").to_string(),
        (_, _, Some(length), Some(origin)) => match lang {
            Lang::Zh => format!("{length}({})", origin_words(origin, lang)),
            Lang::En => format!("{length} ({})", origin_words(origin, lang)),
        },
        (_, _, None, Some(origin)) => origin_words(origin, lang).to_string(),
        _ => "–".to_string(),
    }
}

/// What is turned round: what it is, and what it is instead.
pub(super) fn turned(scenario: &Scenario<'_>, turned: &Turned, lang: Lang) -> (String, String) {
    match turned {
        Turned::Counting(instead) => (
            format!("{} {}", either(lang, "计日规则", "counting"), counting_words(instead.other(), lang)),
            counting_words(*instead, lang).to_string(),
        ),
        Turned::Reading { reading, is, instead } => {
            (format!("{} = {is}", fact_words(scenario, reading.as_str(), lang)), instead.to_string())
        }
    }
}
