//! What is left open: a case whose facts have chances, whose stretches may fail and whose parties may be silent.
//!
//! In: a [`Case`] with its assumption set, and which facts somebody has settled. Out: [`Open`]: the facts that are still
//! open with their chances, the reworks that may happen with how often at most, how the parties of each consultation
//! answer; and the network of any one of its *worlds*, a world being the values of the open facts and how often each
//! open rework runs again. A world is compiled as every other case is.
//!
//! A fact is open when the assumption set gives it a chance between 0 and 1, nobody has settled it, and it decides
//! something; a chance of 0 or 1 is the fact itself, set. A rework is open when its condition names an open fact and
//! nobody has said how often it runs: a stretch that has run again may fail again, each time with its own answer, until
//! it holds or `max` is reached.
//!
//! Nothing is drawn here.

use std::collections::BTreeSet;

use crate::workflow::{
    Condition, Estimate, FactId, FactValues, Rework, ReworkId, Step, Text, Value, Workflow,
};

use super::build::Overlays;
use super::{Case, CompileError, Network, compile};

/// A fact of which only the chance is known.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let nobody_bids = &model.open().facts[0];
/// assert_eq!((nobody_bids.id.as_str(), nobody_bids.chance), ("no-bid", 0.5));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct OpenFact {
    /// The fact.
    pub id: FactId,
    /// The chance that it is true, above 0 and below 1.
    pub chance: f64,
}

/// A stretch that may fail.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let again = &model.open().reworks[0];
/// assert_eq!((again.id.as_str(), again.most), ("no-bid", 2));
/// assert_eq!(again.rests_on, [0]); // on the first open fact
/// ```
#[derive(Debug, Clone)]
pub struct OpenRework {
    /// Its name.
    pub id: ReworkId,
    /// How often it may run again.
    pub most: u32,
    /// When it does.
    pub when: Condition,
    /// The open facts that its condition names, as positions in [`Open::facts`]: answered anew in every round.
    pub rests_on: Vec<usize>,
}

/// How one party answers a consultation.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// # let (workflow, _) = load_workflow(&library, &Which::typed("full-path"), &mut sources).unwrap();
/// # let (stressed, _) = load_assumptions(&library, &Which::typed("stressed"), &mut sources).unwrap();
/// let open = Open::of(Case::new(&workflow, &stressed), &Default::default()).unwrap();
/// let at = workflow.steps.iter().position(|step| step.id.as_str() == "consult-plan").unwrap();
/// // Under stress a department stays silent one time in five, the public utilities two times.
/// let replies = open.replies_of(at).unwrap();
/// assert!(replies.iter().all(|reply| reply.silent == if reply.party == "utilities" { 0.4 } else { 0.2 }));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PartyReply {
    /// The party, by the name of its actor; empty when the step names no parties.
    pub party: String,
    /// The chance that it never answers.
    pub silent: f64,
    /// How long an answer takes.
    pub estimate: Estimate,
}

/// A case with what is open in it.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let open = model.open();
/// assert_eq!((open.facts.len(), open.reworks.len()), (1, 1));
/// ```
#[derive(Debug, Clone)]
pub struct Open<'a> {
    case: Case<'a>,
    /// The open facts, in the order of the workflow.
    pub facts: Vec<OpenFact>,
    /// The open reworks, in the order of the workflow.
    pub reworks: Vec<OpenRework>,
    /// How the parties of a consultation answer: by the step's position in the workflow's file order, in that order.
    replies: Vec<(usize, Vec<PartyReply>)>,
}

/// A consultation some of whose parties answer, although nobody says how long an answer takes.
///
/// ```
/// use permits::{diagnostic::Lang, network::NoReplyTime};
/// let error = NoReplyTime("consult-plan".into());
/// assert_eq!(error.to_string(), error.text().get(Lang::En));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub struct NoReplyTime(pub crate::workflow::StepId);

impl NoReplyTime {
    /// The error in words.
    ///
    /// ```
    /// use permits::{diagnostic::Lang, network::NoReplyTime};
    /// assert!(NoReplyTime("consult-plan".into()).text().get(Lang::En).starts_with("the parties of `consult-plan`"));
    /// ```
    pub fn text(&self) -> Text {
        let step = &self.0;
        Text::new(
            format!("`{step}` 的部门会答复,但没有写答复需要多久"),
            format!("the parties of `{step}` answer, but nobody says how long an answer takes"),
        )
    }
}

