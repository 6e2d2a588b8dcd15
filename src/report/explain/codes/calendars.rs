//! The codes of calendar files.

use super::{About, Code, Example};

pub(super) const CODES: &[Code] = &[
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
    Code {
        code: "worked-holiday",
        about: About::File,
        meaning: [
            "文件自称是某年的全部放假安排,却让法定节假日照常上班:多半是漏列。没有列出的日子按星期几计。",
            "A file that says it is a year's whole notice lets statutory holidays be worked, mostly because they are left \
             out: a day that is not listed is what its weekday says.",
        ],
        example: Example::Calendar(
            r#"# complete-year: 2027
date,kind
2027-01-01,off
"#,
        ),
        right: [
            "列出全部假日和调休;只增减个别日子时不写 `# complete-year`。",
            "list every holiday and make-up day; where only some days change leave out `# complete-year`.",
        ],
    },
];
