//! The network of a schedule as a graph for Graphviz.
//!
//! In: a [`Plan`]. Out: one `digraph`: a node a step with its dates and its length, the lanes as clusters, an edge a
//! link. What is critical is drawn thick, what drives a trigger is drawn full, what is inferred dotted. Graphviz lays it
//! out; no place is computed here.
//!
//! ```
//! use permits::report::dot;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! let graph = dot::schedule(&plan, Lang::En);
//! assert!(graph.contains("  \"deal-confirmation\" -> \"land-contract\""));
//! ```

use crate::diagnostic::{Lang, plain};
use crate::network::{Kind, LinkEnd, Origin, Stated, StepIx};
use crate::schedule::abort::Fate;

use super::plan::{Plan, PlanLink, kind_words};
use super::summary;
use super::words::either;

/// The graph, in the language of `lang`; the listed steps and the links between them.
///
/// ```
/// use permits::report::dot;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let graph = dot::schedule(&plan, Lang::Zh);
/// assert!(graph.starts_with("digraph permits {") && graph.contains("公告期"));
/// assert_eq!(graph.matches(" -> ").count(), plan.links().len());
/// ```
pub fn schedule(plan: &Plan<'_>, lang: Lang) -> String {
    let listed = plan.listed();
    let mut shown = vec![false; plan.network.steps().len()];
    listed.iter().for_each(|ix| shown[ix.index()] = true);
    let title =
        format!("{}\\n{}", quoted(&summary::heading(plan, lang)), quoted(&summary::settings(plan, lang)));
    let mut graph = format!(
        "digraph permits {{\n  charset=\"UTF-8\";\n  rankdir=LR;\n  labelloc=t;\n  label=\"{title}\";\n  fontname=\"{FONT}\";\n  node [fontname=\"{FONT}\", fontsize=11, shape=box];\n  edge [fontname=\"{FONT}\", fontsize=9];\n"
    );
    let lanes = plan.workflow.lanes.iter().map(|lane| Some(&lane.id)).chain([None]);
    for (number, lane) in lanes.enumerate() {
        let members: Vec<StepIx> =
            listed.iter().copied().filter(|ix| plan.step(*ix).lane.as_ref() == lane).collect();
        if members.is_empty() {
            continue;
        }
        if let Some(lane) = plan.workflow.lanes.get(number) {
            graph += &format!(
                "  subgraph cluster_{number} {{\n    label=\"{}\";\n    style=\"rounded\";\n",
                quoted(lane.name.get(lang))
            );
            members.iter().for_each(|ix| graph += &format!("    {}\n", node(plan, *ix, lang)));
            graph += "  }\n";
        } else {
            members.iter().for_each(|ix| graph += &format!("  {}\n", node(plan, *ix, lang)));
        }
    }
    for link in plan.links().iter().filter(|link| shown[link.from.index()] && shown[link.to.index()]) {
        graph += &format!("  {}\n", edge(plan, link, lang));
    }
    graph += "}\n";
    graph
}

/// The fonts that have Chinese, as Graphviz asks for them.
const FONT: &str = "Noto Sans CJK SC,Noto Sans SC,PingFang SC,Microsoft YaHei,sans-serif";

fn node(plan: &Plan<'_>, ix: StepIx, lang: Lang) -> String {
    let (step, dated) = (plan.step(ix), plan.schedule.dates(ix));
    let name = plan.name(ix);
    let mut lines = vec![quoted(name.get(lang))];
    lines.extend(step.actor.as_ref().map(|actor| quoted(plan.workflow.actor_name(actor).get(lang))));
    let day = |told: crate::calendar::Told<crate::calendar::Moment>| {
        let marked = told.map(|moment| moment.day());
        let expiry = if told.value.at() == crate::calendar::At::EndOfDay { " 24:00" } else { "" };
        format!("{}{expiry}", summary::marked(marked))
    };
    lines.push(match plan.fate(ix) {
        Some(Fate::NeverStarts) => either(lang, "不再开始", "never starts").into(),
        Some(Fate::Stopped) => {
            format!("{} → {}", day(dated.told_begins()), either(lang, "停止", "stopped"))
        }
        _ if plan.is_given(ix) => day(dated.told_finish()),
        _ => format!("{} → {}", day(dated.told_begins()), day(dated.told_finish())),
    });
    if let (Some(length), Some(origin)) = plan.schedule.length(plan.network, ix) {
        lines.push(format!("{} · {}", length.words(lang), summary::origin_words(origin, lang)));
    }
    let cite: Vec<String> = step.cite.iter().map(ToString::to_string).collect();
    let kind = kind_words(step.kind, lang);
    let tooltip = if cite.is_empty() { kind.to_string() } else { format!("{kind} [{}]", cite.join("; ")) };
    let (shape, style) = look(plan, ix);
    let width = if plan.is_critical(ix) { ", penwidth=3" } else { "" };
    let lines = lines.join("\\n");
    format!(
        "\"{}\" [label=\"{lines}\", tooltip=\"{}\", shape={shape}, style=\"{style}\"{width}];",
        quoted(plan.node(ix).id.as_str()),
        quoted(&tooltip)
    )
}

/// The shape says the kind, the outline where the length comes from.
fn look(plan: &Plan<'_>, ix: StepIx) -> (&'static str, &'static str) {
    let shape = match plan.step(ix).kind {
        Kind::Milestone => "diamond",
        Kind::Meeting => "hexagon",
        Kind::Notice | Kind::Listing => "note",
        Kind::Consultation => "ellipse",
        Kind::Review | Kind::Task | Kind::Act => "box",
    };
    let style = match plan.schedule.length(plan.network, ix).1 {
        _ if !plan.begins(ix) => "dotted",
        Some(Origin::Assumption) => "dashed",
        Some(Origin::Untimed) => "dotted",
        _ => "solid",
    };
    (shape, style)
}

fn edge(plan: &Plan<'_>, link: &PlanLink, lang: Lang) -> String {
    let id = |ix: StepIx| quoted(plan.node(ix).id.as_str());
    let mut label = match link.end {
        LinkEnd::Start => either(lang, "自其开始", "from its beginning").to_string(),
        LinkEnd::Finish => String::new(),
    };
    label += &link.lag.words();
    let style = match (link.stated, link.driving) {
        (Stated::Inferred, _) => "dotted",
        (_, true) => "solid",
        (_, false) => "dashed",
    };
    let critical = |ix: StepIx| plan.schedule.dates(ix).critical;
    let on_path = link.driving && critical(link.from) && critical(link.to) && plan.finish().is_some();
    let width = if on_path { ", penwidth=3" } else { "" };
    let label = if label.is_empty() { String::new() } else { format!(", label=\"{label}\"") };
    format!("\"{}\" -> \"{}\" [style={style}{label}{width}];", id(link.from), id(link.to))
}

/// The text as it stands between quotation marks: it can neither end the string nor ask for anything of Graphviz.
fn quoted(text: &str) -> String {
    plain(text).replace('\\', "\\\\").replace('"', "\\\"")
}
