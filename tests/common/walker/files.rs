//! Workflow, assumption and project files, read without any validation.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};

use super::date::Date;

/// Any TOML value.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Text.
    String(String),
    /// Whole number.
    Integer(i64),
    /// Truth value.
    Boolean(bool),
    /// Date, as written; other numbers too, which nothing here reads.
    Other(String),
    /// List.
    Array(Vec<Value>),
    /// Table.
    Table(Table),
}

/// A TOML table.
pub type Table = BTreeMap<String, Value>;

impl Value {
    fn of(value: &DeValue<'_>) -> Result<Self, String> {
        Ok(match value {
            DeValue::String(s) => Self::String(s.to_string()),
            DeValue::Integer(i) => {
                let digits = i.as_str().replace('_', "");
                Self::Integer(i64::from_str_radix(&digits, i.radix()).map_err(|e| e.to_string())?)
            }
            DeValue::Float(f) => Self::Other(f.as_str().to_owned()),
            DeValue::Boolean(b) => Self::Boolean(*b),
            DeValue::Datetime(d) => Self::Other(d.to_string()),
            DeValue::Array(list) => {
                Self::Array(list.iter().map(|v| Self::of(v.get_ref())).collect::<Result<_, _>>()?)
            }
            DeValue::Table(t) => Self::Table(table_of(t)?),
        })
    }

    fn as_str(&self) -> Option<&str> {
        if let Self::String(s) = self { Some(s) } else { None }
    }

    fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(i) = self { Some(*i) } else { None }
    }

    fn as_array(&self) -> Option<&Vec<Value>> {
        if let Self::Array(list) = self { Some(list) } else { None }
    }

    fn as_table(&self) -> Option<&Table> {
        if let Self::Table(t) = self { Some(t) } else { None }
    }
}

fn table_of(table: &DeTable<'_>) -> Result<Table, String> {
    table.iter().map(|(key, value)| Ok((key.get_ref().to_string(), Value::of(value.get_ref())?))).collect()
}

/// What a length is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Working days.
    Working,
    /// Natural days.
    Natural,
}

/// `5wd`, `30d`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Length {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

impl Length {
    /// Reads a length with its unit.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let cut = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(|| format!("no unit: {text}"))?;
        let n = text[..cut].parse().map_err(|_| format!("not a length: {text}"))?;
        let unit = match text[cut..].trim() {
            "wd" | "个工作日" => Unit::Working,
            "d" | "个自然日" => Unit::Natural,
            _ => return Err(format!("not a length: {text}")),
        };
        Ok(Self { n, unit })
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.n, if self.unit == Unit::Working { "wd" } else { "d" })
    }
}

/// Three points, all the same when only one is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Estimate {
    /// Shortest.
    pub min: Length,
    /// Likeliest.
    pub likely: Length,
    /// Longest.
    pub max: Length,
}

/// When a meeting sits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cadence {
    /// 0 for Monday.
    pub weekday: u32,
    /// Every how many weeks.
    pub every: i64,
    /// A day in one of those weeks.
    pub anchor: Option<Date>,
}

/// Any of these holds when all of its facts have one of their values; an empty list always holds.
#[derive(Clone, Default, Debug)]
pub struct When(pub Vec<Vec<(String, Vec<String>)>>);

impl When {
    /// Whether it holds.
    pub fn holds(&self, facts: &BTreeMap<String, String>) -> bool {
        self.0.is_empty()
            || self.0.iter().any(|all| {
                all.iter().all(|(name, values)| facts.get(name).is_some_and(|v| values.contains(v)))
            })
    }
}

/// One entry of `after`.
#[derive(Clone, Debug)]
pub struct Link {
    /// The predecessor.
    pub step: String,
    /// `from = "start"`
    pub from_start: bool,
    /// Shift.
    pub lag: Option<Length>,
    /// Condition.
    pub when: When,
    /// `round = "first"`
    pub first_round: bool,
}

