//! What the files say, once they are read, merged and found free of mistakes.
//!
//! In: nothing; these are plain values. Out: [`Workflow`], [`Assumptions`], [`Project`]. Every id in them is known
//! to exist, every length has a unit, every citation names a declared source. There is no graph here and no date is
//! counted: links are names, and a step does not know when it happens.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::calendar::{Cadence, CivilDate, Counting, Day, FirstDay, Length, Roll};
use crate::diagnostic::{Span, Text};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as written in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                $name(id.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// The name of a step, such as `consult-plan`.
    StepId;
    /// The name of a document, such as `b`.
    SourceId;
    /// The name of somebody who acts, such as `planning`.
    ActorId;
    /// The name of a lane, such as `supply`.
    LaneId;
    /// The name of a fact or a reading, such as `commitment-b-signed`.
    FactId;
    /// The name of a promise, such as `permit-in-ten`.
    PromiseId;
    /// The name of a rework, such as `plan-objection`.
    ReworkId;
}

/// One procedure, with everything it includes merged in.
#[derive(Debug, Clone)]
pub struct Workflow {
    /// The `id` of its `[workflow]` table.
    pub id: String,
    /// The version of its content.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// What the day of `--start` is the day of.
    pub start: Text,
    /// The step whose finish is the plan's finish.
    pub goal: StepId,
    /// What a reader should know about the whole file.
    pub note: Option<Text>,
    /// The ids of the included workflows, in the order they were applied, without this one.
    pub includes: Vec<String>,
    /// Documents, in file order.
    pub sources: Vec<Source>,
    /// Who acts, in file order.
    pub actors: Vec<Actor>,
    /// Lanes, in file order.
    pub lanes: Vec<Lane>,
    /// Facts and readings, in file order.
    pub facts: Vec<Fact>,
    /// Steps, in file order: included files first, a merged step at its first place.
    pub steps: Vec<Step>,
    /// Promises, in file order.
    pub promises: Vec<Promise>,
    /// Scope rules, in file order.
    pub scopes: Vec<Scope>,
    /// Abort rules, in file order.
    pub aborts: Vec<Abort>,
    /// Reworks, in file order.
    pub reworks: Vec<Rework>,
    /// Cautions, in file order.
    pub cautions: Vec<Caution>,
    /// Worked dates of this file itself; those of included files are theirs.
    pub examples: Vec<Example>,
}

impl Workflow {
    /// The step of that name.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id.as_str() == id)
    }

    /// The fact or reading of that name.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id.as_str() == id)
    }

    /// The source of that name.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id.as_str() == id)
    }

    /// What an actor is called, the id itself when it is not declared.
    pub fn actor_name(&self, id: &ActorId) -> Text {
        let declared = self.actors.iter().find(|actor| actor.id == *id);
        declared.map_or_else(|| Text::same(id.as_str()), |actor| actor.name.clone())
    }

    /// The value every fact and reading has when nobody says otherwise.
    pub fn default_facts(&self) -> FactValues {
        FactValues(self.facts.iter().map(|fact| (fact.id.clone(), fact.default.clone())).collect())
    }
}

/// A document that numbers come from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name in citations.
    pub id: SourceId,
    /// Its official number, such as 京技管发〔2023〕12号.
    pub number: Option<String>,
    /// Its title.
    pub title: Text,
    /// Its rank, such as 规范性文件.
    pub level: Option<String>,
    /// The day it was issued.
    pub issued: Option<CivilDate>,
    /// The days it is in force.
    pub in_force: InForce,
    /// The articles that say so.
    pub cite: Vec<Citation>,
    /// Its articles, when the file lists them; empty when it does not.
    pub articles: Vec<Article>,
}

/// The days a document is in force; both ends included, an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InForce {
    /// The first day in force.
    pub from: Option<CivilDate>,
    /// The last day in force.
    pub until: Option<CivilDate>,
}

/// One article or section of a document.
#[derive(Debug, Clone)]
pub struct Article {
    /// As cited after the source's name: `5`, `五(六)3`.
    pub id: String,
    /// Whether it has an effect on time.
    pub effect: Effect,
    /// What it says, in one sentence.
    pub gist: Text,
}

/// Whether an article has an effect on time, so that something in the workflow must claim it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It makes a step, a fact, a rule or a promise.
    Time,
    /// It has none; the gist says why.
    None,
}

/// A place in a document: `b 5`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// The document.
    pub source: SourceId,
    /// The article; empty when the whole document is meant.
    pub article: String,
}

