//! Which row everything goes to, and how each arrow runs.
//!
//! In: events and arrows with their places across, how much room their names want. Out: a row for each event and a
//! [`Route`] for each arrow. The primary critical path is laid first, as straight as it goes, then chain after chain
//! beside it, each where it is near to what it is linked with and crosses the least. That is done in several orders and
//! the best result is kept; ties go to the first, so that the same plan is laid out the same way everywhere.

use super::board::{Board, Owner, RADIUS, Tenths};
use super::events::{Events, Stands};

/// How an arrow runs: along the row of the event it leaves to `leave`, up or down to `row`, along it to `reach`, up or
/// down to the row of the event it leads to, and along that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Where it leaves the row of its first event.
    pub leave: Tenths,
    /// The row it mainly runs along.
    pub row: i32,
    /// Where it leaves that row.
    pub reach: Tenths,
}

/// What has to be laid out.
pub struct Task<'a> {
    /// The events and arrows.
    pub events: &'a Events,
    /// Where each event lies.
    pub x: &'a [Tenths],
    /// How wide the name of each arrow's step is on one line; 0 without a name.
    pub names: &'a [Tenths],
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
}

/// The shortest arrow between two circles of one row: its head has to be seen.
const SHORTEST: Tenths = RADIUS * 2 + 70;
/// How far from a circle's middle the first, second, third line beside its own vertical one lies.
const CHANNELS: [Tenths; 6] = [110, 150, 190, 230, 270, 310];
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
    pub const CROSSING: i32 = 45;
    pub const THROUGH_TEXT: i32 = 60;
    pub const TOUCHING: i32 = 30;
    pub const NEW_ROW: i32 = 9;
    pub const AWAY: i32 = 2;
    pub const BLOCKED: i32 = 2_000;
}

/// Lays everything out.
pub fn tracks(task: &Task<'_>) -> Tracks {
    let arrows = task.events.arrows.len();
    let tries = (3_000 / arrows.max(1)).clamp(2, 12);
    let mut best: Option<(i32, Tracks)> = None;
    for variant in 0..tries {
        let mut layer = Layer::new(task, variant);
        layer.lay();
        let score = layer.score;
        if best.as_ref().is_none_or(|(least, _)| score < *least) {
            best = Some((score, layer.finish()));
        }
    }
    best.map(|(_, tracks)| tracks).unwrap_or_else(|| Layer::new(task, 0).finish())
}

