//! What a project records is held against its workflow, as far as no date has to be counted for that.
//!
//! In: a project and the steps of its workflow. Out: records of unknown steps, of steps that have no clock, and records
//! of one step that contradict each other. What contradicts another step, or a day, is for the study of a project's
//! progress to say.

use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Span, Text};

use super::super::codes;
use super::super::model::{Extension, Pause, Project, Step};
use super::super::syntax::mistake;
use super::super::value::{Mistakes, shown};
use super::against::Steps;
use super::steps::not_for_kind;

/// Adds what is wrong with the records.
pub(super) fn records(steps: &Steps<'_>, project: &Project, mistakes: &mut Mistakes) {
    let places = &project.places;
    for (id, actual) in &project.actual {
        let path = format!("actual.{id}");
        let Some(step) = steps.get(id) else {
            steps.unknown(id, places.get(&path), mistakes);
            continue;
        };
        let Some(place) = places.get(&format!("{path}.remaining")) else { continue };
        mistakes.extend(not_for_kind(id.as_str(), "remaining", step.kind, place));
        if let (Some(finished), Some(_)) = (actual.finished, actual.remaining.filter(|left| !left.is_zero()))
        {
            mistakes.push(
                mistake(
                    codes::RECORD_CONTRADICTS,
                    format!("`{}` 已完成,却还有剩余", shown(id.as_str())),
                    format!("`{}` is finished and has something left to do", shown(id.as_str())),
                )
                .at(
                    place.clone(),
                    Text::new(format!("已于 {finished} 完成"), format!("finished on {finished}")),
                )
                .help(Text::new(
                    "删去 `remaining`,或删去 `finished`",
                    "remove `remaining`, or remove `finished`",
                )),
            );
        }
    }
    for (pause, at) in project.pauses.iter().zip(0..) {
        let place = |key: &str| places.get(&format!("pause.{at}.{key}"));
        match (steps.get(&pause.step), place("step")) {
            (None, place) => steps.unknown(&pause.step, place, mistakes),
            (Some(step), Some(place)) => {
                mistakes.extend(not_for_kind(pause.step.as_str(), "pause", step.kind, place));
            }
            (Some(_), None) => {}
        }
        mistakes.extend(outside(project, pause, place("from"), place("to")));
    }
    for (extension, at) in project.extensions.iter().zip(0..) {
        let place = |key: &str| places.get(&format!("extension.{at}.{key}"));
        match (steps.get(&extension.step), place("step"), place("by")) {
            (None, place, _) => steps.unknown(&extension.step, place, mistakes),
            (Some(step), Some(place), Some(by)) => {
                mistakes.extend(nothing_to_extend(step, extension, place, by));
            }
            _ => {}
        }
    }
}

/// A clock cannot stop before its step began or after it finished.
fn outside(project: &Project, pause: &Pause, from: Option<&Span>, to: Option<&Span>) -> Option<Diagnostic> {
    let (_, actual) = project.actual.iter().find(|(id, _)| *id == pause.step)?;
    let step = shown(pause.step.as_str());
    let contradicts = |place: &Span, day: Day, zh: &str, en: &str, help: Text| {
        let message = mistake(
            codes::RECORD_CONTRADICTS,
            format!("`{step}` 的暂停不在其起止之间"),
            format!("`{step}` is paused outside its own dates"),
        );
        message.at(place.clone(), Text::new(format!("{zh} {day}"), format!("{en} {day}"))).help(help)
    };
    if let (Some(started), Some(place)) = (actual.started.filter(|started| pause.from < *started), from) {
        let help = Text::new("核对这两个日期", "check the two dates");
        return Some(contradicts(place, started, "开始于", "it began on", help));
    }
    let finished = actual.finished?;
    match (pause.to, from, to) {
        (None, Some(from), _) => Some(contradicts(
            from,
            finished,
            "仍在暂停,却完成于",
            "it still stands, and finished on",
            Text::new("写上 `to`:何日恢复", "say with `to` when it ran on"),
        )),
        (Some(day), _, Some(place)) if day > finished => Some(contradicts(
            place,
            finished,
            "完成于",
            "it finished on",
            Text::new("核对这两个日期", "check the two dates"),
        )),
        _ => None,
    }
}

/// Only a limit can be lengthened, and only in its own unit.
fn nothing_to_extend(step: &Step, extension: &Extension, place: &Span, by: &Span) -> Option<Diagnostic> {
    if let Some(wrong) = not_for_kind(extension.step.as_str(), "limit", step.kind, place) {
        return Some(wrong);
    }
    let id = shown(extension.step.as_str());
    // Whether a step without a limit has a length at all is known when its assumptions are.
    let limit = step.limit?;
    (!limit.same_unit(extension.by)).then(|| {
        mistake(
            codes::NOTHING_TO_EXTEND,
            format!("`{id}` 的时限是 {limit},不能延长 {}", extension.by),
            format!("the limit of `{id}` is {limit}, which {} cannot lengthen", extension.by),
        )
        .at(by.clone(), Text::new("单位不同", "another unit"))
        .help(Text::new("用时限的单位", "use the unit of the limit"))
    })
}
