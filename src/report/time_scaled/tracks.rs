//! Which row everything goes to, and how each arrow runs.
//!
//! In: events and arrows with their places across, how much room their names want. Out: a row for each event and a
//! [`Route`] for each arrow. The primary critical path is laid first, as straight as it goes, then chain after chain
//! beside it, each where it is near to what it is linked with and crosses the least. That is done in several orders and
//! the best result is kept; ties go to the first, so that the same plan is laid out the same way everywhere.
//!
//! One file: it is one search over one board, whose steps share their state.

use super::board::{Board, Owner, Part, RADIUS, Tenths};
use super::events::{Events, Stands};

/// How an arrow runs: up or down at `leave` to `row`, along it to `reach`, up or down there to the row of the event it
/// leads to. Where `leave` or `reach` lies beside the circle, the line comes to it between two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Where it goes up or down from its first event.
    pub leave: Tenths,
    /// The row it mainly runs along.
    pub row: i32,
    /// Where it leaves that row.
    pub reach: Tenths,
    /// A link between two events of one moment with others in between goes around these.
    pub around: Option<Around>,
}

/// The way around what stands between two events of one moment. It leaves its first event at [`Route::leave`] and comes
/// to the other one at [`Route::reach`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// Where it goes up or down.
    pub x: Tenths,
    /// Whether it leaves its first event on the side away from the other one, and whether it comes to that from beyond.
    pub away: (bool, bool),
}

/// What has to be laid out.
pub struct Task<'a> {
    /// The events and arrows.
    pub events: &'a Events,
    /// Where each event lies.
    pub x: &'a [Tenths],
    /// How wide the name of each arrow's step is on one line; 0 without a name.
    pub names: &'a [Tenths],
    /// How wide the words are that say how long it takes; 0 without.
    pub lengths: &'a [Tenths],
    /// For each event how wide and how many lines the names below it are.
    pub stacks: &'a [(Tenths, i32)],
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Tracks {
    /// The row of each event.
    pub rows: Vec<i32>,
    /// The way of each arrow.
    pub routes: Vec<Route>,
    /// The paper with all lines and circles on it.
    pub board: Board,
    /// How many arrows found no way of their own and lie on others.
    pub blocked: usize,
    /// How many places were looked at.
    pub work: u64,
}

/// How many orders are tried of few arrows; of more than that one for so many arrows.
const MOST_ORDERS: usize = 18;
const FEW: usize = 100;
const ARROWS_AN_ORDER: usize = 600;
/// How often everything is laid at most while lines lie on each other.
const MOST_TRIES: usize = 4;
/// When more than one arrow of so many lies on another, only a wider page helps.
const HOPELESS: usize = 25;
/// How many places are looked at for one drawing. It is counted, not timed, so that the same plan is laid out the same
/// way on every machine; from then on the first place that is free is taken.
pub const WORK: u64 = 400_000;
/// The shortest arrow between two circles of one row: its head has to be seen.
const SHORTEST: Tenths = RADIUS * 2 + 70;
/// How far from a circle's middle the first, second, third line beside its own vertical one lies.
const CHANNEL_FIRST: Tenths = 110;
const CHANNEL: usize = 40;
const CHANNEL_LAST: Tenths = 390;
/// How far apart lines lie where there is hardly room, and how far from the circle's middle at most.
const FINE: usize = 36;
const FARTHEST: Tenths = 1_200;
/// How many rows above and below an event are free for its lines, where they found no way before.
const ROOMY: i32 = 6;
/// How far beside a circle's middle a vertical line can still reach it.
const ASIDE: Tenths = 40;
/// The widest line of a name that is not as long as its arrow.
pub const NARROW: Tenths = 640;
/// On how many lines a name may stand above its arrow.
pub const MOST_LINES: i32 = 3;

mod cost {
    //! What is to be avoided, and how much.
    pub const ROW: i32 = 4;
    pub const BEND: i32 = 7;
    pub const CROSSING: i32 = 90;
    /// What each crossing counts on top when one order is chosen of several.
    pub const CROSSED: i32 = 200;
    pub const THROUGH_TEXT: i32 = 100;
    pub const TOUCHING: i32 = 80;
    pub const NO_LENGTH: [i32; 3] = [35, 80, 15];
    pub const NEW_ROW: i32 = 4;
    pub const AWAY: i32 = 2;
    pub const BLOCKED: i32 = 2_000;
}

