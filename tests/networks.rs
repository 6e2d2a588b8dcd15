//! What a case becomes: its goal and promises, the worlds of what is open, mixtures of two networks, what records prove,
//! how long a step takes on which basis. By hand; dates only where they show what a link carries.

#[path = "common/small.rs"]
mod small;

use std::collections::BTreeSet;

use permits::calendar::{Counting, Day, Length, Rule};
use permits::network::{
    Basis, Case, CompileError, Estimate, Estimated, Kind, LinkEnd, Network, NetworkLink, NetworkStep, Open,
    Origin, Presence, Said, Stated, StepIx, Timing, Waits, Way, compile, contradictions, mixed, recorded,
};
use permits::workflow::{Value, Workflow};
use small::{assumptions, dates, floor, reworks, workflow, workflow_of};

const START: &str = "2023-06-01";

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
format = 1
[workflow]
id = "small"
version = "1"
title = "small"
goal = "end"
[source.s]
title = "s"
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
    workflow_of(FACTS)
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

// A milestone that is given on another day than the plan's

/// The day of June on which an act behind the given milestone `mark` is done: the 14th when the milestone stands at
/// 24:00 of the 13th, else the 13th itself.
fn behind_mark(before: &str) -> u32 {
    let lines = format!("{before}\n end act after mark");
    let finish = dates(&lines, START, &[("mark", "2023-06-13")], &[]).unwrap().finish();
    match finish.as_str() {
        "2023-06-13 in-hours" => 13,
        "2023-06-14 in-hours" => 14,
        _ => panic!("{finish}"),
    }
}

#[test]
fn a_given_milestone_stands_where_what_triggers_it_would_put_it() {
    let (in_hours, at_its_end) = (13, 14);
    let table = [
        ("x task 2wd\n mark milestone after x", in_hours),
        ("x notice 2wd\n mark milestone after x", at_its_end),
        ("x notice 2wd\n mark milestone after x:start", in_hours),
        ("x notice 2wd\n y milestone after x\n mark milestone after y", at_its_end),
        ("x notice 2wd\n y task 2wd after x\n mark milestone after y", in_hours),
        ("x notice 2wd\n y task 2wd after x\n mark milestone after y:start", at_its_end),
        ("x task 2wd\n y task 2wd after x\n mark milestone after y:start", in_hours),
        ("x notice 2wd\n y review 2wd after x\n mark milestone after y:start", in_hours),
        ("x notice 2wd\n y review 2wd after x\n mark milestone after y", in_hours),
        // Nobody answers, so silence ends it.
        ("x consultation 2wd\n mark milestone after x", at_its_end),
        ("x consultation 2wd\n mark milestone after x:start", in_hours),
        ("x task 2wd\n y notice 2wd\n mark milestone after x y", at_its_end),
        ("x notice 2wd\n mark task 2wd after x", in_hours),
    ];
    for (lines, expected) in table {
        assert_eq!(behind_mark(lines), expected, "{lines}");
    }
}

#[test]
fn a_given_milestone_behind_a_lag_in_working_days_stands_in_hours() {
    let after = |lag: &str| {
        let link = format!("[{{ step = \"x\", lag = \"{lag}\" }}]");
        let text = format!(
            "format = 1\n[workflow]\nid = \"small\"\nversion = \"1\"\ntitle = \"small\"\ngoal = \"end\"\n\
             [source.s]\ntitle = \"s\"\n[[step]]\nid = \"x\"\nkind = \"notice\"\nlimit = \"2wd\"\ncite = [\"s 1\"]\n\
             [[step]]\nid = \"mark\"\nkind = \"milestone\"\nafter = {link}\n\
             [[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"mark\"]\n"
        );
        given_mark(&workflow_of(&text), &floor())
    };
    assert_eq!([after("0wd"), after("1wd"), after("3d")], ["06-14", "06-13", "06-14"]);
}

#[test]
fn a_step_that_does_not_happen_hands_an_expiry_on() {
    let text = |kind: &str| {
        format!(
            "format = 1\n[workflow]\nid = \"small\"\nversion = \"1\"\ntitle = \"small\"\ngoal = \"end\"\n[source.s]\n\
             title = \"s\"\n[fact.rare]\ntype = \"bool\"\ndefault = false\n[[step]]\nid = \"x\"\nkind = \"{kind}\"\n\
             limit = \"2wd\"\ncite = [\"s 1\"]\n[[step]]\nid = \"y\"\nkind = \"review\"\nlimit = \"2wd\"\n\
             cite = [\"s 1\"]\nwhen = {{ rare = true }}\nafter = [\"x\"]\n[[step]]\nid = \"mark\"\n\
             kind = \"milestone\"\nafter = [\"y\"]\n[[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"mark\"]\n"
        )
    };
    let after = |kind: &str| given_mark(&workflow_of(&text(kind)), &floor());
    assert_eq!([after("notice"), after("review")], ["06-14", "06-13"]);
}

