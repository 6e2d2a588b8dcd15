//! A TOML file as a tree that can be cut and grafted without regard to what it means, and written again.
//!
//! In: a text that is TOML. Out: [`Tree`], and text again. Comments and layout are lost; nobody here reads them.

use std::fmt::Write as _;

use toml_edit::{DocumentMut, Item, TableLike, Value};

#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Table(Vec<(String, Tree)>),
    List(Vec<Tree>),
    Text(String),
    /// Anything else, as it is written.
    Bare(String),
}

impl Tree {
    pub fn read(text: &str) -> Option<Tree> {
        let document: DocumentMut = text.parse().ok()?;
        Some(of_table(document.as_table()))
    }

    /// The file: tables of the first level under headers, as people write them; the rest inline.
    pub fn written(&self) -> String {
        let Tree::Table(entries) = self else { return String::new() };
        let (mut bare, mut headed) = (String::new(), String::new());
        for (key, tree) in entries {
            let key = quoted(key);
            match tree {
                Tree::Table(inside) => {
                    let _ = writeln!(headed, "\n[{key}]");
                    inside.iter().for_each(|entry| line(&mut headed, entry));
                }
                Tree::List(all) if !all.is_empty() && all.iter().all(|one| matches!(one, Tree::Table(_))) => {
                    for one in all {
                        let _ = writeln!(headed, "\n[[{key}]]");
                        one.entries().iter().for_each(|entry| line(&mut headed, entry));
                    }
                }
                other => {
                    let _ = writeln!(bare, "{key} = {}", other.inline());
                }
            }
        }
        bare + &headed
    }

    fn entries(&self) -> &[(String, Tree)] {
        match self {
            Tree::Table(entries) => entries,
            _ => &[],
        }
    }

    fn inline(&self) -> String {
        match self {
            Tree::Table(entries) => {
                let entry = |(key, tree): &(String, Tree)| format!("{} = {}", quoted(key), tree.inline());
                format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
            Tree::List(all) => format!("[{}]", all.iter().map(Tree::inline).collect::<Vec<_>>().join(", ")),
            Tree::Text(text) => quoted(text),
            Tree::Bare(text) => text.clone(),
        }
    }

    /// The trees directly in this one.
    pub fn children(&mut self) -> Vec<&mut Tree> {
        match self {
            Tree::Table(entries) => entries.iter_mut().map(|(_, tree)| tree).collect(),
            Tree::List(all) => all.iter_mut().collect(),
            Tree::Text(_) | Tree::Bare(_) => Vec::new(),
        }
    }

    /// How many trees for which it holds there are in this one, itself included.
    pub fn count(&mut self, holds: &dyn Fn(&Tree) -> bool) -> usize {
        usize::from(holds(self)) + self.children().into_iter().map(|tree| tree.count(holds)).sum::<usize>()
    }

    /// The one of them with this number, in the order of the file.
    pub fn nth(&mut self, number: &mut usize, holds: &dyn Fn(&Tree) -> bool) -> Option<&mut Tree> {
        if holds(self) {
            if *number == 0 {
                return Some(self);
            }
            *number -= 1;
        }
        self.children().into_iter().find_map(|tree| tree.nth(number, holds))
    }

    /// Every text in it, keys aside.
    pub fn texts(&mut self, found: &mut Vec<String>) {
        if let Tree::Text(text) = self {
            found.push(text.clone());
        }
        self.children().into_iter().for_each(|tree| tree.texts(found));
    }
}

fn line(out: &mut String, (key, tree): &(String, Tree)) {
    let _ = writeln!(out, "{} = {}", quoted(key), tree.inline());
}

fn quoted(text: &str) -> String {
    Value::from(text.to_string()).to_string().replace(['\n', '\r'], " ")
}

fn of_table(table: &dyn TableLike) -> Tree {
    Tree::Table(table.iter().map(|(key, item)| (key.to_string(), of_item(item))).collect())
}

fn of_item(item: &Item) -> Tree {
    match item {
        Item::None => Tree::Table(Vec::new()),
        Item::Value(value) => of_value(value),
        Item::Table(table) => of_table(table),
        Item::ArrayOfTables(tables) => Tree::List(tables.iter().map(|table| of_table(table)).collect()),
    }
}

fn of_value(value: &Value) -> Tree {
    match value {
        Value::String(text) => Tree::Text(text.value().clone()),
        Value::Array(all) => Tree::List(all.iter().map(of_value).collect()),
        Value::InlineTable(table) => of_table(table),
        other => Tree::Bare(other.clone().decorated("", "").to_string()),
    }
}
