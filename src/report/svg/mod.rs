//! # A picture as SVG
//!
//! In: rectangles, lines, texts, in tenths of a CSS pixel. Out: one self-contained SVG file: no script, no link to
//! anything outside, no font, no raster. Text stays text.
//!
//! Plotters draws through `Svg::draw`: any of its elements, by way of our own backend, which keeps tenths of a pixel
//! and measures Chinese as Chinese. What plotters has no words for is asked of `Svg` directly: groups with a hover
//! title, dashes, rounded corners, hatching. Every colour is a [`Role`]; the file says each role twice, as a class that
//! the style sheet colours (light, and dark on a dark screen), and as an attribute for renderers without style sheets.
//!
//! Coordinates are whole tenths, so the same picture has the same bytes on every machine. What is deliberately not
//! here: days, steps, layout.
//!
//! One file: every element of a picture in one place; its examples make a quarter of it.
//!
//! ```
//! use permits::report::{drawing::Options, gantt};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
//! let svg = gantt::gantt(&plan, &Options::default(), Lang::Zh);
//! // One address, which names the format; nothing is asked of the network, nothing runs.
//! assert_eq!(svg.matches("http").count(), 1);
//! assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && !svg.contains("<script"));
//! ```

mod backend;
pub(super) mod flow;
pub(super) mod inline;
mod palette;
pub(super) mod text;

pub use flow::Sampled;
pub use palette::{Role, Theme};

pub(super) use palette::properties;
pub use text::{Align, Label};

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Drawable, PointCollection};

use crate::diagnostic::Lang;

use backend::Backend;

/// A point in tenths of a pixel, as plotters has it.
pub type Point = (i32, i32);

/// A box in tenths of a pixel.
///
/// ```
/// use permits::report::svg::Frame;
/// // 120 pixels wide and 20 high, at the top left of the page.
/// let bar = Frame::new(0, 0, 1_200, 200);
/// assert_eq!((bar.width(), bar.height(), bar.middle()), (1_200, 200, 100));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Frame {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Frame {
    /// The box between these edges.
    ///
    /// ```
    /// use permits::report::svg::Frame;
    /// assert_eq!(Frame::new(1, 2, 3, 4), Frame { left: 1, top: 2, right: 3, bottom: 4 });
    /// ```
    pub fn new(left: i32, top: i32, right: i32, bottom: i32) -> Frame {
        Frame { left, top, right, bottom }
    }

    /// Its width.
    ///
    /// ```
    /// use permits::report::svg::Frame;
    /// assert_eq!(Frame::new(30, 0, 100, 20).width(), 70);
    /// ```
    pub fn width(&self) -> i32 {
        self.right - self.left
    }

    /// Its height.
    ///
    /// ```
    /// use permits::report::svg::Frame;
    /// // Down the page numbers rise.
    /// assert_eq!(Frame::new(0, 50, 10, 80).height(), 30);
    /// ```
    pub fn height(&self) -> i32 {
        self.bottom - self.top
    }

    /// Half way down.
    ///
    /// ```
    /// use permits::report::svg::Frame;
    /// assert_eq!(Frame::new(0, 50, 10, 80).middle(), 65);
    /// ```
    pub fn middle(&self) -> i32 {
        (self.top + self.bottom) / 2
    }

    /// Whether the two share more than an edge.
    ///
    /// ```
    /// use permits::report::svg::Frame;
    /// let (bar, next) = (Frame::new(0, 0, 10, 10), Frame::new(10, 0, 20, 10));
    /// assert!(!bar.overlaps(&next));
    /// assert!(bar.grown(1).overlaps(&next));
    /// ```
    pub fn overlaps(&self, other: &Frame) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether `other` lies within.
    ///
    /// ```
    /// use permits::report::svg::Frame;
    /// let page = Frame::new(0, 0, 10, 10);
    /// assert!(page.contains(&page) && !page.contains(&page.grown(1)));
    /// ```
    pub fn contains(&self, other: &Frame) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// The box grown by a margin on every side.
    ///
    /// ```
    /// use permits::report::svg::Frame;
    /// assert_eq!(Frame::new(5, 5, 10, 10).grown(2), Frame::new(3, 3, 12, 12));
    /// ```
    pub fn grown(&self, by: i32) -> Frame {
        Frame::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }
}

