//! A project's progress on a day: plan against forecast.
//!
//! In: a [`Tracked`] with the [`Plan`]s of what was planned and of what is forecast. Out: a page ([`table`]) or a
//! document ([`json()`]). No date is made here, and nothing is judged: both are the study's.
//!
//! ```
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
//! // The announcement came out on 8 June, a week late; the day asked for is 9 June.
#![doc = include_str!("../set_up/tracked.txt")]
//! // 21 natural days end on 29 June, 10 working days later it is 13 July: four working days after 7 July.
//! let document: serde_json::Value = serde_json::from_str(&tracking::json(&view, Lang::En)).unwrap();
//! assert_eq!(forecast.finish().unwrap().value.to_string(), "2023-07-13");
//! assert_eq!(document["as_of"], "2023-06-09");
//! assert!(tracking::table(&view, Lang::Zh).contains("一号地块"));
//! ```

mod json;
mod sentences;
mod table;

pub use json::{SCHEMA, json};
pub use table::table;

pub(super) use sentences::{answer, late_promises, promise_words, step_words};

use std::cell::OnceCell;

use crate::calendar::{Day, Told};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::{How, State};
use crate::study::track::{DelayEffect, Outlook, Tracked};

use crate::workflow::Project;

use super::plan::Plan;
use super::words::either;

/// A project's progress and what it was made from.
///
/// ```
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// assert_eq!(view.plan.finish().unwrap().value.to_string(), "2023-07-07");
/// // Announced on 8 June and not on the 1st.
/// assert_eq!(view.forecast.finish().unwrap().value.to_string(), "2023-07-13");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Tracking<'a> {
    /// What was planned.
    pub plan: Plan<'a>,
    /// What happened and is forecast; its warnings are told.
    pub forecast: Plan<'a>,
    /// How the one compares with the other.
    pub tracked: &'a Tracked,
    /// What each delay means, worked out when it is first asked for.
    pub effects: &'a OnceCell<Vec<DelayEffect>>,
    /// What the project's file says of clocks that stood and limits that were lengthened.
    pub project: &'a Project,
}

impl Tracking<'_> {
    /// The finish of the goal that was planned.
    pub(super) fn planned_finish(&self) -> Told<Day> {
        self.tracked.plan.finish_day(self.plan.network)
    }

    /// The finish of the goal that is forecast, or its recorded one.
    pub(super) fn forecast_finish(&self) -> Told<Day> {
        self.tracked.forecast.finish_day(self.forecast.network)
    }

    /// What the delay of a step means.
    pub(super) fn effect(&self, ix: StepIx) -> DelayEffect {
        let effects = || self.tracked.effects(self.plan.network, self.plan.calendar);
        self.effects.get_or_init(effects)[ix.index()]
    }

    /// Who does a step: for a consultation those who are asked.
    pub(super) fn who(&self, ix: StepIx, lang: Lang) -> String {
        self.plan.actor(ix).map_or_else(
            || either(lang, "未写明由谁", "nobody named").to_string(),
            |actor| actor.get(lang).to_string(),
        )
    }
}

/// A state in words.
pub(super) fn state_words(state: State, lang: Lang) -> &'static str {
    match state {
        State::Done => either(lang, "办结", "done"),
        State::Running => either(lang, "进行中", "running"),
        State::Paused => either(lang, "暂停", "paused"),
        State::Overdue => either(lang, "逾期", "overdue"),
        State::Waiting => either(lang, "未开始", "waiting"),
    }
}

/// Where a finish comes from, in words.
pub(super) fn how_words(how: How, lang: Lang) -> &'static str {
    match how {
        How::Recorded => either(lang, "完成日为记录", "its finish is recorded"),
        How::Proved => either(lang, "后续事项已开始,故已完成", "what follows had begun, so it was finished"),
        How::OfItself => either(
            lang,
            "期限届满或条件齐备,自行完成",
            "it ended of itself: its time ran out, or what it waits for was there",
        ),
        How::Counted => either(lang, "自开始之日按其时长计", "counted from its beginning by its length"),
        How::Remaining => {
            either(lang, "按剩余时长自所问之日计", "counted from the day asked for by what is left")
        }
        How::NotYet => either(
            lang,
            "应完成而未记录完成,最早为所问之日",
            "it should be finished and is not recorded as such: the day asked for is the earliest",
        ),
        How::Follows => either(lang, "未开始,随前置事项推算", "not begun; it follows from what it waits for"),
    }
}

/// What a delay means, in a few words for a table.
pub(super) fn effect_words(effect: DelayEffect, lang: Lang) -> String {
    match effect {
        DelayEffect::None => String::new(),
        DelayEffect::WithinFreeFloat => either(lang, "自由时差内", "free float").into(),
        DelayEffect::WithinTotalFloat => either(lang, "总时差内", "total float").into(),
        DelayEffect::MovesGoal(Some(days)) => match lang {
            Lang::Zh => format!("终点 +{days}"),
            Lang::En => format!("goal +{days}"),
        },
        DelayEffect::MovesGoal(None) => either(lang, "推迟终点", "moves goal").into(),
        DelayEffect::BesideTheGoal => either(lang, "不在终点之前", "beside goal").into(),
    }
}

/// How a promise stands, in words.
pub(super) fn outlook_words(outlook: Outlook, lang: Lang) -> &'static str {
    match outlook {
        Outlook::Kept => either(lang, "已守", "kept"),
        Outlook::Broken => either(lang, "未守", "broken"),
        Outlook::AtRisk => either(lang, "有风险", "at risk"),
        Outlook::OnCourse => either(lang, "可守", "on course"),
        Outlook::NotBegun => either(lang, "未起算", "not begun"),
    }
}
