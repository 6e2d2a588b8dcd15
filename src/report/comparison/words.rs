//! The words of a comparison: differences, what days rest on, readings.
//!
//! In: values of the study. Out: a phrase in one language, short enough to stand in a table.

use std::collections::HashMap;

use crate::calendar::Day;
use crate::diagnostic::{Lang, Text, number_of};
use crate::network::{Kind, Timing};
use crate::schedule::Run;
use crate::study::compare::differences::{Change, Difference};
use crate::study::compare::readings::Turned;
use crate::study::compare::{Basis, Scenario};
use crate::workflow::FactRole;

use super::super::plan::kind_words;
use super::super::summary::{origin_words, rests_on_words};
use super::super::words::{cadence, either};
use super::super::year::holiday;
use super::{Compared, letter};

/// A number of days with its sign.
pub(super) fn signed(days: i32) -> String {
    match days {
        0 => "0".to_string(),
        days if days > 0 => format!("+{days}"),
        days => format!("−{}", days.unsigned_abs()),
    }
}

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

/// A difference between the two.
pub(super) fn difference(names: &Names<'_>, what: &Difference, lang: Lang) -> String {
    let (first, theirs, other) = (names.first, names.theirs, names.other);
    let colon = either(lang, ":", ": ");
    match what {
        Difference::Start(first, other) => format!("{} {first} → {other}", either(lang, "起算日", "start")),
        Difference::Holiday { name, notice, days } => holiday_words(name, *notice, days, lang),
        Difference::Counting(first, other) => {
            format!("{} {} → {}", either(lang, "计日规则", "counting"), first.as_str(), other.as_str())
        }
        Difference::Basis(first, other) => {
            format!("{} {} → {}", either(lang, "时限取值", "lengths"), first.as_str(), other.as_str())
        }
        Difference::Fact { fact, role, first, other } => {
            let role = match role {
                FactRole::Fact => either(lang, "事实", "fact"),
                FactRole::Reading => either(lang, "读法", "reading"),
            };
            format!("{role} {fact}{colon}{first} → {other}")
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
                Change::WaitsForElse => either(lang, "前置事项不同", "waits for something else").to_string(),
            };
            format!("{}{colon}{change}", names.step(step.as_str(), lang))
        }
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

/// What days rest on.
pub(super) fn basis(basis: Basis, lang: Lang) -> &'static str {
    match basis {
        Basis::Path(rests_on) => rests_on_words(rests_on, lang),
        Basis::Readings => either(lang, "读法", "readings of doubtful sentences"),
    }
}

/// What is turned round: what it is, and what it is instead.
pub(super) fn turned(turned: &Turned, lang: Lang) -> (String, String) {
    match turned {
        Turned::Counting(instead) => (
            format!("{} {}", either(lang, "计日规则", "counting"), instead.other().as_str()),
            instead.as_str().to_string(),
        ),
        Turned::Reading { reading, is, instead } => (format!("{reading} = {is}"), instead.to_string()),
    }
}
