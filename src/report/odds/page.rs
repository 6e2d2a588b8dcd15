//! The odds as a page, in one language.
//!
//! In: an [`Assessed`]. Out: its blocks in the order they are read: the answer, when the goal is reached, the promises,
//! what decides it, who stays silent, what happens again, what each uncertainty brings, whose days they are, and what
//! all of it rests on.
//!
//! One file: a section of the page is a function, in the order they are read.

use crate::calendar::{Day, Told};
use crate::diagnostic::{Lang, number_of};
use crate::network::Origin;
use crate::risk::{Method, Odds};

use super::super::blocks::{Block, Table};
use super::super::grid::Align;
use super::super::summary::{dated, heading, mark_words, marked, origin_words, settings, warning_lines};
use super::super::words::{either, list, signed};
use super::{Assessed, names};

/// So many steps, replies and swings are listed; JSON has them all.
const TOLD: usize = 12;

/// The shares of cases that are told.
const SHARES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.8, 0.9, 0.95];

/// The whole page.
pub(super) fn blocks(view: &Assessed<'_>, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![
        Block::Words(heading(&view.plan, lang)),
        Block::Words(settings(&view.plan, lang)),
        Block::Words(how(view, lang)),
    ];
    blocks.push(Block::Heading(either(lang, "何时", "When").into()));
    blocks.push(Block::List(answer(view, lang)));
    blocks.push(Block::Table(quantiles(view, lang)));
    blocks.push(Block::Heading(either(lang, "分布", "Distribution").into()));
    blocks.push(Block::Table(histogram(view, lang)));
    let sections = [
        (either(lang, "限时", "Promises"), promises(view, lang)),
        (either(lang, "什么决定日期", "What decides the date"), steps(view, lang)),
        (either(lang, "视作无意见", "Taken as no objection"), replies(view, lang)),
        (either(lang, "返工", "What happens again"), reworks(view, lang)),
        (either(lang, "各不确定因素的影响", "What each uncertainty brings"), tornado(view, lang)),
        (either(lang, "各责任单位占用的天数", "Whose days they are"), shares(view, lang)),
    ];
    for (title, table) in sections {
        if let Some((words, table)) = table {
            blocks.push(Block::Heading(title.into()));
            blocks.push(Block::Words(words));
            if !table.columns.is_empty() {
                blocks.push(Block::Table(table));
            }
        }
    }
    blocks.push(Block::Heading(either(lang, "依据", "What it rests on").into()));
    blocks.push(Block::List(basis(view, lang)));
    let warnings = warnings(view, lang);
    if !warnings.is_empty() {
        blocks.push(Block::Heading(either(lang, "注意", "Warnings").into()));
        blocks.push(Block::List(warnings));
    }
    blocks
}

/// How the odds were found.
pub(super) fn how(view: &Assessed<'_>, lang: Lang) -> String {
    let (odds, seed, shape) = (view.odds, view.seed, view.model.terms().shape.as_str());
    let (run, asked) = (grouped(odds.trials), grouped(view.asked));
    let open = view.model.open();
    let replies = view.model.inputs().iter().filter(|input| input.party.is_some()).count();
    let lengths = view.model.inputs().len() - replies;
    let (facts, reworks) = (open.facts.len(), open.reworks.len());
    let stopped = odds.trials < view.asked;
    let (trials, open) = match lang {
        Lang::Zh => (
            match stopped {
                true => format!("{asked} 次试验中断于 {run} 次(种子 {seed})"),
                false => format!("{run} 次试验(种子 {seed})"),
            },
            format!(
                "时长按 {shape} 分布。未定:时长 {lengths} 项、答复 {replies} 项、事实 {facts} 项、可能返工 {reworks} 段。"
            ),
        ),
        Lang::En => (
            match stopped {
                true => format!("Stopped after {run} of {asked} trials, seed {seed}"),
                false => format!("{run} trials, seed {seed}"),
            },
            format!(
                "{shape} estimates. Open: {}, {}, {}, {} that may run again.",
                number_of(lengths, "length"),
                counted_replies(replies),
                number_of(facts, "fact"),
                if reworks == 1 { "1 stretch".to_string() } else { format!("{reworks} stretches") },
            ),
        ),
    };
    match (odds.method, view.too_costly, lang) {
        (Method::Exact, _, Lang::Zh) => format!(
            "精确计算,不抽样;只有“什么决定日期”“各不确定因素的影响”“各责任单位占用的天数”三节出自 {trials}。{open}"
        ),
        (Method::Exact, _, Lang::En) => format!(
            "Exact, without sampling; only what decides the date, what each uncertainty brings and whose days they are come from trials ({trials}). {open}"
        ),
        (Method::Sample, true, Lang::Zh) => format!("精确计算超出限额,改为抽样:{trials},{open}"),
        (Method::Sample, true, Lang::En) => {
            format!("The exact answer would cost more than it may, so this is sampled: {trials}, {open}")
        }
        (Method::Sample, false, Lang::Zh) => format!("{trials},{open}"),
        (Method::Sample, false, Lang::En) => format!("{trials}, {open}"),
    }
}

