//! The codes of what the tables of a file say together: limits, links, reworks, records, worked examples.

use super::{About, Code, Example};

pub(super) const CODES: &[Code] = &[
    Code {
        code: "limit-without-cite",
        about: About::File,
        meaning: [
            "时限是文件给的数字;没有出处就无从核对,也不能写进公函。",
            "A limit is a number that a document gives; without a citation nobody could check it or put it into a letter.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "publicity"
kind = "notice"
limit = "7d"
"#,
        ),
        right: [
            r#"写明出处:`cite = ["b 7"]`;若是假设,写进 `estimate`。"#,
            r#"cite the article: `cite = ["b 7"]`; an assumption goes into `estimate`."#,
        ],
    },
    Code {
        code: "notice-without-limit",
        about: About::File,
        meaning: [
            "公示、挂牌都以期限为准,没有期限便不知何时结束。",
            "A notice or listing runs for its period, so without one it would never end.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "publicity"
kind = "notice"
"#,
        ),
        right: [
            r#"写上期限和出处:`limit = "7d"`、`cite = ["b 7"]`。"#,
            r#"give the period and where it stands: `limit = "7d"`, `cite = ["b 7"]`."#,
        ],
    },
    Code {
        code: "field-not-for-kind",
        about: About::File,
        meaning: [
            "这个键对这一类事项不起作用,例如里程碑不占时间。",
            "The key would have no effect here: a milestone takes no time, for example.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "begin"
kind = "milestone"
limit = "5wd"
cite = ["b 5"]
"#,
        ),
        right: [
            r#"去掉这个键,或改成合适的类型,如 `kind = "review"`。"#,
            r#"leave the key out, or choose the kind that takes it, such as `kind = "review"`."#,
        ],
    },
    Code {
        code: "never-present",
        about: About::File,
        meaning: [
            "没有任何值满足它,这一事项便永远不会发生。",
            "No value satisfies it, so the step would never happen.",
        ],
        example: Example::Tables(
            r#"[fact.trees]
type = "bool"
default = true

[[step]]
id = "felling"
kind = "act"
when = { trees = [] }
"#,
        ),
        right: [
            "列出使它成立的值:`when = { trees = true }`。",
            "list the values for which it holds: `when = { trees = true }`.",
        ],
    },
    Code {
        code: "cycle",
        about: About::File,
        meaning: ["谁也等不到谁,没有一个能开始。", "None of them could ever begin."],
        example: Example::Tables(
            r#"[[step]]
id = "survey"
kind = "act"
after = ["report"]

[[step]]
id = "report"
kind = "act"
after = ["survey"]
"#,
        ),
        right: [
            "去掉多余的一条前置,此处为 `survey` 的 `after`。",
            "remove the link that is too many, here the `after` of `survey`.",
        ],
    },
    Code {
        code: "promise-same-step",
        about: About::File,
        meaning: ["这样的限时总能守住,没有意义。", "Such a promise could never be missed, and says nothing."],
        example: Example::Tables(
            r#"[[promise]]
id = "nothing"
from = "end"
to = "end"
within = "10wd"
"#,
        ),
        right: [
            "`from` 写起算的事项,`to` 写应办结的事项。",
            "let `from` be the step that starts the clock and `to` the one that has to be finished.",
        ],
    },
    Code {
        code: "rework-no-path",
        about: About::File,
        meaning: [
            "返工重做从 `back_to` 到 `at` 之间的事项;两者没有先后关系,便没有可重做的。",
            "A rework repeats what lies between `back_to` and `at`; where no link leads from one to the other there is nothing to repeat.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "draft"
kind = "task"

[[step]]
id = "check"
kind = "task"
after = ["draft"]

[[rework]]
id = "again"
at = "draft"
back_to = "check"
"#,
        ),
        right: [
            r#"对调两端:`at = "check"`、`back_to = "draft"`。"#,
            r#"turn the ends around: `at = "check"`, `back_to = "draft"`."#,
        ],
    },
    Code {
        code: "dates-reversed",
        about: About::File,
        meaning: ["起止颠倒的期间不含任何一天。", "A period that ends before it begins has no day in it."],
        example: Example::Tables(
            r#"[source.c]
title = { zh = "通知", en = "notice" }
in_force = { from = 2023-05-19, until = 2022-05-19 }
"#,
        ),
        right: ["改正其中一个日期。", "correct one of the two dates."],
    },
    Code {
        code: "record-contradicts",
        about: About::File,
        meaning: [
            "已完成的事项没有剩余;时钟只能在事项开始之后、完成之前暂停。",
            "What is finished has nothing left to do, and a clock stands only between the beginning and the finish of its step.",
        ],
        example: Example::Project(
            r#"format = 1

[project]
name = "一号地块"
workflow = "full-path"

[actual.construction-permit]
started = 2023-09-01
finished = 2023-09-08

[[pause]]
step = "construction-permit"
from = 2023-09-04
"#,
        ),
        right: ["写明恢复之日:`to = 2023-09-06`。", "say when the clock ran on: `to = 2023-09-06`."],
    },
    Code {
        code: "nothing-to-extend",
        about: About::File,
        meaning: [
            "延长的是规定的时限,没有规定时限的,是预计的时长;以其单位计。",
            "What is lengthened is a limit, or where there is none the time a step is expected to take, by days of its own unit.",
        ],
        example: Example::Project(
            r#"format = 1

[project]
name = "一号地块"
workflow = "full-path"

[[extension]]
step = "consult-plan"
by = "5d"
decided = 2023-06-08
"#,
        ),
        right: [
            "用时限的单位:`by = \"5wd\"`。没有任何时长的事项,用 `[actual.事项]` 的 `remaining` 说明还要多久。",
            "use the unit of the limit: `by = \"5wd\"`. Say how long a step that nobody times still takes with `remaining` under `[actual.STEP]`.",
        ],
    },
    Code {
        code: "loses-last-link",
        about: About::Either,
        meaning: [
            "前置都有条件,而条件又没有覆盖所有情形:在其余情形下,它会从起算日开始。排程遇到这种情形时也作同样的提醒。",
            "All links carry conditions that leave a case out, and in that case the step would start with the run. A plan that meets the case warns in the same words.",
        ],
        example: Example::Tables(
            r#"[fact.class]
type = "choice"
choices = ["M1", "M4"]
default = "M1"

[[step]]
id = "begin"
kind = "task"

[[step]]
id = "survey"
kind = "task"
after = [{ step = "begin", when = { class = "M1" } }]
"#,
        ),
        right: [
            "为其余情形补上前置,或给事项加上 `when`。",
            "give it a link for the other case, or a `when` of its own.",
        ],
    },
    Code {
        code: "branch-without-condition",
        about: About::File,
        meaning: [
            "不发生的事项会把它的等待传给后续:这里即使不自行设计,许可证也要等 `study`。",
            "A step that does not happen hands its waiting on: here the permit waits for `study` even when there is no own design.",
        ],
        example: Example::Tables(
            r#"[fact.own-design]
type = "bool"
default = false

[[step]]
id = "deal"
kind = "act"

[[step]]
id = "study"
kind = "task"

[[step]]
id = "design"
kind = "task"
after = ["study"]
when = { own-design = true }

[[step]]
id = "permit"
kind = "act"
after = ["deal", "design"]
"#,
        ),
        right: [
            r#"如本意不是如此,给先后关系加条件:`{ step = "design", when = { own-design = true } }`。"#,
            r#"if that is not meant, put the condition on the link: `{ step = "design", when = { own-design = true } }`."#,
        ],
    },
    Code {
        code: "example-differs",
        about: About::File,
        meaning: [
            "`check` 把文件中手算的日期与排程比较,不同必有一误。",
            "`check` compares the dates that a file has worked by hand with those of the schedule; when they differ one of them is wrong.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "review"
limit = "5wd"
cite = ["b 5"]

[[example]]
start = 2023-06-01
expect = { review = 2023-06-07 }
"#,
        ),
        right: [
            "逐日重算(06-02、05、06、07、08 为第 1 至 5 日,故为 06-08),或改正流程。",
            "count again day by day (2, 5, 6, 7 and 8 June are days 1 to 5, so it is 8 June), or correct the workflow.",
        ],
    },
    Code {
        code: "example-absent",
        about: About::File,
        meaning: [
            "算例所列的事项在其事实下不发生,没有日期可比。",
            "A step that the example names does not happen under its facts, so it has no date to compare.",
        ],
        example: Example::Tables(
            r#"[fact.trees]
type = "bool"
default = false

[[step]]
id = "felling"
kind = "act"
when = { trees = true }

[[example]]
start = 2023-06-01
expect = { felling = 2023-06-01 }
"#,
        ),
        right: [
            "在算例中设定事实:`set = { trees = true }`,或去掉该事项。",
            "set the fact in the example: `set = { trees = true }`, or leave the step out.",
        ],
    },
    Code {
        code: "example-fails",
        about: About::File,
        meaning: [
            "算例在其事实下根本排不出日程,例如没有终点,或日期超出日历。",
            "Under the facts of the example there is no schedule at all: the goal does not happen, say, or dates leave the calendar.",
        ],
        example: Example::Workflow(
            r#"format = 1

[workflow]
id = "demo"
goal = "felling"

[fact.trees]
type = "bool"
default = true

[[step]]
id = "felling"
kind = "act"
when = { trees = true }

[[example]]
start = 2023-06-01
set = { trees = false }
expect = { felling = 2023-06-01 }
"#,
        ),
        right: ["改正算例的 `start` 或 `set`。", "correct the `start` or the `set` of the example."],
    },
];
