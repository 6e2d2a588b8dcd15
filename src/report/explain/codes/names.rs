//! The codes of names in a file: kinds, steps, facts, actors, sources, and what is called the same.

use super::{About, Code, Example};

pub(super) const CODES: &[Code] = &[
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
            "假设集可以用于多个流程,所以只作警告;但没有一个流程会用到这一条。",
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
            "`drop` 去掉的事项连同其先后关系都不在了,不能再等它。",
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
            "假设集可以用于多个流程,所以只作警告;但没有一个流程会用到这一条。",
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
            "责任单位须在文件中声明,图表才知道怎样称呼。",
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
        right: [
            "改成已声明的责任单位,此处为 `planning`。",
            "name an actor that is declared, here `planning`.",
        ],
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
            "它既不是内置流程,也不是同一文件夹中的文件。",
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
            "改正名称,此处为 `conventional`;内置流程见 `permits workflows`。",
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
];
