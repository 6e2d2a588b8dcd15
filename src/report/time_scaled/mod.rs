//! # The time-scaled network (时标网络图)
//!
//! In: a [`Plan`](super::plan::Plan). Out: an SVG. `events` makes an arrow network of the steps and links, `tracks`
//! finds a row for everything on the squared paper of `board`, `layout` puts it on the page, `draw` writes it.
//! Nothing computes a date: every place across is a moment of the schedule.

mod board;
mod draw;
mod events;
mod layout;
mod tracks;
mod words;

pub use draw::time_scaled;
pub use events::{Event, Place, Stands};
pub use layout::{Circle, Drawn, Layout, Mark, Name, Options, Piece, Sample, layout};
