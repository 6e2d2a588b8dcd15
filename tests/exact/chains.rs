//! Chains of small networks: each stretch is enumerated alone from every day on which it can begin, and the stretches
//! are put behind each other by P(end) = Σ P(beginning) · P(end | beginning).
//!
//! A whole chain has far too many combinations to enumerate, so what the solver gathers, blends and forgets on its way
//! is held here to the last digit. A stretch begins with an act, which is in hours on a working day, as a run is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use permits::calendar::{Calendar, Counting, Day};
use permits::network::{Basis, Case, Open};
use permits::risk::{Budget, Draws, Exact, Held, Model, Shape, Solver, Terms, Variant};
use permits::schedule::Run;
use permits::schedule::given::Given;
use permits::workflow::{Assumptions, Workflow};

use super::enumerated::{Counted, enumerated};
use super::{are_alike, is_what_was_counted, small};

/// What a stretch is made of.
#[derive(Clone, Copy)]
pub struct Stretch {
    /// The kinds of its two branches.
    pub kinds: [&'static str; 2],
    /// The unit of their lengths.
    pub unit: &'static str,
    /// Whether one step happens only under a fact that is open.
    pub is_wet: bool,
    /// Whether it may fail once and run again from its second step.
    pub fails: bool,
    /// How many days its longest branch may differ by.
    pub spread: u32,
    /// Whether a step leads past it from the stretch before, and never decides.
    pub is_passed: bool,
}

impl Stretch {
    /// The steps of the stretch with this number, as a workflow has them, and what is assumed of them. `far` leads past
    /// the next stretch and never decides: it takes six days at most, and two stretches eight at least.
    fn tables(self, n: usize, is_alone: bool) -> (String, String) {
        let Stretch { kinds: [one, other], unit, is_wet, fails, spread, is_passed } = self;
        let (mut tables, mut set) = (String::new(), String::new());
        let before = if is_alone || n == 0 { String::new() } else { format!("\"g{}\"", n - 1) };
        let far = if is_alone || n < 2 || !is_passed { String::new() } else { format!(", \"far{}\"", n - 2) };
        let mut step = |id: &str, kind: &str, after: &str, more: &str| {
            let _ = write!(
                tables,
                "[[step]]\nid = \"{id}{n}\"\nkind = \"{kind}\"\nafter = [{after}]\n{more}cite = [\"s 1\"]\n"
            );
        };
        step("a", "task", &before, "");
        step("b", one, &format!("\"a{n}\""), "");
        step("c", other, &before, "");
        step(
            "d",
            "review",
            &format!("\"c{n}\", {{ step = \"a{n}\", from = \"start\", lag = \"3wd\" }}"),
            "limit = \"2wd\"\n",
        );
        step("far", "task", &before, "");
        let mut ends = format!("\"b{n}\", \"d{n}\"{far}");
        if is_wet {
            step("w", "task", &format!("\"c{n}\""), &format!("limit = \"4d\"\nwhen = {{ wet{n} = true }}\n"));
            let _ = write!(ends, ", \"w{n}\"");
        }
        step("g", "act", &ends, "");
        let _ = write!(
            tables,
            "[[promise]]\nid = \"p{n}\"\nfrom = \"a{n}\"\nto = \"g{n}\"\nwithin = \"5wd\"\ncite = [\"s 1\"]\n"
        );
        let mut fact = |id: &str, chance: f64| {
            tables += &small::fact(&format!("{id}{n}"));
            let _ = writeln!(set, "[fact.{id}{n}]\nchance = {chance}");
        };
        if is_wet {
            fact("wet", 0.4);
        }
        if fails {
            fact("fails", 0.3);
            let _ = write!(
                tables,
                "[[rework]]\nid = \"again{n}\"\nat = \"b{n}\"\nback_to = \"b{n}\"\nmax = 1\nwhen = {{ fails{n} = true }}\n\
                 cite = [\"s 1\"]\n"
            );
        }
        let mut takes = |id: &str, min: u32, max: u32, unit: &str| {
            let likely = min + (max - min) / 2;
            let _ = writeln!(
                set,
                "[step.{id}{n}]\nestimate = {{ min = \"{min}{unit}\", likely = \"{likely}{unit}\", max = \"{max}{unit}\" }}"
            );
        };
        takes("a", 1, 2, "wd");
        takes("b", 3, 3 + spread, unit);
        takes("c", 1, 3, "wd");
        takes("far", 1, 6, "d");
        (tables, set)
    }
}

/// A procedure with what is assumed of it.
fn procedure(tables: &[(String, String)], last: usize) -> (Workflow, Assumptions) {
    let of = |part: fn(&(String, String)) -> &str| tables.iter().map(part).collect::<String>();
    (small::procedure(&format!("g{last}"), &of(|table| &table.0)), small::assumptions(&of(|table| &table.1)))
}

/// Calls with the variant of a case in which nothing is held.
pub fn with_case<T>(
    case: &(Workflow, Assumptions),
    start: Day,
    call: impl FnOnce(&Variant<'_, '_>, &Calendar, &Run) -> T,
) -> T {
    with_model(case, start, Shape::Triangular, |model| {
        let variant = model.hold(Held::default()).expect("few facts");
        call(&variant, model.terms().calendar, &model.run(start))
    })
}

/// Calls with the model of a case, counted by statute.
pub fn with_model<T>(
    case: &(Workflow, Assumptions),
    start: Day,
    shape: Shape,
    call: impl FnOnce(&Model<'_>) -> T,
) -> T {
    with_given(case, start, shape, &[], call)
}

/// The same where finishes are given.
pub fn with_given<T>(
    (workflow, set): &(Workflow, Assumptions),
    start: Day,
    shape: Shape,
    given: &[Given],
    call: impl FnOnce(&Model<'_>) -> T,
) -> T {
    let calendar = Calendar::official();
    let open = Open::of(Case::new(workflow, set), &BTreeSet::new()).expect("every answer has a time");
    let (counting, basis) = (Counting::Statutory, Basis::Likely);
    let terms = Terms { calendar: &calendar, counting, basis, shape, given, start };
    call(&Model::new(open, terms, &mut Draws::default()).expect("it is a case"))
}

/// What the chain comes to from a day, put together of its stretches.
fn put_together(chain: &[Stretch], start: Day) -> Counted {
    let mut whole = Counted::default();
    let mut begins = BTreeMap::from([(start, 1.0)]);
    let mut steps_before = 0;
    for (n, stretch) in chain.iter().enumerate() {
        let alone = procedure(&[stretch.tables(n, true)], n);
        let (mut ends, mut promise): (BTreeMap<Day, f64>, _) = (BTreeMap::new(), (0.0, 0.0));
        let (mut rounds, mut inputs): (Vec<Vec<f64>>, _) = (Vec::new(), 0);
        for (day, chance) in &begins {
            let of = with_case(&alone, *day, |variant, calendar, run| {
                enumerated(variant, calendar, run).expect("few enough")
            });
            for (end, share) in of.goal {
                *ends.entry(end).or_insert(0.0) += chance * share;
            }
            for (step, finishes) in of.steps {
                let of_step = whole.steps.entry(steps_before + step).or_default();
                for (day, share) in finishes {
                    *of_step.entry(day).or_insert(0.0) += chance * share;
                }
            }
            promise = (promise.0 + chance * of.promises[0].0, promise.1 + chance * of.promises[0].1);
            rounds.resize(of.rounds.len(), Vec::new());
            for (sum, of) in rounds.iter_mut().zip(of.rounds) {
                sum.resize(sum.len().max(of.len()), 0.0);
                sum.iter_mut().zip(of).for_each(|(sum, share)| *sum += chance * share);
            }
            inputs = of.replies.len();
        }
        whole.promises.push(promise);
        whole.rounds.extend(rounds);
        whole.replies.extend(vec![(0.0, 0.0); inputs]);
        steps_before += alone.0.steps.len();
        begins = ends;
    }
    whole.goal = begins;
    whole
}

pub const PLAIN: Stretch = Stretch {
    kinds: ["review", "task"],
    unit: "wd",
    is_wet: false,
    fails: false,
    spread: 3,
    is_passed: true,
};

/// Chains of different make: certain days between drawn ones, facts and failures in one stretch or in several.
pub fn chains() -> [Vec<Stretch>; 4] {
    let wide = Stretch { spread: 6, kinds: ["task", "review"], ..PLAIN };
    let natural = Stretch { unit: "d", kinds: ["task", "task"], ..PLAIN };
    let (wet, fails) = (Stretch { is_wet: true, ..PLAIN }, Stretch { fails: true, ..natural });
    [
        vec![PLAIN, natural, wide],
        vec![wet, PLAIN, Stretch { is_wet: true, ..natural }],
        vec![fails, natural, Stretch { fails: true, ..PLAIN }],
        vec![Stretch { is_wet: true, ..fails }, PLAIN, wide, natural],
    ]
}

pub fn start() -> Day {
    "2023-09-18".parse().expect("a date")
}

pub fn whole(chain: &[Stretch]) -> (Workflow, Assumptions) {
    let tables: Vec<_> = chain.iter().enumerate().map(|(n, stretch)| stretch.tables(n, false)).collect();
    procedure(&tables, chain.len() - 1)
}

/// Calls with a chain.
pub fn with_chain<T>(chain: &[Stretch], call: impl FnOnce(&Variant<'_, '_>) -> T) -> T {
    with_case(&whole(chain), start(), |variant, _, _| call(variant))
}

/// Calls with the network of these lines.
pub fn with_lines<T>(lines: &str, set: &str, call: impl FnOnce(&Variant<'_, '_>) -> T) -> T {
    let of = (small::workflow(lines), small::assumptions(set));
    with_case(&of, start(), |variant, _, _| call(variant))
}

#[test]
fn a_chain_is_what_its_stretches_come_to_one_after_the_other() {
    for chain in chains() {
        let expected = put_together(&chain, start());
        assert!(expected.goal.len() > 6, "ends on {} days", expected.goal.len());
        with_case(&whole(&chain), start(), |variant, _, _| {
            let exact: Exact = variant.exact(start(), Budget::default()).unwrap().known().expect("cheap");
            is_what_was_counted(&exact, &expected).unwrap();
            // The goal alone goes another way.
            let goal = Solver::new(variant, Budget::default()).goal(start()).unwrap().known().expect("cheap");
            are_alike("goal alone", &goal, &expected.goal).unwrap();
        });
    }
}

#[test]
fn a_chain_from_many_days_is_what_its_stretches_come_to_from_each() {
    let chain = &chains()[3];
    let days = [start(), start().plus(4).expect("a day"), start().plus(-7).expect("a day")];
    let many = with_case(&whole(chain), start(), |variant, _, _| {
        variant.exact_goals(&days, Budget::default()).unwrap()
    });
    assert_eq!(many.len(), days.len());
    for (day, goal) in days.into_iter().zip(many) {
        are_alike("goal", &goal.known().expect("cheap"), &put_together(chain, day).goal).unwrap();
    }
}
