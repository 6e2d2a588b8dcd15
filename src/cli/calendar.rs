//! `permits calendar`: a year, `add`, `count`.
//!
//! In: the flags. Out: the page or the sentence on standard output. `add` counts with the function that schedules
//! count with.

use clap::ArgMatches;
use permits::calendar::{
    Calendar, CalendarRange, Day, ExceptionKind, Length, Moment, ParseLengthError, Roll, Rule, parse_year,
};
use permits::diagnostic::{Lang, Text};
use permits::report::grid::WIDTH;
use permits::report::paint::Paint;
use permits::report::prose::wrap;
use permits::report::summary::{dated, natural_days, working_days};
use permits::report::year;

use super::failure::{Failure, Problem};
use super::inputs::{calendar, day};
use super::language::pick;
use super::print::Voice;

/// Runs the command.
pub fn run(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("add", matches)) => add(voice, matches),
        Some(("count", matches)) => count(voice, matches),
        _ => show(voice, matches),
    }
}

fn show(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(typed) = matches.get_one::<String>("year") else {
        return Err(Failure::Usage(
            Problem::new(Text::new("缺少年份", "a year is missing"))
                .help(Text::new("写 `permits calendar 2023`", "write `permits calendar 2023`")),
        ));
    };
    let calendar = calendar(voice, matches)?;
    let years = Day::FIRST.year()..=Day::LAST.year();
    let Some(year) = parse_year(typed).filter(|year| years.contains(year)) else {
        return Err(Failure::Usage(
            Problem::new(Text::new(
                format!("`{typed}` 不是日历中的年份"),
                format!("`{typed}` is not a year of the calendar"),
            ))
            .help(Text::new("日历自 2002 年至 2100 年", "it answers for 2002 to 2100")),
        ));
    };
    let (Some(first), Some(last)) = (Day::new(year, 1, 1), Day::new(year, 12, 31)) else {
        return Err(Failure::usage("没有这一年", "there is no such year"));
    };
    refuse(matches, &calendar, first, last)?;
    let answer = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => year::json(&calendar, year),
        _ => year::page(&calendar, year, voice.lang, Paint::Ansi),
    };
    voice.answer(&answer)
}

fn add(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let from = day(argument(matches, "date"), "DATE")?;
    let typed = argument(matches, "length");
    let length = typed.parse::<Length>().map_err(|error| not_a_length(typed, error))?;
    let calendar = calendar(voice, matches)?;
    let rule = Rule::Work { length, roll: Roll::NextWorkingDay };
    let counted = match length.is_zero() {
        true => None,
        false => Some(
            calendar
                .count(&rule, Moment::in_hours(from))
                .map_err(|error| out_of_range(from, length, error))?,
        ),
    };
    let (printed, end) = counted.map_or((from, from), |counted| (counted.printed, counted.finish.day()));
    refuse(matches, &calendar, from, end)?;
    let lang = voice.lang;
    let mut answer = match lang {
        Lang::Zh => format!(
            "{end}\n{} 起 {},起算日不计:至 {}。\n",
            dated(from, lang),
            length.words(lang),
            dated(end, lang)
        ),
        Lang::En => format!(
            "{end}\n{} from {}, that day not counted: {}.\n",
            length.words(lang),
            dated(from, lang),
            dated(end, lang)
        ),
    };
    if printed != end {
        let why = rest(&calendar, printed, lang);
        answer += &match lang {
            Lang::Zh => {
                format!("期满日 {} 为{why},顺延至下一工作日(民法典第203条)。\n", dated(printed, lang))
            }
            Lang::En => format!(
                "The last day, {}, is {why}, so the next working day counts (Civil Code, Art. 203).\n",
                dated(printed, lang)
            ),
        };
    }
    if calendar.touches_provisional(from, end) {
        answer += provisional(lang);
    }
    voice.answer(&paragraphs(&answer))
}

