//! The codes of workflow, assumption, project and calendar files, in the order a file is read.

use super::{About, Code, Example};

pub(super) const CODES: &[Code] = &[
    Code {
        code: "not-utf8",
        about: About::File,
        meaning: [
            "程序只按 UTF-8 读文件,不猜测别的编码,免得汉字读错而不自知。",
            "Files are read as UTF-8 only; another encoding is not guessed, because wrong characters would go unnoticed.",
        ],
        example: Example::Words("一个用 GBK 保存的文件", "a file that was saved as GBK"),
        right: ["在编辑器中另存为 UTF-8。", "save the file as UTF-8 in your editor."],
    },
    Code {
        code: "too-large",
        about: About::File,
        meaning: [
            "这样的文件多半不是手写的,或者是误给的文件。",
            "Such a file was hardly written by hand, or is the wrong file.",
        ],
        example: Example::Words("一个 5 MiB 的程序文件", "a workflow file of 5 MiB"),
        right: [
            "给出正确的文件,或把一个程序拆成几个,用 `include` 合并。",
            "name the right file, or split the procedure and join the parts with `include`.",
        ],
    },
    Code {
        code: "too-many-steps",
        about: About::File,
        meaning: ["超过此数的网络不再排程。", "A network above this number is not scheduled."],
        example: Example::Words("一个有 100001 个事项的程序文件", "a workflow file with 100,001 steps"),
        right: [
            "去掉用不到的事项,或拆成几个程序分别排程。",
            "leave out the steps you do not need, or schedule several procedures.",
        ],
    },
    Code {
        code: "toml-syntax",
        about: About::File,
        meaning: [
            "读到此处已不合 TOML 的写法,所以后面的内容不再解释。",
            "From this place on the text is not TOML, so nothing can be made of it.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "review"
limit = 5wd
"#,
        ),
        right: [
            r#"时长等文字要加引号:`limit = "5wd"`。"#,
            r#"words such as lengths stand in quotation marks: `limit = "5wd"`."#,
        ],
    },
    Code {
        code: "format",
        about: About::File,
        meaning: [
            "每个文件都写明所用格式的版本,将来格式变化时旧文件才不会被误读。",
            "Every file says which version of the format it is written in, so that it is not misread when the format changes.",
        ],
        example: Example::Workflow(
            r#"[workflow]
id = "demo"
goal = "end"

[[step]]
id = "end"
kind = "milestone"
"#,
        ),
        right: ["第一行写 `format = 1`。", "begin the file with `format = 1`."],
    },
    Code {
        code: "unknown-key",
        about: About::File,
        meaning: [
            "多半是键名拼错;忽略它会使所写的内容不起作用。",
            "It is mostly a misspelt name; passing over it would leave what it says without effect.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "review"
actr = "planning"
"#,
        ),
        right: ["改成已有的键,此处为 `actor`。", "write a key that exists, here `actor`."],
    },
    Code {
        code: "missing-key",
        about: About::File,
        meaning: ["没有这个键,这张表就没有意义。", "Without this key the table means nothing."],
        example: Example::Tables(
            r#"[[step]]
kind = "act"
"#,
        ),
        right: ["补上缺少的键,此处为 `id`。", "add the key, here `id`."],
    },
    Code {
        code: "wrong-type",
        about: About::File,
        meaning: [
            "此处应为另一类值,例如要的是列表而写了文字。",
            "Another type of value belongs here, such as a list where words were written.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "review"
after = "end"
"#,
        ),
        right: [r#"写成 `after = ["end"]`。"#, r#"write `after = ["end"]`."#],
    },
    Code {
        code: "bad-id",
        about: About::File,
        meaning: [
            "名称会出现在命令行和引用中,所以不能含空格、引号、`=`、`@`、`~` 等。",
            "Ids stand in command lines and citations, so they hold no blanks, quotation marks, `=`, `@`, `~` and the like.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "审查 一"
kind = "act"
"#,
        ),
        right: [
            "用字母、数字、汉字和 `-`,例如 `审查-一`;显示的名称写在 `name` 里。",
            "use letters, digits, Chinese characters and `-`, such as `审查-一`; what is shown goes into `name`.",
        ],
    },
    Code {
        code: "bad-date",
        about: About::File,
        meaning: [
            "日历自 2002-01-01 至 2100-12-31;文件的印发、施行日期可以更早。",
            "The calendar answers for 2002-01-01 to 2100-12-31; the dates of documents may be older.",
        ],
        example: Example::Tables(
            r#"[[example]]
start = 2023-02-30
expect = { end = 2023-06-01 }
"#,
        ),
        right: ["写一个存在的日期,如 `2023-02-28`。", "write a day that exists, such as `2023-02-28`."],
    },
    Code {
        code: "bad-length",
        about: About::File,
        meaning: ["时长由数字和单位组成,不能为负。", "A length is a number and a unit, and never negative."],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "review"
limit = "五日"
cite = ["b 5"]
"#,
        ),
        right: [
            r#"写 `"5wd"`(工作日)或 `"5d"`(自然日),也可写 `"5个工作日"`、`"5个自然日"`。"#,
            r#"write `"5wd"` for working days or `"5d"` for natural days; `"5个工作日"` and `"5个自然日"` will do as well."#,
        ],
    },
    Code {
        code: "length-without-unit",
        about: About::File,
        meaning: [
            "5 个工作日和 5 个自然日常差两天以上,所以不替作者选择。",
            "Five working days and five natural days are often two days and more apart, so neither is chosen for the author.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "review"
limit = "5"
cite = ["b 5"]
"#,
        ),
        right: [r#"按文件原文写 `"5wd"` 或 `"5d"`。"#, r#"write `"5wd"` or `"5d"`, as the document has it."#],
    },
    Code {
        code: "zero-length",
        about: About::File,
        meaning: [
            "没有时间的时限等于没有时限;当场办结的事项另有类型。",
            "A limit of no time is no limit; what is done on the spot has a kind of its own.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "review"
limit = "0wd"
cite = ["b 5"]
"#,
        ),
        right: [
            r#"去掉 `limit`,或改为 `kind = "act"`。"#,
            r#"leave `limit` out, or make it `kind = "act"`."#,
        ],
    },
    Code {
        code: "estimate-units",
        about: About::File,
        meaning: ["不同单位的时长没有固定的大小次序。", "Lengths in different units have no fixed order."],
        example: Example::Tables(
            r#"[[step]]
id = "drafting"
kind = "task"
estimate = { min = "5wd", likely = "10d", max = "20wd" }
"#,
        ),
        right: [
            "三个值都用工作日,或都用自然日。",
            "give all three in working days, or all three in natural days.",
        ],
    },
    Code {
        code: "estimate-order",
        about: About::File,
        meaning: [
            "次序颠倒多半是笔误,乐观和悲观的结果会因此颠倒。",
            "An order like this is mostly a slip, and would turn best and worst around.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "drafting"
kind = "task"
estimate = { min = "5wd", likely = "30wd", max = "20wd" }
"#,
        ),
        right: [
            r#"由小到大写:`{ min = "5wd", likely = "20wd", max = "30wd" }`。"#,
            r#"write them from small to large: `{ min = "5wd", likely = "20wd", max = "30wd" }`."#,
        ],
    },
    Code {
        code: "within-working-days",
        about: About::File,
        meaning: [
            "限时以“N 个工作日内”承诺,期限按工作日计算。",
            "Promises are made in working days, and their due days are counted so.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "begin"
kind = "act"

[[promise]]
id = "fast"
from = "begin"
to = "end"
within = "10d"
"#,
        ),
        right: [
            r#"写 `within = "10wd"`;当日办结写 `"0wd"`。"#,
            r#"write `within = "10wd"`; due on the same day is `"0wd"`."#,
        ],
    },
    Code {
        code: "cadence-anchor",
        about: About::File,
        meaning: [
            "没有基准日就不知道是哪一周开会。",
            "Without one nobody can say which of the weeks are meant.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "sitting"
kind = "meeting"
cadence = { weekday = "wed", every = 2 }
"#,
        ),
        right: [
            "补上任一开会周的日期:`anchor = 2023-01-04`。",
            "add a day of any week with a sitting: `anchor = 2023-01-04`.",
        ],
    },
    Code {
        code: "out-of-range",
        about: About::File,
        meaning: [
            "例如概率须在 0 和 1 之间,会议间隔至少 1 周。",
            "A chance is from 0 to 1, for example, and meetings are at least 1 week apart.",
        ],
        example: Example::Assumptions(
            r#"format = 1

[assumptions]
id = "demo"

[fact.no-bid]
chance = 1.5
"#,
        ),
        right: [
            "写范围之内的数,如 `chance = 0.15`。",
            "write a number within the range, such as `chance = 0.15`.",
        ],
    },
    Code {
        code: "unknown-kind",
        about: About::File,
        meaning: [
            "类型决定日期怎样计算,所以不能含糊。",
            "The kind decides how dates are counted, so it cannot be left open.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "reveiw"
"#,
        ),
        right: [
            "用 milestone、act、review、task、listing、notice、consultation、meeting 之一。",
            "use milestone, act, review, task, listing, notice, consultation or meeting.",
        ],
    },
    Code {
        code: "unknown-word",
        about: About::File,
        meaning: ["此处只能写几个固定的词之一。", "Only one of a few fixed words may stand here."],
        example: Example::Tables(
            r#"[[step]]
id = "publicity"
kind = "notice"
limit = "7d"
first_day = "counted"
cite = ["b 7"]
"#,
        ),
        right: [
            r#"写 `first_day = "included"` 或 `"excluded"`。"#,
            r#"write `first_day = "included"` or `"excluded"`."#,
        ],
    },
    Code {
        code: "unknown-step",
        about: About::File,
        meaning: ["所等的事项不存在,日期便无从谈起。", "What does not exist cannot be waited for."],
        example: Example::Tables(
            r#"[[step]]
id = "file"
kind = "act"

[[step]]
id = "review"
kind = "act"
after = ["flie"]
"#,
        ),
        right: ["改成已有事项的名称,此处为 `file`。", "name a step that exists, here `file`."],
    },
    Code {
        code: "unknown-step-anywhere",
        about: About::File,
        meaning: [
            "假设集可以用于多个程序,所以只作警告;但没有一个程序会用到这一条。",
            "A set may serve several procedures, so this is a warning; but none of them will use this entry.",
        ],
        example: Example::Assumptions(
            r#"format = 1

[assumptions]
id = "demo"

[step.land-contrat]
estimate = "5wd"
"#,
        ),
        right: ["改正拼写,此处为 `land-contract`。", "correct the spelling, here `land-contract`."],
    },
    Code {
        code: "dropped-step",
        about: About::File,
        meaning: [
            "`drop` 去掉的事项连同其联系都不在了,不能再等它。",
            "A step named in `drop` is gone with its links and cannot be waited for.",
        ],
        example: Example::Workflow(
            r#"format = 1

[workflow]
id = "demo"
goal = "second"
include = ["land-supply"]
drop = ["land-contract"]

[[step]]
id = "second"
kind = "act"
after = ["deal-confirmation", "land-contract"]
"#,
        ),
        right: ["等别的事项,或不要去掉它。", "wait for another step, or do not drop it."],
    },
    Code {
        code: "unknown-fact",
        about: About::File,
        meaning: [
            "条件用到的事实须先声明,否则无法设定。",
            "A fact that conditions use has to be declared, or nobody could set it.",
        ],
        example: Example::Tables(
            r#"[fact.trees]
type = "bool"
default = true

[[step]]
id = "permit"
kind = "act"
when = { tress = true }
"#,
        ),
        right: [
            "改成已声明的事实,此处为 `trees`;或补上 `[fact.tress]`。",
            "name a fact that is declared, here `trees`, or declare it.",
        ],
    },
    Code {
        code: "unknown-fact-anywhere",
        about: About::File,
        meaning: [
            "假设集可以用于多个程序,所以只作警告;但没有一个程序会用到这一条。",
            "A set may serve several procedures, so this is a warning; but none of them will use this entry.",
        ],
        example: Example::Assumptions(
            r#"format = 1

[assumptions]
id = "demo"

[fact.no-bids]
chance = 0.1
"#,
        ),
        right: ["改正拼写,此处为 `no-bid`。", "correct the spelling, here `no-bid`."],
    },
    Code {
        code: "unknown-value",
        about: About::File,
        meaning: [
            "条件中的值若不在所列之中,就永远不成立。",
            "A condition on a value that is not listed could never hold.",
        ],
        example: Example::Tables(
            r#"[fact.class]
type = "choice"
choices = ["M1", "M4"]
default = "M1"

[[step]]
id = "permit"
kind = "act"
when = { class = "m4" }
"#,
        ),
        right: [
            r#"写所列的值之一,此处为 `"M4"`。"#,
            r#"write one of the values that are listed, here `"M4"`."#,
        ],
    },
    Code {
        code: "conflicting-fact",
        about: About::File,
        meaning: [
            "被包含的文件已声明此事实,两处的条件不能各按各的类型理解。",
            "The included file declares the fact as well, and conditions cannot read it in two ways.",
        ],
        example: Example::Workflow(
            r#"format = 1

[workflow]
id = "demo"
goal = "land-contract"
include = ["land-supply"]

[fact.no-bid]
type = "choice"
choices = ["yes", "no"]
default = "no"
"#,
        ),
        right: ["用相同的类型,或另取名称。", "use the same type, or another name."],
    },
    Code {
        code: "unknown-actor",
        about: About::File,
        meaning: [
            "主体须在文件中声明,图表才知道怎样称呼。",
            "Actors are declared in the file, so that pages know what to call them.",
        ],
        example: Example::Tables(
            r#"[actor.planning]
name = { zh = "规划部门", en = "planning" }

[[step]]
id = "review"
kind = "act"
actor = "planing"
"#,
        ),
        right: ["改成已声明的主体,此处为 `planning`。", "name an actor that is declared, here `planning`."],
    },
    Code {
        code: "unknown-lane",
        about: About::File,
        meaning: [
            "泳道须在文件中声明,横道图才知道画在哪里。",
            "Lanes are declared in the file, so that drawings know where things go.",
        ],
        example: Example::Tables(
            r#"[lane.main]
name = { zh = "主线", en = "main" }

[[step]]
id = "review"
kind = "act"
lane = "mian"
"#,
        ),
        right: ["改成已声明的泳道,此处为 `main`。", "name a lane that is declared, here `main`."],
    },
    Code {
        code: "unknown-source",
        about: About::File,
        meaning: [
            "出处的第一个词是文件的名称,须有对应的 `[source.…]`。",
            "The first word of a citation is a document, which needs its `[source.…]` table.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "act"
cite = ["c 5"]
"#,
        ),
        right: [
            "改成已声明的文件,此处为 `b`,或补上 `[source.c]`。",
            "name a document that is declared, here `b`, or declare `[source.c]`.",
        ],
    },
    Code {
        code: "unknown-article",
        about: About::File,
        meaning: [
            "文件逐条列出后,引用未列的条款多半是笔误。",
            "Once the articles of a document are listed, citing another is mostly a slip.",
        ],
        example: Example::Tables(
            r#"[[source.b.article]]
id = "5"
effect = "time"
gist = { zh = "审查五日", en = "review in five days" }

[[step]]
id = "review"
kind = "act"
cite = ["b 6"]
"#,
        ),
        right: ["改成所列的条款,或把这一条列入。", "cite an article that is listed, or list this one."],
    },
    Code {
        code: "unknown-workflow",
        about: About::File,
        meaning: [
            "它既不是内置程序,也不是同一文件夹中的文件。",
            "It is neither built in nor a file in the same folder.",
        ],
        example: Example::Tables(
            r#"[fact.stop]
type = "bool"
default = false

[[abort]]
when = { stop = true }
fallback = "conventionel"
"#,
        ),
        right: [
            "改正名称,此处为 `conventional`;内置程序见 `permits workflows`。",
            "correct the name, here `conventional`; see `permits workflows` for those built in.",
        ],
    },
    Code {
        code: "unknown-assumptions",
        about: About::File,
        meaning: [
            "它既不是内置的假设集,也不是同一文件夹中的文件。",
            "It is neither built in nor a file in the same folder.",
        ],
        example: Example::Tables(
            r#"[[example]]
start = 2023-06-01
assumptions = "flor"
expect = { end = 2023-06-01 }
"#,
        ),
        right: [
            "改正名称,此处为 `floor`;内置假设集见 `permits workflows`。",
            "correct the name, here `floor`; see `permits workflows` for those built in.",
        ],
    },
    Code {
        code: "include-cycle",
        about: About::File,
        meaning: [
            "互相包含的文件没有先后,无从合并。",
            "Files that include each other have no order in which they could be joined.",
        ],
        example: Example::Workflow(
            r#"format = 1

[workflow]
id = "include-cycle"
goal = "end"
include = ["include-cycle"]

[[step]]
id = "end"
kind = "milestone"
"#,
        ),
        right: ["去掉其中一处 `include`。", "remove one of the `include` entries."],
    },
    Code {
        code: "duplicate-id",
        about: About::File,
        meaning: [
            "同名的两个事项无法区分。要改写被包含文件的事项,在自己的文件中写一次即可。",
            "Two steps of one name cannot be told apart. To change a step of an included file, write it once in your own.",
        ],
        example: Example::Tables(
            r#"[[step]]
id = "review"
kind = "act"

[[step]]
id = "review"
kind = "review"
"#,
        ),
        right: ["改其中一个的名称,或合为一个。", "rename one of them, or make them one."],
    },
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
            "返工重做从 `back_to` 到 `at` 之间的事项;两者没有先后联系,便没有可重做的。",
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
            r#"如本意不是如此,给联系加条件:`{ step = "design", when = { own-design = true } }`。"#,
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
            "逐日重算(06-02、05、06、07、08 为第 1 至 5 日,故为 06-08),或改正程序。",
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
    Code {
        code: "calendar-header",
        about: About::File,
        meaning: [
            "没有列名就不知道各列的含义。",
            "The column names do not come first, or one of them is not known, so the columns have no meaning.",
        ],
        example: Example::Calendar("2027-01-01,off,元旦,true,2027\n"),
        right: [
            "第一行写 `date,kind,name,statutory,notice`;后三列可省。",
            "begin with `date,kind,name,statutory,notice`; the last three may be left out.",
        ],
    },
    Code {
        code: "calendar-row",
        about: About::File,
        meaning: [
            "某一行的字段数与列名数不同,多半是少了或多了逗号。",
            "A line has another number of fields than the header, mostly for a comma too few or too many.",
        ],
        example: Example::Calendar(
            r#"date,kind,name,statutory,notice
2027-01-01,off
"#,
        ),
        right: [
            "空字段也要留逗号:`2027-01-01,off,元旦,,`。",
            "keep the commas of empty fields: `2027-01-01,off,元旦,,`.",
        ],
    },
    Code {
        code: "calendar-date",
        about: About::File,
        meaning: [
            "没有这一天,或不在 2002 至 2100 年之间。",
            "There is no such day, or it is outside 2002 to 2100.",
        ],
        example: Example::Calendar(
            r#"date,kind,name,statutory,notice
2027-02-30,off,春节,true,2027
"#,
        ),
        right: ["写成 `2027-02-08` 的样子。", "write it like `2027-02-08`."],
    },
    Code {
        code: "calendar-kind",
        about: About::File,
        meaning: [
            "一天或者休息或者上班,没有第三种。",
            "A day is either closed or worked; there is no third kind.",
        ],
        example: Example::Calendar(
            r#"date,kind,name,statutory,notice
2027-01-01,holiday,元旦,true,2027
"#,
        ),
        right: [
            "休息日写 `off`,上班日写 `work`。",
            "write `off` for a day that is closed and `work` for one that is worked.",
        ],
    },
    Code {
        code: "calendar-flag",
        about: About::File,
        meaning: [
            "`statutory` 一列说明是否为法定节假日,只有两种写法。",
            "The column `statutory` says whether it is a statutory holiday, in one of two words.",
        ],
        example: Example::Calendar(
            r#"date,kind,name,statutory,notice
2027-01-01,off,元旦,yes,2027
"#,
        ),
        right: ["写 `true` 或 `false`,或留空。", "write `true` or `false`, or leave it empty."],
    },
    Code {
        code: "calendar-year",
        about: About::File,
        meaning: [
            "`notice` 一列和 `# complete-year:` 要的是年份。",
            "The column `notice` and the line `# complete-year:` each want a year.",
        ],
        example: Example::Calendar(
            r#"date,kind,name,statutory,notice
2027-01-01,off,元旦,true,soon
"#,
        ),
        right: [
            "写安排这一天的放假通知的年份,如 `2027`。",
            "write the year whose holiday notice arranges the day, such as `2027`.",
        ],
    },
    Code {
        code: "duplicate-day",
        about: About::File,
        meaning: [
            "同一天在一个文件中列了两次,无法知道以哪一行为准。",
            "A day is listed twice in one file, and nobody can say which line is meant.",
        ],
        example: Example::Calendar(
            r#"date,kind,name,statutory,notice
2027-01-01,off,元旦,true,2027
2027-01-01,work,元旦,false,2027
"#,
        ),
        right: [
            "删去其中一行。要改写别的文件,另用一个文件,后给的优先。",
            "remove one of the lines. To overrule another file use a second one: the later wins.",
        ],
    },
];
