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

#[cfg(all(test, feature = "threads"))]
mod tests {
    use std::ops::Range;
    use std::sync::Mutex;
    use std::thread::{ThreadId, current};

    use super::{Cut, Watch, each};

    /// Writes down what it is told, and on which thread.
    #[derive(Default)]
    struct Told(Mutex<Vec<(u64, ThreadId)>>);

    impl Watch for Told {
        fn done(&self, trials: u64) -> bool {
            self.0.lock().unwrap().push((trials, current().id()));
            true
        }
    }

    /// The chunks that the trials are cut into, in their order, and what the watch was told.
    fn cut(trials: Range<u64>, threads: usize) -> (Vec<Range<u64>>, Vec<(u64, ThreadId)>) {
        let watch = Told::default();
        let one = |_: &mut (), found: &mut Vec<Range<u64>>, trials: Range<u64>| {
            found.push(trials);
            Ok::<(), ()>(())
        };
        let mut found =
            Cut { trials, threads, watch: &watch }.run(Vec::new, one, |all, part| all.extend(part)).unwrap();
        found.sort_by_key(|trials| trials.start);
        (found, watch.0.into_inner().unwrap())
    }

    /// Four chunks for each thread, but none of less than 16 · 64 = 1,024 trials and none of more than 2¹⁵ = 32,768; the
    /// last takes what remains.
    #[test]
    fn a_run_is_cut_so_that_every_thread_has_some_of_it() {
        let table: [(u64, usize, &[u64]); 6] = [
            (0, 2, &[]),
            (1_000, 1, &[1_000]),
            (3_000, 2, &[1_024, 1_024, 952]),
            (40_000, 2, &[5_000; 8]),
            // A quarter of it is 10,000.25.
            (40_001, 1, &[10_001, 10_001, 10_001, 9_998]),
            (140_000, 1, &[32_768, 32_768, 32_768, 32_768, 8_928]),
        ];
        for (trials, threads, sizes) in table {
            for first in [0, 500] {
                let (chunks, told) = cut(first..first + trials, threads);
                let mut next = first;
                let expected: Vec<Range<u64>> = sizes
                    .iter()
                    .map(|size| {
                        next += size;
                        next - size..next
                    })
                    .collect();
                assert_eq!(chunks, expected, "{trials} from {first} on {threads}");
                let mut told: Vec<u64> = told.into_iter().map(|(trials, _)| trials).collect();
                told.sort_unstable_by(|one, other| other.cmp(one));
                assert_eq!(told, sizes, "{trials} from {first} on {threads}");
            }
        }
    }

    #[test]
    fn one_thread_is_the_callers_and_several_are_others() {
        for (threads, own) in [(1, true), (2, false)] {
            let (_, told) = cut(0..5_000, threads);
            assert!(told.len() > 1 && told.iter().all(|(_, id)| (*id == current().id()) == own), "{threads}");
        }
    }

    #[test]
    fn parts_are_done_in_their_order_and_on_other_threads_only_where_there_are_several_of_both() {
        for (threads, parts, own) in
            [(1, 1, true), (1, 2, true), (2, 0, true), (2, 1, true), (2, 2, false), (2, 3, false)]
        {
            let parts: Vec<usize> = (0..parts).collect();
            let found = each(threads, &parts, |&part| Ok::<_, ()>((part, current().id()))).unwrap();
            assert!(found.iter().map(|(part, _)| part).eq(&parts));
            assert!(found.iter().all(|(_, id)| (*id == current().id()) == own), "{threads}, {parts:?}");
        }
    }

    #[test]
    fn an_error_is_what_the_parts_and_the_run_come_to() {
        for threads in [1, 2] {
            assert_eq!(
                each(threads, &[1, 2, 3], |&part| if part == 2 { Err(part) } else { Ok(part) }),
                Err(2)
            );
            let one = |_: &mut (), _: &mut (), trials: Range<u64>| {
                if trials.contains(&4_000) { Err(trials) } else { Ok(()) }
            };
            let failed = Cut { trials: 0..5_000, threads, watch: &() }.run(|| (), one, |(), ()| ());
            assert!(failed.unwrap_err().contains(&4_000));
        }
    }
}
