//! `HiGHS` as a linear programme that grows, each solution from the basis of the last.

use std::time::{Duration, Instant};

use highs::{Col, Model, Row, RowProblem, Sense};

use super::backend::{Growing, Relaxation};
use super::highs::relaxation;

/// What `HiGHS` holds of it.
pub(super) struct GrowingHighs {
    /// None = it failed, and so does every later solution.
    model: Option<Model>,
    rows: Vec<Row>,
    columns: Vec<Col>,
    /// The clock of `HiGHS` goes on from solution to solution.
    spent: Duration,
}

impl GrowingHighs {
    pub(super) fn new() -> Self {
        let mut model = RowProblem::default().optimise(Sense::Minimise);
        model.make_quiet();
        // One thread: the same answer every time.
        model.set_option("threads", 1);
        model.set_option("parallel", "off");
        Self { model: Some(model), rows: Vec::new(), columns: Vec::new(), spent: Duration::ZERO }
    }
}

impl Growing for GrowingHighs {
    fn row(&mut self, terms: &[(usize, f64)], at_most: f64, tight: bool) {
        let Some(model) = &mut self.model else { return };
        let terms = terms.iter().map(|(column, c)| (self.columns[*column], *c));
        let least = if tight { at_most } else { f64::NEG_INFINITY };
        self.rows.push(model.add_row(least..=at_most, terms));
    }

    fn column(&mut self, cost: f64, most: f64, terms: &[(usize, f64)]) {
        let Some(model) = &mut self.model else { return };
        let terms = terms.iter().map(|(row, c)| (self.rows[*row], *c));
        self.columns.push(model.add_col(cost, 0.0..=most, terms));
    }

    fn set_cost(&mut self, column: usize, cost: f64) {
        let Some(model) = &mut self.model else { return };
        model.change_column_cost(self.columns[column], cost);
    }

    fn set_limits(&mut self, column: usize, least: f64, most: f64) {
        let Some(model) = &mut self.model else { return };
        model.change_column_bounds(self.columns[column], least..=most);
    }

    fn solve(&mut self, seconds: Option<f64>) -> Option<Relaxation> {
        let mut model = self.model.take()?;
        let until = seconds.map_or(f64::INFINITY, |seconds| self.spent.as_secs_f64() + seconds.max(0.0));
        model.set_option("time_limit", until);
        let began = Instant::now();
        let solved = model.try_solve().ok()?;
        self.spent += began.elapsed();
        let found = relaxation(&solved);
        self.model = Some(solved.into());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two of three children in each home: the halves of three pairs, until a row says that one pair at most is whole.
    #[test]
    fn rows_columns_costs_and_limits_change_between_solutions() {
        let mut programme = GrowingHighs::new();
        for _ in 0..3 {
            programme.row(&[], 1.0, false);
        }
        for pair in [[0, 1], [0, 2], [1, 2]] {
            programme.column(-2.0, 1.0, &pair.map(|row| (row, 1.0)));
        }
        let value = |programme: &mut GrowingHighs, costs: &[f64]| {
            let relaxed = programme.solve(None).expect("has a solution");
            relaxed.values.iter().zip(costs).map(|(value, cost)| value * cost).sum::<f64>()
        };
        assert!((value(&mut programme, &[-2.0; 3]) + 3.0).abs() < 1e-6);
        programme.row(&[(0, 1.0), (1, 1.0), (2, 1.0)], 1.0, false);
        assert!((value(&mut programme, &[-2.0; 3]) + 2.0).abs() < 1e-6);
        programme.column(-1.5, f64::INFINITY, &[(0, 1.0)]);
        assert!((value(&mut programme, &[-2.0, -2.0, -2.0, -1.5]) + 3.5).abs() < 1e-6);
        programme.set_cost(0, -5.0);
        assert!((value(&mut programme, &[-5.0, -2.0, -2.0, -1.5]) + 5.0).abs() < 1e-6);
        programme.set_limits(0, 0.0, 0.0);
        assert!((value(&mut programme, &[-5.0, -2.0, -2.0, -1.5]) + 3.5).abs() < 1e-6);
        programme.set_limits(3, 2.0, 2.0);
        assert!(programme.solve(None).is_none(), "a child twice");
        programme.set_limits(3, 0.0, 1.0);
        assert!((value(&mut programme, &[-5.0, -2.0, -2.0, -1.5]) + 3.5).abs() < 1e-6);
    }

    #[test]
    fn multipliers_are_what_a_place_more_would_save() {
        let mut programme = GrowingHighs::new();
        programme.row(&[], 1.0, false);
        programme.column(-3.0, f64::INFINITY, &[(0, 1.0)]);
        programme.column(-2.0, f64::INFINITY, &[(0, 1.0)]);
        let relaxed = programme.solve(None).expect("has a solution");
        assert!((relaxed.multipliers[0] - 3.0).abs() < 1e-6);
    }
}
