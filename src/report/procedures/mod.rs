//! The procedures that are encoded, and one of them as a page.
//!
//! In: workflows and assumption sets as they were loaded. Out: the list behind `permits workflows` and the page
//! behind `permits workflow ID`: what the procedure is for, its steps lane by lane with their limits and links, the
//! facts it asks about, the sentences that can be read two ways, its promises and rules, its worked dates. No step
//! has a date here: that takes a start. What is said of each step, fact and the like is
//! `entries`; the JSON forms are `json`; which article is claimed by what is
//! [`coverage`](super::coverage).
//!
//! ```
//! use permits::report::procedures;
//! # use permits::diagnostic::{Lang, Sources};
//! # use permits::workflow::{Library, Which, load_workflow};
//! # let (library, which) = (Library::built_in(), Which::typed("design-scheme-supply"));
//! # let (workflow, _) = load_workflow(&library, &which, &mut Sources::default()).unwrap();
//! // The publicity of the implementation plan has its length and its article here, and no date.
//! assert!(procedures::page(&workflow, Lang::En).contains("30 natural days (b 7)"));
//! ```

mod entries;
pub(super) mod json;

use entries::{
    abort_entry, caution_entry, example_entry, fact_entry, lanes, note, promise_entry, rework_entry,
    scope_entry, source_entry,
};

use crate::diagnostic::Lang;
use crate::workflow::{Assumptions, FactRole, InForce, Workflow};

use super::prose::Page;
use super::words::{bracketed, either, list as listed};

pub use json::{json, list_json};

/// The list: every procedure with its size, its two ends and the days it is in force; then the assumption sets.
///
/// ```
/// use permits::diagnostic::{Lang, Sources};
/// use permits::report::procedures;
/// use permits::workflow::{Library, Which, load_workflow};
/// let library = Library::built_in();
/// let (workflow, _) = load_workflow(&library, &Which::typed("land-supply"), &mut Sources::default())?;
/// let page = procedures::list(&[&workflow], &[], Lang::En);
/// assert!(page.contains("\nland-supply  "));
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn list(workflows: &[&Workflow], sets: &[&Assumptions], lang: Lang) -> String {
    let mut page = Page::new(labels(lang));
    page.heading(either(lang, "流程", "Procedures"));
    for (at, workflow) in workflows.iter().enumerate() {
        if at > 0 {
            page.gap();
        }
        page.entry(0, &workflow.id, workflow.title.get(lang));
        page.field(2, either(lang, "版本", "version"), &size(workflow, lang));
        ends(&mut page, workflow, lang);
        page.fields(2, either(lang, "有效期", "in force"), &forces(workflow, lang));
    }
    if !sets.is_empty() {
        page.heading(either(lang, "假设", "Assumption sets"));
        for set in sets {
            page.entry(0, &set.id, set.title.get(lang));
        }
    }
    page.into_text()
}

