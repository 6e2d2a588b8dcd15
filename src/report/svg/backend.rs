//! Plotters draws into our SVG.
//!
//! In: plotters' primitives, in tenths of a pixel. Out: SVG elements with the classes of the palette. It rounds
//! nothing and measures text by its letters, not by its bytes.

use std::convert::Infallible;

use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::{Fill, Frame, Paint, Role, Stroke, Svg, text};

/// A picture as plotters sees it.
pub struct Backend<'a>(&'a mut Svg);

impl<'a> Backend<'a> {
    pub(super) fn new(svg: &'a mut Svg) -> Self {
        Backend(svg)
    }
}

/// What cannot fail.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The role of a colour. A colour that is none of ours is drawn as ink, which is always seen.
fn role(color: BackendColor) -> Role {
    Role::of(color.rgb).unwrap_or(Role::Ink)
}

fn paint<S: BackendStyle>(style: &S, fill: bool) -> Paint {
    let role = role(style.color());
    if fill {
        return Paint::fill(Fill::Solid(role));
    }
    let width = i32::try_from(style.stroke_width()).unwrap_or(i32::MAX);
    Paint::line(Stroke::solid(role, width))
}

impl DrawingBackend for Backend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let (width, height) = self.0.size;
        (width.unsigned_abs(), height.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let paint = Paint::fill(Fill::Solid(role(color)));
        self.0.rect(&Frame::new(x, y, x + 1, y + 1), &paint);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.0.rect(&Frame::new(left, top, right, bottom), &paint(style, fill));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        self.0.path(&points, false, &paint(style, false));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let radius = i32::try_from(radius).unwrap_or(i32::MAX);
        self.0.body += "<circle";
        self.0.measure("cx", x);
        self.0.measure("cy", y);
        self.0.measure("r", radius);
        self.0.painted(&paint(style, fill));
        self.0.body += "/>\n";
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<BackendCoord> = corners.into_iter().collect();
        self.0.path(&points, true, &paint(style, true));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let role = role(style.color());
        let size = style.size().round() as i32;
        let Pos { h_pos, v_pos } = style.anchor();
        let baseline = match v_pos {
            VPos::Top => y + text::ascent(size),
            VPos::Center => y + (text::ascent(size) - text::descent(size)) / 2,
            VPos::Bottom => y - text::descent(size),
        };
        let bold = matches!(style.style(), FontStyle::Bold);
        let svg = &mut self.0;
        svg.body += "<text";
        svg.measure("x", x);
        svg.measure("y", baseline);
        svg.measure("font-size", size);
        match h_pos {
            HPos::Left => {}
            HPos::Center => svg.attribute("text-anchor", "middle"),
            HPos::Right => svg.attribute("text-anchor", "end"),
        }
        if bold {
            svg.attribute("font-weight", "bold");
        }
        svg.attribute("class", &format!("f-{}", role.name()));
        let hex = role.hex(svg.theme);
        svg.attribute("fill", &hex);
        svg.body += ">";
        svg.body += &super::escaped(words);
        svg.body += "</text>\n";
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        words: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size().round() as i32;
        let bold = matches!(style.style(), FontStyle::Bold);
        let width = text::width(words, size, bold);
        Ok((width.unsigned_abs(), (text::ascent(size) + text::descent(size)).unsigned_abs()))
    }
}
