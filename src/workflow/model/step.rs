//! Steps, the links between them, and how long things are thought to take.

use crate::calendar::{Cadence, FirstDay, Length, Roll};
use crate::diagnostic::{Span, Text};

use super::fact::Condition;
use super::ids::{ActorId, LaneId, StepId};
use super::source::Citation;

/// One thing that happens.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::Kind;
/// let window = workflow.step("announcement-window").unwrap();
/// assert_eq!((window.kind, window.limit), (Kind::Notice, Some(Length::Natural(21))));
/// assert_eq!(window.after[0].step.as_str(), "land-announcement");
/// ```
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// What it is called.
    pub name: Text,
    /// What sort of thing it is, which decides how its dates are counted.
    pub kind: Kind,
    /// Who does it.
    pub actor: Option<ActorId>,
    /// Who is asked; consultations only.
    pub parties: Vec<ActorId>,
    /// Where it is drawn.
    pub lane: Option<LaneId>,
    /// What it waits for, in file order; at most one link to each step.
    pub after: Vec<Link>,
    /// The time a regulation gives.
    pub limit: Option<Length>,
    /// The time it is thought to take, when the workflow itself says so.
    pub estimate: Option<Estimate>,
    /// The days a meeting sits.
    pub cadence: Option<Cadence>,
    /// Overrides the counting profile.
    pub first_day: Option<FirstDay>,
    /// Overrides the counting profile.
    pub roll: Option<Roll>,
    /// When it is there.
    pub when: Condition,
    /// Where it comes from.
    pub cite: Vec<Citation>,
    /// What a reader should know.
    pub note: Option<Text>,
    /// Where its id is written first.
    pub span: Span,
}

impl Step {
    /// What it is called in a round of a stretch that repeats; the first goes without saying.
    ///
    /// ```
    #[doc = include_str!("../../set_up/land_supply.md")]
    /// let window = workflow.step("announcement-window").unwrap();
    /// assert_eq!(window.name_in(1), window.name);
    /// assert_eq!(window.name_in(2).en, "announcement period (round 2)");
    /// ```
    pub fn name_in(&self, round: u32) -> Text {
        let Text { zh, en } = &self.name;
        match round {
            1 => self.name.clone(),
            _ => Text::new(format!("{zh}(第{round}轮)"), format!("{en} (round {round})")),
        }
    }
}

/// The kinds of steps.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::Kind;
/// // The announcement belongs to the public until 24:00; the bidding closes during its last day.
/// let kind = |id: &str| workflow.step(id).unwrap().kind;
/// assert_eq!((kind("announcement-window"), kind("bidding-window")), (Kind::Notice, Kind::Listing));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 里程碑: not an act, takes no time, may fall on a rest day.
    Milestone,
    /// 当场办理: done on the spot on the first working day.
    Act,
    /// 审批: accepted by an office, decided within a limit.
    Review,
    /// 工作: work by a party, who needs no office.
    Task,
    /// 挂牌/限时窗口: runs exactly so long, closes during its last day.
    Listing,
    /// 公示/公告: runs exactly so long, expires at 24:00.
    Notice,
    /// 征求意见: silence is no objection.
    Consultation,
    /// 会议: the first sitting.
    Meeting,
}

impl Kind {
    /// All kinds, in the order of the semantics.
    pub const ALL: [Kind; 8] = [
        Kind::Milestone,
        Kind::Act,
        Kind::Review,
        Kind::Task,
        Kind::Listing,
        Kind::Notice,
        Kind::Consultation,
        Kind::Meeting,
    ];

