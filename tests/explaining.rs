//! `permits explain` against days counted otherwise.
//!
//! The ledger of every step of every shipped workflow, from every day of 2019–2026 in both profiles, against one that
//! is walked by the rules without the crate. What “why not earlier” says, against plans of the walker in
//! which that one thing is really otherwise. Letters, against letters written by hand with the days counted in the
//! comments. And the command from outside.

#[path = "common/walker/mod.rs"]
mod walker;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use permits::calendar::{At, Cadence, Calendar, Counting, Day, LedgerDay, Moment, Part, Roll, Weekday};
use permits::diagnostic::Sources;
use permits::network::{Basis, Case, Kind, Network, Origin, StepIx, Timing, compile};
use permits::report::explain::{Subject, letter};
use permits::report::plan::{Filter, Plan};
use permits::schedule::{Run, Schedule, drag, schedule};
use permits::study::earlier::{HeldBy, Moved, earlier};
use permits::workflow::{
    Assumptions, Library, Project, Which, Workflow, load_assumptions, load_workflow, parse_project,
};
use serde_json::Value as Json;
use unicode_width::UnicodeWidthStr;
use walker::date::Date;
use walker::files::{Length, Merged, Overlay};
use walker::ledger::{Known, Line, ledger};
use walker::walk::{self, Answer, Question, Walker, Want};

const SHIPPED: [&str; 5] =
    ["land-supply", "design-scheme-supply", "build-on-land-delivery", "full-path", "conventional"];

const WORKDAYS: &str = include_str!("../src/calendar/data/cn_workdays.csv");

fn naive_calendar(overlays: &[&str]) -> walker::calendar::Calendar {
    let sources = walker::calendar::Sources {
        workdays: WORKDAYS,
        notices: include_str!("../src/calendar/data/cn_notices.csv"),
        revisions: include_str!("../src/calendar/data/cn_revisions.csv"),
        festivals: include_str!("../src/calendar/data/cn_festivals.csv"),
    };
    walker::calendar::Calendar::build(&sources, None, overlays).expect("the data is read")
}

fn shipped(folder: &str, id: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(format!("{id}.toml"));
    std::fs::read_to_string(path).expect("a shipped file")
}

/// A shipped workflow and a shipped set as the walker reads them.
fn naive_files(id: &str, set: &str) -> (Merged, Overlay) {
    let library: Vec<(&str, String)> = SHIPPED.iter().map(|id| (*id, shipped("workflows", id))).collect();
    let library: Vec<(&str, &str)> = library.iter().map(|(id, text)| (*id, text.as_str())).collect();
    let merged = Merged::read(&library, id).expect("the walker reads the shipped files");
    (merged, Overlay::read(&shipped("workflows/assumptions", set)).expect("the walker reads the sets"))
}

fn load(id: &str, set: &str) -> (Workflow, Assumptions) {
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let (workflow, _) = load_workflow(&library, &Which::typed(id), &mut sources).expect("a shipped workflow");
    let (set, _) = load_assumptions(&library, &Which::typed(set), &mut sources).expect("a shipped set");
    (workflow, set)
}

fn naive_date(day: Day) -> Date {
    Date::new(day.year(), day.month(), day.day_of_month())
}

fn naive(moment: Moment) -> walk::Moment {
    walk::Moment { date: naive_date(moment.day()), end_of_day: moment.at() == At::EndOfDay }
}

fn profile(counting: walk::Counting) -> Counting {
    match counting {
        walk::Counting::Statutory => Counting::Statutory,
        walk::Counting::Practice => Counting::Practice,
    }
}

// ---- the ledger ------------------------------------------------------------------------------------------------

/// A line of the crate's ledger in the walker's words.
fn in_words(line: LedgerDay) -> Line {
    let part = match line.part {
        Part::Trigger => "trigger",
        Part::Waiting => "waiting",
        Part::Office => "office",
        Part::Running => "running",
        Part::Rolling => "rolling",
        Part::AwaitingSitting => "awaiting-sitting",
        Part::Sitting => "sitting",
    };
    Line { date: naive_date(line.day), counts: line.counts, part }
}

/// The ledger of a step as the crate writes it.
fn told(calendar: &Calendar, dates: &Schedule, ix: StepIx) -> Vec<Line> {
    let dated = dates.dates(ix);
    calendar.ledger(&dated.timed.rule, dated.trigger, &dated.counted).map(in_words).collect()
}

/// Compares the ledgers of one workflow over every day from the first to the last; gives how many.
fn compare_ledgers(id: &str, set: &str) -> usize {
    let (first, last): (Day, Day) = ("2019-01-01".parse().unwrap(), "2026-12-31".parse().unwrap());
    let (merged, assumed) = naive_files(id, set);
    let naive_calendar = naive_calendar(&[]);
    let (workflow, assumptions) = load(id, set);
    let calendar = Calendar::official();
    let network = compile(&Case::new(&workflow, &assumptions)).expect("it compiles");
    let overlays = [&assumed];
    let mut compared = 0;
    for counting in [walk::Counting::Statutory, walk::Counting::Practice] {
        let mut question = Question::new(&merged);
        question.overlays = &overlays;
        question.counting = counting;
        let walker = Walker::new(&naive_calendar, &question).expect("the walker follows");
        for start in first.to(last) {
            let run = Run { counting: profile(counting), ..Run::from(start) };
            let dates = schedule(&network, &calendar, &run).expect("inside the calendar");
            let walked = walker.from(naive_date(start), Want::Forward).expect("inside the calendar");
            for (name, answer) in &walked.steps {
                let step = merged.steps.iter().find(|step| step.id == *name).expect("no step is repeated");
                let cadence = assumed.steps.get(name).and_then(|said| said.cadence).or(step.cadence);
                let known = Known {
                    kind: &step.kind,
                    length: answer.length.as_deref().map(|text| Length::parse(text).expect("a length")),
                    cadence,
                    first_day_counts: step.first_day_counts,
                    rolls: step.rolls,
                    counting,
                    trigger: answer.trigger,
                };
                let lines = ledger(&naive_calendar, &known).expect("inside the calendar");
                let ix = network.find(name).expect("the walker's step");
                let told = told(&calendar, &dates, ix);
                assert_eq!(told, lines, "{id}: {name} from {start}, {counting:?}");
                // The explained date is the scheduled date.
                let last = lines.last().expect("a day").date;
                assert_eq!(last, naive_date(dates.dates(ix).finish().day()), "{id}: {name} from {start}");
                assert_eq!(last, answer.finish.date, "{id}: {name} from {start}");
                compared += 1;
            }
        }
    }
    compared
}

