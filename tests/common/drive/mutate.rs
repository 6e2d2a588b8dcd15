//! Spoils a file.
//!
//! In: a text or bytes, and numbers. Out: another. [`bytes`] knows nothing of what it spoils; [`meaning`] keeps the file
//! TOML and mostly within the words of the format, so that much of it still loads and is strange only further on.

use super::Numbers;
use super::tree::Tree;

/// Pieces that mean something to a reader of TOML or of the format.
pub const TOKENS: [&str; 30] = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    "\"",
    "\"\"\"",
    "'",
    "\n",
    "\r",
    "#",
    "\\u",
    ".",
    "0",
    "-1",
    "1e400",
    "nan",
    "true",
    "2023-02-30",
    "2023-06-01T10:00:00",
    "\"5wd\"",
    "step",
    "审",
    "\u{feff}",
    "\0",
    "\u{202e}",
    "\u{10ffff}",
];

/// Lengths at which something could give way.
pub const LENGTHS: [&str; 16] = [
    "0wd",
    "1wd",
    "2wd",
    "1d",
    "30d",
    "365d",
    "400wd",
    "5000wd",
    "25000wd",
    "36000d",
    "99999wd",
    "99999d",
    "100000wd",
    "1000000000000000000wd",
    "1000000000000000000d",
    "18446744073709551616d",
];

/// Days at both ends of everything.
pub const DATES: [&str; 18] = [
    "2002-01-01",
    "2001-12-31",
    "2100-12-31",
    "2101-01-01",
    "2023-06-01",
    "2020-02-29",
    "2023-02-29",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "1582-10-10",
    "10000-01-01",
    "-262143-01-01",
    "+262142-12-31",
    "2023-6-1",
    "2023-06-01T24:00:00Z",
    "2099-12-31",
    "2025-01-28",
];

const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "2",
    "-1",
    "10",
    "100",
    "1000",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "0.5",
    "1.0",
    "-0.0",
    "inf",
];

const CHANCES: [&str; 8] = ["0.5", "0.001", "0.999999", "1e-300", "1", "0", "nan", "1.0000000000000002"];

/// Changes that no format knows of: bits, bytes, pieces.
pub fn bytes(text: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        let span = [1, 3, 10, 100, 1_000][numbers.below(5)];
        let end = (at + numbers.below(span) + 1).min(bytes.len());
        match numbers.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            1 if at < bytes.len() => bytes[at] = numbers.next() as u8,
            2 => bytes.insert(at, numbers.next() as u8),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            5 => {
                let piece: Vec<u8> = bytes.drain(at..end).collect();
                let to = numbers.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            6 if numbers.one_in(4) => bytes.truncate(at),
            _ => drop(bytes.splice(at..at, numbers.of(&TOKENS).bytes())),
        }
    }
    bytes
}

/// Changes to what a TOML file says; the text itself when it is none.
pub fn meaning(text: &str, numbers: &mut Numbers) -> String {
    let Some(mut tree) = Tree::read(text) else { return text.to_string() };
    let times = [1, 1, 2, 3, 8][numbers.below(5)];
    for _ in 0..times {
        change(&mut tree, numbers);
    }
    tree.written()
}

fn any(_: &Tree) -> bool {
    true
}

fn is_length(tree: &Tree) -> bool {
    let digits = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit());
    matches!(tree, Tree::Text(text) if digits(text) && (text.ends_with('d') || text.ends_with('日')))
}

fn is_date(tree: &Tree) -> bool {
    matches!(tree, Tree::Bare(text) if text.len() == 10 && text.as_bytes()[4] == b'-')
}

fn is_number(tree: &Tree) -> bool {
    matches!(tree, Tree::Bare(text) if text.parse::<f64>().is_ok())
}

fn is_truth(tree: &Tree) -> bool {
    matches!(tree, Tree::Bare(text) if text == "true" || text == "false")
}

fn is_name(tree: &Tree) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    matches!(tree, Tree::Text(text) if text.chars().all(plain)) && !is_length(tree)
}

fn is_table(tree: &Tree) -> bool {
    matches!(tree, Tree::Table(_))
}

fn is_list(tree: &Tree) -> bool {
    matches!(tree, Tree::List(_))
}

fn picked<'t>(
    tree: &'t mut Tree,
    numbers: &mut Numbers,
    holds: &dyn Fn(&Tree) -> bool,
) -> Option<&'t mut Tree> {
    let mut number = numbers.below(tree.count(holds));
    tree.nth(&mut number, holds)
}

