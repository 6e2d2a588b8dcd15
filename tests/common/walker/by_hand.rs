//! Small networks whose dates were worked out by hand from the contract, as a test of the walker itself.
//!
//! June 2023: the 1st is a Thursday; the 22nd to the 24th are off (端午), Sunday the 25th is worked. Working days
//! after the 1st, by number: 1 = 2 June, 2 = 5, 3 = 6, 4 = 7, 5 = 8, 6 = 9, 7 = 12, 8 = 13, 9 = 14, 10 = 15.

use super::calendar::{Calendar, Sources};
use super::date::Date;
use super::files::{Merged, Overlay};
use super::walk::{Answer, Basis, Question, Walker, Want, Wrong};

fn calendar() -> Calendar {
    let sources = Sources {
        workdays: include_str!("../../../src/calendar/data/cn_workdays.csv"),
        notices: include_str!("../../../src/calendar/data/cn_notices.csv"),
        revisions: include_str!("../../../src/calendar/data/cn_revisions.csv"),
        festivals: include_str!("../../../src/calendar/data/cn_festivals.csv"),
    };
    Calendar::build(&sources, None, &[]).expect("the data is read")
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// Steps as `id kind length: links`, a link that leaves from the beginning written `^id`, a lag `id+2wd`.
fn workflow(steps: &[&str], reworks: &[(&str, &str, &str)]) -> Merged {
    let mut text = "format = 1\n[workflow]\nid = \"w\"\ngoal = \"g\"\n".to_owned();
    for step in steps {
        let (head, links) = step.split_once(':').expect("a colon");
        let words: Vec<&str> = head.split_whitespace().collect();
        text += &format!("[[step]]\nid = \"{}\"\nkind = \"{}\"\n", words[0], words[1]);
        if let Some(limit) = words.get(2) {
            text += &format!("limit = \"{limit}\"\n");
        }
        let link = |link: &str| {
            let (from, lag) = link.split_once('+').unwrap_or((link, "0wd"));
            let end = if from.starts_with('^') { "start" } else { "finish" };
            format!("{{ step = \"{}\", from = \"{end}\", lag = \"{lag}\" }}", from.trim_start_matches('^'))
        };
        let links: Vec<String> = links.split_whitespace().map(link).collect();
        text += &format!("after = [{}]\n", links.join(", "));
    }
    for (id, at, back_to) in reworks {
        text += &format!("[[rework]]\nid = \"{id}\"\nat = \"{at}\"\nback_to = \"{back_to}\"\n");
    }
    Merged::read(&[("w", &text)], "w").expect("it is read")
}

struct Asked<'a> {
    workflow: &'a Merged,
    start: &'a str,
    at: &'a [(&'a str, &'a str)],
    goal: Option<&'a str>,
}

impl Asked<'_> {
    fn answer(&self) -> Result<Answer, Wrong> {
        let at: Vec<(String, Date)> = self.at.iter().map(|(id, day)| (id.to_string(), date(day))).collect();
        let mut question = Question::new(self.workflow);
        question.at = &at;
        question.goal = self.goal;
        Walker::new(&calendar(), &question)?.from(date(self.start), Want::Drag)
    }
}

fn ask(workflow: &Merged, start: &str, at: &[(&str, &str)]) -> Result<Answer, Wrong> {
    Asked { workflow, start, at, goal: None }.answer()
}

/// `id trigger finish`, a day of June by its number, `e` after it for 24:00; July as `07-04`.
fn table(answer: &Answer) -> Vec<String> {
    let short = |moment: super::walk::Moment| {
        let day = moment.date.to_string().trim_start_matches("2023-").trim_start_matches("06-").to_owned();
        if moment.end_of_day { day + "e" } else { day }
    };
    let line = |id: &String| {
        let step = &answer.steps[id];
        format!("{id} {} {}", short(step.trigger), short(step.finish))
    };
    answer.order.iter().map(line).collect()
}