/// 2019-01-01 to 2026-12-31, both included, in two profiles.
const STARTS: usize = 2_922 * 2;

macro_rules! every_ledger {
    ($($name:ident: $id:literal;)*) => {$(
        #[test]
        fn $name() {
            for set in ["promised", "floor"] {
                let compared = compare_ledgers($id, set);
                assert!(compared >= STARTS * 7, "{compared} ledgers");
            }
        }
    )*};
}

every_ledger! {
    ledgers_of_land_supply: "land-supply";
    ledgers_of_design_scheme_supply: "design-scheme-supply";
    ledgers_of_build_on_land_delivery: "build-on-land-delivery";
    ledgers_of_full_path: "full-path";
    ledgers_of_conventional: "conventional";
}

/// Every kind with lengths of both units, overrides and rhythms, triggered on every day of 2019–2026 at both of its
/// positions: the shipped workflows have not all of them.
#[test]
fn ledgers_of_every_kind_from_every_trigger() {
    let naive_calendar = naive_calendar(&[]);
    let calendar = Calendar::official();
    let rhythms = [("mon", 1, None), ("sat", 1, None), ("wed", 2, Some("2023-01-04"))];
    let mut cases: Vec<(Timing, Option<walker::files::Cadence>)> = Vec::new();
    for kind in [Kind::Review, Kind::Task, Kind::Listing, Kind::Notice, Kind::Consultation] {
        for length in ["1wd", "5wd", "20wd", "1d", "7d", "30d"] {
            let rolls = [None, Some(Roll::Keep), Some(Roll::NextWorkingDay)];
            for roll in rolls.into_iter().filter(|roll| roll.is_none() || length.ends_with("0d")) {
                let mut timing = Timing::new(kind);
                timing.limit = Some(length.parse().unwrap());
                timing.roll = roll;
                cases.push((timing, None));
            }
        }
    }
    for kind in [Kind::Milestone, Kind::Act, Kind::Review, Kind::Meeting] {
        cases.push((Timing::new(kind), None));
    }
    for (weekday, every, anchor) in rhythms {
        let at = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            .iter()
            .position(|name| *name == weekday)
            .unwrap();
        let mut timing = Timing::new(Kind::Meeting);
        let anchored = anchor.map(|text: &str| text.parse().unwrap());
        let cadence = Cadence::new(Weekday::ALL[at], every, anchored).unwrap();
        timing.cadence = Some((cadence, Origin::Assumption));
        let anchor = anchor.map(|text| Date::parse(text).unwrap());
        let (weekday, every) = (at as u32, i64::from(every));
        cases.push((timing, Some(walker::files::Cadence { weekday, every, anchor })));
    }
    let (first, last): (Day, Day) = ("2019-01-01".parse().unwrap(), "2026-11-15".parse().unwrap());
    for (timing, cadence) in &cases {
        for counting in [walk::Counting::Statutory, walk::Counting::Practice] {
            let rule = timing.timed(profile(counting), Basis::Likely).rule;
            for trigger in first.to(last).flat_map(|day| [Moment::in_hours(day), Moment::end_of_day(day)]) {
                let counted = calendar.count(&rule, trigger).expect("inside the calendar");
                let known = Known {
                    kind: timing.kind.as_str(),
                    length: timing.limit.map(|limit| Length::parse(&limit.to_string()).unwrap()),
                    cadence: *cadence,
                    first_day_counts: None,
                    rolls: timing.roll.map(|roll| roll == Roll::NextWorkingDay),
                    counting,
                    trigger: naive(trigger),
                };
                let told: Vec<Line> = calendar.ledger(&rule, trigger, &counted).map(in_words).collect();
                let walked = ledger(&naive_calendar, &known).expect("inside the calendar");
                assert_eq!(told, walked, "{timing:?} {counting:?} from {trigger}");
                assert_eq!(walked.last().unwrap().date, naive_date(counted.finish.day()));
            }
        }
    }
}

// ---- why not earlier -------------------------------------------------------------------------------------------

const STARTS_ASKED: [&str; 5] = ["2023-06-01", "2019-04-02", "2020-01-06", "2024-01-22", "2025-09-11"];

/// What a plan of the walker comes to, in the words of the study.
fn assert_moved(moved: &Moved, answer: &Answer, step: &str, about: &str) {
    let walked = &answer.steps[step];
    let (trigger, finish, goal) =
        (naive(moved.trigger.value), naive(moved.finish.value), naive(moved.goal.value));
    assert_eq!((trigger, finish, goal), (walked.trigger, walked.finish, answer.finish), "{about}");
}

/// Whether a step waits for one that does not happen and hands its trigger on.
fn waits_through_absent(network: &Network, ix: StepIx) -> bool {
    network.links_into(ix).any(|link| !network.step(network.links()[link].from).is_present())
}

