//! # The report: one HTML file
//!
//! In: a [`Plan`], the project it comes from, how its chart is drawn. Out: one self-contained page in both languages,
//! which asks the network for nothing and works from a file. What its sentences say is worded elsewhere (`summary`,
//! `explain`, `year`); here they are put on a page. Without a script it shows everything, in the language it was asked
//! for; the script (`page.js`) switches the language, sorts and filters.
//!
//! The files: `markup` (words as markup, in both languages), `policy` (what the page may do), and a file for each
//! section: `opening`, `steps`, `explanations`, `promises`, `basis`, `sources`, `days`, `warnings`, `ending`.
//!
//! ```
//! use permits::report::drawing::Options;
//! use permits::report::html::{Report, page};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
//! let report = Report { plan: &plan, project: None, chart: Options::default() };
//! let page = page(&report, Lang::En);
//! // Both languages are on the page.
//! assert!(page.contains("announcement period") && page.contains("公告期"));
//! ```

mod basis;
mod days;
mod ending;
mod explanations;
mod markup;
mod opening;
mod policy;
mod promises;
mod sources;
mod steps;
mod warnings;

use crate::diagnostic::Lang;
use crate::network::StepIx;
use crate::workflow::Project;

use super::drawing::Options;
use super::explain::Subject;
use super::gantt::{Headless, headless};
use super::plan::Plan;
use super::summary;
use super::svg::inline::{Inline, inline};
use super::svg::{Theme, properties};
use markup::{both, code, escaped, marked, switched, text};

/// What a report is made of.
///
/// ```
/// use permits::report::{drawing::Options, html::{Report, page}, svg::Theme};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let chart = Options { theme: Theme::Dark, ..Options::default() };
/// let pages = [chart, Options::default()].map(|chart| {
///     page(&Report { plan: &plan, project: None, chart }, Lang::Zh)
/// });
/// assert_ne!(pages[0], pages[1]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The plan.
    pub plan: &'a Plan<'a>,
    /// The project file, which may have the last word on a length.
    pub project: Option<&'a Project>,
    /// How the chart is drawn. Its theme is the page's.
    pub chart: Options,
}

impl<'a> Report<'a> {
    /// A step to be explained.
    fn subject(&self, ix: StepIx) -> Subject<'a> {
        Subject { plan: self.plan, project: self.project, ix }
    }
}

/// A part of the page with a heading: its id, its heading in both languages, what is in it.
struct Section {
    id: &'static str,
    heading: [&'static str; 2],
    body: String,
}

impl Section {
    fn new(id: &'static str, heading: [&'static str; 2], body: String) -> Section {
        Section { id, heading, body }
    }

    fn heading(&self) -> String {
        both(self.heading[0], self.heading[1])
    }

    fn markup(&self) -> String {
        let Section { id, body, .. } = self;
        let heading = self.heading();
        format!(
            "<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{heading}</h2>\n{body}</section>\n"
        )
    }
}

/// A step by its name, by its id when the file gives it none.
fn step_name(plan: &Plan<'_>, ix: StepIx) -> String {
    let name = plan.name(ix);
    if name.zh.is_empty() && name.en.is_empty() { marked(plan.node(ix).id.as_str()) } else { text(&name) }
}

/// A heading within a section.
fn heading(id: &str, zh: &str, en: &str) -> String {
    format!("<h3 id=\"{id}\">{}</h3>\n", both(zh, en))
}

/// What may be wider than the page, in a box of its own that scrolls; `label` is the id of its heading.
fn scrolling(class: &str, label: &str, inside: &str) -> String {
    format!(
        "<div class=\"box {class}\" role=\"group\" aria-labelledby=\"{label}\" tabindex=\"0\">\n{inside}</div>\n"
    )
}

/// What is there for who wants to know it.
fn folded(summary: &str, inside: &str) -> String {
    format!("<details class=\"more\"><summary>{summary}</summary>\n{inside}</details>\n")
}

/// A table in a box; its columns in both languages, its rows as markup.
fn table(label: &str, columns: &[[&str; 2]], rows: &str) -> String {
    let titles: String =
        columns.iter().map(|[zh, en]| format!("<th scope=\"col\">{}</th>", both(zh, en))).collect();
    let table = format!("<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n");
    scrolling("", label, &table)
}

