//! A moment as a small integer, and what a rule of counting makes of it.
//!
//! In: a calendar. Out: [`Codes`]: for each moment an integer in the same order, and for each [`Rule`] an [`Effect`]
//! that gives the code of the finish from the code of the trigger. Counting in working days is then an addition with a
//! mask, counting in natural days two look-ups. [`Calendar::count`] stays the one that says what a rule means: the tests
//! hold every effect against it, on every day of 2002–2030.
//!
//! # The code
//!
//! A code is `rank · STRIDE + place`. The rank says how many working days there are up to and including the day, the
//! place where in the stretch that this working day begins: 0 the working day in hours, 1 its 24:00, then two places
//! for each rest day that follows. The stride is a power of two with room for the longest rest of the calendar. So
//!
//! - the office day of a moment, in hours, is the code rounded *up* to a multiple of the stride: a working day in hours
//!   is its own office day, its 24:00 and the rest days after it have the next;
//! - the n-th working day after the day of a moment, in hours, is the code rounded *down*, plus n strides.

use std::sync::{Arc, Mutex, PoisonError};

use crate::calendar::{At, Cadence, Calendar, Day, FirstDay, Length, Moment, Roll, Rule};

/// A moment as an integer; the order is that of the moments.
pub type Code = i32;

/// The tables of one calendar.
#[derive(Debug)]
pub struct Codes {
    shift: u32,
    /// For each rank the index of its working day; of rank 0, which is before the first one, −1.
    day_of_rank: Vec<i32>,
    /// For each day its code in hours.
    in_hours: Vec<Code>,
    /// For each day the code in hours of the first working day from it.
    rolled: Vec<Code>,
    /// The sittings of the rhythms asked for so far.
    sittings: Mutex<Vec<(Cadence, Arc<[Code]>)>>,
}

/// How a finish follows from a trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The trigger itself.
    Stands,
    /// Rounded up to the office day, or down to the day; then so much more.
    Adds {
        /// Whether it is counted from the office day.
        from_office: bool,
        /// Strides and places.
        more: Code,
    },
    /// So many natural days after the office day or the day.
    Natural {
        /// Whether it is counted from the office day.
        from_office: bool,
        /// Natural days.
        days: i32,
        /// What becomes of a last day that is no working day.
        roll: Roll,
        /// Added to the last day in hours: 1 for its 24:00.
        place: Code,
    },
    /// The sitting of each rank.
    Sitting(Arc<[Code]>),
    /// The reply if it is not after the due day, else the due day's 24:00; the two count in different units.
    ReplyOrSilence(Box<Effect>, Box<Effect>),
}

impl Codes {
    /// The tables. O(days of the calendar).
    pub fn new(calendar: &Calendar) -> Codes {
        let days = || Day::FIRST.to(Day::LAST);
        let (mut longest, mut rest) = (0u32, 0u32);
        for day in days() {
            rest = if calendar.works(day) { 0 } else { rest + 1 };
            longest = longest.max(rest);
        }
        let shift = (2 * (longest + 1)).next_power_of_two().trailing_zeros();
        let mut day_of_rank = vec![-1];
        let mut in_hours = Vec::new();
        for day in days() {
            let index = i32::from(day.index());
            if calendar.works(day) {
                day_of_rank.push(index);
            }
            let rank = day_of_rank.len() - 1;
            in_hours.push(((rank as Code) << shift) + 2 * (index - day_of_rank[rank]));
        }
        let ceiling = |code: Code| (code + (1 << shift) - 1) >> shift << shift;
        let rolled = in_hours.iter().map(|&code| ceiling(code)).collect();
        Codes { shift, day_of_rank, in_hours, rolled, sittings: Mutex::default() }
    }

    /// What one working day more adds.
    #[inline]
    pub fn stride(&self) -> Code {
        1 << self.shift
    }

    /// The code of a moment.
    pub fn code(&self, moment: Moment) -> Code {
        self.in_hours[usize::from(moment.day().index())] + Code::from(moment.at() == At::EndOfDay)
    }

    /// The index of the day of a code.
    #[inline]
    pub fn day(&self, code: Code) -> i32 {
        let place = code & (self.stride() - 1);
        self.day_of_rank[self.rank(code)] + (place >> 1)
    }

