//! One sentence for a letter: what began when, which day is the last and why, under what.
//!
//! In: a step of a plan. Out: the sentence in one language, as a clerk would write it. It words what the schedule
//! recorded; no date is made here.

use crate::calendar::{
    At, Cadence, Calendar, Day, DayKind, EndedBy, FirstDay, Length, Moment, Part, Roll, Rule, Weekday,
};
use crate::diagnostic::Lang;
use crate::network::{Kind, LinkEnd, Origin};
use crate::schedule::Arrival;
use crate::schedule::abort::Fate;
use crate::study::earlier::{HeldBy, held_by};

use super::super::plan::Plan;
use super::super::summary::weekday;
use super::super::words::{cadence as cadence_words, either, list, quoted};
use super::Subject;
use super::grounds::grounds;
use super::inside::{break_of, day_words, inside};
use super::ledger::Count;

/// The sentence.
pub(super) fn letter(subject: &Subject<'_>, lang: Lang) -> String {
    let name = subject.plan.name(subject.ix);
    if let Some(broken) = broken_off(subject, lang) {
        return sentence(name.get(lang), &[broken], lang);
    }
    let mut parts = vec![story(subject, lang)];
    parts.extend(grounds(subject, lang));
    if subject.plan.schedule.dates(subject.ix).provisional {
        parts.push(provisional(lang).to_string());
    }
    sentence(name.get(lang), &parts, lang)
}

/// What a suspension made of a step that did not finish; no date that is not reached is named.
fn broken_off(subject: &Subject<'_>, lang: Lang) -> Option<String> {
    let plan = subject.plan;
    let (fate, suspension) = plan.fate(subject.ix).zip(plan.suspension)?;
    let begins = moment(plan.schedule.dates(subject.ix).counted.begins, lang);
    let day = suspension.day;
    Some(match (fate, lang) {
        (Fate::Stands, _) => return None,
        (Fate::Stopped, Lang::Zh) => format!("自{begins}起办理,程序于{day}中止,随之停止,未完成"),
        (Fate::Stopped, Lang::En) => {
            format!("begun on {begins}, and stopped unfinished when the procedure was suspended on {day}")
        }
        (Fate::NeverStarts, Lang::Zh) => format!("程序于{day}中止,不再开始"),
        (Fate::NeverStarts, Lang::En) => format!("the procedure is suspended on {day}, and it never starts"),
    })
}

/// A name and what is said of it, as one sentence.
pub(super) fn sentence(name: &str, parts: &[String], lang: Lang) -> String {
    let words = parts.join(either(lang, ";", "; "));
    match lang {
        Lang::Zh => set_off(&format!("{name}:{words}。")),
        Lang::En => format!("{}: {words}.", capital(name)),
    }
}

/// Dates set off from the Chinese words beside them by a blank.
fn set_off(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let date_at = |at: usize| {
        letters.get(at..at + 10).is_some_and(|date| {
            date.iter().enumerate().all(|(place, letter)| match place {
                4 | 7 => *letter == '-',
                _ => letter.is_ascii_digit(),
            })
        })
    };
    let is_word = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let mut spaced = String::with_capacity(text.len() + 16);
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let begins = date_at(at) && before.is_some_and(is_word);
        let ended = is_word(*letter) && at.checked_sub(10).is_some_and(date_at);
        if begins || ended {
            spaced.push(' ');
        }
        spaced.push(*letter);
    }
    spaced
}

/// The words with a capital letter first.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// That dates rest on no published notice.
pub(super) fn provisional(lang: Lang) -> &'static str {
    either(
        lang,
        "所涉放假安排尚未全部公布,日期依法定节假日推算,可能变动",
        "the holiday notices for these days are not all published, so the dates follow from the statutory holidays alone and may move",
    )
}