/// The page, showing `lang` first.
///
/// ```
/// use permits::report::{drawing::Options, html};
/// let (procedure, set) = ("land-supply", "floor");
#[doc = include_str!("../set_up/plan.txt")]
/// let report = html::Report { plan: &plan, project: None, chart: Options::default() };
/// let page = html::page(&report, Lang::Zh);
/// assert!(page.starts_with("<!DOCTYPE html>\n") && page.ends_with("</html>\n"));
/// ```
pub fn page(report: &Report<'_>, lang: Lang) -> String {
    // The file goes to people who need not know in which folder somebody keeps a calendar.
    let calendar = report.plan.calendar.with_bare_names();
    let plan = Plan { calendar: &calendar, ..*report.plan };
    let report = &Report { plan: &plan, ..*report };
    let Chart { pictures, style, steps: listed } = chart(report);
    let sections = [
        Section::new("summary", ["摘要", "Summary"], opening::summary(report)),
        Section::new("chart", ["横道图", "Gantt chart"], pictures),
        Section::new("steps", ["事项", "Steps"], steps::steps(report, &listed, lang)),
        Section::new("why", ["逐项说明", "Why these dates"], explanations::explanations(report, &listed)),
        Section::new("promises", ["限时", "Promises"], promises::promises(report)),
        Section::new("basis", ["依据与假设", "What the dates rest on"], basis::basis(report, &listed)),
        Section::new("sources", ["文件", "Documents"], sources::sources(report)),
        Section::new("calendar", ["日历", "Calendar"], days::days(report)),
        Section::new("warnings", ["注意事项", "Warnings"], warnings::warnings(report, &listed)),
    ];
    let sections: Vec<&Section> = sections.iter().filter(|section| !section.body.is_empty()).collect();
    let style = style_sheet(report.chart.theme, &style);
    let script = include_str!("page.js");
    let title = |lang| summary::heading(report.plan, lang);
    let (zh, en) = (title(Lang::Zh), title(Lang::En));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"{}\"/>\n\
         <meta name=\"generator\" content=\"permits {}\"/>\n\
         <title{}>{}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        code(lang),
        policy::policy(script, &style),
        if report.chart.theme == Theme::Dark { "dark" } else { "light dark" },
        env!("CARGO_PKG_VERSION"),
        switched(&zh, &en),
        escaped(if lang == Lang::Zh { &zh } else { &en }),
    );
    page += &format!("<a class=\"skip\" href=\"#main\">{}</a>\n", both("跳到正文", "Skip to the content"));
    page += &opening::header(report, lang);
    page += &contents(&sections);
    page += "<main id=\"main\" tabindex=\"-1\">\n";
    for section in &sections {
        page += &section.markup();
    }
    page += "</main>\n";
    page += &ending::footer(report);
    page += &format!("<script>{script}</script>\n</body>\n</html>\n");
    page
}

/// The list of sections.
fn contents(sections: &[&Section]) -> String {
    let entry =
        |section: &&Section| format!("<li><a href=\"#{}\">{}</a></li>", section.id, section.heading());
    let entries: String = sections.iter().map(entry).collect();
    format!(
        "<nav aria-labelledby=\"contents-h\">\n<p id=\"contents-h\" class=\"unseen\">{}</p>\n<ul>{entries}</ul>\n</nav>\n",
        both("目录", "Contents")
    )
}

/// The chart.
struct Chart {
    /// In both languages, in its box.
    pictures: String,
    /// The style sheet that both share.
    style: String,
    /// The steps in its order, in which the page numbers and lists them.
    steps: Vec<StepIx>,
}

fn chart(report: &Report<'_>) -> Chart {
    let drawn = |lang: Lang, prefix| {
        let Headless { svg, size, top, steps } = headless(report.plan, &report.chart, lang);
        // What is no higher than a page is printed on one with its heading.
        (inline(&svg, size, top, prefix), steps, (size.1 - top) * 5 <= size.0 * 3)
    };
    let (Inline { style, picture: zh }, steps, fits) = drawn(Lang::Zh, "zh");
    let (Inline { picture: en, .. }, ..) = drawn(Lang::En, "en");
    let class = if fits { "chart page" } else { "chart" };
    let zoom = format!(
        "<p class=\"openers\" data-script=\"\" hidden=\"\"><button type=\"button\" id=\"zoom\" aria-pressed=\"false\">{}</button></p>\n",
        both("放大", "Larger")
    );
    Chart { pictures: zoom + &scrolling(class, "chart-h", &(zh + &en)), style, steps }
}

/// The style sheet: the colours of the pictures, the page's rules, those of the pictures.
fn style_sheet(theme: Theme, pictures: &str) -> String {
    let colours = match theme {
        Theme::Dark => format!(":root{{{}}}\n", properties(Theme::Dark)),
        // Paper is white even where the screen is dark.
        Theme::Auto => format!(
            ":root{{{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n",
            properties(Theme::Auto),
            properties(Theme::Dark)
        ),
    };
    format!("\n{colours}{}{pictures}", include_str!("page.css"))
}