    /// The word in files.
    ///
    /// ```
    /// use permits::workflow::Kind;
    /// assert_eq!([Kind::Review, Kind::Notice].map(Kind::as_str), ["review", "notice"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Milestone => "milestone",
            Kind::Act => "act",
            Kind::Review => "review",
            Kind::Task => "task",
            Kind::Listing => "listing",
            Kind::Notice => "notice",
            Kind::Consultation => "consultation",
            Kind::Meeting => "meeting",
        }
    }

    /// Whether a step of this kind may have a `limit`.
    ///
    /// ```
    /// use permits::workflow::Kind;
    /// assert!(Kind::Consultation.takes_limit() && !Kind::Meeting.takes_limit());
    /// ```
    pub fn takes_limit(self) -> bool {
        !matches!(self, Kind::Milestone | Kind::Act | Kind::Meeting)
    }

    /// Whether a step of this kind may have an `estimate`.
    ///
    /// ```
    /// use permits::workflow::Kind;
    /// // A notice runs exactly so long: there is nothing to estimate.
    /// assert!(Kind::Review.takes_estimate() && !Kind::Notice.takes_estimate());
    /// ```
    pub fn takes_estimate(self) -> bool {
        matches!(self, Kind::Review | Kind::Task | Kind::Consultation)
    }
}

/// What a step waits for.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::{LinkEnd, Stated};
/// let link = &workflow.step("bidding-window").unwrap().after[0];
/// assert_eq!((link.step.as_str(), link.from), ("announcement-window", LinkEnd::Finish));
/// assert_eq!(link.stated, Stated::Inferred);
/// ```
#[derive(Debug, Clone)]
pub struct Link {
    /// The step waited for.
    pub step: StepId,
    /// Which end of it.
    pub from: LinkEnd,
    /// The time between.
    pub lag: Option<Length>,
    /// When the link is there.
    pub when: Condition,
    /// Which round of a repeated stretch the link leaves from.
    pub round: Round,
    /// Whether the link is stated in a document or is our inference.
    pub stated: Stated,
    /// Where the target's name is written.
    pub span: Span,
}

/// Which end of a step a link leaves from.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::LinkEnd;
/// // In the supply of land every step waits for the finish of the one before it.
/// let links = workflow.steps.iter().flat_map(|step| &step.after);
/// assert!(links.into_iter().all(|link| link.from == LinkEnd::Finish));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkEnd {
    /// Its finish.
    Finish,
    /// Its beginning.
    Start,
}

/// Which round of a repeated stretch a link leaves from.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::Round;
/// // When nobody bids, the deal waits for the last bidding.
/// assert_eq!(workflow.step("deal-confirmation").unwrap().after[0].round, Round::Last);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Round {
    /// The last copy.
    Last,
    /// The first round.
    First,
}

/// Whether a document states a link.
///
/// ```
#[doc = include_str!("../../set_up/land_supply.md")]
/// use permits::workflow::Stated;
/// let stated = |id: &str| workflow.step(id).unwrap().after[0].stated;
/// assert_eq!(stated("deal-confirmation"), Stated::ByDocument);
/// assert_eq!(stated("bidding-window"), Stated::Inferred);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stated {
    /// It does.
    ByDocument,
    /// It does not: `inferred = true`.
    Inferred,
}

/// How long something is thought to take: one length, or three of one unit with min ≤ likely ≤ max.
///
/// ```
/// use permits::{calendar::Length, workflow::{Basis, Estimate}};
/// let [min, likely, max] = [5, 10, 20].map(Length::Working);
/// let approval = Estimate { min, likely, max };
/// let points = [Basis::Best, Basis::Likely, Basis::Worst].map(|basis| approval.point(basis));
/// assert_eq!(points, [min, likely, max]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// If all goes well.
    pub min: Length,
    /// Most likely.
    pub likely: Length,
    /// If all goes badly.
    pub max: Length,
}

impl Estimate {
    /// The estimate that is one length whatever happens.
    ///
    /// ```
    /// use permits::{calendar::Length, workflow::{Basis, Estimate}};
    /// let five = Estimate::exactly(Length::Working(5));
    /// assert_eq!(Basis::ALL.map(|basis| five.point(basis)), [Length::Working(5); 4]);
    /// ```
    pub fn exactly(length: Length) -> Self {
        Estimate { min: length, likely: length, max: length }
    }

