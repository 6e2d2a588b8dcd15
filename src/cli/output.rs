//! Answers that go into a file: `-o FILE`.
//!
//! In: a path and the finished bytes. Out: the file, written whole beside its place and then renamed, so that nobody
//! ever reads half of one and a failure leaves what was there; `-` is standard output. tempfile is named only here.
//!
//! A file that is edited is locked from its reading to its writing, so that two edits at once come one after the other.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use permits::diagnostic::{Sources, Text};
use permits::workflow::{FileKind, kind_of_file, load_calendar};
use tempfile::Builder;

use super::failure::{Failure, Problem};
use super::print::Voice;

/// Writes an answer to a file, or to standard output for `-`.
///
/// # Errors
/// The file or its folder cannot be written, or the file is one that is read: a project is not lost to a slip.
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

/// The file after a flag that writes something beside the answer; `None` when none is asked for.
///
/// # Errors
/// The file is standard output, where the answer goes.
pub fn side_file<'a>(matches: &'a ArgMatches, flag: &str) -> Result<Option<&'a str>, Failure> {
    match matches.get_one::<String>(flag).map(String::as_str) {
        Some("-") => Err(Failure::usage(
            format!("--{flag} 要写文件名:标准输出上是答复"),
            format!("--{flag} needs a file: the answer goes to standard output"),
        )),
        file => Ok(file),
    }
}

fn into_file(file: &str, answer: &[u8]) -> Result<(), Failure> {
    if let Some(kind) = read_as(Path::new(file)) {
        return Err(not_overwritten(Text::new(
            format!("`{file}` 是{},不予覆盖", kind.zh),
            format!("`{file}` is {}, and is not overwritten", kind.en),
        )));
    }
    replace(Path::new(file), answer).map_err(|error| match error.kind() {
        // `-o /dev/stdout` with a reader that has seen enough.
        io::ErrorKind::BrokenPipe => Failure::PipeClosed,
        _ => not_written(file, &error),
    })
}

/// What a file that is there is to this program: what somebody has written for it is never replaced by an answer.
fn read_as(path: &Path) -> Option<Text> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "toml" => Some(match kind_of_file(path).ok()?? {
            FileKind::Workflow => Text::new("流程文件", "a workflow file"),
            FileKind::Assumptions => Text::new("假设文件", "an assumption file"),
            FileKind::Project => Text::new("项目文件", "a project file"),
        }),
        "csv" => {
            load_calendar(path, &mut Sources::default()).ok()?;
            Some(Text::new("日历文件", "a calendar file"))
        }
        _ => None,
    }
}

fn not_overwritten(what: Text) -> Failure {
    Failure::InputOutput(Problem::new(what).help(Text::new("另起一个文件名", "choose another name")))
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

/// How far the writing of a file is: what was there is whole until the last of these, and what is new from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// A file beside the place is there, empty.
    Begun,
    /// A part of the bytes is in it.
    InPart,
    /// All of them are.
    InFull,
    /// It has the permissions of the one it replaces, and is on the disk.
    Synced,
    /// It is in its place.
    Renamed,
}

/// Puts the bytes where `path` says. A link is followed, so that what it leads to is replaced and not the link.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_watched(path, bytes, |_| ())
}

/// The same; `watch` is told how far it is.
fn replace_watched(path: &Path, bytes: &[u8], mut watch: impl FnMut(Written)) -> io::Result<()> {
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
    let mut beside = beside(target)?;
    watch(Written::Begun);
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    beside.write_all(first)?;
    watch(Written::InPart);
    beside.write_all(rest)?;
    watch(Written::InFull);
    // A file that is replaced hands its permissions on.
    if let Some(there) = there {
        beside.as_file().set_permissions(there.permissions())?;
    }
    beside.as_file().sync_all()?;
    watch(Written::Synced);
    beside.persist(target).map_err(|error| error.error)?;
    watch(Written::Renamed);
    Ok(())
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// It is there, or it cannot be written.
pub fn create(voice: &Voice, file: &str, text: &str) -> Result<(), Failure> {
    if file == "-" {
        return voice.answer(text);
    }
    let write = || {
        let mut beside = beside(Path::new(file))?;
        beside.write_all(text.as_bytes())?;
        beside.as_file().sync_all()?;
        beside.persist_noclobber(file).map_err(|error| error.error)
    };
    match write() {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(not_overwritten(Text::new(
            format!("`{file}` 已存在,不予覆盖"),
            format!("`{file}` is there already, and is not overwritten"),
        ))),
        Err(error) => Err(not_written(file, &error)),
    }
}

/// An empty file in the folder of a path, under a name of its own.
fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = Builder::new();
    builder.prefix(".permits-");
    #[cfg(unix)]
    builder.permissions(new_file());
    // The name of the file beside is nobody's business.
    builder.tempfile_in(folder.unwrap_or(Path::new("."))).map_err(|error| io::Error::from(error.kind()))
}