/// What happened, from the trigger to the finish.
fn story(subject: &Subject<'_>, lang: Lang) -> String {
    let (plan, ix) = (subject.plan, subject.ix);
    let dated = plan.schedule.dates(ix);
    let finish = dated.finish();
    if plan.is_given(ix) {
        return match lang {
            Lang::Zh => format!("已于{}完成,系给定日期,未作推算", moment(finish, lang)),
            Lang::En => {
                format!("finished on {}, a date that was given and not counted", moment(finish, lang))
            }
        };
    }
    let count = subject.count();
    let mut clauses: Vec<String> = Vec::new();
    let mut other = None;
    let (begins, printed) = (dated.counted.begins.day(), dated.counted.printed);
    if !matches!(count.rule, Rule::Milestone | Rule::Work { .. }) {
        clauses.extend(waiting(&count, lang));
    }
    match count.rule {
        Rule::Milestone => clauses.push(milestone(subject, lang)),
        Rule::Act => clauses.push(act(subject, begins, lang)),
        Rule::Review { length, .. } => {
            clauses.push(match lang {
                Lang::Zh => format!("{begins}受理(当日不计)"),
                Lang::En => format!("accepted on {begins} (that day not counted)"),
            });
            clauses.push(nth(length, printed, lang));
        }
        Rule::Work { length, .. } => {
            clauses.push(work(plan.step(ix).kind, dated.trigger, lang));
            clauses.push(nth(length, printed, lang));
        }
        Rule::Notice { length, first_day, .. } => {
            clauses.push(match (first_day, lang) {
                (FirstDay::Excluded, Lang::Zh) => format!("{begins}发布(当日不计)"),
                (FirstDay::Excluded, Lang::En) => format!("posted on {begins} (that day not counted)"),
                (FirstDay::Included, Lang::Zh) => format!("{begins}发布(当日为第1日)"),
                (FirstDay::Included, Lang::En) => format!("posted on {begins} (that day is the 1st)"),
            });
            clauses.push(nth(length, printed, lang));
        }
        Rule::Consultation { reply, due, .. } => {
            clauses.push(pushed(subject, begins, lang));
            clauses.extend(count.length().map(|length| match dated.counted.ended_by {
                EndedBy::Reply => replied(length, printed, lang),
                EndedBy::Silence | EndedBy::Itself => nth(length, printed, lang),
            }));
            other = other_end(dated.counted.ended_by, reply, due, lang);
        }
        Rule::Meeting { cadence } => clauses.push(meeting(&count, cadence.as_ref(), lang)),
    }
    // What is said of the last day stands beside it.
    let (moved, during) = (roll(&count, lang), during(&count, lang));
    let (_, origin) = plan.schedule.length(plan.network, ix);
    let outcome = outcome(&count, plan.step(ix).kind, origin, lang);
    match moved {
        Some(moved) => clauses.extend([Some(moved), other, outcome, during].into_iter().flatten()),
        None => clauses.extend([during, other, outcome].into_iter().flatten()),
    }
    clauses.join(either(lang, ",", ", "))
}

/// A moment, 24:00 when it is an expiry.
fn moment(moment: Moment, lang: Lang) -> String {
    match (moment.at(), lang) {
        (At::InHours, _) => moment.day().to_string(),
        (At::EndOfDay, Lang::Zh) => format!("{} 24时", moment.day()),
        (At::EndOfDay, Lang::En) => format!("{} at 24:00", moment.day()),
    }
}

/// Why the office did not begin on the day of the trigger.
fn waiting(count: &Count<'_>, lang: Lang) -> Option<String> {
    let (trigger, begins) = (count.trigger, count.counted.begins);
    if trigger.day() == begins.day() {
        return None;
    }
    let mut reasons: Vec<String> = Vec::new();
    for line in count.days().iter().filter(|line| line.part == Part::Waiting) {
        // A weekend inside a break is the holiday's.
        let day = break_of(count.calendar, line.day).map_or(line.day, |exception| exception.day);
        let reason = day_words(count.calendar, day, lang);
        reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
    }
    let there = moment(trigger, lang);
    let closed = list(reasons, lang);
    Some(match (closed.is_empty(), lang) {
        (true, Lang::Zh) => format!("{there}具备条件"),
        (true, Lang::En) => format!("the conditions are there on {there}"),
        (false, Lang::Zh) => format!("{there}具备条件,逢{closed}"),
        (false, Lang::En) => format!("the conditions are there on {there} with the office closed ({closed})"),
    })
}

