//! Random networks that a strict loader accepts, as TOML texts.
//!
//! The steps are drawn in an order in which every link points backwards, so there is no cycle; the order in
//! the file is another. A case is one workflow (sometimes in two files, one including the other), one
//! assumption set, one project file with `not_before` days, and the flags of one run.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::date::Date;
use super::walk::{Basis, Counting};

/// Identifier of the workflow to run.
pub const WORKFLOW: &str = "random";
/// Identifier of the file that it sometimes includes.
pub const INCLUDED: &str = "random-base";

/// One run.
#[derive(Clone, Debug)]
pub struct Case {
    /// Workflow texts by id; [`WORKFLOW`] is the last.
    pub library: Vec<(String, String)>,
    /// An assumption set.
    pub assumptions: String,
    /// A project: its `[project]` names only the workflow, the rest is `not_before`.
    pub project: String,
    /// `--set`
    pub facts: Vec<(String, String)>,
    /// `--start`
    pub start: Date,
    /// `--counting`
    pub counting: Counting,
    /// `--basis`
    pub basis: Basis,
    /// `--goal`, an unconditional step
    pub goal: Option<String>,
    /// `--rework`
    pub reworks: Vec<(String, u32)>,
    /// `--at`; may name an absent step, one that comes after the goal, or dates out of order, which are errors
    pub at: Vec<(String, Date)>,
    /// `--known-as-of`
    pub known_as_of: Option<Date>,
}

#[derive(Clone, Debug)]
struct RawLength {
    n: u32,
    natural: bool,
}

#[derive(Clone, Debug)]
struct RawEstimate {
    points: [u32; 3],
    natural: bool,
    single: bool,
    origin: usize,
}

#[derive(Clone, Debug)]
struct RawCadence {
    weekday: usize,
    every: i64,
    anchor: Option<u32>,
    in_workflow: bool,
}

/// Any of: all of (fact, values).
type RawWhen = Vec<Vec<(usize, u8)>>;

#[derive(Clone, Debug)]
struct RawLink {
    pick: prop::sample::Index,
    from_start: bool,
    /// In a run with many start links.
    often_from_start: bool,
    lag: Option<RawLength>,
    when: Option<RawWhen>,
    first_round: bool,
    replaced: bool,
}

#[derive(Clone, Debug)]
struct RawStep {
    kind: usize,
    limit: RawLength,
    limited: bool,
    estimate: Option<RawEstimate>,
    assumed: Option<RawEstimate>,
    cadence: Option<RawCadence>,
    first_day: Option<bool>,
    roll: Option<bool>,
    when: Option<RawWhen>,
    links: Vec<RawLink>,
    rank: u32,
    not_before: Option<i32>,
    included: bool,
}

#[derive(Clone, Debug)]
struct RawRework {
    at: prop::sample::Index,
    back_to: prop::sample::Index,
    rounds: Option<u32>,
}

