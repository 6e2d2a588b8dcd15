//! The counting functions against a walk over every day, and the published vectors.
//!
//! One file: the truth tables of the calendar, rule after rule.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The n-th working day after a day, by walking.
fn walk_after(calendar: &Calendar, from: Day, n: u32) -> Option<Day> {
    from.to(Day::LAST).skip(1).filter(|day| calendar.works(*day)).nth(n as usize - 1)
}

#[test]
fn the_nth_working_day_is_the_one_a_walk_finds() {
    let calendar = Calendar::official();
    for from in day("2002-01-01").to(day("2030-12-31")) {
        for n in [1, 2, 5, 7, 10, 20, 60] {
            assert_eq!(calendar.workday_after(from, n).ok(), walk_after(&calendar, from, n), "{from} + {n}");
        }
        let first = from.to(Day::LAST).find(|day| calendar.works(*day));
        assert_eq!(calendar.first_workday_from(from).ok(), first, "{from}");
    }
}

#[test]
fn working_days_between_are_those_a_walk_counts() {
    let calendar = Calendar::official();
    for a in day("2019-12-01").to(day("2020-03-31")) {
        for b in a.to(day("2020-06-30")) {
            let walked = a.to(b).skip(1).filter(|day| calendar.works(*day)).count() as i32;
            assert_eq!(calendar.workdays_between(a, b), walked, "({a}, {b}]");
            assert_eq!(calendar.workdays_between(b, a), -walked, "({b}, {a}]");
        }
    }
}

#[test]
fn what_was_known_on_a_day_is_what_is_counted() {
    let end = |as_of: &str, from: &str, n| {
        Calendar::new(Some(day(as_of)), &[]).workday_after(day(from), n).unwrap().to_string()
    };
    assert_eq!(end("2019-03-01", "2019-04-24", 5), "2019-05-02");
    assert_eq!(end("2019-03-22", "2019-04-24", 5), "2019-04-30");
    assert_eq!(end("2020-01-13", "2020-01-13", 20), "2020-02-13");
    assert_eq!(end("2020-01-26", "2020-01-13", 20), "2020-02-13");
    assert_eq!(end("2020-01-27", "2020-01-13", 20), "2020-02-17");
}

#[test]
fn a_year_is_provisional_until_its_notice_is_published() {
    let as_of = |text: &str| Calendar::new(Some(day(text)), &[]);
    assert!(as_of("2022-12-07").is_provisional(day("2023-06-01")));
    assert!(!as_of("2022-12-08").is_provisional(day("2023-06-01")));
    // 2018-12-31 belongs to the notice of 2019 (published 2018-12-06); before that it was an ordinary Monday.
    assert!(
        as_of("2018-12-05").is_provisional(day("2018-12-31")) && as_of("2018-12-05").works(day("2018-12-31"))
    );
    assert!(
        !as_of("2018-12-06").is_provisional(day("2018-12-31"))
            && !as_of("2018-12-06").works(day("2018-12-31"))
    );
    assert!(!as_of("2018-12-05").is_provisional(day("2018-12-28")));
    let official = Calendar::official();
    assert!(!official.touches_provisional(day("2002-01-01"), day("2026-12-31")));
    assert!(official.is_provisional(day("2027-01-01")));
    assert_eq!(official.last_published_year(), Some(2026));
}

#[test]
fn a_projection_uses_the_list_that_was_law() {
    // Seen from 2013-12-10 the year 2014 has New Year's Eve (2014-01-30) off; a day later the list is the new one.
    assert!(!Calendar::new(Some(day("2013-12-10")), &[]).works(day("2014-01-30")));
    assert!(Calendar::new(Some(day("2013-12-11")), &[]).works(day("2014-01-30")));
    // Seen from 2005, Qingming 2006 (a Wednesday) is worked.
    assert!(Calendar::new(Some(day("2005-06-01")), &[]).works(day("2006-04-05")));
}