/// `1 reply`, `2 replies`.
fn counted_replies(replies: usize) -> String {
    if replies == 1 { "1 reply".to_string() } else { format!("{replies} replies") }
}

fn answer(view: &Assessed<'_>, lang: Lang) -> Vec<String> {
    let odds = view.odds;
    let goal = view.plan.name(view.plan.network.goal());
    let by = |share: f64| marked(view.told(odds.finish.quantile(share)).map(|day| dated(day, lang)));
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "“{}”:半数情形不晚于 {},八成不晚于 {},九成五不晚于 {}。",
            goal.zh,
            by(0.5),
            by(0.8),
            by(0.95)
        ),
        Lang::En => format!(
            "“{}”: in half of all cases by {}, in 80 of 100 by {}, in 95 of 100 by {}.",
            goal.en,
            by(0.5),
            by(0.8),
            by(0.95)
        ),
    }];
    let mean = view.of_all(days(odds.mean_days()));
    if let Some(planned) = view.plan.finish() {
        let reached = marked(view.told(planned.value).map(|day| percent(odds.finish.by(day))));
        let planned_day = marked(planned.map(|day| dated(day, lang)));
        let later = odds.mean_days() - f64::from(view.plan.schedule.duration.natural);
        let (later, mean) = (marked(view.of_all(signed_days(later))), marked(mean));
        lines.push(match lang {
            Lang::Zh => format!("计划(`simulate` 的日程)为 {planned_day};不晚于此日的情形占 {reached}。"),
            Lang::En => format!(
                "The plan, as `simulate` has it, says {planned_day}; {reached} of all cases are done by then."
            ),
        });
        lines.push(match lang {
            Lang::Zh => format!("平均历时 {mean} 个自然日,较计划 {later}。"),
            Lang::En => format!("The mean is {mean} natural days from the start, {later} against the plan."),
        });
    }
    if odds.out_of_scope > 0.0 {
        let share = percent(odds.out_of_scope);
        lines.push(match lang {
            Lang::Zh => format!("{share} 的情形不在流程的适用范围内,仍计算在内。"),
            Lang::En => format!("In {share} of all cases the facts are out of the procedure's scope; they are counted all the same."),
        });
    }
    lines
}

fn quantiles(view: &Assessed<'_>, lang: Lang) -> Table {
    let odds = view.odds;
    let row = |share: f64| {
        let day = odds.finish.quantile(share);
        let (low, high) = odds.between(share);
        let told = |day: Day| marked(view.told(day));
        let between = if low == high { told(low) } else { format!("{} – {}", told(low), told(high)) };
        vec![
            format!("P{:02}", (share * 100.0).round()),
            marked(view.told(day).map(|day| dated(day, lang))),
            day.days_since(odds.start).to_string(),
            between,
        ]
    };
    let columns = match lang {
        Lang::Zh => ["分位", "不晚于", "自然日", "抽样误差(95%)"],
        Lang::En => ["share", "by", "natural days", "sampling error (95 %)"],
    };
    let table = Table { columns: columns_of(columns, 2..3), rows: SHARES.into_iter().map(row).collect() };
    without_confidence(table, 3, odds)
}

