//! Where files come from: those compiled into the program, and the one place that reads a disk.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, FileId, Sources, Span, Text, nearest};

use super::codes::{self, Code};
use super::keys::FileKind;
use super::syntax::{Placed, mistake};
use super::value::{Mistakes, meant, shown};

/// The largest file that is read: 4 MiB.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// One file compiled into the program.
///
/// ```
/// use permits::workflow::Library;
/// let file = Library::built_in().workflow("land-supply").unwrap();
/// assert_eq!(file.name, "workflows/land-supply.toml");
/// assert!(file.text.contains("id = \"land-supply\""));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// Its id, which is also its file's name.
    pub id: &'static str,
    /// What diagnostics call it.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! built_in {
    ($($id:literal in $folder:literal),* $(,)?) => {
        &[$(BuiltIn {
            id: $id,
            name: concat!($folder, $id, ".toml"),
            text: include_str!(concat!("../../", $folder, $id, ".toml")),
        }),*]
    };
}

/// The files that can be named by an id.
///
/// ```
/// use permits::workflow::Library;
/// let library = Library::built_in();
/// assert!(library.workflow("full-path").is_some());
/// assert!(library.assumptions("promised").is_some());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Library {
    workflows: &'static [BuiltIn],
    assumptions: &'static [BuiltIn],
}

impl Library {
    /// What is compiled into the program.
    ///
    /// ```
    /// use permits::workflow::Library;
    /// let library = Library::built_in();
    /// assert!(library.workflow("build-on-land-delivery").is_some() && library.assumptions("floor").is_some());
    /// ```
    pub fn built_in() -> Library {
        Library {
            workflows: built_in![
                "full-path" in "workflows/",
                "design-scheme-supply" in "workflows/",
                "build-on-land-delivery" in "workflows/",
                "land-supply" in "workflows/",
                "conventional" in "workflows/",
            ],
            assumptions: built_in![
                "promised" in "workflows/assumptions/",
                "legal-maximum" in "workflows/assumptions/",
                "stressed" in "workflows/assumptions/",
                "floor" in "workflows/assumptions/",
            ],
        }
    }

    /// The workflows, the default first.
    ///
    /// ```
    /// use permits::workflow::Library;
    /// assert_eq!(Library::built_in().workflows()[0].id, "full-path"); // the default
    /// ```
    pub fn workflows(&self) -> &'static [BuiltIn] {
        self.workflows
    }

    /// The assumption sets, the default first.
    ///
    /// ```
    /// use permits::workflow::Library;
    /// assert_eq!(Library::built_in().assumption_sets()[0].id, "promised"); // the default
    /// ```
    pub fn assumption_sets(&self) -> &'static [BuiltIn] {
        self.assumptions
    }

    /// The workflow of that id.
    ///
    /// ```
    /// use permits::workflow::Library;
    /// assert!(Library::built_in().workflow("land-supply").is_some());
    /// assert!(Library::built_in().workflow("promised").is_none(), "that is an assumption set");
    /// ```
    pub fn workflow(&self, id: &str) -> Option<&'static BuiltIn> {
        self.workflows.iter().find(|file| file.id == id)
    }

    /// The assumption set of that id.
    ///
    /// ```
    /// use permits::workflow::Library;
    /// assert_eq!(Library::built_in().assumptions("floor").unwrap().name, "workflows/assumptions/floor.toml");
    /// ```
    pub fn assumptions(&self, id: &str) -> Option<&'static BuiltIn> {
        self.assumptions.iter().find(|file| file.id == id)
    }

    pub(super) fn of(&self, kind: FileKind) -> &'static [BuiltIn] {
        match kind {
            FileKind::Workflow => self.workflows,
            FileKind::Assumptions => self.assumptions,
            FileKind::Project => &[],
        }
    }
}

/// What the files of a workflow can name: the built-in files, and those beside the file that names them.
pub(super) struct Around<'a> {
    pub library: &'a Library,
    /// Where the files are that are on the disk.
    pub paths: HashMap<FileId, PathBuf>,
}

