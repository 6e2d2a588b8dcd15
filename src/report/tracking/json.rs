//! A project's progress as JSON: `permits.track/1`.
//!
//! In: a [`Tracking`]. Out: one document, keys in a fixed order. `delay` is in working days, positive for a step that is
//! late. Where nothing is recorded every step waits and the forecast is the plan.

use serde::Serialize;

use crate::calendar::{Day, Told};
use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::schedule::{Float, PromiseResult};

use super::super::json::{
    Days, MomentRow, PromiseRow, WarningRow, days, moment, promise_row, to_text, warning_row,
};
use super::{Tracking, how_words};

/// The version of the document.
pub const SCHEMA: &str = "permits.track/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    project: Option<&'a str>,
    workflow: &'a str,
    as_of: String,
    start: String,
    has_records: bool,
    goal: &'a str,
    planned_finish: String,
    planned_provisional: bool,
    forecast_finish: String,
    forecast_provisional: bool,
    delay: i32,
    delay_natural: i32,
    steps: Vec<StepRow<'a>>,
    promises: Vec<TrackedPromise<'a>>,
    balls: Vec<BallRow<'a>>,
    silences: Vec<SilenceRow<'a>>,
    before_deal: Vec<&'a str>,
    past_limits: Vec<LimitRow<'a>>,
    overran: Vec<LimitRow<'a>>,
    cut_short: Vec<LimitRow<'a>>,
    out_of_force: Vec<ForceRow<'a>>,
    warnings: Vec<WarningRow<'a>>,
}

#[derive(Serialize)]
struct StepRow<'a> {
    id: &'a str,
    state: &'static str,
    actor: Option<&'a str>,
    planned_finish: String,
    forecast_finish: String,
    delay: i32,
    delay_natural: i32,
    delay_provisional: bool,
    effect: &'static str,
    moves_goal: Option<i32>,
    front: String,
    how: Option<&'static str>,
    because: Option<Because>,
    due: Option<String>,
    due_provisional: Option<bool>,
    expected: Option<String>,
    planned: Both,
    forecast: Both,
    free_float: Option<i32>,
    total_float: Option<i32>,
    critical: bool,
}

#[derive(Serialize)]
struct Because {
    zh: &'static str,
    en: &'static str,
}

#[derive(Serialize)]
struct Both {
    begins: MomentRow,
    finish: MomentRow,
}

#[derive(Serialize)]
struct TrackedPromise<'a> {
    #[serde(flatten)]
    tested: PromiseRow<'a>,
    outlook: &'static str,
    spent: Vec<SpentRow<'a>>,
}

#[derive(Serialize)]
struct SpentRow<'a> {
    step: Option<&'a str>,
    actor: Option<&'a str>,
    applicant: bool,
    days: Days,
    stopped: Days,
}

#[derive(Serialize)]
struct BallRow<'a> {
    actor: Option<&'a str>,
    step: &'a str,
    state: &'static str,
    since: String,
    until: String,
    until_provisional: bool,
    is_limit: bool,
}

#[derive(Serialize)]
struct SilenceRow<'a> {
    step: &'a str,
    parties: Vec<&'a str>,
    due: String,
    due_provisional: bool,
    runs: bool,
}

#[derive(Serialize)]
struct LimitRow<'a> {
    step: &'a str,
    due: String,
    due_provisional: bool,
    cite: Vec<String>,
}

#[derive(Serialize)]
struct ForceRow<'a> {
    step: &'a str,
    source: &'a str,
    until: Option<String>,
}

