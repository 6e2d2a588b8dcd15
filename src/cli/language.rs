//! Which language to talk in.
//!
//! In: the arguments as typed and the locale variables. Out: a [`Lang`]. It is found before the arguments are parsed, so
//! that what is wrong with them can be said in it.

use std::ffi::OsString;

use permits::diagnostic::Lang;

/// `--lang` if it is there and makes sense, else the first of LC_ALL, LC_MESSAGES, LANG that is set: zh* is Chinese.
pub fn language(arguments: &[OsString], variable: impl Fn(&str) -> Option<OsString>) -> Lang {
    let asked = typed(arguments, "--lang").filter_map(|value| by_name(&value)).last();
    let from_locale = || {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty());
        match set {
            Some(locale) if locale.to_string_lossy().to_lowercase().starts_with("zh") => Lang::Zh,
            _ => Lang::En,
        }
    };
    asked.unwrap_or_else(from_locale)
}

/// The values typed after a flag, as `--flag value` or `--flag=value`, before the arguments are parsed.
pub fn typed(arguments: &[OsString], flag: &str) -> impl Iterator<Item = String> {
    let words = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    let words: Vec<_> = words.take_while(|word| word != "--").collect();
    let value = |(at, word): (usize, &std::borrow::Cow<'_, str>)| match word.strip_prefix(flag) {
        Some("") => words.get(at + 1).map(ToString::to_string),
        Some(rest) => rest.strip_prefix('=').map(str::to_string),
        None => None,
    };
    words.iter().enumerate().filter_map(value).collect::<Vec<String>>().into_iter()
}

fn by_name(value: &str) -> Option<Lang> {
    match value {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// Picks the wording in a language.
pub fn pick<T>(lang: Lang, zh: T, en: T) -> T {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(arguments: &[&str], locale: &[(&str, &str)]) -> Lang {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let variable =
            |name: &str| locale.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
        language(&arguments, variable)
    }

    #[test]
    fn the_flag_wins_over_the_locale() {
        assert_eq!(found(&["permits", "--lang", "en", "simulate"], &[("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(found(&["permits", "simulate", "--lang=zh"], &[("LANG", "C")]), Lang::Zh);
    }

    #[test]
    fn the_first_locale_variable_that_is_set_decides() {
        assert_eq!(
            found(&["permits"], &[("LC_ALL", ""), ("LC_MESSAGES", "zh_CN"), ("LANG", "en_US")]),
            Lang::Zh
        );
        assert_eq!(found(&["permits"], &[("LC_ALL", "C"), ("LANG", "zh_CN")]), Lang::En);
        assert_eq!(found(&["permits"], &[]), Lang::En);
    }
}