const KINDS: [&str; 8] =
    ["milestone", "act", "review", "task", "listing", "notice", "consultation", "meeting"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const ORIGINS: [&str; 3] = ["assumption", "law", "promise"];
const FACTS: [&str; 5] = ["wet", "signed", "class", "floors", "reading"];
const VALUES: [&[&str]; 5] = [
    &["true", "false"],
    &["true", "false"],
    &["\"x\"", "\"y\"", "\"z\""],
    &["0", "1", "2"],
    &["true", "false"],
];

fn raw_length(zero: bool) -> impl Strategy<Value = RawLength> {
    let number = prop_oneof![6 => 1_u32..12, 3 => 10_u32..45, 1 => 60_u32..200];
    (number, any::<bool>(), prop::bool::weighted(0.15)).prop_map(move |(n, natural, none)| {
        if zero && none { RawLength { n: 0, natural: false } } else { RawLength { n, natural } }
    })
}

fn raw_estimate() -> impl Strategy<Value = RawEstimate> {
    let points = [0_u32..30, 0_u32..30, 0_u32..30];
    (points, any::<bool>(), any::<bool>(), 0_usize..3).prop_map(|(mut points, natural, single, origin)| {
        points.sort_unstable();
        if natural {
            points = points.map(|n| n + 1);
        }
        RawEstimate { points, natural, single, origin }
    })
}

fn raw_cadence() -> impl Strategy<Value = RawCadence> {
    (0_usize..7, 1_i64..=3, weighted(0.5, 0_u32..14_000), any::<bool>()).prop_map(
        |(weekday, every, anchor, in_workflow)| RawCadence {
            weekday,
            every,
            anchor: if every > 1 { anchor.or(Some(9_000)) } else { anchor },
            in_workflow,
        },
    )
}

fn raw_when() -> impl Strategy<Value = RawWhen> {
    vec(vec((0_usize..5, 1_u8..7), 1..=2), 1..=2)
}

fn raw_link() -> impl Strategy<Value = RawLink> {
    let booleans = (prop::bool::weighted(0.2), any::<bool>(), any::<bool>(), prop::bool::weighted(0.2));
    let lag = weighted(0.25, raw_length(true));
    (any::<prop::sample::Index>(), lag, weighted(0.2, raw_when()), booleans).prop_map(
        |(pick, lag, when, (from_start, often_from_start, first_round, replaced))| RawLink {
            pick,
            from_start,
            often_from_start,
            lag,
            when,
            first_round,
            replaced,
        },
    )
}

fn raw_step() -> impl Strategy<Value = RawStep> {
    let lengths = (
        raw_length(false),
        prop::bool::weighted(0.6),
        weighted(0.4, raw_estimate()),
        weighted(0.4, raw_estimate()),
        weighted(0.6, raw_cadence()),
    );
    let overrides = (weighted(0.2, any::<bool>()), weighted(0.3, any::<bool>()));
    let links = prop_oneof![1 => vec(raw_link(), 0..=0), 6 => vec(raw_link(), 1..=3)];
    let rest = (any::<u32>(), weighted(0.08, -60_i32..400), any::<bool>());
    (0_usize..8, lengths, overrides, weighted(0.2, raw_when()), links, rest).prop_map(
        |(kind, lengths, (first_day, roll), when, links, (rank, not_before, included))| RawStep {
            kind,
            limit: lengths.0,
            limited: lengths.1,
            estimate: lengths.2,
            assumed: lengths.3,
            cadence: lengths.4,
            first_day,
            roll,
            when,
            links,
            rank,
            not_before,
            included,
        },
    )
}

fn raw_rework() -> impl Strategy<Value = RawRework> {
    let rounds = prop_oneof![2 => Just(None), 1 => (0_u32..=3).prop_map(Some)];
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), rounds)
        .prop_map(|(at, back_to, rounds)| RawRework { at, back_to, rounds })
}

fn days_on(mut date: Date, by: i32) -> Date {
    for _ in 0..by {
        date = date.next();
    }
    for _ in by..0 {
        date = date.previous();
    }
    date
}

fn write_length(length: &RawLength) -> String {
    match (length.natural, length.n % 5) {
        (false, 4) => format!("{}个工作日", length.n),
        (true, 4) => format!("{}个自然日", length.n),
        (false, _) => format!("{}wd", length.n),
        (true, _) => format!("{}d", length.n),
    }
}

fn write_estimate(estimate: &RawEstimate) -> String {
    let [min, likely, max] = estimate.points;
    let unit = if estimate.natural { "d" } else { "wd" };
    if estimate.single {
        format!("\"{likely}{unit}\"")
    } else {
        format!("{{ min = \"{min}{unit}\", likely = \"{likely}{unit}\", max = \"{max}{unit}\" }}")
    }
}

