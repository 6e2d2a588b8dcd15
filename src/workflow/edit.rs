//! A project file is edited in place: what has happened to a step is written into it.
//!
//! In: the text of a project file, a step, what is to be recorded. Out: the text with that and nothing else changed:
//! comments, order and blanks stay as they are. toml_edit is named only here. Reading and checking a file is `load`'s;
//! nothing here touches the disk.

use toml_edit::{Datetime, DocumentMut, Item, Table, TableLike, Value};

use crate::calendar::{Day, Length};

/// What is to be recorded of a step; `None` takes it out.
///
/// ```
/// use permits::workflow::edit::{Record, record};
/// let text = "[actual.draft-plan]\nstarted = 2023-06-01\nremaining = \"2wd\"\n";
/// let (finished, nothing_left) = (Record::Finished("2023-06-08".parse().ok()), Record::Remaining(None));
/// let text = record(text, "draft-plan", &[finished, nothing_left]).unwrap();
/// assert_eq!(text, "[actual.draft-plan]\nstarted = 2023-06-01\nfinished = 2023-06-08\n");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// The day it began.
    Started(Option<Day>),
    /// The day it finished.
    Finished(Option<Day>),
    /// What is left to do.
    Remaining(Option<Length>),
}

impl Record {
    /// The names of what can be recorded, as they are written.
    pub const KEYS: [&'static str; 3] = ["started", "finished", "remaining"];

    /// Its name in the file.
    ///
    /// ```
    /// use permits::{calendar::Length, workflow::edit::Record};
    /// assert_eq!(Record::Remaining(Some(Length::Working(2))).key(), "remaining");
    /// assert!(Record::KEYS.contains(&Record::Started(None).key()));
    /// ```
    pub fn key(self) -> &'static str {
        match self {
            Record::Started(_) => Record::KEYS[0],
            Record::Finished(_) => Record::KEYS[1],
            Record::Remaining(_) => Record::KEYS[2],
        }
    }

    fn value(self) -> Option<Value> {
        let day = |day: Day| day.to_string().parse::<Datetime>().ok().map(Value::from);
        match self {
            Record::Started(on) | Record::Finished(on) => on.and_then(day),
            Record::Remaining(left) => left.map(|left| Value::from(left.to_string())),
        }
    }
}

/// Why a text cannot be edited.
///
/// ```
/// use permits::workflow::edit::{EditError, record};
/// assert_eq!(record("[actual", "draft-plan", &[]), Err(EditError::NotToml));
/// let not_a_table = EditError::NotATable("actual".into());
/// assert_eq!(record("actual = 1\n", "draft-plan", &[]), Err(not_a_table));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It is not TOML: reading it says where.
    #[error("it is not TOML")]
    NotToml,
    /// What the step's records would be is no table.
    #[error("`{0}` is not a table")]
    NotATable(String),
}

/// The text with these records of a step.
///
/// # Errors
/// [`EditError`]: the text is not TOML, or something else stands where the records would.
///
/// ```
/// use permits::workflow::edit::{Record, record};
/// let text = "format = 1\n\n[actual.draft-plan] # 编制\nstarted = 2023-06-01 # by letter\n";
/// let finished = Record::Finished(Some("2023-06-08".parse().unwrap()));
/// let text = record(text, "draft-plan", &[finished]).unwrap();
/// assert!(text.ends_with("# 编制\nstarted = 2023-06-01 # by letter\nfinished = 2023-06-08\n"));
/// ```
pub fn record(text: &str, step: &str, records: &[Record]) -> Result<String, EditError> {
    // The editor writes plain line ends; a file that has only the others gets them back.
    let windows = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    let mut document: DocumentMut = text.parse().map_err(|_| EditError::NotToml)?;
    let actual = table_at(document.as_table_mut(), "actual", true)?;
    let of_step = table_at(actual, step, false)?;
    for record in records {
        let key = record.key();
        match (record.value(), of_step.get_mut(key)) {
            (Some(value), Some(Item::Value(known))) => {
                // What stands around the value, such as a comment behind it, stays.
                let around = known.decor().clone();
                *known = value;
                *known.decor_mut() = around;
            }
            (Some(value), _) => drop(of_step.insert(key, Item::Value(value))),
            (None, _) => drop(of_step.remove(key)),
        }
    }
    let text = document.to_string();
    Ok(if windows { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text })
}

