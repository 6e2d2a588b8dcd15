//! What is uncertain, in words.
//!
//! In: a position among the inputs or open facts of a model. Out: its name, and what its best and its worst are.

use crate::diagnostic::{Lang, Text};
use crate::risk::{Outcome, Swing, Uncertain};

use super::super::words::either;
use super::Assessed;

/// The step of an input, with the party whose reply it is.
pub fn input(view: &Assessed<'_>, at: usize) -> Text {
    let input = &view.model.inputs()[at];
    let name = &view.plan.workflow.steps[input.step].name;
    match party(view, at) {
        None => name.clone(),
        Some(party) => Text::new(format!("{}:{}", name.zh, party.zh), format!("{}: {}", name.en, party.en)),
    }
}

/// The party whose reply an input is, if it is one.
pub fn party(view: &Assessed<'_>, at: usize) -> Option<Text> {
    let party = view.model.inputs()[at].party.as_ref()?;
    Some(match party.as_str() {
        "" => Text::new("各方", "the parties"),
        id => view.plan.workflow.actor_name(&id.into()),
    })
}

/// What something uncertain is called.
///
/// ```
/// use permits::report::odds;
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
/// assert_eq!(odds::uncertain(&view, swings[0].what).en, "land transfer plan approval");
/// ```
pub fn uncertain(view: &Assessed<'_>, what: Uncertain) -> Text {
    match what {
        Uncertain::Input(at) => input(view, at),
        Uncertain::Fact(at) => {
            let id = &view.model.open().facts[at].id;
            let known = view.plan.workflow.fact(id.as_str());
            known.map_or_else(|| Text::same(id.as_str()), |fact| fact.label.clone())
        }
    }
}

/// Its id, as it is written in files: a step, `step/party`, or a fact.
pub fn id(view: &Assessed<'_>, what: Uncertain) -> String {
    match what {
        Uncertain::Input(at) => {
            let input = &view.model.inputs()[at];
            let party = input.party.iter().filter(|party| !party.is_empty());
            std::iter::once(input.id.as_str()).chain(party.map(String::as_str)).collect::<Vec<_>>().join("/")
        }
        Uncertain::Fact(at) => view.model.open().facts[at].id.to_string(),
    }
}

/// What its best and its worst are.
///
/// ```
/// use permits::report::odds;
/// let (procedure, set) = ("land-supply", "promised");
#[doc = include_str!("../set_up/plan.txt")]
#[doc = include_str!("../set_up/assessed.txt")]
/// // The approval is assumed to take 5 to 20 working days.
/// let [best, worst] = odds::ends(&view, &swings[0], Lang::En);
/// assert!(best.starts_with('5') && worst.starts_with("20"));
/// ```
pub fn ends(view: &Assessed<'_>, swing: &Swing, lang: Lang) -> [String; 2] {
    let mut ends = listed(view, swing.what, lang);
    if swing.turned {
        ends.reverse();
    }
    ends
}

/// Its ends as they are listed: the least and the most, no and yes.
fn listed(view: &Assessed<'_>, what: Uncertain, lang: Lang) -> [String; 2] {
    match what {
        Uncertain::Input(at) => {
            let input = &view.model.inputs()[at];
            let (best, worst) = input.extremes();
            [best, worst].map(|outcome| match input.outcomes[outcome] {
                Outcome::Takes(length) => length.to_string(),
                Outcome::Silent => either(lang, "未答复", "silent").to_string(),
            })
        }
        Uncertain::Fact(_) => [either(lang, "否", "no"), either(lang, "是", "yes")].map(str::to_string),
    }
}