/// Lays everything out, looking at not many more than `allowed` places. A page on which too much would lie on each
/// other is given up when a wider one is still to be had.
pub fn tracks(task: &Task<'_>, allowed: u64, last: bool) -> Tracks {
    let arrows = task.events.arrows.len();
    let orders = if arrows <= FEW { MOST_ORDERS } else { (ARROWS_AN_ORDER / arrows).max(1) };
    let mut best: Option<((usize, i32), Tracks)> = None;
    // What found no free way once goes first from then on.
    let mut first: Vec<usize> = Vec::new();
    let mut work = 0;
    for attempt in 0..orders.max(MOST_TRIES) {
        let blocked = best.as_ref().map(|((blocked, _), _)| *blocked);
        let settled = attempt >= orders && blocked == Some(0);
        let hopeless = orders == 1 && blocked.is_some_and(|blocked| blocked * HOPELESS > arrows);
        // However much was looked at, what lies on another gets one more chance.
        let spent = work >= allowed && (attempt > 1 || blocked == Some(0));
        if settled || hopeless || attempt > 0 && spent {
            break;
        }
        let mut layer = Layer::new(task, attempt % orders, allowed.saturating_sub(work));
        // The first attempt at many arrows only finds out what has to go first.
        layer.bearable = match attempt {
            _ if last || orders > 1 => usize::MAX,
            0 => 0,
            _ => arrows / HOPELESS,
        };
        layer.first.clone_from(&first);
        let ends = |arrow: &usize| [task.events.arrows[*arrow].from, task.events.arrows[*arrow].to];
        layer.roomy = first.iter().flat_map(ends).collect();
        layer.lay();
        work += layer.work;
        let score = (layer.blocked.len(), layer.score);
        let fresh: Vec<usize> =
            layer.blocked.iter().filter(|arrow| !first.contains(arrow)).copied().collect();
        first.extend(fresh);
        if best.as_ref().is_none_or(|(least, _)| score < *least) {
            best = Some((score, layer.finish()));
        }
    }
    let laid = best.map_or_else(|| Layer::new(task, 0, 0).finish(), |(_, tracks)| tracks);
    Tracks { work, ..laid }
}

struct Layer<'a> {
    task: &'a Task<'a>,
    variant: usize,
    board: Board,
    rows: Vec<Option<i32>>,
    routes: Vec<Option<Route>>,
    out: Vec<Vec<usize>>,
    /// How many arrows into each event have no way yet.
    waits: Vec<usize>,
    score: i32,
    /// The arrows that found no free way.
    blocked: Vec<usize>,
    /// With more blocked than that the page is given up.
    bearable: usize,
    /// Arrows that are laid as soon as they can be.
    first: Vec<usize>,
    /// Events that others were packed too closely around before.
    roomy: Vec<usize>,
    /// How much has been looked at, and after how much the first way found is taken.
    work: u64,
    allowed: u64,
}

/// A place that was found for an arrow.
#[derive(Clone, Copy)]
struct Found {
    cost: i32,
    a: i32,
    b: i32,
    route: Route,
}

impl<'a> Layer<'a> {
    fn new(task: &'a Task<'a>, variant: usize, allowed: u64) -> Self {
        let (events, arrows) = (task.events.events.len(), task.events.arrows.len());
        let widest = task.x.iter().copied().max().unwrap_or_default();
        let (mut out, mut waits) = (vec![Vec::new(); events], vec![0; events]);
        for (position, arrow) in task.events.arrows.iter().enumerate() {
            out[arrow.from].push(position);
            waits[arrow.to] += 1;
        }
        Layer {
            task,
            variant,
            board: Board::new(100 + events + arrows, widest + 1_000),
            rows: vec![None; events],
            routes: vec![None; arrows],
            out,
            waits,
            score: 0,
            blocked: Vec::new(),
            bearable: usize::MAX,
            first: Vec::new(),
            roomy: Vec::new(),
            work: 0,
            allowed,
        }
    }

    fn finish(self) -> Tracks {
        let leave = |arrow: usize| self.task.x[self.task.events.arrows[arrow].from];
        let routes = self.routes.iter().enumerate();
        let routes = routes.map(|(arrow, route)| {
            route.unwrap_or(Route { leave: leave(arrow), row: 0, reach: leave(arrow), around: None })
        });
        Tracks {
            routes: routes.collect(),
            rows: self.rows.iter().map(|row| row.unwrap_or_default()).collect(),
            board: self.board,
            blocked: self.blocked.len(),
            work: self.work,
        }
    }

