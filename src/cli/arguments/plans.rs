//! The commands that show one plan.
//!
//! In: a language. Out: the clap command of each, with its flags.

use clap::{Arg, ArgAction, Command};
use permits::diagnostic::Lang;
use permits::report::export::Format;

use super::super::language::pick;
use super::shared::{drawing, format, output, scheduling, shown, unsuspended};
use super::sub;

pub(super) fn simulate(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "simulate",
        lang,
        t(
            "排出一份日程:每步的日期、关键线路、限时、注意事项",
            "one schedule: dates, critical path, promises, warnings",
        ),
    )
    .args(scheduling(lang))
    .next_help_heading(t("输出", "Output"))
    .arg(format(lang, &["table", "json", "csv", "markdown"]))
    .args(shown(lang))
    .arg(
        Arg::new("svg")
            .long("svg")
            .value_name(t("文件", "FILE"))
            .help(t("另将横道图写入该文件", "write the Gantt chart beside it")),
    )
    .arg(Arg::new("strict").long("strict").action(ArgAction::SetTrue).help(t(
        "限时未守或无法检验的,以退出码 4 退出",
        "exit with 4 when a promise is missed or cannot be tested",
    )))
}

pub(super) fn plan(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "plan",
        lang,
        t(
            "倒排:不误某日的最迟起算日、各事项的最迟日期;起算日已定的,哪些事项须缩短多少",
            "backwards: the latest start that meets a date, latest dates, what must shrink",
        ),
    )
    .arg(
        Arg::new("finish-by")
            .long("finish-by")
            .value_name(t("日期", "DATE"))
            .required(true)
            .help(t("终点不晚于该日完成", "the goal is to be finished by that date")),
    )
    .arg(Arg::new("promise").long("promise").value_name(t("限时", "ID")).conflicts_with("goal").help(t(
        "改为该限时的末项不晚于该日完成,并检验限时",
        "instead of the goal the step that this promise is about; the promise is tested",
    )))
    .args(unsuspended(lang))
    .next_help_heading(t("输出", "Output"))
    .arg(format(lang, &["table", "json"]))
}

pub(super) fn gantt(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("gantt", lang, t("横道图(SVG)", "the Gantt chart, as SVG"))
        .args(scheduling(lang))
        .next_help_heading(t("输出", "Output"))
        .args(shown(lang))
        .args(drawing(lang))
}

pub(super) fn network(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("network", lang, t("时标网络图(SVG)", "the time-scaled network, as SVG"))
        .args(scheduling(lang))
        .next_help_heading(t("输出", "Output"))
        .args(shown(lang))
        .args(drawing(lang))
}

pub(super) fn explain(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "explain",
        lang,
        t(
            "说明一个日期的由来,逐日列出并注明依据;或一个代码的含义",
            "why a date is what it is, day by day and under which rule; or what a code means",
        ),
    )
    .arg(
        Arg::new("what")
            .value_name(t("事项|代码", "STEP|CODE"))
            .help(t("事项,或诊断、注意事项的代码", "a step, or the code of a diagnostic or a warning")),
    )
    .arg(
        Arg::new("promise")
            .long("promise")
            .value_name(t("限时", "ID"))
            .conflicts_with("what")
            .help(t("说明该限时", "explain this promise instead")),
    )
    .arg(
        Arg::new("chain")
            .long("chain")
            .action(ArgAction::SetTrue)
            .conflicts_with("promise")
            .help(t("逐级上溯至起点", "go back along the drivers to the start")),
    )
    .args(scheduling(lang))
    .next_help_heading(t("输出", "Output"))
    .arg(format(lang, &["table", "json"]))
}

pub(super) fn export(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let formats: Vec<&'static str> = Format::ALL.into_iter().map(Format::as_str).collect();
    sub("export", lang, t("导出为其他工具的文件", "a file for the planner's own tools"))
        .args(scheduling(lang))
        .next_help_heading(t("输出", "Output"))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name(t("格式", "FORMAT"))
                .required(true)
                .value_parser(formats)
                .help(t("文件格式", "the format of the file")),
        )
        .arg(Arg::new("bom").long("bom").action(ArgAction::SetTrue).help(t(
            "csv:以字节顺序标记开头,供 Excel 识别 UTF-8",
            "csv: begin with a byte order mark, by which Excel knows UTF-8",
        )))
        .args(shown(lang))
        .arg(output(lang))
}

pub(super) fn report(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    // The chart shows the whole plan, as the rest of the page does.
    let of_a_part = |arg: &Arg| ["from", "to"].contains(&arg.get_id().as_str());
    sub(
        "report",
        lang,
        t(
            "一个 HTML 文件:摘要、横道图、事项、逐项说明、日历、注意事项;中英文可切换,离线可用",
            "one HTML file: summary, Gantt chart, steps, why each date, calendar, warnings; both languages, offline",
        ),
    )
    .args(scheduling(lang))
    .next_help_heading(t("输出", "Output"))
    .args(drawing(lang).into_iter().filter(|arg| !of_a_part(arg)))
}
