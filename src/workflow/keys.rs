//! What may be written: every table of every file kind, key by key.
//!
//! This is the only description of the format. The reader finds unknown and missing keys and wrong values with it,
//! and the JSON Schema is made from it, so the two cannot disagree.
//!
//! One file: a single description, read from top to bottom.

use crate::calendar::Counting;

use super::model::Basis;

/// Which file.
///
/// ```
/// use permits::workflow::FileKind;
/// assert_eq!(FileKind::ALL.map(FileKind::as_str), ["workflow", "assumptions", "project"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A procedure.
    Workflow,
    /// A set of assumptions.
    Assumptions,
    /// One case.
    Project,
}

impl FileKind {
    /// All of them.
    pub const ALL: [FileKind; 3] = [FileKind::Workflow, FileKind::Assumptions, FileKind::Project];

    /// What people call it, in Chinese and English.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            FileKind::Workflow => ("工作流", "workflow"),
            FileKind::Assumptions => ("假设", "assumption set"),
            FileKind::Project => ("项目", "project"),
        }
    }

    /// The word on the command line.
    ///
    /// ```
    /// use permits::workflow::FileKind;
    /// assert_eq!(FileKind::Project.as_str(), "project");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            FileKind::Workflow => "workflow",
            FileKind::Assumptions => "assumptions",
            FileKind::Project => "project",
        }
    }

    /// The description of the whole file.
    pub(super) fn table(self) -> &'static Table {
        match self {
            FileKind::Workflow => &WORKFLOW_FILE,
            FileKind::Assumptions => &ASSUMPTIONS_FILE,
            FileKind::Project => &PROJECT_FILE,
        }
    }
}

/// The keys of a table.
pub(super) struct Table {
    /// What a message calls it.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// The keys, in the order a reader expects them.
    pub keys: &'static [Key],
}

/// One key.
pub(super) struct Key {
    pub name: &'static str,
    pub needed: Needed,
    pub shape: Shape,
    pub doc: &'static str,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    Required,
    Optional,
}