    fn lay(&mut self) {
        // Links at once, or when all steps are there.
        let at_once = self.variant.is_multiple_of(2);
        self.lay_path();
        self.place_first();
        if at_once {
            self.lay_links();
        }
        while self.blocked.len() <= self.bearable
            && let Some(first) = self.next_chain()
        {
            let chain = self.chain(first);
            let target = chain.last().and_then(|last| self.rows[self.task.events.arrows[*last].to]);
            for arrow in chain {
                self.place(arrow, target, false);
            }
            if at_once {
                self.lay_links();
            }
        }
        // Events without an arrow: steps that nothing is linked with.
        for event in 0..self.rows.len() {
            if self.rows[event].is_none() {
                self.place_alone(event);
            }
        }
        let (top, bottom) = self.board.used();
        self.score += (bottom - top) * 10 + self.board.crossings() * cost::CROSSED;
    }

    /// The primary critical path, along the middle.
    fn lay_path(&mut self) {
        let events = self.task.events;
        for pair in events.path.windows(2) {
            let leads = |arrow: &&usize| events.arrows[**arrow].to == pair[1];
            let arrow = self.out[pair[0]].iter().find(leads).copied();
            if let Some(arrow) = arrow {
                self.place(arrow, Some(0), true);
            }
        }
    }

    /// The links between events that are there already.
    fn lay_links(&mut self) {
        for arrow in 0..self.routes.len() {
            let ends = &self.task.events.arrows[arrow];
            if self.routes[arrow].is_none() && self.rows[ends.from].is_some() && self.rows[ends.to].is_some()
            {
                self.place(arrow, None, false);
            }
        }
    }

    /// The arrow that begins the next chain: it leaves an event that is there, or one that nothing leads to.
    fn next_chain(&self) -> Option<usize> {
        let (events, x) = (self.task.events, self.task.x);
        let open = (0..self.routes.len()).filter(|arrow| self.routes[*arrow].is_none());
        let ready = open.filter(|arrow| {
            let from = events.arrows[*arrow].from;
            self.rows[from].is_some() || self.waits[from] == 0
        });
        let span = |arrow: usize| x[events.arrows[arrow].to] - x[events.arrows[arrow].from];
        ready.min_by_key(|&arrow| {
            let ends = &events.arrows[arrow];
            let hangs = self.rows[ends.from].is_none();
            let key = match self.variant / 2 % 3 {
                0 => x[ends.from],
                1 => -span(arrow),
                _ => x[ends.to],
            };
            let late = self.variant % 2 == 1
                && !matches!(ends.stands, Stands::Step(_))
                && self.rows[ends.to].is_some();
            (!self.first.contains(&arrow), late, !ends.critical, hangs, key, arrow)
        })
    }

    /// The arrows from `first` on, to an event that is there or the last one.
    fn chain(&self, first: usize) -> Vec<usize> {
        let (events, x) = (self.task.events, self.task.x);
        let mut chain = vec![first];
        let mut at = events.arrows[first].to;
        while self.rows[at].is_none() {
            let next = self.out[at].iter().copied().filter(|arrow| self.routes[*arrow].is_none());
            let next = next.min_by_key(|&arrow| {
                let ends = &events.arrows[arrow];
                (
                    !self.first.contains(&arrow),
                    !ends.critical,
                    matches!(ends.stands, Stands::Link),
                    x[ends.from] - x[ends.to],
                    arrow,
                )
            });
            let Some(next) = next else { break };
            chain.push(next);
            at = events.arrows[next].to;
        }
        chain
    }

    fn place_alone(&mut self, event: usize) {
        let x = self.task.x[event];
        let row = by_distance(0, self.board.half())
            .find(|row| self.board.circle_fits(*row, x) && self.stack_touches(event, *row) == 0)
            .unwrap_or_default();
        self.put_event(event, row);
    }

    fn put_event(&mut self, event: usize, row: i32) {
        self.rows[event] = Some(row);
        let x = self.task.x[event];
        self.board.put_circle(row, x, event);
        let (width, lines) = self.task.stacks[event];
        for line in 0..lines {
            self.board.put_text(row + 1 + line, (x + 20, x + 20 + width));
        }
    }

