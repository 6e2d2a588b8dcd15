//! Facts, readings and the conditions on them.

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::Text;

use super::ids::FactId;
use super::source::Citation;

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
    /// The doubt behind a reading; of a fact, what a reader should know.
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
