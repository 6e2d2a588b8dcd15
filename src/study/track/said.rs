//! What a project file records, by the steps of its network.
//!
//! In: a project that was held against its workflow, and the network of its case. Out: what is said of each step, and
//! every record that cannot be: of a step that does not happen, after the day asked for, or before what it waits for.

use std::collections::HashMap;

use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Severity, Span, Text, plain};
use crate::network::{
    Contradiction, LinkEnd, Network, Presence, Said, StepIx, StillOpen, contradictions, still_open,
};
use crate::workflow::{Actual, Project, StepId, Value};

/// The codes of the diagnostics given here.
pub const CODES: [&str; 4] =
    ["record-of-absent-step", "future-record", "record-order", "record-against-inference"];

/// What is said of each step, by position. Records of steps that the network does not have, or that do not happen, are
/// left out: [`impossible`] names them.
///
/// ```
#[doc = include_str!("../../set_up/tracked.md")]
/// use permits::{study::track::said, workflow::parse_project};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"land-supply\"\n
///     [actual.announcement-window]\nstarted = 2023-06-05\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut sources).unwrap();
/// let said = said(&network, &project);
/// assert_eq!(said[step("announcement-window").index()], started("2023-06-05"));
/// assert_eq!(said[step("bidding-window").index()], Said::default());
/// ```
pub fn said(network: &Network, project: &Project) -> Vec<Said> {
    let mut all = vec![Said::default(); network.steps().len()];
    let steps = Steps::of(network);
    let mut of = |id: &StepId, add: &mut dyn FnMut(&mut Said)| {
        if let Some(ix) = steps.present(id) {
            add(&mut all[ix.index()]);
        }
    };
    for (id, actual) in &project.actual {
        of(id, &mut |said| {
            (said.started, said.finished) = (actual.started, actual.finished);
            said.remaining = actual.remaining;
        });
    }
    for pause in &project.pauses {
        of(&pause.step, &mut |said| said.stops.push((pause.from, pause.to)));
    }
    for extension in &project.extensions {
        of(&extension.step, &mut |said| {
            said.longer_by = said.longer_by.saturating_add(extension.by.number());
        });
    }
    all
}

/// The steps of a network by name. A step that runs again is recorded by its last round: what is recorded of it proves
/// the rounds before.
struct Steps<'a> {
    network: &'a Network,
    last: HashMap<&'a str, StepIx>,
}