impl InForce {
    /// Whether the document is in force on a day.
    pub fn covers(&self, day: Day) -> bool {
        let day = CivilDate::from(day);
        self.from.is_none_or(|from| day >= from) && self.until.is_none_or(|until| day <= until)
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.article.is_empty() {
            write!(f, "{}", self.source)
        } else {
            write!(f, "{} {}", self.source, self.article)
        }
    }
}

/// Somebody who acts.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Its name in files.
    pub id: ActorId,
    /// What it is called.
    pub name: Text,
}

/// A group of steps that are drawn together.
#[derive(Debug, Clone)]
pub struct Lane {
    /// Its name in files.
    pub id: LaneId,
    /// What it is called.
    pub name: Text,
}

/// Something that is so or not so about a project, or a way to read an ambiguous sentence.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its name in files and in `--set`.
    pub id: FactId,
    /// Whether it is about the project or about the text.
    pub role: FactRole,
    /// The values it can have.
    pub domain: Domain,
    /// Its value when nobody says otherwise.
    pub default: Value,
    /// What it says.
    pub label: Text,
    /// Where it comes from.
    pub cite: Vec<Citation>,
    /// The doubt behind a reading.
    pub why: Option<Text>,
}

/// What a switch is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactRole {
    /// The project.
    Fact,
    /// How an ambiguous sentence is read.
    Reading,
}

/// The values a fact can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    /// `true` or `false`.
    Bool,
    /// One of these words.
    Choice(Vec<String>),
    /// A whole number from 0.
    Count,
}

impl Domain {
    /// Whether the value is one a fact of this domain can have.
    pub fn contains(&self, value: &Value) -> bool {
        match (self, value) {
            (Domain::Bool, Value::Bool(_)) | (Domain::Count, Value::Count(_)) => true,
            (Domain::Choice(choices), Value::Choice(choice)) => choices.contains(choice),
            _ => false,
        }
    }

    /// Reads a value as typed after `--set name=`; `None` when it is not one of this domain's.
    pub fn parse(&self, typed: &str) -> Option<Value> {
        let value = match self {
            Domain::Bool => Value::Bool(typed.parse().ok()?),
            Domain::Choice(_) => Value::Choice(typed.to_string()),
            Domain::Count => Value::Count(typed.parse().ok()?),
        };
        self.contains(&value).then_some(value)
    }
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Of a `bool`.
    Bool(bool),
    /// Of a `choice`.
    Choice(String),
    /// Of a `count`.
    Count(u32),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(value) => write!(f, "{value}"),
            Value::Choice(value) => f.write_str(value),
            Value::Count(value) => write!(f, "{value}"),
        }
    }
}

/// The value of every fact and reading of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactValues(pub BTreeMap<FactId, Value>);

/// When a step, a link or a rule is there: any of the alternatives holds. No alternative at all never holds; a
/// condition that is not written is [`Condition::always`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Alternatives; each holds when all its requirements do.
    pub any: Vec<Vec<Requirement>>,
}

/// One fact has one of these values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The fact.
    pub fact: FactId,
    /// The values, any of which will do.
    pub values: Vec<Value>,
}

impl Condition {
    /// The condition that holds whatever the facts are.
    pub fn always() -> Self {
        Condition { any: vec![Vec::new()] }
    }

    /// Whether nothing was written.
    pub fn is_always(&self) -> bool {
        self.any.iter().any(Vec::is_empty)
    }

    /// Whether it holds for these facts.
    pub fn holds(&self, facts: &FactValues) -> bool {
        self.any.iter().any(|all| all.iter().all(|requirement| requirement.holds(facts)))
    }

    /// The facts that keep it from holding, each once, in the order they are written; empty when it holds.
    pub fn failing(&self, facts: &FactValues) -> Vec<FactId> {
        if self.holds(facts) {
            return Vec::new();
        }
        let mut failing = Vec::new();
        for requirement in self.any.iter().flatten() {
            if !requirement.holds(facts) && !failing.contains(&requirement.fact) {
                failing.push(requirement.fact.clone());
            }
        }
        failing
    }
}

impl Requirement {
    /// Whether the fact has one of the values.
    pub fn holds(&self, facts: &FactValues) -> bool {
        facts.0.get(&self.fact).is_some_and(|value| self.values.contains(value))
    }
}

