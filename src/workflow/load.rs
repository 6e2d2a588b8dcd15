//! Loading: find the files, read them, merge them, check the whole.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::calendar::Overlay;
use crate::diagnostic::{Diagnostic, FileId, Sources, Span, Text};

use super::codes;
use super::draft::{self, WorkflowDraft};
use super::keys::FileKind;
use super::library::{self, Around, Library, LoadError, Opened, Which};
use super::merge;
use super::model::{Assumptions, Project, Workflow};
use super::syntax::{Placed, mistake};
use super::value::{Mistakes, shown};
use super::{assumptions, check, project};

/// Loads a workflow with everything it includes, and its warnings.
///
/// Includes are looked up in the folder of the file (for a file on the disk), then among the built-in ones.
///
/// # Errors
/// [`LoadError::UnknownId`] for an id that is not built in, [`LoadError::Io`] and [`LoadError::NotAFile`] for a file
/// that cannot be read, and [`LoadError::Content`] with every mistake in the files.
///
/// ```
/// use permits::diagnostic::Sources;
/// use permits::workflow::{Library, Which, load_workflow};
/// let mut sources = Sources::default();
/// let (workflow, warnings) = load_workflow(&Library::built_in(), &Which::typed("land-supply"), &mut sources)?;
/// assert_eq!(workflow.goal.as_str(), "land-contract");
/// assert!(warnings.is_empty());
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn load_workflow(
    library: &Library,
    which: &Which,
    sources: &mut Sources,
) -> Result<(Workflow, Vec<Diagnostic>), LoadError> {
    let mut mistakes = Vec::new();
    let place = Place::of(library, FileKind::Workflow, which)?;
    let read = open(library, FileKind::Workflow, &place, sources)?;
    finish_workflow(library, place, read, sources, &mut mistakes)
}

/// The same from a text that is called `name` in diagnostics; its includes are looked up among the built-in files.
///
/// # Errors
/// [`LoadError::Content`] with every mistake.
///
/// ```
/// use permits::diagnostic::Sources;
/// use permits::workflow::{Library, LoadError, parse_workflow};
/// let text = "format = 1\n[workflow]\nid = \"demo\"\ngoal = \"flie\"\n[[step]]\nid = \"file\"\nkind = \"act\"\n";
/// let Err(LoadError::Content(mistakes)) =
///     parse_workflow(&Library::built_in(), "demo.toml", text, &mut Sources::default())
/// else { panic!() };
/// assert_eq!(mistakes[0].code, "unknown-step");
/// ```
pub fn parse_workflow(
    library: &Library,
    name: &str,
    text: &str,
    sources: &mut Sources,
) -> Result<(Workflow, Vec<Diagnostic>), LoadError> {
    let read = library::take_in(Some(FileKind::Workflow), name, text.as_bytes().to_vec(), sources);
    finish_workflow(library, Place::Text, read, sources, &mut Vec::new())
}

/// Loads an assumption set, and its warnings. Whether its steps fit a workflow is for
/// [`check_assumptions`](super::check_assumptions).
///
/// # Errors
/// As [`load_workflow`].
///
/// ```
/// use permits::{diagnostic::Sources, workflow::{Library, Which, load_assumptions}};
/// let (library, mut sources) = (Library::built_in(), Sources::default());
/// let (set, warnings) = load_assumptions(&library, &Which::typed("promised"), &mut sources)?;
/// assert_eq!((set.id.as_str(), warnings.len()), ("promised", 0));
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn load_assumptions(
    library: &Library,
    which: &Which,
    sources: &mut Sources,
) -> Result<(Assumptions, Vec<Diagnostic>), LoadError> {
    let place = Place::of(library, FileKind::Assumptions, which)?;
    let read = open(library, FileKind::Assumptions, &place, sources)?;
    finish(read, sources, assumptions::read)
}