#[test]
fn a_count_that_leaves_the_calendar_is_refused() {
    let calendar = Calendar::official();
    assert_eq!(calendar.workday_after(Day::LAST, 1), Err(CalendarRange));
    assert_eq!(calendar.workday_after(Day::FIRST, Length::LONGEST), Err(CalendarRange));
    assert_eq!(calendar.run(Day::LAST, Length::Natural(1), Roll::Keep), Err(CalendarRange));
    assert!(calendar.count(&Rule::Act, Moment::end_of_day(Day::LAST)).is_err());
}

fn notice(length: Length, counting: Counting) -> Rule {
    Rule::Notice { length, first_day: counting.notice_first_day(), roll: counting.notice_roll() }
}

/// One row a case: rule, trigger, finish; each can be checked with a wall calendar.
#[test]
fn truth_table_of_the_rules() {
    let calendar = Calendar::official();
    let (wd, d) = (Length::Working, Length::Natural);
    let roll = Roll::NextWorkingDay;
    let statutory = |length| notice(length, Counting::Statutory);
    let practice = |length| notice(length, Counting::Practice);
    let silent = Rule::Consultation { reply: None, due: Some(wd(5)), roll };
    let replied = |reply| Rule::Consultation { reply: Some(reply), due: Some(wd(5)), roll };
    let every_other_wednesday =
        Rule::Meeting { cadence: Cadence::new(Weekday::Wednesday, 2, "2023-01-04".parse().ok()) };
    let thursdays = Rule::Meeting { cadence: Cadence::new(Weekday::Thursday, 1, None) };
    let table: &[(Rule, &str, &str)] = &[
        // 2023-06-03 is a Saturday; 06-22 Thursday and 06-23 Friday are Duanwu; Sunday 06-25 is worked.
        (Rule::Milestone, "2023-06-03 in", "2023-06-03 in"),
        (Rule::Milestone, "2023-06-03 end", "2023-06-03 end"),
        (Rule::Act, "2023-06-02 in", "2023-06-02 in"),
        (Rule::Act, "2023-06-02 end", "2023-06-05 in"),
        (Rule::Act, "2023-06-03 in", "2023-06-05 in"),
        (Rule::Act, "2023-06-21 end", "2023-06-25 in"),
        (Rule::Review { length: wd(5), roll }, "2023-06-01 in", "2023-06-08 in"),
        (Rule::Review { length: wd(5), roll }, "2023-06-01 end", "2023-06-09 in"),
        (Rule::Review { length: wd(1), roll }, "2023-06-03 in", "2023-06-06 in"),
        (Rule::Review { length: d(10), roll }, "2023-06-14 in", "2023-06-25 in"), // the 24th is Saturday
        (Rule::Work { length: wd(1), roll }, "2023-06-03 in", "2023-06-05 in"),
        (Rule::Work { length: wd(1), roll }, "2023-06-02 end", "2023-06-05 in"),
        (Rule::Work { length: d(2), roll }, "2023-06-01 in", "2023-06-05 in"),
        (Rule::Work { length: d(2), roll: Roll::Keep }, "2023-06-01 in", "2023-06-03 in"),
        (statutory(d(7)), "2023-06-09 in", "2023-06-16 end"),
        (practice(d(7)), "2023-06-09 in", "2023-06-15 end"),
        (statutory(d(30)), "2023-06-09 in", "2023-07-10 end"),
        (practice(d(30)), "2023-06-09 in", "2023-07-08 end"),
        (statutory(wd(7)), "2023-06-28 in", "2023-07-07 end"),
        (practice(wd(7)), "2023-06-27 in", "2023-07-05 end"),
        (practice(wd(1)), "2023-06-03 in", "2023-06-05 end"),
        (practice(d(21)), "2022-03-17 in", "2022-04-06 end"),
        (statutory(d(21)), "2023-06-01 in", "2023-06-25 end"),
        (silent, "2023-06-01 in", "2023-06-08 end"),
        (silent, "2023-06-01 end", "2023-06-09 end"),
        (replied(wd(3)), "2023-06-01 in", "2023-06-06 in"),
        (replied(wd(5)), "2023-06-01 in", "2023-06-08 in"),
        (replied(wd(6)), "2023-06-01 in", "2023-06-08 end"),
        (replied(d(7)), "2023-06-01 in", "2023-06-08 in"),
        (Rule::Meeting { cadence: None }, "2023-06-02 end", "2023-06-05 in"),
        // Every second Wednesday from 2023-01-04: …, 05-24, 06-07, 06-21, 07-05.
        (every_other_wednesday, "2023-06-07 in", "2023-06-07 in"),
        (every_other_wednesday, "2023-06-07 end", "2023-06-21 in"),
        (every_other_wednesday, "2022-12-19 in", "2022-12-21 in"),
        // Thursday 06-22 is a holiday: that sitting moves to the made-up Sunday.
        (thursdays, "2023-06-16 in", "2023-06-25 in"),
        (thursdays, "2023-06-25 in", "2023-06-25 in"),
        (thursdays, "2023-06-25 end", "2023-06-29 in"),
    ];
    let moment = |text: &str| {
        let (date, at) = text.split_once(' ').unwrap();
        if at == "in" { Moment::in_hours(day(date)) } else { Moment::end_of_day(day(date)) }
    };
    for (rule, trigger, finish) in table {
        let counted = calendar.count(rule, moment(trigger)).unwrap();
        assert_eq!(counted.finish, moment(finish), "{rule:?} from {trigger}");
    }
}