impl<'a> Steps<'a> {
    fn of(network: &'a Network) -> Steps<'a> {
        let mut last: HashMap<&str, StepIx> = HashMap::new();
        for ix in network.positions() {
            let step = network.step(ix);
            let name = step.id.as_str().split('~').next().unwrap_or_default();
            let known = last.entry(name).or_insert(ix);
            if step.round > network.step(*known).round {
                *known = ix;
            }
        }
        Steps { network, last }
    }

    /// The step of that name, where it happens.
    fn present(&self, id: &StepId) -> Option<StepIx> {
        let ix = *self.last.get(id.as_str())?;
        self.network.step(ix).is_present().then_some(ix)
    }
}

/// The records that cannot be, in the order of the file. Without a day nothing is in the future.
///
/// ```
#[doc = include_str!("../../set_up/tracked.md")]
/// use permits::{study::track::impossible, workflow::parse_project};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"land-supply\"\n
///     [actual.announcement-window]\nstarted = 2023-06-25\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut sources).unwrap();
/// // Asked on 20 June a beginning on the 25th is still to come.
/// assert_eq!(impossible(&network, &project, Some(day("2023-06-20")))[0].code, "future-record");
/// assert!(impossible(&network, &project, None).is_empty());
/// ```
pub fn impossible(network: &Network, project: &Project, as_of: Option<Day>) -> Vec<Diagnostic> {
    let mut wrong: Vec<Diagnostic> = Vec::new();
    let steps = Steps::of(network);
    // A table that nobody has filled in says nothing.
    let filled = project.actual.iter().filter(|(_, actual)| *actual != Actual::default());
    let named = filled.map(|(id, _)| (id, format!("actual.{id}")));
    let paused = project.pauses.iter().zip(0..).map(|(pause, at)| (&pause.step, format!("pause.{at}.step")));
    let longer = project.extensions.iter().zip(0..);
    let longer = longer.map(|(extension, at)| (&extension.step, format!("extension.{at}.step")));
    for (id, path) in named.chain(paused).chain(longer).filter(|(id, _)| steps.present(id).is_none()) {
        wrong.push(absent(&steps, id, project.places.get(&path)));
    }
    wrong.extend(nothing_to_extend(&steps, project));
    if let Some(as_of) = as_of {
        let future = dates(project).into_iter().filter(|(day, _)| *day > as_of);
        wrong.extend(future.map(|(day, path)| in_the_future(day, as_of, project.places.get(&path))));
    }
    let said = said(network, project);
    wrong.extend(contradictions(network, &said).iter().map(|found| out_of_order(network, project, found)));
    wrong.extend(still_open(network, &said).iter().map(|found| open_all_the_same(network, project, found)));
    wrong.sort_by_key(|mistake| mistake.labels.first().map(|label| label.span.range.start));
    wrong
}

/// Every day on which something is said to have happened, with its place. The day on which a clock runs on may be set
/// beforehand.
fn dates(project: &Project) -> Vec<(Day, String)> {
    let actual = project.actual.iter().flat_map(|(id, actual)| {
        let started = actual.started.map(|day| (day, format!("actual.{id}.started")));
        let finished = actual.finished.map(|day| (day, format!("actual.{id}.finished")));
        started.into_iter().chain(finished)
    });
    let paused = project.pauses.iter().zip(0..).map(|(pause, at)| (pause.from, format!("pause.{at}.from")));
    let longer = project.extensions.iter().zip(0..);
    let longer = longer.map(|(extension, at)| (extension.decided, format!("extension.{at}.decided")));
    actual.chain(paused).chain(longer).collect()
}

/// The diagnostic at a place, where it has one.
fn at(diagnostic: Diagnostic, place: Option<&Span>, label: Text) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place.clone(), label),
        None => diagnostic,
    }
}

fn absent(steps: &Steps<'_>, id: &StepId, place: Option<&Span>) -> Diagnostic {
    let name = plain(id.as_str());
    let known = steps.last.get(id.as_str()).map(|ix| &steps.network.step(*ix).presence);
    let message = Text::new(
        format!("在所设事实下没有事项 `{name}`"),
        format!("`{name}` does not happen under these facts"),
    );
    let diagnostic = Diagnostic::error(CODES[0], message);
    let (label, help) = match known {
        Some(Presence::Absent(because)) => {
            let because = Value::listed(because, ", ");
            (
                Text::new(format!("因 {because}"), format!("because {because}")),
                Text::new(
                    "在 `[set]` 中改事实,或删去此记录",
                    "change the facts under `[set]`, or remove the record",
                ),
            )
        }
        _ => (
            Text::new("没有这一项", "there is no such step"),
            Text::new("写这个流程中的事项", "name a step of the workflow"),
        ),
    };
    at(diagnostic, place, label).help(help)
}

/// A step whose assumptions give it no time has nothing that could be lengthened, nor has one that they time in another
/// unit.
fn nothing_to_extend(steps: &Steps<'_>, project: &Project) -> Vec<Diagnostic> {
    let wrong = project.extensions.iter().zip(0..).filter_map(|(extension, at_file)| {
        let timing = &steps.network.step(steps.present(&extension.step)?).timing;
        if timing.limit.is_some() {
            return None;
        }
        let (name, by) = (plain(extension.step.as_str()), extension.by);
        let (zh, en) = match timing.estimate.map(|said| said.estimate.likely) {
            Some(likely) if likely.same_unit(by) => return None,
            Some(likely) => (
                format!("`{name}` 预计 {likely},不能延长 {by}"),
                format!("`{name}` is expected to take {likely}, which {by} cannot lengthen"),
            ),
            None => (format!("`{name}` 没有时限,也没有预计的时长"), format!("nobody times `{name}`")),
        };
        let diagnostic = Diagnostic::error("nothing-to-extend", Text::new(zh, en)).help(Text::new(
            "用其单位;没有时长的,用 `[actual.事项]` 的 `remaining`",
            "use its unit; where nobody times it, say `remaining` under `[actual.STEP]`",
        ));
        let place = project.places.get(&format!("extension.{at_file}.by"));
        Some(at(diagnostic, place, Text::new("无从延长", "nothing to lengthen")))
    });
    wrong.collect()
}

