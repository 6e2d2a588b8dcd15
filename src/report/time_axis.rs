//! Days become places on a page.
//!
//! In: the first and the last day drawn, the room between two edges. Out: where a moment lies, what the head of the
//! axis says (years, months, weeks or 旬), which stretches are shaded as days off. Every day is equally wide. What
//! happens during a day lies in its middle, and what expires at 24:00 lies at its end, so an expiry and the act that
//! relies on it are never drawn at one place. No date is computed and nothing is drawn here.
//!
//! ```
//! use permits::calendar::Day;
//! use permits::report::time_axis::TimeAxis;
//! let day = |day| Day::new(2023, 6, day).unwrap();
//! let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
//! // Ten days, each a tenth of the way: the third one ends where the fourth begins.
//! assert_eq!((axis.begin(day(3)), axis.end(day(3)), axis.begin(day(4))), (200, 300, 300));
//! ```

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordi32;

use crate::calendar::{At, Calendar, Day, Moment};
use crate::diagnostic::Lang;

use super::svg::text;

/// What the lowest row of the axis counts.
///
/// ```
/// use permits::report::drawing::Options;
/// use permits::report::time_axis::Scale;
/// assert_eq!(Options::default().scale, Scale::Month);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Years, months, weeks.
    #[default]
    Month,
    /// Years, months, and the three 旬 of a month: days 1–10, 11–20, and the rest.
    Xun,
}

/// The days from a first to a last one, laid out between two edges.
///
/// ```
/// use permits::calendar::Day;
/// use permits::report::time_axis::TimeAxis;
/// let day = |day| Day::new(2023, 6, day).unwrap();
/// let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
/// assert_eq!(format!("{axis:?}"), "2023-06-01 to 2023-06-10 in 0..1000");
/// ```
#[derive(Clone)]
pub struct TimeAxis {
    first: Day,
    last: Day,
    left: i32,
    right: i32,
    half_days: RangedCoordi32,
}

impl std::fmt::Debug for TimeAxis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {} in {}..{}", self.first, self.last, self.left, self.right)
    }
}

/// What a row of the axis counts.
///
/// ```
/// # use permits::calendar::Day;
/// # use permits::report::time_axis::TimeAxis;
/// # let day = |day| Day::new(2023, 6, day).unwrap();
/// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
/// // 1 to 10 June 2023 between 0 and 1000.
/// use permits::diagnostic::Lang;
/// use permits::report::time_axis::{Scale, Unit};
/// let units = axis.rows(Scale::Xun, Lang::Zh, 10).into_iter().map(|(unit, _)| unit);
/// assert_eq!(units.collect::<Vec<_>>(), [Unit::Year, Unit::Month, Unit::Xun]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Unit {
    Year,
    Month,
    Week,
    Xun,
}

/// One cell of the axis: a year, a month, a week, a 旬, as far as it is drawn.
///
/// ```
/// # use permits::calendar::Day;
/// # use permits::report::time_axis::TimeAxis;
/// # let day = |day| Day::new(2023, 6, day).unwrap();
/// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
/// // 1 to 10 June 2023 between 0 and 1000.
/// use permits::diagnostic::Lang;
/// use permits::report::time_axis::Scale;
/// let (_, months) = axis.rows(Scale::Month, Lang::Zh, 10).remove(1);
/// let june = &months[0];
/// assert_eq!((june.label.as_str(), june.first, june.last, june.right), ("6月", day(1), day(10), 1_000));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The first day drawn.
    pub first: Day,
    /// The last day drawn.
    pub last: Day,
    /// Where it begins.
    pub left: i32,
    /// Where it ends.
    pub right: i32,
    /// What it is called; empty when that does not fit, or when only every second, third, … cell is named.
    pub label: String,
}

/// Days off that follow each other.
///
/// ```
/// # use permits::calendar::Day;
/// # use permits::report::time_axis::TimeAxis;
/// # let day = |day| Day::new(2023, 6, day).unwrap();
/// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
/// // 1 to 10 June 2023 between 0 and 1000.
/// use permits::calendar::Calendar;
/// use permits::report::time_axis::DaysOff;
/// // The first Saturday and Sunday.
/// let off = DaysOff { first: day(3), last: day(4), left: 200, right: 400 };
/// assert_eq!(axis.days_off(&Calendar::official())[0], off);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaysOff {
    /// The first one.
    pub first: Day,
    /// The last one.
    pub last: Day,
    /// Where they begin.
    pub left: i32,
    /// Where they end.
    pub right: i32,
}