fn write_cadence(cadence: &RawCadence) -> String {
    let mut text = format!("{{ weekday = \"{}\"", WEEKDAYS[cadence.weekday]);
    if cadence.every > 1 || cadence.anchor.is_some() {
        let _ = write!(text, ", every = {}", cadence.every);
    }
    if let Some(offset) = cadence.anchor {
        let _ = write!(text, ", anchor = {}", days_on(Date::new(2001, 1, 1), offset as i32));
    }
    text + " }"
}

fn write_when(when: &RawWhen) -> String {
    let all = |terms: &Vec<(usize, u8)>| {
        let mut seen = BTreeSet::new();
        let mut parts = Vec::new();
        for &(fact, mask) in terms.iter().filter(|(fact, _)| seen.insert(*fact)) {
            let values = VALUES[fact];
            if values.len() == 2 {
                parts.push(format!("{} = {}", FACTS[fact], values[usize::from(mask % 2)]));
                continue;
            }
            let picked: Vec<&str> =
                (0..values.len()).filter(|bit| mask & (1 << bit) != 0).map(|bit| values[bit]).collect();
            if picked.len() == 1 && mask % 3 != 0 {
                parts.push(format!("{} = {}", FACTS[fact], picked[0]));
            } else {
                parts.push(format!("{} = [{}]", FACTS[fact], picked.join(", ")));
            }
        }
        format!("{{ {} }}", parts.join(", "))
    };
    let alternatives: Vec<String> = when.iter().map(all).collect();
    if alternatives.len() == 1 { alternatives[0].clone() } else { format!("[{}]", alternatives.join(", ")) }
}

fn id(step: usize) -> String {
    format!("s{step:02}")
}

fn write_link(from: usize, link: &RawLink, first_round: bool) -> String {
    if !link.from_start && link.lag.is_none() && link.when.is_none() && !first_round {
        return format!("\"{}\"", id(from));
    }
    let mut text = format!("{{ step = \"{}\"", id(from));
    if link.from_start {
        text += ", from = \"start\"";
    }
    if let Some(lag) = &link.lag {
        let _ = write!(text, ", lag = \"{}\"", write_length(lag));
    }
    if let Some(when) = &link.when {
        let _ = write!(text, ", when = {}", write_when(when));
    }
    if first_round {
        text += ", round = \"first\"";
    }
    text + " }"
}

fn header(id: &str, goal: &str) -> String {
    format!(
        "format = 1\n\n[workflow]\nid = \"{id}\"\nversion = \"1\"\ntitle = {{ zh = \"随机\", en = \"random\" }}\n\
         start = {{ zh = \"起点\", en = \"start\" }}\ngoal = \"{goal}\"\n"
    )
}

fn declarations() -> String {
    let mut text = String::from(
        "\n[source.s]\nnumber = \"一号\"\ntitle = { zh = \"文件\", en = \"document\" }\nlevel = \"规范性文件\"\n\
         issued = 2000-01-01\nin_force = { from = 2000-01-01 }\n\n\
         [actor.office]\nname = { zh = \"机关\", en = \"office\" }\n\n\
         [actor.party]\nname = { zh = \"单位\", en = \"party\" }\n\n\
         [lane.main]\nname = { zh = \"主线\", en = \"main\" }\n",
    );
    let shapes = [
        ("fact.wet", "type = \"bool\"\ndefault = false"),
        ("fact.signed", "type = \"bool\"\ndefault = true"),
        ("fact.class", "type = \"choice\"\nchoices = [\"x\", \"y\", \"z\"]\ndefault = \"y\""),
        ("fact.floors", "type = \"count\"\ndefault = 1"),
        ("fact.failed-0", "type = \"bool\"\ndefault = false"),
        ("fact.failed-1", "type = \"bool\"\ndefault = false"),
        ("fact.failed-2", "type = \"bool\"\ndefault = false"),
        ("reading.reading", "type = \"bool\"\ndefault = true\nwhy = { zh = \"存疑\", en = \"unclear\" }"),
    ];
    for (name, shape) in shapes {
        let _ = write!(
            text,
            "\n[{name}]\n{shape}\nlabel = {{ zh = \"事实\", en = \"fact\" }}\ncite = [\"s 1\"]\n"
        );
    }
    text
}

