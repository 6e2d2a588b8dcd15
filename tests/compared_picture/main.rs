//! The plans one above the other: what is drawn is what the schedules say, nothing runs into anything else, and nothing
//! that a file says can act. Words are measured here by `unicode-width`, dates are laid out here by counting days.

mod checks;
mod commands;
#[path = "../common/drawn/mod.rs"]
mod drawn;

use std::collections::BTreeSet;

use permits::calendar::{Calendar, Day, Overlay};
use permits::diagnostic::{FileId, Lang, Sources};
use permits::network::{Case, Kind, Network, StepIx, compile};
use permits::report::comparison::drawing::{Layout, Options, Sample, layout, svg};
use permits::report::comparison::{Compared, Side};
use permits::report::gantt::Shape;
use permits::report::svg::Theme;
use permits::report::time_axis::Scale;
use permits::schedule::{Run, Schedule, schedule};
use permits::study::compare::{Between, Comparison, Scenario};
use permits::workflow::{Assumptions, Library, Which, Workflow, load_assumptions, load_workflow};

use checks::{is_clear, place, shades_days_off};
use drawn::{generated, hostile, is_inert};

const SHIPPED: [&str; 5] =
    ["full-path", "conventional", "land-supply", "design-scheme-supply", "build-on-land-delivery"];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A scenario and what it was made from.
pub struct Planned {
    name: String,
    workflow: Workflow,
    assumptions: Assumptions,
    network: Network,
    calendar: Calendar,
    dates: Schedule,
}

impl Planned {
    fn new(name: &str, which: &Which, set: &str, start: &str, calendar: Calendar) -> Planned {
        let (library, mut sources) = (Library::built_in(), Sources::default());
        let (workflow, _) = load_workflow(&library, which, &mut sources).unwrap();
        let (assumptions, _) = load_assumptions(&library, &Which::typed(set), &mut sources).unwrap();
        let network = compile(&Case::new(&workflow, &assumptions)).unwrap();
        let dates = schedule(&network, &calendar, &Run::from(day(start))).unwrap();
        Planned { name: name.into(), workflow, assumptions, network, calendar, dates }
    }

    fn built_in(id: &str, set: &str, start: &str) -> Planned {
        Planned::new(&format!("{id} {start}"), &Which::typed(id), set, start, Calendar::official())
    }

    fn written(name: &str, file: &str, start: &str) -> Planned {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("written.toml");
        std::fs::write(&path, file).unwrap();
        Planned::new(name, &Which::Path(path), "floor", start, Calendar::official())
    }

    fn scenario(&self) -> Scenario<'_> {
        Scenario {
            name: &self.name,
            case: Case::new(&self.workflow, &self.assumptions),
            given: &[],
            calendar: &self.calendar,
            network: &self.network,
            dates: &self.dates,
        }
    }

    /// The finish of a step that happens.
    fn finish(&self, id: &str) -> Option<Day> {
        let ix = self.network.find(id).filter(|ix| self.network.step(*ix).is_present())?;
        Some(self.dates.dates(ix).finish().day())
    }

    /// The steps that every scenario shows: milestones, the deal, the ends of promises, the goal.
    fn landmarks(&self) -> BTreeSet<String> {
        let network = &self.network;
        let promised: Vec<StepIx> =
            self.dates.promises.iter().flat_map(|promise| [promise.from, promise.to]).collect();
        let positions = network.positions().filter(|ix| network.step(*ix).is_present());
        positions
            .filter(|ix| {
                let step = network.step(*ix);
                step.timing.kind == Kind::Milestone
                    || promised.contains(ix)
                    || *ix == network.goal()
                    || step.id.as_str() == "deal-confirmation"
            })
            .map(|ix| network.step(ix).id.to_string())
            .collect()
    }
}

/// Lets the caller look at the scenarios side by side.
fn compared<T>(planned: &[&Planned], look: impl FnOnce(&Compared<'_>) -> T) -> T {
    let scenarios: Vec<Scenario<'_>> = planned.iter().map(|planned| planned.scenario()).collect();
    let sides: Vec<Side<'_>> = scenarios.iter().map(|scenario| Side { scenario, notes: &[] }).collect();
    let comparison = Comparison { spans: Vec::new(), pairs: Vec::new() };
    look(&Compared {
        sides: &sides,
        between: Between::default(),
        comparison: &comparison,
        outcomes: &[],
        odds: None,
    })
}

/// Languages, axes, widths.
fn every_options() -> Vec<(Options, Lang)> {
    let mut all = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for (scale, width) in [
            (Scale::Month, None),
            (Scale::Xun, None),
            (Scale::Month, Some(Options::NARROWEST)),
            (Scale::Xun, Some(4_000)),
        ] {
            all.push((Options { width, scale, ..Options::default() }, lang));
        }
    }
    all
}

