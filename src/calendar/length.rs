//! Lengths: so many working days or so many natural days.
//!
//! In: `"5wd"`, `"30d"`, `"5个工作日"`, `"30个自然日"`. Out: [`Length`]. A length with no unit is refused. What a
//! length does to a date is not here: that is counting.

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::Lang;

/// A number of working days (工作日) or of natural days (自然日). There is no third unit and no bare number.
///
/// ```
/// use permits::calendar::Length;
/// assert_eq!("5wd".parse::<Length>()?, Length::Working(5));
/// assert_eq!("30个自然日".parse::<Length>()?, Length::Natural(30));
/// assert!("5".parse::<Length>().is_err());
/// # Ok::<(), permits::calendar::ParseLengthError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Length {
    /// So many working days.
    Working(u32),
    /// So many natural days.
    Natural(u32),
}

impl Length {
    /// The longest length that is read: longer than the calendar, so that counting it leaves the calendar.
    pub const LONGEST: u32 = 99_999;

    /// Whether it is no time at all.
    ///
    /// ```
    /// use permits::calendar::Length;
    /// assert!(Length::Working(0).is_zero() && !Length::Natural(1).is_zero());
    /// ```
    pub fn is_zero(self) -> bool {
        matches!(self, Length::Working(0) | Length::Natural(0))
    }

    /// The number, whatever the unit.
    ///
    /// ```
    /// use permits::calendar::Length;
    /// assert_eq!((Length::Working(10).number(), Length::Natural(21).number()), (10, 21));
    /// ```
    pub fn number(self) -> u32 {
        match self {
            Length::Working(number) | Length::Natural(number) => number,
        }
    }

    /// So many days of the same unit.
    ///
    /// ```
    /// use permits::calendar::Length;
    /// assert_eq!(Length::Natural(30).with_number(21), Length::Natural(21));
    /// ```
    pub fn with_number(self, number: u32) -> Length {
        match self {
            Length::Working(_) => Length::Working(number),
            Length::Natural(_) => Length::Natural(number),
        }
    }

    /// Whether both are in the same unit.
    ///
    /// ```
    /// use permits::calendar::Length;
    /// assert!(Length::Working(5).same_unit(Length::Working(10)));
    /// assert!(!Length::Working(5).same_unit(Length::Natural(5)));
    /// ```
    pub fn same_unit(self, other: Length) -> bool {
        matches!(
            (self, other),
            (Length::Working(_), Length::Working(_)) | (Length::Natural(_), Length::Natural(_))
        )
    }

    /// In words: `5个工作日`, `30 natural days`.
    ///
    /// ```
    /// use permits::{calendar::Length, diagnostic::Lang};
    /// assert_eq!(Length::Natural(21).words(Lang::Zh), "21个自然日");
    /// assert_eq!(Length::Working(1).words(Lang::En), "1 working day");
    /// ```
    pub fn words(self, lang: Lang) -> String {
        match (self, lang) {
            (Length::Working(n), Lang::Zh) => format!("{n}个工作日"),
            (Length::Natural(n), Lang::Zh) => format!("{n}个自然日"),
            (Length::Working(1), Lang::En) => "1 working day".into(),
            (Length::Natural(1), Lang::En) => "1 natural day".into(),
            (Length::Working(n), Lang::En) => format!("{n} working days"),
            (Length::Natural(n), Lang::En) => format!("{n} natural days"),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Length::Working(n) => f.pad(&format!("{n}wd")),
            Length::Natural(n) => f.pad(&format!("{n}d")),
        }
    }
}

/// Why a text is not a [`Length`].
///
/// ```
/// use permits::calendar::{Length, ParseLengthError};
/// assert_eq!("21".parse::<Length>(), Err(ParseLengthError::NoUnit));
/// assert_eq!("3 weeks".parse::<Length>(), Err(ParseLengthError::Form));
/// assert_eq!("0d".parse::<Length>(), Err(ParseLengthError::ZeroNatural));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseLengthError {
    /// A number alone: nobody can say whether working or natural days are meant.
    #[error("a length needs a unit: `wd` for working days or `d` for natural days")]
    NoUnit,
    /// Neither of the two units.
    #[error("not a length; write `5wd` for working days or `30d` for natural days")]
    Form,
    /// Above [`Length::LONGEST`].
    #[error("longer than the calendar")]
    TooLong,
    /// `0d`: no time at all is written `0wd`.
    #[error("no time at all is written `0wd`")]
    ZeroNatural,
}

impl FromStr for Length {
    type Err = ParseLengthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        if number.is_empty() {
            return Err(ParseLengthError::Form);
        }
        let make = match unit {
            "wd" | "个工作日" => Length::Working,
            "d" | "个自然日" => Length::Natural,
            "" => return Err(ParseLengthError::NoUnit),
            _ => return Err(ParseLengthError::Form),
        };
        let number =
            number.parse().ok().filter(|&n| n <= Length::LONGEST).ok_or(ParseLengthError::TooLong)?;
        match make(number) {
            Length::Natural(0) => Err(ParseLengthError::ZeroNatural),
            length => Ok(length),
        }
    }
}