impl TimeAxis {
    /// The days from `first` to `last`, both drawn whole, between `left` and `right`.
    ///
    /// ```
    /// # use permits::{calendar::Day, report::time_axis::TimeAxis};
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// // There is always a day to be drawn.
    /// assert_eq!(TimeAxis::new(day(10), day(1), 0, 1_000).last(), day(10));
    /// ```
    pub fn new(first: Day, last: Day, left: i32, right: i32) -> TimeAxis {
        let last = last.max(first);
        let days = last.days_since(first) + 1;
        TimeAxis { first, last, left, right, half_days: RangedCoordi32::from(0..days * 2) }
    }

    /// The first day drawn.
    ///
    /// ```
    /// # use permits::calendar::Day;
    /// # use permits::report::time_axis::TimeAxis;
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// // 1 to 10 June 2023 between 0 and 1000.
    /// assert_eq!(axis.first(), day(1));
    /// ```
    pub fn first(&self) -> Day {
        self.first
    }

    /// The last day drawn.
    ///
    /// ```
    /// # use permits::calendar::Day;
    /// # use permits::report::time_axis::TimeAxis;
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// // 1 to 10 June 2023 between 0 and 1000.
    /// assert_eq!(axis.last(), day(10));
    /// ```
    pub fn last(&self) -> Day {
        self.last
    }

    /// Where the axis begins.
    ///
    /// ```
    /// # use permits::calendar::Day;
    /// # use permits::report::time_axis::TimeAxis;
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// // 1 to 10 June 2023 between 0 and 1000.
    /// assert_eq!(axis.left(), 0);
    /// ```
    pub fn left(&self) -> i32 {
        self.left
    }

    /// Where the axis ends.
    ///
    /// ```
    /// # use permits::calendar::Day;
    /// # use permits::report::time_axis::TimeAxis;
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// // 1 to 10 June 2023 between 0 and 1000.
    /// assert_eq!(axis.right(), 1_000);
    /// ```
    pub fn right(&self) -> i32 {
        self.right
    }

    /// Whether the day is drawn.
    ///
    /// ```
    /// # use permits::calendar::Day;
    /// # use permits::report::time_axis::TimeAxis;
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// // 1 to 10 June 2023 between 0 and 1000.
    /// assert!(axis.shows(day(10)) && !axis.shows(day(11)));
    /// ```
    pub fn shows(&self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Where a moment lies: in the middle of its day, or at its end. A moment that is not drawn lies on the nearer edge.
    ///
    /// ```
    /// use permits::calendar::{Day, Moment};
    /// use permits::report::time_axis::TimeAxis;
    /// let day = |day| Day::new(2023, 6, day).unwrap();
    /// let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// assert_eq!(axis.x(Moment::in_hours(day(3))), 250);
    /// assert_eq!(axis.x(Moment::end_of_day(day(3))), 300);
    /// ```
    pub fn x(&self, moment: Moment) -> i32 {
        match moment.at() {
            At::InHours => self.half_day(moment.day(), 1),
            At::EndOfDay => self.half_day(moment.day(), 2),
        }
    }

    /// Where a day begins.
    ///
    /// ```
    /// # use permits::calendar::Day;
    /// # use permits::report::time_axis::TimeAxis;
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// // 1 to 10 June 2023 between 0 and 1000.
    /// assert_eq!([day(1), day(2), day(11)].map(|day| axis.begin(day)), [0, 100, 1_000]);
    /// ```
    pub fn begin(&self, day: Day) -> i32 {
        self.half_day(day, 0)
    }

    /// Where a day ends.
    ///
    /// ```
    /// # use permits::calendar::Day;
    /// # use permits::report::time_axis::TimeAxis;
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// // 1 to 10 June 2023 between 0 and 1000.
    /// assert_eq!([day(1), day(10), day(11)].map(|day| axis.end(day)), [100, 1_000, 1_000]);
    /// ```
    pub fn end(&self, day: Day) -> i32 {
        self.half_day(day, 2)
    }

    fn half_day(&self, day: Day, half: i32) -> i32 {
        let halves = day.days_since(self.first) * 2 + half;
        self.half_days.map(&halves, (self.left, self.right)).clamp(self.left, self.right)
    }

    /// The rows of the axis's head, the widest unit first. `size` is the size of the labels of the last row; those of
    /// the others are set in the same size or larger.
    ///
    /// ```
    /// # use permits::calendar::Day;
    /// # use permits::report::time_axis::TimeAxis;
    /// # let day = |day| Day::new(2023, 6, day).unwrap();
    /// # let axis = TimeAxis::new(day(1), day(10), 0, 1_000);
    /// // 1 to 10 June 2023 between 0 and 1000.
    /// use permits::diagnostic::Lang;
    /// use permits::report::time_axis::Scale;
    /// let (_, weeks) = axis.rows(Scale::Month, Lang::En, 10).remove(2);
    /// // Thursday the 1st to Sunday the 4th, then the week from Monday the 5th.
    /// assert_eq!([weeks[0].last, weeks[1].first], [day(4), day(5)]);
    /// ```
    pub fn rows(&self, scale: Scale, lang: Lang, size: i32) -> Vec<(Unit, Vec<Cell>)> {
        let lowest = match scale {
            Scale::Month => Unit::Week,
            Scale::Xun => Unit::Xun,
        };
        let units = [Unit::Year, Unit::Month, lowest];
        units.into_iter().map(|unit| (unit, self.cells(unit, lang, size))).collect()
    }

    fn cells(&self, unit: Unit, lang: Lang, size: i32) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        for day in self.first.to(self.last) {
            if cells.is_empty() || begins(unit, day) {
                let left = self.begin(day);
                cells.push(Cell { first: day, last: day, left, right: left, label: String::new() });
            }
            if let Some(cell) = cells.last_mut() {
                cell.last = day;
            }
        }
        for cell in &mut cells {
            cell.right = self.end(cell.last);
        }
        self.name(&mut cells, unit, lang, size);
        cells
    }

