//! A tree is held against the description of its file kind: every unknown key, missing key and wrong value is found
//! here, in one walk. What is read afterwards can leave out whatever is not right without saying so again.

use crate::diagnostic::{Text, nearest};

use super::codes;
use super::keys::{self, FileKind, Key, Needed, Shape, Table};
use super::syntax::{Is, Node, TableNode, mistake};
use super::value::{self, Mistakes, shown};

/// Adds everything in the file that is not as its description says.
pub(super) fn check(kind: FileKind, file: &TableNode<'_>, mistakes: &mut Mistakes) {
    table(kind.table(), file, mistakes);
}

fn table(description: &Table, table: &TableNode<'_>, mistakes: &mut Mistakes) {
    let mut found = vec![false; description.keys.len()];
    for (key, node) in table.entries() {
        match description.keys.iter().position(|known| known.name == key.value) {
            Some(at) => {
                found[at] = true;
                shape(&description.keys[at], &node, mistakes);
            }
            None => {
                let names = || description.keys.iter().map(|key| key.name);
                let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let (name, of) = (shown(key.value), description.name);
                let near = nearest(key.value, names());
                mistakes.push(
                    mistake(
                        codes::UNKNOWN_KEY,
                        format!("`{of}` 中没有键 `{name}`"),
                        format!("`{of}` has no key `{name}`"),
                    )
                    .at(key.span, value::meant(near))
                    .help(Text::new(format!("可用的键:{all}"), format!("the keys are {all}"))),
                );
            }
        }
    }
    for (key, _) in
        description.keys.iter().zip(found).filter(|(key, found)| !found && key.needed == Needed::Required)
    {
        mistakes.push(missing(description, key.name, table));
    }
}

/// A key that has to be there and is not.
pub(super) fn missing(
    description: &Table,
    key: &str,
    table: &TableNode<'_>,
) -> crate::diagnostic::Diagnostic {
    let of = description.name;
    if key == "format" {
        return mistake(codes::FORMAT, "文件没有写 `format`", "the file does not say its `format`")
            .at(table.span.clone(), Text::new("文件由此开始", "the file begins here"))
            .help(Text::new("在开头写 `format = 1`", "begin with `format = 1`"));
    }
    mistake(codes::MISSING_KEY, format!("`{of}` 缺少 `{key}`"), format!("`{of}` lacks `{key}`"))
        .at(table.span.clone(), Text::new(format!("缺少 `{key}`"), format!("no `{key}` here")))
        .help(Text::new(format!("加上 `{key} = …`"), format!("add `{key} = …`")))
}

fn shape(key: &Key, node: &Node<'_>, mistakes: &mut Mistakes) {
    match key.shape {
        Shape::Format => format(node, mistakes),
        Shape::Id => drop(value::id(node, mistakes)),
        Shape::Ids => drop(value::ids(node, mistakes)),
        Shape::String => drop(value::string(node, mistakes)),
        Shape::Strings => drop(value::strings(node, mistakes)),
        Shape::Text => {
            inline(&keys::TEXT, node, mistakes);
            value::text(node, mistakes);
        }
        Shape::Bool => drop(value::bool(node, mistakes)),
        Shape::Number(from, to) => drop(value::number(node, from, to, mistakes)),
        Shape::Chance => drop(value::chance(node, mistakes)),
        Shape::Date => drop(value::date(node, mistakes)),
        Shape::AnyDate => drop(value::any_date(node, mistakes)),
        Shape::Length(zero) => drop(value::length(node, zero, mistakes)),
        Shape::WorkingDays => drop(value::working_days(node, mistakes)),
        Shape::Estimate => {
            inline(&keys::ESTIMATE, node, mistakes);
            value::estimate(node, mistakes);
        }
        Shape::Cadence => match node.is() {
            Is::Table(inner) => {
                table(&keys::CADENCE, &inner, mistakes);
                value::cadence(node, mistakes);
            }
            _ => mistakes.push(not_a_table(key, node)),
        },
        Shape::Word(words) => drop(value::word(node, words, mistakes)),
        Shape::Kind => drop(value::one_of(codes::UNKNOWN_KIND, node, keys::KINDS, mistakes)),
        Shape::Value => drop(value::value(node, mistakes)),
        Shape::Condition => drop(value::condition(node, mistakes)),
        Shape::Citations => drop(value::citations(node, mistakes)),
        Shape::Links => {
            if let Is::Array(links) = node.is() {
                links.iter().for_each(|link| inline(&keys::LINK, link, mistakes));
            }
            value::links(node, mistakes);
        }
        Shape::Table(description) => match node.is() {
            Is::Table(inner) => table(description, &inner, mistakes),
            _ => mistakes.push(not_a_table(key, node)),
        },
        Shape::Tables(description) => match node.is() {
            Is::Array(tables) => {
                for node in tables {
                    match node.is() {
                        Is::Table(inner) => table(description, &inner, mistakes),
                        _ => mistakes.push(not_a_table(key, &node)),
                    }
                }
            }
            _ => mistakes.push(not_tables(key, node)),
        },
        Shape::Named(description) => match node.is() {
            Is::Table(named) => {
                for (name, node) in named.entries() {
                    value::check_id(&name, mistakes);
                    match node.is() {
                        Is::Table(inner) => table(description, &inner, mistakes),
                        _ => mistakes.push(not_a_table(key, &node)),
                    }
                }
            }
            _ => mistakes.push(not_named(key, node)),
        },
        Shape::Values => drop(value::values(node, mistakes)),
        Shape::Dates => drop(value::dates(node, mistakes)),
    }
}

/// A table that may stand where a string may.
fn inline(description: &Table, node: &Node<'_>, mistakes: &mut Mistakes) {
    if let Is::Table(inner) = node.is() {
        table(description, &inner, mistakes);
    }
}

fn format(node: &Node<'_>, mistakes: &mut Mistakes) {
    if !matches!(node.is(), Is::Integer(Some(1))) {
        mistakes.push(
            mistake(codes::FORMAT, "不认识这一格式版本", "this version of the format is not known")
                .at(node.span(), Text::new("本工具只认识 1", "this program knows 1 only"))
                .help(Text::new("写 `format = 1`", "write `format = 1`")),
        );
    }
}

fn wrong(node: &Node<'_>, zh: String, en: String) -> crate::diagnostic::Diagnostic {
    let is = node.type_name();
    mistake(codes::WRONG_TYPE, format!("这里应为{zh}"), format!("expected {en}"))
        .at(node.span(), Text::new(format!("这是{}", is.zh), format!("this is {}", is.en)))
        .help(Text::new(format!("写成{zh}"), format!("write {en}")))
}

fn not_a_table(key: &Key, node: &Node<'_>) -> crate::diagnostic::Diagnostic {
    wrong(node, format!("表({})", key.name), format!("a table for `{}`", key.name))
}

fn not_tables(key: &Key, node: &Node<'_>) -> crate::diagnostic::Diagnostic {
    wrong(node, format!("以 `[[{}]]` 开头的表", key.name), format!("tables headed `[[{}]]`", key.name))
}

fn not_named(key: &Key, node: &Node<'_>) -> crate::diagnostic::Diagnostic {
    wrong(node, format!("以 `[{}.名称]` 开头的表", key.name), format!("tables headed `[{}.name]`", key.name))
}
