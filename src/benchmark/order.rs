//! In which order the runs are made: so that a benchmark that is stopped midway has something of every case.

use super::stages::Solver;
use super::suite::Case;

/// One solver on one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The position of the case in the suite.
    pub(super) case: usize,
    pub(super) solver: Solver,
}

/// Every run. First whom the goals compare, side by side on each case, so that they meet the same machine; the first seed of
/// every case, then the second. Then each further peer in the same way.
pub(super) fn steps(cases: &[Case], solvers: &[Solver]) -> Vec<Step> {
    let compared = |solver: &Solver| matches!(solver, Solver::Placewell | Solver::Plain | Solver::FirstCome);
    let (first, further): (Vec<Solver>, Vec<Solver>) = solvers.iter().partition(|solver| compared(solver));
    let rounds = std::iter::once(first).chain(further.into_iter().map(|solver| vec![solver]));
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by_key(|at| among_its_like(cases, *at));
    let round = |solvers: Vec<Solver>| {
        let of = |case: &usize| solvers.iter().map(|solver| Step { case: *case, solver: *solver }).collect::<Vec<_>>();
        order.iter().flat_map(of).collect::<Vec<_>>()
    };
    rounds.flat_map(round).collect()
}

/// How many cases of the same size and share come before it: other seeds.
fn among_its_like(cases: &[Case], at: usize) -> usize {
    let like = |case: &&Case| (&case.name, share(case)) == (&cases[at].name, share(&cases[at]));
    cases[..at].iter().filter(like).count()
}

fn share(case: &Case) -> Option<i64> {
    case.draw().map(|(share, _)| share)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::suite::cases;
    use super::*;

    #[test]
    fn every_run_is_made_once_and_one_seed_of_all_comes_before_the_next() {
        let sizes = ["daily".to_owned(), "month".to_owned()];
        let all = cases(&sizes, &[25, 60], &[7, 8], &[PathBuf::from("own")], None).expect("known sizes");
        let solvers = [Solver::Placewell, Solver::Naive, Solver::Plain, Solver::Scip];
        let steps = steps(&all, &solvers);
        for case in 0..all.len() {
            for solver in solvers {
                assert_eq!(steps.iter().filter(|step| **step == Step { case, solver }).count(), 1, "{case} {solver:?}");
            }
        }
        assert_eq!(steps.len(), all.len() * solvers.len());
        let first: Vec<usize> = steps.iter().filter(|s| s.solver == Solver::Placewell).map(|s| s.case).collect();
        assert_eq!(first, [0, 2, 4, 6, 8, 1, 3, 5, 7], "seed 7 of all, the folder, then seed 8");
        let solver = |at: usize| (steps[at].case, steps[at].solver);
        assert_eq!([solver(0), solver(1)], [(0, Solver::Placewell), (0, Solver::Plain)], "on the same machine");
        assert!(steps[18..27].iter().all(|step| step.solver == Solver::Naive));
        assert!(steps[27..].iter().all(|step| step.solver == Solver::Scip));
    }
}
