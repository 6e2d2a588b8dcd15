//! What holds for any picture of compared plans, by other means than the layout's own.

use permits::calendar::{At, Moment};
use permits::report::comparison::drawing::{Band, Layout};
use permits::report::svg::{Frame, Label};

use super::Planned;
use super::drawn::{runs_through, words_are_clear};

/// No words leave their box or the page, none overlap, no line runs through those among the marks, and no mark leaves
/// its band.
pub fn is_clear(layout: &Layout, what: &str) {
    let page = Frame::new(0, 0, layout.width, layout.height);
    words_are_clear(page, layout.labels(), what);
    let all = || layout.bands.iter();
    let words: Vec<Frame> = all()
        .flat_map(|band| {
            let names = band
                .rows
                .iter()
                .flat_map(|row| row.name.iter().chain(row.bracket.as_ref().map(|bracket| &bracket.label)));
            let above = band.axis_rows.iter().flat_map(|row| &row.labels);
            names.chain(above).chain(band.shifts.iter().filter_map(|shift| shift.label.as_ref()))
        })
        .map(Label::extent)
        .collect();
    let links = all().flat_map(|band| &band.links).flat_map(|link| &link.pieces);
    let shifts = all().flat_map(|band| &band.shifts).flat_map(|shift| &shift.pieces);
    for piece in links.chain(shifts) {
        for pair in piece.windows(2) {
            let found = words.iter().find(|words| runs_through(pair[0], pair[1], words));
            assert_eq!(found, None, "{what}: {pair:?} runs through words");
        }
    }
    for band in all() {
        assert!(page.contains(&band.frame), "{what}: a band leaves the page");
        for row in &band.rows {
            assert!(band.chart.contains(&row.frame), "{what}: {} leaves its band", row.id);
            if let Some(mark) = row.mark {
                assert!(page.contains(&mark.frame.grown(30)), "{what}: {} leaves the page", row.id);
                let name = row.name.as_ref().map(Label::extent);
                assert!(name.is_none_or(|name| !name.overlaps(&mark.frame)), "{what}: {}", row.id);
            }
            if let Some(bracket) = &row.bracket {
                for &(from, to) in bracket.window.iter().chain(&bracket.margin) {
                    let words = bracket.label.extent();
                    assert!(!runs_through((from, bracket.y), (to, bracket.y), &words), "{what}: {}", row.id);
                }
            }
        }
    }
    for pair in layout.bands.windows(2) {
        assert!(pair[0].frame.bottom < pair[1].frame.top, "{what}: bands overlap");
    }
}

/// Where a moment lies when every day is equally wide: days are counted here one by one.
pub fn place(layout: &Layout, moment: Moment) -> i32 {
    let (first, last) = (layout.axis.first(), layout.axis.last());
    let all = i64::from(last.index()) - i64::from(first.index()) + 1;
    let before = i64::from(moment.day().index()) - i64::from(first.index());
    let halves = before * 2 + if moment.at() == At::EndOfDay { 2 } else { 1 };
    let width = i64::from(layout.axis.right() - layout.axis.left());
    layout.axis.left() + i32::try_from(width * halves / (all * 2)).unwrap()
}

/// A day is shaded in a band exactly when nobody works on it in that scenario.
pub fn shades_days_off(planned: &Planned, layout: &Layout, band: &Band) {
    assert!(band.days_off.iter().all(|off| band.chart.contains(off)));
    let days = layout.axis.last().days_since(layout.axis.first()) + 1;
    if (layout.axis.right() - layout.axis.left()) / days < 4 {
        // Days that are hardly wider than a tenth of a pixel cannot be told apart.
        return;
    }
    for day in layout.axis.first().to(layout.axis.last()) {
        let middle = place(layout, Moment::in_hours(day));
        let shaded = band.days_off.iter().any(|off| off.left <= middle && middle < off.right);
        assert_eq!(shaded, !planned.calendar.works(day), "{day}");
    }
}