/// Rules of every kind, for the properties below.
fn rules() -> Vec<Rule> {
    let mut rules = vec![Rule::Milestone, Rule::Act, Rule::Meeting { cadence: None }];
    for every in 1..=3 {
        for weekday in Weekday::ALL {
            rules.push(Rule::Meeting { cadence: Cadence::new(weekday, every, "2024-02-29".parse().ok()) });
        }
    }
    for roll in [Roll::Keep, Roll::NextWorkingDay] {
        for length in [Length::Working(1), Length::Working(9), Length::Natural(1), Length::Natural(30)] {
            rules.extend([Rule::Review { length, roll }, Rule::Work { length, roll }]);
            for first_day in [FirstDay::Excluded, FirstDay::Included] {
                rules.push(Rule::Notice { length, first_day, roll });
            }
            for reply in [None, Some(Length::Working(4)), Some(Length::Natural(8))] {
                rules.push(Rule::Consultation { reply, due: Some(length), roll });
            }
        }
    }
    rules
}

#[test]
fn a_later_trigger_never_finishes_earlier() {
    let calendar = Calendar::official();
    for rule in rules() {
        let mut before = None;
        let mut moment = Some(Moment::in_hours(day("2019-01-01")));
        while let Some(trigger) = moment.filter(|moment| moment.day() < day("2028-12-31")) {
            let finish = calendar.count(&rule, trigger).unwrap().finish;
            assert!(before <= Some(finish), "{rule:?} from {trigger}");
            assert!(finish >= trigger, "{rule:?} from {trigger}");
            before = Some(finish);
            moment = trigger.next();
        }
    }
}

#[test]
fn the_latest_trigger_is_in_time_and_the_next_moment_is_not() {
    let calendar = Calendar::official();
    for rule in rules() {
        for from in day("2022-12-20").to(day("2023-02-10")).map(Moment::end_of_day) {
            let finish = calendar.count(&rule, from).unwrap().finish;
            for slack in [0, 1, 5, 40] {
                let limit = Moment::from_ordinal_clamped(i64::from(finish.ordinal()) + slack);
                let latest = calendar.latest_trigger(&rule, from, finish, limit, |_| true);
                assert!(
                    latest >= from && calendar.count(&rule, latest).unwrap().finish <= limit,
                    "{rule:?} {from}"
                );
                let next = calendar.count(&rule, latest.next().unwrap()).unwrap().finish;
                assert!(next > limit, "{rule:?} from {from} within {limit}: {latest} is not the latest");
            }
        }
    }
}

