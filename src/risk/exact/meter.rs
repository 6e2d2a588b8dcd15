//! What an answer may cost.
//!
//! In: a budget. Out: [`Meter`], which counts what is done against it. It counts operations and never time, so the same
//! case is answered or refused on every machine.

/// How much may be done for an answer.
///
/// ```
#[doc = include_str!("../../set_up/odds.md")]
/// let cheap = |budget: Budget| variant.exact(start, budget).unwrap().known().is_some();
/// assert!(cheap(Budget::default()) && !cheap(Budget(0)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Budget(pub u64);

impl Default for Budget {
    /// Some ten seconds of one processor, and some hundred megabytes.
    fn default() -> Budget {
        Budget(2_000_000_000)
    }
}

/// The budget is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent;

/// What is left of a budget.
#[derive(Debug, Clone)]
pub(super) struct Meter {
    most: u64,
    spent: u64,
}

/// What one number that is kept costs, in operations: memory is bounded with the work.
const KEPT: u64 = 32;

impl Meter {
    pub(super) fn new(budget: Budget) -> Meter {
        Meter { most: budget.0, spent: 0 }
    }

    /// Spends so many operations.
    #[inline]
    pub(super) fn spend(&mut self, operations: u64) -> Result<(), Spent> {
        self.spent = self.spent.saturating_add(operations);
        if self.spent > self.most { Err(Spent) } else { Ok(()) }
    }

    /// Spends what keeping so many numbers costs.
    #[inline]
    pub(super) fn keep(&mut self, numbers: usize) -> Result<(), Spent> {
        self.spend(KEPT * numbers as u64)
    }

    /// What may be spent from here on.
    pub(super) fn may_spend(&mut self, more: u64) {
        self.most = self.spent.saturating_add(more);
    }

    /// What has been spent.
    pub(super) fn spent(&self) -> u64 {
        self.spent
    }
}
