//! What a rule of law says of a step's dates, as data.
//!
//! In: a profile, a rhythm, lengths. Out: [`Rule`], which [`Calendar::count`](super::Calendar::count) counts by, and
//! [`Counted`], the finish and its reason that it gives. Nothing is counted here.

use super::day::{CivilDate, Day, Moment, Weekday};
use super::length::Length;

/// The counting profile: how a notice's days are counted.
///
/// ```
/// use permits::calendar::{Counting, FirstDay};
/// // The Civil Code does not count the day of posting; offices mostly do.
/// assert_eq!(Counting::ALL.map(Counting::notice_first_day), [FirstDay::Excluded, FirstDay::Included]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Counting {
    /// By the Civil Code: the first day is not counted (Art. 201), a last day that is not a working day moves to the
    /// next one (Art. 203).
    #[default]
    Statutory,
    /// As offices print notices: the day of posting is day 1, and the printed last day stands.
    Practice,
}

impl Counting {
    /// Both profiles, the default first.
    pub const ALL: [Counting; 2] = [Counting::Statutory, Counting::Practice];

    /// Their words, in the same order.
    pub const NAMES: [&'static str; 2] = [Counting::Statutory.as_str(), Counting::Practice.as_str()];

    /// The word in files and flags.
    ///
    /// ```
    /// use permits::calendar::Counting;
    /// assert_eq!(Counting::default().as_str(), "statutory");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Counting::Statutory => "statutory",
            Counting::Practice => "practice",
        }
    }

    /// The profile of that word.
    ///
    /// ```
    /// use permits::calendar::Counting;
    /// assert_eq!(Counting::named("practice"), Some(Counting::Practice));
    /// assert_eq!(Counting::named("Practice"), None);
    /// ```
    pub fn named(word: &str) -> Option<Counting> {
        Counting::ALL.into_iter().find(|counting| counting.as_str() == word)
    }

    /// The other profile.
    ///
    /// ```
    /// use permits::calendar::Counting;
    /// assert_eq!(Counting::Statutory.other(), Counting::Practice);
    /// ```
    pub fn other(self) -> Counting {
        match self {
            Counting::Statutory => Counting::Practice,
            Counting::Practice => Counting::Statutory,
        }
    }

    /// Whether a notice's first day is counted.
    ///
    /// ```
    /// use permits::calendar::{Counting, FirstDay};
    /// assert_eq!(Counting::Practice.notice_first_day(), FirstDay::Included);
    /// ```
    pub fn notice_first_day(self) -> FirstDay {
        match self {
            Counting::Statutory => FirstDay::Excluded,
            Counting::Practice => FirstDay::Included,
        }
    }

    /// What happens to a notice whose last natural day is not a working day.
    ///
    /// ```
    /// use permits::calendar::{Counting, Roll};
    /// assert_eq!(Counting::Statutory.notice_roll(), Roll::NextWorkingDay);
    /// assert_eq!(Counting::Practice.notice_roll(), Roll::Keep);
    /// ```
    pub fn notice_roll(self) -> Roll {
        match self {
            Counting::Statutory => Roll::NextWorkingDay,
            Counting::Practice => Roll::Keep,
        }
    }
}

/// Whether the day a notice is posted is its day 1.
///
/// ```
/// use permits::calendar::{Calendar, FirstDay, Length, Moment, Roll, Rule};
/// let posted = Moment::in_hours("2023-06-01".parse().unwrap());
/// let last = |first_day| {
///     let notice = Rule::Notice { length: Length::Natural(20), first_day, roll: Roll::Keep };
///     Calendar::official().count(&notice, posted).unwrap().printed.to_string()
/// };
/// assert_eq!(last(FirstDay::Excluded), "2023-06-21");
/// assert_eq!(last(FirstDay::Included), "2023-06-20");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FirstDay {
    /// The next day is day 1 (民法典 201).
    Excluded,
    /// The day of posting is day 1.
    Included,
}