/// Asks about every step of a plan, and lets the walker plan what would really be otherwise.
fn check_earlier(id: &str, start: &str) -> [usize; 3] {
    let (merged, assumed) = naive_files(id, "promised");
    let official = naive_calendar(&[]);
    let (workflow, assumptions) = load(id, "promised");
    let calendar = Calendar::official();
    let network = compile(&Case::new(&workflow, &assumptions)).expect("it compiles");
    let dates = schedule(&network, &calendar, &Run::from(start.parse().unwrap())).expect("inside");
    let start_date = Date::parse(start).expect("a date");
    let overlays = [&assumed];
    let ask = |calendar: &walker::calendar::Calendar, merged: &Merged| {
        let mut question = Question::new(merged);
        question.overlays = &overlays;
        walk::ask(calendar, &question, start_date, Want::Forward).expect("inside the calendar")
    };
    let goal = dates.finish(&network).day();
    let mut without: BTreeMap<(String, i32), Answer> = BTreeMap::new();
    let mut checked = [0; 3];
    for ix in network.positions().filter(|ix| network.step(*ix).is_present()) {
        let step = network.step(ix).id.to_string();
        let why = earlier(&network, &calendar, &dates, ix);
        let about = format!("{id} from {start}: {step}");

        // Its own time: the drag of a critical step, and no gain for another.
        let drag = drag::drag(&network, &calendar, &dates, ix);
        match &why.no_time {
            Some(no_time) => {
                assert_eq!(no_time.moved.earlier.value.working, drag.value, "{about}");
                assert!(
                    dates.dates(ix).critical || no_time.moved.goal.value == dates.finish(&network),
                    "{about}"
                );
                checked[0] += 1;
            }
            None => assert_eq!(drag.value, 0, "{about}"),
        }

        // The driver: without the links that drive, the walker triggers it by what is left.
        if let (HeldBy::Steps(driving), Some(released)) = (&why.held_by, &why.released)
            && driving.iter().all(|arrival| arrival.links.len() == 1)
        {
            let drivers: Vec<&str> =
                driving.iter().map(|arrival| network.step(arrival.from).id.as_str()).collect();
            assert_eq!(
                drivers,
                dates
                    .drivers(&network, ix)
                    .iter()
                    .map(|ix| network.step(*ix).id.as_str())
                    .collect::<Vec<_>>()
            );
            let mut changed = merged.clone();
            let after = &mut changed.steps.iter_mut().find(|known| known.id == step).expect("it").after;
            after.retain(|link| !drivers.contains(&link.step.as_str()));
            // An absent step may hand the same driver on; then the driver holds it still.
            if !waits_through_absent(&network, ix) {
                assert_moved(&released.moved, &ask(&official, &changed), &step, &about);
                checked[1] += 1;
            }
        }

        // A holiday: with an overlay that makes its days what their weekdays say.
        for holiday in &why.holidays {
            let key = (holiday.name.clone(), holiday.notice);
            let answer = without.entry(key).or_insert_with(|| {
                let days = WORKDAYS.lines().filter(|line| {
                    let fields: Vec<&str> = line.split(',').collect();
                    fields.len() == 5 && fields[2] == holiday.name && fields[4] == holiday.notice.to_string()
                });
                let turned = days.map(|line| {
                    let date = Date::parse(line.split(',').next().unwrap()).expect("a date");
                    format!("{date},{}\n", if date.weekday() < 5 { "work" } else { "off" })
                });
                let overlay = format!("date,kind\n{}", turned.collect::<String>());
                ask(&naive_calendar(&[&overlay]), &merged)
            });
            let moved = holiday.without.as_ref().expect("inside the calendar");
            assert_moved(moved, answer, &step, &format!("{about} without {}", holiday.name));
            assert_eq!(moved.earlier.value.natural, goal.days_since(moved.goal.value.day()), "{about}");
            assert!(!holiday.off.is_empty() || !holiday.work.is_empty(), "{about}");
            checked[2] += 1;
        }
    }
    checked
}

#[test]
fn what_would_have_to_change_changes_what_is_said() {
    let mut sum = [0; 3];
    for id in SHIPPED {
        for start in STARTS_ASKED {
            let checked = check_earlier(id, start);
            (0..3).for_each(|at| sum[at] += checked[at]);
        }
    }
    assert!(sum[0] > 500 && sum[1] > 300 && sum[2] > 100, "{sum:?}");
}

/// A network of one project.
fn of_project(workflow: &Workflow, assumptions: &Assumptions, project: &Project) -> Network {
    let case = Case { project: Some(project), ..Case::new(workflow, assumptions) };
    compile(&case).expect("it compiles")
}

#[test]
fn a_day_not_to_begin_before_lets_go_for_what_comes_next() {
    let (workflow, assumptions) = load("land-supply", "floor");
    let text = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\n[step.land-announcement]\nnot_before = 2023-07-03\n";
    let (project, _) = parse_project("p.toml", text, &mut Sources::default()).unwrap();
    let network = of_project(&workflow, &assumptions, &project);
    let calendar = Calendar::official();
    let dates = schedule(&network, &calendar, &Run::from("2023-06-01".parse().unwrap())).unwrap();
    let why = earlier(&network, &calendar, &dates, network.find("land-announcement").unwrap());
    assert_eq!(why.held_by, HeldBy::NotBefore("2023-07-03".parse().unwrap()));
    let released = why.released.unwrap();
    // Nothing else is timed: the approval hands 1 June on, and the worked example says 2023-07-07 for the goal.
    let HeldBy::Steps(next) = &released.held_by else { panic!("{released:?}") };
    assert_eq!(network.step(next[0].from).id.as_str(), "transfer-plan-approval");
    assert_eq!(released.moved.trigger.value.to_string(), "2023-06-01 in-hours");
    assert_eq!(released.moved.goal.value.to_string(), "2023-07-07 in-hours");
    let first = earlier(&network, &calendar, &dates, network.find("supply-opinion-letter").unwrap());
    assert_eq!((first.held_by, first.released), (HeldBy::Start, None));
}

// ---- letters ---------------------------------------------------------------------------------------------------

/// A plan of a small workflow, and the letters of its steps.
fn letters(tables: &str, project: Option<&str>, run: Run) -> BTreeMap<String, (String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.toml");
    let head = "format = 1\n[workflow]\nid = \"small\"\ntitle = { zh = \"小程序\", en = \"small procedure\" }\ngoal = \"end\"\n\
        [source.b]\nnumber = \"京技管发〔2023〕12号\"\ntitle = { zh = \"供应办法\", en = \"Supply Measures\" }\n\
        [source.a]\ntitle = { zh = \"服务指引\", en = \"Service Guide\" }\n\
        [actor.water]\nname = { zh = \"水务局\", en = \"water bureau\" }\n";
    std::fs::write(&path, format!("{head}{tables}")).unwrap();
    let (library, mut sources) = (Library::built_in(), Sources::default());
    let loaded = load_workflow(&library, &Which::Path(path), &mut sources);
    let (workflow, _) = loaded.unwrap_or_else(|error| panic!("{error:?}"));
    let (floor, _) = load_assumptions(&library, &Which::typed("floor"), &mut sources).unwrap();
    let project = project.map(|steps| {
        let text = format!("format = 1\n[project]\nname = \"一号\"\nworkflow = \"small\"\n{steps}");
        parse_project("p.toml", &text, &mut sources).unwrap_or_else(|error| panic!("{error:?}")).0
    });
    let case = Case { project: project.as_ref(), ..Case::new(&workflow, &floor) };
    let network = compile(&case).unwrap();
    let calendar = Calendar::official();
    let dates = schedule(&network, &calendar, &run).unwrap();
    let shown = Filter::default();
    let plan = Plan {
        workflow: &workflow,
        assumptions: &floor,
        project: project.as_ref().map(|project| project.name.as_str()),
        network: &network,
        calendar: &calendar,
        schedule: &dates,
        otherwise: None,
        drags: None,
        notes: &[],
        suspension: None,
        shown: &shown,
    };
    let of = |ix: StepIx| {
        let text = letter(&Subject { plan: &plan, project: project.as_ref(), ix });
        (network.step(ix).id.to_string(), (text.zh, text.en))
    };
    network.positions().map(of).collect()
}

