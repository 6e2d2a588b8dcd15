//! The catalogue of everything this layer can have to say about a file.
//!
//! A code is stable: it is printed beside the message, a user can ask what it means, and `tests/data/bad/` holds a
//! file for each. A diagnostic of this layer is made with one of the constants below, so a code that is not in the
//! catalogue cannot be reported.

use crate::diagnostic::Severity;

/// One entry of the catalogue.
///
/// ```
/// use permits::{diagnostic::Severity, workflow::CATALOGUE};
/// let unknown = CATALOGUE.iter().find(|code| code.name == "unknown-step").unwrap();
/// assert_eq!((unknown.severity, unknown.en), (Severity::Error, "no step has this name"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The stable name, such as `unknown-step`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

macro_rules! codes {
    ($($severity:ident $constant:ident = $name:literal, $zh:literal, $en:literal;)*) => {
        $(pub(super) const $constant: Code =
            Code { name: $name, severity: Severity::$severity, zh: $zh, en: $en };)*

        /// The catalogue, in the order a file is read: syntax, keys, values, names, the whole.
        pub const CATALOGUE: &[Code] = &[$($constant),*];

        /// The names of the catalogue.
        ///
        /// ```
        /// assert!(permits::workflow::CODES.contains(&"unknown-step"));
        /// ```
        pub const CODES: &[&str] = &[$($name),*];
    };
}

codes! {
    Error NOT_UTF8 = "not-utf8", "文件不是 UTF-8 编码", "the file is not UTF-8";
    Error TOO_LARGE = "too-large", "文件超过 4 MiB", "the file is larger than 4 MiB";
    Error TOO_MANY_STEPS = "too-many-steps", "步骤超过 100000 个", "the workflow has more than 100,000 steps";
    Error TOML_SYNTAX = "toml-syntax", "不是合法的 TOML", "the text is not TOML";
    Error FORMAT = "format", "缺少 `format = 1`,或写了本工具不认识的版本", "`format = 1` is missing, or says a version this program does not know";
    Error UNKNOWN_KEY = "unknown-key", "表里没有这个键", "the table has no such key";
    Error MISSING_KEY = "missing-key", "缺少必需的键", "a required key is missing";
    Error WRONG_TYPE = "wrong-type", "值的类型不对", "the value is of the wrong type";
    Error BAD_ID = "bad-id", "名称含有不允许的字符", "an id has characters that ids may not have";
    Error BAD_DATE = "bad-date", "没有这一天,或超出 2002–2100", "there is no such day, or it is outside 2002–2100";
    Error BAD_LENGTH = "bad-length", "不是时长", "not a length";
    Error LENGTH_WITHOUT_UNIT = "length-without-unit", "时长没有单位:工作日还是自然日?", "a length without a unit: working days or natural days?";
    Error ZERO_LENGTH = "zero-length", "时限不能为零;时长为零写作 `0wd`", "a limit cannot be zero; no time at all is written `0wd`";
    Error ESTIMATE_UNITS = "estimate-units", "三点估计须用同一单位", "an estimate mixes working and natural days";
    Error ESTIMATE_ORDER = "estimate-order", "三点估计须 min ≤ likely ≤ max", "an estimate is not in the order min ≤ likely ≤ max";
    Error WITHIN_WORKING_DAYS = "within-working-days", "限时以工作日计", "a promise is counted in working days";
    Error CADENCE_ANCHOR = "cadence-anchor", "每隔数周的会议须有基准日", "a meeting every so many weeks needs an anchor";
    Error OUT_OF_RANGE = "out-of-range", "数值超出范围", "a number is out of range";
    Error UNKNOWN_KIND = "unknown-kind", "没有这一类步骤", "there is no such kind of step";
    Error UNKNOWN_WORD = "unknown-word", "不是可选的词", "not one of the words that may stand here";
    Error UNKNOWN_STEP = "unknown-step", "没有这个步骤", "no step has this name";
    Warning UNKNOWN_STEP_ANYWHERE = "unknown-step-anywhere", "已知的工作流都没有这个步骤", "no known workflow has a step of this name";
    Error DROPPED_STEP = "dropped-step", "这个步骤已被 `drop` 去掉", "the step has been dropped";
    Error UNKNOWN_FACT = "unknown-fact", "没有这个事实或读法", "no fact or reading has this name";
    Warning UNKNOWN_FACT_ANYWHERE = "unknown-fact-anywhere", "已知的工作流都没有这个事实", "no known workflow has a fact of this name";
    Error UNKNOWN_VALUE = "unknown-value", "事实没有这个值", "the fact cannot have this value";
    Error CONFLICTING_FACT = "conflicting-fact", "同一事实两次声明的类型不同", "a fact is declared twice with different types";
    Error UNKNOWN_ACTOR = "unknown-actor", "没有声明这个责任单位", "no actor has this name";
    Error UNKNOWN_LANE = "unknown-lane", "没有声明这条泳道", "no lane has this name";
    Error UNKNOWN_SOURCE = "unknown-source", "没有声明这份文件", "no source has this name";
    Error UNKNOWN_ARTICLE = "unknown-article", "该文件没有列出这一条", "the source lists no such article";
    Error UNKNOWN_WORKFLOW = "unknown-workflow", "找不到这个工作流", "no workflow has this name";
    Error UNKNOWN_ASSUMPTIONS = "unknown-assumptions", "找不到这套假设", "no assumption set has this name";
    Error INCLUDE_CYCLE = "include-cycle", "文件互相包含", "files include each other";
    Error DUPLICATE_ID = "duplicate-id", "同一名称用了两次", "the same id is used twice";
    Error LIMIT_WITHOUT_CITE = "limit-without-cite", "有时限或计算规则而没有出处", "a limit or counting rule without a citation";
    Error NOTICE_WITHOUT_LIMIT = "notice-without-limit", "公示或挂牌没有期限", "a notice or listing without a limit";
    Error FIELD_NOT_FOR_KIND = "field-not-for-kind", "这一类没有这个键", "a key that this kind does not take";
    Error NEVER_PRESENT = "never-present", "条件永远不成立", "a condition that can never hold";
    Error CYCLE = "cycle", "步骤互相等待", "steps wait for each other";
    Error PROMISE_SAME_STEP = "promise-same-step", "限时的两端是同一步骤", "both ends of a promise are the same step";
    Error REWORK_NO_PATH = "rework-no-path", "从 `back_to` 走不到 `at`", "no path leads from `back_to` to `at`";
    Error DATES_REVERSED = "dates-reversed", "结束早于开始", "an end before its beginning";
    Error RECORD_CONTRADICTS = "record-contradicts", "同一事项的记录互相矛盾", "what is recorded of one step contradicts itself";
    Error NOTHING_TO_EXTEND = "nothing-to-extend", "没有可延长的时限", "there is no limit that this could lengthen";
    Warning LOSES_LAST_LINK = "loses-last-link", "步骤在某些情形下没有前置步骤,会从第一天开始", "a step with nothing left to wait for would start on day 0";
    Warning BRANCH_WITHOUT_CONDITION = "branch-without-condition", "离开分支的连接没有条件", "a link leaves an alternative branch without a condition";
}