/// What a shape is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// Nothing: what lies below is seen.
    Nothing,
    /// A colour.
    Solid(Role),
    /// A faint wash of a colour.
    Wash(Role),
    /// Diagonal lines in a colour, on what lies below.
    Hatch(Role),
}

/// A line's colour, width (tenths of a pixel) and rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) struct Stroke {
    pub role: Role,
    pub width: i32,
    pub dash: Dash,
}

impl Stroke {
    /// An unbroken line.
    pub fn solid(role: Role, width: i32) -> Stroke {
        Stroke { role, width, dash: Dash::None }
    }
}

/// The rhythm of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    /// Unbroken.
    None,
    /// Dashes.
    Dashed,
    /// Short dashes.
    Fine,
    /// Dots.
    Dotted,
}

/// How a shape is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint {
    /// What it is filled with.
    pub fill: Fill,
    /// Its outline.
    pub stroke: Option<Stroke>,
    /// The radius of a rectangle's corners.
    pub radius: i32,
}

impl Paint {
    /// Filled, without an outline.
    pub fn fill(fill: Fill) -> Paint {
        Paint { fill, stroke: None, radius: 0 }
    }

    /// A line, not filled.
    pub fn line(stroke: Stroke) -> Paint {
        Paint { fill: Fill::Nothing, stroke: Some(stroke), radius: 0 }
    }
}

/// How wide a picture is drawn and in which colours.
///
/// ```
/// use permits::report::svg::{Options, Theme};
/// // As wide as the picture takes by itself; light, and dark on a dark screen.
/// assert_eq!(Options::default(), Options { width: None, theme: Theme::Auto });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The width in CSS pixels; what the picture takes by itself when nothing is said.
    pub width: Option<u32>,
    /// Which colours.
    pub theme: Theme,
}

impl Options {
    /// The narrowest picture in which words have room.
    pub const NARROWEST: u32 = 900;
    /// The widest: about four metres of paper.
    pub const WIDEST: u32 = 16_000;

    /// The width in tenths of a pixel, within these bounds.
    pub(super) fn tenths(&self, otherwise: u32) -> i32 {
        let width = self.width.unwrap_or(otherwise).clamp(Options::NARROWEST, Options::WIDEST);
        i32::try_from(width).unwrap_or(i32::MAX / 10) * 10
    }
}

/// What is said of a whole picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Which colours.
    pub theme: Theme,
    /// The language of its words.
    pub lang: Lang,
    /// What it is.
    pub title: &'a str,
    /// What it says, for who cannot see it.
    pub description: &'a str,
}

/// The same, kept with a layout until the picture is drawn.
///
/// ```
/// use permits::diagnostic::Lang;
/// use permits::report::svg::{Frame, Sheet, Theme};
/// let (title, description) = ("甘特图".to_string(), "land contract on 2023-07-07".to_string());
/// let sheet = Sheet { width: 9_000, height: 400, theme: Theme::Dark, lang: Lang::Zh, title, description };
/// assert_eq!(sheet.frame(), Frame::new(0, 0, 9_000, 400));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Sheet {
    pub width: i32,
    pub height: i32,
    pub theme: Theme,
    pub lang: Lang,
    pub title: String,
    pub description: String,
}

impl Sheet {
    /// Its box.
    ///
    /// ```
    /// # use permits::{diagnostic::Lang, report::svg::{Sheet, Theme}};
    /// # let (title, description) = (String::new(), String::new());
    /// # let sheet = Sheet { width: 9_000, height: 400, theme: Theme::Auto, lang: Lang::En, title, description };
    /// assert_eq!((sheet.frame().right, sheet.frame().bottom), (sheet.width, sheet.height));
    /// ```
    pub fn frame(&self) -> Frame {
        Frame::new(0, 0, self.width, self.height)
    }

