//! What has to hold of the odds whatever the network, and small cases whose probabilities anyone can work out.
//!
//! Days are counted from Monday 2023-03-06; no holiday falls into the five weeks after it.

#[path = "common/small.rs"]
mod small;

use std::collections::BTreeSet;

use permits::calendar::{Calendar, Counting, Day};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, FactId, Open, Value};
use permits::risk::{
    Detail, Distribution, Draws, Held, Model, Odds, Sampling, Shape, Tally, Terms, Uncertain, gap,
};
use permits::schedule::{Run, schedule};
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A case with a calendar, from which models are made.
struct Given {
    workflow: Workflow,
    set: Assumptions,
    calendar: Calendar,
    facts: Vec<(&'static str, bool)>,
}

impl Given {
    fn of(workflow: Workflow, set: &str) -> Given {
        let set = small::assumptions(set);
        Given { workflow, set, calendar: Calendar::official(), facts: Vec::new() }
    }

    fn shipped(workflow: &str, set: &str) -> Given {
        let (library, mut sources) = (Library::built_in(), Sources::default());
        let (workflow, _) = load_workflow(&library, &Which::typed(workflow), &mut sources).unwrap();
        let (set, _) = load_assumptions(&library, &Which::typed(set), &mut sources).unwrap();
        Given { workflow, set, calendar: Calendar::official(), facts: Vec::new() }
    }

    fn model(&self, start: &str, draws: &mut Draws) -> Model<'_> {
        let mut case = Case::new(&self.workflow, &self.set);
        let mut settled = BTreeSet::new();
        for (fact, value) in &self.facts {
            case.facts.0.insert(FactId::from(*fact), Value::Bool(*value));
            settled.insert(FactId::from(*fact));
        }
        let open = Open::of(case, &settled).expect("every answer has a time");
        let (counting, basis, shape) = (Counting::Statutory, Basis::Likely, Shape::Pert);
        let terms = Terms { calendar: &self.calendar, counting, basis, shape, given: &[], start: day(start) };
        Model::new(open, terms, draws).expect("a case")
    }
}

const START: &str = "2023-03-06";

fn run(model: &Model<'_>, held: Held, trials: std::ops::Range<u64>, threads: usize) -> Tally {
    let sampling = Sampling { seed: 7, trials, threads, detail: Detail::Paths };
    model.hold(held).unwrap().assess(model.terms().start, &sampling, &()).unwrap()
}

fn odds(model: &Model<'_>, trials: u64) -> Odds {
    let tally = run(model, Held::default(), 0..trials, 1);
    Odds::of(model, &tally, model.terms().start).unwrap()
}

/// Whether a share of so many trials is where a probability puts it: within 4.5 standard deviations, which chance alone
/// leaves once in 150,000 seeds; the seed is fixed.
#[track_caller]
fn about(share: f64, probability: f64, trials: u64) {
    let spread = 4.5 * (probability * (1.0 - probability) / trials as f64).sqrt();
    assert!((share - probability).abs() <= spread, "{share}, not {probability} ± {spread}");
}

#[test]
fn a_network_of_constants_gives_the_date_of_the_schedule_with_probability_one() {
    for workflow in
        ["full-path", "conventional", "design-scheme-supply", "build-on-land-delivery", "land-supply"]
    {
        let given = Given::shipped(workflow, "legal-maximum");
        let model = given.model("2023-06-01", &mut Draws::default());
        let network = permits::network::compile(&Case::new(&given.workflow, &given.set)).unwrap();
        let dates = schedule(&network, &given.calendar, &Run::from(day("2023-06-01"))).unwrap();
        // What has three points in the set is held at its likely one.
        let likely = model.inputs().iter().enumerate().map(|(at, input)| (at, input.planned)).collect();
        let tally = run(&model, Held { inputs: likely, facts: Vec::new() }, 0..500, 1);
        let found: Vec<(i32, u64)> = tally.days.iter().collect();
        assert_eq!(found, [(i32::from(dates.finish(&network).day().index()), 500)], "{workflow}");
        for promise in &dates.promises {
            let at = model.promises().iter().position(|id| *id == promise.id).unwrap();
            assert_eq!(tally.promises[at], (500, if promise.met() { 500 } else { 0 }), "{}", promise.id);
        }
    }
}