fn from(start: &str) -> Run {
    Run::from(start.parse().unwrap())
}

const END: &str = "[[step]]\nid = \"end\"\nname = { zh = \"终点\", en = \"end\" }\nkind = \"milestone\"\nafter = [\"it\"]\n";

/// The letters of the one step `it`, written as these lines.
#[track_caller]
fn it(step: &str, run: Run, zh: &str, en: &str) {
    let tables =
        format!("[[step]]\nid = \"it\"\nname = {{ zh = \"某事项\", en = \"the thing\" }}\n{step}\n{END}");
    let (said_zh, said_en) = letters(&tables, None, run).remove("it").unwrap();
    assert_eq!(said_zh, zh);
    assert_eq!(said_en, en);
}

const UNDER: [&str; 2] =
    ["《供应办法》(京技管发〔2023〕12号)第七条", "Art. 7 of Supply Measures (京技管发〔2023〕12号)"];

// The issue's own example. Monday 6 May 2024. 7, 8, 9, 10 May are 1 to 4; Saturday 11 May is worked for the Labour Day
// break and is 5; 13–17 are 6 to 10, 20–24 are 11 to 15, 27–31 are 16 to 20.
#[test]
fn a_review_across_a_make_up_day() {
    let [zh, en] = UNDER;
    it(
        "kind = \"review\"\nlimit = \"20wd\"\ncite = [\"b 7\"]",
        from("2024-05-06"),
        &format!(
            "某事项:2024-05-06 受理(当日不计),第20个工作日为 2024-05-31,其间周末不计,05-11周六劳动节调休上班计入,当日为办结期限;依据{zh};期间依《民法典》第二百零一条计算。"
        ),
        &format!(
            "The thing: accepted on 2024-05-06 (that day not counted), the 20th working day is 2024-05-31, weekends not counted, 05-11 Sat (make-up day for Labour Day) counted, the last day for the decision; under {en}; days counted by Art. 201 of the Civil Code."
        ),
    );
}

// Thursday 1 June 2023, not counted. Day 21 is Thursday 22 June, Duanwu; 23 June is off, 24 June a Saturday, and Sunday
// 25 June is worked.
#[test]
fn a_notice_that_rolls_onto_a_make_up_sunday_and_one_that_does_not() {
    let [zh, en] = UNDER;
    let step = "kind = \"notice\"\nlimit = \"21d\"\ncite = [\"b 7\"]";
    it(
        step,
        from("2023-06-01"),
        &format!(
            "某事项:2023-06-01 发布(当日不计),第21个自然日为 2023-06-22,该日端午节放假,顺延至其后首个工作日 2023-06-25(端午节调休上班),于当日24时期满;依据{zh};期间依《民法典》第二百零一条、第二百零三条计算。"
        ),
        &format!(
            "The thing: posted on 2023-06-01 (that day not counted), the 21st natural day is 2023-06-22, which is a day off (Duanwu), so the end moves to the next working day, 2023-06-25 (make-up day for Duanwu), and it expires at 24:00 of that day; under {en}; days counted by Arts. 201 and 203 of the Civil Code."
        ),
    );
    // Posted on Friday 2 June, which is day 1: day 21 is Thursday 22 June, and it stands.
    it(
        step,
        Run { counting: Counting::Practice, ..from("2023-06-02") },
        &format!(
            "某事项:2023-06-02 发布(当日为第1日),第21个自然日为 2023-06-22,该日虽端午节放假,不顺延,于当日24时期满;依据{zh};首日、末日按公示惯例计,未按《民法典》。"
        ),
        &format!(
            "The thing: posted on 2023-06-02 (that day is the 1st), the 21st natural day is 2023-06-22, which stands although it is a day off (Duanwu), and it expires at 24:00 of that day; under {en}; its first and last day counted as notices are printed, not by the Civil Code."
        ),
    );
    // Posted on Thursday 15 June: day 30 is Saturday 15 July, so Monday 17 July. The break lies inside.
    it(
        "kind = \"notice\"\nlimit = \"30d\"\ncite = [\"b 7\"]",
        from("2023-06-15"),
        &format!(
            "某事项:2023-06-15 发布(当日不计),第30个自然日为 2023-07-15,该日为周六,顺延至其后首个工作日 2023-07-17,于当日24时期满,其间端午节放假06-22周四至06-24周六照计;依据{zh};期间依《民法典》第二百零一条、第二百零三条计算。"
        ),
        &format!(
            "The thing: posted on 2023-06-15 (that day not counted), the 30th natural day is 2023-07-15, which is a Saturday, so the end moves to the next working day, 2023-07-17, and it expires at 24:00 of that day, 06-22 Thu – 06-24 Sat (Duanwu) counted like other days; under {en}; days counted by Arts. 201 and 203 of the Civil Code."
        ),
    );
}

