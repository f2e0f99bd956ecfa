//! A good first choice: the levels folded into one cost, priced by the relaxation, searched on the columns that it
//! finds cheap. Only a start: what is claimed of a level is proved on its own afterwards.

use std::time::Instant;

use super::backend::{Backend, Effort};
use super::lexicographic::{expand, seconds_left};
use super::program::{Program, total};
use super::relax::relax;

/// Under so many variables every level is quick without a start.
const FEW_VARIABLES: usize = 1_000;
/// How many of the cheapest columns the search may use, for each column that a choice has.
const COLUMNS_A_CHOICE: usize = 12;
/// Rounds of the folded relaxation: its prices are only advice.
const ROUNDS: usize = 8;
/// Where a choice is good enough, and how many nodes the search of one may take.
const GAP: f64 = 0.0005;
const NODES: i32 = 5;
/// A weight larger than this would drown the levels after it in the tolerances of a back-end.
const LARGEST_WEIGHT: i64 = 1_000_000;

/// What the folded levels tell.
pub(super) struct Start {
    /// A choice better than the best known, level by level, if one was found.
    pub(super) better: Option<Vec<bool>>,
    /// The variables in the order in which they are worth trying.
    pub(super) order: Vec<usize>,
}

/// Looks for a good choice, from the best known.
pub(super) fn start(
    program: &mut Program,
    costs: &[Vec<i64>],
    best: Option<&[bool]>,
    backend: &dyn Backend,
    deadline: Option<Instant>,
) -> Option<Start> {
    if program.variables < FEW_VARIABLES {
        return None;
    }
    let levels = &costs[..costs.len() - 1];
    let folded = fold(levels);
    let relaxed = relax(program, &folded, best, ROUNDS, false, backend, deadline)?;
    let mut order: Vec<usize> = (0..program.variables).collect();
    order.sort_by_key(|variable| relaxed.proof.reduced()[*variable]);
    let alive = worth_trying(&order, &relaxed.values, best, program.variables);
    let found = restricted(program, &folded, &alive, best, GAP, backend, deadline);
    let judged = |values: &[bool]| levels.iter().map(|cost| total(cost, values)).collect::<Vec<i64>>();
    let better = found.filter(|found| best.is_none_or(|best| judged(found) < judged(best)));
    Some(Start { better, order })
}

/// The first variables of an order, with those of a relaxation and of the best choice.
pub(super) fn worth_trying(order: &[usize], relaxed: &[f64], best: Option<&[bool]>, variables: usize) -> Vec<bool> {
    let mut alive: Vec<bool> = (0..variables).map(|v| relaxed[v] > 1e-6 || best.is_some_and(|best| best[v])).collect();
    let chosen = alive.iter().filter(|alive| **alive).count();
    for variable in order.iter().take(chosen * COLUMNS_A_CHOICE) {
        alive[*variable] = true;
    }
    alive
}

/// A good feasible choice of these variables only, under every row.
pub(super) fn restricted(
    program: &Program,
    cost: &[i64],
    alive: &[bool],
    best: Option<&[bool]>,
    gap: f64,
    backend: &dyn Backend,
    deadline: Option<Instant>,
) -> Option<Vec<bool>> {
    let (reduced, old) = program.reduce(alive);
    let reduced = reduced.needed();
    let cost: Vec<i64> = old.iter().map(|variable| cost[*variable]).collect();
    let start: Option<Vec<bool>> = best.map(|best| old.iter().map(|variable| best[*variable]).collect());
    let effort = Effort { seconds: seconds_left(deadline), nodes: Some(NODES), gap };
    let answer = backend.minimise(&reduced, &cost, start.as_deref(), effort).ok()?;
    let values = expand(program.variables, &old, &answer.values?);
    program.is_satisfied(&values).then_some(values)
}

/// One cost in which a unit of a level outweighs what any one column does to the levels after it, as far as weights
/// stay moderate.
fn fold(costs: &[Vec<i64>]) -> Vec<i64> {
    for last in (0..costs.len()).rev() {
        let mut folded = costs[last].clone();
        let mut weight = 1;
        for cost in costs[..last].iter().rev() {
            weight = 1 + folded.iter().map(|each| each.abs()).max().unwrap_or(0);
            for (sum, each) in folded.iter_mut().zip(cost) {
                *sum += weight * each;
            }
        }
        if weight <= LARGEST_WEIGHT {
            return folded;
        }
    }
    costs.first().cloned().unwrap_or_default()
}
