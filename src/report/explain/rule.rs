//! The rule of a step in labelled fields: its kind, its length and where that comes from, how days are counted, its
//! articles.
//!
//! In: a step of a plan. Out: labels and words. How they are set on a page is the page's business.

use crate::calendar::{FirstDay, Length, Roll, Rule};
use crate::diagnostic::Lang;
use crate::workflow::Confidence;

use super::super::plan::{Plan, kind_words};
use super::super::summary::origin_words;
use super::super::words::{bracketed, cadence, cites, either};
use super::Subject;
use super::citing::in_full;
use super::grounds::file_words;
use super::ledger::Count;
use super::provenance::{GivenBy, of_cadence, of_length};

/// A label with its words.
pub(in crate::report) struct Field {
    /// The label; empty when the words go on under the one before.
    pub(in crate::report) label: &'static str,
    /// The words.
    pub(in crate::report) texts: Vec<String>,
    /// Whether the texts are items of a list.
    pub(super) hangs: bool,
}

impl Field {
    fn new(label: &'static str, words: impl Into<String>) -> Field {
        Field { label, texts: vec![words.into()], hangs: false }
    }
}

/// The fields.
pub(in crate::report) fn fields(subject: &Subject<'_>, lang: Lang) -> Vec<Field> {
    let (plan, ix) = (subject.plan, subject.ix);
    let step = plan.step(ix);
    let mut what = vec![kind_words(step.kind, lang).to_string()];
    what.extend(plan.actor(ix).map(|actor| actor.get(lang).to_string()));
    let mut fields = vec![Field::new(either(lang, "类型", "kind"), what.join(either(lang, ";", "; ")))];
    if !plan.is_given(ix) {
        length(&mut fields, subject, lang);
        sittings(&mut fields, subject, lang);
        let counted = counted(&subject.count(), lang);
        if !counted.is_empty() {
            fields.push(Field::new(either(lang, "计日", "counted"), counted.join(either(lang, ";", "; "))));
        }
    }
    let cited = in_full(plan.workflow, &step.cite, lang);
    if !cited.is_empty() {
        fields.push(Field { label: either(lang, "依据", "cite"), texts: cited, hangs: true });
        fields.push(Field::new("", cites(&step.cite, lang)));
    }
    if let Some(note) = &step.note {
        fields.push(Field::new(either(lang, "说明", "note"), note.get(lang)));
    }
    fields
}

/// The length used, where it comes from, and the limit it stands for.
fn length(fields: &mut Vec<Field>, subject: &Subject<'_>, lang: Lang) {
    let (plan, ix) = (subject.plan, subject.ix);
    let (length, _) = plan.schedule.length(plan.network, ix);
    let Some((origin, given_by)) = of_length(subject) else { return };
    let label = either(lang, "时长", "length");
    let Some(length) = length else {
        let none = either(lang, "没有任何来源给出,按0计", "no source gives one, so it counts as none");
        return fields.push(Field::new(label, none));
    };
    let words = format!("{}{}", length.words(lang), bracketed(origin_words(origin, lang)));
    fields.push(Field::new(label, words));
    from_file(fields, plan, given_by, lang);
    let limit = plan.step(ix).limit.filter(|_| !matches!(given_by, GivenBy::Limit));
    if let Some(limit) = limit {
        let words = match lang {
            Lang::Zh => format!("{},本次未用", limit.words(lang)),
            Lang::En => format!("{}, not used here", limit.words(lang)),
        };
        fields.push(Field::new(either(lang, "规定时限", "limit"), words));
    }
}

/// What the file that gives a number says of it; nothing for the workflow's own limit, whose citations follow.
fn from_file(fields: &mut Vec<Field>, plan: &Plan<'_>, given_by: GivenBy<'_>, lang: Lang) {
    let label = either(lang, "出处", "from");
    match given_by {
        GivenBy::Limit | GivenBy::Nobody => return,
        GivenBy::Workflow | GivenBy::Set(_) | GivenBy::Project(_) => {
            fields.push(Field::new(label, file_words(plan, given_by, lang)));
        }
    }
    if let Some(source) = given_by.source() {
        fields.push(Field::new("", source));
    }
    if let Some(confidence) = given_by.confidence() {
        fields.push(Field::new(either(lang, "可靠性", "confidence"), confidence_words(confidence, lang)));
    }
    if let Some(why) = given_by.said().and_then(|said| said.why.as_ref()) {
        fields.push(Field::new(either(lang, "理由", "why"), why.get(lang)));
    }
}

fn sittings(fields: &mut Vec<Field>, subject: &Subject<'_>, lang: Lang) {
    let timing = &subject.plan.node(subject.ix).timing;
    if let (Some((rhythm, origin)), Some((_, given_by))) = (&timing.cadence, of_cadence(subject)) {
        let words = format!("{}{}", cadence(rhythm, lang), bracketed(origin_words(*origin, lang)));
        fields.push(Field::new(either(lang, "会期", "sittings"), words));
        from_file(fields, subject.plan, given_by, lang);
    }
}

/// How well a number is known.
pub(in crate::report) fn confidence_words(confidence: Confidence, lang: Lang) -> &'static str {
    match (confidence, lang) {
        (Confidence::Official, Lang::Zh) => "核对过官方原文",
        (Confidence::Official, Lang::En) => "read in the official text",
        (Confidence::Secondary, Lang::Zh) => "据转述,未核对原文",
        (Confidence::Secondary, Lang::En) => "read in somebody's account of it",
        (Confidence::Assumed, Lang::Zh) => "假设",
        (Confidence::Assumed, Lang::En) => "assumed",
    }
}

/// How the first and the last day are counted.
fn counted(count: &Count<'_>, lang: Lang) -> Vec<String> {
    let t = |zh: &str, en: &str| either(lang, zh, en).to_string();
    let mut words = Vec::new();
    if count.length().is_none() {
        return words;
    }
    words.push(match count.rule {
        Rule::Notice { first_day: FirstDay::Included, .. } => {
            t("发布当日为第1日", "the day of posting is the 1st")
        }
        _ => t("首日不计(民法典第201条)", "the first day is not counted (Civil Code, Art. 201)"),
    });
    words.extend(match (count.length(), count.roll()) {
        (Some(Length::Working(_)), _) => Some(t("只计工作日", "working days only")),
        (_, Some(Roll::NextWorkingDay)) => Some(t(
            "末日非工作日的顺延(民法典第203条)",
            "a last day that is no working day moves to the next (Civil Code, Art. 203)",
        )),
        (_, Some(Roll::Keep)) => Some(t("末日不顺延", "the last day stands, worked or not")),
        (_, None) => None,
    });
    words
}
