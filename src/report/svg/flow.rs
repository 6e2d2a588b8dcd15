//! Words below each other, and samples with their words beside each other.
//!
//! In: words, a box. Out: labels with their places, and the height where they end. What the words and the samples are,
//! and how a sample looks, is not decided here.

use super::text::{self, Type, line_height};
use super::{Frame, Label};

/// Lines of words that are put below each other.
pub(in crate::report) struct Column {
    frame: Frame,
    y: i32,
    labels: Vec<Label>,
}

impl Column {
    /// An empty one from the top of the box.
    pub(in crate::report) fn new(frame: Frame) -> Column {
        Column { frame, y: frame.top, labels: Vec::new() }
    }

    /// Puts words on at most `most` lines below what is there.
    pub(in crate::report) fn put(&mut self, words: &str, set: Type, most: usize) {
        if words.is_empty() {
            return;
        }
        let lines = text::wrapped(words, self.frame.width(), set.size, set.bold, most);
        let height = line_height(set.size) * lines.len() as i32;
        let frame = Frame { top: self.y, bottom: self.y + height, ..self.frame };
        self.labels.extend(Label::wrapped(words, frame, set, most));
        self.y += height + 22;
    }

    /// The labels, and the height where they end.
    pub(in crate::report) fn end(self) -> (Vec<Label>, i32) {
        (self.labels, self.y)
    }
}

/// A small picture in a legend, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled<S> {
    /// What is shown.
    pub sample: S,
    /// Where.
    pub frame: Frame,
    /// What it means.
    pub label: Label,
}

/// How wide a sample is.
const SAMPLE: i32 = 360;
/// The blank between it and its words, and from these to the next sample.
const GAP: i32 = 60;
const BETWEEN: i32 = 240;
/// From one line of samples to the next.
const LINE: i32 = 175;

/// Samples with their words from the top of the box on, as many on a line as fit; the height where they end.
pub(in crate::report) fn flow<S>(
    samples: Vec<(S, String)>,
    page: Frame,
    set: Type,
) -> (Vec<Sampled<S>>, i32) {
    let (mut x, mut y) = (page.left, page.top);
    let mut placed = Vec::with_capacity(samples.len());
    for (sample, words) in samples {
        let width = text::width(&words, set.size, set.bold).min(page.width() - SAMPLE - GAP);
        if x > page.left && x + SAMPLE + GAP + width > page.right {
            x = page.left;
            y += LINE;
        }
        let frame = Frame::new(x, y, x + SAMPLE, y + LINE);
        let left = frame.right + GAP;
        let label = Label::fit(&words, Frame::new(left, y, left + width, y + LINE), set);
        x = left + width + BETWEEN;
        placed.push(Sampled { sample, frame, label });
    }
    let bottom = if placed.is_empty() { y } else { y + LINE };
    (placed, bottom)
}
