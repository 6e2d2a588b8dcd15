//! The codes of plans: what a schedule warns of, and dates that leave the calendar.

use super::{About, Code, Example};

pub(super) const CODES: &[Code] = &[
    Code {
        code: "out-of-scope",
        about: About::Plan,
        meaning: [
            "所设事实不合流程的适用范围。不用 --allow-out-of-scope 时拒绝排程,退出码 4;用了则照排,但以此提醒。",
            "The facts are outside the scope of the procedure. Without --allow-out-of-scope that is an error with exit code 4; with it the plan is made, and says so.",
        ],
        example: Example::Command(
            "permits simulate --start 2023-06-01 --set in-etown-225=false --allow-out-of-scope",
        ),
        right: [
            "改事实,或用 --workflow 换一个适用的流程。",
            "change the facts, or choose a procedure that applies with --workflow.",
        ],
    },
    Code {
        code: "suspended",
        about: About::Plan,
        meaning: [
            "所设事实属于程序中止的情形,但没有说明自何日起。日程按未中止排出。",
            "The facts are ones that suspend the procedure, but nobody says from which day. The plan is made as if it went on.",
        ],
        example: Example::Command("permits simulate --start 2023-06-01 --set major-change=true"),
        right: ["用 `--abort 事实@日期` 给出中止之日。", "say when with `--abort FACT@DATE`."],
    },
    Code {
        code: "not-in-force",
        about: About::Plan,
        meaning: [
            "有的事项或限时在所依文件的有效期之外开始:文件尚未施行,或已失效。",
            "Steps or promises begin when the document they come from is not yet or no longer in force.",
        ],
        example: Example::Command("permits simulate --start 2026-06-01"),
        right: [
            "核实文件是否延期或有新的规定;日程只能供参考。",
            "find out whether the document was prolonged or replaced; take the plan as an indication only.",
        ],
    },
    Code {
        code: "caution",
        about: About::Plan,
        meaning: [
            "流程文件本身对这些事实或日期有所提醒,例如后来的法律改变了做法。",
            "The workflow file itself warns of these facts or dates, such as a later law that changes what is done.",
        ],
        example: Example::Command("permits simulate --start 2025-06-01 --set archaeology=after-deal"),
        right: [
            "按提醒的内容处理,其出处列在其后。",
            "do what the warning says; where it comes from stands behind it.",
        ],
    },
    Code {
        code: "provisional-calendar",
        about: About::Plan,
        meaning: [
            "日期用到放假安排尚未公布的年份:法定节假日按当时的法律推算,不猜测调休,公布后日期会变。用 --calendar-beyond error 时为错误,退出码 2。",
            "Dates rest on a year whose holiday notice is not published: the statutory holidays follow from the law, make-up days are not guessed, and dates will move when the notice comes. With --calendar-beyond error it is an error with exit code 2.",
        ],
        example: Example::Command("permits simulate --start 2028-01-03"),
        right: [
            "放假通知公布后用 --calendar 加入该年的安排,或更新本工具。",
            "when the notice is published add the year with --calendar, or update the program.",
        ],
    },
    Code {
        code: "estimate-over-limit",
        about: About::Plan,
        meaning: [
            "估计的时间比规定的时限结束得晚(按所得日期比较)。征求意见以时限为止,审批则按估计排:机关可能超时。",
            "An estimate ends after the limit does, by the resulting days. A consultation is cut off by its limit; a review keeps its estimate, because offices can be late.",
        ],
        example: Example::ProjectAnd(
            r#"format = 1

[project]
name = "一号地块"
workflow = "full-path"
start = 2023-06-01

[step.consult-plan]
estimate = "8wd"
"#,
            "permits simulate -p project.toml",
        ),
        right: [
            "核对估计;若确会超时,日程即如实反映。",
            "check the estimate; if the office will be late, the plan says so truly.",
        ],
    },
    Code {
        code: "promise-not-tested",
        about: About::Plan,
        meaning: [
            "限时的起算事项因 --at 而视为已办结,完成日无人给出,所以到期日算不出来。--strict 不把它当作已守。",
            "The step that starts the clock of the promise is taken as done because of --at, on a day that nobody gave, so its due day is not known. With --strict it does not count as kept.",
        ],
        example: Example::Command("permits simulate --start 2023-06-01 --at land-contract=2023-11-16"),
        right: [
            "把起算事项的完成日也用 `--at 事项=日期` 给出。",
            "give the day of that step too, with `--at STEP=DATE`.",
        ],
    },
    Code {
        code: "untimed",
        about: About::Plan,
        meaning: [
            "有的事项没有任何文件、承诺或假设给出时间,按 0 计,所以结果是下限,不是预测。",
            "No document, promise or assumption gives these steps any time. They count as none, so the result is a floor, not a forecast.",
        ],
        example: Example::Command("permits simulate --start 2023-06-01 --assumptions floor"),
        right: [
            "用 --assumptions 选一套假设,或在项目文件中写 `[step.名称]` 的 `estimate`。",
            "choose a set with --assumptions, or write an `estimate` under `[step.NAME]` in a project file.",
        ],
    },
    Code {
        code: "drag-not-computed",
        about: About::Plan,
        meaning: [
            "各项占用关键线路的天数要为每个关键事项重排一次,超过 1000 个时不算,以免等待过久。",
            "The drag of a step takes a schedule of its own; above 1,000 critical steps it is not computed, because that would take too long.",
        ],
        example: Example::Words(
            "一个有 1001 个关键事项的日程,以 JSON 输出",
            "a plan with 1,001 critical steps, as JSON",
        ),
        right: ["用 `permits explain 事项` 单独查看。", "ask for single steps with `permits explain STEP`."],
    },
    Code {
        code: "records-not-used",
        about: About::Plan,
        meaning: [
            "项目文件记有实际进度、暂停或延长,而这个命令只排计划,没有计入。",
            "The project file records what has happened, or pauses and extensions, and this command shows the plan without them.",
        ],
        example: Example::ProjectAnd(
            r#"format = 1

[project]
name = "一号地块"
workflow = "full-path"
start = 2023-06-01

[actual.draft-plan]
finished = 2023-06-05
"#,
            "permits simulate -p project.toml",
        ),
        right: [
            "用 `permits track project.toml --as-of 日期` 看进度与预测。",
            "ask `permits track project.toml --as-of DATE` for progress and forecast.",
        ],
    },
    Code {
        code: "record-of-absent-step",
        about: About::Record,
        meaning: [
            "项目文件记了一个事项,而在所设事实下没有这一项,或没有这一轮:事实与记录有一个不对。",
            "The project file records a step that does not happen under its facts, or a round that there is not: either the facts or the record are wrong.",
        ],
        example: Example::ProjectAnd(
            r#"format = 1

[project]
name = "一号地块"
workflow = "full-path"
start = 2023-06-01

[actual.tree-permit]
finished = 2023-06-05
"#,
            "permits track project.toml --as-of 2023-06-09",
        ),
        right: [
            "在 `[set]` 中写 `trees = true`,或删去记录。",
            "write `trees = true` under `[set]`, or remove the record.",
        ],
    },
    Code {
        code: "future-record",
        about: About::Record,
        meaning: [
            "所问之日以后的事,那一天还不能记录。",
            "On the day asked for nobody could have recorded what happened after it.",
        ],
        example: Example::ProjectAnd(
            r#"format = 1

[project]
name = "一号地块"
workflow = "full-path"
start = 2023-06-01

[actual.draft-plan]
finished = 2023-06-15
"#,
            "permits track project.toml --as-of 2023-06-09",
        ),
        right: ["改正日期,或用更晚的 `--as-of`。", "correct the date, or ask with a later `--as-of`."],
    },
    Code {
        code: "record-order",
        about: About::Record,
        meaning: [
            "按文件,一项须待另一项完成(或开始),记录的日期却相反。只比日期;时间长短不论。",
            "By a document one step waits for another, and the recorded dates say otherwise. Only the days are compared, not how long things take.",
        ],
        example: Example::ProjectAnd(
            r#"format = 1

[project]
name = "一号地块"
workflow = "full-path"
start = 2023-06-01

[actual.draft-plan]
finished = 2023-06-08

[actual.consult-plan]
started = 2023-06-06
"#,
            "permits track project.toml --as-of 2023-06-09",
        ),
        right: ["核对这两个日期。", "check the two dates."],
    },
    Code {
        code: "record-against-inference",
        about: About::Recorded,
        meaning: [
            "两项的先后没有文件写明,是本工具的推断,而记录的日期与之相反。日期以记录为准。",
            "No document says that one step waits for the other, it is our inference, and the recorded dates say otherwise. The dates stand.",
        ],
        example: Example::Words(
            "一项推断须在另一项之后的事项先开始了",
            "a step that by our inference waits for another began before it",
        ),
        right: [
            "核对日期;若属实,该推断不适用于本项目。",
            "check the dates; if they are right the inference does not hold for this project.",
        ],
    },
    Code {
        code: "calendar-range",
        about: About::Asked,
        meaning: [
            "日期超出日历(2002-01-01 至 2100-12-31),本工具不作猜测,退出码 2。",
            "Dates leave the calendar, which answers for 2002-01-01 to 2100-12-31. They are not guessed; exit code 2.",
        ],
        example: Example::Command("permits simulate --start 2100-12-01"),
        right: ["改起算日,或改过长的时长。", "choose another start, or shorten a length that is too long."],
    },
];
