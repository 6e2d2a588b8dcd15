//! What stands below the rows: the legend of what occurs, the warnings, what the picture rests on.
//!
//! In: the plan and the marks of the layout. Out: samples and labels with their places, and the height where they end.

use crate::diagnostic::{Lang, Text};
use crate::network::{Kind, Origin, Stated, StepIx};

use super::super::plan::{Plan, kind_words};
use super::super::prose::clean;
use super::super::summary;
use super::super::svg::flow::{Sampled, flow};
use super::super::svg::text::{Type, line_height};
use super::super::svg::{Frame, Label, Role, text};
use super::super::words::{basis_words, counting_words, notices};
use super::front::Front;
use super::head::SMALL;
use super::layout::Row;
use super::marks::{Edge, Shape};
use super::routes::{Rank, Route};

/// A small picture in the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Sample {
    Bar(Kind),
    Meeting,
    Milestone,
    Done,
    Given,
    Origin(Origin),
    Critical,
    Float,
    InHours,
    Expiry,
    Provisional,
    Stopped,
    Cut,
    Link(Rank),
    Inferred,
    Met,
    Missed,
    FrontLine,
    Forecast,
    DaysOff,
    Unpublished,
}

/// A sample and what it means.
pub type SampleLabel = Sampled<Sample>;

/// What occurs in a layout beside its rows.
pub(in crate::report) struct Occurs<'a> {
    pub(in crate::report) rows: &'a [Row],
    pub(in crate::report) links: &'a [Route],
    pub(in crate::report) links_left_out: usize,
    pub(in crate::report) front: Option<&'a Front>,
    pub(in crate::report) days_off: bool,
    pub(in crate::report) unpublished: bool,
}

/// The legend below `page.top`; the height where it ends.
pub(super) fn legend(occurs: &Occurs<'_>, lang: Lang, page: Frame) -> (Vec<SampleLabel>, i32) {
    flow(listed(occurs, lang), page, Type::plain(SMALL))
}

/// What has to be explained: only what occurs.
pub(in crate::report) fn listed(occurs: &Occurs<'_>, lang: Lang) -> Vec<(Sample, String)> {
    let zh = lang == Lang::Zh;
    let mut listed: Vec<(Sample, String)> = Vec::new();
    let mut add = |shown: bool, sample: Sample, zh_words: &str, en_words: &str| {
        if shown {
            listed.push((sample, if zh { zh_words } else { en_words }.to_string()));
        }
    };
    let marks = || occurs.rows.iter().filter_map(|row| row.mark);
    let shape = |shape: Shape| marks().any(|mark| mark.shape == shape);
    for kind in [Kind::Task, Kind::Review, Kind::Consultation, Kind::Notice, Kind::Listing] {
        let shown = marks().any(|mark| mark.shape == Shape::Bar && mark.kind == kind);
        add(shown, Sample::Bar(kind), kind_words(kind, Lang::Zh), kind_words(kind, Lang::En));
    }
    add(shape(Shape::Disc), Sample::Meeting, "会议:等待至会期", "meeting: the wait for the sitting");
    add(shape(Shape::Diamond), Sample::Milestone, "里程碑", "milestone");
    let done = marks().any(|mark| mark.shape == Shape::Square && mark.origin.is_none());
    add(done, Sample::Done, "当日办结", "done within a day");
    add(shape(Shape::Pin), Sample::Given, "给定的完成日", "given finish");
    for origin in Origin::ALL {
        let shown = marks().any(|mark| {
            mark.origin == Some(origin) && matches!(mark.shape, Shape::Bar | Shape::Square | Shape::Ring)
        });
        let words = |lang| {
            format!("{} {}", summary::origin_letter(origin, lang), summary::origin_meaning(origin, lang))
        };
        add(shown, Sample::Origin(origin), &words(Lang::Zh), &words(Lang::En));
    }
    let critical = marks().any(|mark| mark.critical);
    add(
        critical,
        Sample::Critical,
        "关键事项(粗框、粗体),也可有时差",
        "critical (heavy, bold); may have float",
    );
    add(
        occurs.rows.iter().any(|row| !row.tails.is_empty()),
        Sample::Float,
        "总时差,至最迟完成;为 0 未必关键",
        "float, to the latest finish; none need not be critical",
    );
    let in_hours = marks().any(|mark| mark.shape == Shape::Bar && mark.right == Edge::Plain);
    add(in_hours, Sample::InHours, "当日内完成(止于日中)", "done during the day (ends mid-day)");
    let expiry = marks().any(|mark| mark.right == Edge::Expiry);
    add(expiry, Sample::Expiry, "当日 24:00 届满(止于日末)", "expires at 24:00 (ends with the day)");
    let provisional = marks().any(|mark| mark.provisional);
    add(provisional, Sample::Provisional, "~ 所依放假安排未公布", "~ rests on an unpublished holiday notice");
    add(
        marks().any(|mark| mark.right == Edge::Stopped),
        Sample::Stopped,
        "因中止而停止",
        "stopped by the suspension",
    );
    let cut = marks().any(|mark| mark.left == Edge::Cut || mark.right == Edge::Cut);
    add(cut, Sample::Cut, "延至图外", "goes on outside the picture");
    let link = |rank: Rank| occurs.links.iter().any(|link| link.rank == rank);
    add(link(Rank::Critical), Sample::Link(Rank::Critical), "关键先后关系", "critical link");
    add(
        link(Rank::Driving),
        Sample::Link(Rank::Driving),
        "决定开始的先后关系",
        "link that sets the beginning",
    );
    let (far, left_out) = (super::layout::FAR, occurs.links_left_out);
    let others = match left_out {
        0 => Text::new("其他先后关系", "other link"),
        _ => Text::new(
            format!("其他先后关系(跨 {far} 行以上的 {left_out} 条未画)"),
            format!("other link ({left_out} across more than {far} rows are left out)"),
        ),
    };
    let other = link(Rank::Other) || left_out > 0;
    add(other, Sample::Link(Rank::Other), &others.zh, &others.en);
    let inferred = occurs.links.iter().any(|link| link.stated == Stated::Inferred);
    add(inferred, Sample::Inferred, "文件未写明、系推断的先后关系", "link no document states, inferred");
    let bracket = |met: bool| occurs.rows.iter().filter_map(|row| row.bracket.as_ref()).any(|b| b.met == met);
    add(bracket(true), Sample::Met, "限时窗口,▲ 完成日", "promise window, ▲ the finish");
    add(bracket(false), Sample::Missed, "未守的限时", "promise missed");
    add(
        occurs.front.is_some(),
        Sample::FrontLine,
        "前锋线:偏左为拖后,偏右为提前",
        "progress front line: to the left late, to the right early",
    );
    add(
        occurs.front.is_some_and(|front| !front.forecasts.is_empty()),
        Sample::Forecast,
        "进行中事项的预测完成日",
        "forecast finish of a step under way",
    );
    add(occurs.days_off, Sample::DaysOff, "休息日", "days off");
    add(occurs.unpublished, Sample::Unpublished, "放假安排未公布的日期", "days without a published notice");
    listed
}

