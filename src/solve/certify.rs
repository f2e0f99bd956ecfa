//! Certificates of a search that has ended: bounds that anybody can check without a solver.

use super::company::{Climb, Companies, Effort};
use super::{BackendName, LevelOutcome, Outcome, SolveError, Watch};
use crate::compatibility::Graph;
use crate::domain::Scenario;
use crate::model;

/// Rounds of the linear programme for each level, and for each case.
const ROUNDS: usize = 300;
/// Up to so many columns certificates are looked for unasked, with so many cases of each level at most: it takes a part of
/// the time of the search.
const FEW_COLUMNS: usize = 20_000;
const FEW_CASES: usize = 2;
/// Cases of each level at most where every certificate was asked for; fewer where there are many columns, for each takes
/// longer there.
const CASES: usize = 2_000;
const CASES_AND_COLUMNS: usize = 40_000_000;

/// Steps of a climb for each level where the back-end has no linear programme that grows.
const STEPS: usize = 400;

/// Looks for a certificate of each level's bound, given the values before it; where one proves more than the search did,
/// its bound is taken. Cases are limited in number, so that a certificate can prove less than its level's bound; to few
/// unless certificates are wanted in `full`, whatever it takes.
///
/// # Errors
/// Where the build has no such back-end.
pub fn certify(
    scenario: &Scenario,
    graph: &Graph,
    outcome: &mut Outcome,
    backend: BackendName,
    full: bool,
    watch: &Watch,
) -> Result<(), SolveError> {
    let backend = backend.backend()?;
    if !outcome.certificates.is_empty() || watch.is_over() || !full && outcome.size.columns > FEW_COLUMNS {
        return Ok(());
    }
    let offers = model::offers(scenario, graph);
    let Some(companies) = Companies::of(scenario, graph, &offers) else { return Ok(()) };
    let levels: Vec<&LevelOutcome> = outcome.levels.iter().filter(|level| level.in_priorities).collect();
    let values: Vec<i64> = levels.iter().map(|level| level.value).collect();
    let proved: Vec<bool> = levels.iter().map(|level| level.is_proven() == Some(true)).collect();
    let cases = if full { CASES.min(CASES_AND_COLUMNS / outcome.size.columns.max(1)) } else { FEW_CASES };
    let effort = Effort { rounds: ROUNDS, thorough: full, cases, proved: &proved, watch };
    let by_climbing =
        || companies.certificates(&values, &Climb { steps: STEPS, deadline: watch.deadline, ..Climb::default() });
    outcome.certificates =
        companies.proofs(&outcome.proposal, &values, effort, backend.as_ref()).unwrap_or_else(by_climbing);
    for (level, certificate) in outcome.levels.iter_mut().zip(&outcome.certificates) {
        level.bound = level.bound.max(Some(certificate.bound));
    }
    Ok(())
}
