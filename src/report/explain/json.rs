//! A step explained as JSON: `permits.explain/1`.
//!
//! In: a step with the answers about it. Out: one document, keys in a fixed order. `because` is in both languages; the
//! `why` of a day is in the language asked for, and what a program needs of a day is beside it.

use serde::Serialize;

use crate::calendar::{DayKind, EndedBy, FirstDay, Part, Roll, Rule};
use crate::diagnostic::{Lang, Text};
use crate::network::{LinkEnd, Origin, StepIx};
use crate::schedule::Arrival;
use crate::study::earlier::{Earlier, HeldBy, Moved};

use super::super::json::{FloatRow, MomentRow, float, moment, to_text};
use super::super::plan::Plan;
use super::super::procedures::json::{CadenceRow, cadence_row};
use super::super::year::{holiday, published};
use super::chain::driving_chain;
use super::ledger::{Count, why};
use super::provenance::of_length;
use super::{Explained, SCHEMA, Subject, letter, unglued};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    step: &'a str,
    state: &'static str,
    name: Words,
    trigger: MomentRow,
    begins: MomentRow,
    finish: Option<MomentRow>,
    rule: RuleRow<'a>,
    ledger: Vec<DayRow>,
    because: Words,
    drivers: Vec<&'a str>,
    held_by: &'static str,
    waits_for: Vec<ArrivalRow<'a>>,
    /// Nothing in a suspended procedure, which has no goal that could come earlier.
    earlier: Option<EarlierRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<Vec<ChainRow<'a>>>,
    critical: bool,
    provisional: bool,
}

#[derive(Serialize)]
pub(super) struct Words {
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct RuleRow<'a> {
    kind: &'static str,
    length: Option<String>,
    origin: Option<&'static str>,
    limit: Option<String>,
    sittings: Option<CadenceRow>,
    source: Option<&'a str>,
    confidence: Option<&'static str>,
    first_day: Option<&'static str>,
    roll: Option<&'static str>,
    printed: Option<String>,
    printed_provisional: bool,
    ended_by: Option<&'static str>,
    cite: Vec<String>,
}

/// One day of a ledger.
#[derive(Serialize)]
pub(super) struct DayRow {
    date: String,
    counts: Option<u32>,
    why: String,
    part: &'static str,
    day: &'static str,
    holiday: Option<Words>,
    notice: Option<i32>,
    published: Option<String>,
    provisional: bool,
}

#[derive(Serialize)]
struct ArrivalRow<'a> {
    step: &'a str,
    from: &'static str,
    arrives: MomentRow,
    drives: bool,
}

#[derive(Serialize)]
struct EarlierRow<'a> {
    released: Option<ReleasedRow<'a>>,
    no_time: Option<NoTimeRow<'a>>,
    holidays: Vec<HolidayRow>,
}

#[derive(Serialize)]
struct ReleasedRow<'a> {
    held_by: &'static str,
    steps: Vec<&'a str>,
    #[serde(flatten)]
    moved: MovedRow,
}

#[derive(Serialize)]
struct NoTimeRow<'a> {
    #[serde(flatten)]
    moved: MovedRow,
    then_through: Vec<&'a str>,
}

#[derive(Serialize)]
struct HolidayRow {
    holiday: Words,
    notice: i32,
    off: Vec<String>,
    work: Vec<String>,
    without: Option<MovedRow>,
}

#[derive(Serialize)]
struct MovedRow {
    trigger: MomentRow,
    finish: MomentRow,
    goal: MomentRow,
    earlier: FloatRow,
}

#[derive(Serialize)]
struct ChainRow<'a> {
    step: &'a str,
    leaves_from: &'static str,
    trigger: MomentRow,
    finish: MomentRow,
    because: Words,
}

