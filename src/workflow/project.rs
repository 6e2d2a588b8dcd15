//! A project file is read: one case.

use std::collections::HashMap;

use crate::calendar::Counting;
use crate::diagnostic::{Diagnostic, FileId};

use super::assumptions::assumption;
use super::draft::{self, Fields};
use super::keys::{self, FileKind, Zero};
use super::model::{Actual, Basis, Extension, Pause, Project, ProjectStep, Promise, StepId};
use super::shape;
use super::syntax::Placed;
use super::value::{self, Mistakes};

/// Reads one project file. `None` when it is not TOML at all.
pub(super) fn read(file: FileId, text: &str, mistakes: &mut Mistakes) -> Option<Project> {
    super::syntax::parse(file, text, mistakes, |tree, mistakes| {
        shape::check(FileKind::Project, &tree, mistakes);
        project(&Fields(tree), mistakes)
    })
}

fn project(file: &Fields<'_>, mistakes: &mut Vec<Diagnostic>) -> Project {
    let head = file.table("project");
    let head = head.as_ref();
    let mut project = Project {
        name: head.and_then(|head| head.string("name")).unwrap_or_default(),
        workflow: head.and_then(|head| head.path("workflow")).unwrap_or_default(),
        start: head.and_then(|head| head.date("start")),
        assumptions: head.and_then(|head| head.path("assumptions")),
        counting: head.and_then(|head| head.word("counting", keys::COUNTINGS, &Counting::ALL)),
        basis: head.and_then(|head| head.word("basis", keys::BASES, &Basis::ALL)),
        calendar: head.map(|head| head.paths("calendar")).unwrap_or_default(),
        known_as_of: head.and_then(|head| head.date("known_as_of")),
        set: Vec::new(),
        steps: Vec::new(),
        promises: Vec::new(),
        actual: Vec::new(),
        pauses: Vec::new(),
        extensions: Vec::new(),
        places: Default::default(),
    };
    let places = &mut project.places;
    for key in ["workflow", "assumptions", "start", "calendar"] {
        if let Some(span) = head.and_then(|head| head.place(key)) {
            places.put(format!("project.{key}"), span);
        }
    }
    for (fact, value) in file.set("set") {
        places.put(format!("set.{}", fact.value), fact.span);
        places.put(format!("set.{}=", fact.value), value.span);
        project.set.push((fact.value, value.value));
    }
    for (name, fields) in file.named("step") {
        let path = format!("step.{}", name.value);
        let assumption = assumption(&path, &fields, places);
        places.put(path, name.span);
        let step = ProjectStep { not_before: fields.date("not_before"), assumption };
        project.steps.push((StepId::from(name.value), step));
    }
    let mut promises: HashMap<String, Placed<()>> = HashMap::new();
    for draft in file.tables("promise").iter().filter_map(draft::promise) {
        let id = draft.id.value.to_string();
        if let Some(first) = promises.get(&id) {
            let first = Placed::new(id.as_str(), first.span.clone());
            mistakes.push(value::twice(&Placed::new(id.as_str(), draft.id.span.clone()), &first));
            continue;
        }
        promises.insert(id.clone(), Placed::new((), draft.id.span.clone()));
        places.put(format!("promise.{id}"), draft.id.span);
        places.put(format!("promise.{id}.from"), draft.from.span);
        places.put(format!("promise.{id}.to"), draft.to.span);
        let cite = draft.cite.into_iter().zip(0..).map(|(cite, at)| {
            places.put(format!("promise.{id}.cite.{at}"), cite.span);
            cite.value
        });
        project.promises.push(Promise {
            id: draft.id.value,
            name: draft.name,
            from: draft.from.value,
            to: draft.to.value,
            within: draft.within,
            cite: cite.collect(),
            span: draft.span,
        });
    }
    for (name, fields) in file.named("actual") {
        let path = format!("actual.{}", name.value);
        for key in ["started", "finished", "remaining"] {
            if let Some(span) = fields.place(key) {
                places.put(format!("{path}.{key}"), span);
            }
        }
        places.put(path, name.span);
        let (started, finished) = (fields.date("started"), fields.date("finished"));
        if let (Some(first), Some(last)) = (started, finished) {
            draft::in_order(&fields, "finished", first, last, mistakes);
        }
        let remaining = fields.length("remaining", Zero::Allowed);
        project.actual.push((StepId::from(name.value), Actual { started, finished, remaining }));
    }
    for fields in file.tables("pause") {
        let (Some(step), Some(from)) = (fields.id::<StepId>("step"), fields.date("from")) else { continue };
        let to = fields.date("to");
        if let Some(to) = to {
            draft::in_order(&fields, "to", from, to, mistakes);
        }
        let path = format!("pause.{}", project.pauses.len());
        places.put(format!("{path}.step"), step.span);
        for key in ["from", "to"] {
            if let Some(span) = fields.place(key) {
                places.put(format!("{path}.{key}"), span);
            }
        }
        let (reason, cite) = (fields.string("reason"), fields.string("cite"));
        project.pauses.push(Pause { step: step.value, from, to, reason, cite });
    }
    for fields in file.tables("extension") {
        let (Some(step), Some(decided)) = (fields.id::<StepId>("step"), fields.date("decided")) else {
            continue;
        };
        let Some(by) = fields.length("by", Zero::Refused) else { continue };
        let path = format!("extension.{}", project.extensions.len());
        places.put(format!("{path}.step"), step.span);
        for key in ["by", "decided"] {
            if let Some(span) = fields.place(key) {
                places.put(format!("{path}.{key}"), span);
            }
        }
        project.extensions.push(Extension { step: step.value, by, decided, cite: fields.string("cite") });
    }
    project
}