#[test]
fn a_reply_in_time_leaves_a_given_milestone_in_hours() {
    let workflow = workflow("ask consultation 5wd\n mark milestone after ask\n end act after mark");
    let by =
        |reply: &str| given_mark(&workflow, &assumptions(&format!("[step.ask]\nestimate = \"{reply}\"\n")));
    // On the last day it is in time; later it is the silence that ends it. Whether 3 natural days are within 5 working
    // days the calendar would have to say, so it is taken for possible that they are not.
    assert_eq!([by("4wd"), by("5wd"), by("6wd"), by("3d")], ["06-13", "06-13", "06-14", "06-14"]);
}

/// The day of the act behind `mark`, which is given for 13 June.
fn given_mark(workflow: &Workflow, set: &permits::workflow::Assumptions) -> String {
    use permits::calendar::Calendar;
    use permits::schedule::{Run, given::given, schedule};
    let (calendar, run) = (Calendar::official(), Run::from(day(START)));
    let network = compile(&Case::new(workflow, set)).unwrap();
    let network = given(&network, &small::given(&[("mark", "2023-06-13")]), &calendar, &run).unwrap();
    let finish = schedule(&network, &calendar, &run).unwrap().finish(&network).to_string();
    finish["2023-".len()..][..5].to_string()
}

#[test]
fn a_given_consultation_that_was_answered_ended_in_hours() {
    // Answers take 2 working days of the 5: given for the 13th it was answered on the 13th, and the act is done that day.
    let workflow = workflow("mark consultation 5wd\n end act after mark");
    let by =
        |reply: &str| given_mark(&workflow, &assumptions(&format!("[step.mark]\nestimate = \"{reply}\"\n")));
    assert_eq!([by("2wd"), by("8wd")], ["06-13", "06-14"]);
}

