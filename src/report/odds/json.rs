//! The odds as JSON: `permits.risk/1`.
//!
//! In: an [`Assessed`]. Out: one document, keys in a fixed order. Probabilities are rounded to twelve digits, means to
//! six; days between are those of a confidence of 95 %.

use serde::Serialize;

use crate::calendar::Day;
use crate::diagnostic::Lang;
use crate::risk::exact::StepFinishes;
use crate::risk::{Distribution, Method, Outcome};

use super::super::json::{WarningRow, to_text, warning_row};
use super::{Assessed, names};

/// The version of the document.
pub const SCHEMA: &str = "permits.risk/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    method: &'static str,
    /// What comes from trials.
    sampled: &'static [&'static str],
    /// Whether the exact answer would have cost more than it may.
    too_costly: bool,
    samples: u64,
    asked: u64,
    seed: u64,
    shape: &'static str,
    workflow: &'a str,
    assumptions: &'a str,
    start: String,
    counting: &'static str,
    basis: &'static str,
    goal: &'a str,
    planned: Option<String>,
    planned_probability: Option<f64>,
    quantiles: Quantiles,
    between: Vec<Between>,
    mean_natural_days: f64,
    provisional: bool,
    out_of_scope: f64,
    distribution: Vec<Bar>,
    promises: Vec<Promise<'a>>,
    steps: Vec<Step<'a>>,
    /// When each step finishes; empty where that is not known exactly.
    finishes: Vec<Finishes<'a>>,
    silent: Vec<Silent<'a>>,
    reworks: Vec<Rework<'a>>,
    tornado: Option<Tornado>,
    shares: Vec<Share<'a>>,
    drawn: Vec<Drawn<'a>>,
    chances: Vec<Chance<'a>>,
    warnings: Vec<WarningRow<'a>>,
}

#[derive(Serialize)]
struct Quantiles {
    p05: String,
    p10: String,
    p25: String,
    p50: String,
    p80: String,
    p90: String,
    p95: String,
}

#[derive(Serialize)]
struct Between {
    share: f64,
    low: String,
    high: String,
}

#[derive(Serialize)]
struct Bar {
    date: String,
    probability: f64,
    provisional: bool,
}

#[derive(Serialize)]
struct Promise<'a> {
    id: &'a str,
    probability: f64,
    low: f64,
    high: f64,
    tested: f64,
}

#[derive(Serialize)]
struct Step<'a> {
    id: &'a str,
    criticality: f64,
    days_on_path: f64,
}

#[derive(Serialize)]
struct Finishes<'a> {
    step: &'a str,
    happens: f64,
    #[serde(flatten)]
    quantiles: Option<FinishQuantiles>,
}

#[derive(Serialize)]
struct FinishQuantiles {
    p05: String,
    p50: String,
    p80: String,
    p95: String,
}

#[derive(Serialize)]
struct Silent<'a> {
    step: &'a str,
    party: Option<&'a str>,
    asked: f64,
    silent: f64,
}

#[derive(Serialize)]
struct Rework<'a> {
    id: &'a str,
    rounds: Vec<f64>,
}

#[derive(Serialize)]
struct Tornado {
    samples: u64,
    swings: Vec<Swing>,
}

#[derive(Serialize)]
struct Swing {
    what: String,
    kind: &'static str,
    best: End,
    worst: End,
    days: i32,
}

#[derive(Serialize)]
struct End {
    value: Option<String>,
    p80: String,
    mean_natural_days: f64,
}

#[derive(Serialize)]
struct Share<'a> {
    actor: Option<&'a str>,
    planned_days: i32,
    mean_days: f64,
    delay: f64,
}

#[derive(Serialize)]
struct Drawn<'a> {
    step: &'a str,
    party: Option<&'a str>,
    best: Option<String>,
    worst: Option<String>,
}

#[derive(Serialize)]
struct Chance<'a> {
    fact: &'a str,
    chance: f64,
}

