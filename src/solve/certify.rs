//! Certificates of a search that has ended: bounds that anybody can check without a solver.

use super::company::{Climb, Companies};
use super::{BackendName, Outcome, SolveError, Watch};
use crate::compatibility::Graph;
use crate::domain::Scenario;
use crate::model;

/// Scenarios with more columns are certified by their own search, or not at all: it would take longer than the search.
const MOST_COLUMNS: usize = 20_000;
/// Pricings for each level before the linear programme, and its rounds.
const STEPS: usize = 40;
const ROUNDS: usize = 60;

/// Looks for a certificate of each level's bound, given the values before it; where one proves more than the search did,
/// its bound is taken. The programmes by which a search proves its values are tighter than what a certificate may use, so
/// that one can prove less than its level's bound.
///
/// # Errors
/// Where the build has no such back-end.
pub fn certify(
    scenario: &Scenario,
    graph: &Graph,
    outcome: &mut Outcome,
    backend: BackendName,
    watch: &Watch,
) -> Result<(), SolveError> {
    let backend = backend.backend()?;
    if !outcome.certificates.is_empty() || outcome.size.columns > MOST_COLUMNS || watch.is_over() {
        return Ok(());
    }
    let offers = model::offers(scenario, graph);
    let Some(companies) = Companies::of(scenario, graph, &offers) else { return Ok(()) };
    let values: Vec<i64> = outcome.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect();
    let climb = Climb { steps: STEPS, deadline: watch.deadline, ..Climb::default() };
    outcome.certificates = companies.polished(&outcome.proposal, &values, &climb, ROUNDS, backend.as_ref());
    for (level, certificate) in outcome.levels.iter_mut().zip(&outcome.certificates) {
        level.bound = level.bound.max(Some(certificate.bound));
    }
    Ok(())
}
