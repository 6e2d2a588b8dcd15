//! The fields of a table, each read as what it is.
//!
//! In: a table as it was written. Out: its values; what does not have the shape that it should is left out.

use crate::calendar::{Cadence, CivilDate, Day, Length};
use crate::diagnostic::{Span, Text, plain};

use super::super::keys::Zero;
use super::super::model::{Citation, Estimate, FactId, Value};
use super::super::syntax::{Is, Node, Placed, TableNode};
use super::super::value;
use super::super::value::{ConditionDraft, Mistakes};

/// A table whose shape has been checked: what is wrong in it is simply not there.
pub(in crate::workflow) struct Fields<'a>(pub TableNode<'a>);

impl<'a> Fields<'a> {
    pub(in crate::workflow) fn read<T>(
        &self,
        key: &str,
        read: impl FnOnce(&Node<'a>, &mut Mistakes) -> Option<T>,
    ) -> Option<T> {
        read(&self.0.get(key)?, &mut Vec::new())
    }

    pub fn span(&self) -> Span {
        self.0.span.clone()
    }

    pub fn place(&self, key: &str) -> Option<Span> {
        self.0.get(key).map(|node| node.span())
    }

    /// Words for people, as they can be shown anywhere.
    pub fn string(&self, key: &str) -> Option<String> {
        self.read(key, value::string).map(|text| plain(text.value).into_owned())
    }

    /// The name or path of a file, as it is written.
    pub fn path(&self, key: &str) -> Option<String> {
        self.read(key, value::string).map(|text| text.value.to_string())
    }

    pub fn placed_string(&self, key: &str) -> Option<Placed<String>> {
        self.read(key, value::string).map(|text| text.map(str::to_string))
    }

    /// Words for people, as they can be shown anywhere.
    pub fn strings(&self, key: &str) -> Vec<String> {
        self.paths(key).iter().map(|text| plain(text).into_owned()).collect()
    }

    /// The names or paths of files, as they are written.
    pub fn paths(&self, key: &str) -> Vec<String> {
        self.read(key, value::strings).unwrap_or_default()
    }

    pub fn id<T: From<&'a str>>(&self, key: &str) -> Option<Placed<T>> {
        self.read(key, value::id).map(|id| id.map(T::from))
    }

    pub fn ids<T: From<&'a str>>(&self, key: &str) -> Option<Vec<Placed<T>>> {
        let ids = self.read(key, value::ids)?;
        Some(ids.into_iter().map(|id| id.map(T::from)).collect())
    }

    pub fn text(&self, key: &str) -> Option<Text> {
        self.read(key, value::text)
    }

    pub fn date(&self, key: &str) -> Option<Day> {
        self.read(key, value::date)
    }

    pub fn any_date(&self, key: &str) -> Option<CivilDate> {
        self.read(key, value::any_date)
    }

    pub fn number(&self, key: &str, from: u32, to: u32) -> Option<u32> {
        self.read(key, |node, mistakes| value::number(node, from, to, mistakes))
    }

    pub fn chance(&self, key: &str) -> Option<f64> {
        self.read(key, value::chance)
    }

    pub fn length(&self, key: &str, zero: Zero) -> Option<Length> {
        self.read(key, |node, mistakes| value::length(node, zero, mistakes))
    }

    pub fn working_days(&self, key: &str) -> Option<u32> {
        self.read(key, value::working_days)
    }

    pub fn estimate(&self, key: &str) -> Option<Estimate> {
        self.read(key, value::estimate)
    }

    pub fn cadence(&self, key: &str) -> Option<Cadence> {
        self.read(key, value::cadence)
    }

    /// The enum value whose word is written, `all` being in the order of `words`.
    pub fn word<T: Copy>(&self, key: &str, words: &'static [&'static str], all: &[T]) -> Option<T> {
        let at = self.read(key, |node, mistakes| value::word(node, words, mistakes))?;
        all.get(at).copied()
    }

    pub fn condition(&self, key: &str) -> Option<ConditionDraft> {
        self.read(key, value::condition)
    }

    pub fn cite(&self) -> Option<Vec<Placed<Citation>>> {
        self.read("cite", value::citations)
    }

    pub fn set(&self, key: &str) -> Vec<(Placed<FactId>, Placed<Value>)> {
        self.read(key, value::values).unwrap_or_default()
    }

    pub fn table(&self, key: &str) -> Option<Fields<'a>> {
        match self.0.get(key)?.is() {
            Is::Table(table) => Some(Fields(table)),
            _ => None,
        }
    }

    /// The tables under `[[key]]`.
    pub fn tables(&self, key: &str) -> Vec<Fields<'a>> {
        let Some(Is::Array(nodes)) = self.0.get(key).map(|node| node.is()) else { return Vec::new() };
        let tables = nodes.iter().filter_map(|node| match node.is() {
            Is::Table(table) => Some(Fields(table)),
            _ => None,
        });
        tables.collect()
    }

    /// The tables under `[key.name]`.
    pub fn named(&self, key: &str) -> Vec<(Placed<&'a str>, Fields<'a>)> {
        let Some(Is::Table(named)) = self.0.get(key).map(|node| node.is()) else { return Vec::new() };
        let mut tables = Vec::new();
        for (name, node) in named.entries() {
            if let Is::Table(table) = node.is() {
                tables.push((name, Fields(table)));
            }
        }
        tables
    }

    /// A value together with its place.
    pub fn placed<T>(&self, key: &str, value: Option<T>) -> Option<Placed<T>> {
        Some(Placed::new(value?, self.place(key)?))
    }
}
