//! Commands shown in a text, with what they print.
#![allow(dead_code, reason = "each test uses what it needs")]

/// What a page asks to be done, in its order.
pub enum Deed {
    /// Write the file of that name.
    Write(String, String),
    /// Run `permits` with these arguments; it prints these lines and exits with this code.
    Run(String, Vec<String>, i32),
}

/// Every file that a line ``File `NAME` `` introduces and every `$ permits …` with the lines printed below it.
pub fn deeds(page: &str) -> Vec<Deed> {
    let mut found = Vec::new();
    let (mut fence, mut name): (Option<&str>, Option<String>) = (None, None);
    let mut text = String::new();
    for line in page.lines() {
        match (fence, line.strip_prefix("```")) {
            (None, Some(word)) => fence = Some(word),
            (Some(word), Some(_)) => {
                if let Some(name) = name.take_if(|_| word != "console") {
                    found.push(Deed::Write(name, std::mem::take(&mut text)));
                }
                text.clear();
                fence = None;
            }
            (None, None) => {
                if let Some(rest) = line.strip_prefix("File `").or_else(|| line.strip_prefix("文件 `")) {
                    name = rest.split('`').next().map(str::to_string);
                }
            }
            (Some("console"), None) => {
                if let Some(command) = line.strip_prefix("$ permits ") {
                    found.push(Deed::Run(command.to_string(), Vec::new(), 0));
                } else if let Some(Deed::Run(_, said, code)) = found.last_mut() {
                    match line.strip_prefix("[exit ").and_then(|rest| rest.strip_suffix(']')) {
                        Some(number) => *code = number.parse().expect("an exit code"),
                        None => said.push(line.to_string()),
                    }
                }
            }
            (Some(_), None) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    found
}

/// Whether the lines are the output, where a line `…` stands for any number of lines.
pub fn shows(said: &[String], output: &[&str]) -> bool {
    match said.split_first() {
        None => output.is_empty(),
        Some((line, rest)) if line == "…" => {
            (0..=output.len()).any(|skipped| shows(rest, &output[skipped..]))
        }
        Some((line, rest)) => output.first() == Some(&line.as_str()) && shows(rest, &output[1..]),
    }
}