#[test]
fn the_earliest_proof_counts() {
    // `a` is done by the day on which the first of the two that waited for it was.
    let lines = "a task 1wd\n x task 1wd after a\n y task 1wd after a\n end act after x y";
    let done = |x: &str, y: &str| {
        let dates = dates(lines, START, &[("x", x), ("y", y)], &[]).unwrap();
        dates.network.done.iter().map(|done| format!("{} {}", done.step, done.by)).collect::<Vec<_>>()
    };
    assert_eq!(done("2023-06-07", "2023-06-09"), ["a 2023-06-07"]);
    assert_eq!(done("2023-06-09", "2023-06-07"), ["a 2023-06-07"]);
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

// Rounds

#[test]
fn a_round_waits_for_the_first_round_of_another_stretch_where_the_link_says_so() {
    let step = |id: &str, after: &str| {
        format!(
            "[[step]]\nid = \"{id}\"\nkind = \"task\"\nlimit = \"1wd\"\ncite = [\"s 1\"]\nafter = [{after}]\n"
        )
    };
    let workflow = workflow_of(&format!(
        "format = 1\n[workflow]\nid = \"small\"\nversion = \"1\"\ntitle = \"small\"\ngoal = \"c\"\n[source.s]\n\
         title = \"s\"\n{}{}{}{}{}[[rework]]\nid = \"inner\"\nat = \"x\"\nback_to = \"x\"\n[[rework]]\n\
         id = \"outer\"\nat = \"c\"\nback_to = \"y\"\n",
        step("x", ""),
        step("y", "\"x\""),
        step("first", "\"y\", { step = \"x\", round = \"first\" }"),
        step("last", "\"y\", \"x\""),
        step("c", "\"first\", \"last\""),
    ));
    let floor = floor();
    let case = Case { reworks: reworks(&[("inner", 1), ("outer", 1)]), ..Case::new(&workflow, &floor) };
    let network = compile(&case).unwrap();
    let waits_for = |id: &str| {
        let links = network.links_into(network.find(id).unwrap()).map(|link| network.links()[link].from);
        links.map(|from| network.step(from).id.to_string()).collect::<BTreeSet<_>>()
    };
    let these = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(waits_for("first"), these(&["y", "x"]));
    assert_eq!(waits_for("last"), these(&["y", "x~2"]));
    // In the second round of what follows as in the first.
    assert_eq!(waits_for("first~2"), these(&["y~2", "x"]));
    assert_eq!(waits_for("last~2"), these(&["y~2", "x~2"]));
    assert_eq!(waits_for("y~2"), these(&["c"]));
}

#[test]
fn a_long_chain_may_run_again() {
    // 1,001 steps three times are 3,003; what counts is what results, not what could.
    let mut lines = "s0 act\n".to_string();
    for at in 1..=1_000 {
        lines += &format!("s{at} act after s{}\n", at - 1);
    }
    lines += "rework again s1000 s0";
    let (workflow, floor) = (workflow(&lines), floor());
    let steps = |times: u32| {
        let case = Case { reworks: reworks(&[("again", times)]), ..Case::new(&workflow, &floor) };
        compile(&case).map(|network| network.steps().len())
    };
    assert_eq!(steps(0).unwrap(), 1_001);
    assert_eq!(steps(2).unwrap(), 3_003);
    assert_eq!(steps(1_000).unwrap_err(), CompileError::ReworkTooLong("again".into()));
}

// What a workflow warns of

#[test]
fn a_caution_is_given_on_its_days_with_its_step_and_its_citation() {
    use permits::calendar::Calendar;
    use permits::schedule::{Run, WarningCode, given::given, schedule};
    let workflow = workflow_of(
        "format = 1\n[workflow]\nid = \"small\"\nversion = \"1\"\ntitle = \"small\"\ngoal = \"end\"\n[source.s]\n\
         title = \"s\"\n[fact.careful]\ntype = \"bool\"\ndefault = true\n[[caution]]\nid = \"rainy\"\nstep = \"b\"\n\
         when = { careful = true }\nsince = 2023-06-06\nuntil = 2023-06-08\nsay = \"rain\"\ncite = [\"s 1\"]\n\
         [[step]]\nid = \"x\"\nkind = \"act\"\n[[step]]\nid = \"a\"\nkind = \"task\"\nlimit = \"2wd\"\ncite = [\"s 1\"]\nafter = [\"x\"]\n[[step]]\nid = \"b\"\nkind = \"task\"\n\
         limit = \"1wd\"\ncite = [\"s 1\"]\nafter = [\"a\"]\n[[step]]\nid = \"end\"\nkind = \"act\"\nafter = [\"b\"]\n",
    );
    let (calendar, floor) = (Calendar::official(), floor());
    let network = compile(&Case::new(&workflow, &floor)).unwrap();
    let warned = |network: &Network, start: &str| {
        let dates = schedule(network, &calendar, &Run::from(day(start))).unwrap();
        let cautions = dates.warnings.iter().filter(|warning| warning.code == WarningCode::Caution);
        let told =
            |steps: &[StepIx]| steps.iter().map(|ix| network.step(*ix).id.to_string()).collect::<Vec<_>>();
        cautions.map(|warning| (told(&warning.steps), warning.cite.len())).collect::<Vec<_>>()
    };
    let b = vec![(vec!["b".to_string()], 1)];
    // `b` begins two working days after the start: from the 1st on the 5th, from the 2nd on the 6th, …
    let starts =
        [("2023-06-01", 0), ("2023-06-02", 1), ("2023-06-05", 1), ("2023-06-06", 1), ("2023-06-07", 0)];
    for (start, times) in starts {
        assert_eq!(warned(&network, start), b[..times], "{start}");
    }
    // With `a` given, what came before it is done and falls away: the warning is still about `b`, at its new place. With
    // `b` done it is gone.
    let run = Run::from(day("2023-06-02"));
    let given = |at: (&str, &str)| given(&network, &small::given(&[at]), &calendar, &run).unwrap();
    assert_eq!(warned(&given(("a", "2023-06-07")), "2023-06-02"), b);
    assert_eq!(warned(&given(("end", "2023-06-09")), "2023-06-02"), []);
}

#[test]
fn what_a_thousand_critical_steps_cost_is_told_and_of_more_that_it_is_not() {
    use permits::calendar::Calendar;
    use permits::schedule::{Run, WarningCode, drag, schedule};
    let told = |steps: usize| {
        let mut lines = "s0 task 1wd\n".to_string();
        for at in 1..steps {
            lines += &format!("s{at} act after s{}\n", at - 1);
        }
        let network = compile(&Case::new(&workflow(&lines), &floor())).unwrap();
        let (calendar, run) = (Calendar::official(), Run::from(day(START)));
        let dates = schedule(&network, &calendar, &run).unwrap();
        let is_warned = dates.warnings.iter().any(|warning| warning.code == WarningCode::DragNotComputed);
        let drags = drag::drags(&network, &calendar, &dates);
        // The one step that takes time costs the working day it takes: without it the goal is there on the start.
        (is_warned, drags.map(|drags| drags[0].map(|drag| drag.value)))
    };
    assert_eq!(told(drag::MOST), (false, Some(Some(1))));
    assert_eq!(told(drag::MOST + 1), (true, None));
}