/// The document of a step that begins, indented, ended by a newline.
///
/// ```
/// use permits::report::explain::{self, Explained, Subject};
/// use permits::study::earlier::earlier;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let ix = network.find("announcement-window").unwrap();
/// let (subject, earlier) = (Subject { plan: &plan, project: None, ix }, earlier(&network, &calendar, &dates, ix));
/// let explained = Explained { subject, earlier: &earlier, chain: false };
/// let document: serde_json::Value = serde_json::from_str(&explain::json(&explained, Lang::En)).unwrap();
/// // The 21st day is printed; it is Duanwu, so that the notice ends on the next working day.
/// assert_eq!(document["rule"]["printed"], "2023-06-22");
/// assert_eq!(document["finish"]["date"], "2023-06-25");
/// ```
pub fn json(explained: &Explained<'_>, lang: Lang) -> String {
    let Explained { subject, earlier, chain } = explained;
    let (plan, ix) = (subject.plan, subject.ix);
    let dates = plan.schedule.dates(ix);
    let id = |ix: StepIx| plan.node(ix).id.as_str();
    let is_given = plan.is_given(ix);
    let arrivals = plan.schedule.arrivals(plan.network, plan.calendar, ix);
    let name = plan.name(ix);
    to_text(&Document {
        schema: SCHEMA,
        step: id(ix),
        state: match (is_given, plan.stopped(ix)) {
            (true, _) => "given",
            (false, Some(_)) => "stopped",
            (false, None) => "planned",
        },
        name: name.into(),
        trigger: moment(dates.told_trigger()),
        begins: moment(dates.told_begins()),
        finish: plan.finishes(ix).then(|| moment(dates.told_finish())),
        rule: rule_row(subject),
        ledger: if is_given { Vec::new() } else { ledger(&subject.count(), lang) },
        because: both(subject),
        drivers: {
            let mut drivers: Vec<&str> =
                arrivals.iter().filter(|arrival| arrival.drives).map(|arrival| id(arrival.from)).collect();
            drivers.dedup();
            drivers
        },
        held_by: held_by_word(&earlier.held_by),
        waits_for: arrivals.iter().map(|arrival| arrival_row(plan, arrival)).collect(),
        earlier: plan.suspension.is_none().then(|| earlier_row(plan, earlier)),
        chain: chain.then(|| {
            let (chain, _) = driving_chain(subject);
            let row = |(ix, end, _): &(StepIx, LinkEnd, HeldBy)| ChainRow {
                step: id(*ix),
                leaves_from: end_word(*end),
                trigger: moment(plan.schedule.dates(*ix).told_trigger()),
                finish: moment(plan.schedule.dates(*ix).told_finish()),
                because: both(&subject.at(*ix)),
            };
            chain.iter().map(row).collect()
        }),
        critical: dates.critical && plan.suspension.is_none(),
        provisional: dates.provisional,
    })
}

impl From<Text> for Words {
    fn from(Text { zh, en }: Text) -> Self {
        Words { zh, en }
    }
}

fn both(subject: &Subject<'_>) -> Words {
    letter(subject).into()
}

fn rule_row<'a>(subject: &Subject<'a>) -> RuleRow<'a> {
    let (plan, ix) = (subject.plan, subject.ix);
    let step = plan.step(ix);
    let count = subject.count();
    let counts = !plan.is_given(ix) && count.length().is_some();
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let given_by = of_length(subject).map(|(_, given_by)| given_by);
    RuleRow {
        kind: step.kind.as_str(),
        length: length.map(|length| length.to_string()),
        origin: origin.map(Origin::as_str),
        limit: step.limit.map(|limit| limit.to_string()),
        sittings: plan.node(ix).timing.cadence.as_ref().map(|(cadence, _)| cadence_row(cadence)),
        source: given_by.and_then(|given_by| given_by.source()),
        confidence: given_by.and_then(|given_by| given_by.confidence()).map(|confidence| confidence.as_str()),
        first_day: counts.then_some(match count.rule {
            Rule::Notice { first_day: FirstDay::Included, .. } => "included",
            _ => "excluded",
        }),
        roll: count.roll().filter(|_| counts).map(|roll| match roll {
            Roll::Keep => "keep",
            Roll::NextWorkingDay => "next-working-day",
        }),
        printed: (counts && plan.finishes(ix)).then(|| count.counted.printed.to_string()),
        printed_provisional: counts && plan.schedule.dates(ix).provisional,
        ended_by: counts.then_some(match count.counted.ended_by {
            EndedBy::Itself => "itself",
            EndedBy::Reply => "reply",
            EndedBy::Silence => "silence",
        }),
        cite: step.cite.iter().map(ToString::to_string).collect(),
    }
}

