//! What a case becomes: its goal and promises, the worlds of what is open, mixtures of two networks, what records prove,
//! how long a step takes on which basis. By hand; nothing is scheduled.

#[path = "common/small.rs"]
mod small;

use std::collections::BTreeSet;

use permits::calendar::{Counting, Day, Length, Rule};
use permits::network::{
    Basis, Case, CompileError, Estimate, Estimated, Kind, LinkEnd, Network, NetworkLink, NetworkStep, Open,
    Origin, Presence, Said, Stated, StepIx, Timing, Waits, Way, compile, contradictions, mixed, recorded,
};
use permits::workflow::{Value, Workflow};
use small::{assumptions, floor, procedure, reworks, workflow};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

// The goal, promises and cautions

const TWICE: &str = "
    draft task 2wd
    consult task 3wd after draft
    end act after consult
    rework again consult draft
";

fn goal(goal: &str, times: u32) -> Result<String, CompileError> {
    let (workflow, floor) = (workflow(TWICE), floor());
    let case = Case { reworks: reworks(&[("again", times)]), ..Case::new(&workflow, &floor) };
    let network = compile(&Case { goal: Some(goal.into()), ..case })?;
    Ok(network.step(network.goal()).id.to_string())
}

#[test]
fn the_goal_is_the_last_round_of_a_step_unless_it_names_one() {
    assert_eq!(goal("consult", 0).unwrap(), "consult");
    assert_eq!(goal("consult", 2).unwrap(), "consult~3");
    assert_eq!(goal("consult~2", 2).unwrap(), "consult~2");
    assert_eq!(goal("consult~4", 2).unwrap_err(), CompileError::UnknownGoal("consult~4".into()));
}

/// Two steps that can fail, of which facts say whether the second waits for the first and whether it happens.
const FACTS: &str = r#"
[fact.rejected]
type = "bool"
default = false
[fact.joined]
type = "bool"
default = true
[fact.heard]
type = "bool"
default = true
[fact.idle]
type = "bool"
default = false
[[step]]
id = "draft"
kind = "task"
limit = "1wd"
cite = ["s 1"]
[[step]]
id = "hearing"
kind = "task"
limit = "1wd"
cite = ["s 1"]
when = { heard = true }
after = [{ step = "draft", when = { joined = true } }]
[[step]]
id = "end"
kind = "task"
limit = "1wd"
cite = ["s 1"]
after = ["hearing"]
[[promise]]
id = "soon"
from = "draft"
to = "hearing"
within = "9wd"
cite = ["s 1"]
[[rework]]
id = "redraft"
at = "hearing"
back_to = "draft"
when = { rejected = true }
max = 3
[[rework]]
id = "reopen"
at = "end"
back_to = "end"
when = { rejected = true }
max = 1
"#;

fn facts() -> Workflow {
    procedure("end", FACTS)
}

fn names(network: &Network) -> Vec<&str> {
    network.steps().iter().map(|step| step.id.as_str()).collect()
}

#[test]
fn a_promise_is_there_while_both_its_ends_are() {
    let (workflow, floor) = (facts(), floor());
    let promises = |heard: bool| {
        let mut case = Case::new(&workflow, &floor);
        case.facts.0.insert("heard".into(), Value::Bool(heard));
        compile(&case).unwrap().promises.len()
    };
    assert_eq!((promises(true), promises(false)), (1, 0));
}

// What is open

const HALF: &str = "[fact.rejected]\nchance = 0.5\n[fact.joined]\nchance = 0.5\n[fact.heard]\nchance = 0.5\n\
                    [fact.idle]\nchance = 0.5\n";

#[test]
fn what_decides_nothing_is_not_open() {
    let (workflow, half) = (facts(), assumptions(HALF));
    let open = Open::of(Case::new(&workflow, &half), &BTreeSet::new()).unwrap();
    let named: Vec<&str> = open.facts.iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!(named, ["rejected", "joined", "heard"]); // `idle` names no step, link, scope or rework
    // `rejected` sends back and shapes nothing; the reworks run 0 to 3 and 0 or 1 times: 2 × 2 × 4 × 2.
    assert_eq!(open.worlds_at_most(), 32);
    assert_eq!(open.reworks.iter().map(|rework| rework.rests_on.clone()).collect::<Vec<_>>(), [[0], [0]]);
}

