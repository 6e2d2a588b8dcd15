//! From a planned industrial parcel to a shovel in the ground in Beijing E-Town.

pub mod calendar;
pub mod diagnostic;
pub mod network;
pub mod report;
pub mod schedule;
pub mod study;
pub mod workflow;
