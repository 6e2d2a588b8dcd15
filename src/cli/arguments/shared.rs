//! The flags that several commands have: what a plan is made of, what of it is shown, how it is drawn.
//!
//! In: a language. Out: clap flags.

use clap::builder::{IntoResettable, PossibleValuesParser, StyledStr};
use clap::{Arg, ArgAction};
use permits::calendar::Counting;
use permits::diagnostic::Lang;
use permits::workflow::Basis;

use super::super::inputs::{ASSUMPTIONS, PROCEDURE};
use super::super::language::pick;

/// The shared flags without `--abort`: nothing follows a suspension that could be planned.
pub(super) fn unsuspended(lang: Lang) -> impl Iterator<Item = Arg> {
    scheduling(lang).into_iter().filter(|arg| arg.get_id() != "abort")
}

/// The flags of a drawing.
pub(super) fn drawing(lang: Lang) -> Vec<Arg> {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let day = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(t("日期", "DATE")).help(help)
    };
    let window =
        [day("from", t("自该日起画", "draw from that day")), day("to", t("画至该日", "draw to that day"))];
    window.into_iter().chain(look(lang)).chain([output(lang)]).collect()
}

/// The flags that say what a drawing looks like.
pub(super) fn look(lang: Lang) -> [Arg; 3] {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    [
        Arg::new("axis")
            .long("axis")
            .value_name("month|xun")
            .value_parser(["month", "xun"])
            .hide_possible_values(true)
            .help(t(
                "时间轴:年月周(默认 month),或年月旬",
                "the axis: years, months and weeks (default: month), or ten-day 旬",
            )),
        Arg::new("width").long("width").value_name(t("像素", "PIXELS")).help(t(
            "宽度(默认 1587,即 A3 横向;行多则更高,图密则更宽)",
            "the width (default: 1587, A3 landscape; more rows make it taller, a dense network wider)",
        )),
        Arg::new("dark")
            .long("dark")
            .action(ArgAction::SetTrue)
            .help(t("深色(默认随屏幕的设置)", "dark colours (default: as the screen prefers)")),
    ]
}

/// Where the answer goes.
pub(super) fn output(lang: Lang) -> Arg {
    Arg::new("output").long("output").short('o').value_name(pick(lang, "文件", "FILE")).help(pick(
        lang,
        "写入该文件(默认 -,标准输出)",
        "the file to write (default: -, standard output)",
    ))
}

/// The flags that choose which steps are shown.
pub(super) fn shown(lang: Lang) -> Vec<Arg> {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let list = |name: &'static str, value, help| {
        Arg::new(name).long(name).value_name(value).action(ArgAction::Append).help(help)
    };
    vec![
        Arg::new("critical")
            .long("critical")
            .action(ArgAction::SetTrue)
            .help(t("只列关键事项", "list critical steps only")),
        list(
            "lane",
            t("泳道", "LANE"),
            t("只列该泳道的事项(可重复)", "list steps of this lane only (repeatable)"),
        ),
        list(
            "actor",
            t("责任单位", "ACTOR"),
            t("只列该责任单位的事项(可重复)", "list steps of this actor only (repeatable)"),
        ),
    ]
}

/// A flag with one value.
fn one(name: &'static str, value: &'static str, help: impl IntoResettable<StyledStr>) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// The flags that every scheduling command shares.
pub(super) fn scheduling(lang: Lang) -> Vec<Arg> {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let many = |name: &'static str, value: &'static str, help: &'static str| {
        one(name, value, help).action(ArgAction::Append)
    };
    vec![
        one(
            "workflow",
            t("名称|文件", "ID|FILE"),
            pick(lang, format!("流程(默认 {PROCEDURE})"), format!("the procedure (default: {PROCEDURE})")),
        )
        .short('w'),
        one("project", t("文件", "FILE"), t("项目文件", "a project file")).short('p'),
        one(
            "start",
            t("日期", "DATE"),
            t("起算日,如 2023-06-01", "the day the run starts, such as 2023-06-01"),
        ),
        one(
            "assumptions",
            t("名称|文件", "SET|FILE"),
            pick(
                lang,
                format!("假设(默认 {ASSUMPTIONS};floor 为无)"),
                format!("what is assumed (default: {ASSUMPTIONS}; floor: nothing)"),
            ),
        ),
        many(
            "set",
            t("名称=值", "NAME=VALUE"),
            t("设定事实或读法(可重复)", "set a fact or a reading (repeatable)"),
        ),
        one(
            "counting",
            "statutory|practice",
            t(
                "计日规则(默认 statutory,按民法典;practice 按公示惯例)",
                "how notices are counted (default: statutory, by the Civil Code)",
            ),
        )
        .value_parser(Counting::NAMES)
        .hide_possible_values(true),
        one(
            "basis",
            "statutory|best|likely|worst",
            t("时限取值(默认 likely)", "which lengths are used (default: likely)"),
        )
        .value_parser(Basis::NAMES)
        .hide_possible_values(true),
        one(
            "goal",
            t("事项", "STEP"),
            t("终点事项(默认为流程的终点)", "the goal (default: the procedure's)"),
        ),
        many(
            "at",
            t("事项=日期", "STEP=DATE"),
            t(
                "该事项已于该日完成,其前置事项视为已办(可重复)",
                "the step finished on that date, what leads to it is done (repeatable)",
            ),
        ),
        one(
            "abort",
            t("事实@日期", "FACT@DATE"),
            t("该日程序中止", "the procedure is suspended on that date"),
        ),
        many(
            "rework",
            t("名称=次数", "ID=N"),
            t("返工次数(可重复)", "run a stretch again N times (repeatable)"),
        ),
        many(
            "calendar",
            t("文件", "FILE"),
            t("叠加的日历文件(可重复,后者优先)", "a calendar file laid over the official one (repeatable)"),
        ),
        one(
            "known-as-of",
            t("日期", "DATE"),
            t("按该日已公布的放假安排计日", "count with the holiday notices known that day"),
        ),
        one(
            "calendar-beyond",
            "project|error",
            t("放假安排未公布的年份:推算(默认)或拒绝", "years without a notice: project (default) or refuse"),
        )
        .value_parser(["project", "error"])
        .hide_possible_values(true),
        Arg::new("allow-out-of-scope")
            .long("allow-out-of-scope")
            .action(ArgAction::SetTrue)
            .help(t("不在适用范围时只提醒", "warn instead of refusing when the facts are out of scope")),
    ]
}

pub(super) fn format(lang: Lang, formats: &'static [&'static str]) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name(formats.join("|"))
        .value_parser(PossibleValuesParser::new(formats))
        .hide_possible_values(true)
        .default_value(formats[0])
        .hide_default_value(true)
        .help(pick(lang, "输出格式(默认 table)", "output format (default: table)"))
}