/// The page of one procedure.
///
/// ```
/// use permits::report::procedures;
/// # use permits::diagnostic::{Lang, Sources};
/// # use permits::workflow::{Library, Which, load_workflow};
/// # let (library, which) = (Library::built_in(), Which::typed("design-scheme-supply"));
/// # let (workflow, _) = load_workflow(&library, &which, &mut Sources::default()).unwrap();
/// let page = procedures::page(&workflow, Lang::En);
/// // Every step is on it, by its id.
/// assert!(workflow.steps.iter().all(|step| page.contains(step.id.as_str())));
/// ```
pub fn page(workflow: &Workflow, lang: Lang) -> String {
    let mut page = Page::new(labels(lang));
    page.heading(&title(workflow, lang));
    page.field(2, either(lang, "版本", "version"), &size(workflow, lang));
    ends(&mut page, workflow, lang);
    if !workflow.includes.is_empty() {
        page.field(2, either(lang, "包含", "includes"), &listed(workflow.includes.iter().cloned(), lang));
    }
    note(&mut page, workflow.note.as_ref(), lang);
    section(&mut page, either(lang, "依据文件", "Sources"), &workflow.sources, |page, source, _| {
        source_entry(page, source, lang);
    });
    lanes(&mut page, workflow, lang);
    let of_role = |role: FactRole| workflow.facts.iter().filter(|fact| fact.role == role).collect::<Vec<_>>();
    section(
        &mut page,
        either(lang, "事实(用 --set 设定)", "Facts (set with --set)"),
        &of_role(FactRole::Fact),
        |page, fact, _| fact_entry(page, fact, lang),
    );
    section(
        &mut page,
        either(lang, "可作两种理解的条文", "Open readings"),
        &of_role(FactRole::Reading),
        |page, fact, _| fact_entry(page, fact, lang),
    );
    section(&mut page, either(lang, "限时承诺", "Promises"), &workflow.promises, |page, promise, _| {
        promise_entry(page, promise, lang);
    });
    section(&mut page, either(lang, "适用范围", "Scope"), &workflow.scopes, |page, scope, number| {
        scope_entry(page, scope, number, lang);
    });
    section(
        &mut page,
        either(lang, "程序中止", "Suspension"),
        &workflow.aborts,
        |page, abort, number| {
            abort_entry(page, abort, number, lang);
        },
    );
    section(&mut page, either(lang, "返工", "Reworks"), &workflow.reworks, |page, rework, _| {
        rework_entry(page, rework, lang);
    });
    section(&mut page, either(lang, "提醒", "Cautions"), &workflow.cautions, |page, caution, _| {
        caution_entry(page, caution, lang);
    });
    section(&mut page, either(lang, "举措", "Measures"), &workflow.measures, |page, measure, _| {
        page.entry(0, &measure.id, measure.name.get(lang));
        let steps = super::words::list(measure.steps.iter().map(|step| step.to_string()), lang);
        page.field(2, either(lang, "事项", "steps"), &steps);
    });
    section(
        &mut page,
        either(lang, "手算核对的日期", "Worked dates"),
        &workflow.examples,
        |page, example, _| example_entry(page, example, lang),
    );
    page.into_text()
}

/// The title with the id and the version.
pub(super) fn title(workflow: &Workflow, lang: Lang) -> String {
    let (title, id, version) = (workflow.title.get(lang), &workflow.id, &workflow.version);
    match (title.is_empty(), lang) {
        (true, _) => format!("{id} {version}"),
        (false, Lang::Zh) => format!("{title}({id} {version})"),
        (false, Lang::En) => format!("{title} ({id} {version})"),
    }
}

/// The columns of the widest label and a gap.
pub(super) fn labels(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 8,
        Lang::En => 10,
    }
}

/// A heading and an entry for each item, numbered from 1, a blank line between them; nothing when there is no item.
fn section<T>(page: &mut Page, heading: &str, items: &[T], entry: impl Fn(&mut Page, &T, usize)) {
    if items.is_empty() {
        return;
    }
    page.heading(heading);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            page.gap();
        }
        entry(page, item, at + 1);
    }
}

fn size(workflow: &Workflow, lang: Lang) -> String {
    let steps = workflow.steps.len();
    match (steps, lang) {
        (_, Lang::Zh) => format!("{},{steps}个事项", workflow.version),
        (1, Lang::En) => format!("{}, 1 step", workflow.version),
        (_, Lang::En) => format!("{}, {steps} steps", workflow.version),
    }
}

/// What the start is the day of, and the goal.
fn ends(page: &mut Page, workflow: &Workflow, lang: Lang) {
    let start = workflow.start.get(lang);
    if !start.is_empty() {
        page.field(2, either(lang, "起点", "start"), start);
    }
    let name = workflow.step(workflow.goal.as_str()).map_or("", |goal| goal.name.get(lang));
    let goal = format!("{}{}", workflow.goal, bracketed(name));
    page.field(2, either(lang, "终点", "goal"), &goal);
}

/// The days in force of each source that has some.
fn forces(workflow: &Workflow, lang: Lang) -> Vec<String> {
    let dated = workflow.sources.iter().filter(|source| source.in_force != InForce::default());
    dated.map(|source| format!("{} {}", source.id, force(source.in_force, lang))).collect()
}

