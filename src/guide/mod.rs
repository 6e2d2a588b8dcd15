//! The user's guide: [in English](en), [用中文](zh), and [how to add something](how_to).
//!
//! In: nothing. Out: pages. There is no code here; `tests/guide.rs` follows the pages literally. Why the rules are what
//! they are stands on the [front page](crate).

#[doc = include_str!("en.md")]
pub mod en {}

#[doc = include_str!("zh.md")]
pub mod zh {}

#[doc = include_str!("how_to.md")]
pub mod how_to {}