/// The days of a count.
pub(super) fn ledger(count: &Count<'_>, lang: Lang) -> Vec<DayRow> {
    let row = |line: &crate::calendar::LedgerDay| {
        let kind = count.calendar.kind_of_day(line.day);
        let exception = match kind {
            DayKind::Off(exception) | DayKind::MadeUp(exception) => Some(exception),
            DayKind::Workday | DayKind::Weekend => None,
        };
        let published = exception.and_then(published);
        DayRow {
            date: line.day.to_string(),
            counts: line.counts,
            why: unglued(&why(count, line, lang)),
            part: match line.part {
                Part::Trigger => "trigger",
                Part::Waiting => "waiting",
                Part::Office => "office",
                Part::Running => "running",
                Part::Rolling => "rolling",
                Part::AwaitingSitting => "awaiting-sitting",
                Part::Sitting => "sitting",
            },
            day: match kind {
                DayKind::Workday => "workday",
                DayKind::Weekend => "weekend",
                DayKind::Off(_) => "off",
                DayKind::MadeUp(_) => "made-up",
            },
            holiday: exception.map(|exception| holiday(&exception.name).into()),
            notice: exception.filter(|_| published.is_some()).map(|exception| exception.notice),
            published: published.map(|published| published.day),
            provisional: count.calendar.is_provisional(line.day),
        }
    };
    count.days().iter().map(row).collect()
}

fn end_word(end: LinkEnd) -> &'static str {
    match end {
        LinkEnd::Finish => "finish",
        LinkEnd::Start => "start",
    }
}

fn held_by_word(held_by: &HeldBy) -> &'static str {
    match held_by {
        HeldBy::Start => "start",
        HeldBy::NotBefore(_) => "not-before",
        HeldBy::Steps(_) => "steps",
        HeldBy::Known => "known",
    }
}

fn arrival_row<'a>(plan: &Plan<'a>, arrival: &Arrival) -> ArrivalRow<'a> {
    ArrivalRow {
        step: plan.node(arrival.from).id.as_str(),
        from: end_word(arrival.end),
        arrives: moment(arrival.moment),
        drives: arrival.drives,
    }
}

fn earlier_row<'a>(plan: &Plan<'a>, earlier: &Earlier) -> EarlierRow<'a> {
    let id = |ix: StepIx| plan.node(ix).id.as_str();
    let day = |days: &[crate::calendar::Day]| days.iter().map(ToString::to_string).collect();
    EarlierRow {
        released: earlier.released.as_ref().map(|released| ReleasedRow {
            held_by: held_by_word(&released.held_by),
            steps: match &released.held_by {
                HeldBy::Steps(arrivals) => arrivals.iter().map(|arrival| id(arrival.from)).collect(),
                HeldBy::Start | HeldBy::NotBefore(_) | HeldBy::Known => Vec::new(),
            },
            moved: moved_row(&released.moved),
        }),
        no_time: earlier.no_time.as_ref().map(|no_time| NoTimeRow {
            moved: moved_row(&no_time.moved),
            then_through: no_time.then_through.iter().map(|ix| id(*ix)).collect(),
        }),
        holidays: earlier
            .holidays
            .iter()
            .map(|inside| HolidayRow {
                holiday: holiday(&inside.name).into(),
                notice: inside.notice,
                off: day(&inside.off),
                work: day(&inside.work),
                without: inside.without.as_ref().map(moved_row),
            })
            .collect(),
    }
}

fn moved_row(moved: &Moved) -> MovedRow {
    MovedRow {
        trigger: moment(moved.trigger),
        finish: moment(moved.finish),
        goal: moment(moved.goal),
        earlier: float(moved.earlier),
    }
}
