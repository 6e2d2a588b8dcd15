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
    StepId;
    /// The name of a document, such as `b`.
    SourceId;
    /// The name of somebody who acts, such as `planning`.
    ActorId;
    /// The name of a lane, such as `supply`.
    LaneId;
    /// The name of a fact or a reading, such as `commitment-b-signed`.
    FactId;
    /// The name of a promise, such as `permit-in-ten`.
    PromiseId;
    /// The name of a rework, such as `plan-objection`.
    ReworkId;
}
