//! An integer programme for `HiGHS` as it comes.

use std::time::Instant;

use super::super::SolveError;

/// Whole numbers from 0 to so much each, and rows.
pub(super) struct Mip {
    /// The most that each variable can be.
    pub(super) most: Vec<i64>,
    pub(super) rows: Vec<MipRow>,
}

/// `at_least ≤ Σ terms ≤ at_most`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MipRow {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) at_least: Option<i64>,
    pub(super) at_most: i64,
}

impl MipRow {
    pub(super) fn at_most(terms: Vec<(usize, i64)>, at_most: i64) -> Self {
        Self { terms, at_least: None, at_most }
    }

    pub(super) fn equal(terms: Vec<(usize, i64)>, to: i64) -> Self {
        Self { terms, at_least: Some(to), at_most: to }
    }
}

/// What the solver says.
pub(super) struct MipAnswer {
    /// Which variables are not 0 in the best solution found.
    pub(super) values: Option<Vec<bool>>,
    /// The bound that it claims, rounded up to a whole number.
    pub(super) bound: Option<i64>,
    pub(super) out_of_time: bool,
}

impl Mip {
    /// `HiGHS` does not tell whether the rows of a programme without variables hold.
    #[cfg(feature = "highs")]
    fn of_nothing(&self) -> Result<MipAnswer, SolveError> {
        if self.rows.iter().all(|row| row.at_most >= 0 && row.at_least.is_none_or(|least| least <= 0)) {
            Ok(MipAnswer { values: Some(Vec::new()), bound: Some(0), out_of_time: false })
        } else {
            Err(SolveError::Infeasible)
        }
    }

    #[cfg(not(feature = "highs"))]
    pub(super) fn minimise(&self, _cost: &[i64], _deadline: Option<Instant>) -> Result<MipAnswer, SolveError> {
        let _ = (&self.most, self.rows.iter().map(|row| (&row.terms, row.at_least, row.at_most)).count());
        Err(SolveError::NotBuilt("highs"))
    }

    #[cfg(feature = "highs")]
    pub(super) fn minimise(&self, cost: &[i64], deadline: Option<Instant>) -> Result<MipAnswer, SolveError> {
        use super::super::linear::float;
        use highs::{HighsModelStatus, HighsSolutionStatus, RowProblem, Sense};
        if self.most.is_empty() {
            return self.of_nothing();
        }
        let failed = |message: String| SolveError::Backend { backend: "HiGHS".to_owned(), message };
        let mut problem = RowProblem::default();
        let columns: Vec<_> = self
            .most
            .iter()
            .zip(cost)
            .map(|(most, cost)| problem.add_integer_column(float(*cost), 0.0..=float(*most)))
            .collect();
        for row in &self.rows {
            let terms = row.terms.iter().map(|(variable, factor)| (columns[*variable], float(*factor)));
            match row.at_least {
                Some(at_least) => problem.add_row(float(at_least)..=float(row.at_most), terms),
                None => problem.add_row(..=float(row.at_most), terms),
            }
        }
        let mut model = problem.try_optimise(Sense::Minimise).map_err(|status| failed(format!("{status:?}")))?;
        model.make_quiet();
        model.set_option("threads", 1);
        model.set_option("parallel", "off");
        model.set_option("mip_rel_gap", 0.0);
        model.set_option("mip_abs_gap", 0.9);
        if let Some(deadline) = deadline {
            model.set_option("time_limit", deadline.saturating_duration_since(Instant::now()).as_secs_f64());
        }
        let solved = model.try_solve().map_err(|status| failed(format!("{status:?}")))?;
        let out_of_time = match solved.status() {
            HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => {
                return Err(SolveError::Infeasible);
            }
            HighsModelStatus::Optimal => false,
            HighsModelStatus::ReachedTimeLimit => true,
            other => return Err(failed(format!("{other:?}"))),
        };
        let values = (solved.primal_solution_status() == HighsSolutionStatus::Feasible)
            .then(|| solved.get_solution().columns().iter().map(|value| *value > 0.5).collect());
        let bound = solved.double_info_value(c"mip_dual_bound").ok().and_then(round_up);
        Ok(MipAnswer { values, bound, out_of_time })
    }
}

/// A bound on a whole number, rounded up but for the solver's tolerance.
#[cfg(feature = "highs")]
#[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
fn round_up(bound: f64) -> Option<i64> {
    (bound.abs() < 9e15).then(|| (bound - 1e-4).ceil() as i64)
}