    fn stack_touches(&self, event: usize, row: i32) -> i32 {
        let x = self.task.x[event];
        let (width, lines) = self.task.stacks[event];
        let below = (0..lines).map(|line| self.board.text_touches(row + 1 + line, (x + 20, x + 20 + width)));
        below.sum::<i32>() + self.board.circle_covers(row, x)
    }

    /// Places an arrow, and the events it joins that are not there yet.
    fn place(&mut self, arrow: usize, target: Option<i32>, path: bool) {
        if self.routes[arrow].is_some() {
            return;
        }
        if self.blocked.len() > self.bearable {
            return;
        }
        let ends = &self.task.events.arrows[arrow];
        if self.rows[ends.from].is_none() {
            let near = self.rows[ends.to].or(target).unwrap_or_default();
            let x = self.task.x[ends.from];
            let row = by_distance(near, self.board.half())
                .filter(|row| self.board.circle_fits(*row, x))
                .take(40)
                .min_by_key(|row| {
                    let (top, bottom) = self.board.used();
                    let new = (top - row).max(row - bottom).max(0);
                    self.stack_touches(ends.from, *row) * cost::TOUCHING
                        + (row - near).abs() * cost::ROW
                        + new * cost::NEW_ROW
                });
            self.put_event(ends.from, row.unwrap_or_default());
        }
        let Some(a) = self.rows[ends.from] else { return };
        let (top, bottom) = self.board.used();
        let all = bottom - top + 4;
        for (reach, dense) in [(14, false), (all, false), (14, true), (all, true)] {
            if let Some(found) = self.find(arrow, a, target, path, (reach, dense)) {
                self.put(arrow, &found);
                return self.place_first();
            }
        }
        self.blocked.push(arrow);
        // Everything is taken: better drawn across something than not drawn.
        let b = self.rows[ends.to].unwrap_or(self.board.used().1 + 2);
        let route =
            Route { leave: self.task.x[ends.from], row: b, reach: self.task.x[ends.to], around: None };
        self.put(arrow, &Found { cost: cost::BLOCKED, a, b, route });
    }

    /// Places what found no free way before, as soon as its ends are there and before others take its place.
    fn place_first(&mut self) {
        for position in 0..self.first.len() {
            let arrow = self.first[position];
            let ends = &self.task.events.arrows[arrow];
            let hangs = matches!(ends.stands, Stands::Step(_)) || self.rows[ends.to].is_some();
            if self.routes[arrow].is_none() && self.rows[ends.from].is_some() && hangs {
                self.place(arrow, None, false);
            }
        }
    }