/// A publicity notice of 30 days; works that wait only for its posting; an act that waits for both.
const POSTED: [&str; 3] = ["n notice 30d:", "d task 7d: ^n", "g act: n d"];

#[test]
fn what_only_had_to_begin_is_still_running() {
    let workflow = workflow(&POSTED, &[]);
    // Seven days that end on the 8th began on the 1st at the latest.
    // Posted on the 1st, 30 days after it is Saturday 1 July, so it runs out on Monday the 3rd at 24:00.
    let answer = ask(&workflow, "2023-06-01", &[("d", "2023-06-08")]).expect("dates");
    assert_eq!(table(&answer), ["n 01 07-03e", "d 01 08", "g 07-03e 07-04"]);
    assert_eq!(answer.critical_path, ["n", "g"]);
    assert!(!answer.steps["d"].critical);
}

#[test]
fn what_had_to_begin_began_by_the_day_that_is_known() {
    let workflow = workflow(&POSTED, &[]);
    // The plan starts on the 12th, yet d, seven days, began on the 1st, so the notice was out by then.
    let answer = ask(&workflow, "2023-06-12", &[("d", "2023-06-08")]).expect("dates");
    assert_eq!(table(&answer), ["n 01 07-03e", "d 01 08", "g 07-03e 07-04"]);
}

#[test]
fn a_start_link_lets_the_earlier_step_finish_later() {
    let started = workflow(&POSTED, &[]);
    let both = [("n", "2023-06-20"), ("d", "2023-06-08")];
    let answer = ask(&started, "2023-06-01", &both).expect("no contradiction");
    // The notice ran out on the 20th at 24:00, so the act is done on the 21st. Posted on Friday 19 May it ends on Sunday
    // the 18th, so Monday the 19th; posted on the next working day, the 22nd, it would end on the 21st.
    assert_eq!(table(&answer), ["n 05-19 20e", "d 01 08", "g 20e 21"]);
    let finished = workflow(&["n notice 30d:", "d task 7d: n", "g act: n d"], &[]);
    let wrong = ask(&finished, "2023-06-01", &both).err();
    assert_eq!(wrong, Some(Wrong::OutOfOrder("n".into(), "d".into())));
}

#[test]
fn what_has_begun_had_what_it_waited_for() {
    // d began after n began, n after p finished, p after q began: p is done, n and q are running. d began on the 1st;
    // p, five working days that end on the 1st, on 25 May (26, 29, 30, 31, 1), and q by then.
    let steps =
        ["q task 10d:", "p review 5wd: ^q", "n notice 30d: p", "d task 7d: ^n", "g act: n d q", "h act: p g"];
    let workflow = workflow(&steps, &[]);
    let at = [("d", "2023-06-08")];
    let answer = ask(&workflow, "2023-06-01", &at).expect("dates");
    // 10 days after 25 May is Sunday the 4th, so Monday the 5th. h waits for p, which is done, and for g.
    let expected = ["q 05-25 05", "n 01 07-03e", "d 01 08", "g 07-03e 07-04", "h 07-04 07-04"];
    assert_eq!(table(&answer), expected);
    let goal = |goal| Asked { workflow: &workflow, start: "2023-06-01", at: &at, goal: Some(goal) }.answer();
    assert_eq!(goal("p").err(), Some(Wrong::Goal("p".into())));
    assert_eq!(goal("n").expect("n is not done").finish.date, date("2023-07-03"));
}

