//! Calendars: what was known on a day, files laid over, adding and counting, whole years.

use super::*;

#[test]
fn what_was_known_that_day_decides_the_count() {
    // By hand: Labour Day 2019 was extended on 2019-03-22, Spring Festival 2020 on 2020-01-27.
    let ends = |from: &str, length: &str, known: &str| {
        answer(&format!("calendar add {from} {length} --known-as-of {known}"), &[])
    };
    assert!(ends("2019-04-24", "5wd", "2019-03-01").starts_with("2019-05-02\n"));
    assert!(ends("2019-04-24", "5wd", "2019-03-22").starts_with("2019-04-30\n"));
    assert!(ends("2020-01-13", "20wd", "2020-01-13").starts_with("2020-02-13\n"));
    assert!(ends("2020-01-13", "20wd", "2020-01-27").starts_with("2020-02-17\n"));
}

#[test]
fn a_plan_counts_with_what_was_known_that_day() {
    let folder = Folder::new();
    let file = folder.write("small.toml", small("5wd"));
    let known = |day: &str| plan_with(&format!("--start 2019-04-24 --known-as-of {day} -w"), &[&file]);
    assert_eq!(known("2019-03-01")["finish"], "2019-05-02");
    assert_eq!(known("2019-03-22")["finish"], "2019-04-30");
}

#[test]
fn before_its_notice_a_year_is_projected_from_the_statutory_list() {
    // The notice for 2023 is of 2022-12-08. Before it only 06-22 is off: the 21st day rolls to Friday 06-23, and the
    // ten working days are 06-26 to 30 and 07-03 to 07.
    let plan = plan(&format!("{FLOOR} -w land-supply --known-as-of 2022-06-01"));
    assert_eq!(finish(&plan, "announcement-window"), "2023-06-23 24:00");
    assert_eq!(finish(&plan, "deal-confirmation"), "2023-07-07");
    assert_eq!(step(&plan, "announcement-window")["provisional"], true);
    assert!(codes(&plan).contains(&"provisional-calendar"));
}

#[test]
fn a_calendar_file_closes_a_day_and_moves_the_date_by_one() {
    // The tenth working day is Friday 07-07; with Wednesday 07-05 closed it is Monday 07-10.
    let folder = Folder::new();
    let file = folder.write("local.csv", format!("{CALENDAR}2023-07-05,off,园区停办,false,2023\n"));
    let moved = plan_with(&format!("{FLOOR} -w land-supply --calendar"), &[&file]);
    assert_eq!(finish(&moved, "deal-confirmation"), "2023-07-10");
    assert!(!codes(&moved).contains(&"provisional-calendar"));
}

#[test]
fn a_calendar_file_opens_a_weekend_day() {
    // 06-26 to 06-30 (5), Saturday 07-01 (6), 07-03 to 07-06 (10).
    let folder = Folder::new();
    let file = folder.write("local.csv", "date,kind\n2023-07-01,work\n");
    let moved = plan_with(&format!("{FLOOR} -w land-supply --calendar"), &[&file]);
    assert_eq!(finish(&moved, "deal-confirmation"), "2023-07-06");
}

#[test]
fn of_two_calendar_files_the_later_wins() {
    let folder = Folder::new();
    let close = folder.write("close.csv", "date,kind\n2023-07-05,off\n");
    let open = folder.write("open.csv", "date,kind\n2023-07-05,work\n");
    let both = |first: &str, second: &str| {
        let plan =
            plan_with(&format!("{FLOOR} -w land-supply"), &["--calendar", first, "--calendar", second]);
        finish(&plan, "deal-confirmation")
    };
    assert_eq!(both(&close, &open), "2023-07-07");
    assert_eq!(both(&open, &close), "2023-07-10");
}

#[test]
fn a_complete_year_ends_its_provisional_state() {
    // 2027-03-01 is a Monday: 03-02 to 05 and 03-08 are five working days, by projection and by the file.
    let folder = Folder::new();
    let small = folder.write("small.toml", small("5wd"));
    let year = folder
        .write("2027.csv", format!("# complete-year: 2027\n{CALENDAR}2027-05-03,off,劳动节,false,2027\n"));
    let projected = plan_with("--start 2027-03-01 -w", &[&small]);
    assert_eq!(finish(&projected, "done"), "2027-03-08");
    assert_eq!(step(&projected, "work")["provisional"], true);
    assert!(codes(&projected).contains(&"provisional-calendar"));
    let said = plan_with("--start 2027-03-01 -w", &[&small, "--calendar", &year]);
    assert_eq!(finish(&said, "done"), "2027-03-08");
    assert_eq!(step(&said, "work")["provisional"], false);
    assert!(!codes(&said).contains(&"provisional-calendar"));
}

#[test]
fn a_whole_notice_that_forgets_a_holiday_is_doubted_wherever_it_is_read() {
    let folder = Folder::new();
    let text = format!("# complete-year: 2027\n{CALENDAR}2027-05-03,off,劳动节,false,2027\n");
    let year = folder.write("2027.csv", text);
    let plan = "simulate --start 2027-03-01 -w land-supply --calendar";
    for asked in ["check", "calendar add 2027-06-08 1wd --calendar", plan] {
        let told = permits_with(asked, &[&year]);
        assert_eq!(told.code, 0, "{}", told.err);
        assert!(told.err.contains("warning[worked-holiday]"), "{asked}: {}", told.err);
        assert!(told.err.contains("2027-06-09 端午节"), "{asked}: {}", told.err);
    }
}

