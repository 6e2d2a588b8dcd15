//! Single values: what each shape of value means, and what is wrong with one that does not have it.
//!
//! Every function gives the value, or adds to `mistakes` and gives `None`.
//!
//! One file: each shape of value is a function that stands for itself.

use crate::calendar::{Cadence, CivilDate, Day, Length, ParseDayError, ParseLengthError, Weekday};
use crate::diagnostic::{Diagnostic, Text, nearest, plain};

use super::codes::{self, Code};
use super::keys::{WEEKDAYS, Zero};
use super::model::{
    ActorId, Citation, Estimate, FactId, Link, LinkEnd, Round, SourceId, Stated, StepId, Value,
};
use super::syntax::{Is, Node, Placed, TableNode, mistake};

/// What is wrong is added here.
pub(super) type Mistakes = Vec<Diagnostic>;

/// One requirement of a condition as written, its fact not yet looked up.
#[derive(Debug, Clone)]
pub(super) struct RequirementDraft {
    pub fact: Placed<FactId>,
    pub values: Vec<Placed<Value>>,
}

/// A condition as written.
pub(super) type ConditionDraft = Placed<Vec<Vec<RequirementDraft>>>;

/// A link as written, its condition not yet looked up.
#[derive(Debug, Clone)]
pub(super) struct LinkDraft {
    pub link: Link,
    pub when: Option<ConditionDraft>,
}

fn wrong_type(node: &Node<'_>, zh: &str, en: &str, mistakes: &mut Mistakes) {
    let is = node.type_name();
    mistakes.push(
        mistake(codes::WRONG_TYPE, format!("这里应为{zh}"), format!("expected {en}"))
            .at(node.span(), Text::new(format!("这是{}", is.zh), format!("this is {}", is.en)))
            .help(Text::new(format!("写成{zh}"), format!("write {en}"))),
    );
}

pub(super) fn string<'a>(node: &Node<'a>, mistakes: &mut Mistakes) -> Option<Placed<&'a str>> {
    let text = node.as_str();
    if text.is_none() {
        wrong_type(node, "字符串", "a string", mistakes);
    }
    text.map(|text| Placed::new(text, node.span()))
}

/// Whether these letters may name something: no blanks (a citation ends its source's name with one), none of the
/// signs that the command line gives a meaning (`=`, `@`, `,`, `:`, `/`), and not the `~` of repeated steps.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.'))
}

pub(super) fn check_id(id: &Placed<&str>, mistakes: &mut Mistakes) -> bool {
    let good = is_id(id.value);
    if !good {
        mistakes.push(
            mistake(
                codes::BAD_ID,
                format!("`{}` 不能作名称", shown(id.value)),
                format!("`{}` cannot be an id", shown(id.value)),
            )
            .at(id.span.clone(), Text::new("此名称", "this id"))
            .help(Text::new("只用字母、数字、`-`、`_`、`.`", "use letters, digits, `-`, `_` and `.` only")),
        );
    }
    good
}

/// A name or text as it can stand in a message: one line, not endless.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().count() > 60 {
        shown.push('…');
    }
    shown
}

pub(super) fn id<'a>(node: &Node<'a>, mistakes: &mut Mistakes) -> Option<Placed<&'a str>> {
    string(node, mistakes).filter(|id| check_id(id, mistakes))
}

fn list<'a>(node: &Node<'a>, zh: &str, en: &str, mistakes: &mut Mistakes) -> Option<Vec<Node<'a>>> {
    match node.is() {
        Is::Array(values) => Some(values),
        _ => {
            wrong_type(node, zh, en, mistakes);
            None
        }
    }
}

/// A list of names, none twice.
pub(super) fn ids<'a>(node: &Node<'a>, mistakes: &mut Mistakes) -> Option<Vec<Placed<&'a str>>> {
    let values = list(node, "名称的列表", "a list of ids", mistakes)?;
    let mut ids: Vec<Placed<&str>> = Vec::new();
    let mut seen = std::collections::HashMap::new();
    for value in values {
        let Some(id) = id(&value, mistakes) else { continue };
        if let Some(&first) = seen.get(id.value) {
            let first: &Placed<&str> = &ids[first];
            mistakes.push(twice(&id, first));
        } else {
            seen.insert(id.value, ids.len());
            ids.push(id);
        }
    }
    Some(ids)
}

