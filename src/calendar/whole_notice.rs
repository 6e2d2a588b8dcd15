//! Whether what is said to be a year's whole notice can be one.
//!
//! In: the days of a calendar file and the year that it says it is the whole notice of. Out: a warning where statutory
//! holidays are worked by it, mostly because they were left out: every date behind such a day would be too early, and
//! nothing else would say so.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Span, Text};

use super::day::Day;
use super::notices::ExceptionKind;
use super::statutory::StatutoryList;

/// The statutory holidays of a year that are worked by a file's whole notice of it. The list of holidays is the one that
/// was law at the end of the year before, when the notice was out.
pub(super) fn worked_holidays(
    kinds: &HashMap<Day, ExceptionKind>,
    year: i32,
    said_at: &Span,
) -> Option<Diagnostic> {
    let is_worked = |(day, _): &(Day, &str)| match kinds.get(day) {
        Some(kind) => *kind == ExceptionKind::Work,
        None => !day.weekday().is_weekend(),
    };
    let law = StatutoryList::law_on(Some(Day::new(year - 1, 12, 31).unwrap_or(Day::FIRST)));
    let mut worked: Vec<(Day, &str)> = law.holidays(year).into_iter().filter(is_worked).collect();
    // Two holidays may fall on one day.
    worked.dedup_by_key(|(day, _)| *day);
    if worked.is_empty() {
        return None;
    }
    let days = |open: &str, close: &str, between: &str| {
        let day = |(day, name): &(Day, &str)| format!("{day}{open}{name}{close}");
        worked.iter().map(day).collect::<Vec<_>>().join(between)
    };
    Some(
        Diagnostic::warning(
            "worked-holiday",
            Text::new(
                format!("{year} 年的全部安排中,法定节假日 {} 照常上班", days("(", ")", "、")),
                format!("by this whole notice of {year} statutory holidays are worked: {}", days(" ", "", ", ")),
            ),
        )
        .at(said_at.clone(), Text::new("此处称为该年的全部安排", "said to be the whole notice here"))
        .help(Text::new(
            "补上这些天(`off`),或删去 `# complete-year` 一行:其余日期按法定节假日推算,并标明未公布",
            "list them as `off`, or leave out the line `# complete-year`: the rest of the year is then projected",
        )),
    )
}

#[cfg(test)]
mod tests {
    use super::super::Overlay;
    use crate::diagnostic::FileId;

    fn overlay(text: &str) -> Overlay {
        Overlay::parse("local.csv", FileId(0), text).unwrap()
    }

    #[test]
    fn a_whole_notice_by_which_a_statutory_holiday_is_worked_is_doubted() {
        let said = |text: &str| -> Vec<String> {
            overlay(text).warnings().into_iter().map(|warning| warning.message.en).collect()
        };
        // 2027: 5 to 8 February are New Year's Eve, a Friday, to the third; Qingming is Monday 5 April; 1 May is a
        // Saturday, 1 October a Friday.
        let weekdays = "2027-01-01,off\n2027-02-05,off\n2027-02-08,off\n2027-04-05,off\n2027-06-09,off\n\
                        2027-09-15,off\n2027-10-01,off\n";
        let whole = format!("# complete-year: 2027\ndate,kind\n{weekdays}");
        assert!(said(&whole).is_empty(), "a holiday on a weekend is off of itself");
        assert!(said(&whole.replace("# complete-year: 2027\n", "")).is_empty());
        assert!(said("date,kind\n2027-06-09,work\n").is_empty(), "no whole notice");
        let left_out = whole.replace("2027-04-05,off\n", "").replace("2027-06-09,off", "2027-06-09,work");
        let by = "by this whole notice of 2027 statutory holidays are worked: ";
        assert_eq!(said(&left_out), [format!("{by}2027-04-05 清明节, 2027-06-09 端午节")]);
        assert_eq!(said(&format!("{whole}2027-02-06,work\n")), [format!("{by}2027-02-06 春节")]);
        // 2031-10-01 is a Wednesday, National Day and Zhongqiu at once.
        let two = overlay("# complete-year: 2031\n# complete-year: 2030\ndate,kind\n").warnings();
        assert_eq!(
            two.iter().map(|warning| warning.labels[0].span.range.clone()).collect::<Vec<_>>(),
            [0..21, 22..43]
        );
        assert_eq!(two[0].message.en.matches("2031-10-01").count(), 1);
        // Said twice it is doubted once.
        assert_eq!(said("# complete-year: 2027\n# complete-year: 2027\ndate,kind\n").len(), 1);
    }

    /// What was published closes them all, by the law of each time.
    #[test]
    fn no_published_notice_is_doubted() {
        let rows: Vec<&str> = include_str!("data/cn_workdays.csv").lines().collect();
        for year in 2002..=2026 {
            let mut text = format!("# complete-year: {year}\ndate,kind\n");
            for row in rows.iter().filter(|row| row.starts_with(&year.to_string())) {
                let mut fields = row.split(',');
                text += &format!("{},{}\n", fields.next().unwrap(), fields.next().unwrap());
            }
            assert_eq!(overlay(&text).warnings(), [], "{year}");
        }
    }
}
