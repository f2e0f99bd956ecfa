//! A plan in futures, through the full matching model: can all goals hold together in one lawful proposal?

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::aims::{Heads, aims};
use super::{Ending, Trial, Trials, seating};
use crate::domain::{Proposal, Scenario};
use crate::futures::{NoDemand, future, with_plan};
use crate::solve::{self, Attained, BackendName, Effort, Progress, SolveError, Watch};
use crate::{compatibility, model, verify};

/// Branch-and-bound nodes of the last search of a future: no clock, so that every machine decides alike.
const NODES: i32 = 500;

/// Why a plan could not be tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTrial {
    /// The scenario has no demand model.
    #[error(transparent)]
    Demand(#[from] NoDemand),
    /// The back-end failed.
    #[error(transparent)]
    Backend(#[from] SolveError),
}

/// A plan of so many homes of each kind in the futures with these numbers, side by side, told to the watch as phase
/// `phase`. When the watch ends first, only the futures that were finished; each by itself is the same however many are
/// tried, and wherever.
///
/// # Errors
/// A scenario without a demand model; a back-end that fails.
pub fn trials(
    scenario: &Scenario,
    homes: &[i64],
    seed: u64,
    numbers: &[u32],
    backend: BackendName,
    watch: &Watch,
    phase: usize,
) -> Result<Trials, NoTrial> {
    let month = scenario.settings.demand.as_ref().ok_or(NoDemand)?.horizon_months;
    let done = AtomicUsize::new(0);
    let one = |number: &u32| {
        if watch.is_over() {
            return Ok(None);
        }
        let service = with_plan(future(scenario, seed, *number, month)?, homes);
        let trial = try_future(&service, *number, backend, watch)?;
        let parts_done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = &watch.progress {
            progress(&Progress { parts: numbers.len(), parts_done, level: phase });
        }
        // A search that the watch ended has not been finished.
        Ok(Some(trial).filter(|trial| trial.ending != Ending::Undecided || !watch.is_over()))
    };
    let trials: Result<Vec<Option<Trial>>, NoTrial> = numbers.par_iter().map(one).collect();
    Ok(Trials { seed, trials: trials?.into_iter().flatten().collect() })
}

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
