//! A year of the calendar as a page.
//!
//! In: a [`Calendar`] and a year. Out: twelve months, three across, Monday first, and under them what was arranged
//! and by whom. Every difference is told by a mark; colour only repeats it. Which days are worked is the calendar's
//! business: this page looks days up and counts what it shows. The months are drawn
//! in `months`, what was arranged and by whom is told in `arranged`; the JSON form is `json`.
//!
//! A break is written as the notices write it, with the weekend days it runs into: Duanwu 2023 is off from Thursday
//! 22 to Saturday 24 June, although only two of these days differ from what their weekday says.
//!
//! ```
//! use permits::calendar::Calendar;
//! use permits::diagnostic::Lang;
//! use permits::report::{paint::Paint, year};
//! let page = year::page(&Calendar::official(), 2023, Lang::Zh, Paint::Plain);
//! // The break is written with the Saturday it runs into.
//! assert!(page.contains("06-22") && page.contains("06-24"));
//! ```

mod arranged;
mod json;
mod months;

use arranged::{announced, arrangement, notice, parts};
use months::{BLOCK, GAP, abreast, legend};

use crate::calendar::{Calendar, Certainty, Day, Exception, SaidBy};
use crate::diagnostic::{Lang, Text};

use super::paint::{Paint, Role};
use super::prose::{Page, clean, columns, pad_left};
use super::summary::weekday;
use super::words::{either, list};

pub use json::json;

pub(super) use arranged::{Said, SaidPart, said};

/// The page. Empty for a year outside 2002–2100.
///
/// ```
/// use permits::calendar::Calendar;
/// use permits::diagnostic::Lang;
/// use permits::report::{paint::Paint, year};
/// let page = year::page(&Calendar::official(), 2023, Lang::En, Paint::Plain);
/// assert!(page.contains("19 20 21 22*23*24.25+"));
/// assert!(page.contains("06-22 Thu – 06-24 Sat"));
/// ```
pub fn page(calendar: &Calendar, year: i32, lang: Lang, paint: Paint) -> String {
    let Some(facts) = YearFacts::of(calendar, year) else { return String::new() };
    let mut page = Page::new(0);
    page.raw(&title(&facts, lang, paint));
    for sentence in doubts(calendar, &facts, lang) {
        page.raw(&painted(paint, Role::Warning, &sentence));
    }
    for quarter in facts.months.chunks(3) {
        page.gap();
        page.raw(&abreast(calendar, &facts, quarter, lang, paint));
    }
    page.gap();
    page.raw(&legend(&facts, lang, paint));
    for part in parts(&facts) {
        page.gap();
        page.raw(&painted(paint, Role::Title, &part.heading(year, lang)));
        page.raw(&arrangement(calendar, &part, &facts, lang));
        for sentence in part.changes(year, lang) {
            page.paragraph(0, &sentence);
        }
    }
    page.into_text()
}

/// What the page and its JSON form say about a year.
pub(super) struct YearFacts<'a> {
    pub(super) year: i32,
    pub(super) months: Vec<Month>,
    /// The exceptional days of the year, and those of December before that its notice arranges.
    pub(super) exceptions: Vec<&'a Exception>,
    /// Provisional days in runs, first and last day included.
    pub(super) provisional: Vec<(Day, Day)>,
    pub(super) doubt: Doubt,
}

/// One month.
pub(super) struct Month {
    pub(super) month: u32,
    pub(super) days: Vec<Day>,
    pub(super) working_days: usize,
}

/// How much of a year is provisional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    None,
    /// Single days, those of late December that the next notice arranges.
    SomeDays,
    /// The year, but not all of its days: next year's notice has arranged the others.
    AllBut,
    Whole,
}