    /// Names the cells, as many of them as have room: all, or those of a coarser rhythm that readers know.
    fn name(&self, cells: &mut [Cell], unit: Unit, lang: Lang, size: i32) {
        let margin = size / 2;
        let rhythms: &[u32] = match unit {
            Unit::Year => &[1, 2, 5, 10],
            Unit::Month => &[1, 3, 6],
            Unit::Week => &[1, 2, 4],
            Unit::Xun => &[1],
        };
        let fits = |cell: &Cell, words: &str, times: i32| {
            text::width(words, size, unit == Unit::Year) + margin <= (cell.right - cell.left) * times
        };
        // A cell at the edge may be cut short; the ones between say whether there is room.
        let whole = cells.iter().max_by_key(|cell| cell.right - cell.left);
        let Some(whole) = whole.cloned() else { return };
        for &rhythm in rhythms {
            for long in [true, false] {
                let words = longest(unit, lang, long);
                let times = i32::try_from(rhythm).unwrap_or(1);
                if !fits(&whole, &words, times) {
                    continue;
                }
                for (position, cell) in cells.iter_mut().enumerate() {
                    let counts = match unit {
                        Unit::Year => cell.first.year().unsigned_abs(),
                        Unit::Month => cell.first.month() - 1,
                        Unit::Week | Unit::Xun => position as u32,
                    };
                    let words = label(unit, cell.first, lang, long);
                    // A label may run over the unnamed cells after it, but not over the edge of the axis.
                    let inside = cell.left + text::width(&words, size, true) + margin <= self.right;
                    let alone = rhythm > 1 || fits(cell, &words, 1);
                    if counts.is_multiple_of(rhythm) && alone && inside {
                        cell.label = words;
                    }
                }
                return;
            }
        }
    }

    /// The days off that are drawn, by stretches; make-up days are working days and end one.
    ///
    /// ```
    /// use permits::calendar::{Calendar, Day};
    /// use permits::report::time_axis::TimeAxis;
    /// let day = |day| Day::new(2023, 6, day).unwrap();
    /// // Duanwu 2023: off from Thursday the 22nd to Saturday the 24th; Sunday the 25th is worked for it.
    /// let off = TimeAxis::new(day(19), day(30), 0, 1_200).days_off(&Calendar::official());
    /// assert_eq!((off.len(), off[0].first, off[0].last), (1, day(22), day(24)));
    /// ```
    pub fn days_off(&self, calendar: &Calendar) -> Vec<DaysOff> {
        let mut stretches: Vec<DaysOff> = Vec::new();
        let mut worked_before = true;
        for day in self.first.to(self.last) {
            let works = calendar.works(day);
            if !works && worked_before {
                let left = self.begin(day);
                stretches.push(DaysOff { first: day, last: day, left, right: left });
            }
            if !works && let Some(stretch) = stretches.last_mut() {
                stretch.last = day;
                stretch.right = self.end(day);
            }
            worked_before = works;
        }
        stretches
    }
}