/// What a value looks like.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// The number 1.
    Format,
    /// A name: letters, digits, `-`, `_`, `.`.
    Id,
    /// A list of names.
    Ids,
    /// Any words.
    String,
    /// A list of words.
    Strings,
    /// Words in both languages: `{ zh, en }`, or one string for both.
    Text,
    Bool,
    /// A whole number between these, both included.
    Number(u32, u32),
    /// A number from 0 to 1.
    Chance,
    /// A date without a time, one the calendar answers for.
    Date,
    /// A date without a time, of any year.
    AnyDate,
    /// A length; whether it may be `0wd`.
    Length(Zero),
    /// A length in working days, `0wd` included.
    WorkingDays,
    /// A length, or three.
    Estimate,
    /// The days a meeting sits.
    Cadence,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A kind of step.
    Kind,
    /// The value of a fact: a bool, a word, or a whole number from 0.
    Value,
    /// A table of facts, or a list of such tables.
    Condition,
    /// A list of citations, `"source article"`.
    Citations,
    /// A list of step names and link tables.
    Links,
    /// One table.
    Table(&'static Table),
    /// Many tables without names: `[[step]]`.
    Tables(&'static Table),
    /// Many tables with names: `[source.b]`.
    Named(&'static Table),
    /// Facts and their values.
    Values,
    /// Steps and their dates.
    Dates,
}

/// Whether a length may be no time at all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zero {
    Allowed,
    Refused,
}

use Needed::{Optional, Required};

const fn key(name: &'static str, needed: Needed, shape: Shape, doc: &'static str) -> Key {
    Key { name, needed, shape, doc }
}

/// The words of [`super::Kind`].
pub(super) const KINDS: &[&str] =
    &["milestone", "act", "review", "task", "listing", "notice", "consultation", "meeting"];
/// The words for days of the week, Monday first.
pub(super) const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
pub(super) const TYPES: &[&str] = &["bool", "choice", "count"];
pub(super) const LINK_ENDS: &[&str] = &["finish", "start"];
pub(super) const ROUNDS: &[&str] = &["last", "first"];
pub(super) const FIRST_DAYS: &[&str] = &["excluded", "included"];
pub(super) const ROLLS: &[&str] = &["keep", "next-working-day"];
pub(super) const EFFECTS: &[&str] = &["time", "none"];
pub(super) const ORIGINS: &[&str] = &["law", "promise", "assumption"];
pub(super) const CONFIDENCES: &[&str] = &["official", "secondary", "assumed"];
pub(super) const COUNTINGS: &[&str] = &Counting::NAMES;
pub(super) const BASES: &[&str] = &Basis::NAMES;

const FORMAT: Key = key("format", Required, Shape::Format, "Version of the file format: 1.");
const CITE: Key =
    key("cite", Optional, Shape::Citations, "Where it comes from: \"b 5\" is article 5 of source b.");

pub(super) static TEXT: Table = Table {
    name: "text",
    doc: "Words in both languages.",
    keys: &[
        key("zh", Required, Shape::String, "The Chinese wording."),
        key("en", Required, Shape::String, "The English wording."),
    ],
};

pub(super) static ESTIMATE: Table = Table {
    name: "estimate",
    doc: "Three lengths of one unit, min ≤ likely ≤ max.",
    keys: &[
        key("min", Required, Shape::Length(Zero::Allowed), "If all goes well."),
        key("likely", Required, Shape::Length(Zero::Allowed), "Most likely."),
        key("max", Required, Shape::Length(Zero::Allowed), "If all goes badly."),
    ],
};

pub(super) static CADENCE: Table = Table {
    name: "cadence",
    doc: "The days a meeting sits.",
    keys: &[
        key("weekday", Required, Shape::Word(WEEKDAYS), "The day of the week."),
        key("every", Optional, Shape::Number(1, 5_000), "Every how many weeks; 1 when left out."),
        key(
            "anchor",
            Optional,
            Shape::AnyDate,
            "A day of a week with a sitting; needed when `every` is above 1.",
        ),
    ],
};

pub(super) static LINK: Table = Table {
    name: "link",
    doc: "What a step waits for.",
    keys: &[
        key("step", Required, Shape::Id, "The step waited for."),
        key("from", Optional, Shape::Word(LINK_ENDS), "Which end of it; its finish when left out."),
        key("lag", Optional, Shape::Length(Zero::Allowed), "The time between."),
        key("when", Optional, Shape::Condition, "When the link is there."),
        key(
            "round",
            Optional,
            Shape::Word(ROUNDS),
            "Which round of a repeated stretch it leaves from; the last when left out.",
        ),
        key("inferred", Optional, Shape::Bool, "True when no document states the link."),
    ],
};

static WORKFLOW: Table = Table {
    name: "[workflow]",
    doc: "The procedure itself.",
    keys: &[
        key("id", Required, Shape::Id, "Its name on the command line and in `include`."),
        key("version", Optional, Shape::String, "Version of its content."),
        key("title", Optional, Shape::Text, "What it is called."),
        key("start", Optional, Shape::Text, "What the day of `--start` is the day of."),
        key("goal", Required, Shape::Id, "The step whose finish is the plan's finish."),
        key("include", Optional, Shape::Ids, "Workflows merged in before this file, depth first."),
        key("drop", Optional, Shape::Ids, "Included steps that fall away, with their links."),
        key("note", Optional, Shape::Text, "What a reader should know about the whole file."),
    ],
};

static ARTICLE: Table = Table {
    name: "[[source.article]]",
    doc: "One article of a document.",
    keys: &[
        key("id", Required, Shape::String, "As cited after the source's name."),
        key("effect", Required, Shape::Word(EFFECTS), "Whether it has an effect on time."),
        key("gist", Required, Shape::Text, "What it says, in one sentence."),
    ],
};

static IN_FORCE: Table = Table {
    name: "in_force",
    doc: "The days a document is in force.",
    keys: &[
        key("from", Optional, Shape::AnyDate, "The first day in force."),
        key("until", Optional, Shape::AnyDate, "The last day in force, included."),
    ],
};

static SOURCE: Table = Table {
    name: "[source]",
    doc: "A document that numbers come from.",
    keys: &[
        key("number", Optional, Shape::String, "Its official number."),
        key("title", Optional, Shape::Text, "Its title."),
        key("level", Optional, Shape::String, "Its rank, such as 规范性文件."),
        key("issued", Optional, Shape::AnyDate, "The day it was issued."),
        key("in_force", Optional, Shape::Table(&IN_FORCE), "The days it is in force."),
        CITE,
        key(
            "article",
            Optional,
            Shape::Tables(&ARTICLE),
            "Its articles; once listed, only these can be cited.",
        ),
    ],
};

static ACTOR: Table = Table {
    name: "[actor]",
    doc: "Somebody who acts.",
    keys: &[
        key("name", Optional, Shape::Text, "What it is called; the id when left out."),
        key(
            "applicant",
            Optional,
            Shape::Bool,
            "True for the applicant, and for whoever works for the applicant; everybody else is an office.",
        ),
    ],
};

static LANE: Table = Table {
    name: "[lane]",
    doc: "A group of steps that are drawn together.",
    keys: &[key("name", Optional, Shape::Text, "What it is called; the id when left out.")],
};

static FACT: Table = Table {
    name: "[fact]",
    doc: "Something that is so or not so about a project; a reading is how an ambiguous sentence is read.",
    keys: &[
        key("type", Required, Shape::Word(TYPES), "What values it has."),
        key("choices", Optional, Shape::Strings, "The words of a choice."),
        key("default", Required, Shape::Value, "Its value when nobody says otherwise."),
        key("label", Optional, Shape::Text, "What it says."),
        CITE,
        key(
            "why",
            Optional,
            Shape::Text,
            "The doubt behind a reading; of a fact, what a reader should know.",
        ),
    ],
};

static STEP: Table = Table {
    name: "[[step]]",
    doc: "One thing that happens. Written again for a step of an included file, it adds to that step.",
    keys: &[
        key("id", Required, Shape::Id, "Its name."),
        key("name", Optional, Shape::Text, "What it is called; the id when left out."),
        key(
            "kind",
            Optional,
            Shape::Kind,
            "How its dates are counted; needed unless an included file gives it.",
        ),
        key("actor", Optional, Shape::Id, "Who does it."),
        key("parties", Optional, Shape::Ids, "Who is asked; consultations only."),
        key("lane", Optional, Shape::Id, "Where it is drawn."),
        key("after", Optional, Shape::Links, "What it waits for."),
        key("limit", Optional, Shape::Length(Zero::Refused), "The time a regulation gives."),
        key("estimate", Optional, Shape::Estimate, "The time it is thought to take."),
        key("cadence", Optional, Shape::Cadence, "The days a meeting sits."),
        key(
            "first_day",
            Optional,
            Shape::Word(FIRST_DAYS),
            "Whether the day a notice is posted is its day 1.",
        ),
        key(
            "roll",
            Optional,
            Shape::Word(ROLLS),
            "What happens when the last natural day is not a working day.",
        ),
        key("when", Optional, Shape::Condition, "When the step is there."),
        CITE,
        key("note", Optional, Shape::Text, "What a reader should know."),
    ],
};

static PROMISE: Table = Table {
    name: "[[promise]]",
    doc: "A limit between two steps' finishes: tested, never added.",
    keys: &[
        key("id", Required, Shape::Id, "Its name."),
        key("name", Optional, Shape::Text, "What it is called."),
        key("from", Required, Shape::Id, "The step whose finish starts the clock."),
        key("to", Required, Shape::Id, "The step that has to be finished in time."),
        key(
            "within",
            Required,
            Shape::WorkingDays,
            "Working days; `0wd` is due on the day of `from` itself.",
        ),
        CITE,
    ],
};

static SCOPE: Table = Table {
    name: "[[scope]]",
    doc: "What has to be so for the procedure to be available.",
    keys: &[
        key("require", Required, Shape::Condition, "The facts it asks for."),
        key("say", Required, Shape::Text, "The rule in words."),
        CITE,
    ],
};

static ABORT: Table = Table {
    name: "[[abort]]",
    doc: "What suspends the procedure at once.",
    keys: &[
        key("when", Required, Shape::Condition, "The facts that suspend it."),
        key("fallback", Optional, Shape::Id, "The workflow that takes over."),
        key("say", Optional, Shape::Text, "The rule in words."),
        CITE,
    ],
};

static REWORK: Table = Table {
    name: "[[rework]]",
    doc: "A stretch that runs again when it fails.",
    keys: &[
        key("id", Required, Shape::Id, "Its name."),
        key("at", Required, Shape::Id, "The step that fails."),
        key("back_to", Required, Shape::Id, "Where it begins again."),
        key("when", Optional, Shape::Condition, "When it happens once without being asked for."),
        key(
            "max",
            Optional,
            Shape::Number(1, 100),
            "How often it may happen in a risk analysis; 1 when left out.",
        ),
        key("note", Optional, Shape::Text, "What a reader should know."),
        CITE,
    ],
};

static CAUTION: Table = Table {
    name: "[[caution]]",
    doc: "A warning that facts or a date call for.",
    keys: &[
        key("id", Required, Shape::Id, "Its name."),
        key("when", Optional, Shape::Condition, "The facts that call for it."),
        key("step", Optional, Shape::Id, "The step whose beginning is compared with the days."),
        key("since", Optional, Shape::Date, "The first day it is called for."),
        key("until", Optional, Shape::Date, "The last day it is called for."),
        key("say", Required, Shape::Text, "The warning."),
        CITE,
    ],
};

static MEASURE: Table = Table {
    name: "[measure]",
    doc: "Something that the procedure does differently from the ordinary way, for comparing the two.",
    keys: &[
        key("name", Optional, Shape::Text, "What it is called; the id when left out."),
        key(
            "steps",
            Required,
            Shape::Ids,
            "The steps that are there, or wait for what they wait for, because of it; a step can be of several measures.",
        ),
    ],
};

static EXAMPLE: Table = Table {
    name: "[[example]]",
    doc: "Worked dates that `permits check` verifies.",
    keys: &[
        key("start", Required, Shape::Date, "The run's start."),
        key("assumptions", Optional, Shape::String, "The assumption set; `floor` when left out."),
        key("counting", Optional, Shape::Word(COUNTINGS), "The counting profile."),
        key("basis", Optional, Shape::Word(BASES), "Which lengths are used."),
        key("set", Optional, Shape::Values, "Facts and readings that differ from their defaults."),
        key("expect", Required, Shape::Dates, "Each step's finish day."),
        key("why", Optional, Shape::Text, "The derivation by hand."),
    ],
};

static WORKFLOW_FILE: Table = Table {
    name: "workflow",
    doc: "A workflow: what the documents say about one procedure.",
    keys: &[
        FORMAT,
        key("workflow", Required, Shape::Table(&WORKFLOW), "The procedure itself."),
        key("source", Optional, Shape::Named(&SOURCE), "Documents, by the name that `cite` uses."),
        key("actor", Optional, Shape::Named(&ACTOR), "Who acts."),
        key("lane", Optional, Shape::Named(&LANE), "Groups of steps."),
        key("fact", Optional, Shape::Named(&FACT), "Facts about the project."),
        key("reading", Optional, Shape::Named(&FACT), "How ambiguous sentences are read."),
        key("step", Optional, Shape::Tables(&STEP), "What happens."),
        key("promise", Optional, Shape::Tables(&PROMISE), "Limits that are tested."),
        key("scope", Optional, Shape::Tables(&SCOPE), "When the procedure is available."),
        key("abort", Optional, Shape::Tables(&ABORT), "What suspends it."),
        key("rework", Optional, Shape::Tables(&REWORK), "What runs again."),
        key("caution", Optional, Shape::Tables(&CAUTION), "What to warn of."),
        key("measure", Optional, Shape::Named(&MEASURE), "What it does differently from the ordinary way."),
        key("example", Optional, Shape::Tables(&EXAMPLE), "Worked dates."),
    ],
};

static REPLY: Table = Table {
    name: "reply",
    doc: "How a party answers a consultation; used by risk analysis.",
    keys: &[
        key("silent", Optional, Shape::Chance, "The chance of no answer at all."),
        key("estimate", Optional, Shape::Estimate, "How long an answer takes."),
    ],
};

const ASSUMED: [Key; 8] = [
    key("estimate", Optional, Shape::Estimate, "The time it is thought to take."),
    key("cadence", Optional, Shape::Cadence, "The days a meeting sits."),
    key("origin", Optional, Shape::Word(ORIGINS), "Law, promise or assumption; assumption when left out."),
    key("source", Optional, Shape::String, "Where it comes from, in words."),
    key("confidence", Optional, Shape::Word(CONFIDENCES), "How well it is known."),
    key("why", Optional, Shape::Text, "Why this and not another number."),
    key("reply", Optional, Shape::Table(&REPLY), "How the parties of a consultation answer."),
    key("party", Optional, Shape::Named(&REPLY), "Parties that answer differently."),
];

static ASSUMPTION: Table = Table { name: "[step]", doc: "What is assumed of one step.", keys: &ASSUMED };

static CHANCE: Table = Table {
    name: "[fact]",
    doc: "How likely a fact is; used by risk analysis.",
    keys: &[
        key("chance", Required, Shape::Chance, "0 to 1: that it is true."),
        key("origin", Optional, Shape::Word(ORIGINS), "Law, promise or assumption."),
        key("source", Optional, Shape::String, "Where it comes from, in words."),
        key("confidence", Optional, Shape::Word(CONFIDENCES), "How well it is known."),
        key("why", Optional, Shape::Text, "Why this and not another number."),
    ],
};

static ASSUMPTIONS: Table = Table {
    name: "[assumptions]",
    doc: "The set itself.",
    keys: &[
        key("id", Required, Shape::Id, "Its name on the command line."),
        key("title", Optional, Shape::Text, "What it is called."),
        key("note", Optional, Shape::Text, "What a reader should know."),
    ],
};

static ASSUMPTIONS_FILE: Table = Table {
    name: "assumptions",
    doc: "An assumption set: everything that no document says.",
    keys: &[
        FORMAT,
        key("assumptions", Required, Shape::Table(&ASSUMPTIONS), "The set itself."),
        key("step", Optional, Shape::Named(&ASSUMPTION), "What is assumed of each step."),
        key("fact", Optional, Shape::Named(&CHANCE), "How likely each fact is."),
    ],
};

static PROJECT: Table = Table {
    name: "[project]",
    doc: "The case itself.",
    keys: &[
        key("name", Required, Shape::String, "What it is called."),
        key(
            "workflow",
            Required,
            Shape::String,
            "Which workflow: the name of one beside this file or built in, or a path.",
        ),
        key("start", Optional, Shape::Date, "The run's start."),
        key(
            "assumptions",
            Optional,
            Shape::String,
            "Which assumption set: the name of one beside this file or built in, or a path.",
        ),
        key("counting", Optional, Shape::Word(COUNTINGS), "The counting profile."),
        key("basis", Optional, Shape::Word(BASES), "Which lengths are used."),
        key("calendar", Optional, Shape::Strings, "Calendar files, as paths next to this file."),
        key("known_as_of", Optional, Shape::Date, "The day whose knowledge of the calendar is used."),
    ],
};

static PROJECT_STEP: Table = Table {
    name: "[step]",
    doc: "What the project knows of one step.",
    keys: &{
        let [estimate, cadence, origin, source, confidence, why, reply, party] = ASSUMED;
        [
            key("not_before", Optional, Shape::Date, "The step is not triggered before this day."),
            estimate,
            cadence,
            origin,
            source,
            confidence,
            why,
            reply,
            party,
        ]
    },
};

static ACTUAL: Table = Table {
    name: "[actual]",
    doc: "What has happened to one step.",
    keys: &[
        key("started", Optional, Shape::Date, "The day it began."),
        key("finished", Optional, Shape::Date, "The day it finished."),
        key(
            "remaining",
            Optional,
            Shape::Length(Zero::Allowed),
            "What is left to do on the day that is asked for.",
        ),
    ],
};

static PAUSE: Table = Table {
    name: "[[pause]]",
    doc: "A clock that stopped.",
    keys: &[
        key("step", Required, Shape::Id, "The step."),
        key("from", Required, Shape::Date, "The day the clock stopped; it still counts."),
        key(
            "to",
            Optional,
            Shape::Date,
            "The day it ran on: the days that count again are those after it. Absent when it still stands.",
        ),
        key("reason", Optional, Shape::String, "Why."),
        key("cite", Optional, Shape::String, "Where it comes from, in words."),
    ],
};

static EXTENSION: Table = Table {
    name: "[[extension]]",
    doc: "A limit that was lengthened.",
    keys: &[
        key("step", Required, Shape::Id, "The step."),
        key("by", Required, Shape::Length(Zero::Refused), "By how much."),
        key("decided", Required, Shape::Date, "The day it was decided."),
        key("cite", Optional, Shape::String, "Where it comes from, in words."),
    ],
};

static PROJECT_FILE: Table = Table {
    name: "project",
    doc: "A project: one case.",
    keys: &[
        FORMAT,
        key("project", Required, Shape::Table(&PROJECT), "The case itself."),
        key("set", Optional, Shape::Values, "Facts and readings that differ from their defaults."),
        key("step", Optional, Shape::Named(&PROJECT_STEP), "What the project knows of each step."),
        key("promise", Optional, Shape::Tables(&PROMISE), "The project's own promises."),
        key("actual", Optional, Shape::Named(&ACTUAL), "What has happened."),
        key("pause", Optional, Shape::Tables(&PAUSE), "Clocks that stopped."),
        key("extension", Optional, Shape::Tables(&EXTENSION), "Limits that were lengthened."),
    ],
};
