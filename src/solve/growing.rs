//! `HiGHS` as a linear programme that grows, each solution from the basis of the last.

use std::time::{Duration, Instant};

use highs::{Col, ColProblem, Model, Row, RowProblem, Sense};

use super::backend::{Growing, Relaxation};
use super::highs::relaxation;

/// What `HiGHS` holds of it.
pub(super) struct GrowingHighs {
    stage: Stage,
    rows: Vec<Row>,
    columns: Vec<Col>,
    /// Gives columns their names, which a problem written by columns does not tell.
    names: RowProblem,
    /// Whether it is solved as it is, and not made smaller first.
    plain: bool,
    /// The clock of `HiGHS` goes on from solution to solution.
    spent: Duration,
}

/// A model takes each column with some pains, so the first ones are handed over together.
enum Stage {
    /// Not handed over yet: every row is empty but for the columns that come after it.
    Listed(Box<ColProblem>),
    Handed(Model),
    /// It failed, and so does every later solution.
    Failed,
}

impl GrowingHighs {
    pub(super) fn new(plain: bool) -> Self {
        Self {
            stage: Stage::Listed(Box::default()),
            rows: Vec::new(),
            columns: Vec::new(),
            names: RowProblem::default(),
            plain,
            spent: Duration::ZERO,
        }
    }

    /// The model, handed over by now.
    fn model(&mut self) -> Option<&mut Model> {
        if let Stage::Listed(problem) = &mut self.stage {
            let problem = std::mem::take(problem.as_mut());
            self.stage = problem.try_optimise(Sense::Minimise).map_or(Stage::Failed, |mut model| {
                model.make_quiet();
                // One thread: the same answer every time.
                model.set_option("threads", 1);
                model.set_option("parallel", "off");
                if self.plain {
                    model.set_option("presolve", "off");
                }
                Stage::Handed(model)
            });
        }
        match &mut self.stage {
            Stage::Handed(model) => Some(model),
            Stage::Listed(_) | Stage::Failed => None,
        }
    }
}

impl Growing for GrowingHighs {
    fn row(&mut self, terms: &[(usize, f64)], at_most: f64, tight: bool) {
        let bounds = if tight { at_most } else { f64::NEG_INFINITY }..=at_most;
        if let (Stage::Listed(problem), []) = (&mut self.stage, terms) {
            self.rows.push(problem.add_row(bounds));
            return;
        }
        let terms: Vec<(Col, f64)> = terms.iter().map(|(column, c)| (self.columns[*column], *c)).collect();
        let Some(model) = self.model() else { return };
        let row = model.add_row(bounds, terms);
        self.rows.push(row);
    }

    fn column(&mut self, cost: f64, most: f64, terms: &[(usize, f64)]) {
        let terms = terms.iter().map(|(row, c)| (self.rows[*row], *c));
        match &mut self.stage {
            Stage::Listed(problem) => problem.add_column(cost, 0.0..=most, terms),
            Stage::Handed(model) => _ = model.add_col(cost, 0.0..=most, terms),
            Stage::Failed => return,
        }
        self.columns.push(self.names.add_column(0.0, 0.0..));
    }

    fn set_cost(&mut self, column: usize, cost: f64) {
        match &mut self.stage {
            Stage::Listed(problem) => problem.change_column_cost(self.columns[column], cost),
            Stage::Handed(model) => model.change_column_cost(self.columns[column], cost),
            Stage::Failed => {}
        }
    }

    fn set_limits(&mut self, column: usize, least: f64, most: f64) {
        match &mut self.stage {
            Stage::Listed(problem) => problem.change_column_bounds(self.columns[column], least..=most),
            Stage::Handed(model) => model.change_column_bounds(self.columns[column], least..=most),
            Stage::Failed => {}
        }
    }

    fn solve(&mut self, seconds: Option<f64>) -> Option<Relaxation> {
        let until = seconds.map_or(f64::INFINITY, |seconds| self.spent.as_secs_f64() + seconds.max(0.0));
        self.model()?.set_option("time_limit", until);
        let Stage::Handed(model) = std::mem::replace(&mut self.stage, Stage::Failed) else { return None };
        let began = Instant::now();
        let solved = model.try_solve().ok()?;
        self.spent += began.elapsed();
        let found = relaxation(&solved);
        self.stage = Stage::Handed(solved.into());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two of three children in each home: the halves of three pairs, until a row says that one pair at most is whole.
    #[test]
    fn rows_columns_costs_and_limits_change_between_solutions() {
        let mut programme = GrowingHighs::new(false);
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
        let mut programme = GrowingHighs::new(false);
        programme.row(&[], 1.0, false);
        programme.column(-3.0, f64::INFINITY, &[(0, 1.0)]);
        programme.column(-2.0, f64::INFINITY, &[(0, 1.0)]);
        let relaxed = programme.solve(None).expect("has a solution");
        assert!((relaxed.multipliers[0] - 3.0).abs() < 1e-6);
    }
}