    /// The best way for an arrow within so many rows; once the work allowed is done, the first one.
    fn find(
        &mut self,
        arrow: usize,
        a: i32,
        target: Option<i32>,
        path: bool,
        (reach, dense): (i32, bool),
    ) -> Option<Found> {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        let there = self.rows[ends.to];
        let owner = self.owner(arrow);
        let most = reach + there.map_or(0, |b| (b - a).abs()) + 1;
        let (leaves, reaches) = ways(x1, x2, owner.solid, dense);
        let stems = |places: &[Tenths], event: Tenths, row: i32, touch: fn(Tenths, Tenths) -> Tenths| {
            let stem = |x: &Tenths| Stem::new(&self.board, owner, (*x, touch(event, *x)), (event, row), most);
            places.iter().map(stem).collect::<Vec<Stem>>()
        };
        let mut leaves = stems(&leaves, x1, a, leave_at);
        let mut reaches = there.map_or_else(Vec::new, |b| stems(&reaches, x2, b, reach_at));
        let bend = if path { cost::BEND * 3 } else { cost::BEND };
        let hurry = self.work >= self.allowed;
        let mut work = 0;
        let (mut from, mut to) = (Vec::new(), Vec::new());
        let mut best: Option<Found> = None;
        for row in rows_for(a, there.filter(|_| x1 != x2), there, reach) {
            work += 1;
            let b = there.unwrap_or(row);
            let away = ((row - a).abs() + (row - b).abs()) * cost::ROW;
            if best.is_some_and(|best| hurry || away >= best.cost) {
                break;
            }
            let pull = match (there, target) {
                (None, Some(target)) => (row - target).abs() * cost::AWAY,
                _ => 0,
            };
            let (top, bottom) = self.board.used();
            let new = (top - row).max(row - bottom).max(0) * cost::NEW_ROW;
            let mut fixed = away + pull + new;
            let turns = if x1 == x2 { 0 } else { i32::from(row != a) + i32::from(row != b) };
            if best.is_some_and(|best| fixed + turns * bend >= best.cost) {
                continue;
            }
            if there.is_none() && !self.event_fits(arrow, a, row, dense) {
                continue;
            }
            fixed += if there.is_none() { self.stack_touches(ends.to, row) * cost::TOUCHING } else { 0 };
            let room = |best: &Option<Found>| best.map_or(i32::MAX, |best| best.cost - fixed);
            if room(&best) <= 0 {
                continue;
            }
            if x1 == x2 || owner.solid && x2 - x1 <= ASIDE + 20 && row != a {
                // Straight up or down, else around what stands in between.
                let mut plain = false;
                for stem in leaves.iter_mut().filter(|stem| (stem.x - x1).abs() <= ASIDE && stem.reaches(row))
                {
                    let route = Route { leave: stem.x, row, reach: stem.x, around: None };
                    work += 1;
                    let Some(leave) = stem.cost(&self.board, row, x1, bend, room(&best)) else { continue };
                    let far = i32::from(row != b) + i32::from(route.reach != x2);
                    let cost = leave + far * bend + self.wordless(arrow, route);
                    if cost < room(&best) {
                        best = Some(Found { cost: cost + fixed, a, b, route });
                    }
                    plain = cost < cost::CROSSING;
                    if plain {
                        break;
                    }
                }
                if !plain && x1 == x2 && a != b {
                    for route in arounds(x1, b, dense) {
                        work += 1;
                        let Some(cost) = self.cost_around(arrow, a, b, route) else { continue };
                        if cost < room(&best) {
                            best = Some(Found { cost: cost + fixed, a, b, route });
                        }
                        if cost < cost::CROSSING {
                            break;
                        }
                    }
                }
                continue;
            }
            let (leaves, reaches) = (
                if row == a { None } else { Some(leaves.as_mut_slice()) },
                if row == b { None } else { Some(reaches.as_mut_slice()) },
            );
            // What each end costs on its own.
            let limit = room(&best);
            from.clear();
            to.clear();
            let priced = |stems: Option<&mut [Stem]>, x: Tenths, out: &mut Vec<(usize, Tenths, i32)>| {
                let Some(stems) = stems else { return out.push((0, x, 0)) };
                for (position, stem) in stems.iter_mut().enumerate().filter(|(_, stem)| stem.reaches(row)) {
                    if let Some(cost) = stem.cost(&self.board, row, x, bend, limit) {
                        out.push((position, stem.x, cost));
                    }
                }
            };
            priced(leaves, x1, &mut from);
            if from.is_empty() {
                continue;
            }
            priced(reaches, x2, &mut to);
            'ways: for &(position, leave, at_leave) in &from {
                for &(other, reach, at_reach) in &to {
                    // Far aside at one end is enough.
                    let both_ends_cost = at_leave + at_reach;
                    if leave >= reach || position > 2 && other > 2 && !dense || both_ends_cost >= room(&best)
                    {
                        continue;
                    }
                    work += 1;
                    let route = Route { leave, row, reach, around: None };
                    let Some(along) = self.along(arrow, route, room(&best) - both_ends_cost) else {
                        continue;
                    };
                    let cost = both_ends_cost + along;
                    if cost < room(&best) {
                        best = Some(Found { cost: cost + fixed, a, b, route });
                    }
                    // Whatever turns elsewhere crosses as much or turns more.
                    if cost < cost::CROSSING || hurry && best.is_some() {
                        break 'ways;
                    }
                }
            }
        }
        self.work += work;
        best
    }

    /// Whether the event an arrow leads to can stand in a row, its arrow coming from row `a`.
    fn event_fits(&self, arrow: usize, a: i32, row: i32, dense: bool) -> bool {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        if row == a && x2 - x1 < SHORTEST || (row - a).abs() == 1 && x2 - x1 < RADIUS * 3 {
            return false;
        }
        self.board.circle_fits(row, x2)
            && (dense || !self.roomy.contains(&ends.to) || self.is_roomy(arrow, row))
    }

    /// Whether lines can go up and down far enough from where an arrow's last event would stand.
    fn is_roomy(&self, arrow: usize, row: i32) -> bool {
        let x = self.task.x[self.task.events.arrows[arrow].to];
        let (upper, lower) = self.board.span(x, row, self.owner(arrow), ROOMY);
        upper <= row - ROOMY && lower >= row + ROOMY
    }

    /// What the part along a row costs; `None` when it is not free, or costs more than so much.
    fn along(&self, arrow: usize, route: Route, limit: i32) -> Option<i32> {
        let owner = self.owner(arrow);
        let Route { leave, row, reach, .. } = route;
        if !self.board.line_fits(row, (leave, reach), owner) {
            return None;
        }
        let most = limit / cost::CROSSING + 1;
        let (lines, texts) = self.board.line_crosses(row, (leave, reach), owner, most);
        let mut sum = weigh((lines, texts));
        if sum < limit {
            sum += self.wordless(arrow, route);
        }
        (sum < limit).then_some(sum)
    }

    /// What a way around costs; `None` when it is not free.
    fn cost_around(&self, arrow: usize, a: i32, b: i32, route: Route) -> Option<i32> {
        let (around, owner) = (route.around?, self.owner(arrow));
        let ends = around_ends(a, b, route, around);
        let beside = ends.iter().all(|&(at, row, other)| {
            self.board.stub_fits(at, row, Part::towards(row, other), owner)
                && self.board.jog_fits(row, other, (at.min(around.x), at.max(around.x)), owner)
        });
        let between = around_rows(a, b, around);
        if !beside || between.1 < between.0 || !self.board.passes(around.x, between, owner) {
            return None;
        }
        let crossed = (between.0..=between.1).map(|row| weigh(self.board.pole_crosses(around.x, row, owner)));
        let far = (around.x - route.leave).abs() / 40;
        let turns = 4 + i32::from(around.away.0) * 2 + i32::from(around.away.1) * 2;
        Some(crossed.sum::<i32>() + cost::BEND * turns + far)
    }

    /// The rows and the room that the name of an arrow takes above it.
    fn name_box(&self, arrow: usize, route: Route) -> Option<(Tenths, Tenths, i32)> {
        let width = self.task.names[arrow];
        if width == 0 {
            return None;
        }
        let room = (route.reach - route.leave - RADIUS * 2).max(NARROW);
        let lines = (width / room.max(1) + i32::from(width % room != 0)).clamp(1, MOST_LINES);
        let wide = if lines == 1 { width } else { room.min(width) };
        let left = route.leave + 30;
        Some((left, left + wide, lines))
    }

    /// What it costs that a length has no room: orders are tried with less and with more weight on that.
    fn no_length(&self) -> i32 {
        cost::NO_LENGTH[self.variant / 6 % 3]
    }

    /// What it costs that there is no room for the name above, or for the length below.
    fn wordless(&self, arrow: usize, route: Route) -> i32 {
        let above = self.name_box(arrow, route).map_or(0, |(left, right, lines)| {
            (1..=lines).map(|line| self.board.text_touches(route.row - line, (left, right))).sum()
        });
        let below = self
            .length_box(arrow, route)
            .is_some_and(|below| self.board.text_touches(route.row + 1, below) > 0);
        above * cost::TOUCHING + i32::from(below) * self.no_length()
    }

    /// The room that the length of a step takes below its arrow.
    fn length_box(&self, arrow: usize, route: Route) -> Option<(Tenths, Tenths)> {
        let width = self.task.lengths[arrow];
        let left = route.leave + 24;
        (width > 0).then_some((left, left + width))
    }

    fn owner(&self, arrow: usize) -> Owner {
        let ends = &self.task.events.arrows[arrow];
        Owner::new(ends.from, ends.to, matches!(ends.stands, Stands::Step(_)))
    }

    fn put(&mut self, arrow: usize, found: &Found) {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        self.waits[ends.to] -= 1;
        let owner = self.owner(arrow);
        let Found { cost, a, b, route } = *found;
        if self.rows[ends.to].is_none() {
            self.put_event(ends.to, b);
        }
        if let Some(around) = route.around {
            self.board.put_passing(around.x, around_rows(a, b, around), owner);
            for (at, row, other) in around_ends(a, b, route, around) {
                self.board.put_stub(at, row, Part::towards(row, other), owner);
                self.board.put_jog(row, other, (at.min(around.x), at.max(around.x)), owner);
            }
            self.routes[arrow] = Some(route);
            self.score += cost;
            return;
        }
        if route.leave != route.reach {
            self.board.put_line(route.row, (route.leave, route.reach), owner);
        }
        for (at, x, row) in
            [(leave_at(x1, route.leave), route.leave, a), (reach_at(x2, route.reach), route.reach, b)]
        {
            if at != x {
                self.board.put_stub(at, row, Part::towards(row, route.row), owner);
                self.board.put_jog(row, route.row, (at.min(x), at.max(x)), owner);
            }
        }
        if a != route.row {
            self.board.put_pole(route.leave, (a, route.row), owner);
        }
        if route.row != b {
            self.board.put_pole(route.reach, (route.row, b), owner);
        }
        if let Some((left, right, lines)) = self.name_box(arrow, route) {
            for line in 1..=lines {
                self.board.put_text(route.row - line, (left, right));
            }
        }
        if let Some(below) = self.length_box(arrow, route) {
            self.board.put_text(route.row + 1, below);
        }
        self.routes[arrow] = Some(route);
        self.score += cost;
    }
}

