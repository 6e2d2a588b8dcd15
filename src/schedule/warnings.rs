//! What the reader of a schedule must be warned of.
//!
//! In: the dates and what the network says of sources, scope and facts. Out: [`Warning`]s with a stable code, in the
//! order of [`WarningCode::ALL`], each naming the steps it is about.

use crate::calendar::{Calendar, Day, EndedBy};
use crate::network::Text;
use crate::network::{Citation, Network, Origin, StepIx};

use super::{Dated, PromiseResult, Schedule, drag};

/// The kinds of warnings, in the order they are given.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::WarningCode;
/// // No document times the approval of the transfer plan, nor the contract.
/// assert!(dates.warnings.iter().any(|warning| warning.code == WarningCode::Untimed));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningCode {
    /// The facts are outside the scope of the procedure, and that was allowed.
    OutOfScope,
    /// The facts suspend the procedure.
    Suspended,
    /// A step or promise begins when its document is not in force.
    NotInForce,
    /// What the workflow itself warns of.
    Caution,
    /// Dates rest on days that no published notice covers.
    ProvisionalCalendar,
    /// An estimate ends after the limit does.
    EstimateOverLimit,
    /// Every link of a step is gone under these facts, so it starts with the run.
    LosesLastLink,
    /// The step that starts the clock of a promise is taken as done, on a day that nobody gave.
    PromiseNotTested,
    /// Steps that nobody times count as no time.
    Untimed,
    /// Too many critical steps to say what each costs.
    DragNotComputed,
    /// A project file records what has happened, and a plan does not use it.
    RecordsNotUsed,
}

impl WarningCode {
    /// All codes, in the order they are given.
    pub const ALL: [WarningCode; 11] = [
        WarningCode::OutOfScope,
        WarningCode::Suspended,
        WarningCode::NotInForce,
        WarningCode::Caution,
        WarningCode::ProvisionalCalendar,
        WarningCode::EstimateOverLimit,
        WarningCode::LosesLastLink,
        WarningCode::PromiseNotTested,
        WarningCode::Untimed,
        WarningCode::DragNotComputed,
        WarningCode::RecordsNotUsed,
    ];

    /// The word in outputs.
    ///
    /// ```
    /// use permits::schedule::WarningCode;
    /// assert_eq!(WarningCode::ProvisionalCalendar.as_str(), "provisional-calendar");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            WarningCode::OutOfScope => "out-of-scope",
            WarningCode::Suspended => "suspended",
            WarningCode::NotInForce => "not-in-force",
            WarningCode::Caution => "caution",
            WarningCode::ProvisionalCalendar => "provisional-calendar",
            WarningCode::EstimateOverLimit => "estimate-over-limit",
            WarningCode::LosesLastLink => "loses-last-link",
            WarningCode::PromiseNotTested => "promise-not-tested",
            WarningCode::Untimed => "untimed",
            WarningCode::DragNotComputed => "drag-not-computed",
            WarningCode::RecordsNotUsed => "records-not-used",
        }
    }
}

/// Something the reader must know.
///
/// ```
#[doc = include_str!("../set_up/land_supply.md")]
/// use permits::schedule::WarningCode;
/// let untimed = dates.warnings.iter().find(|warning| warning.code == WarningCode::Untimed).unwrap();
/// assert!(untimed.steps.contains(&step("transfer-plan-approval")));
/// assert!(!untimed.steps.contains(&step("bidding-window")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Its kind.
    pub code: WarningCode,
    /// What is the case.
    pub message: Text,
    /// The steps it is about.
    pub steps: Vec<StepIx>,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

impl Warning {
    /// A warning in words.
    ///
    /// ```
    /// use permits::{diagnostic::Text, schedule::{Warning, WarningCode}};
    /// let warning = Warning::new(WarningCode::Caution, Text::new("请先确认", "ask first"));
    /// assert!(warning.steps.is_empty() && warning.cite.is_empty());
    /// ```
    pub fn new(code: WarningCode, message: Text) -> Self {
        Warning { code, message, steps: Vec::new(), cite: Vec::new() }
    }

    /// That results of a run from `start` rest on days no published notice covers. A schedule warns of its own results;
    /// this is for dates that are told beside it.
    ///
    /// ```
    /// use permits::{calendar::Calendar, schedule::Warning};
    /// let calendar = Calendar::new("2023-06-01".parse().ok(), &[]);
    /// let warning = Warning::provisional_calendar(&calendar, "2023-06-01".parse().unwrap());
    /// assert!(warning.message.en.contains("published up to 2023 as known on 2023-06-01"));
    /// assert!(warning.message.en.contains("from 2024-01-01 on"));
    /// ```
    pub fn provisional_calendar(calendar: &Calendar, start: Day) -> Self {
        let known = match (calendar.last_published_year(), calendar.as_of()) {
            (Some(year), Some(day)) => Text::new(
                format!("截至 {day} 已公布到 {year} 年"),
                format!("published up to {year} as known on {day}"),
            ),
            (Some(year), None) => Text::new(format!("已公布到 {year} 年"), format!("published up to {year}")),
            (None, _) => Text::new("尚无公布", "none is published"),
        };
        let first = calendar.first_provisional_from(start).unwrap_or(start);
        let message = Text::new(
            format!(
                "放假安排{};凡计及 {first} 起未公布之日的结果依法定节假日推算,未含调休,可能变动",
                known.zh
            ),
            format!(
                "holiday notices: {}; what counts through days not covered, from {first} on, rests on the statutory holidays alone, without make-up days, and may move",
                known.en
            ),
        );
        Warning::new(WarningCode::ProvisionalCalendar, message)
    }
}

