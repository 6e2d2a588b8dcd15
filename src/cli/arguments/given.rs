//! The commands about what is given: files, shipped procedures, the calendar, the program itself.
//!
//! In: a language. Out: the clap command of each, with its flags.

use clap::{Arg, ArgAction, Command};
use permits::diagnostic::Lang;

use super::super::language::pick;
use super::super::packaging::SHELLS;
use super::shared::{format, scheduling};
use super::sub;

pub(super) fn check(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "check",
        lang,
        t("检查流程、假设、项目和日历文件", "validate workflow, assumption, project and calendar files"),
    )
    .arg(
        Arg::new("file").value_name(t("文件|名称", "FILE|ID")).action(ArgAction::Append).num_args(0..).help(
            t(
                "文件,或内置流程、假设的名称;不写则检查全部内置文件",
                "files, or ids of built-in ones; none: every built-in file",
            ),
        ),
    )
}

pub(super) fn workflows(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("workflows", lang, t("列出内置的流程与假设", "list the built-in procedures and assumption sets"))
        .arg(format(lang, &["table", "json"]))
}

pub(super) fn workflow(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "workflow",
        lang,
        t(
            "显示一个流程:事项、先后关系、时限、事实、读法、依据",
            "show a procedure: steps, links, limits, facts, readings, citations",
        ),
    )
    .arg(Arg::new("id").value_name(t("名称|文件", "ID|FILE")).required(true).help(t("流程", "the procedure")))
    .arg(
        Arg::new("coverage")
            .long("coverage")
            .action(ArgAction::SetTrue)
            .help(t("逐条列出文件的条款及其对应", "list every article of its documents and what claims it")),
    )
    .arg(format(lang, &["table", "json"]))
}

pub(super) fn calendar(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let calendar_flags = || {
        scheduling(lang).into_iter().filter(|arg| {
            let name = arg.get_id().as_str();
            ["calendar", "known-as-of", "calendar-beyond"].contains(&name)
        })
    };
    let add = sub("add", lang, t("某日加一段时长:计至何日", "the day a length from a date ends"))
        .arg(
            Arg::new("date")
                .value_name(t("日期", "DATE"))
                .required(true)
                .help(t("起算日,不计入", "the day it runs from, not counted")),
        )
        .arg(
            Arg::new("length")
                .value_name(t("时长", "LENGTH"))
                .required(true)
                .help(t("如 5wd(工作日)或 21d(自然日)", "such as 5wd (working days) or 21d (natural days)")),
        )
        .args(calendar_flags());
    let count =
        sub("count", lang, t("两日之间的工作日和自然日", "working and natural days between two dates"))
            .arg(
                Arg::new("from")
                    .value_name("A")
                    .required(true)
                    .help(t("起日,不计入", "the first date, not counted")),
            )
            .arg(Arg::new("to").value_name("B").required(true).help(t("止日,计入", "the last date, counted")))
            .args(calendar_flags());
    sub(
        "calendar",
        lang,
        t("日历:全年安排、加时长、数日子", "the calendar itself: a year, adding a length, counting days"),
    )
    .arg(Arg::new("year").value_name(t("年份", "YEAR")).help(t("2002 至 2100", "2002 to 2100")))
    .args(calendar_flags())
    .arg(format(lang, &["table", "json"]))
    .subcommand_negates_reqs(true)
    .args_conflicts_with_subcommands(true)
    .subcommand_help_heading(t("命令", "Commands"))
    .subcommand(add)
    .subcommand(count)
}

pub(super) fn schema(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("schema", lang, t("文件种类的 JSON Schema,供编辑器使用", "JSON Schema of a file kind, for editors"))
        .arg(
            Arg::new("kind")
                .value_name("workflow|assumptions|project")
                .required(true)
                .value_parser(["workflow", "assumptions", "project"])
                .hide_possible_values(true)
                .help(t("文件种类", "the kind of file")),
        )
}

pub(super) fn completions(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("completions", lang, t("命令补全脚本,供打包使用", "the completions of a shell, for packages")).arg(
        Arg::new("shell")
            .value_name("bash|elvish|fish|powershell|zsh")
            .required(true)
            .value_parser(SHELLS)
            .hide_possible_values(true)
            .help(t("哪种 shell", "the shell")),
    )
}

pub(super) fn man(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("man", lang, t("手册页(roff),供打包使用", "the manual page (roff), for packages")).arg(
        Arg::new("command")
            .value_name(t("命令", "COMMAND"))
            .help(t("某个命令的手册页(默认:整个工具)", "the page of one command (default: of the program)")),
    )
}
