//! Many trials of one world side by side.
//!
//! In: a [`Program`], the start, the seed and up to [`LANES`] trials. Out: [`Lanes`]: for each step the codes of its
//! trigger and its finish in every lane, and on request which steps are critical in which. Nothing is allocated from
//! trial to trial. What is counted of it is in `tally`.

use crate::calendar::Length;
use crate::network::LinkEnd;

use super::moments::{Code, Codes, Effect};
use super::philox::philox;
use super::program::{Anchored, Begins, Drawn, Effects, Finish, Op, Program};

/// How many trials stand side by side.
pub const LANES: usize = 32;

/// One value a lane.
pub type Row<T> = [T; LANES];

/// The working memory of one thread.
#[derive(Debug, Default)]
pub struct Lanes {
    draws: Vec<Row<u16>>,
    pub(super) triggers: Vec<Row<Code>>,
    pub(super) finishes: Vec<Row<Code>>,
    begins: Vec<Row<Code>>,
    /// All ones in the lanes in which links set the trigger, for the steps that something else may hold.
    by_links: Vec<Row<Code>>,
    /// All ones in the lanes in which the step is critical.
    pub(super) critical: Vec<Row<Code>>,
    /// In how many trials each reply did not come, by operation and party.
    pub(super) silent: Vec<(usize, Row<Code>)>,
}

impl Lanes {
    /// Runs trials; lanes past the last one repeat it.
    pub(super) fn run(
        &mut self,
        program: &Program,
        codes: &Codes,
        start: Code,
        seed: u64,
        trials: &Row<u64>,
    ) {
        let ops = program.ops.len();
        self.draws.resize(program.draws, [0; LANES]);
        for rows in [&mut self.triggers, &mut self.finishes, &mut self.begins, &mut self.by_links] {
            rows.resize(ops, [0; LANES]);
        }
        self.silent.clear();
        self.draw(program, seed, trials);
        for (at, op) in program.ops.iter().enumerate() {
            let arrival = self.arrival(program, codes, op, start);
            let mut trigger = arrival;
            let finish = &mut self.finishes[at];
            match &op.anchor {
                None => {
                    for lane in 0..LANES {
                        trigger[lane] = trigger[lane].max(start);
                    }
                }
                Some(anchor) => {
                    let by_links = &mut self.by_links[at];
                    for lane in 0..LANES {
                        trigger[lane] = anchor.hold(arrival[lane], start);
                        let set = anchor.finished.is_none() && trigger[lane] == arrival[lane];
                        by_links[lane] = -Code::from(set);
                    }
                }
            }
            if let Some(Anchored { finished: Some((_, given)), .. }) = op.anchor {
                *finish = [given; LANES];
            } else {
                match &op.finish {
                    Finish::Always(effect) => always(codes, effect, &trigger, finish),
                    Finish::Drawn(drawn) => outcome(codes, drawn, &self.draws, &trigger, finish),
                    Finish::LastOf(several) => {
                        let mut last: Option<Row<Code>> = None;
                        for drawn in several {
                            let mut one = [0; LANES];
                            outcome(codes, drawn, &self.draws, &trigger, &mut one);
                            told_silent(&mut self.silent, drawn, &one);
                            last = Some(match last {
                                None => one,
                                Some(last) => std::array::from_fn(|lane| last[lane].max(one[lane])),
                            });
                        }
                        *finish = last.unwrap_or(trigger);
                    }
                }
                if let Finish::Drawn(drawn) = &op.finish {
                    told_silent(&mut self.silent, drawn, finish);
                }
            }
            if let Some(begins) = op.begins {
                let row = &mut self.begins[at];
                for lane in 0..LANES {
                    let in_office = match begins {
                        Begins::AtTrigger => false,
                        Begins::InOffice => op.anchor.as_ref().is_none_or(|anchor| anchor.finished.is_none()),
                        Begins::ByOutcome => rounds_up(op, &self.draws, lane),
                    };
                    row[lane] = if in_office { codes.office(trigger[lane]) } else { trigger[lane] };
                }
            }
            self.triggers[at] = trigger;
        }
    }