/// The stretch that the objection sends back runs once more when the fact is set, and so it does with a chance of one.
#[test]
fn a_fact_with_chance_0_or_1_is_the_fact_set() {
    let mut shipped = Given::shipped("full-path", "promised");
    for (fact, value) in
        [("credible-objection-plan", true), ("major-deviation", true), ("major-deviation", false)]
    {
        shipped.facts = vec![(fact, value)];
        let set = run(&shipped.model("2023-06-01", &mut Draws::default()), Held::default(), 0..2_000, 1);
        shipped.facts.clear();
        let said = shipped.set.chances.len();
        let chance = if value { "1.0" } else { "0.0" };
        let more = small::assumptions(&format!(
            "[fact.{fact}]\nchance = {chance}\norigin = \"assumption\"\nwhy = \"x\"\n"
        ));
        shipped.set.chances.extend(more.chances);
        let certain = run(&shipped.model("2023-06-01", &mut Draws::default()), Held::default(), 0..2_000, 1);
        shipped.set.chances.truncate(said);
        assert_eq!(set, certain, "{fact} = {value}");
    }
}

#[test]
fn threads_and_parts_change_nothing() {
    let given = Given::shipped("full-path", "stressed");
    let model = given.model("2023-06-01", &mut Draws::default());
    let whole = run(&model, Held::default(), 0..40_000, 1);
    assert_eq!(whole.trials, 40_000);
    for threads in [2, 3, 5] {
        assert_eq!(run(&model, Held::default(), 0..40_000, threads), whole, "{threads} threads");
    }
    // Parts that are cut at odd places, run by threads of their own, put together in another order.
    let mut parts =
        [0..1, 1..77, 77..20_003, 20_003..40_000].map(|part| run(&model, Held::default(), part, 2));
    parts.reverse();
    let mut all = model.hold(Held::default()).unwrap().tally();
    parts.iter().for_each(|part| all.add(part));
    assert_eq!(all, whole);
}

const ASK: &str = "ask consultation 5wd";

/// One party answers on Wednesday or not at all: then silence ends it on Monday, at 24:00.
#[test]
fn a_party_is_silent_as_often_as_the_file_says() {
    let reply = "[step.ask]\nreply = { silent = 0.25, estimate = \"2wd\" }\n";
    let given = Given::of(small::workflow(ASK), reply);
    let odds = odds(&given.model(START, &mut Draws::default()), 100_000);
    let days: Vec<Day> = odds.finish.days().iter().map(|(day, _)| *day).collect();
    assert_eq!(days, [day("2023-03-08"), day("2023-03-13")]);
    about(odds.finish.days()[1].1, 0.25, 100_000);
    assert_eq!(odds.replies.len(), 1);
    assert_eq!(odds.replies[0].asked, 1.0);
    assert_eq!(odds.replies[0].silent, odds.finish.days()[1].1);
}

/// Two parties: it ends with the last reply, so on Wednesday only when both answer: 0.75 · 0.5. One that answers late,
/// on the sixth day, is as silent as one that never does.
#[test]
fn the_last_reply_ends_a_consultation() {
    let file = |text: &str| {
        let head = "format = 1\n[workflow]\nid = \"w\"\nversion = \"1\"\ntitle = \"w\"\ngoal = \"ask\"\n\
            [source.s]\ntitle = \"s\"\n[actor.a]\nname = \"a\"\n[actor.b]\nname = \"b\"\n\
            [[step]]\nid = \"ask\"\nkind = \"consultation\"\nlimit = \"5wd\"\ncite = [\"s 1\"]\nparties = [\"a\", \"b\"]\n";
        Given::of(small::workflow_of(head), text)
    };
    let both = file(
        "[step.ask.party.a]\nsilent = 0.25\nestimate = \"2wd\"\n[step.ask.party.b]\nsilent = 0.5\nestimate = \"1wd\"\n",
    );
    let odds_of = odds(&both.model(START, &mut Draws::default()), 100_000);
    about(odds_of.finish.by(day("2023-03-08")), 0.75 * 0.5, 100_000);
    about(odds_of.replies[0].silent, 0.25, 100_000);
    about(odds_of.replies[1].silent, 0.5, 100_000);

    let late = file(
        "[step.ask.party.a]\nsilent = 0.0\nestimate = \"6wd\"\n[step.ask.party.b]\nsilent = 0.0\nestimate = \"1wd\"\n",
    );
    let odds_of = odds(&late.model(START, &mut Draws::default()), 1_000);
    assert_eq!(odds_of.finish.days(), [(day("2023-03-13"), 1.0)]);
    assert_eq!((odds_of.replies[0].silent, odds_of.replies[1].silent), (1.0, 0.0));
}