/// `第20个工作日为2024-05-31`.
pub(super) fn nth(length: Length, day: Day, lang: Lang) -> String {
    let number = length.number();
    match (length, lang) {
        (Length::Working(_), Lang::Zh) => format!("第{number}个工作日为{day}"),
        (Length::Natural(_), Lang::Zh) => format!("第{number}个自然日为{day}"),
        (Length::Working(_), Lang::En) => format!("the {} working day is {day}", ordinal(number)),
        (Length::Natural(_), Lang::En) => format!("the {} natural day is {day}", ordinal(number)),
    }
}

/// 1st, 2nd, 3rd, 11th.
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn act(subject: &Subject<'_>, day: Day, lang: Lang) -> String {
    let (_, origin) = subject.plan.schedule.length(subject.plan.network, subject.ix);
    match (origin, lang) {
        (None, Lang::Zh) => format!("于{day}办理,当日完成"),
        (None, Lang::En) => format!("done on {day}, within the day"),
        (Some(Origin::Untimed), Lang::Zh) => {
            format!("没有任何来源给出时限,按0计,于{day}当日完成,系下限而非预测")
        }
        (Some(Origin::Untimed), Lang::En) => {
            format!(
                "no source gives it any time, so it counts as none and is done on {day}, a floor and not a forecast"
            )
        }
        (Some(_), Lang::Zh) => format!("不占时间,于{day}当日办结"),
        (Some(_), Lang::En) => format!("takes no time and is done on {day}"),
    }
}

fn work(kind: Kind, trigger: Moment, lang: Lang) -> String {
    let day = trigger.day();
    let (zh, en) = if kind == Kind::Listing { ("挂牌", "open") } else { ("办理", "worked on") };
    match (trigger.at(), lang) {
        (At::InHours, Lang::Zh) => format!("自{day}起{zh}(当日不计)"),
        (At::InHours, Lang::En) => format!("{en} from {day} (that day not counted)"),
        (At::EndOfDay, Lang::Zh) => format!("自{day} 24时起{zh}(次日起算)"),
        (At::EndOfDay, Lang::En) => format!("{en} from {day} at 24:00 (counted from the next day)"),
    }
}

fn pushed(subject: &Subject<'_>, day: Day, lang: Lang) -> String {
    let parties = &subject.plan.step(subject.ix).parties;
    let names = parties.iter().map(|party| subject.plan.workflow.actor_name(party).get(lang).to_string());
    let names = list(names, lang);
    match (names.is_empty(), lang) {
        (true, Lang::Zh) => format!("{day}推送征求意见(当日不计)"),
        (true, Lang::En) => format!("pushed to the parties on {day} (that day not counted)"),
        (false, Lang::Zh) => format!("{day}推送{names}征求意见(当日不计)"),
        (false, Lang::En) => format!("pushed on {day} to {names} (that day not counted)"),
    }
}

fn replied(length: Length, day: Day, lang: Lang) -> String {
    let number = length.number();
    match (length, lang) {
        (Length::Working(_), Lang::Zh) => format!("预计最后一份意见在第{number}个工作日即{day}反馈"),
        (Length::Natural(_), Lang::Zh) => format!("预计最后一份意见在第{number}个自然日即{day}反馈"),
        (Length::Working(_), Lang::En) => {
            format!("the last reply is expected on the {} working day, {day}", ordinal(number))
        }
        (Length::Natural(_), Lang::En) => {
            format!("the last reply is expected on the {} natural day, {day}", ordinal(number))
        }
    }
}

/// How the end that came compares with the one that did not.
fn other_end(ended_by: EndedBy, reply: Option<Length>, due: Option<Length>, lang: Lang) -> Option<String> {
    let (reply, due) = (reply.map(|reply| reply.words(lang)), due.map(|due| due.words(lang)));
    Some(match (ended_by, reply, due, lang) {
        (EndedBy::Reply, _, Some(due), Lang::Zh) => format!("未超过{due}的期限"),
        (EndedBy::Reply, _, Some(due), Lang::En) => format!("within the limit of {due}"),
        (EndedBy::Reply, _, None, Lang::Zh) => "文件未定期限".into(),
        (EndedBy::Reply, _, None, Lang::En) => "no document setting a limit".into(),
        (EndedBy::Silence, Some(reply), _, Lang::Zh) => format!("预计反馈需{reply},已超过期限"),
        (EndedBy::Silence, Some(reply), _, Lang::En) => format!("replies being expected only after {reply}"),
        (EndedBy::Silence, None, ..) | (EndedBy::Itself, ..) => return None,
    })
}

