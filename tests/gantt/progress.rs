//! The progress front line: it goes through the progress of every row, in every picture, and runs through no name.

use std::cell::OnceCell;

use permits::calendar::Moment;
use permits::diagnostic::Lang;
use permits::network::{Kind, Said, StepIx};
use permits::report::drawing::Options;
use permits::report::gantt::{Layout, layout_of_progress, progress};
use permits::report::plan::Plan;
use permits::report::tracking::Tracking;
use permits::study::track::{Tracked, track};
use permits::workflow::{Project, parse_project};

use super::{Planned, day, every_options, is_clear, is_inert, place};

/// Everything as planned up to a day, but that work and reviews which ended within twelve days of it have not, and that a
/// seventh of the steps is not recorded.
fn tracked(planned: &Planned, as_of: &str) -> Tracked {
    let as_of = day(as_of);
    let said = |ix: StepIx| {
        let (node, dated) = (planned.network.step(ix), planned.dates.dates(ix));
        let (begins, finish) = (dated.counted.begins.day(), dated.finish().day());
        if !node.is_present() || node.timing.kind == Kind::Milestone || ix.index() % 7 == 5 || begins > as_of
        {
            return Said::default();
        }
        let late = node.timing.kind.takes_estimate() && finish.plus(12).is_some_and(|day| day > as_of);
        let finished = (finish <= as_of && !late).then_some(finish);
        Said { started: Some(begins), finished, ..Said::default() }
    };
    let said: Vec<Said> = planned.network.positions().map(said).collect();
    track(&planned.network, &planned.calendar, &planned.dates.run, &said, as_of).unwrap()
}

fn project() -> Project {
    let text = "format = 1\n[project]\nname = \"p\"\nworkflow = \"full-path\"\n";
    parse_project("p.toml", text, &mut Default::default()).unwrap().0
}

/// The line goes from the day at the top through each row's progress to the day at the bottom.
fn goes_through_the_progress(planned: &Planned, tracked: &Tracked, layout: &Layout, what: &str) {
    let front = layout.front.as_ref().expect("a front line");
    let at = |day| place(layout, Moment::in_hours(day));
    let x = at(tracked.as_of);
    assert_eq!((front.as_of, front.x), (tracked.as_of, x), "{what}");
    assert_eq!(front.line.first(), Some(&(x, layout.chart.top)), "{what}");
    assert_eq!(front.line.last(), Some(&(x, layout.chart.bottom)), "{what}");
    assert!(front.line.windows(2).all(|pair| pair[0].1 < pair[1].1), "{what}: it goes down");
    let mut off = 0;
    for row in &layout.rows {
        let (Some(ix), Some(_)) = (row.step, row.mark) else { continue };
        let (id, y) = (&planned.network.step(ix).id, row.frame.middle());
        let reached = at(tracked.front(ix));
        // Where the line is at the height of the row, between its corners.
        let after = front.line.iter().position(|point| point.1 >= y).unwrap();
        let (a, b) = (front.line[after.saturating_sub(1)], front.line[after]);
        let here = if b.1 == y { b.0 } else { a.0 };
        assert_eq!(here, reached, "{what}: {id}");
        assert_eq!(front.nodes.iter().any(|(of, _)| *of == ix), reached != x, "{what}: {id}");
        off += usize::from(reached != x);
        let late = tracked.forecast.dates(ix).finish() != tracked.plan.dates(ix).finish();
        let drawn = front.forecasts.iter().find(|(of, _)| *of == ix);
        assert_eq!(drawn.is_some(), late && tracked.state(ix).is_under_way(), "{what}: {id}");
        if let Some((_, point)) = drawn {
            assert_eq!(point.0, place(layout, tracked.forecast.dates(ix).finish()), "{what}: {id}");
        }
    }
    assert!(off > 0, "{what}: something is late");
}

#[test]
fn it_goes_through_the_progress_of_every_row() {
    for (id, as_of) in
        [("full-path", "2023-08-11"), ("conventional", "2023-11-15"), ("design-scheme-supply", "2023-08-11")]
    {
        let planned = Planned::built_in(id, "promised", "2023-06-01");
        let tracked = tracked(&planned, as_of);
        let (effects, project) = (OnceCell::new(), project());
        let plan = planned.plan();
        let forecast = Plan { network: &tracked.network, schedule: &tracked.forecast, ..plan };
        let view = Tracking { plan, forecast, tracked: &tracked, effects: &effects, project: &project };
        for (options, lang) in every_options() {
            let what = format!("{id} {options:?} {lang:?}");
            let layout = layout_of_progress(&view, &options, lang);
            goes_through_the_progress(&planned, &tracked, &layout, &what);
            is_clear(&layout, &what);
            is_inert(&progress(&view, &options, lang), layout.labels());
        }
        // What the delay means stands beside every late step under way.
        let layout = layout_of_progress(&view, &Options::default(), Lang::En);
        for ix in tracked.steps().filter(|ix| tracked.state(*ix).is_under_way()) {
            let late = tracked.delay(&planned.calendar, ix).value.working;
            let name =
                layout.row(ix).unwrap().name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
            assert_eq!(name.starts_with(&format!("{late} wd late")), late > 0, "{id}: {name}");
        }
    }
}
