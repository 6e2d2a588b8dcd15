//! Which row everything goes to, and how each arrow runs.
//!
//! In: events and arrows with their places across, how much room their names want. Out: a row for each event and a
//! [`Route`] for each arrow. The primary critical path is laid first, as straight as it goes, then chain after chain
//! beside it, each where it is near to what it is linked with and crosses the least. That is done in several orders and
//! the best result is kept; ties go to the first, so that the same plan is laid out the same way everywhere.

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
    /// A link between two events of one moment with others in between goes around these: down or up here.
    pub around: Option<Tenths>,
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

/// How many orders are tried at most.
const MOST_TRIES: usize = 24;
/// The shortest arrow between two circles of one row: its head has to be seen.
const SHORTEST: Tenths = RADIUS * 2 + 70;
/// How far from a circle's middle the first, second, third line beside its own vertical one lies.
const CHANNELS: [Tenths; 8] = [110, 150, 190, 230, 270, 310, 350, 390];
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
    pub const THROUGH_TEXT: i32 = 100;
    pub const TOUCHING: i32 = 80;
    pub const NEW_ROW: i32 = 4;
    pub const AWAY: i32 = 2;
    pub const BLOCKED: i32 = 2_000;
}

/// Lays everything out.
pub fn tracks(task: &Task<'_>) -> Tracks {
    let arrows = task.events.arrows.len();
    let tries = (600 / arrows.max(1)).clamp(1, 6);
    let mut best: Option<((usize, i32), Tracks)> = None;
    // What found no free way once goes first from then on.
    let mut first: Vec<usize> = Vec::new();
    for variant in 0..MOST_TRIES {
        // More orders than there is time for are tried only while lines lie on each other.
        if variant >= tries && best.as_ref().is_some_and(|((blocked, _), _)| *blocked == 0) {
            break;
        }
        let mut layer = Layer::new(task, variant);
        layer.first.clone_from(&first);
        layer.lay();
        let score = (layer.blocked.len(), layer.score);
        first
            .extend(layer.blocked.iter().filter(|arrow| !first.contains(arrow)).copied().collect::<Vec<_>>());
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
    /// How many arrows into each event have no way yet.
    waits: Vec<usize>,
    score: i32,
    /// The arrows that found no free way.
    blocked: Vec<usize>,
    /// Arrows that are laid as soon as they can be.
    first: Vec<usize>,
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
        let (mut out, mut waits) = (vec![Vec::new(); events], vec![0; events]);
        for (position, arrow) in task.events.arrows.iter().enumerate() {
            out[arrow.from].push(position);
            waits[arrow.to] += 1;
        }
        Layer {
            task,
            variant,
            board: Board::new(60 + (events + arrows) * 3),
            rows: vec![None; events],
            routes: vec![None; arrows],
            out,
            waits,
            score: 0,
            blocked: Vec::new(),
            first: Vec::new(),
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
        }
    }

    fn lay(&mut self) {
        // Links at once, or when all steps are there.
        let at_once = self.variant.is_multiple_of(2);
        self.lay_path();
        for arrow in self.first.clone() {
            if self.rows[self.task.events.arrows[arrow].from].is_some() {
                self.place(arrow, None, false);
            }
        }
        if at_once {
            self.lay_links();
        }
        while let Some(first) = self.next_chain() {
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
        self.score += (bottom - top) * 10;
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
        for reach in [14, bottom - top + 4] {
            if let Some(found) = self.find(arrow, a, target, path, reach) {
                self.put(arrow, &found);
                return;
            }
        }
        self.blocked.push(arrow);
        // Everything is taken: better drawn across something than not drawn.
        let b = self.rows[ends.to].unwrap_or(self.board.used().1 + 2);
        let route =
            Route { leave: self.task.x[ends.from], row: b, reach: self.task.x[ends.to], around: None };
        self.put(arrow, &Found { cost: cost::BLOCKED, a, b, route });
    }

    /// The best way for an arrow within so many rows.
    fn find(&self, arrow: usize, a: i32, target: Option<i32>, path: bool, reach: i32) -> Option<Found> {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        let there = self.rows[ends.to];
        let owner = self.owner(arrow);
        let rows: Vec<i32> = match there {
            None => by_distance(a, reach).collect(),
            Some(b) if x1 == x2 => vec![b],
            Some(b) => {
                let mut rows: Vec<i32> = (a.min(b) - reach..=a.max(b) + reach).collect();
                rows.sort_by_key(|row| ((row - a).abs() + (row - b).abs(), (row - a).abs()));
                rows
            }
        };
        let most = reach + there.map_or(0, |b| (b - a).abs()) + 1;
        let (leaves, reaches) = ways(x1, x2, owner.solid);
        let spans = |places: &[Tenths], from: i32| -> Vec<(Tenths, (i32, i32))> {
            places.iter().map(|x| (*x, self.board.span(*x, from, owner, most))).collect()
        };
        let leaves = spans(&leaves, a);
        let reaches = there.map(|b| spans(&reaches, b));
        let inside = |row: i32, span: (i32, i32)| span.0 <= row && row <= span.1;
        let mut best: Option<Found> = None;
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
            if best.is_some_and(|best| fixed >= best.cost) {
                continue;
            }
            let limit = best.map_or(i32::MAX, |best| best.cost - fixed);
            let mut consider = |cost: Option<i32>, route: Route| -> bool {
                let Some(cost) = cost else { return false };
                if best.is_none_or(|best| cost + fixed < best.cost) {
                    best = Some(Found { cost: cost + fixed, a, b, route });
                }
                // Whatever turns elsewhere crosses as much or turns more.
                cost < cost::CROSSING
            };
            let mut plain = false;
            if x1 == x2 || owner.solid && x2 - x1 <= ASIDE + 20 && row != a {
                // Straight up or down, else around what stands in between.
                for &(x, _) in leaves.iter().filter(|(x, span)| (x - x1).abs() <= ASIDE && inside(row, *span))
                {
                    let route = Route { leave: x, row, reach: x, around: None };
                    plain |= consider(self.cost(arrow, (a, b), route, path, limit), route);
                    if plain {
                        break;
                    }
                }
                if !plain && x1 == x2 && a != b {
                    for aside in CHANNELS.iter().flat_map(|aside| [-aside, *aside]) {
                        let at = x1 + aside.signum() * ASIDE;
                        let route = Route { leave: at, row: b, reach: at, around: Some(x1 + aside) };
                        if consider(self.cost_around(arrow, a, b, route), route) {
                            break;
                        }
                    }
                }
                continue;
            }
            let straight = [(x1, (a, a))];
            let leaves: &[_] = if row == a { &straight } else { &leaves };
            let end = [(x2, (b, b))];
            let reaches: &[_] = match &reaches {
                Some(reaches) if row != b => reaches,
                _ => &end,
            };
            'ways: for (position, &(leave, _)) in
                leaves.iter().enumerate().filter(|(_, (_, span))| inside(row, *span))
            {
                // Far aside at one end is enough.
                let most = if position > 2 { 3 } else { reaches.len() };
                for &(reach, span) in &reaches[..most.min(reaches.len())] {
                    if leave >= reach || !inside(row, span) {
                        continue;
                    }
                    let route = Route { leave, row, reach, around: None };
                    if consider(self.cost(arrow, (a, b), route, path, limit), route) {
                        break 'ways;
                    }
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
    fn cost(&self, arrow: usize, (a, b): (i32, i32), route: Route, path: bool, limit: i32) -> Option<i32> {
        let ends = &self.task.events.arrows[arrow];
        let (x1, x2) = (self.task.x[ends.from], self.task.x[ends.to]);
        let owner = self.owner(arrow);
        let Route { leave, row, reach, .. } = route;
        let board = &self.board;
        let bend = if path { cost::BEND * 3 } else { cost::BEND };
        let turns =
            i32::from(a != row) + i32::from(row != b) + i32::from(leave != x1) + i32::from(reach != x2);
        let mut sum = turns * bend;
        if sum >= limit {
            return None;
        }
        // Far beside a circle's middle a line leaves or reaches it between two rows.
        let stub = |at: Tenths, x: Tenths, to: i32| {
            at == x
                || board.stub_fits(at, to, Part::towards(to, row), owner)
                    && board.jog_fits(to, row, (at.min(x), at.max(x)), owner)
        };
        // What lies between the ends of a vertical line is free already.
        let ends = |x: Tenths, from: i32, to: i32| {
            from == to || board.end_fits(x, from, to, owner) && board.end_fits(x, to, from, owner)
        };
        let free = (leave >= reach || board.line_fits(row, (leave, reach), owner))
            && stub(leave_at(x1, leave), leave, a)
            && stub(reach_at(x2, reach), reach, b)
            && ends(leave, a, row)
            && ends(reach, row, b);
        if !free {
            return None;
        }
        sum += self.name_touches(arrow, route) * cost::TOUCHING;
        let weigh = |(lines, texts): (i32, i32)| lines * cost::CROSSING + texts * cost::THROUGH_TEXT;
        if leave < reach {
            sum += weigh(board.line_crosses(row, (leave, reach), owner));
        }
        for (x, ends) in [(leave, (a, row)), (reach, (row, b))] {
            if sum < limit && ends.0 != ends.1 {
                sum += weigh(board.pole_crosses(x, ends, owner));
            }
        }
        Some(sum)
    }

    /// What a way around costs; `None` when it is not free.
    fn cost_around(&self, arrow: usize, a: i32, b: i32, route: Route) -> Option<i32> {
        let (x, owner) = (route.around?, self.owner(arrow));
        let between = (a.min(b) + 1, a.max(b) - 1);
        if between.1 < between.0 || !self.board.passes(x, between, owner) {
            return None;
        }
        // Where it leaves and reaches the circles.
        let beside = |row: i32, other: i32| {
            self.board.stub_fits(route.leave, row, Part::towards(row, other), owner)
                && self.board.jog_fits(row, other, (route.leave.min(x), route.leave.max(x)), owner)
        };
        if !beside(a, b) || !beside(b, a) {
            return None;
        }
        let (lines, texts) = self.board.pole_crosses(x, (a, b), owner);
        let far = (x - route.leave).abs() / 40;
        Some(lines * cost::CROSSING + texts * cost::THROUGH_TEXT + cost::BEND * 4 + far)
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
        self.waits[ends.to] -= 1;
        let owner = self.owner(arrow);
        let Found { cost, a, b, route } = *found;
        if self.rows[ends.to].is_none() {
            self.put_event(ends.to, b);
        }
        if let Some(x) = route.around {
            self.board.put_passing(x, (a.min(b) + 1, a.max(b) - 1), owner);
            for (row, other) in [(a, b), (b, a)] {
                self.board.put_stub(route.leave, row, Part::towards(row, other), owner);
                self.board.put_jog(row, other, (route.leave.min(x), route.leave.max(x)), owner);
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
        self.routes[arrow] = Some(route);
        self.score += cost;
    }
}

/// Where a line that runs down or up at `leave` touches the circle it leaves.
pub fn leave_at(x: Tenths, leave: Tenths) -> Tenths {
    if (leave - x).abs() > ASIDE { x + ASIDE } else { leave }
}

/// Where a line that runs down or up at `reach` touches the circle it leads to.
pub fn reach_at(x: Tenths, reach: Tenths) -> Tenths {
    if (x - reach).abs() > ASIDE { x - ASIDE } else { reach }
}

/// The rows around one, nearest first; of two the lower one first.
fn by_distance(around: i32, reach: i32) -> impl Iterator<Item = i32> {
    let both = move |distance: i32| {
        let above = (distance > 0).then_some(around - distance);
        [Some(around + distance), above].into_iter().flatten()
    };
    (0..=reach).flat_map(both)
}

/// Where an arrow can leave its first event and reach its last one, the plainest way first. Beside the middle of a circle
/// a link may do so to either side; a step only further in, since its arrow is as long as it takes.
fn ways(x1: Tenths, x2: Tenths, step: bool) -> (Vec<Tenths>, Vec<Tenths>) {
    let room = x2 - x1;
    if room == 0 {
        return (vec![x1, x1 - ASIDE, x1 + ASIDE], vec![x2]);
    }
    if step && room <= ASIDE + 20 {
        // Too short to be seen across: it goes up or down from circle to circle.
        return (vec![x1, x1 + ASIDE], vec![x2]);
    }
    let aside = |back: Tenths| {
        let mut places = vec![0];
        places.extend((!step).then_some(-back * ASIDE));
        places.extend((ASIDE + 20 < room).then_some(back * ASIDE));
        places.extend(CHANNELS.iter().filter(|aside| **aside + 80 < room).map(|aside| back * aside));
        places
    };
    let leaves = aside(1).into_iter().map(|aside| x1 + aside);
    let reaches = aside(-1).into_iter().map(|aside| x2 + aside);
    (leaves.collect(), reaches.collect())
}