/// One step as merged.
#[derive(Clone, Debug)]
pub struct Step {
    /// Identifier.
    pub id: String,
    /// `act`, `review`, …
    pub kind: String,
    /// What the regulation gives.
    pub limit: Option<Length>,
    /// The workflow's own estimate and its origin.
    pub estimate: Option<(Estimate, String)>,
    /// The workflow's own cadence.
    pub cadence: Option<Cadence>,
    /// Override: whether the first day counts.
    pub first_day_counts: Option<bool>,
    /// Override: whether the last day rolls.
    pub rolls: Option<bool>,
    /// Condition.
    pub when: When,
    /// Predecessors.
    pub after: Vec<Link>,
}

/// A limit between two finishes.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Identifier.
    pub id: String,
    /// Counted from this step's finish.
    pub from: String,
    /// Tested at this step's finish.
    pub to: String,
    /// Working days.
    pub within: u32,
}

/// A stretch that may run again.
#[derive(Clone, Debug)]
pub struct Rework {
    /// Identifier.
    pub id: String,
    /// Fails here.
    pub at: String,
    /// Begins again here.
    pub back_to: String,
    /// Condition; `None` when the file gives none.
    pub when: Option<When>,
}

/// A workflow with everything it includes.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Of the file asked for.
    pub id: String,
    /// Of the file asked for.
    pub goal: String,
    /// In file order.
    pub steps: Vec<Step>,
    /// Facts and readings: type and default.
    pub facts: BTreeMap<String, (String, String)>,
    /// In file order.
    pub promises: Vec<Promise>,
    /// In file order.
    pub reworks: Vec<Rework>,
    /// The worked examples of the file asked for.
    pub examples: Vec<Table>,
}

/// What an assumption set or a project says about one step.
#[derive(Clone, Default, Debug)]
pub struct StepOverlay {
    /// Estimate and its origin.
    pub estimate: Option<(Estimate, String)>,
    /// Cadence.
    pub cadence: Option<Cadence>,
    /// Not triggered before this day.
    pub not_before: Option<Date>,
}

/// An assumption set or a project.
#[derive(Clone, Default, Debug)]
pub struct Overlay {
    /// By step.
    pub steps: BTreeMap<String, StepOverlay>,
    /// `[set]`
    pub facts: Vec<(String, String)>,
    /// A project's own promises.
    pub promises: Vec<Promise>,
    /// The `[project]` table.
    pub project: Table,
}

fn table(text: &str) -> Result<Table, String> {
    table_of(DeTable::parse(text).map_err(|e| e.to_string())?.get_ref())
}

fn string(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn need(table: &Table, key: &str) -> Result<String, String> {
    string(table, key).ok_or_else(|| format!("no `{key}` in {table:?}"))
}

fn tables<'a>(table: &'a Table, key: &str) -> Vec<&'a Table> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_table).collect()
}

