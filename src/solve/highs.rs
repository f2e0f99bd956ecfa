//! `HiGHS`, through `good_lp` for the model and through the `highs` crate for what `good_lp` hides: the dual bound, the
//! multipliers and a start.

use good_lp::solvers::highs as good_highs;
use highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};

use super::backend::{Answer, Backend, Effort, Growing, Relaxation, SolveError};
use super::growing::GrowingHighs;
use super::linear;
use super::program::Program;

/// From so many columns on, the integer presolve of `HiGHS` 1.15 (its dual fixing on long rows) takes longer than the
/// search, and does not look at the clock; the programme has been reduced before it comes here.
const MANY_FOR_PRESOLVE: usize = 10_000;

/// The back-end for real work.
pub(super) struct Highs;

impl Backend for Highs {
    fn name(&self) -> String {
        "HiGHS".to_owned()
    }

    fn relax(&self, program: &Program, cost: &[i64], seconds: Option<f64>) -> Option<Relaxation> {
        let solved =
            self.model(program, cost, false, None, Effort { seconds, ..Effort::default() }).ok()?.try_solve().ok()?;
        relaxation(&solved)
    }

    fn growing(&self, plain: bool) -> Option<Box<dyn Growing>> {
        Some(Box::new(GrowingHighs::new(plain)))
    }

    fn minimise(
        &self,
        program: &Program,
        cost: &[i64],
        start: Option<&[bool]>,
        effort: Effort,
    ) -> Result<Answer, SolveError> {
        let solved = self
            .model(program, cost, true, start, effort)?
            .try_solve()
            .map_err(|status| self.failed(format!("{status:?}")))?;
        match solved.status() {
            HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Err(SolveError::Infeasible),
            HighsModelStatus::Optimal => Ok(answer(&solved, false)),
            HighsModelStatus::ReachedTimeLimit | HighsModelStatus::ReachedSolutionLimit => Ok(answer(&solved, true)),
            other => Err(self.failed(format!("{other:?}"))),
        }
    }
}

impl Highs {
    fn model(
        &self,
        program: &Program,
        cost: &[i64],
        whole: bool,
        start: Option<&[bool]>,
        effort: Effort,
    ) -> Result<Model, SolveError> {
        let (problem, variables) = linear::problem(program, cost, whole, None);
        let mut problem = problem.using(good_highs::highs);
        linear::add_rows(&mut problem, program, &variables);
        let mut model = problem.try_into_inner().map_err(|error| self.failed(error.to_string()))?;
        // One thread and no random seed: the same answer every time. Levels are whole numbers, so an absolute distance
        // under 1 proves a value.
        model.set_option("threads", 1);
        model.set_option("parallel", "off");
        model.set_option("mip_rel_gap", effort.gap);
        model.set_option("mip_abs_gap", 0.9);
        if whole && (effort.plain || program.variables > MANY_FOR_PRESOLVE) {
            model.set_option("presolve", "off");
        }
        if effort.plain {
            model.set_option("mip_detect_symmetry", false);
        }
        if let Some(nodes) = effort.nodes {
            model.set_option("mip_max_nodes", nodes);
        }
        if let Some(seconds) = effort.seconds {
            model.set_option("time_limit", seconds.max(0.0));
        }
        if let Some(start) = start {
            let values: Vec<f64> = start.iter().map(|chosen| f64::from(u8::from(*chosen))).collect();
            model.set_solution(Some(&values), None, None, None);
        }
        Ok(model)
    }

    fn failed(&self, message: String) -> SolveError {
        SolveError::Backend { backend: self.name(), message }
    }
}

/// The solution of a linear programme, if it is one.
pub(super) fn relaxation(solved: &SolvedModel) -> Option<Relaxation> {
    if solved.status() != HighsModelStatus::Optimal {
        return None;
    }
    let solution = solved.get_solution();
    // HiGHS reports the change of the objective per unit of the right-hand side: not positive for a ≤ row.
    let multipliers = solution.dual_rows().iter().map(|dual| -dual).collect();
    Some(Relaxation { values: solution.columns().to_vec(), multipliers })
}

fn answer(solved: &SolvedModel, out_of_time: bool) -> Answer {
    let values = (solved.primal_solution_status() == HighsSolutionStatus::Feasible)
        .then(|| solved.get_solution().columns().iter().map(|value| *value > 0.5).collect());
    Answer { values, bound: solved.double_info_value(c"mip_dual_bound").ok().and_then(round_up), out_of_time }
}

/// A bound on a whole number, rounded up but for the solver's tolerance.
#[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
fn round_up(bound: f64) -> Option<i64> {
    (bound.abs() < 9e15).then(|| (bound - 1e-4).ceil() as i64)
}
