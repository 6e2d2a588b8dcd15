//! `permits report`: one HTML file that is whole, asks for nothing, says what the schedule says, and whose words stay
//! words. What a browser makes of it is tested in `tests/foreign`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use permits::calendar::Day;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value as Json;

/// Exit code, standard output, standard error.
fn permits(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_permits"))
        .args(arguments)
        .env_remove("LANG")
        .env_remove("LC_ALL")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn report(arguments: &[&str]) -> String {
    let (code, out, err) = permits(&[&["report"], arguments].concat());
    assert_eq!(code, 0, "{err}");
    out
}

fn document(command: &[&str], arguments: &[&str]) -> Json {
    let (code, out, err) = permits(&[command, &["--format=json"], arguments].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

/// An element with its attributes and what it holds.
#[derive(Debug, Default)]
struct Element {
    tag: String,
    attributes: BTreeMap<String, String>,
    inside: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// The page as a tree. It is written so that an XML reader can read all of it but the script and the style sheet,
/// which makes every tag that is opened one that is closed.
fn tree(page: &str) -> Element {
    let mut rest = page.to_string();
    for tag in ["script", "style"] {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        assert_eq!((rest.matches(&open).count(), rest.matches(&close).count()), (1, 1), "one {tag}");
        let (first, last) = (rest.find(&open).unwrap() + open.len(), rest.find(&close).unwrap());
        rest.replace_range(first..last, "");
    }
    let mut reader = Reader::from_str(&rest);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref().is_empty() => panic!("no name"),
            Event::Start(tag) => open.push(element(&tag)),
            Event::Empty(tag) => {
                let element = element(&tag);
                open.last_mut().unwrap().inside.push(Node::Element(element));
            }
            Event::End(_) => {
                let closed = open.pop().unwrap();
                open.last_mut().unwrap().inside.push(Node::Element(closed));
            }
            Event::Text(text) => {
                open.last_mut().unwrap().inside.push(Node::Text(text.decode().unwrap().into_owned()));
            }
            Event::GeneralRef(name) => {
                let letter = match &*name.decode().unwrap() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" => "'",
                    other => panic!("&{other};"),
                };
                open.last_mut().unwrap().inside.push(Node::Text(letter.into()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "every tag is closed");
    open.pop().unwrap()
}

fn element(tag: &quick_xml::events::BytesStart<'_>) -> Element {
    let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
    let mut attributes = BTreeMap::new();
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap();
        let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
        attributes.insert(key, attribute.unescape_value().unwrap().into_owned());
    }
    Element { tag: name, attributes, inside: Vec::new() }
}

impl Element {
    fn elements(&self) -> impl Iterator<Item = &Element> {
        self.inside.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All elements below, itself included.
    fn all(&self) -> Vec<&Element> {
        let below = self.elements().flat_map(Element::all);
        std::iter::once(self).chain(below).collect()
    }

    fn by_id(&self, id: &str) -> &Element {
        let found = self.all().into_iter().find(|element| element.get("id") == Some(id));
        found.unwrap_or_else(|| panic!("no #{id}"))
    }

    fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    fn tagged<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Element> {
        self.all().into_iter().filter(move |element| element.tag == tag)
    }

    /// The words that are seen in a language.
    fn words(&self, lang: &str) -> String {
        let hidden = if lang == "en" { "zh-CN" } else { "en" };
        if self.get("lang") == Some(hidden) && self.tag != "button" && self.tag != "html" {
            return String::new();
        }
        let word = |node: &Node| match node {
            Node::Element(element) => element.words(lang),
            Node::Text(text) => text.clone(),
        };
        let words: String = self.inside.iter().map(word).collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
            + if words.ends_with(char::is_whitespace) { " " } else { "" }
    }
}

/// What every page has to keep to.
fn is_sound(page: &str) -> Element {
    let root = tree(page);
    let all = root.all();
    let mut ids = BTreeSet::new();
    for id in all.iter().filter_map(|element| element.get("id")) {
        assert!(ids.insert(id), "#{id} is there twice");
    }
    for element in &all {
        for (name, value) in &element.attributes {
            match name.as_str() {
                "href" => assert!(value.strip_prefix('#').is_some_and(|id| ids.contains(id)), "{value}"),
                "aria-labelledby" => assert!(ids.contains(value.as_str()), "{value}"),
                "src" | "action" | "data" | "srcset" | "poster" | "style" => panic!("{name}={value}"),
                "xmlns" => assert_eq!(value, "http://www.w3.org/2000/svg"),
                name => assert!(!name.starts_with("on") && !name.contains("href"), "{name}"),
            }
            if value.contains("url(") && !name.starts_with("data-") {
                let id = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')).unwrap();
                assert!(ids.contains(id), "{value}");
            }
        }
        let inert = ["link", "img", "iframe", "object", "embed", "base", "a"];
        assert!(!inert.contains(&element.tag.as_str()) || element.tag == "a", "<{}>", element.tag);
    }
    // Headings go down one step at a time.
    let mut level = 0;
    for element in &all {
        let Some(now) = element.tag.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) else {
            continue;
        };
        assert!((1..=level + 1).contains(&now), "h{now} after h{level}: {}", element.words("en"));
        level = now;
    }
    let policy = all.iter().find(|element| element.get("http-equiv") == Some("Content-Security-Policy"));
    let policy = policy.unwrap().get("content").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    root
}

/// Cells of a row, as they are read in a language.
fn cells(row: &Element, lang: &str) -> Vec<String> {
    let cells = row.elements().filter(|cell| cell.tag == "td" || cell.tag == "th");
    cells.map(|cell| cell.words(lang).trim().to_string()).collect()
}

fn rows(root: &Element) -> Vec<&Element> {
    root.tagged("tr").filter(|row| row.get("id").is_some_and(|id| id.starts_with("row-"))).collect()
}

fn told(moment: &Json) -> String {
    let mark = if moment["provisional"] == true { "~" } else { "" };
    let at = if moment["at"] == "end-of-day" { " 24:00" } else { "" };
    format!("{mark}{}{at}", moment["date"].as_str().unwrap())
}

#[test]
fn the_table_says_what_the_schedule_says() {
    let runs: [&[&str]; 6] = [
        &["--start=2023-06-01"],
        &["-w", "conventional", "--start=2026-09-01", "--counting=practice"],
        &["--at=deal-confirmation=2023-11-15", "--set=trees=true"],
        &["--start=2023-06-01", "--abort=builder-withdraws@2023-09-01"],
        &["-w", "land-supply", "--start=2019-02-01", "--known-as-of=2019-03-01", "--basis=worst"],
        &["-w", "design-scheme-supply", "--start=2023-06-01", "--assumptions=floor"],
    ];
    for arguments in runs {
        let plan = document(&["simulate"], arguments);
        let root = is_sound(&report(arguments));
        let rows: BTreeMap<String, &Element> = rows(&root)
            .into_iter()
            .map(|row| (cells(row, "en")[1].rsplit(" · ").next().unwrap().to_string(), row))
            .collect();
        let steps = plan["steps"].as_array().unwrap();
        assert_eq!(rows.len(), steps.len(), "{arguments:?}");
        for step in steps {
            let (id, row) = (step["id"].as_str().unwrap(), rows[step["id"].as_str().unwrap()]);
            let cells = cells(row, "en");
            if step["given"] != true && !step["trigger"].is_null() {
                assert_eq!(cells[4], told(&step["trigger"]), "{id}");
            }
            if !step["finish"].is_null() {
                assert!(cells[5].starts_with(&told(&step["finish"])), "{id}: {}", cells[5]);
            }
            if !step["latest_finish"].is_null() {
                assert_eq!(cells[6], told(&step["latest_finish"]), "{id}");
            }
            if !step["total_float"].is_null() {
                let float = step["total_float"]["working"].to_string();
                assert_eq!(cells[8].trim_start_matches('~'), float, "{id}");
            }
            assert_eq!(row.get("class") == Some("critical"), step["critical"] == true, "{id}");
            for (lang, code) in [("zh", "zh-CN"), ("en", "en")] {
                let name = step["name"][lang].as_str().unwrap();
                assert!(self::cells(row, code)[1].starts_with(name), "{id}: {name}");
            }
        }
    }
}

#[test]
fn every_step_is_explained_as_the_program_explains_it() {
    let arguments = ["--start=2023-06-01", "--lang=en"];
    let root = is_sound(&report(&arguments));
    let mut days = 0;
    for row in rows(&root) {
        let id = cells(row, "en")[1].rsplit(" · ").next().unwrap().to_string();
        let explained = document(&["explain", &id], &arguments);
        let entry = root.by_id(&row.get("id").unwrap().replace("row-", "why-"));
        for (lang, code) in [("zh", "zh-CN"), ("en", "en")] {
            let because = explained["because"][lang].as_str().unwrap();
            let because = because.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(entry.words(code).contains(&because), "{id}: {because}");
        }
        // The runs, written out again, are the ledger.
        let ledger = explained["ledger"].as_array().unwrap();
        let runs: Vec<Vec<String>> =
            entry.tagged("tr").map(|row| cells(row, "en")).filter(|cells| cells[0] != "Days").collect();
        let mut written: Vec<(String, Option<u64>, String)> = Vec::new();
        for run in &runs {
            let dates: Vec<&str> = run[0].split_whitespace().filter(|word| word.contains('-')).collect();
            let first: Day = dates[0].parse().unwrap();
            let last: Day = match dates.get(1) {
                None => first,
                Some(date) if date.len() == 5 => format!("{}-{date}", first.year()).parse().unwrap(),
                Some(date) => date.parse().unwrap(),
            };
            let number = run[1].split('–').next().unwrap().parse::<u64>().ok();
            for (nth, day) in first.to(last).enumerate() {
                written.push((day.to_string(), number.map(|number| number + nth as u64), run[2].clone()));
            }
        }
        if ledger.len() < 2 {
            assert!(runs.is_empty(), "{id}");
            continue;
        }
        let said: Vec<(String, Option<u64>, String)> = ledger
            .iter()
            .map(|day| {
                let text = |key: &str| day[key].as_str().unwrap().to_string();
                (text("date"), day["counts"].as_u64(), text("why"))
            })
            .collect();
        assert_eq!(written, said, "{id}");
        days += said.len();
        assert!(runs.len() < said.len() || said.len() < 6, "{id}: {} lines", runs.len());
    }
    assert!(days > 300, "{days} days were compared");
}

#[test]
fn promises_warnings_and_years_are_all_there() {
    let arguments = ["--start=2026-09-01", "--lang=zh"];
    let (plan, root) = (document(&["simulate"], &arguments), is_sound(&report(&arguments)));
    let promises = root.by_id("promises").words("en");
    for promise in plan["promises"].as_array().unwrap() {
        let id = promise["id"].as_str().unwrap();
        let row = root
            .tagged("tr")
            .map(|row| cells(row, "en"))
            .find(|cells| cells.len() == 7 && cells[0].ends_with(id))
            .unwrap_or_else(|| panic!("{id}: {promises}"));
        assert_eq!(row[4].trim_start_matches('~'), promise["due"].as_str().unwrap());
        assert_eq!(row[6].starts_with('✓'), promise["met"] == true, "{row:?}");
    }
    for warning in plan["warnings"].as_array().unwrap() {
        let code = warning["code"].as_str().unwrap();
        let about = root.by_id(&format!("warning-{code}")).words("zh-CN");
        let message: String =
            warning["message"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(about.contains(&message), "{message}\n{about}");
    }
    // The plan runs into 2027, whose notice is not published.
    let calendar = root.by_id("calendar").words("en");
    for words in ["2026: 248 working days", "Provisional: the notice for 2027 is not published", "2025-11-04"]
    {
        assert!(calendar.contains(words), "{words}\n{calendar}");
    }
}

#[test]
fn the_language_asked_for_is_the_one_shown_first_and_both_are_there() {
    for (flag, code) in [("--lang=zh", "zh-CN"), ("--lang=en", "en")] {
        let page = report(&["--start=2023-06-01", flag]);
        let root = is_sound(&page);
        assert_eq!(root.tagged("html").next().unwrap().get("lang"), Some(code));
        assert!(root.by_id("summary").words("zh-CN").contains("可于 2023-12-13(周三) 实质开工"));
        assert!(root.by_id("summary").words("en").contains("Construction can start on 2023-12-13 Wed"));
        assert_eq!(page, report(&["--start=2023-06-01", flag]), "the same bytes");
        assert_eq!(root.tagged("svg").count(), 2);
    }
}

#[test]
fn hostile_names_stay_names() {
    let names = [
        "</script><script>alert(1)</script>",
        r#"\" onload=\"alert(1)"#,
        "]]></svg><img src=x onerror=alert(1)>",
        "</style></title></desc>",
        "' autofocus onfocus='alert(1)",
        "id=\\\"permits-hatch-ink\\\" url(#permits-hatch-ink)",
        "\\u202Etxt.exe\\u2066 שלום",
        "&lt;b&gt; &amp;amp;",
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut file = String::from(
        "format = 1\n[workflow]\nid = \"hostile\"\nversion = \"1\"\ngoal = \"s0\"\n\
         title = { zh = \"</title><script>\", en = \"</h1><script>\" }\nstart = { zh = \"'\\\"<\", en = \"'\\\"<\" }\n\
         [source.r]\nnumber = \"<号>\"\ntitle = { zh = \"<办法>\", en = \"<Measures>\" }\n\
         [actor.x]\nname = { zh = \"</option></select>\", en = \"</option></select>\" }\n\
         [lane.l]\nname = { zh = \"\\\"><svg onload=alert(1)>\", en = \"<lane>\" }\n",
    );
    for (number, name) in names.iter().enumerate() {
        file += &format!(
            "[[step]]\nid = \"s{number}\"\nname = {{ zh = \"{name}\", en = \"{name}\" }}\nkind = \"task\"\nactor = \"x\"\nlane = \"l\"\n\
             cite = [\"r {}\"]\nestimate = \"{}wd\"\nnote = {{ zh = \"{name}\", en = \"{name}\" }}\n",
            number + 1,
            number + 2
        );
    }
    let path = folder.path().join("hostile.toml");
    fs::write(&path, file).unwrap();
    let arguments = ["-w", path.to_str().unwrap(), "--start=2023-06-01"];
    let (plan, root) = (document(&["simulate"], &arguments), is_sound(&report(&arguments)));
    let said: Vec<String> = rows(&root).into_iter().map(|row| cells(row, "en")[1].clone()).collect();
    for step in plan["steps"].as_array().unwrap() {
        let name = step["name"]["en"].as_str().unwrap().replace(['\u{202e}', '\u{2066}'], "");
        assert!(said.iter().any(|words| words.starts_with(&name)), "{name}: {said:?}");
    }
    let clean = |letter: char| !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(report(&arguments).chars().all(clean), "marks of direction are left out");
}

#[test]
fn no_path_is_told_and_the_file_is_written_whole() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("a-folder-of-mine");
    fs::create_dir(&inside).unwrap();
    let calendar = inside.join("park.csv");
    fs::write(&calendar, "date,kind,name\n2023-06-08,off,园区关闭\n").unwrap();
    let file = folder.path().join("report.html");
    let (calendar, file) = (calendar.to_str().unwrap(), file.to_str().unwrap());
    let arguments = ["report", "--start=2023-06-01", "--lang=en", "--calendar", calendar, "-o", file];
    let (code, out, err) = permits(&arguments);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let page = fs::read_to_string(file).unwrap();
    assert!(page.contains("park.csv") && !page.contains("a-folder-of-mine"));
    assert!(page.ends_with("</html>\n"));
    is_sound(&page);
}