    /// The rank of a code; past the calendar the last.
    #[inline]
    fn rank(&self, code: Code) -> usize {
        ((code >> self.shift) as usize).min(self.day_of_rank.len() - 1)
    }

    /// The moment of a code; `None` for one outside the calendar.
    pub fn moment(&self, code: Code) -> Option<Moment> {
        // Before the calendar the rank, as a number without a sign, is past it too.
        if (code >> self.shift) as usize >= self.day_of_rank.len() {
            return None;
        }
        let day = Day::from_index(i64::from(self.day(code)))?;
        Some(if code & 1 == 0 { Moment::in_hours(day) } else { Moment::end_of_day(day) })
    }

    /// Twice the index of the day of a code, plus 1 at 24:00: in the same order, and without the gaps of codes.
    #[inline]
    pub(super) fn dense(&self, code: Code) -> i32 {
        2 * self.day(code) + (code & 1)
    }

    /// The code of what [`Codes::dense`] gives.
    #[inline]
    pub(super) fn of_dense(&self, dense: i32) -> Code {
        self.in_hours[(dense >> 1) as usize] + (dense & 1)
    }

    /// The office day in hours.
    #[inline]
    pub fn office(&self, code: Code) -> Code {
        (code + self.stride() - 1) & -self.stride()
    }

    /// The working day that begins the stretch of the code.
    #[inline]
    pub fn floor(&self, code: Code) -> Code {
        code & -self.stride()
    }

    /// What is last a code of the same day.
    #[inline]
    pub fn end_of_day(&self, code: Code) -> Code {
        code | 1
    }

    /// The code of a day's index in hours; past the calendar the last.
    #[inline]
    fn natural(&self, table: &[Code], day: i32) -> Code {
        table[(day as usize).min(table.len() - 1)]
    }

    /// A code shifted by the lag of a link.
    #[inline]
    pub fn lagged(&self, code: Code, lag: Length) -> Code {
        match lag {
            Length::Working(0) | Length::Natural(0) => code,
            Length::Working(n) => self.floor(code) + n as Code * self.stride(),
            Length::Natural(n) => self.natural(&self.in_hours, self.day(code) + n as i32) + (code & 1),
        }
    }

    /// The effect of a rule.
    pub fn effect(&self, calendar: &Calendar, rule: &Rule) -> Effect {
        let run = |from_office: bool, length: Length, roll: Roll, place: Code| match length {
            Length::Working(n) => Effect::Adds { from_office, more: n as Code * self.stride() + place },
            Length::Natural(n) => Effect::Natural { from_office, days: n as i32, roll, place },
        };
        match *rule {
            Rule::Milestone => Effect::Stands,
            Rule::Act => Effect::Adds { from_office: true, more: 0 },
            Rule::Review { length, roll } => run(true, length, roll, 0),
            Rule::Work { length, roll } => run(false, length, roll, 0),
            Rule::Notice { length, first_day: FirstDay::Excluded, roll } => run(true, length, roll, 1),
            Rule::Notice { length, first_day: FirstDay::Included, roll } => {
                // The day of posting, a working day, is the first: one day less remains. None at all stays on it.
                run(true, length.with_number(length.number().saturating_sub(1)), roll, 1)
            }
            Rule::Consultation { reply: None, due: None, .. } => Effect::Adds { from_office: true, more: 0 },
            Rule::Consultation { reply: Some(reply), due: None, roll } => run(true, reply, roll, 0),
            Rule::Consultation { reply: None, due: Some(due), roll } => run(true, due, roll, 1),
            Rule::Consultation { reply: Some(reply), due: Some(due), roll } => {
                if let (Length::Working(reply_in), Length::Working(due_in)) = (reply, due) {
                    let replied = reply_in <= due_in;
                    return if replied { run(true, reply, roll, 0) } else { run(true, due, roll, 1) };
                }
                let either = [run(true, reply, roll, 0), run(true, due, roll, 1)];
                let [reply, due] = either.map(Box::new);
                Effect::ReplyOrSilence(reply, due)
            }
            Rule::Meeting { cadence: None } => Effect::Adds { from_office: true, more: 0 },
            Rule::Meeting { cadence: Some(cadence) } => Effect::Sitting(self.sittings(calendar, cadence)),
        }
    }