fn change(tree: &mut Tree, numbers: &mut Numbers) {
    let bare = |text: &str| Tree::Bare(text.to_string());
    match numbers.below(20) {
        0..=2 => put(tree, numbers, &is_length, |numbers| Tree::Text(numbers.of(&LENGTHS).to_string())),
        // Lengths that a person could write, so that the rest of the file decides what comes of them.
        3 | 4 => put(tree, numbers, &is_length, |numbers| {
            Tree::Text(format!("{}{}", numbers.below(400) + 1, ["wd", "d"][numbers.below(2)]))
        }),
        5 => put(tree, numbers, &is_date, |numbers| bare(numbers.of(&DATES))),
        6 => put(tree, numbers, &is_number, |numbers| bare(numbers.of(&NUMBERS))),
        7 => put(tree, numbers, &is_number, |numbers| bare(numbers.of(&CHANCES))),
        8 => put(tree, numbers, &is_truth, |numbers| bare(["true", "false"][numbers.below(2)])),
        // Another name of the same file: a link to another step or to itself, another fact, a circle, a name twice.
        9..=12 => {
            let mut names = Vec::new();
            tree.texts(&mut names);
            names.retain(|name| is_name(&Tree::Text(name.clone())));
            if !names.is_empty() {
                let name = names[numbers.below(names.len())].clone();
                put(tree, numbers, &is_name, |_| Tree::Text(name.clone()));
            }
        }
        // What stands elsewhere, whatever it is.
        13 => {
            if let Some(other) = picked(tree, numbers, &any).map(|other| other.clone()) {
                put(tree, numbers, &any, |_| other.clone());
            }
        }
        // A key of one table in another: a condition, a limit, a cadence of another step.
        14 | 15 => {
            let entry = match picked(tree, numbers, &is_table) {
                Some(Tree::Table(entries)) if !entries.is_empty() => {
                    entries[numbers.below(entries.len())].clone()
                }
                _ => return,
            };
            if let Some(Tree::Table(entries)) = picked(tree, numbers, &is_table) {
                match entries.iter_mut().find(|(key, _)| *key == entry.0) {
                    Some((_, there)) => *there = entry.1,
                    None => entries.push(entry),
                }
            }
        }
        16 | 17 => lose(tree, numbers),
        18 => twice(tree, numbers),
        _ => put(tree, numbers, &any, |numbers| match numbers.below(6) {
            0 => bare(numbers.of(&NUMBERS)),
            1 => bare(numbers.of(&DATES)),
            2 => Tree::Text(numbers.of(&LENGTHS).to_string()),
            3 => Tree::Text(numbers.of(&TOKENS).to_string()),
            4 => Tree::List(Vec::new()),
            _ => (0..numbers.below(200)).fold(bare("1"), |inside, _| Tree::List(vec![inside])),
        }),
    }
}

fn put(
    tree: &mut Tree,
    numbers: &mut Numbers,
    holds: &dyn Fn(&Tree) -> bool,
    new: impl FnOnce(&mut Numbers) -> Tree,
) {
    let new = new(numbers);
    // The whole file is not one of its values.
    if let Some(there) = picked(tree, numbers, holds).filter(|there| !holds_format(there)) {
        *there = new;
    }
}

fn holds_format(tree: &Tree) -> bool {
    matches!(tree, Tree::Table(entries) if entries.iter().any(|(key, _)| key == "format"))
}

fn lose(tree: &mut Tree, numbers: &mut Numbers) {
    let holds = |tree: &Tree| is_table(tree) || is_list(tree);
    match picked(tree, numbers, &holds) {
        Some(Tree::Table(entries)) if !entries.is_empty() => {
            drop(entries.remove(numbers.below(entries.len())))
        }
        Some(Tree::List(all)) if !all.is_empty() => drop(all.remove(numbers.below(all.len()))),
        _ => {}
    }
}

/// An element of a list once more, under a new name half of the time.
fn twice(tree: &mut Tree, numbers: &mut Numbers) {
    let new = format!("again-{}", numbers.below(1_000));
    let renames = numbers.one_in(2);
    if let Some(Tree::List(all)) = picked(tree, numbers, &is_list)
        && !all.is_empty()
    {
        let mut copy = all[numbers.below(all.len())].clone();
        if let (true, Tree::Table(entries)) = (renames, &mut copy) {
            let id = entries.iter_mut().find(|(key, _)| key == "id");
            id.into_iter().for_each(|(_, id)| *id = Tree::Text(new.clone()));
        }
        all.insert(numbers.below(all.len() + 1), copy);
    }
}

/// Changes what libFuzzer hands over, in its place: `size` bytes of `data`, afterwards at most `most`. One of the parts
/// between lines of `%%` changes.
pub fn within(data: &mut [u8], size: usize, most: usize, seed: u64) -> usize {
    let mut numbers = Numbers(seed);
    let text = String::from_utf8_lossy(&data[..size]).into_owned();
    let mut parts: Vec<String> = text.split("\n%%\n").map(str::to_string).collect();
    let at = numbers.below(parts.len());
    parts[at] = match numbers.below(4) {
        0 => String::from_utf8_lossy(&bytes(parts[at].as_bytes(), &mut numbers)).into_owned(),
        _ => meaning(&parts[at], &mut numbers),
    };
    let new = parts.join("\n%%\n");
    let new = &new.as_bytes()[..new.len().min(most).min(data.len())];
    data[..new.len()].copy_from_slice(new);
    new.len()
}
