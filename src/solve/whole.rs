//! Programmes in whole numbers: the least cost under rows `Σ terms ≥ at_least`, a small door for other rooms.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::linear::float;
use super::{BackendName, SolveError, Watch};

/// Into so many parts a fraction is told.
pub const PARTS: i64 = 4_096;

/// The least cost of whole numbers.
#[derive(Clone, Debug, Default)]
pub struct WholeProgramme {
    /// The numbers sought.
    pub columns: Vec<WholeColumn>,
    /// What must hold.
    pub rows: Vec<WholeRow>,
}

/// A number sought, from 0 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeColumn {
    /// What one costs.
    pub cost: i64,
    /// The most it can be.
    pub most: i64,
    /// Whether it is whole; a fraction that is not costs nothing and is not told.
    pub whole: bool,
}

/// `Σ terms ≥ at_least`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeRow {
    /// Column and coefficient.
    pub terms: Vec<(usize, i64)>,
    /// The right-hand side.
    pub at_least: i64,
}

/// What a back-end found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeAnswer {
    /// The best numbers found, 0 for columns that are not whole. If all are whole, every row was checked in exact
    /// arithmetic.
    pub values: Option<Vec<i64>>,
    /// No solution costs less; none = nothing is proved.
    pub bound: Option<i64>,
}

impl WholeProgramme {
    /// Whether whole numbers satisfy every row and bound.
    pub fn is_satisfied(&self, values: &[i64]) -> bool {
        let within = self.columns.iter().zip(values).all(|(column, value)| (0..=column.most).contains(value));
        within && self.rows.iter().all(|row| row.is_satisfied(values))
    }

    /// What these numbers cost.
    pub fn cost(&self, values: &[i64]) -> i64 {
        self.columns.iter().zip(values).map(|(column, value)| column.cost * value).sum()
    }
}

impl WholeRow {
    /// Whether whole numbers satisfy it.
    pub fn is_satisfied(&self, values: &[i64]) -> bool {
        self.terms.iter().map(|(column, c)| i128::from(*c) * i128::from(values[*column])).sum::<i128>()
            >= i128::from(self.at_least)
    }
}

/// The least cost. Gap 0: values whose cost equals the bound are proved. One thread and no random seed, so that the same
/// programme has the same answer; among equals the search decides, which takes the same steps every time. When the
/// watch ends first, what is known then; nothing at all if the back-end does not look at the clock.
///
/// # Errors
/// [`SolveError::Infeasible`] where no numbers satisfy the rows; a back-end that fails, or whose numbers break a row.
pub fn least(
    programme: &Arc<WholeProgramme>,
    backend: BackendName,
    start: Option<&[i64]>,
    watch: &Watch,
) -> Result<WholeAnswer, SolveError> {
    let start = start.filter(|start| programme.is_satisfied(start)).map(<[i64]>::to_vec);
    let fallback = WholeAnswer { values: start.clone(), bound: None };
    let (programme, deadline) = (programme.clone(), watch.deadline);
    beside(watch, fallback, move || solved(&programme, backend, start.as_deref(), deadline))
}

/// The least cost in fractions: each number in [`PARTS`]. Advice, not a bound. None = the back-end has no answer.
pub fn fractions(programme: &WholeProgramme, backend: BackendName, watch: &Watch) -> Option<Vec<i64>> {
    let values = match backend {
        #[cfg(feature = "highs")]
        BackendName::Highs => highs::relaxed(programme, watch.deadline)?,
        #[cfg(feature = "microlp")]
        BackendName::Microlp => micro::relaxed(programme, watch.deadline)?,
        #[allow(unreachable_patterns, reason = "a build may lack one")]
        _ => return None,
    };
    Some(values.into_iter().map(|value| rounded(value * float(PARTS))).collect())
}

/// Works on a thread of its own, which is left alone when the watch ends.
fn beside<T: Send + 'static>(
    watch: &Watch,
    fallback: T,
    work: impl FnOnce() -> Result<T, SolveError> + Send + 'static,
) -> Result<T, SolveError> {
    let (done, answer) = mpsc::channel();
    std::thread::spawn(move || done.send(work()));
    loop {
        match answer.recv_timeout(Duration::from_millis(20)) {
            Ok(answer) => return answer,
            Err(RecvTimeoutError::Timeout) if !watch.is_abandoned() => {}
            Err(_) => return Ok(fallback),
        }
    }
}