/// Warnings and what the picture rests on, below `page.top`; the height where they end. `left_out` are the columns that
/// a narrow page has no room for.
pub(super) fn words(
    plan: &Plan<'_>,
    drawn: &[StepIx],
    left_out: &[&str],
    lang: Lang,
    page: Frame,
) -> (Vec<Label>, i32) {
    let zh = lang == Lang::Zh;
    let mut labels = Vec::new();
    let mut y = page.top;
    let mut put = |words: &str, set: Type, most: usize| {
        let lines = text::wrapped(words, page.width(), set.size, set.bold, most);
        let height = line_height(set.size) * lines.len() as i32;
        labels.extend(Label::wrapped(words, Frame::new(page.left, y, page.right, y + height), set, most));
        y += height + 8;
    };
    let (ink, soft) = (Type::plain(SMALL), Type::plain(SMALL).role(Role::Soft));
    let warnings: Vec<_> = plan.warnings().collect();
    for warning in warnings.iter().take(WARNINGS) {
        let word = if zh { "注意" } else { "warning" };
        let words = format!("{word}[{}]: {}", warning.code.as_str(), clean(warning.message.get(lang)));
        put(&words, ink, 2);
    }
    if let Some(more @ 1..) = warnings.len().checked_sub(WARNINGS) {
        let words = match lang {
            Lang::Zh => format!("另有 {more} 条注意事项,见 permits simulate。"),
            Lang::En => format!("{more} more warnings: see permits simulate."),
        };
        put(&words, ink, 1);
    }
    if !left_out.is_empty() {
        let words = match lang {
            Lang::Zh => format!("页面较窄,未列:{}(见悬停提示)。", left_out.join("、")),
            Lang::En => {
                format!("No room on this narrow page for: {} (shown on hovering).", left_out.join(", "))
            }
        };
        put(&words, ink, 1);
    }
    put(&sources(plan, drawn, lang), soft, 2);
    put(&rests_on(plan, drawn.len(), lang), soft, 2);
    (labels, y)
}

/// How many warnings are written out.
const WARNINGS: usize = 4;

/// The documents that the rows cite.
fn sources(plan: &Plan<'_>, drawn: &[StepIx], lang: Lang) -> String {
    let cited =
        |id: &str| drawn.iter().any(|ix| plan.step(*ix).cite.iter().any(|cite| cite.source.as_str() == id));
    let source = |source: &crate::workflow::Source| {
        let name = source.number.clone().unwrap_or_else(|| source.title.get(lang).to_string());
        format!("{} {name}", source.id)
    };
    let sources: Vec<String> =
        plan.workflow.sources.iter().filter(|source| cited(source.id.as_str())).map(source).collect();
    if sources.is_empty() {
        return String::new();
    }
    match lang {
        Lang::Zh => format!("依据:{}。", sources.join(";")),
        Lang::En => format!("Sources: {}.", sources.join("; ")),
    }
}

/// Workflow, version, counting profile, basis, assumption set, calendar.
fn rests_on(plan: &Plan<'_>, drawn: usize, lang: Lang) -> String {
    let run = &plan.schedule.run;
    let (workflow, set) = (plan.workflow, plan.assumptions);
    let (counting, basis) = (counting_words(run.counting, lang), basis_words(run.basis, lang));
    let present = plan.network.steps().iter().filter(|step| step.is_present()).count();
    let notices = notices(plan.calendar, lang);
    let version = env!("CARGO_PKG_VERSION");
    match lang {
        Lang::Zh => {
            format!(
                "流程 {} {} · 起算日 {} · 计日规则 {counting} · 时限取值 {basis} · 假设 {}({}) · {notices} · 列出 {drawn}/{present} 项 · permits {version}",
                workflow.id,
                workflow.version,
                run.start,
                set.title.get(lang),
                set.id
            )
        }
        Lang::En => {
            format!(
                "Workflow {} {} · start {} · counting {counting} · lengths {basis} · assumptions {} ({}) · {notices} · {drawn} of {present} steps shown · permits {version}",
                workflow.id,
                workflow.version,
                run.start,
                set.title.get(lang),
                set.id
            )
        }
    }
}
