//! A plan made backwards as JSON: `permits.plan/1`.
//!
//! In: a [`Backward`]. Out: one document. `start`, `finish` and `steps` are those of the latest start; what becomes of a
//! start that is already fixed stands under `fixed`. The names are a contract: fields may be added, never changed.

use serde::Serialize;

use crate::diagnostic::{Lang, Text};
use crate::network::{Origin, StepIx};
use crate::schedule::Schedule;
use crate::schedule::deadline::Bound;
use crate::study::plan::Fixed;
use crate::study::shrink::{Alone, Cut, Together};

use super::super::json::{
    FloatRow, MomentRow, PromiseRow, WarningRow, float, moment, promise_row, to_text, warning_row,
};
use super::Backward;

/// The version of the document.
pub const SCHEMA: &str = "permits.plan/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    workflow: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<&'a str>,
    counting: &'static str,
    basis: &'static str,
    assumptions: &'a str,
    goal: &'a str,
    finish_by: String,
    start: Option<String>,
    finish: Option<String>,
    natural_days: Option<i32>,
    working_days: Option<i32>,
    /// Whether the start rests on a provisional day.
    provisional: Option<bool>,
    finish_from_the_day_after: Option<String>,
    finish_from_the_day_after_provisional: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<PromiseRow<'a>>,
    steps: Vec<StepRow<'a>>,
    fixed: Option<FixedRow<'a>>,
    warnings: Vec<WarningRow<'a>>,
}

#[derive(Serialize)]
struct StepRow<'a> {
    id: &'a str,
    name: Words,
    trigger: Option<MomentRow>,
    finish: Option<MomentRow>,
    latest_trigger: Option<MomentRow>,
    latest_finish: Option<MomentRow>,
    before_calendar: bool,
    float: Option<FloatRow>,
    too_late: Option<bool>,
    critical: Option<bool>,
    length: Option<String>,
    origin: Option<&'static str>,
}

#[derive(Serialize)]
struct Words {
    zh: String,
    en: String,
}

#[derive(Serialize)]
struct FixedRow<'a> {
    start: String,
    finish: String,
    finish_provisional: bool,
    met: bool,
    spare: FloatRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<PromiseRow<'a>>,
    late: Vec<&'a str>,
    alone: Vec<AloneRow<'a>>,
    together: Option<TogetherRow<'a>>,
    /// Whether `alone` and `together` were found over days that no published notice covers.
    shrink_provisional: bool,
    steps: Vec<StepRow<'a>>,
}

#[derive(Serialize)]
struct AloneRow<'a> {
    step: &'a str,
    length: String,
    origin: &'static str,
    at_most: Option<String>,
    by_reply: bool,
    finish_without_it: String,
}

#[derive(Serialize)]
struct TogetherRow<'a> {
    is: &'static str,
    cuts: Vec<CutRow<'a>>,
    finish: Option<String>,
}

#[derive(Serialize)]
struct CutRow<'a> {
    step: &'a str,
    from: String,
    to: String,
    by_reply: bool,
}

/// The document, indented, ended by a newline. Warnings are in `lang`; everything else is in both languages or none.
///
/// ```
/// use permits::report::backwards;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/backward.txt")]
/// let document: serde_json::Value = serde_json::from_str(&backwards::json(&view, Lang::En)).unwrap();
/// assert_eq!(document["finish_by"], "2023-07-07");
/// assert_eq!(document["start"], "2023-06-02");
/// ```
pub fn json(view: &Backward<'_>, lang: Lang) -> String {
    let (plan, asked) = (&view.plan, &view.asked);
    let latest = view.answer.latest.as_ref();
    let dates = latest.map(|latest| &latest.dates);
    let document = Document {
        schema: SCHEMA,
        workflow: &plan.workflow.id,
        project: plan.project,
        counting: asked.counting.as_str(),
        basis: asked.basis.as_str(),
        assumptions: &plan.assumptions.id,
        goal: plan.node(plan.network.goal()).id.as_str(),
        finish_by: asked.by.to_string(),
        start: dates.map(|dates| dates.run.start.to_string()),
        finish: dates.map(|dates| dates.finish(plan.network).day().to_string()),
        natural_days: dates.map(|dates| dates.duration.natural),
        working_days: dates.map(|dates| dates.duration.working),
        provisional: latest.map(|latest| latest.start.provisional),
        finish_from_the_day_after: latest
            .and_then(|latest| latest.day_after)
            .map(|day| day.value.to_string()),
        finish_from_the_day_after_provisional: latest
            .and_then(|latest| latest.day_after)
            .map(|day| day.provisional),
        promise: dates.and_then(|dates| view.promised(dates)).map(|promise| promise_row(plan, promise)),
        steps: step_rows(view, dates),
        fixed: view.answer.fixed.as_ref().map(|fixed| fixed_row(view, fixed)),
        warnings: plan.warnings().map(|warning| warning_row(plan, warning, lang)).collect(),
    };
    to_text(&document)
}