#[test]
fn beyond_the_notices_the_calendar_can_be_made_to_refuse() {
    let folder = Folder::new();
    let small = folder.write("small.toml", small("5wd"));
    let year = folder
        .write("2027.csv", format!("# complete-year: 2027\n{CALENDAR}2027-05-03,off,劳动节,false,2027\n"));
    let asked = "simulate --calendar-beyond error --start 2027-03-01 -w";
    let err = fails(2, asked, &[&small]);
    assert!(err.contains("provisional-calendar"), "{err}");
    assert_eq!(permits_with(asked, &[&small, "--calendar", &year]).code, 0);
    let published = "simulate --calendar-beyond error --start 2023-06-01 -w";
    assert_eq!(permits_with(published, &[&small]).code, 0);
    assert_eq!(permits_with("simulate --calendar-beyond project --start 2027-03-01 -w", &[&small]).code, 0);
}

#[test]
fn a_plan_that_leaves_the_notices_says_which_dates_may_move() {
    // From 2026-11-02 the consultation ends in November 2026, which has its notice, the deal in 2027, which has none:
    // 30 days of publicity end in December, 21 more of the announcement in January.
    let asked = "simulate -w design-scheme-supply --assumptions floor --start 2026-11-02";
    let plan: Value = serde_json::from_str(&answer(&format!("{asked} --format json"), &[])).unwrap();
    assert!(codes(&plan).contains(&"provisional-calendar"));
    assert_eq!(step(&plan, "consult-plan")["provisional"], false);
    assert_eq!(finish(&plan, "consult-plan"), "2026-11-09 24:00");
    assert!(finish(&plan, "deal-confirmation").starts_with("2027-"));
    assert_eq!(step(&plan, "deal-confirmation")["provisional"], true);
    assert!(answer(asked, &[]).contains("provisional-calendar"));
}

#[test]
fn a_document_that_has_expired_warns() {
    // A is in force from 2023-04-27 to 2026-04-27.
    assert!(codes(&plan("--assumptions floor --start 2026-11-02")).contains(&"not-in-force"));
    assert!(!codes(&plan(FLOOR)).contains(&"not-in-force"));
}

#[test]
fn a_length_added_to_a_day_ends_where_the_law_says() {
    // 21 days from 06-01 is 06-22, off; 06-23 off, 06-24 a Saturday: the make-up Sunday. Five working days: 06-08.
    for length in ["21d", "21个自然日"] {
        let out = answer(&format!("calendar add 2023-06-01 {length}"), &[]);
        assert!(out.starts_with("2023-06-25\n"), "{out}");
    }
    for length in ["5wd", "5个工作日"] {
        let out = answer(&format!("calendar add 2023-06-01 {length}"), &[]);
        assert!(out.starts_with("2023-06-08\n"), "{out}");
    }
}

#[test]
fn a_length_added_to_a_rest_day_starts_the_next_working_day() {
    // Saturday 06-03: 06-05 is the first working day.
    assert!(answer("calendar add 2023-06-03 1wd", &[]).starts_with("2023-06-05\n"));
}

#[test]
fn a_length_added_can_be_told_of_a_local_closure() {
    let folder = Folder::new();
    let file = folder.write("local.csv", "date,kind\n2023-06-08,off\n");
    assert!(answer("calendar add 2023-06-01 5wd --calendar", &[&file]).starts_with("2023-06-09\n"));
}

#[test]
fn days_between_two_dates_are_counted_both_ways() {
    // 06-02, 05, 06, 07, 08.
    let out = answer("calendar count 2023-06-01 2023-06-08", &[]);
    assert!(out.contains("5 working days") && out.contains("7 natural days"), "{out}");
    let out = answer("calendar count 2023-06-08 2023-06-01", &[]);
    assert!(out.contains("-5 working days") && out.contains("-7 natural days"), "{out}");
}

#[test]
fn a_whole_year_has_the_working_days_its_notice_leaves() {
    // 2023 has 260 weekdays, 18 of them off, and 7 weekend days worked.
    let out = answer("calendar count 2022-12-31 2023-12-31", &[]);
    assert!(out.contains("249 working days") && out.contains("365 natural days"), "{out}");
    assert!(answer("calendar 2023", &[]).contains("249 working days"));
}

#[test]
fn the_page_of_a_year_fits_80_columns() {
    for lang in ["zh", "en"] {
        for year in ["2002", "2020", "2023", "2026", "2027", "2100"] {
            fits(&answer(&format!("calendar {year} --lang {lang}"), &[]));
        }
    }
}

#[test]
fn leaving_the_calendar_is_an_error_and_never_a_guess() {
    refuses("calendar add 2100-12-31 1wd", "calendar-range");
    refuses("calendar add 2100-12-31 1d", "calendar-range");
    refuses("simulate --start 2100-12-01", "calendar-range");
}

#[test]
fn a_year_outside_the_calendar_is_refused() {
    for year in ["2001", "2101", "twenty"] {
        refuses(&format!("calendar {year}"), year);
    }
    refuses("calendar", "calendar 2023");
}