/// The same from a text that is called `name` in diagnostics.
///
/// # Errors
/// [`LoadError::Content`] with every mistake.
///
/// ```
/// use permits::{calendar::Length, diagnostic::Sources, workflow::parse_assumptions};
/// let text = "format = 1\n[assumptions]\nid = \"mine\"\n[step.draft-plan]\nestimate = \"15wd\"\n";
/// let (set, _) = parse_assumptions("mine.toml", text, &mut Sources::default())?;
/// let (step, said, _) = &set.steps[0];
/// assert_eq!((step.as_str(), said.estimate.unwrap().likely), ("draft-plan", Length::Working(15)));
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn parse_assumptions(
    name: &str,
    text: &str,
    sources: &mut Sources,
) -> Result<(Assumptions, Vec<Diagnostic>), LoadError> {
    let read = library::take_in(Some(FileKind::Assumptions), name, text.as_bytes().to_vec(), sources);
    finish(read, sources, assumptions::read)
}

/// Loads a project file, and its warnings. The paths in it are relative to its folder: see [`Which::in_file`]. Whether
/// it fits its workflow is for [`check_project`](super::check_project).
///
/// # Errors
/// [`LoadError::Io`] and [`LoadError::NotAFile`] for a file that cannot be read, [`LoadError::Content`] with every
/// mistake in it.
///
/// ```
/// use std::path::Path;
/// use permits::{diagnostic::Sources, workflow::{LoadError, load_project}};
/// let missing = load_project(Path::new("no-such-project.toml"), &mut Sources::default());
/// assert!(matches!(missing, Err(LoadError::Io { .. })));
/// ```
pub fn load_project(path: &Path, sources: &mut Sources) -> Result<(Project, Vec<Diagnostic>), LoadError> {
    finish(library::read_disk(Some(FileKind::Project), path, sources)?, sources, project::read)
}

/// The same from a text that is called `name` in diagnostics.
///
/// # Errors
/// [`LoadError::Content`] with every mistake.
///
/// ```
/// use permits::{diagnostic::Sources, workflow::parse_project};
/// let text = "format = 1\n[project]\nname = \"No. 7\"\nworkflow = \"land-supply\"\nstart = 2023-06-01\n";
/// let (project, _) = parse_project("no-7.toml", text, &mut Sources::default())?;
/// assert_eq!((project.name.as_str(), project.start), ("No. 7", "2023-06-01".parse().ok()));
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn parse_project(
    name: &str,
    text: &str,
    sources: &mut Sources,
) -> Result<(Project, Vec<Diagnostic>), LoadError> {
    let read = library::take_in(Some(FileKind::Project), name, text.as_bytes().to_vec(), sources);
    finish(read, sources, project::read)
}

/// Loads a calendar file: an [`Overlay`] for [`Calendar::new`](crate::calendar::Calendar::new), and what is doubtful in it.
///
/// # Errors
/// [`LoadError::Io`] and [`LoadError::NotAFile`] for a file that cannot be read, [`LoadError::Content`] with every
/// mistake in it.
///
/// ```
/// use std::path::Path;
/// use permits::{diagnostic::Sources, workflow::load_calendar};
/// let file = Path::new("src/calendar/data/cn_workdays.csv");
/// let (official, warnings) = load_calendar(file, &mut Sources::default())?;
/// assert!(warnings.is_empty());
/// let duanwu = "2023-06-22".parse().unwrap();
/// assert!(official.exceptions().iter().any(|exception| exception.day == duanwu));
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn load_calendar(path: &Path, sources: &mut Sources) -> Result<(Overlay, Vec<Diagnostic>), LoadError> {
    let (file, bytes) = library::read_disk(None, path, sources)?;
    let name = path.display().to_string();
    let parsed = bytes.map_err(|problem| vec![problem]);
    let overlay = parsed.and_then(|()| Overlay::parse(&name, file, &sources.file(file).text));
    let overlay = overlay.map_err(LoadError::Content)?;
    let warnings = overlay.warnings();
    Ok((overlay, warnings))
}

