//! The commands that work out more than one plan: scenarios, trials, many starts, progress.
//!
//! In: a language. Out: the clap command of each, with its flags.

use clap::{Arg, ArgAction, Command};
use permits::diagnostic::Lang;
use permits::risk::Shape;
use permits::study::odds::Wanted;
use permits::study::sweep::Every;

use super::super::language::pick;

use super::shared::{format, look, output, scheduling, unsuspended};
use super::sub;

pub(super) fn compare(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let step = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(t("事项", "STEP")).help(help)
    };
    sub(
        "compare",
        lang,
        t(
            "并列比较几个方案:日期、关键线路、限时,每个变动的日期及其原因",
            "scenarios side by side: dates, critical paths, promises, and why each date moved",
        ),
    )
    .arg(
        Arg::new("scenario")
            .value_name(t("方案", "SCENARIO"))
            .action(ArgAction::Append)
            .num_args(0..)
            .help(t(
                "项目文件、流程名称或 `名称:键=值,…`;键为 workflow、start、assumptions、counting、basis、calendar、known-as-of,或事实、读法;第一个为基准",
                "a project file, a workflow, or `name:key=value,…`; a key is workflow, start, assumptions, counting, basis, calendar, known-as-of, or a fact or reading; the others are held against the first",
            )),
    )
    .arg(step("from", t("比较的起点:该事项完成(默认为起算日)", "compare the time from that step's finish (default: the start)")))
    .arg(step("to", t("比较的终点:该事项完成(默认为终点)", "compare the time to that step's finish (default: the goal)")))
    .arg(
        Arg::new("readings")
            .long("readings")
            .action(ArgAction::SetTrue)
            .help(t(
                "各读法换一种、计日规则换一种,各差几天",
                "each reading, and the counting, the other way: by how many days it matters",
            )),
    )
    .args(unsuspended(lang))
    .next_help_heading(t("试验", "Trials"))
    .arg(Arg::new("risk").long("risk").action(ArgAction::SetTrue).help(t(
        "另用同样的随机数比较各方案的概率",
        "the odds of each scenario besides, under the same draws",
    )))
    .args(
        trials(lang, t("试验次数(默认 100000)", "how many trials (default: 100000)"))
            .map(|arg| arg.requires("risk")),
    )
    .next_help_heading(t("输出", "Output"))
    .arg(format(lang, &["table", "json", "markdown"]))
    .arg(
        Arg::new("svg")
            .long("svg")
            .value_name(t("文件", "FILE"))
            .help(t("另将各方案上下排列的图写入该文件", "write a picture of the plans, one above the other, beside it")),
    )
    // Flags of a drawing that is not asked for would do nothing.
    .args(look(lang).map(|arg| arg.requires("svg")))
}

pub(super) fn risk(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "risk",
        lang,
        t(
            "概率:终点日期的分布、各限时守住的可能、什么决定它",
            "the odds: how likely each date of the goal is, each promise is kept, and what drives it",
        ),
    )
    .args(unsuspended(lang))
    .next_help_heading(t("试验", "Trials"))
    .arg(method(lang))
    .args(trials(lang, t("试验次数(默认 100000)", "how many trials (default: 100000)")))
    .arg(shard(lang))
    .next_help_heading(t("输出", "Output"))
    .arg(format(lang, &["table", "json", "csv", "markdown"]))
    .args(picture(
        lang,
        t(
            "另将分布、累计曲线和影响因素的图写入该文件",
            "write the distribution, the S-curve and the tornado beside it",
        ),
    ))
    .arg(of_shard(lang))
}

/// The flags of trials.
pub(super) fn trials(lang: Lang, samples: &'static str) -> [Arg; 4] {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let number =
        |name: &'static str, help: &'static str| Arg::new(name).long(name).value_name("N").help(help);
    [
        number("samples", samples),
        number(
            "seed",
            t("随机种子(默认 1);同种子同结果", "the seed (default: 1); the same seed gives the same bytes"),
        ),
        number(
            "threads",
            t("线程数(默认随机器);不影响结果", "threads (default: the machine's); the result is the same"),
        ),
        Arg::new("shape")
            .long("shape")
            .value_name("pert|triangular")
            .value_parser(Shape::NAMES)
            .hide_possible_values(true)
            .help(t("三点估计的分布(默认 pert)", "the shape of three-point estimates (default: pert)")),
    ]
}

/// How the odds are found.
pub(super) fn method(lang: Lang) -> Arg {
    Arg::new("method")
        .long("method")
        .value_name("auto|exact|sample")
        .value_parser(Wanted::NAMES)
        .hide_possible_values(true)
        .help(pick(
            lang,
            "精确计算还是抽样(默认 auto:能精确则精确,否则抽样)",
            "exact, or by trials (default: auto: exact where that costs no more than it may, else by trials)",
        ))
}

/// A part of a run.
pub(super) fn shard(lang: Lang) -> Arg {
    Arg::new("shard")
        .long("shard")
        .value_name("i/n")
        .conflicts_with_all(["format", "svg", "width", "dark"])
        .help(pick(
            lang,
            "只运行 n 份中的第 i 份,写出供 merge 合并的文件",
            "run part i of n only, and write a file for `permits merge`",
        ))
}

/// A picture beside the answer, which has no axis to choose.
pub(super) fn picture(lang: Lang, help: &'static str) -> [Arg; 3] {
    let file = Arg::new("svg").long("svg").value_name(pick(lang, "文件", "FILE")).help(help);
    let [_, width, dark] = look(lang);
    // These two pictures are as wide as a page is; more rows make them taller.
    let width = width.help(pick(lang, "宽度(默认 1200)", "the width (default: 1200)"));
    [file, width.requires("svg"), dark.requires("svg")]
}