/// The byte order mark that some editors put before a text: a file that has one keeps it.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Edits a file in place: `change` is given the path and makes the new text from what is read there. Nobody else who
/// edits the file this way comes between the reading and the writing.
///
/// # Errors
/// The file cannot be locked or written, or what `change` says.
pub fn edit(file: &str, change: impl FnOnce(&Path) -> Result<String, Failure>) -> Result<(), Failure> {
    let path = Path::new(file);
    let failed = |error: io::Error| not_written(file, &error);
    let _locked = locked(path).map_err(failed)?;
    let text = change(path)?;
    let marked = fs::read(path).is_ok_and(|bytes| bytes.starts_with(MARK));
    let bytes = if marked { [MARK, text.as_bytes()].concat() } else { text.into_bytes() };
    replace(path, &bytes).map_err(failed)
}

/// The file behind a path, open and locked until it is dropped. `None` where there is none, or no regular one: reading it
/// says so.
fn locked(path: &Path) -> io::Result<Option<fs::File>> {
    loop {
        let target = followed(path)?;
        if !fs::metadata(&target).is_ok_and(|there| there.is_file()) {
            return Ok(None);
        }
        let file = fs::File::open(&target)?;
        file.lock()?;
        // While we waited another may have put a new file in its place: the lock of the old one is nobody's.
        if is_at(&file, &target)? {
            return Ok(Some(file));
        }
    }
}

/// Whether the open file is the one at the path.
#[cfg(unix)]
fn is_at(file: &fs::File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (open, there) = (file.metadata()?, fs::metadata(path)?);
    Ok((open.dev(), open.ino()) == (there.dev(), there.ino()))
}

/// Elsewhere a file that is open is not replaced by another.
#[cfg(not(unix))]
fn is_at(_: &fs::File, _: &Path) -> io::Result<bool> {
    Ok(true)
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

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Written; 5] =
        [Written::Begun, Written::InPart, Written::InFull, Written::Synced, Written::Renamed];
    const OLD: &str = "what was there\n";
    const NEW: &str = "what is new, and longer than what was there\n";

    /// Not a test by itself: the process that is killed at a step of the writing, by the test below.
    #[test]
    #[ignore = "killed by the test below"]
    fn the_writer_that_is_killed() {
        let path = std::env::var("WRITTEN_PATH").unwrap();
        let at: usize = std::env::var("WRITTEN_UNTIL").unwrap().parse().unwrap();
        let result = replace_watched(Path::new(&path), NEW.as_bytes(), |step| {
            if step == STEPS[at] {
                std::process::abort();
            }
        });
        panic!("it was not killed: {result:?}");
    }

    #[test]
    fn a_writer_that_is_killed_at_any_step_leaves_the_old_file_or_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.toml");
        for (at, step) in STEPS.iter().enumerate() {
            fs::write(&path, OLD).unwrap();
            let status = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "cli::output::tests::the_writer_that_is_killed", "--ignored"])
                .env("WRITTEN_PATH", &path)
                .env("WRITTEN_UNTIL", at.to_string())
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .status()
                .unwrap();
            // Killed by a signal, so without an exit code: a failed assertion would have one.
            assert_eq!(status.code(), None, "{step:?}");
            let expected = if *step == Written::Renamed { NEW } else { OLD };
            assert_eq!(fs::read_to_string(&path).unwrap(), expected, "{step:?}");
        }
    }

    #[test]
    fn every_step_is_watched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.toml");
        let mut seen = Vec::new();
        replace_watched(&path, NEW.as_bytes(), |step| seen.push(step)).unwrap();
        assert_eq!(seen, STEPS);
        assert_eq!(fs::read_to_string(&path).unwrap(), NEW);
    }
}
