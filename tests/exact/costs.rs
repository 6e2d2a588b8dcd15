//! What an exact answer costs, in operations: how it grows with a network, and what is not worked out again. Every way
//! to an answer gives the same one, so only its cost tells whether the way that the network offers was taken.

use permits::calendar::Calendar;
use permits::risk::{Budget, Exactly, PARTS, Solver, Variant};

use super::are_alike;
use super::chains::{PLAIN, Stretch, chains, start, whole, with_case, with_chain, with_lines};

/// What the goal alone costs.
fn of_goal(variant: &Variant<'_, '_>) -> u64 {
    let mut solver = Solver::new(variant, Budget::default());
    assert!(solver.goal(start()).unwrap().known().is_some());
    solver.spent()
}

/// What everything costs.
fn of_everything(variant: &Variant<'_, '_>) -> u64 {
    let mut solver = Solver::new(variant, Budget::default());
    assert!(solver.everything(start()).unwrap().known().is_some());
    solver.spent()
}

/// A network of so many parts with drawn steps of two outcomes: what it costs.
fn of_parts(
    parts: usize,
    lines: impl Fn(usize) -> String,
    drawn: &[&str],
    of: fn(&Variant<'_, '_>) -> u64,
) -> u64 {
    let all: String = (0..parts).map(&lines).collect();
    let estimate = "estimate = { min = \"1wd\", likely = \"2wd\", max = \"2wd\" }";
    let set: String = (0..parts)
        .flat_map(|n| drawn.iter().map(move |id| format!("[step.{id}{n}]\n{estimate}\n")))
        .collect();
    with_lines(&all, &set, of)
}

/// The step before the part, where there is one.
fn behind(id: &str, n: usize) -> String {
    if n == 0 { String::new() } else { format!(" {id}{}", n - 1) }
}

/// So many steps in a row.
fn row(n: usize) -> String {
    format!("a{n} task after{}\n", behind("a", n))
}

/// So many pairs, each in wait for both of the pair before.
fn ladder(n: usize) -> String {
    format!("a{n} task after{0}{1}\nb{n} task after{0}{1}\n", behind("a", n), behind("b", n))
}

/// So many forks of two, each closed by a step.
fn forks(n: usize) -> String {
    format!("a{n} task after{0}\nb{n} task after{0}\nc{n} task after a{n} b{n}\n", behind("c", n))
}

#[test]
fn a_row_or_forks_in_a_row_cost_the_square_of_their_number() {
    // After n steps of one or two days there are n + 1 moments, and each step looks at all of them: (2n)² is 4 n².
    for of in [of_goal, of_everything] {
        for (lines, drawn) in [(row as fn(usize) -> String, &["a"][..]), (forks, &["a", "b", "c"])] {
            let (once, twice) = (of_parts(12, lines, drawn, of), of_parts(24, lines, drawn, of));
            assert!(twice <= once * 5, "{once} and {twice}");
        }
    }
}

#[test]
fn a_ladder_costs_a_pair_of_moments_a_rung() {
    // A rung is known by two moments, of which each has as many values as there are rungs before it: n³ at most, eight
    // times for twice the rungs.
    let last = |parts: usize| {
        let all: String = (0..parts).map(ladder).collect();
        let estimate = "estimate = { min = \"1wd\", likely = \"2wd\", max = \"2wd\" }";
        let set: String =
            (0..parts).flat_map(|n| ["a", "b"].map(|id| format!("[step.{id}{n}]\n{estimate}\n"))).collect();
        with_lines(&format!("{all}end act after a{0} b{0}\n", parts - 1), &set, of_goal)
    };
    let (once, twice) = (last(8), last(16));
    assert!(twice <= once * 9, "{once} and {twice}");
}