// Thursday 1 June 2023: 2, 5, 6, 7, 8 June.
#[test]
fn a_consultation_by_silence_and_by_reply() {
    let [zh, en] = UNDER;
    let step = "kind = \"consultation\"\nparties = [\"water\"]\nlimit = \"5wd\"\ncite = [\"b 7\"]";
    it(
        step,
        from("2023-06-01"),
        &format!(
            "某事项:2023-06-01 推送水务局征求意见(当日不计),第5个工作日为 2023-06-08,其间周末不计,至当日24时未反馈的视作无意见;依据{zh};期间依《民法典》第二百零一条计算。"
        ),
        &format!(
            "The thing: pushed on 2023-06-01 to water bureau (that day not counted), the 5th working day is 2023-06-08, weekends not counted, and whoever has not replied by 24:00 of that day is taken to have no objection; under {en}; days counted by Art. 201 of the Civil Code."
        ),
    );
    // 2, 5, 6 June: the reply comes on the 3rd.
    it(
        &format!("{step}\nestimate = \"3wd\""),
        from("2023-06-01"),
        &format!(
            "某事项:2023-06-01 推送水务局征求意见(当日不计),预计最后一份意见在第3个工作日即 2023-06-06 反馈,其间周末不计,未超过5个工作日的期限;事项见{zh};时长为假设(流程文件“小程序”的估计),不是法定时限;期间依《民法典》第二百零一条计算。"
        ),
        &format!(
            "The thing: pushed on 2023-06-01 to water bureau (that day not counted), the last reply is expected on the 3rd working day, 2023-06-06, weekends not counted, within the limit of 5 working days; a step of {en}; the length is an assumption (the estimate of the procedure file “small procedure”), not a legal limit; days counted by Art. 201 of the Civil Code."
        ),
    );
    // A reply after 8 working days is too late: silence ends it on the 5th.
    it(
        &format!("{step}\nestimate = \"8wd\""),
        from("2023-06-01"),
        &format!(
            "某事项:2023-06-01 推送水务局征求意见(当日不计),第5个工作日为 2023-06-08,其间周末不计,预计反馈需8个工作日,已超过期限,至当日24时未反馈的视作无意见;依据{zh};期间依《民法典》第二百零一条计算。"
        ),
        &format!(
            "The thing: pushed on 2023-06-01 to water bureau (that day not counted), the 5th working day is 2023-06-08, weekends not counted, replies being expected only after 8 working days, and whoever has not replied by 24:00 of that day is taken to have no objection; under {en}; days counted by Art. 201 of the Civil Code."
        ),
    );
}

// The run starts on Thursday 22 June 2023, Duanwu: 23 June is off, 24 June a Saturday, Sunday 25 June is worked.
#[test]
fn an_office_that_is_closed() {
    let [zh, en] = UNDER;
    it(
        "kind = \"act\"\ncite = [\"b 7\"]",
        from("2023-06-22"),
        &format!("某事项:2023-06-22 具备条件,逢端午节放假,于 2023-06-25 办理,当日完成;依据{zh}。"),
        &format!(
            "The thing: the conditions are there on 2023-06-22 with the office closed (Duanwu), done on 2023-06-25, within the day; under {en}."
        ),
    );
    // Nobody times it: the same day, said to be a floor.
    it(
        "kind = \"review\"\ncite = [\"b 7\"]",
        from("2023-06-26"),
        &format!("某事项:没有任何来源给出时限,按0计,于 2023-06-26 当日完成,系下限而非预测;依据{zh}。"),
        &format!(
            "The thing: no source gives it any time, so it counts as none and is done on 2023-06-26, a floor and not a forecast; under {en}."
        ),
    );
}

// Wednesday 27 September 2023; 29 September to 6 October is the break of Zhongqiu and National Day, 7 and 8 October
// are worked. 28 September is 1; 7, 8, 9, 10 October are 2 to 5.
#[test]
fn work_by_a_party_and_a_bidding() {
    it(
        "kind = \"task\"\nlimit = \"5wd\"\ncite = [\"a 五(六)3\"]",
        from("2023-09-27"),
        "某事项:自 2023-09-27 起办理(当日不计),第5个工作日为 2023-10-10,其间中秋节、国庆节放假09-29周五至10-06周五不计,10-07周六、10-08周日中秋节、国庆节调休上班计入;依据《服务指引》第五部分第(六)项第3点;期间依《民法典》第二百零一条计算。",
        "The thing: worked on from 2023-09-27 (that day not counted), the 5th working day is 2023-10-10, 09-29 Fri – 10-06 Fri (Zhongqiu, National Day) not counted, 10-07 Sat, 10-08 Sun (make-up day for Zhongqiu, National Day) counted; under section 五(六)3 of Service Guide; days counted by Art. 201 of the Civil Code.",
    );
    // After an expiry at 24:00 of Thursday 8 June the bidding's first day is the 9th: 9, 12, 13 June.
    let [zh, en] = UNDER;
    let tables = format!(
        "[[step]]\nid = \"ask\"\nname = {{ zh = \"征求意见\", en = \"ask\" }}\nkind = \"consultation\"\nlimit = \"5wd\"\ncite = [\"b 7\"]\n\
         [[step]]\nid = \"it\"\nname = {{ zh = \"某事项\", en = \"the thing\" }}\nkind = \"listing\"\nlimit = \"3wd\"\ncite = [\"b 7\"]\nafter = [\"ask\"]\n{END}"
    );
    let mut said = letters(&tables, None, from("2023-06-01"));
    assert_eq!(
        said.remove("it").unwrap(),
        (
            format!(
                "某事项:自 2023-06-08 24时起挂牌(次日起算),第3个工作日为 2023-06-13,其间周末不计,于当日截止;依据{zh};期间依《民法典》第二百零一条计算。"
            ),
            format!(
                "The thing: open from 2023-06-08 at 24:00 (counted from the next day), the 3rd working day is 2023-06-13, weekends not counted, and it closes during that day; under {en}; days counted by Art. 201 of the Civil Code."
            ),
        )
    );
    assert_eq!(
        said.remove("end").unwrap(),
        ("终点:随“某事项”于 2023-06-13 达成。".into(), "End: reached on 2023-06-13 with “the thing”.".into())
    );
}

// Sittings every second Wednesday counted from the week of 4 January 2023: … 24 May, 7 June, 21 June, 5 July. From
// Friday 22 September 2023: 13 September is past, 27 September is the next. From 28 September: 11 October. A sitting of
// every Thursday on 22 June, Duanwu, moves to Sunday 25 June, which is worked.
#[test]
fn a_meeting_with_and_without_a_rhythm() {
    let [zh, en] = UNDER;
    it(
        "kind = \"meeting\"\ncadence = { weekday = \"wed\", every = 2, anchor = 2023-01-04 }\ncite = [\"b 7\"]",
        from("2023-06-08"),
        &format!(
            "某事项:会期为每2周一次,周三,以 2023-01-04 所在周起算,自 2023-06-08 起的首次会期为 2023-06-21;依据{zh}。"
        ),
        &format!(
            "The thing: sittings are every 2 weeks on Wed, counted from the week of 2023-01-04, and the first from 2023-06-08 on is 2023-06-21; under {en}."
        ),
    );
    it(
        "kind = \"meeting\"\ncadence = { weekday = \"thu\" }\ncite = [\"b 7\"]",
        from("2023-06-16"),
        &format!(
            "某事项:会期为每周四,自 2023-06-16 起的首次会期为 2023-06-22,该日端午节放假,移至其后首个工作日 2023-06-25(端午节调休上班);依据{zh}。"
        ),
        &format!(
            "The thing: sittings are every Thu, and the first from 2023-06-16 on is 2023-06-22, which is a day off (Duanwu), so it moves to the next working day, 2023-06-25 (make-up day for Duanwu); under {en}."
        ),
    );
    it(
        "kind = \"meeting\"\ncite = [\"b 7\"]",
        from("2023-06-08"),
        &format!("某事项:未定会期,以首个工作日 2023-06-08 开会计;依据{zh}。"),
        &format!(
            "The thing: no sittings being fixed, the first working day, 2023-06-08, is taken for one; under {en}."
        ),
    );
}