#[test]
fn the_latest_moment_before_a_lag_is_in_time_and_the_next_is_not() {
    let calendar = Calendar::official();
    for lag in
        [Length::Working(0), Length::Working(1), Length::Working(6), Length::Natural(1), Length::Natural(9)]
    {
        for limit in
            day("2023-09-20").to(day("2023-10-20")).flat_map(|d| [Moment::in_hours(d), Moment::end_of_day(d)])
        {
            let latest = calendar.latest_before_shift(limit, lag).unwrap();
            assert!(calendar.shift(latest, lag).unwrap() <= limit, "{lag} before {limit}");
            assert!(calendar.shift(latest.next().unwrap(), lag).unwrap() > limit, "{lag} before {limit}");
        }
    }
}

/// What a careful clerk would write down: checked against the days themselves, not against the count.
#[test]
fn a_ledger_leads_from_the_trigger_to_the_finish_without_a_gap() {
    let calendar = Calendar::official();
    for rule in rules() {
        for trigger_day in day("2019-01-01").to(day("2026-06-30")) {
            for trigger in [Moment::in_hours(trigger_day), Moment::end_of_day(trigger_day)] {
                let counted = calendar.count(&rule, trigger).unwrap();
                let lines: Vec<LedgerDay> = calendar.ledger(&rule, trigger, &counted).collect();
                let told = || format!("{rule:?} from {trigger}: {lines:?}");
                assert_eq!(lines.first().unwrap().day, trigger.day(), "{}", told());
                assert_eq!(lines.last().unwrap().day, counted.finish.day(), "{}", told());
                assert!(lines.windows(2).all(|pair| pair[1].day.days_since(pair[0].day) == 1), "{}", told());
                let numbers: Vec<u32> = lines.iter().filter_map(|line| line.counts).collect();
                assert!(numbers.iter().copied().eq(1..=numbers.len() as u32), "{}", told());
                let length = match rule {
                    Rule::Review { length, .. } | Rule::Work { length, .. } | Rule::Notice { length, .. } => {
                        length
                    }
                    Rule::Consultation { reply, due, .. } => match counted.ended_by {
                        EndedBy::Reply => reply.unwrap(),
                        EndedBy::Silence => due.unwrap(),
                        EndedBy::Itself => Length::Working(0),
                    },
                    Rule::Milestone | Rule::Act | Rule::Meeting { .. } => Length::Working(0),
                };
                assert_eq!(numbers.len(), length.number() as usize, "{}", told());
                for line in &lines {
                    let works = calendar.works(line.day);
                    let right = match line.part {
                        Part::Trigger => line.day == trigger.day() && line.counts.is_none(),
                        Part::Waiting => !works && line.counts.is_none(),
                        Part::Office | Part::Sitting => works,
                        Part::AwaitingSitting => line.counts.is_none(),
                        Part::Running => {
                            line.counts.is_some() != (!works && length.same_unit(Length::Working(1)))
                        }
                        Part::Rolling => line.counts.is_none() && works == (line.day == counted.finish.day()),
                    };
                    assert!(right, "{} in {}", line.day, told());
                }
            }
        }
    }
}

/// What a period comes to by walking: the days on which the clock runs are counted off, then the last one moves to a
/// working day on which it runs.
fn walk_stopped(
    calendar: &Calendar,
    base: Day,
    length: Length,
    roll: Roll,
    stopped: &[(Day, Day)],
) -> (Day, Day) {
    let stands = |day: Day| stopped.iter().any(|(from, to)| *from < day && day <= *to);
    let counts = |day: Day| !stands(day) && (matches!(length, Length::Natural(_)) || calendar.works(day));
    let printed =
        base.to(Day::LAST).skip(1).filter(|day| counts(*day)).nth(length.number() as usize - 1).unwrap();
    let ends = |day: &Day| calendar.works(*day) && !stands(*day);
    let last = match roll {
        Roll::Keep => printed,
        Roll::NextWorkingDay => printed.to(Day::LAST).find(ends).unwrap(),
    };
    (printed, last)
}