fn failing(most: u32) -> Workflow {
    small::workflow_of(&format!(
        "format = 1\n[workflow]\nid = \"w\"\nversion = \"1\"\ntitle = \"w\"\ngoal = \"end\"\n[source.s]\ntitle = \"s\"\n\
         [fact.fails]\ntype = \"bool\"\ndefault = false\nlabel = \"fails\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"draw\"\nkind = \"task\"\nlimit = \"3wd\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"end\"\nkind = \"milestone\"\nafter = [\"draw\"]\n\
         [[rework]]\nid = \"again\"\nat = \"draw\"\nback_to = \"draw\"\nwhen = {{ fails = true }}\nmax = {most}\ncite = [\"s 1\"]\n"
    ))
}

/// It fails four times in ten, each round anew: 0.6 · 0.4^n run again n times, and what would fail a third time does
/// not. Each round takes three working days: Thursday the 9th, Tuesday the 14th, Friday the 17th.
#[test]
fn a_stretch_fails_anew_in_every_round_until_its_most() {
    let set = "[fact.fails]\nchance = 0.4\norigin = \"assumption\"\nwhy = \"x\"\n";
    let given = Given::of(failing(2), set);
    let odds = odds(&given.model(START, &mut Draws::default()), 100_000);
    let days: Vec<Day> = odds.finish.days().iter().map(|(day, _)| *day).collect();
    assert_eq!(days, ["2023-03-09", "2023-03-14", "2023-03-17"].map(day));
    for (at, probability) in [0.6, 0.4 * 0.6, 0.4 * 0.4].into_iter().enumerate() {
        about(odds.reworks[0].rounds[at], probability, 100_000);
        assert_eq!(odds.finish.days()[at].1, odds.reworks[0].rounds[at]);
    }
}

/// A task of 2, 3 or 4 working days by a triangle: on 1.5 … 4.5 with its peak at 3 the first day takes (1 · 1) / (3 · 1.5)
/// = 2/9, and so does the last.
#[test]
fn an_estimate_is_as_likely_as_its_shape() {
    let set = "[step.draw]\nestimate = { min = \"2wd\", likely = \"3wd\", max = \"4wd\" }\norigin = \"assumption\"\n";
    let given = Given::of(small::workflow("draw task"), set);
    let open = Open::of(Case::new(&given.workflow, &given.set), &BTreeSet::new()).unwrap();
    let terms = Terms {
        calendar: &given.calendar,
        counting: Counting::Statutory,
        basis: Basis::Likely,
        shape: Shape::Triangular,
        given: &[],
        start: day(START),
    };
    let model = Model::new(open, terms, &mut Draws::default()).unwrap();
    let odds = odds(&model, 100_000);
    let days: Vec<Day> = odds.finish.days().iter().map(|(day, _)| *day).collect();
    assert_eq!(days, ["2023-03-08", "2023-03-09", "2023-03-10"].map(day));
    for ((_, share), probability) in odds.finish.days().iter().zip([2.0 / 9.0, 5.0 / 9.0, 2.0 / 9.0]) {
        about(*share, probability, 100_000);
    }
    // It holds every day from the start, and it alone is critical.
    assert_eq!(odds.steps.len(), 1);
    assert_eq!(odds.steps[0].critical, 1.0);
    assert!((odds.steps[0].days - odds.mean_days()).abs() < 1e-9);
}

/// Held at its ends a task of 2 to 20 working days, all there is, moves the P80 from one end to the other.
#[test]
fn a_swing_goes_from_the_best_to_the_worst() {
    let set = "[step.draw]\nestimate = { min = \"2wd\", likely = \"3wd\", max = \"20wd\" }\norigin = \"assumption\"\n\
        [step.other]\nestimate = { min = \"1wd\", likely = \"1wd\", max = \"2wd\" }\norigin = \"assumption\"\n\
        [fact.fails]\nchance = 0.4\norigin = \"assumption\"\nwhy = \"x\"\n";
    let given = Given::of(small::workflow("other task\ndraw task"), set);
    let model = given.model(START, &mut Draws::default());
    let sampling = Sampling { seed: 1, trials: 0..2_000, threads: 1, detail: Detail::Dates };
    let swings = model.swings(day(START), &sampling, &()).unwrap().expect("nobody stops it");
    let what: Vec<Uncertain> = swings.iter().map(|swing| swing.what).collect();
    // The other task leads nowhere; it moves nothing and comes last.
    assert_eq!(what, [Uncertain::Input(1), Uncertain::Input(0)]);
    assert_eq!((swings[0].best.p80, swings[0].worst.p80), (day("2023-03-08"), day("2023-04-03")));
    assert_eq!(swings[0].days(), 26);
    assert_eq!(swings[0].best.mean_days, 2.0);
    assert_eq!(swings[1].days(), 0);
}