/// The same chain without what leads past a stretch and never decides.
#[test]
fn what_never_decides_costs_little() {
    for chain in chains() {
        let without: Vec<Stretch> =
            chain.iter().map(|stretch| Stretch { is_passed: false, ..*stretch }).collect();
        for of in [of_goal, of_everything] {
            let (with, without) = (with_chain(&chain, of), with_chain(&without, of));
            assert!(with <= without * 2, "{with}, and without {without}");
        }
    }
}

/// The factor by which `--method auto` estimates what everything costs.
#[test]
fn everything_costs_at_most_what_is_estimated_by_the_goal() {
    for chain in chains() {
        let (all, goal) = (with_chain(&chain, of_everything), with_chain(&chain, of_goal));
        assert!(all <= 12 * goal, "{all}, the goal {goal}");
    }
}

#[test]
fn a_longer_chain_costs_what_its_stretches_do() {
    // The moments at which a stretch begins grow with the number of stretches before it, as in a row.
    let long = |stretches: usize| vec![Stretch { is_passed: false, ..PLAIN }; stretches];
    for of in [of_goal, of_everything] {
        let (once, twice) = (with_chain(&long(4), of), with_chain(&long(8), of));
        assert!(twice <= once * 5, "{once} and {twice}");
    }
}

#[test]
fn an_answer_is_worked_out_once() {
    let (workflow, set) = whole(&chains()[1]);
    with_case(&(workflow, set), start(), |variant, _, _| {
        let mut solver = Solver::new(variant, Budget::default());
        let first = solver.goal_of_many(start()).unwrap().known().expect("cheap");
        let once = solver.spent();
        assert_eq!(solver.goal_of_many(start()).unwrap().known(), Some(first));
        let again = solver.spent() - once;
        assert!(again * 10 <= once, "{once}, and again {again}");
        // From another day only the first stretch is new; of the moments after it most have been met.
        solver.goal_of_many(start().plus(1).unwrap()).unwrap().known().expect("cheap");
        let other = solver.spent() - once - again;
        assert!(other * 2 <= once, "{once}, and from another day {other}");
    });
}

#[test]
fn a_budget_is_enough_when_it_is_what_is_spent() {
    with_chain(&chains()[0], |variant| {
        let cost = of_goal(variant);
        let ask = |budget: u64| Solver::new(variant, Budget(budget)).goal(start()).unwrap();
        assert!(ask(cost).known().is_some());
        match ask(cost - 1) {
            Exactly::TooCostly { cost: told, budget } => assert_eq!((told, budget), (cost, Budget(cost - 1))),
            Exactly::Known(_) => panic!("it costs {cost}"),
        }
        cost
    });
}

/// How deep a question rests on another has a limit; answers that follow each other do not add up to it.
#[test]
fn many_answers_go_no_deeper_than_one() {
    let set = "[step.a0]\nestimate = { min = \"1wd\", likely = \"2wd\", max = \"2wd\" }\n";
    with_lines(&format!("{}end act after a0\n", row(0)), set, |variant| {
        let mut solver = Solver::new(variant, Budget::default());
        for day in start().to(start().plus(400).expect("a day")) {
            let goal = solver.goal(day).unwrap().known();
            assert!(goal.is_some() && solver.goal_of_many(day).unwrap().known() == goal, "{day}");
        }
    });
}

/// What was asked before is paid for already.
#[test]
fn everything_after_the_goal_needs_what_both_cost() {
    with_chain(&chains()[0], |variant| {
        let both = |budget: u64| {
            let mut solver = Solver::new(variant, Budget(budget));
            assert!(solver.goal(start()).unwrap().known().is_some());
            let all = solver.everything(start()).unwrap().known();
            (all.is_some(), solver.spent())
        };
        let (is_answered, cost) = both(Budget::default().0);
        assert!(is_answered);
        assert_eq!(both(cost), (true, cost));
        assert!(!both(cost - 1).0);
    });
}

