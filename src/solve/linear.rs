//! A programme as a `good_lp` problem: written once for every back-end.

use good_lp::variable::UnsolvedProblem;
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};

use super::program::Program;

/// The variables and the objective.
pub(super) fn problem(
    program: &Program,
    cost: &[i64],
    whole: bool,
    start: Option<&[bool]>,
) -> (UnsolvedProblem, Vec<Variable>) {
    let mut all = ProblemVariables::new();
    let variables: Vec<Variable> = (0..program.variables)
        .map(|i| {
            let mut definition = if whole { variable().binary() } else { variable().min(0).max(1) };
            if let Some(start) = start {
                definition = definition.initial(u8::from(start[i]));
            }
            all.add(definition)
        })
        .collect();
    let objective = sum(cost.iter().enumerate().map(|(i, c)| (i, *c)), &variables);
    (all.minimise(objective), variables)
}

/// Adds every row.
pub(super) fn add_rows<M: SolverModel>(model: &mut M, program: &Program, variables: &[Variable]) {
    for row in &program.rows {
        let left = sum(row.terms.iter().copied(), variables);
        let right = float(row.at_most);
        model.add_constraint(if row.tight { constraint!(left == right) } else { constraint!(left <= right) });
    }
}

fn sum(terms: impl Iterator<Item = (usize, i64)>, variables: &[Variable]) -> Expression {
    let mut sum = Expression::with_capacity(terms.size_hint().0);
    for (i, coefficient) in terms.filter(|(_, coefficient)| *coefficient != 0) {
        sum.add_mul(float(coefficient), variables[i]);
    }
    sum
}

/// Coefficients are far below 2^53, where a double is exact.
#[expect(clippy::cast_precision_loss, reason = "whole numbers below 2^53 are exact")]
pub(super) fn float(whole: i64) -> f64 {
    whole as f64
}
