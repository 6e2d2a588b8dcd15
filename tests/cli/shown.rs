//! What is shown: CSV, Markdown, the steps asked for, pages of 80 columns, help.

use super::*;

/// The rows of a CSV answer by column name.
fn rows(arguments: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = answer(&format!("simulate --format csv {arguments}"), &[]);
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

fn column(rows: &[std::collections::BTreeMap<String, String>], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

#[test]
fn the_csv_reads_back_to_what_the_json_says() {
    let (plan, rows) = (plan("--start 2023-06-01"), rows("--start 2023-06-01"));
    let steps = plan["steps"].as_array().unwrap();
    assert_eq!(rows.len(), steps.len());
    for (row, step) in rows.iter().zip(steps) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        assert_eq!(row["id"], text(&step["id"]));
        assert_eq!(row["name_zh"], text(&step["name"]["zh"]));
        assert_eq!(row["trigger"], text(&step["trigger"]["date"]));
        assert_eq!(row["finish"], text(&step["finish"]["date"]));
        assert_eq!(row["finish_at"], text(&step["finish"]["at"]));
        assert_eq!(row["length"], text(&step["length"]));
        assert_eq!(row["critical"], step["critical"].to_string());
    }
}

#[test]
fn only_critical_steps_are_listed_on_request() {
    let asked = format!("{FLOOR} -w design-scheme-supply");
    let critical = rows(&format!("{asked} --critical"));
    assert!(column(&critical, "critical").iter().all(|critical| critical == "true"));
    assert!(!column(&critical, "id").contains(&"design-deepening".to_string()));
    assert!(column(&rows(&asked), "id").contains(&"design-deepening".to_string()));
}

#[test]
fn only_the_steps_of_a_lane_or_an_actor_are_listed_on_request() {
    let land = format!("{FLOOR} -w land-supply");
    assert_eq!(column(&rows(&format!("{land} --lane main")), "id"), ["deal-confirmation", "land-contract"]);
    assert_eq!(column(&rows(&format!("{land} --actor planning")), "id"), ["supply-opinion-letter"]);
    assert_eq!(rows(&format!("{land} --lane main --lane supply")).len(), 7);
    assert_eq!(rows(&format!("{land} --lane main --actor planning")).len(), 0);
}

#[test]
fn narrowing_the_list_moves_no_date() {
    let narrow = rows(&format!("{FLOOR} -w land-supply --lane main"));
    assert_eq!(column(&narrow, "finish"), ["2023-07-07", "2023-07-07"]);
}

#[test]
fn an_unknown_lane_or_actor_is_refused_with_the_nearest() {
    refuses("simulate -w land-supply --start 2023-06-01 --lane mian", "`main`");
    refuses("simulate -w land-supply --start 2023-06-01 --actor planing", "`planning`");
}

#[test]
fn every_row_of_a_markdown_table_has_as_many_cells_as_its_head() {
    for lang in ["zh", "en"] {
        let text = answer(&format!("simulate --start 2023-06-01 --format markdown --lang {lang}"), &[]);
        let mut cells = None;
        let mut rows = 0;
        for line in text.lines() {
            if !line.starts_with('|') {
                cells = None;
                continue;
            }
            assert!(line.ends_with('|'), "{line}");
            let here = line.replace("\\|", "").matches('|').count();
            assert_eq!(*cells.get_or_insert(here), here, "{line}");
            rows += 1;
        }
        assert!(rows > 40, "{rows}");
        assert!(text.starts_with("# "));
    }
}

#[test]
fn the_markdown_has_the_worked_dates() {
    let text = answer(&format!("simulate {FLOOR} -w land-supply --format markdown --lang zh"), &[]);
    let row = text.lines().find(|line| line.starts_with('|') && line.contains("公告期")).unwrap();
    assert!(row.contains("2023-06-25") && row.contains("21d"), "{row}");
}

#[test]
fn every_line_of_every_table_fits_80_columns() {
    for workflow in WORKFLOWS {
        for lang in ["zh", "en"] {
            for assumptions in ["floor", "promised"] {
                let asked = format!("simulate -w {workflow} --lang {lang} --assumptions {assumptions}");
                fits(&answer(&format!("{asked} --start 2023-06-01"), &[]));
            }
        }
    }
}

#[test]
fn tables_with_more_to_say_fit_80_columns_too() {
    for lang in ["zh", "en"] {
        for more in [
            "--start 2026-11-02",
            "--start 2023-06-01 --abort major-change@2023-08-10",
            "--start 2023-06-01 --set parcel-class=other --allow-out-of-scope",
            "--start 2023-06-01 --rework plan-objection=2",
            "--at land-announcement=2023-03-10",
            "--start 2023-06-01 --lane main --critical",
        ] {
            fits(&answer(&format!("simulate --lang {lang} {more}"), &[]));
        }
    }
}

#[test]
fn help_is_an_answer_in_both_languages() {
    for arguments in ["--help", "simulate --help", "check --help", "calendar --help", "calendar add -h"] {
        let english = answer(&format!("{arguments} --lang=en"), &[]);
        assert!(english.contains("Usage:") && !has_han(&english), "{english}");
        assert!(has_han(&answer(&format!("--lang=zh {arguments}"), &[])));
    }
    assert!(answer("--version", &[]).contains(env!("CARGO_PKG_VERSION")));
}