/// What a TOML file is, by the first of its tables that only one kind of file has. `None` when it has none of them.
///
/// # Errors
/// [`LoadError::Io`] and [`LoadError::NotAFile`] for a file that cannot be read.
///
/// ```
/// use std::path::Path;
/// use permits::workflow::{FileKind, kind_of_file};
/// assert_eq!(kind_of_file(Path::new("workflows/land-supply.toml"))?, Some(FileKind::Workflow));
/// assert_eq!(kind_of_file(Path::new("Cargo.toml"))?, None);
/// # Ok::<(), permits::workflow::LoadError>(())
/// ```
pub fn kind_of_file(path: &Path) -> Result<Option<FileKind>, LoadError> {
    let mut sources = Sources::default();
    let (file, _) = library::read_disk(None, path, &mut sources)?;
    let opens = |line: &str, word: &str| {
        let header = line.trim_start().strip_prefix('[').map(str::trim_start);
        header
            .and_then(|header| header.strip_prefix(word))
            .is_some_and(|rest| rest.trim_start().starts_with([']', '.']))
    };
    let kinds = [FileKind::Workflow, FileKind::Project, FileKind::Assumptions];
    let text = &sources.file(file).text;
    Ok(text.lines().find_map(|line| kinds.into_iter().find(|kind| opens(line, kind.as_str()))))
}

/// Where a workflow comes from, which is also how two mentions of one file are known to be the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place {
    Text,
    BuiltIn(FileKind, &'static str),
    Disk(PathBuf),
}

impl Place {
    fn of(library: &Library, kind: FileKind, which: &Which) -> Result<Place, LoadError> {
        match which {
            Which::Path(path) => Ok(Place::Disk(path.clone())),
            Which::BuiltIn(id) => match library.of(kind).iter().find(|file| file.id == id) {
                Some(file) => Ok(Place::BuiltIn(kind, file.id)),
                None => Err(LoadError::unknown_id(library, kind, id)),
            },
        }
    }

    /// The workflow that a file here means by the name.
    fn named(&self, name: &str) -> Which {
        match self {
            Place::Disk(path) => Which::in_file(path, FileKind::Workflow, FileKind::Workflow, name),
            Place::BuiltIn(..) | Place::Text => Which::BuiltIn(name.to_string()),
        }
    }
}

fn open(
    library: &Library,
    kind: FileKind,
    place: &Place,
    sources: &mut Sources,
) -> Result<Opened, LoadError> {
    match place {
        Place::Disk(path) => library::read_disk(Some(kind), path, sources),
        Place::BuiltIn(kind, id) => {
            let file = library.of(*kind).iter().find(|file| file.id == *id);
            let (name, text) = file.map_or((*id, ""), |file| (file.name, file.text));
            Ok((sources.add(name, text), Ok(())))
        }
        Place::Text => Ok((sources.add("", ""), Ok(()))),
    }
}

fn finish<T>(
    (file, bytes): Opened,
    sources: &Sources,
    read: impl FnOnce(FileId, &str, &mut Mistakes) -> Option<T>,
) -> Result<(T, Vec<Diagnostic>), LoadError> {
    let mut mistakes = Vec::new();
    let value = match bytes {
        Ok(()) => read(file, &sources.file(file).text, &mut mistakes),
        Err(problem) => {
            mistakes.push(problem);
            None
        }
    };
    verdict(value, mistakes)
}

/// The value when no mistake is an error, with the warnings; else all of them. They come in the order of the files.
fn verdict<T>(value: Option<T>, mut mistakes: Vec<Diagnostic>) -> Result<(T, Vec<Diagnostic>), LoadError> {
    mistakes
        .sort_by_key(|mistake| mistake.labels.first().map(|label| (label.span.file, label.span.range.start)));
    match value {
        Some(value) if !mistakes.iter().any(Diagnostic::is_error) => Ok((value, mistakes)),
        _ => Err(LoadError::Content(mistakes)),
    }
}

fn finish_workflow(
    library: &Library,
    place: Place,
    read: Opened,
    sources: &mut Sources,
    mistakes: &mut Mistakes,
) -> Result<(Workflow, Vec<Diagnostic>), LoadError> {
    let mut around = Around { library, paths: HashMap::new() };
    let files = gather(&mut around, place, read, sources, mistakes)?;
    let merged = files.and_then(|files| merge::merge(files, mistakes));
    let workflow = merged.and_then(|merged| check::workflow(merged, &around, mistakes));
    verdict(workflow, std::mem::take(mistakes))
}

/// A file whose includes are being gathered.
struct Open {
    draft: WorkflowDraft,
    place: Place,
    /// How many of its includes are done.
    done: usize,
}

