//! The picture of the odds and the map of heat: what is drawn is what the distribution and the start days say, and
//! nothing runs into anything else. Shares are added up here one by one, and days are laid out by counting them.

#[path = "../common/drawn/mod.rs"]
mod drawn;
mod heat;
mod odds;

use permits::diagnostic::Lang;
use permits::report::svg::{Options, Theme};

use drawn::planned::{Planned, day};

fn planned(start: &str) -> Planned {
    Planned::built_in("full-path", "promised", start)
}

/// Languages, widths, themes.
fn every_options() -> Vec<(Options, Lang)> {
    let mut all = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for width in [None, Some(Options::NARROWEST), Some(2_400)] {
            all.push((Options { width, theme: Theme::Auto }, lang));
        }
        all.push((Options { width: None, theme: Theme::Dark }, lang));
    }
    all
}

/// Numbers that look drawn at random and are always the same.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 1).unwrap() % end
    }
}
