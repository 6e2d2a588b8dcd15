//! Trials are cut into chunks, which threads take.
//!
//! In: which trials, how many threads, what is done with a chunk, how what came of several is put together; or parts that
//! have an order. Out: all of it together. What comes of a chunk must not depend on the other chunks, and putting
//! together not on the order: then threads and cuts change nothing. rayon is named only here; without the feature
//! `threads` there is one thread.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(feature = "threads")]
use rayon::prelude::*;

use super::lanes::LANES;

/// The trials of one chunk at most: enough for the rare worlds to fill their lanes, few enough for a chunk to fit into
/// the cache.
const CHUNK: u64 = 1 << 15;

/// What a run tells while it runs, and is told.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// use permits::risk::Watch;
/// struct Impatient;
/// impl Watch for Impatient {
///     fn done(&self, _: u64) -> bool {
///         false
///     }
/// }
/// let many = Sampling { trials: 0..1_000_000, ..sampling.clone() };
/// let tally = variant.assess(start, &many, &Impatient).unwrap();
/// assert!((1..1_000_000).contains(&tally.trials), "what was done is kept");
/// ```
pub trait Watch: Sync {
    /// So many trials more are done. Whether to go on; what is done is kept in either case.
    ///
    /// ```
    /// use permits::risk::Watch;
    /// assert!(().done(1_000)); // nobody watches, so the run goes on
    /// ```
    fn done(&self, trials: u64) -> bool;
}

/// Nobody watches.
impl Watch for () {
    fn done(&self, _: u64) -> bool {
        true
    }
}

/// Which trials, on how many threads (0 for as many as the machine has), and who watches.
#[derive(Clone)]
pub(super) struct Cut<'a> {
    pub trials: Range<u64>,
    pub threads: usize,
    pub watch: &'a dyn Watch,
}

/// So many threads, or as many as the machine has.
fn some(threads: usize) -> usize {
    match threads {
        _ if cfg!(not(feature = "threads")) => 1,
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// What `one` makes of each of these, in their order, on so many threads (0 for as many as the machine has).
pub(super) fn each<Part: Sync, Found: Send, Error: Send>(
    threads: usize,
    parts: &[Part],
    one: impl Fn(&Part) -> Result<Found, Error> + Sync + Send,
) -> Result<Vec<Found>, Error> {
    let threads = some(threads);
    let alone = || parts.iter().map(&one).collect();
    if threads == 1 || parts.len() < 2 {
        return alone();
    }
    #[cfg(feature = "threads")]
    if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        return pool.install(|| parts.par_iter().map(&one).collect());
    }
    // A machine that gives no more threads still has this one.
    alone()
}

impl Cut<'_> {
    /// Does `one` with every chunk, on a thread's own desk, and adds up what came of them.
    pub(super) fn run<Desk: Default + Send, Found: Send, Error: Send>(
        self,
        begin: impl Fn() -> Found + Sync + Send,
        one: impl Fn(&mut Desk, &mut Found, Range<u64>) -> Result<(), Error> + Sync + Send,
        add: impl Fn(&mut Found, Found) + Sync + Send,
    ) -> Result<Found, Error> {
        let Range { start: first, end } = self.trials;
        let total = end.saturating_sub(first);
        let threads = some(self.threads);
        // Small runs are cut smaller, so that every thread has some of it.
        let chunk = total.div_ceil(threads as u64 * 4).clamp(LANES as u64 * 16, CHUNK);
        let chunks = 0..total.div_ceil(chunk);
        let stopped = AtomicBool::new(false);
        let numbered = |desk: &mut Desk, found: &mut Found, number: u64| -> Result<(), Error> {
            if !stopped.load(Ordering::Relaxed) {
                let from = first + number * chunk;
                let trials = from..end.min(from + chunk);
                one(desk, found, trials.clone())?;
                if !self.watch.done(trials.end - trials.start) {
                    stopped.store(true, Ordering::Relaxed);
                }
            }
            Ok(())
        };
        let alone = |mut chunks: Range<u64>| {
            let (mut desk, mut found) = (Desk::default(), begin());
            chunks.try_for_each(|number| numbered(&mut desk, &mut found, number))?;
            Ok(found)
        };
        if threads == 1 {
            return alone(chunks);
        }
        #[cfg(feature = "threads")]
        if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
            return pool.install(|| {
                let begun = || Ok((Desk::default(), begin()));
                let folded = chunks.into_par_iter().fold(begun, |so_far, number| {
                    let (mut desk, mut found) = so_far?;
                    numbered(&mut desk, &mut found, number)?;
                    Ok((desk, found))
                });
                folded.map(|part| part.map(|(_, found)| found)).reduce(
                    || Ok(begin()),
                    |all, part| {
                        let mut all = all?;
                        add(&mut all, part?);
                        Ok(all)
                    },
                )
            });
        }
        #[cfg(not(feature = "threads"))]
        let _ = add;
        // A machine that gives no more threads still has this one.
        alone(chunks)
    }
}
