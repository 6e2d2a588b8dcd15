//! # The time-scaled network (时标网络图)
//!
//! In: a [`Plan`](super::plan::Plan). Out: an SVG, by the terms and marks of JGJ/T 121 for arrow networks on a time
//! axis (双代号时标网络计划). `events` makes an arrow network of steps and links, `tracks` finds a row for everything on
//! the squared paper of `board`, `layout` puts it on the page as data that a test can check, `draw` writes it. Nothing
//! computes a date: every place across is a moment of the schedule.
//!
//! # From steps and links to arrows and events
//!
//! Our network has its steps in the nodes; the rules of the standard are for steps on the arrows. What stands for what:
//!
//! - **A step that takes time** is one solid arrow (实箭线) from its trigger to its finish, name above, length below.
//! - **A step that takes no time** would be an arrow without length. It is an event: its name stands beside the circle.
//! - **A link** is a dummy (虚箭线), dashed where it goes up or down. Waiting between a finish and the trigger that
//!   follows is a wave (波形线) where the step has free float, and dashed where it has none, since what follows waits for a
//!   sitting or for others. A step waits within its own arrow when only one thing follows it.
//! - **Circles are shared where that is exact**: what waits for one thing only and gets it at once happens at that
//!   event; a step that one thing alone waits for leads straight to it. Two arrows never share both their circles.
//! - **A link that other arrows say already has no dummy of its own**: needless ones are not drawn. From the one step to
//!   the other there is always a way along arrows.
//! - **A start link** leaves the circle where the step begins; until the office day on which it really does, the line is
//!   dashed. **A lag** is dashed with its length above, and waiting as a whole when it is not what the next step waits
//!   for: the schedule holds no date for its end then.
//! - **An absent step** is not drawn. Where several links meet in it, a circle without a name does the joining.
//! - **The critical path** is heavy and has no wave. A step that it leaves at once, from its beginning, is critical and
//!   has a bold name, but its arrow is a light one, since what follows its finish can wait.
//! - **Several ends are allowed**, against the rule of one last circle: what nothing waits for has no float to be drawn
//!   as a wave to the goal. What a known date has overtaken is no longer a link.
//!
//! An event during a day stands in the middle of the day, an expiry at its end. Arrows are as long as they take; where a
//! circle has no room on its row, an arrow goes on up or down at its end. Numbers rise along every arrow. Where
//! lines would lie on each other for want of room, the page becomes wider than asked and the footer says so; so it does
//! when not even the widest page has room for all of them.
//!
//! ```
//! use permits::report::drawing::Options;
//! use permits::report::time_scaled::{layout, time_scaled};
//! let (procedure, set) = ("land-supply", "floor");
#![doc = include_str!("../set_up/plan.txt")]
//! assert!(time_scaled(&plan, &Options::default(), Lang::Zh).contains("公告期"));
//! // Two steps take time: an arrow each.
//! let layout = layout(&plan, &Options::default(), Lang::Zh);
//! assert_eq!(layout.lengths.len(), 2);
//! ```

mod board;
mod draw;
mod events;
mod layout;
mod tracks;
mod words;

pub use draw::time_scaled;
pub use events::{Event, Place, Stands};
pub use layout::{Circle, Drawn, Layout, Mark, NARROWEST, Name, Piece, Sample, WIDEST, layout};
