//! How long it takes from a planned industrial parcel to a shovel in the ground in Beijing E-Town (北京经济技术开发区),
//! and who holds the clock.
//!
//! Two published procedures say so: 京技管发〔2023〕10号 “拿地即可开工” (build on land delivery) and
//! 京技管发〔2023〕12号 带设计方案供应 (land supplied with a design scheme). They are networks of serial and parallel
//! steps. This library reads them as data, counts days as the law and the State Council's holiday notices do, finds the
//! critical path, and keeps with every date the reason for it.
//!
//! The [`guide`] shows how it is used ([中文](guide::zh), [English](guide::en)) and [how to add](guide::how_to) a notice, a
//! procedure, a city or an export format.
//!
//! # The map
//!
//! Days are counted ([`calendar`]), files become a checked model ([`workflow`]), the model and a project's facts
//! become a graph ([`network`]), the graph gets dates and reasons ([`schedule`]), many schedules become odds ([`risk`]),
//! questions are asked of schedules ([`study`]), results become pages and files ([`report`]), and the command line talks.
//!
//! | layer | takes → gives | its verb |
//! |---|---|---|
//! | [`diagnostic`] | – | what is wrong, with its place, in two languages |
//! | [`calendar`] | notices → working days; trigger + rule → day **and the reason** | [`Calendar::count`](calendar::Calendar::count) |
//! | [`workflow`] | TOML → `Workflow`, `Assumptions`, `Project` | [`load_workflow`](workflow::load_workflow) |
//! | [`network`] | `Workflow` + facts → steps in order, links that hold | [`compile`](network::compile) |
//! | [`schedule`] | `Network` + calendar + start → `Schedule` | [`schedule`](schedule::schedule()) |
//! | [`risk`] | a case in which something is open + seed → how often what comes | [`Variant::assess`](risk::Variant::assess) |
//! | [`study`] | several schedules → an answer | [`examples`](study::examples), [`track`](study::track::track()) |
//! | [`report`] | results → text, JSON, CSV, Markdown, SVG, HTML, files of other tools | a function a format |
//!
//! ```
//! use permits::calendar::Calendar;
//! use permits::diagnostic::Sources;
//! use permits::network::{Case, compile};
//! use permits::schedule::{Run, schedule};
//! use permits::workflow::{Library, Which, load_assumptions, load_workflow};
//!
//! let (library, mut sources) = (Library::built_in(), Sources::default());
//! let (workflow, _) = load_workflow(&library, &Which::typed("land-supply"), &mut sources)?;
//! let (floor, _) = load_assumptions(&library, &Which::typed("floor"), &mut sources)?;
//! let network = compile(&Case::new(&workflow, &floor))?;
//! let dates = schedule(&network, &Calendar::official(), &Run::from("2023-06-01".parse()?))?;
//! // 21 natural days end on 22 June, Duanwu: Sunday 25 June is a make-up working day. Then 10 working days.
//! let deal = network.find("deal-confirmation").unwrap();
//! assert_eq!(dates.dates(deal).finish().to_string(), "2023-07-07 in-hours");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where an example of an item needs a whole plan, its first line says which; `day("…")` is then a date and `step("…")`
//! a step of it. How such a plan is made is left out of the page, since it is always done as above (`src/set_up`).
//!
//! # Invariants
//!
//! - Arrows go up the table only; `tests/architecture.rs` reads the sources and says so.
//! - The library never reads a clock, prints, or exits. Only `workflow` reads files, in one place.
//! - Inside the engine a day is an index and a working day is a rank: counting n working days is one addition and two
//!   look-ups, whatever n is.
//! - A date is made together with its reason ([`Counted`](calendar::Counted)); nobody derives it a second time.
//! - There is one counting function, and the backward pass asks it instead of inverting it.
//! - A trial of [`risk`] depends on the seed and its number alone: threads and batches change nothing, and any trial can
//!   be laid open and scheduled.
//! - Ties break by file order. The same files, calendar and start give the same bytes.
//!
//! # Why the rules are as they are
//!
//! Each with the place where it is kept.
//!
//! - **Why is the critical path the chain of drivers, and not zero float?** Lengths mix working days and natural days. A
//!   publicity that ends in a holiday can end later without moving anything, so a step for which the finish waits can
//!   have float, and a step without float need not be one of those (`src/schedule/critical.rs`).
//! - **Why does a window end at the end of the day?** Until 24:00 it belongs to the public or to the department. What
//!   relies on its expiry happens on the next working day at the earliest ([`calendar::Moment`],
//!   `src/calendar/count.rs`).
//! - **Why does a notice's last day roll under `statutory` and not under `practice`?** Article 203 of the Civil Code
//!   moves a last day that is no working day. It reaches notices only by analogy: published ones count the day of
//!   posting and keep the day they print. Every other length in natural days rolls in both ([`calendar::Counting`]).
//! - **Why does `bdays` not count?** Its `advance_bdays` rolls a rest day forward before it counts, and from a rest day
//!   is one day late. It can ask our calendar; nothing of ours counts with it (`src/calendar/business_days.rs`).
//! - **Why are promises tested and never added?** “Within 10 working days of the deal” says by when something is to be
//!   done, not how long it takes. As a length it would always be kept (`src/schedule/promises.rs`).
//! - **Why is silence a length?** Nobody has to answer a consultation, and no answer in time is no objection; so without
//!   an estimate of the replies it takes its whole limit and ends at 24:00 of the due day
//!   ([`calendar::Rule::Consultation`]).
//! - **Why are natural and working days data?** The documents use both, and which one applies is their word. A length
//!   without a unit is an error ([`calendar::Length`]).
//! - **Why has a projected year no make-up days?** The statutory holidays are law; which weekends are worked for them is
//!   decided by the notice alone, so it is not guessed, and every date that rests on such a year says so
//!   (`src/calendar/statutory.rs`).
//! - **Why no clock?** The same files, calendar and start have to give the same bytes on any day. What was known on a
//!   day is asked with `--known-as-of` (`clippy.toml`, `tests/architecture.rs`).
//! - **Why does file order break ties?** Something has to, always in the same way, and the order of the text is the one
//!   that a reader of the file sees.
//! - **Why 65,536 draws?** A draw of a length has 16 bits, so the chances of an estimate are rounded to 65,536ths, and
//!   the exact answer counts those same draws instead of a neighbouring model ([`risk::exact`], `src/risk/shape.rs`).
//!
//! # Readings
//!
//! Where the rules leave room, or say less than is needed, this is how they are read.
//!
//! - **A fact with a chance** is open only where nobody has set it and the chance lies between 0 and 1; a chance of 1 is
//!   the fact itself, which happens once. A rework whose condition names an open fact asks it anew in every round, until
//!   it holds or `max` is reached.
//! - **A party that may be silent** answers after its own delay; the consultation ends with the last reply, or with the
//!   limit where a reply is missing or late. Without a limit silence ends nothing, and only replies count.
//! - **The odds** draw all of each estimate, so `--basis best` and `worst`, which take one point of it, are refused;
//!   `statutory` runs every limit to its end. A promise's chance is that of the cases in which it is tested. What each
//!   uncertainty brings is asked with it held at the ends of its estimate, at the quickest reply and at silence, at a
//!   fact that does not and that does come true, under the same trials. Whose days a delay is follows the primary
//!   critical path of each trial; the shares add up to the mean. A day that may come carries the caveat when any day
//!   from the start to it is provisional. Facts out of scope that may come true are counted and told, not refused.
//!   There is no `--abort`: what is suspended has no goal to reach. The exact answer is asked for first: its cost is
//!   estimated, and where it would be more than some seconds there are trials instead ([`risk::exact`]); `--method`
//!   says otherwise. Of a range of start days the first decides for all, so that parts of the range agree. Scenarios
//!   are compared trial by trial and so are always sampled.
//! - **Parts of a run** (`--shard`) are whole numbers and name what was typed and a fingerprint of what was read; putting
//!   them together reads the same files again and refuses others. A run that Ctrl-C stops prints what is known by then
//!   and exits with 130, as shells have it; scenarios of which half is known are not compared.
//! - **What was law before 2007-12-14.** A projection made with `--known-as-of` before that day uses the list of ten
//!   statutory days: Qingming, Duanwu and Zhongqiu were working days then.
//! - **A calendar file's `complete-year`** replaces everything the official data says of that year's notice, also when
//!   the notice is published; a day that a file lists in a year that is not complete stays provisional.
//! - **A `not_before` that the links reach exactly** has no effect: the links are the drivers.
//! - **Free float is held to the total float.** For a step that leads to the goal only from its beginning and has other
//!   successors besides, the two are measured against different finishes; the definition alone could give more.
//! - **A consultation that silence ends although replies were expected** shows its limit as the length used.
//! - **`--at`** goes back along the links, each by its end ([`network`] says how): what a given step waited for had
//!   finished, or only begun; what has only begun stays in the plan. The dates that nobody said are the plan's, as far as
//!   the given ones allow: a done step finished as planned but not after the day that proves it; a given step that was
//!   not planned for its day began as late as its length allows. So a plan whose own finishes are given stays as it is.
//!   A given notice, or a consultation that silence ended, expired at the end of the given day, and so did a milestone
//!   that such a window may have triggered; anything else was done during it. A given step is done: it has no latest
//!   dates, no floats and no drivers. Without `--start` the run starts on the earliest given day, and nothing that is
//!   still to be done is triggered before. A promise whose clock began with a step that is taken as done cannot be
//!   tested: `promise-not-tested` says so, and `--strict` does not take it as kept (4).
//! - **Reworks** happen in the topological order of the steps that fail; a round repeats the stretch as written, without
//!   the inner reworks that happened in an earlier round ([`network`] says more). Without the flag, a rework whose `when`
//!   holds but that has nothing to repeat does not happen; asked for by the flag it is an error. What had to happen
//!   before a round could begin does not wait for it, also where two stretches overlap.
//! - **After an abort** a step with several rounds is kept only when its last round is finished; what the reworks asked
//!   for would still make fail is not taken over. `--abort FACT@DATE` says that the fact comes true, or takes the value
//!   that the rule names, the other facts being what they are; a finish given after that date contradicts it (2). What
//!   never starts has no date in any output.
//! - **`plan --finish-by`** asks that the goal's finish day is not after the date. Every day is a candidate for the
//!   start, a rest day too; one whose dates leave the calendar does not meet it. With `--promise ID` it is the step that
//!   the promise is about (its `to`) that has to be finished by the date, and the promise itself is tested besides. A
//!   start that the flags or the project give, or that a given finish fixes (no other is then looked for), is held
//!   against the date. A step's latest dates are those of the backward pass from the end of the date, whatever the
//!   start is. What would have to shrink is found by scheduling forward ([`study::shrink`]): a review, a task and a
//!   consultation can be shorter than their length, a notice and a listing cannot. There is no `--abort`: what is
//!   suspended has no finish to plan for.
//! - **`compare`** holds every scenario against the first. A cause is a difference whose undoing alone moves a date back;
//!   its days are found by scheduling with it undone, and what several do only together, or share, is told as such, so
//!   that the parts add up ([`study::compare`]). Finishes that `--at` gives are the same in all scenarios. What the days
//!   rest on is the critical path's, as `simulate` tells it; a doubtful reading is no origin beside these, so the days
//!   that go when every reading is turned round are told beside the shares and not as one of them. A measure is told as
//!   adopted alone, as given up alone and in turn, of the steps that the procedure's file names for it. A step with
//!   several rounds is compared by its last. Different goals and changed promises are differences like others. A
//!   holiday's cost is asked with a calendar file in one of the scenarios. There is no `--abort`.
//! - **`explain` after a suspension** gives no date that is not reached: what never starts has a sentence and no ledger,
//!   what stopped has its days until then, a promise whose end is not reached is not tested.
//! - **`sweep`** schedules from every start day asked for; what a holiday costs is how many natural days later the goal
//!   is reached than it would be if the holiday's days off and make-up days were what their weekdays say, all others
//!   standing.
//! - **`track`** holds the day asked for as a day that is not over: what is not recorded as done by it is not done, and
//!   ends on it at the earliest. A file that records nothing says nothing of progress: its forecast is its plan, and that
//!   is said; as soon as anything is recorded, what is not recorded has not happened, unless another record proves it, or
//!   it needs nobody to happen. What a record proves goes back along the links, each by its end, as for `--at`. A
//!   milestone, a publicity, a listing and a consultation that nobody answers end of themselves. `remaining` counts from
//!   the day asked for. A step that runs again is recorded by its last round. Without a recorded beginning a finished
//!   step began as it could, or, where that gives an earlier finish, as late as its length allows.
//! - **A pause** leaves out the days after `from` up to and including `to`: the clock stops on the day of the notice,
//!   which still counts, and runs on from the day the papers are in, of which the days that count are those after it
//!   (民法典 201). The union of several counts once. While one still stands the forecast takes the day asked for as the
//!   earliest on which it can run on; `to` may be set beforehand. A pause stops the step's clock, not a promise's: that
//!   is tested as it is written, and the days on which the clock stood are told beside it.
//! - **An extension** lengthens the limit; where there is none, the time that the step is expected to take. A limit's
//!   last day is counted from the recorded beginning.
//! - **Impossible records** are mistakes of the file (3): after the day asked for, of a step that does not happen, before
//!   what a document makes it wait for (by days alone). Where only our inference makes it wait that is a warning, and the
//!   recorded dates stand. A publicity or listing that ended before its limit ran out is told as cut short.
//! - **What a delay means** is asked of moments, not of days: it moves the goal when the step finishes after its latest
//!   finish, by as many days as a forward run says. The front line turns back by the delay in natural days, within the
//!   step's planned bar.
//! - **A folder** means the files in it that end in `.toml`; those of another kind are passed over, one that cannot be
//!   used has a row that says so and the exit code 3.
//! - **`export --to ics`** gives every day on which a step runs, also the one of which it takes only the 24:00; an alarm
//!   stands two working days before the last. **`--to mspdi`** puts every moment at 18:00 of its day; what the format
//!   cannot count is listed in `report::mspdi` and holds the days of the plan. **`--to xlsx`** is made on the
//!   run's start.
//! - **`roll` and `first_day` in a file** need a citation as a limit does.
//! - **Dates of documents and of a meeting's anchor** may be older than the calendar.
//! - **A name in a file** (`include`, `fallback`, an example's `assumptions`, a project's `workflow` and `assumptions`)
//!   means the file of that name beside the file in which it is written, then the built-in one. A built-in file means
//!   built-in ones, a project never means itself, and an example without `assumptions` is held against nothing assumed.
//!   What is typed is a path or a built-in name. A name that leads nowhere is a mistake of the file (3); what is there
//!   and cannot be read is one of the disk (1).
//! - **A file** is a regular file of at most 4 MiB. Pipes and devices are refused (1), a shell's `<(…)` and `/dev/stdin`
//!   too: one that nobody writes to would be waited for without end.
//! - **Words in a file** are shown on one line: line ends, tabs and other control characters count as blanks, marks of
//!   writing direction as nothing.
//! - **`--strict` with a closed pipe**: a missed promise (4) outweighs the reader who has left (0), because scripts ask
//!   for the exit code.
//! - **What rests on a provisional day** is every value that another notice could move: also the due day of a promise,
//!   the finish in the other profile, and the latest dates, floats and drag that are counted back from such a finish.
//!   Each carries the caveat itself ([`Told`](calendar::Told)), and the first of them is what `--calendar-beyond error`
//!   refuses.
//! - **Exit codes** that the table of codes does not name: dates that leave the calendar, also by counting, and
//!   `--calendar-beyond error` are mistakes of the command line (2); 130 is a run that Ctrl-C stopped.

pub mod calendar;
pub mod diagnostic;
pub mod guide;
pub mod network;
#[cfg(feature = "report")]
pub mod report;
pub mod risk;
pub mod schedule;
pub mod study;
pub mod workflow;