// Monday 5 June 2023: 6, 7 June. The project's own number, and the promise of somebody else's.
#[test]
fn a_length_that_no_regulation_gives_says_so() {
    let [zh, en] = UNDER;
    let tables = format!(
        "[[step]]\nid = \"it\"\nname = {{ zh = \"某事项\", en = \"the thing\" }}\nkind = \"review\"\nlimit = \"9wd\"\ncite = [\"b 7\"]\n{END}"
    );
    let (expected, limit) = (
        ["预计当日办结", "when the decision is expected"],
        ["当日为办结期限", "the last day for the decision"],
    );
    for (said, zh_from, en_from, [zh_day, en_day]) in [
        (
            "origin = \"promise\"\nsource = \"办事指南\"",
            "时长为公开承诺(办事指南),不是法定时限",
            "the length is a published promise (办事指南), not a legal limit",
            expected,
        ),
        (
            "",
            "时长为假设(项目文件“一号”),不是法定时限",
            "the length is an assumption (the project file “一号”), not a legal limit",
            expected,
        ),
        (
            "origin = \"law\"\nsource = \"某条例 第13条\"",
            "时限依据某条例 第13条",
            "the length is that of 某条例 第13条",
            limit,
        ),
    ] {
        let project = format!("[step.it]\nestimate = \"2wd\"\n{said}\n");
        let (said_zh, said_en) = letters(&tables, Some(&project), from("2023-06-05")).remove("it").unwrap();
        assert_eq!(
            said_zh,
            format!(
                "某事项:2023-06-05 受理(当日不计),第2个工作日为 2023-06-07,{zh_day};事项见{zh};{zh_from};期间依《民法典》第二百零一条计算。"
            )
        );
        assert_eq!(
            said_en,
            format!(
                "The thing: accepted on 2023-06-05 (that day not counted), the 2nd working day is 2023-06-07, {en_day}; a step of {en}; {en_from}; days counted by Art. 201 of the Civil Code."
            )
        );
    }
}

// 2 March 2028 is a Thursday of a year without a notice: 3 March is a Friday, 6 March a Monday.
#[test]
fn a_date_that_rests_on_no_notice_says_so() {
    let [zh, en] = UNDER;
    it(
        "kind = \"review\"\nlimit = \"2wd\"\ncite = [\"b 7\"]",
        from("2028-03-02"),
        &format!(
            "某事项:2028-03-02 受理(当日不计),第2个工作日为 2028-03-06,其间周末不计,当日为办结期限;依据{zh};期间依《民法典》第二百零一条计算;所涉放假安排尚未全部公布,日期依法定节假日推算,可能变动。"
        ),
        &format!(
            "The thing: accepted on 2028-03-02 (that day not counted), the 2nd working day is 2028-03-06, weekends not counted, the last day for the decision; under {en}; days counted by Art. 201 of the Civil Code; the holiday notices for these days are not all published, so the dates follow from the statutory holidays alone and may move."
        ),
    );
}

// ---- the command from outside ----------------------------------------------------------------------------------

/// Exit code, standard output, standard error.
fn run(arguments: &str) -> (i32, String, String) {
    run_in(Path::new("."), arguments)
}

fn run_in(folder: &Path, arguments: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_permits"));
    command.args(arguments.split_whitespace()).stdin(Stdio::null()).current_dir(folder);
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn answer(arguments: &str) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments}");
    out
}

#[track_caller]
fn document(arguments: &str) -> Json {
    let text = answer(&format!("{arguments} --format json"));
    assert!(text.ends_with("}\n"));
    let document: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(document["schema"], "permits.explain/1");
    document
}

/// A usage error in both languages that says `needle` in each.
#[track_caller]
fn refuses(arguments: &str, needle: &str) {
    for lang in ["zh", "en"] {
        let (code, out, err) = run(&format!("{arguments} --lang {lang}"));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments}\n{err}");
        assert!(err.contains(needle), "{arguments}: {err}");
        assert_eq!(err.contains("错误"), lang == "zh", "{err}");
    }
}

#[test]
fn the_explained_date_is_the_one_that_simulate_shows() {
    for case in ["--start 2023-06-01", "-w conventional --start 2024-01-22 --counting practice"] {
        let (code, out, _) = run(&format!("simulate {case} --format json"));
        assert_eq!(code, 0);
        let plan: Json = serde_json::from_str(&out).unwrap();
        for step in plan["steps"].as_array().unwrap() {
            let id = step["id"].as_str().unwrap();
            let told = document(&format!("explain {id} {case}"));
            for same in ["trigger", "begins", "finish", "drivers", "critical", "provisional"] {
                assert_eq!(told[same], step[same], "{id}: {same}");
            }
            assert_eq!(told["step"], id);
            assert_eq!(told["rule"]["length"], step["length"], "{id}");
            assert_eq!(told["rule"]["origin"], step["origin"], "{id}");
            assert_eq!(told["rule"]["confidence"], step["confidence"], "{id}");
            let ledger = told["ledger"].as_array().unwrap();
            assert_eq!(ledger.last().unwrap()["date"], step["finish"]["date"], "{id}");
            assert_eq!(ledger[0]["date"], step["trigger"]["date"], "{id}");
            if let (Some(length), "regulation" | "law" | "promise" | "assumption") = (
                step["length"].as_str().filter(|length| *length != "0wd"),
                step["origin"].as_str().unwrap_or(""),
            ) {
                let most = ledger.iter().filter_map(|line| line["counts"].as_u64()).max().unwrap();
                assert_eq!(most.to_string(), length.trim_end_matches(['w', 'd']), "{id}");
            }
            for lang in ["zh", "en"] {
                let because = told["because"][lang].as_str().unwrap();
                assert!(because.contains(step["finish"]["date"].as_str().unwrap()), "{id}: {because}");
            }
        }
    }
}