#[test]
fn a_stretch_that_a_world_does_not_have_does_not_run_again_in_it() {
    let (workflow, half) = (facts(), assumptions(HALF));
    let open = Open::of(Case::new(&workflow, &half), &BTreeSet::new()).unwrap();
    let world = |joined: bool, heard: bool, rounds: [u32; 2]| {
        let network = open.network(&[true, joined, heard], &rounds).unwrap();
        names(&network).into_iter().map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(world(true, true, [1, 1]), ["draft", "hearing", "draft~2", "hearing~2", "end", "end~2"]);
    // Not joined: no way leads from the draft to the hearing. What else runs again still does.
    assert_eq!(world(false, true, [2, 1]), ["draft", "hearing", "end", "end~2"]);
    // Without a hearing nobody can reject it there.
    assert_eq!(world(true, false, [2, 1]), ["draft", "hearing", "end", "end~2"]);
    assert_eq!(world(true, true, [0, 0]), ["draft", "hearing", "end"]);
}

#[test]
fn a_rework_that_somebody_asked_for_has_something_to_repeat() {
    let (workflow, half) = (facts(), assumptions(HALF));
    let asked = Case { reworks: reworks(&[("redraft", 1)]), ..Case::new(&workflow, &half) };
    let open = Open::of(asked, &BTreeSet::new()).unwrap();
    assert_eq!(open.reworks.len(), 1, "only `reopen` is left open");
    assert_eq!(
        open.network(&[true, false, true], &[1]).unwrap_err(),
        CompileError::EmptyRework("redraft".into())
    );
}

#[test]
fn who_never_answers_needs_no_time_to() {
    let workflow = workflow("ask consultation\n end act after ask");
    let replies = |silent: &str| {
        let set = assumptions(&format!("[step.ask]\nreply = {{ silent = {silent} }}\n"));
        let open = Open::of(Case::new(&workflow, &set), &BTreeSet::new());
        open.map(|open| open.replies_of(0).unwrap()[0].estimate).map_err(|error| error.0.to_string())
    };
    assert_eq!(replies("1.0"), Ok(Estimate::exactly(Length::Working(0))));
    assert_eq!(replies("0.5"), Err("ask".to_string()));
}

// Mixtures

fn network(steps: &[(&str, bool)], links: &[(usize, usize)]) -> Network {
    let step = |(order, (id, present)): (usize, &(&str, bool))| {
        let presence = if *present { Presence::Present } else { Presence::Absent(Vec::new()) };
        NetworkStep { file_order: order, presence, ..NetworkStep::new(id, Timing::new(Kind::Task)) }
    };
    let link = |(from, to): &(usize, usize)| NetworkLink {
        from: StepIx::new(*from),
        to: StepIx::new(*to),
        end: LinkEnd::Finish,
        lag: Length::Working(0),
        stated: Stated::ByDocument,
    };
    let goal = StepIx::new(steps.len() - 1);
    Network::new(steps.iter().enumerate().map(step).collect(), links.iter().map(link).collect(), goal)
        .unwrap()
}

/// The mixture of two networks with these steps done in the other's way: each step with what it waits for.
fn mixture(own: &Network, other: &Network, others: &[&str]) -> Vec<String> {
    let way = |waits| Way { waits, ..Way::default() };
    let mixed =
        mixed(own, other, |id| way(if others.contains(&id.as_str()) { Waits::Other } else { Waits::Own }));
    let mixed = mixed.unwrap();
    let told = |ix: StepIx| {
        let from = mixed.links_into(ix).map(|link| mixed.step(mixed.links()[link].from).id.to_string());
        let absent = if mixed.step(ix).is_present() { "" } else { "-" };
        format!("{absent}{}({})", mixed.step(ix).id, from.collect::<Vec<_>>().join(" "))
    };
    mixed.positions().map(told).collect()
}

#[test]
fn what_comes_back_is_waited_for_as_it_was() {
    let own = network(&[("a", true), ("end", true)], &[(0, 1)]);
    let other = network(&[("x", true), ("end", true)], &[(0, 1)]);
    // In file order: the other's come behind the own ones, whatever their place was.
    assert_eq!(mixture(&own, &other, &["x"]), ["a()", "x()", "end(a x)"]);
    assert_eq!(mixture(&own, &other, &[]), ["a()", "end(a)", "-x()"]);
    // The end in the other's way waits for what it waits for there.
    assert_eq!(mixture(&own, &other, &["x", "end"]), ["a()", "x()", "end(x)"]);
}

#[test]
fn what_was_there_brings_no_link() {
    // `b` is there in both; the end waits for it only in the other.
    let own = network(&[("a", true), ("b", true), ("end", true)], &[(0, 2)]);
    let other = network(&[("a", true), ("b", true), ("end", true)], &[(0, 2), (1, 2)]);
    assert_eq!(mixture(&own, &other, &["b"]), ["a()", "b()", "end(a)"]);
    // The same behind an absent first step.
    let own = network(&[("a", false), ("b", true), ("end", true)], &[(0, 2)]);
    assert_eq!(mixture(&own, &other, &["b"]), ["-a()", "b()", "end(a)"]);
}

#[test]
fn what_comes_back_brings_a_link_once() {
    // `b` does not happen, but the end waits through it.
    let own = network(&[("a", true), ("b", false), ("end", true)], &[(0, 2), (1, 2)]);
    let other = network(&[("a", true), ("b", true), ("end", true)], &[(0, 2), (1, 2)]);
    assert_eq!(mixture(&own, &other, &["b"]), ["a()", "b()", "end(a b)"]);
}

#[test]
fn what_only_the_other_has_comes_behind() {
    let own = network(&[("a", true), ("end", true)], &[(0, 1)]);
    let other = network(&[("x", true), ("y", true), ("end", true)], &[(0, 2), (1, 2)]);
    let mixed = mixed(&own, &other, |_| Way::default()).unwrap();
    let orders = mixed.steps().iter().map(|step| (step.id.as_str(), step.file_order));
    assert_eq!(orders.collect::<Vec<_>>(), [("a", 0), ("end", 1), ("x", 2), ("y", 3)]);
    assert!(mixed.steps().iter().all(|step| step.sources.is_empty()));
}

// Records

#[test]
fn a_contradiction_names_the_record_that_proves_the_most() {
    let network =
        network(&[("a", true), ("x", true), ("y", true), ("end", true)], &[(0, 1), (0, 2), (1, 3), (2, 3)]);
    let found = |x: &str, y: &str| {
        let mut said = vec![Said::default(); 4];
        said[0].finished = Some(day("2023-06-20"));
        (said[1].started, said[2].started) = (Some(day(x)), Some(day(y)));
        let found = contradictions(&network, &said);
        found.iter().map(|found| (found.later.index(), found.begun_by.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(found("2023-06-07", "2023-06-09"), [(1, "2023-06-07".to_string())]);
    assert_eq!(found("2023-06-09", "2023-06-07"), [(2, "2023-06-07".to_string())]);
    assert_eq!(found("2023-06-21", "2023-06-20"), []);
}

#[test]
fn of_records_that_prove_the_same_day_the_nearest_is_named() {
    let network = network(&[("a", true), ("x", true), ("end", true)], &[(0, 1), (1, 2)]);
    let mut said = vec![Said::default(); 3];
    said[0].finished = Some(day("2023-06-20"));
    (said[1].started, said[2].started) = (Some(day("2023-06-09")), Some(day("2023-06-09")));
    let found = contradictions(&network, &said);
    assert_eq!(found.iter().map(|found| found.later.index()).collect::<Vec<_>>(), [1]);
}

#[test]
fn what_takes_no_time_has_finished_once_it_began() {
    // `x` began on the 7th, which waited for the beginning of what comes before it.
    let proved = |kind: Kind, present: bool| {
        let mut network = network(&[("m", present), ("x", true)], &[]);
        network = network.with_step(StepIx::new(0), |step| step.timing = Timing::new(kind));
        let link = NetworkLink {
            from: StepIx::new(0),
            to: StepIx::new(1),
            end: LinkEnd::Start,
            lag: Length::Working(0),
            stated: Stated::ByDocument,
        };
        let network = Network::new(network.steps().to_vec(), vec![link], StepIx::new(1)).unwrap();
        let said = [Said::default(), Said { started: Some(day("2023-06-07")), ..Said::default() }];
        let recorded = recorded(&network, &said, day("2023-06-09"));
        let record = recorded.step(StepIx::new(0)).record.clone().unwrap();
        (record.proved_begun.is_some(), record.proved_finished.is_some())
    };
    assert_eq!(proved(Kind::Task, true), (true, false));
    assert_eq!(proved(Kind::Task, false), (true, true));
    assert_eq!(proved(Kind::Milestone, true), (true, true));
}

#[test]
fn a_clock_stands_through_the_day_before_it_runs_on() {
    let network = network(&[("a", true)], &[]);
    let stands = |from: &str, to: Option<&str>| {
        let stops = vec![(day(from), to.map(day))];
        let said = Said { started: Some(day("2023-06-01")), stops, ..Said::default() };
        recorded(&network, &[said], day("2023-06-09"))
            .step(StepIx::new(0))
            .record
            .as_ref()
            .unwrap()
            .is_stopped
    };
    assert!(
        stands("2023-06-09", None) && stands("2023-06-07", None) && stands("2023-06-07", Some("2023-06-10"))
    );
    assert!(!stands("2023-06-07", Some("2023-06-09")), "the papers came on the day asked for");
    assert!(!stands("2023-06-10", None));
}

// Lengths

#[test]
fn how_long_a_step_takes_on_which_basis() {
    let timed = |kind: Kind, limit: Option<u32>, estimate: Option<u32>, basis: Basis| {
        let mut timing = Timing::new(kind);
        timing.limit = limit.map(Length::Working);
        let estimate = estimate.map(|days| Estimate::exactly(Length::Working(days)));
        timing.estimate = estimate.map(|estimate| Estimated::new(estimate, Origin::Promise));
        let timed = timing.timed(Counting::Statutory, basis);
        (timed.rule, timed.length.map(Length::number), timed.origin)
    };
    let (likely, statutory) = (Basis::Likely, Basis::Statutory);
    let roll = permits::calendar::Roll::NextWorkingDay;
    let review = |days| Rule::Review { length: Length::Working(days), roll };
    assert_eq!(timed(Kind::Review, Some(5), Some(3), likely), (review(3), Some(3), Some(Origin::Promise)));
    assert_eq!(
        timed(Kind::Review, Some(5), Some(3), statutory),
        (review(5), Some(5), Some(Origin::Regulation))
    );
    // Without a limit the estimate is all there is, on every basis.
    assert_eq!(timed(Kind::Review, None, Some(3), statutory), (review(3), Some(3), Some(Origin::Promise)));
    // No time at all is an act; what nobody says anything of is one too, and says so.
    assert_eq!(timed(Kind::Review, Some(0), None, likely), (Rule::Act, Some(0), Some(Origin::Regulation)));
    assert_eq!(timed(Kind::Review, None, None, likely), (Rule::Act, None, Some(Origin::Untimed)));
    // A publicity period lasts as long as it lasts, whatever anybody expects.
    let Rule::Notice { length, .. } = timed(Kind::Notice, Some(7), Some(3), likely).0 else {
        panic!("a notice")
    };
    assert_eq!(length, Length::Working(7));
    // Replies after so long, silence at the limit; a reply without delay is an act.
    let consultation = |reply, due| Rule::Consultation { reply, due, roll };
    let (two, five) = (Some(Length::Working(2)), Some(Length::Working(5)));
    assert_eq!(timed(Kind::Consultation, Some(5), None, likely).0, consultation(None, five));
    assert_eq!(timed(Kind::Consultation, Some(5), Some(2), likely).0, consultation(two, five));
    assert_eq!(timed(Kind::Consultation, None, Some(2), likely).0, consultation(two, None));
    assert_eq!(timed(Kind::Consultation, Some(5), Some(0), likely).0, Rule::Act);
}
