//! The day ledger in words: why each day is counted or not.
//!
//! In: the ledger of a step. Out: a phrase a day. What is counted was recorded; it is only worded here.

use crate::calendar::{
    At, Calendar, Counted, Day, DayKind, EndedBy, LedgerDay, Length, Moment, Part, Roll, Rule,
};
use crate::diagnostic::Lang;

use super::super::words::either;
use super::super::year::said_by;
use super::inside::{break_of, day_words};

/// What was counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count<'a> {
    /// The calendar.
    pub(super) calendar: &'a Calendar,
    /// The rule.
    pub(super) rule: Rule,
    /// The trigger.
    pub(super) trigger: Moment,
    /// What the rule made of it.
    pub(super) counted: Counted,
    /// The day on which a suspension stopped it, after which no day is its own.
    pub(super) stopped: Option<Day>,
}

impl Count<'_> {
    /// Its days.
    pub(super) fn days(&self) -> Vec<LedgerDay> {
        let until = |line: &LedgerDay| self.stopped.is_none_or(|day| line.day <= day);
        self.calendar.ledger(&self.rule, self.trigger, &self.counted).take_while(until).collect()
    }

    /// Whether its length is in natural days.
    pub(super) fn is_natural(&self) -> bool {
        matches!(self.length(), Some(Length::Natural(_)))
    }

    /// The length that ended it.
    pub(super) fn length(&self) -> Option<Length> {
        match self.rule {
            Rule::Milestone | Rule::Act | Rule::Meeting { .. } => None,
            Rule::Review { length, .. } | Rule::Work { length, .. } | Rule::Notice { length, .. } => {
                Some(length)
            }
            Rule::Consultation { reply, due, .. } => match self.counted.ended_by {
                EndedBy::Reply => reply,
                EndedBy::Silence => due,
                EndedBy::Itself => None,
            },
        }
    }

    /// What happens to a last day that is not worked.
    pub(super) fn roll(&self) -> Option<Roll> {
        match self.rule {
            Rule::Milestone | Rule::Act | Rule::Meeting { .. } => None,
            Rule::Review { roll, .. }
            | Rule::Work { roll, .. }
            | Rule::Notice { roll, .. }
            | Rule::Consultation { roll, .. } => self.is_natural().then_some(roll),
        }
    }

    /// Whether the length ended on a day from which it moved on.
    pub(super) fn rolled(&self) -> bool {
        self.roll() == Some(Roll::NextWorkingDay) && self.counted.printed != self.counted.finish.day()
    }
}

/// Why a day of the ledger is counted or not, in one phrase.
pub(super) fn why(count: &Count<'_>, line: &LedgerDay, lang: Lang) -> String {
    let t = |zh: &str, en: &str| either(lang, zh, en).to_string();
    let mut said: Vec<String> = Vec::new();
    // What happens.
    match line.part {
        Part::Trigger => said.extend(trigger(count, line, lang)),
        Part::Waiting => {}
        Part::Office => said.push(office(count, line, lang)),
        Part::Sitting => said.push(t("会议召开", "the meeting sits")),
        Part::AwaitingSitting => said.push(t("未到会期", "no sitting yet")),
        Part::Running | Part::Rolling => {}
    }
    // What the day is.
    let kind = count.calendar.kind_of_day(line.day);
    let source = match kind {
        DayKind::Off(exception) | DayKind::MadeUp(exception) => Some(said_by(exception, lang)),
        DayKind::Weekend => break_of(count.calendar, line.day).map(|exception| said_by(exception, lang)),
        DayKind::Workday => None,
    };
    let what = match (day_words(count.calendar, line.day, lang), source) {
        (Some(words), Some(source)) => Some(match lang {
            Lang::Zh => format!("{words}({source})"),
            Lang::En => format!("{words} ({source})"),
        }),
        (words, _) => words,
    };
    let counts = line.counts.is_some();
    let plain = match (line.part, kind) {
        (Part::Running | Part::Rolling, DayKind::Workday) => Some(t("工作日", "working day")),
        _ => None,
    };
    said.extend(what.or(plain));
    // What it is to the count.
    match line.part {
        Part::Running if !counts => said.push(t("不计", "not counted")),
        Part::Running if count.is_natural() && !count.calendar.works(line.day) => {
            said.push(t("自然日照计", "counted: natural days"));
        }
        Part::Waiting => said.push(t("机关不办公", "the office is closed")),
        _ => {}
    }
    said.extend(end(count, line, lang));
    said.join(either(lang, ",", ", "))
}