#[test]
fn a_standing_clock_leaves_out_the_union_of_its_days() {
    let stops =
        Stops::union([(day("2023-05-20"), day("2023-05-30")), (day("2023-05-25"), day("2023-06-03"))]);
    assert_eq!(stops.intervals(), [(day("2023-05-20"), day("2023-06-03"))]);
    // Neither an empty interval nor one inside another changes anything; one that touches joins.
    let same = [
        (day("2023-05-25"), day("2023-06-03")),
        (day("2023-05-22"), day("2023-05-23")),
        (day("2023-05-20"), day("2023-05-25")),
        (day("2023-07-01"), day("2023-07-01")),
    ];
    assert_eq!(Stops::union(same), stops);
    let apart =
        Stops::union([(day("2023-05-20"), day("2023-05-22")), (day("2023-05-23"), day("2023-05-24"))]);
    assert_eq!(apart.intervals().len(), 2, "the 23rd counts");
}

#[test]
fn the_days_a_clock_stood_are_those_of_the_period_in_its_unit() {
    // From Saturday 2023-05-20, which still counts, to Tuesday the 30th.
    let calendar = Calendar::official();
    let stops = Stops::union([(day("2023-05-20"), day("2023-05-30"))]);
    let days = |first: &str, last: &str, unit: Length| stops.days_in(&calendar, day(first), day(last), unit);
    let (wd, d) = (Length::Working(1), Length::Natural(1));
    assert_eq!((days("2023-05-01", "2023-06-30", d), days("2023-05-01", "2023-06-30", wd)), (10, 7));
    assert_eq!((days("2023-05-25", "2023-06-30", d), days("2023-05-25", "2023-06-30", wd)), (5, 3));
    assert_eq!((days("2023-06-01", "2023-06-30", d), days("2023-05-01", "2023-05-19", wd)), (0, 0));
    assert!(Stops::default().is_empty() && !stops.is_empty());
}

#[test]
fn a_stopped_count_is_what_a_walk_over_the_days_finds() {
    let calendar = Calendar::official();
    let mut state = 7u64;
    let mut below = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut moved_off_a_standing_clock = 0;
    for from in day("2002-01-02").to(day("2030-12-31")) {
        let intervals: Vec<(Day, Day)> = (0..below(4))
            .map(|_| {
                let first = from.plus(below(40) as i64 - 5).unwrap_or(from);
                (first, first.plus(below(15) as i64).unwrap())
            })
            .collect();
        let stops = Stops::union(intervals.iter().copied());
        let number = 1 + below(40) as u32;
        let length = if below(2) == 0 { Length::Working(number) } else { Length::Natural(number) };
        let roll = if below(2) == 0 { Roll::Keep } else { Roll::NextWorkingDay };
        let count = |rule: Rule| calendar.count_stopped(&rule, Moment::in_hours(from), &stops).unwrap().1;
        let roll_of = if matches!(length, Length::Working(_)) { Roll::Keep } else { roll };
        let (printed, last) = walk_stopped(&calendar, from, length, roll_of, &intervals);
        moved_off_a_standing_clock +=
            usize::from(last > printed && stops.days_in(&calendar, printed, last, Length::Natural(0)) > 0);
        let work = count(Rule::Work { length, roll });
        assert_eq!(work.finish, Moment::in_hours(last), "{from} {length} {intervals:?}");
        let office = calendar.first_workday_from(from).unwrap();
        let (_, last) = walk_stopped(&calendar, office, length, roll_of, &intervals);
        assert_eq!(count(Rule::Review { length, roll }).finish, Moment::in_hours(last), "{from} {length}");
        let silent = count(Rule::Consultation { reply: None, due: Some(length), roll });
        assert_eq!(silent.finish, Moment::end_of_day(last), "{from} {length}");
        let notice = |first_day| count(Rule::Notice { length, first_day, roll }).finish;
        assert_eq!(notice(FirstDay::Excluded), Moment::end_of_day(last), "{from} {length}");
        let (_, last) = walk_stopped(&calendar, office.plus(-1).unwrap(), length, roll_of, &intervals);
        assert_eq!(notice(FirstDay::Included), Moment::end_of_day(last), "{from} {length}");
    }
    assert!(moved_off_a_standing_clock > 10, "the rare case was there {moved_off_a_standing_clock} times");
}