/// Where a line that runs down or up at `leave` touches the circle it leaves.
pub fn leave_at(x: Tenths, leave: Tenths) -> Tenths {
    x + (leave - x).clamp(-ASIDE, ASIDE)
}

/// Where a line that runs down or up at `reach` touches the circle it leads to.
pub fn reach_at(x: Tenths, reach: Tenths) -> Tenths {
    x + (reach - x).clamp(-ASIDE, ASIDE)
}

/// The ways around from an event to one of the same moment in row `b`, the plainest first.
fn arounds(x: Tenths, b: i32, dense: bool) -> impl Iterator<Item = Route> {
    let beside = asides(dense).flat_map(|aside| [-aside, aside]);
    beside.flat_map(move |aside| {
        let near = aside.signum() * ASIDE;
        let plain = [((near, near), (false, false))];
        let all = [near, 0, -near].into_iter().flat_map(move |leave| {
            let ends = [near, 0, -near].map(|reach| (leave, reach));
            let away = [(false, false), (true, false), (false, true), (true, true)];
            ends.into_iter().flat_map(move |ends| away.map(|away| (ends, away)))
        });
        let ways = plain.into_iter().take(usize::from(!dense)).chain(all.take(if dense { 36 } else { 0 }));
        ways.map(move |((leave, reach), away)| Route {
            leave: x + leave,
            row: b,
            reach: x + reach,
            around: Some(Around { x: x + aside, away }),
        })
    })
}