impl Around<'_> {
    /// The file of that kind that a workflow file means by the name, looked for where the name is written. A mistake
    /// when there is none.
    pub fn named(&self, kind: FileKind, name: &Placed<String>, mistakes: &mut Mistakes) -> NamedFile {
        let path = self.paths.get(&name.span.file);
        let which = match path {
            Some(path) => Which::in_file(path, FileKind::Workflow, kind, &name.value),
            None => Which::typed(&name.value),
        };
        let is_there = match &which {
            Which::BuiltIn(id) => self.library.of(kind).iter().any(|file| file.id == id),
            // Without a folder nobody knows where a path leads.
            Which::Path(named) => path.is_none() || named.try_exists().unwrap_or(true),
        };
        if !is_there {
            mistakes.push(self.unknown(kind, name));
        }
        NamedFile { name: name.value.clone(), which, place: Some(name.span.clone()) }
    }

    /// The name is not one of a file.
    pub fn unknown(&self, kind: FileKind, name: &Placed<String>) -> Diagnostic {
        let known = self.library.of(kind).iter().map(|file| file.id);
        let all = known.clone().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let typed = shown(&name.value);
        let (zh, en) = kind.words();
        mistake(not_there(kind), format!("找不到{zh} `{typed}`"), format!("there is no {en} `{typed}`"))
            .at(name.span.clone(), meant(nearest(&name.value, known)))
            .help(Text::new(
                format!("放在同一文件夹,或用内置的:{all}"),
                format!("put it in the same folder, or use one of {all}"),
            ))
    }
}

/// Which file is meant.
///
/// ```
/// use permits::workflow::Which;
/// assert_ne!(Which::typed("land-supply"), Which::typed("./land-supply.toml"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// One compiled into the program.
    BuiltIn(String),
    /// One on the disk.
    Path(PathBuf),
}

impl Which {
    /// What a user means who types this: a path when it has a separator or ends in `.toml`, else an id.
    ///
    /// ```
    /// use permits::workflow::Which;
    /// assert_eq!(Which::typed("full-path"), Which::BuiltIn("full-path".into()));
    /// assert_eq!(Which::typed("my.toml"), Which::Path("my.toml".into()));
    /// ```
    pub fn typed(text: &str) -> Which {
        if is_path(text) { Which::Path(text.into()) } else { Which::BuiltIn(text.to_string()) }
    }

    /// What the text means in a file on the disk: a path from its folder when it has a separator or ends in `.toml`;
    /// else the file of that name in its folder, when there is one; else a built-in one. A file is of one kind, so one
    /// that names another kind never means itself.
    ///
    /// ```
    /// use std::path::Path;
    /// use permits::workflow::{FileKind, Which};
    /// let project = Path::new("projects/no-7.toml");
    /// let named = |text: &str| Which::in_file(project, FileKind::Project, FileKind::Workflow, text);
    /// assert_eq!(named("mine.toml"), Which::Path("projects/mine.toml".into()));
    /// // No file of that name lies beside it.
    /// assert_eq!(named("land-supply"), Which::BuiltIn("land-supply".into()));
    /// ```
    pub fn in_file(file: &Path, own: FileKind, named: FileKind, text: &str) -> Which {
        if is_path(text) {
            return Which::Path(file.with_file_name(text));
        }
        let beside = file.with_file_name(format!("{text}.toml"));
        let itself = own != named && beside == file;
        // What cannot be looked at is for the reading to say.
        if !itself && beside.try_exists().unwrap_or(true) {
            Which::Path(beside)
        } else {
            Which::BuiltIn(text.to_string())
        }
    }
}

fn is_path(text: &str) -> bool {
    text.contains(['/', '\\']) || text.ends_with(".toml")
}

/// A file that another file names.
///
/// ```
#[doc = include_str!("../set_up/building.md")]
/// use permits::workflow::NamedFile;
/// let fallback: &NamedFile = workflow.aborts[0].fallback.as_ref().unwrap();
/// assert_eq!(fallback.which, Which::BuiltIn("conventional".into()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// The name as it is written.
    pub name: String,
    /// The file it means.
    pub which: Which,
    /// Where the name is written; `None` when it is the default.
    pub place: Option<Span>,
}

