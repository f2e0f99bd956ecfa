//! A future through the full matching model: can all goals hold together in one lawful proposal?

use super::aims::{Heads, aims};
use super::{Ending, Trial, seating};
use crate::domain::{Proposal, Scenario};
use crate::solve::{self, Attained, BackendName, Effort, SolveError, Watch};
use crate::{compatibility, model, verify};

/// Branch-and-bound nodes of the last search of a future: no clock, so that every machine decides alike.
const NODES: i32 = 500;

/// Whether every goal of the scenario can hold in one lawful proposal of this future, sibling groups, rooms and every limit
/// included. `number` is only what to call it.
///
/// Reached only with a proposal that the verifier lets stand; not reached only with a proof. A search that ends before
/// either, by its limit on nodes or by the watch, is undecided.
///
/// # Errors
/// A back-end that fails.
pub fn try_future(future: &Scenario, number: u32, backend: BackendName, watch: &Watch) -> Result<Trial, SolveError> {
    let goals = &future.settings.goals;
    let graph = compatibility::graph(future);
    let staying = Heads::of(future, &Proposal::of_those_who_stay(future));
    let start = seating::seat(future, &graph, &staying);
    if let Some(trial) = reached(future, number, &start) {
        return Ok(trial);
    }
    if watch.is_over() {
        return Ok(Trial::of(number, Ending::Undecided, &Heads::of(future, &start), goals));
    }
    let model = model::build(future, &graph);
    let wanted = aims(future, &model, &staying, goals);
    let effort = Effort { nodes: Some(NODES), ..Effort::default() };
    let (ending, proposal) = match solve::attain(future, &model, &wanted, &start, backend, effort, watch) {
        Ok(Attained::All(proposal)) => {
            let refused = || SolveError::Backend {
                backend: "trial".to_owned(),
                message: format!("the verifier refuses the proposal of future {number}"),
            };
            let filled = seating::fill(future, &graph, &staying, &proposal);
            let filled = reached(future, number, &filled);
            return filled.or_else(|| reached(future, number, &proposal)).ok_or_else(refused);
        }
        Ok(Attained::Impossible(proposal)) => (Ending::NotReached, proposal),
        Ok(Attained::Unknown(proposal)) => (Ending::Undecided, proposal),
        Err(SolveError::Infeasible) => (Ending::NotReached, start),
        Err(error) => return Err(error),
    };
    Ok(Trial::of(number, ending, &Heads::of(future, &proposal), goals))
}

/// The trial, if every goal holds in this proposal and the verifier lets it stand.
fn reached(future: &Scenario, number: u32, proposal: &Proposal) -> Option<Trial> {
    let trial = Trial::of(number, Ending::Reached, &Heads::of(future, proposal), &future.settings.goals);
    let holds = trial.goals.values().all(|holds| *holds);
    (holds && verify::verify(future, proposal).stands()).then_some(trial)
}