/// One thing that happens.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// What it is called.
    pub name: Text,
    /// What sort of thing it is, which decides how its dates are counted.
    pub kind: Kind,
    /// Who does it.
    pub actor: Option<ActorId>,
    /// Who is asked; consultations only.
    pub parties: Vec<ActorId>,
    /// Where it is drawn.
    pub lane: Option<LaneId>,
    /// What it waits for, in file order; at most one link to each step.
    pub after: Vec<Link>,
    /// The time a regulation gives.
    pub limit: Option<Length>,
    /// The time it is thought to take, when the workflow itself says so.
    pub estimate: Option<Estimate>,
    /// The days a meeting sits.
    pub cadence: Option<Cadence>,
    /// Overrides the counting profile.
    pub first_day: Option<FirstDay>,
    /// Overrides the counting profile.
    pub roll: Option<Roll>,
    /// When it is there.
    pub when: Condition,
    /// Where it comes from.
    pub cite: Vec<Citation>,
    /// What a reader should know.
    pub note: Option<Text>,
    /// Where its id is written first.
    pub span: Span,
}

/// The kinds of steps; semantics §4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 里程碑: not an act, takes no time, may fall on a rest day.
    Milestone,
    /// 当场办理: done on the spot on the first working day.
    Act,
    /// 审批: accepted by an office, decided within a limit.
    Review,
    /// 工作: work by a party, who needs no office.
    Task,
    /// 挂牌/限时窗口: runs exactly so long, closes during its last day.
    Listing,
    /// 公示/公告: runs exactly so long, expires at 24:00.
    Notice,
    /// 征求意见: silence is no objection.
    Consultation,
    /// 会议: the first sitting.
    Meeting,
}

impl Kind {
    /// All kinds, in the order of the semantics.
    pub const ALL: [Kind; 8] = [
        Kind::Milestone,
        Kind::Act,
        Kind::Review,
        Kind::Task,
        Kind::Listing,
        Kind::Notice,
        Kind::Consultation,
        Kind::Meeting,
    ];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Milestone => "milestone",
            Kind::Act => "act",
            Kind::Review => "review",
            Kind::Task => "task",
            Kind::Listing => "listing",
            Kind::Notice => "notice",
            Kind::Consultation => "consultation",
            Kind::Meeting => "meeting",
        }
    }

    /// Whether a step of this kind may have a `limit`.
    pub fn takes_limit(self) -> bool {
        !matches!(self, Kind::Milestone | Kind::Act | Kind::Meeting)
    }

    /// Whether a step of this kind may have an `estimate`.
    pub fn takes_estimate(self) -> bool {
        matches!(self, Kind::Review | Kind::Task | Kind::Consultation)
    }
}

/// What a step waits for.
#[derive(Debug, Clone)]
pub struct Link {
    /// The step waited for.
    pub step: StepId,
    /// Which end of it.
    pub from: LinkEnd,
    /// The time between.
    pub lag: Option<Length>,
    /// When the link is there.
    pub when: Condition,
    /// Which round of a repeated stretch the link leaves from.
    pub round: Round,
    /// Whether the link is stated in a document or is our inference.
    pub stated: Stated,
    /// Where the target's name is written.
    pub span: Span,
}

/// Which end of a step a link leaves from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkEnd {
    /// Its finish.
    Finish,
    /// Its beginning.
    Start,
}

/// Which round of a repeated stretch a link leaves from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Round {
    /// The last copy.
    Last,
    /// The first round.
    First,
}

/// Whether a document states a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stated {
    /// It does.
    ByDocument,
    /// It does not: `inferred = true`.
    Inferred,
}

/// How long something is thought to take: one length, or three of one unit with min ≤ likely ≤ max.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// If all goes well.
    pub min: Length,
    /// Most likely.
    pub likely: Length,
    /// If all goes badly.
    pub max: Length,
}

impl Estimate {
    /// The estimate that is one length whatever happens.
    pub fn exactly(length: Length) -> Self {
        Estimate { min: length, likely: length, max: length }
    }

    /// The point of the estimate that a basis picks; the statutory basis takes `likely`.
    pub fn point(&self, basis: Basis) -> Length {
        match basis {
            Basis::Best => self.min,
            Basis::Likely | Basis::Statutory => self.likely,
            Basis::Worst => self.max,
        }
    }
}

/// Which lengths a schedule uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Basis {
    /// The limit wherever there is one; otherwise the likely estimate.
    Statutory,
    /// The shortest point of each estimate.
    Best,
    /// The likely point of each estimate.
    #[default]
    Likely,
    /// The longest point of each estimate.
    Worst,
}

impl Basis {
    /// All of them, in the order of the command line.
    pub const ALL: [Basis; 4] = [Basis::Statutory, Basis::Best, Basis::Likely, Basis::Worst];