    /// What is said of the picture.
    pub(super) fn page(&self) -> Page<'_> {
        let Sheet { width, height, theme, lang, .. } = *self;
        Page { width, height, theme, lang, title: &self.title, description: &self.description }
    }
}

/// A picture being drawn.
#[derive(Debug)]
pub(super) struct Svg {
    size: (i32, i32),
    theme: Theme,
    head: String,
    body: String,
}

/// The fonts asked for, those with Chinese first; the last one every system has.
const FONTS: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Hiragino Sans GB','WenQuanYi Micro Hei',sans-serif";

impl Svg {
    /// An empty page.
    pub fn new(page: &Page<'_>) -> Svg {
        let (width, height) = (number(page.width), number(page.height));
        let lang = match page.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        };
        let mut head = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"permits\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"{lang}\" font-family=\"{FONTS}\">\n<title>{}</title>\n<desc>{}</desc>\n",
            escaped(page.title),
            escaped(page.description),
        );
        head += &palette::style_sheet(page.theme);
        head += &palette::hatches(page.theme);
        let mut svg = Svg { size: (page.width, page.height), theme: page.theme, head, body: String::new() };
        svg.rect(&Frame::new(0, 0, page.width, page.height), &Paint::fill(Fill::Solid(Role::Paper)));
        svg
    }

    /// An empty page of a picture that also uses the scale of heat.
    pub(super) fn with_heat(page: &Page<'_>) -> Svg {
        let mut svg = Svg::new(page);
        svg.head += &palette::heat_sheet(page.theme);
        svg
    }

    /// The file.
    pub fn finish(self) -> String {
        let mut file = self.head;
        file += &self.body;
        file += "</svg>\n";
        file
    }

    /// Draws an element of plotters; its coordinates are tenths of a pixel, its colours those of [`Role`].
    pub fn draw<'e, E>(&mut self, element: &'e E)
    where
        &'e E: PointCollection<'e, Point>,
        for<'b> E: Drawable<Backend<'b>>,
    {
        let area: DrawingArea<Backend<'_>, Shift> = Backend::new(self).into_drawing_area();
        // The backend writes into a string, which cannot fail, and the area is shared with nobody.
        let _ = area.draw(element);
    }

    /// Writes a label, which knows its place, through plotters.
    pub fn label(&mut self, label: &Label) {
        self.draw(&label.element());
    }

    /// Draws a group: attributes for programs, words to be shown when the pointer rests on it.
    pub fn group(&mut self, attributes: &[(&str, &str)], title: Option<&str>, draw: impl FnOnce(&mut Svg)) {
        self.body += "<g";
        for (name, value) in attributes {
            self.attribute(name, value);
        }
        self.body += ">";
        if let Some(title) = title {
            self.body += "<title>";
            self.body += &escaped(title);
            self.body += "</title>";
        }
        self.body += "\n";
        draw(self);
        self.body += "</g>\n";
    }

    /// Draws a rectangle.
    pub fn rect(&mut self, frame: &Frame, paint: &Paint) {
        self.rectangle(frame, paint);
    }

    /// Draws many rectangles as one shape.
    pub fn rects(&mut self, frames: &[Frame], paint: &Paint) {
        if frames.is_empty() {
            return;
        }
        self.body += "<path";
        let path: String = frames
            .iter()
            .map(|frame| {
                let (width, height) = (number(frame.width()), number(frame.height()));
                format!("M{} {}h{width}v{height}h-{width}z", number(frame.left), number(frame.top))
            })
            .collect();
        self.attribute("d", &path);
        self.painted(paint);
        self.body += "/>\n";
    }

    /// Draws a line through points, or the outline of a shape when it is closed.
    pub fn path(&mut self, points: &[Point], closed: bool, paint: &Paint) {
        self.body += "<path";
        let mut path = String::new();
        for (position, (x, y)) in points.iter().enumerate() {
            path += if position == 0 { "M" } else { "L" };
            path += &number(*x);
            path += " ";
            path += &number(*y);
        }
        if closed {
            path += "z";
        }
        self.attribute("d", &path);
        self.painted(paint);
        self.body += "/>\n";
    }

    /// Draws a wavy line to the right, from a point to `end`.
    pub fn wave(&mut self, (x, y): Point, end: i32, stroke: Stroke) {
        /// Half a wave, and how far its middle is drawn aside.
        const HALF: i32 = 28;
        let arcs = (end - x) / HALF;
        self.body += "<path";
        let mut path = format!("M{} {}", number(x), number(y));
        if arcs > 0 {
            path += "q1.4-4 2.8 0";
            path += if arcs > 1 { "t" } else { "" };
            path += &"2.8 0 ".repeat(usize::try_from(arcs - 1).unwrap_or_default());
        }
        path += &format!("H{}", number(end));
        self.attribute("d", &path);
        self.painted(&Paint::line(stroke));
        self.body += "/>\n";
    }

    fn rectangle(&mut self, frame: &Frame, paint: &Paint) {
        self.body += "<rect";
        self.measure("x", frame.left);
        self.measure("y", frame.top);
        self.measure("width", frame.width());
        self.measure("height", frame.height());
        if paint.radius > 0 {
            self.measure("rx", paint.radius);
        }
        self.painted(paint);
        self.body += "/>\n";
    }

    /// The fill and the outline, as a class and as attributes.
    fn painted(&mut self, paint: &Paint) {
        let mut classes = String::new();
        let fill = match paint.fill {
            Fill::Nothing => "none".to_string(),
            Fill::Solid(role) | Fill::Wash(role) => {
                classes += &format!("f-{}", role.name());
                role.hex(self.theme)
            }
            Fill::Hatch(role) => format!("url(#{})", palette::hatch(role)),
        };
        if let Some(stroke) = paint.stroke {
            if !classes.is_empty() {
                classes.push(' ');
            }
            classes += &format!("s-{}", stroke.role.name());
        }
        if !classes.is_empty() {
            self.attribute("class", &classes);
        }
        self.attribute("fill", &fill);
        if matches!(paint.fill, Fill::Wash(_)) {
            self.attribute("fill-opacity", ".16");
        }
        if let Some(stroke) = paint.stroke {
            self.attribute("stroke", &stroke.role.hex(self.theme));
            self.measure("stroke-width", stroke.width);
            match stroke.dash {
                Dash::None => {}
                Dash::Dashed => self.attribute("stroke-dasharray", "3 1.6"),
                Dash::Fine => self.attribute("stroke-dasharray", "1.9 1.1"),
                Dash::Dotted => self.attribute("stroke-dasharray", "1 1.6"),
            }
        }
    }

    fn measure(&mut self, name: &str, tenths: i32) {
        self.attribute(name, &number(tenths));
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.body.push(' ');
        self.body += name;
        self.body += "=\"";
        self.body += &escaped(value);
        self.body.push('"');
    }
}

/// Tenths of a pixel as pixels: `12.3`.
fn number(tenths: i32) -> String {
    let (whole, part, sign) = (tenths.abs() / 10, tenths.abs() % 10, if tenths < 0 { "-" } else { "" });
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// Text that stays text in XML, in an attribute too. What XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Letters that stay themselves are copied together.
    let mut kept = 0;
    for (at, letter) in text.char_indices() {
        let instead = match letter {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            ' '..='~' | '\n' | '\u{4e00}'..='\u{9fff}' => continue,
            letter if text::is_inert(letter) => continue,
            _ => "",
        };
        escaped += &text[kept..at];
        escaped += instead;
        kept = at + letter.len_utf8();
    }
    escaped += &text[kept..];
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_tenths() {
        assert_eq!(
            [0, 5, 10, 123, -7, -120].map(number),
            ["0", "0.5", "1", "12.3", "-0.7", "-12"].map(str::to_string)
        );
    }

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        assert_eq!(escaped("<a b=\"c\">&\u{0}\u{ffff}\u{202e}x"), "&lt;a b=&quot;c&quot;&gt;&amp;x");
    }
}