/// What happens to a period in natural days whose last day is not a working day.
///
/// ```
/// use permits::calendar::{Calendar, Length, Roll};
/// let last = |roll| {
///     let posted = "2023-06-01".parse().unwrap();
///     Calendar::official().run(posted, Length::Natural(21), roll).unwrap().1.to_string()
/// };
/// assert_eq!(last(Roll::Keep), "2023-06-22"); // Duanwu
/// assert_eq!(last(Roll::NextWorkingDay), "2023-06-25");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Roll {
    /// The printed day stands.
    Keep,
    /// It moves to the next working day (民法典 203).
    NextWorkingDay,
}

/// The days a meeting sits: every so many weeks on one day of the week, counted both ways from the anchor's week.
/// A sitting on a rest day moves to the next working day.
///
/// ```
/// use permits::calendar::{Cadence, Calendar, Moment, Rule, Weekday};
/// // The briefing sits on Wednesdays. From Monday 11 September 2023:
/// let cadence = Cadence::new(Weekday::Wednesday, 1, None);
/// let monday = Moment::in_hours("2023-09-11".parse().unwrap());
/// let counted = Calendar::official().count(&Rule::Meeting { cadence }, monday).unwrap();
/// assert_eq!(counted.finish.to_string(), "2023-09-13 in-hours");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cadence {
    weekday: Weekday,
    pub(super) every: u32,
    anchor: Option<CivilDate>,
}

impl Cadence {
    /// The longest rhythm, in weeks, that is read: about as long as the calendar.
    pub const LONGEST: u32 = 5_000;

    /// Sittings every `every` weeks on `weekday`; `None` when `every` is 0, longer than [`Cadence::LONGEST`], or
    /// above 1 without an anchor (nobody could say which weeks are meant).
    ///
    /// ```
    /// use permits::calendar::{Cadence, Weekday};
    /// assert!(Cadence::new(Weekday::Wednesday, 1, None).is_some());
    /// assert!(Cadence::new(Weekday::Wednesday, 2, None).is_none()); // of which two weeks?
    /// assert!(Cadence::new(Weekday::Wednesday, 2, "2023-01-04".parse().ok()).is_some());
    /// ```
    pub fn new(weekday: Weekday, every: u32, anchor: Option<CivilDate>) -> Option<Cadence> {
        let known = every == 1 || anchor.is_some();
        ((1..=Cadence::LONGEST).contains(&every) && known).then_some(Cadence { weekday, every, anchor })
    }

    /// The day of the week.
    ///
    /// ```
    /// use permits::calendar::{Cadence, Weekday};
    /// let fortnightly = Cadence::new(Weekday::Wednesday, 2, "2023-01-04".parse().ok()).unwrap();
    /// assert_eq!(fortnightly.weekday(), Weekday::Wednesday);
    /// ```
    pub fn weekday(&self) -> Weekday {
        self.weekday
    }

    /// Every how many weeks.
    ///
    /// ```
    /// use permits::calendar::{Cadence, Weekday};
    /// let fortnightly = Cadence::new(Weekday::Wednesday, 2, "2023-01-04".parse().ok()).unwrap();
    /// assert_eq!(fortnightly.every(), 2);
    /// ```
    pub fn every(&self) -> u32 {
        self.every
    }

    /// A day of a week with a sitting.
    ///
    /// ```
    /// use permits::calendar::{Cadence, Weekday};
    /// assert_eq!(Cadence::new(Weekday::Wednesday, 1, None).unwrap().anchor(), None);
    /// ```
    pub fn anchor(&self) -> Option<CivilDate> {
        self.anchor
    }

    /// The index of one sitting as the rhythm has it, before it moves off a rest day.
    pub(super) fn one_sitting(&self) -> i64 {
        let anchor = self.anchor.unwrap_or(CivilDate::from(Day::FIRST)).days_from_first();
        // Index 0, 2002-01-01, is a Tuesday.
        let monday = anchor - (anchor + 1).rem_euclid(7);
        monday + i64::from(self.weekday.days_from_monday())
    }
}