fn step_rows<'a>(view: &Backward<'a>, dates: Option<&Schedule>) -> Vec<StepRow<'a>> {
    view.plan.listed().into_iter().map(|ix| step_row(view, dates, ix)).collect()
}

fn step_row<'a>(view: &Backward<'a>, dates: Option<&Schedule>, ix: StepIx) -> StepRow<'a> {
    let plan = &view.plan;
    let bound = view.answer.bounds[ix.index()];
    let latest = bound.latest();
    let shown = dates.map(|dates| dates.dates(ix));
    let (length, origin) = dates.unwrap_or(plan.schedule).length(plan.network, ix);
    let Text { zh, en } = plan.name(ix);
    StepRow {
        id: plan.node(ix).id.as_str(),
        name: Words { zh, en },
        trigger: shown.map(|shown| moment(shown.told_trigger())),
        finish: shown.map(|shown| moment(shown.told_finish())),
        latest_trigger: latest.map(|latest| moment(latest.trigger)),
        latest_finish: latest.map(|latest| moment(latest.finish)),
        before_calendar: bound == Bound::BeforeCalendar,
        float: shown.zip(latest).map(|(shown, latest)| float(shown.float_to(view.asked.calendar, latest))),
        too_late: shown.map(|shown| bound.is_exceeded(shown)),
        critical: shown.map(|shown| shown.critical),
        length: length.map(|length| length.to_string()),
        origin: origin.map(Origin::as_str),
    }
}

fn fixed_row<'a>(view: &Backward<'a>, fixed: &'a Fixed) -> FixedRow<'a> {
    let id = |ix: StepIx| view.plan.node(ix).id.as_str();
    let alone = |alone: &Alone| AloneRow {
        step: id(alone.step),
        length: alone.length.to_string(),
        origin: alone.origin.as_str(),
        at_most: alone.enough.map(|length| length.to_string()),
        by_reply: alone.by_reply,
        finish_without_it: alone.at_best.day().to_string(),
    };
    let cut = |cut: &Cut| CutRow {
        step: id(cut.step),
        from: cut.from.to_string(),
        to: cut.to.to_string(),
        by_reply: cut.by_reply,
    };
    let together = |together: &Together| {
        let (is, cuts, finish) = match together {
            Together::NotNeeded => ("not-needed", &[][..], None),
            Together::Cuts(cuts, finish) => ("enough", &cuts[..], Some(finish)),
            Together::NotEnough(finish) => ("not-enough", &[][..], Some(finish)),
            Together::NotComputed => ("not-computed", &[][..], None),
        };
        let finish = finish.map(|finish| finish.day().to_string());
        TogetherRow { is, cuts: cuts.iter().map(cut).collect(), finish }
    };
    let shrink = fixed.shrink.as_ref();
    FixedRow {
        start: fixed.dates.run.start.to_string(),
        finish: fixed.dates.finish(view.plan.network).day().to_string(),
        finish_provisional: fixed.dates.finish_day(view.plan.network).provisional,
        met: fixed.is_met(),
        spare: float(fixed.spare),
        promise: view.promised(&fixed.dates).map(|promise| promise_row(&view.plan, promise)),
        late: shrink.map(|shrink| shrink.late.iter().map(|ix| id(*ix)).collect()).unwrap_or_default(),
        alone: shrink.map(|shrink| shrink.alone.iter().map(alone).collect()).unwrap_or_default(),
        together: shrink.map(|shrink| together(&shrink.together)),
        shrink_provisional: shrink.is_some_and(|shrink| shrink.provisional),
        steps: step_rows(view, Some(&fixed.dates)),
    }
}
