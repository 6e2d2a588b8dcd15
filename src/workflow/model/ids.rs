//! The names in the files, each a type of its own.

use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as written in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                $name(id.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// The name of a step, such as `consult-plan`.
    ///
    /// ```
    /// use permits::workflow::StepId;
    /// assert_eq!(StepId::from("consult-plan").as_str(), "consult-plan");
    /// ```
    StepId;
    /// The name of a document, such as `b`.
    ///
    /// ```
    /// use permits::workflow::SourceId;
    /// assert_eq!(SourceId::from("b").as_str(), "b");
    /// ```
    SourceId;
    /// The name of somebody who acts, such as `planning`.
    ///
    /// ```
    /// use permits::workflow::ActorId;
    /// assert_eq!(ActorId::from("planning").as_str(), "planning");
    /// ```
    ActorId;
    /// The name of a lane, such as `supply`.
    ///
    /// ```
    /// use permits::workflow::LaneId;
    /// assert_eq!(LaneId::from("supply").as_str(), "supply");
    /// ```
    LaneId;
    /// The name of a fact or a reading, such as `commitment-b-signed`.
    ///
    /// ```
    /// use permits::workflow::FactId;
    /// assert_eq!(FactId::from("commitment-b-signed").as_str(), "commitment-b-signed");
    /// ```
    FactId;
    /// The name of a promise, such as `permit-in-ten`.
    ///
    /// ```
    /// use permits::workflow::PromiseId;
    /// assert_eq!(PromiseId::from("permit-in-ten").as_str(), "permit-in-ten");
    /// ```
    PromiseId;
    /// The name of a rework, such as `plan-objection`.
    ///
    /// ```
    /// use permits::workflow::ReworkId;
    /// assert_eq!(ReworkId::from("plan-objection").as_str(), "plan-objection");
    /// ```
    ReworkId;
}
