//! What is spoiled: the shipped files, and small ones in which every key of the formats occurs.

use permits::workflow::Library;

pub fn workflows() -> Vec<&'static str> {
    let built_in = Library::built_in().workflows().iter().map(|file| file.text);
    // The small ones go the whole way most often.
    [LAND, SMALL, SMALL, SMALL].into_iter().chain(built_in).collect()
}

pub fn sets() -> Vec<&'static str> {
    let built_in = Library::built_in().assumption_sets().iter().map(|file| file.text);
    built_in.chain([SET]).collect()
}

const LAND: &str = include_str!("../../workflows/land-supply.toml");
pub const SMALL: &str = include_str!("../../fuzz/corpus/workflow/small.toml");
const SET: &str = include_str!("../../fuzz/corpus/assumptions/small.toml");
pub const PROJECTS: [&str; 2] = [
    include_str!("../../fuzz/corpus/project/land-supply.toml"),
    include_str!("../../fuzz/corpus/project/small.toml"),
];
pub const CALENDAR: &str = include_str!("../../fuzz/corpus/calendar/local.csv");

pub const LENGTHS: [&str; 6] = ["5wd", "30d", "5个工作日", "30个自然日", "99999d", "1000000000000000000wd"];
