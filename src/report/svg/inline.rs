//! A picture inside a page.
//!
//! In: a finished SVG file. Out: the same as a part of an HTML page: its style sheet apart, because the page says once
//! what several pictures share; its ids with a prefix, because a page may name each id only once; cut off at the top,
//! where a page says itself what stands there. Texts and attributes of a picture are escaped, so what is looked for here
//! is never somebody's words.

use super::number;

/// A picture taken apart.
pub(in crate::report) struct Inline {
    /// The rules of its style sheet; they speak of nothing outside a picture of ours.
    pub(in crate::report) style: String,
    /// The picture without them.
    pub(in crate::report) picture: String,
}

/// Takes a picture of that width and height apart, and leaves out what is above `top`; all in tenths of a pixel.
pub(in crate::report) fn inline(svg: &str, (width, height): (i32, i32), top: i32, prefix: &str) -> Inline {
    const OPENS: &str = "<style>\n";
    const CLOSES: &str = "</style>\n";
    let view = |top: i32| {
        let (width, height) = (number(width), number(height - top));
        format!(" height=\"{height}\" viewBox=\"0 {} {width} {height}\"", number(top))
    };
    let (head, rest) = svg.split_once(OPENS).unwrap_or((svg, ""));
    let (style, body) = rest.split_once(CLOSES).unwrap_or(("", rest));
    let mut picture = String::with_capacity(svg.len() + 256);
    picture += &head.replacen(&view(0), &view(top), 1);
    picture += &body
        .replace(" id=\"permits-", &format!(" id=\"{prefix}-permits-"))
        .replace("=\"url(#permits-", &format!("=\"url(#{prefix}-permits-"));
    Inline { style: style.to_string(), picture }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Lang;

    use super::super::{Fill, Frame, Page, Paint, Role, Svg, Theme};
    use super::*;

    #[test]
    fn a_picture_is_cut_and_its_ids_are_its_own() {
        let mut svg = Svg::new(&Page {
            width: 1000,
            height: 505,
            theme: Theme::Auto,
            lang: Lang::Zh,
            title: "id=\"permits-x\" <style>\n",
            description: "",
        });
        svg.rect(&Frame::new(0, 0, 10, 10), &Paint::fill(Fill::Hatch(Role::Ink)));
        let Inline { style, picture } = inline(&svg.finish(), (1000, 505), 100, "zh");
        assert!(picture.contains("width=\"100\" height=\"40.5\" viewBox=\"0 10 100 40.5\""), "{picture}");
        assert!(picture.contains("fill=\"url(#zh-permits-hatch-ink)\""));
        assert!(picture.contains("<pattern id=\"zh-permits-hatch-ink\"") && !picture.contains("<style"));
        assert!(picture.contains("id=&quot;permits-x&quot; &lt;style&gt;"), "words stay as they are");
        assert!(
            style.contains(".permits .f-ink{") && style.trim_end().ends_with('}') && !style.contains('<')
        );
    }
}