struct Drawn {
    steps: Vec<RawStep>,
    /// By step: predecessors with their link.
    before: Vec<Vec<(usize, RawLink)>>,
    goals: BTreeSet<usize>,
}

impl Drawn {
    fn upstream(&self, of: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([of]);
        for i in (0..=of).rev() {
            if reached.contains(&i) {
                reached.extend(self.before[i].iter().map(|(from, _)| *from));
            }
        }
        reached
    }

    fn stretch(&self, back_to: usize, at: usize) -> BTreeSet<usize> {
        self.upstream(at).into_iter().filter(|&i| self.upstream(i).contains(&back_to)).collect()
    }

    /// The step's table but for its links.
    fn write_step(&self, i: usize, limit: Option<&RawLength>) -> String {
        let step = &self.steps[i];
        let kind = KINDS[step.kind];
        let mut text = format!(
            "\n[[step]]\nid = \"{0}\"\nname = {{ zh = \"步骤{i}\", en = \"step {i}\" }}\nkind = \"{kind}\"\n\
             actor = \"office\"\nlane = \"main\"\ncite = [\"s {i}\"]\n",
            id(i)
        );
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        if let Some(limit) = limit {
            line("limit", format!("\"{}\"", write_length(limit)));
        }
        if let (Some(estimate), "review" | "task" | "consultation") = (&step.estimate, kind) {
            line("estimate", write_estimate(estimate));
        }
        if kind == "consultation" {
            line("parties", "[\"party\"]".to_owned());
        }
        if let (Some(cadence), "meeting") = (&step.cadence, kind)
            && cadence.in_workflow
        {
            line("cadence", write_cadence(cadence));
        }
        if let (Some(included), "notice") = (step.first_day, kind) {
            line("first_day", format!("\"{}\"", if included { "included" } else { "excluded" }));
        }
        if let (Some(keep), true) = (step.roll, self.limit(i).is_some_and(|l| l.natural)) {
            line("roll", format!("\"{}\"", if keep { "keep" } else { "next-working-day" }));
        }
        if let (Some(when), false) = (&step.when, self.goals.contains(&i)) {
            line("when", write_when(when));
        }
        text
    }