/// Where a part goes.
pub(super) fn of_shard(lang: Lang) -> Arg {
    output(lang).requires("shard").help(pick(
        lang,
        "将该份写入此文件(默认 -,标准输出)",
        "the file to write the part to (default: -, standard output)",
    ))
}

pub(super) fn merge(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "merge",
        lang,
        t("将 risk 或 sweep 各份合并为一次运行的结果", "joins the shards of one risk or sweep run"),
    )
    .arg(
        Arg::new("file")
            .value_name(t("文件", "FILE"))
            .required(true)
            .action(ArgAction::Append)
            .num_args(1..)
            .help(t("各份的文件", "the files of all parts")),
    )
    .arg(Arg::new("threads").long("threads").value_name("N").help(t("线程数", "threads")))
    .next_help_heading(t("输出", "Output"))
    .arg(format(lang, &["table", "json", "csv", "markdown"]))
    .args(picture(lang, t("另将图写入该文件", "write the picture of the run beside it")))
}

pub(super) fn sweep(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    // A range of starts has no one start, and nothing that has happened.
    let of_one_start = ["start", "at", "abort"];
    let day = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(t("日期", "DATE")).required(true).help(help)
    };
    sub(
        "sweep",
        lang,
        t(
            "一段时间内的每个起算日:何时完成、历时、关键线路、限时;最好与最坏的起算日,各假期的代价",
            "every start day of a range: the finish, the days it takes, what decides it; what each holiday costs",
        ),
    )
    .arg(day("from", t("第一个起算日", "the first start day")))
    .arg(day("to", t("最后一个起算日", "the last start day")))
    .arg(
        Arg::new("every")
            .long("every")
            .value_name("day|workday|week")
            .value_parser(Every::NAMES)
            .hide_possible_values(true)
            .help(t("取哪些日子(默认 workday)", "which days (default: workday)")),
    )
    .args(scheduling(lang).into_iter().filter(|arg| !of_one_start.contains(&arg.get_id().as_str())))
    .next_help_heading(t("试验", "Trials"))
    .arg(Arg::new("risk").long("risk").action(ArgAction::SetTrue).help(t(
        "另给出每个起算日的 P80(json、csv 另有 P50、P95)",
        "the P80 from each start day besides (json and csv: P50 and P95 too)",
    )))
    .args(
        trials(lang, t("每个起算日的试验次数(默认 20000)", "how many trials from each start day (default: 20000)"))
            .map(|arg| arg.requires("risk")),
    )
    .arg(method(lang).requires("risk"))
    .arg(shard(lang))
    .next_help_heading(t("输出", "Output"))
    .arg(format(lang, &["table", "json", "csv"]))
    .args(picture(
        lang,
        t("另将历时按起算日的日历热图写入该文件", "write the calendar of start days, toned by the days they take, beside it"),
    ))
    .arg(of_shard(lang))
}

pub(super) fn track(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    // A project file says these; what is finished is recorded there.
    let of_the_file = ["project", "at", "abort", "rework"];
    let file = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(t("文件", "FILE")).help(help)
    };
    sub(
        "track",
        lang,
        t(
            "进度:计划与预测、限时、现由谁办、前锋线;多个项目则每项目一行",
            "progress: plan against forecast, promises, who has the ball, the progress front line",
        ),
    )
    .arg(
        Arg::new("project")
            .value_name(t("项目文件|文件夹", "PROJECT|FOLDER"))
            .action(ArgAction::Append)
            .num_args(0..)
            .help(t(
                "项目文件;几个文件或一个文件夹则汇总",
                "a project file; several, or a folder of them, are summed up",
            )),
    )
    .arg(
        Arg::new("init")
            .long("init")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["as-of", "goal", "calendar-beyond", "format", "svg", "ics"])
            .help(t(
                "写一个新的项目文件,带说明(`-` 为标准输出)",
                "write a new project file with explanations (`-`: standard output)",
            )),
    )
    .arg(Arg::new("as-of").long("as-of").value_name(t("日期", "DATE")).help(t(
        "截至该日的进度:不计此后的情况",
        "the day whose progress is asked for: nothing later is known",
    )))
    .args(scheduling(lang).into_iter().filter(|arg| !of_the_file.contains(&arg.get_id().as_str())))
    .next_help_heading(t("输出", "Output"))
    .arg(format(lang, &["table", "json"]))
    .arg(file(
        "svg",
        t("另将带前锋线的横道图写入该文件", "write the Gantt chart with the progress front line beside it"),
    ))
    .args(look(lang).map(|arg| arg.requires("svg")))
    .subcommand_negates_reqs(true)
    .args_conflicts_with_subcommands(true)
    .subcommand_help_heading(t("命令", "Commands"))
    .subcommand(
        sub(
            "set",
            lang,
            t(
                "记录一项的实际进度,就地修改项目文件,不动其余",
                "record what has happened to a step, in place, leaving the rest of the file as it is",
            ),
        )
        .arg(
            Arg::new("file")
                .value_name(t("文件", "FILE"))
                .required(true)
                .help(t("项目文件", "the project file")),
        )
        .arg(Arg::new("step").value_name(t("事项", "STEP")).required(true).help(t("事项", "the step")))
        .arg(
            Arg::new("record")
                .value_name(t("键=值", "KEY=VALUE"))
                .required(true)
                .action(ArgAction::Append)
                .num_args(1..)
                .help(t(
                    "started=日期、finished=日期、remaining=时长;值为空则删去",
                    "started=DATE, finished=DATE, remaining=LENGTH; an empty value takes it out",
                )),
        ),
    )
    .arg(file(
        "ics",
        t("另将预测写入该日历文件", "write the forecast as a calendar file (iCalendar) beside it"),
    ))
}
