//! What tests of pictures have in common: plans to draw, and what holds for the words of any picture and for the file that
//! it is written to.
// Not every test of pictures needs all of it.
#![allow(dead_code)]

pub mod generated;
pub mod hostile;
pub mod planned;

use permits::report::svg::{Frame, Label};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use unicode_width::UnicodeWidthChar;

/// How wide the words are at least, in tenths of a pixel: an em for what takes two columns of a terminal, and for what
/// takes one as much as the narrowest letters do.
fn least_width(label: &Label) -> i32 {
    let columns = |letter: char| UnicodeWidthChar::width(letter).unwrap_or(0);
    let tenths = |letter: char| [0, 2, 10][columns(letter).min(2)];
    label.text.chars().map(tenths).sum::<i32>() * label.size / 10
}

/// No words leave their box or the page, and none overlap.
pub fn words_are_clear<'a>(page: Frame, labels: impl Iterator<Item = &'a Label>, what: &str) {
    let labels: Vec<&Label> = labels.collect();
    for label in &labels {
        let (extent, text) = (label.extent(), &label.text);
        assert!(
            page.contains(&label.frame),
            "{what}: the box of {text:?} leaves the page: {:?}",
            label.frame
        );
        assert!(
            label.frame.left <= extent.left && extent.right <= label.frame.right,
            "{what}: {text:?} leaves its box, {extent:?} in {:?}",
            label.frame
        );
        assert!(page.contains(&extent), "{what}: {text:?} leaves the page");
        assert!(
            least_width(label) <= extent.width(),
            "{what}: {text:?} is thought narrower than its letters"
        );
    }
    let mut boxes: Vec<(Frame, &str)> =
        labels.iter().map(|label| (label.extent(), label.text.as_str())).collect();
    boxes.sort_by_key(|(extent, _)| extent.top);
    for (position, (a, text)) in boxes.iter().enumerate() {
        for (b, other) in boxes[position + 1..].iter().take_while(|(b, _)| b.top < a.bottom) {
            assert!(!a.overlaps(b), "{what}: {text:?} and {other:?} overlap: {a:?}, {b:?}");
        }
    }
}

/// Whether a line runs through the inside of a box: some of its points, close to each other, lie there.
pub fn runs_through((x, y): (i32, i32), (to_x, to_y): (i32, i32), words: &Frame) -> bool {
    let steps = (to_x - x).abs().max((to_y - y).abs()) / 8 + 1;
    (0..=steps).any(|step| {
        let along = |from: i32, to: i32| {
            let far = i64::from(to - from) * i64::from(step) / i64::from(steps);
            from + i32::try_from(far).unwrap()
        };
        let (x, y) = (along(x, to_x), along(y, to_y));
        words.left < x && x < words.right && words.top < y && y < words.bottom
    })
}

/// The file is XML, holds only what draws, and says every label as it is.
pub fn is_inert<'a>(svg: &str, labels: impl Iterator<Item = &'a Label>) {
    says_only(svg, labels.map(|label| label.text.clone()).collect());
}

/// The same of a file that says these words.
pub fn says_only(svg: &str, mut expected: Vec<String>) {
    const DRAWS: [&str; 12] =
        ["svg", "title", "desc", "style", "defs", "pattern", "path", "rect", "circle", "g", "text", "tspan"];
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let check = |element: &BytesStart<'_>| {
        let name = String::from_utf8(element.name().as_ref().to_vec()).unwrap();
        assert!(DRAWS.contains(&name.as_str()), "<{name}>");
        for attribute in element.attributes() {
            let attribute = attribute.unwrap();
            let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
            let value = attribute.unescape_value().unwrap();
            assert!(!key.starts_with("on") && !key.contains("href") && !key.contains(':'), "{key}");
            assert!(!value.contains("url(") || value.starts_with("url(#permits-"), "{key}={value}");
        }
        name
    };
    let (mut open, mut words, mut said) = (Vec::new(), None::<String>, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let name = check(&element);
                if name == "text" {
                    words = Some(String::new());
                }
                open.push(name);
            }
            Event::Empty(element) => {
                check(&element);
            }
            Event::Text(text) => {
                if let Some(words) = &mut words {
                    *words += &text.decode().unwrap();
                }
            }
            Event::GeneralRef(entity) => {
                let letter = match entity.decode().unwrap().as_ref() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    other => panic!("&{other};"),
                };
                if let Some(words) = &mut words {
                    words.push(letter);
                }
            }
            Event::End(_) => {
                if open.pop().as_deref() == Some("text") {
                    said.extend(words.take());
                }
            }
            Event::Eof => break,
            other => panic!("{other:?} has no place here"),
        }
    }
    assert_eq!(open, Vec::<String>::new());
    expected.sort_unstable();
    said.sort_unstable();
    assert_eq!(said, expected);
}
