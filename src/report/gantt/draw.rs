//! The layout on the page.
//!
//! In: a [`Layout`]. Out: the SVG. What lies below is drawn first: shading, rules, links, tails, marks, words. Nothing
//! is decided here but how a thing looks.
//!
//! One file: each mark's look is a function that stands for itself.

use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::{Color, ShapeStyle};

use crate::network::{Kind, Origin, Stated};

use super::super::svg::text::Type;
use super::super::svg::{Dash, Fill, Frame, Label, Page, Paint, Point, Role, Stroke, Svg};
use super::foot::Sample;
use super::front::Front;
use super::head::AxisRow;
use super::layout::{Bracket, Layout, Row};
use super::marks::{Edge, Mark, Shape, Tail, role};
use super::routes::{Rank, Route};

/// Draws the chart.
pub(super) fn draw(layout: &Layout) -> String {
    let mut svg = Svg::new(&Page {
        width: layout.width,
        height: layout.height,
        theme: layout.theme,
        lang: layout.lang,
        title: &layout.title,
        description: &layout.description,
    });
    svg.group(&[("class", "calendar")], None, |svg| calendar(svg, layout));
    svg.group(&[("class", "head")], None, |svg| head(svg, layout));
    svg.group(&[("class", "lanes")], None, |svg| lanes(svg, layout));
    svg.group(&[("class", "links")], None, |svg| links(svg, layout));
    svg.group(&[("class", "landmarks")], None, |svg| landmarks(svg, layout));
    for row in &layout.rows {
        draw_row(&mut svg, layout, row);
    }
    if let Some(front) = &layout.front {
        svg.group(&[("class", "front")], None, |svg| draw_front(svg, front));
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

fn filled(role: Role) -> ShapeStyle {
    role.color().filled()
}

fn line(role: Role, width: u32) -> ShapeStyle {
    role.color().stroke_width(width)
}

/// Shading of days off, lines where months begin.
fn calendar(svg: &mut Svg, layout: &Layout) {
    svg.rects(&layout.days_off, &Paint::fill(Fill::Solid(Role::Shade)));
    for &x in &layout.months {
        let Frame { top, bottom, .. } = layout.chart;
        svg.draw(&PathElement::new(vec![(x, top), (x, bottom)], line(Role::Rule, 5)));
    }
    for frame in &layout.unpublished {
        svg.rect(frame, &Paint::fill(Fill::Hatch(Role::Ink)));
    }
}

fn head(svg: &mut Svg, layout: &Layout) {
    layout.heading.iter().for_each(|label| svg.label(label));
    layout.columns.iter().chain(&layout.nothing).for_each(|label| svg.label(label));
    layout.axis_rows.iter().chain(&layout.axis_foot).for_each(|row| axis_row(svg, row));
    let left = layout.rows.first().map_or(layout.chart.left, |row| row.frame.left);
    let Frame { top, right, .. } = layout.chart;
    svg.draw(&PathElement::new(vec![(left, top), (right, top)], line(Role::Ink, 10)));
}

/// Draws a row of the axis.
pub(in crate::report) fn axis_row(svg: &mut Svg, row: &AxisRow) {
    for cell in &row.cells {
        // A cell's line is its left edge; the axis closes the last one.
        if cell.right - cell.left >= 25 {
            let points = vec![(cell.left, row.frame.top), (cell.left, row.frame.bottom)];
            svg.draw(&PathElement::new(points, line(Role::Rule, 5)));
        }
    }
    let points = vec![(row.frame.left, row.frame.top), (row.frame.right, row.frame.top)];
    svg.draw(&PathElement::new(points, line(Role::Rule, 5)));
    row.labels.iter().for_each(|label| svg.label(label));
}

fn lanes(svg: &mut Svg, layout: &Layout) {
    for row in &layout.rows {
        let Frame { left, right, bottom, .. } = row.frame;
        let left = row.labels.first().map_or(left, |label| label.frame.left.min(layout.chart.left));
        svg.draw(&PathElement::new(vec![(left, bottom), (right, bottom)], line(Role::Hair, 5)));
    }
    for (position, lane) in layout.lanes.iter().enumerate() {
        let y = match layout.lanes.get(position + 1) {
            Some(next) => (lane.frame.bottom + next.frame.top) / 2,
            None => layout.chart.bottom,
        };
        let points = vec![(lane.frame.left, y), (lane.frame.right, y)];
        svg.draw(&PathElement::new(points, line(Role::Rule, 7)));
        lane.labels.iter().for_each(|label| svg.label(label));
    }
}

fn links(svg: &mut Svg, layout: &Layout) {
    let mut ranked: Vec<&Route> = layout.links.iter().collect();
    // The weak ones lie below.
    ranked.sort_by_key(|route| route.rank);
    for route in ranked {
        link(svg, route);
    }
}

pub(in crate::report) fn link(svg: &mut Svg, route: &Route) {
    let (role, width) = link_style(route.rank);
    let dash = if route.stated == Stated::Inferred { Dash::Dotted } else { Dash::None };
    for piece in &route.pieces {
        svg.path(piece, false, &Paint::line(Stroke { role, width, dash }));
    }
    svg.draw(&Polygon::new(route.arrow.to_vec(), filled(role)));
}

fn link_style(rank: Rank) -> (Role, i32) {
    match rank {
        Rank::Critical => (Role::Critical, 11),
        Rank::Driving => (Role::Link, 8),
        Rank::Other => (Role::Faint, 6),
    }
}

fn landmarks(svg: &mut Svg, layout: &Layout) {
    for flag in &layout.flags {
        for &(top, bottom) in &flag.pieces {
            let stroke = Stroke { role: flag.role, width: 8, dash: Dash::Dashed };
            svg.path(&[(flag.x, top), (flag.x, bottom)], false, &Paint::line(stroke));
        }
        svg.label(&flag.label);
    }
}

fn draw_front(svg: &mut Svg, front: &Front) {
    front_line(svg, &front.line);
    front.forecasts.iter().for_each(|(_, at)| forecast(svg, *at));
    front.nodes.iter().for_each(|(_, at)| node(svg, *at));
}

fn front_line(svg: &mut Svg, points: &[Point]) {
    // A seam of paper, so that it is told from the bars and links below it.
    svg.path(points, false, &Paint::line(Stroke::solid(Role::Paper, 34)));
    svg.path(points, false, &Paint::line(Stroke::solid(Role::Ink, 17)));
}

fn node(svg: &mut Svg, at: Point) {
    svg.draw(&Circle::new(at, 32, filled(Role::Paper)));
    svg.draw(&Circle::new(at, 32, line(Role::Ink, 14)));
}

/// An arrow head that points down on the day.
fn forecast(svg: &mut Svg, (x, y): Point) {
    let corners = [(x - 38, y - 34), (x + 38, y - 34), (x, y + 34)];
    let stroke = Some(Stroke::solid(Role::Ink, 12));
    svg.path(&corners, true, &Paint { fill: Fill::Solid(Role::Paper), stroke, radius: 0 });
}

fn draw_row(svg: &mut Svg, layout: &Layout, row: &Row) {
    let class = match (row.step, row.critical) {
        (Some(_), true) => "step critical",
        (Some(_), false) => "step",
        (None, _) => "promise",
    };
    let attributes = [("class", class), ("data-id", row.id.as_str()), ("pointer-events", "all")];
    svg.group(&attributes, Some(&row.hover), |svg| {
        // An empty box, so that the whole row answers to the pointer.
        svg.rect(&row.frame, &Paint::fill(Fill::Nothing));
        if row.critical {
            let left = layout.rule_left(row);
            let bar = [(left, row.frame.top + 15), (left + 25, row.frame.bottom - 15)];
            svg.draw(&Rectangle::new(bar, filled(Role::Critical)));
        }
        row.labels.iter().for_each(|label| svg.label(label));
        row.tails.iter().for_each(|tail| draw_tail(svg, tail));
        if let Some(mark) = &row.mark {
            draw_mark(svg, mark);
        }
        if let Some(name) = &row.name {
            svg.label(name);
        }
        if let Some(bracket) = &row.bracket {
            draw_bracket(svg, bracket);
            svg.label(&bracket.label);
        }
    });
}

fn draw_tail(svg: &mut Svg, tail: &Tail) {
    let style = line(Role::Float, 7);
    svg.draw(&PathElement::new(vec![(tail.from, tail.y), (tail.to, tail.y)], style));
    if tail.ends {
        svg.draw(&PathElement::new(vec![(tail.to, tail.y - 25), (tail.to, tail.y + 25)], style));
    }
}

/// The outline that tells critical from other, and assumed from fixed.
fn outline(mark: &Mark) -> Stroke {
    let role = if mark.critical { Role::Critical } else { role(mark.kind) };
    let width = if mark.critical { 16 } else { 8 };
    let bar = mark.shape == Shape::Bar && mark.origin == Some(Origin::Assumption);
    let dash = match bar {
        // A short bar needs short dashes to be seen as dashed.
        true if mark.frame.width() < 200 => Dash::Fine,
        true => Dash::Dashed,
        false => Dash::None,
    };
    Stroke { role, width, dash }
}

pub(in crate::report) fn draw_mark(svg: &mut Svg, mark: &Mark) {
    let Frame { left, top, right, bottom } = mark.frame;
    let (x, y) = ((left + right) / 2, mark.frame.middle());
    let stroke = outline(mark);
    let tone = role(mark.kind);
    match mark.shape {
        Shape::Bar => draw_bar(svg, mark),
        Shape::Diamond => {
            let corners = [(x, top), (right, y), (x, bottom), (left, y)];
            if mark.critical {
                let out = FRAME + 6;
                let outer = [(x, top - out), (right + out, y), (x, bottom + out), (left - out, y)];
                let stroke = Some(Stroke { width: 13, ..stroke });
                svg.path(&outer, true, &Paint { fill: Fill::Solid(Role::Paper), stroke, radius: 0 });
            }
            svg.path(&corners, true, &Paint::fill(Fill::Solid(Role::Ink)));
            hatch(svg, mark, |svg, paint| svg.path(&corners, true, paint));
        }
        Shape::Square => {
            let hollow = mark.origin == Some(Origin::Assumption);
            let tone = if mark.kind == Kind::Act { Role::Ink } else { tone };
            let fill = if hollow { Fill::Solid(Role::Paper) } else { Fill::Solid(tone) };
            if mark.critical && !hollow {
                let stroke = Some(Stroke { width: 13, ..stroke });
                let paint = Paint { fill: Fill::Solid(Role::Paper), stroke, radius: 0 };
                svg.rect(&mark.frame.grown(FRAME), &paint);
                svg.rect(&mark.frame, &Paint::fill(fill));
            } else {
                svg.rect(&mark.frame, &Paint { fill, stroke: Some(stroke), radius: 0 });
            }
            half_filled(svg, mark, &mark.frame);
            hatch(svg, mark, |svg, paint| svg.rect(&mark.frame, paint));
        }
        Shape::Ring => {
            let radius = (right - left) as u32 / 2;
            svg.draw(&Circle::new((x, y), radius, filled(Role::Paper)));
            svg.draw(&Circle::new((x, y), radius, line(stroke.role, stroke.width as u32)));
            hatch(svg, mark, |svg, paint| svg.rect(&mark.frame, paint));
        }
        Shape::Pin => {
            svg.draw(&Circle::new((x, y), (right - left) as u32 / 2, line(Role::Ink, 10)));
            svg.draw(&Circle::new((x, y), 18, filled(Role::Ink)));
        }
        Shape::Disc => {
            if mark.waits_from < left {
                let role = if mark.critical { Role::Critical } else { tone };
                let points = vec![(mark.waits_from, y), (left, y)];
                svg.draw(&PathElement::new(points, line(role, if mark.critical { 16 } else { 10 })));
                let post = vec![(mark.waits_from, y - 25), (mark.waits_from, y + 25)];
                svg.draw(&PathElement::new(post, line(role, 10)));
            }
            let radius = (right - left) as u32 / 2;
            if mark.critical {
                let outer = radius + FRAME as u32;
                svg.draw(&Circle::new((x, y), outer, filled(Role::Paper)));
                svg.draw(&Circle::new((x, y), outer, line(Role::Critical, 13)));
            }
            svg.draw(&Circle::new((x, y), radius, filled(tone)));
            hatch(svg, mark, |svg, paint| svg.rect(&mark.frame, paint));
        }
    }
    if mark.shape != Shape::Bar && mark.right == Edge::Stopped {
        stop(svg, (x, y));
    }
}

/// How far the outline of a critical mark stands from what it holds.
const FRAME: i32 = 18;

fn draw_bar(svg: &mut Svg, mark: &Mark) {
    let tone = role(mark.kind);
    let frame = mark.frame;
    let fill = match mark.origin {
        Some(Origin::Assumption | Origin::Promise | Origin::Untimed) => Fill::Wash(tone),
        Some(Origin::Regulation | Origin::Law) | None => Fill::Solid(tone),
    };
    if let Fill::Wash(_) = fill {
        svg.rect(&frame, &Paint::fill(Fill::Solid(Role::Paper)));
    }
    let radius = if mark.kind == Kind::Task { 0 } else { 12 };
    let framed = mark.critical && matches!(fill, Fill::Solid(_));
    if framed {
        // A gap between fill and outline, so that the outline is seen on a dark bar in grey print as well.
        let around = Frame { top: frame.top - FRAME, bottom: frame.bottom + FRAME, ..frame };
        let stroke = Some(Stroke::solid(Role::Critical, 13));
        svg.rect(&around, &Paint { fill: Fill::Solid(Role::Paper), stroke, radius });
        svg.rect(&frame, &Paint::fill(fill));
    } else {
        svg.rect(&frame, &Paint { fill, stroke: Some(outline(mark)), radius });
    }
    half_filled(svg, mark, &frame);
    // A consultation is split: many are asked.
    if mark.kind == Kind::Consultation {
        let role = if let Fill::Wash(_) = fill { tone } else { Role::Paper };
        let points = vec![(frame.left + 15, frame.middle()), (frame.right - 15, frame.middle())];
        svg.draw(&PathElement::new(points, line(role, 12)));
    }
    hatch(svg, mark, |svg, paint| svg.rect(&frame, paint));
    ends(svg, mark);
}

/// A promised length is filled by half.
fn half_filled(svg: &mut Svg, mark: &Mark, frame: &Frame) {
    if mark.origin == Some(Origin::Promise) {
        let half = [(frame.left, frame.middle()), (frame.right, frame.bottom)];
        svg.draw(&Rectangle::new(half, filled(role(mark.kind))));
    }
}

/// What rests on an unpublished notice is hatched: in the page's colour on what is filled, in ink on what is hollow.
fn hatch(svg: &mut Svg, mark: &Mark, shape: impl FnOnce(&mut Svg, &Paint)) {
    if mark.provisional {
        let hollow = mark.shape == Shape::Ring
            || matches!(mark.origin, Some(Origin::Assumption | Origin::Promise | Origin::Untimed));
        let role = if hollow { Role::Ink } else { Role::Paper };
        shape(svg, &Paint::fill(Fill::Hatch(role)));
    }
}

/// The ends of a bar: closed by an expiry, open where the picture ends, crossed where a suspension broke it off.
fn ends(svg: &mut Svg, mark: &Mark) {
    let Frame { left, top, right, bottom } = mark.frame;
    let y = mark.frame.middle();
    if mark.left == Edge::Cut {
        chevron(svg, (left, y), -1);
    }
    match mark.right {
        Edge::Plain => {}
        Edge::Expiry => {
            let cap = [(right - 14, top - 24), (right + 8, bottom + 24)];
            svg.draw(&Rectangle::new(cap, filled(Role::Ink)));
        }
        Edge::Cut => chevron(svg, (right, y), 1),
        Edge::Stopped => stop(svg, (right, y)),
    }
}

/// An arrow's tip at the edge of the picture: it goes on there.
fn chevron(svg: &mut Svg, (x, y): Point, side: i32) {
    let tip = vec![(x, y), (x - side * 50, y - 45), (x - side * 50, y + 45)];
    svg.path(&tip, true, &Paint::fill(Fill::Solid(Role::Ink)));
}

fn stop(svg: &mut Svg, (x, y): Point) {
    for (from, to) in [((x - 35, y - 35), (x + 35, y + 35)), ((x - 35, y + 35), (x + 35, y - 35))] {
        svg.draw(&PathElement::new(vec![from, to], line(Role::Critical, 14)));
    }
}

pub(in crate::report) fn draw_bracket(svg: &mut Svg, bracket: &Bracket) {
    let Bracket { from, due, actual, y, shown: [starts, ends, finishes], met, .. } = *bracket;
    let role = if met { Role::Ink } else { Role::Critical };
    let width = if met { 10 } else { 16 };
    for &(from, to) in &bracket.margin {
        let dotted = Stroke { role, width: 7, dash: Dash::Dotted };
        svg.path(&[(from, y), (to, y)], false, &Paint::line(dotted));
    }
    let mut rule = |from: Point, to: Point| {
        svg.draw(&PathElement::new(vec![from, to], line(role, width)));
    };
    bracket.window.iter().for_each(|&(from, to)| rule((from, y), (to, y)));
    if starts {
        rule((from, y - 38), (from, y));
    }
    if ends {
        rule((due, y - 38), (due, y + 38));
    }
    if finishes {
        let corners = vec![(actual, y - 34), (actual - 36, y + 32), (actual + 36, y + 32)];
        svg.draw(&Polygon::new(corners, filled(role)));
    }
}

pub(in crate::report) fn draw_sample(svg: &mut Svg, sample: Sample, frame: Frame) {
    let (y, middle) = (frame.middle(), (frame.left + frame.right) / 2);
    let bar = |kind: Kind, origin: Option<Origin>| Mark {
        shape: Shape::Bar,
        kind,
        origin,
        frame: match kind {
            Kind::Task => Frame::new(frame.left, y - 32, frame.right, y + 32),
            _ => Frame::new(frame.left, y - 45, frame.right, y + 45),
        },
        waits_from: frame.left,
        left: Edge::Plain,
        right: Edge::Plain,
        critical: false,
        provisional: false,
    };
    let small = |shape: Shape, kind: Kind, half: i32| Mark {
        shape,
        frame: Frame::new(middle - half, y - half, middle + half, y + half),
        waits_from: middle,
        ..bar(kind, None)
    };
    let law = Some(Origin::Regulation);
    // Half of the last day, as an axis would have it.
    let day = Frame::new(frame.right - 160, y - 70, frame.right, y + 70);
    match sample {
        Sample::Bar(kind) => draw_mark(svg, &bar(kind, law)),
        Sample::Meeting => {
            let mut mark = small(Shape::Disc, Kind::Meeting, 44);
            mark.frame = Frame::new(frame.right - 88, y - 44, frame.right, y + 44);
            mark.waits_from = frame.left;
            draw_mark(svg, &mark);
        }
        Sample::Milestone => draw_mark(svg, &small(Shape::Diamond, Kind::Milestone, 44)),
        Sample::Done => draw_mark(svg, &small(Shape::Square, Kind::Act, 34)),
        Sample::Given => draw_mark(svg, &small(Shape::Pin, Kind::Act, 44)),
        Sample::Origin(Origin::Untimed) => {
            let mark = Mark { origin: Some(Origin::Untimed), ..small(Shape::Ring, Kind::Task, 34) };
            draw_mark(svg, &mark);
        }
        Sample::Origin(origin) => draw_mark(svg, &bar(Kind::Review, Some(origin))),
        Sample::Critical => draw_mark(svg, &Mark { critical: true, ..bar(Kind::Review, law) }),
        Sample::Float => {
            let tail = Tail { from: frame.left + 80, to: frame.right, y, ends: true };
            draw_mark(
                svg,
                &Mark {
                    frame: Frame { right: frame.left + 80, ..bar(Kind::Task, law).frame },
                    ..bar(Kind::Task, law)
                },
            );
            draw_tail(svg, &tail);
        }
        Sample::InHours | Sample::Expiry => {
            let expiry = sample == Sample::Expiry;
            let right = if expiry { day.right } else { day.right - 80 };
            let mut mark = bar(Kind::Notice, law);
            mark.frame.right = right;
            mark.right = if expiry { Edge::Expiry } else { Edge::Plain };
            svg.rect(&day, &Paint::line(Stroke::solid(Role::Rule, 5)));
            draw_mark(svg, &mark);
        }
        Sample::Provisional => draw_mark(svg, &Mark { provisional: true, ..bar(Kind::Notice, law) }),
        Sample::Stopped => draw_mark(svg, &Mark { right: Edge::Stopped, ..bar(Kind::Task, law) }),
        Sample::Cut => draw_mark(svg, &Mark { right: Edge::Cut, ..bar(Kind::Task, law) }),
        Sample::Link(rank) => sample_link(svg, frame, rank, Stated::ByDocument),
        Sample::Inferred => sample_link(svg, frame, Rank::Driving, Stated::Inferred),
        Sample::Met | Sample::Missed => {
            let met = sample == Sample::Met;
            let (due, actual) = match met {
                true => (frame.right, frame.right - 120),
                false => (frame.right - 120, frame.right),
            };
            let label = Label::fit("", frame, Type::plain(0));
            let shown = [true; 3];
            let window = vec![(frame.left, due)];
            let margin = vec![(actual.min(due), actual.max(due))];
            let from = frame.left;
            draw_bracket(svg, &Bracket { from, due, actual, window, margin, y, shown, met, label });
        }
        Sample::FrontLine => {
            let x = frame.right - 90;
            let turn = (frame.left + 90, y);
            let line = vec![(x, frame.top + 10), turn, (x, frame.bottom - 10)];
            front_line(svg, &line);
            node(svg, turn);
        }
        Sample::Forecast => forecast(svg, ((frame.left + frame.right) / 2, y)),
        Sample::DaysOff => svg.rect(&day_box(frame), &Paint::fill(Fill::Solid(Role::Shade))),
        Sample::Unpublished => svg
            .rect(&Frame::new(frame.left, y - 15, frame.right, y + 15), &Paint::fill(Fill::Hatch(Role::Ink))),
    }
}

fn day_box(frame: Frame) -> Frame {
    Frame::new(frame.left + 90, frame.top + 10, frame.right - 90, frame.bottom - 10)
}

fn sample_link(svg: &mut Svg, frame: Frame, rank: Rank, stated: Stated) {
    let y = frame.middle();
    let tip = (frame.right, y);
    link(
        svg,
        &Route {
            rows: (0, 0),
            rank,
            stated,
            pieces: vec![vec![(frame.left, y), tip]],
            arrow: [tip, (tip.0 - 42, y - 20), (tip.0 - 42, y + 20)],
        },
    );
}