#[test]
fn every_page_fits_a_terminal() {
    let (_, out, _) = run("simulate --start 2024-01-22 --format json");
    let plan: Json = serde_json::from_str(&out).unwrap();
    let steps = plan["steps"].as_array().unwrap().iter().map(|step| step["id"].as_str().unwrap().to_string());
    let promises = plan["promises"].as_array().unwrap().iter();
    let promises = promises.map(|promise| format!("--promise {}", promise["id"].as_str().unwrap()));
    let asked: Vec<String> = steps.map(|id| format!("{id} --chain")).chain(promises).collect();
    for lang in ["zh", "en"] {
        for what in &asked {
            let page = answer(&format!("explain {what} --start 2024-01-22 --lang {lang}"));
            for line in page.lines() {
                assert!(line.width() <= 80, "{what}: {line}");
                assert_eq!(line, line.trim_end(), "{what}");
                assert!(!line.contains('\u{a0}'), "{what}: {line}");
            }
        }
    }
}

#[test]
fn a_ledger_names_the_holiday_and_its_notice_for_every_day_it_touches() {
    let ran = "explain announcement-window -w land-supply --assumptions floor --start 2023-06-02 --lang zh";
    let told = document(ran);
    let why = |date: &str| {
        let lines = told["ledger"].as_array().unwrap();
        let line = lines.iter().find(|line| line["date"] == date).unwrap();
        (line["counts"].as_u64(), line["why"].as_str().unwrap().to_string())
    };
    // Day 21 is Friday 23 June, off; 24 a Saturday inside the break; 25 a Sunday, worked.
    let notice = "(国务院2023年放假通知,2022-12-08公布)";
    for (date, counts, words) in [
        ("2023-06-02", None, "发布,当日不计(民法典第201条)".to_string()),
        ("2023-06-22", Some(20), format!("端午节放假{notice},自然日照计")),
        ("2023-06-23", Some(21), format!("端午节放假{notice},自然日照计,期满日非工作日,顺延(民法典第203条)")),
        ("2023-06-24", None, format!("端午节放假期间的周末{notice},继续顺延")),
        ("2023-06-25", None, format!("端午节调休上班{notice},顺延至此,24时期满")),
    ] {
        assert_eq!(why(date), (counts, words), "{date}");
    }
    assert!(answer(ran).contains("\n  2023-06-02(周五)   –  发布,当日不计(民法典第201条)\n"));
    let line = &told["ledger"][20];
    assert_eq!(line["date"], "2023-06-22");
    assert_eq!(
        (&line["counts"], &line["day"], &line["part"]),
        (&20.into(), &"off".into(), &"running".into())
    );
    assert_eq!((&line["holiday"]["en"], &line["notice"]), (&"Duanwu".into(), &2023.into()));
    assert_eq!(line["published"], "2022-12-08");
    assert_eq!(told["rule"]["printed"], "2023-06-23");
    assert_eq!(told["ledger"][0]["counts"], Json::Null);
}

// The extension of the Spring Festival of 2020 was announced on 27 January: 31 January was a working day before.
#[test]
fn a_day_that_a_later_announcement_changed_says_so() {
    let page =
        answer("explain announcement-window -w land-supply --assumptions floor --start 2020-01-13 --lang en");
    let page: String = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let notice = "(State Council notice for 2020, published 2019-11-21)";
    for line in [
        format!("2020-01-30 Thu 17 Spring Festival {notice}, counted: natural days"),
        "2020-01-31 Fri 18 Spring Festival (changed by the State Council on 2020-01-27), counted: natural days".into(),
    ] {
        assert!(page.contains(&line), "{page}\n{line}");
    }
}

#[test]
fn the_chain_goes_back_to_the_start() {
    let told = document("explain construction-permit --start 2023-06-01 --chain");
    let chain = told["chain"].as_array().unwrap();
    assert_eq!(chain[0]["step"], "construction-permit");
    assert_eq!(chain.last().unwrap()["trigger"]["date"], "2023-06-01");
    for pair in chain.windows(2) {
        let (after, before) = (&pair[0], &pair[1]);
        let told = document(&format!("explain {} --start 2023-06-01", after["step"].as_str().unwrap()));
        assert_eq!(told["drivers"][0], before["step"]);
        assert_eq!(told["because"], after["because"]);
    }
    assert_eq!(document("explain construction-permit --start 2023-06-01")["chain"], Json::Null);
    let page = answer("explain construction-permit --start 2023-06-01 --chain --lang zh");
    assert!(
        page.contains("逐级上溯至起点") && page.trim_end().ends_with("起算日 2023-06-01(周四) 即可开始。")
    );
}

#[test]
fn what_is_no_step_and_no_code_gets_a_suggestion() {
    refuses("explain consult-pln --start 2023-06-01", "`consult-plan`");
    refuses("explain consult-pln", "`consult-plan`");
    refuses("explain unknwon-step", "`unknown-step`");
    refuses("explain provisional-calender", "`provisional-calendar`");
    refuses("explain permit-in-ten", "`--promise permit-in-ten`");
    refuses("explain xyzzyxyzzy", "`permits workflow full-path`");
    refuses("explain", "permits explain");
    refuses("explain --promise permit-in-tn --start 2023-06-01", "`permit-in-ten`");
    refuses("explain consult-plan", "`--start`");
    refuses("explain consult-plan~2 --start 2023-06-01", "`consult-plan`");
    refuses("explain consult-plan --promise permit-in-ten --start 2023-06-01", "--promise");
    refuses("explain consult-plan --start 2023-06-01 --calendar-beyond errr", "errr");
    refuses("explain construction-permit --start 2028-01-03 --calendar-beyond error", "provisional-calendar");
    let (code, _, err) = run("explain consult-plan --start 2023-06-01 --set in-etown-225=false");
    assert_eq!(code, 4, "{err}");
}

