//! The JSON Schemas are true: every shipped file fits its own, and mistakes an editor could catch do not.
//!
//! A validator that is not ours (boon) reads the schema.

use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use permits::workflow::{FileKind, schema};
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

/// A TOML value as JSON, as editors see it: dates are strings.
fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => serde_json::from_str(number.as_str()).expect("a number"),
        DeValue::Float(number) => serde_json::from_str(number.as_str()).expect("a number"),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => object(table),
    }
}

fn object(table: &DeTable<'_>) -> Value {
    let entries = table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())));
    Value::Object(entries.collect::<Map<_, _>>())
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("a file");
    object(DeTable::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).get_ref())
}

fn compiled(kind: FileKind) -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("file.json", schema(kind)).expect("a resource");
    let index = compiler.compile("file.json", &mut schemas).expect("the schema is a schema");
    (schemas, index)
}

fn fits(kind: FileKind, file: &Value) -> Result<(), String> {
    let (schemas, index) = compiled(kind);
    schemas.validate(file, index).map_err(|error| format!("{error:#}"))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn toml_files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

#[test]
fn every_shipped_file_fits_its_schema() {
    let workflows = toml_files("workflows");
    let sets = toml_files("workflows/assumptions");
    assert_eq!((workflows.len(), sets.len()), (5, 4));
    for (kind, files) in [(FileKind::Workflow, workflows), (FileKind::Assumptions, sets)] {
        for path in files {
            if let Err(error) = fits(kind, &read(&path)) {
                panic!("{}: {error}", path.display());
            }
        }
    }
}

#[test]
fn a_project_fits_its_schema() {
    let text = "format = 1\n[project]\nname = \"一号厂房\"\nworkflow = \"full-path\"\nstart = 2023-06-01\n\
        counting = \"practice\"\nbasis = \"worst\"\ncalendar = [\"local.csv\"]\n[set]\ntrees = true\n\
        [step.land-announcement]\nnot_before = 2023-09-01\n[actual.consult-plan]\nstarted = 2023-06-02\n\
        [[pause]]\nstep = \"construction-permit\"\nfrom = 2023-09-04\n";
    let file = object(DeTable::parse(text).expect("TOML").get_ref());
    assert_eq!(fits(FileKind::Project, &file), Ok(()));
}

#[test]
fn what_an_editor_could_catch_does_not_fit() {
    let workflow = |step: &str| {
        let text = format!(
            "format = 1\n[workflow]\nid = \"x\"\ngoal = \"a\"\n[[step]]\nid = \"a\"\nkind = \"task\"\n{step}\n"
        );
        object(DeTable::parse(&text).expect("TOML").get_ref())
    };
    assert_eq!(fits(FileKind::Workflow, &workflow("cite = [\"b 5\"]\nlimit = \"5wd\"")), Ok(()));
    for mistake in [
        "limit = \"5\"",
        "limit = \"0wd\"",
        "colour = \"red\"",
        "estimate = \"0d\"",
        "after = 3",
        "roll = \"back\"",
    ] {
        assert!(fits(FileKind::Workflow, &workflow(mistake)).is_err(), "{mistake} fits");
    }
    assert!(fits(FileKind::Workflow, &Value::Object(Map::new())).is_err(), "an empty file fits");
}
