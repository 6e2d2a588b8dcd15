//! The layout on the page.
//!
//! In: a [`Layout`]. Out: the SVG. What lies below is drawn first: rules, bars, curves, then lines, marks and words.
//! Nothing is decided here but how a thing looks.

use super::super::super::gantt::draw::axis_row;
use super::super::super::svg::{Dash, Fill, Frame, Label, Paint, Point, Role, Stroke, Svg};
use super::curve::Curve;
use super::histogram::Histogram;
use super::layout::{Layout, PlanLine};
use super::measure::Tick;
use super::tornado::{Driver, HALF_MARK, Tornado};

/// Draws the picture.
pub(super) fn draw(layout: &Layout) -> String {
    let mut svg = Svg::new(&layout.sheet.page());
    svg.group(&[("class", "head")], None, |svg| {
        words(svg, &layout.heading);
        layout.axis_rows.iter().chain(&layout.axis_foot).for_each(|row| axis_row(svg, row));
    });
    svg.group(&[("class", "histogram")], None, |svg| histogram(svg, layout, &layout.histogram));
    svg.group(&[("class", "curve")], None, |svg| curve(svg, layout, &layout.curve));
    if let Some(plan) = &layout.plan {
        svg.group(&[("class", "plan")], None, |svg| plan_line(svg, plan));
    }
    if let Some(tornado) = &layout.tornado {
        svg.group(&[("class", "tornado")], None, |svg| draw_tornado(svg, layout, tornado));
    }
    svg.group(&[("class", "footer")], None, |svg| words(svg, &layout.footer));
    svg.finish()
}

fn words(svg: &mut Svg, labels: &[Label]) {
    labels.iter().for_each(|label| svg.label(label));
}

fn line(svg: &mut Svg, from: Point, to: Point, stroke: Stroke) {
    svg.path(&[from, to], false, &Paint::line(stroke));
}

/// Lines where months begin, and at round shares.
fn rules(svg: &mut Svg, layout: &Layout, chart: Frame, ticks: &[Tick]) {
    for &x in &layout.months {
        line(svg, (x, chart.top), (x, chart.bottom), Stroke::solid(Role::Hair, 8));
    }
    for tick in ticks {
        let role = if tick.share > 0.0 { Role::Hair } else { Role::Rule };
        line(svg, (chart.left, tick.y), (chart.right, tick.y), Stroke::solid(role, 8));
        svg.label(&tick.label);
    }
}

fn histogram(svg: &mut Svg, layout: &Layout, panel: &Histogram) {
    rules(svg, layout, panel.chart, &panel.ticks);
    words(svg, &panel.words);
    for bar in &panel.bars {
        svg.group(&[("class", "bar")], Some(&bar.hover), |svg| {
            // Also above a low bar the pointer finds it.
            svg.rect(&Frame { top: panel.chart.top, ..bar.frame }, &everywhere());
            svg.rect(&bar.frame, &Paint::fill(Fill::Solid(Role::Notice)));
        });
    }
}

/// A box that is not seen. It answers to the pointer because its fill is a wash of the page on the page.
fn everywhere() -> Paint {
    Paint::fill(Fill::Wash(Role::Paper))
}

fn curve(svg: &mut Svg, layout: &Layout, panel: &Curve) {
    rules(svg, layout, panel.chart, &panel.ticks);
    words(svg, &panel.words);
    let bottom = panel.chart.bottom;
    let mut area = panel.points.clone();
    area.push((panel.chart.right, bottom));
    svg.path(&area, true, &Paint::fill(Fill::Wash(Role::Notice)));
    svg.path(&panel.points, false, &Paint::line(Stroke::solid(Role::Notice, 20)));
    for quantile in &panel.quantiles {
        let (x, y) = quantile.at;
        let stroke = Stroke { role: Role::Link, width: 9, dash: Dash::Fine };
        line(svg, (x, y), (x, bottom), stroke);
    }
    for quantile in &panel.quantiles {
        disc(svg, quantile.at, 32, Role::Ink);
        on_paper(svg, &quantile.label);
    }
}

/// A label with the page behind it, so that no rule runs through it.
fn on_paper(svg: &mut Svg, label: &Label) {
    svg.rect(&label.extent(), &Paint::fill(Fill::Solid(Role::Paper)));
    svg.label(label);
}

fn disc(svg: &mut Svg, (x, y): Point, radius: i32, role: Role) {
    let frame = Frame::new(x, y, x, y).grown(radius);
    svg.rect(&frame, &Paint { radius, ..Paint::fill(Fill::Solid(role)) });
}

fn ring(svg: &mut Svg, (x, y): Point, radius: i32) {
    let frame = Frame::new(x, y, x, y).grown(radius);
    let stroke = Some(Stroke::solid(Role::Ink, 13));
    svg.rect(&frame, &Paint { fill: Fill::Solid(Role::Paper), stroke, radius });
}

fn plan_line(svg: &mut Svg, plan: &PlanLine) {
    let stroke = Stroke { role: Role::Critical, width: 13, dash: Dash::Dashed };
    for &(top, bottom) in &plan.pieces {
        line(svg, (plan.x, top), (plan.x, bottom), stroke);
    }
    svg.label(&plan.label);
}

fn draw_tornado(svg: &mut Svg, layout: &Layout, panel: &Tornado) {
    words(svg, &panel.words);
    rules(svg, layout, panel.chart, &[]);
    for driver in &panel.drivers {
        let Frame { left, top, right, .. } = driver.frame;
        line(svg, (left, top), (right, top), Stroke::solid(Role::Hair, 8));
    }
    svg.label(&panel.label);
    for &(top, bottom) in &panel.pieces {
        line(svg, (panel.x, top), (panel.x, bottom), Stroke::solid(Role::Ink, 10));
    }
    for driver in &panel.drivers {
        svg.group(&[("class", "driver")], Some(&driver.hover), |svg| draw_driver(svg, panel.x, driver));
    }
}

/// The part that comes before the P80 and the part after it in two tones, also in grey on two sides of the line.
fn draw_driver(svg: &mut Svg, p80: i32, driver: &Driver) {
    svg.rect(&driver.frame, &Paint::fill(Fill::Nothing));
    words(svg, &driver.words);
    let Frame { left, right, .. } = driver.bar;
    let parts = [(left, right.min(p80), Role::Consultation), (left.max(p80), right, Role::Review)];
    for (left, right, role) in parts.into_iter().filter(|(left, right, _)| left < right) {
        svg.rect(&Frame { left, right, ..driver.bar }, &Paint::fill(Fill::Solid(role)));
    }
    let y = driver.bar.middle();
    // A rim of the page keeps the disc apart from a bar that is as light.
    disc(svg, (driver.high.x, y), HALF_MARK + 8, Role::Paper);
    ring(svg, (driver.low.x, y), HALF_MARK + 5);
    disc(svg, (driver.high.x, y), HALF_MARK - 5, Role::Ink);
    for end in [&driver.low, &driver.high] {
        on_paper(svg, &end.label);
    }
}