/// Every band shows its critical path and the landmarks of all, where its own days lie; each line to the band below
/// leads from finish to finish and says how far apart they are.
fn says_the_schedules(planned: &[&Planned], layout: &Layout) {
    let near = |a: i32, b: i32| (a - b).abs() <= 1;
    let landmarks: BTreeSet<String> = planned.iter().flat_map(|planned| planned.landmarks()).collect();
    assert_eq!(layout.bands.len(), planned.len());
    for (planned, band) in planned.iter().zip(&layout.bands) {
        let id = |ix: StepIx| planned.network.step(ix).id.to_string();
        let path = planned.dates.critical_path.iter().map(|ix| id(*ix));
        let wanted: BTreeSet<String> =
            path.chain(landmarks.iter().filter(|id| planned.finish(id).is_some()).cloned()).collect();
        let steps: Vec<_> = band.rows.iter().filter(|row| row.step.is_some()).collect();
        assert_eq!(steps.iter().map(|row| row.id.clone()).collect::<BTreeSet<_>>(), wanted);
        assert_eq!(steps.len(), wanted.len(), "each once");
        assert_eq!(band.rows.len() - steps.len(), planned.dates.promises.len());
        for row in steps {
            let dated = planned.dates.dates(row.step.unwrap());
            let mark = row.mark.unwrap();
            let finish = place(layout, dated.finish());
            match mark.shape {
                Shape::Bar => {
                    assert!(near(mark.frame.right, finish) || mark.frame.width() <= 40, "{}", row.id)
                }
                _ => assert!(near((mark.frame.left + mark.frame.right) / 2, finish), "{}", row.id),
            }
            assert_eq!((mark.critical, mark.provisional), (dated.critical, dated.provisional), "{}", row.id);
        }
        // The staircase: from each step of the path to the next.
        let links: BTreeSet<(String, String)> = band
            .links
            .iter()
            .map(|link| (band.rows[link.rows.0].id.clone(), band.rows[link.rows.1].id.clone()))
            .collect();
        let path: Vec<String> = planned.dates.critical_path.iter().map(|ix| id(*ix)).collect();
        let steps = path.windows(2).map(|pair| (pair[0].clone(), pair[1].clone()));
        assert_eq!(links, steps.collect(), "{}", planned.name);
    }
    for (at, pair) in planned.windows(2).enumerate() {
        let shifts = &layout.bands[at].shifts;
        let both: BTreeSet<&str> = landmarks
            .iter()
            .map(String::as_str)
            .filter(|id| pair[0].finish(id).is_some() && pair[1].finish(id).is_some())
            .collect();
        assert_eq!(shifts.iter().map(|shift| shift.id.as_str()).collect::<BTreeSet<_>>(), both);
        for shift in shifts {
            let moment =
                |planned: &Planned| planned.dates.dates(planned.network.find(&shift.id).unwrap()).finish();
            let (was, is) = (moment(pair[0]), moment(pair[1]));
            // Days counted one by one.
            let count = |from: Day, to: Day| i32::try_from(from.to(to).count()).unwrap() - 1;
            let days = match was.day() <= is.day() {
                true => count(was.day(), is.day()),
                false => -count(is.day(), was.day()),
            };
            assert_eq!(shift.days, days, "{}", shift.id);
            let slanted = shift.pieces.iter().find(|piece| piece[0].1 == layout.bands[at].chart.bottom);
            let slanted = slanted.unwrap_or_else(|| panic!("{}", shift.id));
            assert!(near(slanted[0].0, place(layout, was)) && near(slanted[1].0, place(layout, is)));
            if let Some(label) = &shift.label {
                assert!(label.text.contains(&days.unsigned_abs().to_string()) || days == 0, "{}", label.text);
            }
            assert!(
                shift.hover.contains(&was.day().to_string()) && shift.hover.contains(&is.day().to_string())
            );
        }
    }
}