impl<'a> YearFacts<'a> {
    /// `None` for a year outside the calendar.
    pub(super) fn of(calendar: &'a Calendar, year: i32) -> Option<YearFacts<'a>> {
        let (first, last) = (Day::new(year, 1, 1)?, Day::new(year, 12, 31)?);
        let months: Vec<Month> = (1..=12)
            .map(|month| {
                let days: Vec<Day> = (1..=31).filter_map(|date| Day::new(year, month, date)).collect();
                let working_days = days.iter().filter(|day| calendar.works(**day)).count();
                Month { month, days, working_days }
            })
            .collect();
        let since = Day::new(year - 1, 12, 1).unwrap_or(first);
        let exceptions = since
            .to(last)
            .filter_map(|day| calendar.exception(day))
            .filter(|exception| exception.day.year() == year || exception.notice == year)
            .collect();
        let in_doubt: Vec<Day> = first.to(last).filter(|day| calendar.is_provisional(*day)).collect();
        let all = last.days_since(first).unsigned_abs() as usize + 1;
        let doubt = match in_doubt.len() {
            0 => Doubt::None,
            days if days == all => Doubt::Whole,
            days if days * 2 > all => Doubt::AllBut,
            _ => Doubt::SomeDays,
        };
        Some(YearFacts { year, months, exceptions, provisional: runs(in_doubt), doubt })
    }

    pub(super) fn working_days(&self) -> usize {
        self.months.iter().map(|month| month.working_days).sum()
    }

    fn days(&self) -> impl Iterator<Item = Day> {
        self.months.iter().flat_map(|month| month.days.iter().copied())
    }
}

/// Days in date order as runs of consecutive days, first and last day included.
pub(super) fn runs(days: impl IntoIterator<Item = Day>) -> Vec<(Day, Day)> {
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if last.plus(1) == Some(day) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    runs
}

fn title(facts: &YearFacts<'_>, lang: Lang, paint: Paint) -> String {
    let (year, days) = (facts.year, facts.working_days());
    let (left, right) = match lang {
        Lang::Zh => (format!("{year}年工作日历"), format!("全年{days}个工作日")),
        Lang::En => (format!("Working days of {year}"), format!("{days} working days")),
    };
    let right = pad_left(&right, BLOCK * 3 + GAP * 2 - columns(&left));
    format!("{}{right}\n", paint.put(Role::Title, &left))
}

/// What a reader must know before trusting the page.
fn doubts(calendar: &Calendar, facts: &YearFacts<'_>, lang: Lang) -> Vec<String> {
    let mut sentences = Vec::new();
    let year = facts.year;
    if let Some(day) = calendar.as_of() {
        sentences.push(match lang {
            Lang::Zh => format!("按{day}当日已知的通知。"),
            Lang::En => format!("As known on {day}."),
        });
    }
    if !calendar.overlays().is_empty() {
        let files = list(calendar.overlays().iter().map(|name| clean(name)), lang);
        sentences.push(match lang {
            Lang::Zh => format!("已叠加日历文件:{files}。"),
            Lang::En => format!("With these files laid over it: {files}."),
        });
    }
    let law = match (calendar.as_of(), lang) {
        (None, Lang::Zh) => "2024年修订的法定节假日".to_string(),
        (None, Lang::En) => "the statutory list of 2024".to_string(),
        (Some(day), Lang::Zh) => format!("{day}当日有效的法定节假日"),
        (Some(day), Lang::En) => format!("the statutory list that was law on {day}"),
    };
    match (facts.doubt, lang) {
        (Doubt::None, _) => {}
        (Doubt::Whole | Doubt::AllBut, Lang::Zh) => sentences.push(format!(
            "暂定:{year}年放假通知未公布。以下按{law}推算,不猜测调休;通知公布后日期会变。"
        )),
        (Doubt::Whole | Doubt::AllBut, Lang::En) => sentences.push(format!(
            "Provisional: the notice for {year} is not published. The days off follow from {law}; make-up days are \
             not guessed. Dates will move when the notice comes."
        )),
        (Doubt::SomeDays, _) => {
            let days = list(facts.provisional.iter().map(|run| span(*run, year, lang)), lang);
            sentences.push(match lang {
                Lang::Zh => {
                    format!("其中暂定的日子:{days}。这些日子由{}年的放假通知安排,通知未公布。", year + 1)
                }
                Lang::En => format!(
                    "Provisional days: {days}. The notice for {} arranges them, and it is not published.",
                    year + 1
                ),
            });
        }
    }
    if facts.doubt == Doubt::AllBut {
        let settled = runs(facts.days().filter(|day| {
            let within = |(first, last): &(Day, Day)| first <= day && day <= last;
            !facts.provisional.iter().any(within)
        }));
        let days = list(settled.into_iter().map(|run| span(run, year, lang)), lang);
        sentences.push(match lang {
            Lang::Zh => format!("已定的日子:{days}。"),
            Lang::En => format!("Settled days: {days}."),
        });
    }
    sentences
}

/// Wrapped lines, each in the colour of the role.
fn painted(paint: Paint, role: Role, words: &str) -> String {
    let lines = super::prose::wrap(words, Page::WIDTH);
    lines.iter().map(|line| paint.put(role, line) + "\n").collect()
}

/// When a notice was published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Published {
    /// The day, year first.
    pub(super) day: String,
    /// Whether 15 December of the year before stands in for a day that is not known.
    pub(super) assumed: bool,
}