impl<'a> Open<'a> {
    /// What is open in a case; `settled` are the facts that somebody has given a value.
    ///
    /// # Errors
    /// [`NoReplyTime`]: a party answers after nobody knows how long.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// // Somebody has said whether there is a bid: nothing is open any more.
    /// let settled = ["no-bid".into()].into();
    /// let open = Open::of(Case::new(&workflow, &coin), &settled).unwrap();
    /// assert!(open.facts.is_empty() && open.reworks.is_empty());
    /// ```
    pub fn of(mut case: Case<'a>, settled: &BTreeSet<FactId>) -> Result<Open<'a>, NoReplyTime> {
        let workflow = case.workflow;
        let mut facts = Vec::new();
        for fact in &workflow.facts {
            let said = case.assumptions.chances.iter().find(|(id, _)| *id == fact.id);
            let Some((id, said)) = said.filter(|_| !settled.contains(&fact.id)) else { continue };
            if said.chance <= 0.0 || said.chance >= 1.0 {
                case.facts.0.insert(id.clone(), Value::Bool(said.chance >= 1.0));
            } else {
                facts.push(OpenFact { id: id.clone(), chance: said.chance });
            }
        }
        let asked: Vec<&ReworkId> = case.reworks.iter().map(|(id, _)| id).collect();
        let may_fail = || workflow.reworks.iter().filter(|rework| !asked.contains(&&rework.id));
        // What decides nothing is not open: the stretch that it would send back runs as often as somebody said.
        facts.retain(|fact| {
            let fails = |rework: &Rework| rework.when.as_ref().is_some_and(|when| names(when, &fact.id));
            shapes(workflow, &fact.id) || may_fail().any(fails)
        });
        let mut reworks = Vec::new();
        for rework in may_fail() {
            let Some(when) = &rework.when else { continue };
            let rests_on: Vec<usize> = (0..facts.len()).filter(|&at| names(when, &facts[at].id)).collect();
            if !rests_on.is_empty() {
                let (id, most, when) = (rework.id.clone(), rework.max, when.clone());
                reworks.push(OpenRework { id, most, when, rests_on });
            }
        }
        let replies = replies(&case)?;
        Ok(Open { case, facts, reworks, replies })
    }

    /// The case with what is open left as it is without an answer.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// assert_eq!(model.open().case().workflow.id, "land-supply");
    /// ```
    pub fn case(&self) -> &Case<'a> {
        &self.case
    }

    /// The values of all facts, the open ones as these.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// use permits::workflow::Value;
    /// let values = model.open().values(&[true]);
    /// assert_eq!(values.0["no-bid"], Value::Bool(true));
    /// ```
    pub fn values(&self, facts: &[bool]) -> FactValues {
        let mut values = self.case.facts.clone();
        for (open, value) in self.facts.iter().zip(facts) {
            values.0.insert(open.id.clone(), Value::Bool(*value));
        }
        values
    }

    /// The network of a world: the value of each open fact, and how often each open rework runs again. What does not
    /// happen in that world does not fail in it, so a rework without a stretch there is left out.
    ///
    /// # Errors
    /// [`CompileError`]: the facts of this world make no network.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// // Two windows without a bid: the third is the one that leads to the deal.
    /// let network = model.open().network(&[false], &[2]).unwrap();
    /// assert!(network.find("bidding-window~3").is_some());
    /// ```
    pub fn network(&self, facts: &[bool], rounds: &[u32]) -> Result<Network, CompileError> {
        let mut case = Case { facts: self.values(facts), ..self.case.clone() };
        for (rework, &rounds) in self.reworks.iter().zip(rounds) {
            let rounds = if happens(case.workflow, &rework.id, &case.facts) { rounds } else { 0 };
            case.reworks.push((rework.id.clone(), rounds));
        }
        loop {
            match compile(&case) {
                Err(CompileError::EmptyRework(id)) if self.reworks.iter().any(|open| open.id == id) => {
                    let asked = case.reworks.iter_mut().filter(|(asked, times)| *asked == id && *times > 0);
                    let mut left = false;
                    for (_, times) in asked {
                        (*times, left) = (0, true);
                    }
                    if !left {
                        return Err(CompileError::EmptyRework(id));
                    }
                }
                result => return result,
            }
        }
    }

