//! The layout on the page.
//!
//! In: a [`Layout`]. Out: the SVG. What lies below is drawn first: shading, rules, the lines between the bands, then
//! links, marks and words. Marks and legend are the Gantt chart's. Nothing is decided here but how a thing looks.

use super::super::super::gantt::Row;
use super::super::super::gantt::draw::{axis_row, draw_bracket, draw_mark, draw_sample, link};
use super::super::super::svg::{Dash, Fill, Frame, Page, Paint, Point, Role, Stroke, Svg};
use super::foot::Sample;
use super::layout::{Band, Layout};
use super::shifts::Shift;

/// Draws the picture.
pub(super) fn draw(layout: &Layout) -> String {
    let mut svg = Svg::new(&Page {
        width: layout.width,
        height: layout.height,
        theme: layout.theme,
        lang: layout.lang,
        title: &layout.title,
        description: &layout.description,
    });
    svg.group(&[("class", "calendar")], None, |svg| {
        layout.bands.iter().for_each(|band| calendar(svg, layout, band));
    });
    svg.group(&[("class", "head")], None, |svg| {
        layout.heading.iter().for_each(|label| svg.label(label));
        let again = layout.bands.iter().flat_map(|band| &band.axis_rows);
        layout.axis_rows.iter().chain(again).chain(&layout.axis_foot).for_each(|row| axis_row(svg, row));
    });
    svg.group(&[("class", "shifts")], None, |svg| {
        for shift in layout.bands.iter().flat_map(|band| &band.shifts) {
            draw_shift(svg, shift);
        }
    });
    for band in &layout.bands {
        svg.group(&[("class", "scenario"), ("data-name", &band.name)], None, |svg| draw_band(svg, band));
    }
    svg.group(&[("class", "legend")], None, |svg| {
        for sample in &layout.legend {
            match sample.sample {
                Sample::Gantt(known) => draw_sample(svg, known, sample.frame),
                Sample::Shift => sample_shift(svg, sample.frame),
            }
            svg.label(&sample.label);
        }
    });
    svg.group(&[("class", "footer")], None, |svg| {
        layout.footer.iter().for_each(|label| svg.label(label));
    });
    svg.finish()
}

fn rule(svg: &mut Svg, from: Point, to: Point, role: Role, width: i32) {
    svg.path(&[from, to], false, &Paint::line(Stroke::solid(role, width)));
}

/// Shading of days off by the scenario's own calendar, lines where months begin.
fn calendar(svg: &mut Svg, layout: &Layout, band: &Band) {
    let Frame { left, top, right, bottom } = band.chart;
    svg.rects(&band.days_off, &Paint::fill(Fill::Solid(Role::Shade)));
    for &x in &layout.months {
        rule(svg, (x, top), (x, bottom), Role::Rule, 5);
    }
    for frame in &band.unpublished {
        svg.rect(frame, &Paint::fill(Fill::Hatch(Role::Ink)));
    }
    rule(svg, (band.frame.left, top), (right, top), Role::Ink, 10);
    rule(svg, (left, bottom), (right, bottom), Role::Rule, 7);
}

fn draw_shift(svg: &mut Svg, shift: &Shift) {
    let attributes = [("class", "shift"), ("data-id", shift.id.as_str())];
    svg.group(&attributes, Some(&shift.hover), |svg| {
        for piece in &shift.pieces {
            svg.path(piece, false, &Paint::line(shift_stroke(shift.is_goal)));
        }
        shift.label.iter().for_each(|label| svg.label(label));
    });
}

fn shift_stroke(is_goal: bool) -> Stroke {
    let (role, width) = if is_goal { (Role::Ink, 11) } else { (Role::Link, 7) };
    Stroke { role, width, dash: Dash::Dashed }
}

fn draw_band(svg: &mut Svg, band: &Band) {
    band.words.iter().for_each(|label| svg.label(label));
    for route in &band.links {
        link(svg, route);
    }
    band.rows.iter().for_each(|row| draw_row(svg, row));
}

fn draw_row(svg: &mut Svg, row: &Row) {
    let class = match (row.step, row.critical) {
        (Some(_), true) => "step critical",
        (Some(_), false) => "step",
        (None, _) => "promise",
    };
    let attributes = [("class", class), ("data-id", row.id.as_str()), ("pointer-events", "all")];
    svg.group(&attributes, Some(&row.hover), |svg| {
        // An empty box, so that the whole row answers to the pointer.
        svg.rect(&row.frame, &Paint::fill(Fill::Nothing));
        if let Some(mark) = &row.mark {
            draw_mark(svg, mark);
        }
        row.name.iter().for_each(|name| svg.label(name));
        if let Some(bracket) = &row.bracket {
            draw_bracket(svg, bracket);
            if !bracket.label.text.is_empty() {
                svg.label(&bracket.label);
            }
        }
    });
}

fn sample_shift(svg: &mut Svg, frame: Frame) {
    let y = (frame.top + 30, frame.bottom - 30);
    let points = [(frame.left + 40, y.0), (frame.right - 40, y.1)];
    svg.path(&points, false, &Paint::line(shift_stroke(false)));
}