fn holds(planned: &[&Planned], options: &Options, lang: Lang, what: &str) {
    compared(planned, |view| {
        let laid_out = layout(view, options, lang);
        is_clear(&laid_out, what);
        says_the_schedules(planned, &laid_out);
        for (planned, band) in planned.iter().zip(&laid_out.bands) {
            shades_days_off(planned, &laid_out, band);
        }
        let drawn = svg(view, options, lang);
        is_inert(&drawn, laid_out.labels());
        assert_eq!(svg(view, options, lang), drawn, "{what}: the same bytes");
    });
}

#[test]
fn every_pair_of_shipped_procedures_is_drawn_clearly() {
    for first in SHIPPED {
        for second in SHIPPED {
            let first = Planned::built_in(first, "promised", "2023-06-01");
            let second = Planned::built_in(second, "legal-maximum", "2023-09-04");
            for (options, lang) in every_options() {
                let what = format!("{}, {}, {lang:?}, {options:?}", first.name, second.name);
                holds(&[&first, &second], &options, lang, &what);
            }
        }
    }
}

/// Whatever the width, a name that is cut keeps the date behind it, and a promise says by how much.
#[test]
fn every_landmark_carries_its_date_and_every_promise_its_margin() {
    let first = Planned::built_in("full-path", "promised", "2023-06-01");
    let second = Planned::built_in("conventional", "legal-maximum", "2023-09-04");
    let landmarks: BTreeSet<String> = [&first, &second].iter().flat_map(|one| one.landmarks()).collect();
    for (options, lang) in every_options() {
        compared(&[&first, &second], |view| {
            let layout = layout(view, &options, lang);
            for (planned, band) in [&first, &second].into_iter().zip(&layout.bands) {
                for row in &band.rows {
                    let name = row.name.as_ref().or(row.bracket.as_ref().map(|bracket| &bracket.label));
                    let words = &name.unwrap_or_else(|| panic!("{} in {options:?}", row.id)).text;
                    if row.step.is_some() && landmarks.contains(&row.id) {
                        let date = planned.finish(&row.id).unwrap().to_string();
                        assert!(words.trim_end_matches(" 24:00").ends_with(&date), "{words}");
                    }
                    if let Some(promise) = planned.dates.promises.iter().find(|one| one.id.as_str() == row.id)
                    {
                        let days = promise.margin.value.unsigned_abs().to_string();
                        assert!(words.contains(&days), "{words}");
                    }
                }
            }
        });
    }
}

#[test]
fn a_tall_picture_says_years_and_months_above_every_band() {
    let planned: Vec<Planned> = ["2023-06-01", "2023-06-08", "2023-07-03", "2023-08-01"]
        .iter()
        .map(|start| Planned::built_in("full-path", "promised", start))
        .collect();
    let planned: Vec<&Planned> = planned.iter().collect();
    for (count, tall) in [(1, false), (4, true)] {
        compared(&planned[..count], |view| {
            let layout = layout(view, &Options::default(), Lang::En);
            assert_eq!(layout.axis_foot.is_empty(), !tall);
            for band in layout.bands.iter().skip(1) {
                let rows = band.axis_rows.iter().map(|row| row.labels.len()).collect::<Vec<_>>();
                assert_eq!(rows, [layout.axis_rows[0].labels.len(), layout.axis_rows[1].labels.len()]);
                let last = band.axis_rows.last().unwrap();
                assert_eq!(last.frame.bottom, band.chart.top);
            }
        });
    }
}

#[test]
fn any_number_of_scenarios_is_drawn_clearly() {
    let starts = [
        "2023-06-01",
        "2023-06-05",
        "2019-01-14",
        "2026-08-03",
        "2023-09-30",
        "2024-02-09",
        "2023-06-01",
        "2023-06-02",
        "2027-01-01",
        "2023-12-31",
        "2002-01-07",
    ];
    let planned: Vec<Planned> = starts
        .iter()
        .enumerate()
        .map(|(at, start)| {
            Planned::built_in(SHIPPED[at % 3], ["promised", "floor", "legal-maximum"][at % 2], start)
        })
        .collect();
    for count in [1, 2, 3, 4, 5, 6, 7, 8, 11] {
        let planned: Vec<&Planned> = planned.iter().take(count).collect();
        for (options, lang) in every_options() {
            holds(&planned, &options, lang, &format!("{count} scenarios, {lang:?}, {options:?}"));
        }
    }
}

