//! Every document of a plan, and that other programs can read it.
//!
//! In: a plan. Out: nothing. XML is read by quick-xml, JSON by serde_json; rows of CSV have as many cells as the head.

use permits::diagnostic::Lang;
use permits::network::StepIx;
use permits::report::drawing::Options;
use permits::report::explain::{self, Explained, Subject};
use permits::report::export::{Format, export};
use permits::report::gantt;
use permits::report::html::{Report, page};
use permits::report::plan::{Filter, Plan};
use permits::report::project_file::{Begun, project_file};
use permits::report::{coverage, csv, json, markdown, procedures, table, time_scaled};
use permits::schedule::drag;
use permits::study::earlier::earlier;
use permits::workflow::Project;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::Numbers;
use super::plans::{Asked, Depth};
use super::read::{self, Read};

pub fn well_formed(xml: &str, what: &str) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut open, mut seen) = (0_i64, false);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                start.attributes().for_each(|attribute| drop(attribute.expect(what)));
                (open, seen) = (open + 1, true);
            }
            Ok(Event::Empty(start)) => {
                start.attributes().for_each(|attribute| drop(attribute.expect(what)));
            }
            Ok(Event::End(_)) => open -= 1,
            Ok(Event::Text(text)) => drop(text.decode().expect(what)),
            Ok(_) => {}
            Err(error) => panic!("{what} is no XML: {error} at {}", reader.error_position()),
        }
    }
    assert!(open == 0 && seen, "{what}: {open} elements are open");
    // XML has no way to write these at all.
    let forbidden = |letter: char| letter < ' ' && !['\n', '\r', '\t'].contains(&letter);
    assert!(!xml.contains(forbidden), "{what}: a control character in XML");
}

pub fn is_json(text: &str, what: &str) {
    serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{what}: {error}"));
    for number in ["NaN", "inf"] {
        assert!(!text.contains(&format!(": {number}")), "{what}: {number}");
    }
}

pub fn is_csv(text: &str, what: &str) {
    // Cells may hold commas and quotes; what tells rows apart is that quotes outside of cells come in pairs.
    let (mut cells, mut first, mut quoted) = (1, None, false);
    for letter in text.trim_start_matches('\u{feff}').chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells += 1,
            '\n' if !quoted => {
                assert_eq!(*first.get_or_insert(cells), cells, "{what}: a row of another length");
                cells = 1;
            }
            _ => {}
        }
    }
    assert!(!quoted, "{what}: a quote is left open");
}

/// What can be said of files without a plan.
pub fn of_files(read: &Read) {
    for lang in [Lang::Zh, Lang::En] {
        assert!(!procedures::page(&read.workflow, lang).is_empty());
        assert!(!procedures::list(&[&read.workflow], &[&read.assumptions], lang).is_empty());
        coverage::page(&read.workflow, lang);
    }
    is_json(&procedures::json(&read.workflow), "the workflow");
    is_json(&procedures::list_json(&[&read.workflow], &[&read.assumptions]), "the list");
    is_json(&coverage::json(&read.workflow), "the coverage");
}

/// The documents that are made quickly.
pub fn quick(plan: &Plan<'_>, project: Option<&Project>, lang: Lang) {
    assert!(!table::schedule(plan, lang).is_empty() && !markdown::schedule(plan, lang).is_empty());
    is_json(&json::schedule(plan, lang), "the schedule");
    is_csv(&csv::schedule(plan), "the schedule");
    well_formed(&gantt::gantt(plan, &Options::default(), lang), "the Gantt chart");
    well_formed(&time_scaled::time_scaled(plan, &Options::default(), lang), "the network");
    for format in Format::ALL {
        let file = export(plan, project, format, lang);
        let text = || std::str::from_utf8(&file).expect("text");
        match format {
            Format::Xlsx => assert!(file.starts_with(b"PK"), "no workbook"),
            Format::Mspdi => well_formed(text(), "the MSPDI file"),
            Format::Json => is_json(text(), "the JSON file"),
            Format::Csv => is_csv(text(), "the CSV file"),
            Format::Ics => {
                assert!(text().starts_with("BEGIN:VCALENDAR\r\n") && text().ends_with("END:VCALENDAR\r\n"));
                assert!(text().split("\r\n").all(|line| line.len() <= 75), "a long line of iCalendar");
            }
            Format::Dot | Format::Mermaid => assert!(!text().trim().is_empty()),
        }
    }
}

/// Steps and promises explained.
pub fn explained(plan: &Plan<'_>, project: Option<&Project>, numbers: &mut Numbers, depth: Depth) {
    let steps: Vec<StepIx> = plan.network.positions().collect();
    let some = depth == Depth::Some;
    for ix in steps {
        if some && !numbers.one_in(8) {
            continue;
        }
        let lang = [Lang::Zh, Lang::En][numbers.below(2)];
        let (page, json) = if !plan.node(ix).is_present() {
            (explain::absent(plan, ix, lang), explain::absent_json(plan, ix))
        } else if !plan.begins(ix) {
            (explain::never_starts(plan, ix, lang), explain::never_starts_json(plan, ix))
        } else {
            let earlier = earlier(plan.network, plan.calendar, plan.schedule, ix);
            let subject = Subject { plan, project, ix };
            let explained = Explained { subject, earlier: &earlier, chain: numbers.one_in(2) };
            (explain::page(&explained, lang), explain::json(&explained, lang))
        };
        assert!(!page.is_empty());
        is_json(&json, "the explanation");
    }
    for done in &plan.network.done {
        assert!(!explain::done(plan, done, Lang::Zh).is_empty());
        is_json(&explain::done_json(plan, done), "what is done");
    }
    for promise in &plan.schedule.promises {
        let (page, json) = match plan.promises().any(|tested| tested.id == promise.id) {
            true => {
                (explain::promise(plan, promise, Lang::En), explain::promise_json(plan, promise, Lang::Zh))
            }
            false => (explain::untested(plan, promise, Lang::En), explain::untested_json(plan, promise)),
        };
        assert!(!page.is_empty());
        is_json(&json, "the promise");
    }
}

/// All documents of a plan.
pub fn of_plan(asked: &Asked<'_>, numbers: &mut Numbers, depth: Depth) {
    let drags = drag::drags(asked.network, asked.calendar, asked.dates);
    let shown = Filter { critical: numbers.one_in(4), ..Filter::default() };
    let plan = Plan { drags: drags.as_deref(), ..asked.plan(&shown) };
    let lang = [Lang::Zh, Lang::En][numbers.below(2)];
    quick(&plan, asked.project(), lang);
    explained(&plan, asked.project(), numbers, depth);
    if depth == Depth::All || numbers.one_in(6) {
        let report = Report { plan: &plan, project: asked.project(), chart: Options::default() };
        assert!(page(&report, lang).ends_with("</html>\n"), "the report has no end");
    }
    if depth == Depth::All || numbers.one_in(6) {
        begun(asked, lang);
    }
}

/// A project file to begin with can be read.
fn begun(asked: &Asked<'_>, lang: Lang) {
    let begun = Begun {
        name: "一号地块 \"1\"",
        procedure: "land-supply",
        start: Some(asked.run.start),
        assumptions: "promised",
        counting: Some(asked.run.counting),
        basis: Some(asked.run.basis),
        calendar: &[],
        known_as_of: asked.calendar.as_of(),
    };
    let text = project_file(&begun, &asked.read.workflow, asked.network, lang);
    assert!(read::project(&text).is_some(), "a project file to begin with is refused:\n{text}");
}
