//! A user's own calendar file, laid over the official calendar.
//!
//! In: the text of a CSV file with the columns of the official data (`date,kind,name,statutory,notice`; the last
//! three may be left out). Out: an [`Overlay`], or every mistake with its place. A comment line
//! `# complete-year: 2027` says that the file is that year's whole notice, which ends its provisional state.
//!
//! The fields hold no commas and no quotation marks, so lines are split here: a mistake is then shown at its byte.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, FileId, Span, Text, number_of, plain};

use super::day::{Day, ParseDayError, parse_year};
use super::notices::{Exception, ExceptionKind, SaidBy};
use super::whole_notice::worked_holidays;

/// The codes of what can be wrong with a calendar file.
pub const CODES: [&str; 8] = [
    "calendar-header",
    "calendar-row",
    "calendar-date",
    "calendar-kind",
    "calendar-flag",
    "calendar-year",
    "duplicate-day",
    "worked-holiday",
];

/// The days of one file, and the years it is the whole notice of.
///
/// ```
/// use permits::calendar::{Calendar, Overlay};
/// use permits::diagnostic::FileId;
/// // The whole notice of 2027, once it is published: nothing of that year is provisional any more.
/// let text = "# complete-year: 2027\ndate,kind,name\n2027-01-01,off,元旦\n";
/// let notice = Overlay::parse("2027.csv", FileId(0), text).unwrap();
/// let calendar = Calendar::new(None, &[notice]);
/// assert!(!calendar.is_provisional("2027-06-01".parse().unwrap()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    name: String,
    exceptions: Vec<Exception>,
    /// The years it is the whole notice of, each with the place where it says so.
    complete_years: Vec<(i32, Span)>,
}

const COLUMNS: [&str; 5] = ["date", "kind", "name", "statutory", "notice"];

impl Overlay {
    /// Reads the text of a file called `name`.
    ///
    /// # Errors
    /// Every mistake in it, each with one of the [`CODES`]. What is only doubtful is told by
    /// [`warnings`](Overlay::warnings).
    ///
    /// ```
    /// use permits::calendar::{Calendar, Overlay};
    /// use permits::diagnostic::FileId;
    /// let text = "date,kind,name,statutory,notice\n2023-06-08,off,park closed,false,2023\n";
    /// let overlay = Overlay::parse("local.csv", FileId(0), text).unwrap();
    /// let calendar = Calendar::new(None, &[overlay]);
    /// assert!(!calendar.works("2023-06-08".parse().unwrap()));
    /// ```
    pub fn parse(name: &str, file: FileId, text: &str) -> Result<Overlay, Vec<Diagnostic>> {
        let mut overlay =
            Overlay { name: plain(name).into_owned(), exceptions: Vec::new(), complete_years: Vec::new() };
        let mut mistakes = Vec::new();
        let mut columns: Option<Vec<usize>> = None;
        let mut listed = HashSet::new();
        let mut offset = 0;
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        offset += text.len() - body.len();
        for line in body.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            let reader = Row { file, offset, text: content };
            offset += line.len();
            if let Some(comment) = content.strip_prefix('#') {
                reader.comment(comment, &mut overlay, &mut mistakes);
            } else if content.trim().is_empty() {
                continue;
            } else if let Some(columns) = &columns {
                reader.row(columns, &mut listed, &mut overlay, &mut mistakes);
            } else {
                match reader.header() {
                    Ok(found) => columns = Some(found),
                    Err(mistake) => return Err(vec![mistake]),
                }
            }
        }
        if columns.is_none() {
            mistakes.push(
                header_mistake().at(Span::new(file, 0..0), Text::new("缺少列名", "the header is missing")),
            );
        }
        if mistakes.is_empty() { Ok(overlay) } else { Err(mistakes) }
    }

    /// What the file is called.
    ///
    /// ```
    /// use permits::{calendar::Overlay, diagnostic::FileId};
    /// let overlay = Overlay::parse("park.csv", FileId(0), "date,kind\n2023-06-08,off\n").unwrap();
    /// assert_eq!(overlay.name(), "park.csv");
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its days, in file order.
    ///
    /// ```
    /// use permits::{calendar::Overlay, diagnostic::FileId};
    /// let overlay = Overlay::parse("park.csv", FileId(0), "date,kind\n2023-06-08,off\n").unwrap();
    /// assert_eq!(overlay.exceptions()[0].day, "2023-06-08".parse().unwrap());
    /// ```
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// The years it is the whole notice of.
    ///
    /// ```
    /// use permits::{calendar::Overlay, diagnostic::FileId};
    /// let text = "# complete-year: 2027\ndate,kind\n2027-01-01,off\n";
    /// assert_eq!(Overlay::parse("2027.csv", FileId(0), text).unwrap().complete_years().next(), Some(2027));
    /// ```
    pub fn complete_years(&self) -> impl Iterator<Item = i32> {
        self.complete_years.iter().map(|(year, _)| *year)
    }

    /// What is doubtful although it can be used: a year's whole notice by which statutory holidays are worked. The list of
    /// holidays is the one that was law at the end of the year before, when the notice was out.
    ///
    /// ```
    /// use permits::{calendar::Overlay, diagnostic::FileId};
    /// let text = "# complete-year: 2027\ndate,kind\n2027-01-01,off\n";
    /// let warnings = Overlay::parse("2027.csv", FileId(0), text).unwrap().warnings();
    /// // Duanwu is a Wednesday.
    /// assert!(warnings[0].code == "worked-holiday" && warnings[0].message.en.contains("2027-06-09"));
    /// ```
    pub fn warnings(&self) -> Vec<Diagnostic> {
        let kinds = self.exceptions.iter().map(|listed| (listed.day, listed.kind)).collect();
        let mut told = HashSet::new();
        let years = self.complete_years.iter().filter(|(year, _)| told.insert(*year));
        years.filter_map(|(year, said_at)| worked_holidays(&kinds, *year, said_at)).collect()
    }
}