#[test]
fn plans_of_any_size_are_drawn_clearly() {
    for size in [1, 2, 12, 60, 300] {
        let first = Planned::written("first", &generated::workflow(size), "2023-06-01");
        let second = Planned::written("second", &generated::workflow(size), "2023-12-29");
        for lang in [Lang::Zh, Lang::En] {
            holds(&[&first, &second], &Options::default(), lang, &format!("{size} steps, {lang:?}"));
        }
    }
}

/// A chain of 201 steps, each but the first and the goal a milestone: 200 landmarks in both.
#[test]
fn of_too_many_lines_the_ones_that_matter_stay() {
    let mut file = String::from(
        "format = 1\n[workflow]\nid = \"chain\"\nversion = \"1\"\ntitle = \"chain\"\ngoal = \"s200\"\n\
         [source.r]\ntitle = \"r\"\n[[step]]\nid = \"s0\"\nname = \"s0\"\nkind = \"review\"\nlimit = \"5wd\"\ncite = [\"r 1\"]\n",
    );
    for step in 1..=200 {
        file += &format!(
            "[[step]]\nid = \"s{step}\"\nname = \"s{step}\"\nkind = \"milestone\"\nafter = [\"s{}\"]\n",
            step - 1
        );
    }
    file += "[[promise]]\nid = \"p\"\nfrom = \"s150\"\nto = \"s160\"\nwithin = \"1wd\"\ncite = [\"r 1\"]\n";
    let first = Planned::written("first", &file, "2023-06-01");
    let second = Planned::written("second", &file, "2023-06-12");
    compared(&[&first, &second], |view| {
        let layout = layout(view, &Options::default(), Lang::En);
        is_clear(&layout, "200 milestones");
        let (shifts, left_out) = (&layout.bands[0].shifts, layout.bands[0].shifts_left_out);
        assert!(left_out > 0 && shifts.len() + left_out == 200, "{} and {left_out}", shifts.len());
        for id in ["s150", "s160", "s200"] {
            assert!(shifts.iter().any(|shift| shift.id == id), "{id}");
        }
        let legend: Vec<&str> = layout.legend.iter().map(|sample| sample.label.text.as_str()).collect();
        assert!(
            legend.iter().any(|words| words.contains(&format!("({left_out} are left out)"))),
            "{legend:?}"
        );
    });
}

#[test]
fn hostile_names_come_out_inert_and_laid_out() {
    let (file, names) = (hostile::workflow(), hostile::names());
    let hostile: Vec<Planned> = names
        .iter()
        .take(5)
        .zip(["2023-06-01", "2023-06-02", "2023-07-31", "2026-12-30", "2023-06-01"])
        .map(|(name, start)| Planned::written(name, &file, start))
        .collect();
    let hostile: Vec<&Planned> = hostile.iter().collect();
    for (options, lang) in every_options() {
        holds(&hostile, &options, lang, &format!("hostile, {lang:?}, {options:?}"));
        let drawn = compared(&hostile, |view| svg(view, &options, lang));
        assert!(!drawn.contains("<script") && drawn.contains("&lt;script&gt;"), "the name stays readable");
        let turns =
            ['\u{202e}', '\u{202c}', '\u{2066}', '\u{2069}', '\u{200f}', '\u{fffe}', '\u{7}', '\u{1b}'];
        assert_eq!(drawn.find(turns), None);
    }
}

#[test]
fn each_band_is_shaded_by_its_own_calendar() {
    let text = "date,kind,name,statutory,notice\n2023-06-13,off,closed,false,2023\n2023-06-17,work,open,false,2023\n";
    let own = Calendar::new(None, &[Overlay::parse("own.csv", FileId(0), text).unwrap()]);
    let land = || Which::typed("land-supply");
    let official = Planned::new("official", &land(), "floor", "2023-06-01", Calendar::official());
    let own = Planned::new("own", &land(), "floor", "2023-06-01", own);
    compared(&[&official, &own], |view| {
        let layout = layout(view, &Options::default(), Lang::En);
        assert_ne!(layout.bands[0].days_off.len(), layout.bands[1].days_off.len());
        shades_days_off(&official, &layout, &layout.bands[0]);
        shades_days_off(&own, &layout, &layout.bands[1]);
        let footer: Vec<&str> = layout.footer.iter().map(|label| label.text.as_str()).collect();
        let footer = footer.join(" ");
        assert!(footer.contains("B: holiday notices through 2026, with own.csv"), "{footer}");
    });
}

