//! The page is written.
//!
//! In: a [`Layout`]. Out: SVG. Lines without words first, the critical path above the rest, circles above the lines,
//! words last; nothing is laid out here. Circles, lines and heads are drawn by plotters, dashes, waves and hover titles
//! by our SVG.

use plotters::element::{Circle as Ring, PathElement, Polygon};
use plotters::style::ShapeStyle;

use crate::diagnostic::Lang;
use crate::report::plan::Plan;
use crate::report::svg::text::Type;
use crate::report::svg::{Align, Dash, Fill, Frame, Label, Page, Paint, Point, Role, Stroke, Svg};

use super::super::drawing::Options;
use super::board::RADIUS;
use super::events::Stands;
use super::layout::{Circle, Drawn, HEAD, Layout, Mark, Piece, Sample, description, layout};
use super::words;

/// The drawing of a plan.
///
/// ```
/// use permits::report::drawing::Options;
/// use permits::report::time_scaled::time_scaled;
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let svg = time_scaled(&plan, &Options::default(), Lang::Zh);
/// assert!(svg.starts_with("<svg ") && svg.contains("公告期") && svg.ends_with("</svg>\n"));
/// ```
pub fn time_scaled(plan: &Plan<'_>, options: &Options, lang: Lang) -> String {
    let layout = layout(plan, options, lang);
    let title = words::heading(plan, lang);
    let description = description(plan, lang);
    let page = Page {
        width: layout.width,
        height: layout.height,
        theme: options.theme,
        lang,
        title: &title,
        description: &description,
    };
    let mut svg = Svg::new(&page);
    days(&mut svg, &layout);
    // What is critical is drawn last, so that nothing lies on it.
    for critical in [false, true] {
        let links = |drawn: &Drawn| !matches!(drawn.stands, Stands::Step(_));
        for drawn in layout.arrows.iter().filter(|drawn| drawn.critical == critical && links(drawn)) {
            arrow(&mut svg, &layout, drawn);
        }
        for drawn in layout.arrows.iter().filter(|drawn| drawn.critical == critical && !links(drawn)) {
            arrow(&mut svg, &layout, drawn);
        }
    }
    for circle in &layout.circles {
        ring(&mut svg, circle, &layout);
    }
    for name in layout.names.iter().filter(|name| !name.lines.is_empty()) {
        let title = Some(name.title.as_str()).filter(|title| !title.is_empty());
        svg.group(&[("class", "name")], title, |svg| name.lines.iter().for_each(|line| svg.label(line)));
    }
    for label in layout.lengths.iter().chain(&layout.labels) {
        svg.label(label);
    }
    for (sample, frame) in &layout.samples {
        explained(&mut svg, *sample, frame);
    }
    svg.finish()
}

/// Days off, the axis, the day the goal is reached.
fn days(svg: &mut Svg, layout: &Layout) {
    let chart = &layout.chart;
    let off: Vec<Frame> =
        layout.off.iter().map(|off| Frame::new(off.left, chart.top, off.right, chart.bottom)).collect();
    svg.rects(&off, &Paint::fill(Fill::Solid(Role::Shade)));
    for (from, to, through) in &layout.ticks {
        let role = if *through { Role::Rule } else { Role::Hair };
        line(svg, &[*from, *to], Stroke::solid(role, 5));
    }
    for y in [chart.top, chart.bottom] {
        line(svg, &[(chart.left, y), (chart.right, y)], Stroke::solid(Role::Rule, 8));
    }
}

fn line(svg: &mut Svg, points: &[Point], stroke: Stroke) {
    if stroke.dash == Dash::None {
        let style = ShapeStyle::from(stroke.role.color()).stroke_width(stroke.width.unsigned_abs());
        svg.draw(&PathElement::new(points.to_vec(), style));
    } else {
        svg.path(points, false, &Paint::line(stroke));
    }
}

/// The colour and the width of an arrow.
fn weight(stands: &Stands, critical: bool) -> (Role, i32) {
    match (stands, critical) {
        (Stands::Step(_), true) => (Role::Critical, 24),
        (Stands::Step(_), false) => (Role::Ink, 10),
        (_, true) => (Role::Critical, 16),
        (_, false) => (Role::Link, 7),
    }
}

fn arrow(svg: &mut Svg, layout: &Layout, drawn: &Drawn) {
    if drawn.pieces.is_empty() {
        return;
    }
    let (from, to) = (layout.circles[drawn.from].number, layout.circles[drawn.to].number);
    let class = match drawn.stands {
        Stands::Step(_) => "step",
        Stands::Link => "dummy",
        Stands::Lag(_) => "lag",
    };
    let id = format!("{from}-{to}");
    svg.group(&[("class", class), ("data-arrow", &id)], Some(&drawn.title), |svg| {
        let weight = weight(&drawn.stands, drawn.critical);
        along(svg, &drawn.pieces, weight);
        if layout.circles[drawn.to].outside {
            return;
        }
        if let Some(last) = drawn.pieces.last() {
            if drawn.stopped {
                cross(svg, last.to, weight.0);
            } else {
                head(svg, last, weight.0);
            }
        }
    });
}

