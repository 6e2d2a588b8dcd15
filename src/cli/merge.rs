//! `permits merge FILE…`: the shards of one run become its answer.
//!
//! In: the files. Out: what the run that they are parts of would have said, byte for byte.

use clap::ArgMatches;

use super::failure::Failure;
use super::print::Voice;
use super::{arguments, risk, shard, sweep, usage};

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let files: Vec<&String> = matches.get_many::<String>("file").unwrap_or_default().collect();
    let shards = shard::shards(&files)?;
    let arguments = shard::of_command(&shards, voice, matches)?;
    let run = arguments::command(voice.lang).try_get_matches_from(arguments);
    let run = run.map_err(|error| Failure::Usage(usage::problem(&error)))?;
    match run.subcommand() {
        Some(("risk", matches)) => risk::merged(voice, matches, &shards),
        Some(("sweep", matches)) => sweep::merged(voice, matches, &shards),
        _ => Err(shard::impossible(&shards[0])),
    }
}
