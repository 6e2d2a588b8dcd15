//! # How likely each day is
//!
//! In: a plan and the distribution of its goal's date. Out: a picture ([`drawing`]).

pub mod drawing;