/// The files in the order they apply: depth first, each once at its first place, the asked-for one last. `None` when
/// one of them could not be read; what is wrong is in `mistakes`. A stack of our own, because nobody promises that a
/// chain of files is short.
fn gather(
    around: &mut Around<'_>,
    place: Place,
    (file, bytes): Opened,
    sources: &mut Sources,
    mistakes: &mut Mistakes,
) -> Result<Option<Vec<WorkflowDraft>>, LoadError> {
    let mut complete = true;
    let mut files = Vec::new();
    let mut seen: HashSet<Place> = HashSet::from([place.clone()]);
    let mut steps = 0;
    let mut stack: Vec<Open> = Vec::new();
    let mut next = Some((place, file, bytes));
    loop {
        if let Some((place, file, bytes)) = next.take() {
            if let Place::Disk(path) = &place {
                around.paths.insert(file, path.clone());
            }
            let text = sources.file(file).text.clone();
            let draft = match bytes {
                Ok(()) => draft::read(file, &text, mistakes),
                Err(problem) => {
                    mistakes.push(problem);
                    None
                }
            };
            match draft {
                Some(draft) if steps + draft.steps.len() <= MOST_STEPS => {
                    steps += draft.steps.len();
                    stack.push(Open { draft, place, done: 0 });
                }
                Some(draft) => {
                    complete = false;
                    mistakes.push(too_many(&draft.steps[MOST_STEPS - steps].header));
                }
                None => complete = false,
            }
        }
        let Some(open) = stack.last_mut() else { break };
        let Some(include) = open.draft.include.get(open.done).cloned() else {
            if let Some(done) = stack.pop() {
                files.push(done.draft);
            }
            continue;
        };
        open.done += 1;
        let from = open.place.clone();
        match find(around.library, &from, &include, &seen, sources)? {
            Found::New(place, read) => {
                seen.insert(place.clone());
                next = Some((place, read.0, read.1));
            }
            Found::Seen(place) => {
                if let Some(at) = stack.iter().position(|open| open.place == place) {
                    mistakes.push(include_cycle(&stack[at..], &include));
                }
            }
            Found::Nothing => {
                complete = false;
                mistakes.push(around.unknown(FileKind::Workflow, &include));
            }
        }
    }
    Ok(complete.then_some(files))
}

/// So many steps a workflow may have, includes counted.
const MOST_STEPS: usize = 100_000;

fn too_many(span: &Span) -> Diagnostic {
    mistake(codes::TOO_MANY_STEPS, "步骤超过 100000 个", "more than 100,000 steps")
        .at(span.clone(), Text::new("从这里起超出", "one too many"))
        .help(Text::new("拆成几个工作流", "make several workflows of it"))
}

enum Found {
    New(Place, Opened),
    Seen(Place),
    Nothing,
}

fn find(
    library: &Library,
    from: &Place,
    include: &Placed<String>,
    seen: &HashSet<Place>,
    sources: &mut Sources,
) -> Result<Found, LoadError> {
    let place = match from.named(&include.value) {
        Which::Path(path) => Place::Disk(path),
        Which::BuiltIn(id) => match library.workflow(&id) {
            Some(file) => Place::BuiltIn(FileKind::Workflow, file.id),
            None => return Ok(Found::Nothing),
        },
    };
    if seen.contains(&place) {
        return Ok(Found::Seen(place));
    }
    let read = open(library, FileKind::Workflow, &place, sources)?;
    Ok(Found::New(place, read))
}

fn include_cycle(cycle: &[Open], last: &Placed<String>) -> Diagnostic {
    let names = cycle.iter().map(|open| shown(&open.draft.id.value)).collect::<Vec<_>>().join(" → ");
    let first = cycle.first().map(|open| shown(&open.draft.id.value)).unwrap_or_default();
    let mut problem = mistake(
        codes::INCLUDE_CYCLE,
        format!("文件互相包含:{names} → {first}"),
        format!("files include each other: {names} → {first}"),
    )
    .at(last.span.clone(), Text::new("又回到了起点", "back at the beginning"));
    for open in &cycle[..cycle.len().saturating_sub(1)] {
        if let Some(include) = open.draft.include.get(open.done.saturating_sub(1)) {
            problem = problem.at(include.span.clone(), Text::new("由此包含", "by way of this"));
        }
    }
    problem.help(Text::new("去掉其中一个 `include`", "remove one of the includes"))
}