/// One line of the file and where it begins.
struct Row<'a> {
    file: FileId,
    offset: usize,
    text: &'a str,
}

impl<'a> Row<'a> {
    /// The fields with their byte offsets in the file, blanks around them left out.
    fn fields(&self) -> Vec<(&'a str, Span)> {
        let mut at = 0;
        let mut fields = Vec::new();
        for field in self.text.split(',') {
            let trimmed = field.trim();
            let start = self.offset + at + (field.len() - field.trim_start().len());
            fields.push((trimmed, Span::new(self.file, start..start + trimmed.len())));
            at += field.len() + 1;
        }
        fields
    }

    fn whole(&self) -> Span {
        Span::new(self.file, self.offset..self.offset + self.text.len())
    }

    /// Which field holds each of the columns we know, in the order of [`COLUMNS`]; `usize::MAX` for one left out.
    fn header(&self) -> Result<Vec<usize>, Diagnostic> {
        let fields = self.fields();
        let find = |column: &&str| fields.iter().position(|(field, _)| field == column).unwrap_or(usize::MAX);
        let columns: Vec<usize> = COLUMNS.iter().map(find).collect();
        let stranger = fields.iter().find(|(field, _)| !COLUMNS.contains(field));
        if let Some((_, span)) = stranger.filter(|_| columns[0] != usize::MAX) {
            return Err(header_mistake().at(span.clone(), Text::new("没有这一列", "there is no such column")));
        }
        if columns[0] == usize::MAX || columns[1] == usize::MAX {
            return Err(
                header_mistake().at(self.whole(), Text::new("应为列名", "the column names belong here"))
            );
        }
        Ok(columns)
    }

    fn comment(&self, comment: &str, overlay: &mut Overlay, mistakes: &mut Vec<Diagnostic>) {
        let Some(year) = comment.trim().strip_prefix("complete-year:") else { return };
        match parse_year(year.trim()) {
            Some(year) if (Day::FIRST.year()..=Day::LAST.year()).contains(&year) => {
                overlay.complete_years.push((year, self.whole()));
            }
            _ => mistakes.push(
                Diagnostic::error(
                    "calendar-year",
                    Text::new(
                        format!("`{}` 不是 2002 至 2100 之间的年份", year.trim()),
                        format!("`{}` is not a year from 2002 to 2100", year.trim()),
                    ),
                )
                .at(self.whole(), Text::new("此处", "here"))
                .help(Text::new("写成 `# complete-year: 2027`", "write `# complete-year: 2027`")),
            ),
        }
    }