fn solved(
    programme: &WholeProgramme,
    backend: BackendName,
    start: Option<&[i64]>,
    deadline: Option<Instant>,
) -> Result<WholeAnswer, SolveError> {
    let _ = start;
    let answer = match backend {
        #[cfg(feature = "highs")]
        BackendName::Highs => highs::least(programme, start, deadline)?,
        #[cfg(not(feature = "highs"))]
        BackendName::Highs => return Err(SolveError::NotBuilt("highs")),
        #[cfg(feature = "microlp")]
        BackendName::Microlp => micro::least(programme, deadline)?,
        #[cfg(not(feature = "microlp"))]
        BackendName::Microlp => return Err(SolveError::NotBuilt("microlp")),
    };
    let all_whole = programme.columns.iter().all(|column| column.whole);
    match &answer.values {
        Some(values) if all_whole && !programme.is_satisfied(values) => Err(SolveError::Backend {
            backend: format!("{backend:?}"),
            message: "its numbers break a row of the programme".to_owned(),
        }),
        _ => Ok(answer),
    }
}

/// The whole columns, rounded; 0 for the others.
fn whole_values(programme: &WholeProgramme, value: impl Fn(usize) -> f64) -> Vec<i64> {
    let one = |(at, column): (usize, &WholeColumn)| if column.whole { rounded(value(at)) } else { 0 };
    programme.columns.iter().enumerate().map(one).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a solver's values are within the bounds of its columns")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

fn seconds_left(deadline: Option<Instant>) -> Option<f64> {
    deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()).as_secs_f64())
}

#[cfg(feature = "highs")]
mod highs {
    use ::highs::{Col, HighsModelStatus, HighsSolutionStatus, Model, RowProblem, Sense, SolvedModel};

    use super::{Instant, SolveError, WholeAnswer, WholeColumn, WholeProgramme, float, seconds_left, whole_values};

    fn failed(message: impl std::fmt::Debug) -> SolveError {
        SolveError::Backend { backend: "HiGHS".to_owned(), message: format!("{message:?}") }
    }

    fn model(programme: &WholeProgramme, whole: bool, deadline: Option<Instant>) -> Result<Model, SolveError> {
        let mut problem = RowProblem::new();
        let column = |column: &WholeColumn| {
            problem.add_column_with_integrality(float(column.cost), 0.0..=float(column.most), whole && column.whole)
        };
        let columns: Vec<Col> = programme.columns.iter().map(column).collect();
        for row in &programme.rows {
            problem.add_row(float(row.at_least).., row.terms.iter().map(|(at, c)| (columns[*at], float(*c))));
        }
        let mut model = problem.try_optimise(Sense::Minimise).map_err(failed)?;
        model.make_quiet();
        model.set_option("threads", 1);
        model.set_option("parallel", "off");
        // Costs are whole numbers, so an absolute distance under 1 proves a value.
        model.set_option("mip_rel_gap", 0.0);
        model.set_option("mip_abs_gap", 0.9);
        if let Some(seconds) = seconds_left(deadline) {
            model.set_option("time_limit", seconds);
        }
        Ok(model)
    }

    pub(super) fn relaxed(programme: &WholeProgramme, deadline: Option<Instant>) -> Option<Vec<f64>> {
        let solved = model(programme, false, deadline).ok()?.try_solve().ok()?;
        (solved.status() == HighsModelStatus::Optimal).then(|| solved.get_solution().columns().to_vec())
    }

    pub(super) fn least(
        programme: &WholeProgramme,
        start: Option<&[i64]>,
        deadline: Option<Instant>,
    ) -> Result<WholeAnswer, SolveError> {
        let mut model = model(programme, true, deadline)?;
        if let Some(start) = start {
            let values: Vec<f64> = start.iter().map(|value| float(*value)).collect();
            model.set_solution(Some(&values), None, None, None);
        }
        let solved = model.try_solve().map_err(failed)?;
        match solved.status() {
            HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Err(SolveError::Infeasible),
            HighsModelStatus::Optimal | HighsModelStatus::ReachedTimeLimit => Ok(answer(programme, &solved)),
            other => Err(failed(other)),
        }
    }

    fn answer(programme: &WholeProgramme, solved: &SolvedModel) -> WholeAnswer {
        let values = (solved.primal_solution_status() == HighsSolutionStatus::Feasible).then(|| {
            let solution = solved.get_solution();
            whole_values(programme, |at| solution.columns()[at])
        });
        let bound = solved.double_info_value(c"mip_dual_bound").ok().and_then(round_up);
        // No cost is negative.
        WholeAnswer { values, bound: Some(bound.unwrap_or(0).max(0)) }
    }

    /// A bound on a whole number, rounded up but for the solver's tolerance.
    #[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
    fn round_up(bound: f64) -> Option<i64> {
        (bound.abs() < 9e15).then(|| (bound - 1e-4).ceil() as i64)
    }
}

#[cfg(feature = "microlp")]
mod micro {
    use good_lp::solvers::microlp as good_microlp;
    use good_lp::variable::UnsolvedProblem;
    use good_lp::{
        Expression, ProblemVariables, ResolutionError, Solution as _, SolutionStatus, SolverModel, Variable,
        WithTimeLimit as _, constraint, variable,
    };