    fn limit(&self, i: usize) -> Option<&RawLength> {
        let step = &self.steps[i];
        match KINDS[step.kind] {
            "notice" | "listing" => Some(&step.limit),
            "review" | "task" | "consultation" => step.limited.then_some(&step.limit),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
struct RawAt {
    step: prop::sample::Index,
    by: i32,
    /// Of the second round, if it has one.
    again: bool,
}

fn raw_at() -> impl Strategy<Value = RawAt> {
    (any::<prop::sample::Index>(), -30_i32..120, prop::bool::weighted(0.1))
        .prop_map(|(step, by, again)| RawAt { step, by, again })
}

#[derive(Clone, Debug)]
struct RawRun {
    start: i32,
    counting: bool,
    basis: usize,
    goal: prop::sample::Index,
    other_goal: Option<prop::sample::Index>,
    facts: [Option<u8>; 5],
    failed: [bool; 3],
    at: Vec<RawAt>,
    /// Whether the days of `at` come in the order of the links.
    at_in_order: bool,
    many_starts: bool,
    known: Option<i32>,
    split: bool,
}

fn raw_run() -> impl Strategy<Value = RawRun> {
    let fact = || weighted(0.5, 0_u8..3);
    let index = any::<prop::sample::Index>;
    (
        (0_i32..10_227, any::<bool>(), 0_usize..4),
        (index(), weighted(0.1, index())),
        [fact(), fact(), fact(), fact(), fact()],
        [prop::bool::weighted(0.7), prop::bool::weighted(0.7), prop::bool::weighted(0.4)],
        (
            prop_oneof![6 => vec(raw_at(), 0..=0), 1 => vec(raw_at(), 1..=1), 3 => vec(raw_at(), 2..=4)],
            prop::bool::weighted(0.8),
            prop::bool::weighted(0.4),
        ),
        weighted(0.1, 0_i32..10_227),
        prop::bool::weighted(0.3),
    )
        .prop_map(|((start, counting, basis), (goal, other_goal), facts, failed, at, known, split)| {
            let (at, at_in_order, many_starts) = at;
            RawRun {
                start,
                counting,
                basis,
                goal,
                other_goal,
                facts,
                failed,
                at,
                at_in_order,
                many_starts,
                known,
                split,
            }
        })
}

type RawPromise = (prop::sample::Index, prop::sample::Index, u32);

fn write_case(steps: Vec<RawStep>, run: &RawRun, promises: &[RawPromise], reworks: &[RawRework]) -> Case {
    let count = steps.len();
    // The goal leans towards the end, so that most steps lead to it.
    let goal = count - 1 - run.goal.index(count) / 6;
    let other_goal = run.other_goal.map(|pick| pick.index(count));
    let mut before = Vec::new();
    for (i, step) in steps.iter().enumerate() {
        let mut seen = BTreeSet::new();
        let mut links = Vec::new();
        for link in step.links.iter().filter(|_| i > 0) {
            // Mostly a recent step, so that long chains come about.
            let back = link.pick.index(i);
            let from = if link.pick.index(4) < 3 { i - 1 - back % i.min(4) } else { back };
            if seen.insert(from) {
                let from_start = link.from_start || run.many_starts && link.often_from_start;
                links.push((from, RawLink { from_start, ..link.clone() }));
            }
        }
        before.push(links);
    }
    // Many of the steps that nothing waits for lead to the goal after all.
    let plain = RawLink {
        pick: run.goal,
        from_start: false,
        often_from_start: false,
        lag: None,
        when: None,
        first_round: false,
        replaced: false,
    };
    for i in (0..goal).filter(|&i| steps[i].rank % 5 > 1) {
        if !before.iter().flatten().any(|(from, _)| *from == i) {
            before[goal].push((i, plain.clone()));
        }
    }
    let goals = BTreeSet::from([goal]).into_iter().chain(other_goal).collect();
    let drawn = Drawn { steps, before, goals };

    let mut stretches: Vec<BTreeSet<usize>> = Vec::new();
    let mut rework_texts = String::new();
    let mut rework_flags = Vec::new();
    for rework in reworks {
        let at = rework.at.index(count);
        let mut candidates: Vec<usize> = drawn.upstream(at).into_iter().collect();
        // Mostly a stretch that shares a step with the one before.
        if let (Some(stretch), true) = (stretches.last(), rework.rounds != Some(0)) {
            let shared = candidates.iter().copied().filter(|&i| i != at && stretch.contains(&i));
            let shared: Vec<usize> = shared.collect();
            if !shared.is_empty() {
                candidates = shared;
            }
        }
        let back_to = candidates[rework.back_to.index(candidates.len())];
        if back_to == at {
            continue;
        }
        let number = stretches.len();
        stretches.push(drawn.stretch(back_to, at));
        let _ = write!(
            rework_texts,
            "\n[[rework]]\nid = \"rework-{number}\"\nat = \"{}\"\nback_to = \"{}\"\n\
             when = {{ failed-{number} = true }}\nmax = 3\ncite = [\"s 2\"]\n",
            id(at),
            id(back_to)
        );
        if let Some(rounds) = rework.rounds {
            rework_flags.push((format!("rework-{number}"), rounds));
        }
    }
    let leaves_first = |from: usize, to: usize, link: &RawLink| {
        link.first_round && stretches.iter().any(|s| s.contains(&from) && !s.contains(&to))
    };

    let mut in_file_order: Vec<usize> = (0..count).collect();
    in_file_order.sort_by_key(|&i| (drawn.steps[i].rank, i));
    let base_goal = in_file_order
        .iter()
        .copied()
        .find(|&i| drawn.steps[i].included && (drawn.steps[i].when.is_none() || drawn.goals.contains(&i)));
    let in_base = |i: usize| run.split && base_goal.is_some() && drawn.steps[i].included;

    let mut base = String::new();
    let mut top = header(WORKFLOW, &id(goal));
    if let (true, Some(base_goal)) = (run.split, base_goal) {
        base = header(INCLUDED, &id(base_goal)) + &declarations();
        let _ = writeln!(top, "include = [\"{INCLUDED}\"]\ndrop = [\"dropped\"]");
    } else {
        top += &declarations();
    }
    let links_of = |i: usize, wanted: &dyn Fn(usize, &RawLink) -> bool| {
        let links = drawn.before[i].iter().filter(|(from, link)| wanted(*from, link));
        links.map(|(from, link)| write_link(*from, link, leaves_first(*from, i, link))).collect::<Vec<_>>()
    };
    let after = |links: &[String]| {
        if links.is_empty() { String::new() } else { format!("after = [{}]\n", links.join(", ")) }
    };
    for &i in in_file_order.iter().filter(|&&i| in_base(i)) {
        // Links within the base file, some of them to be replaced by the including file; a limit that it
        // overrides; a step that it drops.
        let mut links = Vec::new();
        for (from, link) in drawn.before[i].iter().filter(|(from, _)| in_base(*from)) {
            if link.replaced {
                links.push(format!("{{ step = \"{}\", lag = \"7wd\" }}", id(*from)));
            } else {
                links.push(write_link(*from, link, leaves_first(*from, i, link)));
            }
        }
        if drawn.steps[i].rank.is_multiple_of(4) {
            links.push("\"dropped\"".to_owned());
        }
        let limit = drawn.limit(i);
        let longer = limit.map(|l| RawLength { n: l.n + 3, natural: l.natural });
        let overridden = limit.is_some() && drawn.steps[i].rank.is_multiple_of(3);
        base += &drawn.write_step(i, if overridden { longer.as_ref() } else { limit });
        base += &after(&links);

        let more = links_of(i, &|from, link| !in_base(from) || link.replaced);
        if overridden || !more.is_empty() {
            let _ = write!(top, "\n[[step]]\nid = \"{}\"\ncite = [\"s {i}\"]\n", id(i));
            if let (true, Some(limit)) = (overridden, limit) {
                let _ = writeln!(top, "limit = \"{}\"", write_length(limit));
            }
            top += &after(&more);
        }
    }
    if !base.is_empty() {
        base += "\n[[step]]\nid = \"dropped\"\nname = { zh = \"去除\", en = \"dropped\" }\nkind = \"task\"\n\
                 actor = \"office\"\nlane = \"main\"\nlimit = \"90d\"\ncite = [\"s 9\"]\n";
    }
    for &i in in_file_order.iter().filter(|&&i| !in_base(i)) {
        top += &drawn.write_step(i, drawn.limit(i));
        top += &after(&links_of(i, &|_, _| true));
    }
    for (number, (from, to, within)) in promises.iter().enumerate() {
        let (from, to) = (from.index(count), to.index(count));
        if from != to {
            let _ = write!(
                top,
                "\n[[promise]]\nid = \"promise-{number}\"\nfrom = \"{}\"\nto = \"{}\"\nwithin = \"{within}wd\"\n\
                 cite = [\"s 3\"]\n",
                id(from),
                id(to)
            );
        }
    }
    top += &rework_texts;

    let start = days_on(Date::new(2003, 1, 1), run.start);
    let mut assumptions = String::from(
        "format = 1\n\n[assumptions]\nid = \"random-set\"\ntitle = { zh = \"随机假设\", en = \"random set\" }\n",
    );
    let mut project =
        format!("format = 1\n\n[project]\nname = \"random\"\nworkflow = \"{WORKFLOW}\"\nstart = {start}\n");
    for &i in &in_file_order {
        let step = &drawn.steps[i];
        let said = match (KINDS[step.kind], &step.assumed, &step.cadence) {
            ("review" | "task" | "consultation", Some(estimate), _) => {
                let origin = ORIGINS[estimate.origin];
                Some(format!("estimate = {}\norigin = \"{origin}\"", write_estimate(estimate)))
            }
            ("meeting", _, Some(cadence)) if !cadence.in_workflow => {
                Some(format!("cadence = {}\norigin = \"assumption\"", write_cadence(cadence)))
            }
            _ => None,
        };
        if let Some(said) = said {
            let _ = write!(
                assumptions,
                "\n[step.{}]\n{said}\nsource = \"某处\"\nconfidence = \"assumed\"\n\
                 why = {{ zh = \"假设\", en = \"assumed\" }}\n",
                id(i)
            );
        }
        if let Some(by) = step.not_before {
            let _ = write!(project, "\n[step.{}]\nnot_before = {}\n", id(i), days_on(start, by));
        }
    }

    let mut facts = Vec::new();
    for (fact, pick) in run.facts.iter().enumerate() {
        if let Some(pick) = pick {
            let values = VALUES[fact];
            let value = values[usize::from(*pick) % values.len()].trim_matches('"');
            facts.push((FACTS[fact].to_owned(), value.to_owned()));
        }
    }
    for number in 0..stretches.len() {
        facts.push((format!("failed-{number}"), run.failed[number].to_string()));
    }
    let mut at: Vec<(usize, i32, bool)> =
        run.at.iter().map(|at| (at.step.index(count), at.by, at.again && !stretches.is_empty())).collect();
    if run.at_in_order {
        at.sort_unstable();
        let mut days: Vec<i32> = at.iter().map(|at| at.1).collect();
        days.sort_unstable();
        for (at, day) in at.iter_mut().zip(days) {
            at.1 = day;
        }
    }
    // Now and then a step has two days, which is an error.
    if !run.split {
        let mut seen = BTreeSet::new();
        at.retain(|at| seen.insert(at.0));
    }
    let at = at.into_iter().map(|(step, by, again)| {
        let id = if again { format!("{}~2", id(step)) } else { id(step) };
        (id, days_on(start, by))
    });
    let mut library = Vec::new();
    if !base.is_empty() {
        library.push((INCLUDED.to_owned(), base));
    }
    library.push((WORKFLOW.to_owned(), top));
    Case {
        library,
        assumptions,
        project,
        facts,
        start,
        counting: if run.counting { Counting::Statutory } else { Counting::Practice },
        basis: [Basis::Statutory, Basis::Best, Basis::Likely, Basis::Worst][run.basis],
        goal: other_goal.map(id),
        reworks: rework_flags,
        at: at.collect(),
        known_as_of: run.known.map(|by| days_on(Date::new(2003, 1, 1), by)),
    }
}

/// Random runs of random networks of 1 to 30 steps.
pub fn cases() -> impl Strategy<Value = Case> {
    let index = any::<prop::sample::Index>;
    let promises = vec((index(), index(), 0_u32..25), 0..=2);
    let reworks = prop_oneof![6 => vec(raw_rework(), 0..=0), 1 => vec(raw_rework(), 1..=1), 4 => vec(raw_rework(), 2..=3)];
    (vec(raw_step(), 1..=30), raw_run(), promises, reworks)
        .prop_map(|(steps, run, promises, reworks)| write_case(steps, &run, &promises, &reworks))
}