/// Why nothing was loaded.
///
/// ```
/// use permits::{diagnostic::Sources, workflow::{Library, LoadError, Which, load_workflow}};
/// let mistyped = load_workflow(&Library::built_in(), &Which::typed("land-suply"), &mut Sources::default());
/// assert!(matches!(mistyped, Err(LoadError::UnknownId { nearest: Some("land-supply"), .. })));
/// ```
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The disk: missing, a directory, no permission.
    #[error("cannot read `{}`: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A pipe, a device, a socket: reading it may never end, or never begin.
    #[error("`{}` is not a regular file", .0.display())]
    NotAFile(PathBuf),
    /// No file is compiled in under this id.
    #[error("there is no {} `{id}`; there are {}", kind.as_str(), known.join(", "))]
    UnknownId {
        /// What was looked for.
        kind: FileKind,
        /// The id.
        id: String,
        /// The id that was probably meant.
        nearest: Option<&'static str>,
        /// All there are.
        known: Vec<&'static str>,
    },
    /// What the files say is wrong: every mistake, and any warnings, in the order of the files.
    #[error("{} mistakes", .0.iter().filter(|mistake| mistake.is_error()).count())]
    Content(Vec<Diagnostic>),
}

impl LoadError {
    /// The failure in both languages; for mistakes in a file, how many there are.
    ///
    /// ```
    /// use permits::{diagnostic::{Lang, Sources}, workflow::{Library, Which, load_assumptions}};
    /// let which = Which::typed("promise");
    /// let error = load_assumptions(&Library::built_in(), &which, &mut Sources::default()).unwrap_err();
    /// assert!(error.text().get(Lang::En).starts_with("there is no assumption set `promise`; there are `promised`"));
    /// ```
    pub fn text(&self) -> Text {
        match self {
            LoadError::Io { path, error } => {
                let path = path.display();
                Text::new(format!("无法读取 `{path}`:{error}"), format!("cannot read `{path}`: {error}"))
            }
            LoadError::NotAFile(path) => {
                let path = path.display();
                Text::new(
                    format!("无法读取 `{path}`:不是普通文件(管道与设备不读)"),
                    format!(
                        "cannot read `{path}`: it is not a regular file (pipes and devices are not read)"
                    ),
                )
            }
            LoadError::UnknownId { kind, id, known, .. } => {
                let (zh, en) = kind.words();
                let all = known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
                Text::new(
                    format!("没有{zh} `{id}`,现有:{all}"),
                    format!("there is no {en} `{id}`; there are {all}"),
                )
            }
            LoadError::Content(mistakes) => {
                let errors = mistakes.iter().filter(|mistake| mistake.is_error()).count();
                let s = if errors == 1 { "" } else { "s" };
                Text::new(format!("文件有 {errors} 处错误"), format!("{errors} error{s} in the files"))
            }
        }
    }

    /// The same when a file names what cannot be loaded: that there is none is a mistake in that file, at that place.
    /// What is there and cannot be read stays an error of the disk, and what is wrong in it stays where it is.
    ///
    /// ```
    /// use permits::diagnostic::{FileId, Sources, Span};
    /// use permits::workflow::{FileKind, Library, LoadError, Which, load_workflow};
    /// let (library, which) = (Library::built_in(), Which::typed("land"));
    /// let missing = load_workflow(&library, &which, &mut Sources::default()).unwrap_err();
    /// // A project file names it: the mistake is there.
    /// let place = Span::new(FileId(0), 30..34);
    /// let LoadError::Content(mistakes) = missing.named_at(FileKind::Workflow, Some(&place)) else { panic!() };
    /// assert_eq!((mistakes[0].code, &mistakes[0].labels[0].span), ("unknown-workflow", &place));
    /// ```
    pub fn named_at(self, kind: FileKind, place: Option<&Span>) -> LoadError {
        let Some(place) = place else { return self };
        let nearest = match &self {
            LoadError::UnknownId { nearest, .. } => *nearest,
            LoadError::Io { error, .. } if leads_nowhere(error.kind()) => None,
            LoadError::Io { .. } | LoadError::NotAFile(_) | LoadError::Content(_) => return self,
        };
        let problem = mistake(not_there(kind), self.text().zh, self.text().en)
            .at(place.clone(), meant(nearest))
            .help(Text::new(
                "写内置文件的名称、同一文件夹中文件的名称(不带 .toml),或自此文件夹起的路径",
                "name a built-in file or one in the same folder (without .toml), or write a path from that folder",
            ));
        LoadError::Content(vec![problem])
    }

