//! # Files become a checked model

pub mod model;

pub use model::*;
