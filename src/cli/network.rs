//! `permits network`: one schedule as a time-scaled network (时标网络图).
//!
//! In: the flags. Out: an SVG, on standard output or in a file.

use clap::ArgMatches;
use permits::diagnostic::Text;
use permits::report::time_scaled::{NARROWEST, WIDEST, time_scaled};

use super::drawing;
use super::failure::{Failure, Problem};
use super::output;
use super::planned::planned;
use super::print::Voice;

/// The most links of a drawing: one of more is many metres long, and finding a way for each takes minutes.
const MOST_LINKS: usize = 5_000;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let options = drawing::options(matches, NARROWEST..=WIDEST)?;
    let planned = planned(voice, matches)?;
    let links = planned.plan().network.links().len();
    if links > MOST_LINKS {
        return Err(Failure::Usage(
            Problem::new(Text::new(
                format!("{links} 条先后关系,画不成能读的网络图;至多 {MOST_LINKS} 条"),
                format!("{links} links make no network that can be read; {MOST_LINKS} are the most"),
            ))
            .help(Text::new(
                "`permits gantt` 画得下;`permits export --to dot` 供图形软件使用",
                "`permits gantt` draws it; `permits export --to dot` is for graph programs",
            )),
        ));
    }
    let file = matches.get_one::<String>("output").map_or("-", String::as_str);
    output::write(voice, file, &time_scaled(&planned.plan(), &options, voice.lang))
}