/// A bool, a number, a date or a string as one string.
pub fn scalar(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        Value::Boolean(b) => b.to_string(),
        Value::Integer(i) => i.to_string(),
        Value::Other(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

fn length(table: &Table, key: &str) -> Result<Option<Length>, String> {
    table.get(key).map(|v| Length::parse(&scalar(v))).transpose()
}

fn day(value: &Value) -> Result<Date, String> {
    Date::parse(&scalar(value)).ok_or_else(|| format!("not a date: {value:?}"))
}

fn estimate(table: &Table) -> Result<Option<(Estimate, String)>, String> {
    let origin = string(table, "origin").unwrap_or_else(|| "assumption".to_owned());
    let points = match table.get("estimate") {
        None => return Ok(None),
        Some(Value::Table(t)) => {
            let point = |key| length(t, key)?.ok_or_else(|| format!("no {key} in an estimate"));
            Estimate { min: point("min")?, likely: point("likely")?, max: point("max")? }
        }
        Some(one) => {
            let one = Length::parse(&scalar(one))?;
            Estimate { min: one, likely: one, max: one }
        }
    };
    Ok(Some((points, origin)))
}

fn cadence(table: &Table) -> Result<Option<Cadence>, String> {
    let Some(Value::Table(t)) = table.get("cadence") else { return Ok(None) };
    let name = need(t, "weekday")?;
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let weekday = names.iter().position(|n| *n == name).ok_or_else(|| format!("weekday {name}"))? as u32;
    let every = t.get("every").and_then(Value::as_integer).unwrap_or(1);
    let anchor = t.get("anchor").map(day).transpose()?;
    Ok(Some(Cadence { weekday, every, anchor }))
}

fn when(table: &Table) -> Option<When> {
    let all = |t: &Table| {
        let values = |v: &Value| match v {
            Value::Array(list) => list.iter().map(scalar).collect(),
            one => vec![scalar(one)],
        };
        t.iter().map(|(name, value)| (name.clone(), values(value))).collect::<Vec<_>>()
    };
    match table.get("when") {
        Some(Value::Table(t)) => Some(When(vec![all(t)])),
        Some(Value::Array(list)) => Some(When(list.iter().filter_map(Value::as_table).map(all).collect())),
        _ => None,
    }
}

fn link(value: &Value) -> Result<Link, String> {
    Ok(match value {
        Value::Table(t) => Link {
            step: need(t, "step")?,
            from_start: string(t, "from").as_deref() == Some("start"),
            lag: length(t, "lag")?,
            when: when(t).unwrap_or_default(),
            first_round: string(t, "round").as_deref() == Some("first"),
        },
        plain => Link {
            step: scalar(plain),
            from_start: false,
            lag: None,
            when: When::default(),
            first_round: false,
        },
    })
}

fn promise(table: &Table) -> Result<Promise, String> {
    let within = length(table, "within")?.ok_or("a promise without `within`")?;
    Ok(Promise {
        id: need(table, "id")?,
        from: need(table, "from")?,
        to: need(table, "to")?,
        within: within.n,
    })
}

fn step(table: &Table) -> Result<Step, String> {
    let links = table.get("after").and_then(Value::as_array);
    Ok(Step {
        id: need(table, "id")?,
        kind: need(table, "kind")?,
        limit: length(table, "limit")?,
        estimate: estimate(table)?,
        cadence: cadence(table)?,
        first_day_counts: string(table, "first_day").map(|s| s == "included"),
        rolls: string(table, "roll").map(|s| s == "next-working-day"),
        when: when(table).unwrap_or_default(),
        after: links.into_iter().flatten().map(link).collect::<Result<_, _>>()?,
    })
}

fn linked(value: &Value) -> String {
    match value {
        Value::Table(t) => string(t, "step").unwrap_or_default(),
        plain => scalar(plain),
    }
}

/// Lays the later table over the earlier one, key by key; lists of links unite.
fn lay_over(earlier: &mut Table, later: &Table) {
    for (key, value) in later {
        if key == "after" {
            let mut links: Vec<Value> =
                earlier.get("after").and_then(Value::as_array).cloned().unwrap_or_default();
            for new in value.as_array().into_iter().flatten() {
                match links.iter_mut().find(|old| linked(old) == linked(new)) {
                    Some(old) => *old = new.clone(),
                    None => links.push(new.clone()),
                }
            }
            earlier.insert(key.clone(), Value::Array(links));
        } else {
            earlier.insert(key.clone(), value.clone());
        }
    }
}

fn lay_over_by_id(list: &mut Vec<Table>, later: &Table) {
    match list.iter_mut().find(|old| old.get("id") == later.get("id")) {
        Some(old) => lay_over(old, later),
        None => list.push(later.clone()),
    }
}

#[derive(Default)]
struct Gathered {
    applied: BTreeSet<String>,
    steps: Vec<Table>,
    facts: BTreeMap<String, Table>,
    promises: Vec<Table>,
    reworks: Vec<Table>,
}

fn gather(library: &[(&str, &str)], id: &str, into: &mut Gathered) -> Result<Table, String> {
    let (_, text) =
        library.iter().find(|(name, _)| *name == id).ok_or_else(|| format!("no workflow {id}"))?;
    let file = table(text)?;
    if !into.applied.insert(id.to_owned()) {
        return Ok(file);
    }
    let header = file.get("workflow").and_then(Value::as_table).cloned().unwrap_or_default();
    for included in header.get("include").and_then(Value::as_array).into_iter().flatten() {
        gather(library, &scalar(included), into)?;
    }
    for dropped in header.get("drop").and_then(Value::as_array).into_iter().flatten().map(scalar) {
        into.steps.retain(|s| string(s, "id").as_deref() != Some(dropped.as_str()));
        for step in &mut into.steps {
            if let Some(Value::Array(links)) = step.get_mut("after") {
                links.retain(|l| linked(l) != dropped);
            }
        }
    }
    for step in tables(&file, "step") {
        lay_over_by_id(&mut into.steps, step);
    }
    for kind in ["fact", "reading"] {
        for (name, value) in file.get(kind).and_then(Value::as_table).into_iter().flatten() {
            if let Some(t) = value.as_table() {
                lay_over(into.facts.entry(name.clone()).or_default(), t);
            }
        }
    }
    for promise in tables(&file, "promise") {
        lay_over_by_id(&mut into.promises, promise);
    }
    for rework in tables(&file, "rework") {
        lay_over_by_id(&mut into.reworks, rework);
    }
    Ok(file)
}

impl Merged {
    /// Reads the workflow `id` out of a library of texts by id.
    pub fn read(library: &[(&str, &str)], id: &str) -> Result<Self, String> {
        let mut gathered = Gathered::default();
        let file = gather(library, id, &mut gathered)?;
        let header = file.get("workflow").and_then(Value::as_table).ok_or("no [workflow]")?;
        let mut facts = BTreeMap::new();
        for (name, t) in &gathered.facts {
            let default = t.get("default").map(scalar).ok_or_else(|| format!("{name}: no default"))?;
            facts.insert(name.clone(), (need(t, "type")?, default));
        }
        let rework = |t: &Table| -> Result<Rework, String> {
            let (id, at, back_to) = (need(t, "id")?, need(t, "at")?, need(t, "back_to")?);
            Ok(Rework { id, at, back_to, when: when(t) })
        };
        Ok(Self {
            id: id.to_owned(),
            goal: need(header, "goal")?,
            steps: gathered.steps.iter().map(step).collect::<Result<_, _>>()?,
            facts,
            promises: gathered.promises.iter().map(promise).collect::<Result<_, _>>()?,
            reworks: gathered.reworks.iter().map(rework).collect::<Result<_, _>>()?,
            examples: tables(&file, "example").into_iter().cloned().collect(),
        })
    }
}

impl Overlay {
    /// Reads an assumption set or a project.
    pub fn read(text: &str) -> Result<Self, String> {
        let file = table(text)?;
        let mut overlay = Self::default();
        for (id, value) in file.get("step").and_then(Value::as_table).into_iter().flatten() {
            let Some(t) = value.as_table() else { continue };
            let not_before = t.get("not_before").map(day).transpose()?;
            let said = StepOverlay { estimate: estimate(t)?, cadence: cadence(t)?, not_before };
            overlay.steps.insert(id.clone(), said);
        }
        for (name, value) in file.get("set").and_then(Value::as_table).into_iter().flatten() {
            overlay.facts.push((name.clone(), scalar(value)));
        }
        overlay.promises = tables(&file, "promise").into_iter().map(promise).collect::<Result<_, _>>()?;
        overlay.project = file.get("project").and_then(Value::as_table).cloned().unwrap_or_default();
        Ok(overlay)
    }
}