/// A table without the column of confidence where the odds are exact.
fn without_confidence(mut table: Table, at: usize, odds: &Odds) -> Table {
    if odds.method == Method::Exact {
        table.columns.remove(at);
        for row in &mut table.rows {
            row.remove(at);
        }
    }
    table
}

/// The days in at most so many rows.
const ROWS: i32 = 24;
/// The widest bar.
const BAR: f64 = 32.0;

/// How likely each stretch of days is, and how much is done by its end: days, weeks from Monday, or months.
fn histogram(view: &Assessed<'_>, lang: Lang) -> Table {
    let finish = &view.odds.finish;
    let span = finish.last().days_since(finish.first()) + 1;
    let begins = |day: Day| -> (String, i32) {
        let monday = i32::from(day.index()) - day.weekday().days_from_monday() as i32;
        if span <= ROWS {
            (marked(view.told(day).map(|day| dated(day, lang))), i32::from(day.index()))
        } else if span <= ROWS * 7 {
            let first = Day::from_index(i64::from(monday)).unwrap_or(day);
            (marked(Told { value: first, provisional: view.told(day).provisional }), monday)
        } else {
            let month = format!("{}-{:02}", day.year(), day.month());
            (
                marked(Told { value: month, provisional: view.told(day).provisional }),
                day.year() * 12 + day.month() as i32,
            )
        }
    };
    let mut bins: Vec<(String, i32, f64, f64)> = Vec::new();
    for &(day, probability) in finish.days() {
        let ((label, bin), by) = (begins(day), finish.by(day));
        match bins.last_mut().filter(|(_, last, ..)| *last == bin) {
            Some((_, _, sum, up_to)) => (*sum, *up_to) = (*sum + probability, by),
            None => bins.push((label, bin, probability, by)),
        }
    }
    let most = bins.iter().fold(0.0, |most: f64, (_, _, probability, _)| most.max(*probability));
    let rows = bins.into_iter().map(|(label, _, probability, by)| {
        let bar = "█".repeat((probability / most * BAR).round() as usize);
        vec![label, percent(probability), percent(by), if bar.is_empty() { "▏".to_string() } else { bar }]
    });
    let first = match (span <= ROWS, span <= ROWS * 7, lang) {
        (true, _, Lang::Zh) => "日",
        (true, _, Lang::En) => "day",
        (_, true, Lang::Zh) => "周(自周一)",
        (_, true, Lang::En) => "week from Monday",
        (_, _, Lang::Zh) => "月",
        (_, _, Lang::En) => "month",
    };
    let columns = match lang {
        Lang::Zh => [first, "占比", "累计", ""],
        Lang::En => [first, "cases", "done by its end", ""],
    };
    Table { columns: columns_of(columns, 1..3), rows: rows.collect() }
}

type Section = Option<(String, Table)>;

fn promises(view: &Assessed<'_>, lang: Lang) -> Section {
    let odds = view.odds;
    if odds.promises.is_empty() {
        return None;
    }
    let rows = odds.promises.iter().map(|promise| {
        let (low, high) = odds.kept_between(promise);
        vec![
            promise.id.to_string(),
            marked(view.of_all(percent(promise.kept))),
            format!("{} – {}", percent(low), percent(high)),
            percent(promise.tested),
        ]
    });
    let (words, columns) = match lang {
        Lang::Zh => {
            ("各项限时按时完成的概率(只计可以检验的情形)。", ["限时", "守住", "抽样误差(95%)", "可检验"])
        }
        Lang::En => (
            "How likely each promise is kept, of the cases in which it is tested.",
            ["promise", "kept", "sampling error (95 %)", "tested"],
        ),
    };
    let table = Table { columns: columns_of(columns, 1..4), rows: rows.collect() };
    Some((words.into(), without_confidence(table, 2, odds)))
}