/// A fact that is held brings what it brings once.
#[test]
fn a_fact_that_is_held_is_the_fact_set() {
    let set = "[fact.fails]\nchance = 0.4\norigin = \"assumption\"\nwhy = \"x\"\n";
    let given = Given::of(failing(2), set);
    let model = given.model(START, &mut Draws::default());
    for (value, finish) in [(false, "2023-03-09"), (true, "2023-03-14")] {
        let tally = run(&model, Held { inputs: Vec::new(), facts: vec![(0, value)] }, 0..1_000, 1);
        let found: Vec<(i32, u64)> = tally.days.iter().collect();
        assert_eq!(found, [(i32::from(day(finish).index()), 1_000)], "{value}");
    }
}

/// Under the same draws a party that is silent more often never lets a consultation end earlier.
#[test]
fn more_silence_never_ends_earlier() {
    let set = |silent: f64| {
        let mut given = Given::shipped("full-path", "stressed");
        for (_, step, _) in &mut given.set.steps {
            for reply in step.reply.iter_mut().chain(step.party.iter_mut().map(|(_, reply)| reply)) {
                reply.silent = Some(silent);
            }
        }
        given
    };
    let sets: Vec<Given> = [0.0, 0.1, 0.5, 0.9, 1.0].map(set).into();
    let mut draws = Draws::default();
    let models: Vec<Model<'_>> = sets.iter().map(|set| set.model("2023-06-01", &mut draws)).collect();
    let variants: Vec<_> = models.iter().map(|model| model.hold(Held::default()).unwrap()).collect();
    let start = day("2023-06-01");
    for pair in variants.windows(2) {
        let later = gap((&pair[0], start), (&pair[1], start), 3, 0..20_000, 2, &()).unwrap();
        assert_eq!(later.total(), 20_000);
        assert!(later.first() >= 0, "{later:?}");
        assert!(later.iter().any(|(days, _)| days > 0), "more silence costs something");
    }
}

/// The same case against itself: no difference in any trial. A day's later start: at least no earlier.
#[test]
fn the_same_case_under_the_same_draws_is_the_same() {
    let given = Given::shipped("full-path", "stressed");
    let mut draws = Draws::default();
    let models = [given.model("2023-06-02", &mut draws), given.model("2023-06-02", &mut draws)];
    let [one, other] = models.each_ref().map(|model| model.hold(Held::default()).unwrap());
    let (first, second) = (day("2023-06-01"), day("2023-06-02"));
    let same = gap((&one, first), (&other, first), 3, 0..5_000, 1, &()).unwrap();
    assert_eq!(same.iter().collect::<Vec<_>>(), [(0, 5_000)]);
    let later = gap((&one, first), (&other, second), 3, 0..5_000, 2, &()).unwrap();
    assert!(later.first() >= 0);
    // The gap of the means is the mean of the gaps.
    let mean = |variant: &permits::risk::Variant<'_, '_>, start| {
        let sampling = Sampling { seed: 3, trials: 0..5_000, threads: 1, detail: Detail::Dates };
        let tally = variant.assess(start, &sampling, &()).unwrap();
        Distribution::of_trials(tally.days.first(), tally.days.times()).unwrap().mean_days_from(first)
    };
    let of_gaps: i64 = later.iter().map(|(days, trials)| i64::from(days) * trials as i64).sum();
    assert!((mean(&other, second) - mean(&one, first) - of_gaps as f64 / 5_000.0).abs() < 1e-9);
}

/// Whoever watches can stop it; what is done by then is counted whole.
#[test]
fn a_run_that_is_stopped_keeps_what_is_done() {
    use std::sync::atomic::{AtomicU64, Ordering};
    struct Until(AtomicU64);
    impl permits::risk::Watch for Until {
        fn done(&self, trials: u64) -> bool {
            self.0.fetch_add(trials, Ordering::Relaxed) + trials < 100_000
        }
    }
    let given = Given::of(failing(2), "[fact.fails]\nchance = 0.4\norigin = \"assumption\"\nwhy = \"x\"\n");
    let model = given.model(START, &mut Draws::default());
    for threads in [1, 2] {
        let watch = Until(AtomicU64::new(0));
        let sampling = Sampling { seed: 1, trials: 0..1 << 40, threads, detail: Detail::Dates };
        let tally = model.hold(Held::default()).unwrap().assess(day(START), &sampling, &watch).unwrap();
        assert_eq!(tally.trials, watch.0.into_inner());
        assert_eq!(tally.days.total(), tally.trials);
        assert!(tally.trials >= 100_000 && tally.trials < 400_000, "{}", tally.trials);
    }
}
