//! Citations in full, as a letter writes them.
//!
//! In: the citations of the model (`b 5`). Out: the document with its number and the article in words:
//! 《…管理办法(试行)》(京技管发〔2023〕12号)第五条. The short form is [`words::cites`](super::super::words::cites).

use crate::diagnostic::Lang;
use crate::workflow::{Citation, Source, Workflow};

use super::super::words::list;

/// The citations, those of one document together; empty when there are none.
pub(super) fn in_full(workflow: &Workflow, cite: &[Citation], lang: Lang) -> Vec<String> {
    let mut documents: Vec<(&str, Vec<String>)> = Vec::new();
    for citation in cite {
        let words = article(&citation.article, lang);
        match documents.iter_mut().find(|(source, _)| *source == citation.source.as_str()) {
            Some((_, articles)) => articles.push(words),
            None => documents.push((citation.source.as_str(), vec![words])),
        }
    }
    let in_full = |(source, mut articles): (&str, Vec<String>)| {
        articles.retain(|article| !article.is_empty());
        let document =
            workflow.source(source).map_or_else(|| source.to_string(), |source| document(source, lang));
        match (articles.is_empty(), lang) {
            (true, _) => document,
            (false, Lang::Zh) => format!("{document}{}", list(articles, lang)),
            (false, Lang::En) => format!("{} of {document}", articles.join(" and ")),
        }
    };
    documents.into_iter().map(in_full).collect()
}

/// A document by its title and number.
fn document(source: &Source, lang: Lang) -> String {
    let (title, number) = (source.title.get(lang), source.number.as_deref());
    match (title.is_empty(), number, lang) {
        (true, None, _) => source.id.to_string(),
        (true, Some(number), _) => number.to_string(),
        (false, None, Lang::Zh) => format!("《{title}》"),
        (false, Some(number), Lang::Zh) => format!("《{title}》({number})"),
        (false, None, Lang::En) => title.to_string(),
        (false, Some(number), Lang::En) => format!("{title} ({number})"),
    }
}

/// An article in words: 5 is 第五条, 五(六)3 is 第五部分第(六)项第3点. English keeps what stands in the document.
pub(super) fn article(article: &str, lang: Lang) -> String {
    if article.is_empty() {
        return String::new();
    }
    if let Ok(number) = article.parse::<u32>() {
        return match lang {
            Lang::Zh => format!("第{}条", numeral(number)),
            Lang::En => format!("Art. {number}"),
        };
    }
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let section = article.find(|c| !is_numeral(c)).unwrap_or(article.len());
    let (section, rest) = article.split_at(section);
    let part = rest.find(')').map_or(0, |end| end + 1);
    let (part, point) = rest.split_at(part);
    let in_form = !section.is_empty()
        && (part.is_empty() || part.starts_with('('))
        && point.chars().all(|c| c.is_ascii_digit());
    match (in_form, lang) {
        (false, Lang::Zh) => article.to_string(),
        (_, Lang::En) => format!("section {article}"),
        (true, Lang::Zh) => {
            let part = if part.is_empty() { String::new() } else { format!("第{part}项") };
            let point = if point.is_empty() { String::new() } else { format!("第{point}点") };
            format!("第{section}部分{part}{point}")
        }
    }
}

/// A number below ten thousand as it is written in the numbers of articles.
pub(super) fn numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number == 0 || number >= 10_000 {
        return if number == 0 { DIGITS[0].into() } else { number.to_string() };
    }
    let mut words = String::new();
    let mut skipped = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            skipped = !words.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            words.push_str(DIGITS[0]);
        }
        // 十二, not 一十二.
        if !(unit == 10 && digit == 1 && words.is_empty()) {
            words.push_str(DIGITS[digit as usize]);
        }
        words.push_str(name);
    }
    words
}

/// Articles of the Civil Code (民法典), in the form of a letter.
pub(super) fn civil_code(articles: &[u32], lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            let articles = articles.iter().map(|number| article(&number.to_string(), lang));
            format!("《民法典》{}", list(articles, lang))
        }
        Lang::En => {
            let (word, last) = (if articles.len() > 1 { "Arts." } else { "Art." }, articles);
            let numbers: Vec<String> = last.iter().map(u32::to_string).collect();
            format!("{word} {} of the Civil Code", numbers.join(" and "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_numbered_as_documents_number_them() {
        let words = [1, 5, 10, 12, 20, 38, 101, 110, 203, 1024].map(numeral);
        let right =
            ["一", "五", "十", "十二", "二十", "三十八", "一百零一", "一百一十", "二百零三", "一千零二十四"];
        assert_eq!(words, right);
        assert_eq!(article("7", Lang::Zh), "第七条");
        assert_eq!(article("五(六)3", Lang::Zh), "第五部分第(六)项第3点");
        assert_eq!(article("五(一)", Lang::Zh), "第五部分第(一)项");
        assert_eq!(article("一", Lang::Zh), "第一部分");
        assert_eq!(article("附件2", Lang::Zh), "附件2");
        assert_eq!(article("五(六)3", Lang::En), "section 五(六)3");
        assert_eq!(civil_code(&[201, 203], Lang::Zh), "《民法典》第二百零一条、第二百零三条");
        assert_eq!(civil_code(&[201], Lang::En), "Art. 201 of the Civil Code");
    }
}
