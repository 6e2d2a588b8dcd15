//! Days and moments.
//!
//! In: civil dates in Beijing. Out: [`Day`], an index from 2002-01-01, and [`Moment`], a day plus one of two
//! positions. No clock, no time zone, no working days: a day does not know whether anybody works on it.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// 2002-01-01 in chrono's count of days from the common era.
const FIRST_CE: i32 = 730_851;
/// How many days the calendar answers for: 2002-01-01 to 2100-12-31.
pub(crate) const DAYS: u16 = 36_159;

/// A civil date in Beijing between 2002-01-01 and 2100-12-31, kept as an index.
///
/// ```
/// use permits::calendar::Day;
/// let day: Day = "2023-06-01".parse()?;
/// assert_eq!(day.to_string(), "2023-06-01");
/// assert_eq!(day.plus(30).map(|d| d.to_string()), Some("2023-07-01".to_string()));
/// assert!("2023-02-30".parse::<Day>().is_err());
/// # Ok::<(), permits::calendar::ParseDayError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u16);

/// A day of the week, Monday first as in China.
///
/// ```
/// use permits::calendar::{Day, Weekday};
/// let day: Day = "2023-06-04".parse().unwrap();
/// assert_eq!(day.weekday(), Weekday::Sunday);
/// assert_eq!(day.weekday().days_from_monday(), 6);
/// assert!(day.weekday().is_weekend());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// Days since Monday, 0 to 6.
    ///
    /// ```
    /// use permits::calendar::Weekday;
    /// assert_eq!([Weekday::Monday, Weekday::Sunday].map(Weekday::days_from_monday), [0, 6]);
    /// ```
    pub fn days_from_monday(self) -> u8 {
        self as u8
    }

    /// Whether it is Saturday or Sunday.
    ///
    /// ```
    /// use permits::calendar::Weekday;
    /// assert_eq!(Weekday::ALL.into_iter().filter(|day| day.is_weekend()).count(), 2);
    /// ```
    pub fn is_weekend(self) -> bool {
        self >= Weekday::Saturday
    }
}

impl Day {
    /// 2002-01-01, the first day the calendar answers for.
    pub const FIRST: Day = Day(0);
    /// 2100-12-31, the last day the calendar answers for.
    pub const LAST: Day = Day(DAYS - 1);

