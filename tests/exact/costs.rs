//! What an exact answer costs, in operations: how it grows with a network, and what is not worked out again. Every way
//! to an answer gives the same one, so only its cost tells whether the way that the network offers was taken.

use permits::risk::{Budget, Exactly, Solver, Variant};

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
