//! microlp: pure Rust, for small scenarios on machines without a C++ tool chain.

use good_lp::solvers::microlp as good_microlp;
use good_lp::{ResolutionError, Solution as _, SolutionStatus, SolverModel as _, WithTimeLimit as _};

use super::backend::{Answer, Backend, Effort, Relaxation, SolveError};
use super::linear;
use super::program::{Program, total};

/// The back-end that installs anywhere.
pub(super) struct Microlp;

impl Backend for Microlp {
    fn name(&self) -> String {
        "microlp".to_owned()
    }

    fn relax(&self, _: &Program, _: &[i64], _: Option<f64>) -> Option<Relaxation> {
        None
    }

    fn minimise(
        &self,
        program: &Program,
        cost: &[i64],
        _: Option<&[bool]>,
        effort: Effort,
    ) -> Result<Answer, SolveError> {
        let (problem, variables) = linear::problem(program, cost, true, None);
        let mut model = problem.using(good_microlp::microlp);
        if let Some(seconds) = effort.seconds {
            model = model.with_time_limit(seconds.max(0.001));
        }
        linear::add_rows(&mut model, program, &variables);
        match model.solve() {
            Ok(solution) => {
                let values: Vec<bool> = variables.iter().map(|variable| solution.value(*variable) > 0.5).collect();
                let proved = matches!(solution.status(), SolutionStatus::Optimal);
                let bound = proved.then(|| total(cost, &values));
                Ok(Answer { values: Some(values), bound, out_of_time: !proved })
            }
            Err(ResolutionError::Infeasible) => Err(SolveError::Infeasible),
            Err(ResolutionError::Other("NoSolutionFound")) => {
                Ok(Answer { values: None, bound: None, out_of_time: true })
            }
            Err(error) => Err(SolveError::Backend { backend: self.name(), message: error.to_string() }),
        }
    }
}
