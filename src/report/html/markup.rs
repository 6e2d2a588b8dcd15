//! Words as markup: escaped, and in both languages at once.
//!
//! In: words. Out: HTML. Every word of the page passes through here. A text that differs between the languages stands
//! there twice, each with its language, and the style sheet shows the one that the page speaks; Chinese inside English
//! is marked as such, so that it is read out and set as Chinese.

use crate::diagnostic::{Lang, Text, plain};

/// What a language is called in markup.
pub(super) fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

/// Text that stays text, between tags and in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push(&mut escaped, &plain(text));
    escaped
}

fn push(escaped: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        escaped.push_str(&rest[..at]);
        escaped.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    escaped.push_str(rest);
}

/// Whether a letter is Chinese, or punctuation that only Chinese has.
fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// English, or what is the same in both languages; Chinese in it is marked.
pub(super) fn marked(text: &str) -> String {
    let text = plain(text);
    if !text.contains(is_chinese) {
        return escaped(&text);
    }
    let mut marked = String::with_capacity(text.len() + 32);
    let mut rest: &str = &text;
    while let Some(first) = rest.find(is_chinese) {
        push(&mut marked, &rest[..first]);
        let run = &rest[first..];
        let end = chinese(run);
        marked += "<span lang=\"zh\">";
        push(&mut marked, &run[..end]);
        marked += "</span>";
        rest = &run[end..];
    }
    push(&mut marked, rest);
    marked
}

/// How long the Chinese at the beginning is, numbers inside it included: 京技管发〔2023〕10号 is one.
fn chinese(run: &str) -> usize {
    let mut end = 0;
    loop {
        end += run[end..].find(|letter| !is_chinese(letter)).unwrap_or(run.len() - end);
        let after = run[end..].trim_start_matches(|letter: char| letter.is_ascii_digit());
        if after.len() == run.len() - end || !after.starts_with(is_chinese) {
            return end;
        }
        end = run.len() - after.len();
    }
}

/// Words in both languages, inside a line.
pub(super) fn both(zh: &str, en: &str) -> String {
    if zh == en {
        return marked(zh);
    }
    let (zh, en) = (escaped(zh), marked(en));
    match (zh.is_empty(), en.is_empty()) {
        (_, true) => format!("<span lang=\"zh-CN\">{zh}</span>"),
        (true, _) => format!("<span lang=\"en\">{en}</span>"),
        _ => format!("<span lang=\"zh-CN\">{zh}</span><span lang=\"en\">{en}</span>"),
    }
}

/// The words of a text.
pub(super) fn text(text: &Text) -> String {
    both(&text.zh, &text.en)
}

/// What is said, asked for in each language.
pub(super) fn said(words: impl Fn(Lang) -> String) -> String {
    both(&words(Lang::Zh), &words(Lang::En))
}

/// A part of the page in each language; `inside` is markup.
pub(super) fn twice(tag: &str, inside: impl Fn(Lang) -> String) -> String {
    let part = |lang| {
        let inside = inside(lang);
        if inside.is_empty() { inside } else { format!("<{tag} lang=\"{}\">{inside}</{tag}>\n", code(lang)) }
    };
    part(Lang::Zh) + &part(Lang::En)
}

/// Words in the language of a part that is there twice.
pub(super) fn within(words: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => escaped(words),
        Lang::En => marked(words),
    }
}

/// An attribute with words in both languages, for the script that switches: a place where no markup fits shows one.
pub(super) fn switched(zh: &str, en: &str) -> String {
    format!(" data-zh=\"{}\" data-en=\"{}\"", escaped(zh), escaped(en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_words_is_text_and_marks_of_direction_are_left_out() {
        assert_eq!(escaped("</script><b a=\"'&\u{202e}x\n"), "&lt;/script&gt;&lt;b a=&quot;&#39;&amp;x ");
        assert_eq!(marked("<京>\"b\""), "&lt;<span lang=\"zh\">京</span>&gt;&quot;b&quot;");
        assert_eq!(marked("see 发〔2023〕10号 5"), "see <span lang=\"zh\">发〔2023〕10号</span> 5");
    }

    #[test]
    fn what_differs_is_there_in_both_languages_and_what_does_not_once() {
        assert_eq!(both("公示", "notice"), "<span lang=\"zh-CN\">公示</span><span lang=\"en\">notice</span>");
        assert_eq!(both("2023-06-01", "2023-06-01"), "2023-06-01");
        assert_eq!(both("a 五", "a 五"), "a <span lang=\"zh\">五</span>");
    }
}
