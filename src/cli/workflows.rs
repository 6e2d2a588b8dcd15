//! `permits workflows` and `permits workflow ID`.

use clap::ArgMatches;

use super::failure::Failure;
use super::print::Voice;

/// Lists.
pub fn list(_: &Voice, _: &ArgMatches) -> Result<(), Failure> {
    Ok(())
}

/// Shows.
pub fn show(_: &Voice, _: &ArgMatches) -> Result<(), Failure> {
    Ok(())
}