/// The end of a step that another waits for, by the step's name.
pub(super) fn end_of(plan: &Plan<'_>, arrival: &Arrival, lang: Lang) -> String {
    let name = quoted(plan.name(arrival.from).get(lang));
    match (arrival.end, lang) {
        (LinkEnd::Finish, _) => name,
        (LinkEnd::Start, Lang::Zh) => format!("{name}的开始"),
        (LinkEnd::Start, Lang::En) => format!("the beginning of {name}"),
    }
}

fn milestone(subject: &Subject<'_>, lang: Lang) -> String {
    let plan = subject.plan;
    let day = moment(plan.schedule.dates(subject.ix).finish(), lang);
    match held_by(plan.network, plan.calendar, plan.schedule, subject.ix) {
        HeldBy::Steps(arrivals) => {
            let by = list(arrivals.iter().map(|arrival| end_of(plan, arrival, lang)), lang);
            match lang {
                Lang::Zh => format!("随{by}于{day}达成"),
                Lang::En => format!("reached on {day} with {by}"),
            }
        }
        HeldBy::Start | HeldBy::NotBefore(_) | HeldBy::Known => match lang {
            Lang::Zh => format!("于{day}达成"),
            Lang::En => format!("reached on {day}"),
        },
    }
}

fn meeting(count: &Count<'_>, cadence: Option<&Cadence>, lang: Lang) -> String {
    let (begins, rhythm) = (count.counted.begins.day(), count.counted.printed);
    let sitting = count.counted.finish.day();
    let Some(cadence) = cadence else {
        return match lang {
            Lang::Zh => format!("未定会期,以首个工作日{sitting}开会计"),
            Lang::En => {
                format!("no sittings being fixed, the first working day, {sitting}, is taken for one")
            }
        };
    };
    let words = cadence_words(cadence, lang);
    let mut clause = match lang {
        Lang::Zh => format!("会期为{words},自{begins}起的首次会期为{rhythm}"),
        Lang::En => format!("sittings are {words}, and the first from {begins} on is {rhythm}"),
    };
    if rhythm != sitting {
        let rest = rest(count.calendar, rhythm, lang);
        clause += &match lang {
            Lang::Zh => format!(",该日{rest},移至其后首个工作日{}", worked(count.calendar, sitting, lang)),
            Lang::En => {
                format!(
                    ", which is {rest}, so it moves to the next working day, {}",
                    worked(count.calendar, sitting, lang)
                )
            }
        };
    }
    clause
}

/// What keeps a day from being worked: 为周日, 为端午节放假.
fn rest(calendar: &Calendar, day: Day, lang: Lang) -> String {
    match (calendar.kind_of_day(day), lang) {
        (DayKind::Off(_), Lang::Zh) => day_words(calendar, day, lang).unwrap_or_default(),
        (DayKind::Off(_), Lang::En) => {
            format!("a day off ({})", day_words(calendar, day, lang).unwrap_or_default())
        }
        (_, Lang::Zh) => format!("为{}", weekday(day.weekday(), lang)),
        (_, Lang::En) if day.weekday() == Weekday::Saturday => "a Saturday".into(),
        (_, Lang::En) => "a Sunday".into(),
    }
}

/// A working day, and what it is when its weekday says otherwise.
fn worked(calendar: &Calendar, day: Day, lang: Lang) -> String {
    match (day_words(calendar, day, lang), lang) {
        (None, _) => day.to_string(),
        (Some(words), Lang::Zh) => format!("{day}({words})"),
        (Some(words), Lang::En) => format!("{day} ({words})"),
    }
}

/// From where to where the last day moved, or that it did not.
fn roll(count: &Count<'_>, lang: Lang) -> Option<String> {
    let (printed, finish) = (count.counted.printed, count.counted.finish.day());
    match count.roll()? {
        Roll::NextWorkingDay if printed != finish => {
            let (rest, finish) = (rest(count.calendar, printed, lang), worked(count.calendar, finish, lang));
            Some(match lang {
                Lang::Zh => format!("该日{rest},顺延至其后首个工作日{finish}"),
                Lang::En => format!("which is {rest}, so the end moves to the next working day, {finish}"),
            })
        }
        Roll::Keep if !count.calendar.works(printed) => {
            let rest = rest(count.calendar, printed, lang);
            Some(match lang {
                Lang::Zh => format!("该日虽{rest},不顺延"),
                Lang::En => format!("which stands although it is {rest}"),
            })
        }
        Roll::NextWorkingDay | Roll::Keep => None,
    }
}

