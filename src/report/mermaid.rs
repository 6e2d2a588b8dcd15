//! A schedule as a Gantt chart in the words of Mermaid, for pages that draw it themselves.
//!
//! In: a [`Plan`]. Out: the text of one `gantt` diagram: a section a lane, a bar a step from the day it begins to the
//! day it finishes, both drawn. The days are given, so nothing is counted again by whoever draws it. Mermaid has no
//! float, no origin of a length and no window of a promise: those are not here.
//!
//! ```
//! use permits::report::mermaid;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let diagram = mermaid::schedule(&plan, Lang::En);
//! // Two lanes have steps.
//! assert_eq!(diagram.matches("    section ").count(), 2);
//! ```

use crate::diagnostic::{Lang, plain};
use crate::network::{Kind, StepIx};

use super::plan::Plan;
use super::summary;
use super::words::either;

/// The diagram of the listed steps.
///
/// ```
/// use permits::report::mermaid;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let diagram = mermaid::schedule(&plan, Lang::Zh);
/// assert!(diagram.starts_with("gantt\n"));
/// assert!(diagram.contains("    公告期 :crit, s4, 2023-06-01, 2023-06-25\n"));
/// ```
pub fn schedule(plan: &Plan<'_>, lang: Lang) -> String {
    let mut page = format!(
        "gantt\n    title {}\n    dateFormat YYYY-MM-DD\n    axisFormat %Y-%m-%d\n    inclusiveEndDates\n",
        inert(&summary::heading(plan, lang))
    );
    let mut listed = plan.listed();
    listed.retain(|ix| plan.begins(*ix));
    listed.sort_by_key(|ix| (plan.schedule.dates(*ix).counted.begins, *ix));
    let lanes = plan.workflow.lanes.iter().map(|lane| Some(&lane.id)).chain([None]);
    for (number, lane) in lanes.enumerate() {
        let members: Vec<StepIx> =
            listed.iter().copied().filter(|ix| plan.step(*ix).lane.as_ref() == lane).collect();
        if members.is_empty() {
            continue;
        }
        let name = match plan.workflow.lanes.get(number) {
            Some(lane) => inert(lane.name.get(lang)),
            None => either(lang, "其他", "other").into(),
        };
        page += &format!("    section {name}\n");
        for ix in members {
            page += &format!("    {}\n", bar(plan, ix, lang));
        }
    }
    page
}

fn bar(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let dated = plan.schedule.dates(ix);
    let finish = plan.stopped(ix).unwrap_or_else(|| dated.finish().day());
    let begins = if plan.is_given(ix) { finish } else { dated.counted.begins.day() };
    let mut tags = Vec::new();
    if plan.is_critical(ix) {
        tags.push("crit".to_string());
    }
    if plan.is_given(ix) {
        tags.push("done".into());
    }
    let milestone = plan.step(ix).kind == Kind::Milestone;
    if milestone {
        tags.push("milestone".into());
    }
    // The number of the step in the file, because an id can hold what Mermaid reads as its own.
    tags.push(format!("s{}", ix.index() + 1));
    tags.push(begins.to_string());
    tags.push(if milestone { "0d".into() } else { finish.to_string() });
    let name = plan.name(ix);
    let unsure = if dated.provisional { "~" } else { "" };
    format!("{unsure}{} :{}", inert(name.get(lang)), tags.join(", "))
}

/// Signs that end a name, begin a remark or are markup.
const READ: &str = ":;#%<>{}`\"\\";
/// Words that make a line something other than a bar.
const WORDS: [&str; 16] = [
    "gantt",
    "title",
    "section",
    "dateformat",
    "axisformat",
    "tickinterval",
    "excludes",
    "includes",
    "todaymarker",
    "inclusiveenddates",
    "topaxis",
    "weekday",
    "weekend",
    "click",
    "acctitle",
    "accdescr",
];

/// The text without what Mermaid reads as its own: full-width forms stand for its signs.
fn inert(text: &str) -> String {
    /// How far the full-width form of a sign is from the sign.
    const FULL_WIDTH: u32 = 0xfee0;
    let wide = |letter: char| char::from_u32(u32::from(letter) + FULL_WIDTH).unwrap_or(letter);
    let text: String =
        plain(text).chars().map(|letter| if READ.contains(letter) { wide(letter) } else { letter }).collect();
    let text = text.trim();
    let lower = text.to_lowercase();
    match WORDS.iter().any(|word| lower.starts_with(word)) {
        _ if text.is_empty() => "–".into(),
        true => format!("– {text}"),
        false => text.into(),
    }
}
