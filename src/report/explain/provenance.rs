//! Where the length that a step uses comes from: which file, and what that file says of it.
//!
//! In: the step and the files its timing was made from, in the order in which they win. Out: the file that had the last
//! word. Which length that is was decided before, by the network; here it is only found again.

use crate::diagnostic::Lang;
use crate::network::Origin;
use crate::workflow::{Confidence, StepAssumption};

use super::super::words::either;
use super::Subject;

/// Who gives the length used.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) enum GivenBy<'a> {
    /// The `limit` of the workflow, under the step's citations.
    Limit,
    /// The workflow's own estimate.
    Workflow,
    /// The assumption set.
    Set(&'a StepAssumption),
    /// The project file.
    Project(&'a StepAssumption),
    /// Nobody.
    Nobody,
}

/// The file that gives the length; `None` where there is no length to give.
pub(in crate::report) fn of_length<'a>(subject: &Subject<'a>) -> Option<(Origin, GivenBy<'a>)> {
    let (plan, ix) = (&subject.plan, subject.ix);
    let dated = plan.schedule.dates(ix);
    let (length, origin) = plan.schedule.length(plan.network, ix);
    let origin = origin?;
    let limit = plan.step(ix).limit;
    // A consultation that silence ended used its limit, whatever was expected.
    let by_silence = length == limit && length != dated.timed.length;
    let given_by = match dated.timed.by_limit.is_some() || limit.is_none() {
        _ if length.is_none() => GivenBy::Nobody,
        _ if by_silence => GivenBy::Limit,
        true => estimate(subject),
        false => GivenBy::Limit,
    };
    Some((origin, given_by))
}

/// The file that gives the days a meeting sits; `None` where nobody does.
pub(super) fn of_cadence<'a>(subject: &Subject<'a>) -> Option<(Origin, GivenBy<'a>)> {
    let (_, origin) = subject.plan.node(subject.ix).timing.cadence?;
    let [project, set] = overlays(subject);
    let given_by = match (project, set) {
        (Some(said), _) if said.cadence.is_some() => GivenBy::Project(said),
        (_, Some(said)) if said.cadence.is_some() => GivenBy::Set(said),
        _ => GivenBy::Limit,
    };
    Some((origin, given_by))
}

fn estimate<'a>(subject: &Subject<'a>) -> GivenBy<'a> {
    let [project, set] = overlays(subject);
    match (project, set) {
        (Some(said), _) if said.estimate.is_some() => GivenBy::Project(said),
        (_, Some(said)) if said.estimate.is_some() => GivenBy::Set(said),
        _ => GivenBy::Workflow,
    }
}

/// What the project and the assumption set say of the step.
fn overlays<'a>(subject: &Subject<'a>) -> [Option<&'a StepAssumption>; 2] {
    let id = &subject.plan.step(subject.ix).id;
    let project = subject.project.and_then(|project| project.steps.iter().find(|(step, _)| step == id));
    let set = subject.plan.assumptions.steps.iter().find(|(step, ..)| step == id);
    [project.map(|(_, said)| &said.assumption), set.map(|(_, said, _)| said)]
}

impl<'a> GivenBy<'a> {
    /// What the file says beside the number.
    pub(in crate::report) fn said(&self) -> Option<&'a StepAssumption> {
        match self {
            GivenBy::Set(said) | GivenBy::Project(said) => Some(said),
            GivenBy::Limit | GivenBy::Workflow | GivenBy::Nobody => None,
        }
    }

    /// Where the length of a step comes from, short enough for a cell of a table; `cited` is where its limit stands.
    pub(in crate::report) fn in_a_cell(&self, cited: &str, lang: Lang) -> String {
        let said = |zh, en| self.source().unwrap_or(either(lang, zh, en)).to_string();
        match self {
            GivenBy::Limit => cited.to_string(),
            GivenBy::Workflow => said("流程文件的估计", "the procedure file's estimate"),
            GivenBy::Set(_) => said("假设集", "the assumption set"),
            GivenBy::Project(_) => said("项目文件", "the project file"),
            GivenBy::Nobody => said("没有来源给出,按 0 计", "nobody gives one, so it counts as none"),
        }
    }

    /// Where the number comes from in the file's words.
    pub(in crate::report) fn source(&self) -> Option<&'a str> {
        self.said().and_then(|said| said.source.as_deref())
    }

    /// How well it is known.
    pub(in crate::report) fn confidence(&self) -> Option<Confidence> {
        self.said().and_then(|said| said.confidence)
    }
}