#[test]
fn what_has_no_length_has_no_clock_to_stop() {
    let calendar = Calendar::official();
    let stops = Stops::union([(day("2023-06-01"), day("2023-06-30"))]);
    for rule in [Rule::Milestone, Rule::Act, Rule::Meeting { cadence: None }] {
        let trigger = Moment::in_hours(day("2023-06-05"));
        let (stopped, counted) = calendar.count_stopped(&rule, trigger, &stops).unwrap();
        assert_eq!((stopped, counted), (rule, calendar.count(&rule, trigger).unwrap()));
    }
    // A clock that stands to the end of the calendar leaves it.
    let stops = Stops::union([(day("2023-06-01"), Day::LAST)]);
    let rule = Rule::Work { length: Length::Working(1), roll: Roll::Keep };
    assert!(calendar.count_stopped(&rule, Moment::in_hours(day("2023-06-05")), &stops).is_err());
}

/// A user's file.
fn overlay(name: &str, text: &str) -> Overlay {
    Overlay::parse(name, crate::diagnostic::FileId(0), text).unwrap()
}

fn texts(days: &[Day]) -> Vec<String> {
    days.iter().map(Day::to_string).collect()
}

#[test]
fn a_calendar_without_a_holiday_has_its_days_as_their_weekdays_are() {
    // Thursday 2023-06-22 and Friday 23 are Duanwu, Sunday 25 is worked for it.
    let official = Calendar::official();
    let without = official.without_holiday("端午节", 2023);
    assert_eq!(texts(&official.differing_days(&without)), ["2023-06-22", "2023-06-23", "2023-06-25"]);
    assert!(official.differing_days(&official).is_empty());
    assert_eq!(without.exception(day("2023-06-22")), None);
    assert_eq!(without.exception(day("2023-05-01")), official.exception(day("2023-05-01")));
}

#[test]
fn single_days_are_taken_from_another_calendar() {
    let official = Calendar::official();
    let without = official.without_holiday("端午节", 2023);
    let kept = without.with_days_of(&official, &[day("2023-06-22"), day("2023-06-21")]);
    assert_eq!(texts(&kept.differing_days(&without)), ["2023-06-22"]);
    assert_eq!(kept.exception(day("2023-06-22")).unwrap().name, "端午节");
    let left = official.with_days_of(&without, &[day("2023-06-25")]);
    assert_eq!(texts(&left.differing_days(&official)), ["2023-06-25"]);
    assert_eq!(left.exception(day("2023-06-25")), None);
    assert_eq!(left.exception(day("2023-06-23")).unwrap().kind, ExceptionKind::Off);
}

#[test]
fn a_holiday_reaches_from_its_first_exceptional_day_to_its_last() {
    // Labour Day 2023: worked on 23 April and 6 May, off from 1 to 3 May. Closing a park is nobody's holiday.
    let file = overlay("park.csv", "date,kind\n2023-06-08,off\n");
    let calendar = Calendar::new(None, &[file]);
    let told = |first: &str, last: &str| -> Vec<(String, i32, String, String)> {
        let holidays = calendar.holidays_between(day(first), day(last)).into_iter();
        holidays.map(|(name, notice, from, to)| (name, notice, from.to_string(), to.to_string())).collect()
    };
    let labour = ("劳动节".to_string(), 2023, "2023-04-23".to_string(), "2023-05-06".to_string());
    let duanwu = ("端午节".to_string(), 2023, "2023-06-22".to_string(), "2023-06-25".to_string());
    let both = [labour, duanwu];
    assert_eq!(told("2023-05-06", "2023-05-06"), both[..1]);
    assert_eq!(told("2023-04-06", "2023-04-23"), both[..1]);
    assert_eq!(told("2023-05-04", "2023-06-22"), both);
    assert_eq!(told("2023-05-07", "2023-06-21"), []);
}