struct Layer<'a> {
    task: &'a Task<'a>,
    variant: usize,
    board: Board,
    rows: Vec<Option<i32>>,
    routes: Vec<Option<Route>>,
    out: Vec<Vec<usize>>,
    score: i32,
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
    fn new(task: &'a Task<'a>, variant: usize) -> Self {
        let (events, arrows) = (task.events.events.len(), task.events.arrows.len());
        let mut out = vec![Vec::new(); events];
        for (position, arrow) in task.events.arrows.iter().enumerate() {
            out[arrow.from].push(position);
        }
        Layer {
            task,
            variant,
            board: Board::new(60 + (events + arrows) * 3),
            rows: vec![None; events],
            routes: vec![None; arrows],
            out,
            score: 0,
        }
    }

    fn finish(self) -> Tracks {
        let leave = |arrow: usize| self.task.x[self.task.events.arrows[arrow].from];
        let routes = self.routes.iter().enumerate();
        let routes = routes.map(|(arrow, route)| {
            route.unwrap_or(Route { leave: leave(arrow), row: 0, reach: leave(arrow) })
        });
        Tracks {
            routes: routes.collect(),
            rows: self.rows.iter().map(|row| row.unwrap_or_default()).collect(),
            board: self.board,
        }
    }

    fn lay(&mut self) {
        self.lay_path();
        self.lay_links();
        while let Some(first) = self.next_chain() {
            let chain = self.chain(first);
            let target = chain.last().and_then(|last| self.rows[self.task.events.arrows[*last].to]);
            for arrow in chain {
                self.place(arrow, target, false);
            }
            self.lay_links();
        }
        // Events without an arrow: steps that nothing is linked with.
        for event in 0..self.rows.len() {
            if self.rows[event].is_none() {
                self.place_alone(event);
            }
        }
        let (top, bottom) = self.board.used();
        self.score += (bottom - top) * 14;
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
        let led_to = |event: usize| {
            let into = |arrow: usize| events.arrows[arrow].to == event && self.routes[arrow].is_none();
            (0..self.routes.len()).any(into)
        };
        let ready = open.filter(|arrow| {
            let from = events.arrows[*arrow].from;
            self.rows[from].is_some() || !led_to(from)
        });
        let span = |arrow: usize| x[events.arrows[arrow].to] - x[events.arrows[arrow].from];
        ready.min_by_key(|&arrow| {
            let ends = &events.arrows[arrow];
            let hangs = self.rows[ends.from].is_none();
            let key = match self.variant % 4 {
                0 => x[ends.from],
                1 => -span(arrow),
                2 => -x[ends.from],
                _ => x[ends.to],
            };
            (!ends.critical, hangs, key, arrow)
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
                (!ends.critical, matches!(ends.stands, Stands::Link), x[ends.from] - x[ends.to], arrow)
            });
            let Some(next) = next else { break };
            chain.push(next);
            at = events.arrows[next].to;
        }
        chain
    }

    fn place_alone(&mut self, event: usize) {
        let x = self.task.x[event];
        let row = by_distance(0, self.board.half(), self.variant)
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
        (0..lines).map(|line| self.board.text_touches(row + 1 + line, (x + 20, x + 20 + width))).sum()
    }

    /// Places an arrow, and the events it joins that are not there yet.
    fn place(&mut self, arrow: usize, target: Option<i32>, path: bool) {
        if self.routes[arrow].is_some() {
            return;
        }
        let ends = &self.task.events.arrows[arrow];
        if self.rows[ends.from].is_none() {
            let near = self.rows[ends.to].or(target).unwrap_or_default();
            let x = self.task.x[ends.from];
            let row = by_distance(near, self.board.half(), self.variant)
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
        for reach in [14, bottom - top + 4] {
            if let Some(found) = self.find(arrow, a, target, path, reach) {
                self.put(arrow, &found);
                return;
            }
        }
        if std::env::var("H5").is_ok() { eprintln!("blocked v{} {:?} x {} {} a {a} b {:?}", self.variant, ends, self.task.x[ends.from], self.task.x[ends.to], self.rows[ends.to]); }
        // Everything is taken: better drawn across something than not drawn.
        let b = self.rows[ends.to].unwrap_or(self.board.used().1 + 2);
        let route = Route { leave: self.task.x[ends.from], row: b, reach: self.task.x[ends.to] };
        self.put(arrow, &Found { cost: cost::BLOCKED, a, b, route });
    }

    /// The best way for an arrow within so many rows.
    fn find(&self, arrow: usize, a: i32, target: Option<i32>, path: bool, reach: i32) -> Option<Found> {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        let there = self.rows[ends.to];
        let mut best: Option<Found> = None;
        let rows: Vec<i32> = match there {
            None => by_distance(a, reach, self.variant).collect(),
            Some(b) => {
                let mut rows: Vec<i32> = (a.min(b) - reach..=a.max(b) + reach).collect();
                rows.sort_by_key(|row| ((row - a).abs() + (row - b).abs(), (row - a).abs()));
                rows
            }
        };
        for row in rows {
            let b = there.unwrap_or(row);
            let away = ((row - a).abs() + (row - b).abs()) * cost::ROW;
            if best.is_some_and(|best| away >= best.cost) {
                break;
            }
            if there.is_none() && !self.event_fits(arrow, a, row) {
                continue;
            }
            let pull = match (there, target) {
                (None, Some(target)) => (row - target).abs() * cost::AWAY,
                _ => 0,
            };
            let (top, bottom) = self.board.used();
            let new = (top - row).max(row - bottom).max(0) * cost::NEW_ROW;
            let stack = if there.is_none() { self.stack_touches(ends.to, row) * cost::TOUCHING } else { 0 };
            let fixed = away + pull + new + stack;
            for (leave, reach) in ways(x1, x2, a, row, b, matches!(ends.stands, Stands::Step(_))) {
                let route = Route { leave, row, reach };
                let Some(cost) = self.cost(arrow, a, b, route, path) else { continue };
                let cost = cost + fixed;
                if best.is_none_or(|best| cost < best.cost) {
                    best = Some(Found { cost, a, b, route });
                }
            }
        }
        best
    }

    /// Whether the event an arrow leads to can stand in a row, its arrow coming from row `a`.
    fn event_fits(&self, arrow: usize, a: i32, row: i32) -> bool {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        if row == a && x2 - x1 < SHORTEST || (row - a).abs() == 1 && x2 - x1 < RADIUS * 3 {
            return false;
        }
        self.board.circle_fits(row, x2)
    }

    /// What a way costs; `None` when it is not free.
    fn cost(&self, arrow: usize, a: i32, b: i32, route: Route, path: bool) -> Option<i32> {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        let owner = self.owner(arrow);
        let Route { leave, row, reach } = route;
        let board = &self.board;
        let mut crossed = (0, 0);
        let mut bends = 0;
        let mut line = |row: i32, from: Tenths, to: Tenths| {
            let span = (from.min(to), from.max(to));
            // What is no longer than this lies within the circle.
            if span.1 - span.0 <= ASIDE {
                return true;
            }
            let (lines, texts) = board.line_crosses(row, span, owner);
            crossed = (crossed.0 + lines, crossed.1 + texts);
            board.line_fits(row, span, owner)
        };
        // Back to the left, around what stands between two events of one moment.
        let back = if leave < x1 - ASIDE { 3 } else { 0 };
        if !line(a, x1, leave) || !line(row, leave, reach) || row != b && !line(b, reach, x2) {
            return None;
        }
        let mut pole = |x: Tenths, from: i32, to: i32| {
            if from == to {
                return true;
            }
            bends += 1;
            if !board.pole_fits(x, (from, to), owner) {
                return false;
            }
            let (lines, texts) = board.pole_crosses(x, (from, to), owner);
            crossed = (crossed.0 + lines, crossed.1 + texts);
            true
        };
        if !pole(leave, a, row) || !pole(reach, row, b) {
            return None;
        }
        let bend = if path { cost::BEND * 3 } else { cost::BEND };
        let name = self.name_touches(arrow, route) * cost::TOUCHING;
        let channels = i32::from(leave != x1) + i32::from(reach != x2);
        Some(
            crossed.0 * cost::CROSSING
                + crossed.1 * cost::THROUGH_TEXT
                + (bends + channels + back) * bend
                + name,
        )
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

    fn name_touches(&self, arrow: usize, route: Route) -> i32 {
        let Some((left, right, lines)) = self.name_box(arrow, route) else { return 0 };
        (1..=lines).map(|line| self.board.text_touches(route.row - line, (left, right))).sum()
    }

    fn owner(&self, arrow: usize) -> Owner {
        let ends = &self.task.events.arrows[arrow];
        Owner { from: ends.from, to: ends.to, solid: matches!(ends.stands, Stands::Step(_)) }
    }

    fn put(&mut self, arrow: usize, found: &Found) {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        let owner = self.owner(arrow);
        let Found { cost, a, b, route } = *found;
        let lines = [(a, x1, route.leave), (route.row, route.leave, route.reach), (b, route.reach, x2)];
        for (row, from, to) in lines {
            if (from - to).abs() > ASIDE || row == route.row && from != to {
                self.board.put_line(row, (from.min(to), from.max(to)), owner);
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
        if self.rows[ends.to].is_none() {
            self.put_event(ends.to, b);
        }
        self.routes[arrow] = Some(route);
        self.score += cost;
    }
}

/// The rows around one, nearest first; of two the lower one first in every second order.
fn by_distance(around: i32, reach: i32, variant: usize) -> impl Iterator<Item = i32> {
    let down = if (variant / 4).is_multiple_of(2) { 1 } else { -1 };
    let both = move |distance: i32| {
        let other = (distance > 0).then_some(around - down * distance);
        [Some(around + down * distance), other].into_iter().flatten()
    };
    (0..=reach).flat_map(both)
}

/// Where an arrow can turn, the plainest way first. Beside the middle of a circle a link may leave or reach it a little
/// to either side; a step only further in, since its arrow is as long as it takes.
fn ways(x1: Tenths, x2: Tenths, a: i32, row: i32, b: i32, step: bool) -> Vec<(Tenths, Tenths)> {
    let mut ways = Vec::new();
    if x1 == x2 {
        // Straight up or down, else in a channel at the left, entering the circle from there as every arrow does.
        if row == b && a != b {
            ways.push((x1, x2));
            ways.extend([-ASIDE, ASIDE].map(|aside| (x1 + aside, x2 + aside)));
            ways.extend(CHANNELS.map(|aside| (x1 - aside, x2)));
        }
        return ways;
    }
    let room = x2 - x1;
    let mut leaves = vec![x1];
    let mut reaches = vec![x2];
    if a != row {
        leaves.extend((!step).then_some(x1 - ASIDE));
        leaves.extend([ASIDE].iter().chain(&CHANNELS).filter(|aside| **aside + 80 < room).map(|aside| x1 + aside));
    }
    if b != row {
        reaches.extend([ASIDE].iter().chain(&CHANNELS).filter(|aside| **aside + 80 < room).map(|aside| x2 - aside));
        reaches.extend((!step).then_some(x2 + ASIDE));
    }
    for (position, leave) in leaves.iter().enumerate() {
        // Far aside at one end is enough.
        let most = if position > 2 { 3 } else { reaches.len() };
        ways.extend(reaches.iter().take(most).filter(|reach| **reach > *leave).map(|reach| (*leave, *reach)));
    }
    ways
}