/// The document, indented, ended by a newline. The messages of warnings are in `lang`.
///
/// ```
/// use permits::report::odds;
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
/// let document: serde_json::Value = serde_json::from_str(&odds::json(&view, Lang::En)).unwrap();
/// assert_eq!((&document["method"], &document["planned"]), (&"exact".into(), &"2023-07-21".into()));
/// assert_eq!(document["quantiles"]["p80"], found.finish.quantile(0.8).to_string());
/// ```
pub fn json(view: &Assessed<'_>, lang: Lang) -> String {
    let (plan, odds, model) = (&view.plan, view.odds, view.model);
    let quantile = |share: f64| odds.finish.quantile(share).to_string();
    let between = |share: f64| {
        let (low, high) = odds.between(share);
        Between { share, low: low.to_string(), high: high.to_string() }
    };
    let bar = |&(day, probability): &(Day, f64)| Bar {
        date: day.to_string(),
        probability: rounded(probability, 12),
        provisional: view.told(day).provisional,
    };
    let planned = plan.finish().map(|finish| finish.value);
    let step = |step: usize| plan.workflow.steps[step].id.as_str();
    let drawn = model.inputs().iter().map(|input| {
        let (best, worst) = input.extremes();
        let [best, worst] = [best, worst].map(|outcome| length(input.outcomes[outcome]));
        Drawn { step: input.id.as_str(), party: party(input.party.as_deref()), best, worst }
    });
    to_text(&Document {
        schema: SCHEMA,
        method: match odds.method {
            Method::Sample => "sample",
            Method::Exact => "exact",
        },
        sampled: match odds.method {
            Method::Sample => {
                &["distribution", "promises", "silent", "reworks", "steps", "tornado", "shares"]
            }
            Method::Exact => &["steps", "tornado", "shares"],
        },
        too_costly: view.too_costly,
        samples: odds.trials,
        asked: view.asked,
        seed: view.seed,
        shape: model.terms().shape.as_str(),
        workflow: &plan.workflow.id,
        assumptions: &plan.assumptions.id,
        start: odds.start.to_string(),
        counting: plan.schedule.run.counting.as_str(),
        basis: plan.schedule.run.basis.as_str(),
        goal: plan.node(plan.network.goal()).id.as_str(),
        planned: planned.map(|day| day.to_string()),
        planned_probability: planned.map(|day| rounded(odds.finish.by(day), 12)),
        quantiles: Quantiles {
            p05: quantile(0.05),
            p10: quantile(0.1),
            p25: quantile(0.25),
            p50: quantile(0.5),
            p80: quantile(0.8),
            p90: quantile(0.9),
            p95: quantile(0.95),
        },
        between: [0.05, 0.1, 0.25, 0.5, 0.8, 0.9, 0.95].map(between).into(),
        mean_natural_days: rounded(odds.mean_days(), 6),
        provisional: view.provisional(),
        out_of_scope: rounded(odds.out_of_scope, 12),
        distribution: odds.finish.days().iter().map(bar).collect(),
        promises: odds.promises.iter().map(|promise| promise_of(view, promise)).collect(),
        steps: odds
            .steps
            .iter()
            .map(|odds| Step {
                id: step(odds.step),
                criticality: rounded(odds.critical, 12),
                days_on_path: rounded(odds.days, 6),
            })
            .collect(),
        finishes: view.finishes.iter().map(|finishes| finishes_of(view, finishes)).collect(),
        silent: odds
            .replies
            .iter()
            .map(|reply| {
                let input = &model.inputs()[reply.input];
                Silent {
                    step: input.id.as_str(),
                    party: party(input.party.as_deref()),
                    asked: rounded(reply.asked, 12),
                    silent: rounded(reply.silent, 12),
                }
            })
            .collect(),
        reworks: odds
            .reworks
            .iter()
            .map(|odds| Rework {
                id: model.open().reworks[odds.rework].id.as_str(),
                rounds: odds.rounds.iter().map(|share| rounded(*share, 12)).collect(),
            })
            .collect(),
        tornado: view.tornado.map(|tornado| Tornado {
            samples: tornado.trials,
            swings: tornado.swings.iter().map(|swing| swing_of(view, swing)).collect(),
        }),
        shares: view
            .shares
            .iter()
            .map(|share| Share {
                actor: share.actor.as_ref().map(|actor| actor.as_str()),
                planned_days: share.planned,
                mean_days: rounded(share.mean, 6),
                delay: rounded(share.delay(), 6),
            })
            .collect(),
        drawn: drawn.collect(),
        chances: model
            .open()
            .facts
            .iter()
            .map(|fact| Chance { fact: fact.id.as_str(), chance: fact.chance })
            .collect(),
        warnings: plan.warnings().map(|warning| warning_row(plan, warning, lang)).collect(),
    })
}

fn finishes_of<'a>(view: &Assessed<'a>, step: &StepFinishes) -> Finishes<'a> {
    // Of the cases in which it happens.
    let days = step.finishes.iter().map(|(day, chance)| (*day, chance / step.happens)).collect();
    let quantiles = Distribution::of_probabilities(days).map(|days| {
        let [p05, p50, p80, p95] = [0.05, 0.5, 0.8, 0.95].map(|share| days.quantile(share).to_string());
        FinishQuantiles { p05, p50, p80, p95 }
    });
    let id = view.plan.workflow.steps[step.step].id.as_str();
    Finishes { step: id, happens: rounded(step.happens.min(1.0), 12), quantiles }
}

fn promise_of<'a>(view: &Assessed<'a>, promise: &'a crate::risk::PromiseOdds) -> Promise<'a> {
    let (low, high) = view.odds.kept_between(promise);
    Promise {
        id: promise.id.as_str(),
        probability: rounded(promise.kept, 12),
        low: rounded(low, 12),
        high: rounded(high, 12),
        tested: rounded(promise.tested, 12),
    }
}

fn swing_of(view: &Assessed<'_>, swing: &crate::risk::Swing) -> Swing {
    use crate::risk::Uncertain;
    let (kind, values) = match swing.what {
        Uncertain::Input(at) => {
            let input = &view.model.inputs()[at];
            let (best, worst) = input.extremes();
            let kind = if input.party.is_some() { "reply" } else { "length" };
            (kind, [best, worst].map(|outcome| length(input.outcomes[outcome])))
        }
        Uncertain::Fact(_) => ("fact", ["false", "true"].map(|value| Some(value.to_string()))),
    };
    let [mut best, mut worst] = values;
    if swing.turned {
        std::mem::swap(&mut best, &mut worst);
    }
    let end = |value, end: &crate::risk::End| End {
        value,
        p80: end.p80.to_string(),
        mean_natural_days: rounded(end.mean_days, 6),
    };
    Swing {
        what: names::id(view, swing.what),
        kind,
        best: end(best, &swing.best),
        worst: end(worst, &swing.worst),
        days: swing.days(),
    }
}

/// A length; `None` for silence.
fn length(outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::Takes(length) => Some(length.to_string()),
        Outcome::Silent => None,
    }
}

fn party(party: Option<&str>) -> Option<&str> {
    party.filter(|party| !party.is_empty())
}

/// To so many digits behind the point; −0 is 0.
pub(in crate::report) fn rounded(number: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (number * scale).round() / scale + 0.0
}
