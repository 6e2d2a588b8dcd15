//! The codes of how a file is written: its text, its keys, what a value looks like.

use super::{About, Code, Example};

pub(super) const CODES: &[Code] = &[
    Code {
        code: "not-utf8",
        about: About::File,
        meaning: [
            "本工具只按 UTF-8 读文件,不猜测别的编码,免得汉字读错而不自知。",
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
        example: Example::Words("一个 5 MiB 的流程文件", "a workflow file of 5 MiB"),
        right: [
            "给出正确的文件,或把一个流程拆成几个,用 `include` 合并。",
            "name the right file, or split the procedure and join the parts with `include`.",
        ],
    },
    Code {
        code: "too-many-steps",
        about: About::File,
        meaning: ["超过此数的网络不再排程。", "A network above this number is not scheduled."],
        example: Example::Words("一个有 100001 个事项的流程文件", "a workflow file with 100,001 steps"),
        right: [
            "去掉用不到的事项,或拆成几个流程分别排程。",
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
            "没有时间的时限等于没有时限;当日完成的事项另有类型。",
            "A limit of no time is no limit; what is done within the day has a kind of its own.",
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
];
