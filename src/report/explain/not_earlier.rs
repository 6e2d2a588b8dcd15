//! Why not earlier, in words: what would have to change, and how far the goal would move.
//!
//! In: the answers of [`study::earlier`](crate::study::earlier). Out: a paragraph an answer. Every number was run there.

use crate::calendar::Moment;
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::study::earlier::{HeldBy, HolidayInside, Moved};

use super::super::plan::Plan;
use super::super::summary::{self, dated, natural_days, working_days};
use super::super::words::{either, list, quoted};
use super::super::year::holiday;
use super::Explained;
use super::page::{holder, mark, told_moment};
use super::sentence::end_of;

/// What would have to change, and how far the goal would move.
pub(super) fn not_earlier(explained: &Explained<'_>, lang: Lang) -> Vec<String> {
    let (subject, earlier) = (&explained.subject, explained.earlier);
    let (plan, ix) = (subject.plan, subject.ix);
    let mut lines = Vec::new();
    match (&earlier.held_by, &earlier.released) {
        (HeldBy::Start, _) => lines.push(match lang {
            Lang::Zh => "触发:自起算日开始,只有提前起算才能更早。".into(),
            Lang::En => "The trigger: it starts with the run; only an earlier start makes it earlier.".into(),
        }),
        (HeldBy::Known, _) => lines.push(match lang {
            Lang::Zh => "触发:日期已知,不再变动。".into(),
            Lang::En => "The trigger: its date is known and moves no more.".into(),
        }),
        (held_by @ (HeldBy::Steps(_) | HeldBy::NotBefore(_)), released) => {
            let by = match held_by {
                HeldBy::Steps(arrivals) => {
                    let names = list(arrivals.iter().map(|arrival| end_of(plan, arrival, lang)), lang);
                    match (arrivals.len() > 1, lang) {
                        (true, Lang::Zh) => format!("{names}同时决定触发,须都提前"),
                        (false, Lang::Zh) => format!("{names}决定触发"),
                        (true, Lang::En) => {
                            format!("{names} set it together, so all of them have to come earlier")
                        }
                        (false, Lang::En) => format!("{names} sets it"),
                    }
                }
                _ => holder(plan, held_by, lang).trim_end_matches(['。', '.']).to_string(),
            };
            let then = released.as_ref().map(|released| {
                let next = match &released.held_by {
                    HeldBy::Start => either(lang, "起算日", "the run's start").to_string(),
                    HeldBy::NotBefore(day) => match lang {
                        Lang::Zh => format!("不早于 {day} 的规定"),
                        Lang::En => format!("the project's not before {day}"),
                    },
                    HeldBy::Steps(arrivals) => {
                        list(arrivals.iter().map(|arrival| end_of(plan, arrival, lang)), lang)
                    }
                    HeldBy::Known => String::new(),
                };
                let moved = &released.moved;
                let trigger = told_moment(moved.trigger, lang);
                let effect = effect(plan, ix, moved, lang);
                match lang {
                    Lang::Zh => format!(";若不受其限,下一个制约是{next},即 {trigger}:{effect}"),
                    Lang::En => {
                        format!("; without it the next to hold the trigger is {next} ({trigger}): {effect}")
                    }
                }
            });
            let then = then.unwrap_or_default();
            lines.push(match lang {
                Lang::Zh => format!("触发:{by}{then}。"),
                Lang::En => format!("The trigger: {by}{then}."),
            });
        }
    }
    lines.extend(own_time(explained, lang));
    lines.extend(earlier.holidays.iter().map(|inside| holiday_words(plan, ix, inside, lang)));
    lines
}

/// The most steps of another chain that are named.
const MOST_NAMED: usize = 4;

/// What the step's own time costs.
fn own_time(explained: &Explained<'_>, lang: Lang) -> Option<String> {
    let plan = explained.subject.plan;
    let no_time = explained.earlier.no_time.as_ref()?;
    let dates = plan.schedule.dates(explained.subject.ix);
    let goal = goal_effect(plan, &no_time.moved, lang);
    let steps = &no_time.then_through;
    let through = steps.iter().take(MOST_NAMED).map(|ix| quoted(plan.name(*ix).get(lang)));
    let mut through = list(through, lang);
    if steps.len() > MOST_NAMED {
        through += &match lang {
            Lang::Zh => format!("等{}项", steps.len()),
            Lang::En => format!(" and {} more", steps.len() - MOST_NAMED),
        };
    }
    let through = match (through.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!(",届时关键线路改经{through}"),
        (false, Lang::En) => format!("; the critical path would then run through {through}"),
    };
    let float = match (dates.critical, dates.total_float, lang) {
        (true, ..) => String::new(),
        (false, Some(float), Lang::Zh) => {
            format!(
                ";它不在关键线路上,可推迟 {} 个工作日而不误终点",
                summary::marked(float.map(|float| float.working))
            )
        }
        (false, Some(float), Lang::En) => {
            format!(
                "; it is not on the critical path and could be {} later without delaying the goal",
                mark(float.provisional, working_days(float.value.working))
            )
        }
        (false, None, Lang::Zh) => ";终点不等它".to_string(),
        (false, None, Lang::En) => "; the goal does not wait for it".to_string(),
    };
    Some(match lang {
        Lang::Zh => format!("自身时长:若为 0,{goal}{through}{float}。"),
        Lang::En => format!("Its own time: if it took none, {goal}{through}{float}."),
    })
}

