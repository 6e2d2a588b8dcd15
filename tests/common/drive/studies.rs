//! Every question asked of a plan, and the documents of the answers.
//!
//! In: a case with its dates. Out: nothing. Budgets are small: what is asked is whether an answer comes, not which.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use permits::calendar::Day;
use permits::diagnostic::{Diagnostic, Lang};
use permits::network::{Basis, Case, Open};
use permits::report::backwards::{self, Backward};
use permits::report::comparison::drawing as compared_picture;
use permits::report::comparison::{self, Compared, Side};
use permits::report::csv;
use permits::report::drawing;
use permits::report::gantt;
use permits::report::ics::{Events, Forecasts};
use permits::report::odds::{self, Assessed, Tornado};
use permits::report::plan::Filter;
use permits::report::svg::{Options, Theme};
use permits::report::sweep::heat::{self, Heat};
use permits::report::sweep::{self as sweep_report, StartOdds, Swept};
use permits::report::tracking::{self, Tracking};
use permits::risk::{Budget, Detail, Draws, Exactly, Held, Model, Odds, Sampling, Shape, Terms};
use permits::schedule::{Run, schedule};
use permits::study::compare::{Between, Scenario, compare, readings};
use permits::study::delay;
use permits::study::plan::{Asked as Backwards, backwards};
use permits::study::sweep::{Asked as Starts, Every, sweep};
use permits::study::track::{impossible, track_project};

use super::Numbers;
use super::documents::{is_csv, is_json, well_formed};
use super::plans::{Asked, Depth, day, told};