/// The goal may take a twelfth of what there is; where that is not enough, twelve times what it took is what everything
/// would cost at least.
#[test]
fn a_goal_that_takes_too_much_stops_everything() {
    with_chain(&chains()[0], |variant| {
        for budget in [0, 1_000, 12 * (of_goal(variant) - 1)] {
            let mut solver = Solver::new(variant, Budget(budget));
            match solver.everything(start()).unwrap() {
                Exactly::TooCostly { cost, .. } => assert_eq!(cost, 12 * solver.spent(), "of {budget}"),
                Exactly::Known(_) => panic!("{budget} is enough"),
            }
        }
    });
}

/// Every pair of `wide` drawn steps is waited for by a drawn one: all but one of them have to be known at once, and for
/// the last one the start. Seven moments can be, and of more there is no answer, whatever may be spent.
#[test]
fn more_moments_than_can_be_known_at_once_are_refused() {
    let pairs = |wide: usize| (0..wide).flat_map(move |one| (one + 1..wide).map(move |two| (one, two)));
    let asked = |wide: usize, budget: u64| {
        let firsts: String = (0..wide).map(|one| format!("a{one} task\n")).collect();
        let seconds: String =
            pairs(wide).map(|(one, two)| format!("b{one}x{two} task after a{one} a{two}\n")).collect();
        let ends: Vec<String> = pairs(wide).map(|(one, two)| format!("b{one}x{two}")).collect();
        let drawn = (0..wide).map(|one| format!("a{one}")).chain(ends.clone());
        let takes = "estimate = { min = \"1wd\", likely = \"2wd\", max = \"3wd\" }";
        let set: String = drawn.map(|id| format!("[step.{id}]\n{takes}\n")).collect();
        with_lines(&format!("{firsts}{seconds}end milestone after {}\n", ends.join(" ")), &set, |variant| {
            let odds = variant.model.inputs()[0].odds().map(|(_, parts)| f64::from(parts) / f64::from(PARTS));
            let mut solver = Solver::new(variant, Budget(budget));
            (solver.goal(start()).unwrap(), solver.spent(), Vec::from_iter(odds))
        })
    };
    let enough = Budget::default().0;
    let (answer, _, odds) = asked(7, enough);
    // By hand: all have ended by the k-th working day when each second takes no more than what its two firsts leave.
    let by = |days: i64| {
        (1..).zip(&odds).filter(|(takes, _)| *takes <= days).map(|(_, chance)| chance).sum::<f64>()
    };
    let mut ended_by = [0.0; 7];
    for firsts in 0..3usize.pow(7) {
        let takes = |at: u32| firsts / 3usize.pow(at) % 3;
        let chance: f64 = (0..7).map(|at| odds[takes(at)]).product();
        for (k, ended) in ended_by.iter_mut().enumerate() {
            let left =
                |(one, two): (usize, usize)| k as i64 - 1 - takes(one as u32).max(takes(two as u32)) as i64;
            *ended += chance * pairs(7).map(|pair| by(left(pair))).product::<f64>();
        }
    }
    let calendar = Calendar::official();
    let day = |k: u32| calendar.workday_after(start(), k).expect("a day");
    let expected =
        (1..7).map(|k| (day(k as u32), ended_by[k] - ended_by[k - 1])).filter(|(_, chance)| *chance > 0.0);
    are_alike("goal", &answer.known().expect("seven are known"), &expected.collect()).unwrap();

    let refused = |budget: u64| match asked(8, budget) {
        (Exactly::TooCostly { cost, .. }, spent, _) => (cost, spent),
        (Exactly::Known(_), ..) => panic!("eight cannot be known"),
    };
    let (cost, spent) = refused(enough);
    assert!(cost == u64::MAX && spent < enough, "{cost}, {spent} spent");
    // It is the width and not the budget, also where just this much may be spent.
    assert_eq!(refused(spent), (u64::MAX, spent));
    assert_eq!(refused(spent - 1).0, spent);
}