#[test]
fn links_between_what_remains_stay() {
    // d began after n began with n five working days behind the beginning of q; both are running.
    let steps = ["q task 10d:", "n notice 5wd: ^q+5wd", "d task 7d: ^n", "g act: n"];
    let workflow = workflow(&steps, &[]);
    // d, seven days, began on the 2nd, n by then; five working days before it (29, 30, 31, 1, 2) is Sunday 28 May, to
    // its end. 10 days later is the 7th; five working days after the 2nd are the 9th, and the act is done on Monday.
    let answer = ask(&workflow, "2023-06-01", &[("d", "2023-06-09")]).expect("dates");
    assert_eq!(table(&answer), ["q 05-28e 07", "n 02 09e", "d 02 09", "g 09e 12"]);
    assert_eq!(answer.steps["n"].drivers, ["q"]);
    // Known on the 7th already: d and n began on 31 May, q by the end of the 24th (25, 26, 29, 30, 31); 10 days later is
    // Saturday the 3rd, so Monday the 5th.
    let answer = ask(&workflow, "2023-06-01", &[("d", "2023-06-07")]).expect("dates");
    assert_eq!(table(&answer), ["q 05-24e 05", "n 05-31 07e", "d 05-31 07", "g 07e 08"]);
    assert_eq!(answer.critical_path, ["q", "n", "g"]);
}

#[test]
fn a_step_that_is_given_began_before_it_finished() {
    let workflow = workflow(&["a review 10wd:", "c task 3wd: ^a", "g act: a c"], &[]);
    let at = [("a", "2023-06-20")];
    // Ten working days that end on the 20th (7 to 9, 12 to 16, 19, 20) began on the 6th at the latest, so c, three
    // working days, is done on the 9th.
    assert_eq!(table(&ask(&workflow, "2023-06-01", &at).unwrap()), ["a 06 20", "c 06 09", "g 20 20"]);
    // A plan that starts later than a finished: c is still to be done, so not before the 21st; three working days after
    // it are Sunday the 25th, the 26th and the 27th.
    assert_eq!(table(&ask(&workflow, "2023-06-21", &at).unwrap()), ["a 06 20", "c 21 27", "g 27 27"]);
    // Given on Saturday the 3rd: ten working days that end by then are 22 May to 2 June, so it was taken up on the 19th.
    assert_eq!(
        table(&ask(&workflow, "2023-06-03", &[("a", "2023-06-03")]).unwrap()),
        ["a 05-19 03", "c 03 07", "g 07 07"]
    );
}

#[test]
fn a_milestone_that_had_to_begin_is_behind_us() {
    let workflow = workflow(&["p review 5wd:", "m milestone: p", "d task 7d: ^m", "g act: m d"], &[]);
    let at = [("d", "2023-06-08")];
    assert_eq!(table(&ask(&workflow, "2023-06-01", &at).unwrap()), ["d 01 08", "g 08 08"]);
    for done in ["p", "m"] {
        let answer = Asked { workflow: &workflow, start: "2023-06-01", at: &at, goal: Some(done) }.answer();
        assert_eq!(answer.err(), Some(Wrong::Goal(done.into())));
    }
}

#[test]
fn a_consultation_that_is_given_ends_at_24_00_when_silence_ends_it() {
    let workflow = workflow(&["c consultation 7d:", "g act: c"], &[]);
    let goal = |estimate: &str, basis: Basis, start: &str, at: &str| {
        let overlay = match estimate {
            "" => Overlay::default(),
            _ => Overlay::read(&format!("[step.c]\nestimate = \"{estimate}\"\n")).unwrap(),
        };
        let (overlays, at) = ([&overlay], [("c".to_owned(), date(at))]);
        let question = Question { overlays: &overlays, basis, at: &at, ..Question::new(&workflow) };
        Walker::new(&calendar(), &question)
            .unwrap()
            .from(date(start), Want::Drag)
            .unwrap()
            .finish
            .date
            .to_string()
    };
    let likely = Basis::Likely;
    // Nobody answers: the act waits for the next working day.
    assert_eq!(goal("", likely, "2023-06-01", "2023-06-08"), "2023-06-09");
    // Pushed on the 1st, the replies are due on the 8th and the fifth working day is the 8th too: in time. Pushed
    // on the 2nd neither could have ended on the 8th.
    assert_eq!(goal("5wd", likely, "2023-06-01", "2023-06-08"), "2023-06-08");
    assert_eq!(goal("5wd", Basis::Statutory, "2023-06-01", "2023-06-08"), "2023-06-09");
    // Pushed on the 21st, the replies are due on the 28th and the fifth working day (25, 26, 27, 28, 29) is too
    // late; pushed after the holiday, on the 25th, neither could have ended on the 28th.
    assert_eq!(goal("5wd", likely, "2023-06-19", "2023-06-28"), "2023-06-29");
}