pub(super) fn warnings(network: &Network, calendar: &Calendar, schedule: &Schedule) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for breach in &network.breaches {
        let message = Text::new(
            format!("不在适用范围内:{}", breach.say.zh),
            format!("outside the scope of the procedure: {}", breach.say.en),
        );
        warnings
            .push(Warning { cite: breach.cite.clone(), ..Warning::new(WarningCode::OutOfScope, message) });
    }
    for abort in network.aborts.iter().filter(|abort| abort.when.holds(&network.facts)) {
        let message = Text::new(
            "所设事实使程序中止;请用 --abort 事实@日期 给出中止之日",
            "the facts suspend the procedure; say when with --abort FACT@DATE",
        );
        warnings.push(Warning { cite: abort.cite.clone(), ..Warning::new(WarningCode::Suspended, message) });
    }
    let found = Found::look(network, calendar, schedule);
    not_in_force(network, schedule, &found.outside, &mut warnings);
    for caution in &network.cautions {
        let day = caution.step.map_or(schedule.run.start, |ix| schedule.dates(ix).counted.begins.day());
        let since = caution.since.is_none_or(|since| day >= since);
        if since && caution.until.is_none_or(|until| day <= until) {
            warnings.push(Warning {
                steps: caution.step.into_iter().collect(),
                cite: caution.cite.clone(),
                ..Warning::new(WarningCode::Caution, caution.say.clone())
            });
        }
    }
    let Found { finishes, rooms, over_limit, rootless, untimed, .. } = found;
    let moving = if finishes.is_empty() { rooms } else { finishes };
    warnings.extend(provisional_calendar(calendar, schedule, moving));
    if !over_limit.is_empty() {
        let message = Text::new(
            format!("{} 项的估计时间超过规定时限", over_limit.len()),
            one_or_many(
                over_limit.len(),
                "1 step is estimated to end after its limit does",
                "steps are estimated to end after their limits do",
            ),
        );
        warnings.push(Warning { steps: over_limit, ..Warning::new(WarningCode::EstimateOverLimit, message) });
    }
    if !rootless.is_empty() {
        let message = Text::new(
            format!("{} 项在所设事实下没有任何前置事项,自起算日开始", rootless.len()),
            one_or_many(
                rootless.len(),
                "1 step has no link left under these facts and starts with the run",
                "steps have no link left under these facts and start with the run",
            ),
        );
        warnings.push(Warning { steps: rootless, ..Warning::new(WarningCode::LosesLastLink, message) });
    }
    if !network.untested.is_empty() {
        let ids: Vec<String> = network.untested.iter().map(|(promise, _)| format!("`{promise}`")).collect();
        let mut from: Vec<&str> = network.untested.iter().map(|(_, from)| from.as_str()).collect();
        from.sort_unstable();
        from.dedup();
        let given: Vec<String> = from.iter().map(|step| format!("--at {step}=…")).collect();
        let (ids, given) = ((ids.join("、"), ids.join(", ")), given.join(" "));
        let message = Text::new(
            format!("无法检验限时 {}:起算事项视为已办结,完成日未知;可用 {given} 给出", ids.0),
            format!(
                "not tested: {}; the step that starts the clock is taken as done, on an unknown day; give it with {given}",
                ids.1
            ),
        );
        warnings.push(Warning::new(WarningCode::PromiseNotTested, message));
    }
    if !untimed.is_empty() {
        let message = Text::new(
            format!("{} 项没有任何来源给出时间,按 0 计:结果是下限,不是预测", untimed.len()),
            one_or_many(
                untimed.len(),
                "1 step has no time from any source and counts as 0: a floor, not a forecast",
                "steps have no time from any source and count as 0: a floor, not a forecast",
            ),
        );
        warnings.push(Warning { steps: untimed, ..Warning::new(WarningCode::Untimed, message) });
    }
    let critical = found.critical;
    if critical > drag::MOST {
        let message = Text::new(
            format!("关键事项有 {critical} 项,超过 {},不计算各项占用关键线路的天数", drag::MOST),
            format!(
                "{critical} critical steps, more than {}: what each costs (drag) is not computed",
                drag::MOST
            ),
        );
        warnings.push(Warning::new(WarningCode::DragNotComputed, message));
    }
    warnings
}

/// The steps each warning is about, found in one pass: a large network is read once.
#[derive(Default)]
struct Found {
    /// For each document with dates in force, the steps that begin outside them.
    outside: Vec<Vec<StepIx>>,
    /// Those whose finish rests on a day without a notice, and those whose latest dates or floats do.
    finishes: Vec<StepIx>,
    rooms: Vec<StepIx>,
    over_limit: Vec<StepIx>,
    rootless: Vec<StepIx>,
    untimed: Vec<StepIx>,
    critical: usize,
}

