//! Where everything lies.
//!
//! In: the start days, the options. Out: a [`Layout`]: groups of years with their cells, outlines and words, each with
//! its place, in tenths of a CSS pixel. Nothing is drawn here.

use crate::calendar::Day;
use crate::diagnostic::Lang;
use crate::study::sweep::{Window, windows};

use super::super::super::svg::{Frame, Label, Options, Sampled, Sheet};
use super::Heat;
use super::scale::{Scale, Step};
use super::windows::{Extreme, outlines};
use super::words::{self, Sample};
use super::year::{self, GUTTER, Grid, Heated, MONTHS, WEEKS, Year};

/// The width when nothing is said.
const WIDTH: u32 = 1_200;
/// The blank around the page.
const MARGIN: i32 = 160;
/// The blank below a year, and between two groups.
const BELOW_YEAR: i32 = 110;
const BETWEEN: i32 = 200;

/// The picture, laid out.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The page, what it is and what it says.
    pub sheet: Sheet,
    /// Title and answers.
    pub heading: Vec<Label>,
    /// The years by the plan and, where it is known, once more by the P80.
    pub groups: Vec<Group>,
    /// What the signs mean.
    pub legend: Vec<Sampled<Sample>>,
    /// What was asked for.
    pub footer: Vec<Label>,
}

/// What the tones of a group are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The days to the finish of the plan.
    Plan,
    /// The days to the P80.
    P80,
}

/// Every year, toned by one measure.
#[derive(Debug, Clone)]
pub struct Group {
    /// What the tones are.
    pub measure: Measure,
    /// The same in words.
    pub words: Vec<Label>,
    /// The steps of the tones.
    pub scale: Scale,
    /// Each step with its days.
    pub steps: Vec<Sampled<Step>>,
    /// The years, the earliest first.
    pub years: Vec<Year>,
}

impl Layout {
    /// Every text of the picture.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        let groups = self.groups.iter().flat_map(|group| {
            let years = group.years.iter().flat_map(|year| {
                year.labels.iter().chain(year.outlines.iter().filter_map(|one| one.label.as_ref()))
            });
            group.words.iter().chain(group.steps.iter().map(|step| &step.label)).chain(years)
        });
        self.heading
            .iter()
            .chain(groups)
            .chain(self.legend.iter().map(|sample| &sample.label))
            .chain(&self.footer)
            .filter(|label| !label.text.is_empty())
    }
}

/// Lays the picture out.
///
/// ```
/// use permits::report::sweep::heat::{Heat, Options, layout};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../../set_up/plan.txt")]
/// let last = Day::new(2023, 6, 6).unwrap();
#[doc = include_str!("../../set_up/swept.txt")]
/// let layout = layout(&Heat { view: &view, p80: None, p50: None }, &Options::default(), Lang::Zh);
/// assert_eq!(layout.groups[0].years.len(), 1);
/// ```
pub fn layout(heat: &Heat<'_>, options: &Options, lang: Lang) -> Layout {
    let width = options.tenths(WIDTH);
    let page = Frame::new(MARGIN, MARGIN, width - MARGIN, i32::MAX);
    let (heading, y) = words::head(heat, page, lang);
    let mut below = y + 90;
    let mut groups = Vec::new();
    for measure in [Measure::Plan, Measure::P80] {
        if let Some(days) = measured(heat, measure) {
            let (group, bottom) = group(heat, measure, &days, Frame { top: below, ..page }, lang);
            groups.push(group);
            below = bottom + BETWEEN;
        }
    }
    let (legend, y) = words::legend(&groups, Frame { top: below - BETWEEN + 40, ..page }, lang);
    let years: Vec<&Year> = groups.iter().flat_map(|group| &group.years).collect();
    let (footer, y) = words::footer(heat, &years, Frame { top: y + 60, ..page }, lang);
    let (title, description) = (words::title(heat, lang), words::description(heat, lang));
    let sheet = Sheet { width, height: y + MARGIN, theme: options.theme, lang, title, description };
    Layout { sheet, heading, groups, legend, footer }
}

/// What a group has for a row: the natural days, and whether they rest on an unpublished notice.
type Measured = (i32, bool);

/// The numbers of a group in the order of the rows; `None` where they are not known.
fn measured(heat: &Heat<'_>, measure: Measure) -> Option<Vec<Measured>> {
    let rows = heat.view.sweep.rows.iter();
    match measure {
        Measure::Plan => Some(rows.map(|row| (row.takes.natural, row.finish.provisional)).collect()),
        Measure::P80 => {
            let pairs = rows.zip(heat.p80?);
            let days = pairs
                .map(|(row, day)| (day.days_since(row.start), words::is_provisional(heat, row.start, *day)));
            Some(days.collect())
        }
    }
}

fn group(heat: &Heat<'_>, measure: Measure, measured: &[Measured], page: Frame, lang: Lang) -> (Group, i32) {
    let rows = &heat.view.sweep.rows;
    let days = || measured.iter().map(|(days, _)| *days);
    let scale = Scale::new(days().min().unwrap_or(0), days().max().unwrap_or(0));
    let (words, y) = words::of_group(heat, measure, page, lang);
    let (steps, y) = words::steps(&scale, Frame { top: y + 10, ..page }, lang);
    let windows = extremes(rows.iter().map(|row| row.start).zip(days()));
    let pitch = (page.width() - GUTTER) / WEEKS;
    let mut below = y + 110;
    let mut years = Vec::new();
    let (first, last) = (rows.first().map(|row| row.start.year()), rows.last().map(|row| row.start.year()));
    for year in first.unwrap_or(1)..=last.unwrap_or(0) {
        let grid = Grid { left: page.left + GUTTER, top: below + MONTHS, pitch, gap: (pitch / 8).max(12) };
        let heated = |day: Day| {
            let at = rows.binary_search_by_key(&day, |row| row.start).ok()?;
            let (days, provisional) = *measured.get(at)?;
            let hover = words::hover(heat, at, &rows[at], lang);
            Some(Heated { days, heat: scale.step(days).heat, provisional, hover })
        };
        let cells = year::cells(year, &grid, heat.view.plan.calendar, heated);
        let (outlines, names) = outlines(year, &grid, &windows, page.right, lang);
        let frame = Frame::new(page.left, below, page.right, grid.bottom() + names);
        years.push(Year {
            year,
            labels: year::labels(year, &grid, page, lang),
            months: year::months(year, &grid),
            cells,
            outlines,
            frame,
        });
        below = frame.bottom + BELOW_YEAR;
    }
    (Group { measure, words, scale, steps, years }, below)
}

/// The windows with the fewest and with the most days, the longest first of each; none where all take the same.
fn extremes(takes: impl Iterator<Item = (Day, i32)> + Clone) -> Vec<(Extreme, i32, Window)> {
    let fewest = windows(takes.clone(), |a, b| a < b);
    let most = windows(takes, |a, b| a > b);
    match (fewest, most) {
        (Some((fewest, best)), Some((most, worst))) if fewest < most => {
            let best = best.into_iter().map(|window| (Extreme::Fewest, fewest, window));
            best.chain(worst.into_iter().map(|window| (Extreme::Most, most, window))).collect()
        }
        _ => Vec::new(),
    }
}