/// What the day of the trigger is.
fn trigger(count: &Count<'_>, line: &LedgerDay, lang: Lang) -> Option<String> {
    let expired = count.trigger.at() == At::EndOfDay;
    let words = match count.rule {
        Rule::Milestone => match line.day == count.counted.finish.day() {
            true => either(lang, "即为此日", "on this very day"),
            false => return None,
        },
        _ if expired => either(
            lang,
            "24时才具备条件,自次日起算",
            "the conditions are there at 24:00, so the next day is first",
        ),
        _ => either(lang, "当日不计(民法典第201条)", "not counted (Civil Code, Art. 201)"),
    };
    Some(words.to_string())
}

/// What the office does on its day.
fn office(count: &Count<'_>, line: &LedgerDay, lang: Lang) -> String {
    let excluded = either(lang, ",当日不计(民法典第201条)", ", not counted (Civil Code, Art. 201)");
    let (does, counted) = match count.rule {
        Rule::Notice { .. } => (either(lang, "发布", "posted"), true),
        Rule::Consultation { .. } => (either(lang, "推送征求意见", "pushed to the parties"), true),
        Rule::Review { .. } => (either(lang, "受理", "accepted"), true),
        Rule::Milestone | Rule::Act | Rule::Work { .. } | Rule::Meeting { .. } => {
            (either(lang, "当日完成", "done that day"), false)
        }
    };
    match (counted, line.counts) {
        (false, _) => does.to_string(),
        (true, None) => format!("{does}{excluded}"),
        (true, Some(_)) => format!("{does}{}", either(lang, ",当日计入", ", and that day counts")),
    }
}

/// What ends on the day: the printed length, the roll, the step.
fn end(count: &Count<'_>, line: &LedgerDay, lang: Lang) -> Vec<String> {
    let Counted { printed, finish, ended_by, .. } = count.counted;
    let t = |zh: &str, en: &str| either(lang, zh, en).to_string();
    let mut said = Vec::new();
    if count.length().is_some() && line.day == printed {
        match count.roll() {
            Some(Roll::NextWorkingDay) if count.rolled() => said.push(t(
                "期满日非工作日,顺延(民法典第203条)",
                "the last day is not a working day, so it moves on (Civil Code, Art. 203)",
            )),
            Some(Roll::Keep) if !count.calendar.works(printed) => {
                said.push(t(
                    "期满日非工作日,不顺延",
                    "the last day is not a working day and stands all the same",
                ));
            }
            _ => {}
        }
    }
    if let Rule::Meeting { .. } = count.rule
        && line.day == printed
        && line.day != finish.day()
    {
        said.push(t("会期逢休息日,移至下一工作日", "a sitting on a rest day, moved to the next working day"));
    }
    if line.day == finish.day() {
        if count.rolled() {
            said.push(t("顺延至此", "moved to this day"));
        }
        match (ended_by, finish.at()) {
            (EndedBy::Reply, _) => said.push(t("最后一份意见反馈", "the last reply is in")),
            (EndedBy::Silence, _) => {
                said.push(t("24时期满,未反馈的视作无意见", "ends at 24:00, and silence is no objection"))
            }
            (EndedBy::Itself, At::EndOfDay) if count.length().is_some() => {
                said.push(t("24时期满", "ends at 24:00"));
            }
            (EndedBy::Itself, _) if count.length().is_some() => said.push(t("期满", "the last day")),
            (EndedBy::Itself, _) => {}
        }
    } else if line.part == Part::Rolling {
        said.push(t("继续顺延", "moves on"));
    }
    said
}