    pub(super) fn unknown_id(library: &Library, kind: FileKind, id: &str) -> LoadError {
        let known: Vec<&'static str> = library.of(kind).iter().map(|file| file.id).collect();
        LoadError::UnknownId { kind, id: id.to_string(), nearest: nearest(id, known.iter().copied()), known }
    }
}

/// Whether there is nothing, as opposed to something that cannot be read.
fn leads_nowhere(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The mistake of naming a file of that kind that is not there.
fn not_there(kind: FileKind) -> Code {
    match kind {
        FileKind::Assumptions => codes::UNKNOWN_ASSUMPTIONS,
        FileKind::Workflow | FileKind::Project => codes::UNKNOWN_WORKFLOW,
    }
}

/// A file taken into the sources, or what is wrong with its bytes.
pub(super) type Opened = (FileId, Result<(), Diagnostic>);

/// Reads a text file into `sources`: the only place in this layer that touches the disk. A file that is too large or
/// not UTF-8 is a mistake in its content, told in place of its text. What is no regular file is not opened, because a
/// pipe that nobody writes to would be waited for without end; so a shell's `<(…)` and `/dev/stdin` are refused too.
pub(super) fn read_disk(
    kind: Option<FileKind>,
    path: &Path,
    sources: &mut Sources,
) -> Result<Opened, LoadError> {
    let io = |error| LoadError::Io { path: path.into(), error };
    let what = std::fs::metadata(path).map_err(io)?;
    // What a directory is, the system says.
    if !what.is_file() && !what.is_dir() {
        return Err(LoadError::NotAFile(path.into()));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(io)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
    Ok(take_in(kind, &path.display().to_string(), bytes, sources))
}

/// Takes the bytes of a file in, or says why they cannot be its text. A calendar file is of no [`FileKind`].
pub(super) fn take_in(kind: Option<FileKind>, name: &str, bytes: Vec<u8>, sources: &mut Sources) -> Opened {
    if bytes.len() as u64 > MOST_BYTES {
        let file = sources.add(name, "");
        // Only a workflow can be made of several files.
        let help = match kind {
            Some(FileKind::Workflow) => {
                Text::new("拆成几个文件,用 `include` 合起来", "split it, and join the parts with `include`")
            }
            _ => Text::new(
                "核对是否选错了文件:这类文件通常只有几 KiB",
                "check that it is the right file: one of this kind is a few KiB long",
            ),
        };
        let problem = mistake(codes::TOO_LARGE, "文件超过 4 MiB", "the file is larger than 4 MiB")
            .at(Span::new(file, 0..0), Text::new("未读取", "not read"))
            .help(help);
        return (file, Err(problem));
    }
    match String::from_utf8(bytes) {
        Ok(text) => (sources.add(name, text), Ok(())),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            // What precedes the first bad byte is as long in the readable copy as in the file.
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let end = text[offset..].chars().next().map_or(offset, |bad| offset + bad.len_utf8());
            let file = sources.add(name, text);
            let problem = mistake(
                codes::NOT_UTF8,
                format!("文件不是 UTF-8:第 {offset} 字节"),
                format!("the file is not UTF-8: byte {offset}"),
            )
            .at(Span::new(file, offset..end), Text::new("此字节", "this byte"))
            .help(Text::new("另存为 UTF-8", "save it as UTF-8"));
            (file, Err(problem))
        }
    }
}
