//! The command line, in both languages.
//!
//! In: a language. Out: the clap command with every command and flag that is built; what is not built is not here.
//! What the values mean is decided where they are used, so that what is wrong with them is said in one voice.

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use permits::calendar::Counting;
use permits::diagnostic::Lang;
use permits::report::export::Format;
use permits::risk::Shape;
use permits::study::sweep::Every;
use permits::workflow::Basis;

use super::language::pick;
use super::packaging::SHELLS;
use super::sampling::Wanted;

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    Command::new("permits")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "北京经济技术开发区工业用地:从产业要求到实质开工,每一步、每一天、谁在计时",
            "From a planned industrial parcel to a shovel in the ground in Beijing E-Town:\nevery step, every date, and who holds the clock",
        ))
        .after_help(t(
            "退出码:0 完成;1 文件读写失败;2 命令行有误;3 文件内容有误;4 不在适用范围,或 --strict 下限时未守;130 被 Ctrl-C 中断\n\n例:permits simulate --start 2023-06-01",
            "Exit codes: 0 done · 1 a file cannot be read or written · 2 the command line · 3 a file's content ·\n4 out of scope, or with --strict a promise is missed · 130 stopped by Ctrl-C\n\nExample: permits simulate --start 2023-06-01",
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
                    "显示程序、日历与内置流程的版本",
                    "print the versions of the program, the calendar and the procedures",
                )),
        )
        .subcommand(simulate(lang))
        .subcommand(plan(lang))
        .subcommand(compare(lang))
        .subcommand(risk(lang))
        .subcommand(sweep(lang))
        .subcommand(merge(lang))
        .subcommand(track(lang))
        .subcommand(gantt(lang))
        .subcommand(network(lang))
        .subcommand(explain(lang))
        .subcommand(export(lang))
        .subcommand(report(lang))
        .subcommand(check(lang))
        .subcommand(workflows(lang))
        .subcommand(workflow(lang))
        .subcommand(calendar(lang))
        .subcommand(schema(lang))
        .subcommand(completions(lang))
        .subcommand(man(lang))
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

fn simulate(lang: Lang) -> Command {
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
    .arg(
        Arg::new("strict")
            .long("strict")
            .action(ArgAction::SetTrue)
            .help(t("有限时未守即以 4 退出", "exit with 4 when a promise is missed")),
    )
}