/// How a trigger becomes a finish.
///
/// ```
/// use permits::calendar::{Calendar, Length, Moment, Roll, Rule};
/// let (length, roll) = (Length::Working(1), Roll::NextWorkingDay);
/// let saturday = Moment::in_hours("2023-06-03".parse().unwrap());
/// let finish = |rule| Calendar::official().count(&rule, saturday).unwrap().finish.to_string();
/// // An office accepts on Monday and decides on Tuesday; who needs no office is done on Monday.
/// assert_eq!(finish(Rule::Review { length, roll }), "2023-06-06 in-hours");
/// assert_eq!(finish(Rule::Work { length, roll }), "2023-06-05 in-hours");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The trigger itself.
    Milestone,
    /// Done on the spot. Also every step whose length comes out as zero or that nobody times.
    Act,
    /// Decided so long after the office accepted it; the day of acceptance is not counted.
    Review {
        /// How long.
        length: Length,
        /// For natural days.
        roll: Roll,
    },
    /// Work by a party, or a window that closes during its last day: no office is needed to begin.
    Work {
        /// How long.
        length: Length,
        /// For natural days.
        roll: Roll,
    },
    /// Posted for exactly so long; expires at 24:00 of its last day.
    Notice {
        /// How long.
        length: Length,
        /// Whether the day of posting is day 1.
        first_day: FirstDay,
        /// For natural days.
        roll: Roll,
    },
    /// Pushed to the parties; at least one of the two lengths is there.
    Consultation {
        /// When the last reply comes; `None` when every party is taken as silent.
        reply: Option<Length>,
        /// When silence becomes no objection; `None` when no limit is known.
        due: Option<Length>,
        /// For natural days.
        roll: Roll,
    },
    /// The first sitting; every working day is one when there is no cadence.
    Meeting {
        /// The days it sits.
        cadence: Option<Cadence>,
    },
}

/// What brought a step to its end.
///
/// ```
/// use permits::calendar::{Calendar, EndedBy, Length, Moment, Roll, Rule};
/// let (due, roll) = (Some(Length::Working(5)), Roll::NextWorkingDay);
/// let pushed = Moment::in_hours("2023-06-01".parse().unwrap());
/// let ended_by = |reply| {
///     let consultation = Rule::Consultation { reply, due, roll };
///     Calendar::official().count(&consultation, pushed).unwrap().ended_by
/// };
/// assert_eq!(ended_by(Some(Length::Working(3))), EndedBy::Reply);
/// assert_eq!(ended_by(None), EndedBy::Silence);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EndedBy {
    /// Its own length, or nothing at all for one that takes no time.
    Itself,
    /// The last reply to a consultation.
    Reply,
    /// The silence of the parties when the due day had passed.
    Silence,
}

/// A finish and its reason.
///
/// ```
/// use permits::calendar::{Calendar, Length, Moment, Roll, Rule};
/// // Handed in on a Saturday, 20 natural days.
/// let rule = Rule::Review { length: Length::Natural(20), roll: Roll::NextWorkingDay };
/// let saturday = Moment::in_hours("2023-06-03".parse().unwrap());
/// let counted = Calendar::official().count(&rule, saturday).unwrap();
/// assert_eq!(counted.begins.to_string(), "2023-06-05 in-hours"); // accepted on Monday
/// assert_eq!(counted.printed.to_string(), "2023-06-25"); // a Sunday, but worked for Duanwu
/// assert_eq!(counted.finish.day(), counted.printed);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// When the step began: its office day in-hours, or its trigger where it needs no office.
    pub begins: Moment,
    /// The last day as the length prints it, before any roll; for a meeting with a rhythm the day that the rhythm has,
    /// before it moves off a rest day.
    pub printed: Day,
    /// When it finishes.
    pub finish: Moment,
    /// What ended it.
    pub ended_by: EndedBy,
}