/// Where a way around leaves and reaches its events: the place, the row, the row next to it on that side.
fn around_ends(a: i32, b: i32, route: Route, around: Around) -> [(Tenths, i32, i32); 2] {
    let down = (b - a).signum();
    let side = |row: i32, step: i32, away: bool| row + if away { -step } else { step };
    [(route.leave, a, side(a, down, around.away.0)), (route.reach, b, side(b, -down, around.away.1))]
}

/// The rows a way around passes, the first and the last included.
fn around_rows(a: i32, b: i32, around: Around) -> (i32, i32) {
    let (from, to) = (i32::from(!around.away.0), i32::from(!around.away.1));
    if a < b { (a + from, b - to) } else { (b + to, a - from) }
}

/// What crossings weigh.
fn weigh((lines, texts): (i32, i32)) -> i32 {
    lines * cost::CROSSING + texts * cost::THROUGH_TEXT
}

/// A vertical line from a circle, as far as it can go up and down, with what it crosses on the way.
struct Stem {
    x: Tenths,
    owner: Owner,
    /// The circle's row.
    home: i32,
    /// The highest and the lowest row it can end in.
    span: (i32, i32),
    /// What it costs to cross all rows between the circle's and the one so many above it, and below.
    crossed: [Vec<i32>; 2],
}

impl Stem {
    /// A vertical line at `x` which touches the circle at `touch`.
    fn new(
        board: &Board,
        owner: Owner,
        (x, touch): (Tenths, Tenths),
        (_, home): (Tenths, i32),
        most: i32,
    ) -> Stem {
        let mut span = board.span(x, home, owner, most);
        // Far beside a circle's middle a line leaves or reaches it between two rows.
        let leaves = |other: i32| {
            let jog = (touch.min(x), touch.max(x));
            let beside = touch == x
                || board.stub_fits(touch, home, Part::towards(home, other), owner)
                    && board.jog_fits(home, other, jog, owner);
            beside && board.end_fits(x, home, other, owner)
        };
        if span.0 < home && !leaves(home - 1) {
            span.0 = home;
        }
        if span.1 > home && !leaves(home + 1) {
            span.1 = home;
        }
        Stem { x, owner, home, span, crossed: [Vec::new(), Vec::new()] }
    }

