//! The linear relaxation of a large programme, by the rows and columns that matter: both join when they are needed.

use std::time::Instant;

use super::backend::Backend;
use super::bound::{Proof, prove};
use super::halves::halves;
use super::lexicographic::seconds_left;
use super::linear::float;
use super::master::Master;
use super::program::{Program, total};

/// Under so many variables all columns take part from the start.
const FEW_VARIABLES: usize = 5_000;
/// How many columns of each row take part at the start, and join at most in a round.
const COLUMNS_A_ROW: usize = 4;

/// Of more variables, rows that only fractions break are not looked for.
const MANY_FOR_HALVES: usize = 200_000;
/// Such rows are looked for while a round with them brings this part of what is left to the best choice, or
/// [`LEAST_WORTH`]; so many rounds may bring less.
const WORTH_A_ROUND: f64 = 0.1;
const LEAST_WORTH: f64 = 0.02;
const ROUNDS_IN_VAIN: usize = 2;
const NEARLY_WHOLE: f64 = 1e-4;

/// A relaxation and what its multipliers prove about the whole programme.
pub(super) struct Relaxed<'a> {
    pub(super) values: Vec<f64>,
    pub(super) proof: Proof,
    /// The programme that was solved last, and the columns that take part in it.
    pub(super) master: Master<'a>,
    pub(super) columns: Vec<bool>,
}

/// Solves the relaxation, in so many rounds at most: one that still changes then is taken as it is, for its bound is
/// true all the same. `best` is a feasible choice, which keeps the columns that take part feasible. With `finely`, rows
/// that only fractions break join as long as they bring something.
pub(super) fn relax<'a>(
    program: &mut Program,
    cost: &[i64],
    best: Option<&[bool]>,
    rounds: usize,
    finely: bool,
    backend: &'a dyn Backend,
    deadline: Option<Instant>,
) -> Option<Relaxed<'a>> {
    let columns = match best {
        Some(best) => some_columns(program, cost, best),
        None => vec![true; program.variables],
    };
    let value = best.map(|best| total(cost, best));
    let from = Begin { columns, enough: value, best: value };
    relax_from(program, cost, from, rounds, finely, backend, deadline)
}

/// Where a relaxation begins.
pub(super) struct Begin {
    /// The columns that take part: such that there is a solution.
    pub(super) columns: Vec<bool>,
    /// A bound of this is enough.
    pub(super) enough: Option<i64>,
    /// The value of the best choice known, below which lies what matters.
    pub(super) best: Option<i64>,
}

/// As [`relax`], from these columns.
pub(super) fn relax_from<'a>(
    program: &mut Program,
    cost: &[i64],
    from: Begin,
    rounds: usize,
    finely: bool,
    backend: &'a dyn Backend,
    deadline: Option<Instant>,
) -> Option<Relaxed<'a>> {
    let Begin { mut columns, enough, best } = from;
    let mut master = Master::new(backend, cost);
    let mut kept: Option<(Vec<f64>, Proof)> = None;
    let mut gains = Gains::new(finely && program.variables <= MANY_FOR_HALVES, program.variables <= FEW_VARIABLES);
    for _ in 0..rounds {
        let Some((values, multipliers)) = master.solve(program, &columns, seconds_left(deadline)) else { break };
        let proof = prove(program, cost, &multipliers);
        let joined = join(program, &proof, &mut columns);
        let met = enough.is_some_and(|enough| enough <= proof.bound);
        let mut done = met || !program.wake(&values) && joined == 0;
        if !met && joined == 0 && gains.go_on(proof.exact(), best) {
            let found = halves(program, &values);
            done = done && found.is_empty();
            program.rest(&values);
            program.rows.extend(found);
        }
        if kept.as_ref().is_none_or(|kept| kept.1.bound <= proof.bound) || done {
            kept = Some((values, proof));
        }
        if done {
            break;
        }
    }
    kept.map(|(values, proof)| Relaxed { values, proof, master, columns })
}

/// How much the rows bring that only fractions break.
struct Gains {
    bound: f64,
    in_vain: usize,
    is_small: bool,
}

impl Gains {
    fn new(wanted: bool, is_small: bool) -> Self {
        Self { bound: f64::NEG_INFINITY, in_vain: if wanted { 0 } else { ROUNDS_IN_VAIN }, is_small }
    }

    /// Whether to look for more, now that the relaxation is worth so much: a choice is only better from `best - 1` on.
    fn go_on(&mut self, bound: f64, best: Option<i64>) -> bool {
        let left = best.map_or(1.0, |best| float(best - 1) - bound);
        // Where no choice is known a whole number is mostly the value; to be wrong costs little in a small programme.
        let is_likely = self.is_small && best.is_none() && (bound - bound.round()).abs() < NEARLY_WHOLE;
        if self.in_vain < ROUNDS_IN_VAIN && bound - self.bound < (left * WORTH_A_ROUND).max(LEAST_WORTH) {
            self.in_vain += if is_likely { ROUNDS_IN_VAIN } else { 1 };
        }
        self.bound = bound;
        self.in_vain < ROUNDS_IN_VAIN
    }
}

/// These columns, such as those of the best choice, and for each row the cheapest ones in it; of few, all.
pub(super) fn some_columns(program: &Program, cost: &[i64], some: &[bool]) -> Vec<bool> {
    if program.variables <= FEW_VARIABLES {
        return vec![true; program.variables];
    }
    let mut columns = some.to_vec();
    for row in program.rows.iter().filter(|row| !row.dormant) {
        let mut terms: Vec<usize> = row.terms.iter().map(|(variable, _)| *variable).collect();
        terms.sort_by_key(|variable| cost[*variable]);
        for variable in terms.into_iter().take(COLUMNS_A_ROW) {
            columns[variable] = true;
        }
    }
    columns
}

/// Lets the most attractive columns of each row join, and counts them.
fn join(program: &Program, proof: &Proof, columns: &mut [bool]) -> usize {
    let mut joined = 0;
    for row in program.rows.iter().filter(|row| !row.dormant) {
        let mut terms: Vec<usize> =
            row.terms.iter().map(|(v, _)| *v).filter(|v| !columns[*v] && proof.is_attractive(*v)).collect();
        terms.sort_by_key(|variable| proof.reduced()[*variable]);
        for variable in terms.into_iter().take(COLUMNS_A_ROW) {
            columns[variable] = true;
            joined += 1;
        }
    }
    joined
}
