//! The day ledger: a reason written out day by day.
//!
//! In: a rule, a trigger, and what [`Calendar::count`] made of them. Out: every day from the trigger to the finish, with
//! its number if it was counted, and why it was or was not. Nothing is counted anew: the ledger expands what was
//! recorded, and the tests prove that its last numbered day is the finish. It costs a line a day, so it is written only
//! when somebody asks.

use super::Calendar;
use super::day::{At, Day, Moment};
use super::length::Length;
use super::notices::{Exception, ExceptionKind};
use super::rule::{Counted, EndedBy, FirstDay, Rule};

/// One day of a ledger.
///
/// ```
/// use permits::calendar::{Calendar, Length, Moment, Part, Roll, Rule};
/// let calendar = Calendar::official();
/// let review = Rule::Review { length: Length::Working(1), roll: Roll::NextWorkingDay };
/// let friday = Moment::in_hours("2023-06-02".parse().unwrap());
/// let counted = calendar.count(&review, friday).unwrap();
/// let days: Vec<_> = calendar.ledger(&review, friday, &counted).map(|day| (day.part, day.counts)).collect();
/// // Accepted on Friday; the weekend does not count, Monday does.
/// let rest = (Part::Running, None);
/// assert_eq!(days, [(Part::Office, None), rest, rest, (Part::Running, Some(1))]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerDay {
    /// The day.
    pub day: Day,
    /// Its number in the length, from 1; `None` when it is not counted.
    pub counts: Option<u32>,
    /// What it is to the count.
    pub part: Part,
}

/// What a day is to a count.
///
/// ```
/// use permits::calendar::{Calendar, Moment, Part, Rule};
/// let calendar = Calendar::official();
/// let saturday = Moment::in_hours("2023-06-03".parse().unwrap());
/// let counted = calendar.count(&Rule::Act, saturday).unwrap();
/// let parts: Vec<Part> = calendar.ledger(&Rule::Act, saturday, &counted).map(|day| day.part).collect();
/// assert_eq!(parts, [Part::Waiting, Part::Waiting, Part::Office]); // closed until Monday
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The day of the trigger, where nothing is done on it but that the clock is set.
    Trigger,
    /// The office is closed, so nothing has begun.
    Waiting,
    /// The day the office acts: it accepts, posts, pushes, or does the whole thing.
    Office,
    /// A day of the length: counted, or skipped because it is no working day.
    Running,
    /// A day after the printed last day, which was not a working day: the end moves to the next one (民法典 203).
    Rolling,
    /// The meeting does not sit yet.
    AwaitingSitting,
    /// The meeting sits.
    Sitting,
}

/// What the calendar says of a day, apart from any count.
///
/// ```
/// use permits::calendar::{Calendar, DayKind};
/// let calendar = Calendar::official();
/// let kind = |day: &str| calendar.kind_of_day(day.parse().unwrap());
/// assert_eq!((kind("2023-06-01"), kind("2023-06-03")), (DayKind::Workday, DayKind::Weekend));
/// assert!(matches!(kind("2023-06-22"), DayKind::Off(duanwu) if duanwu.name == "端午节"));
/// assert!(matches!(kind("2023-06-25"), DayKind::MadeUp(_)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// Monday to Friday, worked.
    Workday,
    /// Saturday or Sunday, off.
    Weekend,
    /// Off by a holiday notice, by the projection, or by a user's file.
    Off(&'a Exception),
    /// Worked by one of them: a make-up day.
    MadeUp(&'a Exception),
}

impl Calendar {
    /// What the calendar says of a day.
    ///
    /// ```
    /// use permits::calendar::{Calendar, DayKind};
    /// let calendar = Calendar::official();
    /// assert_eq!(calendar.kind_of_day("2023-06-21".parse().unwrap()), DayKind::Workday);
    /// assert!(matches!(calendar.kind_of_day("2023-06-25".parse().unwrap()), DayKind::MadeUp(_)));
    /// ```
    pub fn kind_of_day(&self, day: Day) -> DayKind<'_> {
        match self.exception(day) {
            Some(exception) if exception.kind == ExceptionKind::Off => DayKind::Off(exception),
            Some(exception) => DayKind::MadeUp(exception),
            None if day.weekday().is_weekend() => DayKind::Weekend,
            None => DayKind::Workday,
        }
    }

    /// Every day from the trigger's to the finish's, both included. `counted` is what [`Calendar::count`] made of
    /// `rule` and `trigger` on this calendar.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Length, Moment, Roll, Rule};
    /// let calendar = Calendar::official();
    /// let rule = Rule::Review { length: Length::Working(3), roll: Roll::NextWorkingDay };
    /// let accepted = Moment::in_hours("2023-06-21".parse().unwrap());
    /// let counted = calendar.count(&rule, accepted).unwrap();
    /// let counts: Vec<_> =
    ///     calendar.ledger(&rule, accepted, &counted).map(|line| (line.day.to_string(), line.counts)).collect();
    /// // Duanwu is off from Thursday to Saturday, and Sunday is worked for it.
    /// assert_eq!(counts[4], ("2023-06-25".to_string(), Some(1)));
    /// assert_eq!(counts.last(), Some(&("2023-06-27".to_string(), Some(3))));
    /// ```
    pub fn ledger(&self, rule: &Rule, trigger: Moment, counted: &Counted) -> impl Iterator<Item = LedgerDay> {
        let Counted { begins, printed, finish, .. } = *counted;
        let mut number = 0;
        trigger.day().to(finish.day()).map(move |day| {
            let part = match rule {
                Rule::Milestone => Part::Trigger,
                Rule::Work { .. } if day == trigger.day() => Part::Trigger,
                Rule::Work { .. } if day <= printed => Part::Running,
                Rule::Work { .. } => Part::Rolling,
                _ if day < begins.day() => match (day == trigger.day(), trigger.at()) {
                    (true, At::EndOfDay) => Part::Trigger,
                    _ => Part::Waiting,
                },
                Rule::Meeting { .. } if day == finish.day() => Part::Sitting,
                Rule::Meeting { .. } => Part::AwaitingSitting,
                _ if day == begins.day() => Part::Office,
                _ if day <= printed => Part::Running,
                _ => Part::Rolling,
            };
            let is_first = matches!(rule, Rule::Notice { first_day: FirstDay::Included, .. });
            let in_length = part == Part::Running || (part == Part::Office && is_first);
            let counts = in_length
                && match length(rule, counted) {
                    Some(Length::Working(_)) => self.works(day),
                    Some(Length::Natural(_)) => true,
                    None => false,
                };
            number += u32::from(counts);
            LedgerDay { day, counts: counts.then_some(number), part }
        })
    }
}

/// The length that brought the count to its end; `None` where there is none.
fn length(rule: &Rule, counted: &Counted) -> Option<Length> {
    match *rule {
        Rule::Milestone | Rule::Act | Rule::Meeting { .. } => None,
        Rule::Review { length, .. } | Rule::Work { length, .. } | Rule::Notice { length, .. } => Some(length),
        Rule::Consultation { reply, due, .. } => match counted.ended_by {
            EndedBy::Reply => reply,
            EndedBy::Silence => due,
            EndedBy::Itself => None,
        },
    }
}
