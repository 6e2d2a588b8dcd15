//! What is assumed, apart from what the law says.

use std::collections::BTreeMap;

use crate::calendar::Cadence;
use crate::diagnostic::{Span, Text};

use super::ids::{ActorId, FactId, StepId};
use super::step::{Confidence, Estimate, Origin};

/// Where the parts of a file are written, by dotted path: `set.trees`, `step.land-survey.estimate`, `pause.0.step`.
///
/// Checks that need a second file (a project against its workflow) point at the first one through this.
///
/// ```
/// use permits::{diagnostic::{FileId, Span}, workflow::Places};
/// let mut places = Places::default();
/// places.put("set.trees", Span::new(FileId(0), 40..44));
/// assert_eq!(places.get("set.trees").unwrap().range, 40..44);
/// assert!(places.get("set.dewatering").is_none());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, Span>);

impl Places {
    /// Remembers where a part is written.
    ///
    /// ```
    /// use permits::{diagnostic::{FileId, Span}, workflow::Places};
    /// let mut places = Places::default();
    /// places.put("pause.0.step", Span::new(FileId(0), 8..16));
    /// assert_ne!(places, Places::default());
    /// ```
    pub fn put(&mut self, path: impl Into<String>, span: Span) {
        self.0.insert(path.into(), span);
    }

    /// Where a part is written, when the file has it.
    ///
    /// ```
    /// assert!(permits::workflow::Places::default().get("set.trees").is_none());
    /// ```
    pub fn get(&self, path: &str) -> Option<&Span> {
        self.0.get(path)
    }
}

/// What is assumed, apart from what the law says.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// assert_eq!(floor.id, "floor");
/// assert!(floor.steps.is_empty(), "only what the documents time takes time");
/// ```
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
///
/// ```
/// use permits::{diagnostic::Sources, workflow::{Library, Origin, Which, load_assumptions}};
/// let (library, mut sources) = (Library::built_in(), Sources::default());
/// let (promised, _) = load_assumptions(&library, &Which::typed("promised"), &mut sources).unwrap();
/// let (_, permit, _) =
///     promised.steps.iter().find(|(step, ..)| step.as_str() == "construction-permit").unwrap();
/// assert_eq!((permit.origin, permit.estimate.unwrap().likely.number()), (Some(Origin::Promise), 5));
/// ```
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
///
/// ```
/// use permits::{diagnostic::Sources, workflow::parse_assumptions};
/// let text = "format = 1\n[assumptions]\nid = \"mine\"\n[step.consult-plan]\nreply = { silent = 0.25 }\n";
/// let (mine, _) = parse_assumptions("mine.toml", text, &mut Sources::default()).unwrap();
/// assert_eq!(mine.steps[0].1.reply.as_ref().unwrap().silent, Some(0.25));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The chance of no answer at all, 0 to 1.
    pub silent: Option<f64>,
    /// How long an answer takes.
    pub estimate: Option<Estimate>,
}

/// How likely a fact is; used only by risk analysis.
///
/// ```
/// use permits::{diagnostic::Sources, workflow::parse_assumptions};
/// let text = "format = 1\n[assumptions]\nid = \"mine\"\n[fact.no-bid]\nchance = 0.05\n";
/// let (mine, _) = parse_assumptions("mine.toml", text, &mut Sources::default()).unwrap();
/// assert_eq!((mine.chances[0].0.as_str(), mine.chances[0].1.chance), ("no-bid", 0.05));
/// ```
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