    /// At most how many worlds there are: two for each fact that shapes the network, times one more than the rounds of
    /// each rework.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// // No window without a bid, one, or two.
    /// assert_eq!(model.open().worlds_at_most(), 3);
    /// ```
    pub fn worlds_at_most(&self) -> u64 {
        let facts = self.facts.iter().filter(|fact| self.shapes(&fact.id)).map(|_| 2);
        let reworks = self.reworks.iter().map(|rework| u64::from(rework.most) + 1);
        facts.chain(reworks).fold(1, u64::saturating_mul)
    }

    /// Whether a step, a link or the scope depends on the fact.
    pub(crate) fn shapes(&self, fact: &FactId) -> bool {
        shapes(self.case.workflow, fact)
    }

    /// How the parties of a step answer, by its position in the workflow's file order; `None` where nobody says.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// // Nobody is consulted while land is supplied.
    /// let steps = 0..workflow.steps.len();
    /// assert!(steps.into_iter().all(|step| model.open().replies_of(step).is_none()));
    /// ```
    pub fn replies_of(&self, file_order: usize) -> Option<&[PartyReply]> {
        let at = self.replies.binary_search_by_key(&file_order, |(at, _)| *at).ok()?;
        Some(&self.replies[at].1)
    }
}

fn shapes(workflow: &Workflow, fact: &FactId) -> bool {
    let depends =
        |step: &Step| names(&step.when, fact) || step.after.iter().any(|link| names(&link.when, fact));
    workflow.steps.iter().any(depends) || workflow.scopes.iter().any(|scope| names(&scope.require, fact))
}

/// Whether a condition names the fact.
fn names(condition: &Condition, fact: &FactId) -> bool {
    condition.any.iter().flatten().any(|requirement| requirement.fact == *fact)
}

/// Whether the step that would fail happens under these facts.
fn happens(workflow: &Workflow, rework: &ReworkId, facts: &FactValues) -> bool {
    let rework = workflow.reworks.iter().find(|candidate| candidate.id == *rework);
    let at = rework.and_then(|rework| workflow.step(rework.at.as_str()));
    at.is_some_and(|step| step.when.holds(facts))
}

/// How the parties of each consultation answer, the project's word before the assumption set's.
fn replies(case: &Case<'_>) -> Result<Vec<(usize, Vec<PartyReply>)>, NoReplyTime> {
    let (said, mut replies) = (Overlays::of(case), Vec::new());
    for (position, step) in case.workflow.steps.iter().enumerate() {
        let overlays = said.of_step(&step.id);
        if overlays.iter().all(|said| said.reply.is_none() && said.party.is_empty()) {
            continue;
        }
        // Of each of the two keys the last word counts; a party's own before what is said of all.
        let (mut silent, mut estimate) = (None, None);
        for said in overlays.iter().filter_map(|said| said.reply.as_ref()) {
            (silent, estimate) = (said.silent.or(silent), said.estimate.or(estimate));
        }
        let expected = overlays.iter().rev().find_map(|said| said.estimate).or(step.estimate);
        let mut parties = Vec::new();
        let unnamed = [String::new()];
        let named: Vec<String> = step.parties.iter().map(ToString::to_string).collect();
        for party in if named.is_empty() { &unnamed[..] } else { &named } {
            let (mut silent, mut estimate) = (silent, estimate);
            for said in overlays.iter().flat_map(|said| &said.party) {
                if said.0.as_str() == party {
                    (silent, estimate) = (said.1.silent.or(silent), said.1.estimate.or(estimate));
                }
            }
            let silent = silent.unwrap_or(0.0);
            let never = Estimate::exactly(crate::calendar::Length::Working(0));
            let estimate = match estimate.or(expected) {
                Some(estimate) => estimate,
                None if silent >= 1.0 => never,
                None => return Err(NoReplyTime(step.id.clone())),
            };
            parties.push(PartyReply { party: party.clone(), silent, estimate });
        }
        replies.push((position, parties));
    }
    Ok(replies)
}