/// The same name twice, shown at its second place.
pub(super) fn twice(second: &Placed<&str>, first: &Placed<&str>) -> Diagnostic {
    mistake(
        codes::DUPLICATE_ID,
        format!("`{}` 出现两次", shown(second.value)),
        format!("`{}` is there twice", shown(second.value)),
    )
    .at(second.span.clone(), Text::new("第二次", "the second time"))
    .at(first.span.clone(), Text::new("第一次", "the first time"))
    .help(Text::new("删去或改名其中一个", "remove or rename one of the two"))
}

pub(super) fn strings(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Vec<String>> {
    let values = list(node, "字符串的列表", "a list of strings", mistakes)?;
    Some(
        values
            .iter()
            .filter_map(|value| string(value, mistakes))
            .map(|text| text.value.to_string())
            .collect(),
    )
}

/// Words in both languages, as they can be shown anywhere; the keys of the table are checked elsewhere.
pub(super) fn text(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Text> {
    match node.is() {
        Is::String(words) => Some(Text::same(plain(words))),
        Is::Table(table) => {
            let words = |key| table.get(key).and_then(|word| word.as_str()).map(plain);
            Some(Text::new(words("zh")?, words("en")?))
        }
        _ => {
            wrong_type(node, "字符串或 { zh, en }", "a string or `{ zh = …, en = … }`", mistakes);
            None
        }
    }
}

pub(super) fn bool(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<bool> {
    match node.is() {
        Is::Bool(value) => Some(value),
        _ => {
            wrong_type(node, " true 或 false", "`true` or `false`", mistakes);
            None
        }
    }
}

pub(super) fn number(node: &Node<'_>, from: u32, to: u32, mistakes: &mut Mistakes) -> Option<u32> {
    let Is::Integer(number) = node.is() else {
        wrong_type(node, "整数", "a whole number", mistakes);
        return None;
    };
    let inside = number.and_then(|number| u32::try_from(number).ok()).filter(|n| (from..=to).contains(n));
    if inside.is_none() {
        out_of_range(node, &from.to_string(), &to.to_string(), mistakes);
    }
    inside
}

fn out_of_range(node: &Node<'_>, from: &str, to: &str, mistakes: &mut Mistakes) {
    mistakes.push(
        mistake(codes::OUT_OF_RANGE, "数值超出范围", "the number is out of range")
            .at(
                node.span(),
                Text::new(format!("应在 {from} 与 {to} 之间"), format!("not from {from} to {to}")),
            )
            .help(Text::new(
                format!("写 {from} 至 {to} 之间的数"),
                format!("write a number from {from} to {to}"),
            )),
    );
}

pub(super) fn chance(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<f64> {
    let number = match node.is() {
        Is::Float(number) => number,
        Is::Integer(Some(0)) => 0.0,
        Is::Integer(Some(1)) => 1.0,
        Is::Integer(_) => f64::NAN,
        _ => {
            wrong_type(node, " 0 至 1 之间的数", "a number from 0 to 1", mistakes);
            return None;
        }
    };
    let inside = (0.0..=1.0).contains(&number);
    if !inside {
        out_of_range(node, "0", "1", mistakes);
    }
    inside.then_some(number)
}

/// A day that the calendar answers for.
pub(super) fn date(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Day> {
    // The parser has already refused days that do not exist.
    a_date(node, Day::new, ParseDayError::OutOfRange, mistakes)
}

/// A date of any year.
pub(super) fn any_date(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<CivilDate> {
    a_date(node, CivilDate::new, ParseDayError::NoSuchDay, mistakes)
}

fn a_date<T: std::str::FromStr<Err = ParseDayError>>(
    node: &Node<'_>,
    new: impl Fn(i32, u32, u32) -> Option<T>,
    otherwise: ParseDayError,
    mistakes: &mut Mistakes,
) -> Option<T> {
    let day = match node.is() {
        Is::Date(year, month, day) => new(i32::from(year), u32::from(month), u32::from(day)).ok_or(otherwise),
        Is::String(text) => text.parse::<T>(),
        Is::Time => Err(ParseDayError::Form),
        _ => {
            wrong_type(node, "日期", "a date", mistakes);
            return None;
        }
    };
    day.map_err(|error| mistakes.push(bad_date(node, error))).ok()
}

fn bad_date(node: &Node<'_>, error: ParseDayError) -> Diagnostic {
    let (zh, en) = match error {
        ParseDayError::Form => ("不是日期", "not a date without a time"),
        ParseDayError::NoSuchDay => ("没有这一天", "there is no such day"),
        ParseDayError::OutOfRange => {
            ("超出日历范围(2002-01-01 至 2100-12-31)", "outside the calendar, 2002-01-01 to 2100-12-31")
        }
    };
    mistake(codes::BAD_DATE, format!("日期不对:{zh}"), format!("bad date: {en}"))
        .at(node.span(), Text::new(zh, en))
        .help(Text::new("写成 `2023-06-01` 的样子", "write it like `2023-06-01`"))
}

pub(super) fn length(node: &Node<'_>, zero: Zero, mistakes: &mut Mistakes) -> Option<Length> {
    let (parsed, typed) = match node.is() {
        Is::String(text) => (text.parse::<Length>(), shown(text)),
        Is::Integer(number) => (
            Err(ParseLengthError::NoUnit),
            number.map_or_else(|| "…".to_string(), |number| number.to_string()),
        ),
        _ => {
            wrong_type(node, "时长", "a length such as `\"5wd\"`", mistakes);
            return None;
        }
    };
    let code = match parsed {
        Ok(length) if length.is_zero() && zero == Zero::Refused => codes::ZERO_LENGTH,
        Ok(length) => return Some(length),
        Err(ParseLengthError::NoUnit) => codes::LENGTH_WITHOUT_UNIT,
        Err(ParseLengthError::Form | ParseLengthError::TooLong) => codes::BAD_LENGTH,
        Err(ParseLengthError::ZeroNatural) => codes::ZERO_LENGTH,
    };
    let units =
        Text::new("工作日写 `5wd`,自然日写 `30d`", "write `5wd` for working days or `30d` for natural days");
    let zero_help = match zero {
        Zero::Allowed => Text::new("时长为零写作 `0wd`", "write `0wd` for no time at all"),
        Zero::Refused => Text::new(
            "当日完成的写 `kind = \"act\"`",
            "make it `kind = \"act\"` if it is done within the day",
        ),
    };
    let ((zh, en), label, help) = match code.name {
        "length-without-unit" => (
            ("没有单位", "has no unit"),
            Text::new("工作日还是自然日?", "working days or natural days?"),
            units,
        ),
        "zero-length" => {
            (("为零", "is no time at all"), Text::new("应长于零", "this has to take time"), zero_help)
        }
        _ if parsed == Err(ParseLengthError::TooLong) => {
            (("太长", "is too long"), Text::new("比日历还长", "longer than the calendar"), units)
        }
        _ => (("不是时长", "is not a length"), Text::new("应为数字加单位", "not a number and a unit"), units),
    };
    mistakes.push(
        mistake(code, format!("时长 `{typed}` {zh}"), format!("length `{typed}` {en}"))
            .at(node.span(), label)
            .help(help),
    );
    None
}

pub(super) fn working_days(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<u32> {
    match length(node, Zero::Allowed, mistakes)? {
        Length::Working(days) => Some(days),
        Length::Natural(days) => {
            mistakes.push(
                mistake(codes::WITHIN_WORKING_DAYS, "限时以工作日计", "a promise is counted in working days")
                    .at(node.span(), Text::new("这是自然日", "these are natural days"))
                    .help(Text::new(format!("写成 `{days}wd`"), format!("write `{days}wd`"))),
            );
            None
        }
    }
}

pub(super) fn estimate(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Estimate> {
    let Is::Table(table) = node.is() else {
        return length(node, Zero::Allowed, mistakes).map(Estimate::exactly);
    };
    // The keys and each length are checked elsewhere; here it is the three together.
    let mut ignored = Vec::new();
    let mut point = |key| table.get(key).and_then(|node| length(&node, Zero::Allowed, &mut ignored));
    let (min, likely, max) = (point("min")?, point("likely")?, point("max")?);
    let bad = |code: Code, zh: &str, en: &str, help: Text| {
        mistake(code, zh, en).at(node.span(), Text::new(zh, en)).help(help)
    };
    // No time at all is `0wd` in either unit.
    let units: Vec<Length> = [min, likely, max].into_iter().filter(|length| !length.is_zero()).collect();
    if units.windows(2).any(|pair| !pair[0].same_unit(pair[1])) {
        mistakes.push(bad(
            codes::ESTIMATE_UNITS,
            "三点估计混用了工作日和自然日",
            "the estimate mixes working and natural days",
            Text::new("用同一单位写三个数", "write the three in one unit"),
        ));
        return None;
    }
    if !(min.number() <= likely.number() && likely.number() <= max.number()) {
        mistakes.push(bad(
            codes::ESTIMATE_ORDER,
            "三点估计的顺序不对",
            "the estimate is out of order",
            Text::new("按 min ≤ likely ≤ max 写", "put them as min ≤ likely ≤ max"),
        ));
        return None;
    }
    Some(Estimate { min, likely, max })
}

/// One of these words.
pub(super) fn word(
    node: &Node<'_>,
    words: &'static [&'static str],
    mistakes: &mut Mistakes,
) -> Option<usize> {
    one_of(codes::UNKNOWN_WORD, node, words, mistakes)
}

pub(super) fn one_of(
    code: Code,
    node: &Node<'_>,
    words: &'static [&'static str],
    mistakes: &mut Mistakes,
) -> Option<usize> {
    let typed = string(node, mistakes)?;
    let found = words.iter().position(|word| *word == typed.value);
    if found.is_none() {
        let name = shown(typed.value);
        let all = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        mistakes.push(
            mistake(code, format!("不认识 `{name}`"), format!("unknown word `{name}`"))
                .at(typed.span, meant(nearest(typed.value, words.iter().copied())))
                .help(Text::new(format!("可选:{all}"), format!("choose one of {all}"))),
        );
    }
    found
}

/// The label of a name that nobody knows.
pub(super) fn meant(near: Option<&str>) -> Text {
    match near {
        Some(near) => Text::new(format!("是不是 `{near}`?"), format!("did you mean `{near}`?")),
        None => Text::new("没有这个名称", "nothing has this name"),
    }
}

pub(super) fn cadence(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Cadence> {
    let Is::Table(table) = node.is() else { return None };
    let mut ignored = Vec::new();
    let weekday = table.get("weekday").and_then(|node| word(&node, WEEKDAYS, &mut ignored))?;
    let every = match table.get("every") {
        Some(node) => number(&node, 1, Cadence::LONGEST, &mut ignored)?,
        None => 1,
    };
    let anchor = match table.get("anchor") {
        Some(node) => Some(any_date(&node, &mut ignored)?),
        None => None,
    };
    let cadence = Cadence::new(Weekday::ALL[weekday], every, anchor);
    if cadence.is_none() {
        mistakes.push(
            mistake(
                codes::CADENCE_ANCHOR,
                format!("每 {every} 周一次的会议没有基准日"),
                format!("a meeting every {every} weeks has no anchor"),
            )
            .at(node.span(), Text::new("不知从哪一周算起", "which weeks are meant?"))
            .help(Text::new(
                "加上 `anchor = 2023-01-04` 这样的日期",
                "add the date of one sitting, like `anchor = 2023-01-04`",
            )),
        );
    }
    cadence
}

/// The value of a fact.
pub(super) fn value(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Placed<Value>> {
    let value = match node.is() {
        Is::Bool(value) => Some(Value::Bool(value)),
        Is::String(word) => Some(Value::Choice(plain(word).into_owned())),
        Is::Integer(number) => {
            let count = number.and_then(|number| u32::try_from(number).ok());
            if count.is_none() {
                out_of_range(node, "0", &u32::MAX.to_string(), mistakes);
            }
            count.map(Value::Count)
        }
        _ => {
            wrong_type(node, "布尔值、词或整数", "a bool, a word or a whole number", mistakes);
            None
        }
    };
    value.map(|value| Placed::new(value, node.span()))
}

fn requirements(table: &TableNode<'_>, mistakes: &mut Mistakes) -> Vec<RequirementDraft> {
    let mut requirements = Vec::new();
    for (fact, node) in table.entries() {
        let values = match node.is() {
            Is::Array(values) => values.iter().filter_map(|node| value(node, mistakes)).collect(),
            _ => value(&node, mistakes).into_iter().collect(),
        };
        requirements.push(RequirementDraft { fact: fact.map(FactId::from), values });
    }
    requirements
}

pub(super) fn condition(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<ConditionDraft> {
    let before = mistakes.len();
    let any = match node.is() {
        Is::Table(table) => vec![requirements(&table, mistakes)],
        Is::Array(values) => {
            let mut any = Vec::new();
            for value in values {
                match value.is() {
                    Is::Table(table) => any.push(requirements(&table, mistakes)),
                    _ => wrong_type(&value, "事实的表", "a table of facts", mistakes),
                }
            }
            any
        }
        _ => {
            wrong_type(node, "事实的表,或这种表的列表", "a table of facts, or a list of them", mistakes);
            return None;
        }
    };
    (mistakes.len() == before).then(|| Placed::new(any, node.span()))
}

pub(super) fn citations(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Vec<Placed<Citation>>> {
    let values = list(node, "出处的列表", "a list of citations such as `[\"b 5\"]`", mistakes)?;
    let mut citations = Vec::new();
    for value in values {
        let Some(text) = string(&value, mistakes) else { continue };
        let words = plain(text.value);
        let (source, article) = words.trim().split_once(char::is_whitespace).unwrap_or((words.trim(), ""));
        let citation = Citation { source: SourceId::from(source), article: article.trim().to_string() };
        citations.push(Placed::new(citation, text.span));
    }
    Some(citations)
}

/// Links whose tables have been checked elsewhere; here the same step twice is found.
pub(super) fn links(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Vec<LinkDraft>> {
    let values = list(node, "步骤的列表", "a list of steps", mistakes)?;
    let mut links: Vec<LinkDraft> = Vec::new();
    let mut seen = std::collections::HashMap::new();
    for value in values {
        let link = match value.is() {
            Is::String(_) => id(&value, mistakes).map(plain_link),
            Is::Table(table) => link_table(&table),
            _ => {
                wrong_type(&value, "步骤名称或连接的表", "a step's id or a link table", mistakes);
                None
            }
        };
        let Some(link) = link else { continue };
        if let Some(&first) = seen.get(&link.link.step) {
            let first: &LinkDraft = &links[first];
            let (second, first) = (&link.link, &first.link);
            mistakes.push(twice(
                &Placed::new(second.step.as_str(), second.span.clone()),
                &Placed::new(first.step.as_str(), first.span.clone()),
            ));
        } else {
            seen.insert(link.link.step.clone(), links.len());
            links.push(link);
        }
    }
    Some(links)
}

fn plain_link(step: Placed<&str>) -> LinkDraft {
    let link = Link {
        step: StepId::from(step.value),
        from: LinkEnd::Finish,
        lag: None,
        when: super::model::Condition::always(),
        round: Round::Last,
        stated: Stated::ByDocument,
        span: step.span,
    };
    LinkDraft { link, when: None }
}

fn link_table(table: &TableNode<'_>) -> Option<LinkDraft> {
    let ignored = &mut Vec::new();
    let mut draft = plain_link(id(&table.get("step")?, ignored)?);
    if let Some(end) = table.get("from").and_then(|node| word(&node, super::keys::LINK_ENDS, ignored)) {
        draft.link.from = [LinkEnd::Finish, LinkEnd::Start][end];
    }
    if let Some(round) = table.get("round").and_then(|node| word(&node, super::keys::ROUNDS, ignored)) {
        draft.link.round = [Round::Last, Round::First][round];
    }
    if table.get("inferred").and_then(|node| bool(&node, ignored)) == Some(true) {
        draft.link.stated = Stated::Inferred;
    }
    draft.link.lag = table.get("lag").and_then(|node| length(&node, Zero::Allowed, ignored));
    draft.when = table.get("when").and_then(|node| condition(&node, ignored));
    Some(draft)
}

/// The values of facts, by name, as in `set`.
pub(super) fn values(
    node: &Node<'_>,
    mistakes: &mut Mistakes,
) -> Option<Vec<(Placed<FactId>, Placed<Value>)>> {
    let Is::Table(table) = node.is() else {
        wrong_type(node, "事实的表", "a table of facts", mistakes);
        return None;
    };
    let mut values = Vec::new();
    for (fact, node) in table.entries() {
        if let Some(value) = value(&node, mistakes) {
            values.push((fact.map(FactId::from), value));
        }
    }
    Some(values)
}

/// The dates of steps, by name, as in `expect`.
pub(super) fn dates(node: &Node<'_>, mistakes: &mut Mistakes) -> Option<Vec<(Placed<StepId>, Day)>> {
    let Is::Table(table) = node.is() else {
        wrong_type(node, "步骤和日期的表", "a table of steps and dates", mistakes);
        return None;
    };
    let mut dates = Vec::new();
    for (step, node) in table.entries() {
        if let Some(day) = date(&node, mistakes) {
            dates.push((step.map(StepId::from), day));
        }
    }
    Some(dates)
}

/// The names of actors.
pub(super) fn actors(ids: Vec<Placed<&str>>) -> Vec<Placed<ActorId>> {
    ids.into_iter().map(|id| id.map(ActorId::from)).collect()
}
