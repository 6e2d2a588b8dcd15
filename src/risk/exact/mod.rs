//! # The distribution without sampling
//!
//! In: a case in which something is open, as a [`Variant`](crate::risk::Variant), a start, and what the answer may cost.
//! Out: [`Exact`], the probabilities that a [`Tally`](crate::risk::Tally) counts, and when every step finishes; or
//! [`Exactly::TooCostly`]. Deliberately not here: which steps are critical and what moves the goal most, which are
//! sampled; and the decision to sample instead, which is the caller's.
//!
//! The recipe is `solver`: the worlds that can come and how likely each is (`chances`); each of them as `nodes`
//! (`unfold`); what is asked of it (`questions`, `bundles`); how that is answered (`plan`) and the answers (`answers`),
//! all worlds taken together (`blends`, which go `onward` from cut to cut; `lasts`); what cannot decide any more is left
//! out (`overtaken`, `forgetting`); with what a step makes of its trigger (`kernels`) and how likely each moment is
//! (`table`). What it may cost is counted by `meter`. That what has been worked out is kept in a row (`remembered`) and
//! answers are found again (`kept`) is bookkeeping.
//!
//! # The mathematics
//!
//! A world is a network whose lengths are drawn independently of each other: 65,536 equally likely draws for each length,
//! of which the outcomes are counted, so the model is the one that is sampled and not a neighbour of it. With T the
//! trigger and F the finish of a step,
//!
//! - **series**: P(F = f) = Σ_t P(T = t) · P(F = f | T = t). The last factor is the step's *kernel*. It depends on the
//!   trigger alone, so it is worked out once for each trigger, whatever start or world it is needed for;
//! - **parallel**: a trigger is the latest of what arrives. Where arrivals depend on different draws,
//!   P(T ≤ t) = Π P(Aᵢ ≤ t). It is computed as P(max = t) = P(A = t) · P(B ≤ t) + P(A < t) · P(B = t), which subtracts
//!   nothing: every probability, also one of 10⁻²⁰, has the relative accuracy of the numbers it is made of;
//! - **certain steps** keep the order of moments, so s(max(a, b)) = max(s(a), s(b)): they are no nodes but maps on what
//!   their successors wait for, which turns a latest of latests into one. Of the links into a step those are left out
//!   that another one always outlasts;
//! - **replies**: the last of several replies is a latest of independent ones once the trigger is known, and whether a
//!   party is silent depends on the trigger and its own draw;
//! - **beginnings** are certain given the trigger, but for a task whose length may be zero. Whether it is, is a node of
//!   its own there, which the beginning and the finish have in common;
//! - **promises**: P(kept) = Σ_f P(`from` = f) · P(`to` ≤ due(f)) where both ends depend on different draws; where they
//!   do not, they are conditioned until they do. Only days enter, as in the test of the promise.
//!
//! # The decomposition
//!
//! Arrivals that depend on the same draws are conditioned on a *cut* C: P(A ≤ t, B ≤ t) = Σ_c P(C = c) · P(A ≤ t, B ≤ t |
//! C = c). A cut is one node or several such that, once they are known, nothing before them matters. The edge of
//! everything that one node depends on always is one; so there are as many candidates as nodes, and the one is taken
//! that takes away the most dependence for the number of its values, both estimated from the lengths. What is left is
//! again a question of this kind with fewer open draws, so this ends. In a series-parallel network the cuts are single
//! steps, a fork at a time; a network that is no such thing needs wider cuts, and the cost grows with the product of
//! their values.
//!
//! A question that is seen from its cut has no world and no start in it any more. It is the same question for all worlds
//! that agree from there on, whatever came before, and for all starts.
//!
//! **What is overtaken.** Every step has a quickest and a slowest finish from each trigger, so once something is known
//! every node lies between two moments. An arrival that is never later than another one cannot decide: it is left out
//! with everything that only it depends on. It has no probability of mattering, so nothing is approximated. Half a year
//! after the plan's opinion nobody waits for the tender that began with it; then the day of the opinion is forgotten,
//! and all days of it that lead to the same later day are one. That is asked of all values between two bounds at once,
//! and of halves of them where it cannot be said of all. A promise whose ends lie far enough apart is decided without
//! asking further.
//!
//! **Facts and reworks** are conditioned on: the worlds are enumerated with their probabilities, fact by fact and round
//! by round, those that no rework brings together independently of each other. They are not solved one by one. A
//! *blend* is a set of worlds' questions with their shares; those that begin alike take the next cut together, and
//! afterwards the worlds that differed only before it are one. For a single start the values of the cut are gathered
//! with their probabilities and go forward. For many starts ([`Solver::goal_of_many`]) the answers of blends that know
//! one moment only are kept for each value of it: from there on the starts have everything in common. What is asked
//! besides the goal goes forward with it for as long as it is seen from the same cuts, and a chain of steps is worked
//! out one from the other.
//!
//! # Its cost, and when it does not apply
//!
//! Everything that is done or kept is counted in operations ([`Budget`]), never in time, so whether there is an answer
//! does not depend on the machine; what is kept costs more than what is done, so memory is bounded too. What everything
//! costs is estimated first, by what the goal alone costs: more than a twelfth of the budget, and there is no answer
//! ([`Exactly::TooCostly`]). The estimate costs no more than that twelfth; where it was too low the budget ends the work.
//! There is no answer when
//!
//! - many steps at once depend on each other in different ways, so that cuts are wide (a dense network of drawn steps);
//! - more than seven moments have to be known together, or answers rest on each other some hundred deep;
//! - there are very many worlds: each open rework multiplies them, and every one is made into nodes.
//!
//! An answer that is given is exact but for the rounding of sums of positive numbers; sums run in a fixed order, so it is
//! the same on every machine.

mod answers;
mod blends;
mod bundles;
mod chances;
mod forgetting;
mod kept;
mod kernels;
mod lasts;
mod meter;
mod nodes;
mod onward;
mod overtaken;
mod plan;
mod questions;
mod remembered;
mod solver;
mod table;
mod unfold;

pub use meter::Budget;
pub use solver::{Days, Exact, Exactly, Solver, StepFinishes};
