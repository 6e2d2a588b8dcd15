//! An assumption set is read: everything that no document says.

use crate::diagnostic::{FileId, Text};

use super::draft::Fields;
use super::keys::{self, FileKind};
use super::model::{
    ActorId, Assumptions, Chance, Confidence, FactId, Origin, Places, Reply, StepAssumption, StepId,
};
use super::shape;
use super::value::Mistakes;

const ORIGINS: [Origin; 3] = [Origin::Law, Origin::Promise, Origin::Assumption];

/// Reads one assumption set. `None` when it is not TOML at all.
pub(super) fn read(file: FileId, text: &str, mistakes: &mut Mistakes) -> Option<Assumptions> {
    super::syntax::parse(file, text, mistakes, |tree, mistakes| {
        shape::check(FileKind::Assumptions, &tree, mistakes);
        assumptions(&Fields(tree))
    })
}

fn assumptions(file: &Fields<'_>) -> Assumptions {
    let head = file.table("assumptions");
    let id = head.as_ref().and_then(|head| head.string("id")).unwrap_or_default();
    let title = head.as_ref().and_then(|head| head.text("title")).unwrap_or_else(|| Text::same(id.as_str()));
    let note = head.as_ref().and_then(|head| head.text("note"));
    let mut set = Assumptions { id, title, note, ..Assumptions::default() };
    for (name, fields) in file.named("step") {
        let step = assumption(&format!("step.{}", name.value), &fields, &mut set.places);
        set.places.put(format!("step.{}", name.value), name.span.clone());
        set.steps.push((StepId::from(name.value), step, name.span));
    }
    for (name, fields) in file.named("fact") {
        set.places.put(format!("fact.{}", name.value), name.span.clone());
        let Some(chance) = fields.chance("chance") else { continue };
        let chance = Chance {
            chance,
            origin: fields.word("origin", keys::ORIGINS, &ORIGINS),
            source: fields.string("source"),
            confidence: fields.word("confidence", keys::CONFIDENCES, &Confidence::ALL),
            why: fields.text("why"),
        };
        set.chances.push((FactId::from(name.value), chance));
    }
    set
}

/// What is assumed of one step, here or in a project file; `path` is where it is.
pub(super) fn assumption(path: &str, fields: &Fields<'_>, places: &mut Places) -> StepAssumption {
    for key in ["estimate", "cadence", "reply", "party"] {
        if let Some(span) = fields.place(key) {
            places.put(format!("{path}.{key}"), span);
        }
    }
    let mut party = Vec::new();
    for (name, fields) in fields.named("party") {
        places.put(format!("{path}.party.{}", name.value), name.span);
        party.push((ActorId::from(name.value), reply(&fields)));
    }
    StepAssumption {
        estimate: fields.estimate("estimate"),
        cadence: fields.cadence("cadence"),
        origin: fields.word("origin", keys::ORIGINS, &ORIGINS),
        source: fields.string("source"),
        confidence: fields.word("confidence", keys::CONFIDENCES, &Confidence::ALL),
        why: fields.text("why"),
        reply: fields.table("reply").map(|fields| reply(&fields)),
        party,
    }
}

fn reply(fields: &Fields<'_>) -> Reply {
    Reply { silent: fields.chance("silent"), estimate: fields.estimate("estimate") }
}
