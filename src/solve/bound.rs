//! Bounds in exact arithmetic: a back-end's multipliers are only advice, weak duality does the rest.
//!
//! For multipliers `y ≥ 0` (of either sign for a tight row) and yes/no variables, every feasible `x` has
//! `c·x = -y·b + Σ r_j x_j + Σ y_i s_i ≥ -y·b + Σ min(0, r_j)`, where `r = c + yA` and `s` are the slacks. Everything is
//! in whole numbers, the multipliers scaled by [`SCALE`], so that a bound never depends on a rounding.

use super::program::Program;

const SCALE: i128 = 1 << 32;

/// What a set of multipliers proves about a cost vector.
pub(super) struct Proof {
    /// No feasible choice costs less.
    pub(super) bound: i64,
    scaled: i128,
    reduced: Vec<i128>,
    multipliers: Vec<i128>,
}

/// Weighs the rows by the advice.
pub(super) fn prove(program: &Program, cost: &[i64], advice: &[f64]) -> Proof {
    let multipliers: Vec<i128> = program
        .rows
        .iter()
        .zip(advice)
        .map(|(row, y)| {
            let y = scaled(*y);
            if row.tight { y } else { y.max(0) }
        })
        .collect();
    let mut reduced: Vec<i128> = cost.iter().map(|c| i128::from(*c) * SCALE).collect();
    let mut scaled = 0;
    for (row, y) in program.rows.iter().zip(&multipliers).filter(|(_, y)| **y != 0) {
        scaled -= y * i128::from(row.at_most);
        for (variable, coefficient) in &row.terms {
            reduced[*variable] += y * i128::from(*coefficient);
        }
    }
    scaled += reduced.iter().map(|r| (*r).min(0)).sum::<i128>();
    let bound = i64::try_from(scaled.div_euclid(SCALE) + i128::from(scaled.rem_euclid(SCALE) != 0)).unwrap_or(i64::MIN);
    Proof { bound, scaled, reduced, multipliers }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "advice may be rounded")]
fn scaled(advice: f64) -> i128 {
    if advice.is_finite() { (advice * SCALE as f64).round() as i128 } else { 0 }
}

impl Proof {
    /// The variables that no choice of this value or less can have.
    pub(super) fn excluded(&self, value: i64) -> impl Iterator<Item = usize> + '_ {
        let slack = i128::from(value) * SCALE - self.scaled;
        self.reduced.iter().enumerate().filter(move |(_, r)| **r > slack).map(|(variable, _)| variable)
    }

    /// The bound before it is rounded up.
    #[expect(clippy::cast_precision_loss, reason = "only to judge what a round brings")]
    pub(super) fn exact(&self) -> f64 {
        self.scaled as f64 / SCALE as f64
    }

    /// The reduced cost of each variable, scaled.
    pub(super) fn reduced(&self) -> &[i128] {
        &self.reduced
    }

    /// Whether the variable would lower the cost by more than the tolerance of a relaxation.
    pub(super) fn is_attractive(&self, variable: usize) -> bool {
        self.reduced[variable] < -(SCALE >> 23)
    }

    /// The rows that every choice of this value or less meets with equality: slacks are whole numbers.
    pub(super) fn tightened(&self, value: i64) -> impl Iterator<Item = usize> + '_ {
        let slack = i128::from(value) * SCALE - self.scaled;
        self.multipliers.iter().enumerate().filter(move |(_, y)| **y > slack).map(|(row, _)| row)
    }

    /// Whether every choice of alive variables, with the tightened rows, has this value or less, so that no row is
    /// needed to hold it.
    pub(super) fn holds_by_itself(&self, program: &Program, alive: &[bool], value: i64) -> bool {
        let room = i128::from(value + 1) * SCALE - self.scaled;
        let slack_of = |row: &super::program::ProgramRow| {
            let least: i64 = row.terms.iter().filter(|(v, _)| alive[*v]).map(|(_, c)| (*c).min(0)).sum();
            i128::from(row.at_most - least)
        };
        // Σ over alive of r_j x_j counted from the bound, which already holds every negative r_j.
        let columns: i128 = self.reduced.iter().zip(alive).filter(|(_, alive)| **alive).map(|(r, _)| r.abs()).sum();
        let dropped_credit: i128 =
            self.reduced.iter().zip(alive).filter(|(r, alive)| !**alive && **r < 0).map(|(r, _)| -r).sum();
        let rows: i128 = program
            .rows
            .iter()
            .zip(&self.multipliers)
            .filter(|(row, y)| !row.tight && **y > 0)
            .map(|(row, y)| y * slack_of(row))
            .sum();
        columns + dropped_credit + rows < room
    }
}