/// Whether a cell of the unit begins on that day.
fn begins(unit: Unit, day: Day) -> bool {
    let of_month = day.day_of_month();
    match unit {
        Unit::Year => of_month == 1 && day.month() == 1,
        Unit::Month => of_month == 1,
        Unit::Week => day.weekday().days_from_monday() == 0,
        Unit::Xun => matches!(of_month, 1 | 11 | 21),
    }
}

/// A month, short.
pub(super) fn month_name(month: u32, lang: Lang) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match lang {
        Lang::Zh => format!("{month}月"),
        Lang::En => MONTHS[month as usize - 1].to_string(),
    }
}

/// What a cell is called: a week by the day of the month it begins on.
fn label(unit: Unit, first: Day, lang: Lang, long: bool) -> String {
    let month = first.month();
    match (unit, lang) {
        (Unit::Year, Lang::Zh) if long => format!("{}年", first.year()),
        (Unit::Year, _) => first.year().to_string(),
        (Unit::Month, _) if long => month_name(month, lang),
        (Unit::Month, _) => month.to_string(),
        (Unit::Week, _) => first.day_of_month().to_string(),
        (Unit::Xun, lang) => {
            let third = (first.day_of_month().min(30) as usize - 1) / 10;
            match (lang, long) {
                (Lang::Zh, true) => ["上旬", "中旬", "下旬"][third].to_string(),
                (Lang::Zh, false) => ["上", "中", "下"][third].to_string(),
                (Lang::En, _) => ["1", "11", "21"][third].to_string(),
            }
        }
    }
}

/// The widest label of a unit.
fn longest(unit: Unit, lang: Lang, long: bool) -> String {
    match (unit, lang) {
        (Unit::Year, Lang::Zh) if long => "2023年".into(),
        (Unit::Year, _) => "2023".into(),
        (Unit::Month, Lang::Zh) if long => "12月".into(),
        (Unit::Month, Lang::En) if long => "May".into(),
        (Unit::Month, _) | (Unit::Week, _) => "12".into(),
        (Unit::Xun, Lang::Zh) if long => "上旬".into(),
        (Unit::Xun, Lang::Zh) => "上".into(),
        (Unit::Xun, Lang::En) => "21".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn cells_cover_the_axis_without_gaps() {
        let axis = TimeAxis::new(day("2023-05-30"), day("2024-03-07"), 3_000, 15_877);
        for scale in [Scale::Month, Scale::Xun] {
            for (unit, cells) in axis.rows(scale, Lang::Zh, 100) {
                assert_eq!((cells[0].left, cells[cells.len() - 1].right), (3_000, 15_877), "{unit:?}");
                for pair in cells.windows(2) {
                    assert_eq!(pair[0].right, pair[1].left);
                    assert_eq!(pair[0].last.plus(1), Some(pair[1].first));
                }
            }
        }
    }

    #[test]
    fn a_make_up_day_is_not_shaded() {
        // Duanwu 2023: off Thursday 22 to Saturday 24 June, Sunday the 25th is worked.
        let axis = TimeAxis::new(day("2023-06-19"), day("2023-06-30"), 0, 1_200);
        let off = axis.days_off(&Calendar::official());
        let days: Vec<_> = off.iter().map(|off| (off.first.to_string(), off.last.to_string())).collect();
        assert_eq!(days, [("2023-06-22".to_string(), "2023-06-24".to_string())]);
        assert_eq!((off[0].left, off[0].right), (300, 600));
    }

    #[test]
    fn the_third_xun_takes_the_rest_of_the_month() {
        let axis = TimeAxis::new(day("2023-10-01"), day("2023-10-31"), 0, 3_100);
        let (_, xun) = axis.rows(Scale::Xun, Lang::Zh, 100).remove(2);
        let labels: Vec<_> = xun.iter().map(|cell| (cell.label.as_str(), cell.right)).collect();
        assert_eq!(labels, [("上旬", 1_000), ("中旬", 2_000), ("下旬", 3_100)]);
    }

    #[test]
    fn labels_thin_out_before_they_touch() {
        for years in 1..30 {
            let axis = TimeAxis::new(day("2023-01-01"), Day::new(2022 + years, 12, 31).unwrap(), 0, 9_000);
            for (unit, cells) in axis.rows(Scale::Month, Lang::En, 100) {
                let mut reached = 0;
                for cell in cells.iter().filter(|cell| !cell.label.is_empty()) {
                    assert!(cell.left >= reached, "{years} years, {unit:?}");
                    reached = cell.left + text::width(&cell.label, 100, false);
                }
                assert!(reached <= 9_000);
            }
        }
    }
}