#[test]
fn a_calendar_says_what_it_was_made_of() {
    let file = overlay("folder/park.csv", "date,kind\n2023-06-08,off\n");
    let calendar = Calendar::new(Some(day("2023-01-01")), &[file]);
    assert_eq!(calendar.as_of(), Some(day("2023-01-01")));
    assert_eq!(calendar.overlays(), ["folder/park.csv"]);
    let said_by = |calendar: &Calendar, of: &str| calendar.exception(day(of)).unwrap().said_by.clone();
    assert_eq!(said_by(&calendar, "2023-06-08"), SaidBy::Overlay("folder/park.csv".to_string()));
    let bare = calendar.with_bare_names();
    assert_eq!(bare.overlays(), ["park.csv"]);
    assert_eq!(said_by(&bare, "2023-06-08"), SaidBy::Overlay("park.csv".to_string()));
    // The notice of 2023 was published on 2022-12-08; when that of 2003 was is not known.
    let published = |text: &str, certainty| SaidBy::Notice { published: day(text).date(), certainty };
    assert_eq!(said_by(&calendar, "2023-06-22"), published("2022-12-08", Certainty::Known));
    assert_eq!(Calendar::notice_of(2023), published("2022-12-08", Certainty::Known));
    assert_eq!(Calendar::notice_of(2003), published("2002-12-15", Certainty::Assumed));
    assert_eq!(calendar.exception(day("2023-06-21")), None);
    assert_eq!((Calendar::official().as_of(), Calendar::official().overlays()), (None, &[][..]));
}

#[test]
fn a_year_is_published_from_the_day_of_its_notice() {
    let last = |as_of: &str| Calendar::new(Some(day(as_of)), &[]).last_published_year();
    assert_eq!(last("2018-12-05"), Some(2018));
    assert_eq!(last("2018-12-06"), Some(2019));
    let first = |calendar: &Calendar, from: &str| {
        calendar.first_provisional_from(day(from)).map(|day| day.to_string())
    };
    // The notices end with 2026.
    assert_eq!(first(&Calendar::official(), "2026-12-21").as_deref(), Some("2027-01-01"));
    assert_eq!(first(&Calendar::official(), "2028-02-29").as_deref(), Some("2028-02-29"));
    let to_the_end = overlay("last.csv", "# complete-year: 2100\ndate,kind\n");
    let calendar = Calendar::new(None, &[to_the_end]);
    assert_eq!(first(&calendar, "2099-12-31").as_deref(), Some("2099-12-31"));
    assert_eq!(first(&calendar, "2100-01-01"), None);
}

#[test]
fn a_profile_is_called_by_its_word_and_a_rhythm_says_what_it_was_given() {
    assert_eq!(Counting::ALL.map(|counting| Counting::named(counting.as_str())), Counting::ALL.map(Some));
    assert_eq!(Counting::named("Practice"), None);
    assert_eq!(Counting::ALL.map(Counting::other), [Counting::Practice, Counting::Statutory]);
    let anchor: CivilDate = "2023-01-04".parse().unwrap();
    let rhythm = Cadence::new(Weekday::Wednesday, 2, Some(anchor)).unwrap();
    assert_eq!((rhythm.weekday(), rhythm.every(), rhythm.anchor()), (Weekday::Wednesday, 2, Some(anchor)));
    // Nobody could say which weeks are meant, or the rhythm is none, or it outlasts the calendar.
    for (every, anchor) in [(2, None), (0, Some(anchor)), (Cadence::LONGEST + 1, Some(anchor))] {
        assert_eq!(Cadence::new(Weekday::Wednesday, every, anchor), None, "every {every}");
    }
    assert!(Cadence::new(Weekday::Wednesday, Cadence::LONGEST, Some(anchor)).is_some());
}

#[test]
fn a_date_is_read_in_one_form_only() {
    for (text, wrong) in [
        ("2023-06/01", ParseDayError::Form),
        ("2023/06-01", ParseDayError::Form),
        ("2023-06-1", ParseDayError::Form),
        ("2023-0x-01", ParseDayError::Form),
        ("2023-02-29", ParseDayError::NoSuchDay),
        ("2001-12-31", ParseDayError::OutOfRange),
        ("2101-01-01", ParseDayError::OutOfRange),
    ] {
        assert_eq!(text.parse::<Day>(), Err(wrong), "{text}");
    }
    // An anchor may lie outside the calendar, a day may not.
    assert_eq!("1999-12-31".parse::<CivilDate>().unwrap().to_string(), "1999-12-31");
    assert_eq!(format!("{:?}", day("2023-06-01")), "2023-06-01");
}

