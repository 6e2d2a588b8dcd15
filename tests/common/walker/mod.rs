//! An independent oracle: a day-by-day walker that computes schedules from the rules alone (those on the front page of the crate's docs).
//!
//! It is naive on purpose. It counts by looking at one day after another, finds latest dates by pushing a
//! moment forward one position at a time until something breaks, and keeps no rank tables and no closed
//! forms; the only aid is that it remembers the finish it has already walked to for a moment. It uses
//! nothing of the crate under test: no calendar, no parser, no date type. Where it and the engine disagree,
//! one of them misreads the contract.
//!
//! # Use
//!
//! ```text
//! let calendar = Calendar::build(&Sources { workdays, notices, revisions, festivals }, None, &[])?;
//! let workflow = Merged::read(&[("full-path", text), …], "full-path")?;
//! let promised = Overlay::read(text_of_assumptions_or_project)?;
//! let mut question = Question::new(&workflow);
//! question.overlays = &[&promised];
//! let walker = Walker::new(&calendar, &question)?;   // everything that does not depend on the start
//! let answer = walker.from(start, Want::Latest)?;    // as often as wanted
//! ```
//!
//! # Where the contract is silent, this reading was taken
//!
//! Calendar
//! - A notice, or a change, published on the very day asked for is known.
//! - In a published year a day that belongs to a notice not yet published is as its weekday says, and
//!   provisional.
//! - Projection knows nothing of overlay files: they are laid over its result. A day that an overlay names
//!   in a provisional year stays provisional; only `# complete-year` ends that, for all days of the year and
//!   for the days that belong to that year's notice. It does not undo what a published notice says.
//! - Make-good days: a statutory day on a weekend, and each further statutory day on the same date, takes
//!   the next Monday to Friday that is neither statutory nor taken.
//!
//! Lengths
//! - A milestone has no length, so it is never zero or untimed; with `from = "start"` it gives its trigger.
//! - An estimate written in the workflow or a project has the origin it states, else `assumption`.
//! - A consultation whose estimate is cut off by its limit shows the limit as its length, origin
//!   `regulation`.
//! - `roll` in a step's file holds for every natural-day length of that step, the estimate included.
//! - Weeks of a cadence run Monday to Sunday; the anchor need not fall on the meeting's weekday.
//!
//! Network
//! - Absent steps are nodes like others: they take part in the topological order (and are then left out of
//!   the list), in latest dates, in free float and in handing on `provisional`.
//! - Links that do not hold are not there, for the order too.
//! - When links reach exactly the moment of a `not_before`, the links are the drivers.
//! - Drivers are listed in file order. At a tie the primary path takes the first driver in file order among
//!   those seen after looking through absent steps.
//! - Free float counts every successor, also those that do not lead to the goal, and exists for steps that
//!   do not lead to the goal themselves. The goal has 0, whatever waits for it. It is cut to the total float,
//!   working and natural days each for themselves (a step with a start link towards the goal and a plain link
//!   elsewhere would otherwise show more).
//! - Provisional: a provisional day from trigger to finish, a provisional predecessor (driving or not; of one
//!   named with `from = "start"` its beginning), or a provisional day that a lag runs through.
//!
//! `--at`
//! - What a finish link leads from had finished, what a start link leads from had begun; both had all that they
//!   waited for, by the end of each link. What has no length of its own, a milestone or an absent step, had
//!   finished when it had begun.
//! - What had finished is done: in no list, its links fall away, and a promise with a done end is left out. A done
//!   goal, an absent `--at` step and two `--at` for one step are errors, and so is one that had to finish before
//!   another and is said to have finished on a later day. A goal that has its own date is none.
//! - What nobody said is taken from the plan: the dates of the whole network from the same start without any `--at`.
//! - What had finished did so as planned, but not after the day of the `--at` that says so (the planned position on that
//!   day); what waits for it is not triggered before that moment, shifted by the lag, and not driven by it.
//! - A given step whose planned finish is on its day began as planned and stands at the planned moment. Any other began
//!   on the latest day from which its length ends by that day, as its kind does for that trigger, not after what says
//!   that it had begun, and never after its own day. It has finished in-hours; a notice at 24:00, a consultation when
//!   silence ends it from that latest moment, a milestone when a window may have triggered it. The beginning is shown as
//!   its trigger. It has no drivers, no length, no origin, no latest dates and no float; its drag is 0, its `not_before`
//!   does nothing.
//! - What had only begun keeps its length and its links from what remains, is not triggered after the latest moment
//!   that the later beginnings leave it, lags included, and has no drivers when a link would trigger it later. A
//!   `not_before` gives way to such a moment too. Through what had finished in between, the latest moment goes back by
//!   its length.
//! - What neither had finished nor begun is not triggered before the run.
//! - Floats are not below 0: where a link arrives after the trigger of what had begun, its predecessor has none.
//! - With reworks the id is taken as it stands: `x` is the first round, `x~2` the second.
//!
//! Reworks
//! - In the topological order of their `at`, at a tie in file order. The stretch is found in the base
//!   network, active links only, start links too. Nothing runs again when `at` is absent or cannot be
//!   reached from `back_to`. `max` does not limit an explicit number; an explicit 0 switches a rework off.
//! - `back_to` of a round follows only the finish of the newest `at`, and this never changes. Other links from
//!   outside the stretch come from the newest copy of that step, or from the first with `round = "first"`, which
//!   means nothing inside the stretch. After all rounds, every written link from a stretch step to a step, or a copy
//!   of one, whose base is outside comes from the newest copy (unless `round = "first"`), but not when that step
//!   leads to one of the new copies, say by having led to the failure: it came before them and keeps its links. So
//!   no circle comes about that is not in the file.
//! - File order of `x~n`: with `x`, after its earlier copies. Goal and ends of promises mean the last copy.
//!   Copies of absent steps are absent, and listed.

#![allow(dead_code)]

mod by_hand;
pub mod calendar;
pub mod date;
pub mod files;
pub mod ledger;
pub mod networks;
pub mod walk;
