//! Many trials of one world side by side.
//!
//! In: a [`Program`], the start, the seed and up to [`LANES`] trials. Out: [`Lanes`]: for each step the codes of its
//! trigger and its finish in every lane, and on request which steps are critical in which. Nothing is allocated from
//! trial to trial. What is counted of it is in `tally`.
//!
//! A lane holds its codes as a [`Word`], counted from the start. Sixteen bits are enough for about four years and are
//! what the machine compares eight at a time; their additions stop at the end instead of going round, so a
//! block of trials that goes further is seen and run again in 32 bits.

use crate::calendar::Length;
use crate::network::LinkEnd;

use super::effects::{Effects, Sums};
use super::moments::{Code, Codes, Effect};
use super::path::Left;
use super::philox::draws;
use super::program::{Anchored, Begins, Drawn, Finish, Link, Op, Program};

/// How many trials stand side by side.
pub const LANES: usize = 64;

/// One value a lane.
pub type Row<T> = [T; LANES];

/// A code, counted from the beginning of the start's stretch.
pub trait Word: Copy + Ord + Default + std::ops::BitAnd<Output = Self> + std::ops::BitOrAssign {
    /// All bits set: what marks a lane.
    const ALL: Self;
    /// The greatest: where an addition stops.
    const END: Self;

    /// The word of a number; the nearest where it does not fit.
    fn of(number: i32) -> Self;

    /// The number.
    fn number(self) -> i32;

    /// The sum, which stops at the ends.
    fn plus(self, other: Self) -> Self;

    /// All bits set or none.
    fn mark(set: bool) -> Self;

    /// The table of these words.
    fn table(sums: &Sums) -> &[Self];
}

macro_rules! word {
    ($word:ty, $table:ident) => {
        impl Word for $word {
            const ALL: Self = -1;
            const END: Self = <$word>::MAX;

            #[inline(always)]
            fn of(number: i32) -> Self {
                number.clamp(<$word>::MIN as i32, <$word>::MAX as i32) as $word
            }

            #[inline(always)]
            fn number(self) -> i32 {
                self as i32
            }

            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self.saturating_add(other)
            }

            #[inline(always)]
            fn mark(set: bool) -> Self {
                -(set as $word)
            }

            #[inline(always)]
            fn table(sums: &Sums) -> &[Self] {
                &sums.$table
            }
        }
    };
}

word!(i16, narrow);
word!(i32, wide);

/// The working memory of one thread.
#[derive(Debug, Default)]
pub struct Lanes<W> {
    draws: Vec<Row<u16>>,
    pub(super) triggers: Vec<Row<W>>,
    pub(super) finishes: Vec<Row<W>>,
    pub(super) begins: Vec<Row<W>>,
    /// Marks the lanes in which links set the trigger, for the steps that something else may hold.
    pub(super) by_links: Vec<Row<W>>,
    /// Working memory of `path`.
    pub(super) left: Vec<Left>,
    /// Marks the lanes in which the step is critical.
    pub(super) critical: Vec<Row<W>>,
    /// For each reply that was asked for, 1 in the lanes in which it did not come.
    pub(super) silent: Vec<(usize, Row<W>)>,
    /// What the words are counted from: a multiple of the stride.
    pub(super) base: Code,
    /// The start.
    pub(super) start: Code,
}

