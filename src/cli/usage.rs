//! What is wrong with a command line, in the reader's language.
//!
//! In: clap's error. Out: a [`Problem`]. clap words its errors in English only; the kinds a person meets are worded
//! here from the error's parts, the others keep clap's words.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use permits::diagnostic::Text;

use super::failure::Problem;

/// The problem behind a clap error.
pub fn problem(error: &clap::Error) -> Problem {
    let part = |kind: ContextKind| error.get(kind).map(words).filter(|words| !words.is_empty());
    let argument = part(ContextKind::InvalidArg).unwrap_or_default();
    let value = part(ContextKind::InvalidValue).unwrap_or_default();
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(part);
    let valid = part(ContextKind::ValidValue).or_else(|| part(ContextKind::ValidSubcommand));
    let message = match error.kind() {
        ErrorKind::UnknownArgument => {
            Text::new(format!("没有 `{argument}` 这个参数"), format!("unknown argument `{argument}`"))
        }
        ErrorKind::InvalidSubcommand => {
            let command = part(ContextKind::InvalidSubcommand).unwrap_or_default();
            Text::new(format!("没有 `{command}` 这个命令"), format!("unknown command `{command}`"))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Text::new(format!("`{argument}` 缺少取值"), format!("`{argument}` needs a value"))
        }
        ErrorKind::InvalidValue => Text::new(
            format!("`{value}` 不是 `{argument}` 的取值"),
            format!("`{value}` is not a value of `{argument}`"),
        ),
        ErrorKind::MissingRequiredArgument => {
            Text::new(format!("缺少 `{argument}`"), format!("`{argument}` is missing"))
        }
        ErrorKind::ArgumentConflict => {
            let other = part(ContextKind::PriorArg).unwrap_or_default();
            if argument.is_empty() {
                Text::new("年份与子命令不能同用", "a year and a subcommand cannot be used together")
            } else if other.is_empty() || other == argument {
                Text::new(format!("`{argument}` 只能给一次"), format!("`{argument}` can be given only once"))
            } else {
                Text::new(
                    format!("`{argument}` 不能与 `{other}` 同用"),
                    format!("`{argument}` cannot be used with `{other}`"),
                )
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => Text::new(
            format!("`{argument}` 的取值个数不对"),
            format!("`{argument}` has the wrong number of values"),
        ),
        ErrorKind::InvalidUtf8 => Text::new("参数不是 UTF-8 文字", "an argument is not UTF-8 text"),
        ErrorKind::MissingSubcommand => Text::new("缺少命令", "a command is missing"),
        _ => {
            let words = error.to_string();
            let first = words.lines().next().unwrap_or_default().trim_start_matches("error: ").to_string();
            Text::same(first)
        }
    };
    let help = match (suggestion, valid) {
        (Some(suggestion), _) => Some(did_you_mean(&suggestion)),
        (None, Some(valid)) => Some(Text::new(format!("可选:{valid}"), format!("possible values: {valid}"))),
        (None, None) => Some(see_help()),
    };
    Problem::new(message).maybe_help(help)
}

/// Where everything that can be typed is told.
pub fn see_help() -> Text {
    Text::new("用 `permits --help` 查看用法", "see `permits --help`")
}

/// The nearest name, as a question.
pub fn did_you_mean(near: &str) -> Text {
    Text::new(format!("是否要写 `{near}`?"), format!("did you mean `{near}`?"))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        ContextValue::StyledStr(words) => words.to_string(),
        ContextValue::StyledStrs(words) => {
            words.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}