fn plan(lang: Lang) -> Command {
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

fn compare(lang: Lang) -> Command {
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
                "项目文件、程序名称或 `名称:键=值,…`;键为 workflow、start、assumptions、counting、basis、calendar、known-as-of,或事实、读法;第一个为基准",
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

fn risk(lang: Lang) -> Command {
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
fn trials(lang: Lang, samples: &'static str) -> [Arg; 4] {
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
fn method(lang: Lang) -> Arg {
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
fn shard(lang: Lang) -> Arg {
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
fn picture(lang: Lang, help: &'static str) -> [Arg; 3] {
    let file = Arg::new("svg").long("svg").value_name(pick(lang, "文件", "FILE")).help(help);
    let [_, width, dark] = look(lang);
    // These two pictures are as wide as a page is; more rows make them taller.
    let width = width.help(pick(lang, "宽度(默认 1200)", "the width (default: 1200)"));
    [file, width.requires("svg"), dark.requires("svg")]
}

/// Where a part goes.
fn of_shard(lang: Lang) -> Arg {
    output(lang).requires("shard").help(pick(
        lang,
        "将该份写入此文件(默认 -,标准输出)",
        "the file to write the part to (default: -, standard output)",
    ))
}

fn merge(lang: Lang) -> Command {
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

fn sweep(lang: Lang) -> Command {
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
    .arg(day("from", t("自该日起算起", "the first start day")))
    .arg(day("to", t("至该日起算止", "the last start day")))
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

fn track(lang: Lang) -> Command {
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
            "进度:计划与预测、限时、球在谁手里、前锋线;多个项目则每项目一行",
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
        "截至该日的进度:此后之事一概不知",
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

/// One scenario of `compare`, as if its flags were a command of their own.
pub fn scenario(lang: Lang) -> Command {
    Command::new("scenario").no_binary_name(true).disable_help_flag(true).args(unsuspended(lang))
}

/// The shared flags without `--abort`: nothing follows a suspension that could be planned.
fn unsuspended(lang: Lang) -> impl Iterator<Item = Arg> {
    scheduling(lang).into_iter().filter(|arg| arg.get_id() != "abort")
}

fn gantt(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("gantt", lang, t("横道图(SVG)", "the Gantt chart, as SVG"))
        .args(scheduling(lang))
        .next_help_heading(t("输出", "Output"))
        .args(shown(lang))
        .args(drawing(lang))
}

fn network(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("network", lang, t("时标网络图(SVG)", "the time-scaled network, as SVG"))
        .args(scheduling(lang))
        .next_help_heading(t("输出", "Output"))
        .args(shown(lang))
        .args(drawing(lang))
}

fn explain(lang: Lang) -> Command {
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

fn export(lang: Lang) -> Command {
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

fn report(lang: Lang) -> Command {
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

/// The flags of a drawing.
fn drawing(lang: Lang) -> Vec<Arg> {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let day = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(t("日期", "DATE")).help(help)
    };
    let window =
        [day("from", t("自该日起画", "draw from that day")), day("to", t("画至该日", "draw to that day"))];
    window.into_iter().chain(look(lang)).chain([output(lang)]).collect()
}

/// The flags that say what a drawing looks like.
fn look(lang: Lang) -> [Arg; 3] {
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
fn output(lang: Lang) -> Arg {
    Arg::new("output").long("output").short('o').value_name(pick(lang, "文件", "FILE")).help(pick(
        lang,
        "写入该文件(默认 -,标准输出)",
        "the file to write (default: -, standard output)",
    ))
}

/// The flags that choose which steps are shown.
fn shown(lang: Lang) -> Vec<Arg> {
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
            t("主体", "ACTOR"),
            t("只列该主体的事项(可重复)", "list steps of this actor only (repeatable)"),
        ),
    ]
}

/// The flags that every scheduling command shares.
fn scheduling(lang: Lang) -> Vec<Arg> {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let one = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let many = |name: &'static str, value: &'static str, help: &'static str| {
        one(name, value, help).action(ArgAction::Append)
    };
    vec![
        one(
            "workflow",
            t("名称|文件", "ID|FILE"),
            t("程序(默认 full-path)", "the procedure (default: full-path)"),
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
            t("假设(默认 promised;floor 为无)", "what is assumed (default: promised; floor: nothing)"),
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
            t("终点事项(默认为程序的终点)", "the goal (default: the procedure's)"),
        ),
        many(
            "at",
            t("事项=日期", "STEP=DATE"),
            t(
                "该事项已于该日完成,其前序视为已办(可重复)",
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

fn format(lang: Lang, formats: &'static [&'static str]) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name(formats.join("|"))
        .value_parser(PossibleValuesParser::new(formats))
        .hide_possible_values(true)
        .default_value(formats[0])
        .hide_default_value(true)
        .help(pick(lang, "输出格式(默认 table)", "output format (default: table)"))
}

fn check(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "check",
        lang,
        t("检查程序、假设、项目和日历文件", "validate workflow, assumption, project and calendar files"),
    )
    .arg(
        Arg::new("file").value_name(t("文件|名称", "FILE|ID")).action(ArgAction::Append).num_args(0..).help(
            t(
                "文件,或内置程序、假设的名称;不写则检查全部内置文件",
                "files, or ids of built-in ones; none: every built-in file",
            ),
        ),
    )
}

fn workflows(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("workflows", lang, t("列出内置的程序与假设", "list the built-in procedures and assumption sets"))
        .arg(format(lang, &["table", "json"]))
}

fn workflow(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub(
        "workflow",
        lang,
        t(
            "显示一个程序:事项、联系、时限、事实、读法、依据",
            "show a procedure: steps, links, limits, facts, readings, citations",
        ),
    )
    .arg(Arg::new("id").value_name(t("名称|文件", "ID|FILE")).required(true).help(t("程序", "the procedure")))
    .arg(
        Arg::new("coverage")
            .long("coverage")
            .action(ArgAction::SetTrue)
            .help(t("逐条列出文件的条款及其对应", "list every article of its documents and what claims it")),
    )
    .arg(format(lang, &["table", "json"]))
}

fn calendar(lang: Lang) -> Command {
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

fn schema(lang: Lang) -> Command {
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

fn completions(lang: Lang) -> Command {
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

fn man(lang: Lang) -> Command {
    let t = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    sub("man", lang, t("手册页(roff),供打包使用", "the manual page (roff), for packages")).arg(
        Arg::new("command")
            .value_name(t("命令", "COMMAND"))
            .help(t("某个命令的手册页(默认:整个程序)", "the page of one command (default: of the program)")),
    )
}