    fn reaches(&self, row: i32) -> bool {
        self.span.0 <= row && row <= self.span.1
    }

    /// What it costs to go to that row and turn there; `None` when it cannot, or when that costs too much.
    fn cost(&mut self, board: &Board, row: i32, circle: Tenths, bend: i32, limit: i32) -> Option<i32> {
        let (home, x, owner) = (self.home, self.x, self.owner);
        let turns = i32::from(row != home) + i32::from(x != circle);
        let way = usize::from(row > home);
        let between = usize::try_from((row - home).abs() - 1).unwrap_or(0);
        let crossed = &mut self.crossed[way];
        let step = (row - home).signum();
        while crossed.len() < between {
            let sum = crossed.last().copied().unwrap_or_default();
            if sum >= limit {
                return None;
            }
            let next = home + step * (crossed.len() as i32 + 1);
            crossed.push(sum + weigh(board.pole_crosses(x, next, owner)));
        }
        let sum = turns * bend + between.checked_sub(1).map_or(0, |last| crossed[last]);
        (sum < limit && (row == home || board.end_fits(x, row, home, owner))).then_some(sum)
    }
}

/// The rows an arrow from row `a` could run along, the shortest ways first: around `a`, or between `a` and `b` and then
/// further out; only the row it has to end in when it cannot run along any.
fn rows_for(a: i32, b: Option<i32>, there: Option<i32>, reach: i32) -> Box<dyn Iterator<Item = i32>> {
    match (b, there) {
        (Some(b), _) => {
            let step = if a <= b { 1 } else { -1 };
            let between = (0..=(b - a).abs()).map(move |row| a + row * step);
            Box::new(between.chain((1..=reach).flat_map(move |row| [a - row * step, b + row * step])))
        }
        (None, Some(b)) => Box::new(std::iter::once(b)),
        (None, None) => Box::new(by_distance(a, reach)),
    }
}

/// The rows around one, nearest first; of two the lower one first.
fn by_distance(around: i32, reach: i32) -> impl Iterator<Item = i32> {
    let both = move |distance: i32| {
        let above = (distance > 0).then_some(around - distance);
        [Some(around + distance), above].into_iter().flatten()
    };
    (0..=reach).flat_map(both)
}

/// How far beside a circle's middle lines go up and down, the nearest first.
fn asides(dense: bool) -> impl Iterator<Item = Tenths> {
    let (apart, most) = if dense { (FINE, FARTHEST) } else { (CHANNEL, CHANNEL_LAST) };
    (CHANNEL_FIRST..=most).step_by(apart)
}

/// Where an arrow can leave its first event and reach its last one, the plainest way first. Beside the middle of a circle
/// a link may do so to either side; a step only further in, since its arrow is as long as it takes.
///
/// Where none of these places is free, a dense choice of them may still be: closer together and further away, for a link
/// on the other side of its circles too.
fn ways(x1: Tenths, x2: Tenths, step: bool, dense: bool) -> (Vec<Tenths>, Vec<Tenths>) {
    let room = x2 - x1;
    if room == 0 {
        return (vec![x1, x1 - ASIDE, x1 + ASIDE], vec![x2]);
    }
    if step && room <= ASIDE + 20 {
        // Too short to be seen across: it goes up or down from circle to circle.
        let mut leaves = vec![x1, x1 + ASIDE];
        leaves.extend(dense.then_some(x1 - ASIDE));
        return (leaves, vec![x2]);
    }
    let aside = |back: Tenths| {
        let mut places = vec![0];
        places.extend((!step).then_some(-back * ASIDE));
        places.extend((ASIDE + 20 < room).then_some(back * ASIDE));
        for aside in asides(dense) {
            places.extend((aside + 80 < room).then_some(back * aside));
            places.extend((dense && !step).then_some(-back * aside));
        }
        // Lines that go past the circle of a short step leave the other one a little on its far side.
        places.extend((dense && step && room < RADIUS * 2 && back > 0).then_some(-ASIDE));
        places
    };
    let leaves = aside(1).into_iter().map(|aside| x1 + aside);
    let reaches = aside(-1).into_iter().map(|aside| x2 + aside);
    (leaves.collect(), reaches.collect())
}