#[test]
fn a_code_needs_no_start_and_a_step_of_its_name_comes_first() {
    assert!(answer("explain unknown-step").starts_with("unknown-step: an error in a file (exit code 3)\n"));
    assert!(answer("explain unknown-step --lang zh").starts_with("unknown-step:文件的错误(退出码 3)\n"));
    assert_eq!(document("explain untimed")["about"], "plan");
    let folder = tempfile::tempdir().unwrap();
    let text =
        "format = 1\n[workflow]\nid = \"x\"\ngoal = \"cycle\"\n[[step]]\nid = \"cycle\"\nkind = \"act\"\n";
    std::fs::write(folder.path().join("x.toml"), text).unwrap();
    let (code, out, err) = run_in(folder.path(), "explain cycle -w x.toml --start 2023-06-01");
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2023-06-01 Thu") && !out.contains("exit code"), "{out}");
    // A file that is wrong does not keep a code from being explained, and is told for a step.
    std::fs::write(folder.path().join("x.toml"), text.replace("act", "atc")).unwrap();
    let (code, out, _) = run_in(folder.path(), "explain unknown-kind -w x.toml");
    assert!(code == 0 && out.starts_with("unknown-kind"));
    refuses("explain unknown-kind --start 2023-06-01", "`--start`");
    let (code, _, err) = run_in(folder.path(), "explain cyle -w x.toml --start 2023-06-01");
    assert!(code == 3 && err.contains("unknown-kind"), "{err}");
}

#[test]
fn steps_without_dates_of_their_own_say_why() {
    let told = document("explain own-design --start 2023-06-01");
    assert_eq!((&told["state"], &told["ledger"]), (&"absent".into(), &Json::Array(Vec::new())));
    assert_eq!(told["facts"]["commitment-b-signed"], true);
    let page = answer("explain own-design --start 2023-06-01");
    assert!(page.contains("commitment-b-signed = true") && page.contains("--set"), "{page}");

    // Sunday 10 March 2024: what led to the publicity is done, the publicity itself is given.
    let at = "--at plan-publicity=2024-03-10";
    let told = document(&format!("explain consult-plan {at}"));
    assert_eq!((&told["state"], &told["done_by"]), (&"done".into(), &"2024-03-10".into()));
    assert!(answer(&format!("explain consult-plan {at} --lang zh")).contains("视为已办"));
    let told = document(&format!("explain plan-publicity {at}"));
    assert_eq!((&told["state"], &told["finish"]["date"]), (&"given".into(), &"2024-03-10".into()));
    assert!(
        told["because"]["zh"].as_str().unwrap().ends_with("已于 2024-03-10 24时完成,系给定日期,未作推算。")
    );
    assert_eq!(told["earlier"]["no_time"], Json::Null);
}

#[test]
fn rounds_and_suspensions_are_explained_too() {
    let rework = "--rework plan-objection=1 --start 2023-06-01";
    let (first, second) = (
        document(&format!("explain plan-publicity {rework}")),
        document(&format!("explain plan-publicity~2 {rework}")),
    );
    assert!(first["finish"]["date"].as_str() < second["trigger"]["date"].as_str());
    assert!(second["name"]["zh"].as_str().unwrap().ends_with("(第2轮)"));
    let page = answer(&format!("explain plan-publicity {rework}"));
    assert!(page.contains("rounds      plan-publicity~2\n"), "{page}");
    let ahead = "explain construction-permit --start 2023-06-01 --abort major-change@2023-08-01";
    // What never happens has no date but that of the suspension, in no form.
    let never = answer(ahead);
    assert!(never.contains("is suspended on 2023-08-01"), "{never}");
    let others = never.match_indices("20").filter(|(at, _)| !never[*at..].starts_with("2023-08-01"));
    assert_eq!(others.count(), 0, "{never}");
    let never = document(ahead);
    assert_eq!((&never["state"], &never["finish"]), (&"never-starts".into(), &Json::Null));
    assert_eq!((&never["trigger"], never["ledger"].as_array().unwrap().len()), (&Json::Null, 0));
    let promise = "explain --promise permit-in-ten --start 2023-06-01 --abort major-change@2023-08-01";
    assert_eq!(document(promise)["state"], "untested");
    assert!(!answer(promise).contains("2023-11-29"), "its due day without the suspension");
    // The notice of 30 days was posted on 12 July; 1 August is its 20th day.
    let notice = "explain plan-publicity --start 2023-06-01 --abort major-change@2023-08-01";
    let stopped = document(notice);
    assert_eq!((&stopped["state"], &stopped["finish"]), (&"stopped".into(), &Json::Null));
    let last = stopped["ledger"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["date"], &last["counts"]), (&"2023-08-01".into(), &20.into()));
    assert!(!answer(notice).contains("2023-08-11"), "the day on which it would have expired");
    assert!(!answer(notice).contains("Why not earlier"));
    refuses("explain construction-permit --start 2023-06-01 --abort trees@2023-08-01", "trees");
}

#[test]
fn a_promise_is_explained_like_a_step() {
    let (_, out, _) = run("simulate --start 2023-06-01 --format json");
    let plan: Json = serde_json::from_str(&out).unwrap();
    for promise in plan["promises"].as_array().unwrap() {
        let id = promise["id"].as_str().unwrap();
        let told = document(&format!("explain --promise {id} --start 2023-06-01"));
        assert_eq!(told["promise"], id);
        assert_eq!((&told["step"], &told["from"]), (&promise["to"], &promise["from"]));
        assert_eq!(told["finish"]["date"], promise["due"], "{id}");
        for same in ["actual", "met", "margin"] {
            assert_eq!(told[same], promise[same], "{id}");
        }
        let ledger = told["ledger"].as_array().unwrap();
        assert_eq!(ledger.last().unwrap()["date"], promise["due"], "{id}");
        let most = ledger.iter().filter_map(|line| line["counts"].as_u64()).max().unwrap_or(0);
        assert_eq!(format!("{most}wd"), promise["within"].as_str().unwrap(), "{id}");
    }
    // Monday 11 March 2024: the deal is done, so its clock is not in the plan.
    refuses("explain --promise permit-in-ten --at construction-permit=2024-03-11", "`deal-confirmation`");
}

/// Held by nothing but the start, Sunday 20 December 2026, the consultation is pushed on Monday the 21st and its five
/// days are 22, 23, 24, 25 and 28: all of them arranged by a notice, whatever the step that holds it now rests on.
#[test]
fn a_released_step_carries_its_own_caveat() {
    let told = document("explain consult-plan --start 2026-12-20");
    let released = &told["earlier"]["released"];
    assert_eq!(told["trigger"]["provisional"], true);
    for (moment, day) in [("trigger", "2026-12-20"), ("finish", "2026-12-28")] {
        let moment = &released[moment];
        assert_eq!((&moment["date"], &moment["provisional"]), (&day.into(), &false.into()));
    }
}
