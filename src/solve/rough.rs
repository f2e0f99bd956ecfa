//! A good first choice: the levels folded into one cost, priced by the relaxation, searched on the columns that it
//! finds cheap. Only a start: what is claimed of a level is proved on its own afterwards.

use std::time::Instant;

use super::backend::{Backend, Effort};
use super::bound::Proof;
use super::dive::{Goal, dive};
use super::lexicographic::{MANY_FOR_ALL_ROWS, expand, seconds_left};
use super::linear::float;
use super::program::{Program, total};
use super::relax::{Relaxed, relax};

/// Under so many variables every level is quick without a start.
pub(super) const FEW_VARIABLES: usize = 1_000;
/// How many of the cheapest columns the search may use, for each column that a choice has.
const COLUMNS_A_CHOICE: usize = 12;
/// Rounds of the folded relaxation: its prices are only advice.
const ROUNDS: usize = 8;
/// Where a choice is good enough, and how many nodes the search of one may take.
const GAP: f64 = 0.0002;
const NODES: i32 = 5;
/// How far from the bound the first choice may be, and how many solutions of the relaxation a dive may take.
const GAP_TO_START: f64 = 0.0005;
const SOLUTIONS: usize = 60;
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
    let bound = float(relaxed.proof.bound);
    let goal = Goal { near: bound + bound.abs() * GAP_TO_START, under: None, solutions: SOLUTIONS };
    let dived = if relaxed.master.grows() {
        dive(program, &folded, relaxed.master, &relaxed.columns, &goal, deadline)
    } else {
        None
    };
    let is_large = program.variables > MANY_FOR_ALL_ROWS;
    let search = || restricted(program, &folded, &alive, best, GAP_TO_START, backend, deadline);
    let found = dived.or_else(|| is_large.then(search).flatten());
    let judged = |values: &[bool]| levels.iter().map(|cost| total(cost, values)).collect::<Vec<i64>>();
    let better = found.filter(|found| best.is_none_or(|best| judged(found) < judged(best)));
    Some(Start { better, order })
}

/// A choice near the relaxation of the first of these levels, better than the best if one is found, and the relaxation's
/// proof: by a dive and, of many variables, by a search of few nodes that looks at the levels after it as well, side by
/// side; where both miss the bound, by a search of this level alone.
pub(super) fn near(
    program: &Program,
    costs: &[Vec<i64>],
    relaxed: Relaxed<'_>,
    best: Option<&[bool]>,
    order: &[usize],
    backend: &dyn Backend,
    deadline: Option<Instant>,
) -> (Proof, Option<Vec<bool>>) {
    let Relaxed { values, proof, master, mut columns } = relaxed;
    if program.variables < FEW_VARIABLES {
        return (proof, None);
    }
    let (cost, bound) = (&costs[0], proof.bound);
    let is_large = program.variables > MANY_FOR_ALL_ROWS;
    let alive = worth_trying(order, &values, best, program.variables);
    let (mut searched, mut dived) = (None, None);
    rayon::in_place_scope(|scope| {
        if is_large {
            scope.spawn(|_| {
                let folded = fold(&costs[..costs.len() - 1]);
                searched = restricted(program, &folded, &alive, best, GAP, backend, deadline);
            });
        }
        if master.grows() {
            columns.iter_mut().zip(&alive).for_each(|(column, alive)| *column |= alive);
            let under = best.map(|best| total(cost, best));
            let goal = Goal { near: float(bound), under, solutions: SOLUTIONS };
            dived = dive(&mut program.clone(), cost, master, &columns, &goal, deadline);
        }
    });
    let judged = |values: &Vec<bool>| costs.iter().map(|cost| total(cost, values)).collect::<Vec<i64>>();
    let found = [searched, dived].into_iter().flatten().min_by_key(judged);
    if !is_large || found.as_ref().is_some_and(|found| total(cost, found) <= bound) {
        return (proof, found);
    }
    let known = found.as_deref().or(best);
    let alone = restricted(program, cost, &alive, known, 0.0, backend, deadline);
    (proof, alone.into_iter().chain(found).min_by_key(judged))
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
    let effort = Effort { seconds: seconds_left(deadline), nodes: Some(NODES), gap, plain: true };
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
