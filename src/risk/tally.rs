//! What is counted of trials.
//!
//! In: lanes that have run. Out: [`Tally`]: whole numbers only, so that tallies add up to the same in any order, and the
//! tallies of shards to that of the whole run. Its size depends on the network and on the days between the first and the last
//! finish, not on the trials.

use super::lanes::{LANES, Lanes, Row, Word};
use super::moments::Codes;
use super::program::Program;

/// How often what came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The trials.
    pub trials: u64,
    /// The day of the first entry of `days`, as an index of the calendar.
    pub first_day: i32,
    /// For each day from the first, the trials in which the goal is reached on it.
    pub days: Vec<u64>,
    /// For each promise the trials in which it is tested, and those in which it is kept.
    pub promises: Vec<(u64, u64)>,
    /// For each step of the workflow the trials in which it is critical.
    pub critical: Vec<u64>,
    /// For each input that is a reply: how often it was asked for, and how often it did not come in time.
    pub replies: Vec<(u64, u64)>,
    /// For each open rework, the trials by how often it ran again.
    pub rounds: Vec<Vec<u64>>,
    /// The trials whose facts are out of the procedure's scope.
    pub out_of_scope: u64,
}

impl Tally {
    /// Nothing yet, for so many promises, steps, inputs and reworks.
    pub fn new(promises: usize, steps: usize, inputs: usize, reworks: usize) -> Tally {
        Tally {
            promises: vec![(0, 0); promises],
            critical: vec![0; steps],
            replies: vec![(0, 0); inputs],
            rounds: vec![Vec::new(); reworks],
            ..Tally::default()
        }
    }

    /// Adds another tally of the same case.
    pub fn add(&mut self, other: &Tally) {
        self.trials += other.trials;
        self.out_of_scope += other.out_of_scope;
        for (position, &trials) in other.days.iter().enumerate() {
            if trials > 0 {
                *self.day(other.first_day + position as i32) += trials;
            }
        }
        let pairs = [(&mut self.promises, &other.promises), (&mut self.replies, &other.replies)];
        for (mine, others) in pairs {
            for (mine, other) in mine.iter_mut().zip(others) {
                *mine = (mine.0 + other.0, mine.1 + other.1);
            }
        }
        for (mine, other) in self.critical.iter_mut().zip(&other.critical) {
            *mine += other;
        }
        for (mine, other) in self.rounds.iter_mut().zip(&other.rounds) {
            if mine.len() < other.len() {
                mine.resize(other.len(), 0);
            }
            for (mine, other) in mine.iter_mut().zip(other) {
                *mine += other;
            }
        }
    }

    /// The trials that reach the goal on a day.
    fn day(&mut self, day: i32) -> &mut u64 {
        if self.days.is_empty() {
            self.first_day = day;
        }
        if day < self.first_day {
            let before = (self.first_day - day) as usize;
            self.days.splice(0..0, std::iter::repeat_n(0, before));
            self.first_day = day;
        }
        let position = (day - self.first_day) as usize;
        if position >= self.days.len() {
            self.days.resize(position + 1, 0);
        }
        &mut self.days[position]
    }

    /// Counts what is the same in all trials of a world.
    pub(super) fn world(&mut self, program: &Program, trials: u64) {
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
    pub(super) fn count<W: Word>(
        &mut self,
        lanes: &Lanes<W>,
        program: &Program,
        codes: &Codes,
        trials: usize,
        critical: bool,
    ) {
        for &finish in &lanes.finishes[program.goal][..trials] {
            *self.day(codes.day(finish.number() + lanes.base)) += 1;
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
        }
        for (input, silent) in &lanes.silent {
            let silent: i32 = silent[..trials].iter().map(|silent| silent.number()).sum();
            let replies = &mut self.replies[*input];
            *replies = (replies.0 + trials as u64, replies.1 + silent as u64);
        }
        if critical {
            self.count_critical(lanes, program, trials);
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