    /// The word in files and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Statutory => "statutory",
            Basis::Best => "best",
            Basis::Likely => "likely",
            Basis::Worst => "worst",
        }
    }
}

/// Where a length comes from; it follows the length into every output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The encoded text gives it.
    Regulation,
    /// Another cited law gives it.
    Law,
    /// A published service promise.
    Promise,
    /// Somebody's assumption, labelled so.
    Assumption,
    /// Nobody times it: 0, and reported as such.
    Untimed,
}

impl Origin {
    /// All of them, the most binding first.
    pub const ALL: [Origin; 5] =
        [Origin::Regulation, Origin::Law, Origin::Promise, Origin::Assumption, Origin::Untimed];

    /// The word in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Regulation => "regulation",
            Origin::Law => "law",
            Origin::Promise => "promise",
            Origin::Assumption => "assumption",
            Origin::Untimed => "untimed",
        }
    }
}

/// How well a length that no encoded text gives is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Read in the official text.
    Official,
    /// Read in somebody's account of it.
    Secondary,
    /// Assumed.
    Assumed,
}

impl Confidence {
    /// All of them, the best known first.
    pub const ALL: [Confidence; 3] = [Confidence::Official, Confidence::Secondary, Confidence::Assumed];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::Official => "official",
            Confidence::Secondary => "secondary",
            Confidence::Assumed => "assumed",
        }
    }
}

/// A limit between two steps' finishes: tested, never added.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Its name.
    pub id: PromiseId,
    /// What it is called, when the file says so.
    pub name: Option<Text>,
    /// The step whose finish day starts the clock, that day excluded.
    pub from: StepId,
    /// The step that has to be finished by the due day.
    pub to: StepId,
    /// Working days; 0 means due on the day of `from` itself.
    pub within: u32,
    /// Where it comes from.
    pub cite: Vec<Citation>,
    /// Where it is written.
    pub span: Span,
}

/// What has to be so for the procedure to be available.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The facts it asks for, all of them.
    pub require: Condition,
    /// The rule in words.
    pub say: Text,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// What suspends the procedure at once (程序中止).
#[derive(Debug, Clone)]
pub struct Abort {
    /// The facts that suspend it.
    pub when: Condition,
    /// The workflow that takes over: our inference.
    pub fallback: Option<String>,
    /// The rule in words.
    pub say: Option<Text>,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// A stretch that runs again when it fails.
#[derive(Debug, Clone)]
pub struct Rework {
    /// Its name.
    pub id: ReworkId,
    /// The step that fails.
    pub at: StepId,
    /// Where it begins again.
    pub back_to: StepId,
    /// When it happens once without being asked for; never when nothing was written.
    pub when: Option<Condition>,
    /// How often it may happen in a risk analysis.
    pub max: u32,
    /// What a reader should know.
    pub note: Option<Text>,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// A warning that facts or a date call for.
#[derive(Debug, Clone)]
pub struct Caution {
    /// Its name.
    pub id: String,
    /// The facts that call for it.
    pub when: Condition,
    /// The step whose beginning is compared with the days; without one the run's start is.
    pub step: Option<StepId>,
    /// The first day it is called for, included.
    pub since: Option<Day>,
    /// The last day it is called for, included.
    pub until: Option<Day>,
    /// The warning.
    pub say: Text,
    /// Where it comes from.
    pub cite: Vec<Citation>,
}

/// Worked dates that `permits check` verifies.
#[derive(Debug, Clone)]
pub struct Example {
    /// The run's start.
    pub start: Day,
    /// The assumption set; `floor` when none is named.
    pub assumptions: String,
    /// The counting profile.
    pub counting: Counting,
    /// The basis.
    pub basis: Basis,
    /// Facts and readings that differ from their defaults.
    pub set: Vec<(FactId, Value)>,
    /// Each step's finish day, with the place it is written.
    pub expect: Vec<(StepId, Day, Span)>,
    /// The derivation by hand.
    pub why: Option<Text>,
    /// Where it is written.
    pub span: Span,
}

/// Where the parts of a file are written, by dotted path: `set.trees`, `step.land-survey.estimate`, `pause.0.step`.
///
/// Checks that need a second file (a project against its workflow) point at the first one through this.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, Span>);

impl Places {
    /// Remembers where a part is written.
    pub fn put(&mut self, path: impl Into<String>, span: Span) {
        self.0.insert(path.into(), span);
    }

