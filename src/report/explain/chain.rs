//! Back along the drivers to the start, a step after another, each with its sentence.
//!
//! In: a step. Out: the chain of first drivers, and its part of a page.

use crate::diagnostic::Lang;
use crate::network::{LinkEnd, StepIx};
use crate::study::earlier::{HeldBy, held_by};

use super::super::prose::Page;
use super::super::words::{either, list};
use super::Subject;
use super::page::{holder, told_moment};
use super::sentence::{end_of, letter};

/// The steps of the chain of first drivers from a step back to the start, itself first, each with the end by which the
/// one after it was let go; and what set the trigger of the last.
pub(super) fn driving_chain(subject: &Subject<'_>) -> (Vec<(StepIx, LinkEnd, HeldBy)>, HeldBy) {
    let plan = subject.plan;
    let mut chain = Vec::new();
    let (mut ix, mut end) = (subject.ix, LinkEnd::Finish);
    loop {
        let held = held_by(plan.network, plan.calendar, plan.schedule, ix);
        let next = match &held {
            HeldBy::Steps(arrivals) => arrivals.first().map(|first| (first.from, first.end)),
            HeldBy::Start | HeldBy::NotBefore(_) | HeldBy::Known => None,
        };
        chain.push((ix, end, held.clone()));
        match next {
            Some(next) => (ix, end) = next,
            None => return (chain, held),
        }
    }
}

/// The chain as a part of a page.
pub(super) fn chain(page: &mut Page, subject: &Subject<'_>, lang: Lang) {
    let plan = subject.plan;
    page.heading(either(lang, "逐级上溯至起点", "Back to the start"));
    let (chain, first) = driving_chain(subject);
    for (at, (ix, end, held)) in chain.iter().enumerate() {
        let dates = plan.schedule.dates(*ix);
        let from_start = match end {
            LinkEnd::Finish => "",
            LinkEnd::Start => either(lang, ",后项自其开始", ", from whose beginning the next goes on"),
        };
        let (trigger, finish) =
            (told_moment(dates.told_trigger(), lang), told_moment(dates.told_finish(), lang));
        let arrow = if at == 0 { "●" } else { "←" };
        page.entry(2, arrow, &format!("{}  {trigger} – {finish}{from_start}", plan.node(*ix).id));
        page.paragraph(5, &letter(&subject.at(*ix), lang));
        if let HeldBy::Steps(arrivals) = held
            && arrivals.len() > 1
        {
            let others = list(arrivals.iter().skip(1).map(|arrival| end_of(plan, arrival, lang)), lang);
            page.paragraph(
                5,
                &match lang {
                    Lang::Zh => format!("同时还受制于{others}。"),
                    Lang::En => format!("{others} set its trigger just as well."),
                },
            );
        }
    }
    page.entry(2, "←", &holder(plan, &first, lang));
}