    use super::{Instant, SolveError, WholeAnswer, WholeColumn, WholeProgramme, float, seconds_left, whole_values};

    fn problem(programme: &WholeProgramme, whole: bool) -> (UnsolvedProblem, Vec<Variable>) {
        let mut all = ProblemVariables::new();
        let one = |column: &WholeColumn| {
            let definition = variable().min(0).max(float(column.most));
            if whole && column.whole { definition.integer() } else { definition }
        };
        let variables: Vec<Variable> = programme.columns.iter().map(|column| all.add(one(column))).collect();
        let cost = programme.columns.iter().enumerate().map(|(at, column)| (at, column.cost));
        let cost = sum(cost, &variables);
        (all.minimise(cost), variables)
    }

    fn add_rows<M: SolverModel>(programme: &WholeProgramme, model: &mut M, variables: &[Variable]) {
        for row in &programme.rows {
            model.add_constraint(constraint!(sum(row.terms.iter().copied(), variables) >= float(row.at_least)));
        }
    }

    fn sum(terms: impl Iterator<Item = (usize, i64)>, variables: &[Variable]) -> Expression {
        let mut sum = Expression::with_capacity(terms.size_hint().0);
        for (column, coefficient) in terms.filter(|(_, coefficient)| *coefficient != 0) {
            sum.add_mul(float(coefficient), variables[column]);
        }
        sum
    }

    pub(super) fn relaxed(programme: &WholeProgramme, deadline: Option<Instant>) -> Option<Vec<f64>> {
        let (problem, variables) = problem(programme, false);
        let mut model = problem.using(good_microlp::microlp);
        if let Some(seconds) = seconds_left(deadline) {
            model = model.with_time_limit(seconds.max(0.001));
        }
        add_rows(programme, &mut model, &variables);
        let solution = model.solve().ok()?;
        Some(variables.iter().map(|variable| solution.value(*variable)).collect())
    }

    pub(super) fn least(programme: &WholeProgramme, deadline: Option<Instant>) -> Result<WholeAnswer, SolveError> {
        let (problem, variables) = problem(programme, true);
        let mut model = problem.using(good_microlp::microlp);
        if let Some(seconds) = seconds_left(deadline) {
            model = model.with_time_limit(seconds.max(0.001));
        }
        add_rows(programme, &mut model, &variables);
        match model.solve() {
            Ok(solution) => {
                let values = whole_values(programme, |at| solution.value(variables[at]));
                let proved = matches!(solution.status(), SolutionStatus::Optimal);
                let bound = if proved { programme.cost(&values) } else { 0 };
                Ok(WholeAnswer { values: Some(values), bound: Some(bound) })
            }
            Err(ResolutionError::Infeasible) => Err(SolveError::Infeasible),
            Err(ResolutionError::Other("NoSolutionFound")) => Ok(WholeAnswer { values: None, bound: Some(0) }),
            Err(error) => Err(SolveError::Backend { backend: "microlp".to_owned(), message: error.to_string() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(terms: &[(usize, i64)], at_least: i64) -> WholeRow {
        WholeRow { terms: terms.to_vec(), at_least }
    }

    #[test]
    fn the_least_cost_in_whole_numbers_and_in_fractions() {
        let column = |cost| WholeColumn { cost, most: 9, whole: true };
        let rows = vec![row(&[(0, 2), (1, 3)], 7), row(&[(0, -1)], -2)];
        let programme = Arc::new(WholeProgramme { columns: vec![column(2), column(4)], rows });
        let answer = least(&programme, BackendName::best(), None, &Watch::default()).expect("an answer");
        assert_eq!(answer, WholeAnswer { values: Some(vec![2, 1]), bound: Some(8) });
        let fractions = fractions(&programme, BackendName::best(), &Watch::default()).expect("an answer");
        assert_eq!(fractions, [2 * PARTS, PARTS]);
        let mut harder = WholeProgramme::clone(&programme);
        harder.rows.push(row(&[(1, -1)], 0));
        let none = least(&Arc::new(harder), BackendName::best(), None, &Watch::default());
        assert_eq!(none, Err(SolveError::Infeasible));
    }

    #[test]
    fn who_is_stopped_says_what_was_known() {
        let programme = WholeProgramme { columns: vec![WholeColumn { cost: 1, most: 5, whole: true }], rows: vec![] };
        let watch = Watch::default();
        watch.interrupted.store(true, std::sync::atomic::Ordering::Relaxed);
        let slow = || {
            std::thread::sleep(Duration::from_mins(10));
            Ok(7)
        };
        assert_eq!(beside(&watch, 3, slow), Ok(3));
        assert!(programme.is_satisfied(&[5]) && !programme.is_satisfied(&[6]));
    }
}
