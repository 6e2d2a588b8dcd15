//! A step's days, written down one after another from the semantics alone.
//!
//! It is given what a plan knows of a step (its kind, the length used, the trigger, the profile) and not when it
//! finishes: the last line is where the walk ends.

use super::calendar::Calendar;
use super::date::Date;
use super::files::{Cadence, Length, Unit};
use super::walk::{Counting, Moment};

/// One day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The day.
    pub date: Date,
    /// Its number in the length, when it has one.
    pub counts: Option<u32>,
    /// What the day is to the step.
    pub part: &'static str,
}

/// What is known of a step before its days are walked.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// `act`, `review`, …
    pub kind: &'a str,
    /// The length used; none for what has none, and for what nobody times.
    pub length: Option<Length>,
    /// When a meeting sits.
    pub cadence: Option<Cadence>,
    /// The step's own word on its first day.
    pub first_day_counts: Option<bool>,
    /// The step's own word on its last day.
    pub rolls: Option<bool>,
    /// The profile.
    pub counting: Counting,
    /// The trigger.
    pub trigger: Moment,
}

/// Its days from the trigger's; `None` when they leave the calendar.
pub fn ledger(calendar: &Calendar, step: &Known<'_>) -> Option<Vec<Line>> {
    let mut day = calendar.index(step.trigger.date)?;
    let mut lines = Vec::new();
    let mut write = |day: usize, counts, part| {
        lines.push(Line { date: calendar.date(day), counts, part });
    };
    let length = step.length.filter(|length| length.n > 0);
    let practice = step.counting == Counting::Practice && step.kind == "notice";
    let rolls = step.rolls.unwrap_or(!practice);

    if step.kind == "milestone" {
        write(day, None, "trigger");
        return Some(lines);
    }
    let needs_office = !(matches!(step.kind, "task" | "listing") && length.is_some());
    let mut number = 0;
    if needs_office {
        if step.trigger.end_of_day {
            write(day, None, "trigger");
            day = next(calendar, day)?;
        }
        while !calendar.is_working(day) {
            write(day, None, "waiting");
            day = next(calendar, day)?;
        }
        if step.kind == "meeting" {
            while !sits(calendar, day, step.cadence) {
                write(day, None, "awaiting-sitting");
                day = next(calendar, day)?;
            }
            write(day, None, "sitting");
            return Some(lines);
        }
        if length.is_some() && step.kind == "notice" && step.first_day_counts.unwrap_or(practice) {
            number = 1;
        }
        write(day, (number == 1).then_some(1), "office");
    } else {
        write(day, None, "trigger");
    }
    let Some(length) = length.filter(|_| step.kind != "act") else { return Some(lines) };
    while number < length.n {
        day = next(calendar, day)?;
        let counts = length.unit == Unit::Natural || calendar.is_working(day);
        number += u32::from(counts);
        write(day, counts.then_some(number), "running");
    }
    while length.unit == Unit::Natural && rolls && !calendar.is_working(day) {
        day = next(calendar, day)?;
        write(day, None, "rolling");
    }
    Some(lines)
}

fn next(calendar: &Calendar, day: usize) -> Option<usize> {
    (day + 1 < calendar.len()).then_some(day + 1)
}

/// Whether the meeting sits on a day: a working day on which a sitting falls, or to which one has moved from the rest
/// days just before.
fn sits(calendar: &Calendar, day: usize, cadence: Option<Cadence>) -> bool {
    let Some(cadence) = cadence else { return calendar.is_working(day) };
    if !calendar.is_working(day) {
        return false;
    }
    let falls = |day: usize| {
        let date = calendar.date(day);
        let weeks = date.week() - cadence.anchor.map_or(date.week(), Date::week);
        date.weekday() == cadence.weekday && weeks % cadence.every == 0
    };
    let rest_before = (0..day).rev().take_while(|before| !calendar.is_working(*before));
    falls(day) || rest_before.into_iter().any(falls)
}