/// Who says that a day is exceptional, for beside that day.
pub(super) fn said_by(exception: &Exception, lang: Lang) -> String {
    match &exception.said_by {
        SaidBy::Notice { .. } if exception.said_by == Calendar::notice_of(exception.notice) => {
            let day = published(exception).map(|day| announced(&day, lang)).unwrap_or_default();
            format!("{}{day}", notice(exception.notice, lang))
        }
        SaidBy::Notice { published, .. } => match lang {
            Lang::Zh => format!("国务院{published}调整"),
            Lang::En => format!("changed by the State Council on {published}"),
        },
        SaidBy::Projection => match lang {
            Lang::Zh => format!("按法定节假日推算,{}年通知未公布", exception.notice),
            Lang::En => format!("projected from the statutory list; no notice for {}", exception.notice),
        },
        SaidBy::Overlay(name) => format!("{} {}", either(lang, "日历文件", "calendar file"), clean(name)),
    }
}

/// When the notice that says so was published; `None` when no notice says so.
pub(super) fn published(exception: &Exception) -> Option<Published> {
    match exception.said_by {
        SaidBy::Notice { published, certainty } => {
            Some(Published { day: published.to_string(), assumed: certainty == Certainty::Assumed })
        }
        SaidBy::Projection | SaidBy::Overlay(_) => None,
    }
}

/// The breaks that days off make together with the rest days they run into.
pub(super) fn breaks(calendar: &Calendar, off: &[Day]) -> Vec<(Day, Day)> {
    let holiday = |day: Day| calendar.exception(day).map(|exception| (&exception.name, exception.notice));
    // A rest day that is another holiday belongs to that one. New Year's Day may go on into the next year.
    let joins = |mine: Day| {
        move |day: &Day| {
            let theirs = holiday(*day);
            !calendar.works(*day) && (theirs.is_none() || theirs == holiday(mine))
        }
    };
    let mut days: Vec<Day> = Vec::new();
    for &day in off {
        let before: Vec<Day> = Day::FIRST.to(day).rev().skip(1).take_while(joins(day)).collect();
        let after = day.to(Day::LAST).skip(1).take_while(joins(day));
        days.extend(before.into_iter().rev().chain([day]).chain(after));
    }
    days.sort_unstable();
    days.dedup();
    runs(days)
}

/// Days as runs of three and more; two days in a row are named one by one.
pub(super) fn short_runs(days: impl Iterator<Item = Day>) -> Vec<(Day, Day)> {
    let apart = |(first, last): (Day, Day)| {
        if last.days_since(first) == 1 { vec![(first, first), (last, last)] } else { vec![(first, last)] }
    };
    runs(days).into_iter().flat_map(apart).collect()
}

/// A run of days: `06-22 Thu – 06-24 Sat`. A year is written where it is not the page's, or not the run's first.
/// The weekday is glued to its date.
pub(super) fn span((first, last): (Day, Day), year: i32, lang: Lang) -> String {
    let gap = either(lang, "", "\u{a0}");
    let date = |day: Day, year: i32| {
        let text = day.to_string();
        let text = if day.year() == year { &text[5..] } else { &text[..] };
        format!("{text}{}{}", gap, weekday(day.weekday(), lang))
    };
    if first == last {
        return date(first, year);
    }
    let (from, to) = (date(first, year), date(last, first.year()));
    format!("{from}{}{to}", either(lang, "至", " – "))
}