/// The table under a key, made when there is none; `within` is whether it only holds other tables.
fn table_at<'a>(
    parent: &'a mut dyn TableLike,
    key: &str,
    within: bool,
) -> Result<&'a mut dyn TableLike, EditError> {
    if parent.get(key).is_none() {
        let mut table = Table::new();
        table.set_implicit(within);
        parent.insert(key, Item::Table(table));
    }
    let found = parent.get_mut(key).and_then(Item::as_table_like_mut);
    found.ok_or_else(|| EditError::NotATable(key.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(day: &str) -> [Record; 1] {
        [Record::Finished(Some(day.parse().unwrap()))]
    }

    #[test]
    fn nothing_else_changes() {
        let text = "# mine\nformat = 1\n[project] # head\nname='x'   # quoted so\n\n  [actual.b]\n  # why\n  \
                    finished = 2023-06-05   # late\n\n[actual.a]\n\n[[pause]]\nstep = \"b\" # 补正\nfrom = 2023-06-02\n";
        let changed = record(text, "b", &finished("2023-06-06")).unwrap();
        assert_eq!(changed, text.replace("2023-06-05", "2023-06-06"));
        let added = record(text, "a", &finished("2023-06-06")).unwrap();
        assert_eq!(added, text.replace("[actual.a]\n", "[actual.a]\nfinished = 2023-06-06\n"));
        let gone = record(text, "b", &[Record::Finished(None)]).unwrap();
        assert!(gone.contains("[actual.b]\n") && !gone.contains("2023-06-05") && gone.contains("# mine"));
    }

    #[test]
    fn a_step_without_records_gets_a_table() {
        let text = "format = 1\n[project]\nname = \"x\"\n[[pause]]\nstep = \"b\"\nfrom = 2023-06-02\n";
        let records = [
            Record::Started(Some("2023-06-01".parse().unwrap())),
            Record::Remaining(Some(Length::Working(4))),
        ];
        let added = record(text, "b", &records).unwrap();
        assert!(added.contains("[actual.b]\nstarted = 2023-06-01\nremaining = \"4wd\"\n"), "{added}");
        assert!(!added.contains("[actual]\n"), "{added}");
        assert_eq!(added.lines().filter(|line| text.contains(line)).count(), text.lines().count() + 1);
    }

    #[test]
    fn every_way_of_writing_a_table_is_edited() {
        for text in [
            "format = 1\nactual = { a = { started = 2023-06-01 } }\n",
            "format = 1\n[actual]\na = { started = 2023-06-01 }\n",
            "format = 1\n[actual]\na.started = 2023-06-01\n",
            "format = 1\nactual.a.started = 2023-06-01\n",
            "format = 1\n[actual.\"a\"]\nstarted = 2023-06-01\n",
        ] {
            let edited = record(text, "a", &finished("2023-06-06")).unwrap();
            let read: DocumentMut = edited.parse().unwrap_or_else(|error| panic!("{error}\n{edited}"));
            let day = |key: &str| read["actual"]["a"][key].as_datetime().unwrap().to_string();
            assert_eq!((day("started").as_str(), day("finished").as_str()), ("2023-06-01", "2023-06-06"));
        }
        assert_eq!(record("actual = 1\n", "a", &[]), Err(EditError::NotATable("actual".into())));
        assert_eq!(record("[actual", "a", &[]), Err(EditError::NotToml));
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        let text = "format = 1\r\n# 中\r\n[actual.a]\r\nstarted = 2023-06-01\r\n";
        let edited = record(text, "a", &finished("2023-06-06")).unwrap();
        assert_eq!(edited, format!("{text}finished = 2023-06-06\r\n"));
    }
}