#[test]
fn the_moments_end_with_the_last_day() {
    let (first, last) = (Moment::in_hours(Day::FIRST), Moment::end_of_day(Day::LAST));
    assert_eq!((first.previous(), last.next()), (None, None));
    let noon = Moment::in_hours(day("2023-06-01"));
    let expiry = Moment::end_of_day(day("2023-06-01"));
    assert_eq!((noon.next(), expiry.previous()), (Some(expiry), Some(noon)));
    assert_eq!(format!("{noon:?}, {expiry:?}"), "2023-06-01 in-hours, 2023-06-01 end-of-day");
    assert_eq!(Moment::from_ordinal_clamped(-1), first);
    assert_eq!(Moment::from_ordinal_clamped(i64::from(last.ordinal()) + 1), last);
}

#[test]
fn a_day_is_told_by_what_makes_it_one() {
    let calendar = Calendar::official();
    let exception = |of: &str| calendar.exception(day(of)).unwrap();
    let kind = |of: &str| calendar.kind_of_day(day(of));
    assert_eq!(kind("2023-06-21"), DayKind::Workday);
    assert_eq!(kind("2023-06-22"), DayKind::Off(exception("2023-06-22")));
    assert_eq!(kind("2023-06-24"), DayKind::Weekend);
    assert_eq!(kind("2023-06-25"), DayKind::MadeUp(exception("2023-06-25")));
}

#[test]
fn a_ledger_waits_for_a_sitting_until_the_day_it_is_held() {
    // From Wednesday on for Thursday 2023-06-22, a holiday: held on Sunday the 25th, which is worked.
    let calendar = Calendar::official();
    let rule = Rule::Meeting { cadence: Cadence::new(Weekday::Thursday, 1, None) };
    let trigger = Moment::in_hours(day("2023-06-21"));
    let counted = calendar.count(&rule, trigger).unwrap();
    let parts: Vec<Part> = calendar.ledger(&rule, trigger, &counted).map(|line| line.part).collect();
    use Part::{AwaitingSitting, Sitting};
    assert_eq!(parts, [AwaitingSitting, AwaitingSitting, AwaitingSitting, AwaitingSitting, Sitting]);
}

#[test]
fn a_length_says_its_number_and_unit_in_both_languages() {
    use crate::diagnostic::Lang::{En, Zh};
    for (length, zh, en) in [
        (Length::Working(1), "1个工作日", "1 working day"),
        (Length::Working(5), "5个工作日", "5 working days"),
        (Length::Natural(1), "1个自然日", "1 natural day"),
        (Length::Natural(30), "30个自然日", "30 natural days"),
    ] {
        assert_eq!((length.words(Zh), length.words(En)), (zh.into(), en.into()));
        assert_eq!(zh.parse(), Ok(length));
        assert!(!length.is_zero());
    }
    assert!(Length::Working(0).is_zero() && Length::Natural(0).is_zero());
    for (text, wrong) in [
        ("5", ParseLengthError::NoUnit),
        ("5x", ParseLengthError::Form),
        ("wd", ParseLengthError::Form),
        ("100000wd", ParseLengthError::TooLong),
        ("0d", ParseLengthError::ZeroNatural),
    ] {
        assert_eq!(text.parse::<Length>(), Err(wrong), "{text}");
    }
    assert_eq!("99999wd".parse(), Ok(Length::Working(Length::LONGEST)));
}

/// By hand: January has 31 days, 2002 and 2003 have 365 each, and 2004 is a leap year.
#[test]
fn a_date_lies_so_many_days_from_the_first() {
    let days = |year, month, day| CivilDate::new(year, month, day).unwrap().days_from_first();
    assert_eq!([days(2001, 12, 31), days(2002, 1, 1), days(2002, 2, 1)], [-1, 0, 31]);
    assert_eq!(days(2004, 3, 1), 365 + 365 + 31 + 29);
}