impl<W: Word> Lanes<W> {
    /// Runs trials, an input being `held` at an outcome; lanes past the last one repeat it. Whether the words were wide
    /// enough; what is in the lanes means nothing if not.
    pub(super) fn run(
        &mut self,
        program: &Program,
        codes: &Codes,
        start: Code,
        seed: u64,
        trials: &Row<u64>,
        held: &[Option<usize>],
    ) -> bool {
        let ops = program.ops.len();
        (self.base, self.start) = (codes.floor(start), start);
        self.draws.resize(program.draws, [0; LANES]);
        for rows in [&mut self.triggers, &mut self.finishes, &mut self.begins, &mut self.by_links] {
            rows.resize(ops, [W::default(); LANES]);
        }
        self.silent.clear();
        self.draw(program, seed, trials);
        let from_base = self.relative(codes);
        let start = W::of(start - self.base);
        let mut fits = true;
        for (at, op) in program.ops.iter().enumerate() {
            let trigger = match (&op.anchor, op.only) {
                // The finish of the one step waited for: the commonest case of all.
                (None, Some(from)) => self.finishes[from],
                (None, _) => self.arrival(program, &from_base, op, start).map(|arrival| arrival.max(start)),
                (Some(anchor), _) => {
                    let arrival = self.arrival(program, &from_base, op, start);
                    fits &= anchor.fits::<W>(self.base);
                    let trigger = arrival.map(|arrival| anchor.hold(arrival, start, self.base));
                    for lane in 0..LANES {
                        let set = anchor.began.is_none() && trigger[lane] == arrival[lane];
                        self.by_links[at][lane] = W::mark(set);
                    }
                    trigger
                }
            };
            let finish = &mut self.finishes[at];
            match &op.finish {
                Finish::Given(given) => {
                    let word = W::of(given - self.base);
                    fits &= word.number() == given - self.base;
                    *finish = [word; LANES];
                }
                Finish::Always(effect) => always(&from_base, effect, &trigger, finish),
                Finish::Drawn(drawn) => {
                    outcome(&from_base, drawn, held, &self.draws, &trigger, finish);
                    told_silent(&mut self.silent, drawn, finish);
                }
                Finish::LastOf(several) => {
                    *finish = trigger;
                    for drawn in several {
                        let mut one = [W::default(); LANES];
                        outcome(&from_base, drawn, held, &self.draws, &trigger, &mut one);
                        told_silent(&mut self.silent, drawn, &one);
                        for lane in 0..LANES {
                            finish[lane] = finish[lane].max(one[lane]);
                        }
                    }
                }
            }
            if let Some(begins) = op.begins {
                for lane in 0..LANES {
                    let in_office = match begins {
                        Begins::AtTrigger => false,
                        Begins::InOffice => true,
                        Begins::ByOutcome => rounds_up(op, held, &self.draws, lane),
                    };
                    self.begins[at][lane] =
                        if in_office { from_base.office(trigger[lane]) } else { trigger[lane] };
                }
            }
            self.triggers[at] = trigger;
        }
        // Whatever ran into the end has carried the end with it.
        let last = W::of(W::END.number() - 2 * codes.stride());
        let reached = |op: &usize| self.finishes[*op].iter().any(|finish| *finish >= last);
        fits && !program.ends.iter().any(reached)
    }

    /// The draws that the program needs.
    fn draw(&mut self, program: &Program, seed: u64, trials: &Row<u64>) {
        for block in &program.blocks {
            let words = draws::<LANES>(seed, |lane| trials[lane], block.block, block.round);
            for &(half, draw) in &block.gives {
                let (word, shift) = (&words[half / 2], 16 * (half as u32 % 2));
                let row = &mut self.draws[draw];
                for lane in 0..LANES {
                    row[lane] = (word[lane] >> shift) as u16;
                }
            }
        }
    }

    /// The latest of what the links give; the start where there are none.
    #[inline]
    fn arrival(&self, program: &Program, from_base: &Relative<'_>, op: &Op, start: W) -> Row<W> {
        let links = &program.links[op.links.clone()];
        let mut latest: Option<Row<W>> = None;
        for link in links {
            let arrival = self.arrives(from_base, link);
            latest = Some(match latest {
                None => arrival,
                Some(mut latest) => {
                    for lane in 0..LANES {
                        latest[lane] = latest[lane].max(arrival[lane]);
                    }
                    latest
                }
            });
        }
        latest.unwrap_or([start; LANES])
    }

    /// The codes, counted from where these lanes are counted from.
    pub(super) fn relative<'a>(&self, codes: &'a Codes) -> Relative<'a> {
        Relative { codes, base: self.base }
    }

    /// What one link gives.
    #[inline(always)]
    pub(super) fn arrives(&self, from_base: &Relative<'_>, link: &Link) -> Row<W> {
        let from = match link.end {
            LinkEnd::Finish => &self.finishes[link.from],
            LinkEnd::Start => &self.begins[link.from],
        };
        match link.lag {
            Length::Working(0) | Length::Natural(0) => *from,
            lag => from.map(|from| from_base.lagged(from, lag)),
        }
    }

    /// The same in one lane.
    pub(super) fn arrives_in(&self, from_base: &Relative<'_>, link: &Link, lane: usize) -> W {
        let rows = match link.end {
            LinkEnd::Finish => &self.finishes,
            LinkEnd::Start => &self.begins,
        };
        from_base.lagged(rows[link.from][lane], link.lag)
    }

    /// Marks the steps on a chain of drivers from the goal back to the start, lane by lane.
    pub(super) fn mark_critical(&mut self, program: &Program, codes: &Codes) {
        let from_base = self.relative(codes);
        self.critical.clear();
        self.critical.resize(program.ops.len(), [W::default(); LANES]);
        self.critical[program.goal] = [W::ALL; LANES];
        for (at, op) in program.ops.iter().enumerate().take(program.goal + 1).rev() {
            let mut critical = self.critical[at];
            if op.anchor.is_some() {
                for lane in 0..LANES {
                    critical[lane] = critical[lane] & self.by_links[at][lane];
                }
            }
            for link in &program.links[op.links.clone()] {
                let arrival = self.arrives(&from_base, link);
                let (trigger, marks) = (&self.triggers[at], &mut self.critical[link.from]);
                for lane in 0..LANES {
                    marks[lane] |= critical[lane] & W::mark(arrival[lane] == trigger[lane]);
                }
            }
        }
    }
}