    /// The day of a year, month and day of the month; `None` for an impossible date and outside 2002–2100.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// assert_eq!(Day::new(2024, 2, 29), "2024-02-29".parse().ok());
    /// assert_eq!(Day::new(2023, 2, 29).or(Day::new(2001, 12, 31)), None);
    /// ```
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        Day::from_date(NaiveDate::from_ymd_opt(year, month, day)?)
    }

    /// The day of a chrono date; `None` outside 2002–2100.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// let day: Day = "2023-06-01".parse().unwrap();
    /// assert_eq!(Day::from_date(day.date()), Some(day));
    /// ```
    pub fn from_date(date: NaiveDate) -> Option<Day> {
        Day::from_index(i64::from(date.num_days_from_ce() - FIRST_CE))
    }

    /// The chrono date of this day.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// assert_eq!(Day::FIRST.date().to_string(), "2002-01-01");
    /// ```
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(FIRST_CE + i32::from(self.0)).unwrap_or_default()
    }

    /// The year, 2002 to 2100.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// let day: Day = "2023-06-01".parse().unwrap();
    /// assert_eq!((day.year(), day.month(), day.day_of_month()), (2023, 6, 1));
    /// ```
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The month, 1 to 12.
    ///
    /// ```
    /// assert_eq!(permits::calendar::Day::LAST.month(), 12);
    /// ```
    pub fn month(self) -> u32 {
        self.date().month()
    }

    /// The day of the month, 1 to 31.
    ///
    /// ```
    /// assert_eq!(permits::calendar::Day::LAST.day_of_month(), 31);
    /// ```
    pub fn day_of_month(self) -> u32 {
        self.date().day()
    }

    /// Days since 2002-01-01.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// assert_eq!(Day::FIRST.index(), 0);
    /// assert_eq!(Day::new(2003, 1, 1).unwrap().index(), 365);
    /// ```
    pub fn index(self) -> u16 {
        self.0
    }

    /// The day so many days after 2002-01-01; `None` outside the calendar.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// assert_eq!(Day::from_index(365), Day::new(2003, 1, 1));
    /// assert_eq!(Day::from_index(-1), None);
    /// ```
    pub fn from_index(index: i64) -> Option<Day> {
        u16::try_from(index).ok().filter(|&index| index < DAYS).map(Day)
    }

    /// The day so many natural days later (earlier when negative); `None` outside the calendar.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// let day: Day = "2023-06-01".parse().unwrap();
    /// assert_eq!(day.plus(21), "2023-06-22".parse().ok());
    /// assert_eq!(day.plus(-1), "2023-05-31".parse().ok());
    /// assert_eq!(Day::LAST.plus(1), None);
    /// ```
    #[inline]
    pub fn plus(self, days: i64) -> Option<Day> {
        Day::from_index(i64::from(self.0).checked_add(days)?)
    }

    /// Natural days from `earlier` (excluded) to this day (included); negative when this day is the earlier one.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// let [a, b] = ["2023-06-01", "2023-06-22"].map(|day| day.parse::<Day>().unwrap());
    /// assert_eq!((b.days_since(a), a.days_since(b)), (21, -21));
    /// ```
    pub fn days_since(self, earlier: Day) -> i32 {
        i32::from(self.0) - i32::from(earlier.0)
    }

    /// The day of the week.
    ///
    /// ```
    /// use permits::calendar::{Day, Weekday};
    /// assert_eq!(Day::FIRST.weekday(), Weekday::Tuesday);
    /// ```
    pub fn weekday(self) -> Weekday {
        // 2002-01-01 was a Tuesday.
        Weekday::ALL[usize::from((self.0 + 1) % 7)]
    }

    /// Every day from this one to `last`, both included.
    ///
    /// ```
    /// use permits::calendar::Day;
    /// let [first, last] = ["2023-06-01", "2023-06-30"].map(|day| day.parse::<Day>().unwrap());
    /// assert_eq!(first.to(last).count(), 30);
    /// assert_eq!(last.to(first).count(), 0);
    /// ```
    pub fn to(self, last: Day) -> impl DoubleEndedIterator<Item = Day> {
        (self.0..=last.0).map(Day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        f.pad(&format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A civil date of any year, for what is older or later than the calendar: the day a law was issued, the days it is in
/// force. Nothing is counted from it.
///
/// ```
/// use permits::calendar::{CivilDate, Day};
/// let issued: CivilDate = "1997-11-01".parse()?;
/// assert!(issued < CivilDate::from(Day::FIRST));
/// assert_eq!(issued.to_string(), "1997-11-01");
/// # Ok::<(), permits::calendar::ParseDayError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate(NaiveDate);

impl CivilDate {
    /// The date of a year, month and day of the month; `None` for an impossible one.
    ///
    /// ```
    /// use permits::calendar::CivilDate;
    /// assert_eq!(CivilDate::new(1997, 11, 1), "1997-11-01".parse().ok());
    /// assert_eq!(CivilDate::new(1997, 11, 31), None);
    /// ```
    pub fn new(year: i32, month: u32, day: u32) -> Option<CivilDate> {
        NaiveDate::from_ymd_opt(year, month, day).map(CivilDate)
    }

    /// Days since 2002-01-01, negative before.
    pub(super) fn days_from_first(self) -> i64 {
        i64::from(self.0.num_days_from_ce() - FIRST_CE)
    }
}

impl From<Day> for CivilDate {
    fn from(day: Day) -> Self {
        CivilDate(day.date())
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day()))
    }
}

impl std::str::FromStr for CivilDate {
    type Err = ParseDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_date(text).map(CivilDate)
    }
}

/// Why a text is not a [`Day`].
///
/// ```
/// use permits::calendar::{Day, ParseDayError};
/// let wrong = |text: &str| text.parse::<Day>().unwrap_err();
/// assert_eq!(wrong("1 June 2023"), ParseDayError::Form);
/// assert_eq!(wrong("2023-02-30"), ParseDayError::NoSuchDay);
/// assert_eq!(wrong("1999-12-31"), ParseDayError::OutOfRange);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseDayError {
    /// Not of the form `2023-06-01`.
    #[error("not a date of the form 2023-06-01")]
    Form,
    /// Of the right form, but there is no such day, as 2023-02-30.
    #[error("there is no such day")]
    NoSuchDay,
    /// A real day, but not one the calendar answers for.
    #[error("the calendar answers for 2002-01-01 to 2100-12-31 only")]
    OutOfRange,
}

impl std::str::FromStr for Day {
    type Err = ParseDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Day::from_date(parse_date(text)?).ok_or(ParseDayError::OutOfRange)
    }
}

fn parse_date(text: &str) -> Result<NaiveDate, ParseDayError> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return Err(ParseDayError::Form);
    }
    let number = |range: std::ops::Range<usize>| {
        let digits = &bytes[range];
        let all_digits = digits.iter().all(u8::is_ascii_digit);
        let value = digits.iter().fold(0u32, |value, digit| value * 10 + u32::from(digit.wrapping_sub(b'0')));
        if all_digits { Ok(value) } else { Err(ParseDayError::Form) }
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let year = i32::try_from(year).map_err(|_| ParseDayError::Form)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(ParseDayError::NoSuchDay)
}