    /// The point of the estimate that a basis picks; the statutory basis takes `likely`.
    ///
    /// ```
    /// use permits::{calendar::Length, workflow::{Basis, Estimate}};
    /// let [min, likely, max] = [2, 4, 8].map(Length::Working);
    /// let reply = Estimate { min, likely, max };
    /// assert_eq!((reply.point(Basis::Worst), reply.point(Basis::Statutory)), (max, likely));
    /// ```
    pub fn point(&self, basis: Basis) -> Length {
        match basis {
            Basis::Best => self.min,
            Basis::Likely | Basis::Statutory => self.likely,
            Basis::Worst => self.max,
        }
    }
}

/// Which lengths a schedule uses.
///
/// ```
/// use permits::workflow::Basis;
/// assert_eq!(Basis::default(), Basis::Likely);
/// assert_eq!(Basis::NAMES, ["statutory", "best", "likely", "worst"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Basis {
    /// The limit wherever there is one; otherwise the likely estimate.
    Statutory,
    /// The shortest point of each estimate.
    Best,
    /// The likely point of each estimate.
    #[default]
    Likely,
    /// The longest point of each estimate.
    Worst,
}

impl Basis {
    /// All of them, in the order of the command line.
    pub const ALL: [Basis; 4] = [Basis::Statutory, Basis::Best, Basis::Likely, Basis::Worst];

    /// Their words, in the same order.
    pub const NAMES: [&'static str; 4] =
        [Basis::Statutory.as_str(), Basis::Best.as_str(), Basis::Likely.as_str(), Basis::Worst.as_str()];

    /// The basis of that word.
    ///
    /// ```
    /// use permits::workflow::Basis;
    /// assert_eq!(Basis::named("worst"), Some(Basis::Worst));
    /// assert_eq!(Basis::named("mean"), None);
    /// ```
    pub fn named(word: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.as_str() == word)
    }

    /// The word in files and flags.
    ///
    /// ```
    /// use permits::workflow::Basis;
    /// assert!(Basis::ALL.into_iter().all(|basis| Basis::named(basis.as_str()) == Some(basis)));
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Basis::Statutory => "statutory",
            Basis::Best => "best",
            Basis::Likely => "likely",
            Basis::Worst => "worst",
        }
    }
}

/// Where a length comes from; it follows the length into every output.
///
/// ```
/// use permits::workflow::Origin;
/// // The most binding comes first.
/// assert!(Origin::Regulation < Origin::Law && Origin::Promise < Origin::Assumption);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The encoded text gives it.
    Regulation,
    /// Another cited law gives it.
    Law,
    /// A published service promise.
    Promise,
    /// Somebody's assumption, labelled so.
    Assumption,
    /// Nobody times it: 0, and reported as such.
    Untimed,
}

impl Origin {
    /// All of them, the most binding first.
    pub const ALL: [Origin; 5] =
        [Origin::Regulation, Origin::Law, Origin::Promise, Origin::Assumption, Origin::Untimed];

    /// The word in files and JSON.
    ///
    /// ```
    /// use permits::workflow::Origin;
    /// assert_eq!([Origin::Law, Origin::Untimed].map(Origin::as_str), ["law", "untimed"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Regulation => "regulation",
            Origin::Law => "law",
            Origin::Promise => "promise",
            Origin::Assumption => "assumption",
            Origin::Untimed => "untimed",
        }
    }
}

/// How well a length that no encoded text gives is known.
///
/// ```
/// use permits::workflow::Confidence;
/// assert_eq!(Confidence::ALL.map(Confidence::as_str), ["official", "secondary", "assumed"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Read in the official text.
    Official,
    /// Read in somebody's account of it.
    Secondary,
    /// Assumed.
    Assumed,
}

impl Confidence {
    /// All of them, the best known first.
    pub const ALL: [Confidence; 3] = [Confidence::Official, Confidence::Secondary, Confidence::Assumed];

    /// The word in files.
    ///
    /// ```
    /// use permits::workflow::Confidence;
    /// assert_eq!(Confidence::Secondary.as_str(), "secondary");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::Official => "official",
            Confidence::Secondary => "secondary",
            Confidence::Assumed => "assumed",
        }
    }
}