/// Multipliers from each child's best share of a column: a bound that needs no solver. `once` are the rows of the
/// children and `size` the number of children of each column.
pub(super) fn assignment_advice(program: &Program, cost: &[i64], once: &[bool]) -> Vec<f64> {
    let mut children = vec![0_i64; program.variables];
    for (row, _) in program.rows.iter().zip(once).filter(|(_, once)| **once) {
        for (variable, _) in &row.terms {
            children[*variable] += 1;
        }
    }
    program
        .rows
        .iter()
        .zip(once)
        .map(
            |(row, once)| {
                if *once {
                    row.terms.iter().map(|(v, _)| share(cost[*v], children[*v])).fold(0.0, f64::max)
                } else {
                    0.0
                }
            },
        )
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "advice may be rounded")]
fn share(cost: i64, children: i64) -> f64 {
    -(cost as f64) / children.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::program::{ProgramRow, total};
    use super::*;

    fn small() -> (Program, Vec<i64>) {
        // Three columns, two rows: x0 + x1 ≤ 1, x1 + x2 ≤ 1.
        let row = |terms: &[usize]| ProgramRow::at_most(terms.iter().map(|v| (*v, 1)).collect(), 1);
        (Program { variables: 3, rows: vec![row(&[0, 1]), row(&[1, 2])] }, vec![-2, -3, -2])
    }

    fn feasible(program: &Program) -> Vec<Vec<bool>> {
        (0..8_u32)
            .map(|bits| (0..3).map(|i| bits >> i & 1 == 1).collect::<Vec<bool>>())
            .filter(|values| program.is_satisfied(values))
            .collect()
    }

    #[test]
    fn any_advice_gives_a_true_bound() {
        let (program, cost) = small();
        let best = feasible(&program).iter().map(|values| total(&cost, values)).min().expect("nobody is feasible");
        for a in 0..50 {
            for b in 0..50 {
                let proof = prove(&program, &cost, &[f64::from(a) * 0.13 - 1.0, f64::from(b) * 0.13 - 1.0]);
                assert!(proof.bound <= best, "{a} {b}: {} > {best}", proof.bound);
            }
        }
        assert_eq!(prove(&program, &cost, &[2.0, 2.0]).bound, best);
    }

    #[test]
    fn what_is_excluded_is_in_no_choice_of_that_value() {
        let (program, cost) = small();
        for (advice, value) in [([2.0, 2.0], -4), ([2.0, 2.0], -3), ([1.5, 2.5], -4), ([0.0, 0.0], -2)] {
            let proof = prove(&program, &cost, &advice);
            let good: Vec<_> = feasible(&program).into_iter().filter(|values| total(&cost, values) <= value).collect();
            for variable in proof.excluded(value) {
                assert!(good.iter().all(|values| !values[variable]));
            }
            for row in proof.tightened(value) {
                let row = &program.rows[row];
                let sum =
                    |values: &Vec<bool>| row.terms.iter().filter(|(v, _)| values[*v]).map(|(_, c)| c).sum::<i64>();
                assert!(good.iter().all(|values| sum(values) == row.at_most));
            }
        }
    }
}
