//! What is counted of trials.
//!
//! In: lanes that have run. Out: [`Tally`]: whole numbers only, so that tallies add up to the same in any order, and the
//! tallies of shards to that of the whole run. Its size depends on the network and on the days between the first and
//! the last finish, not on the trials.

use super::assess::{Count, Detail};
use super::counts::Counts;
use super::lanes::{LANES, Lanes, Row, Word};
use super::moments::Codes;
use super::program::Program;

/// How often what came.
///
/// ```
#[doc = include_str!("../set_up/odds.md")]
/// let tally = variant.assess(start, &sampling, &()).unwrap();
/// assert_eq!(tally.rounds[0].iter().sum::<u64>(), tally.trials);
/// assert_eq!(tally.days.iter().map(|(_, trials)| trials).sum::<u64>(), tally.trials);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The trials.
    pub trials: u64,
    /// The trials in which the goal is reached on each day, an index of the calendar.
    pub days: Counts,
    /// For each promise the trials in which it is tested, and those in which it is kept.
    pub promises: Vec<(u64, u64)>,
    /// For each step of the workflow the trials in which it is critical.
    pub critical: Vec<u64>,
    /// For each step of the workflow the natural days that it holds of the primary critical paths of all trials.
    pub days_on_path: Vec<i64>,
    /// For each input that is a reply: how often it was asked for, in the worlds in which its step leads to the goal or
    /// to an end of a promise that is tested, and how often the limit passed without it. Where there is no limit,
    /// silence ends nothing, and it never does.
    pub replies: Vec<(u64, u64)>,
    /// For each open rework, the trials by how often it ran again.
    pub rounds: Vec<Vec<u64>>,
    /// The trials whose facts are out of the procedure's scope.
    pub out_of_scope: u64,
    /// The last day on which the goal or the end of a promise is reached in any trial, an index of the calendar.
    pub until: i32,
}

impl Tally {
    /// Nothing yet, for so many promises, steps, inputs and reworks.
    ///
    /// ```
    /// use permits::risk::Tally;
    /// let tally = Tally::new(2, 7, 1, 1);
    /// assert_eq!((tally.trials, tally.promises.len(), tally.critical.len()), (0, 2, 7));
    /// ```
    pub fn new(promises: usize, steps: usize, inputs: usize, reworks: usize) -> Tally {
        Tally {
            promises: vec![(0, 0); promises],
            critical: vec![0; steps],
            days_on_path: vec![0; steps],
            replies: vec![(0, 0); inputs],
            rounds: vec![Vec::new(); reworks],
            ..Tally::default()
        }
    }

    /// Adds another tally of the same case.
    ///
    /// ```
    #[doc = include_str!("../set_up/odds.md")]
    /// let tally = variant.assess(start, &sampling, &()).unwrap();
    /// let mut sum = variant.tally();
    /// sum.add(&tally);
    /// assert_eq!(sum, tally, "an empty tally adds nothing");
    /// ```
    pub fn add(&mut self, other: &Tally) {
        self.trials += other.trials;
        self.out_of_scope += other.out_of_scope;
        self.until = self.until.max(other.until);
        self.days.add_all(&other.days);
        let pairs = [(&mut self.promises, &other.promises), (&mut self.replies, &other.replies)];
        for (mine, others) in pairs {
            for (mine, other) in mine.iter_mut().zip(others) {
                *mine = (mine.0 + other.0, mine.1 + other.1);
            }
        }
        for (mine, other) in self.critical.iter_mut().zip(&other.critical) {
            *mine += other;
        }
        for (mine, other) in self.days_on_path.iter_mut().zip(&other.days_on_path) {
            *mine += other;
        }
        for (mine, other) in self.rounds.iter_mut().zip(&other.rounds) {
            mine.resize(mine.len().max(other.len()), 0);
            for (mine, other) in mine.iter_mut().zip(other) {
                *mine += other;
            }
        }
    }

    /// Counts what is the same in all trials of a world.
    fn world(&mut self, program: &Program, trials: u64) {
        self.trials += trials;
        self.out_of_scope += trials * u64::from(program.out_of_scope);
        for (counts, &rounds) in self.rounds.iter_mut().zip(&program.rounds) {
            let rounds = rounds as usize;
            if rounds >= counts.len() {
                counts.resize(rounds + 1, 0);
            }
            counts[rounds] += trials;
        }
        for promise in &program.promises {
            self.promises[promise.promise].0 += trials;
        }
    }

    /// Counts the first `trials` lanes.
    fn lanes<W: Word>(&mut self, lanes: &Lanes<W>, program: &Program, codes: &Codes, trials: usize) {
        let mut last = W::default();
        for &finish in &lanes.finishes[program.goal][..trials] {
            self.days.add(codes.day(finish.number() + lanes.base), 1);
            last = last.max(finish);
        }
        for promise in &program.promises {
            let (from, to) = (&lanes.finishes[promise.from], &lanes.finishes[promise.to]);
            let more = promise.within as i32 * codes.stride();
            let mut kept = 0;
            for lane in 0..trials {
                // Due is the day of `from` itself, or so many working days after it; all of that day.
                let (from, to) = (from[lane].number(), to[lane].number());
                let due = if promise.within == 0 { from } else { codes.floor(from) + more };
                kept += u64::from(to <= codes.end_of_day(due));
            }
            self.promises[promise.promise].1 += kept;
            last = to[..trials].iter().fold(last, |last, &to| last.max(to));
        }
        self.until = self.until.max(codes.day(last.number() + lanes.base));
        for (input, silent) in &lanes.silent {
            let silent: i32 = silent[..trials].iter().map(|silent| silent.number()).sum();
            let replies = &mut self.replies[*input];
            *replies = (replies.0 + trials as u64, replies.1 + silent as u64);
        }
    }

    fn count_critical<W: Word>(&mut self, lanes: &Lanes<W>, program: &Program, trials: usize) {
        let ones = |row: &Row<W>| row[..trials].iter().map(|mark| -mark.number()).sum::<i32>() as u64;
        for (at, op) in program.ops.iter().enumerate() {
            let Some(step) = op.file_order else { continue };
            // A step that ran more than once is critical if any of its rounds is.
            match &program.other_rounds[at] {
                None => self.critical[step] += ones(&lanes.critical[at]),
                Some(all) if all[0] == at => {
                    let mut any = [W::default(); LANES];
                    for round in all.iter().map(|&round| &lanes.critical[round]) {
                        for lane in 0..LANES {
                            any[lane] |= round[lane];
                        }
                    }
                    self.critical[step] += ones(&any);
                }
                Some(_) => {}
            }
        }
    }
}

/// A tally, and how much is counted.
pub(super) struct Tallied<'a>(pub &'a mut Tally, pub Detail);

impl Count for Tallied<'_> {
    fn world(&mut self, program: &Program, trials: u64) {
        self.0.world(program, trials);
    }

    fn lanes<W: Word>(&mut self, lanes: &mut Lanes<W>, program: &Program, codes: &Codes, offsets: &[u32]) {
        let Tallied(tally, detail) = self;
        let trials = offsets.len();
        tally.lanes(lanes, program, codes, trials);
        if *detail >= Detail::Critical {
            lanes.mark_critical(program, codes);
            tally.count_critical(lanes, program, trials);
        }
        if *detail >= Detail::Paths {
            lanes.days_on_path(program, codes, trials, &mut tally.days_on_path);
        }
    }
}