    /// The sitting of each rank's working day. Where there is none before 2101 the last code stands; no schedule that is
    /// inside the calendar asks for it.
    fn sittings(&self, calendar: &Calendar, cadence: Cadence) -> Arc<[Code]> {
        // A table is complete before it is put in, so one that a panic left behind is whole too.
        let mut known = self.sittings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, sittings)) = known.iter().find(|(known, _)| *known == cadence) {
            return Arc::clone(sittings);
        }
        let rule = Rule::Meeting { cadence: Some(cadence) };
        let last = self.in_hours[self.in_hours.len() - 1];
        let sitting = |&day: &i32| {
            let day = Day::from_index(i64::from(day))?;
            let counted = calendar.count(&rule, Moment::in_hours(day)).ok()?;
            Some(self.code(counted.finish))
        };
        let sittings: Arc<[Code]> = self.day_of_rank.iter().map(|day| sitting(day).unwrap_or(last)).collect();
        known.push((cadence, Arc::clone(&sittings)));
        sittings
    }

    /// The code of the finish that an effect makes of a trigger.
    #[inline]
    pub fn apply(&self, effect: &Effect, trigger: Code) -> Code {
        match effect {
            Effect::Stands => trigger,
            Effect::Adds { from_office, more } => {
                (if *from_office { self.office(trigger) } else { self.floor(trigger) }) + more
            }
            Effect::Natural { from_office, days, roll, place } => {
                let from = if *from_office { self.office(trigger) } else { trigger };
                let table = match roll {
                    Roll::Keep => &self.in_hours,
                    Roll::NextWorkingDay => &self.rolled,
                };
                self.natural(table, self.day(from) + days) + place
            }
            Effect::Sitting(sittings) => sittings[self.rank(self.office(trigger))],
            Effect::ReplyOrSilence(reply, due) => {
                // In hours of the due day or before is in time.
                self.apply(reply, trigger).min(self.apply(due, trigger))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Codes;
    use crate::calendar::{Cadence, Calendar, Day, FirstDay, Length, Moment, Overlay, Roll, Rule, Weekday};
    use crate::diagnostic::FileId;

    fn days() -> impl Iterator<Item = Day> {
        Day::FIRST.to("2030-12-31".parse().unwrap())
    }

    fn moments() -> impl Iterator<Item = Moment> {
        days().flat_map(|day| [Moment::in_hours(day), Moment::end_of_day(day)])
    }

    fn rules() -> Vec<Rule> {
        let (wd, d) = (Length::Working, Length::Natural);
        let mut rules = vec![Rule::Milestone, Rule::Act, Rule::Meeting { cadence: None }];
        for roll in [Roll::Keep, Roll::NextWorkingDay] {
            for length in [wd(0), d(0)] {
                for first_day in [FirstDay::Included, FirstDay::Excluded] {
                    rules.push(Rule::Notice { length, first_day, roll });
                }
            }
            for length in [wd(1), wd(5), wd(20), d(1), d(7), d(30)] {
                rules.push(Rule::Review { length, roll });
                rules.push(Rule::Work { length, roll });
                for first_day in [FirstDay::Included, FirstDay::Excluded] {
                    rules.push(Rule::Notice { length, first_day, roll });
                }
                rules.push(Rule::Consultation { reply: None, due: Some(length), roll });
                rules.push(Rule::Consultation { reply: Some(length), due: None, roll });
                for reply in [wd(1), wd(4), wd(5), wd(6), wd(25), d(2), d(7), d(8), d(40)] {
                    rules.push(Rule::Consultation { reply: Some(reply), due: Some(length), roll });
                }
            }
        }
        for (every, anchor) in [(1, None), (2, Some("2023-01-04")), (5, Some("2019-06-30"))] {
            let anchor = anchor.map(|day: &str| day.parse::<Day>().unwrap().into());
            for weekday in [Weekday::Monday, Weekday::Wednesday, Weekday::Sunday] {
                rules.push(Rule::Meeting { cadence: Cadence::new(weekday, every, anchor) });
            }
        }
        rules
    }

    #[test]
    fn the_codes_are_in_the_order_of_the_moments_and_lead_back() {
        let codes = Codes::new(&Calendar::official());
        let mut before = -1;
        for moment in moments() {
            let code = codes.code(moment);
            assert!(code > before, "{moment}");
            assert_eq!(codes.moment(code), Some(moment));
            assert_eq!(codes.end_of_day(code), codes.code(Moment::end_of_day(moment.day())));
            before = code;
        }
    }

    #[test]
    fn dense_codes_number_the_moments() {
        let codes = Codes::new(&Calendar::official());
        for (number, moment) in (0..).zip(moments().take(2_000)) {
            assert_eq!(codes.dense(codes.code(moment)), number, "{moment}");
            assert_eq!(codes.of_dense(number), codes.code(moment), "{moment}");
        }
    }

    /// What a block of trials reaches past the calendar is not told, but must not go astray.
    #[test]
    fn past_the_calendar_its_last_day_stands() {
        let codes = Codes::new(&Calendar::official());
        let last = Moment::in_hours(Day::LAST);
        let past = codes.floor(codes.code(last)) + codes.stride();
        for more in [0, 1, 40] {
            let past = past + more * codes.stride();
            assert_eq!(codes.moment(past), None);
            assert_eq!(codes.day(past), codes.day(codes.floor(codes.code(last))));
            let later = codes.lagged(codes.code(last), Length::Natural(1 + more as u32));
            assert_eq!(codes.moment(later), Some(last));
        }
        assert_eq!(codes.moment(-1), None);
    }

    /// 2023-03-07 is a Tuesday in an ordinary fortnight.
    #[test]
    fn each_rhythm_has_its_own_sittings() {
        let calendar = Calendar::official();
        let codes = Codes::new(&calendar);
        let moment = |day: &str| Moment::in_hours(day.parse().unwrap());
        // The second time the sittings are known already.
        for _ in 0..2 {
            for (weekday, sits) in [(Weekday::Monday, "2023-03-13"), (Weekday::Wednesday, "2023-03-08")] {
                let rule = Rule::Meeting { cadence: Cadence::new(weekday, 1, None) };
                let finish = codes.apply(&codes.effect(&calendar, &rule), codes.code(moment("2023-03-07")));
                assert_eq!(codes.moment(finish), Some(moment(sits)), "{weekday:?}");
            }
        }
    }

    /// Every rule from every moment of 2002–2030: the effect is what the one counting function says.
    #[test]
    fn an_effect_counts_as_the_calendar_does() {
        for calendar in [Calendar::official(), long_closure()] {
            let codes = Codes::new(&calendar);
            for rule in rules() {
                let effect = codes.effect(&calendar, &rule);
                for moment in moments() {
                    let counted = calendar.count(&rule, moment).unwrap().finish;
                    let found = codes.moment(codes.apply(&effect, codes.code(moment)));
                    assert_eq!(found, Some(counted), "{rule:?} from {moment}");
                }
            }
        }
    }

    #[test]
    fn a_lag_shifts_as_the_calendar_does() {
        let calendar = Calendar::official();
        let codes = Codes::new(&calendar);
        for lag in [
            Length::Working(0),
            Length::Working(1),
            Length::Working(9),
            Length::Natural(1),
            Length::Natural(33),
        ] {
            for moment in moments() {
                let shifted = calendar.shift(moment, lag).unwrap();
                assert_eq!(
                    codes.moment(codes.lagged(codes.code(moment), lag)),
                    Some(shifted),
                    "{lag:?} {moment}"
                );
            }
        }
    }

    #[test]
    fn an_office_day_is_the_calendars() {
        let calendar = Calendar::official();
        let codes = Codes::new(&calendar);
        for moment in moments() {
            let office = calendar.office_day(moment).unwrap();
            let code = codes.office(codes.code(moment));
            assert_eq!(codes.moment(code), Some(Moment::in_hours(office)), "{moment}");
        }
    }

    /// A closure of two months: longer than any holiday, so that the stride has to grow.
    fn long_closure() -> Calendar {
        let mut text = String::from("date,kind,name,statutory,notice\n");
        for day in "2024-03-01".parse::<Day>().unwrap().to("2024-04-30".parse().unwrap()) {
            text.push_str(&format!("{day},off,closure,false,2024\n"));
        }
        Calendar::new(None, &[Overlay::parse("closure.csv", FileId(0), &text).unwrap()])
    }
}
