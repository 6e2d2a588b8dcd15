//! The command line, in both languages.
//!
//! In: a language. Out: the clap command with every command and flag that is built; what is not built is not here.
//! What the values mean is decided where they are used, so that what is wrong with them is said in one voice.

mod given;
mod plans;
mod shared;
mod studies;

use clap::{Arg, ArgAction, Command};
use permits::diagnostic::Lang;

use super::language::pick;
use shared::unsuspended;

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    Command::new("permits")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "北京经济技术开发区工业用地:从产业要求到实质开工,每一步、每一天、由谁占用",
            "From a planned industrial parcel to a shovel in the ground in Beijing E-Town:\nevery step, every date, and who holds the clock",
        ))
        .after_help(t(
            "退出码:0 完成;1 文件读写失败;2 命令行有误;3 文件内容有误;4 不在适用范围,或 --strict 下限时未守或无法检验;130 被 Ctrl-C 中断\n\n例:permits simulate --start 2023-06-01",
            "Exit codes: 0 done · 1 a file cannot be read or written · 2 the command line · 3 a file's content ·\n4 out of scope, or with --strict a promise is missed or cannot be tested · 130 stopped by Ctrl-C\n\nExample: permits simulate --start 2023-06-01",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .term_width(100)
        .subcommand_help_heading(t("命令", "Commands"))
        .next_help_heading(t("通用选项", "General options"))
        .help_template(t(TEMPLATE_ZH, TEMPLATE_EN))
        .args(general(lang))
        .arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(t(
                    "显示工具、日历与内置流程的版本",
                    "print the versions of the program, the calendar and the procedures",
                )),
        )
        .subcommand(plans::simulate(lang))
        .subcommand(plans::plan(lang))
        .subcommand(studies::compare(lang))
        .subcommand(studies::risk(lang))
        .subcommand(studies::sweep(lang))
        .subcommand(studies::merge(lang))
        .subcommand(studies::track(lang))
        .subcommand(plans::gantt(lang))
        .subcommand(plans::network(lang))
        .subcommand(plans::explain(lang))
        .subcommand(plans::export(lang))
        .subcommand(plans::report(lang))
        .subcommand(given::check(lang))
        .subcommand(given::workflows(lang))
        .subcommand(given::workflow(lang))
        .subcommand(given::calendar(lang))
        .subcommand(given::schema(lang))
        .subcommand(given::completions(lang))
        .subcommand(given::man(lang))
}

const TEMPLATE_ZH: &str = "{about-with-newline}\n用法:{usage}\n\n{all-args}{after-help}\n";

const TEMPLATE_EN: &str = "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}\n";

fn sub(name: &'static str, lang: Lang, about: &'static str) -> Command {
    Command::new(name)
        .about(about)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .help_template(pick(lang, TEMPLATE_ZH, TEMPLATE_EN))
        .term_width(100)
        .next_help_heading(pick(lang, "选项", "Options"))
}

/// The flags of every command.
fn general(lang: Lang) -> Vec<Arg> {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    vec![
        Arg::new("lang")
            .long("lang")
            .global(true)
            .value_name("zh|en")
            .value_parser(["zh", "en"])
            .hide_possible_values(true)
            .help(t("输出语言(默认取自环境变量)", "language (default: from LC_ALL, LC_MESSAGES, LANG)")),
        Arg::new("color")
            .long("color")
            .global(true)
            .value_name("auto|always|never")
            .value_parser(["auto", "always", "never"])
            .hide_possible_values(true)
            .help(t("是否用颜色(默认 auto;遵守 NO_COLOR)", "colour (default: auto; NO_COLOR is respected)")),
        Arg::new("quiet")
            .long("quiet")
            .short('q')
            .global(true)
            .action(ArgAction::SetTrue)
            .help(t("不显示关于文件的警告", "keep warnings about files back")),
        Arg::new("help")
            .long("help")
            .short('h')
            .global(true)
            .action(ArgAction::Help)
            .help(t("显示帮助", "print help")),
    ]
}

/// One scenario of `compare`, as if its flags were a command of their own.
pub fn scenario(lang: Lang) -> Command {
    Command::new("scenario").no_binary_name(true).disable_help_flag(true).args(unsuspended(lang))
}
