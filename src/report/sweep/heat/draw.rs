//! The layout on the page.
//!
//! In: a [`Layout`]. Out: the SVG. What lies below is drawn first: cells, the lines between months, outlines, words.
//! Nothing is decided here but how a thing looks.

use super::super::super::svg::{Dash, Fill, Frame, Paint, Point, Role, Stroke, Svg};
use super::layout::{Group, Layout};
use super::windows::Extreme;
use super::words::Sample;
use super::year::{Cell, Year};

/// Draws the map.
pub(super) fn draw(layout: &Layout) -> String {
    let mut svg = Svg::with_heat(&layout.sheet.page());
    svg.group(&[("class", "head")], None, |svg| {
        layout.heading.iter().for_each(|label| svg.label(label));
    });
    for group in &layout.groups {
        svg.group(&[("class", "years")], None, |svg| draw_group(svg, group));
    }
    svg.group(&[("class", "legend")], None, |svg| {
        for sample in &layout.legend {
            draw_sample(svg, sample.sample, sample.frame);
            svg.label(&sample.label);
        }
    });
    svg.group(&[("class", "footer")], None, |svg| {
        layout.footer.iter().for_each(|label| svg.label(label));
    });
    svg.finish()
}

fn draw_group(svg: &mut Svg, group: &Group) {
    group.words.iter().for_each(|label| svg.label(label));
    for step in &group.steps {
        let frame = Frame { top: step.frame.top + 25, bottom: step.frame.bottom - 25, ..step.frame };
        svg.rect(&frame, &Paint::fill(Fill::Solid(step.sample.role())));
        svg.label(&step.label);
    }
    group.years.iter().for_each(|year| draw_year(svg, year));
}

fn draw_year(svg: &mut Svg, year: &Year) {
    let empty: Vec<Frame> =
        year.cells.iter().filter(|cell| cell.heated.is_none()).map(|cell| cell.frame).collect();
    svg.rects(&empty, &not_asked());
    year.cells.iter().for_each(|cell| draw_cell(svg, cell));
    for line in &year.months {
        svg.path(line, false, &Paint::line(Stroke::solid(Role::Soft, 7)));
    }
    for outline in &year.outlines {
        for shape in &outline.shapes {
            draw_outline(svg, shape, outline.extreme);
        }
        outline.label.iter().for_each(|label| svg.label(label));
    }
    year.labels.iter().for_each(|label| svg.label(label));
}

fn not_asked() -> Paint {
    Paint::line(Stroke::solid(Role::Rule, 6))
}

fn draw_cell(svg: &mut Svg, cell: &Cell) {
    let Some(heated) = &cell.heated else { return };
    let date = cell.day.to_string();
    svg.group(&[("data-start", &date)], Some(&heated.hover), |svg| {
        svg.rect(&cell.frame, &Paint::fill(Fill::Solid(Role::Heat(heated.heat))));
        if heated.provisional {
            dot(svg, cell.frame, heated.heat);
        }
    });
}

/// A dot that is seen on any tone: tones far from the page carry it in the page's colour, the others in ink.
fn dot(svg: &mut Svg, frame: Frame, heat: u8) {
    let role = if heat < 4 { Role::Ink } else { Role::Paper };
    let (x, y) = ((frame.left + frame.right) / 2, frame.middle());
    let radius = (frame.width() / 9).clamp(8, 20);
    let frame = Frame::new(x, y, x, y).grown(radius);
    svg.rect(&frame, &Paint { radius, ..Paint::fill(Fill::Solid(role)) });
}

fn draw_outline(svg: &mut Svg, shape: &[Point], extreme: Extreme) {
    let dash = match extreme {
        Extreme::Fewest => Dash::None,
        Extreme::Most => Dash::Dashed,
    };
    svg.path(shape, true, &Paint::line(Stroke { role: extreme.role(), width: 22, dash }));
}

/// A cell in the middle of the frame of a sample.
fn sample_cell(frame: Frame) -> Frame {
    let half = frame.height() / 2 - 25;
    let (x, y) = ((frame.left + frame.right) / 2, frame.middle());
    Frame::new(x, y, x, y).grown(half)
}

fn draw_sample(svg: &mut Svg, sample: Sample, frame: Frame) {
    let cell = sample_cell(frame);
    match sample {
        Sample::RestDay => {
            let small = cell.grown(-(cell.width() * 22 / 100));
            svg.rect(&small, &Paint::fill(Fill::Solid(Role::Heat(3))));
        }
        Sample::NotAsked => svg.rect(&cell, &not_asked()),
        Sample::Provisional => {
            svg.rect(&cell, &Paint::fill(Fill::Solid(Role::Heat(2))));
            dot(svg, cell, 2);
        }
        Sample::Window(extreme) => {
            let Frame { left, top, right, bottom } = cell.grown(5);
            draw_outline(svg, &[(left, top), (right, top), (right, bottom), (left, bottom)], extreme);
        }
    }
}