pub fn all(asked: &Asked<'_>, numbers: &mut Numbers, depth: Depth) {
    let studies: [fn(&Asked<'_>, &mut Numbers, Lang); 5] = [planned, compared, assessed, swept, tracked];
    for study in studies {
        if depth == Depth::All || numbers.one_in(5) {
            let lang = [Lang::Zh, Lang::En][numbers.below(2)];
            study(asked, numbers, lang);
        }
    }
}

fn planned(asked: &Asked<'_>, numbers: &mut Numbers, lang: Lang) {
    let Run { start, counting, basis } = asked.run;
    let by = match numbers.below(3) {
        0 => day(numbers),
        1 => asked.dates.finish(asked.network).day(),
        _ => start.plus(numbers.below(900) as i64).unwrap_or(Day::LAST),
    };
    let fixed = numbers.one_in(2).then_some(start);
    let question = Backwards { network: asked.network, calendar: asked.calendar, counting, basis, by, fixed };
    let answer = match backwards(&question) {
        Ok(answer) => answer,
        Err(error) => return told(&error.0.text()),
    };
    let Some(shown) = answer.shown() else { return };
    let everything = Filter::default();
    let plan = permits::report::plan::Plan { schedule: shown, ..asked.plan(&everything) };
    let view = Backward { plan, asked: question, answer: &answer, promise: None };
    is_json(&backwards::json(&view, lang), "the plan backwards");
    assert!(!backwards::table(&view, lang).is_empty());
}

/// The case beside itself with a fact turned, another basis or another start.
fn compared(asked: &Asked<'_>, numbers: &mut Numbers, lang: Lang) {
    let mut case =
        Case { goal: asked.case.goal.clone(), ..Case::new(&asked.read.workflow, &asked.read.assumptions) };
    if numbers.one_in(2) {
        case.facts = asked.case.facts.clone();
    }
    let run = Run {
        start: if numbers.one_in(2) { asked.run.start } else { day(numbers) },
        basis: [Basis::Likely, asked.run.basis][numbers.below(2)],
        counting: if numbers.one_in(2) { asked.run.counting } else { asked.run.counting.other() },
    };
    let Ok(network) = permits::network::compile(&case) else { return };
    if network.steps().len() > 400 {
        return;
    }
    let Ok(dates) = schedule(&network, asked.calendar, &run) else { return };
    let calendar = asked.calendar;
    let one = Scenario {
        name: "one",
        case: asked.case.clone(),
        given: &[],
        calendar,
        network: asked.network,
        dates: asked.dates,
    };
    let other = Scenario { name: "other", case, given: &[], calendar, network: &network, dates: &dates };
    let scenarios = [one, other];
    let comparison = compare(&scenarios, Between::default());
    let outcomes: Vec<_> = scenarios.iter().map(readings::outcomes).collect();
    let sides: Vec<Side<'_>> = scenarios.iter().map(|scenario| Side { scenario, notes: &[] }).collect();
    let view = Compared {
        sides: &sides,
        between: Between::default(),
        comparison: &comparison,
        outcomes: &outcomes,
        odds: None,
    };
    is_json(&comparison::json(&view, lang), "the comparison");
    assert!(!comparison::table(&view, lang).is_empty() && !comparison::markdown(&view, lang).is_empty());
    let options = compared_picture::Options::default();
    well_formed(&compared_picture::svg(&view, &options, lang), "the compared plans");
}

const TRIALS: u64 = 128;

fn assessed(asked: &Asked<'_>, numbers: &mut Numbers, lang: Lang) {
    let start = asked.run.start;
    let settled = BTreeSet::new();
    let open = match Open::of(asked.case.clone(), &settled) {
        Ok(open) => open,
        Err(error) => return told(&error.text()),
    };
    let terms = Terms {
        calendar: asked.calendar,
        counting: asked.run.counting,
        basis: if asked.run.basis == Basis::Statutory { Basis::Statutory } else { Basis::Likely },
        shape: Shape::ALL[numbers.below(Shape::ALL.len())],
        given: &[],
        start,
    };
    let model = match Model::new(open, terms, &mut Draws::default()) {
        Ok(model) => model,
        Err(error) => return told(&error.text()),
    };
    let variant = match model.hold(Held::default()) {
        Ok(variant) => variant,
        Err(error) => return told(&error.text()),
    };
    let sampling = Sampling { seed: numbers.next(), trials: 0..TRIALS, threads: 1, detail: Detail::Paths };
    let tally = match variant.assess(start, &sampling, &()) {
        Ok(tally) => tally,
        Err(error) => return told(&error.text()),
    };
    let Some(sampled) = Odds::of(&model, &tally, start) else { return };
    let swings = Sampling { detail: Detail::Dates, ..sampling };
    let swings = match model.swings(start, &swings, &()) {
        Ok(swings) => swings,
        Err(error) => return told(&error.text()),
    };
    let shares = delay::shares(&asked.read.workflow, asked.network, asked.dates, &sampled);
    let exact = match variant.exact(start, Budget(300_000)) {
        Ok(Exactly::Known(exact)) => Some(exact),
        Ok(Exactly::TooCostly { .. }) => None,
        Err(error) => return told(&error.text()),
    };
    let too_costly = exact.is_none();
    let finishes = exact.as_ref().map(|exact| exact.steps.clone()).unwrap_or_default();
    let odds = match exact {
        Some(exact) => sampled.exactly(&model, exact).expect("the odds of what is known"),
        None => sampled,
    };
    let everything = Filter::default();
    let view = Assessed {
        plan: asked.plan(&everything),
        model: &model,
        odds: &odds,
        seed: 1,
        asked: TRIALS,
        too_costly,
        finishes: &finishes,
        until: Day::from_index(i64::from(tally.until)).unwrap_or(Day::LAST),
        tornado: swings.as_deref().map(|swings| Tornado { swings, trials: TRIALS }),
        too_many: false,
        shares: &shares,
    };
    is_json(&odds::json(&view, lang), "the odds");
    is_csv(&csv::odds(&view), "the odds");
    assert!(!odds::table(&view, lang).is_empty() && !odds::markdown(&view, lang).is_empty());
    let options = Options { width: None, theme: Theme::default() };
    well_formed(&odds::svg(&view, &options, lang), "the picture of the odds");
}

fn swept(asked: &Asked<'_>, numbers: &mut Numbers, lang: Lang) {
    let Run { counting, basis, start: first } = asked.run;
    let last = first.plus(numbers.below(20) as i64).unwrap_or(Day::LAST);
    let every = Every::ALL[numbers.below(Every::ALL.len())];
    let days = every.days(asked.calendar, first, last);
    if days.is_empty() {
        return;
    }
    let question = Starts { network: asked.network, calendar: asked.calendar, counting, basis };
    let found = sweep(&question, &days).and_then(|swept| Ok((question.holidays(&swept)?, swept)));
    let (holidays, found) = match found {
        Ok(found) => found,
        Err(error) => return told(&error.0.text()),
    };
    let p80: Vec<Day> = found.rows.iter().map(|row| row.finish.value).collect();
    let quantiles: Vec<[Day; 3]> = p80.iter().map(|day| [*day; 3]).collect();
    let odds = StartOdds { quantiles: &quantiles, sampled: Some((TRIALS, 1)), too_costly: false };
    let everything = Filter::default();
    let view = Swept {
        plan: asked.plan(&everything),
        sweep: &found,
        every,
        holidays: &holidays,
        odds: numbers.one_in(2).then_some(odds),
    };
    is_json(&sweep_report::json(&view), "the sweep");
    is_csv(&csv::sweep(&view), "the sweep");
    assert!(!sweep_report::table(&view, lang).is_empty());
    let heat = Heat { view: &view, p80: view.odds.map(|_| &p80[..]), p50: None };
    let options = Options { width: None, theme: Theme::default() };
    well_formed(&heat::svg(&heat, &options, lang), "the map of start days");
}

fn tracked(asked: &Asked<'_>, numbers: &mut Numbers, lang: Lang) {
    let Some(project) = asked.project() else { return };
    let as_of = asked.run.start.plus(numbers.below(300) as i64).unwrap_or(Day::LAST);
    let wrong = impossible(asked.network, project, Some(as_of));
    for mistake in &wrong {
        told(&mistake.message);
        assert!(!mistake.labels.is_empty(), "{} has no place", mistake.code);
    }
    if wrong.iter().any(Diagnostic::is_error) {
        return;
    }
    let tracked = match track_project(asked.network, asked.calendar, &asked.run, project, as_of) {
        Ok(tracked) => tracked,
        Err(error) => return told(&error.0.text()),
    };
    let (everything, effects) = (Filter::default(), OnceCell::new());
    let plan = asked.plan(&everything);
    let view = Tracking {
        plan: permits::report::plan::Plan { schedule: &tracked.plan, ..plan },
        forecast: permits::report::plan::Plan {
            network: &tracked.network,
            schedule: &tracked.forecast,
            ..plan
        },
        tracked: &tracked,
        effects: &effects,
        project,
    };
    is_json(&tracking::json(&view, lang), "the progress");
    assert!(!tracking::table(&view, lang).is_empty());
    well_formed(&gantt::progress(&view, &drawing::Options::default(), lang), "the chart of progress");
    let mut forecasts = Forecasts::new("一号");
    forecasts.add(&Events::of(&view, "key", lang));
    assert!(forecasts.finish().ends_with("END:VCALENDAR\r\n"));
}
