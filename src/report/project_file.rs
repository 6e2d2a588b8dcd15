//! A project file to begin with: everything a person may want to record, explained where it is written.
//!
//! In: a procedure and what is known of the case. Out: the text of a project file that can be used as it is. Every step
//! that happens has a table of its own, empty until something is recorded, in the order of the procedure; facts and
//! readings stand there with their defaults, commented out. Nothing is written to the disk here.
//!
//! ```
//! # use permits::report::project_file::{Begun, project_file};
//! # use permits::workflow::parse_project;
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("set_up/plan.txt")]
//! # let begun = Begun {
//! #     name: "一号地块",
//! #     procedure,
//! #     start: Some(run.start),
//! #     assumptions: set,
//! #     counting: None,
//! #     basis: None,
//! #     calendar: &[],
//! #     known_as_of: None,
//! # };
//! # let text = project_file(&begun, &workflow, &network, Lang::Zh);
//! // What is written can be read, and records nothing yet.
//! let (project, warnings) = parse_project("no-1.toml", &text, &mut sources).unwrap();
//! assert!(warnings.is_empty() && project.name == "一号地块");
//! ```

use crate::calendar::{Counting, Day};
use crate::diagnostic::{Lang, plain};
use crate::network::{Basis, Network};
use crate::workflow::{FactRole, Value, Workflow};

use super::words::either;

/// What is known of a case when its file is made.
///
/// ```
/// use permits::report::project_file::{Begun, project_file};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// let begun = Begun {
///     name: "一号地块",
///     procedure,
///     start: Some(run.start),
///     assumptions: set,
///     counting: None,
///     basis: None,
///     calendar: &[],
///     known_as_of: None,
/// };
/// let text = project_file(&begun, &workflow, &network, Lang::Zh);
/// assert!(text.contains("name = \"一号地块\"\n") && text.contains("start = 2023-06-01 # "));
/// // What nobody asked for stands there to be uncommented.
/// assert!(text.contains("# counting = \"statutory\""));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Begun<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The procedure, as the file is to name it.
    pub procedure: &'a str,
    /// The run's start.
    pub start: Option<Day>,
    /// The assumption set, as the file is to name it.
    pub assumptions: &'a str,
    /// The counting profile, when one is asked for.
    pub counting: Option<Counting>,
    /// The basis, when one is asked for.
    pub basis: Option<Basis>,
    /// Calendar files, as the file is to name them.
    pub calendar: &'a [String],
    /// The day whose knowledge of the calendar is used, when one is asked for.
    pub known_as_of: Option<Day>,
}