fn in_the_future(day: Day, as_of: Day, place: Option<&Span>) -> Diagnostic {
    let message = Text::new(
        format!("记有 {day},在所问之日 {as_of} 之后"),
        format!("{day} is recorded, which is after the day asked for, {as_of}"),
    );
    let label = Text::new("那时尚未发生", "had not happened then");
    at(Diagnostic::error(CODES[1], message), place, label)
        .help(Text::new("改正日期,或用更晚的 --as-of", "correct the date, or ask with a later --as-of"))
}

fn out_of_order(network: &Network, project: &Project, found: &Contradiction) -> Diagnostic {
    let (earlier, later) = (&network.step(found.earlier).id, &network.step(found.later).id);
    let (on, by) = (found.on, found.begun_by);
    let (key, zh, en) = match found.end {
        LinkEnd::Finish => ("finished", "完成", "finished"),
        LinkEnd::Start => ("started", "开始", "began"),
    };
    let message = Text::new(
        format!("`{later}` 须待 `{earlier}` 才能开始,记录却相反"),
        format!("`{later}` waits for `{earlier}`, and the records say otherwise"),
    );
    let (code, help) = match found.stated {
        true => (CODES[2], Text::new("核对这两个日期", "check the two dates")),
        false => (
            CODES[3],
            Text::new(
                "两者的先后是本工具的推断,可能不合实际;日期以记录为准",
                "that one waits for the other is our inference and may be wrong; the recorded dates stand",
            ),
        ),
    };
    let diagnostic = Diagnostic::error(code, message).help(help);
    let severity = if found.stated { Severity::Error } else { Severity::Warning };
    let diagnostic = Diagnostic { severity, ..diagnostic };
    let places = &project.places;
    let place = places.get(&format!("actual.{earlier}.{key}"));
    let diagnostic = at(diagnostic, place, Text::new(format!("{on} {zh}"), format!("{en} on {on}")));
    let there = ["started", "finished"].iter().find_map(|key| places.get(&format!("actual.{later}.{key}")));
    at(
        diagnostic,
        there,
        Text::new(format!("`{later}` 至迟于 {by} 已开始"), format!("`{later}` had begun by {by}")),
    )
}

/// What waits for it had begun, so nothing can be left to do of it, and its clock cannot stand.
fn open_all_the_same(network: &Network, project: &Project, found: &StillOpen) -> Diagnostic {
    let (step, later) = (&network.step(found.step).id, &network.step(found.later).id);
    let by = found.begun_by;
    let message = Text::new(
        format!("`{later}` 须待 `{step}` 完成,已开始,而 `{step}` 记为未完"),
        format!("`{later}` waits for `{step}` and has begun, but `{step}` is recorded as still open"),
    );
    let places = &project.places;
    let paused = project.pauses.iter().position(|pause| pause.step == *step && pause.to.is_none());
    let place = places
        .get(&format!("actual.{step}.remaining"))
        .or_else(|| places.get(&format!("pause.{}.from", paused?)));
    let there = ["started", "finished"].iter().find_map(|key| places.get(&format!("actual.{later}.{key}")));
    let diagnostic = match found.stated {
        true => Diagnostic::error(CODES[2], message),
        false => Diagnostic::warning(CODES[3], message),
    };
    let diagnostic = diagnostic.help(Text::new(
        "写上 `finished`,或核对另一项的日期",
        "say when it `finished`, or check the dates of the other",
    ));
    let diagnostic = at(diagnostic, place, Text::new("仍未完", "still open"));
    at(
        diagnostic,
        there,
        Text::new(format!("`{later}` 至迟于 {by} 已开始"), format!("`{later}` had begun by {by}")),
    )
}