/// The pieces, those of one kind that follow each other in one stroke.
fn along(svg: &mut Svg, pieces: &[Piece], (role, width): (Role, i32)) {
    let last = pieces.len().saturating_sub(1);
    let mut run: Vec<Point> = Vec::new();
    let mut mark = Mark::Solid;
    let flush = |svg: &mut Svg, run: &mut Vec<Point>, mark: Mark| {
        if run.len() > 1 {
            let dash = if mark == Mark::Dashed { Dash::Dashed } else { Dash::None };
            line(svg, run, Stroke { role, width, dash });
        }
        run.clear();
    };
    for (position, piece) in pieces.iter().enumerate() {
        if piece.mark == Mark::Wait {
            flush(svg, &mut run, mark);
            let thin = Stroke::solid(if role == Role::Critical { role } else { Role::Link }, width.min(8));
            line(svg, &[piece.from, piece.to], Stroke { dash: Dash::Dashed, ..thin });
            continue;
        }
        if piece.mark == Mark::Wave {
            flush(svg, &mut run, mark);
            // The head stands on a straight end.
            let end = if position == last { (piece.to.0 - HEAD - 10).max(piece.from.0) } else { piece.to.0 };
            let thin = Stroke::solid(if role == Role::Critical { role } else { Role::Link }, width.min(8));
            svg.wave(piece.from, end, thin);
            if end < piece.to.0 {
                line(svg, &[(end, piece.to.1), piece.to], thin);
            }
            continue;
        }
        if run.is_empty() || mark != piece.mark {
            flush(svg, &mut run, mark);
            mark = piece.mark;
            run.push(piece.from);
        }
        run.push(piece.to);
    }
    flush(svg, &mut run, mark);
}

/// An arrow's head at the end of its last piece.
fn head(svg: &mut Svg, last: &Piece, role: Role) {
    let (x, y) = last.to;
    let (dx, dy) = ((x - last.from.0).signum(), (y - last.from.1).signum());
    let half = HEAD * 2 / 5;
    let base = (x - dx * HEAD, y - dy * HEAD);
    let corners =
        vec![(x, y), (base.0 + dy * half, base.1 + dx * half), (base.0 - dy * half, base.1 - dx * half)];
    svg.draw(&Polygon::new(corners, ShapeStyle::from(role.color()).filled()));
}

fn cross(svg: &mut Svg, (x, y): Point, role: Role) {
    for turn in [-1, 1] {
        line(svg, &[(x - 45, y - 45 * turn), (x + 45, y + 45 * turn)], Stroke::solid(role, 16));
    }
}

fn ring(svg: &mut Svg, circle: &Circle, layout: &Layout) {
    let (x, y) = circle.at;
    if circle.outside {
        // The arrow goes on beyond the window.
        let turn = if x <= layout.axis.left() { -1 } else { 1 };
        let chevron = [(x, y - 35), (x + 35 * turn, y), (x, y + 35)];
        line(svg, &chevron, Stroke::solid(Role::Soft, 10));
        return;
    }
    numbered(svg, circle.at, &circle.number.to_string(), circle.event.critical);
}

fn numbered(svg: &mut Svg, (x, y): Point, number: &str, critical: bool) {
    let (role, width) = if critical { (Role::Critical, 16) } else { (Role::Ink, 8) };
    svg.draw(&Ring::new((x, y), RADIUS, ShapeStyle::from(Role::Paper.color()).filled()));
    let outline = ShapeStyle::from(role.color()).stroke_width(width);
    svg.draw(&Ring::new((x, y), RADIUS, outline));
    let frame = Frame::new(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS);
    let size = if number.len() > 2 { 66 } else { 80 };
    svg.label(&Label::fit(number, frame, Type::plain(size).align(Align::Center).role(role)));
}

/// A sample of a mark in the key.
fn explained(svg: &mut Svg, sample: Sample, frame: &Frame) {
    let y = frame.middle();
    let (from, to) = ((frame.left, y), (frame.right, y));
    let whole = |mark| vec![Piece { from, to, mark }];
    let any = crate::network::StepIx::new(0);
    let (stands, critical, pieces) = match sample {
        Sample::Step => (Stands::Step(any), false, whole(Mark::Solid)),
        Sample::Critical => (Stands::Step(any), true, whole(Mark::Solid)),
        Sample::Wave => (Stands::Step(any), false, whole(Mark::Wave)),
        Sample::Wait => {
            let middle = ((from.0 + to.0) / 2, y);
            let solid = Piece { from, to: middle, mark: Mark::Solid };
            (Stands::Step(any), false, vec![solid, Piece { from: middle, to, mark: Mark::Wait }])
        }
        Sample::Dummy => (Stands::Link, false, whole(Mark::Dashed)),
        Sample::Lag => (Stands::Link, false, whole(Mark::Dashed)),
        Sample::Stopped => {
            along(svg, &whole(Mark::Solid), weight(&Stands::Step(any), false));
            return cross(svg, to, Role::Ink);
        }
        Sample::Circle => return numbered(svg, ((frame.left + frame.right) / 2, y), "1", false),
        Sample::Off => {
            let shade = Frame::new(frame.left, frame.top + 20, frame.right, frame.bottom - 20);
            return svg.rect(&shade, &Paint::fill(Fill::Solid(Role::Shade)));
        }
    };
    let weight = weight(&stands, critical);
    along(svg, &pieces, weight);
    if let Some(last) = pieces.last() {
        head(svg, last, weight.0);
    }
}