/// From 1 June 2023, by the worked dates: the deal on 15 November and on 18 October, the start of works on
/// 13 December and on 20 February. November begins 14 days after 18 October, so the deal is 28 days earlier; December
/// has 18 days left, January 31, February gives 20: 69 days later.
#[test]
fn the_reform_is_seen_as_it_was_counted_by_hand() {
    let full = Planned::built_in("full-path", "promised", "2023-06-01");
    let conventional = Planned::built_in("conventional", "promised", "2023-06-01");
    for (lang, later, answer) in [
        (Lang::Zh, "晚69天", "B 比 A 晚 69 个自然日。"),
        (Lang::En, "+69 d", "B 69 natural days later than A."),
    ] {
        compared(&[&full, &conventional], |view| {
            let layout = layout(view, &Options::default(), lang);
            assert!(layout.heading.iter().any(|label| label.text == answer), "{:?}", layout.heading);
            let shift = |id: &str| layout.bands[0].shifts.iter().find(|shift| shift.id == id).unwrap();
            let start = shift("actual-start");
            assert_eq!((start.days, start.is_goal), (69, true));
            assert_eq!(start.label.as_ref().unwrap().text, later);
            let deal = shift("deal-confirmation");
            assert_eq!((deal.days, deal.is_goal), (-28, false));
            let names = layout.bands.iter().flat_map(|band| &band.rows).filter_map(|row| row.name.as_ref());
            let dated: Vec<&str> = names
                .map(|name| name.text.as_str())
                .filter(|name| name.ends_with("2023-12-13") || name.ends_with("2024-02-20"))
                .collect();
            assert!(dated.len() >= 4, "{dated:?}");
            // What the picture leaves out is said with its number.
            let footer: String = layout.footer.iter().map(|label| label.text.clone() + " ").collect();
            for (letter, planned, band) in
                [("A", &full, &layout.bands[0]), ("B", &conventional, &layout.bands[1])]
            {
                let steps = planned.network.steps().iter().filter(|step| step.is_present()).count();
                let drawn = band.rows.iter().filter(|row| row.step.is_some()).count();
                assert!(footer.contains(&format!("{letter} {}", steps - drawn)), "{footer}");
            }
        });
    }
}

#[test]
fn the_legend_says_only_what_occurs() {
    use permits::report::gantt::Sample as Of;
    let samples = |planned: &[&Planned]| -> BTreeSet<Sample> {
        compared(planned, |view| {
            let layout = layout(view, &Options::default(), Lang::En);
            layout.legend.iter().map(|sample| sample.sample).collect()
        })
    };
    let full = Planned::built_in("full-path", "promised", "2023-06-01");
    let floor = Planned::built_in("land-supply", "floor", "2023-06-01");
    let late = Planned::built_in("full-path", "promised", "2026-08-03");
    let alone = samples(&[&floor]);
    assert!(!alone.contains(&Sample::Shift) && !alone.contains(&Sample::Gantt(Of::Missed)));
    let both = samples(&[&full, &late]);
    for sample in [Of::Missed, Of::Met, Of::Provisional, Of::Unpublished, Of::Milestone, Of::Critical] {
        assert!(both.contains(&Sample::Gantt(sample)), "{sample:?}");
    }
    assert!(both.contains(&Sample::Shift));
    assert!(!samples(&[&full, &floor]).contains(&Sample::Gantt(Of::Provisional)));
}

#[test]
fn dark_is_dark_for_every_renderer() {
    let land = Planned::built_in("land-supply", "floor", "2023-06-01");
    let drawn = |theme| {
        compared(&[&land, &land], |view| svg(view, &Options { theme, ..Options::default() }, Lang::En))
    };
    let (light, dark) = (drawn(Theme::Auto), drawn(Theme::Dark));
    assert!(light.contains("prefers-color-scheme:dark") && light.contains("fill=\"#ffffff\""));
    assert!(!dark.contains("prefers-color-scheme") && !dark.contains("#ffffff"));
}