    fn row(
        &self,
        columns: &[usize],
        listed: &mut HashSet<Day>,
        overlay: &mut Overlay,
        mistakes: &mut Vec<Diagnostic>,
    ) {
        let fields = self.fields();
        let field = |column: usize| columns.get(column).and_then(|&at| fields.get(at));
        let before = mistakes.len();
        let needed = columns.iter().filter(|&&at| at != usize::MAX).max().map_or(0, |&at| at + 1);
        if fields.len() != needed {
            mistakes.push(
                Diagnostic::error(
                    "calendar-row",
                    Text::new(
                        format!("这一行有 {} 个字段,列名有 {needed} 个", fields.len()),
                        format!(
                            "this line has {}, the header has {needed}",
                            number_of(fields.len(), "field")
                        ),
                    ),
                )
                .at(self.whole(), Text::new("此行", "this line")),
            );
            return;
        }
        let (Some((date, date_span)), Some((kind, kind_span))) = (field(0), field(1)) else { return };
        let day = match date.parse::<Day>() {
            Ok(day) => Some(day),
            Err(error) => {
                mistakes.push(bad_date(date, error).at(date_span.clone(), Text::new("此日期", "this date")));
                None
            }
        };
        let kind = match *kind {
            "off" => Some(ExceptionKind::Off),
            "work" => Some(ExceptionKind::Work),
            other => {
                mistakes.push(
                    Diagnostic::error(
                        "calendar-kind",
                        Text::new(format!("不认识 `{other}`"), format!("unknown kind `{other}`")),
                    )
                    .at(kind_span.clone(), Text::new("应为 off 或 work", "neither `off` nor `work`"))
                    .help(Text::new(
                        "`off` 为休息日,`work` 为工作日",
                        "`off` closes a day, `work` opens one",
                    )),
                );
                None
            }
        };
        let statutory = match field(3).map(|(flag, span)| (*flag, span)) {
            None | Some(("" | "false", _)) => false,
            Some(("true", _)) => true,
            Some((other, span)) => {
                mistakes.push(
                    Diagnostic::error(
                        "calendar-flag",
                        Text::new(
                            format!("`{other}` 应为 true 或 false"),
                            format!("`{other}` is neither `true` nor `false`"),
                        ),
                    )
                    .at(span.clone(), Text::new("此处", "here")),
                );
                false
            }
        };
        let notice = match field(4).map(|(year, span)| (*year, span)) {
            None | Some(("", _)) => None,
            Some((year, span)) => match parse_year(year) {
                Some(year) if (2000..=2101).contains(&year) => Some(year),
                _ => {
                    mistakes.push(
                        Diagnostic::error(
                            "calendar-year",
                            Text::new(format!("`{year}` 不是年份"), format!("`{year}` is not a year")),
                        )
                        .at(span.clone(), Text::new("此处", "here"))
                        .help(Text::new(
                            "写出安排这一天的通知的年份",
                            "name the year whose notice arranges the day",
                        )),
                    );
                    None
                }
            },
        };
        let (Some(day), Some(kind), true) = (day, kind, mistakes.len() == before) else { return };
        if !listed.insert(day) {
            mistakes.push(
                Diagnostic::error(
                    "duplicate-day",
                    Text::new(format!("{day} 列了两次"), format!("{day} is listed twice")),
                )
                .at(date_span.clone(), Text::new("第二次", "the second time"))
                .help(Text::new("删去其中一行", "remove one of the two lines")),
            );
            return;
        }
        overlay.exceptions.push(Exception {
            day,
            kind,
            name: field(2).map_or(String::new(), |(name, _)| plain(name).into_owned()),
            statutory,
            notice: notice.unwrap_or(day.year()),
            said_by: SaidBy::Overlay(overlay.name.clone()),
        });
    }
}

fn header_mistake() -> Diagnostic {
    Diagnostic::error(
        "calendar-header",
        Text::new("日历文件的列名不对", "the calendar file does not begin with its column names"),
    )
    .help(Text::new(
        "第一行写 `date,kind,name,statutory,notice`",
        "begin with the line `date,kind,name,statutory,notice`",
    ))
}

/// What is wrong with a date in a file.
pub(crate) fn bad_date(text: &str, error: ParseDayError) -> Diagnostic {
    let (zh, en) = match error {
        ParseDayError::Form => (format!("`{text}` 不是日期"), format!("`{text}` is not a date")),
        ParseDayError::NoSuchDay => {
            (format!("没有 `{text}` 这一天"), format!("there is no such day as `{text}`"))
        }
        ParseDayError::OutOfRange => (
            format!("`{text}` 超出日历范围(2002-01-01 至 2100-12-31)"),
            format!("`{text}` is outside the calendar, which answers for 2002-01-01 to 2100-12-31"),
        ),
    };
    Diagnostic::error("calendar-date", Text::new(zh, en))
        .help(Text::new("写成 `2023-06-01` 的样子", "write it like `2023-06-01`"))
}

#[cfg(test)]
mod tests {
    use super::super::Calendar;
    use super::*;

    fn overlay(text: &str) -> Overlay {
        Overlay::parse("local.csv", FileId(0), text).unwrap()
    }