fn holiday_words(plan: &Plan<'_>, ix: StepIx, inside: &HolidayInside, lang: Lang) -> String {
    let name = holiday(&inside.name);
    let notice = inside.notice;
    let (off, work) = (inside.off.len(), inside.work.len());
    let what = match (off, work, lang) {
        (off, 0, Lang::Zh) => format!("其间休 {off} 天"),
        (0, work, Lang::Zh) => format!("其间调休上班 {work} 天"),
        (off, work, Lang::Zh) => format!("其间休 {off} 天、调休上班 {work} 天"),
        (off, 0, Lang::En) => format!("{off} off inside"),
        (0, work, Lang::En) => format!("{work} made up inside"),
        (off, work, Lang::En) => format!("{off} off and {work} made up inside"),
    };
    let then = match (&inside.without, lang) {
        (Some(moved), _) => effect(plan, ix, moved, lang),
        (None, Lang::Zh) => "日期将超出日历".into(),
        (None, Lang::En) => "the dates would leave the calendar".into(),
    };
    match lang {
        Lang::Zh => format!("{notice}年{}({what}):若无其放假和调休,{then}。", name.zh),
        Lang::En => {
            format!("{} of {notice} ({what}): without its days off and make-up days {then}.", name.en)
        }
    }
}

/// What a change does to the step and to the goal.
fn effect(plan: &Plan<'_>, ix: StepIx, moved: &Moved, lang: Lang) -> String {
    let goal = goal_effect(plan, moved, lang);
    if ix == plan.network.goal() {
        return goal;
    }
    let now = plan.schedule.dates(ix).finish();
    let finish = told_moment(moved.finish, lang);
    let step = match (apart(moved.finish.value, now), lang) {
        (0, Lang::Zh) => "本事项完成日不变".to_string(),
        (0, Lang::En) => "it would finish on the same day".to_string(),
        (days, Lang::Zh) if days > 0 => format!("本事项早 {days} 个自然日,于 {finish} 完成"),
        (days, Lang::Zh) => format!("本事项晚 {} 个自然日,于 {finish} 完成", -days),
        (days, Lang::En) if days > 0 => {
            format!("it would finish {} earlier, on {finish}", natural_days(days))
        }
        (days, Lang::En) => format!("it would finish {} later, on {finish}", natural_days(-days)),
    };
    match lang {
        Lang::Zh => format!("{step},{goal}"),
        Lang::En => format!("{step}, and {goal}"),
    }
}

fn apart(then: Moment, now: Moment) -> i32 {
    now.day().days_since(then.day())
}

/// What a change does to the goal.
fn goal_effect(plan: &Plan<'_>, moved: &Moved, lang: Lang) -> String {
    let provisional = moved.earlier.provisional;
    let (natural, working) = (moved.earlier.value.natural, moved.earlier.value.working);
    let name = quoted(plan.name(plan.network.goal()).get(lang));
    let days = |lang| match lang {
        Lang::Zh => {
            format!("{} 个工作日({} 个自然日)", mark(provisional, working.abs().to_string()), natural.abs())
        }
        Lang::En => {
            format!("{} ({})", mark(provisional, working_days(working.abs())), natural_days(natural.abs()))
        }
    };
    let goal = mark(moved.goal.provisional, dated(moved.goal.value.day(), lang));
    match (natural.signum(), lang) {
        (0, Lang::Zh) => format!("终点{name}不变"),
        (1, Lang::Zh) => format!("终点{name}早 {},为 {goal}", days(lang)),
        (_, Lang::Zh) => format!("终点{name}晚 {},为 {goal}", days(lang)),
        (0, Lang::En) => format!("the goal {name} would not move"),
        (1, Lang::En) => format!("the goal {name} would come {} earlier, on {goal}", days(lang)),
        (_, Lang::En) => format!("the goal {name} would come {} later, on {goal}", days(lang)),
    }
}
