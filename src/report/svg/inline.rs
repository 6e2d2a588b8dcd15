//! A picture inside a page.
//!
//! In: a finished SVG file. Out: the same as a part of an HTML page: its style sheet apart, because the page says once
//! what several pictures share, and its ids with a prefix, because a page may name each id only once. Texts and
//! attributes of a picture are escaped, so what is looked for here is never somebody's words.

/// A picture taken apart.
pub(in crate::report) struct Inline {
    /// The rules of its style sheet; they speak of nothing outside a picture of ours.
    pub(in crate::report) style: String,
    /// The picture without them.
    pub(in crate::report) picture: String,
}

/// Takes a picture apart.
pub(in crate::report) fn inline(svg: &str, prefix: &str) -> Inline {
    const OPENS: &str = "<style>\n";
    const CLOSES: &str = "</style>\n";
    let (head, rest) = svg.split_once(OPENS).unwrap_or((svg, ""));
    let (style, body) = rest.split_once(CLOSES).unwrap_or(("", rest));
    let mut picture = String::with_capacity(svg.len() + 256);
    for part in [head, body] {
        picture += &part
            .replace("id=\"permits-", &format!("id=\"{prefix}-permits-"))
            .replace("\"url(#permits-", &format!("\"url(#{prefix}-permits-"));
    }
    Inline { style: style.to_string(), picture }
}