/// The codes, counted from a base that is a multiple of the stride.
pub(super) struct Relative<'a> {
    codes: &'a Codes,
    base: Code,
}

impl Relative<'_> {
    #[inline(always)]
    fn office<W: Word>(&self, word: W) -> W {
        word.plus(W::of(self.codes.stride() - 1)) & W::of(-self.codes.stride())
    }

    #[inline(always)]
    fn code<W: Word>(&self, word: W) -> Code {
        word.number() + self.base
    }

    #[inline]
    fn lagged<W: Word>(&self, word: W, lag: Length) -> W {
        W::of(self.codes.lagged(self.code(word), lag) - self.base)
    }

    #[inline]
    fn apply<W: Word>(&self, effect: &Effect, trigger: W) -> W {
        W::of(self.codes.apply(effect, self.code(trigger)) - self.base)
    }
}

impl Anchored {
    /// As the anchor of the network holds a trigger.
    fn hold<W: Word>(&self, trigger: W, start: W, base: Code) -> W {
        let word = |code: Code| W::of(code - base);
        let raised = self.not_before.map_or(trigger, |earliest| trigger.max(word(earliest)));
        match (self.began, self.begun_by) {
            (Some(began), _) => word(began),
            (None, Some(latest)) => raised.min(word(latest)),
            (None, None) => raised.max(start),
        }
    }

    /// Whether the words can tell its moments apart.
    fn fits<W: Word>(&self, base: Code) -> bool {
        let mut moments = self.began.into_iter().chain(self.not_before).chain(self.begun_by);
        moments.all(|code| W::of(code - base).number() == code - base)
    }
}

/// Whether what came out of a task's draw makes it an act.
fn rounds_up(op: &Op, held: &[Option<usize>], draws: &[Row<u16>], lane: usize) -> bool {
    let Finish::Drawn(drawn) = &op.finish else { return false };
    let outcome = held[drawn.input].unwrap_or_else(|| drawn.inverse.outcome(draws[drawn.draw][lane]));
    match &*drawn.effects {
        Effects::Adds { before, .. } => before.wide[outcome] > 0,
        // The lengths of an input differ, so one of them at most is zero; where all are rounded alike, none is.
        Effects::AddsAlike { .. } => false,
        Effects::Any(effects) => matches!(effects[outcome], Effect::Adds { from_office: true, .. }),
    }
}

#[inline]
fn always<W: Word>(from_base: &Relative<'_>, effect: &Effect, trigger: &Row<W>, finish: &mut Row<W>) {
    match effect {
        Effect::Stands => *finish = *trigger,
        Effect::Adds { from_office, more } => {
            let stride = from_base.codes.stride();
            let before = W::of(if *from_office { stride - 1 } else { 0 });
            let (mask, more) = (W::of(-stride), W::of(*more));
            for lane in 0..LANES {
                finish[lane] = (trigger[lane].plus(before) & mask).plus(more);
            }
        }
        other => {
            for lane in 0..LANES {
                finish[lane] = from_base.apply(other, trigger[lane]);
            }
        }
    }
}

#[inline]
fn outcome<W: Word>(
    from_base: &Relative<'_>,
    drawn: &Drawn,
    held: &[Option<usize>],
    draws: &[Row<u16>],
    trigger: &Row<W>,
    finish: &mut Row<W>,
) {
    let outcomes: Row<u16> = match held[drawn.input] {
        Some(outcome) => [outcome as u16; LANES],
        None => draws[drawn.draw].map(|draw| drawn.inverse.outcome(draw) as u16),
    };
    let mask = W::of(-from_base.codes.stride());
    match &*drawn.effects {
        Effects::AddsAlike { before, after } => {
            let before = W::of(*before);
            let after = W::table(after);
            let more: Row<W> = std::array::from_fn(|lane| after[usize::from(outcomes[lane])]);
            for lane in 0..LANES {
                finish[lane] = (trigger[lane].plus(before) & mask).plus(more[lane]);
            }
        }
        Effects::Adds { before, after } => {
            let (before, after) = (W::table(before), W::table(after));
            for lane in 0..LANES {
                let outcome = usize::from(outcomes[lane]);
                let (before, more) = (before[outcome], after[outcome]);
                finish[lane] = (trigger[lane].plus(before) & mask).plus(more);
            }
        }
        Effects::Any(effects) => {
            for lane in 0..LANES {
                finish[lane] = from_base.apply(&effects[usize::from(outcomes[lane])], trigger[lane]);
            }
        }
    }
}

/// Silence ends a consultation at 24:00, a reply in hours.
#[inline]
fn told_silent<W: Word>(silent: &mut Vec<(usize, Row<W>)>, drawn: &Drawn, finish: &Row<W>) {
    if drawn.is_reply {
        silent.push((drawn.input, finish.map(|finish| finish & W::of(1))));
    }
}