impl Found {
    fn look(network: &Network, calendar: &Calendar, schedule: &Schedule) -> Found {
        let mut found = Found { outside: vec![Vec::new(); network.forces.len()], ..Found::default() };
        for (ix, (step, dated)) in network.positions().zip(network.steps().iter().zip(&schedule.steps)) {
            if !step.is_present() {
                continue;
            }
            for &source in &step.sources {
                if !network.forces[source].in_force.covers(dated.counted.begins.day()) {
                    found.outside[source].push(ix);
                }
            }
            // What has begun is as it is.
            let is_open = !dated.has_begun();
            let untimed = is_open && dated.timed.origin == Some(Origin::Untimed);
            for (holds, steps) in [
                (dated.provisional, &mut found.finishes),
                (has_provisional_room(dated), &mut found.rooms),
                (is_open && over_limit(network, calendar, schedule, ix), &mut found.over_limit),
                (is_open && step.lost_its_links, &mut found.rootless),
                (untimed, &mut found.untimed),
            ] {
                if holds {
                    steps.push(ix);
                }
            }
            found.critical += usize::from(dated.critical);
        }
        found
    }
}

/// The English of one, or a number and the English of many.
fn one_or_many(count: usize, one: &str, many: &str) -> String {
    if count == 1 { one.to_string() } else { format!("{count} {many}") }
}

/// A warning for each document whose steps or promises begin outside its days in force.
fn not_in_force(
    network: &Network,
    schedule: &Schedule,
    outside: &[Vec<StepIx>],
    warnings: &mut Vec<Warning>,
) {
    for (position, force) in network.forces.iter().enumerate() {
        let steps = outside[position].clone();
        let promises: Vec<&str> = network
            .promises
            .iter()
            .filter(|promise| promise.sources.contains(&position))
            .filter(|promise| !force.in_force.covers(schedule.dates(promise.from).finish().day()))
            .map(|promise| promise.id.as_str())
            .collect();
        if steps.is_empty() && promises.is_empty() {
            continue;
        }
        let days = match (force.in_force.from, force.in_force.until) {
            (Some(from), Some(until)) => {
                Text::new(format!("{from} 至 {until}"), format!("from {from} to {until}"))
            }
            (Some(from), None) => Text::new(format!("自 {from} 起"), format!("from {from} on")),
            (None, Some(until)) => Text::new(format!("至 {until}"), format!("until {until}")),
            (None, None) => continue,
        };
        let mut message = Text::new(
            format!("{} 的有效期为 {},其中 {} 项在有效期之外开始", force.name.zh, days.zh, steps.len()),
            format!(
                "{} is in force {}; {} of its steps {} outside",
                force.name.en,
                days.en,
                steps.len(),
                if steps.len() == 1 { "begins" } else { "begin" }
            ),
        );
        if !promises.is_empty() {
            message.zh += &format!(";限时 {} 亦在其外", promises.join("、"));
            let promise = if promises.len() == 1 { "so does the promise" } else { "so do the promises" };
            message.en += &format!("; {promise} {}", promises.join(", "));
        }
        warnings.push(Warning { steps, ..Warning::new(WarningCode::NotInForce, message) });
    }
}

/// The steps are those that finish by such days; where none does, those whose latest dates or floats rest on them.
fn provisional_calendar(calendar: &Calendar, schedule: &Schedule, steps: Vec<StepIx>) -> Option<Warning> {
    let rests = |promise: &&PromiseResult| promise.due.provisional || promise.margin.provisional;
    let promises: Vec<&str> =
        schedule.promises.iter().filter(rests).map(|promise| promise.id.as_str()).collect();
    if steps.is_empty() && promises.is_empty() {
        return None;
    }
    let mut warning = Warning::provisional_calendar(calendar, schedule.run.start);
    if !promises.is_empty() {
        warning.message.zh += &format!(";其中涉及限时 {}", promises.join("、"));
        warning.message.en += &format!("; among what may move: {}", promises.join(", "));
    }
    warning.steps = steps;
    Some(warning)
}

/// Whether a step's latest dates or floats rest on a day without a notice.
fn has_provisional_room(dated: &Dated) -> bool {
    let latest = dated.latest.is_some_and(|latest| latest.trigger.provisional || latest.finish.provisional);
    latest || [dated.total_float, dated.free_float].iter().flatten().any(|float| float.provisional)
}

/// Whether a step's estimate ends after its limit would, by the resulting days.
fn over_limit(network: &Network, calendar: &Calendar, schedule: &Schedule, ix: StepIx) -> bool {
    let dated = schedule.dates(ix);
    dated.timed.by_limit.is_some()
        && match dated.counted.ended_by {
            EndedBy::Silence => true,
            EndedBy::Reply => false,
            EndedBy::Itself => {
                let limit = schedule.limit_day(network, calendar, ix);
                limit.is_some_and(|limit| dated.finish().day() > limit.value)
            }
        }
}