    /// Where a part is written, when the file has it.
    pub fn get(&self, path: &str) -> Option<&Span> {
        self.0.get(path)
    }
}

/// What is assumed, apart from what the law says.
#[derive(Debug, Clone, Default)]
pub struct Assumptions {
    /// The `id` of the set; `floor` for none.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// What a reader should know.
    pub note: Option<Text>,
    /// By step, in file order. A step may be unknown to a given workflow.
    pub steps: Vec<(StepId, StepAssumption, Span)>,
    /// Chances of facts, used only by risk analysis.
    pub chances: Vec<(FactId, Chance)>,
    /// Where each of them is written.
    pub places: Places,
}

/// What is assumed of one step.
#[derive(Debug, Clone, Default)]
pub struct StepAssumption {
    /// The time it is thought to take.
    pub estimate: Option<Estimate>,
    /// The days a meeting sits.
    pub cadence: Option<Cadence>,
    /// Law, promise or assumption; assumption when nothing is written.
    pub origin: Option<Origin>,
    /// Where it comes from, in words.
    pub source: Option<String>,
    /// How well it is known.
    pub confidence: Option<Confidence>,
    /// Why this and not another number.
    pub why: Option<Text>,
    /// How the parties of a consultation answer, used only by risk analysis.
    pub reply: Option<Reply>,
    /// Parties that answer differently from the others.
    pub party: Vec<(ActorId, Reply)>,
}

/// How a party answers a consultation; used only by risk analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The chance of no answer at all, 0 to 1.
    pub silent: Option<f64>,
    /// How long an answer takes.
    pub estimate: Option<Estimate>,
}

/// How likely a fact is; used only by risk analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct Chance {
    /// 0 to 1: that a `bool` is true.
    pub chance: f64,
    /// Law, promise or assumption.
    pub origin: Option<Origin>,
    /// Where it comes from, in words.
    pub source: Option<String>,
    /// How well it is known.
    pub confidence: Option<Confidence>,
    /// Why this and not another number.
    pub why: Option<Text>,
}

/// One case: what is known of a project.
#[derive(Debug, Clone)]
pub struct Project {
    /// What it is called.
    pub name: String,
    /// Which workflow: an id, or a path next to the project file.
    pub workflow: String,
    /// The run's start.
    pub start: Option<Day>,
    /// Which assumption set: an id, or a path next to the project file.
    pub assumptions: Option<String>,
    /// The counting profile.
    pub counting: Option<Counting>,
    /// The basis.
    pub basis: Option<Basis>,
    /// Calendar overlay files, as paths next to the project file.
    pub calendar: Vec<String>,
    /// The day whose knowledge of the calendar is used.
    pub known_as_of: Option<Day>,
    /// Facts and readings that differ from their defaults.
    pub set: Vec<(FactId, Value)>,
    /// What is known of single steps, in file order.
    pub steps: Vec<(StepId, ProjectStep)>,
    /// Promises of this project.
    pub promises: Vec<Promise>,
    /// What has happened, in file order.
    pub actual: Vec<(StepId, Actual)>,
    /// Clocks that stopped.
    pub pauses: Vec<Pause>,
    /// Limits that were lengthened.
    pub extensions: Vec<Extension>,
    /// Where each part is written.
    pub places: Places,
}

/// What a project knows of one step.
#[derive(Debug, Clone, Default)]
pub struct ProjectStep {
    /// The step is not triggered before this day.
    pub not_before: Option<Day>,
    /// The project's own numbers, as in an assumption set.
    pub assumption: StepAssumption,
}

/// What has happened to one step.
#[derive(Debug, Clone, Default)]
pub struct Actual {
    /// The day it began.
    pub started: Option<Day>,
    /// The day it finished.
    pub finished: Option<Day>,
    /// What was left to do at the last update.
    pub remaining: Option<Length>,
}

/// A clock that stopped: 补正, 特别程序.
#[derive(Debug, Clone)]
pub struct Pause {
    /// The step.
    pub step: StepId,
    /// The first day the clock stood.
    pub from: Day,
    /// The last day the clock stood; absent when it still stands.
    pub to: Option<Day>,
    /// Why.
    pub reason: Option<String>,
    /// Where it comes from, in words.
    pub cite: Option<String>,
}

/// A limit that was lengthened.
#[derive(Debug, Clone)]
pub struct Extension {
    /// The step.
    pub step: StepId,
    /// By how much.
    pub by: Length,
    /// The day it was decided.
    pub decided: Day,
    /// Where it comes from, in words.
    pub cite: Option<String>,
}