/// A holiday in both languages; a name that we do not know is left as it is written.
///
/// ```
/// use permits::report::year::holiday;
/// assert_eq!(holiday("中秋节、国庆节").en, "Zhongqiu, National Day");
/// assert_eq!(holiday("厂庆").en, "厂庆");
/// ```
pub fn holiday(name: &str) -> Text {
    let one = |name: &str| match name {
        "元旦" => Some("New Year's Day"),
        "春节" => Some("Spring Festival"),
        "清明节" => Some("Qingming"),
        "劳动节" | "“五一”" | "“五一”国际劳动节" => Some("Labour Day"),
        "端午节" => Some("Duanwu"),
        "中秋节" => Some("Zhongqiu"),
        "国庆节" | "“十一”" => Some("National Day"),
        "抗战胜利70周年纪念日" => Some("70 years of victory"),
        _ => None,
    };
    let en: Option<Vec<&str>> = name.split('、').map(one).collect();
    match en {
        Some(names) => Text::new(name, names.join(", ")),
        None if name.trim().is_empty() => Text::new("(未命名)", "(no name)"),
        None => Text::same(clean(name)),
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Overlay;
    use crate::diagnostic::FileId;

    use super::*;

    fn page(calendar: &Calendar, of: i32, lang: Lang) -> String {
        super::page(calendar, of, lang, Paint::Plain)
    }

    fn known_on(day: &str) -> Calendar {
        Calendar::new(day.parse().ok(), &[])
    }

    /// The page between the titles of one month's block and the next row of months, that month's columns only.
    fn month(page: &str, column: usize, row: usize) -> Vec<String> {
        let quarters = page.split("\n\n").filter(|part| part.contains("Mo Tu"));
        let quarter = quarters.collect::<Vec<_>>()[row];
        let cut = |line: &str| {
            let cells: String = line.chars().skip(column * (BLOCK + GAP)).take(BLOCK).collect();
            cells.trim_end().to_string()
        };
        quarter.lines().map(cut).collect()
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_in_any_year() {
        for calendar in [Calendar::official(), known_on("2005-06-01"), known_on("2019-03-01")] {
            for of in 2002..=2100 {
                for lang in [Lang::Zh, Lang::En] {
                    for line in page(&calendar, of, lang).lines() {
                        assert!(columns(line) <= Page::WIDTH, "{of}: {line}");
                        assert_eq!(line, line.trim_end(), "{of}");
                    }
                }
            }
        }
    }

    #[test]
    fn colour_changes_nothing_but_colour() {
        let calendar = Calendar::official();
        let mut coloured = super::page(&calendar, 2027, Lang::Zh, Paint::Ansi);
        while let Some(start) = coloured.find('\u{1b}') {
            let end = start + coloured[start..].find('m').unwrap();
            coloured.replace_range(start..=end, "");
        }
        assert_eq!(coloured, page(&calendar, 2027, Lang::Zh));
    }

    // Thursday 1 June 2023. Weekdays: 30 days less 8 weekend days = 22; less Thursday 22 and Friday 23, plus Sunday 25.
    #[test]
    fn june_2023_has_duanwu_and_a_make_up_sunday() {
        let page = page(&Calendar::official(), 2023, Lang::En);
        assert_eq!(
            month(&page, 2, 1),
            [
                "June           21 wd",
                "Mo Tu We Th Fr Sa Su",
                "          1  2  3. 4.",
                " 5  6  7  8  9 10.11.",
                "12 13 14 15 16 17.18.",
                "19 20 21 22*23*24.25+",
                "26 27 28 29 30"
            ]
        );
        assert!(page.contains("Duanwu                   06-22 Thu – 06-24 Sat               3  06-25 Sun"));
        assert!(page.contains("State Council notice for 2023, published 2022-12-08\n"));
        assert!(!page.contains("rovisional"));
    }

    // From the notices as published: 国办发明电〔2022〕16号 (2023), 国办发明电〔2018〕15号 (2019),
    // 国办发〔2007〕 for 2008 with Saturday 29 December 2007 worked.
    #[test]
    fn breaks_are_written_as_the_notices_write_them() {
        let calendar = Calendar::official();
        let of = |year: i32| page(&calendar, year, Lang::Zh);
        for said in [
            "2022-12-31周六至2023-01-02周一",
            "01-21周六至01-27周五",
            "04-29周六至05-03周三",
            "09-29周五至10-06周五",
        ] {
            assert!(of(2023).contains(said), "{said}");
        }
        // The same break on both years' pages, the make-up day too.
        for page in [of(2018), of(2019)] {
            assert!(page.contains("国务院2019年放假通知,2018-12-06公布"));
        }
        assert!(of(2018).contains("12-30周日至2019-01-01周二"));
        assert!(of(2019).contains("2018-12-30周日至2019-01-01周二"));
        assert!(of(2008).contains("2007-12-29周六"));
        assert!(of(2018).contains("年末归次年通知安排的日子"));
    }

    #[test]
    fn a_revision_and_an_assumed_publication_day_are_told() {
        let calendar = Calendar::official();
        let may = page(&calendar, 2019, Lang::En);
        assert!(may.contains(
            "Changed by the State Council on 2019-03-22: 04-28 Sun, 05-02 Thu – 05-03 Fri,\n05-05 Sun."
        ));
        assert!(page(&known_on("2019-03-01"), 2019, Lang::En).contains("As known on 2019-03-01."));
        assert!(!page(&known_on("2019-03-01"), 2019, Lang::En).contains("Changed"));
        assert!(page(&calendar, 2006, Lang::Zh).contains("公布日期不详,以上年12月15日(2005-12-15)代替"));
    }

    #[test]
    fn a_year_without_a_notice_is_provisional_as_a_whole_and_late_december_by_itself() {
        let whole = page(&Calendar::official(), 2027, Lang::En);
        assert!(whole.contains("Provisional: the notice for 2027 is not published."));
        assert!(whole.contains("Projected from the statutory list alone; no notice for 2027"));
        let some = page(&known_on("2018-06-01"), 2018, Lang::En);
        assert!(some.contains("Provisional days: 12-29 Sat, 12-31 Mon. The notice for 2019 arranges them"));
        assert!(some.contains("29?30.") && some.contains("31? not settled"));
    }

    #[test]
    fn a_users_file_is_named() {
        let text = "date,kind,name\n2023-06-08,off,园区关闭\n2023-06-10,work,\n";
        let overlay = Overlay::parse("local.csv", FileId(0), text).unwrap();
        let page = page(&Calendar::new(None, &[overlay]), 2023, Lang::En);
        assert!(page.contains("With these files laid over it: local.csv."));
        assert!(page.contains("\nCalendar file local.csv\n"));
        assert!(page.contains("\n园区关闭                 06-08 Thu                           1\n"));
        assert!(
            page.contains("\n(no name)                                                       06-10 Sat\n")
        );
        assert!(page.contains(" 8* 9 10+11."));
    }

    #[test]
    fn every_months_working_days_are_those_of_the_calendar() {
        let calendar = Calendar::official();
        for of in 2002..=2030 {
            let page = page(&calendar, of, Lang::En);
            let mut all = 0;
            for at in 0..12 {
                let worked = (1..=31)
                    .filter_map(|date| Day::new(of, at as u32 + 1, date))
                    .filter(|day| calendar.works(*day))
                    .count();
                let title = month(&page, at % 3, at / 3)[0].clone();
                assert!(title.ends_with(&format!(" {worked} wd")), "{of}: {title}");
                all += worked;
            }
            assert!(page.lines().next().unwrap().ends_with(&format!(" {all} working days")));
        }
    }

    #[test]
    fn every_name_in_the_official_data_has_an_english_one() {
        let calendar = Calendar::official();
        for day in Day::FIRST.to(Day::LAST) {
            let Some(exception) = calendar.exception(day) else { continue };
            assert!(holiday(&exception.name).en.is_ascii(), "{}", exception.name);
        }
    }

    #[test]
    fn a_year_that_the_calendar_does_not_answer_for_has_no_page() {
        assert_eq!(page(&Calendar::official(), 2101, Lang::En), "");
    }
}