/// What the last day is the end of.
fn outcome(count: &Count<'_>, kind: Kind, origin: Option<Origin>, lang: Lang) -> Option<String> {
    count.length()?;
    let words = match (count.counted.ended_by, count.rule, kind) {
        (EndedBy::Silence, ..) => either(
            lang,
            "至当日24时未反馈的视作无意见",
            "and whoever has not replied by 24:00 of that day is taken to have no objection",
        ),
        (_, Rule::Notice { .. }, _) => either(lang, "于当日24时期满", "and it expires at 24:00 of that day"),
        (_, Rule::Work { .. }, Kind::Listing) => either(lang, "于当日截止", "and it closes during that day"),
        (_, Rule::Review { .. }, _) if matches!(origin, Some(Origin::Regulation | Origin::Law)) => {
            either(lang, "当日为办结期限", "the last day for the decision")
        }
        // What is only promised or assumed is no limit.
        (_, Rule::Review { .. }, _) => either(lang, "预计当日办结", "when the decision is expected"),
        _ => return None,
    };
    Some(words.to_string())
}

/// The rest days and make-up days inside, by name.
pub(super) fn during(count: &Count<'_>, lang: Lang) -> Option<String> {
    count.length()?;
    let lines = count.days();
    let mut running = lines.iter().filter(|line| line.part == Part::Running);
    let first = running.next()?.day;
    let mut last = running.next_back().map_or(first, |line| line.day);
    // A last day that is not worked has been told with the roll.
    if count.is_natural() && last == count.counted.printed && !count.calendar.works(last) {
        last = last.plus(-1).filter(|day| first <= *day)?;
    }
    let year = count.counted.begins.day().year();
    let holidays = inside(count.calendar, first, last);
    let in_a_break = |day: Day| {
        holidays.iter().flat_map(|holiday| &holiday.off).any(|(from, to)| *from <= day && day <= *to)
    };
    let weekend = first
        .to(last)
        .any(|day| matches!(count.calendar.kind_of_day(day), DayKind::Weekend) && !in_a_break(day));
    let off = holidays.iter().filter(|holiday| !holiday.off.is_empty()).map(|holiday| {
        let (words, breaks) = (holiday.words(lang), holiday.breaks(year, lang));
        match lang {
            Lang::Zh => format!("{words}{breaks}"),
            Lang::En => format!("{breaks} ({words})"),
        }
    });
    let off: Vec<String> = off.collect();
    if count.is_natural() {
        return (!off.is_empty()).then(|| match lang {
            Lang::Zh => format!("其间{}照计", list(off, lang)),
            Lang::En => format!("{} counted like other days", list(off, lang)),
        });
    }
    let work = holidays.iter().filter(|holiday| !holiday.work.is_empty()).map(|holiday| {
        let (words, days) = (holiday.made_up_words(lang), holiday.made_up(year, lang));
        match lang {
            Lang::Zh => format!("{days}{words}"),
            Lang::En => format!("{days} ({words})"),
        }
    });
    let work: Vec<String> = work.collect();
    let rest: Vec<String> =
        weekend.then(|| either(lang, "周末", "weekends").to_string()).into_iter().chain(off).collect();
    let not = (!rest.is_empty()).then(|| match lang {
        Lang::Zh => format!("其间{}不计", list(rest, lang)),
        Lang::En => format!("{} not counted", list(rest, lang)),
    });
    let too = (!work.is_empty()).then(|| match lang {
        Lang::Zh => format!("{}{}计入", if not.is_some() { "" } else { "其间" }, list(work, lang)),
        Lang::En => format!("{} counted", list(work, lang)),
    });
    let said: Vec<String> = not.into_iter().chain(too).collect();
    (!said.is_empty()).then(|| said.join(either(lang, ",", ", ")))
}