/// The days in force, in words.
pub(super) fn force(in_force: InForce, lang: Lang) -> String {
    match (in_force.from, in_force.until, lang) {
        (Some(from), Some(until), Lang::Zh) => format!("{from}至{until}"),
        (Some(from), Some(until), Lang::En) => format!("{from} to {until}, that day included"),
        (Some(from), None, Lang::Zh) => format!("自{from}起"),
        (Some(from), None, Lang::En) => format!("from {from}"),
        (None, Some(until), Lang::Zh) => format!("至{until}"),
        (None, Some(until), Lang::En) => format!("to {until}, that day included"),
        (None, None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::prose::columns;
    use crate::diagnostic::Text;

    use super::*;
    use crate::diagnostic::Sources;
    use crate::workflow::{Library, Which, load_assumptions, load_workflow, parse_workflow};

    fn shipped() -> Vec<Workflow> {
        let library = Library::built_in();
        let load = |id| load_workflow(&library, &Which::typed(id), &mut Sources::default()).unwrap().0;
        library.workflows().iter().map(|built_in| load(built_in.id)).collect()
    }

    fn parse(text: &str) -> Workflow {
        let parsed = parse_workflow(&Library::built_in(), "demo.toml", text, &mut Sources::default());
        parsed.unwrap_or_else(|error| panic!("{error:?}")).0
    }

    fn fits(text: &str) {
        for line in text.lines() {
            assert!(columns(line) <= Page::WIDTH, "{line}");
            assert_eq!(line, line.trim_end());
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }

    const DEMO: &str = r#"
format = 1
[workflow]
id = "demo"
version = "1"
title = { zh = "示例", en = "A demonstration" }
goal = "permit"
[source.x]
number = "示字1号"
title = { zh = "示例办法", en = "Demonstration Measures" }
in_force = { from = 2023-01-01 }
[actor.office]
name = { zh = "窗口", en = "office" }
[actor.park]
name = { zh = "园林局", en = "parks bureau" }
[lane.main]
name = { zh = "主线", en = "main line" }
[fact.trees]
type = "bool"
default = false
label = { zh = "移伐树木", en = "trees are felled" }
cite = ["x 2"]
[fact.size]
type = "choice"
choices = ["small", "large", "huge"]
default = "small"
label = { zh = "规模", en = "size" }
cite = ["x 2"]
[reading.early]
type = "bool"
default = true
label = { zh = "可以提前", en = "may be early" }
cite = ["x 3"]
why = { zh = "条文没有写。", en = "The text does not say." }
[[step]]
id = "draft"
name = { zh = "编制", en = "draft" }
kind = "task"
lane = "main"
estimate = { min = "5wd", likely = "10wd", max = "20wd" }
[[step]]
id = "ask"
name = { zh = "征求意见", en = "ask" }
kind = "consultation"
actor = "office"
parties = ["park"]
lane = "main"
after = ["draft"]
limit = "5wd"
cite = ["x 2", "x 3"]
[[step]]
id = "post"
name = { zh = "公示", en = "post" }
kind = "notice"
actor = "office"
limit = "7d"
first_day = "included"
after = [{ step = "ask", from = "start", lag = "2wd", round = "first", inferred = true, when = [{ trees = true, early = true }, { size = ["large", "huge"] }] }, { step = "draft", inferred = true }]
when = { size = ["large", "huge"] }
cite = ["x 3"]
[[step]]
id = "sit"
name = { zh = "专题会", en = "sit" }
kind = "meeting"
cadence = { weekday = "wed", every = 2, anchor = 2023-01-04 }
lane = "main"
after = ["ask", "post"]
[[step]]
id = "permit"
name = { zh = "发证", en = "permit" }
kind = "act"
lane = "main"
after = ["sit"]
note = { zh = "当场。", en = "On the spot." }
[[promise]]
id = "soon"
from = "ask"
to = "permit"
within = "10wd"
cite = ["x 4"]
[[rework]]
id = "again"
at = "ask"
back_to = "draft"
max = 1
cite = ["x 3"]
[[caution]]
id = "late"
step = "permit"
since = 2025-03-01
say = { zh = "当心。", en = "Take care." }
cite = ["x 4"]
"#;

    #[test]
    fn a_page_tells_everything_the_file_says() {
        assert_eq!(
            page(&parse(DEMO), Lang::En),
            "A demonstration (demo 1)
────────────────────────────────────────────────────────────────────────────────
  version   1, 5 steps
  start     first day
  goal      permit (permit)

Sources
────────────────────────────────────────────────────────────────────────────────
x  Demonstration Measures
  document  示字1号
  in force  from 2023-01-01

Steps: main line (main)
────────────────────────────────────────────────────────────────────────────────
draft  draft
  kind      task
  limit     no document gives one
  estimate  5–20, most likely 10 working days

ask  ask
  kind      consultation; office; asks parks bureau
  limit     5 working days (x 2, x 3)
  after     draft

sit  sit
  kind      meeting
  sits      every 2 weeks on Wed, counted from the week of 2023-01-04
  after     ask, post

permit  permit
  kind      act
  after     sit
  note      On the spot.

Steps: no lane
────────────────────────────────────────────────────────────────────────────────
post  post
  kind      notice; office
  limit     7 natural days (x 3)
  counted   the first day is included
  after     draft°
            ask° (its start, plus 2 working days, its first round, if (trees =
              true and early = true) or size = large / huge)
  if        size = large / huge

° a link that we infer: no document states it.

Facts (set with --set)
────────────────────────────────────────────────────────────────────────────────
trees  trees are felled
  values    true / false; default false (x 2)

size  size
  values    small / large / huge; default small (x 2)

Open readings
────────────────────────────────────────────────────────────────────────────────
early  may be early
  values    true / false; default true (x 3)
  doubt     The text does not say.

Promises
────────────────────────────────────────────────────────────────────────────────
soon
  due       permit within 10 working days of ask (x 4)

Reworks
────────────────────────────────────────────────────────────────────────────────
again  when ask fails, again from draft; at most once (x 3)
  if        only when asked for with --rework

Cautions
────────────────────────────────────────────────────────────────────────────────
late  Take care. (x 4)
  days      permit begins on or after 2025-03-01
"
        );
    }

    #[test]
    fn every_shipped_page_fits_the_terminal() {
        let library = Library::built_in();
        let set = |id| load_assumptions(&library, &Which::typed(id), &mut Sources::default()).unwrap().0;
        let sets: Vec<Assumptions> = library.assumption_sets().iter().map(|file| set(file.id)).collect();
        let workflows = shipped();
        for lang in [Lang::Zh, Lang::En] {
            fits(&list(&workflows.iter().collect::<Vec<_>>(), &sets.iter().collect::<Vec<_>>(), lang));
            for workflow in &workflows {
                fits(&page(workflow, lang));
            }
        }
    }

    #[test]
    fn every_shipped_page_has_every_step_fact_and_rule_once() {
        for workflow in shipped() {
            let page = page(&workflow, Lang::Zh);
            let entries = |id: &str| {
                let heads = [format!("{id}  "), format!("{id}\n")];
                page.split_inclusive('\n')
                    .filter(|line| heads.iter().any(|head| line.starts_with(head)))
                    .count()
            };
            let steps = workflow.steps.iter().map(|step| step.id.as_str());
            let facts = workflow.facts.iter().map(|fact| fact.id.as_str());
            let promises = workflow.promises.iter().map(|promise| promise.id.as_str());
            let reworks = workflow.reworks.iter().map(|rework| rework.id.as_str());
            let cautions = workflow.cautions.iter().map(|caution| caution.id.as_str());
            let measures = workflow.measures.iter().map(|measure| measure.id.as_str());
            let rules = promises.chain(reworks).chain(cautions).chain(measures);
            let all: Vec<&str> = steps.chain(facts).chain(rules).collect();
            for id in &all {
                // A rework may share its name with the fact that calls for it.
                assert_eq!(
                    entries(id),
                    all.iter().filter(|other| other == &id).count(),
                    "{}: {id}",
                    workflow.id
                );
            }
        }
    }

    #[test]
    fn names_of_any_length_and_strange_characters_keep_to_the_width() {
        let long = "very-".repeat(40) + "long";
        let mut workflow = parse(&DEMO.replace("\"sit\"", &format!("\"{long}\"")));
        workflow.title = Text::same("a\u{1b}[31m\nb ".repeat(30));
        workflow.steps[0].name = Text::same("无空格".repeat(60));
        workflow.id = "i".repeat(120);
        for lang in [Lang::Zh, Lang::En] {
            fits(&page(&workflow, lang));
            fits(&list(&[&workflow], &[], lang));
        }
    }
}