/// The document, indented, ended by a newline.
///
/// ```
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/tracked.txt")]
/// let document: serde_json::Value = serde_json::from_str(&tracking::json(&view, Lang::En)).unwrap();
/// // 10, 11, 12 and 13 July are the working days by which it is later.
/// assert_eq!((&document["forecast_finish"], &document["delay"]), (&"2023-07-13".into(), &4.into()));
/// ```
pub fn json(view: &Tracking<'_>, lang: Lang) -> String {
    let (plan, tracked) = (&view.plan, view.tracked);
    let (planned, forecast) = (view.planned_finish(), view.forecast_finish());
    let late = tracked.delay(plan.calendar, plan.network.goal()).value;
    let id = |ix: StepIx| plan.node(ix).id.as_str();
    let limit = |(ix, due): (StepIx, Told<Day>)| LimitRow {
        step: id(ix),
        due: due.value.to_string(),
        due_provisional: due.provisional,
        cite: plan.step(ix).cite.iter().map(ToString::to_string).collect(),
    };
    let force = |(ix, source): (StepIx, usize)| {
        let force = &view.forecast.network.forces[source];
        ForceRow {
            step: id(ix),
            source: force.source.as_str(),
            until: force.in_force.until.map(|until| until.to_string()),
        }
    };
    let balls = tracked.balls().into_iter().map(|ball| BallRow {
        actor: actor(view, ball.step),
        step: id(ball.step),
        state: tracked.state(ball.step).as_str(),
        since: ball.since.to_string(),
        until: ball.until.value.to_string(),
        until_provisional: ball.until.provisional,
        is_limit: ball.is_limit,
    });
    let silences = tracked.silences(plan.calendar).into_iter().map(|silence| SilenceRow {
        step: id(silence.step),
        parties: plan.step(silence.step).parties.iter().map(|party| party.as_str()).collect(),
        due: silence.due.value.to_string(),
        due_provisional: silence.due.provisional,
        runs: silence.runs,
    });
    to_text(&Document {
        schema: SCHEMA,
        project: plan.project,
        workflow: &plan.workflow.id,
        as_of: tracked.as_of.to_string(),
        start: plan.schedule.run.start.to_string(),
        has_records: tracked.has_records,
        goal: id(plan.network.goal()),
        planned_finish: planned.value.to_string(),
        planned_provisional: planned.provisional,
        forecast_finish: forecast.value.to_string(),
        forecast_provisional: forecast.provisional,
        delay: late.working,
        delay_natural: late.natural,
        steps: tracked.steps().map(|ix| step(view, ix)).collect(),
        promises: tracked.forecast.promises.iter().map(|tested| promise(view, tested)).collect(),
        balls: balls.collect(),
        silences: silences.collect(),
        before_deal: tracked.before_the_deal(plan.workflow).into_iter().map(id).collect(),
        past_limits: tracked.past_their_limit().into_iter().map(limit).collect(),
        overran: tracked.overran().into_iter().map(limit).collect(),
        cut_short: tracked.cut_short().into_iter().map(limit).collect(),
        out_of_force: tracked.out_of_force().into_iter().map(force).collect(),
        warnings: view
            .forecast
            .warnings()
            .map(|warning| warning_row(&view.forecast, warning, lang))
            .collect(),
    })
}

fn actor<'a>(view: &Tracking<'a>, ix: StepIx) -> Option<&'a str> {
    view.plan.step(ix).actor.as_ref().map(|actor| actor.as_str())
}

fn step<'a>(view: &Tracking<'a>, ix: StepIx) -> StepRow<'a> {
    let (tracked, calendar) = (view.tracked, view.plan.calendar);
    let (planned, now) = (tracked.plan.dates(ix), tracked.forecast.dates(ix));
    let (late, effect) = (tracked.delay(calendar, ix), view.effect(ix));
    let progress = tracked.forecast.progress(ix);
    let due = progress.and_then(|progress| progress.due);
    let working = |float: Option<Told<Float>>| float.map(|float| float.value.working);
    StepRow {
        id: view.plan.node(ix).id.as_str(),
        state: tracked.state(ix).as_str(),
        actor: actor(view, ix),
        planned_finish: planned.finish().day().to_string(),
        forecast_finish: now.finish().day().to_string(),
        delay: late.value.working,
        delay_natural: late.value.natural,
        delay_provisional: late.provisional,
        effect: effect.as_str(),
        moves_goal: match effect {
            crate::study::track::DelayEffect::MovesGoal(days) => days,
            _ => None,
        },
        front: tracked.front(ix).to_string(),
        how: progress.map(|progress| progress.how.as_str()),
        because: progress.map(|progress| Because {
            zh: how_words(progress.how, Lang::Zh),
            en: how_words(progress.how, Lang::En),
        }),
        due: due.map(|due| due.value.to_string()),
        due_provisional: due.map(|due| due.provisional),
        expected: progress.and_then(|progress| progress.expected).map(|day| day.value.to_string()),
        planned: Both { begins: moment(planned.told_begins()), finish: moment(planned.told_finish()) },
        forecast: Both { begins: moment(now.told_begins()), finish: moment(now.told_finish()) },
        free_float: working(planned.free_float),
        total_float: working(planned.total_float),
        critical: now.critical,
    }
}

fn promise<'a>(view: &Tracking<'a>, tested: &'a PromiseResult) -> TrackedPromise<'a> {
    let spent = view.tracked.spent(view.plan.calendar, tested).into_iter().map(|part| SpentRow {
        step: part.step.map(|step| view.plan.node(step).id.as_str()),
        actor: part.step.and_then(|step| actor(view, step)),
        applicant: part.step.is_some_and(|step| view.plan.is_of_applicant(step)),
        days: days(part.days),
        stopped: days(part.stopped),
    });
    TrackedPromise {
        tested: promise_row(&view.plan, tested),
        outlook: view.tracked.outlook(tested).as_str(),
        spent: spent.collect(),
    }
}