/// A year as it is written: four digits, nothing else.
///
/// ```
/// use permits::calendar::parse_year;
/// assert_eq!(parse_year("2023"), Some(2023));
/// assert_eq!(parse_year("+2023").or(parse_year("02023")), None);
/// ```
pub fn parse_year(text: &str) -> Option<i32> {
    let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| four_digits)
}

/// Where in its day a [`Moment`] is.
///
/// ```
/// use permits::calendar::{At, Day, Moment};
/// assert_eq!(Moment::end_of_day(Day::FIRST).at(), At::EndOfDay);
/// assert!(At::InHours < At::EndOfDay);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// Something done during that day.
    InHours,
    /// 24:00, the expiry of a window: the day still belonged to the public or to the department.
    EndOfDay,
}

/// A day plus one of two positions. Ordered: 06-08 in-hours < 06-08 end-of-day < 06-09 in-hours.
///
/// ```
/// use permits::calendar::{Day, Moment};
/// let day: Day = "2023-06-08".parse()?;
/// assert!(Moment::in_hours(day) < Moment::end_of_day(day));
/// assert!(Moment::end_of_day(day) < Moment::in_hours(day.plus(1).unwrap()));
/// # Ok::<(), permits::calendar::ParseDayError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u32);

impl Moment {
    /// During `day`.
    ///
    /// ```
    /// use permits::calendar::{Day, Moment};
    /// assert_eq!(Moment::in_hours(Day::FIRST).to_string(), "2002-01-01 in-hours");
    /// ```
    #[inline]
    pub fn in_hours(day: Day) -> Moment {
        Moment(u32::from(day.0) * 2)
    }

    /// At 24:00 of `day`.
    ///
    /// ```
    /// use permits::calendar::{Day, Moment};
    /// assert_eq!(Moment::end_of_day(Day::FIRST).to_string(), "2002-01-01 end-of-day");
    /// ```
    #[inline]
    pub fn end_of_day(day: Day) -> Moment {
        Moment(u32::from(day.0) * 2 + 1)
    }

    /// `day` at the position `at`.
    ///
    /// ```
    /// use permits::calendar::{At, Day, Moment};
    /// assert_eq!(Moment::new(Day::FIRST, At::EndOfDay), Moment::end_of_day(Day::FIRST));
    /// ```
    #[inline]
    pub fn new(day: Day, at: At) -> Moment {
        match at {
            At::InHours => Moment::in_hours(day),
            At::EndOfDay => Moment::end_of_day(day),
        }
    }

    /// Its day.
    ///
    /// ```
    /// use permits::calendar::{Day, Moment};
    /// // At 24:00 it is still the day that ends.
    /// assert_eq!(Moment::end_of_day(Day::FIRST).day(), Day::FIRST);
    /// ```
    #[inline]
    pub fn day(self) -> Day {
        // A moment is only ever made from a day, so half of it fits.
        Day((self.0 / 2) as u16)
    }

    /// Its position in the day.
    ///
    /// ```
    /// use permits::calendar::{At, Day, Moment};
    /// assert_eq!(Moment::in_hours(Day::FIRST).at(), At::InHours);
    /// ```
    #[inline]
    pub fn at(self) -> At {
        if self.0.is_multiple_of(2) { At::InHours } else { At::EndOfDay }
    }

    /// The next moment; `None` at the end of the calendar.
    ///
    /// ```
    /// use permits::calendar::{Day, Moment};
    /// let expiry = Moment::end_of_day("2023-06-22".parse().unwrap());
    /// assert_eq!(expiry.next().unwrap().to_string(), "2023-06-23 in-hours");
    /// assert_eq!(Moment::end_of_day(Day::LAST).next(), None);
    /// ```
    pub fn next(self) -> Option<Moment> {
        (self < Moment::end_of_day(Day::LAST)).then_some(Moment(self.0 + 1))
    }

    /// The moment before; `None` at the start of the calendar.
    ///
    /// ```
    /// use permits::calendar::{Day, Moment};
    /// let morning = Moment::in_hours("2023-06-23".parse().unwrap());
    /// assert_eq!(morning.previous().unwrap().to_string(), "2023-06-22 end-of-day");
    /// assert_eq!(Moment::in_hours(Day::FIRST).previous(), None);
    /// ```
    pub fn previous(self) -> Option<Moment> {
        self.0.checked_sub(1).map(Moment)
    }

    /// Moments are evenly spaced: two a day from 2002-01-01 in-hours, which is 0.
    pub(crate) fn ordinal(self) -> u32 {
        self.0
    }

    /// The moment with this ordinal, held inside the calendar.
    pub(crate) fn from_ordinal_clamped(ordinal: i64) -> Moment {
        Moment(ordinal.clamp(0, i64::from(DAYS) * 2 - 1) as u32)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at() {
            At::InHours => write!(f, "{} in-hours", self.day()),
            At::EndOfDay => write!(f, "{} end-of-day", self.day()),
        }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
