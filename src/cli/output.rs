//! Answers that go into a file: `-o FILE`.
//!
//! In: a path and the finished bytes. Out: the file, written whole beside its place and then renamed, so that nobody
//! ever reads half of one and a failure leaves what was there; `-` is standard output. tempfile is named only here.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use permits::diagnostic::Text;
use tempfile::Builder;

use super::failure::{Failure, Problem};
use super::print::Voice;

/// Writes an answer to a file, or to standard output for `-`.
///
/// # Errors
/// The file or its folder cannot be written.
pub fn write(voice: &Voice, file: &str, answer: &str) -> Result<(), Failure> {
    if file == "-" { voice.answer(answer) } else { into_file(file, answer.as_bytes()) }
}

/// The same for what need not be text.
///
/// # Errors
/// The file or its folder cannot be written.
pub fn write_bytes(voice: &Voice, file: &str, answer: &[u8]) -> Result<(), Failure> {
    if file == "-" { voice.answer_bytes(answer) } else { into_file(file, answer) }
}

fn into_file(file: &str, answer: &[u8]) -> Result<(), Failure> {
    replace(Path::new(file), answer).map_err(|error| match error.kind() {
        // `-o /dev/stdout` with a reader that has seen enough.
        io::ErrorKind::BrokenPipe => Failure::PipeClosed,
        _ => not_written(file, &error),
    })
}

/// Where `path` leads: links are followed, also to a file that is not there yet.
fn followed(path: &Path) -> io::Result<PathBuf> {
    match fs::metadata(path) {
        Ok(_) => fs::canonicalize(path),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Err(_) => {
            // A circle of links is not "not found", so this comes to an end.
            let mut at = path.to_path_buf();
            while fs::symlink_metadata(&at).is_ok_and(|there| there.is_symlink()) {
                let leads_to = fs::read_link(&at)?;
                at = at.parent().unwrap_or(Path::new("")).join(leads_to);
            }
            Ok(at)
        }
    }
}

/// Puts the bytes where `path` says. A link is followed, so that what it leads to is replaced and not the link.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = &*followed(path)?;
    let there = fs::metadata(target).ok();
    if let Some(there) = &there
        && !there.is_file()
    {
        if there.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // A pipe or a device has no place beside it: it is written to.
        return fs::OpenOptions::new().write(true).open(target)?.write_all(bytes);
    }
    if there.as_ref().is_some_and(|there| there.permissions().readonly()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".permits-");
    #[cfg(unix)]
    builder.permissions(new_file());
    // The name of the file beside is nobody's business.
    let mut beside = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    beside.write_all(bytes)?;
    // A file that is replaced hands its permissions on.
    if let Some(there) = there {
        beside.as_file().set_permissions(there.permissions())?;
    }
    beside.as_file().sync_all()?;
    beside.persist(target).map(|_| ()).map_err(|error| error.error)
}

/// The permissions asked for a new file: those of any new file, of which the system takes away what the user wants.
#[cfg(unix)]
fn new_file() -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}

fn not_written(file: &str, error: &io::Error) -> Failure {
    Failure::InputOutput(Problem::new(Text::new(
        format!("`{file}` 无法写入:{error}"),
        format!("`{file}` cannot be written: {error}"),
    )))
}