fn steps(view: &Assessed<'_>, lang: Lang) -> Section {
    let mut steps: Vec<_> = view.odds.steps.iter().collect();
    steps.sort_by(|one, other| other.days.total_cmp(&one.days).then(other.critical.total_cmp(&one.critical)));
    let more = steps.len().saturating_sub(TOLD);
    let rows = steps.into_iter().take(TOLD).map(|odds| {
        let step = &view.plan.workflow.steps[odds.step];
        let who = step.actor.as_ref().map(|actor| view.plan.workflow.actor_name(actor));
        vec![
            step.name.get(lang).to_string(),
            who.map(|who| who.get(lang).to_string()).unwrap_or_default(),
            percent(odds.critical),
            days(odds.days),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let (words, columns) = match lang {
        Lang::Zh => (
            format!("每项在多少情形中是关键的,在关键线路上平均占几个自然日。{}", and_more(more, lang)),
            ["事项", "责任单位", "关键", "天数"],
        ),
        Lang::En => (
            format!(
                "In how many cases each step is critical, and how many natural days it holds of the critical path in the mean.{}",
                and_more(more, lang)
            ),
            ["step", "who", "critical", "days"],
        ),
    };
    let mut columns = columns_of(columns, 2..4);
    (columns[0].2, columns[1].2) = (Some(38), Some(20));
    (!rows.is_empty()).then_some((words, Table { columns, rows }))
}

fn replies(view: &Assessed<'_>, lang: Lang) -> Section {
    let replies = &view.odds.replies;
    let rows = replies.iter().map(|reply| {
        let step = &view.plan.workflow.steps[view.model.inputs()[reply.input].step];
        let party = names::party(view, reply.input).unwrap_or_default();
        vec![
            step.name.get(lang).to_string(),
            party.get(lang).to_string(),
            percent(reply.silent),
            format!("{:.2}", reply.asked),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let (words, columns) = match lang {
        Lang::Zh => (
            "每个部门在时限内没有答复、因而视作无意见的概率;“次数”为平均被征求几次。",
            ["征求意见", "部门", "未答复", "次数"],
        ),
        Lang::En => (
            "How likely each party gives no answer in time and is taken as having no objection; “asked” is how often it is consulted in the mean.",
            ["consultation", "party", "silent", "asked"],
        ),
    };
    let mut columns = columns_of(columns, 2..4);
    (columns[0].2, columns[1].2) = (Some(34), Some(24));
    (!rows.is_empty()).then_some((words.into(), Table { columns, rows }))
}

fn reworks(view: &Assessed<'_>, lang: Lang) -> Section {
    let open = view.model.open();
    let rows = view.odds.reworks.iter().map(|odds| {
        let rework = &open.reworks[odds.rework];
        let known = open.case().workflow.reworks.iter().find(|known| known.id == rework.id);
        let name = |step: Option<&crate::workflow::StepId>| {
            let known = step.and_then(|step| view.plan.workflow.step(step.as_str()));
            known.map(|step| step.name.get(lang).to_string()).unwrap_or_default()
        };
        let rounds = odds.rounds.iter().enumerate().skip(1).map(|(rounds, share)| match lang {
            Lang::Zh => format!("{rounds} 次 {}", percent(*share)),
            Lang::En => format!("{rounds}× {}", percent(*share)),
        });
        let never = either(lang, "无", "never").to_string();
        let rounds = list(rounds, lang);
        vec![
            rework.id.to_string(),
            name(known.map(|known| &known.back_to)),
            if rounds.is_empty() { never } else { rounds },
        ]
    });
    let rows: Vec<_> = rows.collect();
    let (words, columns) = match lang {
        Lang::Zh => ("每段返工的概率。", ["返工", "退回到", "再来"]),
        Lang::En => ("How likely each stretch runs again.", ["stretch", "back to", "again"]),
    };
    let mut columns = columns_of(columns, 0..0);
    (columns[0].2, columns[1].2, columns[2].2) = (Some(30), Some(26), Some(20));
    (!rows.is_empty()).then_some((words.into(), Table { columns, rows }))
}

fn tornado(view: &Assessed<'_>, lang: Lang) -> Section {
    let Some(tornado) = view.tornado else {
        let table = Table { columns: Vec::new(), rows: Vec::new() };
        let words = match (view.too_many, lang) {
            (true, Lang::Zh) => "不确定的因素太多,没有逐一计算。",
            (true, Lang::En) => "There are too many uncertain things to ask it of each.",
            (false, Lang::Zh) => "中断,没有算出。",
            (false, Lang::En) => "It was stopped before this was known.",
        };
        return Some((words.to_string(), table));
    };
    let moves = tornado.swings.iter().filter(|swing| swing.days() != 0);
    let more = moves.clone().count().saturating_sub(TOLD);
    let rows = moves.take(TOLD).map(|swing| {
        let [best, worst] = names::ends(view, swing, lang);
        vec![
            names::uncertain(view, swing.what).get(lang).to_string(),
            format!("{best} / {worst}"),
            marked(view.told(swing.best.p80)),
            marked(view.told(swing.worst.p80)),
            signed(swing.days()),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let words = tornado_words(tornado.trials, lang) + &and_more(more, lang);
    let columns = match lang {
        Lang::Zh => ["因素", "最好 / 最坏", "最好时", "最坏时", "天"],
        Lang::En => ["what", "best / worst", "at its best", "at its worst", "days"],
    };
    let mut columns = columns_of(columns, 4..5);
    (columns[0].2, columns[1].2) = (Some(30), Some(14));
    (!rows.is_empty()).then_some((words, Table { columns, rows }))
}

/// What the swings say, and how many trials say so.
pub(super) fn tornado_words(trials: u64, lang: Lang) -> String {
    let trials = grouped(trials);
    match lang {
        Lang::Zh => format!("P80:该项取最好与取最坏时各为何日,其余照常随机;每端 {trials} 次同样的试验。"),
        Lang::En => format!(
            "The P80 with each held at its best and at its worst, everything else drawn as before; the same {trials} trials each time."
        ),
    }
}

fn shares(view: &Assessed<'_>, lang: Lang) -> Section {
    let name = |actor: &Option<crate::workflow::ActorId>| match actor {
        Some(actor) => view.plan.workflow.actor_name(actor).get(lang).to_string(),
        None => either(lang, "无人(等待、间隔)", "nobody (waiting, lags)").to_string(),
    };
    let all = view.shares.iter().fold((0, 0.0), |sum, share| (sum.0 + share.planned, sum.1 + share.mean));
    let row = |name: String, planned: i32, mean: f64| {
        let difference = signed_days(mean - f64::from(planned));
        vec![name, planned.to_string(), marked(view.of_all(days(mean))), marked(view.of_all(difference))]
    };
    // Who holds less than a twentieth of a day holds none that is shown.
    let shown = view.shares.iter().filter(|share| share.planned != 0 || share.mean.abs() >= 0.05);
    let mut rows: Vec<_> = shown.map(|share| row(name(&share.actor), share.planned, share.mean)).collect();
    rows.push(row(either(lang, "合计", "together").into(), all.0, all.1));
    let (words, columns) = match lang {
        Lang::Zh => (
            "关键线路上的自然日由谁占用:计划中,与全部情形的平均;其差之和即平均延误。线路改道也会使差为正或为负。",
            ["责任单位", "计划", "平均", "差"],
        ),
        Lang::En => (
            "Who holds the natural days of the critical path: in the plan, and in the mean of all cases; the differences add up to the mean delay. A path that runs elsewhere makes a difference too.",
            ["who", "plan", "mean", "difference"],
        ),
    };
    Some((words.into(), Table { columns: columns_of(columns, 1..4), rows }))
}

/// What the numbers come from, and the caveat.
fn basis(view: &Assessed<'_>, lang: Lang) -> Vec<String> {
    let case = view.model.open().case();
    let mut lengths: Vec<(Origin, usize)> = Vec::new();
    for input in view.model.inputs().iter().filter(|input| input.party.is_none()) {
        let step = view.plan.network.steps().iter().find(|step| step.file_order == input.step);
        let origin =
            step.and_then(|step| step.timing.estimate).map_or(Origin::Assumption, |said| said.origin);
        match lengths.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, count)) => *count += 1,
            None => lengths.push((origin, 1)),
        }
    }
    lengths.sort();
    let lengths =
        list(lengths.iter().map(|(origin, count)| format!("{} {count}", origin_words(*origin, lang))), lang);
    let facts = view.model.open().facts.iter().map(|open| {
        let said = case.assumptions.chances.iter().find(|(id, _)| *id == open.id);
        let origin = said.and_then(|(_, said)| said.origin).unwrap_or(Origin::Assumption);
        format!("{} {}({})", open.id, percent(open.chance), origin_words(origin, lang))
    });
    let facts = list(facts, lang);
    let mut lines = Vec::new();
    if !lengths.is_empty() {
        lines.push(match lang {
            Lang::Zh => format!("随机时长的来源:{lengths}。"),
            Lang::En => format!("Lengths that are drawn, by origin: {lengths}."),
        });
    }
    if !facts.is_empty() {
        lines.push(match lang {
            Lang::Zh => format!("事实的概率:{facts}。"),
            Lang::En => format!("Chances of facts: {}.", facts.replace('(', " (")),
        });
    }
    let is_assumed = |open: &crate::network::OpenFact| {
        let said = case.assumptions.chances.iter().find(|(id, _)| *id == open.id);
        said.and_then(|(_, said)| said.origin).unwrap_or(Origin::Assumption) == Origin::Assumption
    };
    let replies = view.model.inputs().iter().any(|input| input.party.is_some());
    let has_chance = replies || !view.model.open().facts.is_empty();
    let assumed = replies || view.model.open().facts.iter().any(is_assumed);
    if has_chance && !assumed {
        return lines;
    }
    lines.push(match (has_chance, lang) {
        (true, Lang::Zh) => "没有找到反对意见、返工或不答复的统计:这些概率是假设,结果不比假设更可靠。",
        (true, Lang::En) => "No statistics on objections, failures or silence were found: the chances are assumptions, and the odds are no better than these.",
        (false, Lang::Zh) => "没有设定任何事实或答复的概率:只有时长是随机的。可试 --assumptions stressed。",
        (false, Lang::En) => "No fact or reply has a chance here: only lengths are drawn. Try --assumptions stressed.",
    }.to_string());
    lines
}

/// What the plan has to be warned of, and the mark where it stands somewhere.
fn warnings(view: &Assessed<'_>, lang: Lang) -> Vec<String> {
    let mut lines = warning_lines(&view.plan, lang);
    if view.provisional() {
        lines.push(mark_words(lang).to_string());
    }
    lines
}

fn columns_of<const N: usize>(
    titles: [&str; N],
    numbers: std::ops::Range<usize>,
) -> Vec<(String, Align, Option<u16>)> {
    let column = |(at, title): (usize, &str)| {
        (title.to_string(), if numbers.contains(&at) { Align::Right } else { Align::Left }, None)
    };
    titles.into_iter().enumerate().map(column).collect()
}

fn and_more(more: usize, lang: Lang) -> String {
    match (more, lang) {
        (0, _) => String::new(),
        (more, Lang::Zh) => format!("另有 {more} 项。"),
        (more, Lang::En) => format!(" And {more} more."),
    }
}

/// A probability in per cent with one digit; what is neither never nor always does not look so.
pub(in crate::report) fn percent(share: f64) -> String {
    // −0.0 is 0.
    let tenths = (share * 1000.0).round() / 10.0 + 0.0;
    match share {
        share if share > 0.0 && tenths <= 0.0 => "<0.1%".to_string(),
        share if share < 1.0 && tenths >= 100.0 => ">99.9%".to_string(),
        _ => format!("{tenths:.1}%"),
    }
}

/// A mean of days.
pub(in crate::report) fn days(mean: f64) -> String {
    // −0.0 is 0.
    format!("{:.1}", (mean * 10.0).round() / 10.0 + 0.0)
}

/// A mean of days with its sign.
pub(in crate::report) fn signed_days(mean: f64) -> String {
    let tenths = (mean * 10.0).round() / 10.0;
    match tenths {
        tenths if tenths > 0.0 => format!("+{tenths:.1}"),
        tenths if tenths < 0.0 => format!("−{:.1}", -tenths),
        _ => "0.0".to_string(),
    }
}

/// A number with its thousands apart.
pub(in crate::report) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
