//! Facts, readings and the conditions on them.

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::Text;

use super::ids::FactId;
use super::source::Citation;

/// Something that is so or not so about a project, or a way to read an ambiguous sentence.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::{Domain, FactRole, Value};
/// let nobody_bids = workflow.fact("no-bid").unwrap();
/// assert_eq!((nobody_bids.role, &nobody_bids.domain), (FactRole::Fact, &Domain::Bool));
/// assert_eq!(nobody_bids.default, Value::Bool(false));
/// ```
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
    /// The doubt behind a reading; of a fact, what a reader should know.
    pub why: Option<Text>,
}

/// What a switch is about.
///
/// ```
#[doc = include_str!("../../set_up/building.md")]
/// use permits::workflow::FactRole;
/// let role = |id: &str| workflow.fact(id).unwrap().role;
/// // Whether trees are felled is about the project, what needs a consent is about the text.
/// assert_eq!((role("trees"), role("survey-needs-consent")), (FactRole::Fact, FactRole::Reading));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactRole {
    /// The project.
    Fact,
    /// How an ambiguous sentence is read.
    Reading,
}

/// The values a fact can have.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::{Domain, Value};
/// let classes = &workflow.fact("parcel-class").unwrap().domain;
/// assert!(matches!(classes, Domain::Choice(words) if words.iter().any(|word| word == "M4")));
/// ```
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
    ///
    /// ```
    /// use permits::workflow::{Domain, Value};
    /// let classes = Domain::Choice(vec!["M1".into(), "M4".into(), "W1".into()]);
    /// assert!(classes.contains(&Value::Choice("M4".into())));
    /// assert!(!classes.contains(&Value::Choice("M2".into())) && !classes.contains(&Value::Bool(true)));
    /// ```
    pub fn contains(&self, value: &Value) -> bool {
        match (self, value) {
            (Domain::Bool, Value::Bool(_)) | (Domain::Count, Value::Count(_)) => true,
            (Domain::Choice(choices), Value::Choice(choice)) => choices.contains(choice),
            _ => false,
        }
    }

    /// Reads a value as typed after `--set name=`; `None` when it is not one of this domain's.
    ///
    /// ```
    /// use permits::workflow::{Domain, Value};
    /// assert_eq!(Domain::Bool.parse("true"), Some(Value::Bool(true)));
    /// assert_eq!(Domain::Count.parse("-1"), None);
    /// ```
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
///
/// ```
/// use permits::workflow::Value;
/// assert_eq!(Value::Bool(true).to_string(), "true");
/// assert_eq!(Value::Choice("M1".into()).to_string(), "M1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Of a `bool`.
    Bool(bool),
    /// Of a `choice`.
    Choice(String),
    /// Of a `count`.
    Count(u32),
}

impl Value {
    /// A fact that has this value, as it is typed after `--set`.
    ///
    /// ```
    /// use permits::workflow::Value;
    /// assert_eq!(Value::Bool(true).of(&"trees".into()), "trees=true");
    /// ```
    pub fn of(&self, fact: &FactId) -> String {
        format!("{fact}={self}")
    }

    /// Several facts with their values, each as it is typed after `--set`, with `between` between them.
    ///
    /// ```
    /// use permits::workflow::Value;
    /// let set = [("trees".into(), Value::Bool(true)), ("hazchem-use".into(), Value::Bool(false))];
    /// assert_eq!(Value::listed(&set, ", "), "trees=true, hazchem-use=false");
    /// ```
    pub fn listed(values: &[(FactId, Value)], between: &str) -> String {
        values.iter().map(|(fact, value)| value.of(fact)).collect::<Vec<_>>().join(between)
    }
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
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::Value;
/// let facts = workflow.default_facts();
/// assert_eq!(facts.0["no-bid"], Value::Bool(false));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactValues(pub BTreeMap<FactId, Value>);

/// When a step, a link or a rule is there: any of the alternatives holds. No alternative at all never holds; a
/// condition that is not written is [`Condition::always`].
///
/// ```
/// use permits::workflow::{Condition, FactValues, Requirement, Value};
/// // Trees are felled, or green land is occupied.
/// let is_so = |fact: &str| Requirement { fact: fact.into(), values: vec![Value::Bool(true)] };
/// let condition = Condition { any: vec![vec![is_so("trees")], vec![is_so("green-occupation")]] };
/// let facts = FactValues([("trees".into(), Value::Bool(true))].into());
/// assert!(condition.holds(&facts) && !condition.holds(&FactValues::default()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Alternatives; each holds when all its requirements do.
    pub any: Vec<Vec<Requirement>>,
}

/// One fact has one of these values.
///
/// ```
/// use permits::workflow::{FactValues, Requirement, Value};
/// let [book, form] = ["book", "form"].map(|class| Value::Choice(class.into()));
/// let documents = Requirement { fact: "eia-class".into(), values: vec![book, form.clone()] };
/// assert!(documents.holds(&FactValues([("eia-class".into(), form)].into())));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The fact.
    pub fact: FactId,
    /// The values, any of which will do.
    pub values: Vec<Value>,
}

impl Condition {
    /// The condition that holds whatever the facts are.
    ///
    /// ```
    /// use permits::workflow::{Condition, FactValues};
    /// assert!(Condition::always().holds(&FactValues::default()));
    /// ```
    pub fn always() -> Self {
        Condition { any: vec![Vec::new()] }
    }

    /// Whether nothing was written.
    ///
    /// ```
    #[doc = include_str!("../../set_up/building.md")]
    /// assert!(workflow.step("construction-permit").unwrap().when.is_always());
    /// assert!(!workflow.step("tree-permit").unwrap().when.is_always());
    /// ```
    pub fn is_always(&self) -> bool {
        self.any.iter().any(Vec::is_empty)
    }

    /// Whether it holds for these facts.
    ///
    /// ```
    #[doc = include_str!("../../set_up/building.md")]
    /// let facts = workflow.default_facts();
    /// // The drawings are reviewed unless somebody says otherwise; no trees are felled.
    /// assert!(workflow.step("drawing-review").unwrap().when.holds(&facts));
    /// assert!(!workflow.step("tree-permit").unwrap().when.holds(&facts));
    /// ```
    pub fn holds(&self, facts: &FactValues) -> bool {
        self.any.iter().any(|all| all.iter().all(|requirement| requirement.holds(facts)))
    }

    /// The facts that keep it from holding, each once, in the order they are written; empty when it holds.
    ///
    /// ```
    #[doc = include_str!("../../set_up/building.md")]
    /// let facts = workflow.default_facts();
    /// assert_eq!(workflow.step("tree-permit").unwrap().when.failing(&facts), ["trees".into()]);
    /// assert!(workflow.step("drawing-review").unwrap().when.failing(&facts).is_empty());
    /// ```
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
    ///
    /// ```
    /// use permits::workflow::{FactValues, Requirement, Value};
    /// let trees = Requirement { fact: "trees".into(), values: vec![Value::Bool(true)] };
    /// assert!(!trees.holds(&FactValues([("trees".into(), Value::Bool(false))].into())));
    /// assert!(!trees.holds(&FactValues::default())); // nothing is known of it
    /// ```
    pub fn holds(&self, facts: &FactValues) -> bool {
        facts.0.get(&self.fact).is_some_and(|value| self.values.contains(value))
    }
}