    /// The draws that the program needs.
    fn draw(&mut self, program: &Program, seed: u64, trials: &Row<u64>) {
        for block in &program.blocks {
            let mut words = [[0; LANES]; 4];
            for lane in 0..LANES {
                words[0][lane] = trials[lane] as u32;
                words[1][lane] = (trials[lane] >> 32) as u32;
            }
            words[2] = [block.block; LANES];
            words[3] = [block.round; LANES];
            philox(seed, &mut words);
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
    fn arrival(&self, program: &Program, codes: &Codes, op: &Op, start: Code) -> Row<Code> {
        let links = &program.links[op.links.clone()];
        if links.is_empty() {
            return [start; LANES];
        }
        let mut latest = [Code::MIN; LANES];
        for link in links {
            let from = match link.end {
                LinkEnd::Finish => &self.finishes[link.from],
                LinkEnd::Start => &self.begins[link.from],
            };
            match link.lag {
                Length::Working(0) | Length::Natural(0) => {
                    for lane in 0..LANES {
                        latest[lane] = latest[lane].max(from[lane]);
                    }
                }
                lag => {
                    for lane in 0..LANES {
                        latest[lane] = latest[lane].max(codes.lagged(from[lane], lag));
                    }
                }
            }
        }
        latest
    }

    /// Marks the steps on a chain of drivers from the goal back to the start, lane by lane.
    pub(super) fn mark_critical(&mut self, program: &Program, codes: &Codes) {
        self.critical.clear();
        self.critical.resize(program.ops.len(), [0; LANES]);
        self.critical[program.goal] = [-1; LANES];
        for (at, op) in program.ops.iter().enumerate().take(program.goal + 1).rev() {
            let mut critical = self.critical[at];
            if op.anchor.is_some() {
                for lane in 0..LANES {
                    critical[lane] &= self.by_links[at][lane];
                }
            }
            let trigger = &self.triggers[at];
            for link in &program.links[op.links.clone()] {
                let from = match link.end {
                    LinkEnd::Finish => &self.finishes[link.from],
                    LinkEnd::Start => &self.begins[link.from],
                };
                let marks = &mut self.critical[link.from];
                match link.lag {
                    Length::Working(0) | Length::Natural(0) => {
                        for lane in 0..LANES {
                            marks[lane] |= critical[lane] & -Code::from(from[lane] == trigger[lane]);
                        }
                    }
                    lag => {
                        for lane in 0..LANES {
                            let arrival = codes.lagged(from[lane], lag);
                            marks[lane] |= critical[lane] & -Code::from(arrival == trigger[lane]);
                        }
                    }
                }
            }
        }
    }
}

impl Anchored {
    /// As the anchor of the network holds a trigger.
    fn hold(&self, trigger: Code, start: Code) -> Code {
        let raised = self.not_before.map_or(trigger, |earliest| trigger.max(earliest));
        match (self.finished, self.begun_by) {
            (Some((began, _)), _) => began,
            (None, Some(latest)) => raised.min(latest),
            (None, None) => raised.max(start),
        }
    }
}

/// Whether what came out of a task's draw makes it an act.
fn rounds_up(op: &Op, draws: &[Row<u16>], lane: usize) -> bool {
    let Finish::Drawn(drawn) = &op.finish else { return false };
    let outcome = drawn.outcome(draws, lane);
    match &drawn.effects {
        Effects::Adds { before, .. } => before[outcome] > 0,
        Effects::AddsAlike { before, .. } => *before > 0,
        Effects::Any(effects) => matches!(effects[outcome], Effect::Adds { from_office: true, .. }),
    }
}

impl Drawn {
    #[inline(always)]
    fn outcome(&self, draws: &[Row<u16>], lane: usize) -> usize {
        self.draw.map_or(self.held, |draw| self.inverse.outcome(draws[draw][lane]))
    }
}

#[inline]
fn always(codes: &Codes, effect: &Effect, trigger: &Row<Code>, finish: &mut Row<Code>) {
    match effect {
        Effect::Stands => *finish = *trigger,
        Effect::Adds { from_office, more } => {
            let before = if *from_office { codes.stride() - 1 } else { 0 };
            let mask = -codes.stride();
            for lane in 0..LANES {
                finish[lane] = ((trigger[lane] + before) & mask) + more;
            }
        }
        other => {
            for lane in 0..LANES {
                finish[lane] = codes.apply(other, trigger[lane]);
            }
        }
    }
}

#[inline]
fn outcome(codes: &Codes, drawn: &Drawn, draws: &[Row<u16>], trigger: &Row<Code>, finish: &mut Row<Code>) {
    let mut outcomes = [drawn.held as u16; LANES];
    if let Some(draw) = drawn.draw {
        let draws = &draws[draw];
        for lane in 0..LANES {
            outcomes[lane] = drawn.inverse.outcome(draws[lane]) as u16;
        }
    }
    let mask = -codes.stride();
    match &drawn.effects {
        Effects::AddsAlike { before, after } => {
            let more: Row<Code> = std::array::from_fn(|lane| after[usize::from(outcomes[lane])]);
            for lane in 0..LANES {
                finish[lane] = ((trigger[lane] + before) & mask) + more[lane];
            }
        }
        Effects::Adds { before, after } => {
            for lane in 0..LANES {
                let outcome = usize::from(outcomes[lane]);
                finish[lane] = ((trigger[lane] + before[outcome]) & mask) + after[outcome];
            }
        }
        Effects::Any(effects) => {
            for lane in 0..LANES {
                finish[lane] = codes.apply(&effects[usize::from(outcomes[lane])], trigger[lane]);
            }
        }
    }
}

/// Silence ends a consultation at 24:00, a reply in hours.
#[inline]
fn told_silent(silent: &mut Vec<(usize, Row<Code>)>, drawn: &Drawn, finish: &Row<Code>) {
    if let Some(input) = drawn.reply {
        silent.push((input, std::array::from_fn(|lane| finish[lane] & 1)));
    }
}