fn count(voice: &Voice, matches: &ArgMatches) -> Result<(), Failure> {
    let (from, to) = (day(argument(matches, "from"), "A")?, day(argument(matches, "to"), "B")?);
    let calendar = calendar(voice, matches)?;
    refuse(matches, &calendar, from.min(to), from.max(to))?;
    let (working, natural) = (calendar.workdays_between(from, to), to.days_since(from));
    let lang = voice.lang;
    let mut answer = match lang {
        Lang::Zh => format!(
            "{working} 个工作日,{natural} 个自然日:自 {}(不计)至 {}(计入)。\n",
            dated(from, lang),
            dated(to, lang)
        ),
        Lang::En => format!(
            "{}, {}: from {} (not counted) to {} (counted).\n",
            working_days(working),
            natural_days(natural),
            dated(from, lang),
            dated(to, lang)
        ),
    };
    if calendar.touches_provisional(from.min(to), from.max(to)) {
        answer += provisional(lang);
    }
    voice.answer(&paragraphs(&answer))
}

/// Each line as a paragraph of the terminal's width.
fn paragraphs(text: &str) -> String {
    let lines = text.lines().flat_map(|line| wrap(line, usize::from(WIDTH)));
    lines.map(|line| line + "\n").collect()
}

/// A positional argument that clap has made sure of.
fn argument<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}

/// Why a day is not worked, in words.
fn rest(calendar: &Calendar, day: Day, lang: Lang) -> String {
    match calendar.exception(day).filter(|exception| exception.kind == ExceptionKind::Off) {
        Some(exception) if !exception.name.is_empty() => match lang {
            Lang::Zh => format!("{}休息日", exception.name),
            Lang::En => format!("a day off ({})", year::holiday(&exception.name).en),
        },
        Some(_) => pick(lang, "休息日", "a day off").to_string(),
        None => pick(lang, "周末", "a weekend day").to_string(),
    }
}

fn provisional(lang: Lang) -> &'static str {
    pick(
        lang,
        "provisional-calendar:所涉放假安排尚未公布,依法定节假日推算,可能变动。\n",
        "provisional-calendar: this rests on a holiday notice that is not published yet, and may move.\n",
    )
}

/// With `--calendar-beyond error`, refuses what touches a provisional day.
fn refuse(matches: &ArgMatches, calendar: &Calendar, first: Day, last: Day) -> Result<(), Failure> {
    let refuses = matches.get_one::<String>("calendar-beyond").is_some_and(|word| word == "error");
    if refuses && calendar.touches_provisional(first, last) {
        return Err(Failure::Usage(
            Problem::new(Text::new(
                format!("provisional-calendar:{first} 至 {last} 所涉放假安排尚未公布"),
                format!(
                    "provisional-calendar: {first} to {last} rests on a holiday notice that is not published"
                ),
            ))
            .help(Text::new("用 --calendar 加入该年的安排", "add the year with --calendar")),
        ));
    }
    Ok(())
}

fn not_a_length(typed: &str, error: ParseLengthError) -> Failure {
    let (zh, en) = match error {
        ParseLengthError::NoUnit => (format!("`{typed}` 没有单位"), format!("`{typed}` has no unit")),
        ParseLengthError::TooLong => (format!("`{typed}` 太长"), format!("`{typed}` is too long")),
        ParseLengthError::ZeroNatural | ParseLengthError::Form => {
            (format!("`{typed}` 不是时长"), format!("`{typed}` is not a length"))
        }
    };
    Failure::Usage(Problem::new(Text::new(zh, en)).help(Text::new(
        "工作日写 5wd 或 5个工作日,自然日写 21d 或 21个自然日",
        "write 5wd for working days, 21d for natural days",
    )))
}

fn out_of_range(from: Day, length: Length, _: CalendarRange) -> Failure {
    Failure::calendar_range(&Text::new(
        format!("{from} 加 {length} 超出日历范围"),
        format!("{length} from {from} leaves the calendar"),
    ))
}