/// The text of the file. `network` is the case's, which says what happens under its facts.
///
/// ```
/// # use permits::report::project_file::{Begun, project_file};
/// # use permits::workflow::parse_project;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("set_up/plan.txt")]
/// # let begun = Begun {
/// #     name: "一号地块",
/// #     procedure,
/// #     start: Some(run.start),
/// #     assumptions: set,
/// #     counting: None,
/// #     basis: None,
/// #     calendar: &[],
/// #     known_as_of: None,
/// # };
/// # let text = project_file(&begun, &workflow, &network, Lang::Zh);
/// // A table for every step, in the order of the procedure.
/// assert_eq!(text.matches("\n[actual.").count(), plan.listed().len());
/// assert!(text.find("[actual.announcement-window]") < text.find("[actual.bidding-window]"));
/// ```
pub fn project_file(begun: &Begun<'_>, workflow: &Workflow, network: &Network, lang: Lang) -> String {
    let mut file = String::new();
    let mut line = |text: &str| {
        file += text;
        file.push('\n');
    };
    line(either(
        lang,
        "# 一个项目:事实、计划与进度。看进度:permits track 本文件 --as-of 日期",
        "# A project: its facts, its plan, its progress. To see it: permits track THIS_FILE --as-of DATE",
    ));
    line("format = 1");
    line("");
    line("[project]");
    line(&format!("name = {}", quoted(begun.name)));
    line(&format!("workflow = {} # {}", quoted(begun.procedure), words(workflow.title.get(lang))));
    let start = words(workflow.start.get(lang));
    match begun.start {
        Some(day) => line(&format!("start = {day} # {start}")),
        None => line(&format!("# start = 2023-06-01 # {start}")),
    }
    line(&format!("assumptions = {}", quoted(begun.assumptions)));
    match begun.counting {
        Some(counting) => line(&format!("counting = {}", quoted(counting.as_str()))),
        None => line("# counting = \"statutory\" # statutory | practice"),
    }
    match begun.basis {
        Some(basis) => line(&format!("basis = {}", quoted(basis.as_str()))),
        None => line("# basis = \"likely\" # statutory | best | likely | worst"),
    }
    if !begun.calendar.is_empty() {
        let files: Vec<String> = begun.calendar.iter().map(|file| quoted(file)).collect();
        line(&format!("calendar = [{}]", files.join(", ")));
    }
    if let Some(day) = begun.known_as_of {
        line(&format!("known_as_of = {day}"));
    }
    line("");
    line(either(
        lang,
        "# 与默认不同的事实与读法:去掉行首的 #,改成实际的值。",
        "# Facts and readings that differ from their defaults: take away the # and write what is the case.",
    ));
    line("[set]");
    for fact in &workflow.facts {
        let value = network.facts.0.get(&fact.id).unwrap_or(&fact.default);
        let off = if *value == fact.default { "# " } else { "" };
        let role = match fact.role {
            FactRole::Fact => "",
            FactRole::Reading => either(lang, "读法:", "reading: "),
        };
        line(&format!(
            "{off}{} = {} # {role}{}",
            key(fact.id.as_str()),
            written(value),
            words(fact.label.get(lang))
        ));
    }
    line("");
    for text in match lang {
        Lang::Zh => &[
            "# 实际进度,按流程的先后。在各表下写 started = 日期、finished = 日期,",
            "# 或 remaining = \"4wd\"(还要多久);也可用 permits track set 本文件 事项 finished=日期。",
            "# 公示、挂牌、无人答复的征求意见到期自行结束,不必记录。",
        ],
        Lang::En => &[
            "# What has happened, in the order of the procedure. Under each table: started = DATE, finished = DATE, or",
            "# remaining = \"4wd\" (what is left to do); or permits track set THIS_FILE STEP finished=DATE.",
            "# Publicity, listings, and consultations nobody answers end of themselves: they need no finish.",
        ],
    } {
        line(text);
    }
    for ix in network.positions().filter(|ix| network.step(*ix).is_present() && network.step(*ix).round == 1)
    {
        let step = &workflow.steps[network.step(ix).file_order];
        let actor = step.actor.as_ref().map(|actor| workflow.actor_name(actor));
        let actor = actor.map(|actor| format!(" · {}", actor.get(lang))).unwrap_or_default();
        line("");
        line(&format!(
            "[actual.{}] # {}{}",
            key(step.id.as_str()),
            words(step.name.get(lang)),
            words(&actor)
        ));
    }
    line("");
    for text in match lang {
        Lang::Zh => &[
            "# 停止计时(补正、特别程序)与延长时限,每件一个表:",
            "# [[pause]]",
            "# step = \"construction-permit\"",
            "# from = 2023-09-04 # 停止之日,仍计入",
            "# to = 2023-09-08 # 恢复之日,次日起计;不写则仍在停止",
            "# reason = \"补正\"",
            "# [[extension]]",
            "# step = \"construction-permit\"",
            "# by = \"5wd\"",
            "# decided = 2023-09-10",
        ],
        Lang::En => &[
            "# A clock that stood (补正, 特别程序) and a limit that was lengthened, a table for each:",
            "# [[pause]]",
            "# step = \"construction-permit\"",
            "# from = 2023-09-04 # the day it stopped, which still counts",
            "# to = 2023-09-08 # the day it ran on, counted from the next; leave it out while it stands",
            "# reason = \"补正\"",
            "# [[extension]]",
            "# step = \"construction-permit\"",
            "# by = \"5wd\"",
            "# decided = 2023-09-10",
        ],
    } {
        line(text);
    }
    file
}

/// Words of a file behind a `#`: on one line.
fn words(text: &str) -> String {
    plain(text).into_owned()
}

/// A key: bare where TOML lets it be.
fn key(id: &str) -> String {
    let is_bare = id.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    if is_bare { id.to_string() } else { quoted(id) }
}

/// A text in quotation marks, as TOML has it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted += &format!("\\u{:04X}", u32::from(letter)),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

fn written(value: &Value) -> String {
    match value {
        Value::Choice(word) => quoted(word),
        Value::Bool(_) | Value::Count(_) => value.to_string(),
    }
}