/// What the reworks named here come to, each happening once, every step but `g` a task of one working day.
fn repeated(links: &[&str], reworks: &[(&str, &str, &str)]) -> Vec<String> {
    let steps: Vec<String> =
        links.iter().map(|link| link.replace(':', " task 1wd:")).chain(["g act: c d".into()]).collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let workflow = workflow(&steps, reworks);
    let times: Vec<(String, u32)> = reworks.iter().map(|(id, ..)| (id.to_string(), 1)).collect();
    let question = Question { reworks: &times, ..Question::new(&workflow) };
    let answer = Walker::new(&calendar(), &question).unwrap().from(date("2023-06-01"), Want::Drag).unwrap();
    table(&answer)
}

#[test]
fn overlapping_reworks_follow_one_another() {
    // a b fails, a~2 b~2, c fails, b~3 c~2: seven working days in a row; d as the eighth, then the goal.
    let links = ["a:", "b: a", "c: b", "d: c"];
    let expected = [
        "a 01 02",
        "b 02 05",
        "a~2 05 06",
        "b~2 06 07",
        "c 07 08",
        "b~3 08 09",
        "c~2 09 12",
        "d 12 13",
        "g 13 13",
    ];
    assert_eq!(repeated(&links, &[("r1", "b", "a"), ("r2", "c", "b")]), expected);
    assert_eq!(repeated(&links, &[("r2", "c", "b"), ("r1", "b", "a")]), expected);
}

#[test]
fn a_rework_inside_another_is_not_repeated_with_it() {
    // a b c fails, b~2 c~2, d fails, a~2 b~3 c~3 d~2: ten working days in a row.
    let expected = [
        "a 01 02",
        "b 02 05",
        "c 05 06",
        "b~2 06 07",
        "c~2 07 08",
        "d 08 09",
        "a~2 09 12",
        "b~3 12 13",
        "c~3 13 14",
        "d~2 14 15",
        "g 15 15",
    ];
    assert_eq!(repeated(&["a:", "b: a", "c: b", "d: c"], &[("in", "c", "b"), ("out", "d", "a")]), expected);
}

#[test]
fn reworks_apart_do_not_meet() {
    // a b fails, a~2 b~2; c d fails, c~2 d~2: eight working days in a row.
    let expected = [
        "a 01 02",
        "b 02 05",
        "a~2 05 06",
        "b~2 06 07",
        "c 07 08",
        "d 08 09",
        "c~2 09 12",
        "d~2 12 13",
        "g 13 13",
    ];
    assert_eq!(repeated(&["a:", "b: a", "c: b", "d: c"], &[("r1", "b", "a"), ("r2", "d", "c")]), expected);
}

#[test]
fn what_led_to_a_failure_does_not_wait_for_what_came_of_it() {
    // a, then c and d each on its own. c fails: a~2 c~2, and d waits for a~2. d fails: a~3 d~2. The first c, whose
    // failure led there, had the first a; the last c waits for the last a.
    let links = ["a:", "c: a", "d: a"];
    let mut told = repeated(&links, &[("r1", "c", "a"), ("r2", "d", "a")]);
    told.sort();
    let expected =
        ["a 01 02", "a~2 05 06", "a~3 07 08", "c 02 05", "c~2 08 09", "d 06 07", "d~2 08 09", "g 09 09"];
    assert_eq!(told, expected);
}
