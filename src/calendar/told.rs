//! What is read off the calendar, with the one caveat that it can carry.

/// A date or a number of days, told together with whether it rests on a day that no published notice covers. Such a
/// value is *provisional*: it may move when the notice comes.
///
/// ```
/// use permits::calendar::Told;
/// let due = Told { value: "2027-01-12", provisional: true };
/// assert!(due.map(str::len).provisional);
/// assert!(!Told::sure("2026-12-28").provisional);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Told<T> {
    /// What it is.
    pub value: T,
    /// Whether it rests on a provisional day.
    pub provisional: bool,
}

impl<T> Told<T> {
    /// A value that rests on published notices alone.
    ///
    /// ```
    /// use permits::calendar::Told;
    /// assert_eq!(Told::sure(9), Told { value: 9, provisional: false });
    /// ```
    pub fn sure(value: T) -> Self {
        Told { value, provisional: false }
    }

    /// What follows from the value alone.
    ///
    /// ```
    /// use permits::calendar::{Day, Told};
    /// let finish = Told { value: "2027-01-12".parse::<Day>().unwrap(), provisional: true };
    /// assert_eq!(finish.map(Day::year), Told { value: 2027, provisional: true });
    /// ```
    #[inline]
    pub fn map<U>(self, follows: impl FnOnce(T) -> U) -> Told<U> {
        Told { value: follows(self.value), provisional: self.provisional }
    }
}