    fn codes(text: &str) -> Vec<&'static str> {
        Overlay::parse("local.csv", FileId(0), text).unwrap_err().iter().map(|mistake| mistake.code).collect()
    }

    #[test]
    fn a_complete_year_is_no_longer_provisional() {
        let text = "# complete-year: 2027\ndate,kind,name,statutory,notice\n2027-01-01,off,元旦,true,2027\n";
        let calendar = Calendar::new(None, &[overlay(text)]);
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert!(!calendar.is_provisional(day("2027-06-01")));
        assert!(calendar.is_provisional(day("2028-01-01")));
        // Nothing of the projection is left: 2027-05-03 would have been made good.
        assert!(calendar.works(day("2027-05-03")) && !calendar.works(day("2027-01-01")));
    }

    #[test]
    fn a_local_closure_leaves_a_provisional_year_provisional() {
        let calendar = Calendar::new(None, &[overlay("date,kind\n2027-06-01,off\n2027-06-05,work\n")]);
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert!(calendar.is_provisional(day("2027-06-01")));
        assert!(!calendar.works(day("2027-06-01")) && calendar.works(day("2027-06-05")));
    }

    #[test]
    fn later_files_win() {
        let close = overlay("date,kind\n2023-06-08,off\n");
        let open = overlay("date,kind\n2023-06-08,work\n");
        let day = "2023-06-08".parse().unwrap();
        assert!(Calendar::new(None, &[close.clone(), open.clone()]).works(day));
        assert!(!Calendar::new(None, &[open, close]).works(day));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let text = "date,kind,name,statutory,notice\n2023-02-30,off,x,true,2023\n2023-06-01,open,x,maybe,year\n2023-06-02,off\n2023-06-05,off,,,\n2023-06-05,off,,,\n# complete-year: soon\n";
        assert_eq!(
            codes(text),
            [
                "calendar-date",
                "calendar-kind",
                "calendar-flag",
                "calendar-year",
                "calendar-row",
                "duplicate-day",
                "calendar-year"
            ]
        );
        assert_eq!(codes("2023-06-01,off\n"), ["calendar-header"]);
        assert_eq!(codes("date,kind,colour\n"), ["calendar-header"]);
        // Both of the two columns are needed.
        assert_eq!(codes("date,name\n"), ["calendar-header"]);
        assert_eq!(codes("kind,name\n"), ["calendar-header"]);
    }

    #[test]
    fn a_file_without_column_names_is_a_mistake_at_its_beginning() {
        for text in ["", "\n\n", "# a comment\n", "# complete-year: 2027\n", "\u{feff}"] {
            let mistakes = Overlay::parse("local.csv", FileId(0), text).unwrap_err();
            assert_eq!(mistakes.len(), 1, "{text:?}");
            assert_eq!(
                (mistakes[0].code, mistakes[0].labels[0].span.range.clone()),
                ("calendar-header", 0..0)
            );
        }
    }

    #[test]
    fn a_mistake_points_at_the_field_without_the_blanks_around_it() {
        let text = "\u{feff}# ours\ndate,kind,name,statutory,notice\n\
                    2023-06-01, open ,x, maybe,  year \n2023-06-02,off\n# complete-year: soon\n";
        let mistakes = Overlay::parse("local.csv", FileId(0), text).unwrap_err();
        let places = mistakes.iter().map(|mistake| &text[mistake.labels[0].span.range.clone()]);
        assert_eq!(
            places.collect::<Vec<_>>(),
            ["open", "maybe", "year", "2023-06-02,off", "# complete-year: soon"]
        );
    }

    #[test]
    fn a_year_is_four_digits() {
        for year in ["+2027", "02027", "2027.0", "２０２７"] {
            assert_eq!(codes(&format!("# complete-year: {year}\ndate,kind\n")), ["calendar-year"]);
            assert_eq!(codes(&format!("date,kind,notice\n2027-06-01,off,{year}\n")), ["calendar-year"]);
        }
    }

    #[test]
    fn a_year_is_one_of_the_calendar_or_the_one_beside_it() {
        for (year, told) in [("2001", true), ("2002", false), ("2100", false), ("2101", true)] {
            let read = Overlay::parse("l.csv", FileId(0), &format!("# complete-year: {year}\ndate,kind\n"));
            assert_eq!(read.is_err(), told, "{year}");
        }
        // The notice of a year may arrange days of the year before, and of the next.
        for (year, told) in [("1999", true), ("2000", false), ("2101", false), ("2102", true)] {
            let text = format!("date,kind,notice\n2002-01-01,off,{year}\n");
            assert_eq!(Overlay::parse("l.csv", FileId(0), &text).is_err(), told, "{year}");
        }
    }

    #[test]
    fn a_name_cannot_steer_what_shows_it() {
        let text = "date,kind,name\n2023-06-08,off,\u{1b}[31m闭\u{202e}园\n";
        let overlay = Overlay::parse("a\nb.csv", FileId(0), text).unwrap();
        assert_eq!((overlay.exceptions()[0].name.as_str(), overlay.name()), (" [31m闭园", "a b.csv"));
    }

    #[test]
    fn a_file_from_a_spreadsheet_is_read() {
        let overlay =
            overlay("\u{feff}date,kind,name,statutory,notice\r\n2023-06-08, off ,园区关闭,false,2023\r\n");
        assert_eq!(overlay.exceptions()[0].name, "园区关闭");
    }
}
