//! The description of the keys as JSON Schema, for editors.
//!
//! What a schema cannot say (that a name is known, that min ≤ likely ≤ max) is left to `permits check`.

use serde_json::{Map, Value, json};

use super::keys::{self, FileKind, Key, Needed, Shape, Table, Zero};

/// The JSON Schema (draft 2020-12) of a kind of file. It has no `$id`, so that it can be kept anywhere.
///
/// ```
/// use permits::workflow::{FileKind, schema};
/// let schema = schema(FileKind::Workflow);
/// assert_eq!(schema["additionalProperties"], false);
/// assert_eq!(schema["properties"]["workflow"]["required"], serde_json::json!(["id", "goal"]));
/// ```
pub fn schema(kind: FileKind) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".into(), json!(format!("permits {}", kind.as_str())));
    if let Value::Object(body) = table(kind.table()) {
        schema.extend(body);
    }
    schema.insert("$defs".into(), definitions());
    Value::Object(schema)
}

/// A name; the same letters that `value::is_id` lets through.
const ID: &str = r"^[\p{Alphabetic}\p{N}._-]+$";
const LENGTH: &str = r"^([1-9][0-9]{0,4}(wd|d|个工作日|个自然日)|0+(wd|个工作日))$";
const LIMIT: &str = r"^[1-9][0-9]{0,4}(wd|d|个工作日|个自然日)$";
const WORKING_DAYS: &str = r"^[0-9]{1,5}(wd|个工作日)$";

/// The shapes that occur again and again, each named once.
fn definitions() -> Value {
    json!({
        "id": { "type": "string", "pattern": ID },
        "text": { "description": keys::TEXT.doc, "anyOf": [{ "type": "string" }, table(&keys::TEXT)] },
        "date": {
            "description": "A date from 2002 to 2100, without a time.",
            "type": "string",
            "format": "date",
        },
        "length": { "description": "`5wd`: working days; `30d`: natural days.", "type": "string", "pattern": LENGTH },
        "limit": { "description": "A length that is not zero.", "type": "string", "pattern": LIMIT },
        "estimate": {
            "description": "A length, or three.",
            "anyOf": [reference("length"), table(&keys::ESTIMATE)],
        },
        "cadence": table(&keys::CADENCE),
        "value": { "type": ["boolean", "string", "integer"], "minimum": 0, "maximum": u32::MAX },
        "facts": {
            "description": "All of these facts have one of these values.",
            "type": "object",
            "propertyNames": { "pattern": ID },
            "additionalProperties": {
                "anyOf": [reference("value"), { "type": "array", "items": reference("value") }],
            },
        },
        "condition": {
            "description": "A table: all of it holds. A list of tables: any of them holds.",
            "anyOf": [reference("facts"), { "type": "array", "items": reference("facts") }],
        },
        "citations": { "type": "array", "items": { "type": "string", "minLength": 1 } },
        "link": { "anyOf": [reference("id"), table(&keys::LINK)] },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn table(description: &Table) -> Value {
    let properties: Map<String, Value> =
        description.keys.iter().map(|key| (key.name.to_string(), property(key))).collect();
    let required: Vec<&str> =
        description.keys.iter().filter(|key| key.needed == Needed::Required).map(|key| key.name).collect();
    let mut schema = json!({
        "description": description.doc,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// A key's shape, with the key's own description on top.
fn property(key: &Key) -> Value {
    let mut schema = shape(key.shape);
    schema["description"] = json!(key.doc);
    schema
}

fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Format => json!({ "const": 1 }),
        Shape::Id => reference("id"),
        Shape::Ids => json!({ "type": "array", "items": reference("id"), "uniqueItems": true }),
        Shape::String => json!({ "type": "string" }),
        Shape::Strings => json!({ "type": "array", "items": { "type": "string" } }),
        Shape::Text => reference("text"),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Number(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        Shape::Chance => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Shape::Date => reference("date"),
        Shape::AnyDate => json!({ "type": "string", "format": "date" }),
        Shape::Length(Zero::Allowed) => reference("length"),
        Shape::Length(Zero::Refused) => reference("limit"),
        Shape::WorkingDays => json!({ "type": "string", "pattern": WORKING_DAYS }),
        Shape::Estimate => reference("estimate"),
        Shape::Cadence => reference("cadence"),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Kind => json!({ "enum": keys::KINDS }),
        Shape::Value => reference("value"),
        Shape::Condition => reference("condition"),
        Shape::Citations => reference("citations"),
        Shape::Links => json!({ "type": "array", "items": reference("link") }),
        Shape::Table(description) => table(description),
        Shape::Tables(description) => json!({ "type": "array", "items": table(description) }),
        Shape::Named(description) => named(table(description)),
        Shape::Values => named(reference("value")),
        Shape::Dates => named(reference("date")),
    }
}

/// A table whose keys are names.
fn named(item: Value) -> Value {
    json!({ "type": "object", "propertyNames": { "pattern": ID }, "additionalProperties": item })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
        found.push(value);
        match value {
            Value::Object(object) => object.values().for_each(|value| walk(value, found)),
            Value::Array(array) => array.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_somewhere_and_every_table_is_closed() {
        for kind in FileKind::ALL {
            let schema = schema(kind);
            let mut all = Vec::new();
            walk(&schema, &mut all);
            for part in all {
                if let Some(to) = part.get("$ref").and_then(Value::as_str) {
                    assert!(schema.pointer(to.trim_start_matches('#')).is_some(), "{to}");
                }
                if part
                    .get("properties")
                    .is_some_and(|properties| part["type"] == "object" && properties.is_object())
                {
                    assert_eq!(part["additionalProperties"], false, "{part}");
                }
            }
            assert!(schema.get("$id").is_none());
        }
    }

    #[test]
    fn the_words_of_the_schema_are_those_of_the_model() {
        use super::super::model::{Confidence, Kind};
        assert_eq!(keys::KINDS, Kind::ALL.map(Kind::as_str));
        assert_eq!(keys::CONFIDENCES, Confidence::ALL.map(Confidence::as_str));
    }
}
